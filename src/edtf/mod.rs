//! Dates as a dossier needs them: what is written, between which days it lies, what comes first, how readers are told.
//!
//! The notation is EDTF, the Extended Date/Time Format of ISO 8601-2:2019, levels 0 to 2, which the Library of
//! Congress describes at <https://www.loc.gov/standards/datetime/>. `a/b` lasts from a to b; `[a..b]` is once, some
//! time between the two; `~` is about, `?` uncertain, `%` both; `X` stands for an unknown digit, `..` for an open end.
//! The parser is a crate that no other module names; bounds, order and words are ours.

mod bounds;
mod help;
mod window;
mod words;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use edtf_core::{Edtf, IntervalEndpoint, SetElement, SetKind};

pub use bounds::{Bound, Bounds, Day, Limits, Order};
pub use window::{Contradiction, Part, Window, window};
pub use words::{Clock, Component, Hemisphere, Missing, PartOfYear, Wording, english};

use bounds::Reading;

/// A date, as exact or as vague as it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Date {
    /// The canonical spelling, which says the same as `edtf`.
    text: String,
    edtf: Edtf,
}

/// What is wrong with a text that should be a date.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct DateError {
    /// Which bytes of the text are to blame.
    pub span: Range<usize>,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What to write instead, as far as that can be guessed; else, how dates are written.
    pub help: String,
}

/// How exactly a date is given, from fine to coarse.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Precision {
    /// A day, perhaps with a time.
    Day,
    /// A month.
    Month,
    /// A season, quarter, third or half of a year.
    Season,
    /// A year.
    Year,
    /// A decade, a century, or years that have only some digits.
    Years,
}

/// A total order for lists, got from [`Date::sort_key`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct SortKey {
    undated: bool,
    /// `None`, which is least, where the start has no lower limit.
    earliest: Option<Day>,
    /// Whether the end has no upper limit, and the limit.
    latest: (bool, Option<Day>),
    text: String,
}

impl Date {
    /// Reads EDTF, levels 0 to 2. White space around it is ignored.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let trimmed = text.trim();
        let shift = text.len() - text.trim_start().len();
        parse_exactly(trimmed).map_err(|(offset, message)| {
            // A space or another script is no slip at one place: the text is something else as a whole.
            let span = match trimmed.get(offset..).and_then(|rest| rest.chars().next()) {
                Some(sign) if sign == ' ' || !sign.is_ascii() => shift..shift + trimmed.len(),
                _ => blamed(trimmed, offset, shift),
            };
            DateError { span, message: format!("not a date in EDTF: {message}"), help: help::help(trimmed) }
        })
    }

    /// The year that a bare number means: one of four digits.
    pub fn from_number(number: i64) -> Result<Date, DateError> {
        let text = number.to_string();
        if (1000..=9999).contains(&number) {
            return Date::parse(&text);
        }
        let message = "only a year of four digits can be written as a number".to_owned();
        Err(DateError { span: 0..text.len(), message, help: format!("{}, in quotes", help::help(&text)) })
    }

    /// The date that a bare TOML date or date-time means; fractions of a second are dropped.
    pub fn from_toml(text: &str) -> Result<Date, DateError> {
        let start = text.len() - text.trim_start().len();
        let span = start..start.max(text.trim_end().len());
        Date::parse(&help::toml_to_edtf(text.trim())).map_err(|error| DateError { span, ..error })
    }

    /// The canonical spelling. `?2004-?06-?11` becomes `2004-06-11?`; most texts stay as they are.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The level of EDTF that the spelling needs: 0, 1 or 2.
    pub fn level(&self) -> u8 {
        self.edtf.level()
    }

    /// The four bounds, as written: "about July" is July.
    pub fn bounds(&self) -> Bounds {
        bounds::bounds(&self.edtf, Reading::Written)
    }

    /// Which of the two comes first, as far as that is certain.
    ///
    /// More careful than [`Date::bounds`]: "about" gives way on both sides by as much again as the date is long (and
    /// by a week at least), what is marked uncertain settles nothing, and a season may be anywhere in its year.
    pub fn order(&self, other: &Date) -> Order {
        bounds::order(&self.firm_bounds(), &other.firm_bounds())
    }

    fn firm_bounds(&self) -> Bounds {
        bounds::bounds(&self.edtf, Reading::Firm)
    }

    /// Whether this is certainly before `not_before`, which says that it can't be.
    pub fn contradicts_not_before(&self, not_before: &Date) -> bool {
        self.order(not_before) == Order::Before
    }

    /// Whether this is certainly after `not_after`, which says that it can't be.
    pub fn contradicts_not_after(&self, not_after: &Date) -> bool {
        self.order(not_after) == Order::After
    }

    /// For sorting lists: by earliest start, then latest end, then text; undated last.
    pub fn sort_key(&self) -> SortKey {
        let bounds = self.bounds();
        let latest = bounds.end.latest.day();
        SortKey {
            undated: bounds.is_undated(),
            earliest: bounds.start.earliest.day(),
            latest: (latest.is_none(), latest),
            text: self.text.clone(),
        }
    }

    /// Whether nothing places it in time: `XXXX`, or a day without a year.
    pub fn is_undated(&self) -> bool {
        self.bounds().is_undated()
    }

    /// Whether any part of it is marked as approximate (`~` or `%`).
    pub fn is_approximate(&self) -> bool {
        self.edtf.is_approximate()
    }

    /// Whether any part of it is marked as uncertain (`?` or `%`).
    pub fn is_uncertain(&self) -> bool {
        self.edtf.is_uncertain()
    }

    /// Whether it lasts from one date to another: `a/b`.
    pub fn is_interval(&self) -> bool {
        matches!(self.edtf, Edtf::Interval(_))
    }

    /// Whether it is one, not known which, of several dates: `[a,b]`, `[a..b]`.
    pub fn is_one_of_set(&self) -> bool {
        matches!(&self.edtf, Edtf::Set(set) if set.kind == SetKind::OneMember)
    }

    /// Whether it is several dates: `{a,b}`.
    pub fn is_all_of_set(&self) -> bool {
        matches!(&self.edtf, Edtf::Set(set) if set.kind == SetKind::AllMembers)
    }

    /// How exactly it is given; of several dates, the coarsest counts. `None` where no date has a year.
    pub fn precision(&self) -> Option<Precision> {
        simple_dates(&self.edtf).filter_map(precision).max()
    }

    /// What it says, as a tree that can be worded in any language.
    pub fn wording(&self) -> Wording {
        words::wording(&self.edtf)
    }

    /// What it says, in English: `between August 2023 and July 2024`.
    pub fn to_english(&self) -> String {
        english(&self.wording())
    }

    /// For the `datetime` attribute of HTML's `time`: a plain year, month or day, and `None` for all else.
    pub fn machine(&self) -> Option<String> {
        let date = match &self.edtf {
            Edtf::Date(date) => date,
            Edtf::DateTime(time) => &time.date,
            Edtf::Interval(_) | Edtf::Set(_) => return None,
        };
        // HTML knows neither seasons nor years before 1, and edtf-core writes Y before longer ones.
        let plain = date.year.value().is_some_and(|year| (1..=9999).contains(&year))
            && date.year.significant_digits.is_none()
            && date.precision() != edtf_core::Precision::Season
            && !(date.has_unspecified() || date.is_uncertain() || date.is_approximate());
        plain.then(|| date.to_string())
    }

    /// A second thought about a text that is a date, but perhaps not the one that was meant.
    ///
    /// `2023-24` is winter 2023 in EDTF, where most people mean two years.
    pub fn second_thought(&self) -> Option<String> {
        let Edtf::Date(date) = &self.edtf else { return None };
        let (year, code) = (date.year.value()?, i64::from(date.month?.value()?));
        let last = year - year.rem_euclid(100) + code;
        // Nobody abbreviates long spans so, and `2001-21` is what spring 2001 looks like.
        let several_years = (21..=41).contains(&code) && year >= 1000 && (1..=10).contains(&(last - year));
        several_years
            .then(|| format!("in EDTF this is {}; for several years, write `{year}/{last}`", self.to_english()))
    }
}

impl Hash for Date {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// The canonical spelling.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// As its canonical spelling.
impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// Parses without guessing; the error is an offset and a message.
fn parse_exactly(text: &str) -> Result<Date, (usize, &'static str)> {
    let edtf = Edtf::parse(text).map_err(|error| (error.offset, error.message))?;
    let reversed = match &edtf {
        Edtf::Interval(interval) => match (&interval.start, &interval.end) {
            (IntervalEndpoint::Date(start), IntervalEndpoint::Date(end)) => bounds::is_reversed(start, end),
            _ => false,
        },
        Edtf::Set(set) => set.elements.iter().any(|element| match element {
            SetElement::Range(first, last) => bounds::is_reversed(first, last),
            _ => false,
        }),
        Edtf::Date(_) | Edtf::DateTime(_) => false,
    };
    if reversed {
        return Err((0, "its end lies before its start"));
    }
    Ok(Date { text: edtf.to_string(), edtf })
}

/// The word or sign at `offset`, as a range of the text that `text` is a part of, `shift` bytes on.
fn blamed(text: &str, offset: usize, shift: usize) -> Range<usize> {
    let mut start = offset.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    // At the very end there is nothing to point at: the last sign is.
    if start == text.len() {
        start = text.char_indices().next_back().map_or(0, |(last, _)| last);
    }
    let rest = &text[start..];
    let word: usize = rest.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    let length = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
    shift + start..shift + start + length
}

/// The single dates that an expression is made of, in the order of writing.
fn simple_dates(edtf: &Edtf) -> impl Iterator<Item = &edtf_core::Date> {
    let mut dates = Vec::new();
    match edtf {
        Edtf::Date(date) => dates.push(date),
        Edtf::DateTime(time) => dates.push(&time.date),
        Edtf::Interval(interval) => {
            for end in [&interval.start, &interval.end] {
                match end {
                    IntervalEndpoint::Date(date)
                    | IntervalEndpoint::OnOrBefore(date)
                    | IntervalEndpoint::OnOrAfter(date) => dates.push(date),
                    IntervalEndpoint::Open | IntervalEndpoint::Unknown => {}
                }
            }
        }
        Edtf::Set(set) => {
            for element in &set.elements {
                match element {
                    SetElement::Date(date) | SetElement::OnOrBefore(date) | SetElement::OnOrAfter(date) => {
                        dates.push(date);
                    }
                    SetElement::Range(first, last) => dates.extend([first, last]),
                }
            }
        }
    }
    dates.into_iter()
}

fn precision(date: &edtf_core::Date) -> Option<Precision> {
    use edtf_core::{Precision as Raw, YearKind};
    if matches!(date.year.kind, YearKind::Standard { digits: [None, None, None, None], .. }) {
        return None;
    }
    if date.year.has_unspecified() || date.year.significant_digits.is_some() {
        return Some(Precision::Years);
    }
    // A month or day that isn't known at all makes the date no more exact.
    let unknown = |field: Option<edtf_core::DateField>| field.is_some_and(|field| field.digits == [None, None]);
    Some(match date.precision() {
        _ if unknown(date.month) => Precision::Year,
        Raw::Day if unknown(date.day) => Precision::Month,
        Raw::Day => Precision::Day,
        Raw::Month => Precision::Month,
        Raw::Season => Precision::Season,
        Raw::Year => Precision::Year,
    })
}
