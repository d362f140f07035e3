//! The editors' own words: not those of a withheld text, and none that the config rules out.

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use super::passages::Passage;
use crate::compare::Texts;
use crate::config::Avoid;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::Dossier;
use crate::render::strings::Strings;
use crate::rights::Publish;
use crate::text::run::{Hit, SharedRuns};
use crate::text::word::{self, Word};

/// Longer runs of words than `wording.own_words_run` that a text of the editors shares with an archived text that is here.
///
/// A text whose rights are `full` is on the site anyway, and may be quoted. Titles and labels of sources, and names in
/// all their forms, don't count: there is no other way to say them.
pub fn borrowed(dossier: &Dossier, passages: &[Passage<'_>], texts: &Texts) -> Vec<Diagnostic> {
    let withheld = texts.iter().filter(|(ix, _)| dossier.rights(**ix).publish != Publish::Full);
    let withheld: Vec<_> = withheld.map(|(ix, text)| (dossier[*ix].header.id.as_str(), text)).collect();
    if withheld.is_empty() {
        return Vec::new();
    }
    let sources = dossier.sources.iter().flat_map(|s| s.header.title.iter().chain(&s.label));
    let names = dossier.names.iter().flat_map(|n| n.header.title.iter().chain(n.forms.iter().map(|f| &f.form)));
    let limit = dossier.config.wording.own_words_run as usize;
    let runs = SharedRuns::new(withheld, sources.chain(names).map(|word| word.as_str()), limit);
    let own: Vec<&Passage<'_>> = passages.iter().filter(|passage| passage.editors).collect();
    let found: Vec<Vec<Diagnostic>> = own
        .par_iter()
        .map(|passage| {
            let words = word::words(passage.said.text());
            runs.find(&words).into_iter().map(|hit| borrowed_run(passage, &words, &hit, limit)).collect()
        })
        .collect();
    found.concat()
}

/// The words themselves stand in the editors' file already; of the text, no more is said than where.
fn borrowed_run(passage: &Passage<'_>, words: &[Word], hit: &Hit, limit: usize) -> Diagnostic {
    let run = &words[hit.words.clone()];
    let start = run.first().map_or(0, |word| word.span.start);
    let end = run.last().map_or(start, |word| word.span.end);
    let lines = match (hit.lines.first(), hit.lines.last()) {
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first}-{last}"),
    };
    let message = format!("{} words in a row stand in the text of `{}`, {lines}", run.len(), hit.text);
    Diagnostic::at(Code::BorrowedWords, passage.file, passage.said.span(start..end), message)
        .label("not the editors' own words")
        .help(format!("say it in other words; a run of {limit} is allowed (`wording.own_words_run`)"))
}

/// Words that `wording.avoid` rules out, in the editors' own texts and in what the theme says.
pub fn avoided(dossier: &Dossier, passages: &[Passage<'_>], strings: &Strings) -> Vec<Diagnostic> {
    let config = &dossier.config;
    let Some(avoid) = Avoided::new(&config.wording.avoid) else { return Vec::new() };
    let said = |place: Place, words: &[Word], rule: usize| {
        let word: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let message = format!("“{}” is ruled out by `wording.avoid`", word.join(" "));
        let mut note = Diagnostic::new(Code::AvoidedWord, message);
        note.place = Some(place);
        note.related(Place::at(&config.file, config.wording.avoid[rule].word.span), "ruled out here")
    };
    let own: Vec<&Passage<'_>> = passages.iter().filter(|passage| passage.editors).collect();
    let in_records: Vec<Vec<Diagnostic>> = own
        .par_iter()
        .map(|passage| {
            let words = word::words(passage.said.text());
            let place = |words: &[Word]| Place::at(passage.file, passage.said.span(span(words)));
            avoid.find(&words).into_iter().map(|(found, rule)| said(place(found), found, rule)).collect()
        })
        .collect();
    let mut notes = in_records.concat();
    for place in strings.texts() {
        let Some((start, text)) = place.span.and_then(|s| {
            let start = s.start as usize;
            Some((start, place.file.text.get(start..s.end as usize)?))
        }) else {
            continue;
        };
        let words = word::words(text);
        for (found, rule) in avoid.find(&words) {
            let span = span(found);
            let note = said(Place::at(&place.file, start + span.start..start + span.end), found, rule);
            notes.push(note.help("put another wording into `strings/` of the theme"));
        }
    }
    notes
}

/// From the first of the words to the last.
fn span(words: &[Word]) -> std::ops::Range<usize> {
    let start = words.first().map_or(0, |word| word.span.start);
    start..words.last().map_or(start, |word| word.span.end)
}

/// The words and phrases to avoid, all of them looked for in one pass.
struct Avoided {
    finder: AhoCorasick,
    /// For each pattern of the finder, the rule that it is of.
    rules: Vec<usize>,
}

impl Avoided {
    /// `None` where nothing is ruled out.
    fn new(avoid: &[Avoid]) -> Option<Self> {
        let mut patterns = Vec::new();
        let mut rules = Vec::new();
        for (rule, avoid) in avoid.iter().enumerate() {
            let words = word::words(&avoid.word);
            let (mut pattern, _) = spaced(&words);
            if avoid.prefix {
                pattern.truncate(pattern.trim_end().len());
            }
            if !words.is_empty() {
                patterns.push(pattern);
                rules.push(rule);
            }
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok()?;
        (!rules.is_empty()).then_some(Avoided { finder, rules })
    }

    /// The words to avoid among `words`, each with its rule.
    fn find<'w>(&self, words: &'w [Word]) -> Vec<(&'w [Word], usize)> {
        let (text, starts) = spaced(words);
        let found = self.finder.find_iter(&text).map(|hit| {
            let first = starts.partition_point(|start| *start < hit.start());
            let end = starts.partition_point(|start| *start < hit.end());
            (&words[first.min(end)..end], self.rules[hit.pattern().as_usize()])
        });
        found.collect()
    }
}

/// Each word with a space on either side, so that a pattern of whole words takes no space that the next one needs;
/// and where each begins.
fn spaced(words: &[Word]) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(words.len());
    for word in words {
        starts.push(text.len());
        text.push(' ');
        text.push_str(&word.text);
        text.push(' ');
    }
    (text, starts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Span, Spanned};

    /// `avoid` is a comma-separated list as the config has it, beginnings with `…`.
    #[track_caller]
    fn check(avoid: &str, text: &str, expected: &[&str]) {
        let rules = avoid.split(", ").filter(|a| !a.is_empty()).map(|a| Avoid {
            word: Spanned::new(a.trim_end_matches('…').to_string(), Span::default()),
            prefix: a.ends_with('…'),
        });
        let words = word::words(text);
        let avoided = Avoided::new(&rules.collect::<Vec<_>>());
        let found = avoided.as_ref().map_or(Vec::new(), |a| a.find(&words));
        let found: Vec<&str> = found.iter().map(|(words, _)| &text[span(words)]).collect();
        assert_eq!(found, expected, "{avoid}: {text}");
    }

    #[test]
    fn words_phrases_and_beginnings() {
        check("", "copied", &[]);
        check("…, -", "copied", &[]);
        check("copied", "Copied, copied; photocopied. COPIED copier", &["Copied", "copied", "COPIED"]);
        check("plagiar…", "plagiarism and plagiarised, not Unplagiarised", &["plagiarism", "plagiarised"]);
        check("derives from", "It derives\n from — derives, from", &["derives\n from", "derives, from"]);
        check("derives fro…", "It derives from", &["derives from"]);
        check("copied, copied from, copi…", "copied from, copies", &["copied from", "copies"]);
        check("списал, straße, stole", "Списал и списала: STRASSE, Straße, “stole”", &["Списал", "Straße", "stole"]);
        check("抄袭", "他抄袭了", &["抄袭"]);
    }
}
