//! What numbers measure: lengths, money, time.

/// What is measured, and the measures of it, of which one may be taken for another. `words.toml` has the words for them.
const MEASURES: [&[&str]; 10] = [
    &["millimetre", "centimetre", "metre", "kilometre", "inch", "foot", "yard", "mile"],
    &["hectare", "acre"],
    &["millilitre", "litre", "hectolitre", "gallon", "barrel"],
    &["milligram", "gram", "kilogram", "tonne", "ounce"],
    &[
        "dollar", "euro", "pound", "crown", "franc", "yen", "yuan", "rupee", "rouble", "peso", "real", "dinar",
        "guilder", "thaler", "shilling", "zloty", "forint", "lira", "mark",
    ],
    &["second", "minute", "hour", "day", "week", "month", "year"],
    &["%", "percentage point"],
    &["watt", "kilowatt", "megawatt", "gigawatt"],
    &["kilowatt-hour", "megawatt-hour", "gigawatt-hour", "terawatt-hour"],
    &["volt", "kilovolt"],
];

const TIME: usize = 5;

/// How many seconds or months the measures of time are.
const SECONDS: [u64; 5] = [1, 60, 3_600, 86_400, 604_800];
const MONTHS: [u64; 2] = [1, 12];

/// A measure: what it measures, and which it is, by their numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Measure {
    what: usize,
    which: usize,
}

impl Measure {
    /// The measure of a name.
    pub fn of(name: &str) -> Option<Self> {
        let which = |measures: &&[&str]| measures.iter().position(|measure| *measure == name);
        MEASURES.iter().enumerate().find_map(|(what, measures)| Some(Measure { what, which: which(measures)? }))
    }

    /// The measure of a sign.
    pub fn of_sign(sign: char) -> Option<&'static str> {
        Some(match sign {
            '$' => "dollar",
            '€' => "euro",
            '£' => "pound",
            '¥' => "yen",
            _ => return None,
        })
    }

    /// Whether both measure one thing: hours and days, but not hours and dollars.
    pub fn is_like(self, other: Self) -> bool {
        self.what == other.what
    }

    pub fn is_time(self) -> bool {
        self.what == TIME
    }

    /// How many seconds it lasts; nothing where it isn't a time, or where that is another number each time.
    pub fn seconds(self) -> Option<u64> {
        SECONDS.get(self.which).copied().filter(|_| self.is_time())
    }

    /// How many months it lasts.
    pub fn months(self) -> Option<u64> {
        let which = self.which.checked_sub(SECONDS.len()).filter(|_| self.is_time())?;
        MONTHS.get(which).copied()
    }
}
