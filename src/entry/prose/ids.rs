//! Ids of headings: readable, of any script, unique within a prose.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The ids that a prose has given out.
#[derive(Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    /// The number that the next repetition of an id gets.
    next: BTreeMap<String, u32>,
}

impl Ids {
    /// Takes `id`; `false` if it was taken before.
    pub fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_string())
    }

    /// An id made of `text`, with a number where it was taken before.
    pub fn make(&mut self, text: &str) -> String {
        let slug = slug(text);
        if self.take(&slug) {
            return slug;
        }
        loop {
            let number = self.next.entry(slug.clone()).or_insert(2);
            let id = format!("{slug}-{number}");
            *number += 1;
            if self.take(&id) {
                return id;
            }
        }
    }
}

/// Longest id that is made of a heading, in bytes.
const LONGEST: usize = 80;

/// Lower-case letters and digits of any script, words joined by hyphens.
fn slug(text: &str) -> String {
    // Most headings need no composing.
    if text.is_ascii() {
        slug_of(text.chars().map(|c| c.to_ascii_lowercase()))
    } else {
        slug_of(text.nfc().flat_map(char::to_lowercase))
    }
}

fn slug_of(letters: impl Iterator<Item = char>) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for c in letters {
        if c.is_alphanumeric() || (is_combining_mark(c) && !slug.is_empty()) {
            let hyphen = gap && !slug.is_empty();
            if slug.len() + usize::from(hyphen) + c.len_utf8() > LONGEST {
                break;
            }
            if hyphen {
                slug.push('-');
            }
            gap = false;
            slug.push(c);
        } else if !matches!(c, '\'' | '’') {
            gap = true;
        }
    }
    if slug.is_empty() { "section".to_string() } else { slug }
}

/// Whether an id that an editor gave can stand in HTML and in an address. Colons are kept for footnotes.
pub(super) fn is_valid(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let long = "word ".repeat(40);
        let cases = [
            ("What differs?", "what-differs"),
            ("  Don’t -- stop ", "dont-stop"),
            ("Вода и Безопасность", "вода-и-безопасность"),
            ("cafe\u{301}", "café"),
            ("हिन्दी", "हिन्दी"),
            ("水の 安全", "水の-安全"),
            ("…", "section"),
            ("", "section"),
            (long.as_str(), &"word-".repeat(16)[..79]),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn repeated_ids_are_numbered() {
        let mut ids = Ids::default();
        assert!(ids.take("a-2"));
        let made: Vec<_> = ["A", "A", "a", "A 2"].iter().map(|t| ids.make(t)).collect();
        assert_eq!(made, ["a", "a-3", "a-4", "a-2-2"]);
    }
}
