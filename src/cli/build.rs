//! `dossier build`: the site, written to a folder.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{Args, ValueHint};
use serde_json::{Value, json};

use super::screen::{Screen, counted, duration};
use super::{Common, Failure, Outcome, Selection, folder};
use crate::diagnostic::{self, Diagnostic, Severity, any_error};
use crate::store::Built;
use crate::write::{self, WriteError, Written};
use crate::{Build, Builder, Summary};

/// What `dossier build` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
The site is written only if the dossier has no errors; otherwise the folder stays as it was. \
Files in it that dossier didn't write, or that were changed since, are left alone, with a warning. What hasn't changed isn't touched.

Examples:
  dossier build
  dossier build --base-url https://example.org/flood/ --output /srv/www/flood
  dossier build --drafts --output /tmp/preview")]
pub struct Arguments {
    /// Where to write the site [default: public/ in the dossier]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    output: Option<PathBuf>,

    #[command(flatten)]
    selection: Selection,

    #[command(flatten)]
    memory: super::memory::MemoryArguments,

    /// Take warnings for errors
    #[arg(long)]
    strict: bool,

    /// Print one hash for the whole site: the same input gives the same hash
    #[arg(long)]
    hash: bool,
}

pub(super) fn run(common: &Common, arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let location = folder::location(common)?;
    let output = folder::output(arguments.output.as_deref(), &location)?;
    let options = arguments.selection.options(location);
    let shown = folder::shown(&output);
    let mut builder = Builder::new(options.location.clone());
    let mut memory = arguments.memory.open(&options.location.root);
    let store = memory.store.as_ref().filter(|store| !store.is_empty());
    if let Some(known) = store.and_then(|store| store.find(builder.key(&options), |names| builder.texts_hash(names)))
        && let Some(unchanged) = write::is_current(&output, known.manifest())
    {
        let mut notes = known.notes(&builder.manuscript());
        raise(&mut notes, arguments.strict);
        if !any_error(&notes) {
            let written = Written { unchanged, ..Written::default() };
            let told = Told { summary: known.summary(), written: &written, hash: known.hash(), notes: &notes };
            return told.tell(arguments, &output, begun, screen);
        }
    }
    if let Some(store) = &memory.store {
        builder.recall(store.pages());
    }
    let mut build = screen.during("building", || builder.build(&options));
    let said = build.notes.clone();
    build.notes.append(&mut memory.notes);
    raise(&mut build.notes, arguments.strict);
    if any_error(&build.notes) {
        return faulty(&mut build, &shown, screen);
    }
    // For the next run; beside the last steps of writing, which are for one processor.
    let input = || memory.store.is_some().then(|| builder.input(&options));
    let (written, input) = rayon::join(|| screen.during("writing", || write::write(&build.output, &output)), input);
    let mut written = match written {
        Ok(written) => written,
        Err(WriteError::Unmade(notes)) => {
            build.notes.extend(notes);
            return faulty(&mut build, &shown, screen);
        }
        Err(error @ WriteError::Closed { .. }) => {
            return Err(Failure::Machine {
                message: error.to_string(),
                help: Some("the folder is as it was; look at who may write into it".into()),
            });
        }
        Err(error) => {
            return Err(Failure::Machine {
                message: error.to_string(),
                help: Some(format!(
                    "{shown} may hold part of the new site; every file in it is whole, and the next build goes on from there"
                )),
            });
        }
    };
    // All of it has been made, or it couldn't have been written.
    let hash = build.output.hash().unwrap_or(blake3::Hash::from([0; 32]));
    if let (Some(store), Some(input), Some(manifest), []) =
        (&mut memory.store, input, write::manifest_hash(&output), &written.kept[..])
    {
        let built = Built { manifest, hash, summary: &build.summary, notes: &said };
        build.notes.extend(store.remember(input, built, &builder.known_pages()));
    }
    build.notes.append(&mut written.notes);
    raise(&mut build.notes, arguments.strict);
    let told = Told { summary: &build.summary, written: &written, hash, notes: &build.notes };
    let outcome = told.tell(arguments, &output, begun, screen);
    // The process is about to end: nobody needs the memory back piece by piece.
    std::mem::forget((build, builder));
    outcome
}

/// A site that stands in its folder.
struct Told<'a> {
    summary: &'a Summary,
    written: &'a Written,
    hash: blake3::Hash,
    notes: &'a [Diagnostic],
}

impl Told<'_> {
    fn tell(&self, arguments: &Arguments, output: &Path, begun: Instant, screen: &Screen) -> Result<Outcome, Failure> {
        let ok = !any_error(self.notes);
        let hash = arguments.hash.then(|| self.hash.to_hex().to_string());
        screen.diagnostics(self.notes);
        screen.say(&summary(self.summary))?;
        screen.say(&ending(self.written, output, &folder::shown(output), begun.elapsed()))?;
        if let Some(hash) = hash.as_ref().filter(|_| !screen.is_json()) {
            screen.answer(&format!("{hash}\n"))?;
        }
        screen.object(&report(ok, self.summary, Some(self.written), hash.as_deref(), self.notes))?;
        Ok(if ok { Outcome::Clean } else { Outcome::Faulty })
    }
}

/// Tells what is wrong, and that nothing was written.
fn faulty(build: &mut Build, shown: &str, screen: &Screen) -> Result<Outcome, Failure> {
    diagnostic::sort(&mut build.notes);
    screen.diagnostics(&build.notes);
    screen.remark(&format!("nothing was written: {shown} is as it was"));
    screen.object(&report(false, &build.summary, None, None, &build.notes))?;
    Ok(Outcome::Faulty)
}

/// Under `--strict`, warnings are errors.
pub(super) fn raise(notes: &mut [Diagnostic], strict: bool) {
    for note in notes.iter_mut().filter(|n| strict && n.severity == Severity::Warning) {
        note.severity = Severity::Error;
    }
}

/// What the dossier amounts to, in a few lines.
pub(super) fn summary(summary: &Summary) -> String {
    let mut text = String::new();
    let mut line = |args: std::fmt::Arguments<'_>| {
        text.push_str(&args.to_string());
        text.push('\n');
    };
    if !summary.finding.is_empty() {
        line(format_args!("{}\n", summary.finding));
    }
    match summary.sources {
        0 => line(format_args!("{}", counted(0, "article"))),
        n => line(format_args!("{}, {}", counted(n, "article"), accounts(summary.accounts))),
    }
    line(format_args!(
        "{} · {} · {} · {}",
        counted(summary.claims, "statement"),
        counted(summary.events, "event"),
        counted(summary.names, "name"),
        counted(summary.topics, "topic")
    ));
    let (present, recorded) = summary.texts;
    line(format_args!("{present} of {} present", counted(recorded, "text")));
    if summary.left_out > 0 {
        line(format_args!("{} left out: drafts, or under embargo", counted(summary.left_out, "record")));
    }
    text
}

/// "at most 3 separate accounts", "2 to 3 separate accounts".
fn accounts((min, max): (usize, usize)) -> String {
    if min == max {
        format!("at most {}", counted(max, "separate account"))
    } else {
        format!("{min} to {max} separate accounts")
    }
}

/// What was written, how long all of it took, and where to look.
fn ending(written: &Written, output: &Path, shown: &str, time: Duration) -> String {
    let changes: Vec<String> = [
        (written.added.len(), "new"),
        (written.changed.len(), "changed"),
        (written.removed.len(), "removed"),
        (written.unchanged, "unchanged"),
    ]
    .iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, word)| format!("{number} {word}"))
    .collect();
    let changes = if changes.is_empty() { "empty".into() } else { changes.join(", ") };
    let open = folder::shown(&output.join("index.html"));
    format!("{shown}: {changes} · {}\nopen {open}\n", duration(time))
}

/// The object of `--format json`.
pub(super) fn report(
    ok: bool,
    summary: &Summary,
    written: Option<&Written>,
    hash: Option<&str>,
    notes: &[Diagnostic],
) -> Value {
    let paths = |paths: &[_]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut object = json!({
        "ok": ok,
        "summary": {
            "finding": summary.finding,
            "sources": summary.sources,
            "accounts": { "min": summary.accounts.0, "max": summary.accounts.1 },
            "claims": summary.claims,
            "events": summary.events,
            "names": summary.names,
            "topics": summary.topics,
            "pages": summary.pages,
            "texts": { "present": summary.texts.0, "recorded": summary.texts.1 },
            "left_out": summary.left_out,
        },
        "written": written.map(|w| json!({
            "added": paths(&w.added), "changed": paths(&w.changed), "removed": paths(&w.removed), "unchanged": w.unchanged,
        })),
        "diagnostics": notes.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
    });
    if let Some(hash) = hash {
        object["hash"] = json!(hash);
    }
    object
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn accounts_are_at_most_or_a_range() {
        for (given, expected) in [
            ((3, 3), "at most 3 separate accounts"),
            ((1, 1), "at most 1 separate account"),
            ((2, 3), "2 to 3 separate accounts"),
        ] {
            assert_eq!(accounts(given), expected);
        }
    }

    #[test]
    fn strict_raises_warnings_and_leaves_notes() {
        let check = |code, strict, expected| {
            let mut notes = vec![Diagnostic::new(code, "x")];
            raise(&mut notes, strict);
            assert_eq!(notes[0].severity, expected);
        };
        check(Code::OrphanTopic, false, Severity::Warning);
        check(Code::OrphanTopic, true, Severity::Error);
        check(Code::NoBaseUrl, true, Severity::Note);
    }

    #[test]
    fn the_summary_is_one_screen() {
        let given = Summary {
            sources: 5,
            accounts: (3, 3),
            claims: 45,
            events: 1,
            texts: (4, 5),
            left_out: 2,
            ..Summary::default()
        };
        let expected = "5 articles, at most 3 separate accounts\n45 statements · 1 event · 0 names · 0 topics\n4 of 5 texts present\n2 records left out: drafts, or under embargo\n";
        assert_eq!(summary(&given), expected);
    }
}
