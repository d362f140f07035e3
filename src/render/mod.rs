//! From a planned site to bytes: a view for every page, a template for every view, and the files beside them.

pub mod assets;
pub mod context;
pub mod date;
pub mod export;
mod feed;
mod plain;
pub mod strings;
pub mod theme;
pub mod view;

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use tera::Value;

pub use self::context::{Context, Whole};
use self::theme::{Request, Theme, ThemeFile};
use self::view::PageView;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, File, Noted, Place};
use crate::manuscript::{Asset, Copied};
use crate::output::{Content, OutPath, Output};
use crate::site::PageKind;

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

/// Renders every page and every file beside them. A page that fails is left out, with the template's error.
pub fn render(whole: Whole<'_>, files: &[Copied]) -> Noted<Output> {
    let mut output = Output::new();
    let mut notes = Vec::new();
    let mut add = |path: &str, content: Content, notes: &mut Vec<Diagnostic>| {
        let added = OutPath::new(path).map_err(|e| e.to_string());
        if let Err(message) = added.and_then(|path| output.insert(path, content).map_err(|e| e.to_string())) {
            let file = File::new(path, "");
            let note = Diagnostic::in_file(Code::DuplicateAddress, &file, message);
            notes.push(note.help("give one of the records or files another name"));
        }
    };
    for asset in whole.theme.assets().iter() {
        add(&asset.path, asset.bytes.clone().into(), &mut notes);
    }
    let site = Value::from_serializable(&whole.site_view());
    // Before the pages: one of them tells how large the files are.
    let exports = export::files(whole);
    let pages: Vec<Result<Arc<[u8]>, Box<Diagnostic>>> =
        whole.site.pages.par_iter().map(|page| render_page(&Context::new(whole, page), &site, &exports)).collect();
    for (page, html) in whole.site.pages.iter().zip(pages) {
        match html {
            Ok(html) => add(&page.file(), html.into(), &mut notes),
            Err(note) => notes.push(*note),
        }
    }
    let exports = exports.into_iter().map(|file| (file.path, file.bytes));
    for (path, bytes) in exports.chain(feed::files(whole)) {
        add(&path, bytes.into(), &mut notes);
    }
    for file in files {
        add(&file.path, Content::Copy { from: file.from.clone(), hash: file.hash }, &mut notes);
    }
    Noted::new(output, notes)
}

/// One page: its view, in its template.
fn render_page(cx: &Context<'_>, site: &Value, exports: &[export::File]) -> Result<Arc<[u8]>, Box<Diagnostic>> {
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
        PageKind::Changes => show(cx, site, "changes.html", view::pages::changes(cx)),
        PageKind::Data => show(cx, site, "data.html", view::pages::data(cx, exports)),
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
