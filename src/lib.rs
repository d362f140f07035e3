//! A generator for curated dossiers.

pub mod diagnostic;
