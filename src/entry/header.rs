//! What stands on every record.

use super::prose::Prose;
use super::record::{Header, Withdrawn, Word};
use super::{id, prose_of};
use crate::config::Settings;
use crate::diagnostic::Span;
use crate::fields::Fields;

/// Whether a record needs a title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Title {
    /// It does.
    Required,
    /// It doesn't, or something else stands in for it.
    Optional,
}

/// The id of a record that is a file: its stem. It has no place in the file's text.
pub fn stem_id(fields: &Fields<'_>, stem: &str) -> Word {
    let id = Word::new(stem.to_string(), Span::default());
    id::check_stem(fields, &id);
    id
}

/// Reads what stands on every record. `memo`, which is never published, is read and dropped.
pub fn read(fields: &mut Fields<'_>, id: Word, title: Title, settings: &Settings) -> Header {
    let title = match title {
        Title::Required => fields.required("title", "write `title = \"…\"`", Fields::word),
        Title::Optional => fields.word("title"),
    };
    let header = Header {
        id,
        title,
        short: fields.word("short"),
        aliases: fields.words("aliases"),
        draft: fields.flag("draft").unwrap_or_default(),
        embargo: fields.date("embargo"),
        withdrawn: fields.table("withdrawn", |fields| withdrawn(fields, settings)).flatten(),
        note: prose(fields, "note", settings),
        open: prose(fields, "open", settings),
        questions: fields.words("questions"),
        updated: fields.date("updated"),
    };
    memo(fields);
    header.aliases.iter().for_each(|alias| id::check(fields, alias));
    header
}

/// Reads what stands on a record that is a table of a file of many, and checks its id.
pub fn read_table(fields: &mut Fields<'_>, id: Word, title: Title, settings: &Settings) -> Header {
    id::check(fields, &id);
    read(fields, id, title, settings)
}

fn withdrawn(fields: &mut Fields<'_>, settings: &Settings) -> Option<Withdrawn> {
    let on = fields.required("on", "say when: `on = \"2025-04-12\"`", Fields::date);
    let why = fields.required("why", "say why, for readers: `why = \"…\"`", |f, key| prose(f, key, settings));
    Some(Withdrawn { on: on?, why: why? })
}

/// Takes `memo`, and drops it.
pub fn memo(fields: &mut Fields<'_>) {
    fields.text("memo");
}

/// Takes a text in Markdown.
pub fn prose(fields: &mut Fields<'_>, key: &'static str, settings: &Settings) -> Option<Prose> {
    let word = fields.word(key)?;
    let prose = prose_of(fields.file(), &word, &settings.prose);
    Some(fields.noted(prose))
}

/// The prose of a Markdown record, from `start` to the end of the file.
pub fn body(fields: &Fields<'_>, start: usize, settings: &Settings) -> Prose {
    let file = fields.file();
    let text = file.text.get(start..).unwrap_or_default();
    fields.noted(super::prose::parse(text, start, file, &settings.prose, super::prose::Context::Block))
}
