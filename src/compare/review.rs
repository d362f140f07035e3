//! What of the comparison may be shown: the pairs with their verdicts, without the passages that an editor hid.
//!
//! A machine's finding about living authors isn't published unseen. A review names the findings that it judged by
//! their hash; where they have changed since, it is stale, and says nothing of what is there now.

use std::collections::BTreeMap;

use super::evidence::{self, At, Coverage, Evidence, Passage};
use crate::config::Findings;
use crate::diagnostic::Spanned;
use crate::entry::record::Review;
use crate::model::{Dossier, SourceIx};

/// Begins the evidence file's word for a review.
pub(super) const PREFIX: &str = "review:";

/// How a pair stands with the editors.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Standing {
    /// Reviewed as it is: related.
    Related,
    /// Reviewed as it is: not related, whatever was found. Never shown.
    NotRelated,
    /// Reviewed, but the findings have changed since.
    Stale,
    /// Not reviewed yet.
    Unreviewed,
}

/// Two sources that share passages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// One source; it comes before the other in page order.
    pub a: SourceIx,
    /// The other.
    pub b: SourceIx,
    /// How much of each the passages cover, hidden ones too.
    pub coverage: Coverage,
    /// What they share, in the order of the first source; what an editor hid is left out.
    pub passages: Vec<Passage>,
    /// How many passages an editor hid.
    pub hidden: usize,
    /// How it stands with the editors.
    pub standing: Standing,
    /// Whether the config and the editors let it be shown.
    pub shown: bool,
    /// Hash of all that was found, hidden passages too: what a review judges.
    pub fingerprint: String,
}

impl Pair {
    /// The source beside `source`; `None` where the pair isn't about it.
    pub fn other(&self, source: SourceIx) -> Option<SourceIx> {
        match source {
            s if s == self.a => Some(self.b),
            s if s == self.b => Some(self.a),
            _ => None,
        }
    }

    /// The same pair with `source` as its first; `None` where it isn't about it.
    pub fn seen_from(&self, source: SourceIx) -> Option<Pair> {
        if source == self.a {
            return Some(self.clone());
        }
        (source == self.b).then(|| {
            let mut passages: Vec<Passage> = self.passages.iter().map(Passage::mirrored).collect();
            passages.sort_by_key(|passage| (passage.a, passage.b));
            Pair { a: self.b, b: self.a, coverage: self.coverage.mirrored(), passages, ..self.clone() }
        })
    }
}

/// The evidence file's word for the places of the nth passage that a review hides.
pub(super) fn key(review: &Review, nth: usize) -> String {
    format!("{PREFIX}{}.{}:{}", review.a.value, review.b.value, nth + 1)
}

/// Hash of what a review judges: where the passages stand, how close they are, what differs in them. How a score
/// came about isn't part of it, since that moves whenever a source is added.
pub fn fingerprint(pair: &evidence::Pair) -> String {
    let judged: Vec<_> =
        pair.passages.iter().map(|passage| (passage.a, passage.b, passage.degree, &passage.discrepancies)).collect();
    // Numbers, words and positions only, so it can't fail.
    let bytes = serde_json::to_vec(&(&pair.a, &pair.b, judged)).unwrap_or_default();
    format!("blake3:{}", blake3::hash(&bytes).to_hex())
}

/// The pairs of the evidence with their verdicts, in page order.
pub(super) fn pairs(dossier: &Dossier, evidence: &Evidence) -> Vec<Pair> {
    let mut pairs = Vec::with_capacity(evidence.pairs.len());
    for found in &evidence.pairs {
        let (Some(a), Some(b)) = (super::source(dossier, &found.a), super::source(dossier, &found.b)) else { continue };
        let review = dossier.reviews.get(&(a.min(b), a.max(b)));
        let fingerprint = fingerprint(found);
        let standing = standing(review, &fingerprint);
        let hides: Vec<Hidden> = review.map_or(Vec::new(), |review| {
            (0..review.hide.len()).filter_map(|nth| hidden(evidence, review, nth)).collect()
        });
        let mut passages = found.passages.clone();
        passages.retain(|passage| !hides.iter().any(|hide| hide.covers(passage)));
        let shown = !passages.is_empty()
            && match standing {
                Standing::Related => true,
                Standing::NotRelated => false,
                // With the drafts, what awaits a verdict is shown to those who are to give it, and marked.
                Standing::Stale | Standing::Unreviewed => {
                    dossier.publication.drafts || dossier.config.compare.publish == Findings::All
                }
            };
        let hidden = found.passages.len() - passages.len();
        let pair = Pair { a, b, coverage: found.coverage, passages, hidden, standing, shown, fingerprint };
        pairs.push(if a <= b { pair } else { pair.seen_from(b).unwrap_or(pair) });
    }
    pairs.sort_by_key(|pair| (pair.a, pair.b));
    pairs
}

fn standing(review: Option<&Review>, fingerprint: &str) -> Standing {
    let Some((Spanned { value: related, .. }, review)) = review.and_then(|r| Some((r.related.as_ref()?, r))) else {
        return Standing::Unreviewed;
    };
    match &review.hash {
        Some(hash) if hash.value == *fingerprint => {}
        _ => return Standing::Stale,
    }
    if *related { Standing::Related } else { Standing::NotRelated }
}

/// Where a passage stands that an editor hid.
struct Hidden {
    a: At,
    b: At,
}

impl Hidden {
    fn covers(&self, passage: &Passage) -> bool {
        self.a.overlaps(passage.a) && self.b.overlaps(passage.b)
    }
}

/// Where the nth passage stands that a review hides; `None` where one of its places wasn't found.
fn hidden(evidence: &Evidence, review: &Review, nth: usize) -> Option<Hidden> {
    let key = key(review, nth);
    let place = |id: &str| evidence.texts.get(id)?.anchors.iter().find(|a| a.of == key).map(|a| a.at);
    Some(Hidden { a: place(&review.a.value)?, b: place(&review.b.value)? })
}

/// Which `hide` of each review hides nothing, by number.
pub(super) fn idle(dossier: &Dossier, evidence: &Evidence) -> BTreeMap<(SourceIx, SourceIx), Vec<usize>> {
    let by_ids: BTreeMap<(&str, &str), &evidence::Pair> =
        evidence.pairs.iter().map(|pair| ((pair.a.as_str(), pair.b.as_str()), pair)).collect();
    let idle_of = |review: &Review| -> Vec<usize> {
        let passages = by_ids.get(&(review.a.value.as_str(), review.b.value.as_str())).map_or(&[][..], |p| &p.passages);
        let idle =
            |nth: &usize| !hidden(evidence, review, *nth).is_some_and(|place| passages.iter().any(|p| place.covers(p)));
        (0..review.hide.len()).filter(idle).collect()
    };
    let all = dossier.reviews.iter().map(|(sources, review)| (*sources, idle_of(review)));
    all.filter(|(_, idle)| !idle.is_empty()).collect()
}
