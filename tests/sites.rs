//! Whole dossiers, each in one text of `tests/sites/`: the input, what is wrong with it, what comes out.
//!
//! A text is a list of parts, each headed by a line that begins with `-- `:
//!
//! - `-- PATH`: an input file; `{{hash PATH}}` in it stands for the BLAKE3 hash of another input file.
//! - `-- options WORD…`: `drafts`, `as-of=DATE`.
//! - `-- diagnostics`: all of them and no others, as `severity code path:line:column`, in order.
//! - `-- files`: paths of the output, one a line; those that begin with `!` must not be there.
//! - `-- contains PATH`: each line must stand in that output file (white space folded), in this order.
//! - `-- lacks PATH`: no line may stand in that output file; `*` as the path means in any file.
//!
//! What comes before the first part says what the dossier is about.

use std::collections::BTreeMap;
use std::path::Path;

use dossier::output::Content;
use dossier::{Options, build};

struct Part {
    head: String,
    body: String,
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("-- "), parts.last_mut()) {
            (Some(head), _) => parts.push(Part { head: head.trim().to_string(), body: String::new() }),
            (None, Some(part)) => {
                part.body.push_str(line);
                part.body.push('\n');
            }
            (None, None) => {}
        }
    }
    parts
}

fn day(date: &str) -> Option<dossier::edtf::Day> {
    dossier::edtf::Date::parse(date).ok()?.bounds().start.earliest.day()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The expectations, and whether each kind of thing was asked for at all: a text that expects nothing proves nothing.
fn check(path: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let parts = parts(&text);
    let dir = tempfile::tempdir().map_err(|e| e.to_string())?;
    let is_input = |head: &str| !head.contains(' ') && (head.contains('/') || head.contains('.'));
    let inputs: BTreeMap<&str, &str> =
        parts.iter().filter(|p| is_input(&p.head)).map(|p| (p.head.as_str(), p.body.as_str())).collect();
    for (name, body) in &inputs {
        let mut body = body.to_string();
        while let Some(start) = body.find("{{hash ") {
            let end = start + body[start..].find("}}").ok_or("an open {{hash")?;
            let of =
                inputs.get(&body[start + 7..end]).ok_or_else(|| format!("no such input: {}", &body[start..end]))?;
            let hash = format!("blake3:{}", blake3::hash(of.as_bytes()).to_hex());
            body.replace_range(start..end + 2, &hash);
        }
        let full = dir.path().join(name);
        std::fs::create_dir_all(full.parent().unwrap_or(dir.path())).map_err(|e| e.to_string())?;
        std::fs::write(full, body).map_err(|e| e.to_string())?;
    }
    let mut options = Options::at(dir.path());
    options.location.archive = Some(dir.path().join("archive"));
    let mut expectations = 0;
    for word in parts.iter().filter_map(|p| p.head.strip_prefix("options ")).flat_map(str::split_whitespace) {
        match word.split_once('=') {
            None if word == "drafts" => options.drafts = true,
            Some(("as-of", date)) => options.as_of = day(date),
            _ => return Err(format!("unknown option {word}")),
        }
    }
    let built = build(&options);
    let text = |content: &Content| match content {
        Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Content::Copy { from, .. } => std::fs::read_to_string(from).unwrap_or_default(),
    };
    let files: BTreeMap<String, String> =
        built.output.iter().map(|(path, entry)| (path.as_str().to_string(), text(entry.content()))).collect();
    let mut wrong = Vec::new();
    for part in &parts {
        let lines = || part.body.lines().map(str::trim).filter(|l| !l.is_empty());
        if part.head == "diagnostics" {
            expectations += 1;
            let got: Vec<String> = built
                .notes
                .iter()
                .map(|d| {
                    let place = d.place.as_ref().map(|p| match p.line_column() {
                        Some((line, column)) => format!(" {}:{line}:{column}", p.file.path),
                        None => format!(" {}", p.file.path),
                    });
                    format!("{:?} {}{}", d.severity, d.code, place.unwrap_or_default()).to_lowercase()
                })
                .collect();
            let want: Vec<String> = lines().map(str::to_lowercase).collect();
            if got != want {
                let rendered: Vec<_> = built.notes.iter().map(|d| d.render(false)).collect();
                wrong.push(format!("diagnostics\n  want: {want:#?}\n  got: {got:#?}\n{}", rendered.join("\n\n")));
            }
        } else if part.head == "files" {
            for line in lines() {
                expectations += 1;
                match line.strip_prefix('!') {
                    Some(path) if files.contains_key(path) => wrong.push(format!("{path} is in the output")),
                    None if !files.contains_key(line) => wrong.push(format!("{line} is not in the output")),
                    _ => {}
                }
            }
        } else if let Some(path) = part.head.strip_prefix("contains ") {
            let Some(file) = files.get(path) else {
                wrong.push(format!("{path} is not in the output"));
                continue;
            };
            let file = folded(file);
            let mut from = 0;
            for line in lines() {
                expectations += 1;
                match file[from..].find(&folded(line)) {
                    Some(at) => from += at + folded(line).len(),
                    None => wrong.push(format!("{path} lacks, after byte {from}: {line}\n{}", &file[from..])),
                }
            }
        } else if let Some(path) = part.head.strip_prefix("lacks ") {
            for (name, file) in files.iter().filter(|(name, _)| path == "*" || *name == path) {
                let file = folded(file);
                for line in lines() {
                    expectations += 1;
                    if file.contains(&folded(line)) {
                        wrong.push(format!("{name} has: {line}"));
                    }
                }
            }
        } else if !is_input(&part.head) && !part.head.starts_with("options ") {
            wrong.push(format!("unknown part `{}`", part.head));
        }
    }
    if expectations == 0 {
        wrong.push("nothing is expected".into());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

#[test]
fn every_site_is_as_described() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let mut paths: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    assert!(!paths.is_empty());
    let failures: Vec<String> = paths
        .iter()
        .filter_map(|path| Some(format!("== {}\n{}", path.file_name()?.to_string_lossy(), check(path).err()?)))
        .collect();
    assert!(failures.is_empty(), "{} of {} sites:\n{}", failures.len(), paths.len(), failures.join("\n\n"));
}
