//! `dossier completions`: what a shell needs to complete commands and flags.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::screen::Screen;
use super::{Cli, Failure, Outcome};

/// What `dossier completions` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  dossier completions bash > ~/.local/share/bash-completion/completions/dossier
  dossier completions zsh  > \"${fpath[1]}/_dossier\"
  dossier completions fish > ~/.config/fish/completions/dossier.fish")]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "dossier", &mut script);
    screen.answer(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}
