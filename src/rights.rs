//! What of an archived text may stand on a page: a [`Quotable`], which only this module grants.
//!
//! Everything that makes pages, feeds, exports or messages takes a `Quotable` where it would show a source's words;
//! it has no other way to them.

use std::fmt;
use std::ops::{Deref, Range};

use serde::Serialize;

pub use crate::config::Publish;
use crate::text::{ArchivedText, word};

/// The rights of a source, as its record or the config gives them.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Rights {
    /// How much may be shown.
    pub publish: Publish,
    /// Most words in one quoted run; matters for excerpts only.
    pub words: usize,
    /// Most that all quoted runs together may be of the body, in thousandths; `None` for no such limit.
    pub max_share: Option<u16>,
    /// Why that much may be shown, in the editor's words.
    pub basis: String,
}

impl Rights {
    /// How many words of a text of `total` words may be quoted in all.
    fn allowance(&self, total: usize) -> usize {
        match (self.publish, self.max_share) {
            (Publish::Record, _) => 0,
            (Publish::Full, _) | (Publish::Excerpt, None) => usize::MAX,
            (Publish::Excerpt, Some(share)) => (total as u64 * u64::from(share.min(1000)) / 1000) as usize,
        }
    }

    /// How many words of the text one message or one quotation may show.
    pub fn shown(&self) -> usize {
        match self.publish {
            Publish::Record => 0,
            Publish::Excerpt => self.words,
            Publish::Full => usize::MAX,
        }
    }
}

/// Why words may not be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    /// The rights are `record`.
    #[error("the source's rights allow no quotation")]
    RecordOnly,
    /// The rights aren't `full`.
    #[error("the source's rights don't allow its whole text")]
    NotFull,
    /// The run is too long, or would be together with one beside it.
    #[error("the run has {words} words, and the source's rights allow {limit}")]
    LongRun {
        /// Words of the run.
        words: usize,
        /// Words that a run may have.
        limit: usize,
    },
    /// All quoted runs together are too much of the text.
    #[error("all quotations together would have {words} words, and the source's rights allow {limit}")]
    OverShare {
        /// Words of all runs, this one included.
        words: usize,
        /// Words that all runs may have.
        limit: usize,
    },
    /// The range isn't in the text.
    #[error("the range lies outside the text")]
    Outside,
}

/// Words of a source that its rights let the site show. Only this module makes one.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quotable(Box<str>);

impl Quotable {
    /// An anchor as the editor typed it. It needs no text, so that pages are the same with and without the archive.
    pub fn anchor(anchor: &str, rights: &Rights) -> Result<Self, Refused> {
        let (words, limit) = (word::count(anchor), rights.shown());
        match rights.publish {
            Publish::Record => Err(Refused::RecordOnly),
            _ if words > limit => Err(Refused::LongRun { words, limit }),
            _ => Ok(Quotable(anchor.into())),
        }
    }

    /// A part of the words, by code points: what lies outside them is left out. `None` where nothing is left.
    pub fn part(&self, points: Range<usize>) -> Option<Quotable> {
        let byte = |point: usize| self.0.char_indices().nth(point).map_or(self.0.len(), |(byte, _)| byte);
        let part = self.0[byte(points.start)..].get(..byte(points.end).checked_sub(byte(points.start))?)?;
        (!part.is_empty()).then(|| Quotable(part.into()))
    }
}

impl Deref for Quotable {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Quotable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Quotable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl Serialize for Quotable {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// That the typed anchors of one source keep within its `max_share`; `total` is how many words its body has.
/// An anchor that is used twice counts once.
pub fn check_share<'a>(
    rights: &Rights,
    total: usize,
    anchors: impl IntoIterator<Item = &'a str>,
) -> Result<(), Refused> {
    let mut distinct: Vec<_> = anchors.into_iter().map(str::trim).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let words = distinct.into_iter().map(word::count).sum();
    let limit = rights.allowance(total);
    if words > limit { Err(Refused::OverShare { words, limit }) } else { Ok(()) }
}

/// What one source's rights grant of its text.
pub struct Grant<'a> {
    rights: &'a Rights,
    text: &'a ArchivedText,
}

impl<'a> Grant<'a> {
    /// The grant of `rights` over `text`.
    pub fn new(rights: &'a Rights, text: &'a ArchivedText) -> Self {
        Grant { rights, text }
    }

    /// The whole text, where the rights are `full`.
    pub fn full(&self) -> Result<Quotable, Refused> {
        match self.rights.publish {
            Publish::Full => Ok(Quotable(self.text.raw().into())),
            _ => Err(Refused::NotFull),
        }
    }

    /// The text line by line, blank lines left out, where the rights are `full`: number, first code point, words.
    pub fn full_lines(&self) -> Result<Vec<(usize, usize, Quotable)>, Refused> {
        if self.rights.publish != Publish::Full {
            return Err(Refused::NotFull);
        }
        let raw = self.text.raw();
        let line = |number| {
            let bytes = self.text.line_bytes(number)?;
            let line = &raw[bytes.clone()];
            let words = line.trim();
            let before = line.len() - line.trim_start().len();
            let start = self.text.points(bytes.start + before..bytes.end).start;
            (!words.is_empty()).then(|| (number, start, Quotable(words.into())))
        };
        Ok((1..=self.text.lines()).filter_map(line).collect())
    }

    /// Settles everything that the site wants to quote from this text, in code points, in one go; answers in the order asked.
    ///
    /// Granted in the order of the text until the share is used up, so that the answer doesn't depend on who asked
    /// first. Runs that overlap, or have no word between them, read as one and must be short enough as one.
    pub fn settle(&self, requests: &[Range<usize>]) -> Vec<Result<Quotable, Refused>> {
        let raw = self.text.raw();
        let bytes = requests.iter().map(|points| self.text.bytes(points.clone()).ok_or(Refused::Outside));
        let bytes: Vec<Result<Range<usize>, Refused>> = bytes.collect();
        match self.rights.publish {
            Publish::Record => return requests.iter().map(|_| Err(Refused::RecordOnly)).collect(),
            Publish::Full => return bytes.into_iter().map(|range| Ok(Quotable(raw[range?].into()))).collect(),
            Publish::Excerpt => {}
        }
        let mut order: Vec<_> = (0..requests.len()).collect();
        order.sort_by_key(|i| (requests[*i].start, requests[*i].end, *i));
        let mut answers: Vec<_> = requests.iter().map(|_| Err(Refused::Outside)).collect();
        let limit = self.rights.allowance(self.text.words());
        let mut run = 0..0;
        let (mut run_words, mut spent) = (0, 0);
        for i in order {
            let Ok(range) = bytes[i].clone() else { continue };
            let joins = run_words > 0 && (range.start <= run.end || word::count(&raw[run.end..range.start]) == 0);
            let joined = if joins { run.start..run.end.max(range.end) } else { range.clone() };
            let words = if joined == run { run_words } else { word::count(&raw[joined.clone()]) };
            let all = spent + words - if joins { run_words } else { 0 };
            answers[i] = if words > self.rights.words {
                Err(Refused::LongRun { words, limit: self.rights.words })
            } else if all > limit {
                Err(Refused::OverShare { words: all, limit })
            } else {
                (run, run_words, spent) = (joined, words, all);
                Ok(Quotable(raw[range].into()))
            };
        }
        answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tests::sample;
    use proptest::prelude::*;

    const TEXT: &str = "one two three four\nfive six — seven eight nine ten";

    fn excerpt(words: usize, max_share: Option<u16>) -> Rights {
        Rights { publish: Publish::Excerpt, words, max_share, basis: String::new() }
    }

    fn said(answer: &Result<Quotable, Refused>) -> String {
        answer.as_ref().map_or_else(Refused::to_string, Quotable::to_string)
    }

    /// Requests are given as words of the text.
    #[track_caller]
    fn check(rights: &Rights, requests: &[&str], expected: &[&str]) {
        let text = sample(TEXT, "", &[]);
        let at = |part: &&str| {
            let start = TEXT.find(part).map_or(90, |byte| TEXT[..byte].chars().count());
            start..start + part.chars().count()
        };
        let mut requests: Vec<_> = requests.iter().map(at).collect();
        let answers: Vec<_> = Grant::new(rights, &text).settle(&requests).iter().map(said).collect();
        assert_eq!(answers, expected);
        requests.reverse();
        let mut turned: Vec<_> = Grant::new(rights, &text).settle(&requests).iter().map(said).collect();
        turned.reverse();
        assert_eq!(turned, expected);
    }

    #[test]
    fn short_runs_only() {
        let rights = excerpt(3, None);
        check(
            &rights,
            &["one two three", "five", "nowhere"],
            &["one two three", "five", "the range lies outside the text"],
        );
        check(&rights, &["one two three four"], &["the run has 4 words, and the source's rights allow 3"]);
        // Neighbours and overlaps read as one.
        check(
            &rights,
            &["one two", "three", "four"],
            &["one two", "three", "the run has 4 words, and the source's rights allow 3"],
        );
        check(
            &rights,
            &["five six", "six — seven eight"],
            &["five six", "the run has 4 words, and the source's rights allow 3"],
        );
        check(
            &rights,
            &["five six", "seven eight"],
            &["five six", "the run has 4 words, and the source's rights allow 3"],
        );
        check(&rights, &["one two three", "one two three", "two"], &["one two three", "one two three", "two"]);
    }

    #[test]
    fn a_share_of_the_whole() {
        // Ten words and a dash are eleven of what white space separates: 30 % are three.
        let rights = excerpt(3, Some(300));
        check(&rights, &["two", "two", "four", "nine"], &["two", "two", "four", "nine"]);
        check(
            &rights,
            &["nine ten", "two", "four"],
            &["all quotations together would have 4 words, and the source's rights allow 3", "two", "four"],
        );
        assert_eq!(check_share(&rights, 11, ["two", " two ", "four five"]), Ok(()));
        assert_eq!(
            check_share(&rights, 11, ["two", "four five", "nine"]),
            Err(Refused::OverShare { words: 4, limit: 3 })
        );
        assert_eq!(check_share(&excerpt(3, None), 1, [TEXT]), Ok(()));
    }

    #[test]
    fn all_or_nothing() {
        let (record, full) = (
            Rights { publish: Publish::Record, ..Rights::default() },
            Rights { publish: Publish::Full, ..Rights::default() },
        );
        check(&record, &["one"], &["the source's rights allow no quotation"]);
        check(&full, &["one two three four", "five six"], &["one two three four", "five six"]);
        let text = sample(TEXT, "", &[]);
        assert_eq!(Grant::new(&full, &text).full().as_deref(), Ok(TEXT));
        for rights in [record, excerpt(99, None)] {
            assert_eq!(Grant::new(&rights, &text).full(), Err(Refused::NotFull));
        }
    }

    #[test]
    fn typed_anchors() {
        assert_eq!(Quotable::anchor("a b", &excerpt(2, None)).as_deref(), Ok("a b"));
        assert_eq!(Quotable::anchor("a b c", &excerpt(2, None)), Err(Refused::LongRun { words: 3, limit: 2 }));
        assert_eq!(
            Quotable::anchor("a", &Rights { publish: Publish::Record, ..Rights::default() }),
            Err(Refused::RecordOnly)
        );
        let quoted = Quotable::anchor("a “b”", &excerpt(2, None)).expect("granted");
        assert_eq!(serde_json::to_string(&quoted).expect("JSON"), "\"a “b”\"");
    }

    proptest! {
        #[test]
        fn never_more_than_allowed(requests in proptest::collection::vec((0usize..50, 0usize..20), 0..12), words in 0usize..5, share in 0u16..1001) {
            let text = sample(TEXT, "", &[]);
            let requests: Vec<_> = requests.into_iter().map(|(start, length)| start..start + length).collect();
            let answers = Grant::new(&excerpt(words, Some(share)), &text).settle(&requests);
            let mut shown = vec![false; text.chars()];
            for (range, answer) in requests.iter().zip(&answers) {
                if answer.is_ok() {
                    shown[range.clone()].fill(true);
                }
            }
            // What a reader can put together: everything else blacked out.
            let seen: String = TEXT.chars().zip(&shown).map(|(c, shown)| if *shown { c } else { '·' }).collect();
            let runs: Vec<_> = seen.split('·').map(word::count).collect();
            prop_assert!(runs.iter().all(|run| *run <= words));
            prop_assert!(runs.iter().sum::<usize>() <= text.words() * usize::from(share) / 1000);
        }
    }
}
