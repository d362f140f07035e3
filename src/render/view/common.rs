//! Parts of views that many pages have in common, as links to sources are: made once a build, and one value for all
//! templates.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};
use tera::Value;

use super::SourceLink;
use super::statements::ArticleRow;
use crate::diagnostic::Diagnostic;
use crate::model::SourceIx;

/// A part of a view: what it holds, what templates see of it, and its hash.
///
/// Tera's own `Value` passes itself on whole while it is being serialised into another `Value`, so that it costs a
/// page no more than a pointer. What isn't read by people, as the text that a page's key is the hash of, gets the hash.
pub struct Common<T>(Arc<Made<T>>);

struct Made<T> {
    view: T,
    value: OnceLock<Value>,
    hash: OnceLock<[u8; blake3::OUT_LEN]>,
}

impl<T> Common<T> {
    /// For the first page that asks for it.
    pub fn new(view: T) -> Self {
        Common(Arc::new(Made { view, value: OnceLock::new(), hash: OnceLock::new() }))
    }
}

impl<T: Serialize> Serialize for Common<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Made { view, value, hash } = &*self.0;
        if serializer.is_human_readable() {
            return value.get_or_init(|| Value::from_serializable(view)).serialize(serializer);
        }
        let of_view = || {
            let mut hasher = blake3::Hasher::new();
            // Strings and numbers can always be written.
            let _ = postcard::to_io(view, &mut hasher);
            *hasher.finalize().as_bytes()
        };
        hash.get_or_init(of_view).serialize(serializer)
    }
}

impl<T> Deref for Common<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0.view
    }
}

impl<T> Clone for Common<T> {
    fn clone(&self) -> Self {
        Common(self.0.clone())
    }
}

impl<T: PartialEq> PartialEq for Common<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || **self == **other
    }
}

impl<T: Eq> Eq for Common<T> {}

impl<T: fmt::Debug> fmt::Debug for Common<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// What the pages of one build have in common, as far as it was asked for.
#[derive(Debug, Default)]
pub struct Commons {
    sources: Vec<OnceLock<SourceLink>>,
    articles: Vec<OnceLock<Common<ArticleRow>>>,
    failure: OnceLock<Diagnostic>,
}

impl Commons {
    /// Nothing made yet, for so many sources.
    pub fn new(sources: usize) -> Self {
        Commons {
            sources: (0..sources).map(|_| OnceLock::new()).collect(),
            articles: (0..sources).map(|_| OnceLock::new()).collect(),
            failure: OnceLock::new(),
        }
    }

    /// The link to a source.
    pub fn source(&self, ix: SourceIx, make: impl FnOnce() -> SourceLink) -> SourceLink {
        self.sources[ix.0 as usize].get_or_init(make).clone()
    }

    /// Notes that a template has a mistake: the first one counts.
    pub fn fail(&self, mistake: Diagnostic) {
        self.failure.get_or_init(|| mistake);
    }

    /// What is wrong with what was made so far.
    pub fn failure(&self) -> Option<&Diagnostic> {
        self.failure.get()
    }

    /// A source in a list.
    pub fn article(&self, ix: SourceIx, make: impl FnOnce() -> Common<ArticleRow>) -> Common<ArticleRow> {
        self.articles[ix.0 as usize].get_or_init(make).clone()
    }
}
