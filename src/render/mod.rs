//! From a planned site to bytes: a view for every page, a template for every view, and the files beside them. Each is
//! made when it is asked for.

pub mod assets;
pub mod context;
pub mod date;
pub mod export;
mod feed;
mod plain;
pub mod strings;
pub mod theme;
pub mod view;

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::Value;

pub use self::context::{Context, Whole};
use self::theme::{Request, Theme, ThemeFile};
use self::view::PageView;
use crate::compare::Comparison;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, File, Noted, Place};
use crate::manuscript::{Asset, Copied};
use crate::model::Dossier;
use crate::output::{Collision, Content, OutPath, Output, Recipe};
use crate::site::{PageKind, Site};

/// The theme that the config names, its files laid over the built-in ones.
pub fn load_theme(config: &Config, files: &[Asset]) -> Noted<Theme> {
    let name = config.theme.value.as_str();
    let mut known: Vec<String> = files.iter().filter_map(|f| Some(f.path.split_once('/')?.0.to_string())).collect();
    known.dedup();
    let own: Vec<ThemeFile> = files
        .iter()
        .filter_map(|file| {
            let path = file.path.strip_prefix(name)?.strip_prefix('/')?;
            Some(ThemeFile { path: path.to_string(), bytes: file.bytes.clone() })
        })
        .collect();
    let words: Vec<strings::Word> = config
        .words
        .iter()
        .map(|(term, word)| strings::Word {
            term: term.to_string(),
            text: word.value.clone(),
            place: Some(Place::at(&config.file, word.span)),
        })
        .collect();
    let language = &config.language.value;
    let place = Place::at(&config.file, config.theme.span);
    Theme::load(Request { name, place: Some(&place), known: &known, files: &own, language, words: &words })
}

/// Every file of the site: its address, and how to make it. Nothing is rendered here.
pub fn render(edition: &Arc<Edition>, files: &[Copied]) -> Noted<Output> {
    let mut output = Output::new();
    let mut notes = Vec::new();
    let mut add = |path: &str, insert: &dyn Fn(&mut Output, OutPath) -> Result<(), Collision>| {
        let added = OutPath::new(path).map_err(|e| e.to_string());
        if let Err(message) = added.and_then(|path| insert(&mut output, path).map_err(|e| e.to_string())) {
            let note = Diagnostic::in_file(Code::DuplicateAddress, &File::new(path, ""), message);
            notes.push(note.help("give one of the records or files another name"));
        }
    };
    for asset in edition.theme.assets().iter() {
        add(&asset.path, &|output, path| output.insert(path, asset.bytes.clone()));
    }
    let parts = (0..edition.site.pages.len()).map(|n| (edition.site.pages[n].file(), Part::Page(n)));
    let parts = parts.chain((0..export::COUNT).map(|n| (export::path(n), Part::Export(n))));
    let parts = parts.chain(feed::paths(edition.whole()).into_iter().map(|path| (path.clone(), Part::Feed(path))));
    for (path, part) in parts {
        let recipe = Arc::new(Made { edition: edition.clone(), part });
        add(&path, &|output, path| output.insert_recipe(path, recipe.clone()));
    }
    for file in files {
        let copy = || Content::Copy { from: file.from.clone(), hash: file.hash };
        add(&file.path, &|output, path| output.insert(path, copy()));
    }
    Noted::new(output, notes)
}

/// A finished dossier with its looks: kept for as long as its pages may be asked for.
#[derive(Debug)]
pub struct Edition {
    /// The records.
    pub dossier: Dossier,
    /// The evidence.
    pub comparison: Comparison,
    /// The pages.
    pub site: Site,
    /// The looks.
    pub theme: Theme,
    /// What every page sees of the site.
    view: Value,
    /// How large the files to download are, once they were made.
    exports: [OnceLock<export::Facts>; export::COUNT],
}

impl Edition {
    /// Puts them together.
    pub fn new(dossier: Dossier, comparison: Comparison, site: Site, theme: Theme) -> Self {
        let mut edition =
            Edition { dossier, comparison, site, theme, view: Value::none(), exports: Default::default() };
        edition.view = Value::from_serializable(&edition.whole().site_view());
        edition
    }

    /// What views are made with.
    pub fn whole(&self) -> Whole<'_> {
        Whole { dossier: &self.dossier, comparison: &self.comparison, site: &self.site, theme: &self.theme }
    }

    fn export(&self, n: usize) -> Vec<u8> {
        let (facts, bytes) = export::file(self.whole(), n);
        // Not in a closure of the lock's: it would wait for itself when the thread takes up another page meanwhile.
        let _ = self.exports[n].set(facts);
        bytes
    }

    /// How large the files to download are: made for that if nobody has asked for them yet.
    fn export_facts(&self) -> Vec<export::Facts> {
        let known = |n: usize| self.exports[n].get().copied().unwrap_or_else(|| export::file(self.whole(), n).0);
        (0..export::COUNT).map(known).collect()
    }
}

/// A file that is made of the edition.
#[derive(Debug)]
struct Made {
    edition: Arc<Edition>,
    part: Part,
}

/// Which file: a page or an export by its number, a feed by its path.
#[derive(Debug)]
enum Part {
    Page(usize),
    Export(usize),
    Feed(String),
}

impl Recipe for Made {
    fn hash(&self) -> Option<blake3::Hash> {
        None
    }

    fn make(&self) -> Result<Arc<[u8]>, Box<Diagnostic>> {
        let whole = self.edition.whole();
        match &self.part {
            Part::Page(n) => render_page(&Context::new(whole, &whole.site.pages[*n]), &self.edition),
            Part::Export(n) => Ok(self.edition.export(*n).into()),
            Part::Feed(path) => Ok(feed::file(whole, path).into()),
        }
    }
}

/// One page: its view, in its template.
fn render_page(cx: &Context<'_>, edition: &Edition) -> Result<Arc<[u8]>, Box<Diagnostic>> {
    let site = &edition.view;
    match &cx.page.kind {
        PageKind::Home => show(cx, site, "home.html", view::home::home(cx)),
        PageKind::Sources(n) => show(cx, site, "sources.html", view::sources::list(cx, *n)),
        PageKind::Source(ix) => show(cx, site, "source.html", view::source::source(cx, *ix)),
        PageKind::Timeline(n) => show(cx, site, "timeline.html", view::timeline::timeline(cx, *n)),
        PageKind::Decade(first, n) => show(cx, site, "timeline.html", view::timeline::decade(cx, *first, *n)),
        PageKind::Event(ix) => show(cx, site, "event.html", view::timeline::event(cx, *ix)),
        PageKind::Topics => show(cx, site, "topics.html", view::topics::tree(cx)),
        PageKind::Topic(ix, n) => show(cx, site, "topic.html", view::topics::topic(cx, *ix, *n)),
        PageKind::Names(n) => show(cx, site, "names.html", view::names::index(cx, *n)),
        PageKind::Name(ix, n) => show(cx, site, "name.html", view::names::name(cx, *ix, *n)),
        PageKind::Claims(n) => show(cx, site, "claims.html", view::claims::matrix(cx, *n)),
        PageKind::Claim(ix) => show(cx, site, "claim.html", view::claim::claim(cx, *ix)),
        PageKind::Compare(n) => show(cx, site, "compare.html", view::compare::overview::overview(cx, *n)),
        PageKind::Pair(n) => show(cx, site, "pair.html", view::compare::pair::pair(cx, *n)),
        PageKind::Synopsis(n) => show(cx, site, "passage.html", view::compare::passage::passage(cx, *n)),
        PageKind::Changes => show(cx, site, "changes.html", view::pages::changes(cx)),
        PageKind::Data => show(cx, site, "data.html", view::pages::data(cx, &edition.export_facts())),
        PageKind::Page(ix) => show(cx, site, "page.html", view::pages::page(cx, *ix)),
        PageKind::NotFound => show(cx, site, "404.html", view::pages::not_found(cx)),
        PageKind::Redirect(to) => show(cx, site, "redirect.html", view::pages::redirect(cx, to)),
    }
}

/// The fields of the view stand at the top of the template's world, beside `site` and `page`.
fn show<V: Serialize>(
    cx: &Context<'_>,
    site: &Value,
    template: &str,
    (page, view): (PageView, V),
) -> Result<Arc<[u8]>, Box<Diagnostic>> {
    let mut context = tera::Context::from_serialize(&view)
        .map_err(|error| Box::new(Diagnostic::new(Code::TemplateError, format!("{template}: {error}"))))?;
    context.insert("page", &page);
    context.insert_value("site", site.clone());
    cx.theme.render(template, &context)
}
