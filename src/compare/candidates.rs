//! Step 3, second half: which sources are worth aligning. Those that share rare pairs of neighbouring words.

use rayon::prelude::*;

use super::groups::Unit;
use super::prepare::{Prepared, mix};
use super::settings::Settings;

/// A short text has fewer pairs of words to share: of so many of its own, it must share one.
const OWN_PER_SHARED: usize = 60;

/// Two units that may share passages, the first before the second.
pub(super) fn candidates(texts: &[Prepared], units: &[Unit], settings: &Settings) -> Vec<(usize, usize)> {
    let own: Vec<Vec<u64>> = units.par_iter().map(|unit| of_unit(texts, unit)).collect();
    let sizes: Vec<usize> = own.iter().map(Vec::len).collect();
    let mut all: Vec<(u64, u32)> = own
        .into_par_iter()
        .enumerate()
        .flat_map_iter(|(i, own)| own.into_iter().map(move |hash| (hash, i as u32)))
        .collect();
    all.par_sort_unstable();
    // The rare ones, numbered, and for each unit its own.
    let mut having: Vec<&[(u64, u32)]> = Vec::new();
    let mut of: Vec<Vec<u32>> = vec![Vec::new(); units.len()];
    for pair in all.chunk_by(|a, b| a.0 == b.0).filter(|pair| (2..=settings.max_df).contains(&pair.len())) {
        for (_, unit) in pair {
            of[*unit as usize].push(having.len() as u32);
        }
        having.push(pair);
    }
    let counts = || (vec![0u32; units.len()], Vec::new());
    let partners =
        of.par_iter().enumerate().map_init(counts, |(counts, touched): &mut (Vec<u32>, Vec<u32>), (i, own)| {
            for pair in own {
                for (_, other) in having[*pair as usize] {
                    if counts[*other as usize] == 0 {
                        touched.push(*other);
                    }
                    counts[*other as usize] += 1;
                }
            }
            let mut found: Vec<(u32, u32)> = Vec::new();
            for other in touched.drain(..) {
                let count = std::mem::take(&mut counts[other as usize]);
                let own = sizes[i].min(sizes[other as usize]);
                let least = settings.min_shared.min(own / OWN_PER_SHARED).max(1);
                if other as usize != i && count as usize >= least {
                    found.push((count, other));
                }
            }
            found.sort_unstable_by_key(|(count, other)| (std::cmp::Reverse(*count), *other));
            found.truncate(settings.partners);
            found.into_iter().map(|(_, other)| (i.min(other as usize), i.max(other as usize))).collect::<Vec<_>>()
        });
    let mut pairs: Vec<(usize, usize)> = partners.flatten_iter().collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// The pairs of neighbouring words in the sentences of a unit, each once and in order.
fn of_unit(texts: &[Prepared], unit: &Unit) -> Vec<u64> {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut hashes = Vec::new();
    for text in unit.iter().map(|i| &texts[*i]) {
        for sentence in &text.sentences {
            // Copies of a sentence bring nothing.
            if unit.len() > 1 && !seen.insert(sentence.hash) {
                continue;
            }
            let words = &text.words[sentence.words.start as usize..sentence.words.end as usize];
            let hash = |i: usize| text.stems[words[i].stem as usize].hash;
            hashes.extend((1..words.len()).map(|i| mix(hash(i - 1), hash(i))));
        }
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// How many pairs of neighbouring words a text shares with another.
pub(super) fn shared(texts: &[Prepared], one: usize, other: usize) -> usize {
    let (one, other) = (of_unit(texts, &vec![one]), of_unit(texts, &vec![other]));
    one.iter().filter(|hash| other.binary_search(hash).is_ok()).count()
}
