//! The same input gives the same bytes: whatever the threads, wherever it lies, with the archive or with the evidence
//! file in its place.

use std::fmt::Write;
use std::path::Path;

use dossier::Options;
use dossier::diagnostic::any_error;
use dossier::manuscript::Location;

/// The hash of the built site and all that is said of it.
fn built(options: &Options, threads: usize) -> (blake3::Hash, Vec<String>) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let (build, hash) = pool.install(|| {
        let build = dossier::build(options);
        let hash = build.output.hash();
        (build, hash)
    });
    let notes: Vec<String> = build.notes.iter().map(|note| note.render(false)).collect();
    assert!(!any_error(&build.notes), "{}", notes.join("\n"));
    assert!(build.output.len() > 100);
    (hash.expect("every page can be made"), notes)
}

/// That one, two and eight threads build the same. Answers the hash.
fn check_threads(options: &Options) -> blake3::Hash {
    let (one, notes) = built(options, 1);
    for threads in [2, 8] {
        assert_eq!(built(options, threads), (one, notes.clone()), "{threads} threads");
    }
    one
}

fn at(root: &Path, archive: &Path) -> Options {
    Options { location: Location { root: root.into(), archive: Some(archive.into()) }, ..Options::default() }
}

fn put(root: &Path, path: &str, text: &str) {
    let full = root.join(path);
    fs_err::create_dir_all(full.parent().unwrap()).unwrap();
    fs_err::write(full, text).unwrap();
}

/// Numbers that look as if by chance, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % limit
    }

    /// Invented words.
    fn words(&mut self, count: usize) -> String {
        const PARTS: [&str; 12] = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "wu", "ya", "zo"];
        let word = |chance: &mut Self| (0..3).map(|_| PARTS[chance.below(12)]).collect::<String>();
        (0..count).map(|_| word(self)).collect::<Vec<_>>().join(" ")
    }
}

/// An invented dossier of 300 sources with texts, some of which share lines, a few under full rights.
fn write_synthetic(root: &Path) {
    let mut chance = Chance(7);
    let (mut claims, mut events, mut names, mut topics, mut lineages) = Default::default();
    let _: [&mut String; 5] = [&mut claims, &mut events, &mut names, &mut topics, &mut lineages];
    for i in 0..20 {
        let broader = if i >= 4 { format!("broader = \"t{}\"\n", i % 4) } else { String::new() };
        writeln!(topics, "[t{i}]\ntitle = \"Topic {i}\"\n{broader}").unwrap();
    }
    let forms: Vec<String> = (0..60).map(|_| chance.words(1)).collect();
    for (i, form) in forms.iter().enumerate() {
        writeln!(
            names,
            "[n{i}]\ntitle = \"Name {i}\"\nkind = \"person\"\nforms = [{{ form = \"{form}\", case = false }}]\n"
        )
        .unwrap();
    }
    for i in 0..40 {
        let (topic, name) = (i % 20, chance.below(60));
        writeln!(
            claims,
            "[c{i}]\ntitle = \"Claim {i}.\"\nadded = \"2020-01-0{}\"\ntopics = [\"t{topic}\"]\nnames = [\"n{name}\"]\n",
            i % 9 + 1
        )
        .unwrap();
    }
    for i in 0..80 {
        let (year, month) = (1900 + chance.below(40), chance.below(12) + 1);
        writeln!(
            events,
            "[e{i}]\ntitle = \"Event {i}\"\ndate = \"{year}-{month:02}\"\ntopics = [\"t{}\"]\nclaims = [\"c{}\"]\n",
            i % 20,
            i % 40
        )
        .unwrap();
    }
    for i in 0..10 {
        writeln!(lineages, "[l{i}]\ntitle = \"Shared text {i}\"").unwrap();
        for j in 0..4 {
            writeln!(lineages, "[l{i}.member.s{:03}]\npart = \"whole\"", i * 4 + j).unwrap();
        }
    }
    let shared: Vec<String> = (0..10).map(|_| chance.words(30)).collect();
    for i in 0..300 {
        let (name, quoted) = (&forms[chance.below(60)], chance.words(3));
        let common = if i < 40 { shared[i / 4].clone() } else { chance.words(30) };
        let text = format!("{}\n\n{common} {name}\n{quoted} {}\n", chance.words(6), chance.words(20));
        let hash = blake3::hash(text.as_bytes()).to_hex();
        let full = i % 50 == 0;
        put(root, &format!("{}/s{i:03}.txt", if full { "texts" } else { "archive" }), &text);
        let rights = if full { "[rights]\npublish = \"full\"\n" } else { "" };
        let record = format!(
            "+++\ntitle = \"Source {i}\"\nfile = \"s{i:03}.txt\"\nhash = \"blake3:{hash}\"\nbody = [\"3-4\"]\nread = {{ on = \"2020-01-0{}\" }}\n\
             [[not_before]]\ndate = \"{}\"\nat = [\"3\"]\n{rights}+++\n[l. 3] On [one thing](claim:c{}) and [another](event:e{}).\n",
            i % 9 + 1,
            1900 + i % 40,
            i % 40,
            i % 80
        );
        put(root, &format!("content/sources/s{i:03}.md"), &record);
        let stance = ["asserts", "disputes", "silent"][chance.below(3)];
        let at = if stance == "silent" { String::new() } else { format!("at = [\"4: {quoted}\"]\n") };
        let reading = format!(
            "[claims.c{}]\nstance = \"{stance}\"\n{at}[claims.c{}]\nstance = \"asserts\"\n[events.e{}]\nstatus = \"planned\"\nat = [\"4\"]\n",
            i % 40,
            (i + 7) % 40,
            i % 80
        );
        put(root, &format!("content/readings/s{i:03}.toml"), &reading);
    }
    put(root, "content/claims.toml", &claims);
    put(root, "content/events.toml", &events);
    put(root, "content/names.toml", &names);
    put(root, "content/topics.toml", &topics);
    put(root, "content/lineages.toml", &lineages);
    put(root, "content/pages/method.md", "+++\ntitle = \"Method\"\nrole = \"method\"\n+++\nInvented.\n");
    put(
        root,
        "config.toml",
        "title = \"Three hundred invented sources\"\nbase_url = \"https://example.org/many/\"\nselection = \"All of them.\"\n",
    );
}

#[test]
fn many_sources() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("here");
    write_synthetic(&root);
    let archive = root.join("archive");
    let evidence = dossier::evidence(&at(&root, &archive));
    assert!(!any_error(&evidence.notes));
    put(&root, "content/comparison.json", &evidence.value.text);
    let hash = check_threads(&at(&root, &archive));

    let elsewhere = dir.path().join("else/where with spaces/и далеко");
    write_synthetic(&elsewhere);
    put(&elsewhere, "content/comparison.json", &evidence.value.text);
    let (there, notes) = built(&at(&elsewhere, &elsewhere.join("archive")), 2);
    assert_eq!(there, hash, "another path");
    assert_eq!(built(&at(&root, &archive), 2).1, notes);

    // The evidence file stands in for the texts, but for those that are published in full, which lie in `texts/`.
    fs_err::remove_dir_all(&archive).unwrap();
    assert_eq!(built(&at(&root, &archive), 2).0, hash, "the evidence file in place of the archive");
}

#[test]
fn the_sample() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let nowhere = tempfile::tempdir().unwrap();
    let without = check_threads(&at(root, nowhere.path()));
    match std::env::var_os("DOSSIER_ARCHIVE") {
        Some(archive) => assert_eq!(check_threads(&at(root, Path::new(&archive))), without, "with the archive"),
        None => println!("skipped: DOSSIER_ARCHIVE is not set"),
    }
}
