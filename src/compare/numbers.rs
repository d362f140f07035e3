//! Step 8, numbers: which number of one side of a passage stands for another on the other side.

use std::ops::Range;

use super::discrepancy::{Differs, Read, in_a_row, nearest};
use super::evidence::{BETWEEN, Kind, Tier};
use super::facts::{Bound, Number};
use super::lexer::Class;
use super::passage::Found;
use super::score;

/// Of how many words in one order a place between them says something.
const PLACED: usize = 3;

/// In a passage that has so little in common (in thousandths), the same place says nothing.
const LOOSE: i64 = 200;

/// So many words may stand between a part and the whole: "31 of his 96".
const PART: usize = 2;

/// So many words of those that both sides have may stand between a number and what became of it by a slip.
const HERE: usize = 2;

/// A number of each side.
type Two<'a> = (&'a Number, &'a Number);

/// Numbers that differ. `matches` are words that both sides have, by where they begin.
pub(super) fn numbers(a: &Read<'_>, b: &Read<'_>, found: &Found, matches: &[(usize, usize)], all: &mut Vec<Differs>) {
    let mut left_a: Vec<&Number> = a.numbers.iter().collect();
    let mut left_b: Vec<&Number> = b.numbers.iter().collect();
    let mut differ = |x: &Number, y: &Number, tier, note: String| {
        // What says how exactly they are meant, or what they measure, is told where that is what differs.
        let (at_x, at_y) = match (note.is_empty(), x.value == y.value) {
            (false, _) => (&x.qualified, &y.qualified),
            (true, true) => (&x.measured, &y.measured),
            (true, false) => (&x.tokens, &y.tokens),
        };
        all.push(Differs {
            kind: match (a.named(x), b.named(y)) {
                (Some(one), Some(other)) if one == other => Kind::Name,
                _ if x.clock && y.clock || a.is_term(x) && b.is_term(y) => Kind::Date,
                _ => Kind::Number,
            },
            tier,
            a: Some(a.at(at_x)),
            b: Some(b.at(at_y)),
            note,
        });
    };
    let part = |number: &Number| number.value.contains('/');
    let may = |x: &Number, y: &Number| {
        !x.measures_another(y) && x.ordinal == y.ordinal && !x.counts_another(y) && part(x) == part(y)
    };
    let same = |x: &Number, y: &Number| x.is_the_same(y);
    for (x, y) in in_a_row((a, &mut left_a), (b, &mut left_b), |number| &number.tokens, same, may) {
        differ(x, y, Tier::Differs, String::new());
    }
    let sides = Sides::new(a, b, matches);
    let sure = [sides.in_another_clause(), sides.swapped(), sides.count_another()].concat();
    let sure = sure.into_iter().map(|two| (two, Tier::Differs));
    for ((x, y), tier) in sure.chain(sides.turned().into_iter().map(|two| (two, Tier::PossiblyDiffers))) {
        if left_a.contains(&x) && left_b.contains(&y) {
            differ(x, y, tier, String::new());
            left_a.retain(|left| *left != x);
            left_b.retain(|left| *left != y);
        }
    }
    let slot = |read: &Read<'_>, n: &Number| read.slots[n.tokens.start];
    let near = |x: &Number, y: &Number| slot(a, x).abs_diff(slot(b, y));
    // Whatever two languages make of "1.400", it is one number.
    let one_language = std::ptr::eq(a.side.language.words, b.side.language.words);
    let is_written_so = |x: &Number, y: &Number| !one_language && a.written(&x.tokens) == b.written(&y.tokens);
    // The same number, first where it counts the same.
    let mut same: Vec<Two<'_>> = Vec::new();
    for unit in [true, false] {
        let equal = |x: &Number, y: &Number| (x.is_the_same(y) || is_written_so(x, y)) && (!unit || y.unit == x.unit);
        for (x, y) in nearest(&mut left_a, &mut left_b, near, equal) {
            same.push((x, y));
            if x.value == y.value && x.is_measured_otherwise(y) {
                differ(x, y, Tier::Differs, String::new());
            } else if let Some(note) = Bound::note(x.bound, y.bound) {
                differ(x, y, Tier::PossiblyDiffers, note);
            } else if !x.exact.is_like(y.exact) {
                let note = format!("{}{BETWEEN}{}", x.exact.word(), y.exact.word());
                differ(x, y, Tier::PossiblyDiffers, note);
            }
        }
    }
    // Where hardly a word is the same, everything is at the same place.
    let placed = found.step.cell.matches.len() >= PLACED && found.step.cell.score >= LOOSE;
    // One that became another by a slip, which no other number of the same did.
    let slipped = |x: &Number, y: &Number| {
        let (one, other) = (x.value.trim_end_matches('0'), y.value.trim_end_matches('0'));
        score::is_slip(one, other) && one != other && x.is_about(y) && !x.measures_another(y) && near(x, y) <= HERE
    };
    for (x, y) in nearest(&mut left_a, &mut left_b, near, slipped) {
        differ(x, y, if x.counts_another(y) { Tier::PossiblyDiffers } else { Tier::Differs }, String::new());
    }
    // Another number of the same thing; then what is left. At the same place one stands for the other, and elsewhere a
    // reader may tell.
    for by_unit in [true, false] {
        let likely = |x: &Number, y: &Number| match by_unit {
            true => x.unit.is_some() && x.unit == y.unit || x.clock && y.clock,
            false => !x.measures_another(y),
        };
        for (x, y) in nearest(&mut left_a, &mut left_b, near, likely) {
            let sure = by_unit || placed && near(x, y) <= 1 && !x.counts_another(y);
            differ(x, y, if sure { Tier::Differs } else { Tier::PossiblyDiffers }, String::new());
        }
    }
    // One that this side has alone may have been told by another that both have.
    for (x, y) in left_a.iter().filter_map(|x| sides.taken_over(x, &same)) {
        differ(x, y, Tier::PossiblyDiffers, String::new());
    }
    let mirrored = sides.mirrored();
    let same: Vec<Two<'_>> = same.into_iter().map(|(x, y)| (y, x)).collect();
    for (y, x) in left_b.iter().filter_map(|y| mirrored.taken_over(y, &same)) {
        differ(x, y, Tier::PossiblyDiffers, String::new());
    }
    // "One missing", where the other side has two.
    let mut one = |at_a: &Range<usize>, at_b: &Range<usize>| {
        let (at_a, at_b) = (Some(a.at(at_a)), Some(b.at(at_b)));
        let (kind, tier) = (Kind::Number, Tier::PossiblyDiffers);
        all.push(Differs { kind, tier, a: at_a, b: at_b, note: String::new() });
    };
    let here = |i: usize, j: usize| a.slots[i].abs_diff(b.slots[j]) <= HERE;
    for x in &left_a {
        if let Some(at) = one_of(b, a, x, &|i| here(x.tokens.start, i)) {
            one(&x.measured, &at);
        }
    }
    for y in &left_b {
        if let Some(at) = one_of(a, b, y, &|i| here(i, y.tokens.start)) {
            one(&at, &y.measured);
        }
    }
}

/// Two words that begin with so many letters alike, and end with another one, may be forms of one.
const FORM: usize = 5;

/// The one thing of which the other side counts several: "one missing", "two missing"; or, where they stand at one place, "a
/// week later", "ten days later".
fn one_of(read: &Read<'_>, other: &Read<'_>, several: &Number, here: &dyn Fn(usize) -> bool) -> Option<Range<usize>> {
    let words = read.side.language.words;
    let unit = several.unit.as_deref().filter(|_| several.value != "1" && !several.ordinal)?;
    // "Un disperso, due dispersi": some forms of a word have two stems.
    let forms = |one: &str, more: &str| {
        let begun = one.chars().zip(more.chars()).take_while(|(x, y)| x == y).count();
        begun >= FORM && one.chars().count().max(more.chars().count()) <= begun + 1
    };
    let counted = other.word(several.measured.end.checked_sub(1));
    let counts = |i: &usize| {
        let next = read.word(Some(i + 1));
        let one = read.side.language.unit(next);
        words.is_one(read.word(Some(*i)))
            && !next.is_empty()
            && (one == unit || forms(next, counted) || several.is_other_time(&one) && here(*i))
    };
    // "34 litres a second"
    let taken = |i: usize| read.numbers.iter().any(|number| number.measured.contains(&i) || number.tokens.contains(&i));
    (0..read.lexed.tokens.len()).find(|i| counts(i) && !taken(*i)).map(|i| i..i + 2)
}

/// Both sides, and the words that both have.
struct Sides<'a> {
    a: &'a Read<'a>,
    b: &'a Read<'a>,
    /// Words that aren't numbers and don't make any, by their tokens.
    words: Vec<(usize, usize)>,
    /// The clauses of those that stand beside no number: what stands beside one goes with it.
    clauses: Vec<(usize, usize)>,
    /// Numbers that each side has once.
    both: Vec<Two<'a>>,
}

impl<'a> Sides<'a> {
    fn new(a: &'a Read<'a>, b: &'a Read<'a>, matches: &[(usize, usize)]) -> Self {
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
        let beside = |read: &Read<'_>, i: usize| {
            read.numbers.iter().any(|n| n.tokens.start.saturating_sub(1) <= i && i <= n.tokens.end)
        };
        let alone = words.iter().filter(|(i, j)| !beside(a, *i) && !beside(b, *j));
        let clauses = alone.map(|(i, j)| (a.clauses[*i], b.clauses[*j])).collect();
        let once =
            |read: &Read<'_>, n: &Number| read.numbers.iter().filter(|other| other.value == n.value).count() == 1;
        let twin = |x: &'a Number| Some((x, b.numbers.iter().find(|y| y.value == x.value && once(b, y))?));
        let both = a.numbers.iter().filter(|x| once(a, x)).filter_map(twin).collect();
        Sides { a, b, words, clauses, both }
    }

    fn mirrored(&self) -> Sides<'a> {
        let turn = |all: &[(usize, usize)]| all.iter().map(|(i, j)| (*j, *i)).collect();
        let both = self.both.iter().map(|(x, y)| (*y, *x)).collect();
        Sides { a: self.b, b: self.a, words: turn(&self.words), clauses: turn(&self.clauses), both }
    }

    /// How many words the clauses of two numbers have in common.
    fn told(&self, x: &Number, y: &Number) -> usize {
        let at = (self.a.clauses[x.tokens.start], self.b.clauses[y.tokens.start]);
        self.clauses.iter().filter(|clause| **clause == at).count()
    }

    /// Two numbers that both sides have, each beside the words that the other has on the other side.
    fn swapped(&self) -> Vec<Two<'a>> {
        let (a, b) = (self.a, self.b);
        let mirrored: Vec<(usize, usize)> = self.words.iter().map(|(i, j)| (*j, *i)).collect();
        let at = |read: &'a Read<'a>, n: &Number| read.numbers.iter().position(|other| other == n);
        // The number of the other side that stands nearest to the word that stands nearest to one.
        let to_b: Vec<Option<usize>> = a.numbers.iter().map(|n| at(b, across(n, a, b, &self.words)?)).collect();
        let to_a: Vec<Option<usize>> = b.numbers.iter().map(|n| at(a, across(n, b, a, &mirrored)?)).collect();
        let both_ways = |i: usize| to_b[i].filter(|j| to_a[*j] == Some(i));
        let pairs = || (0..a.numbers.len()).filter_map(|i| Some((&a.numbers[i], &b.numbers[both_ways(i)?])));
        let turned: Vec<(&str, &str)> = pairs().map(|(x, y)| (y.value.as_str(), x.value.as_str())).collect();
        let swapped = |(x, y): &Two<'_>| x.value != y.value && turned.contains(&(x.value.as_str(), y.value.as_str()));
        pairs().filter(swapped).collect()
    }

    /// Two numbers that both sides have, each counting what the other counts on the other side: those of which one at least is
    /// said to count the same. "Fourteen months and nine officers", "fourteen men for nine months".
    fn count_another(&self) -> Vec<Two<'a>> {
        let mut pairs: Vec<Two<'_>> = Vec::new();
        for (x, other_y) in &self.both {
            for (other_x, y) in &self.both {
                let counts_same = x.value != y.value && x.unit.is_some() && x.unit == y.unit;
                // "From 38 hours to 12", "from 38 to 12 hours".
                let another = |n: &Number| n.unit.is_some() && n.unit != x.unit;
                if counts_same && another(other_x) && another(other_y) && !x.ordinal {
                    pairs.push((*x, *y));
                }
            }
        }
        // What is left of those may count the same in other words.
        let left: Vec<&Two<'_>> = (self.both.iter())
            .filter(|(x, y)| pairs.iter().any(|(one, other)| one.value == y.value || other.value == x.value))
            .collect();
        let rest_a: Vec<_> =
            left.iter().filter(|(x, _)| pairs.iter().all(|(one, _)| one != x)).map(|two| two.0).collect();
        let rest_b: Vec<_> =
            left.iter().filter(|(_, y)| pairs.iter().all(|(_, one)| one != y)).map(|two| two.1).collect();
        if let ([x], [y]) = (&rest_a[..], &rest_b[..])
            && x.value != y.value
            && !x.measures_another(y)
        {
            pairs.push((x, y));
        }
        pairs
    }

    /// Two numbers that both sides have, each in a clause that says what the other's does on the other side: "the mill puts it
    /// at 38 million, the insurer at 60", "the insurer puts it at 38 million, the mill at 60".
    fn in_another_clause(&self) -> Vec<Two<'a>> {
        let pairs = self.two_of_both().filter(|((x, y), (other_x, other_y))| {
            let across = [self.told(x, other_y), self.told(other_x, y)];
            let straight = self.told(x, y) + self.told(other_x, other_y);
            across[0].min(across[1]) > 0 && across[0] + across[1] > straight + 1
        });
        pairs.flat_map(|((x, y), (other_x, other_y))| [(x, other_y), (other_x, y)]).take(2).collect()
    }

    /// Two numbers that both sides have, in clauses of their own and in the other order, where no word says which is which.
    fn turned(&self) -> Vec<Two<'a>> {
        let pairs = self.two_of_both().filter(|((x, y), (other_x, other_y))| {
            let starts = |n: &Number| n.tokens.start;
            let apart =
                |read: &Read<'_>, one: &Number, two: &Number| read.clauses[starts(one)] != read.clauses[starts(two)];
            let turned = (starts(x) < starts(other_x)) != (starts(y) < starts(other_y));
            let straight = self.told(x, y) + self.told(other_x, other_y);
            // "50 minutes, 240 seats", "240 seats, 50 minutes".
            let count_two =
                |one: &Number, two: &Number| one.unit.is_some() && two.unit.is_some() && one.unit != two.unit;
            let counts_one = !count_two(x, other_x) && !count_two(y, other_y) && !x.measures_another(other_x);
            let counts = !x.ordinal && !x.clock && counts_one;
            turned && counts && straight == 0 && apart(self.a, x, other_x) && apart(self.b, y, other_y)
        });
        pairs.flat_map(|((x, y), (other_x, other_y))| [(x, other_y), (other_x, y)]).take(2).collect()
    }

    /// Every two of the numbers that each side has once.
    fn two_of_both(&self) -> impl Iterator<Item = (Two<'a>, Two<'a>)> {
        let both = &self.both;
        (0..both.len()).flat_map(move |i| both[i + 1..].iter().map(move |other| (both[i], *other)))
    }

    /// The number of the other side that says what one says which it lacks: "31 people, of them 22 fishermen", "31 fishermen".
    /// `same` are those that are equal.
    fn taken_over(&self, alone: &'a Number, same: &[Two<'a>]) -> Option<Two<'a>> {
        let (_, y) = same.iter().find(|(x, y)| {
            let by_unit = alone.unit.is_some() && alone.unit == y.unit && x.unit.is_some() && x.unit != y.unit;
            let as_much = alone.unit == y.unit || alone.unit.is_none() || y.unit.is_none();
            let by_words = as_much && self.told(alone, y) > self.told(x, y);
            // "31 of his 96 hectares", "96 hectares"
            let part = x.tokens.start.checked_sub(alone.tokens.end).is_some_and(|gap| (1..=PART).contains(&gap))
                && self.is_part(alone, x);
            !alone.ordinal && !y.ordinal && !alone.measures_another(y) && (by_unit || by_words || part)
        })?;
        Some((alone, y))
    }

    /// Whether nothing that means something stands between a part and the whole.
    fn is_part(&self, part: &Number, whole: &Number) -> bool {
        let language = self.a.side.language;
        let mut between = part.tokens.end..whole.tokens.start;
        between.all(|i| language.is_stop(self.a.word(Some(i))))
            && self.a.clauses[part.tokens.start] == self.a.clauses[whole.tokens.start]
    }
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
