//! Step 2, second half: what a stem weighs. The rarer among the sentences of the dossier, the more.
//!
//! Weights come from classes, each twice the one before: a source that is added changes only its own pairs and those
//! where a class moved, and no machine's logarithm shows.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::prepare::Prepared;
use super::settings::{ONE, Settings};

/// The most that a stem can weigh. What is rarer still is mostly misspelt.
const HEAVIEST: u32 = 9;

/// How many sentences of the dossier have each stem.
#[derive(Debug, Default)]
pub(super) struct Frequencies {
    of: FxHashMap<u64, u32>,
    sentences: u32,
}

/// A text with the weights of its stems.
#[derive(Clone, Copy)]
pub(super) struct Weighed<'a> {
    pub text: &'a Prepared,
    /// By stem.
    pub weights: &'a [u8],
}

impl Frequencies {
    /// Counts over all texts.
    pub fn count(texts: &[Prepared]) -> Self {
        let mut all: Vec<(u64, u32)> = texts.par_iter().flat_map_iter(of_text).collect();
        all.par_sort_unstable();
        let mut of: FxHashMap<u64, u32> = FxHashMap::default();
        for stem in all.chunk_by(|a, b| a.0 == b.0) {
            of.insert(stem[0].0, stem.iter().map(|(_, count)| count).sum());
        }
        Frequencies { of, sentences: texts.iter().map(|text| text.sentences.len() as u32).sum() }
    }

    /// The weights of a text's stems.
    pub fn weigh(&self, text: &Prepared) -> Vec<u8> {
        let all = class(self.sentences);
        let weight = |df: u32| all.saturating_sub(class(df)).clamp(1, HEAVIEST) as u8;
        text.stems.iter().map(|stem| weight(self.of.get(&stem.hash).copied().unwrap_or(1))).collect()
    }
}

/// The stems of a text, each with the number of sentences that have it.
fn of_text(text: &Prepared) -> Vec<(u64, u32)> {
    let mut last = vec![u32::MAX; text.stems.len()];
    let mut counts = vec![0u32; text.stems.len()];
    for (i, sentence) in text.sentences.iter().enumerate() {
        for word in &text.words[sentence.words.start as usize..sentence.words.end as usize] {
            if std::mem::replace(&mut last[word.stem as usize], i as u32) != i as u32 {
                counts[word.stem as usize] += 1;
            }
        }
    }
    text.stems.iter().zip(counts).map(|(stem, count)| (stem.hash, count)).collect()
}

/// The power of two below a count.
fn class(count: u32) -> u32 {
    count.max(1).ilog2()
}

impl Weighed<'_> {
    /// What a word weighs, in thousandths: names, numbers and quoted words less than others.
    pub fn weight(&self, word: usize, settings: &Settings) -> i64 {
        let word = &self.text.words[word];
        let weight = i64::from(self.weights[word.stem as usize]);
        if word.common || word.quoted { weight * settings.common } else { weight * ONE }
    }
}

#[cfg(test)]
mod tests {
    use super::super::prepare::tests::prepared;
    use super::*;

    fn weights(texts: &[&str], of: &str) -> Vec<(String, u8)> {
        let texts: Vec<_> = texts.iter().map(|text| prepared(text).1).collect();
        let text = prepared(of).1;
        let weights = Frequencies::count(&texts).weigh(&text);
        (0..text.stems.len()).map(|i| (text.letters(i as u32).to_string(), weights[i])).collect()
    }

    #[test]
    fn rare_stems_weigh_more() {
        let mut texts = vec!["Boats sail. Boats sink. Boats burn."; 10];
        texts.push("A crane sings. The boats watch.");
        let found = weights(&texts, "boats crane sink");
        assert_eq!(found, [("boat".into(), 1), ("crane".into(), 5), ("sink".into(), 2)]);
    }

    #[test]
    fn one_more_source_moves_few_classes() {
        let texts: Vec<String> = (0..40).map(|i| format!("The boat number x{i} sails. A crane y{i} sings.")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let before = weights(&texts, "boat crane x7 y9 sails");
        let mut more = texts.clone();
        more.push("Another bird entirely flies over.");
        assert_eq!(weights(&more, "boat crane x7 y9 sails"), before);
    }
}
