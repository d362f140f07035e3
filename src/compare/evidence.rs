//! The evidence file, `content/comparison.json`: where everything stands in the texts, so that a dossier builds to the
//! same pages without them.
//!
//! It holds positions and counts, no text (the differing numbers, dates and names of a discrepancy are named by
//! position too). Positions are Unicode code points of a text as stored, end exclusive. It is written so that a
//! change of one record is a change of one line, and the same evidence gives the same bytes.

use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, File, Noted, Span};
use crate::entry::record;
use crate::text::mention::Mention;
use crate::text::{ArchivedText, anchor};

/// The format that this version reads and writes.
pub const FORMAT: u32 = 1;

/// Wider values are broken over several lines.
const WIDTH: usize = 110;

/// Parts what is said of the first source in a note from what is said of the other.
pub(super) const BETWEEN: &str = " / ";

/// Most mistakes that are reported of one file; a damaged file has no end of them.
const REPORTED: usize = 20;

/// The evidence file.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Of this file: [`FORMAT`].
    pub format: u32,
    /// Version of the comparison that found the passages; 0 where none has run.
    pub algorithm: u32,
    /// Hash of all that the comparison depends on: as long as it stays, nothing need be compared again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<String>,
    /// The thresholds that it used, by name.
    #[serde(default)]
    pub settings: BTreeMap<String, Milli>,
    /// The texts by source.
    pub texts: BTreeMap<String, Text>,
    /// Sources that share sentences to the letter.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// Pairs of sources that share passages.
    #[serde(default)]
    pub pairs: Vec<Pair>,
    /// Sources that descend from one text.
    #[serde(default)]
    pub lineages: Vec<Lineage>,
}

/// What is known of one text.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Its file in the archive.
    pub file: String,
    /// `blake3:` and 64 hexadecimal digits, of the file's bytes.
    pub hash: String,
    /// The article: a range for each run of lines.
    pub body: Vec<At>,
    /// Lines of the file, blank ones counted.
    pub lines: usize,
    /// Sentences of the body; absent until it was compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentences: Option<usize>,
    /// Words of the body.
    pub words: usize,
    /// Code points of the file: no position is past this.
    pub chars: usize,
    /// The code point that each line begins with: what tells the line of a passage where the text isn't here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub starts: Vec<usize>,
    /// Where the anchors of the records stand.
    #[serde(default)]
    pub anchors: Vec<AnchorAt>,
    /// Where each name is mentioned.
    #[serde(default)]
    pub names: BTreeMap<String, Vec<NameAt>>,
}

/// An anchor that was found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnchorAt {
    /// The record that quotes it: `claim:water-within-reach`.
    pub of: String,
    /// The line that it begins on.
    pub line: usize,
    /// Its position.
    pub at: At,
    /// Which paragraph of the body that is, and of how many; absent outside the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<(usize, usize)>,
    /// What the record quoted, as a hash: other words were not verified. Empty where only lines were cited.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

impl AnchorAt {
    /// Whether this is where the place that a record cites was found, in the words that it quotes now.
    pub fn verifies(&self, place: &record::At) -> bool {
        let on_line = place.lines.is_some_and(|l| (l.first as usize..=l.last as usize).contains(&self.line));
        let quoted = place.anchor.as_ref().map_or_else(String::new, |anchor| quoted(&anchor.value));
        on_line && (self.words.is_empty() || self.words == quoted)
    }
}

/// The hash by which quoted words are known: enough of it to notice that they were changed.
pub(super) fn quoted(anchor: &str) -> String {
    let words: Vec<&str> = anchor.split_whitespace().collect();
    blake3::hash(words.join(" ").as_bytes()).to_hex()[..QUOTED_DIGITS].to_string()
}

const QUOTED_DIGITS: usize = 12;

/// A position: `[start, end]`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct At {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A mention of a name: `[start, end, line, form]`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(from = "(usize, usize, usize, usize)", into = "(usize, usize, usize, usize)")]
pub struct NameAt {
    /// Its position.
    pub at: At,
    /// The line that it begins on.
    pub line: usize,
    /// Which of the name's forms it is, counted from 0.
    pub form: usize,
}

/// Sources that share sentences to the letter, compared with others as one.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The source that stands for all.
    pub representative: String,
    /// All of them, the representative too.
    pub members: Vec<String>,
}

/// Two sources that share passages.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// One source; its id comes before the other's.
    pub a: String,
    /// The other.
    pub b: String,
    /// How much of each the passages cover.
    pub coverage: Coverage,
    /// What they share.
    pub passages: Vec<Passage>,
}

/// Shares of two bodies, from 0 to 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Of the first source's.
    pub a: Milli,
    /// Of the other's.
    pub b: Milli,
}

/// A stretch that two sources share.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// In the first source.
    pub a: At,
    /// In the other.
    pub b: At,
    /// How closely.
    pub degree: Degree,
    /// How much alike, from 0 to 1.
    pub score: Milli,
    /// What differs inside it.
    #[serde(default)]
    pub discrepancies: Vec<Discrepancy>,
}

/// How closely two texts say the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Degree {
    /// The same words.
    Verbatim,
    /// Mostly the same words in the same order.
    NearVerbatim,
    /// The same statements, reworded.
    Paraphrase,
    /// Both quote the same speaker: not a shared text.
    SharedQuotation,
}

/// Something that differs inside a passage.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discrepancy {
    /// What sort of thing.
    pub kind: Kind,
    /// How sure that is.
    pub tier: Tier,
    /// In the first source; absent where it lacks what the other has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a: Option<At>,
    /// In the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<At>,
    /// What the first source says, where that is a number, a date or a name that may be quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_a: Option<String>,
    /// What the other says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_b: Option<String>,
    /// A word on it in our own words, such as "possible / needed"; may be empty.
    #[serde(default)]
    pub note: String,
}

/// What sort of thing differs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A number, with its unit and vagueness.
    Number,
    /// A date.
    Date,
    /// A name.
    Name,
    /// Whether something is or isn't so.
    Polarity,
    /// Whether it is, may, will or should be so.
    Modality,
    /// One has what the other leaves out.
    Omission,
    /// Anything else.
    Other,
}

/// How sure a discrepancy is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// It differs.
    Differs,
    /// It may only be worded differently.
    PossiblyDiffers,
}

/// Sources that descend from one text, as computed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lineage {
    /// The sources.
    pub members: Vec<String>,
    /// The pairs that join them.
    pub basis: Vec<(String, String)>,
}

/// A number with three decimals, kept in thousandths, so that no machine's rounding shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Milli(pub i64);

impl Serialize for Milli {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0 as f64 / 1000.0)
    }
}

impl<'de> Deserialize<'de> for Milli {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(|number| Milli((number * 1000.0).round() as i64))
    }
}

impl fmt::Display for Milli {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0 as f64 / 1000.0)
    }
}

impl From<(usize, usize)> for At {
    fn from((start, end): (usize, usize)) -> Self {
        At { start, end }
    }
}

impl From<At> for (usize, usize) {
    fn from(at: At) -> Self {
        (at.start, at.end)
    }
}

impl From<Range<usize>> for At {
    fn from(range: Range<usize>) -> Self {
        At { start: range.start, end: range.end }
    }
}

impl At {
    /// The same position as a range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether both have a code point in common.
    pub fn overlaps(self, other: At) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: At) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<(usize, usize, usize, usize)> for NameAt {
    fn from((start, end, line, form): (usize, usize, usize, usize)) -> Self {
        NameAt { at: At { start, end }, line, form }
    }
}

impl From<NameAt> for (usize, usize, usize, usize) {
    fn from(name: NameAt) -> Self {
        (name.at.start, name.at.end, name.line, name.form)
    }
}

impl Coverage {
    /// The same with the sources the other way round.
    pub fn mirrored(self) -> Self {
        Coverage { a: self.b, b: self.a }
    }
}

impl Passage {
    /// The same with the sources the other way round.
    pub fn mirrored(&self) -> Self {
        let mut discrepancies: Vec<_> = self.discrepancies.iter().map(Discrepancy::mirrored).collect();
        discrepancies.sort_by(Discrepancy::order);
        Passage { a: self.b, b: self.a, discrepancies, ..self.clone() }
    }
}

impl Discrepancy {
    /// The same with the sources the other way round.
    pub fn mirrored(&self) -> Self {
        let (first, second) = self.note.split_once(BETWEEN).unwrap_or((&self.note, ""));
        let note = if second.is_empty() { self.note.clone() } else { format!("{second}{BETWEEN}{first}") };
        let (said_a, said_b) = (self.said_b.clone(), self.said_a.clone());
        Discrepancy { a: self.b, b: self.a, said_a, said_b, note, ..*self }
    }

    /// The more telling one first, then in the order of the texts.
    pub(super) fn order(&self, other: &Self) -> std::cmp::Ordering {
        let key = |d: &Self| (d.tier, d.a.or(d.b), d.b, d.kind);
        key(self).cmp(&key(other)).then_with(|| self.note.cmp(&other.note))
    }
}

impl Text {
    /// What is known of `text`, whose file is `file`: the anchors that were found, each with the record it belongs to
    /// and the hash of what that quotes, and the mentions of each name.
    pub fn new(
        file: impl Into<String>,
        text: &ArchivedText,
        anchors: impl IntoIterator<Item = (String, anchor::Found, String)>,
        names: &BTreeMap<String, Vec<Mention>>,
    ) -> Self {
        let anchors = anchors.into_iter().map(|(of, found, words)| AnchorAt {
            of,
            words,
            line: found.line,
            paragraph: text.paragraph(found.line),
            at: found.at.into(),
        });
        let mut anchors: Vec<_> = anchors.collect();
        anchors.sort();
        anchors.dedup();
        let name_at = |m: &Mention| NameAt { at: m.at.clone().into(), line: m.line, form: m.form };
        let names = names.iter().map(|(id, mentions)| (id.clone(), mentions.iter().map(name_at).collect()));
        Text {
            file: file.into(),
            hash: text.hash(),
            body: text.body_points().into_iter().map(At::from).collect(),
            lines: text.lines(),
            sentences: None,
            words: text.words(),
            chars: text.chars(),
            starts: (1..=text.lines()).filter_map(|line| Some(text.line_points(line)?.start)).collect(),
            anchors,
            names: names.collect(),
        }
    }

    /// The line that a code point stands on, as far as the file says where lines begin.
    pub fn line_of(&self, point: usize) -> Option<usize> {
        Some(self.starts.partition_point(|start| *start <= point)).filter(|line| *line > 0)
    }

    /// Whether a position lies in the article.
    pub fn in_body(&self, at: At) -> bool {
        let after = self.body.partition_point(|range| range.start <= at.start);
        self.body[..after].last().is_some_and(|range| range.contains(at))
    }
}

impl Evidence {
    /// Evidence without anything in it, in the present format.
    pub fn new() -> Self {
        Evidence { format: FORMAT, ..Evidence::default() }
    }

    /// The file's content: keys sorted, one line a small record, three decimals, a line break at the end.
    pub fn write(&self) -> String {
        let mut out = String::new();
        // Strings, numbers and maps with string keys only, so it can't fail.
        let value = serde_json::to_value(self).unwrap_or_default();
        print(&value, 0, &mut out);
        out.push('\n');
        out
    }
}

/// Reads the evidence file. `None` where it can't be used, with the reasons.
pub fn read(file: &Arc<File>) -> Noted<Option<Evidence>> {
    let text = &*file.text;
    let bad = |span: Option<Span>, message: String| {
        let diagnostic = match span {
            Some(span) => Diagnostic::at(Code::BadEvidence, file, span, message),
            None => Diagnostic::in_file(Code::BadEvidence, file, message),
        };
        diagnostic.help("run `dossier compare` to write the evidence file anew")
    };
    let unreadable = |e: serde_json::Error| {
        let at = offset(text, e.line(), e.column());
        // Its place is shown by the snippet.
        let said = e.to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        Noted::new(None, vec![bad(Some(Span::new(at, at + 1)), format!("the evidence file can't be read: {said}"))])
    };
    // The format first: of a newer one, nothing else may be understood.
    match serde_json::from_str::<Head>(text) {
        Err(e) => return unreadable(e),
        Ok(Head { format }) if format > u64::from(FORMAT) => {
            let message =
                format!("the evidence file has format {format}, written by a newer version; this one reads {FORMAT}");
            return Noted::new(None, vec![bad(locate(text, &["format".into()]), message)]);
        }
        Ok(Head { format }) if format < u64::from(FORMAT) => {
            let message = format!("the evidence file has format {format}; this version reads {FORMAT}");
            return Noted::new(None, vec![bad(locate(text, &["format".into()]), message)]);
        }
        Ok(_) => {}
    }
    let evidence = match serde_json::from_str::<Evidence>(text) {
        Ok(evidence) => evidence,
        Err(e) => return unreadable(e),
    };
    let mistakes = mistakes(&evidence);
    let more = mistakes.len().saturating_sub(REPORTED);
    let mut notes: Vec<_> =
        mistakes.into_iter().take(REPORTED).map(|(path, message)| bad(locate(text, &path), message)).collect();
    if more > 0 {
        notes.push(bad(None, format!("the evidence file has {more} more mistakes")));
    }
    Noted::new(notes.is_empty().then_some(evidence), notes)
}

/// What every format has.
#[derive(Deserialize)]
struct Head {
    format: u64,
}

/// A step from a JSON value to one inside it.
#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Step::Key(key.to_string())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Step::Index(index)
    }
}

macro_rules! path {
    ($($step:expr),+) => { vec![$(Step::from($step)),+] };
}

/// What can't be true of the texts, each with the way to it.
fn mistakes(evidence: &Evidence) -> Vec<Mistake> {
    let mut found = Vec::new();
    for (key, text) in &evidence.texts {
        text_mistakes(key, text, &mut found);
    }
    for (i, group) in evidence.groups.iter().enumerate() {
        known(evidence, &group.representative, &mut found, || path!["groups", i, "representative"]);
        for (j, member) in group.members.iter().enumerate() {
            known(evidence, member, &mut found, || path!["groups", i, "members", j]);
        }
    }
    for (i, pair) in evidence.pairs.iter().enumerate() {
        pair_mistakes(evidence, i, pair, &mut found);
    }
    for (i, lineage) in evidence.lineages.iter().enumerate() {
        for (j, member) in lineage.members.iter().enumerate() {
            known(evidence, member, &mut found, || path!["lineages", i, "members", j]);
        }
        for (j, (a, b)) in lineage.basis.iter().enumerate() {
            known(evidence, a, &mut found, || path!["lineages", i, "basis", j, 0]);
            known(evidence, b, &mut found, || path!["lineages", i, "basis", j, 1]);
        }
    }
    found
}

/// The way to a value that can't be true, and why it can't.
type Mistake = (Vec<Step>, String);

fn text_mistakes(key: &str, text: &Text, found: &mut Vec<Mistake>) {
    for (i, at) in text.body.iter().enumerate() {
        inside(key, text, *at, found, || path!["texts", key, "body", i]);
    }
    if !(text.starts.is_empty() || text.starts.len() == text.lines) {
        let message = format!("`{key}` has {} lines, but {} beginnings of lines", text.lines, text.starts.len());
        found.push((path!["texts", key, "starts"], message));
    }
    if let Some(i) = text.starts.windows(2).position(|pair| pair[0] >= pair[1]) {
        found.push((path!["texts", key, "starts", i + 1], "the beginnings of lines don't come in order".to_string()));
    }
    if let Some(i) = text.body.windows(2).position(|pair| pair[0].end > pair[1].start) {
        found.push((path!["texts", key, "body", i + 1], "the ranges of a body don't come in order".to_string()));
    }
    for (i, anchor) in text.anchors.iter().enumerate() {
        inside(key, text, anchor.at, found, || path!["texts", key, "anchors", i, "at"]);
        on_line(key, text, anchor.line, found, || path!["texts", key, "anchors", i, "line"]);
    }
    for (name, mentions) in &text.names {
        for (i, mention) in mentions.iter().enumerate() {
            inside(key, text, mention.at, found, || path!["texts", key, "names", name.as_str(), i]);
            on_line(key, text, mention.line, found, || path!["texts", key, "names", name.as_str(), i, 2]);
        }
    }
}

fn pair_mistakes(evidence: &Evidence, i: usize, pair: &Pair, found: &mut Vec<Mistake>) {
    if pair.a >= pair.b {
        found.push((path!["pairs", i, "b"], "the sources of a pair don't come in order".to_string()));
    }
    for (side, key) in [("a", &pair.a), ("b", &pair.b)] {
        known(evidence, key, found, || path!["pairs", i, side]);
        let Some(text) = evidence.texts.get(key) else { continue };
        for (j, passage) in pair.passages.iter().enumerate() {
            let at = if side == "a" { passage.a } else { passage.b };
            inside(key, text, at, found, || path!["pairs", i, "passages", j, side]);
            for (k, discrepancy) in passage.discrepancies.iter().enumerate() {
                if let Some(at) = if side == "a" { discrepancy.a } else { discrepancy.b } {
                    inside(key, text, at, found, || path!["pairs", i, "passages", j, "discrepancies", k, side]);
                }
            }
        }
    }
}

/// A position must lie in its text.
fn inside(key: &str, text: &Text, at: At, found: &mut Vec<Mistake>, path: impl Fn() -> Vec<Step>) {
    if at.start > at.end {
        found.push((path(), format!("position {} to {} ends before it begins", at.start, at.end)));
    } else if at.end > text.chars {
        let message = format!("position {} is past the end of `{key}`, which has {} characters", at.end, text.chars);
        found.push((path(), message));
    }
}

/// A line must be one of its text.
fn on_line(key: &str, text: &Text, line: usize, found: &mut Vec<Mistake>, path: impl Fn() -> Vec<Step>) {
    if line == 0 || line > text.lines {
        found.push((path(), format!("there is no line {line} in `{key}`, which has {} lines", text.lines)));
    }
}

/// A source must be among the texts.
fn known(evidence: &Evidence, key: &str, found: &mut Vec<Mistake>, path: impl Fn() -> Vec<Step>) {
    if !evidence.texts.contains_key(key) {
        found.push((path(), format!("`{key}` is not among the texts")));
    }
}

/// The byte of a line and column as serde_json counts them: from 1, columns in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    (start + column.saturating_sub(1)).min(text.len())
}

/// Where the value at the end of `path` stands in `text`, which is valid JSON.
fn locate(text: &str, path: &[Step]) -> Option<Span> {
    let bytes = text.as_bytes();
    let mut at = skip_space(bytes, 0);
    for step in path {
        at = match step {
            Step::Key(_) if bytes.get(at) != Some(&b'{') => return None,
            Step::Index(_) if bytes.get(at) != Some(&b'[') => return None,
            _ => skip_space(bytes, at + 1),
        };
        let mut nth = 0;
        loop {
            if matches!(bytes.get(at), None | Some(b'}' | b']')) {
                return None;
            }
            let here = match step {
                Step::Index(index) => nth == *index,
                Step::Key(key) => {
                    let end = skip_value(bytes, at);
                    let written: Option<String> = serde_json::from_str(text.get(at..end)?).ok();
                    // Over the colon to the value.
                    at = skip_space(bytes, skip_space(bytes, end) + 1);
                    written.as_ref() == Some(key)
                }
            };
            if here {
                break;
            }
            at = skip_space(bytes, skip_value(bytes, at));
            if bytes.get(at) == Some(&b',') {
                at = skip_space(bytes, at + 1);
            }
            nth += 1;
        }
    }
    Some(Span::new(at, skip_value(bytes, at)))
}

fn skip_space(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|b| b.is_ascii_whitespace()).count()
}

/// The end of the JSON value that begins at `from`.
fn skip_value(bytes: &[u8], from: usize) -> usize {
    let mut depth = 0usize;
    let mut quoted = false;
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth == 0 => return at,
            b']' | b'}' => depth -= 1,
            b',' | b':' if depth == 0 => return at,
            b if b.is_ascii_whitespace() && depth == 0 => return at,
            _ => {}
        }
        at += 1;
        // A bracket or quotation mark that closed what began here.
        if depth == 0 && !quoted && matches!(byte, b'"' | b']' | b'}') {
            return at;
        }
    }
    bytes.len()
}

/// Appends a value: in one line where it fits, otherwise an item a line.
fn print(value: &Value, depth: usize, out: &mut String) {
    let start = out.len();
    if compact(value, start + WIDTH, out) {
        return;
    }
    out.truncate(start);
    let (open, close, items): (char, char, Vec<(Option<&String>, &Value)>) = match value {
        Value::Object(map) => ('{', '}', sorted(map).into_iter().map(|(key, value)| (Some(key), value)).collect()),
        Value::Array(list) => ('[', ']', list.iter().map(|value| (None, value)).collect()),
        // A long string stays as it is.
        _ => {
            compact(value, usize::MAX, out);
            return;
        }
    };
    out.push(open);
    for (i, (key, value)) in items.into_iter().enumerate() {
        out.push_str(if i == 0 { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n(' ', depth + 1));
        if let Some(key) = key {
            let _ = write!(out, "{}: ", Value::from(key.as_str()));
        }
        print(value, depth + 1, out);
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', depth));
    out.push(close);
}

/// Appends a value in one line; gives up, with `false`, once `out` is longer than `limit`, so that no value is
/// printed in full at every level above it.
fn compact(value: &Value, limit: usize, out: &mut String) -> bool {
    match value {
        Value::Object(map) => {
            out.push('{');
            for (i, (key, value)) in sorted(map).into_iter().enumerate() {
                let _ = write!(out, "{}{}: ", if i == 0 { "" } else { ", " }, Value::from(key.as_str()));
                if !compact(value, limit, out) {
                    return false;
                }
            }
            out.push('}');
        }
        Value::Array(list) => {
            out.push('[');
            for (i, value) in list.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                if !compact(value, limit, out) {
                    return false;
                }
            }
            out.push(']');
        }
        Value::Number(number) => {
            // What isn't whole is a `Milli`.
            let _ = match number.as_f64().filter(|_| number.is_f64()) {
                Some(milli) => write!(out, "{milli:.3}"),
                None => write!(out, "{number}"),
            };
        }
        _ => {
            let _ = write!(out, "{value}");
        }
    }
    out.len() <= limit
}

fn sorted(map: &serde_json::Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::mention::{Finder, Form, NameForms};
    use crate::text::tests::sample;
    use proptest::prelude::*;

    #[test]
    fn other_words_are_not_verified() {
        let place = |line: u32, anchor: Option<&str>| record::At {
            lines: Some(record::LineRange { first: line, last: line }),
            anchor: anchor.map(|words| record::Word::new(words.to_string(), Span::default())),
            ..record::At::default()
        };
        let found =
            |words| AnchorAt { of: "claim:cost".into(), line: 5, at: At { start: 1, end: 9 }, paragraph: None, words };
        let kept = found(quoted("1.8 million  pounds"));
        assert!(kept.verifies(&place(5, Some("1.8 million pounds"))));
        assert!(!kept.verifies(&place(5, Some("9.9 million pounds"))));
        assert!(!kept.verifies(&place(6, Some("1.8 million pounds"))));
        // A file that doesn't say what was quoted, and lines without words.
        assert!(found(String::new()).verifies(&place(5, Some("1.8 million pounds"))));
        assert!(found(String::new()).verifies(&place(5, None)));
    }

    fn example() -> Evidence {
        let text = sample("Head\n\nThe Elm Board met. Elm’s tide table was signed.\n\nElm Board", "3", &[]);
        let lines = "3".parse().expect("lines");
        let query = anchor::Query { lines: &lines, anchor: "tide table", prefix: "", suffix: "", shown: 6 };
        let found = anchor::find(&text, &query).expect("anchor");
        let forms = [Form::plain("Elm Board"), Form::plain("Elm")];
        let finder = Finder::new(&[NameForms { id: "elm", forms: &forms }]).expect("finder");
        let text =
            Text::new("a.txt", &text, [("claim:signed".to_string(), found, String::new())], &finder.find(&text, &[]));
        let at = |start, end| At { start, end };
        let passage = |start| Passage {
            a: at(start, start + 9),
            b: at(0, 4),
            degree: Degree::NearVerbatim,
            score: Milli(512),
            discrepancies: vec![Discrepancy {
                kind: Kind::Modality,
                tier: Tier::PossiblyDiffers,
                a: Some(at(8, 9)),
                b: None,
                said_a: None,
                said_b: None,
                note: "may".into(),
            }],
        };
        Evidence {
            algorithm: 1,
            settings: [("tau".to_string(), Milli(200)), ("partners".to_string(), Milli(50_000))].into(),
            texts: [
                ("aster".to_string(), text.clone()),
                ("birch".to_string(), Text { hash: "blake3:x".into(), names: BTreeMap::new(), ..text }),
            ]
            .into(),
            groups: vec![Group { representative: "aster".into(), members: vec!["aster".into(), "birch".into()] }],
            pairs: vec![Pair {
                a: "aster".into(),
                b: "birch".into(),
                coverage: Coverage { a: Milli(310), b: Milli(1000) },
                passages: vec![passage(6), passage(20)],
            }],
            lineages: vec![Lineage {
                members: vec!["aster".into(), "birch".into()],
                basis: vec![("aster".into(), "birch".into())],
            }],
            ..Evidence::new()
        }
    }

    #[test]
    fn is_written_for_reading_and_diffing() {
        let written = example().write();
        let expected = r#"{
 "algorithm": 1,
 "format": 1,
 "groups": [{"members": ["aster", "birch"], "representative": "aster"}],
 "lineages": [{"basis": [["aster", "birch"]], "members": ["aster", "birch"]}],
 "pairs": [
  {
   "a": "aster",
   "b": "birch",
   "coverage": {"a": 0.310, "b": 1.000},
   "passages": [
    {
     "a": [6, 15],
     "b": [0, 4],
     "degree": "near-verbatim",
     "discrepancies": [{"a": [8, 9], "kind": "modality", "note": "may", "tier": "possibly-differs"}],
     "score": 0.512
    },
    {
     "a": [20, 29],
     "b": [0, 4],
     "degree": "near-verbatim",
     "discrepancies": [{"a": [8, 9], "kind": "modality", "note": "may", "tier": "possibly-differs"}],
     "score": 0.512
    }
   ]
  }
 ],
 "settings": {"partners": 50.000, "tau": 0.200},
 "texts": {
  "aster": {
   "anchors": [{"at": [31, 41], "line": 3, "of": "claim:signed", "paragraph": [1, 1]}],
   "body": [[6, 53]],
   "chars": 64,
   "file": "a.txt",
   "hash": "HASH",
   "lines": 5,
   "names": {"elm": [[10, 19, 3, 0], [25, 28, 3, 1], [55, 64, 5, 0]]},
   "starts": [0, 5, 6, 54, 55],
   "words": 9
  },
  "birch": {
   "anchors": [{"at": [31, 41], "line": 3, "of": "claim:signed", "paragraph": [1, 1]}],
   "body": [[6, 53]],
   "chars": 64,
   "file": "a.txt",
   "hash": "blake3:x",
   "lines": 5,
   "names": {},
   "starts": [0, 5, 6, 54, 55],
   "words": 9
  }
 }
}
"#;
        let hash = example().texts["aster"].hash.clone();
        assert_eq!(written, expected.replace("HASH", &hash));
    }

    #[test]
    fn reads_what_it_writes() {
        let evidence = example();
        let read = read(&File::new("content/comparison.json", evidence.write()));
        assert_eq!(read, Noted::new(Some(evidence), vec![]));
    }

    #[test]
    fn knows_what_is_in_the_body() {
        let text = example().texts["aster"].clone();
        let places: Vec<_> = text.names["elm"].iter().map(|name| text.in_body(name.at)).collect();
        assert_eq!(places, [true, true, false]);
    }

    /// Reads the example with one part of its text replaced; expects the words marked and the message.
    #[track_caller]
    fn check(part: &str, by: &str, expected: &[(&str, &str)]) {
        let written = example().write();
        assert!(written.contains(part), "{written}");
        let file = File::new("content/comparison.json", written.replacen(part, by, 1));
        let read = read(&file);
        assert_eq!(read.value.is_none(), !expected.is_empty());
        let marked = |d: &Diagnostic| {
            let span = d.place.as_ref().and_then(|place| place.span).unwrap_or_default();
            (file.text[span.start as usize..span.end as usize].to_string(), d.message.clone())
        };
        let found: Vec<_> = read.notes.iter().map(marked).collect();
        let expected: Vec<_> = expected.iter().map(|(m, s)| (m.to_string(), s.to_string())).collect();
        assert_eq!(found, expected);
        assert!(read.notes.iter().all(|d| d.code == Code::BadEvidence));
    }

    #[test]
    fn refuses_other_formats() {
        check(
            "\"format\": 1",
            "\"format\": 2, \"new\": {}",
            &[("2", "the evidence file has format 2, written by a newer version; this one reads 1")],
        );
        check("\"format\": 1", "\"format\": 0", &[("0", "the evidence file has format 0; this version reads 1")]);
        check("\"format\": 1", "\"form\": 1", &[("}", "the evidence file can't be read: missing field `format`")]);
    }

    #[test]
    fn refuses_damage() {
        check("[6, 15]", "[6, 15", &[(":", "the evidence file can't be read: expected `,` or `]`")]);
        check("\"words\": 9", "\"words\": 9, \"sentences\": 2", &[]);
        check(
            "\"a\": 0.310",
            "\"c\": 0.310",
            &[("\"", "the evidence file can't be read: unknown field `c`, expected `a` or `b`")],
        );
    }

    #[test]
    fn refuses_positions_outside() {
        let past = "position 99 is past the end of `aster`, which has 64 characters";
        check("[20, 29]", "[20, 99]", &[("[20, 99]", past)]);
        check("{\"a\": [8, 9]", "{\"a\": [8, 99]", &[("[8, 99]", past)]);
        check("[25, 28, 3, 1]", "[25, 99, 3, 1]", &[("[25, 99, 3, 1]", past)]);
        check("[25, 28, 3, 1]", "[25, 28, 6, 1]", &[("6", "there is no line 6 in `aster`, which has 5 lines")]);
        check("[31, 41]", "[41, 31]", &[("[41, 31]", "position 41 to 31 ends before it begins")]);
        check("[[6, 53]]", "[[6, 53], [50, 60]]", &[("[50, 60]", "the ranges of a body don't come in order")]);
    }

    #[test]
    fn refuses_sources_that_are_not_there() {
        check("\"b\": \"birch\"", "\"b\": \"cedar\"", &[("\"cedar\"", "`cedar` is not among the texts")]);
        check(
            "[[\"aster\", \"birch\"]]",
            "[[\"aster\", \"cedar\"]]",
            &[("\"cedar\"", "`cedar` is not among the texts")],
        );
        check("\"b\": \"birch\"", "\"b\": \"aster\"", &[("\"aster\"", "the sources of a pair don't come in order")]);
    }

    #[test]
    fn a_hopeless_file_is_reported_briefly() {
        let mut evidence = example();
        evidence.lineages = vec![Lineage { members: vec!["cedar".into(); 50], basis: vec![] }];
        let notes = read(&File::new("content/comparison.json", evidence.write())).notes;
        assert_eq!(notes.len(), REPORTED + 1);
        assert_eq!(notes[REPORTED].message, "the evidence file has 30 more mistakes");
    }

    proptest! {
        #[test]
        fn nothing_panics(text in any::<String>(), at in 0usize..2000, cut in 0usize..2000) {
            read(&File::new("x.json", text.as_str()));
            let mut written = example().write();
            let at = written.char_indices().map(|(i, _)| i).nth(at).unwrap_or(0);
            written.insert_str(at, &text);
            read(&File::new("x.json", written.as_str()));
            let end = (0..=cut.min(written.len())).rev().find(|end| written.is_char_boundary(*end)).unwrap_or(0);
            let path = path!["texts", "aster", "names", "elm", 1, 2];
            locate(&written[..end], &path);
        }

        #[test]
        fn thousandths_survive(number in -2_000_000i64..2_000_000) {
            let evidence = Evidence { settings: [("x".to_string(), Milli(number))].into(), ..Evidence::new() };
            let read = read(&File::new("x.json", evidence.write())).value;
            prop_assert_eq!(read, Some(evidence));
        }
    }
}
