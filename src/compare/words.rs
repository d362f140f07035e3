//! What a language's words say of numbers and dates: `words.toml`, which tells what each key is for.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

static ALL: LazyLock<FxHashMap<String, Words>> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("the words are read by the tests"));

static NONE: LazyLock<Words> = LazyLock::new(Words::default);

/// The words of one language, in lower case.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Words {
    numbers: FxHashMap<String, u64>,
    later: FxHashMap<String, u64>,
    unless_noun: FxHashMap<String, u64>,
    hundreds: Vec<String>,
    zeros: FxHashMap<String, usize>,
    and: Vec<String>,
    joined: String,
    times: String,
    twenties: bool,
    /// January first.
    pub months: Vec<String>,
    /// Months as they are written beside a number.
    pub short: FxHashMap<String, usize>,
    /// Monday first.
    pub weekdays: Vec<String>,
    /// Spring is 1.
    pub seasons: FxHashMap<String, u32>,
    articles: Vec<String>,
    pub about: Vec<String>,
    pub at_least: Vec<String>,
    pub more_than: Vec<String>,
    pub at_most: Vec<String>,
    pub less_than: Vec<String>,
    pub or_more: Vec<String>,
    pub or_less: Vec<String>,
    pub earliest: Vec<String>,
    pub latest: Vec<String>,
    /// A part of a whole, and in how many parts that is.
    pub parts: FxHashMap<String, u32>,
    /// A number and what it counts.
    pub amounts: FxHashMap<String, (u32, String)>,
    ordinals: Vec<String>,
    /// Parts of a year that are counted.
    pub terms: Vec<String>,
    /// How many days after the one of the report.
    pub days: FxHashMap<String, i32>,
    /// Last is -1.
    pub near: FxHashMap<String, i32>,
    /// Week, month or year.
    pub periods: FxHashMap<String, String>,
    /// Parts of a day.
    pub hours: FxHashMap<String, String>,
}

impl Words {
    /// Those of a language by its ISO 639 code; none where it isn't known.
    pub fn of(code: &str) -> &'static Words {
        ALL.get(code).unwrap_or(&NONE)
    }

    /// The number that a word is. `noun` says whether one may stand before it.
    fn number(&self, word: &str, noun: bool) -> Option<u64> {
        let known = |word: &str| self.numbers.get(word).copied();
        let times = || word.strip_suffix(&self.times).filter(|rest| rest.len() < word.len()).and_then(known);
        let unless = || self.unless_noun.get(word).filter(|_| !noun).copied();
        known(word).or_else(times).or_else(unless).or_else(|| self.compound(word))
    }

    /// "zweihundertfünfundzwanzig": hundreds of hundreds, and one to ten.
    fn compound(&self, word: &str) -> Option<u64> {
        if self.joined.is_empty() || word.len() > COMPOUND {
            return None;
        }
        let part = |word: &str| {
            self.numbers.get(word).or_else(|| self.later.get(word)).copied().or_else(|| self.compound(word))
        };
        // The greater first: "zweihunderttausend" are thousands.
        for value in [1000, 100] {
            let Some((big, _)) = self.numbers.iter().find(|(_, own)| **own == value) else { continue };
            let Some((left, right)) = word.split_once(big.as_str()) else { continue };
            if let Some(left) = if left.is_empty() { Some(1) } else { part(left) } {
                let right = right.strip_prefix(&self.joined).unwrap_or(right);
                return Some(left * value + if right.is_empty() { 0 } else { part(right)? });
            }
        }
        let joined = |at: usize| {
            let (one, ten) = (&word[..at], &word[at + self.joined.len()..]);
            let one = self.numbers.get(one).or_else(|| self.later.get(one)).filter(|one| **one < 10)?;
            Some(one + self.numbers.get(ten).filter(|ten| **ten >= 20 && **ten < 100 && **ten % 10 == 0)?)
        };
        word.match_indices(&self.joined).find_map(|(at, _)| joined(at))
    }

    /// How many zeros a word adds to a number.
    pub fn zeros(&self, word: &str) -> Option<usize> {
        self.zeros.get(word).copied()
    }

    /// The number that words in a row begin with: how many of them it takes. `noun` says whether one may stand before them.
    pub fn counted<'a>(&self, words: impl Iterator<Item = &'a str>, noun: bool) -> Option<(usize, u64)> {
        let (mut whole, mut part, mut count) = (0u64, 0u64, 0);
        for (i, word) in words.enumerate() {
            let value =
                self.number(word, noun || i > 0).or_else(|| self.later.get(word).copied().filter(|_| count > 0));
            let zeros = self.zeros(word).filter(|_| part > 0);
            if self.hundreds.iter().any(|hundred| hundred == word) && part > 0 && part < 100 {
                part *= 100;
            } else if let Some(zeros) = zeros {
                whole = whole.saturating_add(part.saturating_mul(10u64.saturating_pow(zeros as u32)));
                part = 0;
            } else if let Some(value) = value {
                // "ten twelve" are two numbers; "twenty two" is one.
                let tens = part % 100;
                part = match part {
                    0 => value,
                    4 if self.twenties && value == 20 => 80,
                    _ if tens == 0 && value < 100 => part + value,
                    _ if tens >= 20 && tens % 10 == 0 && value < 10 => part + value,
                    _ if self.twenties && matches!(tens, 60 | 80) && value < 20 => part + value,
                    _ => break,
                };
            } else if count > 0 && self.and.iter().any(|and| and == word) {
                continue;
            } else {
                break;
            }
            count = i + 1;
        }
        (count > 0).then(|| (count, whole.saturating_add(part)))
    }

    /// Whether a word says nothing but that a noun follows.
    pub fn is_article(&self, word: &str) -> bool {
        self.articles.iter().any(|article| article == word)
    }

    /// Whether it is a month or a day of the week.
    pub fn is_calendar(&self, word: &str) -> bool {
        self.months.iter().chain(&self.weekdays).any(|name| name == word)
    }

    /// Which in a row a word says that something is.
    pub fn ordinal(&self, word: &str) -> Option<usize> {
        // "second", "zweiten", "segunda"; not "secondary".
        let is = |start: &str| word.strip_prefix(start).is_some_and(|rest| rest.chars().count() <= ENDING);
        let at = self.ordinals.iter().position(|starts| starts.split('|').any(is))?;
        Some(at + 1)
    }

    /// Whether a word is a number that isn't written as one.
    pub fn is_number(&self, word: &str) -> bool {
        self.parts.contains_key(word) || self.amounts.contains_key(word) || self.ordinal(word).is_some()
    }
}

/// The longest ending of an ordinal, in letters.
const ENDING: usize = 2;

/// The longest number that is one word, in bytes: "neunhundertneunundneunzigtausendneunhundertneunundneunzig", and no more.
const COMPOUND: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_read() {
        assert_eq!(Words::of("de").months[2], "märz");
        assert_eq!(Words::of("xx").months.len(), 0);
        for (code, words) in ALL.iter() {
            assert_eq!(words.months.len(), 12, "{code}");
            assert!(matches!(words.weekdays.len(), 0 | 7), "{code}");
            let all = words.parts.keys().chain(words.amounts.keys()).chain(words.days.keys()).chain(words.hours.keys());
            all.for_each(|word| assert_eq!(*word, word.to_lowercase(), "{code}"));
        }
    }

    #[test]
    fn counts_in_words() {
        let check = |code: &str, text: &str, expected: u64| {
            let words: Vec<&str> = text.split([' ', '-']).collect();
            let found = Words::of(code).counted(words.iter().copied(), false);
            assert_eq!(found, Some((words.len(), expected)), "{text}");
        };
        check("en", "two hundred and fifty", 250);
        check("de", "fünfundzwanzig", 25);
        check("de", "zweihundertdreizehn", 213);
        check("de", "zweitausendvierundzwanzig", 2024);
        check("de", "zweihunderttausend", 200_000);
        check("de", "dreimal", 3);
        check("nl", "zevenentwintig", 27);
        check("fr", "quatre-vingt-dix-neuf", 99);
        check("fr", "soixante et onze", 71);
        check("fr", "deux cents", 200);
        check("fr", "neuf", 9);
        check("es", "ciento treinta y cinco", 135);
        check("es", "tres mil", 3000);
        check("ru", "двадцать пять", 25);
        let none = |code: &str, word: &str, noun| assert_eq!(Words::of(code).counted([word].into_iter(), noun), None);
        none("de", "jahrhundert", false);
        none("de", "einmal", false);
        none("de", &"hundert".repeat(100_000), false);
        none("fr", "neuf", true);
        none("fr", "un", false);
    }

    #[test]
    fn ordinals_have_endings() {
        let check = |code: &str, word: &str, expected| assert_eq!(Words::of(code).ordinal(word), expected, "{word}");
        check("en", "ninth", Some(9));
        check("en", "secondary", None);
        check("de", "zweiten", Some(2));
        check("fr", "second", Some(2));
        check("es", "tercera", Some(3));
    }
}
