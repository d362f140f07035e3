//! `config.toml`: what holds for the whole dossier, checked, with places where later errors need them.

pub mod publish;

use std::collections::BTreeMap;
use std::sync::Arc;

use icu_locale_core::LanguageIdentifier;

use crate::diagnostic::{Code, Diagnostic, File, Noted, Span, Spanned};
use crate::edtf::Date;
use crate::fields::{self, Expected, Fields, Value};
use publish::{Hosting, Target};

/// A word or phrase of the config, and where it stands.
type Word = Spanned<String>;

/// The whole config.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Config {
    /// `config.toml` itself, for what is said of it later; without text where there is none.
    pub file: Arc<File>,
    /// Name of the dossier; required, "Untitled" where it is missing.
    pub title: Word,
    /// A second line below it.
    pub subtitle: Option<Word>,
    /// Where the site will stand. Without it: no feed, sitemap or canonical addresses.
    pub base_url: Option<BaseUrl>,
    /// BCP 47 language of the site; `en`.
    pub language: Word,
    /// Folder below `themes/`, or a built-in theme; `ledger`.
    pub theme: Word,
    /// Who made it.
    pub editors: Vec<Editor>,
    /// Who publishes it.
    pub publisher: Option<Word>,
    /// Where to report a mistake: an address on the web or `mailto:`.
    pub contact: Option<Word>,
    /// Version of the dossier, in the editors' own counting.
    pub version: Option<Word>,
    /// When it was first published.
    pub published: Option<Spanned<Date>>,
    /// When it was last changed in substance.
    pub updated: Option<Spanned<Date>>,
    /// Licence of the editors' own words: an SPDX name or a sentence.
    pub licence: Option<Word>,
    /// Its DOI, without `https://doi.org/`.
    pub doi: Option<Word>,
    /// Who paid for it.
    pub funding: Option<Word>,
    /// How the sources were chosen, in Markdown.
    pub selection: Option<Word>,
    /// What readers see for the words of the trade, where it isn't the theme's: `sources` → "letters".
    pub words: BTreeMap<&'static str, Word>,
    /// The form of internal addresses; `pretty`.
    pub links: Links,
    /// `[wording]`.
    pub wording: Wording,
    /// `[rights]`: what may be published of a source that doesn't say.
    pub rights: Rights,
    /// `[prose]`.
    pub prose: ProseSettings,
    /// `[compare]`.
    pub compare: Compare,
    /// `[publish.NAME]`, in order.
    pub targets: Vec<Target>,
    /// `[hosting]`.
    pub hosting: Hosting,
    /// `[lists]`: entries on one page of a long list; 50.
    pub page_size: u32,
}

impl Default for Config {
    fn default() -> Self {
        let word = |text: &str| Word::new(text.to_string(), Span::default());
        Config {
            file: File::new("config.toml", ""),
            title: word("Untitled"),
            subtitle: None,
            base_url: None,
            language: word("en"),
            theme: word("ledger"),
            editors: Vec::new(),
            publisher: None,
            contact: None,
            version: None,
            published: None,
            updated: None,
            licence: None,
            doi: None,
            funding: None,
            selection: None,
            words: BTreeMap::new(),
            links: Links::default(),
            wording: Wording::default(),
            rights: Rights::default(),
            prose: ProseSettings::default(),
            compare: Compare::default(),
            targets: Vec::new(),
            hosting: Hosting::default(),
            page_size: 50,
        }
    }
}

impl Config {
    /// The same config for another address, as the command line gives it.
    pub fn with_base_url(mut self, url: &str) -> Noted<Config> {
        match parse_base_url(url) {
            Ok((url, path)) => {
                self.base_url = Some(BaseUrl { url: Word::new(url, Span::default()), path });
                Noted::new(self, Vec::new())
            }
            Err(message) => {
                let note = Diagnostic::new(Code::InvalidValue, format!("`--base-url` {message}"));
                Noted::new(self, vec![note.help("write it as `--base-url https://example.org/dossier/`")])
            }
        }
    }

    /// The few settings that a single file's syntax depends on.
    pub fn settings(&self) -> Settings {
        Settings { anchor_words: self.wording.anchor_words, prose: self.prose.clone() }
    }
}

/// The address of the site's root.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct BaseUrl {
    /// The whole, ending in `/`: `https://example.org/dossier/`.
    pub url: Word,
    /// Its path, beginning and ending in `/`: `/dossier/`.
    pub path: String,
}

/// One of those who made it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Editor {
    /// What `by` in records refers to; the name itself where only a name is given.
    pub id: Word,
    /// As shown.
    pub name: Word,
    /// A page about them.
    pub url: Option<Word>,
    /// ORCID iD, four groups of four.
    pub orcid: Option<Word>,
    /// What they did.
    pub role: Option<Word>,
}

/// The form of internal addresses.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum Links {
    /// `claims/water/`.
    #[default]
    Pretty,
    /// `claims/water/index.html`, so that a folder can be read from disk.
    File,
}

/// `[wording]`: how much of others' words the editors' own may hold.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Wording {
    /// The most words that an anchor may have; 6.
    pub anchor_words: u32,
    /// The longest run of words that the editors' prose may share with an archived text; 6.
    pub own_words_run: u32,
    /// Words that must not stand in prose.
    pub avoid: Vec<Avoid>,
}

impl Default for Wording {
    fn default() -> Self {
        Wording { anchor_words: 6, own_words_run: 6, avoid: Vec::new() }
    }
}

/// A word or phrase to avoid.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Avoid {
    /// The word, without the `…` or `*` of a beginning.
    pub word: Word,
    /// Whether every word that begins so is meant.
    pub prefix: bool,
}

/// How much of a text the site may show.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum Publish {
    /// Metadata and digest only.
    Record,
    /// Short quotations.
    #[default]
    Excerpt,
    /// All of it.
    Full,
}

/// `[rights]`, of the dossier or of one source. What a source leaves out is the dossier's; what the dossier leaves
/// out is `excerpt`, runs of 6 words, no cap on the sum.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Rights {
    /// How much.
    pub publish: Option<Publish>,
    /// Longest quoted run, in words.
    pub words: Option<u32>,
    /// Largest share of the whole that all quotations together may have, in thousandths.
    pub max_share_permille: Option<u32>,
    /// On what ground.
    pub basis: Option<Word>,
    /// The licence, where there is one.
    pub licence: Option<Word>,
}

/// How Markdown is read.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ProseSettings {
    /// Schemes that links may have; `https`, `http`, `mailto`.
    pub schemes: Vec<String>,
    /// Whether raw HTML is let through; no.
    pub raw_html: bool,
    /// Whether straight quotes, `--` and `...` become typographic; yes.
    pub smart: bool,
}

impl Default for ProseSettings {
    fn default() -> Self {
        let schemes = ["https", "http", "mailto"].map(String::from).into();
        ProseSettings { schemes, raw_html: false, smart: true }
    }
}

/// The settings that the syntax of a single file depends on.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Settings {
    /// The most words that an anchor may have.
    pub anchor_words: u32,
    /// How Markdown is read.
    pub prose: ProseSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Config::default().settings()
    }
}

/// `[compare]`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Compare {
    /// Which findings are shown; `reviewed`.
    pub publish: Findings,
    /// Thresholds of the comparison that differ from its own, by key, in millionths: so that they compare and
    /// hash exactly.
    pub thresholds: BTreeMap<&'static str, i64>,
}

/// Which findings of the comparison are shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum Findings {
    /// Pairs with a verdict.
    #[default]
    Reviewed,
    /// All; those without a verdict marked as computed.
    All,
}

/// The words that readers see and the config may change.
const WORDS: [&str; 12] = [
    "source", "sources", "claim", "claims", "event", "events", "topic", "topics", "name", "names", "lineage",
    "lineages",
];

/// The thresholds that `[compare]` may set, and the most that each may be: 1 is a share or a score, anything above a
/// number of things.
const THRESHOLDS: [(&str, f64); 13] = [
    ("tau", 1.0),
    ("skip", 1.0),
    ("min_score", 1.0),
    ("beside", 1.0),
    ("evidence", 1.0),
    ("containment", 1.0),
    ("near", 1.0),
    ("min_shared", 1_000.0),
    ("max_df", 1_000.0),
    ("partners", 1_000.0),
    ("coverage", 1.0),
    ("common", 1.0),
    ("copy", 1.0),
];

const MILLION: f64 = 1e6;

/// Reads `config.toml`; without one, the defaults and an error.
pub fn parse(file: Option<&Arc<File>>) -> Noted<Config> {
    match file {
        Some(file) => fields::read(file, config),
        None => {
            let note = Diagnostic::new(Code::MissingFile, "there is no `config.toml` here")
                .help("run this in the folder of a dossier, or start one with `dossier new DIR`");
            Noted::new(Config::default(), vec![note])
        }
    }
}

fn config(fields: &mut Fields<'_>) -> Config {
    let default = Config::default();
    Config {
        file: fields.file().clone(),
        title: fields.required("title", "write `title = \"…\"` at the top", Fields::word).unwrap_or(default.title),
        subtitle: fields.word("subtitle"),
        base_url: fields.word("base_url").and_then(|url| base_url(fields, url)),
        language: language(fields, "language").unwrap_or(default.language),
        theme: fields.word("theme").unwrap_or(default.theme),
        editors: editors(fields),
        publisher: fields.word("publisher"),
        contact: fields.word("contact").and_then(|contact| address(fields, contact)),
        version: fields.word("version"),
        published: fields.date("published"),
        updated: fields.date("updated"),
        licence: fields.word("licence"),
        doi: fields.word("doi").and_then(|doi| bare_doi(fields, doi)),
        funding: fields.word("funding"),
        selection: fields.word("selection"),
        words: fields
            .section("words", |fields| WORDS.into_iter().filter_map(|key| Some((key, fields.word(key)?))).collect()),
        links: fields.choice("links", &[("pretty", Links::Pretty), ("file", Links::File)]).map_or(default.links, value),
        wording: fields.section("wording", wording),
        rights: fields.section("rights", rights),
        prose: fields.section("prose", prose),
        compare: fields.section("compare", compare),
        targets: fields.keyed("publish", publish::target),
        hosting: fields.section("hosting", publish::hosting),
        page_size: fields.section("lists", |fields| number(fields, "page_size", 1)).unwrap_or(default.page_size),
    }
}

fn value<T>(spanned: Spanned<T>) -> T {
    spanned.value
}

/// Takes a whole number from `least` up.
fn number(fields: &mut Fields<'_>, key: &'static str, least: i64) -> Option<u32> {
    fields.number(key, least..=1_000_000).and_then(|number| u32::try_from(number).ok())
}

fn base_url(fields: &Fields<'_>, word: Word) -> Option<BaseUrl> {
    match parse_base_url(&word.value) {
        Ok((url, path)) => Some(BaseUrl { url: Word::new(url, word.span), path }),
        Err(message) => {
            let help = "write it as `base_url = \"https://example.org/dossier/\"`";
            fields.note(fields.at(Code::InvalidValue, word.span, format!("`base_url` {message}")).help(help));
            None
        }
    }
}

/// The address of a site's root and its path, both ending in `/`; or what is wrong with it.
fn parse_base_url(text: &str) -> Result<(String, String), String> {
    let mut url = url::Url::parse(text).map_err(|error| format!("isn't an address: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("begins with `https://` or `http://`, not with `{}:`", url.scheme()));
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err("is an address without user, `?` or `#`".into());
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    let path = url.path().to_string();
    Ok((url.into(), path))
}

/// Takes an address on the web.
pub fn url(fields: &mut Fields<'_>, key: &'static str) -> Option<Word> {
    let word = fields.word(key)?;
    check_url(fields, key, &word).then_some(word)
}

/// Whether a word is an address on the web; reports it where it isn't.
pub fn check_url(fields: &Fields<'_>, key: &str, word: &Word) -> bool {
    let parsed = url::Url::parse(&word.value);
    let valid = parsed.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !valid {
        let message = format!("`{key}` isn't an address on the web");
        fields.note(fields.at(Code::InvalidValue, word.span, message).help("it begins with `https://` or `http://`"));
    }
    valid
}

/// Takes a BCP 47 language.
pub fn language(fields: &mut Fields<'_>, key: &'static str) -> Option<Word> {
    let word = fields.word(key)?;
    if LanguageIdentifier::try_from_str(&word.value).is_ok() {
        return Some(word);
    }
    let message = format!("`{}` isn't a language", word.value);
    fields.note(
        fields.at(Code::InvalidValue, word.span, message).help("write it as in `en`, `pt-BR` or `uz-Cyrl` (BCP 47)"),
    );
    None
}

/// A contact as something that can be linked to.
fn address(fields: &Fields<'_>, contact: Word) -> Option<Word> {
    let text = contact.value.trim();
    let is_mail = |text: &str| {
        text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.contains('@'))
            && !text.contains(char::is_whitespace)
    };
    let valid = match text.split_once(':') {
        Some(("mailto", mail)) => is_mail(mail),
        Some(("http" | "https", _)) => url::Url::parse(text).is_ok(),
        Some(_) => false,
        None if is_mail(text) => return Some(Word::new(format!("mailto:{text}"), contact.span)),
        None => false,
    };
    if !valid {
        let note =
            fields.at(Code::InvalidValue, contact.span, "`contact` is neither an e-mail address nor one on the web");
        fields.note(note.help("write it as `corrections@example.org` or `https://example.org/contact`"));
        return None;
    }
    Some(contact)
}

/// A DOI, freed of the resolver's address.
fn bare_doi(fields: &Fields<'_>, doi: Word) -> Option<Word> {
    let resolvers = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];
    let bare = resolvers.iter().find_map(|r| doi.value.strip_prefix(r)).unwrap_or(&doi.value);
    let valid = bare.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(|(registrant, name)| {
        !registrant.is_empty() && !name.is_empty() && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    if !valid {
        fields.note(
            fields
                .at(Code::InvalidValue, doi.span, "this isn't a DOI")
                .help("a DOI looks like `10.5281/zenodo.1234567`"),
        );
        return None;
    }
    Some(Word::new(bare.to_string(), doi.span))
}

fn editors(fields: &mut Fields<'_>) -> Vec<Editor> {
    const EDITORS: Expected = Expected::new("a list of editors", "[{ id = \"ae\", name = \"A. Example\" }]");
    fields.items("editors", EDITORS, |_, value| match value {
        Value::Text(name) => {
            let name = fields::owned(name);
            Ok(Some(Editor { id: name.clone(), name, url: None, orcid: None, role: None }))
        }
        Value::Table(fields) => Ok(fields.read(|fields| {
            let name = fields.required("name", "write `name = \"…\"`", Fields::word);
            let id = fields.word("id").or_else(|| name.clone());
            let (url, orcid, role) = (url(fields, "url"), fields.word("orcid"), fields.word("role"));
            let orcid = orcid.and_then(|orcid| bare_orcid(fields, orcid));
            Some(Editor { id: id?, name: name?, url, orcid, role })
        })),
        other => Err(other.unexpected()),
    })
}

/// An ORCID iD, freed of the resolver's address. Its last sign is a check sum (ISO 7064, MOD 11-2).
fn bare_orcid(fields: &Fields<'_>, orcid: Word) -> Option<Word> {
    let bare = orcid.value.rsplit('/').next().unwrap_or_default();
    let groups = bare.split('-').map(str::len).eq([4; 4]);
    let digits: Vec<u8> = bare.bytes().filter(|b| *b != b'-').collect();
    let valid = groups
        && digits.split_last().is_some_and(|(last, digits)| {
            let sum = digits.iter().fold(0, |sum, digit| (sum + u32::from(digit.wrapping_sub(b'0'))) * 2 % 11);
            let check = (12 - sum) % 11;
            digits.iter().all(u8::is_ascii_digit) && *last == if check == 10 { b'X' } else { b'0' + check as u8 }
        });
    if !valid {
        let note = fields.at(Code::InvalidValue, orcid.span, "this isn't an ORCID iD, or a digit of it is wrong");
        fields.note(note.help("an ORCID iD looks like `0000-0002-1825-0097`"));
        return None;
    }
    Some(Word::new(bare.to_string(), orcid.span))
}

fn wording(fields: &mut Fields<'_>) -> Wording {
    let default = Wording::default();
    Wording {
        anchor_words: number(fields, "anchor_words", 1).unwrap_or(default.anchor_words),
        own_words_run: number(fields, "own_words_run", 1).unwrap_or(default.own_words_run),
        avoid: fields.words("avoid").into_iter().map(avoid).collect(),
    }
}

fn avoid(word: Word) -> Avoid {
    match word.value.strip_suffix(['…', '*']) {
        Some(start) => Avoid { word: Word::new(start.to_string(), word.span), prefix: true },
        None => Avoid { word, prefix: false },
    }
}

/// Reads `[rights]`.
pub fn rights(fields: &mut Fields<'_>) -> Rights {
    let kinds = [("record", Publish::Record), ("excerpt", Publish::Excerpt), ("full", Publish::Full)];
    Rights {
        publish: fields.choice("publish", &kinds).map(value),
        words: number(fields, "words", 0),
        max_share_permille: decimal(fields, "max_share", 1.0).map(|share| (share * 1000.0).round() as u32),
        basis: fields.word("basis"),
        licence: fields.word("licence"),
    }
}

/// Takes a number from 0 up to `most`.
fn decimal(fields: &mut Fields<'_>, key: &'static str, most: f64) -> Option<f64> {
    let (number, span) = match fields.take(key)? {
        Value::Integer(number) => (number.value as f64, number.span),
        Value::Float(number) => (number.value, number.span),
        other => {
            fields.wrong_type(key, other.unexpected(), Expected::new("a number", "0.1"));
            return None;
        }
    };
    if (0.0..=most).contains(&number) {
        return Some(number);
    }
    fields.note(fields.at(Code::InvalidValue, span, format!("`{key}` is between 0 and {most}")));
    None
}

fn prose(fields: &mut Fields<'_>) -> ProseSettings {
    let default = ProseSettings::default();
    let schemes = match fields.has("schemes") {
        true => {
            let mut schemes = Vec::new();
            for word in fields.words("schemes") {
                let scheme = word.value.trim_end_matches(':').to_ascii_lowercase();
                if matches!(scheme.as_str(), "javascript" | "data" | "vbscript") {
                    let message = format!("`{scheme}:` links run what they carry: no page may have one");
                    fields.note(fields.at(Code::InvalidValue, word.span, message));
                } else {
                    schemes.push(scheme);
                }
            }
            schemes
        }
        false => default.schemes,
    };
    ProseSettings {
        schemes,
        raw_html: fields.flag("raw_html").unwrap_or(default.raw_html),
        smart: fields.flag("smart").unwrap_or(default.smart),
    }
}

fn compare(fields: &mut Fields<'_>) -> Compare {
    let thresholds = THRESHOLDS.into_iter().filter_map(|(key, most)| {
        let number = decimal(fields, key, most)?;
        Some((key, (number * MILLION).round() as i64))
    });
    let thresholds = thresholds.collect();
    let choices = [("reviewed", Findings::Reviewed), ("all", Findings::All)];
    Compare { publish: fields.choice("publish", &choices).map(value).unwrap_or_default(), thresholds }
}

#[cfg(test)]
mod tests {
    use super::publish::{BucketStyle, Host, TargetKind};
    use super::*;
    use crate::diagnostic::Place;

    fn parsed(text: &str) -> Noted<Config> {
        parse(Some(&File::new("config.toml", text)))
    }

    /// What is reported of a config: `code line:column`, of `title = "X"` and more lines from line 2.
    fn check(lines: &str, expected: &str) {
        let notes = parsed(&format!("title = \"X\"\n{lines}\n")).notes;
        let found = notes.iter().map(|note| {
            note.render(false);
            let (line, column) = note.place.as_ref().and_then(Place::line_column).unwrap_or_default();
            format!("{} {line}:{column}", note.code)
        });
        assert_eq!(found.collect::<Vec<_>>().join(", "), expected, "{lines}");
    }

    #[test]
    fn everything() {
        let text = r#"
title     = "T"
subtitle  = "S"
base_url  = "https://example.org/a/b"
language  = "pt-BR"
theme     = "plain"
editors   = ["B. Example", { id = "ae", name = "A. Example", url = "https://example.org", orcid = "https://orcid.org/0000-0002-1825-0097", role = "editor" }]
publisher = "P"
contact   = "corrections@example.org"
version   = "1.0"
published = 2026-11-21
updated   = "2026-11-21"
licence   = "CC BY 4.0"
doi       = "https://doi.org/10.5281/zenodo.1"
funding   = "F"
selection = "How."
links     = "file"
[words]
source = "letter"
lineages = "families"
[wording]
anchor_words = 5
own_words_run = 7
avoid = ["copied", "plagiar…", "steal*"]
[rights]
publish = "record"
words = 0
max_share = 0.05
[prose]
schemes = ["https", "Gemini:"]
raw_html = true
smart = false
[compare]
publish = "all"
tau = 0.7
min_shared = 3
[publish.web]
kind = "rsync"
to = "ed@host:dir"
port = 22
base_url = "https://try.example.org"
[publish.pages]
kind = "git"
history = "none"
[publish.store]
kind = "s3"
bucket = "site"
endpoint = "https://s3.example.org"
prefix = "/a/b"
encoding = "br"
[publish.here]
kind = "folder"
to = "../www"
releases = 3
[hosting]
for = ["netlify", "github"]
precompress = true
[lists]
page_size = 100
"#;
        let Noted { value: config, notes } = parsed(text);
        assert_eq!(notes, []);
        let base = config.base_url.expect("an address");
        assert_eq!((base.url.as_str(), base.path.as_str()), ("https://example.org/a/b/", "/a/b/"));
        let editors: Vec<_> = config.editors.iter().map(|e| (e.id.as_str(), e.name.as_str())).collect();
        assert_eq!(editors, [("B. Example", "B. Example"), ("ae", "A. Example")]);
        assert_eq!(config.editors[1].orcid.as_ref().map(|o| o.as_str()), Some("0000-0002-1825-0097"));
        assert_eq!(config.contact.map(value).as_deref(), Some("mailto:corrections@example.org"));
        assert_eq!(config.doi.map(value).as_deref(), Some("10.5281/zenodo.1"));
        assert_eq!(config.words.keys().copied().collect::<Vec<_>>(), ["lineages", "source"]);
        let avoid: Vec<_> = config.wording.avoid.iter().map(|a| (a.word.as_str(), a.prefix)).collect();
        assert_eq!(avoid, [("copied", false), ("plagiar", true), ("steal", true)]);
        assert_eq!(config.rights.max_share_permille, Some(50));
        assert_eq!(config.prose.schemes, ["https", "gemini"]);
        assert_eq!(config.compare.thresholds, BTreeMap::from([("tau", 700_000), ("min_shared", 3_000_000)]));
        let kinds: Vec<_> = config.targets.iter().map(|t| (t.name.as_str(), t.kind.name())).collect();
        assert_eq!(kinds, [("web", "rsync"), ("pages", "git"), ("store", "s3"), ("here", "folder")]);
        assert_eq!(config.targets[0].base_url.as_ref().map(|b| b.path.as_str()), Some("/"));
        let TargetKind::S3(store) = &config.targets[2].kind else { panic!() };
        assert_eq!((store.prefix.as_str(), store.style, store.max_age), ("a/b/", BucketStyle::Path, 300));
        assert_eq!(config.hosting, Hosting { hosts: vec![Host::Github, Host::Netlify], precompress: true });
        assert_eq!(config.page_size, 100);
        assert_eq!(config.links, Links::File);
    }

    #[test]
    fn defaults() {
        let Noted { value, notes } = parsed("title = \"Untitled\"");
        assert_eq!(notes, []);
        assert_eq!(Config { file: Config::default().file, title: Config::default().title, ..value }, Config::default());
        let missing = parse(None);
        assert_eq!((missing.value, missing.notes[0].code), (Config::default(), Code::MissingFile));
        assert_eq!(parsed("").notes[0].code, Code::MissingField);
    }

    #[test]
    fn mistakes() {
        check("subtitel = \"S\"", "unknown-key 2:1");
        check("anchor_words = 5", "misplaced-key 2:1");
        check("[wording]\nlicence = \"L\"", "misplaced-key 3:1");
        check("base_url = \"example.org\"", "invalid-value 2:13");
        check("base_url = \"ftp://example.org\"", "invalid-value 2:13");
        check("base_url = \"https://example.org/?a\"", "invalid-value 2:13");
        check("base_url = \"https://\"", "invalid-value 2:13");
        check("language = \"English please\"", "invalid-value 2:13");
        check("contact = \"somewhere\"", "invalid-value 2:12");
        check("contact = \"mailto:nobody\"", "invalid-value 2:12");
        check("contact = \"https://example.org/contact\"", "");
        check("doi = \"zenodo.1\"", "invalid-value 2:8");
        check("editors = [{ id = \"ae\" }]", "missing-field 2:12");
        check("editors = [{ name = \"A\", orcid = \"0000-0002-1825-0098\" }]", "invalid-value 2:35");
        check("editors = [{ name = \"A\", orcid = \"0000-0002-1694-233X\" }]", "");
        check("links = \"prety\"", "invalid-value 2:10");
        check("[words]\nsauce = \"S\"", "unknown-key 3:1");
        check("[wording]\nanchor_words = 0", "invalid-value 3:16");
        check("[rights]\nmax_share = 10", "invalid-value 3:13");
        check(
            "[compare]\npublish = \"some\"\ntow = 1\ntau = \"1\"",
            "wrong-type 5:8, invalid-value 3:12, unknown-key 4:1",
        );
        check("[compare]\ntau = nan", "invalid-value 3:7");
        check("[compare]\ntau = 2", "invalid-value 3:7");
        check("[compare]\npartners = 80\nevidence = 0.5", "");
        check("[publish.web]\nto = \"x\"", "missing-field 2:1");
        check("[publish.web]\nkind = \"git\"\nx = { y = 1 }", "unknown-key 4:1");
        check("[publish.web]\nkind = \"ftp\"", "invalid-value 3:9");
        check("[publish.\"../x\"]\nkind = \"git\"", "invalid-value 2:10");
        check("[publish.web]\nkind = \"git\"\nremote = \"-x\"\nbranch = \"a b\"", "invalid-value 4:11");
        check("[publish.web]\nkind = \"git\"\nhistory = true", "wrong-type 4:11");
        check("[publish.web]\nkind = \"s3\"", "missing-field 2:1");
        check("[publish.web]\nkind = \"s3\"\nbucket = \"a/b\"", "invalid-value 4:11");
        check("[publish.web]\nkind = \"s3\"\nbucket = \"b\"\nendpoint = \"https://a:b@c\"", "invalid-value 5:13");
        check("[publish.web]\nkind = \"s3\"\nbucket = \"b\"\nprefix = \"a/../b\"", "invalid-value 5:11");
        check("[publish.web]\nkind = \"rsync\"\nto = \"/a\"", "invalid-value 4:7");
        check("[publish.web]\nkind = \"folder\"\nto = \"/a\"\nreleases = 1", "invalid-value 5:12");
        check("[hosting]\nfor = \"gitlub\"", "invalid-value 3:8");
        check("[hosting]\nfor = 1", "wrong-type 3:7");
        check("[lists]\npage_size = 0", "invalid-value 3:13");
        check("published = \"soon\"", "invalid-date 2:14");
    }
}
