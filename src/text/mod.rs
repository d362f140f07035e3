//! An archived text: a source's own words, kept outside the site unless its rights allow them on a page.
//!
//! What others may know of it is where things stand: lines, positions, counts. The words themselves are visible only
//! to `text`, `rights` and `compare` (see `withheld` in `lib.rs`), so that no page can be made of them by mistake.
//! Positions are Unicode code points of the text as stored, end exclusive, as in the evidence file and in a
//! `TextPositionSelector` of the W3C's Web Annotation model.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub mod anchor;
mod line;
pub mod mention;
pub(in crate::withheld) mod normal;
mod position;
pub mod run;
pub mod word;

pub use line::{LineRange, Lines, LinesError};

use position::CodePoints;

/// A text as it lies in the archive, not yet known to belong to a record. Its words can't be read from outside.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    text: Arc<str>,
    hash: blake3::Hash,
}

impl Stored {
    /// A text from its file's bytes. Fails where they aren't UTF-8, with the offset of the first bad byte.
    pub fn new(bytes: Vec<u8>) -> Result<Self, usize> {
        let hash = blake3::hash(&bytes);
        let text = String::from_utf8(bytes).map_err(|e| e.utf8_error().valid_up_to())?;
        Ok(Stored { text: text.into(), hash })
    }

    /// The hash of the bytes as records write it: `blake3:` and 64 hexadecimal digits.
    pub fn hash(&self) -> String {
        format!("blake3:{}", self.hash.to_hex())
    }
}

/// Never the words: debug output ends up in logs.
impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stored({} bytes)", self.text.len())
    }
}

/// Lines of a text that repeat others of the same text: `copies = [{ lines = "39-57", of = "1-19" }]`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct DeclaredCopy {
    /// The lines that are searched by nothing and counted by nothing.
    pub lines: LineRange,
    /// The lines that they repeat.
    pub of: LineRange,
}

impl DeclaredCopy {
    /// The line that `line` of the copy repeats.
    fn original(&self, line: usize) -> Option<usize> {
        let offset = line.checked_sub(self.lines.first())?;
        (self.lines.contains(line) && offset < self.of.count()).then(|| self.of.first() + offset)
    }
}

/// A line that the text doesn't have.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("there is no line {line}: the text ends at line {last}")]
pub struct OutsideText {
    /// The line asked for.
    pub line: usize,
    /// The last line there is.
    pub last: usize,
}

/// What a record says wrongly about its text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Fault {
    /// Lines of the body or of a copy that the text doesn't have.
    #[error(transparent)]
    Outside(#[from] OutsideText),
    /// A copy of more or fewer lines than its original.
    #[error("lines {lines} are {} lines, but lines {of}, which they are said to repeat, are {}", lines.count(), of.count())]
    Uneven {
        /// The copy.
        lines: LineRange,
        /// The original.
        of: LineRange,
    },
    /// A copy that isn't one.
    #[error("line {line} is not a copy of line {of}")]
    Differs {
        /// The first line that differs.
        line: usize,
        /// The line that it was said to repeat.
        of: usize,
    },
}

/// A source's own text with what its record says about it: which lines are the article, which are copies.
#[derive(Clone)]
pub struct ArchivedText {
    stored: Stored,
    /// First byte of each line.
    starts: Vec<usize>,
    points: CodePoints,
    normal: normal::Mapped,
    body: Lines,
    /// Lines of the body that aren't blank.
    paragraphs: Vec<usize>,
    copies: Vec<DeclaredCopy>,
    /// Lines that lie in a declared copy.
    copied: Lines,
}

impl ArchivedText {
    /// A text, the lines of its body and its declared copies.
    ///
    /// Where no line is said to be the body, all are that aren't copies. Lines that don't exist are left out;
    /// [`faults`](Self::faults) tells of them.
    pub fn new(stored: Stored, body: &Lines, copies: &[DeclaredCopy]) -> Self {
        let text = &stored.text;
        let after_break = text.match_indices('\n').map(|(at, _)| at + 1).filter(|at| *at < text.len());
        let starts: Vec<_> = (!text.is_empty()).then_some(0).into_iter().chain(after_break).collect();
        let copied: Lines = copies.iter().map(|copy| copy.lines).collect();
        let copied = copied.up_to(starts.len());
        let body = if body.is_empty() { without(starts.len(), &copied) } else { body.up_to(starts.len()) };
        let mut made = ArchivedText {
            points: CodePoints::new(text),
            normal: normal::normal(text),
            starts,
            body,
            paragraphs: Vec::new(),
            copies: copies.to_vec(),
            copied,
            stored,
        };
        let body_lines = made.body.ranges().iter().flat_map(|range| range.first()..=range.last());
        made.paragraphs = body_lines.filter(|line| !made.normal_line(*line).is_empty()).collect();
        made
    }

    /// The hash of the stored bytes: `blake3:` and 64 hexadecimal digits.
    pub fn hash(&self) -> String {
        self.stored.hash()
    }

    /// How many lines the text has, blank ones counted. A line break at the very end starts no further line.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// How many code points the text has.
    pub fn chars(&self) -> usize {
        self.points.total()
    }

    /// How many words the body has: what white space separates, and each word of a script without spaces.
    pub fn words(&self) -> usize {
        self.body_bytes().map(|range| word::count_spaced(&self.stored.text[range])).sum()
    }

    /// The lines that are the article.
    pub fn body(&self) -> &Lines {
        &self.body
    }

    /// The code points of the body: a range for each run of lines, without the last line break.
    pub fn body_points(&self) -> Vec<Range<usize>> {
        self.body_bytes().map(|range| self.points(range)).collect()
    }

    /// The code points of a line, without its line break.
    pub fn line_points(&self, line: usize) -> Option<Range<usize>> {
        Some(self.points(self.line_bytes(line)?))
    }

    /// The line that a code point stands on.
    pub fn line_at(&self, point: usize) -> Option<usize> {
        (point < self.chars()).then(|| self.points.byte(&self.stored.text, point)).flatten().map(|at| self.line_of(at))
    }

    /// Which paragraph of the body a line is, and of how many: its lines that aren't blank, counted from 1.
    pub fn paragraph(&self, line: usize) -> Option<(usize, usize)> {
        let nth = self.paragraphs.binary_search(&line).ok()?;
        Some((nth + 1, self.paragraphs.len()))
    }

    /// The line that `line` repeats, if it lies in a declared copy.
    pub fn original_line(&self, line: usize) -> Option<usize> {
        self.copies.iter().find_map(|copy| copy.original(line))
    }

    /// That all of `lines` exist.
    pub fn check_lines(&self, lines: &Lines) -> Result<(), OutsideText> {
        match lines.last() {
            Some(line) if line > self.lines() => Err(OutsideText { line, last: self.lines() }),
            _ => Ok(()),
        }
    }

    /// What the record says wrongly: `body` as it was given, and the declared copies.
    pub fn faults(&self, body: &Lines) -> Vec<Fault> {
        let mut faults: Vec<Fault> = self.check_lines(body).err().into_iter().map(Fault::from).collect();
        for DeclaredCopy { lines, of } in self.copies.iter().copied() {
            let outside = [lines, of].into_iter().find_map(|range| self.check_lines(&range.into()).err());
            let differs = || {
                let pairs = (lines.first()..=lines.last()).zip(of.first()..=of.last());
                pairs.into_iter().find(|(line, of)| self.normal_line(*line) != self.normal_line(*of))
            };
            if let Some(outside) = outside {
                faults.push(outside.into());
            } else if lines.count() != of.count() {
                faults.push(Fault::Uneven { lines, of });
            } else if let Some((line, of)) = differs() {
                faults.push(Fault::Differs { line, of });
            }
        }
        faults
    }

    /// The words themselves, as stored.
    pub(in crate::withheld) fn raw(&self) -> &str {
        &self.stored.text
    }

    /// The bytes of each run of body lines, without the last line break.
    pub(in crate::withheld) fn body_bytes(&self) -> impl Iterator<Item = Range<usize>> {
        self.body
            .ranges()
            .iter()
            .filter_map(|range| Some(self.line_bytes(range.first())?.start..self.line_bytes(range.last())?.end))
    }

    /// The bytes of a line, without its line break.
    pub(in crate::withheld) fn line_bytes(&self, line: usize) -> Option<Range<usize>> {
        let index = line.checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let next = self.starts.get(index + 1).copied().unwrap_or(self.stored.text.len());
        let written = &self.stored.text[start..next];
        let bare = written.strip_suffix('\n').unwrap_or(written);
        Some(start..start + bare.strip_suffix('\r').unwrap_or(bare).len())
    }

    /// The line that a byte stands on.
    pub(in crate::withheld) fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).max(1)
    }

    /// The code points of a range of bytes.
    pub(in crate::withheld) fn points(&self, bytes: Range<usize>) -> Range<usize> {
        self.points.point(&self.stored.text, bytes.start)..self.points.point(&self.stored.text, bytes.end)
    }

    /// The bytes of a range of code points; `None` where it leaves the text.
    pub(in crate::withheld) fn bytes(&self, points: Range<usize>) -> Option<Range<usize>> {
        let start = self.points.byte(&self.stored.text, points.start)?;
        let end = self.points.byte(&self.stored.text, points.end)?;
        (start <= end).then_some(start..end)
    }

    /// A line as it is compared.
    fn normal_line(&self, line: usize) -> &str {
        let Some(bytes) = self.line_bytes(line) else { return "" };
        self.normal.text()[self.normal_range(bytes)].trim()
    }

    /// The part of the normal text that stands for a range of bytes.
    fn normal_range(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.normal.made_at(bytes.start);
        start..self.normal.made_at(bytes.end).max(start)
    }
}

/// Never the words: debug output ends up in logs.
impl fmt::Debug for ArchivedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ArchivedText({} lines, body {})", self.lines(), self.body)
    }
}

/// The lines from 1 to `last` that aren't among `others`.
fn without(last: usize, others: &Lines) -> Lines {
    let mut from = 1;
    let mut left = Vec::new();
    for other in others.ranges() {
        left.extend(LineRange::new(from, (other.first() - 1).min(last)));
        from = other.last().saturating_add(1);
    }
    left.extend(LineRange::new(from, last));
    left.into_iter().collect()
}

#[cfg(test)]
pub(in crate::withheld) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An invented text with a body such as `1-3` (empty: all) and copies such as `7-9=1-3`.
    pub(in crate::withheld) fn sample(text: &str, body: &str, copies: &[&str]) -> ArchivedText {
        let lines = |written: &str| written.parse().expect("lines");
        let copies: Vec<_> = copies
            .iter()
            .filter_map(|copy| copy.split_once('='))
            .map(|(copy, of)| DeclaredCopy { lines: lines(copy), of: lines(of) })
            .collect();
        ArchivedText::new(stored(text), &body_lines(body), &copies)
    }

    fn stored(text: &str) -> Stored {
        Stored::new(text.as_bytes().to_vec()).expect("UTF-8")
    }

    fn body_lines(written: &str) -> Lines {
        if written.is_empty() { Lines::default() } else { written.parse().expect("lines") }
    }

    #[track_caller]
    fn check_lines(text: &str, expected: &[&str]) {
        let text = sample(text, "", &[]);
        let found: Vec<_> =
            (1..=text.lines()).filter_map(|line| text.line_bytes(line)).map(|bytes| &text.raw()[bytes]).collect();
        assert_eq!(found, expected);
        assert_eq!(text.line_bytes(0), None);
        assert_eq!(text.line_bytes(expected.len() + 1), None);
    }

    #[test]
    fn lines() {
        check_lines("", &[]);
        check_lines("one", &["one"]);
        check_lines("one\n", &["one"]);
        check_lines("one\n\n", &["one", ""]);
        check_lines("\none\r\n\r\ntwo\r", &["", "one", "", "two"]);
        check_lines("a\rb\n", &["a\rb"]);
    }

    #[test]
    fn what_others_may_know() {
        let text = sample("Héad\n\nFirst one.\n\nSecond  here.\nAd\nThird.\n", "3-5, 7", &[]);
        assert_eq!((text.lines(), text.chars(), text.words()), (7, 42, 5));
        assert_eq!(text.body_points(), [6..31, 35..41]);
        assert_eq!(text.line_points(5), Some(18..31));
        assert_eq!(text.line_at(18), Some(5));
        assert_eq!(text.line_at(42), None);
        assert_eq!(
            [3, 4, 5, 6, 7].map(|line| text.paragraph(line)),
            [Some((1, 3)), None, Some((2, 3)), None, Some((3, 3))]
        );
        assert_eq!(text.hash(), format!("blake3:{}", blake3::hash(text.raw().as_bytes()).to_hex()));
        assert_eq!(Stored::new(vec![b'a', 0xFF]), Err(1));
    }

    #[test]
    fn nothing_printed_shows_the_words() {
        assert_eq!(format!("{:?}", stored("secret")), "Stored(6 bytes)");
        assert_eq!(format!("{:?}", sample("secret\nwords", "2", &[])), "ArchivedText(2 lines, body 2)");
    }

    #[test]
    fn without_a_body_all_but_the_copies_is() {
        let body = |copies: &[&str]| sample("a\nb\nc\na\nb\n", "", copies).body().to_string();
        assert_eq!(body(&[]), "1-5");
        assert_eq!(body(&["4-5=1-2"]), "1-3");
        assert_eq!(body(&["1-2=4-5"]), "3-5");
        assert_eq!(body(&["1-9=1-9"]), "");
    }

    #[track_caller]
    fn check_faults(body: &str, copies: &[&str], expected: &[&str]) {
        let text = sample("one\ntwo’s\n\none\ntwo's\nthree\n", body, copies);
        let faults: Vec<_> = text.faults(&body_lines(body)).iter().map(Fault::to_string).collect();
        assert_eq!(faults, expected);
    }

    #[test]
    fn faults() {
        check_faults("1-2", &["4-5=1-2"], &[]);
        check_faults("1-7", &[], &["there is no line 7: the text ends at line 6"]);
        check_faults("1", &["4-9=1-6"], &["there is no line 9: the text ends at line 6"]);
        check_faults(
            "1",
            &["4-6=1-2"],
            &["lines 4-6 are 3 lines, but lines 1-2, which they are said to repeat, are 2"],
        );
        check_faults("1", &["4-6=1-3"], &["line 6 is not a copy of line 3"]);
    }

    #[test]
    fn copies_lead_to_their_originals() {
        let text = sample("a\nb\nx\na\nb\n", "1-2", &["4-5=1-2"]);
        assert_eq!([3, 4, 5, 6].map(|line| text.original_line(line)), [None, Some(1), Some(2), None]);
    }

    proptest! {
        #[test]
        fn any_text_has_lines_and_positions(text in any::<String>(), first in 1usize..9, more in 0usize..9) {
            let body: Lines = LineRange::new(first, first + more).expect("range").into();
            let text = ArchivedText::new(stored(&text), &body, &[]);
            text.faults(&body);
            for range in text.body_points() {
                prop_assert!(text.bytes(range).is_some());
            }
            for line in 1..=text.lines() {
                let points = text.line_points(line).expect("line");
                prop_assert_eq!(text.bytes(points.clone()), text.line_bytes(line));
                prop_assert_eq!(text.line_of(text.line_bytes(line).expect("line").start), line);
            }
        }
    }

    /// With the sample dossier's texts at hand (`DOSSIER_ARCHIVE`), what they are known to hold is found in them.
    #[test]
    fn the_sample_archive() {
        let Some(folder) = std::env::var_os("DOSSIER_ARCHIVE").map(std::path::PathBuf::from) else {
            eprintln!("skipped: DOSSIER_ARCHIVE is not set");
            return;
        };
        let open = |file: &str, body: &str, copies: &[&str]| {
            let bytes = fs_err::read(folder.join(file)).expect("archived text");
            sample(&String::from_utf8(bytes).expect("UTF-8"), body, copies)
        };
        let casablanca = open("000_ea45a99db715553c.txt", "7-19", &[]);
        let alimov = open("001_2f1515beea5c2232.txt", "1-17", &["39-57=1-19"]);
        let raza = open("002_f7cd44ea715ada37.txt", "5-27", &[]);
        let antic = open("003_04f956aaa8e4f8e2.txt", "3-7, 15-19, 21-24, 32-34", &[]);
        let anon = open("004_5564547361406323.txt", "3-37", &[]);
        assert_eq!([&casablanca, &alimov, &raza, &antic, &anon].map(ArchivedText::lines), [21, 57, 31, 36, 71]);
        assert_eq!((casablanca.words(), alimov.chars()), (692, 12216));
        assert!(alimov.faults(&Lines::default()).is_empty());

        for (text, line, words) in [
            (&casablanca, 7, "tenets of liberal institutionalism"),
            (&alimov, 17, "water security may be difficult"),
            (&alimov, 13, "meeting in Almaty in August 2023"),
            (&raza, 13, "regional cooperation and multilateralism"),
            (&raza, 19, "\"Nurly Zhol\" economic policy"),
            (&antic, 17, "around 150 events"),
        ] {
            let lines = LineRange::new(line, line).expect("line").into();
            let query = anchor::Query { lines: &lines, anchor: words, prefix: "", suffix: "", shown: 6 };
            let found = anchor::find(text, &query).expect(words);
            assert_eq!(text.line_at(found.at.start), Some(line));
        }

        let forms = |forms: &[&str]| forms.iter().map(|form| mention::Form::plain(*form)).collect::<Vec<_>>();
        let (xi, horizons, raza_forms) = (forms(&["Xi Jinping", "Xi"]), forms(&["Horizons"]), forms(&["Maryam Raza"]));
        let names = [("xi", &xi), ("horizons", &horizons), ("maryam-raza", &raza_forms)];
        let names = names.map(|(id, forms)| mention::NameForms { id, forms });
        let finder = mention::Finder::new(&names).expect("finder");
        let lines = |text, id: &str| {
            let found = finder.find(text, &[]);
            found.get(id).map_or(Vec::new(), |mentions| mentions.iter().map(|m| m.line).collect())
        };
        assert_eq!(lines(&antic, "xi"), [11, 22, 22]);
        assert_eq!(lines(&antic, "horizons"), [36]);
        assert!(lines(&alimov, "horizons").is_empty());
        assert_eq!(lines(&raza, "maryam-raza"), [29]);
    }
}
