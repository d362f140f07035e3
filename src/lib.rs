//! `dossier` turns a folder of sources and editorial records into a static site that says who said what, when,
//! and how many separate accounts stand behind it.
//!
//! # The pipeline
//!
//! Every stage is a plain function from one named type to the next. Each returns its value *with* its
//! diagnostics ([`diagnostic::Noted`]); nothing stops at the first mistake.
//!
//! | stage | from → to | what the result promises |
//! |---|---|---|
//! | [`manuscript::read`] | disk → [`manuscript::Manuscript`] | every input in memory, sorted, read once |
//! | [`config::parse`] | file → [`config::Config`] | validated settings, their places kept |
//! | [`entry::parse`] | file → [`entry::record::Entry`] | what one file says, references still words with places |
//! | [`model::link()`] | entries → [`model::Dossier`] | every reference is a record; drafts and embargoed ones are gone |
//! | [`compare::gather`] | texts → [`compare::evidence::Evidence`] | where anchors and names stand; from the evidence file where a text isn't here |
//! | [`compare::compare`] | evidence → [`compare::Comparison`] | mentions and separate accounts, by index |
//! | [`check::check`] | dossier → diagnostics | rules that need more than one record |
//! | [`site::plan`] | dossier → [`site::Site`] | every page that will exist, and its address; no HTML |
//! | [`render::render`] | site → [`output::Output`] | path → bytes for all of the site |
//! | [`write::write`] | output → `public/` | all or nothing; only files of ours are touched |
//! | [`publish::open`] | output → a host | assets before pages, removals last; only files of ours are touched |
//!
//! [`build`] is the first nine of them. A module uses only what stands above it in this file.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

pub mod diagnostic;
pub mod edtf;
pub mod fields;
pub mod config;
pub mod html;

pub mod entry;
pub mod model;

/// The modules that may read an archived text. What they keep to themselves (`pub(in crate::withheld)`) can't be
/// reached by anything that makes pages: from here, text gets out only as a [`rights::Quotable`].
#[path = "."]
mod withheld {
    pub mod text;
    pub mod rights;
    pub mod compare;
}

pub mod manuscript;
pub mod site;
pub mod output;
pub mod render;
pub mod check;
pub mod write;
pub mod media;
pub mod publish;
pub mod import;
pub mod cli;

pub use withheld::{compare, rights, text};

use compare::evidence::Evidence;
use compare::{Comparison, Texts};
use diagnostic::{Code, Diagnostic, Noted};
use edtf::Day;
use manuscript::{FoundText, Location, Manuscript};
use model::{Dossier, Publication, SourceIx};
use output::Output;
use text::{ArchivedText, DeclaredCopy, LineRange, Lines};

/// What to build.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where the dossier and its archive lie.
    pub location: Location,
    /// In place of the config's `base_url`.
    pub base_url: Option<String>,
    /// Whether drafts and embargoed records are shown.
    pub drafts: bool,
    /// The day that embargoes are measured against. Without one, embargoed records stay out.
    pub as_of: Option<Day>,
}

impl Options {
    /// A dossier in a folder, built as it is published.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Options { location: Location { root: root.into(), archive: None }, ..Options::default() }
    }
}

/// A built site, not yet written.
#[derive(Debug)]
pub struct Build {
    /// Path → bytes. Empty where there are errors in the records: nothing may be published then.
    pub output: Output,
    /// All that there is to say, sorted.
    pub notes: Vec<Diagnostic>,
    /// What was built.
    pub summary: Summary,
}

/// What was built, in numbers.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize)]
pub struct Summary {
    /// The dossier's title.
    pub title: String,
    /// The finding in one sentence.
    pub finding: String,
    /// Sources.
    pub sources: usize,
    /// Separate accounts among them, at least and at most.
    pub accounts: (usize, usize),
    /// Claims.
    pub claims: usize,
    /// Events.
    pub events: usize,
    /// Names.
    pub names: usize,
    /// Topics.
    pub topics: usize,
    /// Pages of the site.
    pub pages: usize,
    /// Texts that are here, and texts that the records name.
    pub texts: (usize, usize),
    /// Records left out as drafts or under embargo.
    pub left_out: usize,
}

/// Everything up to the site's plan.
struct Understood {
    manuscript: Manuscript,
    dossier: Dossier,
    texts: Texts,
    /// Whether any of the texts is one that a clone of the dossier doesn't have.
    archived: bool,
    evidence: Evidence,
    notes: Vec<Diagnostic>,
}

/// Builds the dossier in memory. Reads the disk, writes nothing.
pub fn build(options: &Options) -> Build {
    let Understood { manuscript, dossier, texts, archived, evidence, mut notes } = understand(options);
    if archived {
        notes.extend(compare::stale(&evidence, manuscript.evidence.as_ref()));
    }
    let comparison = compare::compare(&dossier, &evidence, &texts);
    let theme = render::load_theme(&dossier.config, &manuscript.themes).take_notes(&mut notes);
    notes.extend(check::check(&dossier, &comparison, &texts, theme.strings()));
    let planned = site::plan(&dossier, &comparison);
    let site = planned.value;
    if !diagnostic::any_error(&notes) {
        // Two records of one id would be at one address, too: that is said once.
        notes.extend(planned.notes);
    }
    if !diagnostic::any_error(&notes) {
        notes.extend(check::undone(&dossier));
    }
    let whole = render::Whole { dossier: &dossier, comparison: &comparison, site: &site, theme: &theme };
    let summary = summary(&dossier, &comparison, &texts, &whole, site.pages.len());
    let mut output = Output::new();
    if !diagnostic::any_error(&notes) {
        output = render::render(whole, &manuscript.files).take_notes(&mut notes);
        notes.extend(check::links(&dossier, &output));
    }
    if diagnostic::any_error(&notes) {
        output = Output::new();
    }
    diagnostic::sort(&mut notes);
    // Letting go of a large dossier takes as long as linking it: beside what the caller does next.
    rayon::spawn(move || drop((manuscript, dossier, texts, comparison, site, theme)));
    Build { output, notes, summary }
}

/// The places that `config.toml` names to publish to.
pub fn targets(location: &Location) -> Noted<Vec<config::publish::Target>> {
    let mut notes = Vec::new();
    let file = manuscript::read_config(location).take_notes(&mut notes);
    let unread = file.is_none() && diagnostic::any_error(&notes);
    let config = config::parse(file.as_ref());
    let config = if unread { config.value } else { config.take_notes(&mut notes) };
    Noted::new(config.targets, notes)
}

/// The evidence file of the dossier as it is now, for `content/comparison.json`, and whether the one there says the same.
pub fn evidence(options: &Options) -> Noted<EvidenceFile> {
    let Understood { manuscript, evidence, mut notes, .. } = understand(options);
    let text = evidence.write();
    let current = manuscript.evidence.is_some_and(|file| *file.text == *text);
    diagnostic::sort(&mut notes);
    Noted::new(EvidenceFile { text, current }, notes)
}

/// The evidence file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EvidenceFile {
    /// What it should hold.
    pub text: String,
    /// Whether it holds that.
    pub current: bool,
}

fn understand(options: &Options) -> Understood {
    let mut notes = Vec::new();
    let manuscript = manuscript::read(&options.location).take_notes(&mut notes);
    // A config that can't be read was reported as that; it isn't missing.
    let unread = notes.iter().any(|note| note.place.as_ref().is_some_and(|place| place.file.path == "config.toml"));
    let config = config::parse(manuscript.config.as_ref());
    let mut config = if unread { config.value } else { config.take_notes(&mut notes) };
    if let Some(base_url) = &options.base_url {
        config = config.with_base_url(base_url).take_notes(&mut notes);
    }
    let config = Arc::new(config);
    let settings = config.settings();
    let parsed: Vec<_> = manuscript.records.par_iter().map(|file| entry::parse(file, &settings)).collect();
    let entries = parsed.into_iter().filter_map(|entry| entry.take_notes(&mut notes)).collect();
    let publication = Publication { drafts: options.drafts, as_of: options.as_of };
    let dossier = model::link(&config, entries, publication).take_notes(&mut notes);
    let (texts, archived) = texts(&options.location, &dossier).take_notes(&mut notes);
    let written = manuscript.evidence.as_ref().and_then(|file| compare::evidence::read(file).take_notes(&mut notes));
    let evidence = compare::gather(&dossier, &texts, written.as_ref()).take_notes(&mut notes);
    Understood { manuscript, dossier, texts, archived, evidence, notes }
}

/// The texts of the sources, as far as they are here and are the ones that the records name; and whether any of
/// them lies in the archive.
fn texts(location: &Location, dossier: &Dossier) -> Noted<(Texts, bool)> {
    let named: Vec<(SourceIx, &str)> =
        SourceIx::all(dossier).filter_map(|ix| Some((ix, dossier[ix].text_file.as_ref()?.value.as_str()))).collect();
    let names: Vec<&str> = named.iter().map(|(_, name)| *name).collect();
    let mut notes = Vec::new();
    let stored = manuscript::read_texts(location, &names).take_notes(&mut notes);
    let mut texts = BTreeMap::new();
    let mut archived = false;
    let ranges = |lines: &[diagnostic::Spanned<entry::record::LineRange>]| -> Lines {
        lines.iter().filter_map(|l| LineRange::new(l.first as usize, l.last as usize).ok()).collect()
    };
    for (ix, name) in named {
        let Some(FoundText { stored, archived: from_archive }) = stored.get(name) else { continue };
        let source = &dossier[ix];
        let actual = stored.hash();
        match &source.hash {
            Some(hash) if hash.value == actual => {}
            Some(hash) => {
                notes.push(
                    Diagnostic::at(Code::HashMismatch, &source.file, hash.span, format!("`{name}` is another text than was recorded"))
                        .help(format!("the text that is there has `hash = \"{actual}\"`: if it is the right one, check the record against it")),
                );
                continue;
            }
            None => {
                let span = source.text_file.as_ref().map_or(source.header.id.span, |file| file.span);
                notes.push(
                    Diagnostic::at(Code::MissingField, &source.file, span, "a source with a text needs its hash")
                        .help(format!("add `hash = \"{actual}\"`")),
                );
            }
        }
        let copies: Vec<DeclaredCopy> = source
            .parts
            .copies
            .iter()
            .filter_map(|(lines, of)| {
                let range = |r: &entry::record::LineRange| LineRange::new(r.first as usize, r.last as usize).ok();
                Some(DeclaredCopy { lines: range(lines)?, of: range(of)? })
            })
            .collect();
        let body = ranges(&source.body);
        let text = ArchivedText::new(stored.clone(), &body, &copies);
        for fault in text.faults(&body) {
            let span = match fault {
                text::Fault::Outside(_) => source.body.first().map(|b| b.span),
                text::Fault::Uneven { .. } | text::Fault::Differs { .. } => {
                    source.parts.copies.first().map(|(l, _)| l.span)
                }
            };
            let span = span.or(source.text_file.as_ref().map(|f| f.span)).unwrap_or_default();
            notes.push(Diagnostic::at(Code::LinesOutsideText, &source.file, span, fault.to_string()));
        }
        texts.insert(ix, text);
        archived |= from_archive;
    }
    let recorded = names.len();
    if texts.len() < recorded {
        let message = match texts.len() {
            0 => format!("none of {recorded} texts is here"),
            n => format!("{n} of {recorded} texts are here, and their hashes match"),
        };
        notes.push(Diagnostic::new(Code::TextsAbsent, message).help(
            "positions in the others come from content/comparison.json; `--archive DIR` names a folder that has them",
        ));
    }
    Noted::new((texts, archived), notes)
}

fn summary(
    dossier: &Dossier,
    comparison: &Comparison,
    texts: &Texts,
    whole: &render::Whole<'_>,
    pages: usize,
) -> Summary {
    Summary {
        title: dossier.config.title.value.clone(),
        finding: whole.finding(),
        sources: dossier.sources.len(),
        accounts: (comparison.overall.min, comparison.overall.max),
        claims: dossier.claims.len(),
        events: dossier.events.len(),
        names: dossier.names.len(),
        topics: dossier.topics.len(),
        pages,
        texts: (texts.len(), dossier.sources.iter().filter(|s| s.text_file.is_some()).count()),
        left_out: dossier.left_out,
    }
}
