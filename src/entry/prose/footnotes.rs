//! Footnotes: numbered by their first use, collected at the end, with links there and back.

use std::collections::BTreeMap;
use std::ops::Range;

use super::walk::Walk;
use super::{Context, Label, Part};
use crate::diagnostic::{Code, Diagnostic, Place, Severity, Span};

/// The footnotes of a prose. Labels are compared without regard to case.
#[derive(Default)]
pub(super) struct Footnotes {
    /// By label: its number, and how often it is used.
    uses: BTreeMap<String, (u32, u32)>,
    /// In the order of the file: label, and what it says.
    bodies: Vec<(String, Vec<Part>)>,
    /// Where each label is defined.
    defined: BTreeMap<String, Span>,
    /// The footnotes that the walk is in, each with the parts of what stands around it.
    open: Vec<(String, bool, Vec<Part>)>,
}

/// Longest label that is looked for in brackets that name no footnote, in bytes.
const LONGEST_LABEL: usize = 200;

impl Walk<'_> {
    /// `[^label]`
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let key = label.to_lowercase();
        let next = self.footnotes.uses.len() as u32 + 1;
        let (number, count) = self.footnotes.uses.entry(key).or_insert((next, 0));
        *count += 1;
        let (number, count) = (*number, *count);
        self.tag("<sup class=\"footnote\"><a href=\"#");
        self.slot(Part::Prefix);
        self.tag(&format!("fn:{number}\" id=\""));
        self.slot(Part::Prefix);
        self.tag(&format!("fnref:{}\" role=\"doc-noteref\">{number}</a></sup>", use_id(number, count)));
    }

    /// `[^label]:`
    pub(super) fn footnote_start(&mut self, label: &str, range: Range<usize>) {
        let key = label.to_lowercase();
        let end = self.source[range.clone()].find("]:").map_or(range.end, |i| range.start + i + 1);
        let range = range.start..end;
        let span = self.span(&range);
        let first = *self.footnotes.defined.entry(key.clone()).or_insert(span);
        if first != span {
            let note = self.note(Code::BadFootnote, &range, format!("the footnote `{label}` is defined twice"));
            self.notes.push(note.related(Place::at(self.file, first), "the first one"));
        }
        let around = self.swap_parts(Vec::new());
        self.footnotes.open.push((key, first == span, around));
    }

    pub(super) fn footnote_end(&mut self) {
        if let Some((key, first, around)) = self.footnotes.open.pop() {
            let body = self.swap_parts(around);
            if first {
                self.footnotes.bodies.push((key, body));
            }
        }
    }

    /// The parser takes `[^label]` for text where there is no such footnote.
    pub(super) fn undefined_footnotes(&mut self, text: &Range<usize>) {
        let bytes = self.source.as_bytes();
        // A text begins and ends between characters; brackets are rare in it.
        let brackets =
            self.source.get(text.clone()).unwrap_or_default().match_indices('[').map(|(at, _)| text.start + at);
        for at in brackets {
            if bytes.get(at + 1) != Some(&b'^') || at.checked_sub(1).and_then(|i| bytes.get(i)) == Some(&b'\\') {
                continue;
            }
            let label = bytes[at + 2..].iter().take(LONGEST_LABEL);
            let length = label.take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'[' | b']')).count();
            let end = at + 2 + length;
            if length > 0 && bytes.get(end) == Some(&b']') {
                let written = &self.source[at..end + 1];
                let note = self.note(Code::BadFootnote, &(at..end + 1), format!("there is no footnote `{written}`"));
                self.notes.push(note.help(match self.context {
                    Context::Block => format!("define it: `{written}: …`, on a line of its own"),
                    Context::Inline => "there is no room for footnotes here: say it in brackets".to_string(),
                }));
            }
        }
    }

    /// All footnotes in the order of their numbers; those that nothing leads to come last, that no word be lost.
    pub(super) fn footnote_section(&mut self) {
        let mut bodies = Vec::new();
        for (key, body) in std::mem::take(&mut self.footnotes.bodies) {
            let used = self.footnotes.uses.get(&key).copied();
            if used.is_none() {
                let place = self.footnotes.defined.get(&key).copied().unwrap_or_default();
                let message = format!("the footnote `{key}` isn't used");
                let note = Diagnostic::at(Code::BadFootnote, self.file, place, message);
                self.notes.push(note.severity(Severity::Warning));
            }
            bodies.push((used, body));
        }
        if bodies.is_empty() {
            return;
        }
        bodies.sort_by_key(|(used, _)| used.map_or(u32::MAX, |(number, _)| number));
        self.tag("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        self.slot(Part::Label(Label::Footnotes));
        self.tag("\">\n<ol>\n");
        for (used, body) in bodies {
            match used {
                None => {
                    self.tag("<li>");
                    self.append(body);
                }
                Some((number, count)) => {
                    self.tag("<li id=\"");
                    self.slot(Part::Prefix);
                    self.tag(&format!("fn:{number}\">"));
                    self.append(body);
                    self.links_back(number, count);
                }
            }
            self.tag("</li>\n");
        }
        self.tag("</ol>\n</section>\n");
    }

    fn append(&mut self, parts: Vec<Part>) {
        for part in parts {
            match part {
                Part::Html(html) => self.tag(&html),
                slot => self.slot(slot),
            }
        }
    }

    /// A link to each use, at the end of the last paragraph where there is one.
    fn links_back(&mut self, number: u32, count: u32) {
        let paragraph = self.html.ends_with("</p>\n");
        if paragraph {
            self.html.truncate(self.html.len() - "</p>\n".len());
        }
        for i in 1..=count {
            self.tag(" <a href=\"#");
            self.slot(Part::Prefix);
            self.tag(&format!(
                "fnref:{}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"",
                use_id(number, i)
            ));
            self.slot(Part::Label(Label::Back(number)));
            // The selector keeps the arrow from being drawn as an emoji.
            self.tag("\">↩\u{FE0E}</a>");
        }
        if paragraph {
            self.tag("</p>\n");
        }
    }
}

/// `1` for the first use of footnote 1, `1-2` for the second.
fn use_id(number: u32, count: u32) -> String {
    if count == 1 { number.to_string() } else { format!("{number}-{count}") }
}
