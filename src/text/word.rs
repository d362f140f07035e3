//! Words: what is counted where rights and wording allow so many of them.
//!
//! A word is a run of letters, digits, apostrophes and hyphens with a letter or digit in it, as `[\w’'-]+` finds it:
//! “people-to-people” and “country’s” are one each. Where a script is written without spaces, words are those of
//! Unicode Standard Annex 29, which for Chinese and Thai means each character.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::normal;

/// A word of a text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Word {
    /// As it is compared: lower case, NFKC, plain apostrophes and hyphens.
    pub text: String,
    /// The bytes where it stands.
    pub span: Range<usize>,
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    spans(text).into_iter().map(|span| Word { text: key(&text[span.clone()]), span }).collect()
}

/// How many words a text has.
pub fn count(text: &str) -> usize {
    spans(text).len()
}

/// How many words a text has as word processors count: what white space separates, and each word of a script that
/// has no spaces.
pub(super) fn count_spaced(text: &str) -> usize {
    text.split_whitespace().map(|part| if part.contains(is_unspaced) { count(part).max(1) } else { 1 }).sum()
}

/// A word as it is compared.
pub(super) fn key(word: &str) -> String {
    if word.is_ascii() { word.to_ascii_lowercase() } else { normal::lower(&normal::phrase(word)).text().to_string() }
}

/// The bytes of each word of a text, in order.
pub(in crate::withheld) fn spans(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (is_part(c), start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                push_run(text, first..at, &mut found);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(first) = start {
        push_run(text, first..text.len(), &mut found);
    }
    found
}

/// Adds the words of one run of parts of words.
fn push_run(text: &str, run: Range<usize>, found: &mut Vec<Range<usize>>) {
    let whole = &text[run.clone()];
    let left = whole.trim_start_matches(|c| !is_letter(c));
    let start = run.end - left.len();
    let word = left.trim_end_matches(|c| !is_letter(c));
    if word.contains(is_unspaced) {
        found.extend(word.unicode_word_indices().map(|(at, part)| start + at..start + at + part.len()));
    } else if !word.is_empty() {
        found.push(start..start + word.len());
    }
}

/// Whether `at` isn't inside a word: what a name or an anchor must begin and end at.
pub(super) fn is_boundary(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return false };
    match (before.chars().next_back(), after.chars().next()) {
        (Some(b), Some(a)) => !(is_letter(b) && is_letter(a)) || is_unspaced(b) || is_unspaced(a),
        _ => true,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

fn is_part(c: char) -> bool {
    is_letter(c) || matches!(c, '\'' | '’' | '‘' | '-' | '‐' | '‑' | '\u{200C}' | '\u{200D}') || normal::is_invisible(c)
}

/// Letters of scripts that put no spaces between words: Thai to Lao, Myanmar, Khmer, kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x31F0..=0x31FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let words = words(text);
        assert_eq!(words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn finds() {
        check("", &[]);
        check("… — ’ -", &[]);
        check("The country’s people-to-people ties.", &["the", "country's", "people-to-people", "ties"]);
        check("‘quoted’ 'words'", &["quoted", "words"]);
        check("about 150, in 2025-2027", &["about", "150", "in", "2025-2027"]);
        check("Antić Antic\u{301}", &["antić", "antić"]);
        check("Oʻzbek co\u{AD}op", &["oʻzbek", "coop"]);
        check("Қазақ, Ўзбек", &["қазақ", "ўзбек"]);
        check("在阿斯塔纳", &["在", "阿", "斯", "塔", "纳"]);
        check("snake_case e-mail…x", &["snake_case", "e-mail", "x"]);
    }

    #[test]
    fn counts() {
        for (text, expected) in [("", 0), ("a — b’s", 3), ("在阿 x。 。", 4), (" two\nwords ", 2)] {
            assert_eq!(count_spaced(text), expected, "{text:?}");
        }
    }

    #[test]
    fn boundaries() {
        for (text, expected) in
            [("ab cd", vec![0, 2, 3, 5]), ("a's", vec![0, 1, 2, 3]), ("ʻa", vec![0, 3]), ("阿b", vec![0, 3, 4])]
        {
            let found: Vec<_> = (0..=text.len()).filter(|at| is_boundary(text, *at)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn spans_are_ordered_and_whole(text in any::<String>()) {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.span.start >= last && word.span.end > word.span.start);
                prop_assert!(text.get(word.span.clone()).is_some());
                last = word.span.end;
            }
        }
    }
}
