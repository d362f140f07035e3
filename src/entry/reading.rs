//! Readings: what one source does with the claims and events.

use std::sync::Arc;

use super::header::{memo, prose, stem_id};
use super::judgement::{check_borrowed, confidence, how};
use super::place::{Implied, places};
use super::record::{Account, Doubt, Figure, How, Modality, Reading, Shares, Stance, StanceKind, Status, Word};
use crate::config::Settings;
use crate::diagnostic::{Code, Spanned};
use crate::fields::{Expected, Fields, Value};

/// Reads `content/readings/KEY.toml`.
pub fn read(fields: &mut Fields<'_>, stem: &str, settings: &Settings) -> Reading {
    let source = stem_id(fields, stem);
    memo(fields);
    let stances = fields.keyed("claims", |claim, fields| stance(fields, source.clone(), claim, settings).map(Arc::new));
    let accounts =
        fields.keyed("events", |event, fields| Some(Arc::new(account(fields, source.clone(), event, settings))));
    Reading { file: fields.file().clone(), source, stances, accounts }
}

/// Reads a stance: `[claims.ID]` of a reading, or `[ID.stance.KEY]` of a claim.
pub fn stance(fields: &mut Fields<'_>, source: Word, claim: Word, settings: &Settings) -> Option<Stance> {
    let kinds = [
        ("asserts", StanceKind::Asserts),
        ("qualifies", StanceKind::Qualifies),
        ("disputes", StanceKind::Disputes),
        ("silent", StanceKind::Silent),
    ];
    let modalities = [
        ("stated", Modality::Stated),
        ("reported", Modality::Reported),
        ("planned", Modality::Planned),
        ("possible", Modality::Possible),
        ("needed", Modality::Needed),
    ];
    let kind =
        fields.required("stance", "write `stance = \"asserts\"`, or `qualifies`, `disputes`, `silent`", |f, key| {
            f.choice(key, &kinds)
        });
    let qualifies = kind.as_ref().is_some_and(|kind| kind.value == StanceKind::Qualifies);
    let support = if qualifies {
        let help = "say whether it still counts as support: `support = true` or `support = false`";
        fields.required("support", help, Fields::flag)
    } else {
        support_unasked(fields, kind.is_some());
        None
    };
    let modality = fields.choice("modality", &modalities);
    let speaker = fields.word("speaker");
    if let (Some(Spanned { value: Modality::Reported, span }), None) = (&modality, &speaker) {
        let note = fields.at(Code::IncompleteJudgement, *span, "what is reported needs its speaker");
        fields.note(note.help("add `speaker = \"…\"`: a name's id, or plain words"));
    }
    memo(fields);
    let stance = Stance {
        file: fields.file().clone(),
        span: fields.span(),
        source,
        claim,
        // Read in full even where the stance is unknown, so that its other mistakes are found.
        stance: kind.clone().unwrap_or(Spanned::new(StanceKind::Silent, fields.span())),
        support,
        modality: modality.map(|m| m.value).unwrap_or_default(),
        speaker,
        at: places(fields, "at", Implied::Source, settings),
        figures: fields.tables("figures", figure),
        shares: shares(fields, settings),
        wording: fields.word("wording"),
        note: prose(fields, "note", settings),
        basis: prose(fields, "basis", settings),
        confidence: confidence(fields),
    };
    kind.map(|_| stance)
}

/// `support` says something of a qualifying stance only.
fn support_unasked(fields: &mut Fields<'_>, stance_known: bool) {
    if let (Some(value), true) = (fields.take("support"), stance_known) {
        let note = fields.at(Code::InvalidValue, value.span(), "`support` is only asked of a stance that qualifies");
        fields.note(note.help("leave it out, or write `stance = \"qualifies\"`"));
    }
}

fn figure(fields: &mut Fields<'_>) -> Option<Figure> {
    let value = fields.required("value", "write it in digits, as `value = \"150\"`", Fields::word);
    let figure = Figure {
        value: value.clone().unwrap_or_default(),
        printed: fields.word("printed"),
        about: fields.flag("about").unwrap_or_default(),
        unit: fields.word("unit"),
        note: fields.word("note"),
    };
    value.map(|_| figure)
}

/// Takes `shares = { lineage, doubt, why }` or `shares = false`.
fn shares(fields: &mut Fields<'_>, settings: &Settings) -> Option<Shares> {
    const SHARES: Expected =
        Expected::new("a table, or `false` where the source stands alone", "{ lineage = \"…\", doubt = \"likely\" }");
    let doubts = [("none", Doubt::None), ("likely", Doubt::Likely), ("possible", Doubt::Possible)];
    match fields.take("shares")? {
        Value::Flag(Spanned { value: false, .. }) => Some(Shares { lineage: None, doubt: Doubt::None, why: None }),
        Value::Table(table) => table.read(|fields| {
            let lineage = fields.required("lineage", "name the lineage: `lineage = \"…\"`", Fields::word);
            let doubt = fields.choice("doubt", &doubts).map_or(Doubt::None, |doubt| doubt.value);
            let why = prose(fields, "why", settings);
            Some(Shares { lineage: Some(lineage?), doubt, why })
        }),
        other => {
            fields.wrong_type("shares", other.unexpected(), SHARES);
            None
        }
    }
}

/// Takes `status`.
pub fn status(fields: &mut Fields<'_>) -> Option<Spanned<Status>> {
    let choices = [
        ("happened", Status::Happened),
        ("planned", Status::Planned),
        ("proposed", Status::Proposed),
        ("unclear", Status::Unclear),
    ];
    fields.choice("status", &choices)
}

/// Reads an account: `[events.ID]` of a reading, or `[ID.account.KEY]` of an event.
pub fn account(fields: &mut Fields<'_>, source: Word, event: Word, settings: &Settings) -> Account {
    let how = how(fields);
    let at = places(fields, "at", Implied::Source, settings);
    if let Some(how) = &how {
        check_borrowed(fields, how, &at, Some(&source.value));
    }
    memo(fields);
    Account {
        file: fields.file().clone(),
        span: fields.span(),
        source,
        event,
        status: status(fields),
        date: fields.date("date"),
        how: how.map_or(How::Stated, |how| how.value),
        place: fields.word("place"),
        speaker: fields.word("speaker"),
        at,
        wording: fields.word("wording"),
        note: prose(fields, "note", settings),
        basis: prose(fields, "basis", settings),
    }
}
