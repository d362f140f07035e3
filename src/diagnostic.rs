//! What is wrong with a dossier, said so that an editor can mend it: a code, a place, a snippet, what to try.
//!
//! Nothing in the pipeline stops at the first mistake. A stage returns its value together with its
//! [`Diagnostic`]s, as a [`Noted`] value; the command line sorts and prints all of them.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A range of bytes in a [`File`], end exclusive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes. Files are at most 4 GiB (the reading door refuses larger ones).
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: start as u32, end: end.max(start) as u32 }
    }

    /// The same span, `by` bytes further on: for text that was parsed apart from its file.
    pub fn shifted(self, by: usize) -> Self {
        Span { start: self.start + by as u32, end: self.end + by as u32 }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// A value and where it stands in its file.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, standing at `span`.
    pub fn new(value: T, span: impl Into<Span>) -> Self {
        Spanned { value, span: span.into() }
    }

    /// The same place, another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A text file of the dossier, as a diagnostic needs it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct File {
    /// Path below the dossier's root, with `/` on every system.
    pub path: String,
    /// The whole text.
    pub text: Arc<str>,
}

impl File {
    /// A file by path and text.
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Arc<Self> {
        Arc::new(File { path: path.into(), text: text.into() })
    }
}

/// A place in a file.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Place {
    /// The file.
    pub file: Arc<File>,
    /// The bytes meant; `None` for the file as a whole.
    pub span: Option<Span>,
}

impl Place {
    /// `span` in `file`.
    pub fn at(file: &Arc<File>, span: impl Into<Span>) -> Self {
        Place { file: file.clone(), span: Some(span.into()) }
    }

    /// The file as a whole.
    pub fn whole(file: &Arc<File>) -> Self {
        Place { file: file.clone(), span: None }
    }

    /// The span, cut to the file and to character boundaries, so that no span can make printing panic.
    fn clamped(&self) -> Option<Range<usize>> {
        let span = self.span?;
        let text = &self.file.text;
        let mut start = (span.start as usize).min(text.len());
        let mut end = (span.end as usize).clamp(start, text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Some(start..end)
    }

    /// Line and column of the first character, both counted from 1, columns in characters.
    pub fn line_column(&self) -> Option<(usize, usize)> {
        let start = self.clamped()?.start;
        let before = &self.file.text[..start];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        Some((line, before[line_start..].chars().count() + 1))
    }
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The dossier can't be published as it is: nothing is written, the exit code is 1.
    Error,
    /// Doubtful or undone; an error under `--strict`.
    Warning,
    /// Worth knowing.
    Note,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal, $severity:ident;)+) => {
        /// What kind of mistake. The identifier is stable: scripts may look for it.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// All codes, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The stable identifier, as printed: `unknown-key`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)+ }
            }

            /// How bad it is, unless `--strict` raises it.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)+ }
            }

            /// One or more sentences for editors: what it means and what to do.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc, "\n",)+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// A file can't be read: permissions, or it vanished while being read.
    UnreadableFile = "unreadable-file", Error;
    /// A text file is not valid UTF-8. The first bad byte is shown; save the file as UTF-8.
    InvalidUtf8 = "invalid-utf8", Error;
    /// A file that was to be taken in as a source's text is no plain text.
    NotPlainText = "not-plain-text", Error;
    /// The same text is in the dossier already: its hash stands in another source's record.
    DuplicateText = "duplicate-text", Error;
    /// A symbolic link leads out of the dossier's folder, or in a circle. Put the file itself there.
    SymlinkEscape = "symlink-escape", Error;
    /// A file that the dossier can't do without is not there.
    MissingFile = "missing-file", Error;
    /// A file lies where no record is looked for.
    StrayFile = "stray-file", Warning;
    /// The TOML can't be read: a bracket, quote or equals sign is missing. Only the first of a run is shown.
    MalformedToml = "malformed-toml", Error;
    /// Files can't be read, and what rests on them isn't checked yet: quotations, dates, reviews, references to what such a
    /// file may hold. Mend these files first.
    NotChecked = "not-checked", Note;
    /// A Markdown record doesn't begin with a `+++` block, or the block isn't closed.
    MissingFrontMatter = "missing-front-matter", Error;
    /// No such key here. Unknown keys are errors, since a misspelt key would be silently ignored.
    UnknownKey = "unknown-key", Error;
    /// The key is known, but in another table: in TOML, a key after a sub-table's heading belongs to that sub-table.
    MisplacedKey = "misplaced-key", Error;
    /// The value has another type than the field takes.
    WrongType = "wrong-type", Error;
    /// The value is of the right type, but isn't one of those that the field takes.
    InvalidValue = "invalid-value", Error;
    /// A required field isn't there.
    MissingField = "missing-field", Error;
    /// An id has characters that ids don't have, is too long, or is a name that Windows keeps for itself.
    BadId = "bad-id", Error;
    /// Two records of one kind have the same id or alias, judged after case-folding.
    DuplicateId = "duplicate-id", Error;
    /// Two pages or files would have the same address, judged after case-folding.
    DuplicateAddress = "duplicate-address", Error;
    /// A reference to a record that doesn't exist.
    UnknownReference = "unknown-reference", Error;
    /// A reference by an id that was renamed; it works, through the record's aliases.
    RenamedReference = "renamed-reference", Note;
    /// A date isn't EDTF (ISO 8601-2), or is an old spelling of it.
    InvalidDate = "invalid-date", Error;
    /// Bounds of a date are the wrong way round, or contradict a date that is known.
    ContradictoryDates = "contradictory-dates", Error;
    /// What a source says about one claim or event is written twice, with the reading and with the record.
    DuplicateReading = "duplicate-reading", Error;
    /// A stance or account is given for a source that doesn't exist.
    UnknownSource = "unknown-source", Error;
    /// An anchor has more words than `wording.anchor_words`.
    LongAnchor = "long-anchor", Error;
    /// An anchor doesn't stand in the source's text; the nearest candidates are shown.
    AnchorNotFound = "anchor-not-found", Error;
    /// An anchor stands in more than one place; add a line, a prefix or a suffix.
    AmbiguousAnchor = "ambiguous-anchor", Error;
    /// A line or a range of lines lies outside the archived text.
    LinesOutsideText = "lines-outside-text", Error;
    /// A place isn't written as `[SOURCE ]LINE[-LINE][: ANCHOR]`.
    BadPlace = "bad-place", Error;
    /// An archived text isn't the one that was recorded: its hash differs.
    HashMismatch = "hash-mismatch", Error;
    /// The editor's own prose shares a longer run of words with an archived text than `wording.own_words_run` allows.
    BorrowedWords = "borrowed-words", Error;
    /// A word that `wording.avoid` rules out, in prose or in the theme's strings.
    AvoidedWord = "avoided-word", Error;
    /// Topics are broader than each other in a circle.
    TopicCycle = "topic-cycle", Error;
    /// What earlier builds left in `.dossier/` can't be used, or nothing can be left there. The site is the same; only
    /// the build takes longer.
    MemoryIgnored = "memory-ignored", Note;
    /// A template can't be parsed or rendered.
    TemplateError = "template-error", Error;
    /// The strings of a theme can't be read, or a message is missing.
    StringsError = "strings-error", Error;
    /// A link in prose has a scheme that isn't allowed.
    ForbiddenScheme = "forbidden-scheme", Error;
    /// Prose holds raw HTML, which the config doesn't allow.
    RawHtml = "raw-html", Error;
    /// A footnote is used and not defined, or defined twice.
    BadFootnote = "bad-footnote", Error;
    /// An internal link or fragment of the finished site leads nowhere.
    BrokenLink = "broken-link", Error;
    /// An address outside the site that a page leads to doesn't answer, or answers that there is nothing.
    DeadLink = "dead-link", Warning;
    /// An address outside the site has moved for good, or lets no programs in: look at it yourself.
    MovedLink = "moved-link", Note;
    /// A judgement lacks what its kind demands: a borrowed one must cite another source, a reported one its speaker.
    IncompleteJudgement = "incomplete-judgement", Error;
    /// A reading rests on a text that the record's rights don't let the site show.
    RightsExceeded = "rights-exceeded", Error;
    /// The evidence file can't be used: damaged, of a newer format, or with positions outside a text.
    BadEvidence = "bad-evidence", Error;
    /// The evidence file is not of the texts and anchors as they are now; `dossier compare` writes it anew.
    StaleEvidence = "stale-evidence", Warning;
    /// A review in `content/reviews.toml` isn't about what the comparison finds now; until it is renewed, the pair counts
    /// as unreviewed.
    StaleReview = "stale-review", Warning;
    /// Pairs of sources that share passages and that no editor has judged: they aren't shown, or marked as computed.
    Unreviewed = "unreviewed", Note;
    /// A file of ours was changed by someone else, or one that isn't ours is in the way; it was left as it is.
    ForeignFile = "foreign-file", Warning;
    /// A topic that nothing mentions.
    OrphanTopic = "orphan-topic", Warning;
    /// A text seems to be in another language than the dossier, and its record names none: its numbers, dates and words would be
    /// read wrongly.
    OtherLanguage = "other-language", Warning;
    /// A name of which no text has a form.
    OrphanName = "orphan-name", Warning;
    /// A source that was not read for some claims: they are shown as not examined.
    NotExamined = "not-examined", Warning;
    /// A form of one name is claimed by another name too.
    AmbiguousForm = "ambiguous-form", Warning;
    /// The config doesn't say how the sources were chosen.
    NoSelection = "no-selection", Warning;
    /// No page has the role `method`.
    NoMethodPage = "no-method-page", Warning;
    /// Without `base_url` there is no feed, no sitemap and no canonical address.
    NoBaseUrl = "no-base-url", Note;
    /// Archived texts that are recorded but not here: positions come from the evidence file.
    TextsAbsent = "texts-absent", Note;
    /// A draft or embargoed record was left out, with what only it brings.
    LeftOut = "left-out", Note;
    /// A claim that no source supports, disputes or even mentions.
    UnsupportedClaim = "unsupported-claim", Warning;
    /// A record that gives no evidence where readers would expect some.
    MissingEvidence = "missing-evidence", Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// One thing to mend or to know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// What kind.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where; `None` where no file is to blame.
    pub place: Option<Place>,
    /// A word at the place itself.
    pub label: String,
    /// Other places that belong to it, each with a word.
    pub related: Vec<(Place, String)>,
    /// What to try, a sentence each.
    pub help: Vec<String>,
}

/// What tells one diagnostic from another: code, message, and the place.
pub type Key = (Code, String, Option<(String, Option<Span>)>);

impl Diagnostic {
    /// What tells it from others.
    pub fn key(&self) -> Key {
        let place = self.place.as_ref().map(|place| (place.file.path.clone(), place.span));
        (self.code, self.message.clone(), place)
    }

    /// A diagnostic without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            place: None,
            label: String::new(),
            related: Vec::new(),
            help: Vec::new(),
        }
    }

    /// A diagnostic at a span of a file.
    pub fn at(code: Code, file: &Arc<File>, span: impl Into<Span>, message: impl Into<String>) -> Self {
        Diagnostic { place: Some(Place::at(file, span)), ..Diagnostic::new(code, message) }
    }

    /// A diagnostic about a file as a whole.
    pub fn in_file(code: Code, file: &Arc<File>, message: impl Into<String>) -> Self {
        Diagnostic { place: Some(Place::whole(file)), ..Diagnostic::new(code, message) }
    }

    /// With a word at the place itself.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With another place that belongs to it.
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// With a sentence on what to try.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// With another severity than its code has by default.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// With a "did you mean" where one of `known` is close to `word`.
    pub fn suggest<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(word, known) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// As rustc would print it, over several lines, with colour where `colour` says so.
    pub fn render(&self, colour: bool) -> String {
        use annotate_snippets::renderer::DecorStyle;
        use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level.primary_title(self.message.as_str()).id(self.code.id());
        let mut group = annotate_snippets::Group::with_title(title);
        let marks = self.place.iter().map(|p| (p, self.label.as_str(), true));
        let marks = marks.chain(self.related.iter().map(|(p, l)| (p, l.as_str(), false)));
        // One snippet a file, so that two places of one file stand in one excerpt.
        let mut files: Vec<(&Arc<File>, Vec<_>)> = Vec::new();
        for (place, label, primary) in marks {
            let Some(range) = place.clamped() else {
                group = group.element(Origin::path(place.file.path.as_str()));
                continue;
            };
            let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let mut annotation = kind.span(range);
            if !label.is_empty() {
                annotation = annotation.label(label);
            }
            match files.iter_mut().find(|(f, _)| f.path == place.file.path) {
                Some((_, annotations)) => annotations.push(annotation),
                None => files.push((&place.file, vec![annotation])),
            }
        }
        for (file, annotations) in files {
            group = group.element(
                Snippet::source(file.text.as_ref()).path(file.path.as_str()).fold(true).annotations(annotations),
            );
        }
        for help in &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Ascii).render(&[group]).to_string()
    }

    /// For machines: the fields of `--format json`, one object a diagnostic.
    pub fn to_json(&self) -> serde_json::Value {
        let place = |p: &Place| {
            let (line, column) = p.line_column().unzip();
            serde_json::json!({
                "file": p.file.path, "line": line, "column": column,
                "start": p.span.map(|s| s.start), "end": p.span.map(|s| s.end),
            })
        };
        serde_json::json!({
            "code": self.code.id(),
            "severity": self.severity,
            "message": self.message,
            "place": self.place.as_ref().map(place),
            "label": self.label,
            "snippet": self.place.as_ref().and_then(Place::line_text),
            "related": self.related.iter().map(|(p, label)| {
                let mut value = place(p);
                value["label"] = serde_json::json!(label);
                value
            }).collect::<Vec<_>>(),
            "help": self.help,
        })
    }
}

impl Place {
    /// The line that the span starts on.
    fn line_text(&self) -> Option<String> {
        let start = self.clamped()?.start;
        let text = &self.file.text;
        let from = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let to = text[start..].find('\n').map_or(text.len(), |i| start + i);
        Some(text[from..to].to_string())
    }
}

/// The closest of `known` to `word`, if it is close enough to be a slip of the hand.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|k| (strsim::damerau_levenshtein(word, k), k))
        .filter(|(distance, k)| *distance <= (k.chars().count().max(word.chars().count()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, k)| k)
}

/// A value, and what there is to say about it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Noted<T> {
    /// The value: usable even where something is wrong with it, so that later stages find their mistakes too.
    pub value: T,
    /// What is wrong, doubtful or worth knowing.
    pub notes: Vec<Diagnostic>,
}

impl<T> Noted<T> {
    /// A value with its diagnostics.
    pub fn new(value: T, notes: Vec<Diagnostic>) -> Self {
        Noted { value, notes }
    }

    /// The same diagnostics with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Noted<U> {
        Noted { value: f(self.value), notes: self.notes }
    }

    /// The value, its diagnostics moved to `notes`.
    pub fn take_notes(self, notes: &mut Vec<Diagnostic>) -> T {
        notes.extend(self.notes);
        self.value
    }
}

/// Sorts as a reader wants them: by file and position, errors before warnings where the place is the same; drops repeats.
pub fn sort(notes: &mut Vec<Diagnostic>) {
    notes.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    notes.dedup();
}

/// What many pages have against one place, once: a component or an included template is in many pages, and what each page
/// could have given it instead differs.
pub fn by_cause(notes: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut causes: Vec<(Diagnostic, usize)> = Vec::new();
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    for note in notes {
        let nth = *known.entry(note.key()).or_insert(causes.len());
        match causes.get_mut(nth) {
            Some((_, pages)) => *pages += 1,
            None => causes.push((note, 1)),
        }
    }
    let told = |(note, pages): (Diagnostic, usize)| match pages {
        1 => note,
        _ => note.help(format!("{pages} pages are made of it")),
    };
    causes.into_iter().map(told).collect()
}

fn sort_key(note: &Diagnostic) -> (Option<&str>, Option<Span>, Severity, Code, &str) {
    let place = note.place.as_ref();
    let file = place.map(|place| place.file.path.as_str());
    (file, place.and_then(|place| place.span), note.severity, note.code, &note.message)
}

/// Whether any of them is an error.
pub fn any_error(notes: &[Diagnostic]) -> bool {
    notes.iter().any(|d| d.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cause_is_told_once() {
        let (one, other) = (File::new("a.html", "{{ x }}"), File::new("b.html", "{{ x }}"));
        let note = |file: &Arc<File>, message: &str, help: &str| {
            Diagnostic::at(Code::TemplateError, file, 3..4, message).help(help)
        };
        let notes =
            vec![note(&one, "no x", "a"), note(&other, "no x", "a"), note(&one, "no x", "b"), note(&one, "no y", "a")];
        let told: Vec<_> =
            by_cause(notes).into_iter().map(|n| (n.place.unwrap().file.path.clone(), n.message, n.help)).collect();
        let expected = [
            ("a.html", "no x", vec!["a", "2 pages are made of it"]),
            ("b.html", "no x", vec!["a"]),
            ("a.html", "no y", vec!["a"]),
        ];
        let expected = expected.map(|(path, message, help)| {
            (path.to_string(), message.to_string(), help.into_iter().map(String::from).collect::<Vec<_>>())
        });
        assert_eq!(told, expected);
    }

    #[test]
    fn codes_are_distinct_and_explained() {
        let mut ids: Vec<_> = Code::ALL.iter().map(|c| c.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|c| c.explanation().ends_with('.')));
    }

    #[test]
    fn renders_place_label_and_help() {
        let file = File::new("content/claims.toml", "[water]\ntitel = \"x\"\n");
        let text = Diagnostic::at(Code::UnknownKey, &file, 8..13, "unknown key `titel`")
            .suggest("titel", ["title", "short"])
            .render(false);
        let expected = "\
error[unknown-key]: unknown key `titel`
 --> content/claims.toml:2:1
  |
2 | titel = \"x\"
  | ^^^^^
  |
  = help: did you mean `title`?";
        assert_eq!(text, expected);
    }

    #[test]
    fn odd_spans_never_panic() {
        let file = File::new("a.toml", "é\n");
        for (start, end) in [(0, 1), (1, 1), (1, 2), (3, 9), (9, 4)] {
            let d = Diagnostic::at(Code::UnknownKey, &file, Span { start, end }, "x");
            d.render(true);
            d.to_json();
        }
    }

    #[test]
    fn suggestions_are_near_only() {
        assert_eq!(nearest("titel", ["title", "short"]), Some("title"));
        assert_eq!(nearest("colour", ["title", "short"]), None);
    }
}
