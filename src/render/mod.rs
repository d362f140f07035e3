//! From a planned site to bytes: a view for every page, a template for every view, and the files beside them. Each is
//! made when it is asked for.

pub mod assets;
pub mod context;
pub mod date;
pub mod export;
mod feed;
mod plain;
pub mod strings;
mod summary;
pub mod theme;
mod unused;
pub mod view;

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use indexmap::{IndexMap, IndexSet};
use rayon::prelude::*;
use serde::Serialize;
use tera::Value;
use tera::value::Key;

pub use self::context::{Context, Whole};
pub use self::summary::Summary;
pub use self::theme::Theme;
use self::theme::{Request, ThemeFile};
use self::view::{Commons, FramePage, FrameView, PageView};
use crate::compare::Comparison;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, File, Noted, Place};
use crate::html::Html;
use crate::manuscript::{Asset, Copied};
use crate::memo::{FileKey, Pages};
use crate::model::Dossier;
use crate::output::{BadOutPath, Collision, Content, Origin, OutPath, Output, Recipe};
use crate::site::{PageKind, Site};

/// Which program this is: another one may make other pages of the same views.
pub const BUILD_ID: &str = env!("DOSSIER_BUILD_ID");

/// All that the looks are made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThemeKey {
    /// The config: it names the theme, the language, and words for readers.
    pub config: FileKey,
    /// The files of the dossier's themes.
    pub files: Vec<Asset>,
}

impl Hash for ThemeKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // There are few themes at a time: comparing them costs less than hashing all.
        self.config.hash(state);
    }
}

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
    let request = Request { name, place: Some(&place), known: &known, files: &own, language, words: &words };
    let mut theme = Theme::load(request);
    theme.notes.extend(theme::unused(request));
    theme
}

/// Every file of the site: its address, and how to make it. Nothing is rendered here.
pub fn render(edition: &Arc<Edition>, files: &[Copied]) -> Noted<Output> {
    let mut output = Output::new();
    output.reserve(edition.site.pages.len());
    let mut notes = Vec::new();
    // `from` is where the files of that kind come from.
    let mut add = |from: &str,
                   path: Result<OutPath, BadOutPath>,
                   insert: &dyn Fn(&mut Output, OutPath) -> Result<(), Collision>| {
        let (path, message) = match path {
            Ok(path) => match insert(&mut output, path.clone()) {
                Ok(()) => return,
                Err(error) => (path.to_string(), error.to_string()),
            },
            Err(error) => (error.path.clone(), error.to_string()),
        };
        let file = File::new(format!("{from}{path}"), "");
        let note = Diagnostic::in_file(Code::DuplicateAddress, &file, message);
        notes.push(note.help("give one of the records or files another name"));
    };
    for asset in edition.theme.assets().iter() {
        add("", OutPath::new(asset.path.as_str()), &|output, path| output.insert(path, asset.bytes.clone()));
    }
    let page = |n: usize| (OutPath::new(edition.site.pages[n].file()), Part::Page(n));
    let pages: Vec<_> = (0..edition.site.pages.len()).into_par_iter().map(page).collect();
    let exports = (0..export::COUNT).map(|n| (OutPath::new(export::path(n)), Part::Export(n)));
    let feeds = feed::paths(edition.whole()).into_iter().map(|path| (OutPath::new(path.as_str()), Part::Feed(path)));
    for (path, part) in pages.into_iter().chain(exports).chain(feeds) {
        let recipe = Arc::new(Made { edition: edition.clone(), part });
        add("", path, &|output, path| output.insert_recipe(path, recipe.clone()));
    }
    for file in files {
        let copy = || Content::Copy { from: file.from.clone(), hash: file.hash };
        add("content/", OutPath::new(file.path.as_str()), &|output, path| output.insert(path, copy()));
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
    pub theme: Arc<Theme>,
    /// What every page sees of the site.
    view: Value,
    /// The hash of what all pages are made of: the program, the looks, the view of the site.
    base: [u8; blake3::KEY_LEN],
    /// Pages that are known from before.
    pages: Arc<Pages>,
    /// What views have in common.
    commons: Commons,
    /// The paths of the menus.
    menus: IndexSet<String>,
    /// The frames of pages, as far as they were made.
    frames: Mutex<IndexMap<FramePage, Value>>,
    /// How large the files to download are, once they were made.
    exports: [OnceLock<export::Facts>; export::COUNT],
}

impl Edition {
    /// Puts them together.
    pub fn new(dossier: Dossier, comparison: Comparison, site: Site, theme: Arc<Theme>, pages: Arc<Pages>) -> Self {
        let commons = Commons::new(dossier.sources.len());
        let whole = Whole { dossier: &dossier, comparison: &comparison, site: &site, theme: &theme, commons: &commons };
        let view = whole.site_view();
        let menus = view.nav.iter().chain(&view.footer).filter_map(|link| link.path.clone()).collect();
        let mut base = blake3::Hasher::new();
        base.update(BUILD_ID.as_bytes()).update(theme.hash().as_bytes());
        // Strings and numbers can always be written.
        let _ = postcard::to_io(&view, &mut base);
        let base = *base.finalize().as_bytes();
        let view = Value::from_serializable(&view);
        let (frames, exports) = Default::default();
        Edition { dossier, comparison, site, theme, base, pages, view, commons, menus, frames, exports }
    }

    /// What views are made with.
    pub fn whole(&self) -> Whole<'_> {
        let Edition { dossier, comparison, site, theme, commons, .. } = self;
        Whole { dossier, comparison, site, theme, commons }
    }

    /// What a page has in common with others.
    fn frame(&self, page: &PageView) -> Result<Value, Box<Diagnostic>> {
        let page = FramePage {
            root: page.root.clone(),
            section: page.section.clone(),
            path: if self.menus.contains(&page.path) { page.path.clone() } else { String::new() },
            is_home: page.kind == "home",
        };
        let frames = || self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(frame) = frames().get(&page) {
            return Ok(frame.clone());
        }
        let part = |part: &str| -> Result<Html, Box<Diagnostic>> {
            let mut context = tera::Context::new();
            context.insert("part", part);
            context.insert("page", &page);
            context.insert_value("site", self.view.clone());
            let bytes = self.theme.render("frame.html", &context)?;
            // Templates are text, and what they print is.
            Ok(Html::from_trusted(String::from_utf8_lossy(&bytes).trim().to_string()))
        };
        let frame = FrameView {
            head: part("head")?,
            masthead: part("masthead")?,
            imprint: part("imprint")?,
            colophon: part("colophon")?,
            how: part("how")?,
        };
        let frame = Value::from_serializable(&frame);
        frames().insert(page, frame.clone());
        Ok(frame)
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
        let Part::Page(n) = self.part else { return None };
        if self.edition.pages.is_empty() {
            return None;
        }
        let whole = self.edition.whole();
        let page = render_page(&Context::new(whole, &whole.site.pages[n]), &self.edition, Want::Key).ok()?;
        self.edition.pages.get(&page.key)
    }

    fn make(&self) -> Result<(Arc<[u8]>, blake3::Hash), Box<Diagnostic>> {
        let whole = self.edition.whole();
        let bytes: Arc<[u8]> = match &self.part {
            Part::Page(n) => {
                let page = render_page(&Context::new(whole, &whole.site.pages[*n]), &self.edition, Want::Page)?;
                let hash = blake3::hash(&page.bytes);
                self.edition.pages.insert(page.key, hash);
                return Ok((page.bytes, hash));
            }
            Part::Export(n) => self.edition.export(*n).into(),
            Part::Feed(path) => feed::file(whole, path).into(),
        };
        let hash = blake3::hash(&bytes);
        Ok((bytes, hash))
    }

    /// The page of the data tells how large each file to download is.
    fn is_made_last(&self) -> bool {
        matches!(self.part, Part::Page(n) if self.edition.site.pages[n].kind == PageKind::Data)
    }

    fn origin(&self) -> Origin {
        let Part::Page(n) = self.part else { return Origin::default() };
        origin(&self.edition.site.pages[n].kind, &self.edition.dossier)
    }
}

/// The template of a page, and the file of its record.
fn origin(kind: &PageKind, dossier: &Dossier) -> Origin {
    let (template, file) = match kind {
        PageKind::Home => ("home.html", dossier.home.as_ref().map(|page| &page.file)),
        PageKind::Source(ix) => ("source.html", Some(&dossier[*ix].file)),
        PageKind::Event(ix) => ("event.html", Some(&dossier[*ix].file)),
        PageKind::Topic(ix, _) => ("topic.html", Some(&dossier[*ix].file)),
        PageKind::Name(ix, _) => ("name.html", Some(&dossier[*ix].file)),
        PageKind::Claim(ix) => ("claim.html", Some(&dossier[*ix].file)),
        PageKind::Page(ix) => ("page.html", Some(&dossier[*ix].file)),
        // Of several records, or of none.
        _ => return Origin::default(),
    };
    Origin { template: Some(template), file: file.cloned() }
}

/// Whether a page is to be rendered, or only what it is made of is to be known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    Key,
    Page,
}

/// A page.
struct Rendered {
    /// The hash of all that it is made of.
    key: blake3::Hash,
    /// What it holds; nothing where only the key was wanted.
    bytes: Arc<[u8]>,
}

/// One page: its view, in its template.
fn render_page(cx: &Context<'_>, edition: &Edition, want: Want) -> Result<Rendered, Box<Diagnostic>> {
    let job = (edition, want);
    match &cx.page.kind {
        PageKind::Home => show(cx, job, "home.html", view::home::home(cx)),
        PageKind::Sources(n) => show(cx, job, "sources.html", view::sources::list(cx, *n)),
        PageKind::Source(ix) => show(cx, job, "source.html", view::source::source(cx, *ix)),
        PageKind::Timeline(n) => show(cx, job, "timeline.html", view::timeline::timeline(cx, *n)),
        PageKind::Decade(first, n) => show(cx, job, "timeline.html", view::timeline::decade(cx, *first, *n)),
        PageKind::Event(ix) => show(cx, job, "event.html", view::timeline::event(cx, *ix)),
        PageKind::Topics => show(cx, job, "topics.html", view::topics::tree(cx)),
        PageKind::Topic(ix, n) => show(cx, job, "topic.html", view::topics::topic(cx, *ix, *n)),
        PageKind::Names(n) => show(cx, job, "names.html", view::names::index(cx, *n)),
        PageKind::Name(ix, n) => show(cx, job, "name.html", view::names::name(cx, *ix, *n)),
        PageKind::Claims(n) => show(cx, job, "claims.html", view::claims::matrix(cx, *n)),
        PageKind::Claim(ix) => show(cx, job, "claim.html", view::claim::claim(cx, *ix)),
        PageKind::Compare(n) => show(cx, job, "compare.html", view::compare::overview::overview(cx, *n)),
        PageKind::Pair(n) => show(cx, job, "pair.html", view::compare::pair::pair(cx, *n)),
        PageKind::Synopsis(n) => show(cx, job, "passage.html", view::compare::passage::passage(cx, *n)),
        PageKind::Changes => show(cx, job, "changes.html", view::pages::changes(cx)),
        PageKind::Data => show(cx, job, "data.html", view::pages::data(cx, &edition.export_facts())),
        PageKind::Page(ix) => show(cx, job, "page.html", view::pages::page(cx, *ix)),
        PageKind::NotFound => show(cx, job, "404.html", view::pages::not_found(cx)),
        PageKind::Redirect(to) => show(cx, job, "redirect.html", view::pages::redirect(cx, to)),
    }
}

/// The fields of a view, each under its own name: what `tera::Context::from_serialize` gives, without a copy of each name.
fn fields<V: Serialize>(view: &V) -> tera::TeraResult<tera::Context> {
    let mut context = tera::Context::new();
    for (field, value) in Value::try_from_serializable(view)?.into_map().unwrap_or_default() {
        match field {
            Key::Str(field) => context.insert_value(field, value),
            other => context.insert_value(other.to_string(), value),
        }
    }
    Ok(context)
}

/// The fields of the view stand at the top of the template's world, beside `site`, `page` and `frame`.
fn show<V: Serialize>(
    cx: &Context<'_>,
    (edition, want): (&Edition, Want),
    template: &str,
    (page, view): (PageView, V),
) -> Result<Rendered, Box<Diagnostic>> {
    if let Some(mistake) = cx.commons.failure() {
        return Err(Box::new(mistake.clone()));
    }
    let unfit = |error: String| Box::new(Diagnostic::new(Code::TemplateError, format!("{template}: {error}")));
    thread_local!(static VIEW: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
    let key = VIEW.with_borrow_mut(|bytes| {
        bytes.clear();
        // The length of each string comes before it, so that no two views read the same.
        let written = postcard::to_io(&(template, &page, &view), &mut *bytes).map(|_| ());
        written.map(|()| blake3::keyed_hash(&edition.base, bytes))
    });
    let key = key.map_err(|error| unfit(error.to_string()))?;
    if want == Want::Key {
        return Ok(Rendered { key, bytes: Arc::default() });
    }
    let mut context = fields(&view).map_err(|error| unfit(error.to_string()))?;
    context.insert_value("frame", edition.frame(&page)?);
    context.insert("page", &page);
    context.insert_value("site", edition.view.clone());
    Ok(Rendered { key, bytes: cx.theme.render(template, &context)? })
}
