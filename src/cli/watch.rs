//! `dossier watch`: the site, written to a folder, and again whenever something changes.

use std::cell::Cell;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::rounds::{self, Said, rounds};
use super::screen::{Screen, counted, duration};
use super::{Common, Failure, Outcome, Selection, build, folder};
use crate::diagnostic::{self, any_error};
use crate::write::{self, WriteError, Written};

/// What `dossier watch` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
For those who look at public/ with a server of their own; otherwise `dossier serve` shows more. Files that haven't changed \
aren't touched, and after a mistake the folder stays as it was until it is mended.

Ctrl-C ends it.

Examples:
  dossier watch
  dossier watch --drafts --output /tmp/preview")]
pub struct Arguments {
    /// Where to write the site [default: public/ in the dossier]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    output: Option<PathBuf>,

    #[command(flatten)]
    selection: Selection,

    /// Look for changes twice a second instead of being told: for network drives
    #[arg(long)]
    poll: bool,
}

pub(super) fn run(common: &Common, arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    let location = folder::location(common)?;
    let output = folder::output(arguments.output.as_deref(), &location)?;
    let shown = folder::shown(&output);
    let options = || arguments.selection.options(location.clone());
    let mut said = Said::default();
    // Whether the folder holds what was built last; where a mistake kept it from being written, nothing is missing.
    let stands = Cell::new(false);
    let gone = || stands.get() && write::manifest_hash(&output).is_none();
    rounds(&location, arguments.poll, screen, options, gone, |mut round| {
        let anew = round.first || gone();
        let mut written = None;
        if !any_error(&round.build.notes) {
            match write::write(&round.build.output, &output) {
                Ok(mut done) => {
                    round.build.notes.append(&mut done.notes);
                    written = Some(done);
                }
                Err(WriteError::Unmade(notes)) => round.build.notes.extend(notes),
                // A full disk is cleared, a lock let go: the next change tries again.
                Err(error) => screen.remark(&format!("{shown} could not be written: {error}")),
            }
            diagnostic::sort(&mut round.build.notes);
        }
        stands.set(written.is_some());
        said.tell(&round.build.notes, screen);
        let what = if anew { shown.clone() } else { rounds::named(&round.changed) };
        let came = written.as_ref().map_or("nothing written".to_string(), changes);
        screen.say(&format!("{what} · {came} · {}\n", duration(round.begun.elapsed())))?;
        if round.first {
            screen.say("waiting for changes · Ctrl-C ends it\n")?;
        }
        let notes = &round.build.notes;
        let object = build::report(written.is_some(), &round.build.summary, written.as_ref(), None, notes);
        screen.line(&rounds::report(object, &round))
    })?;
    Ok(Outcome::Clean)
}

/// "3 files written, 1 removed".
fn changes(written: &Written) -> String {
    let number = written.added.len() + written.changed.len();
    let mut text =
        if number == 0 { "nothing to write".to_string() } else { format!("{} written", counted(number, "file")) };
    if !written.removed.is_empty() {
        text.push_str(&format!(", {} removed", written.removed.len()));
    }
    text
}
