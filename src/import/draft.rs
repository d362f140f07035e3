//! The record and the reading that an import begins: what is known is filled in, the rest is there as comments.

use super::hint::Dated;
use super::layout::{Layout, Lines};

/// How many dates a record lists as hints: past that, nobody reads them.
const DATES_MAX: usize = 24;

/// What a record can be begun with.
#[derive(Debug)]
pub struct Findings<'a> {
    /// The text's name in the archive.
    pub file: &'a str,
    /// `blake3:…`.
    pub hash: &'a str,
    /// The day of the import, as `2026-01-31`.
    pub day: &'a str,
    /// `record`, `excerpt` or `full`, where asked for.
    pub publish: Option<&'a str>,
    /// What the lines seem to be.
    pub layout: &'a Layout,
    /// The language, where plain.
    pub language: Option<&'a str>,
    /// Dates in the article.
    pub dates: &'a [Dated],
}

/// A claim or an event that exists: its id and its title.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// The id.
    pub id: String,
    /// The title; empty where it has none.
    pub title: String,
}

/// `content/sources/ID.md`.
pub fn record(findings: &Findings<'_>) -> String {
    let Findings { layout, day, .. } = findings;
    let mut out = String::from("+++\n");
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    line("draft     = true   # left out of the site; take this line out when the record is ready");
    match &layout.title {
        Some(title) => {
            line("# The title is a guess.");
            line(&format!("title     = {}", quoted(&title.words)));
            line(&format!("title_at  = \"{}\"", title.line));
        }
        None => {
            line(
                "# No headline was found. Put `title` and `title_at` here, or keep a label that can't be taken for a title.",
            );
            line(&format!("label     = {}", quoted(&format!("Text saved as {}", findings.file))));
        }
    }
    match &layout.author {
        Some(author) => line(&format!("short     = {}   # for column heads and chips", quoted(surname(&author.words)))),
        None => line("# short     = \"\"   # for column heads and chips: the author or the outlet"),
    }
    line("# kind      = \"news report\"   # or: commentary, interview, press release …");
    match findings.language {
        Some(language) => line(&format!("language  = \"{language}\"   # by its commonest words")),
        None => line("# language  = \"en\"   # couldn't be told: a code like en, fr, pt-BR"),
    }
    line("# publisher = \"\"   # a name's id or plain words; only what the document shows");
    line("# url       = \"https://example.org/\"");
    line(&format!("# captured  = \"{day}\"   # when the copy was taken"));
    line(&format!("file      = {}", quoted(findings.file)));
    line(&format!("hash      = \"{}\"", findings.hash));
    line(&format!(
        "# The lines that are the article, {} words: a guess, as is [parts] below. Check both against the text.",
        layout.words
    ));
    line(&format!("body      = {}", list(&layout.body)));
    line(&format!(
        "# read      = {{ on = \"{day}\", by = \"ed\" }}   # once it was read for every claim that exists by then"
    ));
    line("# abstract  = \"Two or three sentences in your own words: what it is, and what only it has.\"");
    match &layout.author {
        Some(author) => {
            line("\n[[author]]   # from the byline or the note on the author");
            line(&format!("name = {}   # a name's id or plain words", quoted(&author.words)));
            line(&format!("at   = \"{}\"", author.line));
        }
        None => line("\n# [[author]]\n# name = \"\"   # a name's id or plain words\n# at   = \"1\""),
    }
    if !findings.dates.is_empty() {
        line(
            "\n# Dates in the article and around it. They are hints: what it was written before or after is yours to judge.",
        );
        for (number, date) in findings.dates.iter().take(DATES_MAX) {
            line(&format!("#   line {number}: {date}"));
        }
        if let Some(more) = findings.dates.len().checked_sub(DATES_MAX).filter(|more| *more > 0) {
            line(&format!("#   and {more} more"));
        }
    }
    line(
        "\n# [[not_before]]   # and [[not_after]]; as many as there is evidence for\
         \n# date  = \"2019-10\"   # EDTF: 2019, 2019-10~ (about), 2019-10? (unsure), 2019/2020 (a span)\
         \n# how   = \"stated\"   # stated | inferred | borrowed (then `at` cites another source: \"other 3: its words\")\
         \n# at    = [\"3: at most six words\"]\
         \n# basis = \"reports it as past\"",
    );
    let parts = [
        ("headline", &layout.headline),
        ("front", &layout.front),
        ("captions", &layout.captions),
        ("back", &layout.back),
        ("boilerplate", &layout.boilerplate),
    ];
    line("\n[parts]   # what the other lines are");
    for (name, lines) in parts.iter().filter(|(_, lines)| !lines.is_empty()) {
        line(&format!("{name:<11} = {}", list(lines)));
    }
    if !layout.copies.is_empty() {
        let copies: Vec<_> =
            layout.copies.iter().map(|(lines, of)| format!("{{ lines = \"{lines}\", of = \"{of}\" }}")).collect();
        line(&format!("{:<11} = [{}]", "copies", copies.join(", ")));
    }
    match findings.publish {
        Some(publish) => {
            line(&format!("\n[rights]\npublish = \"{publish}\"   # record | excerpt | full"));
            line("# licence = \"CC BY 4.0\"\n# basis   = \"on what ground\"");
        }
        None => line(
            "\n# [rights]   # where they differ from the config's\n# publish = \"excerpt\"   # record | excerpt | full\n# basis   = \"on what ground\"",
        ),
    }
    line("+++");
    let first = layout.body.first().map_or(1, |lines| lines.first);
    line(&format!(
        "[l. {first}] Here goes the summary, in your own words: what the article says, in its order, each paragraph with its line."
    ));
    out
}

/// `content/readings/ID.toml`: every claim and event that exists, to be taken out of its comment or deleted.
pub fn reading(claims: &[Listed], events: &[Listed]) -> String {
    let mut out = String::from(
        "# What this source says on each claim and event. Take the `# ` off where it says something; delete the rest.\n\
         # A claim without a table counts as \"not mentioned\" once the record's `read` is set, and as \"not examined\" before.\n",
    );
    let mut table = |kind: &str, listed: &Listed, body: &str| {
        let title = comment(&listed.title);
        let heading = if title.is_empty() { title } else { format!("# {title}\n") };
        out.push_str(&format!("\n{heading}# [{kind}.{}]\n{body}", key(&listed.id)));
    };
    for claim in claims {
        table(
            "claims",
            claim,
            "# stance = \"asserts\"   # asserts | qualifies (then: support = true or false) | disputes | silent\n\
             # at     = [\"1: at most six words\"]\n",
        );
    }
    for event in events {
        table(
            "events",
            event,
            "# date = \"\"   # as this source gives it, if it does\n# at   = [\"1: at most six words\"]\n",
        );
    }
    out
}

/// The last word of a person's name.
pub fn surname(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or(name)
}

/// A string as TOML writes it, on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(comment(text)).to_string()
}

/// A key of a table's heading: an id of any script is not always a bare key.
fn key(id: &str) -> String {
    let bare = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare { id.to_string() } else { quoted(id) }
}

/// Words on one line, without characters that a TOML comment can't hold.
fn comment(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "")
}

fn list(lines: &[Lines]) -> String {
    let lines: Vec<_> = lines.iter().map(|lines| format!("\"{lines}\"")).collect();
    format!("[{}]", lines.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::layout::study;

    fn front_matter(record: &str) -> toml::Table {
        let inside = record.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).unwrap().0;
        inside.parse().unwrap_or_else(|error| panic!("{error}\n{inside}"))
    }

    fn begun(text: &str, publish: Option<&str>) -> String {
        let layout = study(text);
        let findings = Findings {
            file: "a.txt",
            hash: "blake3:00",
            day: "2026-01-31",
            publish,
            layout: &layout,
            language: None,
            dates: &[(3, "May 2019".into())],
        };
        record(&findings)
    }

    #[test]
    fn a_record_is_toml_and_a_draft() {
        let text = "A \"quoted\" headline \\ with signs\nBy Pim Wherrymade\nThe river rose in the night and by the morning it stood above the step.";
        let table = front_matter(&begun(text, Some("full")));
        assert_eq!(table["draft"].as_bool(), Some(true));
        assert_eq!(table["title"].as_str(), Some("A \"quoted\" headline \\ with signs"));
        assert_eq!(table["short"].as_str(), Some("Wherrymade"));
        assert_eq!(table["author"][0]["name"].as_str(), Some("Pim Wherrymade"));
        assert_eq!(table["body"][0].as_str(), Some("3"));
        assert_eq!(table["parts"]["front"][0].as_str(), Some("2"));
        assert_eq!(table["rights"]["publish"].as_str(), Some("full"));
        assert!(!table.contains_key("not_before") && !table.contains_key("date"), "dates are never set");
    }

    #[test]
    fn a_record_without_a_headline_has_a_label() {
        let table =
            front_matter(&begun("The river rose in the night and by the morning it stood above the step.", None));
        assert!(table.contains_key("label") && !table.contains_key("title") && !table.contains_key("rights"));
    }

    #[test]
    fn a_reading_is_toml_with_and_without_its_comments() {
        let listed = |id: &str, title: &str| Listed { id: id.into(), title: title.into() };
        let text = reading(&[listed("water", "It\nrose."), listed("вода", "")], &[listed("flood", "The \u{1}flood")]);
        assert_eq!(text.parse::<toml::Table>().unwrap().len(), 0);
        let tables: String = text
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| line.starts_with('[') || line.contains(" = "))
            .map(|line| format!("{line}\n"))
            .collect();
        let table: toml::Table = tables.parse().unwrap();
        assert_eq!(table["claims"].as_table().unwrap().keys().collect::<Vec<_>>(), ["water", "вода"]);
        assert_eq!(table["events"]["flood"]["at"].as_array().unwrap().len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_toml(text in "(.|\n){0,200}") {
            front_matter(&begun(&text, None));
        }
    }
}
