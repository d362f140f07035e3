//! The comparison as a whole: from texts to groups, pairs with their passages, and lineages.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::discrepancy::Side;
use super::evidence::{At, Coverage, Degree, Discrepancy, Evidence, Group, Kind, Milli, Pair, Passage};
use super::language::Language;
use super::passage::Found;
use super::prepare::Prepared;
use super::settings::{ONE, Settings};
use super::weights::{Frequencies, Weighed};
use super::{align, candidates, discrepancy, groups, lineages, passage, score};
use crate::text::{ArchivedText, word};

/// The version of the comparison: higher whenever the same texts may give other findings.
pub const ALGORITHM: u32 = 1;

/// Within a group, a text is aligned with so many of its first members; between two units, so many of each are.
const FEW: usize = 4;

/// Larger families of retellings are known by their pairs with one another well enough.
const FAMILY: usize = 16;

/// A text to compare.
pub(super) struct Input<'a> {
    /// The source's id.
    pub id: &'a str,
    pub text: &'a ArchivedText,
    /// BCP 47.
    pub language: &'a str,
    /// Code points where names of the dossier stand, in order, and which name each is, by number.
    pub names: Vec<(At, usize)>,
    /// How many of its words may be quoted in a row.
    pub shown: usize,
}

/// A text, ready to be aligned.
struct Ready<'a> {
    input: &'a Input<'a>,
    weighed: Weighed<'a>,
    language: &'a Language,
    /// Bytes where names stand, and which.
    names: &'a [(Range<usize>, usize)],
}

/// A comparison.
pub(super) struct Compared {
    pub evidence: Evidence,
    /// How many alignments it took that weren't remembered.
    pub aligned: usize,
}

/// What an alignment depends on, as a hash: both texts, their words' weights, the names in them, the settings.
type Key = [u8; 32];

/// Alignments that were made before, by what they depend on. A comparison with them finds what it finds without.
#[derive(Clone, Debug, Default)]
pub struct Memory(BTreeMap<Key, Shared>);

/// Compares all texts with each other. The inputs come in the order of their ids. `memory` has the alignments of the
/// last time, and gets those of this one.
pub(super) fn run(inputs: &[Input<'_>], settings: &Settings, memory: &mut Memory) -> Compared {
    let mut tags: Vec<&str> = inputs.iter().map(|input| input.language).collect();
    tags.sort_unstable();
    tags.dedup();
    let languages: Vec<Language> = tags.iter().map(|tag| Language::new(tag)).collect();
    let language = |input: &Input<'_>| &languages[tags.partition_point(|tag| *tag < input.language)];
    let prepared: Vec<(Names, Prepared)> = inputs.par_iter().map(|input| prepare(input, language(input))).collect();
    let (names, texts): (Vec<Names>, Vec<Prepared>) = prepared.into_iter().unzip();
    let frequencies = Frequencies::count(&texts);
    let weights: Vec<Vec<u8>> = texts.par_iter().map(|text| frequencies.weigh(text)).collect();
    let ready: Vec<Ready<'_>> = (0..inputs.len())
        .map(|i| Ready {
            input: &inputs[i],
            weighed: Weighed { text: &texts[i], weights: &weights[i] },
            language: language(&inputs[i]),
            names: &names[i],
        })
        .collect();
    let keys: Vec<Key> = ready.par_iter().map(Ready::key).collect();
    let own = settings_key(settings);
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
    let before = std::mem::take(&mut memory.0);
    let aligned = AtomicUsize::new(0);
    let look = |(i, j): &(usize, usize), kin: bool| -> (Key, Shared) {
        let key = pair_key(&keys[*i], &keys[*j], kin, &own);
        let known = before.get(&key).cloned();
        let found = known.unwrap_or_else(|| {
            aligned.fetch_add(1, Ordering::Relaxed);
            align(&ready[*i], &ready[*j], kin, settings)
        });
        (key, found)
    };
    let found: Vec<(Key, Shared)> = wanted.par_iter().map(|pair| look(pair, false)).collect();
    // Two retellings of one text may have hardly a word in common: what each shares with the others says that they are.
    let retold = wanted.iter().zip(&found).filter(|(_, (_, found))| found.retold).map(|(pair, _)| *pair);
    let again: Vec<(usize, usize)> = {
        let known: BTreeSet<(usize, usize)> = retold.clone().collect();
        kin(inputs.len(), retold).into_iter().filter(|pair| !known.contains(pair)).collect()
    };
    let closer: Vec<(Key, Shared)> = again.par_iter().map(|pair| look(pair, true)).collect();
    memory.0.extend(found.iter().chain(&closer).cloned());
    let mut all: BTreeMap<(usize, usize), (Key, Shared)> = wanted.into_iter().zip(found).collect();
    all.extend(again.into_iter().zip(closer));
    let mut pairs: Vec<Pair> = Vec::new();
    for ((i, j), (_, found)) in all.into_iter().filter(|(_, (_, found))| !found.passages.is_empty()) {
        let coverage = Coverage {
            a: coverage(inputs[i].text, found.passages.iter().map(|p| p.a)),
            b: coverage(inputs[j].text, found.passages.iter().map(|p| p.b)),
        };
        pairs.push(Pair {
            a: inputs[i].id.to_string(),
            b: inputs[j].id.to_string(),
            coverage,
            passages: found.passages,
        });
    }
    let group = |unit: &Vec<usize>| {
        let mut members: Vec<String> = unit.iter().map(|i| inputs[*i].id.to_string()).collect();
        members.sort();
        (unit.len() > 1).then(|| Group { representative: inputs[unit[0]].id.to_string(), members })
    };
    let evidence = Evidence {
        algorithm: ALGORITHM,
        settings: settings.named(),
        groups: units.iter().filter_map(group).collect(),
        lineages: lineages::lineages(&pairs, settings),
        pairs,
        ..Evidence::new()
    };
    Compared { evidence, aligned: aligned.into_inner() }
}

/// What two texts share.
#[derive(Clone, Debug, Default)]
struct Shared {
    passages: Vec<Passage>,
    /// Whether one retells much of the other.
    retold: bool,
}

/// The pairs of texts that retell one text, as the pairs that do so to each other say.
fn kin(count: usize, retold: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    fn root(parent: &mut [usize], mut i: usize) -> usize {
        while parent[i] != i {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        i
    }
    let mut parent: Vec<usize> = (0..count).collect();
    for (i, j) in retold {
        let (i, j) = (root(&mut parent, i), root(&mut parent, j));
        parent[i.max(j)] = i.min(j);
    }
    let mut families: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..count {
        families.entry(root(&mut parent, i)).or_default().push(i);
    }
    let families = families.into_values().filter(|family| family.len() <= FAMILY);
    families
        .flat_map(|f| (0..f.len()).flat_map(|j| (0..j).map(|i| (f[i], f[j])).collect::<Vec<_>>()).collect::<Vec<_>>())
        .collect()
}

/// Bytes where names stand, in order, and which.
type Names = Vec<(Range<usize>, usize)>;

/// Prepares a text.
fn prepare(input: &Input<'_>, language: &Language) -> (Names, Prepared) {
    let names: Names =
        input.names.iter().filter_map(|(at, name)| Some((input.text.bytes(at.range())?, *name))).collect();
    let places: Vec<Range<usize>> = names.iter().map(|(at, _)| at.clone()).collect();
    let prepared = Prepared::new(input.text, language, &places);
    (names, prepared)
}

impl Ready<'_> {
    /// What an alignment depends on of this text.
    fn key(&self) -> Key {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.weighed.text.key).update(self.weighed.weights);
        hasher.update(format!("{} {} {:?}", self.input.language, self.input.shown, self.names).as_bytes());
        // The words themselves: between those that carry meaning, others may differ.
        hasher.update(self.input.text.hash().as_bytes());
        *hasher.finalize().as_bytes()
    }
}

fn settings_key(settings: &Settings) -> Key {
    *blake3::hash(format!("{ALGORITHM} {settings:?}").as_bytes()).as_bytes()
}

fn pair_key(a: &Key, b: &Key, kin: bool, settings: &Key) -> Key {
    *blake3::Hasher::new().update(a).update(b).update(&[u8::from(kin)]).update(settings).finalize().as_bytes()
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

/// What two texts share: a pure function of both, their weights and the settings.
///
/// Which of the two is the first doesn't matter: swapped, the result is mirrored.
fn align(a: &Ready<'_>, b: &Ready<'_>, kin: bool, settings: &Settings) -> Shared {
    if a.weighed.text.key > b.weighed.text.key {
        let found = align(b, a, kin, settings);
        let mut passages: Vec<Passage> = found.passages.iter().map(Passage::mirrored).collect();
        passages.sort_by_key(|passage| (passage.a, passage.b));
        return Shared { passages, ..found };
    }
    let pair = score::Pair::new(a.weighed, b.weighed, settings);
    let raw = (a.input.text.raw(), b.input.text.raw());
    let aligned = align::align(&pair, kin);
    let found = aligned.paths.iter().flat_map(|path| passage::passages(&pair, raw, path));
    let mut passages: Vec<Passage> = found.map(|found| passage_of(a, b, found)).collect();
    passages.sort_by_key(|passage| (passage.a, passage.b));
    Shared { passages, retold: aligned.retold }
}

/// A passage with what differs in it, its positions in code points.
fn passage_of(a: &Ready<'_>, b: &Ready<'_>, found: Found) -> Passage {
    let mut discrepancies = Vec::new();
    if matches!(found.degree, Degree::NearVerbatim | Degree::Paraphrase) {
        let differing = discrepancy::discrepancies(&a.side(), &b.side(), &found);
        discrepancies.extend(differing.into_iter().map(|differs| Discrepancy {
            kind: differs.kind,
            tier: differs.tier,
            said_a: a.said(differs.kind, differs.a.as_ref()),
            said_b: b.said(differs.kind, differs.b.as_ref()),
            a: differs.a.map(|at| a.input.text.points(at).into()),
            b: differs.b.map(|at| b.input.text.points(at).into()),
            note: differs.note,
        }));
        discrepancies.sort_by(Discrepancy::order);
    }
    Passage {
        a: a.input.text.points(found.a).into(),
        b: b.input.text.points(found.b).into(),
        degree: found.degree,
        score: Milli(found.step.cell.score),
        discrepancies,
    }
}

impl Ready<'_> {
    fn side(&self) -> Side<'_> {
        Side { raw: self.input.text.raw(), weighed: self.weighed, language: self.language, names: self.names }
    }

    /// The words of a number, a date or a name, as far as the rights let them be quoted.
    fn said(&self, kind: Kind, at: Option<&Range<usize>>) -> Option<String> {
        let words = &self.input.text.raw()[at?.clone()];
        let fact = matches!(kind, Kind::Number | Kind::Date | Kind::Name);
        (fact && word::count(words) <= self.input.shown).then(|| words.split_whitespace().collect::<Vec<_>>().join(" "))
    }
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
