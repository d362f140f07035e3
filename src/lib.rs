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
//! | [`manuscript::Reader`] | disk → [`manuscript::Manuscript`] | every input in memory, sorted, read once |
//! | [`config::parse`] | file → [`config::Config`] | validated settings, their places kept |
//! | [`entry::parse`] | file → [`entry::record::Entry`] | what one file says, references still words with places |
//! | [`model::link()`] | entries → [`model::Dossier`] | every reference is a record; drafts and embargoed ones are gone |
//! | [`compare::gather`] | texts → [`compare::evidence::Evidence`] | where anchors and names stand; from the evidence file where a text isn't here |
//! | [`compare::compare`] | evidence → [`compare::Comparison`] | mentions and separate accounts, by index |
//! | [`check::check`] | dossier → diagnostics | rules that need more than one record |
//! | [`site::plan`] | dossier → [`site::Site`] | every page that will exist, and its address; no HTML |
//! | [`render::render`] | site → [`output::Output`] | path → how to make its bytes, for all of the site |
//! | [`write::write`] | output → `public/` | all or nothing; only files of ours are touched |
//! | [`publish::open`] | output → a host | assets before pages, removals last; only files of ours are touched |
//!
//! [`build`] is the first nine of them. A module uses only what stands above it in this file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub mod diagnostic;
pub mod edtf;
pub mod fields;
pub mod config;
pub mod html;
pub mod memo;

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
pub mod media;
pub mod hosting;
pub mod check;
pub mod outside;
pub mod write;
pub mod store;
pub mod publish;
pub mod watch;
pub mod preview;
pub mod import;
pub mod cli;

pub use withheld::{compare, rights, text};

use blake3::Hash;
use compare::Texts;
use compare::evidence::Evidence;
use config::Settings;
use diagnostic::{Code, Diagnostic, Noted};
use edtf::Day;
use entry::Unread;
use entry::record::Entry;
use manuscript::{FoundText, Hints, Location, Manuscript, Reader};
use memo::{FileKey, Pages, Table};
use model::{Dossier, Publication, SourceIx};
use output::Output;
pub use render::Summary;
use render::{Edition, Theme, ThemeKey};
use store::Input;
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
    /// Path → how to make its bytes. Empty where there are errors in the records: nothing may be published then.
    pub output: Output,
    /// All that there is to say before pages are rendered, sorted.
    pub notes: Vec<Diagnostic>,
    /// What was built.
    pub summary: Summary,
    /// Where it will stand.
    pub base: check::Base,
    /// The path that the site is made to stand at, with a slash at both ends: that of `base_url`, else `/`.
    pub root: String,
}

/// Every file by itself.
struct Parsed {
    manuscript: Manuscript,
    config: Arc<config::Config>,
    entries: Vec<Entry>,
    notes: Vec<Diagnostic>,
}

/// Everything up to the site's plan.
struct Understood {
    dossier: Dossier,
    texts: Texts,
    /// Whether any of the texts is one that a clone of the dossier doesn't have.
    archived: bool,
    evidence: Evidence,
    /// Whether all records and the config could be read.
    whole: bool,
    notes: Vec<Diagnostic>,
}

/// Builds the dossier in memory. Reads the disk, writes nothing.
pub fn build(options: &Options) -> Build {
    Builder::new(options.location.clone()).build(options)
}

/// Builds again and again, and remembers between builds what the slow parts were made of.
///
/// There is one build: it answers the same with and without memory.
#[derive(Debug)]
pub struct Builder {
    /// What was read.
    reader: Reader,
    /// What each file says under `settings`.
    entries: Table<FileKey, Arc<Noted<Option<Entry>>>>,
    settings: Settings,
    /// The looks, by the config and the files of the dossier's themes.
    themes: Table<ThemeKey, Arc<Noted<Arc<Theme>>>>,
    /// The pages, by their views.
    pages: Arc<Pages>,
    /// What pairs of texts share, by all that it depends on.
    alignments: compare::Memory,
}

/// What the last build had to do anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Redone {
    /// Files of records that were parsed.
    pub parsed: usize,
    /// Themes that were compiled.
    pub themes: usize,
    /// Pages that have been rendered since.
    pub pages: usize,
}

impl Builder {
    /// A builder that has read all there is.
    pub fn new(location: Location) -> Self {
        let mut builder = Builder {
            reader: Reader::new(location),
            entries: Table::default(),
            settings: Settings::default(),
            themes: Table::default(),
            pages: Arc::default(),
            alignments: compare::Memory::default(),
        };
        builder.refresh(&Hints::everything());
        builder
    }

    /// Reads again what is hinted at; answers the paths of what is other than it was.
    pub fn refresh(&mut self, hints: &Hints) -> BTreeSet<String> {
        self.reader.refresh(hints)
    }

    /// Takes over the pages that an earlier run knew.
    pub fn recall(&mut self, pages: impl IntoIterator<Item = (Hash, Hash)>) {
        self.pages = Arc::new(Pages::from_stored(pages));
    }

    /// The pages of the last build, as far as they were made or known.
    pub fn known_pages(&self) -> Vec<(Hash, Hash)> {
        self.pages.to_stored()
    }

    /// What was read last.
    pub fn manuscript(&self) -> Manuscript {
        self.reader.manuscript().value
    }

    /// The hash of everything that was read but for the texts, and of the options.
    pub fn key(&self, options: &Options) -> Hash {
        let Noted { value: manuscript, notes } = self.reader.manuscript();
        let mut hasher = blake3::Hasher::new();
        hasher.update(manuscript.hash().as_bytes());
        let Options { location: _, base_url, drafts, as_of } = options;
        // Debugging text names every field, and quotes strings.
        let said = notes.iter().map(|note| (&note.message, note.place.as_ref().map(|place| &place.file.path)));
        hasher.update(format!("{base_url:?} {drafts:?} {as_of:?} {:?}", said.collect::<Vec<_>>()).as_bytes());
        hasher.finalize()
    }

    /// The hash of these texts, as they are now or as they are missing.
    pub fn texts_hash(&mut self, names: &[String]) -> Hash {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = self.reader.texts(&names).value;
        let mut hasher = blake3::Hasher::new();
        for name in names {
            let text = found.get(name).map(|text| (text.stored.hash(), text.archived));
            hasher.update(format!("{name:?} {text:?}\n").as_bytes());
        }
        hasher.finalize()
    }

    /// All that the last build was made of.
    pub fn input(&mut self, options: &Options) -> Input {
        let names = self.reader.text_names();
        let texts = self.texts_hash(&names);
        Input { key: self.key(options), names, texts, manuscript: self.manuscript() }
    }

    /// What the last build had to do anew.
    pub fn redone(&self) -> Redone {
        Redone { parsed: self.entries.made(), themes: self.themes.made(), pages: self.pages.made() }
    }

    /// The settings alone, as they were read last.
    pub fn config(&self) -> Noted<config::Config> {
        let Noted { value: manuscript, mut notes } = self.reader.manuscript();
        notes.retain(|note| note.place.as_ref().is_some_and(|place| place.file.path == "config.toml"));
        let config = config::parse(manuscript.config.as_ref());
        // A config that can't be read was reported as that; it isn't missing.
        let config = if notes.is_empty() { config.take_notes(&mut notes) } else { config.value };
        Noted::new(config, notes)
    }

    /// Builds what was read last; only texts that are asked for the first time are read now.
    pub fn build(&mut self, options: &Options) -> Build {
        build_with(options, self)
    }
}

fn build_with(options: &Options, builder: &mut Builder) -> Build {
    let Parsed { manuscript, config, entries, notes } = parse(options, builder);
    let Builder { reader, themes, alignments, .. } = &mut *builder;
    // Compiling templates takes as long as linking thousands of records, and neither knows of the other.
    let (themes, understood) = rayon::join(
        || {
            let theme = ThemeKey { config: FileKey(config.file.clone()), files: manuscript.themes.clone() };
            themes.build(vec![theme], |key| Arc::new(render::load_theme(&config, &key.files).map(Arc::new)))
        },
        || understand(options, reader, (&manuscript, &config, &entries), notes),
    );
    let Understood { dossier, texts, archived, evidence, whole, mut notes } = understood;
    notes.extend(themes.iter().flat_map(|theme| theme.notes.iter().cloned()));
    let theme = themes[0].value.clone();
    let evidence = compare::find(&dossier, &texts, evidence, false, alignments);
    let comparison = compare::compare(&dossier, &evidence, &texts);
    let rules = || match whole {
        true => check::check(&dossier, &comparison, &texts, theme.strings()),
        // What follows from what isn't there would mislead.
        false => vec![Diagnostic::new(Code::NotChecked, "what rests on files that can't be read is not checked yet")],
    };
    let (wrong, planned) = rayon::join(rules, || site::plan(&dossier, &comparison));
    notes.extend(wrong);
    if archived && !diagnostic::any_error(&notes) {
        notes.extend(compare::stale(&evidence, manuscript.evidence.as_ref()));
    }
    let site = planned.value;
    if !diagnostic::any_error(&notes) {
        // Two records of one id would be at one address, too: that is said once.
        notes.extend(planned.notes);
    }
    if !diagnostic::any_error(&notes) {
        notes.extend(check::undone(&dossier, &comparison));
    }
    builder.pages.begin();
    let edition = Arc::new(Edition::new(dossier, comparison, site, theme, builder.pages.clone()));
    let recorded = edition.dossier.sources.iter().filter(|source| source.text_file.is_some()).count();
    let summary = edition.summary((texts.len(), recorded));
    let root = edition.dossier.config.base_url.as_ref().map_or("/".to_string(), |base| base.path.clone());
    let mut output = Output::new();
    if !diagnostic::any_error(&notes) {
        output = render::render(&edition, &manuscript.files).take_notes(&mut notes);
        notes.extend(hosting::add(&mut output, &edition.dossier.config, &edition.site, &builder.pages));
        notes.extend(check::links(&edition.dossier, &output));
        notes.extend(check::withheld(&edition.dossier, &manuscript.files));
    } else if whole {
        // Links that lead nowhere are told at once with what else is wrong.
        let planned = render::render(&edition, &manuscript.files).value;
        notes.extend(check::links(&edition.dossier, &planned));
    }
    if diagnostic::any_error(&notes) {
        output = Output::new();
    }
    diagnostic::sort(&mut notes);
    // Letting go of much takes a while: beside what the caller does next.
    rayon::spawn(move || drop((manuscript, texts)));
    Build { output, notes, summary, base: check::Base::of(&edition.dossier.config), root }
}

impl Build {
    /// Renders every page, for what the templates have against it, and keeps none. After an error nothing may be
    /// published.
    pub fn make_all(&mut self) {
        let notes = self.output.make_all();
        self.say(notes);
    }

    /// Reads every page, of the folder `staged` if the site lies there already, for what the templates have against it
    /// and for its links. Answers the addresses outside the site that pages lead to, each with one of the pages.
    pub fn follow_links(&mut self, staged: Option<&Path>) -> BTreeMap<String, String> {
        let check::Checked { notes, outside } = check::pages(&self.output, &self.base, staged);
        self.say(notes);
        outside
    }

    fn say(&mut self, notes: Vec<Diagnostic>) {
        if diagnostic::any_error(&notes) {
            self.output = Output::new();
        }
        self.notes.extend(notes);
        diagnostic::sort(&mut self.notes);
    }
}

/// The evidence file of the dossier as it is now, for `content/comparison.json`, and whether the one there says the same.
pub fn evidence(options: &Options) -> Noted<EvidenceFile> {
    let mut builder = Builder::new(options.location.clone());
    let Parsed { manuscript, config, entries, notes } = parse(options, &mut builder);
    let understood = understand(options, &mut builder.reader, (&manuscript, &config, &entries), notes);
    let Understood { dossier, texts, evidence, mut notes, .. } = understood;
    let evidence = compare::find(&dossier, &texts, evidence, true, &mut builder.alignments);
    // A file that can't be used is what this writes anew.
    notes.retain(|note| note.code != Code::BadEvidence);
    let text = evidence.write();
    let current = manuscript.evidence.is_some_and(|file| *file.text == *text);
    let report = compare::report(&dossier, &evidence, &texts);
    diagnostic::sort(&mut notes);
    Noted::new(EvidenceFile { text, current, report }, notes)
}

/// The evidence file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EvidenceFile {
    /// What it should hold.
    pub text: String,
    /// Whether it holds that.
    pub current: bool,
    /// What was found.
    pub report: compare::report::Report,
}

fn parse(options: &Options, builder: &mut Builder) -> Parsed {
    let mut notes = Vec::new();
    let manuscript = builder.reader.manuscript().take_notes(&mut notes);
    // A config that can't be read was reported as that; it isn't missing.
    let unread = notes.iter().any(|note| note.place.as_ref().is_some_and(|place| place.file.path == "config.toml"));
    let config = config::parse(manuscript.config.as_ref());
    let mut config = if unread { config.value } else { config.take_notes(&mut notes) };
    if let Some(base_url) = &options.base_url {
        config = config.with_base_url(base_url).take_notes(&mut notes);
    }
    let config = Arc::new(config);
    let settings = config.settings();
    let files = manuscript.records.iter().map(|file| FileKey(file.clone())).collect();
    if builder.settings != settings {
        builder.entries = Table::default();
        builder.settings.clone_from(&settings);
    }
    let parsed = builder.entries.build(files, |file| Arc::new(entry::parse(&file.0, &settings)));
    notes.extend(parsed.iter().flat_map(|entry| entry.notes.iter().cloned()));
    let entries: Vec<Entry> = parsed.iter().filter_map(|entry| entry.value.clone()).collect();
    Parsed { manuscript, config, entries, notes }
}

fn understand(
    options: &Options,
    reader: &mut Reader,
    (manuscript, config, entries): (&Manuscript, &Arc<config::Config>, &[Entry]),
    mut notes: Vec<Diagnostic>,
) -> Understood {
    let publication = Publication { drafts: options.drafts, as_of: options.as_of };
    let unread = Unread::of(&notes);
    let dossier = model::link(config, entries, publication, &unread).take_notes(&mut notes);
    let (texts, archived) = texts(reader, &dossier).take_notes(&mut notes);
    let written = manuscript.evidence.as_ref().and_then(|file| compare::evidence::read(file).take_notes(&mut notes));
    let evidence = compare::gather(&dossier, &texts, written.as_ref()).take_notes(&mut notes);
    Understood { dossier, texts, archived, evidence, whole: !unread.any, notes }
}

/// So many texts that are missing are named.
const NAMED: usize = 5;

/// The texts of the sources, as far as they are here and are the ones that the records name; and whether any of
/// them lies in the archive.
fn texts(reader: &mut Reader, dossier: &Dossier) -> Noted<(Texts, bool)> {
    let named: Vec<(SourceIx, &str)> =
        SourceIx::all(dossier).filter_map(|ix| Some((ix, dossier[ix].text_file.as_ref()?.value.as_str()))).collect();
    let names: Vec<&str> = named.iter().map(|(_, name)| *name).collect();
    let mut notes = Vec::new();
    let stored = reader.texts(&names).take_notes(&mut notes);
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
    // A text that is here and can't be used is an error already, with or without its folder.
    let path = |note: &'_ Diagnostic| Some(note.place.as_ref()?.file.path.clone());
    let in_folder = |path: &String| Some(path.split_once('/')?.1.to_string());
    let mut refused: BTreeSet<String> = notes.iter().filter_map(path).collect();
    refused.extend(refused.iter().filter_map(in_folder).collect::<Vec<_>>());
    let absent: Vec<&str> =
        names.iter().copied().filter(|name| !stored.contains_key(*name) && !refused.contains(*name)).collect();
    let nowhere: BTreeSet<&str> = absent.iter().copied().collect();
    for ix in SourceIx::all(dossier).filter(|ix| dossier.rights(*ix).publish == rights::Publish::Full) {
        let source = &dossier[ix];
        let missing = source.text_file.as_ref().filter(|file| nowhere.contains(file.value.as_str()));
        if let Some(file) = missing.filter(|_| source.header.withdrawn.is_none()) {
            let message = format!("`{}` is published in full, and its text isn't here", source.header.id.value);
            notes.push(Diagnostic::at(Code::MissingFile, &source.file, file.span, message).help(format!(
                "put `{}` into texts/, which stays with the records, or name the archive that has it: `--archive DIR`",
                file.value
            )));
        }
    }
    if !absent.is_empty() {
        let recorded = names.len();
        let message = if absent.len() == recorded {
            format!("none of {recorded} texts is here")
        } else {
            let named: Vec<_> = absent.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
            let more = if absent.len() > NAMED { " …" } else { "" };
            format!("{} of {recorded} texts are not here: {}{more}", absent.len(), named.join(", "))
        };
        notes.push(
            Diagnostic::new(Code::TextsAbsent, message).help(
                "positions in them come from content/comparison.json; `--archive DIR` names a folder that has them",
            ),
        );
    }
    Noted::new((texts, archived), notes)
}
