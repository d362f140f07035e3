//! Mentions: where the names of the dossier stand in a text.
//!
//! All forms of all names are looked for in one pass. At each place the longest form wins, whoever's it is, so that
//! “Astana Declaration” is not a mention of Astana; a form that two names claim counts for both.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use indexmap::IndexMap;

use super::{ArchivedText, normal, word};

/// How the case of a form matters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Case {
    /// A capital must be a capital in the text, a small letter may be either: the journal “Horizons” is not in
    /// “new horizons”, but in “HORIZONS”; “the Platform” may begin a sentence. What a plain form does.
    #[default]
    Capitals,
    /// Letter by letter as written: `case = true`.
    Exact,
    /// Case doesn't matter: `case = false`.
    Any,
}

/// A form of a name, as one or more sources print it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Form {
    /// The form itself.
    pub form: String,
    /// How its case matters.
    pub case: Case,
    /// It is no mention right before one of these words: “Astana” before “Declaration”.
    pub unless_before: Vec<String>,
    /// It is no mention right after one of these words.
    pub unless_after: Vec<String>,
}

impl Form {
    /// A plain form.
    pub fn plain(form: impl Into<String>) -> Self {
        Form { form: form.into(), ..Form::default() }
    }
}

/// A name and its forms.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameForms<'a> {
    /// The name's id.
    pub id: &'a str,
    /// Its forms, in the record's order.
    pub forms: &'a [Form],
}

/// Where a name is not meant though its form is there: `except` in the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exception<'a> {
    /// The name's id.
    pub id: &'a str,
    /// Code points of the text; mentions that lie inside are none.
    pub at: Range<usize>,
}

/// One mention of a name.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Mention {
    /// Its code points in the text as stored.
    pub at: Range<usize>,
    /// The line that it begins on.
    pub line: usize,
    /// Which of the name's forms it is, counted from 0.
    pub form: usize,
    /// Whether the line belongs to the article.
    pub in_body: bool,
}

/// More forms than one search can hold (about two thousand million bytes of them).
#[derive(Clone, Debug, thiserror::Error)]
#[error("the names have too many forms to look for: {0}")]
pub struct TooManyForms(String);

/// A search for all names at once: built once, used for every text.
#[derive(Clone, Debug)]
pub struct Finder {
    search: AhoCorasick,
    ids: Vec<String>,
    /// For each thing looked for, all forms that read so in lower case.
    patterns: Vec<Vec<Wanted>>,
}

/// One form of one name, made ready.
#[derive(Clone, Debug)]
struct Wanted {
    /// Index of the name.
    name: usize,
    /// Index of the form among the name's.
    form: usize,
    text: String,
    case: Case,
    unless_before: Vec<String>,
    unless_after: Vec<String>,
}

impl Finder {
    /// A finder for these names. Forms without a letter or digit are never found.
    pub fn new(names: &[NameForms<'_>]) -> Result<Self, TooManyForms> {
        let mut patterns: IndexMap<String, Vec<Wanted>> = IndexMap::new();
        for (name, forms) in names.iter().enumerate() {
            for (form, written) in forms.forms.iter().enumerate() {
                let text = normal::phrase(&written.form);
                if word::count(&text) == 0 {
                    continue;
                }
                let phrases = |list: &[String]| {
                    list.iter().map(|w| normal::phrase(w)).filter(|w| !w.is_empty()).collect::<Vec<_>>()
                };
                patterns.entry(normal::lower(&text).text().to_string()).or_default().push(Wanted {
                    name,
                    form,
                    text,
                    case: written.case,
                    unless_before: phrases(&written.unless_before),
                    unless_after: phrases(&written.unless_after),
                });
            }
        }
        let search = AhoCorasick::new(patterns.keys()).map_err(|e| TooManyForms(e.to_string()))?;
        let ids = names.iter().map(|name| name.id.to_string()).collect();
        Ok(Finder { search, ids, patterns: patterns.into_values().collect() })
    }

    /// The mentions of each name in a text, by id and in the order of the text; names without any are left out.
    ///
    /// Declared copies are not searched. Outside the body, what a line repeats of the line before it counts once:
    /// captions and author boxes are often printed two or three times in a row.
    pub fn find(&self, text: &ArchivedText, except: &[Exception<'_>]) -> BTreeMap<String, Vec<Mention>> {
        let normal = text.normal.text();
        let lower = normal::lower(normal);
        let mut except_of: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
        for exception in except {
            except_of.entry(exception.id).or_default().extend(text.bytes(exception.at.clone()));
        }
        let repeated = repeats(text);
        // Overlapping matches, since the longest at a place may turn out not to be a mention, and a shorter one be.
        let mut matches: Vec<(Range<usize>, &Wanted)> = Vec::new();
        for found in self.search.find_overlapping_iter(lower.text()) {
            let at = lower.source_range(found.range());
            if !word::is_boundary(normal, at.start) || !word::is_boundary(normal, at.end) {
                continue;
            }
            let before = repeated.partition_point(|range| range.start <= at.start);
            if repeated[..before].last().is_some_and(|range| at.start < range.end) {
                continue;
            }
            let wanted = &self.patterns[found.pattern().as_usize()];
            matches.extend(wanted.iter().filter(|w| w.stands_at(normal, &at)).map(|w| (at.clone(), w)));
        }
        matches.retain(|(at, wanted)| {
            let bytes = text.normal.source_range(at.clone());
            let excepted = except_of.get(self.ids[wanted.name].as_str());
            let excepted = excepted.is_some_and(|e| e.iter().any(|e| e.start <= bytes.start && bytes.end <= e.end));
            !excepted && !text.copied.contains(text.line_of(bytes.start))
        });
        matches.sort_by_key(|(at, wanted)| (at.start, std::cmp::Reverse(at.end), wanted.name, wanted.form));
        let mut mentions: BTreeMap<String, Vec<Mention>> = BTreeMap::new();
        let mut last: Range<usize> = 0..0;
        for (at, wanted) in matches {
            // Another name, or another form, of the very same words; or words that a longer form has taken.
            if at.start < last.end && at != last {
                continue;
            }
            let bytes = text.normal.source_range(at.clone());
            let line = text.line_of(bytes.start);
            let points = text.points(bytes);
            let of_name = mentions.entry(self.ids[wanted.name].clone()).or_default();
            if of_name.last().is_none_or(|before| before.at != points) {
                of_name.push(Mention { at: points, line, form: wanted.form, in_body: text.body.contains(line) });
            }
            last = at;
        }
        mentions
    }
}

impl Wanted {
    /// Whether the words at `at`, equal in lower case, are this form, and nothing beside them rules it out.
    fn stands_at(&self, normal: &str, at: &Range<usize>) -> bool {
        let (before, after) = (normal[..at.start].trim_end(), normal[at.end..].trim_start());
        let follows = |w: &String| after.starts_with(w.as_str()) && word::is_boundary(after, w.len());
        let precedes = |w: &String| before.ends_with(w.as_str()) && word::is_boundary(before, before.len() - w.len());
        agrees(&normal[at.clone()], &self.text, self.case)
            && !self.unless_before.iter().any(follows)
            && !self.unless_after.iter().any(precedes)
    }
}

/// Whether `text` is `form`, as far as `case` demands.
fn agrees(text: &str, form: &str, case: Case) -> bool {
    let lower = |c: char| {
        let mut lower = String::new();
        normal::push_lower(c, &mut lower);
        lower
    };
    match case {
        Case::Exact => text == form,
        Case::Any => normal::lower(text).text() == normal::lower(form).text(),
        Case::Capitals => {
            let mut letters = text.chars();
            let alike = form
                .chars()
                .all(|f| letters.next().is_some_and(|t| t == f || (!f.is_uppercase() && lower(t) == lower(f))));
            alike && letters.next().is_none()
        }
    }
}

/// Outside the body: what each line repeats of the line before it, from its start, as ranges of the normal text.
fn repeats(text: &ArchivedText) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut before = String::new();
    for line in 1..=text.lines() {
        let Some(bytes) = text.line_bytes(line) else { continue };
        let range = text.normal_range(bytes);
        let written = text.normal.text()[range.clone()].trim_start();
        let start = range.end - written.len();
        let written = written.trim_end();
        if written.is_empty() {
            continue;
        }
        if text.body.contains(line) || text.copied.contains(line) {
            before.clear();
            continue;
        }
        let lower = normal::lower(written);
        if !before.is_empty() && lower.text().starts_with(&before) && word::is_boundary(lower.text(), before.len()) {
            found.push(start..start + lower.source_range(0..before.len()).end);
        }
        before = lower.text().to_string();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;
    use proptest::prelude::*;

    /// Names are written `id: form | form`; a form may end in `=` (exact) or `~` (any case), and have `>word` for
    /// `unless_before` or `<word` for `unless_after`.
    fn names(written: &[&str]) -> Vec<(String, Vec<Form>)> {
        let form = |part: &str| {
            let mut words = part.split(['>', '<']);
            let form = words.next().unwrap_or_default().trim();
            let list = |sign: char| {
                part.split(sign)
                    .skip(1)
                    .map(|w| w.split(['>', '<']).next().unwrap_or_default().trim().to_string())
                    .collect()
            };
            let case = match form.chars().last() {
                Some('=') => Case::Exact,
                Some('~') => Case::Any,
                _ => Case::Capitals,
            };
            let form = form.trim_end_matches(['=', '~']).to_string();
            Form { form, case, unless_before: list('>'), unless_after: list('<') }
        };
        let name = |line: &&str| {
            let (id, forms) = line.split_once(": ").expect("id");
            (id.to_string(), forms.split('|').map(form).collect())
        };
        written.iter().map(name).collect()
    }

    fn find(
        text: &ArchivedText,
        names: &[(String, Vec<Form>)],
        except: &[Exception<'_>],
    ) -> BTreeMap<String, Vec<Mention>> {
        let forms: Vec<_> = names.iter().map(|(id, forms)| NameForms { id, forms }).collect();
        Finder::new(&forms).expect("finder").find(text, except)
    }

    /// Mentions as `id LINE.FORM words`, in brackets outside the body.
    fn show(text: &ArchivedText, found: &BTreeMap<String, Vec<Mention>>) -> Vec<String> {
        let line = |id: &str, m: &Mention| {
            let words = &text.raw()[text.bytes(m.at.clone()).expect("range")];
            let shown = format!("{id} {}.{} {words}", m.line, m.form);
            if m.in_body { shown } else { format!("[{shown}]") }
        };
        found.iter().flat_map(|(id, mentions)| mentions.iter().map(move |m| line(id, m))).collect()
    }

    #[track_caller]
    fn check(text: &str, written: &[&str], expected: &[&str]) {
        let text = sample(text, "", &[]);
        assert_eq!(show(&text, &find(&text, &names(written), &[])), expected);
    }

    #[test]
    fn whole_words_in_any_typography() {
        check("The Elm Institute’s elms, Elmwood, pro-Elm.", &["elm: Elm"], &["elm 1.0 Elm", "elm 1.0 Elm"]);
        check(
            "Port\u{A0} Office, Port\nOffice",
            &["po: Port Office"],
            &["po 1.0 Port\u{A0} Office", "po 1.0 Port\nOffice"],
        );
        check("Port\n\nOffice", &["po: Port Office"], &[]);
        check("O’Hara and O'Hara", &["o: O'Hara"], &["o 1.0 O’Hara", "o 1.0 O'Hara"]);
        check("Oʻtkir, O'tkir", &["o: Oʻtkir"], &["o 1.0 Oʻtkir"]);
        check("Antic\u{301} Antić", &["a: Antić"], &["a 1.0 Antic\u{301}", "a 1.0 Antić"]);
        check("他在阿斯塔纳说", &["a: 阿斯塔纳"], &["a 1.0 阿斯塔纳"]);
        check("İzmir", &["i: i~ | İzmir"], &["i 1.1 İzmir"]);
    }

    #[test]
    fn case() {
        let text = "Tides, tides and TIDES by the Quay, The Quay";
        check(text, &["t: Tides"], &["t 1.0 Tides", "t 1.0 TIDES"]);
        check(text, &["t: Tides="], &["t 1.0 Tides"]);
        check(text, &["t: Tides~"], &["t 1.0 Tides", "t 1.0 tides", "t 1.0 TIDES"]);
        check(text, &["t: tides"], &["t 1.0 Tides", "t 1.0 tides", "t 1.0 TIDES"]);
        check(text, &["q: the Quay"], &["q 1.0 the Quay", "q 1.0 The Quay"]);
        check("NATO Nato nato", &["n: Nato"], &["n 1.0 NATO", "n 1.0 Nato"]);
        check("NATO Nato", &["n: NATO"], &["n 1.0 NATO"]);
    }

    #[test]
    fn the_longest_form_wins() {
        let names = ["elm: Elm | Elm Town", "charter: Elm Charter", "board: Elm Charter Board"];
        check(
            "Elm, Elm Town, Elm Charter, Elm Charter Board",
            &names,
            &["board 1.0 Elm Charter Board", "charter 1.0 Elm Charter", "elm 1.0 Elm", "elm 1.1 Elm Town"],
        );
        // A longer form that isn't there in this case leaves the shorter one.
        check("Elm charter", &names, &["elm 1.0 Elm"]);
        // The first of two that overlap.
        check("Old Elm Charter", &["o: Old Elm", "c: Elm Charter"], &["o 1.0 Old Elm"]);
        // A form that two names claim.
        check("Elm", &["a: Elm", "b: Elm"], &["a 1.0 Elm", "b 1.0 Elm"]);
        check("Elm", &["a: ELM | Elm | elm"], &["a 1.1 Elm"]);
    }

    #[test]
    fn words_beside_it() {
        let names = ["elm: Elm >Charter >Day <Old"];
        check("Elm Charters. Elm  Charter. Elm Day. Old Elm. Bold Elm. Elm", &names, &["elm 1.0 Elm"; 3]);
        // What is ruled out takes no words from others.
        check("Old Elm", &["elm: Old Elm <Very | Elm", "x: Elm"], &["elm 1.0 Old Elm"]);
        check("Very Old Elm", &["elm: Old Elm <Very", "x: Elm"], &["x 1.0 Elm"]);
    }

    #[test]
    fn exceptions() {
        let text = sample("Elm agreed. Elm grew.", "", &[]);
        let names = names(&["elm: Elm", "x: Elm"]);
        let except = [
            Exception { id: "elm", at: 0..10 },
            Exception { id: "x", at: 12..14 },
            Exception { id: "elm", at: 90..99 },
        ];
        assert_eq!(show(&text, &find(&text, &names, &except)), ["elm 1.0 Elm", "x 1.0 Elm", "x 1.0 Elm"]);
    }

    #[test]
    fn copies_and_repeats_count_once() {
        let text = "Ada Quill\nBody by Ada Quill\nBody by Ada Quill\nADA QUILL\n\nAda Quill\nAda Quill, editor, not Ada Quill II\nAda Quillon\nAda Quill\nAda Quill";
        let text = sample(text, "2-3", &["10=1"]);
        let found = find(&text, &names(&["ada: Ada Quill"]), &[]);
        assert_eq!(
            show(&text, &found),
            [
                "[ada 1.0 Ada Quill]",
                "ada 2.0 Ada Quill",
                "ada 3.0 Ada Quill",
                "[ada 4.0 ADA QUILL]",
                "[ada 7.0 Ada Quill]",
                "[ada 9.0 Ada Quill]",
            ]
        );
    }

    #[test]
    fn five_megabytes_in_one_line() {
        let text = sample(&"Elm Charter, old elm’s “Elm” ".repeat(160_000), "", &[]);
        let found = find(&text, &names(&["elm: Elm | Elm Town", "charter: Elm Charter"]), &[]);
        assert_eq!((found["elm"].len(), found["charter"].len()), (160_000, 160_000));
    }

    proptest! {
        #[test]
        fn order_of_names_does_not_matter(text in "([ab]{1,2}[ ’]){0,30}", forms in proptest::collection::vec("[ab]{1,2}( [ab]{1,2}){0,2}", 1..8)) {
            let text = sample(&text, "", &[]);
            let mut names: Vec<_> = forms.iter().enumerate().map(|(i, form)| (format!("n{i}"), vec![Form::plain(form)])).collect();
            let found = find(&text, &names, &[]);
            names.reverse();
            prop_assert_eq!(&found, &find(&text, &names, &[]));
            // Mentions of different places never overlap.
            let mut all: Vec<_> = found.values().flatten().map(|m| (m.at.start, m.at.end)).collect();
            all.sort_unstable();
            all.dedup();
            prop_assert!(all.windows(2).all(|pair| pair[0].1 <= pair[1].0));
        }

        #[test]
        fn nothing_panics(text in any::<String>(), form in any::<String>(), word in any::<String>()) {
            let text = sample(&text, "", &[]);
            let forms = [Case::Any, Case::Capitals, Case::Exact].map(|case| Form { form: form.clone(), case, unless_before: vec![word.clone()], unless_after: vec![word.clone()] });
            find(&text, &[("x".to_string(), forms.to_vec())], &[]);
        }
    }
}
