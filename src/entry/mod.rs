//! What one file says: its records, with a span on every value, and every reference still plain words.
//!
//! An entry depends on nothing but its own file (and the few settings of [`crate::config`] that concern
//! syntax), so it can be remembered by the file's bytes. [`crate::model`] turns words into links.

mod change;
mod claim;
mod event;
mod header;
mod id;
mod judgement;
mod lineage;
mod name;
mod page;
mod place;
pub mod prose;
mod reading;
pub mod record;
mod review;
mod source;
#[cfg(test)]
mod tests;
mod topic;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use self::id::suggestion as suggest_id;
use self::prose::{Context, Prose};
use self::record::{Entry, Kind, Word};
use crate::config::{ProseSettings, Settings};
use crate::diagnostic::{Code, Diagnostic, File, Noted};
use crate::fields;

/// Reads one file below `content/`. Its path decides what it holds; `None` where no record is looked for there.
pub fn parse(file: &Arc<File>, settings: &Settings) -> Noted<Option<Entry>> {
    let Some(path) = file.path.strip_prefix("content/") else { return stray(file) };
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let many = many(folder, name);
    let entry = match (folder, name.rsplit_once('.')) {
        ("sources", Some((stem, "md"))) => {
            fields::read_front_matter(file, |f, prose| Entry::Source(Arc::new(source::read(f, stem, prose, settings))))
        }
        ("pages", Some((stem, "md"))) => fields::read_front_matter(file, |f, prose| {
            Entry::Page(Arc::new(page::read(f, Some(stem), prose, settings)))
        }),
        ("", Some(("_index", "md"))) => {
            fields::read_front_matter(file, |f, prose| Entry::Page(Arc::new(page::read(f, None, prose, settings))))
        }
        ("readings", Some((stem, "toml"))) => fields::read(file, |f| Entry::Reading(reading::read(f, stem, settings))),
        _ => match many {
            "claims" => {
                fields::read(file, |f| Entry::Claims(f.each(|id, f| Some(Arc::new(claim::read(f, id, settings))))))
            }
            "events" => {
                fields::read(file, |f| Entry::Events(f.each(|id, f| Some(Arc::new(event::read(f, id, settings))))))
            }
            "names" => {
                fields::read(file, |f| Entry::Names(f.each(|id, f| Some(Arc::new(name::read(f, id, settings))))))
            }
            "topics" => {
                fields::read(file, |f| Entry::Topics(f.each(|id, f| Some(Arc::new(topic::read(f, id, settings))))))
            }
            "lineages" => {
                fields::read(file, |f| Entry::Lineages(f.each(|id, f| Some(Arc::new(lineage::read(f, id, settings))))))
            }
            "reviews" => fields::read(file, |f| Entry::Reviews(review::read(f, settings))),
            "changes" => {
                fields::read(file, |f| Entry::Changes(f.each(|id, f| change::read(f, id, settings).map(Arc::new))))
            }
            _ => return stray(file),
        },
    };
    Noted::new(Some(entry.value), entry.notes)
}

/// What a file of many records holds: `claims.toml`, or any TOML file in a folder `claims/`, holds claims.
fn many<'a>(folder: &'a str, name: &'a str) -> &'a str {
    match (folder, name.strip_suffix(".toml")) {
        ("", Some(stem)) => stem,
        (folder, Some(_)) => folder,
        (_, None) => "",
    }
}

/// What isn't known, since files of the dossier can't be read. What would follow from that is no mistake of its own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unread {
    /// Whether a record or the config is among the files.
    pub any: bool,
    /// Kinds of records of which there may be more than were found.
    pub kinds: BTreeSet<Kind>,
}

impl Unread {
    /// What the diagnostics of reading and parsing say.
    pub fn of(notes: &[Diagnostic]) -> Self {
        let mut unread = Unread::default();
        for note in notes {
            let broken = matches!(note.code, Code::MalformedToml | Code::MissingFrontMatter);
            let lost = matches!(note.code, Code::UnreadableFile | Code::InvalidUtf8 | Code::SymlinkEscape);
            let Some(place) = note.place.as_ref().filter(|_| broken || lost) else { continue };
            unread.any |= place.file.path == "config.toml";
            let Some(path) = place.file.path.strip_prefix("content/") else { continue };
            // What lies among the records without being one.
            if path == "comparison.json" || path.starts_with("files/") {
                continue;
            }
            unread.any = true;
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            unread.kinds.extend(match (folder, many(folder, name)) {
                // Known by the file's name, whatever it holds.
                ("sources", _) => lost.then_some(Kind::Source),
                ("pages", _) => lost.then_some(Kind::Page),
                (_, "claims") => Some(Kind::Claim),
                (_, "events") => Some(Kind::Event),
                (_, "names") => Some(Kind::Name),
                (_, "topics") => Some(Kind::Topic),
                (_, "lineages") => Some(Kind::Lineage),
                (_, "changes") => Some(Kind::Change),
                _ => None,
            });
        }
        unread
    }
}

/// A file where no record is looked for.
fn stray(file: &Arc<File>) -> Noted<Option<Entry>> {
    // The evidence file lies among the records, but isn't one.
    if file.path == "content/comparison.json" {
        return Noted::default();
    }
    let note = Diagnostic::in_file(Code::StrayFile, file, "no record is looked for in this file").help(
        "records are `content/sources/KEY.md`, `content/readings/KEY.toml`, `content/pages/ID.md`, `content/_index.md`, \
         and `claims`, `events`, `names`, `topics`, `lineages`, `reviews` and `changes` in `content/`, each with `.toml`",
    );
    Noted::new(None, vec![note])
}

/// Reads a text of a field as Markdown: inline, or as paragraphs where it has a blank line.
pub fn prose_of(file: &Arc<File>, word: &Word, settings: &ProseSettings) -> Noted<Prose> {
    let paragraphs = word.trim().lines().any(|line| line.trim().is_empty());
    let context = if paragraphs { Context::Block } else { Context::Inline };
    prose::parse(&word.value, word.span.start as usize, file, settings, context)
}
