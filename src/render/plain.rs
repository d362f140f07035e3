//! Prose as plain text, with the titles and citations that only the dossier knows: for data, feeds and descriptions.

use super::Whole;
use crate::entry::prose::{Citation, Filling, Prose, Reference};
use crate::html::Html;
use crate::model::Target;

impl Whole<'_> {
    /// The short title of the record that a reference leads to, if it is published.
    pub fn title_of(&self, reference: &Reference) -> Option<String> {
        let target = self.dossier.find(reference.kind, &reference.id)?;
        Some(self.dossier.short_title(target).to_string())
    }

    /// The words of a prose. Blocks are parted by line feeds; a citation reads `[Alimov, l. 13]`.
    pub fn plain(&self, prose: &Prose) -> String {
        let cite = |citation: &Citation, reference: Option<&Reference>| {
            let lines = citation.lines.map(|(first, last)| self.lines(first, last));
            let title = reference.map(|r| match self.dossier.find(r.kind, &r.id) {
                Some(Target::Source(ix)) => Some(self.dossier[ix].short_title().to_string()),
                _ => None,
            });
            match title {
                // Its source isn't published.
                Some(None) => Html::default(),
                title => {
                    let parts: Vec<String> = title.flatten().into_iter().chain(lines).collect();
                    Html::escape(&parts.join(", "))
                }
            }
        };
        let html = prose.html(&Filling {
            resolve: &|reference| self.dossier.find(reference.kind, &reference.id).map(|_| String::new()),
            title: &|reference| self.title_of(reference).unwrap_or_default(),
            cite: &cite,
            local: &|word| word.value.clone(),
            label: &|_| String::new(),
            prefix: "",
            heading_shift: 1,
        });
        text_of(html.as_str())
    }
}

/// The words of HTML that our own renderer wrote: in its attribute values `>` is always escaped.
fn text_of(html: &str) -> String {
    const BLOCKS: [&str; 12] = ["p", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dd"];
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push_unescaped(&mut text, &rest[..open]);
        rest = &rest[open + 1..];
        let (tag, after) = rest.split_once('>').unwrap_or((rest, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if BLOCKS.contains(&name) && !text.ends_with('\n') {
            text.push('\n');
        }
        rest = after;
    }
    push_unescaped(&mut text, rest);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn push_unescaped(text: &mut String, html: &str) {
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let entities = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\'')];
        let found = entities.iter().find(|(entity, _)| rest[at..].starts_with(entity));
        let (length, letter) = found.map_or((1, '&'), |(entity, letter)| (entity.len(), *letter));
        text.push(letter);
        rest = &rest[at + length..];
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(text_of(html), expected, "{html}");
    }

    #[test]
    fn words_only() {
        check("plain", "plain");
        check("<p>One <em>two</em>.</p>\n<p>Three</p>", "One two.\nThree");
        check("a &lt;b&gt; &amp;amp; &quot;c&#39; &d", "a <b> &amp; \"c' &d");
        check("<ul><li>x</li><li>y</li></ul>", "x\ny");
        check("<a href=\"?a&gt;b\">link</a> on", "link on");
        check("cut <off", "cut");
    }
}
