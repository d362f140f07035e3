//! The comparison as a whole: from texts to groups, pairs with their passages, and lineages.

use std::ops::Range;

use rayon::prelude::*;

use super::evidence::{At, Coverage, Evidence, Group, Milli, Pair, Passage};
use super::language::Language;
use super::passage::Found;
use super::prepare::Prepared;
use super::settings::{ONE, Settings};
use super::weights::{Frequencies, Weighed};
use super::{align, candidates, groups, lineages, passage, score};
use crate::text::ArchivedText;

/// The version of the comparison: higher whenever the same texts may give other findings.
pub const ALGORITHM: u32 = 1;

/// Within a group, a text is aligned with so many of its first members; between two units, so many of each are.
const FEW: usize = 4;

/// A text to compare.
pub(super) struct Input<'a> {
    /// The source's id.
    pub id: &'a str,
    pub text: &'a ArchivedText,
    /// BCP 47.
    pub language: &'a str,
    /// Code points where names stand, in order.
    pub names: Vec<At>,
}

/// Compares all texts with each other. The inputs come in the order of their ids.
pub(super) fn run(inputs: &[Input<'_>], settings: &Settings) -> Evidence {
    let texts = prepare(inputs);
    let frequencies = Frequencies::count(&texts);
    let weights: Vec<Vec<u8>> = texts.par_iter().map(|text| frequencies.weigh(text)).collect();
    let units = groups::units(&texts, settings);
    let mut wanted: Vec<(usize, usize)> = Vec::new();
    for unit in &units {
        wanted.extend(within(unit));
    }
    let between = candidates::candidates(&texts, &units, settings);
    wanted.extend(between.iter().flat_map(|(a, b)| across(&texts, &units[*a], &units[*b])));
    wanted.iter_mut().for_each(|(a, b)| (*a, *b) = (*a.min(b), *a.max(b)));
    wanted.sort_unstable();
    wanted.dedup();
    let weighed = |i: usize| Weighed { text: &texts[i], weights: &weights[i] };
    let found = wanted.par_iter().filter_map(|(i, j)| {
        let passages = align((inputs[*i].text, weighed(*i)), (inputs[*j].text, weighed(*j)), settings);
        (!passages.is_empty()).then(|| Pair {
            a: inputs[*i].id.to_string(),
            b: inputs[*j].id.to_string(),
            coverage: Coverage {
                a: coverage(inputs[*i].text, passages.iter().map(|p| p.a)),
                b: coverage(inputs[*j].text, passages.iter().map(|p| p.b)),
            },
            passages,
        })
    });
    let pairs: Vec<Pair> = found.collect();
    let group = |unit: &Vec<usize>| {
        let mut members: Vec<String> = unit.iter().map(|i| inputs[*i].id.to_string()).collect();
        members.sort();
        (unit.len() > 1).then(|| Group { representative: inputs[unit[0]].id.to_string(), members })
    };
    Evidence {
        algorithm: ALGORITHM,
        settings: settings.named(),
        groups: units.iter().filter_map(group).collect(),
        lineages: lineages::lineages(&pairs, settings),
        pairs,
        ..Evidence::new()
    }
}

/// Prepares all texts.
fn prepare(inputs: &[Input<'_>]) -> Vec<Prepared> {
    let mut tags: Vec<&str> = inputs.iter().map(|input| input.language).collect();
    tags.sort_unstable();
    tags.dedup();
    let languages: Vec<Language> = tags.iter().map(|tag| Language::new(tag)).collect();
    let prepare = |input: &Input<'_>| {
        let language = tags.binary_search(&input.language).ok().and_then(|i| languages.get(i));
        let names: Vec<Range<usize>> = input.names.iter().filter_map(|at| input.text.bytes(at.range())).collect();
        language.map_or_else(Prepared::default, |language| Prepared::new(input.text, language, &names))
    };
    inputs.par_iter().map(prepare).collect()
}

/// The pairs of a group that are aligned: each member with the first few.
fn within(unit: &[usize]) -> Vec<(usize, usize)> {
    (0..unit.len()).flat_map(|i| (0..i.min(FEW)).map(move |j| (unit[j], unit[i]))).collect()
}

/// The pairs of two units that are aligned: the few members of each that share most with the other's representative.
fn across(texts: &[Prepared], a: &[usize], b: &[usize]) -> Vec<(usize, usize)> {
    let few = |unit: &[usize], other: usize| -> Vec<usize> {
        if unit.len() <= FEW {
            return unit.to_vec();
        }
        let mut by_share: Vec<(std::cmp::Reverse<usize>, usize, usize)> = (unit.iter().enumerate())
            .map(|(place, i)| (std::cmp::Reverse(candidates::shared(texts, *i, other)), place, *i))
            .collect();
        by_share.sort_unstable();
        by_share.into_iter().take(FEW).map(|(_, _, i)| i).collect()
    };
    let (few_a, few_b) = (few(a, b[0]), few(b, a[0]));
    few_a.iter().flat_map(|i| few_b.iter().map(move |j| (*i, *j))).collect()
}

/// The passages of two texts: a pure function of both texts, their weights and the settings.
///
/// Which of the two is the first doesn't matter: swapped, the result is mirrored.
fn align(a: (&ArchivedText, Weighed<'_>), b: (&ArchivedText, Weighed<'_>), settings: &Settings) -> Vec<Passage> {
    if a.1.text.key > b.1.text.key {
        let mut mirrored: Vec<Passage> = align(b, a, settings).iter().map(Passage::mirrored).collect();
        mirrored.sort_by_key(|passage| (passage.a, passage.b));
        return mirrored;
    }
    let pair = score::Pair::new(a.1, b.1, settings);
    let raw = (a.0.raw(), b.0.raw());
    let paths = align::align(&pair);
    let found: Vec<Found> = paths.iter().flat_map(|path| passage::passages(&pair, raw, path)).collect();
    let mut passages: Vec<Passage> = found
        .into_iter()
        .map(|found| Passage {
            a: a.0.points(found.a).into(),
            b: b.0.points(found.b).into(),
            degree: found.degree,
            score: Milli(found.step.cell.score),
            discrepancies: Vec::new(),
        })
        .collect();
    passages.sort_by_key(|passage| (passage.a, passage.b));
    passages
}

/// Which share of a body passages cover.
fn coverage(text: &ArchivedText, passages: impl Iterator<Item = At>) -> Milli {
    let body: usize = text.body_points().iter().map(|range| range.len()).sum();
    let mut places: Vec<At> = passages.collect();
    places.sort();
    let (mut covered, mut end) = (0, 0);
    for at in places {
        covered += at.end.saturating_sub(at.start.max(end));
        end = end.max(at.end);
    }
    Milli((covered as i64 * ONE / body.max(1) as i64).min(ONE))
}
