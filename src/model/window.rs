//! When a source was published, as far as its own date and all bounds tell.

use super::Window;
use crate::edtf::{Date, SortKey};

impl Window {
    /// The tightest window that the bounds leave; contradictions are reported elsewhere ([`crate::check`]).
    pub fn new(date: Option<&Date>, not_before: &[Date], not_after: &[Date]) -> Self {
        Window {
            date: date.cloned(),
            not_before: not_before.iter().max_by_key(|d| lower(d)).cloned(),
            not_after: not_after.iter().min_by_key(|d| upper(d)).cloned(),
        }
    }

    /// Orders sources by when they may have been published: the date, else the earliest day, else the latest.
    pub fn sort_key(&self) -> (bool, Option<SortKey>) {
        let date = self.date.as_ref().or(self.not_before.as_ref()).or(self.not_after.as_ref());
        (date.is_none(), date.map(Date::sort_key))
    }
}

/// The first day that a lower bound allows; undated bounds bind nothing and come first.
fn lower(date: &Date) -> i64 {
    date.bounds().start.earliest.day().map_or(i64::MIN, |d| d.number())
}

/// The last day that an upper bound allows; undated bounds bind nothing and come last.
fn upper(date: &Date) -> i64 {
    date.bounds().end.latest.day().map_or(i64::MAX, |d| d.number())
}
