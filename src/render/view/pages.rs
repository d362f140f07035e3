//! Pages without a record of their own kind: prose, changes, data, what isn't there, what moved.

use std::collections::BTreeMap;

use serde::Serialize;

use super::*;
use crate::edtf::Day;
use crate::entry::record::Role;
use crate::model::*;
use crate::render::context::Context;
use crate::render::export;

/// A page with fewer headings needs no table of contents.
const HEADINGS: usize = 3;
/// Entries of the change log on its page; the data has them all.
const CHANGES: usize = 500;
/// Claims in the computed list of differences.
const DIFFERENCES: usize = 100;
/// Sources named in one row.
const NAMED: usize = 12;

/// The change log.
#[derive(Debug, Serialize)]
pub struct ChangesView {
    /// By year, the newest first.
    pub years: Vec<ChangeYear>,
    /// How many entries there are in all.
    pub total: usize,
    /// How many of them are not here.
    pub more: usize,
    /// Path of the page of downloads.
    pub data: String,
}

/// The changes of one year.
#[derive(Debug, Serialize)]
pub struct ChangeYear {
    /// The year in words; `None` where the date has none.
    pub year: Option<String>,
    /// Unique on the page.
    pub anchor: String,
    /// The changes, the newest first.
    pub changes: Vec<ChangeRow>,
}

/// The change log.
pub fn changes(cx: &Context<'_>) -> (PageView, ChangesView) {
    let all: Vec<ChangeIx> = ChangeIx::all(cx.dossier).collect();
    let shown = &all[..all.len().min(CHANGES)];
    let year = |ix: &ChangeIx| first_day(&cx.dossier[*ix].on.value).map(Day::year);
    let years = shown
        .chunk_by(|a, b| year(a) == year(b))
        .enumerate()
        .map(|(nth, changes)| ChangeYear {
            year: changes.first().and_then(year).map(|year| cx.wording(&crate::edtf::Wording::Year(year))),
            anchor: format!("changes-{}", nth + 1),
            changes: cx.changes(changes),
        })
        .collect();
    let title = cx.t("nav-changes", &[]);
    let count = cx.t("changes-count", &[("n", (all.len() as i64).into())]);
    let view = ChangesView { years, total: all.len(), more: all.len() - shown.len(), data: cx.site.href("data/") };
    (cx.page("changes", &title, &count, None), view)
}

fn first_day(date: &crate::edtf::Date) -> Option<Day> {
    let bounds = date.bounds();
    bounds.start.earliest.day().or(bounds.end.latest.day())
}

/// What can be downloaded.
#[derive(Debug, Serialize)]
pub struct DataView {
    /// The files.
    pub files: Vec<DataFile>,
    /// Version of the format of the JSON file.
    pub format: u32,
    /// Licence of the editors' own words.
    pub licence: Option<String>,
}

/// A file to download.
#[derive(Debug, Serialize)]
pub struct DataFile {
    /// Path.
    pub path: String,
    /// Name: `claims.csv`.
    pub name: String,
    /// The name without its ending: `claims`.
    pub stem: String,
    /// `csv` or `json`.
    pub format: &'static str,
    /// What it holds.
    pub about: String,
    /// Records in it.
    pub rows: usize,
    /// Size in words: "12 kB".
    pub size: String,
    /// Columns, or the lists at the top of the JSON file.
    pub fields: Vec<FieldView>,
}

/// A column of a table.
#[derive(Debug, Serialize)]
pub struct FieldView {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub about: String,
}

/// The data to download.
pub fn data(cx: &Context<'_>, files: &[export::Facts]) -> (PageView, DataView) {
    let view = |(n, file): (usize, &export::Facts)| {
        let path = export::path(n);
        let name = path.rsplit('/').next().unwrap_or_default();
        let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
        // The lists of the JSON file have columns of the same names.
        let prefix = if ending == "json" { "list" } else { "field" };
        DataFile {
            about: cx.t(&format!("data-{stem}"), &[]),
            rows: file.rows,
            size: size(cx, file.bytes),
            fields: export::fields(n)
                .iter()
                .map(|name| FieldView { name, about: cx.t(&format!("{prefix}-{}", name.replace('_', "-")), &[]) })
                .collect(),
            format: if ending == "json" { "json" } else { "csv" },
            stem: stem.to_string(),
            name: name.to_string(),
            path,
        }
    };
    let view = DataView {
        files: files.iter().enumerate().map(view).collect(),
        format: export::FORMAT,
        licence: cx.dossier.config.licence.as_ref().map(|licence| licence.value.clone()),
    };
    (cx.page("data", &cx.t("nav-data", &[]), &cx.t("data-deck", &[]), None), view)
}

/// A size as readers are told it: kilobytes of a thousand bytes, rounded up.
fn size(cx: &Context<'_>, bytes: usize) -> String {
    match bytes.div_ceil(1000) {
        kilobytes @ 0..=999 => cx.t("size-kb", &[("n", (kilobytes as i64).into())]),
        kilobytes => cx.t("size-mb", &[("n", (kilobytes.div_ceil(1000) as i64).into())]),
    }
}

/// A page of prose.
#[derive(Debug, Serialize)]
pub struct ProseView {
    /// `method`, `about`, `accessibility`, `legal`, `differences`.
    pub role: Option<&'static str>,
    /// The text.
    pub text: Html,
    /// A remark for readers.
    pub note: Option<Html>,
    /// Its headings, for a table of contents; none where there are too few.
    pub contents: Vec<ContentsEntry>,
    /// On the page about the method: what is computed of this very dossier.
    pub method: Option<MethodView>,
    /// On the page about differences: the claims that are disputed or told in more than one way.
    pub differences: Option<DifferencesView>,
}

/// An entry of the table of contents.
#[derive(Debug, Serialize)]
pub struct ContentsEntry {
    /// The heading's id.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Whether it is one level below the highest.
    pub below: bool,
}

/// What is computed, for the page about the method.
#[derive(Debug, Serialize)]
pub struct MethodView {
    /// How many sources.
    pub sources: usize,
    /// How many of them were read against every claim that there was.
    pub read: usize,
    /// Who read them, and how many.
    pub readers: Vec<ReaderView>,
    /// When the first of them was read.
    pub read_first: Option<DateView>,
    /// When the last of them was read, where that is another date.
    pub read_last: Option<DateView>,
    /// How many records name a text.
    pub texts: usize,
    /// For how many of them a hash is recorded.
    pub hashed: usize,
    /// How many texts have been searched for the quoted words.
    pub searched: usize,
    /// How many quoted words the readings have.
    pub quotes: usize,
    /// How many of them were found where the reading says.
    pub found: usize,
    /// How many claims.
    pub claims: usize,
    /// How many of them have one account behind them.
    pub single: usize,
    /// Shared texts.
    pub lineages: usize,
    /// How many of these an editor has looked at.
    pub reviewed: usize,
    /// The separate accounts among all sources: `2–3`.
    pub accounts: String,
}

/// An editor who read sources.
#[derive(Debug, Serialize)]
pub struct ReaderView {
    /// Name; `None` where the records don't say who.
    pub name: Option<String>,
    /// How many sources.
    pub sources: usize,
}

/// The claims that are disputed or told in more than one way.
#[derive(Debug, Serialize)]
pub struct DifferencesView {
    /// The disputed ones.
    pub disputed: Vec<DifferenceView>,
    /// Those that are told in different ways.
    pub differing: Vec<DifferenceView>,
    /// How many of both kinds are not here.
    pub more: usize,
    /// Path of all claims.
    pub claims: String,
}

/// A claim that is disputed or told in more than one way.
#[derive(Debug, Serialize)]
pub struct DifferenceView {
    /// The claim.
    pub claim: LinkView,
    /// The sources that speak: the first of them.
    pub marks: Vec<StanceMark>,
    /// How many more speak.
    pub more: usize,
    /// What differs, in the editors' words.
    pub differs: Option<Html>,
}

/// A page of prose.
pub fn page(cx: &Context<'_>, ix: PageIx) -> (PageView, ProseView) {
    let page = &cx.dossier[ix];
    let highest = page.text.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
    let listed = page.text.headings.iter().filter(|heading| heading.level <= highest + 1);
    let mut contents: Vec<ContentsEntry> = listed
        .map(|heading| ContentsEntry {
            id: heading.id.clone(),
            text: heading.text.clone(),
            below: heading.level > highest,
        })
        .collect();
    let mut added = |id: &str, key: &str| {
        contents.push(ContentsEntry { id: id.to_string(), text: cx.t(key, &[]), below: false });
    };
    let method = (page.role == Some(Role::Method)).then(|| method(cx));
    if method.is_some() {
        added("computed", "method-title");
    }
    let differences = (page.role == Some(Role::Differences)).then(|| differences(cx)).flatten();
    if differences.is_some() {
        added("computed", "differences-title");
    }
    if contents.len() < HEADINGS {
        contents.clear();
    }
    let description = match &page.description {
        Some(description) => description.value.clone(),
        None => cx.plain(&page.text),
    };
    let view = ProseView {
        role: page.role.map(Role::word),
        text: cx.prose_alone(&page.text),
        note: page.header.note.as_ref().map(|note| cx.prose_with(note, "note-")),
        contents,
        method,
        differences,
    };
    (cx.page("page", page.title(), &description, Some(&page.header)), view)
}

fn method(cx: &Context<'_>) -> MethodView {
    let dossier = cx.dossier;
    let mut readers: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    let reads: Vec<_> = dossier.sources.iter().filter_map(|source| source.read.as_ref()).collect();
    for read in &reads {
        *readers.entry(read.by.as_ref().map(|by| by.value.as_str())).or_default() += 1;
    }
    let name = |id: &str| {
        let editor = dossier.config.editors.iter().find(|editor| editor.id.value == id);
        editor.map_or(id, |editor| editor.name.value.as_str()).to_string()
    };
    let dates = || reads.iter().map(|read| &read.on.value);
    let first = dates().min_by_key(|date| date.sort_key());
    let last = dates().max_by_key(|date| date.sort_key());
    let (mut quotes, mut found) = (0, 0);
    for source in &dossier.sources {
        for (claim, stance) in &source.stances {
            for place in stance.at.iter().filter(|place| place.at.anchor.is_some()) {
                quotes += 1;
                found += usize::from(cx.comparison.found(dossier, Target::Claim(*claim), place).is_some());
            }
        }
    }
    let overall = &cx.comparison.overall;
    MethodView {
        sources: dossier.sources.len(),
        read: reads.len(),
        readers: readers.into_iter().map(|(id, sources)| ReaderView { name: id.map(name), sources }).collect(),
        read_first: first.map(|date| cx.date(date)),
        read_last: last.filter(|last| Some(*last) != first).map(|date| cx.date(date)),
        texts: dossier.sources.iter().filter(|source| source.text_file.is_some()).count(),
        hashed: dossier.sources.iter().filter(|source| source.hash.is_some()).count(),
        searched: cx.comparison.texts.iter().flatten().count(),
        quotes,
        found,
        claims: dossier.claims.len(),
        single: cx.comparison.claims.iter().filter(|accounts| accounts.max == 1).count(),
        lineages: dossier.lineages.len(),
        reviewed: dossier.lineages.iter().filter(|lineage| lineage.reviewed.is_some()).count(),
        accounts: cx.range(overall.min, overall.max),
    }
}

fn differences(cx: &Context<'_>) -> Option<DifferencesView> {
    let is_disputed = |ix: &ClaimIx| cx.comparison.accounts(*ix).is_disputed();
    let (disputed, differing): (Vec<ClaimIx>, Vec<ClaimIx>) =
        ClaimIx::all(cx.dossier).filter(|ix| is_disputed(ix) || super::home::ways(cx, *ix) > 1).partition(is_disputed);
    if disputed.is_empty() && differing.is_empty() {
        return None;
    }
    let row = |ix: &ClaimIx| {
        let claim = &cx.dossier[*ix];
        DifferenceView {
            claim: cx.link(*ix),
            marks: claim.sources.iter().take(NAMED).map(|source| cx.mark(*source, *ix)).collect(),
            more: claim.sources.len().saturating_sub(NAMED),
            differs: cx.prose_if(claim.differs.as_ref()),
        }
    };
    let rows = |claims: &[ClaimIx], room: usize| claims.iter().take(room).map(row).collect::<Vec<_>>();
    let total = disputed.len() + differing.len();
    let disputed = rows(&disputed, DIFFERENCES);
    let differing = rows(&differing, DIFFERENCES - disputed.len());
    let more = total - disputed.len() - differing.len();
    Some(DifferencesView { disputed, differing, more, claims: cx.site.href("claims/") })
}

/// What is shown where nothing is: `site.nav` leads on.
#[derive(Debug, Serialize)]
pub struct NotFoundView {
    /// Path of the index of names, where there is one: the nearest thing to a search.
    pub names: Option<String>,
}

/// What is shown where nothing is.
pub fn not_found(cx: &Context<'_>) -> (PageView, NotFoundView) {
    let mut page = cx.page("404", &cx.t("missing-title", &[]), "", None);
    page.noindex = true;
    page.canonical = None;
    let names = (!cx.site.names.is_empty()).then(|| cx.site.href("names/"));
    (page, NotFoundView { names })
}

/// Leads on.
#[derive(Debug, Serialize)]
pub struct RedirectView {
    /// Path of the page that was meant.
    pub to: String,
    /// Its title.
    pub title: String,
}

/// Leads on to the address `to`.
pub fn redirect(cx: &Context<'_>, to: &str) -> (PageView, RedirectView) {
    let mut page = cx.page("redirect", &cx.t("redirect-title", &[]), "", None);
    page.noindex = true;
    page.canonical = cx.dossier.config.base_url.as_ref().map(|base| format!("{}{to}", base.url.value));
    let title = cx.record_at(to).map_or_else(|| to.to_string(), |target| cx.dossier.title(target).to_string());
    (page, RedirectView { to: cx.site.href(to), title })
}

impl Context<'_> {
    /// The record whose page is at an address: `claims/water/`.
    fn record_at(&self, address: &str) -> Option<Target> {
        let (folder, id) = address.trim_end_matches('/').split_once('/')?;
        let kinds = [Kind::Source, Kind::Claim, Kind::Event, Kind::Name, Kind::Topic, Kind::Page];
        let kind = kinds.into_iter().find(|kind| kind.plural() == folder)?;
        self.dossier.find(kind, id)
    }
}
