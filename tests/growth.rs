//! How the work grows with the dossier: allocations and bytes are counted, since times can't be trusted.
//!
//! Everything that grows is doubled, twice. A step that compares everything with everything would make four times the
//! work of it; a list that every page repeats would make four times the bytes.

use std::alloc::System;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use dossier::output::Content;
use dossier::{Options, build};
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

/// An invented dossier in which everything meets: every source is on one topic and one name, tells of one event and
/// speaks on one claim, beside some of its own.
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
        let text = format!(
            "+++\ntitle = \"Invented article {n}\"\ndate = \"2020-01-{:02}\"\ntopics = [\"t0\", \"t{own}\"]\nnames = [\"n0\", \"n{own}\"]\n\
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

/// Allocations, and bytes of output.
fn work(sources: usize) -> (f64, f64) {
    let dir = dossier(sources);
    let region = Region::new(ALLOCATOR);
    let built = build(&Options::at(dir.path()));
    assert!(!dossier::diagnostic::any_error(&built.notes), "{:?}", built.notes);
    let mut bytes = 0;
    for (_, entry) in built.output.iter() {
        if let Content::Bytes(content) = entry.content().expect("every page can be made") {
            bytes += content.len();
        }
    }
    (region.change().allocations as f64, bytes as f64)
}

#[test]
fn twice_the_dossier_is_twice_the_work() {
    let sizes = [100, 200, 400];
    let done: Vec<_> = sizes.iter().map(|size| work(*size)).collect();
    let factors: Vec<(f64, f64)> = done.windows(2).map(|two| (two[1].0 / two[0].0, two[1].1 / two[0].1)).collect();
    println!("{sizes:?} sources: {done:?}, growing by {factors:?}");
    assert!(factors.iter().all(|(work, bytes)| *work < FACTOR_MAX && *bytes < FACTOR_MAX), "{factors:?}");
}
