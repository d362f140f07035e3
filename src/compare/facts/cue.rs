//! Words that say how sure a thing is, that it isn't so, or the opposite of what others say.

use std::ops::Range;

use super::super::lexer::{Class, Lexed};
use super::super::words::Words;
use super::number::AFTER;

/// What a word says of how a thing is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cue {
    /// That it isn't so.
    Denies,
    /// That it isn't so, in the meaning of the word itself.
    DeniesSoftly,
    /// How sure or how wanted it is.
    Mode(Mode),
    /// One of two that say the opposite of each other: the number of the two, and whether it is the second.
    Opposite(usize, bool),
}

/// What a word says of how sure or how wanted a thing is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mode {
    Certain,
    Planned,
    Possible,
    Needed,
    Proposed,
}

impl Mode {
    /// As a note has it.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Certain => "certain",
            Mode::Planned => "planned",
            Mode::Possible => "possible",
            Mode::Needed => "needed",
            Mode::Proposed => "proposed",
        }
    }
}

/// The cues of a text, each with its tokens.
pub fn cues(lexed: &Lexed, words: &Words) -> Vec<(Cue, Range<usize>)> {
    let word = |i: Option<usize>| lexed.word(i);
    let denies = |i: Option<usize>| words.cues(word(i)).any(|cue| cue == Cue::Denies);
    // "No fewer than nine" says how exactly a number is meant.
    let said = |phrase: &str, i: usize| phrase.split(' ').enumerate().all(|(k, part)| word(Some(i + k)) == part);
    let counted = |i: usize| lexed.tokens.get(i).is_some_and(|token| token.class == Class::Number);
    let mut exactness = vec![false; lexed.tokens.len()];
    for i in 0..lexed.tokens.len() {
        for (phrase, length, before) in words.exactness(word(Some(i))) {
            let fact = match before {
                true => counted(i + length) || words.is_calendar(word(Some(i + length))),
                false => (i.saturating_sub(AFTER)..i).any(counted),
            };
            if fact && said(phrase, i) {
                exactness[i..i + length].fill(true);
            }
        }
    }
    let mut found = Vec::new();
    for i in (0..lexed.tokens.len()).filter(|i| !exactness[*i]) {
        let (own, next) = (word(Some(i)), word(Some(i + 1)));
        // "could not come" says that somebody didn't, "No. 5" denies nothing.
        let denied = || denies(i.checked_sub(1)) || denies(Some(i + 1));
        let means = |cue: &Cue| match cue {
            Cue::Mode(_) => !denied(),
            Cue::Denies => !counted(i + 1) || own != "no",
            _ => true,
        };
        found.extend(words.cues(own).filter(means).map(|cue| (cue, i..i + 1)));
        found.extend(words.cues_of_two(own, next).map(|cue| (cue, i..i + 2)));
    }
    found
}
