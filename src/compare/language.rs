//! What a language adds to a comparison: its stemmer, its stop words, and for English two spellings that are one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use pagefind_stem::{Algorithm, Stemmer};
use rustc_hash::FxHashSet;
use unicode_segmentation::UnicodeSegmentation;

use super::facts::Measure;
use super::words::Words;
use crate::text::ArchivedText;

/// Function words that the English list lacks: modal verbs, connectives, and verbs that only introduce who speaks.
const ENGLISH_TOO: [&str; 45] = [
    "also",
    "although",
    "among",
    "amongst",
    "around",
    "cannot",
    "could",
    "either",
    "even",
    "however",
    "many",
    "may",
    "might",
    "moreover",
    "much",
    "must",
    "neither",
    "one",
    "onto",
    "per",
    "rather",
    "said",
    "say",
    "saying",
    "says",
    "shall",
    "since",
    "still",
    "though",
    "thus",
    "therefore",
    "toward",
    "towards",
    "unless",
    "upon",
    "us",
    "via",
    "well",
    "whereas",
    "whether",
    "whose",
    "within",
    "without",
    "would",
    "yet",
];

/// A language as far as words are concerned.
pub(super) struct Language {
    stemmer: Option<Stemmer>,
    stop: FxHashSet<&'static str>,
    /// Whether it is English: its spellings, and a comma between thousands.
    pub english: bool,
    /// Whether names keep their letters, whatever stands beside them.
    pub names_stay: bool,
    /// What its words say of numbers and dates.
    pub words: &'static Words,
    /// Whether every noun has a capital, so that one tells nothing.
    pub capital_nouns: bool,
}

impl Language {
    /// The language of a BCP 47 tag. One that isn't known has neither stemmer nor stop words: its words are compared
    /// as they are, and frequent ones weigh little anyway.
    pub fn new(tag: &str) -> Self {
        let code = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let english = code == "en";
        let too: &[&'static str] = if english { &ENGLISH_TOO } else { &[] };
        let stop = stop_words::lookup(&code).unwrap_or_default().iter().chain(too).copied().collect();
        Language {
            words: Words::of(&code),
            stemmer: algorithm(&code).map(Stemmer::create),
            stop,
            english,
            names_stay: matches!(code.as_str(), "fr" | "es" | "it" | "pt"),
            capital_nouns: code == "de",
        }
    }

    /// Whether a word in lower case carries no meaning of its own.
    pub fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// The measure that a word in lower case is.
    pub fn measure(&self, word: &str) -> Option<Measure> {
        self.words.measure(word).and_then(Measure::of)
    }

    /// What a word in lower case counts: the name of a measure, or its stem.
    pub fn unit(&self, word: &str) -> String {
        self.words.measure(word).map_or_else(|| self.stem(word), str::to_string)
    }

    /// The stem of a word in lower case, in one spelling.
    pub fn stem(&self, word: &str) -> String {
        let spelt = if self.english { one_spelling(word) } else { Cow::Borrowed(word) };
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(&spelt).into_owned(),
            None => spelt.into_owned(),
        }
    }
}

/// The Snowball stemmer of a language.
fn algorithm(code: &str) -> Option<Algorithm> {
    Some(match code {
        "ar" => Algorithm::Arabic,
        "ca" => Algorithm::Catalan,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "et" => Algorithm::Estonian,
        "eu" => Algorithm::Basque,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "ga" => Algorithm::Irish,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "hy" => Algorithm::Armenian,
        "id" => Algorithm::Indonesian,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "ne" => Algorithm::Nepali,
        "nl" => Algorithm::Dutch,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    })
}

/// An English word in the spelling that both sides of the Atlantic are held against. Endings are mapped blindly:
/// what becomes of "promise" doesn't matter as long as it becomes the same everywhere.
fn one_spelling(word: &str) -> Cow<'_, str> {
    const ENDINGS: [(&str, &str); 27] = [
        ("isations", "izations"),
        ("isation", "ization"),
        ("ising", "izing"),
        ("ises", "izes"),
        ("ised", "ized"),
        ("iser", "izer"),
        ("isers", "izers"),
        ("ise", "ize"),
        ("ysing", "yzing"),
        ("yses", "yzes"),
        ("ysed", "yzed"),
        ("yse", "yze"),
        ("tres", "ters"),
        ("tred", "tered"),
        ("tre", "ter"),
        ("bres", "bers"),
        ("bre", "ber"),
        ("ogues", "ogs"),
        ("ogue", "og"),
        ("programmes", "programs"),
        ("programme", "program"),
        ("defence", "defense"),
        ("offence", "offense"),
        ("licence", "license"),
        ("judgement", "judgment"),
        ("travelled", "traveled"),
        ("travelling", "traveling"),
    ];
    // What may follow the "our" of "labour".
    const AFTER: [&str; 12] = ["", "s", "ed", "ing", "er", "ers", "able", "ably", "ful", "ite", "ites", "hood"];
    if word.len() < 5 || !word.is_ascii() {
        return Cow::Borrowed(word);
    }
    for (from, to) in ENDINGS {
        if let Some(start) = word.strip_suffix(from).filter(|start| start.len() >= 2 || from == word) {
            return Cow::Owned(format!("{start}{to}"));
        }
    }
    // Not in "court" or "source", where it is the first syllable.
    if let Some(at) = word.rfind("our").filter(|at| *at >= 3)
        && AFTER.contains(&&word[at + 3..])
    {
        return Cow::Owned(format!("{}or{}", &word[..at], &word[at + 3..]));
    }
    Cow::Borrowed(word)
}

/// The commonest short words of some languages. Words that two of them share count for both.
const COMMON: &[(&str, &[&str])] = &[
    ("de", &["der", "die", "und", "den", "das", "nicht", "von", "mit", "sich", "auf", "für", "ist", "dem", "ein"]),
    ("en", &["the", "of", "and", "to", "in", "is", "that", "for", "with", "was", "on", "are", "has", "by"]),
    ("es", &["el", "la", "los", "que", "y", "del", "las", "por", "con", "una", "para", "se", "es", "su"]),
    ("fr", &["le", "la", "les", "des", "et", "du", "une", "que", "est", "dans", "pour", "qui", "sur", "au"]),
    ("it", &["il", "di", "che", "della", "per", "una", "del", "sono", "con", "gli", "nel", "alla", "è", "le"]),
    ("nl", &["de", "het", "een", "van", "en", "dat", "niet", "met", "voor", "zijn", "aan", "werd", "ook", "op"]),
    ("pl", &["w", "na", "się", "nie", "że", "z", "jest", "przez", "oraz", "jak", "po", "został", "od", "tym"]),
    ("pt", &["o", "os", "que", "do", "da", "em", "uma", "para", "não", "com", "dos", "das", "ao", "foi"]),
    ("ru", &["и", "в", "не", "на", "что", "с", "по", "как", "из", "это", "для", "его", "от", "был"]),
    ("uk", &["і", "в", "не", "на", "що", "з", "та", "до", "як", "це", "від", "його", "для", "був"]),
];

/// Fewer common words than this are no evidence.
const COMMON_MIN: usize = 8;

/// The language of a text, by its commonest words; `None` unless they are plainly those of one language.
pub fn language_of(text: &str) -> Option<&'static str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut words = 0;
    for word in text.unicode_words() {
        *counts.entry(word).or_default() += 1;
        words += 1;
    }
    let score = |list: &[&str]| -> usize { list.iter().filter_map(|word| counts.get(word)).sum() };
    let mut scores: Vec<(usize, &str)> = COMMON.iter().map(|(language, list)| (score(list), *language)).collect();
    scores.sort_unstable_by(|a, b| b.cmp(a));
    match scores.as_slice() {
        // At least every tenth word, and twice as many as in any other language.
        [(best, language), (second, _), ..] if *best >= COMMON_MIN && best * 10 >= words && *best >= second * 2 => {
            Some(language)
        }
        _ => None,
    }
}

/// Whether a language is one of those that are told apart: a text in another may look like one of them.
pub fn is_told(language: &str) -> bool {
    COMMON.iter().any(|(known, _)| known.eq_ignore_ascii_case(language))
}

/// So much of a text tells its language, in bytes.
const TELLING: usize = 4_096;

/// The language that a source's article seems to be in.
pub fn spoken(text: &ArchivedText) -> Option<&'static str> {
    let mut begun = String::new();
    for line in (1..=text.lines()).filter(|line| text.body().contains(*line)) {
        if begun.len() > TELLING {
            break;
        }
        begun.extend([&text.raw()[text.line_bytes(line)?], "\n"]);
    }
    language_of(&begun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_are_one() {
        let english = Language::new("en-GB");
        let check = |one: &str, other: &str| assert_eq!(english.stem(one), english.stem(other), "{one} {other}");
        check("organisation", "organization");
        check("emphasising", "emphasizing");
        check("centres", "centers");
        check("neighbouring", "neighboring");
        check("labour", "labor");
        check("programme", "programs");
        check("analysed", "analyzed");
        check("dialogue", "dialog");
        check("defence", "defense");
        assert_ne!(english.stem("court"), english.stem("cort"));
    }

    #[test]
    fn languages_are_known_by_their_first_part() {
        assert!(Language::new("en").is_stop("the"));
        assert!(Language::new("de-AT").is_stop("und"));
        assert_eq!(Language::new("ru").stem("договоры"), Language::new("ru").stem("договора"));
        let unknown = Language::new("xx");
        assert!(!unknown.is_stop("the"));
        assert_eq!(unknown.stem("programme"), "programme");
    }

    #[test]
    fn languages_only_where_plain() {
        for (text, expected) in [
            (
                "The river rose in the night and by the morning it was on the step of the mill, that is the height of the year.",
                Some("en"),
            ),
            (
                "Der Fluss stieg in der Nacht und am Morgen war das Wasser auf der Stufe, die von der Mühle mit dem Rad und den Gänsen ist.",
                Some("de"),
            ),
            ("The river rose.", None),
            ("", None),
            ("12 34 56", None),
        ] {
            assert_eq!(language_of(text), expected, "{text}");
        }
    }
}
