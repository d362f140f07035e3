//! Numbers, dates and cues in a stretch of a text: what a discrepancy is made of.

mod cue;
mod date;
mod measure;
mod number;
mod period;

pub use cue::{Cue, Mode, cues};
pub use date::{Bound, Date, Sort, dates};
pub use measure::Measure;
pub use number::{Number, numbers};

#[cfg(test)]
mod tests {
    use super::super::language::Language;
    use super::super::lexer::Lexed;
    use super::date::{Likeness, Limit};
    use super::number::Exactness;
    use super::*;

    fn read(text: &str, language: &str) -> (Lexed, Language) {
        let language = Language::new(language);
        (Lexed::read(text, 0..text.len(), &language), language)
    }

    #[track_caller]
    fn check(text: &str, dates_expected: &[&str], numbers_expected: &[&str]) {
        check_in("en", text, dates_expected, numbers_expected);
    }

    #[track_caller]
    fn check_in(language: &str, text: &str, dates_expected: &[&str], numbers_expected: &[&str]) {
        let (lexed, language) = read(text, language);
        let dates = dates(text, &lexed, &language);
        let told = |d: &Date| match d.sort {
            Sort::Calendar => d.value.clone(),
            sort => format!("{} {}", format!("{sort:?}").to_lowercase(), d.value),
        };
        assert_eq!(dates.iter().map(told).collect::<Vec<_>>(), dates_expected, "{text}");
        let show = |n: Number| {
            format!(
                "{}{}{}{}",
                if n.ordinal { "#" } else { "" },
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
        check("On Tuesday the 21st of May", &["weekday 2", "XXXX-05-21"], &[]);
        check("On Nov. 14, on 3 Dec. 2025, said Jan Elm", &["XXXX-11-14", "2025-12-03"], &[]);
        check("About 150 events cost $5 million, or 8 per cent.", &[], &["~150 event", "5000000 dollar", "8 %"]);
        check("a third of the two boats, two thirds, the third", &[], &["1/3", "2 boat", "2/3", "#3"]);
        check("2,024 boats", &[], &["2024 boat"]);
    }

    #[test]
    fn says_how_exactly() {
        let check = |text: &str, expected: &[Exactness]| {
            let (lexed, language) = read(text, "en");
            let numbers = numbers(text, &lexed, &dates(text, &lexed, &language), &language);
            assert_eq!(numbers.iter().map(|n| n.exact).collect::<Vec<_>>(), expected, "{text}");
        };
        check("At least 13 boats, 14 or more, no fewer than 15", &[Exactness::AtLeast; 3]);
        check("more than 13 boats, over 14", &[Exactness::MoreThan; 2]);
        check("no more than 13 boats, 14 km an hour or less, at most 15", &[Exactness::AtMost; 3]);
        check("fewer than 13 boats, less than 14, below 15", &[Exactness::LessThan; 3]);
        check("about 13 boats, 14 nets, up to 15 men", &[Exactness::About, Exactness::Exactly, Exactness::Exactly]);
        check("it was close, nearly: 19 came", &[Exactness::Exactly]);
    }

    #[test]
    fn reads_what_is_told_in_words() {
        check("a third of it, twice, two decades, the third boat", &[], &["1/3", "2", "20 year", "#3"]);
        check("at ten past seven, at 7:10, in 2:09:31", &[], &["7.10", "7.10", "2:09:31"]);
        check(
            "yesterday at noon, next month, this spring",
            &["relative -1 day", "hour noon", "relative 1 month", "season 21"],
            &[],
        );
        check("It will spring a leak", &[], &[]);
        check(
            "The number in 2023 doubled. Of 50 half, 999999999 decades, 1.5 decades",
            &["2023"],
            &["2", "50 half", "1/2", "1.5 decad", "10 year"],
        );
        check(
            "won 2:1 on 21 May of the year, 10 seconds, 20 per cent",
            &["XXXX-05-21"],
            &["2", "1", "10 second", "20 %"],
        );
        check_in(
            "de",
            "im 18. Jahrhundert, seit 2015 verdoppelt, im Viertel, 20 am Montag",
            &["17XX", "2015", "weekday 1"],
            &["2", "20"],
        );
        check_in("it", "non prima, secondo il ministro, 8 per cento", &[], &["8 %"]);
        check_in("es", "21 de mayo de 2024, 8 por ciento", &["2024-05-21"], &["8 %"]);
        check_in(
            "fr",
            "le 1er mai, cet après-midi, la cinquième république",
            &["XXXX-05-01", "hour afternoon"],
            &["#5"],
        );
        check_in("sv", "21 april 2024", &["2024-04-21"], &[]);
        check_in("ru", "в марте, треть, 5 процентов", &["XXXX-03"], &["1/3", "5 %"]);
        check_in("ru", "в мартовском отчёте", &["XXXX-03"], &[]);
        check_in("fr", "la moitié, deux tiers, une dizaine, en mars 2031", &["2031-03"], &["1/2", "2/3", "10"]);
        check_in(
            "de",
            "Heute Morgen kamen 6,5 Millionen, morgen ein Drittel",
            &["relative 0 day", "hour morning", "relative 1 day"],
            &["6500000", "1/3"],
        );
        check_in(
            "es",
            "mañana por la mañana, la semana próxima",
            &["relative 1 day", "hour morning", "relative 1 week"],
            &[],
        );
    }

    #[test]
    fn reads_parts_of_years_and_centuries() {
        check(
            "in the second quarter of 2028, Q3 2028, the first half of 2028, the spring of 2032, the first half",
            &["2028-34", "2028-35", "2028-40", "2032-21"],
            &["#1", "1/2"],
        );
        check("the 17th century, a nineteenth-century mill, 3 quarters", &["16XX", "18XX"], &["3/4"]);
        check(
            "by Christmas, on New Year’s Eve, by the end of the year, before Easter 2028, Christmas Island",
            &["XXXX-12-25", "XXXX-12-31", "XXXX-12-31", "season easter", "2028"],
            &[],
        );
        check_in(
            "de",
            "im 2. Quartal 2028, im zweiten Halbjahr, im 17. Jahrhundert",
            &["2028-34", "season 41", "16XX"],
            &[],
        );
        check_in("fr", "au premier trimestre 2028, au XVIIe siècle, à Noël", &["2028-33", "16XX", "XXXX-12-25"], &[]);
        check_in(
            "es",
            "el segundo trimestre de 2028, el siglo XVIII, verano de 2028",
            &["2028-34", "17XX", "2028-22"],
            &[],
        );
        check_in("it", "nel secolo XVI, il XIX secolo, fine dell’anno", &["15XX", "18XX", "XXXX-12-31"], &[]);
        check_in("pt", "até ao Natal, até ao fim do ano, cidade natal", &["XXXX-12-25", "XXXX-12-31"], &[]);
        check_in("nl", "het eerste kwartaal van 2028, de zeventiende eeuw", &["2028-33", "16XX"], &[]);
        check_in(
            "ru",
            "во втором квартале 2028 года, в XVII веке, весной 2028 года",
            &["2028-34", "16XX", "2028-21"],
            &[],
        );
        check_in("es", "297 millones de euros, dos de ellos", &[], &["297000000 euro", "2"]);
    }

    #[test]
    fn what_looks_like_a_date_or_a_length_of_time_is_none() {
        check("from 8 to midnight, shortly past midnight", &["hour midnight", "hour midnight"], &["8"]);
        check("It was built last century. Two boats sank, in this century 15 people", &[], &["2 boat", "15 peopl"]);
        check(
            "Within an hour 20 of them fled. In the second hour 20 minutes were lost",
            &[],
            &["20 fled", "#2", "20 minute"],
        );
        check("on Monday this paper, the day before yesterday", &["weekday 1", "relative -2 day"], &[]);
        check(
            "In the first half. 2028 people, the first of May’s ministers",
            &["2028", "XXXX-05"],
            &["#1", "1/2", "#1"],
        );
        check("the new year budget, sold 3 $5 tickets", &[], &["3", "5 dollar"]);
        check_in("de", "kurz nach Mitternacht", &["hour midnight"], &[]);
        check_in("fr", "le XIXème siècle, le troisième mars, il veille", &["18XX", "XXXX-03"], &["#3"]);
        check_in("it", "il primo trimestre del 2028", &["2028-33"], &[]);
        check_in("pt", "o segundo trimestre de 2028", &["2028-34"], &[]);
        check_in("ru", "100 кв. метров, во второй половине дня", &[], &["100 metre", "#2", "1/2 day"]);
    }

    #[test]
    fn reads_times_and_places_in_a_row() {
        check(
            "once a week, twice a day, in year three, the 27th, the twenty-first",
            &[],
            &["1", "2", "#3", "#27", "#21"],
        );
        check("once a port, one in five in ten", &[], &["1/5", "10"]);
        check("at 9.30, at 9, 9.50 crowns", &[], &["9.30", "9.00", "9.5 crown"]);
        check(
            "Three people in August. 3 boats, in August, three",
            &["XXXX-08", "XXXX-08"],
            &["3 peopl", "3 boat", "3"],
        );
        check(
            "on Mondays, on Monday the 21st, on Monday 21 people",
            &["weekday 1", "weekday 1", "XXXX-XX-21", "weekday 1"],
            &["21 peopl"],
        );
        check("in early May, in mid-May, from 3 to 5 May", &["XXXX-05", "XXXX-05", "XXXX-05-03", "XXXX-05-05"], &[]);
        check("half a dozen boats, four in ten", &[], &["6 boat", "4/10"]);
        check_in("it", "tra l’11 e il 12 febbraio 1989", &["1989-02-11", "1989-02-12"], &[]);
        check_in(
            "es",
            "del 3 al 5 de mayo, medio centenar, cuatro de cada diez",
            &["XXXX-05-03", "XXXX-05-05"],
            &["50", "4/10"],
        );
        check("one in five, 22 of them fishermen, 4 square miles", &[], &["1/5", "22 fishermen", "4 mile"]);
        check_in("de", "montags, um 9.30 Uhr, abends", &["weekday 1", "hour evening"], &["9.30"]);
        check_in("fr", "à 20h30, à 4 h 20", &[], &["20.30", "4.20"]);
        check_in(
            "es",
            "el lunes 21, a las nueve, las dos primeras semanas",
            &["weekday 1", "XXXX-XX-21"],
            &["9.00", "2 week", "#1"],
        );
        check_in("it", "alle 9.30, una volta alla settimana", &[], &["9.30", "1"]);
        check_in("pt", "na segunda-feira", &["weekday 1"], &[]);
    }

    #[test]
    fn reads_numbers_and_a_half() {
        check(
            "two and a half million crowns, three and a half years, an hour and a half, more than a year, a year",
            &[],
            &["2500000 crown", "3.5 year", "1.5 hour", "1 year"],
        );
        check_in(
            "fr",
            "deux millions et demi, un an et demi, près d’une heure, il dort sept heures et demie",
            &[],
            &["2500000", "1.5 year", "~1 hour", "7.5 hour"],
        );
        check_in(
            "de",
            "zweieinhalb Jahre, anderthalb Stunden, dreieinhalb Millionen",
            &[],
            &["2.5 year", "1.5 hour", "3500000"],
        );
        check_in("es", "dos millones y medio, tres años y medio", &[], &["2500000", "3.5 year"]);
        check_in("it", "due milioni e mezzo, tre anni e mezzo", &[], &["2500000", "3.5 year"]);
        check_in("pt", "dois milhões e meio, três anos e meio", &[], &["2500000", "3.5 year"]);
        check_in(
            "nl",
            "anderhalf jaar, tweeënhalf miljoen, zes en een halve meter",
            &[],
            &["1.5 year", "2500000", "6.5 metre"],
        );
        check_in("ru", "полтора года, два с половиной миллиона", &[], &["1.5 year", "2500000"]);
        // What goes on after it is something else.
        check("three weeks and a half million, 2,000 and a half-dozen", &[], &["3 week", "1/2", "2000", "1/2", "12"]);
        check_in("es", "dos semanas y medio centenar", &[], &["2 week", "50"]);
        check(
            "an hour and 52 minutes, 3 hours 20 minutes, two days and 3 boats",
            &[],
            &["112 minute", "200 minute", "2 day", "3 boat"],
        );
        check_in("es", "dos horas y veinte, dos horas y 20 barcos", &[], &["140 minute", "2 hour", "20 barc"]);
        check("It was over. A day later, in a second wave, more than a second wave", &[], &["#2", "#2"]);
    }

    #[test]
    fn reads_times_in_words() {
        check("half past seven, a quarter to eight, two to three weeks", &[], &["7.30", "7.45", "2", "3 week"]);
        check_in(
            "de",
            "um halb acht, Viertel nach elf, um fünf vor halb drei, Platz zwei vor drei weiteren",
            &[],
            &["7.30", "11.15", "2.25", "2", "3 weit"],
        );
        check_in(
            "nl",
            "om zes uur, om half acht, kwart over elf, tien voor half drie, zes uur lang",
            &[],
            &["6", "7.30", "11.15", "2.20", "6 hour"],
        );
        check_in("fr", "à 23 heures, à sept heures et demie, 23 heures de travail", &[], &["23", "7.30", "23 hour"]);
        check_in("es", "a las siete y media", &[], &["7.30"]);
        check_in("it", "alle sette e mezza, alle 7 e mezza", &[], &["7.30", "7.30"]);
        // Shares, and numbers beside one another, are none.
        check("by a quarter to 12 euros, in the first quarter to 20 March", &["XXXX-03-20"], &["12 euro", "#1"]);
        check_in("de", "um ein Viertel vor 10 Jahren, nur halb. 12 Leute", &[], &["1/4 year", "10 year", "12 leut"]);
        check_in("nl", "stijgt tot 30 over 20 jaar, een kwart voor 5 euro", &[], &["30", "20 year", "1/4", "5 euro"]);
        // Nor is how long a thing takes.
        check_in(
            "fr",
            "après 14 heures de débats, à 20 heures de route, à 20 heures 30",
            &[],
            &["14 hour", "20 hour", "20.30"],
        );
        check_in("pt", "às sete e meia", &[], &["7.30"]);
        check_in("nl", "om acht minuten voor middernacht", &[], &["23.52"]);
        check(
            "ten past midnight, ten minutes to noon, ten minutes to 3 boats",
            &[],
            &["0.10", "11.50", "10 minute", "3 boat"],
        );
    }

    #[test]
    fn times_are_the_same_or_not() {
        let (lexed, language) = read("at 23.15, a quarter past eleven, at 5:52 or 5.52", "en");
        let found = numbers("at 23.15, a quarter past eleven, at 5:52 or 5.52", &lexed, &[], &language);
        assert!(found[0].is_the_same(&found[1]) && found[2].is_the_same(&found[3]) && !found[1].is_the_same(&found[2]));
        let (lexed, language) = read("at 8, 20 people, at 20:00", "en");
        let found = numbers("at 8, 20 people, at 20:00", &lexed, &[], &language);
        assert!(!found[0].is_the_same(&found[1]) && found[0].is_the_same(&found[2]));
    }

    #[test]
    fn some_dates_are_limits() {
        let read = |text: &str| {
            let (lexed, language) = read(text, "en");
            dates(text, &lexed, &language)[0].limit.word()
        };
        assert_eq!(read("Until Thursday at the earliest."), "at the earliest");
        assert_eq!(read("no later than 3 May"), "at the latest");
        assert_eq!(read("on 3 May"), "stated");
    }

    #[test]
    fn days_have_names_in_several_languages() {
        check(
            "on the twenty-fifth of October, the first of May 2031, the third March in a row",
            &["XXXX-10-25", "2031-05-01", "XXXX-03"],
            &["#3"],
        );
        check_in("fr", "le premier mai, en premier", &["XXXX-05-01"], &["#1"]);
        check_in("es", "el treinta y uno de octubre, tres de los ediles", &["XXXX-10-31"], &["3"]);
        check_in("it", "trenta ottobre 2025, in agosto tre navi", &["2025-10-30", "XXXX-08"], &["3 nav"]);
        check_in("es", "El martes hay asamblea.", &["weekday 2"], &[]);
        check_in("fr", "le mardi", &["weekday 2"], &[]);
        check_in("nl", "in vrijdag", &["weekday 5"], &[]);
    }

    /// A date by its value; a day of the week is `w2`.
    fn date(value: &str) -> Date {
        let weekday = value.strip_prefix('w').map(|day| (Sort::Weekday, day));
        let (sort, value) = weekday.unwrap_or((Sort::Calendar, value));
        Date { sort, value: value.to_string(), tokens: 0..1, limit: Limit::None, part: None, bound: None, near: None }
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
            assert_eq!(date(one).speaks_of_the_same(&date(other)), expected, "{one} {other}");
        }
    }

    #[test]
    fn dates_relate() {
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
        check("2032-21", "2032-34", Likeness::Compatible);
        check("2032-22", "2032-34", Likeness::Other);
        check("2032-41", "2032-10", Likeness::Compatible);
        check("2032-41", "2033-10", Likeness::Other);
        check("16XX", "1652", Likeness::Compatible);
        check("16XX", "17XX", Likeness::Other);
    }
}
