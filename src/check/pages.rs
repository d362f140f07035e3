//! Every link of every finished page: it leads to a file of the site, and its fragment to a place in that file.
//!
//! One page is read at a time, on all processors, and only what joins pages is kept of it: its ids as hashes, and the
//! links that name a place in a page.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use crate::config::{Config, Links};
use crate::diagnostic::{Code, Diagnostic, File};
use crate::output::{Content, Entry, OutPath, Output};

/// How many broken links of one page get a diagnostic each.
const SHOWN_A_PAGE: usize = 5;

/// Where a site stands, as far as its links depend on it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Base {
    /// Its whole address, ending in `/`; `None` while nobody knows it.
    pub url: Option<String>,
    /// The path of that address, or `/`.
    pub path: String,
    /// Whether links name `index.html`.
    pub file_links: bool,
}

impl Base {
    /// That of a config.
    pub fn of(config: &Config) -> Self {
        Base {
            url: config.base_url.as_ref().map(|base| base.url.value.clone()),
            path: config.base_url.as_ref().map_or_else(|| "/".to_string(), |base| base.path.clone()),
            file_links: config.links == Links::File,
        }
    }
}

/// What pages say of one another, and of the world.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Checked {
    /// Broken links, and pages that can't be made; by path.
    pub notes: Vec<Diagnostic>,
    /// Addresses outside the site that pages lead to, each with one of the pages.
    pub outside: BTreeMap<String, String>,
}

/// Reads every page of the site; `staged` is a folder that holds it already, so that nothing is rendered again.
pub fn pages(output: &Output, base: &Base, staged: Option<&Path>) -> Checked {
    let files: Vec<(&OutPath, &Entry)> = output.iter().collect();
    let numbers: BTreeMap<&str, usize> = files.iter().enumerate().map(|(n, (path, _))| (path.as_str(), n)).collect();
    let read = |(path, entry): &(&OutPath, &Entry)| match page_bytes(path, entry, staged) {
        Some(Ok(bytes)) => Ok(Some(Page::read(&bytes, path.as_str(), base, &numbers))),
        Some(Err(note)) => Err(note),
        // Made all the same, for what there may be against it.
        None => entry.hash().map(|_| None),
    };
    let read: Vec<Result<Option<Page>, Box<Diagnostic>>> = files.par_iter().map(read).collect();
    let mut checked = Checked::default();
    let page_at = |number: usize| read[number].as_ref().ok().and_then(Option::as_ref);
    for ((path, entry), page) in files.iter().zip(&read) {
        let page = match page {
            Ok(Some(page)) => page,
            Ok(None) => continue,
            Err(note) => {
                checked.notes.push((**note).clone());
                continue;
            }
        };
        let mut broken: Vec<(&str, &str)> = page.broken.iter().map(|(link, why)| (link.as_str(), *why)).collect();
        for (link, target, id) in &page.places {
            if page_at(*target).is_some_and(|target| target.ids.binary_search(id).is_err()) {
                broken.push((link, "has no such place in it"));
            }
        }
        checked.notes.extend(broken.iter().take(SHOWN_A_PAGE).map(|(link, why)| note(path, entry, link, why)));
        if let Some(more) = broken.len().checked_sub(SHOWN_A_PAGE).filter(|more| *more > 0) {
            let message = format!("`{path}` has {more} more links that lead nowhere");
            checked.notes.push(Diagnostic::new(Code::BrokenLink, message));
        }
        for address in &page.outside {
            checked.outside.entry(address.clone()).or_insert_with(|| path.to_string());
        }
    }
    checked
}

/// What a file holds, if it is a page.
fn page_bytes(path: &OutPath, entry: &Entry, staged: Option<&Path>) -> Option<Result<Vec<u8>, Box<Diagnostic>>> {
    if !path.as_str().ends_with(".html") {
        return None;
    }
    let unread = |error: std::io::Error| Box::new(Diagnostic::new(Code::UnreadableFile, format!("`{path}`: {error}")));
    if let Some(folder) = staged {
        return Some(std::fs::read(folder.join(path.as_str())).map_err(unread));
    }
    Some(match entry.content() {
        Ok(Content::Bytes(bytes)) => Ok(bytes.to_vec()),
        Ok(Content::Copy { from, .. }) => std::fs::read(from).map_err(unread),
        Err(note) => Err(note),
    })
}

fn note(path: &OutPath, entry: &Entry, link: &str, why: &str) -> Diagnostic {
    let origin = entry.origin();
    let message = format!("`{path}` links to `{link}`, which {why}");
    // As an editor may have written it: the place in the page, or the end of the address.
    let end = link.rfind('#').or_else(|| link.trim_end_matches('/').rfind('/')).map_or(link, |at| &link[at..]);
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '%');
    let written = |file: &Arc<File>| {
        let mut places = file.text.match_indices(end).map(|(at, _)| at..at + end.len());
        places.find(|at| end.len() > 1 && !file.text[at.end..].starts_with(goes_on))
    };
    let note = match &origin.file {
        Some(file) => match written(file) {
            Some(at) => Diagnostic::at(Code::BrokenLink, file, at, message),
            None => Diagnostic::in_file(Code::BrokenLink, file, message),
        },
        None => Diagnostic::new(Code::BrokenLink, message),
    };
    match origin.template {
        Some(template) => note.help(format!("the page is made by the template `{template}` from what is named here")),
        None => note,
    }
}

/// What one page has to do with others.
#[derive(Debug, Default)]
struct Page {
    /// Hashes of the ids in it, sorted.
    ids: Vec<u64>,
    /// Links to what the site doesn't have, and why.
    broken: Vec<(String, &'static str)>,
    /// Links to a place in a page: the link, the page's number, the hash of the id.
    places: Vec<(String, usize, u64)>,
    /// Addresses outside.
    outside: Vec<String>,
}

impl Page {
    fn read(html: &[u8], path: &str, base: &Base, numbers: &BTreeMap<&str, usize>) -> Self {
        let (ids, links) = scan(html);
        let mut page = Page { ids, ..Page::default() };
        for link in links {
            match lead(&link, path, base, numbers) {
                Lead::Nowhere(why) => page.broken.push((link, why)),
                Lead::File(..) | Lead::Apart => {}
                Lead::Place(number, id) => page.places.push((link, number, id)),
                Lead::Outside => page.outside.push(link.split('#').next().unwrap_or_default().to_string()),
            }
        }
        page
    }
}

/// Where a link leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Lead {
    /// To a file, by its number.
    File(usize),
    /// To the place of that hash in a file.
    Place(usize, u64),
    /// To the web.
    Outside,
    /// To nothing that could be looked up: mail, data.
    Apart,
    /// To nothing; why.
    Nowhere(&'static str),
}

fn lead(link: &str, from: &str, base: &Base, numbers: &BTreeMap<&str, usize>) -> Lead {
    let own = base.url.as_deref().and_then(|url| link.strip_prefix(url));
    let start = link.split(['/', '?', '#']).next().unwrap_or_default();
    let has_scheme = start.contains(':');
    if own.is_none() && has_scheme {
        let is_web = start.eq_ignore_ascii_case("http:") || start.eq_ignore_ascii_case("https:");
        return if is_web { Lead::Outside } else { Lead::Apart };
    }
    if own.is_none() && link.starts_with("//") {
        return Lead::Outside;
    }
    let (address, fragment) = link.split_once('#').map_or((link, None), |(address, id)| (address, Some(id)));
    let address = address.split('?').next().unwrap_or_default();
    let decode = |text: &str| percent_decode_str(text).decode_utf8().ok().map(|text| text.into_owned());
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut segments: Vec<&str> = Vec::new();
    let rest = if let Some(own) = own {
        own.split(['#', '?']).next().unwrap_or_default()
    } else if address.starts_with('/') {
        match address.strip_prefix(base.path.as_str()) {
            Some(rest) => rest,
            None => return Lead::Nowhere("leaves the path at which the site stands"),
        }
    } else {
        segments.extend(folder.split('/').filter(|segment| !segment.is_empty()));
        address
    };
    let target = if rest.is_empty() && own.is_none() && !address.starts_with('/') {
        from.to_string()
    } else {
        for segment in rest.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    if segments.pop().is_none() {
                        return Lead::Nowhere("leaves the path at which the site stands");
                    }
                }
                segment => segments.push(segment),
            }
        }
        let is_folder =
            rest.is_empty() || rest.ends_with('/') || rest.ends_with("/.") || rest.ends_with("..") || rest == ".";
        let Some(path) = decode(&segments.join("/")) else { return Lead::Nowhere("isn't UTF-8") };
        match (is_folder, path.is_empty()) {
            (false, _) => path,
            (true, true) => "index.html".into(),
            (true, false) => format!("{path}/index.html"),
        }
    };
    let Some(number) = numbers.get(target.as_str()) else {
        let folder = numbers.contains_key(format!("{target}/index.html").as_str());
        return Lead::Nowhere(if folder { "is a folder: a slash is missing at its end" } else { "doesn't exist" });
    };
    if base.file_links && own.is_none() && from != "404.html" && target.ends_with("index.html") && rest.ends_with('/') {
        return Lead::Nowhere("names a folder, which shows no page when it is read from disk");
    }
    let id = fragment.and_then(decode).unwrap_or_default();
    let id = id.split(":~:").next().unwrap_or_default();
    if id.is_empty() || id == "top" || !target.ends_with(".html") {
        return Lead::File(*number);
    }
    Lead::Place(*number, hash_of(id.as_bytes()))
}

fn hash_of(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// What an attribute holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    Id,
    Link,
    Links,
    Refresh,
}

impl Holds {
    fn of(tag: &[u8], attribute: &[u8]) -> Self {
        match (attribute, tag) {
            (b"id", _) | (b"name", b"a") => Holds::Id,
            (b"href" | b"xlink:href", b"base") => Holds::Nothing,
            (b"href" | b"xlink:href" | b"src" | b"poster", _) => Holds::Link,
            (b"action", b"form") | (b"formaction", b"button" | b"input") | (b"data", b"object") => Holds::Link,
            (b"cite", b"q" | b"blockquote" | b"ins" | b"del") => Holds::Link,
            (b"srcset", _) | (b"imagesrcset", b"link") => Holds::Links,
            (b"content", b"meta") => Holds::Refresh,
            _ => Holds::Nothing,
        }
    }
}

/// The hashes of a page's ids, and all its links, each once and sorted.
fn scan(html: &[u8]) -> (Vec<u64>, BTreeSet<String>) {
    let mut ids = Vec::new();
    let mut links = BTreeSet::new();
    {
        let mut tag: Vec<u8> = Vec::new();
        let mut holds = Holds::Nothing;
        let mut add = |link: &str| {
            let link = link.trim();
            if !link.is_empty() && !links.contains(link) {
                links.insert(link.to_string());
            }
        };
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    tag.clear();
                    tag.extend_from_slice(name);
                    holds = Holds::Nothing;
                }
                CallbackEvent::AttributeName { name } => holds = Holds::of(&tag, name),
                CallbackEvent::AttributeValue { value } => {
                    let text = || String::from_utf8_lossy(value);
                    match holds {
                        Holds::Nothing => {}
                        Holds::Id => ids.push(hash_of(value)),
                        Holds::Link => add(&text()),
                        Holds::Links => {
                            text().split(", ").for_each(|set| add(set.split_whitespace().next().unwrap_or_default()))
                        }
                        Holds::Refresh => {
                            let text = text();
                            let seconds = text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
                            let address = seconds.strip_prefix(';').map(str::trim_start);
                            let address =
                                address.filter(|a| a.get(..4).is_some_and(|a| a.eq_ignore_ascii_case("url=")));
                            add(address.map_or("", |address| &address[4..]));
                        }
                    }
                    holds = Holds::Nothing;
                }
                _ => {}
            }
            None
        });
        // So that what stands in a script or a text area is text.
        emitter.naively_switch_states(true);
        for Ok(()) in Tokenizer::new_with_emitter(html, emitter) {}
    }
    ids.sort_unstable();
    (ids, links)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is wrong with a page at `a/b/index.html` of a site that has `index.html`, `a/b/index.html`, `c d/x.pdf`.
    fn found(html: &str, base: &Base) -> (Vec<String>, Vec<String>) {
        let mut output = Output::new();
        let mut put = |path: &str, text: &str| output.insert(OutPath::new(path).unwrap(), text.as_bytes()).unwrap();
        put("index.html", "<h1 id=top-of>Home</h1><a name=old>");
        put("c d/x.pdf", "");
        put("a/b/index.html", html);
        let Checked { notes, outside } = pages(&output, base, None);
        assert!(notes.iter().all(|note| note.code == Code::BrokenLink));
        (notes.into_iter().map(|note| note.message).collect(), outside.into_keys().collect())
    }

    fn check(html: &str, expected: &str) {
        let base = Base { url: Some("https://x.example/p/".into()), path: "/p/".into(), file_links: false };
        let says = found(html, &base).0.join("\n");
        let right = if expected.is_empty() { says.is_empty() } else { says.contains(expected) };
        assert!(right, "{html}: {says:?}, not {expected:?}");
    }

    #[test]
    fn links_that_lead_somewhere() {
        for html in [
            "<a href='../../'>",
            "<a href=./>",
            "<a href=''>",
            "<a href='#here'><p id=here>",
            "<a href=#top>",
            "<a href='../../#top-of'>",
            "<a href=../../#old>",
            "<a href='../../c%20d/x.pdf#page=2'>",
            "<img srcset='../../c%20d/x.pdf 2x, ../../index.html'>",
            "<a href='/p/'>",
            "<a href='https://x.example/p/#top-of'>",
            "<a href='/p/c%20d/x.pdf?v=1'>",
            "<a href=mailto:a@b>",
            "<!-- <a href=none> -->",
            "<script>'<a href=none>'</script>",
            "<textarea><a href=none></textarea>",
            "<p data-href=none>",
            "<a href='#%D0%B0'><p id='а'>",
            "<a href='#:~:text=x'>",
            "<meta http-equiv=refresh content='0; url=../../'>",
            "<meta name=description content='url=none'>",
            "<a href='&#x23;here' ><p id=here>",
            "<a href='../../?q=1#top-of'>",
        ] {
            check(html, "");
        }
    }

    #[test]
    fn links_that_lead_nowhere() {
        check("<a href=none>", "`a/b/index.html` links to `none`, which doesn't exist");
        check("<a href=../b>", "a slash is missing");
        check("<a href='#none'>", "has no such place");
        check("<a href='../../#none'>", "has no such place");
        check("<a href='../../../'>", "leaves the path");
        check("<a href='/'>", "leaves the path");
        check("<img src=a.png>", "`a.png`");
        check("<img srcset='../../ 1x, b.png 2x'>", "`b.png`");
        check("<link rel=stylesheet href=a.css>", "`a.css`");
        check("<form action=none>", "`none`");
        check("<object data=none>", "`none`");
        check("<svg><use xlink:href='#none'/></svg>", "no such place");
        check("<meta http-equiv=refresh content='0; URL=none/'>", "`none/`");
        check("<a href='https://x.example/p/none/'>", "doesn't exist");
        check("<a href=1><a href=2><a href=3><a href=4><a href=5><a href=6><a href=7>", "has 2 more links");
    }

    #[test]
    fn links_to_files_name_them() {
        let base = Base { url: None, path: "/".into(), file_links: true };
        assert!(found("<a href='../../index.html#old'>", &base).0.is_empty());
        assert!(found("<a href='../../'>", &base).0[0].contains("read from disk"));
    }

    #[test]
    fn the_world_outside() {
        let html = "<a href='https://a.example/x#y'><img src='//b.example/z'><a href='http://a.example'><a href=ftp://c.example>";
        let outside = found(html, &Base { path: "/".into(), ..Base::default() }).1;
        assert_eq!(outside, ["//b.example/z", "http://a.example", "https://a.example/x"]);
    }

    proptest! {
        #[test]
        fn any_page_is_read(html in "(<a |href=|src=|id=|'|\"|>|</|#|\\.\\./|%|é|x|<!--|<script>|srcset=|,| ){0,30}") {
            found(&html, &Base { path: "/".into(), ..Base::default() });
        }
    }
}
