//! Which folder is the dossier's, and which folder a site may be written to.

use std::path::{Component, Path, PathBuf};

use super::{Common, Failure};
use crate::manuscript::Location;

/// What marks the root of a dossier.
const MARK: &str = "config.toml";

/// Folders of a dossier that hold what the editors made; a site among them would be read back, published or lost.
const KEPT: &[&str] = &["content", "themes", "archive", "texts", ".dossier", ".git"];

/// Where the dossier lies: as told, or the nearest folder with a `config.toml` from the current one upwards.
pub(super) fn location(common: &Common) -> Result<Location, Failure> {
    let archive = common
        .archive
        .clone()
        .or_else(|| std::env::var_os("DOSSIER_ARCHIVE").filter(|value| !value.is_empty()).map(PathBuf::from));
    if let Some(archive) = archive.as_ref().filter(|a| !a.is_dir()) {
        return Err(Failure::usage(
            format!("the archive `{}` is no folder", archive.display()),
            "name the folder that holds the archived texts, or leave out --archive (and DOSSIER_ARCHIVE)",
        ));
    }
    let root = match &common.root {
        Some(root) if root.is_dir() => root.clone(),
        Some(root) => {
            let message = format!("`{}` is no folder", root.display());
            return Err(Failure::usage(message, "--root names the folder that holds a dossier's config.toml"));
        }
        None => nearest(&std::env::current_dir()?)?,
    };
    Ok(Location { root, archive })
}

fn nearest(from: &Path) -> Result<PathBuf, Failure> {
    from.ancestors().find(|folder| folder.join(MARK).is_file()).map(Path::to_path_buf).ok_or_else(|| {
        Failure::usage(
            format!("there is no dossier here: neither `{}` nor a folder above it has a {MARK}", from.display()),
            "go to a dossier's folder, name it with --root, or begin one with `dossier new DIR`",
        )
    })
}

/// The folder to write a site to: `asked`, or `public/` in the root. Refuses those where a site would do harm.
pub(super) fn output(asked: Option<&Path>, location: &Location) -> Result<PathBuf, Failure> {
    let output = asked.map_or_else(|| location.root.join("public"), Path::to_path_buf);
    let real = real(&output)?;
    let root = self::real(&location.root)?;
    let home = std::env::home_dir().filter(|h| !h.as_os_str().is_empty()).map(|h| self::real(&h)).transpose()?;
    let archive = location.archive.as_deref().map(self::real).transpose()?;
    match objection(&real, &root, archive.as_deref(), home.as_deref()) {
        None if real.exists() && !real.is_dir() => Err(Failure::usage(
            format!("the output `{}` is a file", output.display()),
            "--output names a folder; it is made where it doesn't exist",
        )),
        None => Ok(output),
        Some(why) => Err(Failure::usage(
            format!("won't write the site to `{}`: {why}", output.display()),
            "a site needs a folder of its own: the default is public/ in the dossier",
        )),
    }
}

/// What speaks against writing a site to `output`. All paths are real ones.
fn objection(output: &Path, root: &Path, archive: Option<&Path>, home: Option<&Path>) -> Option<String> {
    if output.parent().is_none() {
        return Some("it is the top of the file system".into());
    }
    if home.is_some_and(|home| home.starts_with(output)) {
        return Some("it is your home folder, or one that holds it".into());
    }
    if output == root {
        return Some("it is the dossier's own folder".into());
    }
    if root.starts_with(output) {
        return Some("the dossier's own folder lies in it".into());
    }
    let kept = KEPT.iter().find(|kept| output.starts_with(root.join(kept)));
    if let Some(kept) = kept {
        return Some(format!("it lies in {kept}/, which the dossier keeps for something else"));
    }
    if archive.is_some_and(|archive| output.starts_with(archive) || archive.starts_with(output)) {
        return Some("the archived texts lie there".into());
    }
    None
}

/// The path without links, `.` and `..`, whether or not its last segments exist.
fn real(path: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(path)?;
    let mut real = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::ParentDir => {
                real.pop();
            }
            Component::CurDir => {}
            other => {
                real.push(other);
                // Resolved at each step, since `..` after a link goes up from where the link leads.
                if let Ok(canonical) = real.canonicalize() {
                    real = canonical;
                }
            }
        }
    }
    Ok(real)
}

/// A path as a person here would write it: below the current folder where it lies there.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let short = here.as_deref().and_then(|here| path.strip_prefix(here).ok());
    match short {
        Some(short) if short.as_os_str().is_empty() => ".".into(),
        Some(short) => short.display().to_string(),
        None => path.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmful_outputs_are_refused() {
        let check = |output: &str, refused: bool| {
            let why = objection(
                Path::new(output),
                Path::new("/home/ed/desk"),
                Some(Path::new("/srv/texts/desk")),
                Some(Path::new("/home/ed")),
            );
            assert_eq!(why.is_some(), refused, "{output}: {why:?}");
        };
        for bad in [
            "/",
            "/home",
            "/home/ed",
            "/home/ed/desk",
            "/home/ed/desk/content",
            "/home/ed/desk/content/pages",
            "/home/ed/desk/themes/ledger",
            "/home/ed/desk/archive",
            "/home/ed/desk/texts/site",
            "/home/ed/desk/.git",
            "/srv",
            "/srv/texts/desk",
            "/srv/texts/desk/site",
        ] {
            check(bad, true);
        }
        for good in ["/home/ed/desk/public", "/home/ed/desk/contents", "/home/ed/site", "/srv/www", "/tmp/site"] {
            check(good, false);
        }
    }

    #[test]
    fn paths_are_real() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().canonicalize().unwrap();
        std::fs::create_dir(base.join("a")).unwrap();
        let check =
            |path: &str, expected: &str| assert_eq!(real(&base.join(path)).unwrap(), base.join(expected), "{path}");
        check("a", "a");
        check("a/../b/c", "b/c");
        check("a/./../a", "a");
        check("none/../a", "a");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(base.join("a"), base.join("link")).unwrap();
            check("link/site", "a/site");
        }
    }

    #[test]
    fn the_nearest_config_marks_the_root() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        std::fs::create_dir_all(base.join("desk/content/sources")).unwrap();
        std::fs::write(base.join("desk/config.toml"), "").unwrap();
        assert_eq!(nearest(&base.join("desk/content/sources")).unwrap(), base.join("desk"));
        assert!(nearest(base).is_err());
    }
}
