//! The list of what is ours on a target: put there before the first file as an intent, and again when all is done.
//!
//! An intent lists for each path what may stand there: the old bytes and the new. Whoever comes next, after a kill at
//! any moment, knows from it alone which files it may replace or remove.

use std::collections::BTreeMap;

use blake3::Hash;
use serde::{Deserialize, Serialize};

use super::PublishError;
use crate::output::OutPath;

/// The list's name, at the top of the site. Anybody may read it: it says no more than the site does.
pub const PUBLISHED_NAME: &str = ".dossier-published.json";

const FORMAT: &str = "dossier-published";
const VERSION: u64 = 1;

/// What is ours.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Manifest {
    /// What each file may hold: one hash, or the old and the new while a publication is under way.
    pub files: BTreeMap<OutPath, Vec<Hash>>,
    /// What the target itself calls the content of a file, where it does so: an entity tag.
    pub tags: BTreeMap<OutPath, String>,
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    format: String,
    version: u64,
    files: BTreeMap<String, Vec<String>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    tags: BTreeMap<String, String>,
}

impl Manifest {
    /// The list of a finished publication.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a OutPath, Hash)>) -> Self {
        let files = files.into_iter().map(|(path, hash)| (path.clone(), vec![hash])).collect();
        Manifest { files, tags: BTreeMap::new() }
    }

    /// The list in these bytes. One that can't be understood is an error: nothing may be replaced without it.
    pub fn parse(bytes: &[u8]) -> Result<Self, PublishError> {
        let damaged = || {
            PublishError::refused(format!("the list of published files on the target, {PUBLISHED_NAME}, is damaged"))
                .help("look at what is there; without the list, `--take-over` makes the site's own paths ours again")
        };
        let head: Head = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        if head.format == FORMAT && head.version > VERSION {
            return Err(PublishError::refused("the site there was published by a newer dossier")
                .help("publish it with that one, or a newer one still"));
        }
        if head.format != FORMAT || head.version != VERSION {
            return Err(damaged());
        }
        let stored: Stored = serde_json::from_slice(bytes).map_err(|_| damaged())?;
        // A path that couldn't be published must not be one that is removed.
        let path = |p: String| OutPath::new(p).map_err(|_| damaged());
        let mut manifest = Manifest::default();
        for (name, hashes) in stored.files {
            let hashes = hashes.iter().map(|h| Hash::from_hex(h).map_err(|_| damaged())).collect::<Result<_, _>>()?;
            manifest.files.insert(path(name)?, hashes);
        }
        for (name, tag) in stored.tags {
            manifest.tags.insert(path(name)?, tag);
        }
        Ok(manifest)
    }

    /// The bytes of the list: the same for the same list.
    pub fn to_bytes(&self) -> Vec<u8> {
        let hex = |hashes: &Vec<Hash>| hashes.iter().map(|h| h.to_hex().to_string()).collect();
        let stored = Stored {
            format: FORMAT.into(),
            version: VERSION,
            files: self.files.iter().map(|(path, hashes)| (path.to_string(), hex(hashes))).collect(),
            tags: self.tags.iter().map(|(path, tag)| (path.to_string(), tag.clone())).collect(),
        };
        // Writing strings and numbers into memory has no way to fail.
        let mut bytes = serde_json::to_vec(&stored).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// The list for the time of the uploads: what may be there already, and what will be.
    pub fn intent(&self, new: &Manifest) -> Manifest {
        let mut intent = self.clone();
        for (path, hashes) in &new.files {
            let known = intent.files.entry(path.clone()).or_default();
            known.extend(hashes);
            known.sort_unstable_by_key(|hash| *hash.as_bytes());
            known.dedup();
        }
        // Where two contents are possible, the tag of one says nothing.
        let Manifest { files, tags } = &mut intent;
        tags.retain(|path, _| files.get(path).is_some_and(|hashes| hashes.len() == 1));
        intent
    }

    /// Whether a file holds exactly this, as far as the list knows.
    pub fn holds(&self, path: &str, hash: Hash) -> bool {
        self.files.get(path).is_some_and(|hashes| *hashes == [hash])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(p: &str) -> OutPath {
        OutPath::new(p).unwrap()
    }

    fn manifest(files: &[(&str, &str)]) -> Manifest {
        let files: Vec<_> = files.iter().map(|(p, c)| (path(p), blake3::hash(c.as_bytes()))).collect();
        Manifest::of(files.iter().map(|(p, h)| (p, *h)))
    }

    #[test]
    fn reads_what_it_writes() {
        let mut one = manifest(&[("a", "1"), ("b/c", "2")]);
        one.tags.insert(path("a"), "tag".into());
        assert_eq!(Manifest::parse(&one.to_bytes()).unwrap(), one);
        assert_eq!(one.to_bytes(), one.clone().to_bytes());
    }

    #[test]
    fn what_cant_be_trusted_is_refused() {
        let text = String::from_utf8(manifest(&[("a/b", "1")]).to_bytes()).unwrap();
        for (from, to) in [
            ("a/b", "../b"),
            ("a/b", ".dossier/x"),
            ("dossier-published", "x"),
            ("\"version\":1", "\"version\":9"),
            ("{", ""),
        ] {
            assert!(text.contains(from));
            assert!(Manifest::parse(text.replacen(from, to, 1).as_bytes()).is_err(), "{to}");
        }
        for end in 0..text.len() - 1 {
            assert!(Manifest::parse(&text.as_bytes()[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn an_intent_allows_old_and_new() {
        let mut old = manifest(&[("same", "1"), ("changed", "1"), ("gone", "1")]);
        for p in ["same", "changed", "gone"] {
            old.tags.insert(path(p), "t".into());
        }
        let new = manifest(&[("same", "1"), ("changed", "2"), ("new", "1")]);
        let intent = old.intent(&new);
        let counts: Vec<_> = intent.files.iter().map(|(p, h)| (p.as_str(), h.len())).collect();
        assert_eq!(counts, [("changed", 2), ("gone", 1), ("new", 1), ("same", 1)]);
        assert_eq!(intent.tags.keys().map(OutPath::as_str).collect::<Vec<_>>(), ["gone", "same"]);
        assert!(intent.holds("same", blake3::hash(b"1")) && !intent.holds("changed", blake3::hash(b"2")));
        // A second kill with a third site adds to it and forgets nothing.
        assert_eq!(intent.intent(&manifest(&[("changed", "3")])).files["changed"].len(), 3);
    }
}
