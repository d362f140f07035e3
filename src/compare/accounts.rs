//! How many separate accounts stand behind a claim, and behind the dossier as a whole.
//!
//! Sources of one lineage are one account. A range comes of doubt: the lower number takes doubtful
//! dependence for dependence, the upper one doesn't. "At most", since separate wording doesn't prove
//! separate knowledge. A source that was withdrawn adds none.
//!
//! What the editors say comes first: `shares` of a reading, then the lineage that a source belongs to as a whole. Where
//! they say nothing, the passages that carry the claim's quoted words decide. Both numbers are kept, so that pages can
//! show the computed one beside the editors' where the two differ.

use std::collections::{BTreeMap, BTreeSet};

use super::Comparison;
use super::evidence::{At, Degree};
use super::review::{Pair, Standing};
use crate::entry::record::{Doubt, Part, StanceKind};
use crate::model::{ClaimIx, Dossier, LineageIx, SourceIx};

/// What counts as one account.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Origin {
    /// A text that several sources share.
    Shared(LineageIx),
    /// A source on its own; or the first of several whose shared passage says it, where no editor has named their text.
    Own(SourceIx),
}

/// Where one source's statement comes from, as far as the wording shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Descent {
    /// The source.
    pub source: SourceIx,
    /// The account it is counted with.
    pub origin: Origin,
    /// Whether that is in doubt: then it may be an account of its own.
    pub doubtful: bool,
    /// Whether the editor says so, against or beyond what was computed.
    pub editor: bool,
    /// Whether it agrees in full (asserts), or with a difference (qualifies).
    pub full: bool,
    /// Whether the source was withdrawn: what it says stays on the pages, and adds no account.
    pub withdrawn: bool,
}

/// Numbers of separate accounts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Accounts {
    /// Lower number.
    pub min: usize,
    /// Upper number: "at most".
    pub max: usize,
    /// Lower number of those in full agreement.
    pub full_min: usize,
    /// Upper number of those in full agreement.
    pub full_max: usize,
    /// The supporting sources, in page order.
    pub support: Vec<Descent>,
    /// The disputing sources, in page order, counted apart.
    pub dispute: Vec<Descent>,
    /// Lower number of separate accounts that dispute it.
    pub dispute_min: usize,
    /// Upper number of separate accounts that dispute it.
    pub dispute_max: usize,
    /// Those among the supporting sources, and among the disputing ones, whose shared passages carry the claim's quoted
    /// words: what the computed number rests on.
    pub shared: Vec<(SourceIx, SourceIx)>,
    /// How many separate accounts support it as the shared passages alone show, whatever the editors say; `None` where
    /// it isn't known where each supporter says it.
    pub computed: Option<usize>,
}

impl Accounts {
    /// Those of the supporting sources that count: they weren't withdrawn.
    pub fn counted(&self) -> impl Iterator<Item = &Descent> {
        self.support.iter().filter(|descent| !descent.withdrawn)
    }

    /// Those of the disputing sources that count.
    pub fn disputing(&self) -> impl Iterator<Item = &Descent> {
        self.dispute.iter().filter(|descent| !descent.withdrawn)
    }

    /// Whether a source that counts disputes the claim.
    pub fn is_disputed(&self) -> bool {
        self.disputing().next().is_some()
    }

    /// Whether support and contradiction come from one shared text.
    pub fn one_text_both_ways(&self) -> bool {
        self.counted().any(|s| matches!(s.origin, Origin::Shared(_)) && self.disputing().any(|d| d.origin == s.origin))
    }
}

/// The separate accounts behind one claim. Of the comparison, the pairs and the places of anchors are looked at.
pub fn of_claim(dossier: &Dossier, claim: ClaimIx, comparison: &Comparison) -> Accounts {
    let mut support = Vec::new();
    let mut dispute = Vec::new();
    for &source in &dossier[claim].sources {
        let Some(stance) = dossier[source].stances.get(&claim) else { continue };
        let kind = stance.record.stance.value;
        let (origin, doubtful, editor) = match stance.shares {
            Some(Some(lineage)) => {
                let doubt = stance.record.shares.as_ref().map_or(Doubt::None, |s| s.doubt);
                (Origin::Shared(lineage), doubt != Doubt::None, true)
            }
            Some(None) => (Origin::Own(source), false, true),
            None => (of_source(dossier, source).unwrap_or(Origin::Own(source)), false, false),
        };
        let full = kind == StanceKind::Asserts;
        let withdrawn = dossier[source].header.withdrawn.is_some();
        let descent = Descent { source, origin, doubtful, editor, full, withdrawn };
        if stance.supports() {
            support.push(descent);
        } else if kind == StanceKind::Disputes {
            dispute.push(descent);
        }
    }
    let mut shared = Vec::new();
    let computed = by_passages(dossier, claim, comparison, &mut support, &mut shared);
    by_passages(dossier, claim, comparison, &mut dispute, &mut shared);
    let (min, max) = count(&support);
    let full: Vec<_> = support.iter().filter(|d| d.full).copied().collect();
    let (full_min, full_max) = count(&full);
    let (dispute_min, dispute_max) = count(&dispute);
    Accounts { min, max, full_min, full_max, support, dispute, dispute_min, dispute_max, shared, computed }
}

/// Joins those that the editors say nothing of with those whose shared passages carry the claim's quoted words.
/// Answers how many accounts the passages alone show.
fn by_passages(
    dossier: &Dossier,
    claim: ClaimIx,
    comparison: &Comparison,
    descents: &mut [Descent],
    shared: &mut Vec<(SourceIx, SourceIx)>,
) -> Option<usize> {
    let anchors: Vec<Vec<At>> = descents.iter().map(|d| comparison.anchored(dossier, d.source, claim)).collect();
    let place: BTreeMap<SourceIx, usize> = descents.iter().enumerate().map(|(i, d)| (d.source, i)).collect();
    let mut linked: Vec<(usize, usize, Standing)> = Vec::new();
    for (i, descent) in descents.iter().enumerate() {
        for pair in comparison.of(descent.source).filter(|pair| pair.a == descent.source) {
            let Some(&j) = place.get(&pair.b) else { continue };
            if pair.standing != Standing::NotRelated && carries(pair, &anchors[i], &anchors[j]) {
                linked.push((i, j, pair.standing));
            }
        }
    }
    shared.extend(linked.iter().map(|(i, j, _)| (descents[*i].source, descents[*j].source)));
    for (i, j, standing) in &linked {
        // What nobody has reviewed is in doubt.
        let doubtful = *standing != Standing::Related;
        let (one, other) = (descents[*i].origin, descents[*j].origin);
        let free = |d: &Descent| !d.editor && matches!(d.origin, Origin::Own(_));
        let joined = match (free(&descents[*i]), free(&descents[*j])) {
            (true, true) => one.min(other),
            (true, false) => other,
            (false, true) => one,
            (false, false) => continue,
        };
        // All that were counted with either are counted with both.
        for descent in descents.iter_mut() {
            let own = free(descent) && (descent.origin == one || descent.origin == other);
            if own && descent.origin != joined {
                descent.origin = joined;
                descent.doubtful |= doubtful;
            }
        }
    }
    let known = !comparison.pairs.is_empty() && anchors.iter().all(|places| !places.is_empty());
    known.then(|| {
        let mut part: Vec<usize> = (0..descents.len()).collect();
        for (i, j, _) in linked {
            let (one, other) = (part[i].min(part[j]), part[i].max(part[j]));
            part.iter_mut().filter(|p| **p == other).for_each(|p| *p = one);
        }
        let counted = part.into_iter().zip(&*descents).filter(|(_, descent)| !descent.withdrawn);
        counted.map(|(part, _)| part).collect::<BTreeSet<_>>().len()
    })
}

/// Whether a passage of the pair has one of the anchors on either side.
fn carries(pair: &Pair, a: &[At], b: &[At]) -> bool {
    let reused = pair.passages.iter().filter(|passage| passage.degree != Degree::SharedQuotation);
    let has = |places: &[At], at: At| places.iter().any(|place| place.overlaps(at));
    reused.into_iter().any(|passage| has(a, passage.a) && has(b, passage.b))
}

/// The separate accounts among all sources: a source that shares only passages may or may not be one.
pub fn of_dossier(dossier: &Dossier) -> Accounts {
    let support: Vec<Descent> = SourceIx::all(dossier)
        .map(|source| {
            let partial =
                dossier[source].lineages.iter().find(|(l, i)| dossier[*l].record.members[*i].part == Part::Passages);
            let (origin, doubtful) = match (of_source(dossier, source), partial) {
                (Some(origin), _) => (origin, false),
                (None, Some((lineage, _))) => (Origin::Shared(*lineage), true),
                (None, None) => (Origin::Own(source), false),
            };
            let withdrawn = dossier[source].header.withdrawn.is_some();
            Descent { source, origin, doubtful, editor: false, full: true, withdrawn }
        })
        .collect();
    let (min, max) = count(&support);
    Accounts { min, max, full_min: min, full_max: max, support, ..Accounts::default() }
}

/// The lineage that a source's text belongs to as a whole. One that shares only passages stands on its own
/// where nothing else is known: a claim outside the shared part is its own.
fn of_source(dossier: &Dossier, source: SourceIx) -> Option<Origin> {
    dossier[source]
        .lineages
        .iter()
        .find(|(lineage, i)| dossier[*lineage].record.members[*i].part != Part::Passages)
        .map(|(lineage, _)| Origin::Shared(*lineage))
}

fn count(descents: &[Descent]) -> (usize, usize) {
    let counted = || descents.iter().filter(|d| !d.withdrawn);
    let low: BTreeSet<Origin> = counted().map(|d| d.origin).collect();
    let high: BTreeSet<Origin> = counted().map(|d| if d.doubtful { Origin::Own(d.source) } else { d.origin }).collect();
    (low.len(), high.len())
}
