//! Step 6: whether two texts share a text, or only what happened.
//!
//! Two reporters of one event have its names, figures and much of its vocabulary in common. What they don't have in common
//! is how they tell it: which of the facts go into one sentence together. A retelling keeps facts together even where it
//! exchanges their words and their order; and it has little to tell that the other hasn't.

use rustc_hash::FxHashMap;

use super::align::{self, Path, Step};
use super::families::Kinship;
use super::prepare::Prepared;
use super::score::{Match, Pair};
use super::settings::{ONE, Settings};

/// Two words tell one fact where they are so much alike (in thousandths): equal, or forms of one word.
pub(super) const FORM: i64 = 750;

/// More facts together in two sentences count no more: one that tells everything alike may be a formula, or the one
/// document that both reporters had.
const PACKED: i64 = 3;

/// So many ordinary words in one order are no surprise where two sentences tell one thing. Each more is one, up to
/// [`PACKED`].
const PHRASE: usize = 4;

/// In a sentence to the letter, one in so many words: a long one alone is enough, a short one may be a formula.
const TO_THE_LETTER: usize = 3;

/// What such a word counts beside a fact (in thousandths): retellings that change every phrase are still retellings.
const WORDING: i64 = 470;

/// So many facts are taken to stand apart, beside those that do: few facts say little.
const APART: i64 = 4;

/// What a text counts of which every tenth word is a fact that the other has (in thousandths): whoever was there tells what
/// the other doesn't.
const DENSE: i64 = 60;

/// What one order of all facts counts (in thousandths): everybody begins with what matters most, but what follows is the
/// writer's choice.
const ORDER: i64 = 140;

/// Each word that the shorter text lacks of so many makes up for this (in millionths), down to so many: the longer two texts
/// are, the more facts stand together in both by chance.
const LONG: i64 = 200;
const SHORTEST: i64 = 80;
const SHORT: i64 = 600;

/// A brief, of fewer words than this, holds little but facts, and they stand together for want of room: it is no denser than a
/// text of so many. What speaks there, the more the shorter it is, is that each of its sentences packs more facts than a
/// reporter's, who has two: what each fact a sentence more or less counts (in thousandths).
const BRIEF: i64 = 100;
const BRIEF_FACTS: i64 = 2;
const BRIEF_FACT: i64 = 500;

/// Less than this, in facts, is never enough: it may stand in one pair of sentences, or in two by chance.
const LEAST: i64 = 5;

/// Of the share that is wanted, so much is enough (in thousandths), and so many facts, where other texts say that both go back
/// to one: two retellings may tell different parts of it.
const KIN: i64 = 430;
const KIN_LEAST: i64 = 3;

/// Where a long text takes over little, its other facts say nothing; but phrases do. So many are enough where there is one
/// for each two sentences that belong together, with the share that is wanted but for a tenth, since independent reports that
/// go by one document have up to nine. Fewer are enough by themselves where there are two for each sentence, and one more for
/// each [`MORE`] sentences, or where both texts have so many words that mean something.
const PHRASES: i64 = 8;
const FEW_PHRASES: i64 = 6;
const MORE: i64 = 6;
const VERY_LONG: i64 = 340;
const NEARLY: i64 = 900;

/// What speaks for a shared text.
pub(super) struct Evidence {
    /// Facts that both texts tell together with others, in thousandths.
    packed: i64,
    /// The share of such facts among all that both tell, how much of what a text tells both do, and how far in one order; in
    /// thousandths.
    share: i64,
    /// Whether they have so many phrases in common as no two reporters have, or one stands whole in the other; and whether as many
    /// as hardly any two.
    plain: bool,
    nearly_plain: bool,
}

impl Evidence {
    /// Whether two texts share a text.
    pub fn is_shared(&self, settings: &Settings, kin: Kinship) -> bool {
        let nearly = kin != Kinship::Apart && self.nearly_plain && self.share >= nearly(settings);
        self.plain || nearly || self.is_retold(settings, kin)
    }

    /// Whether what one text tells is mostly the other's, or both have it from a third.
    pub fn is_retold(&self, settings: &Settings, kin: Kinship) -> bool {
        match kin {
            Kinship::Unknown => self.together() >= settings.evidence,
            Kinship::Family => self.packed >= KIN_LEAST * ONE && self.share >= settings.evidence * KIN / ONE,
            Kinship::Apart => false,
        }
    }

    /// The share of the facts of both that they tell together (in thousandths); nothing where those are few.
    pub fn together(&self) -> i64 {
        if self.packed >= LEAST * ONE { self.share } else { 0 }
    }
}

/// The share that is enough where there are many phrases (in thousandths).
pub(super) fn nearly(settings: &Settings) -> i64 {
    settings.evidence * NEARLY / ONE
}

/// Whether a text of so many words that mean something is so short that it holds little but facts.
pub(super) fn is_brief(words: usize) -> bool {
    (words as i64) < BRIEF
}

/// What speaks for a shared text where some sentences belong together.
pub(super) fn evidence(pair: &Pair<'_>, paths: &[Path]) -> Evidence {
    let steps: Vec<&Step> = paths.iter().flatten().filter(|step| !align::is_quotation(pair, step)).collect();
    let told: usize = steps.iter().filter(|step| letters(pair, step).is_some()).map(|step| step.a.len()).sum();
    let (a, b) = (pair.a.text.sentences.len(), pair.b.text.sentences.len());
    // A text that stands whole in the other, be it ever so short.
    let whole = told > 0 && (told == a || told == b);
    let phrases = phrases(pair, &steps);
    let facts = Facts::of(pair);
    let packed = facts.packed * ONE + phrases * WORDING;
    let words = pair.a.text.words.len().min(pair.b.text.words.len()).max(1) as i64;
    let more = packed / a.min(b).max(1) as i64 - BRIEF_FACTS * ONE;
    let millionths = packed * ONE / (facts.all + APART)
        + 10 * DENSE * ONE * facts.all / words.max(BRIEF)
        + facts.in_order * ORDER
        + (LONG - words.clamp(SHORTEST, LONG)) * SHORT
        + (BRIEF - words).max(0) * more * BRIEF_FACT / BRIEF;
    let steps = steps.len() as i64;
    let one_for_two = phrases * 2 >= steps;
    Evidence {
        packed,
        share: millionths / ONE,
        plain: whole
            || phrases >= FEW_PHRASES && (phrases >= 2 * steps + steps / MORE || words >= VERY_LONG && one_for_two),
        nearly_plain: phrases >= PHRASES && one_for_two,
    }
}

/// How many words a step has where both sides are the same to the letter.
fn letters(pair: &Pair<'_>, step: &Step) -> Option<usize> {
    let (a, b) = (&pair.a.text.sentences[step.a.clone()], &pair.b.text.sentences[step.b.clone()]);
    let equal = a.iter().map(|sentence| sentence.hash).eq(b.iter().map(|sentence| sentence.hash));
    equal.then(|| a.iter().map(|sentence| sentence.count as usize).sum())
}

/// The facts that two texts have in common.
///
/// A fact is a word that stands once in each text, or several that stand side by side in both: then they are a name, a
/// figure with what it counts, a set phrase. What stands in quotation marks is the speaker's.
#[derive(Default, PartialEq, Eq, Debug)]
struct Facts {
    all: i64,
    /// How many of them both tell in one sentence with another.
    packed: i64,
    /// Of every two words of them that stand in two sentences in both texts, which share stands in the same order (in
    /// thousandths).
    in_order: i64,
}

impl Facts {
    fn of(pair: &Pair<'_>) -> Self {
        let (a, b) = (pair.a.text, pair.b.text);
        let sentence = |text: &Prepared, word: usize| text.sentences.partition_point(|s| s.words.end as usize <= word);
        let mut together: FxHashMap<(usize, usize), i64> = FxHashMap::default();
        let mut last: Option<(usize, usize)> = None;
        let mut all = 0;
        let mut places = Vec::new();
        for (i, j) in same(pair) {
            let place = (sentence(a, i), sentence(b, j));
            places.push(place);
            let beside =
                |(x, y): (usize, usize)| x + 1 == i && y.abs_diff(j) == 1 && place == (sentence(a, x), sentence(b, y));
            if !last.is_some_and(beside) {
                all += 1;
                *together.entry(place).or_default() += 1;
            }
            last = Some((i, j));
        }
        // First sentences say who, where and when in every report.
        let told = together.into_iter().filter(|(place, _)| *place != (0, 0));
        let packed = told.map(|(_, count)| (count - 1).min(PACKED)).sum();
        Facts { all, packed, in_order: in_order(&places, b.sentences.len()) }
    }
}

/// Of every two places that differ on both sides, which share stands in one order (in thousandths). Places come in the order
/// of the first side; there are `sentences` on the second.
fn in_order(places: &[(usize, usize)], sentences: usize) -> i64 {
    // How many of those before stand at or before a sentence of the second side: a Fenwick tree.
    let mut tree = vec![0i64; sentences + 1];
    let up_to = |tree: &[i64], sentence: usize| -> i64 {
        let down = std::iter::successors(Some(sentence), |i| i.checked_sub(1).map(|before| i & before));
        down.map(|i| tree[i]).sum()
    };
    let (mut same, mut other, mut before) = (0, 0, 0);
    for row in places.chunk_by(|x, y| x.0 == y.0) {
        for (_, j) in row {
            same += up_to(&tree, *j);
            other += before - up_to(&tree, *j + 1);
        }
        for (_, j) in row {
            let mut i = j + 1;
            while i < tree.len() {
                tree[i] += 1;
                i += i & i.wrapping_neg();
            }
            before += 1;
        }
    }
    same * ONE / (same + other).max(1)
}

/// The words that stand once in each text and are alike, in the order of `a`: each with one, the most alike first.
fn same(pair: &Pair<'_>) -> Vec<(usize, usize)> {
    let (a, b) = (pair.a.text, pair.b.text);
    let once_b: Vec<Option<usize>> = (0..b.stems.len() as u32).map(|stem| once(b, stem)).collect();
    let mut likely: Vec<(i64, usize, usize)> = Vec::new();
    for stem in 0..a.stems.len() as u32 {
        let Some(i) = once(a, stem) else { continue };
        let forms = pair.alike(stem).iter().filter(|(_, likeness)| i64::from(*likeness) >= FORM);
        likely.extend(forms.filter_map(|(form, likeness)| Some((-i64::from(*likeness), i, once_b[*form as usize]?))));
    }
    likely.sort_unstable();
    let (mut used_a, mut used_b) = (vec![false; a.words.len()], vec![false; b.words.len()]);
    let mut same = Vec::new();
    for (_, i, j) in likely {
        if !used_a[i] && !used_b[j] {
            (used_a[i], used_b[j]) = (true, true);
            same.push((i, j));
        }
    }
    same.sort_unstable();
    same
}

/// The one word outside of quotation marks that has a stem.
fn once(text: &Prepared, stem: u32) -> Option<usize> {
    let mut spoken = text.places(stem).iter().map(|i| *i as usize).filter(|i| !text.words[*i].quoted);
    spoken.next().filter(|_| spoken.next().is_none())
}

/// How many more ordinary words in one order there are in sentences that belong together than a subject makes there. What
/// stands in quotation marks is the speaker's.
fn phrases(pair: &Pair<'_>, steps: &[&Step]) -> i64 {
    let of_step = |step: &&Step| {
        let quoted = |m: &Match| pair.a.text.words[m.a].quoted && pair.b.text.words[m.b].quoted;
        let ordinary = |m: &&Match| !pair.a.is_common(m.a) && !pair.b.is_common(m.b) && !quoted(m);
        let matches = || step.cell.matches.iter().filter(ordinary).map(|m| (m.a, m.b)).collect::<Vec<_>>();
        match letters(pair, step) {
            Some(words) => (words / TO_THE_LETTER) as i64,
            None => (align::in_one_order(&matches()).len().saturating_sub(PHRASE) as i64).min(PACKED),
        }
    };
    steps.iter().map(of_step).sum()
}

#[cfg(test)]
mod tests {
    use super::super::prepare::tests::prepared;
    use super::super::vocabulary::Vocabulary;
    use super::super::weights::Weighed;
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

    fn of(a: &str, b: &str) -> (Facts, bool) {
        let texts = [prepared(a).1, prepared(b).1];
        let vocabulary = Vocabulary::of(&texts);
        let weighed = [Weighed::new(&texts[0], &vocabulary), Weighed::new(&texts[1], &vocabulary)];
        let settings = Settings::default();
        let pair = Pair::of(&weighed[0], &weighed[1], &settings);
        (Facts::of(&pair), evidence(&pair, &[]).is_retold(&settings, Kinship::Unknown))
    }

    #[test]
    fn a_retelling_packs_the_same_facts_together() {
        assert_eq!(of(WIRE, RETOLD), of(RETOLD, WIRE));
        let (retold, apart) = (of(WIRE, RETOLD), of(WIRE, APART));
        assert!(retold.0.packed > apart.0.packed, "{retold:?} and {apart:?}");
        assert!(retold.1 && !apart.1, "{retold:?} and {apart:?}");
        assert_eq!(of("", WIRE), (Facts::default(), false));
    }

    #[test]
    fn a_set_phrase_is_one_fact() {
        // Words that stand side by side in both, and one that doesn't.
        let facts = |a: &str, b: &str| {
            let facts = of(a, b).0;
            (facts.all, facts.packed)
        };
        assert_eq!(facts("One. The northern pier lamp is broken.", "Two. The broken old northern pier lamp."), (2, 1));
        // What first sentences share says nothing.
        assert_eq!(facts("The northern pier lamp is broken.", "The broken old northern pier lamp."), (2, 0));
        // Neither does what somebody else said.
        let quoted = "Now. He said: “The northern pier lamp is surely broken.”";
        assert_eq!(facts(quoted, "Here. “Broken is surely the lamp of the northern pier,” he said."), (0, 0));
    }

    #[test]
    fn facts_stand_in_one_order_or_not() {
        let check = |places: &[(usize, usize)], expected| assert_eq!(in_order(places, 4), expected, "{places:?}");
        check(&[(0, 0), (1, 1), (2, 2), (3, 3)], 1000);
        check(&[(0, 3), (1, 2), (2, 1), (3, 0)], 0);
        // What stands in one sentence on either side has no order.
        check(&[(0, 1), (0, 3), (1, 3), (2, 0)], 250);
        check(&[(0, 0)], 0);
        check(&[], 0);
    }

    #[test]
    fn one_pair_of_sentences_is_not_enough() {
        let words =
            ["otters", "bridge", "heron", "mayor", "lantern", "violin", "harvest", "copper", "thunder", "chapel"];
        let told: Vec<&str> = words.iter().flat_map(|word| [*word, "the"]).collect();
        let back: Vec<&str> = words.iter().step_by(2).chain(words.iter().skip(1).step_by(2)).copied().collect();
        let (a, b) = (format!("One. The {}.", told.join(" ")), format!("Two. The {}.", back.join(" and ")));
        let facts = of(&a, &b).0;
        assert_eq!((facts.all, facts.packed), (words.len() as i64, PACKED));
    }
}
