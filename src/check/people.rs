//! Editors: whoever is said to have read, judged or reviewed something is one of those that the config names.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, File};
use crate::entry::record::Word;
use crate::model::Dossier;

/// `by` that names no editor.
pub fn editors(dossier: &Dossier) -> Vec<Diagnostic> {
    // Without a config, nothing is known of them.
    if dossier.config.file.text.is_empty() {
        return Vec::new();
    }
    let known: Vec<&str> = dossier.config.editors.iter().map(|editor| editor.id.as_str()).collect();
    let complain = |(file, by): (&Arc<File>, &Word)| {
        let message = format!("there is no editor `{}`", by.value);
        let note = Diagnostic::at(Code::UnknownReference, file, by.span, message).suggest(by, known.iter().copied());
        match known.as_slice() {
            [] => note.help("name the editors in config.toml: `editors = [{ id = \"ae\", name = \"…\" }]`"),
            known => note.help(format!("config.toml names `{}`", known.join("`, `"))),
        }
    };
    signatures(dossier).into_iter().filter(|(_, by)| !known.contains(&by.as_str())).map(complain).collect()
}

/// Every `by`, with its file.
fn signatures(dossier: &Dossier) -> Vec<(&Arc<File>, &Word)> {
    let mut all: Vec<(&Arc<File>, &Word)> = Vec::new();
    for source in &dossier.sources {
        let dates = source.date.iter().chain(&source.not_before).chain(&source.not_after).flat_map(|j| &j.by);
        let inferred = source.record.inferred.iter().flat_map(|(_, j)| &j.by);
        let by = source.read.iter().flat_map(|read| &read.by).chain(dates).chain(inferred);
        all.extend(by.map(|by| (&source.file, by)));
    }
    for name in &dossier.names {
        all.extend(name.inferred.iter().flat_map(|(_, j)| &j.by).map(|by| (&name.file, by)));
    }
    for lineage in &dossier.lineages {
        all.extend(lineage.reviewed.iter().flat_map(|review| &review.by).map(|by| (&lineage.file, by)));
    }
    for review in dossier.reviews.values() {
        all.extend(review.by.iter().map(|by| (&review.file, by)));
    }
    all
}
