//! Step 7: what of two sentences that belong together is shared, and how closely.

use std::ops::Range;

use super::align::{Path, Step, all_words, is_quotation};
use super::evidence::Degree;
use super::language::Language;
use super::lexer::Class;
use super::prepare::Prepared;
use super::score::{Match, Pair};
use super::settings::ONE;
use super::weights::Weighed;

/// A clause at either end of which less than this is matched (in thousandths) may be left out of the passage.
const UNMATCHED: i64 = 200;

/// It is left out where that takes away so many words, and this share of the sentence's weight (in thousandths).
const TRIM_WORDS: usize = 4;
const TRIM_SHARE: i64 = 200;

/// A passage before its positions are turned into code points.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Found {
    /// Bytes of both texts.
    pub a: Range<usize>,
    pub b: Range<usize>,
    /// The sentences it was made of.
    pub step: Step,
    pub degree: Degree,
}

/// The passages of a path. Where one text is `retold` by the other, a quotation is told with the rest.
pub(super) fn passages(pair: &Pair<'_>, read: [(&str, &Language); 2], path: &Path, retold: bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for step in path {
        let verbatim = is_verbatim(pair, step);
        match found.last_mut() {
            // Sentence after sentence to the letter is one passage.
            Some(last)
                if verbatim
                    && last.degree == Degree::Verbatim
                    && last.step.a.end == step.a.start
                    && last.step.b.end == step.b.start =>
            {
                last.a.end = sentences(pair.a.text, &step.a).end;
                last.b.end = sentences(pair.b.text, &step.b).end;
                last.step.a.end = step.a.end;
                last.step.b.end = step.b.end;
                last.step.cell.score = last.step.cell.score.min(step.cell.score);
                last.step.cell.matches.extend(&step.cell.matches);
            }
            _ => found.push(passage(pair, read, step, verbatim, retold)),
        }
    }
    found
}

fn passage(pair: &Pair<'_>, read: [(&str, &Language); 2], step: &Step, verbatim: bool, retold: bool) -> Found {
    let (mut a, mut b) = (sentences(pair.a.text, &step.a), sentences(pair.b.text, &step.b));
    let quoted = quoted(pair, step).filter(|_| !retold);
    let made = |(quote_a, quote_b): (Range<usize>, Range<usize>), degree| Found {
        a: quote_a,
        b: quote_b,
        step: step.clone(),
        degree,
    };
    if let Some(quote) = quoted {
        return made(quote, Degree::SharedQuotation);
    }
    if verbatim {
        return made((a, b), Degree::Verbatim);
    }
    let matched_a: Vec<(usize, i64)> = step.cell.matches.iter().map(|m| (m.a, m.likeness)).collect();
    let mut matched_b: Vec<(usize, i64)> = step.cell.matches.iter().map(|m| (m.b, m.likeness)).collect();
    matched_b.sort_unstable();
    // Where one retells the other, a name or number that only one of them has may be what became of one that only the
    // other has.
    let alone = |text: &Prepared,
                 (raw, language): (&str, &Language),
                 sentences: &Range<usize>,
                 matched: &[(usize, i64)]|
     -> Vec<(usize, bool)> {
        let equal = |i: &usize| matched.iter().any(|(word, likeness)| word == i && *likeness == ONE);
        let fact = |i: usize| {
            let word = &raw[text.words[i].start as usize..text.words[i].end as usize];
            let word = word.to_lowercase();
            let number =
                text.class(i) == Class::Number || language.words.is_number(&word) || language.words.is_calendar(&word);
            (text.words[i].common || number).then_some((i, number))
        };
        if retold { all_words(text, sentences).filter(|i| !equal(i)).filter_map(fact).collect() } else { Vec::new() }
    };
    let (own_a, own_b) =
        (alone(pair.a.text, read[0], &step.a, &matched_a), alone(pair.b.text, read[1], &step.b, &matched_b));
    let kept = |own: &[(usize, bool)], other: &[(usize, bool)]| -> Vec<usize> {
        let told = |number: bool| other.iter().any(|(_, other)| *other == number);
        own.iter().filter(|(_, number)| told(*number)).map(|(i, _)| *i).collect()
    };
    let (kept_a, kept_b) = (kept(&own_a, &own_b), kept(&own_b, &own_a));
    trim(pair, pair.a, read[0].0, &step.a, &matched_a, &kept_a, &mut a);
    trim(pair, pair.b, read[1].0, &step.b, &matched_b, &kept_b, &mut b);
    let inside = |text: &Prepared, at: &Range<usize>, sentences: &Range<usize>| {
        all_words(text, sentences).filter(|i| at.contains(&(text.words[*i].start as usize))).count() as i64
    };
    let count = inside(pair.a.text, &a, &step.a) + inside(pair.b.text, &b, &step.b);
    let alike: i64 = step.cell.matches.iter().map(|m| m.likeness).sum();
    let near = 2 * alike / count.max(1) >= pair.settings.near;
    made((a, b), if near { Degree::NearVerbatim } else { Degree::Paraphrase })
}

/// The bytes of some sentences in a row.
pub(super) fn sentences(text: &Prepared, sentences: &Range<usize>) -> Range<usize> {
    text.sentences[sentences.start].at.start as usize..text.sentences[sentences.end - 1].at.end as usize
}

/// Whether both sides are the same word for word.
fn is_verbatim(pair: &Pair<'_>, step: &Step) -> bool {
    let hashes = |text: &Prepared, range: &Range<usize>| -> Vec<u64> {
        text.sentences[range.clone()].iter().map(|sentence| sentence.hash).collect()
    };
    hashes(pair.a.text, &step.a) == hashes(pair.b.text, &step.b)
}

/// Where the quotation stands that two sentences share, if little else of them matches.
fn quoted(pair: &Pair<'_>, step: &Step) -> Option<(Range<usize>, Range<usize>)> {
    let (a, b) = (pair.a.text, pair.b.text);
    let both = |m: &&Match| a.words[m.a].quoted && b.words[m.b].quoted;
    if !is_quotation(pair, step) {
        return None;
    }
    let span = |text: &Prepared, words: Vec<usize>| -> Option<Range<usize>> {
        let (first, last) = (words.iter().min()?, words.iter().max()?);
        Some(text.words[*first].start as usize..text.words[*last].end as usize)
    };
    let matches = || step.cell.matches.iter().filter(both);
    Some((span(a, matches().map(|m| m.a).collect())?, span(b, matches().map(|m| m.b).collect())?))
}

/// Cuts clauses off both ends of a passage that the other side has nothing of.
fn trim(
    pair: &Pair<'_>,
    text: &Weighed<'_>,
    raw: &str,
    sentences: &Range<usize>,
    matched: &[(usize, i64)],
    kept: &[usize],
    at: &mut Range<usize>,
) {
    let prepared = text.text;
    let all = all_words(prepared, sentences);
    let weight = |i: usize| text.weight(i, &pair.settings);
    let total: i64 = all.clone().map(weight).sum();
    // What stands before a word. Scripts without spaces are read in pairs of letters that overlap: nothing, there.
    let gap_before = |word: usize| -> &str {
        raw.get(prepared.words[word - 1].end as usize..prepared.words[word].start as usize).unwrap_or_default()
    };
    // Clauses: runs of words without a mark between them.
    let mut clauses: Vec<Range<usize>> = Vec::new();
    for i in all {
        let parted = match clauses.last() {
            Some(_) => {
                let gap = gap_before(i);
                gap.contains([',', ';', ':', '—', '–', '(', ')', '،', '、', '，']) || gap.contains(" - ")
            }
            None => true,
        };
        match clauses.last_mut() {
            Some(last) if !parted => last.end = i + 1,
            _ => clauses.push(i..i + 1),
        }
    }
    let idle = |clause: &&Range<usize>| {
        // A name or number that the other side has as well is no chance.
        if matched.iter().any(|(i, likeness)| *likeness == ONE && prepared.words[*i].common && clause.contains(i)) {
            return false;
        }
        if kept.iter().any(|i| clause.contains(i)) {
            return false;
        }
        let all: i64 = (*clause).clone().map(weight).sum();
        let found: i64 = matched.iter().filter(|(i, _)| clause.contains(i)).map(|(i, l)| weight(*i) * l / ONE).sum();
        found * ONE < all * UNMATCHED
    };
    let worth_it = |cut: &Range<usize>| {
        let weighs: i64 = cut.clone().map(weight).sum();
        cut.len() >= TRIM_WORDS && weighs * ONE >= total * TRIM_SHARE
    };
    let head = clauses.iter().take_while(idle).count();
    let tail = clauses.iter().rev().take_while(idle).count();
    if head + tail >= clauses.len() {
        return;
    }
    let cut = clauses[0].start..clauses[head].start;
    if head > 0 && worth_it(&cut) {
        let gap_start = prepared.words[cut.end - 1].end as usize;
        let gap = gap_before(cut.end);
        let mark = gap.find([',', ';', ':', '—', '–', '(', ')', '،', '、', '，', '-']).unwrap_or(0);
        let after = gap[mark..].char_indices().find(|(_, c)| c.is_alphanumeric() || matches!(c, '“' | '"' | '„'));
        at.start = after.map_or(prepared.words[cut.end].start as usize, |(i, _)| gap_start + mark + i);
    }
    let after = clauses[clauses.len() - tail - 1].end;
    let cut = after..clauses[clauses.len() - 1].end;
    if tail > 0 && worth_it(&cut) {
        let gap_start = prepared.words[cut.start - 1].end as usize;
        let gap = gap_before(cut.start);
        let mark = gap.find([',', ';', ':', '—', '–', '(', ')', '،', '、', '，']).or(gap.find(" - ")).unwrap_or(0);
        at.end = gap_start + gap[..mark].trim_end().len();
    }
}
