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

/// Two dates that can't both be right. The first is the later one, which should be the earlier.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Contradiction {
    /// The one that lies too late.
    pub late: Part,
    /// The one that lies too early.
    pub early: Part,
}

/// Between which days something lies, on the strength of all that is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Window {
    /// Not before this.
    pub earliest: Bound,
    /// Not after this.
    pub latest: Bound,
    /// Which date says so of the earliest day; `None` where nothing does.
    pub earliest_from: Option<Part>,
    /// Which date says so of the latest day.
    pub latest_from: Option<Part>,
    /// What readers are told.
    pub wording: Wording,
    /// What can't all be right; then the window is that of the date alone, if there is one.
    pub contradictions: Vec<Contradiction>,
}

/// The window of something with a `date`, if any, and any number of bounds on both sides.
///
/// A bound counts with its outermost day: not before `2023-08` is not before 1 August 2023. The tightest bound wins,
/// the first of equal ones. Bounds don't cut what lasts: the ends of an interval are its own.
pub fn window(not_before: &[Date], not_after: &[Date], date: Option<&Date>) -> Window {
    let contradictions = contradictions(not_before, not_after, date);
    let own = date.map(Date::bounds);
    let (mut earliest, mut latest) =
        own.map_or((Bound::Unknown, Bound::Unknown), |own| (own.start.earliest, own.end.latest));
    let mut earliest_from = earliest.day().map(|_| Part::Date);
    let mut latest_from = latest.day().map(|_| Part::Date);
    let lasts = date.is_some_and(|date| date.is_interval() || date.is_all_of_set());
    let sound = contradictions.is_empty();
    if !lasts && (sound || date.is_none()) {
        for (i, bound) in not_before.iter().enumerate() {
            if let Some(day) = bound.bounds().start.earliest.day()
                && earliest.day().is_none_or(|known| day > known)
            {
                (earliest, earliest_from) = (Bound::Day(day), Some(Part::NotBefore(i)));
            }
        }
        for (i, bound) in not_after.iter().enumerate() {
            if let Some(day) = bound.bounds().end.latest.day()
                && latest.day().is_none_or(|known| day < known)
            {
                (latest, latest_from) = (Bound::Day(day), Some(Part::NotAfter(i)));
            }
        }
    }
    let side = |from: Option<Part>, bound: Bound| -> Option<Wording> {
        let as_written = match from? {
            Part::NotBefore(i) => not_before.get(i).map(Date::wording).filter(words::is_plain),
            Part::NotAfter(i) => not_after.get(i).map(Date::wording).filter(words::is_plain),
            Part::Date => None,
        };
        as_written.or_else(|| bound.day().map(words::day))
    };
    let of_bounds = |part: Option<Part>| matches!(part, Some(Part::NotBefore(_) | Part::NotAfter(_)));
    let wording = match date {
        Some(date) if !of_bounds(earliest_from) && !of_bounds(latest_from) => date.wording(),
        _ => match (side(earliest_from, earliest), side(latest_from, latest)) {
            (Some(first), Some(last)) if first == last => first,
            (Some(first), Some(last)) => Wording::Between(Box::new(first), Box::new(last)),
            (Some(first), None) => Wording::OnOrAfter(Box::new(first)),
            (None, Some(last)) => Wording::OnOrBefore(Box::new(last)),
            (None, None) => Wording::Undated,
        },
    };
    Window { earliest, latest, earliest_from, latest_from, wording, contradictions }
}

/// Each date is held against the date itself and against the tightest bound of the other side, not against all.
fn contradictions(not_before: &[Date], not_after: &[Date], date: Option<&Date>) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let lower = || not_before.iter().enumerate().map(|(i, bound)| (Part::NotBefore(i), bound));
    let upper = || not_after.iter().enumerate().map(|(i, bound)| (Part::NotAfter(i), bound));
    // As the order has it, which gives way for "about".
    let firm_start = |date: &Date| date.firm_bounds().start.earliest.day();
    let firm_end = |date: &Date| date.firm_bounds().end.latest.day();
    let tightest_lower = lower().filter_map(|(part, bound)| Some((firm_start(bound)?, part, bound))).fold(
        None,
        |best: Option<(Day, Part, &Date)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        },
    );
    let tightest_upper = upper().filter_map(|(part, bound)| Some((firm_end(bound)?, part, bound))).fold(
        None,
        |best: Option<(Day, Part, &Date)>, next| match best {
            Some(best) if best.0 <= next.0 => Some(best),
            _ => Some(next),
        },
    );
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
