//! The editors' own words: not those of a withheld text, and none that the config rules out.

use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;

use super::passages::Passage;
use crate::compare::{self, Texts};
use crate::config::Avoid;
use crate::diagnostic::{Code, Diagnostic, File, Place, Span};
use crate::model::{Dossier, SourceIx};
use crate::render::strings::Strings;
use crate::rights::Publish;
use crate::text::ArchivedText;
use crate::text::run::{Hit, SharedRuns};
use crate::text::word::{self, Word};

/// Texts in another language than the dossier's whose records don't say so.
pub fn languages(dossier: &Dossier, texts: &Texts) -> Vec<Diagnostic> {
    let default = dossier.config.language.value.as_str();
    let primary = default.split(['-', '_']).next().unwrap_or_default();
    let silent: Vec<(&SourceIx, &ArchivedText)> =
        texts.iter().filter(|(ix, _)| compare::is_told(primary) && dossier[**ix].language.is_none()).collect();
    let note = |(ix, text): &(&SourceIx, &ArchivedText)| {
        let source = &dossier[**ix];
        let language = compare::spoken(text).filter(|language| !language.eq_ignore_ascii_case(primary))?;
        let id = &source.header.id;
        let message = format!("the text of `{}` seems to be in `{language}`, and counts as `{default}`", id.value);
        let span = source.text_file.as_ref().map_or(id.span, |file| file.span);
        Some(Diagnostic::at(Code::OtherLanguage, &source.file, span, message).help(format!(
            "say so in its record: `language = \"{language}\"`; numbers, dates and words are read by it"
        )))
    };
    silent.par_iter().filter_map(note).collect()
}

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
    let said: Vec<Vec<Diagnostic>> = own
        .par_iter()
        .map(|passage| {
            let read = passage.read();
            let words = word::words(read.text());
            let place = |range| Place::at(passage.file, read.span(range));
            runs.find(&words)
                .into_iter()
                .map(|hit| borrowed_run(place(span(&words[hit.words.clone()])), &hit, limit))
                .collect()
        })
        .collect();
    let mut notes = said.concat();
    // Blocks of code and the texts of pictures are shown as well, though they aren't in the words of the prose.
    let seen: BTreeSet<(&str, Span)> = notes
        .iter()
        .filter_map(|note| note.place.as_ref())
        .filter_map(|p| Some((p.file.path.as_str(), p.span?)))
        .collect();
    let unsaid: Vec<Vec<Diagnostic>> = markdown(dossier)
        .par_iter()
        .map(|file| {
            let start = body(&file.text);
            let words = word::words(&file.text[start..]);
            let mut notes = Vec::new();
            for hit in runs.find(&words) {
                let range = span(&words[hit.words.clone()]);
                let at = Span::from(range).shifted(start);
                let of_file =
                    seen.range((file.path.as_str(), Span::default())..).take_while(|(path, _)| *path == file.path);
                let is_new = of_file.map(|(_, span)| span).all(|span| at.end <= span.start || span.end <= at.start);
                notes.extend(is_new.then(|| borrowed_run(Place::at(file, at), &hit, limit)));
            }
            notes
        })
        .collect();
    notes.extend(unsaid.concat());
    notes
}

/// The Markdown records.
fn markdown(dossier: &Dossier) -> Vec<&Arc<File>> {
    let home = dossier.home.iter().map(|page| &page.file);
    home.chain(dossier.pages.iter().map(|page| &page.file)).chain(dossier.sources.iter().map(|s| &s.file)).collect()
}

/// Where the prose of a Markdown record begins: after its front matter.
fn body(text: &str) -> usize {
    let fence = |line: &str| line.trim_start_matches('\u{feff}').trim_end() == "+++";
    let ends = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end, fence(line)))
    });
    ends.filter(|(_, fence)| *fence).nth(1).map_or(text.len(), |(end, _)| end)
}

/// The words themselves stand in the editors' file already; of the text, no more is said than where.
fn borrowed_run(place: Place, hit: &Hit, limit: usize) -> Diagnostic {
    let lines = match (hit.lines.first(), hit.lines.last()) {
        (first, last) if first == last => format!("line {first}"),
        (first, last) => format!("lines {first}-{last}"),
    };
    let message = format!("{} words in a row stand in the text of `{}`, {lines}", hit.words.len(), hit.text);
    let mut note = Diagnostic::new(Code::BorrowedWords, message);
    note.place = Some(place);
    note.label("not the editors' own words")
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
            let read = passage.read();
            let words = word::words(read.text());
            let place = |words: &[Word]| Place::at(passage.file, read.span(span(words)));
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
    use crate::diagnostic::Spanned;

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
    fn prose_begins_after_the_front_matter() {
        let check = |text: &str, expected: &str| assert_eq!(&text[body(text)..], expected);
        check("+++\na = 1\n+++\nWords\n+++\n", "Words\n+++\n");
        check("\u{feff}+++\r\n+++ \r\nWords", "Words");
        check("+++\na = 1", "");
        check("", "");
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
