//! Events: tables of `content/events.toml`.

use std::sync::Arc;

use super::header::{self, Title, prose};
use super::judgement::{self, Rules};
use super::place::{Implied, places};
use super::reading::{account, status};
use super::record::{Event, EventKind, How, Judgement, Word};
use crate::config::Settings;
use crate::diagnostic::Code;
use crate::edtf::Date;
use crate::fields::Fields;

/// Reads one event.
pub fn read(fields: &mut Fields<'_>, id: Word, settings: &Settings) -> Event {
    let kinds =
        [("happening", EventKind::Happening), ("statement", EventKind::Statement), ("period", EventKind::Period)];
    let header = header::read_table(fields, id, Title::Required, settings);
    let accounts =
        fields.keyed("account", |source, fields| Some(Arc::new(account(fields, source, header.id.clone(), settings))));
    Event {
        file: fields.file().clone(),
        header,
        date: date(fields, settings),
        kind: fields.choice("kind", &kinds).map(|kind| kind.value).unwrap_or_default(),
        status: status(fields).map(|status| status.value).unwrap_or_default(),
        place: fields.word("place"),
        names: fields.words("names"),
        topics: fields.words("topics"),
        claims: fields.words("claims"),
        joined: places(fields, "joined", Implied::Nothing, settings),
        background: fields.flag("background").unwrap_or_default(),
        text: prose(fields, "text", settings),
        differs: prose(fields, "differs", settings),
        accounts,
    }
}

/// The event's own date, with the reasons that stand beside it.
fn date(fields: &mut Fields<'_>, settings: &Settings) -> Option<Judgement<Date>> {
    let rules = Rules { own: None, how: How::Stated, wants_basis: true, signed: false };
    let written = fields.has("date");
    let reason = ["how", "at", "basis", "confidence"].into_iter().find(|key| fields.has(key));
    if let (false, Some(reason)) = (written, reason) {
        let message = format!("`{reason}` gives a reason for a date, and there is none");
        let note = fields.at(Code::MissingField, fields.span(), message);
        fields.note(note.help("write `date = \"XXXX\"` where nothing is known of it"));
    }
    let date = fields.date("date");
    let span = date.as_ref().map_or(fields.span(), |date| date.span);
    judgement::read(fields, span, date, rules, settings)
}
