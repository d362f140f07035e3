//! Step 4: how much alike two stretches of two texts are, word by word.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::lexer::Class;
use super::prepare::Prepared;
use super::settings::{ONE, Settings};
use super::weights::Weighed;

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

/// Two texts side by side.
pub(super) struct Pair<'a> {
    pub a: Weighed<'a>,
    pub b: Weighed<'a>,
    pub settings: &'a Settings,
    /// For each stem of `a`, the equal stem of `b`.
    equal: Vec<Option<u32>>,
    /// For each stem of `a`, similar stems of `b` with their likeness in thousandths, the equal one not among them.
    similar: Vec<Vec<(u32, i64)>>,
}

/// Two words that match: of `a`, of `b`, likeness in thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Match {
    pub a: usize,
    pub b: usize,
    pub likeness: i64,
}

/// How two stretches compare. Weights are in thousandths of a class.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Cell {
    /// `(O + L) / (Wa + Wb)` in thousandths.
    pub score: i64,
    /// The words that match, each at most once, in the order of `a`.
    pub matches: Vec<Match>,
    /// Weight of what matches, and of what matches in order.
    pub overlap: i64,
    pub in_order: i64,
    /// Weight of each side.
    pub weight_a: i64,
    pub weight_b: i64,
}

impl<'a> Pair<'a> {
    /// Two texts; finds which of their stems are equal or similar.
    pub fn new(a: Weighed<'a>, b: Weighed<'a>, settings: &'a Settings) -> Self {
        let by_hash: FxHashMap<u64, u32> = (0u32..).zip(&b.text.stems).map(|(i, stem)| (stem.hash, i)).collect();
        let equal = a.text.stems.iter().map(|stem| by_hash.get(&stem.hash).copied()).collect();
        Pair { a, b, settings, equal, similar: similar(a.text, b.text) }
    }

    /// The equal stem of `b`.
    pub fn equal(&self, stem: u32) -> Option<u32> {
        self.equal[stem as usize]
    }

    /// How much alike a word of `a` and a word of `b` are, in thousandths.
    fn likeness(&self, a: usize, b: usize) -> i64 {
        let (a, b) = (self.a.text.words[a].stem, self.b.text.words[b].stem);
        if self.equal[a as usize] == Some(b) {
            return ONE;
        }
        let similar = &self.similar[a as usize];
        similar.iter().find(|(stem, _)| *stem == b).map_or(0, |(_, likeness)| *likeness)
    }

    /// The weight of a match: the mean of both words', as much as they are alike.
    fn worth(&self, m: Match) -> i64 {
        (self.a.weight(m.a, self.settings) + self.b.weight(m.b, self.settings)) * m.likeness / (2 * ONE)
    }

    /// Compares some words of `a` with some of `b`.
    pub fn compare(&self, a: Range<usize>, b: Range<usize>) -> Cell {
        let mut likely: Vec<Match> = Vec::new();
        for i in a.clone() {
            let stem = self.a.text.words[i].stem as usize;
            if self.equal[stem].is_none() && self.similar[stem].is_empty() {
                continue;
            }
            for j in b.clone() {
                let likeness = self.likeness(i, j);
                if likeness > 0 {
                    likely.push(Match { a: i, b: j, likeness });
                }
            }
        }
        let weigh = |text: &Weighed<'_>, words: Range<usize>| words.map(|i| text.weight(i, self.settings)).sum::<i64>();
        let (weight_a, weight_b) = (weigh(&self.a, a.clone()), weigh(&self.b, b.clone()));
        let in_order = self.in_order(&likely, b.clone());
        // One to one: the most alike first, and of those the ones that stand at the same place.
        let place = |m: &Match| (m.a - a.start).abs_diff(m.b - b.start);
        likely.sort_unstable_by_key(|m| (-m.likeness, place(m), m.a, m.b));
        let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
        likely.retain(|m| {
            let free = !used_a[m.a - a.start] && !used_b[m.b - b.start];
            if free {
                used_a[m.a - a.start] = true;
                used_b[m.b - b.start] = true;
            }
            free
        });
        likely.sort_unstable_by_key(|m| m.a);
        let overlap: i64 = likely.iter().map(|m| self.worth(*m)).sum();
        let score = (overlap + in_order) * ONE / (weight_a + weight_b).max(1);
        Cell { score: score.min(ONE), matches: likely, overlap, in_order, weight_a, weight_b }
    }

    /// The weight of the heaviest matches that stand in one order. `likely` is in the order of `a`.
    fn in_order(&self, likely: &[Match], b: Range<usize>) -> i64 {
        // For each word of `b`, the best chain that ends at or before it.
        let mut best = vec![0i64; b.len() + 1];
        for row in likely.chunk_by(|x, y| x.a == y.a) {
            // From the right, so that two matches of one word of `a` don't stand in one chain.
            for m in row.iter().rev() {
                let j = m.b - b.start;
                let chain = best[j] + self.worth(*m);
                let mut k = j + 1;
                while k < best.len() && best[k] < chain {
                    best[k] = chain;
                    k += 1;
                }
            }
        }
        best.last().copied().unwrap_or(0)
    }
}

/// For each stem of `a`, the stems of `b` that may be another form of it.
fn similar(a: &Prepared, b: &Prepared) -> Vec<Vec<(u32, i64)>> {
    let letters = |text: &Prepared, i: usize| -> Vec<char> {
        let stem = &text.stems[i];
        if stem.class == Class::Word { text.letters(i as u32).chars().collect() } else { Vec::new() }
    };
    let mut having: FxHashMap<[char; 3], Vec<u32>> = FxHashMap::default();
    let mut lengths = vec![0i64; b.stems.len()];
    let mut spelt: Vec<Vec<char>> = Vec::with_capacity(b.stems.len());
    for (i, length) in lengths.iter_mut().enumerate() {
        let word = letters(b, i);
        if word.len() >= SOFT_LENGTH {
            let trigrams = trigrams(&word);
            *length = trigrams.len() as i64;
            trigrams.into_iter().for_each(|trigram| having.entry(trigram).or_default().push(i as u32));
        }
        spelt.push(word);
    }
    let mut common = vec![0i64; b.stems.len()];
    let mut touched: Vec<u32> = Vec::new();
    let of_stem = |i: usize| {
        let word = letters(a, i);
        if word.len() < SOFT_LENGTH {
            return Vec::new();
        }
        let trigrams = trigrams(&word);
        let length = trigrams.len() as i64;
        for trigram in trigrams {
            for j in having.get(&trigram).map_or(&[][..], Vec::as_slice) {
                if common[*j as usize] == 0 {
                    touched.push(*j);
                }
                common[*j as usize] += 1;
            }
        }
        touched.sort_unstable();
        let mut found = Vec::new();
        for j in touched.drain(..) {
            let shared = std::mem::take(&mut common[j as usize]);
            let other = &spelt[j as usize];
            if a.stems[i].hash == b.stems[j as usize].hash {
                continue;
            }
            let dice = 2 * shared * ONE / (length + lengths[j as usize]);
            let mut likeness = if dice >= SOFT_DICE { dice * SOFT_FACTOR / ONE } else { 0 };
            let prefix = word.iter().zip(other).take_while(|(x, y)| x == y).count();
            if prefix >= PREFIX && prefix * 100 >= word.len().min(other.len()) * PREFIX_SHARE {
                likeness = likeness.max(PREFIX_VALUE);
            }
            if likeness > 0 {
                found.push((j, likeness));
            }
        }
        found
    };
    (0..a.stems.len()).map(of_stem).collect()
}

/// The different runs of three letters of a word.
fn trigrams(word: &[char]) -> Vec<[char; 3]> {
    let mut trigrams: Vec<[char; 3]> = word.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
    trigrams.sort_unstable();
    trigrams.dedup();
    trigrams
}

#[cfg(test)]
mod tests {
    use super::super::prepare::tests::prepared;
    use super::super::weights::Frequencies;
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, expected: std::ops::RangeInclusive<i64>) {
        let texts = [prepared(a).1, prepared(b).1];
        let frequencies = Frequencies::count(&texts);
        let weights = [frequencies.weigh(&texts[0]), frequencies.weigh(&texts[1])];
        let settings = Settings::default();
        let weighed = |i: usize| Weighed { text: &texts[i], weights: &weights[i] };
        let score = |x: usize, y: usize| {
            let pair = Pair::new(weighed(x), weighed(y), &settings);
            pair.compare(0..texts[x].words.len(), 0..texts[y].words.len()).score
        };
        assert!(expected.contains(&score(0, 1)), "{} for {a:?} and {b:?}", score(0, 1));
        assert_eq!(score(0, 1), score(1, 0));
    }

    #[test]
    fn scores() {
        check(
            "The harbour board closed the northern pier.",
            "The harbour board closed the northern pier.",
            1000..=1000,
        );
        check("The harbour board closed the northern pier.", "A crane sings at night.", 0..=0);
        // The same words in another order count half as much as in order, and forms of a word nearly as it.
        check("harbour board closed pier", "pier closed board harbour", 600..=650);
        check("transporting goods strategically", "transit goods strategy", 700..=950);
        // A number is equal or not.
        check("1500 boats", "1501 boats", 300..=750);
        check("", "", 0..=0);
    }
}
