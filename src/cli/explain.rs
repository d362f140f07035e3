//! `dossier explain`: what a diagnostic's code means.

use clap::Args;
use serde_json::json;

use super::screen::Screen;
use super::{Failure, Outcome};
use crate::diagnostic::{Code, Severity, nearest};

/// What `dossier explain` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
A code stands in square brackets behind `error`, `warning` or `note`. Without a code, all of them are listed.

Example:
  dossier explain anchor-not-found")]
pub struct Arguments {
    /// The code, as printed: anchor-not-found
    code: Option<String>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    let codes: Vec<Code> = match arguments.code.as_deref().map(|code| code.trim_matches(['[', ']'])) {
        None => Code::ALL.to_vec(),
        Some(asked) => vec![Code::ALL.iter().copied().find(|c| c.id() == asked).ok_or_else(|| unknown(asked))?],
    };
    if screen.is_json() {
        let codes: Vec<_> = codes
            .iter()
            .map(|c| json!({ "code": c.id(), "severity": c.severity(), "explanation": flowing(c.explanation()) }))
            .collect();
        screen.object(&json!({ "ok": true, "codes": codes }))?;
        return Ok(Outcome::Clean);
    }
    let text: Vec<_> = codes
        .iter()
        .map(|c| format!("{} ({})\n  {}\n", c.id(), word(c.severity()), flowing(c.explanation())))
        .collect();
    screen.answer(&text.join("\n"))?;
    Ok(Outcome::Clean)
}

fn unknown(asked: &str) -> Failure {
    let help = match nearest(asked, Code::ALL.iter().map(|c| c.id())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`dossier explain` without a code lists all of them".into(),
    };
    Failure::usage(format!("there is no code `{asked}`"), help)
}

/// The lines of a doc comment as running text.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning; an error under --strict",
        Severity::Note => "note",
    }
}
