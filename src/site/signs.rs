//! The sign of each source: shape is lineage, letter and hue are the source.
//!
//! Three circles are one account, so a reader counts shapes, not names. The letter is what survives
//! greyscale and colour-blindness; where it is taken, two stand for the source. Past [`HUES`] sources, all signs have two
//! letters, and a hue stands for an account.

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::entry::record::Part;
use crate::model::{Dossier, SourceIx};

/// How many hues can be told apart.
pub const HUES: usize = 8;

/// What a source's sign looks like.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Sign {
    /// One or two letters.
    pub letter: String,
    /// The shape.
    pub shape: Shape,
    /// From 0, below [`HUES`].
    pub hue: usize,
    /// Whose it is: the source's short title, for those who can't see it.
    pub label: String,
    /// Whether the source was withdrawn.
    pub withdrawn: bool,
}

/// The shapes. Sources of one lineage have one shape, and no other source of the first accounts has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// Round.
    Circle,
    /// Half round, half square: shares a part of a lineage's text.
    Part,
    /// Square.
    Square,
    /// On its tip.
    Diamond,
    /// Three corners.
    Triangle,
    /// Six corners.
    Hexagon,
}

const APART: [Shape; 4] = [Shape::Square, Shape::Diamond, Shape::Triangle, Shape::Hexagon];

/// The sign of each source, in page order.
pub fn signs(dossier: &Dossier) -> Vec<Sign> {
    let many = dossier.sources.len() > HUES;
    // Letters that editors chose are taken before any is computed.
    let mut taken: FxHashSet<String> =
        dossier.sources.iter().filter_map(|s| s.sign.as_ref().map(|sign| sign.value.clone())).collect();
    let mut apart = 0;
    SourceIx::all(dossier)
        .enumerate()
        .map(|(i, ix)| {
            let source = &dossier[ix];
            let (shape, account) = match source.lineages.first() {
                Some((lineage, member)) => {
                    let shape = match (lineage.0, dossier[*lineage].record.members[*member].part) {
                        (_, Part::Passages) => Shape::Part,
                        (0, _) => Shape::Circle,
                        (n, _) => APART[(n as usize - 1) % APART.len()],
                    };
                    (shape, lineage.0 as usize)
                }
                None => {
                    // Lineages after the first have taken the first shapes.
                    let n = dossier.lineages.len().saturating_sub(1) + apart;
                    apart += 1;
                    (APART[n % APART.len()], dossier.lineages.len() + apart - 1)
                }
            };
            let letter = match &source.sign {
                Some(sign) => sign.value.clone(),
                None => free_letter(source.short_title(), many, &mut taken),
            };
            let label = source.short_title().to_string();
            let withdrawn = source.header.withdrawn.is_some();
            Sign { letter, shape, hue: if many { account } else { i } % HUES, label, withdrawn }
        })
        .collect()
}

/// The first letter of a label or, where another source has it or pairs are wanted, the first pair that none has.
fn free_letter(label: &str, pair: bool, taken: &mut FxHashSet<String>) -> String {
    let mut letters = label.chars().filter(|c| c.is_alphanumeric()).take(24);
    let mut candidate: String = letters.by_ref().take(1).flat_map(char::to_uppercase).collect();
    if !pair && !candidate.is_empty() && taken.insert(candidate.clone()) {
        return candidate;
    }
    let head = candidate.len();
    let mut first = None;
    for (n, letter) in letters.enumerate() {
        candidate.truncate(head);
        // Pairs begin with the label's first two letters as they are.
        if n == 0 {
            candidate.push(letter);
        } else {
            candidate.extend(letter.to_uppercase());
        }
        if !taken.contains(&candidate) {
            taken.insert(candidate.clone());
            return candidate;
        }
        first.get_or_insert_with(|| candidate.clone());
    }
    // With thousands of sources letters run out: they are signs of a lineage then, not of a source.
    candidate.truncate(head);
    first.unwrap_or(if candidate.is_empty() { "·".to_string() } else { candidate })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_the_first_still_free() {
        let mut taken = FxHashSet::default();
        let labels = ["Alimov", "Antić", "Raza", "Ärzte", "aa", "Anders", "A"];
        let letters: Vec<_> = labels.iter().map(|l| free_letter(l, false, &mut taken)).collect();
        assert_eq!(letters, ["A", "An", "R", "Ä", "Aa", "AD", "A"]);
    }

    #[test]
    fn pairs_past_the_number_of_hues() {
        let mut taken = FxHashSet::default();
        assert_eq!(free_letter("Alimov", true, &mut taken), "Al");
        assert_eq!(free_letter("Alba", true, &mut taken), "AB");
        assert_eq!(free_letter("", true, &mut taken), "·");
    }
}
