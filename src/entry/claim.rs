//! Claims: tables of `content/claims.toml`.

use std::sync::Arc;

use super::header::{self, Title, prose};
use super::place::{Implied, places};
use super::reading::stance;
use super::record::{Claim, ClaimKind, Word};
use crate::config::Settings;
use crate::fields::Fields;

/// Reads one claim.
pub fn read(fields: &mut Fields<'_>, id: Word, settings: &Settings) -> Claim {
    let kinds = [
        ("checkable", ClaimKind::Checkable),
        ("contestable", ClaimKind::Contestable),
        ("prediction", ClaimKind::Prediction),
    ];
    let header = header::read_table(fields, id, Title::Required, settings);
    let stances =
        fields.keyed("stance", |source, fields| stance(fields, source, header.id.clone(), settings).map(Arc::new));
    Claim {
        file: fields.file().clone(),
        header,
        kind: fields.choice("kind", &kinds),
        key: fields.flag("key").unwrap_or_default(),
        added: fields.date("added"),
        topics: fields.words("topics"),
        events: fields.words("events"),
        names: fields.words("names"),
        not_comparable: fields.words("not_comparable"),
        joined: places(fields, "joined", Implied::Nothing, settings),
        text: prose(fields, "text", settings),
        differs: prose(fields, "differs", settings),
        stances,
    }
}
