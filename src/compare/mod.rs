//! What the sources share, and where everything in them stands: the evidence behind the pages.
//!
//! Evidence is gathered from the texts that are here and taken over from the evidence file for those that
//! aren't; pages are made of the evidence alone, so that they are the same with and without the archive.

pub mod accounts;
mod align;
mod candidates;
mod discrepancy;
mod engine;
pub mod evidence;
mod facts;
mod families;
mod groups;
mod kinship;
mod language;
mod lexer;
mod lineages;
mod names;
mod numbers;
mod passage;
mod prepare;
pub mod report;
pub mod review;
mod rivals;
mod score;
pub mod settings;
mod vocabulary;
mod weights;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, File, Noted, Severity};
use crate::entry::record::{self, At};
use crate::model::{ClaimIx, Dossier, EventIx, NameIx, Place, SourceIx, Target};
use crate::rights::{self, Grant, Quotable};
use crate::text::anchor::{self, Found, Query};
use crate::text::mention::{Case, Exception, Finder, Form, Mention, NameForms};
use crate::text::{ArchivedText, LineRange, Lines};
use accounts::Accounts;
pub use engine::Memory;
use evidence::{Evidence, Text};
pub(crate) use language::{is_told, language_of, spoken};
use review::Pair;
use settings::Settings;
pub(crate) use words::is_month;

/// Words in a quoted run where neither the record nor the config says how many.
const QUOTED_WORDS: u32 = 6;

/// The texts that are here, by source.
pub type Texts = BTreeMap<SourceIx, ArchivedText>;

/// What the pages are made of, besides the records.
#[derive(Debug, Default)]
pub struct Comparison {
    /// What is known of each source's text; `None` where neither the text nor evidence of it is here.
    pub texts: Vec<Option<evidence::Text>>,
    /// Where each name is mentioned: by source, then by place in the text.
    pub mentions: Vec<Vec<(SourceIx, Located)>>,
    /// The separate accounts behind each claim.
    pub claims: Vec<Accounts>,
    /// The separate accounts among all sources.
    pub overall: Accounts,
    /// The whole texts of sources whose rights allow it, as far as they are here.
    pub full: BTreeMap<SourceIx, Vec<FullLine>>,
    /// Pairs of sources that share passages, in page order: found, whether they may be shown or not.
    pub pairs: Vec<Pair>,
    /// Sources that share sentences to the letter, compared with others as one.
    pub groups: Vec<Group>,
    /// Sources that descend from one text, as computed, whatever the editors say.
    pub lineages: Vec<Computed>,
    /// Whether the texts were compared with each other at all.
    pub compared: bool,
    /// Which `hide` of each review hides nothing, by number.
    pub idle: BTreeMap<(SourceIx, SourceIx), Vec<usize>>,
    /// Words of the texts that a page may show: those of passages and discrepancies in sources whose rights are `full`.
    words: BTreeMap<(SourceIx, evidence::At), Quotable>,
    /// For each source, the pairs about it, by number.
    of_source: Vec<Vec<usize>>,
    /// Where the anchors of each source's text stand, by the record that cites them and the line.
    anchors: BTreeMap<(SourceIx, String), Vec<evidence::AnchorAt>>,
}

/// Sources that share sentences to the letter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The source that stands for all.
    pub representative: SourceIx,
    /// All of them, in page order.
    pub members: Vec<SourceIx>,
}

/// Sources that descend from one text, as computed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Computed {
    /// The sources, in page order.
    pub members: Vec<SourceIx>,
    /// The pairs that join them.
    pub basis: Vec<(SourceIx, SourceIx)>,
}

/// A line of a text that may be shown whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FullLine {
    /// Its number, from 1.
    pub number: usize,
    /// The code point that its words begin with.
    pub start: usize,
    /// Its words.
    pub text: Quotable,
    /// Whether it belongs to the article.
    pub in_body: bool,
}

/// A mention of a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Located {
    /// The line.
    pub line: usize,
    /// Which of the name's forms it is.
    pub form: usize,
    /// Whether it stands in the article.
    pub in_body: bool,
}

impl Comparison {
    /// The separate accounts behind a claim.
    pub fn accounts(&self, claim: ClaimIx) -> &Accounts {
        &self.claims[claim.0 as usize]
    }

    /// The pairs that may be shown, in page order.
    pub fn shown(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(|pair| pair.shown)
    }

    /// The pairs about a source that may be shown, in page order; [`Pair::seen_from`] turns each the right way round.
    pub fn shown_of(&self, source: SourceIx) -> impl Iterator<Item = &Pair> {
        self.of(source).filter(|pair| pair.shown)
    }

    /// The pairs about a source, in page order, shown or not.
    fn of(&self, source: SourceIx) -> impl Iterator<Item = &Pair> {
        let pairs = self.of_source.get(source.0 as usize).map_or(&[][..], Vec::as_slice);
        pairs.iter().map(|i| &self.pairs[*i])
    }

    /// Where the words stand that a source's reading quotes for a claim, as far as that is known.
    fn anchored(&self, dossier: &Dossier, source: SourceIx, claim: ClaimIx) -> Vec<evidence::At> {
        let places = self.anchors.get(&(source, key(dossier, Target::Claim(claim))));
        places.map_or_else(Vec::new, |places| places.iter().map(|anchor| anchor.at).collect())
    }

    /// The pair of two sources, in either order, shown or not; `None` where nothing was found.
    pub fn pair(&self, one: SourceIx, other: SourceIx) -> Option<&Pair> {
        let (a, b) = (one.min(other), one.max(other));
        self.pairs.binary_search_by_key(&(a, b), |pair| (pair.a, pair.b)).ok().map(|i| &self.pairs[i])
    }

    /// The group that a source is in.
    pub fn group(&self, source: SourceIx) -> Option<&Group> {
        self.groups.iter().find(|group| group.members.binary_search(&source).is_ok())
    }

    /// What a source says at the position of a passage or of a discrepancy; `None` where its rights don't let that be
    /// shown, or its text isn't here.
    pub fn words(&self, source: SourceIx, at: evidence::At) -> Option<&Quotable> {
        self.words.get(&(source, at))
    }

    /// What is known of a source's text.
    pub fn text(&self, source: SourceIx) -> Option<&evidence::Text> {
        self.texts[source.0 as usize].as_ref()
    }

    /// Where a name is mentioned.
    pub fn mentions(&self, name: NameIx) -> &[(SourceIx, Located)] {
        &self.mentions[name.0 as usize]
    }

    /// Where the anchor of a place was found that `target` cites; `None` where that is not known.
    pub fn found(&self, dossier: &Dossier, target: Target, place: &Place) -> Option<&evidence::AnchorAt> {
        let places = self.anchors.get(&(place.source, key(dossier, target)))?;
        places.iter().find(|found| found.verifies(&place.at))
    }

    /// Whether the page of a source shows this line of its text.
    pub fn shows_line(&self, source: SourceIx, line: u32) -> bool {
        let lines = self.full.get(&source);
        lines.is_some_and(|lines| lines.binary_search_by_key(&(line as usize), |line| line.number).is_ok())
    }

    /// Whether readers may look a name up. One that nothing published mentions may be all that a left-out record brought.
    pub fn knows(&self, dossier: &Dossier, ix: NameIx) -> bool {
        let name = &dossier[ix];
        dossier.left_out == 0
            || !(self.mentions(ix).is_empty()
                && name.claims.is_empty()
                && name.events.is_empty()
                && name.sources.is_empty()
                && name.related.is_empty())
    }
}

/// The evidence file's word for a record.
fn key(dossier: &Dossier, target: Target) -> String {
    let (kind, id) = dossier.id(target);
    format!("{}:{id}", kind.word())
}

/// A place that a record cites.
struct Cited<'a> {
    /// The evidence file's word for who cites it.
    of: String,
    /// The name that isn't meant there, where it is cited as an exception to one.
    except: Option<NameIx>,
    file: &'a Arc<File>,
    at: &'a At,
}

/// Every place that any record cites, by the source it is in, in the order of the records.
struct Citations<'a> {
    dossier: &'a Dossier,
    by_source: BTreeMap<SourceIx, Vec<Cited<'a>>>,
}

impl<'a> Citations<'a> {
    fn of(dossier: &'a Dossier) -> Self {
        let mut all = Citations { dossier, by_source: BTreeMap::new() };
        for ix in SourceIx::all(dossier) {
            let source = &dossier[ix];
            let (target, own) = (Target::Source(ix), Some(ix));
            let authors = source.record.authors.iter().chain(&source.record.credits).flat_map(|a| &a.at);
            let dates = source.date.iter().chain(&source.not_before).chain(&source.not_after).flat_map(|j| &j.at);
            let inferred = source.inferred.iter().flat_map(|(_, j)| &j.at);
            let losses = source.losses.iter().flat_map(|l| &l.at);
            let places = source.title_at.iter().chain(authors).chain(dates).chain(inferred).chain(losses);
            all.add(target, &source.file, places, own);
            for (claim, stance) in &source.stances {
                all.add(Target::Claim(*claim), &stance.record.file, &stance.record.at, own);
            }
            for (event, account) in &source.accounts {
                all.add(Target::Event(*event), &account.record.file, &account.record.at, own);
            }
        }
        for ix in ClaimIx::all(dossier) {
            let claim = &dossier[ix];
            all.add(Target::Claim(ix), &claim.file, &claim.record.joined, None);
        }
        for ix in EventIx::all(dossier) {
            let event = &dossier[ix];
            let places = event.record.joined.iter().chain(event.date.iter().flat_map(|d| &d.at));
            all.add(Target::Event(ix), &event.file, places, None);
        }
        for ix in NameIx::all(dossier) {
            let name = &dossier[ix];
            let inferred = name.inferred.iter().flat_map(|(_, j)| &j.at);
            all.add(Target::Name(ix), &name.file, name.except.iter().map(|e| &e.at).chain(inferred), None);
        }
        for ((a, b), review) in &dossier.reviews {
            // The review names its sources in the order of their ids.
            let (a, b) = if dossier[*a].header.id.value == review.a.value { (*a, *b) } else { (*b, *a) };
            for (nth, hide) in review.hide.iter().enumerate() {
                for (source, at) in [(a, &hide.a), (b, &hide.b)] {
                    let cited = Cited { of: review::key(review, nth), except: None, file: &review.file, at };
                    all.by_source.entry(source).or_default().push(cited);
                }
            }
        }
        all
    }

    fn add(
        &mut self,
        of: Target,
        file: &'a Arc<File>,
        places: impl IntoIterator<Item = &'a At>,
        own: Option<SourceIx>,
    ) {
        for at in places {
            if let Some(source) = self.dossier.source_of(at, own) {
                let except = if let Target::Name(name) = of { Some(name) } else { None };
                let of = key(self.dossier, of);
                self.by_source.entry(source).or_default().push(Cited { of, except, file, at });
            }
        }
    }
}

/// Gathers the evidence: from the texts that are here, and from `written` for those that aren't.
pub fn gather(dossier: &Dossier, texts: &Texts, written: Option<&Evidence>) -> Noted<Evidence> {
    let citations = Citations::of(dossier);
    let names: Vec<Vec<Form>> = dossier.names.iter().map(forms).collect();
    let forms: Vec<NameForms<'_>> =
        dossier.names.iter().zip(&names).map(|(name, forms)| NameForms { id: &name.header.id.value, forms }).collect();
    let mut notes = Vec::new();
    let finder = match Finder::new(if texts.is_empty() { &[] } else { &forms }) {
        Ok(finder) => finder,
        Err(error) => {
            notes.push(Diagnostic::new(Code::InvalidValue, error.to_string()));
            return Noted::new(written.cloned().unwrap_or_else(Evidence::new), notes);
        }
    };
    let sources: Vec<SourceIx> = SourceIx::all(dossier).collect();
    let found: Vec<Noted<Option<evidence::Text>>> = sources
        .par_iter()
        .map(|ix| {
            let cited = citations.by_source.get(ix).map_or(&[][..], Vec::as_slice);
            match texts.get(ix) {
                Some(text) => from_text(dossier, *ix, text, cited, &finder).map(Some),
                None => from_written(dossier, *ix, cited, written),
            }
        })
        .collect();
    // What was compared stays, as long as it is about these very texts.
    let mut evidence = Evidence { texts: BTreeMap::new(), ..written.cloned().unwrap_or_else(Evidence::new) };
    for (ix, text) in sources.iter().zip(found) {
        if let Some(text) = text.take_notes(&mut notes) {
            evidence.texts.insert(dossier[*ix].header.id.value.clone(), text);
        }
    }
    Noted::new(evidence, notes)
}

/// Words that a record quotes of a source to show them.
struct Shown<'a> {
    file: &'a Arc<File>,
    words: &'a record::Word,
    /// The lines that the record cites.
    lines: Lines,
    is_headline: bool,
}

/// What the records quote of a source besides anchors: its headline, where they say where that stands, names of authors
/// as printed, the source's own terms, and its figures as printed.
fn shown_words(dossier: &Dossier, ix: SourceIx) -> Vec<Shown<'_>> {
    let source = &dossier[ix];
    let cited = |at: &[At]| -> Lines {
        let own = at.iter().filter(|at| dossier.source_of(at, Some(ix)) == Some(ix));
        own.filter_map(|at| line_range(at.lines?)).collect()
    };
    let mut all = Vec::new();
    if let (Some(words), Some(at)) = (&source.header.title, &source.title_at) {
        let lines = cited(std::slice::from_ref(at));
        all.extend((!lines.is_empty()).then_some(Shown { file: &source.file, words, lines, is_headline: true }));
    }
    let mut add = |file, words: &mut dyn Iterator<Item = _>, at: &[At]| {
        all.extend(words.map(|words| Shown { file, words, lines: cited(at), is_headline: false }));
    };
    for author in source.record.authors.iter().chain(&source.record.credits) {
        add(&source.file, &mut author.printed.iter(), &author.at);
    }
    for record in source.stances.values().map(|stance| &stance.record) {
        let printed = record.figures.iter().flat_map(|figure| &figure.printed);
        add(&record.file, &mut record.wording.iter().chain(printed), &record.at);
    }
    for record in source.accounts.values().map(|account| &account.record) {
        add(&record.file, &mut record.wording.iter(), &record.at);
    }
    all
}

/// The forms of a name as the finder takes them.
fn forms(name: &crate::model::Name) -> Vec<Form> {
    let words = |list: &[record::Word]| list.iter().map(|w| w.value.clone()).collect();
    name.forms
        .iter()
        .map(|form| Form {
            form: form.form.value.clone(),
            case: match form.case {
                None => Case::Capitals,
                Some(true) => Case::Exact,
                Some(false) => Case::Any,
            },
            unless_before: words(&form.unless_before),
            unless_after: words(&form.unless_after),
        })
        .collect()
}

/// Verifies every place that is cited in a text, and finds the names.
fn from_text(
    dossier: &Dossier,
    ix: SourceIx,
    text: &ArchivedText,
    cited: &[Cited<'_>],
    finder: &Finder,
) -> Noted<evidence::Text> {
    let source = &dossier[ix];
    let id = source.header.id.value.as_str();
    let shown = dossier.rights(ix).shown();
    let mut notes = Vec::new();
    let mut anchors: Vec<(String, Found, String)> = Vec::new();
    let mut excepted: Vec<Exception<'_>> = Vec::new();
    for Cited { of, except, file, at } in cited {
        let lines = lines(at);
        let Some(anchor) = &at.anchor else {
            if let Err(outside) = text.check_lines(&lines) {
                notes.push(Diagnostic::at(Code::LinesOutsideText, file, at.span, format!("`{id}`: {outside}")));
            } else if let Some(at) = at.lines.filter(|_| of.starts_with(review::PREFIX)).and_then(|l| whole(text, l)) {
                // Where a passage is hidden by its lines alone, the pages need to know where they are.
                anchors.push((of.clone(), at, String::new()));
            }
            continue;
        };
        let word = |word: &'_ Option<record::Word>| word.as_ref().map_or(String::new(), |w| w.value.clone());
        let (prefix, suffix) = (word(&at.prefix), word(&at.suffix));
        let query = Query { lines: &lines, anchor, prefix: &prefix, suffix: &suffix, shown };
        match anchor::find(text, &query) {
            Ok(found) => {
                if let Some(name) = except {
                    excepted.push(Exception { id: &dossier[*name].header.id.value, at: found.at.clone() });
                }
                anchors.push((of.clone(), found, evidence::quoted(&anchor.value)));
            }
            Err(error) => notes.push(error.diagnostic(&query, id, file, anchor.span)),
        }
    }
    for Shown { file, words, lines, is_headline } in shown_words(dossier, ix) {
        let query = Query { lines: &lines, anchor: words, prefix: "", suffix: "", shown };
        let stands = if is_headline { anchor::is_headline(text, &query) } else { anchor::stands(text, &query) };
        notes.extend(stands.err().map(|error| error.diagnostic(&query, id, file, words.span)));
    }
    let mentions: BTreeMap<String, Vec<Mention>> = finder.find(text, &excepted);
    let file = source.text_file.as_ref().map_or("", |f| f.value.as_str());
    Noted::new(evidence::Text::new(file, text, anchors, &mentions), notes)
}

/// Where some lines stand in a text.
fn whole(text: &ArchivedText, lines: record::LineRange) -> Option<Found> {
    let (first, last) = (lines.first as usize, lines.last as usize);
    Some(Found { line: first, at: text.line_points(first)?.start..text.line_points(last)?.end })
}

/// The cited lines; all of them where none is cited.
fn lines(at: &At) -> Lines {
    at.lines.and_then(line_range).map_or_else(Lines::default, Lines::from)
}

fn line_range(lines: record::LineRange) -> Option<LineRange> {
    LineRange::new(lines.first as usize, lines.last as usize).ok()
}

/// What the evidence file says of a text that isn't here, where it is of the text that the record names.
fn from_written(
    dossier: &Dossier,
    ix: SourceIx,
    cited: &[Cited<'_>],
    written: Option<&Evidence>,
) -> Noted<Option<evidence::Text>> {
    let source = &dossier[ix];
    let id = &source.header.id;
    let Some(hash) = &source.hash else { return Noted::default() };
    let stale = |span, file, message: String| {
        Diagnostic::at(Code::StaleEvidence, file, span, message)
            .help("run `dossier compare` where the archive is, and keep content/comparison.json with the records")
    };
    let text = written.and_then(|w| w.texts.get(id.as_str())).filter(|t| t.hash == hash.value);
    let Some(text) = text else {
        let message = format!("the text of `{}` is not here, and the evidence file has nothing on it", id.value);
        return Noted::new(None, vec![stale(hash.span, &source.file, message)]);
    };
    let mut notes = Vec::new();
    for Cited { of, file, at, .. } in cited {
        let Some(anchor) = at.anchor.as_ref().filter(|_| at.lines.is_some()) else { continue };
        if !text.anchors.iter().any(|a| a.of == *of && a.verifies(at)) {
            let message = format!("“{}” was not verified: the text of `{}` is not here", anchor.value, id.value);
            notes.push(stale(anchor.span, file, message));
        }
    }
    Noted::new(Some(text.clone()), notes)
}

/// Compares the texts with each other, where `evidence` doesn't have that already: its findings are used where they
/// come of these very texts, names and settings. Texts that aren't here can't be compared; what was found in them
/// stays, as long as they are the same.
pub fn find(dossier: &Dossier, texts: &Texts, mut evidence: Evidence, anew: bool, memory: &mut Memory) -> Evidence {
    let settings = Settings::new(&dossier.config.compare);
    let compared = inputs_key(dossier, &evidence, &settings);
    let whole = evidence.texts.keys().all(|id| source(dossier, id).is_some_and(|source| texts.contains_key(&source)));
    // What was found in texts of which some aren't here can't be found anew.
    let keeps = !(anew && whole) && evidence.compared.as_deref() == Some(compared.as_str());
    if evidence.texts.is_empty() || keeps {
        return evidence;
    }
    let mut here: Vec<engine::Input<'_>> = texts
        .iter()
        .filter_map(|(ix, text)| {
            let id = dossier[*ix].header.id.value.as_str();
            let known = evidence.texts.get(id)?;
            let shown = dossier.rights(*ix).shown();
            Some(engine::Input { id, text, language: language(dossier, *ix), names: known.mentioned(dossier), shown })
        })
        .collect();
    here.sort_by_key(|input| input.id);
    let found = engine::run(&here, &settings, memory).evidence;
    drop(here);
    let absent = |id: &String| {
        evidence.texts.contains_key(id) && !source(dossier, id).is_some_and(|source| texts.contains_key(&source))
    };
    let mut pairs = found.pairs;
    let known = |id: &String| evidence.texts.contains_key(id);
    let kept = |pair: &evidence::Pair| (absent(&pair.a) || absent(&pair.b)) && known(&pair.a) && known(&pair.b);
    pairs.extend(evidence.pairs.iter().filter(|pair| kept(pair)).cloned());
    pairs.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
    evidence.lineages = if whole { found.lineages } else { lineages::lineages(&pairs, &settings) };
    evidence.groups = found.groups;
    evidence.pairs = pairs;
    evidence.algorithm = found.algorithm;
    evidence.settings = found.settings;
    evidence.compared = whole.then_some(compared);
    evidence
}

impl Text {
    /// Where names of the dossier stand, in the order of the text, and which.
    fn mentioned(&self, dossier: &Dossier) -> Vec<(evidence::At, usize)> {
        let of_name = |(id, places): (&String, &Vec<evidence::NameAt>)| {
            let name = match dossier.find(record::Kind::Name, id) {
                Some(Target::Name(name)) => Some(name.0 as usize),
                _ => None,
            };
            places.iter().filter_map(|place| Some((place.at, name?))).collect::<Vec<_>>()
        };
        let mut places: Vec<_> = self.names.iter().flat_map(of_name).collect();
        places.sort();
        places
    }
}

/// The language of a source's text: as its record has it, else the dossier's.
fn language(dossier: &Dossier, ix: SourceIx) -> &str {
    dossier[ix].language.as_ref().map_or(dossier.config.language.value.as_str(), |language| language.value.as_str())
}

/// Hash of all that a comparison depends on.
fn inputs_key(dossier: &Dossier, evidence: &Evidence, settings: &Settings) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{} {:?}", engine::ALGORITHM, settings.named()).as_bytes());
    for (id, text) in &evidence.texts {
        let Some(ix) = source(dossier, id) else { continue };
        let (language, shown) = (language(dossier, ix), dossier.rights(ix).shown());
        let Text { hash, body, names, .. } = text;
        hasher.update(format!("\n{id} {hash} {language} {shown} {body:?} {names:?}").as_bytes());
    }
    format!("blake3:{}", hasher.finalize().to_hex())
}

/// What the pages need of the evidence, by index.
pub fn compare(dossier: &Dossier, evidence: &Evidence, here: &Texts) -> Comparison {
    let texts: Vec<Option<evidence::Text>> =
        dossier.sources.iter().map(|s| evidence.texts.get(s.header.id.as_str()).cloned()).collect();
    let mut mentions: Vec<Vec<(SourceIx, Located)>> = vec![Vec::new(); dossier.names.len()];
    let mut anchors: BTreeMap<(SourceIx, String), Vec<evidence::AnchorAt>> = BTreeMap::new();
    for (ix, text) in SourceIx::all(dossier).zip(&texts) {
        let Some(text) = text else { continue };
        for (id, places) in &text.names {
            let Some(Target::Name(name)) = dossier.find(record::Kind::Name, id) else { continue };
            let forms = dossier[name].forms.len();
            let located = places.iter().filter(|p| p.form < forms);
            mentions[name.0 as usize]
                .extend(located.map(|p| (ix, Located { line: p.line, form: p.form, in_body: text.in_body(p.at) })));
        }
        for anchor in &text.anchors {
            anchors.entry((ix, anchor.of.clone())).or_default().push(anchor.clone());
        }
    }
    let claims: Vec<ClaimIx> = ClaimIx::all(dossier).collect();
    let pairs = review::pairs(dossier, evidence);
    let mut of_source = vec![Vec::new(); dossier.sources.len()];
    for (i, pair) in pairs.iter().enumerate() {
        of_source[pair.a.0 as usize].push(i);
        of_source[pair.b.0 as usize].push(i);
    }
    let mut comparison = Comparison {
        texts,
        mentions,
        claims: Vec::new(),
        overall: accounts::of_dossier(dossier),
        full: here.iter().filter_map(|(ix, text)| Some((*ix, full_lines(dossier, *ix, text)?))).collect(),
        words: words(dossier, &pairs, here),
        groups: groups(dossier, evidence),
        lineages: lineages(dossier, evidence),
        compared: evidence.algorithm > 0,
        idle: review::idle(dossier, evidence),
        of_source,
        pairs,
        anchors,
    };
    comparison.claims = claims.par_iter().map(|ix| accounts::of_claim(dossier, *ix, &comparison)).collect();
    comparison
}

/// What was compared, for the editors.
pub fn report(dossier: &Dossier, evidence: &Evidence, texts: &Texts) -> report::Report {
    report::Report::new(dossier, evidence, &compare(dossier, evidence, texts), texts)
}

/// The source of an id; `None` where it is left out.
fn source(dossier: &Dossier, id: &str) -> Option<SourceIx> {
    match dossier.find(record::Kind::Source, id) {
        Some(Target::Source(ix)) => Some(ix),
        _ => None,
    }
}

fn sources(dossier: &Dossier, ids: &[String]) -> Vec<SourceIx> {
    let mut sources: Vec<_> = ids.iter().filter_map(|id| source(dossier, id)).collect();
    sources.sort();
    sources
}

fn groups(dossier: &Dossier, evidence: &Evidence) -> Vec<Group> {
    let group = |group: &evidence::Group| {
        let members = sources(dossier, &group.members);
        let representative = source(dossier, &group.representative).or(members.first().copied())?;
        (members.len() > 1).then_some(Group { representative, members })
    };
    evidence.groups.iter().filter_map(group).collect()
}

fn lineages(dossier: &Dossier, evidence: &Evidence) -> Vec<Computed> {
    let lineage = |lineage: &evidence::Lineage| {
        let members = sources(dossier, &lineage.members);
        let joins = |(a, b): &(String, String)| Some((source(dossier, a)?, source(dossier, b)?));
        (members.len() > 1).then(|| Computed { members, basis: lineage.basis.iter().filter_map(joins).collect() })
    };
    evidence.lineages.iter().filter_map(lineage).collect()
}

/// The words at all positions that pages of pairs speak of, in texts that may be shown whole.
fn words(dossier: &Dossier, pairs: &[Pair], here: &Texts) -> BTreeMap<(SourceIx, evidence::At), Quotable> {
    let mut wanted: BTreeMap<SourceIx, Vec<evidence::At>> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.shown) {
        for passage in &pair.passages {
            let differ = |side: fn(&evidence::Discrepancy) -> Option<evidence::At>| {
                passage.discrepancies.iter().filter_map(side)
            };
            wanted.entry(pair.a).or_default().extend(differ(|d| d.a).chain([passage.a]));
            wanted.entry(pair.b).or_default().extend(differ(|d| d.b).chain([passage.b]));
        }
    }
    let mut words = BTreeMap::new();
    for (ix, mut places) in wanted {
        let rights = dossier.rights(ix);
        let Some(text) = here.get(&ix) else { continue };
        if rights.publish != rights::Publish::Full || dossier[ix].header.withdrawn.is_some() {
            continue;
        }
        places.sort();
        places.dedup();
        let ranges: Vec<_> = places.iter().map(|at| at.range()).collect();
        let granted = Grant::new(&rights, text).settle(&ranges);
        words.extend(places.into_iter().zip(granted).filter_map(|(at, words)| Some(((ix, at), words.ok()?))));
    }
    words
}

/// The lines of a text whose rights are `full`.
fn full_lines(dossier: &Dossier, ix: SourceIx, text: &ArchivedText) -> Option<Vec<FullLine>> {
    if dossier[ix].header.withdrawn.is_some() {
        return None;
    }
    let lines = Grant::new(&dossier.rights(ix), text).full_lines().ok()?;
    let line = |(number, start, words)| FullLine { number, start, text: words, in_body: text.body().contains(number) };
    Some(lines.into_iter().map(line).collect())
}

/// A warning where the evidence file doesn't say what the texts say now.
pub fn stale(evidence: &Evidence, file: Option<&Arc<File>>) -> Option<Diagnostic> {
    let fresh = evidence.write();
    match file {
        Some(file) if *file.text == *fresh => None,
        Some(file) => Some(
            Diagnostic::in_file(
                Code::StaleEvidence,
                file,
                "the evidence file is not of the texts and records as they are now",
            )
            .help("run `dossier compare` to write it anew")
            .severity(Severity::Warning),
        ),
        None if evidence.texts.is_empty() => None,
        None => Some(
            Diagnostic::new(
                Code::StaleEvidence,
                "there is no evidence file: a clone without the archive can't build these pages",
            )
            .help("run `dossier compare` to write content/comparison.json"),
        ),
    }
}

impl Dossier {
    /// What may be shown of a source's text: the record's rights, and the config's where the record is silent.
    pub fn rights(&self, ix: SourceIx) -> rights::Rights {
        let (own, default) = (self[ix].record.rights.as_ref(), &self.config.rights);
        rights::Rights {
            publish: own.and_then(|r| r.publish).or(default.publish).unwrap_or_default(),
            words: own.and_then(|r| r.words).or(default.words).unwrap_or(QUOTED_WORDS) as usize,
            max_share: own
                .and_then(|r| r.max_share_permille)
                .or(default.max_share_permille)
                .map(|share| share.min(1000) as u16),
            basis: own
                .and_then(|r| r.basis.as_ref())
                .or(default.basis.as_ref())
                .map_or(String::new(), |b| b.value.clone()),
        }
    }
}
