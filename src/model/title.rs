//! What a record is called: its title, its short title, what it is sorted under.

use super::{Change, Claim, Dossier, Event, Lineage, Name, NameIx, Page, Party, Source, Target, Topic};
use crate::entry::record::{Header, Word};

/// The first of the words that is there, else the id.
fn or_id<'a>(header: &'a Header, words: [Option<&'a Word>; 2]) -> &'a str {
    words.into_iter().flatten().next().unwrap_or(&header.id).value.as_str()
}

macro_rules! titled {
    ($($record:ident)+) => {$(
        impl $record {
            /// The title.
            pub fn title(&self) -> &str {
                or_id(&self.header, [self.header.title.as_ref(), self.header.short.as_ref()])
            }

            /// The short title: for column heads, chips, the timeline.
            pub fn short_title(&self) -> &str {
                or_id(&self.header, [self.header.short.as_ref(), self.header.title.as_ref()])
            }
        }
    )+};
}
titled! { Claim Event Name Topic Lineage Page Change }

impl Source {
    /// The title, or the label that stands in for one.
    pub fn title(&self) -> &str {
        or_id(&self.header, [self.header.title.as_ref(), self.label.as_ref()])
    }

    /// Whether [`Source::title`] is only a label: shown so that it can't be taken for a title.
    pub fn is_label(&self) -> bool {
        self.header.title.is_none()
    }

    /// The short title.
    pub fn short_title(&self) -> &str {
        match &self.header.short {
            Some(short) => short,
            None => self.title(),
        }
    }
}

impl Name {
    /// What it is sorted under.
    pub fn sort_under(&self) -> &str {
        self.sort.as_ref().map_or_else(|| self.title(), |sort| sort.as_str())
    }
}

impl Dossier {
    /// The title of any record.
    pub fn title(&self, target: Target) -> &str {
        match target {
            Target::Source(ix) => self[ix].title(),
            Target::Claim(ix) => self[ix].title(),
            Target::Event(ix) => self[ix].title(),
            Target::Name(ix) => self[ix].title(),
            Target::Topic(ix) => self[ix].title(),
            Target::Lineage(ix) => self[ix].title(),
            Target::Page(ix) => self[ix].title(),
            Target::Change(ix) => self[ix].title(),
        }
    }

    /// The short title of any record.
    pub fn short_title(&self, target: Target) -> &str {
        match target {
            Target::Source(ix) => self[ix].short_title(),
            Target::Claim(ix) => self[ix].short_title(),
            Target::Event(ix) => self[ix].short_title(),
            Target::Name(ix) => self[ix].short_title(),
            Target::Topic(ix) => self[ix].short_title(),
            Target::Lineage(ix) => self[ix].short_title(),
            Target::Page(ix) => self[ix].short_title(),
            Target::Change(ix) => self[ix].short_title(),
        }
    }

    /// Who or what a party is, in words.
    pub fn party<'a>(&'a self, party: &'a Party) -> &'a str {
        match party {
            Party::Name(ix) => self[*ix].title(),
            Party::Words(words) => words,
        }
    }

    /// The name behind a party, if it has a record.
    pub fn party_name(party: &Party) -> Option<NameIx> {
        match party {
            Party::Name(ix) => Some(*ix),
            Party::Words(_) => None,
        }
    }
}
