//! The comparison for its editors: who shares how much with whom, and what differs, most telling first.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::evidence::{self, At, Coverage, Degree, Discrepancy, Evidence, Kind, Passage, Tier};
use super::review::{Pair, Standing};
use super::{Comparison, Texts};
use crate::model::{Dossier, SourceIx};
use crate::text::word;

/// So many words of a passage are enough to know it by.
const OPENING: usize = 12;

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
    /// The passages, hidden ones too, in the order of the first source.
    pub passages: Vec<PassageReport>,
    /// How it stands with the editors: `related`, `not-related`, `stale`, `unreviewed`.
    pub standing: &'static str,
    /// What a review of it names as `hash`.
    pub hash: String,
}

/// A passage, for the editors who judge it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PassageReport {
    /// Where it stands in the one source.
    pub a: Stretch,
    /// Where in the other.
    pub b: Stretch,
    /// How closely it is shared.
    pub degree: Degree,
    /// How many things differ inside.
    pub differing: usize,
    /// Whether an editor hid it.
    pub hidden: bool,
}

/// A stretch of a text, as far as the text is here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Stretch {
    /// Its first and last line.
    pub lines: Option<(usize, usize)>,
    /// Its first words, no more than may be quoted.
    pub begins: Option<String>,
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
        let found: BTreeMap<(&str, &str), &evidence::Pair> =
            evidence.pairs.iter().map(|pair| ((pair.a.as_str(), pair.b.as_str()), pair)).collect();
        let report = |pair: &Pair| {
            let (a, b) = (id(pair.a), id(pair.b));
            let all = found.get(&in_order(&a, &b)).map_or(&pair.passages, |found| &found.passages);
            let mut passages: Vec<Passage> =
                all.iter().map(|p| if a <= b { p.clone() } else { p.mirrored() }).collect();
            passages.sort_by_key(|passage| (passage.a, passage.b));
            let of_passage = |passage: &Passage| PassageReport {
                a: Stretch::new(dossier, texts, pair.a, passage.a),
                b: Stretch::new(dossier, texts, pair.b, passage.b),
                degree: passage.degree,
                differing: passage.discrepancies.len(),
                hidden: !pair.passages.iter().any(|shown| (shown.a, shown.b) == (passage.a, passage.b)),
            };
            let passages = passages.iter().map(of_passage).collect();
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
                "\n# {} passages: {} of `{}`, {} of `{}`; `dossier compare {a} {b}` lists them\n[{a}.{b}]\n# verdict  = \"related\"   # or \"not related\"\nreviewed = {{ hash = \"{}\" }}   # and: on = \"YYYY-MM-DD\", by = \"…\"\n",
                pair.passages.len(),
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

impl Stretch {
    fn new(dossier: &Dossier, texts: &Texts, source: SourceIx, at: At) -> Self {
        let text = texts.get(&source);
        let lines = text.and_then(|text| Some((text.line_at(at.start)?, text.line_at(at.end.saturating_sub(1))?)));
        let begins = text.and_then(|text| {
            let words = &text.raw()[text.bytes(at.range())?];
            let shown = dossier.rights(source).shown().min(OPENING);
            let spans = word::spans(words);
            let last = spans.get(..shown).unwrap_or(&spans).last()?;
            let cut = if spans.len() > shown { "…" } else { "" };
            Some(words[..last.end].split_whitespace().collect::<Vec<_>>().join(" ") + cut)
        });
        Stretch { lines, begins }
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
