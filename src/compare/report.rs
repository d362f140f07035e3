//! The comparison for its editors: who shares how much with whom, and what differs, most telling first.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::evidence::{At, Coverage, Degree, Discrepancy, Evidence, Kind, Tier};
use super::review::{Pair, Standing};
use super::{Comparison, Texts};
use crate::model::{Dossier, SourceIx};

/// What `dossier compare` tells.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Report {
    /// The sources whose texts are known, by id.
    pub sources: Vec<String>,
    /// The pairs that share passages: those that share most first.
    pub pairs: Vec<PairReport>,
    /// What differs inside passages, most telling first.
    pub findings: Vec<Finding>,
    /// The members of each lineage, as computed.
    pub lineages: Vec<Vec<String>>,
    /// The members of each group of copies.
    pub groups: Vec<Vec<String>>,
    /// Tables for `content/reviews.toml`: one for each pair that has none.
    #[serde(skip)]
    pub skeleton: String,
    /// How many they are.
    pub unreviewed: usize,
}

/// A pair, for its editors.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PairReport {
    /// One source.
    pub a: String,
    /// The other.
    pub b: String,
    /// How much of each the passages cover.
    pub coverage: Coverage,
    /// How many passages there are, hidden ones too.
    pub passages: usize,
    /// How it stands with the editors: `related`, `not-related`, `stale`, `unreviewed`.
    pub standing: &'static str,
    /// What a review of it names as `hash`.
    pub hash: String,
}

/// Something that differs, for the editors.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Finding {
    /// One source, and the line where its part stands, as far as its text is here.
    pub a: (String, Option<usize>),
    /// The other.
    pub b: (String, Option<usize>),
    /// What sort of thing.
    pub kind: Kind,
    /// How sure it is.
    pub tier: Tier,
    /// How closely the passage is shared.
    pub degree: Degree,
    /// What both sides say, as far as it may be quoted.
    pub said: (Option<String>, Option<String>),
    /// A word on it.
    pub note: String,
}

impl Report {
    pub(super) fn new(dossier: &Dossier, evidence: &Evidence, comparison: &Comparison, texts: &Texts) -> Self {
        let id = |ix: SourceIx| dossier[ix].header.id.value.clone();
        let found: BTreeMap<(&str, &str), usize> =
            evidence.pairs.iter().map(|pair| ((pair.a.as_str(), pair.b.as_str()), pair.passages.len())).collect();
        let report = |pair: &Pair| {
            let (a, b) = (id(pair.a), id(pair.b));
            let passages = found.get(&in_order(&a, &b)).copied().unwrap_or(pair.passages.len());
            PairReport {
                coverage: pair.coverage,
                passages,
                standing: match pair.standing {
                    Standing::Related => "related",
                    Standing::NotRelated => "not-related",
                    Standing::Stale => "stale",
                    Standing::Unreviewed => "unreviewed",
                },
                hash: pair.fingerprint.clone(),
                a,
                b,
            }
        };
        let mut pairs: Vec<PairReport> = comparison.pairs.iter().map(report).collect();
        let share = |pair: &PairReport| std::cmp::Reverse(pair.coverage.a.0.max(pair.coverage.b.0));
        pairs.sort_by(|x, y| (share(x), &x.a, &x.b).cmp(&(share(y), &y.a, &y.b)));
        let line = |ix: SourceIx, at: At| texts.get(&ix).and_then(|text| text.line_at(at.start));
        let mut findings: Vec<(Finding, At)> = Vec::new();
        for pair in comparison.pairs.iter().filter(|pair| pair.standing != Standing::NotRelated) {
            for passage in &pair.passages {
                findings.extend(passage.discrepancies.iter().map(|d: &Discrepancy| {
                    let finding = Finding {
                        a: (id(pair.a), line(pair.a, d.a.unwrap_or(passage.a))),
                        b: (id(pair.b), line(pair.b, d.b.unwrap_or(passage.b))),
                        kind: d.kind,
                        tier: d.tier,
                        degree: passage.degree,
                        said: (d.said_a.clone(), d.said_b.clone()),
                        note: d.note.clone(),
                    };
                    (finding, passage.a)
                }));
            }
        }
        findings.sort_by_key(|(finding, at)| (finding.tier, telling(finding.kind), finding.degree, *at));
        let open: Vec<&PairReport> = pairs.iter().filter(|pair| !has_review(dossier, &pair.a, &pair.b)).collect();
        let mut skeleton = String::new();
        for pair in &open {
            let (a, b) = in_order(&pair.a, &pair.b);
            // Writing to a string can't fail.
            let _ = write!(
                skeleton,
                "\n# {} passages: {} of `{}`, {} of `{}`\n[{a}.{b}]\n# verdict  = \"related\"   # or \"not related\"\nreviewed = {{ hash = \"{}\" }}   # and: on = \"YYYY-MM-DD\", by = \"…\"\n",
                pair.passages,
                percent(pair.coverage.a.0),
                pair.a,
                percent(pair.coverage.b.0),
                pair.b,
                pair.hash,
            );
        }
        Report {
            sources: evidence.texts.keys().cloned().collect(),
            unreviewed: open.len(),
            skeleton,
            findings: findings.into_iter().map(|(finding, _)| finding).collect(),
            lineages: evidence.lineages.iter().map(|lineage| lineage.members.clone()).collect(),
            groups: evidence.groups.iter().map(|group| group.members.clone()).collect(),
            pairs,
        }
    }
}

/// Two ids as a table of reviews has them.
fn in_order<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    (a.min(b), a.max(b))
}

fn has_review(dossier: &Dossier, a: &str, b: &str) -> bool {
    let of = |id: &str| super::source(dossier, id);
    let (Some(a), Some(b)) = (of(a), of(b)) else { return false };
    dossier.reviews.contains_key(&(a.min(b), a.max(b)))
}

/// A share in whole per cent.
pub fn percent(milli: i64) -> String {
    format!("{} %", (milli + 5) / 10)
}

/// What a reader wants to know first.
fn telling(kind: Kind) -> usize {
    const ORDER: [Kind; 7] =
        [Kind::Date, Kind::Number, Kind::Polarity, Kind::Modality, Kind::Name, Kind::Omission, Kind::Other];
    ORDER.iter().position(|k| *k == kind).unwrap_or(ORDER.len())
}
