//! Input that a text of `tests/sites/` can't hold: bytes that aren't UTF-8, links, permissions, and damage at random.
//! Whatever it is, it is said where it is, nothing panics, and the site of before stays as it was.

use std::collections::BTreeMap;
use std::path::Path;

use dossier::diagnostic::any_error;
use dossier::{Build, Options, build};
use proptest::prelude::*;

/// A small dossier without a mistake: paths and texts.
const GOOD: [(&str, &str); 11] = [
    (
        "config.toml",
        "title = \"The Hampton ferry\"\nbase_url = \"https://example.org/ferry/\"\nselection = \"All letters of an invented box.\"\n\
         editors = [{ id = \"keeper\", name = \"The box keeper\" }]\n[wording]\navoid = [\"copied\", \"plagiar…\"]\n",
    ),
    ("content/_index.md", "+++\ntitle = \"The ferry\"\n+++\nWhat [](source:ann) says of [the fair](event:fair).\n"),
    (
        "content/pages/method.md",
        "+++\ntitle = \"Method\"\nrole = \"method\"\n+++\n## How\n\nAll letters[^1] were read.\n\n[^1]: Twice.\n",
    ),
    (
        "content/sources/ann.md",
        "+++\ntitle = \"Ann’s letter\"\nfile = \"ann.txt\"\n\
         hash = \"blake3:0e5ee4a3d27e6b0b4c4e2b8f7f0a4a9f0c2c1b8f3f5f4a6d7e8f9a0b1c2d3e4f\"\nread = { on = \"2020-01-02\", by = \"keeper\" }\n\
         [[not_before]]\ndate = \"1902-05\"\nat = [\"1\"]\n+++\n[l. 1] On *the fair*.\n",
    ),
    (
        "content/sources/bert.md",
        "+++\nlabel = \"Bert’s note\"\nread = { on = \"2020-01-02\" }\naliases = [\"robert\"]\n+++\nShort.\n",
    ),
    (
        "content/readings/ann.toml",
        "[claims.bell]\nstance = \"qualifies\"\nsupport = true\nmodality = \"reported\"\nspeaker = \"ann\"\nnote = \"Hearsay.\"\n\
         [events.fair]\nstatus = \"happened\"\ndate = \"1902-05~\"\n",
    ),
    (
        "content/claims.toml",
        "[bell]\ntitle = \"The bell rang twice.\"\nkind = \"checkable\"\nadded = \"2020-01-01\"\ntopics = [\"noise\"]\n\
         [bell.stance.bert]\nstance = \"disputes\"\n",
    ),
    (
        "content/events.toml",
        "[fair]\ntitle = \"The fair\"\ndate = \"1902-05/1902-06\"\ntopics = [\"noise\"]\nnames = [\"ann\"]\n",
    ),
    ("content/names.toml", "[ann]\ntitle = \"Ann of the Ferry\"\nkind = \"person\"\nforms = [\"Ann\"]\n"),
    ("content/topics.toml", "[noise]\ntitle = \"Noise\"\ntext = \"What was heard.\"\n"),
    (
        "content/lineages.toml",
        "[log]\ntitle = \"The log\"\n[log.member.ann]\npart = \"whole\"\n[log.member.bert]\npart = \"passages\"\nbasis = \"one line\"\n",
    ),
];

fn put(root: &Path, path: &str, bytes: &[u8]) {
    let full = root.join(path);
    fs_err::create_dir_all(full.parent().unwrap()).unwrap();
    fs_err::write(full, bytes).unwrap();
}

fn good() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    GOOD.iter().for_each(|(path, text)| put(dir.path(), path, text.as_bytes()));
    dir
}

fn built(root: &Path) -> Build {
    let mut build = build(&Options::at(root));
    build.make_all();
    build
}

/// What there is to say, without notes and warnings, as `code path:line:column`. All of it can be printed.
fn errors(build: &Build) -> Vec<String> {
    let all = build.notes.iter().map(|note| {
        note.render(true);
        note.to_json();
        let place = note.place.as_ref().map_or(String::new(), |place| match place.line_column() {
            Some((line, column)) => format!(" {}:{line}:{column}", place.file.path),
            None => format!(" {}", place.file.path),
        });
        (note.severity == dossier::diagnostic::Severity::Error).then(|| format!("{}{place}", note.code))
    });
    all.flatten().collect()
}

/// The errors of the good dossier with one file more, or another.
#[track_caller]
fn check(path: &str, bytes: &[u8], expected: &[&str]) {
    let dir = good();
    put(dir.path(), path, bytes);
    let build = built(dir.path());
    assert_eq!(errors(&build), expected, "{path}");
    assert_eq!(build.output.is_empty(), !expected.is_empty(), "{path}");
}

#[test]
fn the_good_one_is_good() {
    let dir = good();
    let build = built(dir.path());
    assert_eq!(errors(&build), [] as [&str; 0]);
    assert!(build.output.len() > 15);
}

#[test]
fn bytes_that_are_no_text() {
    check("config.toml", b"title = \"F\xFFrry\"", &["invalid-utf8 config.toml:1:11"]);
    check("content/topics.toml", b"[noise]\ntitle = \"\xC3\xA9 \xC3\"\n", &["invalid-utf8 content/topics.toml:2:12"]);
    check(
        "content/pages/box.md",
        b"+++\ntitle = \"Box\"\n+++\n\xF0\x9F\x90",
        &["invalid-utf8 content/pages/box.md:4:1"],
    );
    check("content/comparison.json", b"{\"format\": \"\xFE\"}", &["invalid-utf8 content/comparison.json:1:13"]);
    check("themes/ledger/strings/en.ftl", b"a = \xFF", &["invalid-utf8 themes/ledger/strings/en.ftl:1:5"]);
    check("themes/ledger/templates/404.html", b"\xFF", &["invalid-utf8 themes/ledger/templates/404.html:1:1"]);
    check("archive/ann.txt", b"Dear \xFF", &["invalid-utf8 archive/ann.txt"]);
    // A byte order mark is no mistake, nor are the line ends of Windows.
    check("content/topics.toml", b"\xEF\xBB\xBF[noise]\r\ntitle = \"Noise\"\r\n", &[]);
    check("content/pages/box.md", "\u{feff}+++\r\ntitle = \"Box\"\r\n+++\r\nWords.\r\n".as_bytes(), &[]);
    check("content/topics.toml", b"[noise]\ntitle = \"a\0b\"\n", &["malformed-toml content/topics.toml:2:11"]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_or_in_a_circle() {
    use std::os::unix::fs::symlink;
    let check = |path: &str, target: &Path, expected: &[&str]| {
        let dir = good();
        let full = dir.path().join(path);
        fs_err::create_dir_all(full.parent().unwrap()).unwrap();
        symlink(target, &full).unwrap();
        let build = built(dir.path());
        assert_eq!(errors(&build), expected, "{path} → {}", target.display());
        assert_eq!(build.output.is_empty(), !expected.is_empty());
    };
    let elsewhere = tempfile::tempdir().unwrap();
    put(elsewhere.path(), "box.md", b"+++\ntitle = \"Elsewhere\"\n+++\n");
    check("content/pages/box.md", &elsewhere.path().join("box.md"), &["symlink-escape content/pages/box.md"]);
    check("content/pages/more", elsewhere.path(), &["symlink-escape content/pages/more"]);
    check("content/files/box.md", &elsewhere.path().join("box.md"), &["symlink-escape content/files/box.md"]);
    check(
        "themes/ledger/templates/404.html",
        &elsewhere.path().join("box.md"),
        &["symlink-escape themes/ledger/templates/404.html"],
    );
    check("content/pages/round", Path::new(".."), &["symlink-escape content/pages/round"]);
    check("content/pages/nowhere.md", Path::new("no-such-file"), &["unreadable-file content/pages/nowhere.md"]);
    // Within the dossier a link is a file like any other.
    check("content/pages/again.md", Path::new("method.md"), &[]);
}

#[cfg(unix)]
#[test]
fn files_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let dir = good();
    let path = dir.path().join("content/topics.toml");
    fs_err::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if fs_err::read(&path).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    let build = built(dir.path());
    assert!(errors(&build).contains(&"unreadable-file content/topics.toml".to_string()), "{:?}", errors(&build));
    assert!(build.output.is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_name_that_is_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let dir = good();
    let name = std::ffi::OsStr::from_bytes(b"b\xFFx.md");
    fs_err::write(dir.path().join("content/pages").join(name), "+++\ntitle = \"Box\"\n+++\n").unwrap();
    let build = built(dir.path());
    assert!(errors(&build).iter().all(|e| e.starts_with("invalid-utf8 ")) && any_error(&build.notes));
    assert!(build.output.is_empty());
}

/// Every file below a folder with its hash and when it was changed; the writer's own notes are left out.
fn snapshot(dir: &Path) -> BTreeMap<String, (blake3::Hash, std::time::SystemTime)> {
    let files = walkdir::WalkDir::new(dir).into_iter().map(Result::unwrap);
    let own = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(".dossier");
    files
        .filter(|e| e.file_type().is_file() && !own(e.file_name()))
        .map(|e| {
            let changed = e.metadata().unwrap().modified().unwrap();
            (e.path().display().to_string(), (blake3::hash(&fs_err::read(e.path()).unwrap()), changed))
        })
        .collect()
}

#[test]
fn a_broken_dossier_leaves_the_site_as_it_was() {
    let dir = good();
    let run = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dossier"));
        command.current_dir(dir.path()).env_remove("DOSSIER_ARCHIVE").arg("build");
        command.output().unwrap()
    };
    let first = run();
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let before = snapshot(&dir.path().join("public"));
    assert!(before.len() > 15);
    let breakages: [(&str, &[u8]); 5] = [
        ("content/topics.toml", b"[noise"),
        ("content/claims.toml", b"[bell]\ntitle = \"B\"\ntopics = [\"nois\"]\n"),
        ("config.toml", b"\xFF"),
        ("themes/ledger/templates/404.html", b"{{ nothing }}"),
        ("content/pages/method.md", b"<script>"),
    ];
    for (path, bytes) in breakages {
        let was = fs_err::read(dir.path().join(path)).ok();
        put(dir.path(), path, bytes);
        let broken = run();
        assert_eq!(broken.status.code(), Some(1), "{path}: {}", String::from_utf8_lossy(&broken.stderr));
        assert_eq!(snapshot(&dir.path().join("public")), before, "{path}");
        match was {
            Some(bytes) => put(dir.path(), path, &bytes),
            None => fs_err::remove_file(dir.path().join(path)).unwrap(),
        }
    }
    assert_eq!(run().status.code(), Some(0));
    assert_eq!(snapshot(&dir.path().join("public")), before);
}

#[test]
fn any_page_of_the_theme_can_be_replaced() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/ledger/templates");
    let mut number = 0;
    for entry in fs_err::read_dir(templates).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        // The frame of all others has blocks that they fill.
        if name.ends_with(".html") && name != "base.html" {
            check(&format!("themes/ledger/templates/{name}"), b"<p>Another page.</p>", &[]);
            number += 1;
        }
    }
    assert!(number > 10);
}

/// A slip of the hand in one of the files: some bytes replaced by others.
fn slip() -> impl Strategy<Value = (usize, prop::sample::Index, usize, Vec<u8>)> {
    let pieces = prop::sample::select(vec![
        "", "\"", "[", "]", "{", "=", "\n", "+++\n", "[[", "`", "[^1]", "](", "é", "\u{202e}", "9", "~", "..", "ann",
    ]);
    let bytes = prop_oneof![
        4 => pieces.prop_map(|piece| piece.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..4),
    ];
    (0..GOOD.len(), any::<prop::sample::Index>(), 0usize..6, bytes)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn slips_never_panic(slips in proptest::collection::vec(slip(), 1..4)) {
        let dir = good();
        for (file, at, length, bytes) in slips {
            let path = dir.path().join(GOOD[file].0);
            let mut text = fs_err::read(&path).unwrap();
            let at = at.index(text.len().max(1)).min(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, bytes);
            fs_err::write(path, text).unwrap();
        }
        let build = built(dir.path());
        prop_assert_eq!(errors(&build).is_empty(), !build.output.is_empty());
    }
}
