//! Rules over a whole dossier.

use crate::compare::{Comparison, Texts};
use crate::diagnostic::Diagnostic;
use crate::model::Dossier;
use crate::render::strings::Strings;

/// What is wrong, doubtful or undone.
pub fn check(_dossier: &Dossier, _comparison: &Comparison, _texts: &Texts, _strings: &Strings) -> Vec<Diagnostic> {
    Vec::new()
}
