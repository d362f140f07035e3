//! The timeline, drawn and in order, and one page an event.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{PageView, SourceLink};
use crate::edtf::Order;
use crate::entry::record::{EventKind, How, Status};
use crate::model::*;
use crate::render::context::Context;
use crate::site::signs::Sign;
use crate::site::timeline::{Canvas, Dated, Extent, Item, LaneBox, Layout, Look, Placed, Tick, Unit, layout};

/// The signs beside a name; more than these are a number.
const SIGNS: usize = 6;
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
    /// Its dates: one, or several where they are disputed.
    pub dates: Vec<DrawnDate>,
}

/// One of an item's dates.
#[derive(Clone, Debug, Serialize)]
pub struct DrawnDate {
    /// The sources that give it, where dates are disputed.
    pub signs: Vec<Sign>,
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
                signs: vec![link.sign],
                dates: vec![DrawnDate { signs: Vec::new() }],
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
    let hues: BTreeSet<String> = items
        .iter()
        .flat_map(|item| &item.dates)
        .map(|dated| dated.look.hue.map_or("ink".to_string(), |hue| format!("h{hue}")))
        .collect();
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
    for (extent, sources) in &disputed {
        let hue = match sources.as_slice() {
            [one] => Some(cx.site.signs[one.0 as usize].hue),
            _ => None,
        };
        let signs: Vec<Sign> = sources.iter().take(SIGNS).map(|s| cx.site.signs[s.0 as usize].clone()).collect();
        dates.push(Dated { extent: *extent, look: Look { hue, ..look(cx.dossier, ix, extent) }, signs: signs.len() });
        shown.push(DrawnDate { signs });
    }
    let mut signs = Vec::new();
    if dates.is_empty() {
        let extent = Extent::of(date)?;
        dates.push(Dated { extent, look: look(cx.dossier, ix, &extent), signs: 0 });
        shown.push(DrawnDate { signs: Vec::new() });
        signs = event.sources.iter().take(SIGNS).map(|s| cx.site.signs[s.0 as usize].clone()).collect();
    }
    let item = Item { lane, label: link.short.clone(), signs: signs.len(), dates };
    let name = cx.t("timeline-item", &[("name", link.short.as_str().into()), ("date", cx.date(date).words.into())]);
    Some((item, DrawnItem { path: link.path.unwrap_or_default(), name, signs, dates: shown }))
}

/// The dates that sources give, with those that give them, where at least two of them can't both be right.
pub fn disputed_dates(dossier: &Dossier, ix: EventIx) -> Vec<(Extent, Vec<SourceIx>)> {
    let event = &dossier[ix];
    let given: Vec<(SourceIx, &crate::edtf::Date)> = event
        .sources
        .iter()
        .filter_map(|source| Some((*source, &dossier[*source].accounts.get(&ix)?.record.date.as_ref()?.value)))
        .filter(|(_, date)| !date.is_undated())
        .collect();
    let Some(own) = event.date.as_ref().map(|date| &date.value.value) else { return Vec::new() };
    let against = |a: &crate::edtf::Date, b: &crate::edtf::Date| matches!(a.order(b), Order::Before | Order::After);
    let first = given.first().map(|(_, date)| *date);
    let disputed = given.iter().any(|(_, date)| against(date, own) || first.is_some_and(|first| against(date, first)));
    if !disputed {
        return Vec::new();
    }
    let mut dates: Vec<(Extent, Vec<SourceIx>)> = Vec::new();
    let mut sorted = given;
    sorted.sort_by_cached_key(|(source, date)| (date.sort_key(), *source));
    for (source, date) in sorted {
        let Some(extent) = Extent::of(date) else { continue };
        match dates.last_mut() {
            Some((last, sources)) if *last == extent => sources.push(source),
            _ => dates.push((extent, vec![source])),
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

/// The timeline.
#[derive(Debug, Serialize)]
pub struct TimelineView {
    /// The drawing; `None` where nothing is dated.
    pub drawing: Option<DrawingView>,
}

/// The timeline's page.
pub fn timeline(cx: &Context<'_>) -> (PageView, TimelineView) {
    let view = TimelineView { drawing: drawing(cx, &cx.site.dated, true, Size::Page) };
    (cx.page("timeline", &cx.t("nav-timeline", &[]), "", None), view)
}

/// The page of ten years.
pub fn decade(cx: &Context<'_>, first: i64) -> (PageView, TimelineView) {
    (cx.page("timeline", cx.site_title(), "", None), TimelineView { drawing: None })
}

/// View.
#[derive(Debug, Serialize)]
pub struct EventView {
    /// The sources that tell of it.
    pub sources: Vec<SourceLink>,
}

/// A page.
pub fn event(cx: &Context<'_>, ix: EventIx) -> (PageView, EventView) {
    let view = EventView { sources: cx.sources(&cx.dossier[ix].sources) };
    (cx.page("event", cx.dossier[ix].title(), "", None), view)
}
