//! Reviews of the comparison: tables `[A.B]` of `content/reviews.toml`.

use super::place::{Implied, place};
use super::record::{Hide, Review, Word};
use crate::config::Settings;
use crate::diagnostic::Code;
use crate::fields::Fields;

/// Reads all reviews of a file.
pub fn read(fields: &mut Fields<'_>, settings: &Settings) -> Vec<Review> {
    let reviews = fields.each(|a, fields| Some(fields.each(|b, fields| Some(review(fields, a.clone(), b, settings)))));
    reviews.into_iter().flatten().collect()
}

fn review(fields: &mut Fields<'_>, a: Word, b: Word, settings: &Settings) -> Review {
    if a.value == b.value {
        fields.note(fields.at(Code::InvalidValue, b.span, "a source isn't compared with itself"));
    } else if a.value > b.value {
        let note = fields.at(Code::InvalidValue, fields.span(), "the two ids of a pair stand in alphabetical order");
        fields.note(note.help(format!("write `[{}.{}]`", b.value, a.value)));
    }
    let verdict = fields.choice("verdict", &[("related", true), ("not related", false)]);
    let reviewed = fields.table("reviewed", |fields| (fields.date("on"), fields.word("by"), fields.word("hash")));
    let (on, by, hash) = reviewed.unwrap_or_default();
    super::header::memo(fields);
    let hide = fields.tables("hide", |fields| hide(fields, settings));
    Review { file: fields.file().clone(), a, b, related: verdict, on, by, hash, hide }
}

fn hide(fields: &mut Fields<'_>, settings: &Settings) -> Option<Hide> {
    let help = "say which passage, by its place in both texts: `a = \"5: a few quoted words\"`";
    let a = fields.required("a", help, |f, key| place(f, key, Implied::Source, settings));
    let b = fields.required("b", help, |f, key| place(f, key, Implied::Source, settings));
    let why = fields.word("why");
    Some(Hide { a: a?, b: b?, why })
}
