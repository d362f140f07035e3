//! What a theme has for nothing: templates that no page is made of, and which messages its templates ask for.
//!
//! A file with a misspelt name replaces nothing, and nobody would hear of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, File};

/// What the names of messages begin with that are asked for by a word of the records or of the comparison.
const OPEN: [&str; 3] = ["inferred-", "language-", "note-"];

/// Templates that replace no built-in one, and that no other extends, includes or takes a component from.
pub fn templates(all: &BTreeMap<String, Arc<File>>, built_in: &BTreeMap<String, Arc<File>>) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for (name, file) in all.iter().filter(|(name, _)| !built_in.contains_key(*name)) {
        let others = || all.iter().filter(|(other, _)| *other != name).map(|(_, file)| &*file.text);
        let is_named = others().any(|text| quotes(text, name));
        let is_taken = components(&file.text).any(|component| others().any(|text| takes(text, component)));
        if !is_named && !is_taken {
            notes.push(
                Diagnostic::in_file(Code::StrayFile, file, "no page is made of this template, and no other uses it")
                    .suggest(name, built_in.keys().map(String::as_str))
                    .help("what replaces a built-in template has its path: `templates/page.html`, `templates/components/lists.html`"),
            );
        }
    }
    notes
}

/// Whether a template asks for a message, by its name or by one that is put together: `("status-" ~ status) | t`.
pub fn asks(templates: &BTreeMap<String, Arc<File>>, name: &str) -> bool {
    let joins = |text: &str| {
        let begun = text.split('~').filter_map(|part| part.trim_end().strip_suffix(['"', '\'']));
        begun
            .filter_map(|part| part.rsplit(['"', '\'']).next())
            .any(|start| start.ends_with('-') && name.starts_with(start))
    };
    OPEN.iter().any(|start| name.starts_with(start))
        || templates.values().any(|file| quotes(&file.text, name) || joins(&file.text))
}

/// Whether a text has `words` in quotation marks.
fn quotes(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + words.len()..].chars().next());
        before == after && matches!(before, Some('"' | '\'' | '`'))
    })
}

/// The components that a template defines.
fn components(text: &str) -> impl Iterator<Item = &str> {
    text.split("{%").skip(1).filter_map(|tag| {
        let rest = tag.trim_start_matches('-').trim_start().strip_prefix("component ")?;
        rest.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').next().filter(|name| !name.is_empty())
    })
}

/// Whether a template has a component in it: `<name …>`.
fn takes(text: &str, component: &str) -> bool {
    text.match_indices(component).any(|(at, _)| {
        let ends = text[at + component.len()..].starts_with(|c: char| c.is_whitespace() || c == '/' || c == '>');
        ends && text[..at].ends_with('<')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> BTreeMap<String, Arc<File>> {
        files.iter().map(|(name, text)| (name.to_string(), File::new(*name, *text))).collect()
    }

    #[test]
    fn templates_that_nothing_uses() {
        let built_in = files(&[("page.html", "x"), ("components/lists.html", "x")]);
        let check = |own: &[(&str, &str)], expected: &[&str]| {
            let mut all = built_in.clone();
            all.extend(files(own));
            let notes = templates(&all, &built_in);
            let stray: Vec<&str> = notes.iter().filter_map(|n| Some(n.place.as_ref()?.file.path.as_str())).collect();
            assert_eq!(stray, expected);
        };
        check(&[("page.html", "other")], &[]);
        check(&[("pages.html", "x")], &["pages.html"]);
        check(&[("parts/foot.html", "x"), ("page.html", "{% include \"parts/foot.html\" %}")], &[]);
        check(&[("parts/foot.html", "x"), ("page.html", "{% include \"parts/foot.htm\" %}")], &["parts/foot.html"]);
        check(&[("mine.html", "{%- component box(a) -%}{% endcomponent %}"), ("page.html", "{{ <box a=1 /> }}")], &[]);
        check(
            &[("mine.html", "{% component box() %}{% endcomponent %}"), ("page.html", "{{ <boxes /> }}")],
            &["mine.html"],
        );
        check(&[("mine.html", "{% component box() %}{{ <box /> }}{% endcomponent %}")], &["mine.html"]);
    }

    #[test]
    fn messages_that_templates_ask_for() {
        let templates = files(&[("a.html", "{{ \"hello\" | t }} {{ (\"status-\" ~ status) | t }} {{ 'bye' | t }}")]);
        for (name, expected) in [
            ("hello", true),
            ("bye", true),
            ("status-new", true),
            ("note-none", true),
            ("hell", false),
            ("stat", false),
        ] {
            assert_eq!(asks(&templates, name), expected, "{name}");
        }
    }
}
