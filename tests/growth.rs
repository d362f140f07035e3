//! How the work grows with the dossier: allocations and bytes are counted, since times can't be trusted.
//!
//! Everything that grows is doubled, twice. A step that compares everything with everything would make four times the
//! work of it; a list that every page repeats would make four times the bytes. The same holds for what is done again
//! after an edit, and for the memory that a builder holds.

use std::alloc::System;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use dossier::manuscript::Hints;
use dossier::output::Content;
use dossier::{Build, Builder, Options};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// More than this, and twice as large a dossier takes more than twice the work and what sorting adds.
const FACTOR_MAX: f64 = 2.3;

fn put(root: &Path, path: &str, text: &str) {
    let full = root.join(path);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    fs::write(full, text).unwrap();
}

/// A build after an edit allocates less than this part of what the first one does, pages included: it grows when the first
/// one gets cheaper.
const AGAIN_MAX: f64 = 0.12;

/// How often each text mentions one and the same name.
const MENTIONS: usize = 15;

/// An invented dossier in which everything meets: every source is on one topic and one name, tells of one event and
/// speaks on one claim, and mentions one name in its text again and again, beside some of its own.
fn dossier(sources: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    put(
        root,
        "config.toml",
        "title = \"Invented\"\nlanguage = \"en\"\nbase_url = \"https://example.org/\"\n[rights]\npublish = \"record\"\n",
    );
    let many = sources / 5;
    let (mut claims, mut events, mut names, mut topics) = (String::new(), String::new(), String::new(), String::new());
    for n in 0..many {
        writeln!(claims, "[c{n}]\ntitle = \"Invented statement {n}\"\ntopics = [\"t0\", \"t{n}\"]\nevents = [\"e0\"]")
            .unwrap();
        writeln!(
            events,
            "[e{n}]\ntitle = \"Invented event {n}\"\ndate = \"20{:02}-01-02\"\ntopics = [\"t0\"]",
            n % 90 + 1
        )
        .unwrap();
        writeln!(names, "[n{n}]\ntitle = \"Invented name {n}\"\nkind = \"person\"\nforms = [\"Name {n}\"]").unwrap();
        writeln!(topics, "[t{n}]\ntitle = \"Invented topic {n}\"").unwrap();
    }
    for (path, text) in [("claims", claims), ("events", events), ("names", names), ("topics", topics)] {
        put(root, &format!("content/{path}.toml"), &text);
    }
    for n in 0..sources {
        let own = n % many;
        let mentions = "Name 0 was there. ".repeat(MENTIONS);
        let archived = format!("{mentions}\nName {own} told number{n} of it.\n");
        put(root, &format!("texts/s{n:05}.txt"), &archived);
        let hash = blake3::hash(archived.as_bytes());
        let text = format!(
            "+++\ntitle = \"Invented article {n}\"\ndate = \"2020-01-{:02}\"\ntopics = [\"t0\", \"t{own}\"]\nnames = [\"n0\", \"n{own}\"]\n\
             file = \"s{n:05}.txt\"\nhash = \"blake3:{hash}\"\n\
             read = {{ on = \"2020-02-01\" }}\n+++\nAn invented summary of [the first](claim:c0).\n",
            1 + n % 28
        );
        put(root, &format!("content/sources/s{n:05}.md"), &text);
        let mut reading = "[claims.c0]\nstance = \"asserts\"\n[events.e0]\n".to_string();
        if own > 0 {
            write!(reading, "[claims.c{own}]\nstance = \"asserts\"\n[events.e{own}]\n").unwrap();
        }
        put(root, &format!("content/readings/s{n:05}.toml"), &reading);
    }
    dir
}

/// What grows with the number of sources.
#[derive(Clone, Copy, Debug)]
struct Done {
    /// Allocations of the first build and all its pages.
    first: f64,
    /// Bytes of output.
    bytes: f64,
    /// Bytes that the builder and its build hold.
    held: f64,
    /// Allocations of a build after an edit, with the page and the list that show it.
    again: f64,
}

fn done(sources: usize) -> Done {
    let dir = dossier(sources);
    let options = Options::at(dir.path());
    let region = Region::new(ALLOCATOR);
    let mut builder = Builder::new(options.location.clone());
    let built = builder.build(&options);
    assert!(!dossier::diagnostic::any_error(&built.notes), "{:?}", built.notes);
    let mentions = mentions_of_one_name(&built);
    assert!(mentions >= MENTIONS * sources, "{mentions} mentions of one name");
    let bytes = built.output.iter().map(|(path, _)| length(&built, path.as_str())).sum::<usize>();
    let change = region.change();
    let held = change.bytes_allocated.saturating_sub(change.bytes_deallocated);

    let path = dir.path().join("content/sources/s00007.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("Invented article 7", "Another title")).unwrap();
    let mut hints = Hints::default();
    hints.note(&path);
    let region = Region::new(ALLOCATOR);
    assert_eq!(builder.refresh(&hints).len(), 1);
    let built = builder.build(&options);
    for path in ["sources/s00007/index.html", "sources/index.html"] {
        assert!(length(&built, path) > 0);
    }
    let again = region.change().allocations;
    assert_eq!(builder.redone().parsed, 1);
    Done { first: change.allocations as f64, bytes: bytes as f64, held: held as f64, again: again as f64 }
}

/// How long a file of the site is, made for that.
fn length(built: &Build, path: &str) -> usize {
    match built.output.get(path).expect(path).content().expect(path) {
        Content::Bytes(content) => content.len(),
        Content::Copy { .. } => 0,
    }
}

/// How often the name that all texts mention is mentioned, by the data to download.
fn mentions_of_one_name(built: &Build) -> usize {
    let Content::Bytes(json) = built.output.get("data/dossier.json").unwrap().content().unwrap() else { return 0 };
    let data: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let names = data["names"].as_array().unwrap();
    let name = names.iter().find(|name| name["id"] == "n0").unwrap();
    name["forms"][0]["count"].as_u64().unwrap() as usize
}

#[test]
fn twice_the_dossier_is_twice_the_work() {
    let sizes = [100, 200, 400];
    let done: Vec<Done> = sizes.iter().map(|size| done(*size)).collect();
    println!("{sizes:?} sources: {done:?}");
    for two in done.windows(2) {
        let growth = |of: fn(&Done) -> f64| of(&two[1]) / of(&two[0]);
        let growth = [growth(|d| d.first), growth(|d| d.bytes), growth(|d| d.held), growth(|d| d.again)];
        println!("growing by {growth:?}");
        assert!(growth.iter().all(|factor| *factor < FACTOR_MAX), "{growth:?}");
    }
    let again: Vec<f64> = done.iter().map(|done| done.again / done.first).collect();
    assert!(again.iter().all(|part| *part < AGAIN_MAX), "{again:?}");
}
