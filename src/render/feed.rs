//! Atom feed, sitemap and robots file.
//!
//! Atom: RFC 4287. Sitemaps: <https://www.sitemaps.org/protocol.html>. Nothing here reads the clock.

use std::fmt::Write;
use std::str::FromStr;

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use percent_encoding::{CONTROLS, utf8_percent_encode};

use super::{Context, Whole};
use crate::edtf::{Date, Precision};
use crate::entry::record::Header;
use crate::html::{Html, push_text};
use crate::model::*;
use crate::site::{Page, PageKind, address};

/// Entries of the feed: the newest.
const ENTRIES: usize = 50;
/// Addresses that one sitemap may hold, by the protocol.
const ADDRESSES: usize = 50_000;

/// The site's full address. Feed and sitemap need one: there are none without a `base_url`.
fn base<'a>(whole: Whole<'a>) -> Option<&'a str> {
    whole.dossier.config.base_url.as_ref().map(|base| base.url.value.as_str())
}

/// Path of each file.
pub fn paths(whole: Whole<'_>) -> Vec<String> {
    let mut paths = vec!["robots.txt".to_string()];
    if base(whole).is_some() {
        paths.push("feed.xml".to_string());
        paths.extend(sitemap_paths(addresses(whole).len(), ADDRESSES));
    }
    paths
}

/// Makes the file at one of these paths.
pub fn file(whole: Whole<'_>, path: &str) -> Vec<u8> {
    let text = match (path, base(whole)) {
        ("robots.txt", Some(base)) => format!("User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"),
        ("feed.xml", Some(base)) => feed(whole, base),
        (path, Some(base)) => sitemap(base, &addresses(whole), ADDRESSES, path),
        (_, None) => "User-agent: *\nAllow: /\n".to_string(),
    };
    text.into_bytes()
}

/// A date as a moment: its first day, at midnight UTC. `None` where nothing places it in time, or in a year that
/// RFC 3339 can't write.
fn moment(date: &Date) -> Option<FixedDateTime> {
    let bounds = date.bounds();
    let day = bounds.start.earliest.day().or(bounds.end.latest.day())?;
    if !(1..=9999).contains(&day.year()) {
        return None;
    }
    let text = format!("{:04}-{:02}-{:02}T00:00:00Z", day.year(), day.month(), day.day());
    FixedDateTime::from_str(&text).ok()
}

fn feed(whole: Whole<'_>, base: &str) -> String {
    let config = &whole.dossier.config;
    let mut entries = from_changes(whole, base);
    if entries.is_empty() {
        entries = from_sources(whole, base);
    }
    let newest = || {
        let dates = whole.dossier.sources.iter().filter_map(|source| Some(&source.header.updated.as_ref()?.value));
        let dates = dates.chain(config.published.as_ref().map(|date| &date.value)).filter_map(moment);
        dates.chain(entries.iter().map(|entry| entry.updated)).max()
    };
    let updated = config.updated.as_ref().and_then(|date| moment(&date.value)).or_else(newest);
    let authors: Vec<&str> = match config.editors.is_empty() {
        true => vec![config.publisher.as_ref().map_or(config.title.value.as_str(), |publisher| &publisher.value)],
        false => config.editors.iter().map(|editor| editor.name.value.as_str()).collect(),
    };
    let link = |href: String, rel: &str, mime: &str| Link {
        href,
        rel: rel.to_string(),
        mime_type: Some(mime.to_string()),
        ..Link::default()
    };
    let feed = Feed {
        title: Text::plain(config.title.value.clone()),
        subtitle: config.subtitle.as_ref().map(|subtitle| Text::plain(subtitle.value.clone())),
        id: base.to_string(),
        updated: updated.unwrap_or_default(),
        authors: authors.iter().map(|name| Person { name: name.to_string(), ..Person::default() }).collect(),
        links: vec![
            link(format!("{base}feed.xml"), "self", "application/atom+xml"),
            link(base.to_string(), "alternate", "text/html"),
        ],
        rights: config.licence.as_ref().map(|licence| Text::plain(licence.value.clone())),
        generator: Some(Generator { value: "dossier".to_string(), ..Generator::default() }),
        lang: Some(config.language.value.clone()),
        entries,
        ..Feed::default()
    };
    // Writing to memory can't fail.
    let bytes = feed.write_to(Vec::new()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default() + "\n"
}

fn entry(base: &str, address: &str, title: String, updated: FixedDateTime, html: Html) -> Entry {
    let href = full(base, address);
    Entry {
        title: Text::plain(title),
        id: href.clone(),
        updated,
        links: vec![Link { href, rel: "alternate".to_string(), ..Link::default() }],
        content: Some(Content {
            value: Some(html.into_string()),
            content_type: Some("html".to_string()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

/// What prose in the feed is rendered for: its links are full addresses.
fn with_context<T>(whole: Whole<'_>, base: &str, make: impl Fn(&Context<'_>) -> T) -> T {
    let page = Page { address: "feed.xml".to_string(), kind: PageKind::Changes };
    make(&Context { whole, page: &page, root: base.to_string() })
}

/// The newest changes. One without a date that places it in time stays out.
fn from_changes(whole: Whole<'_>, base: &str) -> Vec<Entry> {
    with_context(whole, base, |cx| {
        let changes = ChangeIx::all(whole.dossier).filter(|ix| !whole.dossier.is_draft(&whole.dossier[*ix].header));
        changes
            .filter_map(|ix| {
                let change = &whole.dossier[ix];
                let kind = whole.t(&format!("change-{}", change.kind.value.word()), &[]);
                let about: Vec<&str> = change.about.iter().map(|target| whole.dossier.short_title(*target)).collect();
                let title = match (&change.header.title, about.as_slice()) {
                    (Some(title), _) => title.value.clone(),
                    (None, []) => kind,
                    (None, about) => format!("{kind}: {}", about.join(", ")),
                };
                let address = address::of(whole.dossier, Target::Change(ix));
                Some(entry(base, &address, title, moment(&change.on.value)?, cx.prose(&change.text)))
            })
            .take(ENTRIES)
            .collect()
    })
}

/// The sources that were last changed or read: what is new where nobody keeps a log.
fn from_sources(whole: Whole<'_>, base: &str) -> Vec<Entry> {
    let config = &whole.dossier.config;
    let fallback = config.updated.as_ref().or(config.published.as_ref()).and_then(|date| moment(&date.value));
    let mut dated: Vec<(FixedDateTime, SourceIx)> = SourceIx::all(whole.dossier)
        .filter(|ix| !whole.dossier.is_draft(&whole.dossier[*ix].header))
        .map(|ix| {
            let source = &whole.dossier[ix];
            let own = source.header.updated.as_ref().or(source.read.as_ref().map(|read| &read.on));
            (own.and_then(|date| moment(&date.value)).or(fallback).unwrap_or_default(), ix)
        })
        .collect();
    dated.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    dated.truncate(ENTRIES);
    with_context(whole, base, |cx| {
        let entries = dated.iter().map(|(updated, ix)| {
            let source = &whole.dossier[*ix];
            let title = if source.is_label() { format!("[{}]", source.title()) } else { source.title().to_string() };
            let text = source.abstract_.as_ref().map_or_else(
                || Html::escape(&super::context::summary(&whole.plain(&source.digest))),
                |abstract_| cx.prose(abstract_),
            );
            entry(base, &address::of(whole.dossier, Target::Source(*ix)), title, *updated, text)
        });
        entries.collect()
    })
}

/// A full address. Ids may hold letters of any script; in addresses for machines they are encoded.
fn full(base: &str, address: &str) -> String {
    format!("{base}{}", utf8_percent_encode(address, CONTROLS))
}

/// The addresses that are to be found, with the day of their last change.
fn addresses(whole: Whole<'_>) -> Vec<(&str, Option<String>)> {
    let dossier = whole.dossier;
    let day = |date: &Date| (date.precision() == Some(Precision::Day)).then(|| date.machine()).flatten();
    whole
        .site
        .pages
        .iter()
        .filter_map(|page| {
            let header: Option<&Header> = match &page.kind {
                PageKind::NotFound | PageKind::Redirect(_) => return None,
                PageKind::Source(ix) => Some(&dossier[*ix].header),
                PageKind::Event(ix) => Some(&dossier[*ix].header),
                PageKind::Topic(ix, _) => Some(&dossier[*ix].header),
                PageKind::Name(ix, _) => Some(&dossier[*ix].header),
                PageKind::Claim(ix) => Some(&dossier[*ix].header),
                PageKind::Page(ix) => Some(&dossier[*ix].header),
                PageKind::Home => dossier.home.as_ref().map(|home| &home.header),
                _ => None,
            };
            if header.is_some_and(|header| dossier.is_draft(header)) {
                return None;
            }
            let own = header.and_then(|header| header.updated.as_ref());
            let updated = match page.kind {
                PageKind::Home => own.or(dossier.config.updated.as_ref()),
                _ => own,
            };
            Some((page.address.as_str(), updated.and_then(|date| day(&date.value))))
        })
        .collect()
}

/// `sitemap.xml`; where it would hold more than `limit` addresses, it is an index of several.
fn sitemap_paths(addresses: usize, limit: usize) -> Vec<String> {
    let parts = addresses.div_ceil(limit.max(1));
    let parts = (1..=parts).filter(|_| parts > 1).map(|n| format!("sitemap-{n}.xml"));
    std::iter::once("sitemap.xml".to_string()).chain(parts).collect()
}

/// The sitemap at one of these paths.
fn sitemap(base: &str, addresses: &[(&str, Option<String>)], limit: usize, path: &str) -> String {
    let paths = sitemap_paths(addresses.len(), limit);
    let Some(part) = paths.iter().position(|p| p == path).filter(|_| paths.len() > 1) else {
        return urls(base, addresses);
    };
    match part.checked_sub(1) {
        None => listing("sitemapindex", "sitemap", paths[1..].iter().map(|name| (format!("{base}{name}"), None))),
        Some(n) => urls(base, addresses.chunks(limit.max(1)).nth(n).unwrap_or_default()),
    }
}

fn urls(base: &str, addresses: &[(&str, Option<String>)]) -> String {
    let urls = addresses.iter().map(|(address, day)| (full(base, address), day.as_deref()));
    listing("urlset", "url", urls)
}

fn listing<'a>(root: &str, element: &str, entries: impl Iterator<Item = (String, Option<&'a str>)>) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for (address, day) in entries {
        let _ = write!(xml, "<{element}><loc>");
        push_text(&mut xml, &address);
        xml.push_str("</loc>");
        if let Some(day) = day {
            let _ = write!(xml, "<lastmod>{day}</lastmod>");
        }
        let _ = writeln!(xml, "</{element}>");
    }
    let _ = writeln!(xml, "</{root}>");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_where_one_sitemap_is_too_small() {
        let addresses: Vec<(&str, Option<String>)> =
            vec![("", None), ("a/", Some("2024-05-06".into())), ("names/ä&b/", None)];
        assert_eq!(sitemap_paths(3, 3), ["sitemap.xml"]);
        assert_eq!(sitemap_paths(3, 2), ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]);
        assert_eq!(sitemap_paths(0, 2), ["sitemap.xml"]);
        let sitemap = |limit, path| sitemap("https://e.org/", &addresses, limit, path);
        let one = sitemap(3, "sitemap.xml");
        assert!(one.contains("<url><loc>https://e.org/a/</loc><lastmod>2024-05-06</lastmod></url>"), "{one}");
        assert!(one.contains("<loc>https://e.org/names/%C3%A4&amp;b/</loc>"), "{one}");
        assert!(sitemap(2, "sitemap-2.xml").contains("%C3%A4"));
        assert!(!sitemap(2, "sitemap-1.xml").contains("%C3%A4"));
        let index = sitemap(2, "sitemap.xml");
        assert!(index.contains("<sitemap><loc>https://e.org/sitemap-2.xml</loc></sitemap>"), "{index}");
    }

    #[track_caller]
    fn check_moment(date: &str, expected: Option<&str>) {
        let date = Date::parse(date).expect("a date");
        assert_eq!(moment(&date).map(|moment| moment.to_rfc3339()).as_deref(), expected);
    }

    #[test]
    fn moments() {
        check_moment("2024-05-06", Some("2024-05-06T00:00:00+00:00"));
        check_moment("2024-05~", Some("2024-05-01T00:00:00+00:00"));
        check_moment("../2024", Some("2024-12-31T00:00:00+00:00"));
        check_moment("XXXX", None);
        check_moment("-0044-03-15", None);
    }
}
