//! Places in a text: `[SOURCE ]LINE[-LINE][: ANCHOR]`, or the long form as a table.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::record::{At, LineRange, Word};
use crate::config::{self, Settings};
use crate::diagnostic::{Code, Span, Spanned};
use crate::fields::{self, Expected, Fields, Value};

/// Whether the record says which source its places are in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Implied {
    /// It does; a place may name another.
    Source,
    /// It doesn't: each place names one.
    Nothing,
}

const PLACES: Expected = Expected::new("a list of places", "[\"17: a few quoted words\"]");
const RANGES: Expected = Expected::new("a list of lines", "[\"1-17\", \"19\"]");

/// Takes places: a list or a single one, each a text, a line number or a table.
pub fn places(fields: &mut Fields<'_>, key: &'static str, implied: Implied, settings: &Settings) -> Vec<At> {
    fields.items(key, PLACES, |fields, value| {
        let at = match value {
            Value::Text(text) => short(fields, &fields::owned(text)),
            Value::Integer(line) => {
                single_line(fields, &line).map(|lines| At { lines: Some(lines), ..nowhere(line.span) })
            }
            Value::Table(table) => table.read(long),
            other => return Err(other.unexpected()),
        };
        if let Some(at) = &at {
            check(fields, at, implied, settings);
        }
        Ok(at)
    })
}

/// Takes a single place.
pub fn place(fields: &mut Fields<'_>, key: &'static str, implied: Implied, settings: &Settings) -> Option<At> {
    let mut all = places(fields, key, implied, settings).into_iter();
    let first = all.next();
    if let Some(second) = all.next() {
        fields.note(fields.at(Code::InvalidValue, second.span, format!("`{key}` takes one place only")));
    }
    first
}

/// Takes ranges of lines: `["1-17", "19"]`, or a single one.
pub fn ranges(fields: &mut Fields<'_>, key: &'static str) -> Vec<Spanned<LineRange>> {
    fields.items(key, RANGES, |fields, value| match value {
        Value::Text(text) => {
            let part = trimmed(&text.value, 0..text.value.len());
            let span = fields::within(&text, part.clone());
            Ok(lines(fields, &text.value[part], span).map(|lines| Spanned::new(lines, span)))
        }
        Value::Integer(line) => Ok(single_line(fields, &line).map(|lines| Spanned::new(lines, line.span))),
        other => Err(other.unexpected()),
    })
}

/// A place of which nothing is known but where it is written.
fn nowhere(span: Span) -> At {
    At { span, source: None, lines: None, anchor: None, prefix: None, suffix: None, lang: None, gloss: None }
}

/// `[SOURCE ]LINE[-LINE][: ANCHOR]`.
fn short(fields: &Fields<'_>, text: &Word) -> Option<At> {
    let whole = text.value.as_str();
    let colon = whole.find(':').unwrap_or(whole.len());
    let head = trimmed(whole, 0..colon);
    let (source, line) = match whole[head.clone()].find(char::is_whitespace) {
        Some(space) => {
            let after = trimmed(whole, head.start + space..head.end);
            (Some(head.start..head.start + space), after)
        }
        None => (None, head.clone()),
    };
    if !whole[line.clone()].starts_with(|c: char| c.is_ascii_digit()) {
        let note =
            fields.at(Code::BadPlace, fields::within(text, head), "a place begins with a line, or a source and a line");
        fields.note(
            note.label("no line here")
                .help("write it as `17: a few quoted words` or `alimov 13-15`, with lines counted from 1")
                .help("without a line, write it as `{ anchor = \"a few quoted words\" }`"),
        );
        return None;
    }
    let lines = lines(fields, &whole[line.clone()], fields::within(text, line))?;
    let anchor = trimmed(whole, (colon + 1).min(whole.len())..whole.len());
    if anchor.is_empty() && colon < whole.len() {
        let note = fields.at(Code::BadPlace, fields::within(text, colon..colon + 1), "no quoted words after the colon");
        fields.note(note.help("add them, or leave the colon out"));
    }
    let part = |range: Range<usize>| Word::new(whole[range.clone()].to_string(), fields::within(text, range));
    Some(At {
        source: source.map(part),
        lines: Some(lines),
        anchor: (!anchor.is_empty()).then(|| part(anchor)),
        ..nowhere(text.span)
    })
}

/// `{ source, line, anchor, prefix, suffix, lang, gloss }`.
fn long(fields: &mut Fields<'_>) -> Option<At> {
    let at = At {
        span: fields.span(),
        source: fields.word("source"),
        lines: ranges(fields, "line").first().map(|lines| lines.value),
        anchor: fields.word("anchor"),
        prefix: fields.word("prefix"),
        suffix: fields.word("suffix"),
        lang: config::language(fields, "lang"),
        gloss: fields.word("gloss"),
    };
    if at.lines.is_none() && at.anchor.is_none() {
        let note = fields.at(Code::BadPlace, at.span, "a place needs a line or an anchor");
        fields.note(note.help("write it as `{ line = 17, anchor = \"a few quoted words\" }`"));
        return None;
    }
    Some(at)
}

/// `LINE` or `LINE-LINE`.
fn lines(fields: &Fields<'_>, text: &str, span: Span) -> Option<LineRange> {
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let line = |digits: &str| {
        let digits = digits.trim();
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u32>().ok()).flatten()
    };
    let message = match (line(first), line(last)) {
        (Some(0), _) | (_, Some(0)) => "lines are counted from 1".to_string(),
        (Some(first), Some(last)) if first <= last => return Some(LineRange { first, last }),
        (Some(first), Some(last)) => format!("the lines run backwards: {first} is after {last}"),
        _ => format!("`{text}` isn't a line or a range of lines"),
    };
    fields.note(fields.at(Code::BadPlace, span, message).help("write it as `17` or `17-19`"));
    None
}

/// A line given as a bare number.
fn single_line(fields: &Fields<'_>, number: &Spanned<i64>) -> Option<LineRange> {
    let line = u32::try_from(number.value).ok().filter(|line| *line > 0);
    if line.is_none() {
        fields.note(
            fields.at(Code::BadPlace, number.span, "lines are counted from 1").help("write it as `17` or `\"17-19\"`"),
        );
    }
    line.map(|line| LineRange { first: line, last: line })
}

/// What holds for both forms.
fn check(fields: &Fields<'_>, at: &At, implied: Implied, settings: &Settings) {
    if at.source.is_none() && implied == Implied::Nothing {
        let note = fields.at(Code::BadPlace, at.span, "this place doesn't say in which source it is");
        fields.note(note.help("put the source's id before the line: `alimov 13: a few quoted words`"));
    }
    let Some(anchor) = &at.anchor else { return };
    let words = anchor.unicode_words().count();
    let most = settings.anchor_words as usize;
    if words > most {
        let note =
            fields.at(Code::LongAnchor, anchor.span, format!("this anchor has {words} words, and may have {most}"));
        fields.note(
            note.help("keep the words that find the place, and leave out the others")
                .help("`wording.anchor_words` in `config.toml` sets the limit"),
        );
    }
}

/// The range without the white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start.max(range.start + part.trim_end().len())
}
