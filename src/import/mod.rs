//! Takes plain texts into a dossier: the text into the archive, a record and a reading begun for an editor to finish.
//!
//! What is guessed is marked as a guess, dates are never set, and the record is a draft until somebody says otherwise.
//! All files are looked at before any is written, and nothing that exists is ever overwritten.

pub mod draft;
pub mod hint;
pub mod layout;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::compare;
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
        return Err(Box::new(note.help(format!(
            "{place} has the same text: correct that record instead; where the archive has lost the text, put this file \
             there under the name in its `file`"
        ))));
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
    // "Published 12 March" stands around the article; dates in menus and teasers are of other articles.
    let own = [&layout.body, &layout.headline, &layout.front, &layout.back];
    let is_own = |line: usize| own.iter().any(|lines| within(lines, line));
    let dates: Vec<_> = hint::dates(text).into_iter().filter(|(line, _)| is_own(*line)).collect();
    let language = compare::language_of(&article);
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

/// What a file is that isn't plain text and is often taken for one, by its first bytes; and what to do with it.
fn document(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const SAVE: &str = "open it where it was written, save it as plain text (UTF-8), and add that file";
    let kinds: [(&[u8], &str, &str); 4] = [
        (b"%PDF-", "a PDF", "take the text out of it first: pdftotext FILE NEW.txt; then look it through"),
        (b"PK\x03\x04", "a word processor’s file or an archive", SAVE),
        (b"\xD0\xCF\x11\xE0", "a word processor’s file", SAVE),
        (b"{\\rtf", "a word processor’s file", SAVE),
    ];
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    kinds.into_iter().find(|(magic, ..)| start.starts_with(magic)).map(|(_, kind, help)| (kind, help))
}

/// The text, if it is one: UTF-8, without what only pictures, word processors and web pages have.
fn decode<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a str, Refusal> {
    let shown = path.display();
    let convert = |from: &str| format!("convert it first: iconv -f {from} -t UTF-8 '{shown}' > NEW.txt");
    let refuse = |code, why: String, help: String| Err(Box::new(Diagnostic::new(code, why).help(help)));
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return refuse(Code::InvalidUtf8, format!("`{shown}` is UTF-16, not UTF-8"), convert("UTF-16"));
    }
    if let Some((kind, help)) = document(bytes) {
        return refuse(
            Code::NotPlainText,
            format!("`{shown}` is {kind}, not plain text"),
            help.replace("FILE", &format!("'{shown}'")),
        );
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
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        let help = "save the page as plain text: the lines of that file are what readers are pointed to".into();
        return refuse(Code::NotPlainText, format!("`{shown}` is a page with markup, not plain text"), help);
    }
    if text.contains('\r') && !text.contains('\n') {
        return refuse(
            Code::NotPlainText,
            format!("`{shown}` has no lines: they end in carriage returns alone, as on old Macintoshes"),
            format!("convert it first: tr '\\r' '\\n' < '{shown}' > NEW.txt"),
        );
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
    ids: BTreeMap<String, String>,
    /// Hash of a text in hexadecimal digits, and the record that has it.
    texts: BTreeMap<String, String>,
    /// Names of texts that this import puts somewhere, in lower case.
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
                taken.ids.entry(stem.to_string_lossy().to_lowercase()).or_insert_with(|| shown.clone());
                if ending != "md" {
                    continue;
                }
                match std::fs::read(path) {
                    Ok(bytes) => taken.add_hashes(&String::from_utf8_lossy(&bytes), &shown),
                    Err(error) => {
                        notes.push(Diagnostic::new(Code::UnreadableFile, format!("`{shown}` can't be read: {error}")));
                    }
                }
            }
        }
        taken
    }

    /// The hashes in a record. Looked for in its text, so that a record that can't be parsed counts too.
    fn add_hashes(&mut self, record: &str, place: &str) {
        for rest in record.split("blake3:").skip(1) {
            let digits: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
            self.texts.entry(digits.to_lowercase()).or_insert_with(|| place.to_string());
        }
    }

    fn id(&self, id: &str) -> Option<&str> {
        self.ids.get(&id.to_lowercase()).map(String::as_str)
    }

    fn holder(&self, digits: &str) -> Option<&str> {
        self.texts.get(digits).map(String::as_str)
    }

    fn add(&mut self, id: &str, digits: &str, name: &str, path: &Path) {
        let shown = format!("`{}`", path.display());
        self.ids.insert(id.to_lowercase(), shown.clone());
        self.texts.insert(digits.to_string(), shown);
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

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "High water at the mill again\n\nBy Pim Wherrymade\n\nThe river rose in the night of May 2019 and by the morning it stood above the second step of the mill.\n";

    /// A dossier with one claim and an empty archive.
    fn dossier() -> (tempfile::TempDir, Location) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_path_buf();
        fs::create_dir_all(root.join("content")).unwrap();
        fs::write(root.join("config.toml"), "").unwrap();
        fs::write(root.join("content/claims.toml"), "[water]\ntitle = \"It rose.\"\n").unwrap();
        (folder, Location { root, archive: None })
    }

    /// What is said when `bytes` are added as `name` with the given id: the ids planned, the codes of what is refused.
    fn added(location: &Location, name: &str, bytes: &[u8], id: Option<&str>) -> Result<Plan, Vec<&'static str>> {
        let path = location.root.join(name);
        fs::write(&path, bytes).unwrap();
        let request = Request { location, id, publish: None, day: "2026-01-31" };
        let mut planned = plan(&request, &[path]);
        match planned.value.pop() {
            Some(plan) => Ok(plan),
            None => Err(planned.notes.iter().map(|note| note.code.id()).collect()),
        }
    }

    #[test]
    fn a_text_is_taken_in_once() {
        let (_folder, location) = dossier();
        let plan = added(&location, "a.txt", TEXT.as_bytes(), None).unwrap();
        assert_eq!((plan.id.as_str(), plan.name.as_str(), plan.dates), ("wherrymade", "a.txt", 1));
        write(&plan).unwrap();
        assert_eq!(fs::read(location.root.join("archive/a.txt")).unwrap(), TEXT.as_bytes());
        assert!(
            fs::read_to_string(location.root.join("content/readings/wherrymade.toml"))
                .unwrap()
                .contains("# [claims.water]")
        );
        assert_eq!(added(&location, "b.txt", TEXT.as_bytes(), Some("other")), Err(vec!["duplicate-text"]));
        // Carried out again, it overwrites nothing.
        assert!(write(&plan).is_err());
    }

    #[test]
    fn ids_and_names_that_are_taken() {
        let (_folder, location) = dossier();
        write(&added(&location, "a.txt", TEXT.as_bytes(), Some("mill")).unwrap()).unwrap();
        let other = TEXT.replace("second", "third");
        assert_eq!(added(&location, "c.txt", other.as_bytes(), Some("mill")), Err(vec!["duplicate-id"]));
        assert_eq!(added(&location, "c.txt", other.as_bytes(), Some("Mill")), Err(vec!["bad-id"]));
        // Another text under the same name is named by its hash.
        let plan = added(&location, "a.txt", other.as_bytes(), Some("weir")).unwrap();
        assert_eq!(plan.name, format!("{}.txt", &plan.hash["blake3:".len()..][..NAME_DIGITS]));
        let plan = added(&location, "odd name?.txt", other.as_bytes(), Some("weir")).unwrap();
        assert_eq!(plan.name.len(), NAME_DIGITS + ".txt".len());
    }

    #[test]
    fn two_files_of_one_command_dont_collide() {
        let (_folder, location) = dossier();
        let paths: Vec<_> = ["x", "y"].map(|folder| location.root.join(folder).join("a.txt")).into();
        for (path, step) in paths.iter().zip(["second", "third"]) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(
                path,
                TEXT.replace("second", step).replace(
                    "Pim Wherrymade",
                    &format!("Pim {}", step.to_uppercase().replace("SECOND", "Orrow").replace("THIRD", "Fenn")),
                ),
            )
            .unwrap();
        }
        let request = Request { location: &location, id: None, publish: None, day: "2026-01-31" };
        let planned = plan(&request, &paths);
        assert_eq!(planned.notes, []);
        assert_ne!(planned.value[0].name, planned.value[1].name);
        let twice = plan(&request, &[paths[0].clone(), paths[0].clone()]);
        assert_eq!(twice.notes[0].code, Code::DuplicateText);
    }

    #[test]
    fn what_is_no_plain_text_is_refused() {
        let (_folder, location) = dossier();
        let check = |bytes: &[u8], code: &'static str| {
            assert_eq!(added(&location, "x.txt", bytes, None), Err(vec![code]), "{bytes:?}")
        };
        check(b"", "not-plain-text");
        check(b" \n...\n", "not-plain-text");
        check(b"PK\x03\x04\0\0", "not-plain-text");
        check(b"\xff\xfea\0b\0", "invalid-utf8");
        check(b"Caf\xe9 by the river", "invalid-utf8");
        check(b"\n <!DOCTYPE html><p>x", "not-plain-text");
        check(b"{\\rtf1 x}", "not-plain-text");
        check(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not-plain-text");
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "not-plain-text");
        check(b"A headline\rThe first line.\rThe second.", "not-plain-text");
        let request = Request { location: &location, id: None, publish: None, day: "2026-01-31" };
        let missing = plan(&request, &[location.root.join("none.txt"), location.root.clone()]);
        assert!(
            missing.value.is_empty() && missing.notes.iter().all(|n| n.code == Code::UnreadableFile),
            "{:?}",
            missing.notes
        );
        assert_eq!(missing.notes.len(), 2);
    }

    #[test]
    fn full_texts_go_where_they_may_be_published() {
        let (_folder, location) = dossier();
        let path = location.root.join("a.txt");
        fs::write(&path, TEXT).unwrap();
        let request = Request { location: &location, id: None, publish: Some("full"), day: "2026-01-31" };
        let planned = plan(&request, &[path]);
        assert_eq!(planned.value[0].text.as_ref().unwrap().0, location.root.join("texts/a.txt"));
    }

    #[test]
    fn a_broken_claims_file_is_a_warning() {
        let (_folder, location) = dossier();
        fs::write(location.root.join("content/claims.toml"), "[water\n").unwrap();
        let path = location.root.join("a.txt");
        fs::write(&path, TEXT).unwrap();
        let request = Request { location: &location, id: None, publish: None, day: "2026-01-31" };
        let planned = plan(&request, &[path]);
        assert_eq!(planned.value.len(), 1);
        assert!(!crate::diagnostic::any_error(&planned.notes) && planned.notes.len() == 1);
    }

    /// How near the guesses come to what an editor found in real saved pages: most words of the article, little else.
    #[test]
    fn real_pages() {
        let Some(archive) = archive() else {
            println!(
                "skipped: real_pages, no archive of texts: DOSSIER_ARCHIVE is not set and ../shared/seeds is not there"
            );
            return;
        };
        let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/sources");
        let mut compared = 0;
        for entry in std::fs::read_dir(records).into_iter().flatten().flatten() {
            let record = fs::read_to_string(entry.path()).unwrap();
            let front = record.trim_start_matches("+++\n").split("\n+++\n").next().unwrap();
            let table: toml::Table = front.parse().unwrap();
            let Ok(text) = fs::read_to_string(archive.join(table["file"].as_str().unwrap())) else { continue };
            let number = |text: &str| text.parse::<usize>().unwrap();
            let truth: BTreeSet<usize> = table["body"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|range| {
                    let range = range.as_str().unwrap();
                    let (first, last) = range.split_once('-').unwrap_or((range, range));
                    number(first)..=number(last)
                })
                .collect();
            let layout = layout::study(&text);
            let words = |both: bool| -> usize {
                let lines = text
                    .lines()
                    .enumerate()
                    .filter(|(i, _)| within(&layout.body, i + 1) && (!both || truth.contains(&(i + 1))));
                lines.map(|(_, line)| line.split_whitespace().count()).sum()
            };
            let wanted: usize = text
                .lines()
                .enumerate()
                .filter(|(i, _)| truth.contains(&(i + 1)))
                .map(|(_, l)| l.split_whitespace().count())
                .sum();
            let (found, right) = (words(false), words(true));
            assert!(
                right * 10 >= wanted * 9 && right * 10 >= found * 9,
                "{:?}: {right} of {wanted}, {found} found",
                entry.path()
            );
            compared += 1;
        }
        if compared == 0 {
            println!("skipped: real_pages, none of the recorded texts is in the archive");
        }
    }

    fn archive() -> Option<PathBuf> {
        let told = std::env::var_os("DOSSIER_ARCHIVE").map(PathBuf::from);
        told.or_else(|| Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds")))
            .filter(|folder| folder.is_dir())
    }
}
