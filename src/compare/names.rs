//! Step 8, names: which name of one side of a passage stands for another on the other side.

use std::ops::Range;

use super::align;
use super::discrepancy::{Differs, Read, SPELT_ALIKE, Side};
use super::evidence::{Kind, Tier};
use super::facts::Number;
use super::lexer::Class;
use super::passage::Found;
use super::prepare::{Prepared, Word};
use super::score::Match;
use super::settings::ONE;

/// Longer words on "-in" are what a woman is: "Ministerin".
const ROLE: usize = 6;

/// How much two given names must agree that begin with one letter (in parts of their letters).
const BEGUN_ALIKE: f64 = 0.4;

/// How much a noun and a name must agree that may be one, misspelt (in parts of their letters).
const MISSPELT: f64 = 0.7;

/// Names that are declined end otherwise in so many letters.
const ENDING: usize = 2;

/// Two names of so many letters that agree in this much of them are one, spelt two ways, wherever they stand.
const LONG: usize = 6;
const NEARLY: f64 = 0.8;

/// How many words that mean something may stand between a name and the office of who has it.
const BESIDE: usize = 4;

/// How many words that mean something may stand between an office and what says how somebody has it, and one more.
const RANK: usize = 2;

/// Words in a row that are a name, by their numbers in the text.
type Run = Range<usize>;

/// The names of one side.
struct Names<'a> {
    read: &'a Read<'a>,
    runs: Vec<Run>,
    /// The words that the other side has as well.
    shared: Vec<usize>,
    /// The runs of which no word stands anywhere in the other text: what does was left out here, not changed.
    only_here: Vec<Run>,
    /// The bytes of the passage, and its words in lower case.
    at: &'a Range<usize>,
    small: String,
}

/// Names that differ.
pub(super) fn names(a: &Read<'_>, b: &Read<'_>, found: &Found, all: &mut Vec<Differs>) {
    letters(a, b, all);
    let equal = equal(a.side, b.side, found);
    let mirrored: Vec<(usize, usize)> = equal.iter().map(|(x, y)| (*y, *x)).collect();
    let a = Names::new(a, (&found.a, &found.step.a), b.side, &equal);
    let b = Names::new(b, (&found.b, &found.step.b), a.side(), &mirrored);
    let pair = Pair { a: &a, b: &b, equal: &equal, one_each: a.alone(&b) == 1 && b.alone(&a) == 1 };
    let mut likely = Vec::new();
    for (i, x) in a.runs.iter().enumerate().filter(|(_, x)| a.lacks(x)) {
        likely.extend(b.runs.iter().enumerate().filter_map(|(j, y)| {
            let (rank, (x, y)) = pair.stands_for(x, y)?;
            Some((rank, i, j, x, y))
        }));
    }
    // One pair of names may be found in more than one way.
    let mut exchanged: Vec<(Run, Run)> = Vec::new();
    let places = [exchanged_with(&pair), in_each_others_place(&pair), moved(&pair), in_place(&pair), pair.reordered()];
    let nouns = [
        pair.misspelt_nouns(),
        pair.of_one_noun(),
        pair.beside_one_noun(),
        pair.places(),
        pair.offices(),
        pair.ranks(),
        pair.bodies(),
    ];
    for two in places.into_iter().chain(nouns).flatten() {
        if !exchanged.contains(&two) {
            exchanged.push(two);
        }
    }
    // The likeliest first, each once.
    likely.sort_by_key(|(rank, i, j, ..)| (*rank, *i, *j));
    let (mut used_a, mut used_b) = (vec![false; a.runs.len()], vec![false; b.runs.len()]);
    let mut differ = |x: &Run, y: &Run| {
        let (at_a, at_b) = (a.bytes(x), b.bytes(y));
        // "L2224" is a number to its readers.
        let is_code = |names: &Names<'_>, run: &Run, at: &Range<usize>| {
            run.len() == 1 && names.side().raw[at.clone()].contains(|c: char| c.is_ascii_digit())
        };
        let kind = if is_code(&a, x, &at_a) && is_code(&b, y, &at_b) { Kind::Number } else { Kind::Name };
        all.push(Differs { kind, tier: Tier::PossiblyDiffers, a: Some(at_a), b: Some(at_b), note: String::new() });
    };
    for (_, i, j, x, y) in likely {
        if !used_a[i] && !used_b[j] {
            (used_a[i], used_b[j]) = (true, true);
            differ(&x, &y);
        }
    }
    exchanged.iter().for_each(|(x, y)| differ(x, y));
    // "The State Hospital" and "the state clinic": what became of a part of a name is no name there.
    let left = |runs: &[Run], used: &[bool]| -> Vec<Run> {
        runs.iter().zip(used).filter(|(_, used)| !**used).map(|(run, _)| run.clone()).collect()
    };
    for (x, y) in left(&a.runs, &used_a).iter().filter_map(|x| a.became(x, &b, &equal)) {
        differ(&x, &y);
    }
    for (y, x) in left(&b.runs, &used_b).iter().filter_map(|y| b.became(y, &a, &mirrored)) {
        differ(&x, &y);
    }
    let told = |run: &Run, of_a: bool| exchanged.iter().any(|(x, y)| overlap(run, if of_a { x } else { y }));
    let mut spelt: Vec<(Run, Run)> = Vec::new();
    for x in left(&a.runs, &used_a).into_iter().chain(a.other_nouns()).filter(|x| !told(x, true)) {
        spelt.extend(a.elsewhere(&x, b.side()).map(|y| (x, y)));
    }
    for y in left(&b.runs, &used_b).into_iter().chain(b.other_nouns()).filter(|y| !told(y, false)) {
        let found = b.elsewhere(&y, a.side()).map(|x| (x, y));
        // Both may stand in the passage.
        let new = found.filter(|(x, y)| !spelt.iter().any(|(one, other)| overlap(one, x) && overlap(other, y)));
        spelt.extend(new);
    }
    spelt.iter().for_each(|(x, y)| differ(x, y));
}

fn overlap(one: &Run, other: &Run) -> bool {
    one.start < other.end && other.start < one.end
}

/// "C wing" and "G wing": single letters beside a word that both sides have, one that the other side hasn't got there.
fn letters(a: &Read<'_>, b: &Read<'_>, all: &mut Vec<Differs>) {
    let of = |read: &Read<'_>| -> Vec<usize> {
        let raw = read.side.raw;
        let letter = |i: &usize| {
            let at = &read.lexed.tokens[*i].at;
            let mut written = raw[at.clone()].chars();
            // "G. Elm" has initials, and at the start of a sentence any word has a capital.
            written.next().is_some_and(char::is_uppercase)
                && written.next().is_none()
                && !raw[at.end..].starts_with(['.', '’', '\'', '&'])
                && raw[..at.start].trim_end_matches([' ', '\u{a0}']).ends_with(char::is_alphanumeric)
                && !(read.side.language.english && &raw[at.clone()] == "I")
        };
        (0..read.lexed.tokens.len()).filter(letter).collect()
    };
    let beside = |read: &Read<'_>, i: usize| -> Vec<String> {
        let words = [Some(i + 1), i.checked_sub(1)].map(|at| read.word(at).to_string());
        words.into_iter().filter(|word| word.chars().count() > 1 && !read.side.language.is_stop(word)).collect()
    };
    let (of_a, of_b) = (of(a), of(b));
    let same = |i: usize, j: usize| beside(a, i).iter().any(|word| beside(b, j).contains(word));
    let one = |i: usize, j: usize| a.word(Some(i)) == b.word(Some(j)) && same(i, j);
    let left_a = of_a.iter().filter(|i| of_b.iter().all(|j| !one(**i, *j)));
    let mut left_b: Vec<usize> = of_b.iter().filter(|j| of_a.iter().all(|i| !one(*i, **j))).copied().collect();
    for i in left_a {
        if let Some(at) = left_b.iter().position(|j| same(*i, *j)) {
            let j = left_b.remove(at);
            let (at_a, at_b) = (Some(a.at(&(*i..i + 1))), Some(b.at(&(j..j + 1))));
            all.push(Differs { kind: Kind::Name, tier: Tier::Differs, a: at_a, b: at_b, note: String::new() });
        }
    }
}

/// What makes one name of two belong to the other: before it the owner, or after it.
const OWNER_BEFORE: [&str; 2] = ["’s ", "'s "];
const OWNER_AFTER: [&str; 14] = [
    " (", " of ", " from ", " for ", " von ", " aus ", " de ", " du ", " d’", " di ", " del ", " da ", " van ", " из ",
];

/// Two names that both sides have, each at the place of the other: "Elm voted for it, and Oak abstained", "Oak voted for it,
/// and Elm abstained".
fn in_each_others_place(pair: &Pair<'_>) -> Vec<(Run, Run)> {
    let (a, b) = (pair.a, pair.b);
    let here = |x: &Run, y: &Run| a.slot(x).abs_diff(b.slot(y)) <= 1;
    let mut found = Vec::new();
    for (i, x) in a.runs.iter().enumerate() {
        for other in &a.runs[i + 1..] {
            if a.letters(x) == a.letters(other) || a.slot(x).abs_diff(a.slot(other)) < BETWEEN_TWO {
                continue;
            }
            let at = |name: &Run, place: &Run| b.runs.iter().find(|y| pair.same(name, y) && here(place, y));
            let led = |x: &Run, y: &Run| pair.after_the_same(x, y) || pair.before_the_same(x, y);
            if let (Some(y), Some(theirs)) = (at(other, x), at(x, other))
                && (led(x, y) || led(other, theirs))
            {
                found.extend([(x.clone(), y.clone()), (other.clone(), theirs.clone())]);
            }
        }
    }
    found
}

/// A name that both sides have, though not at one place, with another one there: "its chair, Elm, who is ill", "its chair, Oak,
/// who is ill, and Elm".
fn in_place(pair: &Pair<'_>) -> Vec<(Run, Run)> {
    let (a, b) = (pair.a, pair.b);
    let fits = |x: &Run, y: &Run| {
        let here = a.slot(x).abs_diff(b.slot(y)) <= 1 && x.len() == y.len();
        let (after, before) = (pair.after_the_same(x, y), pair.before_the_same(x, y));
        // A name of one word stands beside much.
        here && !pair.is_one(x, y) && (after && before || x.len() > 1 && (after || before))
    };
    let of_b = b.runs.iter().filter(|y| b.is_alone(y, a));
    let new_in_b =
        of_b.filter_map(|y| a.runs.iter().find(|x| !a.lacks(x) && fits(x, y)).map(|x| (x.clone(), y.clone())));
    let of_a = a.runs.iter().filter(|x| a.is_alone(x, b));
    let new_in_a =
        of_a.filter_map(|x| b.runs.iter().find(|y| !b.lacks(y) && fits(x, y)).map(|y| (x.clone(), y.clone())));
    new_in_b.chain(new_in_a).collect()
}

/// Of how many words that both sides have, between two names, the order of the names says something.
const BETWEEN_TWO: usize = 2;

/// Names that a number which both sides have belongs to: "three quarters go to Elm and the rest to Oak", "three quarters go to
/// Oak and the rest to Elm".
fn moved(pair: &Pair<'_>) -> Vec<(Run, Run)> {
    let (a, b) = (pair.a, pair.b);
    let (of_a, of_b) = (a.beside_numbers(), b.beside_numbers());
    let mut found: Vec<(Run, Run)> = Vec::new();
    for (n, x) in &of_a {
        let mut same = of_b.iter().filter(|(m, _)| n.is_the_same(m));
        let (Some((_, y)), None) = (same.next(), same.next()) else { continue };
        // Both names stand on both sides, in two orders.
        let of_x = b.runs.iter().find(|run| pair.same(x, run));
        let of_y = a.runs.iter().find(|run| pair.same(run, y));
        let (Some(of_x), Some(of_y)) = (of_x, of_y) else { continue };
        let turned = (x.start < of_y.start) == (y.start < of_x.start);
        let told = found.iter().any(|(one, two)| [x, of_y].contains(&one) || [y, of_x].contains(&two));
        if turned && !told && !pair.same(x, y) {
            found.extend([(x.clone(), y.clone()), (of_y.clone(), of_x.clone())]);
        }
    }
    found
}

/// Two names that both sides have, each beside the one that the other has on the other side: "Nahrend's Osolin against Ozmar's
/// Halek", "Osolin (Ozmar) and Halek (Nahrend)".
fn exchanged_with(pair: &Pair<'_>) -> Vec<(Run, Run)> {
    let (of_a, of_b) = (pair.a.belongings(), pair.b.belongings());
    let same = |x: &Run, y: &Run| pair.same(x, y);
    let at_b = |own: &Run| of_b.iter().find(|(theirs, _)| same(own, theirs));
    let mut found = Vec::new();
    for (one, owner) in &of_a {
        let Some((theirs, other_owner)) = at_b(one).filter(|(_, other_owner)| !same(owner, other_owner)) else {
            continue;
        };
        let back = of_a.iter().any(|(two, its)| {
            two != one && same(its, other_owner) && at_b(two).is_some_and(|(_, its_other)| same(owner, its_other))
        });
        if back {
            found.push((one.clone(), theirs.clone()));
        }
    }
    found
}

/// Words that both sides have, spelt alike. "Vennamy" and "Vennamie" have one stem; so have the forms of a name where names
/// are declined.
fn equal(a: &Side<'_>, b: &Side<'_>, found: &Found) -> Vec<(usize, usize)> {
    let written = |side: &Side<'_>, i: usize| {
        let word = &side.weighed.text.words[i];
        side.raw[word.start as usize..word.end as usize].to_lowercase()
    };
    let spelt = |m: &&Match| {
        let (one, other) = (written(a, m.a), written(b, m.b));
        let (short, long) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) };
        let named = a.weighed.text.words[m.a].common && b.weighed.text.words[m.b].common;
        // "Maude" is another than "Maud", and "Orrell" than "Orrel"; "Elms’" isn't, nor is "Elms" in German.
        let more = || long.strip_prefix(short.as_str());
        let in_english = || more().is_some_and(|more| !named || matches!(more, "" | "s" | "es"));
        // "Ukrainiens", "Ukrainiennes" are forms of a word, "Tresme" and "Tresmes" two names.
        let known = a.weighed.text.words[m.a].common || b.weighed.text.words[m.b].common;
        let stays = a.language.names_stay && b.language.names_stay && known;
        (!stays || one == other) && (!a.language.english || in_english())
    };
    let matches = found.step.cell.matches.iter().filter(|m| m.likeness == ONE).filter(spelt);
    matches.map(|m| (m.a, m.b)).collect()
}

impl<'a> Names<'a> {
    /// `equal` has words of this side with those of the other.
    fn new(
        read: &'a Read<'a>,
        (at, sentences): (&'a Range<usize>, &Range<usize>),
        other: &Side<'_>,
        equal: &[(usize, usize)],
    ) -> Self {
        let side = read.side;
        let first = align::all_words(side.weighed.text, sentences).start;
        let common = |i: usize| other.weighed.text.words[i].common;
        // At the start of a sentence every word has a capital: that it belongs to a name is known by the other side, which has it
        // in a name, or a name before the word after it.
        let begins = |i: usize| {
            equal
                .iter()
                .any(|(x, y)| *x == i && common(*y) || *x == i + 1 && *y > 0 && common(y - 1) && joined(other, y - 1))
        };
        let longer = |run: Run| match run.start.checked_sub(1) {
            Some(before) if before >= first && joined(side, before) && begins(before) => before..run.end,
            _ => run,
        };
        let runs = runs(side, at, sentences).into_iter().map(longer).collect();
        let shared = equal.iter().map(|(x, _)| *x).collect();
        let small = side.raw[at.clone()].to_lowercase();
        let names = Names { read, runs, shared, only_here: Vec::new(), at, small };
        Names { only_here: names.strangers_to(other), ..names }
    }

    /// The runs of which the other side lacks a word, and its whole text has none.
    fn strangers_to(&self, other: &Side<'_>) -> Vec<Run> {
        let own = self.side().weighed.text;
        let strange = |word: &Word| !other.lexicon.has(own.stems[word.stem as usize].hash);
        let lacking = self.runs.iter().filter(|run| self.lacks(run));
        lacking.filter(|run| own.words[(*run).clone()].iter().all(strange)).cloned().collect()
    }

    fn is_only_here(&self, run: &Run) -> bool {
        self.only_here.contains(run)
    }

    fn side(&self) -> &'a Side<'a> {
        self.read.side
    }

    fn letters(&self, run: &Run) -> Vec<String> {
        let words = &self.side().weighed.text.words[run.clone()];
        words.iter().map(|w| self.side().raw[w.start as usize..w.end as usize].to_lowercase()).collect()
    }

    fn bytes(&self, run: &Run) -> Range<usize> {
        let words = &self.side().weighed.text.words[run.clone()];
        words[0].start as usize..words[words.len() - 1].end as usize
    }

    /// Which names of the dossier the words of it are that the other side lacks.
    fn known(&self, run: &Run) -> Vec<usize> {
        let whole = self.side().language.capital_nouns;
        let words = run.clone().filter(|i| whole || !self.shared.contains(i)).map(|i| self.bytes(&(i..i + 1)));
        let names = |at: Range<usize>| {
            let here = self.side().names.iter().filter(move |(name, _)| name.start < at.end && at.start < name.end);
            here.map(|(_, name)| *name)
        };
        words.flat_map(names).collect()
    }

    /// The names that belong to another, each with the one that it belongs to.
    fn belongings(&self) -> Vec<(Run, Run)> {
        let tied = |two: &[Run]| {
            let (one, next) = (two[0].clone(), two[1].clone());
            let gap = self.side().raw.get(self.bytes(&one).end..self.bytes(&next).start)?;
            match (OWNER_BEFORE.contains(&gap), OWNER_AFTER.contains(&gap)) {
                (true, _) => Some((next, one)),
                (_, true) => Some((one, next)),
                _ => None,
            }
        };
        self.runs.windows(2).filter_map(tied).collect()
    }

    /// Numbers, each with the name that it belongs to: where a clause begins with a number, the one after it, else the one
    /// before it.
    fn beside_numbers(&self) -> Vec<(&'a Number, Run)> {
        let clause = |token: usize| self.read.clauses.get(token).copied().unwrap_or(usize::MAX);
        let numbers =
            self.read.numbers.iter().filter(|number| !number.ordinal).map(|number| (number.tokens.start, Ok(number)));
        let names = self.runs.iter().map(|run| (self.token(run), Err(run)));
        let mut all: Vec<(usize, Result<&Number, &Run>)> = numbers.chain(names).collect();
        all.sort_by_key(|(token, _)| *token);
        let mut found = Vec::new();
        for clause in all.chunk_by(|x, y| clause(x.0) == clause(y.0)) {
            let number_first = clause[0].1.is_ok();
            for two in clause.windows(2) {
                match (two[0].1, two[1].1) {
                    (Ok(number), Err(name)) if number_first => found.push((number, name.clone())),
                    (Err(name), Ok(number)) if !number_first => found.push((number, name.clone())),
                    _ => {}
                }
            }
        }
        found
    }

    /// Offices that stand beside a name, each with the name and its number.
    fn offices(&self) -> Vec<(Run, Run, usize)> {
        let side = self.side();
        let words = &side.weighed.text.words;
        let mut found = Vec::new();
        for name in &self.runs {
            let before = name.start.saturating_sub(BESIDE)..name.start;
            let after = name.end..words.len().min(name.end + BESIDE);
            // The nearest first, as far as the sentence goes.
            let apart = |one: usize, other: usize| {
                let gap = side.raw.get(words[one].end as usize..words[other].start as usize).unwrap_or(".");
                gap.contains(['.', ';', '!', '?', '\n'])
            };
            let reach_before = before.rev().take_while(|i| !apart(*i, i + 1));
            let reach_after = after.take_while(|i| !apart(i - 1, *i));
            let office = |i: &usize| {
                let at = words[*i].start as usize..words[*i].end as usize;
                (self.at.contains(&at.start))
                    .then(|| side.language.words.office(&side.raw[at].to_lowercase()))
                    .flatten()
            };
            let is = |i: usize| office(&i).map(|office| (i, office));
            let nearest = reach_before
                .chain(reach_after)
                .filter_map(is)
                .min_by_key(|(i, _)| if *i < name.start { name.start - i } else { i - name.end + 1 });
            found.extend(nearest.map(|(i, office)| (i..i + 1, name.clone(), office)));
        }
        found
    }

    /// Whether the words of it that the other side lacks are names of the dossier.
    fn is_known(&self, run: &Run) -> bool {
        let mut alone = run.clone().filter(|i| !self.shared.contains(i)).map(|i| self.bytes(&(i..i + 1)));
        alone.all(|at| self.side().names.iter().any(|(name, _)| name.start <= at.start && at.end <= name.end))
    }

    /// Whether the other side lacks a word of it.
    fn lacks(&self, run: &Run) -> bool {
        run.clone().any(|i| !self.shared.contains(&i))
    }

    /// The number of its first token in the passage.
    fn token(&self, run: &Run) -> usize {
        let start = self.bytes(run).start;
        self.read.lexed.tokens.partition_point(|token| token.at.start < start)
    }

    /// How many words that both sides have in one order stand before it.
    fn slot(&self, run: &Run) -> usize {
        self.read.slots.get(self.token(run)).copied().unwrap_or(usize::MAX)
    }

    /// What stands before it. An article says nothing; what stands before that may.
    fn before(&self, run: &Run) -> [String; 2] {
        let token = self.token(run);
        let word = |back: usize| self.read.word(token.checked_sub(back)).to_string();
        if self.side().language.words.is_article(&word(1)) { [word(2), word(1)] } else { [word(1), String::new()] }
    }

    /// What stands after it.
    fn after(&self, run: &Run) -> &str {
        let end = self.bytes(run).end;
        let next = self.read.lexed.tokens.partition_point(|token| token.at.start < end);
        self.read.word(Some(next))
    }

    /// Whether the other side doesn't have it at all, be it otherwise written or with another name beside it.
    fn is_alone(&self, run: &Run, other: &Names<'_>) -> bool {
        let here = self.known(run);
        let known = || other.side().names.iter().any(|(at, name)| here.contains(name) && other.at.contains(&at.start));
        // "Kazakh" in "Kazakhstan", but not "Asia" in "Eurasian".
        let name = self.side().raw[self.bytes(run)].to_lowercase();
        let told =
            || other.small.match_indices(&name).any(|(at, _)| !other.small[..at].ends_with(char::is_alphanumeric));
        self.lacks(run) && !known() && !told()
    }

    /// How many names the other side doesn't have.
    fn alone(&self, other: &Names<'_>) -> usize {
        self.runs.iter().filter(|run| self.is_alone(run, other)).count()
    }

    /// The name that the other text has elsewhere, spelt otherwise, and this text hasn't: "Helka Vorsand" here, "Vorsand" there,
    /// who is "Helga Vorsand" at first.
    fn elsewhere(&self, run: &Run, other: &Side<'_>) -> Option<Run> {
        let (own, theirs) = (self.side().weighed.text, other.weighed.text);
        let stem = |text: &Prepared, i: usize| text.stems[text.words[i].stem as usize].hash;
        let strange: Vec<usize> = run.clone().filter(|i| !other.lexicon.has(stem(own, *i))).collect();
        let written = |i: usize| &other.raw[theirs.words[i].start as usize..theirs.words[i].end as usize];
        let named = |i: usize| written(i).starts_with(char::is_uppercase) && !self.side().lexicon.has(stem(theirs, i));
        match (run.len(), &strange[..]) {
            // Beside a word that both texts have.
            (2.., [s]) => {
                let t = if *s > run.start { s - 1 } else { s + 1 };
                let one = self.letters(&(*s..s + 1)).swap_remove(0);
                other.lexicon.places(stem(own, t)).iter().find_map(|p| {
                    let p = *p as usize;
                    let q = if *s > t { p + 1 } else { p.checked_sub(1)? };
                    let beside = q < theirs.words.len() && joined(other, p.min(q)) && named(q);
                    let alike = |name: &str| {
                        (is_alike(&one, name) || begins_alike(&one, name)) && !self.is_declined(&one, name)
                    };
                    (beside && alike(&written(q).to_lowercase())).then(|| p.min(q)..p.max(q) + 1)
                })
            }
            (1, [s]) => {
                let one = self.letters(run).swap_remove(0);
                let is_name =
                    |q: usize| !self.side().language.capital_nouns || own.words[*s].common || theirs.words[q].common;
                let alike = |q: &usize| {
                    let name = written(*q).to_lowercase();
                    // "Aldria" and "Aldrian" are two words of one.
                    let begins = one.starts_with(&name) || name.starts_with(&one);
                    let long = one.chars().count() >= LONG && !begins && is_name(*q) && !self.is_declined(&one, &name);
                    long && strsim::normalized_levenshtein(&one, &name) >= NEARLY && named(*q)
                };
                other.lexicon.begun_like(&one).find(alike).map(|q| q..q + 1)
            }
            _ => None,
        }
    }

    /// Where every noun has a capital, those of which it isn't known whether they are names.
    fn other_nouns(&self) -> Vec<Run> {
        let words = &self.side().weighed.text.words;
        let of = |at: usize| words.partition_point(|word| (word.start as usize) < at);
        let noun = |i: &usize| {
            let capital = self.side().raw[words[*i].start as usize..].starts_with(char::is_uppercase);
            capital && self.runs.iter().all(|run| !run.contains(i))
        };
        let inside = if self.side().language.capital_nouns { of(self.at.start)..of(self.at.end) } else { 0..0 };
        inside.filter(noun).map(|i| i..i + 1).collect()
    }

    /// Whether two words may be forms of one name, where names are declined.
    fn is_declined(&self, one: &str, other: &str) -> bool {
        let language = self.side().language;
        let begun = one.chars().zip(other.chars()).take_while(|(x, y)| x == y).count();
        let ends = one.chars().count().max(other.chars().count()) - begun;
        !language.names_stay && !language.english && ends <= ENDING
    }

    /// What stands on the other side, in small letters, for its last word, which the other side lacks: after the word before
    /// it, which both have.
    fn became(&self, run: &Run, other: &Names<'_>, equal: &[(usize, usize)]) -> Option<(Run, Run)> {
        let p = run.end - 1;
        let before = p.checked_sub(1).filter(|before| run.contains(before))?;
        let q = equal.iter().find(|(i, _)| *i == before)?.1 + 1;
        let word = other.side().weighed.text.words.get(q)?;
        let small = other.side().raw[word.start as usize..].starts_with(char::is_lowercase);
        let inside = other.at.contains(&(word.start as usize)) && joined(other.side(), q - 1);
        let instead = small && inside && !self.shared.contains(&p) && !other.shared.contains(&q);
        let alike = || is_alike(&self.letters(&(p..p + 1))[0], &other.letters(&(q..q + 1))[0]);
        (instead && !self.side().language.capital_nouns && !alike()).then(|| (before..p + 1, q - 1..q + 1))
    }
}

/// The names of both sides.
struct Pair<'a> {
    a: &'a Names<'a>,
    b: &'a Names<'a>,
    /// Words that both sides have.
    equal: &'a [(usize, usize)],
    /// Whether each side has one name that the other doesn't have: it stands for the other.
    one_each: bool,
}

impl Pair<'_> {
    /// Whether a name of one side is one of the other.
    fn same(&self, x: &Run, y: &Run) -> bool {
        self.equal.contains(&(x.end - 1, y.end - 1))
    }

    fn stands_for(&self, x: &Run, y: &Run) -> Option<((u8, usize), (Run, Run))> {
        let near = self.a.slot(x).abs_diff(self.b.slot(y));
        let both = || (x.clone(), y.clone());
        if let Some(misspelt) = self.misspelt(x, y) {
            return Some(((0, near), misspelt));
        }
        if self.respelt(x, y) {
            return Some(((1, near), both()));
        }
        self.fits(x, y).map(|rank| ((2 + rank, near), both()))
    }

    /// What somebody is here, and what there: "Corwin Elm, the manager of the mill", "the director, Corwin Elm".
    fn offices(&self) -> Vec<(Run, Run)> {
        if !std::ptr::eq(self.a.side().language.words, self.b.side().language.words) {
            return Vec::new();
        }
        let (of_a, of_b) = (self.a.offices(), self.b.offices());
        let mut found = Vec::new();
        for (x, holder, office) in &of_a {
            let known = of_b.iter().any(|(_, _, other)| other == office);
            let other = of_b.iter().find(|(_, theirs, other)| self.same(holder, theirs) && other != office);
            let Some((y, _, other)) = other.filter(|_| !known) else { continue };
            if of_a.iter().all(|(.., office)| office != other) {
                found.push((x.clone(), y.clone()));
            }
        }
        found
    }

    /// "The chief inspector, Ida Elm", "Ida Elm, the deputy chief inspector": one office, and a word that says how somebody has it
    /// on one side only.
    fn ranks(&self) -> Vec<(Run, Run)> {
        let of = |names: &Names<'_>, office: &Run| {
            let (raw, words) = (names.side().raw, &names.side().weighed.text.words);
            let near = office.start.saturating_sub(RANK)..words.len().min(office.end + RANK);
            let is = |i: &usize| {
                let (one, other) = (names.bytes(&(*i..i + 1)), names.bytes(office));
                let between = raw.get(one.end.min(other.end)..one.start.max(other.start));
                let close = !office.contains(i) && between.is_some_and(|gap| !gap.contains(['.', ',', ';', '\n']));
                close && names.at.contains(&one.start) && names.side().language.words.is_rank(&raw[one].to_lowercase())
            };
            near.filter(is).map(|i| i.min(office.start)..office.end.max(i + 1)).next()
        };
        let (of_a, of_b) = (self.a.offices(), self.b.offices());
        let mut found = Vec::new();
        for (x, holder, office) in &of_a {
            let same = |(_, theirs, other): &&(Run, Run, usize)| other == office && self.same(holder, theirs);
            let Some((y, ..)) = of_b.iter().find(same) else { continue };
            match (of(self.a, x), of(self.b, y)) {
                (Some(x), None) => found.push((x, y.clone())),
                (None, Some(y)) => found.push((x.clone(), y)),
                _ => {}
            }
        }
        found
    }

    /// "The finance ministry" and "the interior ministry": a body that both have, with a word before it that only one has.
    fn bodies(&self) -> Vec<(Run, Run)> {
        let before = |names: &Names<'_>, body: usize, shared: &[usize]| {
            let word = body.checked_sub(1).filter(|word| !shared.contains(word) && joined(names.side(), *word))?;
            (names.at.contains(&names.bytes(&(word..body)).start)).then_some(word)
        };
        let is_body = |i: usize| {
            let words = self.a.side().language.words;
            words.is_body(&self.a.letters(&(i..i + 1))[0])
        };
        let bodies = self.equal.iter().filter(|(i, _)| is_body(*i));
        let which = bodies.filter_map(|(i, j)| {
            let (p, q) = (before(self.a, *i, &self.a.shared)?, before(self.b, *j, &self.b.shared)?);
            let alike = is_alike(&self.a.letters(&(p..p + 1))[0], &self.b.letters(&(q..q + 1))[0]);
            let words = self.a.side().language.words;
            let branch = |names: &Names<'_>, i: usize| words.is_branch(&names.letters(&(i..i + 1))[0]);
            (!alike && (branch(self.a, p) || branch(self.b, q))).then(|| (p..i + 1, q..j + 1))
        });
        which.collect()
    }

    /// "Landesrechnungshof" and "Bundesrechnungshof": nouns that only one side has, made of one with another before it.
    fn of_one_noun(&self) -> Vec<(Run, Run)> {
        let first_parts = &self.a.side().language.words.first_parts;
        if first_parts.is_empty() {
            return Vec::new();
        }
        let rest =
            |word: &str| first_parts.iter().find_map(|first| Some(word.strip_prefix(first.as_str())?.to_string()));
        let is_of_one =
            |x: &str, y: &str| x != y && rest(x).is_some_and(|noun| !noun.is_empty() && rest(y) == Some(noun));
        self.nouns_alone().filter(|(x, y)| is_of_one(&x.1, &y.1)).map(|(x, y)| (x.0, y.0)).collect()
    }

    /// "Rebling" and "Reblin", where every noun has a capital and the dossier knows but one of them: at one place, or beside a
    /// word that both have.
    fn misspelt_nouns(&self) -> Vec<(Run, Run)> {
        if !self.a.side().language.capital_nouns {
            return Vec::new();
        }
        let named = |names: &Names<'_>, run: &Run| names.side().weighed.text.words[run.start].common;
        let near = |x: &Run, y: &Run| {
            let here = self.a.slot(x).abs_diff(self.b.slot(y)) <= 1;
            let after = |p: usize, q: usize| self.equal.contains(&(p, q));
            here || x.start.checked_sub(1).zip(y.start.checked_sub(1)).is_some_and(|(p, q)| after(p, q))
                || after(x.end, y.end)
        };
        let is_misspelt = |((x, one), (y, other)): &((Run, String), (Run, String))| {
            named(self.a, x) != named(self.b, y) && strsim::normalized_levenshtein(one, other) >= MISSPELT && near(x, y)
        };
        // "Konstantin Rebling" and "Konrad Rehling"
        let whole = |((x, one), (y, other)): ((Run, String), (Run, String))| {
            let (p, q) = (x.start.checked_sub(1)?, y.start.checked_sub(1)?);
            let before = |names: &Names<'_>, i: usize, shared: &[usize]| {
                let given = names.letters(&(i..i + 1)).swap_remove(0);
                let capital = names.side().raw[names.bytes(&(i..i + 1)).start..].starts_with(char::is_uppercase);
                (capital && !shared.contains(&i) && joined(names.side(), i)).then_some(given)
            };
            let (given, other_given) = (before(self.a, p, &self.a.shared)?, before(self.b, q, &self.b.shared)?);
            let alike = strsim::normalized_levenshtein(&one, &other) >= MISSPELT && begins_alike(&given, &other_given);
            (alike && one != other).then_some((p..x.end, q..y.end))
        };
        let of_one_word = self.nouns_alone().filter(is_misspelt).map(|(x, y)| (x.0, y.0));
        of_one_word.chain(self.nouns_alone().filter_map(whole)).collect()
    }

    /// "Frau Lossow" and "Frau Lossau", "Mathis Quint" and "Matthis Quint", where every noun has a capital: two beside one that
    /// both have. Before it stands what somebody is as well.
    fn beside_one_noun(&self) -> Vec<(Run, Run)> {
        if !self.a.side().language.capital_nouns {
            return Vec::new();
        }
        let capital = |names: &Names<'_>, i: usize| {
            names.side().raw[names.side().weighed.text.words[i].start as usize..].starts_with(char::is_uppercase)
        };
        let both = |i: usize, j: usize, p: usize, q: usize| {
            let in_row = || joined(self.a.side(), i) && joined(self.b.side(), j);
            self.equal.contains(&(p, q)) && in_row() && capital(self.a, p) && capital(self.b, q)
        };
        let words = self.a.side().language.words;
        let two = |((x, one), (y, other)): ((Run, String), (Run, String))| {
            let (i, j) = (x.start, y.start);
            if words.is_calendar(&one) || words.is_calendar(&other) {
                return None;
            }
            if let (Some(p), Some(q)) = (i.checked_sub(1), j.checked_sub(1))
                && both(p, q, p, q)
            {
                return Some((p..i + 1, q..j + 1));
            }
            (is_alike(&one, &other) && both(i, j, i + 1, j + 1)).then(|| (i..i + 2, j..j + 2))
        };
        self.nouns_alone().filter_map(two).collect()
    }

    /// "In Karvenau" and "in Harrensiel", where every noun has a capital and the dossier knows neither: one each, without an
    /// article, and none of another place.
    fn places(&self) -> Vec<(Run, Run)> {
        let after = |names: &Names<'_>, (run, noun): &(Run, String)| {
            let [before, article] = names.before(run);
            let words = names.side().language.words;
            let bare = article.is_empty() && words.before_places.contains(&before) && !words.is_no_place(noun);
            bare.then_some(before)
        };
        let one_place = |x: &(Run, String), y: &(Run, String)| Some(after(self.a, x)? == after(self.b, y)?);
        let found = self.nouns_alone().filter(|(x, y)| one_place(x, y) == Some(true));
        let found: Vec<(Run, Run)> = found.map(|(x, y)| (x.0, y.0)).collect();
        if found.len() == 1 { found } else { Vec::new() }
    }

    /// Names of the same words in another order: "Duarte Salvaterra Pinho" and "Duarte Pinho Salvaterra".
    fn reordered(&self) -> Vec<(Run, Run)> {
        let turned = |x: &Run, y: &Run| {
            let same = |i: usize| self.equal.iter().find(|(p, q)| *p == i && y.contains(q)).map(|(_, q)| *q);
            let order: Option<Vec<usize>> = x.clone().map(same).collect();
            x.len() > 1 && x.len() == y.len() && order.is_some_and(|order| !order.is_sorted())
        };
        let all = self.a.runs.iter().flat_map(|x| self.b.runs.iter().map(move |y| (x, y)));
        all.filter(|(x, y)| turned(x, y)).map(|(x, y)| (x.clone(), y.clone())).collect()
    }

    /// Nouns with a capital that only one side has, each with each of the other side; with their small letters.
    fn nouns_alone(&self) -> impl Iterator<Item = ((Run, String), (Run, String))> {
        let nouns = |names: &Names<'_>| -> Vec<(Run, String)> {
            let words = &names.side().weighed.text.words;
            let inside = words.partition_point(|word| (word.start as usize) < names.at.start)
                ..words.partition_point(|word| (word.start as usize) < names.at.end);
            let is = |i: &usize| {
                let capital = names.side().raw[words[*i].start as usize..].starts_with(char::is_uppercase);
                capital && !self.is_matched(*i, std::ptr::eq(names, self.a))
            };
            inside.filter(is).map(|i| (i..i + 1, names.letters(&(i..i + 1)).swap_remove(0))).collect()
        };
        let (of_a, of_b) = (nouns(self.a), nouns(self.b));
        of_a.into_iter().flat_map(move |x| of_b.clone().into_iter().map(move |y| (x.clone(), y)))
    }

    /// Whether a word of one side is one of the other.
    fn is_matched(&self, word: usize, of_a: bool) -> bool {
        self.equal.iter().any(|(x, y)| if of_a { *x == word } else { *y == word })
    }

    /// Whether the dossier knows both as one.
    fn is_one(&self, x: &Run, y: &Run) -> bool {
        let theirs = self.b.known(y);
        self.a.known(x).iter().any(|name| theirs.contains(name))
    }

    /// "Oda Brenwick" and "Ode Brenwick": beside a word that both have, one that is nearly the same.
    fn misspelt(&self, x: &Run, y: &Run) -> Option<(Run, Run)> {
        let (i, j) = *self.equal.iter().find(|(i, j)| x.contains(i) && y.contains(j))?;
        let beside = [(i.checked_sub(1)?, j.checked_sub(1)?), (i + 1, j + 1)];
        let (p, q) = *beside.iter().find(|(p, q)| {
            x.contains(p) && y.contains(q) && !self.a.shared.contains(p) && !self.b.shared.contains(q) && {
                let (one, other) = (self.a.letters(&(*p..p + 1)), self.b.letters(&(*q..q + 1)));
                // Beside a name of the dossier, less will do: "Kerstin" and "Katrin".
                let known = self.is_one(&(i..i + 1), &(j..j + 1));
                let alike = is_alike(&one[0], &other[0])
                    || known && (self.are_given(*p, *q) || begins_alike(&one[0], &other[0]));
                one != other && !self.is_one(&(*p..p + 1), &(*q..q + 1)) && alike
            }
        })?;
        Some((i.min(p)..i.max(p) + 1, j.min(q)..j.max(q) + 1))
    }

    /// Where every noun has a capital, whether two words before a name of the dossier may both be given names: one belongs to the
    /// name, and the other isn't what somebody is.
    fn are_given(&self, p: usize, q: usize) -> bool {
        let language = self.a.side().language;
        let one = |names: &Names<'_>, i: usize| {
            let word = names.letters(&(i..i + 1)).swap_remove(0);
            let role = language.words.office(&word).is_some() || word.ends_with("in") && word.chars().count() > ROLE;
            (names.side().weighed.text.words[i].common, role)
        };
        let ((named, role), (other_named, other_role)) = (one(self.a, p), one(self.b, q));
        language.capital_nouns && (named || other_named) && !role && !other_role
    }

    /// "Lisbet Quorn" and "Lisbeth Kworn": no word the same, and each alike. Worth telling even of a name that the dossier
    /// knows both ways.
    fn respelt(&self, x: &Run, y: &Run) -> bool {
        let (one, other) = (self.a.letters(x), self.b.letters(y));
        let alike = |(x, y): (&String, &String)| x != y && is_alike(x, y);
        self.a.side().language.english && one.len() > 1 && one.len() == other.len() && one.iter().zip(&other).all(alike)
    }

    /// "A boss from Velmara" and "will come from Oshkeria": what stands before both is the same.
    fn after_the_same(&self, x: &Run, y: &Run) -> bool {
        let before = self.a.before(x);
        !before[0].is_empty() && before == self.b.before(y)
    }

    /// "Velmara, Kharuun and Sidrat" and "Velmara, Ammerin and Sidrat": so is what stands after both.
    fn before_the_same(&self, x: &Run, y: &Run) -> bool {
        let after = self.a.after(x);
        !after.is_empty() && after == self.b.after(y)
    }

    /// Whether one may stand for the other; the lower, the likelier.
    fn fits(&self, x: &Run, y: &Run) -> Option<u8> {
        let (words_x, words_y) = (self.a.letters(x), self.b.letters(y));
        if !self.b.lacks(y) || abbreviates(&words_x, &words_y) {
            return None;
        }
        // "Oda Brenwick" and "Oda Brenwik", "Health Office" and "Safety Office": one word in common.
        let in_common = self.equal.iter().any(|(i, j)| x.contains(i) && y.contains(j)) && x.len() == y.len();
        let near = self.a.slot(x).abs_diff(self.b.slot(y));
        if !self.a.is_alone(x, self.b) || !self.b.is_alone(y, self.a) {
            // The other side has it elsewhere, and another in its place.
            let in_its_place = near == 0 && (self.after_the_same(x, y) || self.before_the_same(x, y));
            let all_known = || self.a.is_known(x) && self.b.is_known(y);
            return match !self.is_one(x, y) {
                true if in_common && (!self.a.side().language.capital_nouns || all_known()) => Some(1),
                true if in_its_place => Some(6),
                _ => None,
            };
        }
        // Or the same sound.
        let sounds = |w: &String| words_y.iter().any(|v| w.chars().count() > 3 && is_alike(w, v));
        let alike = is_alike(&words_x.join(" "), &words_y.join(" ")) || words_x.iter().any(sounds);
        let (only_a, only_b) = (self.a.is_only_here(x), self.b.is_only_here(y));
        Some(match near {
            _ if alike => 0,
            _ if in_common => 1,
            0 if only_a && only_b => 2,
            0 if self.after_the_same(x, y) => 3,
            0 | 1 if self.one_each => 4,
            _ if self.one_each && self.after_the_same(x, y) => 5,
            0 => 7,
            _ if only_a || only_b => 8,
            // "Signed in Elmsey", "signed, namely in Oakport".
            _ if self.after_the_same(x, y) && self.a.is_known(x) && self.b.is_known(y) => 9,
            _ => return None,
        })
    }
}

/// Whether two words may be one, spelt two ways.
fn is_alike(one: &str, other: &str) -> bool {
    strsim::normalized_levenshtein(one, other) >= SPELT_ALIKE
}

/// Whether two words begin with the same letter, and are not quite as much alike.
fn begins_alike(one: &str, other: &str) -> bool {
    one.chars().next() == other.chars().next() && strsim::normalized_levenshtein(one, other) >= BEGUN_ALIKE
}

/// Whether one name is the other's initials, or stands inside it.
fn abbreviates(one: &[String], other: &[String]) -> bool {
    let initials = |words: &[String]| words.iter().filter_map(|word| word.chars().next()).collect::<String>();
    let short = |one: &[String], other: &[String]| {
        (one.len() == 1 && one[0] == initials(other)) || one.iter().all(|word| other.contains(word))
    };
    short(one, other) || short(other, one)
}

/// The names of one side of a passage.
fn runs(side: &Side<'_>, at: &Range<usize>, sentences: &Range<usize>) -> Vec<Run> {
    let text = side.weighed.text;
    let all = align::all_words(text, sentences);
    // Where every noun has a capital, one tells a name only beside another word of it.
    let beside = |i: usize| {
        // A name, or letters that stand for one: "TU".
        let of_name = |i: usize| {
            let word = &side.raw[text.words[i].start as usize..text.words[i].end as usize];
            let letters = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
            (text.words[i].common || letters) && text.stems[text.words[i].stem as usize].class == Class::Word
        };
        let firm = |i: usize| side.raw[..text.words[i + 1].start as usize].ends_with("& ");
        let joined = |i: usize| joined(side, i);
        side.language.capital_nouns
            && (i > 0 && joined(i - 1) && (of_name(i - 1) || firm(i - 1))
                || i + 1 < text.words.len() && joined(i) && (of_name(i + 1) || firm(i)))
    };
    // "the Board" of a text that has "the board" elsewhere.
    let inside = |i: usize| {
        let before = side.raw[..text.words[i].start as usize].trim_end_matches([' ', '\u{a0}']);
        !side.language.capital_nouns
            && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '’' | '\'' | '(' | '-' | '&'))
    };
    let is_name = |i: usize, word: &Word| {
        let letters = text.letters(word.stem);
        (word.common || beside(i) || inside(i))
            && text.stems[word.stem as usize].class == Class::Word
            && side.raw[word.start as usize..].starts_with(char::is_uppercase)
            && !side.language.words.is_calendar(&side.raw[word.start as usize..word.end as usize].to_lowercase())
            && letters.chars().count() > 1
            && !is_plural(&side.raw[word.start as usize..word.end as usize])
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

/// "MPs" are nobody's name.
fn is_plural(word: &str) -> bool {
    word.strip_suffix('s').is_some_and(|rest| rest.chars().count() > 1 && rest.chars().all(char::is_uppercase))
}

/// Whether nothing but a space, a hyphen or the sign for "and" stands between a word and the next.
fn joined(side: &Side<'_>, i: usize) -> bool {
    let words = &side.weighed.text.words;
    let gap = side.raw.get(words[i].end as usize..words[i + 1].start as usize);
    gap.is_some_and(|gap| matches!(gap, " " | "-" | "‑" | "\u{a0}" | " & "))
}
