//! Step 8: what differs inside a passage: numbers, dates, names, what is denied, how sure it is, what is left out.
//!
//! Compared is what stands at the same place: between the same words that both sides have.

use std::ops::Range;

use super::align;
use super::evidence::{BETWEEN, Kind, Tier};
use super::facts::{self, Date, Likeness, Mode, Number};
use super::language::Language;
use super::lexer::{Class, Lexed};
use super::passage::Found;
use super::prepare::Word;
use super::score::Match;
use super::settings::ONE;
use super::weights::Weighed;

/// A clause that one side lacks is worth a remark from so many words on that carry meaning.
const OMITTED: usize = 3;

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
struct Read<'a> {
    side: &'a Side<'a>,
    lexed: Lexed,
    dates: Vec<Date>,
    numbers: Vec<Number>,
    /// For each token, how many words that both sides have in one order stand before it.
    slots: Vec<usize>,
    /// For each token, whether the other side has it.
    matched: Vec<bool>,
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
    numbers(&read_a, &read_b, &matches, &mut all);
    dates(&read_a, &read_b, &mut all);
    names(&read_a, &read_b, found, &mut all);
    polarity(&read_a, &read_b, &mut all);
    modality(&read_a, &read_b, &mut all);
    omissions(&read_a, &read_b, &mut all);
    all
}

impl<'a> Read<'a> {
    fn new(side: &'a Side<'a>, at: &Range<usize>, in_order: impl Iterator<Item = usize>, matched: Vec<usize>) -> Self {
        let lexed = Lexed::read(side.raw, at.clone(), side.language);
        let dates = facts::dates(side.raw, &lexed);
        let numbers = facts::numbers(side.raw, &lexed, &dates, side.language);
        let anchors: Vec<usize> = in_order.collect();
        let slots = lexed.tokens.iter().map(|token| anchors.partition_point(|at| *at < token.at.start)).collect();
        let has = |start: usize| matched.contains(&start);
        let matched = lexed.tokens.iter().map(|token| has(token.at.start)).collect();
        Read { side, dates, numbers, slots, matched, lexed }
    }

    /// The bytes of some tokens.
    fn at(&self, tokens: &Range<usize>) -> Range<usize> {
        self.lexed.tokens[tokens.start].at.start..self.lexed.tokens[tokens.end - 1].at.end
    }

    /// Whether a number is a time of day.
    fn is_clock(&self, number: &Number) -> bool {
        let at = self.at(&number.tokens);
        let after = self.side.raw.get(at.end..).unwrap_or_default().trim_start();
        let marks = ["a.m", "p.m", "am", "pm", "Uhr", "o’clock", "o'clock"];
        let marked = marks.iter().filter_map(|mark| after.strip_prefix(mark));
        self.side.raw[at].contains(':') || marked.into_iter().any(|rest| !rest.starts_with(char::is_alphanumeric))
    }

    /// A token in lower case; nothing outside.
    fn word(&self, i: Option<usize>) -> &str {
        i.and_then(|i| self.lexed.tokens.get(i)).map_or("", |token| self.lexed.folded(token))
    }

    fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lexed.tokens.iter().enumerate().map(|(i, token)| (i, self.lexed.folded(token)))
    }
}

fn numbers(a: &Read<'_>, b: &Read<'_>, matches: &[(usize, usize)], all: &mut Vec<Differs>) {
    let mut left_a: Vec<&Number> = a.numbers.iter().collect();
    let mut left_b: Vec<&Number> = b.numbers.iter().collect();
    let differs = |x: &Number, y: &Number, tier, note: &str| Differs {
        kind: if a.is_clock(x) && b.is_clock(y) { Kind::Date } else { Kind::Number },
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
    // The same number, first where it counts the same.
    for unit in [true, false] {
        left_a.retain(|x| {
            let same = |y: &&&Number| y.value == x.value && (!unit || y.unit == x.unit);
            let Some(at) = left_b.iter().position(|y| same(&y)) else { return true };
            let y = left_b.remove(at);
            if x.is_measured_otherwise(y) {
                all.push(differs(x, y, Tier::Differs, ""));
            } else if x.exact != y.exact {
                let note = format!("{}{BETWEEN}{}", x.exact.word(), y.exact.word());
                all.push(differs(x, y, Tier::PossiblyDiffers, &note));
            }
            false
        });
    }
    // Another number of the same thing, or at the same place.
    let slot = |read: &Read<'_>, n: &Number| read.slots[n.tokens.start];
    let alike = |x: &Number, y: &Number| x.unit.is_some() && x.unit == y.unit;
    for (by_unit, reach) in [(true, usize::MAX), (false, 0), (false, 1)] {
        left_a.retain(|x| {
            let fits = |y: &Number| {
                if by_unit { alike(x, y) } else { slot(a, x).abs_diff(slot(b, y)) <= reach }
            };
            let nearest =
                (0..left_b.len()).filter(|i| fits(left_b[*i])).min_by_key(|i| slot(a, x).abs_diff(slot(b, left_b[*i])));
            let Some(at) = nearest else { return true };
            all.push(differs(x, left_b.remove(at), Tier::Differs, ""));
            false
        });
    }
    // The only one that is left on a side, and the nearest to it on the other.
    let near = |x: &Number, y: &Number| slot(a, x).abs_diff(slot(b, y));
    let pair = match (&left_a[..], &left_b[..]) {
        ([x], all) => all.iter().min_by_key(|y| near(x, y)).map(|y| (*x, *y)),
        (all, [y]) => all.iter().min_by_key(|x| near(x, y)).map(|x| (*x, *y)),
        _ => None,
    };
    if let Some((x, y)) = pair {
        all.push(differs(x, y, Tier::PossiblyDiffers, ""));
    }
}

/// Two numbers that both sides have, each beside the words that the other has on the other side.
fn swapped<'a>(a: &'a Read<'_>, b: &'a Read<'_>, matches: &[(usize, usize)]) -> Vec<(&'a Number, &'a Number)> {
    let token = |read: &Read<'_>, start: usize| read.lexed.tokens.partition_point(|token| token.at.start < start);
    let words: Vec<(usize, usize)> = (matches.iter())
        .map(|(x, y)| (token(a, *x), token(b, *y)))
        .filter(|(i, _)| a.lexed.tokens.get(*i).is_some_and(|token| token.class == Class::Word))
        .collect();
    let distance = |n: &Number, i: usize| (n.tokens.start.abs_diff(i), n.tokens.start > i);
    // The number of the other side that stands nearest to the word that stands nearest to one.
    let across =
        |n: &Number, own: fn(&(usize, usize)) -> usize, other: &'a Read<'_>, theirs: fn(&(usize, usize)) -> usize| {
            let word = words.iter().min_by_key(|word| distance(n, own(word)))?;
            other.numbers.iter().min_by_key(|number| distance(number, theirs(word)))
        };
    let to_b = |n: &Number| across(n, |word| word.0, b, |word| word.1);
    let to_a = |n: &Number| across(n, |word| word.1, a, |word| word.0);
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

fn dates(a: &Read<'_>, b: &Read<'_>, all: &mut Vec<Differs>) {
    let mut left_a: Vec<&Date> = a.dates.iter().collect();
    let mut left_b: Vec<&Date> = b.dates.iter().collect();
    let slot = |read: &Read<'_>, d: &Date| read.slots[d.tokens.start];
    let mut pair = |may: &dyn Fn(&Date, &Date) -> bool, differ: bool| {
        left_a.retain(|x| {
            let likely = (0..left_b.len()).filter(|i| may(x, left_b[*i]));
            let Some(at) = likely.min_by_key(|i| slot(a, x).abs_diff(slot(b, left_b[*i]))) else { return true };
            let y = left_b.remove(at);
            if differ {
                let (at_a, at_b) = (Some(a.at(&x.tokens)), Some(b.at(&y.tokens)));
                all.push(Differs { kind: Kind::Date, tier: Tier::Differs, a: at_a, b: at_b, note: String::new() });
            }
            false
        });
    };
    // A Thursday may be the 16th; but where the other side has a Wednesday as well, it is told as that.
    let one_sort = |x: &Date, y: &Date| x.speaks_of_the_same(y);
    pair(&|x, y| x.like(y) == Likeness::Same, false);
    pair(&|x, y| x.like(y) == Likeness::Compatible && one_sort(x, y), false);
    pair(&one_sort, true);
    pair(&|_, _| true, false);
    // A day or year that one side leaves out is the reporter's choice; how long a thing lasts isn't.
    let whole = |d: &&&Date| d.value.contains('/');
    let alone =
        |at_a, at_b| Differs { kind: Kind::Date, tier: Tier::PossiblyDiffers, a: at_a, b: at_b, note: String::new() };
    all.extend(left_a.iter().filter(whole).map(|d| alone(Some(a.at(&d.tokens)), None)));
    all.extend(left_b.iter().filter(whole).map(|d| alone(None, Some(b.at(&d.tokens)))));
}

/// Words in a row that are a name, by their numbers in the text.
type Run = Range<usize>;

/// The names of one side of a passage.
fn runs(side: &Side<'_>, at: &Range<usize>, sentences: &Range<usize>) -> Vec<Run> {
    let text = side.weighed.text;
    let all = align::all_words(text, sentences);
    // Where every noun has a capital, one tells a name only beside another word of it.
    let beside = |i: usize| {
        let of_name = |i: usize| text.words[i].common && text.stems[text.words[i].stem as usize].class == Class::Word;
        let firm = |i: usize| side.raw[..text.words[i + 1].start as usize].ends_with("& ");
        let joined = |i: usize| joined(side, i);
        side.language.capital_nouns
            && (i > 0 && joined(i - 1) && (of_name(i - 1) || firm(i - 1))
                || i + 1 < text.words.len() && joined(i) && (of_name(i + 1) || firm(i)))
    };
    let is_name = |i: usize, word: &Word| {
        let letters = text.letters(word.stem);
        (word.common || beside(i))
            && text.stems[word.stem as usize].class == Class::Word
            && side.raw[word.start as usize..].starts_with(char::is_uppercase)
            && !facts::is_calendar(&side.raw[word.start as usize..word.end as usize].to_lowercase())
            && letters.chars().count() > 1
    };
    let mut runs: Vec<Run> = Vec::new();
    for i in all {
        let word = &text.words[i];
        if !at.contains(&(word.start as usize)) || !is_name(i, word) {
            continue;
        }
        match runs.last_mut() {
            Some(last) if last.end == i && joined(side, i - 1) => {
                last.end = i + 1;
            }
            _ => runs.push(i..i + 1),
        }
    }
    runs
}

/// Whether nothing but a space, a hyphen or the sign for "and" stands between a word and the next.
fn joined(side: &Side<'_>, i: usize) -> bool {
    let words = &side.weighed.text.words;
    let gap = side.raw.get(words[i].end as usize..words[i + 1].start as usize);
    gap.is_some_and(|gap| matches!(gap, " " | "-" | "‑" | "\u{a0}" | " & "))
}

fn names(a: &Read<'_>, b: &Read<'_>, found: &Found, all: &mut Vec<Differs>) {
    let (side_a, side_b) = (a.side, b.side);
    // "Vennamy" and "Vennamie" have one stem. So have the forms of a name where names are declined.
    let spelt = |m: &&Match| {
        let written = |side: &Side<'_>, i: usize| {
            let word = &side.weighed.text.words[i];
            side.raw[word.start as usize..word.end as usize].to_lowercase()
        };
        let (one, other) = (written(side_a, m.a), written(side_b, m.b));
        !side_a.language.english || one.starts_with(&other) || other.starts_with(&one)
    };
    let matches = found.step.cell.matches.iter().filter(|m| m.likeness == ONE).filter(spelt);
    let equal: Vec<(usize, usize)> = matches.map(|m| (m.a, m.b)).collect();
    // At the start of a sentence every word has a capital: that it belongs to a name is known by the other side.
    let begun =
        |side: &Side<'_>, runs: Vec<Run>, sentences: &Range<usize>, is_name: &dyn Fn(usize) -> bool| -> Vec<Run> {
            let first = align::all_words(side.weighed.text, sentences).start;
            let longer = |run: Run| match run.start.checked_sub(1) {
                Some(before) if before >= first && joined(side, before) && is_name(before) => before..run.end,
                _ => run,
            };
            runs.into_iter().map(longer).collect()
        };
    let common = |side: &Side<'_>, i: usize| side.weighed.text.words[i].common;
    // Where `x` is the word itself, or the one after it.
    let named = |i: usize, x: usize, y: usize, other: &Side<'_>| {
        x == i && common(other, y) || x == i + 1 && y > 0 && common(other, y - 1) && joined(other, y - 1)
    };
    let is_name_a = |i: usize| equal.iter().any(|(x, y)| named(i, *x, *y, side_b));
    let is_name_b = |i: usize| equal.iter().any(|(x, y)| named(i, *y, *x, side_a));
    let runs_a = begun(side_a, runs(side_a, &found.a, &found.step.a), &found.step.a, &is_name_a);
    let runs_b = begun(side_b, runs(side_b, &found.b, &found.step.b), &found.step.b, &is_name_b);
    let letters = |side: &Side<'_>, run: &Run| -> Vec<String> {
        let words = &side.weighed.text.words[run.clone()];
        words.iter().map(|w| side.raw[w.start as usize..w.end as usize].to_lowercase()).collect()
    };
    let bytes = |side: &Side<'_>, run: &Run| {
        let words = &side.weighed.text.words[run.clone()];
        words[0].start as usize..words[words.len() - 1].end as usize
    };
    let known = |side: &Side<'_>, run: &Run| -> Vec<usize> {
        let at = bytes(side, run);
        side.names
            .iter()
            .filter(|(name, _)| name.start < at.end && at.start < name.end)
            .map(|(_, name)| *name)
            .collect()
    };
    // Of each name, the words that the other side doesn't have.
    let missing = |run: &Run, has: &dyn Fn(usize) -> bool| run.clone().filter(|i| !has(*i)).count();
    let has_a = |i: usize| equal.iter().any(|(x, _)| *x == i);
    let has_b = |i: usize| equal.iter().any(|(_, y)| *y == i);
    let slot = |read: &Read<'_>, at: usize| {
        let token = read.lexed.tokens.partition_point(|token| token.at.start < at);
        read.slots.get(token).copied().unwrap_or(usize::MAX)
    };
    let (small_a, small_b) = (side_a.raw[found.a.clone()].to_lowercase(), side_b.raw[found.b.clone()].to_lowercase());
    // A name that the other side has as well, be it with another name beside it.
    let told = |side: &Side<'_>, run: &Run, small: &str| {
        // "Kazakh" in "Kazakhstan", but not "Asia" in "Eurasian".
        let name = side.raw[bytes(side, run)].to_lowercase();
        small.match_indices(&name).any(|(at, _)| !small[..at].ends_with(char::is_alphanumeric))
    };
    let known_in = |side: &Side<'_>, run: &Run, other: &Side<'_>, at: &Range<usize>| {
        let here = known(side, run);
        other.names.iter().any(|(place, name)| here.contains(name) && at.contains(&place.start))
    };
    // A name that the other text has elsewhere was left out here, not changed.
    let only_here = |side: &Side<'_>, run: &Run, other: &Side<'_>| {
        let text = other.weighed.text;
        let stems = side.weighed.text.words[run.clone()].iter().map(|w| side.weighed.text.stems[w.stem as usize].hash);
        stems.into_iter().all(|hash| text.stems.iter().all(|stem| stem.hash != hash))
    };
    // "Oda Brenwick" and "Ode Brenwick": beside a word that both have, one that is nearly the same.
    let misspelt = |x: &Run, y: &Run| -> Option<(Run, Run)> {
        let (i, j) = *equal.iter().find(|(i, j)| x.contains(i) && y.contains(j))?;
        let beside = [(i.checked_sub(1)?, j.checked_sub(1)?), (i + 1, j + 1)];
        let (p, q) = *beside.iter().find(|(p, q)| {
            x.contains(p) && y.contains(q) && !has_a(*p) && !has_b(*q) && {
                let (one, other) = (letters(side_a, &(*p..p + 1)), letters(side_b, &(*q..q + 1)));
                let same = known(side_a, &(*p..p + 1)).iter().any(|name| known(side_b, &(*q..q + 1)).contains(name));
                one != other && !same && strsim::normalized_levenshtein(&one[0], &other[0]) >= SPELT_ALIKE
            }
        })?;
        Some((i.min(p)..i.max(p) + 1, j.min(q)..j.max(q) + 1))
    };
    // "Lisbet Quorn" and "Lisbeth Kworn": no word the same, and each alike. Worth telling even of a name that the dossier knows
    // both ways.
    let respelt = |x: &Run, y: &Run| -> bool {
        let (one, other) = (letters(side_a, x), letters(side_b, y));
        let mut words = one.iter().zip(&other);
        let alike = |(x, y): (&String, &String)| x != y && strsim::normalized_levenshtein(x, y) >= SPELT_ALIKE;
        side_a.language.english && one.len() > 1 && one.len() == other.len() && words.all(alike)
    };
    // "a boss from Velmara" and "will come from Oshkeria": what stands before both is the same.
    let after_the_same = |x: &Run, y: &Run| -> bool {
        let before = |read: &Read<'_>, run: &Run| {
            let start = bytes(read.side, run).start;
            let token = read.lexed.tokens.partition_point(|token| token.at.start < start);
            let word = |back: usize| read.word(token.checked_sub(back)).to_string();
            // An article says nothing; what stands before it may.
            if facts::is_article(&word(1)) { [word(2), word(1)] } else { [word(1), String::new()] }
        };
        let (one, other) = (before(a, x), before(b, y));
        !one[0].is_empty() && one == other
    };
    let differs = |x: &Run, y: &Run| Differs {
        kind: Kind::Name,
        tier: Tier::PossiblyDiffers,
        a: Some(bytes(side_a, x)),
        b: Some(bytes(side_b, y)),
        note: String::new(),
    };
    let is_alone_a =
        |x: &Run| missing(x, &has_a) > 0 && !known_in(side_a, x, side_b, &found.b) && !told(side_a, x, &small_b);
    let is_alone_b =
        |y: &Run| missing(y, &has_b) > 0 && !known_in(side_b, y, side_a, &found.a) && !told(side_b, y, &small_a);
    // One name on each side that the other side doesn't have: it stands for the other.
    let one_each =
        runs_a.iter().filter(|x| is_alone_a(x)).count() == 1 && runs_b.iter().filter(|y| is_alone_b(y)).count() == 1;
    let mut used = vec![false; runs_b.len()];
    for x in &runs_a {
        if missing(x, &has_a) == 0 {
            continue;
        }
        let spelt = |i: &usize| Some((*i, misspelt(x, &runs_b[*i])?));
        if let Some((i, (x, y))) = (0..runs_b.len()).filter(|i| !used[*i]).find_map(|i| spelt(&i)) {
            used[i] = true;
            all.push(differs(&x, &y));
            continue;
        }
        if let Some(i) = (0..runs_b.len()).find(|i| !used[*i] && respelt(x, &runs_b[*i])) {
            used[i] = true;
            all.push(differs(x, &runs_b[i]));
            continue;
        }
        let words_x = letters(side_a, x);
        let fits = |y: &Run| -> Option<u8> {
            let words_y = letters(side_b, y);
            if missing(y, &has_b) == 0 || abbreviates(&words_x, &words_y) {
                return None;
            }
            // "Oda Brenwick" and "Oda Brenwik": one word in common, or the same sound.
            let joined = equal.iter().any(|(i, j)| x.contains(i) && y.contains(j));
            let alike = strsim::normalized_levenshtein(&words_x.join(" "), &words_y.join(" ")) >= SPELT_ALIKE;
            let soft = words_x.iter().any(|w| {
                words_y.iter().any(|v| w.chars().count() > 3 && strsim::normalized_levenshtein(w, v) >= SPELT_ALIKE)
            });
            let (at_x, at_y) = (bytes(side_a, x).start, bytes(side_b, y).start);
            let near = slot(a, at_x).abs_diff(slot(b, at_y));
            if !is_alone_a(x) || !is_alone_b(y) {
                // The other side has it elsewhere, and another in its place.
                let one_name = known(side_a, x).iter().any(|name| known(side_b, y).contains(name));
                return (near == 0 && !one_name && after_the_same(x, y)).then_some(6);
            }
            match (alike || soft, joined && x.len() == y.len(), near) {
                (true, ..) => Some(0),
                (_, true, _) => Some(1),
                (_, _, 0) if only_here(side_a, x, side_b) && only_here(side_b, y, side_a) => Some(2),
                (_, _, 0) if after_the_same(x, y) => Some(3),
                (_, _, 0 | 1) if one_each => Some(4),
                _ if one_each && after_the_same(x, y) => Some(5),
                _ => None,
            }
        };
        let best = (0..runs_b.len()).filter(|i| !used[*i]).filter_map(|i| Some((fits(&runs_b[i])?, i))).min();
        if let Some((_, i)) = best {
            used[i] = true;
            all.push(differs(x, &runs_b[i]));
        }
    }
}

/// Whether one name is the other's initials, or stands inside it.
fn abbreviates(one: &[String], other: &[String]) -> bool {
    let initials = |words: &[String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
    let short = |one: &[String], other: &[String]| {
        (one.len() == 1 && one[0] == initials(other)) || one.iter().all(|word| other.contains(word))
    };
    short(one, other) || short(other, one)
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
        let mut clauses: Vec<Range<usize>> = Vec::new();
        for (i, token) in read.lexed.tokens.iter().enumerate() {
            let parted = i.checked_sub(1).is_none_or(|before| {
                let gap = read.side.raw.get(read.lexed.tokens[before].at.end..token.at.start).unwrap_or_default();
                gap.contains([',', ';', ':', '—', '–', '(', ')', '.', '،', '，', '、'])
            });
            match clauses.last_mut() {
                Some(last) if !parted => last.end = i + 1,
                _ => clauses.push(i..i + 1),
            }
        }
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
