//! Rules that need more than one record: what is wrong, doubtful or undone in a dossier as a whole.
//!
//! Every rule is a function of its own from the dossier to diagnostics, and takes time in proportion to what it reads.
//! What a single record tells is checked where it is read ([`crate::entry`]), what a reference tells where it is
//! linked ([`crate::model::link()`]).

mod dates;
mod links;
mod pages;
mod passages;
mod people;
mod places;
mod reviews;
mod shared;
mod undone;
mod withheld;
mod wording;

use rayon::prelude::*;

use crate::compare::{Comparison, Texts};
use crate::diagnostic::Diagnostic;
use crate::model::Dossier;
use crate::render::strings::Strings;

pub use links::links;
pub use pages::{Base, Checked, pages};
pub use withheld::withheld;

/// What is wrong or doubtful.
pub fn check(dossier: &Dossier, comparison: &Comparison, texts: &Texts, strings: &Strings) -> Vec<Diagnostic> {
    let passages = passages::passages(dossier);
    side_by_side(&[
        &|| wording::borrowed(dossier, &passages, texts),
        &|| wording::languages(dossier, texts),
        &|| wording::avoided(dossier, &passages, strings),
        &|| dates::contradictions(dossier),
        &|| dates::second_thoughts(dossier),
        &|| dates::still_to_come(dossier),
        &|| dates::published_later(dossier),
        &|| people::editors(dossier),
        &|| places::citations(dossier, &passages, comparison),
        &|| places::parts(dossier, comparison),
        &|| places::quotations(dossier, comparison),
        &|| shared::lineages(dossier),
        &|| shared::same_text(dossier),
        &|| reviews::reviews(dossier, comparison),
        &|| reviews::kin_all_the_same(dossier),
        &|| undone::ambiguous_forms(dossier),
    ])
}

/// Work to do. It is asked for of a dossier without errors: what an unreadable record doesn't bring isn't missing.
pub fn undone(dossier: &Dossier, comparison: &Comparison) -> Vec<Diagnostic> {
    side_by_side(&[
        &|| reviews::unreviewed(dossier, comparison),
        &|| undone::not_examined(dossier),
        &|| undone::undated_claims(dossier),
        &|| undone::orphan_topics(dossier),
        &|| undone::orphan_names(dossier, comparison),
        &|| undone::unsupported(dossier),
        &|| undone::unread(dossier),
        &|| undone::joined(dossier),
        &|| undone::of_the_dossier(dossier),
    ])
}

/// What all the rules say, in their order.
fn side_by_side(rules: &[&(dyn Fn() -> Vec<Diagnostic> + Sync)]) -> Vec<Diagnostic> {
    rules.par_iter().flat_map_iter(|rule| rule()).collect()
}
