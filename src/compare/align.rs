//! Steps 5 and 6: which sentences of two texts belong together.
//!
//! Alignment is local, over both sequences of sentences: the best path of sentences that go on in one order, then the
//! best of what is left, until nothing adds up any more. That is what finds a text that was told in another order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::families::Kinship;
use super::kinship::{self, FORM};
use super::lexer::Class;
use super::prepare::{Prepared, Sentence};
use super::rivals::{Rivals, rivals};
use super::score::{Cell, MANY_DIGITS, Match, Pair};
use super::settings::ONE;

/// So many sentences may lie between two steps of a path: more cost more than any step adds.
const REACH: usize = 5;

/// After so many rounds, what is left is told in pieces too small to be found.
const ROUNDS: usize = 12;

/// Two sentences taken together must be better than the better alone by this much (in thousandths).
const MERGE_GAIN: i64 = 20;

/// The weaker of two sentences taken together must itself be explained to this share (in thousandths).
const MERGE_HALF: i64 = 250;

/// Of a single sentence's words, this share must match in order, and so many words in all.
const SINGLE_ORDER: i64 = 480;
const SINGLE_MATCHES: usize = 5;

/// A quotation is shared by so many equal words.
const QUOTED_WORDS: usize = 4;

/// Where so much of what matches stands in quotation marks on both sides (in thousandths), a quotation is shared.
const QUOTED: i64 = 700;

/// Between texts that retell one another, two sentences belong together by two stems that stand nowhere else in either, or by one where
/// they score this (in thousandths).
const BY_ONE: i64 = 160;

/// Between two neighbours that belong together, or beside one, what must be alike (in thousandths).
const BETWEEN: i64 = 60;
const BESIDE: i64 = 140;

/// Of a sentence that belongs to another already, or to none, so much must be told by one (in thousandths) where both have
/// several words that stand nowhere else, and where they have one.
const AGAIN: i64 = 175;
const AGAIN_BY_ONE: i64 = 300;

/// The same where many words are alike of which none stands there alone.
const AGAIN_BY_MANY: i64 = 400;

/// A number of so many digits that became another by a slip is enough beside a sentence that belongs to the same.
const SLIPPED: usize = 4;

/// Sentences of `a` and of `b` that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Step {
    pub a: Range<usize>,
    pub b: Range<usize>,
    pub cell: Cell,
}

/// A path: steps that go on in one order in both texts.
pub(super) type Path = Vec<Step>;

/// A sentence of `a` and one of `b` that may belong together, with their score; those of higher score and further up come first.
type Likely = (i64, Reverse<usize>, Reverse<usize>);

/// What an alignment found.
pub(super) struct Aligned {
    /// The paths, the best first.
    pub paths: Vec<Path>,
    /// Whether one text retells much of the other, or both a third.
    pub retold: bool,
    /// The share of the facts of both that they tell together (in thousandths); nothing where those are few.
    pub share: i64,
}

/// Aligns two texts. Nothing but quotations is found where all that matches is what reports of one event share anyway.
/// `kin` says whether both are known to retell one text.
pub(super) fn align(pair: &Pair<'_>, kin: Kinship) -> Aligned {
    let mut free = Free::new(pair);
    let mut paths = likely(pair, &mut free);
    let evidence = kinship::evidence(pair, &paths);
    let share = evidence.together();
    if !evidence.is_shared(&pair.settings, kin) {
        let quoted = |path: &mut Path| {
            path.retain(|step| is_quotation(pair, step));
            !path.is_empty()
        };
        paths.retain_mut(quoted);
        return Aligned { paths, retold: false, share };
    }
    let retold = kin == Kinship::Family || evidence.is_retold(&pair.settings, kin);
    if retold {
        let closer = pair.closer();
        paths.extend(Cells::distinctive(&closer).all_paths(&mut free));
        between(&closer, &mut paths, &mut free);
        again(&closer, &mut paths, &mut free);
        crossed(&closer, &mut paths);
    }
    Aligned { paths, retold, share }
}

/// The paths of all that is alike, whatever the texts are to each other.
fn likely(pair: &Pair<'_>, free: &mut Free) -> Vec<Path> {
    let cells = Cells::new(pair, rivals(pair));
    let mut paths = cells.all_paths(free);
    paths.extend(cells.singles(free).into_iter().map(|step| vec![step]));
    paths.extend(cells.quotations(free).into_iter().map(|step| vec![step]));
    paths
}

/// Whether two sentences share a quotation and little else.
pub(super) fn is_quotation(pair: &Pair<'_>, step: &Step) -> bool {
    let (a, b) = (pair.a.text, pair.b.text);
    // Unreduced: within a quotation every word counts in full.
    let weight = |m: &Match| i64::from(pair.a.weights[a.words[m.a].stem as usize]) * m.likeness;
    let all: i64 = step.cell.matches.iter().map(weight).sum();
    let both = |m: &&Match| a.words[m.a].quoted && b.words[m.b].quoted;
    let inside: i64 = step.cell.matches.iter().filter(both).map(weight).sum();
    all > 0 && inside * ONE / all >= QUOTED
}

/// The words of some sentences in a row.
pub(super) fn all_words(text: &Prepared, sentences: &Range<usize>) -> Range<usize> {
    words(&text.sentences[sentences.start]).start..words(&text.sentences[sentences.end - 1]).end
}

/// Which sentences no path has used up yet.
struct Free {
    a: Vec<bool>,
    b: Vec<bool>,
}

impl Free {
    fn new(pair: &Pair<'_>) -> Self {
        Free { a: vec![true; pair.a.text.sentences.len()], b: vec![true; pair.b.text.sentences.len()] }
    }

    fn is_free(&self, step: &Step) -> bool {
        self.a[step.a.clone()].iter().chain(&self.b[step.b.clone()]).all(|free| *free)
    }

    fn take(&mut self, step: &Step) {
        self.a[step.a.clone()].fill(false);
        self.b[step.b.clone()].fill(false);
    }
}

/// Every pair of sentences that was compared, and merges of neighbours.
struct Cells<'a> {
    pair: &'a Pair<'a>,
    /// By sentence of `a`, then by sentence of `b`.
    single: Vec<(usize, usize, Cell)>,
    /// What a path may be made of, in the order of its end.
    steps: Vec<Step>,
}

impl<'a> Cells<'a> {
    /// Compares sentences of `a` with sentences of `b`.
    fn new(pair: &'a Pair<'a>, rivals: Rivals) -> Self {
        let compare = |(i, j): &(usize, usize)| (*i, *j, compare(pair, &rivals, *i, *j));
        let single: Vec<_> = rivals.which.iter().map(compare).collect();
        let steps = steps(pair, &rivals, &single);
        Cells { pair, single, steps }
    }

    /// Compares sentences that share what stands nowhere else in either text.
    fn distinctive(pair: &'a Pair<'a>) -> Self {
        let mut cells = Cells::new(pair, rivals(pair));
        let distinctive = distinctive(pair, ONE);
        cells.steps.retain(|step| match step.cell.matches.iter().filter(|m| distinctive(m)).count() {
            0 => false,
            1 => step.cell.matches.len() > 1 && step.cell.score >= BY_ONE,
            _ => true,
        });
        cells
    }

    /// All paths over what is free, the best first, which use it up.
    fn all_paths(&self, free: &mut Free) -> Vec<Path> {
        let mut paths = Vec::new();
        for _ in 0..ROUNDS {
            let found = self.paths(free);
            if found.is_empty() {
                break;
            }
            for path in found {
                // What a better path has used up is looked at again in the next round.
                if path.iter().all(|step| free.is_free(step)) {
                    path.iter().for_each(|step| free.take(step));
                    paths.push(path);
                }
            }
        }
        paths
    }

    /// The best paths over what is free, the best first; they may overlap.
    fn paths(&self, free: &Free) -> Vec<Path> {
        let settings = self.pair.settings;
        let steps: Vec<&Step> = self.steps.iter().filter(|step| free.is_free(step)).collect();
        // By the last sentence of each text.
        let mut ending: FxHashMap<(usize, usize), Vec<usize>> = FxHashMap::default();
        let mut best: Vec<(i64, Option<usize>)> = Vec::with_capacity(steps.len());
        for (i, step) in steps.iter().enumerate() {
            let mut before: (i64, Option<usize>) = (0, None);
            for gap_a in 0..=REACH.min(step.a.start) {
                for gap_b in 0..=REACH.min(step.b.start) {
                    let (Some(end_a), Some(end_b)) =
                        ((step.a.start - gap_a).checked_sub(1), (step.b.start - gap_b).checked_sub(1))
                    else {
                        continue;
                    };
                    for j in ending.get(&(end_a, end_b)).map_or(&[][..], Vec::as_slice) {
                        let total = best[*j].0 - settings.skip * (gap_a + gap_b) as i64;
                        if total > before.0 {
                            before = (total, Some(*j));
                        }
                    }
                }
            }
            best.push((before.0 + step.cell.score - settings.tau, before.1));
            ending.entry((step.a.end - 1, step.b.end - 1)).or_default().push(i);
        }
        let mut ends: Vec<usize> = (0..steps.len()).filter(|i| best[*i].0 >= settings.min_score).collect();
        ends.sort_by_key(|i| (-best[*i].0, *i));
        let mut taken = vec![false; steps.len()];
        let mut paths = Vec::new();
        for end in ends {
            let mut path = Vec::new();
            let mut at = Some(end);
            while let Some(i) = at {
                if taken[i] {
                    // The rest belongs to a better path.
                    path.clear();
                    break;
                }
                path.push(i);
                at = best[i].1;
            }
            path.iter().for_each(|i| taken[*i] = true);
            if !path.is_empty() {
                paths.push(path.into_iter().rev().map(|i| steps[i].clone()).collect());
            }
        }
        paths
    }

    /// Sentences that no path took up, and that share a quotation.
    fn quotations(&self, free: &mut Free) -> Vec<Step> {
        let (a, b) = (&self.pair.a.text.words, &self.pair.b.text.words);
        let mut steps = Vec::new();
        for (i, j, cell) in &self.single {
            let shared = cell.matches.iter().filter(|m| a[m.a].quoted && b[m.b].quoted && m.likeness == ONE).count();
            let step = Step { a: *i..i + 1, b: *j..j + 1, cell: cell.clone() };
            if shared >= QUOTED_WORDS && free.is_free(&step) && is_quotation(self.pair, &step) {
                free.take(&step);
                steps.push(step);
            }
        }
        steps
    }

    /// Step 6: single sentences that no path took up, but that stand in another by most of their words.
    fn singles(&self, free: &mut Free) -> Vec<Step> {
        let settings = self.pair.settings;
        let mut found: Vec<(i64, usize)> = Vec::new();
        for (i, (a, b, cell)) in self.single.iter().enumerate() {
            let least = cell.weight_a.min(cell.weight_b).max(1);
            let contained = cell.overlap * ONE / least;
            let ordered = cell.in_order * ONE / least;
            if free.a[*a]
                && free.b[*b]
                && contained >= settings.containment
                && ordered >= SINGLE_ORDER
                && cell.matches.len() >= SINGLE_MATCHES
            {
                found.push((-contained - ordered, i));
            }
        }
        found.sort_unstable();
        let mut steps = Vec::new();
        for (_, i) in found {
            let (a, b, cell) = &self.single[i];
            let step = Step { a: *a..a + 1, b: *b..b + 1, cell: cell.clone() };
            if free.is_free(&step) {
                free.take(&step);
                steps.push(step);
            }
        }
        steps
    }
}

/// Takes up sentences that stand beside others which belong together: where one text retells the other, what stands
/// between the same neighbours is the same, and little of it needs to be alike. The most alike first.
fn between(pair: &Pair<'_>, paths: &mut Vec<Path>, free: &mut Free) {
    let (a, b) = (&pair.a.text.sentences, &pair.b.text.sentences);
    // For each sentence of `a`, the sentences of `b` that belong to it.
    let mut told: Vec<Option<Range<usize>>> = vec![None; a.len()];
    for step in paths.iter().flatten() {
        told[step.a.clone()].fill(Some(step.b.clone()));
    }
    let compare = |i: usize, j: usize| pair.compare(words(&a[i]), words(&b[j]));
    let beside = |i: usize, told: &[Option<Range<usize>>], free: &Free, found: &mut BinaryHeap<Likely>| {
        let (before, after) =
            (i.checked_sub(1).and_then(|i| told[i].as_ref()), told.get(i + 1).and_then(Option::as_ref));
        // It may be one of two sentences that became one.
        let one_of_two = before.map(|at| at.end - 1).into_iter().chain(after.map(|at| at.start));
        let as_one = one_of_two.map(|j| compare(i, j).score).max().unwrap_or(0);
        let (before, after) = (before.map(|at| at.end), after.and_then(|at| at.start.checked_sub(1)));
        let least = if before == after { BETWEEN } else { BESIDE }.max(as_one);
        for j in [before, after].into_iter().flatten().filter(|j| *j < b.len() && free.b[*j]) {
            let score = compare(i, j).score;
            if score >= least {
                found.push((score, Reverse(i), Reverse(j)));
            }
        }
    };
    let mut found = BinaryHeap::new();
    for i in (0..a.len()).filter(|i| free.a[*i]) {
        beside(i, &told, free, &mut found);
    }
    while let Some((_, Reverse(i), Reverse(j))) = found.pop() {
        let step = Step { a: i..i + 1, b: j..j + 1, cell: compare(i, j) };
        if !free.is_free(&step) {
            continue;
        }
        free.take(&step);
        told[i] = Some(j..j + 1);
        paths.push(vec![step]);
        for next in [i.wrapping_sub(1), i + 1].into_iter().filter(|next| free.a.get(*next) == Some(&true)) {
            beside(next, &told, free, &mut found);
        }
    }
}

/// Takes up sentences that belong to no other yet, be it with one that does, and two that belong to others where several words
/// say so: a retelling makes two sentences of one, or one of parts of two, and says a thing again in its headline. The more
/// alike first.
fn again(pair: &Pair<'_>, paths: &mut Vec<Path>, free: &mut Free) {
    let (a, b) = (&pair.a.text.sentences, &pair.b.text.sentences);
    let distinctive = distinctive(pair, FORM);
    // Where the steps stand, by two of their sentences.
    let mut known: FxHashMap<(usize, usize), (usize, usize)> = FxHashMap::default();
    for (p, path) in paths.iter().enumerate() {
        for (s, step) in path.iter().enumerate() {
            known.extend(step.a.clone().flat_map(|i| step.b.clone().map(move |j| ((i, j), (p, s)))));
        }
    }
    let beside = |i: usize, j: usize| [(i, j.wrapping_sub(1)), (i, j + 1), (i.wrapping_sub(1), j), (i + 1, j)];
    let mut which: BTreeSet<(usize, usize)> = rivals(pair).which.into_iter().collect();
    let inside = |(i, j): &(usize, usize)| *i < a.len() && *j < b.len();
    which.extend(known.keys().flat_map(|(i, j)| beside(*i, *j)).filter(inside));
    let mut found = Vec::new();
    for (i, j) in which.into_iter().filter(|at| !known.contains_key(at)) {
        let cell = pair.compare(words(&a[i]), words(&b[j]));
        let contained = cell.overlap * ONE / cell.weight_a.min(cell.weight_b).max(1);
        let telling = Telling::of(pair, &cell, &distinctive);
        // Beside a sentence that belongs to the same, less will do.
        let one_of_two = beside(i, j).iter().any(|at| known.contains_key(at));
        let counted = one_of_two && numbers_left(pair, &(i..i + 1), &(j..j + 1), &cell);
        let told = !free.a[i] && !free.b[j];
        let least = match telling.words {
            0 | 1 if told => continue,
            0 if counted => AGAIN_BY_ONE,
            0 if cell.matches.len() >= SINGLE_MATCHES => AGAIN_BY_MANY,
            0 => continue,
            1 => AGAIN_BY_ONE,
            _ => AGAIN,
        };
        let less = one_of_two || telling.slipped >= MANY_DIGITS || telling.numbers > 1;
        let least = if less { least / 2 } else { least };
        let enough = cell.matches.len() > 1 || one_of_two && (telling.slipped >= SLIPPED || telling.exact);
        if contained >= least && cell.score >= BETWEEN && enough {
            found.push((Reverse(contained + cell.score), i, j, told, cell));
        }
    }
    found.sort_by_key(|(worth, i, j, ..)| (*worth, *i, *j));
    for (_, i, j, told, cell) in found {
        if told || free.a[i] || free.b[j] {
            let step = Step { a: i..i + 1, b: j..j + 1, cell };
            let goes_on = |(p, s): &(usize, usize)| goes_on(pair, &paths[*p][*s], &step, free);
            let first = beside(i, j).into_iter().filter_map(|at| known.get(&at).copied()).filter(goes_on).min();
            let (p, s) = match first {
                // One sentence became two.
                Some((p, s)) => {
                    let other = &mut paths[p][s];
                    other.a = other.a.start.min(i)..other.a.end.max(i + 1);
                    other.b = other.b.start.min(j)..other.b.end.max(j + 1);
                    other.cell = pair.compare(all_words(pair.a.text, &other.a), all_words(pair.b.text, &other.b));
                    (p, s)
                }
                None => {
                    paths.push(vec![step.clone()]);
                    (paths.len() - 1, 0)
                }
            };
            known.insert((i, j), (p, s));
            free.take(&step);
        }
    }
}

/// What of two sentences says that they tell one thing.
#[derive(Default)]
struct Telling {
    /// Words that no other sentence of either text has. A number that became another by a slip is no chance, and "2.3 million"
    /// is no round number: both count as two.
    words: usize,
    /// Numbers among them, and numbers that became others.
    numbers: usize,
    /// Whether one is equal and has two digits or more, but for zeros at its end.
    exact: bool,
    /// How many digits the longest has that became another.
    slipped: usize,
}

impl Telling {
    fn of(pair: &Pair<'_>, cell: &Cell, distinctive: &dyn Fn(&Match) -> bool) -> Telling {
        let mut telling = Telling::default();
        for m in &cell.matches {
            let (alone, slip) = (distinctive(m), pair.is_slip(m));
            let text = pair.a.text;
            let number = text.class(m.a) == Class::Number;
            telling.numbers += usize::from(number && (alone || slip));
            if alone {
                let digits = text.letters(text.words[m.a].stem);
                let exact = number && !slip && digits.trim_end_matches('0').len() > 1;
                telling.words += 1 + usize::from(slip || exact);
                telling.exact |= exact;
                telling.slipped = telling.slipped.max(if slip { digits.len() } else { 0 });
            }
        }
        telling
    }
}

/// Makes one step of two that stand beside each other on both sides, where one tells on its side what the other tells on the
/// other: what two sentences say may be told by two that divide it otherwise.
fn crossed(pair: &Pair<'_>, paths: &mut Vec<Path>) {
    let (a, b) = (&pair.a.text.sentences, &pair.b.text.sentences);
    let distinctive = distinctive(pair, FORM);
    let telling = |one: &Step, other: &Step| {
        let cell = pair.compare(all_words(pair.a.text, &one.a), all_words(pair.b.text, &other.b));
        let contained = cell.overlap * ONE / cell.weight_a.min(cell.weight_b).max(1);
        let least = match cell.matches.iter().filter(|m| distinctive(m)).count() {
            0 => return false,
            1 => AGAIN_BY_ONE / 2,
            _ => AGAIN / 2,
        };
        cell.matches.len() > 1 && contained >= least && numbers_left(pair, &one.a, &other.b, &cell)
    };
    let one = |step: &Step| step.a.len() == 1 && step.b.len() == 1;
    let may = |step: &Step| {
        let to_the_letter = one(step) && a[step.a.start].hash == b[step.b.start].hash;
        step.a.len() <= 2 && step.b.len() <= 2 && !to_the_letter
    };
    let all = || paths.iter().enumerate().flat_map(|(p, path)| (0..path.len()).map(move |s| (p, s)));
    let mut steps: Vec<(usize, usize)> = all().filter(|(p, s)| may(&paths[*p][*s])).collect();
    steps.sort_by_key(|(p, s)| (paths[*p][*s].a.start, paths[*p][*s].b.start));
    let mut joined: BTreeMap<(usize, usize), Option<Step>> = BTreeMap::new();
    for (k, first) in steps.iter().enumerate() {
        let step = &paths[first.0][first.1];
        let next = steps[k + 1..].iter().take_while(|(p, s)| paths[*p][*s].a.start <= step.a.end);
        let other = next.filter(|next| !joined.contains_key(next)).find(|(p, s)| {
            let other = &paths[*p][*s];
            let beside = other.b.start == step.b.end || other.b.end == step.b.start;
            other.a.start == step.a.end && beside && (telling(step, other) || telling(other, step))
        });
        if let Some(second) = other.filter(|_| !joined.contains_key(first)) {
            let other = &paths[second.0][second.1];
            let (a, b) = (step.a.start..other.a.end, step.b.start.min(other.b.start)..step.b.end.max(other.b.end));
            let cell = pair.compare(all_words(pair.a.text, &a), all_words(pair.b.text, &b));
            joined.insert(*first, Some(Step { a, b, cell }));
            joined.insert(*second, None);
        }
    }
    for ((p, s), step) in joined.into_iter().rev() {
        match step {
            Some(step) => paths[p][s] = step,
            None => drop(paths[p].remove(s)),
        }
    }
    paths.retain(|path| !path.is_empty());
}

/// Whether some sentences of each text have a number that the others don't have.
fn numbers_left(pair: &Pair<'_>, a: &Range<usize>, b: &Range<usize>, cell: &Cell) -> bool {
    let number = |text: &Prepared, word: &usize| text.class(*word) == Class::Number;
    let (text_a, text_b) = (pair.a.text, pair.b.text);
    let in_a = all_words(text_a, a).filter(|i| number(text_a, i)).any(|i| cell.matches.iter().all(|m| m.a != i));
    let in_b = all_words(text_b, b).filter(|j| number(text_b, j)).any(|j| cell.matches.iter().all(|m| m.b != j));
    in_a && in_b
}

/// Whether a step tells of the same sentence as another that was found before, and of one right beside the other's.
fn goes_on(pair: &Pair<'_>, known: &Step, step: &Step, free: &Free) -> bool {
    let beside = |x: &Range<usize>, y: &Range<usize>| x.end == y.start || y.end == x.start;
    let (i, j) = (step.a.start, step.b.start);
    let to_the_letter = pair.a.text.sentences[known.a.start].hash == pair.b.text.sentences[known.b.start].hash;
    let in_b = known.a.contains(&i) && known.b.len() == 1 && beside(&known.b, &step.b) && free.b[j];
    let in_a = known.b.contains(&j) && known.a.len() == 1 && beside(&known.a, &step.a) && free.a[i];
    !to_the_letter && (in_a || in_b)
}

/// Whether a match is of words so much alike that no other sentence of either text has.
fn distinctive<'a>(pair: &Pair<'a>, likeness: i64) -> impl Fn(&Match) -> bool {
    let (a, b) = (pair.a.text, pair.b.text);
    let (once_a, once_b) = (stand_once(a), stand_once(b));
    move |m| m.likeness >= likeness && once_a[a.words[m.a].stem as usize] && once_b[b.words[m.b].stem as usize]
}

/// For each stem of a text, whether one sentence alone has it.
fn stand_once(text: &Prepared) -> Vec<bool> {
    let mut first: Vec<Option<usize>> = vec![None; text.stems.len()];
    let mut once = vec![true; text.stems.len()];
    for (i, sentence) in text.sentences.iter().enumerate() {
        for word in &text.words[words(sentence)] {
            once[word.stem as usize] &= *first[word.stem as usize].get_or_insert(i) == i;
        }
    }
    once
}

/// Compares two sentences, unless what they can reach at best is of no use: neither to a path nor alone.
fn compare(pair: &Pair<'_>, rivals: &Rivals, i: usize, j: usize) -> Cell {
    let (a, b) = (&pair.a.text.sentences[i], &pair.b.text.sentences[j]);
    let (words_a, words_b) = (words(a), words(b));
    let best = rivals.best(pair, i..i + 1, j..j + 1);
    let settings = &pair.settings;
    let idle = best.score <= settings.tau - MERGE_GAIN
        && best.containment < settings.containment
        && (a.quoted.min(b.quoted) as usize) < QUOTED_WORDS;
    if idle { Cell::default() } else { pair.compare(words_a, words_b) }
}

/// What a path may be made of: sentences one to one, and one to two that follow each other.
fn steps(pair: &Pair<'_>, rivals: &Rivals, single: &[(usize, usize, Cell)]) -> Vec<Step> {
    let settings = pair.settings;
    let mut steps = Vec::new();
    let at: FxHashMap<(usize, usize), &Cell> = single.iter().map(|(a, b, cell)| ((*a, *b), cell)).collect();
    for (a, b, cell) in single {
        if cell.score > settings.tau {
            steps.push(Step { a: *a..a + 1, b: *b..b + 1, cell: cell.clone() });
        }
        // A merge is looked at once, from the first of its halves that was compared.
        let merges = [(*a, *a, *b, b + 1), (*a, a + 1, *b, *b)];
        for (first_a, last_a, first_b, last_b) in merges {
            steps.extend(merge(pair, rivals, &at, (first_a, last_a), (first_b, last_b)));
        }
        for (first_a, first_b) in [(Some(*a), b.checked_sub(1)), (a.checked_sub(1), Some(*b))] {
            let (Some(first_a), Some(first_b)) = (first_a, first_b) else { continue };
            if !at.contains_key(&(first_a, first_b)) {
                steps.extend(merge(pair, rivals, &at, (first_a, *a), (first_b, *b)));
            }
        }
    }
    steps.sort_by_key(|step| (step.a.end, step.b.end, step.a.start, step.b.start));
    steps
}

/// One sentence to two, where that is better than either half and both halves have their part in it.
fn merge(
    pair: &Pair<'_>,
    rivals: &Rivals,
    at: &FxHashMap<(usize, usize), &Cell>,
    (first_a, last_a): (usize, usize),
    (first_b, last_b): (usize, usize),
) -> Option<Step> {
    let settings = pair.settings;
    let (a, b) = (pair.a.text, pair.b.text);
    if last_a >= a.sentences.len() || last_b >= b.sentences.len() {
        return None;
    }
    // What the merge can reach at best; most can't.
    if rivals.best(pair, first_a..last_a + 1, first_b..last_b + 1).score <= settings.tau {
        return None;
    }
    let score = |x: usize, y: usize| at.get(&(x, y)).map_or(0, |cell| cell.score);
    let better = score(first_a, first_b).max(score(last_a, last_b));
    let all_a = words(&a.sentences[first_a]).start..words(&a.sentences[last_a]).end;
    let all_b = words(&b.sentences[first_b]).start..words(&b.sentences[last_b]).end;
    if all_a.is_empty() || all_b.is_empty() {
        return None;
    }
    let cell = pair.compare(all_a, all_b);
    if cell.score <= settings.tau || cell.score < better + MERGE_GAIN {
        return None;
    }
    let halves = if first_a == last_a {
        [first_b, last_b].map(|i| {
            let words = words(&b.sentences[i]);
            explained(words.clone(), |i| pair.b.weight(i, &settings), cell.matches.iter().map(|m| (m.b, m.likeness)))
        })
    } else {
        [first_a, last_a].map(|i| {
            let words = words(&a.sentences[i]);
            explained(words.clone(), |i| pair.a.weight(i, &settings), cell.matches.iter().map(|m| (m.a, m.likeness)))
        })
    };
    let explained = halves.into_iter().min().unwrap_or(0) >= MERGE_HALF;
    explained.then(|| Step { a: first_a..last_a + 1, b: first_b..last_b + 1, cell })
}

/// Which share of some words' weight is matched.
fn explained(words: Range<usize>, weight: impl Fn(usize) -> i64, matched: impl Iterator<Item = (usize, i64)>) -> i64 {
    let all: i64 = words.clone().map(&weight).sum();
    let found: i64 = matched.filter(|(i, _)| words.contains(i)).map(|(i, likeness)| weight(i) * likeness / ONE).sum();
    found * ONE / all.max(1)
}

/// The most matches that stand in one order on both sides. They come in the order of the first side.
pub(super) fn in_one_order(matches: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Patience: for each length, the end of a chain, each with the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(matches.len());
    for (i, (_, y)) in matches.iter().enumerate() {
        let at = ends.partition_point(|end| matches[*end].1 < *y);
        before.push(at.checked_sub(1).map(|k| ends[k]));
        if at == ends.len() { ends.push(i) } else { ends[at] = i }
    }
    let mut chain = Vec::new();
    let mut at = ends.last().copied();
    while let Some(i) = at {
        chain.push(matches[i]);
        at = before[i];
    }
    chain.reverse();
    chain
}

/// A sentence's words.
pub(super) fn words(sentence: &Sentence) -> Range<usize> {
    sentence.words.start as usize..sentence.words.end as usize
}
