//! Numbers, and what they count.

use std::ops::Range;

use super::super::language::Language;
use super::super::lexer::{Class, Lexed};
use super::super::words::Words;
use super::date::Date;

/// A number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    /// In digits: `1500`, `4.5`, `1/3`.
    pub value: String,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How exactly it is meant.
    pub exact: Exactness,
    /// The stem of what is counted, as far as it follows; a sign of currency or `%`.
    pub unit: Option<String>,
    /// Whether it is a time of day.
    pub clock: bool,
    /// Whether it says which in a row something is, in a word.
    pub ordinal: bool,
}

/// How exactly a number is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exactness {
    Exactly,
    /// "about", "some", "nearly".
    About,
    /// "at least", "or more".
    AtLeast,
    /// "more than".
    MoreThan,
    /// "over eight years", "eine Kette über 58 Stufen": more than, or how far it reaches.
    Over,
    /// "at most", "or less". Not "up to": what a thing can hold is told with it and without.
    AtMost,
    /// "fewer than", "below".
    LessThan,
}

impl Exactness {
    /// As a note has it.
    pub fn word(self) -> &'static str {
        match self {
            Exactness::Exactly => "exactly",
            Exactness::About => "about",
            Exactness::AtLeast => "at least",
            Exactness::MoreThan | Exactness::Over => "more than",
            Exactness::AtMost => "at most",
            Exactness::LessThan => "less than",
        }
    }

    /// Whether two numbers that are equal say the same.
    pub fn is_like(self, other: Self) -> bool {
        let over = |one, other| one == Exactness::Over && matches!(other, Exactness::MoreThan | Exactness::Exactly);
        self == other || over(self, other) || over(other, self)
    }

    /// What the words before a number say, the nearest last, and those after it.
    fn of(words: &Words, before: [&str; 3], after: &[&str]) -> Self {
        let says = |phrases: &[String]| {
            phrases.iter().any(|phrase| {
                let length = phrase.split(' ').count();
                length <= before.len() && phrase.split(' ').eq(before[before.len() - length..].iter().copied())
            })
        };
        let follows = |phrases: &[String]| {
            phrases.iter().any(|phrase| {
                let phrase: Vec<&str> = phrase.split(' ').collect();
                after.windows(phrase.len()).any(|window| window == phrase)
            })
        };
        // The longer first: "no fewer than" is no "fewer than".
        if says(&words.at_least) || follows(&words.or_more) {
            Exactness::AtLeast
        } else if says(&words.at_most) || follows(&words.or_less) {
            Exactness::AtMost
        } else if says(&words.more_than) {
            Exactness::MoreThan
        } else if says(&words.less_than) {
            Exactness::LessThan
        } else if says(&words.about) || words.about.iter().any(|word| word == before[1]) {
            Exactness::About
        } else {
            Exactness::Exactly
        }
    }
}

/// What is measured, and the measures of it, of which one may be taken for another: each by how its stem begins, or in full
/// where it is shorter than four letters.
const MEASURES: [&[&[&str]]; 7] = [
    &[&["metr", "meter", "m"], &["kilomet", "km"], &["yard", "yd"], &["mile", "mi"], &["foot", "feet", "ft"]],
    &[&["hectar", "hektar", "ha"], &["acre"]],
    &[&["litr", "liter"], &["gallon"]],
    &[&["tonn"], &["kilogr", "kg"], &["gram"]],
    &[&["$", "dollar"], &["€", "euro"], &["£", "pound"]],
    &[&["hour", "stund", "heur"], &["week", "woch", "semain"], &["month", "monat", "mois"], &["year", "jahr"]],
    &[&["%"]],
];

/// The numbers that are no dates.
pub fn numbers(raw: &str, lexed: &Lexed, dates: &[Date], language: &Language) -> Vec<Number> {
    let tokens = &lexed.tokens;
    let mut found: Vec<Number> = Vec::new();
    let dated = |i: usize| dates.iter().any(|date| date.tokens.contains(&i));
    for i in 0..tokens.len() {
        let first = found.last().map_or(0, |last| last.tokens.end);
        if i < first || dated(i) {
            continue;
        }
        // The number before it that it is a part or a multiple of.
        let times = i.checked_sub(1).filter(|before| *before >= first && !dated(*before));
        let times = times.filter(|before| is_close(raw, lexed, *before)).and_then(|before| whole(lexed, before));
        let read = time(raw, lexed, i).or_else(|| number(raw, lexed, i, times, language));
        let Some(number) = read else { continue };
        // "If only just: 19 voted": what stands before a mark says nothing of the number.
        let parted = i.checked_sub(1).is_some_and(|before| {
            raw.get(tokens[before].at.end..tokens[i].at.start)
                .is_some_and(|gap| gap.contains([':', ';', ',', '–', '—']))
        });
        let before = [3, 2, 1].map(|back| if parted { "" } else { lexed.word(i.checked_sub(back)) });
        // As far as the next number.
        let until = (number.tokens.end..tokens.len().min(number.tokens.end + AFTER))
            .take_while(|i| tokens[*i].class != Class::Number);
        let after: Vec<&str> = until.map(|i| lexed.word(Some(i))).collect();
        let exact = match Exactness::of(language.words, before, &after) {
            Exactness::MoreThan if spans(lexed, i) => Exactness::Over,
            exact => exact,
        };
        found.push(Number { exact, ..number });
    }
    found
}

/// How many words after a number may say how exactly it is meant.
const AFTER: usize = 5;

/// Whether nothing but a space or hyphen stands between a token and the next.
fn is_close(raw: &str, lexed: &Lexed, i: usize) -> bool {
    let next = lexed.tokens.get(i + 1);
    // Parts of a script without spaces overlap.
    let gap = next.and_then(|next| raw.get(lexed.tokens[i].at.end..next.at.start));
    gap.is_some_and(|gap| matches!(gap, " " | "\u{a0}" | "-" | "‑"))
}

/// The whole number that a token is.
fn whole(lexed: &Lexed, i: usize) -> Option<u32> {
    let token = lexed.tokens.get(i).filter(|token| token.class == Class::Number)?;
    lexed.folded(token).parse().ok()
}

/// The time that begins with a token: "5:52", "ten past seven"; and "2:09:31", which is how long somebody ran.
fn time(raw: &str, lexed: &Lexed, i: usize) -> Option<Number> {
    let tokens = &lexed.tokens;
    let made = |value: String, end: usize, clock: bool| Number {
        value,
        tokens: i..end,
        exact: Exactness::Exactly,
        unit: None,
        clock,
        ordinal: false,
    };
    if lexed.word(Some(i + 1)) == "past"
        && let Some(minutes) = minutes(lexed.word(Some(i)))
        && let Some(hour) = whole(lexed, i + 2).filter(|hour| *hour < HOURS)
    {
        return Some(made(format!("{hour}.{minutes:02}"), i + 3, true));
    }
    let colon = |k: usize| {
        let next = whole(lexed, k + 1).filter(|next| *next < 60 && tokens[k + 1].at.len() > 1);
        next.is_some() && raw.get(tokens[k].at.end..tokens[k + 1].at.start) == Some(":")
    };
    let hour = whole(lexed, i).filter(|hour| *hour < HOURS && colon(i))?;
    let end = (i..).find(|k| !colon(*k))? + 1;
    let rest: Vec<String> = (i + 1..end).filter_map(|k| whole(lexed, k)).map(|part| format!("{part:02}")).collect();
    let clock = rest.len() == 1;
    let mark = if clock { "." } else { ":" };
    Some(made(format!("{hour}{mark}{}", rest.join(mark)), end, clock))
}

/// The number that a token is; `times` is the one before it that it may be a part or a multiple of.
fn number(raw: &str, lexed: &Lexed, i: usize, times: Option<u32>, language: &Language) -> Option<Number> {
    let (tokens, words) = (&lexed.tokens, language.words);
    let token = &tokens[i];
    let folded = lexed.folded(token);
    let (before, next) = (lexed.word(i.checked_sub(1)), lexed.word(Some(i + 1)));
    let made = |value: String, unit: Option<String>| Number {
        value,
        tokens: i..i + 1,
        exact: Exactness::Exactly,
        unit,
        clock: false,
        ordinal: false,
    };
    if token.class == Class::Number {
        // "two thirds" is one number, and so are "two decades"; "per 100" is no number.
        let of_parts = words.parts.get(next).is_some_and(|parts| *parts > 2) || words.amounts.contains_key(next);
        let counted = of_parts && is_close(raw, lexed, i) && whole(lexed, i).is_some();
        let percent = folded == "100" && words.percent.contains(&format!("{before} 100"));
        let clock = is_clock(&raw[token.at.end..], words) && whole(lexed, i).is_none_or(|hour| hour < HOURS);
        let is = !counted && !percent;
        return is.then(|| Number { clock, ..made(folded.to_string(), unit(raw, lexed, i, language)) });
    }
    // With what says how many of it: "two thirds", "a decade".
    let with = |value: String, unit: Option<String>| {
        let led = times.is_some() || words.is_one(before);
        Number { tokens: i - usize::from(led)..i + 1, ..made(value, unit) }
    };
    if let Some(parts) = words.parts.get(folded) {
        // "half", "a third", "two thirds": not "the third", which counts, and not "a quarter to", a time.
        let counts = times.is_some() || *parts == 2 || words.is_one(before) || words.has_no_one();
        if counts && !(*parts == 4 && matches!(next, "to" | "after")) {
            return Some(with(format!("{}/{parts}", times.unwrap_or(1)), None));
        }
    }
    if let Some((amount, unit)) = words.amounts.get(folded) {
        let unit = (!unit.is_empty()).then(|| language.stem(unit));
        return Some(with(amount.checked_mul(times.unwrap_or(1))?.to_string(), unit));
    }
    if let Some(times) = words.folds.get(folded) {
        return Some(made(times.to_string(), None));
    }
    let ordinal = words.ordinal(folded)?;
    Some(Number { ordinal: true, ..made(ordinal.to_string(), None) })
}

/// No hour of a day is so late.
const HOURS: u32 = 25;

/// How many minutes past an hour a word says.
fn minutes(word: &str) -> Option<u32> {
    match word {
        "half" => Some(30),
        "quarter" => Some(15),
        number => number.parse().ok().filter(|minutes| *minutes < 60),
    }
}

/// Whether what follows a number makes it a time of day.
fn is_clock(after: &str, words: &Words) -> bool {
    let mut marked = words.clock.iter().filter_map(|mark| after.trim_start().strip_prefix(mark.as_str()));
    marked.any(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether "over" before a number may say how far or how long something reaches.
fn spans(lexed: &Lexed, number: usize) -> bool {
    match lexed.word(number.checked_sub(1)) {
        "über" => number.checked_sub(2).is_some_and(|i| lexed.tokens[i].capital),
        "over" => ["year", "month", "week", "day", "hour", "decade"]
            .iter()
            .any(|time| lexed.word(Some(number + 1)).starts_with(time)),
        _ => false,
    }
}

/// What a number counts.
fn unit(raw: &str, lexed: &Lexed, number: usize, language: &Language) -> Option<String> {
    let token = &lexed.tokens[number];
    let before = raw[..token.at.start].chars().next_back().filter(|c| matches!(c, '$' | '€' | '£' | '¥'));
    if let Some(sign) = before {
        return Some(sign.to_string());
    }
    if raw[token.at.end..].trim_start().starts_with(['%', '٪']) {
        return Some("%".into());
    }
    let first = lexed.tokens.get(number + 1)?;
    // "Of 6.5 million, boats": what stands after a mark isn't counted.
    if raw.get(token.at.end..first.at.start).is_none_or(|gap| gap.contains([',', ';', ':', '.'])) {
        return None;
    }
    let (word, second) = (lexed.folded(first), lexed.word(Some(number + 2)));
    let percent = |phrase: &String| *phrase == word || *phrase == format!("{word} {second}");
    match language.words.percent.iter().any(percent) {
        true => Some("%".into()),
        false if first.class == Class::Word && !language.is_stop(word) => Some(language.stem(word)),
        false => None,
    }
}

impl Number {
    /// What it measures, and in which measure, by their numbers.
    fn measure(&self) -> Option<(usize, usize)> {
        let unit = self.unit.as_deref()?;
        // "Euros", but not "European".
        let is = |start: &&str| match unit.strip_prefix(*start) {
            Some(rest) if start.len() < 4 => rest.is_empty(),
            rest => rest.is_some_and(|rest| rest.chars().count() <= 2),
        };
        MEASURES
            .iter()
            .enumerate()
            .find_map(|(what, measures)| Some((what, measures.iter().position(|starts| starts.iter().any(is))?)))
    }

    /// Whether two equal numbers are of two measures: "90 metres" and "90 yards".
    pub fn is_measured_otherwise(&self, other: &Number) -> bool {
        self.measure().zip(other.measure()).is_some_and(|(one, other)| one != other)
    }

    /// Whether the two can't stand for one another: hours and dollars, "the third" and "four".
    pub fn measures_another(&self, other: &Number) -> bool {
        let measures = self.measure().zip(other.measure());
        self.ordinal != other.ordinal && self.value != other.value
            || measures.is_some_and(|(one, other)| one.0 != other.0)
    }

    /// Whether they count two things, as far as one can tell: what is counted has another name, and one is more than twice the other.
    pub fn counts_another(&self, other: &Number) -> bool {
        let (one, two) = (self.value.parse::<f64>(), other.value.parse::<f64>());
        let far = one.ok().zip(two.ok()).is_none_or(|(one, two)| one > 2.0 * two || two > 2.0 * one);
        far && self.unit.as_ref().zip(other.unit.as_ref()).is_some_and(|(one, two)| one != two)
    }

    /// Whether both are one number, or one time of day.
    pub fn is_the_same(&self, other: &Number) -> bool {
        self.ordinal == other.ordinal && self.value == other.value || self.is_same_hour(other)
    }

    /// Whether both are one time of day: "23.15" and "quarter past eleven".
    fn is_same_hour(&self, other: &Number) -> bool {
        let time = |number: &Number| {
            let (hour, minute) = number.value.split_once('.')?;
            // "7.10" is read as 7.1.
            let minute = if minute.len() == 1 { format!("{minute}0") } else { minute.to_string() };
            let (hour, minute) = (hour.parse::<u32>().ok()?, minute.parse::<u32>().ok()?);
            (hour < HOURS && minute < 60).then_some((hour, minute))
        };
        let same = |one: (u32, u32), two: (u32, u32)| one.1 == two.1 && matches!(one.0.abs_diff(two.0), 0 | 12);
        (self.clock || other.clock) && time(self).zip(time(other)).is_some_and(|(one, two)| same(one, two))
    }
}
