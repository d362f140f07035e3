//! `dossier check`: everything that `build` would say, and nothing written.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use clap::Args;

use super::screen::{Screen, counted, duration};
use super::{Common, Failure, Outcome, Selection, build, folder};
use crate::diagnostic::{Code, Diagnostic, any_error};
use crate::outside::{self, Answer, Manners};

/// What `dossier check` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
Builds the whole site in memory and follows every link within it, so that a clean check means a clean build.

With --external, other sites are asked politely: one request at a time to each, and not again for two weeks after a good \
answer, which is kept in .dossier/.

Examples:
  dossier check
  dossier check --external
  dossier check --strict --format json    for an editor's tools or a server")]
pub struct Arguments {
    #[command(flatten)]
    selection: Selection,

    /// Take warnings for errors
    #[arg(long)]
    strict: bool,

    /// Ask also whether the addresses outside the site that pages lead to still answer
    #[arg(long)]
    external: bool,
}

/// What the addresses outside answer, as far as it isn't well.
fn external(outside: &BTreeMap<String, String>, memory: &Path) -> Vec<Diagnostic> {
    let today = super::today().to_string();
    let answers = outside::ask(outside.keys().map(String::as_str), Manners::default(), memory, &today);
    let mut notes = Vec::new();
    for (address, page) in outside {
        let (code, says, help) = match answers.get(address) {
            Some(Answer::Works) | None => continue,
            Some(Answer::Moved(to)) => (Code::MovedLink, "has moved".to_string(), format!("it is at {to} now")),
            Some(Answer::Refuses(status)) => {
                (Code::MovedLink, format!("answers programs with {status}"), "look at it yourself".to_string())
            }
            Some(Answer::Fails(why)) => (
                Code::DeadLink,
                format!("doesn't work: {why}"),
                "link to a copy in a web archive, or to what stands there now".into(),
            ),
        };
        notes.push(Diagnostic::new(code, format!("`{address}`, to which `{page}` links, {says}")).help(help));
    }
    let left = outside.keys().filter(|address| !answers.contains_key(*address)).count();
    if left > 0 {
        let message = format!("{} not asked in time", counted(left, "address"));
        notes.push(Diagnostic::new(Code::MovedLink, message).help("run it again: what has answered isn't asked twice"));
    }
    notes
}

pub(super) fn run(common: &Common, arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let options = arguments.selection.options(folder::location(common)?);
    let mut built = screen.during("checking", || crate::build(&options));
    let outside = screen.during("checking links", || built.follow_links(None));
    if arguments.external {
        let memory = options.location.root.join(".dossier").join("outside.json");
        let notes = screen.during("asking other sites", || external(&outside, &memory));
        built.notes.extend(notes);
    }
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
