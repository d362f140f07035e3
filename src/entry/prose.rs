//! Markdown of a record: to HTML with slots for what other records decide, once per text.

use super::record::{Kind, Word};
use crate::diagnostic::Span;

/// A text in Markdown, rendered but for its slots: links, titles and citations that depend on other records.
///
/// The same prose stands at several depths of the site, so addresses are filled in per page.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Prose {
    /// The HTML in order, slots between.
    pub parts: Vec<Part>,
    /// The records that it refers to, in order, each occurrence apart.
    pub references: Vec<Reference>,
    /// Its headings, for a table of contents.
    pub headings: Vec<Heading>,
    /// Its words without markup.
    pub plain: Plain,
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
    /// `</a>`.
    Close,
    /// A citation: `[@alimov, l. 13]`, or `[l. 13]` of the source itself.
    Cite(Citation),
}

/// A citation in prose.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Citation {
    /// Index of the reference; `None` for the source whose own prose this is.
    pub reference: Option<usize>,
    /// The lines, as `first, last`.
    pub lines: Option<(u32, u32)>,
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
    /// Its id on the page, unique within the prose.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// Words without markup, and where each stretch of them stands in the file.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Plain {
    /// The words; block ends are line feeds.
    pub text: String,
    /// `(offset in text, offset in the file)`, ascending: within a stretch both advance alike.
    pub map: Vec<(u32, u32)>,
}

impl Plain {
    /// The span in the file of a range of the plain text.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let at = |offset: usize| {
            let i = self.map.partition_point(|(from, _)| *from as usize <= offset);
            match i.checked_sub(1).and_then(|i| self.map.get(i)) {
                Some((from, file)) => *file as usize + (offset - *from as usize),
                None => offset,
            }
        };
        let end = if range.end > range.start { at(range.end - 1) + 1 } else { at(range.end) };
        Span::new(at(range.start), end)
    }
}

/// How a text stands on its page. A throw-away stand-in until the real parser is merged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Context {
    /// Paragraphs.
    Block,
    /// One paragraph, without a `<p>` around it.
    Inline,
}

/// Reads Markdown. A throw-away stand-in until the real parser is merged.
pub fn parse(
    text: &str,
    base: usize,
    _file: &std::sync::Arc<crate::diagnostic::File>,
    _settings: &crate::config::ProseSettings,
    _context: Context,
) -> crate::diagnostic::Noted<Prose> {
    let plain = Plain { text: text.to_string(), map: vec![(0, base as u32)] };
    crate::diagnostic::Noted::new(Prose { plain, ..Prose::default() }, Vec::new())
}
