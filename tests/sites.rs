//! Whole dossiers, in the texts of `tests/sites/`: the input, what is wrong with it, what comes out.
//!
//! A text holds cases, each headed by a line that begins with `== `. A case is a list of parts, each headed by a
//! line that begins with `-- `:
//!
//! - `-- PATH`: an input file; `{{hash PATH}}` in it stands for the BLAKE3 hash of another input file.
//! - `-- options WORD…`: `drafts`, `as-of=DATE`.
//! - `-- diagnostics`: all of them and no others, as `severity code path:line:column`, in order.
//! - `-- files`: paths of the output, one a line; those that begin with `!` must not be there.
//! - `-- contains PATH`: each line must stand in that output file (white space folded), in this order.
//! - `-- lacks PATH`: no line may stand in that output file; `*` as the path means in any file.
//!
//! Parts before the first case belong to every case, which may give an input file anew. What comes before the first
//! part says what the dossier is about. A case with an error must come out empty, and one without must not.

use std::collections::BTreeMap;
use std::path::Path;

use dossier::diagnostic::{Diagnostic, any_error};
use dossier::output::{Content, Entry};
use dossier::{Options, build};

#[derive(Clone)]
struct Part {
    head: String,
    body: String,
}

struct Case {
    name: String,
    parts: Vec<Part>,
}

/// The cases of a text, the common parts first in each.
fn cases(text: &str) -> Vec<Case> {
    let mut common: Vec<Part> = Vec::new();
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            cases.push(Case { name: name.trim().to_string(), parts: common.clone() });
            continue;
        }
        let parts = cases.last_mut().map_or(&mut common, |case| &mut case.parts);
        if let Some(head) = line.strip_prefix("-- ") {
            parts.push(Part { head: head.trim().to_string(), body: String::new() });
        } else if let Some(part) = parts.last_mut() {
            part.body.push_str(line);
            part.body.push('\n');
        }
    }
    if cases.is_empty() { vec![Case { name: "the only case".into(), parts: common }] } else { cases }
}

fn is_input(part: &Part) -> bool {
    !part.head.contains(' ') && part.head.contains(['/', '.'])
}

/// Writes the input files below `root`.
fn write_inputs(parts: &[Part], root: &Path) -> Result<(), String> {
    // A later part of the same path is the one that counts.
    let inputs: BTreeMap<&str, &str> =
        parts.iter().filter(|part| is_input(part)).map(|part| (part.head.as_str(), part.body.as_str())).collect();
    for (name, body) in &inputs {
        let mut body = body.to_string();
        while let Some(start) = body.find("{{hash ") {
            let end = start + body[start..].find("}}").ok_or("an open {{hash")?;
            let of =
                inputs.get(&body[start + 7..end]).ok_or_else(|| format!("no such input: {}", &body[start..end]))?;
            let hash = format!("blake3:{}", blake3::hash(of.as_bytes()).to_hex());
            body.replace_range(start..end + 2, &hash);
        }
        let full = root.join(name);
        fs_err::create_dir_all(full.parent().unwrap_or(root)).map_err(|e| e.to_string())?;
        fs_err::write(full, body).map_err(|e| e.to_string())?;
    }
    Ok(())
}

fn options(parts: &[Part], root: &Path) -> Result<Options, String> {
    let mut options = Options::at(root);
    options.location.archive = Some(root.join("archive"));
    for word in parts.iter().filter_map(|p| p.head.strip_prefix("options ")).flat_map(str::split_whitespace) {
        match word.split_once('=') {
            None if word == "drafts" => options.drafts = true,
            Some(("as-of", date)) => {
                let date = dossier::edtf::Date::parse(date).map_err(|e| e.to_string())?;
                options.as_of = date.bounds().start.earliest.day();
            }
            _ => return Err(format!("unknown option {word}")),
        }
    }
    Ok(options)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `severity code path:line:column`.
fn brief(note: &Diagnostic) -> String {
    let severity = format!("{:?}", note.severity).to_lowercase();
    let place = note.place.as_ref().map(|place| match place.line_column() {
        Some((line, column)) => format!(" {}:{line}:{column}", place.file.path),
        None => format!(" {}", place.file.path),
    });
    format!("{severity} {}{}", note.code, place.unwrap_or_default())
}

/// What isn't as the case has it. A case that expects nothing proves nothing.
fn check(parts: &[Part]) -> Result<(), String> {
    let dir = tempfile::tempdir().map_err(|e| e.to_string())?;
    write_inputs(parts, dir.path())?;
    let mut built = build(&options(parts, dir.path())?);
    built.make_all();
    let text = |entry: &Entry| match entry.content() {
        Ok(Content::Bytes(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
        Ok(Content::Copy { from, .. }) => fs_err::read_to_string(from).unwrap_or_default(),
        Err(note) => note.message,
    };
    let files: BTreeMap<String, String> =
        built.output.iter().map(|(path, entry)| (path.as_str().to_string(), text(entry))).collect();
    let mut wrong = Vec::new();
    let mut expectations = 0;
    // Every diagnostic can be printed, for people and for machines.
    let rendered: Vec<String> = built.notes.iter().map(|note| format!("{}\n", note.render(false))).collect();
    built.notes.iter().for_each(|note| drop(note.to_json()));
    if any_error(&built.notes) != files.is_empty() {
        wrong.push(format!("{} files where errors are {}", files.len(), any_error(&built.notes)));
    }
    for part in parts {
        let lines = || part.body.lines().map(str::trim).filter(|l| !l.is_empty());
        if part.head == "diagnostics" {
            expectations += 1;
            let got: Vec<String> = built.notes.iter().map(brief).collect();
            let want: Vec<&str> = lines().collect();
            if got != want {
                let (want, got) = (want.join("\n"), got.join("\n"));
                wrong.push(format!("-- wanted\n{want}\n-- diagnostics\n{got}\n\n{}", rendered.join("\n")));
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
                let (name, file) = (folded(name), folded(file));
                for line in lines() {
                    expectations += 1;
                    if file.contains(&folded(line)) || path == "*" && name.contains(line) {
                        wrong.push(format!("{name} has: {line}"));
                    }
                }
            }
        } else if !is_input(part) && !part.head.starts_with("options ") {
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
    let mut paths: Vec<_> = fs_err::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let mut number = 0;
    let mut failures = Vec::new();
    for path in &paths {
        for case in cases(&fs_err::read_to_string(path).unwrap()) {
            number += 1;
            if let Err(wrong) = check(&case.parts) {
                failures.push(format!("=== {}: {}\n{wrong}", path.file_name().unwrap().display(), case.name));
            }
        }
    }
    assert!(number > 0);
    assert!(failures.is_empty(), "{} of {number} cases:\n{}", failures.len(), failures.join("\n\n"));
}
