//! Step 2, last part: what a stem weighs. The rarer among the sentences of the dossier, the more.
//!
//! Weights come from classes, each twice the one before: a source that is added changes only its own pairs and those
//! where a class moved, and no machine's logarithm shows.

use std::ops::Range;

use super::prepare::Prepared;
use super::settings::{ONE, Settings};
use super::vocabulary::Vocabulary;

/// The most that a stem can weigh. What is rarer still is mostly misspelt.
const HEAVIEST: u32 = 9;

/// A text with what the dossier as a whole makes of its stems.
pub(super) struct Weighed<'a> {
    pub text: &'a Prepared,
    pub vocabulary: &'a Vocabulary<'a>,
    /// The numbers of its stems in the vocabulary.
    pub numbers: Vec<u32>,
    /// By stem.
    pub weights: Vec<u8>,
    /// Before each word, and after the last: the weight of the words that tell apart, and of those that are common.
    sums: Vec<(u32, u32)>,
}

impl<'a> Weighed<'a> {
    /// Weighs a text, one of those that the vocabulary was made of.
    pub fn new(text: &'a Prepared, vocabulary: &'a Vocabulary<'a>) -> Self {
        let all = class(vocabulary.sentences);
        let weight = |stem: &u32| all.saturating_sub(class(vocabulary.sentences_with(*stem))).clamp(1, HEAVIEST) as u8;
        let numbers = vocabulary.numbers(text);
        let weights: Vec<u8> = numbers.iter().map(weight).collect();
        let mut sum = (0, 0);
        let mut sums = vec![sum];
        for word in &text.words {
            let part = if word.common || word.quoted { &mut sum.1 } else { &mut sum.0 };
            *part += u32::from(weights[word.stem as usize]);
            sums.push(sum);
        }
        Weighed { text, vocabulary, numbers, weights, sums }
    }
}

/// The power of two below a count.
fn class(count: u32) -> u32 {
    count.max(1).ilog2()
}

impl Weighed<'_> {
    /// What a word weighs, in thousandths: names, numbers and quoted words less than others.
    pub fn weight(&self, word: usize, settings: &Settings) -> i64 {
        let weight = i64::from(self.weights[self.text.words[word].stem as usize]);
        if self.is_common(word) { weight * settings.common } else { weight * ONE }
    }

    /// What some words in a row weigh, in thousandths.
    pub fn weight_of(&self, words: &Range<usize>, settings: &Settings) -> i64 {
        let (from, to) = (self.sums[words.start], self.sums[words.end]);
        i64::from(to.0 - from.0) * ONE + i64::from(to.1 - from.1) * settings.common
    }

    /// Whether a word is what reports of one event share anyway.
    pub fn is_common(&self, word: usize) -> bool {
        self.text.words[word].common || self.text.words[word].quoted
    }
}

#[cfg(test)]
mod tests {
    use super::super::prepare::tests::prepared;
    use super::*;

    /// The weights in one of some texts.
    fn weights(texts: &[&str], of: usize) -> Vec<(String, u8)> {
        let texts: Vec<_> = texts.iter().map(|text| prepared(text).1).collect();
        let vocabulary = Vocabulary::of(&texts);
        let weighed = Weighed::new(&texts[of], &vocabulary);
        (0..).zip(&weighed.weights).map(|(i, weight)| (texts[of].letters(i).to_string(), *weight)).collect()
    }

    #[test]
    fn rare_stems_weigh_more() {
        let mut texts = vec!["Boats sail. Boats sink. Boats burn."; 10];
        texts.push("A crane sings. The boats sink.");
        let found = weights(&texts, 10);
        assert_eq!(found, [("crane".into(), 5), ("sing".into(), 5), ("boat".into(), 1), ("sink".into(), 2)]);
    }

    #[test]
    fn one_more_source_moves_few_classes() {
        let texts: Vec<String> = (0..40).map(|i| format!("The boat number x{i} sails. A crane y{i} sings.")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let before = weights(&texts, 7);
        let mut more = texts.clone();
        more.push("Another bird entirely flies over.");
        assert_eq!(weights(&more, 7), before);
    }
}
