//! Dates, as far as they are told.

use std::ops::Range;

use super::super::evidence::BETWEEN;
use super::super::language::Language;
use super::super::lexer::{Class, Lexed, Token};
use super::super::words::Words;
use super::number::unit;
use super::period::{self, SEASONS, months};

/// A date, as far as it is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Date {
    pub sort: Sort,
    /// For a day of the calendar in EDTF: `2024-05-21`, `XXXX-05`, `2025/2027`, `2032-21` for a spring, `2032-34` for a second
    /// quarter, `2032-41` for a second half, `16XX` for a century.
    pub value: String,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether it may be another.
    pub limit: Limit,
    /// Which part of a month or year it is: 1 for "early", 2 for "mid", 3 for "late", 4 for its end.
    pub part: Option<u8>,
    /// Whether it is the first of what is meant, "from 3 May", or the last, "until 3 May", if that is said.
    pub bound: Option<Bound>,
    /// Whether it is the last one of these (-1), this one or the next (1), if that is said.
    pub near: Option<i32>,
}

/// What a date is told by. Of two sorts, one doesn't contradict the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    Calendar,
    Weekday,
    /// A part of a year that isn't said, by its number in EDTF, or a holiday that has another date every year: "Easter".
    Season,
    /// From the day of the report on: "yesterday", "next month".
    Relative,
    /// A part of a day.
    Hour,
}

/// Whether a date is the first or the last of those that are possible.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    None,
    /// "at the earliest"
    Earliest,
    /// "at the latest"
    Latest,
}

impl Limit {
    /// As a note has it.
    pub fn word(self) -> &'static str {
        match self {
            Limit::None => "stated",
            Limit::Earliest => "at the earliest",
            Limit::Latest => "at the latest",
        }
    }

    /// What some words say, those before a date and those after it.
    fn of(words: &Words, before: &str, after: &str) -> Self {
        let (before, after) = (format!(" {before}"), format!("{after} "));
        let stands_before = |phrases: &[String]| phrases.iter().any(|phrase| before.ends_with(&format!(" {phrase}")));
        let stands_after = |phrases: &[String]| phrases.iter().any(|phrase| after.starts_with(&format!("{phrase} ")));
        let says =
            |either: &[String], no: &[String]| stands_before(either) || stands_before(no) || stands_after(either);
        if says(&words.earliest, &words.no_earlier) {
            Limit::Earliest
        } else if says(&words.latest, &words.no_later) {
            Limit::Latest
        } else {
            Limit::None
        }
    }
}

/// Whether a number or a date is the first or the last of what is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// "From 3 May", "after force 6"
    From,
    /// "until 3 May", "up to force 6"
    Until,
}

impl Bound {
    /// What the words before a number or a date say; one more may stand between, as in "ab Windstärke 6".
    pub fn of(words: &Words, before: &[&str]) -> Option<Self> {
        let says = |phrases: &[String]| {
            let ends = |led: &[&str]| {
                let ends = |phrase: &String| {
                    let length = phrase.split(' ').count();
                    led.len() >= length && phrase.split(' ').eq(led[led.len() - length..].iter().copied())
                };
                phrases.iter().any(ends)
            };
            ends(before) || before.split_last().is_some_and(|(_, led)| ends(led))
        };
        match (says(&words.from), says(&words.until)) {
            (true, false) => Some(Bound::From),
            (false, true) => Some(Bound::Until),
            _ => None,
        }
    }

    /// What a note says where one is the first and the other the last.
    pub fn note(one: Option<Self>, other: Option<Self>) -> Option<String> {
        let word = |bound: Self| if bound == Bound::From { "from" } else { "until" };
        let (one, other) = one.zip(other).filter(|(one, other)| one != other)?;
        Some(format!("{}{BETWEEN}{}", word(one), word(other)))
    }
}

/// How dates relate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Likeness {
    Same,
    /// One is less precise, and the other may be it.
    Compatible,
    Other,
}

/// The dates.
pub fn dates(raw: &str, lexed: &Lexed, language: &Language) -> Vec<Date> {
    let tokens = &lexed.tokens;
    let mut found: Vec<Date> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match date(raw, lexed, i, language) {
            Some(mut date) => {
                let words = |range: Range<usize>| {
                    tokens[range].iter().map(|token| lexed.folded(token)).collect::<Vec<_>>().join(" ")
                };
                let (start, end) = (date.tokens.start, date.tokens.end);
                let after = words(end..tokens.len().min(end + 3));
                let before = words(start.saturating_sub(3)..start);
                date.limit = Limit::of(language.words, &before, &after);
                let led = format!(" {before}");
                let part = |(phrase, _): &(&String, &u8)| led.ends_with(&format!(" {phrase}"));
                let led: Vec<&str> = (start.saturating_sub(4)..start).map(|k| lexed.word(Some(k))).collect();
                date.bound = Bound::of(language.words, &led);
                let gap = |k: usize| tokens.get(k + 1).and_then(|next| raw.get(tokens[k].at.end..next.at.start));
                let near = |k: usize| language.words.near.get(lexed.word(Some(k))).copied();
                let led = start.checked_sub(1).filter(|before| gap(*before) == Some(" ")).and_then(near);
                // "Martes próximo"; elsewhere what follows belongs to something else: "on Monday this paper said".
                let followed = Some(end).filter(|end| language.names_stay && gap(end - 1) == Some(" ")).and_then(near);
                date.near = led.or(followed);
                date.part = language.words.month_parts.iter().find(part).map(|(_, part)| *part);
                i = end;
                found.push(date);
            }
            None => i += 1,
        }
    }
    found
}

/// The date that begins with a token.
fn date(raw: &str, lexed: &Lexed, i: usize, language: &Language) -> Option<Date> {
    let tokens = &lexed.tokens;
    let gap = |k: usize| -> &str {
        match (tokens.get(k), tokens.get(k + 1)) {
            (Some(one), Some(next)) => raw.get(one.at.end..next.at.start).unwrap_or("."),
            _ => ".",
        }
    };
    let close = |k: usize| matches!(gap(k).trim(), "" | "," | ".") && !gap(k).contains('\n');
    let dash = |k: usize| matches!(gap(k), "-" | "–" | "—" | "‑" | "/" | " – " | " - ");
    let year = |k: usize| tokens.get(k).and_then(|token| year_of(raw, lexed, token));
    let month = |k: usize| tokens.get(k).and_then(|token| month_of(raw, lexed, token, language.words));
    // In digits: "in August, three quarters" is no day.
    let digits = |token: &&Token| raw[token.at.clone()].starts_with(|c: char| c.is_ascii_digit());
    let day = |k: usize| tokens.get(k).filter(digits).and_then(|token| day_of(lexed, token));
    // "36 March" is a mistake worth telling.
    let any_day = |k: usize| tokens.get(k).filter(digits).and_then(|token| number_up_to(lexed, Some(token), 99));
    let dated = |sort, value, end| {
        Some(Date { sort, value, tokens: i..end, limit: Limit::None, part: None, bound: None, near: None })
    };
    let made = |value: String, end: usize| dated(Sort::Calendar, value, end);
    let (token, words) = (&tokens[i], language.words);
    // The "th" of "21st" is a token of its own.
    let skip = |k: usize, words: &[&str]| (k..).find(|k| !words.contains(&lexed.word(Some(*k)))).unwrap_or(k);
    let ended = |k: usize| skip(k, &["st", "nd", "rd", "th", "er"]);
    let after = |k: usize| skip(k, &["st", "nd", "rd", "th", "er", "of", "de", "del"]);
    if let Some(first) = year(i) {
        // 2024-05-21
        if let (true, true, Some(m), Some(d)) =
            (dash(i), dash(i + 1), number_up_to(lexed, tokens.get(i + 1), 12), day(i + 2))
        {
            return made(format!("{first}-{m:02}-{d:02}"), i + 3);
        }
        if dash(i) {
            if let Some(last) = year(i + 1) {
                return made(format!("{first}/{last}"), i + 2);
            }
            // 2023-24
            if let Some(last) = number_up_to(lexed, tokens.get(i + 1), 99).filter(|last| *last > first % 100) {
                return made(format!("{first}/{}", first / 100 * 100 + last), i + 2);
            }
        }
        return made(first.to_string(), i + 1);
    }
    if let Some(m) = month(i) {
        let next = after(i + 1);
        // "Nov. 14", but not "in August. 3 boats".
        let close_after = close(i) && (!gap(i).contains('.') || words.short.contains_key(lexed.folded(token)));
        if let (true, Some(y)) = (close_after, year(next)) {
            return made(format!("{y}-{m:02}"), next + 1);
        }
        if let (true, Some(d)) = (close_after, day(i + 1)) {
            let next = after(i + 2);
            return match year(next).filter(|_| close(next - 1)) {
                Some(y) => made(format!("{y}-{m:02}-{d:02}"), next + 1),
                None => made(format!("XXXX-{m:02}-{d:02}"), ended(i + 2)),
            };
        }
        return made(format!("XXXX-{m:02}"), i + 1);
    }
    // "treinta y uno de octubre", "trenta ottobre": a word may be a day where the month goes with it.
    // In English, "three of May's ministers" are no day.
    let spelt = |next: usize| !language.english && (next > i + 1 || gap(i) == " ");
    if let Some(d) = any_day(i).or_else(|| day_of(lexed, token).filter(|_| spelt(after(i + 1)))) {
        let next = after(i + 1);
        if let (true, Some(m)) = (next > i + 1 || close(i), month(next)) {
            let of = after(next + 1);
            return match year(of).filter(|_| of > next + 1 || close(next)) {
                Some(y) => made(format!("{y}-{m:02}-{d:02}"), of + 1),
                None => made(format!("XXXX-{m:02}-{d:02}"), next + 1),
            };
        }
    }
    // "The twenty-fifth of October", "le premier mai"
    let in_words = || {
        let ordinal = |k: usize| words.ordinal(lexed.word(Some(k))).and_then(|day| u32::try_from(day).ok());
        let tens = day_of(lexed, token).filter(|ten| matches!(ten, 20 | 30) && matches!(gap(i), "-" | "‑" | " "));
        let (d, next) = match tens {
            Some(ten) => (ten + ordinal(i + 1).filter(|one| *one < 10)?, i + 2),
            None => (ordinal(i)?, i + 1),
        };
        // "The third March in a row", "le troisième mars consécutif", "the first of May’s ministers"
        let of = after(next);
        let whose = tokens.get(of).is_some_and(|month| ["’s", "'s"].iter().any(|s| raw[month.at.end..].starts_with(s)));
        let led = of > next || !language.english && (d == 1 || !language.names_stay);
        (d <= 31 && led && !whose).then_some((d, of))
    };
    if let Some((d, next)) = in_words().filter(|(_, next)| close(next - 1))
        && let Some(m) = month(next)
    {
        return match year(after(next + 1)) {
            Some(y) => made(format!("{y}-{m:02}-{d:02}"), after(next + 1) + 1),
            None => made(format!("XXXX-{m:02}-{d:02}"), next + 1),
        };
    }
    if let Some(d) = day(i) {
        // "11–12 February", "from 3 to 5 May": the first day is of that month, too.
        let joined = || words.ranges.iter().any(|word| word == lexed.word(Some(i + 1)));
        let second = if dash(i) {
            Some(i + 1)
        } else if joined() {
            Some(i + 2 + usize::from(words.is_article(lexed.word(Some(i + 2)))))
        } else {
            None
        };
        let second = second.filter(|second| day(*second).is_some_and(|last| last > d));
        if let Some(of) = second.map(|second| after(second + 1))
            && let Some(m) = month(of)
        {
            return match year(after(of + 1)) {
                Some(y) => made(format!("{y}-{m:02}-{d:02}"), i + 1),
                None => made(format!("XXXX-{m:02}-{d:02}"), i + 1),
            };
        }
        // "lunes 21", "Monday the 21st": but "on Monday 21 people" are people.
        let before = i.checked_sub(1).map(|k| k.saturating_sub(usize::from(words.is_article(lexed.word(Some(k))))));
        let weekday = before.is_some_and(|k| words.weekday(lexed.word(Some(k))).is_some() && !gap(i - 1).contains('.'));
        if weekday && (ended(i + 1) > i + 1 || unit(raw, lexed, i, language).is_none()) {
            return made(format!("XXXX-XX-{d:02}"), ended(i + 1));
        }
    }
    let word = lexed.folded(token);
    // What belongs to a year, which may follow: "the spring of 2032", "verano de 2028", "весной 2028 года".
    let with_year = |value: &str, end: usize| {
        let of = skip(end, &OF);
        // "In the first half. 2028 people came."
        let in_row = (end - 1..of).all(|k| matches!(gap(k), " " | "\u{a0}"));
        match year(of).filter(|_| in_row) {
            Some(y) => (format!("{y}-{value}"), of + 1),
            None => (value.to_string(), end),
        }
    };
    let of_year = |value: String, end: usize| match value.len() {
        2 => dated(Sort::Season, value, end),
        _ => made(value, end),
    };
    if let Some((century, end)) = period::century(raw, lexed, i, words) {
        return made(format!("{:02}XX", century - 1), end);
    }
    if let Some((part, end, sure)) = period::term(raw, lexed, i, words) {
        let (value, after) = with_year(&part.to_string(), end);
        if sure || after > end {
            return of_year(value, after);
        }
    }
    let joined = |k: usize| matches!(gap(k), " " | "\u{a0}" | "’" | "'" | "-");
    if let Some((day, end)) = period::holiday(lexed, i, language, &joined) {
        return match (day.contains('-'), with_year(day, end)) {
            (false, _) => dated(Sort::Season, day.to_string(), end),
            (true, (value, after)) if after > end => made(value, after),
            (true, _) => made(format!("XXXX-{day}"), end),
        };
    }
    if let Some(season) = words.seasons.get(word) {
        let (value, end) = with_year(&(season + 20).to_string(), i + 1);
        // The verb.
        let led = word != "spring" || end > i + 1 || is_led(lexed, i, words);
        return if led { of_year(value, end) } else { None };
    }
    // "segunda-feira" is two words.
    let two = format!("{word} {}", lexed.word(Some(i + 1)));
    if let Some(weekday) = words.weekday(&two) {
        return dated(Sort::Weekday, weekday.to_string(), i + 2);
    }
    if let Some(weekday) = words.weekday(word) {
        return dated(Sort::Weekday, weekday.to_string(), i + 1);
    }
    // "The early hours"
    if let Some(hour) = words.hours.get(&two).filter(|_| !words.hours.contains_key(word)) {
        return dated(Sort::Hour, hour.clone(), i + 2);
    }
    // "heute Morgen", "mañana por la mañana": with a capital or an article it is a part of the day.
    let noun = if language.capital_nouns { token.capital } else { !token.capital && is_led(lexed, i, words) };
    let before = lexed.word(i.checked_sub(1));
    let hour = words.hours.get(&format!("{before} {word}")).or_else(|| words.hours.get(word));
    let hour = hour.filter(|_| noun || !token.capital && !words.days.contains_key(word));
    // "Eight minutes to midnight", "a quarter past noon" are times; "from 8 to midnight" isn't.
    let of_minutes = || {
        let (past, to) = (words.past.iter().any(|past| past == before), words.to.iter().any(|to| to == before));
        let second = i.checked_sub(2);
        let counted = second.is_some_and(|k| tokens[k].class == Class::Number) && past && language.english;
        let said =
            language.unit(lexed.word(second)) == "minute" || words.quarter.iter().any(|q| q == lexed.word(second));
        (past || to) && (said || counted || past && lexed.word(second) == "half")
    };
    let hour = hour.filter(|_| !(named_hour(words, word).is_some() && of_minutes()));
    if let Some(hour) = hour {
        return dated(Sort::Hour, hour.clone(), i + 1);
    }
    // "The following day"
    if words.begins_a_day(word) {
        let three = format!("{two} {}", lexed.word(Some(i + 2)));
        for (phrase, length) in [(three.as_str(), 3), (&two, 2), (word, 1)] {
            if let Some(day) = words.days.get(phrase) {
                return dated(Sort::Relative, format!("{day} day"), i + length);
            }
        }
    }
    let near = |k: Option<usize>| words.near.get(lexed.word(k));
    if let (Some(near), Some(period)) = (near(Some(i)), words.periods.get(lexed.word(Some(i + 1)))) {
        return dated(Sort::Relative, format!("{near} {period}"), i + 2);
    }
    let (period, near) = (words.periods.get(word)?, near(Some(i + 1))?);
    dated(Sort::Relative, format!("{near} {period}"), i + 2)
}

/// What stands between a part of a year, or a holiday, and the year.
const OF: [&str; 8] = ["of", "de", "del", "des", "du", "di", "do", "van"];

/// The hour that has a name: noon and midnight.
pub(super) fn named_hour(words: &Words, word: &str) -> Option<u32> {
    match words.hours.get(word)?.as_str() {
        "noon" => Some(12),
        "midnight" => Some(24),
        _ => None,
    }
}

/// Whether a word before says that a noun or a time follows.
fn is_led(lexed: &Lexed, i: usize, words: &Words) -> bool {
    let before = lexed.word(i.checked_sub(1));
    words.is_article(before)
        || words.near.contains_key(before)
        || matches!(before, "in" | "by" | "until" | "since" | "from" | "of" | "early" | "late" | "that")
}

fn year_of(raw: &str, lexed: &Lexed, token: &Token) -> Option<u32> {
    // As written: "2,024 boats" is no year.
    let plain = raw[token.at.clone()].chars().count() == 4;
    let year = (token.class == Class::Number && plain).then(|| lexed.folded(token).parse::<u32>().ok()).flatten();
    year.filter(|year| (1500..2100).contains(year))
}

fn month_of(raw: &str, lexed: &Lexed, token: &Token, words: &Words) -> Option<usize> {
    let word = lexed.folded(token);
    if token.class != Class::Word {
        return None;
    }
    // "Nov. 14", "14 Nov": beside a number, so that "Jan" may be somebody.
    let numbered = || {
        let after = raw[token.at.end..].trim_start_matches(['.', ' ', '\u{a0}']);
        let before = raw[..token.at.start].trim_end_matches(['.', ' ', '\u{a0}']);
        after.starts_with(|c: char| c.is_ascii_digit()) || before.ends_with(|c: char| c.is_ascii_digit())
    };
    if let Some(month) = words.short.get(word).filter(|_| token.capital && numbered()) {
        return Some(*month);
    }
    // A street and a decree have names: "Октябрьская улица".
    let month = words.month(word).filter(|_| !(token.capital && word.contains("ск")));
    // "march" and "may" are verbs, "Mars" is a planet where no number is beside it.
    month.filter(|_| match word {
        "may" | "march" => token.capital,
        "mars" => !token.capital || numbered(),
        _ => true,
    })
}

fn day_of(lexed: &Lexed, token: &Token) -> Option<u32> {
    number_up_to(lexed, Some(token), 31)
}

pub(super) fn number_up_to(lexed: &Lexed, token: Option<&Token>, most: u32) -> Option<u32> {
    let token = token.filter(|token| token.class == Class::Number)?;
    lexed.folded(token).parse::<u32>().ok().filter(|n| (1..=most).contains(n))
}

impl Date {
    /// Whether both say something of the same: of the year, the month or the day. "May" and "2034" don't.
    pub fn speaks_of_the_same(&self, other: &Date) -> bool {
        let says = |date: &Date| -> [bool; 3] {
            let mut parts = date.value.split('/').next().unwrap_or_default().split('-');
            [(); 3].map(|()| parts.next().is_some_and(|part| !is_open(part)))
        };
        let one_part = || says(self).iter().zip(says(other)).any(|(x, y)| *x && y);
        self.sort == other.sort && (self.sort != Sort::Calendar || one_part())
    }

    /// How many of its year, month and day the other has otherwise.
    pub fn parts_apart(&self, other: &Date) -> usize {
        let parts = self.value.split(['-', '/']).zip(other.value.split(['-', '/']));
        parts.filter(|(one, other)| one != other && !is_open(one) && !is_open(other)).count()
    }

    /// Whether both are one date.
    pub fn is_the_same(&self, other: &Date) -> bool {
        self.like(other) == Likeness::Same
    }

    /// Whether they are of two parts of a month or year: "early" and "late", "the end of October" and the 14th. Where a part ends
    /// nobody says.
    pub fn is_of_another_part(&self, other: &Date) -> bool {
        const DAYS: [Range<u8>; 4] = [1..16, 6..26, 16..32, 24..32];
        let day = |date: &Date| date.value.split('-').nth(2)?.parse::<u8>().ok();
        // Of a year, the parts are other days.
        let of_month = |date: &Date| date.part.filter(|_| date.value.split('-').count() == 2);
        let outside = |date: &Date, other: &Date| {
            let days = of_month(date).and_then(|part| DAYS.get(usize::from(part).checked_sub(1)?));
            days.zip(day(other)).is_some_and(|(days, day)| !days.contains(&day))
        };
        // "The middle of 2029" is no second half.
        const MONTHS: [u16; 4] = [0b11, 0b0110_0000, 0b0110_0000_0000, 0b1000_0000_0000];
        let beyond = |date: &Date, other: &Date| {
            let of_year = date.part.filter(|_| date.sort == Sort::Calendar && !date.value.contains('-'));
            let core = of_year.and_then(|part| MONTHS.get(usize::from(part).checked_sub(1)?));
            let period = other.year_and_part().filter(|(year, part)| year.is_some() && *part >= SEASONS);
            core.zip(period.and_then(|(_, part)| months(part))).is_some_and(|(core, months)| core & months != *core)
        };
        self.part.zip(other.part).is_some_and(|(one, other)| one.min(3) != other.min(3))
            || self.near.zip(other.near).is_some_and(|(one, other)| one != other)
            || beyond(self, other)
            || beyond(other, self)
            || outside(self, other)
            || outside(other, self)
    }

    /// Whether it tells more of year, month and day.
    pub fn says_more_than(&self, other: &Date) -> bool {
        let told = |date: &Date| date.value.chars().filter(char::is_ascii_digit).count();
        // "The autumn of 1998" says no more of "14 October".
        let of_months = |date: &Date| date.year_and_part().is_some_and(|(_, part)| part >= SEASONS);
        self.sort == other.sort && told(self) > told(other) && !of_months(self) && !of_months(other)
    }

    /// Whether one may be the other, told less precisely.
    pub fn may_be(&self, other: &Date) -> bool {
        self.like(other) == Likeness::Compatible && self.speaks_of_the_same(other)
    }

    /// How two dates relate.
    pub(super) fn like(&self, other: &Date) -> Likeness {
        let (a, b) = (self.value.as_str(), other.value.as_str());
        if self.sort != other.sort {
            return Likeness::Compatible;
        }
        if a == b {
            return Likeness::Same;
        }
        if let Some(likeness) = self.like_in_months(other) {
            return likeness;
        }
        if self.sort != Sort::Calendar {
            return Likeness::Other;
        }
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let fits = |x: char, y: char| x == y || x == 'X' || y == 'X';
        let parts = long.as_bytes().get(short.len()).is_none_or(|next| *next == b'-');
        let within = !long.contains('/') && parts && short.chars().zip(long.chars()).all(|(x, y)| fits(x, y));
        if within { Likeness::Compatible } else { Likeness::Other }
    }

    /// Whether both are parts of a year of which one has the other in it: "the second half", "the third quarter". Nobody who
    /// retells one would say the other.
    pub fn is_part_of_a_part(&self, other: &Date) -> bool {
        let of =
            |date: &Date| date.year_and_part().map(|(_, part)| part).filter(|part| *part >= SEASONS).and_then(months);
        of(self)
            .zip(of(other))
            .is_some_and(|(one, other)| one != other && matches!(one & other, both if both == one || both == other))
    }

    /// The year, if it is said, and the month or the part of the year, by its number in EDTF.
    fn year_and_part(&self) -> Option<(Option<u32>, usize)> {
        let mut parts = self.value.split('-');
        match self.sort {
            Sort::Season => Some((None, parts.next()?.parse().ok()?)),
            Sort::Calendar => Some((parts.next()?.parse().ok(), parts.next()?.parse().ok()?)),
            _ => None,
        }
    }

    /// How two dates relate of which one is a season, a quarter or a half: "spring" may be the second quarter, two months of which
    /// it has, and is not the fourth.
    fn like_in_months(&self, other: &Date) -> Option<Likeness> {
        let ((year, part), (other_year, other_part)) = (self.year_and_part()?, other.year_and_part()?);
        if part.max(other_part) < SEASONS {
            return None;
        }
        let (one, other) = (months(part)?, months(other_part)?);
        let years = year.zip(other_year).is_none_or(|(one, other)| one == other);
        let common = (one & other).count_ones();
        let fits = years && 2 * common >= one.count_ones().min(other.count_ones());
        Some(if fits { Likeness::Compatible } else { Likeness::Other })
    }
}

/// Whether a part of a date isn't known at all: "XX", but not the "16XX" of a century.
fn is_open(part: &str) -> bool {
    part.bytes().all(|letter| letter == b'X')
}
