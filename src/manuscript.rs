//! The reading door: every input of a build, in memory, sorted, read once.
//!
//! Nothing else in the pipeline reads the disk. Texts of sources are read in a second step, by the names
//! that the records give, since an archive may hold much that the dossier doesn't name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic, File, Noted, Span};
use crate::fields::first_unprintable;
use crate::text::Stored;

mod reader;

pub use reader::{Hints, Reader};

/// Where a dossier lies, and what the command line adds to it.
#[derive(Clone, Debug, Default)]
pub struct Location {
    /// The folder with `config.toml`.
    pub root: PathBuf,
    /// The archive of texts, where it isn't `archive/` in the root.
    pub archive: Option<PathBuf>,
}

/// Everything that a build reads, but for the texts of the sources.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Manuscript {
    /// `config.toml`.
    pub config: Option<Arc<File>>,
    /// The records, sorted by path.
    pub records: Vec<Arc<File>>,
    /// `content/comparison.json`.
    pub evidence: Option<Arc<File>>,
    /// Files of `themes/`, sorted by path; the path is below `themes/`.
    pub themes: Vec<Asset>,
    /// Files of `content/files/`, sorted by path, copied to `files/` of the site.
    pub files: Vec<Copied>,
}

impl Manuscript {
    /// The hash of all of it.
    pub fn hash(&self) -> blake3::Hash {
        let texts = self.config.iter().chain(&self.evidence).chain(&self.records);
        let texts: Vec<(&str, &[u8])> = texts.map(|file| (file.path.as_str(), file.text.as_bytes())).collect();
        let themes = self.themes.iter().map(|file| (file.path.as_str(), &*file.bytes));
        let all: Vec<(&str, &[u8])> = texts.into_iter().chain(themes).collect();
        let hashed: Vec<_> = all.par_iter().map(|(path, bytes)| (*path, blake3::hash(bytes))).collect();
        let mut hasher = blake3::Hasher::new();
        for (path, hash) in hashed.into_iter().chain(self.files.iter().map(|file| (file.path.as_str(), file.hash))) {
            // The length first, so that no path can be continued by what follows.
            hasher.update(&(path.len() as u64).to_le_bytes()).update(path.as_bytes()).update(hash.as_bytes());
        }
        hasher.finalize()
    }
}

/// A file that is published as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copied {
    /// Path below the site's root.
    pub path: String,
    /// Where it lies.
    pub from: PathBuf,
    /// Of its bytes.
    pub hash: blake3::Hash,
}

/// A file of a theme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asset {
    /// Path below `themes/`, with `/` on every system.
    pub path: String,
    /// The content.
    pub bytes: Arc<[u8]>,
}

/// Reads the dossier at `location`.
pub fn read(location: &Location) -> Noted<Manuscript> {
    let mut reader = Reader::new(location.clone());
    reader.refresh(&Hints::everything());
    reader.manuscript()
}

/// A text of a source, where it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundText {
    /// The text.
    pub stored: Stored,
    /// Whether it lies in the archive: a clone of the dossier doesn't have it then.
    pub archived: bool,
}

/// Reads the named texts: see [`Reader::texts`].
pub fn read_texts(location: &Location, names: &[&str]) -> Noted<BTreeMap<String, FoundText>> {
    Reader::new(location.clone()).texts(names)
}

/// Whether a name leads to a file below its folder, and nowhere else.
pub fn is_plain(name: &str) -> bool {
    let path = Path::new(name);
    !name.is_empty() && !name.contains('\\') && path.components().all(|c| matches!(c, std::path::Component::Normal(_)))
}

/// Why a link may not lead to a file or folder, if it may not: out of the dossier, or to what is never published.
fn forbidden(real: &Path, root: &Path) -> Option<&'static str> {
    let Ok(inside) = real.strip_prefix(root) else { return Some("the link leads out of the dossier") };
    let kept = inside.iter().any(is_hidden) || inside.starts_with("archive");
    kept.then_some("the link leads to what is never published: archive/, or a hidden folder")
}

/// Whether a file or folder is an editor's or a system's own business, by its name.
pub(crate) fn is_hidden(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'))
}

/// The files below `root/folder`, as their paths below `root`, sorted.
fn walk(root: &Path, folder: &str, notes: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut files = Vec::new();
    let start = root.join(folder);
    if !start.exists() {
        return files;
    }
    let canonical_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let walker = WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter();
    for entry in walker.filter_entry(|e| e.depth() == 0 || !is_hidden(e.file_name())) {
        match entry {
            Ok(entry) => {
                let Some(path) = relative(root, entry.path()) else {
                    let shown = entry.path().to_string_lossy().into_owned();
                    let file = File::new(shown, "");
                    notes.push(Diagnostic::in_file(Code::InvalidUtf8, &file, "the file's name is not valid UTF-8"));
                    continue;
                };
                let leads = || entry.path().canonicalize().ok().and_then(|real| forbidden(&real, &canonical_root));
                if let Some(message) = entry.path_is_symlink().then(leads).flatten() {
                    let note = Diagnostic::in_file(Code::SymlinkEscape, &File::new(path, ""), message);
                    notes.push(note.help("put the file itself there; for texts, name the folder with --archive"));
                } else if entry.file_type().is_file() {
                    files.push(path);
                }
            }
            Err(error) => {
                let path = error.path().and_then(|p| relative(root, p)).unwrap_or_else(|| folder.to_string());
                let code = if error.loop_ancestor().is_some() { Code::SymlinkEscape } else { Code::UnreadableFile };
                notes.push(Diagnostic::in_file(code, &File::new(path, ""), without_path(&error)));
            }
        }
    }
    // A link that leads out may be a folder: nothing below it is read.
    let outside: Vec<String> = notes
        .iter()
        .filter(|n| n.code == Code::SymlinkEscape)
        .filter_map(|n| n.place.as_ref().map(|p| format!("{}/", p.file.path)))
        .collect();
    files.retain(|path| !outside.iter().any(|folder| path.starts_with(folder)));
    files.sort();
    files
}

/// What the system says, without the machine's own path.
fn without_path(error: &walkdir::Error) -> String {
    match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => "symbolic links in a circle".to_string(),
        (None, Some(io)) => format!("can't be read: {io}"),
        (None, None) => "can't be read".to_string(),
    }
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let path = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = path.components().map(|c| c.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// A text file's bytes as text. A file that isn't UTF-8 is an error at the first bad byte.
fn decode(path: &str, bytes: Vec<u8>) -> Noted<Option<Arc<File>>> {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let file = File::new(path, text);
            // In TOML the parser sees to it.
            let unprintable = first_unprintable(&file.text).filter(|_| path.ends_with(".md"));
            let note = unprintable.map(|(at, c)| {
                let message = format!("the control character U+{:04X}", c as u32);
                Diagnostic::at(Code::InvalidValue, &file, Span::new(at, at + c.len_utf8()), message)
                    .help("take it out: neither HTML nor XML can hold it")
            });
            Noted::new(Some(file.clone()), note.into_iter().collect())
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let file = File::new(path, String::from_utf8_lossy(error.as_bytes()).into_owned());
            let note = Diagnostic::at(Code::InvalidUtf8, &file, Span::new(at, at + 1), "this is not valid UTF-8")
                .help("save the file as UTF-8");
            Noted::new(None, vec![note])
        }
    }
}

fn hash_file(path: &Path) -> std::io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(std::fs::File::open(path)?)?;
    Ok(hasher.finalize())
}

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::in_file(Code::UnreadableFile, &File::new(path, ""), format!("can't be read: {error}"))
}
