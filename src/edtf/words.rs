//! What a date says, as a tree that any language can word, and its English wording.

use edtf_core::{
    Date, DateField, Edtf, Interval, IntervalEndpoint, Qualifier, SetElement, SetKind, Time, TimeShift, Year, YearKind,
};

use super::bounds::{Day, days_in_month};

/// What a date says. Years are astronomical: 0 is 1 BC. A year of `None` is not given.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Wording {
    /// Nothing is known.
    Undated,
    /// A year.
    Year(i64),
    /// A year too large to be written out, as `significand` × 10 to the power of `exponent`.
    HugeYear {
        /// With the sign.
        significand: i64,
        /// Power of ten.
        exponent: u32,
    },
    /// Ten years, by the first: 1560 for the 1560s. Never the first of a century, which reads like the century.
    Decade(i64),
    /// A hundred years, by the first: 1500 for the 1500s. Never the first of a millennium.
    Century(i64),
    /// Other years, from the first to the last.
    Years(i64, i64),
    /// A season, quarter, third or half of a year.
    Season {
        /// The year; a winter belongs to the year of its December.
        year: Option<i64>,
        /// Which part of it.
        part: PartOfYear,
    },
    /// A month.
    Month {
        /// The year.
        year: Option<i64>,
        /// 1 to 12.
        month: u8,
    },
    /// A day.
    Day {
        /// The year.
        year: Option<i64>,
        /// 1 to 12.
        month: u8,
        /// From 1.
        day: u8,
    },
    /// A day and a time of that day.
    DayTime(Box<Wording>, Clock),
    /// A year, month or day that isn't given, within something that is: "some day in April 1985".
    Some(Component, Box<Wording>),
    /// A day, month or season (without its year) of one of several years: "25 December of some year in the 1560s".
    OfSomeYear(Box<Wording>, Box<Wording>),
    /// Years of which the leading digits are known, and an estimate: "in the 1900s, about 1950".
    Estimate {
        /// The years.
        years: Box<Wording>,
        /// The estimate.
        estimate: Box<Wording>,
    },
    /// Approximately.
    About(Box<Wording>),
    /// With doubt.
    Perhaps(Box<Wording>),
    /// Only some components of the date are approximate or uncertain.
    PartlyDoubtful {
        /// The date.
        date: Box<Wording>,
        /// Which are approximate, coarse ones first.
        approximate: Vec<Component>,
        /// Which are uncertain, coarse ones first.
        uncertain: Vec<Component>,
    },
    /// Lasting from one to the other.
    FromTo(Box<Wording>, Box<Wording>),
    /// Lasting from then; the end is missing.
    Since(Box<Wording>, Missing),
    /// Lasting until then; the start is missing.
    Until(Box<Wording>, Missing),
    /// Once, between the two, inclusive.
    Between(Box<Wording>, Box<Wording>),
    /// Once, then or later.
    OnOrAfter(Box<Wording>),
    /// Once, then or earlier.
    OnOrBefore(Box<Wording>),
    /// One of these, not known which; two at least.
    Either(Vec<Wording>),
    /// All of these; two at least.
    All(Vec<Wording>),
}

/// A component of a date.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Component {
    /// The year.
    Year,
    /// The month, or the season.
    Month,
    /// The day.
    Day,
}

/// Why an end of an interval isn't there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Missing {
    /// It is open: no limit, or still going on.
    Open,
    /// It isn't known.
    Unknown,
}

/// A part of a year, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PartOfYear {
    /// Spring, of the hemisphere if one is named.
    Spring(Option<Hemisphere>),
    /// Summer.
    Summer(Option<Hemisphere>),
    /// Autumn.
    Autumn(Option<Hemisphere>),
    /// Winter.
    Winter(Option<Hemisphere>),
    /// Three months, 1 to 4.
    Quarter(u8),
    /// Four months, 1 to 3.
    Third(u8),
    /// Six months, 1 or 2.
    Half(u8),
}

/// Half of the globe.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Hemisphere {
    /// North of the equator.
    Northern,
    /// South of the equator.
    Southern,
}

/// A time of day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Clock {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60: a minute may have a leap second.
    pub second: u8,
    /// Minutes ahead of UTC; `None` for the local time of a place that isn't named.
    pub offset_minutes: Option<i16>,
}

/// The tree of an expression.
pub(super) fn wording(edtf: &Edtf) -> Wording {
    match edtf {
        Edtf::Date(date) => simple(date),
        Edtf::DateTime(time) => Wording::DayTime(Box::new(simple(&time.date)), clock(time.time)),
        Edtf::Interval(interval) => of_interval(interval),
        Edtf::Set(set) => {
            let one_of = set.kind == SetKind::OneMember;
            let mut members: Vec<Wording> = set.elements.iter().map(|element| member(element, one_of)).collect();
            match members.pop() {
                Some(only) if members.is_empty() => only,
                Some(last) => {
                    members.push(last);
                    if one_of { Wording::Either(members) } else { Wording::All(members) }
                }
                None => Wording::Undated,
            }
        }
    }
}

fn clock(time: Time) -> Clock {
    let offset_minutes = time.shift.map(|shift| match shift {
        TimeShift::Utc => 0,
        TimeShift::Offset { minutes, .. } => minutes,
    });
    Clock { hour: time.hour, minute: time.minute, second: time.second, offset_minutes }
}

fn of_interval(interval: &Interval) -> Wording {
    use IntervalEndpoint as End;
    let missing = |end: &End| if *end == End::Open { Missing::Open } else { Missing::Unknown };
    let dated = |end: &End| match end {
        End::Open | End::Unknown => None,
        End::Date(date) => Some(Box::new(simple(date))),
        End::OnOrBefore(date) => Some(Box::new(Wording::OnOrBefore(Box::new(simple(date))))),
        End::OnOrAfter(date) => Some(Box::new(Wording::OnOrAfter(Box::new(simple(date))))),
    };
    match (dated(&interval.start), dated(&interval.end)) {
        (Some(start), Some(end)) => Wording::FromTo(start, end),
        (Some(start), None) => Wording::Since(start, missing(&interval.end)),
        (None, Some(end)) => Wording::Until(end, missing(&interval.start)),
        (None, None) => Wording::Undated,
    }
}

fn member(element: &SetElement, one_of: bool) -> Wording {
    match element {
        SetElement::Date(date) => simple(date),
        SetElement::OnOrBefore(date) if one_of => Wording::OnOrBefore(Box::new(simple(date))),
        SetElement::OnOrBefore(date) => Wording::Until(Box::new(simple(date)), Missing::Open),
        SetElement::OnOrAfter(date) if one_of => Wording::OnOrAfter(Box::new(simple(date))),
        SetElement::OnOrAfter(date) => Wording::Since(Box::new(simple(date)), Missing::Open),
        SetElement::Range(first, last) if one_of => Wording::Between(Box::new(simple(first)), Box::new(simple(last))),
        SetElement::Range(first, last) => Wording::FromTo(Box::new(simple(first)), Box::new(simple(last))),
    }
}

/// A single date, with its doubts.
fn simple(date: &Date) -> Wording {
    let mut wording = unqualified(date);
    if wording == Wording::Undated {
        return wording;
    }
    let components: Vec<(Component, Qualifier)> = [
        Some((Component::Year, date.year.qualifier)),
        date.month.map(|month| (Component::Month, month.qualifier)),
        date.day.map(|day| (Component::Day, day.qualifier)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let those = |has: fn(&Qualifier) -> bool| -> Vec<Component> {
        components.iter().filter(|(_, qualifier)| has(qualifier)).map(|(component, _)| *component).collect()
    };
    let mut approximate = those(|qualifier| qualifier.approximate);
    let mut uncertain = those(|qualifier| qualifier.uncertain);
    // "About 11 June 2004" holds whether or not month and year are approximate too: the finest component decides.
    let finest = components.last().map(|(component, _)| *component);
    if approximate.last() == finest.as_ref() && is_run(&approximate) {
        wording = Wording::About(Box::new(wording));
        approximate.clear();
    }
    if uncertain.last() == finest.as_ref() && is_run(&uncertain) {
        wording = Wording::Perhaps(Box::new(wording));
        uncertain.clear();
    }
    if approximate.is_empty() && uncertain.is_empty() {
        return wording;
    }
    Wording::PartlyDoubtful { date: Box::new(wording), approximate, uncertain }
}

/// Whether no component between the first and the last is left out.
fn is_run(components: &[Component]) -> bool {
    components != [Component::Year, Component::Day]
}

/// The year of a date, as far as it is given.
enum YearGiven {
    /// Not at all.
    No,
    /// As a number.
    Known(i64),
    /// Otherwise: some digits, or beyond counting.
    Vaguely(Wording),
}

fn year_given(year: &Year) -> YearGiven {
    if let YearKind::Standard { digits, .. } = year.kind
        && year.has_unspecified()
    {
        if digits == [None; 4] {
            return YearGiven::No;
        }
        let filled = |fill| digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit.unwrap_or(fill)));
        return YearGiven::Vaguely(years(filled(0), filled(9)));
    }
    match (year.value(), year.kind) {
        (Some(value), _) => YearGiven::Known(value),
        (None, YearKind::Exponential { significand, exponent }) => {
            YearGiven::Vaguely(Wording::HugeYear { significand, exponent })
        }
        (None, _) => YearGiven::No,
    }
}

fn years(first: i64, last: i64) -> Wording {
    let is_span = |length: i64| last - first == length - 1 && first.rem_euclid(length) == 0;
    if first == last {
        Wording::Year(first)
    } else if is_span(10) && first % 100 != 0 && first > 0 {
        Wording::Decade(first)
    } else if is_span(100) && first % 1000 != 0 && first > 0 {
        Wording::Century(first)
    } else {
        Wording::Years(first, last)
    }
}

/// A single date, without its doubts.
fn unqualified(date: &Date) -> Wording {
    let given = year_given(&date.year);
    let Some(month) = date.month else {
        return match given {
            YearGiven::No => Wording::Undated,
            YearGiven::Known(year) => significant(date, Wording::Year(year)),
            YearGiven::Vaguely(huge @ Wording::HugeYear { .. }) => huge,
            YearGiven::Vaguely(years) => Wording::Some(Component::Year, Box::new(years)),
        };
    };
    let year = match given {
        YearGiven::Known(year) => Some(year),
        YearGiven::No | YearGiven::Vaguely(_) => None,
    };
    let within_year = match (month.digits, date.day) {
        ([None, None], None) => Err(Component::Month),
        ([None, None], Some(DateField { digits: [None, None], .. })) => Err(Component::Day),
        (_, None) => Ok(months(year, month)),
        (_, Some(DateField { digits: [None, None], .. })) => {
            Ok(Wording::Some(Component::Day, Box::new(months(year, month))))
        }
        (_, Some(day)) => match month.value() {
            Some(month) => Ok(days(year, month, day)),
            None => Err(Component::Day),
        },
    };
    match (within_year, given) {
        (Ok(wording), YearGiven::No | YearGiven::Known(_)) => wording,
        (Ok(wording), YearGiven::Vaguely(years)) => Wording::OfSomeYear(Box::new(wording), Box::new(years)),
        (Err(_), YearGiven::No) => Wording::Undated,
        (Err(component), YearGiven::Vaguely(years)) => Wording::Some(component, Box::new(years)),
        (Err(component), YearGiven::Known(year)) => {
            Wording::Some(component, Box::new(narrowed(date).unwrap_or(Wording::Year(year))))
        }
    }
}

/// Between which days lies a day that is known by some digits, in a month known by some digits.
fn narrowed(date: &Date) -> Option<Wording> {
    let some_digits = |field: DateField| field.digits != [None, None];
    if !(date.month.is_some_and(some_digits) || date.day.is_some_and(some_digits)) {
        return None;
    }
    let limits = super::bounds::bounds(&Edtf::Date(*date), super::Reading::Written).start;
    let (first, last) = limits.earliest.day().zip(limits.latest.day())?;
    Some(Wording::Between(Box::new(day(first)), Box::new(day(last))))
}

/// The wording of one known day.
pub(super) fn day(day: Day) -> Wording {
    Wording::Day { year: Some(day.year()), month: day.month(), day: day.day() }
}

/// Whether it is a day, month, season or year, perhaps with a doubt, so that "on or after" can stand before it.
pub(super) fn is_plain(wording: &Wording) -> bool {
    matches!(core(wording), Wording::Day { .. } | Wording::Month { .. } | Wording::Season { .. } | Wording::Year(_))
}

/// A year of which only the leading digits are sure (`1950S2`).
fn significant(date: &Date, estimate: Wording) -> Wording {
    let limits = super::bounds::bounds(&Edtf::Date(*date), super::Reading::Written).start;
    match limits.earliest.day().zip(limits.latest.day()) {
        Some((first, last)) if date.year.significant_digits.is_some() && first.year() != last.year() => {
            Wording::Estimate { years: Box::new(years(first.year(), last.year())), estimate: Box::new(estimate) }
        }
        _ => estimate,
    }
}

fn months(year: Option<i64>, month: DateField) -> Wording {
    if let Some(part) = month.value().and_then(part_of_year) {
        return Wording::Season { year, part };
    }
    one_of(matching(month, 12), |month| Wording::Month { year, month })
}

fn days(year: Option<i64>, month: u8, day: DateField) -> Wording {
    // Without a year, 29 February may be.
    let last = days_in_month(year.unwrap_or(0), month);
    one_of(matching(day, last), |day| Wording::Day { year, month, day })
}

/// The numbers from 1 to `last` that a field with unknown digits may stand for.
fn matching(field: DateField, last: u8) -> Vec<u8> {
    let fits = |digit: Option<u8>, actual: u8| digit.is_none_or(|digit| digit == actual);
    (1..=last).filter(|n| fits(field.digits[0], n / 10) && fits(field.digits[1], n % 10)).collect()
}

fn one_of(numbers: Vec<u8>, word: impl Fn(u8) -> Wording) -> Wording {
    match numbers[..] {
        [] => Wording::Undated,
        [only] => word(only),
        [first, .., last] if usize::from(last - first) + 1 == numbers.len() => {
            Wording::Between(Box::new(word(first)), Box::new(word(last)))
        }
        _ => Wording::Either(numbers.into_iter().map(word).collect()),
    }
}

fn part_of_year(code: u8) -> Option<PartOfYear> {
    let season = |n: u8, hemisphere| match n {
        0 => PartOfYear::Spring(hemisphere),
        1 => PartOfYear::Summer(hemisphere),
        2 => PartOfYear::Autumn(hemisphere),
        _ => PartOfYear::Winter(hemisphere),
    };
    match code {
        21..=24 => Some(season(code - 21, None)),
        25..=28 => Some(season(code - 25, Some(Hemisphere::Northern))),
        29..=32 => Some(season(code - 29, Some(Hemisphere::Southern))),
        33..=36 => Some(PartOfYear::Quarter(code - 32)),
        37..=39 => Some(PartOfYear::Third(code - 36)),
        40..=41 => Some(PartOfYear::Half(code - 39)),
        _ => None,
    }
}

/// How much of a date is said; the rest follows later in the sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Say {
    All,
    NoYear,
    NoMonth,
}

/// The English wording, to stand within a sentence: `about July 2024`.
pub fn english(wording: &Wording) -> String {
    say(wording, Say::All)
}

fn say(wording: &Wording, how: Say) -> String {
    match wording {
        Wording::Undated => "not dated".to_owned(),
        Wording::Year(year) => year_name(*year),
        Wording::HugeYear { significand, exponent } => {
            let era = if *significand < 0 { " BC" } else { "" };
            format!("the year {} × 10^{exponent}{era}", significand.unsigned_abs())
        }
        Wording::Decade(first) | Wording::Century(first) => format!("the {first}s"),
        Wording::Years(first, last) => format!("the years {} to {}", year_name(*first), year_name(*last)),
        Wording::Season { year, part } => {
            let linked = matches!(part, PartOfYear::Quarter(_) | PartOfYear::Third(_) | PartOfYear::Half(_));
            let name = part_name(*part);
            let link = if linked { " of " } else { " " };
            let hemisphere = hemisphere_name(*part);
            format!("{}{hemisphere}", with_year(name, link, *year, how))
        }
        Wording::Month { year, month } => with_year(month_name(*month).to_owned(), " ", *year, how),
        Wording::Day { day, .. } if how == Say::NoMonth => day.to_string(),
        Wording::Day { year, month, day } => with_year(format!("{day} {}", month_name(*month)), " ", *year, how),
        Wording::DayTime(day, clock) => format!("{}, {}", english(day), clock_name(*clock)),
        Wording::Some(component, of) => {
            let thing = match component {
                Component::Year => "time",
                Component::Month => "month",
                Component::Day => "day",
            };
            match &**of {
                Wording::Between(..) => format!("some {thing} {}", say(of, how)),
                of => format!("some {thing} in {}", say(of, how)),
            }
        }
        Wording::OfSomeYear(date, years) => format!("{} of some year in {}", say(date, Say::NoYear), english(years)),
        Wording::Estimate { years, estimate } => format!("in {}, about {}", english(years), english(estimate)),
        Wording::About(date) => match &**date {
            // What is about a time within a span is about the span.
            Wording::Some(_, span) => format!("about {}", say(span, how)),
            date => format!("about {}", say(date, how)),
        },
        Wording::Perhaps(date) => format!("perhaps {}", say(date, how)),
        Wording::PartlyDoubtful { date, approximate, uncertain } => {
            let doubts = if approximate == uncertain {
                format!("{} uncertain and approximate", component_names(approximate))
            } else {
                [(uncertain, "uncertain"), (approximate, "approximate")]
                    .into_iter()
                    .filter(|(components, _)| !components.is_empty())
                    .map(|(components, doubt)| format!("{} {doubt}", component_names(components)))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            format!("{} ({doubts})", english(date))
        }
        Wording::FromTo(start, end) => format!("{} to {}", say(start, left_out(start, end)), say(end, how)),
        Wording::Since(start, Missing::Open) => format!("from {} on", english(start)),
        Wording::Since(start, Missing::Unknown) => format!("from {}, end not known", english(start)),
        Wording::Until(end, Missing::Open) => format!("until {}", english(end)),
        Wording::Until(end, Missing::Unknown) => format!("until {}, start not known", english(end)),
        Wording::Between(start, end) => format!("between {} and {}", say(start, left_out(start, end)), say(end, how)),
        Wording::OnOrAfter(date) => format!("{} or after {}", preposition(date), english(date)),
        Wording::OnOrBefore(date) => format!("{} or before {}", preposition(date), english(date)),
        Wording::Either(dates) => list(dates, "or", how),
        Wording::All(dates) => list(dates, "and", how),
    }
}

/// "On or after" a day, "in or after" what is longer.
fn preposition(date: &Wording) -> &'static str {
    match core(date) {
        Wording::Day { .. } | Wording::DayTime(..) => "on",
        _ => "in",
    }
}

fn list(dates: &[Wording], conjunction: &str, how: Say) -> String {
    let Some((last, others)) = dates.split_last() else { return String::new() };
    // What the last one says of year and month need not be said before, if it is the same throughout.
    let shared = others.iter().map(|date| left_out(date, last)).fold(Say::NoMonth, |a, b| match (a, b) {
        (Say::All, _) | (_, Say::All) => Say::All,
        (Say::NoYear, _) | (_, Say::NoYear) => Say::NoYear,
        (Say::NoMonth, Say::NoMonth) => Say::NoMonth,
    });
    let others: Vec<String> = others.iter().map(|date| say(date, shared)).collect();
    let last = say(last, how);
    if others.is_empty() { last } else { format!("{} {conjunction} {last}", others.join(", ")) }
}

/// What `first` need not say, since `second` follows and says it.
fn left_out(first: &Wording, second: &Wording) -> Say {
    let (Some((year, month)), Some((other_year, other_month))) = (year_month(first), year_month(second)) else {
        return Say::All;
    };
    let both_days = matches!((core(first), core(second)), (Wording::Day { .. }, Wording::Day { .. }));
    match year == other_year {
        true if both_days && month == other_month => Say::NoMonth,
        true => Say::NoYear,
        false => Say::All,
    }
}

/// The date itself, without "about" and "perhaps".
fn core(wording: &Wording) -> &Wording {
    match wording {
        Wording::About(date) | Wording::Perhaps(date) => core(date),
        other => other,
    }
}

fn year_month(wording: &Wording) -> Option<(Option<i64>, u8)> {
    match core(wording) {
        Wording::Day { year, month, .. } | Wording::Month { year, month } => Some((*year, *month)),
        Wording::Season { year, part } if hemisphere_name(*part).is_empty() => Some((*year, 0)),
        _ => None,
    }
}

fn with_year(name: String, link: &str, year: Option<i64>, how: Say) -> String {
    match (how, year) {
        (Say::NoYear | Say::NoMonth, _) => name,
        (Say::All, Some(year)) => format!("{name}{link}{}", year_name(year)),
        (Say::All, None) => format!("{name}, year not given"),
    }
}

fn year_name(year: i64) -> String {
    match year {
        ..=0 => format!("{} BC", grouped(1 - i128::from(year))),
        1..=999 => format!("AD {year}"),
        1000..=9999 => year.to_string(),
        10_000.. => grouped(i128::from(year)),
    }
}

/// Thousands set apart, from five digits on.
fn grouped(number: i128) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn month_name(month: u8) -> &'static str {
    MONTH_NAMES.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("a month")
}

/// The English names of the months, January first.
pub(super) const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn part_name(part: PartOfYear) -> String {
    let nth = |n: u8| match n {
        1 => "first",
        2 => "second",
        3 => "third",
        _ => "fourth",
    };
    match part {
        PartOfYear::Spring(_) => "spring".to_owned(),
        PartOfYear::Summer(_) => "summer".to_owned(),
        PartOfYear::Autumn(_) => "autumn".to_owned(),
        PartOfYear::Winter(_) => "winter".to_owned(),
        PartOfYear::Quarter(n) => format!("the {} quarter", nth(n)),
        PartOfYear::Third(n) => format!("the {} third", nth(n)),
        PartOfYear::Half(n) => format!("the {} half", nth(n)),
    }
}

fn hemisphere_name(part: PartOfYear) -> &'static str {
    match part {
        PartOfYear::Spring(Some(hemisphere))
        | PartOfYear::Summer(Some(hemisphere))
        | PartOfYear::Autumn(Some(hemisphere))
        | PartOfYear::Winter(Some(hemisphere)) => match hemisphere {
            Hemisphere::Northern => " (northern hemisphere)",
            Hemisphere::Southern => " (southern hemisphere)",
        },
        _ => "",
    }
}

fn clock_name(clock: Clock) -> String {
    let mut text = format!("{:02}:{:02}", clock.hour, clock.minute);
    if clock.second != 0 {
        text.push_str(&format!(":{:02}", clock.second));
    }
    match clock.offset_minutes {
        None => {}
        Some(0) => text.push_str(" UTC"),
        Some(offset) => {
            let sign = if offset < 0 { '−' } else { '+' };
            let (hours, minutes) = (offset.unsigned_abs() / 60, offset.unsigned_abs() % 60);
            text.push_str(&format!(" UTC{sign}{hours:02}:{minutes:02}"));
        }
    }
    text
}

fn component_names(components: &[Component]) -> String {
    let names: Vec<&str> = components
        .iter()
        .map(|component| match component {
            Component::Year => "year",
            Component::Month => "month",
            Component::Day => "day",
        })
        .collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        Some((only, _)) => (*only).to_owned(),
        None => String::new(),
    }
}
