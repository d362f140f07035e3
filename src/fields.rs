//! Reads TOML field by field, so that one pass finds every mistake and each has its place.
//!
//! Derived deserialising stops at its first error. Here a record takes its fields by name from [`Fields`];
//! what is left when it is done is reported as unknown, or as misplaced where a table above or below takes it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use toml::de::{DeArray, DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, File, Noted, Place, Span, Spanned, nearest};
use crate::edtf::Date;

/// No more syntax errors of a file are shown than this.
const MAX_SYNTAX_ERRORS: usize = 10;

/// Reads the whole of a TOML file. Where the TOML itself is broken, only that is reported: what follows from
/// it would mislead.
pub fn read<T>(file: &Arc<File>, body: impl FnOnce(&mut Fields<'_>) -> T) -> Noted<T> {
    let start = after_mark(&file.text);
    read_range(file, start..file.text.len(), Span::new(start, start), body)
}

/// Reads the front matter of a Markdown file; `body` is given the offset at which its prose begins.
pub fn read_front_matter<T>(file: &Arc<File>, body: impl FnOnce(&mut Fields<'_>, usize) -> T) -> Noted<T> {
    match front_matter(file) {
        Ok((range, prose)) => {
            let opening = Span::new(after_mark(&file.text), range.start);
            read_range(file, range, opening, |fields| body(fields, prose))
        }
        Err(error) => {
            let end = file.text.len();
            let value = read_range(file, end..end, Span::new(end, end), |fields| body(fields, end)).value;
            Noted::new(value, vec![*error])
        }
    }
}

/// The length of a byte order mark, which some editors put first.
fn after_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The range of the TOML between two `+++` lines, and where the prose after them begins.
fn front_matter(file: &Arc<File>) -> Result<(Range<usize>, usize), Box<Diagnostic>> {
    let text = &file.text;
    let mut offset = after_mark(text);
    let mut start = None;
    for line in text[offset..].split_inclusive('\n') {
        let end = offset + line.len();
        match start {
            None if line.trim_end() == "+++" => start = Some(end),
            None => {
                let message = "the file doesn't begin with front matter";
                let error =
                    Diagnostic::at(Code::MissingFrontMatter, file, offset..offset + line.trim_end().len(), message)
                        .label("expected `+++`");
                return Err(Box::new(match line.trim_end() {
                    "---" => {
                        error.help("front matter is TOML here: put it between two lines `+++`, as `title = \"…\"`")
                    }
                    _ => error.help("begin with a line `+++`, then `title = \"…\"`, then a line `+++`"),
                }));
            }
            Some(start) if line.trim_end() == "+++" => return Ok((start..offset, end)),
            Some(_) => {}
        }
        offset = end;
    }
    let error = match start {
        None => Diagnostic::in_file(Code::MissingFrontMatter, file, "the file is empty")
            .help("begin with a line `+++`, then `title = \"…\"`, then a line `+++`"),
        Some(start) => {
            let message = "the front matter isn't closed";
            Diagnostic::at(Code::MissingFrontMatter, file, after_mark(text)..start, message)
                .label("opened here")
                .help("put a line `+++` between the fields and the prose")
        }
    };
    Err(Box::new(error))
}

/// Reads the TOML in a range of a file; `heading` is what stands for the heading of its root.
fn read_range<T>(
    file: &Arc<File>,
    range: Range<usize>,
    heading: Span,
    body: impl FnOnce(&mut Fields<'_>) -> T,
) -> Noted<T> {
    let base = range.start;
    let text = file.text.get(range).unwrap_or_default();
    let (table, errors) = DeTable::parse_recoverable(text);
    let sheet = Sheet { file, base, notes: RefCell::default(), leftovers: RefCell::default() };
    let value = Fields::new(&sheet, table.into_inner(), heading).read(body);
    let mut notes = sheet.notes.into_inner();
    if !errors.is_empty() {
        // What is said of the prose after the TOML holds all the same.
        let end = base + text.len();
        notes.retain(|note| note.place.as_ref().and_then(|p| p.span).is_some_and(|span| span.start as usize >= end));
        notes.extend(syntax_errors(file, base, text, errors));
        return Noted::new(value, notes);
    }
    notes.extend(sheet.leftovers.into_inner().into_iter().map(|leftover| leftover.unknown));
    Noted::new(value, notes)
}

/// One diagnostic a run of syntax errors: after the first, most are its echo up to the next heading, from where
/// the text is tried again.
fn syntax_errors(file: &Arc<File>, base: usize, text: &str, errors: Vec<toml::de::Error>) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let mut from = 0;
    let mut errors = errors;
    while notes.len() < MAX_SYNTAX_ERRORS {
        let first = errors.iter().map(|e| (e.span().unwrap_or(0..0), e.message())).min_by_key(|(span, _)| span.start);
        let Some((span, message)) = first else { break };
        let span = from + span.start..from + span.end;
        notes.push(syntax_error(file, base, text, span.clone(), message));
        let Some(next) = next_heading(text, span.end) else { break };
        from = next;
        errors = DeTable::parse_recoverable(&text[from..]).1;
    }
    notes
}

/// The offset of the first line after `offset` that is a table's heading and can't be part of a list.
fn next_heading(text: &str, offset: usize) -> Option<usize> {
    let mut start = offset + text.get(offset..)?.find('\n')? + 1;
    for line in text[start..].split_inclusive('\n') {
        let heading = line.split('#').next().unwrap_or_default().trim();
        let key = heading.strip_prefix('[').and_then(|l| l.strip_suffix(']'));
        if key.is_some_and(|key| key.contains(char::is_alphabetic) && !key.contains([',', '"', '\'', '='])) {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// What the TOML parser says, with a word on what is usually behind it.
fn syntax_error(file: &Arc<File>, base: usize, text: &str, span: Range<usize>, message: &str) -> Diagnostic {
    let found = text.get(span.clone()).unwrap_or_default();
    let spot = base + span.start..base + span.end;
    let error = Diagnostic::at(Code::MalformedToml, file, spot, format!("this isn't TOML: {message}"));
    let dated = found.len() >= 5 && found.as_bytes().iter().take(4).all(u8::is_ascii_digit) && found.contains('-');
    match message {
        _ if dated => error.help(format!("a date stands in quotes: `\"{found}\"`")),
        m if m.starts_with("string values must be quoted") => error.help(format!("put it in quotes: `\"{found}\"`")),
        m if m.starts_with("duplicate key") => {
            error.help("a key or heading stands only once in its table: join the two, or rename one")
        }
        m if m.contains("array") => error.help("a comma is missing, or the `]` that closes the list"),
        m if m.contains("string") => {
            error.help("the quote that closes the text is missing, or one within it needs a `\\`")
        }
        _ => error,
    }
}

/// One piece of TOML while it is read.
#[derive(Debug)]
struct Sheet<'a> {
    file: &'a Arc<File>,
    /// Where the TOML begins in the file.
    base: usize,
    notes: RefCell<Vec<Diagnostic>>,
    leftovers: RefCell<Vec<Leftover>>,
}

/// Whether a character can't stand in HTML or XML.
pub fn is_unprintable(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c as u32 & 0xFFFF, 0xFFFE | 0xFFFF)
}

/// The first such character of a text, and where it stands.
pub fn first_unprintable(text: &str) -> Option<(usize, char)> {
    // Nearly all texts have none, and that can be told from the bytes of most of them, many at a time.
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let mut begin = 0;
    for stretch in text.as_bytes().chunks(256) {
        let end = begin + stretch.len();
        if !stretch.iter().fold(true, |all, byte| all & plain(*byte)) {
            // A character may begin in the stretch before.
            let boundary = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let (from, to) = (boundary(begin), boundary(end));
            if let Some((at, c)) = text[from..to].char_indices().find(|(_, c)| is_unprintable(*c)) {
                return Some((from + at, c));
            }
        }
        begin = end;
    }
    None
}

/// A key that its own table doesn't take; one of those around it may.
#[derive(Debug)]
struct Leftover {
    key: String,
    span: Span,
    /// The table that it stands in.
    table: Span,
    /// What to say where no table takes it.
    unknown: Diagnostic,
}

impl<'a> Sheet<'a> {
    fn span(&self, span: Range<usize>) -> Span {
        Span::from(span).shifted(self.base)
    }

    fn slice(&self, span: Span) -> &'a str {
        self.file.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    fn value(&'a self, value: toml::Spanned<DeValue<'a>>) -> Value<'a> {
        let span = self.span(value.span());
        match value.into_inner() {
            DeValue::String(text) => {
                let span = self.content(span, &text);
                if let Some(control) = text.chars().find(|c| is_unprintable(*c)) {
                    let message = format!("a text can't hold the control character U+{:04X}", control as u32);
                    let note = Diagnostic::at(Code::InvalidValue, self.file, span, message);
                    self.notes.borrow_mut().push(note.help("take it out: neither HTML nor XML can hold it"));
                }
                Value::Text(Spanned { value: text, span })
            }
            DeValue::Integer(number) => {
                let number = i64::from_str_radix(number.as_str(), number.radix());
                Value::Integer(Spanned { value: number.unwrap_or(i64::MAX), span })
            }
            DeValue::Float(number) => {
                Value::Float(Spanned { value: number.as_str().parse().unwrap_or(f64::NAN), span })
            }
            DeValue::Boolean(value) => Value::Flag(Spanned { value, span }),
            DeValue::Datetime(value) => Value::Datetime(Spanned { value, span }),
            DeValue::Array(items) => Value::List(List { sheet: self, items, span }),
            DeValue::Table(table) => Value::Table(Fields::new(self, table, span)),
        }
    }

    /// The span of a string's content, so that offsets within it are exact; of the whole, quotes included,
    /// where escapes make the two differ.
    fn content(&self, span: Span, text: &str) -> Span {
        let raw = self.slice(span);
        let quotes = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
        let inner = raw.get(quotes..raw.len().saturating_sub(quotes)).unwrap_or_default();
        // TOML drops a line feed right after the opening quotes.
        let skipped = match quotes {
            3 if inner.starts_with("\r\n") => 2,
            3 if inner.starts_with('\n') => 1,
            _ => 0,
        };
        let start = span.start as usize + quotes + skipped;
        if inner.get(skipped..) == Some(text) { Span::new(start, start + text.len()) } else { span }
    }
}

/// A TOML value with its place.
#[derive(Debug)]
pub enum Value<'a> {
    /// A string; its span is that of the content where it has no escapes.
    Text(Spanned<Cow<'a, str>>),
    /// An integer; one that doesn't fit is the largest.
    Integer(Spanned<i64>),
    /// A number with a point.
    Float(Spanned<f64>),
    /// `true` or `false`.
    Flag(Spanned<bool>),
    /// A bare date or time.
    Datetime(Spanned<toml::value::Datetime>),
    /// A list.
    List(List<'a>),
    /// A table, inline or under a heading.
    Table(Fields<'a>),
}

impl Value<'_> {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Value::Text(v) => v.span,
            Value::Integer(v) => v.span,
            Value::Float(v) => v.span,
            Value::Flag(v) => v.span,
            Value::Datetime(v) => v.span,
            Value::List(v) => v.span,
            Value::Table(v) => v.span,
        }
    }

    /// What it is, for the message that it is not what a field takes.
    pub fn unexpected(&self) -> Unexpected {
        let found = match self {
            Value::Text(_) => "a text",
            Value::Integer(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::Flag(_) => "true or false",
            Value::Datetime(_) => "a bare date or time",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        };
        Unexpected { span: self.span(), found }
    }
}

/// A value of the wrong type.
#[derive(Clone, Copy, Debug)]
pub struct Unexpected {
    span: Span,
    found: &'static str,
}

/// The items of a TOML list.
#[derive(Debug)]
pub struct List<'a> {
    sheet: &'a Sheet<'a>,
    items: DeArray<'a>,
    span: Span,
}

impl<'a> List<'a> {
    /// The items, in order.
    pub fn values(self) -> impl Iterator<Item = Value<'a>> {
        let sheet = self.sheet;
        self.items.into_iter().map(move |item| sheet.value(item))
    }
}

/// What a field takes: for the message where it gets something else.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// In words: "a list of texts".
    pub what: &'static str,
    /// As TOML: `["a", "b"]`.
    pub example: &'static str,
}

impl Expected {
    /// `what`, for instance `example`.
    pub const fn new(what: &'static str, example: &'static str) -> Self {
        Expected { what, example }
    }
}

const TEXT: Expected = Expected::new("a text", "\"…\"");
const TEXTS: Expected = Expected::new("a list of texts", "[\"…\", \"…\"]");
const FLAG: Expected = Expected::new("true or false", "true");
const NUMBER: Expected = Expected::new("a whole number", "6");
const DATE: Expected = Expected::new("a date in quotes", "\"2023-08\"");
const TABLE: Expected = Expected::new("a table", "{ … }");
const TABLES: Expected = Expected::new("one or more tables", "[{ … }]");

/// The fields of one table, taken one by one.
#[derive(Debug)]
pub struct Fields<'a> {
    sheet: &'a Sheet<'a>,
    table: DeTable<'a>,
    span: Span,
    /// Every key that was asked for: what the table knows.
    asked: Vec<&'static str>,
    /// What the sections of this table know.
    sections: Vec<(&'static str, Vec<&'static str>)>,
    /// Leftovers from here on are of the tables within this one.
    first_leftover: usize,
}

impl<'a> Fields<'a> {
    fn new(sheet: &'a Sheet<'a>, table: DeTable<'a>, span: Span) -> Self {
        Fields { sheet, table, span, asked: Vec::new(), sections: Vec::new(), first_leftover: 0 }
    }

    /// Lets `body` take what it knows, then reports what is left.
    pub fn read<T>(mut self, body: impl FnOnce(&mut Fields<'a>) -> T) -> T {
        self.first_leftover = self.sheet.leftovers.borrow().len();
        let value = body(&mut self);
        self.finish();
        value
    }

    /// The table's heading, or the inline table.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The file it stands in.
    pub fn file(&self) -> &'a Arc<File> {
        self.sheet.file
    }

    /// Reports something.
    pub fn note(&self, note: Diagnostic) {
        self.sheet.notes.borrow_mut().push(note);
    }

    /// Reports something at a place of this file, to be added to.
    pub fn at(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(code, self.sheet.file, span, message)
    }

    /// Takes over a value's diagnostics.
    pub fn noted<T>(&self, noted: Noted<T>) -> T {
        noted.take_notes(&mut self.sheet.notes.borrow_mut())
    }

    /// Reports that a required field isn't there.
    pub fn missing(&self, key: &str, help: impl Into<String>) {
        // The root of a file has no heading to point at.
        let place = if self.span.start == self.span.end {
            Diagnostic::in_file(Code::MissingField, self.sheet.file, format!("`{key}` is missing"))
        } else {
            self.at(Code::MissingField, self.span, format!("`{key}` is missing here"))
        };
        self.note(place.help(help));
    }

    /// Reports a value of the wrong type.
    pub fn wrong_type(&self, key: &str, unexpected: Unexpected, expected: Expected) {
        let Expected { what, example } = expected;
        let message = format!("`{key}` takes {what}, not {}", unexpected.found);
        self.note(
            self.at(Code::WrongType, unexpected.span, message)
                .label(format!("expected {what}"))
                .help(format!("write it as `{key} = {example}`")),
        );
    }

    /// Takes a value as it is.
    pub fn take(&mut self, key: &'static str) -> Option<Value<'a>> {
        self.asked.push(key);
        let (_, value) = self.table.remove_entry(key)?;
        Some(self.sheet.value(value))
    }

    /// Whether a key is there, without taking it.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Takes a text; a blank one counts as left out.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<Cow<'a, str>>> {
        match self.take(key)? {
            Value::Text(text) => (!text.trim().is_empty()).then_some(text),
            other => {
                self.wrong_type(key, other.unexpected(), TEXT);
                None
            }
        }
    }

    /// Takes a text of its own; a blank one counts as left out.
    pub fn word(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.text(key).map(owned)
    }

    /// Takes a list of texts; a single text is a list of one.
    pub fn words(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.items(key, TEXTS, |fields, value| match value {
            Value::Text(text) if text.trim().is_empty() => {
                fields.note(fields.at(Code::InvalidValue, text.span, format!("an empty text in `{key}`")));
                Ok(None)
            }
            Value::Text(text) => Ok(Some(owned(text))),
            other => Err(other.unexpected()),
        })
    }

    /// Takes a list, item by item; a single value is a list of one. A value that `item` gives back has the
    /// wrong type.
    pub fn items<T>(
        &mut self,
        key: &'static str,
        expected: Expected,
        item: impl Fn(&Self, Value<'a>) -> Result<Option<T>, Unexpected>,
    ) -> Vec<T> {
        let taken = self.take(key);
        let mut all = Vec::new();
        let mut add = |value| match item(self, value) {
            Ok(value) => all.extend(value),
            Err(unexpected) => self.wrong_type(key, unexpected, expected),
        };
        match taken {
            None => {}
            Some(Value::List(list)) => list.values().for_each(&mut add),
            Some(value) => add(value),
        }
        all
    }

    /// Takes `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        match self.take(key)? {
            Value::Flag(flag) => Some(flag.value),
            other => {
                self.wrong_type(key, other.unexpected(), FLAG);
                None
            }
        }
    }

    /// Takes a whole number within a range.
    pub fn number(&mut self, key: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        match self.take(key)? {
            Value::Integer(number) if range.contains(&number.value) => Some(number.value),
            Value::Integer(number) => {
                let message = format!("`{key}` is between {} and {}", range.start(), range.end());
                self.note(self.at(Code::InvalidValue, number.span, message));
                None
            }
            other => {
                self.wrong_type(key, other.unexpected(), NUMBER);
                None
            }
        }
    }

    /// Takes one of several words, by name.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == text.value) {
            return Some(Spanned::new(*value, text.span));
        }
        let names = || choices.iter().map(|(name, _)| *name);
        let listed = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let message = format!("`{key}` has no value `{}`", text.value);
        let note = self.at(Code::InvalidValue, text.span, message);
        self.note(note.suggest(&text.value, names()).help(format!("it is one of {listed}")));
        None
    }

    /// Takes a date: EDTF in quotes, a bare TOML date, or a year of four digits.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let value = self.take(key)?;
        self.read_date(key, value)
    }

    /// Reads a value as a date.
    pub fn read_date(&self, key: &str, value: Value<'a>) -> Option<Spanned<Date>> {
        match value {
            Value::Text(text) if text.trim().is_empty() => {
                let note = self.at(Code::InvalidDate, text.span, format!("`{key}` is empty"));
                self.note(note.help(
                    "write a date such as \"2024-07-03\" or \"2024-07~\"; where none is known, leave the line out",
                ));
                None
            }
            Value::Text(text) => match Date::parse(&text.value) {
                Ok(date) => Some(Spanned::new(date, text.span)),
                Err(error) => {
                    let span = within(&text, error.span);
                    let note = self.at(Code::InvalidDate, span, error.message);
                    self.note(note.help(error.help));
                    None
                }
            },
            Value::Integer(number) if Date::from_number(number.value).is_ok() => {
                Some(Spanned::new(Date::from_number(number.value).ok()?, number.span))
            }
            Value::Datetime(Spanned { value: toml::value::Datetime { date: Some(day), time, .. }, span }) => {
                let written = day.to_string();
                if time.is_some() {
                    let note = self.at(Code::InvalidDate, span, format!("`{key}` is a day, without the time"));
                    self.note(note.help(format!("write it as `{key} = \"{written}\"`")));
                }
                Date::parse(&written).ok().map(|date| Spanned::new(date, span))
            }
            other => {
                self.wrong_type(key, other.unexpected(), DATE);
                None
            }
        }
    }

    /// Reads a field that must be there, with one of the other methods.
    pub fn required<T>(
        &mut self,
        key: &'static str,
        help: &str,
        read: impl FnOnce(&mut Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        let absent = match self.table.get(key).map(toml::Spanned::get_ref) {
            None => true,
            Some(DeValue::String(text)) => text.trim().is_empty(),
            Some(_) => false,
        };
        if absent {
            self.missing(key, help);
        }
        read(self, key)
    }

    /// Takes a table.
    pub fn table<T>(&mut self, key: &'static str, body: impl FnOnce(&mut Fields<'a>) -> T) -> Option<T> {
        match self.take(key)? {
            Value::Table(fields) => Some(fields.read(body)),
            other => {
                self.wrong_type(key, other.unexpected(), TABLE);
                None
            }
        }
    }

    /// Takes a table that is the same as an empty one where it is left out. A key of such a section that
    /// stands above it is recognised.
    pub fn section<T>(&mut self, key: &'static str, body: impl FnOnce(&mut Fields<'a>) -> T) -> T {
        let fields = match self.take(key) {
            Some(Value::Table(fields)) => fields,
            other => {
                if let Some(other) = other {
                    self.wrong_type(key, other.unexpected(), TABLE);
                }
                Fields::new(self.sheet, DeTable::new(), self.span)
            }
        };
        fields.read(|fields| {
            let value = body(fields);
            self.sections.push((key, fields.asked.clone()));
            value
        })
    }

    /// Takes tables: `[[key]]`, or a list of inline ones.
    pub fn tables<T>(&mut self, key: &'static str, body: impl Fn(&mut Fields<'a>) -> Option<T>) -> Vec<T> {
        self.items(key, TABLES, |_, value| match value {
            Value::Table(fields) => Ok(fields.read(&body)),
            other => Err(other.unexpected()),
        })
    }

    /// Takes a table of tables, each under its own key: `[key.ID]`.
    pub fn keyed<T>(
        &mut self,
        key: &'static str,
        body: impl FnMut(Spanned<String>, &mut Fields<'a>) -> Option<T>,
    ) -> Vec<T> {
        self.table(key, |fields| fields.each(body)).unwrap_or_default()
    }

    /// Takes all that is left: tables, each under its own key, in the order of the file.
    pub fn each<T>(&mut self, mut body: impl FnMut(Spanned<String>, &mut Fields<'a>) -> Option<T>) -> Vec<T> {
        let sheet = self.sheet;
        let mut all = Vec::with_capacity(self.table.len());
        for (key, value) in std::mem::take(&mut self.table) {
            let span = sheet.span(key.span());
            match sheet.value(value) {
                Value::Table(fields) => {
                    let key = Spanned::new(key.into_inner().into_owned(), span);
                    all.extend(fields.read(|fields| body(key, fields)));
                }
                other => {
                    let key = key.into_inner().into_owned();
                    let message = format!("`{key}` is {} where only tables stand", other.unexpected().found);
                    let unknown = Diagnostic::at(Code::WrongType, sheet.file, span, message)
                        .help("everything here has a heading of its own, as `[some-id]`");
                    sheet.leftovers.borrow_mut().push(Leftover { key, span, table: self.span, unknown });
                }
            }
        }
        all
    }

    /// Takes all that is left, whatever it is: for tables whose keys are not known here.
    pub fn rest(&mut self) -> Vec<(Spanned<String>, Value<'a>)> {
        let sheet = self.sheet;
        let rest = std::mem::take(&mut self.table).into_iter();
        rest.map(|(key, value)| {
            let span = sheet.span(key.span());
            (Spanned::new(key.into_inner().into_owned(), span), sheet.value(value))
        })
        .collect()
    }

    /// Reports what is left: here, and in the tables within that this table would have taken.
    fn finish(self) {
        let Fields { sheet, table, span: own, asked, sections, first_leftover } = self;
        let mut leftovers = sheet.leftovers.borrow_mut();
        let mut notes = sheet.notes.borrow_mut();
        if leftovers.len() > first_leftover {
            let within = leftovers.split_off(first_leftover);
            let (known, unknown): (Vec<_>, Vec<_>) = within.into_iter().partition(|l| asked.contains(&l.key.as_str()));
            notes.extend(known.into_iter().map(|leftover| sheet.misplaced(leftover)));
            leftovers.extend(unknown);
        }
        for (key, _) in table {
            let span = sheet.span(key.span());
            let key = key.into_inner();
            let section = sections.iter().find(|(_, keys)| keys.contains(&key.as_ref()));
            if let Some((section, _)) = section {
                let message = format!("`{key}` belongs to `[{section}]`");
                let note = Diagnostic::at(Code::MisplacedKey, sheet.file, span, message);
                notes.push(note.help(format!("move it below the heading `[{section}]`")));
                continue;
            }
            let unknown = Diagnostic::at(Code::UnknownKey, sheet.file, span, format!("there is no field `{key}` here"));
            let unknown = match nearest(&key, asked.iter().copied()) {
                Some(near) => unknown.help(format!("did you mean `{near}`?")),
                None => {
                    let mut known = asked.clone();
                    known.sort_unstable();
                    known.dedup();
                    unknown.help(format!("the fields here are: {}", known.join(", ")))
                }
            };
            leftovers.push(Leftover { key: key.into_owned(), span, table: own, unknown });
        }
    }
}

impl Sheet<'_> {
    /// What to say of a key that a table further up takes.
    fn misplaced(&self, leftover: Leftover) -> Diagnostic {
        let Leftover { key, span, table, .. } = leftover;
        let heading = self.slice(table);
        if !heading.starts_with('[') {
            let message = format!("`{key}` belongs to the table around this one");
            return Diagnostic::at(Code::MisplacedKey, self.file, span, message).help("move it out of this table");
        }
        Diagnostic::at(Code::MisplacedKey, self.file, span, format!("`{key}` landed in `{heading}`"))
            .related(Place::at(self.file, table), "this heading begins the sub-table")
            .help(format!("keys after a sub-table's heading belong to it: move `{key}` above `{heading}`"))
    }
}

/// A borrowed text as a record keeps it.
pub fn owned(text: Spanned<Cow<'_, str>>) -> Spanned<String> {
    text.map(Cow::into_owned)
}

/// The span of a range of a text's bytes; of the whole where it has escapes.
pub fn within<T: AsRef<str>>(text: &Spanned<T>, range: Range<usize>) -> Span {
    let span = text.span;
    if (span.end - span.start) as usize == text.value.as_ref().len() {
        Span::new(span.start as usize + range.start, span.start as usize + range.end)
    } else {
        span
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_knows_where_its_content_is() {
        let cases = [
            ("a = \"é x\"", "é x", "é x"),
            ("a = 'é x'", "é x", "é x"),
            ("a = \"\"\"é x\"\"\"", "é x", "é x"),
            ("a = '''\né x'''", "é x", "é x"),
            ("a = \"\"\"\r\né x\"\"\"", "é x", "é x"),
            ("a = \"\"\"\"x\"\"\"\"", "\"x\"", "\"x\""),
            ("a = \"\\t x\"", "\"\\t x\"", "\t x"),
            ("a = \"\"\"x \\\n  y\"\"\"", "\"\"\"x \\\n  y\"\"\"", "x y"),
        ];
        for (toml, shown, value) in cases {
            let word = read(&File::new("a.toml", toml), |fields| fields.word("a")).value.expect(toml);
            assert_eq!(
                (&toml[word.span.start as usize..word.span.end as usize], word.as_str()),
                (shown, value),
                "{toml}"
            );
        }
    }

    #[test]
    fn a_range_within_a_text() {
        let word = |start, end| Spanned::new("abc", Span { start, end });
        assert_eq!(within(&word(10, 13), 1..2), Span { start: 11, end: 12 });
        assert_eq!(within(&word(10, 17), 1..2), Span { start: 10, end: 17 });
    }

    #[test]
    fn front_matter_is_found() {
        let cases = [
            ("+++\na = 1\n+++\nx", Some("x")),
            ("\u{feff}+++\r\na = 1\r\n+++\r\nx", Some("x")),
            ("+++ \n+++", Some("")),
            ("+++\na = 1\n", None),
            ("\n+++\n+++\n", None),
            ("x", None),
            ("", None),
        ];
        for (text, prose) in cases {
            let found = front_matter(&File::new("a.md", text)).ok().map(|(_, start)| &text[start..]);
            assert_eq!(found, prose, "{text:?}");
        }
    }

    #[test]
    fn a_run_of_syntax_errors_is_one() {
        let lines = |text: &str| {
            let notes = read(&File::new("a.toml", text), |_| ()).notes;
            assert!(notes.iter().all(|note| note.code == Code::MalformedToml), "{notes:?}");
            notes.iter().filter_map(|note| note.place.as_ref()?.line_column()).map(|(line, _)| line).collect::<Vec<_>>()
        };
        assert_eq!(lines("a = [1, 2\n[b]\nc = 1\n[d]\ne = \"x\"\n"), [2]);
        assert_eq!(lines("a = \"x\nb = c\n[d]\ne = 1\n[f] # here\ng = \n"), [1, 6]);
        assert_eq!(lines(&"[x]\na = \n".repeat(1000)).len(), MAX_SYNTAX_ERRORS);
    }

    #[test]
    fn broken_toml_hides_its_fields_but_not_the_prose() {
        let file = File::new("a.md", "+++\na = 1\nb = x\n+++\nprose");
        let noted = read_front_matter(&file, |fields, prose| {
            fields.note(fields.at(Code::RawHtml, Span::new(prose, prose + 1), "x"));
            fields.word("a")
        });
        let codes: Vec<_> = noted.notes.iter().map(|note| note.code).collect();
        assert_eq!(codes, [Code::RawHtml, Code::MalformedToml]);
    }

    #[test]
    fn what_is_left_is_reported_once() {
        let file = File::new("a.toml", "[a.b.c]\nx = 1\ny = 2\nz = 3\n");
        let notes = read(&file, |fields| {
            fields.table("a", |a| {
                a.table("b", |b| {
                    b.table("c", |_| ());
                    b.flag("x");
                });
                a.flag("y");
            });
        })
        .notes;
        let found: Vec<_> = notes.iter().map(|note| (note.code, note.message.as_str())).collect();
        let expected = [
            (Code::MisplacedKey, "`x` landed in `[a.b.c]`"),
            (Code::MisplacedKey, "`y` landed in `[a.b.c]`"),
            (Code::UnknownKey, "there is no field `z` here"),
        ];
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn any_toml_is_survived(
            text in "([a-c]( = |\\.)|\\[{1,2}[a-c](\\.[a-c])?\\]{1,2}|\n|1|\"[a\\\\]*\"|[{},\"']){0,40}"
        ) {
            let noted = read(&File::new("a.toml", text), |fields| {
                fields.table("a", |fields| fields.words("b"));
                fields.each(|_, fields| Some(fields.date("a")))
            });
            noted.notes.iter().for_each(|note| drop(note.render(false)));
        }
    }
}
