//! The data to download: `data/dossier.json` with everything, and CSV files with the tables that people ask for.
//!
//! Fields are described on the data page, one message each in the theme's strings. Source words get in as a
//! [`Quotable`] only; memos, questions, drafts and private names don't get in at all. Records are made in parallel,
//! each by itself, and joined in page order, so that the same dossier gives the same bytes.

// `fields!` names the type of a field after it.
#![allow(non_camel_case_types)]

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::Whole;
use super::view::compare::{degree, kind};
use crate::compare::accounts::{Accounts, Descent, Origin};
use crate::compare::evidence::{At, Discrepancy, Tier};
use crate::compare::review::Standing;
use crate::config::Publish;
use crate::edtf::{Bound, Date};
use crate::entry::prose::Prose;
use crate::entry::record::{self, Header, Inference, Judgement, StanceKind, Word};
use crate::model::*;
use crate::rights::{Quotable, Rights};
use crate::site::address;
use crate::site::shared::{Pair, Passage};

/// Version of the format of `dossier.json`: raised when a field changes its meaning or goes.
pub const FORMAT: u32 = 1;

/// What is told of a file to download.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// How large it is.
    pub bytes: usize,
    /// Records in it.
    pub rows: usize,
}

/// How many files there are to download.
pub const COUNT: usize = FILES.len();

/// Name and ending of each, and its columns, or the lists at the top of the JSON file: the data page describes them.
const FILES: [(&str, &str, &[&str]); 8] = [
    ("dossier", "json", LISTS),
    ("claims", "csv", CLAIMS),
    ("stances", "csv", STANCES),
    ("events", "csv", EVENTS),
    ("sources", "csv", SOURCES),
    ("names", "csv", NAMES),
    ("passages", "csv", PASSAGES),
    ("discrepancies", "csv", DISCREPANCIES),
];

/// Path of file number `n` below the site's root.
pub fn path(n: usize) -> String {
    let (name, ending, _) = FILES[n];
    format!("data/{name}.{ending}")
}

/// Columns of file number `n`, or the lists at the top of the JSON file.
pub fn fields(n: usize) -> &'static [&'static str] {
    FILES[n].2
}

/// Makes file number `n`.
pub fn file(whole: Whole<'_>, n: usize) -> (Facts, Vec<u8>) {
    let export = Export(whole);
    let (bytes, rows) = match FILES[n].0 {
        "dossier" => export.json(),
        "claims" => export.table(CLAIMS, &export.records(ClaimIx::all), |ix| vec![export.claim_row(ix)]),
        "stances" => export.table(STANCES, &export.records(SourceIx::all), |ix| export.stance_rows(ix)),
        "events" => export.table(EVENTS, &export.records(EventIx::all), |ix| vec![export.event_row(ix)]),
        "sources" => export.table(SOURCES, &export.records(SourceIx::all), |ix| vec![export.source_row(ix)]),
        "names" => export.table(NAMES, &export.records(NameIx::all), |ix| vec![export.name_row(ix)]),
        "passages" => export.table(PASSAGES, &export.pairs(), |pair| export.passage_rows(pair)),
        _ => export.table(DISCREPANCIES, &export.pairs(), |pair| export.discrepancy_rows(pair)),
    };
    (Facts { bytes: bytes.len(), rows }, bytes)
}

const LISTS: &[&str] =
    &["format", "dossier", "finding", "sources", "claims", "events", "names", "topics", "lineages", "pairs", "changes"];
const CLAIMS: &[&str] = &[
    "id",
    "title",
    "kind",
    "key",
    "added",
    "topics",
    "events",
    "names",
    "accounts_min",
    "accounts_max",
    "full_min",
    "full_max",
    "dispute_min",
    "dispute_max",
    "asserts",
    "qualifies",
    "disputes",
    "differs",
    "address",
];
const STANCES: &[&str] = &[
    "claim", "source", "stance", "supports", "modality", "speaker", "lines", "quote", "lineage", "doubt", "figures",
    "note",
];
const EVENTS: &[&str] = &[
    "id",
    "title",
    "date",
    "earliest",
    "latest",
    "how",
    "kind",
    "status",
    "background",
    "place",
    "topics",
    "names",
    "claims",
    "sources",
    "text",
    "differs",
    "address",
];
const SOURCES: &[&str] = &[
    "id",
    "title",
    "label",
    "short",
    "kind",
    "language",
    "publisher",
    "authors",
    "earliest",
    "latest",
    "published",
    "url",
    "archived_url",
    "captured",
    "read_on",
    "read_by",
    "lineages",
    "words",
    "hash",
    "rights",
    "address",
];
const NAMES: &[&str] =
    &["id", "title", "kind", "forms", "mentions", "sources", "claims", "events", "same_as", "address"];

const PASSAGES: &[&str] = &[
    "a", "b", "passage", "degree", "a_start", "a_end", "a_lines", "b_start", "b_end", "b_lines", "claims", "standing",
    "address",
];
const DISCREPANCIES: &[&str] = &[
    "a",
    "b",
    "passage",
    "discrepancy",
    "tier",
    "a_start",
    "a_end",
    "a_said",
    "b_start",
    "b_end",
    "b_said",
    "address",
];

/// The fields of an object of the JSON file: a struct made on the spot.
macro_rules! fields {
    ($($field:ident: $value:expr),* $(,)?) => {{
        #[derive(Serialize)]
        struct Object<$($field),*> {
            $($field: $field),*
        }
        Object { $($field: $value),* }
    }};
}

/// An object of the JSON file, written.
macro_rules! object {
    ($($fields:tt)*) => {
        raw(&fields! { $($fields)* })
    };
}

/// JSON that is written already.
type Raw = Box<RawValue>;

fn raw(value: &impl Serialize) -> Raw {
    // Strings, numbers and lists can always be written.
    to_raw_value(value).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// What every record has, and what is its own.
#[derive(Serialize)]
struct Record<H, O> {
    #[serde(flatten)]
    header: H,
    #[serde(flatten)]
    own: O,
}

struct Export<'a>(Whole<'a>);

impl<'a> std::ops::Deref for Export<'a> {
    type Target = Whole<'a>;
    fn deref(&self) -> &Whole<'a> {
        &self.0
    }
}

/// The text of a word that may not be there.
fn word(word: Option<&Word>) -> Option<&str> {
    word.map(|word| word.value.as_str())
}

fn date(date: &Date) -> &str {
    date.as_str()
}

/// A day as `2024-05-06`. Years that don't have four digits are written with a sign and six, as ISO 8601 has it.
fn day(bound: Bound) -> Option<String> {
    let day = bound.day()?;
    let (year, month, day) = (day.year(), day.month(), day.day());
    Some(match year {
        0..=9999 => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:+07}-{month:02}-{day:02}"),
    })
}

/// Lines as a cell has them: `17`, `17-19`.
fn lines(place: &Place) -> Option<String> {
    let lines = place.at.lines?;
    Some(match lines.first == lines.last {
        true => lines.first.to_string(),
        false => format!("{}-{}", lines.first, lines.last),
    })
}

fn publish(rights: &Rights) -> &'static str {
    match rights.publish {
        Publish::Record => "record",
        Publish::Excerpt => "excerpt",
        Publish::Full => "full",
    }
}

// What both kinds of file need.
impl Export<'_> {
    fn header(&self, target: Target) -> &Header {
        let dossier = self.dossier;
        match target {
            Target::Source(ix) => &dossier[ix].record.header,
            Target::Claim(ix) => &dossier[ix].record.header,
            Target::Event(ix) => &dossier[ix].record.header,
            Target::Name(ix) => &dossier[ix].record.header,
            Target::Topic(ix) => &dossier[ix].record.header,
            Target::Lineage(ix) => &dossier[ix].record.header,
            Target::Page(ix) => &dossier[ix].record.header,
            Target::Change(ix) => &dossier[ix].record.header,
        }
    }

    /// Whether a record is for everybody: a preview has drafts, and bystanders have no record.
    fn public(&self, target: impl Into<Target>) -> bool {
        let target = target.into();
        !self.dossier.is_draft(self.header(target)) && self.site.address(self.dossier, target).is_some()
    }

    fn records<T, I>(&self, all: impl Fn(&Dossier) -> I) -> Vec<T>
    where
        T: Into<Target> + Copy,
        I: Iterator<Item = T>,
    {
        all(self.dossier).filter(|ix| self.public(*ix)).collect()
    }

    fn id(&self, target: impl Into<Target>) -> &str {
        self.dossier.id(target.into()).1
    }

    fn ids<'b, T: Into<Target> + Copy + 'b>(&self, targets: impl IntoIterator<Item = &'b T>) -> Vec<&str> {
        targets.into_iter().filter(|target| self.public(**target)).map(|target| self.id(*target)).collect()
    }

    /// `kind:id` of records of any kind.
    fn references(&self, targets: &[Target]) -> Vec<String> {
        let published = targets.iter().filter(|target| self.public(**target));
        published.map(|target| format!("{}:{}", self.dossier.id(*target).0.word(), self.id(*target))).collect()
    }

    /// Where a record's page is: a full address where the site has one.
    fn address(&self, target: impl Into<Target>) -> Option<String> {
        let path = self.path(target.into())?;
        let base = self.dossier.config.base_url.as_ref().map_or("", |base| base.url.value.as_str());
        Some(format!("{base}{path}"))
    }

    fn prose(&self, prose: Option<&Prose>) -> Option<String> {
        prose.map(|prose| self.plain(prose)).filter(|text| !text.is_empty())
    }

    fn stances_of(&self, ix: SourceIx) -> impl Iterator<Item = (ClaimIx, &Stance)> {
        self.dossier[ix].stances.iter().map(|(claim, stance)| (*claim, stance)).filter(|(claim, _)| self.public(*claim))
    }

    fn lineages_of(&self, ix: SourceIx) -> Vec<LineageIx> {
        self.dossier[ix].lineages.iter().map(|(lineage, _)| *lineage).filter(|lineage| self.public(*lineage)).collect()
    }

    /// Mentions of a name in the articles themselves, by source in page order: how many, and in which forms.
    fn mentions(&self, ix: NameIx) -> Vec<(SourceIx, Vec<usize>)> {
        let forms = self.dossier[ix].forms.len();
        let mut sources: Vec<(SourceIx, Vec<usize>)> = Vec::new();
        for (source, located) in self.comparison.mentions(ix) {
            if !located.in_body || !self.public(*source) {
                continue;
            }
            if sources.last().is_none_or(|(last, _)| last != source) {
                sources.push((*source, vec![0; forms]));
            }
            if let Some(count) = sources.last_mut().and_then(|(_, counts)| counts.get_mut(located.form)) {
                *count += 1;
            }
        }
        sources
    }
}

// The JSON file.
impl Export<'_> {
    fn json(&self) -> (Vec<u8>, usize) {
        let (sources, claims) = (self.records(SourceIx::all), self.records(ClaimIx::all));
        let (events, names) = (self.records(EventIx::all), self.records(NameIx::all));
        let (topics, lineages) = (self.records(TopicIx::all), self.records(LineageIx::all));
        let changes = self.records(ChangeIx::all);
        let rows = sources.len() + claims.len() + events.len() + names.len() + topics.len() + lineages.len();
        let pairs = self.pairs();
        let rows = rows + changes.len() + pairs.len();
        let lists = [
            ("sources", each(&sources, |ix| self.source(ix))),
            ("claims", each(&claims, |ix| self.claim(ix))),
            ("events", each(&events, |ix| self.event(ix))),
            ("names", each(&names, |ix| self.name(ix))),
            ("topics", each(&topics, |ix| self.topic(ix))),
            ("lineages", each(&lineages, |ix| self.lineage(ix))),
            ("pairs", each(&pairs, |pair| self.pair(pair))),
            ("changes", each(&changes, |ix| self.change(ix))),
        ];
        let head = format!("{{\n\"format\": {FORMAT},\n\"dossier\": {},\n\"finding\": {}", self.about(), self.found());
        // The whole is large: room for it at once, and each record gone as soon as it is in it.
        let written: usize = lists.iter().flat_map(|(_, records)| records).map(|record| record.get().len() + 2).sum();
        let mut text = String::with_capacity(head.len() + written + LISTS.len() * 32);
        text.push_str(&head);
        for (name, records) in lists {
            text.push_str(&format!(",\n\"{name}\": ["));
            for (i, record) in records.into_iter().enumerate() {
                text.push_str(if i == 0 { "\n" } else { ",\n" });
                text.push_str(record.get());
            }
            text.push_str("\n]");
        }
        text.push_str("\n}\n");
        (text.into_bytes(), rows)
    }

    fn about(&self) -> Raw {
        let config = &self.dossier.config;
        let editors: Vec<_> = config
            .editors
            .iter()
            .map(|editor| {
                object! {
                    id: &editor.id.value,
                    name: &editor.name.value,
                    url: word(editor.url.as_ref()),
                    orcid: word(editor.orcid.as_ref()),
                    role: word(editor.role.as_ref()),
                }
            })
            .collect();
        object! {
            title: &config.title.value,
            subtitle: word(config.subtitle.as_ref()),
            address: config.base_url.as_ref().map(|base| &base.url.value),
            language: &config.language.value,
            editors: editors,
            publisher: word(config.publisher.as_ref()),
            version: word(config.version.as_ref()),
            published: config.published.as_ref().map(|on| date(&on.value)),
            updated: config.updated.as_ref().map(|on| date(&on.value)),
            licence: word(config.licence.as_ref()),
            doi: word(config.doi.as_ref()),
            funding: word(config.funding.as_ref()),
            selection: word(config.selection.as_ref()),
            contact: word(config.contact.as_ref()),
        }
    }

    fn found(&self) -> Raw {
        object! {
            text: self.finding(),
            sources: self.dossier.sources.len(),
            accounts: object! { min: self.comparison.overall.min, max: self.comparison.overall.max },
        }
    }

    /// What every record has, and `own`.
    fn record(&self, target: impl Into<Target>, own: impl Serialize) -> Raw {
        let target = target.into();
        let header = self.header(target);
        let header = fields! {
            id: &header.id.value,
            title: word(header.title.as_ref()),
            short: word(header.short.as_ref()),
            aliases: header.aliases.iter().map(|alias| &alias.value).collect::<Vec<_>>(),
            note: self.prose(header.note.as_ref()),
            open: self.prose(header.open.as_ref()),
            withdrawn: header.withdrawn.as_ref().map(|w| object! { on: date(&w.on.value), why: self.prose(Some(&w.why)) }),
            updated: header.updated.as_ref().map(|on| date(&on.value)),
            address: self.address(target),
        };
        raw(&Record { header, own })
    }

    fn party(&self, party: &Party) -> Raw {
        object! { text: self.dossier.party(party), name: self.party_id(party) }
    }

    /// The record of a party that has one.
    fn party_id(&self, party: &Party) -> Option<&str> {
        Dossier::party_name(party).filter(|ix| self.public(*ix)).map(|ix| self.id(ix))
    }

    fn parties(&self, parties: &[Party], authors: &[record::Author]) -> Vec<Raw> {
        let all = parties.iter().zip(authors);
        all.map(|(party, author)| {
            object! {
                text: self.dossier.party(party),
                name: self.party_id(party),
                printed: word(author.printed.as_ref()),
                role: word(author.role.as_ref()),
                employer: word(author.employer.as_ref()),
            }
        })
        .collect()
    }

    /// Places in texts, with the quoted words as far as the rights of the source they are in allow.
    fn places(&self, places: &[Place]) -> Vec<Raw> {
        let published = places.iter().filter(|place| self.public(place.source));
        published
            .map(|place| {
                let rights = self.dossier.rights(place.source);
                let quote = place.at.anchor.as_ref().and_then(|anchor| Quotable::anchor(anchor, &rights).ok());
                object! {
                    source: self.id(place.source),
                    lines: place.at.lines.map(|lines| [lines.first, lines.last]),
                    lang: word(place.at.lang.as_ref()),
                    // A translation tells as much as what it translates.
                    gloss: quote.as_ref().and(word(place.at.gloss.as_ref())),
                    quote: quote,
                }
            })
            .collect()
    }

    fn judged<T>(&self, judgement: &Judgement<T>, own: Option<SourceIx>, value: impl Serialize) -> Raw {
        object! {
            value: value,
            how: judgement.how.value.word(),
            at: self.places(&self.dossier.places(&judgement.at, own)),
            basis: self.prose(judgement.basis.as_ref()),
            confidence: judgement.confidence.map(|confidence| confidence.word()),
        }
    }

    fn inferred(&self, inferred: &[(Word, Judgement<Inference>)], own: Option<SourceIx>) -> Raw {
        let fields = inferred.iter().map(|(field, judgement)| {
            let value = match &judgement.value.value {
                Inference::Words(words) => words.as_str(),
                Inference::Date(inferred) => date(inferred),
            };
            (field.value.as_str(), self.judged(judgement, own, value))
        });
        raw(&fields.collect::<BTreeMap<_, _>>())
    }

    fn source(&self, ix: SourceIx) -> Raw {
        let source = &self.dossier[ix];
        let rights = self.dossier.rights(ix);
        let dates = |dates: &[Judgement<Date>]| -> Vec<_> {
            dates.iter().map(|judgement| self.judged(judgement, Some(ix), date(&judgement.value.value))).collect()
        };
        let lineages: Vec<_> = source
            .lineages
            .iter()
            .filter(|(lineage, _)| self.public(*lineage))
            .filter_map(|(lineage, i)| {
                let member = self.dossier[*lineage].record.members.get(*i)?;
                Some(object! { lineage: self.id(*lineage), part: member.part.word() })
            })
            .collect();
        let stances: Vec<_> = self.stances_of(ix).map(|(claim, stance)| self.stance(claim, stance, &rights)).collect();
        let accounts = source.accounts.iter().filter(|(event, _)| self.public(**event));
        let accounts: Vec<_> = accounts.map(|(event, account)| self.account(*event, account, &rights)).collect();
        let replies = source.replies.iter().map(|reply| {
            object! {
                on: date(&reply.on.value),
                from: self.party_of(&reply.from).text,
                text: self.prose(Some(&reply.text)),
                url: word(reply.url.as_ref()),
            }
        });
        let losses = source.losses.iter().map(|loss| {
            object! {
                at: self.places(&self.dossier.places(&loss.at, Some(ix))),
                text: self.prose(loss.text.as_ref()),
                basis: self.prose(loss.basis.as_ref()),
                confidence: loss.confidence.map(|confidence| confidence.word()),
            }
        });
        let own = fields! {
            label: word(source.label.as_ref()),
            kind: word(source.kind.as_ref()),
            language: word(source.language.as_ref()),
            publisher: source.publisher.as_ref().map(|publisher| self.party(publisher)),
            authors: self.parties(&source.authors, &source.record.authors),
            credits: self.parties(&source.credits, &source.record.credits),
            url: word(source.url.as_ref()),
            archived_url: word(source.archived_url.as_ref()),
            captured: source.captured.as_ref().map(|on| date(&on.value)),
            published: object! {
                earliest: day(source.window.earliest),
                latest: day(source.window.latest),
                text: self.window(ix),
                date: source.date.as_ref().map(|judgement| self.judged(judgement, Some(ix), date(&judgement.value.value))),
                not_before: dates(&source.not_before),
                not_after: dates(&source.not_after),
            },
            hash: word(source.hash.as_ref()),
            words: self.comparison.text(ix).map(|text| text.words),
            lines: self.comparison.text(ix).map(|text| text.lines),
            read: source.read.as_ref().map(|read| object! { on: date(&read.on.value), by: word(read.by.as_ref()) }),
            r#abstract: self.prose(source.abstract_.as_ref()),
            inferred: self.inferred(&source.inferred, Some(ix)),
            spelling: self.prose(source.spelling.as_ref()),
            contacted: self.prose(source.contacted.as_ref()),
            losses: losses.collect::<Vec<_>>(),
            replies: replies.collect::<Vec<_>>(),
            rights: object! { publish: publish(&rights), words: rights.words, basis: &rights.basis },
            topics: self.ids(&source.topics),
            names: self.ids(&source.names),
            lineages: lineages,
            claims: stances,
            events: accounts,
        };
        self.record(ix, own)
    }

    fn stance(&self, claim: ClaimIx, stance: &Stance, rights: &Rights) -> Raw {
        let record = &stance.record;
        let figures = record.figures.iter().map(|figure| {
            let printed = figure.printed.as_ref().and_then(|printed| Quotable::anchor(printed, rights).ok());
            object! {
                value: &figure.value.value,
                printed: printed,
                about: figure.about,
                unit: word(figure.unit.as_ref()),
                note: word(figure.note.as_ref()),
            }
        });
        let shares = record.shares.as_ref().map(|shares| {
            let lineage = stance.shares.flatten().filter(|lineage| self.public(*lineage)).map(|ix| self.id(ix));
            object! { lineage: lineage, doubt: shares.doubt.word(), why: self.prose(shares.why.as_ref()) }
        });
        object! {
            claim: self.id(claim),
            stance: record.stance.value.word(),
            supports: stance.supports(),
            modality: record.modality.word(),
            speaker: stance.speaker.as_ref().map(|speaker| self.party(speaker)),
            at: self.places(&stance.at),
            figures: figures.collect::<Vec<_>>(),
            shares: shares,
            wording: record.wording.as_ref().and_then(|wording| Quotable::anchor(wording, rights).ok()),
            note: self.prose(record.note.as_ref()),
            basis: self.prose(record.basis.as_ref()),
            confidence: record.confidence.map(|confidence| confidence.word()),
        }
    }

    fn account(&self, event: EventIx, account: &Account, rights: &Rights) -> Raw {
        let record = &account.record;
        object! {
            event: self.id(event),
            status: record.status.as_ref().map(|status| status.value.word()),
            date: record.date.as_ref().map(|on| date(&on.value)),
            how: record.how.word(),
            place: account.place.as_ref().map(|place| self.party(place)),
            speaker: account.speaker.as_ref().map(|speaker| self.party(speaker)),
            at: self.places(&account.at),
            wording: record.wording.as_ref().and_then(|wording| Quotable::anchor(wording, rights).ok()),
            note: self.prose(record.note.as_ref()),
            basis: self.prose(record.basis.as_ref()),
        }
    }

    fn claim(&self, ix: ClaimIx) -> Raw {
        let claim = &self.dossier[ix];
        let own = fields! {
            kind: claim.kind.as_ref().map(|kind| kind.value.word()),
            key: claim.key,
            added: claim.added.as_ref().map(|on| date(&on.value)),
            topics: self.ids(&claim.topics),
            events: self.ids(&claim.events),
            names: self.ids(&claim.names),
            not_comparable: self.ids(&claim.not_comparable),
            joined: self.places(&claim.joined),
            text: self.prose(claim.text.as_ref()),
            differs: self.prose(claim.differs.as_ref()),
            accounts: self.counted(self.comparison.accounts(ix)),
        };
        self.record(ix, own)
    }

    fn counted(&self, accounts: &Accounts) -> Raw {
        let descents = |descents: &[Descent]| -> Vec<_> {
            let published = descents.iter().filter(|descent| self.public(descent.source));
            let one = |descent: &Descent| {
                let lineage = match descent.origin {
                    Origin::Shared(lineage) => Some(self.id(lineage)),
                    Origin::Own(_) => None,
                };
                object! { source: self.id(descent.source), lineage: lineage, doubtful: descent.doubtful }
            };
            published.map(one).collect()
        };
        object! {
            min: accounts.min,
            max: accounts.max,
            full_min: accounts.full_min,
            full_max: accounts.full_max,
            dispute_min: accounts.dispute_min,
            dispute_max: accounts.dispute_max,
            one_text_both_ways: accounts.one_text_both_ways(),
            support: descents(&accounts.support),
            dispute: descents(&accounts.dispute),
        }
    }

    fn event(&self, ix: EventIx) -> Raw {
        let event = &self.dossier[ix];
        let bounds = event.date.as_ref().map(|judgement| judgement.value.value.bounds());
        let own = fields! {
            date: event.date.as_ref().map(|judgement| self.judged(judgement, None, date(&judgement.value.value))),
            earliest: bounds.and_then(|bounds| day(bounds.start.earliest)),
            latest: bounds.and_then(|bounds| day(bounds.end.latest)),
            kind: event.kind.word(),
            status: event.status.word(),
            background: event.background,
            place: event.place.as_ref().map(|place| self.party(place)),
            topics: self.ids(&event.topics),
            names: self.ids(&event.names),
            claims: self.ids(&event.claims),
            sources: self.ids(&event.sources),
            joined: self.places(&event.joined),
            text: self.prose(event.text.as_ref()),
            differs: self.prose(event.differs.as_ref()),
        };
        self.record(ix, own)
    }

    fn name(&self, ix: NameIx) -> Raw {
        let name = &self.dossier[ix];
        let mentions = self.mentions(ix);
        let form = |(i, form): (usize, &record::Form)| {
            let count: usize = mentions.iter().filter_map(|(_, counts)| counts.get(i)).sum();
            object! { form: &form.form.value, lang: word(form.lang.as_ref()), count: count }
        };
        let found = |(source, counts): &(SourceIx, Vec<usize>)| object! { source: self.id(*source), counts: counts };
        let own = fields! {
            kind: name.kind.value.word(),
            sort: name.sort_under(),
            preferred: name.preferred,
            forms: name.forms.iter().enumerate().map(form).collect::<Vec<_>>(),
            mentions: mentions.iter().map(found).collect::<Vec<_>>(),
            same_as: name.same_as.iter().map(|address| &address.value).collect::<Vec<_>>(),
            inferred: self.inferred(&name.inferred, None),
            related: self.ids(&name.related),
            claims: self.ids(&name.claims),
            events: self.ids(&name.events),
            text: self.prose(name.text.as_ref()),
        };
        self.record(ix, own)
    }

    fn topic(&self, ix: TopicIx) -> Raw {
        let topic = &self.dossier[ix];
        let own = fields! {
            broader: topic.broader.filter(|ix| self.public(*ix)).map(|ix| self.id(ix)),
            narrower: self.ids(&topic.narrower),
            related: self.ids(&topic.related),
            claims: self.ids(&topic.claims),
            events: self.ids(&topic.events),
            text: self.prose(topic.text.as_ref()),
        };
        self.record(ix, own)
    }

    fn lineage(&self, ix: LineageIx) -> Raw {
        let lineage = &self.dossier[ix];
        let members = lineage.members.iter().filter(|(source, _)| self.public(*source)).filter_map(|(source, i)| {
            let member = lineage.record.members.get(*i)?;
            Some(object! {
                source: self.id(*source),
                part: member.part.word(),
                confidence: member.confidence.map(|confidence| confidence.word()),
                relation: word(member.relation.as_ref()),
                basis: self.prose(member.basis.as_ref()),
            })
        });
        let reviewed = lineage.reviewed.as_ref().map(|review| {
            object! {
                on: date(&review.on.value),
                by: word(review.by.as_ref()),
                computed: review.computed.value.word(),
                why: self.prose(review.why.as_ref()),
            }
        });
        let own = fields! {
            lost: word(lineage.lost.as_ref()),
            text: self.prose(lineage.text.as_ref()),
            members: members.collect::<Vec<_>>(),
            reviewed: reviewed,
        };
        self.record(ix, own)
    }

    fn change(&self, ix: ChangeIx) -> Raw {
        let change = &self.dossier[ix];
        let own = fields! {
            on: date(&change.on.value),
            kind: change.kind.value.word(),
            about: self.references(&change.about),
            text: self.prose(Some(&change.record.text)),
        };
        self.record(ix, own)
    }
}

/// Each record as one line of JSON.
fn each<T: Copy + Sync>(records: &[T], make: impl Fn(T) -> Raw + Sync) -> Vec<Raw> {
    records.par_iter().map(|ix| make(*ix)).collect()
}

// What the sources share.
impl<'a> Export<'a> {
    /// The pairs that may be shown, of sources that are for everybody.
    fn pairs(&self) -> Vec<&'a Pair> {
        let pairs = self.0.site.shared.pairs.iter();
        pairs.filter(|pair| self.public(pair.a) && self.public(pair.b)).collect()
    }

    /// The sides of a pair in the order of their ids, as its address has them.
    fn sides(&self, pair: &Pair) -> [usize; 2] {
        if self.id(pair.a) <= self.id(pair.b) { [0, 1] } else { [1, 0] }
    }

    fn pair_address(&self, pair: &Pair, passage: usize) -> String {
        let base = self.dossier.config.base_url.as_ref().map_or("", |base| base.url.value.as_str());
        let address = format!("{}#p{}", address::pair(self.dossier, pair.a, pair.b), passage + 1);
        format!("{base}{}", self.site.href(&address))
    }

    /// What one side says where two differ, as far as its rights allow.
    fn said(&self, pair: &Pair, side: usize, discrepancy: &Discrepancy) -> Option<Quotable> {
        let said = if side == 0 { &discrepancy.said_a } else { &discrepancy.said_b };
        Quotable::anchor(said.as_ref()?, &self.dossier.rights(pair.source(side))).ok()
    }

    fn pair(&self, pair: &Pair) -> Raw {
        let sides = self.sides(pair);
        let at = |at: Option<At>| at.map(|at| [at.start, at.end]);
        let differs = |discrepancy: &Discrepancy| {
            let places = [discrepancy.a, discrepancy.b];
            object! {
                kind: discrepancy.kind,
                tier: discrepancy.tier,
                a: at(places[sides[0]]),
                b: at(places[sides[1]]),
                said_a: self.said(pair, sides[0], discrepancy),
                said_b: self.said(pair, sides[1], discrepancy),
            }
        };
        let passages = pair.passages.iter().enumerate().map(|(n, passage)| {
            object! {
                passage: n + 1,
                degree: passage.degree,
                a: at(Some(passage.at(sides[0]))),
                b: at(Some(passage.at(sides[1]))),
                claims: self.ids(&passage.claims),
                opposed: self.ids(&passage.opposed),
                discrepancies: passage.discrepancies.iter().map(differs).collect::<Vec<_>>(),
            }
        });
        let covered = |side: usize| pair.covered(side) as f64 / 1000.0;
        object! {
            a: self.id(pair.source(sides[0])),
            b: self.id(pair.source(sides[1])),
            coverage: object! { a: covered(sides[0]), b: covered(sides[1]) },
            standing: standing(pair),
            passages: passages.collect::<Vec<_>>(),
        }
    }

    fn passage_rows(&self, pair: &Pair) -> Vec<Vec<String>> {
        let [first, second] = self.sides(pair);
        let place = |at: At, side: usize| {
            [at.start.to_string(), at.end.to_string(), self.lines_of(pair.source(side), at).replace('–', "-")]
        };
        let row = |(n, passage): (usize, &Passage)| {
            let mut row = vec![
                self.id(pair.source(first)).to_string(),
                self.id(pair.source(second)).to_string(),
                (n + 1).to_string(),
                degree(passage.degree).to_string(),
            ];
            row.extend(place(passage.at(first), first));
            row.extend(place(passage.at(second), second));
            row.extend([self.ids(&passage.claims).join(" "), standing(pair).to_string(), self.pair_address(pair, n)]);
            row
        };
        pair.passages.iter().enumerate().map(row).collect()
    }

    fn discrepancy_rows(&self, pair: &Pair) -> Vec<Vec<String>> {
        let [first, second] = self.sides(pair);
        let row = |n: usize, discrepancy: &Discrepancy| {
            let mut row = vec![
                self.id(pair.source(first)).to_string(),
                self.id(pair.source(second)).to_string(),
                (n + 1).to_string(),
                kind(discrepancy.kind).to_string(),
                if discrepancy.tier == Tier::Differs { "differs" } else { "possibly-differs" }.to_string(),
            ];
            for side in [first, second] {
                let at = if side == 0 { discrepancy.a } else { discrepancy.b };
                let said = self.said(pair, side, discrepancy);
                row.push(at.map_or(String::new(), |at| at.start.to_string()));
                row.push(at.map_or(String::new(), |at| at.end.to_string()));
                row.push(said.map_or(String::new(), |said| said.to_string()));
            }
            row.push(self.pair_address(pair, n));
            row
        };
        let found = pair.passages.iter().enumerate();
        found.flat_map(|(n, passage)| passage.discrepancies.iter().map(move |d| row(n, d))).collect()
    }
}

/// How a pair stands with the editors.
fn standing(pair: &Pair) -> &'static str {
    match pair.standing {
        Standing::Related | Standing::NotRelated => "related",
        Standing::Stale => "stale",
        Standing::Unreviewed => "unreviewed",
    }
}

// The tables. Ids in a cell are parted by spaces, other words by `; `.
impl Export<'_> {
    fn table<T: Copy + Sync>(
        &self,
        columns: &[&str],
        records: &[T],
        rows: impl Fn(T) -> Vec<Vec<String>> + Sync,
    ) -> (Vec<u8>, usize) {
        let rows: Vec<Vec<String>> = records.par_iter().flat_map_iter(|ix| rows(*ix)).collect();
        (csv(columns, &rows), rows.len())
    }

    fn claim_row(&self, ix: ClaimIx) -> Vec<String> {
        let claim = &self.dossier[ix];
        let accounts = self.comparison.accounts(ix);
        let count = |kind| {
            let stances = claim.sources.iter().filter(|source| self.public(**source));
            let stances = stances.filter_map(|source| self.dossier[*source].stances.get(&ix));
            stances.filter(|stance| stance.record.stance.value == kind).count().to_string()
        };
        vec![
            self.id(ix).to_string(),
            claim.title().to_string(),
            claim.kind.as_ref().map_or("", |kind| kind.value.word()).to_string(),
            yes(claim.key),
            claim.added.as_ref().map_or("", |on| date(&on.value)).to_string(),
            self.ids(&claim.topics).join(" "),
            self.ids(&claim.events).join(" "),
            self.ids(&claim.names).join(" "),
            accounts.min.to_string(),
            accounts.max.to_string(),
            accounts.full_min.to_string(),
            accounts.full_max.to_string(),
            accounts.dispute_min.to_string(),
            accounts.dispute_max.to_string(),
            count(StanceKind::Asserts),
            count(StanceKind::Qualifies),
            count(StanceKind::Disputes),
            self.prose(claim.differs.as_ref()).unwrap_or_default(),
            self.address(ix).unwrap_or_default(),
        ]
    }

    fn stance_rows(&self, ix: SourceIx) -> Vec<Vec<String>> {
        let row = |(claim, stance): (ClaimIx, &Stance)| {
            let record = &stance.record;
            let place = stance.at.iter().find(|place| place.source == ix).or(stance.at.first());
            let place = place.filter(|place| self.public(place.source));
            let quote = place.and_then(|place| {
                let anchor = place.at.anchor.as_ref()?;
                Quotable::anchor(anchor, &self.dossier.rights(place.source)).ok()
            });
            let figure = |figure: &record::Figure| {
                let about = if figure.about { "~" } else { "" };
                let unit = figure.unit.as_ref().map_or(String::new(), |unit| format!(" {}", unit.value));
                format!("{about}{}{unit}", figure.value.value)
            };
            let speaker = stance.speaker.as_ref().map_or("", |speaker| self.dossier.party(speaker));
            let lineage = stance.shares.flatten().filter(|lineage| self.public(*lineage));
            let silent = record.stance.value == StanceKind::Silent;
            vec![
                self.id(claim).to_string(),
                self.id(ix).to_string(),
                record.stance.value.word().to_string(),
                if silent { String::new() } else { yes(stance.supports()) },
                if silent { "" } else { record.modality.word() }.to_string(),
                speaker.to_string(),
                place.and_then(lines).unwrap_or_default(),
                quote.map_or(String::new(), |quote| quote.to_string()),
                lineage.map_or("", |lineage| self.id(lineage)).to_string(),
                record.shares.as_ref().map_or("", |shares| shares.doubt.word()).to_string(),
                record.figures.iter().map(figure).collect::<Vec<_>>().join("; "),
                self.prose(record.note.as_ref()).unwrap_or_default(),
            ]
        };
        self.stances_of(ix).map(row).collect()
    }

    fn event_row(&self, ix: EventIx) -> Vec<String> {
        let event = &self.dossier[ix];
        let bounds = event.date.as_ref().map(|judgement| judgement.value.value.bounds());
        vec![
            self.id(ix).to_string(),
            event.title().to_string(),
            event.date.as_ref().map_or("", |judgement| date(&judgement.value.value)).to_string(),
            bounds.and_then(|bounds| day(bounds.start.earliest)).unwrap_or_default(),
            bounds.and_then(|bounds| day(bounds.end.latest)).unwrap_or_default(),
            event.date.as_ref().map_or("", |judgement| judgement.how.value.word()).to_string(),
            event.kind.word().to_string(),
            event.status.word().to_string(),
            yes(event.background),
            event.place.as_ref().map_or("", |place| self.dossier.party(place)).to_string(),
            self.ids(&event.topics).join(" "),
            self.ids(&event.names).join(" "),
            self.ids(&event.claims).join(" "),
            self.ids(&event.sources).join(" "),
            self.prose(event.text.as_ref()).unwrap_or_default(),
            self.prose(event.differs.as_ref()).unwrap_or_default(),
            self.address(ix).unwrap_or_default(),
        ]
    }

    fn source_row(&self, ix: SourceIx) -> Vec<String> {
        let source = &self.dossier[ix];
        let text = |word: Option<&Word>| word.map_or(String::new(), |word| word.value.clone());
        let authors: Vec<&str> = source.authors.iter().map(|author| self.dossier.party(author)).collect();
        vec![
            self.id(ix).to_string(),
            text(source.header.title.as_ref()),
            text(source.label.as_ref()),
            source.short_title().to_string(),
            text(source.kind.as_ref()),
            text(source.language.as_ref()),
            source.publisher.as_ref().map_or("", |publisher| self.dossier.party(publisher)).to_string(),
            authors.join("; "),
            day(source.window.earliest).unwrap_or_default(),
            day(source.window.latest).unwrap_or_default(),
            self.window(ix),
            text(source.url.as_ref()),
            text(source.archived_url.as_ref()),
            source.captured.as_ref().map_or("", |on| date(&on.value)).to_string(),
            source.read.as_ref().map_or("", |read| date(&read.on.value)).to_string(),
            source.read.as_ref().and_then(|read| word(read.by.as_ref())).unwrap_or_default().to_string(),
            self.ids(&self.lineages_of(ix)).join(" "),
            self.comparison.text(ix).map_or(String::new(), |text| text.words.to_string()),
            text(source.hash.as_ref()),
            publish(&self.dossier.rights(ix)).to_string(),
            self.address(ix).unwrap_or_default(),
        ]
    }

    fn name_row(&self, ix: NameIx) -> Vec<String> {
        let name = &self.dossier[ix];
        let mentions = self.mentions(ix);
        let forms: Vec<&str> = name.forms.iter().map(|form| form.form.value.as_str()).collect();
        let same_as: Vec<&str> = name.same_as.iter().map(|address| address.value.as_str()).collect();
        vec![
            self.id(ix).to_string(),
            name.title().to_string(),
            name.kind.value.word().to_string(),
            forms.join("; "),
            mentions.iter().flat_map(|(_, counts)| counts).sum::<usize>().to_string(),
            mentions.iter().map(|(source, _)| self.id(*source)).collect::<Vec<_>>().join(" "),
            self.ids(&name.claims).join(" "),
            self.ids(&name.events).join(" "),
            same_as.join(" "),
            self.address(ix).unwrap_or_default(),
        ]
    }
}

fn yes(value: bool) -> String {
    if value { "yes" } else { "no" }.to_string()
}

/// A table, with a row of headings. UTF-8, lines ended by a line feed.
fn csv(columns: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory can't fail, and all rows are as long as the headings.
    let _ = writer.write_record(columns);
    for row in rows {
        let cells: Vec<_> = row.iter().map(|cell| guarded(cell)).collect();
        let _ = writer.write_record(cells.iter().map(|cell| cell.as_bytes()));
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula: an apostrophe goes before what would begin one.
fn guarded(cell: &str) -> std::borrow::Cow<'_, str> {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}").into(),
        false => cell.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        let table = csv(&["head"], &[vec![cell.to_string()]]);
        assert_eq!(String::from_utf8_lossy(&table), format!("head\n{expected}\n"));
    }

    #[test]
    fn cells() {
        check("plain", "plain");
        check("=1+1", "'=1+1");
        check("+7", "'+7");
        check("-3", "'-3");
        check("@home", "'@home");
        check("\t=1", "'\t=1");
        check("1=1", "1=1");
        check("a, “b”", "\"a, “b”\"");
        check("=\"x\"", "\"'=\"\"x\"\"\"");
        check("two\nlines", "\"two\nlines\"");
        check("", "\"\"");
    }

    #[track_caller]
    fn check_day(text: &str, expected: Option<&str>) {
        let date = Date::parse(text).expect("a date");
        assert_eq!(day(date.bounds().start.earliest).as_deref(), expected);
    }

    #[test]
    fn days() {
        check_day("2024-05", Some("2024-05-01"));
        check_day("0033", Some("0033-01-01"));
        check_day("-0044-03-15", Some("-000044-03-15"));
        check_day("../2024", None);
    }

    #[test]
    fn every_field_is_described() {
        let theme = crate::render::load_theme(&crate::config::Config::default(), &[]).value;
        let columns = [CLAIMS, STANCES, EVENTS, SOURCES, NAMES, PASSAGES, DISCREPANCIES].concat();
        let keys =
            columns.iter().map(|name| format!("field-{name}")).chain(LISTS.iter().map(|name| format!("list-{name}")));
        let missing: Vec<String> =
            keys.map(|key| key.replace('_', "-")).filter(|key| !theme.strings().has(key)).collect();
        assert_eq!(missing, Vec::<String>::new());
    }
}
