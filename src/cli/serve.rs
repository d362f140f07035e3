//! `dossier serve`: the site in a browser, and every change as soon as it is saved.

use clap::Args;

use super::rounds::{self, Said, rounds};
use super::screen::Screen;
use super::{Common, Failure, Outcome, Selection, build, folder, parse_day};
use crate::diagnostic::any_error;
use crate::edtf::Day;
use crate::preview::{Preview, Showing};

/// What `dossier serve` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
Nothing is written: the site is built in memory and served to this machine's browsers. A page that is open shows a \
change by itself, where you were reading; a style sheet is exchanged without loading the page anew. Mistakes are shown \
over the last good page until they are mended. Drafts are shown and marked, and so is what is under embargo.

With a `base_url` that has a path, the site stands at that path here too, and `/` leads there.

Ctrl-C ends it.

Examples:
  dossier serve --open
  dossier serve --port 8080 --no-drafts
  dossier serve --host 0.0.0.0        for a phone in the same network, which then sees drafts, too")]
pub struct Arguments {
    /// The port to listen on; where it is taken, the next free one; 0 for any
    #[arg(short, long, default_value_t = 4000)]
    port: u16,

    /// The address to listen at, or this machine's name; other than this machine's own lets others look on
    #[arg(long, default_value = "127.0.0.1")]
    host: String,

    /// Open it in a browser
    #[arg(long)]
    open: bool,

    /// Without drafts and what is under embargo, as it would be published
    #[arg(long)]
    no_drafts: bool,

    /// The day that embargoes are measured against [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    as_of: Option<Day>,

    /// Look for changes twice a second instead of being told: for network drives
    #[arg(long)]
    poll: bool,
}

pub(super) fn run(common: &Common, arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    let location = folder::location(common)?;
    let Arguments { port, ref host, no_drafts, as_of, .. } = *arguments;
    let preview = Preview::start(host, port).map_err(|error| Failure::Machine {
        message: format!("can't listen at {host}, port {port}: {error}"),
        help: Some("--port names another port, --host another address; --port 0 takes any free port".into()),
    })?;
    let address = preview.address();
    if port != 0 && address.port() != port {
        screen.remark(&format!("port {port} is taken: this is {}", address.port()));
    }
    if !address.ip().is_loopback() {
        screen.remark("everybody in this network can look on, at drafts too");
    }
    let selection = Selection { base_url: None, drafts: !no_drafts, as_of };
    let options = || selection.options(location.clone());
    let mut said = Said::default();
    let gone = || false;
    rounds(&location, arguments.poll, screen, options, gone, |mut round| {
        let wrong = any_error(&round.build.notes);
        let output = std::mem::take(&mut round.build.output);
        let pages = round.build.summary.pages;
        preview.show(Showing {
            output: (!wrong).then_some(output),
            root: round.build.root.clone(),
            notes: round.build.notes.clone(),
        });
        let took = round.begun.elapsed();
        said.tell(&round.build.notes, screen);
        if round.first {
            let drafts = if no_drafts { "" } else { ", drafts included" };
            screen.say(&format!(
                "{}{drafts}\npreview at {} · Ctrl-C ends it\n",
                rounds::ending(pages, took),
                preview.url()
            ))?;
            if arguments.open {
                // Whoever has no browser here still has the address.
                if let Err(error) = open::that_detached(preview.url()) {
                    screen.remark(&format!("no browser could be opened: {error}"));
                }
            }
        } else if !wrong {
            screen.say(&format!("{} · {}\n", rounds::named(&round.changed), rounds::ending(pages, took)))?;
        } else {
            screen.say(&format!("{} · not built\n", rounds::named(&round.changed)))?;
        }
        let mut object = build::report(!wrong, &round.build.summary, None, None, &round.build.notes);
        object["url"] = preview.url().into();
        screen.line(&rounds::report(object, &round))
    })?;
    Ok(Outcome::Clean)
}
