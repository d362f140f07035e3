//! Raw HTML, where the config allows it: the whole prose is sanitised, since a raw tag may open in one block and
//! close in another.
//!
//! Slots go through the sanitiser as tokens. What fills one later is not seen by the sanitiser, so it must be safe
//! wherever the token comes out. Two kinds of token see to that: those whose filling is plain escaped text may
//! come out anywhere; those whose filling has tags may come out in text only, and an attribute value that holds
//! one (`<p title="` in one block, a link in the next) is dropped. So a token that an editor forged does no harm.

use std::borrow::Cow;

use super::{Part, address};

/// Starts the token of a slot that is filled with escaped text.
const ANYWHERE: char = '\u{FDD0}';
/// Starts the token of a slot that is filled with tags.
const IN_TEXT: char = '\u{FDD1}';
/// Ends a token. These three are noncharacters: no text has them, but parsers let them pass.
const END: char = '\u{FDD2}';

/// The same parts, their HTML sanitised as a whole.
pub(super) fn sanitise(parts: Vec<Part>, schemes: &[String]) -> Vec<Part> {
    let mut html = String::new();
    let mut slots = Vec::new();
    for part in parts {
        let start = match &part {
            Part::Html(text) => {
                html.extend(text.chars().filter(|c| !matches!(*c, ANYWHERE | IN_TEXT | END)));
                continue;
            }
            Part::Prefix | Part::Local(_) | Part::Label(_) => ANYWHERE,
            Part::Open(_) | Part::Title(_) | Part::Close | Part::Cite(_) | Part::Heading(_) | Part::HeadingEnd(_) => {
                IN_TEXT
            }
        };
        html.push(start);
        html.push_str(&slots.len().to_string());
        html.push(END);
        slots.push(part);
    }
    let html = clean(&html, schemes);

    let mut parts = Vec::new();
    let mut rest = html.as_str();
    while let Some((before, from)) = rest.split_once([ANYWHERE, IN_TEXT]) {
        push_html(&mut parts, before);
        let Some((index, after)) = from.split_once(END) else {
            rest = "";
            break;
        };
        if let Some(slot) = index.parse::<usize>().ok().and_then(|i| slots.get(i)) {
            parts.push(slot.clone());
        }
        rest = after;
    }
    push_html(&mut parts, rest);
    parts
}

fn push_html(parts: &mut Vec<Part>, html: &str) {
    if !html.is_empty() {
        parts.push(Part::Html(html.to_string()));
    }
}

fn clean(html: &str, schemes: &[String]) -> String {
    let allowed = schemes.to_vec();
    let mut cleaner = ammonia::Builder::default();
    let defaults = cleaner.clone_url_schemes();
    cleaner
        .rm_url_schemes(defaults)
        .add_url_schemes(schemes.iter().map(String::as_str))
        .link_rel(None)
        .add_tags(["section", "tfoot"])
        .add_generic_attributes(["class", "dir", "id", "role", "tabindex", "aria-label"])
        .add_tag_attributes("a", ["rel"])
        .add_tag_attributes("img", ["loading"])
        .attribute_filter(move |element, attribute, value| {
            let address = || address::tidy(value);
            let keep = !value.contains(IN_TEXT)
                && match attribute {
                    // Ids are ours alone: footnotes have them, after the page's prefix.
                    "id" => value.starts_with(ANYWHERE),
                    // A picture from elsewhere would tell another server who reads this.
                    "src" => address::target(&address(), &allowed) == address::Target::Local,
                    "href" | "cite" => {
                        matches!(
                            address::target(&address(), &allowed),
                            address::Target::Local | address::Target::External
                        )
                    }
                    "tabindex" => value == "0" && matches!(element, "div" | "pre"),
                    _ => true,
                };
            keep.then_some(Cow::Borrowed(value))
        });
    cleaner.clean(html).to_string()
}
