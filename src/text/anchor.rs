//! Anchors: the few quoted words that find a statement in its text.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::{ArchivedText, LineRange, Lines, OutsideText, normal, word};
use crate::diagnostic::{Code, Diagnostic, File, Span};

/// Most words of a text that a message shows at once, whatever its rights allow.
const MESSAGE_WORDS: usize = 6;

/// Most candidates that a message lists.
const CANDIDATES: usize = 3;

/// A text's word counts as a misspelling of an anchor's from this similarity on (Jaro-Winkler, 0 to 1).
const SIMILAR_WORD: f64 = 0.88;

/// What is looked for, and where.
#[derive(Clone, Debug)]
pub struct Query<'a> {
    /// The lines that the record cites.
    pub lines: &'a Lines,
    /// The words, as the editor typed them.
    pub anchor: &'a str,
    /// Words that stand right before it; empty if none were given.
    pub prefix: &'a str,
    /// Words that stand right after it; empty if none were given.
    pub suffix: &'a str,
    /// How many words of the text a message may show: none for a source whose rights are `record`.
    pub shown: usize,
}

/// Where an anchor stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The line that it begins on.
    pub line: usize,
    /// Its code points in the text as stored.
    pub at: Range<usize>,
}

/// A place that may be meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The line.
    pub line: usize,
    /// A few words of the text, within the query's `shown`; may be empty.
    pub excerpt: String,
}

/// Why an anchor wasn't found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AnchorError {
    /// It has no letter and no digit.
    Empty,
    /// The cited lines aren't in the text.
    Outside(OutsideText),
    /// The cited line lies in a declared copy.
    InCopy {
        /// The cited line.
        line: usize,
        /// The line to cite.
        of: Option<usize>,
    },
    /// It isn't on the cited lines, but stands in one other place.
    Moved {
        /// Where.
        found: Found,
    },
    /// It is on the cited lines, but not between the prefix and suffix given.
    Context {
        /// The lines that it stands on, with the words around it.
        places: Vec<Candidate>,
    },
    /// It is on the cited lines more than once.
    Ambiguous {
        /// Where, each with the words before it.
        places: Vec<Candidate>,
    },
    /// It isn't on the cited lines, and not in exactly one other place.
    NotFound {
        /// The nearest places, nearest first.
        near: Vec<Candidate>,
    },
}

/// How many words an anchor has, as `wording.anchor_words` and rights count them.
pub fn anchor_words(anchor: &str) -> usize {
    word::count(anchor)
}

/// Looks for an anchor on the cited lines; an anchor that stands elsewhere is an error that says where.
///
/// It must be whole words, in the case of the text; quotes, dashes and spaces of any kind are alike. It may run on
/// from a cited line to the next. Declared copies are ignored.
pub fn find(text: &ArchivedText, query: &Query<'_>) -> Result<Found, AnchorError> {
    text.check_lines(query.lines).map_err(AnchorError::Outside)?;
    let anchor = normal::phrase(query.anchor);
    if word::count(&anchor) == 0 {
        return Err(AnchorError::Empty);
    }
    let cited = query.lines.ranges();
    let on_lines = occurrences(text, cited, &anchor);
    let fitting: Vec<_> = on_lines.iter().filter(|at| fits(text, at, query)).collect();
    match fitting[..] {
        [one] => return Ok(located(text, one)),
        [] => {}
        _ => return Err(AnchorError::Ambiguous { places: around(text, fitting, query) }),
    }
    if !on_lines.is_empty() {
        return Err(AnchorError::Context { places: around(text, on_lines.iter(), query) });
    }
    let all_copied = cited.iter().all(|range| (range.first()..=range.last()).all(|line| text.copied.contains(line)));
    if let (true, Some(first)) = (all_copied, cited.first()) {
        let line = first.first();
        return Err(AnchorError::InCopy { line, of: text.original_line(line) });
    }
    // The body first: what stands once there and again in a teaser is the one in the body.
    let whole: Vec<_> = LineRange::new(1, text.lines()).into_iter().collect();
    for part in [text.body().ranges(), &whole] {
        let elsewhere: Vec<_> =
            occurrences(text, part, &anchor).into_iter().filter(|at| fits(text, at, query)).collect();
        match &elsewhere[..] {
            [] => {}
            [one] => return Err(AnchorError::Moved { found: located(text, one) }),
            several => {
                let near = several.iter().take(CANDIDATES).map(|at| candidate(text, at.clone(), query.shown));
                return Err(AnchorError::NotFound { near: near.collect() });
            }
        }
    }
    Err(AnchorError::NotFound { near: nearest(text, &anchor, query) })
}

/// Whether quoted words that stand there to be shown are on the cited lines, once or more often; anywhere in the text
/// where no line is cited.
pub fn stands(text: &ArchivedText, query: &Query<'_>) -> Result<(), AnchorError> {
    let phrase = normal::phrase(query.anchor);
    let whole: Vec<_> = LineRange::new(1, text.lines()).into_iter().collect();
    let anywhere = query.lines.is_empty() && word::count(&phrase) > 0;
    if anywhere && !occurrences(text, &whole, &phrase).is_empty() {
        return Ok(());
    }
    match find(text, query) {
        Ok(_) | Err(AnchorError::Ambiguous { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// As [`stands`], for a headline: capitals and punctuation are the typesetter's, so words alone are compared.
pub fn is_headline(text: &ArchivedText, query: &Query<'_>) -> Result<(), AnchorError> {
    let keys = |text: &str| -> Vec<String> { word::words(text).into_iter().map(|word| word.text).collect() };
    let title = keys(query.anchor);
    let on_lines = |range: &LineRange| {
        let (first, last) = (text.line_bytes(range.first())?, text.line_bytes(range.last())?);
        Some(keys(&text.raw()[first.start..last.end]))
    };
    let found = query
        .lines
        .ranges()
        .iter()
        .filter_map(on_lines)
        .any(|words| words.windows(title.len().max(1)).any(|run| run == title));
    if found { Ok(()) } else { stands(text, query) }
}

/// Where `anchor` begins on one of `lines`: ranges of the normal text, copies left out.
fn occurrences(text: &ArchivedText, lines: &[LineRange], anchor: &str) -> Vec<Range<usize>> {
    let normal = text.normal.text();
    let mut found = Vec::new();
    for range in lines {
        let (Some(first), Some(last)) = (text.line_bytes(range.first()), text.line_bytes(range.last())) else {
            continue;
        };
        let lines = text.normal_range(first.start..last.end);
        let mut from = lines.start;
        // One match may overlap the next, so the search goes on one character after the last start.
        while let Some(offset) = window(normal, from, lines.end + anchor.len()).find(anchor) {
            let at = from + offset..from + offset + anchor.len();
            if at.start >= lines.end {
                break;
            }
            from = at.start + normal[at.start..].chars().next().map_or(1, char::len_utf8);
            let whole_words = word::is_boundary(normal, at.start) && word::is_boundary(normal, at.end);
            if whole_words && !text.copied.contains(located_line(text, &at)) {
                found.push(at);
            }
        }
    }
    found
}

/// `text` from `from` to `to`, or to the next character's start.
fn window(text: &str, from: usize, to: usize) -> &str {
    let mut end = to.min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    text.get(from..end).unwrap_or("")
}

/// Whether the query's prefix and suffix stand around an occurrence.
fn fits(text: &ArchivedText, at: &Range<usize>, query: &Query<'_>) -> bool {
    let normal = text.normal.text();
    let before = normal[..at.start].trim_end();
    let after = normal[at.end..].trim_start();
    let (prefix, suffix) = (normal::phrase(query.prefix), normal::phrase(query.suffix));
    before.ends_with(&prefix) && after.starts_with(&suffix)
}

fn located_line(text: &ArchivedText, at: &Range<usize>) -> usize {
    text.line_of(text.normal.source_range(at.clone()).start)
}

fn located(text: &ArchivedText, at: &Range<usize>) -> Found {
    let bytes = text.normal.source_range(at.clone());
    Found { line: text.line_of(bytes.start), at: text.points(bytes) }
}

/// The places of occurrences, each with the last words before it.
fn around<'a>(
    text: &ArchivedText,
    places: impl IntoIterator<Item = &'a Range<usize>>,
    query: &Query<'_>,
) -> Vec<Candidate> {
    // They and the anchor together are one run of the text.
    let shown = query.shown.min(MESSAGE_WORDS).saturating_sub(anchor_words(query.anchor)).min(3);
    let places = places.into_iter().take(CANDIDATES).map(|at| {
        let line = located_line(text, at);
        let line_start = text.line_bytes(line).map_or(0, |bytes| text.normal_range(bytes).start);
        let before = &text.normal.text()[line_start.min(at.start)..at.start];
        let spans = word::spans(before);
        let first = spans.len().saturating_sub(shown);
        let excerpt = spans.get(first).map_or("", |span| before[span.start..].trim());
        Candidate { line, excerpt: excerpt.to_string() }
    });
    places.collect()
}

/// A place with its first words.
fn candidate(text: &ArchivedText, at: Range<usize>, shown: usize) -> Candidate {
    let line = located_line(text, &at);
    let part = &text.normal.text()[at];
    let last = word::spans(part).into_iter().take(shown.min(MESSAGE_WORDS)).next_back();
    Candidate { line, excerpt: last.map_or("", |span| &part[..span.end]).replace('\n', " ") }
}

/// The places whose words are most like the anchor's: in another case, another order, or misspelt.
fn nearest(text: &ArchivedText, anchor: &str, query: &Query<'_>) -> Vec<Candidate> {
    let normal = text.normal.text();
    let wanted = word::words(anchor);
    let words: Vec<_> =
        word::words(normal).into_iter().filter(|word| !text.copied.contains(located_line(text, &word.span))).collect();
    // For each word of the text, which of the anchor's it is or may be.
    let mut known: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    let stands_for: Vec<Option<usize>> =
        words.iter().map(|word| *known.entry(&word.text).or_insert_with(|| similar(&word.text, &wanted))).collect();
    let mut needed = vec![0usize; wanted.len()];
    for word in &wanted {
        if let Some(i) = similar(&word.text, &wanted) {
            needed[i] += 1;
        }
    }
    // A window of as many words slides over the text; what counts is how many of the anchor's words are in it.
    let width = wanted.len().min(words.len()).max(1);
    let mut held = vec![0usize; wanted.len()];
    let mut score = 0;
    let mut windows = Vec::new();
    for (end, entering) in stands_for.iter().enumerate() {
        if let Some(i) = *entering {
            held[i] += 1;
            score += usize::from(held[i] <= needed[i]);
        }
        if let Some(Some(i)) = end.checked_sub(width).map(|leaving| stands_for[leaving]) {
            score -= usize::from(held[i] <= needed[i]);
            held[i] -= 1;
        }
        if score * 2 >= wanted.len() && end + 1 >= width {
            windows.push((score, end + 1 - width));
        }
    }
    // Only the best few are compared letter by letter.
    windows.sort_by_key(|(score, first)| (std::cmp::Reverse(*score), *first));
    windows.truncate(64);
    let wanted_text = normal::lower(anchor).text().to_string();
    let mut ranked: Vec<_> = windows
        .into_iter()
        .map(|(_, first)| {
            let at = words[first].span.start..words[first + width - 1].span.end;
            let likeness = strsim::normalized_levenshtein(normal::lower(&normal[at.clone()]).text(), &wanted_text);
            let line = located_line(text, &at);
            let distance = query.lines.ranges().first().map_or(0, |cited| cited.first().abs_diff(line));
            (std::cmp::Reverse((likeness * 1000.0) as u32), distance, first, at)
        })
        .collect();
    ranked.sort_by_key(|(likeness, distance, first, _)| (*likeness, *distance, *first));
    let mut chosen: Vec<Range<usize>> = Vec::new();
    for (.., at) in ranked {
        if chosen.iter().all(|other| at.end <= other.start || other.end <= at.start) {
            chosen.push(at);
        }
    }
    chosen.into_iter().take(CANDIDATES).map(|at| candidate(text, at, query.shown)).collect()
}

/// The first of `wanted` that `word` is, or else the one that it may be a misspelling of.
fn similar(word: &str, wanted: &[word::Word]) -> Option<usize> {
    let equal = wanted.iter().position(|w| w.text == word);
    equal.or_else(|| wanted.iter().position(|w| strsim::jaro_winkler(&w.text, word) >= SIMILAR_WORD))
}

impl AnchorError {
    /// What kind of mistake it is.
    pub fn code(&self) -> Code {
        match self {
            AnchorError::Empty => Code::BadPlace,
            AnchorError::Outside(_) => Code::LinesOutsideText,
            AnchorError::Ambiguous { .. } => Code::AmbiguousAnchor,
            AnchorError::InCopy { .. }
            | AnchorError::Moved { .. }
            | AnchorError::Context { .. }
            | AnchorError::NotFound { .. } => Code::AnchorNotFound,
        }
    }

    /// The diagnostic for `query`, written at `span` of a record's `file`, about the text of `source`.
    pub fn diagnostic(&self, query: &Query<'_>, source: &str, file: &Arc<File>, span: impl Into<Span>) -> Diagnostic {
        let (anchor, lines) = (query.anchor.trim(), query.lines);
        let several = lines.ranges().len() > 1 || lines.ranges().iter().any(|range| range.first() < range.last());
        let on = if several { format!("lines {lines}") } else { format!("line {lines}") };
        let at = |message: String| Diagnostic::at(self.code(), file, span, message);
        let list = |mut diagnostic: Diagnostic, places: &[Candidate], word: &str| {
            for place in places {
                diagnostic = diagnostic.help(match place.excerpt.as_str() {
                    "" => format!("see line {}", place.line),
                    excerpt => format!("line {}: {word}“{excerpt}”", place.line),
                });
            }
            diagnostic
        };
        match self {
            AnchorError::Empty => at("quoted words need at least one letter or digit".to_string()),
            AnchorError::Outside(outside) => at(format!("`{source}`: {outside}")),
            AnchorError::InCopy { line, of } => {
                let diagnostic = at(format!("line {line} of `{source}` is a declared copy, which is not searched"));
                match of {
                    Some(of) => diagnostic.help(format!("cite line {of} instead")),
                    None => diagnostic,
                }
            }
            AnchorError::Moved { found } if lines.is_empty() => {
                at(format!("“{anchor}” is quoted of `{source}` without its line"))
                    .help(format!("cite line {}", found.line))
            }
            AnchorError::Moved { found } => {
                at(format!("“{anchor}” is not on {on} of `{source}`: moved to line {}", found.line))
                    .help(format!("cite line {} instead", found.line))
            }
            AnchorError::Context { places } => {
                let message = format!("“{anchor}” is on {on} of `{source}`, but not between these words");
                list(at(message), places, "it stands after ").help("mend `prefix` or `suffix`")
            }
            AnchorError::Ambiguous { places } => {
                let message = format!("“{anchor}” stands more than once on {on} of `{source}`");
                list(at(message), places, "after ")
                    .help("add the words before it as `prefix`, or those after it as `suffix`")
            }
            AnchorError::NotFound { near } if lines.is_empty() => {
                list(at(format!("“{anchor}” is not in the text of `{source}`")), near, "")
            }
            AnchorError::NotFound { near } => list(at(format!("“{anchor}” is not on {on} of `{source}`")), near, ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "The Harbour Board\n\
        \n\
        The board’s new “tide table” was signed on 3 May. A tide table is a promise, said the clerk.\n\
        \n\
        Ferries may be late; ferries  may\u{A0}be cancelled.\n\
        The clerk hoped that the harbour would open\n\
        before winter.\n\
        Read more: the clerk resigns\n\
        The board’s new “tide table” was signed on 3 May. A tide table is a promise, said the clerk.\n";

    fn query<'a>(lines: &'a Lines, anchor: &'a str) -> Query<'a> {
        Query { lines, anchor, prefix: "", suffix: "", shown: 6 }
    }

    /// `at` is `LINES: ANCHOR`; the outcome is the line and the words found, or the message and its help.
    #[track_caller]
    fn check_around(at: &str, prefix: &str, suffix: &str, expected: &str) {
        let text = sample(TEXT, "3-7", &["9=3"]);
        let (lines, anchor) = at.split_once(": ").expect("anchor");
        let lines = lines.parse().expect("lines");
        let query = Query { prefix, suffix, ..query(&lines, anchor) };
        let said = match find(&text, &query) {
            Ok(found) => format!("{}: {}", found.line, &text.raw()[text.bytes(found.at).expect("range")]),
            Err(error) => {
                let file = File::new("readings/x.toml", at);
                let diagnostic = error.diagnostic(&query, "board", &file, 0..1);
                format!("{} {}", diagnostic.message, diagnostic.help.join("; "))
            }
        };
        assert_eq!(said, expected);
    }

    #[track_caller]
    fn check(at: &str, expected: &str) {
        check_around(at, "", "", expected);
    }

    #[test]
    fn found_on_the_cited_lines() {
        check("3: signed on 3 May", "3: signed on 3 May");
        check("3: board's new \"tide table\"", "3: board’s new “tide table”");
        check("5: ferries may be cancelled", "5: ferries  may\u{A0}be cancelled");
        check("3-8: hoped that", "6: hoped that");
        check("1,8: resigns", "8: resigns");
        // Over a line break, from the line that it begins on.
        check("6: open before winter", "6: open\nbefore winter");
        check("1: The Harbour Board", "1: The Harbour Board");
    }

    #[test]
    fn not_found() {
        check("3: hoped that", "“hoped that” is not on line 3 of `board`: moved to line 6 cite line 6 instead");
        check("7: open before", "“open before” is not on line 7 of `board`: moved to line 6 cite line 6 instead");
        // The body before a teaser.
        check("3: clerk resigns", "“clerk resigns” is not on line 3 of `board`: moved to line 8 cite line 8 instead");
        check("5: the clerk", "“the clerk” is not on line 5 of `board`: moved to line 3 cite line 3 instead");
        check(
            "6: ferris may be canceled",
            "“ferris may be canceled” is not on line 6 of `board` line 5: “ferries may be cancelled”; line 5: “Ferries may be late”",
        );
        check("3: Hoped That", "“Hoped That” is not on line 3 of `board` line 6: “hoped that”");
        check("1: tide table", "“tide table” is not on line 1 of `board` line 3: “tide table”; line 3: “tide table”");
        // Not inside a word.
        check("6: hope", "“hope” is not on line 6 of `board` line 6: “hoped”");
        check("6: nothing of the sort", "“nothing of the sort” is not on line 6 of `board` ");
    }

    #[test]
    fn ambiguous() {
        check(
            "3: tide table",
            "“tide table” stands more than once on line 3 of `board` line 3: after “The board's new \"”; \
             line 3: after “3 May. A”; add the words before it as `prefix`, or those after it as `suffix`",
        );
        check_around("3: tide table", "A", "", "3: tide table");
        check_around("3: tide table", "“", "", "3: tide table");
        check_around("5: may be", "", "late", "5: may be");
        check_around(
            "5: may be",
            "",
            "early",
            "“may be” is on line 5 of `board`, but not between these words line 5: it stands after “Ferries”; \
             line 5: it stands after “be late; ferries”; mend `prefix` or `suffix`",
        );
    }

    #[test]
    fn lines_that_cannot_be_cited() {
        check("9: hoped that", "line 9 of `board` is a declared copy, which is not searched cite line 3 instead");
        check("12: hoped that", "`board`: there is no line 12: the text ends at line 9 ");
        check("3: —", "quoted words need at least one letter or digit ");
    }

    #[track_caller]
    fn check_shown(headline: bool, cited: &str, expected: &str) {
        let text = sample(TEXT, "3-7", &["9=3"]);
        let (lines, words) = cited.split_once(": ").unwrap_or(("", cited));
        let lines = if lines.is_empty() { Lines::default() } else { lines.parse().expect("lines") };
        let query = Query { lines: &lines, anchor: words, prefix: "", suffix: "", shown: 6 };
        let result = if headline { is_headline(&text, &query) } else { stands(&text, &query) };
        let said = result
            .err()
            .map_or(String::new(), |error| error.diagnostic(&query, "board", &File::new("a.toml", ""), 0..0).message);
        assert_eq!(said, expected, "{cited}");
    }

    #[test]
    fn words_that_are_shown() {
        check_shown(false, "6: hoped that", "");
        // Once or more often, and anywhere where no line is cited.
        check_shown(false, "3: tide table", "");
        check_shown(false, "hoped that", "");
        check_shown(false, "tide table", "");
        check_shown(false, "hoped in vain", "“hoped in vain” is not in the text of `board`");
        check_shown(false, "3: hoped that", "“hoped that” is not on line 3 of `board`: moved to line 6");
        check_shown(false, "Hoped that", "“Hoped that” is not in the text of `board`");
        // A headline may be set in capitals, and its parts in lines of their own.
        check_shown(true, "1: THE HARBOUR: BOARD", "");
        check_shown(true, "6: The Harbour Board", "“The Harbour Board” is not on line 6 of `board`: moved to line 1");
        check_shown(true, "1: The Harbour Master", "“The Harbour Master” is not on line 1 of `board`");
        check_shown(true, "1: —", "quoted words need at least one letter or digit");
    }

    #[test]
    fn messages_keep_to_the_rights() {
        let text = sample(TEXT, "3-7", &[]);
        let lines = "5".parse().expect("lines");
        for shown in 0..9 {
            for words in
                ["may be", "Ferris may be lat and ferries may be canceled", "hoped the harbor would open befor"]
            {
                let places = match find(&text, &Query { shown, ..query(&lines, words) }) {
                    Err(AnchorError::Ambiguous { places }) => places,
                    Err(AnchorError::NotFound { near }) => near,
                    other => panic!("{other:?}"),
                };
                assert!(!places.is_empty());
                assert!(places.iter().all(|place| word::count(&place.excerpt) <= shown.min(6)), "{shown} {places:?}");
            }
        }
        // What stands before an anchor makes one run with it.
        let Err(AnchorError::Ambiguous { places }) = find(&text, &Query { shown: 3, ..query(&lines, "may be") }) else {
            panic!("found");
        };
        assert_eq!(places.iter().map(|place| place.excerpt.as_str()).collect::<Vec<_>>(), ["Ferries", "ferries"]);
    }

    #[test]
    fn words_are_counted_in_any_script() {
        for (anchor, expected) in
            [("water security may be difficult", 5), ("‘people-to-people’ — ties", 2), ("水の安全", 4)]
        {
            assert_eq!(anchor_words(anchor), expected, "{anchor}");
        }
    }

    #[test]
    fn a_long_line_takes_no_longer_than_its_length() {
        let text = sample(&"abra cadabra ".repeat(100_000), "", &[]);
        let lines = "1".parse().expect("lines");
        for words in ["cadabra abra cadabra x", "simsalabim simsalabim", "abra cadabra"] {
            assert!(find(&text, &query(&lines, words)).is_err());
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in any::<String>(), anchor in any::<String>(), prefix in any::<String>()) {
            let text = sample(&text, "", &[]);
            let lines = "1-2".parse().expect("lines");
            let query = Query { prefix: &prefix, ..query(&lines, &anchor) };
            let _ = find(&text, &query);
        }

        #[test]
        fn any_words_of_a_line_are_found_there(words in proptest::collection::vec("[a-zé]{1,5}", 1..12), from in 0usize..12, count in 1usize..5) {
            // Numbered, so that each stands once.
            let words: Vec<_> = words.iter().enumerate().map(|(i, word)| format!("{word}{i}")).collect();
            let from = from.min(words.len() - 1);
            let anchor = words[from..(from + count).min(words.len())].join(" ");
            let text = sample(&format!("x\n\n{}\nx", words.join(" \u{A0}")), "", &[]);
            let cited = "3".parse().expect("lines");
            let found = find(&text, &query(&cited, &anchor));
            prop_assert_eq!(found.map(|found| found.line), Ok(3));
            let other = "1".parse().expect("lines");
            let moved = find(&text, &query(&other, &anchor));
            let is_moved = matches!(moved, Err(AnchorError::Moved { found }) if found.line == 3);
            prop_assert!(is_moved);
        }
    }
}
