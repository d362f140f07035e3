//! Dates: what is accepted, between which days it lies, what comes first, how it is worded, what is offered instead.

use dossier::edtf::{
    Bound, Contradiction, Date, Day, Limits, Missing, Order, Part, Precision, Wording, english, window,
};
use proptest::prelude::*;

#[track_caller]
fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

mod conformance {
    use super::*;

    /// Examples that the parser files under another level than the Library does: text, its level, ours, why.
    const OTHER_LEVELS: &[(&str, u64, u8, &str)] = &[(
        "2004-06-11%",
        2,
        1,
        "listed under group qualification, but a mark at the end qualifies the whole date, which is level 1",
    )];

    #[test]
    fn examples_of_the_library_of_congress() {
        let suite: serde_json::Value =
            serde_json::from_str(include_str!("conformance/loc-edtf-examples.json")).expect("valid JSON");
        let examples = suite["examples"].as_array().expect("examples");
        assert_eq!(examples.len(), 64);
        let mut others = Vec::new();
        for example in examples {
            let text = example["edtf"].as_str().expect("text");
            let level = example["level"].as_u64().expect("level");
            let date = date(text);
            assert_eq!(date, super::date(date.as_str()), "{text}");
            assert!(!date.to_english().is_empty());
            if u64::from(date.level()) != level {
                others.push((text, level, date.level()));
            }
        }
        let expected: Vec<_> = OTHER_LEVELS.iter().map(|(text, theirs, ours, _)| (*text, *theirs, *ours)).collect();
        assert_eq!(others, expected);
        for example in suite["invalid"].as_array().expect("counter-examples") {
            let text = example["edtf"].as_str().expect("text");
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }
}

mod bounds {
    use super::*;

    fn show(bound: Bound) -> String {
        match bound {
            Bound::Unknown => "?".to_owned(),
            Bound::Open => "..".to_owned(),
            Bound::Day(day) => day.to_string(),
        }
    }

    fn show_limits(limits: Limits) -> String {
        format!("{} {}", show(limits.earliest), show(limits.latest))
    }

    /// `expected`: the limits of the start, a bar, those of the end; once where they are the same.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let bounds = date(text).bounds();
        let (start, end) = (show_limits(bounds.start), show_limits(bounds.end));
        let actual = if start == end { start } else { format!("{start} | {end}") };
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn single_dates() {
        check("2024-07-03", "2024-07-03 2024-07-03");
        check("2023-08", "2023-08-01 2023-08-31");
        check("2024-02", "2024-02-01 2024-02-29");
        check("2024", "2024-01-01 2024-12-31");
        check("2024-07~", "2024-07-01 2024-07-31");
        check("2024?", "2024-01-01 2024-12-31");
        check("1985-04-12T23:20:30Z", "1985-04-12 1985-04-12");
        check("-1985", "-1985-01-01 -1985-12-31");
        check("0000", "0000-01-01 0000-12-31");
        check("2001-21", "2001-03-01 2001-05-31");
        check("2003-24", "2003-12-01 2004-02-29");
        check("2001-34", "2001-04-01 2001-06-30");
        check("2001-41", "2001-07-01 2001-12-31");
    }

    #[test]
    fn unknown_digits() {
        check("156X", "1560-01-01 1569-12-31");
        check("20XX", "2000-01-01 2099-12-31");
        check("1XXX-12", "1000-12-01 1999-12-31");
        check("156X-12-25", "1560-12-25 1569-12-25");
        check("1984-1X", "1984-10-01 1984-12-31");
        check("2004-XX", "2004-01-01 2004-12-31");
        check("1985-04-XX", "1985-04-01 1985-04-30");
        check("XXXX", "? ?");
        check("XXXX-07-03", "? ?");
        check("XXXX-12-XX", "? ?");
        check("XXXX?", "? ?");
    }

    #[test]
    fn large_years() {
        check("Y170000002", "170000002-01-01 170000002-12-31");
        check("Y-17E7", "-170000000-01-01 -170000000-12-31");
        check("1950S2", "1900-01-01 1999-12-31");
        check("Y171010000S3", "171000000-01-01 171999999-12-31");
        check("Y1E30", "1000000000000-01-01 1000000000000-12-31");
        check("Y-9E18", "-1000000000000-01-01 -1000000000000-12-31");
        check("Y9E18S1", "1000000000000-01-01 1000000000000-12-31");
    }

    #[test]
    fn intervals() {
        check("2023/2024", "2023-01-01 2023-12-31 | 2024-01-01 2024-12-31");
        check("2025/2027", "2025-01-01 2025-12-31 | 2027-01-01 2027-12-31");
        check("2023-07~/2024-07~", "2023-07-01 2023-07-31 | 2024-07-01 2024-07-31");
        check("2004-06/2004", "2004-06-01 2004-06-30 | 2004-06-01 2004-12-31");
        check("2004/2004-06", "2004-01-01 2004-06-30 | 2004-06-01 2004-06-30");
        check("2004/..", "2004-01-01 2004-12-31 | 2004-01-01 ..");
        check("2004/", "2004-01-01 2004-12-31 | 2004-01-01 ?");
        check("../1985", ".. 1985-12-31 | 1985-01-01 1985-12-31");
        check("/1985", "? 1985-12-31 | 1985-01-01 1985-12-31");
        check("..2004-06-01/2004-06-20..", ".. 2004-06-01 | 2004-06-20 ..");
        check("XXXX/2004", "? 2004-12-31 | 2004-01-01 2004-12-31");
    }

    #[test]
    fn sets() {
        check("[2023-08..2024-07]", "2023-08-01 2024-07-31");
        check("[2024-07-03..]", "2024-07-03 ..");
        check("[..2024]", ".. 2024-12-31");
        check("[1667,1760-12]", "1667-01-01 1760-12-31");
        check("[1760-01,1760-02,1760-12..]", "1760-01-01 ..");
        check("[1667,XXXX]", "? ?");
        check("{1667,1668,1670..1672}", "1667-01-01 1667-12-31 | 1672-01-01 1672-12-31");
        check("{1961-12,1960}", "1960-01-01 1960-12-31 | 1961-12-01 1961-12-31");
        check("{..1984}", ".. 1984-12-31 | 1984-01-01 1984-12-31");
        check("{1984..}", "1984-01-01 1984-12-31 | 1984-01-01 ..");
        check("{1670,1984..}", "1670-01-01 1670-12-31 | 1984-01-01 ..");
    }

    #[test]
    fn days_are_numbered_from_1970() {
        let number = |year, month, day| Day::new(year, month, day).map(Day::number);
        assert_eq!(number(1970, 1, 1), Some(0));
        assert_eq!(number(1969, 12, 31), Some(-1));
        assert_eq!(number(2000, 3, 1), Some(11_017));
        assert_eq!(number(2024, 7, 3), Some(19_907));
        assert_eq!(number(0, 1, 1), Some(-719_528));
        assert_eq!(number(1900, 2, 29), None);
        assert_eq!(number(2024, 13, 1), None);
        assert_eq!(number(2024, 0, 1), None);
        assert_eq!(number(2024, 1, 0), None);
    }

    #[test]
    fn undated_is_what_nothing_places_in_time() {
        for (text, expected) in [
            ("XXXX", true),
            ("XXXX-07-03", true),
            ("XXXX-XX-XX", true),
            ("[XXXX]", true),
            ("1XXX", false),
            ("/1985", false),
            ("[..2024]", false),
            ("2024?", false),
        ] {
            assert_eq!(date(text).is_undated(), expected, "{text}");
        }
    }
}

mod order {
    use super::*;
    use Order::{After, Before, Overlap, Perhaps};

    /// Also checked the other way round.
    #[track_caller]
    fn check(a: &str, b: &str, expected: Order) {
        assert_eq!(date(a).order(&date(b)), expected, "{a} and {b}");
        assert_eq!(date(b).order(&date(a)), expected.reverse(), "{b} and {a}");
    }

    #[test]
    fn single_dates() {
        check("2024-07-03", "2024-07-04", Before);
        check("2024-07-03", "2024-07-03", Overlap);
        check("2024-07-03T10:00:00", "2024-07-03T09:00:00", Overlap);
        check("2024-06", "2024-07", Before);
        check("2024-07", "2024-07", Perhaps);
        check("2024-07-03", "2024-07", Perhaps);
        check("2024-07-03", "2024", Perhaps);
        check("2024-08-01", "2024-07", After);
        check("2023", "2024-01-01", Before);
        check("-0044-03-15", "0033", Before);
        check("Y-170000002", "-9999", Before);
        check("Y1E30", "Y1E31", Perhaps);
        check("Y1E30", "2024", After);
    }

    #[test]
    fn unknown_digits() {
        check("156X", "157X", Before);
        check("198X", "1985", Perhaps);
        check("198X", "1990", Before);
        check("156X-12-25", "1560-12-24", After);
        check("XXXX", "2024", Perhaps);
        check("XXXX", "XXXX", Perhaps);
        check("XXXX-07-03", "1066", Perhaps);
    }

    #[test]
    fn intervals() {
        check("2023/2024", "2023-09", Perhaps);
        check("2023/2024", "2024-01-01", Overlap);
        check("2023-12-31", "2023/2024", Overlap);
        check("2023-12-30", "2023/2024", Perhaps);
        check("2022-12-31", "2023/2024", Before);
        check("2025", "2023/2024", After);
        check("2020/2022", "2023/2024", Before);
        check("2020/2023", "2023/2024", Perhaps);
        check("2020/2024", "2022/2026", Overlap);
        check("2004/..", "2003", After);
        check("2004/..", "2010", Perhaps);
        check("2004/", "2003-12", After);
        check("../1985", "1986", Before);
        check("/1985", "1986", Before);
        check("../1985", "1200", Perhaps);
    }

    #[test]
    fn sets() {
        check("[2023-08..2024-07]", "2024-08", Before);
        check("[2023-08..2024-07]", "2024-01", Perhaps);
        check("[2024-07-03..]", "2024-07-02", After);
        check("[2024-07-03..]", "2024-07-03", Perhaps);
        check("[..2024]", "2025", Before);
        check("[..2024]", "1066", Perhaps);
        check("[1667,1668]", "1669", Before);
        check("{1667,1690}", "1670", Overlap);
        check("{1667,1690}", "1691", Before);
    }

    #[test]
    fn about_gives_way() {
        check("2024-07~", "2024-08-31", Perhaps);
        check("2024-07~", "2024-09-01", Before);
        check("2024-07~", "2024-06-01", Perhaps);
        check("2024-07~", "2024-05-30", After);
        check("2024-07-03~", "2024-07-10", Perhaps);
        check("2024-07-03~", "2024-07-11", Before);
        check("1985~", "1986", Perhaps);
        check("1985~", "199X", Before);
        check("2023-07~/2024-07~", "2023-12", Overlap);
        check("2023-07~/2024-07~", "2024-08", Perhaps);
    }

    #[test]
    fn doubt_settles_nothing() {
        check("1950?", "2024", Perhaps);
        check("1950%", "2024", Perhaps);
        check("?2004-06-11", "2024", Perhaps);
        check("1950?/1960", "1961", Before);
        check("1950?/1960", "1940", Perhaps);
    }

    #[test]
    fn a_season_may_be_of_either_hemisphere() {
        check("2001-21", "2001-10", Perhaps);
        check("2001-21", "2002", Before);
        check("2001-24", "2002-01", Perhaps);
        check("2001-24", "2002-03", Before);
        check("2001-34", "2001-07", Before);
    }

    #[test]
    fn bounds_that_contradict() {
        for (text, bound, before, after) in [
            ("2023-07", "2023-08", true, false),
            ("2023-08", "2023-08", false, false),
            ("2024", "2023-08", false, true),
            ("2023", "2023-08", false, false),
            ("2023-07~", "2023-08", false, false),
        ] {
            assert_eq!(date(text).contradicts_not_before(&date(bound)), before, "{text} not before {bound}");
            assert_eq!(date(text).contradicts_not_after(&date(bound)), after, "{text} not after {bound}");
        }
    }

    #[test]
    fn lists() {
        let sorted = [
            "[..2024]",
            "-0044",
            "1999",
            "2024-01-01",
            "2024-01",
            "2024",
            "2024~",
            "[2024..]",
            "2024-07",
            "2024-07-03",
            "2025/2027",
            "XXXX",
            "XXXX-07-03",
        ];
        let mut shuffled: Vec<Date> = sorted.iter().rev().map(|text| date(text)).collect();
        shuffled.sort_by_cached_key(Date::sort_key);
        let texts: Vec<&str> = shuffled.iter().map(Date::as_str).collect();
        assert_eq!(texts, sorted);
    }
}

mod words {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(date(text).to_english(), expected, "{text}");
    }

    #[test]
    fn single_dates() {
        check("2024-07-03", "3 July 2024");
        check("2024-07", "July 2024");
        check("2024", "2024");
        check("0800", "AD 800");
        check("0033-04-03", "3 April AD 33");
        check("0000", "1 BC");
        check("-0043", "44 BC");
        check("-0043-03-15", "15 March 44 BC");
        check("Y170000002", "170,000,002");
        check("Y-17E7", "170,000,001 BC");
        check("Y1E30", "the year 1 × 10^30");
        check("Y-1E30", "the year 1 × 10^30 BC");
        check("2001-21", "spring 2001");
        check("2001-24", "winter 2001");
        check("2001-25", "spring 2001 (northern hemisphere)");
        check("2001-32", "winter 2001 (southern hemisphere)");
        check("2001-34", "the second quarter of 2001");
        check("2001-37", "the first third of 2001");
        check("2001-41", "the second half of 2001");
        check("1985-04-12T23:20:30Z", "12 April 1985, 23:20:30 UTC");
        check("1985-04-12T09:05:00", "12 April 1985, 09:05");
        check("1985-04-12T23:20:30-04", "12 April 1985, 23:20:30 UTC−04:00");
        check("1985-04-12T23:20:30+04:30", "12 April 1985, 23:20:30 UTC+04:30");
    }

    #[test]
    fn doubts() {
        check("2024-07~", "about July 2024");
        check("2024?", "perhaps 2024");
        check("2024%", "perhaps about 2024");
        check("2004-06-~11", "about 11 June 2004");
        check("2004-~06-~11", "about 11 June 2004");
        check("2004-06~-11", "11 June 2004 (year and month approximate)");
        check("2004?-06-11", "11 June 2004 (year uncertain)");
        check("?2004-06-~11", "about 11 June 2004 (year uncertain)");
        check("2004-%06-11", "11 June 2004 (month uncertain and approximate)");
        check("~2004-06-~11", "11 June 2004 (year and day approximate)");
        check("~2004-?06-11", "11 June 2004 (month uncertain, year approximate)");
        check("XXXX?", "not dated");
    }

    #[test]
    fn unknown_digits() {
        check("XXXX", "not dated");
        check("XXXX-XX-XX", "not dated");
        check("XXXX-07-03", "3 July, year not given");
        check("XXXX-07", "July, year not given");
        check("XXXX-21", "spring, year not given");
        check("XXXX-12-XX", "some day in December, year not given");
        check("156X", "some time in the 1560s");
        check("156X-XX-XX", "some day in the 1560s");
        check("200X", "some time in the years 2000 to 2009");
        check("15XX", "some time in the 1500s");
        check("20XX", "some time in the years 2000 to 2099");
        check("1XXX-XX", "some month in the years 1000 to 1999");
        check("1XXX-12", "December of some year in the years 1000 to 1999");
        check("156X-12-25", "25 December of some year in the 1560s");
        check("156X~", "about the 1560s");
        check("2004-XX", "some month in 2004");
        check("1985-XX-XX", "some day in 1985");
        check("1985-04-XX", "some day in April 1985");
        check("1985-04-XX~", "about April 1985");
        check("1984-1X", "between October and December 1984");
        check("1984-X1", "January or November 1984");
        check("1984-X1-XX", "some day in January or November 1984");
        check("1985-04-1X", "between 10 and 19 April 1985");
        check("1985-04-X5", "5, 15 or 25 April 1985");
        check("1985-02-2X", "between 20 and 28 February 1985");
        check("1985-XX-15", "some day between 15 January and 15 December 1985");
        check("1985-0X-31", "some day between 31 January and 31 August 1985");
        check("156X-0X", "between January and September of some year in the 1560s");
    }

    #[test]
    fn estimates() {
        check("1950S2", "in the 1900s, about 1950");
        check("1950S4", "1950");
        check("Y171010000S3", "in the years 171,000,000 to 171,999,999, about 171,010,000");
    }

    #[test]
    fn intervals() {
        check("2024/2029", "2024 to 2029");
        check("2025/2027", "2025 to 2027");
        check("2023-07~/2024-07~", "about July 2023 to about July 2024");
        check("2024-05-21/2024-07-03", "21 May to 3 July 2024");
        check("2024-07-03/2024-07-05", "3 to 5 July 2024");
        check("2024-07-03~/2024-07-05", "about 3 to 5 July 2024");
        check("2024-05/2024-07", "May to July 2024");
        check("2023-12/2024-01", "December 2023 to January 2024");
        check("2024-05-21/2024-07", "21 May to July 2024");
        check("2024-05-21/2024", "21 May 2024 to 2024");
        check("2001-21/2001-23", "spring to autumn 2001");
        check("2004/..", "from 2004 on");
        check("2004/", "from 2004, end not known");
        check("../2004-06", "until June 2004");
        check("/2004", "until 2004, start not known");
        check("..2004-06-01/2004-06-20..", "on or before 1 June 2004 to on or after 20 June 2004");
        check("2004-06-~01/2004-06-~20", "about 1 to about 20 June 2004");
        check("2004-06-XX/2004-07-03", "some day in June 2004 to 3 July 2004");
    }

    #[test]
    fn sets() {
        check("[2023-08..2024-07]", "between August 2023 and July 2024");
        check("[2024-05-21..2024-07-31]", "between 21 May and 31 July 2024");
        check("[2024-07-03..]", "on or after 3 July 2024");
        check("[2024-07..]", "in or after July 2024");
        check("[..2024]", "in or before 2024");
        check("[..1760-12-03]", "on or before 3 December 1760");
        check("[2023,2024]", "2023 or 2024");
        check("[1667,1760-12]", "1667 or December 1760");
        check("[1667,1668,1670..1672]", "1667, 1668 or between 1670 and 1672");
        check("[1760-01,1760-02,1760-12..]", "January 1760, February 1760 or in or after December 1760");
        check("[1984]", "1984");
        check("{2024-07-03,2024-07-05}", "3 and 5 July 2024");
        check("{1667,1668,1670..1672}", "1667, 1668 and 1670 to 1672");
        check("{..1984}", "until 1984");
        check("{1984..}", "from 1984 on");
    }

    #[test]
    fn the_tree_is_there_for_other_languages() {
        let month = |year, month| Box::new(Wording::Month { year: Some(year), month });
        let about = |wording| Box::new(Wording::About(wording));
        assert_eq!(date("[2023-08..2024-07]").wording(), Wording::Between(month(2023, 8), month(2024, 7)));
        assert_eq!(date("2023-07~/2024-07~").wording(), Wording::FromTo(about(month(2023, 7)), about(month(2024, 7))));
        assert_eq!(date("2004/..").wording(), Wording::Since(Box::new(Wording::Year(2004)), Missing::Open));
        assert_eq!(date("XXXX-07-03").wording(), Wording::Day { year: None, month: 7, day: 3 });
    }
}

mod machine {
    use super::*;

    #[test]
    fn only_plain_dates() {
        for (text, expected) in [
            ("2024", Some("2024")),
            ("2024-07", Some("2024-07")),
            ("2024-07-03", Some("2024-07-03")),
            ("0033", Some("0033")),
            ("1985-04-12T23:20:30Z", Some("1985-04-12")),
            ("2024-07~", None),
            ("2024?", None),
            ("2001-21", None),
            ("0000", None),
            ("-0044", None),
            ("Y170000002", None),
            ("1950S2", None),
            ("156X", None),
            ("XXXX-07-03", None),
            ("2024/2025", None),
            ("[2024]", None),
        ] {
            assert_eq!(date(text).machine().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn precision() {
        for (text, expected) in [
            ("2024-07-03", Some(Precision::Day)),
            ("2024-07-03T10:00:00", Some(Precision::Day)),
            ("2024-07~", Some(Precision::Month)),
            ("2024-07-XX", Some(Precision::Month)),
            ("2024-XX-XX", Some(Precision::Year)),
            ("2001-21", Some(Precision::Season)),
            ("2024", Some(Precision::Year)),
            ("156X-12-25", Some(Precision::Years)),
            ("1950S2", Some(Precision::Years)),
            ("2024-07-03/2025", Some(Precision::Year)),
            ("XXXX", None),
            ("XXXX-07-03", None),
        ] {
            assert_eq!(date(text).precision(), expected, "{text}");
        }
    }

    #[test]
    fn kinds() {
        let kinds = |text| {
            let date = date(text);
            let all = [
                (date.is_approximate(), 'a'),
                (date.is_uncertain(), 'u'),
                (date.is_interval(), 'i'),
                (date.is_one_of_set(), 'o'),
                (date.is_all_of_set(), 's'),
            ];
            all.iter().filter(|(is, _)| *is).map(|(_, letter)| *letter).collect::<String>()
        };
        assert_eq!(kinds("2024"), "");
        assert_eq!(kinds("2024~"), "a");
        assert_eq!(kinds("2024?"), "u");
        assert_eq!(kinds("2024%/2025"), "aui");
        assert_eq!(kinds("[2024~,2025]"), "ao");
        assert_eq!(kinds("{2024,2025}"), "s");
    }

    #[test]
    fn one_spelling() {
        assert_eq!(date(" ?2004-?06-?11\n").as_str(), "2004-06-11?");
        assert_eq!(date("?2004-?06-?11"), date("2004-06-11?"));
        assert_eq!(serde_json::to_string(&date("2024-07~")).ok().as_deref(), Some("\"2024-07~\""));
    }
}

mod mistakes {
    use super::*;

    /// `blamed` is what the span covers.
    #[track_caller]
    fn check(text: &str, blamed: &str, message: &str) {
        let error = Date::parse(text).expect_err(text);
        assert_eq!(&text[error.span.clone()], blamed, "{text}: {error}");
        assert_eq!(error.message, format!("not a date in EDTF: {message}"), "{text}");
    }

    #[test]
    fn what_is_to_blame() {
        check("1985-13", "13", "month must be 01-12 or a sub-year code 21-41");
        check("  1985-02-30 ", "30", "day is out of range for the month");
        check("2004/2003", "2003", "interval end precedes interval start");
        check("{1960,1985-00}", "00", "month must be 01-12 or a sub-year code 21-41");
        check("", "", "empty input");
        check(" 3 July 2024 ", "3 July 2024", "whitespace is not allowed");
        check("Июль 2024", "Июль 2024", "EDTF permits ASCII characters only");
        check("[1985", "5", "unterminated set");
        check("Y1E30/2004", "Y1E30", "its end lies before its start");
    }

    /// `expected` stands in the help.
    #[track_caller]
    fn offers(text: &str, expected: &str) {
        let error = Date::parse(text).expect_err(text);
        assert_eq!(error.help, expected, "{text}");
    }

    #[test]
    fn older_spellings() {
        offers("19uu", "write `19XX`");
        offers("19xx", "write `19XX`");
        offers("uuuu", "write `XXXX`");
        offers("2004-uu-uu", "write `2004-XX-XX`");
        offers("2004/open", "write `2004/..`");
        offers("unknown/2004", "write `/2004`");
        offers("2004/unknown", "write `2004/`");
        offers("2004/Present", "write `2004/..`");
        offers("y170000002", "write `Y170000002`");
        offers("y17e7", "write `Y17E7`");
        offers("y3388e2p3", "write `Y3388E2S3`");
        offers("2004-06~?", "write `2004-06%`");
        offers("2004-06?~", "write `2004-06%`");
        offers("2004-06-(01)~", "write `2004-06-~01`");
        offers("2004-06-(01)~/2004-06-(20)~", "write `2004-06-~01/2004-06-~20`");
        offers("2004-(06)?-11", "write `2004-?06-11`");
        offers("(2004-06)~-11", "write `2004-06~-11`");
        offers("2024-??-??", "write `2024-XX-XX`");
    }

    #[test]
    fn nearly_right() {
        offers("1985-4-1", "write `1985-04-01`");
        offers("1985-4-1~", "write `1985-04-01~`");
        offers("2023-8/2024-7", "write `2023-08/2024-07`");
        offers("2024 - 07", "write `2024-07`");
        offers("2024–07", "write `2024-07`");
        offers("２０２４", "write `2024`");
        offers("2024-07-00", "write `2024-07`");
        offers("2024-00-00", "write `2024`");
        offers("20240703", "write `2024-07-03`");
        offers("12024", "write `Y12024`");
        offers("Y1985", "write `1985`");
        offers("2018-01-15/02-20", "write `2018-01-15/2018-02-20`");
        offers("2023/24", "write `2023/2024`");
        offers("2023–2024", "write `2023/2024`");
        offers("2004/2003", "write `2003/2004`");
        offers("[2005..2004]", "write `[2004..2005]`");
        offers("2004..2005", "write `[2004..2005]` (once in that time) or `2004/2005` (all that time)");
        offers("2004..", "write `[2004..]` (once in that time) or `2004/..` (all that time)");
        offers("2024-07-03 10:00", "write `2024-07-03T10:00:00`");
        offers("1960s", "write `196X`");
        offers("1960’s", "write `196X`");
        offers("2023/4", "write `2023-04` (a month) or `2023/2024` (all that time)");
        offers("2024/07", "write `2024-07`");
    }

    #[test]
    fn other_notations() {
        offers("2024.07.03", "write `2024-07-03`");
        offers("2024/07/03", "write `2024-07-03`");
        offers("03.07.2024", "write `2024-07-03`");
        offers("3/7/2024", "write `2024-07-03` (day first) or `2024-03-07` (month first)");
        offers("13/7/2024", "write `2024-07-13`");
        offers("7/13/2024", "write `2024-07-13`");
        offers("7/2024", "write `2024-07`");
        offers("July 2024", "write `2024-07`");
        offers("3 July 2024", "write `2024-07-03`");
        offers("July 3rd, 2024", "write `2024-07-03`");
        offers("the 3rd of July 2024", "write `2024-07-03`");
        offers("3 July", "write `XXXX-07-03`");
        offers("about July 2024", "write `2024-07~`");
        offers("c. 1950", "write `1950~`");
        offers("perhaps 1950", "write `1950?`");
        offers("spring 2001", "write `2001-21`");
        offers("Q2 2001", "write `2001-34`");
        offers("44 BC", "write `-0043`");
        offers("between May and July 2024", "write `[2024-05..2024-07]`");
        offers("from 3 to 5 July 2024", "write `2024-07-03/2024-07-05`");
        offers("2023 or 2024", "write `[2023,2024]`");
        offers("since 2004", "write `2004/..`");
        offers("after 3 July 2024", "write `[2024-07-03..]`");
        offers("undated", "write `XXXX`");
        offers("3-5 July 2024", "write `2024-07-03/2024-07-05`");
        offers("3-Jul-2024", "write `2024-07-03`");
        offers("5 Sept. 2024", "write `2024-09-05`");
        offers("21 May – 3 July 2024", "write `2024-05-21/2024-07-03`");
        offers("May 2024 until now", "write `2024-05/..`");
        offers("fall 2001", "write `2001-23`");
        offers("19th century", "write `18XX`");
        offers("15 March 44 BC", "write `-0043-03-15`");
    }

    #[test]
    fn ends_that_differ_in_precision() {
        let help = "the two ends of `..` must be equally exact and without marks; give them apart, as `not_before` \
                    `2024-05-21` and `not_after` `2024-07`";
        offers("[2024-05-21..2024-07]", help);
        offers("2024-05-21..2024-07", help);
        offers("[2024-05..2024-07~]", &help.replace("-21", "").replace("2024-07`", "2024-07~`"));
    }

    #[test]
    fn the_rest_gets_the_rule() {
        offers("1985-02-30", "February 1985 has 28 days");
        offers("2024-06-31", "June 2024 has 30 days");
        for text in ["", "hello", "..", "Июль 2024", "[[]]", "2024-07-03-04", &"9".repeat(1000)] {
            let error = Date::parse(text).expect_err(text);
            assert!(error.help.starts_with("write a date as `2024-07-03`"), "{text}: {}", error.help);
        }
    }

    #[test]
    fn bare_toml() {
        let from_toml = |text| Date::from_toml(text).map(|date| date.as_str().to_owned()).ok();
        for (text, expected) in [
            ("2024-07-03", Some("2024-07-03")),
            ("1979-05-27T07:32:00Z", Some("1979-05-27T07:32:00Z")),
            ("1979-05-27 07:32:00z", Some("1979-05-27T07:32:00Z")),
            ("1979-05-27t07:32:00.999999-07:00", Some("1979-05-27T07:32:00-07:00")),
            ("1979-05-27T07:32:00-00:00", Some("1979-05-27T07:32:00Z")),
            ("1979-05-27 07:32", Some("1979-05-27T07:32:00")),
            ("07:32:00", None),
            ("1979-02-30", None),
        ] {
            assert_eq!(from_toml(text).as_deref(), expected, "{text}");
        }
        assert_eq!(Date::from_number(2024), Ok(date("2024")));
        let help = |number| Date::from_number(number).expect_err("no year").help;
        assert_eq!(help(20240703), "write `2024-07-03`, in quotes");
        assert_eq!(help(12024), "write `Y12024`, in quotes");
        for number in [i64::MIN, -44, 0, 999, i64::MAX] {
            assert!(Date::from_number(number).is_err(), "{number}");
        }
    }

    #[test]
    fn second_thoughts() {
        assert_eq!(
            date("2023-24").second_thought().as_deref(),
            Some("in EDTF this is winter 2023; for several years, write `2023/2024`")
        );
        for text in ["2001-21", "2023-07", "2023/2024", "2024-21", "2024"] {
            assert_eq!(date(text).second_thought(), None, "{text}");
        }
    }
}

mod windows {
    use super::*;

    /// Bounds on both sides, each list separated by spaces; the days and words of the window.
    #[track_caller]
    fn check(not_before: &str, not_after: &str, own: &str, expected: &str) {
        let dates = |texts: &str| texts.split_whitespace().map(date).collect::<Vec<_>>();
        let own = (!own.is_empty()).then(|| date(own));
        let window = window(&dates(not_before), &dates(not_after), own.as_ref());
        let show = |bound: Bound| bound.day().map_or("..".to_owned(), |day| day.to_string());
        let mut actual = format!("{} {}: {}", show(window.earliest), show(window.latest), english(&window.wording));
        for Contradiction { late, early } in window.contradictions {
            actual.push_str(&format!("; {late:?} > {early:?}"));
        }
        assert_eq!(actual, expected);
    }

    #[test]
    fn bounds_alone() {
        check("2023-08", "2024-07~", "", "2023-08-01 2024-07-31: between August 2023 and about July 2024");
        check("2023-08 2024-05-21 2023", "2024-07", "", "2024-05-21 2024-07-31: between 21 May and July 2024");
        check("2024-07-03", "", "", "2024-07-03 ..: on or after 3 July 2024");
        check("", "2024 2023-07", "", ".. 2023-07-31: in or before July 2023");
        check("2024-07", "2024-07", "", "2024-07-01 2024-07-31: July 2024");
        check("[2023-08..2024-07]", "", "", "2023-08-01 ..: on or after 1 August 2023");
        check("", "", "", ".. ..: not dated");
        check("XXXX", "XXXX-07-03", "", ".. ..: not dated");
    }

    #[test]
    fn with_a_date() {
        check("2023-08", "2025", "2024-07", "2024-07-01 2024-07-31: July 2024");
        check("2024-05-21", "", "2024", "2024-05-21 2024-12-31: between 21 May and 31 December 2024");
        check("", "2024-05", "2024", "2024-01-01 2024-05-31: between 1 January and May 2024");
        check("2023-08", "", "XXXX", "2023-08-01 ..: in or after August 2023");
        check("2024-05", "", "2023/2025", "2023-01-01 2025-12-31: 2023 to 2025");
        check("", "", "XXXX-07-03", ".. ..: 3 July, year not given");
    }

    #[test]
    fn contradictions() {
        check("2024-08", "2024-07", "", "2024-08-01 ..: in or after August 2024; NotBefore(0) > NotAfter(0)");
        check("2023 2024-08", "2025", "2024-07", "2024-07-01 2024-07-31: July 2024; NotBefore(1) > Date");
        check("2023", "2025 2024-06", "2024-07", "2024-07-01 2024-07-31: July 2024; Date > NotAfter(1)");
        check("2024-08~", "2024-07", "2024-07", "2024-07-01 2024-07-31: July 2024");
        check("2024-08?", "2020", "", ".. 2020-12-31: in or before 2020");
    }

    #[test]
    fn where_the_days_come_from() {
        let made = window(&[date("2023"), date("2024-05-21")], &[], Some(&date("2024")));
        assert_eq!((made.earliest_from, made.latest_from), (Some(Part::NotBefore(1)), Some(Part::Date)));
    }
}

mod properties {
    use super::*;

    /// Texts that are often dates.
    fn likely() -> impl Strategy<Value = String> {
        let simple = prop_oneof![
            "[?~%]?-?[0-2X][0-9X]{3}[?~%]?",
            "[0-2][0-9]{3}-(0[1-9]|1[0-2]|2[1-9]|3[0-9]|XX|0X|X1)[?~%]?",
            "[12X][0-9]{3}-[?~%]?(0[1-9]|1[0-2]|XX)-[?~%]?(0[1-9]|1[0-9]|2[0-8]|3X|XX|X5)[?~%]?",
            "Y-?[1-9][0-9]{4,18}(S[1-9])?",
            "Y-?[1-9][0-9]{0,2}E[0-9]{1,3}(S[1-9])?",
            "[1-9][0-9]{3}S[1-4]",
            "20[0-2][0-9]-0[1-9]-1[0-9]T[01][0-9]:[0-5][0-9]:[0-5][0-9](Z|[+-]0[1-9])?",
        ];
        let end = prop_oneof![4 => simple.clone(), 1 => Just(String::new()), 1 => Just("..".to_owned())];
        let member = (simple.clone(), simple.clone(), 0..4).prop_map(|(a, b, shape)| match shape {
            0 => a,
            1 => format!("..{a}"),
            2 => format!("{a}.."),
            _ => format!("{a}..{b}"),
        });
        prop_oneof![
            simple,
            (end.clone(), end).prop_map(|(a, b)| format!("{a}/{b}")),
            prop::collection::vec(member.clone(), 1..4).prop_map(|members| format!("[{}]", members.join(","))),
            prop::collection::vec(member, 1..4).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    }

    fn valid() -> impl Strategy<Value = Date> {
        likely().prop_filter_map("not a date", |text| Date::parse(&text).ok())
    }

    fn is_le(a: Bound, b: Bound) -> bool {
        a.day().zip(b.day()).is_none_or(|(a, b)| a <= b)
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None, max_local_rejects: u32::MAX, ..ProptestConfig::default()
        })]

        #[test]
        fn no_text_panics(text in "\\PC*") {
            match Date::parse(&text) {
                Ok(date) => prop_assert!(!date.to_english().is_empty()),
                Err(error) => prop_assert!(text.get(error.span).is_some() && !error.help.is_empty()),
            }
            let _ = Date::from_toml(&text);
        }

        #[test]
        fn no_nearly_date_panics(text in "([0-9XYETZSux?~%.,/(){}\\[\\] –:-]|open|July|BC|to|between|and|or|0s|about|й){0,14}") {
            match Date::parse(&text) {
                Ok(date) => prop_assert!(!date.to_english().is_empty()),
                Err(error) => prop_assert!(text.get(error.span).is_some() && !error.help.is_empty()),
            }
            let _ = Date::from_toml(&text);
        }

        #[test]
        fn no_number_panics(number: i64) {
            prop_assert_eq!(Date::from_number(number).is_ok(), (1000..=9999).contains(&number));
        }

        #[test]
        fn the_canonical_spelling_is_read_back(date in valid()) {
            prop_assert_eq!(&Date::parse(date.as_str()), &Ok(date.clone()));
            prop_assert!(!date.to_english().is_empty());
        }

        #[test]
        fn bounds_are_in_order(date in valid()) {
            let Limits { earliest: a, latest: b } = date.bounds().start;
            let Limits { earliest: c, latest: d } = date.bounds().end;
            prop_assert!(is_le(a, b) && is_le(c, d) && is_le(a, c) && is_le(b, d) && is_le(a, d), "{:?}", date.bounds());
        }

        #[test]
        fn order_is_the_same_from_both_sides(a in valid(), b in valid()) {
            prop_assert_eq!(a.order(&b), b.order(&a).reverse());
            prop_assert!(matches!(a.order(&a), Order::Overlap | Order::Perhaps));
        }

        #[test]
        fn before_is_transitive(a in valid(), b in valid(), c in valid()) {
            if a.order(&b) == Order::Before && b.order(&c) == Order::Before {
                prop_assert_eq!(a.order(&c), Order::Before);
            }
        }

        #[test]
        fn what_is_certainly_before_is_sorted_before(a in valid(), b in valid()) {
            if a.order(&b) == Order::Before {
                prop_assert!(a.sort_key() < b.sort_key());
            }
        }

        #[test]
        fn days_and_numbers_agree(number in -1_000_000_000_000_i64..1_000_000_000_000) {
            let day = Day::from_number(number);
            prop_assert_eq!(day.number(), number);
            prop_assert_eq!(Day::new(day.year(), day.month(), day.day()), Some(day));
            prop_assert!(Day::from_number(number + 1) > day);
        }

        #[test]
        fn a_window_without_a_date_is_never_empty(lower in valid(), upper in valid()) {
            let made = window(std::slice::from_ref(&lower), std::slice::from_ref(&upper), None);
            prop_assert!(is_le(made.earliest, made.latest));
            prop_assert_eq!(made.contradictions.is_empty(), upper.order(&lower) != Order::Before);
        }

        #[test]
        fn a_window_lies_within_its_bounds(lower in valid(), upper in valid(), own in valid()) {
            let made = window(std::slice::from_ref(&lower), std::slice::from_ref(&upper), Some(&own));
            prop_assert!(is_le(own.bounds().start.earliest, made.earliest));
            prop_assert!(is_le(made.latest, own.bounds().end.latest));
            prop_assert!(is_le(made.earliest, made.latest));
            prop_assert!(!english(&made.wording).is_empty());
        }
    }
}
