//! Numbers, dates and cues in a stretch of a text: what a discrepancy is made of.

use std::ops::Range;

use super::language::Language;
use super::lexer::{Class, Lexed, Token};

/// A number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Number {
    /// In digits: `1500`, `4.5`, `1/3`.
    pub value: String,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How exactly it is meant.
    pub exact: Exactness,
    /// The stem of what is counted, as far as it follows; a sign of currency or `%`.
    pub unit: Option<String>,
}

/// How exactly a number is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Exactness {
    Exactly,
    /// "about", "some", "nearly".
    About,
    /// "at least", "more than".
    AtLeast,
    /// "at most", "fewer than". Not "up to": what a thing can hold is told with it and without.
    AtMost,
}

impl Exactness {
    /// As a note has it.
    pub fn word(self) -> &'static str {
        match self {
            Exactness::Exactly => "exactly",
            Exactness::About => "about",
            Exactness::AtLeast => "at least",
            Exactness::AtMost => "at most",
        }
    }

    /// What the words before a number say, the nearest last.
    fn of(before: [&str; 3]) -> Self {
        let says = |phrase: &&str| {
            let length = phrase.split(' ').count();
            length <= before.len() && phrase.split(' ').eq(before[before.len() - length..].iter().copied())
        };
        // The longer first: "no fewer than" is no "fewer than".
        if AT_LEAST.iter().any(&says) {
            Exactness::AtLeast
        } else if AT_MOST.iter().any(says) {
            Exactness::AtMost
        } else if before[1..].iter().any(|word| VAGUE.contains(word)) {
            Exactness::About
        } else {
            Exactness::Exactly
        }
    }
}

/// A date, as far as it is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Date {
    /// EDTF: `2024-05-21`, `XXXX-05`, `2025/2027`, `2032-21` for a spring; or the number of a weekday, `w2`.
    pub value: String,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// What a word says of how sure or how wanted a thing is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Mode {
    Certain,
    Planned,
    Possible,
    Needed,
    Proposed,
}

impl Mode {
    /// As a note has it.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Certain => "certain",
            Mode::Planned => "planned",
            Mode::Possible => "possible",
            Mode::Needed => "needed",
            Mode::Proposed => "proposed",
        }
    }
}

/// How dates relate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Likeness {
    Same,
    /// One is less precise, and the other may be it.
    Compatible,
    Other,
}

const VAGUE: [&str; 16] = [
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "roughly",
    "approximately",
    "circa",
    "etwa",
    "rund",
    "knapp",
    "fast",
    "ungefähr",
    "environ",
    "около",
    "почти",
];

const AT_LEAST: [&str; 24] = [
    "at least",
    "more than",
    "no fewer than",
    "no less than",
    "not less than",
    "over",
    "mindestens",
    "mehr als",
    "über",
    "wenigstens",
    "au moins",
    "plus de",
    "pas moins de",
    "al menos",
    "más de",
    "no menos de",
    "almeno",
    "più di",
    "pelo menos",
    "mais de",
    "minstens",
    "не менее",
    "более",
    "больше",
];

const AT_MOST: [&str; 20] = [
    "at most",
    "no more than",
    "not more than",
    "less than",
    "fewer than",
    "under",
    "höchstens",
    "weniger als",
    "au plus",
    "moins de",
    "como máximo",
    "menos de",
    "meno di",
    "al massimo",
    "hoogstens",
    "minder dan",
    "не более",
    "не больше",
    "менее",
    "меньше",
];

/// The months in the languages whose names for them are known here, January first.
const MONTHS: [[&str; 12]; 8] = [
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    [
        "januar",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
];

/// Months as they are written short.
const MONTHS_SHORT: [(&str, usize); 14] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("okt", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
];

/// Measures that one may be taken for another, each by how its stem begins, or in full where it is shorter than four letters.
const MEASURES: [&[&str]; 16] = [
    &["metr", "meter", "m"],
    &["kilomet", "km"],
    &["yard", "yd"],
    &["mile", "mi"],
    &["foot", "feet", "ft"],
    &["hectar", "hektar", "ha"],
    &["acre"],
    &["litr", "liter"],
    &["gallon"],
    &["$", "dollar"],
    &["€", "euro"],
    &["£", "pound"],
    &["hour", "stund", "heur"],
    &["week", "woch", "semain"],
    &["month", "monat", "mois"],
    &["year", "jahr"],
];

/// Words before a noun, in the languages whose months are known here.
const ARTICLES: [&str; 25] = [
    "the", "a", "an", "der", "die", "das", "dem", "den", "des", "ein", "eine", "einem", "einen", "le", "la", "les",
    "un", "une", "el", "los", "las", "il", "o", "os", "het",
];

/// The days of the week, Monday first.
const WEEKDAYS: [[&str; 7]; 7] = [
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"],
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    // As a report has them, "on Friday"; their first form is also the word for "environment".
    ["понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"],
];

/// The numbers that are no dates.
pub(super) fn numbers(raw: &str, lexed: &Lexed, dates: &[Date], language: &Language) -> Vec<Number> {
    let tokens = &lexed.tokens;
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        if dates.iter().any(|date| date.tokens.contains(&i)) {
            continue;
        }
        let folded = lexed.folded(token);
        let word = |i: Option<usize>| i.and_then(|i| tokens.get(i)).map_or("", |token| lexed.folded(token));
        let value = match token.class {
            Class::Number => folded.to_string(),
            // "a third", "two thirds": not "the third", which counts.
            _ => {
                let parts = match folded {
                    "half" => "2",
                    "third" | "thirds" => "3",
                    // "a quarter past" is a time.
                    "quarter" | "quarters" if !matches!(word(Some(i + 1)), "past" | "to" | "after") => "4",
                    _ => continue,
                };
                match word(i.checked_sub(1)) {
                    "a" | "one" => format!("1/{parts}"),
                    "2" if parts != "2" => format!("2/{parts}"),
                    "3" if parts == "4" => format!("3/{parts}"),
                    _ if folded == "half" => "1/2".to_string(),
                    _ => continue,
                }
            }
        };
        // "two thirds" is one number.
        if token.class == Class::Number && matches!(word(Some(i + 1)), "thirds" | "quarters") {
            continue;
        }
        // "If only just: 19 voted": what stands before a mark says nothing of the number.
        let parted = i.checked_sub(1).is_some_and(|before| {
            raw.get(tokens[before].at.end..token.at.start).is_some_and(|gap| gap.contains([':', ';', ',', '–', '—']))
        });
        let before = [3, 2, 1].map(|back| if parted { "" } else { word(i.checked_sub(back)) });
        let exact = Exactness::of(before);
        found.push(Number { value, tokens: i..i + 1, exact, unit: unit(raw, lexed, i, language) });
    }
    found
}

/// What a number counts.
fn unit(raw: &str, lexed: &Lexed, number: usize, language: &Language) -> Option<String> {
    let token = &lexed.tokens[number];
    let before = raw[..token.at.start].chars().next_back().filter(|c| matches!(c, '$' | '€' | '£' | '¥'));
    if let Some(sign) = before {
        return Some(sign.to_string());
    }
    if raw[token.at.end..].trim_start().starts_with(['%', '٪']) {
        return Some("%".into());
    }
    let mut next = lexed.tokens[number + 1..].iter().take(3);
    let first = next.next()?;
    match (lexed.folded(first), next.next().map(|second| lexed.folded(second))) {
        ("per", Some("cent" | "100")) | ("percent" | "prozent", _) => Some("%".into()),
        (word, _) if first.class == Class::Word && !language.is_stop(word) => Some(language.stem(word)),
        _ => None,
    }
}

impl Number {
    /// Whether two equal numbers are of two measures: "90 metres" and "90 yards".
    pub fn is_measured_otherwise(&self, other: &Number) -> bool {
        let measure = |number: &Number| {
            let unit = number.unit.as_deref()?;
            let is = |start: &&str| if start.len() < 4 { unit == *start } else { unit.starts_with(*start) };
            MEASURES.iter().position(|starts| starts.iter().any(is))
        };
        measure(self).zip(measure(other)).is_some_and(|(one, other)| one != other)
    }
}

/// The dates.
pub(super) fn dates(raw: &str, lexed: &Lexed) -> Vec<Date> {
    let tokens = &lexed.tokens;
    let mut found: Vec<Date> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match date(raw, lexed, i) {
            Some(date) => {
                i = date.tokens.end;
                found.push(date);
            }
            None => i += 1,
        }
    }
    found
}

/// The date that begins with a token.
fn date(raw: &str, lexed: &Lexed, i: usize) -> Option<Date> {
    let tokens = &lexed.tokens;
    let gap = |k: usize| -> &str {
        match (tokens.get(k), tokens.get(k + 1)) {
            (Some(one), Some(next)) => raw.get(one.at.end..next.at.start).unwrap_or("."),
            _ => ".",
        }
    };
    let close = |k: usize| matches!(gap(k).trim(), "" | "," | "." | "de" | "th") && !gap(k).contains('\n');
    let dash = |k: usize| matches!(gap(k), "-" | "–" | "—" | "‑" | "/" | " – " | " - ");
    let year = |k: usize| tokens.get(k).and_then(|token| year_of(raw, lexed, token));
    let month = |k: usize| tokens.get(k).and_then(|token| month_of(raw, lexed, token));
    let day = |k: usize| tokens.get(k).and_then(|token| day_of(lexed, token));
    let made = |value: String, end: usize| Some(Date { value, tokens: i..end });
    let token = &tokens[i];
    // The "th" of "21st" is a token of its own.
    let filler =
        |k: &usize| tokens.get(*k).is_some_and(|t| matches!(lexed.folded(t), "st" | "nd" | "rd" | "th" | "of"));
    let after = |k: usize| (k..).find(|k| !filler(k)).unwrap_or(k);
    if let Some(first) = year(i) {
        // 2024-05-21
        if let (true, true, Some(m), Some(d)) =
            (dash(i), dash(i + 1), number_up_to(lexed, tokens.get(i + 1), 12), day(i + 2))
        {
            return made(format!("{first}-{m:02}-{d:02}"), i + 3);
        }
        if dash(i) {
            if let Some(last) = year(i + 1) {
                return made(format!("{first}/{last}"), i + 2);
            }
            // 2023-24
            if let Some(last) = number_up_to(lexed, tokens.get(i + 1), 99).filter(|last| *last > first % 100) {
                return made(format!("{first}/{}", first / 100 * 100 + last), i + 2);
            }
        }
        return made(first.to_string(), i + 1);
    }
    if let Some(m) = month(i) {
        let next = after(i + 1);
        if let (true, Some(y)) = (close(i), year(next)) {
            return made(format!("{y}-{m:02}"), next + 1);
        }
        if let (true, Some(d)) = (close(i), day(i + 1)) {
            let next = after(i + 2);
            return match year(next).filter(|_| close(next - 1)) {
                Some(y) => made(format!("{y}-{m:02}-{d:02}"), next + 1),
                None => made(format!("XXXX-{m:02}-{d:02}"), next),
            };
        }
        return made(format!("XXXX-{m:02}"), i + 1);
    }
    if let Some(d) = day(i) {
        let next = after(i + 1);
        if let (true, Some(m)) = (next > i + 1 || close(i), month(next)) {
            return match year(next + 1).filter(|_| close(next)) {
                Some(y) => made(format!("{y}-{m:02}-{d:02}"), next + 2),
                None => made(format!("XXXX-{m:02}-{d:02}"), next + 1),
            };
        }
    }
    let word = lexed.folded(token);
    if let Some(season) = season_of(word) {
        let next = if tokens.get(i + 1).is_some_and(|t| lexed.folded(t) == "of") { i + 2 } else { i + 1 };
        if let Some(y) = year(next) {
            return made(format!("{y}-{season}"), next + 1);
        }
    }
    let weekday = WEEKDAYS.iter().find_map(|names| names.iter().position(|name| *name == word))?;
    made(format!("w{}", weekday + 1), i + 1)
}

fn year_of(raw: &str, lexed: &Lexed, token: &Token) -> Option<u32> {
    // As written: "2,024 boats" is no year.
    let plain = raw[token.at.clone()].chars().count() == 4;
    let year = (token.class == Class::Number && plain).then(|| lexed.folded(token).parse::<u32>().ok()).flatten();
    year.filter(|year| (1500..2100).contains(year))
}

fn month_of(raw: &str, lexed: &Lexed, token: &Token) -> Option<usize> {
    let word = lexed.folded(token);
    if token.class != Class::Word {
        return None;
    }
    // "Nov. 14", "14 Nov": beside a number, so that "Jan" may be somebody.
    let beside = || {
        let after = raw[token.at.end..].trim_start_matches(['.', ' ', '\u{a0}']);
        let before = raw[..token.at.start].trim_end_matches(['.', ' ', '\u{a0}']);
        token.capital
            && (after.starts_with(|c: char| c.is_ascii_digit()) || before.ends_with(|c: char| c.is_ascii_digit()))
    };
    if let Some((_, month)) = MONTHS_SHORT.iter().find(|(short, _)| *short == word).filter(|_| beside()) {
        return Some(*month);
    }
    let month = MONTHS.iter().find_map(|names| names.iter().position(|name| *name == word)).map(|i| i + 1);
    // "march" and "may" are verbs, "mars" is a planet.
    month.filter(|_| token.capital || !matches!(word, "may" | "march" | "mars"))
}

fn day_of(lexed: &Lexed, token: &Token) -> Option<usize> {
    number_up_to(lexed, Some(token), 31).map(|day| day as usize)
}

fn number_up_to(lexed: &Lexed, token: Option<&Token>, most: u32) -> Option<u32> {
    let token = token.filter(|token| token.class == Class::Number)?;
    lexed.folded(token).parse::<u32>().ok().filter(|n| (1..=most).contains(n))
}

/// Whether a word says nothing but that a noun follows.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// Whether a word in lower case is a month or a day of the week.
pub(super) fn is_calendar(word: &str) -> bool {
    MONTHS.iter().any(|names| names.contains(&word)) || WEEKDAYS.iter().any(|names| names.contains(&word))
}

fn season_of(word: &str) -> Option<u32> {
    Some(match word {
        "spring" | "frühjahr" | "frühling" | "printemps" => 21,
        "summer" | "sommer" | "été" => 22,
        "autumn" | "herbst" | "automne" => 23,
        "winter" | "hiver" => 24,
        _ => return None,
    })
}

impl Date {
    /// Whether it is the name of a day.
    pub fn is_weekday(&self) -> bool {
        self.value.starts_with('w')
    }

    /// Whether both say something of the same: of the year, the month or the day. "May" and "2034" don't.
    pub fn speaks_of_the_same(&self, other: &Date) -> bool {
        let says = |date: &Date| -> [bool; 3] {
            let mut parts = date.value.split('/').next().unwrap_or_default().split('-');
            [(); 3].map(|()| parts.next().is_some_and(|part| !part.contains('X')))
        };
        self.is_weekday() == other.is_weekday() && says(self).iter().zip(says(other)).any(|(x, y)| *x && y)
    }

    /// How two dates relate.
    pub fn like(&self, other: &Date) -> Likeness {
        let (a, b) = (self.value.as_str(), other.value.as_str());
        if a == b {
            return Likeness::Same;
        }
        if self.is_weekday() != other.is_weekday() {
            return Likeness::Compatible;
        }
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let fits = |x: char, y: char| x == y || x == 'X' || y == 'X';
        let parts = long.as_bytes().get(short.len()).is_none_or(|next| *next == b'-');
        let within = !long.contains('/') && parts && short.chars().zip(long.chars()).all(|(x, y)| fits(x, y));
        if within { Likeness::Compatible } else { Likeness::Other }
    }
}

/// What a word says of how sure or wanted a thing is.
pub(super) fn mode(word: &str, next: &str) -> Option<Mode> {
    // "could not come" says that somebody didn't.
    if matches!(next, "not" | "nicht") {
        return None;
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
    let is = |words: &[&str]| words.contains(&word);
    if is(&[
        "may",
        "might",
        "could",
        "perhaps",
        "maybe",
        "likely",
        "vielleicht",
        "könnte",
        "könnten",
        "möglicherweise",
        "dürfte",
        "dürften",
    ]) || begins(&["possib", "potential", "posit", "hypothe"]) && !begins(&["positi", "impossib"])
    {
        return Some(Mode::Possible);
    }
    if is(&["must", "should", "essential", "necessary", "muss", "müssen", "sollte", "sollten", "nötig"])
        || begins(&["requir", "needed"])
        || (begins(&["need"]) && next == "to")
    {
        return Some(Mode::Needed);
    }
    if is(&["will", "shall", "poised", "soll", "sollen", "wird", "werden"])
        || begins(&["plan", "intend", "expect", "anticipat", "schedul"])
        || (is(&["set", "due"]) && next == "to")
    {
        return Some(Mode::Planned);
    }
    if begins(&["propos", "suggest", "recommend", "invit", "urg"]) {
        return Some(Mode::Proposed);
    }
    if begins(&["guarant", "undoubted", "certain", "definite", "confirm"]) {
        return Some(Mode::Certain);
    }
    None
}

/// Whether a word denies.
pub(super) fn denies(word: &str, before: &str) -> bool {
    const DENY: [&str; 24] = [
        "no", "not", "never", "nobody", "none", "nothing", "nowhere", "without", "neither", "nor", "cannot", "nicht",
        "kein", "keine", "keinen", "keiner", "niemand", "nichts", "nie", "ohne", "ne", "не", "нет", "sans",
    ];
    DENY.contains(&word)
        || (word == "t"
            && matches!(
                before,
                "isn"
                    | "aren"
                    | "wasn"
                    | "weren"
                    | "don"
                    | "doesn"
                    | "didn"
                    | "won"
                    | "wouldn"
                    | "can"
                    | "couldn"
                    | "shouldn"
                    | "hasn"
                    | "haven"
                    | "hadn"
                    | "mustn"
                    | "needn"
            ))
}

/// Whether a word denies in its own meaning.
pub(super) fn denies_softly(word: &str) -> bool {
    const STARTS: [&str; 16] = [
        "fail", "refus", "reject", "deny", "deni", "lack", "declin", "absen", "unabl", "impossib", "unlik", "undecid",
        "prevent", "hardly", "barely", "kaum",
    ];
    STARTS.iter().any(|start| word.starts_with(start))
}

/// Words of which one says the opposite of the other, by stem; `~` marks one that only counts after "within".
pub(super) const OPPOSITES: [(&[&str], &[&str]); 16] = [
    (
        &["rise", "rose", "risen", "grow", "grew", "increas", "climb", "gain"],
        &["fall", "fell", "fallen", "drop", "decreas", "declin", "shrink", "shrank", "lose", "lost"],
    ),
    (
        &["~reach", "achiev", "attain", "feasibl", "easi", "easy", "likely"],
        &["difficult", "hard", "unlik", "remot", "doubt", "imposs"],
    ),
    (&["support", "back", "favour", "favor", "welcom"], &["oppos", "resist", "condemn"]),
    (&["accept", "approv", "adopt", "agre"], &["reject", "refus", "declin", "disagre"]),
    (&["win", "won"], &["lose", "lost"]),
    (&["open", "reopen"], &["close", "shut"]),
    (&["success", "succeed"], &["fail", "failur"]),
    (&["strengthen", "improv"], &["weaken", "worsen", "deterior"]),
    (&["allow", "permit"], &["ban", "forbid", "forbidden", "prohibit"]),
    (&["join", "enter"], &["leav", "left", "quit"]),
    (&["more"], &["less", "fewer"]),
    (&["above", "over"], &["below", "under"]),
    (&["cheaper"], &["dearer"]),
    (&["safe"], &["unsaf", "danger"]),
    (&["import"], &["export"]),
    (&["buy", "bought"], &["sell", "sold"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Lexed, Language) {
        let language = Language::new("en");
        (Lexed::read(text, 0..text.len(), &language), language)
    }

    #[track_caller]
    fn check(text: &str, dates_expected: &[&str], numbers_expected: &[&str]) {
        let (lexed, language) = read(text);
        let dates = dates(text, &lexed);
        assert_eq!(dates.iter().map(|d| d.value.as_str()).collect::<Vec<_>>(), dates_expected, "{text}");
        let show = |n: Number| {
            format!(
                "{}{}{}",
                if n.exact == Exactness::About { "~" } else { "" },
                n.value,
                n.unit.map_or(String::new(), |u| format!(" {u}"))
            )
        };
        let numbers: Vec<_> = numbers(text, &lexed, &dates, &language).into_iter().map(show).collect();
        assert_eq!(numbers, numbers_expected, "{text}");
    }

    #[test]
    fn reads_dates_and_numbers() {
        check("On May 21, 2024 and on 3 June 2025.", &["2024-05-21", "2025-06-03"], &[]);
        check("In July 2023, on 13 February, since 1978.", &["2023-07", "XXXX-02-13", "1978"], &[]);
        check("The 2025-2027 plan and 2023–24 term", &["2025/2027", "2023/2024"], &[]);
        check("On 2024-05-21 it may rain in the spring of 2032.", &["2024-05-21", "2032-21"], &[]);
        check("On Tuesday the 21st of May", &["w2", "XXXX-05-21"], &[]);
        check("On Nov. 14, on 3 Dec. 2025, said Jan Elm", &["XXXX-11-14", "2025-12-03"], &[]);
        check("About 150 events cost $5 million, or 8 per cent.", &[], &["~150 event", "5000000 $", "8 %"]);
        check("a third of the two boats, two thirds, the third", &[], &["1/3", "2 boat", "2/3"]);
        check("2,024 boats", &[], &["2024 boat"]);
    }

    #[test]
    fn says_how_exactly() {
        let check = |text: &str, expected: &[Exactness]| {
            let (lexed, language) = read(text);
            let numbers = numbers(text, &lexed, &dates(text, &lexed), &language);
            assert_eq!(numbers.iter().map(|n| n.exact).collect::<Vec<_>>(), expected, "{text}");
        };
        check("At least 13 boats, more than 14, no fewer than 15", &[Exactness::AtLeast; 3]);
        check("fewer than 13 boats, less than 14, at most 15", &[Exactness::AtMost; 3]);
        check("about 13 boats, 14 nets, up to 15 men", &[Exactness::About, Exactness::Exactly, Exactness::Exactly]);
        check("it was close, nearly: 19 came", &[Exactness::Exactly]);
    }

    #[test]
    fn days_have_names_in_several_languages() {
        check("El martes hay asamblea.", &["w2"], &[]);
        check("On Tuesday, le mardi, in vrijdag", &["w2", "w2", "w5"], &[]);
    }

    #[test]
    fn dates_speak_of_the_same_or_not() {
        for (one, other, expected) in [
            ("2034", "2033", true),
            ("XXXX-05", "2034", false),
            ("XXXX-05", "2034-03", true),
            ("XXXX-05-21", "XXXX-03", true),
            ("2025/2027", "2026", true),
            ("w2", "w4", true),
            ("w2", "2034-05-21", false),
        ] {
            let date = |value: &str| Date { value: value.to_string(), tokens: 0..1 };
            assert_eq!(date(one).speaks_of_the_same(&date(other)), expected, "{one} {other}");
        }
    }

    #[test]
    fn dates_relate() {
        let date = |value: &str| Date { value: value.into(), tokens: 0..1 };
        let check = |a: &str, b: &str, expected| assert_eq!(date(a).like(&date(b)), expected, "{a} {b}");
        check("2024-05", "2024-05", Likeness::Same);
        check("2024-05", "2024-05-21", Likeness::Compatible);
        check("XXXX-05-21", "2024-05-21", Likeness::Compatible);
        check("2024", "2024-05", Likeness::Compatible);
        check("w2", "2024-05-21", Likeness::Compatible);
        check("w2", "w3", Likeness::Other);
        check("2024-05-21", "2024-05-22", Likeness::Other);
        check("2025/2027", "2025", Likeness::Other);
        check("2032-21", "2032-23", Likeness::Other);
    }
}
