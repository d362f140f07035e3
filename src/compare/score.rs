//! Step 4: how much alike two stretches of two texts are, word by word.

use std::cmp::Reverse;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::lexer::Class;
use super::settings::{ONE, Settings};
use super::vocabulary::{FORMS, Form, Rows, SOFT_STEMS};
use super::weights::Weighed;

/// How much a number is like one that it may have become by a slip (in thousandths), from how many digits on one may be another,
/// and of how many numbers in a text.
const SLIPPED: u16 = 750;
pub(super) const MANY_DIGITS: usize = 5;
const MOST_NUMBERS: usize = 200;

/// Two texts side by side.
#[derive(Clone)]
pub(super) struct Pair<'a> {
    pub a: &'a Weighed<'a>,
    pub b: &'a Weighed<'a>,
    pub settings: Settings,
    /// For each stem of `a`, the stems of `b` that are like it, with their likeness in thousandths.
    alike: Rc<Rows<Form>>,
    /// How many words were held against each other.
    #[cfg(test)]
    compared: Rc<std::cell::Cell<usize>>,
}

/// Two words that match: of `a`, of `b`, likeness in thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Match {
    pub a: usize,
    pub b: usize,
    pub likeness: i64,
}

/// How two stretches compare. Weights are in thousandths of a class.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Cell {
    /// `(O + L) / (Wa + Wb)` in thousandths.
    pub score: i64,
    /// The words that match, each at most once, in the order of `a`.
    pub matches: Vec<Match>,
    /// Weight of what matches, and of what matches in order.
    pub overlap: i64,
    pub in_order: i64,
    /// Weight of each side.
    pub weight_a: i64,
    pub weight_b: i64,
}

impl<'a> Pair<'a> {
    /// Two texts, and for each stem of `a` the stems of `b` that are like it.
    pub fn new(a: &'a Weighed<'a>, b: &'a Weighed<'a>, mut alike: Rows<Form>, settings: &Settings) -> Self {
        alike.shorten(FORMS, |(stem, likeness)| (Reverse(*likeness), *stem));
        Pair {
            a,
            b,
            settings: *settings,
            alike: Rc::new(alike),
            #[cfg(test)]
            compared: Rc::default(),
        }
    }

    /// Two texts; finds which of their stems are equal or similar.
    #[cfg(test)]
    pub fn of(a: &'a Weighed<'a>, b: &'a Weighed<'a>, settings: &Settings) -> Self {
        let mut forms = Forms::default();
        forms.turn_to(a);
        Pair::new(a, b, forms.alike(b, false), settings)
    }

    /// The same texts for a closer look, where they are known to share something: names and numbers count in full, and a
    /// number may be another with a slip in it.
    pub fn closer(&self) -> Self {
        let settings =
            Settings { common: ONE, tau: self.settings.beside, min_score: self.settings.beside / 3, ..self.settings };
        let rows = self.a.text.stems.len() as u32;
        let known = (0..rows).flat_map(|stem| self.alike(stem).iter().map(move |form| (stem, *form)));
        let all: Vec<(u32, Form)> = known.chain(self.slips()).collect();
        Pair { settings, alike: Rc::new(Rows::gathered(rows as usize, all.into_iter())), ..self.clone() }
    }

    /// Numbers of `a` that `b` doesn't have, each with those of `b` that it may have become.
    fn slips(&self) -> Vec<(u32, Form)> {
        let alone = |one: &'a Weighed<'a>, other: &Weighed<'_>| -> Vec<(u32, &'a str)> {
            let theirs: FxHashSet<u64> = other.text.stems.iter().map(|stem| stem.hash).collect();
            let own = (0..).zip(&one.text.stems);
            own.filter(|(_, stem)| stem.class == Class::Number && !theirs.contains(&stem.hash))
                .map(|(i, _)| (i, one.text.letters(i)))
                .collect()
        };
        let (of_a, of_b) = (alone(self.a, self.b), alone(self.b, self.a));
        // A text of nothing but numbers is a table, and tables aren't retold.
        if of_a.len() > MOST_NUMBERS || of_b.len() > MOST_NUMBERS {
            return Vec::new();
        }
        let slipped = |(i, x): &(u32, &str)| {
            let x = *x;
            let i = *i;
            of_b.iter().filter(move |(_, y)| is_slip(x, y)).map(move |(j, _)| (i, (*j, SLIPPED))).collect::<Vec<_>>()
        };
        of_a.iter().flat_map(slipped).collect()
    }

    /// Counts work: words that were held against each other.
    #[cfg(test)]
    pub fn count(&self, words: usize) {
        self.compared.set(self.compared.get() + words);
    }

    /// How many words were held against each other.
    #[cfg(test)]
    pub fn compared(&self) -> usize {
        self.compared.get()
    }

    /// The stems of `b` that are like one of `a`, with their likeness in thousandths.
    pub fn alike(&self, stem: u32) -> &[Form] {
        self.alike.row(stem)
    }

    /// Whether a match is of two numbers of which one may have become the other.
    pub fn is_slip(&self, m: &Match) -> bool {
        m.likeness < ONE && self.a.text.class(m.a) == Class::Number
    }

    /// The weight of a match: the mean of both words', as much as they are alike.
    fn worth(&self, m: Match) -> i64 {
        (self.a.weight(m.a, &self.settings) + self.b.weight(m.b, &self.settings)) * m.likeness / (2 * ONE)
    }

    /// Compares some words of `a` with some of `b`.
    pub fn compare(&self, a: Range<usize>, b: Range<usize>) -> Cell {
        let counts = |text: &Weighed<'_>, word: usize| self.settings.common > 0 || !text.is_common(word);
        let mut likely: Vec<Match> = Vec::new();
        for i in a.clone().filter(|i| counts(self.a, *i)) {
            let row = likely.len();
            for (stem, likeness) in self.alike(self.a.text.words[i].stem) {
                let places = self.b.text.places(*stem);
                let places = places[places.partition_point(|j| (*j as usize) < b.start)..].iter().map(|j| *j as usize);
                let inside = places.take_while(|j| *j < b.end).filter(|j| counts(self.b, *j));
                likely.extend(inside.map(|j| Match { a: i, b: j, likeness: i64::from(*likeness) }));
            }
            likely[row..].sort_unstable_by_key(|m| m.b);
        }
        #[cfg(test)]
        self.count(a.len() + likely.len());
        let (weight_a, weight_b) = (self.a.weight_of(&a, &self.settings), self.b.weight_of(&b, &self.settings));
        let in_order = self.in_order(&likely, b.clone());
        // One to one: the most alike first, and of those the ones that stand at the same place.
        let place = |m: &Match| (m.a - a.start).abs_diff(m.b - b.start);
        likely.sort_unstable_by_key(|m| (-m.likeness, place(m), m.a, m.b));
        let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
        likely.retain(|m| {
            let free = !used_a[m.a - a.start] && !used_b[m.b - b.start];
            if free {
                used_a[m.a - a.start] = true;
                used_b[m.b - b.start] = true;
            }
            free
        });
        likely.sort_unstable_by_key(|m| m.a);
        let overlap: i64 = likely.iter().map(|m| self.worth(*m)).sum();
        let score = (overlap + in_order) * ONE / (weight_a + weight_b).max(1);
        Cell { score: score.min(ONE), matches: likely, overlap, in_order, weight_a, weight_b }
    }

    /// The weight of the heaviest matches that stand in one order. `likely` is in the order of `a`.
    fn in_order(&self, likely: &[Match], b: Range<usize>) -> i64 {
        // For each word of `b`, the best chain that ends at or before it.
        let mut best = vec![0i64; b.len() + 1];
        for row in likely.chunk_by(|x, y| x.a == y.a) {
            // From the right, so that two matches of one word of `a` don't stand in one chain.
            for m in row.iter().rev() {
                let j = m.b - b.start;
                let chain = best[j] + self.worth(*m);
                let mut k = j + 1;
                while k < best.len() && best[k] < chain {
                    best[k] = chain;
                    k += 1;
                }
            }
        }
        best.last().copied().unwrap_or(0)
    }
}

/// Whether one number may have become the other by a slip: two digits swapped, one left out, or one of many exchanged.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let digits = |number: &str| -> Vec<u8> { number.bytes().filter(u8::is_ascii_digit).collect() };
    let (mut x, mut y) = (digits(one), digits(other));
    if x.len() < y.len() {
        std::mem::swap(&mut x, &mut y);
    }
    match x.len() - y.len() {
        0 => {
            let other = x.iter().zip(&y).filter(|(x, y)| x != y).count();
            x.sort_unstable();
            y.sort_unstable();
            (x == y && x.len() > 1) || (other == 1 && x.len() >= MANY_DIGITS)
        }
        1 => x.len() >= MANY_DIGITS && (0..x.len()).any(|i| x[..i] == y[..i] && x[i + 1..] == y[i..]),
        _ => false,
    }
}

/// A text's stems and their other forms, by their numbers in a vocabulary: to be held against many texts.
#[derive(Default)]
pub(super) struct Forms {
    /// The key of the text.
    of: Option<[u8; 32]>,
    /// How many stems it has.
    stems: usize,
    /// For each stem of the vocabulary, one more than the last entry about it, or 0.
    last: Vec<u32>,
    entries: Vec<Entry>,
    /// Room to count in.
    counts: Vec<u32>,
}

/// A stem of the text that is like one of the vocabulary.
struct Entry {
    number: u32,
    stem: u32,
    likeness: u16,
    /// One more than the entry before it about the same number, or 0.
    before: u32,
}

impl Forms {
    /// Turns to a text, of the same vocabulary as the one before.
    pub fn turn_to(&mut self, text: &Weighed<'_>) {
        if self.of.replace(text.text.key) == Some(text.text.key) {
            return;
        }
        self.entries.drain(..).for_each(|entry| self.last[entry.number as usize] = 0);
        self.last.resize(text.vocabulary.len(), 0);
        self.counts.resize(text.vocabulary.len(), 0);
        self.stems = text.numbers.len();
        for (stem, number) in (0..).zip(&text.numbers) {
            self.add(*number, stem, ONE as u16);
            if stem < SOFT_STEMS {
                let forms = text.vocabulary.forms(*number, &mut self.counts);
                forms.iter().for_each(|(form, likeness)| self.add(*form, stem, *likeness));
            }
        }
    }

    fn add(&mut self, number: u32, stem: u32, likeness: u16) {
        let last = &mut self.last[number as usize];
        self.entries.push(Entry { number, stem, likeness, before: *last });
        *last = self.entries.len() as u32;
    }

    /// For each stem of the text, the stems of another that are like it; with `mirrored`, the other way round.
    pub fn alike(&self, other: &Weighed<'_>, mirrored: bool) -> Rows<Form> {
        let mut found: Vec<(u32, Form)> = Vec::new();
        for (theirs, number) in (0..).zip(&other.numbers) {
            let mut at = self.last[*number as usize];
            while let Some(entry) = at.checked_sub(1).map(|at| &self.entries[at as usize]) {
                if theirs < SOFT_STEMS || entry.likeness == ONE as u16 {
                    let (row, stem) = if mirrored { (theirs, entry.stem) } else { (entry.stem, theirs) };
                    found.push((row, (stem, entry.likeness)));
                }
                at = entry.before;
            }
        }
        let rows = if mirrored { other.numbers.len() } else { self.stems };
        Rows::gathered(rows, found.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::super::prepare::tests::prepared;
    use super::super::vocabulary::Vocabulary;
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, expected: std::ops::RangeInclusive<i64>) {
        let texts = [prepared(a).1, prepared(b).1];
        let vocabulary = Vocabulary::of(&texts);
        let weighed = [Weighed::new(&texts[0], &vocabulary), Weighed::new(&texts[1], &vocabulary)];
        let score = |x: usize, y: usize| {
            let pair = Pair::of(&weighed[x], &weighed[y], &Settings::default());
            pair.compare(0..texts[x].words.len(), 0..texts[y].words.len()).score
        };
        assert!(expected.contains(&score(0, 1)), "{} for {a:?} and {b:?}", score(0, 1));
        assert_eq!(score(0, 1), score(1, 0));
    }

    #[test]
    fn slips() {
        for (one, other, expected) in [
            ("742000", "724000", true),
            ("1983", "1938", true),
            ("4.6", "6.4", true),
            ("14000", "4000", true),
            ("611204", "611304", true),
            ("16", "60", false),
            ("1983", "1984", false),
            ("140", "14", false),
            ("7", "8", false),
            ("1000", "1000000", false),
        ] {
            assert_eq!((is_slip(one, other), is_slip(other, one)), (expected, expected), "{one} {other}");
        }
    }

    #[test]
    fn scores() {
        check(
            "The harbour board closed the northern pier.",
            "The harbour board closed the northern pier.",
            1000..=1000,
        );
        check("The harbour board closed the northern pier.", "A crane sings at night.", 0..=0);
        // The same words in another order count half as much as in order, and forms of a word nearly as it.
        check("harbour board closed pier", "pier closed board harbour", 600..=650);
        check("transporting goods strategically", "transit goods strategy", 700..=950);
        // A number is equal or not.
        check("1500 boats", "1501 boats", 300..=750);
        check("", "", 0..=0);
    }
}
