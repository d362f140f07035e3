//! Step 2, second half: the stems of the whole dossier. Each has a number, the count of sentences that have it, and the
//! stems that may be another form of its word.
//!
//! A stem is held against all others once, when it is first asked for, and not again in every pair of texts.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexer::Class;
use super::prepare::Prepared;
use super::settings::ONE;

/// Shorter stems are equal or not: three letters in common say nothing.
const SOFT_LENGTH: usize = 4;

/// From this share of common trigrams on, two stems may be forms of one word (in thousandths).
const SOFT_DICE: i64 = 550;

/// What such a stem counts for, beside an equal one.
const SOFT_FACTOR: i64 = 900;

/// Two stems that begin with so many equal letters, and with [`PREFIX_SHARE`] of the shorter, count at least
/// [`PREFIX_VALUE`]: "transport" and "transit".
const PREFIX: usize = 5;
const PREFIX_SHARE: usize = 60;
const PREFIX_VALUE: i64 = 750;

/// A stem has so many other forms in a text at most: those that are most like it.
pub(super) const FORMS: usize = 64;

/// So many stems of a text have other forms, in the order of their appearance. Books have fewer stems; what has more is
/// a table or a nuisance.
pub(super) const SOFT_STEMS: u32 = 4096;

/// Another form of a stem: its number, and how much alike they are in thousandths.
pub(super) type Form = (u32, u16);

/// All stems of some texts.
pub(super) struct Vocabulary<'a> {
    numbers: FxHashMap<u64, u32>,
    stems: Vec<Known<'a>>,
    /// How many sentences the texts have.
    pub sentences: u32,
    spelling: OnceLock<Spelling>,
}

/// What is known of a stem.
struct Known<'a> {
    /// How it is written; empty where it has no other forms.
    letters: &'a str,
    /// How many sentences have it.
    sentences: u32,
    forms: OnceLock<Vec<Form>>,
}

impl<'a> Vocabulary<'a> {
    /// The stems of all texts, numbered as they come.
    pub fn of(texts: &'a [Prepared]) -> Self {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut stems: Vec<Known<'a>> = Vec::new();
        for text in texts {
            for (i, stem) in (0u32..).zip(&text.stems) {
                let number = *numbers.entry(stem.hash).or_insert(stems.len() as u32) as usize;
                if number == stems.len() {
                    stems.push(Known { letters: "", sentences: 0, forms: OnceLock::new() });
                }
                let known = &mut stems[number];
                known.sentences += text.sentences_with(i).len() as u32;
                if known.letters.is_empty() && i < SOFT_STEMS && stem.class == Class::Word {
                    known.letters = text.letters(i);
                }
            }
        }
        let sentences = texts.iter().map(|text| text.sentences.len() as u32).sum();
        Vocabulary { numbers, stems, sentences, spelling: OnceLock::new() }
    }

    /// How many stems there are.
    pub fn len(&self) -> usize {
        self.stems.len()
    }

    /// The numbers of a text's stems. The text is one of those that the vocabulary was made of.
    pub fn numbers(&self, text: &Prepared) -> Vec<u32> {
        text.stems.iter().map(|stem| self.numbers[&stem.hash]).collect()
    }

    /// How many sentences have a stem.
    pub fn sentences_with(&self, stem: u32) -> u32 {
        self.stems[stem as usize].sentences
    }

    /// The other forms of a stem, in order. `common` is room to count in: as many zeros as there are stems.
    pub fn forms(&self, stem: u32, common: &mut [u32]) -> &[Form] {
        let spelling = self.spelling.get_or_init(|| Spelling::of(&self.stems));
        self.stems[stem as usize].forms.get_or_init(|| spelling.forms(stem, common))
    }
}

/// The letters of stems, and which have the same three in a row.
struct Spelling {
    letters: Rows<char>,
    /// For each stem its different trigrams, by number.
    trigrams: Rows<u32>,
    /// For each trigram the stems that have it.
    having: Rows<u32>,
}

impl Spelling {
    fn of(stems: &[Known<'_>]) -> Self {
        let mut numbers: FxHashMap<[char; 3], u32> = FxHashMap::default();
        let (mut letters, mut trigrams) = (Rows::default(), Rows::default());
        for stem in stems {
            letters.items.extend(stem.letters.chars());
            let word = letters.end_row();
            if word.len() >= SOFT_LENGTH {
                for window in word.windows(3) {
                    let next = numbers.len() as u32;
                    trigrams.items.push(*numbers.entry([window[0], window[1], window[2]]).or_insert(next));
                }
            }
            trigrams.end_row_of_set();
        }
        let having = trigrams.turned(numbers.len());
        Spelling { letters, trigrams, having }
    }

    /// The stems that may be another form of one.
    fn forms(&self, stem: u32, common: &mut [u32]) -> Vec<Form> {
        let (word, own) = (self.letters.row(stem), self.trigrams.row(stem));
        let mut touched: Vec<u32> = Vec::new();
        for other in own.iter().flat_map(|trigram| self.having.row(*trigram)).filter(|other| **other != stem) {
            if common[*other as usize] == 0 {
                touched.push(*other);
            }
            common[*other as usize] += 1;
        }
        // Stems that begin alike share the trigrams of that.
        let of_prefix: FxHashSet<&[char]> = word.windows(3).take(PREFIX - 2).collect();
        let likeness = |other: u32| {
            let shared = i64::from(std::mem::take(&mut common[other as usize]));
            let dice = 2 * shared * ONE / (own.len() + self.trigrams.row(other).len()) as i64;
            let by_trigrams = if dice >= SOFT_DICE { dice * SOFT_FACTOR / ONE } else { 0 };
            if by_trigrams == 0 && (shared as usize) < of_prefix.len() {
                return None;
            }
            let letters = self.letters.row(other);
            let prefix = word.iter().zip(letters).take_while(|(x, y)| x == y).count();
            let begins = prefix >= PREFIX && prefix * 100 >= word.len().min(letters.len()) * PREFIX_SHARE;
            let likeness = if begins { by_trigrams.max(PREFIX_VALUE) } else { by_trigrams };
            (likeness > 0).then_some((other, likeness as u16))
        };
        let mut forms: Vec<Form> = touched.into_iter().filter_map(likeness).collect();
        forms.sort_unstable();
        forms
    }
}

/// Lists one after another in one piece of memory.
#[derive(Clone, Debug)]
pub(super) struct Rows<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Rows { starts: vec![0], items: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// Adds to the last list.
    pub fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Ends the last list and begins another. Answers the one that ended.
    pub fn end_row(&mut self) -> &[T] {
        let first = self.starts[self.starts.len() - 1] as usize;
        self.starts.push(self.items.len() as u32);
        &self.items[first..]
    }

    /// A list.
    pub fn row(&self, row: u32) -> &[T] {
        &self.items[self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize]
    }
}

impl<T: Copy + Default> Rows<T> {
    /// Lists of the items with each number below `count`, which stand before them.
    pub fn gathered(count: usize, all: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut starts = vec![0u32; count + 1];
        all.clone().for_each(|(row, _)| starts[row as usize + 1] += 1);
        (0..count).for_each(|i| starts[i + 1] += starts[i]);
        let mut next = starts.clone();
        let mut items = vec![T::default(); starts[count] as usize];
        for (row, item) in all {
            items[next[row as usize] as usize] = item;
            next[row as usize] += 1;
        }
        Rows { starts, items }
    }

    /// Leaves of each list the first `most`, in the order of a key, where there are more.
    pub fn shorten<K: Ord>(&mut self, most: usize, key: impl Fn(&T) -> K) {
        let longest = self.starts.windows(2).map(|ends| (ends[1] - ends[0]) as usize).max();
        if longest.is_none_or(|longest| longest <= most) {
            return;
        }
        let mut kept = Rows::default();
        for row in 0..self.starts.len() as u32 - 1 {
            let mut items = self.row(row).to_vec();
            if items.len() > most {
                items.sort_unstable_by_key(&key);
            }
            items.into_iter().take(most).for_each(|item| kept.push(item));
            kept.end_row();
        }
        *self = kept;
    }
}

impl Rows<u32> {
    /// Ends the last list, its numbers in order and each once.
    fn end_row_of_set(&mut self) {
        let first = self.starts[self.starts.len() - 1] as usize;
        self.items[first..].sort_unstable();
        let mut kept = first;
        for i in first..self.items.len() {
            if i == first || self.items[i] != self.items[i - 1] {
                self.items[kept] = self.items[i];
                kept += 1;
            }
        }
        self.items.truncate(kept);
        self.starts.push(kept as u32);
    }

    /// For each number below `count`, the lists that it is in.
    fn turned(&self, count: usize) -> Self {
        let lists = 0..self.starts.len() as u32 - 1;
        Rows::gathered(count, lists.flat_map(|list| self.row(list).iter().map(move |item| (*item, list))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::prepare::tests::prepared;
    use super::*;

    #[track_caller]
    fn check(word: &str, other: &str, expected: Option<u16>) {
        let texts = [prepared(word).1, prepared(other).1];
        let vocabulary = Vocabulary::of(&texts);
        let (one, two) = (vocabulary.numbers(&texts[0])[0], vocabulary.numbers(&texts[1])[0]);
        let likeness = |one: u32, two: u32| {
            let forms = vocabulary.forms(one, &mut vec![0; vocabulary.len()]);
            forms.iter().find(|form| form.0 == two).map(|form| form.1)
        };
        assert_eq!((likeness(one, two), likeness(two, one)), (expected, expected), "{word} {other}");
    }

    #[test]
    fn forms() {
        check("transporting", "transit", Some(750));
        check("kilometr", "kilometer", Some(818));
        check("strategically", "strategy", Some(818));
        check("overload", "load", None);
        check("underwood", "wood", None);
        check("bananas", "banano", Some(771));
        check("cat", "cats", None);
        check("harbour", "pier", None);
        check("1500", "15001", None);
    }
}
