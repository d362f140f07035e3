//! A generator for curated dossiers.

pub mod diagnostic;
pub mod output;
pub mod write;
