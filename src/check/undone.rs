//! Work to do: what readers would miss, and what stands there for nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::Comparison;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::edtf::{Date, Order};
use crate::entry::record::{Form, Role, StanceKind};
use crate::model::{self, Claim, ClaimIx, Dossier, NameIx, Source, SourceIx, TopicIx};
use crate::text::word;

/// So many ids are named in a warning; the pages have the rest.
const NAMED: usize = 5;

/// For each source, the claims that it was not read for: those that were added later.
pub fn not_examined(dossier: &Dossier) -> Vec<Diagnostic> {
    // Claims are added many on a day: each day is held against each source once, not each claim.
    let mut by_day: BTreeMap<Option<&str>, (Option<&Date>, Vec<ClaimIx>)> = BTreeMap::new();
    for ix in ClaimIx::all(dossier).filter(|ix| dossier[*ix].header.withdrawn.is_none()) {
        let added = dossier[ix].added.as_ref().map(|added| &added.value);
        by_day.entry(added.map(Date::as_str)).or_insert((added, Vec::new())).1.push(ix);
    }
    let mut notes = Vec::new();
    for source in dossier.sources.iter().filter(|source| source.header.withdrawn.is_none()) {
        let days = by_day.values().filter(|(added, _)| !covers(source, *added));
        let claims: BTreeSet<ClaimIx> = days.flat_map(|(_, claims)| claims).copied().collect();
        let open: Vec<ClaimIx> = claims.into_iter().filter(|ix| !source.stances.contains_key(ix)).collect();
        if open.is_empty() {
            continue;
        }
        let id = &source.header.id.value;
        let mut named: Vec<_> =
            open.iter().take(NAMED).map(|ix| format!("`{}`", dossier[*ix].header.id.value)).collect();
        if open.len() > NAMED {
            named.push(format!("{} more", open.len() - NAMED));
        }
        let claims = if open.len() == 1 { "claim" } else { "claims" };
        let message = format!("`{id}` was not read for {} {claims}: {}", open.len(), named.join(", "));
        let note = match &source.read {
            Some(read) => Diagnostic::at(Code::NotExamined, &source.file, read.on.span, message),
            None => Diagnostic::in_file(Code::NotExamined, &source.file, message),
        };
        notes.push(note.help("read it for these, write what it says into its reading, and set `read.on` to that day"));
    }
    notes
}

/// Claims that don't say since when they are there: whatever source was read, it counts as read for them.
pub fn undated_claims(dossier: &Dossier) -> Vec<Diagnostic> {
    let read: Vec<&Source> = dossier.sources.iter().filter(|source| source.read.is_some()).collect();
    let undated = ClaimIx::all(dossier).filter(|ix| dossier[*ix].added.is_none());
    // It matters where a source says nothing of one.
    let passed_over = |ix: &ClaimIx| read.iter().any(|source| !source.stances.contains_key(ix));
    let open: Vec<ClaimIx> = undated.filter(|ix| dossier[*ix].header.withdrawn.is_none()).filter(passed_over).collect();
    let Some(first) = open.first().map(|ix| &dossier[*ix]) else { return Vec::new() };
    let message = match open.len() {
        1 => format!(
            "`{}` doesn't say when it was added: every source that was read counts as read for it",
            first.header.id.value
        ),
        n => format!("{n} claims don't say when they were added: every source that was read counts as read for them"),
    };
    vec![
        Diagnostic::at(Code::NotExamined, &first.file, first.header.id.span, message)
            .help("where a source says nothing of such a claim, readers are told that it is silent; add `added = \"DATE\"`, the day of the claim"),
    ]
}

/// Whether a source was read when a claim that was added on that day existed, as [`Dossier::examined`] has it.
fn covers(source: &Source, added: Option<&Date>) -> bool {
    match (&source.read, added) {
        (Some(read), Some(added)) => read.on.value.order(added) != Order::Before,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// Topics that nothing is on, and nothing on those below them.
pub fn orphan_topics(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut used = vec![false; dossier.topics.len()];
    for ix in TopicIx::all(dossier) {
        let topic = &dossier[ix];
        if topic.claims.is_empty() && topic.events.is_empty() && topic.sources.is_empty() {
            continue;
        }
        let mut at = Some(ix);
        while let Some(ix) = at.filter(|ix| !used[ix.0 as usize]) {
            used[ix.0 as usize] = true;
            at = dossier[ix].broader;
        }
    }
    let orphans = dossier.topics.iter().zip(used).filter(|(_, used)| !used);
    let note = |(topic, _): (&model::Topic, bool)| {
        let message = format!("nothing is on the topic `{}`", topic.header.id.value);
        Diagnostic::at(Code::OrphanTopic, &topic.file, topic.header.id.span, message)
            .help("give it to a claim, an event or a source (`topics = […]`), or take it out")
    };
    orphans.map(note).collect()
}

/// Names of which no text has a form, and that are about no record: a form may be misspelt.
pub fn orphan_names(dossier: &Dossier, comparison: &Comparison) -> Vec<Diagnostic> {
    let mut texts = SourceIx::all(dossier).filter(|ix| dossier[*ix].text_file.is_some()).peekable();
    // What a text that isn't here says, nobody knows.
    if dossier.left_out > 0 || texts.peek().is_none() || texts.any(|ix| comparison.text(ix).is_none()) {
        return Vec::new();
    }
    let orphan = |ix: &NameIx| {
        let name = &dossier[*ix];
        let of_records = !name.claims.is_empty() || !name.events.is_empty() || !name.sources.is_empty();
        let spoken_of = of_records || !name.related.is_empty() || !name.changes.is_empty();
        let mentioned = spoken_of || !comparison.mentions(*ix).is_empty();
        !name.forms.is_empty() && !mentioned && name.header.withdrawn.is_none()
    };
    let note = |ix: NameIx| {
        let name = &dossier[ix];
        let span = name.forms.first().map_or(name.header.id.span, |form| form.form.span);
        let message = format!("no text has a form of the name `{}`", name.header.id.value);
        Diagnostic::at(Code::OrphanName, &name.file, span, message)
            .help("a form stands here as in the texts; `case = false` takes it without its capitals")
    };
    NameIx::all(dossier).filter(orphan).map(note).collect()
}

/// Forms that two names claim: what stands in the texts would be taken for one of them only.
pub fn ambiguous_forms(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut owners: BTreeMap<Vec<String>, Vec<(NameIx, &Form)>> = BTreeMap::new();
    let mut notes = Vec::new();
    for ix in NameIx::all(dossier) {
        for form in &dossier[ix].forms {
            let key = word::words(&form.form).into_iter().map(|word| word.text).collect();
            let owners = owners.entry(key).or_default();
            if let Some((first, other)) = owners.iter().find(|(name, other)| *name != ix && alike(form, other)) {
                let (name, first) = (&dossier[ix], &dossier[*first]);
                let (a, b) = (&first.header.id.value, &name.header.id.value);
                let message = format!("“{}” is a form of `{a}` and of `{b}`", form.form.value);
                notes.push(
                    Diagnostic::at(Code::AmbiguousForm, &name.file, form.form.span, message)
                        .related(Place::at(&first.file, other.form.span), "claimed here as well")
                        .help("keep it with one of them, and tell the places apart with `unless_before`, `unless_after` or `except`"),
                );
            } else {
                owners.push((ix, form));
            }
        }
    }
    notes
}

/// Whether two forms of the same words can stand for the same place of a text.
fn alike(a: &Form, b: &Form) -> bool {
    !(a.case == Some(true) && b.case == Some(true)) || a.form.value == b.form.value
}

/// Claims that no source says anything about, alone or together with others, and events without a date that no source tells of.
pub fn unsupported(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let silent =
        |claim: &&Claim| claim.sources.is_empty() && claim.record.joined.is_empty() && claim.header.withdrawn.is_none();
    for claim in dossier.claims.iter().filter(silent) {
        let message = format!("no source says anything about `{}`", claim.header.id.value);
        notes.push(
            Diagnostic::at(Code::UnsupportedClaim, &claim.file, claim.header.id.span, message)
                .help("write what a source does with it into that source's reading, or take it out"),
        );
    }
    for event in &dossier.events {
        let cited = event.date.as_ref().is_some_and(|date| !date.at.is_empty());
        if event.sources.is_empty() && !cited && event.record.joined.is_empty() && event.header.withdrawn.is_none() {
            let message = format!("no source tells of `{}`, and it cites none", event.header.id.value);
            notes.push(
                Diagnostic::at(Code::MissingEvidence, &event.file, event.header.id.span, message)
                    .help("write what a source says of it into that source's reading, or take it out"),
            );
        }
    }
    notes
}

/// Sources that were read and have nothing recorded: every claim would count as passed over in silence. And stances
/// that cite no place.
pub fn unread(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for ix in SourceIx::all(dossier) {
        let source = &dossier[ix];
        let id = &source.header.id.value;
        let unrecorded = !dossier.claims.is_empty() && source.stances.is_empty() && !dossier.readings.contains(&ix);
        if let Some(read) = source.read.as_ref().filter(|_| unrecorded) {
            let message = format!("`{id}` was read, and nothing is recorded of it: each claim counts as passed over");
            notes.push(Diagnostic::at(Code::MissingEvidence, &source.file, read.on.span, message).help(format!(
                "write what it says into content/readings/{id}.toml; an empty file says that it is silent"
            )));
        }
        for stance in source.stances.values().map(|stance| &stance.record) {
            if stance.at.is_empty() && stance.stance.value != StanceKind::Silent {
                let message = format!("nothing is cited for what `{id}` does with `{}`", stance.claim.value);
                notes.push(
                    Diagnostic::at(Code::MissingEvidence, &stance.file, stance.span, message)
                        .help("add the place: `at = [\"17: a few quoted words\"]`"),
                );
            }
        }
    }
    notes
}

/// Places that are said to give a record only together, and are all in one source.
pub fn joined(dossier: &Dossier) -> Vec<Diagnostic> {
    let claims = dossier.claims.iter().map(|claim| (&claim.file, &claim.record.joined, &claim.joined));
    let events = dossier.events.iter().map(|event| (&event.file, &event.record.joined, &event.joined));
    let mut notes = Vec::new();
    for (file, written, places) in claims.chain(events) {
        let sources: BTreeSet<SourceIx> = places.iter().map(|place| place.source).collect();
        if let Some(first) = written.first().filter(|_| sources.len() < 2) {
            notes.push(
                Diagnostic::at(Code::MissingEvidence, file, first.span, "`joined` has places in one source only")
                    .help("it is for what several sources give only together; what one says stands in its reading"),
            );
        }
    }
    notes
}

/// What readers expect of any dossier.
pub fn of_the_dossier(dossier: &Dossier) -> Vec<Diagnostic> {
    let config = &dossier.config;
    let mut notes = Vec::new();
    if config.selection.is_none() {
        notes.push(
            Diagnostic::in_file(Code::NoSelection, &config.file, "nothing says how the sources were chosen")
                .help("add `selection = \"…\"`: where you looked, what you took, what you left out"),
        );
    }
    if config.base_url.is_none() {
        notes.push(
            Diagnostic::in_file(Code::NoBaseUrl, &config.file, "without `base_url` there is no feed and no sitemap")
                .help("add `base_url = \"https://example.org/dossier/\"` once you know where the site will stand"),
        );
    }
    if !dossier.pages.iter().any(|page| page.role == Some(Role::Method)) {
        notes.push(
            Diagnostic::new(Code::NoMethodPage, "no page says how the dossier was made")
                .help("write content/pages/method.md with `role = \"method\"`"),
        );
    }
    notes
}
