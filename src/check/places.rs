//! Places in the sources' texts: that they exist, and that no more is quoted there than the rights allow.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::passages::{Passage, Said};
use crate::compare::Comparison;
use crate::diagnostic::{Code, Diagnostic, File, Place as DiagnosticPlace, Severity, Span, Spanned};
use crate::entry::prose::{Citation, Part, Prose};
use crate::entry::record::{At, LineRange, Word};
use crate::model::{Dossier, Source, SourceIx, Target};
use crate::rights::{self, Publish, Refused, Rights};
use crate::text::word;

/// Citations in prose: `[l. 3]` needs a source that it is in, and the lines have to be there.
pub fn citations(dossier: &Dossier, passages: &[Passage<'_>], comparison: &Comparison) -> Vec<Diagnostic> {
    let fault = |passage: &Passage<'_>, prose: &Prose, citation: &Citation| {
        let named = citation.reference.and_then(|i| prose.references.get(i));
        let source = match named {
            Some(reference) => match dossier.find(reference.kind, &reference.id)? {
                Target::Source(ix) => ix,
                _ => return None,
            },
            None => match passage.own {
                Some(own) => own,
                None => {
                    let message = "this citation doesn't say which source it is of";
                    let note = Diagnostic::at(Code::BadPlace, passage.file, citation.span, message);
                    return Some(note.help("name the source: `[@alimov, l. 13]`"));
                }
            },
        };
        let last = citation.lines.map_or(0, |(_, last)| last);
        outside(dossier, comparison, source, last, passage.file, citation.span)
    };
    let faults = |passage: &Passage<'_>| match passage.said {
        Said::Prose(prose) => cited(prose).filter_map(|citation| fault(passage, prose, citation)).collect(),
        Said::Words(_) => Vec::new(),
    };
    passages.par_iter().flat_map_iter(faults).collect()
}

fn cited(prose: &Prose) -> impl Iterator<Item = &Citation> {
    prose.parts.iter().flat_map(|part| if let Part::Cite(citations) = part { citations.as_slice() } else { &[] })
}

/// The lines that a source's record says are headlines, captions and so on. Those of the body and of copies are
/// checked where the text is read.
pub fn parts(dossier: &Dossier, comparison: &Comparison) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for ix in SourceIx::all(dossier) {
        let source = &dossier[ix];
        let parts = &source.parts;
        let all = [&parts.headline, &parts.front, &parts.captions, &parts.back, &parts.boilerplate];
        for lines in all.into_iter().flatten() {
            notes.extend(outside(dossier, comparison, ix, lines.last, &source.file, lines.span));
        }
        notes.extend(overlaps(source));
    }
    notes
}

/// Lines of a source that are said to be two things: the article, and something beside it.
fn overlaps(source: &Source) -> Vec<Diagnostic> {
    let parts = &source.parts;
    let named = [
        ("the body", &source.body),
        ("the headline", &parts.headline),
        ("the front", &parts.front),
        ("captions", &parts.captions),
        ("the back", &parts.back),
        ("boilerplate", &parts.boilerplate),
    ];
    let ranges = named.into_iter().flat_map(|(name, lines)| lines.iter().map(move |lines| (name, lines)));
    let mut all: Vec<_> = ranges.chain(parts.copies.iter().map(|(lines, _)| ("a copy", lines))).collect();
    all.sort_by_key(|(_, lines)| (lines.first, lines.last));
    let mut notes = Vec::new();
    // Of those before, the one that reaches furthest: what overlaps any of them overlaps this one.
    let mut furthest: Option<(&str, &Spanned<LineRange>)> = None;
    for (name, lines) in all {
        if let Some((other, before)) = furthest.filter(|(other, before)| lines.first <= before.last && *other != name) {
            let (first, last) = (lines.first, lines.last.min(before.last));
            let which = if first == last { format!("line {first} is") } else { format!("lines {first}-{last} are") };
            let id = &source.header.id.value;
            let message = format!("{which} both {other} and {name} of `{id}`");
            notes.push(
                Diagnostic::at(Code::InvalidValue, &source.file, lines.span, message)
                    .severity(Severity::Warning)
                    .related(DiagnosticPlace::at(&source.file, before.span), "and here")
                    .help("a line is the article or one thing beside it: mend `body` or `[parts]`"),
            );
        }
        if furthest.is_none_or(|(_, before)| before.last < lines.last) {
            furthest = Some((name, lines));
        }
    }
    notes
}

/// An error where a source's text is known to end before line `last`.
fn outside(
    dossier: &Dossier,
    comparison: &Comparison,
    source: SourceIx,
    last: u32,
    file: &Arc<File>,
    span: Span,
) -> Option<Diagnostic> {
    let lines = comparison.text(source)?.lines;
    (last as usize > lines).then(|| {
        let id = &dossier[source].header.id.value;
        let message = format!("there is no line {last} in `{id}`: the text ends at line {lines}");
        Diagnostic::at(Code::LinesOutsideText, file, span, message)
    })
}

/// Quoted words of a source, where they are written.
struct Quoted<'a> {
    file: &'a Arc<File>,
    words: &'a Word,
    /// An anchor only finds a place, where it may not be shown; a term stands there to be shown.
    is_anchor: bool,
}

/// The words that the records quote of each source.
fn quoted(dossier: &Dossier) -> BTreeMap<SourceIx, Vec<Quoted<'_>>> {
    let mut all = All { dossier, by_source: BTreeMap::new() };
    for ix in SourceIx::all(dossier) {
        let (source, own) = (&dossier[ix], Some(ix));
        let file = &source.file;
        let authors = source.record.authors.iter().chain(&source.record.credits).flat_map(|author| &author.at);
        let dates = source.date.iter().chain(&source.not_before).chain(&source.not_after).flat_map(|j| &j.at);
        let inferred = source.record.inferred.iter().flat_map(|(_, j)| &j.at);
        let losses = source.losses.iter().flat_map(|loss| &loss.at);
        all.anchors(file, authors.chain(dates).chain(inferred).chain(losses), own);
        for stance in source.stances.values() {
            let record = &stance.record;
            all.anchors(&record.file, &record.at, own);
            all.terms(&record.file, record.wording.iter().chain(record.figures.iter().flat_map(|f| &f.printed)), ix);
        }
        for account in source.accounts.values() {
            let record = &account.record;
            all.anchors(&record.file, &record.at, own);
            all.terms(&record.file, &record.wording, ix);
        }
    }
    for claim in &dossier.claims {
        all.anchors(&claim.file, &claim.record.joined, None);
    }
    for event in &dossier.events {
        all.anchors(&event.file, event.record.joined.iter().chain(event.date.iter().flat_map(|d| &d.at)), None);
    }
    for name in &dossier.names {
        let inferred = name.inferred.iter().flat_map(|(_, j)| &j.at);
        all.anchors(&name.file, name.except.iter().map(|except| &except.at).chain(inferred), None);
    }
    all.by_source
}

struct All<'a> {
    dossier: &'a Dossier,
    by_source: BTreeMap<SourceIx, Vec<Quoted<'a>>>,
}

impl<'a> All<'a> {
    fn anchors(&mut self, file: &'a Arc<File>, places: impl IntoIterator<Item = &'a At>, own: Option<SourceIx>) {
        for at in places {
            if let (Some(words), Some(source)) = (&at.anchor, self.dossier.source_of(at, own)) {
                self.by_source.entry(source).or_default().push(Quoted { file, words, is_anchor: true });
            }
        }
    }

    fn terms(&mut self, file: &'a Arc<File>, words: impl IntoIterator<Item = &'a Word>, source: SourceIx) {
        let terms = words.into_iter().map(|words| Quoted { file, words, is_anchor: false });
        self.by_source.entry(source).or_default().extend(terms);
    }
}

/// Anchors and terms that are longer than the source's rights allow, and sources of which more is quoted, all in all,
/// than `max_share` allows.
pub fn quotations(dossier: &Dossier, comparison: &Comparison) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for (ix, quoted) in quoted(dossier) {
        let (source, rights) = (&dossier[ix], dossier.rights(ix));
        let id = &source.header.id.value;
        for Quoted { file, words, is_anchor } in &quoted {
            if let Some(refused) = refused(dossier, &rights, words, *is_anchor) {
                let message = format!("this can't be quoted of `{id}`: {refused}");
                notes.push(
                    Diagnostic::at(Code::RightsExceeded, file, words.span, message)
                        .help("quote fewer words, or see `[rights]` of the source and of config.toml"),
                );
            }
        }
        let Some(text) = comparison.text(ix).filter(|_| rights.publish == Publish::Excerpt) else { continue };
        let words = quoted.iter().map(|quoted| quoted.words.as_str());
        if let Err(refused) = rights::check_share(&rights, text.words, words) {
            let message = format!("too much is quoted of `{id}`: {refused}");
            notes.push(
                Diagnostic::in_file(Code::RightsExceeded, &source.file, message)
                    .help("quote fewer or shorter runs, or raise `max_share` in `[rights]` if you may"),
            );
        }
    }
    notes
}

/// Why these words of a source may not be shown. Where the rights allow none (`record`), an anchor still finds its
/// place, and isn't shown.
fn refused(dossier: &Dossier, rights: &Rights, words: &Word, is_anchor: bool) -> Option<Refused> {
    let (count, limit) = (word::count(words), rights.words);
    // An anchor that is too long for all sources was reported when it was read.
    if count == 0 || is_anchor && count > dossier.config.wording.anchor_words as usize {
        return None;
    }
    match rights.publish {
        Publish::Record => (!is_anchor).then_some(Refused::RecordOnly),
        Publish::Excerpt => (count > limit).then_some(Refused::LongRun { words: count, limit }),
        Publish::Full => None,
    }
}
