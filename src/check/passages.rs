//! Every text of a dossier that readers see, and whose words it is.

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{File, Span, Spanned};
use crate::entry::prose::{Plain, Prose};
use crate::entry::record::{Header, Inference, Judgement, Page, Word};
use crate::fields;
use crate::model::{Dossier, Source, SourceIx};

/// A text that readers see.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// The file it stands in.
    pub file: &'a Arc<File>,
    /// What is said.
    pub said: Said<'a>,
    /// Whether the words are the editors' own: all but replies, which are given as they came.
    pub editors: bool,
    /// The source whose own prose it is.
    pub own: Option<SourceIx>,
}

/// What is said, and where.
#[derive(Clone, Debug)]
pub enum Said<'a> {
    /// In Markdown.
    Prose(&'a Prose),
    /// In plain words.
    Words(Spanned<&'a str>),
}

/// The words of a passage without markup, and where they stand.
pub enum Read<'a> {
    /// Of a prose.
    Plain(Plain),
    /// As they are.
    Words(Spanned<&'a str>),
}

impl<'a> Passage<'a> {
    /// The words without markup.
    pub fn read(&self) -> Read<'a> {
        match self.said {
            Said::Prose(prose) => Read::Plain(prose.plain(self.file)),
            Said::Words(ref words) => Read::Words(words.clone()),
        }
    }
}

impl Read<'_> {
    /// The words.
    pub fn text(&self) -> &str {
        match self {
            Read::Plain(plain) => &plain.text,
            Read::Words(words) => words.value,
        }
    }

    /// Where a range of [`Read::text`] stands in the file.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        match self {
            Read::Plain(plain) => plain.span(range),
            Read::Words(words) => fields::within(words, range),
        }
    }
}

/// All texts that readers see, but for those that are others' words as they stand: titles and labels of sources,
/// names and their forms, anchors and the sources' own terms, what a document says of its author.
pub fn passages(dossier: &Dossier) -> Vec<Passage<'_>> {
    let mut all = Vec::new();
    let config = &dossier.config;
    let mut p = Of { all: &mut all, file: &config.file, own: None };
    p.words([&config.title]);
    p.words([&config.subtitle, &config.funding, &config.selection, &config.rights.basis].into_iter().flatten());
    p.words(config.words.values());
    if let Some(home) = &dossier.home {
        page(&mut all, home);
    }
    all.par_extend(dossier.sources.par_iter().enumerate().flat_map_iter(|(i, source)| of_source(source, i)));
    for claim in &dossier.claims {
        let mut p = Of { all: &mut all, file: &claim.file, own: None };
        p.header(&claim.header, true);
        p.prose(claim.text.iter().chain(&claim.differs));
    }
    for event in &dossier.events {
        let mut p = Of { all: &mut all, file: &event.file, own: None };
        p.header(&event.header, true);
        p.prose(event.date.iter().flat_map(|d| &d.basis).chain(&event.text).chain(&event.differs));
    }
    for name in &dossier.names {
        let mut p = Of { all: &mut all, file: &name.file, own: None };
        p.header(&name.header, false);
        p.prose(name.text.iter().chain(name.except.iter().flat_map(|e| &e.note)));
        p.inferred(&name.inferred);
    }
    for topic in &dossier.topics {
        let mut p = Of { all: &mut all, file: &topic.file, own: None };
        p.header(&topic.header, true);
        p.prose(&topic.text);
    }
    for lineage in &dossier.lineages {
        let mut p = Of { all: &mut all, file: &lineage.file, own: None };
        p.header(&lineage.header, true);
        p.words(&lineage.lost);
        p.prose(lineage.text.iter().chain(lineage.reviewed.iter().flat_map(|r| &r.why)));
        for member in &lineage.record.members {
            p.words(&member.relation);
            p.prose(&member.basis);
        }
    }
    for review in dossier.reviews.values() {
        let mut p = Of { all: &mut all, file: &review.file, own: None };
        p.words(review.hide.iter().flat_map(|h| &h.why));
    }
    for record in &dossier.pages {
        page(&mut all, record);
    }
    for change in &dossier.changes {
        let mut p = Of { all: &mut all, file: &change.file, own: None };
        p.header(&change.header, true);
        p.prose([&change.text]);
    }
    all
}

fn of_source(source: &Source, i: usize) -> Vec<Passage<'_>> {
    let own = Some(SourceIx(i as u32));
    let mut all = Vec::new();
    let mut p = Of { all: &mut all, file: &source.file, own };
    p.header(&source.header, false);
    p.words(source.label.iter().chain(&source.kind));
    p.words(source.rights.iter().flat_map(|r| &r.basis));
    p.prose(source.abstract_.iter().chain(&source.contacted).chain(&source.spelling));
    for judgement in source.date.iter().chain(&source.not_before).chain(&source.not_after) {
        p.prose(&judgement.basis);
    }
    p.inferred(&source.inferred);
    for loss in &source.losses {
        p.prose(loss.text.iter().chain(&loss.basis));
    }
    for reply in &source.replies {
        p.add(Said::Prose(&reply.text), false);
    }
    p.prose([&source.digest]);
    for stance in source.stances.values() {
        let record = &stance.record;
        let mut p = Of { all: &mut all, file: &record.file, own };
        p.prose(record.note.iter().chain(&record.basis).chain(record.shares.iter().flat_map(|s| &s.why)));
        p.words(record.figures.iter().flat_map(|f| f.unit.iter().chain(&f.note)));
    }
    for account in source.accounts.values() {
        let record = &account.record;
        let mut p = Of { all: &mut all, file: &record.file, own };
        p.prose(record.note.iter().chain(&record.basis));
    }
    all
}

fn page<'a>(all: &mut Vec<Passage<'a>>, page: &'a Page) {
    let mut p = Of { all, file: &page.file, own: None };
    p.header(&page.header, true);
    p.words(&page.description);
    p.prose([&page.text]);
}

/// The texts of one record.
struct Of<'a, 'v> {
    all: &'v mut Vec<Passage<'a>>,
    file: &'a Arc<File>,
    own: Option<SourceIx>,
}

impl<'a> Of<'a, '_> {
    fn add(&mut self, said: Said<'a>, editors: bool) {
        self.all.push(Passage { file: self.file, said, editors, own: self.own });
    }

    fn prose(&mut self, prose: impl IntoIterator<Item = &'a Prose>) {
        prose.into_iter().for_each(|prose| self.add(Said::Prose(prose), true));
    }

    fn words(&mut self, words: impl IntoIterator<Item = &'a Word>) {
        words.into_iter().for_each(|word| self.add(Said::Words(Spanned::new(&word.value, word.span)), true));
    }

    /// `titled` where the title is in the editors' words.
    fn header(&mut self, header: &'a Header, titled: bool) {
        if titled {
            self.words(header.title.iter().chain(&header.short));
        }
        self.prose(header.note.iter().chain(&header.open).chain(header.withdrawn.iter().map(|w| &w.why)));
    }

    fn inferred(&mut self, inferred: &'a [(Word, Judgement<Inference>)]) {
        for (_, judgement) in inferred {
            if let Inference::Words(words) = &judgement.value.value {
                self.add(Said::Words(Spanned::new(words, judgement.value.span)), true);
            }
            self.prose(&judgement.basis);
        }
    }
}
