//! A generator for curated dossiers.

pub mod diagnostic;
pub mod edtf;
pub mod fields;
pub mod config;
pub mod html;
pub mod manuscript;
pub mod entry;
pub mod model;

/// The modules that may read an archived text. What they keep to themselves (`pub(in crate::withheld)`) can't be
/// reached by anything that makes pages: from here, text gets out only as a [`rights::Quotable`].
#[path = "."]
mod withheld {
    pub mod text;

    pub mod rights;

    pub mod compare;
}

pub mod site;
pub mod output;
pub mod render;
pub mod write;

pub use withheld::{compare, rights, text};
