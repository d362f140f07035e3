//! Step 3, first half: sources that share their sentences to the letter are one group.
//!
//! A wire story that five hundred outlets run would otherwise be in 124,750 pairs, and its pairs of words in too many
//! texts to count as rare. A group is aligned within itself with its first few members only, and with others by the
//! few that are most like them.

use rustc_hash::FxHashMap;

use super::prepare::Prepared;
use super::settings::{ONE, Settings};

/// A sentence of fewer words says too little to tell where it is from.
const TELLING: u32 = 6;

/// Leaders of groups that are remembered for one sentence. More share only stock phrases.
const LEADERS: usize = 8;

/// What is compared with others as one: the members of a group, its representative first, or a single text.
pub(super) type Unit = Vec<usize>;

/// The units, in the order of their first members. Texts are numbers into `texts`.
pub(super) fn units(texts: &[Prepared], settings: &Settings) -> Vec<Unit> {
    let telling = |text: &Prepared| -> Vec<(u64, u32)> {
        let sentences = text.sentences.iter().filter(|sentence| sentence.count >= TELLING);
        sentences.map(|sentence| (sentence.hash, sentence.count)).collect()
    };
    // The longest first, so that a text that breaks off joins the whole one; of equals, whichever reads lower.
    let mut order: Vec<usize> = (0..texts.len()).collect();
    let length = |text: &Prepared| text.sentences.iter().map(|sentence| sentence.count).sum::<u32>();
    let lengths: Vec<u32> = texts.iter().map(length).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(lengths[*i]), texts[*i].key, *i));
    let mut leaders_of: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut units: Vec<Unit> = Vec::new();
    let mut shared: FxHashMap<usize, u32> = FxHashMap::default();
    for i in order {
        let sentences = telling(&texts[i]);
        shared.clear();
        for (hash, count) in &sentences {
            for unit in leaders_of.get(hash).into_iter().flatten() {
                *shared.entry(*unit).or_default() += count;
            }
        }
        let best = shared.iter().map(|(unit, count)| (*count, std::cmp::Reverse(*unit))).max();
        match best {
            Some((count, std::cmp::Reverse(unit)))
                if i64::from(count) * ONE >= i64::from(lengths[i]) * settings.copy =>
            {
                units[unit].push(i);
            }
            _ => {
                for (hash, _) in sentences {
                    let leaders = leaders_of.entry(hash).or_default();
                    if leaders.len() < LEADERS {
                        leaders.push(units.len());
                    }
                }
                units.push(vec![i]);
            }
        }
    }
    units.sort_by_key(|unit| unit.iter().min().copied());
    units
}

#[cfg(test)]
mod tests {
    use super::super::prepare::tests::prepared;
    use super::*;

    const WIRE: &str = "The harbour board closed the northern pier on Friday. Two boats had struck it in the fog. Nobody was \
        hurt in either case. The board wants a new light before winter comes.";

    #[track_caller]
    fn check(texts: &[&str], expected: &[&[usize]]) {
        let texts: Vec<_> = texts.iter().map(|text| prepared(text).1).collect();
        assert_eq!(units(&texts, &Settings::default()), expected);
    }

    #[test]
    fn copies_are_one_unit() {
        let apart = "A crane sings at night over the river. Nobody has ever seen where it sleeps in winter.";
        let cut = WIRE.split_inclusive(". ").take(2).collect::<String>();
        check(&[WIRE, apart, WIRE, &cut], &[&[0, 2, 3], &[1]]);
        check(&[&cut, WIRE], &[&[1, 0]]);
        let own = format!("{apart} It is the talk of the harbour town every spring. {}", &WIRE[..54]);
        check(&[WIRE, &own], &[&[0], &[1]]);
        check(&["", "", "One word."], &[&[0], &[1], &[2]]);
    }
}
