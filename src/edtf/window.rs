//! The window that readers see: what a date and the bounds around it say together, and where they contradict.

use super::words::{self, Wording};
use super::{Bound, Date, Day};

/// One of the dates that a window was made of, by its place in its list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Part {
    /// The date itself.
    Date,
    /// A bound before which it can't be.
    NotBefore(usize),
    /// A bound after which it can't be.
    NotAfter(usize),
}

/// Two dates that can't both be right, since one lies certainly after the other and must not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Contradiction {
    /// The one that lies too late.
    pub late: Part,
    /// The one that lies too early.
    pub early: Part,
}

/// Between which days something lies, on the strength of all that is known.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Window {
    /// Not before this. Never after `latest`, where both are days.
    pub earliest: Bound,
    /// Not after this.
    pub latest: Bound,
    /// Which date says so of the earliest day; `None` where nothing does.
    pub earliest_from: Option<Part>,
    /// Which date says so of the latest day.
    pub latest_from: Option<Part>,
    /// What readers are told.
    pub wording: Wording,
    /// What can't all be right; then the date alone makes the window, or else one of the bounds.
    pub contradictions: Vec<Contradiction>,
}

/// One end of a window, and which date says so.
type End = Option<(Day, Part)>;

/// The window of something with a `date`, if any, and any number of bounds on both sides.
///
/// A bound counts with its outermost day: not before `2023-08` is not before 1 August 2023. The tightest bound wins,
/// the first of equal ones. Bounds don't cut what lasts: the ends of an interval are its own.
pub fn window(not_before: &[Date], not_after: &[Date], date: Option<&Date>) -> Window {
    let own = date.map(Date::bounds);
    let own_first = own.and_then(|own| own.start.earliest.day()).map(|day| (day, Part::Date));
    let own_last = own.and_then(|own| own.end.latest.day()).map(|day| (day, Part::Date));
    let lasts = date.is_some_and(|date| date.is_interval() || date.is_all_of_set());
    let (mut first, mut last) = (own_first, own_last);
    if !lasts {
        let lower = not_before
            .iter()
            .enumerate()
            .filter_map(|(i, bound)| Some((bound.bounds().start.earliest.day()?, Part::NotBefore(i))));
        let upper = not_after
            .iter()
            .enumerate()
            .filter_map(|(i, bound)| Some((bound.bounds().end.latest.day()?, Part::NotAfter(i))));
        first = own_first.into_iter().chain(lower).reduce(|a, b| if b.0 > a.0 { b } else { a });
        last = own_last.into_iter().chain(upper).reduce(|a, b| if b.0 < a.0 { b } else { a });
    }
    if first.zip(last).is_some_and(|(first, last)| first.0 > last.0) {
        // Either they contradict, or "about" lets them cross: the date holds, or else the bound without a doubt.
        let doubtful = |end: End| match end?.1 {
            Part::NotBefore(i) => not_before.get(i),
            Part::NotAfter(i) => not_after.get(i),
            Part::Date => date,
        };
        let is_doubtful = doubtful(first).is_some_and(|date| date.is_approximate() || date.is_uncertain());
        (first, last) = match date {
            Some(date) if !date.is_undated() => (own_first, own_last),
            _ if is_doubtful => (None, last),
            _ => (first, None),
        };
    }
    let side = |end: End| {
        let (day, part) = end?;
        let as_written = match part {
            Part::NotBefore(i) => not_before.get(i).map(Date::wording).filter(words::is_plain),
            Part::NotAfter(i) => not_after.get(i).map(Date::wording).filter(words::is_plain),
            Part::Date => None,
        };
        Some(as_written.unwrap_or_else(|| words::day(day)))
    };
    let wording = match date {
        Some(date) if first == own_first && last == own_last => date.wording(),
        _ => match (side(first), side(last)) {
            (Some(first), Some(last)) if first == last => first,
            (Some(first), Some(last)) => Wording::Between(Box::new(first), Box::new(last)),
            (Some(first), None) => Wording::OnOrAfter(Box::new(first)),
            (None, Some(last)) => Wording::OnOrBefore(Box::new(last)),
            (None, None) => Wording::Undated,
        },
    };
    let bound = |end: End, own: Option<Bound>| match end {
        Some((day, _)) => Bound::Day(day),
        None => own.filter(|own| own.day().is_none()).unwrap_or(Bound::Unknown),
    };
    Window {
        earliest: bound(first, own.map(|own| own.start.earliest)),
        latest: bound(last, own.map(|own| own.end.latest)),
        earliest_from: first.map(|(_, part)| part),
        latest_from: last.map(|(_, part)| part),
        wording,
        contradictions: contradictions(not_before, not_after, date),
    }
}

/// Each date is held against the date itself and against the tightest bound of the other side, not against all.
fn contradictions(not_before: &[Date], not_after: &[Date], date: Option<&Date>) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let lower = || not_before.iter().enumerate().map(|(i, bound)| (Part::NotBefore(i), bound));
    let upper = || not_after.iter().enumerate().map(|(i, bound)| (Part::NotAfter(i), bound));
    // As the order has it, which gives way for "about".
    let firm_start = |date: &Date| date.firm_bounds().start.earliest.day();
    let firm_end = |date: &Date| date.firm_bounds().end.latest.day();
    let tightest_lower = lower()
        .filter_map(|(part, bound)| Some((firm_start(bound)?, part, bound)))
        .reduce(|a, b| if b.0 > a.0 { b } else { a });
    let tightest_upper = upper()
        .filter_map(|(part, bound)| Some((firm_end(bound)?, part, bound)))
        .reduce(|a, b| if b.0 < a.0 { b } else { a });
    let own = date.map(|date| (Part::Date, date));
    for (late, not_before) in lower() {
        for (early, other) in own.into_iter().chain(tightest_upper.map(|(_, part, bound)| (part, bound))) {
            if other.contradicts_not_before(not_before) {
                found.push(Contradiction { late, early });
            }
        }
    }
    for (early, not_after) in upper() {
        for (late, other) in own.into_iter().chain(tightest_lower.map(|(_, part, bound)| (part, bound))) {
            if other.contradicts_not_after(not_after) {
                found.push(Contradiction { late, early });
            }
        }
    }
    found.sort();
    found.dedup();
    found
}
