//! Step 8: what differs inside a passage: numbers, dates, names, what is denied, how sure it is, what is left out.
//!
//! Compared is what stands at the same place: between the same words that both sides have.

use std::ops::Range;

use super::align;
use super::evidence::{BETWEEN, Kind, Tier};
use super::facts::{self, Date, Mode, Number, Sort};
use super::language::Language;
use super::lexer::{Class, Lexed};
use super::names;
use super::passage::Found;
use super::weights::Weighed;

/// A clause that one side lacks is worth a remark from so many words on that carry meaning.
const OMITTED: usize = 3;

/// Of how many words in one order a place between them says something.
const PLACED: usize = 3;

/// Two names that agree in this much of their letters may be one, spelt two ways (in thousandths).
pub(super) const SPELT_ALIKE: f64 = 0.6;

/// One side of a passage.
pub(super) struct Side<'a> {
    pub raw: &'a str,
    pub weighed: &'a Weighed<'a>,
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
    numbers: Vec<Number>,
    /// For each token, how many words that both sides have in one order stand before it.
    pub slots: Vec<usize>,
    /// For each token, whether the other side has it.
    matched: Vec<bool>,
    /// For each token, the number of its clause.
    clauses: Vec<usize>,
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
    numbers(&read_a, &read_b, found, &matches, &mut all);
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
        Read { side, dates, numbers, slots, matched, clauses, lexed }
    }

    /// The bytes of some tokens.
    fn at(&self, tokens: &Range<usize>) -> Range<usize> {
        self.lexed.tokens[tokens.start].at.start..self.lexed.tokens[tokens.end - 1].at.end
    }

    /// The word that a number makes a name of, as in "Local 413".
    fn named(&self, number: &Number) -> Option<&str> {
        let before = number.tokens.start.checked_sub(1)?;
        let (token, word) = (&self.lexed.tokens[before], self.word(Some(before)));
        let gap = self.side.raw.get(token.at.end..self.lexed.tokens[before + 1].at.start)?;
        let digits = self.side.raw[self.at(&number.tokens)].starts_with(|c: char| c.is_ascii_digit());
        // At the start of a sentence every word has a capital.
        let inside =
            self.side.raw[..token.at.start].trim_end_matches(' ').ends_with(|c: char| c.is_alphanumeric() || c == ',');
        let named = token.capital && inside && digits && matches!(gap, " " | "\u{a0}");
        (named && !self.side.language.capital_nouns && !self.side.language.words.is_calendar(word)).then_some(word)
    }

    /// Whether a number says which part of a year.
    fn is_term(&self, number: &Number) -> bool {
        let next = self.word(Some(number.tokens.end));
        number.ordinal && self.side.language.words.terms.iter().any(|term| term == next)
    }

    /// A token in lower case; nothing outside.
    pub fn word(&self, i: Option<usize>) -> &str {
        self.lexed.word(i)
    }

    fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lexed.tokens.iter().enumerate().map(|(i, token)| (i, self.lexed.folded(token)))
    }
}

fn numbers(a: &Read<'_>, b: &Read<'_>, found: &Found, matches: &[(usize, usize)], all: &mut Vec<Differs>) {
    let mut left_a: Vec<&Number> = a.numbers.iter().collect();
    let mut left_b: Vec<&Number> = b.numbers.iter().collect();
    let differs = |x: &Number, y: &Number, tier, note: &str| Differs {
        kind: match (a.named(x), b.named(y)) {
            (Some(one), Some(other)) if one == other => Kind::Name,
            _ if x.clock && y.clock || a.is_term(x) && b.is_term(y) => Kind::Date,
            _ => Kind::Number,
        },
        tier,
        a: Some(a.at(&x.tokens)),
        b: Some(b.at(&y.tokens)),
        note: note.to_string(),
    };
    // "A majority of four, and nine of its deputies", "a majority of nine, and four of its deputies".
    for (x, y) in swapped(a, b, matches) {
        all.push(differs(x, y, Tier::Differs, ""));
        left_a.retain(|left| *left != x);
        left_b.retain(|left| *left != y);
    }
    let slot = |read: &Read<'_>, n: &Number| read.slots[n.tokens.start];
    let near = |x: &Number, y: &Number| slot(a, x).abs_diff(slot(b, y));
    // The same number, first where it counts the same.
    for unit in [true, false] {
        let same = |x: &Number, y: &Number| x.is_the_same(y) && (!unit || y.unit == x.unit);
        while let Some((x, y)) = nearest(&mut left_a, &mut left_b, near, same) {
            if x.is_measured_otherwise(y) {
                all.push(differs(x, y, Tier::Differs, ""));
            } else if !x.exact.is_like(y.exact) {
                let note = format!("{}{BETWEEN}{}", x.exact.word(), y.exact.word());
                all.push(differs(x, y, Tier::PossiblyDiffers, &note));
            }
        }
    }
    // Where hardly a word is the same, everything is at the same place.
    let placed = found.step.cell.matches.len() >= PLACED;
    // Another number of the same thing; then what is left. At the same place one stands for the other, and elsewhere a
    // reader may tell.
    for by_unit in [true, false] {
        let likely = |x: &Number, y: &Number| match by_unit {
            true => x.unit.is_some() && x.unit == y.unit,
            false => !x.measures_another(y),
        };
        while let Some((x, y)) = nearest(&mut left_a, &mut left_b, near, likely) {
            let sure = by_unit || placed && near(x, y) <= 1 && !x.counts_another(y);
            all.push(differs(x, y, if sure { Tier::Differs } else { Tier::PossiblyDiffers }, ""));
        }
    }
}

/// Takes out the two that may belong together and are nearest to one another.
fn nearest<'a, T>(
    left_a: &mut Vec<&'a T>,
    left_b: &mut Vec<&'a T>,
    near: impl Fn(&T, &T) -> usize,
    may: impl Fn(&T, &T) -> bool,
) -> Option<(&'a T, &'a T)> {
    let (x, y) = (left_a.clone(), left_b.clone());
    let pairs = (0..x.len()).flat_map(|i| (0..y.len()).map(move |j| (i, j)));
    let (i, j) = pairs.filter(|(i, j)| may(x[*i], y[*j])).min_by_key(|(i, j)| near(x[*i], y[*j]))?;
    Some((left_a.remove(i), left_b.remove(j)))
}

/// Two numbers that both sides have, each beside the words that the other has on the other side.
fn swapped<'a>(a: &'a Read<'_>, b: &'a Read<'_>, matches: &[(usize, usize)]) -> Vec<(&'a Number, &'a Number)> {
    let token = |read: &Read<'_>, start: usize| read.lexed.tokens.partition_point(|token| token.at.start < start);
    // "Millions" stand beside any number.
    let counted = |read: &Read<'_>, i: usize| read.numbers.iter().any(|number| number.tokens.end == i);
    let is_word = |read: &Read<'_>, i: usize| {
        read.lexed.tokens.get(i).is_some_and(|token| token.class == Class::Word) && !counted(read, i)
    };
    let words: Vec<(usize, usize)> = (matches.iter())
        .map(|(x, y)| (token(a, *x), token(b, *y)))
        .filter(|(i, j)| is_word(a, *i) && is_word(b, *j))
        .collect();
    let mirrored: Vec<(usize, usize)> = words.iter().map(|(i, j)| (*j, *i)).collect();
    // The number of the other side that stands nearest to the word that stands nearest to one.
    let to_b = |n: &Number| across(n, a, b, &words);
    let to_a = |n: &Number| across(n, b, a, &mirrored);
    let mut pairs: Vec<(&Number, &Number)> = Vec::new();
    for x in &a.numbers {
        let Some(y) = to_b(x).filter(|y| y.value != x.value && to_a(y) == Some(x)) else { continue };
        let back = a.numbers.iter().find(|other| {
            other.value == y.value && to_b(other).is_some_and(|own| own.value == x.value && to_a(own) == Some(other))
        });
        if back.is_some() {
            pairs.push((x, y));
        }
    }
    pairs
}

/// The number of the other side that stands nearest to the word that stands nearest to a number. `words` are those that both
/// sides have.
fn across<'a>(n: &Number, own: &Read<'_>, other: &'a Read<'_>, words: &[(usize, usize)]) -> Option<&'a Number> {
    // A word of the same clause is nearer than any other.
    let distance = |read: &Read<'_>, n: &Number, i: usize| {
        let at = n.tokens.start;
        (read.clauses[at] != read.clauses[i], at.abs_diff(i), at > i)
    };
    let word = words.iter().min_by_key(|(i, _)| distance(own, n, *i))?;
    other.numbers.iter().min_by_key(|number| distance(other, number, word.1))
}

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
    for to_the_letter in [true, false] {
        let same = |x: &Date, y: &Date| if to_the_letter { x.is_the_same(y) } else { x.may_be(y) };
        while let Some((x, y)) = nearest(&mut left_a, &mut left_b, near, same) {
            if x.limit != y.limit {
                let note = format!("{}{BETWEEN}{}", x.limit.word(), y.limit.word());
                all.push(told(x, y, Tier::PossiblyDiffers, &note));
            }
        }
    }
    // A Thursday may be the 16th; but where the other side has a Wednesday as well, it is told as that.
    while let Some((x, y)) = nearest(&mut left_a, &mut left_b, near, Date::speaks_of_the_same) {
        // Papers have their own yesterday.
        let sure = !matches!(x.sort, Sort::Relative | Sort::Hour);
        all.push(told(x, y, if sure { Tier::Differs } else { Tier::PossiblyDiffers }, ""));
    }
    while nearest(&mut left_a, &mut left_b, near, |_, _| true).is_some() {}
    // A day or year that one side leaves out is the reporter's choice; how long a thing lasts isn't.
    let whole = |d: &&&Date| d.value.contains('/');
    let alone =
        |at_a, at_b| Differs { kind: Kind::Date, tier: Tier::PossiblyDiffers, a: at_a, b: at_b, note: String::new() };
    all.extend(left_a.iter().filter(whole).map(|d| alone(Some(a.at(&d.tokens)), None)));
    all.extend(left_b.iter().filter(whole).map(|d| alone(None, Some(b.at(&d.tokens)))));
}

fn polarity(a: &Read<'_>, b: &Read<'_>, all: &mut Vec<Differs>) {
    let hard = |read: &Read<'_>| -> Vec<usize> {
        let denies = |(i, word): (usize, &str)| facts::denies(word, read.word(i.checked_sub(1))).then_some(i);
        read.words().filter_map(denies).collect()
    };
    let soft = |read: &Read<'_>| read.words().any(|(_, word)| facts::denies_softly(word));
    let (hard_a, hard_b) = (hard(a), hard(b));
    let differs = |at_a, at_b, note: &str| Differs {
        kind: Kind::Polarity,
        tier: Tier::PossiblyDiffers,
        a: at_a,
        b: at_b,
        note: note.to_string(),
    };
    match (hard_a.first(), hard_b.first()) {
        (Some(i), None) if hard_a.len() % 2 == 1 && !soft(b) => {
            all.push(differs(Some(a.at(&(*i..i + 1))), None, "denied / not denied"));
        }
        (None, Some(j)) if hard_b.len() % 2 == 1 && !soft(a) => {
            all.push(differs(None, Some(b.at(&(*j..j + 1))), "not denied / denied"));
        }
        _ => {}
    }
    // One word that only this side has, and its opposite that only the other has.
    let says = |read: &Read<'_>, starts: &[&str]| -> Option<usize> {
        read.words().find_map(|(i, word)| {
            // Most words differ in their first letter.
            let first = |start: &&&str| start.trim_start_matches('~').as_bytes()[0] == word.as_bytes()[0];
            let is = !word.is_empty()
                && starts.iter().filter(first).any(|start| match start.strip_prefix('~') {
                    Some(start) => word == start && read.word(i.checked_sub(1)) == "within",
                    None if start.len() <= 4 => {
                        word == *start
                            || word.strip_prefix(start).is_some_and(|rest| matches!(rest, "s" | "ed" | "er" | "ing"))
                    }
                    None => word.starts_with(start),
                });
            // "reach" in "within reach" may be matched by another "reach".
            (is && (!read.matched[i] || starts[0].starts_with('~') && word == &starts[0][1..])).then_some(i)
        })
    };
    for (one, other) in facts::OPPOSITES {
        let found = match (says(a, one), says(b, other)) {
            (Some(i), Some(j)) => Some((i, j)),
            _ => says(a, other).zip(says(b, one)),
        };
        // Both on one side says nothing of what differs.
        let both = |read: &Read<'_>| says(read, one).is_some() && says(read, other).is_some();
        if let Some((i, j)) = found.filter(|_| !both(a) && !both(b)) {
            all.push(differs(Some(a.at(&(i..i + 1))), Some(b.at(&(j..j + 1))), "opposites"));
        }
    }
}

fn modality(a: &Read<'_>, b: &Read<'_>, all: &mut Vec<Differs>) {
    let modes = |read: &Read<'_>| -> Vec<(Mode, usize)> {
        let mode = |(i, word): (usize, &str)| {
            // The month.
            let month = word == "may" && read.lexed.tokens[i].capital && i > 0;
            facts::mode(word, read.word(Some(i + 1))).filter(|_| !month).map(|mode| (mode, i))
        };
        read.words().filter_map(mode).collect()
    };
    let (modes_a, modes_b) = (modes(a), modes(b));
    let only = |of: &[(Mode, usize)], not: &[(Mode, usize)]| -> Vec<(Mode, usize)> {
        of.iter().filter(|(mode, _)| not.iter().all(|(other, _)| other != mode)).copied().collect()
    };
    let (only_a, only_b) = (only(&modes_a, &modes_b), only(&modes_b, &modes_a));
    let one = |read: &Read<'_>, found: Option<&(Mode, usize)>| found.map(|(_, i)| read.at(&(*i..i + 1)));
    // The one that changes most is told: possible and needed before planned.
    let strongest =
        |found: &[(Mode, usize)]| found.iter().max_by_key(|(mode, i)| (*mode, std::cmp::Reverse(*i))).copied();
    let possible = |modes: &[(Mode, usize)]| modes.iter().find(|(mode, _)| *mode == Mode::Possible).copied();
    let (x, y) = match (strongest(&only_a), strongest(&only_b)) {
        // What is sure here and only possible there, be it possible here as well.
        (x @ Some((Mode::Certain, _)), None) => (x, possible(&modes_b)),
        (None, y @ Some((Mode::Certain, _))) => (possible(&modes_a), y),
        other => other,
    };
    let word = |found: Option<(Mode, usize)>| found.map_or("stated", |(mode, _)| mode.word());
    let tier = match (x, y) {
        (Some(_), Some(_)) => Tier::Differs,
        (None, None) => return,
        // Whether a plan is told as one is a matter of style; that something is only possible is not.
        (Some((Mode::Planned | Mode::Certain, _)), None) | (None, Some((Mode::Planned | Mode::Certain, _))) => return,
        _ => Tier::PossiblyDiffers,
    };
    let note = format!("{}{BETWEEN}{}", word(x), word(y));
    all.push(Differs { kind: Kind::Modality, tier, a: one(a, x.as_ref()), b: one(b, y.as_ref()), note });
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
