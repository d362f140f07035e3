//! `dossier new`: a folder with a dossier: a small invented one to be learned from and replaced, a finished one, or none yet.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum, ValueHint};
use include_dir::{Dir, File, include_dir};
use serde_json::json;

use super::screen::Screen;
use super::{Failure, Outcome, folder, today};

/// A dossier as it stands, with its title and the day below to be replaced.
struct Starter {
    files: Dir<'static>,
    /// Its title, wherever it stands.
    title: &'static str,
    /// What it is, after the folder's name.
    said: &'static str,
}

/// Small, each field explained where it is used.
static PLAIN: Starter = Starter {
    files: include_dir!("$CARGO_MANIFEST_DIR/starters/plain"),
    title: "The footbridge at Quellmarrow (an invented example)",
    said: "a small dossier, all of it invented. Read README.md there; then replace one piece after another.",
};

/// Finished, with nine texts that may be compared and shown in full.
static EXAMPLE: Starter = Starter {
    files: include_dir!("$CARGO_MANIFEST_DIR/starters/example"),
    title: "The night ferry to Sarrow (an invented example)",
    said: "a finished dossier, all of it invented. README.md there says what to look at.",
};

/// Without any record: what each file is for, and a record to begin from, in comments.
static EMPTY: Starter = Starter {
    files: include_dir!("$CARGO_MANIFEST_DIR/starters/empty"),
    title: "An untitled dossier",
    said: "a dossier without any record yet. README.md there says what to do first.",
};

/// The day the starters say they were made on, wherever it stands. No invented date is the same.
const DAY: &str = "2026-11-21";

/// What `dossier new` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
The folder must be empty, or not exist yet; a .git in it is fine.

Examples:
  dossier new flood-of-2019 --title \"The flood of 2019\"
  dossier new flood --ci github  with a workflow that publishes it to GitHub Pages
  dossier new --example ferry    nine invented articles, to see texts side by side
  dossier new --empty flood      nothing invented: for those who know their way")]
pub struct Arguments {
    /// The folder to make
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    folder: PathBuf,

    /// The dossier's title
    #[arg(long, value_name = "TITLE", value_parser = parse_title)]
    title: Option<String>,

    /// A finished dossier in place of the small one: nine invented articles, some of which share a text
    #[arg(long)]
    example: bool,

    /// Nothing invented: a config, and files that say what goes into them
    #[arg(long, conflicts_with = "example")]
    empty: bool,

    /// Write also what lets a host build and publish the dossier whenever it changes there
    #[arg(long, value_name = "HOST", default_value = "none")]
    ci: Ci,
}

/// The hosts that can build a dossier by themselves.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Ci {
    /// GitHub: a workflow that publishes to GitHub Pages
    Github,
    /// GitLab: a job that publishes to GitLab Pages
    Gitlab,
    /// Nothing
    None,
}

impl Ci {
    /// The file that the host reads, what it holds, and what is added to the config.
    fn files(self) -> Option<(&'static str, &'static str, &'static str)> {
        match self {
            Ci::Github => Some((
                ".github/workflows/publish.yml",
                include_str!("ci/github.yml"),
                "[hosting]\nfor = \"github\"\n\n[publish.pages]\nkind   = \"git\"\nremote = \"origin\"\nbranch = \"gh-pages\"\n",
            )),
            Ci::Gitlab => Some((".gitlab-ci.yml", include_str!("ci/gitlab.yml"), "[hosting]\nfor = \"gitlab\"\n")),
            Ci::None => None,
        }
    }
}

/// Stands in the files of hosts for the version of this program.
const VERSION: &str = "VERSION";

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
    let starter = match (arguments.example, arguments.empty) {
        (true, _) => &EXAMPLE,
        (_, true) => &EMPTY,
        _ => &PLAIN,
    };
    let title = arguments.title.as_deref().unwrap_or(starter.title);
    let day = today().to_string();
    let ci = arguments.ci.files();
    let mut paths = Vec::new();
    let mut put = |name: &Path, bytes: &[u8]| -> Result<(), Failure> {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs_err::create_dir_all(parent)?;
        }
        fs_err::write(&path, bytes)?;
        paths.push(name.to_string_lossy().replace('\\', "/"));
        Ok(())
    };
    for file in files(&starter.files) {
        let mut bytes = fill(file, starter, title, &day);
        if let Some((.., settings)) = ci.filter(|_| file.path() == Path::new("config.toml")) {
            bytes.extend_from_slice(format!("\n{settings}").as_bytes());
        }
        put(file.path(), &bytes)?;
    }
    if let Some((name, text, _)) = ci {
        put(Path::new(name), text.replace(VERSION, env!("CARGO_PKG_VERSION")).as_bytes())?;
    }
    let shown = folder::shown(folder);
    let quoted = if shown.contains(char::is_whitespace) { format!("'{shown}'") } else { shown.clone() };
    // The host installs dossier from where the editors have it.
    let from =
        ci.map_or(String::new(), |(name, ..)| format!("  write into {name} where dossier comes from (DOSSIER_GIT)\n"));
    screen
        .say(&format!("{shown}: {}\n\nNext:\n  cd {quoted}\n{from}  dossier check\n  dossier build\n", starter.said))?;
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

/// All files of a folder, in the order of their paths, save what a build of the starter in its place left there.
fn files<'a>(dir: &'a Dir<'a>) -> Vec<&'a File<'a>> {
    let mut found: Vec<_> = dir.files().collect();
    let left = |dir: &&Dir<'_>| [".dossier", "public"].iter().any(|name| dir.path() == Path::new(name));
    found.extend(dir.dirs().filter(|dir| !left(dir)).flat_map(files));
    found.sort_by_key(|file| file.path());
    found
}

/// The file with the dossier's own title and day. The texts stay as they are: their hashes are recorded.
fn fill(file: &File<'_>, starter: &Starter, title: &str, day: &str) -> Vec<u8> {
    let text = match file.contents_utf8() {
        Some(text) if !file.path().starts_with("texts") => text,
        _ => return file.contents().to_vec(),
    };
    // Inside TOML the title stands between quotes.
    let inside_quotes = toml::Value::String(title.into()).to_string();
    let quoted = format!("\"{}\"", starter.title);
    text.replace(&quoted, &inside_quotes).replace(starter.title, title).replace(DAY, day).into_bytes()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The starters with something invented: path → text.
    fn starters() -> [BTreeMap<String, String>; 2] {
        let text = |file: &File<'_>| String::from_utf8(file.contents().to_vec()).unwrap();
        [&PLAIN, &EXAMPLE].map(|starter| {
            files(&starter.files).into_iter().map(|file| (file.path().display().to_string(), text(file))).collect()
        })
    }

    /// The TOML of a file: all of it, or its front matter.
    fn table(text: &str) -> toml::Table {
        let toml =
            text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).map_or(text, |(toml, _)| toml);
        toml.parse().unwrap_or_else(|error| panic!("{error}\n{toml}"))
    }

    #[test]
    fn recorded_hashes_are_those_of_the_texts() {
        for (starter, expected) in starters().iter().zip([3, 9]) {
            let records: Vec<_> = starter.iter().filter(|(path, _)| path.starts_with("content/sources/")).collect();
            assert_eq!(records.len(), expected);
            for (path, text) in records {
                let record = table(text);
                let stored = &starter[&format!("texts/{}", record["file"].as_str().unwrap())];
                let hash = format!("blake3:{}", blake3::hash(stored.as_bytes()).to_hex());
                assert_eq!(record["hash"].as_str(), Some(hash.as_str()), "{path}");
            }
        }
    }

    #[test]
    fn every_record_says_that_it_is_invented() {
        let invented = |text: &str| text.to_lowercase().contains("invented");
        for (path, text) in starters().into_iter().flatten() {
            let is_table_file = path.starts_with("content/")
                && path.ends_with(".toml")
                && !path.contains("readings/")
                && !path.ends_with("reviews.toml");
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
    fn the_empty_one_holds_no_record() {
        for file in files(&EMPTY.files) {
            let (path, text) = (file.path().display().to_string(), file.contents_utf8().unwrap());
            let records = path.starts_with("content/") && path.ends_with(".toml");
            assert!(!records || table(text).is_empty(), "{path}");
            assert!(!path.starts_with("texts/") && !text.contains("invented"), "{path}");
        }
    }

    /// A record to begin from is one: without the comment marks, it is read.
    #[test]
    fn records_in_comments_are_toml() {
        let mut seen = 0;
        for file in files(&EMPTY.files) {
            let text = file.contents_utf8().unwrap();
            let begun = text.lines().skip_while(|line| !line.starts_with("# ["));
            let record: String = begun.map(|line| format!("{}\n", line.trim_start_matches('#').trim_start())).collect();
            if file.path().starts_with("content") && !record.is_empty() {
                assert!(!table(&record).is_empty(), "{}", file.path().display());
                seen += 1;
            }
        }
        assert_eq!(seen, 5);
    }

    #[test]
    fn anchors_are_short_and_stand_once_on_their_line() {
        let starters = starters();
        let mut seen = 0;
        let all = starters.iter().flat_map(|starter| starter.iter().map(move |(path, text)| (starter, path, text)));
        // The places of a review are in the sources that its table names; a build of the example looks them up.
        let cited = |path: &str| path.starts_with("content/") && !path.ends_with("/reviews.toml");
        for (starter, path, text) in all.filter(|(_, path, _)| cited(path)) {
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
        assert!(seen >= 170, "{seen}");
    }

    #[test]
    fn title_and_day_are_filled_in() {
        let title = r#"Mills \ "and" weirs"#;
        for starter in [&PLAIN, &EXAMPLE, &EMPTY] {
            let filled = |file| String::from_utf8(fill(file, starter, title, "2031-05-06")).unwrap();
            let at = |path: &str| filled(starter.files.get_file(path).unwrap());
            let config = table(&at("config.toml"));
            assert_eq!(config["title"].as_str(), Some(title));
            assert_eq!(config["published"].as_str(), Some("2031-05-06"));
            assert_eq!(table(&at("content/_index.md"))["title"].as_str(), Some(title));
            assert!(at("README.md").starts_with(&format!("# {title}\n")));
            for file in files(&starter.files) {
                let text = filled(file);
                assert!(!text.contains(DAY) && !text.contains(starter.title), "{}", file.path().display());
            }
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
