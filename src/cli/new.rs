//! `dossier new`: a folder with a small invented dossier, to be learned from and replaced.

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use include_dir::{Dir, File, include_dir};
use serde_json::json;

use super::screen::Screen;
use super::{Failure, Outcome, folder, today};

/// The starter. It is a dossier as it stands, with the two words below to be replaced.
static PLAIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/starters/plain");

/// The starter's title, wherever it stands.
const TITLE: &str = "The footbridge at Quellmarrow (an invented example)";

/// The day the starter says it was made on, wherever it stands. No invented date is the same.
const DAY: &str = "2026-11-21";

/// What `dossier new` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
The folder must be empty, or not exist yet; a .git in it is fine.

Example:
  dossier new flood-of-2019 --title \"The flood of 2019\"")]
pub struct Arguments {
    /// The folder to make
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,

    /// The dossier's title
    #[arg(long, value_name = "TITLE", value_parser = parse_title)]
    title: Option<String>,
}

/// A title is one line with words on it.
fn parse_title(text: &str) -> Result<String, String> {
    let title = text.trim();
    match title.is_empty() || title.contains(char::is_control) {
        true => Err("a title is one line of words".into()),
        false => Ok(title.into()),
    }
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    let folder = &arguments.folder;
    refuse_occupied(folder)?;
    let title = arguments.title.as_deref().unwrap_or(TITLE);
    let day = today().to_string();
    let mut paths = Vec::new();
    for file in files(&PLAIN) {
        let path = folder.join(file.path());
        if let Some(parent) = path.parent() {
            fs_err::create_dir_all(parent)?;
        }
        fs_err::write(&path, fill(file, title, &day))?;
        paths.push(file.path().to_string_lossy().replace('\\', "/"));
    }
    let shown = folder::shown(folder);
    let quoted = if shown.contains(char::is_whitespace) { format!("'{shown}'") } else { shown.clone() };
    screen.say(&format!(
        "{shown}: a small dossier, all of it invented. Read README.md there; then replace one piece after another.\n\n\
         Next:\n  cd {quoted}\n  dossier check\n  dossier build\n"
    ))?;
    screen.object(&json!({ "ok": true, "summary": null, "written": { "added": paths }, "diagnostics": [] }))?;
    Ok(Outcome::Clean)
}

/// Nothing of anybody's is overwritten.
fn refuse_occupied(folder: &Path) -> Result<(), Failure> {
    let entries = match fs_err::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            return Err(Failure::usage(
                format!("`{}` is a file", folder.display()),
                "name a folder that doesn't exist yet",
            ));
        }
        Err(error) => return Err(error.into()),
    };
    for entry in entries {
        let name = entry?.file_name();
        if name != ".git" {
            return Err(Failure::usage(
                format!("`{}` isn't empty: it holds `{}`", folder.display(), name.to_string_lossy()),
                "name a folder that is empty or doesn't exist yet",
            ));
        }
    }
    Ok(())
}

/// All files of a folder, in the order of their paths.
fn files<'a>(dir: &'a Dir<'a>) -> Vec<&'a File<'a>> {
    let mut found: Vec<_> = dir.files().collect();
    found.extend(dir.dirs().flat_map(files));
    found.sort_by_key(|file| file.path());
    found
}

/// The file with the dossier's own title and day. The texts stay as they are: their hashes are recorded.
fn fill(file: &File<'_>, title: &str, day: &str) -> Vec<u8> {
    let text = match file.contents_utf8() {
        Some(text) if !file.path().starts_with("texts") => text,
        _ => return file.contents().to_vec(),
    };
    // Inside TOML the title stands between quotes.
    let inside_quotes = toml::Value::String(title.into()).to_string();
    let quoted = format!("\"{TITLE}\"");
    text.replace(&quoted, &inside_quotes).replace(TITLE, title).replace(DAY, day).into_bytes()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn starter() -> BTreeMap<String, String> {
        let text = |file: &File<'_>| String::from_utf8(file.contents().to_vec()).unwrap();
        files(&PLAIN).into_iter().map(|file| (file.path().display().to_string(), text(file))).collect()
    }

    /// The TOML of a file: all of it, or its front matter.
    fn table(text: &str) -> toml::Table {
        let toml =
            text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).map_or(text, |(toml, _)| toml);
        toml.parse().unwrap_or_else(|error| panic!("{error}\n{toml}"))
    }

    #[test]
    fn recorded_hashes_are_those_of_the_texts() {
        let starter = starter();
        let records: Vec<_> = starter.iter().filter(|(path, _)| path.starts_with("content/sources/")).collect();
        assert_eq!(records.len(), 3);
        for (path, text) in records {
            let record = table(text);
            let stored = &starter[&format!("texts/{}", record["file"].as_str().unwrap())];
            let hash = format!("blake3:{}", blake3::hash(stored.as_bytes()).to_hex());
            assert_eq!(record["hash"].as_str(), Some(hash.as_str()), "{path}");
        }
    }

    #[test]
    fn every_record_says_that_it_is_invented() {
        let invented = |text: &str| text.to_lowercase().contains("invented");
        for (path, text) in starter() {
            let is_table_file = path.starts_with("content/") && path.ends_with(".toml") && !path.contains("readings/");
            if is_table_file {
                for (id, record) in table(&text) {
                    assert!(invented(&record.to_string()), "{path} {id}");
                }
            } else if path.ends_with(".md") || path == "config.toml" {
                assert!(invented(&text), "{path}");
            }
        }
    }

    #[test]
    fn anchors_are_short_and_stand_once_on_their_line() {
        let starter = starter();
        let mut seen = 0;
        for (path, text) in starter.iter().filter(|(path, _)| path.starts_with("content/")) {
            let own = Path::new(path).file_stem().unwrap().to_str().unwrap();
            for quoted in text.split('"').skip(1).step_by(2) {
                let Some((place, anchor)) = quoted.split_once(": ") else { continue };
                let (source, line) = place.rsplit_once(' ').unwrap_or((own, place));
                let Ok(line) = line.parse::<usize>() else { continue };
                let stored = &starter[&format!("texts/{source}.txt")];
                assert_eq!(stored.lines().nth(line - 1).unwrap().matches(anchor).count(), 1, "{path}: {quoted}");
                assert!(anchor.split_whitespace().count() <= 6, "{path}: {quoted}");
                seen += 1;
            }
        }
        assert!(seen >= 40, "{seen}");
    }

    #[test]
    fn title_and_day_are_filled_in() {
        let title = r#"Mills \ "and" weirs"#;
        let filled = |path: &str| String::from_utf8(fill(PLAIN.get_file(path).unwrap(), title, "2031-05-06")).unwrap();
        let config = table(&filled("config.toml"));
        assert_eq!(config["title"].as_str(), Some(title));
        assert_eq!(config["published"].as_str(), Some("2031-05-06"));
        assert_eq!(table(&filled("content/_index.md"))["title"].as_str(), Some(title));
        assert!(filled("README.md").starts_with(&format!("# {title}\n")));
        for file in files(&PLAIN) {
            let text = String::from_utf8(fill(file, title, "2031-05-06")).unwrap();
            assert!(!text.contains(DAY) && !text.contains(TITLE), "{}", file.path().display());
        }
    }

    #[test]
    fn titles_are_one_line() {
        for (text, expected) in
            [("A title", Some("A title")), ("  A ", Some("A")), ("", None), (" ", None), ("a\nb", None)]
        {
            assert_eq!(parse_title(text).ok().as_deref(), expected, "{text:?}");
        }
    }
}
