//! Changes: tables of `content/changes.toml`.

use super::header::{self, Title, prose};
use super::record::{Change, ChangeKind, Kind, Word};
use crate::config::Settings;
use crate::diagnostic::{Code, Spanned};
use crate::fields::{Fields, within};

/// Reads one change; `None` where it lacks what makes it one.
pub fn read(fields: &mut Fields<'_>, id: Word, settings: &Settings) -> Option<Change> {
    let kinds = [
        ("publication", ChangeKind::Publication),
        ("correction", ChangeKind::Correction),
        ("update", ChangeKind::Update),
        ("reply", ChangeKind::Reply),
        ("withdrawal", ChangeKind::Withdrawal),
    ];
    let header = header::read_table(fields, id, Title::Optional, settings);
    let on = fields.required("on", "say when: `on = \"2025-04-12\"`", Fields::date);
    let help = "write `kind = \"correction\"`, or `publication`, `update`, `reply`, `withdrawal`";
    let kind = fields.required("kind", help, |fields, key| fields.choice(key, &kinds));
    let text = fields.required("text", "say what changed: `text = \"…\"`", |f, key| prose(f, key, settings));
    let about = fields.words("about").into_iter().filter_map(|word| about(fields, word)).collect();
    Some(Change { file: fields.file().clone(), header, on: on?, kind: kind?, about, text: text? })
}

/// `KIND:ID`; the span is the id's.
fn about(fields: &Fields<'_>, word: Word) -> Option<Spanned<(Kind, String)>> {
    let Some((kind, id)) = word.split_once(':') else {
        let note = fields.at(Code::InvalidValue, word.span, "a record is named by kind and id");
        fields.note(note.help(format!("write it as `source:{}`", word.value)));
        return None;
    };
    let Some((_, found)) = Kind::NAMED.iter().find(|(name, _)| *name == kind) else {
        let span = within(&word, 0..kind.len());
        let note = fields.at(Code::InvalidValue, span, format!("there is no kind of record `{kind}`"));
        fields.note(note.suggest(kind, Kind::NAMED.iter().map(|(name, _)| *name)));
        return None;
    };
    let span = within(&word, kind.len() + 1..word.len());
    Some(Spanned::new((*found, id.to_string()), span))
}
