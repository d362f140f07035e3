//! `dossier compare`: where everything stands in the texts, written to the evidence file.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::screen::{Screen, duration};
use super::{Common, Failure, Outcome, Selection, folder};
use crate::diagnostic::{Diagnostic, any_error};

/// The evidence file, below the root.
const EVIDENCE: &str = "content/comparison.json";

/// What `dossier compare` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
Looks up every quoted word and every name in the archived texts. Where they stand goes to \
content/comparison.json, so that the site can be built where the texts aren't: keep that file in the repository. \
It holds positions and hashes, and no text beyond what the rights allow.

Examples:
  dossier compare
  dossier compare --check    in a script: exit code 1 where the file isn't up to date")]
pub struct Arguments {
    #[command(flatten)]
    selection: Selection,

    /// Write nothing; exit with 1 if the file isn't up to date
    #[arg(long)]
    check: bool,
}

pub(super) fn run(common: &Common, arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let options = arguments.selection.options(folder::location(common)?);
    let compared = screen.during("comparing", || crate::evidence(&options));
    let path = options.location.root.join(EVIDENCE);
    let stale = !compared.value.current;
    let faulty = any_error(&compared.notes);
    screen.diagnostics(&compared.notes);
    let (outcome, done, text) = match (faulty, stale, arguments.check) {
        (true, ..) => (Outcome::Faulty, "kept", format!("nothing was written: {EVIDENCE} is as it was")),
        (false, false, _) => (Outcome::Clean, "current", format!("{EVIDENCE} is up to date")),
        (false, true, true) => {
            (Outcome::Faulty, "stale", format!("{EVIDENCE} is not up to date: run `dossier compare`"))
        }
        (false, true, false) => {
            replace(&path, compared.value.text.as_bytes())?;
            (Outcome::Clean, "written", format!("{EVIDENCE} written"))
        }
    };
    match outcome {
        Outcome::Clean => screen.say(&format!("{text} · {}\n", duration(begun.elapsed())))?,
        Outcome::Faulty => screen.remark(&text),
    }
    screen.object(&json!({
        "ok": outcome == Outcome::Clean,
        "summary": null,
        "written": { "path": EVIDENCE, "state": done },
        "diagnostics": compared.notes.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
    }))?;
    Ok(outcome)
}

/// Puts the bytes where the file is, whole or not at all.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::machine(format!("`{}` can't be written: {error}", path.display()));
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // A temporary file is private by default; this one is a file of the dossier like any other.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // Hidden, so that the reading door passes over what a kill may leave behind.
    let mut file = builder.prefix(".comparison-").tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
