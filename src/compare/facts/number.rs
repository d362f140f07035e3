//! Numbers, and what they count.

use std::ops::Range;

use super::super::language::Language;
use super::super::lexer::{Class, Lexed, Token};
use super::super::words::Words;
use super::date::{Bound, Date, named_hour};
use super::measure::Measure;

/// A number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    /// In digits: `1500`, `4.5`, `1/3`.
    pub value: String,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How exactly it is meant.
    pub exact: Exactness,
    /// Whether it is the first of what is meant, "from force 6 on", or the last, "up to force 6", if that is said.
    pub bound: Option<Bound>,
    /// Its tokens with those that say so.
    pub qualified: Range<usize>,
    /// Its tokens with what is counted, and each time: "34 litres a second".
    pub measured: Range<usize>,
    /// The measure, or the stem of what is counted, as far as it follows.
    pub unit: Option<String>,
    /// Whether it is a time of day.
    pub clock: bool,
    /// Whether it says which in a row something is, in a word.
    pub ordinal: bool,
    /// What it is so many of each time: "34 litres a second".
    each: Option<Measure>,
    /// The stem of the word that it is a number of: "the third hold", "hold three".
    of: Option<String>,
}

/// How exactly a number is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exactness {
    Exactly,
    /// "about", "some", "nearly".
    About,
    /// "at least", "or more".
    AtLeast,
    /// "more than".
    MoreThan,
    /// "over eight years", "eine Kette über 58 Stufen": more than, or how far it reaches.
    Over,
    /// "at most", "or less". Not "up to": what a thing can hold is told with it and without.
    AtMost,
    /// "fewer than", "below".
    LessThan,
}

impl Exactness {
    /// As a note has it.
    pub fn word(self) -> &'static str {
        match self {
            Exactness::Exactly => "exactly",
            Exactness::About => "about",
            Exactness::AtLeast => "at least",
            Exactness::MoreThan | Exactness::Over => "more than",
            Exactness::AtMost => "at most",
            Exactness::LessThan => "less than",
        }
    }

    /// Whether two numbers that are equal say the same.
    pub fn is_like(self, other: Self) -> bool {
        let over = |one, other| one == Exactness::Over && matches!(other, Exactness::MoreThan | Exactness::Exactly);
        self == other || over(self, other) || over(other, self)
    }

    /// What the words before a number say, the nearest last, and those after it; and how many words before and after it say so.
    fn of(words: &Words, before: [&str; 3], after: &[&str]) -> (Self, usize, usize) {
        let says = |phrases: &[String]| {
            let lengths = phrases.iter().filter_map(|phrase| {
                let length = phrase.split(' ').count();
                let says =
                    length <= before.len() && phrase.split(' ').eq(before[before.len() - length..].iter().copied());
                says.then_some(length)
            });
            lengths.max()
        };
        let follows = |phrases: &[String]| {
            let ends = phrases.iter().filter_map(|phrase| {
                let phrase: Vec<&str> = phrase.split(' ').collect();
                Some(after.windows(phrase.len()).position(|window| window == phrase)? + phrase.len())
            });
            ends.min()
        };
        let apart = || words.about.iter().any(|word| word == before[1]).then_some(2);
        // The longer first: "no fewer than" is no "fewer than".
        let led = [
            (Exactness::AtLeast, says(&words.at_least), follows(&words.or_more)),
            (Exactness::AtMost, says(&words.at_most), follows(&words.or_less)),
            (Exactness::MoreThan, says(&words.more_than), None),
            (Exactness::LessThan, says(&words.less_than), None),
            (Exactness::About, says(&words.about).or_else(apart), None),
        ];
        let first = led.into_iter().find(|(_, before, after)| before.is_some() || after.is_some());
        first.map_or((Exactness::Exactly, 0, 0), |(exact, before, after)| {
            (exact, before.unwrap_or(0), if before.is_some() { 0 } else { after.unwrap_or(0) })
        })
    }
}

/// The numbers that are no dates.
pub fn numbers(raw: &str, lexed: &Lexed, dates: &[Date], language: &Language) -> Vec<Number> {
    let tokens = &lexed.tokens;
    let mut found: Vec<Number> = Vec::new();
    let dated = |i: usize| dates.iter().any(|date| date.tokens.contains(&i));
    for i in 0..tokens.len() {
        let first = found.last().map_or(0, |last| last.tokens.end);
        if i < first || dated(i) {
            continue;
        }
        // The number before it that it is a part or a multiple of.
        let times = i.checked_sub(1).filter(|before| *before >= first && !dated(*before));
        let times = times.filter(|before| is_close(raw, lexed, *before)).and_then(|before| whole(lexed, before));
        let free = |k: usize| k >= first && !dated(k);
        let read = time(raw, lexed, i, &free, language).or_else(|| number(raw, lexed, i, times, &free, language));
        let Some(number) = read else { continue };
        // "If only just: 19 voted", "It is over. 14 boats sank": what stands before a mark says nothing of the number.
        let gap = |k: usize| raw.get(tokens[k - 1].at.end..tokens[k].at.start).unwrap_or_default();
        let ends = |k: usize| gap(k).contains(['.', '!', '?', '\n', ':', ';']);
        let parted = i > 0 && gap(i).contains([',', '–', '—']);
        let apart = |back: usize| parted || back > i || (i + 1 - back..=i).any(ends);
        let before = [3, 2, 1].map(|back| if apart(back) { "" } else { lexed.word(i.checked_sub(back)) });
        // As far as the next number, and the end of the sentence.
        let until = (number.tokens.end..tokens.len().min(number.tokens.end + AFTER))
            .take_while(|i| tokens[*i].class != Class::Number && !ends(*i));
        let after: Vec<&str> = until.map(|i| lexed.word(Some(i))).collect();
        let bound = Bound::of(language.words, &before);
        let (exact, led, followed) = Exactness::of(language.words, before, &after);
        let exact = match exact {
            Exactness::MoreThan if spans(lexed, i) => Exactness::Over,
            exact => exact,
        };
        let qualified = number.tokens.start.min(i - led)..number.tokens.end + followed;
        let each = each(&after, language).filter(|_| !number.clock && !number.ordinal);
        let is_unit = |word: &&str| number.unit.as_deref() == Some(&language.unit(word));
        let counted = after.iter().take(3).position(is_unit).map_or(0, |at| at + 1);
        let measured = number.tokens.start..number.tokens.end + each.map_or(counted, |(_, end)| end);
        let each = each.map(|(measure, _)| measure);
        found.push(Number { exact, bound, qualified, measured, each, ..number });
        if let Some((taken, made)) = with_what_is_before(raw, lexed, &found, language) {
            found.truncate(found.len() - taken);
            found.push(made);
        }
    }
    found
}

/// So many seconds has an hour.
const HOUR: u64 = 3_600;

/// The last of some numbers with what stands before it, where both are one length of time, "an hour and 52 minutes", "3 hours 20
/// minutes"; and how many of the numbers it is made of.
fn with_what_is_before(raw: &str, lexed: &Lexed, found: &[Number], language: &Language) -> Option<(usize, Number)> {
    let words = language.words;
    let last = found.last().filter(|last| !last.clock && !last.ordinal)?;
    let and = |i: &usize| words.and.iter().any(|and| and == lexed.word(Some(*i)));
    let before = last.tokens.start.checked_sub(1)?;
    let unit = if and(&before) { before.checked_sub(1)? } else { before };
    let first = unit.checked_sub(1)?;
    let greater = language.measure(lexed.word(Some(unit))).and_then(Measure::seconds)?;
    // "Dos horas y veinte"
    let minutes =
        || Measure::of("minute").filter(|_| last.unit.is_none() && greater == HOUR).and_then(Measure::seconds);
    let less = last.measure().and_then(Measure::seconds).or_else(minutes).filter(|less| *less < greater)?;
    let number = found.len().checked_sub(2).map(|i| &found[i]).filter(|number| number.tokens.end == first + 1);
    let many = match number {
        Some(number) if number.ordinal || number.clock => return None,
        Some(number) => number.value.parse::<u64>().ok()?,
        None => words.is_one(lexed.word(Some(first))).then_some(1)?,
    };
    let in_row = (first..last.tokens.start).all(|i| is_close(raw, lexed, i));
    let rest =
        last.value.parse::<u64>().ok().filter(|rest| rest.checked_mul(less).is_some_and(|rest| rest < greater))?;
    let value = many.checked_mul(greater / less)?.checked_add(rest).filter(|_| in_row)?;
    let tokens = number.map_or(first, |number| number.tokens.start)..last.measured.end.max(last.tokens.end);
    let made = Number {
        value: value.to_string(),
        exact: number.map_or(last.exact, |number| number.exact),
        qualified: number.map_or(first, |number| number.qualified.start)..tokens.end,
        measured: tokens.clone(),
        tokens,
        unit: last.unit.clone().or_else(|| Some("minute".into())),
        ..last.clone()
    };
    Some((1 + usize::from(number.is_some()), made))
}

/// What words after a number say that it is so many of each time, and how many of them there are. Up to two say what is counted:
/// "cubic metres a second".
fn each(after: &[&str], language: &Language) -> Option<(Measure, usize)> {
    let at = after.iter().take(3).position(|word| language.words.each.iter().any(|each| each == word))?;
    let measure = language.measure(after.get(at + 1)?).filter(|measure| measure.is_time())?;
    Some((measure, at + 2))
}

/// How many words after a number may say how exactly it is meant.
pub(super) const AFTER: usize = 5;

/// Whether nothing but a space or hyphen stands between a token and the next.
fn is_close(raw: &str, lexed: &Lexed, i: usize) -> bool {
    let next = lexed.tokens.get(i + 1);
    // Parts of a script without spaces overlap.
    let gap = next.and_then(|next| raw.get(lexed.tokens[i].at.end..next.at.start));
    gap.is_some_and(|gap| matches!(gap, " " | "\u{a0}" | "-" | "‑"))
}

/// The whole number that a token is.
fn whole(lexed: &Lexed, i: usize) -> Option<u32> {
    let token = lexed.tokens.get(i).filter(|token| token.class == Class::Number)?;
    lexed.folded(token).parse().ok()
}

/// The time that begins with a token: "5:52", "at 5.52", "20h30", "ten past seven"; and "2:09:31", which is how long somebody ran.
fn time(raw: &str, lexed: &Lexed, i: usize, free: &dyn Fn(usize) -> bool, language: &Language) -> Option<Number> {
    let tokens = &lexed.tokens;
    let made = |value: String, end: usize, clock: bool| Number {
        value,
        tokens: i..end,
        exact: Exactness::Exactly,
        bound: None,
        qualified: i..i,
        measured: i..i,
        unit: None,
        clock,
        ordinal: false,
        each: None,
        of: None,
    };
    if let Some((minutes, end)) = time_in_words(raw, lexed, i, free, language) {
        return Some(made(format!("{}.{:02}", minutes / 60, minutes % 60), end, true));
    }
    let hour = whole(lexed, i).filter(|hour| *hour < HOURS);
    // "20 h 30", "20h30"
    // "20 heures 30"
    let next = Some(lexed.word(Some(i + 1)));
    let two = lexed.tokens.get(i + 2).is_some_and(|minutes| raw[minutes.at.clone()].len() == 2);
    let rest = next.filter(|_| two).and_then(|word| word.strip_prefix("heures"));
    let rest = rest.or_else(|| next.and_then(|word| word.strip_prefix('h')));
    if let (Some(hour), Some(rest)) = (hour, rest) {
        let (minutes, end) = match rest.is_empty() {
            true => (whole(lexed, i + 2).filter(|_| is_close(raw, lexed, i + 1)), i + 3),
            false => (rest.parse().ok(), i + 2),
        };
        if let Some(minutes) = minutes.filter(|minutes| *minutes < 60) {
            return Some(made(format!("{hour}.{minutes:02}"), end, true));
        }
    }
    let words = language.words;
    let led = |by: &[String]| stands_before(lexed, i, by);
    // "A las siete y media", "alle sette e mezza"
    if let Some(hour) = lexed.folded(&tokens[i]).strip_suffix(".5").and_then(|hour| hour.parse::<u32>().ok())
        && hour < HOURS
        && raw[tokens[i].at.clone()].contains(char::is_alphabetic)
        && led(&words.hour_before)
    {
        return Some(made(format!("{hour}.30"), i + 1, true));
    }
    let written = raw[tokens[i].at.clone()].split_once('.');
    // Where a comma stands before decimals, a full stop between two digits and two is of a time.
    let by_form = !language.english && !words.clock.is_empty();
    let hour_and_minutes = written.filter(|(hour, minutes)| {
        let below = |number: &str, most: u32| number.parse::<u32>().is_ok_and(|number| number < most);
        below(hour, HOURS) && minutes.len() == 2 && below(minutes, 60)
    });
    let marked = is_clock(&raw[tokens[i].at.end..], words);
    if let Some((hour, minutes)) = hour_and_minutes.filter(|_| marked || by_form || led(&words.clock_before))
        && (marked || unit(raw, lexed, i, language).is_none())
    {
        return Some(made(format!("{hour}.{minutes}"), i + 1, true));
    }
    let colon = |k: usize| {
        let next = whole(lexed, k + 1).filter(|next| *next < 60 && tokens[k + 1].at.len() > 1);
        next.is_some() && raw.get(tokens[k].at.end..tokens[k + 1].at.start) == Some(":")
    };
    let hour = hour?;
    if !colon(i) {
        let alone = led(&words.hour_before) && unit(raw, lexed, i, language).is_none();
        return alone.then(|| made(format!("{hour}.00"), i + 1, true));
    }
    let end = (i..).find(|k| !colon(*k))? + 1;
    let rest: Vec<String> = (i + 1..end).filter_map(|k| whole(lexed, k)).map(|part| format!("{part:02}")).collect();
    let clock = rest.len() == 1;
    let mark = if clock { "." } else { ":" };
    Some(made(format!("{hour}{mark}{}", rest.join(mark)), end, clock))
}

/// The number that a token is; `times` is the one before it that it may be a part or a multiple of, and `free` says which
/// tokens no other number and no date has.
fn number(
    raw: &str,
    lexed: &Lexed,
    i: usize,
    times: Option<u32>,
    free: &dyn Fn(usize) -> bool,
    language: &Language,
) -> Option<Number> {
    let (tokens, words) = (&lexed.tokens, language.words);
    let token = &tokens[i];
    let folded = lexed.folded(token);
    let (before, next) = (lexed.word(i.checked_sub(1)), lexed.word(Some(i + 1)));
    let made = |value: String, unit: Option<String>| Number {
        value,
        tokens: i..i + 1,
        exact: Exactness::Exactly,
        bound: None,
        qualified: i..i,
        measured: i..i,
        unit,
        clock: false,
        ordinal: false,
        each: None,
        of: None,
    };
    let word_at = |at: usize| {
        let token = tokens.get(at).filter(|token| token.class == Class::Word);
        token.map(|token| lexed.folded(token)).filter(|word| !language.is_stop(word)).map(|word| language.unit(word))
    };
    let is_time = |unit: &str| Measure::of(unit).is_some_and(Measure::is_time);
    if token.class == Class::Number {
        // "two thirds" is one number, and so are "two decades"; "per 100" is no number.
        let of_parts = words.parts.get(next).is_some_and(|parts| *parts > 2) || words.amounts.contains_key(next);
        let counted = of_parts && is_close(raw, lexed, i) && whole(lexed, i).is_some();
        let percent = folded == "100" && words.percent.contains(&format!("{before} 100"));
        let clock = is_clock(&raw[token.at.end..], words) && whole(lexed, i).is_none_or(|hour| hour < HOURS);
        if counted || percent {
            return None;
        }
        // "the 27th", "the twenty-first"
        let joined = lexed.tokens.get(i + 1).and_then(|next| raw.get(token.at.end..next.at.start));
        let which =
            |value: String, end: usize| Number { ordinal: true, tokens: i..end, of: word_at(end), ..made(value, None) };
        // "Four in ten", "one out of five"
        let of_whole = |k: usize| whole(lexed, k).filter(|of| free(k) && matches!(of, 2..=10 | 100 | 1000));
        let links = words.out_of.iter().map(|phrase| (phrase, phrase.split(' ').count()));
        for (phrase, length) in links {
            let says = |from: usize| phrase.split(' ').enumerate().all(|(k, word)| lexed.word(Some(from + k)) == word);
            let one = i
                .checked_sub(length + 1)
                .filter(|one| free(*one) && words.is_one(lexed.word(Some(*one))) && says(one + 1));
            if let (Some(one), Some(of)) = (one, of_whole(i)) {
                return Some(Number { tokens: one..i + 1, ..made(format!("1/{of}"), None) });
            }
            if let Some(of) = of_whole(i + 1 + length).filter(|_| says(i + 1))
                && whole(lexed, i).is_some_and(|part| part < of)
            {
                return Some(Number { tokens: i..i + 2 + length, ..made(format!("{folded}/{of}"), None) });
            }
        }
        if joined == Some("") && words.ordinal_marks.iter().any(|mark| mark == next) {
            return Some(which(folded.to_string(), i + 2));
        }
        let tens = whole(lexed, i).filter(|tens| tens % 10 == 0 && (20..100).contains(tens));
        let ones = words.ordinal(next).filter(|ones| *ones < 10 && is_close(raw, lexed, i));
        if let (Some(tens), Some(ones), true) = (tens, ones, raw[token.at.clone()].starts_with(char::is_alphabetic)) {
            return Some(which((tens as usize + ones).to_string(), i + 2));
        }
        let unit = unit(raw, lexed, i, language);
        // "À 23 heures" and "onze heures du soir" are times of day; "23 heures" and "à 20 heures de route" are how long it takes.
        let hours = unit.as_deref().is_some_and(is_time);
        let (second, third) = (lexed.word(Some(i + 2)), lexed.word(Some(i + 3)));
        let of_day = || matches!(second, "du" | "s") && words.hours.contains_key(third);
        let led = || {
            let day = words.weekday(before).is_some();
            (day || stands_before(lexed, i, &words.clock_before)) && !matches!(second, "de" | "d")
        };
        let clock = clock && (!hours || of_day() || led());
        let unit = unit.filter(|_| !clock);
        // "Trois ans et demi", "sept heures et demie"
        if let (Some(half), Some(whole)) = (half_more(raw, lexed, i + 1, language).filter(|_| hours), whole(lexed, i)) {
            let value = format!("{whole}.{}", if clock { "30" } else { "5" });
            return Some(Number { clock, tokens: i..i + 2 + half, ..made(value, unit) });
        }
        // "year three"
        let row = i.checked_sub(1).is_some_and(|before| is_close(raw, lexed, before));
        let few = whole(lexed, i).is_some_and(|which| which < 100);
        if unit.is_none() && row && few && words.is_counted_by(before) {
            return Some(which(folded.to_string(), i + 1));
        }
        let of = if unit.is_none() { i.checked_sub(1).and_then(word_at) } else { None };
        return Some(Number { clock, of, ..made(folded.to_string(), unit) });
    }
    // "More than a year", "an hour and a half"
    if words.is_one(folded)
        && words.ordinal(next).is_none()
        && let Some(unit) = word_at(i + 1).filter(|unit| is_time(unit))
    {
        let half = half_more(raw, lexed, i + 1, language);
        // "The match was over. A day later", "worries about a day of protest"
        let elided =
            |at: usize| raw.get(tokens[at].at.end..tokens[at + 1].at.start).is_some_and(|gap| matches!(gap, "’" | "'"));
        let close = |back: usize| back <= i && (i - back..i).all(|at| is_close(raw, lexed, at) || elided(at));
        let before = [3, 2, 1].map(|back| if close(back) { lexed.word(i.checked_sub(back)) } else { "" });
        let exact = Exactness::of(words, before, &[]).0;
        let said = exact != Exactness::Exactly && !matches!(before[2], "about" | "some" | "around");
        if half.is_some() || said {
            let value = if half.is_some() { "1.5" } else { "1" };
            return Some(Number {
                tokens: i..i + 1 + half.map_or(0, |half| half + 1),
                ..made(value.into(), Some(unit))
            });
        }
    }
    // With what says how many of it: "two thirds", "a decade".
    let with = |value: String, unit: Option<String>| {
        let led = times.is_some() || words.is_one(before);
        Number { tokens: i - usize::from(led)..i + 1, ..made(value, unit) }
    };
    if let Some(parts) = words.parts.get(folded) {
        // "half", "a third", "two thirds": not "the third", which counts, and not "a quarter to", a time.
        // "Half a dozen" is read at its end.
        let amount = if words.is_one(next) { lexed.word(Some(i + 2)) } else { next };
        let of_amount = *parts == 2 && is_close(raw, lexed, i) && words.amounts.contains_key(amount);
        let counts = !of_amount && (times.is_some() || *parts == 2 || words.is_one(before) || words.has_no_one());
        if counts && !(*parts == 4 && matches!(next, "to" | "after")) {
            // "a quarter of an hour"
            let unit = (i + 1..i + 4).filter_map(word_at).next();
            let hour = unit.filter(|unit| is_time(unit));
            return Some(with(format!("{}/{parts}", times.unwrap_or(1)), hour));
        }
    }
    if let Some((amount, unit)) = words.amounts.get(folded) {
        let unit = (!unit.is_empty()).then(|| language.unit(unit));
        // "Half a dozen", "medio centenar"
        let second = lexed.word(i.checked_sub(2));
        let half = |word: &str| words.parts.get(word) == Some(&2) || words.half.iter().any(|half| half == word);
        let led = usize::from(half(before)) + 2 * usize::from(words.is_one(before) && half(second));
        if led > 0 {
            let tokens = i - led..i + 1;
            return Some(Number { tokens, ..made((amount / 2).to_string(), unit) });
        }
        return Some(with(amount.checked_mul(times.unwrap_or(1))?.to_string(), unit));
    }
    // "once a week", but neither "once a port" nor "пять раз в неделю"
    let once = words.once.iter().any(|once| once == folded || once.split_once(' ') == Some((before, folded)));
    let of_time = |word: &str| words.periods.contains_key(word) || language.measure(word).is_some_and(Measure::is_time);
    if once && times.is_none() && words.each.iter().any(|each| each == next) && of_time(lexed.word(Some(i + 2))) {
        return Some(made("1".into(), None));
    }
    if let Some(times) = words.folds.get(folded) {
        return Some(made(times.to_string(), None));
    }
    let ordinal = words.ordinal(folded)?;
    Some(Number { ordinal: true, of: word_at(i + 1), ..made(ordinal.to_string(), None) })
}

/// So many words say "and a half" at most.
const HALF: usize = 3;

/// How many words after what is counted say that it is a half more. "Two days and a half marathon", "dos semanas y medio
/// centenar" are something else as well.
fn half_more(raw: &str, lexed: &Lexed, counted: usize, language: &Language) -> Option<usize> {
    let half = language.words.half_more((counted + 1..counted + 1 + HALF).map(|at| lexed.word(Some(at))))?;
    let last = counted + half;
    let in_row = (counted..last).all(|at| is_close(raw, lexed, at));
    let next = lexed.word(Some(last + 1));
    let goes_on = !next.is_empty() && is_close(raw, lexed, last) && !language.is_stop(next);
    (in_row && !goes_on).then_some(half)
}

/// No hour of a day is so late.
const HOURS: u32 = 25;

/// The time of day that words say, in minutes, and where they end: "halb acht", "a quarter past seven", "tien voor half drie".
fn time_in_words(
    raw: &str,
    lexed: &Lexed,
    i: usize,
    free: &dyn Fn(usize) -> bool,
    language: &Language,
) -> Option<(u32, usize)> {
    let words = language.words;
    let is = |list: &[String], at: usize| list.iter().any(|word| word == lexed.word(Some(at)));
    let named = |at: usize| named_hour(words, lexed.word(Some(at)));
    let hour = |at: usize| whole(lexed, at).filter(|hour| *hour < HOURS).or_else(|| named(at));
    let half_to =
        |at: usize| hour(at + 1).filter(|_| is(&words.half_to, at)).and_then(|hour| (hour * 60).checked_sub(30));
    // "Nur halb. 12 Leute kamen", "by a quarter to 12 euros", "in the first quarter to 20 March" are no times.
    let marked = |end: usize| is_clock(&raw[lexed.tokens[end - 1].at.end..], words);
    let in_row = |end: usize| (i..end).all(free) && (i..end - 1).all(|at| is_close(raw, lexed, at));
    let alone = |end: usize| in_row(end) && (marked(end) || unit(raw, lexed, end - 1, language).is_none());
    if let Some(minutes) = half_to(i) {
        return alone(i + 2).then_some((minutes, i + 2));
    }
    // "Acht minuten voor middernacht"
    let minute = |at: usize| language.unit(lexed.word(Some(at))) == "minute";
    let at = i + 1 + usize::from(minute(i + 1) && whole(lexed, i).is_some());
    let (past, to) = (is(&words.past, at), is(&words.to, at));
    let counted = i.checked_sub(1).is_some_and(|before| whole(lexed, before).is_some() && is_close(raw, lexed, before));
    let quarter = (is(&words.quarter, i) && !counted).then_some(15);
    let half_past = || (language.english && past && lexed.word(Some(i)) == "half").then_some(30);
    let minutes = quarter.or_else(half_past).or_else(|| whole(lexed, i).filter(|minutes| *minutes < 60))?;
    let half = half_to(at + 1).map(|of| (of, at + 3));
    let (of, end) = half.or_else(|| Some((hour(at + 1)? * 60, at + 2)))?;
    // Nor are "two to three boats", "Platz zwei vor drei weiteren", "ten minutes to 3".
    let led = || !language.english && stands_before(lexed, i, &words.clock_before);
    // "From 8 to midnight" has two hours.
    let by_name = named(at + 1).is_some() && (at > i + 1 || quarter.is_some() || half_past().is_some());
    let plain = at == i + 1 && (quarter.is_some() || end == at + 3 || (language.english && past) || led());
    let plain = plain && (named(at + 1).is_none() || quarter.is_some() || past);
    let time = match (past, to) {
        (true, _) => Some(of + minutes),
        (_, true) => of.checked_sub(minutes),
        _ => None,
    };
    time.map(|time| time % DAY).filter(|_| (by_name || plain) && alone(end)).map(|time| (time, end))
}

/// So many minutes has a day.
const DAY: u32 = 1440;

/// Whether one of some words, or of two in a row, stands before a token.
fn stands_before(lexed: &Lexed, i: usize, by: &[String]) -> bool {
    let (before, second) = (lexed.word(i.checked_sub(1)), lexed.word(i.checked_sub(2)));
    by.iter().any(|word| word == before || word.split_once(' ') == Some((second, before)))
}

/// Whether what follows a number makes it a time of day.
fn is_clock(after: &str, words: &Words) -> bool {
    let mut marked = words.clock.iter().filter_map(|mark| after.trim_start().strip_prefix(mark.as_str()));
    marked.any(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether "over" before a number may say how far or how long something reaches.
fn spans(lexed: &Lexed, number: usize) -> bool {
    match lexed.word(number.checked_sub(1)) {
        "über" => number.checked_sub(2).is_some_and(|i| lexed.tokens[i].capital),
        "over" => ["year", "month", "week", "day", "hour", "decade"]
            .iter()
            .any(|time| lexed.word(Some(number + 1)).starts_with(time)),
        _ => false,
    }
}

/// What a number counts.
pub(super) fn unit(raw: &str, lexed: &Lexed, number: usize, language: &Language) -> Option<String> {
    let token = &lexed.tokens[number];
    // "20 €", but not "sold 3 $5 tickets".
    let mut after = raw[token.at.end..].trim_start_matches([' ', '\u{a0}']).chars();
    let after = after.next().filter(|_| !after.next().is_some_and(|next| next.is_ascii_digit()));
    let signs = [raw[..token.at.start].chars().next_back(), after];
    if let Some(money) = signs.into_iter().flatten().find_map(Measure::of_sign) {
        return Some(money.to_string());
    }
    if raw[token.at.end..].trim_start().starts_with(['%', '٪']) {
        return Some("%".into());
    }
    let first = lexed.tokens.get(number + 1)?;
    // "Of 6.5 million, boats": what stands after a mark isn't counted.
    if raw.get(token.at.end..first.at.start).is_none_or(|gap| gap.contains([',', ';', ':', '.'])) {
        return None;
    }
    let (word, second) = (lexed.folded(first), lexed.word(Some(number + 2)));
    // "The two first weeks", "metric tons", "square kilometres"
    let said_more =
        language.words.ordinal(word).is_some() || language.words.of_measures.iter().any(|more| more == word);
    // "22 of them fishermen"
    let of_them = language.words.of_them.iter().any(|phrase| phrase.split_once(' ') == Some((word, second)));
    let which = if of_them { lexed.tokens.get(number + 3) } else { lexed.tokens.get(number + 2).filter(|_| said_more) };
    // "Dos millones de euros"
    let last = raw[token.at.clone()].rsplit([' ', '\u{a0}']).next().unwrap_or_default().to_lowercase();
    let millions = language.words.zeros(&last).is_some() && language.words.millions_of.iter().any(|of| of == word);
    let which = which.or_else(|| lexed.tokens.get(number + 2).filter(|_| millions));
    let means = |token: &&Token| token.class == Class::Word && !language.is_stop(lexed.folded(token));
    if let Some(counted) = which.filter(means) {
        return Some(language.unit(lexed.folded(counted)));
    }
    let percent = |phrase: &String| *phrase == word || *phrase == format!("{word} {second}");
    match language.words.percent.iter().any(percent) {
        true => Some("%".into()),
        false if first.class == Class::Word && !language.is_stop(word) => Some(language.unit(word)),
        false => None,
    }
}

impl Number {
    /// The measure that it is in.
    fn measure(&self) -> Option<Measure> {
        Measure::of(self.unit.as_deref()?)
    }

    /// Whether it is a time, and another than one of a unit: "ten days" and "a week".
    pub fn is_other_time(&self, unit: &str) -> bool {
        let one = Number { value: "1".into(), unit: Some(unit.to_string()), ..self.clone() };
        let is_time = |number: &Number| number.measure().is_some_and(Measure::is_time);
        is_time(self) && is_time(&one) && !self.is_as_long(&one)
    }

    /// Whether both are about as much: neither is ten times the other.
    pub fn is_about(&self, other: &Number) -> bool {
        let (one, two) = (self.value.parse::<f64>(), other.value.parse::<f64>());
        one.ok().zip(two.ok()).is_some_and(|(one, two)| one < 10.0 * two && two < 10.0 * one)
    }

    /// Whether both are one length of time: "a quarter of an hour" and "15 minutes", "two weeks" and "14 days".
    fn is_as_long(&self, other: &Number) -> bool {
        // In seconds, or in months: the part, of how many. "1 h 10" may be a time of day or how long a thing takes.
        let length = |number: &Number| {
            if let Some((hours, minutes)) = number.value.split_once('.').filter(|_| number.clock) {
                let minutes = 60 * hours.parse::<u64>().ok()? + minutes.parse::<u64>().ok()?;
                return Some((true, 60 * minutes, 1));
            }
            let (seconds, months) = number.measure().map(|measure| (measure.seconds(), measure.months()))?;
            let (part, whole) = number.value.split_once('/').unwrap_or((&number.value, "1"));
            let (part, whole) = match part.strip_suffix(".5") {
                Some(half) => (half.parse::<u64>().ok()?.checked_mul(2)?.checked_add(1)?, 2),
                None => (part.parse::<u64>().ok()?, whole.parse::<u64>().ok()?),
            };
            Some((seconds.is_some(), part.checked_mul(seconds.or(months)?)?, whole))
        };
        length(self).zip(length(other)).is_some_and(|(x, y)| {
            x.0 == y.0 && x.1.checked_mul(y.2).is_some_and(|one| y.1.checked_mul(x.2) == Some(one))
        })
    }

    /// Whether two equal numbers are of two measures: "90 metres" and "90 yards", "9 litres a second" and "9 litres a minute".
    pub fn is_measured_otherwise(&self, other: &Number) -> bool {
        let otherwise = |one: Option<Measure>, other| one.zip(other).is_some_and(|(one, other)| one != other);
        // "38 per cent" and "38 men"
        let per_cent = |number: &Number| number.unit.as_deref() == Some("%");
        let counts = |number: &Number| number.unit.is_some() && number.measure().is_none();
        otherwise(self.measure(), other.measure())
            || otherwise(self.each, other.each)
            || per_cent(self) && counts(other)
            || per_cent(other) && counts(self)
    }

    /// Whether the two can't stand for one another: hours and dollars, "the third" and "four".
    pub fn measures_another(&self, other: &Number) -> bool {
        let measures = self.measure().zip(other.measure());
        self.ordinal != other.ordinal && self.value != other.value
            || measures.is_some_and(|(one, other)| !one.is_like(other))
    }

    /// Whether they count two things, as far as one can tell: what is counted has another name, and one is more than twice the other.
    pub fn counts_another(&self, other: &Number) -> bool {
        let (one, two) = (self.value.parse::<f64>(), other.value.parse::<f64>());
        let far = one.ok().zip(two.ok()).is_none_or(|(one, two)| one > 2.0 * two || two > 2.0 * one);
        far && self.unit.as_ref().zip(other.unit.as_ref()).is_some_and(|(one, two)| one != two)
    }

    /// Whether both are one number, or one time of day.
    pub fn is_the_same(&self, other: &Number) -> bool {
        let both = self.of.is_some() && self.of == other.of;
        self.value == other.value && (self.ordinal == other.ordinal || both)
            || self.is_same_share(other)
            || self.is_as_long(other)
            || self.is_same_hour(other)
    }

    /// Whether both are one part of a whole: "three tenths" and "30 per cent".
    fn is_same_share(&self, other: &Number) -> bool {
        let part = |number: &Number| {
            let (one, of) = number.value.split_once('/')?;
            Some((one.parse::<u64>().ok()?, of.parse::<u64>().ok()?))
        };
        let percent = |number: &Number| {
            let (whole, tenths) = number.value.split_once('.').unwrap_or((&number.value, "0"));
            let tenths = if tenths.len() == 1 { tenths.parse::<u64>().ok()? } else { return None };
            (number.unit.as_deref() == Some("%")).then_some(whole.parse::<u64>().ok()?.checked_mul(10)? + tenths)
        };
        let equal = |one: Option<(u64, u64)>, other: Option<u64>| {
            one.zip(other).is_some_and(|((part, of), tenths)| part.saturating_mul(1000) == tenths.saturating_mul(of))
        };
        let (one, two) = (part(self), part(other));
        one.zip(two).is_some_and(|(x, y)| x.0.saturating_mul(y.1) == y.0.saturating_mul(x.1))
            || equal(one, percent(other))
            || equal(two, percent(self))
    }

    /// Whether both are one time of day: "23.15" and "quarter past eleven".
    fn is_same_hour(&self, other: &Number) -> bool {
        let time = |number: &Number| {
            let (hour, minute) = number.value.split_once('.').unwrap_or((&number.value, "00"));
            // "7.10" is read as 7.1.
            let minute = if minute.len() == 1 { format!("{minute}0") } else { minute.to_string() };
            let (hour, minute) = (hour.parse::<u32>().ok()?, minute.parse::<u32>().ok()?);
            (hour < HOURS && minute < 60).then_some((hour, minute))
        };
        let same = |one: (u32, u32), two: (u32, u32)| one.1 == two.1 && matches!(one.0.abs_diff(two.0), 0 | 12);
        // "At 8" isn't "20 people".
        let may_be = |number: &Number| !number.ordinal && (number.clock || number.unit.is_none());
        (self.clock || other.clock)
            && may_be(self)
            && may_be(other)
            && time(self).zip(time(other)).is_some_and(|(one, two)| same(one, two))
    }
}
