//! Step 8: what differs inside a passage: numbers, dates, names, what is denied, how sure it is, what is left out.
//!
//! Compared is what stands at the same place: between the same words that both sides have.

use std::collections::BTreeSet;
use std::ops::Range;

use super::align;
use super::evidence::{BETWEEN, Kind, Tier};
use super::facts::{self, Bound, Cue, Date, Mode, Number, Sort};
use super::language::Language;
use super::lexer::Lexed;
use super::passage::Found;
use super::prepare::Lexicon;
use super::weights::Weighed;
use super::{names, numbers};

/// Further apart than this, how far doesn't matter.
const FAR: usize = 1000;

/// A clause that one side lacks is worth a remark from so many words on that carry meaning.
const OMITTED: usize = 3;

/// Two names that agree in this much of their letters may be one, spelt two ways (in thousandths).
pub(super) const SPELT_ALIKE: f64 = 0.6;

/// One side of a passage.
pub(super) struct Side<'a> {
    pub raw: &'a str,
    pub weighed: &'a Weighed<'a>,
    pub lexicon: &'a Lexicon<'a>,
    pub language: &'a Language,
    /// Where names of the dossier stand, in bytes and in order, and which.
    pub names: &'a [(Range<usize>, usize)],
}

/// Something that differs; positions in bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Differs {
    pub kind: Kind,
    pub tier: Tier,
    pub a: Option<Range<usize>>,
    pub b: Option<Range<usize>>,
    pub note: String,
}

/// One side, read.
pub(super) struct Read<'a> {
    pub side: &'a Side<'a>,
    pub lexed: Lexed,
    dates: Vec<Date>,
    pub numbers: Vec<Number>,
    cues: Vec<(Cue, Range<usize>)>,
    /// For each token, how many words that both sides have in one order stand before it.
    pub slots: Vec<usize>,
    /// For each token, whether the other side has it.
    matched: Vec<bool>,
    /// For each token, the number of its clause.
    pub clauses: Vec<usize>,
}

/// What differs in a passage.
pub(super) fn discrepancies(a: &Side<'_>, b: &Side<'_>, found: &Found) -> Vec<Differs> {
    let word = |side: &Side<'_>, i: usize| side.weighed.text.words[i].start as usize;
    let matches: Vec<(usize, usize)> = (found.step.cell.matches.iter())
        .map(|m| (word(a, m.a), word(b, m.b)))
        .filter(|(x, y)| found.a.contains(x) && found.b.contains(y))
        .collect();
    let in_order = align::in_one_order(&matches);
    let read_a = Read::new(a, &found.a, in_order.iter().map(|m| m.0), matches.iter().map(|m| m.0).collect());
    let read_b = Read::new(b, &found.b, in_order.iter().map(|m| m.1), matches.iter().map(|m| m.1).collect());
    let mut all = Vec::new();
    numbers::numbers(&read_a, &read_b, found, &matches, &mut all);
    dates(&read_a, &read_b, &mut all);
    names::names(&read_a, &read_b, found, &mut all);
    polarity(&read_a, &read_b, &mut all);
    modality(&read_a, &read_b, &mut all);
    omissions(&read_a, &read_b, &mut all);
    all
}

impl<'a> Read<'a> {
    fn new(side: &'a Side<'a>, at: &Range<usize>, in_order: impl Iterator<Item = usize>, matched: Vec<usize>) -> Self {
        let lexed = Lexed::read(side.raw, at.clone(), side.language);
        let dates = facts::dates(side.raw, &lexed, side.language);
        let numbers = facts::numbers(side.raw, &lexed, &dates, side.language);
        let anchors: Vec<usize> = in_order.collect();
        let slots = lexed.tokens.iter().map(|token| anchors.partition_point(|at| *at < token.at.start)).collect();
        let has = |start: usize| matched.contains(&start);
        let matched = lexed.tokens.iter().map(|token| has(token.at.start)).collect();
        let parted = |i: usize| {
            let gap = side.raw.get(lexed.tokens[i - 1].at.end..lexed.tokens[i].at.start).unwrap_or_default();
            gap.contains([',', ';', ':', '—', '–', '(', ')', '.', '،', '，', '、'])
        };
        let mut clause = 0;
        let number = |i: usize| {
            clause += usize::from(i > 0 && parted(i));
            clause
        };
        let clauses = (0..lexed.tokens.len()).map(number).collect();
        let cues = facts::cues(&lexed, side.language.words);
        Read { side, dates, numbers, cues, slots, matched, clauses, lexed }
    }

    /// The bytes of some tokens.
    pub fn at(&self, tokens: &Range<usize>) -> Range<usize> {
        self.lexed.tokens[tokens.start].at.start..self.lexed.tokens[tokens.end - 1].at.end
    }

    /// Some tokens as they are written.
    pub fn written(&self, tokens: &Range<usize>) -> &str {
        &self.side.raw[self.at(tokens)]
    }

    /// The word that a number makes a name of, as in "Local 413".
    pub fn named(&self, number: &Number) -> Option<&str> {
        let before = number.tokens.start.checked_sub(1)?;
        let (token, word) = (&self.lexed.tokens[before], self.word(Some(before)));
        let gap = self.side.raw.get(token.at.end..self.lexed.tokens[before + 1].at.start)?;
        let digits = self.written(&number.tokens).starts_with(|c: char| c.is_ascii_digit());
        // At the start of a sentence every word has a capital.
        let inside =
            self.side.raw[..token.at.start].trim_end_matches(' ').ends_with(|c: char| c.is_alphanumeric() || c == ',');
        let named = token.capital && inside && digits && matches!(gap, " " | "\u{a0}");
        let words = self.side.language.words;
        let counts = words.is_calendar(word) || words.is_counted_by(word);
        // "In Elmsey 45 people", but "Millworkers Local 413 voted".
        let longer = before.checked_sub(1).is_some_and(|i| self.lexed.tokens[i].capital);
        let alone = number.unit.is_none() || longer;
        (named && alone && !self.side.language.capital_nouns && !counts).then_some(word)
    }

    /// Whether a number says which part of a year.
    pub fn is_term(&self, number: &Number) -> bool {
        let (before, next) = (number.tokens.start.checked_sub(1), Some(number.tokens.end));
        number.ordinal && [before, next].iter().any(|at| self.side.language.words.is_period(self.word(*at)))
    }

    /// A token in lower case; nothing outside.
    pub fn word(&self, i: Option<usize>) -> &str {
        self.lexed.word(i)
    }

    /// The first word that denies what is said, and whether no other undoes it.
    fn denials(&self) -> (Option<Range<usize>>, bool) {
        let denials = || self.cues.iter().filter(|(cue, _)| *cue == Cue::Denies).map(|(_, at)| at);
        let odd = self.side.language.words.concord || denials().count() % 2 == 1;
        (denials().next().map(|at| self.at(at)), odd)
    }

    /// Words of which the other side may say the opposite, and which it doesn't have: which two, and whether it is the second.
    fn opposites(&self) -> impl Iterator<Item = (usize, bool, Range<usize>)> {
        self.cues.iter().filter_map(|(cue, at)| match cue {
            // "reach" in "within reach" may be matched by another "reach".
            Cue::Opposite(pair, second) if at.len() > 1 || !self.matched[at.start] => {
                Some((*pair, *second, at.clone()))
            }
            _ => None,
        })
    }
}

/// So many words in a row beside two numbers or dates are compared, before and after.
const ROW: usize = 5;

/// How much stands the same beside two numbers or dates: words in a row that mean something. "Reported a result on 11 October"
/// and "on 12 October" have two and more in common, whatever other dates there are.
fn row(a: &Read<'_>, x: &Range<usize>, b: &Read<'_>, y: &Range<usize>) -> usize {
    let means = |i: &usize| !a.side.language.is_stop(a.word(Some(*i)));
    let same = |i: Option<usize>, j: Option<usize>| {
        i.zip(j).filter(|(i, j)| {
            let word = a.word(Some(*i));
            !word.is_empty() && word == b.word(Some(*j))
        })
    };
    let before = (1..=ROW).map_while(|back| same(x.start.checked_sub(back), y.start.checked_sub(back)));
    let after = (0..ROW).map_while(|more| same(Some(x.end + more), Some(y.end + more)));
    before.chain(after).filter(|(i, _)| means(i)).count()
}

/// So many words that mean something make a row in which one number or date is put for another.
const IN_A_ROW: usize = 2;

/// Takes out those that stand in one row of words on both sides and differ: a number or date of the other side that is the same
/// may belong to something else.
pub(super) fn in_a_row<'a, T>(
    (a, left_a): (&Read<'_>, &mut Vec<&'a T>),
    (b, left_b): (&Read<'_>, &mut Vec<&'a T>),
    at: impl Fn(&T) -> &Range<usize>,
    same: impl Fn(&T, &T) -> bool,
    may: impl Fn(&T, &T) -> bool,
) -> Vec<(&'a T, &'a T)> {
    let told = |i: usize, j: usize| row(a, at(left_a[i]), b, at(left_b[j]));
    let equal = |i: usize, j: usize| same(left_a[i], left_b[j]);
    let (of_a, of_b) = (0..left_a.len(), 0..left_b.len());
    // How much those that are the same have in common: nothing where there are none.
    let own_a: Vec<Option<usize>> =
        of_a.clone().map(|i| of_b.clone().filter(|j| equal(i, *j)).map(|j| told(i, j)).max()).collect();
    let own_b: Vec<Option<usize>> =
        of_b.clone().map(|j| of_a.clone().filter(|i| equal(*i, j)).map(|i| told(i, j)).max()).collect();
    let mut found = Vec::new();
    for (i, j) in of_a.flat_map(|i| of_b.clone().map(move |j| (i, j))) {
        // Where both sides have both, they may have changed places, which isn't told by so few words.
        let both = own_a[i].is_some() && own_b[j].is_some();
        if both || equal(i, j) || !may(left_a[i], left_b[j]) {
            continue;
        }
        let put = told(i, j);
        if put >= IN_A_ROW && put > own_a[i].max(own_b[j]).unwrap_or(0) {
            found.push((std::cmp::Reverse(put), i, j));
        }
    }
    found.sort_unstable();
    taken(found.into_iter().map(|(_, i, j)| (i, j)), left_a, left_b)
}

/// Takes out two and two, by their numbers and in order, each once.
fn taken<'a, T>(
    likely: impl Iterator<Item = (usize, usize)>,
    left_a: &mut Vec<&'a T>,
    left_b: &mut Vec<&'a T>,
) -> Vec<(&'a T, &'a T)> {
    let (mut used_a, mut used_b) = (vec![false; left_a.len()], vec![false; left_b.len()]);
    let mut pairs = Vec::new();
    for (i, j) in likely {
        if !used_a[i] && !used_b[j] {
            (used_a[i], used_b[j]) = (true, true);
            pairs.push((left_a[i], left_b[j]));
        }
    }
    let (mut used_a, mut used_b) = (used_a.into_iter(), used_b.into_iter());
    left_a.retain(|_| used_a.next() == Some(false));
    left_b.retain(|_| used_b.next() == Some(false));
    pairs
}

/// Takes out those that may belong together, two and two, the nearest to one another first.
pub(super) fn nearest<'a, T>(
    left_a: &mut Vec<&'a T>,
    left_b: &mut Vec<&'a T>,
    near: impl Fn(&T, &T) -> usize,
    may: impl Fn(&T, &T) -> bool,
) -> Vec<(&'a T, &'a T)> {
    let all = (0..left_a.len()).flat_map(|i| (0..left_b.len()).map(move |j| (i, j)));
    let allowed = all.filter(|(i, j)| may(left_a[*i], left_b[*j]));
    let mut likely: Vec<(usize, usize, usize)> = allowed.map(|(i, j)| (near(left_a[i], left_b[j]), i, j)).collect();
    likely.sort_unstable();
    taken(likely.into_iter().map(|(_, i, j)| (i, j)), left_a, left_b)
}

/// Dates that differ.
fn dates(a: &Read<'_>, b: &Read<'_>, all: &mut Vec<Differs>) {
    let mut left_a: Vec<&Date> = a.dates.iter().collect();
    let mut left_b: Vec<&Date> = b.dates.iter().collect();
    let slot = |read: &Read<'_>, d: &Date| read.slots[d.tokens.start];
    let told = |x: &Date, y: &Date, tier, note: &str| Differs {
        kind: Kind::Date,
        tier,
        a: Some(a.at(&x.tokens)),
        b: Some(b.at(&y.tokens)),
        note: note.to_string(),
    };
    let near = |x: &Date, y: &Date| slot(a, x).abs_diff(slot(b, y));
    let otherwise = |x: &Date, y: &Date| !x.may_be(y) && x.speaks_of_the_same(y);
    let in_rows = in_a_row((a, &mut left_a), (b, &mut left_b), |date| &date.tokens, Date::is_the_same, otherwise);
    all.extend(in_rows.into_iter().map(|(x, y)| told(x, y, Tier::Differs, "")));
    for to_the_letter in [true, false] {
        let same = |x: &Date, y: &Date| if to_the_letter { x.is_the_same(y) } else { x.may_be(y) };
        if !to_the_letter {
            told_exactly(&mut left_a);
            told_exactly(&mut left_b);
        }
        for (x, y) in nearest(&mut left_a, &mut left_b, near, same) {
            if x.limit != y.limit {
                let note = format!("{}{BETWEEN}{}", x.limit.word(), y.limit.word());
                all.push(told(x, y, Tier::PossiblyDiffers, &note));
            } else if x.is_of_another_part(y) {
                all.push(told(x, y, Tier::Differs, ""));
            } else if let Some(note) = Bound::note(x.bound, y.bound) {
                all.push(told(x, y, Tier::PossiblyDiffers, &note));
            } else if x.is_part_of_a_part(y) {
                all.push(told(x, y, Tier::PossiblyDiffers, ""));
            }
        }
    }
    // A Thursday may be the 16th; but where the other side has a Wednesday as well, it is told as that.
    // The most alike first: "the night from the 6th to the 7th of May" has two days.
    let nearest_alike = |x: &Date, y: &Date| x.parts_apart(y) * FAR + near(x, y).min(FAR - 1);
    for (x, y) in nearest(&mut left_a, &mut left_b, nearest_alike, Date::speaks_of_the_same) {
        // Papers have their own yesterday.
        let sure = !matches!(x.sort, Sort::Relative | Sort::Hour) && near(x, y) <= 1;
        all.push(told(x, y, if sure { Tier::Differs } else { Tier::PossiblyDiffers }, ""));
    }
    // Each of those that one side tells otherwise, by another sort of date, stands for one of the other.
    nearest(&mut left_a, &mut left_b, near, |_, _| true);
    // A day or year that one side leaves out is the reporter's choice; how long a thing lasts isn't.
    let whole = |d: &&&Date| d.value.contains('/');
    let alone =
        |at_a, at_b| Differs { kind: Kind::Date, tier: Tier::PossiblyDiffers, a: at_a, b: at_b, note: String::new() };
    all.extend(left_a.iter().filter(whole).map(|d| alone(Some(a.at(&d.tokens)), None)));
    all.extend(left_b.iter().filter(whole).map(|d| alone(None, Some(b.at(&d.tokens)))));
}

/// Leaves out dates that the same side tells more exactly: "we told them in June", "a ticket of 29 June".
fn told_exactly(left: &mut Vec<&Date>) {
    let all = left.clone();
    left.retain(|date| !all.iter().any(|other| date.may_be(other) && other.says_more_than(date)));
}

fn polarity(a: &Read<'_>, b: &Read<'_>, all: &mut Vec<Differs>) {
    let differs = |at_a, at_b, note: &str| Differs {
        kind: Kind::Polarity,
        tier: Tier::PossiblyDiffers,
        a: at_a,
        b: at_b,
        note: note.to_string(),
    };
    let soft = |read: &Read<'_>| read.cues.iter().any(|(cue, _)| *cue == Cue::DeniesSoftly);
    match (a.denials(), b.denials()) {
        ((Some(at), true), (None, _)) if !soft(b) => all.push(differs(Some(at), None, "denied / not denied")),
        ((None, _), (Some(at), true)) if !soft(a) => all.push(differs(None, Some(at), "not denied / denied")),
        _ => {}
    }
    if !std::ptr::eq(a.side.language.words, b.side.language.words) {
        return;
    }
    // A word that only this side has, and its opposite that only the other has.
    let pairs: BTreeSet<usize> = a.opposites().map(|(pair, _, _)| pair).collect();
    for pair in pairs {
        let own = |read: &Read<'_>, second: bool| {
            read.opposites().find(|(which, of, _)| (*which, *of) == (pair, second)).map(|(.., at)| read.at(&at))
        };
        let (one_a, other_a) = (own(a, false), own(a, true));
        let (one_b, other_b) = (own(b, false), own(b, true));
        // Both on one side says nothing of what differs.
        let found = match (one_a, other_a, one_b, other_b) {
            (at_a @ Some(_), None, None, at_b @ Some(_)) | (None, at_a @ Some(_), at_b @ Some(_), None) => (at_a, at_b),
            _ => continue,
        };
        all.push(differs(found.0, found.1, "opposites"));
    }
}

fn modality(a: &Read<'_>, b: &Read<'_>, all: &mut Vec<Differs>) {
    let modes = |read: &Read<'_>| -> Vec<(Mode, Range<usize>)> {
        let mode = |(cue, at): &(Cue, Range<usize>)| match cue {
            // The month, and the name.
            Cue::Mode(_)
                if matches!(read.word(Some(at.start)), "may" | "will")
                    && read.lexed.tokens[at.start].capital
                    && at.start > 0 =>
            {
                None
            }
            Cue::Mode(mode) => Some((*mode, at.clone())),
            _ => None,
        };
        read.cues.iter().filter_map(mode).collect()
    };
    let (modes_a, modes_b) = (modes(a), modes(b));
    let only = |of: &[(Mode, Range<usize>)], not: &[(Mode, Range<usize>)]| -> Vec<(Mode, Range<usize>)> {
        of.iter().filter(|(mode, _)| not.iter().all(|(other, _)| other != mode)).cloned().collect()
    };
    let (only_a, only_b) = (only(&modes_a, &modes_b), only(&modes_b, &modes_a));
    // The one that changes most is told: possible and needed before planned.
    let strongest = |found: &[(Mode, Range<usize>)]| {
        found.iter().max_by_key(|(mode, at)| (*mode, std::cmp::Reverse(at.start))).cloned()
    };
    let possible = |modes: &[(Mode, Range<usize>)]| modes.iter().find(|(mode, _)| *mode == Mode::Possible).cloned();
    let (x, y) = match (strongest(&only_a), strongest(&only_b)) {
        // What is sure here and only possible there, be it possible here as well.
        (x @ Some((Mode::Certain, _)), None) => (x, possible(&modes_b)),
        (None, y @ Some((Mode::Certain, _))) => (possible(&modes_a), y),
        other => other,
    };
    let style = |found: &Option<(Mode, Range<usize>)>| matches!(found, None | Some((Mode::Planned | Mode::Certain, _)));
    let tier = match (&x, &y) {
        // Whether a plan is told as one is a matter of style; that something is only possible is not.
        (one, other) if style(one) && style(other) => return,
        (Some(_), Some(_)) => Tier::Differs,
        _ => Tier::PossiblyDiffers,
    };
    let word = |found: &Option<(Mode, Range<usize>)>| found.as_ref().map_or("stated", |(mode, _)| mode.word());
    let note = format!("{}{BETWEEN}{}", word(&x), word(&y));
    let (at_a, at_b) = (x.map(|(_, at)| a.at(&at)), y.map(|(_, at)| b.at(&at)));
    all.push(Differs { kind: Kind::Modality, tier, a: at_a, b: at_b, note });
}

/// Clauses that the other side has nothing of.
fn omissions(a: &Read<'_>, b: &Read<'_>, all: &mut Vec<Differs>) {
    let clauses = |read: &Read<'_>, other: &Read<'_>| -> Vec<Range<usize>> {
        let tokens: Vec<usize> = (0..read.clauses.len()).collect();
        let clauses = tokens.chunk_by(|i, j| read.clauses[*i] == read.clauses[*j]);
        let mut clauses: Vec<Range<usize>> = clauses.map(|run| run[0]..run[0] + run.len()).collect();
        let meaning = |i: &usize| !read.side.language.is_stop(read.word(Some(*i)));
        clauses.retain(|clause| {
            let telling = clause.clone().filter(meaning).count();
            let matched = clause.clone().filter(|i| read.matched[*i]).count();
            // What the other side says at this place, in words that this side lacks.
            let slots = read.slots[clause.start]..=read.slots[clause.end - 1];
            let instead = (0..other.slots.len())
                .filter(|j| slots.contains(&other.slots[*j]) && !other.matched[*j])
                .filter(|j| !other.side.language.is_stop(other.word(Some(*j))))
                .count();
            telling >= OMITTED && matched == 0 && instead < telling
        });
        // What the other text says somewhere else wasn't left out.
        let text = read.side.weighed.text;
        clauses.retain(|clause| {
            let at = read.at(clause);
            let words = text.words.iter().filter(|word| at.contains(&(word.start as usize)));
            let (said, all) = words.fold((0, 0), |(said, all), word| {
                (said + usize::from(other.side.lexicon.has(text.stems[word.stem as usize].hash)), all + 1)
            });
            3 * said <= 2 * all
        });
        clauses
    };
    let omitted = |at_a, at_b, note: &str| Differs {
        kind: Kind::Omission,
        tier: Tier::PossiblyDiffers,
        a: at_a,
        b: at_b,
        note: note.to_string(),
    };
    all.extend(clauses(a, b).iter().map(|clause| omitted(Some(a.at(clause)), None, "told / left out")));
    all.extend(clauses(b, a).iter().map(|clause| omitted(None, Some(b.at(clause)), "left out / told")));
}
