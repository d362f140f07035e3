//! A dossier whose every reference is a record that exists, with the references back filled in.
//!
//! Drafts and embargoed records are gone, and with them everything that only they brought.
//! A linked record is the entry as written (shared, not copied) plus its links; it dereferences to the entry.

mod link;
mod title;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, Index};
use std::sync::Arc;

pub use link::{Publication, link};

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::config::Config;
use crate::edtf::Order;
use crate::entry::record;
pub use crate::entry::record::Kind;

macro_rules! index {
    ($($(#[doc = $doc:literal])+ $ix:ident of $record:ident in $field:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $ix(pub u32);

        impl Index<$ix> for Dossier {
            type Output = $record;
            fn index(&self, ix: $ix) -> &$record {
                &self.$field[ix.0 as usize]
            }
        }

        impl From<$ix> for Target {
            fn from(ix: $ix) -> Self {
                Target::$record(ix)
            }
        }

        impl $ix {
            /// The indexes of all records of this kind, in page order.
            pub fn all(dossier: &Dossier) -> impl ExactSizeIterator<Item = $ix> + use<> {
                (0..dossier.$field.len() as u32).map($ix)
            }
        }

        impl Deref for $record {
            type Target = record::$record;
            fn deref(&self) -> &record::$record {
                &self.record
            }
        }
    )+};
}

index! {
    /// A source of the dossier.
    SourceIx of Source in sources;
    /// A claim of the dossier.
    ClaimIx of Claim in claims;
    /// An event of the dossier.
    EventIx of Event in events;
    /// A name of the dossier.
    NameIx of Name in names;
    /// A topic of the dossier.
    TopicIx of Topic in topics;
    /// A lineage of the dossier.
    LineageIx of Lineage in lineages;
    /// A page of prose.
    PageIx of Page in pages;
    /// An entry of the change log.
    ChangeIx of Change in changes;
}

/// A record of any kind.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Target {
    /// A source.
    Source(SourceIx),
    /// A claim.
    Claim(ClaimIx),
    /// An event.
    Event(EventIx),
    /// A name.
    Name(NameIx),
    /// A topic.
    Topic(TopicIx),
    /// A lineage.
    Lineage(LineageIx),
    /// A page of prose.
    Page(PageIx),
    /// An entry of the change log.
    Change(ChangeIx),
}

/// Everything that the site is made of.
#[derive(Debug)]
pub struct Dossier {
    /// The settings.
    pub config: Arc<Config>,
    /// The home page's own record (`content/_index.md`).
    pub home: Option<Arc<record::Page>>,
    /// By id.
    pub sources: Vec<Source>,
    /// As in the file.
    pub claims: Vec<Claim>,
    /// As in the file; `site` sorts them by date.
    pub events: Vec<Event>,
    /// As in the file; `site` sorts them by the rules of the language.
    pub names: Vec<Name>,
    /// As in the file: roots and children in that order.
    pub topics: Vec<Topic>,
    /// As in the file.
    pub lineages: Vec<Lineage>,
    /// By menu rank, then id.
    pub pages: Vec<Page>,
    /// Newest first.
    pub changes: Vec<Change>,
    /// Verdicts on pairs of the comparison, by the two sources.
    pub reviews: BTreeMap<(SourceIx, SourceIx), record::Review>,
    /// The sources that have a reading file, be it empty.
    pub readings: BTreeSet<SourceIx>,
    /// Ids and aliases of every record that is published.
    pub ids: Ids,
    /// How many records are left out as drafts or under embargo.
    pub left_out: usize,
    /// What is published at all.
    pub publication: Publication,
}

/// What each id stands for, by kind.
#[derive(Debug, Default)]
pub struct Ids([IndexMap<String, Meaning, FxBuildHasher>; Kind::NAMED.len()]);

/// What an id stands for: a record, or one that was left out.
#[derive(Clone, Copy, Debug)]
struct Meaning {
    target: Option<Target>,
    /// Whether the record has another id now.
    former: bool,
}

impl Ids {
    fn get(&self, kind: Kind, id: &str) -> Option<Meaning> {
        self.0[kind as usize].get(id).copied()
    }

    /// The ids that records had before, by kind and then in alphabetical order.
    pub fn former(&self) -> Vec<(Kind, &str, Target)> {
        let kinds = Kind::NAMED.iter().map(|(_, kind)| *kind);
        let all = kinds.flat_map(|kind| self.0[kind as usize].iter().map(move |(id, meaning)| (kind, id, meaning)));
        let former = all.filter(|(_, _, meaning)| meaning.former);
        let mut former: Vec<_> = former.filter_map(|(kind, id, m)| Some((kind, id.as_str(), m.target?))).collect();
        former.sort_unstable_by_key(|(kind, id, _)| (*kind, *id));
        former
    }
}

impl Dossier {
    /// Whether a record is shown in a preview only: a draft, or under an embargo.
    pub fn is_draft(&self, header: &record::Header) -> bool {
        self.publication.holds_back(header)
    }

    /// The record that `kind:id` means, former ids included.
    pub fn find(&self, kind: Kind, id: &str) -> Option<Target> {
        self.ids.get(kind, id)?.target
    }

    /// The kind and id of a record.
    pub fn id(&self, target: Target) -> (Kind, &str) {
        match target {
            Target::Source(ix) => (Kind::Source, &self[ix].header.id.value),
            Target::Claim(ix) => (Kind::Claim, &self[ix].header.id.value),
            Target::Event(ix) => (Kind::Event, &self[ix].header.id.value),
            Target::Name(ix) => (Kind::Name, &self[ix].header.id.value),
            Target::Topic(ix) => (Kind::Topic, &self[ix].header.id.value),
            Target::Lineage(ix) => (Kind::Lineage, &self[ix].header.id.value),
            Target::Page(ix) => (Kind::Page, &self[ix].header.id.value),
            Target::Change(ix) => (Kind::Change, &self[ix].header.id.value),
        }
    }

    /// The source that a place is in: the one that it names, else the one that its record implies.
    pub fn source_of(&self, at: &record::At, own: Option<SourceIx>) -> Option<SourceIx> {
        match &at.source {
            Some(word) => match self.find(Kind::Source, word)? {
                Target::Source(ix) => Some(ix),
                _ => None,
            },
            None => own,
        }
    }

    /// Places with their sources; those in sources that are left out drop out.
    pub fn places(&self, at: &[record::At], own: Option<SourceIx>) -> Vec<Place> {
        at.iter().filter_map(|at| Some(Place { source: self.source_of(at, own)?, at: at.clone() })).collect()
    }
}

/// Somebody or something by a name of the dossier, or in plain words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Party {
    /// A name of the dossier.
    Name(NameIx),
    /// Plain words.
    Words(String),
}

/// A place in a text, its source known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The source.
    pub source: SourceIx,
    /// As written.
    pub at: record::At,
}

/// A linked source.
#[derive(Debug)]
pub struct Source {
    /// As written.
    pub record: Arc<record::Source>,
    /// Its authors, in the order of the record.
    pub authors: Vec<Party>,
    /// Others it credits, in the order of the record.
    pub credits: Vec<Party>,
    /// Its publisher.
    pub publisher: Option<Party>,
    /// Topics of the whole article as the record has them, then those that come through claims and events.
    pub topics: Vec<TopicIx>,
    /// Names of the whole article as the record has them.
    pub names: Vec<NameIx>,
    /// What it does with each claim that it was read for, by claim.
    pub stances: BTreeMap<ClaimIx, Stance>,
    /// What it says about events, by event.
    pub accounts: BTreeMap<EventIx, Account>,
    /// Lineages that it belongs to, with its place among the members.
    pub lineages: Vec<(LineageIx, usize)>,
    /// Corrections, updates and replies about it.
    pub changes: Vec<ChangeIx>,
}

impl Source {
    /// Whether the document itself says when it was published.
    pub fn states_date(&self) -> bool {
        self.date.as_ref().is_some_and(|date| date.how.value == record::How::Stated && !date.value.value.is_undated())
    }
}

/// What a source does with a claim.
#[derive(Debug)]
pub struct Stance {
    /// As written.
    pub record: Arc<record::Stance>,
    /// The speaker, where reported.
    pub speaker: Option<Party>,
    /// Where, each with its source (nearly always this one).
    pub at: Vec<Place>,
    /// The lineage that the editor says it shares: `Some(None)` where the editor says that it stands alone.
    pub shares: Option<Option<LineageIx>>,
}

impl Stance {
    /// Whether it counts as support.
    pub fn supports(&self) -> bool {
        match self.record.stance.value {
            record::StanceKind::Asserts => true,
            record::StanceKind::Qualifies => self.record.support == Some(true),
            record::StanceKind::Disputes | record::StanceKind::Silent => false,
        }
    }
}

/// What a source says about an event.
#[derive(Debug)]
pub struct Account {
    /// As written.
    pub record: Arc<record::Account>,
    /// Where it says it took place.
    pub place: Option<Party>,
    /// The speaker, where reported.
    pub speaker: Option<Party>,
    /// Where in the text.
    pub at: Vec<Place>,
}

/// What is known of a source and a claim.
#[derive(Clone, Copy, Debug)]
pub enum Examined<'a> {
    /// The reading says something.
    Read(&'a Stance),
    /// The source was read for the claim and has nothing on it.
    Silent,
    /// The source was read before the claim was added, or not at all.
    NotExamined,
}

impl Dossier {
    /// What `source` does with `claim`; silence and "not examined" are different things.
    pub fn examined(&self, source: SourceIx, claim: ClaimIx) -> Examined<'_> {
        match self[source].stances.get(&claim) {
            Some(stance) if stance.record.stance.value == record::StanceKind::Silent => Examined::Silent,
            Some(stance) => Examined::Read(stance),
            None => match (&self[source].read, &self[claim].added) {
                (Some(read), Some(added)) if read.on.value.order(&added.value) != Order::Before => Examined::Silent,
                (Some(_), None) => Examined::Silent,
                _ => Examined::NotExamined,
            },
        }
    }
}

/// A linked claim.
#[derive(Debug)]
pub struct Claim {
    /// As written.
    pub record: Arc<record::Claim>,
    /// Its topics.
    pub topics: Vec<TopicIx>,
    /// Events it is about, from either side.
    pub events: Vec<EventIx>,
    /// Names it is about.
    pub names: Vec<NameIx>,
    /// Claims whose figures must not be added to or compared with its own, from either side.
    pub not_comparable: Vec<ClaimIx>,
    /// Places that only together give it.
    pub joined: Vec<Place>,
    /// The sources with a stance other than silence, in page order.
    pub sources: Vec<SourceIx>,
    /// Corrections, updates and replies about it.
    pub changes: Vec<ChangeIx>,
}

/// A linked event.
#[derive(Debug)]
pub struct Event {
    /// As written.
    pub record: Arc<record::Event>,
    /// Where.
    pub place: Option<Party>,
    /// Who and what took part.
    pub names: Vec<NameIx>,
    /// Its topics.
    pub topics: Vec<TopicIx>,
    /// Claims about it, from either side.
    pub claims: Vec<ClaimIx>,
    /// Places that only together give it.
    pub joined: Vec<Place>,
    /// The places that its date rests on.
    pub date_at: Vec<Place>,
    /// The sources that tell of it, in page order.
    pub sources: Vec<SourceIx>,
    /// Corrections, updates and replies about it.
    pub changes: Vec<ChangeIx>,
}

/// A linked name.
#[derive(Debug)]
pub struct Name {
    /// As written.
    pub record: Arc<record::Name>,
    /// Names that belong to it, from either side.
    pub related: Vec<NameIx>,
    /// Claims about it.
    pub claims: Vec<ClaimIx>,
    /// Events with it.
    pub events: Vec<EventIx>,
    /// Sources tagged with it, written or published by it.
    pub sources: Vec<SourceIx>,
    /// What it stands for at the places of `except`.
    pub stands_for: Vec<Option<NameIx>>,
    /// Corrections, updates and replies about it.
    pub changes: Vec<ChangeIx>,
}

/// A linked topic.
#[derive(Debug)]
pub struct Topic {
    /// As written.
    pub record: Arc<record::Topic>,
    /// The topic above it.
    pub broader: Option<TopicIx>,
    /// The topics below it, in page order.
    pub narrower: Vec<TopicIx>,
    /// Topics that belong to it, from either side.
    pub related: Vec<TopicIx>,
    /// Claims on it, in page order.
    pub claims: Vec<ClaimIx>,
    /// Events on it, in page order.
    pub events: Vec<EventIx>,
    /// Sources on it, in page order: tagged, or through a claim or an event.
    pub sources: Vec<SourceIx>,
    /// Corrections, updates and replies about it.
    pub changes: Vec<ChangeIx>,
}

/// A linked lineage.
#[derive(Debug)]
pub struct Lineage {
    /// As written.
    pub record: Arc<record::Lineage>,
    /// The sources, in the order of the record, with the record's index.
    pub members: Vec<(SourceIx, usize)>,
}

/// A linked page of prose.
#[derive(Debug)]
pub struct Page {
    /// As written.
    pub record: Arc<record::Page>,
}

/// A linked entry of the change log.
#[derive(Debug)]
pub struct Change {
    /// As written.
    pub record: Arc<record::Change>,
    /// The records concerned.
    pub about: Vec<Target>,
}
