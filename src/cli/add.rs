//! `dossier add`: texts taken in, with their records and readings begun.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum, ValueHint};
use serde_json::{Value, json};

use super::screen::{Screen, counted};
use super::{Common, Failure, Outcome, folder, today};
use crate::diagnostic::{Diagnostic, any_error};
use crate::import::layout::Lines;
use crate::import::{self, Plan, Request};

/// What `dossier add` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
For each file: the text goes into the archive as it is, a record is begun in content/sources/ and a reading in \
content/readings/. Guessed are the title, the author, the language, and which lines are the article. Dates are \
listed, never set. The record is a draft until you take out its first line. Nothing is ever overwritten.

Examples:
  dossier add ~/saved/article.txt
  dossier add --id wherrymade --dry-run article.txt
  dossier add --publish full our-own-report.txt    into texts/, which is published")]
pub struct Arguments {
    /// Plain-text files in UTF-8
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,

    /// The source's id, which stands in its address [default: from the author, the title or the file's name]
    #[arg(long, value_name = "ID")]
    id: Option<String>,

    /// How much of the text the site may show [default: as the config says]
    #[arg(long, value_name = "RIGHTS")]
    publish: Option<Publish>,

    /// Print what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// How much of a text may be shown.
#[derive(ValueEnum, Clone, Copy, Debug)]
enum Publish {
    /// What is known about it, and the summary
    Record,
    /// Short quotations
    Excerpt,
    /// All of it
    Full,
}

pub(super) fn run(common: &Common, arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    if arguments.id.is_some() && arguments.files.len() > 1 {
        return Err(Failure::usage(
            "--id names one source, and there are several files",
            "add them one at a time, or without --id",
        ));
    }
    let location = folder::location(common)?;
    if !location.root.join("config.toml").is_file() {
        return Err(Failure::usage(
            format!("`{}` is no dossier: it has no config.toml", location.root.display()),
            "begin one with `dossier new DIR`",
        ));
    }
    let day = today().to_string();
    let publish = arguments.publish.map(|publish| match publish {
        Publish::Record => "record",
        Publish::Excerpt => "excerpt",
        Publish::Full => "full",
    });
    let request = Request { location: &location, id: arguments.id.as_deref(), publish, day: &day };
    let planned = import::plan(&request, &arguments.files);
    let refused = any_error(&planned.notes);
    screen.diagnostics(&planned.notes);
    if refused {
        screen.remark("nothing was written");
    } else {
        for plan in &planned.value {
            if arguments.dry_run {
                screen.say(&preview(plan))?;
            } else {
                import::write(plan).map_err(|error| Failure::Machine {
                    message: error.to_string(),
                    help: Some("what was written before that stays; take it away before you add the file again".into()),
                })?;
                screen.say(&done(plan, &location.root))?;
            }
        }
    }
    let written = !refused && !arguments.dry_run;
    screen.object(&json!({
        "ok": !refused,
        "summary": { "added": planned.value.iter().map(report).collect::<Vec<_>>() },
        "written": written.then(|| planned.value.iter().flat_map(paths).map(|p| p.display().to_string()).collect::<Vec<_>>()),
        "diagnostics": planned.notes.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
    }))?;
    Ok(if refused { Outcome::Faulty } else { Outcome::Clean })
}

/// The files that a plan writes.
fn paths(plan: &Plan) -> impl Iterator<Item = &PathBuf> {
    plan.text.iter().map(|(path, _)| path).chain([&plan.record.0, &plan.reading.0])
}

fn preview(plan: &Plan) -> String {
    let mut text = String::new();
    if let Some((path, bytes)) = &plan.text {
        text.push_str(&format!("would write {} ({})\n\n", folder::shown(path), counted(bytes.len(), "byte")));
    }
    for (path, content) in [&plan.record, &plan.reading] {
        text.push_str(&format!("would write {}:\n\n{content}\n", folder::shown(path)));
    }
    text
}

fn done(plan: &Plan, root: &Path) -> String {
    let layout = &plan.layout;
    let title = layout.title.as_ref().map_or("no headline found", |title| title.words.as_str());
    let text = match &plan.text {
        Some((path, _)) => folder::shown(path),
        None => format!("{} (was there)", plan.name),
    };
    let language = plan.language.unwrap_or("not told");
    format!(
        "{}: {title}\n  text     {text}\n  record   {}\n  reading  {}\n  article  lines {}, {}; language {language}; {} listed\n\n\
         Next:\n  check the guesses in the record, and write its summary\n  go through the reading: what does it say on each statement?\n  \
         take `draft = true` out of the record{}\n\n",
        plan.id,
        folder::shown(&plan.record.0),
        folder::shown(&plan.reading.0),
        lines(&layout.body),
        counted(layout.words, "word"),
        counted(plan.dates, "date"),
        if root.join("content/comparison.json").is_file() {
            ", then run `dossier compare`"
        } else {
            ", then run `dossier check`"
        },
    )
}

fn lines(ranges: &[Lines]) -> String {
    ranges.iter().map(Lines::to_string).collect::<Vec<_>>().join(", ")
}

fn report(plan: &Plan) -> Value {
    let ranges = |ranges: &[Lines]| ranges.iter().map(Lines::to_string).collect::<Vec<_>>();
    json!({
        "id": plan.id,
        "title": plan.layout.title.as_ref().map(|t| &t.words),
        "author": plan.layout.author.as_ref().map(|a| &a.words),
        "language": plan.language,
        "words": plan.layout.words,
        "body": ranges(&plan.layout.body),
        "hash": plan.hash,
        "text": plan.name,
    })
}
