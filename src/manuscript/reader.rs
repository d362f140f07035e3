//! The reading door of a long run: what was read last, and what of it must be read again.
//!
//! A notification of the system is a hint and no more: what it names is read again and compared, and
//! [`Hints::everything`] compares all that there is, so that a lost notification costs moments and never a wrong page.
//! An unchanged file keeps the `Arc` that it had, by which later stages know it again.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use super::{
    Asset, Copied, FoundText, Location, Manuscript, decode, hash_file, is_hidden, is_plain, relative, unreadable, walk,
};
use crate::diagnostic::{Code, Diagnostic, File, Noted};
use crate::text::Stored;

/// A file that may be read: larger ones aren't texts, and spans are 32 bits wide.
const LARGEST: u64 = 256 << 20;

/// How long after a change a file may change again and bear the same stamp: some file systems count in two seconds.
const STAMP_TICK: Duration = Duration::from_secs(2);

/// The folders of a dossier that are walked.
const WALKED: [&str; 2] = ["content", "themes"];

/// What may have changed on the disk.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hints {
    everything: bool,
    paths: BTreeSet<PathBuf>,
}

impl Hints {
    /// Anything may have changed: all is compared.
    pub fn everything() -> Self {
        Hints { everything: true, paths: BTreeSet::new() }
    }

    /// Notes a file or folder, written as the location writes its root or its archive.
    pub fn note(&mut self, path: impl Into<PathBuf>) {
        self.paths.insert(path.into());
    }

    /// Takes in what others hint at.
    pub fn merge(&mut self, other: Hints) {
        self.everything |= other.everything;
        self.paths.extend(other.paths);
    }

    /// Whether nothing is hinted at.
    pub fn is_empty(&self) -> bool {
        !self.everything && self.paths.is_empty()
    }

    /// Whether all is to be compared.
    pub fn is_everything(&self) -> bool {
        self.everything
    }

    /// The files and folders hinted at by name.
    pub fn paths(&self) -> impl ExactSizeIterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path)
    }
}

/// What a file's metadata tell of its content without reading it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
    /// Change time and inode: a file moved here with its old times is another one.
    identity: (i64, i64, u64),
    /// Whether it had changed so recently that it may since have changed again and bear the same stamp.
    fresh: bool,
}

impl Stamp {
    fn of(meta: &Metadata) -> Self {
        #[cfg(unix)]
        let identity = {
            use std::os::unix::fs::MetadataExt;
            (meta.ctime(), meta.ctime_nsec(), meta.ino())
        };
        #[cfg(not(unix))]
        let identity = (0, 0, 0);
        let modified = meta.modified().ok();
        // A time in the future is a server's clock that goes ahead of ours.
        let age = modified.and_then(|time| SystemTime::now().duration_since(time).ok());
        Stamp { len: meta.len(), modified, identity, fresh: age.is_none_or(|age| age < STAMP_TICK) }
    }

    /// The file's, or that of what the link leads to. `None` where there is no file.
    fn at(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().filter(Metadata::is_file).map(|meta| Stamp::of(&meta))
    }

    /// Whether the file surely holds what it held when this stamp was taken.
    fn vouches_for(&self, now: &Stamp) -> bool {
        !self.fresh && (self.len, self.modified, self.identity) == (now.len, now.modified, now.identity)
    }
}

/// What a file of the dossier is read for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    /// `config.toml`, a record, or the evidence file.
    Text,
    /// A file that is published as it is.
    Copied,
    /// A file of a theme.
    Theme,
}

impl Role {
    fn of(path: &str) -> Option<Role> {
        match path.split_once('/') {
            None => (path == "config.toml").then_some(Role::Text),
            Some(("themes", _)) => Some(Role::Theme),
            Some((_, rest)) if rest.starts_with("files/") => Some(Role::Copied),
            Some((_, rest)) => {
                (rest.ends_with(".md") || rest.ends_with(".toml") || rest == "comparison.json").then_some(Role::Text)
            }
        }
    }
}

/// What was read of a file; `None` where it couldn't be, and the notes say why.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Content {
    Text(Option<Arc<File>>),
    Copied(Option<blake3::Hash>),
    Theme(Option<Arc<[u8]>>),
}

/// A file of the dossier as it was read last.
#[derive(Debug)]
struct Seen {
    stamp: Option<Stamp>,
    content: Content,
    notes: Vec<Diagnostic>,
}

/// A source's text as it was read last, or that it is nowhere.
#[derive(Debug)]
struct SeenText {
    /// In `texts/`, and in the archive.
    stamps: [Option<Stamp>; 2],
    found: Option<FoundText>,
    notes: Vec<Diagnostic>,
}

/// Reads a dossier again and again.
///
/// ```no_run
/// # use dossier::manuscript::{Hints, Location, Reader};
/// let mut reader = Reader::new(Location::default());
/// reader.refresh(&Hints::everything());
/// let first = reader.manuscript();
/// let mut hints = Hints::default();
/// hints.note("content/claims.toml");
/// if !reader.refresh(&hints).is_empty() {
///     let second = reader.manuscript();
/// }
/// ```
#[derive(Debug, Default)]
pub struct Reader {
    location: Location,
    /// Every file of the dossier that is read, by its path below the root.
    seen: BTreeMap<String, Seen>,
    /// What the walk of each of [`WALKED`] had to say.
    walks: [Vec<Diagnostic>; WALKED.len()],
    /// The texts that were asked for last, by name.
    texts: BTreeMap<String, SeenText>,
}

impl Reader {
    /// A reader that has read nothing yet.
    pub fn new(location: Location) -> Self {
        Reader { location, ..Reader::default() }
    }

    /// Where it reads.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Reads again what is hinted at. Answers what is other than it was: paths below the root, and `archive/NAME` for
    /// a text, wherever the archive lies.
    pub fn refresh(&mut self, hints: &Hints) -> BTreeSet<String> {
        let mut changed = BTreeSet::new();
        // Files that are read whatever their stamps say, and folders in which those are read that no stamp vouches for.
        let mut hinted = BTreeSet::new();
        let mut doubtful = Vec::new();
        let mut to_walk = [hints.everything; WALKED.len()];
        let root = self.location.root.clone();
        // A walk has something to say of files that aren't read, too.
        let noted: BTreeSet<String> = self.walks.iter().flatten().filter_map(path_of).collect();
        for full in hints.paths.iter().filter(|path| path.starts_with(&root)) {
            let Some(path) = relative(&root, full) else {
                // Not UTF-8: the walk has something to say on that.
                to_walk = [true; WALKED.len()];
                continue;
            };
            let top = path.split('/').next().unwrap_or_default();
            let Some(walked) = WALKED.iter().position(|folder| *folder == top) else {
                if path == "config.toml" {
                    hinted.insert(path);
                }
                continue;
            };
            if path.split('/').skip(1).any(|name| is_hidden(name.as_ref())) {
                continue;
            }
            let folder = format!("{path}/");
            let known = self.seen.contains_key(&path);
            let known_below = below(&self.seen, &folder).next().is_some()
                || noted.contains(&path)
                || noted.range(folder.clone()..).next().is_some_and(|noted| noted.starts_with(&folder));
            match full.symlink_metadata() {
                Ok(meta) if meta.is_file() => to_walk[walked] |= !known,
                // What the link leads to may be a folder.
                Ok(_) => {
                    to_walk[walked] = true;
                    doubtful.push(folder);
                }
                // Or it came and went.
                Err(_) => to_walk[walked] |= known || known_below || path == top,
            }
            hinted.insert(path);
        }
        for (walked, _) in to_walk.iter().enumerate().filter(|(_, walk)| **walk) {
            self.walk(walked, &mut hinted, &mut changed);
        }
        self.look_for_config(hints, &mut hinted, &mut changed);
        let candidates: Vec<(&String, &Seen)> = if hints.everything {
            self.seen.iter().collect()
        } else {
            let doubted = doubtful.iter().flat_map(|folder| below(&self.seen, folder));
            let hinted = hinted.iter().filter_map(|path| self.seen.get_key_value(path));
            // A file may be both.
            hinted.chain(doubted).collect::<BTreeMap<_, _>>().into_iter().collect()
        };
        let read: Vec<(String, Seen)> = candidates
            .into_par_iter()
            .filter_map(|(path, seen)| {
                let full = root.join(path);
                let stamp = Stamp::at(&full);
                let vouched = seen.stamp.zip(stamp).is_some_and(|(then, now)| then.vouches_for(&now));
                (hinted.contains(path) || !vouched).then(|| (path.clone(), read_file(path, &full, stamp)))
            })
            .collect();
        for (path, now) in read {
            let Some(seen) = self.seen.get_mut(&path) else { continue };
            if (&seen.content, &seen.notes) == (&now.content, &now.notes) {
                // The same again: what is known by its `Arc` stays known.
                seen.stamp = now.stamp;
            } else {
                *seen = now;
                changed.insert(path);
            }
        }
        self.refresh_texts(hints, &mut changed);
        changed
    }

    /// Walks one of the folders: files that are new are read, files that are gone are forgotten.
    fn walk(&mut self, walked: usize, hinted: &mut BTreeSet<String>, changed: &mut BTreeSet<String>) {
        let folder = WALKED[walked];
        let mut notes = Vec::new();
        if folder == "content" && !self.location.root.join(folder).is_dir() {
            notes.push(
                Diagnostic::new(Code::MissingFile, "there is no folder `content`")
                    .help("a dossier is a folder with config.toml and content/; `dossier new DIR` begins one"),
            );
        }
        let mut files = walk(&self.location.root, folder, &mut notes);
        files.retain(|path| {
            let read = Role::of(path).is_some();
            if !read {
                notes.push(
                    Diagnostic::in_file(
                        Code::StrayFile,
                        &File::new(path.as_str(), ""),
                        "this file is no record and is not published",
                    )
                    .help("files to be published as they are lie in content/files/"),
                );
            }
            read
        });
        if self.walks[walked] != notes {
            self.walks[walked] = notes;
            changed.insert(folder.to_string());
        }
        let prefix = format!("{folder}/");
        let files: BTreeSet<String> = files.into_iter().collect();
        let gone: Vec<String> =
            below(&self.seen, &prefix).map(|(path, _)| path).filter(|path| !files.contains(*path)).cloned().collect();
        for path in gone {
            self.seen.remove(&path);
            changed.insert(path);
        }
        for path in files {
            self.begin(path, hinted);
        }
    }

    /// The config is the one file that is read without a walk.
    fn look_for_config(&mut self, hints: &Hints, hinted: &mut BTreeSet<String>, changed: &mut BTreeSet<String>) {
        let path = "config.toml";
        if !hints.everything && !hinted.contains(path) {
            return;
        }
        if self.location.root.join(path).exists() {
            self.begin(path.to_string(), hinted);
        } else if self.seen.remove(path).is_some() {
            changed.insert(path.to_string());
        }
    }

    /// Knows a file from now on; it is read in this round.
    fn begin(&mut self, path: String, hinted: &mut BTreeSet<String>) {
        if let Entry::Vacant(place) = self.seen.entry(path) {
            hinted.insert(place.key().clone());
            place.insert(Seen { stamp: None, content: Content::Text(None), notes: Vec::new() });
        }
    }

    /// All that was read, sorted, with what is wrong with it.
    pub fn manuscript(&self) -> Noted<Manuscript> {
        let mut notes: Vec<Diagnostic> = self.walks.iter().flatten().cloned().collect();
        let mut manuscript = Manuscript::default();
        for (path, seen) in &self.seen {
            notes.extend(seen.notes.iter().cloned());
            match &seen.content {
                Content::Text(Some(file)) => match path.as_str() {
                    "config.toml" => manuscript.config = Some(file.clone()),
                    "content/comparison.json" => manuscript.evidence = Some(file.clone()),
                    _ => manuscript.records.push(file.clone()),
                },
                Content::Copied(Some(hash)) => manuscript.files.push(Copied {
                    path: path.strip_prefix("content/").unwrap_or(path).to_string(),
                    from: self.location.root.join(path),
                    hash: *hash,
                }),
                Content::Theme(Some(bytes)) => {
                    let path = path.strip_prefix("themes/").unwrap_or(path).to_string();
                    manuscript.themes.push(Asset { path, bytes: bytes.clone() });
                }
                Content::Text(None) | Content::Copied(None) | Content::Theme(None) => {}
            }
        }
        Noted::new(manuscript, notes)
    }

    /// The named texts, from `texts/` (which is kept with the dossier) or the archive. Those that are nowhere are left
    /// out of the answer; a name that leads elsewhere is nowhere. Texts that were read before are not read again:
    /// [`Reader::refresh`] sees to them.
    pub fn texts(&mut self, names: &[&str]) -> Noted<BTreeMap<String, FoundText>> {
        let wanted: BTreeSet<&str> = names.iter().copied().collect();
        self.texts.retain(|name, _| wanted.contains(name.as_str()));
        let new: Vec<&str> = wanted.into_iter().filter(|name| !self.texts.contains_key(*name)).collect();
        let folders = self.text_folders();
        let read: Vec<_> = new.into_par_iter().map(|name| (name.to_string(), read_text(&folders, name))).collect();
        self.texts.extend(read);
        let notes = self.texts.values().flat_map(|text| text.notes.iter().cloned()).collect();
        let found = self.texts.iter().filter_map(|(name, text)| Some((name.clone(), text.found.clone()?)));
        Noted::new(found.collect(), notes)
    }

    /// The names of the texts that were asked for last.
    pub fn text_names(&self) -> Vec<String> {
        self.texts.keys().cloned().collect()
    }

    /// `texts/` and the archive.
    fn text_folders(&self) -> [PathBuf; 2] {
        let root = &self.location.root;
        [root.join("texts"), self.location.archive.clone().unwrap_or_else(|| root.join("archive"))]
    }

    fn refresh_texts(&mut self, hints: &Hints, changed: &mut BTreeSet<String>) {
        let folders = self.text_folders();
        let mut doubted = BTreeSet::new();
        for path in &hints.paths {
            for folder in &folders {
                if folder.starts_with(path) {
                    doubted.extend(self.texts.keys().cloned());
                } else if let Some(name) = relative(folder, path) {
                    doubted.extend(below(&self.texts, &format!("{name}/")).map(|(name, _)| name.clone()));
                    doubted.extend(self.texts.contains_key(&name).then_some(name));
                }
            }
        }
        let candidates: Vec<(&String, &SeenText)> =
            self.texts.iter().filter(|(name, _)| hints.everything || doubted.contains(*name)).collect();
        let read: Vec<(String, SeenText)> = candidates
            .into_par_iter()
            .filter_map(|(name, seen)| {
                let now = text_stamps(&folders, name);
                let vouched = seen.stamps.iter().zip(&now).all(|(then, now)| match (then, now) {
                    (Some(then), Some(now)) => then.vouches_for(now),
                    (then, now) => then.is_none() && now.is_none(),
                });
                (doubted.contains(name) || !vouched).then(|| (name.clone(), read_text(&folders, name)))
            })
            .collect();
        for (name, now) in read {
            let Some(seen) = self.texts.get_mut(&name) else { continue };
            if (&seen.found, &seen.notes) != (&now.found, &now.notes) {
                changed.insert(format!("archive/{name}"));
            }
            *seen = now;
        }
    }
}

fn path_of(note: &Diagnostic) -> Option<String> {
    Some(note.place.as_ref()?.file.path.clone())
}

/// The entries whose keys begin with `prefix`.
fn below<'a, T>(map: &'a BTreeMap<String, T>, prefix: &'a str) -> impl Iterator<Item = (&'a String, &'a T)> {
    map.range(prefix.to_string()..).take_while(move |(key, _)| key.starts_with(prefix))
}

/// Reads a file. The stamp was taken before: a change during the reading shows in the next one.
fn read_file(path: &str, full: &Path, stamp: Option<Stamp>) -> Seen {
    let bytes = || match stamp {
        Some(stamp) if stamp.len > LARGEST => Err(std::io::Error::other("larger than 256 MiB")),
        _ => std::fs::read(full),
    };
    let mut notes = Vec::new();
    let mut refused = |error| notes.push(unreadable(path, &error));
    let content = match Role::of(path) {
        Some(Role::Copied) => Content::Copied(hash_file(full).map_err(refused).ok()),
        Some(Role::Theme) => Content::Theme(std::fs::read(full).map_err(refused).ok().map(Arc::from)),
        Some(Role::Text) | None => Content::Text(match bytes() {
            Ok(bytes) => decode(path, bytes).take_notes(&mut notes),
            Err(error) => {
                refused(error);
                None
            }
        }),
    };
    Seen { stamp, content, notes }
}

fn text_stamps(folders: &[PathBuf; 2], name: &str) -> [Option<Stamp>; 2] {
    if is_plain(name) { folders.each_ref().map(|folder| Stamp::at(&folder.join(name))) } else { [None; 2] }
}

fn read_text(folders: &[PathBuf; 2], name: &str) -> SeenText {
    let stamps = text_stamps(folders, name);
    let nowhere = SeenText { stamps, found: None, notes: Vec::new() };
    let shown = |folder: &Path| match folder.file_name() {
        Some(folder) => format!("{}/{name}", folder.to_string_lossy()),
        None => name.to_string(),
    };
    let Some(place) = stamps.iter().position(Option::is_some) else {
        // A folder that may not be looked into isn't one without the text.
        let closed = |folder: &&PathBuf| is_plain(name) && is_denied(&folder.join(name));
        let note = |folder: &PathBuf| unreadable(&shown(folder), &std::io::ErrorKind::PermissionDenied.into());
        return SeenText { notes: folders.iter().filter(closed).map(note).collect(), ..nowhere };
    };
    let (full, archived) = (folders[place].join(name), place == 1);
    // The file of a diagnostic must not hold the text: snippets would print it.
    let shown = shown(&folders[place]);
    let file = File::new(shown.as_str(), "");
    match std::fs::read(&full).map(Stored::new) {
        Ok(Ok(stored)) => SeenText { found: Some(FoundText { stored, archived }), ..nowhere },
        Ok(Err(at)) => {
            let message = format!("the text is not valid UTF-8, from byte {at} on");
            let note = Diagnostic::in_file(Code::InvalidUtf8, &file, message).help("save it as UTF-8");
            SeenText { notes: vec![note], ..nowhere }
        }
        Err(error) => SeenText { notes: vec![unreadable(&shown, &error)], ..nowhere },
    }
}

/// Whether nobody may say what is there.
fn is_denied(path: &Path) -> bool {
    std::fs::metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied)
}

#[cfg(test)]
mod tests {
    use fs_err as fs;
    use proptest::prelude::*;

    use super::*;
    use crate::manuscript::{self, read_texts};

    /// Answers all that a reader knows, as if it were new.
    fn known(reader: &mut Reader) -> (Manuscript, Vec<Diagnostic>, BTreeMap<String, FoundText>, Vec<Diagnostic>) {
        let (read, texts) = (reader.manuscript(), reader.texts(TEXTS));
        let mut notes = read.notes;
        crate::diagnostic::sort(&mut notes);
        (read.value, notes, texts.value, texts.notes)
    }

    const TEXTS: &[&str] = &["one.txt", "deep/two.txt", "../config.toml"];

    fn anew(location: &Location) -> (Manuscript, Vec<Diagnostic>, BTreeMap<String, FoundText>, Vec<Diagnostic>) {
        let read = manuscript::read(location);
        let texts = read_texts(location, TEXTS);
        let mut notes = read.notes;
        crate::diagnostic::sort(&mut notes);
        (read.value, notes, texts.value, texts.notes)
    }

    fn put(root: &Path, path: &str, bytes: &[u8]) {
        let full = root.join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, bytes).unwrap();
    }

    fn hints(root: &Path, paths: &[&str]) -> Hints {
        let mut hints = Hints::default();
        paths.iter().for_each(|path| hints.note(root.join(path)));
        hints
    }

    const PATHS: &[&str] = &[
        "config.toml",
        "content/_index.md",
        "content/claims.toml",
        "content/comparison.json",
        "content/files/a.pdf",
        "content/files/deep/b.pdf",
        "content/sources/a.md",
        "content/sources/b.md",
        "content/sources/.b.md.swp",
        "content/sources/b.md~",
        "content/stray.txt",
        "themes/own/static/style.css",
        "themes/own/templates/page.html",
        "texts/one.txt",
        "archive/one.txt",
        "archive/deep/two.txt",
    ];

    const FOLDERS: &[&str] =
        &["content", "content/sources", "content/files", "themes", "themes/own", "texts", "archive", "archive/deep"];

    #[derive(Clone, Debug)]
    enum Edit {
        Write(&'static str, Vec<u8>),
        Remove(&'static str),
        Rename(&'static str, &'static str),
        RemoveFolder(&'static str),
        RenameFolder(&'static str, &'static str),
        Link(&'static str, &'static str),
    }

    fn edit() -> impl Strategy<Value = Edit> {
        let path = || prop::sample::select(PATHS);
        let folder = || prop::sample::select(FOLDERS);
        // Of one length, so that only what is read tells them apart; one is no text.
        let bytes = prop::sample::select(vec![b"alpha".to_vec(), b"gamma".to_vec(), b"del\xFFa".to_vec()]);
        prop_oneof![
            6 => (path(), bytes).prop_map(|(path, bytes)| Edit::Write(path, bytes)),
            2 => path().prop_map(Edit::Remove),
            2 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
            1 => folder().prop_map(Edit::RemoveFolder),
            1 => (folder(), folder()).prop_map(|(from, to)| Edit::RenameFolder(from, to)),
            1 => (path(), path()).prop_map(|(of, at)| Edit::Link(of, at)),
        ]
    }

    /// Does it, as far as the disk lets it, and answers the paths that a system would tell of.
    fn apply(root: &Path, edit: &Edit) -> Vec<&'static str> {
        match edit {
            Edit::Write(path, bytes) => {
                // A link or a folder may be in the way.
                let _ = fs::create_dir_all(root.join(path).parent().unwrap());
                let _ = fs::write(root.join(path), bytes);
                vec![path]
            }
            Edit::Remove(path) => {
                let _ = fs::remove_file(root.join(path));
                vec![path]
            }
            Edit::Rename(from, to) | Edit::RenameFolder(from, to) => {
                let _ = fs::rename(root.join(from), root.join(to));
                vec![from, to]
            }
            Edit::RemoveFolder(path) => {
                let _ = fs::remove_dir_all(root.join(path));
                vec![path]
            }
            Edit::Link(of, at) => {
                #[cfg(unix)]
                let _ = std::os::unix::fs::symlink(root.join(of), root.join(at));
                vec![at]
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn reading_again_is_reading_anew(rounds in prop::collection::vec((prop::collection::vec(edit(), 1..4), 0..4u8), 1..12)) {
            let dir = tempfile::tempdir().unwrap();
            let root = dir.path();
            let location = Location { root: root.into(), archive: None };
            put(root, "content/claims.toml", b"alpha");
            let mut reader = Reader::new(location.clone());
            reader.refresh(&Hints::everything());
            let mut before = known(&mut reader);
            let mut linked = false;
            for (edits, told) in rounds {
                linked |= edits.iter().any(|edit| matches!(edit, Edit::Link(..)));
                let mut told_of: Vec<&str> = edits.iter().flat_map(|edit| apply(root, edit)).collect();
                // A folder that was made is told of by its own name.
                told_of.extend(told_of.clone().iter().filter_map(|path| path.rsplit_once('/').map(|(folder, _)| folder)));
                // Notifications may get lost, and nobody tells that what a link leads to has changed.
                let hints = if told == 0 || linked { Hints::everything() } else { hints(root, &told_of) };
                let changed = reader.refresh(&hints);
                let now = known(&mut reader);
                prop_assert_eq!(&now, &anew(&location), "{:?} {:?}", edits, hints);
                prop_assert!(!changed.is_empty() || now == before, "{:?}", edits);
                before = now;
            }
        }
    }

    #[test]
    fn what_is_unchanged_is_the_same_file() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        put(root, "content/a.md", b"a");
        put(root, "content/b.md", b"b");
        put(root, "content/c.md", b"c");
        let mut reader = Reader::new(Location { root: root.into(), archive: None });
        reader.refresh(&Hints::everything());
        let first = reader.manuscript().value.records;
        put(root, "content/a.md", b"A");
        put(root, "content/b.md", b"b");
        let changed = reader.refresh(&hints(root, &["content/a.md", "content/b.md"]));
        assert_eq!(changed, BTreeSet::from(["content/a.md".to_string()]));
        assert_eq!(reader.refresh(&Hints::everything()), BTreeSet::new());
        let second = reader.manuscript().value.records;
        let same: Vec<bool> = first.iter().zip(&second).map(|(a, b)| Arc::ptr_eq(a, b)).collect();
        assert_eq!(same, [false, true, true]);
    }

    #[test]
    fn only_what_is_hinted_at_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        put(root, "content/a.md", b"a");
        put(root, "content/b.md", b"b");
        let mut reader = Reader::new(Location { root: root.into(), archive: None });
        reader.refresh(&Hints::everything());
        put(root, "content/a.md", b"A");
        put(root, "content/b.md", b"B");
        assert_eq!(reader.refresh(&hints(root, &["content/b.md", "content/none.md"])).len(), 1);
        // Both changes lie within one tick, and one was not told of: looking at everything finds it.
        assert_eq!(reader.refresh(&Hints::everything()), BTreeSet::from(["content/a.md".to_string()]));
    }
}
