//! Shared texts: one is shared by two at least, no source is wholly two, and the very same text is no second account.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::entry::record::Part;
use crate::model::{Dossier, LineageIx, SourceIx};

/// Lineages that can't be as they are written.
pub fn lineages(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for lineage in &dossier.lineages {
        // As written: what a left-out source leaves behind is no mistake.
        if lineage.record.members.len() < 2 {
            let message = format!("the lineage `{}` has fewer than two members", lineage.header.id.value);
            notes.push(
                Diagnostic::at(Code::InvalidValue, &lineage.file, lineage.header.id.span, message)
                    .help("a text that is shared is shared by two sources at least: `[ID.member.KEY]`"),
            );
        }
        let mut seen: BTreeMap<SourceIx, usize> = BTreeMap::new();
        for (source, member) in &lineage.members {
            let word = |i: usize| lineage.record.members.get(i).map(|member| &member.source);
            let first = seen.insert(*source, *member).and_then(word);
            if let (Some(first), Some(again)) = (first, word(*member)) {
                let message = format!("`{}` is listed twice", dossier[*source].header.id.value);
                notes.push(
                    Diagnostic::at(Code::InvalidValue, &lineage.file, again.span, message)
                        .related(Place::at(&lineage.file, first.span), "first here"),
                );
            }
        }
    }
    notes.extend(SourceIx::all(dossier).flat_map(|ix| wholly_two(dossier, ix)));
    notes
}

/// Sources with the very same text that no lineage ties: they would count as two accounts.
pub fn same_text(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut first_of: BTreeMap<&str, SourceIx> = BTreeMap::new();
    let mut notes = Vec::new();
    for ix in SourceIx::all(dossier) {
        let source = &dossier[ix];
        let Some(hash) = &source.hash else { continue };
        let first = &dossier[*first_of.entry(hash.value.as_str()).or_insert(ix)];
        let tied = source.lineages.iter().any(|(lineage, _)| first.lineages.iter().any(|(other, _)| other == lineage));
        if first.header.id.value == source.header.id.value || tied {
            continue;
        }
        let message = format!("`{}` has the very text of `{}`", source.header.id.value, first.header.id.value);
        let mut note = Diagnostic::at(Code::DuplicateText, &source.file, hash.span, message);
        if let Some(other) = &first.hash {
            note = note.related(Place::at(&first.file, other.span), "the same text");
        }
        notes.push(
            note.severity(Severity::Warning)
                .help("tie them in content/lineages.toml, or they count as two accounts; or take one of them out"),
        );
    }
    notes
}

fn wholly_two(dossier: &Dossier, ix: SourceIx) -> Vec<Diagnostic> {
    let source = &dossier[ix];
    let mut whole: Vec<(LineageIx, Place)> = Vec::new();
    for (lineage, member) in &source.lineages {
        let record = &dossier[*lineage].record;
        let member = record.members.get(*member).filter(|member| member.part == Part::Whole);
        // Twice in one lineage is another mistake.
        if let Some(member) = member.filter(|_| whole.iter().all(|(l, _)| l != lineage)) {
            whole.push((*lineage, Place::at(&record.file, member.source.span)));
        }
    }
    let Some(((_, first), others)) = whole.split_first() else { return Vec::new() };
    let note = |(_, place): &(LineageIx, Place)| {
        let message = format!("`{}` can't be the whole of two shared texts", source.header.id.value);
        let mut note = Diagnostic::new(Code::InvalidValue, message);
        note.place = Some(place.clone());
        note.related(first.clone(), "first here")
            .help("write `part = \"passages\"` in one of them, or make the two lineages one")
    };
    others.iter().map(note).collect()
}
