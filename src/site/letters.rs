//! The headings of an index: which letter each entry stands under, as its language has it.

use std::cmp::Ordering;

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions, options::Strength};
use icu_locale_core::Locale;
use unicode_normalization::UnicodeNormalization;

/// What entries that don't begin with a letter stand under.
const NO_LETTER: &str = "#";

/// By the collation's root, no text sorts after this character: `a` and this one end what begins with an a.
const LAST: char = '\u{FFFF}';

/// A heading of an index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// As shown: `A`, `Ч`, or `#` for entries that don't begin with a letter.
    pub letter: String,
    /// The place of its first entry.
    pub first: usize,
}

/// The headings of `entries`, which stand in the order of `language` already.
///
/// The language decides what a letter is: `Ä` stands under A in German and on its own in Swedish.
pub fn letters<'a>(language: &str, entries: impl Iterator<Item = &'a str>) -> Vec<Letter> {
    let locale: Locale = language.parse().unwrap_or(Locale::UNKNOWN);
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Primary);
    let collator = Collator::try_new(locale.into(), options).ok();
    let mut letters: Vec<Letter> = Vec::new();
    for (place, entry) in entries.enumerate() {
        let goes_on = letters.last().is_some_and(|last| stands_under(collator.as_ref(), entry, &last.letter));
        if !goes_on {
            letters.push(Letter { letter: heading(collator.as_ref(), entry), first: place });
        }
    }
    letters
}

/// Whether an entry stands under a letter.
fn stands_under(collator: Option<&CollatorBorrowed<'_>>, entry: &str, letter: &str) -> bool {
    let begins_so = entry.chars().next().is_some_and(char::is_alphabetic);
    if letter == NO_LETTER || !begins_so {
        return letter == NO_LETTER && !begins_so;
    }
    match collator {
        Some(collator) => {
            collator.compare(letter, entry) != Ordering::Greater
                && collator.compare(entry, &format!("{letter}{LAST}")) == Ordering::Less
        }
        None => heading(None, entry) == letter,
    }
}

/// The letter that an entry is the first to stand under.
fn heading(collator: Option<&CollatorBorrowed<'_>>, entry: &str) -> String {
    let upper = |letters: &str| -> String {
        // Title case rather than capitals where a letter of the language is written with two: Ch, not CH.
        let mut chars = letters.chars();
        chars.next().map_or_else(String::new, |c| c.to_uppercase().nfc().chain(chars).collect())
    };
    let composed: String = entry.nfc().take(2).collect();
    let Some(first) = composed.chars().next().filter(|c| c.is_alphabetic()) else { return NO_LETTER.to_string() };
    let base: String = first.nfd().take(1).collect();
    let first = first.to_string();
    for letter in [upper(&base), upper(&first)] {
        if stands_under(collator, entry, &letter) {
            return letter;
        }
    }
    upper(&composed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, entries: &[&str], expected: &[(&str, usize)]) {
        let found = letters(language, entries.iter().copied());
        let found: Vec<(&str, usize)> = found.iter().map(|l| (l.letter.as_str(), l.first)).collect();
        assert_eq!(found, expected, "{language} {entries:?}");
    }

    #[test]
    fn latin_letters_go_by_their_base() {
        check("en", &["Afghanistan", "Ärzte", "Brasília", "Élysée"], &[("A", 0), ("B", 2), ("E", 3)]);
        check("en", &["Élysée", "Eurasia"], &[("E", 0)]);
        check("en", &["alder", "Alimov", "Öland", "Ørsted"], &[("A", 0), ("O", 2)]);
        // Decomposed as well as composed.
        check("en", &["E\u{301}lyse\u{301}e", "Eurasia"], &[("E", 0)]);
    }

    #[test]
    fn the_language_decides_what_a_letter_is() {
        check("de", &["Ader", "Ärzte", "Azur"], &[("A", 0)]);
        check("sv", &["Ader", "Zorn", "Ärzte"], &[("A", 0), ("Z", 1), ("Ä", 2)]);
        check("cs", &["Cena", "Hora", "Chata", "Ikona"], &[("C", 0), ("H", 1), ("Ch", 2), ("I", 3)]);
        check("en", &["Cena", "Chata", "Hora"], &[("C", 0), ("H", 2)]);
        check("es", &["Nada", "Ñandú", "Oro"], &[("N", 0), ("Ñ", 1), ("O", 2)]);
    }

    #[test]
    fn other_scripts_go_by_their_first_letter() {
        check("ru", &["Елена", "Ёлка", "Чехов"], &[("Е", 0), ("Ч", 2)]);
        check("en", &["Zorn", "Чехов", "東京"], &[("Z", 0), ("Ч", 1), ("東", 2)]);
        check("el", &["Αθήνα", "άλφα", "Βόλος"], &[("Α", 0), ("Β", 2)]);
    }

    #[test]
    fn what_begins_with_no_letter_stands_together() {
        check("en", &["“Quoted”", "2025 plan", "3rd", "Alder"], &[("#", 0), ("A", 3)]);
        check("en", &["", "Alder"], &[("#", 0), ("A", 1)]);
        check("en", &[], &[]);
    }

    proptest::proptest! {
        #[test]
        fn every_entry_stands_under_one_heading(mut entries in proptest::collection::vec("\\PC{0,6}", 0..20)) {
            let collator = Collator::try_new(Locale::UNKNOWN.into(), CollatorOptions::default()).unwrap();
            entries.sort_by(|a, b| collator.compare(a, b));
            let letters = letters("en", entries.iter().map(String::as_str));
            assert_eq!(letters.first().map(|l| l.first), (!entries.is_empty()).then_some(0));
            assert!(letters.is_sorted_by(|a, b| a.first < b.first), "{letters:?}");
            assert!(letters.iter().all(|l| l.first < entries.len() && !l.letter.is_empty()));
        }
    }
}
