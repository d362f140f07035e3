//! Words, numbers and sentences of a text, as the comparison reads them: every one with its place.
//!
//! Scripts without spaces between words are read in overlapping pairs of letters: what a dictionary would add to that
//! for a comparison is little, and weighs several megabytes a language.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::language::Language;
use super::words::Words;

/// Longer sentences are cut: a text without any full stop is read in pieces.
const LONGEST: usize = 90;

/// A quotation of fewer words is a name or a turn of phrase, not somebody's words.
const QUOTATION: usize = 4;

/// The most words that one number is read from.
const NUMBER: usize = 12;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Class {
    /// A word.
    Word,
    /// A number, in digits or in words.
    Number,
    /// Two letters of a script without spaces.
    Pair,
}

/// A word or number.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Its bytes in the text.
    pub at: Range<usize>,
    pub class: Class,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
    /// Where it is written in lower case, numbers in digits.
    folded: Range<usize>,
}

/// A text, read.
#[derive(Default)]
pub(super) struct Lexed {
    pub tokens: Vec<Token>,
    /// The sentences.
    pub sentences: Vec<Sentence>,
    folded: String,
}

/// A sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes, with the marks that belong to it.
    pub at: Range<usize>,
}

impl Lexed {
    /// A token in lower case, numbers in digits.
    pub fn folded(&self, token: &Token) -> &str {
        &self.folded[token.folded.clone()]
    }

    /// The same by its number; nothing outside.
    pub fn word(&self, i: Option<usize>) -> &str {
        i.and_then(|i| self.tokens.get(i)).map_or("", |token| self.folded(token))
    }

    /// Reads a stretch of a text.
    pub fn read(text: &str, within: Range<usize>, language: &Language) -> Self {
        let mut lexed = Lexed::default();
        lexed.tokens(text, within.clone(), language);
        lexed.number_words(text, language);
        lexed.quotations(text, within.clone());
        lexed.split(text, within, language);
        lexed
    }

    fn tokens(&mut self, text: &str, within: Range<usize>, language: &Language) {
        let mut chars = text[within.clone()].char_indices().map(|(i, c)| (within.start + i, c)).peekable();
        while let Some((start, c)) = chars.next() {
            if digit(c).is_some() {
                self.number(text, start, within.end, language.english);
                let end = self.tokens.last().map_or(start, |token| token.at.end);
                while chars.peek().is_some_and(|(i, _)| *i < end) {
                    chars.next();
                }
            } else if is_unspaced(c) {
                let mut before: Option<(usize, char)> = None;
                let mut at = Some((start, c));
                while let Some((i, c)) = at {
                    let first = before.map_or(i, |(first, _)| first);
                    let folded = self.folded.len();
                    self.folded.extend(before.map(|(_, c)| c));
                    self.folded.push(c);
                    let next = chars.next_if(|(_, c)| is_unspaced(*c) || is_combining_mark(*c));
                    // A single letter stands alone only where nothing follows.
                    if before.is_some() || next.is_none() {
                        self.push(first..i + c.len_utf8(), Class::Pair, false, folded);
                    } else {
                        self.folded.truncate(folded);
                    }
                    before = Some((i, c));
                    at = next;
                }
            } else if c.is_alphabetic() || is_combining_mark(c) {
                let mut end = start + c.len_utf8();
                let mut ascii = c.is_ascii();
                while let Some((i, c)) = chars.next_if(|(_, c)| is_inner(*c) && !is_unspaced(*c)) {
                    end = i + c.len_utf8();
                    ascii &= c.is_ascii();
                }
                let folded = self.folded.len();
                fold(&text[start..end], ascii, &mut self.folded);
                self.push(start..end, Class::Word, c.is_uppercase(), folded);
            }
        }
    }

    fn push(&mut self, at: Range<usize>, class: Class, capital: bool, folded: usize) {
        self.tokens.push(Token { at, class, capital, quoted: false, folded: folded..self.folded.len() });
    }

    /// Reads a number from its first digit: digits, and marks between digits.
    fn number(&mut self, text: &str, start: usize, limit: usize, english: bool) {
        let mut parts: Vec<(Option<char>, String)> = vec![(None, String::new())];
        let mut end = start;
        let mut chars = text[start..limit].char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if let Some(value) = digit(c) {
                parts.last_mut().map(|(_, digits)| digits.push(value)).unwrap_or_default();
                end = start + i + c.len_utf8();
            } else if (is_separator(c) || (c == ' ' && !english))
                && chars.peek().is_some_and(|(_, c)| digit(*c).is_some())
            {
                // "14 000" is one number, "2019 500" are two.
                if is_space(c) && parts.len() == 1 && parts[0].1.len() > 3 {
                    break;
                }
                // Numbers with spaces between them aren't read to the end for each.
                if parts.len() == 2 && !groups(&parts[1]) && text.as_bytes()[start..start + parts[0].1.len()].is_ascii()
                {
                    break;
                }
                parts.push((Some(c), String::new()));
            } else {
                break;
            }
        }
        if let Some(i) = parts.iter().position(|part| !groups(part)) {
            let kept: usize = parts[..i].iter().map(|(mark, d)| mark.map_or(0, char::len_utf8) + d.len()).sum();
            parts.truncate(i);
            // Digits of other scripts are longer than what they were read as; then the whole is kept.
            end = if text.as_bytes()[start..start + kept].is_ascii() { start + kept } else { end };
        }
        let decimal = decimal_mark(&parts, english);
        let folded = self.folded.len();
        for (i, (_, digits)) in parts.iter().enumerate() {
            if Some(i) == decimal {
                self.folded.push('.');
            }
            self.folded.push_str(digits);
        }
        let written = tidy(&self.folded[folded..]);
        self.folded.truncate(folded);
        self.folded.push_str(&written);
        self.push(start..end, Class::Number, false, folded);
    }

    /// Makes one number of number words in a row, and of a number and "million".
    fn number_words(&mut self, text: &str, language: &Language) {
        let tokens = std::mem::take(&mut self.tokens);
        let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
        let mut i = 0;
        while i < tokens.len() {
            match self.in_words(text, &tokens[i..], language.words) {
                Some((count, value)) => {
                    let at = tokens[i].at.start..tokens[i + count - 1].at.end;
                    let folded = self.folded.len();
                    self.folded.push_str(&value);
                    self.tokens.push(Token {
                        at,
                        class: Class::Number,
                        capital: false,
                        quoted: false,
                        folded: folded..self.folded.len(),
                    });
                    kept.append(&mut self.tokens);
                    i += count;
                }
                None => {
                    kept.push(tokens[i].clone());
                    i += 1;
                }
            }
        }
        self.tokens = kept;
    }

    /// The number that tokens begin with, if it needs reading: how many of them it takes, and its digits.
    fn in_words(&self, text: &str, tokens: &[Token], words: &Words) -> Option<(usize, String)> {
        let first = tokens.first()?;
        let beside = |a: &Token, b: &Token| {
            let gap = &text[a.at.end..b.at.start];
            gap.len() <= 3 && gap.chars().all(|c| c == ' ' || c == '-' || c == '\u{a0}' || c == '‑')
        };
        let follows = |i: usize| i == 0 || beside(&tokens[i - 1], &tokens[i]);
        let in_row = |from: usize| {
            let row = tokens.iter().enumerate().skip(from).take(NUMBER);
            let row = row.take_while(|(i, token)| token.class == Class::Word && follows(*i));
            row.map(|(_, token)| self.folded(token))
        };
        // "Two and a half million", "zweieinhalb Millionen", "deux millions et demi"
        let with_half = |count: usize, whole: &str| {
            let half = words.half_more(in_row(count))?;
            let big = ["000000000", "000000", "000"].iter().find(|zeros| whole.ends_with(**zeros));
            let (whole, zeros) = big.map_or((whole, 0), |zeros| (&whole[..whole.len() - zeros.len()], zeros.len()));
            let after = in_row(count + half).next().unwrap_or_default();
            let next = words.zeros(after).filter(|_| zeros == 0);
            // "2,000 and a half-dozen"
            let other = words.amounts.contains_key(after) || (next.is_none() && words.zeros(after).is_some());
            let made = shift(&format!("{whole}.5"), next.unwrap_or(zeros));
            (!other).then(|| (count + half + usize::from(next.is_some()), made))
        };
        if let Some(whole) = words.number_and_half(self.folded(first)) {
            let zeros = in_row(1).next().and_then(|word| words.zeros(word));
            return Some((1 + usize::from(zeros.is_some()), shift(&format!("{whole}.5"), zeros.unwrap_or(0))));
        }
        if first.class == Class::Number {
            let whole = self.folded(first);
            if let Some(half) = with_half(1, whole)
                .filter(|_| whole.bytes().all(|digit| digit.is_ascii_digit()) && !whole.ends_with("000"))
            {
                return Some(half);
            }
            let next = tokens.get(1).filter(|next| beside(first, next))?;
            let zeros = words.zeros(self.folded(next))?;
            return Some((2, shift(whole, zeros)));
        }
        if let ("half", [_, a, next, ..]) = (self.folded(first), tokens) {
            let of = self.folded(next);
            let row = self.folded(a) == "a" && beside(first, a) && beside(a, next);
            if let Some(zeros) = words.zeros(of).filter(|_| row) {
                return Some((3, format!("5{}", "0".repeat(zeros - 1))));
            }
            if row && of == "dozen" {
                return Some((3, "6".to_string()));
            }
        }
        let (count, value) = words.counted(in_row(0))?;
        if let Some(half) = with_half(count, &value.to_string()) {
            return Some(half);
        }
        // "one" alone is a pronoun more often than a number.
        (!(count == 1 && value == 1)).then(|| (count, value.to_string()))
    }

    /// Marks what stands in quotation marks.
    fn quotations(&mut self, text: &str, within: Range<usize>) {
        let mut open: Option<char> = None;
        let mut first = 0;
        let mut at = within.start;
        for i in 0..=self.tokens.len() {
            let next = self.tokens.get(i).map_or(within.end, |token| token.at.start);
            let gap = &text[at.min(next)..next];
            for (offset, c) in gap.char_indices() {
                let before = text[..at.min(next) + offset].chars().next_back();
                let after = gap[offset + c.len_utf8()..].chars().next().or(text[next..].chars().next());
                match open {
                    None if opens(c, before, after) => {
                        open = Some(c);
                        first = i;
                    }
                    Some(mark) if closes(mark, c, after) => {
                        self.quote(first..i);
                        open = None;
                    }
                    _ => {}
                }
            }
            // A quotation ends with its paragraph, be it closed or not: one forgotten mark must not turn the text over.
            if open.is_some() && is_blank_line(gap) {
                self.quote(first..i);
                open = None;
            }
            at = self.tokens.get(i).map_or(next, |token| token.at.end);
        }
    }

    fn quote(&mut self, tokens: Range<usize>) {
        if tokens.len() >= QUOTATION {
            self.tokens[tokens].iter_mut().for_each(|token| token.quoted = true);
        }
    }

    /// Splits the tokens into sentences.
    fn split(&mut self, text: &str, within: Range<usize>, language: &Language) {
        let mut first = 0;
        let mut from = within.start;
        for i in 0..self.tokens.len() {
            let token = &self.tokens[i];
            let (gap_end, next) = match self.tokens.get(i + 1) {
                Some(next) => (next.at.start, Some(next)),
                None => (within.end, None),
            };
            // Parts of a pair of letters overlap.
            let gap = text.get(token.at.end..gap_end).unwrap_or_default();
            let length = i + 1 - first;
            let ends = next.is_none()
                || (!gap.is_empty() && gap != " " && self.ends_sentence(text, i, gap, language))
                || length >= LONGEST
                || (length >= LONGEST / 2 && gap.contains([';', '；']));
            if ends {
                let close = closing(gap);
                let at = opening(text, from, self.tokens[first].at.start)..token.at.end + close;
                self.sentences.push(Sentence { tokens: first..i + 1, at: at.clone() });
                from = at.end;
                first = i + 1;
            }
        }
    }

    /// Whether a sentence ends in the gap after token `i`.
    fn ends_sentence(&self, text: &str, i: usize, gap: &str, language: &Language) -> bool {
        let (token, next) = (&self.tokens[i], &self.tokens[i + 1]);
        if is_blank_line(gap) {
            return true;
        }
        let lower = text[next.at.start..].chars().next().is_some_and(char::is_lowercase);
        if gap.contains(['。', '！', '？', '।', '॥', '۔', '؟', '።', '။']) {
            return true;
        }
        if gap.contains(['!', '?', '…']) || gap.contains("...") {
            return !lower;
        }
        if let Some(stop) = gap.find('.') {
            let spaced = gap[stop..].contains(char::is_whitespace);
            return spaced && !lower && !(stop == 0 && self.is_abbreviation(text, token, next, language));
        }
        // A single line break wraps a line, unless the line was short or the next begins anew.
        gap.contains('\n') && !lower && (next.capital || next.class == Class::Number) && {
            let line = text[..token.at.end].rfind('\n').map_or(0, |at| at + 1);
            let caseless = !token.capital && !next.capital;
            gap.contains([':', '"', '”', '»']) || caseless || token.at.end - line < 60 || next.capital
        }
    }

    /// Whether the full stop after a word belongs to the word.
    fn is_abbreviation(&self, text: &str, token: &Token, next: &Token, language: &Language) -> bool {
        const ABBREVIATIONS: [&str; 58] = [
            "mr", "mrs", "ms", "mx", "dr", "prof", "st", "sr", "jr", "gen", "lt", "col", "sgt", "capt", "cmdr", "adm",
            "sen", "rep", "gov", "pres", "hon", "rev", "messrs", "vs", "etc", "inc", "ltd", "corp", "co", "dept", "no",
            "nos", "fig", "vol", "pp", "al", "approx", "jan", "feb", "apr", "aug", "sep", "sept", "oct", "nov", "dec",
            "art", "ed", "eds", "mt", "ave", "blvd", "hr", "fr", "z", "bzw", "ca", "bspw",
        ];
        let word = self.folded(token);
        // "am 13. Februar", "im 18. Jahrhundert": where nouns have capitals, a full stop makes an ordinal.
        if token.class == Class::Number && language.capital_nouns && word.len() <= 2 {
            return next.capital;
        }
        // "etc. The", "Acme Inc. The": these may end a sentence, and do before a function word with a capital.
        let begins = next.capital
            && matches!(
                self.folded(next),
                "the" | "a" | "an" | "in" | "it" | "he" | "she" | "they" | "this" | "but" | "we"
            );
        if matches!(word, "no") {
            // "No. 5", but not "He said no. They left".
            return next.class == Class::Number;
        }
        if ABBREVIATIONS.contains(&word) {
            return !(begins && matches!(word, "etc" | "inc" | "ltd" | "corp" | "co" | "al"));
        }
        let single = text[token.at.clone()].chars().count() == 1 && token.class == Class::Word;
        // "J. Smith"; "U.S. officials"; but "in the U.S. The talks".
        let dotted = text[..token.at.start].ends_with('.');
        single && (token.capital || dotted) && !(begins && dotted)
    }
}

/// The value of a digit of any script that counts by tens.
fn digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    const ZEROS: [u32; 9] = [0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xE50, 0xFF10];
    let zero = ZEROS.into_iter().find(|zero| (*zero..*zero + 10).contains(&(c as u32)))?;
    char::from_digit(c as u32 - zero, 10)
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '٫' | '٬') || (is_space(c) && c != ' ')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Whether digits belong to those before them: after a space, only where there are three.
fn groups((mark, digits): &(Option<char>, String)) -> bool {
    !mark.is_some_and(is_space) || digits.len() == 3
}

/// Before which part of a number its decimal mark stands.
fn decimal_mark(parts: &[(Option<char>, String)], english: bool) -> Option<usize> {
    let last = parts.len().checked_sub(1).filter(|last| *last > 0)?;
    let (mark, digits) = (parts[last].0?, &parts[last].1);
    let kinds = |wanted: char| parts.iter().filter(|(mark, _)| *mark == Some(wanted)).count();
    match mark {
        '٫' => Some(last),
        '.' | ',' if kinds(mark) == 1 => {
            let grouping = if english { ',' } else { '.' };
            let groups = parts.len() == 2 && digits.len() == 3 && mark == grouping && parts[0].1 != "0";
            (!groups).then_some(last)
        }
        _ => None,
    }
}

/// A decimal number without zeros that say nothing.
fn tidy(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") }
}

/// A decimal number times ten to the power of `zeros`.
fn shift(number: &str, zeros: usize) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let moved = fraction.len().min(zeros);
    let rest = &fraction[moved..];
    tidy(&format!("{whole}{}{}.{rest}", &fraction[..moved], "0".repeat(zeros - moved)))
}

/// Letters of scripts that put no spaces between words: Thai to Lao, Myanmar, Khmer, kana, Han.
fn is_unspaced(c: char) -> bool {
    (c as u32) >= 0x0E00
        && matches!(c as u32, 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3041..=0x30FF | 0x31F0..=0x31FF
            | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
        && c.is_alphanumeric()
}

/// Whether a word goes on with this.
fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}' | '\u{AD}' | '\u{2060}')
}

/// Appends a word in lower case and NFKC, without marks that no reader sees.
fn fold(word: &str, ascii: bool, to: &mut String) {
    if ascii {
        to.extend(word.bytes().map(|b| b.to_ascii_lowercase() as char));
        return;
    }
    let visible = word.chars().filter(|c| !matches!(c, '\u{200C}' | '\u{200D}' | '\u{AD}' | '\u{2060}'));
    for c in visible.nfkc().flat_map(char::to_lowercase) {
        // Arabic vowel marks and lengthening come and go with the typesetter.
        if !matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}') {
            to.push(if c == 'ς' { 'σ' } else { c });
        }
    }
}

fn is_blank_line(gap: &str) -> bool {
    let mut lines = gap.split('\n').skip(1).peekable();
    // What follows the last line break is the beginning of the next line.
    std::iter::from_fn(|| lines.next().filter(|_| lines.peek().is_some())).any(|line| line.trim().is_empty())
}

/// Whether a mark opens a quotation.
fn opens(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        '“' | '„' | '«' | '「' | '『' | '‟' => true,
        // Straight marks and single ones open after a space, before a letter.
        '"' | '‘' | '\'' | '»' => {
            before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '-' | ':'))
                && after.is_some_and(|a| a.is_alphanumeric())
        }
        _ => false,
    }
}

/// Whether a mark closes what `open` opened.
fn closes(open: char, c: char, after: Option<char>) -> bool {
    match open {
        '“' | '‟' => matches!(c, '”' | '"'),
        '„' => matches!(c, '“' | '”' | '"'),
        '«' => c == '»',
        '»' => c == '«',
        '「' => c == '」',
        '『' => c == '』',
        '"' => c == '"',
        // An apostrophe stands before a letter.
        '‘' | '\'' => matches!(c, '’' | '\'') && after.is_none_or(|a| !a.is_alphanumeric()),
        _ => false,
    }
}

/// How many bytes at the start of a gap belong to the sentence before it: its full stop, and what closes after that.
fn closing(gap: &str) -> usize {
    let closes = |c: &char| {
        matches!(
            c,
            '.' | '!'
                | '?'
                | '…'
                | '。'
                | '！'
                | '？'
                | '।'
                | '॥'
                | '۔'
                | '؟'
                | '።'
                | '။'
                | '”'
                | '"'
                | '’'
                | '\''
                | '»'
                | '」'
                | '』'
                | ')'
                | ']'
                | '%'
        )
    };
    gap.chars().take_while(closes).map(char::len_utf8).sum()
}

/// Where a sentence begins whose first word is at `word`: with the marks that open before it.
fn opening(text: &str, from: usize, word: usize) -> usize {
    let gap = text.get(from..word).unwrap_or_default();
    let opens = |c: &char| {
        matches!(c, '“' | '„' | '«' | '"' | '‘' | '\'' | '(' | '[' | '「' | '『' | '¿' | '¡' | '$' | '€' | '£')
    };
    let length: usize = gap.chars().rev().take_while(opens).map(char::len_utf8).sum();
    word - length
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, language: &str) -> Lexed {
        Lexed::read(text, 0..text.len(), &Language::new(language))
    }

    #[track_caller]
    fn sentences(text: &str, expected: &[&str]) {
        let lexed = read(text, "en");
        assert_eq!(lexed.sentences.iter().map(|s| &text[s.at.clone()]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn splits_where_sentences_end() {
        sentences("One came. Two left!  Three?", &["One came.", "Two left!", "Three?"]);
        sentences("Mr. Elm met Dr. Oak. They left.", &["Mr. Elm met Dr. Oak.", "They left."]);
        sentences(
            "In the U.S. officials met. In the U.S. The end.",
            &["In the U.S. officials met.", "In the U.S.", "The end."],
        );
        sentences("See e.g. the pier, J. K. Elm said.", &["See e.g. the pier, J. K. Elm said."]);
        sentences("“Why?” he asked. “Go.” They went.", &["“Why?” he asked.", "“Go.”", "They went."]);
        sentences(
            "It rose 3.5 per cent. No. 5 won. He said no. They left.",
            &["It rose 3.5 per cent.", "No. 5 won.", "He said no.", "They left."],
        );
        sentences(
            "A headline\n\nthe text\ngoes on here.\nNew line.",
            &["A headline", "the text\ngoes on here.", "New line."],
        );
        sentences("水位が上がった。船は出た。", &["水位が上がった。", "船は出た。"]);
        sentences("", &[]);
        sentences(" — ", &[]);
        assert!(read(&"word ".repeat(10_000), "en").sentences.iter().all(|s| s.tokens.len() <= LONGEST));
    }

    #[track_caller]
    fn numbers(text: &str, language: &str, expected: &[&str]) {
        let lexed = read(text, language);
        let found: Vec<_> = lexed.tokens.iter().filter(|t| t.class == Class::Number).map(|t| lexed.folded(t)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn reads_numbers() {
        numbers("1,500 or 1.5 or 0.50 and 007", "en", &["1500", "1.5", "0.5", "7"]);
        numbers("1.500 oder 1,5", "de", &["1500", "1.5"]);
        numbers("1\u{a0}500 and 12\u{a0}34", "en", &["1500", "12", "34"]);
        numbers("twenty-two resolutions, two hundred and fifty boats", "en", &["22", "250"]);
        numbers("1.5 million, three thousand, 5bn, a dozen", "en", &["1500000", "3000", "5000000000", "12"]);
        numbers("ten twelve one two", "en", &["10", "12", "2"]);
        numbers("one of the boats", "en", &[]);
        numbers("elf oder zwölf Boote", "de", &["11", "12"]);
        numbers("14 000 Kronen, 2019 500 Boote, 12 34", "de", &["14000", "2019", "500", "12", "34"]);
        numbers("zweimal, dreimal, einmal", "de", &["2", "3"]);
        numbers("half a million boats, half a boat", "en", &["500000"]);
        numbers("٢٠٢٤", "ar", &["2024"]);
        numbers("2025-2027, 60th", "en", &["2025", "2027", "60"]);
    }

    #[test]
    fn words_are_split_at_hyphens_and_apostrophes() {
        let words = |text: &str| {
            let lexed = read(text, "en");
            lexed.tokens.iter().map(|t| lexed.folded(t).to_string()).collect::<Vec<_>>()
        };
        assert_eq!(words("Elm’s board-led plan"), ["elm", "s", "board", "led", "plan"]);
        assert_eq!(words("co\u{AD}operate ﬁrm"), ["cooperate", "firm"]);
        assert_eq!(words("船は出"), ["船は", "は出"]);
        assert_eq!(words("船 x"), ["船", "x"]);
    }

    #[test]
    fn knows_what_is_quoted() {
        let quoted = |text: &str| {
            let lexed = read(text, "en");
            let words = lexed.tokens.iter().filter(|t| t.quoted).map(|t| lexed.folded(t).to_string());
            words.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(quoted("He said: “We will not go there.” They went."), "we will not go there");
        assert_eq!(quoted("He said: \"We will not go there.\" They \"went\"."), "we will not go there");
        assert_eq!(quoted("‘We don’t go there’, the boys’ father said."), "we don t go there");
        assert_eq!(quoted("The “Elm spirit” of trade"), "");
        assert_eq!(quoted("„Wir gehen nicht dorthin“, sagte er."), "wir gehen nicht dorthin");
        assert_eq!(quoted("“We will go there\n\nnow"), "we will go there");
    }

    #[test]
    fn german_ordinals_end_no_sentence() {
        let lexed = read("Bis zum 16. Februar ist zu. Es kamen 5. Dann ging er.", "de");
        assert_eq!(lexed.sentences.len(), 2);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in any::<String>(), language in "(en|de|ar|zh)") {
            let lexed = read(&text, &language);
            let mut end = 0;
            for sentence in &lexed.sentences {
                prop_assert!(text.get(sentence.at.clone()).is_some());
                prop_assert!(sentence.at.start >= end && !sentence.tokens.is_empty());
                end = sentence.at.end;
            }
            prop_assert_eq!(lexed.sentences.iter().map(|s| s.tokens.len()).sum::<usize>(), lexed.tokens.len());
        }

        #[test]
        fn nothing_panics_on_marks(text in "[a1 .,'\"“”„‘’\n\u{a0}٢船は%Eone two hundred]{0,60}") {
            let lexed = read(&text, "en");
            prop_assert!(lexed.tokens.iter().all(|t| text.get(t.at.clone()).is_some()));
        }
    }
}
