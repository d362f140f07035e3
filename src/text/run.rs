//! The check that the editor's prose is in the editor's own words: no long run of words shared with an archived text.

use std::collections::BTreeMap;
use std::ops::Range;

use indexmap::IndexSet;
use rayon::prelude::*;

use super::word::{self, Word};
use super::{ArchivedText, LineRange};

/// Of places that share the same run, this many are compared. A run that hundreds of reprints have is found in the first.
const PLACES: usize = 16;

/// Base of the rolling hash: any large odd number does, since every hit is compared word by word.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// Stands for a word that no text has, and parts one stretch of text from the next.
const NONE: u32 = u32::MAX;

/// Every run of words of the archived texts that is too long to stand in the editor's prose.
pub struct SharedRuns {
    /// Every word of the texts and of the exempt phrases, by number.
    vocabulary: IndexSet<String>,
    /// All texts one after another as numbers of words, with [`NONE`] between stretches.
    words: Vec<u32>,
    texts: Vec<Text>,
    /// Hash of each run of `max_run + 1` words and where it begins in `words`, sorted.
    index: Vec<(u64, u32)>,
    exempt: Exempt,
    max_run: usize,
}

/// Where one text lies in the words of all.
struct Text {
    key: String,
    /// Its first word.
    first: usize,
    /// The first word on each of its lines that has any, and the line.
    lines: Vec<(usize, usize)>,
}

/// A run of the prose that stands in a text as well.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// The words of the prose, as indexes into what was given.
    pub words: Range<usize>,
    /// The text's key.
    pub text: String,
    /// The lines of the text where the run stands.
    pub lines: LineRange,
}

impl SharedRuns {
    /// An index of all `texts`, by key. A run of prose may share `max_run` words with them; words inside an `exempt`
    /// phrase (a name, a title) don't count. Declared copies are left out, since their originals are in.
    pub fn new<'a>(
        texts: impl IntoIterator<Item = (&'a str, &'a ArchivedText)>,
        exempt: impl IntoIterator<Item = &'a str>,
        max_run: usize,
    ) -> Self {
        let texts: Vec<_> = texts.into_iter().collect();
        let split: Vec<Vec<(usize, Vec<Word>)>> = texts.par_iter().map(|(_, text)| words_by_line(text)).collect();
        let mut made = SharedRuns {
            vocabulary: IndexSet::new(),
            words: Vec::new(),
            texts: Vec::new(),
            index: Vec::new(),
            exempt: Exempt::default(),
            max_run,
        };
        for ((key, _), lines) in texts.iter().zip(split) {
            let mut text = Text { key: key.to_string(), first: made.words.len(), lines: Vec::new() };
            let mut expected = None;
            for (line, words) in lines {
                // Lines were left out here.
                if expected.is_some_and(|expected| expected != line) {
                    made.words.push(NONE);
                }
                expected = Some(line + 1);
                if !words.is_empty() {
                    text.lines.push((made.words.len(), line));
                }
                for word in words {
                    let number = made.number(word.text);
                    made.words.push(number);
                }
            }
            made.words.push(NONE);
            made.texts.push(text);
        }
        for phrase in exempt {
            let numbers: Vec<_> = word::words(phrase).into_iter().map(|word| made.number(word.text)).collect();
            made.exempt.add(&numbers);
        }
        made.index = windows(&made.words, made.window()).collect();
        made.index.par_sort_unstable();
        made
    }

    /// The longest runs of `words` that stand in a text and have more than `max_run` words that aren't exempt,
    /// in the order of the prose.
    pub fn find(&self, words: &[Word]) -> Vec<Hit> {
        let prose: Vec<u32> = words
            .iter()
            .map(|word| self.vocabulary.get_index_of(&word.text).map_or(NONE, |number| number as u32))
            .collect();
        let covered = self.exempt.covered(&prose);
        let mut hits = Vec::new();
        let mut from = 0;
        for (hash, start) in windows(&prose, self.window()) {
            let start = start as usize;
            if start < from {
                continue;
            }
            let Some((run, place)) = self.longest(&prose, start, hash) else { continue };
            if covered[run.clone()].iter().filter(|covered| !**covered).count() > self.max_run {
                hits.extend(self.hit(run.clone(), place));
            }
            // The next run begins so that its first window isn't all inside this one.
            from = run.end + 1 - self.window();
        }
        hits
    }

    /// Words of the shortest run that is too long.
    fn window(&self) -> usize {
        self.max_run.saturating_add(1)
    }

    fn number(&mut self, word: String) -> u32 {
        // Four thousand million different words don't fit into memory.
        self.vocabulary.insert_full(word).0 as u32
    }

    /// The longest run around the window at `start` and where it begins in the texts; the first of equals.
    fn longest(&self, prose: &[u32], start: usize, hash: u64) -> Option<(Range<usize>, usize)> {
        let first = self.index.partition_point(|(h, _)| *h < hash);
        let places = self.index[first..].iter().take(PLACES).take_while(|(h, _)| *h == hash);
        let mut best: Option<(Range<usize>, usize)> = None;
        for place in places.map(|(_, place)| *place as usize) {
            let alike = |(a, b): &(&u32, &u32)| a == b && **a != NONE;
            let after = prose[start..].iter().zip(&self.words[place..]).take_while(alike).count();
            if after < self.window() {
                continue;
            }
            let before = prose[..start].iter().rev().zip(self.words[..place].iter().rev()).take_while(alike).count();
            let run = start - before..start + after;
            if best.as_ref().is_none_or(|(b, _)| run.len() > b.len()) {
                best = Some((run, place - before));
            }
        }
        best
    }

    /// The hit for a run of the prose that begins at word `place` of the texts.
    fn hit(&self, run: Range<usize>, place: usize) -> Option<Hit> {
        let text = self.texts.get(self.texts.partition_point(|text| text.first <= place).checked_sub(1)?)?;
        let line = |word: usize| {
            let after = text.lines.partition_point(|(first, _)| *first <= word);
            text.lines.get(after.checked_sub(1)?).map(|(_, line)| *line)
        };
        let lines = LineRange::new(line(place)?, line(place + run.len() - 1)?).ok()?;
        Some(Hit { words: run, text: text.key.clone(), lines })
    }
}

/// The words of each line, copies left out.
fn words_by_line(text: &ArchivedText) -> Vec<(usize, Vec<Word>)> {
    let lines = (1..=text.lines()).filter(|line| !text.copied.contains(*line));
    lines.filter_map(|line| Some((line, word::words(&text.raw()[text.line_bytes(line)?])))).collect()
}

/// The hash of each run of `length` words without a [`NONE`], and where it begins.
fn windows(words: &[u32], length: usize) -> impl Iterator<Item = (u64, u32)> {
    let mix = |word: u32| (u64::from(word) + 1).wrapping_mul(0xD6E8_FEB8_6659_FD93).rotate_left(32);
    // What the oldest word of a window is multiplied by.
    let oldest = (1..length.min(words.len() + 1)).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = 0u64;
    let mut held = 0;
    words.iter().enumerate().filter_map(move |(at, word)| {
        if *word == NONE {
            (hash, held) = (0, 0);
            return None;
        }
        if held == length {
            hash = hash.wrapping_sub(mix(words[at - length]).wrapping_mul(oldest));
            held -= 1;
        }
        hash = hash.wrapping_mul(BASE).wrapping_add(mix(*word));
        held += 1;
        (held == length).then(|| (hash, (at + 1 - length) as u32))
    })
}

/// Phrases whose words don't count, as a tree over numbers of words.
#[derive(Default)]
struct Exempt {
    /// From a node (0 is the root) by a word to the next node.
    next: BTreeMap<(usize, u32), usize>,
    /// For each node but the root, whether a phrase ends there.
    ends: Vec<bool>,
}

impl Exempt {
    fn add(&mut self, phrase: &[u32]) {
        let mut node = 0;
        for word in phrase {
            node = *self.next.entry((node, *word)).or_insert_with(|| {
                self.ends.push(false);
                self.ends.len()
            });
        }
        if let Some(end) = node.checked_sub(1).and_then(|i| self.ends.get_mut(i)) {
            *end = true;
        }
    }

    /// For each word, whether it stands inside one of the phrases.
    fn covered(&self, words: &[u32]) -> Vec<bool> {
        let mut reach = 0;
        let mut covered = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            let mut node = 0;
            for (offset, word) in words[at..].iter().enumerate() {
                let Some(next) = self.next.get(&(node, *word)) else { break };
                node = *next;
                if self.ends[node - 1] {
                    reach = reach.max(at + offset + 1);
                }
            }
            covered.push(at < reach);
        }
        covered
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;
    use proptest::prelude::*;

    const ONE: &str = "Headline\n\nThe ferry left the old pier at dawn and\nwas never seen on the river again.\nThe ferry left the old pier";
    const TWO: &str = "At dawn and was never seen: the mayor of Little Hampton on Sea spoke.";

    /// Hits as `text LINES: words`.
    #[track_caller]
    fn check(prose: &str, max_run: usize, expected: &[&str]) {
        let (one, two) = (sample(ONE, "3-4", &["5=3"]), sample(TWO, "", &[]));
        let runs = SharedRuns::new([("one", &one), ("two", &two)], ["Little Hampton on Sea", "the Mayor"], max_run);
        let words = word::words(prose);
        let show = |hit: Hit| {
            let (first, last) = (&words[hit.words.start], &words[hit.words.end - 1]);
            format!("{} {}: {}", hit.text, hit.lines, &prose[first.span.start..last.span.end])
        };
        assert_eq!(runs.find(&words).into_iter().map(show).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn finds_the_longest_runs() {
        check("They say the ferry left the old pier.", 6, &[]);
        check("They say the ferry left the old pier.", 5, &["one 3: the ferry left the old pier"]);
        check("“The FERRY left — the old pier at dusk", 6, &["one 3: The FERRY left — the old pier at"]);
        check(
            "So it left at dawn and was never seen on the river",
            6,
            &["one 3-4: at dawn and was never seen on the river"],
        );
        check("at dawn and was never seen the mayor", 5, &["two 1: at dawn and was never seen the mayor"]);
        check(
            "old pier at dawn xx seen on the river again",
            3,
            &["one 3: old pier at dawn", "one 4: seen on the river again"],
        );
        check("", 0, &[]);
        check("the ferry left", usize::MAX, &[]);
        check("a b", 1, &[]);
        check("ferry x pier", 0, &["one 3: ferry", "one 3: pier"]);
    }

    #[test]
    fn names_and_titles_do_not_count() {
        // Nine words in a row, of which six belong to names.
        check("seen the mayor of Little Hampton on Sea spoke", 3, &[]);
        check(
            "seen the mayor of Little Hampton on Sea spoke",
            2,
            &["two 1: seen the mayor of Little Hampton on Sea spoke"],
        );
    }

    #[test]
    fn overlapping_runs_are_both_found() {
        let (one, two) = (sample("a b c d e f", "", &[]), sample("c d e f g h i j", "", &[]));
        let runs = SharedRuns::new([("one", &one), ("two", &two)], [], 3);
        let hits = runs.find(&word::words("a b c d e f g h i j"));
        assert_eq!(
            hits.iter().map(|hit| (hit.words.clone(), hit.text.as_str())).collect::<Vec<_>>(),
            [(0..6, "one"), (2..10, "two")]
        );
    }

    #[test]
    fn many_texts_and_long_repetition_stay_quick() {
        let text = sample(&"the same stock phrase again and again and ".repeat(20_000), "", &[]);
        let runs = SharedRuns::new([("x", &text)], [], 6);
        let words = word::words(&"the same stock phrase again and again yet ".repeat(2_000));
        assert_eq!(runs.find(&words).len(), 2_000);
    }

    proptest! {
        #[test]
        fn agrees_with_looking_everywhere(text in "([abc] ){0,40}", prose in "([abc] ){0,20}", max_run in 0usize..4) {
            let archived = sample(&text, "", &[]);
            let runs = SharedRuns::new([("x", &archived)], [], max_run);
            let (text, prose) = (word::words(&text), word::words(&prose));
            let (a, b): (Vec<_>, Vec<_>) = (text.iter().map(|w| &w.text).collect(), prose.iter().map(|w| &w.text).collect());
            let hits = runs.find(&prose);
            for start in 0..(b.len() + 1).saturating_sub(max_run + 1) {
                let shared = a.windows(max_run + 1).any(|window| window == &b[start..start + max_run + 1]);
                let told = hits.iter().any(|hit| hit.words.start <= start && start + max_run < hit.words.end);
                prop_assert_eq!(shared, told);
            }
            for hit in hits {
                prop_assert!(a.windows(hit.words.len()).any(|window| window == &b[hit.words.clone()]));
            }
        }

        #[test]
        fn nothing_panics(text in any::<String>(), prose in any::<String>(), max_run in 0usize..4) {
            let archived = sample(&text, "", &[]);
            let runs = SharedRuns::new([("x", &archived)], [prose.as_str()], max_run);
            runs.find(&word::words(&prose));
            runs.find(&word::words(&text));
        }
    }
}
