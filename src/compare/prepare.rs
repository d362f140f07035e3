//! Steps 1 and 2: a text as the comparison reads it. Its article without repeated sentences, in stems, each with its
//! place in the archived text.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::language::Language;
use super::lexer::{Class, Lexed, Token};
use super::vocabulary::Rows;
use crate::text::ArchivedText;

/// A sentence of fewer words says too little to be told from its repetition.
const REPEATED: usize = 3;

/// A text, prepared. It depends on nothing but the text, its language and the names in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Prepared {
    /// Every stem of the text once, in the order of first appearance.
    pub stems: Vec<Stem>,
    /// The words that carry meaning, in order.
    pub words: Vec<Word>,
    /// The sentences, in order, without those that repeat another.
    pub sentences: Vec<Sentence>,
    /// Hash of all that a comparison depends on.
    pub key: [u8; 32],
    /// For each stem its words, and the sentences that have it.
    places: Rows<u32>,
    sentences_with: Rows<u32>,
    /// All stems one after another.
    letters: String,
}

/// A stem.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    /// What it is known by across texts.
    pub hash: u64,
    /// Where it is written.
    letters: Range<u32>,
    pub class: Class,
}

/// A word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Word {
    /// Which of the text's stems it has.
    pub stem: u32,
    /// Its bytes in the archived text.
    pub start: u32,
    pub end: u32,
    /// Whether it belongs to a name or is a number: reports of one event share those anyway.
    pub common: bool,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
}

/// A sentence of a text.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// Its words that carry meaning.
    pub words: Range<u32>,
    /// Its bytes in the archived text.
    pub at: Range<u32>,
    /// Hash of all its words.
    pub hash: u64,
    /// How many words it has in all.
    pub count: u32,
    /// How many of its words stand in quotation marks.
    pub quoted: u32,
}

impl Prepared {
    /// Prepares a text. `names` are the bytes where names of the dossier stand, in order.
    pub fn new(text: &ArchivedText, language: &Language, names: &[Range<usize>]) -> Self {
        let raw = text.raw();
        let mut made = Prepared::default();
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut seen: FxHashSet<u64> = FxHashSet::default();
        // A text of more than 4 GB is no article.
        let runs: Vec<Range<usize>> = text.body_bytes().filter(|run| run.end < u32::MAX as usize).collect();
        let lexed: Vec<Lexed> = runs.iter().map(|run| Lexed::read(raw, run.clone(), language)).collect();
        let small = small_letters(&lexed);
        let mut buffer = String::new();
        for lexed in &lexed {
            for sentence in &lexed.sentences {
                let tokens = &lexed.tokens[sentence.tokens.clone()];
                let hash = tokens.iter().fold(0, |hash, token| mix(hash, hash_of(lexed.folded(token))));
                if tokens.len() >= REPEATED && !seen.insert(hash) {
                    continue;
                }
                let first = made.words.len() as u32;
                for token in tokens {
                    let folded = lexed.folded(token);
                    if language.is_stop(folded) || (folded.len() == 1 && token.class == Class::Word) {
                        continue;
                    }
                    buffer.clear();
                    // Words with a capital are looked up apart from the same in small letters only through `common`.
                    buffer.push_str(folded);
                    let stem = match numbers.get(&buffer) {
                        Some(stem) => *stem,
                        None => {
                            let stem = made.stem(folded, token.class, language);
                            numbers.insert(buffer.clone(), stem);
                            stem
                        }
                    };
                    made.words.push(Word {
                        stem,
                        start: token.at.start as u32,
                        end: token.at.end as u32,
                        common: token.class == Class::Number
                            || is_month(folded)
                            || (token.capital && !language.capital_nouns && !small.contains(&hash_of(folded)))
                            || in_any(names, token),
                        quoted: token.quoted,
                    });
                }
                let quoted = made.words[first as usize..].iter().filter(|word| word.quoted).count() as u32;
                made.sentences.push(Sentence {
                    words: first..made.words.len() as u32,
                    at: sentence.at.start as u32..sentence.at.end as u32,
                    hash,
                    count: tokens.len() as u32,
                    quoted,
                });
            }
        }
        made.merge_stems();
        made.index();
        // All texts stay in memory until the last two are compared.
        made.words.shrink_to_fit();
        made.sentences.shrink_to_fit();
        made.stems.shrink_to_fit();
        made.letters.shrink_to_fit();
        made.key = made.hash();
        made
    }

    /// The stem of one word, added to the stems if it is new; two words of one stem are joined later.
    fn stem(&mut self, folded: &str, class: Class, language: &Language) -> u32 {
        let stem = if class == Class::Word { language.stem(folded) } else { folded.to_string() };
        let start = self.letters.len() as u32;
        self.letters.push_str(&stem);
        self.stems.push(Stem { hash: hash_of(&stem), letters: start..self.letters.len() as u32, class });
        self.stems.len() as u32 - 1
    }

    /// Gives words of one stem one number.
    fn merge_stems(&mut self) {
        let mut first: FxHashMap<u64, u32> = FxHashMap::default();
        let mut to = Vec::with_capacity(self.stems.len());
        let mut kept: Vec<Stem> = Vec::with_capacity(self.stems.len());
        for stem in self.stems.drain(..) {
            to.push(*first.entry(stem.hash).or_insert_with(|| {
                kept.push(stem.clone());
                kept.len() as u32 - 1
            }));
        }
        self.stems = kept;
        self.words.iter_mut().for_each(|word| word.stem = to[word.stem as usize]);
    }

    /// Notes where each stem stands.
    fn index(&mut self) {
        let stem = |word: &Word| word.stem;
        self.places = Rows::gathered(self.stems.len(), self.words.iter().map(stem).zip(0..));
        let mut last = vec![u32::MAX; self.stems.len()];
        let mut once: Vec<(u32, u32)> = Vec::with_capacity(self.words.len());
        for (sentence, i) in self.sentences.iter().zip(0..) {
            let stems = self.words[sentence.words.start as usize..sentence.words.end as usize].iter().map(stem);
            once.extend(
                stems.filter(|stem| std::mem::replace(&mut last[*stem as usize], i) != i).map(|stem| (stem, i)),
            );
        }
        self.sentences_with = Rows::gathered(self.stems.len(), once.iter().copied());
    }

    fn hash(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        for word in &self.words {
            hasher.update(&self.stems[word.stem as usize].hash.to_le_bytes());
            hasher.update(&word.start.to_le_bytes());
            hasher.update(&word.end.to_le_bytes());
            hasher.update(&[u8::from(word.common), u8::from(word.quoted)]);
        }
        for sentence in &self.sentences {
            hasher.update(&sentence.at.start.to_le_bytes());
            hasher.update(&sentence.at.end.to_le_bytes());
            hasher.update(&sentence.hash.to_le_bytes());
        }
        *hasher.finalize().as_bytes()
    }

    /// The words that have a stem, in order.
    pub fn places(&self, stem: u32) -> &[u32] {
        self.places.row(stem)
    }

    /// The sentences that have a stem, in order.
    pub fn sentences_with(&self, stem: u32) -> &[u32] {
        self.sentences_with.row(stem)
    }

    /// What sort of word one is.
    pub fn class(&self, word: usize) -> Class {
        self.stems[self.words[word].stem as usize].class
    }

    /// How a stem is written.
    pub fn letters(&self, stem: u32) -> &str {
        let letters = &self.stems[stem as usize].letters;
        &self.letters[letters.start as usize..letters.end as usize]
    }
}

/// The stems of a text, to be looked up from another one; made ready when that is first done.
pub(super) struct Lexicon<'a> {
    text: &'a Prepared,
    numbers: OnceCell<FxHashMap<u64, u32>>,
    begun: OnceCell<FxHashMap<String, Vec<u32>>>,
}

/// Words that begin with so many equal letters are looked at where a name may be spelt otherwise.
const BEGUN: usize = 3;

impl<'a> Lexicon<'a> {
    pub fn of(text: &'a Prepared) -> Self {
        Lexicon { text, numbers: OnceCell::new(), begun: OnceCell::new() }
    }

    fn numbers(&self) -> &FxHashMap<u64, u32> {
        self.numbers.get_or_init(|| self.text.stems.iter().map(|stem| stem.hash).zip(0..).collect())
    }

    /// Whether the text has a stem.
    pub fn has(&self, stem: u64) -> bool {
        self.numbers().contains_key(&stem)
    }

    /// The words that have a stem, in order.
    pub fn places(&self, stem: u64) -> &[u32] {
        self.numbers().get(&stem).map_or(&[], |stem| self.text.places(*stem))
    }

    /// The first word of each stem that begins as a word does.
    pub fn begun_like(&self, word: &str) -> impl Iterator<Item = usize> {
        let begin = |word: &str| word.chars().take(BEGUN).collect::<String>();
        let begun = self.begun.get_or_init(|| {
            let mut begun: FxHashMap<String, Vec<u32>> = FxHashMap::default();
            for stem in 0..self.text.stems.len() as u32 {
                let first = self.text.places(stem).first();
                begun.entry(begin(self.text.letters(stem))).or_default().extend(first);
            }
            begun
        });
        begun.get(&begin(word)).into_iter().flatten().map(|word| *word as usize)
    }
}

/// What small letters spell anywhere: such a word with a capital only begins a sentence or a heading.
fn small_letters(lexed: &[Lexed]) -> FxHashSet<u64> {
    let tokens = lexed.iter().flat_map(|lexed| lexed.tokens.iter().map(move |token| (lexed, token)));
    let mut small = FxHashSet::default();
    let mut capital_inside: FxHashSet<u64> = FxHashSet::default();
    for (lexed, token) in tokens {
        if !token.capital {
            small.insert(hash_of(lexed.folded(token)));
        }
    }
    // Of those that only ever have a capital, the ones that never have it inside a sentence aren't names either.
    for lexed in lexed {
        for sentence in &lexed.sentences {
            for token in lexed.tokens[sentence.tokens.clone()].iter().skip(1).filter(|token| token.capital) {
                capital_inside.insert(hash_of(lexed.folded(token)));
            }
        }
    }
    for lexed in lexed {
        for sentence in &lexed.sentences {
            let first = lexed.tokens[sentence.tokens.clone()].first().map(|token| hash_of(lexed.folded(token)));
            small.extend(first.filter(|first| !capital_inside.contains(first)));
        }
    }
    small
}

/// Whether a token lies in one of some ranges, which are in order.
fn in_any(ranges: &[Range<usize>], token: &Token) -> bool {
    let after = ranges.partition_point(|range| range.start <= token.at.start);
    ranges[..after].last().is_some_and(|range| token.at.end <= range.end)
}

/// The months that are no other word.
fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

/// A hash that is the same on every machine: FNV-1a, its bits spread.
pub(super) fn hash_of(word: &str) -> u64 {
    let hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    mix(0, hash)
}

/// Adds to a hash, order mattering.
pub(super) fn mix(hash: u64, next: u64) -> u64 {
    let mut x = (hash.rotate_left(23) ^ next).wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::text::tests::sample;

    pub(in crate::withheld) fn prepared(text: &str) -> (ArchivedText, Prepared) {
        let text = sample(text, "", &[]);
        let prepared = Prepared::new(&text, &Language::new("en"), &[]);
        (text, prepared)
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let (_, made) = prepared(text);
        let show = |sentence: &Sentence| {
            let words = &made.words[sentence.words.start as usize..sentence.words.end as usize];
            let mark = |word: &Word| if word.common { "*" } else { "" };
            words.iter().map(|w| format!("{}{}", made.letters(w.stem), mark(w))).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(made.sentences.iter().map(show).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn keeps_what_carries_meaning() {
        check(
            "The boats of Elm left the harbour in May 2024. The boats left Elm.",
            &["boat elm* left harbor 2024*", "boat left elm*"],
        );
        check("Nothing is in it. And so on.", &["noth", ""]);
    }

    #[test]
    fn repeated_sentences_count_once() {
        check("The boats left early. The rain fell.\n\nThe boats left early.\n", &["boat left earli", "rain fell"]);
        let (_, made) = prepared(&"The boats left early.\n\n".repeat(5000));
        assert_eq!(made.sentences.len(), 1);
    }

    #[test]
    fn the_key_tells_texts_apart() {
        let key = |text: &str| prepared(text).1.key;
        assert_eq!(key("The boats left."), key("The boats left."));
        assert_ne!(key("The boats left."), key("The boats leave."));
        assert_ne!(key("The boats left."), key(" The boats left."));
    }
}
