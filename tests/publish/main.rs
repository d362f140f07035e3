//! Publishing, to real servers on this machine: what is there afterwards, and after kills at any moment.
//!
//! The servers are started by the tests themselves where `DOSSIER_SERVERS` is set; `tests/run publish` installs them.

#![cfg(unix)]

mod desk;
mod hosts;
mod servers;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use desk::{Chance, Desk, Files, LIST, files};
use servers::{ObjectStore, Ssh, program, wanted};

/// A place that a desk publishes to, looked at from behind.
trait Place {
    /// `[publish.web]`.
    fn config(&self) -> String;
    /// What the program needs to get there.
    fn env(&self) -> Vec<(String, String)> {
        Vec::new()
    }
    /// All files there, those of others too.
    fn files(&self) -> Files;
    /// Somebody else puts a file there.
    fn put(&self, path: &str, text: &str);
    /// Somebody else takes a file away.
    fn take(&self, path: &str);
    /// Whether files of others are still there after a publication: not where each release is a folder of its own.
    fn keeps_others(&self) -> bool {
        true
    }
    /// What must not be left anywhere.
    fn check_leftovers(&self) {}
}

struct Folder {
    at: tempfile::TempDir,
    releases: bool,
}

impl Folder {
    fn new(releases: bool) -> Self {
        Folder { at: tempfile::tempdir().unwrap(), releases }
    }

    fn site(&self) -> PathBuf {
        if self.releases { self.at.path().join("www/current") } else { self.at.path().join("www") }
    }
}

impl Place for Folder {
    fn config(&self) -> String {
        let releases = if self.releases { "releases = 3\n" } else { "" };
        format!("[publish.web]\nkind = \"folder\"\nto = \"{}\"\n{releases}", self.at.path().join("www").display())
    }

    fn files(&self) -> Files {
        let site = self.site();
        if site.exists() { files(&site.canonicalize().unwrap()) } else { Files::new() }
    }

    fn put(&self, path: &str, text: &str) {
        put(&self.site(), path, text);
    }

    fn take(&self, path: &str) {
        fs_err::remove_file(self.site().join(path)).unwrap();
    }

    fn keeps_others(&self) -> bool {
        !self.releases
    }

    fn check_leftovers(&self) {
        let mut names: Vec<_> = fs_err::read_dir(self.at.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["www"]);
        if self.releases {
            names = fs_err::read_dir(self.at.path().join("www")).unwrap().map(|e| e.unwrap().file_name()).collect();
            names.sort();
            assert_eq!(names, [".dossier-releases", "current", "releases"]);
            let releases = fs_err::read_dir(self.at.path().join("www/releases")).unwrap();
            let names: Vec<_> = releases.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
            assert!(names.len() <= 3 && names.iter().all(|name| name.parse::<u64>().is_ok()), "{names:?}");
        }
    }
}

/// A bare repository, by path or over ssh.
struct Repository {
    at: tempfile::TempDir,
    ssh: Option<Ssh>,
    history: bool,
}

impl Repository {
    fn new(ssh: Option<Ssh>, history: bool) -> Self {
        let at = tempfile::tempdir().unwrap();
        git(at.path(), &["init", "--quiet", "--bare", "site.git"]);
        Repository { at, ssh, history }
    }

    fn bare(&self) -> PathBuf {
        self.at.path().join("site.git")
    }

    /// Somebody else's commit on the branch.
    fn change(&self, change: impl FnOnce(&Path)) {
        let clone = tempfile::tempdir().unwrap();
        let bare = self.bare();
        if git(&bare, &["branch", "--list", "gh-pages"]).is_empty() {
            git(clone.path(), &["init", "--quiet", "--initial-branch=gh-pages"]);
        } else {
            git(clone.path(), &["clone", "--quiet", "--branch=gh-pages", bare.to_str().unwrap(), "."]);
        }
        change(clone.path());
        git(clone.path(), &["add", "--all", "--force"]);
        git(
            clone.path(),
            &["-c", "user.name=O", "-c", "user.email=o@example.org", "commit", "--quiet", "-m", "By hand"],
        );
        git(clone.path(), &["push", "--quiet", bare.to_str().unwrap(), "gh-pages"]);
    }

    fn commits(&self) -> Vec<String> {
        git(&self.bare(), &["log", "--format=%H", "gh-pages"]).lines().map(str::to_string).collect()
    }
}

impl Place for Repository {
    fn config(&self) -> String {
        let remote = match &self.ssh {
            None => self.bare().display().to_string(),
            Some(ssh) => format!("ssh://{}@127.0.0.1:{}{}", Ssh::user(), ssh.port, self.bare().display()),
        };
        let history = if self.history { "kept" } else { "none" };
        format!("[publish.web]\nkind = \"git\"\nremote = \"{remote}\"\nhistory = \"{history}\"\n")
    }

    fn env(&self) -> Vec<(String, String)> {
        self.ssh.iter().flat_map(Ssh::env).collect()
    }

    fn files(&self) -> Files {
        let bare = self.bare();
        if git(&bare, &["branch", "--list", "gh-pages"]).is_empty() {
            return Files::new();
        }
        let clone = tempfile::tempdir().unwrap();
        git(
            clone.path(),
            &["clone", "--quiet", "--depth=1", "--branch=gh-pages", &format!("file://{}", bare.display()), "x"],
        );
        fs_err::remove_dir_all(clone.path().join("x/.git")).unwrap();
        files(&clone.path().join("x"))
    }

    fn put(&self, path: &str, text: &str) {
        self.change(|clone| put(clone, path, text));
    }

    fn take(&self, path: &str) {
        self.change(|clone| fs_err::remove_file(clone.join(path)).unwrap());
    }
}

/// A folder that is reached over ssh.
struct Remote {
    at: tempfile::TempDir,
    ssh: Ssh,
}

impl Remote {
    fn new(ssh: Ssh) -> Self {
        Remote { at: tempfile::tempdir().unwrap(), ssh }
    }

    fn site(&self) -> PathBuf {
        // With a space, which a shell would split.
        self.at.path().join("a site")
    }
}

impl Place for Remote {
    fn config(&self) -> String {
        let to = format!("{}@127.0.0.1:{}", Ssh::user(), self.site().display());
        format!("[publish.web]\nkind = \"rsync\"\nto = \"{to}\"\nport = {}\n", self.ssh.port)
    }

    fn env(&self) -> Vec<(String, String)> {
        self.ssh.env()
    }

    fn files(&self) -> Files {
        if self.site().exists() { files(&self.site()) } else { Files::new() }
    }

    fn put(&self, path: &str, text: &str) {
        put(&self.site(), path, text);
    }

    fn take(&self, path: &str) {
        fs_err::remove_file(self.site().join(path)).unwrap();
    }

    fn check_leftovers(&self) {
        let empty = walkdir::WalkDir::new(self.site()).into_iter().map(|entry| entry.unwrap().into_path());
        let empty: Vec<_> = empty.filter(|p| p.is_dir() && fs_err::read_dir(p).unwrap().next().is_none()).collect();
        assert!(empty.is_empty(), "{empty:?}");
    }
}

/// A bucket, or a folder of it.
struct Bucket {
    store: ObjectStore,
    prefix: &'static str,
    encoding: &'static str,
}

impl Bucket {
    fn new(store: ObjectStore, prefix: &'static str, encoding: &'static str) -> Self {
        assert_eq!(store.ask("PUT", "", b"").0, 200);
        Bucket { store, prefix, encoding }
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }
}

impl Place for Bucket {
    fn config(&self) -> String {
        format!(
            "[publish.web]\nkind = \"s3\"\nbucket = \"site\"\nendpoint = \"{}\"\nprefix = \"{}\"\nencoding = \"{}\"\n",
            self.store.endpoint(),
            self.prefix,
            self.encoding
        )
    }

    fn env(&self) -> Vec<(String, String)> {
        ObjectStore::env()
    }

    fn files(&self) -> Files {
        let (_, _, listed) = self.store.ask("GET", "", b"");
        let listed = rusty_s3::actions::ListObjectsV2::parse_response(std::str::from_utf8(&listed).unwrap()).unwrap();
        assert!(listed.next_continuation_token.is_none());
        let keys = listed.contents.into_iter().map(|object| object.key);
        let file = |key: String| {
            let (status, headers, bytes) = self.store.ask("GET", &key, b"");
            assert_eq!(status, 200, "{key}");
            let encoded = headers.iter().any(|(name, value)| name == "content-encoding" && value == "br");
            let mut plain = Vec::new();
            if encoded {
                brotli::BrotliDecompress(&mut &bytes[..], &mut plain).unwrap();
            }
            Some((key.strip_prefix(self.prefix)?.to_string(), if encoded { plain } else { bytes }))
        };
        keys.filter_map(file).collect()
    }

    fn put(&self, path: &str, text: &str) {
        assert_eq!(self.store.ask("PUT", &self.key(path), text.as_bytes()).0, 200);
    }

    fn take(&self, path: &str) {
        assert!(self.store.ask("DELETE", &self.key(path), b"").0 < 300);
    }
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs_err::create_dir_all(path.parent().unwrap()).unwrap();
    fs_err::write(path, text).unwrap();
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).env("LC_ALL", "C").output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_string()
}

/// What is there, without our list: the site and nothing but these files of others.
#[track_caller]
fn check_there(place: &dyn Place, desk: &Desk, others: &[&str]) {
    let mut found = place.files();
    found.remove(LIST);
    for path in others {
        let text = found.remove(*path).unwrap_or_else(|| panic!("`{path}` is gone"));
        assert_eq!(text, b"somebody else's", "{path}");
    }
    let built = desk.built();
    let differing: Vec<_> = found.keys().chain(built.keys()).filter(|p| found.get(*p) != built.get(*p)).collect();
    assert!(differing.is_empty(), "{differing:?}");
    place.check_leftovers();
}

/// All that holds for every kind of place.
fn check_place(place: &dyn Place) {
    let desk = Desk::new(&place.config(), &place.env());
    let web = |more: &[&str]| desk.publish(&[&["web"], more].concat());

    // Nobody is there to be asked.
    let (code, _, stderr) = desk.run(&["publish", "web"]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("--yes") && place.files().is_empty(), "{stderr}");

    // Looking changes nothing.
    let total = desk.built().len();
    let looked = web(&["--dry-run"]);
    assert_eq!((looked.added.len(), looked.unchanged), (total, 0));
    assert!(place.files().is_empty() && looked.bytes > 10_000);
    assert_eq!(web(&[]), looked);
    check_there(place, &desk, &[]);

    // The second time, nothing is sent: not even the list.
    let list = place.files().remove(LIST);
    let again = web(&[]);
    assert!(again.is_empty() && again.unchanged == total, "{again:?}");
    assert_eq!(place.files().remove(LIST), list);

    // One changed record: only the pages that it changes are sent.
    let others: &[&str] = if place.keeps_others() { &["others.txt", "claims/deep er/others.html"] } else { &[] };
    for path in others {
        place.put(path, "somebody else's");
    }
    let before = desk.built();
    desk.edit("content/claims.toml", |text| {
        text.replacen("Invented, like everything here.", "Invented, and changed.", 1)
    });
    let after = desk.built();
    let differing: Vec<_> = after.iter().filter(|(p, b)| before.get(*p) != Some(*b)).map(|(p, _)| p.clone()).collect();
    assert!((1..12).contains(&differing.len()), "{differing:?}");
    let sent = web(&[]);
    assert_eq!((sorted(sent.changed), sent.added.len(), sent.removed.len()), (differing.clone(), 0, 0));
    assert_eq!(sent.unchanged, total - differing.len());
    check_there(place, &desk, others);

    // A page comes, a page goes, and its folder with it.
    desk.remove("content/pages/accessibility.md");
    desk.edit("content/pages/new-one.md", |_| "+++\ntitle = \"A new page\"\n+++\nInvented.\n".into());
    let sent = web(&[]);
    assert_eq!(sent.removed, ["pages/accessibility/index.html"]);
    assert!(sent.added.contains(&"pages/new-one/index.html".to_string()));
    check_there(place, &desk, others);

    // What somebody took away is put back.
    place.take("index.html");
    let sent = web(&[]);
    assert_eq!(sent.added.len() + sent.changed.len(), 1, "{sent:?}");
    check_there(place, &desk, others);

    // A file of somebody else stands where a new page belongs.
    if place.keeps_others() {
        let theirs = "pages/theirs/index.html";
        place.put(theirs, "somebody else's");
        desk.edit("content/pages/theirs.md", |_| "+++\ntitle = \"Another page\"\n+++\nInvented.\n".into());
        let before = place.files();
        let (code, _, stderr) = desk.run(&["publish", "web", "--yes"]);
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(theirs) && stderr.contains("--take-over"), "{stderr}");
        assert_eq!(place.files(), before);
        web(&["--take-over"]);
        check_there(place, &desk, others);
    }

    // Drafts, records under embargo, and files of our own.
    desk.edit("content/pages/secret-draft.md", |_| {
        "+++\ntitle = \"Unripe words\"\ndraft = true\n+++\nUnripe words.\n".into()
    });
    desk.edit("content/pages/secret-embargo.md", |_| {
        "+++\ntitle = \"Unripe words\"\nembargo = \"9000-01-01\"\n+++\nUnripe words.\n".into()
    });
    assert!(web(&[]).is_empty());
    for (path, bytes) in place.files() {
        assert!(path == LIST || !path.starts_with(".dossier"), "{path}");
        assert!(!path.contains("secret"), "{path}");
        assert!(!String::from_utf8_lossy(&bytes).contains("Unripe words"), "{path}");
    }

    // Errors in the dossier: nothing is published.
    let before = place.files();
    desk.edit("content/claims.toml", |text| text.replacen("title", "titel", 1));
    let (code, _, stderr) = desk.run(&["publish", "web", "--yes"]);
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("nothing was published"), "{stderr}");
    assert_eq!(place.files(), before);
}

fn sorted(mut paths: Vec<String>) -> Vec<String> {
    paths.sort();
    paths
}

/// A place that others use already.
fn check_foreign(place: &dyn Place) {
    place.put("others.txt", "somebody else's");
    place.put("index.html", "somebody else's");
    let desk = Desk::new(&place.config(), &place.env());
    let before = place.files();
    for more in [&["--yes"][..], &["--dry-run"]] {
        let (code, _, stderr) = desk.run(&[&["publish", "web"], more].concat());
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains("--take-over"), "{stderr}");
    }
    assert_eq!(place.files(), before);
    desk.publish(&["web", "--take-over"]);
    check_there(place, &desk, &["others.txt"]);
    assert!(desk.publish(&["web"]).is_empty());
}

/// How many kills: some in every run, more in a long one.
fn kills() -> u64 {
    if std::env::var_os("DOSSIER_LONG").is_some() { 100 } else { 15 }
}

/// Kills at any moment, each followed by a run that ends as if nothing had been.
fn check_kills(place: &dyn Place) {
    let desk = Desk::new(&place.config(), &place.env());
    let mut others = Vec::new();
    desk.publish(&["web"]);
    if place.keeps_others() {
        others.push("others.txt");
        place.put("others.txt", "somebody else's");
    }
    let mut chance = Chance(5);
    // How long publishing took, each time: one that a busy machine held up says little of the next.
    let mut took = vec![Duration::from_millis(1)];
    let mut killed = 0;
    for round in 0..kills() + 1 {
        // Every page changes, one comes, one goes.
        desk.edit("config.toml", |text| {
            let (start, end) = (text.find("subtitle").unwrap(), text.find("\n\n").unwrap());
            let rest = text[start..].find('\n').unwrap() + start;
            assert!(end > 0);
            format!("{}subtitle  = \"Round {round} of an invented example\"{}", &text[..start], &text[rest..])
        });
        let page = "+++\ntitle = \"A page\"\n+++\nInvented.\n".to_string();
        desk.edit(&format!("content/pages/page-{round}.md"), |_| page);
        if round > 0 {
            desk.remove(&format!("content/pages/page-{}.md", round - 1));
            // Where a page is an asset of the next round, its folder is a file's name.
            took.sort_unstable();
            let usual = took[took.len() / 2];
            let after = usual * (chance.below(1000) as u32) / 1000;
            killed += u32::from(desk.publish_and_kill("web", after));
            if chance.below(4) == 0 {
                // Twice in a row, with another site in between.
                desk.edit("content/_index.md", |text| format!("{text}\nInvented once more.\n"));
                desk.publish_and_kill("web", usual * (chance.below(1000) as u32) / 1000);
            }
        }
        let begun = Instant::now();
        desk.publish(&["web"]);
        took.push(begun.elapsed());
        check_there(place, &desk, &others);
    }
    assert!(killed > kills() as u32 / 3, "{killed} of {}", kills());
    assert!(desk.publish(&["web"]).is_empty());
}

#[test]
fn folder() {
    check_place(&Folder::new(false));
    check_foreign(&Folder::new(false));
}

#[test]
fn what_a_killed_run_left_goes_where_nothing_else_is_to_do() {
    let place = Folder::new(false);
    let desk = Desk::new(&place.config(), &[]);
    desk.publish(&[]);
    put(place.at.path(), ".www.dossier-work/staged/7", "half a pa");
    assert_eq!(desk.publish(&[]).added, [""; 0]);
    place.check_leftovers();
}

#[test]
fn folder_killed() {
    if !wanted("kills") {
        return;
    }
    check_kills(&Folder::new(false));
}

#[test]
fn releases() {
    check_place(&Folder::new(true));
}

#[test]
fn releases_killed() {
    if !wanted("kills") {
        return;
    }
    check_kills(&Folder::new(true));
}

#[test]
fn releases_keep_what_others_put_into_one() {
    let place = Folder::new(true);
    let desk = Desk::new(&place.config(), &[]);
    desk.publish(&[]);
    put(&place.site(), "claims/others.txt", "somebody else's");
    for round in 0..4 {
        desk.edit("content/_index.md", |text| format!("{text}\nInvented sentence {round}.\n"));
        desk.publish(&[]);
        assert!(desk.publish(&[]).is_empty());
    }
    let left = files(&place.at.path().join("www/releases/000001"));
    assert_eq!(left.into_keys().collect::<Vec<_>>(), ["claims/others.txt"]);
}

#[test]
fn releases_go_back() {
    let place = Folder::new(true);
    let desk = Desk::new(&place.config(), &[]);
    let mut sites = Vec::new();
    for round in 0..5 {
        desk.edit("content/_index.md", |text| format!("{text}\nInvented sentence {round}.\n"));
        desk.publish(&[]);
        sites.push(desk.built());
    }
    let shown = |expected: &Files| assert!(place.files() == *expected);
    shown(&sites[4]);
    for expected in [3, 2] {
        let (code, stdout, stderr) = desk.run(&["publish", "--rollback", "--yes"]);
        assert_eq!(code, 0, "{stdout}{stderr}");
        shown(&sites[expected]);
    }
    // Three are kept.
    let (code, _, stderr) = desk.run(&["publish", "--rollback", "--yes"]);
    assert_eq!(code, 2, "{stderr}");
    desk.publish(&[]);
    shown(&sites[4]);
    place.check_leftovers();
    // What was gone back from is no release before.
    assert_eq!(desk.run(&["publish", "--rollback", "--yes"]).0, 0);
    shown(&sites[2]);
}

#[test]
fn git_by_path() {
    check_place(&Repository::new(None, true));
    check_foreign(&Repository::new(None, true));
    let place = Repository::new(None, false);
    check_place(&place);
    assert_eq!(place.commits().len(), 1);
}

#[test]
fn git_killed() {
    if !wanted("kills") {
        return;
    }
    check_kills(&Repository::new(None, true));
}

#[test]
fn git_leaves_the_dossiers_own_repository_alone() {
    let place = Repository::new(None, true);
    let desk = Desk::new("[publish.web]\nkind = \"git\"\n", &[]);
    let root = desk.root();
    git(&root, &["init", "--quiet", "--initial-branch=main"]);
    git(&root, &["add", "--all"]);
    git(&root, &["-c", "user.name=E", "-c", "user.email=e@example.org", "commit", "--quiet", "-m", "Begin"]);
    git(&root, &["remote", "add", "origin", place.bare().to_str().unwrap()]);
    desk.edit("content/_index.md", |text| format!("{text}\nNot committed.\n"));
    put(&root, "staged.md", "staged");
    git(&root, &["add", "staged.md"]);
    let state = || {
        let inside = files(&root.join(".git"));
        (inside, git(&root, &["status", "--porcelain"]))
    };
    let before = state();
    desk.publish(&[]);
    assert!(state() == before, "the repository has changed");
    check_there(&place, &desk, &[]);
    // From within a hook, git is told of another index.
    desk.edit("content/_index.md", |text| format!("{text}\nOnce more.\n"));
    let hook = root.join(".git/hooks/pre-push");
    put(
        &root,
        ".git/hooks/pre-push",
        &format!("#!/bin/sh\nexec {} publish --yes --quiet\n", env!("CARGO_BIN_EXE_dossier")),
    );
    fs_err::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    git(&root, &["push", "--quiet", "origin", "main"]);
    check_there(&place, &desk, &[]);
    assert_eq!(place.commits().len(), 2);
}

#[test]
fn git_goes_back_and_keeps_what_others_did() {
    let place = Repository::new(None, true);
    let desk = Desk::new(&place.config(), &[]);
    let mut sites = Vec::new();
    for round in 0..3 {
        desk.edit("content/_index.md", |text| format!("{text}\nInvented sentence {round}.\n"));
        desk.publish(&[]);
        sites.push(place.files());
    }
    place.put("others.txt", "somebody else's");
    // The commit before is somebody else's, with our site of before in it.
    for (expected, commits) in [(2, 5), (1, 6), (0, 7)] {
        let (code, stdout, stderr) = desk.run(&["publish", "--rollback", "--yes"]);
        assert_eq!(code, 0, "{stdout}{stderr}");
        let mut found = place.files();
        assert_eq!(found.remove("others.txt").as_deref(), Some(&b"somebody else's"[..]));
        assert!(found == sites[expected], "{expected}");
        assert_eq!(place.commits().len(), commits);
    }
    assert_eq!(desk.run(&["publish", "--rollback", "--yes"]).0, 2);
    desk.publish(&[]);
    check_there(&place, &desk, &["others.txt"]);
}

#[test]
fn git_over_ssh() {
    if !wanted("git over ssh") {
        return;
    }
    let Some(ssh) = Ssh::start() else { return };
    check_place(&Repository::new(Some(ssh), true));
}

#[test]
fn rsync() {
    if !wanted("rsync over ssh") || program("rsync").is_none() {
        return;
    }
    let Some(ssh) = Ssh::start() else { return };
    check_place(&Remote::new(ssh));
    let Some(ssh) = Ssh::start() else { return };
    check_foreign(&Remote::new(ssh));
}

#[test]
fn rsync_killed() {
    if !wanted("rsync over ssh") || program("rsync").is_none() {
        return;
    }
    let Some(ssh) = Ssh::start() else { return };
    check_kills(&Remote::new(ssh));
}

#[test]
fn s3() {
    if !wanted("an S3 server") {
        return;
    }
    let Some(store) = ObjectStore::start() else { return };
    check_place(&Bucket::new(store, "", "none"));
    let Some(store) = ObjectStore::start() else { return };
    check_foreign(&Bucket::new(store, "", "none"));
}

#[test]
fn s3_below_a_prefix_and_compressed() {
    if !wanted("an S3 server") {
        return;
    }
    let Some(store) = ObjectStore::start() else { return };
    let place = Bucket::new(store, "sites/a desk/", "br");
    assert_eq!(place.store.ask("PUT", "other.txt", b"elsewhere in the bucket").0, 200);
    check_place(&place);
    assert_eq!(place.store.ask("GET", "other.txt", b"").2, b"elsewhere in the bucket");
    let header = |path: &str, name: &str| {
        let headers = place.store.ask("GET", &place.key(path), b"").1;
        headers.into_iter().find(|(n, _)| n == name).map(|(_, value)| value)
    };
    assert_eq!(header("index.html", "content-type").as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(header("index.html", "content-encoding").as_deref(), Some("br"));
    assert_eq!(header("index.html", "cache-control").as_deref(), Some("public, max-age=300"));
    let style = place.files().into_keys().find(|path| path.ends_with(".css")).unwrap();
    assert_eq!(header(&style, "cache-control").as_deref(), Some("public, max-age=31536000, immutable"));
    let font = place.files().into_keys().find(|path| path.ends_with(".woff2")).unwrap();
    assert_eq!(
        (header(&font, "content-encoding"), header(&font, "content-type").as_deref()),
        (None, Some("font/woff2"))
    );
}

#[test]
fn s3_killed() {
    if !wanted("an S3 server") {
        return;
    }
    let Some(store) = ObjectStore::start() else { return };
    check_kills(&Bucket::new(store, "", "none"));
}

#[test]
fn what_a_config_says_becomes_no_option_and_no_secret_is_told() {
    let check = |config: &str, says: &str, hides: &str| {
        let desk = Desk::new(config, &[]);
        let (code, stdout, stderr) = desk.run(&["publish", "--yes"]);
        assert_ne!(code, 0, "{config}");
        assert!(stderr.contains(says) && !(stdout + &stderr).contains(hides), "{stderr}");
        assert!(!desk.root().join("touched").exists() && !desk.outside().join("touched").exists());
    };
    check("[publish.a]\nkind = \"git\"\nremote = \"--upload-pack=touch touched\"\n", "invalid-value", "\0");
    check("[publish.a]\nkind = \"git\"\nremote = \"ext::sh -c touch% touched\"\n", "starts a program", "\0");
    check("[publish.a]\nkind = \"rsync\"\nto = \"-e sh:touch touched\"\n", "invalid-value", "\0");
    check("[publish.a]\nkind = \"git\"\nremote = \"nowhere\"\n", "there is no remote", "\0");
    check("[publish.a]\nkind = \"s3\"\nbucket = \"b\"\nprofile = \"none-such\"\n", "AWS_ACCESS_KEY_ID", "\0");
    check("[publish.a]\nkind = \"folder\"\nto = \"content\"\n", "keeps for something else", "\0");
    check("[publish.a]\nkind = \"folder\"\nto = \".dossier/www\"\n", "keeps for something else", "\0");
    check("[publish.a]\nkind = \"folder\"\nto = \"..\"\n", "won't write", "\0");
    check("", "names no place", "\0");
    check(
        "[publish.a]\nkind = \"folder\"\nto = \"../a\"\n[publish.b]\nkind = \"folder\"\nto = \"../b\"\n",
        "more than one place",
        "\0",
    );

    // A remote whose address in the repository's own settings starts a program, or holds a token.
    for (address, says) in
        [("ext::sh -c touch% touched", "git couldn't"), ("https://u:hidden-token@127.0.0.1:9/x.git", "git couldn't")]
    {
        let desk = Desk::new("[publish.web]\nkind = \"git\"\n", &[]);
        git(&desk.root(), &["init", "--quiet"]);
        git(&desk.root(), &["remote", "add", "origin", address]);
        let (code, stdout, stderr) = desk.run(&["publish", "--yes"]);
        assert_eq!(code, 3, "{stderr}");
        assert!(stderr.contains(says) && !(stdout + &stderr).contains("hidden-token"), "{stderr}");
        assert!(!desk.root().join("touched").exists());
        let kept = files(&desk.root().join(".dossier"));
        assert!(kept.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("hidden-token")));
    }
}

#[test]
fn two_at_once_dont_mix() {
    let place = Repository::new(None, true);
    let (one, two) = (Desk::new(&place.config(), &[]), Desk::new(&place.config(), &[]));
    two.edit("content/_index.md", |text| format!("{text}\nThe other desk.\n"));
    one.publish(&[]);
    let arguments = ["publish", "--yes", "--quiet"];
    one.edit("content/_index.md", |text| format!("{text}\nThe first desk.\n"));
    let codes = std::thread::scope(|scope| {
        let runs = [&one, &two].map(|desk| scope.spawn(move || desk.run(&arguments)));
        runs.map(|run| run.join().unwrap())
    });
    for (code, stdout, stderr) in &codes {
        assert!(*code == 0 || stderr.contains("by somebody else"), "{stdout}{stderr}");
    }
    let mut found = place.files();
    found.remove(LIST);
    assert!(found == one.built() || found == two.built());
}
