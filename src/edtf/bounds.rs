//! The four bounds of a date, in days, and the three-valued order that follows from them.

use edtf_core::{
    Bound as RawBound, BoundDate, Date, Edtf, Interval, IntervalEndpoint, Set, SetElement, SetKind, YearKind,
};

/// Years beyond this are taken as this, so that every day has a number.
const LAST_YEAR: i64 = 1_000_000_000_000;

/// "About" gives way by as much again as the date is long, but never by less than these days.
const LEAST_SLACK_DAYS: i64 = 7;

/// A day of the proleptic Gregorian calendar, with astronomical years: 0 is 1 BC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Day {
    year: i64,
    month: u8,
    day: u8,
}

impl Day {
    /// The day, if the calendar has it. Years beyond ±10¹² become ±10¹².
    pub fn new(year: i64, month: u8, day: u8) -> Option<Day> {
        let year = year.clamp(-LAST_YEAR, LAST_YEAR);
        let exists = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Day { year, month, day })
    }

    /// The year; 0 is 1 BC, -1 is 2 BC.
    pub fn year(self) -> i64 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1 January 1970, for drawing to scale.
    pub fn number(self) -> i64 {
        // Years are counted from March, so that the leap day is the last of its year.
        let year = self.year - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = i64::from((self.month + 9) % 12);
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The day that has this number; the other way round from [`Day::number`], with the same limits of years.
    pub fn from_number(number: i64) -> Day {
        let first = Day { year: -LAST_YEAR, month: 1, day: 1 };
        let last = Day { year: LAST_YEAR, month: 12, day: 31 };
        let number = number.clamp(first.number(), last.number()) + 719_468;
        let era = number.div_euclid(146_097);
        let day_of_era = number.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * month + 2) / 5 + 1) as u8;
        let month = if month < 10 { month + 3 } else { month - 9 } as u8;
        Day { year: era * 400 + year_of_era + i64::from(month <= 2), month, day }
    }

    fn first_of(year: i64) -> Day {
        Day { year: year.clamp(-LAST_YEAR, LAST_YEAR), month: 1, day: 1 }
    }

    fn last_of(year: i64) -> Day {
        Day { year: year.clamp(-LAST_YEAR, LAST_YEAR), month: 12, day: 31 }
    }
}

/// As ISO 8601 writes it: `2024-07-03`.
impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

/// How many days the month has; 31 for a month that doesn't exist.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// One of the four bounds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Bound {
    /// Nothing is known.
    Unknown,
    /// Said to have no limit: any time before, for an earliest bound; any time after, for a latest one.
    Open,
    /// This day, inclusive.
    Day(Day),
}

impl Bound {
    /// The day, if there is one.
    pub fn day(self) -> Option<Day> {
        match self {
            Bound::Day(day) => Some(day),
            Bound::Open | Bound::Unknown => None,
        }
    }
}

/// Between which days a start or an end lies, both inclusive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Limits {
    /// Not before this.
    pub earliest: Bound,
    /// Not after this.
    pub latest: Bound,
}

impl Limits {
    const UNKNOWN: Limits = Limits { earliest: Bound::Unknown, latest: Bound::Unknown };
}

/// The four bounds: when it started and when it ended, each at the earliest and at the latest.
///
/// What happened at one time in August 2023 (`2023-08`) started and ended somewhere in August. What lasted from
/// 2023 to 2024 (`2023/2024`) started somewhere in 2023 and ended somewhere in 2024. Always `start.earliest ≤
/// start.latest`, `end.earliest ≤ end.latest`, `start.earliest ≤ end.earliest` and `start.latest ≤ end.latest`,
/// where both are days.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Bounds {
    /// The limits of the start.
    pub start: Limits,
    /// The limits of the end.
    pub end: Limits,
}

impl Bounds {
    /// Whether none of the four is a day.
    pub fn is_undated(&self) -> bool {
        let Bounds { start, end } = self;
        [start.earliest, start.latest, end.earliest, end.latest].iter().all(|bound| bound.day().is_none())
    }
}

/// Which of two dates comes first, as far as that is certain.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Order {
    /// Certainly over before the other begins.
    Before,
    /// Certainly at least one day in common. A set `{…}` is taken from its first to its last member.
    Overlap,
    /// Certainly begun after the other is over.
    After,
    /// What is known leaves more than one of the others possible.
    Perhaps,
}

impl Order {
    /// The order as seen from the other date.
    pub fn reverse(self) -> Order {
        match self {
            Order::Before => Order::After,
            Order::After => Order::Before,
            Order::Overlap | Order::Perhaps => self,
        }
    }
}

/// The order of what has bounds `a` and what has bounds `b`.
pub(super) fn order(a: &Bounds, b: &Bounds) -> Order {
    let known =
        |x: Bound, y: Bound, holds: fn(&Day, &Day) -> bool| x.day().zip(y.day()).is_some_and(|(x, y)| holds(&x, &y));
    if known(a.end.latest, b.start.earliest, Day::lt) {
        Order::Before
    } else if known(b.end.latest, a.start.earliest, Day::lt) {
        Order::After
    } else if known(a.start.latest, b.end.earliest, Day::le) && known(b.start.latest, a.end.earliest, Day::le) {
        Order::Overlap
    } else {
        Order::Perhaps
    }
}

/// Which reading of a date its bounds are taken from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As written: "about July" is July, as ISO 8601-2 has it (8.4.2, note).
    Written,
    /// For certainty: "about" gives way on both sides, what is marked uncertain bounds nothing, and a season may be
    /// of either hemisphere.
    Firm,
}

/// The four bounds of an expression.
pub(super) fn bounds(edtf: &Edtf, reading: Reading) -> Bounds {
    let at_one_time = |limits| Bounds { start: limits, end: limits };
    match edtf {
        Edtf::Date(date) => at_one_time(limits(date, reading)),
        Edtf::DateTime(time) => at_one_time(limits(&time.date, reading)),
        Edtf::Interval(interval) => interval_bounds(interval, reading),
        Edtf::Set(set) => set_bounds(set, reading),
    }
}

/// Whether the end of an interval or range lies before its start. The parser looks too, but not at huge years.
pub(super) fn is_reversed(start: &Date, end: &Date) -> bool {
    let (start, end) = (limits(start, Reading::Written).earliest, limits(end, Reading::Written).latest);
    start.day().zip(end.day()).is_some_and(|(start, end)| start > end)
}

fn limits(date: &Date, reading: Reading) -> Limits {
    let undated = matches!(date.year.kind, YearKind::Standard { digits: [None, None, None, None], .. });
    if undated || (reading == Reading::Firm && date.is_uncertain()) {
        return Limits::UNKNOWN;
    }
    let (mut earliest, mut latest) = written_days(date);
    if reading == Reading::Firm {
        let month = date.month.and_then(|month| month.value());
        if month.is_some_and(|code| (21..=32).contains(&code)) {
            earliest = Day::first_of(earliest.year);
            latest = latest.max(Day::last_of(earliest.year));
        }
        if date.is_approximate() {
            let slack = (latest.number() - earliest.number() + 1).max(LEAST_SLACK_DAYS);
            earliest = Day::from_number(earliest.number().saturating_sub(slack));
            latest = Day::from_number(latest.number().saturating_add(slack));
        }
    }
    Limits { earliest: Bound::Day(earliest), latest: Bound::Day(latest) }
}

/// The first and the last day of a date whose year isn't wholly unknown.
fn written_days(date: &Date) -> (Day, Day) {
    let raw = Edtf::Date(*date).bounds();
    if let (RawBound::Date(earliest), RawBound::Date(latest)) = (raw.earliest, raw.latest)
        && let (Some(earliest), Some(latest)) = (day(earliest), day(latest))
    {
        return (earliest, latest);
    }
    // Only years beyond what the parser counts with get here.
    let negative = match date.year.kind {
        YearKind::Standard { negative, .. } => negative,
        YearKind::Big { value } => value < 0,
        YearKind::Exponential { significand, .. } => significand < 0,
    };
    let year = if negative { -LAST_YEAR } else { LAST_YEAR };
    (Day::first_of(year), Day::last_of(year))
}

fn day(raw: BoundDate) -> Option<Day> {
    if raw.year.abs() > LAST_YEAR {
        return None;
    }
    Day::new(raw.year, raw.month, raw.day)
}

fn interval_bounds(interval: &Interval, reading: Reading) -> Bounds {
    let mut start = match &interval.start {
        IntervalEndpoint::Unknown => Limits::UNKNOWN,
        IntervalEndpoint::Open => Limits { earliest: Bound::Open, latest: Bound::Unknown },
        IntervalEndpoint::Date(date) => limits(date, reading),
        IntervalEndpoint::OnOrBefore(date) => Limits { earliest: Bound::Open, ..limits(date, reading) },
        IntervalEndpoint::OnOrAfter(date) => Limits { latest: Bound::Open, ..limits(date, reading) },
    };
    let mut end = match &interval.end {
        IntervalEndpoint::Unknown => Limits::UNKNOWN,
        IntervalEndpoint::Open => Limits { earliest: Bound::Unknown, latest: Bound::Open },
        IntervalEndpoint::Date(date) => limits(date, reading),
        IntervalEndpoint::OnOrBefore(date) => Limits { earliest: Bound::Open, ..limits(date, reading) },
        IntervalEndpoint::OnOrAfter(date) => Limits { latest: Bound::Open, ..limits(date, reading) },
    };
    // Nothing ends before it started: each end says something about the other.
    if let Bound::Day(first) = start.earliest {
        end.earliest = Bound::Day(end.earliest.day().map_or(first, |day| day.max(first)));
    }
    if let Bound::Day(last) = end.latest {
        start.latest = Bound::Day(start.latest.day().map_or(last, |day| day.min(last)));
    }
    Bounds { start, end }
}

fn set_bounds(set: &Set, reading: Reading) -> Bounds {
    let one_of = set.kind == SetKind::OneMember;
    let members: Vec<Bounds> = set.elements.iter().map(|element| member_bounds(element, one_of, reading)).collect();
    let widest = |of: fn(&Bounds) -> Bound, pick: fn(Day, Day) -> Day| {
        let all = || members.iter().map(of);
        match all().find(|bound| *bound == Bound::Open).or(all().find(|bound| *bound == Bound::Unknown)) {
            Some(none) => none,
            None => all().filter_map(Bound::day).reduce(pick).map_or(Bound::Unknown, Bound::Day),
        }
    };
    let tightest = |of: fn(&Bounds) -> Bound, pick: fn(Day, Day) -> Day| {
        let all = || members.iter().map(of);
        match all().filter_map(Bound::day).reduce(pick) {
            Some(day) => Bound::Day(day),
            None => all().find(|bound| *bound == Bound::Open).unwrap_or(Bound::Unknown),
        }
    };
    let earliest = widest(|b| b.start.earliest, Day::min);
    let latest = widest(|b| b.end.latest, Day::max);
    if one_of {
        let start = Limits { earliest, latest: widest(|b| b.start.latest, Day::max) };
        let end = Limits { earliest: widest(|b| b.end.earliest, Day::min), latest };
        Bounds { start, end }
    } else {
        // All of them: begun when the first began, over when the last is.
        let start = Limits { earliest, latest: tightest(|b| b.start.latest, Day::min) };
        let end = Limits { earliest: tightest(|b| b.end.earliest, Day::max), latest };
        Bounds { start, end }
    }
}

fn member_bounds(element: &SetElement, one_of: bool, reading: Reading) -> Bounds {
    let (start, end) = match element {
        SetElement::Date(date) => (limits(date, reading), limits(date, reading)),
        SetElement::OnOrBefore(date) => {
            let end = limits(date, reading);
            (Limits { earliest: Bound::Open, ..end }, end)
        }
        SetElement::OnOrAfter(date) => {
            let start = limits(date, reading);
            (start, Limits { latest: Bound::Open, ..start })
        }
        SetElement::Range(first, last) => (limits(first, reading), limits(last, reading)),
    };
    if one_of {
        let anywhere = Limits { earliest: start.earliest, latest: end.latest };
        Bounds { start: anywhere, end: anywhere }
    } else {
        Bounds { start, end }
    }
}
