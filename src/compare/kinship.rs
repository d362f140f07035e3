//! Step 6: whether two texts share a text, or only what happened.
//!
//! Two reporters of one event have its names, figures and much of its vocabulary in common. What they don't have in common
//! is how they tell it: which of the facts go into one sentence together, and in which words. A retelling keeps
//! sentences together even where it exchanges their words and their order.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::align::{self, Path, Step};
use super::prepare::Prepared;
use super::score::{Match, Pair};
use super::settings::ONE;
use super::weights::Weighed;

/// What it counts where all ordinary words of sentences that belong together are the same, in facts packed together.
const WORDING: i64 = 12;

/// So much weight is taken to have no counterpart, beside what has none: a share of one short sentence says little.
const UNTOLD: i64 = 20 * ONE;

/// So many ordinary words in one order are no surprise where two sentences tell one thing. Each more is one.
const PHRASE: usize = 4;

/// What speaks for a shared text, in thousandths of a fact that both pack together with another.
pub(super) fn evidence(pair: &Pair<'_>, paths: &[Path]) -> i64 {
    let steps: Vec<&Step> = paths.iter().flatten().filter(|step| !align::is_quotation(pair, step)).collect();
    let told: usize = steps.iter().filter(|step| letters(pair, step).is_some()).map(|step| step.a.len()).sum();
    let (a, b) = (pair.a.text.sentences.len(), pair.b.text.sentences.len());
    // A text that stands whole in the other, be it ever so short.
    if told > 0 && (told == a || told == b) {
        return i64::MAX;
    }
    (packed(pair) + phrases(pair, &steps)) * ONE + wording(pair, &steps) * WORDING
}

/// How many words a step has where both sides are the same to the letter.
fn letters(pair: &Pair<'_>, step: &Step) -> Option<usize> {
    let (a, b) = (&pair.a.text.sentences[step.a.clone()], &pair.b.text.sentences[step.b.clone()]);
    let equal = a.iter().map(|sentence| sentence.hash).eq(b.iter().map(|sentence| sentence.hash));
    equal.then(|| a.iter().map(|sentence| sentence.count as usize).sum())
}

/// How many facts both texts tell in one sentence with another fact.
///
/// A fact is a word that stands once in each text, or several that follow each other in both: then they are a name, a
/// figure with what it counts, a set phrase. Those in quotation marks are the speaker's. First sentences say who, where and when in
/// every report.
fn packed(pair: &Pair<'_>) -> i64 {
    let (a, b) = (pair.a.text, pair.b.text);
    let sentence = |text: &Prepared, word: usize| text.sentences.partition_point(|s| s.words.end as usize <= word);
    let place = |(i, j): (usize, usize)| (sentence(a, i), sentence(b, j));
    let mut facts: FxHashMap<(usize, usize), i64> = FxHashMap::default();
    let mut last: Option<(usize, usize)> = None;
    for (i, word) in a.words.iter().enumerate() {
        if once(a, word.stem) != Some(i) {
            continue;
        }
        let equal = pair.alike(word.stem).iter().find(|(_, likeness)| i64::from(*likeness) == ONE);
        let Some(j) = equal.and_then(|(stem, _)| once(b, *stem)) else { continue };
        let goes_on = last.is_some_and(|(x, y)| (x + 1, y + 1) == (i, j) && place((x, y)) == place((i, j)));
        if !goes_on {
            *facts.entry(place((i, j))).or_default() += 1;
        }
        last = Some((i, j));
    }
    facts.into_iter().filter(|(at, _)| *at != (0, 0)).map(|(_, count)| count - 1).sum()
}

/// The one word outside of quotation marks that has a stem.
fn once(text: &Prepared, stem: u32) -> Option<usize> {
    let mut spoken = text.places(stem).iter().map(|i| *i as usize).filter(|i| !text.words[*i].quoted);
    spoken.next().filter(|_| spoken.next().is_none())
}

/// How much of the ordinary words of sentences that belong together the other side has too, where it has less of them;
/// in thousandths.
fn wording(pair: &Pair<'_>, steps: &[&Step]) -> i64 {
    let (mut a, mut b) = (Explained::default(), Explained::default());
    for step in steps {
        let matches = || step.cell.matches.iter();
        a.add(pair, pair.a, align::all_words(pair.a.text, &step.a), matches().map(|m| (m.a, m)));
        b.add(pair, pair.b, align::all_words(pair.b.text, &step.b), matches().map(|m| (m.b, m)));
    }
    a.share().min(b.share())
}

/// How many more ordinary words in one order there are in sentences that belong together than a subject makes there; of
/// a sentence to the letter, every word counts.
fn phrases(pair: &Pair<'_>, steps: &[&Step]) -> i64 {
    let of_step = |step: &&Step| {
        if let Some(words) = letters(pair, step) {
            return words.saturating_sub(PHRASE) as i64;
        }
        let ordinary = |m: &&Match| !pair.a.is_common(m.a) && !pair.b.is_common(m.b);
        let matches: Vec<(usize, usize)> = step.cell.matches.iter().filter(ordinary).map(|m| (m.a, m.b)).collect();
        align::in_one_order(&matches).len().saturating_sub(PHRASE) as i64
    };
    steps.iter().map(of_step).sum()
}

/// The weight of some ordinary words, and of those among them that the other side has too.
#[derive(Default)]
struct Explained {
    all: i64,
    found: i64,
}

impl Explained {
    fn add<'m>(
        &mut self,
        pair: &Pair<'_>,
        text: &Weighed<'_>,
        words: Range<usize>,
        matches: impl Iterator<Item = (usize, &'m Match)>,
    ) {
        let weight = |i: usize| if text.is_common(i) { 0 } else { text.weight(i, &pair.settings) };
        self.all += words.map(weight).sum::<i64>();
        self.found += matches.map(|(i, m)| weight(i) * m.likeness / ONE).sum::<i64>();
    }

    fn share(&self) -> i64 {
        self.found * ONE / (self.all + UNTOLD)
    }
}

#[cfg(test)]
mod tests {
    use super::super::prepare::tests::prepared;
    use super::super::settings::Settings;
    use super::super::vocabulary::Vocabulary;
    use super::*;

    const WIRE: &str = "The harbour board met on Friday. It closed the northern pier after two boats had struck it in thick \
        fog. Nobody was hurt, said the keeper, Oda Elm. A stronger lamp is to be bought before winter for 4,000 crowns, \
        half of them paid by the fishermen. The pier was built in 1911 and repaired once, after the storm of 1953.";
    /// The same sentences in other words and another order.
    const RETOLD: &str = "Built in 1911, the pier has only been repaired after a storm in 1953. Now the northern one is \
        closed because two boats ran into it in thick fog. Fishermen will bear half of the 4,000 crowns for a stronger lamp \
        that should be there by winter.";
    /// The same facts by somebody who was there.
    const APART: &str = "Oda Elm, who keeps the light, heard both boats on Thursday night. The fog was so thick that she could \
        not see the pier from her window. On Friday the board came to look and closed it. The fishermen grumble: 4,000 \
        crowns is a winter's herring. In 1953 they carried the stones themselves, and their fathers did in 1911.";

    fn of(a: &str, b: &str) -> (i64, i64) {
        let texts = [prepared(a).1, prepared(b).1];
        let vocabulary = Vocabulary::of(&texts);
        let weighed = [Weighed::new(&texts[0], &vocabulary), Weighed::new(&texts[1], &vocabulary)];
        let pair = Pair::of(&weighed[0], &weighed[1], &Settings::default());
        (packed(&pair), evidence(&pair, &[]))
    }

    #[test]
    fn a_retelling_packs_the_same_facts_together() {
        assert_eq!(of(WIRE, RETOLD), of(RETOLD, WIRE));
        let (retold, apart) = (of(WIRE, RETOLD).0, of(WIRE, APART).0);
        assert!(retold >= apart + 3, "{retold} and {apart}");
        assert_eq!(of("", WIRE), (0, 0));
    }

    #[test]
    fn a_set_phrase_is_one_fact() {
        // Three words that follow each other in both, and one that doesn't.
        assert_eq!(of("One. The northern pier lamp is broken.", "Two. The broken northern pier lamp.").0, 1);
        // What first sentences share says nothing.
        assert_eq!(of("The northern pier lamp is broken.", "The broken northern pier lamp.").0, 0);
        // Neither does what somebody else said.
        let quoted = "Now. He said: “The northern pier lamp is surely broken.”";
        assert_eq!(of(quoted, "Here. “Broken is surely the lamp of the northern pier,” he said.").0, 0);
    }
}
