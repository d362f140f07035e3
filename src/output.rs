//! The finished site in memory: addresses and contents, before anything is written.
//!
//! Everything that would go wrong on disk and can be known beforehand is refused here: a path that some system
//! can't store, two files at one address (judged after case-folding, since macOS and Windows do), a file where
//! another file needs a folder. What is left for the writer is only what the disk itself has against it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use blake3::Hash;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{self, Diagnostic, File};

/// What the names of our own files in an output folder begin with; no page or asset may.
pub const RESERVED_PREFIX: &str = ".dossier";

/// The longest path, in bytes: what an object store takes as a key.
const PATH_BYTES_MAX: usize = 1024;

/// The longest segment of a path, in bytes: what common file systems take as a name.
const SEGMENT_BYTES_MAX: usize = 255;

/// A path below the output folder, with `/` between its segments, that every system we know can store.
///
/// ```
/// use dossier::output::OutPath;
/// assert_eq!(OutPath::new("claims/water/index.html").unwrap().parent(), Some("claims/water"));
/// assert!(OutPath::new("../index.html").is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct OutPath(Arc<str>);

/// Why a path can't be one of the site.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{path}` can't be a path of the site: {reason}")]
pub struct BadOutPath {
    /// The path as given.
    pub path: String,
    /// Half a sentence.
    pub reason: String,
}

impl OutPath {
    /// Takes a path if it is one that can be written anywhere.
    pub fn new(path: impl Into<Arc<str>>) -> Result<Self, BadOutPath> {
        let path = path.into();
        match fault(&path) {
            None => Ok(OutPath(path)),
            Some(reason) => Err(BadOutPath { path: path.to_string(), reason }),
        }
    }

    /// The path, with `/` on every system.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that the file stands in; `None` for the output folder itself.
    pub fn parent(&self) -> Option<&str> {
        parent(&self.0)
    }

    /// The folders that the file needs, outermost first.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(i, _)| &self.0[..i])
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for OutPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// All of a path but its last segment.
pub(crate) fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(parent, _)| parent)
}

/// What is wrong with a path, if anything is.
fn fault(path: &str) -> Option<String> {
    if path.len() > PATH_BYTES_MAX {
        return Some(format!("it is longer than {PATH_BYTES_MAX} bytes"));
    }
    if path.starts_with('/') {
        return Some("it begins with a slash".into());
    }
    // Only the first segment: what we keep for ourselves lies at the top.
    if path.get(..RESERVED_PREFIX.len()).is_some_and(|p| p.eq_ignore_ascii_case(RESERVED_PREFIX)) {
        return Some(format!("names that begin with `{RESERVED_PREFIX}` are kept for dossier itself"));
    }
    path.split('/').find_map(segment_fault)
}

fn segment_fault(segment: &str) -> Option<String> {
    let fault = match segment {
        "" => "a segment is empty".into(),
        "." | ".." => format!("it has a segment `{segment}`"),
        _ if segment.len() > SEGMENT_BYTES_MAX => format!("a segment is longer than {SEGMENT_BYTES_MAX} bytes"),
        _ if segment.ends_with(['.', ' ']) => "a segment ends with a dot or a space, which Windows drops".into(),
        _ if is_device_name(segment) => format!("`{segment}` is a device on Windows"),
        // Nearly all: letters, digits and what joins them.
        _ if segment.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')) => return None,
        _ => {
            let bad = segment.chars().find(|c| c.is_control() || r#"\<>:"|?*"#.contains(*c))?;
            format!("the character {bad:?} can't stand in a file name everywhere")
        }
    };
    Some(fault)
}

/// Whether Windows takes the name for a device, whatever follows the first dot.
fn is_device_name(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    match stem.as_str() {
        "con" | "prn" | "aux" | "nul" | "conin$" | "conout$" => true,
        _ => stem
            .strip_prefix("com")
            .or_else(|| stem.strip_prefix("lpt"))
            .is_some_and(|n| matches!(n, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")),
    }
}

/// The form in which two paths are equal where a file system ignores case and composition.
pub(crate) fn fold(path: &str) -> Cow<'_, str> {
    // Nearly all.
    if path.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(path);
    }
    // Upper-casing first makes `ß` and `ss`, `ς` and `σ` equal, as case-folding would.
    Cow::Owned(path.nfc().collect::<String>().to_uppercase().to_lowercase().nfc().collect())
}

/// When a file is put in place: what others point at comes before what points at it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Phase {
    /// Styles, scripts, fonts, pictures, data.
    Asset,
    /// HTML.
    Page,
    /// Feeds, calendars and sitemaps: they announce pages.
    Feed,
}

impl Phase {
    /// Judged by the extension; a precompressed file goes with its original.
    pub fn of(path: &OutPath) -> Self {
        let name = path.as_str();
        let name = [".gz", ".br", ".zst"].iter().find_map(|s| name.strip_suffix(s)).unwrap_or(name);
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("html" | "htm") => Phase::Page,
            Some("xml" | "atom" | "rss" | "ics") => Phase::Feed,
            _ => Phase::Asset,
        }
    }
}

/// What a file of the site holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// The bytes of a file elsewhere, which is copied without being held in memory.
    Copy {
        /// The file to copy.
        from: PathBuf,
        /// What it held when it was read; the writer refuses to copy anything else.
        hash: Hash,
    },
}

impl<T: Into<Arc<[u8]>>> From<T> for Content {
    fn from(bytes: T) -> Self {
        Content::Bytes(bytes.into())
    }
}

/// How to make a file when it is asked for: a large site has more pages than a machine should hold, and a preview
/// shows a few of them.
pub trait Recipe: Send + Sync + fmt::Debug {
    /// BLAKE3 of what it makes, if that is known without making it.
    fn hash(&self) -> Option<Hash>;

    /// Makes it: the same bytes each time, and their hash.
    fn make(&self) -> Result<(Arc<[u8]>, Hash), Box<Diagnostic>>;

    /// Whether it tells something of other files of the site, which is known once they are made.
    fn is_made_last(&self) -> bool {
        false
    }

    /// What it is made from, as far as an editor could mend it there.
    fn origin(&self) -> Origin {
        Origin::default()
    }
}

/// What a file of the site is made from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Origin {
    /// The template.
    pub template: Option<&'static str>,
    /// The file of the record that it shows.
    pub file: Option<Arc<File>>,
}

/// What an entry has in hand.
#[derive(Clone, Debug)]
enum Source {
    Content(Content),
    Recipe(Arc<dyn Recipe>),
}

/// One file of the site.
#[derive(Clone, Debug)]
pub struct Entry {
    source: Source,
    hash: OnceLock<Hash>,
    phase: Phase,
}

impl Entry {
    /// What the file holds. A page is rendered now, and not kept; the error is that of its template.
    pub fn content(&self) -> Result<Content, Box<Diagnostic>> {
        match &self.source {
            Source::Content(content) => Ok(content.clone()),
            Source::Recipe(recipe) => {
                let (bytes, hash) = recipe.make()?;
                self.hash.get_or_init(|| hash);
                Ok(Content::Bytes(bytes))
            }
        }
    }

    /// BLAKE3 of what the file holds, if that is known without making it.
    pub fn known_hash(&self) -> Option<Hash> {
        if let Some(hash) = self.hash.get() {
            return Some(*hash);
        }
        let hash = match &self.source {
            Source::Content(Content::Bytes(bytes)) => blake3::hash(bytes),
            Source::Content(Content::Copy { hash, .. }) => *hash,
            Source::Recipe(recipe) => recipe.hash()?,
        };
        Some(*self.hash.get_or_init(|| hash))
    }

    /// BLAKE3 of what the file holds; makes it if need be.
    pub fn hash(&self) -> Result<Hash, Box<Diagnostic>> {
        match self.known_hash() {
            Some(hash) => Ok(hash),
            None => Ok(match self.content()? {
                Content::Bytes(bytes) => *self.hash.get_or_init(|| blake3::hash(&bytes)),
                Content::Copy { hash, .. } => hash,
            }),
        }
    }

    /// Whether it is better made when all others are.
    pub fn is_made_last(&self) -> bool {
        matches!(&self.source, Source::Recipe(recipe) if recipe.is_made_last())
    }

    /// What the file is made from.
    pub fn origin(&self) -> Origin {
        match &self.source {
            Source::Content(_) => Origin::default(),
            Source::Recipe(recipe) => recipe.origin(),
        }
    }

    /// When the file is put in place.
    pub fn phase(&self) -> Phase {
        self.phase
    }
}

/// Two files of a site that can't stand in one folder on every system.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Collision {
    /// The same path, or one that differs in case only.
    #[error("two files would have the address `{path}` (the other is spelt `{other}`)")]
    SameFile {
        /// The path that was refused.
        path: OutPath,
        /// The path that was there first.
        other: OutPath,
    },
    /// One of them is a file where the other needs a folder.
    #[error("`{file}` would be a file, and a folder for `{below}`")]
    FileAndFolder {
        /// The shorter path.
        file: OutPath,
        /// The longer one.
        below: OutPath,
    },
    /// Two folders that differ in case only.
    #[error("`{path}` and `{other}` would stand in folders that differ in case only")]
    FolderSpelling {
        /// The path that was refused.
        path: OutPath,
        /// A path that was there first.
        other: OutPath,
    },
}

/// Who holds a folded path: a file, or the first file that needed it as a folder.
#[derive(Clone, Debug)]
struct Claim {
    by: OutPath,
    /// Bytes of `by` that are the claimed path: all of them for a file.
    len: usize,
}

impl Claim {
    fn is_file(&self) -> bool {
        self.len == self.by.as_str().len()
    }
}

/// All files of a site, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Output {
    files: BTreeMap<OutPath, Entry>,
    claims: FxHashMap<String, Claim>,
}

impl Output {
    /// A site without files.
    pub fn new() -> Self {
        Output::default()
    }

    /// Makes room for so many files more.
    pub fn reserve(&mut self, files: usize) {
        // A page mostly has a folder of its own.
        self.claims.reserve(2 * files);
    }

    /// Adds a file, unless it collides with one that is there; then nothing changes.
    pub fn insert(&mut self, path: OutPath, content: impl Into<Content>) -> Result<(), Collision> {
        self.add(path, Source::Content(content.into()))
    }

    /// Adds a file that is made when it is asked for, unless it collides with one that is there.
    pub fn insert_recipe(&mut self, path: OutPath, recipe: Arc<dyn Recipe>) -> Result<(), Collision> {
        self.add(path, Source::Recipe(recipe))
    }

    fn add(&mut self, path: OutPath, source: Source) -> Result<(), Collision> {
        if let Some(collision) = self.collision(&path) {
            return Err(collision);
        }
        for folder in path.folders() {
            let (folded, len) = (fold(folder), folder.len());
            if !self.claims.contains_key(&*folded) {
                self.claims.insert(folded.into_owned(), Claim { by: path.clone(), len });
            }
        }
        self.claims.insert(fold(path.as_str()).into_owned(), Claim { by: path.clone(), len: path.as_str().len() });
        let phase = Phase::of(&path);
        self.files.insert(path, Entry { source, hash: OnceLock::new(), phase });
        Ok(())
    }

    fn collision(&self, path: &OutPath) -> Option<Collision> {
        for folder in path.folders() {
            let Some(claim) = self.claims.get(&*fold(folder)) else { continue };
            let (path, other) = (path.clone(), claim.by.clone());
            if claim.is_file() {
                return Some(Collision::FileAndFolder { file: other, below: path });
            }
            if !claim.by.as_str().starts_with(folder) {
                return Some(Collision::FolderSpelling { path, other });
            }
        }
        let claim = self.claims.get(&*fold(path.as_str()))?;
        let (path, other) = (path.clone(), claim.by.clone());
        Some(match claim.is_file() {
            true => Collision::SameFile { path, other },
            false => Collision::FileAndFolder { file: path, below: other },
        })
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        self.files.get(path)
    }

    /// The file at a path, with the path as the site has it.
    pub fn file(&self, path: &str) -> Option<(&OutPath, &Entry)> {
        self.files.get_key_value(path)
    }

    /// All files, by path.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&OutPath, &Entry)> {
        self.files.iter()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether a file or folder of the site has this path, after case-folding, or lies below it.
    pub(crate) fn claims(&self, folded: &str) -> bool {
        self.claims.contains_key(folded)
    }

    /// The file that holds this folded path, if one does.
    pub(crate) fn file_at_fold(&self, folded: &str) -> Option<&OutPath> {
        self.claims.get(folded).filter(|c| c.is_file()).map(|c| &c.by)
    }

    /// Makes every file whose hash isn't known yet, on all processors and without keeping it: what the templates have
    /// against it, by path.
    pub fn make_all(&self) -> Vec<Diagnostic> {
        let made: Vec<_> = self.files.par_iter().map(|(_, entry)| entry.hash().err()).collect();
        diagnostic::by_cause(made.into_iter().flatten().map(|note| *note).collect())
    }

    /// One hash for the whole site: equal exactly if all paths and bytes are. `None` if some of it can't be made.
    pub fn hash(&self) -> Option<Hash> {
        if !self.make_all().is_empty() {
            return None;
        }
        let mut hasher = blake3::Hasher::new();
        for (path, entry) in &self.files {
            // The length first, so that no path can be continued by the bytes after it.
            hasher.update(&(path.as_str().len() as u64).to_le_bytes());
            hasher.update(path.as_str().as_bytes());
            hasher.update(entry.known_hash()?.as_bytes());
        }
        Some(hasher.finalize())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn path(path: &str) -> OutPath {
        OutPath::new(path).expect(path)
    }

    fn output<'a>(paths: impl IntoIterator<Item = &'a str>) -> Result<Output, Collision> {
        let mut output = Output::new();
        for p in paths {
            output.insert(path(p), p.as_bytes())?;
        }
        Ok(output)
    }

    #[test]
    fn paths() {
        #[track_caller]
        fn check(path: &str, expected: Option<&str>) {
            match (OutPath::new(path), expected) {
                (Ok(_), None) => {}
                (Err(e), Some(part)) if e.reason.contains(part) => {}
                (got, _) => panic!("{path:?} gave {got:?}"),
            }
        }
        for good in ["index.html", "claims/water/index.html", ".nojekyll", ".well-known/x", "тема/вода/index.html"]
        {
            check(good, None);
        }
        check("com10.txt", None);
        check("a/.dossier", None);
        check(&"a".repeat(255), None);
        check("", Some("empty"));
        check("a//b", Some("empty"));
        check("a/", Some("empty"));
        check("/a", Some("slash"));
        check("a/../b", Some("segment `..`"));
        check("./a", Some("segment `.`"));
        check("a\\b", Some("character '\\\\'"));
        check("a\0b", Some("character '\\0'"));
        check("a\nb", Some("character"));
        check("C:/a", Some("character ':'"));
        check("a?b", Some("character '?'"));
        check("a./b", Some("ends with a dot"));
        check("a ", Some("ends with a dot or a space"));
        check("NUL", Some("device"));
        check("x/aux.tar.gz", Some("device"));
        check("COM¹.txt", Some("device"));
        check("con .txt", Some("device"));
        check(".dossier-manifest.json", Some("kept for dossier"));
        check(".Dossier/x", Some("kept for dossier"));
        check(&"a".repeat(256), Some("255"));
        check(&"ab/".repeat(400), Some("1024"));
    }

    #[test]
    fn collisions() {
        #[track_caller]
        fn check(paths: &[&str], expected: Option<&str>) {
            let got = output(paths.iter().copied()).err().map(|e| e.to_string());
            match (&got, expected) {
                (None, None) => {}
                (Some(e), Some(part)) if e.contains(part) => {}
                _ => panic!("{paths:?} gave {got:?}"),
            }
        }
        check(&["a", "b", "a.html", "c/a", "c/b", "c.d/e"], None);
        check(&["a", "a"], Some("address `a`"));
        check(&["About.html", "about.html"], Some("address `about.html`"));
        check(&["Straße", "STRASSE"], Some("address"));
        check(&["ΟΔΟΣ", "οδος"], Some("address"));
        check(&["e\u{301}", "é"], Some("address"));
        check(&["a", "a/index.html"], Some("`a` would be a file, and a folder for `a/index.html`"));
        check(&["a/b/c", "A"], Some("`A` would be a file, and a folder for `a/b/c`"));
        check(&["a/b/c", "a/b"], Some("file, and a folder"));
        check(&["About/a", "about/b"], Some("folders that differ in case only"));
    }

    #[test]
    fn a_refused_file_leaves_no_trace() {
        let mut out = output(["a"]).unwrap();
        let before = out.hash();
        assert!(out.insert(path("A"), &b"x"[..]).is_err());
        assert!(out.insert(path("a/b"), &b"x"[..]).is_err());
        assert_eq!((out.len(), out.hash()), (1, before));
        assert!(!out.claims("a/b"));
    }

    #[test]
    fn phases() {
        #[track_caller]
        fn check(p: &str, expected: Phase) {
            assert_eq!(Phase::of(&path(p)), expected, "{p}");
        }
        check("style.css", Phase::Asset);
        check("map.svg", Phase::Asset);
        check("CNAME", Phase::Asset);
        check("index.html", Phase::Page);
        check("index.html.br", Phase::Page);
        check("sitemap.xml.gz", Phase::Feed);
        check("events.ics", Phase::Feed);
        assert!(Phase::Asset < Phase::Page && Phase::Page < Phase::Feed);
    }

    #[test]
    fn copies_and_bytes_hash_alike() {
        let mut copied = Output::new();
        let from = PathBuf::from("elsewhere");
        copied.insert(path("a"), Content::Copy { from, hash: blake3::hash(b"a") }).unwrap();
        assert_eq!(copied.hash(), output(["a"]).unwrap().hash());
    }

    proptest! {
        #[test]
        fn any_string_is_taken_or_refused(s in "\\PC{0,40}") {
            if let Ok(p) = OutPath::new(s.as_str()) {
                prop_assert!(p.folders().all(|f| OutPath::new(f).is_ok()));
            }
        }

        #[test]
        fn hash_knows_contents_and_not_their_order(
            files in proptest::collection::btree_map("[a-c]{1,3}", "[xy]{0,2}", 0..5),
            other in proptest::collection::btree_map("[a-c]{1,3}", "[xy]{0,2}", 0..5),
        ) {
            let build = |files: &mut dyn Iterator<Item = (&String, &String)>| {
                let mut out = Output::new();
                for (p, content) in files {
                    out.insert(path(p), content.as_bytes()).unwrap();
                }
                out.hash()
            };
            let hash = build(&mut files.iter());
            prop_assert_eq!(hash, build(&mut files.iter().rev()));
            prop_assert_eq!(hash == build(&mut other.iter()), files == other);
        }
    }
}
