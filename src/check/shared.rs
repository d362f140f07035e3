//! Lineages: a shared text is shared by two at least, and no source is wholly two texts.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
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
