//! Lineages: tables of `content/lineages.toml`.

use super::header::{self, Title, prose};
use super::judgement::confidence;
use super::record::{Computed, Lineage, LineageReview, Member, Part, Word};
use crate::config::Settings;
use crate::diagnostic::{Code, Spanned};
use crate::fields::Fields;

/// Reads one lineage.
pub fn read(fields: &mut Fields<'_>, id: Word, settings: &Settings) -> Lineage {
    Lineage {
        file: fields.file().clone(),
        header: header::read_table(fields, id, Title::Required, settings),
        lost: fields.word("lost"),
        text: prose(fields, "text", settings),
        reviewed: fields.table("reviewed", |fields| reviewed(fields, settings)).flatten(),
        members: fields.keyed("member", |source, fields| Some(member(fields, source, settings))),
    }
}

fn reviewed(fields: &mut Fields<'_>, settings: &Settings) -> Option<LineageReview> {
    let choices = [("agrees", Computed::Agrees), ("split", Computed::Split), ("joined", Computed::Joined)];
    let on = fields.required("on", "say when: `on = \"2025-04-12\"`", Fields::date);
    let by = fields.word("by");
    let help = "say how it stands to what was computed: `computed = \"agrees\"`, or `split`, `joined`";
    let computed = fields.required("computed", help, |fields, key| fields.choice(key, &choices));
    let why = prose(fields, "why", settings);
    if let (Some(Spanned { value: Computed::Split | Computed::Joined, span }), None) = (&computed, &why) {
        let note = fields.at(Code::MissingField, *span, "an editor who overrules the computation says why");
        fields.note(note.help("add `why = \"…\"`"));
    }
    Some(LineageReview { on: on?, by, computed: computed?, why })
}

fn member(fields: &mut Fields<'_>, source: Word, settings: &Settings) -> Member {
    let parts = [("whole", Part::Whole), ("beginning", Part::Beginning), ("passages", Part::Passages)];
    let help = "say how much of it is the shared text: `part = \"whole\"`, or `beginning`, `passages`";
    let part = fields.required("part", help, |fields, key| fields.choice(key, &parts));
    Member {
        source,
        part: part.map_or(Part::Whole, |part| part.value),
        confidence: confidence(fields),
        relation: fields.word("relation"),
        basis: prose(fields, "basis", settings),
    }
}
