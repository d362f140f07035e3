//! `dossier publish`: builds the site, puts it onto a host, and makes sure that it is there.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::{Value, json};

use super::screen::{Screen, counted, duration};
use super::{Common, Failure, Outcome, Selection, build, folder};
use crate::config::publish::{Target, TargetKind};
use crate::diagnostic::{Diagnostic, any_error};
use crate::manuscript::Location;
use crate::publish::{self, Event, Job, Plan, PublishError};
use crate::write::WriteError;

/// What `dossier publish` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
The places are those of config.toml, `[publish.NAME]` with a `kind`: folder, git, s3 or rsync. The site is built anew; \
with errors in the dossier, nothing is published. Drafts, records under embargo and withheld texts are never published.

Only what has changed is sent: assets first, then pages, then feeds; what the site has no longer is removed last. \
Only files that dossier has published there are replaced or removed. After a kill, publish again: it goes on from there.

Passwords and keys are those of git, ssh and the environment (AWS_ACCESS_KEY_ID …); config.toml holds none.

Examples:
  dossier publish --dry-run         what would be added, changed and removed
  dossier publish web               to the place named web
  dossier publish web --yes         without being asked, as in CI
  dossier publish web --rollback    back to the release before (a branch, or a folder with releases)")]
pub struct Arguments {
    /// The place to publish to [default: the only one in config.toml]
    #[arg(value_name = "NAME")]
    target: Option<String>,

    /// Say what would be added, changed and removed, and change nothing
    #[arg(long, short = 'n')]
    dry_run: bool,

    /// Publish without asking
    #[arg(long, short)]
    yes: bool,

    /// Publish also where files of others are, and replace those that are in the way
    #[arg(long)]
    take_over: bool,

    /// Show the release before the one that is shown now
    #[arg(long, conflicts_with_all = ["dry_run", "take_over", "strict"])]
    rollback: bool,

    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(common: &Common, arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let location = folder::location(common)?;
    let mut builder = screen.during("reading", || crate::Builder::new(location.clone()));
    let config = builder.config();
    if any_error(&config.notes) {
        screen.diagnostics(&config.notes);
        screen.remark("nothing was published");
        screen.object(&report(false, None, None, &config.notes))?;
        return Ok(Outcome::Faulty);
    }
    let target = choose(&config.value.targets, arguments.target.as_deref())?;
    if let TargetKind::Folder(to) = &target.kind {
        folder::output(Some(&location.root.join(&to.to.value)), &location)?;
    }
    let told = Told { target, dry_run: arguments.dry_run };
    if arguments.rollback {
        return rollback(arguments, target, &location, screen);
    }

    let selection =
        Selection { base_url: target.base_url.as_ref().map(|base| base.url.value.clone()), ..Selection::default() };
    let options = selection.options(location.clone());
    let mut built = screen.during("building", || builder.build(&options));
    let mut site = None;
    if !any_error(&built.notes) {
        match screen.during("rendering", || publish::stage(&built.output, &location.root, &target.name)) {
            Ok(staged) => {
                screen.during("checking links", || built.follow_links(Some(staged.folder())));
                site = Some(staged);
            }
            Err(WriteError::Unmade(notes)) => built.notes.extend(notes),
            Err(error) => return Err(Failure::machine(error.to_string())),
        }
    }
    build::raise(&mut built.notes, arguments.strict);
    screen.diagnostics(&built.notes);
    let Some(site) = site.filter(|_| !any_error(&built.notes)) else {
        screen.remark("nothing was published");
        screen.object(&report(false, Some(told), None, &built.notes))?;
        return Ok(Outcome::Faulty);
    };

    let title = built.summary.title.as_str();
    let job = Job { target, site: &site, title, root: &location.root, take_over: arguments.take_over };
    let mut publisher = screen.during("preparing", || publish::open(&job))?;
    let plan = screen.during("comparing", || publisher.plan())?;
    if arguments.dry_run {
        screen.answer_unless_json(&list(&plan))?;
    }
    screen.say(&format!("{}: {}\n", publish::place(target), totals(&plan)))?;
    let does = !arguments.dry_run && !plan.is_empty();
    if does {
        confirm(arguments.yes, "publish this?")?;
        screen.progress("sending", plan.bytes, |advance| {
            publisher.carry_out(&plan, &|Event::Sent(bytes)| advance(bytes))
        })?;
        screen.during("verifying", || publisher.verify())?;
    }
    screen.say(&ending(target, &plan, arguments.dry_run, options.base_url.as_deref(), begun.elapsed()))?;
    screen.object(&report(true, Some(told), Some(&plan), &built.notes))?;
    Ok(Outcome::Clean)
}

fn rollback(arguments: &Arguments, target: &Target, location: &Location, screen: &Screen) -> Result<Outcome, Failure> {
    let place = publish::place(target);
    confirm(arguments.yes, &format!("go back to the release before, at {place}?"))?;
    let shown = screen.during("going back", || publish::rollback(target, &location.root))?;
    screen.say(&format!("{place}: shows {shown}\n"))?;
    screen.object(&json!({
        "ok": true, "target": target.name.value, "kind": target.kind.name(), "shows": shown, "diagnostics": [],
    }))?;
    Ok(Outcome::Clean)
}

/// The target of that name; the only one where none is named.
fn choose<'a>(targets: &'a [Target], name: Option<&str>) -> Result<&'a Target, Failure> {
    let names: Vec<&str> = targets.iter().map(|target| target.name.as_str()).collect();
    let known = format!("config.toml has: {}", names.join(", "));
    match (targets, name) {
        ([], _) => Err(Failure::usage(
            "config.toml names no place to publish to",
            "add one, for example:\n\n[publish.web]\nkind = \"rsync\"\nto = \"user@host:/srv/www/dossier\"\n\nkinds are folder, git, s3 and rsync; README.md describes them",
        )),
        ([only], None) => Ok(only),
        (_, None) => Err(Failure::usage("there is more than one place to publish to", known)),
        (_, Some(name)) => targets
            .iter()
            .find(|target| target.name.as_str() == name)
            .ok_or_else(|| Failure::usage(format!("config.toml has no `[publish.{name}]`"), known)),
    }
}

/// Asks, unless told not to.
fn confirm(yes: bool, question: &str) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Err(Failure::usage(
            "there is nobody here to ask whether to publish",
            "add --yes to publish without being asked, or --dry-run to see what would be done",
        ));
    }
    let mut err = anstream::stderr().lock();
    let _ = write!(err, "{question} [y/N] ").and_then(|()| err.flush());
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Failure::usage("nothing was published", "answer `y` to publish")),
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        let PublishError { refused, message, help } = error;
        if refused { Failure::Usage { message, help } } else { Failure::Machine { message, help } }
    }
}

/// Every path, with what happens to it.
fn list(plan: &Plan) -> String {
    let marked = [("+", &plan.added), ("~", &plan.changed), ("-", &plan.removed)];
    marked.iter().flat_map(|(mark, paths)| paths.iter().map(move |path| format!("{mark} {path}\n"))).collect()
}

/// "3 to add, 1 to change, 120 unchanged · 1.2 MB".
fn totals(plan: &Plan) -> String {
    let counts = [
        (plan.added.len(), "to add"),
        (plan.changed.len(), "to change"),
        (plan.removed.len(), "to remove"),
        (plan.unchanged, "unchanged"),
    ];
    let parts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let bytes = if plan.bytes == 0 { String::new() } else { format!(" · {}", indicatif::HumanBytes(plan.bytes)) };
    format!("{}{bytes}", if parts.is_empty() { "empty".into() } else { parts.join(", ") })
}

fn ending(target: &Target, plan: &Plan, dry_run: bool, base_url: Option<&str>, time: Duration) -> String {
    let time = duration(time);
    if dry_run {
        return format!("nothing was changed · {time}\n");
    }
    if plan.is_empty() {
        return format!("{} shows this already: nothing was sent · {time}\n", publish::place(target));
    }
    let sent = counted(plan.sent().count(), "file");
    let open = base_url.map(|url| format!("open {url}\n")).unwrap_or_default();
    format!("{sent} sent, {} removed, verified · {time}\n{open}", plan.removed.len())
}

/// What the object of `--format json` says of the target.
struct Told<'a> {
    target: &'a Target,
    dry_run: bool,
}

fn report(ok: bool, told: Option<Told<'_>>, plan: Option<&Plan>, notes: &[Diagnostic]) -> Value {
    let paths = |paths: &[_]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "ok": ok,
        "target": told.as_ref().map(|told| told.target.name.value.as_str()),
        "kind": told.as_ref().map(|told| told.target.kind.name()),
        "place": told.as_ref().map(|told| publish::place(told.target)),
        "dry_run": told.as_ref().is_some_and(|told| told.dry_run),
        "published": plan.map(|plan| json!({
            "added": paths(&plan.added), "changed": paths(&plan.changed), "removed": paths(&plan.removed),
            "unchanged": plan.unchanged, "bytes": plan.bytes,
        })),
        "diagnostics": notes.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
    })
}
