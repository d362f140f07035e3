//! What pages look like: templates, strings and static files, the built-in ones with those of the dossier laid over.
//!
//! A theme is a folder with `templates/`, `strings/` and `static/`. The built-in one, `ledger`, is complete; any other
//! needs only the files in which it differs. Templates and static files are replaced whole, strings message by
//! message. A template sees its view and the filters that are made here, and nothing else: no clock, no disk, no state.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};
use memchr::memmem;
use rustc_hash::FxHashMap;
use serde::Serialize;
use tera::value::Key;
use tera::{Context, ErrorKind, Kwargs, State, StringInput, Tera, TeraResult, Value};

use crate::diagnostic::{Code, Diagnostic, File, Noted, Place, nearest};
use crate::html::Html;
use crate::render::assets::{self, Assets, Source};
use crate::render::strings::{self, Argument, Layer, Piece, Strings, Word};
use crate::render::unused;

/// The theme that needs no files.
pub const DEFAULT: &str = "ledger";

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/ledger");

/// A file of a theme as read from the dossier.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Path below `themes/NAME/`, with `/`: `templates/base.html`.
    pub path: String,
    /// The content.
    pub bytes: Arc<[u8]>,
}

/// Which theme, and what it has to say.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Its name: the folder below `themes/`.
    pub name: &'a str,
    /// Where the config names it.
    pub place: Option<&'a Place>,
    /// The themes that the dossier has, by name, for the message about one that it doesn't have.
    pub known: &'a [String],
    /// The files of the dossier's `themes/NAME/`, in any order; none for a theme that is only built in.
    pub files: &'a [ThemeFile],
    /// The site's language, a BCP 47 tag.
    pub language: &'a str,
    /// The words that the config chooses for readers.
    pub words: &'a [Word],
}

/// A theme, ready to render pages.
#[derive(Debug)]
pub struct Theme {
    /// The templates with the messages that take no values in place: most of what a page asks for.
    tera: Tera,
    /// As they were written, for what is said of a mistake: compiled at the first.
    written: OnceLock<Tera>,
    empty: Tera,
    templates: BTreeMap<String, Arc<File>>,
    strings: Arc<Strings>,
    assets: Arc<Assets>,
    hash: blake3::Hash,
}

impl Theme {
    /// Reads the theme. Where its files have mistakes, the built-in ones stand in for them.
    pub fn load(request: Request<'_>) -> Noted<Theme> {
        let mut notes = Vec::new();
        if request.files.is_empty() && request.name != DEFAULT {
            notes.push(unknown_theme(&request));
        }
        let mut parts = Parts::default();
        for (path, bytes) in built_in_files(&BUILT_IN) {
            parts.add(&path, Arc::from(bytes), &format!("(built-in) themes/{DEFAULT}/{path}"), &mut notes);
        }
        let built_in = parts.templates.clone();
        let mut files: Vec<&ThemeFile> = request.files.iter().collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        for file in files {
            let shown = format!("themes/{}/{}", request.name, file.path);
            parts.add(&file.path, file.bytes.clone(), &shown, &mut notes);
        }
        let strings = Strings::load(request.language, &parts.layers, request.words).take_notes(&mut notes);
        let assets = assets::load(&parts.statics).take_notes(&mut notes);
        let hash = hash(&request, &parts, &assets);
        let (strings, assets) = (Arc::new(strings), Arc::new(assets));
        let empty = with_filters(&strings, &assets);
        let tera = match together(&empty, &with_messages(&parts.templates, &strings)) {
            Ok(tera) => tera,
            Err(_) => compile(&empty, &mut parts.templates, &built_in, &mut notes),
        };
        let written = OnceLock::new();
        Noted::new(Theme { tera, written, empty, templates: parts.templates, strings, assets, hash }, notes)
    }

    /// Renders `template` (a path below `templates/`) with a view. Variables that the view doesn't have, messages and
    /// assets that the theme doesn't have are errors at the template's own line.
    pub fn render(&self, template: &str, view: &Context) -> Result<Arc<[u8]>, Box<Diagnostic>> {
        let root =
            view.get("page").and_then(|page| page.as_map()?.get(&Key::Str("root"))?.as_str()).unwrap_or_default();
        self.rendered(template, view, |page| match memmem::find(page, ROOT.as_bytes()) {
            None => Arc::from(page),
            Some(first) => Arc::from(filled(page, first, root)),
        })
    }

    /// A part of views that is drawn once for all pages, at any depth, from `view` under its `name`.
    pub fn draw(&self, template: &str, name: &'static str, view: &impl Serialize) -> Result<Html, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert(name, view);
        context.insert("page", &BTreeMap::from([("root", ROOT)]));
        // Templates are text, and what they print is.
        self.rendered(template, &context, |part| {
            Html::from_trusted(String::from_utf8_lossy(part.trim_ascii()).into_owned())
        })
    }

    fn rendered<T>(&self, template: &str, view: &Context, keep: impl FnOnce(&[u8]) -> T) -> Result<T, Box<Diagnostic>> {
        // One buffer a thread, then a copy of just its length: a buffer that grows anew for each page costs more
        // than the page, and thousands of pages are held at once.
        thread_local!(static PAGE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
        PAGE.with_borrow_mut(|page| {
            page.clear();
            self.tera.render_to(template, view, &mut *page).map(|()| keep(page)).map_err(|error| {
                let error = self.written().render(template, view).err().unwrap_or(error);
                let found = diagnose(&error, &self.templates).into_iter().next();
                Box::new(found.unwrap_or_else(|| Diagnostic::new(Code::TemplateError, error.to_string())))
            })
        })
    }

    fn written(&self) -> &Tera {
        self.written.get_or_init(|| {
            let texts = self.templates.iter().map(|(name, file)| (name.as_str(), &*file.text)).collect();
            together(&self.empty, &texts).unwrap_or_else(|_| self.tera.clone())
        })
    }

    /// Whether there is such a template.
    pub fn has(&self, template: &str) -> bool {
        self.templates.contains_key(template)
    }

    /// What the theme says, in the site's language.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// The static files to write.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// A hash of all that a rendered page can depend on besides its view: templates, strings, language, words, and
    /// the names of the assets.
    pub fn hash(&self) -> blake3::Hash {
        self.hash
    }
}

/// Templates and messages of the dossier's theme that replace nothing and that nothing asks for.
pub fn unused(request: Request<'_>) -> Vec<Diagnostic> {
    // What can't be read is said where the theme is loaded.
    let mut read = Vec::new();
    let (mut built_in, mut own) = (Parts::default(), Parts::default());
    for (path, bytes) in built_in_files(&BUILT_IN) {
        built_in.add(&path, Arc::from(bytes), "", &mut read);
    }
    for file in request.files {
        own.add(&file.path, file.bytes.clone(), &format!("themes/{}/{}", request.name, file.path), &mut read);
    }
    let mut all = built_in.templates.clone();
    all.extend(own.templates);
    let mut notes = unused::templates(&all, &built_in.templates);
    notes.extend(strings::unasked(&built_in.layers, &own.layers, |name| unused::asks(&all, name)));
    notes
}

/// Stands for `page.root` in what is drawn for all pages: a character that no text may hold, by Unicode's own rule.
const ROOT: &str = "\u{1FFFE}";

/// A page with its own root in the parts that are drawn for all; `first` is where one stands.
fn filled(page: &[u8], first: usize, root: &str) -> Vec<u8> {
    let mut whole = Vec::with_capacity(page.len() + page.len() / 4);
    whole.extend_from_slice(&page[..first]);
    let mut at = first;
    for next in memmem::find_iter(&page[first..], ROOT.as_bytes()) {
        whole.extend_from_slice(&page[at..first + next]);
        whole.extend_from_slice(root.as_bytes());
        at = first + next + ROOT.len();
    }
    whole.extend_from_slice(&page[at..]);
    whole
}

fn unknown_theme(request: &Request<'_>) -> Diagnostic {
    let mut known: Vec<&str> = request.known.iter().map(String::as_str).chain([DEFAULT]).collect();
    known.sort_unstable();
    known.dedup();
    let mut note = Diagnostic::new(Code::InvalidValue, format!("no theme `{}`", request.name))
        .suggest(request.name, known.iter().copied())
        .help(format!("there is `{}`; another is a folder below `themes/`", known.join("`, `")));
    note.place = request.place.cloned();
    note
}

/// The files of the built-in theme by path, sorted.
fn built_in_files(dir: &'static Dir<'static>) -> BTreeMap<String, &'static [u8]> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![dir];
    while let Some(dir) = waiting.pop() {
        waiting.extend(dir.dirs());
        for file in dir.files() {
            files.insert(file.path().to_string_lossy().replace('\\', "/"), file.contents());
        }
    }
    files
}

/// The files of a theme by what they are for.
#[derive(Default)]
struct Parts {
    templates: BTreeMap<String, Arc<File>>,
    layers: Vec<Layer>,
    statics: BTreeMap<String, Source>,
}

impl Parts {
    /// Takes in the file at `path` below the theme's folder; one that was taken in before under that path gives way.
    fn add(&mut self, path: &str, bytes: Arc<[u8]>, shown: &str, notes: &mut Vec<Diagnostic>) {
        let hidden = path.split('/').any(|part| part.starts_with('.'));
        let Some((folder, name)) = path.split_once('/').filter(|_| !hidden) else { return };
        match folder {
            "templates" => {
                self.templates.extend(text(&bytes, shown, notes).map(|file| (name.to_string(), file)));
            }
            "static" => {
                self.statics.insert(name.to_string(), Source { shown: shown.to_string(), bytes });
            }
            "strings" if name.ends_with(".ftl") && !name.contains('/') => {
                let language = name.trim_end_matches(".ftl").to_string();
                self.layers.extend(text(&bytes, shown, notes).map(|file| Layer { language, file }));
            }
            _ => {
                let file = File::new(shown, "");
                notes.push(
                    Diagnostic::in_file(Code::StrayFile, &file, "a theme has no use for this file")
                        .suggest(folder, ["templates", "static", "strings"])
                        .help("a theme is made of `templates/…`, `static/…` and `strings/LANGUAGE.ftl`"),
                );
            }
        }
    }
}

fn text(bytes: &[u8], shown: &str, notes: &mut Vec<Diagnostic>) -> Option<Arc<File>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(File::new(shown, text)),
        Err(error) => {
            let file = File::new(shown, String::from_utf8_lossy(bytes).as_ref());
            let at = error.valid_up_to();
            notes.push(Diagnostic::at(Code::InvalidUtf8, &file, at..at + 1, "not valid UTF-8"));
            None
        }
    }
}

/// Everything that a page can depend on, lengths first, so that no two themes read the same.
fn hash(request: &Request<'_>, parts: &Parts, assets: &Assets) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    };
    add(request.language);
    for (name, file) in &parts.templates {
        ["template", name, &file.text].into_iter().for_each(&mut add);
    }
    for layer in &parts.layers {
        ["strings", &layer.language, &layer.file.text].into_iter().for_each(&mut add);
    }
    for word in request.words {
        ["word", &word.term, &word.text].into_iter().for_each(&mut add);
    }
    for name in assets.names() {
        ["asset", name, assets.path(name).unwrap_or_default()].into_iter().for_each(&mut add);
    }
    hasher.finalize()
}

/// A Tera with our filters and no templates.
fn with_filters(strings: &Arc<Strings>, assets: &Arc<Assets>) -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".xml", ".svg"]);
    let messages = strings.clone();
    // Most messages take no values: they are looked up, not made.
    let plain: FxHashMap<String, Value> =
        strings.plain().map(|(key, text)| (key.to_string(), Value::from(text))).collect();
    tera.register_filter("t", move |key: &str, values: Kwargs, _: &State| match plain.get(key) {
        Some(text) => Ok(text.clone()),
        None => message(&messages, key, &values),
    });
    let files = assets.clone();
    tera.register_filter("asset", move |name: &str, _: Kwargs, _: &State| asset(&files, name));
    let numbers = strings.clone();
    tera.register_filter("number", move |number: i64, _: Kwargs, _: &State| numbers.number(number));
    tera.register_filter("capital", |text: StringInput, _: Kwargs, _: &State| {
        text.inherit_safety(strings::capitalised(text.as_str()))
    });
    tera
}

/// `{{ "name" | asset }}`: where the site has the static file.
fn asset(assets: &Assets, name: &str) -> TeraResult<String> {
    assets.path(name).map(str::to_string).ok_or_else(|| {
        let near = nearest(name, assets.names());
        let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        tera::Error::message(format!("no static file `{name}` in the theme{hint}"))
    })
}

/// `{{ "key" | t(n=3) }}`: a message, with values for its arguments. A value that is HTML already (a link, say) stays
/// HTML.
fn message(strings: &Strings, key: &str, values: &Kwargs) -> TeraResult<Value> {
    let values: Vec<(&Key<'_>, &Value)> = values.iter().collect();
    let arguments: Vec<Option<Argument<'_>>> = values.iter().map(|(_, value)| argument(value)).collect();
    let named: Vec<(&str, Option<&Argument<'_>>)> = values
        .iter()
        .zip(&arguments)
        .map(|((name, _), value)| (name.as_str().unwrap_or_default(), value.as_ref()))
        .collect();
    let pieces = strings.pieces(key, &named).map_err(tera::Error::message)?;
    let is_html = arguments.iter().any(Option::is_none);
    let mut text = Vec::new();
    for piece in pieces.iter() {
        let (words, is_safe) = match piece {
            Piece::Text(own) => (Cow::Borrowed(own.as_str()), false),
            Piece::Argument(n) => match values.get(*n) {
                Some((_, value)) if value.is_safe() => (Cow::Borrowed(value.as_str().unwrap_or_default()), true),
                Some((_, value)) => (strings::without_marks(value.as_str().unwrap_or_default()), false),
                None => continue,
            },
        };
        match is_html && !is_safe {
            true => tera::escape_html(&words, &mut text)?,
            false => text.extend_from_slice(words.as_bytes()),
        }
    }
    let text = String::from_utf8(text)?;
    Ok(if is_html { Value::safe_string(&text) } else { Value::from(text) })
}

/// What a message may choose its words by; nothing for HTML, which it can only show.
fn argument(value: &Value) -> Option<Argument<'_>> {
    if let Some(text) = value.as_str() {
        return (!value.is_safe()).then(|| Argument::from(text));
    }
    let number = value.as_i128().and_then(|number| i64::try_from(number).ok());
    Some(number.map_or_else(|| Argument::from(value.to_string()), Argument::from))
}

/// Compiles templates, each by its name.
fn together<T: AsRef<str>>(empty: &Tera, templates: &BTreeMap<&str, T>) -> TeraResult<Tera> {
    let mut tera = empty.clone();
    tera.add_raw_templates(templates.iter().map(|(name, text)| (*name, text.as_ref()))).map(|()| tera)
}

/// The templates with the messages that take no values in place.
fn with_messages<'a>(templates: &'a BTreeMap<String, Arc<File>>, strings: &Strings) -> BTreeMap<&'a str, Cow<'a, str>> {
    // Nothing that would be escaped, nothing that is of Tera, no space that a tag beside it may take away.
    let is_bare =
        |text: &str| text.trim().len() == text.len() && !text.contains(['&', '<', '>', '"', '\'', '/', '{', '}', '\n']);
    let bare: FxHashMap<&str, &str> = strings.plain().filter(|(_, text)| is_bare(text)).collect();
    let of = |file: &'a File| match file.text.contains("raw %}") || file.text.contains("raw -%}") {
        true => Cow::Borrowed(&*file.text),
        false => Cow::Owned(with_bare(&file.text, &bare)),
    };
    templates.iter().map(|(name, file)| (name.as_str(), of(file))).collect()
}

/// A template with some messages in place of `{{ "key" | t }}`.
fn with_bare(template: &str, messages: &FxHashMap<&str, &str>) -> String {
    const BEFORE: &str = "{{ \"";
    const AFTER: &str = "\" | t }}";
    let mut whole = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, asked)) = rest.split_once(BEFORE) {
        whole.push_str(before);
        let known = asked
            .split_once('"')
            .and_then(|(key, _)| Some((messages.get(key)?, asked[key.len()..].strip_prefix(AFTER)?)));
        match known {
            Some((message, after)) => {
                whole.push_str(message);
                rest = after;
            }
            None => {
                whole.push_str(BEFORE);
                rest = asked;
            }
        }
    }
    whole.push_str(rest);
    whole
}

/// Compiles `templates`. Those that can't be parsed give way to the built-in ones of the same name; where templates
/// don't fit together, the built-in ones stand in for all.
fn compile(
    empty: &Tera,
    templates: &mut BTreeMap<String, Arc<File>>,
    built_in: &BTreeMap<String, Arc<File>>,
    notes: &mut Vec<Diagnostic>,
) -> Tera {
    let together = |templates: &BTreeMap<String, Arc<File>>| {
        together(empty, &templates.iter().map(|(name, file)| (name.as_str(), &*file.text)).collect())
    };
    let mistakes = match together(templates) {
        Ok(tera) => return tera,
        Err(error) => diagnose(&error, templates),
    };
    // Tera stops at the first that it can't parse, and we want to hear of all: each alone.
    let mut broken = Vec::new();
    for (name, file) in templates.iter() {
        if let Err(error) = empty.clone().add_raw_template(name, &file.text)
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            notes.extend(diagnose(&error, templates));
            broken.push(name.clone());
        }
    }
    // What a broken template would have brought isn't missing for another reason.
    if broken.is_empty() {
        notes.extend(mistakes);
    }
    for name in &broken {
        match built_in.get(name) {
            Some(file) => templates.insert(name.clone(), file.clone()),
            None => templates.remove(name),
        };
    }
    if !broken.is_empty() {
        match together(templates) {
            Ok(tera) => return tera,
            // Where the built-in ones stand in for all that are broken, what is wrong now is another mistake.
            Err(error) if broken.iter().all(|name| built_in.contains_key(name)) => {
                notes.extend(diagnose(&error, templates));
            }
            Err(_) => {}
        }
    }
    templates.clone_from(built_in);
    together(templates).unwrap_or_else(|error| {
        notes.extend(diagnose(&error, templates));
        empty.clone()
    })
}

/// What Tera says, as diagnostics in the templates' own files.
fn diagnose(error: &tera::Error, templates: &BTreeMap<String, Arc<File>>) -> Vec<Diagnostic> {
    let whole = |name: &str, message: String| match templates.get(name) {
        Some(file) => Diagnostic::in_file(Code::TemplateError, file, message),
        None => Diagnostic::new(Code::TemplateError, message),
    };
    let names = || templates.keys().map(String::as_str);
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = lower_case_start(report.message());
            // What follows the first sentence is what there is instead, which differs from page to page.
            let (message, instead) = message.split_once(". ").unwrap_or((&message, ""));
            let note = match templates.get(report.filename()) {
                Some(file) => Diagnostic::at(Code::TemplateError, file, report.span().range.clone(), message),
                None => Diagnostic::new(Code::TemplateError, message),
            };
            vec![if instead.is_empty() { note } else { note.help(lower_case_start(instead)) }]
        }
        ErrorKind::MissingParent { current, parent } => {
            vec![whole(current, format!("extends `{parent}`, which is not there")).suggest(parent, names())]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            vec![whole(tpl, format!("extends itself, by way of `{}`", inheritance_chain.join("` and `")))]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            vec![whole(tpl, format!("includes itself: `{}`", include_chain.join("` → `")))]
        }
        ErrorKind::TemplateNotFound(name) => {
            vec![Diagnostic::new(Code::TemplateError, format!("no template `{name}`")).suggest(name, names())]
        }
        ErrorKind::Msg(reports) => reports.split("\n\n").map(|report| reported(report, templates)).collect(),
        _ => vec![Diagnostic::new(Code::TemplateError, error.to_string())],
    }
}

/// One of the reports that Tera joins into a text when several references lead nowhere:
/// `error: MESSAGE`, then `--> FILE:LINE:COLUMN`, then the line, underlined with `^`.
fn reported(report: &str, templates: &BTreeMap<String, Arc<File>>) -> Diagnostic {
    let parsed = || {
        let message = report.lines().next()?.strip_prefix("error: ")?;
        let mut place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?.rsplitn(3, ':');
        let column: usize = place.next()?.parse().ok()?;
        let line: usize = place.next()?.parse().ok()?;
        let file = templates.get(place.next()?)?;
        let width = report.lines().last().map_or(1, |line| line.matches('^').count());
        let before: usize = file.text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
        let rest = file.text.get(before..)?;
        let ends = |count: usize| rest.char_indices().nth(count).map_or(rest.len(), |(at, _)| at);
        let start = column.checked_sub(1)?;
        let span = before + ends(start)..before + ends(start + width);
        Some(Diagnostic::at(Code::TemplateError, file, span, lower_case_start(message)))
    };
    parsed().unwrap_or_else(|| Diagnostic::new(Code::TemplateError, lower_case_start(report)))
}

/// Our messages begin with a small letter.
fn lower_case_start(message: &str) -> String {
    let mut letters = message.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(name: &str, files: &[(&str, &str)], words: &[Word]) -> Noted<Theme> {
        let files: Vec<ThemeFile> = files
            .iter()
            .map(|(path, text)| ThemeFile { path: path.to_string(), bytes: Arc::from(text.as_bytes()) })
            .collect();
        Theme::load(Request { name, place: None, known: &["mine".into()], files: &files, language: "en", words })
    }

    /// The least that `base.html` asks for.
    fn view() -> serde_json::Value {
        serde_json::json!({
            "site": { "title": "A & B", "subtitle": null, "lang": "en", "dir": "ltr", "home": "", "nav": [], "footer": [], "finding": null,
                "editors": null, "version": null, "licence": null, "generator": null, "published": null, "updated": null,
                "feed": null },
            "frame": { "head": "", "masthead": "", "imprint": "", "colophon": "", "how": "" },
            "page": { "root": "../", "path": "x/", "section": "", "title": "<X>", "description": null, "kind": "page",
                "crumbs": [], "canonical": null, "noindex": false, "key": [], "report": null, "cite": null },
        })
    }

    fn render(theme: &Theme, template: &str, view: &serde_json::Value) -> Result<String, Box<Diagnostic>> {
        let page = theme.render(template, &Context::from_serialize(view).unwrap())?;
        Ok(String::from_utf8(page.to_vec()).unwrap())
    }

    /// Renders `text` as the template `x.html` of the theme `mine`.
    fn check(text: &str, expected: &str) {
        let theme = load("mine", &[("templates/x.html", text)], &[]);
        assert_eq!(theme.notes, [], "{text}");
        let html = render(&theme.value, "x.html", &view()).unwrap_or_else(|error| {
            let place = error.place.and_then(|place| Some((place.file.path.clone(), place.line_column()?)));
            format!("{} {place:?}", error.message)
        });
        assert_eq!(html, expected, "{text}");
    }

    /// Message, path, line and column (0 for a whole file).
    type Note<'a> = (&'a str, &'a str, (usize, usize));

    /// The diagnostics of the theme `mine` with one file.
    fn check_notes(path: &str, text: &str, expected: &[Note<'_>]) {
        let notes = load("mine", &[(path, text)], &[]).notes;
        let found: Vec<Note<'_>> = notes
            .iter()
            .map(|note| {
                let place = note.place.as_ref();
                let position = place.and_then(Place::line_column).unwrap_or_default();
                (note.message.as_str(), place.map_or("", |p| &p.file.path), position)
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_built_in_theme_is_whole() {
        let theme = load(DEFAULT, &[], &[]);
        assert_eq!(theme.notes, []);
        let html = render(&theme.value, "404.html", &view()).unwrap();
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">"), "{html}");
        assert!(html.contains("<title>&lt;X&gt; · A &amp; B</title>"), "{html}");
        let mut part = view();
        part["part"] = "head".into();
        let head = render(&theme.value, "frame.html", &part).unwrap();
        let style = theme.value.assets().path("style.css").unwrap();
        assert!(head.contains(&format!("<link rel=\"stylesheet\" href=\"../{style}\">")), "{head}");
    }

    #[test]
    fn every_component_renders_without_inline_style() {
        let page = include_str!("../../tests/theme/components.html");
        let view = serde_json::from_str(include_str!("../../tests/theme/components.json")).unwrap();
        let theme = load(DEFAULT, &[("templates/components.html", page)], &[]);
        assert_eq!(theme.notes, []);
        let html = render(&theme.value, "components.html", &view).unwrap();
        for forbidden in ["style=", "<style", "<script", "javascript:", "{{", "{%", "&lt;svg", "&amp;amp;"] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        let called: String = theme.value.templates.values().map(|file| file.text.as_ref()).collect();
        let uncalled: Vec<&str> =
            theme.value.tera.get_component_names().filter(|name| !called.contains(&format!("<{name} "))).collect();
        assert!(uncalled.is_empty(), "not on the test page: {uncalled:?}");
    }

    #[test]
    fn messages_in_place_change_nothing() {
        check(
            "{{ \"missing-title\" | t }}, {% raw %}{{ \"missing-title\" | t }}{% endraw %}",
            "There is no such page, {{ \"missing-title\" | t }}",
        );
        check("{%- if page.key -%} {%- endif -%} {{ \"missing-title\" | t }} {{- \"!\" }}", "There is no such page!");
        // The column is the author's.
        let theme = load("mine", &[("templates/x.html", "{{ \"missing-title\" | t }} {{ page.nope }}")], &[]);
        let error = render(&theme.value, "x.html", &view()).unwrap_err();
        assert_eq!(error.place.unwrap().line_column(), Some((1, 35)));
    }

    #[test]
    fn files_lie_over_the_built_in_ones() {
        let theme = load(
            "mine",
            &[("templates/404.html", "gone: {{ \"missing-title\" | t }}"), ("static/style.css", "a{}")],
            &[],
        );
        assert_eq!(theme.notes, []);
        assert_eq!(render(&theme.value, "404.html", &view()).unwrap(), "gone: There is no such page");
        assert!(theme.value.has("base.html"));
        assert!(theme.value.assets().iter().any(|asset| asset.bytes.as_ref() == b"a{}"));
        let theme = load(DEFAULT, &[("strings/en.ftl", "missing-title = Nothing here")], &[]);
        assert_eq!(theme.value.strings().get("missing-title", &[]).unwrap(), "Nothing here");
        assert_eq!(theme.value.strings().get("nav-home", &[]).unwrap(), "Start");
    }

    #[test]
    fn filters() {
        check("{{ 'nav-sources' | t }}", "Articles");
        check("{{ 'count-sources' | t(n=1) }}, {{ 'count-sources' | t(n=12345) }}", "1 article, 12,345 articles");
        check("{{ 'status-planned' | t | capital }}{{ 'éa' | capital }}{{ '' | capital }}", "PlannedÉa");
        check("{{ 1234567 | number }}", "1,234,567");
        check("{{ 'footer-editors' | t(editors='<A> & B') }}", "Editing: &lt;A&gt; &amp; B");
        check(
            "{% set link %}<a href='x'>{{ page.title }}</a>{% endset %}{{ 'list-and' | t(first=link, last='<B>') }}",
            "<a href='x'>&lt;X&gt;</a> and &lt;B&gt;",
        );
        check("{{ 'redirect-text' | t(link='\u{fdd0}<') }}", "This page is now at &lt;.");
    }

    #[test]
    fn mistakes_have_the_template_s_own_line() {
        let place = "Some((\"themes/mine/templates/x.html\", (2, ";
        let failures = [
            ("\n{{ 'nav-sorces' | t }}", "no message `nav-sorces` in the strings; did you mean `nav-sources`?"),
            ("\n{{ 'stile.css' | asset }}", "no static file `stile.css` in the theme; did you mean `style.css`?"),
            ("\n{{ nothing }}", "nothing"),
            ("\n{{ page.nothing }}", "nothing"),
        ];
        for (text, message) in failures {
            let theme = load("mine", &[("templates/x.html", text)], &[]);
            let error = render(&theme.value, "x.html", &view()).unwrap_err();
            let at = error.place.clone().and_then(|place| Some((place.file.path.clone(), place.line_column()?)));
            assert!(error.message.contains(message), "{}", error.message);
            assert!(format!("{at:?}").starts_with(place), "{at:?}");
        }
        let theme = load("mine", &[], &[]).value;
        assert_eq!(render(&theme, "40.html", &view()).unwrap_err().help, ["did you mean `404.html`?"]);
    }

    #[test]
    fn broken_themes_are_told_of_and_mended() {
        let x = "themes/mine/templates/x.html";
        check_notes("templates/x.html", "é\n{{ 1 | nosuch }}", &[("unknown filter `nosuch`", x, (2, 8))]);
        check_notes(
            "templates/x.html",
            "{{ }}",
            &[(
                "found `}}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`",
                x,
                (1, 4),
            )],
        );
        check_notes("templates/x.html", "{{ <nosuch /> }}", &[("unknown component `nosuch`", x, (1, 4))]);
        check_notes(
            "templates/x.html",
            "{% extends \"bas.html\" %}",
            &[("extends `bas.html`, which is not there", x, (0, 0))],
        );
        check_notes(
            "strings/en.ftl",
            "a",
            &[("expected a token starting with \"=\"", "themes/mine/strings/en.ftl", (1, 2))],
        );
        check_notes("static/a.css", "url(b)", &[("no file `b` in the theme", "themes/mine/static/a.css", (1, 5))]);
        check_notes(
            "template/x.html",
            "",
            &[("a theme has no use for this file", "themes/mine/template/x.html", (0, 0))],
        );
        check_notes("README.md", "", &[]);
        check_notes("static/.DS_Store", "", &[]);
        let theme = load(DEFAULT, &[("templates/base.html", "{% if %}")], &[]);
        assert_eq!(theme.notes.len(), 1);
        assert!(render(&theme.value, "404.html", &view()).is_ok(), "the built-in template stands in");
    }

    #[test]
    fn unknown_themes_are_told_of() {
        let theme = load("legder", &[], &[]);
        assert_eq!(theme.notes[0].message, "no theme `legder`");
        assert_eq!(theme.notes[0].help[0], "did you mean `ledger`?");
        assert_eq!(theme.notes[0].help[1], "there is `ledger`, `mine`; another is a folder below `themes/`");
    }

    #[test]
    fn the_hash_covers_what_pages_show() {
        let word = Word { term: "source".into(), text: "report".into(), place: None };
        let themes = [
            load(DEFAULT, &[], &[]),
            load(DEFAULT, &[], &[word]),
            load(DEFAULT, &[("templates/404.html", "x")], &[]),
            load(DEFAULT, &[("strings/en.ftl", "x = y")], &[]),
            load(DEFAULT, &[("static/favicon.svg", "x")], &[]),
        ];
        let mut hashes: Vec<_> = themes.iter().map(|theme| *theme.value.hash().as_bytes()).collect();
        assert_eq!(hashes[0], *load(DEFAULT, &[], &[]).value.hash().as_bytes());
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), themes.len());
    }

    #[test]
    fn the_embedded_files_are_those_on_disk() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/ledger");
        let on_disk = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
        let on_disk: BTreeMap<String, Vec<u8>> = on_disk
            .map(|e| {
                let path = e.path().strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                (path, std::fs::read(e.path()).unwrap())
            })
            .collect();
        let embedded: BTreeMap<String, Vec<u8>> =
            built_in_files(&BUILT_IN).into_iter().map(|(path, bytes)| (path, bytes.to_vec())).collect();
        assert!(on_disk == embedded);
    }

    #[test]
    fn the_style_sheet_is_small_and_its_hues_are_legible() {
        let css = BUILT_IN.get_file("static/style.css").and_then(|file| file.contents_utf8()).unwrap();
        assert!(css.len() <= 50_000, "{} bytes", css.len());
        let schemes: Vec<&str> = css.split("--paper:#").skip(1).collect();
        // Light, dark, print; forced colours have names.
        assert_eq!(schemes.len(), 3);
        for scheme in schemes {
            let colour = |name: &str| {
                let hex = scheme.split(&format!("--{name}:#")).nth(1).unwrap().split([';', '}']).next().unwrap();
                luminance(hex)
            };
            let paper = luminance(scheme.split(';').next().unwrap());
            let names = ["ink", "soft", "accent", "h0", "h1", "h2", "h3", "h4", "h5", "h6", "h7"];
            for (name, ground) in names.iter().flat_map(|name| [(name, paper), (name, colour("wash"))]) {
                let (dark, light) = (colour(name).min(ground), colour(name).max(ground));
                assert!((light + 0.05) / (dark + 0.05) >= 4.5, "{name}");
            }
        }
    }

    /// Relative luminance as WCAG 2 has it, of `rrggbb` or `rgb`.
    fn luminance(hex: &str) -> f64 {
        let width = hex.len() / 3;
        let channel = |nth: usize| {
            let digits = hex[nth * width..(nth + 1) * width].repeat(3 - width);
            let value = f64::from(u8::from_str_radix(&digits, 16).unwrap()) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
    }
}
