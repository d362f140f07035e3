//! Parts of years, centuries, and days of every year.
//!
//! EDTF has numbers for what a year is divided into: seasons from 21, quarters from 33, halves from 40.

use super::super::language::Language;
use super::super::lexer::{Class, Lexed};
use super::super::words::Words;
use super::date::number_up_to;

/// The century that begins with a token, and where it ends: "the 17th century", "siglo XVII", "le XVIIᵉ siècle".
pub(super) fn century(raw: &str, lexed: &Lexed, i: usize, words: &'static Words) -> Option<(usize, usize)> {
    let is = |at: usize| words.centuries.iter().any(|century| century == lexed.word(Some(at)));
    let marks = |at: usize| words.ordinal_marks.iter().any(|mark| mark == lexed.word(Some(at)));
    let which = |at: usize| {
        let token = lexed.tokens.get(at)?;
        let number = number_up_to(lexed, Some(token), LAST_CENTURY).map(|number| number as usize);
        let read = number.or_else(|| words.ordinal(lexed.folded(token))).or_else(|| roman(&raw[token.at.clone()]));
        read.filter(|century| (1..=LAST_CENTURY as usize).contains(century))
    };
    let in_row = |end: usize| {
        let gap = |k: usize| lexed.tokens.get(k + 1).and_then(|next| raw.get(lexed.tokens[k].at.end..next.at.start));
        (i..end - 1).all(|k| matches!(gap(k), Some("" | " " | "\u{a0}" | "-" | ". " | ".\u{a0}")))
    };
    // "In this century 15 people died": a number that follows is one in Roman figures only.
    if is(i) {
        let figures = &raw[lexed.tokens.get(i + 1)?.at.clone()];
        return Some((roman(figures).filter(|_| in_row(i + 2))?, i + 2));
    }
    let end = i + 1 + usize::from(marks(i + 1));
    if !is(end) {
        return None;
    }
    Some((which(i).filter(|_| in_row(end + 1))?, end + 1))
}

/// No text tells of a later one.
const LAST_CENTURY: u32 = 22;

/// So many letters make an ordinal of Roman figures: "XIXème".
const ORDINAL: usize = 3;

/// A number in Roman figures; they may be followed by what makes an ordinal of it: "XVIIe".
fn roman(word: &str) -> Option<usize> {
    let figures = word.trim_end_matches(char::is_lowercase);
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        // Latin or Cyrillic.
        'X' | 'Х' => Some(10),
        _ => None,
    };
    let values: Option<Vec<usize>> = figures.chars().map(value).collect();
    let values = values.filter(|values| !values.is_empty() && word[figures.len()..].chars().count() <= ORDINAL)?;
    let next = |i: usize| values.get(i + 1).copied().unwrap_or(0);
    let signed = |(i, value): (usize, &usize)| if next(i) > *value { -(*value as isize) } else { *value as isize };
    values.iter().enumerate().map(signed).sum::<isize>().try_into().ok()
}

/// The part of a year that begins with a token, by its number in EDTF, where it ends, and whether it is one without a year, too:
/// "the second quarter", "2. Halbjahr", "Q2".
pub(super) fn term(raw: &str, lexed: &Lexed, i: usize, words: &'static Words) -> Option<(usize, usize, bool)> {
    let (word, token) = (lexed.folded(&lexed.tokens[i]), &lexed.tokens[i]);
    let part = |which: usize, terms: u32| match terms {
        4 if (1..=4).contains(&which) => Some(QUARTERS + which - 1),
        2 if (1..=2).contains(&which) => Some(HALVES + which - 1),
        _ => None,
    };
    // "Q2", "T2", "H1", "S1": other things are called so as well.
    if let Some((letter, which)) = word.split_at_checked(1).filter(|_| token.capital)
        && let Ok(which @ 1..=4) = which.parse()
    {
        let terms = match letter {
            "q" | "t" => 4,
            "h" | "s" => 2,
            _ => 0,
        };
        return Some((part(which, terms)?, i + 1, false));
    }
    let digits = token.class == Class::Number && raw[token.at.clone()].len() == 1;
    let number = number_up_to(lexed, Some(token), 4).filter(|_| digits).map(|which| which as usize);
    let marks = |at: usize| words.ordinal_marks.iter().any(|mark| mark == lexed.word(Some(at)));
    // "2 quarters" are six months, "2. Quartal" is one of four.
    let dotted = raw[token.at.end..].starts_with('.');
    let number = number.filter(|_| marks(i + 1) || dotted);
    let at = i + 1 + usize::from(number.is_some() && marks(i + 1));
    let term = lexed.word(Some(at));
    let terms = *words.terms.get(term)?;
    let which = number.or_else(|| words.ordinal(word)).or_else(|| words.of_terms.get(word).copied())?;
    // "The first half" may be of a match.
    Some((part(which, terms)?, at + 1, !words.parts.contains_key(term)))
}

/// The numbers that EDTF has for the first season, quarter and half of a year.
pub(super) const SEASONS: usize = 21;
const QUARTERS: usize = 33;
const HALVES: usize = 40;

/// The holiday, or other day of every year, that begins with a token: its month and day or its name, and where it ends. The
/// longest, so that "Christmas Eve" is read before "Christmas".
pub(super) fn holiday(
    lexed: &Lexed,
    i: usize,
    language: &Language,
    joined: &dyn Fn(usize) -> bool,
) -> Option<(&'static str, usize)> {
    const LONGEST: usize = 4;
    if !language.words.begins_a_day(lexed.word(Some(i))) {
        return None;
    }
    let reach = (i..i + LONGEST - 1).take_while(|at| joined(*at)).count();
    let capital = |at: usize| lexed.tokens.get(at).is_some_and(|token| token.capital);
    (1..=reach + 1).rev().find_map(|length| {
        let phrase: Vec<&str> = (i..i + length).map(|at| lexed.word(Some(at))).collect();
        let day = language.words.holidays.get(&phrase.join(" "))?;
        // "A cidade natal", "the new year budget", "Christmas Island"
        let adjective = matches!(phrase[0], "natal" | "natale" | "new") && !capital(i);
        let named = length == 1 && !language.capital_nouns && capital(i) && joined(i) && capital(i + 1);
        (!adjective && !named).then_some((day.as_str(), i + length))
    })
}

/// The months of a part of a year, or the month, by the number that EDTF has for it: January is the lowest bit.
pub(super) fn months(part: usize) -> Option<u16> {
    match part {
        1..=12 => Some(1 << (part - 1)),
        // From March on; winter has the last month and the first two.
        SEASONS..24 => Some(0b111 << (2 + 3 * (part - SEASONS))),
        24 => Some(0b1000_0000_0011),
        QUARTERS..37 => Some(0b111 << (3 * (part - QUARTERS))),
        HALVES..42 => Some(0b11_1111 << (6 * (part - HALVES))),
        _ => None,
    }
}
