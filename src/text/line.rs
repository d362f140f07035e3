//! Lines of an archived text, as editors cite them: counted from 1, blank ones too, as `cat -n` prints them.

use std::fmt;
use std::str::FromStr;

/// Some lines in a row, both ends included. `first` is at least 1 and at most `last`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct LineRange {
    first: usize,
    last: usize,
}

/// Why something isn't a range of lines.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LinesError {
    /// Neither a number nor two with a hyphen.
    #[error("`{0}` is not a line or a range of lines; write `17` or `7-19`")]
    Malformed(String),
    /// Line 0.
    #[error("lines are counted from 1")]
    Zero,
    /// The last line comes before the first.
    #[error("the range ends at line {last}, before its first line {first}")]
    Reversed {
        /// What was given as the first line.
        first: usize,
        /// What was given as the last.
        last: usize,
    },
}

impl LineRange {
    /// The lines from `first` to `last`, both included.
    pub fn new(first: usize, last: usize) -> Result<Self, LinesError> {
        match (first, last) {
            (0, _) | (_, 0) => Err(LinesError::Zero),
            _ if last < first => Err(LinesError::Reversed { first, last }),
            _ => Ok(LineRange { first, last }),
        }
    }

    /// The first line.
    pub fn first(self) -> usize {
        self.first
    }

    /// The last line.
    pub fn last(self) -> usize {
        self.last
    }

    /// How many lines.
    pub fn count(self) -> usize {
        self.last - self.first + 1
    }

    /// Whether `line` is one of them.
    pub fn contains(self, line: usize) -> bool {
        (self.first..=self.last).contains(&line)
    }
}

impl FromStr for LineRange {
    type Err = LinesError;

    /// Reads `17` or `7-19`; an en dash and spaces around it do as well.
    fn from_str(written: &str) -> Result<Self, LinesError> {
        let (first, last) = written.split_once(['-', '–']).unwrap_or((written, written));
        let number = |part: &str| {
            let part = part.trim();
            // `parse` alone would take a plus sign too.
            let digits = part.bytes().all(|b| b.is_ascii_digit());
            part.parse().ok().filter(|_| digits).ok_or_else(|| LinesError::Malformed(written.to_string()))
        };
        LineRange::new(number(first)?, number(last)?)
    }
}

impl fmt::Display for LineRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}-{}", self.first, self.last) }
    }
}

/// Any lines of a text: ranges in order, none touching the next.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Lines(Vec<LineRange>);

impl Lines {
    /// The ranges, in order.
    pub fn ranges(&self) -> &[LineRange] {
        &self.0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `line` is one of them.
    pub fn contains(&self, line: usize) -> bool {
        let after = self.0.partition_point(|range| range.first <= line);
        self.0[..after].last().is_some_and(|range| range.contains(line))
    }

    /// The last line of all.
    pub fn last(&self) -> Option<usize> {
        self.0.last().map(|range| range.last)
    }

    /// These lines without those after `last`.
    pub(super) fn up_to(&self, last: usize) -> Lines {
        let kept = self.0.iter().filter(|range| range.first <= last);
        Lines(kept.map(|range| LineRange { first: range.first, last: range.last.min(last) }).collect())
    }
}

impl FromIterator<LineRange> for Lines {
    fn from_iter<I: IntoIterator<Item = LineRange>>(ranges: I) -> Self {
        let mut sorted: Vec<_> = ranges.into_iter().collect();
        sorted.sort_unstable();
        let mut merged: Vec<LineRange> = Vec::with_capacity(sorted.len());
        for range in sorted {
            match merged.last_mut() {
                Some(before) if range.first <= before.last.saturating_add(1) => {
                    before.last = before.last.max(range.last)
                }
                _ => merged.push(range),
            }
        }
        Lines(merged)
    }
}

impl From<LineRange> for Lines {
    fn from(range: LineRange) -> Self {
        Lines(vec![range])
    }
}

impl FromStr for Lines {
    type Err = LinesError;

    /// Reads `17`, `7-19`, or several with commas.
    fn from_str(written: &str) -> Result<Self, LinesError> {
        written.split(',').map(str::parse::<LineRange>).collect()
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, range) in self.0.iter().enumerate() {
            write!(f, "{}{range}", if i == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, expected: &str) {
        let got = written.parse::<Lines>().map_or_else(|e| e.to_string(), |lines| lines.to_string());
        assert_eq!(got, expected, "{written:?}");
    }

    #[test]
    fn reads_and_prints() {
        check("17", "17");
        check("7-19", "7-19");
        check(" 7 – 19 ", "7-19");
        check("7-7", "7");
        check("12, 7-9", "7-9, 12");
        check("1-3,4,9-12,10", "1-4, 9-12");
    }

    #[test]
    fn refuses() {
        check("0", "lines are counted from 1");
        check("0-3", "lines are counted from 1");
        check("9-7", "the range ends at line 7, before its first line 9");
        for bad in ["", "x", "+1", "-1", "1-", "1-2-3", "1,,2", "99999999999999999999999"] {
            let said = bad.parse::<Lines>().expect_err(bad).to_string();
            assert!(said.ends_with("is not a line or a range of lines; write `17` or `7-19`"), "{said}");
        }
    }

    #[test]
    fn contains() {
        let lines: Lines = "2-4, 8".parse().expect("lines");
        let inside: Vec<_> = (0..10).filter(|line| lines.contains(*line)).collect();
        assert_eq!(inside, [2, 3, 4, 8]);
        assert_eq!(lines.up_to(3).to_string(), "2-3");
        assert!(lines.up_to(1).is_empty());
        let all = LineRange::new(1, usize::MAX).expect("range");
        assert_eq!([all, all].into_iter().collect::<Lines>().ranges(), [all]);
    }
}
