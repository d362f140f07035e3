//! Step 4, first half: which sentences of two texts are worth comparing, and what each two can reach at best.
//!
//! Most of what is looked at shares nothing: a sum over the words that are alike says so at a fraction of what an exact
//! comparison costs, and never says so wrongly.

use std::ops::Range;

use super::align::{all_words, words};
use super::lexer::Class;
use super::score::Pair;
use super::settings::ONE;

/// Two sentences are compared only where they share so many stems.
const SHARED_STEMS: u32 = 2;

/// With so many sentences of the other text one is compared at most: those that it shares most with. No reader tells
/// a sentence that is like more than these from one that is like none.
const RIVALS: usize = 24;

/// A stem in more sentences of a text than this is no way to find one.
const POSTINGS: usize = 256;

/// Sentences of two texts that are worth comparing.
pub(super) struct Rivals {
    /// In order.
    pub which: Vec<(usize, usize)>,
    /// For each sentence of `a`, the sentences of `b` that have a word like one of its own, in order, with what these words
    /// weigh on both sides: where each row begins, and the rows.
    starts: Vec<usize>,
    reach: Vec<(u32, i64)>,
    /// For each sentence of `a`, what any sentence of `b` may have in common with it besides.
    anywhere: Vec<i64>,
}

/// What two stretches can reach at best, in thousandths.
pub(super) struct Best {
    /// Of [`Cell::score`](super::score::Cell::score).
    pub score: i64,
    /// Of the share of the lighter side that matches.
    pub containment: i64,
}

/// What a sentence of `a` has in common with one of `b`.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Common {
    /// Stems that are equal, and what they weigh.
    stems: u32,
    weight: u32,
    /// What all words weigh at most that are alike, of both sides, by their likeness.
    reach: i64,
}

/// The pairs of sentences that share stems.
pub(super) fn rivals(pair: &Pair<'_>) -> Rivals {
    let b = pair.b.text;
    let mut rivals = Rivals { which: Vec::new(), starts: vec![0], reach: Vec::new(), anywhere: Vec::new() };
    let mut common = vec![Common::default(); b.sentences.len()];
    let mut touched: Vec<u32> = Vec::new();
    // For each stem of `a`, the last sentence that was seen to have it.
    let mut seen = vec![u32::MAX; pair.a.text.stems.len()];
    for (i, sentence) in pair.a.text.sentences.iter().enumerate() {
        let mut anywhere = 0;
        for word in words(sentence) {
            let stem = pair.a.text.words[word].stem;
            let first = std::mem::replace(&mut seen[stem as usize], i as u32) != i as u32;
            anywhere += reach_of_word(pair, word, first, &mut common, &mut touched);
        }
        if touched.len() * 8 > common.len() {
            touched.clear();
            touched.extend((0..).zip(&common).filter(|(_, common)| **common != Common::default()).map(|(j, _)| j));
        } else {
            touched.sort_unstable();
        }
        let mut found: Vec<(i64, usize)> = Vec::new();
        #[cfg(test)]
        pair.count(sentence.words.len() + touched.len());
        for j in touched.drain(..) {
            let Common { stems, weight, reach, .. } = std::mem::take(&mut common[j as usize]);
            rivals.reach.push((j, reach));
            if stems >= SHARED_STEMS {
                found.push((-i64::from(weight), j as usize));
            }
        }
        if found.len() > RIVALS {
            found.sort_unstable();
            found.truncate(RIVALS);
            found.sort_unstable_by_key(|(_, j)| *j);
        }
        rivals.which.extend(found.into_iter().map(|(_, j)| (i, j)));
        rivals.starts.push(rivals.reach.len());
        rivals.anywhere.push(anywhere);
    }
    rivals
}

/// Adds what a word of `a` has in common with each sentence of `b`, and answers what it may have with any. `first` says
/// that no word before it in its sentence has the same stem.
fn reach_of_word(pair: &Pair<'_>, word: usize, first: bool, common: &mut [Common], touched: &mut Vec<u32>) -> i64 {
    let (b, settings) = (pair.b.text, &pair.settings);
    let weight = pair.a.weight(word, settings);
    let own = pair.a.text.words[word].stem;
    let is_number = pair.a.text.class(word) == Class::Number;
    let (mut anywhere, mut left) = (0, POSTINGS);
    for (stem, likeness) in pair.alike(own) {
        let (sentences, likeness) = (b.sentences_with(*stem), i64::from(*likeness));
        let heavy = u32::from(pair.b.weights[*stem as usize]);
        let mut reach = (weight + i64::from(heavy) * settings.common.max(ONE)) * likeness;
        if sentences.len() <= left {
            left -= sentences.len();
        } else {
            anywhere = anywhere.max(std::mem::take(&mut reach));
        }
        let shared = match first && sentences.len() <= POSTINGS {
            true if likeness == ONE => 1,
            // That a number became another by a slip is no chance.
            true if is_number => SHARED_STEMS,
            _ => 0,
        };
        if reach == 0 && shared == 0 {
            continue;
        }
        #[cfg(test)]
        pair.count(sentences.len());
        for j in sentences {
            let common = &mut common[*j as usize];
            if *common == Common::default() {
                touched.push(*j);
            }
            common.reach += reach;
            common.stems += shared;
            common.weight += shared * heavy;
        }
    }
    anywhere
}

impl Rivals {
    /// What some sentences of both texts can reach at best.
    pub fn best(&self, pair: &Pair<'_>, a: Range<usize>, b: Range<usize>) -> Best {
        let of_row = |i: usize| -> i64 {
            let row = &self.reach[self.starts[i]..self.starts[i + 1]];
            let from = row.partition_point(|(j, _)| (*j as usize) < b.start);
            let within = row[from..].iter().take_while(|(j, _)| (*j as usize) < b.end);
            self.anywhere[i] + within.map(|(_, reach)| reach).sum::<i64>()
        };
        let overlap = a.clone().map(of_row).sum::<i64>() / (2 * ONE);
        let weight_a = pair.a.weight_of(&all_words(pair.a.text, &a), &pair.settings);
        let weight_b = pair.b.weight_of(&all_words(pair.b.text, &b), &pair.settings);
        Best {
            score: 2 * overlap * ONE / (weight_a + weight_b).max(1),
            containment: overlap * ONE / weight_a.min(weight_b).max(1),
        }
    }
}
