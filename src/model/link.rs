//! From words to links: every reference becomes a record, or an error with the nearest id.
//!
//! First every id gets its record, then every record is linked for itself, on all processors, then the other sides of
//! the links are filled in.

use std::borrow::Cow;
use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::*;
use crate::diagnostic::{Code, Diagnostic, File, Noted, Place as FilePlace, Severity, Span, nearest};
use crate::edtf::{Day, Window};
use crate::entry::Unread;
use crate::entry::prose::Prose;
use crate::entry::record::{Entry, Header, Word};

/// What is published at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Publication {
    /// Whether drafts and embargoed records are shown (in the preview).
    pub drafts: bool,
    /// The day that embargoes are measured against; without one, embargoed records stay out.
    pub as_of: Option<Day>,
}

impl Publication {
    /// Whether a record is under an embargo. One without a day that has come holds.
    fn embargoes(&self, header: &Header) -> bool {
        header.embargo.as_ref().is_some_and(|date| {
            let until = date.value.bounds().start.earliest.day();
            until.zip(self.as_of).is_none_or(|(until, as_of)| as_of < until)
        })
    }

    /// Whether a record is not for everybody yet: a draft, or under an embargo.
    pub fn holds_back(&self, header: &Header) -> bool {
        header.draft || self.embargoes(header)
    }
}

/// Looking for near ids costs; past this many unknown references nobody reads suggestions.
const SUGGESTIONS: usize = 100;

/// So many sentences are shown that a left-out record is missing from.
const SENTENCES: usize = 5;

/// Links all entries into a dossier. References to kinds of records that are `unread` may be right.
pub fn link(config: &Arc<Config>, entries: &[Entry], publication: Publication, unread: &Unread) -> Noted<Dossier> {
    let mut all = Records::sorted(entries);
    let mut register = Register { publication, ..Register::default() };
    register.records(&mut all);
    let Register { ids, mut left_out, mut notes, .. } = register;
    let mut linker = Linker { ids: &ids, unread, found: Found::default() };
    let mut dossier = linker.dossier(config, all, publication);
    let found = linker.found;
    for (kind, id, sentence) in &found.dropped {
        if let Some(left_out) = left_out.get_mut(&(*kind, id.clone())) {
            left_out.references += 1;
            left_out.sentences.extend(sentence.clone());
        }
    }
    notes.extend(found.suggest(&ids));
    notes.extend(left_out.iter().map(|((kind, id), left_out)| left_out.report(*kind, id)));
    dossier.ids = ids;
    dossier.left_out = left_out.len();
    Noted::new(dossier, notes)
}

/// The records of all files, by kind, in page order.
#[derive(Default)]
struct Records {
    home: Option<Arc<record::Page>>,
    sources: Vec<Arc<record::Source>>,
    claims: Vec<Arc<record::Claim>>,
    events: Vec<Arc<record::Event>>,
    names: Vec<Arc<record::Name>>,
    topics: Vec<Arc<record::Topic>>,
    lineages: Vec<Arc<record::Lineage>>,
    pages: Vec<Arc<record::Page>>,
    changes: Vec<Arc<record::Change>>,
    reviews: Vec<record::Review>,
    stances: Vec<Arc<record::Stance>>,
    accounts: Vec<Arc<record::Account>>,
    /// The sources that have a reading file: its stem must name a source.
    readings: Vec<(Arc<File>, Word)>,
}

impl Records {
    fn sorted(entries: &[Entry]) -> Self {
        let mut all = Records::default();
        for entry in entries {
            match entry {
                Entry::Source(source) => all.sources.push(source.clone()),
                Entry::Reading(reading) => {
                    all.readings.push((reading.file.clone(), reading.source.clone()));
                    all.stances.extend_from_slice(&reading.stances);
                    all.accounts.extend_from_slice(&reading.accounts);
                }
                Entry::Claims(claims) => {
                    all.stances.extend(claims.iter().flat_map(|claim| claim.stances.iter().cloned()));
                    all.claims.extend_from_slice(claims);
                }
                Entry::Events(events) => {
                    all.accounts.extend(events.iter().flat_map(|event| event.accounts.iter().cloned()));
                    all.events.extend_from_slice(events);
                }
                Entry::Names(names) => all.names.extend_from_slice(names),
                Entry::Topics(topics) => all.topics.extend_from_slice(topics),
                Entry::Lineages(lineages) => all.lineages.extend_from_slice(lineages),
                Entry::Reviews(reviews) => all.reviews.extend_from_slice(reviews),
                Entry::Changes(changes) => all.changes.extend_from_slice(changes),
                Entry::Page(page) if page.header.id.is_empty() => all.home = Some(page.clone()),
                Entry::Page(page) => all.pages.push(page.clone()),
            }
        }
        // Columns stand by lineage, since shape and neighbourhood are what readers count by; the rest by date.
        let mut rank: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (i, lineage) in all.lineages.iter().enumerate() {
            for (j, member) in lineage.members.iter().enumerate() {
                rank.entry(member.source.as_str()).or_insert((i, j));
            }
        }
        let key = |source: Arc<record::Source>| {
            let lineage = rank.get(source.header.id.as_str()).copied().unwrap_or((usize::MAX, 0));
            ((lineage, by_window(&source.window)), source)
        };
        let mut sources: Vec<_> = all.sources.into_iter().map(key).collect();
        sources.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.header.id.value.cmp(&other.header.id.value)));
        all.sources = sources.into_iter().map(|(_, source)| source).collect();
        all.pages.sort_by_cached_key(|p| (p.menu.unwrap_or(i64::MAX), p.header.id.value.clone()));
        all.changes.sort_by_cached_key(|c| (std::cmp::Reverse(c.on.value.sort_key()), c.header.id.value.clone()));
        all
    }
}

/// Orders sources by the first day on which they may have been published, else by the last; those without any come last.
fn by_window(window: &Window) -> (bool, Option<Day>) {
    let day = window.earliest.day().or(window.latest.day());
    (day.is_none(), day)
}

/// Which records there are.
#[derive(Default)]
struct Register {
    notes: Vec<Diagnostic>,
    ids: Ids,
    /// Records left out, with the reason, and how many references to each dropped out with it.
    left_out: BTreeMap<(Kind, String), LeftOut>,
    publication: Publication,
}

struct LeftOut {
    file: Arc<File>,
    span: Span,
    why: &'static str,
    references: usize,
    /// Those in prose: a sentence that lacks a title may make no sense.
    sentences: Vec<FilePlace>,
}

impl LeftOut {
    fn report(&self, kind: Kind, id: &str) -> Diagnostic {
        let references = match self.references {
            0 => String::new(),
            1 => "; one reference to it drops out".to_string(),
            n => format!("; {n} references to it drop out"),
        };
        let message = format!("the {} `{id}` is left out: {}{references}", kind.word(), self.why);
        let note = Diagnostic::at(Code::LeftOut, &self.file, self.span, message);
        let say = |note: Diagnostic, place: &FilePlace| note.related(place.clone(), "read this sentence without it");
        self.sentences.iter().take(SENTENCES).fold(note, say)
    }
}

/// The folded form that ids are compared in: two that differ only in case would be one file on some systems.
fn folded(id: &str) -> Cow<'_, str> {
    match id.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        true => Cow::Borrowed(id),
        false => Cow::Owned(id.to_lowercase()),
    }
}

impl Register {
    /// Gives every published record its index and notes every id, so that references can be looked up in any order.
    fn records(&mut self, all: &mut Records) {
        macro_rules! kinds {
            ($($kind:ident $field:ident $ix:ident;)+) => {$(
                all.$field.retain(|r| self.admit(Kind::$kind, &r.file, &r.header));
                let mut seen: FxHashMap<Cow<'_, str>, (&Arc<File>, Span)> = FxHashMap::default();
                seen.reserve(all.$field.len());
                self.ids.0[Kind::$kind as usize].reserve(all.$field.len());
                // Of two that differ only in case, the id is that of the one that has it in small letters.
                let (small, other): (Vec<_>, Vec<_>) =
                    all.$field.iter().enumerate().partition(|(_, record)| folded(&record.header.id) == *record.header.id.value);
                for (i, record) in small.into_iter().chain(other) {
                    let target = Some(Target::$kind($ix(i as u32)));
                    let header = &record.header;
                    for (word, former) in std::iter::once((&header.id, false)).chain(header.aliases.iter().map(|a| (a, true))) {
                        if let Some((file, span)) = seen.get(&folded(word)) {
                            self.notes.push(
                                Diagnostic::at(Code::DuplicateId, &record.file, word.span, format!("the {} id `{}` is taken", stringify!($kind).to_lowercase(), word.value))
                                    .related(FilePlace::at(file, *span), "first here")
                                    .help("ids stand in addresses, where case doesn't tell them apart: give one of them another id"),
                            );
                            continue;
                        }
                        seen.insert(folded(word), (&record.file, word.span));
                        self.mean(Kind::$kind, word, Meaning { target, former });
                    }
                }
            )+};
        }
        kinds! {
            Source sources SourceIx;
            Claim claims ClaimIx;
            Event events EventIx;
            Name names NameIx;
            Topic topics TopicIx;
            Lineage lineages LineageIx;
            Page pages PageIx;
            Change changes ChangeIx;
        }
        self.drop_orphans(all);
    }

    /// Whether a record is published; notes its id as left out where not.
    fn admit(&mut self, kind: Kind, file: &Arc<File>, header: &Header) -> bool {
        if self.publication.drafts || !self.publication.holds_back(header) {
            return true;
        }
        let why = if header.draft { "a draft" } else { "under embargo" };
        self.leave_out(kind, file, header, why);
        false
    }

    fn leave_out(&mut self, kind: Kind, file: &Arc<File>, header: &Header, why: &'static str) {
        let left_out = LeftOut { file: file.clone(), span: header.id.span, why, references: 0, sentences: Vec::new() };
        self.left_out.insert((kind, header.id.value.clone()), left_out);
        for word in std::iter::once(&header.id).chain(&header.aliases) {
            self.mean(kind, word, Meaning { target: None, former: false });
        }
    }

    fn mean(&mut self, kind: Kind, id: &str, meaning: Meaning) {
        self.ids.0[kind as usize].insert(id.to_string(), meaning);
    }

    /// Claims and events that only left-out sources speak of go with these sources.
    fn drop_orphans(&mut self, all: &mut Records) {
        if !self.left_out.keys().any(|(kind, _)| *kind == Kind::Source) {
            return;
        }
        let mut voices: BTreeMap<(Kind, &str), bool> = BTreeMap::new();
        let published = |word: &Word| self.ids.get(Kind::Source, word).is_none_or(|source| source.target.is_some());
        for stance in &all.stances {
            *voices.entry((Kind::Claim, stance.claim.as_str())).or_default() |= published(&stance.source);
        }
        for account in &all.accounts {
            *voices.entry((Kind::Event, account.event.as_str())).or_default() |= published(&account.source);
        }
        let silenced = |kind, header: &Header| voices.get(&(kind, header.id.as_str())) == Some(&false);
        let claims: Vec<_> = all.claims.iter().filter(|c| silenced(Kind::Claim, &c.header)).cloned().collect();
        let events: Vec<_> = all.events.iter().filter(|e| silenced(Kind::Event, &e.header)).cloned().collect();
        if claims.is_empty() && events.is_empty() {
            return;
        }
        const WHY: &str = "only told of by sources that are left out";
        for claim in &claims {
            self.leave_out(Kind::Claim, &claim.file, &claim.header, WHY);
        }
        for event in &events {
            self.leave_out(Kind::Event, &event.file, &event.header, WHY);
        }
        all.claims.retain(|c| !self.left_out.contains_key(&(Kind::Claim, c.header.id.value.clone())));
        all.events.retain(|e| !self.left_out.contains_key(&(Kind::Event, e.header.id.value.clone())));
        // Indexes moved up.
        for (i, claim) in all.claims.iter().enumerate() {
            self.renumber(Kind::Claim, &claim.header, Target::Claim(ClaimIx(i as u32)));
        }
        for (i, event) in all.events.iter().enumerate() {
            self.renumber(Kind::Event, &event.header, Target::Event(EventIx(i as u32)));
        }
    }

    fn renumber(&mut self, kind: Kind, header: &Header, target: Target) {
        for word in std::iter::once(&header.id).chain(&header.aliases) {
            if let Some(meaning) = self.ids.0[kind as usize].get_mut(word.as_str()) {
                meaning.target = Some(target);
            }
        }
    }
}

/// What linking has to say, in the order of the records.
#[derive(Default)]
struct Found {
    notes: Vec<Diagnostic>,
    /// References that mean no record, each by the place of its note, its kind and its id.
    unknown: Vec<(usize, Kind, String)>,
    /// References to records that are left out, and where those in prose stand.
    dropped: Vec<(Kind, String, Option<FilePlace>)>,
    /// Plain words in the place of a name's id that look like an id.
    id_like: Vec<(FilePlace, String)>,
}

impl Found {
    /// Takes in what was found in later records.
    fn append(&mut self, later: Found) {
        let before = self.notes.len();
        self.notes.extend(later.notes);
        self.unknown.extend(later.unknown.into_iter().map(|(note, kind, id)| (before + note, kind, id)));
        self.dropped.extend(later.dropped);
        self.id_like.extend(later.id_like);
    }

    /// The notes; the first unknown references with the nearest id.
    fn suggest(mut self, ids: &Ids) -> Vec<Diagnostic> {
        let mut sorted: BTreeMap<Kind, Vec<&str>> = BTreeMap::new();
        let mut near = |kind: Kind, id: &str| {
            let known = sorted.entry(kind).or_insert_with(|| {
                let mut known: Vec<&str> = ids.0[kind as usize].keys().map(String::as_str).collect();
                known.sort_unstable();
                known
            });
            nearest(id, known.iter().copied()).map(str::to_string)
        };
        for (place, word) in self.id_like.into_iter().take(SUGGESTIONS) {
            let Some(near) = near(Kind::Name, &word) else { continue };
            let message = format!("`{word}` is no name's id, and is shown as it stands");
            let note = Diagnostic { place: Some(place), ..Diagnostic::new(Code::UnknownReference, message) };
            self.notes.push(note.severity(Severity::Warning).help(format!("did you mean `{near}`?")));
        }
        for (note, kind, id) in self.unknown.into_iter().take(SUGGESTIONS) {
            let help = match near(kind, &id) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("{} stand in {}", kind.plural(), kind.home()),
            };
            self.notes[note] = self.notes[note].clone().help(help);
        }
        self.notes
    }
}

/// Links records, all of which are registered.
struct Linker<'a> {
    ids: &'a Ids,
    unread: &'a Unread,
    found: Found,
}

/// So many records are linked in one go.
const CHUNK: usize = 256;

impl Linker<'_> {
    /// Links each record for itself, on all processors. What there is to say comes in the order of the records.
    fn each<R: Sync, T: Send>(
        &mut self,
        records: &[R],
        link: impl Fn(&mut Linker<'_>, usize, &R) -> T + Sync,
    ) -> Vec<T> {
        let chunk = |(n, chunk): (usize, &[R])| {
            let mut linker = Linker { ids: self.ids, unread: self.unread, found: Found::default() };
            let linked = chunk.iter().enumerate().map(|(i, record)| link(&mut linker, n * CHUNK + i, record));
            (linked.collect::<Vec<T>>(), linker.found)
        };
        let chunks: Vec<(Vec<T>, Found)> = records.par_chunks(CHUNK).enumerate().map(chunk).collect();
        let mut all = Vec::with_capacity(records.len());
        for (linked, found) in chunks {
            all.extend(linked);
            self.found.append(found);
        }
        all
    }

    /// The record that a word means; an error where there is none.
    fn resolve(&mut self, kind: Kind, file: &Arc<File>, word: &Word) -> Option<Target> {
        match self.ids.get(kind, word) {
            Some(Meaning { target: Some(target), former }) => {
                if former {
                    self.found.notes.push(
                        Diagnostic::at(
                            Code::RenamedReference,
                            file,
                            word.span,
                            format!("`{}` is a former id", word.value),
                        )
                        .help("it still works; the record's present id is clearer"),
                    );
                }
                Some(target)
            }
            Some(Meaning { target: None, .. }) => {
                self.found.dropped.push((kind, word.value.clone(), None));
                None
            }
            None if self.unread.kinds.contains(&kind) => None,
            None => {
                let code = if kind == Kind::Source { Code::UnknownSource } else { Code::UnknownReference };
                let message = format!("there is no {} `{}`", kind.word(), word.value);
                self.found.unknown.push((self.found.notes.len(), kind, word.value.clone()));
                self.found.notes.push(Diagnostic::at(code, file, word.span, message));
                None
            }
        }
    }

    fn prose(&mut self, file: &Arc<File>, prose: Option<&Prose>) {
        for reference in prose.iter().flat_map(|p| &p.references) {
            let before = self.found.dropped.len();
            self.resolve(reference.kind, file, &reference.id);
            for (.., sentence) in &mut self.found.dropped[before..] {
                *sentence = Some(FilePlace::at(file, reference.id.span));
            }
        }
    }

    fn header(&mut self, file: &Arc<File>, header: &Header) {
        self.prose(file, header.note.as_ref());
        self.prose(file, header.open.as_ref());
        self.prose(file, header.withdrawn.as_ref().map(|w| &w.why));
    }

    /// A name's id or plain words: what looks like an id of a name is one.
    fn party(&mut self, file: &Arc<File>, word: &Word) -> Option<Party> {
        match self.ids.get(Kind::Name, word) {
            Some(Meaning { target: None, .. }) => {
                self.resolve(Kind::Name, file, word);
                None
            }
            Some(_) => match self.resolve(Kind::Name, file, word) {
                Some(Target::Name(ix)) => Some(Party::Name(ix)),
                _ => None,
            },
            None => {
                let id_like = |c: char| c == '-' || c.is_numeric() || (c.is_alphabetic() && !c.is_uppercase());
                if word.chars().all(id_like) && !self.unread.kinds.contains(&Kind::Name) {
                    self.found.id_like.push((FilePlace::at(file, word.span), word.value.clone()));
                }
                Some(Party::Words(word.value.clone()))
            }
        }
    }

    /// Places with their sources. `own` is the source that the record implies, if it does.
    fn places(&mut self, file: &Arc<File>, at: &[record::At], own: Option<SourceIx>) -> Vec<Place> {
        let mut places = Vec::with_capacity(at.len());
        for at in at {
            let source = match (&at.source, own) {
                (Some(word), _) => match self.resolve(Kind::Source, file, word) {
                    Some(Target::Source(ix)) => Some(ix),
                    _ => None,
                },
                (None, Some(own)) => Some(own),
                // Reported when the record was read.
                (None, None) => None,
            };
            places.extend(source.map(|source| Place { source, at: at.clone() }));
        }
        places
    }

    fn judgement<T>(
        &mut self,
        file: &Arc<File>,
        judgement: &record::Judgement<T>,
        own: Option<SourceIx>,
    ) -> Vec<Place> {
        self.prose(file, judgement.basis.as_ref());
        self.places(file, &judgement.at, own)
    }

    /// The dossier of all records, but for what the ids stand for.
    fn dossier(&mut self, config: &Arc<Config>, all: Records, publication: Publication) -> Dossier {
        if let Some(home) = &all.home {
            self.header(&home.file, &home.header);
            self.prose(&home.file, Some(&home.text));
        }
        let mut readings = BTreeSet::new();
        for (file, source) in &all.readings {
            if let Some(Target::Source(ix)) = self.resolve(Kind::Source, file, source) {
                readings.insert(ix);
            }
        }
        let mut dossier = Dossier {
            config: config.clone(),
            home: all.home.clone(),
            sources: self.each(&all.sources, |linker, i, r| linker.source(r, SourceIx(i as u32))),
            claims: self.each(&all.claims, |linker, _, r| linker.claim(r)),
            events: self.each(&all.events, |linker, _, r| linker.event(r)),
            names: self.each(&all.names, |linker, _, r| linker.name(r)),
            topics: self.each(&all.topics, |linker, _, r| linker.topic(r)),
            lineages: self.each(&all.lineages, |linker, _, r| linker.lineage(r)),
            pages: self.each(&all.pages, |linker, _, r| linker.page(r)),
            changes: self.each(&all.changes, |linker, _, r| linker.change(r)),
            reviews: self.reviews(all.reviews),
            readings,
            ids: Ids::default(),
            left_out: 0,
            publication,
        };
        self.stances(&mut dossier, &all.stances);
        self.accounts(&mut dossier, &all.accounts);
        self.break_topic_cycles(&mut dossier);
        fill_back(&mut dossier);
        dossier
    }

    fn source(&mut self, record: &Arc<record::Source>, own: SourceIx) -> Source {
        let file = &record.file;
        self.header(file, &record.header);
        self.prose(file, record.abstract_.as_ref());
        self.prose(file, record.contacted.as_ref());
        self.prose(file, record.spelling.as_ref());
        self.prose(file, Some(&record.digest));
        for judgement in record.date.iter().chain(&record.not_before).chain(&record.not_after) {
            self.judgement(file, judgement, Some(own));
        }
        for (_, judgement) in &record.inferred {
            self.judgement(file, judgement, Some(own));
        }
        for loss in &record.losses {
            self.prose(file, loss.text.as_ref());
            self.prose(file, loss.basis.as_ref());
        }
        for reply in &record.replies {
            self.prose(file, Some(&reply.text));
        }
        let party =
            |l: &mut Self, author: &record::Author| l.party(file, &author.name).unwrap_or(Party::Words(String::new()));
        Source {
            authors: record.authors.iter().map(|a| party(self, a)).collect(),
            credits: record.credits.iter().map(|a| party(self, a)).collect(),
            publisher: record.publisher.as_ref().and_then(|p| self.party(file, p)),
            topics: self.topics(file, &record.topics),
            names: self.names(file, &record.names),
            stances: BTreeMap::new(),
            accounts: BTreeMap::new(),
            lineages: Vec::new(),
            changes: Vec::new(),
            record: record.clone(),
        }
    }

    fn claim(&mut self, record: &Arc<record::Claim>) -> Claim {
        let file = &record.file;
        self.header(file, &record.header);
        self.prose(file, record.text.as_ref());
        self.prose(file, record.differs.as_ref());
        Claim {
            topics: self.topics(file, &record.topics),
            events: self.events(file, &record.events),
            names: self.names(file, &record.names),
            not_comparable: self.claims(file, &record.not_comparable),
            joined: self.places(file, &record.joined, None),
            sources: Vec::new(),
            changes: Vec::new(),
            record: record.clone(),
        }
    }

    fn event(&mut self, record: &Arc<record::Event>) -> Event {
        let file = &record.file;
        self.header(file, &record.header);
        self.prose(file, record.text.as_ref());
        self.prose(file, record.differs.as_ref());
        Event {
            place: record.place.as_ref().and_then(|p| self.party(file, p)),
            names: self.names(file, &record.names),
            topics: self.topics(file, &record.topics),
            claims: self.claims(file, &record.claims),
            joined: self.places(file, &record.joined, None),
            date_at: record.date.as_ref().map(|d| self.judgement(file, d, None)).unwrap_or_default(),
            sources: Vec::new(),
            changes: Vec::new(),
            record: record.clone(),
        }
    }

    fn name(&mut self, record: &Arc<record::Name>) -> Name {
        let file = &record.file;
        self.header(file, &record.header);
        self.prose(file, record.text.as_ref());
        for (_, judgement) in &record.inferred {
            self.judgement(file, judgement, None);
        }
        let mut stands_for = Vec::with_capacity(record.except.len());
        for except in &record.except {
            self.prose(file, except.note.as_ref());
            self.places(file, std::slice::from_ref(&except.at), None);
            stands_for.push(except.stands_for.as_ref().and_then(|word| match self.resolve(Kind::Name, file, word) {
                Some(Target::Name(ix)) => Some(ix),
                _ => None,
            }));
        }
        Name {
            related: self.names(file, &record.related),
            claims: Vec::new(),
            events: Vec::new(),
            sources: Vec::new(),
            stands_for,
            changes: Vec::new(),
            record: record.clone(),
        }
    }

    fn topic(&mut self, record: &Arc<record::Topic>) -> Topic {
        let file = &record.file;
        self.header(file, &record.header);
        self.prose(file, record.text.as_ref());
        Topic {
            broader: record.broader.iter().flat_map(|b| self.topics(file, std::slice::from_ref(b))).next(),
            narrower: Vec::new(),
            related: self.topics(file, &record.related),
            claims: Vec::new(),
            events: Vec::new(),
            sources: Vec::new(),
            changes: Vec::new(),
            record: record.clone(),
        }
    }

    fn lineage(&mut self, record: &Arc<record::Lineage>) -> Lineage {
        let file = &record.file;
        self.header(file, &record.header);
        self.prose(file, record.text.as_ref());
        self.prose(file, record.reviewed.as_ref().and_then(|r| r.why.as_ref()));
        let mut members = Vec::with_capacity(record.members.len());
        for (i, member) in record.members.iter().enumerate() {
            self.prose(file, member.basis.as_ref());
            members.extend(self.sources(file, std::slice::from_ref(&member.source)).first().map(|s| (*s, i)));
        }
        Lineage { members, record: record.clone() }
    }

    fn page(&mut self, record: &Arc<record::Page>) -> Page {
        self.header(&record.file, &record.header);
        self.prose(&record.file, Some(&record.text));
        Page { record: record.clone() }
    }

    fn change(&mut self, record: &Arc<record::Change>) -> Change {
        let file = &record.file;
        self.header(file, &record.header);
        self.prose(file, Some(&record.text));
        let about = record.about.iter().filter_map(|about| {
            let word = Word::new(about.value.1.clone(), about.span);
            self.resolve(about.value.0, file, &word)
        });
        Change { about: about.collect(), record: record.clone() }
    }

    fn reviews(&mut self, reviews: Vec<record::Review>) -> BTreeMap<(SourceIx, SourceIx), record::Review> {
        let mut linked = BTreeMap::new();
        for review in reviews {
            let pair = [review.a.clone(), review.b.clone()];
            if let [a, b] = self.sources(&review.file, &pair)[..] {
                linked.insert((a.min(b), a.max(b)), review);
            }
        }
        linked
    }

    /// Hands every stance to its source; a claim read twice for one source is an error.
    fn stances(&mut self, dossier: &mut Dossier, stances: &[Arc<record::Stance>]) {
        let ends = self.each(stances, |linker, _, record| {
            let file = &record.file;
            linker.prose(file, record.note.as_ref());
            linker.prose(file, record.basis.as_ref());
            linker.prose(file, record.shares.as_ref().and_then(|s| s.why.as_ref()));
            let source = linker.resolve(Kind::Source, file, &record.source);
            let claim = linker.resolve(Kind::Claim, file, &record.claim);
            match (source, claim) {
                (Some(Target::Source(source)), Some(Target::Claim(claim))) => Some((source, claim)),
                _ => None,
            }
        });
        let read = self.once(stances, ends, |record| {
            let message = format!("what `{}` does with `{}` is written twice", record.source.value, record.claim.value);
            (message, FilePlace::at(&record.file, record.span))
        });
        let linked = self.each(&read, |linker, _, ((source, _), record)| Stance {
            speaker: record.speaker.as_ref().and_then(|s| linker.party(&record.file, s)),
            at: linker.places(&record.file, &record.at, Some(*source)),
            shares: record.shares.as_ref().and_then(|shares| match &shares.lineage {
                None => Some(None),
                Some(word) => match linker.resolve(Kind::Lineage, &record.file, word) {
                    Some(Target::Lineage(ix)) => Some(Some(ix)),
                    _ => None,
                },
            }),
            record: Arc::clone(record),
        });
        for (((source, claim), _), stance) in read.into_iter().zip(linked) {
            dossier.sources[source.0 as usize].stances.insert(claim, stance);
        }
    }

    /// Hands every account to its source; an event told twice by one source is an error.
    fn accounts(&mut self, dossier: &mut Dossier, accounts: &[Arc<record::Account>]) {
        let ends = self.each(accounts, |linker, _, record| {
            linker.prose(&record.file, record.note.as_ref());
            linker.prose(&record.file, record.basis.as_ref());
            let source = linker.resolve(Kind::Source, &record.file, &record.source);
            let event = linker.resolve(Kind::Event, &record.file, &record.event);
            match (source, event) {
                (Some(Target::Source(source)), Some(Target::Event(event))) => Some((source, event)),
                _ => None,
            }
        });
        let told = self.once(accounts, ends, |record| {
            let message = format!("what `{}` says of `{}` is written twice", record.source.value, record.event.value);
            (message, FilePlace::at(&record.file, record.span))
        });
        let linked = self.each(&told, |linker, _, ((source, _), record)| Account {
            place: record.place.as_ref().and_then(|p| linker.party(&record.file, p)),
            speaker: record.speaker.as_ref().and_then(|s| linker.party(&record.file, s)),
            at: linker.places(&record.file, &record.at, Some(*source)),
            record: Arc::clone(record),
        });
        for (((source, event), _), account) in told.into_iter().zip(linked) {
            dossier.sources[source.0 as usize].accounts.insert(event, account);
        }
    }

    /// The records whose ends are known, the first of each two ends; each other is an error. `told` words it, and says
    /// where a record stands.
    fn once<'r, R, E: Copy + Eq + Hash>(
        &mut self,
        records: &'r [Arc<R>],
        ends: Vec<Option<E>>,
        told: impl Fn(&R) -> (String, FilePlace),
    ) -> Vec<(E, &'r Arc<R>)> {
        let mut firsts: FxHashMap<E, &Arc<R>> = FxHashMap::default();
        let mut once = Vec::with_capacity(records.len());
        for (record, ends) in records.iter().zip(ends) {
            let Some(ends) = ends else { continue };
            match firsts.entry(ends) {
                Slot::Vacant(slot) => {
                    slot.insert(record);
                    once.push((ends, record));
                }
                Slot::Occupied(first) => {
                    let ((message, place), (_, first)) = (told(record), told(first.get()));
                    let mut note = Diagnostic::new(Code::DuplicateReading, message).related(first, "first here");
                    note.place = Some(place);
                    self.found.notes.push(note.help("keep one of them: in the source's reading, or with the record"));
                }
            }
        }
        once
    }

    /// Cuts every circle of broader topics, with an error that names it.
    fn break_topic_cycles(&mut self, dossier: &mut Dossier) {
        // 0: not seen, 1: on the path being walked, 2: known to end at a root.
        let mut state = vec![0u8; dossier.topics.len()];
        for start in TopicIx::all(dossier) {
            let mut path = Vec::new();
            let mut at = Some(start);
            while let Some(ix) = at.filter(|ix| state[ix.0 as usize] == 0) {
                state[ix.0 as usize] = 1;
                path.push(ix);
                at = dossier[ix].broader;
            }
            if let Some(ix) = at.filter(|ix| state[ix.0 as usize] == 1) {
                let from = path.iter().position(|p| *p == ix).unwrap_or(0);
                let names: Vec<_> =
                    path[from..].iter().chain([&ix]).map(|t| format!("`{}`", dossier[*t].header.id.value)).collect();
                let topic = &dossier[ix].record;
                let span = topic.broader.as_ref().map_or(topic.header.id.span, |b| b.span);
                self.found.notes.push(
                    Diagnostic::at(
                        Code::TopicCycle,
                        &topic.file,
                        span,
                        format!("topics in a circle: {}", names.join(" → ")),
                    )
                    .help("take `broader` out of one of them"),
                );
                dossier.topics[ix.0 as usize].broader = None;
            }
            for ix in path {
                state[ix.0 as usize] = 2;
            }
        }
    }
}

macro_rules! lists {
    ($($name:ident $kind:ident $ix:ident;)+) => {
        impl Linker<'_> {$(
            fn $name(&mut self, file: &Arc<File>, words: &[Word]) -> Vec<$ix> {
                let mut list = Vec::with_capacity(words.len());
                for word in words {
                    if let Some(Target::$kind(ix)) = self.resolve(Kind::$kind, file, word)
                        && !list.contains(&ix)
                    {
                        list.push(ix);
                    }
                }
                list
            }
        )+}
    };
}
lists! {
    sources Source SourceIx;
    claims Claim ClaimIx;
    events Event EventIx;
    names Name NameIx;
    topics Topic TopicIx;
}

/// Fills every link that the other side of a reference has.
fn fill_back(dossier: &mut Dossier) {
    let mut topic_claims: Vec<(TopicIx, ClaimIx)> = Vec::new();
    let mut topic_events: Vec<(TopicIx, EventIx)> = Vec::new();
    let mut topic_sources: Vec<(TopicIx, SourceIx)> = Vec::new();
    let mut name_claims: Vec<(NameIx, ClaimIx)> = Vec::new();
    let mut name_events: Vec<(NameIx, EventIx)> = Vec::new();
    let mut name_sources: Vec<(NameIx, SourceIx)> = Vec::new();
    let mut claim_events: Vec<(ClaimIx, EventIx)> = Vec::new();
    let mut claim_sources: Vec<(ClaimIx, SourceIx)> = Vec::new();
    let mut event_sources: Vec<(EventIx, SourceIx)> = Vec::new();

    for ix in SourceIx::all(dossier) {
        let source = &dossier[ix];
        topic_sources.extend(source.topics.iter().map(|t| (*t, ix)));
        name_sources.extend(source.names.iter().map(|n| (*n, ix)));
        let parties = source.authors.iter().chain(&source.credits).chain(&source.publisher);
        name_sources.extend(parties.filter_map(|p| if let Party::Name(n) = p { Some((*n, ix)) } else { None }));
        for (claim, stance) in &source.stances {
            if stance.record.stance.value != record::StanceKind::Silent {
                claim_sources.push((*claim, ix));
            }
            if let Some(Party::Name(speaker)) = stance.speaker {
                name_claims.push((speaker, *claim));
            }
        }
        for (event, account) in &source.accounts {
            event_sources.push((*event, ix));
            if let Some(Party::Name(name)) = account.place {
                name_events.push((name, *event));
            }
        }
    }
    for ix in ClaimIx::all(dossier) {
        let claim = &dossier[ix];
        topic_claims.extend(claim.topics.iter().map(|t| (*t, ix)));
        name_claims.extend(claim.names.iter().map(|n| (*n, ix)));
        claim_events.extend(claim.events.iter().map(|e| (ix, *e)));
    }
    for ix in EventIx::all(dossier) {
        let event = &dossier[ix];
        topic_events.extend(event.topics.iter().map(|t| (*t, ix)));
        name_events.extend(event.names.iter().map(|n| (*n, ix)));
        if let Some(Party::Name(place)) = event.place {
            name_events.push((place, ix));
        }
        claim_events.extend(event.claims.iter().map(|c| (*c, ix)));
    }
    sort(&mut claim_sources);
    sort(&mut event_sources);
    // A source is on a topic through what it says, too: what an editor tags by hand is the exception.
    for (claim, source) in &claim_sources {
        topic_sources.extend(dossier[*claim].topics.iter().map(|t| (*t, *source)));
    }
    for (event, source) in &event_sources {
        topic_sources.extend(dossier[*event].topics.iter().map(|t| (*t, *source)));
    }

    sort(&mut topic_sources);
    sort(&mut topic_claims);
    sort(&mut topic_events);
    sort(&mut name_claims);
    sort(&mut name_events);
    sort(&mut name_sources);
    sort(&mut claim_events);

    for source in &mut dossier.sources {
        source.topics.clear();
    }
    for (topic, source) in topic_sources {
        dossier.topics[topic.0 as usize].sources.push(source);
        dossier.sources[source.0 as usize].topics.push(topic);
    }
    for (topic, claim) in topic_claims {
        dossier.topics[topic.0 as usize].claims.push(claim);
    }
    for (topic, event) in topic_events {
        dossier.topics[topic.0 as usize].events.push(event);
    }
    for (name, claim) in name_claims {
        dossier.names[name.0 as usize].claims.push(claim);
    }
    for (name, event) in name_events {
        dossier.names[name.0 as usize].events.push(event);
    }
    for (name, source) in name_sources {
        dossier.names[name.0 as usize].sources.push(source);
    }
    for claim in &mut dossier.claims {
        claim.events.clear();
    }
    for event in &mut dossier.events {
        event.claims.clear();
    }
    for (claim, event) in claim_events {
        dossier.claims[claim.0 as usize].events.push(event);
        dossier.events[event.0 as usize].claims.push(claim);
    }
    for (claim, source) in claim_sources {
        dossier.claims[claim.0 as usize].sources.push(source);
    }
    for (event, source) in event_sources {
        dossier.events[event.0 as usize].sources.push(source);
    }
    for ix in TopicIx::all(dossier) {
        if let Some(broader) = dossier[ix].broader {
            dossier.topics[broader.0 as usize].narrower.push(ix);
        }
    }
    for ix in LineageIx::all(dossier) {
        for (source, member) in dossier[ix].members.clone() {
            dossier.sources[source.0 as usize].lineages.push((ix, member));
        }
    }
    for ix in ChangeIx::all(dossier) {
        for target in dossier[ix].about.clone() {
            match target {
                Target::Source(s) => dossier.sources[s.0 as usize].changes.push(ix),
                Target::Claim(c) => dossier.claims[c.0 as usize].changes.push(ix),
                Target::Event(e) => dossier.events[e.0 as usize].changes.push(ix),
                Target::Name(n) => dossier.names[n.0 as usize].changes.push(ix),
                Target::Topic(t) => dossier.topics[t.0 as usize].changes.push(ix),
                Target::Lineage(_) | Target::Page(_) | Target::Change(_) => {}
            }
        }
    }
    mutual(&mut dossier.claims, |c| &mut c.not_comparable, |i| ClaimIx(i as u32), |ix| ix.0 as usize);
    mutual(&mut dossier.names, |n| &mut n.related, |i| NameIx(i as u32), |ix| ix.0 as usize);
    mutual(&mut dossier.topics, |t| &mut t.related, |i| TopicIx(i as u32), |ix| ix.0 as usize);
}

/// Puts links in page order, each once.
fn sort<T: Ord>(links: &mut Vec<T>) {
    links.sort_unstable();
    links.dedup();
}

/// Makes a relation hold from both sides, in page order.
fn mutual<R, X: Copy + Ord>(
    records: &mut [R],
    list: impl Fn(&mut R) -> &mut Vec<X>,
    index: impl Fn(usize) -> X,
    number: impl Fn(X) -> usize,
) {
    let mut pairs = BTreeSet::new();
    for (i, record) in records.iter_mut().enumerate() {
        for other in list(record).drain(..) {
            pairs.insert((index(i), other));
            pairs.insert((other, index(i)));
        }
    }
    for (a, b) in pairs {
        if a != b {
            list(&mut records[number(a)]).push(b);
        }
    }
}
