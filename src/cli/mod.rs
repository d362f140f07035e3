//! The command line: what can be asked for, and the way from there to the library and back to a screen.
//!
//! Each command is a function from its arguments to an [`Outcome`] or a [`Failure`]; only `main.rs` turns these into
//! an exit code. What is wrong with a dossier goes to standard error, what was done to standard output.

mod add;
mod build;
mod check;
mod compare;
mod completions;
mod explain;
mod folder;
mod hosting;
mod memory;
mod new;
mod publish;
mod rounds;
mod screen;
mod serve;
mod watch;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::Options;
use crate::edtf::Day;
use crate::manuscript::Location;
use screen::Screen;

const EXAMPLES: &str = "\
Examples:
  dossier new flood-of-2019         begin a dossier, with a small invented one to learn from
  dossier add ~/saved/article.txt   take in a text: archive, record and reading are begun
  dossier serve --open              look at it while you write
  dossier check                     what is wrong, and what is left to do
  dossier build                     write the site to public/
  dossier publish                   build, and put the site onto its host
  dossier build --strict --hash     for scripts: warnings are errors; one hash for the site
  dossier explain anchor-not-found  what a code in square brackets means

Exit codes:
  0  clean: there may be warnings
  1  the dossier, or a file given to it, has errors; the site is as it was
  2  the command was used wrongly
  3  the machine failed us: a disk, a permission, the network

Where to read on:
  Every command has its own page: dossier help build.
  The example that `dossier new` writes explains each field where it is used.
  DOSSIER_ARCHIVE names the folder of archived texts, NO_COLOR turns colour off.";

/// Publishes what a collection of articles amounts to: who says what, and how many of the accounts are separate.
///
/// A dossier is a folder of plain files: sources, what they say on each statement, dated events. `dossier build`
/// turns it into a static site, and names each statement that it can't trace to a source.
#[derive(Parser, Debug)]
#[command(name = "dossier", version, after_help = EXAMPLES, max_term_width = 100, disable_help_subcommand = false)]
pub struct Cli {
    /// What all commands share.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The flags that all commands share.
#[derive(Args, Clone, Debug)]
pub struct Common {
    /// The dossier's folder [default: the nearest folder with a config.toml, from here upwards]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub root: Option<PathBuf>,

    /// The folder of archived texts [env: DOSSIER_ARCHIVE] [default: archive/ in the dossier]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub archive: Option<PathBuf>,

    /// For people, or one JSON object on standard output and nothing else
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub format: Format,

    /// Whether to colour; `auto` asks the terminal and NO_COLOR
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,

    /// Print only what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// Who reads the output.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// People.
    Human,
    /// Programs.
    Json,
}

/// When to colour.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Colour {
    /// On terminals that can, unless `NO_COLOR` is set.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Build the site and write it to public/
    Build(build::Arguments),
    /// Show the site in a browser, and every change as soon as it is saved
    Serve(serve::Arguments),
    /// Write the site to public/, and again whenever something changes
    Watch(watch::Arguments),
    /// Say what is wrong or left to do, and write nothing
    Check(check::Arguments),
    /// Verify every quotation, find every name, and write where they stand to content/comparison.json
    Compare(compare::Arguments),
    /// Build the site, put it onto a host, and verify that it is there
    Publish(publish::Arguments),
    /// Print what a web server of your own is told to serve the site well
    Hosting(hosting::Arguments),
    /// Begin a dossier in a new folder, with a small invented one to learn from
    New(new::Arguments),
    /// Take in a plain-text file: its text into the archive, its record and its reading begun
    Add(add::Arguments),
    /// Say what a diagnostic's code means and what to do about it
    Explain(explain::Arguments),
    /// Print completions for a shell
    Completions(completions::Arguments),
}

/// What decides which site is built; `build`, `watch`, `check` and `compare` share it.
#[derive(Args, Clone, Debug, Default)]
pub struct Selection {
    /// The address that the site will have, instead of the config's
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub base_url: Option<String>,

    /// Also what is marked as a draft or under embargo
    #[arg(long)]
    pub drafts: bool,

    /// The day that embargoes are measured against [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    pub as_of: Option<Day>,
}

impl Selection {
    /// The options of a build at `location`. The clock is read here, so that the library needn't.
    fn options(&self, location: Location) -> Options {
        let as_of = self.as_of.or_else(|| day_of(today()));
        Options { location, base_url: self.base_url.clone(), drafts: self.drafts, as_of }
    }
}

/// Today, here.
fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}

fn day_of(date: jiff::civil::Date) -> Option<Day> {
    Day::new(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
}

fn parse_day(text: &str) -> Result<Day, String> {
    let date: Option<jiff::civil::Date> = text.parse().ok().filter(|_| text.len() == "2026-01-31".len());
    date.and_then(day_of).ok_or_else(|| "a day is written like 2026-01-31".to_string())
}

/// How a command ended that could do its work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// The dossier, or a file given to it, has errors; they were printed.
    Faulty,
}

/// Why a command couldn't do its work.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Failure {
    /// It was asked for something that it can't or won't do.
    #[error("{message}")]
    Usage {
        /// What is wrong, in one sentence without a full stop.
        message: String,
        /// What to do instead.
        help: Option<String>,
    },
    /// The machine refused: the disk, a permission.
    #[error("{message}")]
    Machine {
        /// What was tried and what the system says.
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
}

impl Failure {
    fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Failure::Usage { message: message.into(), help: Some(help.into()) }
    }

    fn machine(message: impl Into<String>) -> Self {
        Failure::Machine { message: message.into(), help: None }
    }

    fn help(&self) -> Option<&str> {
        match self {
            Failure::Usage { help, .. } | Failure::Machine { help, .. } => help.as_deref(),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::machine(error.to_string())
    }
}

/// Runs a command and prints what came of it. What is returned has been told already.
pub fn run(cli: Cli) -> Result<Outcome, Failure> {
    let common = &cli.common;
    let screen = Screen::new(common.format, common.color, common.quiet);
    let result = match &cli.command {
        Command::Build(arguments) => build::run(common, arguments, &screen),
        Command::Serve(arguments) => serve::run(common, arguments, &screen),
        Command::Watch(arguments) => watch::run(common, arguments, &screen),
        Command::Check(arguments) => check::run(common, arguments, &screen),
        Command::Compare(arguments) => compare::run(common, arguments, &screen),
        Command::Publish(arguments) => publish::run(common, arguments, &screen),
        Command::Hosting(arguments) => hosting::run(common, arguments, &screen),
        Command::New(arguments) => new::run(arguments, &screen),
        Command::Add(arguments) => add::run(common, arguments, &screen),
        Command::Explain(arguments) => explain::run(arguments, &screen),
        Command::Completions(arguments) => completions::run(arguments, &screen),
    };
    if let Err(failure) = &result {
        screen.failure(failure);
    }
    result
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn days_are_whole_and_real() {
        for good in ["2026-01-31", "2024-02-29"] {
            assert!(parse_day(good).is_ok(), "{good}");
        }
        for bad in ["", "2026", "2026-01", "2026-1-31", "2026-02-30", "2026-01-31T10:00", "31.1.2026", "today"] {
            assert!(parse_day(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_command_and_flag_has_help() {
        for command in Cli::command().get_subcommands().filter(|c| c.get_name() != "help") {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
        }
    }
}
