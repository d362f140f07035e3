//! The list of sources: by the text that they share, with the evidence for each date.

use serde::Serialize;

use super::*;
use crate::edtf::{Bound, Date, Day, Part as BoundPart, Window, Wording};
use crate::entry::record::{self, Judgement, Part, StanceKind, Word};
use crate::html::Html;
use crate::model::*;
use crate::render::context::{Context, Whole, summary};
use crate::rights::Quotable;
use crate::site::timeline::{Extent, Form, softness};
use crate::site::{address, page_count};

/// Most names and topics on it.
pub(super) const MOST_NAMES: usize = 24;
/// Most other sources that are named as sharing its text.
pub(super) const MOST_OTHERS: usize = 12;
/// Width of the drawing of a window in a row, in units of its view box.
const ROW_WIDTH: i64 = 240;

// ---- The list ----

/// `sources.html`.
#[derive(Debug, Serialize)]
pub struct ListView {
    /// "Five articles, at most three separate accounts."
    pub finding: String,
    /// How many sources there are.
    pub total: usize,
    /// How many of them state their date.
    pub with_date: usize,
    /// The lineages with their members.
    pub lineages: Vec<LineageView>,
    /// The sources outside every lineage, where all sources stand on one page.
    pub apart: Vec<SourceRow>,
    /// This page's part of all sources by date, where they take several pages.
    pub listed: Vec<SourceRow>,
    /// Between which months the drawings of windows run, in words.
    pub scale: Option<ScaleView>,
    /// The evidence for each window, where all sources stand on one page.
    pub evidence: Vec<EvidenceView>,
    /// The list's pages.
    pub pagination: Option<PaginationView>,
    /// Whether any source here speaks to a claim that no other speaks to.
    pub alone: bool,
}

/// What the left and the right end of the drawings of a page stand for.
#[derive(Debug, Serialize)]
pub struct ScaleView {
    /// The month of the left end.
    pub first: String,
    /// The month of the right end.
    pub last: String,
}

/// A lineage in the list of sources.
#[derive(Debug, Serialize)]
pub struct LineageView {
    /// The id, for anchors.
    pub id: String,
    /// Title.
    pub title: String,
    /// A text that is not in the dossier, where one is supposed.
    pub lost: Option<String>,
    /// What is known of it.
    pub text: Option<Html>,
    /// Remark.
    pub note: Option<Html>,
    /// How many sources share it.
    pub count: usize,
    /// Those whose text is this one, whole or in part.
    pub versions: Vec<SourceRow>,
    /// Those that share passages of it only.
    pub partial: Vec<SourceRow>,
    /// How many members are not listed here.
    pub more: usize,
    /// The editor's verdict on what was computed.
    pub reviewed: Option<ReviewView>,
    /// Whether it is a draft or under an embargo, shown in a preview only.
    pub draft: bool,
}

/// The editor's verdict on a lineage.
#[derive(Debug, Serialize)]
pub struct ReviewView {
    /// When.
    pub on: DateView,
    /// Who, by name.
    pub by: Option<String>,
    /// `agrees`, `split` or `joined`.
    pub computed: &'static str,
    /// Why.
    pub why: Option<Html>,
}

/// A source in a list.
#[derive(Debug, Serialize)]
pub struct SourceRow {
    /// The source.
    pub source: SourceLink,
    /// Its authors, as the document shows them.
    pub authors: Vec<AuthorView>,
    /// Its publisher, as the document shows it.
    pub publisher: Option<PartyView>,
    /// Genre.
    pub kind: Option<String>,
    /// When it was published.
    pub window: WindowView,
    /// The same, drawn to the page's scale.
    pub bar: Option<Bar>,
    /// Words of the text.
    pub words: Option<usize>,
    /// How many claims it speaks to.
    pub statements: usize,
    /// How many of them no other source speaks to.
    pub alone: usize,
    /// The beginning of the abstract, in lists over several pages.
    pub abstract_start: Option<String>,
    /// What it shares: in a lineage's list, with that lineage; else with any.
    pub shares: Vec<SharedView>,
    /// Whether it is a draft or under an embargo, shown in a preview only.
    pub draft: bool,
    /// Whether it was taken back.
    pub withdrawn: bool,
}

/// An author, or somebody else whom a source credits.
#[derive(Clone, Debug, Serialize)]
pub struct AuthorView {
    /// Who.
    pub party: PartyView,
    /// As printed, where that differs and may be quoted.
    pub printed: Option<Quotable>,
    /// Role as the document gives it.
    pub role: Option<String>,
    /// Employer as the document gives it.
    pub employer: Option<PartyView>,
    /// Where the document says so.
    pub at: Vec<PlaceView>,
}

/// When a source was published.
#[derive(Clone, Debug, Serialize)]
pub struct WindowView {
    /// In words: "between August 2023 and about July 2024".
    pub words: String,
    /// For the `datetime` attribute, where the document states one day, month or year.
    pub machine: Option<String>,
    /// Whether the document states it; else it is concluded from bounds.
    pub stated: bool,
    /// Whether anything at all is known.
    pub known: bool,
}

/// A window, drawn: a hatched bar between brackets, or a full one for a day, month or year that the source gives, as on
/// the timeline; in a view box of 22 units' height.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Bar {
    /// Width of the view box.
    pub width: i64,
    /// Path of the hatching; empty where the mark is full.
    pub hatch: String,
    /// Path of the brackets, or of the arrow heads of open ends; an end that is only about then has neither.
    pub ends: String,
    /// The full mark: left and upper edge, width and height. It is that of a month or a year, or, taller, that of a day or of
    /// a window that is too narrow for hatching.
    pub full: Option<[i64; 4]>,
}

/// The evidence for one source's window.
#[derive(Debug, Serialize)]
pub struct EvidenceView {
    /// The source.
    pub source: SourceLink,
    /// The date as stated, and every bound.
    pub bounds: Vec<BoundView>,
    /// Whether they can't all be right.
    pub contradictory: bool,
    /// Whether nothing bounds it below.
    pub no_lower: bool,
    /// Whether nothing bounds it above.
    pub no_upper: bool,
}

/// A date as stated, or a bound.
#[derive(Debug, Serialize)]
pub struct BoundView {
    /// `date`, `not-before` or `not-after`.
    pub side: &'static str,
    /// The date and what it rests on.
    pub judgement: JudgementView,
    /// Whether an end of the window comes from it.
    pub decisive: bool,
}

/// The list of sources; `n` counts its pages from 1.
pub fn list(cx: &Context<'_>, n: usize) -> (PageView, ListView) {
    let dossier = cx.dossier;
    let total = dossier.sources.len();
    let size = dossier.config.page_size.max(1) as usize;
    let pages = page_count(total, size);
    let listed: Vec<SourceIx> = match pages {
        1 => Vec::new(),
        _ => cx.site.by_date.iter().copied().skip((n - 1) * size).take(size).collect(),
    };
    let apart: Vec<SourceIx> = match pages {
        1 => SourceIx::all(dossier).filter(|ix| dossier[*ix].lineages.is_empty()).collect(),
        _ => Vec::new(),
    };
    let lineages: Vec<LineageIx> =
        LineageIx::all(dossier).filter(|ix| address::lineage_page(dossier, *ix) == n).collect();
    let members = lineages.iter().flat_map(|ix| dossier[*ix].members.iter().take(size).map(|(source, _)| *source));
    let scale = Scale::of(members.chain(apart.iter().chain(&listed).copied()).map(|ix| &dossier[ix].window));
    let row = |ix: SourceIx| cx.source_row(ix, None, scale);
    let mut view = ListView {
        finding: cx.finding(),
        total,
        with_date: cx.site.with_date,
        lineages: lineages.iter().map(|ix| lineage(cx, *ix, scale, size)).collect(),
        apart: apart.into_iter().map(row).collect(),
        listed: listed
            .into_iter()
            .map(|ix| SourceRow {
                abstract_start: dossier[ix].abstract_.as_ref().map(|text| summary(&cx.plain(text))),
                ..row(ix)
            })
            .collect(),
        scale: scale.map(|scale| scale.view(cx)),
        evidence: match pages {
            1 => SourceIx::all(dossier).map(|ix| evidence(cx, ix)).collect(),
            _ => Vec::new(),
        },
        pagination: cx.pagination("sources/", n, pages),
        alone: false,
    };
    let of_lineages = view.lineages.iter().flat_map(|lineage| lineage.versions.iter().chain(&lineage.partial));
    view.alone = of_lineages.chain(&view.apart).chain(&view.listed).any(|row| row.alone > 0);
    let title = cx.t("nav-sources", &[]);
    let page = cx.page("sources", &title, &view.finding, None);
    (page, view)
}

fn lineage(cx: &Context<'_>, ix: LineageIx, scale: Option<Scale>, size: usize) -> LineageView {
    let lineage = &cx.dossier[ix];
    let shown = &lineage.members[..lineage.members.len().min(size)];
    let (partial, versions): (Vec<_>, Vec<_>) =
        shown.iter().partition(|(_, member)| lineage.record.members[*member].part == Part::Passages);
    let rows = |members: Vec<(SourceIx, usize)>| {
        members.into_iter().map(|(source, member)| cx.source_row(source, Some((ix, member)), scale)).collect()
    };
    LineageView {
        id: lineage.header.id.value.clone(),
        title: lineage.title().to_string(),
        lost: plain(&lineage.lost),
        text: cx.prose_if(lineage.text.as_ref()),
        note: cx.prose_if(lineage.header.note.as_ref()),
        count: lineage.members.len(),
        versions: rows(versions),
        partial: rows(partial),
        more: lineage.members.len() - shown.len(),
        reviewed: lineage.reviewed.as_ref().map(|review| ReviewView {
            on: cx.date(&review.on.value),
            by: review.by.as_ref().map(|by| cx.editor(by)),
            computed: review.computed.value.word(),
            why: cx.prose_if(review.why.as_ref()),
        }),
        draft: cx.dossier.is_draft(&lineage.header),
    }
}

/// The date as stated and every bound, with what they rest on.
pub(super) fn evidence(cx: &Context<'_>, ix: SourceIx) -> EvidenceView {
    let source = &cx.dossier[ix];
    let window = &source.window;
    let bound = |side, part, judgement: &Judgement<Date>| BoundView {
        side,
        judgement: cx.dated(Target::Source(ix), Some(ix), judgement),
        decisive: window.earliest_from == Some(part) || window.latest_from == Some(part),
    };
    let date = source.date.iter().map(|j| bound("date", BoundPart::Date, j));
    let lower = source.not_before.iter().enumerate().map(|(i, j)| bound("not-before", BoundPart::NotBefore(i), j));
    let upper = source.not_after.iter().enumerate().map(|(i, j)| bound("not-after", BoundPart::NotAfter(i), j));
    EvidenceView {
        source: cx.source(ix),
        bounds: date.chain(lower).chain(upper).collect(),
        contradictory: !window.contradictions.is_empty(),
        no_lower: window.earliest.day().is_none(),
        no_upper: window.latest.day().is_none(),
    }
}

impl Whole<'_> {
    /// The name of an editor, by the id that records use.
    pub(super) fn editor(&self, id: &Word) -> String {
        let editor = self.dossier.config.editors.iter().find(|editor| editor.id.value == id.value);
        editor.map_or_else(|| id.value.clone(), |editor| editor.name.value.clone())
    }

    /// When a source was published.
    pub(super) fn window_view(&self, source: &Source) -> WindowView {
        let stated = source.states_date();
        let date = source.date.as_ref().filter(|_| stated && source.window.earliest_from == Some(BoundPart::Date));
        WindowView {
            words: self.wording(&source.window.wording),
            machine: date.and_then(|date| date.value.value.machine()),
            stated,
            known: source.window.wording != Wording::Undated,
        }
    }

    pub(super) fn kind(&self, source: &Source) -> Option<String> {
        plain(&source.kind)
    }
}

impl Context<'_> {
    /// A source in a list: of all sources, or of one lineage's members.
    fn source_row(&self, ix: SourceIx, member: Option<(LineageIx, usize)>, scale: Option<Scale>) -> SourceRow {
        let source = &self.dossier[ix];
        let shares = match member {
            Some((lineage, member)) => vec![shared(self, ix, lineage, member, 0)],
            None => source.lineages.iter().take(MOST_OTHERS).map(|(l, m)| shared(self, ix, *l, *m, 0)).collect(),
        };
        let (statements, alone) = statement_counts(self.dossier, source);
        SourceRow {
            source: self.source(ix),
            authors: self.authors(ix, &source.record.authors),
            publisher: source.publisher.as_ref().map(|party| self.party(party)),
            kind: self.kind(source),
            window: self.window_view(source),
            bar: scale.and_then(|scale| scale.bar(&source.window, ROW_WIDTH)),
            words: self.comparison.text(ix).map(|text| text.words),
            statements,
            alone,
            abstract_start: None,
            shares,
            draft: self.dossier.is_draft(&source.header),
            withdrawn: source.header.withdrawn.is_some(),
        }
    }

    pub(super) fn authors(&self, ix: SourceIx, authors: &[record::Author]) -> Vec<AuthorView> {
        let rights = self.dossier.rights(ix);
        let view = |author: &record::Author| AuthorView {
            party: self.party_of(&author.name),
            printed: author.printed.as_ref().and_then(|printed| Quotable::anchor(printed, &rights).ok()),
            role: plain(&author.role),
            employer: author.employer.as_ref().map(|employer| self.party_of(employer)),
            at: self.places(Target::Source(ix), &self.dossier.places(&author.at, Some(ix))),
        };
        authors.iter().take(MOST_NAMES).map(view).collect()
    }
}

/// How many claims a source speaks to, and how many of them no other source does.
pub(super) fn statement_counts(dossier: &Dossier, source: &Source) -> (usize, usize) {
    let speaks = source.stances.iter().filter(|(_, stance)| stance.record.stance.value != StanceKind::Silent);
    speaks.fold((0, 0), |(all, alone), (claim, _)| (all + 1, alone + usize::from(dossier[*claim].sources.len() == 1)))
}

pub(super) fn plain(word: &Option<Word>) -> Option<String> {
    word.as_ref().map(|word| word.value.clone())
}

// ---- Drawings ----

/// What stretch of time a drawing's width stands for, in days since 1970.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Scale {
    first: i64,
    last: i64,
}

impl Scale {
    /// A scale that holds all of the windows, with room at both sides for ends that are open.
    pub(super) fn of<'w>(windows: impl Iterator<Item = &'w Window>) -> Option<Scale> {
        let days = |bound: Bound| bound.day().map(Day::number);
        let ends = windows.flat_map(|window| [days(window.earliest), days(window.latest)]).flatten();
        let (first, last) = ends.fold(None, |ends: Option<(i64, i64)>, day| {
            let (first, last) = ends.unwrap_or((day, day));
            Some((first.min(day), last.max(day)))
        })?;
        let room = ((last - first) / 10).max(20);
        Some(Scale { first: first - room, last: last + room })
    }

    fn x(self, day: i64, width: i64) -> i64 {
        (day - self.first).saturating_mul(width) / (self.last - self.first).max(1)
    }

    fn view(self, cx: &Whole<'_>) -> ScaleView {
        let month = |number: i64| {
            let day = Day::from_number(number);
            cx.wording(&Wording::Month { year: Some(day.year()), month: day.month() })
        };
        ScaleView { first: month(self.first), last: month(self.last) }
    }

    /// A window as a bar; `None` where nothing is known.
    pub(super) fn bar(self, window: &Window, width: i64) -> Option<Bar> {
        use std::fmt::Write;
        const TOP: i64 = 6;
        const HEIGHT: i64 = 10;
        const LEAN: i64 = 5;
        const GAP: i64 = 5;
        // A bracket's arm, twice, and a little between.
        const NARROWEST: i64 = 9;
        // The end of the last day, so that one day has a width.
        let left = window.earliest.day().map(|day| self.x(day.number(), width));
        let right = window.latest.day().map(|day| self.x(day.number() + 1, width));
        if left.is_none() && right.is_none() {
            return None;
        }
        let (start, end) = (left.unwrap_or(0), right.unwrap_or(width));
        let (soft_from, soft_to) = softness(&window.wording);
        if left.is_some() && right.is_some() {
            let wide = (end - start).max(2);
            let full = match Extent::of_window(window).map(|extent| extent.form) {
                Some(Form::Bar) if !soft_from && !soft_to => Some([start, TOP + 1, wide, HEIGHT - 2]),
                Some(Form::Tick) => Some([start, TOP - 3, wide, HEIGHT + 6]),
                _ if wide < NARROWEST => Some([start, TOP - 3, wide, HEIGHT + 6]),
                _ => None,
            };
            if full.is_some() {
                return Some(Bar { width, hatch: String::new(), ends: String::new(), full });
            }
        }
        // Writing to a string can't fail.
        let (mut hatch, mut ends) = (String::new(), String::new());
        let mut x = start;
        while x + LEAN <= end {
            let _ = write!(hatch, "M{x} {}l{LEAN}-{HEIGHT}", TOP + HEIGHT);
            // Towards an open end the hatching thins out.
            let into_open = match (left, right) {
                (_, None) => x - start,
                (None, _) => end - x,
                _ => 0,
            };
            x += GAP + into_open * 12 / (end - start).max(1);
        }
        let (upper, lower, middle) = (TOP - 3, TOP + HEIGHT + 3, TOP + HEIGHT / 2);
        // An end that is only about then has no bracket.
        let _ = match left {
            Some(_) if soft_from => Ok(()),
            Some(x) => write!(ends, "M{} {upper}H{x}V{lower}H{}", x + 4, x + 4),
            None => write!(ends, "M7 {upper}L0 {middle}L7 {lower}"),
        };
        let _ = match right {
            Some(_) if soft_to => Ok(()),
            Some(x) => write!(ends, "M{} {upper}H{x}V{lower}H{}", x - 4, x - 4),
            None => write!(ends, "M{} {upper}L{width} {middle}L{} {lower}", width - 7, width - 7),
        };
        Some(Bar { width, hatch, ends, full: None })
    }

    /// Marks of the scale: at most six or so beginnings of months or years.
    pub(super) fn ticks(self, cx: &Whole<'_>, width: i64) -> Vec<TickView> {
        const MOST: i64 = 6;
        let (first, last) = (Day::from_number(self.first), Day::from_number(self.last));
        let months = |day: Day| day.year() * 12 + i64::from(day.month()) - 1;
        let span = months(last) - months(first);
        let fitting = [1, 2, 3, 6].into_iter().find(|step| span / step < MOST);
        let step = fitting.unwrap_or_else(|| {
            let years = span / 12;
            let mut step = 1;
            while years / step >= MOST {
                step *= if step.to_string().starts_with('2') { 5 } else { 2 };
            }
            step * 12
        });
        let mut ticks = Vec::new();
        let mut month = (months(first) + step).div_euclid(step) * step;
        while month <= months(last) {
            let (year, of_year) = (month.div_euclid(12), (month.rem_euclid(12) + 1) as u8);
            let Some(day) = Day::new(year, of_year, 1) else { break };
            let label = if step >= 12 {
                cx.wording(&Wording::Year(year))
            } else {
                let short = cx.t(&format!("month-short-{of_year}"), &[]);
                cx.t("date-month", &[("month", short.into()), ("year", year.to_string().into())])
            };
            ticks.push(TickView { x: self.x(day.number(), width), label });
            month += step;
        }
        ticks
    }
}

/// A mark of a drawing's scale.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TickView {
    /// Where, in units of the view box.
    pub x: i64,
    /// A month or a year.
    pub label: String,
}

/// A window with its scale.
#[derive(Debug, Serialize)]
pub struct WindowDrawing {
    /// The window.
    pub bar: Bar,
    /// The scale's marks.
    pub ticks: Vec<TickView>,
}

// ---- One source ----

/// What a source shares with others.
#[derive(Debug, Serialize)]
pub struct SharedView {
    /// The lineage.
    pub lineage: LinkView,
    /// How many sources share it.
    pub count: usize,
    /// `whole`, `beginning` or `passages`.
    pub part: &'static str,
    /// In words: "probable translation".
    pub relation: Option<String>,
    /// `low`, `medium`, `high` or `certain`.
    pub confidence: Option<&'static str>,
    /// Why.
    pub basis: Option<Html>,
    /// With whom.
    pub others: Vec<SourceLink>,
    /// How many more.
    pub more: usize,
}

/// What a source shares with the others of a lineage, at most `others` of them by name.
pub(super) fn shared(cx: &Context<'_>, own: SourceIx, ix: LineageIx, member: usize, others: usize) -> SharedView {
    let lineage = &cx.dossier[ix];
    let member = &lineage.record.members[member];
    let named: Vec<SourceIx> =
        lineage.members.iter().map(|(source, _)| *source).filter(|source| *source != own).take(others).collect();
    SharedView {
        lineage: cx.link(ix),
        count: lineage.members.len(),
        part: member.part.word(),
        relation: plain(&member.relation),
        confidence: member.confidence.map(|confidence| confidence.word()),
        basis: cx.prose_if(member.basis.as_ref()),
        more: lineage.members.len().saturating_sub(1 + named.len()),
        others: cx.sources(&named),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edtf;

    fn dates(texts: &[&str]) -> Vec<Date> {
        texts.iter().map(|text| Date::parse(text).unwrap()).collect()
    }

    fn window(not_before: &[&str], not_after: &[&str]) -> Window {
        edtf::window(&dates(not_before), &dates(not_after), None)
    }

    /// A bar on a scale of ten days for each unit: 1 January to 31 December 2024 or so.
    fn bar(not_before: &[&str], not_after: &[&str]) -> Option<Bar> {
        let first = Date::parse("2024-01-01").unwrap().bounds().start.earliest.day().unwrap().number();
        Scale { first, last: first + 400 }.bar(&window(not_before, not_after), 400)
    }

    #[test]
    fn bars() {
        let closed = bar(&["2024-01-11"], &["2024-02-10"]).unwrap();
        assert_eq!(closed.ends, "M14 3H10V19H14M37 3H41V19H37");
        assert_eq!(closed.hatch.matches('M').count(), 6);
        assert!(closed.hatch.starts_with("M10 16l5-10M15 16"), "{}", closed.hatch);
        // Too narrow for brackets: a mark that is never without a width.
        let day = bar(&["2024-01-11"], &["2024-01-11"]).unwrap();
        assert_eq!((day.full, day.hatch.as_str(), day.ends.as_str()), (Some([10, 3, 2, 16]), "", ""));
        // One month that is known is full, as on the timeline.
        let month = bar(&["2024-02"], &["2024-02"]).unwrap();
        assert_eq!((month.full, month.hatch.as_str()), (Some([31, 7, 29, 8]), ""));
        // Open ends have arrow heads, and the hatching thins out towards them.
        let open = bar(&["2024-01-11"], &[]).unwrap();
        assert!(open.ends.ends_with("M393 3L400 11L393 19"), "{}", open.ends);
        assert!(open.hatch.matches('M').count() < 60);
        assert!(bar(&[], &["2024-02-10"]).unwrap().ends.starts_with("M7 3L0 11L7 19"));
        assert_eq!(bar(&["2024-01-11"], &["2024-02~"]).unwrap().ends, "M14 3H10V19H14");
        assert_eq!(bar(&[], &[]), None);
    }

    proptest! {
        #[test]
        fn bars_stay_within_their_drawing(days in proptest::collection::vec((any::<i32>(), any::<i32>()), 1..6)) {
            let day = |number: i32| Day::from_number(i64::from(number));
            let windows: Vec<Window> = days
                .iter()
                .map(|(a, b)| Window {
                    earliest: Bound::Day(day(*a.min(b))),
                    latest: Bound::Day(day(*a.max(b))),
                    ..window(&[], &[])
                })
                .collect();
            let scale = Scale::of(windows.iter()).unwrap();
            for window in &windows {
                let bar = scale.bar(window, ROW_WIDTH).unwrap();
                prop_assert!(bar.hatch.len() < 1500);
                let numbers = bar.ends.split(|c: char| !c.is_ascii_digit() && c != '-').filter(|n| !n.is_empty());
                for number in numbers {
                    prop_assert!((0..=ROW_WIDTH).contains(&number.parse::<i64>().unwrap()), "{}", bar.ends);
                }
            }
        }
    }
}
