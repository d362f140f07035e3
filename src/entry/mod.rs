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

use std::sync::Arc;

pub use self::id::suggestion as suggest_id;
use self::prose::{Context, Prose};
use self::record::{Entry, Word};
use crate::config::{ProseSettings, Settings};
use crate::diagnostic::{Code, Diagnostic, File, Noted};
use crate::fields;

/// Reads one file below `content/`. Its path decides what it holds; `None` where no record is looked for there.
pub fn parse(file: &Arc<File>, settings: &Settings) -> Noted<Option<Entry>> {
    let Some(path) = file.path.strip_prefix("content/") else { return stray(file) };
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    // `claims.toml`, or any TOML file in a folder `claims/`.
    let many = match (folder, name.strip_suffix(".toml")) {
        ("", Some(stem)) => stem,
        (folder, Some(_)) => folder,
        (_, None) => "",
    };
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
