//! What to write instead of a text that isn't EDTF: older spellings, other notations, dates as people write them.
//!
//! Every guess is parsed before it is offered, so that help never leads to another error.

use unicode_normalization::UnicodeNormalization;

use super::words::MONTH_NAMES;
use super::{Date, Precision};

/// Longer texts aren't dates that somebody wrote by hand.
const LONGEST_BYTES: usize = 120;

const IN_GENERAL: &str = "write a date as `2024-07-03`, `2024-07` or `2024`; `2024-07~` is about July 2024, \
     `2023/2025` lasts from 2023 to 2025, `[2023..2025]` is once in between, `XXXX` is not known";

/// A sentence on what to write instead of `text`, which the parser refused.
pub(super) fn help(text: &str) -> String {
    if text.len() > LONGEST_BYTES {
        return IN_GENERAL.to_owned();
    }
    if let Some((first, last)) = ends_of_mixed_range(text) {
        return format!(
            "the two ends of `..` must be equally exact and without marks; give them apart, as `not_before` `{first}` \
             and `not_after` `{last}`"
        );
    }
    let text = tidy(text);
    let guesses: [fn(&str) -> Vec<Guess>; 6] = [identity, older_spelling, mended, reversed, numeric, in_words];
    for guess in guesses {
        let mut offers: Vec<(Date, &str)> = Vec::new();
        for Guess { edtf, meaning } in guess(&text) {
            if let Ok(date) = super::parse_exactly(&edtf)
                && offers.iter().all(|(offered, _)| *offered != date)
            {
                offers.push((date, meaning));
            }
        }
        match &offers[..] {
            [] => {}
            [(date, _)] => return format!("write `{date}`"),
            several => {
                let several = several.iter().map(|(date, meaning)| format!("`{date}` {meaning}").trim_end().to_owned());
                return format!("write {}", several.collect::<Vec<_>>().join(" or "));
            }
        }
    }
    length_of_month(&text).unwrap_or_else(|| IN_GENERAL.to_owned())
}

/// Where only the day is wrong.
fn length_of_month(text: &str) -> Option<String> {
    let (month, _) = text.rsplit_once('-').filter(|(_, day)| day.len() == 2)?;
    let month = super::parse_exactly(month).ok().filter(|month| month.precision() == Some(Precision::Month))?;
    Some(format!("{} has {} days", month.to_english(), month.bounds().end.latest.day()?.day()))
}

/// What a TOML date or date-time is in EDTF: `T` and `Z` in capitals, with seconds, without fractions of them.
pub(super) fn toml_to_edtf(text: &str) -> String {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else { return text.to_owned() };
    let time = time.to_ascii_uppercase();
    let (clock, shift) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time.as_str(), ""),
    };
    let clock = clock.split_once('.').map_or(clock, |(whole, _)| whole);
    let seconds = if clock.len() == 5 { ":00" } else { "" };
    // RFC 3339 has this for "in UTC, offset not known", which EDTF doesn't.
    let shift = if shift == "-00:00" { "Z" } else { shift };
    format!("{date}T{clock}{seconds}{shift}")
}

/// A text that may be what was meant, and, where there are several, what it would mean.
struct Guess {
    edtf: String,
    meaning: &'static str,
}

impl Guess {
    fn new(edtf: impl Into<String>) -> Guess {
        Guess { edtf: edtf.into(), meaning: "" }
    }
}

/// Compatibility forms (full-width digits) as usual ones, all dashes as hyphens, single spaces.
fn tidy(text: &str) -> String {
    let text: String =
        text.nfkc().map(|c| if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn identity(text: &str) -> Vec<Guess> {
    let mut guesses = vec![Guess::new(text)];
    if text.contains(['T', 't', ' ']) {
        guesses.push(Guess::new(toml_to_edtf(text)));
    }
    guesses.push(Guess::new(text.replace(' ', "")));
    guesses
}

/// EDTF before 2019: `u` and `x` for a digit, `open`, `unknown`, lower-case letters, `?~`, brackets around parts.
fn older_spelling(text: &str) -> Vec<Guess> {
    let compact = text.replace(' ', "");
    let ends: Vec<String> = compact
        .split('/')
        .map(|end| match end.to_ascii_lowercase().as_str() {
            "open" | "now" | "today" | "present" | "ongoing" => "..".to_owned(),
            "unknown" | "uuuu" | "?" => String::new(),
            _ => end.to_owned(),
        })
        .collect();
    // A lone word is no interval.
    let text = if ends.len() == 2 { ends.join("/") } else { compact };
    let text = text.replace("?~", "%").replace("~?", "%");
    let upper: String = text
        .chars()
        .map(|c| match c {
            'u' | 'U' | 'x' | '*' => 'X',
            'y' | 'e' | 's' | 't' | 'z' => c.to_ascii_uppercase(),
            'p' => 'S',
            other => other,
        })
        .collect();
    let without_groups = ungrouped(&upper);
    // Two question marks for two digits that aren't known.
    let masked = upper.replace("??", "XX");
    [upper, without_groups, masked].map(Guess::new).into()
}

/// `2004-06-(01)~` as `2004-06-~01`: the mark of a group before each of its parts.
fn ungrouped(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, group)) = rest.split_once('(') {
        let Some((inner, after)) = group.split_once(')') else { break };
        let mark = after.chars().next().filter(|c| matches!(c, '?' | '~' | '%'));
        let mark_text = mark.map(String::from).unwrap_or_default();
        let parts: Vec<String> = inner.split('-').map(|part| format!("{mark_text}{part}")).collect();
        result.push_str(before);
        result.push_str(&parts.join("-"));
        rest = &after[mark_text.len()..];
    }
    result + rest
}

/// Almost EDTF: zeros that lack or are too many, shortened second years, `..` without brackets.
fn mended(text: &str) -> Vec<Guess> {
    let compact = text.replace(' ', "");
    let mut guesses = vec![
        Guess::new(padded(&compact)),
        Guess::new(compact.replace("-00", "")),
        Guess::new(format!("Y{compact}")),
        Guess::new(compact.trim_start_matches('Y')),
    ];
    if compact.contains("..") && !compact.contains(['/', '[', '{']) {
        guesses.push(Guess { edtf: format!("[{compact}]"), meaning: "(once in that time)" });
        if let Some((start, end)) = compact.split_once("..") {
            let end_or_open = |end: &str| if end.is_empty() { "..".to_owned() } else { end.to_owned() };
            let edtf = format!("{}/{}", end_or_open(start), end_or_open(end));
            guesses.push(Guess { edtf, meaning: "(all that time)" });
        }
    }
    if let Some((start, end)) = compact.split_once('/') {
        // `2023/24`; and `2023/04` may be either.
        if start.len() == 4 && end.parse().is_ok_and(|month: u8| month <= 12) {
            guesses.push(Guess { edtf: format!("{start}-{end:0>2}"), meaning: "(a month)" });
        }
        if let Some(kept) = start.len().checked_sub(end.len()).and_then(|kept| start.get(..kept)) {
            guesses.push(Guess { edtf: format!("{start}/{kept}{end}"), meaning: "(all that time)" });
        }
        guesses.push(Guess::new(format!("{}/{}", padded(start), padded(end))));
    }
    if compact.bytes().all(|b| b.is_ascii_digit()) {
        let part = |range| compact.get(range).unwrap_or_default();
        match compact.len() {
            8 => guesses.insert(0, Guess::new(format!("{}-{}-{}", part(0..4), part(4..6), part(6..8)))),
            6 => guesses.insert(0, Guess::new(format!("{}-{}", part(0..4), part(4..6)))),
            _ => {}
        }
        // A guess at a huge year would hide the plain one.
        if matches!(compact.len(), 6 | 8) && guesses.first().is_some_and(|g| super::parse_exactly(&g.edtf).is_ok()) {
            guesses.truncate(1);
        }
    }
    if let Some(decade) = compact.replace(['\'', '’'], "").strip_suffix('s').and_then(|years| years.strip_suffix('0'))
    {
        guesses.push(Guess::new(format!("{decade}X")));
    }
    guesses
}

/// Months and days of one digit as two.
fn padded(date: &str) -> String {
    let parts: Vec<String> = date
        .split('-')
        .enumerate()
        .map(|(i, part)| {
            let digits = part.bytes().take_while(u8::is_ascii_digit).count();
            if i > 0 && digits == 1 { format!("0{part}") } else { part.to_owned() }
        })
        .collect();
    parts.join("-")
}

/// Ends that were swapped.
fn reversed(text: &str) -> Vec<Guess> {
    let compact = text.replace(' ', "");
    let swapped = compact.split_once('/').map(|(end, start)| format!("{start}/{end}"));
    let inner = compact.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let swapped_range = inner.and_then(|inner| inner.split_once("..")).map(|(end, start)| format!("[{start}..{end}]"));
    swapped.into_iter().chain(swapped_range).map(Guess::new).collect()
}

/// Numbers between points, slashes or hyphens: `2024.07.03`, `03.07.2024`, `3/7/2024`, `7/2024`, `2023-2024`.
fn numeric(text: &str) -> Vec<Guess> {
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).collect();
    if !parts.iter().all(|part| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())) {
        return Vec::new();
    }
    let is_year = |part: &str| part.len() == 4;
    match parts[..] {
        [year, month, day] if is_year(year) => vec![Guess::new(format!("{year}-{month:0>2}-{day:0>2}"))],
        [first, second, year] if is_year(year) => {
            let day_first = format!("{year}-{second:0>2}-{first:0>2}");
            let month_first = format!("{year}-{first:0>2}-{second:0>2}");
            // Only slashes are used for both orders.
            if !text.contains('/') || first == second {
                return vec![Guess::new(day_first)];
            }
            if [&day_first, &month_first].iter().any(|date| super::parse_exactly(date).is_err()) {
                return vec![Guess::new(day_first), Guess::new(month_first)];
            }
            vec![
                Guess { edtf: day_first, meaning: "(day first)" },
                Guess { edtf: month_first, meaning: "(month first)" },
            ]
        }
        [first, last] if is_year(first) && is_year(last) => vec![Guess::new(format!("{first}/{last}"))],
        [year, month] if is_year(year) => vec![Guess::new(format!("{year}-{month:0>2}"))],
        [month, year] if is_year(year) => vec![Guess::new(format!("{year}-{month:0>2}"))],
        _ => Vec::new(),
    }
}

/// English: `3 July 2024`, `about July 2024`, `between May and July 2024`, `44 BC`, `1960s`.
fn in_words(text: &str) -> Vec<Guess> {
    let lower = text.to_lowercase().replace(',', " ");
    // A hyphen between two dates (`3-5 July 2024`), or within one (`3-Jul-2024`).
    let phrase = [" - ", " "].iter().find_map(|hyphen| {
        let spaced = lower.replace('-', hyphen);
        let words: Vec<&str> = spaced.split(' ').filter(|word| !word.is_empty()).collect();
        english_phrase(&words)
    });
    phrase.into_iter().map(Guess::new).collect()
}

fn english_phrase(words: &[&str]) -> Option<String> {
    let split = |word: &str| words.iter().position(|w| *w == word).map(|at| (&words[..at], &words[at + 1..]));
    match words {
        ["undated" | "unknown" | "n.d." | "nd" | "none" | "?" | "??" | "???" | "????"] | ["no", "date"] => {
            Some("XXXX".to_owned())
        }
        ["between", ..] => {
            let (first, last) = split("and")?;
            let (first, last) = english_pair(first.get(1..)?, last)?;
            Some(format!("[{first}..{last}]"))
        }
        [start @ .., "to" | "until" | "till" | "-", "now" | "today" | "present" | "date"] => {
            Some(format!("{}/..", english_date(start.strip_prefix(&["from"]).unwrap_or(start))?))
        }
        [nth, "century"] | ["the", nth, "century"] => {
            let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| nth.strip_suffix(ending))?;
            Some(format!("{:02}XX", number.parse::<u8>().ok()?.checked_sub(1)?))
        }
        ["from", start @ .., "on" | "onwards" | "onward"] => Some(format!("{}/..", english_date(start)?)),
        ["before", rest @ ..] | ["on" | "in", "or", "before", rest @ ..] | ["by", rest @ ..] => {
            Some(format!("[..{}]", english_date(rest)?))
        }
        ["after", rest @ ..] | ["on" | "in", "or", "after", rest @ ..] => Some(format!("[{}..]", english_date(rest)?)),
        ["since", rest @ ..] => Some(format!("{}/..", english_date(rest)?)),
        ["until" | "till", rest @ ..] => Some(format!("../{}", english_date(rest)?)),
        _ => {
            let pair = ["to", "until", "-"].into_iter().find_map(split);
            if let Some((first, last)) = pair {
                let first = first.strip_prefix(&["from"]).unwrap_or(first);
                let (first, last) = english_pair(first, last)?;
                return Some(format!("{first}/{last}"));
            }
            if let Some((first, last)) = split("or") {
                let (first, last) = english_pair(first, last)?;
                return Some(format!("[{first},{last}]"));
            }
            english_date(words)
        }
    }
}

/// Two dates, the first of which may leave its year, or year and month, to the second: `3 to 5 July 2024`.
fn english_pair(first: &[&str], last: &[&str]) -> Option<(String, String)> {
    let last_date = english_date(last)?;
    let whole = |words: &[&str]| english_date(words).filter(|date| !date.starts_with("XXXX"));
    let with_tail = (1..=last.len()).rev().find_map(|kept| {
        let tail = last.get(last.len() - kept..)?;
        whole(&[first, tail].concat())
    });
    Some((whole(first).or(with_tail)?, last_date))
}

/// One date of English words and numbers, in any of the usual orders.
fn english_date(words: &[&str]) -> Option<String> {
    let (mark, words) = match words {
        ["about" | "around" | "circa" | "ca" | "ca." | "c." | "approximately", rest @ ..] => ("~", rest),
        ["perhaps" | "possibly" | "probably" | "maybe", rest @ ..] => ("?", rest),
        _ => ("", words),
    };
    if mark.is_empty() && words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit())) && words.len() != 1 {
        return None;
    }
    let has_month = words.iter().any(|word| month_code(word.trim_end_matches('.')).is_some());
    let (mut year, mut month, mut day, mut era) = (None, None, None, "");
    for word in words {
        let word = word.trim_end_matches('.');
        if matches!(word, "of" | "the" | "on" | "in") {
            continue;
        }
        if matches!(word, "bc" | "bce" | "ad" | "ce") {
            era = word;
            continue;
        }
        if let Some(code) = month_code(word) {
            if month.replace(code).is_some() {
                return None;
            }
            continue;
        }
        if let Some(decade) = word.strip_suffix("0s")
            && decade.len() == 3
            && decade.bytes().all(|b| b.is_ascii_digit())
        {
            year = Some(format!("{decade}X"));
            continue;
        }
        let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        if number.is_empty() || number.len() > 4 || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let is_day = number.len() <= 2 && has_month && day.is_none();
        let slot = if is_day { &mut day } else { &mut year };
        if slot.replace(number.to_owned()).is_some() {
            return None;
        }
    }
    let year = match (year, era) {
        (None, "") if month.is_some() => "XXXX".to_owned(),
        (Some(year), "bc" | "bce") => {
            let before_one = year.parse::<i64>().ok()?.checked_sub(1)?;
            if before_one == 0 { "0000".to_owned() } else { format!("-{before_one:04}") }
        }
        (Some(year), "ad" | "ce") => format!("{year:0>4}"),
        (Some(year), _) => year,
        (None, _) => return None,
    };
    let month = month.map(|month: u8| format!("-{month:02}")).unwrap_or_default();
    let day = day.map(|day| format!("-{day:0>2}")).unwrap_or_default();
    let date = format!("{year}{month}{day}{mark}");
    super::parse_exactly(&date).is_ok().then_some(date)
}

/// The number of a month, season or quarter by its English name; months also cut to three letters or more.
fn month_code(word: &str) -> Option<u8> {
    let is_cut =
        |name: &str| word.len() >= 3 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    match word {
        "spring" => Some(21),
        "summer" => Some(22),
        "autumn" | "fall" => Some(23),
        "winter" => Some(24),
        "q1" => Some(33),
        "q2" => Some(34),
        "q3" => Some(35),
        "q4" => Some(36),
        _ => (1..).zip(MONTH_NAMES).find(|(_, name)| is_cut(name)).map(|(month, _)| month),
    }
}

/// The ends of `[a..b]`, brackets or none, that the parser refuses because of what they are beside each other.
fn ends_of_mixed_range(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let (first, last) = inner.split_once("..").filter(|_| !inner.contains(','))?;
    let (_, message) = super::parse_exactly(&format!("[{inner}]")).err()?;
    message.starts_with("set range endpoints").then_some((first, last))
}
