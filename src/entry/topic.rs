//! Topics: tables of `content/topics.toml`.

use super::header::{self, Title, prose};
use super::record::{Topic, Word};
use crate::config::Settings;
use crate::fields::Fields;

/// Reads one topic.
pub fn read(fields: &mut Fields<'_>, id: Word, settings: &Settings) -> Topic {
    Topic {
        file: fields.file().clone(),
        header: header::read_table(fields, id, Title::Required, settings),
        broader: fields.word("broader"),
        related: fields.words("related"),
        text: prose(fields, "text", settings),
    }
}
