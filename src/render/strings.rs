//! What the theme says in the readers' language: Fluent messages, with the words that a dossier chooses for itself.
//!
//! English is always there to fall back on, message by message. A file that comes later replaces the messages that it
//! has and leaves the rest. The nouns of the field are Fluent terms (`-source`, `-sources`, …), so that
//! `words.source = "report"` in the config changes every sentence; for each such term the same with a capital letter
//! (`-Source`) is made where no file has it.
//!
//! Syntax: <https://projectfluent.org/fluent/guide/>.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumberOptions;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use indexmap::IndexMap;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use rustc_hash::FxHashMap;
use unic_langid::{CharacterDirection, LanguageIdentifier};

use crate::diagnostic::{Code, Diagnostic, File, Noted, Place, Severity, nearest};
use crate::edtf::Wording;

/// A value for a message: text, or a number, which chooses the plural and is grouped as the language does it.
pub type Argument<'a> = FluentValue<'a>;

/// The language that every message exists in.
const FALLBACK: &str = "en";

/// How many messages are remembered with their numbers in place, and the longest key of one in bytes.
const MOST_SHAPES: usize = 4096;
const LONGEST_KEY: usize = 256;

/// Part of a message whose numbers are in place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// What the message itself says.
    Text(String),
    /// Here stands the argument of this number.
    Argument(usize),
}

/// What stands for arguments while a message is formatted: characters that no text may hold, by Unicode's own rule.
const FIRST_MARK: u32 = 0xFDD0;
const LAST_MARK: u32 = 0xFDEF;

/// One file of messages.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its language: the name of the file without `.ftl`.
    pub language: String,
    /// The file.
    pub file: Arc<File>,
}

/// What a dossier calls something: an entry of `words` in its config.
#[derive(Clone, Debug)]
pub struct Word {
    /// The term without its hyphen: `source`, `sources`.
    pub term: String,
    /// What readers see.
    pub text: String,
    /// Where the config says so.
    pub place: Option<Place>,
}

/// Why a message can't be shown.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MessageError {
    /// No file has it.
    #[error("no message `{key}` in the strings{}", near.as_ref().map_or(String::new(), |near| format!("; did you mean `{near}`?")))]
    Missing {
        /// What was asked for.
        key: String,
        /// The most similar message, if one is similar.
        near: Option<String>,
    },
    /// It needs a value that wasn't given, or refers to itself.
    #[error("message `{key}`: {why}")]
    Incomplete {
        /// The message.
        key: String,
        /// What is missing.
        why: String,
    },
}

/// All messages of a site.
pub struct Strings {
    /// The site's language first, then English.
    bundles: Vec<FluentBundle<FluentResource>>,
    /// Messages without arguments, formatted once.
    plain: BTreeMap<String, String>,
    /// Every message.
    keys: BTreeSet<String>,
    /// Where every stretch of text stands that pages can show.
    texts: Vec<Place>,
    numbers: Option<DecimalFormatter>,
    direction: &'static str,
    /// Dates in words, as far as pages have asked for them.
    dates: Mutex<IndexMap<Wording, String>>,
    /// Arguments by which some message chooses its words, or that it passes to a function.
    deciding: BTreeSet<String>,
    /// Messages by their keys, numbers and deciding texts: what a site says, it says on many pages.
    shapes: RwLock<FxHashMap<String, Arc<[Piece]>>>,
}

impl Strings {
    /// A date in words: `make` is asked the first time.
    pub fn remembered(&self, date: &Wording, make: impl FnOnce() -> String) -> String {
        // Nothing is half done while it is locked.
        let dates = || self.dates.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = dates().get(date) {
            return known.clone();
        }
        let words = make();
        dates().insert(date.clone(), words.clone());
        words
    }

    /// Reads the messages for `language` (a BCP 47 tag) from `layers`, later ones over earlier ones of the same
    /// language, a region's over its language's; then `words` over both.
    ///
    /// Messages that can't be read, that stand twice in a file or refer to what isn't there are mistakes; the rest
    /// works without them.
    pub fn load(language: &str, layers: &[Layer], words: &[Word]) -> Noted<Strings> {
        let mut notes = Vec::new();
        let tag = language.parse::<LanguageIdentifier>().unwrap_or_else(|error| {
            notes.push(
                Diagnostic::new(Code::StringsError, format!("`{language}` is not a language tag: {error}"))
                    .help("write it as in `en`, `pt-BR` or `zh-Hant`"),
            );
            LanguageIdentifier::default()
        });
        let direction = written(&tag);
        let mut chains = vec![chain(language)];
        if chains.iter().flatten().all(|tag| tag != FALLBACK) {
            chains.push(vec![FALLBACK.to_string()]);
        }
        let mut known_terms = BTreeSet::new();
        let mut bundles = Vec::new();
        let mut keys = BTreeSet::new();
        let mut texts: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        let mut deciding = BTreeSet::new();
        for (nth, chain) in chains.iter().enumerate() {
            let chosen: Vec<&Layer> = chain
                .iter()
                .flat_map(|tag| layers.iter().filter(move |l| l.language.eq_ignore_ascii_case(tag)))
                .collect();
            let locale = if nth == 0 { tag.clone() } else { FALLBACK.parse().unwrap_or_default() };
            let parsed: Vec<Parsed> = chosen.iter().map(|layer| parse(&layer.file, &mut notes)).collect();
            let names: BTreeSet<String> = parsed.iter().flat_map(Parsed::names).collect();
            for pattern in parsed.iter().flat_map(Parsed::patterns) {
                decisions(pattern, &mut |name| {
                    deciding.insert(name.to_string());
                });
            }
            known_terms.extend(names.iter().filter_map(|name| name.strip_prefix('-')).map(str::to_string));
            keys.extend(names.iter().filter(|name| !name.starts_with('-')).cloned());
            let mut said: BTreeMap<String, Vec<Place>> = BTreeMap::new();
            parsed.iter().for_each(|layer| said.extend(layer.texts()));
            said.retain(|name, _| words.iter().all(|word| name.strip_prefix('-') != Some(&word.term)));
            said.into_iter().for_each(|(name, places)| {
                texts.entry(name).or_insert(places);
            });
            let extra = terms_of_our_own(&parsed, &names, words);
            let defined: BTreeSet<String> =
                names.into_iter().chain(extra.iter().map(|(name, _)| format!("-{name}"))).collect();
            parsed.iter().for_each(|layer| check_references(layer, &defined, &mut notes));
            bundles.push(bundle(locale, direction == "rtl" && nth == 0, parsed, &extra));
        }
        for word in words.iter().filter(|word| !known_terms.contains(&word.term)) {
            let mut note = Diagnostic::new(Code::UnknownKey, format!("the theme has no word `{}`", word.term))
                .suggest(&word.term, known_terms.iter().map(String::as_str));
            note.place.clone_from(&word.place);
            notes.push(note);
        }
        let texts = texts.into_values().flatten().collect();
        let mut strings = Strings {
            bundles,
            plain: BTreeMap::new(),
            keys,
            texts,
            numbers: Numbers::formatter(language),
            direction,
            dates: Mutex::default(),
            deciding,
            shapes: RwLock::default(),
        };
        strings.plain = strings
            .keys
            .iter()
            .filter_map(|key| Some((key.clone(), strings.format(key, &FluentArgs::new()).ok()?)))
            .collect();
        Noted::new(strings, notes)
    }

    /// The message `key`, with values for its arguments.
    pub fn get(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> Result<Cow<'_, str>, MessageError> {
        if let Some(text) = self.plain.get(key) {
            return Ok(Cow::Borrowed(text));
        }
        let given: Vec<(&str, Option<&Argument<'_>>)> =
            arguments.iter().map(|(name, value)| (*name, Some(value))).collect();
        let mut text = String::new();
        for piece in self.pieces(key, &given)?.iter() {
            match piece {
                Piece::Text(own) => text.push_str(own),
                Piece::Argument(n) => {
                    if let Some((_, Argument::String(value))) = arguments.get(*n) {
                        text.push_str(value);
                    }
                }
            }
        }
        Ok(Cow::Owned(text))
    }

    /// The message `key` with its numbers in place, and where its texts belong. An argument without a value belongs
    /// wherever the message has it.
    pub fn pieces(&self, key: &str, arguments: &[(&str, Option<&Argument<'_>>)]) -> Result<Arc<[Piece]>, MessageError> {
        let is_left_open = |name: &str, value: Option<&Argument<'_>>, n: usize| {
            let has_mark = mark(n).is_some();
            has_mark && value.is_none_or(|v| matches!(v, Argument::String(_)) && !self.deciding.contains(name))
        };
        // Zero bytes don't stand in keys, nor in the names of arguments.
        let mut known_by = key.to_string();
        for (n, (name, value)) in arguments.iter().enumerate() {
            known_by.push('\0');
            known_by.push_str(name);
            let _ = match value {
                _ if is_left_open(name, *value, n) => Ok(()),
                Some(Argument::String(text)) => write!(known_by, "\0={text}"),
                Some(Argument::Number(number)) if number.options == FluentNumberOptions::default() => {
                    write!(known_by, "\0#{}", number.value)
                }
                _ => write!(known_by, "\0{value:?}"),
            };
        }
        let shapes = self.shapes.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = shapes.get(&known_by) {
            return Ok(known.clone());
        }
        let is_worth_it = shapes.len() < MOST_SHAPES && known_by.len() <= LONGEST_KEY;
        drop(shapes);
        let values = arguments.iter().enumerate().map(|(n, (name, value))| {
            let value = match (value, mark(n)) {
                (_, Some(mark)) if is_left_open(name, *value, n) => Argument::from(mark.to_string()),
                (Some(value), _) => (*value).clone(),
                (None, _) => Argument::None,
            };
            (*name, value)
        });
        let pieces: Arc<[Piece]> = pieces(&self.format(key, &values.collect())?, arguments.len()).into();
        if is_worth_it {
            let mut shapes = self.shapes.write().unwrap_or_else(PoisonError::into_inner);
            shapes.insert(known_by, pieces.clone());
        }
        Ok(pieces)
    }

    /// The messages that take no values, with their texts, sorted.
    pub fn plain(&self) -> impl Iterator<Item = (&str, &str)> {
        self.plain.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// Whether there is a message `key`.
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// Every message, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// Where every stretch of text stands that pages can show: none of what a later file, the site's language or a
    /// word of the config replaces.
    pub fn texts(&self) -> &[Place] {
        &self.texts
    }

    /// `ltr` or `rtl`: which way the language is written.
    pub fn direction(&self) -> &'static str {
        self.direction
    }

    /// A number with its digits grouped as the language does it: `12,345`.
    pub fn number(&self, number: i64) -> String {
        match &self.numbers {
            Some(numbers) => numbers.format(&Decimal::from(number)).to_string(),
            None => number.to_string(),
        }
    }

    fn format(&self, key: &str, arguments: &FluentArgs<'_>) -> Result<String, MessageError> {
        let found = self.bundles.iter().find_map(|bundle| Some((bundle, bundle.get_message(key)?.value()?)));
        let Some((bundle, pattern)) = found else {
            let near = nearest(key, self.keys()).map(str::to_string);
            return Err(MessageError::Missing { key: key.to_string(), near });
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(arguments), &mut errors);
        match errors.first() {
            None => Ok(text.into_owned()),
            Some(error) => Err(MessageError::Incomplete { key: key.to_string(), why: explain(error) }),
        }
    }
}

/// The text without marks, which HTML may not hold.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    let is_mark = |letter: char| (FIRST_MARK..=LAST_MARK).contains(&(letter as u32));
    if text.contains(is_mark) { Cow::Owned(text.replace(is_mark, "")) } else { Cow::Borrowed(text) }
}

/// What stands for the argument of this number; none if there are too many.
fn mark(n: usize) -> Option<char> {
    let mark = FIRST_MARK.checked_add(n.try_into().ok()?)?;
    char::from_u32(mark).filter(|_| mark <= LAST_MARK)
}

/// A message with marks, taken apart; it has so many arguments.
fn pieces(text: &str, arguments: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut own = String::new();
    for letter in text.chars() {
        let argument = (letter as u32).checked_sub(FIRST_MARK).map(|n| n as usize).filter(|n| *n < arguments);
        match argument.filter(|n| mark(*n).is_some()) {
            None => own.push(letter),
            Some(n) => {
                if !own.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut own)));
                }
                pieces.push(Piece::Argument(n));
            }
        }
    }
    if !own.is_empty() {
        pieces.push(Piece::Text(own));
    }
    pieces
}

impl std::fmt::Debug for Strings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Strings").field("keys", &self.keys.len()).field("direction", &self.direction).finish()
    }
}

/// `zh-Hant-TW` as `zh`, `zh-Hant`, `zh-Hant-TW`: the files that may hold messages, the most particular last.
fn chain(language: &str) -> Vec<String> {
    let ends = language.match_indices('-').map(|(at, _)| at).chain([language.len()]);
    ends.map(|end| language[..end].to_string()).collect()
}

fn explain(error: &FluentError) -> String {
    match error {
        FluentError::ResolverError(error) => error.to_string(),
        error => error.to_string(),
    }
}

/// A file and its messages.
struct Parsed {
    file: Arc<File>,
    resource: FluentResource,
}

impl Parsed {
    /// Messages by name, terms by name with their hyphen.
    fn names(&self) -> impl Iterator<Item = String> {
        self.resource.entries().filter_map(|entry| match entry {
            ast::Entry::Message(message) => Some(message.id.name.to_string()),
            ast::Entry::Term(term) => Some(format!("-{}", term.id.name)),
            _ => None,
        })
    }

    /// What messages and terms say.
    fn patterns(&self) -> impl Iterator<Item = &ast::Pattern<&str>> {
        self.resource.entries().filter_map(|entry| match entry {
            ast::Entry::Message(message) => message.value.as_ref(),
            ast::Entry::Term(term) => Some(&term.value),
            _ => None,
        })
    }

    /// Messages and terms by name, with the places of their texts.
    fn texts(&self) -> impl Iterator<Item = (String, Vec<Place>)> {
        self.resource.entries().filter_map(|entry| {
            let (name, pattern) = match entry {
                ast::Entry::Message(message) => (message.id.name.to_string(), message.value.as_ref()?),
                ast::Entry::Term(term) => (format!("-{}", term.id.name), &term.value),
                _ => return None,
            };
            let mut places = Vec::new();
            stretches(pattern, &mut |text| places.push(self.place(text)));
            Some((name, places))
        })
    }

    /// Where a slice that the parser handed out stands in the file. Fluent keeps no positions itself.
    fn place(&self, slice: &str) -> Place {
        let at = (slice.as_ptr() as usize).saturating_sub(self.resource.source().as_ptr() as usize);
        Place::at(&self.file, at..at + slice.len())
    }
}

fn parse(file: &Arc<File>, notes: &mut Vec<Diagnostic>) -> Parsed {
    let (resource, errors) = match FluentResource::try_new(file.text.to_string()) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    for error in errors {
        let message = error.kind.to_string();
        let message = message.strip_prefix("Expected").map_or(message.clone(), |rest| format!("expected{rest}"));
        notes.push(
            Diagnostic::at(Code::StringsError, file, error.pos, message).help(
                "a message is `name = text`; further lines are indented, and a literal brace is written `{\"{\"}`",
            ),
        );
    }
    let parsed = Parsed { file: file.clone(), resource };
    let mut seen = BTreeMap::new();
    for entry in parsed.resource.entries() {
        let (hyphen, name) = match entry {
            ast::Entry::Message(message) => ("", message.id.name),
            ast::Entry::Term(term) => ("-", term.id.name),
            _ => continue,
        };
        if let Some(first) = seen.insert((hyphen, name), parsed.place(name)) {
            let mut note = Diagnostic::new(Code::StringsError, format!("`{hyphen}{name}` stands twice in this file"))
                .related(first, "first here");
            note.place = Some(parsed.place(name));
            notes.push(note);
        }
    }
    parsed
}

/// The dossier's own words, and for every word the same with a capital letter, unless a file has that.
/// Pairs of name (without the hyphen) and text.
fn terms_of_our_own(parsed: &[Parsed], names: &BTreeSet<String>, words: &[Word]) -> Vec<(String, String)> {
    let mut words_by_name: BTreeMap<String, String> = BTreeMap::new();
    for entry in parsed.iter().flat_map(|layer| layer.resource.entries()) {
        let ast::Entry::Term(term) = entry else { continue };
        if let [ast::PatternElement::TextElement { value }] = term.value.elements.as_slice() {
            words_by_name.insert(term.id.name.to_string(), value.to_string());
        }
    }
    let own: BTreeMap<&str, &str> = words
        .iter()
        .filter(|word| names.contains(&format!("-{}", word.term)))
        .map(|word| (word.term.as_str(), word.text.as_str()))
        .collect();
    words_by_name.extend(own.iter().map(|(name, text)| (name.to_string(), text.to_string())));
    let mut terms: Vec<(String, String)> =
        own.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect();
    for (name, text) in &words_by_name {
        let capital = capitalised(name);
        let explicit = names.contains(&format!("-{capital}")) && !own.contains_key(name.as_str());
        if capital != *name && !explicit && !own.contains_key(capital.as_str()) {
            terms.push((capital, capitalised(text)));
        }
    }
    terms
}

/// `ltr` or `rtl`: which way a language is written, by its tag.
pub fn direction(language: &str) -> &'static str {
    language.parse().map_or("ltr", |tag| written(&tag))
}

fn written(tag: &LanguageIdentifier) -> &'static str {
    match tag.character_direction() {
        CharacterDirection::RTL => "rtl",
        _ => "ltr",
    }
}

/// The text with its first letter in upper case; `ß` and the like as Unicode has it.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A Fluent string literal that holds exactly `text`.
fn literal(text: &str) -> String {
    let mut literal = String::from("{\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => literal.extend(['\\', letter]),
            letter if letter.is_control() => {
                // Writing to a string can't fail.
                let _ = write!(literal, "\\u{:04X}", letter as u32);
            }
            letter => literal.push(letter),
        }
    }
    literal.push_str("\"}");
    literal
}

fn bundle(
    locale: LanguageIdentifier,
    isolate: bool,
    parsed: Vec<Parsed>,
    terms: &[(String, String)],
) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Marks around values are noise in a title or an attribute; only text from right to left needs them.
    bundle.set_use_isolating(isolate);
    bundle.set_formatter(Some(Numbers::of_value));
    // Fails only where there is a function of that name already: there is none.
    let _ = bundle.add_builtins();
    for layer in parsed {
        bundle.add_resource_overriding(layer.resource);
    }
    let own: String = terms.iter().map(|(name, text)| format!("-{name} = {}\n", literal(text))).collect();
    match FluentResource::try_new(own) {
        Ok(resource) | Err((resource, _)) => bundle.add_resource_overriding(resource),
    }
    bundle
}

/// Messages and terms of `own` files that replace none of `known` ones, that no other message of theirs refers to and
/// that `asked` doesn't tell to be asked for: most are misspelt.
pub fn unasked(known: &[Layer], own: &[Layer], asked: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let parsed = |layers: &[Layer]| -> Vec<Parsed> {
        // What is wrong with a file is said where it is loaded.
        layers.iter().map(|layer| parse(&layer.file, &mut Vec::new())).collect()
    };
    let (known, own) = (parsed(known), parsed(own));
    let mut names: BTreeSet<String> = known.iter().flat_map(Parsed::names).collect();
    // Every term may be given with a capital letter as well.
    let capitals: Vec<String> =
        names.iter().filter_map(|name| Some(format!("-{}", capitalised(name.strip_prefix('-')?)))).collect();
    names.extend(capitals);
    let mut referred: BTreeSet<String> = BTreeSet::new();
    for layer in &own {
        layer.patterns().for_each(|pattern| {
            visit(pattern, &mut |hyphen, name| {
                referred.insert(format!("{hyphen}{name}"));
            })
        });
    }
    let mut notes = Vec::new();
    for layer in &own {
        for entry in layer.resource.entries() {
            let (hyphen, name) = match entry {
                ast::Entry::Message(message) => ("", message.id.name),
                ast::Entry::Term(term) => ("-", term.id.name),
                _ => continue,
            };
            let wanted = format!("{hyphen}{name}");
            if names.contains(&wanted) || referred.contains(&wanted) || hyphen.is_empty() && asked(name) {
                continue;
            }
            let message = format!("no page asks for `{wanted}`");
            let mut note = Diagnostic::new(Code::UnknownKey, message)
                .severity(Severity::Warning)
                .suggest(&wanted, names.iter().map(String::as_str));
            note.place = Some(layer.place(name));
            notes.push(note);
        }
    }
    notes
}

/// Reports references to messages and terms that aren't there.
fn check_references(layer: &Parsed, defined: &BTreeSet<String>, notes: &mut Vec<Diagnostic>) {
    for pattern in layer.patterns() {
        visit(pattern, &mut |hyphen, name| {
            let wanted = format!("{hyphen}{name}");
            if !defined.contains(&wanted) {
                let mut note = Diagnostic::new(Code::StringsError, format!("no message or term `{wanted}`"))
                    .suggest(&wanted, defined.iter().map(String::as_str));
                note.place = Some(layer.place(name));
                notes.push(note);
            }
        });
    }
}

/// Calls `found` with `-` or nothing, and the name, for every reference in `pattern`.
fn visit<'a>(pattern: &ast::Pattern<&'a str>, found: &mut impl FnMut(&str, &'a str)) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            visit_expression(expression, found);
        }
    }
}

fn visit_expression<'a>(expression: &ast::Expression<&'a str>, found: &mut impl FnMut(&str, &'a str)) {
    let inline = match expression {
        ast::Expression::Select { selector, variants } => {
            variants.iter().for_each(|variant| visit(&variant.value, found));
            selector
        }
        ast::Expression::Inline(inline) => inline,
    };
    match inline {
        ast::InlineExpression::MessageReference { id, .. } => found("", id.name),
        ast::InlineExpression::TermReference { id, .. } => found("-", id.name),
        ast::InlineExpression::Placeable { expression } => visit_expression(expression, found),
        _ => {}
    }
}

/// Calls `found` with every argument by which `pattern` chooses its words, or that it passes to a function.
fn decisions<'a>(pattern: &ast::Pattern<&'a str>, found: &mut impl FnMut(&'a str)) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            decisions_of(expression, found);
        }
    }
}

fn decisions_of<'a>(expression: &ast::Expression<&'a str>, found: &mut impl FnMut(&'a str)) {
    match expression {
        ast::Expression::Select { selector, variants } => {
            passed(selector, found);
            variants.iter().for_each(|variant| decisions(&variant.value, found));
        }
        // By itself it is only shown.
        ast::Expression::Inline(ast::InlineExpression::VariableReference { .. }) => {}
        ast::Expression::Inline(inline) => passed(inline, found),
    }
}

/// Calls `found` with the arguments that something else is made of.
fn passed<'a>(inline: &ast::InlineExpression<&'a str>, found: &mut impl FnMut(&'a str)) {
    match inline {
        ast::InlineExpression::VariableReference { id } => found(id.name),
        ast::InlineExpression::FunctionReference { arguments, .. }
        | ast::InlineExpression::TermReference { arguments: Some(arguments), .. } => {
            arguments.positional.iter().for_each(|inline| passed(inline, found));
            arguments.named.iter().for_each(|named| passed(&named.value, found));
        }
        ast::InlineExpression::Placeable { expression } => decisions_of(expression, found),
        _ => {}
    }
}

/// Calls `found` with every stretch of text in `pattern`, those that only some values bring included.
fn stretches<'a>(pattern: &ast::Pattern<&'a str>, found: &mut impl FnMut(&'a str)) {
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => found(value),
            ast::PatternElement::Placeable { expression } => match expression {
                ast::Expression::Select { variants, .. } => {
                    variants.iter().for_each(|variant| stretches(&variant.value, found));
                }
                ast::Expression::Inline(ast::InlineExpression::StringLiteral { value }) => found(value),
                ast::Expression::Inline(_) => {}
            },
        }
    }
}

/// Groups the digits of numbers inside messages.
struct Numbers(Option<DecimalFormatter>);

impl Numbers {
    /// For a language; Western digits, since years and line numbers are written with them too.
    fn formatter(language: &str) -> Option<DecimalFormatter> {
        let locale: icu_locale_core::Locale = format!("{language}-u-nu-latn").parse().ok()?;
        DecimalFormatter::try_new(locale.into(), Default::default()).ok()
    }

    /// What stands in a message for `value`, if it is a whole number; Fluent's own way is taken for the rest.
    fn of_value(value: &FluentValue<'_>, memory: &IntlLangMemoizer) -> Option<String> {
        let FluentValue::Number(number) = value else { return None };
        let whole = number.value.fract() == 0.0 && number.value.abs() < 9e15;
        if !whole || !number.options.use_grouping || number.options.minimum_fraction_digits.is_some() {
            return None;
        }
        let decimal = Decimal::from(number.value as i64);
        let format = |numbers: &Numbers| Some(numbers.0.as_ref()?.format(&decimal).to_string());
        memory.with_try_get(NoArguments, format).ok()?
    }
}

/// The memo of [`IntlLangMemoizer`] wants arguments, even of formatters that have none.
#[derive(Clone, PartialEq, Eq, Hash)]
struct NoArguments;

impl Memoizable for Numbers {
    type Args = NoArguments;
    type Error = std::convert::Infallible;

    fn construct(language: LanguageIdentifier, _: NoArguments) -> Result<Self, Self::Error> {
        Ok(Numbers(Numbers::formatter(&language.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Loads `files` (language and text, in order) for `language`, with words.
    fn strings(language: &str, files: &[(&str, &str)], words: &[(&str, &str)]) -> Noted<Strings> {
        let layers: Vec<Layer> = files
            .iter()
            .map(|(language, text)| Layer {
                language: language.to_string(),
                file: File::new(format!("themes/test/strings/{language}.ftl"), *text),
            })
            .collect();
        let words: Vec<Word> = words
            .iter()
            .map(|(term, text)| Word { term: term.to_string(), text: text.to_string(), place: None })
            .collect();
        Strings::load(language, &layers, &words)
    }

    /// What the message `m` says in `language`, or why it can't be said.
    fn check(
        language: &str,
        files: &[(&str, &str)],
        words: &[(&str, &str)],
        arguments: &[(&str, Argument<'_>)],
        expected: &str,
    ) {
        let loaded = strings(language, files, words);
        let said = match loaded.value.get("m", arguments) {
            Ok(text) => text.into_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(said, expected, "{language} {files:?}");
        assert_eq!(loaded.notes, []);
    }

    #[test]
    fn later_files_and_nearer_languages_win() {
        check("en", &[("en", "m = one")], &[], &[], "one");
        check("en", &[("en", "m = one"), ("en", "m = two")], &[], &[], "two");
        check("de", &[("en", "m = one"), ("de", "m = eins")], &[], &[], "eins");
        check("de", &[("de", "m = eins"), ("en", "m = one")], &[], &[], "eins");
        check("de", &[("en", "m = one"), ("de", "x = eins")], &[], &[], "one");
        check("fr", &[("en", "m = one"), ("de", "m = eins")], &[], &[], "one");
        check("de-AT", &[("en", "m = one"), ("de-AT", "m = ans"), ("de", "m = eins")], &[], &[], "ans");
        check("de-AT", &[("en", "m = one"), ("de", "m = eins")], &[], &[], "eins");
        check("en-GB", &[("en-GB", "m = colour"), ("en", "m = color")], &[], &[], "colour");
    }

    #[test]
    fn words_replace_terms() {
        let file = ("en", "-source = article\n-sources = articles\nm = { -Sources }, one { -source }");
        check("en", &[file], &[], &[], "Articles, one article");
        check("en", &[file], &[("source", "report"), ("sources", "reports")], &[], "Reports, one report");
        check("en", &[file], &[("sources", "élans \"{x}\" \\ & <b>")], &[], "Élans \"{x}\" \\ & <b>, one article");
        check("de", &[file, ("de", "-source = Artikel\nm = ein { -source }")], &[("source", "Text")], &[], "ein Text");
        check("en", &[("en", "-source = e\n-Source = own\nm = { -Source }")], &[], &[], "own");
    }

    #[test]
    fn numbers_choose_plurals_and_are_grouped() {
        let file = ("en", "m = { $n ->\n [0] none\n [one] { $n } thing\n *[other] { $n } things\n }");
        check("en", &[file], &[], &[("n", 0.into())], "none");
        check("en", &[file], &[], &[("n", 1.into())], "1 thing");
        check("en", &[file], &[], &[("n", 1234567.into())], "1,234,567 things");
        check("de", &[("de", "m = { $n }")], &[], &[("n", 12345.into())], "12.345");
        check(
            "fa",
            &[("fa", "m = { -x }{ NUMBER($n) }\n-x = x")],
            &[],
            &[("n", 12345.into())],
            "x\u{2068}12,345\u{2069}",
        );
        check("en", &[("en", "m = { $n }")], &[], &[("n", "12345".into())], "12345");
    }

    #[test]
    fn what_is_remembered_changes_nothing() {
        let text = "m = { $who } has { $n ->\n [one] one thing\n *[other] { $n } things\n } { $how ->\n [well] well\n *[other] somehow\n }";
        let strings = strings("en", &[("en", text)], &[]).value;
        for (who, n, how, expected) in [
            ("A", 1, "well", "A has one thing well"),
            ("B", 1, "well", "B has one thing well"),
            ("B", 2000, "well", "B has 2,000 things well"),
            ("", 2000, "badly", " has 2,000 things somehow"),
            ("\u{FDD0}", 1, "well", "\u{FDD0} has one thing well"),
        ] {
            for _ in 0..2 {
                let arguments = [("who", who.into()), ("n", n.into()), ("how", how.into())];
                assert_eq!(strings.get("m", &arguments).unwrap(), expected);
                // In another order they are other arguments.
                let [who, n, how] = arguments;
                assert_eq!(strings.get("m", &[how, who, n]).unwrap(), expected);
            }
        }
        let open = strings.pieces("m", &[("who", None), ("n", Some(&1.into())), ("how", None)]).unwrap();
        assert_eq!(*open, [Piece::Argument(0), Piece::Text(" has one thing somehow".into())]);
        assert!(strings.get("m", &[("n", 1.into())]).is_err());
        for n in 0..2 * MOST_SHAPES {
            strings.get("m", &[("who", "A".into()), ("n", (n as i64).into()), ("how", "well".into())]).unwrap();
        }
        assert_eq!(strings.shapes.read().unwrap().len(), MOST_SHAPES);
    }

    #[test]
    fn what_is_missing_is_said() {
        check("en", &[("en", "n = x")], &[], &[], "no message `m` in the strings; did you mean `n`?");
        check("en", &[("en", "nothing = x")], &[], &[], "no message `m` in the strings");
        check("en", &[("en", "m = { $n }")], &[], &[], "message `m`: Unknown variable: $n");
        check("en", &[("en", "m = { m }")], &[], &[], "message `m`: Cyclical dependency detected");
    }

    #[test]
    fn mistakes_have_places() {
        let noted = |text: &str| -> Vec<(String, Option<(usize, usize)>)> {
            let notes = strings("en", &[("en", text)], &[]).notes;
            notes.into_iter().map(|n| (n.message, n.place.and_then(|p| p.line_column()))).collect()
        };
        assert_eq!(noted("a = b\nc\nd = e"), [("expected a token starting with \"=\"".to_string(), Some((2, 2)))]);
        assert_eq!(noted("a = b\nc = d\na = e"), [("`a` stands twice in this file".to_string(), Some((3, 1)))]);
        assert_eq!(noted("a = { -b }"), [("no message or term `-b`".to_string(), Some((1, 8)))]);
        assert_eq!(noted("a = { $x ->\n *[one] { c }\n }"), [("no message or term `c`".to_string(), Some((2, 11)))]);
        let words = strings("en", &[("en", "-source = x")], &[("sorce", "y")]).notes;
        assert_eq!(words[0].help, ["did you mean `source`?"]);
        assert_eq!(strings("not a tag", &[], &[]).notes.len(), 1);
    }

    #[test]
    fn texts_are_those_that_can_be_shown() {
        let said = |language: &str, files: &[(&str, &str)], words: &[(&str, &str)]| -> Vec<String> {
            let loaded = strings(language, files, words).value;
            let text = |p: &Place| p.span.map(|s| p.file.text[s.start as usize..s.end as usize].to_string());
            loaded.texts().iter().filter_map(text).collect()
        };
        let file = ("en", "-source = article\na = one { -source }{\"!\"}\nb = { $n ->\n [0] none\n *[other] some\n }");
        assert_eq!(said("en", &[file], &[]), ["article", "one ", "!", "none", "some"]);
        assert_eq!(said("en", &[file, ("en", "a = two")], &[("source", "x")]), ["two", "none", "some"]);
        assert_eq!(said("de", &[file, ("de", "b = zwei"), ("fr", "a = deux")], &[]), ["article", "one ", "!", "zwei"]);
    }

    #[test]
    fn direction_follows_the_language() {
        for (language, direction) in [("en", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("az-Arab", "rtl"), ("kk", "ltr")] {
            assert_eq!(strings(language, &[], &[]).value.direction(), direction, "{language}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_word_is_shown_as_written(text in "[^\u{0}-\u{1f}\u{7f}-\u{9f}]{1,20}") {
            check("en", &[("en", "-x = y\nm = { -x }")], &[("x", &text)], &[], &text);
        }
    }
}
