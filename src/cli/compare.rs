//! `dossier compare`: what the texts share and where everything stands in them, written to the evidence file.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::screen::{Screen, counted, duration};
use super::{Common, Failure, Outcome, Selection, folder};
use crate::compare::evidence::{Degree, Kind, Tier};
use crate::compare::report::{Finding, PairReport, Report, Stretch, percent};
use crate::diagnostic::{Diagnostic, any_error};

/// The evidence file, below the root.
const EVIDENCE: &str = "content/comparison.json";

/// The verdicts on pairs, below the root.
const REVIEWS: &str = "content/reviews.toml";

/// A wider matrix is a list of pairs.
const MATRIX: usize = 12;

/// So many findings and pairs are printed; `--format json` has all.
const SHOWN: usize = 30;

/// What `dossier compare` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
Looks up every quoted word and every name in the archived texts, and finds the passages that the texts share, with \
what differs in them. Where all that stands goes to content/comparison.json, so that the site can be built where the \
texts aren't: keep that file in the repository. It holds positions and hashes, and no text beyond differing numbers, \
dates and names that the rights let be quoted.

A pair of sources is shown on the site once content/reviews.toml has a verdict on it.

Examples:
  dossier compare
  dossier compare wire echo  and list the passages that these two share
  dossier compare --review   add a table for each pair without one to content/reviews.toml
  dossier compare --check    in a script: exit code 1 where the evidence file isn't up to date")]
pub struct Arguments {
    /// Two sources, by id: list every passage that they share, with its lines
    #[arg(num_args = 2, value_names = ["A", "B"])]
    pair: Vec<String>,

    #[command(flatten)]
    selection: Selection,

    /// Write nothing; exit with 1 if the file isn't up to date
    #[arg(long)]
    check: bool,

    /// Add to content/reviews.toml a table for each pair that has none, for you to fill in; nothing there is changed
    #[arg(long, conflicts_with = "check")]
    review: bool,
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
    let report = &compared.value.report;
    let added = if arguments.review && !faulty { add_reviews(&options.location.root, report)? } else { 0 };
    match outcome {
        Outcome::Clean => {
            match arguments.pair.as_slice() {
                [a, b] => screen.say(&passages(report, a, b)?)?,
                _ => screen.say(&told(report))?,
            }
            screen.say(&format!("{text} · {}\n", duration(begun.elapsed())))?;
        }
        Outcome::Faulty => screen.remark(&text),
    }
    if arguments.review && !faulty {
        screen.say(&match added {
            0 => format!("every pair has its table in {REVIEWS}: nothing was added\n"),
            n => format!("{} added to {REVIEWS}: write a verdict into each\n", counted(n, "table")),
        })?;
    }
    screen.object(&json!({
        "ok": outcome == Outcome::Clean,
        "summary": null,
        "written": { "path": EVIDENCE, "state": done },
        "comparison": report,
        "reviews": arguments.review.then(|| json!({ "path": REVIEWS, "added": added })),
        "diagnostics": compared.notes.iter().map(Diagnostic::to_json).collect::<Vec<_>>(),
    }))?;
    Ok(outcome)
}

/// Appends a table for each pair that has none; what stands there stays as it is.
fn add_reviews(root: &Path, report: &Report) -> Result<usize, Failure> {
    let path = root.join(REVIEWS);
    if report.unreviewed == 0 {
        return Ok(0);
    }
    let failed = |error: std::io::Error| Failure::machine(format!("`{}` can't be written: {error}", path.display()));
    let mut text = match fs_err::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            "# Verdicts on pairs of sources that share passages. A pair is shown once it has one.\n".to_string()
        }
        Err(error) => return Err(failed(error)),
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&report.skeleton);
    replace(&path, text.as_bytes())?;
    Ok(report.unreviewed)
}

/// Who shares how much with whom, and what differs.
fn told(report: &Report) -> String {
    let mut text = String::new();
    if report.pairs.is_empty() {
        let known = counted(report.sources.len(), "text");
        return if report.sources.is_empty() { text } else { format!("{known}, and no two share a passage\n\n") };
    }
    text.push_str(&if report.sources.len() <= MATRIX { matrix(report) } else { list(report) });
    for (what, all) in [("one text", &report.lineages), ("the same sentences", &report.groups)] {
        for members in all {
            let shown: Vec<&str> = members.iter().take(MATRIX).map(String::as_str).collect();
            let more = members.len() - shown.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            text.push_str(&format!("\n{what}: {}{more}\n", shown.join(", ")));
        }
    }
    if !report.findings.is_empty() {
        text.push_str("\nWhat differs inside shared passages:\n");
        for finding in report.findings.iter().take(SHOWN) {
            text.push_str(&line(finding));
        }
        if report.findings.len() > SHOWN {
            text.push_str(&format!("  … and {} more: `--format json` has all\n", report.findings.len() - SHOWN));
        }
    }
    if report.unreviewed > 0 {
        let pairs = counted(report.unreviewed, "pair");
        text.push_str(&format!(
            "\n{pairs} without a verdict: `dossier compare A B` lists its passages, `--review` begins the tables\n"
        ));
    }
    text.push('\n');
    text
}

/// The passages that two sources share, in the order of the first.
fn passages(report: &Report, a: &str, b: &str) -> Result<String, Failure> {
    if let Some(unknown) = [a, b].into_iter().find(|id| !report.sources.iter().any(|known| known == id)) {
        return Err(Failure::usage(
            format!("no text of a source `{unknown}` is known"),
            format!("the sources with texts are {}", report.sources.join(", ")),
        ));
    }
    let is = |pair: &&PairReport| (&*pair.a, &*pair.b) == (a, b) || (&*pair.a, &*pair.b) == (b, a);
    let Some(pair) = report.pairs.iter().find(is) else { return Ok(format!("{a} and {b} share no passage\n\n")) };
    let mut text = format!(
        "{}: {} of {}, {} of {} · {}\n\n",
        counted(pair.passages.len(), "passage"),
        percent(pair.coverage.a.0),
        pair.a,
        percent(pair.coverage.b.0),
        pair.b,
        pair.standing
    );
    for (i, passage) in pair.passages.iter().enumerate() {
        let degree = match passage.degree {
            Degree::Verbatim => "the same words",
            Degree::NearVerbatim => "nearly the same words",
            Degree::Paraphrase => "the same in other words",
            Degree::SharedQuotation => "one quotation",
        };
        let differing = match passage.differing {
            0 => String::new(),
            n => format!(" · {n} differing"),
        };
        let hidden = if passage.hidden { " · hidden" } else { "" };
        text.push_str(&format!("{:>4}  {degree}{differing}{hidden}\n", i + 1));
        for (id, stretch) in [(&pair.a, &passage.a), (&pair.b, &passage.b)] {
            text.push_str(&format!("      {:24} {}\n", place(id, stretch), stretch.begins.as_deref().unwrap_or("")));
        }
    }
    text.push('\n');
    Ok(text)
}

/// A source's id and lines.
fn place(id: &str, stretch: &Stretch) -> String {
    match stretch.lines {
        Some((first, last)) if first == last => format!("{id} {first}"),
        Some((first, last)) => format!("{id} {first}-{last}"),
        None => id.to_string(),
    }
}

/// How much of the text in each row stands in the text of each column.
fn matrix(report: &Report) -> String {
    let width = report.sources.iter().map(|id| id.chars().count()).max().unwrap_or(0);
    let mut text =
        format!("How much of each text (row) is shared with each other (column), in per cent\n\n{:width$}", "");
    for i in 1..=report.sources.len() {
        text.push_str(&format!("{i:>5}"));
    }
    text.push('\n');
    for (i, row) in report.sources.iter().enumerate() {
        text.push_str(&format!("{row:width$}"));
        for (j, column) in report.sources.iter().enumerate() {
            let share = report.pairs.iter().find_map(|pair| match (&pair.a, &pair.b) {
                (a, b) if (a, b) == (row, column) => Some(pair.coverage.a.0),
                (a, b) if (a, b) == (column, row) => Some(pair.coverage.b.0),
                _ => None,
            });
            let cell = match share {
                _ if i == j => "—".to_string(),
                Some(share) => ((share + 5) / 10).to_string(),
                None => "·".to_string(),
            };
            text.push_str(&format!("{cell:>5}"));
        }
        text.push_str(&format!("   {}\n", i + 1));
    }
    text
}

/// The pairs that share most.
fn list(report: &Report) -> String {
    let mut text = format!("{} share passages; most of all:\n", counted(report.pairs.len(), "pair"));
    for pair in report.pairs.iter().take(SHOWN) {
        let (a, b) = (percent(pair.coverage.a.0), percent(pair.coverage.b.0));
        text.push_str(&format!("  {a:>6} of {}, {b:>6} of {} · {}\n", pair.a, pair.b, pair.standing));
    }
    text
}

/// One finding in one line.
fn line(finding: &Finding) -> String {
    let place = |(id, line): &(String, Option<usize>)| match line {
        Some(line) => format!("{id} {line}"),
        None => id.clone(),
    };
    let said = |said: &Option<String>| said.as_ref().map_or("—".to_string(), |said| format!("“{said}”"));
    let what = match (&finding.said, finding.note.as_str()) {
        ((None, None), note) => note.to_string(),
        ((a, b), "") => format!("{} / {}", said(a), said(b)),
        ((a, b), note) => format!("{} / {} ({note})", said(a), said(b)),
    };
    let kind = match finding.kind {
        Kind::Number => "number",
        Kind::Date => "date",
        Kind::Name => "name",
        Kind::Polarity => "denial",
        Kind::Modality => "how sure",
        Kind::Omission => "left out",
        Kind::Other => "other",
    };
    let sure = if finding.tier == Tier::Differs { "" } else { "possibly: " };
    let places = format!("{} · {}", place(&finding.a), place(&finding.b));
    format!("  {places:36} {kind:9} {sure}{what}\n")
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
