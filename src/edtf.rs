//! Dates, a throw-away stand-in until the real module is merged.

use std::ops::Range;

/// A date.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Date(String);

/// Why a date can't be read.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct DateError {
    /// Bytes of the text.
    pub offset: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to try.
    pub help: Option<String>,
}

impl Date {
    /// Reads a date.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        match text.char_indices().find(|(_, c)| !(c.is_ascii_digit() || "-/.[]~?XZ%".contains(*c))) {
            Some((i, c)) => Err(DateError {
                offset: i..i + c.len_utf8(),
                message: format!("`{c}` is not part of a date"),
                help: Some("write a day as `2023-08-01`".into()),
            }),
            None => Ok(Date(text.into())),
        }
    }

    /// The date of a whole year.
    pub fn from_bare_year(year: i64) -> Date {
        Date(year.to_string())
    }
}
