//! A generator for curated dossiers.

pub mod diagnostic;

/// The modules that may read an archived text. What they keep to themselves (`pub(in crate::withheld)`) can't be
/// reached by anything that makes pages: from here, text gets out only as a [`rights::Quotable`].
#[path = "."]
mod withheld {
    pub mod text;

    pub mod rights;

    pub mod compare;
}

pub use withheld::{compare, rights, text};
