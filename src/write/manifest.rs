//! What the writer remembers in the output folder: which files are its own, and how they looked when it last saw them.
//!
//! `.dossier-manifest.json` says whose files are whose; without it, every file is someone else's. It holds neither
//! times nor paths of the machine, so that the same site gives the same manifest. `.dossier-seen.json` holds what
//! only this machine can use, and losing it costs nothing but reading all files once.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use blake3::Hash;
use fs_err as fs;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::output::OutPath;

/// The manifest's name, at the top of the output folder.
pub const MANIFEST_NAME: &str = ".dossier-manifest.json";

/// The name of the remembered signatures, beside the manifest.
pub(super) const SEEN_NAME: &str = ".dossier-seen.json";

const FORMAT: &str = "dossier-manifest";

/// The newest version of both files that this program reads, and the one that it writes.
const VERSION: u64 = 1;

/// The files and folders that are ours.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Manifest {
    /// What each file may hold and still be ours: one hash, or while a write is under way the old and the new.
    pub files: BTreeMap<OutPath, Vec<Hash>>,
    /// The folders that we made, and may remove once they are empty.
    pub folders: BTreeSet<OutPath>,
}

/// Why a manifest that is there says nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Distrust {
    /// Not what we write.
    Damaged,
    /// Of a version that only a newer program understands.
    Newer,
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
}

/// The manifest as it is stored. Hashes are BLAKE3, in hexadecimal.
#[derive(Deserialize)]
struct Stored {
    folders: Vec<String>,
    files: BTreeMap<String, Vec<Hex>>,
}

/// The same for writing: a large site has long lists, and nothing else goes on while they are written.
#[derive(Serialize)]
struct Storing<'a> {
    format: &'static str,
    version: u64,
    folders: Paths<'a>,
    files: Hashes<'a>,
}

struct Paths<'a>(&'a BTreeSet<OutPath>);

impl Serialize for Paths<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(OutPath::as_str))
    }
}

struct Hashes<'a>(&'a BTreeMap<OutPath, Vec<Hash>>);

impl Serialize for Hashes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hex = |hashes: &[Hash]| hashes.iter().copied().map(Hex).collect::<Vec<_>>();
        serializer.collect_map(self.0.iter().map(|(path, hashes)| (path.as_str(), hex(hashes))))
    }
}

/// A hash that is stored in hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Hex(Hash);

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_hex())
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = Cow::<'de, str>::deserialize(deserializer)?;
        Hash::from_hex(digits.as_bytes()).map(Hex).map_err(D::Error::custom)
    }
}

impl Manifest {
    /// The manifest in `root`, if there is one; distrusted if it isn't one of ours.
    pub fn load(root: &Path) -> io::Result<Result<Option<Self>, Distrust>> {
        let path = root.join(MANIFEST_NAME);
        match fs::symlink_metadata(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Ok(None)),
            Err(e) => Err(e),
            Ok(metadata) if !metadata.is_file() => Ok(Err(Distrust::Damaged)),
            Ok(_) => Ok(Manifest::parse(&fs::read(&path)?).map(Some)),
        }
    }

    /// The manifest in these bytes, all of it or none.
    pub fn parse(bytes: &[u8]) -> Result<Self, Distrust> {
        let damaged = |_| Distrust::Damaged;
        // The head alone first: a newer version may hold anything else.
        let head: Head = serde_json::from_slice(bytes).map_err(damaged)?;
        match (head.format == FORMAT, head.version) {
            (true, VERSION) => {}
            (true, newer) if newer > VERSION => return Err(Distrust::Newer),
            _ => return Err(Distrust::Damaged),
        }
        let stored: Stored = serde_json::from_slice(bytes).map_err(damaged)?;
        // A path that we wouldn't write must not be one that we remove: it could lead out of the folder.
        let path = |p: String| OutPath::new(p).map_err(|_| Distrust::Damaged);
        let file = |(p, hashes): (String, Vec<Hex>)| Ok((path(p)?, hashes.into_iter().map(|hash| hash.0).collect()));
        Ok(Manifest {
            files: stored.files.into_iter().map(file).collect::<Result<_, _>>()?,
            folders: stored.folders.into_iter().map(path).collect::<Result<_, _>>()?,
        })
    }

    /// The bytes of the file: the same for the same manifest.
    pub fn to_bytes(&self) -> Vec<u8> {
        let stored =
            Storing { format: FORMAT, version: VERSION, folders: Paths(&self.folders), files: Hashes(&self.files) };
        // Writing strings and numbers into memory has no way to fail.
        let mut bytes = serde_json::to_vec(&stored).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// The hashes with which a file at `path` is ours.
    pub fn accepted(&self, path: &str) -> &[Hash] {
        self.files.get(path).map_or(&[], Vec::as_slice)
    }
}

/// What can be known of a file without reading it. A change of the file changes its signature, with one exception
/// that [`Seen::insert`] keeps out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Signature {
    /// In bytes.
    pub size: u64,
    /// When the content changed, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// When the content, name or permissions changed, in nanoseconds since 1970; 0 where the system doesn't say.
    pub changed_ns: i64,
    /// Which file it is; 0 where the system doesn't say.
    pub inode: u64,
}

impl Signature {
    /// The signature of a regular file.
    pub fn of(metadata: &std::fs::Metadata) -> Self {
        let modified = metadata.modified().ok();
        let since = modified.and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
        let modified_ns = since.and_then(|d| i64::try_from(d.as_nanos()).ok()).unwrap_or(0);
        let (changed_ns, inode) = changed_and_inode(metadata);
        Signature { size: metadata.len(), modified_ns, changed_ns, inode }
    }
}

#[cfg(unix)]
fn changed_and_inode(metadata: &std::fs::Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn changed_and_inode(_: &std::fs::Metadata) -> (i64, u64) {
    (0, 0)
}

/// What files held when they had a certain signature.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Seen {
    version: u64,
    files: BTreeMap<String, (Hex, Signature)>,
}

impl Default for Seen {
    fn default() -> Self {
        Seen { version: VERSION, files: BTreeMap::new() }
    }
}

impl Seen {
    /// What was remembered in `root`; nothing if it can't be read, since it can always be found out again.
    pub fn load(root: &Path) -> Self {
        let bytes = std::fs::read(root.join(SEEN_NAME)).unwrap_or_default();
        serde_json::from_slice(&bytes).ok().filter(|seen: &Seen| seen.version == VERSION).unwrap_or_default()
    }

    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// What the file at `path` holds if it still has the signature with which it was last seen.
    pub fn get(&self, path: &str, signature: Signature) -> Option<Hash> {
        let (hash, seen) = self.files.get(path)?;
        (*seen == signature).then_some(hash.0)
    }

    /// Remembers a file that was changed before the time `before_ns`, itself before its signature was taken.
    ///
    /// Clocks of file systems advance in steps of some milliseconds. A file that changed in the same step as its
    /// signature was taken could change once more without a trace; such a file is not remembered, but read again.
    pub fn insert(&mut self, path: &OutPath, hash: Hash, signature: Signature, before_ns: i64) {
        if signature.modified_ns < before_ns {
            self.files.insert(path.to_string(), (Hex(hash), signature));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let path = |p: &str| OutPath::new(p).unwrap();
        Manifest {
            files: [(path("a/b"), vec![blake3::hash(b"1"), blake3::hash(b"2")]), (path("a!"), vec![])].into(),
            folders: [path("a")].into(),
        }
    }

    #[test]
    fn reads_what_it_writes() {
        assert_eq!(Manifest::parse(&manifest().to_bytes()), Ok(manifest()));
        let text = String::from_utf8(Manifest::default().to_bytes()).unwrap();
        assert_eq!(text, "{\"format\":\"dossier-manifest\",\"version\":1,\"folders\":[],\"files\":{}}\n");
    }

    #[test]
    fn distrusts_everything_else() {
        #[track_caller]
        fn check(from: &str, to: &str, expected: Distrust) {
            let text = String::from_utf8(manifest().to_bytes()).unwrap();
            assert!(text.contains(from));
            assert_eq!(Manifest::parse(text.replacen(from, to, 1).as_bytes()), Err(expected), "{to}");
        }
        check("{", "", Distrust::Damaged);
        check("}}\n", "", Distrust::Damaged);
        check("dossier-manifest", "other", Distrust::Damaged);
        check("\"version\":1", "\"version\":2,\"more\":{}", Distrust::Newer);
        check("\"version\":1", "\"version\":0", Distrust::Damaged);
        check("a/b", "../b", Distrust::Damaged);
        check("a/b", "/etc/passwd", Distrust::Damaged);
        check("[\"a\"]", "[\"..\"]", Distrust::Damaged);
        let hash = blake3::hash(b"1").to_hex();
        check(&hash, &hash[1..], Distrust::Damaged);
    }

    #[test]
    fn every_cut_is_noticed() {
        let bytes = manifest().to_bytes();
        // The last byte is the line feed.
        for end in 0..bytes.len() - 1 {
            assert_eq!(Manifest::parse(&bytes[..end]), Err(Distrust::Damaged), "{end}");
        }
    }

    #[test]
    fn a_signature_is_remembered_only_if_a_later_change_would_show() {
        let path = OutPath::new("a").unwrap();
        let signature = Signature { size: 1, modified_ns: 10, changed_ns: 10, inode: 1 };
        let mut seen = Seen::default();
        seen.insert(&path, blake3::hash(b"1"), signature, 10);
        assert_eq!(seen.get("a", signature), None);
        seen.insert(&path, blake3::hash(b"1"), signature, 11);
        assert_eq!(seen.get("a", signature), Some(blake3::hash(b"1")));
        assert_eq!(seen.get("a", Signature { inode: 2, ..signature }), None);
        assert_eq!(seen.get("b", signature), None);
    }
}
