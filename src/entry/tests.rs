//! Whole files: one example of each kind that is right, and many that are wrong.

use proptest::prelude::*;

use super::parse;
use super::record::*;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, File, Place, Severity, Span};

/// What is reported of a file, a line each: `code line:column`.
fn check(path: &str, text: &str) -> String {
    let notes = parse(&File::new(path, text), &Settings::default()).notes;
    notes.iter().map(summary).collect::<Vec<_>>().join(", ")
}

fn summary(note: &Diagnostic) -> String {
    // Printing must work for every span.
    note.render(false);
    match note.place.as_ref().and_then(Place::line_column) {
        Some((line, column)) => format!("{} {line}:{column}", note.code),
        None => note.code.to_string(),
    }
}

/// The entry of a file without mistakes.
fn good(path: &str, text: &str) -> Entry {
    let noted = parse(&File::new(path, text), &Settings::default());
    assert_eq!(noted.notes.iter().map(|n| n.render(false)).collect::<String>(), "", "{path}");
    noted.value.expect(path)
}

/// The text at a span.
fn at(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}

const SOURCE: &str = r#"+++
title     = "A Bridge over the Invented River?"
title_at  = "37"
short     = "Ada (XY)"
aliases   = ["old-id"]
kind      = "letter"
language  = "en"
publisher = "xy"
url       = "https://example.org/a"
archived_url = "https://example.org/b"
captured  = 2025
file      = "001.txt"
hash      = "blake3:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
body      = ["1-17", 19]
read      = { on = 2025-02-20, by = "ae" }
abstract  = "…"
topics    = ["water"]
names     = ["ada"]
date      = "2023-09"
contacted = "By letter."
spelling  = "American"
sign      = "A"
memo      = "never seen"
questions = ["Who?"]
[[author]]
name = "ada"
at   = "19"
[[credit]]
name = "Bea"
printed = "BEA"
role = "translator"
employer = "XY"
[[not_before]]
date  = "2023-08"
how   = "stated"
at    = ["13: a meeting by the bridge"]
basis = "reports the session as past"
[[not_after]]
date  = "2024-07~"
how   = "borrowed"
at    = ["bea 3: this year"]
confidence = "low"
by = "ae"
on = "2025-01-01"
[inferred.translation]
value = "translated; original and translator unknown"
basis = "unidiomatic English"
confidence = "medium"
[inferred.captured]
date = "2025"
basis = "a teaser"
[parts]
headline = ["37"]
back = ["19"]
boilerplate = ["21-36"]
copies = [{ lines = "39-57", of = "1-19" }]
[rights]
publish = "excerpt"
words   = 6
max_share = 0.125
basis   = "quotation for criticism"
[[reply]]
on = "2025-04-10"
from = "ada"
text = "Thank you."
[[loss]]
at = 17
text = "The end."
basis = "It stops."
+++
[l. 1] The digest.
"#;

#[test]
fn a_source() {
    for text in [SOURCE.to_string(), SOURCE.replace('\n', "\r\n"), format!("\u{feff}{SOURCE}")] {
        let Entry::Source(source) = good("content/sources/ada.md", &text) else { panic!() };
        assert_eq!(source.header.id.value, "ada");
        assert_eq!(source.digest.plain(&source.file).text.trim(), "The digest.");
        let digest = source.digest.plain(&source.file).map.first().map(|stretch| stretch.file.start as usize);
        assert_eq!(digest, text.find(" The digest"), "the prose knows where it stands");
        assert_eq!(source.title_at.as_ref().map(|at| at.lines), Some(Some(LineRange { first: 37, last: 37 })));
        let body: Vec<_> = source.body.iter().map(|range| (range.first, range.last)).collect();
        assert_eq!(body, [(1, 17), (19, 19)]);
        assert_eq!(at(&text, source.body[0].span), "1-17");
        let bound = &source.not_before[0];
        assert_eq!(at(&text, bound.value.span), "2023-08");
        assert_eq!(at(&text, bound.span), "[[not_before]]");
        let anchor = bound.at[0].anchor.as_ref().expect("an anchor");
        assert_eq!(at(&text, anchor.span), "a meeting by the bridge");
        assert_eq!(source.not_after[0].how.value, How::Borrowed);
        assert_eq!(source.inferred.len(), 2);
        assert!(matches!(source.inferred[1].1.value.value, Inference::Date(_)));
        assert_eq!(source.inferred[0].1.how.value, How::Inferred);
        let rights = source.rights.as_ref().expect("rights");
        assert_eq!(
            (rights.publish, rights.words, rights.max_share_permille),
            (Some(Publish::Excerpt), Some(6), Some(125))
        );
        assert_eq!(source.parts.copies.len(), 1);
        assert_eq!(
            (source.authors.len(), source.credits.len(), source.replies.len(), source.losses.len()),
            (1, 1, 1, 1)
        );
        assert!(source.date.is_some() && source.captured.is_some());
    }
    let label = "+++\nlabel = \"[unsigned]\"\ndate = { date = \"2023\", at = 3 }\n+++";
    let Entry::Source(source) = good("content/sources/ada.md", label) else { panic!() };
    assert_eq!((&source.header.title, &source.rights), (&None, &None));
    assert_eq!(source.date.as_ref().map(|date| date.at.len()), Some(1));
}

const READING: &str = r#"
[claims.water]
stance   = "qualifies"
support  = false
modality = "needed"
at       = ["27: essential for the town’s bridge", { line = "30-31", anchor = "вода", lang = "ru", gloss = "water", prefix = "a", suffix = "b" }, { anchor = "no line" }]
shares   = { lineage = "leaflet", doubt = "likely", why = "it says so" }
note     = """
says that it is necessary,
not whether it is likely"""
[claims.events]
stance   = "asserts"
modality = "reported"
speaker  = "ada"
at       = "bea 17-18"
figures  = [{ value = "150", printed = "around 150", about = true, unit = "events", note = "n" }]
shares   = false
wording  = "w"
basis    = "b"
confidence = "certain"
memo     = "m"
[claims.peace]
stance = "silent"
[events.summit]
status = "planned"
date   = 2024
how    = "inferred"
place  = "x"
speaker = "ada"
at     = ["7: poised"]
wording = "the \"SCO\" Summit"
basis  = "how a relative date was resolved"
note   = "n"
"#;

#[test]
fn a_reading() {
    let Entry::Reading(reading) = good("content/readings/ada.toml", READING) else { panic!() };
    assert_eq!((reading.source.as_str(), reading.stances.len(), reading.accounts.len()), ("ada", 3, 1));
    let [water, events, _] = &reading.stances[..] else { panic!() };
    assert_eq!((water.claim.as_str(), water.support, water.modality), ("water", Some(false), Modality::Needed));
    assert_eq!(at(READING, water.span), "[claims.water]");
    let note = water.note.as_ref().expect("a note");
    assert!(note.plain(&water.file).text.starts_with("says"), "a line feed after the opening quotes is dropped");
    assert_eq!(note.plain(&water.file).map[0].file.start as usize, READING.find("says that").expect("says"));
    assert_eq!(water.at[1].lines, Some(LineRange { first: 30, last: 31 }));
    assert_eq!(water.at[2].lines, None);
    assert_eq!(water.shares.as_ref().map(|s| s.doubt), Some(Doubt::Likely));
    assert_eq!(events.shares.as_ref().map(|s| s.lineage.clone()), Some(None));
    let source = events.at[0].source.as_ref().expect("a source");
    assert_eq!(at(READING, source.span), "bea");
    let wording = reading.accounts[0].wording.as_ref().expect("a wording");
    assert_eq!(wording.as_str(), "the \"SCO\" Summit");
    assert_eq!(at(READING, wording.span), r#""the \"SCO\" Summit""#, "with escapes, the whole value");
}

#[test]
fn many_records() {
    let claims = r#"
[boats]
title  = "About 150 boats were built."
short  = "150 boats"
kind   = "checkable"
key    = true
added  = "2025-02-18"
topics = ["output"]
events = []
names  = ["ada"]
not_comparable = ["resolutions"]
joined = ["ada 7: in July", "bea 20"]
differs = "One article."
text = "More."
draft = true
embargo = "2027"
withdrawn = { on = "2025", why = "wrong" }
note = "n"
open = "o"
updated = "2025-01-01"
[boats.stance.ada]
stance = "asserts"
at = 3
[b]
title = "B"
"#;
    let Entry::Claims(claims) = good("content/claims.toml", claims) else { panic!() };
    assert_eq!(claims.iter().map(|c| c.header.id.as_str()).collect::<Vec<_>>(), ["boats", "b"]);
    let stance = &claims[0].stances[0];
    assert_eq!((stance.source.as_str(), stance.claim.as_str()), ("ada", "boats"));
    assert_eq!(claims[0].joined.len(), 2);

    let events = r#"
[council]
title  = "Council"
date   = "2023-08"
how    = "inferred"
at     = ["ada 3"]
basis  = "b"
confidence = "high"
kind   = "period"
status = "planned"
place  = "almaty"
names  = ["ada"]
topics = ["meetings"]
claims = ["b"]
joined = []
background = true
text   = "A session."
differs = "d"
[council.account.ada]
date = "2023-08"
[undated]
title = "Undated"
"#;
    let Entry::Events(events) = good("content/events.toml", events) else { panic!() };
    let date = events[0].date.as_ref().expect("a date");
    assert_eq!((date.how.value, date.at.len(), date.confidence), (How::Inferred, 1, Some(Confidence::High)));
    assert_eq!((events[0].kind, events[0].status), (EventKind::Period, Status::Planned));
    assert_eq!((events[0].accounts.len(), &events[1].date), (1, &None));

    let names = r#"
[guild]
title = "Centre"
kind  = "organisation"
sort  = "Centre"
forms = ["Centre", "Center", { form = "GLD", case = true, unless_before = ["x"], unless_after = "y", lang = "en" }]
same_as = ["https://www.wikidata.org/wiki/Q1"]
except = [{ at = "ada 22: ties with", stands_for = "kz", note = "n" }]
preferred = false
related = ["kz"]
private = true
text = "t"
[guild.inferred.expansion]
value = "A Centre"
basis = "b"
"#;
    let Entry::Names(names) = good("content/names.toml", names) else { panic!() };
    assert_eq!((names[0].forms.len(), names[0].forms[2].case, names[0].preferred), (3, Some(true), false));
    assert_eq!(names[0].inferred[0].0.value, "expansion");

    let topics = "[water]\ntitle = \"Water\"\nbroader = \"security\"\ntext = \"t\"\nrelated = [\"x\"]\n";
    let Entry::Topics(topics) = good("content/topics.toml", topics) else { panic!() };
    assert_eq!(topics[0].broader.as_ref().map(|b| b.as_str()), Some("security"));

    let lineages = r#"
[leaflet]
title = "The text"
lost  = "An original"
text  = "The same points."
reviewed = { on = "2025-02-25", by = "ae", computed = "split", why = "w" }
[leaflet.member.ada]
part = "whole"
confidence = "high"
relation = "probable translation"
basis = "b"
"#;
    let Entry::Lineages(lineages) = good("content/lineages.toml", lineages) else { panic!() };
    assert_eq!(lineages[0].members[0].part, Part::Whole);
    assert_eq!(lineages[0].reviewed.as_ref().map(|r| r.computed.value), Some(Computed::Split));

    let reviews = r#"
[ada.bea]
verdict  = "related"
reviewed = { on = "2025-02-25", by = "ae", hash = "blake3:0" }
[[ada.bea.hide]]
a = "5: disputes"
b = "7: accord among its states"
why = "stock phrase"
[ada.cleo]
verdict = ""
"#;
    let Entry::Reviews(reviews) = good("content/reviews.toml", reviews) else { panic!() };
    assert_eq!(reviews.iter().map(|r| r.b.as_str()).collect::<Vec<_>>(), ["bea", "cleo"]);
    assert_eq!((reviews[0].related.as_ref().map(|r| r.value), &reviews[1].related), (Some(true), &None));
    assert_eq!(reviews[0].hide.len(), 1);

    let changes =
        "[2025-04-12-fix]\non = \"2025-04-12\"\nkind = \"correction\"\nabout = [\"source:ada\"]\ntext = \"t\"\n";
    let Entry::Changes(found) = good("content/changes.toml", changes) else { panic!() };
    assert_eq!(found[0].about[0].value, (Kind::Source, "ada".to_string()));
    assert_eq!(at(changes, found[0].about[0].span), "ada");

    let page = "+++\ntitle = \"Method\"\nrole = \"method\"\nmenu = 30\ndescription = \"d\"\n+++\nText.\n";
    let Entry::Page(page) = good("content/pages/method.md", page) else { panic!() };
    assert_eq!((page.role, page.menu), (Some(Role::Method), Some(30)));
    let Entry::Page(home) = good("content/_index.md", "+++\n+++\nText.") else { panic!() };
    assert_eq!((home.header.id.as_str(), home.text.plain(&home.file).text.as_str()), ("", "Text."));

    // A file of many may be split into a folder.
    assert!(matches!(good("content/topics/security.toml", "[a]\ntitle = \"A\""), Entry::Topics(_)));
}

/// A claim with more lines, the first of which is line 3.
fn claim(lines: &str) -> (&'static str, String) {
    ("content/claims.toml", format!("[x]\ntitle = \"X\"\n{lines}"))
}

fn event(lines: &str) -> (&'static str, String) {
    ("content/events.toml", format!("[x]\ntitle = \"X\"\n{lines}"))
}

fn name(lines: &str) -> (&'static str, String) {
    ("content/names.toml", format!("[x]\ntitle = \"X\"\nkind = \"person\"\n{lines}"))
}

/// A source, with more lines from line 3.
fn source(lines: &str) -> (&'static str, String) {
    ("content/sources/ada.md", format!("+++\ntitle = \"X\"\n{lines}\n+++\nText.\n"))
}

/// A stance, with more lines from line 2.
fn stance(lines: &str) -> (&'static str, String) {
    ("content/readings/ada.toml", format!("[claims.x]\n{lines}\n"))
}

fn file(path: &'static str, text: &str) -> (&'static str, String) {
    (path, text.to_string())
}

#[test]
fn mistakes() {
    let cases: Vec<((&str, String), &str)> = vec![
        // Files
        (file("content/stray.md", "x"), "stray-file"),
        (file("content/readings/ada.md", "x"), "stray-file"),
        (file("content/sources/ada.toml", ""), "stray-file"),
        (file("notes/x.toml", ""), "stray-file"),
        (file("content/comparison.json", "{}"), ""),
        (file("content/sources/Ada.md", "+++\ntitle = \"X\"\n+++\n"), "bad-id"),
        (file("content/pages/.md", "+++\ntitle = \"X\"\n+++\n"), "bad-id"),
        (file("content/sources/ada.ru.md", "+++\ntitle = \"X\"\n+++\n"), "bad-id"),
        // Front matter
        (file("content/sources/ada.md", ""), "missing-front-matter"),
        (file("content/sources/ada.md", "Text.\n"), "missing-front-matter 1:1"),
        (file("content/sources/ada.md", "---\ntitle: X\n---\n"), "missing-front-matter 1:1"),
        (file("content/sources/ada.md", "+++\ntitle = \"X\"\n"), "missing-front-matter 1:1"),
        (file("content/sources/ada.md", "+++\n+++\n"), "missing-field 1:1"),
        (file("content/pages/a.md", "+++\n+++\n"), "missing-field 1:1"),
        // TOML
        (claim("topics = [\"a\"\nkey = true\n[y]\ntitle = \"Y\"\n"), "malformed-toml 4:1"),
        (claim("short = \"a\nkey = true\n"), "malformed-toml 3:11"),
        (claim("added = 2025-02\n"), "malformed-toml 3:9"),
        (claim("short = bare\n"), "malformed-toml 3:9"),
        (claim("title = \"again\"\n"), "malformed-toml 3:1"),
        (claim("[x]\n"), "malformed-toml 3:2"),
        (
            claim("short = \"a\nkey = true\n[y]\ntitle = \"Y\"\nkey == true\n[z]\nkind = person\n"),
            "malformed-toml 3:11, malformed-toml 7:6, malformed-toml 9:8",
        ),
        (source("short = \"a"), "malformed-toml 3:11"),
        // Keys
        (claim("titel = \"X\"\n"), "unknown-key 3:1"),
        (claim("colour = \"X\"\n"), "unknown-key 3:1"),
        (claim("[x.stance.ada]\nstance = \"asserts\"\ntopics = [\"a\"]\n"), "misplaced-key 5:1"),
        (name("[x.inferred]\nforms = [\"a\"]\n"), "misplaced-key 5:1"),
        (name("[x.inferred.expansion]\nvalue = \"a\"\nbasis = \"b\"\nrelated = [\"a\"]\n"), "misplaced-key 7:1"),
        (source("[rights]\nwords = 6\ntopics = [\"a\"]"), "misplaced-key 5:1"),
        (source("words = 6"), "misplaced-key 3:1"),
        (source("headline = [\"3\"]"), "misplaced-key 3:1"),
        (source("withdrawn = { on = \"2025\", why = \"w\", draft = true }"), "misplaced-key 3:39"),
        (file("content/claims.toml", "title = \"X\"\n"), "wrong-type 1:1"),
        (name("[x.inferred]\nexpansion = \"a\"\n"), "wrong-type 5:1"),
        (event("date = \"2023\"\non = \"2024\"\n"), "unknown-key 4:1"),
        // Types and values
        (claim("topics = [1]\n"), "wrong-type 3:11"),
        (claim("topics = [\"a\", true, \"b\", {}]\n"), "wrong-type 3:16, wrong-type 3:27"),
        (claim("key = \"yes\"\n"), "wrong-type 3:8"),
        (claim("short = 5\n"), "wrong-type 3:9"),
        (claim("stance = []\n"), "wrong-type 3:10"),
        (claim("kind = \"checkble\"\n"), "invalid-value 3:9"),
        (claim("topics = [\" \"]\n"), "invalid-value 3:12"),
        (file("content/claims.toml", "[x]\ntitle = \" \"\n"), "missing-field 1:1"),
        (file("content/claims.toml", "[x]\ntitle = 3\n"), "wrong-type 2:9"),
        (file("content/claims.toml", "[x.stance.ada]\nstance = \"asserts\"\n"), "missing-field 1:2"),
        (file("content/names.toml", "[x]\ntitle = \"X\"\n"), "missing-field 1:1"),
        (name("forms = [\"\"]\n"), "invalid-value 4:11"),
        (name("forms = [{ case = true }]\n"), "missing-field 4:10"),
        (name("same_as = [\"Q1\"]\n"), "invalid-value 4:13"),
        (name("except = [{ at = \"22: x\" }]\n"), "bad-place 4:19"),
        (name("except = [{ stands_for = \"y\" }]\n"), "missing-field 4:11"),
        // Ids
        (file("content/claims.toml", "[\"A b\"]\ntitle = \"X\"\n"), "bad-id 1:2"),
        (file("content/topics.toml", "[con]\ntitle = \"X\"\n"), "bad-id 1:2"),
        (claim("aliases = [\"ok\", \"Not ok\"]\n"), "bad-id 3:19"),
        // Dates
        (claim("added = \"2025-02-3l\"\n"), "invalid-date 3:19"),
        (claim("added = 12\n"), "wrong-type 3:9"),
        (claim("added = 2025-02-18T10:00:00\n"), "invalid-date 3:9"),
        (claim("added = 10:00:00\n"), "wrong-type 3:9"),
        // Places
        (stance("stance = \"asserts\"\nat = [\"ada: a b\"]"), "bad-place 3:8"),
        (stance("stance = \"asserts\"\nat = [\"0: a b\"]"), "bad-place 3:8"),
        (stance("stance = \"asserts\"\nat = [0]"), "bad-place 3:7"),
        (stance("stance = \"asserts\"\nat = [\"bea  17-12: a b\"]"), "bad-place 3:13"),
        (stance("stance = \"asserts\"\nat = [\"17x\"]"), "bad-place 3:8"),
        (stance("stance = \"asserts\"\nat = [\"17:\"]"), "bad-place 3:10"),
        (stance("stance = \"asserts\"\nat = [\"99999999999\"]"), "bad-place 3:8"),
        (stance("stance = \"asserts\"\nat = [{ source = \"bea\" }]"), "bad-place 3:7"),
        (stance("stance = \"asserts\"\nat = [{ line = 3, ankor = \"x\" }]"), "unknown-key 3:19"),
        (stance("stance = \"asserts\"\nat = [\"17: one two three four five six seven\"]"), "long-anchor 3:12"),
        (stance("stance = \"asserts\"\nat = [\"17: don’t count it’s three four five\"]"), ""),
        (stance("stance = \"asserts\"\nat = [\"\\u0031: a b c d e f g\"]"), "long-anchor 3:7"),
        (source("body = [\"1-\"]"), "bad-place 3:10"),
        (claim("joined = [\"3: x\"]\n"), "bad-place 3:12"),
        // Readings
        (stance("at = 3"), "missing-field 1:1"),
        (stance("stance = \"assert\""), "invalid-value 2:11"),
        (stance("stance = \"qualifies\""), "missing-field 1:1"),
        (stance("stance = \"asserts\"\nsupport = true"), "invalid-value 3:11"),
        (stance("stance = \"asserts\"\nmodality = \"reported\""), "incomplete-judgement 3:13"),
        (stance("stance = \"asserts\"\nshares = true"), "wrong-type 3:10"),
        (stance("stance = \"asserts\"\nshares = { doubt = \"likely\" }"), "missing-field 3:10"),
        (stance("stance = \"asserts\"\nfigures = [{ printed = \"3\" }]"), "missing-field 3:12"),
        (stance("stance = \"asserts\"\n[claim.y]\nstance = \"silent\""), "unknown-key 3:2"),
        (
            file("content/readings/ada.toml", "[events.x]\nhow = \"borrowed\"\nat = [\"ada 3\"]\n"),
            "incomplete-judgement 2:8",
        ),
        // Judgements
        (source("[[not_before]]\nhow = \"stated\""), "missing-field 3:1"),
        (source("[[not_before]]\ndate = \"2023\"\nhow = \"inferred\""), "missing-evidence 3:1"),
        (source("[[not_before]]\ndate = \"2023\"\nhow = \"borrowed\"\nat = 3"), "incomplete-judgement 5:8"),
        (source("[inferred.genre]\nvalue = \"x\""), "missing-evidence 3:1"),
        (source("[inferred.genre]\nbasis = \"x\""), "missing-field 3:1"),
        (event("basis = \"x\"\n"), "missing-field 1:1"),
        (event("date = \"2023\"\nhow = \"borrowed\"\nbasis = \"x\"\n"), "incomplete-judgement 4:8"),
        // Sources
        (source("hash = \"blake3:12\""), "invalid-value 3:9"),
        (source("file = \"../secret.txt\""), "invalid-value 3:9"),
        (source("url = \"example.org\""), "invalid-value 3:8"),
        (source("language = \"English, mostly\""), "invalid-value 3:13"),
        (source("[rights]\nmax_share = 10"), "invalid-value 4:13"),
        (source("[rights]\nwords = -1"), "invalid-value 4:9"),
        (source("[[author]]\nrole = \"x\""), "missing-field 3:1"),
        (source("author = \"x\""), "wrong-type 3:11"),
        (source("read = { by = \"ae\" }"), "missing-field 3:8"),
        (source("title_at = [\"3\", \"4\"]"), "invalid-value 3:19"),
        (source("[parts]\ncopies = [{ lines = \"3-4\" }]"), "missing-field 4:11"),
        (source("[[reply]]\non = \"2025\""), "missing-field 3:1, missing-field 3:1"),
        (source("withdrawn = true"), "wrong-type 3:13"),
        // Lineages, reviews, changes, pages
        (
            file("content/lineages.toml", "[x]\ntitle = \"X\"\nreviewed = { on = \"2025\", computed = \"split\" }\n"),
            "missing-field 3:39",
        ),
        (file("content/lineages.toml", "[x]\ntitle = \"X\"\n[x.member.ada]\n"), "missing-field 3:1"),
        (file("content/reviews.toml", "[bea.ada]\n"), "invalid-value 1:1"),
        (file("content/reviews.toml", "[ada.ada]\n"), "invalid-value 1:6"),
        (file("content/reviews.toml", "[ada.bea]\nhide = [{ a = \"3\" }]\n"), "missing-field 2:9"),
        (file("content/changes.toml", "[x]\n"), "missing-field 1:1, missing-field 1:1, missing-field 1:1"),
        (
            file(
                "content/changes.toml",
                "[x]\non = 2025\nkind = \"reply\"\ntext = \"t\"\nabout = [\"ada\", \"sorce:ada\"]\n",
            ),
            "invalid-value 5:11, invalid-value 5:18",
        ),
        (
            file("content/pages/a.md", "+++\ntitle = \"A\"\nrole = \"methods\"\nmenu = \"1\"\n+++\n"),
            "invalid-value 3:9, wrong-type 4:9",
        ),
        // Several at once, in their order
        (
            claim("titel = \"X\"\nkey = 1\nadded = \"x\"\n[y]\nkind = 3\n"),
            "wrong-type 4:7, invalid-date 5:10, missing-field 6:1, wrong-type 7:8, unknown-key 3:1",
        ),
    ];
    let mut wrong = String::new();
    for ((path, text), expected) in &cases {
        let found = check(path, text);
        if found != *expected {
            wrong += &format!("{path}:\n{text}\n  expected {expected}\n  found    {found}\n\n");
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn a_misplaced_key_is_shown_with_the_heading_that_caught_it() {
    let (path, text) = claim("[x.stance.ada]\nstance = \"asserts\"\ntopics = [\"a\"]\n");
    let note = &parse(&File::new(path, text), &Settings::default()).notes[0];
    let expected = "\
error[misplaced-key]: `topics` landed in `[x.stance.ada]`
 --> content/claims.toml:5:1
  |
3 | [x.stance.ada]
  | -------------- this heading begins the sub-table
4 | stance = \"asserts\"
5 | topics = [\"a\"]
  | ^^^^^^
  |
  = help: keys after a sub-table's heading belong to it: move `topics` above `[x.stance.ada]`";
    assert_eq!(note.render(false), expected);
}

#[test]
fn a_wrong_type_is_shown_with_what_is_right() {
    let (path, text) = claim("topics = 3\n");
    let note = &parse(&File::new(path, text), &Settings::default()).notes[0];
    let expected = "\
error[wrong-type]: `topics` takes a list of texts, not a whole number
 --> content/claims.toml:3:10
  |
3 | topics = 3
  |          ^ expected a list of texts
  |
  = help: write it as `topics = [\"…\", \"…\"]`";
    assert_eq!(note.render(false), expected);
}

#[test]
fn records_with_mistakes_are_kept() {
    let text = "[a]\nkey = 3\n[b]\ntitle = \"B\"\n";
    let Some(Entry::Claims(claims)) = parse(&File::new("content/claims.toml", text), &Settings::default()).value else {
        panic!()
    };
    assert_eq!(claims.len(), 2);
}

const PATHS: [&str; 10] = [
    "content/sources/a.md",
    "content/pages/a.md",
    "content/readings/a.toml",
    "content/claims.toml",
    "content/events.toml",
    "content/names.toml",
    "content/topics.toml",
    "content/lineages.toml",
    "content/reviews.toml",
    "content/changes.toml",
];

proptest! {
    /// Whatever a file holds: no panic, and every span can be shown.
    #[test]
    fn any_text_is_survived(path in 0..PATHS.len(), text in "(\\+\\+\\+\n)?([a-z]{1,3} = |[\\[\\]{}\"',.=\n#+é-]|'''|\"\"\"|[0-9]{1,4}|\\PC){0,60}") {
        let noted = parse(&File::new(PATHS[path], text), &Settings::default());
        noted.notes.iter().for_each(|note| drop(summary(note)));
    }

    /// A stretch that is cut out of a good file does no worse than errors.
    #[test]
    fn any_cut_is_survived(from in 0..SOURCE.len(), length in 0..200usize, as_reading: bool) {
        let (path, text) = if as_reading { ("content/readings/a.toml", READING) } else { ("content/sources/a.md", SOURCE) };
        let kept = text.char_indices().filter(|(i, _)| !(from..from + length).contains(i)).map(|(_, c)| c);
        let noted = parse(&File::new(path, kept.collect::<String>()), &Settings::default());
        noted.notes.iter().for_each(|note| drop(summary(note)));
        prop_assert!(noted.value.is_some());
        if length == 0 {
            prop_assert!(noted.notes.iter().all(|note| note.severity > Severity::Error));
        }
    }
}
