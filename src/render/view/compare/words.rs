//! Two wordings of one passage, word by word: what stands on one side only, and what differs in substance. A word that stands
//! elsewhere on the other side is on both.

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::html::{self, Html};
use crate::rights::Quotable;

/// Longer passages are shown without marks on single words: comparing them may take as many steps as the product of
/// their lengths.
const LONGEST: usize = 3000;

/// A difference in substance: its place in the passage, in code points, and its number on the page.
pub struct Numbered {
    /// Where.
    pub at: Range<usize>,
    /// Its number.
    pub n: usize,
}

/// One side of a passage.
pub struct Side<'a> {
    /// The words.
    pub words: &'a Quotable,
    /// The differences in substance, in order.
    pub numbered: &'a [Numbered],
}

/// Both sides as HTML: `del` on the first and `ins` on the second for what the other lacks, `mark` for substance.
pub fn side_by_side(a: Side<'_>, b: Side<'_>) -> (Html, Html) {
    let (left, right) = (Words::of(&a), Words::of(&b));
    let (mut same_left, mut same_right) = match left.words.len().max(right.words.len()) <= LONGEST {
        true => {
            let (mut in_left, mut in_right) = same(&left.keys, &right.keys);
            moved((&left.keys, &mut in_left), (&right.keys, &mut in_right));
            (in_left, in_right)
        }
        false => (vec![true; left.words.len()], vec![true; right.words.len()]),
    };
    bridge(&left.keys, &mut same_left);
    bridge(&right.keys, &mut same_right);
    (left.html(&same_left, "del"), right.html(&same_right, "ins"))
}

/// Whether two wordings have half of the words of the longer one in common, in the same order.
pub fn alike(a: &Quotable, b: &Quotable) -> bool {
    let keys = |words: &Quotable| -> Vec<String> { words.unicode_words().map(str::to_lowercase).collect() };
    let (left, right) = (keys(a), keys(b));
    let longer = left.len().max(right.len());
    if longer > LONGEST {
        return left == right;
    }
    same(&left, &right).0.into_iter().filter(|same| *same).count() * 2 >= longer
}

/// Which words of each side the other has as well, in the same order.
fn same(left: &[String], right: &[String]) -> (Vec<bool>, Vec<bool>) {
    let (mut in_left, mut in_right) = (vec![false; left.len()], vec![false; right.len()]);
    for op in capture_diff_slices(Algorithm::Myers, left, right) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            in_left[old_index..old_index + len].fill(true);
            in_right[new_index..new_index + len].fill(true);
        }
    }
    (in_left, in_right)
}

/// Words that stand elsewhere on the other side are its words, too: each once.
fn moved(left: (&[String], &mut [bool]), right: (&[String], &mut [bool])) {
    let mut elsewhere: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (j, key) in right.0.iter().enumerate().rev().filter(|(j, _)| !right.1[*j]) {
        elsewhere.entry(key).or_default().push(j);
    }
    for (i, key) in left.0.iter().enumerate().filter(|(_, key)| is_word(key)) {
        if !left.1[i]
            && let Some(j) = elsewhere.get_mut(key.as_str()).and_then(Vec::pop)
        {
            (left.1[i], right.1[j]) = (true, true);
        }
    }
}

fn is_word(key: &str) -> bool {
    key.chars().any(char::is_alphanumeric)
}

/// Spaces and signs between two words that differ do so with them, and signs that differ reach to such a word beside
/// them, so that readers see phrases and not crumbs; a space at the edge of a phrase isn't worth a mark, nor a sign alone.
fn bridge(keys: &[String], same: &mut [bool]) {
    let mut from = 0;
    while from < keys.len() {
        if is_word(&keys[from]) {
            from += 1;
            continue;
        }
        let to = (from..keys.len()).find(|i| is_word(&keys[*i])).unwrap_or(keys.len());
        let before = from > 0 && !same[from - 1];
        let after = to < keys.len() && !same[to];
        let signs: Vec<usize> = (from..to).filter(|i| keys[*i] != " " && !same[*i]).collect();
        let differs = match (before, after) {
            (true, true) => from..to,
            (true, false) => from..signs.last().map_or(from, |i| i + 1),
            (false, true) => signs.first().map_or(to, |i| *i)..to,
            (false, false) => to..to,
        };
        same[from..to].fill(true);
        same[differs].fill(false);
        from = to;
    }
}

/// The words of one side, spaces and signs among them.
struct Words<'a> {
    words: Vec<&'a str>,
    /// As they are compared.
    keys: Vec<String>,
    /// The number of the difference in substance that each belongs to.
    numbers: Vec<Option<usize>>,
}

impl<'a> Words<'a> {
    fn of(side: &Side<'a>) -> Words<'a> {
        let words: Vec<&str> = side.words.split_word_bounds().collect();
        let mut at = 0;
        let mut next = side.numbered.iter().peekable();
        let numbers = words.iter().map(|word| {
            let start = at;
            at += word.chars().count();
            while next.peek().is_some_and(|numbered| numbered.at.end <= start) {
                next.next();
            }
            next.peek().filter(|numbered| numbered.at.start < at).map(|numbered| numbered.n)
        });
        let numbers = numbers.collect();
        let key = |word: &&str| if word.trim().is_empty() { " ".to_string() } else { word.to_lowercase() };
        Words { keys: words.iter().map(key).collect(), numbers, words }
    }

    fn html(&self, same: &[bool], element: &str) -> Html {
        let kind = |i: usize| (self.numbers[i], self.numbers[i].is_none() && !same[i]);
        let mut out = String::new();
        let mut i = 0;
        while i < self.words.len() {
            let this = kind(i);
            let end = (i..self.words.len()).find(|j| kind(*j) != this).unwrap_or(self.words.len());
            let text: String = self.words[i..end].concat();
            match this {
                (Some(n), _) => {
                    out.push_str("<mark>");
                    html::push_text(&mut out, &text);
                    out.push_str(&format!("<sup>{n}</sup></mark>"));
                }
                (None, true) => {
                    out.push_str(&format!("<{element}>"));
                    html::push_text(&mut out, &text);
                    out.push_str(&format!("</{element}>"));
                }
                (None, false) => html::push_text(&mut out, &text),
            }
            i = end;
        }
        Html::from_trusted(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::{Publish, Rights};
    use proptest::prelude::*;

    fn quotable(words: &str) -> Quotable {
        let all = Rights { publish: Publish::Full, words: usize::MAX, ..Rights::default() };
        Quotable::anchor(words, &all).expect("everything may be quoted")
    }

    /// `at` names the words of each side that differ in substance.
    #[track_caller]
    fn check(a: &str, b: &str, at: (&str, &str), expected: (&str, &str)) {
        let numbered = |text: &str, part: &str| {
            let start = text.find(part).map(|byte| text[..byte].chars().count()).filter(|_| !part.is_empty());
            start
                .map(|start| Numbered { at: start..start + part.chars().count(), n: 1 })
                .into_iter()
                .collect::<Vec<_>>()
        };
        let (left, right) = (numbered(a, at.0), numbered(b, at.1));
        let (a, b) = (quotable(a), quotable(b));
        let (a, b) = side_by_side(Side { words: &a, numbered: &left }, Side { words: &b, numbered: &right });
        assert_eq!((a.as_str(), b.as_str()), expected);
    }

    #[test]
    fn words_of_one_side() {
        check("The ferry left.", "The ferry left.", ("", ""), ("The ferry left.", "The ferry left."));
        check(
            "The old ferry left at dawn.",
            "The ferry left.",
            ("", ""),
            ("The <del>old</del> ferry left <del>at dawn</del>.", "The ferry left."),
        );
        check("It left, and early.", "It left.", ("", ""), ("It left<del>, and early</del>.", "It left."));
        check(
            "At dawn it left, said she.",
            "She said: it left at dawn.",
            ("", ""),
            ("At dawn it left, said she.", "She said: it left at dawn."),
        );
        check("A boat, then a boat", "the boat", ("", ""), ("<del>A boat, then a</del> boat", "<ins>the</ins> boat"));
        check("A red boat", "a blue boat", ("", ""), ("A <del>red</del> boat", "a <ins>blue</ins> boat"));
        check(
            "one two, three four",
            "one five, six four",
            ("", ""),
            ("one <del>two, three</del> four", "one <ins>five, six</ins> four"),
        );
    }

    #[test]
    fn substance_is_marked_and_numbered() {
        check(
            "It will cost 3 marks.",
            "It may cost 4 marks.",
            ("3", "4"),
            (
                "It <del>will</del> cost <mark>3<sup>1</sup></mark> marks.",
                "It <ins>may</ins> cost <mark>4<sup>1</sup></mark> marks.",
            ),
        );
    }

    #[test]
    fn mostly_the_same_words() {
        let check =
            |a: &str, b: &str, expected: bool| assert_eq!(alike(&quotable(a), &quotable(b)), expected, "{a} / {b}");
        check("and so it was.", "And so it was", true);
        check("the old pier in Hampton", "the new pier at Hampton", true);
        check("the old pier", "the crew went home", false);
        check("pier the", "the pier", true);
        check("one", "two", false);
    }

    #[test]
    fn other_scripts_and_hostile_text() {
        check(
            "Паром ушёл утром.",
            "Паром ушёл ночью.",
            ("", ""),
            ("Паром ушёл <del>утром</del>.", "Паром ушёл <ins>ночью</ins>."),
        );
        check(
            "غادرت العبارة فجرا",
            "غادرت العبارة ليلا",
            ("", ""),
            ("غادرت العبارة <del>فجرا</del>", "غادرت العبارة <ins>ليلا</ins>"),
        );
        check(
            "a <script>x</script>",
            "a & b",
            ("", ""),
            ("a <del>&lt;script&gt;x&lt;/script&gt;</del>", "a <ins>&amp; b</ins>"),
        );
        check("", "", ("", ""), ("", ""));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(a in "\\PC{0,40}", b in "\\PC{0,40}", at in 0usize..40, n in 0usize..9) {
            let text = |html: &Html, element: &str| {
                let bare = html.as_str().replace("<sup>7</sup>", "");
                let tags = ["<mark>".into(), "</mark>".into(), format!("<{element}>"), format!("</{element}>")];
                tags.iter().fold(bare, |text, tag: &String| text.replace(tag, ""))
            };
            let (left, right) = (quotable(&a), quotable(&b));
            let numbered = [Numbered { at: at..at + n, n: 7 }];
            let (one, two) =
                side_by_side(Side { words: &left, numbered: &numbered }, Side { words: &right, numbered: &[] });
            let escaped = |words: &str| { let mut out = String::new(); html::push_text(&mut out, words); out };
            prop_assert_eq!(text(&one, "del"), escaped(&a));
            prop_assert_eq!(text(&two, "ins"), escaped(&b));
        }
    }
}
