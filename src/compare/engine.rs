//! The comparison as a whole: from texts to groups, pairs with their passages, and lineages.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::discrepancy::Side;
use super::evidence::{At, Coverage, Degree, Discrepancy, Evidence, Group, Kind, Milli, Pair, Passage};
use super::families::{Kinship, kinships};
use super::language::Language;
use super::passage::Found;
use super::prepare::{Lexicon, Prepared};
use super::settings::{ONE, Settings};
use super::vocabulary::Vocabulary;
use super::weights::Weighed;
use super::{align, candidates, discrepancy, groups, lineages, passage, score};
use crate::text::{ArchivedText, word};

/// The version of the comparison: higher whenever the same texts may give other findings.
pub const ALGORITHM: u32 = 9;

/// Within a group, a text is aligned with so many of its first members; between two units, so many of each are.
const FEW: usize = 4;

/// A text to compare.
pub(super) struct Input<'a> {
    /// The source's id.
    pub id: &'a str,
    pub text: &'a ArchivedText,
    /// BCP 47.
    pub language: &'a str,
    /// Code points where names of the dossier stand, in order, and which name each is, by number.
    pub names: Vec<(At, usize)>,
    /// How many of its words may be quoted in a row.
    pub shown: usize,
}

/// A text, ready to be aligned.
struct Ready<'a> {
    input: &'a Input<'a>,
    weighed: &'a Weighed<'a>,
    language: &'a Language,
    /// Bytes where names stand, and which.
    names: &'a [(Range<usize>, usize)],
}

/// A comparison.
pub(super) struct Compared {
    pub evidence: Evidence,
    /// How many alignments it took that weren't remembered.
    #[cfg_attr(not(test), expect(dead_code, reason = "what memory saves is told by a test"))]
    pub aligned: usize,
}

/// What an alignment depends on, as a hash: both texts, their words' weights, the names in them, the settings.
type Key = [u8; 32];

/// Alignments that were made before, by what they depend on. A comparison with them finds what it finds without.
#[derive(Clone, Debug, Default)]
pub struct Memory(FxHashMap<Key, Shared>);

/// Compares all texts with each other. The inputs come in the order of their ids. `memory` has the alignments of the
/// last time, and gets those of this one.
pub(super) fn run(inputs: &[Input<'_>], settings: &Settings, memory: &mut Memory) -> Compared {
    let mut tags: Vec<&str> = inputs.iter().map(|input| input.language).collect();
    tags.sort_unstable();
    tags.dedup();
    let languages: Vec<Language> = tags.iter().map(|tag| Language::new(tag)).collect();
    let language = |input: &Input<'_>| &languages[tags.partition_point(|tag| *tag < input.language)];
    let prepared: Vec<(Names, Prepared)> = inputs.par_iter().map(|input| prepare(input, language(input))).collect();
    let (names, texts): (Vec<Names>, Vec<Prepared>) = prepared.into_iter().unzip();
    let (vocabulary, (units, between)) = rayon::join(
        || Vocabulary::of(&texts),
        || {
            let units = groups::units(&texts, settings);
            let between = candidates::candidates(&texts, &units, settings);
            (units, between)
        },
    );
    let weighed: Vec<Weighed<'_>> = texts.par_iter().map(|text| Weighed::new(text, &vocabulary)).collect();
    let ready: Vec<Ready<'_>> = (0..inputs.len())
        .map(|i| Ready { input: &inputs[i], weighed: &weighed[i], language: language(&inputs[i]), names: &names[i] })
        .collect();
    let keys: Vec<Key> = ready.par_iter().map(Ready::key).collect();
    let own = settings_key(settings);
    let mut wanted: Vec<(usize, usize)> = Vec::new();
    for unit in &units {
        wanted.extend(within(unit));
    }
    wanted.extend(between.iter().flat_map(|(a, b)| across(&texts, &units[*a], &units[*b])));
    wanted.iter_mut().for_each(|(a, b)| (*a, *b) = (*a.min(b), *a.max(b)));
    wanted.sort_unstable();
    wanted.dedup();
    let before = std::mem::take(&mut memory.0);
    let aligned = AtomicUsize::new(0);
    let look = |((i, j), kin): &((usize, usize), Kinship), forms: &mut score::Forms| -> (Key, Shared) {
        let key = pair_key(&keys[*i], &keys[*j], *kin, &own);
        let known = before.get(&key).cloned();
        let found = known.unwrap_or_else(|| {
            aligned.fetch_add(1, Ordering::Relaxed);
            align(&ready[*i], &ready[*j], *kin, settings, forms)
        });
        (key, found)
    };
    // The pairs of one text in a row, since it is made ready for all of them.
    let look_at = |pairs: &[((usize, usize), Kinship)]| -> Vec<(Key, Shared)> {
        let of_one: Vec<&[((usize, usize), Kinship)]> = pairs.chunk_by(|(x, _), (y, _)| x.0 == y.0).collect();
        let found = of_one.par_iter().map_init(score::Forms::default, |forms, pairs| {
            pairs.iter().map(|pair| look(pair, forms)).collect::<Vec<_>>()
        });
        found.collect::<Vec<_>>().into_iter().flatten().collect()
    };
    let found = look_at(&wanted.iter().map(|pair| (*pair, Kinship::Unknown)).collect::<Vec<_>>());
    // Two retellings of one text may have hardly a word in common, and two reports much: what each shares with the others says
    // what they are.
    let shares: Vec<((usize, usize), i64)> =
        wanted.iter().zip(&found).map(|(pair, (_, found))| (*pair, found.share)).collect();
    let lengths: Vec<usize> = ready.iter().map(|ready| ready.weighed.text.words.len()).collect();
    let order = |i: &usize, j: &usize| order(&ready[*i], &ready[*j]);
    let again: Vec<((usize, usize), Kinship)> = kinships(&lengths, &order, &shares, settings).into_iter().collect();
    let closer = look_at(&again);
    memory.0.extend(found.iter().chain(&closer).cloned());
    let shared = |(pair, (_, found)): ((usize, usize), (Key, Shared))| (pair, found);
    let some = |(_, found): &((usize, usize), Shared)| !found.passages.is_empty();
    let mut all: BTreeMap<(usize, usize), Shared> = wanted.into_iter().zip(found).map(shared).filter(some).collect();
    all.extend(again.into_iter().map(|(pair, _)| pair).zip(closer).map(shared));
    let mut pairs: Vec<Pair> = Vec::new();
    for ((i, j), found) in all.into_iter().filter(some) {
        let coverage = Coverage {
            a: coverage(inputs[i].text, found.passages.iter().map(|p| p.a)),
            b: coverage(inputs[j].text, found.passages.iter().map(|p| p.b)),
        };
        pairs.push(Pair {
            a: inputs[i].id.to_string(),
            b: inputs[j].id.to_string(),
            coverage,
            passages: found.passages,
        });
    }
    let group = |unit: &Vec<usize>| {
        let mut members: Vec<String> = unit.iter().map(|i| inputs[*i].id.to_string()).collect();
        members.sort();
        (unit.len() > 1).then(|| Group { representative: inputs[unit[0]].id.to_string(), members })
    };
    let evidence = Evidence {
        algorithm: ALGORITHM,
        settings: settings.named(),
        groups: units.iter().filter_map(group).collect(),
        lineages: lineages::lineages(&pairs, settings),
        pairs,
        ..Evidence::new()
    };
    Compared { evidence, aligned: aligned.into_inner() }
}

/// What two texts share.
#[derive(Clone, Debug, Default)]
struct Shared {
    passages: Vec<Passage>,
    /// The share of the facts of both that they tell together (in thousandths); nothing where those are few.
    share: i64,
}

/// Bytes where names stand, in order, and which.
type Names = Vec<(Range<usize>, usize)>;

/// Prepares a text.
fn prepare(input: &Input<'_>, language: &Language) -> (Names, Prepared) {
    let names: Names =
        input.names.iter().filter_map(|(at, name)| Some((input.text.bytes(at.range())?, *name))).collect();
    let places: Vec<Range<usize>> = names.iter().map(|(at, _)| at.clone()).collect();
    let prepared = Prepared::new(input.text, language, &places);
    (names, prepared)
}

impl Ready<'_> {
    /// What an alignment depends on of this text.
    fn key(&self) -> Key {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.weighed.text.key).update(&self.weighed.weights);
        hasher.update(format!("{} {} {:?}", self.input.language, self.input.shown, self.names).as_bytes());
        // The words themselves: between those that carry meaning, others may differ.
        hasher.update(self.input.text.hash().as_bytes());
        *hasher.finalize().as_bytes()
    }
}

fn settings_key(settings: &Settings) -> Key {
    *blake3::hash(format!("{ALGORITHM} {settings:?}").as_bytes()).as_bytes()
}

fn pair_key(a: &Key, b: &Key, kin: Kinship, settings: &Key) -> Key {
    *blake3::Hasher::new().update(a).update(b).update(&[kin as u8]).update(settings).finalize().as_bytes()
}

/// The pairs of a group that are aligned: each member with the first few.
fn within(unit: &[usize]) -> Vec<(usize, usize)> {
    (0..unit.len()).flat_map(|i| (0..i.min(FEW)).map(move |j| (unit[j], unit[i]))).collect()
}

/// The pairs of two units that are aligned: the few members of each that share most with the other's representative.
fn across(texts: &[Prepared], a: &[usize], b: &[usize]) -> Vec<(usize, usize)> {
    let few = |unit: &[usize], other: usize| -> Vec<usize> {
        if unit.len() <= FEW {
            return unit.to_vec();
        }
        let mut by_share: Vec<(std::cmp::Reverse<usize>, usize, usize)> = (unit.iter().enumerate())
            .map(|(place, i)| (std::cmp::Reverse(candidates::shared(texts, *i, other)), place, *i))
            .collect();
        by_share.sort_unstable();
        by_share.into_iter().take(FEW).map(|(_, _, i)| i).collect()
    };
    let (few_a, few_b) = (few(a, b[0]), few(b, a[0]));
    few_a.iter().flat_map(|i| few_b.iter().map(move |j| (*i, *j))).collect()
}

/// Which text comes first, whatever the sources are called. Texts of the same words may differ in their marks.
fn order(a: &Ready<'_>, b: &Ready<'_>) -> std::cmp::Ordering {
    let by_marks = || a.input.text.raw().cmp(b.input.text.raw());
    a.weighed.text.key.cmp(&b.weighed.text.key).then_with(by_marks)
}

/// What two texts share: a pure function of both, their weights and the settings.
///
/// Which of the two is the first doesn't matter: swapped, the result is mirrored.
fn align(a: &Ready<'_>, b: &Ready<'_>, kin: Kinship, settings: &Settings, forms: &mut score::Forms) -> Shared {
    let mirrored = order(a, b).is_gt();
    forms.turn_to(a.weighed);
    let alike = forms.alike(b.weighed, mirrored);
    let (a, b) = if mirrored { (b, a) } else { (a, b) };
    let pair = score::Pair::new(a.weighed, b.weighed, alike, settings);
    let read = [(a.input.text.raw(), a.language), (b.input.text.raw(), b.language)];
    let aligned = align::align(&pair, kin);
    let found = aligned.paths.iter().flat_map(|path| passage::passages(&pair, read, path, aligned.retold));
    let lexicons = [Lexicon::of(a.weighed.text), Lexicon::of(b.weighed.text)];
    let passages = found.map(|found| passage_of((a, &lexicons[0]), (b, &lexicons[1]), found));
    let mut passages: Vec<Passage> =
        if mirrored { passages.map(|passage| passage.mirrored()).collect() } else { passages.collect() };
    passages.sort_by_key(|passage| (passage.a, passage.b));
    Shared { passages, share: aligned.share }
}

/// A passage with what differs in it, its positions in code points.
fn passage_of(
    (a, words_a): (&Ready<'_>, &Lexicon<'_>),
    (b, words_b): (&Ready<'_>, &Lexicon<'_>),
    found: Found,
) -> Passage {
    let mut discrepancies = Vec::new();
    if matches!(found.degree, Degree::NearVerbatim | Degree::Paraphrase) {
        let differing = discrepancy::discrepancies(&a.side(words_a), &b.side(words_b), &found);
        discrepancies.extend(differing.into_iter().map(|differs| Discrepancy {
            kind: differs.kind,
            tier: differs.tier,
            said_a: a.said(differs.kind, differs.a.as_ref()),
            said_b: b.said(differs.kind, differs.b.as_ref()),
            a: differs.a.map(|at| a.input.text.points(at).into()),
            b: differs.b.map(|at| b.input.text.points(at).into()),
            note: differs.note,
        }));
        discrepancies.sort_by(Discrepancy::order);
    }
    Passage {
        a: a.input.text.points(found.a).into(),
        b: b.input.text.points(found.b).into(),
        degree: found.degree,
        score: Milli(found.step.cell.score),
        discrepancies,
    }
}

impl Ready<'_> {
    fn side<'b>(&'b self, lexicon: &'b Lexicon<'b>) -> Side<'b> {
        let raw = self.input.text.raw();
        Side { raw, weighed: self.weighed, lexicon, language: self.language, names: self.names }
    }

    /// The words of a number, a date or a name, as far as the rights let them be quoted.
    fn said(&self, kind: Kind, at: Option<&Range<usize>>) -> Option<String> {
        let words = &self.input.text.raw()[at?.clone()];
        let fact = matches!(kind, Kind::Number | Kind::Date | Kind::Name);
        (fact && word::count(words) <= self.input.shown).then(|| words.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// Which share of a body passages cover.
fn coverage(text: &ArchivedText, passages: impl Iterator<Item = At>) -> Milli {
    let body: usize = text.body_points().iter().map(|range| range.len()).sum();
    let mut places: Vec<At> = passages.collect();
    places.sort();
    let (mut covered, mut end) = (0, 0);
    for at in places {
        covered += at.end.saturating_sub(at.start.max(end));
        end = end.max(at.end);
    }
    Milli((covered as i64 * ONE / body.max(1) as i64).min(ONE))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text::tests::sample;
    use proptest::prelude::*;

    const WIRE: &str = "The harbour board closed the northern pier on Friday. Two boats had struck it in thick fog on \
        Thursday. Nobody was hurt in either case, said the keeper of the light, Oda Elm. The board wants a stronger lamp \
        before winter comes. It will cost 4,000 crowns, half of them paid by the fishermen. The pier was built in 1911 \
        and repaired once, after the great storm of 1953. Three goats of the keeper graze between the old lime kiln and the \
        rope walk, where 17 lanterns from the wreck of a whaler are kept.";
    const RETOLD: &str = "Since Friday the northern pier is closed by the harbour board. Two boats struck it on \
        Thursday, when the fog was thick. A stronger lamp is wanted by the board before winter comes. It may cost 5,000 \
        crowns, and fishermen pay half of them. The pier, built in 1911, was repaired after the storm of 1953. Between the \
        rope walk, which keeps 17 lanterns from a whaler’s wreck, and the old lime kiln three goats of the keeper graze.";
    const APART: &str = "A crane sings at night over the river meadows. Nobody has ever seen where it sleeps. Children \
        say that it guards a silver spoon. Their grandmothers say that it guards nothing at all.";

    /// Compares texts with ids `a`, `b` …
    fn compared(texts: &[(&str, &str)], memory: &mut Memory) -> Compared {
        let archived: Vec<ArchivedText> = texts.iter().map(|(text, _)| sample(text, "", &[])).collect();
        let ids: Vec<String> = (0..texts.len()).map(|i| format!("a{i:05}")).collect();
        let inputs: Vec<Input<'_>> = (0..texts.len())
            .map(|i| Input { id: &ids[i], text: &archived[i], language: texts[i].1, names: Vec::new(), shown: 9 })
            .collect();
        run(&inputs, &Settings::default(), memory)
    }

    fn evidence(texts: &[&str]) -> Evidence {
        let texts: Vec<(&str, &str)> = texts.iter().map(|text| (*text, "en")).collect();
        compared(&texts, &mut Memory::default()).evidence
    }

    /// What differs, in the words of both sides.
    fn told(found: &Evidence) -> BTreeSet<(Kind, &str, &str)> {
        let discrepancies =
            found.pairs.iter().flat_map(|pair| &pair.passages).flat_map(|passage| &passage.discrepancies);
        discrepancies.filter_map(|d| Some((d.kind, d.said_a.as_deref()?, d.said_b.as_deref()?))).collect()
    }

    #[test]
    fn a_retelling_is_found_with_what_differs() {
        let found = evidence(&[WIRE, APART, RETOLD]);
        let [pair] = &found.pairs[..] else { panic!("{:?}", found.pairs) };
        assert_eq!((pair.a.as_str(), pair.b.as_str(), pair.passages.len()), ("a00000", "a00002", 6));
        let told: Vec<_> = (pair.passages.iter().flat_map(|p| &p.discrepancies))
            .filter(|d| d.kind == Kind::Number)
            .map(|d| (d.said_a.as_deref(), d.said_b.as_deref()))
            .collect();
        assert_eq!(told, [(Some("4,000"), Some("5,000"))]);
        assert!(pair.passages.iter().flat_map(|p| &p.discrepancies).any(|d| d.note == "planned / possible"));
        assert_eq!(found.lineages.len(), 1);
    }

    #[test]
    fn what_changed_places_differs() {
        // A Tuesday may be the 21st, but here it became a Wednesday; two numbers that both have were swapped; metres became
        // yards.
        let wire = format!(
            "{WIRE} On Tuesday, 21 May 1983, a crane of steel fell onto the warehouse. The crew has a mate for four boats \
             and a cook for nine lamps. The warehouse is 35 metres long."
        );
        let retold = format!(
            "{RETOLD} A crane of steel fell onto the warehouse on Wednesday, in 1938. The crew has a mate for nine boats \
             and a cook for four lamps. The warehouse is 35 yards long."
        );
        let found = evidence(&[&wire, &retold]);
        let told: BTreeSet<(&str, &str)> = (found.pairs.iter().flat_map(|pair| &pair.passages))
            .flat_map(|passage| &passage.discrepancies)
            .filter_map(|d| Some((d.said_a.as_deref()?, d.said_b.as_deref()?)))
            .collect();
        for pair in [
            ("Tuesday", "Wednesday"),
            ("21 May 1983", "1938"),
            ("four", "nine"),
            ("nine", "four"),
            ("35 metres", "35 yards"),
        ] {
            assert!(told.contains(&pair), "{pair:?} in {told:?}");
        }
    }

    #[test]
    fn what_became_of_a_fact_is_found() {
        // In a sentence that has little else in common; in a clause that would be cut off; a time of day; a name that was heard
        // and not read; another name at the same place.
        let wire = format!(
            "{WIRE} By the count of the guild, 742,018 herrings were landed. The mate was born in Elmsey. The storm began at 5.42 \
             a.m. on a Sunday, wrote the clerk, Lisbet Quorn. The lamp comes from a maker in Brandhall, and its keeper will come \
             from Oshkeria. The guild guarantees the possibility of landing at night."
        );
        let retold = format!(
            "{RETOLD} Fishermen speak of 724,018. The storm began at 5.24 a.m. on a Sunday, so writes the clerk, Lisbeth Kworn. \
             From a maker in Brandhall comes the lamp, and a man from Velmara will look after it at night and by day. The guild posits a possibility \
             of landing at night."
        );
        let found = evidence(&[&wire, &retold]);
        assert!(found.pairs[0].passages.iter().flat_map(|p| &p.discrepancies).any(|d| d.note == "certain / possible"));
        let told = told(&found);
        for pair in [
            (Kind::Number, "742,018", "724,018"),
            (Kind::Date, "5.42", "5.24"),
            (Kind::Name, "Lisbet Quorn", "Lisbeth Kworn"),
            (Kind::Name, "Oshkeria", "Velmara"),
        ] {
            assert!(told.contains(&pair), "{pair:?} in {told:?}");
        }
    }

    #[test]
    fn places_that_the_dossier_does_not_know_are_found() {
        const WIRE: &str = "Der Hafenrat schloss am Freitag den nördlichen Anleger. Zwei Boote hatten ihn am Donnerstag im dichten Nebel \
            gerammt. Vor dem Winter will der Rat eine stärkere Lampe. Sie kostet 4000 Kronen, von denen die Fischer die Hälfte \
            zahlen. Der Anleger wurde 1911 gebaut und nach dem großen Sturm von 1953 ausgebessert. Der Vertrag über die Lampe soll am \
            3. März in Karvenau unterschrieben werden. Zwischen dem alten Kalkofen und der Seilerbahn weiden drei Ziegen.";
        const RETOLD: &str = "Seit Freitag ist der nördliche Anleger geschlossen, entschied der Hafenrat. Am Donnerstag rammten ihn im \
            dichten Nebel zwei Boote. Eine stärkere Lampe will der Rat vor dem Winter. Von den 4000 Kronen, die sie kostet, zahlen die \
            Fischer die Hälfte. Der 1911 gebaute Anleger wurde nach dem Sturm von 1953 ausgebessert. Unterschrieben werden soll der \
            Vertrag über die Lampe am 3. März in Harrensiel. Drei Ziegen weiden zwischen der Seilerbahn und dem alten Kalkofen.";
        let found = compared(&[(WIRE, "de"), (RETOLD, "de")], &mut Memory::default()).evidence;
        let told: Vec<(Kind, &str, &str)> = (found.pairs.iter().flat_map(|pair| &pair.passages))
            .flat_map(|passage| &passage.discrepancies)
            .filter_map(|d| Some((d.kind, d.said_a.as_deref()?, d.said_b.as_deref()?)))
            .collect();
        assert_eq!(told, [(Kind::Name, "Karvenau", "Harrensiel")]);
    }

    #[test]
    fn what_changed_places_is_found() {
        // Numbers in another's clause, in the other order, with what another counts; names at each other's place, beside another's
        // number, with another's office; a part told as the whole.
        let wire = format!(
            "{WIRE} The mill puts the damage at 38 million crowns, the insurer’s adjuster at 60 million. In the end the first wave, \
             283 workers, leaves in March; another 288 in April. The operation kept nine officers busy for fourteen months. \
             Fifteen councillors voted in favour, those of Brandhall among them, and after a long debate the three from Elmsey \
             abstained. Half of the new crane is paid by Oakport and the rest by Ulmby. Corwin Hasp, the manager of the quay, \
             found no entry. The gale killed 31 people, 22 of them fishermen. In the drain the leak is 34 litres a second. The clerk is \
             Alder Dun Morrow; the bill lay there for almost four hours. We asked in June, says the mason, with a letter of 29 June. \
             The finance ministry pays for the dredger under Article 71 of the harbour statute. A survey names 1,860 keels. Nobody else drowned, but a diver is \
             missing to this day."
        );
        let retold = format!(
            "{RETOLD} According to the insurer’s adjuster the damage is 38 million crowns, while the mill says 60 million. A first \
             wave, 288 in all, goes in March, and the 283 of the second in April. For nine months the operation kept fourteen officers busy. \
             Fifteen councillors voted in favour, those of Elmsey among them, and after a long debate the three from Brandhall \
             abstained. Half of the new crane is paid by Ulmby and the remainder by Oakport. No entry was found by the director, \
             Corwin Hasp. The gale cost the lives of 31 fishermen. The leak in the drain is 34 litres a minute. The clerk is Alder Morrow \
             Dun; the bill lay there for more than four hours. The mason has a letter of 19 June. Under Article 17 of the harbour \
             statute the dredger is paid for by the interior ministry; somebody counted 1,680 of them. Nobody else drowned, but two \
             divers are missing to this day."
        );
        let found = evidence(&[&wire, &retold]);
        let told = told(&found);
        for pair in [
            (Kind::Number, "38 million", "60 million"),
            (Kind::Number, "283", "288"),
            (Kind::Number, "fourteen", "nine"),
            (Kind::Name, "Brandhall", "Elmsey"),
            (Kind::Name, "Oakport", "Ulmby"),
            (Kind::Name, "manager", "director"),
            (Kind::Number, "22", "31"),
            (Kind::Number, "34 litres a second", "34 litres a minute"),
            (Kind::Name, "Alder Dun Morrow", "Alder Morrow Dun"),
            (Kind::Number, "almost four", "more than four"),
            (Kind::Date, "29 June", "19 June"),
            (Kind::Number, "71", "17"),
            (Kind::Name, "finance ministry", "interior ministry"),
            (Kind::Number, "1,860", "1,680"),
            (Kind::Number, "a diver", "two divers"),
        ] {
            assert!(told.contains(&pair), "{pair:?} in {told:?}");
        }
    }

    #[test]
    fn what_is_put_for_another_is_found() {
        // In a row of words, though the other side has it elsewhere; parts of years, centuries and holidays; lengths of time in two
        // parts; a week and days; from and until; another letter, rank, unit; names that the other text spells otherwise at
        // another place.
        let wire = format!(
            "{WIRE} The dredger is shut out of the basin for thirteen days from noon on Monday; in 60 days the diving school will \
             report. The beacon opens in the second quarter of 1986, says the architect, Helga Vorsand. Masons came upon a quay wall of the \
             17th century. Overtime of the pilots will be paid by Christmas. The slowest tug took an hour and 52 minutes to \
             Elmsey. A ballot follows a week after the strike. From force 6 the ferry stays in port. On pier C the crane has \
             no brake, wrote the chief inspector, Ida Lorne. The slipway loses 1.4 centimetres of sand a year, and 38 per cent of \
             the herring nets are torn. Ropes for the buoys are spun at Stolmhaven."
        );
        let retold = format!(
            "{RETOLD} For sixty days from noon on Monday the dredger is shut out of the basin; in 60 days the diving school is to \
             report. Vorsand, the architect, opens the beacon in the second half of 1986. The masons had found a quay wall of the \
             18th century. Pilots will be paid for their overtime by the end of the year. To Elmsey the slowest tug took 52 minutes. Ten days \
             after the strike a ballot follows. Until force 6 the ferry leaves port. Ida Lorne, the deputy chief inspector, \
             wrote that the crane on pier G has no brake. Each year the slipway loses 1.4 millimetres of sand, and 38 of the herring \
             nets are torn. The buoys hang on ropes spun at Stolmshaven. Nobody asked Helka Vorsand."
        );
        let found = evidence(&[&wire, &retold]);
        let told = told(&found);
        for pair in [
            (Kind::Number, "thirteen", "sixty"),
            (Kind::Date, "second quarter of 1986", "second half of 1986"),
            (Kind::Date, "17th century", "18th century"),
            (Kind::Date, "Christmas", "end of the year"),
            (Kind::Number, "an hour and 52 minutes", "52"),
            (Kind::Number, "a week", "Ten days"),
            (Kind::Name, "C", "G"),
            (Kind::Name, "inspector", "deputy chief inspector"),
            (Kind::Number, "1.4 centimetres", "1.4 millimetres"),
            (Kind::Name, "Stolmhaven", "Stolmshaven"),
            (Kind::Name, "Helga Vorsand", "Helka Vorsand"),
        ] {
            assert!(told.contains(&pair), "{pair:?} in {told:#?}");
        }
        assert!(found.pairs[0].passages.iter().flat_map(|p| &p.discrepancies).any(|d| d.note == "from / until"));
    }

    #[test]
    fn what_stands_otherwise_is_the_same() {
        let wire = format!(
            "{WIRE} The guild bears three tenths of the cost. The surface of the lake shrank to 6,850 square miles from 11,300. A \
             quarter of an hour is missing in the log. One in five boats is leased, 1,200 metric tons are the quota."
        );
        let retold = format!(
            "{RETOLD} Of the cost, 30 per cent is borne by the guild. The lake’s surface shrank from 11,300 square miles to 6,850. In \
             the log 15 minutes are missing. A fifth of the boats is leased, the quota is 1,200 tonnes."
        );
        let found = evidence(&[&wire, &retold]);
        let told: Vec<(&str, &str)> = (found.pairs.iter().flat_map(|pair| &pair.passages))
            .flat_map(|passage| &passage.discrepancies)
            .filter(|d| d.kind == Kind::Number)
            .filter_map(|d| Some((d.said_a.as_deref()?, d.said_b.as_deref()?)))
            .collect();
        assert_eq!(told, [("4,000", "5,000")], "what else is told of numbers");
    }

    #[test]
    fn sentences_that_were_divided_otherwise_are_one_passage() {
        let wire = format!("{WIRE} Desmond Orrel is 58. He got two years and nine months for the theft of the lamp.");
        let retold = format!("{RETOLD} Three years and nine months, that is what Desmond Orrel got for the theft.");
        let found = evidence(&[&wire, &retold]);
        let told = |d: &Discrepancy| d.said_a.as_deref() == Some("two") && d.said_b.as_deref() == Some("Three");
        assert!(
            found.pairs[0].passages.iter().flat_map(|p| &p.discrepancies).any(told),
            "{:?}",
            found.pairs[0].passages
        );
    }

    #[test]
    fn a_text_and_itself_are_one_passage() {
        for text in [WIRE, APART, "One word.", "水位が上がった。船は港を出た。"] {
            let found = evidence(&[text, text]);
            if text == "One word." {
                assert!(found.pairs.iter().all(|pair| pair.passages.len() == 1));
                continue;
            }
            let [pair] = &found.pairs[..] else { panic!("{text}: {:?}", found.pairs) };
            let [passage] = &pair.passages[..] else { panic!("{text}: {:?}", pair.passages) };
            let all = At { start: 0, end: text.chars().count() };
            assert_eq!((passage.a, passage.b, passage.degree), (all, all, Degree::Verbatim));
        }
    }

    #[test]
    fn one_text_in_many_sources_is_one_group() {
        let texts: Vec<String> = (0..500).map(|i| format!("Printed in town {i}.\n\n{WIRE}")).collect();
        let texts: Vec<(&str, &str)> = texts.iter().map(|text| (text.as_str(), "en")).collect();
        let found = compared(&texts, &mut Memory::default());
        assert_eq!((found.evidence.groups.len(), found.evidence.lineages.len()), (1, 1));
        assert_eq!(found.evidence.groups[0].members.len(), 500);
        assert!(found.aligned <= 500 * FEW, "{}", found.aligned);
        assert!(found.evidence.write().len() < 5_000_000);
    }

    #[test]
    fn one_more_source_redoes_little() {
        let others: Vec<String> =
            (0..12).map(|i| format!("The town of X{i} built a mill. Its wheel turns well{i}. {WIRE}")).collect();
        let mut texts: Vec<(&str, &str)> = others.iter().map(|text| (text.as_str(), "en")).collect();
        let mut memory = Memory::default();
        let first = compared(&texts, &mut memory);
        assert!(first.aligned > 12);
        assert_eq!(compared(&texts, &mut memory).aligned, 0, "nothing changed");
        texts.push((APART, "en"));
        let again = compared(&texts, &mut memory);
        assert_eq!(again.evidence.pairs, first.evidence.pairs);
        assert_eq!(again.aligned, 0, "a source that shares nothing redoes nothing, as long as no class moves");
        texts.push((RETOLD, "en"));
        let more = compared(&texts, &mut memory);
        assert!(more.aligned > 0);
        assert_eq!(more.evidence, compared(&texts, &mut Memory::default()).evidence, "memory changes nothing");
    }

    #[test]
    fn other_languages_share_nothing() {
        let german =
            "Die Hafenbehörde hat am Freitag die nördliche Mole gesperrt. Zwei Boote hatten sie im Nebel gerammt.";
        let texts = [(WIRE, "en"), (german, "de"), ("港は閉鎖された。船が衝突した。", "ja")];
        assert!(compared(&texts, &mut Memory::default()).evidence.pairs.is_empty());
    }

    #[test]
    fn scripts_without_spaces_are_retold_too() {
        let wire = "港务局星期五关闭了北码头，因为两艘船在浓雾中撞上了它。没有人受伤，灯塔看守人说。港务局希望在冬天之前装一盏更亮的灯，费用是四千克朗。";
        let retold = "据报道，港务局星期五关闭了北码头，因为两艘船在浓雾中撞上了它，夜里没有人看见。没有人受伤，灯塔看守人说。港务局希望在冬天之前装一盏更亮的灯，但是渔民不愿意付钱，费用是五千克朗。";
        let found = compared(&[(wire, "zh"), (retold, "zh")], &mut Memory::default()).evidence;
        assert_eq!(found.pairs.len(), 1, "{found:?}");
    }

    #[test]
    fn threads_make_no_difference() {
        let texts: Vec<String> =
            (0..40).map(|i| format!("{WIRE} {} {i}", if i % 3 == 0 { RETOLD } else { APART })).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| evidence(&texts).write())
        };
        assert_eq!(on(1), on(4));
    }

    #[test]
    fn hostile_texts_end_soon() {
        let long = "word after word without any end or stop ".repeat(500);
        let distinct: String = (0..3_000).map(|i| format!("w{} x{} ", i % 7_919, i % 104_729)).collect();
        let equal = "The same paragraph again and again.\n\n".repeat(1_000);
        let marks = "a\u{301}\u{302}\u{303}".repeat(1_000);
        let bidi = "\u{202e}abc\u{2066}شارع المدينة\u{2069} def. ".repeat(300);
        let mixed = "Слово word 言葉 λέξη שלום. ".repeat(300);
        let stops = ".".repeat(20_000);
        let quotes = "“".repeat(2_000) + &"\"word ".repeat(1_000);
        let digits = "1,000.".repeat(1_000);
        let all = ["", "word", &long, &distinct, &distinct, &equal, &marks, &bidi, &mixed, &stops, &quotes, &digits];
        let found = evidence(&all);
        assert_eq!(Evidence { texts: Default::default(), ..found.clone() }, found);
    }

    /// What it takes to hold a text against itself.
    fn cost(text: &str) -> usize {
        let texts = [Prepared::new(&sample(text, "", &[]), &Language::new("en"), &[])];
        let vocabulary = Vocabulary::of(&texts);
        let weighed = Weighed::new(&texts[0], &vocabulary);
        let pair = score::Pair::of(&weighed, &weighed, &Settings::default());
        align::align(&pair, Kinship::Unknown);
        pair.compared()
    }

    #[test]
    fn twice_the_text_is_twice_the_work() {
        const MEGABYTES: usize = 5;
        let boats = |i: usize| format!("The boat number x{i} meets y{} at z{}. ", i % 97, i % 13);
        let line = |i: usize| format!("word{} ", i * 7_919 % 1_299_709);
        let common = |i: usize| format!("boat meets harbour{} ", i % 7);
        let paragraph = |i: usize| format!("The same paragraph, number {} of many, again.\n\n", i % 50_000);
        let equal = |_| "The same paragraph again and again.\n\n".to_string();
        let apart = |i: usize| format!("{}\u{a0}", i % 100);
        let kinds: [&dyn Fn(usize) -> String; 6] = [&boats, &line, &common, &paragraph, &equal, &apart];
        for (kind, make) in kinds.iter().enumerate() {
            let text = |bytes: usize| -> String {
                (0..)
                    .map(make)
                    .scan(0, |sum, part| {
                        (*sum < bytes).then(|| {
                            *sum += part.len();
                            part
                        })
                    })
                    .collect()
            };
            let (one, two) = (cost(&text(MEGABYTES << 19)), cost(&text(MEGABYTES << 20)));
            assert!(two <= one * 5 / 2, "{kind}: {one} and {two}");
            assert!(two <= 500 * (MEGABYTES << 20), "{kind}: {two}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn swapping_mirrors(a in "[a-e]{3,5}( [a-m]{4,7}){0,9}[.?] ([A-D][a-f]{3,6}( [a-m]{4,7}){3,9}[.] ){0,6}", cut in 0usize..60) {
            let b: String = a.chars().skip(cut).collect::<String>() + " " + WIRE;
            let (there, back) = (evidence(&[&a, &b]), evidence(&[&b, &a]));
            prop_assert_eq!(there.pairs.len(), back.pairs.len());
            for (x, y) in there.pairs.iter().zip(&back.pairs) {
                let mut mirrored: Vec<Passage> = y.passages.iter().map(Passage::mirrored).collect();
                mirrored.sort_by_key(|p| (p.a, p.b));
                prop_assert_eq!(&x.passages, &mirrored);
                prop_assert_eq!(x.coverage, y.coverage.mirrored());
            }
        }

        #[test]
        fn positions_stay_inside(a in any::<String>(), b in any::<String>()) {
            let (a, b) = (format!("{a} {WIRE} {b}"), format!("{b}{RETOLD}{a}"));
            for pair in evidence(&[&a, &b]).pairs {
                for passage in pair.passages {
                    prop_assert!(passage.a.start < passage.a.end && passage.a.end <= a.chars().count());
                    prop_assert!(passage.b.start < passage.b.end && passage.b.end <= b.chars().count());
                }
            }
        }
    }
}
