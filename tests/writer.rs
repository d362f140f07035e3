//! The writer against a real disk: what it writes, what it leaves alone, and what a kill at any step leaves behind.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use dossier::diagnostic::Code;
use dossier::output::{Content, OutPath, Output};
use dossier::write::{MANIFEST_NAME, Reason, Step, WriteError, Written, is_reserved, write, write_observed};
use tempfile::TempDir;

/// Paths and what they hold.
type Files<'a> = &'a [(&'a str, &'a str)];

fn output(files: Files) -> Output {
    let mut output = Output::new();
    for (path, content) in files {
        output.insert(OutPath::new(*path).unwrap(), content.as_bytes()).unwrap();
    }
    output
}

/// A folder with the output folder `public` in it.
fn folder() -> (TempDir, PathBuf) {
    let parent = tempfile::tempdir().unwrap();
    let public = parent.path().join("public");
    (parent, public)
}

fn put(dir: &Path, files: Files) {
    for (path, content) in files {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// Everything below a folder but our own files: files with what they hold, folders with a slash, links with `->`.
fn tree(dir: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(dir).min_depth(1).into_iter().map(|e| e.unwrap());
    let mut tree = BTreeMap::new();
    for entry in entries {
        let name = entry.path().strip_prefix(dir).unwrap().to_str().unwrap().to_string();
        if is_reserved(&name) {
            continue;
        }
        let kind = entry.file_type();
        if kind.is_dir() {
            tree.insert(name + "/", String::new());
        } else if kind.is_symlink() {
            tree.insert(name, format!("-> {}", fs::read_link(entry.path()).unwrap().display()));
        } else {
            tree.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    tree
}

/// The tree of exactly these files.
fn tree_of(files: Files) -> BTreeMap<String, String> {
    let folders = files.iter().flat_map(|(path, _)| path.match_indices('/').map(|(i, _)| path[..=i].to_string()));
    let mut tree: BTreeMap<_, _> = folders.map(|f| (f, String::new())).collect();
    tree.extend(files.iter().map(|(path, content)| (path.to_string(), content.to_string())));
    tree
}

fn manifest(dir: &Path) -> String {
    fs::read_to_string(dir.join(MANIFEST_NAME)).unwrap()
}

/// In one line: `+added ~changed -removed =unchanged !kept`.
fn brief(written: &Written) -> String {
    let signed = |sign: char, paths: &[OutPath]| paths.iter().map(|p| format!("{sign}{p}")).collect::<Vec<_>>();
    let mut words = signed('+', &written.added);
    words.extend(signed('~', &written.changed));
    words.extend(signed('-', &written.removed));
    words.push(format!("={}", written.unchanged));
    words.extend(written.kept.iter().map(|k| format!("!{}({:?},{})", k.path, k.reason, k.hides.len())));
    words.join(" ")
}

/// Nothing of ours is left beside the output folder.
#[track_caller]
fn assert_clean(parent: &Path) {
    let names: Vec<_> = fs::read_dir(parent).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["public"]);
    let own: Vec<_> = fs::read_dir(parent.join("public"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| is_reserved(n) && !n.ends_with(".json"))
        .collect();
    assert_eq!(own, Vec::<String>::new());
}

/// Writes `old`, then puts `foreign` there, then writes `new`: what is said, and what stands there then.
#[track_caller]
fn check(old: Files, foreign: Files, new: Files, said: &str, stands: Files) {
    let (parent, dir) = folder();
    write(&output(old), &dir).unwrap();
    put(&dir, foreign);
    let written = write(&output(new), &dir).unwrap();
    assert_eq!(brief(&written), said);
    assert_eq!(tree(&dir), tree_of(stands));
    assert_eq!(written.notes.len(), written.kept.len());
    assert!(written.notes.iter().all(|n| n.code == Code::ForeignFile && !n.help.is_empty()));
    assert_clean(parent.path());
    // The same again changes nothing and says the same about what is in the way.
    let before = manifest(&dir);
    let again = write(&output(new), &dir).unwrap();
    assert_eq!((again.added.len(), again.changed.len(), again.removed.len()), (0, 0, 0));
    assert_eq!((&again.kept, &again.notes), (&written.kept, &written.notes));
    assert_eq!(manifest(&dir), before);
}

#[test]
fn writes_and_updates() {
    check(&[], &[], &[], "=0", &[]);
    check(&[], &[], &[("a/b/c.html", "1")], "+a/b/c.html =0", &[("a/b/c.html", "1")]);
    check(&[("a", "1"), ("b", "1")], &[], &[("a", "1"), ("b", "2")], "~b =1", &[("a", "1"), ("b", "2")]);
    check(&[("a/b/c", "1"), ("d", "1")], &[], &[("d", "1")], "-a/b/c =1", &[("d", "1")]);
    check(&[("a/b", ""), ("c", "")], &[], &[], "-a/b -c =0", &[]);
    // Assets, pages, feeds.
    let site = &[("a.html", ""), ("b.xml", ""), ("c.css", "")];
    check(&[], &[], site, "+c.css +a.html +b.xml =0", site);
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    check(&[("a", "1")], &[], &[("a/b", "2")], "+a/b -a =0", &[("a/b", "2")]);
    check(&[("a/b", "1"), ("a/c/d", "1")], &[], &[("a", "2")], "+a -a/b -a/c/d =0", &[("a", "2")]);
    check(&[("a/b", "1")], &[], &[("a/b/c/d", "1")], "+a/b/c/d -a/b =0", &[("a/b/c/d", "1")]);
    // A new spelling of a name.
    check(&[("About.css", "1")], &[], &[("about.css", "1")], "+about.css -About.css =0", &[("about.css", "1")]);
    // With something foreign inside.
    check(
        &[("a/b", "1")],
        &[("a/mine", "x")],
        &[("a", "2"), ("c", "2")],
        "+c -a/b =0 !a(Foreign,1)",
        &[("a/mine", "x"), ("c", "2")],
    );
}

#[test]
fn foreign_files_survive() {
    // Not in the way: not a word.
    let mine = (".gitignore", "*");
    check(&[], &[mine, ("x/y", "z")], &[("a", "1")], "+a =0", &[mine, ("x/y", "z"), ("a", "1")]);
    check(&[("x/a", "1")], &[("x/y", "z")], &[], "-x/a =0", &[("x/y", "z")]);
    // In the way.
    check(&[], &[("a", "mine")], &[("a", "1"), ("b", "1")], "+b =0 !a(Foreign,1)", &[("a", "mine"), ("b", "1")]);
    check(&[], &[("a", "mine")], &[("a/b", ""), ("a/c", "")], "=0 !a(Foreign,2)", &[("a", "mine")]);
    check(&[], &[("a/b", "mine")], &[("a", "1")], "=0 !a(Foreign,1)", &[("a/b", "mine")]);
    // The same bytes: adopted.
    check(&[], &[("a", "1")], &[("a", "1")], "=1", &[("a", "1")]);
    // Edited.
    check(&[("a", "1")], &[("a", "x")], &[("a", "2")], "=0 !a(Edited,1)", &[("a", "x")]);
    check(&[("a", "1")], &[("a", "x")], &[("a", "1")], "=0 !a(Edited,1)", &[("a", "x")]);
    check(&[("a/b", "1")], &[("a/b", "x")], &[], "=0 !a/b(Orphaned,0)", &[("a/b", "x")]);
    check(&[("a", "1")], &[("a", "x")], &[("a/b", "2")], "=0 !a(Orphaned,1)", &[("a", "x")]);
    // Edited into what we would write now.
    check(&[("a", "1")], &[("a", "2")], &[("a", "2")], "=1", &[("a", "2")]);
}

#[test]
fn an_adopted_file_is_ours_from_then_on() {
    let (_parent, dir) = folder();
    put(&dir, &[("a", "1")]);
    write(&output(&[("a", "1")]), &dir).unwrap();
    assert_eq!(brief(&write(&output(&[("a", "2")]), &dir).unwrap()), "~a =0");
}

#[test]
fn an_edit_taken_back_makes_the_file_ours_again() {
    let (_parent, dir) = folder();
    write(&output(&[("a", "1"), ("b", "1")]), &dir).unwrap();
    put(&dir, &[("a", "x"), ("b", "x")]);
    assert_eq!(brief(&write(&output(&[("a", "2")]), &dir).unwrap()), "=0 !a(Edited,1) !b(Orphaned,0)");
    put(&dir, &[("a", "1"), ("b", "1")]);
    assert_eq!(brief(&write(&output(&[("a", "2")]), &dir).unwrap()), "~a -b =0");
}

#[test]
fn vanished_files_and_folders_are_written_again() {
    let (_parent, dir) = folder();
    let site = output(&[("a/b", "1"), ("c", "1")]);
    write(&site, &dir).unwrap();
    fs::remove_dir_all(dir.join("a")).unwrap();
    assert_eq!(brief(&write(&site, &dir).unwrap()), "+a/b =1");
    fs::remove_dir_all(&dir).unwrap();
    assert_eq!(brief(&write(&site, &dir).unwrap()), "+a/b +c =0");
}

#[test]
fn only_folders_that_we_made_are_removed() {
    let (_parent, dir) = folder();
    fs::create_dir_all(dir.join("theirs")).unwrap();
    write(&output(&[("ours/a", "1"), ("theirs/a", "1"), ("shared/a", "1")]), &dir).unwrap();
    put(&dir, &[("shared/mine", "x")]);
    write(&output(&[]), &dir).unwrap();
    assert_eq!(tree(&dir).into_keys().collect::<Vec<_>>(), ["shared/", "shared/mine", "theirs/"]);
    // Once it is empty, it goes too.
    fs::remove_file(dir.join("shared/mine")).unwrap();
    write(&output(&[]), &dir).unwrap();
    assert_eq!(tree(&dir).into_keys().collect::<Vec<_>>(), ["theirs/"]);
}

#[test]
fn many_kept_files_make_one_warning() {
    let (_parent, dir) = folder();
    let names: Vec<String> = (0..11).map(|i| format!("f{i:02}")).collect();
    let mine: Vec<_> = names.iter().map(|n| (n.as_str(), "mine")).collect();
    let site: Vec<_> = names.iter().map(|n| (n.as_str(), "ours")).collect();
    put(&dir, &mine);
    let written = write(&output(&site), &dir).unwrap();
    assert_eq!((written.kept.len(), written.notes.len()), (11, 1));
    assert!(written.notes[0].message.starts_with("11 files that dossier didn't write"), "{:?}", written.notes);
}

#[test]
fn a_distrusted_manifest_removes_nothing() {
    #[track_caller]
    fn check(damage: impl Fn(&str) -> String, why: &str) {
        let (_parent, dir) = folder();
        write(&output(&[("a", "1"), ("b", "1"), ("c", "1")]), &dir).unwrap();
        fs::write(dir.join(MANIFEST_NAME), damage(&manifest(&dir))).unwrap();
        let written = write(&output(&[("a", "1"), ("b", "2")]), &dir).unwrap();
        assert_eq!(brief(&written), "=1 !b(Foreign,1)");
        assert_eq!(tree(&dir), tree_of(&[("a", "1"), ("b", "1"), ("c", "1")]));
        assert_eq!(written.notes.len(), 1);
        assert!(written.notes[0].message.contains(why), "{:?}", written.notes);
        // What was adopted is ours again.
        assert_eq!(brief(&write(&output(&[("a", "3"), ("b", "2")]), &dir).unwrap()), "~a =0 !b(Foreign,1)");
    }
    check(|m| m[..m.len() / 2].into(), "can't be read");
    check(|_| String::new(), "can't be read");
    check(|m| m.replace("\"c\"", "\"../c\""), "can't be read");
    check(|m| m.replace("\"version\":1", "\"version\":2"), "written by a newer dossier");
}

#[test]
fn unchanged_files_are_not_touched() {
    let (_parent, dir) = folder();
    write(&output(&[("a", "1"), ("b", "1"), ("c/d", "1")]), &dir).unwrap();
    let times = |names: &[&str]| -> Vec<_> {
        names.iter().map(|n| fs::metadata(dir.join(n)).unwrap().modified().unwrap()).collect()
    };
    let before = times(&["a", "c/d", "c"]);
    std::thread::sleep(std::time::Duration::from_millis(20));
    write(&output(&[("a", "1"), ("b", "2"), ("c/d", "1")]), &dir).unwrap();
    assert_eq!(times(&["a", "c/d", "c"]), before);
    // With nothing to do at all, not even our own files change.
    let own = [".", MANIFEST_NAME, ".dossier-seen.json"];
    std::thread::sleep(std::time::Duration::from_millis(20));
    write(&output(&[("a", "1"), ("b", "2"), ("c/d", "1")]), &dir).unwrap();
    let before = times(&own);
    std::thread::sleep(std::time::Duration::from_millis(20));
    write(&output(&[("a", "1"), ("b", "2"), ("c/d", "1")]), &dir).unwrap();
    assert_eq!(times(&own), before);
}

/// An edit of the same length, at once, perhaps in the same step of the clock: it must show all the same.
#[test]
fn a_quick_edit_is_noticed() {
    let site = output(&[("a", "1"), ("b", "1")]);
    for _ in 0..20 {
        let (_parent, dir) = folder();
        write(&site, &dir).unwrap();
        put(&dir, &[("a", "x")]);
        assert_eq!(brief(&write(&site, &dir).unwrap()), "=1 !a(Edited,1)");
    }
}

/// A file whose size and times were put back: the signature may be deceived, overwriting may not.
#[test]
#[cfg(unix)]
fn a_file_is_read_before_it_is_overwritten() {
    let (_parent, dir) = folder();
    write(&output(&[("a", "1"), ("b", "1")]), &dir).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    write(&output(&[("a", "1"), ("b", "1")]), &dir).unwrap();
    let seen = dir.join(".dossier-seen.json");
    put(&dir, &[("a", "x")]);
    // As if the edited file had the signature that is remembered.
    let metadata = fs::metadata(dir.join("a")).unwrap();
    let mut json: serde_json::Value = serde_json::from_slice(&fs::read(&seen).unwrap()).unwrap();
    use std::os::unix::fs::MetadataExt;
    let ns = |s: i64, ns: i64| s * 1_000_000_000 + ns;
    json["files"]["a"][1]["modified_ns"] = ns(metadata.mtime(), metadata.mtime_nsec()).into();
    json["files"]["a"][1]["changed_ns"] = ns(metadata.ctime(), metadata.ctime_nsec()).into();
    json["files"]["a"][1]["inode"] = metadata.ino().into();
    fs::write(&seen, json.to_string()).unwrap();
    // It is believed, since nothing is lost by it …
    assert_eq!(brief(&write(&output(&[("a", "1"), ("b", "1")]), &dir).unwrap()), "=2");
    // … but not where something would be.
    assert_eq!(brief(&write(&output(&[("a", "2"), ("b", "1")]), &dir).unwrap()), "=1 !a(Edited,1)");
    fs::write(&seen, json.to_string()).unwrap();
    assert_eq!(brief(&write(&output(&[("b", "1")]), &dir).unwrap()), "=1 !a(Orphaned,0)");
}

#[test]
fn damaged_memory_of_signatures_is_no_harm() {
    let (_parent, dir) = folder();
    let site = output(&[("a", "1")]);
    write(&site, &dir).unwrap();
    for damage in ["", "{", "{\"version\":9,\"files\":{}}", "{\"version\":1,\"files\":{\"a\":[\"zz\",0]}}"] {
        fs::write(dir.join(".dossier-seen.json"), damage).unwrap();
        assert_eq!(brief(&write(&site, &dir).unwrap()), "=1");
    }
}

#[test]
#[cfg(unix)]
fn symbolic_links_are_not_followed() {
    let (parent, dir) = folder();
    let outside = parent.path().join("public/../outside");
    fs::create_dir_all(&outside).unwrap();
    fs::create_dir_all(&dir).unwrap();
    put(&outside, &[("a", "mine")]);
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, dir.join(name)).unwrap();

    link("../outside", "folder");
    link("../outside/a", "file");
    link("nowhere", "dangling");
    let site = output(&[("folder/a", "1"), ("folder/b/c", "1"), ("file", "1"), ("dangling", "1"), ("x", "1")]);
    let written = write(&site, &dir).unwrap();
    assert_eq!(brief(&written), "+x =0 !dangling(Foreign,1) !file(Foreign,1) !folder(Foreign,2)");
    assert_eq!(tree(&outside), tree_of(&[("a", "mine")]));

    // A folder of ours that became a link: what is behind it isn't pruned, even with the very bytes of ours.
    write(&output(&[("ours/deep/a", "1")]), &dir).unwrap();
    fs::rename(dir.join("ours"), outside.join("ours")).unwrap();
    link("../outside/ours", "ours");
    assert_eq!(brief(&write(&output(&[]), &dir).unwrap()), "=0");
    assert_eq!(fs::read_to_string(outside.join("ours/deep/a")).unwrap(), "1");
    fs::remove_file(outside.join("ours/deep/a")).unwrap();
    write(&output(&[]), &dir).unwrap();
    assert!(outside.join("ours/deep").exists());
}

#[test]
#[cfg(unix)]
fn the_output_folder_itself_may_be_a_link() {
    let (parent, dir) = folder();
    fs::create_dir(parent.path().join("real")).unwrap();
    std::os::unix::fs::symlink("real", &dir).unwrap();
    write(&output(&[("a", "1")]), &dir).unwrap();
    assert_eq!(tree(&parent.path().join("real")), tree_of(&[("a", "1")]));
}

#[test]
fn copies_are_checked() {
    let (parent, dir) = folder();
    let from = parent.path().join("public.jpg");
    let bytes = vec![7; 200_000];
    fs::write(&from, &bytes).unwrap();
    let with = |hash| {
        let mut site = output(&[("a", "2")]);
        site.insert(OutPath::new("big.jpg").unwrap(), Content::Copy { from: from.clone(), hash }).unwrap();
        site
    };
    write(&output(&[("a", "1")]), &dir).unwrap();
    match write(&with(blake3::hash(b"other")), &dir) {
        Err(WriteError::SourceChanged { path }) => assert_eq!(path, from),
        other => panic!("{other:?}"),
    }
    assert_eq!(tree(&dir), tree_of(&[("a", "1")]));
    assert!(!parent.path().join(".public.dossier-work").exists(), "an error leaves nothing lying about");
    assert_eq!(brief(&write(&with(blake3::hash(&bytes)), &dir).unwrap()), "+big.jpg ~a =0");
    assert_eq!(fs::read(dir.join("big.jpg")).unwrap(), bytes);
    fs::remove_file(&from).unwrap();
    assert_eq!(brief(&write(&with(blake3::hash(&bytes)), &dir).unwrap()), "=2");
    assert_clean(parent.path());
}

#[test]
#[cfg(unix)]
fn errors_name_the_path() {
    #[track_caller]
    fn check(dir: &Path, path: &Path) {
        let error = write(&output(&[("a/b", "1")]), dir).unwrap_err().to_string();
        assert!(error.contains(path.to_str().unwrap()) && error.contains("os error"), "{error}");
    }
    let (_parent, dir) = folder();
    fs::write(&dir, "a file").unwrap();
    check(&dir, &dir);
    assert_eq!(fs::read_to_string(&dir).unwrap(), "a file");
    #[cfg(target_os = "linux")]
    check(Path::new("/proc/nowhere/public"), Path::new("/proc/nowhere"));

    // Permissions mean nothing to root.
    use std::os::unix::fs::PermissionsExt;
    let (_parent, dir) = folder();
    write(&output(&[("a/x", "1")]), &dir).unwrap();
    fs::set_permissions(dir.join("a"), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(dir.join("a/probe"), "").is_err() {
        check(&dir, &dir.canonicalize().unwrap().join("a/b"));
    }
    fs::set_permissions(dir.join("a"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn one_writer_at_a_time() {
    let (parent, dir) = folder();
    let site = output(&[("a", "1")]);
    let observe = |_: Step<'_>| {
        match write(&site, &dir) {
            Err(e @ WriteError::Busy { .. }) => assert!(e.to_string().starts_with("another dossier is writing to")),
            other => panic!("{other:?}"),
        }
        ControlFlow::Continue(())
    };
    write_observed(&site, &dir, &observe).unwrap();
    assert_clean(parent.path());
}

#[test]
fn many_writers_at_once_leave_one_whole_site() {
    let (parent, dir) = folder();
    let sites: Vec<Output> = ["1", "2", "3", "4"].iter().map(|v| output(&[("a", v), ("b/c", v)])).collect();
    std::thread::scope(|scope| {
        for site in &sites {
            scope.spawn(|| {
                for _ in 0..20 {
                    match write(site, &dir) {
                        Ok(written) => assert_eq!(written.kept, []),
                        Err(WriteError::Busy { .. }) => {}
                        Err(e) => panic!("{e}"),
                    }
                }
            });
        }
    });
    let tree = tree(&dir);
    assert_eq!(tree["a"], tree["b/c"]);
    assert_clean(parent.path());
}

/// Something that happens in the folder between the survey and the rename.
#[test]
fn late_edits_survive() {
    #[track_caller]
    fn check(old: Files, late: Files, new: Files, said: &str, stands: Files) {
        let (_parent, dir) = folder();
        write(&output(old), &dir).unwrap();
        let observe = |step: Step<'_>| {
            if step == Step::Intended {
                put(&dir, late);
            }
            ControlFlow::Continue(())
        };
        let written = write_observed(&output(new), &dir, &observe).unwrap();
        assert_eq!(brief(&written), said);
        assert_eq!(tree(&dir), tree_of(stands));
    }
    check(&[], &[("a", "x")], &[("a", "1")], "=0 !a(Foreign,1)", &[("a", "x")]);
    check(&[("a", "1")], &[("a", "x")], &[("a", "2")], "=0 !a(Edited,1)", &[("a", "x")]);
    check(&[("a", "1")], &[("a", "x")], &[], "=0 !a(Orphaned,0)", &[("a", "x")]);
    check(&[("a", "1")], &[("a", "x")], &[("a/b", "1")], "=0 !a(Orphaned,1)", &[("a", "x")]);
    check(&[], &[("a", "x")], &[("a/b", "1"), ("a/c", "1")], "=0 !a(Foreign,2)", &[("a", "x")]);
    check(&[], &[("a", "1")], &[("a", "1")], "=1", &[("a", "1")]);
}

/// An observer that lets `steps` steps pass and breaks at the next.
fn stop_after(steps: usize) -> impl Fn(Step<'_>) -> ControlFlow<()> + Sync {
    let passed = AtomicUsize::new(0);
    move |_| {
        if passed.fetch_add(1, Ordering::SeqCst) < steps { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

/// Starts from `old` and `foreign`; for every n stops the write of `new` at step n, and, for every m, the recovery at
/// step m, and looks at what is there each time.
fn check_stops(old: Files, foreign: Files, new: Files) {
    let (expected, expected_manifest) = {
        let (_parent, dir) = folder();
        put(&dir, foreign);
        write(&output(new), &dir).unwrap();
        (tree(&dir), manifest(&dir))
    };
    let look = |dir: &Path, intended: bool| {
        let tree = tree(dir);
        for (path, content) in foreign {
            assert_eq!(&tree[*path], content);
        }
        if !intended {
            let both: Vec<_> = old.iter().chain(foreign).copied().collect();
            assert_eq!(tree, tree_of(&both));
        }
        for (path, content) in tree.iter().filter(|(p, _)| !p.ends_with('/')) {
            let may = old.iter().chain(new).chain(foreign).any(|(p, c)| p == path && c == content);
            assert!(may, "{path} holds {content:?}");
        }
    };
    // Whether the write came to an end before it was to be stopped.
    let stopped = |dir: &Path, steps: usize| {
        let intended = std::sync::atomic::AtomicBool::new(false);
        let stop = stop_after(steps);
        let observe = |step: Step<'_>| {
            intended.fetch_or(step == Step::Intended, Ordering::SeqCst);
            stop(step)
        };
        let ended = match write_observed(&output(new), dir, &observe) {
            Ok(_) => true,
            Err(WriteError::Stopped) => false,
            Err(e) => panic!("{e}"),
        };
        (ended, intended.into_inner())
    };
    for first in 0.. {
        let mut ended = true;
        for second in 0.. {
            let (parent, dir) = folder();
            write(&output(old), &dir).unwrap();
            put(&dir, foreign);
            let intended;
            (ended, intended) = stopped(&dir, first);
            look(&dir, intended);
            let (recovered, intended_now) = stopped(&dir, second);
            look(&dir, intended || intended_now);
            let written = write(&output(new), &dir).unwrap();
            assert_eq!((written.kept.len(), written.notes.len()), (0, 0));
            assert_eq!(tree(&dir), expected, "stopped at {first}, then at {second}");
            assert_eq!(manifest(&dir), expected_manifest, "stopped at {first}, then at {second}");
            assert_clean(parent.path());
            if recovered {
                break;
            }
        }
        if ended {
            assert!(first > 2 * new.len(), "too few steps: {first}");
            break;
        }
    }
}

#[test]
fn stopped_first_writes_recover() {
    check_stops(&[], &[], &[("a.css", "1"), ("index.html", "1"), ("b/index.html", "1"), ("sitemap.xml", "1")]);
    check_stops(&[], &[("b/mine", "x"), (".gitignore", "*")], &[("b/index.html", "1"), ("c/d/e", "1")]);
}

#[test]
fn stopped_updates_recover() {
    // Unchanged, changed, added, removed.
    check_stops(
        &[("a.css", "1"), ("index.html", "1"), ("gone/index.html", "1"), ("sitemap.xml", "1")],
        &[("b/mine", "x")],
        &[("a.css", "1"), ("index.html", "2"), ("new/index.html", "2"), ("sitemap.xml", "2")],
    );
    // A file becomes a folder, a folder a file, a name is spelt otherwise.
    check_stops(
        &[("a", "1"), ("b/c/d", "1"), ("b/e", "1"), ("Style.css", "1")],
        &[("mine", "x")],
        &[("a/index.html", "2"), ("b", "2"), ("style.css", "2")],
    );
}

/// After a kill the site changes once more before it is written again.
#[test]
fn a_stopped_write_may_be_followed_by_another_site() {
    let (first, second) = (&[("a", "2"), ("b/x", "2"), ("c", "2")], &[("a", "3"), ("b", "3")]);
    for steps in 0.. {
        let (parent, dir) = folder();
        write(&output(&[("a", "1"), ("d", "1")]), &dir).unwrap();
        let ended = write_observed(&output(first), &dir, &stop_after(steps)).is_ok();
        let written = write(&output(second), &dir).unwrap();
        assert_eq!(written.kept, []);
        assert_eq!(tree(&dir), tree_of(second));
        assert_clean(parent.path());
        if ended {
            break;
        }
    }
}

/// Where case doesn't count, the old spelling of a name finds the new file, which is nobody's edit. A hard link does
/// the same where it counts.
#[test]
#[cfg(unix)]
fn an_old_spelling_of_a_new_file_is_no_edit() {
    let (_parent, dir) = folder();
    write(&output(&[("Style.css", "1")]), &dir).unwrap();
    let at_place = |step: Step<'_>| match step {
        Step::Placed(_) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let new = output(&[("style.css", "2")]);
    assert!(write_observed(&new, &dir, &at_place).is_err());
    fs::hard_link(dir.join("style.css"), dir.join("Style.css")).unwrap();
    assert_eq!(brief(&write(&new, &dir).unwrap()), "=1");
    assert_eq!(tree(&dir)["style.css"], "2");
}

/// A file that was edited after the kill is foreign, though the manifest has two hashes for it.
#[test]
fn an_edit_after_a_stop_survives() {
    let (_parent, dir) = folder();
    write(&output(&[("a", "1"), ("b", "1")]), &dir).unwrap();
    let at_intent =
        |step: Step<'_>| if step == Step::Intended { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    assert!(write_observed(&output(&[("a", "2"), ("b", "2")]), &dir, &at_intent).is_err());
    put(&dir, &[("a", "x")]);
    let written = write(&output(&[("a", "3"), ("b", "3")]), &dir).unwrap();
    assert_eq!(brief(&written), "~b =0 !a(Edited,1)");
}

/// Real processes, killed at moments that nobody chose. The child is this very test, which finds the variable set.
#[test]
fn killed_processes_leave_whole_files() {
    const VARIABLE: &str = "DOSSIER_TEST_WRITER_CHILD";
    const FILES: usize = 300;
    let site = |version: usize| {
        let mut site = Output::new();
        for i in 0..FILES {
            // Some come and go.
            if i.is_multiple_of(5) && (i / 5 + version).is_multiple_of(2) {
                continue;
            }
            let content = format!("{version} ").repeat(2000);
            site.insert(OutPath::new(format!("{}/{i}.html", i % 50)).unwrap(), content.into_bytes()).unwrap();
        }
        site
    };
    if let Some(dir) = std::env::var_os(VARIABLE) {
        let sites = [site(1), site(2)];
        for i in 0..10_000 {
            write(&sites[i % 2], Path::new(&dir)).unwrap();
        }
        return;
    }
    let (parent, dir) = folder();
    put(&dir, &[("1/mine", "x")]);
    for round in 0..12u64 {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed_processes_leave_whole_files", "--nocapture"])
            .env(VARIABLE, &dir)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(40 + round * 37 % 150));
        assert!(child.try_wait().unwrap().is_none(), "the child failed by itself");
        child.kill().unwrap();
        child.wait().unwrap();
        for (path, content) in tree(&dir).iter().filter(|(p, _)| p.ends_with(".html")) {
            assert!(["1 ", "2 "].iter().any(|v| *content == v.repeat(2000)), "{path} is not whole");
        }
    }
    let written = write(&site(3), &dir).unwrap();
    assert_eq!((written.kept.len(), written.notes.len()), (0, 0));
    let content = "3 ".repeat(2000);
    let site = site(3);
    let mut expected: Vec<_> = site.iter().map(|(path, _)| (path.as_str(), content.as_str())).collect();
    expected.push(("1/mine", "x"));
    assert!(tree(&dir) == tree_of(&expected));
    assert_clean(parent.path());
}

#[test]
fn reasons_are_said() {
    #[track_caller]
    fn check(old: Files, foreign: Files, new: Files, reason: Reason, message: &str) {
        let (parent, dir) = folder();
        write(&output(old), &dir).unwrap();
        put(&dir, foreign);
        let written = write(&output(new), &dir).unwrap();
        assert_eq!(written.kept[0].reason, reason);
        assert_eq!(written.notes[0].message.replace(parent.path().to_str().unwrap(), "."), message);
    }
    check(
        &[],
        &[("a", "x")],
        &[("a", "1")],
        Reason::Foreign,
        "`./public/a` is in the way and isn't dossier's; the site's own file was not written",
    );
    check(
        &[],
        &[("a", "x")],
        &[("a/b", "1"), ("a/c", "1")],
        Reason::Foreign,
        "`./public/a` is in the way and isn't dossier's; 2 files were not written",
    );
    check(
        &[("a", "1")],
        &[("a", "x")],
        &[],
        Reason::Orphaned,
        "`./public/a` was changed since dossier wrote it, and is no longer part of the site; it was not removed",
    );
}

mod any {
    use proptest::prelude::*;

    use super::*;

    /// Files that may be asked for together: whatever collides is left out.
    fn files() -> impl Strategy<Value = Vec<(String, String)>> {
        let path = proptest::sample::select(vec!["a", "A", "b.html", "a/b", "a/c/d", "b.html/x", "c.xml", "c/a"]);
        proptest::collection::vec((path, "[123]"), 0..6).prop_map(|files| {
            let mut probe = Output::new();
            let fits = files.into_iter().filter(|(p, c)| probe.insert(OutPath::new(*p).unwrap(), c.as_bytes()).is_ok());
            fits.map(|(p, c)| (p.to_string(), c)).collect()
        })
    }

    fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
        files.iter().map(|(p, c)| (p.as_str(), c.as_str())).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        /// Sites after one another, each perhaps stopped, with someone else's files among them.
        #[test]
        fn history_ends_with_the_last_site_and_every_foreign_file(
            history in proptest::collection::vec((files(), 0..40usize), 0..4),
            foreign in files(),
            last in files(),
        ) {
            let (parent, dir) = folder();
            for (site, steps) in &history {
                let _ = write_observed(&output(&borrowed(site)), &dir, &stop_after(*steps));
            }
            // Bytes that are never ours.
            let mut theirs = BTreeMap::new();
            for (path, content) in &foreign {
                let (path, content) = (dir.join(path), format!("foreign {content}"));
                if fs::create_dir_all(path.parent().unwrap()).is_ok() && fs::write(&path, &content).is_ok() {
                    theirs.insert(path, content);
                }
            }
            let site = output(&borrowed(&last));
            let written = write(&site, &dir).unwrap();
            assert_clean(parent.path());
            for (path, content) in &theirs {
                prop_assert_eq!(&fs::read_to_string(path).unwrap(), content);
            }
            let hidden: Vec<_> = written.kept.iter().flat_map(|k| &k.hides).map(|p| p.as_str()).collect();
            for (path, content) in &last {
                let there = fs::read_to_string(dir.join(path)).ok();
                prop_assert_eq!(there.as_ref() == Some(content), !hidden.contains(&path.as_str()), "{}", path);
            }
            let ours = tree(&dir).keys().filter(|p| !p.ends_with('/') && !theirs.contains_key(&dir.join(p))).count();
            prop_assert_eq!(ours, last.len() - hidden.len());
            let again = write(&site, &dir).unwrap();
            prop_assert_eq!(again.added.len() + again.changed.len() + again.removed.len(), 0);
            prop_assert_eq!(again.kept, written.kept);
        }
    }
}

/// Not a test but a measurement: `cargo test --release --test writer -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn measure_eleven_thousand_files() {
    let site = |version: usize, changed: usize| {
        let mut site = Output::new();
        for i in 0..11_000 {
            let version = if i < changed { version } else { 0 };
            let content = format!("{i:08}{version:08}").repeat(256);
            site.insert(OutPath::new(format!("claims/{i}/index.html")).unwrap(), content.into_bytes()).unwrap();
        }
        site
    };
    let (_parent, dir) = folder();
    let runs =
        [("first", 0, 0), ("the same", 0, 0), ("the same", 0, 0), ("ten changed", 1, 10), ("all changed", 2, 11_000)];
    for (what, version, changed) in runs {
        let site = site(version, changed);
        let start = std::time::Instant::now();
        let written = write(&site, &dir).unwrap();
        let total = written.added.len() + written.changed.len() + written.unchanged;
        println!("{what}: {total} files, {:?}", start.elapsed());
    }
}
