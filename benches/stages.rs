//! The stages of a build, one by one, over an invented corpus of 1,000 sources: `cargo bench`.

use std::fmt::Write as _;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use dossier::{Options, build};

/// An invented dossier of `n` sources with topics, names, claims and readings.
fn corpus(dir: &Path, n: usize) {
    let write = |path: &str, text: String| {
        let full = dir.join(path);
        std::fs::create_dir_all(full.parent().expect("a parent")).expect("a folder");
        std::fs::write(full, text).expect("a file");
    };
    let mut topics = String::new();
    let mut names = String::new();
    let mut claims = String::new();
    for i in 0..50 {
        let _ = writeln!(topics, "[topic-{i}]\ntitle = \"Invented topic {i}\"\ntext = \"On nothing in particular.\"");
        let _ = writeln!(names, "[name-{i}]\ntitle = \"Nobody {i}\"\nkind = \"person\"\nforms = [\"Nobody {i}\"]");
        let _ = writeln!(
            claims,
            "[claim-{i}]\ntitle = \"Invented claim {i}.\"\nkind = \"checkable\"\nadded = \"2024-01-01\"\ntopics = [\"topic-{i}\"]"
        );
    }
    write("config.toml", "title = \"An invented dossier\"\nbase_url = \"https://example.org/\"\n".into());
    write("content/topics.toml", topics);
    write("content/names.toml", names);
    write("content/claims.toml", claims);
    for i in 0..n {
        let (topic, name, day) = (i % 50, (i * 7) % 50, i % 28 + 1);
        let mut prose = String::new();
        for paragraph in 0..12 {
            let _ = write!(
                prose,
                "[l. {line}] The lamp of harbour {i} went *dark* in the storm, and [another](source:source-{}) \
                 says so too; **nothing** of it is true, since all of it is invented for measuring.\n\n",
                (i + paragraph) % n,
                line = paragraph + 1,
            );
        }
        write(
            &format!("content/sources/source-{i}.md"),
            format!(
                "+++\ntitle = \"Invented article {i}\"\ndate = \"2024-01-{day:02}\"\ntopics = [\"topic-{topic}\"]\n\
                 names = [\"name-{name}\"]\nread = {{ on = \"2024-02-01\" }}\n[rights]\npublish = \"record\"\n+++\n{prose}"
            ),
        );
        write(
            &format!("content/readings/source-{i}.toml"),
            format!("[claims.claim-{}]\nstance = \"asserts\"\nat = [\"3\"]\n", i % 50),
        );
    }
}

fn stages(criterion: &mut Criterion) {
    let dir = tempfile::tempdir().expect("a folder");
    corpus(dir.path(), 1000);
    let options = Options::at(dir.path());
    let built = build(&options);
    let errors: Vec<_> = built.notes.iter().map(|note| note.render(false)).collect();
    assert!(!built.output.is_empty(), "{}", errors.join("\n"));

    let read = || dossier::manuscript::read(&options.location).value;
    let manuscript = read();
    let config = std::sync::Arc::new(dossier::config::parse(manuscript.config.as_ref()).value);
    let settings = config.settings();
    let parse = || -> Vec<_> {
        manuscript.records.iter().filter_map(|file| dossier::entry::parse(file, &settings).value).collect()
    };
    let publication = dossier::model::Publication { drafts: false, as_of: None };
    let mut group = criterion.benchmark_group("1,000 sources");
    group.sample_size(10);
    group.bench_function("read", |b| b.iter(read));
    group.bench_function("parse, one thread", |b| b.iter(parse));
    group.bench_function("link", |b| {
        let entries = parse();
        b.iter(|| dossier::model::link(&config, &entries, publication, &Default::default()))
    });
    let dossier = dossier::model::link(&config, &parse(), publication, &Default::default()).value;
    let texts = dossier::compare::Texts::new();
    let evidence = dossier::compare::gather(&dossier, &texts, None).value;
    let comparison = dossier::compare::compare(&dossier, &evidence, &texts);
    let theme = dossier::render::load_theme(&config, &[]).value;
    let site = dossier::site::plan(&dossier, &comparison).value;
    let edition = std::sync::Arc::new(dossier::render::Edition::new(
        dossier,
        comparison,
        site,
        std::sync::Arc::new(theme),
        Default::default(),
    ));
    group.bench_function("render", |b| b.iter(|| dossier::render::render(&edition, &[]).value.make_all()));
    group.bench_function("build in memory", |b| b.iter(|| build(&options).make_all()));
    let out = dir.path().join("public");
    group.bench_function("write, nothing changed", |b| b.iter(|| dossier::write::write(&built.output, &out)));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
