//! Markdown of a record: to HTML with slots for what other records decide, once per text.
//!
//! CommonMark with these extensions: tables, footnotes, definition lists, alerts (`> [!NOTE]`), strikethrough,
//! task lists, ids and classes of headings (`{#id .class}`), typographic punctuation; and two of our own:
//!
//! - **References**: a link whose scheme is a kind of record. `[the council](event:almaty-council)`,
//!   `(event:x#part)`, and `[](source:alimov)` or `<source:alimov>`, which take the record's short title.
//! - **Citations**: `[@alimov]`, `[@alimov, l. 13]`, `[@alimov, ll. 13-15; @raza, l. 7]`, and `[l. 1]` in a
//!   source's own prose. A backslash before the bracket makes them plain text.
//!
//! Everything that an editor writes is escaped. Links have the schemes that the config allows; pictures come from
//! the site itself, so that no page makes a reader's browser ask another server. HTML comments are left out;
//! other raw HTML is an error, or sanitised where the config allows it.

mod address;
mod citation;
mod footnotes;
mod highlight;
mod ids;
mod links;
mod sanitise;
mod walk;

use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use super::record::{Kind, Word};
use crate::config::ProseSettings;
use crate::diagnostic::{File, Noted, Span};
use crate::html::{Html, push_attribute};

pub use highlight::highlight;

/// A text in Markdown, rendered but for its slots: links, titles and citations that depend on other records.
///
/// The same prose stands at several depths of the site, so addresses are filled in per page.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Prose {
    /// The HTML in order, slots between.
    pub parts: Vec<Part>,
    /// The records that it refers to, in order, each occurrence apart.
    pub references: Vec<Reference>,
    /// Addresses of links and pictures within the site, as written: relative, or a `#fragment`.
    pub links: Vec<Word>,
    /// Its headings, for a table of contents.
    pub headings: Vec<Heading>,
    /// Its words without markup, packed: [`Prose::plain`].
    words: Packed,
}

/// A stretch of HTML or a slot.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// Finished HTML.
    Html(String),
    /// `<a href="…">` to the reference of that index.
    Open(usize),
    /// The short title of the reference of that index: for `[](source:alimov)`.
    Title(usize),
    /// `</a>` of the last [`Part::Open`].
    Close,
    /// The citations of one pair of brackets: `[@alimov, l. 13; @raza, l. 7]`, or `[l. 13]` of the source itself.
    Cite(Vec<Citation>),
    /// The start tag of the heading of that index: its level depends on the page.
    Heading(usize),
    /// The end tag of the heading of that index.
    HeadingEnd(usize),
    /// In an attribute value: the page's prefix, which keeps the ids of its proses apart.
    Prefix,
    /// In an attribute value: the address of that index of [`Prose::links`].
    Local(usize),
    /// Words of the theme, in text or in an attribute value.
    Label(Label),
}

/// A citation in prose.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Citation {
    /// Index of the reference; `None` for the source whose own prose this is.
    pub reference: Option<usize>,
    /// The lines, as `first, last`.
    pub lines: Option<(u32, u32)>,
    /// The brackets in the file.
    pub span: Span,
}

/// A reference to another record.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Reference {
    /// The kind of record.
    pub kind: Kind,
    /// Its id, where it stands in the file.
    pub id: Word,
    /// A fragment within the page: `event:x#y`.
    pub fragment: Option<String>,
}

/// A heading of a prose.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id, unique within the prose; the page's prefix comes before it.
    pub id: String,
    /// Classes that the editor gave it.
    pub classes: Vec<String>,
    /// Its words.
    pub text: String,
    /// Where it stands in the file.
    pub span: Span,
}

/// Words that prose needs and a theme has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Label {
    /// Title of an alert.
    Alert(Alert),
    /// Name of the section of footnotes.
    Footnotes,
    /// Name of the link from that footnote back to the text.
    Back(u32),
    /// Name of that table, counted within the prose: a region that scrolls has to have one.
    Table(u32),
}

/// The kinds of alert.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Alert {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// Words without markup, and where each stretch of them stands in the file.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Plain {
    /// The words; blocks are parted by line feeds. Inline code is in it; code blocks, citations, texts of
    /// pictures and raw HTML are not.
    pub text: String,
    /// Where they stand, ascending in `text`.
    pub map: Vec<Stretch>,
}

/// A stretch of [`Plain`]: up to the next one.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Stretch {
    /// Offset of its start in the plain text.
    pub text: u32,
    /// What it is made of in the file. If this is as long as the stretch, both advance alike; if not, the stretch
    /// was written otherwise (`&amp;`, `"`) and is taken as a whole.
    pub file: Span,
}

/// [`Plain`] without what the file has as well: nearly all of it, and thousands of proses are held at once.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
struct Packed {
    /// The stretches, in order: what each is made of in the file, and how many bytes of `other` it takes; none where
    /// it is as the file has it.
    stretches: Box<[(Span, u32)]>,
    /// The words that the file has otherwise, one stretch after another.
    other: Box<str>,
}

impl Packed {
    fn new(plain: &Plain, file: &File) -> Self {
        let mut other = String::new();
        let stretches = plain.stretches().map(|(stretch, words)| {
            if file.text.get(stretch.file.start as usize..stretch.file.end as usize) == Some(words) {
                return (stretch.file, 0);
            }
            other.push_str(words);
            (stretch.file, words.len() as u32)
        });
        Packed { stretches: stretches.collect(), other: other.into() }
    }

    fn unpack(&self, file: &File) -> Plain {
        let mut plain = Plain::default();
        let mut other = &*self.other;
        for (span, length) in &self.stretches {
            let words = match *length {
                0 => file.text.get(span.start as usize..span.end as usize).unwrap_or_default(),
                length => {
                    let (words, rest) = other.split_at_checked(length as usize).unwrap_or((other, ""));
                    other = rest;
                    words
                }
            };
            plain.map.push(Stretch { text: plain.text.len() as u32, file: *span });
            plain.text.push_str(words);
        }
        plain
    }
}

impl Plain {
    /// Each stretch with its words.
    fn stretches(&self) -> impl Iterator<Item = (&Stretch, &str)> {
        self.map.iter().enumerate().map(|(i, stretch)| {
            let end = self.map.get(i + 1).map_or(self.text.len(), |next| next.text as usize);
            (stretch, self.text.get(stretch.text as usize..end).unwrap_or_default())
        })
    }

    /// The span in the file of a range of the plain text, made larger where it would split a character.
    pub fn span(&self, range: Range<usize>) -> Span {
        let floor = |at: usize| (0..=at.min(self.text.len())).rev().find(|i| self.text.is_char_boundary(*i));
        let start = floor(range.start).unwrap_or(0);
        let end = (range.end.clamp(start, self.text.len())..=self.text.len()).find(|i| self.text.is_char_boundary(*i));
        let end = end.unwrap_or(self.text.len());
        let from = self.at(start).0;
        // The end of a range is the end of its last byte, not the start of the next stretch.
        let to = if end > start { self.at(end - 1).1 } else { from };
        Span { start: from, end: to.max(from) }
    }

    /// Start and end in the file of the byte at an offset, or of all that it can't be parted from.
    fn at(&self, offset: usize) -> (u32, u32) {
        let next = self.map.partition_point(|stretch| stretch.text as usize <= offset);
        let Some(stretch) = next.checked_sub(1).and_then(|i| self.map.get(i)) else {
            return self.map.first().map_or((0, 0), |stretch| (stretch.file.start, stretch.file.start));
        };
        let length = self.map.get(next).map_or(self.text.len() as u32, |next| next.text) - stretch.text;
        let file = stretch.file;
        if file.end - file.start == length {
            let at = file.start + (offset as u32 - stretch.text).min(length);
            (at, (at + 1).min(file.end))
        } else {
            (file.start, file.end)
        }
    }
}

/// Where a prose stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Context {
    /// A text of blocks: paragraphs, lists, tables.
    Block,
    /// One paragraph without its `<p>`: nothing at the start of a line makes it a list or a heading.
    Inline,
}

/// Reads the Markdown `text`, which stands at the byte `base` of `file`.
///
/// Notes: [`ForbiddenScheme`], [`RawHtml`], [`BadFootnote`] (a warning for one that isn't used), [`BadPlace`] for
/// a citation that can't be read, [`BadId`] and [`DuplicateId`] for references and headings, [`UnknownKey`] for
/// attributes of headings, [`BrokenLink`] for a link without an address.
///
/// [`ForbiddenScheme`]: crate::diagnostic::Code::ForbiddenScheme
/// [`RawHtml`]: crate::diagnostic::Code::RawHtml
/// [`BadFootnote`]: crate::diagnostic::Code::BadFootnote
/// [`BadPlace`]: crate::diagnostic::Code::BadPlace
/// [`BadId`]: crate::diagnostic::Code::BadId
/// [`DuplicateId`]: crate::diagnostic::Code::DuplicateId
/// [`UnknownKey`]: crate::diagnostic::Code::UnknownKey
/// [`BrokenLink`]: crate::diagnostic::Code::BrokenLink
pub fn parse(text: &str, base: usize, file: &Arc<File>, settings: &ProseSettings, context: Context) -> Noted<Prose> {
    walk::parse(text, base, file, settings, context)
}

/// What a page knows and a prose doesn't.
pub struct Filling<'a> {
    /// Where a reference leads, as the page needs it and not yet escaped for HTML; `None` where its record isn't published: its
    /// text then stands without a link.
    pub resolve: &'a dyn Fn(&Reference) -> Option<String>,
    /// The short title of the record that a reference leads to, as plain text.
    pub title: &'a dyn Fn(&Reference) -> String,
    /// A citation, without brackets; empty where its source isn't published.
    pub cite: &'a dyn Fn(&Citation, Option<&Reference>) -> Html,
    /// An address within the site, as the page needs it; fragments of the prose itself don't come here.
    pub local: &'a dyn Fn(&Word) -> String,
    /// The theme's words, as plain text.
    pub label: &'a dyn Fn(Label) -> String,
    /// What comes before every id of the prose: empty, or something unique where a page has several proses.
    pub prefix: &'a str,
    /// How many levels the headings go down; none goes below 6.
    pub heading_shift: u8,
}

impl Prose {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Its words without markup; `file` is the one that it was read from.
    pub fn plain(&self, file: &File) -> Plain {
        self.words.unpack(file)
    }

    /// Its citations, in order.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.parts.iter().flat_map(|part| match part {
            Part::Cite(citations) => citations.as_slice(),
            _ => &[],
        })
    }

    /// The HTML for one page.
    pub fn html(&self, filling: &Filling) -> Html {
        let length = self.parts.iter().map(|part| if let Part::Html(html) = part { html.len() } else { 64 }).sum();
        let mut html = String::with_capacity(length);
        // Links can't stand in links, so there is one at most.
        let mut open: Option<&Reference> = None;
        for part in &self.parts {
            match part {
                Part::Html(finished) => html.push_str(finished),
                Part::Open(i) => {
                    let leads = |reference| Some((reference, (filling.resolve)(reference)?));
                    open = self.references.get(*i).and_then(leads).map(|(reference, href)| {
                        html.push_str("<a href=\"");
                        push_attribute(&mut html, &href);
                        html.push_str("\">");
                        reference
                    });
                }
                Part::Title(_) => push_attribute(&mut html, &open.map(filling.title).unwrap_or_default()),
                Part::Close => {
                    if open.take().is_some() {
                        html.push_str("</a>");
                    }
                }
                Part::Cite(citations) => self.push_citations(&mut html, citations, filling),
                Part::Heading(i) => {
                    if let Some(heading) = self.headings.get(*i) {
                        push_heading(&mut html, heading, filling);
                    }
                }
                Part::HeadingEnd(i) => {
                    if let Some(heading) = self.headings.get(*i) {
                        // Writing to a string can't fail.
                        let _ = writeln!(html, "</h{}>", rank(heading, filling));
                    }
                }
                Part::Prefix => push_attribute(&mut html, filling.prefix),
                Part::Local(i) => {
                    if let Some(link) = self.links.get(*i) {
                        self.push_local(&mut html, link, filling);
                    }
                }
                Part::Label(label) => push_attribute(&mut html, &(filling.label)(*label)),
            }
        }
        Html::from_trusted(html)
    }

    fn push_citations(&self, html: &mut String, citations: &[Citation], filling: &Filling) {
        let shown = citations.iter().map(|citation| {
            let reference = citation.reference.and_then(|i| self.references.get(i));
            (filling.cite)(citation, reference)
        });
        let shown: Vec<Html> = shown.filter(|citation| !citation.is_empty()).collect();
        for (i, citation) in shown.iter().enumerate() {
            html.push_str(if i == 0 { "<span class=\"cite\">[" } else { "; " });
            html.push_str(citation.as_str());
        }
        if !shown.is_empty() {
            html.push_str("]</span>");
        }
    }

    /// A fragment of the prose itself gets the prefix that its target has; the page knows about all others.
    fn push_local(&self, html: &mut String, link: &Word, filling: &Filling) {
        match link.strip_prefix('#') {
            Some(fragment) if self.headings.iter().any(|heading| heading.id == fragment) => {
                html.push('#');
                push_attribute(html, filling.prefix);
                push_attribute(html, &address::encode(fragment));
            }
            _ => push_attribute(html, &address::encode(&(filling.local)(link))),
        }
    }
}

/// The level that a heading has on the page.
fn rank(heading: &Heading, filling: &Filling) -> u8 {
    heading.level.saturating_add(filling.heading_shift).clamp(1, 6)
}

fn push_heading(html: &mut String, heading: &Heading, filling: &Filling) {
    let _ = write!(html, "<h{} id=\"", rank(heading, filling));
    push_attribute(html, filling.prefix);
    push_attribute(html, &heading.id);
    for (i, class) in heading.classes.iter().enumerate() {
        html.push_str(if i == 0 { "\" class=\"" } else { " " });
        push_attribute(html, class);
    }
    html.push_str("\">");
}

#[cfg(test)]
mod tests;
