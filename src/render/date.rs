//! Dates in the readers' language: from the wording's tree to the theme's messages.

use serde::Serialize;

use super::strings::Strings;
use crate::edtf::{self, Date, Wording};

/// A date as templates show it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DateView {
    /// In words: "between August 2023 and July 2024".
    pub words: String,
    /// As written in the records: EDTF.
    pub edtf: String,
    /// For the `datetime` attribute of HTML's `time`, where HTML can say it.
    pub machine: Option<String>,
}

/// A date as templates show it.
pub fn view(strings: &Strings, date: &Date) -> DateView {
    DateView { words: words(strings, &date.wording()), edtf: date.as_str().to_string(), machine: date.machine() }
}

/// A wording in the readers' language; the rare kinds that themes have no message for are in English.
pub fn words(strings: &Strings, wording: &Wording) -> String {
    // The same dates stand on many pages.
    strings.remembered(wording, || worded(strings, wording).unwrap_or_else(|| edtf::english(wording)))
}

/// `None` where a theme has no message for it.
fn worded(strings: &Strings, wording: &Wording) -> Option<String> {
    let say = |key: &str, arguments: &[(&str, String)]| -> Option<String> {
        let arguments: Vec<_> = arguments.iter().map(|(name, text)| (*name, text.as_str().into())).collect();
        strings.get(key, &arguments).ok().map(|text| text.into_owned())
    };
    let part = |wording: &Wording| worded(strings, wording);
    let month = |month: u8| say(&format!("month-{month}"), &[]);
    match wording {
        Wording::Undated => say("date-undated", &[]),
        Wording::Year(year) if *year <= 0 => say("date-year-bc", &[("year", (1 - year).to_string())]),
        Wording::Year(year) => say("date-year", &[("year", year.to_string())]),
        Wording::Decade(first) => say("date-decade", &[("year", first.to_string())]),
        Wording::Month { year: Some(year), month: m } if *year > 0 => {
            say("date-month", &[("month", month(*m)?), ("year", year.to_string())])
        }
        Wording::Day { year: Some(year), month: m, day } if *year > 0 => {
            say("date-day", &[("day", day.to_string()), ("month", month(*m)?), ("year", year.to_string())])
        }
        Wording::Day { year: None, month: m, day } => {
            say("date-day-no-year", &[("day", day.to_string()), ("month", month(*m)?)])
        }
        Wording::About(date) => say("date-about", &[("date", part(date)?)]),
        Wording::Perhaps(date) => say("date-perhaps", &[("date", part(date)?)]),
        Wording::FromTo(start, end) => say("date-from-to", &[("start", part(start)?), ("end", part(end)?)]),
        Wording::Between(start, end) => say("date-between", &[("start", part(start)?), ("end", part(end)?)]),
        Wording::OnOrAfter(date) => say("date-on-or-after", &[("date", part(date)?)]),
        Wording::OnOrBefore(date) => say("date-on-or-before", &[("date", part(date)?)]),
        Wording::Either(dates) | Wording::All(dates) => {
            let key = if matches!(wording, Wording::Either(_)) { "date-either" } else { "date-all-of" };
            let mut dates = dates.iter();
            let first = part(dates.next()?);
            dates.try_fold(first?, |first, last| say(key, &[("first", first), ("last", part(last)?)]))
        }
        _ => None,
    }
}
