//! Dates: those that can't both be right, and those that may not say what was meant.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, File, Place, Severity, Spanned};
use crate::edtf::{Date, Order, Part};
use crate::entry::record::{Header, Judgement, Read};
use crate::model::{Dossier, Source};

/// A source's date and bounds that contradict each other.
pub fn contradictions(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for source in &dossier.sources {
        for contradiction in &source.window.contradictions {
            let (Some(late), Some(early)) = (part(source, contradiction.late), part(source, contradiction.early))
            else {
                continue;
            };
            let message = format!(
                "{} and {} can't both be right",
                said(contradiction.late, &late.value.value),
                said(contradiction.early, &early.value.value)
            );
            // The bound is to blame rather than the document's own date.
            let (blamed, other) = if contradiction.late == Part::Date { (early, late) } else { (late, early) };
            notes.push(
                Diagnostic::at(Code::ContradictoryDates, &source.file, blamed.value.span, message)
                    .related(Place::at(&source.file, other.value.span), "against this")
                    .help("one of them is mistaken, or less sure than it is written: `~` is about, `?` is uncertain"),
            );
        }
    }
    notes
}

fn part(source: &Source, part: Part) -> Option<&Judgement<Date>> {
    match part {
        Part::Date => source.date.as_ref(),
        Part::NotBefore(i) => source.not_before.get(i),
        Part::NotAfter(i) => source.not_after.get(i),
    }
}

fn said(part: Part, date: &Date) -> String {
    match part {
        Part::Date => format!("the date `{date}`"),
        Part::NotBefore(_) => format!("`not_before` {date}"),
        Part::NotAfter(_) => format!("`not_after` {date}"),
    }
}

/// Dates that are valid, and yet most people would mean something else by them.
pub fn second_thoughts(dossier: &Dossier) -> Vec<Diagnostic> {
    let thought = |(file, date): (&Arc<File>, &Spanned<Date>)| {
        let thought = date.value.second_thought()?;
        let message = format!("`{}` may not be the date that was meant", date.value);
        let note = Diagnostic::at(Code::InvalidDate, file, date.span, message).severity(Severity::Warning);
        Some(note.help(thought))
    };
    dates(dossier).into_iter().filter_map(thought).collect()
}

/// Days on which a source is said to have been read, and that haven't come yet: it would count as read for claims that
/// nobody has thought of.
pub fn still_to_come(dossier: &Dossier) -> Vec<Diagnostic> {
    let Some(today) = dossier.publication.as_of else { return Vec::new() };
    let read = dossier.sources.iter().filter_map(|source| Some((source, source.read.as_ref()?)));
    let to_come = read.filter(|(_, read)| read.on.value.bounds().start.earliest.day().is_some_and(|day| day > today));
    let note = |(source, read): (&Source, &Read)| {
        let message =
            format!("`{}` can't have been read on {}: today is {today}", source.header.id.value, read.on.value);
        Diagnostic::at(Code::InvalidDate, &source.file, read.on.span, message)
            .severity(Severity::Warning)
            .help("`read.on` is the day on which it was read against every claim that existed then")
    };
    to_come.map(note).collect()
}

/// Days of the dossier's own that can't be: updated before it was published, a claim added on a day to come.
pub fn published_later(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let config = &dossier.config;
    if let (Some(published), Some(updated)) = (&config.published, &config.updated)
        && updated.value.order(&published.value) == Order::Before
    {
        let message = format!("updated on {}, before it was published on {}", updated.value, published.value);
        notes.push(
            Diagnostic::at(Code::ContradictoryDates, &config.file, updated.span, message)
                .severity(Severity::Warning)
                .related(Place::at(&config.file, published.span), "published on that day")
                .help("one of them is mistaken"),
        );
    }
    let Some(today) = dossier.publication.as_of else { return notes };
    let to_come = |date: &Spanned<Date>| date.value.bounds().start.earliest.day().is_some_and(|day| day > today);
    for claim in &dossier.claims {
        if let Some(added) = claim.added.as_ref().filter(|added| to_come(added)) {
            let message =
                format!("`{}` can't have been added on {}: today is {today}", claim.header.id.value, added.value);
            notes.push(
                Diagnostic::at(Code::InvalidDate, &claim.file, added.span, message)
                    .severity(Severity::Warning)
                    .help("sources that were read before a claim was added count as not examined for it"),
            );
        }
    }
    notes
}

/// Every date of the dossier.
fn dates(dossier: &Dossier) -> Vec<(&Arc<File>, &Spanned<Date>)> {
    let mut all: Vec<(&Arc<File>, &Spanned<Date>)> = Vec::new();
    let config = &dossier.config;
    all.extend(config.published.iter().chain(&config.updated).map(|date| (&config.file, date)));
    let mut add = |file, dates: &mut dyn Iterator<Item = _>| all.extend(dates.map(|date| (file, date)));
    if let Some(home) = &dossier.home {
        add(&home.file, &mut of_header(&home.header));
    }
    for source in &dossier.sources {
        let judged = source.date.iter().chain(&source.not_before).chain(&source.not_after);
        let inferred = source.record.inferred.iter().flat_map(|(_, judgement)| &judgement.on);
        let dates = of_header(&source.header)
            .chain(&source.captured)
            .chain(judged.flat_map(|judgement| [&judgement.value].into_iter().chain(&judgement.on)))
            .chain(source.read.iter().map(|read| &read.on))
            .chain(inferred)
            .chain(source.replies.iter().map(|reply| &reply.on));
        add(&source.file, &mut { dates });
        for account in source.accounts.values() {
            add(&account.record.file, &mut account.record.date.iter());
        }
    }
    for claim in &dossier.claims {
        add(&claim.file, &mut of_header(&claim.header).chain(&claim.added));
    }
    for event in &dossier.events {
        add(&event.file, &mut of_header(&event.header).chain(event.date.iter().map(|date| &date.value)));
    }
    for name in &dossier.names {
        add(&name.file, &mut of_header(&name.header).chain(name.inferred.iter().flat_map(|(_, j)| &j.on)));
    }
    for topic in &dossier.topics {
        add(&topic.file, &mut of_header(&topic.header));
    }
    for lineage in &dossier.lineages {
        add(&lineage.file, &mut of_header(&lineage.header).chain(lineage.reviewed.iter().map(|review| &review.on)));
    }
    for review in dossier.reviews.values() {
        add(&review.file, &mut review.on.iter());
    }
    for page in &dossier.pages {
        add(&page.file, &mut of_header(&page.header));
    }
    for change in &dossier.changes {
        add(&change.file, &mut of_header(&change.header).chain([&change.on]));
    }
    all
}

fn of_header(header: &Header) -> impl Iterator<Item = &Spanned<Date>> {
    header.embargo.iter().chain(&header.updated).chain(header.withdrawn.iter().map(|withdrawn| &withdrawn.on))
}
