//! Text that is HTML already, kept apart by type from text that must be escaped.
//!
//! A view holds [`Html`] where a template prints markup and `String` elsewhere. Templates need no `| safe`:
//! while Tera serialises a view, an `Html` becomes one of its safe strings; for any other serialiser it is a
//! plain string.

use std::fmt;

use serde::{Serialize, Serializer};

/// Finished HTML.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Html(String);

impl Html {
    /// Plain text, escaped: good in text and in quoted attribute values.
    pub fn escape(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        push_attribute(&mut html, text);
        Html(html)
    }

    /// A string that its maker knows to be HTML: never one that holds unescaped words of an editor or a source.
    pub fn from_trusted(html: String) -> Self {
        Html(html)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML, by value.
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Html {
    /// Tera's own `Value` knows whether it is being serialised into another `Value` and passes itself on whole
    /// then, so the mark "safe" survives; otherwise it writes a string.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => tera::Value::safe_string(&self.0).serialize(serializer),
            // Not Tera: nobody to be told.
            false => serializer.serialize_str(&self.0),
        }
    }
}

impl From<Html> for tera::Value {
    fn from(html: Html) -> Self {
        tera::Value::safe_string(&html.0)
    }
}

/// Appends `text`, escaped for the content of an element. Quotes stay: smaller pages, and nothing can end there.
pub fn push_text(html: &mut String, text: &str) {
    push_escaped(html, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Appends `text`, escaped for an attribute value in quotes of either kind.
pub fn push_attribute(html: &mut String, text: &str) {
    push_escaped(html, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    });
}

fn push_escaped(html: &mut String, text: &str, escape: impl Fn(u8) -> Option<&'static str>) {
    // Most texts have nothing to escape; without a branch a byte, that is told of many bytes at a time.
    if !text.bytes().fold(false, |found, byte| found | matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        html.push_str(text);
        return;
    }
    let mut done = 0;
    for (i, byte) in text.bytes().enumerate() {
        // Escaped bytes are ASCII, so `i` is a character boundary.
        if let Some(entity) = escape(byte) {
            html.push_str(&text[done..i]);
            html.push_str(entity);
            done = i + 1;
        }
    }
    html.push_str(&text[done..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Inner {
        text: Html,
        title: String,
    }

    #[derive(Serialize)]
    struct View {
        digest: Html,
        notes: Vec<Inner>,
        aside: Option<Html>,
        none: Option<Html>,
    }

    fn view() -> View {
        View {
            digest: Html::from_trusted("<p>long enough not to be kept inline</p>".into()),
            notes: vec![Inner { text: Html::from_trusted("<b>x</b>".into()), title: "<b>".into() }],
            aside: Some(Html::escape("a < b & \"c\" 'd'")),
            none: None,
        }
    }

    #[test]
    fn templates_print_html_and_escape_strings() {
        let mut tera = tera::Tera::default();
        let template =
            "{{ digest }}{% for n in notes %}{{ n.text }}{{ n.title }}{% endfor %}{{ aside }}{% if none %}!{% endif %}";
        tera.add_raw_template("a.html", template).unwrap();
        let context = tera::Context::from_serialize(&view()).unwrap();
        assert_eq!(
            tera.render("a.html", &context).unwrap(),
            "<p>long enough not to be kept inline</p><b>x</b>&lt;b&gt;a &lt; b &amp; &quot;c&quot; &#39;d&#39;",
        );
        // The same through the other doors into a context.
        let mut context = tera::Context::new();
        context.insert("digest", &view().digest);
        context.insert("notes", &view().notes);
        context.insert_value("aside", view().digest.into());
        context.insert("none", &view().none);
        let page = tera.render("a.html", &context).unwrap();
        assert_eq!(page.matches("<p>").count(), 2, "{page}");
    }

    #[test]
    fn other_serialisers_see_a_string() {
        assert_eq!(serde_json::to_string(&Html::escape("<")).unwrap(), "\"&lt;\"");
        // Also within a view, and after Tera has serialised one on this thread.
        tera::Context::from_serialize(&view()).unwrap();
        assert_eq!(serde_json::to_value(view()).unwrap()["notes"][0]["text"], "<b>x</b>");
    }

    #[test]
    fn text_keeps_quotes() {
        let mut html = String::new();
        push_text(&mut html, "“é” \"a\" <&>");
        assert_eq!(html, "“é” \"a\" &lt;&amp;&gt;");
    }
}
