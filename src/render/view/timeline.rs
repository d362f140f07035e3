//! The timeline, drawn and in order, and one page an event.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    ChangeRow, ClaimRow, EventRow, JudgementView, LinkView, PageView, PaginationView, PartyView, PlaceView, SourceLink,
};
use crate::edtf::{Date, Day, Order, Wording};
use crate::entry::record::{EventKind, How, Status};
use crate::html::Html;
use crate::model::*;
use crate::render::context::Context;
use crate::render::date::DateView;
use crate::render::strings::capitalised;
use crate::site::signs::Sign;
use crate::site::timeline::{
    Canvas, Dated, Extent, Form, Item, LaneBox, Layout, Look, Mark, Placed, Tick, Unit, glyph, layout,
};
use crate::site::{EVENTS_A_PAGE, TIMELINE_MARKS, address, lies_outside, page_count};

/// The signs beside a name; more than these are a number.
const SIGNS: usize = 6;
/// The dates of one event that are drawn, where they are disputed.
const DATES: usize = 12;
/// Sources in rows of their own; with more, the publications are left to the list of sources.
const PUBLICATION_ROWS: usize = 12;
/// Lanes by topic: more would be a list of topics.
const LANES: usize = 8;

/// How large a drawing is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// As wide as the page, lanes by topic.
    Page,
    /// In the field beside the rail, lanes by what happened, what was said and what was planned.
    Field,
}

/// A drawn timeline, for the component `timeline`.
#[derive(Clone, Debug, Serialize)]
pub struct DrawingView {
    /// What it shows.
    pub title: String,
    /// How it is arranged, and that the same stands in a list.
    pub desc: String,
    /// What is drawn; the layouts say where, by number.
    pub items: Vec<DrawnItem>,
    /// For wide screens and paper.
    pub wide: DrawingLayout,
    /// For phones.
    pub narrow: DrawingLayout,
    /// Whose hatches occur: `ink`, `h0` to `h7`.
    pub hues: Vec<String>,
}

/// Something drawn: an event or a publication.
#[derive(Clone, Debug, Serialize)]
pub struct DrawnItem {
    /// Where it leads.
    pub path: String,
    /// Name and date, for those who can't see it.
    pub name: String,
    /// Signs beside the name.
    pub signs: Vec<Sign>,
    /// How many more sources there are.
    pub more: usize,
    /// Its dates: one, or several where they are disputed.
    pub dates: Vec<DrawnDate>,
}

/// One of an item's dates.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DrawnDate {
    /// The sources that give it, where dates are disputed.
    pub signs: Vec<Sign>,
    /// How many more of them there are.
    pub more: usize,
}

/// Where everything stands: [`Layout`] with words at the axis.
#[derive(Clone, Debug, Serialize)]
pub struct DrawingLayout {
    /// Width of the canvas.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// Where the axis ends.
    pub top: i32,
    /// Labels of the axis.
    pub ticks: Vec<TickView>,
    /// Where the scale changes.
    pub breaks: Vec<i32>,
    /// Lanes.
    pub lanes: Vec<LaneBox>,
    /// Items.
    pub items: Vec<Placed>,
}

/// A label of the axis.
#[derive(Clone, Debug, Serialize)]
pub struct TickView {
    /// Where.
    pub x: i32,
    /// The words.
    pub label: String,
}

/// The drawing of `events` (those with a date), in time; `None` where nothing is dated. The caller bounds their number.
///
/// With the row of publication dates where asked for. Show it with `{{ <timeline drawing={…} /> }}`, once on a page.
pub fn drawing(cx: &Context<'_>, events: &[EventIx], with_publications: bool, size: Size) -> Option<DrawingView> {
    let mut lanes: Vec<String> = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    let mut drawn: Vec<DrawnItem> = Vec::new();
    if with_publications && cx.dossier.sources.len() <= PUBLICATION_ROWS {
        for ix in SourceIx::all(cx.dossier) {
            let Some(extent) = Extent::of_window(&cx.dossier[ix].window) else { continue };
            let link = cx.source(ix);
            let look = Look { hue: Some(link.sign.hue), ..Look::default() };
            items.push(Item {
                lane: 0,
                label: link.short.clone(),
                signs: 1,
                dates: vec![Dated { extent, look, signs: 0 }],
            });
            drawn.push(DrawnItem {
                path: link.path.clone(),
                name: cx.t("timeline-item", &[("name", link.short.as_str().into()), ("date", cx.window(ix).into())]),
                signs: vec![link.sign.clone()],
                more: 0,
                dates: vec![DrawnDate::default()],
            });
        }
        lanes.push(cx.t("timeline-published", &[]));
    }
    let first_lane = lanes.len();
    let by_lane = lanes_of(cx, events, size);
    lanes.extend(by_lane.names);
    for (&ix, lane) in events.iter().zip(by_lane.of_events) {
        let Some((item, shown)) = event_item(cx, ix, first_lane + lane) else { continue };
        items.push(item);
        drawn.push(shown);
    }
    if items.is_empty() {
        return None;
    }
    let wide = match size {
        Size::Page => Canvas::WIDE,
        Size::Field => Canvas::FIELD,
    };
    // Ink is for the marks in the list, too.
    let hues = items.iter().flat_map(|item| &item.dates).filter_map(|dated| dated.look.hue);
    let hues: BTreeSet<String> = hues.map(|hue| format!("h{hue}")).chain(["ink".to_string()]).collect();
    let wide = with_words(cx, layout(&wide, &lanes, &items));
    let narrow = with_words(cx, layout(&Canvas::NARROW, &lanes, &items));
    let lane_names: Vec<&str> = wide
        .lanes
        .iter()
        .filter_map(|lane| lanes.get(lane.lane))
        .map(String::as_str)
        .filter(|n| !n.is_empty())
        .collect();
    Some(DrawingView {
        title: cx.t("timeline-drawing-title", &[]),
        desc: cx.t("timeline-drawing-desc", &[("lanes", lane_names.join(", ").into())]),
        items: drawn,
        wide,
        narrow,
        hues: hues.into_iter().collect(),
    })
}

/// An event as it is drawn; `None` is undated.
fn event_item(cx: &Context<'_>, ix: EventIx, lane: usize) -> Option<(Item, DrawnItem)> {
    let event = &cx.dossier[ix];
    let date = &event.date.as_ref()?.value.value;
    let link = cx.link(ix);
    let disputed = disputed_dates(cx.dossier, ix);
    let mut dates = Vec::new();
    let mut shown = Vec::new();
    for (extent, sources) in disputed.iter().take(DATES) {
        let (signs, more) = first_signs(cx, sources);
        dates.push(Dated { extent: *extent, look: look(cx.dossier, ix, extent), signs: places(&signs, more) });
        shown.push(DrawnDate { signs, more });
    }
    let (mut signs, mut more) = (Vec::new(), 0);
    if dates.is_empty() {
        let extent = Extent::of(date)?;
        dates.push(Dated { extent, look: look(cx.dossier, ix, &extent), signs: 0 });
        shown.push(DrawnDate::default());
        (signs, more) = first_signs(cx, &event.sources);
    }
    let item = Item { lane, label: link.short.clone(), signs: places(&signs, more), dates };
    let name = cx.t("timeline-item", &[("name", link.short.as_str().into()), ("date", cx.date(date).words.into())]);
    Some((item, DrawnItem { path: link.path.unwrap_or_default(), name, signs, more, dates: shown }))
}

/// The signs that there is room for, and how many sources are left.
fn first_signs(cx: &Context<'_>, sources: &[SourceIx]) -> (Vec<Sign>, usize) {
    let signs = sources.iter().take(SIGNS).map(|source| cx.site.signs[source.0 as usize].clone());
    (signs.collect(), sources.len().saturating_sub(SIGNS))
}

/// How many signs' room is taken: the number of what is left, with its plus, needs that of one or of two.
fn places(signs: &[Sign], more: usize) -> usize {
    let number = match more {
        0 => 0,
        1..=9 => 1,
        _ => 2,
    };
    signs.len() + number
}

/// The dates of an event with the sources that give them, in time, where at least two of them can't both be right.
/// The event's own date is among them, without a source where none gives it.
fn disputed_dates(dossier: &Dossier, ix: EventIx) -> Vec<(Extent, Vec<SourceIx>)> {
    let event = &dossier[ix];
    let Some(own) = event.date.as_ref().map(|date| &date.value.value) else { return Vec::new() };
    let mut given: Vec<(&Date, Option<SourceIx>)> = event
        .sources
        .iter()
        .filter_map(|source| Some((&dossier[*source].accounts.get(&ix)?.record.date.as_ref()?.value, Some(*source))))
        .filter(|(date, _)| !date.is_undated())
        .collect();
    let excludes = |date: &Date, other: &Date| matches!(date.order(other), Order::Before | Order::After);
    // Not every pair: who disagrees with any other disagrees with the event's own date, or with the first.
    let first = given.first().map(|(date, _)| *date);
    if !given.iter().any(|(date, _)| excludes(date, own) || first.is_some_and(|first| excludes(date, first))) {
        return Vec::new();
    }
    if !own.is_undated() {
        given.push((own, None));
    }
    given.sort_by_cached_key(|(date, source)| (date.sort_key(), source.is_none(), *source));
    let mut dates: Vec<(Extent, Vec<SourceIx>)> = Vec::new();
    for (date, source) in given {
        let Some(extent) = Extent::of(date) else { continue };
        match dates.last_mut() {
            Some((last, sources)) if *last == extent => sources.extend(source),
            _ => dates.push((extent, source.into_iter().collect())),
        }
    }
    dates
}

/// How an event's mark looks.
fn look(dossier: &Dossier, ix: EventIx, extent: &Extent) -> Look {
    let event = &dossier[ix];
    let plan = event.status != Status::Happened;
    let joined: BTreeSet<SourceIx> = event.joined.iter().map(|place| place.source).collect();
    let how = event.date.as_ref().map(|date| date.how.value);
    Look {
        plan,
        vague: matches!(event.status, Status::Proposed | Status::Unclear)
            || (plan && (extent.soft_from || extent.soft_to)),
        borrowed: how == Some(How::Borrowed) || (how == Some(How::Inferred) && joined.len() > 1),
        hue: None,
    }
}

/// Which lane each event is in.
struct Lanes {
    names: Vec<String>,
    of_events: Vec<usize>,
}

/// Lanes by the topmost topic of each event, in page order, where that tells them apart; else by what happened, what
/// was said, and what was planned.
fn lanes_of(cx: &Context<'_>, events: &[EventIx], size: Size) -> Lanes {
    let roots: Vec<Option<TopicIx>> = events.iter().map(|ix| root_topic(cx.dossier, *ix)).collect();
    let used: BTreeSet<TopicIx> = roots.iter().flatten().copied().collect();
    let without = roots.iter().filter(|root| root.is_none()).count();
    if size == Size::Page && used.len() > 1 && used.len() <= LANES && without * 4 <= events.len() {
        let order: Vec<TopicIx> = used.into_iter().collect();
        let mut names: Vec<String> = order.iter().map(|ix| cx.link(*ix).short).collect();
        names.push(cx.t("timeline-lane-other", &[]));
        let lane =
            |root: &Option<TopicIx>| root.and_then(|root| order.binary_search(&root).ok()).unwrap_or(order.len());
        return Lanes { names, of_events: roots.iter().map(lane).collect() };
    }
    let lane = |ix: &EventIx| {
        let event = &cx.dossier[*ix];
        match (event.status, event.kind) {
            (Status::Planned | Status::Proposed, _) => 2,
            (_, EventKind::Statement) => 1,
            _ => 0,
        }
    };
    let names = ["timeline-lane-happened", "timeline-lane-said", "timeline-lane-planned"];
    Lanes { names: names.iter().map(|key| cx.t(key, &[])).collect(), of_events: events.iter().map(lane).collect() }
}

/// The topmost topic of an event's first topic.
fn root_topic(dossier: &Dossier, ix: EventIx) -> Option<TopicIx> {
    let mut topic = *dossier[ix].topics.first()?;
    // Topics form a tree; the bound keeps a mistake in it from being endless.
    for _ in 0..64 {
        match dossier[topic].broader {
            Some(broader) => topic = broader,
            None => break,
        }
    }
    Some(topic)
}

/// A layout with words at its axis.
fn with_words(cx: &Context<'_>, layout: Layout) -> DrawingLayout {
    let ticks = layout.ticks.iter().map(|tick| TickView { x: tick.x, label: tick_label(cx, tick) }).collect();
    let Layout { width, height, top, breaks, lanes, items, .. } = layout;
    DrawingLayout { width, height, top, ticks, breaks, lanes, items }
}

fn tick_label(cx: &Context<'_>, tick: &Tick) -> String {
    let year = match tick.year {
        ..=0 => cx.t("date-year-bc", &[("year", (1 - tick.year).to_string().into())]),
        year => cx.t("date-year", &[("year", year.to_string().into())]),
    };
    let month = cx.t(&format!("month-short-{}", tick.month), &[]);
    match (tick.unit, tick.with_year) {
        (Unit::Year, _) => year,
        (Unit::Month, true) => cx.t("date-month", &[("month", month.into()), ("year", year.into())]),
        (Unit::Month, false) => month,
        (Unit::Day, _) => cx.t("date-day-no-year", &[("day", tick.day.to_string().into()), ("month", month.into())]),
    }
}

/// The timeline, or ten years of it.
#[derive(Debug, Serialize)]
pub struct TimelineView {
    /// The finding: how many events, and how exactly they are dated.
    pub deck: String,
    /// When the sources were written, as far as they say.
    pub deck_sources: Option<String>,
    /// The drawing; `None` where nothing is dated, where there is too much for one, and on later pages of the list.
    pub drawing: Option<DrawingView>,
    /// How many events there are by decade or by year, where there is too much for a drawing.
    pub density: Vec<DensityRow>,
    /// Whether `density` is by decade (with pages to go to), not by year.
    pub by_decade: bool,
    /// What the marks mean: those that occur.
    pub legend: Vec<LegendEntry>,
    /// Events in order of time.
    pub dated: Vec<EventEntry>,
    /// Events without a date.
    pub undated: Vec<EventEntry>,
    /// Events outside the story, dated or not.
    pub outside: Vec<EventEntry>,
    /// The pages of the list.
    pub pagination: Option<PaginationView>,
    /// The decade before, where this is one.
    pub previous: Option<LinkView>,
    /// The decade after.
    pub next: Option<LinkView>,
}

/// How many events a stretch of time has.
#[derive(Debug, Serialize)]
pub struct DensityRow {
    /// The decade or year, linked where it has a page or stands further down.
    pub time: LinkView,
    /// How many.
    pub count: usize,
    /// As a share of the most, from 1 to 100.
    pub share: usize,
}

/// What a mark means.
#[derive(Debug, Serialize)]
pub struct LegendEntry {
    /// The mark, in a box of 60 by 20.
    pub mark: Mark,
    /// The meaning.
    pub text: String,
}

/// An event in the ordered list.
#[derive(Debug, Serialize)]
pub struct EventEntry {
    /// The event, its sources left to `accounts`.
    pub event: LinkView,
    /// The id, for anchors.
    pub id: String,
    /// When; `None` is undated.
    pub date: Option<DateView>,
    /// `stated`, `inferred` or `borrowed`.
    pub how: Option<&'static str>,
    /// The mark of its date in a box of 60 by 20.
    pub mark: Option<Mark>,
    /// Whether the sources' dates can't all be right.
    pub disputed: bool,
    /// `happening`, `statement` or `period`.
    pub kind: &'static str,
    /// `happened`, `planned`, `proposed` or `unclear`.
    pub status: &'static str,
    /// Lies outside the story.
    pub background: bool,
    /// Not published yet: shown in a preview only.
    pub draft: bool,
    /// What it was.
    pub text: Option<Html>,
    /// What each source has, the first of them.
    pub accounts: Vec<AccountLine>,
    /// How many further sources tell of it.
    pub more_accounts: usize,
    /// What differs between the sources.
    pub differs: Option<Html>,
    /// Claims about it, the first of them.
    pub claims: Vec<LinkView>,
    /// How many further claims there are.
    pub more_claims: usize,
}

/// What one source says about an event, in a line.
#[derive(Debug, Serialize)]
pub struct AccountLine {
    /// The source.
    pub source: SourceLink,
    /// Where: `l. 13`, `ll. 11, 13`; empty where no line is cited.
    pub lines: String,
    /// The date that it gives.
    pub date: Option<DateView>,
}

/// Sources and claims of an event that a list shows.
const IN_LIST: usize = 12;

/// The timeline's page, or a later page of its list.
pub fn timeline(cx: &Context<'_>, page: usize) -> (PageView, TimelineView) {
    let (dossier, site) = (cx.dossier, cx.site);
    let (story, decades, list) = (&site.story, &site.decades, &site.timeline);
    let first = page == 1;
    let drawing = (first && decades.is_empty()).then(|| drawing(cx, story, true, Size::Page)).flatten();
    let rows = decades.iter().map(|(decade, events)| (decade_link(cx, *decade), events.len()));
    let undated: Vec<EventIx> = site.undated.iter().copied().filter(|ix| !lies_outside(dossier, *ix)).collect();
    let mut view = TimelineView {
        deck: deck(cx, story, &undated),
        deck_sources: deck_sources(cx),
        drawing,
        density: if first { density(rows.collect()) } else { Vec::new() },
        by_decade: true,
        legend: Vec::new(),
        dated: Vec::new(),
        undated: Vec::new(),
        outside: Vec::new(),
        pagination: cx.pagination("timeline/", page, page_count(list.len(), EVENTS_A_PAGE)),
        previous: None,
        next: None,
    };
    if view.drawing.is_some() {
        view.legend = legend(cx, story, true);
    }
    for ix in list.iter().skip((page.max(1) - 1) * EVENTS_A_PAGE).take(EVENTS_A_PAGE) {
        let entry = entry(cx, *ix);
        match (lies_outside(dossier, *ix), &entry.date) {
            (true, _) => view.outside.push(entry),
            (false, Some(_)) => view.dated.push(entry),
            (false, None) => view.undated.push(entry),
        }
    }
    let mut frame = cx.page("timeline", &cx.t("timeline-title", &[]), &view.deck, None);
    frame.key = cx.key();
    (frame, view)
}

/// The page of ten years, or a later page of its list.
pub fn decade(cx: &Context<'_>, decade: i64, page: usize) -> (PageView, TimelineView) {
    let decades = &cx.site.decades;
    let empty = Vec::new();
    let events = decades.get(&decade).unwrap_or(&empty);
    let first = page == 1;
    let fits = events.len() <= TIMELINE_MARKS;
    // The sources were mostly written in other years.
    let drawing = (first && fits).then(|| drawing(cx, events, false, Size::Page)).flatten();
    let mut years: BTreeMap<i64, usize> = BTreeMap::new();
    if first && !fits {
        for ix in events {
            *years.entry(year_of(cx.dossier, *ix).unwrap_or(decade)).or_default() += 1;
        }
    }
    let title = cx.wording(&Wording::Decade(decade));
    let rows = years.into_iter().map(|(year, count)| {
        let title = cx.wording(&Wording::Year(year));
        (LinkView { path: None, short: title.clone(), title }, count)
    });
    let view = TimelineView {
        deck: deck(cx, events, &[]),
        deck_sources: None,
        legend: if drawing.is_some() { legend(cx, events, false) } else { Vec::new() },
        drawing,
        density: density(rows.collect()),
        by_decade: false,
        dated: events
            .iter()
            .skip((page.max(1) - 1) * EVENTS_A_PAGE)
            .take(EVENTS_A_PAGE)
            .map(|ix| entry(cx, *ix))
            .collect(),
        undated: Vec::new(),
        outside: Vec::new(),
        pagination: cx.pagination(&address::decade(decade), page, page_count(events.len(), EVENTS_A_PAGE)),
        previous: decades.range(..decade).next_back().map(|(decade, _)| decade_link(cx, *decade)),
        next: decades.range(decade + 1..).next().map(|(decade, _)| decade_link(cx, *decade)),
    };
    let mut frame = cx.page("timeline", &capitalised(&title), &view.deck, None);
    frame.key = cx.key();
    (frame, view)
}

fn decade_link(cx: &Context<'_>, decade: i64) -> LinkView {
    let title = capitalised(&cx.wording(&Wording::Decade(decade)));
    LinkView { path: Some(cx.site.href(&address::decade(decade))), short: title.clone(), title }
}

/// The year in which an event begins, as far as that is known.
fn year_of(dossier: &Dossier, ix: EventIx) -> Option<i64> {
    let bounds = dossier[ix].date.as_ref()?.value.value.bounds();
    Some(bounds.start.earliest.day().or(bounds.end.latest.day())?.year())
}

fn density(rows: Vec<(LinkView, usize)>) -> Vec<DensityRow> {
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let row = |(time, count): (LinkView, usize)| DensityRow { time, count, share: (count * 100 / most).max(1) };
    rows.into_iter().map(row).collect()
}

/// How many events, and how exactly they are dated.
fn deck(cx: &Context<'_>, dated: &[EventIx], undated: &[EventIx]) -> String {
    let of_day = |ix: &&EventIx| {
        let date = cx.dossier[**ix].date.as_ref().map(|date| &date.value.value);
        date.and_then(Extent::of).is_some_and(|extent| extent.form == Form::Tick && !extent.soft_from)
    };
    let days = dated.iter().filter(of_day).count();
    let planned = |ix: &&EventIx| matches!(cx.dossier[**ix].status, Status::Planned | Status::Proposed);
    let plans = dated.iter().chain(undated).filter(planned).count();
    let undated = undated.len();
    let number = |n: usize| cx.number(n);
    cx.t(
        "timeline-deck",
        &[
            ("events", capitalised(&number(dated.len() + undated)).into()),
            ("n", ((dated.len() + undated) as i64).into()),
            ("days", (days as i64).into()),
            ("days_words", number(days).into()),
            ("plans", (plans as i64).into()),
            ("plans_words", number(plans).into()),
            ("undated", (undated as i64).into()),
            ("undated_words", number(undated).into()),
        ],
    )
}

/// How many sources say when they were written.
fn deck_sources(cx: &Context<'_>) -> Option<String> {
    let sources = &cx.dossier.sources;
    let dated = sources.iter().filter(|source| source.date.is_some()).count();
    (!sources.is_empty()).then(|| {
        cx.t(
            "timeline-deck-sources",
            &[
                ("n", (sources.len() as i64).into()),
                ("sources", cx.number(sources.len()).into()),
                ("dated", (dated as i64).into()),
                ("dated_words", capitalised(&cx.number(dated)).into()),
                ("all", i64::from(dated == sources.len()).into()),
            ],
        )
    })
}

/// What the marks mean, of those kinds only that occur.
pub(super) fn legend(cx: &Context<'_>, events: &[EventIx], with_publications: bool) -> Vec<LegendEntry> {
    let of_event = |ix: &EventIx| {
        let own = cx.dossier[*ix].date.as_ref().and_then(|date| Extent::of(&date.value.value));
        let given = disputed_dates(cx.dossier, *ix).into_iter().take(DATES).map(|(extent, _)| extent);
        // Its own date is drawn here as well: with those that sources give, or alone.
        given.chain(own).map(|extent| (extent, look(cx.dossier, *ix, &extent))).collect::<Vec<_>>()
    };
    let mut drawn: Vec<(Extent, Look)> = events.iter().flat_map(of_event).collect();
    if with_publications && cx.dossier.sources.len() <= PUBLICATION_ROWS {
        let windows = cx.dossier.sources.iter().filter_map(|source| Extent::of_window(&source.window));
        drawn.extend(windows.map(|extent| (extent, Look::default())));
    }
    let day = Extent { from: Some(0), to: Some(1), soft_from: false, soft_to: false, form: Form::Tick };
    let of = |form: Form| Extent { form, ..day };
    let plain = Look::default();
    let soft = |e: &Extent| e.soft_from || e.soft_to;
    let open = |e: &Extent| e.from.is_none() || e.to.is_none();
    let vague = |e: &Extent, l: &Look| l.plan && (l.vague || e.form == Form::Window);
    let done = |e: &Extent, l: &Look, form: Form| !l.plan && !l.borrowed && e.form == form;
    type Shown<'a> = (&'static str, Extent, Look, &'a dyn Fn(&Extent, &Look) -> bool);
    let kinds: [Shown<'_>; 9] = [
        ("timeline-mark-day", day, plain, &|e, l| done(e, l, Form::Tick)),
        ("timeline-mark-borrowed", day, Look { borrowed: true, ..plain }, &|_, l| l.borrowed && !l.plan),
        ("timeline-mark-bar", of(Form::Bar), plain, &|e, l| done(e, l, Form::Bar)),
        ("timeline-mark-span", of(Form::Span), plain, &|e, l| done(e, l, Form::Span)),
        ("timeline-mark-window", of(Form::Window), plain, &|e, l| done(e, l, Form::Window)),
        ("timeline-mark-open", Extent { to: None, ..of(Form::Window) }, plain, &|e, _| open(e)),
        ("timeline-mark-about", Extent { soft_from: true, soft_to: true, ..of(Form::Bar) }, plain, &|e, _| soft(e)),
        ("timeline-mark-plan", of(Form::Span), Look { plan: true, ..plain }, &|e, l| l.plan && !vague(e, l)),
        ("timeline-mark-vague", of(Form::Span), Look { plan: true, vague: true, ..plain }, &|e, l| vague(e, l)),
    ];
    kinds
        .iter()
        .filter(|(_, _, _, occurs)| drawn.iter().any(|(extent, look)| occurs(extent, look)))
        .map(|(key, extent, look, _)| LegendEntry { mark: glyph(extent, *look), text: cx.t(key, &[]) })
        .collect()
}

/// An event in the ordered list.
fn entry(cx: &Context<'_>, ix: EventIx) -> EventEntry {
    let event = &cx.dossier[ix];
    let id = event.header.id.value.clone();
    let date = event.date.as_ref().filter(|date| !date.value.value.is_undated());
    let accounts = event.sources.iter().take(IN_LIST).filter_map(|source| {
        let account = cx.dossier[*source].accounts.get(&ix)?;
        Some(AccountLine {
            source: cx.source(*source),
            lines: cited_lines(cx, &account.at),
            date: account.record.date.as_ref().map(|date| cx.date(&date.value)),
        })
    });
    EventEntry {
        event: cx.link(ix),
        date: date.map(|date| cx.date(&date.value.value)),
        how: date.map(|date| date.how.value.word()),
        mark: own_mark(cx.dossier, ix),
        disputed: !disputed_dates(cx.dossier, ix).is_empty(),
        kind: event.kind.word(),
        status: event.status.word(),
        background: lies_outside(cx.dossier, ix),
        draft: cx.dossier.is_draft(&event.header),
        text: event.text.as_ref().filter(|text| !text.is_empty()).map(|text| cx.prose_with(text, &format!("{id}-"))),
        accounts: accounts.collect(),
        more_accounts: event.sources.len().saturating_sub(IN_LIST),
        differs: event.differs.as_ref().filter(|d| !d.is_empty()).map(|d| cx.prose_with(d, &format!("{id}-differs-"))),
        claims: cx.links(&event.claims[..event.claims.len().min(IN_LIST)]),
        more_claims: event.claims.len().saturating_sub(IN_LIST),
        id,
    }
}

/// The mark of an event by itself, for lists. What others than its own date sources give stands beside it in words.
fn own_mark(dossier: &Dossier, ix: EventIx) -> Option<Mark> {
    let extent = Extent::of(&dossier[ix].date.as_ref()?.value.value)?;
    Some(glyph(&extent, look(dossier, ix, &extent)))
}

/// The cited lines in a few words: `l. 13`, `ll. 11, 13–15`.
fn cited_lines(cx: &Context<'_>, at: &[Place]) -> String {
    let mut lines: Vec<(u32, u32)> = at.iter().filter_map(|p| p.at.lines.map(|l| (l.first, l.last))).collect();
    lines.dedup();
    match lines.as_slice() {
        [] => String::new(),
        [(first, last)] => cx.lines(*first, *last),
        several => {
            let words: Vec<String> = several
                .iter()
                .take(IN_LIST)
                .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") })
                .collect();
            cx.t("lines-short", &[("lines", words.join(&cx.t("list-separator", &[])).into())])
        }
    }
}

/// One event.
#[derive(Debug, Serialize)]
pub struct EventView {
    /// When, how that is known, and on which places it rests; `None` is undated.
    pub date: Option<JudgementView>,
    /// Why there is no date, where the record says so.
    pub undated_basis: Option<Html>,
    /// Between which days it lies, in words, where the date is not one day.
    pub bounds: Option<String>,
    /// Its mark in a box of 60 by 20.
    pub mark: Option<Mark>,
    /// What the marks of `disputed` mean.
    pub legend: Vec<LegendEntry>,
    /// The sources' dates drawn, where they can't all be right.
    pub disputed: Option<DrawingView>,
    /// The finding: how many sources tell of it, and whether their dates agree.
    pub deck: String,
    /// `happening`, `statement` or `period`.
    pub kind: &'static str,
    /// `happened`, `planned`, `proposed` or `unclear`.
    pub status: &'static str,
    /// Lies outside the story, as the editor says.
    pub background: bool,
    /// Known only from what stands around the articles.
    pub around: bool,
    /// Where.
    pub place: Option<PartyView>,
    /// What it was.
    pub text: Option<Html>,
    /// What each source says; a page has room for some of many.
    pub accounts: Vec<AccountView>,
    /// How many further sources tell of it.
    pub more_accounts: usize,
    /// Places that only together give it.
    pub joined: Vec<PlaceView>,
    /// What differs between the sources.
    pub differs: Option<Html>,
    /// A wording that is left ambiguous on purpose.
    pub open: Option<Html>,
    /// A remark.
    pub note: Option<Html>,
    /// Who and what took part.
    pub names: Vec<LinkView>,
    /// How many further names.
    pub more_names: usize,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// Claims about it.
    pub claims: Vec<ClaimRow>,
    /// How many further claims.
    pub more_claims: usize,
    /// Corrections and updates.
    pub changes: Vec<ChangeRow>,
    /// The dated event before it.
    pub previous: Option<EventRow>,
    /// The dated event after it.
    pub next: Option<EventRow>,
}

/// What one source says about an event.
#[derive(Debug, Serialize)]
pub struct AccountView {
    /// The source.
    pub source: SourceLink,
    /// Whether it tells of it as done or as planned; `None` where that isn't recorded.
    pub status: Option<&'static str>,
    /// Whether that is another status than the event's.
    pub status_differs: bool,
    /// The date that it gives.
    pub date: Option<DateView>,
    /// `stated`, `inferred` or `borrowed`: how it gives that date.
    pub how: &'static str,
    /// Whether its date can't be right if the event's is.
    pub against: bool,
    /// The place that it gives.
    pub place: Option<PartyView>,
    /// Who says so.
    pub speaker: Option<PartyView>,
    /// Its own term.
    pub wording: Option<String>,
    /// The language of that term, where it isn't the site's.
    pub lang: Option<String>,
    /// Where, with quoted words.
    pub at: Vec<PlaceView>,
    /// A remark.
    pub note: Option<Html>,
    /// How a relative date was resolved, and the like.
    pub basis: Option<Html>,
}

/// Sources on the page of an event.
const ACCOUNTS: usize = 200;
/// Names on the page of an event.
const NAMES: usize = 60;
/// Claims on the page of an event.
const CLAIMS: usize = 60;

/// An event's page.
pub fn event(cx: &Context<'_>, ix: EventIx) -> (PageView, EventView) {
    let event = &cx.dossier[ix];
    let header = &event.header;
    let target = Target::Event(ix);
    let dated = event.date.as_ref().filter(|date| !date.value.value.is_undated());
    let disputed = disputed_dates(cx.dossier, ix);
    let (previous, next) = neighbours(cx, ix);
    let prose = |prose: &Option<crate::entry::prose::Prose>, prefix: &str| {
        prose.as_ref().filter(|p| !p.is_empty()).map(|p| cx.prose_with(p, prefix))
    };
    let view = EventView {
        date: dated.map(|date| {
            // The table's own places, linked once with the event.
            let at = cx.places(target, &event.date_at);
            JudgementView { at, ..cx.dated(target, None, date) }
        }),
        undated_basis: match (&event.date, dated) {
            (Some(date), None) => prose(&date.basis, "basis-"),
            _ => None,
        },
        bounds: dated.and_then(|date| bounds_in_words(cx, &date.value.value)),
        mark: own_mark(cx.dossier, ix),
        legend: if disputed.is_empty() { Vec::new() } else { legend(cx, &[ix], false) },
        deck: event_deck(cx, ix, !disputed.is_empty()),
        disputed: (!disputed.is_empty()).then(|| drawing(cx, &[ix], false, Size::Field)).flatten(),
        kind: event.kind.word(),
        status: event.status.word(),
        background: event.background,
        around: !event.background && lies_outside(cx.dossier, ix),
        place: event.place.as_ref().map(|place| cx.party(place)),
        text: prose(&event.text, ""),
        accounts: event.sources.iter().take(ACCOUNTS).filter_map(|source| account(cx, ix, *source)).collect(),
        more_accounts: event.sources.len().saturating_sub(ACCOUNTS),
        joined: cx.places(target, &event.joined),
        differs: prose(&event.differs, "differs-"),
        open: prose(&header.open, "open-"),
        note: prose(&header.note, "note-"),
        names: cx.links(&event.names[..event.names.len().min(NAMES)]),
        more_names: event.names.len().saturating_sub(NAMES),
        topics: cx.links(&event.topics),
        claims: event.claims.iter().take(CLAIMS).map(|claim| cx.claim_row(*claim)).collect(),
        more_claims: event.claims.len().saturating_sub(CLAIMS),
        changes: cx.changes(&event.changes),
        previous: previous.map(|ix| cx.event_row(ix)),
        next: next.map(|ix| cx.event_row(ix)),
    };
    let mut description = event.title().to_string();
    if let Some(date) = &view.date {
        description = cx.t("timeline-item", &[("name", description.into()), ("date", date.value.as_str().into())]);
    }
    description = format!("{description}. {}", view.deck);
    let mut frame = cx.page("event", event.title(), &description, Some(header));
    frame.key = cx.key();
    (frame, view)
}

fn account(cx: &Context<'_>, ix: EventIx, source: SourceIx) -> Option<AccountView> {
    let event = &cx.dossier[ix];
    let account = cx.dossier[source].accounts.get(&ix)?;
    let record = &account.record;
    let id = &cx.dossier[source].header.id.value;
    let prose = |prose: &Option<crate::entry::prose::Prose>, what: &str| {
        prose.as_ref().filter(|p| !p.is_empty()).map(|p| cx.prose_with(p, &format!("{id}-{what}-")))
    };
    let own = event.date.as_ref().map(|date| &date.value.value);
    let against = |date: &Date| own.is_some_and(|own| matches!(date.order(own), Order::Before | Order::After));
    Some(AccountView {
        source: cx.source(source),
        status: record.status.as_ref().map(|status| status.value.word()),
        status_differs: record.status.as_ref().is_some_and(|status| status.value != event.status),
        date: record.date.as_ref().map(|date| cx.date(&date.value)),
        how: record.how.word(),
        against: record.date.as_ref().is_some_and(|date| against(&date.value)),
        place: account.place.as_ref().map(|place| cx.party(place)),
        speaker: account.speaker.as_ref().map(|speaker| cx.party(speaker)),
        wording: record.wording.as_ref().map(|wording| wording.value.clone()),
        lang: cx.foreign_language(source),
        at: cx.places(Target::Event(ix), &account.at),
        note: prose(&record.note, "note"),
        basis: prose(&record.basis, "basis"),
    })
}

/// How many sources tell of it, and whether their dates agree.
fn event_deck(cx: &Context<'_>, ix: EventIx, disputed: bool) -> String {
    let event = &cx.dossier[ix];
    let accounts = event.sources.iter().filter_map(|source| cx.dossier[*source].accounts.get(&ix));
    let dated = accounts.filter(|account| account.record.date.is_some()).count();
    let n = event.sources.len();
    let key = if disputed { "event-deck-disputed" } else { "event-deck" };
    cx.t(
        key,
        &[
            ("n", (n as i64).into()),
            ("sources", capitalised(&cx.number(n)).into()),
            ("dated", (dated as i64).into()),
            ("undated", ((n - dated) as i64).into()),
            ("dated_words", cx.number(dated).into()),
        ],
    )
}

/// Between which days a date lies, in words; `None` for a single day.
fn bounds_in_words(cx: &Context<'_>, date: &Date) -> Option<String> {
    let extent = Extent::of(date)?;
    if extent.form == Form::Tick {
        return None;
    }
    let day = |number: i64| {
        let day = Day::from_number(number);
        cx.wording(&Wording::Day { year: Some(day.year()), month: day.month(), day: day.day() })
    };
    let (first, last) = (extent.from.map(day), extent.to.map(|to| day(to - 1)));
    let soft = extent.soft_from || extent.soft_to;
    let lasts = extent.form == Form::Span;
    Some(match (first, last) {
        (Some(first), Some(last)) => {
            let key = match (lasts, soft) {
                (true, false) => "event-bounds-lasting",
                (true, true) => "event-bounds-lasting-about",
                (false, true) => "event-bounds-about",
                (false, false) => "event-bounds",
            };
            cx.t(key, &[("first", first.into()), ("last", last.into())])
        }
        (Some(first), None) => cx.t("event-bounds-from", &[("first", first.into())]),
        (None, Some(last)) => cx.t("event-bounds-until", &[("last", last.into())]),
        (None, None) => return None,
    })
}

/// The dated events next to one that certainly are before and after it; of the story for one of the story, of all else
/// for others.
fn neighbours(cx: &Context<'_>, ix: EventIx) -> (Option<EventIx>, Option<EventIx>) {
    let key = |ix: EventIx| (cx.dossier[ix].date.as_ref().map(|date| date.value.value.sort_key()), ix);
    let own = key(ix);
    let dated = &cx.site.dated;
    let Ok(at) = dated.binary_search_by(|other| key(*other).cmp(&own)) else { return (None, None) };
    let outside = lies_outside(cx.dossier, ix);
    // What lies outside is a few among many, or all of a run: the search for the next one is bounded.
    const FAR: usize = 50;
    // Where sources give dates that exclude each other, each of them must have its place in the order.
    let dates = |ix: EventIx| -> Vec<&Date> {
        let event = &cx.dossier[ix];
        let given =
            event.sources.iter().filter_map(|source| cx.dossier[*source].accounts.get(&ix)?.record.date.as_ref());
        let disputed = !disputed_dates(cx.dossier, ix).is_empty();
        let given = given.map(|date| &date.value).filter(|_| disputed);
        event.date.iter().map(|date| &date.value.value).chain(given).collect()
    };
    let own_dates = dates(ix);
    let is = |other: EventIx, order: Order| {
        lies_outside(cx.dossier, other) == outside
            && dates(other).iter().all(|other| own_dates.iter().all(|own| other.order(own) == order))
    };
    let before = dated[..at].iter().rev().take(FAR).copied().find(|other| is(*other, Order::Before));
    let after = dated.iter().skip(at + 1).take(FAR).copied().find(|other| is(*other, Order::After));
    (before, after)
}
