//! What builds remember: how much is done again after an edit, and that a remembered site is the site.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use dossier::manuscript::{Hints, Location};
use dossier::{Builder, Options};
use serde_json::Value;

fn put(root: &Path, path: &str, text: &str) {
    let full = root.join(path);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    fs::write(full, text).unwrap();
}

fn source(root: &Path, n: usize, title: &str) {
    let text = format!(
        "+++\ntitle = \"{title}\"\ndate = \"2020-01-{:02}\"\nread = {{ on = \"2020-02-01\" }}\n+++\nInvented summary {n}.\n",
        1 + n % 28
    );
    put(root, &format!("content/sources/s{n:03}.md"), &text);
}

/// An invented dossier of so many sources; its summaries cite nothing.
fn dossier(sources: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "config.toml", "title = \"Invented\"\nlanguage = \"en\"\n[rights]\npublish = \"record\"\n");
    (0..sources).for_each(|n| source(dir.path(), n, &format!("Invented {n}")));
    dir
}

#[test]
fn an_edit_redoes_little() {
    let dir = dossier(80);
    let location = Location { root: dir.path().into(), archive: None };
    let options = Options::at(dir.path());
    let mut builder = Builder::new(location);
    let mut first = builder.build(&options);
    first.make_all();
    assert_eq!((builder.redone().parsed, builder.redone().pages), (80, first.summary.pages));

    source(dir.path(), 7, "Another title");
    let mut hints = Hints::default();
    hints.note(dir.path().join("content/sources/s007.md"));
    builder.refresh(&hints);
    let mut second = builder.build(&options);
    second.make_all();
    let redone = builder.redone();
    assert_eq!((redone.parsed, redone.themes), (1, 0));
    // Its own page, the list that it stands in, and the home page at most.
    assert!((2..=3).contains(&redone.pages), "{redone:?}");
    assert_eq!(second.output.hash(), dossier::build(&options).output.hash());
    assert_ne!(second.output.hash(), first.output.hash());

    source(dir.path(), 7, "Invented 7");
    builder.refresh(&hints);
    let mut third = builder.build(&options);
    third.make_all();
    assert_eq!((builder.redone().parsed, builder.redone().pages), (0, 0), "an edit taken back is remembered");
    assert_eq!(third.output.hash(), first.output.hash());
}

/// Builds with the command line, and answers its report.
#[track_caller]
fn build(root: &Path, arguments: &[&str]) -> Value {
    let mut command = Command::cargo_bin("dossier").unwrap();
    let output =
        command.args(["build", "--format", "json", "--hash", "--root"]).arg(root).args(arguments).output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn count(report: &Value, list: &str) -> usize {
    match &report["written"][list] {
        Value::Array(paths) => paths.len(),
        number => number.as_u64().unwrap() as usize,
    }
}

fn codes(report: &Value) -> Vec<&str> {
    report["diagnostics"].as_array().unwrap().iter().filter_map(|note| note["code"].as_str()).collect()
}

#[test]
fn a_remembered_site_is_the_site() {
    let dir = dossier(5);
    let root = dir.path();
    let first = build(root, &[]);
    assert!(root.join(".dossier/memory").is_file());
    let again = build(root, &[]);
    assert_eq!(count(&again, "unchanged"), count(&first, "added"));
    for same in ["hash", "summary", "diagnostics", "ok"] {
        assert_eq!(again[same], first[same], "{same}");
    }
    // With other options, it is another site.
    let other = build(root, &["--base-url", "https://example.org/"]);
    assert!(count(&other, "changed") > 0);
    assert_eq!(build(root, &[])["hash"], first["hash"]);

    // What went missing or was edited in the output folder is noticed.
    fs::remove_file(root.join("public/sources/s001/index.html")).unwrap();
    assert_eq!(count(&build(root, &[]), "added"), 1);
    fs::write(root.join("public/sources/s002/index.html"), "edited").unwrap();
    assert_eq!(codes(&build(root, &[])).iter().filter(|code| **code == "foreign-file").count(), 1);
    fs::remove_file(root.join("public/sources/s002/index.html")).unwrap();
    build(root, &[]);

    // An edit is noticed, and so is a file that came.
    source(root, 3, "Another title");
    let edited = build(root, &[]);
    assert!(count(&edited, "changed") > 0 && edited["hash"] != first["hash"]);
    put(root, "content/files/plan.txt", "a plan");
    assert_eq!(count(&build(root, &[]), "added"), 1);
    assert_eq!(build(root, &[])["hash"], build(root, &["--no-cache"])["hash"]);
}

#[test]
fn a_damaged_memory_costs_nothing_but_time() {
    let dir = dossier(3);
    let root = dir.path();
    let first = build(root, &["--no-cache"]);
    assert!(!root.join(".dossier").exists(), "nothing is left");
    fs::create_dir(root.join(".dossier")).unwrap();
    fs::write(root.join(".dossier/memory"), b"dossier memory\nsomething else").unwrap();
    let second = build(root, &[]);
    assert_eq!(second["hash"], first["hash"]);
    assert!(codes(&second).contains(&"memory-ignored"));
    assert!(!codes(&build(root, &[])).contains(&"memory-ignored"), "it is whole again");
}
