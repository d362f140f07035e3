//! What one run leaves for the next, in the dossier's folder `.dossier/`: the hashes of pages by what they are made of,
//! and of whole sites by everything that was read. It holds no page and no text, only hashes and what there was to say.
//!
//! It is believed only if it is whole and of this very program. It is written anew beside itself and then renamed, so
//! that two runs at once do each other no harm: the last one's stays.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blake3::Hash;
use fs_err as fs;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, File, Place, Severity, Span};
use crate::manuscript::Manuscript;
use crate::render::{BUILD_ID, Summary};

/// The folder in a dossier that is kept between builds; ignored by git, and never published.
pub const FOLDER: &str = ".dossier";

const NAME: &str = "memory";

/// How many sites are remembered: with and without drafts, say, for a preview and for the public.
const SITES: usize = 4;

/// What begins the file. A new way of writing it is a new program, and has another build id.
const MAGIC: &[u8] = b"dossier memory\n";

/// What is remembered of a dossier.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    memory: Memory,
    /// The bytes that the file has.
    bytes: Vec<u8>,
}

#[derive(Serialize, Deserialize, Debug, Default)]
struct Memory {
    /// Pages by what they are made of, sorted.
    pages: Vec<([u8; 32], [u8; 32])>,
    /// Sites, the last one first.
    sites: Vec<Site>,
}

/// A site that was built and written.
#[derive(Clone, Serialize, Deserialize, Debug)]
pub struct Site {
    /// Of everything that was read but the texts, and of the options.
    key: [u8; 32],
    /// The names of the texts that were asked for, and the hash of what they were.
    names: Vec<String>,
    texts: [u8; 32],
    /// Of the manifest in the output folder.
    manifest: [u8; 32],
    /// Of all files of the site.
    hash: [u8; 32],
    summary: Summary,
    notes: Vec<Note>,
}

/// A diagnostic, its files by their paths.
#[derive(Clone, Serialize, Deserialize, Debug)]
struct Note {
    code: String,
    severity: Severity,
    message: String,
    label: String,
    help: Vec<String>,
    place: Option<At>,
    related: Vec<(At, String)>,
}

type At = (String, Option<(u32, u32)>);

impl Store {
    /// What is remembered of the dossier in `root`: nothing the first time, and nothing, with a note, where what is there
    /// can't be used.
    pub fn open(root: &Path) -> (Self, Option<Diagnostic>) {
        let path = root.join(FOLDER).join(NAME);
        let empty = |path| Store { path, memory: Memory::default(), bytes: Vec::new() };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return (empty(path), None),
            Err(error) => return (empty(path), Some(ignored(&error.to_string()))),
        };
        match decode(&bytes) {
            Ok(memory) => (Store { path, memory, bytes }, None),
            // Another version's: nothing is wrong with it.
            Err(Unusable::Foreign) => (empty(path), None),
            Err(Unusable::Damaged) => (empty(path), Some(ignored("it is damaged"))),
        }
    }

    /// The pages that are known, by what they are made of.
    pub fn pages(&self) -> impl Iterator<Item = (Hash, Hash)> + '_ {
        self.memory.pages.iter().map(|(key, hash)| (Hash::from(*key), Hash::from(*hash)))
    }

    /// Whether no site is remembered, so that it isn't worth asking for one.
    pub fn is_empty(&self) -> bool {
        self.memory.sites.is_empty()
    }

    /// The site that would be built of this, if it was built before; `texts` answers the hash of texts as they are now.
    pub fn find(&self, key: Hash, mut texts: impl FnMut(&[String]) -> Hash) -> Option<&Site> {
        let mut sites = self.memory.sites.iter().filter(|site| site.key == *key.as_bytes());
        sites.find(|site| site.texts == *texts(&site.names).as_bytes())
    }

    /// Remembers a site that was built and written whole, with nothing in its way, and the pages of the build. Stores all
    /// that is remembered; a note says where that can't be done.
    pub fn remember(&mut self, input: Input, built: Built<'_>, pages: &[(Hash, Hash)]) -> Option<Diagnostic> {
        self.memory.pages = pages.iter().map(|(key, hash)| (*key.as_bytes(), *hash.as_bytes())).collect();
        let Input { key, names, texts, manuscript } = input;
        let (key, texts) = (*key.as_bytes(), *texts.as_bytes());
        self.memory.sites.retain(|site| site.key != key);
        if let Some(notes) = built.notes.iter().map(|note| stored(note, &manuscript)).collect() {
            let (manifest, hash) = (*built.manifest.as_bytes(), *built.hash.as_bytes());
            let summary = built.summary.clone();
            self.memory.sites.insert(0, Site { key, names, texts, manifest, hash, summary, notes });
        }
        self.memory.sites.truncate(SITES);
        self.save().err().map(|error| ignored(&error.to_string()))
    }

    fn save(&mut self) -> io::Result<()> {
        let bytes = encode(&self.memory);
        if bytes == self.bytes {
            return Ok(());
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        io::Write::write_all(&mut file, &bytes)?;
        file.persist(&self.path).map_err(|error| error.error)?;
        self.bytes = bytes;
        Ok(())
    }
}

/// What a build is made of.
pub struct Input {
    /// The hash of everything that was read but for the texts, and of the options.
    pub key: Hash,
    /// The names of the texts that were asked for.
    pub names: Vec<String>,
    /// The hash of the texts.
    pub texts: Hash,
    /// What was read.
    pub manuscript: Manuscript,
}

/// What came of a build.
pub struct Built<'a> {
    /// The hash of the output folder's manifest.
    pub manifest: Hash,
    /// The hash of all files of the site.
    pub hash: Hash,
    /// The site in numbers.
    pub summary: &'a Summary,
    /// All that there was to say.
    pub notes: &'a [Diagnostic],
}

impl Site {
    /// The hash of the output folder's manifest.
    pub fn manifest(&self) -> Hash {
        self.manifest.into()
    }

    /// The hash of all files of the site.
    pub fn hash(&self) -> Hash {
        self.hash.into()
    }

    /// The site in numbers.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// All that there was to say.
    pub fn notes(&self, manuscript: &Manuscript) -> Vec<Diagnostic> {
        self.notes.iter().filter_map(|note| note.told(manuscript)).collect()
    }
}

/// What may be said again; `None` where it shows a file that isn't read as a text.
fn stored(note: &Diagnostic, manuscript: &Manuscript) -> Option<Note> {
    let at = |place: &Place| -> Option<At> {
        let known = place.file.text.is_empty() || manuscript.file(&place.file.path).is_some_and(|f| *f == place.file);
        known.then(|| (place.file.path.clone(), place.span.map(|span| (span.start, span.end))))
    };
    Some(Note {
        code: note.code.id().to_string(),
        severity: note.severity,
        message: note.message.clone(),
        label: note.label.clone(),
        help: note.help.clone(),
        place: match &note.place {
            Some(place) => Some(at(place)?),
            None => None,
        },
        related: note.related.iter().map(|(place, word)| Some((at(place)?, word.clone()))).collect::<Option<_>>()?,
    })
}

impl Note {
    fn told(&self, manuscript: &Manuscript) -> Option<Diagnostic> {
        let place = |(path, span): &At| {
            let file = manuscript.file(path).cloned().unwrap_or_else(|| File::new(path.as_str(), ""));
            Place { file, span: span.map(|(start, end)| Span { start, end }) }
        };
        let code = Code::ALL.iter().copied().find(|code| code.id() == self.code)?;
        Some(Diagnostic {
            severity: self.severity,
            label: self.label.clone(),
            place: self.place.as_ref().map(place),
            related: self.related.iter().map(|(at, word)| (place(at), word.clone())).collect(),
            help: self.help.clone(),
            ..Diagnostic::new(code, self.message.clone())
        })
    }
}

fn ignored(why: &str) -> Diagnostic {
    Diagnostic::new(Code::MemoryIgnored, format!("what earlier builds left in `{FOLDER}/` is not used: {why}"))
        .help("the site is the same without it; deleting the folder makes room for new memory")
}

/// Why there is nothing to be had from a file.
#[derive(PartialEq, Eq, Debug)]
enum Unusable {
    /// Of another program.
    Foreign,
    /// Not what was written.
    Damaged,
}

/// The magic line, the build id on a line, BLAKE3 of what follows, and the memory.
fn encode(memory: &Memory) -> Vec<u8> {
    // Numbers and strings can always be written.
    let payload = postcard::to_stdvec(memory).unwrap_or_default();
    let hash = blake3::hash(&payload);
    [MAGIC, BUILD_ID.as_bytes(), b"\n", hash.as_bytes(), &payload].concat()
}

fn decode(bytes: &[u8]) -> Result<Memory, Unusable> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(Unusable::Damaged)?;
    let end = rest.iter().position(|byte| *byte == b'\n').ok_or(Unusable::Damaged)?;
    if &rest[..end] != BUILD_ID.as_bytes() {
        return Err(Unusable::Foreign);
    }
    let (hash, payload) = rest[end + 1..].split_at_checked(blake3::OUT_LEN).ok_or(Unusable::Damaged)?;
    if blake3::hash(payload).as_bytes() != hash {
        return Err(Unusable::Damaged);
    }
    postcard::from_bytes(payload).map_err(|_| Unusable::Damaged)
}

/// The files that diagnostics may show.
impl Manuscript {
    fn file(&self, path: &str) -> Option<&Arc<File>> {
        let own = self.config.iter().chain(&self.evidence).find(|file| file.path == path);
        own.or_else(|| {
            let at = self.records.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
            self.records.get(at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory() -> Memory {
        Memory { pages: vec![([1; 32], [2; 32])], sites: Vec::new() }
    }

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        let bytes = encode(&memory());
        assert_eq!(decode(&bytes).map(|m| m.pages), Ok(memory().pages));
        for end in 0..bytes.len() {
            assert!(decode(&bytes[..end]).is_err(), "{end}");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(decode(&damaged).is_err(), "{at}");
        }
        let mut foreign = MAGIC.to_vec();
        foreign.extend(b"0.0.1-0123456789abcdef\nanything");
        assert_eq!(decode(&foreign).err(), Some(Unusable::Foreign));
    }

    #[test]
    fn a_damaged_memory_is_ignored_with_a_note() {
        let root = tempfile::tempdir().unwrap();
        let check = |expected: Option<Code>| {
            let (store, note) = Store::open(root.path());
            assert_eq!(note.map(|note| note.code), expected);
            assert_eq!(store.pages().count(), 0);
        };
        check(None);
        fs::create_dir(root.path().join(FOLDER)).unwrap();
        fs::write(root.path().join(FOLDER).join(NAME), "?").unwrap();
        check(Some(Code::MemoryIgnored));
    }
}
