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
