//! Ids: the words that records are known by, in references, file names and addresses.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::record::Word;
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Fields;

/// The longest id, in bytes: room for a suffix where a file name may have 255.
const MAX_BYTES: usize = 80;

/// Reports an id that isn't one. It is used all the same, so that references to it are found.
pub fn check(fields: &Fields<'_>, id: &Word) {
    if let Some(note) = complaint(id).map(|message| fields.at(Code::BadId, id.span, message)) {
        fields.note(with_suggestion(note, id));
    }
}

/// Reports an id that is a file's stem.
pub fn check_stem(fields: &Fields<'_>, id: &Word) {
    let Some(message) = complaint(id) else { return };
    fields.note(with_suggestion(Diagnostic::in_file(Code::BadId, fields.file(), message), id).help("rename the file"));
}

fn with_suggestion(note: Diagnostic, id: &str) -> Diagnostic {
    match suggestion(id) {
        Some(better) => note.help(format!("`{better}` would do")),
        None => note,
    }
}

/// What is wrong with an id, if anything.
fn complaint(id: &str) -> Option<String> {
    let wrong = |c: &char| !(*c == '-' || is_id_char(*c));
    if id.is_empty() {
        Some("an id is empty".into())
    } else if let Some(c) = id.chars().find(wrong) {
        Some(match c {
            '.' => format!("the id `{id}` has a dot, which is kept for languages"),
            c if c.is_uppercase() => format!("the id `{id}` has a capital letter"),
            c if c.is_whitespace() => format!("the id `{id}` has a space"),
            c => format!("the id `{}` has the character `{}`", id.escape_debug(), c.escape_debug()),
        })
    } else if id.starts_with('-') || id.ends_with('-') {
        Some(format!("the id `{id}` begins or ends with a hyphen"))
    } else if id.starts_with(is_combining_mark) {
        Some(format!("the id `{id}` begins with a combining mark"))
    } else if !is_nfc(id) {
        Some(format!("the id `{id}` isn't in Unicode normal form C"))
    } else if id.len() > MAX_BYTES {
        Some(format!("the id `{id}` has {} bytes, and may have {MAX_BYTES}", id.len()))
    } else if is_device(id) {
        Some(format!("`{id}` is a name that Windows keeps for itself"))
    } else {
        None
    }
}

/// Lower-case letters, or letters without case, digits, and the marks that some scripts put on letters.
fn is_id_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    let letter = c.is_alphabetic() && c.to_lowercase().eq([c]);
    // `²` and `½` are numeric, but only ways of writing other digits.
    let digit = c.is_numeric() && std::iter::once(c).nfkc().eq([c]);
    letter || digit || is_combining_mark(c)
}

/// Names of devices, which Windows doesn't let files have.
fn is_device(id: &str) -> bool {
    matches!(id, "con" | "prn" | "aux" | "nul")
        || id.strip_prefix("com").or_else(|| id.strip_prefix("lpt")).is_some_and(|rest| {
            let mut chars = rest.chars();
            chars.next().is_some_and(|c| c.is_ascii_digit()) && chars.next().is_none()
        })
}

/// The id that is closest to a text: `Water & peace` → `water-peace`. `None` where nothing is left of it.
pub fn suggestion(text: &str) -> Option<String> {
    let mut id = String::with_capacity(text.len().min(MAX_BYTES));
    for c in text.nfc().flat_map(char::to_lowercase).nfc() {
        let c = if is_id_char(c) { c } else { '-' };
        let skipped = (c == '-' && (id.is_empty() || id.ends_with('-'))) || (id.is_empty() && is_combining_mark(c));
        if skipped {
            continue;
        }
        if id.len() + c.len_utf8() > MAX_BYTES {
            break;
        }
        id.push(c);
    }
    id.truncate(id.trim_end_matches('-').len());
    if is_device(&id) {
        id.insert_str(0, "the-");
    }
    complaint(&id).is_none().then_some(id)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids() {
        let good = ["water", "2025-04-12-fix", "größe", "вода", "水", "हिन्दी", "يوم", "٣", "com", "com10", "console"];
        for id in good {
            assert_eq!(complaint(id), None, "{id}");
        }
        let cases = [
            ("Water", Some("water")),
            ("water security", Some("water-security")),
            ("alimov.ru", Some("alimov-ru")),
            ("-x-", Some("x")),
            ("a_b", Some("a-b")),
            ("a/../b", Some("a-b")),
            ("con", Some("the-con")),
            ("lpt1", Some("the-lpt1")),
            ("gro\u{308}ße", Some("größe")),
            ("x²", Some("x")),
            ("\u{301}x", Some("x")),
            ("", None),
            ("…", None),
        ];
        for (id, better) in cases {
            assert!(complaint(id).is_some(), "{id}");
            assert_eq!(suggestion(id).as_deref(), better, "{id}");
        }
        assert!(complaint(&"a".repeat(81)).is_some());
        assert!(complaint(&"a".repeat(80)).is_none());
    }

    proptest! {
        #[test]
        fn suggestions_are_ids(text in "\\PC{0,120}") {
            if let Some(id) = suggestion(&text) {
                prop_assert_eq!(complaint(&id), None);
                prop_assert_eq!(suggestion(&id), Some(id));
            }
        }
    }
}
