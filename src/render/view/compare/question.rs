//! What the sources of a passage tell otherwise: a question a row, with each answer and who gives it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::*;
use crate::site::shared::{Joined, one_stretch_each, rank};

/// A question that sources answer otherwise.
#[derive(Debug, Serialize)]
pub struct QuestionView {
    /// `number`, `date`, `name`, `polarity`, `modality`, `omission` or `other`.
    pub kind: &'static str,
    /// Whether any two surely differ; else they may only be worded differently.
    pub sure: bool,
    /// The answers, in the order of the sources that give them; that a source has nothing comes last.
    pub answers: Vec<AnswerView>,
    /// How many more answers there are.
    pub more: usize,
}

/// An answer, and who gives it.
#[derive(Debug, Serialize)]
pub struct AnswerView {
    /// As the first of the sources gives it; sure where it surely differs from another answer.
    pub reading: ReadingView,
    /// The sources.
    pub sources: Vec<SourceLink>,
    /// How many more there are.
    pub more: usize,
}

/// Something that differs between two sources.
struct Finding {
    kind: Kind,
    ends: [(SourceIx, Option<At>); 2],
    view: DifferenceView,
}

/// What one source says at one place, or that it has nothing.
struct Told {
    source: SourceIx,
    at: Option<At>,
    reading: ReadingView,
}

impl Told {
    fn is_at(&self, source: SourceIx, at: Option<At>) -> bool {
        let meet = |a: At, b: At| a.start < b.end && b.start < a.end;
        self.source == source && (self.at == at || self.at.zip(at).is_some_and(|(a, b)| meet(a, b)))
    }
}

/// What is said, to be compared with what others say.
fn said(reading: &ReadingView) -> (Option<String>, Option<String>, Vec<Option<String>>, bool) {
    let words = reading.words.as_ref().map(|words| words.to_lowercase());
    let claims = reading.claims.iter().map(|claim| claim.path.clone());
    (words, reading.note.clone(), claims.collect(), reading.missing)
}

/// Findings by the question that they are about, in their order.
///
/// What differs was found pair by pair. Findings of one kind are about one question where they name one place of one
/// text, or where the same is said and the same text lacks it. What a text lacks has no place: so one thing that it
/// lacks is never taken for another, nor what A has and B lacks for what B has and A lacks.
fn by_question(findings: Vec<Finding>) -> Vec<Vec<Finding>> {
    let mut joined = Joined::new(findings.len());
    let mut places: BTreeMap<(Kind, SourceIx), Vec<(At, usize)>> = BTreeMap::new();
    let mut lacking: BTreeSet<(Kind, SourceIx)> = BTreeSet::new();
    for (n, finding) in findings.iter().enumerate() {
        for (source, at) in finding.ends {
            match at {
                Some(at) => places.entry((finding.kind, source)).or_default().push((at, n)),
                None => drop(lacking.insert((finding.kind, source))),
            }
        }
    }
    for places in places.into_values() {
        one_stretch_each(places, |one, other| joined.join(one, other));
    }
    let mut first = BTreeMap::new();
    for (n, finding) in findings.iter().enumerate() {
        let [(a, at_a), (b, at_b)] = finding.ends;
        let (has, lacks, reading) = match (at_a, at_b) {
            (Some(_), None) => (a, b, &finding.view.readings[0]),
            (None, Some(_)) => (b, a, &finding.view.readings[1]),
            _ => continue,
        };
        if !lacking.contains(&(finding.kind, has)) {
            joined.join(n, *first.entry((finding.kind, lacks, said(reading))).or_insert(n));
        }
    }
    // A root is the first of what it joins.
    let mut questions: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    for (n, finding) in findings.into_iter().enumerate() {
        questions.entry(joined.root(n)).or_default().push(finding);
    }
    questions.into_values().collect()
}

impl Context<'_> {
    /// The questions on which the sources of a passage differ, the most telling first: those of which anything may be
    /// shown.
    pub(super) fn questions(&self, synopsis: &Synopsis) -> Vec<QuestionView> {
        let pairs = &self.site.shared.pairs;
        let mut found: Vec<(&Pair, usize, &Discrepancy)> = synopsis
            .members
            .iter()
            .flat_map(|(p, i)| pairs[*p].passages[*i].discrepancies.iter().map(move |d| (&pairs[*p], *i, d)))
            // What is opposed stands above the questions, in the words that the editors quote.
            .filter(|(pair, i, d)| d.kind != Kind::Polarity || pair.passages[*i].opposed.is_empty())
            .collect();
        found.sort_by_key(|(pair, i, d)| (rank(d), pair.a, pair.b, *i));
        let finding = |(pair, i, d): (&Pair, usize, &Discrepancy)| Finding {
            kind: d.kind,
            ends: [(pair.a, d.a), (pair.b, d.b)],
            view: self.difference(pair, i, d, 0),
        };
        by_question(found.into_iter().map(finding).collect()).into_iter().filter_map(|f| self.question(f)).collect()
    }

    /// One question; `None` where the answers can't be shown, or look the same.
    fn question(&self, findings: Vec<Finding>) -> Option<QuestionView> {
        let kind = findings.first()?.view.kind;
        let tells = findings.iter().any(|finding| finding.view.tells());
        let sure = findings.iter().filter(|finding| finding.view.sure).map(|finding| finding.ends);
        let sure: Vec<_> = sure.collect();
        let mut told: Vec<Told> = Vec::new();
        for finding in findings {
            for ((source, at), reading) in finding.ends.into_iter().zip(finding.view.readings) {
                match told.iter_mut().find(|told| told.is_at(source, at)) {
                    Some(told) => told.reading.note = told.reading.note.take().or(reading.note),
                    None => told.push(Told { source, at, reading }),
                }
            }
        }
        told.sort_by_key(|told| (told.reading.missing, told.source, told.at));
        let mut answers: Vec<Vec<Told>> = Vec::new();
        for one in told {
            match answers.iter_mut().find(|answer| said(&answer[0].reading) == said(&one.reading)) {
                Some(answer) => answer.push(one),
                None => answers.push(vec![one]),
            }
        }
        let answer_of =
            |(source, at)| answers.iter().position(|answer| answer.iter().any(|told| told.is_at(source, at)));
        let parted = |ends: &[_; 2]| answer_of(ends[0]).zip(answer_of(ends[1])).filter(|(one, other)| one != other);
        let differing: BTreeSet<usize> = sure.iter().filter_map(parted).flat_map(|(one, other)| [one, other]).collect();
        if !tells || answers.len() < 2 {
            return None;
        }
        let more = answers.len().saturating_sub(TRACKS);
        let answers = answers.into_iter().enumerate().take(TRACKS).filter_map(|(n, answer)| {
            let mut sources: Vec<SourceIx> = answer.iter().map(|told| told.source).collect();
            sources.dedup();
            let more = sources.len().saturating_sub(TRACKS);
            sources.truncate(TRACKS);
            let reading = ReadingView { sure: differing.contains(&n), ..answer.into_iter().next()?.reading };
            Some(AnswerView { reading, sources: self.sources(&sources), more })
        });
        Some(QuestionView { kind, sure: !differing.is_empty(), answers: answers.collect(), more })
    }
}
