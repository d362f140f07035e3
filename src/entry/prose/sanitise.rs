//! Raw HTML, where the config allows it: the whole prose is sanitised, since a raw tag may open in one block and
//! close in another.
//!
//! Slots go through the sanitiser as tokens. What fills one later is not seen by the sanitiser, so it must be safe
//! wherever the token comes out. Two kinds of token see to that: those whose filling is plain escaped text may
//! come out anywhere; those whose filling has tags may come out in text only, and an attribute value that holds
//! one (`<p title="` in one block, a link in the next) is dropped. An editor can forge a token with an entity
//! (`&#xFDD0;`), so a token is worth nothing by itself: it is replaced only where its kind is that of its slot,
//! and an address may have one only where no filling can make a scheme of what follows.

use std::borrow::Cow;

use super::Part;
use super::address::{self, Target};

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
        match part {
            Part::Html(text) => html.extend(text.chars().filter(|c| !matches!(*c, ANYWHERE | IN_TEXT | END))),
            slot => {
                html.push(marker(&slot));
                html.push_str(&slots.len().to_string());
                html.push(END);
                slots.push(slot);
            }
        }
    }
    let html = clean(&html, schemes);

    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = html.as_str();
    while let Some(at) = rest.find([ANYWHERE, IN_TEXT]) {
        text.push_str(&rest[..at]);
        let mut token = rest[at..].chars();
        let start = token.next();
        let digits = token.as_str().bytes().take_while(u8::is_ascii_digit).count();
        let (index, after) = token.as_str().split_at(digits);
        // A marker that starts no token goes alone: what follows it must not be taken for a part of it.
        rest = after.strip_prefix(END).unwrap_or(after);
        let slot = index.parse::<usize>().ok().and_then(|i| slots.get(i));
        if let Some(slot) = slot.filter(|slot| Some(marker(slot)) == start) {
            push_html(&mut parts, std::mem::take(&mut text));
            parts.push(slot.clone());
        }
    }
    text.push_str(rest);
    push_html(&mut parts, text);
    parts
}

/// How the token of a slot starts.
fn marker(slot: &Part) -> char {
    match slot {
        Part::Prefix | Part::Local(_) | Part::Label(_) => ANYWHERE,
        Part::Open(_) | Part::Title(_) | Part::Close | Part::Cite(_) => IN_TEXT,
        Part::Heading(_) | Part::HeadingEnd(_) | Part::Html(_) => IN_TEXT,
    }
}

fn push_html(parts: &mut Vec<Part>, html: String) {
    if !html.is_empty() {
        parts.push(Part::Html(html));
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
            let address = address::tidy(value);
            let target = || match is_filled_safely(&address) {
                true => address::target(&address, &allowed),
                false => Target::Refused { scheme: "" },
            };
            let keep = !value.contains(IN_TEXT)
                && match attribute {
                    // Ids are ours alone: footnotes have them, after the page's prefix.
                    "id" => value.starts_with(ANYWHERE),
                    // A picture from elsewhere would tell another server who reads this.
                    "src" => target() == Target::Local,
                    "href" | "cite" => matches!(target(), Target::Local | Target::External),
                    "tabindex" => value == "0" && matches!(element, "div" | "pre"),
                    _ => true,
                };
            keep.then_some(Cow::Borrowed(value))
        });
    cleaner.clean(html).to_string()
}

/// Whether no filling can give an address another scheme: it has no token, or is one, or is a fragment.
fn is_filled_safely(address: &str) -> bool {
    let inner = address.strip_prefix(ANYWHERE).and_then(|rest| rest.strip_suffix(END));
    address.starts_with('#') || !inner.unwrap_or(address).contains([ANYWHERE, END])
}
