//! The theme's static files under names that carry a hash of what is in them, so that they may be cached for ever.
//!
//! `style.css` becomes `assets/style-1a2b3c4d.css`; a `url(…)` in a style sheet is rewritten to the new name of
//! what it points at. The hash of a style sheet covers everything that can be reached from it: a changed font gives
//! the style sheet a new name too, and two style sheets that import each other still have well-defined names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, File, Noted};

/// The folder of the site that static files are written to.
pub const FOLDER: &str = "assets";

/// A static file as the site publishes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asset {
    /// Path in the site, with `/`: `assets/style-1a2b3c4d.css`.
    pub path: String,
    /// The content, addresses rewritten.
    pub bytes: Arc<[u8]>,
}

/// A static file as the theme has it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it lies, for messages: `themes/ledger/static/style.css`.
    pub shown: String,
    /// The content.
    pub bytes: Arc<[u8]>,
}

/// All static files of a theme, by the path below `static/` that templates use.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Assets(BTreeMap<String, Asset>);

impl Assets {
    /// Where the site has the file that templates call `name`.
    pub fn path(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|asset| asset.path.as_str())
    }

    /// The names that templates may use, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Every file to write, sorted by the name that templates use.
    pub fn iter(&self) -> impl Iterator<Item = &Asset> {
        self.0.values()
    }
}

/// Names all of `sources` (by their path below `static/`) and rewrites their style sheets.
///
/// An address in a style sheet that leads to no file of the theme is a mistake; it is left as written.
pub fn load(sources: &BTreeMap<String, Source>) -> Noted<Assets> {
    let mut notes = Vec::new();
    let hashes: BTreeMap<&str, blake3::Hash> =
        sources.iter().map(|(name, source)| (name.as_str(), blake3::hash(&source.bytes))).collect();
    let sheets: BTreeMap<&str, Sheet> = sources
        .iter()
        .filter(|(name, _)| name.ends_with(".css"))
        .filter_map(|(name, source)| Some((name.as_str(), read_sheet(name, source, sources, &mut notes)?)))
        .collect();
    let paths: BTreeMap<&str, String> = sources
        .keys()
        .map(|name| {
            let mut hasher = blake3::Hasher::new();
            for reached in reachable(name, &sheets) {
                hasher.update(&(reached.len() as u64).to_le_bytes()).update(reached.as_bytes());
                hasher.update(hashes.get(reached).map_or(&[], |hash| hash.as_bytes()));
            }
            (name.as_str(), hashed_name(name, &hasher.finalize().to_hex()[..8]))
        })
        .collect();
    let assets = sources
        .iter()
        .map(|(name, source)| {
            let bytes = match sheets.get(name.as_str()) {
                Some(sheet) => Arc::from(sheet.rewritten(&paths, name).into_bytes()),
                None => source.bytes.clone(),
            };
            let path = paths.get(name.as_str()).cloned().unwrap_or_default();
            (name.clone(), Asset { path, bytes })
        })
        .collect();
    Noted::new(Assets(assets), notes)
}

/// `fonts/serif.woff2` as `assets/fonts/serif-HASH.woff2`.
fn hashed_name(name: &str, hash: &str) -> String {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{FOLDER}/{folder}{slash}{stem}-{hash}.{extension}"),
        _ => format!("{FOLDER}/{folder}{slash}{file}-{hash}"),
    }
}

/// Everything that `name` leads to, itself included.
fn reachable<'a>(name: &'a str, sheets: &BTreeMap<&str, Sheet<'a>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::from([name]);
    let mut waiting = vec![name];
    while let Some(next) = waiting.pop() {
        for link in sheets.get(next).map_or(&[][..], |sheet| &sheet.links) {
            if reached.insert(link.target) {
                waiting.push(link.target);
            }
        }
    }
    reached
}

/// A style sheet, and where it points at files of the theme.
struct Sheet<'a> {
    text: &'a str,
    links: Vec<Link<'a>>,
}

struct Link<'a> {
    /// The bytes of the address, without quotes, query and fragment.
    span: Range<usize>,
    /// The file meant, by its path below `static/`.
    target: &'a str,
}

impl Sheet<'_> {
    /// The text with the new names, relative to the style sheet called `name`.
    fn rewritten(&self, paths: &BTreeMap<&str, String>, name: &str) -> String {
        let mut text = String::with_capacity(self.text.len() + 16 * self.links.len());
        let mut done = 0;
        for link in &self.links {
            text.push_str(&self.text[done..link.span.start]);
            let target = paths.get(link.target).map_or("", String::as_str);
            text.push_str(&relative(&format!("{FOLDER}/{name}"), target));
            done = link.span.end;
        }
        text.push_str(&self.text[done..]);
        text
    }
}

/// The way from the file `from` to the file `to`, both below the site's root.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from.len().min(to.len()).saturating_sub(1);
    let shared = (0..folders).take_while(|&i| from[i] == to[i]).count();
    let mut way = "../".repeat(from.len() - 1 - shared);
    way.push_str(&to[shared..].join("/"));
    way
}

/// Finds what the style sheet `name` points at; `None` where it isn't text.
fn read_sheet<'a>(
    name: &str,
    source: &'a Source,
    sources: &'a BTreeMap<String, Source>,
    notes: &mut Vec<Diagnostic>,
) -> Option<Sheet<'a>> {
    let text = match std::str::from_utf8(&source.bytes) {
        Ok(text) => text,
        Err(error) => {
            let file = File::new(source.shown.as_str(), String::from_utf8_lossy(&source.bytes).as_ref());
            let at = error.valid_up_to();
            notes.push(Diagnostic::at(Code::InvalidUtf8, &file, at..at + 1, "the style sheet isn't valid UTF-8"));
            return None;
        }
    };
    let mut links = Vec::new();
    for span in addresses(text) {
        let address = &text[span.clone()];
        let path = address.split(['?', '#']).next().unwrap_or_default();
        if path.is_empty() || is_foreign(path) {
            continue;
        }
        let wanted = resolve(name, path);
        match wanted.as_ref().and_then(|wanted| sources.get_key_value(wanted.as_str())) {
            Some((target, _)) => links.push(Link { span: span.start..span.start + path.len(), target }),
            None => {
                let file = File::new(source.shown.as_str(), text);
                notes.push(
                    Diagnostic::at(Code::BrokenLink, &file, span, format!("no file `{path}` in the theme"))
                        .label("not found from here")
                        .suggest(wanted.as_deref().unwrap_or(path), sources.keys().map(String::as_str)),
                );
            }
        }
    }
    Some(Sheet { text, links })
}

/// Whether an address leads out of the theme: it has a scheme or begins with a slash.
fn is_foreign(address: &str) -> bool {
    address.starts_with('/')
        || address.split_once(':').is_some_and(|(scheme, _)| {
            scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        })
}

/// `path`, as written in the file `base`, from the root of `static/`; `None` if it climbs out.
fn resolve(base: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Where addresses stand in a style sheet: in `url(…)`, with or without quotes, and in `@import "…"`.
/// Comments and other strings are passed over.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    // Whether the last thing but white space was `@import`.
    let mut import = false;
    while at < bytes.len() {
        let rest = &bytes[at..];
        if rest.starts_with(b"/*") {
            at = text[at + 2..].find("*/").map_or(text.len(), |i| at + 2 + i + 2);
        } else if matches!(rest[0], b'"' | b'\'') {
            let end = end_of_string(bytes, at);
            if import {
                found.push(at + 1..end);
            }
            import = false;
            at = end + 1;
        } else if starts_with_ignoring_case(rest, b"url(") {
            let start = at + 4 + rest[4..].iter().take_while(|b| b.is_ascii_whitespace()).count();
            let end;
            if matches!(bytes.get(start), Some(b'"' | b'\'')) {
                end = end_of_string(bytes, start);
                found.push(start + 1..end);
            } else {
                end = text[start..].find(')').map_or(text.len(), |i| start + i);
                found.push(start..start + text[start..end].trim_end().len());
            }
            import = false;
            at = end + 1;
        } else if starts_with_ignoring_case(rest, b"@import") {
            import = true;
            at += 7;
        } else {
            import &= rest[0].is_ascii_whitespace();
            at += 1;
        }
    }
    found
}

fn starts_with_ignoring_case(text: &[u8], start: &[u8]) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// The closing quote of the string that opens at `start`, or the end of the text.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != bytes[start] {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> BTreeMap<String, Source> {
        files
            .iter()
            .map(|(name, text)| {
                let shown = format!("themes/test/static/{name}");
                (name.to_string(), Source { shown, bytes: Arc::from(text.as_bytes()) })
            })
            .collect()
    }

    /// The style sheet `css/a.css`, rewritten, with every hash shown as `#`; and what was said.
    fn check(sheet: &str, expected: &str, messages: &[&str]) {
        let loaded =
            load(&sources(&[("css/a.css", sheet), ("css/b.css", "b{}"), ("fonts/x y.woff2", "1"), ("p.png", "2")]));
        let mut text = String::from_utf8(loaded.value.0["css/a.css"].bytes.to_vec()).unwrap();
        for asset in loaded.value.iter() {
            let stem = asset.path.rsplit_once('.').unwrap().0;
            let hash = &stem[stem.len() - 8..];
            text = text.replace(hash, "#");
        }
        assert_eq!(text, expected);
        assert_eq!(loaded.notes.iter().map(|d| d.message.as_str()).collect::<Vec<_>>(), messages);
    }

    #[test]
    fn addresses_are_rewritten() {
        check("a{}", "a{}", &[]);
        check("a{b:url(b.css)}", "a{b:url(b-#.css)}", &[]);
        check("a{b:URL( '../p.png' )}", "a{b:URL( '../p-#.png' )}", &[]);
        check("url(\"../fonts/x y.woff2?v=1#i\")", "url(\"../fonts/x y-#.woff2?v=1#i\")", &[]);
        check("@import 'b.css'; @import url(./b.css);", "@import 'b-#.css'; @import url(b-#.css);", &[]);
        check("url(data:image/png;base64,AA==)", "url(data:image/png;base64,AA==)", &[]);
        check("url(https://example.org/x)url(/x)url(#x)", "url(https://example.org/x)url(/x)url(#x)", &[]);
        check("/* url(none.png) */ a{content:'url(none.png)'}", "/* url(none.png) */ a{content:'url(none.png)'}", &[]);
    }

    #[test]
    fn broken_addresses_are_said() {
        check("url(c.css)", "url(c.css)", &["no file `c.css` in the theme"]);
        check("url(../../p.png)", "url(../../p.png)", &["no file `../../p.png` in the theme"]);
    }

    #[test]
    fn names_follow_content() {
        let names =
            |files: &[(&str, &str)]| load(&sources(files)).value.0.values().map(|a| a.path.clone()).collect::<Vec<_>>();
        let one = names(&[("a.css", "url(f)"), ("b.css", "b{}"), ("f", "1")]);
        let other = names(&[("a.css", "url(f)"), ("b.css", "b{}"), ("f", "2")]);
        assert_ne!(one[0], other[0], "a style sheet is renamed with its font");
        assert_eq!(one[1], other[1]);
        assert_ne!(one[2], other[2]);
        assert!(
            one[0].starts_with("assets/a-")
                && one[0].ends_with(".css")
                && one[0].len() == "assets/a-12345678.css".len()
        );
    }

    #[test]
    fn circles_have_names() {
        let loaded = load(&sources(&[("a.css", "@import 'b.css'"), ("b.css", "@import 'a.css'")]));
        assert!(loaded.notes.is_empty());
        for (name, other) in [("a.css", "b.css"), ("b.css", "a.css")] {
            let text = String::from_utf8(loaded.value.0[name].bytes.to_vec()).unwrap();
            let file = loaded.value.path(other).unwrap().trim_start_matches("assets/");
            assert_eq!(text, format!("@import '{file}'"));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_style_sheet_is_read(text in "(url\\(|@import|/\\*|\\*/|'|\"|\\\\|\\)|b\\.css|é| |#|\\.\\./){0,12}") {
            load(&sources(&[("css/a.css", &text), ("css/b.css", "b{}")]));
        }
    }
}
