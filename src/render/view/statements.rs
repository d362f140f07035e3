//! Statements, events and articles in lists of limited length, as the pages of topics and names have them.

use serde::Serialize;

use super::{AccountsView, Common, EventRow, KeyGroup, LinkView, PartyView, SourceLink, StanceMark};
use crate::compare::accounts::Descent;
use crate::edtf::Part;
use crate::entry::record::{How, Kind};
use crate::html::Html;
use crate::model::{ClaimIx, EventIx, SourceIx, Target};
use crate::render::context::{Context, Whole};
use crate::site::CLAIMS_A_PAGE;

/// Most sources named in one row.
pub const ROW_SOURCES: usize = 12;
/// Most sources named on one side of a dispute.
const SIDE_SOURCES: usize = 6;
/// Most events in a list on the page of something else.
pub const EVENTS: usize = 100;

/// Statements in groups, with a column a source.
#[derive(Debug, Serialize)]
pub struct StatementTable {
    /// The columns, by shared text; none where there are too many sources for columns.
    pub columns: Vec<KeyGroup>,
    /// How many columns these are.
    pub width: usize,
    /// The groups.
    pub groups: Vec<StatementGroup>,
}

/// Some of a table's statements, under a heading.
#[derive(Debug, Serialize)]
pub struct StatementGroup {
    /// The narrower topic that they are on; `None` for those on the page's own subject.
    pub topic: Option<LinkView>,
    /// The statements, as far as there is room.
    pub rows: Vec<StatementRow>,
    /// How many more there are.
    pub more: usize,
    /// Where the others are.
    pub rest: LinkView,
}

/// A statement in a table.
#[derive(Debug, Serialize)]
pub struct StatementRow {
    /// The claim.
    pub claim: LinkView,
    /// Whether it is one of those where a difference matters most.
    pub key: bool,
    /// One mark a column.
    pub marks: Vec<StanceMark>,
    /// The separate accounts behind it.
    pub accounts: AccountsView,
    /// How many sources support it.
    pub supported_by: usize,
    /// How many sources say otherwise.
    pub disputed_by: usize,
}

/// A statement that a source disputes.
#[derive(Debug, Serialize)]
pub struct DisputedRow {
    /// The claim.
    pub claim: LinkView,
    /// Sources that support it, as many as there is room for.
    pub support: Vec<SourceLink>,
    /// How many more of them there are.
    pub more_support: usize,
    /// Sources that say otherwise, as many as there is room for.
    pub dispute: Vec<SourceLink>,
    /// How many more of them there are.
    pub more_dispute: usize,
    /// Separate accounts on either side, in words.
    pub words: String,
}

/// Events in a list of limited length.
#[derive(Debug, Serialize)]
pub struct EventList {
    /// The events, in time; those without a date last.
    pub events: Vec<EventLine>,
    /// How many more there are.
    pub more: usize,
    /// Path of the timeline, which has all of them.
    pub timeline: String,
}

/// An event in a list of limited length.
#[derive(Debug, Serialize)]
pub struct EventLine {
    /// The event, with as many of its sources as there is room for.
    pub row: EventRow,
    /// How many sources tell of it.
    pub sources: usize,
}

/// A source in a list.
#[derive(Debug, Serialize)]
pub struct ArticleRow {
    /// The source.
    pub source: SourceLink,
    /// Who wrote it.
    pub authors: Vec<PartyView>,
    /// When it was published, in words.
    pub published: String,
    /// Whether the editor infers that.
    pub inferred: bool,
    /// All of it, as `parts/article.html` has it.
    pub drawn: Html,
}

/// Some of a list's sources.
#[derive(Debug, Serialize)]
pub struct Stretch {
    /// The number of the first one shown, from 1; 0 where there are none.
    pub first: usize,
    /// The number of the last one shown.
    pub last: usize,
    /// How many there are.
    pub total: usize,
}

/// The `n`th stretch of a list, as long as the config has it, with its numbers.
pub fn stretch<'a, T>(cx: &Context<'_>, list: &'a [T], n: usize) -> (&'a [T], Stretch) {
    let size = (cx.dossier.config.page_size as usize).max(1);
    let start = n.saturating_sub(1).saturating_mul(size).min(list.len());
    let end = start.saturating_add(size).min(list.len());
    (&list[start..end], Stretch { first: (start + 1).min(end), last: end, total: list.len() })
}

impl Context<'_> {
    /// A table of statements: groups of claims, each with its topic and with where the ones are that don't fit.
    pub fn statements(&self, groups: &[(Option<LinkView>, &[ClaimIx], LinkView)]) -> StatementTable {
        let columns = self.key();
        let sources: Vec<SourceIx> = columns
            .iter()
            .flat_map(|group| &group.sources)
            .filter_map(|source| self.dossier.find(Kind::Source, &source.id))
            .filter_map(|target| if let Target::Source(ix) = target { Some(ix) } else { None })
            .collect();
        let mut room = CLAIMS_A_PAGE;
        let mut group = |(topic, claims, rest): &(Option<LinkView>, &[ClaimIx], LinkView)| {
            let shown = claims.len().min(room);
            room -= shown;
            StatementGroup {
                topic: topic.clone(),
                rows: claims[..shown].iter().map(|ix| self.statement(*ix, &sources)).collect(),
                more: claims.len() - shown,
                rest: rest.clone(),
            }
        };
        StatementTable { groups: groups.iter().map(&mut group).collect(), width: sources.len(), columns }
    }

    fn statement(&self, ix: ClaimIx, columns: &[SourceIx]) -> StatementRow {
        let accounts = self.comparison.accounts(ix);
        StatementRow {
            claim: self.link(ix),
            key: self.dossier[ix].key,
            marks: columns.iter().map(|source| self.mark(*source, ix)).collect(),
            accounts: self.accounts(accounts),
            supported_by: accounts.counted().count(),
            disputed_by: accounts.disputing().count(),
        }
    }

    /// A statement that a source disputes: who is on which side, and how many accounts these are.
    pub fn disputed(&self, ix: ClaimIx) -> DisputedRow {
        let accounts = self.comparison.accounts(ix);
        // "and 1 more" takes as much room as the one.
        let room = |side: &[Descent]| if side.len() == SIDE_SOURCES + 1 { side.len() } else { SIDE_SOURCES };
        let some = |side: &[Descent]| -> Vec<SourceLink> {
            side.iter().take(room(side)).map(|descent| self.source(descent.source)).collect()
        };
        let key = if accounts.one_text_both_ways() { "disputed-in-one-text" } else { "disputed-in-several" };
        let numbers = [
            ("for", self.range(accounts.min, accounts.max).into()),
            ("otherwise", self.range(accounts.dispute_min, accounts.dispute_max).into()),
        ];
        DisputedRow {
            claim: self.link(ix),
            support: some(&accounts.support),
            more_support: accounts.support.len().saturating_sub(room(&accounts.support)),
            dispute: some(&accounts.dispute),
            more_dispute: accounts.dispute.len().saturating_sub(room(&accounts.dispute)),
            words: self.t(key, &numbers),
        }
    }

    /// Events, as many as there is room for.
    pub fn events(&self, events: &[EventIx]) -> EventList {
        let line = |ix: &EventIx| {
            let event = &self.dossier[*ix];
            let row = EventRow {
                event: self.link(*ix),
                id: event.header.id.value.clone(),
                date: event.date.as_ref().filter(|d| !d.value.value.is_undated()).map(|d| self.date(&d.value.value)),
                kind: event.kind.word(),
                status: event.status.word(),
                background: event.background,
                sources: event.sources.iter().take(ROW_SOURCES).map(|source| self.source(*source)).collect(),
            };
            EventLine { row, sources: event.sources.len() }
        };
        EventList {
            events: events.iter().take(EVENTS).map(line).collect(),
            more: events.len().saturating_sub(EVENTS),
            timeline: self.site.href("timeline/"),
        }
    }
}

impl Whole<'_> {
    /// A source in a list.
    pub fn article(&self, ix: SourceIx) -> Common<ArticleRow> {
        self.commons.article(ix, || {
            let mut row = ArticleRow {
                source: self.source(ix),
                authors: self.dossier[ix].authors.iter().map(|party| self.party(party)).collect(),
                published: self.window(ix),
                inferred: self.is_window_inferred(ix),
                drawn: Html::default(),
            };
            row.drawn = self.draw("parts/article.html", "row", &row);
            Common::new(row)
        })
    }

    /// Whether the editor infers when a source was published.
    fn is_window_inferred(&self, ix: SourceIx) -> bool {
        let source = &self.dossier[ix];
        let how = |part: Part| match part {
            Part::Date => source.date.as_ref().map(|judgement| judgement.how.value),
            Part::NotBefore(i) => source.not_before.get(i).map(|judgement| judgement.how.value),
            Part::NotAfter(i) => source.not_after.get(i).map(|judgement| judgement.how.value),
        };
        let window = &source.window;
        let mut parts = window.earliest_from.into_iter().chain(window.latest_from);
        // What follows from bounds alone is the editor's conclusion, however plainly each bound is stated.
        parts.any(|part| how(part) != Some(How::Stated) || part != Part::Date)
    }
}
