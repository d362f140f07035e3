//! The layout of the drawn timeline: where each mark, label, lane and tick stands, in whole units of the drawing.
//!
//! Pure and exact: days and units are integers, so the same dossier gives the same drawing on every machine. Widths
//! of words are estimated (no font is at hand), generously; only the packing of rows depends on them, never a mark.
//! The theme turns a [`Layout`] into SVG; nothing here knows of it.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use serde::Serialize;

use crate::edtf::{Date, Day, Precision, Window, Wording};

/// What kind of mark a date is drawn as: width is precision.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// One day.
    Tick,
    /// Once, in a month, season or year: as long as that.
    Bar,
    /// Lasting from its start to its end.
    Span,
    /// Once, somewhere in between.
    Window,
}

/// A stretch of time as it is drawn. Days are numbers as of [`Day::number`]; one end at least is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Extent {
    /// The first day; `None` has no bound.
    pub from: Option<i64>,
    /// The day after the last; `None` has no bound.
    pub to: Option<i64>,
    /// Whether the start is only about then.
    pub soft_from: bool,
    /// Whether the end is only about then.
    pub soft_to: bool,
    /// How it is drawn.
    pub form: Form,
}

impl Extent {
    /// The extent of a date; `None` where nothing places it in time.
    pub fn of(date: &Date) -> Option<Extent> {
        let bounds = date.bounds();
        let from = bounds.start.earliest.day().map(Day::number);
        let to = bounds.end.latest.day().map(|day| day.number() + 1);
        let (from, to) = match (from, to) {
            // Only the inner bounds may be known: "ended by 2024 at the latest, not known when it began".
            (None, None) => {
                (bounds.end.earliest.day().map(Day::number), bounds.start.latest.day().map(|d| d.number() + 1))
            }
            ends => ends,
        };
        if from.is_none() && to.is_none() {
            return None;
        }
        let (soft_from, soft_to) = softness(&date.wording());
        let form = if date.is_one_of_set() || ((from.is_none() || to.is_none()) && !date.is_interval()) {
            Form::Window
        } else if date.is_interval() || date.is_all_of_set() {
            Form::Span
        } else if date.precision() == Some(Precision::Day) && from.zip(to).is_some_and(|(from, to)| to - from <= 1) {
            Form::Tick
        } else {
            Form::Bar
        };
        Some(Extent { from, to, soft_from, soft_to, form })
    }

    /// The extent of a window of publication.
    pub fn of_window(window: &Window) -> Option<Extent> {
        let from = window.earliest.day().map(Day::number);
        let to = window.latest.day().map(|day| day.number() + 1);
        if from.is_none() && to.is_none() {
            return None;
        }
        let (soft_from, soft_to) = softness(&window.wording);
        let form = match window.wording {
            Wording::Day { .. } | Wording::DayTime(..) => Form::Tick,
            Wording::FromTo(..) => Form::Span,
            Wording::Between(..) | Wording::OnOrAfter(_) | Wording::OnOrBefore(_) | Wording::Either(_) => Form::Window,
            _ => Form::Bar,
        };
        Some(Extent { from, to, soft_from, soft_to, form })
    }

    /// Earlier first; what has no lower bound before all else.
    fn order(&self) -> (i64, i64) {
        (self.from.unwrap_or(i64::MIN), self.to.unwrap_or(i64::MAX))
    }
}

/// Whether the start and the end are marked as about then, or in doubt.
pub fn softness(wording: &Wording) -> (bool, bool) {
    match wording {
        Wording::About(_) | Wording::Perhaps(_) | Wording::PartlyDoubtful { .. } | Wording::Estimate { .. } => {
            (true, true)
        }
        Wording::FromTo(start, end) | Wording::Between(start, end) => (softness(start).0, softness(end).1),
        Wording::Since(start, _) | Wording::OnOrAfter(start) => (softness(start).0, false),
        Wording::Until(end, _) | Wording::OnOrBefore(end) => (false, softness(end).1),
        Wording::Either(dates) | Wording::All(dates) => {
            (dates.first().is_some_and(|d| softness(d).0), dates.last().is_some_and(|d| softness(d).1))
        }
        _ => (false, false),
    }
}

/// How a mark looks, besides its form.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct Look {
    /// Outlined: it was planned or proposed.
    pub plan: bool,
    /// The outline is dashed: no more than a wish, or planned for some time in between.
    pub vague: bool,
    /// The outline is broken: a part of the date is borrowed.
    pub borrowed: bool,
    /// Whose it is, where a mark stands for one source: the hue of its sign. Else ink.
    pub hue: Option<usize>,
}

/// One stretch of time of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dated {
    /// When.
    pub extent: Extent,
    /// How it looks.
    pub look: Look,
    /// How many signs of sources stand beside this very mark: those that give this date, where dates are disputed.
    pub signs: usize,
}

/// Something to be drawn: a name, its signs, and one stretch of time, or several where dates are disputed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// Which lane, from 0.
    pub lane: usize,
    /// The name.
    pub label: String,
    /// How many signs of sources stand beside the name.
    pub signs: usize,
    /// When; an item without is not drawn.
    pub dates: Vec<Dated>,
}

/// What is drawn on. Lengths are in units of the drawing: CSS pixels at its natural size.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Canvas {
    /// From edge to edge.
    pub width: i32,
    /// Where time begins: what is left of it is for the names of lanes.
    pub left: i32,
    /// Whether names stand above the marks, not beside them.
    pub stacked: bool,
}

impl Canvas {
    /// The whole width of the page.
    pub const WIDE: Canvas = Canvas { width: 1090, left: 150, stacked: false };
    /// The field beside the rail.
    pub const FIELD: Canvas = Canvas { width: 840, left: 120, stacked: false };
    /// A phone.
    pub const NARROW: Canvas = Canvas { width: 340, left: 4, stacked: true };
}

/// Everything with its place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Layout {
    /// Of the canvas.
    pub width: i32,
    /// Down to the last row.
    pub height: i32,
    /// Where the axis ends and the lanes begin.
    pub top: i32,
    /// Labelled days, from left to right.
    pub ticks: Vec<Tick>,
    /// Where the scale changes.
    pub breaks: Vec<i32>,
    /// The lanes that have something in them, from top to bottom.
    pub lanes: Vec<LaneBox>,
    /// The items lane by lane, each lane in order of time.
    pub items: Vec<Placed>,
}

/// A labelled day of the axis.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Tick {
    /// Where.
    pub x: i32,
    /// Its year.
    pub year: i64,
    /// Its month, 1 to 12.
    pub month: u8,
    /// Its day of the month.
    pub day: u8,
    /// How fine the labels are here.
    pub unit: Unit,
    /// Whether the label needs its year: the first one at a scale, and the first of a year.
    pub with_year: bool,
}

/// How fine the labels of the axis are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Days.
    Day,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// A lane.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LaneBox {
    /// Which, from 0.
    pub lane: usize,
    /// Its upper edge.
    pub y: i32,
    /// Down to its lower edge.
    pub height: i32,
    /// Its name.
    pub title: Vec<Line>,
}

/// A line of words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Line {
    /// Its left end.
    pub x: i32,
    /// Its base line.
    pub y: i32,
    /// The words; an ellipsis ends what didn't fit.
    pub text: String,
    /// Whether `x` is the right end instead.
    pub ends: bool,
}

/// An item in its place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Placed {
    /// Which of the items, from 0.
    pub item: usize,
    /// Its row of the lane, from 0.
    pub row: usize,
    /// Its box: left, top, right, bottom edge. No two boxes overlap.
    pub bounds: [i32; 4],
    /// The name.
    pub label: Vec<Line>,
    /// The upper left corner of the first sign beside the name; the others follow every [`SIGN`] units.
    pub signs: (i32, i32),
    /// The marks.
    pub marks: Vec<Mark>,
}

/// A mark in its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Mark {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// At least 3, so that it can be seen.
    pub width: i32,
    /// By its form.
    pub height: i32,
    /// Its form.
    pub form: Form,
    /// Whether its left end is soft.
    pub soft_from: bool,
    /// Whether its right end is soft.
    pub soft_to: bool,
    /// Whether it has no bound to the left.
    pub open_from: bool,
    /// Whether it has no bound to the right.
    pub open_to: bool,
    /// How it looks.
    pub look: Look,
    /// Upper left corner of the first of its own signs.
    pub signs: (i32, i32),
}

/// From one sign beside a name to the next.
pub const SIGN: i32 = 18;
/// How tall a sign is.
const SIGN_HEIGHT: i32 = 14;
/// Between a mark and what stands beside it.
const GAP: i32 = 10;
/// A soft end reaches so far beyond the day.
const SOFT: i32 = 14;
/// The axis.
const TOP: i32 = 34;
/// A row of marks.
const ROW: i32 = 30;
/// A row of one source's date among several of one event.
const SUBROW: i32 = 22;
/// A line of words.
const LINE: i32 = 17;
/// Above and below the rows of a lane.
const LANE_PAD: i32 = 7;
/// So many rows are tried before a new one is begun.
const ROWS_TRIED: usize = 8;
/// The longest name beside a mark.
const LONGEST_LABEL: i32 = 380;

/// Lays out `items` in lanes of the given names.
pub fn layout(canvas: &Canvas, lanes: &[String], items: &[Item]) -> Layout {
    let scale = Scale::of(canvas, items);
    let mut order: Vec<usize> = (0..items.len()).filter(|i| !items[*i].dates.is_empty()).collect();
    // By lane, then by time, then as given.
    order.sort_by_key(|i| {
        let item = &items[*i];
        (item.lane, item.dates.iter().map(|d| d.extent.order()).min(), *i)
    });
    let mut layout = Layout {
        width: canvas.width,
        height: TOP,
        top: TOP,
        ticks: scale.ticks(canvas),
        breaks: scale.breaks(),
        lanes: Vec::new(),
        items: Vec::with_capacity(order.len()),
    };
    for lane in order.chunk_by(|a, b| items[*a].lane == items[*b].lane) {
        let Some(number) = lane.first().map(|i| items[*i].lane) else { continue };
        let name = lanes.get(number).map_or("", String::as_str);
        layout.add_lane(canvas, &scale, number, name, lane, items);
    }
    layout
}

impl Layout {
    fn add_lane(&mut self, canvas: &Canvas, scale: &Scale, lane: usize, name: &str, members: &[usize], items: &[Item]) {
        let y = self.height;
        let title_width = if canvas.stacked { canvas.width } else { canvas.left - 2 * GAP };
        let title: Vec<Line> = wrapped(name, title_width, 3)
            .into_iter()
            .zip(0..)
            .map(|(text, n)| Line { x: 0, y: y + LANE_PAD + LINE + n * (LINE - 2), text, ends: false })
            .collect();
        let title_height = title.len() as i32 * (LINE - 2) + 10;
        let first_row = y + LANE_PAD + if canvas.stacked && !title.is_empty() { title_height } else { 0 };
        let mut rows: Vec<i32> = Vec::new();
        let mut packing = Packing::default();
        let first = self.items.len();
        for &i in members {
            let mut placed = place(canvas, scale, i, &items[i]);
            let [left, _, right, bottom] = placed.bounds;
            let row = packing.row(left, right + GAP);
            match rows.get_mut(row) {
                Some(height) => *height = (*height).max(bottom),
                None => rows.push(bottom),
            }
            placed.row = row;
            self.items.push(placed);
        }
        let tops: Vec<i32> = rows
            .iter()
            .scan(first_row, |y, height| {
                let top = *y;
                *y += height;
                Some(top)
            })
            .collect();
        for placed in &mut self.items[first..] {
            placed.move_down(tops[placed.row]);
        }
        let rows_end = first_row + rows.iter().sum::<i32>();
        let end = rows_end.max(y + LANE_PAD + title_height) + LANE_PAD;
        self.lanes.push(LaneBox { lane, y, height: end - y, title });
        self.height = end;
    }
}

/// Rows while they are filled: each box goes into the uppermost one with room, as far as a few are tried.
#[derive(Default)]
struct Packing {
    /// Where each row has room again.
    ends: Vec<i32>,
    /// Rows in use, the one that ends first on top.
    busy: BinaryHeap<Reverse<(i32, usize)>>,
    /// Rows that had room for a box before.
    free: BTreeSet<usize>,
}

impl Packing {
    /// The row of a box: boxes come more or less from left to right, and a few that don't only cost room.
    fn row(&mut self, left: i32, right: i32) -> usize {
        while let Some(Reverse((end, row))) = self.busy.peek().copied()
            && end <= left
        {
            self.busy.pop();
            self.free.insert(row);
        }
        let row = match self.free.iter().take(ROWS_TRIED).find(|row| self.ends[**row] <= left).copied() {
            Some(row) => row,
            None => {
                self.ends.push(i32::MIN);
                self.ends.len() - 1
            }
        };
        self.free.remove(&row);
        self.ends[row] = right;
        self.busy.push(Reverse((right, row)));
        row
    }
}

impl Placed {
    fn move_down(&mut self, by: i32) {
        self.bounds[1] += by;
        self.bounds[3] += by;
        self.signs.1 += by;
        for line in &mut self.label {
            line.y += by;
        }
        for mark in &mut self.marks {
            mark.y += by;
            mark.signs.1 += by;
        }
    }
}

/// An item with its marks and its name, in a row that begins at 0.
fn place(canvas: &Canvas, scale: &Scale, item: usize, given: &Item) -> Placed {
    let step = if given.dates.len() > 1 { SUBROW } else { ROW };
    let mut marks: Vec<Mark> = Vec::with_capacity(given.dates.len());
    let mut middle = ROW / 2;
    for dated in &given.dates {
        marks.push(mark(canvas, scale, dated, middle));
        middle += step;
    }
    let mut height = ROW + step * (given.dates.len().max(1) as i32 - 1);
    let left = marks.iter().map(|m| m.x).min().unwrap_or(canvas.left);
    let right = marks.iter().map(|m| m.x + m.width).max().unwrap_or(canvas.left);
    // Signs of single marks stand right after them, or before them at the right edge.
    let mut outer = [left, right];
    for (mark, dated) in marks.iter_mut().zip(&given.dates) {
        let width = dated.signs as i32 * SIGN;
        let after = mark.x + mark.width + GAP / 2;
        let x = if after + width <= canvas.width { after } else { (mark.x - GAP / 2 - width).max(0) };
        mark.signs = (x, mark.y + mark.height / 2 - SIGN_HEIGHT / 2);
        if width > 0 {
            outer = [outer[0].min(x), outer[1].max(x + width)];
        }
    }
    let signs_width = given.signs as i32 * SIGN + if given.signs > 0 { 4 } else { 0 };
    let base = ROW / 2 + 5;
    let side = |x: i32, ends: bool, text: String| Line { x, y: base, text, ends };
    if !canvas.stacked {
        let text = fitted(&given.label, LONGEST_LABEL);
        let width = signs_width + text_width(&text);
        let after = outer[1] + GAP;
        if after + width <= canvas.width {
            return Placed {
                item,
                row: 0,
                bounds: [outer[0], 0, after + width, height],
                label: vec![side(after + signs_width, false, text)],
                signs: (after, ROW / 2 - SIGN_HEIGHT / 2),
                marks,
            };
        }
        let before = outer[0] - GAP;
        if before - width >= canvas.left {
            return Placed {
                item,
                row: 0,
                bounds: [before - width, 0, outer[1], height],
                label: vec![side(before - signs_width, true, text)],
                signs: (before - signs_width + 4, ROW / 2 - SIGN_HEIGHT / 2),
                marks,
            };
        }
    }
    // Above the mark: as far left as the mark, or as far as there is room.
    let room = canvas.width - canvas.left - signs_width;
    let lines = wrapped(&given.label, room, if canvas.stacked { 2 } else { 1 });
    let width = signs_width + lines.iter().map(|line| text_width(line)).max().unwrap_or(0);
    let x = left.min(canvas.width - width).max(canvas.left);
    let above = LINE * lines.len().max(1) as i32;
    for mark in &mut marks {
        mark.y += above;
        mark.signs.1 += above;
    }
    height += above;
    let label = lines
        .into_iter()
        .zip(1..)
        .map(|(text, n)| Line { x: x + signs_width, y: LINE * n - 2, text, ends: false })
        .collect();
    // In the middle of the letters of the first line, as beside a mark.
    let signs = (x, LINE - 7 - SIGN_HEIGHT / 2);
    Placed { item, row: 0, bounds: [outer[0].min(x), 0, outer[1].max(x + width), height], label, signs, marks }
}

/// A mark around the base line `middle`.
fn mark(canvas: &Canvas, scale: &Scale, dated: &Dated, middle: i32) -> Mark {
    let Extent { from, to, soft_from, soft_to, form } = dated.extent;
    let reach = if canvas.stacked { 48 } else { 130 };
    let (mut x0, mut x1) = match (from, to) {
        (Some(from), Some(to)) => (scale.x(from), scale.x(to)),
        (Some(from), None) => (scale.x(from), (scale.x(from) + reach).min(canvas.width)),
        (None, Some(to)) => ((scale.x(to) - reach).max(canvas.left), scale.x(to)),
        (None, None) => (canvas.left, canvas.width),
    };
    let least = match form {
        Form::Tick => 3,
        Form::Bar | Form::Span => 4,
        Form::Window => 10,
    };
    if form == Form::Tick {
        x1 = x0 + least;
    }
    x1 = x1.max(x0 + least);
    if x1 > canvas.width {
        (x0, x1) = (x0.min(canvas.width - least), canvas.width);
    }
    // Softness needs room to be seen, within the canvas.
    if soft_from && from.is_some() {
        x0 = (x0 - SOFT).max(0);
    }
    if soft_to && to.is_some() {
        x1 = (x1 + SOFT).min(canvas.width);
    }
    let height = height_of(form, dated.look.plan);
    Mark {
        x: x0,
        y: middle - height / 2,
        width: x1 - x0,
        height,
        form,
        soft_from,
        soft_to,
        open_from: from.is_none(),
        open_to: to.is_none(),
        look: dated.look,
        signs: (0, 0),
    }
}

/// A mark by itself, as beside an event in a list or in a legend: its width is that of its kind, not to scale.
/// It stands in a box of 60 by 20.
pub fn glyph(extent: &Extent, look: Look) -> Mark {
    let width = match extent.form {
        Form::Tick => 3,
        Form::Bar => 26,
        Form::Span | Form::Window => 52,
    };
    let soft = SOFT * (i32::from(extent.soft_from) + i32::from(extent.soft_to));
    let height = height_of(extent.form, look.plan);
    Mark {
        x: 2,
        y: 10 - height / 2,
        width: (width + soft).min(56),
        height,
        form: extent.form,
        soft_from: extent.soft_from,
        soft_to: extent.soft_to,
        open_from: extent.from.is_none(),
        open_to: extent.to.is_none(),
        look,
        signs: (0, 0),
    }
}

/// How tall a mark is.
fn height_of(form: Form, plan: bool) -> i32 {
    match (form, plan) {
        (Form::Tick, _) => 16,
        (Form::Window, _) => 10,
        (Form::Bar | Form::Span, true) => 12,
        (Form::Bar, false) => 8,
        (Form::Span, false) => 18,
    }
}

/// Days to units: straight pieces, some of them squeezed.
#[derive(Debug)]
struct Scale {
    pieces: Vec<Piece>,
}

/// A stretch of one scale.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Piece {
    from: i64,
    to: i64,
    x0: i32,
    x1: i32,
    squeezed: bool,
}

impl Scale {
    fn of(canvas: &Canvas, items: &[Item]) -> Scale {
        let extents = || items.iter().flat_map(|item| item.dates.iter().map(|d| d.extent));
        let mut edges: Vec<i64> = extents().flat_map(|e| [e.from, e.to]).flatten().collect();
        edges.sort_unstable();
        let reach = if canvas.stacked { 30 } else { 80 };
        let (first, last) = (edges.first().copied().unwrap_or(0), edges.last().copied().unwrap_or(0));
        // What has no bound needs room for its arrow, where it begins near the edge.
        let near = (last - first) / 8;
        let open_from = extents().any(|e| e.from.is_none() && e.to.is_some_and(|to| to - first <= near));
        let open_to = extents().any(|e| e.to.is_none() && e.from.is_some_and(|from| last - from <= near));
        let x0 = canvas.left + if open_from { reach } else { SOFT / 2 + 3 };
        let x1 = canvas.width - if open_to { reach } else { SOFT / 2 };
        Scale { pieces: pieces(&edges, x0, x1) }
    }

    fn x(&self, day: i64) -> i32 {
        let Some(first) = self.pieces.first() else { return 0 };
        let piece = self.pieces.iter().rev().find(|p| p.from <= day).unwrap_or(first);
        let length = (piece.to - piece.from).max(1);
        let inside = day.clamp(piece.from, piece.to) - piece.from;
        piece.x0 + (inside * i64::from(piece.x1 - piece.x0) / length) as i32
    }

    /// Where the scale changes.
    fn breaks(&self) -> Vec<i32> {
        self.pieces.windows(2).filter_map(|pair| pair.get(1)).map(|piece| piece.x0).collect()
    }

    fn ticks(&self, canvas: &Canvas) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = Vec::new();
        for (n, piece) in self.pieces.iter().enumerate() {
            let own = piece_ticks(piece, canvas, n + 1 == self.pieces.len());
            // Of two labels too near each other, the one of the new scale stays.
            if let Some(first) = own.first() {
                while ticks.len() > 1 && ticks.last().is_some_and(|last| first.x - last.x < 56) {
                    ticks.pop();
                }
            }
            ticks.extend(own);
        }
        // The sign of a break stands before it: no label runs into it.
        let breaks = self.breaks();
        ticks.retain(|tick| !breaks.iter().any(|x| tick.x < *x && *x < tick.x + 50));
        ticks
    }
}

/// The whole stretch in pieces of one scale each. Where one empty stretch is longer than a third of the time, or several
/// take up two thirds of it, long empty stretches are squeezed: so that a far end, or a gap, leaves room for the rest.
fn pieces(edges: &[i64], x0: i32, x1: i32) -> Vec<Piece> {
    let (Some(&first), Some(&last)) = (edges.first(), edges.last()) else { return Vec::new() };
    // A single day would be as wide as the page.
    const LEAST_DAYS: i64 = 28;
    let slack = (LEAST_DAYS - (last - first)).max(0);
    let (first, last) = (first - slack / 2, last + slack - slack / 2);
    let total = last - first;
    let width = x1 - x0;
    let plain = vec![Piece { from: first, to: last, x0, x1, squeezed: false }];
    let mut days = edges.to_vec();
    days.dedup();
    let is_long = |gap: i64| gap.saturating_mul(8) > total;
    let gaps = days.windows(2).map(|pair| pair[1] - pair[0]);
    let long: i64 = gaps.clone().filter(|gap| is_long(*gap)).sum();
    let third = |days: i64, thirds: i64| days.saturating_mul(3) >= total.saturating_mul(thirds);
    if slack > 0 || !(third(long, 2) || gaps.max().is_some_and(|longest| third(longest, 1))) {
        return plain;
    }
    // Runs of long gaps, and of what is between them.
    let mut runs: Vec<(i64, i64, bool, i32)> = Vec::new();
    for pair in days.windows(2) {
        let squeezed = is_long(pair[1] - pair[0]);
        match runs.last_mut() {
            Some(run) if run.2 == squeezed => (run.1, run.3) = (pair[1], run.3 + 1),
            _ => runs.push((pair[0], pair[1], squeezed, 1)),
        }
    }
    let inside = |run: &(i64, i64, bool, i32)| {
        edges.partition_point(|day| *day <= run.1) - edges.partition_point(|day| *day < run.0)
    };
    let dense: usize = runs.iter().filter(|run| !run.2).map(inside).sum();
    let dense_days: i64 = runs.iter().filter(|run| !run.2).map(|run| run.1 - run.0).sum();
    // Every dense run must be worth its breaks: a few dates far apart are best drawn to scale.
    const WORTH: usize = 4;
    let dense_runs = runs.iter().filter(|run| !run.2).count();
    if dense * 3 < edges.len() * 2 || dense < WORTH * dense_runs || dense_days == 0 {
        return plain;
    }
    let count = runs.len();
    let wish = |(n, run): (usize, &(i64, i64, bool, i32))| match run.2 {
        false => 0,
        // An empty stretch in the middle needs no more than to be seen.
        true if run.3 == 1 && n > 0 && n + 1 < count => 48.min(width / 8),
        // A narrow drawing gives up more of its width, or nothing could be told apart there.
        true => ((width * 7 / 100 + 16) * run.3).min(width * 3 / 10),
    };
    let wishes: Vec<i32> = runs.iter().enumerate().map(wish).collect();
    let wished: i32 = wishes.iter().sum();
    let share = |wish: i32| if wished * 2 > width { wish * width / (2 * wished) } else { wish };
    let left: i32 = width - wishes.iter().map(|w| share(*w)).sum::<i32>();
    let mut x = x0;
    let mut done_days = 0;
    let mut done_width = 0;
    let mut pieces = Vec::with_capacity(count);
    for (run, wish) in runs.iter().zip(&wishes) {
        let own = if run.2 {
            share(*wish)
        } else {
            // Shares of a running total: rounding can't add up.
            done_days += run.1 - run.0;
            let up_to = (done_days * i64::from(left) / dense_days) as i32;
            let own = up_to - done_width;
            done_width = up_to;
            own
        };
        pieces.push(Piece { from: run.0, to: run.1, x0: x, x1: x + own, squeezed: run.2 });
        x += own;
    }
    pieces
}

/// Units of labels from fine to coarse: days, months, years. Beyond, years times powers of ten.
const STEPS: [(Unit, i64, i64); 9] = [
    (Unit::Day, 1, 1),
    (Unit::Day, 7, 7),
    (Unit::Month, 1, 30),
    (Unit::Month, 2, 60),
    (Unit::Month, 3, 91),
    (Unit::Month, 6, 182),
    (Unit::Year, 1, 365),
    (Unit::Year, 2, 730),
    (Unit::Year, 5, 1826),
];

/// The labelled days of a piece, far enough apart to be read.
fn piece_ticks(piece: &Piece, canvas: &Canvas, is_last: bool) -> Vec<Tick> {
    let days = (piece.to - piece.from).max(1);
    let width = i64::from(piece.x1 - piece.x0).max(1);
    // Long years, and those before the era, which need a word.
    let years = [piece.from, piece.to].map(|day| Day::from_number(day).year());
    let digits = years.iter().map(|year| year.unsigned_abs().max(1).ilog10() + 1).max().unwrap_or(4);
    let year_width = i64::from(digits) * 8 + if years[0] <= 0 { 28 } else { 6 };
    let least = |unit: Unit| match (unit, canvas.stacked) {
        (Unit::Year, _) => year_width,
        (_, false) => 80,
        (_, true) => 74,
    };
    let fits = |unit: Unit, length: i64| length.saturating_mul(width) >= days.saturating_mul(least(unit));
    let (unit, step) = match STEPS.iter().find(|(unit, _, length)| fits(*unit, *length)) {
        Some((unit, step, _)) => (*unit, *step),
        None => {
            let mut step = 10;
            // 10, 20, 50, 100 …: ends, since the years do.
            while !fits(Unit::Year, step * 365) && step < 1_000_000_000_000 {
                let leading = step.to_string().as_bytes().first().copied().unwrap_or(b'1');
                step = if leading == b'2' { step / 2 * 5 } else { step * 2 };
            }
            (Unit::Year, step)
        }
    };
    let scale = Scale { pieces: vec![*piece] };
    let mut ticks: Vec<Tick> = Vec::new();
    let start = Day::from_number(piece.from);
    let mut day = match (unit, step) {
        // Every second year is no rounder for being even.
        (Unit::Year, 2) if start.month() == 1 => aligned(start, unit, 1),
        _ => aligned(start, unit, step),
    };
    // The width allows no more than a few dozen.
    for _ in 0..500 {
        let number = day.number();
        if number > piece.to || (number == piece.to && !is_last) {
            break;
        }
        if number >= piece.from {
            let x = scale.x(number);
            let new_year = ticks.last().is_none_or(|last: &Tick| last.year != day.year());
            ticks.push(Tick { x, year: day.year(), month: day.month(), day: day.day(), unit, with_year: new_year });
        }
        day = following(day, unit, step);
    }
    // The last label must not run off the edge.
    ticks.retain(|tick| tick.x + 26 <= canvas.width && (tick.year < 10_000 || tick.x + 80 <= canvas.width));
    ticks
}

/// The last day of a step's grid that is not after `day`.
fn aligned(day: Day, unit: Unit, step: i64) -> Day {
    let (year, month, of_month) = match unit {
        Unit::Day => (day.year(), day.month(), (i64::from(day.day()) - 1) / step * step + 1),
        Unit::Month => (day.year(), ((i64::from(day.month()) - 1) / step * step + 1) as u8, 1),
        Unit::Year => (day.year().div_euclid(step) * step, 1, 1),
    };
    Day::new(year, month, of_month as u8).unwrap_or(day)
}

/// The next day of a step's grid. Weeks begin anew with each month: the 1st, 8th, 15th and 22nd.
fn following(day: Day, unit: Unit, step: i64) -> Day {
    let next_month = |step: i64| {
        let months = i64::from(day.month()) - 1 + step;
        Day::new(day.year() + months.div_euclid(12), (months.rem_euclid(12) + 1) as u8, 1)
    };
    let next = match unit {
        Unit::Day if step > 1 && i64::from(day.day()) + step > 28 => next_month(1),
        Unit::Day => Some(Day::from_number(day.number() + step)),
        Unit::Month => next_month(step),
        Unit::Year => Day::new(day.year() + step, 1, 1),
    };
    next.unwrap_or(day)
}

/// How wide words are, more or less, in units: at the size of the drawing's type, rather too wide than too narrow.
pub fn text_width(text: &str) -> i32 {
    // In hundredths of the type's size.
    let width = |letter: char| match letter {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | '(' | ')' | '[' | ']' | ' ' => 28,
        'f' | 'r' | 't' | '-' | '“' | '”' | '/' => 37,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 86,
        'A'..='Z' => 62,
        // Ideographs, kana, hangul, full-width forms, emoji.
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 100,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f000}'..='\u{3fffd}' => 100,
        letter if letter.is_uppercase() => 68,
        _ => 53,
    };
    let hundredths: i32 = text.chars().take(10_000).map(width).sum();
    hundredths * 135 / 1000 + 1
}

/// As much of the words as fits, an ellipsis after them.
fn fitted(text: &str, width: i32) -> String {
    if text_width(text) <= width {
        return text.to_string();
    }
    let mut cut = String::new();
    let mut used = text_width("…");
    for letter in text.chars() {
        let mut buffer = [0; 4];
        used += text_width(letter.encode_utf8(&mut buffer));
        if used > width {
            break;
        }
        cut.push(letter);
    }
    format!("{}…", cut.trim_end())
}

/// The words in lines, at most so many; the last one is cut where they don't fit.
fn wrapped(text: &str, width: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        // The last line takes all the rest, to be cut.
        let is_last = lines.len() >= most;
        match lines.last_mut().filter(|line| is_last || has_room(line, word, width)) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_string()),
        }
    }
    lines.iter().map(|line| fitted(line, width)).collect()
}

/// Whether a word still fits on a line.
fn has_room(line: &str, word: &str, width: i32) -> bool {
    text_width(line) + text_width(word) + text_width(" ") <= width
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edtf::window;
    use proptest::prelude::*;

    fn extent(date: &str) -> Extent {
        Extent::of(&Date::parse(date).unwrap()).unwrap()
    }

    fn item(lane: usize, label: &str, date: &str) -> Item {
        let dates = vec![Dated { extent: extent(date), look: Look::default(), signs: 0 }];
        Item { lane, label: label.to_string(), signs: 1, dates }
    }

    fn items(dates: &[&str]) -> Vec<Item> {
        dates.iter().map(|date| item(0, date, date)).collect()
    }

    /// A date, and what is drawn: the form, with `~` where an end is soft, `<` and `>` where it has no bound.
    #[test]
    fn every_kind_of_date_has_its_mark() {
        let check = |date: &str, expected: &str| {
            let date = Date::parse(date).unwrap();
            let shown = match Extent::of(&date) {
                None => "none".to_string(),
                Some(e) => format!(
                    "{}{}{}{}{}",
                    if e.from.is_none() { "<" } else { "" },
                    if e.soft_from { "~" } else { "" },
                    format!("{:?}", e.form).to_lowercase(),
                    if e.soft_to { "~" } else { "" },
                    if e.to.is_none() { ">" } else { "" },
                ),
            };
            assert_eq!(shown, expected, "{date}");
        };
        check("2024-07-03", "tick");
        check("2024-07-03T10:00:00Z", "tick");
        check("2024-07-03~", "~tick~");
        check("2024-07", "bar");
        check("2024-07~", "~bar~");
        check("2024?", "~bar~");
        check("2024-22", "bar");
        check("2024", "bar");
        check("196X", "bar");
        check("2024-07-XX", "bar");
        check("2023-07~/2024-07~", "~span~");
        check("2023-07/2024-07~", "span~");
        check("2023/2024", "span");
        check("2023/..", "span>");
        check("../2024", "<span");
        check("{2021,2023}", "span");
        check("[2023-07..2024-07]", "window");
        check("[2023-07-03,2024-07-03]", "window");
        check("[..2024-07]", "<window");
        check("[2024-07..]", "window>");
        check("XXXX", "none");
        check("XXXX-07-03", "none");
    }

    #[test]
    fn windows_of_publication_have_their_marks() {
        let date = |text: &str| Date::parse(text).unwrap();
        let form = |not_before: &[&str], not_after: &[&str], own: Option<&str>| {
            let list = |dates: &[&str]| dates.iter().map(|d| date(d)).collect::<Vec<_>>();
            let own = own.map(date);
            Extent::of_window(&window(&list(not_before), &list(not_after), own.as_ref()))
        };
        let between = form(&["2023-08"], &["2024-07~"], None).unwrap();
        assert_eq!((between.form, between.soft_from, between.soft_to), (Form::Window, false, true));
        let after = form(&["2024-07-03"], &[], None).unwrap();
        assert_eq!((after.form, after.from.is_some(), after.to), (Form::Window, true, None));
        assert_eq!(form(&[], &[], Some("2024-07-03")).map(|e| e.form), Some(Form::Tick));
        assert_eq!(form(&[], &[], Some("2024-07")).map(|e| e.form), Some(Form::Bar));
        assert_eq!(form(&[], &[], None), None);
    }

    /// Edges by year, and the years at which the scale changes.
    #[test]
    fn long_empty_stretches_are_squeezed() {
        let check = |dates: &[&str], expected: &[i64]| {
            let scale = Scale::of(&Canvas::WIDE, &items(dates));
            let years: Vec<i64> = scale.pieces.iter().skip(1).map(|p| Day::from_number(p.from).year()).collect();
            assert_eq!(years, expected, "{dates:?}");
        };
        check(&["2024"], &[]);
        check(&["2024-07-03"], &[]);
        // Evenly spread: nothing would be gained.
        check(&["2000", "2004", "2008", "2012"], &[]);
        check(&["2000", "2030"], &[]);
        // The sample: a year in detail, and plans far beyond it.
        let detail = ["2023-07", "2023-08", "2024-05-21", "2024-07", "2024-07-03", "2024-07~"];
        check(&[&detail[..], &["2025/2027", "2024/2029"]].concat(), &[2025]);
        // One long gap in the middle.
        check(&detail, &[2023, 2024]);
        // A far beginning.
        check(&[&detail[..], &["1924-07"]].concat(), &[1924, 2023]);
    }

    /// The labels of the axis: year, year and month, or month and day.
    #[test]
    fn axis_labels_fit_their_scale() {
        let check = |canvas: Canvas, dates: &[&str], expected: &str| {
            let shown: Vec<String> = layout(&canvas, &[], &items(dates))
                .ticks
                .iter()
                .map(|tick| match tick.unit {
                    Unit::Year => tick.year.to_string(),
                    Unit::Month if tick.with_year => format!("{}-{}", tick.year, tick.month),
                    Unit::Month => tick.month.to_string(),
                    Unit::Day => format!("{}.{}.", tick.day, tick.month),
                })
                .collect();
            assert_eq!(shown.join(" "), expected, "{dates:?}");
        };
        check(Canvas::WIDE, &["2024-07-03"], "22.6. 1.7. 8.7. 15.7.");
        check(Canvas::WIDE, &["2023-07/2024-07"], "2023-7 9 11 2024-1 3 5 7");
        check(Canvas::NARROW, &["2023-07/2024-07"], "2023-7 2024-1 7");
        check(Canvas::WIDE, &["1960/1969"], "1960 1961 1962 1963 1964 1965 1966 1967 1968 1969");
        check(Canvas::NARROW, &["1960/1969"], "1960 1962 1964 1966 1968");
        check(Canvas::NARROW, &["1000/1999"], "1000 1200 1400 1600 1800");
        check(Canvas::NARROW, &["-0500/1999"], "-500 0 500 1000 1500");
        check(
            Canvas::WIDE,
            &["Y-17E7/2000"],
            "-160000000 -140000000 -120000000 -100000000 -80000000 -60000000 -40000000 -20000000",
        );
    }

    #[test]
    fn names_stand_where_there_is_room() {
        let check = |dates: &[&str], expected: &str| {
            let drawn = layout(&Canvas::WIDE, &[], &items(dates));
            let sides: Vec<&str> = drawn
                .items
                .iter()
                .map(|placed| {
                    match (placed.label[0].ends, placed.label[0].x > placed.marks[0].x + placed.marks[0].width) {
                        (true, _) => "before",
                        (false, true) => "after",
                        (false, false) => "above",
                    }
                })
                .collect();
            assert_eq!(sides.join(" "), expected, "{dates:?}");
        };
        check(&["2000", "2009"], "after before");
        check(&["2000/2009"], "above");
        check(&["2000", "../2009"], "before after");
    }

    #[test]
    fn disputed_dates_have_a_mark_each() {
        let dated = |date: &str| Dated { extent: extent(date), look: Look::default(), signs: 2 };
        let one = Item { lane: 0, label: "a battle".into(), signs: 0, dates: vec![dated("1400"), dated("1402")] };
        let drawn = layout(&Canvas::NARROW, &["wars".into()], &[one]);
        let marks = &drawn.items[0].marks;
        assert_eq!(marks.len(), 2);
        assert!(marks[0].y + marks[0].height < marks[1].y);
        assert!(marks[0].signs.0 > marks[0].x);
    }

    #[test]
    fn words_are_cut_and_broken_to_fit() {
        assert_eq!(fitted("short", 200), "short");
        assert_eq!(fitted("rather longer than there is room for", 60), "rather l…");
        assert_eq!(wrapped("The organisation and its rules", 120, 3), ["The organisation", "and its rules"]);
        assert_eq!(wrapped("one two three four five six", 30, 2), ["one", "tw…"]);
        assert_eq!(wrapped("", 30, 2), Vec::<String>::new());
        // Ideographs are as wide as the type is high; marks above letters add nothing.
        assert!(text_width("日本語") > text_width("abc"));
        assert_eq!(text_width("e\u{301}"), text_width("e"));
    }

    #[test]
    fn nothing_to_draw() {
        let drawn = layout(&Canvas::WIDE, &[], &[]);
        assert!(drawn.items.is_empty() && drawn.lanes.is_empty() && drawn.ticks.is_empty() && drawn.breaks.is_empty());
    }

    /// Dates of every kind within a few thousand years.
    fn any_date() -> impl Strategy<Value = String> {
        let year = 1i64..4000;
        let day = (year.clone(), 1u8..=12, 1u8..=28);
        prop_oneof![
            4 => day.clone().prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}")),
            4 => day.clone().prop_map(|(y, m, _)| format!("{y:04}-{m:02}")),
            2 => day.clone().prop_map(|(y, m, _)| format!("{y:04}-{m:02}~")),
            2 => year.clone().prop_map(|y| format!("{y:04}?")),
            2 => (year.clone(), 0i64..90).prop_map(|(y, n)| format!("{y:04}/{:04}", y + n)),
            2 => (year.clone(), 0i64..90).prop_map(|(y, n)| format!("[{y:04}..{:04}]", y + n)),
            1 => year.clone().prop_map(|y| format!("[{y:04}..]")),
            1 => year.clone().prop_map(|y| format!("../{y:04}")),
            1 => (5u32..12).prop_map(|e| format!("Y1E{e}")),
        ]
    }

    fn any_item() -> impl Strategy<Value = Item> {
        let dates = prop::collection::vec((any_date(), any::<bool>(), 0usize..6), 1..4);
        (0usize..4, ".{0,90}", 0usize..7, dates).prop_map(|(lane, label, signs, dates)| {
            let several = dates.len() > 1;
            let dates = dates.into_iter().map(|(date, plan, signs)| Dated {
                extent: extent(&date),
                look: Look { plan, ..Look::default() },
                signs: if several { signs } else { 0 },
            });
            Item { lane, label, signs, dates: dates.collect() }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn everything_is_inside_and_apart(items in prop::collection::vec(any_item(), 1..40), which in 0usize..3) {
            let canvas = [Canvas::WIDE, Canvas::FIELD, Canvas::NARROW][which];
            let lanes: Vec<String> = (0..4).map(|n| format!("lane {n}")).collect();
            let drawn = layout(&canvas, &lanes, &items);
            prop_assert_eq!(&drawn, &layout(&canvas, &lanes, &items));
            prop_assert_eq!(drawn.items.len(), items.len());
            for placed in &drawn.items {
                let [left, top, right, bottom] = placed.bounds;
                prop_assert!(0 <= left && right <= canvas.width && drawn.top <= top && bottom <= drawn.height);
                for mark in &placed.marks {
                    prop_assert!(left <= mark.x && mark.x + mark.width <= right && mark.width >= 3);
                    prop_assert!(top <= mark.y && mark.y + mark.height <= bottom);
                }
                for line in &placed.label {
                    let (from, to) = match line.ends {
                        true => (line.x - text_width(&line.text), line.x),
                        false => (line.x, line.x + text_width(&line.text)),
                    };
                    prop_assert!(left <= from && to <= right && top < line.y && line.y <= bottom);
                }
            }
            for (n, a) in drawn.items.iter().enumerate() {
                for b in &drawn.items[n + 1..] {
                    let apart = |i: usize| a.bounds[i + 2] <= b.bounds[i] || b.bounds[i + 2] <= a.bounds[i];
                    prop_assert!(apart(0) || apart(1), "{:?} {:?}", a.bounds, b.bounds);
                }
            }
            // Lane by lane, and in each in order of time.
            let order = |p: &Placed| {
                let item = &items[p.item];
                (item.lane, item.dates.iter().map(|d| d.extent.order()).min())
            };
            prop_assert!(drawn.items.windows(2).all(|pair| order(&pair[0]) <= order(&pair[1])));
            prop_assert!(drawn.ticks.windows(2).all(|pair| pair[0].x < pair[1].x));
            prop_assert!(drawn.ticks.iter().all(|tick| 0 <= tick.x && tick.x < canvas.width));
        }

        /// What is earlier never stands further right.
        #[test]
        fn the_scale_keeps_the_order(dates in prop::collection::vec(any_date(), 1..30)) {
            let dates: Vec<&str> = dates.iter().map(String::as_str).collect();
            let scale = Scale::of(&Canvas::WIDE, &items(&dates));
            let mut edges: Vec<i64> = dates.iter().map(|d| extent(d)).flat_map(|e| [e.from, e.to]).flatten().collect();
            edges.sort_unstable();
            prop_assert!(edges.windows(2).all(|pair| scale.x(pair[0]) <= scale.x(pair[1])));
            prop_assert!(scale.pieces.windows(2).all(|p| p[0].to == p[1].from && p[0].x1 == p[1].x0));
        }
    }

    /// Packing tries few rows, so that many events take as many steps each as few do.
    #[test]
    fn many_events_are_no_more_work_each() {
        let many: Vec<Item> = (0..1000).map(|n| item(n % 5, "an invented event", &format!("{}", 1000 + n))).collect();
        let drawn = layout(&Canvas::WIDE, &[], &many);
        assert_eq!(drawn.items.len(), 1000);
        assert!(drawn.ticks.len() < 30);
        // Packed: far fewer rows than events.
        assert!(drawn.items.iter().map(|placed| placed.row).max() < Some(100));
    }
}
