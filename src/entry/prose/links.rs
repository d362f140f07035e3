//! Links, pictures and citations.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, TagEnd};

use super::address::{self, Target};
use super::walk::Walk;
use super::{Citation, Part, Reference, citation};
use crate::diagnostic::{Code, Span, Spanned};
use crate::entry::record::Kind;
use crate::html::{push_attribute, push_text};

/// What there is to do at the end of a link.
pub(super) enum Ending {
    /// Its address was refused: it has no tags.
    Nothing,
    /// It leads out of the site.
    External,
    /// It leads to the address of that index, whose place is still to be found.
    Local(usize, Source),
    /// It leads to the reference of that index, whose place is still to be found.
    Record(usize, Source),
    /// A citation follows its text.
    Cite(String, Range<usize>),
}

/// How a link is written.
pub(super) struct Source {
    form: LinkType,
    /// The label of its definition, where it has one.
    label: String,
    range: Range<usize>,
}

impl Walk<'_> {
    pub(super) fn link(&mut self, form: LinkType, address: &str, title: &str, label: &str, range: Range<usize>) {
        if form == LinkType::ReferenceUnknown {
            // `[text][@a]`: the text, then the citation.
            self.links.push(Ending::Cite(label.to_string(), range));
            return;
        }
        if is_undefined(form) {
            self.take_children(&range);
            self.cite(label, range);
            return;
        }
        let address = match form {
            LinkType::Email => format!("mailto:{address}"),
            _ => address::tidy(address),
        };
        let source = Source { form, label: label.to_string(), range };
        let ending = match address::target(&address, &self.settings.schemes) {
            Target::Record { kind, id, fragment } => self.record(kind, id, fragment, source),
            Target::External => {
                self.tag("<a href=\"");
                push_attribute(&mut self.html, &address::encode(&address));
                self.tag("\" rel=\"external");
                self.title(title);
                Ending::External
            }
            Target::Local if address.is_empty() => {
                let note = self.note(Code::BrokenLink, &source.range, "a link without an address");
                self.notes.push(note.help("write the address between the parentheses, or leave out the brackets"));
                Ending::Nothing
            }
            Target::Local => {
                let index = self.local(address, &source);
                self.tag("<a href=\"");
                self.slot(Part::Local(index));
                self.title(title);
                Ending::Local(index, source)
            }
            Target::Refused { scheme } => {
                self.refuse(scheme, &address, &source);
                Ending::Nothing
            }
        };
        self.links.push(ending);
    }

    /// Ends the start tag of a link or picture, whose last attribute value is still open.
    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.tag("\" title=\"");
            push_attribute(&mut self.html, title);
        }
        self.tag("\">");
    }

    fn record(&mut self, kind: Kind, id: &str, fragment: Option<&str>, source: Source) -> Ending {
        // The home page is the page without an id.
        if id.is_empty() && kind != Kind::Page {
            self.notes.push(self.note(Code::BadId, &source.range, "a reference without an id"));
            return Ending::Nothing;
        }
        let index = self.prose.references.len();
        let word = Spanned::new(id.to_string(), self.span(&source.range));
        self.prose.references.push(Reference { kind, id: word, fragment: fragment.map(String::from) });
        self.slot(Part::Open(index));
        let empty = matches!(self.events.peek(), Some((Event::End(TagEnd::Link), _)));
        if empty || source.form == LinkType::Autolink {
            self.slot(Part::Title(index));
        }
        if source.form == LinkType::Autolink {
            // Its text is its address, which says nothing to readers. The end stays for `link_end`.
            while !matches!(self.events.peek(), Some((Event::End(TagEnd::Link), _)) | None) {
                self.events.next();
            }
        }
        Ending::Record(index, source)
    }

    fn local(&mut self, address: String, source: &Source) -> usize {
        let word = Spanned::new(address, self.span(&source.range));
        self.prose.links.push(word);
        self.prose.links.len() - 1
    }

    fn refuse(&mut self, scheme: &str, address: &str, source: &Source) {
        // The start of the address; the whole link where the address isn't written as it is read.
        let text = &self.source[source.range.clone()];
        let range = match text.rfind(address) {
            Some(i) => source.range.start + i..source.range.start + i + address.len(),
            None => source.range.clone(),
        };
        let allowed = self.settings.schemes.join(", ");
        let note = match scheme {
            "" => self.note(Code::ForbiddenScheme, &range, "an address that leaves the site needs a scheme"),
            _ => self.note(Code::ForbiddenScheme, &range, format!("links by `{scheme}:` are not allowed")),
        };
        let kinds = Kind::NAMED.iter().map(|(name, _)| *name);
        let known = kinds.chain(self.settings.schemes.iter().map(String::as_str));
        let note = note.suggest(&scheme.to_lowercase(), known);
        self.notes.push(note.help(format!("links may have {allowed}, a kind of record (`event:ID`), or no scheme")));
    }

    pub(super) fn link_end(&mut self) {
        let last_child = self.last_end;
        match self.links.pop() {
            None | Some(Ending::Nothing) => {}
            Some(Ending::External) => self.tag("</a>"),
            Some(Ending::Local(index, source)) => {
                self.tag("</a>");
                let link = self.prose.links.get(index).map(|link| link.value.clone());
                if let Some(span) = link.and_then(|address| self.find(&source, last_child, "", &address))
                    && let Some(link) = self.prose.links.get_mut(index)
                {
                    link.span = span;
                }
            }
            Some(Ending::Record(index, source)) => {
                self.slot(Part::Close);
                let reference = self.prose.references.get(index);
                let found = reference.and_then(|reference| {
                    self.find(&source, last_child, &format!("{}:", reference.kind.word()), &reference.id)
                });
                if let Some(span) = found
                    && let Some(reference) = self.prose.references.get_mut(index)
                {
                    reference.id.span = span;
                }
            }
            Some(Ending::Cite(label, range)) => self.cite(&label, range),
        }
    }

    /// Where the address of a link, or its part after `before`, stands in the file; `None` where it isn't written
    /// as it is read (with entities, say).
    fn find(&self, source: &Source, last_child: usize, before: &str, word: &str) -> Option<Span> {
        // An address comes after the text and before the title, so the first one there is it.
        let within = match source.form {
            LinkType::Inline => last_child..source.range.end,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                let definition = self.definitions.get(&source.label)?.span.clone();
                let label_end = self.source.get(definition.clone())?.find("]:")?;
                definition.start + label_end..definition.end
            }
            _ => source.range.clone(),
        };
        let start = self.source.get(within.clone())?.find(&format!("{before}{word}"))? + within.start + before.len();
        Some(self.span(&(start..start + word.len())))
    }

    /// Pictures come from the site itself. Where one doesn't, its words stand for it.
    pub(super) fn image(&mut self, form: LinkType, address: &str, title: &str, label: &str, range: Range<usize>) {
        let (alt, last_child) = self.take_children(&range);
        if is_undefined(form) {
            // An exclamation mark before a citation.
            self.tag("!");
            self.plain("!", range.start..range.start + 1);
            if form == LinkType::ReferenceUnknown {
                push_text(&mut self.html, &alt);
            }
            self.cite(label, range.start + 1..range.end);
            return;
        }
        let address = address::tidy(address);
        let source = Source { form, label: label.to_string(), range };
        if address.is_empty() || address::target(&address, &self.settings.schemes) != Target::Local {
            let note = match address.is_empty() {
                true => self.note(Code::BrokenLink, &source.range, "a picture without an address"),
                false => self.note(Code::ForbiddenScheme, &source.range, "a picture from outside the site"),
            };
            let help = "put the file into the dossier: pages load nothing from other servers, which would learn who reads them";
            self.notes.push(note.help(help));
            push_text(&mut self.html, &alt);
            return;
        }
        let index = self.local(address.clone(), &source);
        if let Some(span) = self.find(&source, last_child, "", &address)
            && let Some(link) = self.prose.links.get_mut(index)
        {
            link.span = span;
        }
        self.tag("<img src=\"");
        self.slot(Part::Local(index));
        self.tag("\" alt=\"");
        push_attribute(&mut self.html, &alt);
        self.tag("\" loading=\"lazy");
        self.title(title);
    }

    /// The words of an element without markup, up to and with its end, and where its last child ends.
    fn take_children(&mut self, element: &Range<usize>) -> (String, usize) {
        let (mut words, mut last_child, mut depth) = (String::new(), element.start, 0);
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
            last_child = range.end;
        }
        // The element itself is the last child of what it stands in.
        self.last_end = element.end;
        (words, last_child)
    }

    /// Brackets whose label is meant as a citation.
    fn cite(&mut self, label: &str, range: Range<usize>) {
        let items = match citation::parse(label) {
            Ok(items) => items,
            Err(mistake) => {
                let note = self.note(Code::BadPlace, &range, format!("`[{label}]` can't be read as a citation"));
                self.notes.push(note.help(match mistake {
                    citation::Mistake::Form => {
                        "write `[@SOURCE, l. 13]` or `[@SOURCE, ll. 13-15]`, or `\\[` where no citation is meant"
                    }
                    citation::Mistake::Lines => "lines count from 1, and a range runs from the smaller to the larger",
                }));
                push_text(&mut self.html, &format!("[{label}]"));
                return;
            }
        };
        let span = self.span(&range);
        let mut citations = Vec::new();
        let mut reference = None;
        let mut from = range.start;
        for item in items {
            if let Some(id) = item.source {
                let found = self.source.get(from..range.end).and_then(|text| text.find(&format!("@{id}")));
                let word = match found {
                    Some(i) => {
                        from += i + 1 + id.len();
                        self.span(&(from - id.len()..from))
                    }
                    None => span,
                };
                reference = Some(self.prose.references.len());
                let id = Spanned::new(id.to_string(), word);
                self.prose.references.push(Reference { kind: Kind::Source, id, fragment: None });
            }
            if item.lines.is_empty() {
                citations.push(Citation { reference, lines: None, span });
            }
            citations.extend(item.lines.iter().map(|lines| Citation { reference, lines: Some(*lines), span }));
        }
        self.slot(Part::Cite(citations));
    }
}

/// Whether the brackets have no definition: they are here because [`citation::is_meant`] said so.
fn is_undefined(form: LinkType) -> bool {
    matches!(form, LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown)
}
