//! A page as the preview serves it: the site's own bytes, and the script that waits for the next build.

use std::ops::Range;

use axum::body::Bytes;
use blake3::Hasher;

use super::RESERVED;

/// What tells two renderings of a page apart: another style sheet can be put in its place, anything else is loaded anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Print {
    /// Of all but the addresses of style sheets.
    pub page: String,
    /// Of the addresses of style sheets.
    pub styles: String,
}

impl Print {
    /// That of a page as built.
    pub fn of(html: &[u8]) -> Self {
        let (mut page, mut styles) = (Hasher::new(), Hasher::new());
        let mut from = 0;
        for address in style_sheets(html) {
            page.update(&html[from..address.start]);
            styles.update(&html[address.clone()]).update(b"\n");
            from = address.end;
        }
        page.update(&html[from..]);
        let short = |hasher: Hasher| hasher.finalize().to_hex()[..16].to_string();
        Print { page: short(page), styles: short(styles) }
    }
}

/// A page as it is served.
#[derive(Clone, Debug)]
pub(super) struct Served {
    /// With the script.
    pub html: Bytes,
    /// Of the page as built.
    pub print: Print,
}

impl Served {
    /// That of a page as built.
    pub fn of(html: &[u8]) -> Self {
        let print = Print::of(html);
        Served { html: with_script(html, &print).into(), print }
    }
}

/// The page with the script at the end of its body.
fn with_script(html: &[u8], print: &Print) -> Vec<u8> {
    let Print { page, styles } = print;
    let script =
        format!("<script src=\"{RESERVED}live.js\" data-page=\"{page}\" data-styles=\"{styles}\" defer></script>");
    let end = rfind(html, b"</body").unwrap_or(html.len());
    [&html[..end], script.as_bytes(), &html[end..]].concat()
}

/// Where the addresses of style sheets stand.
fn style_sheets(html: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(tag) = find(html, b"<link", at) {
        let (attributes, end) = attributes(html, tag + b"<link".len());
        let value = |name: &[u8]| attributes.iter().find(|(n, _)| html[n.clone()].eq_ignore_ascii_case(name));
        let is_sheet = value(b"rel").is_some_and(|(_, rel)| {
            html[rel.clone()].split(u8::is_ascii_whitespace).any(|word| word.eq_ignore_ascii_case(b"stylesheet"))
        });
        if let Some((_, href)) = value(b"href").filter(|_| is_sheet) {
            found.push(href.clone());
        }
        at = end;
    }
    found
}

/// Where an attribute's name and its value stand.
type Attribute = (Range<usize>, Range<usize>);

/// Names and values of a tag's attributes, from behind its name on, and where the tag ends.
fn attributes(html: &[u8], mut at: usize) -> (Vec<Attribute>, usize) {
    let mut found = Vec::new();
    let skip = |at: &mut usize, of: &dyn Fn(u8) -> bool| {
        let from = *at;
        while html.get(*at).is_some_and(|b| of(*b)) {
            *at += 1;
        }
        from..*at
    };
    loop {
        skip(&mut at, &|b| b.is_ascii_whitespace() || b == b'/');
        if html.get(at).is_none_or(|b| *b == b'>') {
            return (found, at);
        }
        let name = skip(&mut at, &|b| !b.is_ascii_whitespace() && !b"=>/".contains(&b));
        skip(&mut at, &|b| b.is_ascii_whitespace());
        if html.get(at) != Some(&b'=') {
            found.push((name, at..at));
            continue;
        }
        at += 1;
        skip(&mut at, &|b| b.is_ascii_whitespace());
        let value = match html.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                at += 1;
                let value = skip(&mut at, &|b| b != *quote);
                at += 1;
                value
            }
            _ => skip(&mut at, &|b| !b.is_ascii_whitespace() && b != b'>'),
        };
        found.push((name, value));
    }
}

fn find(html: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let windows = html.get(from..)?.windows(what.len());
    windows.into_iter().position(|w| w.eq_ignore_ascii_case(what)).map(|at| from + at)
}

fn rfind(html: &[u8], what: &[u8]) -> Option<usize> {
    html.windows(what.len()).rposition(|w| w.eq_ignore_ascii_case(what))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn style_sheets_are_found() {
        #[track_caller]
        fn check(html: &str, expected: &[&str]) {
            let found = style_sheets(html.as_bytes());
            let found: Vec<&str> = found.into_iter().map(|range| &html[range]).collect();
            assert_eq!(found, expected, "{html}");
        }
        check(r#"<link rel="stylesheet" href="a.css">"#, &["a.css"]);
        check(
            "<LINK href='a.css' media=print rel='alternate StyleSheet'/><link rel=stylesheet href=b.css>",
            &["a.css", "b.css"],
        );
        check(r#"<link rel="icon" href="a.svg"><link rel="stylesheet"><link>"#, &[]);
        check(r#"<link title="a > b" rel = "stylesheet" href = "a.css" >"#, &["a.css"]);
        check("<link rel=stylesheet href=\"a.css", &["a.css"]);
        check("<link \" = ' =\"", &[]);
        check("<a href=x>stylesheet</a>", &[]);
    }

    #[test]
    fn another_sheet_is_the_same_page() {
        let page = |sheet: &str, text: &str| {
            Print::of(format!("<link rel=stylesheet href=\"{sheet}\"><body>{text}</body>").as_bytes())
        };
        let first = page("a.css", "one");
        assert_eq!(first, page("a.css", "one"));
        assert_eq!(first.page, page("b.css", "one").page);
        assert_ne!(first.styles, page("b.css", "one").styles);
        assert_ne!(first.page, page("a.css", "two").page);
        assert_eq!(first.styles, page("a.css", "two").styles);
    }

    #[test]
    fn the_script_ends_the_body() {
        #[track_caller]
        fn check(html: &str, before: &str, after: &str) {
            let page = String::from_utf8(Served::of(html.as_bytes()).html.to_vec()).unwrap();
            let (head, rest) = page.split_once("<script src=\"/.dossier/live.js\"").unwrap();
            assert_eq!((head, rest.split_once("</script>").unwrap().1), (before, after));
        }
        check("<body>a</body></html>", "<body>a", "</body></html>");
        check("<body>&lt;</body> </BODY>", "<body>&lt;</body> ", "</BODY>");
        check("a", "a", "");
    }

    proptest! {
        #[test]
        fn no_page_is_too_odd(html in "[<>link =\"'/relhfst-]{0,60}") {
            let page = Served::of(html.as_bytes()).html;
            prop_assert!(page.len() > html.len());
            prop_assert_eq!(Print::of(html.as_bytes()), Print::of(html.as_bytes()));
        }
    }
}
