//! From Markdown to [`Prose`]: one walk over the parser's events.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Range;
use std::sync::Arc;
use std::vec::IntoIter;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, RefDefs, Tag, TagEnd,
};

use super::footnotes::Footnotes;
use super::ids::{self, Ids};
use super::links::Ending;
use super::{Alert, Context, Heading, Label, Packed, Part, Plain, Prose, Stretch, citation, highlight, sanitise};
use crate::config::ProseSettings;
use crate::diagnostic::{Code, Diagnostic, File, Noted, Place, Span};
use crate::html::{push_attribute, push_text};

/// Stands before an inline text while it is parsed: a space for emphasis and quotes, but not one that blocks know,
/// so that what follows is a paragraph whatever it starts with.
const GUARD: &str = "\u{a0}";

/// Few parts of finished HTML are longer, in bytes.
const PART: usize = 4096;

pub(super) fn parse(
    text: &str,
    base: usize,
    file: &Arc<File>,
    settings: &ProseSettings,
    context: Context,
) -> Noted<Prose> {
    let (source, guard) = match context {
        Context::Block => (Cow::Borrowed(text), 0),
        // Line ends become spaces, each byte one byte, since a new line could start a new block.
        Context::Inline => (Cow::Owned(format!("{GUARD}{}", text.replace(['\n', '\r'], " "))), GUARD.len()),
    };
    // Brackets without a definition come here: the parser has seen to code and backslashes. The address stays
    // empty, for the parser limits how many bytes of addresses it repeats.
    let mut undefined =
        |link: BrokenLink<'_>| citation::is_meant(&link.reference).then(|| (CowStr::from(""), CowStr::from("")));
    let parser = Parser::new_with_broken_link_callback(&source, options(settings), Some(&mut undefined));
    let mut parsed = parser.into_offset_iter();
    // Room for what such a text mostly is: to grow costs more than what is in it.
    let mut events = Vec::with_capacity(source.len() / 64 + 4);
    events.extend(parsed.by_ref());

    let mut ids = Ids::default();
    // Ids that the editor chose go before those that are made up.
    for (event, _) in &events {
        if let Event::Start(Tag::Heading { id: Some(id), .. }) = event {
            ids.take(id);
        }
    }
    let mut walk = Walk {
        source: &source,
        base,
        guard,
        file,
        settings,
        context,
        definitions: parsed.reference_definitions(),
        events: events.into_iter().peekable(),
        prose: Prose::default(),
        plain: Plain { text: String::with_capacity(source.len()), map: Vec::with_capacity(source.len() / 64 + 4) },
        html: String::with_capacity(source.len().min(PART)),
        notes: Vec::new(),
        ids,
        given: BTreeMap::new(),
        footnotes: Footnotes::default(),
        links: Vec::new(),
        heading: None,
        table: Table::default(),
        raw: false,
        last_end: 0,
    };
    walk.run();
    walk.finish()
}

/// One by one: `Options::all()` would take in what a newer parser may bring.
fn options(settings: &ProseSettings) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    options.set(Options::ENABLE_SMART_PUNCTUATION, settings.smart);
    options
}

/// The state of the walk. Links and footnotes have files of their own.
pub(super) struct Walk<'a> {
    /// What was parsed: the text, after the guard where there is one.
    pub(super) source: &'a str,
    base: usize,
    guard: usize,
    pub(super) file: &'a Arc<File>,
    pub(super) settings: &'a ProseSettings,
    pub(super) context: Context,
    pub(super) definitions: &'a RefDefs<'a>,
    pub(super) events: Peekable<IntoIter<(Event<'a>, Range<usize>)>>,
    pub(super) prose: Prose,
    /// Its words so far.
    plain: Plain,
    /// HTML since the last slot.
    pub(super) html: String,
    pub(super) notes: Vec<Diagnostic>,
    ids: Ids,
    /// Ids that editors gave to headings, and where.
    given: BTreeMap<String, Span>,
    pub(super) footnotes: Footnotes,
    /// How the links that are open end.
    pub(super) links: Vec<Ending>,
    /// Where the words of the open heading start in the plain text.
    heading: Option<usize>,
    table: Table,
    /// Whether raw HTML is in it.
    pub(super) raw: bool,
    /// Where the last child of an element ended.
    pub(super) last_end: usize,
}

#[derive(Default)]
struct Table {
    count: u32,
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    cell_end: &'static str,
}

impl<'a> Walk<'a> {
    fn run(&mut self) {
        while let Some((event, range)) = self.events.next() {
            let end = range.end;
            match event {
                Event::Start(tag) => {
                    // The last child of an empty link would end after its first bracket.
                    self.last_end = range.start + 1;
                    self.start(tag, range);
                    continue;
                }
                Event::End(tag) => self.end(tag),
                Event::Text(text) => self.text(&text, range),
                Event::Code(code) => {
                    self.tag("<code>");
                    push_text(&mut self.html, &code);
                    self.tag("</code>");
                    self.plain(&code, range);
                }
                Event::InlineHtml(html) => self.raw_html(&html, range),
                // Blocks of HTML are taken whole at their start; formulas are not asked for.
                Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
                Event::FootnoteReference(label) => self.footnote_reference(&label),
                Event::SoftBreak => {
                    self.tag("\n");
                    self.plain(" ", range);
                }
                Event::HardBreak => {
                    self.tag("<br>\n");
                    self.plain(" ", range);
                }
                Event::Rule => {
                    self.tag("<hr>\n");
                    self.block_end();
                }
                Event::TaskListMarker(done) => self.tag(if done { "☑ " } else { "☐ " }),
            }
            self.last_end = end;
        }
    }

    fn finish(mut self) -> Noted<Prose> {
        self.footnote_section();
        while self.plain.text.ends_with('\n') {
            self.plain.text.pop();
        }
        let length = self.plain.text.len() as u32;
        self.plain.map.retain(|stretch| stretch.text < length);
        self.prose.words = Packed::new(&self.plain, self.file);
        let mut parts = self.swap_parts(Vec::new());
        parts.shrink_to_fit();
        self.prose.parts = match self.raw {
            true => sanitise::sanitise(parts, &self.settings.schemes),
            false => parts,
        };
        Noted::new(self.prose, self.notes)
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.block_end();
                if self.context == Context::Block {
                    self.tag("<p>");
                }
            }
            Tag::Heading { level, id, classes, attrs } => {
                self.block_end();
                for (name, _) in attrs {
                    self.notes.push(
                        self.note(Code::UnknownKey, &range, format!("a heading has no attribute `{name}`"))
                            .help("write `{#id .class}` after it, or nothing"),
                    );
                }
                self.slot(Part::Heading(self.prose.headings.len()));
                self.heading = Some(self.plain.text.len());
                let id = id.and_then(|id| self.given_id(&id, &range)).unwrap_or_default();
                let classes = classes.iter().map(|class| class.to_string()).collect();
                let span = self.span(&range);
                self.prose.headings.push(Heading { level: level as u8, id, classes, text: String::new(), span });
            }
            Tag::BlockQuote(kind) => {
                self.block_end();
                match kind {
                    None => self.tag("<blockquote>\n"),
                    Some(kind) => self.alert(kind),
                }
            }
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::HtmlBlock => {
                self.block_end();
                let html = self.take_text(TagEnd::HtmlBlock);
                self.raw_html(&html, range);
            }
            Tag::List(None) => self.block("<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(first)) => self.block(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.block("<li>"),
            Tag::FootnoteDefinition(label) => {
                self.block_end();
                self.footnote_start(&label, range);
            }
            Tag::DefinitionList => self.block("<dl>\n"),
            Tag::DefinitionListTitle => self.block("<dt>"),
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::Table(alignments) => {
                self.table = Table { count: self.table.count + 1, alignments, ..Table::default() };
                self.block("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
                self.slot(Part::Label(Label::Table(self.table.count)));
                self.tag("\"><table>\n");
            }
            Tag::TableHead => {
                self.table.head = true;
                self.table.column = 0;
                self.block("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.block("<tr>");
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.tag("<em>"),
            Tag::Strong => self.tag("<strong>"),
            Tag::Strikethrough => self.tag("<del>"),
            Tag::Superscript => self.tag("<sup>"),
            Tag::Subscript => self.tag("<sub>"),
            Tag::Link { link_type, dest_url, title, id } => self.link(link_type, &dest_url, &title, &id, range),
            Tag::Image { link_type, dest_url, title, id } => self.image(link_type, &dest_url, &title, &id, range),
            // Front matter is taken off before; the option isn't set.
            Tag::MetadataBlock(kind) => {
                self.take_text(TagEnd::MetadataBlock(kind));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                if self.context == Context::Block {
                    self.tag("</p>\n");
                }
                self.block_end();
            }
            TagEnd::Heading(_) => self.heading_end(),
            TagEnd::BlockQuote(None) => self.block("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.block("</div>\n"),
            TagEnd::List(true) => self.block("</ol>\n"),
            TagEnd::List(false) => self.block("</ul>\n"),
            TagEnd::Item => self.block("</li>\n"),
            TagEnd::FootnoteDefinition => self.footnote_end(),
            TagEnd::DefinitionList => self.block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.block("</dd>\n"),
            TagEnd::Table => self.block("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.head = false;
                self.block("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.block("</tr>\n"),
            TagEnd::TableCell => self.block(self.table.cell_end),
            TagEnd::Emphasis => self.tag("</em>"),
            TagEnd::Strong => self.tag("</strong>"),
            TagEnd::Strikethrough => self.tag("</del>"),
            TagEnd::Superscript => self.tag("</sup>"),
            TagEnd::Subscript => self.tag("</sub>"),
            TagEnd::Link => self.link_end(),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let (class, alert) = match kind {
            BlockQuoteKind::Note => ("note", Alert::Note),
            BlockQuoteKind::Tip => ("tip", Alert::Tip),
            BlockQuoteKind::Important => ("important", Alert::Important),
            BlockQuoteKind::Warning => ("warning", Alert::Warning),
            BlockQuoteKind::Caution => ("caution", Alert::Caution),
        };
        self.tag(&format!("<div class=\"alert {class}\" role=\"note\">\n<p class=\"alert-title\">"));
        self.slot(Part::Label(Label::Alert(alert)));
        self.tag("</p>\n");
    }

    /// Focusable, so that a keyboard can scroll it.
    fn code_block(&mut self, kind: CodeBlockKind) {
        self.block_end();
        let info = match &kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let language = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
        self.tag("<pre class=\"code\" tabindex=\"0\"><code");
        if !language.is_empty() {
            self.tag(" class=\"language-");
            push_attribute(&mut self.html, language);
            self.tag("\"");
        }
        self.tag(">");
        let code = self.take_text(TagEnd::CodeBlock);
        self.tag(&highlight(language, &code));
        self.tag("</code></pre>\n");
    }

    fn cell(&mut self) {
        self.block_end();
        let empty = matches!(self.events.peek(), Some((Event::End(TagEnd::TableCell), _)));
        // A head that says nothing is no head: the corner of a table, mostly.
        let (start, end) = match self.table.head && !empty {
            true => ("<th scope=\"col\"", "</th>"),
            false => ("<td", "</td>"),
        };
        self.tag(start);
        self.tag(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::None) | None => ">",
        });
        self.table.cell_end = end;
        self.table.column += 1;
    }

    /// The id that an editor gave to a heading, if it can be one.
    fn given_id(&mut self, id: &str, heading: &Range<usize>) -> Option<String> {
        let at = self.source[heading.clone()].rfind(id).map_or(heading.start, |i| heading.start + i);
        let range = at..at + id.len();
        if !ids::is_valid(id) {
            let message = format!("`{id}` can't be the id of a heading");
            self.notes.push(self.note(Code::BadId, &range, message).help("use letters, digits, `-`, `_` and `.`"));
            return None;
        }
        let span = self.span(&range);
        if let Some(first) = self.given.get(id) {
            let note = self.note(Code::DuplicateId, &range, format!("two headings have the id `{id}`"));
            self.notes.push(note.related(Place::at(self.file, *first), "the first one"));
            return None;
        }
        self.given.insert(id.to_string(), span);
        Some(id.to_string())
    }

    fn heading_end(&mut self) {
        let from = self.heading.take().unwrap_or_default();
        let index = self.prose.headings.len().saturating_sub(1);
        if let Some(heading) = self.prose.headings.last_mut() {
            heading.text = self.plain.text.get(from..).unwrap_or_default().trim().to_string();
            if heading.id.is_empty() {
                heading.id = self.ids.make(&heading.text);
            }
        }
        self.slot(Part::HeadingEnd(index));
        self.block_end();
    }

    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        if only_comments(html) {
            return;
        }
        if self.settings.raw_html {
            self.raw = true;
            self.tag(html);
            return;
        }
        // What closes was opened, and that was noted.
        if !html.starts_with("</") {
            let end = range.start + self.source[range.clone()].trim_end().len();
            let note = self.note(Code::RawHtml, &(range.start..end), "raw HTML is not allowed here");
            self.notes.push(note.help("write Markdown, or a backslash before `<` where the character is meant"));
        }
        push_text(&mut self.html, html);
    }

    fn text(&mut self, text: &str, mut range: Range<usize>) {
        let mut text = text;
        if range.start < self.guard {
            let kept = text.strip_prefix(GUARD).unwrap_or(text).trim_start_matches([' ', '\t']);
            range.start = range.end.saturating_sub(kept.len()).max(self.guard);
            text = kept;
        }
        self.undefined_footnotes(&range);
        push_text(&mut self.html, text);
        self.plain(text, range);
    }

    /// The text up to the end of a block that has nothing but text.
    pub(super) fn take_text(&mut self, end: TagEnd) -> String {
        let mut text = String::new();
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Text(piece) | Event::Html(piece) => text.push_str(&piece),
                Event::End(tag) if tag == end => {
                    self.last_end = range.end;
                    break;
                }
                _ => {}
            }
        }
        text
    }

    /// Appends words to the plain text.
    pub(super) fn plain(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let file = self.span(&range);
        let plain = &mut self.plain;
        let at = plain.text.len() as u32;
        plain.text.push_str(text);
        // Goes on with the last stretch where both go on alike.
        let alike = |stretch: &Stretch| {
            let length = at - stretch.text;
            stretch.file.end == file.start && stretch.file.end - stretch.file.start == length
        };
        let as_written = self.source.get(range) == Some(text);
        match plain.map.last_mut() {
            Some(last) if as_written && alike(last) => last.file.end = file.end,
            _ => plain.map.push(Stretch { text: at, file }),
        }
    }

    /// Ends a block in the plain text.
    fn block_end(&mut self) {
        let plain = &mut self.plain;
        if plain.text.is_empty() || plain.text.ends_with('\n') {
            return;
        }
        let end = plain.map.last().map_or(0, |stretch| stretch.file.end);
        plain.map.push(Stretch { text: plain.text.len() as u32, file: Span { start: end, end } });
        plain.text.push('\n');
    }

    /// Appends a tag of a block.
    fn block(&mut self, html: &str) {
        self.block_end();
        self.tag(html);
    }

    /// Appends finished HTML.
    pub(super) fn tag(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Appends a slot.
    pub(super) fn slot(&mut self, slot: Part) {
        self.part_end();
        self.prose.parts.push(slot);
    }

    /// Ends a part of finished HTML. A copy of just its length: thousands of proses are held at once.
    fn part_end(&mut self) {
        if !self.html.is_empty() {
            self.prose.parts.push(Part::Html(self.html.as_str().to_string()));
            self.html.clear();
        }
    }

    /// All parts so far; the walk goes on with `parts`.
    pub(super) fn swap_parts(&mut self, parts: Vec<Part>) -> Vec<Part> {
        self.part_end();
        std::mem::replace(&mut self.prose.parts, parts)
    }

    /// Where a range of what was parsed stands in the file.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let at = |offset: usize| self.base + offset.saturating_sub(self.guard);
        Span::new(at(range.start), at(range.end))
    }

    pub(super) fn note(&self, code: Code, range: &Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(code, self.file, self.span(range), message)
    }
}

/// Whether raw HTML is nothing but comments: those say nothing to readers and are left out.
fn only_comments(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(comment) = rest.strip_prefix("<!--") {
        match comment.split_once("-->") {
            Some((_, after)) => rest = after.trim_start(),
            None => return false,
        }
    }
    rest.is_empty()
}
