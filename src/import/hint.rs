//! Small guesses about a text: an id, the dates that it names.

use unicode_normalization::UnicodeNormalization;

use crate::compare;

/// The longest id, in bytes.
const ID_BYTES_MAX: usize = 80;

/// Words of a title that an id is made of.
const ID_WORDS: usize = 4;

/// Whether a word can be a record's id: lower-case letters and digits of any script and hyphens.
pub fn is_id(word: &str) -> bool {
    let plain = |c: char| c == '-' || c.is_alphanumeric();
    !word.is_empty()
        && word.len() <= ID_BYTES_MAX
        && word.chars().all(plain)
        && !word.starts_with('-')
        && word.nfc().collect::<String>() == word
        && word.to_lowercase() == word
        && !is_device(word)
}

/// Names that Windows keeps for itself.
fn is_device(word: &str) -> bool {
    let numbered = |word: &str| {
        word.strip_prefix("com")
            .or_else(|| word.strip_prefix("lpt"))
            .is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    ["con", "prn", "aux", "nul"].contains(&word) || numbered(word)
}

/// An id from the first words of a title or a file's name; `None` where nothing of it can stand in one.
pub fn slug(text: &str) -> Option<String> {
    let composed: String = text.nfc().collect::<String>().to_lowercase().nfc().collect();
    let words: Vec<&str> =
        composed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(ID_WORDS).collect();
    let mut id = words.join("-");
    while id.len() > ID_BYTES_MAX {
        id.pop();
    }
    Some(id.trim_end_matches('-').to_string()).filter(|id| is_id(id))
}

/// A date as a text has it, and the line.
pub type Dated = (usize, String);

/// Years, months with a year or a day, and ISO dates, with their lines, in order.
pub fn dates(text: &str) -> Vec<Dated> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let words: Vec<&str> =
            line.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
        let mut i = 0;
        while i < words.len() {
            let (length, date) = date_at(&words[i..]);
            found.extend(date.map(|date| (number + 1, date)));
            i += length;
        }
    }
    found
}

/// The date that some words begin with, and how many words that is (1 where there is none).
fn date_at(words: &[&str]) -> (usize, Option<String>) {
    // "5 de mayo de 2019"
    let of = |i: usize| usize::from(words.get(i).is_some_and(|word| ["of", "de", "del"].contains(word)));
    let get = |i: usize| words.get(i).copied().unwrap_or_default();
    let a = get(0);
    let second = 1 + of(1);
    let b = get(second);
    let third = second + 1 + of(second + 1);
    let length = if (is_day(a) && is_month(b)) || (is_month(a) && second == 1 && is_day(b)) {
        if is_year(get(third)) { third + 1 } else { second + 1 }
    } else if is_month(a) && is_year(b) {
        second + 1
    } else if is_year(a) || is_iso(a) {
        1
    } else {
        return (1, None);
    };
    (length, Some(words[..length].join(" ")))
}

/// "May", "mai", "Sept". Verbs and planets aren't.
fn is_month(word: &str) -> bool {
    compare::is_month(word) && !["may", "march", "Mars"].contains(&word)
}

/// `3`, `03`, `3rd`, `1er`.
fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = &word[digits.len()..];
    ["", "st", "nd", "rd", "th", "er"].contains(&suffix)
        && digits.len() <= 2
        && digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

/// Four digits from 1500 to 2199: other numbers of four digits are rarely years.
fn is_year(word: &str) -> bool {
    word.len() == 4
        && word.bytes().all(|b| b.is_ascii_digit())
        && word.parse().is_ok_and(|year: u16| (1500..2200).contains(&year))
}

/// `2023-08-14`, `2023-08`.
fn is_iso(word: &str) -> bool {
    let mut parts = word.split('-');
    let short = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    parts.next().is_some_and(is_year)
        && parts.next().is_some_and(short)
        && parts.next().is_none_or(short)
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        for good in ["water", "flood-2019", "вода", "1"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "Water", "a b", "a.ru", "con", "com1", "-a", "e\u{301}", &"a".repeat(81)] {
            assert!(!is_id(bad), "{bad}");
        }
    }

    #[test]
    fn slugs() {
        for (text, expected) in [
            ("High water: at the mill, again", Some("high-water-at-the")),
            ("Wherrymade", Some("wherrymade")),
            ("  Élan! ", Some("élan")),
            ("Паводок у мельницы", Some("паводок-у-мельницы")),
            ("CON", None),
            ("?!", None),
            ("", None),
        ] {
            assert_eq!(slug(text).as_deref(), expected, "{text}");
        }
        assert!(slug(&"ж".repeat(90)).is_some_and(|id| id.len() == ID_BYTES_MAX));
    }

    #[test]
    fn dates_as_they_stand() {
        let check = |text: &str, expected: &[(usize, &str)]| {
            let found = dates(text);
            let found: Vec<_> = found.iter().map(|(line, date)| (*line, date.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("in August 2023, and on\n\n3 July (2024)", &[(1, "August 2023"), (3, "3 July 2024")]);
        check("on July 3rd, 2024.", &[(1, "July 3rd 2024")]);
        check("on July 3, that May be", &[(1, "July 3")]);
        check("2024-05-21, 2024-05, 2024-5", &[(1, "2024-05-21"), (1, "2024-05")]);
        check("am 13. März 2023 und im Mai", &[(1, "13 März 2023")]);
        check(
            "el 5 de mayo de 2019, desde marzo de 2018; 1er mars",
            &[(1, "5 de mayo de 2019"), (1, "marzo de 2018"), (1, "1er mars")],
        );
        check("you may 3 times march 2019", &[(1, "2019")]);
        check("between 1990 and 2027 of 4500 and 12", &[(1, "1990"), (1, "2027")]);
        check("", &[]);
    }

    proptest::proptest! {
        #[test]
        fn a_slug_is_an_id(text in ".{0,120}") {
            if let Some(id) = slug(&text) {
                proptest::prop_assert!(is_id(&id), "{id}");
            }
        }

        #[test]
        fn no_text_is_too_odd(text in ".{0,200}") {
            dates(&text);
        }
    }
}
