//! Takes plain texts into a dossier: the text into the archive, a record and a reading begun for an editor to finish.
//!
//! What is guessed is marked as a guess, dates are never set, and the record is a draft until somebody says otherwise.
//! All files are looked at before any is written, and nothing that exists is ever overwritten.

pub mod draft;
pub mod hint;
pub mod layout;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::diagnostic::{Code, Diagnostic, File, Noted};
use crate::manuscript::Location;
use draft::{Findings, Listed};
use layout::Layout;

/// The largest text: the reading door takes no larger one either.
const BYTES_MAX: u64 = 256 << 20;

/// How much of a hash names a file whose own name won't do.
const NAME_DIGITS: usize = 16;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The dossier.
    pub location: &'a Location,
    /// The source's id, where the editor chose it.
    pub id: Option<&'a str>,
    /// `record`, `excerpt` or `full`; texts with `full` go to `texts/`, which is published.
    pub publish: Option<&'a str>,
    /// Today, as `2026-01-31`.
    pub day: &'a str,
}

/// What taking in one text would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// The source's id.
    pub id: String,
    /// `blake3:…` of the text.
    pub hash: String,
    /// Where the text goes; `None` where it lies there already.
    pub text: Option<(PathBuf, Vec<u8>)>,
    /// The text's name in its folder.
    pub name: String,
    /// `content/sources/ID.md` and what goes into it.
    pub record: (PathBuf, String),
    /// `content/readings/ID.toml` and what goes into it.
    pub reading: (PathBuf, String),
    /// What the lines seem to be.
    pub layout: Layout,
    /// The language, where plain.
    pub language: Option<&'static str>,
    /// How many dates were found.
    pub dates: usize,
}

/// Plans to take in `files`. Where any of them is refused, the plans are not to be carried out.
pub fn plan(request: &Request<'_>, files: &[PathBuf]) -> Noted<Vec<Plan>> {
    let root = &request.location.root;
    let mut notes = Vec::new();
    let mut taken = Taken::read(root, &mut notes);
    let claims = listed(root, "claims.toml", &mut notes);
    let events = listed(root, "events.toml", &mut notes);
    let mut plans = Vec::new();
    for path in files {
        match plan_one(request, path, &mut taken, &claims, &events) {
            Ok(plan) => plans.push(plan),
            Err(refusal) => notes.push(*refusal),
        }
    }
    Noted::new(plans, notes)
}

/// Carries out a plan: the text first, so that no record names a text that isn't there.
pub fn write(plan: &Plan) -> std::io::Result<()> {
    let (record, reading) = (&plan.record, &plan.reading);
    let files = plan.text.iter().map(|(path, bytes)| (path, bytes.as_slice()));
    for (path, bytes) in files.chain([(&record.0, record.1.as_bytes()), (&reading.0, reading.1.as_bytes())]) {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        // Only ever a new file: what came between the plan and now is somebody's.
        fs::OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)?;
    }
    Ok(())
}

/// A refusal, boxed: it is much larger than what is otherwise returned.
type Refusal = Box<Diagnostic>;

fn plan_one(
    request: &Request<'_>,
    path: &Path,
    taken: &mut Taken,
    claims: &[Listed],
    events: &[Listed],
) -> Result<Plan, Refusal> {
    let bytes = read(path)?;
    let text = decode(path, &bytes)?;
    let digits = blake3::hash(&bytes).to_hex().to_string();
    let hash = format!("blake3:{digits}");
    if let Some(place) = taken.holder(&digits) {
        let note = Diagnostic::new(Code::DuplicateText, format!("`{}` is in the dossier already", path.display()));
        return Err(Box::new(note.help(format!("{place} has the same text: correct that record instead"))));
    }
    let layout = layout::study(text);
    let stem = path.file_stem().map(OsStr::to_string_lossy).unwrap_or_default();
    let id = match request.id {
        Some(id) if hint::is_id(id) => id.to_string(),
        Some(id) => {
            let note = Diagnostic::new(Code::BadId, format!("`{id}` can't be an id"));
            return Err(Box::new(note.help("an id has lower-case letters, digits and hyphens, at most 80 bytes")));
        }
        None => guess_id(&layout, &stem, &digits),
    };
    if let Some(place) = taken.id(&id) {
        let note = Diagnostic::new(Code::DuplicateId, format!("the id `{id}` is taken, by {place}"));
        return Err(Box::new(
            note.help("give the new source another one with --id; it stands in the source's address"),
        ));
    }
    let article = article(text, &layout);
    let dates: Vec<_> = hint::dates(text).into_iter().filter(|(line, _)| within(&layout.body, *line)).collect();
    let language = hint::language(&article);
    let folder = match request.publish {
        Some("full") => request.location.root.join("texts"),
        _ => request.location.archive.clone().unwrap_or_else(|| request.location.root.join("archive")),
    };
    let (name, there) = place(&folder, path, &bytes, &digits, taken);
    let findings = Findings {
        file: &name,
        hash: &hash,
        day: request.day,
        publish: request.publish,
        layout: &layout,
        language,
        dates: &dates,
    };
    let content = request.location.root.join("content");
    taken.add(&id, &digits, &name, path);
    Ok(Plan {
        record: (content.join("sources").join(format!("{id}.md")), draft::record(&findings)),
        reading: (content.join("readings").join(format!("{id}.toml")), draft::reading(claims, events)),
        text: (!there).then(|| (folder.join(&name), bytes.clone())),
        dates: dates.len(),
        id,
        hash,
        name,
        layout,
        language,
    })
}

fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let unreadable = |why: String| {
        Box::new(Diagnostic::new(Code::UnreadableFile, format!("`{}` can't be read: {why}", path.display())))
    };
    // The system's own words, without the path that is said already.
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?;
    if !metadata.is_file() {
        return Err(unreadable("it is no file".into()));
    }
    if metadata.len() > BYTES_MAX {
        return Err(unreadable(format!("it is larger than {} MiB", BYTES_MAX >> 20)));
    }
    std::fs::read(path).map_err(|error| unreadable(error.to_string()))
}

/// The text, if it is one: UTF-8, without what only pictures, word processors and web pages have.
fn decode<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a str, Refusal> {
    let shown = path.display();
    let convert = |from: &str| format!("convert it first: iconv -f {from} -t UTF-8 '{shown}' > NEW.txt");
    let refuse = |code, why: String, help: String| Err(Box::new(Diagnostic::new(code, why).help(help)));
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return refuse(Code::InvalidUtf8, format!("`{shown}` is UTF-16, not UTF-8"), convert("UTF-16"));
    }
    if bytes.contains(&0) {
        let help = "save the page or document as plain text (UTF-8), and add that file".into();
        return refuse(Code::NotPlainText, format!("`{shown}` is no text: it has zero bytes"), help);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.iter().filter(|b| **b == b'\n').count() + 1;
            let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
            return refuse(
                Code::InvalidUtf8,
                format!("`{shown}` is not UTF-8: byte {byte:#04x} on line {line}"),
                format!(
                    "{}; WINDOWS-1252 is the commonest in the west, WINDOWS-1251 for Cyrillic",
                    convert("WINDOWS-1252")
                ),
            );
        }
    };
    let start: String =
        text.trim_start_matches('\u{feff}').trim_start().chars().take(15).collect::<String>().to_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("{\\rtf") {
        let help = "save the page as plain text: the lines of that file are what readers are pointed to".into();
        return refuse(Code::NotPlainText, format!("`{shown}` is a page with markup, not plain text"), help);
    }
    if !text.contains(char::is_alphanumeric) {
        return refuse(
            Code::NotPlainText,
            format!("`{shown}` has no words"),
            "add the file that holds the article".into(),
        );
    }
    Ok(text)
}

/// An id from the author's surname, else the headline, else the file's name, else the hash.
fn guess_id(layout: &Layout, stem: &str, digits: &str) -> String {
    let author = layout.author.as_ref().and_then(|a| hint::slug(draft::surname(&a.words)));
    author
        .or_else(|| layout.title.as_ref().and_then(|t| hint::slug(&t.words)))
        .or_else(|| hint::slug(stem))
        .unwrap_or_else(|| format!("text-{}", &digits[..NAME_DIGITS.min(digits.len())]))
}

/// The lines of the article.
fn article(text: &str, layout: &Layout) -> String {
    let lines = text.lines().enumerate().filter(|(i, _)| within(&layout.body, i + 1));
    lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

/// Whether a line is in one of the ranges, which ascend.
fn within(ranges: &[layout::Lines], line: usize) -> bool {
    let after = ranges.partition_point(|range| range.first <= line);
    after.checked_sub(1).is_some_and(|i| line <= ranges[i].last)
}

/// The name under which a text lies in `folder`, and whether it lies there already: its own if that is safe everywhere
/// and free, else one made of its hash.
fn place(folder: &Path, path: &Path, bytes: &[u8], digits: &str, taken: &Taken) -> (String, bool) {
    let hashed = format!("{}.txt", &digits[..NAME_DIGITS.min(digits.len())]);
    let own = path.file_name().and_then(OsStr::to_str).filter(|name| is_safe(name)).map(str::to_string);
    for name in own.iter().filter(|name| !taken.names.contains(&name.to_lowercase())).chain([&hashed]) {
        match std::fs::read(folder.join(name)) {
            Ok(present) if present == bytes => return (name.clone(), true),
            Ok(_) => continue,
            Err(_) => return (name.clone(), false),
        }
    }
    // Another text under the name of this one's hash: put there by hand. The whole hash is free, or the write says so.
    (format!("{digits}.txt"), false)
}

/// Whether a file name is plain everywhere: letters and digits of ASCII, `.`, `_`, `-`; not hidden, no device.
fn is_safe(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    name.len() <= 100
        && name.bytes().all(plain)
        && !name.starts_with(['.', '-'])
        && !name.ends_with('.')
        && hint::is_id(&stem.replace('_', "-"))
}

/// The ids and texts that a dossier has.
#[derive(Debug, Default)]
struct Taken {
    /// Id in lower case, and the file that has it.
    ids: Vec<(String, String)>,
    /// The records, as text: a hash stands in one or doesn't.
    records: Vec<(String, String)>,
    /// Names of texts that this import puts somewhere.
    names: BTreeSet<String>,
}

impl Taken {
    fn read(root: &Path, notes: &mut Vec<Diagnostic>) -> Self {
        let mut taken = Taken::default();
        for (folder, ending) in [("content/sources", "md"), ("content/readings", "toml")] {
            // A folder that isn't there holds nothing.
            let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
            let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
            paths.sort();
            for path in paths.iter().filter(|path| path.extension() == Some(OsStr::new(ending))) {
                let (Some(stem), Some(name)) = (path.file_stem(), path.file_name()) else { continue };
                let shown = format!("{folder}/{}", name.to_string_lossy());
                taken.ids.push((stem.to_string_lossy().to_lowercase(), shown.clone()));
                match std::fs::read(path) {
                    Ok(bytes) if ending == "md" => {
                        taken.records.push((shown, String::from_utf8_lossy(&bytes).into_owned()))
                    }
                    Ok(_) => {}
                    Err(error) => {
                        notes.push(Diagnostic::new(Code::UnreadableFile, format!("`{shown}` can't be read: {error}")))
                    }
                }
            }
        }
        taken
    }

    fn id(&self, id: &str) -> Option<&str> {
        let id = id.to_lowercase();
        self.ids.iter().find(|(taken, _)| *taken == id).map(|(_, place)| place.as_str())
    }

    fn holder(&self, digits: &str) -> Option<&str> {
        self.records.iter().find(|(_, text)| text.contains(digits)).map(|(place, _)| place.as_str())
    }

    fn add(&mut self, id: &str, digits: &str, name: &str, path: &Path) {
        let shown = format!("`{}`", path.display());
        self.ids.push((id.to_lowercase(), shown.clone()));
        self.records.push((shown, digits.to_string()));
        self.names.insert(name.to_lowercase());
    }
}

/// The ids and titles of a file of records. One that can't be read lists none, with a warning: `check` says why.
fn listed(root: &Path, name: &str, notes: &mut Vec<Diagnostic>) -> Vec<Listed> {
    let path = format!("content/{name}");
    let text = match std::fs::read_to_string(root.join(&path)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            notes.push(Diagnostic::new(Code::UnreadableFile, format!("`{path}` can't be read: {error}")));
            return Vec::new();
        }
    };
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(_) => {
            let note = Diagnostic::in_file(
                Code::MalformedToml,
                &File::new(path, text),
                "the new reading can't list what is in this file",
            );
            notes.push(
                note.severity(crate::diagnostic::Severity::Warning).help("`dossier check` says what is wrong with it"),
            );
            return Vec::new();
        }
    };
    let title = |value: &toml::Value| value.get("title").and_then(toml::Value::as_str).unwrap_or_default().to_string();
    table
        .iter()
        .filter(|(_, value)| value.is_table())
        .map(|(id, value)| Listed { id: id.clone(), title: title(value) })
        .collect()
}
