//! Text as it is compared: what a keyboard or a typesetter does to the same words doesn't matter, and every position leads back.
//!
//! Quotation marks, apostrophes and dashes become the plain ones, white space of any kind and length becomes one
//! space (a blank line becomes one line break), invisible marks go, and the rest is NFKC (Unicode Standard Annex 15).
//! U+02BB, the letter in “Oʻzbek”, is a letter and stays one.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A text made from another, and where each piece of it comes from.
#[derive(Clone, Default)]
pub(in crate::withheld) struct Mapped {
    text: String,
    /// In order; what lies between two of them in the source was left out.
    pieces: Vec<Piece>,
}

/// A stretch of a [`Mapped`] text that comes from one stretch of its source.
#[derive(Clone)]
struct Piece {
    /// First byte in the made text.
    made: usize,
    /// First byte in the source.
    source: usize,
    /// Bytes in the source.
    length: usize,
    /// Whether byte stands for byte; otherwise the whole stands for the whole.
    exact: bool,
}

impl Mapped {
    /// The text itself.
    pub(in crate::withheld) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the source that `range` of this text comes from: always whole characters.
    pub(in crate::withheld) fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|piece| piece.made <= range.start).saturating_sub(1);
        let Some(piece) = self.pieces.get(first) else { return 0..0 };
        let start = if piece.exact { piece.source + (range.start - piece.made) } else { piece.source };
        if range.end <= range.start {
            return start..start;
        }
        let last = self.pieces.partition_point(|piece| piece.made < range.end).saturating_sub(1);
        let Some(piece) = self.pieces.get(last) else { return start..start };
        let end = if piece.exact { piece.source + (range.end - piece.made) } else { piece.source + piece.length };
        start..end.max(start)
    }

    /// The first byte of this text that comes from byte `at` of the source, or from one after it.
    pub(in crate::withheld) fn made_at(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.source < at);
        let after = self.pieces.get(next).map_or(self.text.len(), |piece| piece.made);
        match next.checked_sub(1).and_then(|i| self.pieces.get(i)) {
            Some(piece) if piece.exact && at < piece.source + piece.length => piece.made + (at - piece.source),
            _ => after,
        }
    }

    /// Adds `made`, standing byte for byte for the source from `source` on.
    fn push_exact(&mut self, source: usize, made: &str) {
        match self.pieces.last_mut() {
            Some(last) if last.exact && last.source + last.length == source => last.length += made.len(),
            _ => self.pieces.push(Piece { made: self.text.len(), source, length: made.len(), exact: true }),
        }
        self.text.push_str(made);
    }

    /// Adds `made`, standing as a whole for `source`. Nothing made: left out.
    fn push(&mut self, source: Range<usize>, made: &str) {
        if !made.is_empty() {
            self.pieces.push(Piece { made: self.text.len(), source: source.start, length: source.len(), exact: false });
            self.text.push_str(made);
        }
    }
}

/// `text` as it is compared, with the way back.
pub(in crate::withheld) fn normal(text: &str) -> Mapped {
    let mut made = Mapped::default();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let plain = plain_prefix(rest);
        if plain > 0 {
            made.push_exact(at, &rest[..plain]);
            at += plain;
            continue;
        }
        let gap: usize = rest.chars().take_while(|c| is_gap(*c)).map(char::len_utf8).sum();
        if gap > 0 {
            let blank = &rest[..gap];
            let space = match blank {
                " " => " ",
                _ if blank.matches('\n').count() > 1 => "\n",
                _ if blank.contains(char::is_whitespace) => " ",
                _ => "",
            };
            if blank == space {
                made.push_exact(at, space)
            } else {
                made.push(at..at + gap, space)
            }
            at += gap;
            continue;
        }
        // Marks compose with what they stand on, so the smallest thing that can be normalised alone is a cluster.
        let cluster = rest.graphemes(true).next().unwrap_or(rest);
        let composed: String =
            cluster.chars().map(plain_sign).filter(|c| !is_invisible(*c)).nfkc().map(plain_sign).collect();
        if composed == cluster {
            made.push_exact(at, cluster);
        } else {
            made.push(at..at + cluster.len(), &composed);
        }
        at += cluster.len();
    }
    made
}

/// A phrase as it is compared: normal, without white space around it.
pub(in crate::withheld) fn phrase(text: &str) -> String {
    normal(text).text.trim().to_string()
}

/// `text` in lower case, with the way back.
pub(in crate::withheld) fn lower(text: &str) -> Mapped {
    let mut made = Mapped::default();
    let mut buffer = String::new();
    for (at, c) in text.char_indices() {
        buffer.clear();
        push_lower(c, &mut buffer);
        if buffer.len() == c.len_utf8() {
            made.push_exact(at, &buffer);
        } else {
            made.push(at..at + c.len_utf8(), &buffer);
        }
    }
    made
}

/// Appends `c` in lower case, with the two small sigmas as one.
pub(in crate::withheld) fn push_lower(c: char, to: &mut String) {
    match c {
        'ς' => to.push('σ'),
        _ => to.extend(c.to_lowercase()),
    }
}

/// How many bytes at the start need no change and can't be changed by what follows them.
fn plain_prefix(text: &str) -> usize {
    let bytes = text.as_bytes();
    let plain = bytes.iter().take_while(|b| b.is_ascii_graphic() && **b != b'`').count();
    // The last one may carry a combining mark.
    if bytes.get(plain).is_some_and(|b| !b.is_ascii()) { plain.saturating_sub(1) } else { plain }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Marks that no reader sees: soft hyphen, zero-width space, word joiner, byte order mark, direction marks.
/// The zero-width joiners are not among them: they change what a word looks like.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The plain sign for a typographic one.
fn plain_sign(c: char) -> char {
    match c {
        // U+02BC is the apostrophe as a letter, as in Ukrainian; U+02BB is another letter.
        '‘' | '’' | '‚' | '‛' | '′' | '‵' | '‹' | '›' | '`' | '´' | 'ʼ' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '‶' | '«' | '»' | '〝' | '〞' | '〟' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⁃' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(normal(text).text(), expected, "{text:?}");
    }

    #[test]
    fn signs_and_spaces() {
        check("plain text", "plain text");
        check("‘a’ ‚b‛ `c´ dʼe", "'a' 'b' 'c' d'e");
        check("“a” „b‟ «c» ″", "\"a\" \"b\" \"c\" \"");
        check("a–b — c‑d − e", "a-b - c-d - e");
        check("a  b\u{A0}c\u{2009}\u{202F}d\te", "a b c d e");
        check("one\ntwo\r\nthree", "one two three");
        check("one\n\ntwo\r\n \r\nthree", "one\ntwo\nthree");
        check("\u{FEFF}co\u{AD}op\u{200B}erate", "cooperate");
        check("a \u{200B} b", "a b");
        check("Oʻzbek", "Oʻzbek");
        check("Antic\u{301}", "Antić");
        check("x’\u{301}", "x'\u{301}");
        check("ﬁne … ＡＩ m²", "fine ... AI m2");
        check("\u{1100}\u{1161}\u{11A8}", "각");
    }

    #[test]
    fn lower_case() {
        for (text, expected) in [("ÀB", "àb"), ("İx", "i\u{307}x"), ("ΟΔΟΣ οδος", "οδοσ οδοσ"), ("Ⱥ", "ⱥ")]
        {
            assert_eq!(lower(text).text(), expected);
        }
    }

    #[track_caller]
    fn check_back(text: &str, part: &str, expected: &str) {
        let made = normal(text);
        let at = made.text().find(part).expect("part");
        let source = made.source_range(at..at + part.len());
        assert_eq!(&text[source.clone()], expected);
        assert_eq!(made.made_at(source.start), at);
    }

    #[test]
    fn the_way_back() {
        check_back("x  the  “big”  one", "\"big\" one", "“big”  one");
        check_back("co\u{AD}op rest", "co", "co");
        check_back("co\u{AD}op rest", "coop", "co\u{AD}op");
        check_back("ﬁne", "f", "ﬁ");
        check_back("aé’s b", "é's", "é’s");
        check_back("Antic\u{301} x", "ć", "c\u{301}");
        assert_eq!(normal("").source_range(0..0), 0..0);
        assert_eq!(normal("\u{AD}").made_at(0), 0);
        assert_eq!(normal("a  b").made_at(2), 2);
    }

    proptest! {
        #[test]
        fn any_text_maps_back_to_whole_characters(text in any::<String>()) {
            for made in [normal(&text), lower(&text)] {
                let starts: Vec<_> = made.text().char_indices().map(|(at, _)| at).chain([made.text().len()]).collect();
                let mut last = 0;
                for pair in starts.windows(2) {
                    let source = made.source_range(pair[0]..pair[1]);
                    prop_assert!(text.get(source.clone()).is_some_and(|part| !part.is_empty()));
                    prop_assert!(source.start >= last);
                    last = source.start;
                    prop_assert!(made.made_at(source.start) <= pair[0]);
                }
            }
        }

        #[test]
        fn normal_text_is_normal(text in "[a-zéİ‘’“”–ʻ \u{A0}\u{301}\n]{0,40}") {
            let once = normal(&text);
            let twice = normal(once.text());
            // A lone line break of a normal text stands for a blank line, and reads as a space.
            prop_assert_eq!(twice.text(), once.text().replace('\n', " "));
        }

        #[test]
        fn a_word_alone_is_the_word_in_its_text(text in "([a-zé’–ʻ]{1,6}[ \u{A0}\n]{1,3}){0,8}") {
            let made = normal(&text);
            for word in made.text().split_whitespace() {
                let at = word.as_ptr() as usize - made.text().as_ptr() as usize;
                let source = made.source_range(at..at + word.len());
                prop_assert_eq!(phrase(&text[source]), word);
            }
        }
    }
}
