//! Where a link leads: to a record, within the site, or out of it; and which schemes are refused.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::entry::record::Kind;

/// Where an address leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Target<'a> {
    /// To a record: `event:ID#FRAGMENT`.
    Record { kind: Kind, id: &'a str, fragment: Option<&'a str> },
    /// Out of the site, by an allowed scheme.
    External,
    /// Within the site.
    Local,
    /// Nowhere, for its scheme is refused; empty for `//host`.
    Refused { scheme: &'a str },
}

/// What a browser makes of an address before it looks for the scheme: the URL standard drops spaces and control
/// characters at both ends, and tabs and line ends everywhere.
pub(super) fn tidy(address: &str) -> String {
    let ends = |c: char| c <= ' ';
    address.trim_matches(ends).chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect()
}

/// Where a tidy address leads, if links may have `schemes`.
pub(super) fn target<'a>(address: &'a str, schemes: &[String]) -> Target<'a> {
    let Some((scheme, rest)) = split_scheme(address) else {
        // Browsers take a backslash for a slash.
        let mut start = address.bytes().take(2).map(|b| b == b'/' || b == b'\\');
        let elsewhere = start.next() == Some(true) && start.next() == Some(true);
        return if elsewhere { Target::Refused { scheme: "" } } else { Target::Local };
    };
    if let Some((_, kind)) = Kind::NAMED.iter().find(|(name, _)| *name == scheme) {
        let (id, fragment) = match rest.split_once('#') {
            Some((id, fragment)) => (id, Some(fragment)),
            None => (rest, None),
        };
        return Target::Record { kind: *kind, id, fragment };
    }
    match schemes.iter().any(|s| s.eq_ignore_ascii_case(scheme)) {
        true => Target::External,
        false => Target::Refused { scheme },
    }
}

fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    valid.then_some((scheme, rest))
}

/// What may not stand in an address as it is; `%` may, since it is taken to be encoded already.
const UNSAFE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// The address with the characters encoded that addresses don't have.
pub(super) fn encode(address: &str) -> String {
    utf8_percent_encode(address, UNSAFE).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ProseSettings;

    #[test]
    fn targets() {
        let schemes = ProseSettings::default().schemes;
        let record = |kind, id, fragment| Target::Record { kind, id, fragment };
        let refused = |scheme| Target::Refused { scheme };
        let cases = [
            ("event:almaty-council", record(Kind::Event, "almaty-council", None)),
            ("event:x#part", record(Kind::Event, "x", Some("part"))),
            ("page:", record(Kind::Page, "", None)),
            ("Event:x", refused("Event")),
            ("https://example.org/", Target::External),
            ("HTTPS://example.org/", Target::External),
            ("mailto:a@example.org", Target::External),
            ("../a/b:c", Target::Local),
            ("#fragment", Target::Local),
            ("?q=a:b", Target::Local),
            ("/a", Target::Local),
            ("a.html", Target::Local),
            ("//example.org", refused("")),
            ("/\\example.org", refused("")),
            ("\\\\example.org", refused("")),
            ("javascript:alert(1)", refused("javascript")),
            ("JaVaScRiPt:alert(1)", refused("JaVaScRiPt")),
            ("java\nscript:alert(1)", refused("javascript")),
            ("\u{1} \tjavascript:alert(1)", refused("javascript")),
            ("data:text/html,x", refused("data")),
            ("vbscript:x", refused("vbscript")),
            ("view-source:x", refused("view-source")),
        ];
        for (address, expected) in cases {
            assert_eq!(target(&tidy(address), &schemes), expected, "{address}");
        }
    }
}
