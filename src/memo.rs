//! What one build remembers for the next: results by everything that they were made of.
//!
//! A table answers the same with and without its memory; only the time differs. What no build has used for a while is
//! forgotten, so that a long run doesn't grow.

use std::hash::{Hash as Hashable, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use blake3::Hash;
use indexmap::IndexMap;
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use crate::diagnostic::File;

/// For so many builds a result is kept that none of them used: an edit that is taken back finds it again.
const KEPT_BUILDS: u64 = 4;

/// Results of one kind, by what they were made of.
#[derive(Debug)]
pub struct Table<K, V> {
    results: IndexMap<K, Kept<V>, FxBuildHasher>,
    /// The number of this build.
    build: u64,
    made: usize,
}

#[derive(Debug)]
struct Kept<V> {
    value: V,
    /// The build that used it last.
    used: u64,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Table { results: IndexMap::default(), build: 0, made: 0 }
    }
}

impl<K: Eq + Hashable + Clone + Send + Sync, V: Clone + Send + Sync> Table<K, V> {
    /// The results of one build, in the order of `keys`. What isn't known is made, on all processors; what hasn't been
    /// used for long is forgotten.
    pub fn build(&mut self, keys: Vec<K>, make: impl Fn(&K) -> V + Sync) -> Vec<V> {
        self.build += 1;
        let build = self.build;
        let known = |key: &K| {
            let kept = self.results.get_mut(key)?;
            kept.used = build;
            Some(kept.value.clone())
        };
        let known: Vec<Option<V>> = keys.iter().map(known).collect();
        let value = |(key, known): (K, Option<V>)| match known {
            Some(value) => (None, value),
            None => {
                let value = make(&key);
                (Some(key), value)
            }
        };
        let all: Vec<(Option<K>, V)> = keys.into_par_iter().zip(known).map(value).collect();
        self.made = 0;
        let mut values = Vec::with_capacity(all.len());
        for (made, value) in all {
            if let Some(key) = made {
                self.made += 1;
                self.results.insert(key, Kept { value: value.clone(), used: build });
            }
            values.push(value);
        }
        self.results.retain(|_, kept| kept.used + KEPT_BUILDS >= build);
        values
    }

    /// How many results the last build had to make.
    pub fn made(&self) -> usize {
        self.made
    }
}

/// The hashes of pages by the hashes of all that they are made of: a page that was the same before needn't be rendered
/// to know that it is the same again. Pages are made on all processors and after the build, so it is shared.
#[derive(Debug, Default)]
pub struct Pages {
    state: Mutex<PagesState>,
}

#[derive(Debug, Default)]
struct PagesState {
    results: IndexMap<Hash, Kept<Hash>, FxBuildHasher>,
    build: u64,
    made: usize,
}

impl Pages {
    /// Those that an earlier run stored.
    pub fn from_stored(stored: impl IntoIterator<Item = (Hash, Hash)>) -> Self {
        let results = stored.into_iter().map(|(key, value)| (key, Kept { value, used: 0 })).collect();
        Pages { state: Mutex::new(PagesState { results, build: 0, made: 0 }) }
    }

    /// Those that the last build used, sorted, for a later run.
    pub fn to_stored(&self) -> Vec<(Hash, Hash)> {
        let state = self.state();
        let used = state.results.iter().filter(|(_, kept)| kept.used == state.build);
        let mut used: Vec<(Hash, Hash)> = used.map(|(key, kept)| (*key, kept.value)).collect();
        used.sort_unstable_by_key(|(key, _)| *key.as_bytes());
        used
    }

    /// A build begins: what hasn't been used for long is forgotten.
    pub fn begin(&self) {
        let mut state = self.state();
        let build = state.build;
        state.results.retain(|_, kept| kept.used + KEPT_BUILDS >= build);
        state.build += 1;
        state.made = 0;
    }

    /// Whether nothing is known, so that it isn't worth asking.
    pub fn is_empty(&self) -> bool {
        self.state().results.is_empty()
    }

    /// The hash of the page that is made of this.
    pub fn get(&self, key: &Hash) -> Option<Hash> {
        let mut state = self.state();
        let build = state.build;
        let kept = state.results.get_mut(key)?;
        kept.used = build;
        Some(kept.value)
    }

    /// A page was rendered.
    pub fn insert(&self, key: Hash, value: Hash) {
        let mut state = self.state();
        let used = state.build;
        state.made += 1;
        state.results.insert(key, Kept { value, used });
    }

    /// How many pages have been rendered since the build began.
    pub fn made(&self) -> usize {
        self.state().made
    }

    fn state(&self) -> MutexGuard<'_, PagesState> {
        // Nothing is half done while it is locked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file as a key: the same one, or one of the same path and text.
#[derive(Clone, Debug)]
pub struct FileKey(pub Arc<File>);

impl PartialEq for FileKey {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Eq for FileKey {}

impl Hashable for FileKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // A path has few texts at a time: comparing one costs less than hashing all.
        self.0.path.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(table: &mut Table<u32, u32>, keys: &[u32], made: usize) {
        let values = table.build(keys.to_vec(), |key| key * 2);
        assert_eq!(values, keys.iter().map(|key| key * 2).collect::<Vec<_>>());
        assert_eq!(table.made(), made);
    }

    #[test]
    fn makes_what_it_does_not_know() {
        let mut table = Table::default();
        check(&mut table, &[1, 2, 3], 3);
        check(&mut table, &[3, 2, 1], 0);
        check(&mut table, &[2, 4], 1);
        check(&mut table, &[1], 0);
    }

    #[test]
    fn forgets_what_no_build_uses() {
        let mut table = Table::default();
        check(&mut table, &[1, 2], 2);
        for _ in 0..KEPT_BUILDS {
            check(&mut table, &[2], 0);
        }
        check(&mut table, &[1, 2], 0);
        for _ in 0..=KEPT_BUILDS {
            check(&mut table, &[2], 0);
        }
        check(&mut table, &[1, 2], 1);
        assert_eq!(table.results.len(), 2);
    }

    #[test]
    fn pages_are_stored_as_the_last_build_used_them() {
        let hash = |n: u8| blake3::hash(&[n]);
        let pages = Pages::default();
        pages.begin();
        pages.insert(hash(1), hash(10));
        pages.insert(hash(2), hash(20));
        assert_eq!((pages.made(), pages.to_stored().len()), (2, 2));
        let pages = Pages::from_stored(pages.to_stored());
        pages.begin();
        assert_eq!((pages.get(&hash(1)), pages.get(&hash(3)), pages.made()), (Some(hash(10)), None, 0));
        assert_eq!(pages.to_stored(), [(hash(1), hash(10))]);
    }

    #[test]
    fn a_file_is_known_by_path_and_text() {
        let key = |path, text| FileKey(File::new(path, text));
        let one = key("a", "x");
        assert_eq!(one, one.clone());
        assert_eq!(one, key("a", "x"));
        assert_ne!(one, key("a", "y"));
        assert_ne!(one, key("b", "x"));
    }
}
