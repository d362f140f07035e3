//! A generator for curated dossiers.

pub mod config;
pub mod diagnostic;
pub mod edtf;
pub mod entry;
pub mod html;
