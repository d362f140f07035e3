//! `dossier check`: everything that `build` would say, and nothing written.

use std::time::Instant;

use clap::Args;

use super::screen::{Screen, counted, duration};
use super::{Common, Failure, Outcome, Selection, build, folder};
use crate::diagnostic::any_error;

/// What `dossier check` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
Builds the whole site in memory, links and all, so that a clean check means a clean build.

Examples:
  dossier check
  dossier check --strict --format json    for an editor's tools or a server")]
pub struct Arguments {
    #[command(flatten)]
    selection: Selection,

    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(common: &Common, arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let options = arguments.selection.options(folder::location(common)?);
    let mut built = screen.during("checking", || {
        let mut built = crate::build(&options);
        built.make_all();
        built
    });
    build::raise(&mut built.notes, arguments.strict);
    let ok = !any_error(&built.notes);
    screen.diagnostics(&built.notes);
    if ok {
        screen.say(&build::summary(&built.summary))?;
        let pages = counted(built.summary.pages, "page");
        screen.say(&format!("{pages} would be built, nothing was written · {}\n", duration(begun.elapsed())))?;
    }
    screen.object(&build::report(ok, &built.summary, None, None, &built.notes))?;
    Ok(if ok { Outcome::Clean } else { Outcome::Faulty })
}
