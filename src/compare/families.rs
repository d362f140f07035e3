//! Step 6 for the texts of one event together: which of them retell one text.
//!
//! One report may be as near to one retelling as retellings are, by chance, or since both go by one document. It isn't that
//! near to all of them, as a retelling is. So families grow from the nearest pair on, and a text or a family joins another by
//! its best pair and by all its pairs, or by two pairs.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::kinship;
use super::settings::{ONE, Settings};

/// How much the best pair weighs, beside the mean of all pairs (in thousandths).
const BEST: i64 = 500;

/// Of the share that is wanted of two texts, so much of both is enough (in thousandths): several pairs say more than one.
const TOGETHER: i64 = 934;

/// The same of a brief and a family of so many texts and more.
const OF_BRIEF: i64 = 850;
const SEVERAL: usize = 3;

/// What a text of fewer words (those that mean something) shares with another may be chance: it counts only where all pairs are
/// with such texts.
const SHORT: usize = 130;

/// Larger families are known by their pairs with one another well enough: the rest isn't looked at again.
const LARGEST: usize = 16;

/// Of more texts that hang together, families aren't told apart: it takes their number to the third power.
const MANY: usize = 100;

/// Two texts by their numbers, the smaller first.
pub(super) type Two = (usize, usize);

/// What two texts are to each other, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kinship {
    /// Only the two of them were looked at.
    Unknown,
    /// Both are of one family.
    Family,
    /// They aren't, though they share much.
    Apart,
}

/// What is to be looked at again, and as what. `lengths` are the words of each text that mean something; `shares` has the texts
/// that were looked at, with the share of their facts that they tell together (in thousandths). A brief is of the family that
/// it shares a text with, and brings nobody else into it: it may seem to retell more than one text. Of two that are equally
/// near, the one first in `order` comes first.
pub(super) fn kinships(
    lengths: &[usize],
    order: &dyn Fn(&usize, &usize) -> std::cmp::Ordering,
    shares: &[(Two, i64)],
    settings: &Settings,
) -> BTreeMap<Two, Kinship> {
    let near = settings.evidence * TOGETHER / ONE;
    let is_brief = |i: usize| kinship::is_brief(lengths[i]);
    let whole = |(i, j): Two| !is_brief(i) && !is_brief(j);
    let edges = shares.iter().filter(|(two, share)| whole(*two) && *share >= near);
    let share: FxHashMap<Two, i64> = shares.iter().copied().collect();
    let mut family: Vec<Option<usize>> = vec![None; lengths.len()];
    let mut found = BTreeMap::new();
    let mut families: Vec<Vec<usize>> = Vec::new();
    for mut part in parts(lengths.len(), edges.map(|(two, _)| *two)) {
        if part.len() > MANY {
            continue;
        }
        part.sort_by(order);
        let grown = grown(&part, lengths, &share, settings);
        for (n, members) in grown.iter().enumerate() {
            members.iter().for_each(|member| family[*member] = Some(families.len() + n));
        }
        for (x, i) in part.iter().enumerate() {
            for j in &part[..x] {
                let two = (*i.min(j), *i.max(j));
                let share = share.get(&two).copied().unwrap_or(0);
                let (retold, nearly) = (share >= settings.evidence, share >= kinship::nearly(settings));
                let members = |i: usize| family[i].map_or(1, |n| grown[n - families.len()].len());
                // Of two texts that are of no family, none says more.
                let alone = members(*i) == 1 && members(*j) == 1;
                match family[*i] == family[*j] {
                    true if members(*i) <= LARGEST && !retold => found.insert(two, Kinship::Family),
                    false if retold || nearly && !alone => found.insert(two, Kinship::Apart),
                    _ => None,
                };
            }
        }
        families.extend(grown);
    }
    // What each brief shares with the texts of each family.
    let mut of_briefs: BTreeMap<(usize, usize), Vec<i64>> = BTreeMap::new();
    for ((i, j), share) in shares.iter().filter(|((i, j), _)| is_brief(*i) != is_brief(*j)) {
        let (brief, other) = if is_brief(*i) { (*i, *j) } else { (*j, *i) };
        if let Some(n) = family[other].filter(|n| families[*n].len() <= LARGEST) {
            of_briefs.entry((brief, n)).or_default().push(*share);
        }
    }
    for ((brief, n), own) in of_briefs {
        let several = families[n].len() >= SEVERAL && together(&own) >= settings.evidence * OF_BRIEF / ONE;
        if several || own.iter().any(|share| *share >= settings.evidence) {
            let pairs = families[n].iter().map(|member| (brief.min(*member), brief.max(*member)));
            let open = pairs.filter(|two| share.get(two).is_none_or(|share| *share < settings.evidence));
            found.extend(open.map(|two| (two, Kinship::Family)));
        }
    }
    found
}

/// The parts of some texts that pairs hold together.
fn parts(texts: usize, pairs: impl Iterator<Item = Two>) -> Vec<Vec<usize>> {
    fn root(parent: &mut [usize], mut i: usize) -> usize {
        while parent[i] != i {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        i
    }
    let mut parent: Vec<usize> = (0..texts).collect();
    for (i, j) in pairs {
        let (i, j) = (root(&mut parent, i), root(&mut parent, j));
        parent[i.max(j)] = i.min(j);
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..texts {
        parts.entry(root(&mut parent, i)).or_default().push(i);
    }
    parts.into_values().filter(|part| part.len() > 1).collect()
}

/// What several shares say together: the best of them, beside the mean.
fn together(shares: &[i64]) -> i64 {
    let best = shares.iter().copied().max().unwrap_or(0);
    let mean = shares.iter().sum::<i64>() / shares.len().max(1) as i64;
    (best * BEST + mean * (ONE - BEST)) / ONE
}

/// The families of some texts: each begins as its own, and the two nearest become one as long as they are near enough.
fn grown(texts: &[usize], lengths: &[usize], share: &FxHashMap<Two, i64>, settings: &Settings) -> Vec<Vec<usize>> {
    // How much nearer than they must be.
    let near = |one: &[usize], other: &[usize]| -> i64 {
        let pairs = one.iter().flat_map(|i| other.iter().map(move |j| (*i.min(j), *i.max(j))));
        let shares: Vec<(Two, i64)> = pairs.filter_map(|two| Some((two, *share.get(&two)?))).collect();
        let is_long = |(i, j): Two| lengths[i] >= SHORT && lengths[j] >= SHORT;
        let long: Vec<i64> = shares.iter().filter(|(two, _)| is_long(*two)).map(|(_, share)| *share).collect();
        let mut all: Vec<i64> = shares.iter().map(|(_, share)| *share).collect();
        all.sort_unstable();
        match all[..] {
            [] => -settings.evidence,
            [one] => one - settings.evidence,
            // Two pairs of which each would do are no chance: a text may take over a part of what the others tell.
            [.., second, _] => {
                let told = if long.is_empty() { &all } else { &long };
                (together(told) - settings.evidence * TOGETHER / ONE).max(second - settings.evidence)
            }
        }
    };
    let mut families: Vec<Vec<usize>> = texts.iter().map(|text| vec![*text]).collect();
    loop {
        let mut nearest: Option<(i64, usize, usize)> = None;
        for j in 1..families.len() {
            for i in 0..j {
                let near = near(&families[i], &families[j]);
                if near >= 0 && nearest.is_none_or(|(most, ..)| near > most) {
                    nearest = Some((near, i, j));
                }
            }
        }
        let Some((_, i, j)) = nearest else { return families };
        let other = families.remove(j);
        families[i].extend(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lengths: &[(usize, usize)], shares: &[(Two, i64)], expected: &[(Two, Kinship)]) {
        let length = |i: usize| lengths.iter().find(|(text, _)| *text == i).map_or(200, |(_, length)| *length);
        let found = kinships(&[0, 1, 2, 3, 4].map(length), &usize::cmp, shares, &Settings::default());
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_retelling_is_near_to_all_of_a_family() {
        use Kinship::{Apart, Family};
        // Near enough to the rest, though no pair would do.
        let near = [((0, 1), 800), ((0, 2), 580), ((1, 2), 570)];
        check(&[], &near, &[((0, 2), Family), ((1, 2), Family)]);
        // Two texts alone must share more.
        check(&[], &[((0, 1), 580)], &[]);
        // One that is near to one only.
        let chance = [((0, 1), 800), ((0, 2), 700), ((1, 2), 720), ((0, 3), 610), ((1, 3), 420), ((2, 3), 380)];
        check(&[], &chance, &[((0, 3), Apart)]);
        // One that isn't quite as near, and might be by its phrases.
        let nearly = [((0, 1), 800), ((0, 2), 700), ((1, 2), 720), ((0, 3), 600), ((1, 3), 560), ((2, 3), 100)];
        check(&[], &nearly, &[((0, 3), Apart), ((1, 3), Apart)]);
        // One that is near to two.
        let two = [((0, 1), 800), ((0, 2), 700), ((1, 2), 720), ((0, 3), 610), ((1, 3), 600), ((2, 3), 100)];
        check(&[], &two, &[((2, 3), Family)]);
        // One that is near to a short one only.
        let short = [((0, 1), 800), ((0, 2), 700), ((1, 2), 700), ((0, 3), 500), ((1, 3), 500), ((2, 3), 680)];
        check(&[(2, 110)], &short, &[((2, 3), Apart)]);
        // What wasn't looked at says nothing.
        check(&[], &[((0, 1), 800), ((1, 2), 700)], &[((0, 2), Family)]);
    }

    #[test]
    fn a_brief_brings_nobody_into_a_family() {
        use Kinship::Family;
        let of = |pairs: &[Two]| pairs.iter().map(|two| (*two, 700)).collect::<Vec<_>>();
        check(&[(4, 60)], &of(&[(0, 1), (1, 2)]), &[((0, 2), Family)]);
        // It is of a family itself, and of two.
        check(&[(2, 60)], &of(&[(0, 1), (1, 2), (2, 3), (3, 4)]), &[((0, 2), Family), ((2, 4), Family)]);
    }

    #[test]
    fn a_brief_is_near_to_a_family_as_a_whole() {
        use Kinship::Family;
        let family = [((0, 1), 800), ((0, 2), 700), ((1, 2), 720)];
        let with =
            |shares: [i64; 3]| [&family[..], &[((0, 3), shares[0]), ((1, 3), shares[1]), ((2, 3), shares[2])]].concat();
        check(&[(3, 60)], &with([590, 540, 500]), &[((0, 3), Family), ((1, 3), Family), ((2, 3), Family)]);
        check(&[(3, 60)], &with([590, 300, 0]), &[]);
    }

    #[test]
    fn the_order_of_the_texts_does_not_matter() {
        let shares = [((0, 1), 650), ((1, 2), 650), ((2, 3), 650), ((0, 2), 500), ((1, 3), 500), ((0, 3), 450)];
        let found = |turn: &dyn Fn(usize) -> usize| -> BTreeMap<Two, Kinship> {
            let turned = shares.map(|((i, j), share)| ((turn(i).min(turn(j)), turn(i).max(turn(j))), share));
            let found = kinships(&[200; 4], &|i, j| turn(*i).cmp(&turn(*j)), &turned, &Settings::default());
            found.into_iter().map(|((i, j), kin)| ((turn(i).min(turn(j)), turn(i).max(turn(j))), kin)).collect()
        };
        assert_eq!(found(&|i| i), found(&|i| 3 - i));
        assert!(!found(&|i| i).is_empty());
    }
}
