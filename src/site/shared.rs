//! What the sources share, as the pages show it: the pairs with a page, the passages that several sources carry, and
//! which of them differ most tellingly.
//!
//! Everything here is made of the comparison's visible findings: what a review hides is not among them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::compare::Comparison;
use crate::compare::evidence::{At, Degree, Discrepancy, Kind, Tier};
use crate::compare::review::Standing;
use crate::entry::record::{self, StanceKind};
use crate::model::{ClaimIx, Dossier, SourceIx, Target};

/// What the sources share.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shared {
    /// The pairs that may be shown, in the order of their sources.
    pub pairs: Vec<Pair>,
    /// The passages, each with all sources that carry it, in the order of the first source and its text.
    pub synopses: Vec<Synopsis>,
    /// The synopses in which something differs, the most telling first.
    pub differing: Vec<usize>,
    /// The pairs of each source, by index.
    of_source: Vec<Vec<usize>>,
    /// The synopses that each claim stands in.
    of_claim: BTreeMap<ClaimIx, Vec<usize>>,
}

/// Two sources that share passages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// One source.
    pub a: SourceIx,
    /// The other; its id comes after the first one's.
    pub b: SourceIx,
    /// How much of each the passages cover, in thousandths: those that are shown, quotations of one speaker left out.
    pub coverage: (i64, i64),
    /// The passages, in the order of the first text.
    pub passages: Vec<Passage>,
    /// How it stands with the editors.
    pub standing: Standing,
}

/// A passage of a pair.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passage {
    /// In the first source.
    pub a: At,
    /// In the other.
    pub b: At,
    /// How closely they agree.
    pub degree: Degree,
    /// What differs inside it. That the two say opposite things is sure where the editors hold so too.
    pub discrepancies: Vec<Discrepancy>,
    /// Whether it stands elsewhere in the order of the second text than in that of the first.
    pub moved: bool,
    /// Claims whose quoted words lie in it, on either side.
    pub claims: Vec<ClaimIx>,
    /// Those that one source supports here and the other contradicts.
    pub opposed: Vec<ClaimIx>,
    /// The synopsis that it belongs to.
    pub synopsis: usize,
}

/// One passage across all the sources that carry it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Synopsis {
    /// For its address: the first source, and where in its text the passage begins.
    pub id: String,
    /// The sources in page order, each with its places in its text.
    pub carriers: Vec<(SourceIx, Vec<At>)>,
    /// The passages of pairs that it is made of: pair, and place among its passages.
    pub members: Vec<(usize, usize)>,
    /// Claims whose quoted words lie in it.
    pub claims: Vec<ClaimIx>,
    /// Those that one of the sources supports here and another contradicts.
    pub opposed: Vec<ClaimIx>,
}

/// Fewest sources of a synopsis with a page of its own: what only two share is on the page of the pair.
pub const CARRIERS: usize = 3;

impl Pair {
    /// The source of one side: 0 or 1.
    pub fn source(&self, side: usize) -> SourceIx {
        if side == 0 { self.a } else { self.b }
    }

    /// The other source, and the side of `source`.
    pub fn other(&self, source: SourceIx) -> (SourceIx, usize) {
        if source == self.a { (self.b, 0) } else { (self.a, 1) }
    }

    /// How much of one side is covered, in thousandths.
    pub fn covered(&self, side: usize) -> i64 {
        if side == 0 { self.coverage.0 } else { self.coverage.1 }
    }

    /// How much of the text of which more is covered, in thousandths: of the shorter one, mostly.
    pub fn most_covered(&self) -> i64 {
        self.coverage.0.max(self.coverage.1)
    }
}

impl Passage {
    /// Where it is on one side.
    pub fn at(&self, side: usize) -> At {
        if side == 0 { self.a } else { self.b }
    }

    /// Whether the two differ in substance: by what was found, or by the editors' reading.
    pub fn differs(&self) -> bool {
        !self.opposed.is_empty() || self.discrepancies.iter().any(|d| d.tier == Tier::Differs)
    }

    /// How telling it is; less is more.
    fn rank(&self) -> (bool, Option<(Tier, u8)>) {
        (self.opposed.is_empty(), self.discrepancies.iter().map(rank).min())
    }
}

impl Synopsis {
    /// Whether it has a page of its own.
    pub fn has_page(&self) -> bool {
        self.carriers.len() >= CARRIERS
    }
}

/// How telling a discrepancy is; less is more.
pub fn rank(discrepancy: &Discrepancy) -> (Tier, u8) {
    let kind = match discrepancy.kind {
        Kind::Polarity => 0,
        Kind::Number => 1,
        Kind::Date => 2,
        Kind::Modality => 3,
        Kind::Name => 4,
        Kind::Omission => 5,
        Kind::Other => 6,
    };
    (discrepancy.tier, kind)
}

impl Shared {
    /// Whether there is anything to see on `/compare/`.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The pairs that a source is in, those that cover most of it first.
    pub fn of_source(&self, source: SourceIx) -> &[usize] {
        self.of_source.get(source.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The synopses that a claim stands in, in order.
    pub fn of_claim(&self, claim: ClaimIx) -> &[usize] {
        self.of_claim.get(&claim).map_or(&[], Vec::as_slice)
    }

    /// Reads it off the comparison.
    pub fn of(dossier: &Dossier, comparison: &Comparison) -> Shared {
        let quoted = Quoted::of(dossier, comparison);
        let mut pairs: Vec<Pair> = comparison
            .shown()
            .map(|pair| {
                let mut passages: Vec<Passage> = pair
                    .passages
                    .iter()
                    .map(|passage| {
                        let (in_a, in_b) = (quoted.within(pair.a, passage.a), quoted.within(pair.b, passage.b));
                        let opposed: Vec<ClaimIx> = in_a
                            .intersection(&in_b)
                            .filter(|c| opposed(dossier, **c, pair.a, pair.b))
                            .copied()
                            .collect();
                        let mut discrepancies = passage.discrepancies.clone();
                        let polar = |d: &&mut Discrepancy| d.kind == Kind::Polarity && !opposed.is_empty();
                        discrepancies.iter_mut().filter(polar).for_each(|d| d.tier = Tier::Differs);
                        Passage {
                            a: passage.a,
                            b: passage.b,
                            degree: passage.degree,
                            discrepancies,
                            moved: false,
                            opposed,
                            claims: in_a.union(&in_b).copied().collect(),
                            synopsis: 0,
                        }
                    })
                    .collect();
                passages.sort_by_key(|p| (p.a, p.b));
                let order: Vec<usize> = passages.iter().map(|p| p.b.start).collect();
                for (passage, kept) in passages.iter_mut().zip(in_order(&order)) {
                    passage.moved = !kept;
                }
                let covered =
                    |source, side| covered(comparison, source, passages.iter().map(|p| (p.degree, p.at(side))));
                let coverage = (covered(pair.a, 0), covered(pair.b, 1));
                Pair { a: pair.a, b: pair.b, coverage, passages, standing: pair.standing }
            })
            .collect();
        let synopses = synopses(dossier, &mut pairs);
        let mut of_source = vec![Vec::new(); dossier.sources.len()];
        for (i, pair) in pairs.iter().enumerate() {
            for source in [pair.a, pair.b] {
                of_source[source.0 as usize].push(i);
            }
        }
        for (source, list) in of_source.iter_mut().enumerate() {
            let covered = |i: usize| pairs[i].covered(pairs[i].other(SourceIx(source as u32)).1);
            list.sort_by_key(|i| (Reverse(covered(*i)), *i));
        }
        let differing = differing(&pairs, &synopses);
        let mut of_claim: BTreeMap<ClaimIx, Vec<usize>> = BTreeMap::new();
        for (n, synopsis) in synopses.iter().enumerate() {
            for claim in &synopsis.claims {
                of_claim.entry(*claim).or_default().push(n);
            }
        }
        Shared { pairs, synopses, differing, of_source, of_claim }
    }
}

/// How much of a text's body some passages cover, in thousandths.
fn covered(comparison: &Comparison, source: SourceIx, passages: impl Iterator<Item = (Degree, At)>) -> i64 {
    let Some(text) = comparison.text(source) else { return 0 };
    let reused = passages.filter(|(degree, _)| *degree != Degree::SharedQuotation).map(|(_, at)| at);
    let length = |places: &[At]| -> usize { places.iter().map(|at| at.end.saturating_sub(at.start)).sum() };
    let (covered, all) = (length(&merged(reused.collect())), length(&text.body));
    (covered * 1000).div_ceil(all.max(1)).min(1000) as i64
}

/// Where in each text the quoted words of claims stand, by position.
struct Quoted(Vec<Vec<(At, ClaimIx)>>);

impl Quoted {
    fn of(dossier: &Dossier, comparison: &Comparison) -> Quoted {
        let of = |ix: SourceIx| {
            let mut quoted: Vec<(At, ClaimIx)> = quoted(dossier, comparison, ix).collect();
            quoted.sort_unstable();
            quoted
        };
        Quoted(SourceIx::all(dossier).map(of).collect())
    }

    /// The claims whose quoted words begin in a range.
    fn within(&self, source: SourceIx, at: At) -> BTreeSet<ClaimIx> {
        let quoted = &self.0[source.0 as usize];
        let first = quoted.partition_point(|(anchor, _)| anchor.start < at.start);
        quoted[first..].iter().take_while(|(anchor, _)| anchor.start < at.end).map(|(_, claim)| *claim).collect()
    }
}

/// Where in one text the quoted words of claims stand, in no order.
pub fn quoted<'a>(
    dossier: &'a Dossier,
    comparison: &'a Comparison,
    source: SourceIx,
) -> impl Iterator<Item = (At, ClaimIx)> + 'a {
    let claim = |id: &str| match dossier.find(record::Kind::Claim, id.strip_prefix("claim:")?)? {
        Target::Claim(claim) => Some(claim),
        _ => None,
    };
    let anchors = comparison.text(source).map_or(&[][..], |text| text.anchors.as_slice());
    anchors.iter().filter_map(move |anchor| Some((anchor.at, claim(&anchor.of)?)))
}

/// Whether one of two sources supports a claim and the other contradicts it.
fn opposed(dossier: &Dossier, claim: ClaimIx, a: SourceIx, b: SourceIx) -> bool {
    let side = |source: SourceIx| {
        let stance = dossier[source].stances.get(&claim)?;
        match stance.record.stance.value {
            StanceKind::Disputes => Some(false),
            _ => stance.supports().then_some(true),
        }
    };
    matches!((side(a), side(b)), (Some(a), Some(b)) if a != b)
}

/// Which of some numbers belong to their longest rising run, gaps allowed: the rest stand out of order.
fn in_order(numbers: &[usize]) -> Vec<bool> {
    // The place of the smallest end of a run of each length, and what comes before each number in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (i, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] <= *number);
        before.push(length.checked_sub(1).map(|l| ends[l]));
        match ends.get_mut(length) {
            Some(end) => *end = i,
            None => ends.push(i),
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut last = ends.last().copied();
    while let Some(i) = last {
        kept[i] = true;
        last = before[i];
    }
    kept
}

/// Joins the passages of pairs that are about one stretch of text, and tells each which synopsis it is in.
///
/// Two places in one text are one stretch where they share half of the shorter at least.
fn synopses(dossier: &Dossier, pairs: &mut [Pair]) -> Vec<Synopsis> {
    let nodes: Vec<(usize, usize)> =
        pairs.iter().enumerate().flat_map(|(p, pair)| (0..pair.passages.len()).map(move |i| (p, i))).collect();
    let mut places: Vec<Vec<(At, usize)>> = vec![Vec::new(); dossier.sources.len()];
    for (node, (p, i)) in nodes.iter().enumerate() {
        for side in [0, 1] {
            places[pairs[*p].source(side).0 as usize].push((pairs[*p].passages[*i].at(side), node));
        }
    }
    let mut joined = Joined::new(nodes.len());
    for places in places {
        one_stretch_each(places, |one, other| joined.join(one, other));
    }
    let mut by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for node in 0..nodes.len() {
        by_root.entry(joined.root(node)).or_default().push(node);
    }
    let mut synopses: Vec<Synopsis> = by_root
        .into_values()
        .map(|members| {
            let members: Vec<(usize, usize)> = members.into_iter().map(|node| nodes[node]).collect();
            let mut carriers: BTreeMap<SourceIx, Vec<At>> = BTreeMap::new();
            let (mut claims, mut opposed) = (BTreeSet::new(), BTreeSet::new());
            for (p, i) in &members {
                let passage = &pairs[*p].passages[*i];
                for side in [0, 1] {
                    carriers.entry(pairs[*p].source(side)).or_default().push(passage.at(side));
                }
                claims.extend(&passage.claims);
                opposed.extend(&passage.opposed);
            }
            let carriers: Vec<(SourceIx, Vec<At>)> = carriers.into_iter().map(|(s, at)| (s, merged(at))).collect();
            let id = carriers.first().map_or(String::new(), |(source, at)| {
                format!("{}-{}", dossier[*source].header.id.value, at.first().map_or(0, |at| at.start))
            });
            let (claims, opposed) = (claims.into_iter().collect(), opposed.into_iter().collect());
            Synopsis { id, carriers, members, claims, opposed }
        })
        .collect();
    synopses.sort_by_key(|s| s.carriers.first().map(|(source, at)| (*source, at.first().copied())));
    for (n, synopsis) in synopses.iter().enumerate() {
        for (p, i) in &synopsis.members {
            pairs[*p].passages[*i].synopsis = n;
        }
    }
    synopses
}

/// Calls `join` with the numbers of places in one text that are one stretch.
pub fn one_stretch_each(mut places: Vec<(At, usize)>, mut join: impl FnMut(usize, usize)) {
    // A place that holds others comes before them: they are all of its stretch.
    places.sort_unstable_by_key(|(at, number)| (at.start, Reverse(at.end), *number));
    // The first place of each stretch that later ones may still be part of.
    let mut open: Vec<(At, usize)> = Vec::new();
    for (at, number) in places {
        open.retain(|(core, _)| core.end > at.start);
        match open.iter().find(|(core, _)| is_one_stretch(*core, at)) {
            Some((_, first)) => join(*first, number),
            None => open.push((at, number)),
        }
    }
}

/// Whether two places share half of the shorter one.
fn is_one_stretch(a: At, b: At) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared > 0 && shared * 2 >= (a.end - a.start).min(b.end - b.start)
}

/// Places without overlaps.
pub fn merged(mut places: Vec<At>) -> Vec<At> {
    places.sort_unstable();
    let mut merged: Vec<At> = Vec::new();
    for at in places {
        match merged.last_mut() {
            Some(last) if at.start <= last.end => last.end = last.end.max(at.end),
            _ => merged.push(at),
        }
    }
    merged
}

/// Sets that are joined two at a time.
pub struct Joined(Vec<usize>);

impl Joined {
    /// Sets of one: the numbers below `size`.
    pub fn new(size: usize) -> Joined {
        Joined((0..size).collect())
    }

    /// The first of all that `node` is joined with.
    pub fn root(&mut self, mut node: usize) -> usize {
        while self.0[node] != node {
            self.0[node] = self.0[self.0[node]];
            node = self.0[node];
        }
        node
    }

    /// Joins the sets of two.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// The synopses in which something differs, the most telling first: contradiction, then what surely differs, then the
/// rest; and what more sources carry before what fewer do.
fn differing(pairs: &[Pair], synopses: &[Synopsis]) -> Vec<usize> {
    let mut ranked: Vec<_> = synopses
        .iter()
        .enumerate()
        .filter_map(|(n, synopsis)| {
            let passages = synopsis.members.iter().map(|(p, i)| &pairs[*p].passages[*i]);
            let rank =
                passages.filter(|p| !p.opposed.is_empty() || !p.discrepancies.is_empty()).map(Passage::rank).min()?;
            let (agreed, best) = rank;
            let best = best.map_or((2, 0), |(tier, kind)| (u8::from(tier != Tier::Differs), kind));
            Some((agreed, best, Reverse(synopsis.carriers.len()), n))
        })
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(.., n)| n).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_order(numbers: &[usize], expected: &str) {
        let kept: String = in_order(numbers).into_iter().map(|kept| if kept { '.' } else { 'm' }).collect();
        assert_eq!(kept, expected, "{numbers:?}");
    }

    #[test]
    fn what_moved_is_the_least() {
        check_order(&[], "");
        check_order(&[1, 2, 2, 9], "....");
        check_order(&[1, 9, 2, 3], ".m..");
        check_order(&[5, 6, 7, 1], "...m");
        check_order(&[3, 2, 1], "mm.");
    }

    #[test]
    fn places_of_one_stretch() {
        let check = |places: &[(usize, usize)], expected: &[(usize, usize)]| {
            let places = places.iter().enumerate().map(|(n, (start, end))| (At { start: *start, end: *end }, n));
            let mut joined = Vec::new();
            one_stretch_each(places.collect(), |one, other| joined.push((one, other)));
            assert_eq!(joined, expected);
        };
        check(&[(0, 10), (20, 30)], &[]);
        check(&[(0, 10), (4, 14), (8, 18)], &[(0, 1)]);
        // Two that follow each other are one where a third holds both.
        check(&[(0, 10), (10, 20), (0, 20)], &[(2, 0), (2, 1)]);
    }

    #[test]
    fn stretches() {
        let at = |start, end| At { start, end };
        assert!(is_one_stretch(at(0, 10), at(5, 15)));
        assert!(!is_one_stretch(at(0, 10), at(6, 16)));
        assert!(is_one_stretch(at(0, 100), at(90, 100)));
        assert!(!is_one_stretch(at(0, 10), at(10, 20)));
        assert!(!is_one_stretch(at(5, 5), at(0, 10)));
        assert_eq!(merged(vec![at(5, 9), at(0, 5), at(20, 30)]), [at(0, 9), at(20, 30)]);
    }

    proptest! {
        #[test]
        fn order_is_kept_by_what_is_kept(numbers in prop::collection::vec(0usize..50, 0..60)) {
            let kept: Vec<usize> =
                numbers.iter().zip(in_order(&numbers)).filter(|(_, kept)| *kept).map(|(n, _)| *n).collect();
            prop_assert!(kept.is_sorted());
            prop_assert!(numbers.is_empty() || !kept.is_empty());
        }
    }
}
