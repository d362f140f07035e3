//! What a language's words say of numbers and dates: `words.toml`, which tells what each key is for.

use std::sync::{LazyLock, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::facts::{Cue, Mode};

static ALL: LazyLock<FxHashMap<String, Words>> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("the words are read by the tests"));

static NONE: LazyLock<Words> = LazyLock::new(Words::default);

/// The words of one language, in lower case.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Words {
    numbers: FxHashMap<String, u64>,
    later: FxHashMap<String, u64>,
    before_noun: FxHashMap<String, u64>,
    one: Vec<String>,
    hundreds: Vec<String>,
    zeros: FxHashMap<String, usize>,
    pub and: Vec<String>,
    tens_and: bool,
    joined: Vec<String>,
    multiples: Vec<(String, u64)>,
    times: String,
    twenties: bool,
    /// January first; several names of one with `|` between.
    months: Vec<String>,
    /// Months as they are written beside a number.
    pub short: FxHashMap<String, usize>,
    /// Monday first; several names of one with `|` between.
    weekdays: Vec<String>,
    /// Spring is 1.
    pub seasons: FxHashMap<String, u32>,
    articles: Vec<String>,
    pub about: Vec<String>,
    pub at_least: Vec<String>,
    pub more_than: Vec<String>,
    pub at_most: Vec<String>,
    pub less_than: Vec<String>,
    pub or_more: Vec<String>,
    pub or_less: Vec<String>,
    /// What follows a number that is of a hundred.
    pub percent: Vec<String>,
    /// What follows a time of day.
    pub clock: Vec<String>,
    pub earliest: Vec<String>,
    pub latest: Vec<String>,
    /// What stands before the first and the last of what is meant: "from", "until".
    pub from: Vec<String>,
    pub until: Vec<String>,
    pub no_earlier: Vec<String>,
    pub no_later: Vec<String>,
    /// A part of a whole, and in how many parts that is.
    pub parts: FxHashMap<String, u32>,
    /// What stands before a month or year that is a part of it: 1 for "early".
    pub month_parts: FxHashMap<String, u8>,
    /// What stands between the first and the last of some days.
    pub ranges: Vec<String>,
    /// What makes half of a number that follows: "medio centenar".
    pub half: Vec<String>,
    /// What adds a half to a number before it: "and a half".
    and_half: Vec<String>,
    /// One and a half in a word, and how words end that are another number and a half.
    one_and_half: Vec<String>,
    half_endings: Vec<String>,
    /// Half an hour before an hour that follows: "halb acht".
    pub half_to: Vec<String>,
    /// Fifteen minutes, beside an hour.
    pub quarter: Vec<String>,
    /// What stands between minutes and an hour: "five past eight", "a quarter to eight".
    pub past: Vec<String>,
    pub to: Vec<String>,
    /// What stands between a number and those that it is of: "four in ten".
    pub out_of: Vec<String>,
    /// The first parts of nouns of which one may be taken for another: "Landes", "Bundes".
    pub first_parts: Vec<String>,
    /// What stands before the name of a place, where every noun has a capital.
    pub before_places: Vec<String>,
    /// Words that end no name of a place: "in Anwesenheit".
    no_places: Vec<String>,
    /// Bodies of which the word before says which, and such words.
    bodies: Vec<String>,
    branches: Vec<String>,
    /// Offices, by how they begin; with `|` between those that are one.
    offices: Vec<String>,
    /// What says of somebody that he has an office in a lower or another way: "deputy".
    ranks: Vec<String>,
    /// What stands between a number and a measure: "square (kilometres)".
    pub of_measures: Vec<String>,
    /// Between a number and what it counts, where it is a part of another: "of them".
    pub of_them: Vec<String>,
    /// One time, where one of the others follows.
    pub once: Vec<String>,
    pub each: Vec<String>,
    /// How many times.
    pub folds: FxHashMap<String, u32>,
    /// A number and what it counts.
    pub amounts: FxHashMap<String, (u32, String)>,
    /// The words for each measure; with `*` for any ending.
    measures: FxHashMap<String, Vec<String>>,
    ordinals: Vec<String>,
    endings: Vec<String>,
    /// Parts of a year that are counted, and how many it has.
    pub terms: FxHashMap<String, u32>,
    /// Ordinals that are other words where none of those follows: "secondo".
    pub of_terms: FxHashMap<String, usize>,
    /// What a number makes a century of.
    pub centuries: Vec<String>,
    /// Days of every year: the month and the day, or, where that is another every year, the name.
    pub holidays: FxHashMap<String, String>,
    /// What stands between millions and what is counted: "dos millones de euros".
    pub millions_of: Vec<String>,
    /// How many days after the one of the report.
    pub days: FxHashMap<String, i32>,
    /// Last is -1.
    pub near: FxHashMap<String, i32>,
    /// Week, month or year.
    pub periods: FxHashMap<String, String>,
    /// Parts of a day.
    pub hours: FxHashMap<String, String>,
    /// What stands before a time of day.
    pub clock_before: Vec<String>,
    /// Nouns after which a number says which it is.
    counted_by: Vec<String>,
    more_ordinals: FxHashMap<String, usize>,
    /// What follows digits that say which in a row.
    pub ordinal_marks: Vec<String>,
    /// What stands before an hour that nothing follows.
    pub hour_before: Vec<String>,
    tens_first: bool,
    denies: Vec<String>,
    /// Whether two denials deny once.
    pub concord: bool,
    softly: Vec<String>,
    certain: Vec<String>,
    planned: Vec<String>,
    possible: Vec<String>,
    needed: Vec<String>,
    proposed: Vec<String>,
    opposites: Vec<[Vec<String>; 2]>,
    #[serde(skip)]
    cues: OnceLock<Cues>,
    #[serde(skip)]
    lookups: OnceLock<Lookups>,
}

/// What is asked of every word of a passage, made ready to be looked up.
struct Lookups {
    /// By their whole forms, and by how they begin.
    measures: FxHashMap<String, &'static str>,
    measures_begun: Vec<(String, &'static str)>,
    ordinals: FxHashMap<String, usize>,
    /// The first words of holidays and of relative days.
    first_of_days: FxHashSet<String>,
}

impl Lookups {
    fn of(words: &'static Words) -> Self {
        let forms = words.measures.iter().flat_map(|(name, forms)| forms.iter().map(move |form| (form, name.as_str())));
        let (begun, whole): (Vec<_>, Vec<_>) = forms.partition(|(form, _)| form.ends_with('*'));
        let begun = begun.into_iter().map(|(form, name)| (form.trim_end_matches('*').to_string(), name));
        let mut ordinals: FxHashMap<String, usize> = FxHashMap::default();
        let in_row =
            (1..).zip(&words.ordinals).flat_map(|(which, stems)| stems.split('|').map(move |stem| (stem, which)));
        let more = words.more_ordinals.iter().map(|(stem, which)| (stem.as_str(), *which));
        for (stem, which) in in_row.chain(more).filter(|(stem, _)| !stem.is_empty()) {
            for ending in &words.endings {
                ordinals.entry(format!("{stem}{ending}")).or_insert(which);
            }
        }
        let first = |phrase: &String| phrase.split(' ').next().unwrap_or_default().to_string();
        Lookups {
            measures: whole.into_iter().map(|(form, name)| (form.clone(), name)).collect(),
            measures_begun: begun.collect(),
            ordinals,
            first_of_days: words.holidays.keys().chain(words.days.keys()).map(first).collect(),
        }
    }
}

/// What words say of how a thing is meant.
#[derive(Default)]
struct Cues {
    whole: FxHashMap<String, Vec<Cue>>,
    /// By how they begin.
    starts: FxHashMap<String, Vec<Cue>>,
    /// How long a beginning is at most, in bytes.
    longest: usize,
    /// By their first word, the second.
    phrases: FxHashMap<String, Vec<(String, Cue)>>,
    /// What says how exactly a number or a date is meant, by its first word: all of it, how many words it has, and whether it
    /// stands before.
    exactness: FxHashMap<String, Vec<(String, usize, bool)>>,
}

impl Cues {
    fn of(words: &Words) -> Self {
        let mut cues = Cues::default();
        let modes = [
            (&words.certain, Mode::Certain),
            (&words.planned, Mode::Planned),
            (&words.possible, Mode::Possible),
            (&words.needed, Mode::Needed),
            (&words.proposed, Mode::Proposed),
        ];
        let modes = modes.into_iter().map(|(words, mode)| (words, Cue::Mode(mode)));
        let opposites = words
            .opposites
            .iter()
            .enumerate()
            .flat_map(|(i, [one, other])| [(one, Cue::Opposite(i, false)), (other, Cue::Opposite(i, true))]);
        let denials = [(&words.denies, Cue::Denies), (&words.softly, Cue::DeniesSoftly)];
        for (words, cue) in denials.into_iter().chain(modes).chain(opposites) {
            for word in words {
                if let Some(start) = word.strip_suffix('*') {
                    cues.longest = cues.longest.max(start.len());
                    cues.starts.entry(start.to_string()).or_default().push(cue);
                } else if let Some((first, second)) = word.split_once(' ') {
                    cues.phrases.entry(first.to_string()).or_default().push((second.to_string(), cue));
                } else {
                    cues.whole.entry(word.clone()).or_default().push(cue);
                }
            }
        }
        let before =
            [&words.at_least, &words.at_most, &words.more_than, &words.less_than, &words.no_earlier, &words.no_later];
        let after = [&words.or_more, &words.or_less];
        let phrases = before.into_iter().flatten().map(|phrase| (phrase, true));
        for (phrase, before) in phrases.chain(after.into_iter().flatten().map(|phrase| (phrase, false))) {
            let (first, length) = (phrase.split(' ').next().unwrap_or_default(), phrase.split(' ').count());
            cues.exactness.entry(first.to_string()).or_default().push((phrase.clone(), length, before));
        }
        cues
    }
}

/// Whether a word is a month in any language, in full or as it is written beside a number.
pub fn is_month(word: &str) -> bool {
    let word = word.to_lowercase();
    NONE.month(&word).is_some() || ALL.values().any(|words| words.short.contains_key(&word))
}

impl Words {
    /// Those of a language by its ISO 639 code; none where it isn't known.
    pub fn of(code: &str) -> &'static Words {
        ALL.get(code).unwrap_or(&NONE)
    }

    /// The number that a word is.
    fn number(&self, word: &str) -> Option<u64> {
        let written = |word: &str| self.numbers.get(word).copied().or_else(|| self.compound(word));
        let times = || word.strip_suffix(&self.times).filter(|rest| rest.len() < word.len()).and_then(written);
        written(word).or_else(times)
    }

    /// "zweihundertfünfundzwanzig": hundreds of hundreds, and one to ten.
    fn compound(&self, word: &str) -> Option<u64> {
        if (self.joined.is_empty() && !self.tens_first) || word.len() > COMPOUND {
            return None;
        }
        let part = |word: &str| {
            self.numbers.get(word).or_else(|| self.later.get(word)).copied().or_else(|| self.compound(word))
        };
        // The greater first: "zweihunderttausend" are thousands.
        for (big, value) in &self.multiples {
            let Some((left, right)) = word.split_once(big.as_str()) else { continue };
            // "Cento", but not "mila".
            let alone = || self.numbers.contains_key(big).then_some(1);
            if let Some(left) = if left.is_empty() { alone() } else { part(left) } {
                // "honderden" are some, "hundertundeins" is one more.
                let rest = |joined: &String| right.strip_prefix(joined.as_str()).filter(|rest| !rest.is_empty());
                let right = self.joined.iter().find_map(rest).unwrap_or(right);
                return Some(left * value + if right.is_empty() { 0 } else { part(right)? });
            }
        }
        let one_and_ten = |(at, joined): (usize, &str)| {
            let (one, ten) = (&word[..at], &word[at + joined.len()..]);
            let one = self.numbers.get(one).or_else(|| self.later.get(one)).filter(|one| **one < 10)?;
            Some(one + self.numbers.get(ten).filter(|ten| **ten >= 20 && **ten < 100 && **ten % 10 == 0)?)
        };
        let ones_first =
            || self.joined.iter().find_map(|joined| word.match_indices(joined.as_str()).find_map(one_and_ten));
        // "ventidue", "ventuno": ten and one.
        let ten_and_one = |(ten, value): (&String, &u64)| {
            let one = |ten: &str| {
                let rest = word.strip_prefix(ten)?;
                self.numbers.get(rest).or_else(|| self.later.get(rest)).filter(|one| **one < 10)
            };
            let short = ten.strip_suffix(['a', 'i']).unwrap_or(ten);
            Some(value + one(ten).or_else(|| one(short))?)
        };
        let is_ten = |(_, value): &(&String, &u64)| (20..100).contains(*value) && **value % 10 == 0;
        match self.tens_first {
            true => self.numbers.iter().filter(is_ten).find_map(ten_and_one),
            false => ones_first(),
        }
    }

    /// How many zeros a word adds to a number.
    pub fn zeros(&self, word: &str) -> Option<usize> {
        self.zeros.get(word).copied()
    }

    /// The number that words in a row begin with: how many of them it takes.
    pub fn counted<'a>(&self, words: impl Iterator<Item = &'a str> + Clone) -> Option<(usize, u64)> {
        let (mut whole, mut part, mut count) = (0u64, 0u64, 0);
        // What was read before an "and" that may begin another number.
        let mut before: Option<(u64, u64, usize)> = None;
        let mut rest = words;
        for i in 0.. {
            let Some(word) = rest.next() else { break };
            let next = || rest.clone().next();
            let goes_on = count > 0 && self.joined.is_empty();
            let later = || goes_on.then(|| self.later.get(word).copied()).flatten();
            let noun = || self.before_noun.get(word).copied().filter(|_| next().is_some());
            let one = || (self.is_one(word) && next().is_some_and(|next| self.zeros.contains_key(next))).then_some(1);
            let value = || self.number(word).or_else(later).or_else(noun).or_else(one);
            let hundred = part > 0 && self.hundreds.iter().any(|hundred| hundred == word);
            let zeros = (count > 0).then(|| self.zeros(word)).flatten();
            if (hundred || zeros.is_some()) && before.is_some() {
                // "One hundred and two hundred" are two numbers.
                (whole, part, count) = before?;
                break;
            }
            if hundred && part < 100 {
                part *= 100;
            } else if let Some(zeros) = zeros {
                let scale = 10u64.saturating_pow(zeros as u32);
                match whole > 0 && whole < scale {
                    // "Two thousand million"
                    true => whole = whole.saturating_add(part).saturating_mul(scale),
                    false if part == 0 => break,
                    false => whole = whole.saturating_add(part.saturating_mul(scale)),
                }
                part = 0;
            } else if let Some(value) = value() {
                let tens = part % 100;
                match part {
                    // "Mil doscientos"
                    0 if value == 1000 && whole == 0 && self.zeros(word).is_some() => whole = value,
                    0 => part = value,
                    _ if self.twenties && tens == 4 && value == 20 => part += 76,
                    _ if self.twenties && matches!(tens, 60 | 80) && value < 20 => part += value,
                    _ if self.twenties && tens == 10 && (7..10).contains(&value) => part += value,
                    // "ten twelve" are two numbers; "twenty two" is one.
                    _ if tens == 0 && value < 100 => part += value,
                    _ if tens >= 20 && tens % 10 == 0 && value < 10 => part += value,
                    _ => break,
                }
            } else if count > 0
                && before.is_none()
                && self.goes_on(whole, part)
                && self.and.iter().any(|and| and == word)
            {
                before = Some((whole, part, count));
                continue;
            } else {
                break;
            }
            count = i + 1;
        }
        (count > 0).then(|| (count, whole.saturating_add(part)))
    }

    /// Of which number a word is that and a half: two of "zweieinhalb".
    pub fn number_and_half(&self, word: &str) -> Option<u64> {
        if self.one_and_half.iter().any(|one| one == word) {
            return Some(1);
        }
        let rest = self.half_endings.iter().filter_map(|ending| word.strip_suffix(ending.as_str()));
        rest.filter_map(|rest| self.number(rest)).next()
    }

    /// How many words say that it is a half more than the number before them.
    pub fn half_more<'a>(&self, words: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
        let says = |phrase: &&String| phrase.split(' ').eq(words.clone().take(phrase.split(' ').count()));
        self.and_half.iter().find(says).map(|phrase| phrase.split(' ').count())
    }

    /// Whether a number may go on after "and".
    fn goes_on(&self, whole: u64, part: u64) -> bool {
        let tens = part % 100;
        (tens == 0 && (whole > 0 || part > 0)) || (self.tens_and && tens >= 20 && tens.is_multiple_of(10))
    }

    /// Whether a word makes one of "million" and "third".
    pub fn is_one(&self, word: &str) -> bool {
        self.one.iter().any(|one| one == word)
    }

    /// Whether the language has no word for that.
    pub fn has_no_one(&self) -> bool {
        self.one.is_empty()
    }

    /// The number of a month, from 1.
    pub fn month(&self, word: &str) -> Option<usize> {
        let own = |words: &Words| words.months.iter().position(|names| names.split('|').any(|name| name == word));
        self.or_any(own).map(|month| month + 1)
    }

    /// The number of a day of the week, Monday 1.
    pub fn weekday(&self, word: &str) -> Option<usize> {
        // "Mittwochabend", "woensdagavond"
        let is = |words: &Words, name: &str| {
            word.strip_prefix(name).is_some_and(|rest| rest.is_empty() || words.hours.contains_key(rest))
        };
        let own = |words: &Words| words.weekdays.iter().position(|names| names.split('|').any(|name| is(words, name)));
        self.or_any(own).map(|day| day + 1)
    }

    /// What one language says, or, where this one isn't known, any: many have names for days and months in common.
    fn or_any(&self, says: impl Fn(&Words) -> Option<usize>) -> Option<usize> {
        match self.months.is_empty() {
            true => ALL.values().filter_map(says).min(),
            false => says(self),
        }
    }

    /// Whether a word says nothing but that a noun follows.
    pub fn is_article(&self, word: &str) -> bool {
        self.articles.iter().any(|article| article == word)
    }

    /// Whether it is a month or a day of the week.
    pub fn is_calendar(&self, word: &str) -> bool {
        self.month(word).or_else(|| self.weekday(word)).is_some()
    }

    /// Which in a row a word says that something is.
    pub fn ordinal(&'static self, word: &str) -> Option<usize> {
        // "einundzwanzigste"
        let joined = || {
            let stem = self.endings.iter().filter_map(|ending| word.strip_suffix(ending.as_str()));
            let number = stem.filter_map(|stem| stem.strip_suffix("st").or(stem.strip_suffix('t')));
            number.filter_map(|number| self.compound(number)).find_map(|which| usize::try_from(which).ok())
        };
        self.lookups().ordinals.get(word).copied().or_else(joined)
    }

    /// Whether a word begins a holiday or a relative day.
    pub fn begins_a_day(&'static self, word: &str) -> bool {
        self.lookups().first_of_days.contains(word)
    }

    fn lookups(&'static self) -> &'static Lookups {
        self.lookups.get_or_init(|| Lookups::of(self))
    }

    /// The part of a year, or the year, month or week, that a word is.
    pub fn is_period(&self, word: &str) -> bool {
        self.terms.contains_key(word) || self.periods.contains_key(word)
    }

    /// The measure that a word is, by its name.
    pub fn measure(&'static self, word: &str) -> Option<&'static str> {
        let of = |words: &'static Words| {
            let lookups = words.lookups();
            let begun = || lookups.measures_begun.iter().find(|(start, _)| word.starts_with(start.as_str()));
            lookups.measures.get(word).copied().or_else(|| begun().map(|(_, name)| *name))
        };
        // Many languages have names for measures in common.
        if self.months.is_empty() { ALL.values().filter_map(of).min() } else { of(self) }
    }

    /// Which office a word is.
    pub fn office(&self, word: &str) -> Option<usize> {
        let is = |office: &str| match office.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == office,
        };
        self.offices.iter().position(|offices| offices.split('|').any(is))
    }

    /// Whether a word says that somebody has an office in a lower or another way.
    pub fn is_rank(&self, word: &str) -> bool {
        self.ranks.iter().any(|rank| match rank.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == rank,
        })
    }

    /// Whether a word is a body of which the word before says which.
    pub fn is_body(&self, word: &str) -> bool {
        self.bodies.iter().any(|body| body == word)
    }

    /// Whether a word says which body it is.
    pub fn is_branch(&self, word: &str) -> bool {
        self.branches.iter().any(|branch| branch == word)
    }

    /// Whether a noun is no name of a place.
    pub fn is_no_place(&self, word: &str) -> bool {
        self.no_places.iter().any(|end| match end.strip_prefix('*') {
            Some(end) => word.ends_with(end),
            None => word == end,
        })
    }

    /// Whether a number after this word says which one it is: "year three".
    pub fn is_counted_by(&self, word: &str) -> bool {
        self.counted_by.iter().any(|noun| noun == word)
    }

    /// What a word says of how a thing is meant.
    pub fn cues(&self, word: &str) -> impl Iterator<Item = Cue> {
        let cues = self.all_cues();
        let ends = (1..=word.len().min(cues.longest)).filter(|end| word.is_char_boundary(*end));
        let starts = ends.filter_map(|end| cues.starts.get(&word[..end]));
        cues.whole.get(word).into_iter().chain(starts).flatten().copied()
    }

    /// The same of two words in a row.
    pub fn cues_of_two(&self, word: &str, next: &str) -> impl Iterator<Item = Cue> {
        let phrases = self.all_cues().phrases.get(word).into_iter().flatten();
        phrases.filter(move |(second, _)| second == next).map(|(_, cue)| *cue)
    }

    /// What begins with a word that says how exactly a number or a date is meant: "no" of "no fewer than". With how many words
    /// it has, and whether it stands before the number.
    pub fn exactness(&self, word: &str) -> impl Iterator<Item = (&str, usize, bool)> {
        let phrases = self.all_cues().exactness.get(word).into_iter().flatten();
        phrases.map(|(phrase, length, before)| (phrase.as_str(), *length, *before))
    }

    fn all_cues(&self) -> &Cues {
        self.cues.get_or_init(|| Cues::of(self))
    }

    /// Whether a word is a number that isn't written as one.
    pub fn is_number(&'static self, word: &str) -> bool {
        let known = self.parts.contains_key(word) || self.amounts.contains_key(word) || self.folds.contains_key(word);
        known || self.ordinal(word).is_some()
    }
}

/// The longest number that is one word, in bytes: "neunhundertneunundneunzigtausendneunhundertneunundneunzig", and no more.
const COMPOUND: usize = 64;

#[cfg(test)]
mod tests {
    use super::super::facts::Measure;
    use super::*;

    #[test]
    fn every_language_is_read() {
        assert_eq!(Words::of("de").month("jänner"), Some(1));
        assert_eq!(Words::of("sv").month("april"), Some(4));
        assert_eq!(Words::of("en").month("märz"), None);
        for (code, words) in ALL.iter() {
            assert_eq!(words.months.len(), 12, "{code}");
            assert!(matches!(words.weekdays.len(), 0 | 7), "{code}");
            let all = words.parts.keys().chain(words.amounts.keys()).chain(words.folds.keys()).chain(words.days.keys());
            for word in all.chain(words.hours.keys()).chain(words.numbers.keys()).chain(words.zeros.keys()) {
                assert_eq!(*word, word.to_lowercase(), "{code}");
                assert!(word.chars().all(|c| c.is_alphabetic() || c == ' '), "{code}: {word} is no word");
            }
            for (measure, forms) in &words.measures {
                assert!(Measure::of(measure).is_some(), "{code}: {measure}");
                let mut twice =
                    words.measures.iter().filter(|(other, _)| *other != measure).flat_map(|(_, forms)| forms);
                assert!(twice.all(|form| !forms.contains(form)), "{code}: {measure}");
            }
            // Words are read apart at hyphens.
            for word in words.offices.iter().flat_map(|offices| offices.split('|')) {
                assert!(word.trim_end_matches('*').chars().all(char::is_alphabetic), "{code}: {word} is no word");
            }
        }
    }

    #[test]
    fn counts_in_words() {
        let read = |code: &str, text: &str| {
            let words: Vec<&str> = text.split([' ', '-']).collect();
            (Words::of(code).counted(words.iter().copied()), words.len())
        };
        let check = |code: &str, text: &str, expected: u64| {
            let (found, words) = read(code, text);
            assert_eq!(found, Some((words, expected)), "{text}");
        };
        check("en", "two hundred and fifty", 250);
        check("en", "two thousand million", 2_000_000_000);
        check("en", "a million", 1_000_000);
        check("de", "fünfundzwanzig", 25);
        check("de", "zweihundertdreizehn", 213);
        check("de", "zweitausendvierundzwanzig", 2024);
        check("de", "zweihunderttausend", 200_000);
        check("de", "hundertundeins", 101);
        check("de", "dreimal", 3);
        check("nl", "zevenentwintig", 27);
        check("nl", "tweeëntwintig", 22);
        check("fr", "quatre-vingt-dix-neuf", 99);
        check("fr", "soixante et onze", 71);
        check("fr", "deux cents", 200);
        check("fr", "dix-sept", 17);
        check("fr", "cent quatre-vingts", 180);
        check("fr", "mille deux cents", 1200);
        check("fr", "neuf millions", 9_000_000);
        check("es", "ciento treinta y cinco", 135);
        check("es", "mil doscientos", 1200);
        check("es", "dos mil millones", 2_000_000_000);
        check("pt", "mil e duzentos", 1200);
        check("it", "ventidue", 22);
        check("it", "ventuno", 21);
        check("it", "trecentocinquanta", 350);
        check("it", "duemila", 2000);
        check("ru", "двадцать пять", 25);
        check("ru", "двадцать одна тысяча", 21_000);
        let begins = |code: &str, text: &str, expected| assert_eq!(read(code, text).0, expected, "{text}");
        begins("es", "mil y dos mil personas", Some((1, 1000)));
        begins("en", "thirty and two died", Some((1, 30)));
        begins("en", "one hundred and two hundred", Some((2, 100)));
        begins("nl", "twintig een huis", Some((1, 20)));
        begins("nl", "honderden", None);
        begins("de", "jahrhundert", None);
        begins("de", "einmal", None);
        begins("de", &"hundert".repeat(100_000), None);
        begins("fr", "neuf", None);
        begins("fr", "un", None);
    }

    #[test]
    fn words_say_how_a_thing_is_meant() {
        let check = |code: &str, words: &[&str], expected: &[Cue]| {
            let of_one = words.iter().flat_map(|word| Words::of(code).cues(word));
            let of_two = words.windows(2).flat_map(|two| Words::of(code).cues_of_two(two[0], two[1]));
            assert_eq!(of_one.chain(of_two).collect::<Vec<_>>(), expected, "{words:?}");
        };
        check("en", &["might"], &[Cue::Mode(Mode::Possible)]);
        check("en", &["set", "to"], &[Cue::Mode(Mode::Planned)]);
        check("en", &["isn", "t"], &[Cue::Denies]);
        check("en", &["plant"], &[]);
        check("de", &["keinen"], &[Cue::Denies]);
        check("fr", &["pourrait"], &[Cue::Mode(Mode::Possible)]);
        check("es", &["rechazó"], &[Cue::DeniesSoftly, Cue::Opposite(2, true)]);
        check("it", &["potrebbero"], &[Cue::Mode(Mode::Possible)]);
        check("pt", &["não"], &[Cue::Denies]);
        check("nl", &["misschien"], &[Cue::Mode(Mode::Possible)]);
        check("ru", &["не"], &[Cue::Denies]);
        assert!(Words::of("en").exactness("no").any(|(phrase, ..)| phrase == "no fewer than"));
        assert_eq!(Words::of("fr").office("directrice"), Words::of("fr").office("directeur"));
    }

    #[test]
    fn ordinals_have_endings() {
        let check = |code: &str, word: &str, expected| assert_eq!(Words::of(code).ordinal(word), expected, "{word}");
        check("en", "ninth", Some(9));
        check("en", "seconds", None);
        check("de", "zweiten", Some(2));
        check("de", "viertel", None);
        check("fr", "second", Some(2));
        check("es", "tercera", Some(3));
        check("it", "non", None);
        check("it", "ventesimo", Some(20));
        check("de", "einundzwanzigsten", Some(21));
        check("en", "thirtieth", Some(30));
        check("ru", "третьего", Some(3));
    }
}
