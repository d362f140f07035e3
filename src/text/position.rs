//! From bytes to Unicode code points and back: the evidence file counts code points, Rust counts bytes.

/// Bytes between two counts that are kept; a look-up walks over at most this many.
const BLOCK: usize = 256;

/// Counts of code points at regular places of one text.
#[derive(Clone)]
pub(super) struct CodePoints {
    /// For each block of [`BLOCK`] bytes, how many code points start before it.
    before: Vec<usize>,
    total: usize,
}

/// Whether a code point starts with this byte.
fn starts(byte: &u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

impl CodePoints {
    /// Counts once through `text`.
    pub(super) fn new(text: &str) -> Self {
        let mut total = 0;
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(total);
            total += block.iter().filter(|byte| starts(byte)).count();
        }
        CodePoints { before, total }
    }

    /// How many code points the text has.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// How many code points start before byte `at` of `text`, the text that was counted.
    pub(super) fn point(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK;
        let Some(before) = self.before.get(block) else { return self.total };
        let end = at.min(text.len());
        before + text.as_bytes()[block * BLOCK..end].iter().filter(|byte| starts(byte)).count()
    }

    /// The byte where code point `point` starts, or the end of the text; `None` past the end.
    pub(super) fn byte(&self, text: &str, point: usize) -> Option<usize> {
        if point >= self.total {
            return (point == self.total).then_some(text.len());
        }
        let block = self.before.partition_point(|before| *before <= point).checked_sub(1)?;
        let start = block * BLOCK;
        let nth = point - self.before[block];
        let found = text.as_bytes()[start..].iter().enumerate().filter(|(_, byte)| starts(byte)).nth(nth);
        found.map(|(offset, _)| start + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) {
        let points = CodePoints::new(text);
        let starts: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        assert_eq!(points.total(), starts.len() - 1);
        for (point, byte) in starts.iter().enumerate() {
            assert_eq!(points.byte(text, point), Some(*byte));
            assert_eq!(points.point(text, *byte), point);
        }
        assert_eq!(points.byte(text, starts.len()), None);
        assert_eq!(points.point(text, text.len() + 1000), points.total());
    }

    #[test]
    fn both_ways() {
        for text in ["", "a", "é", "a😀b", "\u{301}"] {
            check(text);
            check(&text.repeat(BLOCK));
            check(&format!("x{}", text.repeat(BLOCK)));
        }
    }

    proptest! {
        #[test]
        fn both_ways_for_any_text(text in "\\PC{0,40}", times in 0usize..30) {
            check(&text.repeat(times));
        }
    }
}
