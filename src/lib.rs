//! A generator for curated dossiers.

pub mod diagnostic;
pub mod render;
