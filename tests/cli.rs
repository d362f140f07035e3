//! The binary as a person or a script meets it: exit codes, what goes to which stream, what is written.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// The binary, away from the settings of whoever runs the tests.
fn dossier(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("dossier").unwrap();
    command.current_dir(folder).env_remove("DOSSIER_ARCHIVE").env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1");
    command
}

/// Runs it in `folder`; gives the exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = dossier(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Asserts the exit code, and that both streams say what they should. An empty expectation is an empty stream.
fn check(folder: &Path, arguments: &[&str], code: i32, out: &str, err: &str) {
    let (found, stdout, stderr) = run(folder, arguments);
    let says =
        |stream: &str, expected: &str| if expected.is_empty() { stream.is_empty() } else { stream.contains(expected) };
    let right = found == code && says(&stdout, out) && says(&stderr, err);
    assert!(
        right,
        "dossier {arguments:?}: {found}, not {code}\n--- out ({out}):\n{stdout}\n--- err ({err}):\n{stderr}"
    );
}

/// The one object of `--format json`, with the exit code.
fn json(folder: &Path, arguments: &[&str]) -> (i32, Value) {
    let (code, stdout, stderr) = run(folder, &[arguments, &["--format", "json"]].concat());
    assert_eq!(stderr, "", "{arguments:?}");
    let object: Value = serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout}"));
    assert!(object.is_object() && object["diagnostics"].is_array(), "{object}");
    (code, object)
}

/// A folder with the starter in `desk/`.
fn started() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    check(folder.path(), &["new", "desk"], 0, "cd desk\n  dossier check\n  dossier build", "");
    folder
}

const ARTICLE: &str = "Geese on the market square of Quellmarrow\n\nBy Tam Ollerby\n\nOn the third of May the geese of the lower mill crossed the market square and stayed there until the evening.\n\nThe reeve has written to the miller, and the miller has not yet answered him.\n";

#[test]
fn help_and_version() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    check(here, &["--help"], 0, "Exit codes:", "");
    check(here, &["-h"], 0, "Examples:", "");
    check(here, &["--version"], 0, "dossier ", "");
    for command in ["build", "check", "compare", "publish", "hosting", "new", "add", "explain", "completions"] {
        check(here, &[command, "--help"], 0, "Example", "");
        check(here, &["help", command], 0, "Usage: dossier", "");
    }
}

#[test]
fn wrong_usage_is_2() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    check(here, &[], 2, "", "Usage:");
    check(here, &["biuld"], 2, "", "build");
    check(here, &["build", "--colour"], 2, "", "--colo");
    check(here, &["build", "--as-of", "2026-02-30"], 2, "", "2026-01-31");
    check(here, &["build"], 2, "", "there is no dossier here");
    check(here, &["check", "--root", "nowhere"], 2, "", "is no folder");
    check(here, &["check", "--root", ".", "--archive", "nowhere"], 2, "", "is no folder");
    check(here, &["explain", "unknown-kye"], 2, "", "did you mean `unknown-key`?");
    check(here, &["add"], 2, "", "FILE");
    let (code, object) = json(here, &["build"]);
    assert_eq!((code, object["ok"].as_bool()), (2, Some(false)));
    assert!(object["error"].as_str().unwrap().contains("no dossier here"));
}

#[test]
fn explain_and_completions() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    check(here, &["explain", "[unknown-key]"], 0, "misspelt", "");
    check(here, &["explain"], 0, "anchor-not-found (error)", "");
    for shell in ["bash", "zsh", "fish"] {
        check(here, &["completions", shell], 0, "dossier", "");
    }
}

#[test]
fn new_refuses_what_is_occupied() {
    let folder = started();
    let here = folder.path();
    check(here, &["new", "desk"], 2, "", "isn't empty");
    check(here, &["new", "desk/config.toml"], 2, "", "is a file");
    fs::create_dir_all(here.join("empty/.git")).unwrap();
    check(here, &["new", "empty", "--quiet", "--title", "Weirs \"and\" mills"], 0, "", "");
    let config: toml::Table = fs::read_to_string(here.join("empty/config.toml")).unwrap().parse().unwrap();
    assert_eq!(config["title"].as_str(), Some("Weirs \"and\" mills"));
    check(here, &["new", "other", "--title", ""], 2, "", "title");
    assert!(!here.join("other").exists());
}

#[test]
fn a_new_dossier_is_clean_and_builds() {
    let folder = started();
    let desk = folder.path().join("desk");
    let (code, object) = json(&desk, &["check"]);
    let severe: Vec<_> = object["diagnostics"].as_array().unwrap().iter().filter(|d| d["severity"] != "note").collect();
    assert_eq!((code, severe.len()), (0, 0), "{severe:#?}");
    assert_eq!(object["summary"]["sources"], 3);
    assert_eq!(object["summary"]["accounts"], serde_json::json!({ "min": 2, "max": 3 }));
    assert_eq!(object["summary"]["claims"], 6);
    assert_eq!(object["summary"]["events"], 5);
    assert_eq!(object["summary"]["texts"], serde_json::json!({ "present": 3, "recorded": 3 }));
    assert!(object["written"].is_null() && !desk.join("public").exists(), "check writes nothing");

    let (code, stdout, _) = run(&desk.join("content"), &["build", "--strict"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("3 articles, 2 to 3 separate accounts") && stdout.contains("index.html"), "{stdout}");
    assert!(fs::read_to_string(desk.join("public/index.html")).unwrap().contains("invented"));
    let (_, again) = json(&desk, &["build"]);
    assert_eq!(again["written"]["added"], serde_json::json!([]));
    assert!(again["written"]["unchanged"].as_u64().unwrap() > 20, "{again}");
}

#[test]
fn the_example_is_clean_and_builds() {
    let folder = tempfile::tempdir().unwrap();
    check(folder.path(), &["new", "--example", "ferry"], 0, "a finished dossier, all of it invented", "");
    let ferry = folder.path().join("ferry");
    let (code, object) = json(&ferry, &["build", "--strict"]);
    let severe: Vec<_> = object["diagnostics"].as_array().unwrap().iter().filter(|d| d["severity"] != "note").collect();
    assert_eq!((code, severe.len()), (0, 0), "{severe:#?}");
    assert_eq!(object["summary"]["sources"], 9);
    assert_eq!(object["summary"]["accounts"], serde_json::json!({ "min": 4, "max": 6 }));
    assert_eq!(object["summary"]["texts"], serde_json::json!({ "present": 9, "recorded": 9 }));
    let page = |key: &str| fs::read_to_string(ferry.join("public/sources").join(key).join("index.html")).unwrap();
    assert!(page("mina").contains("<p lang=\"ar\" dir=\"auto\">") && page("vestnik").contains("<p lang=\"ru\""));
}

#[test]
fn the_same_dossier_has_the_same_hash_anywhere() {
    let hash = || {
        let folder = started();
        let (code, stdout, _) =
            run(&folder.path().join("desk"), &["build", "--hash", "--quiet", "--as-of", "2026-01-31"]);
        assert_eq!((code, stdout.trim().len()), (0, 64), "{stdout}");
        stdout
    };
    assert_eq!(hash(), hash());
}

#[test]
fn an_error_leaves_public_as_it_was() {
    let folder = started();
    let desk = folder.path().join("desk");
    run(&desk, &["build"]);
    let before = fs::read(desk.join("public/index.html")).unwrap();
    let claims = desk.join("content/claims.toml");
    let text = fs::read_to_string(&claims).unwrap();
    fs::write(&claims, text.replacen("short ", "shrot ", 1)).unwrap();
    let (code, stdout, stderr) = run(&desk, &["build"]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    for expected in ["error[unknown-key]", "content/claims.toml:", "did you mean `short`?", "1 error", "is as it was"] {
        assert!(stderr.contains(expected), "{expected}: {stderr}");
    }
    assert!(!stderr.contains('\x1b'), "no colour in a pipe");
    assert_eq!(fs::read(desk.join("public/index.html")).unwrap(), before);
    let (code, object) = json(&desk, &["check"]);
    assert_eq!(
        (code, &object["ok"], &object["diagnostics"][0]["code"]),
        (1, &Value::Bool(false), &"unknown-key".into())
    );
    let (_, _, stderr) = run(&desk, &["check", "--color", "always"]);
    assert!(stderr.contains('\x1b'));
}

#[test]
fn warnings_are_errors_under_strict() {
    let folder = started();
    let desk = folder.path().join("desk");
    let topics = desk.join("content/topics.toml");
    let text = fs::read_to_string(&topics).unwrap();
    fs::write(&topics, format!("{text}\n[geese]\ntitle = \"Geese\"\ntext = \"Nobody mentions them.\"\n")).unwrap();
    check(&desk, &["check"], 0, "nothing was written", "warning[orphan-topic]");
    check(&desk, &["check", "--strict"], 1, "", "error[orphan-topic]");
}

#[test]
fn harmful_outputs_are_refused() {
    let folder = started();
    let desk = folder.path().join("desk");
    for output in
        [".", "..", "/", "content", "content/site", "themes/x", "archive", "texts", "public/../content", ".git/site"]
    {
        check(&desk, &["build", "--output", output], 2, "", "won't write the site");
    }
    check(&desk, &["build", "--output", "README.md"], 2, "", "is a file");
    let home = desk.join("public");
    fs::create_dir(&home).unwrap();
    let assert = dossier(&desk).env("HOME", &home).args(["build", "--output", "public"]).assert();
    assert.code(2);
}

#[test]
fn compare_writes_the_evidence_file_once() {
    let folder = started();
    let desk = folder.path().join("desk");
    check(&desk, &["compare", "--check"], 1, "", "not up to date");
    check(&desk, &["compare"], 0, "content/comparison.json written", "");
    check(&desk, &["compare"], 0, "is up to date", "");
    check(&desk, &["compare", "--check"], 0, "is up to date", "");
    let (code, object) = json(&desk, &["compare"]);
    assert_eq!((code, &object["written"]["state"]), (0, &"current".into()));
    assert!(fs::metadata(desk.join("content/comparison.json")).unwrap().len() > 100);
}

/// What can't be looked at again isn't out of date.
#[test]
fn compare_keeps_what_it_found_in_a_text_that_is_gone() {
    let folder = started();
    let desk = folder.path().join("desk");
    for path in ["config.toml", "content/sources/lantern.md", "content/sources/letter.md", "content/sources/wire.md"] {
        let text = fs::read_to_string(desk.join(path)).unwrap();
        fs::write(desk.join(path), text.replace("\"full\"", "\"excerpt\"")).unwrap();
    }
    check(&desk, &["compare"], 0, "content/comparison.json written", "");
    let written = fs::read(desk.join("content/comparison.json")).unwrap();
    fs::rename(desk.join("texts/lantern.txt"), folder.path().join("lantern.txt")).unwrap();
    check(&desk, &["compare", "--check"], 0, "is up to date", "texts-absent");
    check(&desk, &["compare"], 0, "is up to date", "texts-absent");
    assert_eq!(fs::read(desk.join("content/comparison.json")).unwrap(), written);
    // But what is to be published in full has to be there.
    let record = desk.join("content/sources/lantern.md");
    fs::write(&record, fs::read_to_string(&record).unwrap().replace("\"excerpt\"", "\"full\"")).unwrap();
    check(&desk, &["build"], 1, "", "error[missing-file]: `lantern` is published in full");
}

#[test]
fn add_takes_a_text_in_once() {
    let folder = started();
    let desk = folder.path().join("desk");
    let article = folder.path().join("geese.txt");
    fs::write(&article, ARTICLE).unwrap();
    check(&desk, &["add", "--dry-run", "../geese.txt"], 0, "would write content/sources/ollerby.md", "");
    assert!(!desk.join("archive").exists());
    check(&desk, &["add", "../geese.txt"], 0, "lines 5-7", "");
    assert_eq!(fs::read_to_string(desk.join("archive/geese.txt")).unwrap(), ARTICLE);
    let reading = fs::read_to_string(desk.join("content/readings/ollerby.toml")).unwrap();
    assert!(reading.contains("# [claims.mend-not-remove]") && reading.contains("# [events.flood]"));
    check(&desk, &["add", "../geese.txt"], 1, "", "content/sources/ollerby.md has the same text");
    fs::write(&article, ARTICLE.replace("third", "fourth")).unwrap();
    check(&desk, &["add", "../geese.txt"], 1, "", "the id `ollerby` is taken");
    let (code, object) = json(&desk, &["add", "--id", "geese", "../geese.txt"]);
    assert_eq!((code, &object["summary"]["added"][0]["id"]), (0, &"geese".into()));
}

#[test]
fn add_refuses() {
    let folder = started();
    let desk = folder.path().join("desk");
    let file = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    file("latin.txt", b"Caf\xe9 by the river");
    file("picture.txt", b"\x89PNG\0\0");
    file("good.txt", ARTICLE.as_bytes());
    check(&desk, &["add", "../latin.txt"], 1, "", "iconv -f WINDOWS-1252");
    check(&desk, &["add", "../picture.txt"], 1, "", "is no text");
    check(&desk, &["add", "../nowhere.txt"], 1, "", "can't be read");
    check(&desk, &["add", "--id", "a", "../good.txt", "../latin.txt"], 2, "", "several files");
    check(&desk, &["add", "--id", "Not an id", "../good.txt"], 1, "", "can't be an id");
    // One bad file, and none is taken in.
    check(&desk, &["add", "../good.txt", "../latin.txt"], 1, "", "nothing was written");
    assert!(!desk.join("content/sources/ollerby.md").exists());
    check(folder.path(), &["add", "--root", ".", "good.txt"], 2, "", "is no dossier");
}

#[test]
fn an_added_draft_leaves_the_site_clean() {
    let folder = started();
    let desk = folder.path().join("desk");
    fs::write(folder.path().join("geese.txt"), ARTICLE).unwrap();
    check(&desk, &["add", "../geese.txt"], 0, "ollerby", "");
    let (code, object) = json(&desk, &["check"]);
    assert_eq!(
        (code, &object["summary"]["sources"], &object["summary"]["left_out"]),
        (0, &3.into(), &1.into()),
        "{object:#}"
    );
}

#[cfg(unix)]
#[test]
fn a_refusing_machine_is_3() {
    let folder = started();
    let here = folder.path();
    // A file where a folder is needed: refused to everyone, root included.
    fs::write(here.join("file"), "").unwrap();
    check(here, &["build", "--root", "desk", "--output", "file/site"], 3, "", "error");
}
