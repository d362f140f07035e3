//! The preview over loopback, and the watch: what is served, to whom, and how soon a change is noticed.

mod common;

use std::path::Path;
use std::time::{Duration, Instant};

use common::{Events, Server, ask, copy_folder, get, put, wait};
use dossier::Builder;
use dossier::diagnostic::{Code, Diagnostic, File};
use dossier::manuscript::{Hints, Location};
use dossier::output::{Content, OutPath, Output};
use dossier::preview::{Preview, Showing};
use dossier::watch::{Told, Watch};
use fs_err as fs;

const HOME: &str =
    "<!DOCTYPE html><html><head><link rel=\"stylesheet\" href=\"style.css\"></head><body>Home</body></html>";

fn site(pages: &[(&str, &str)]) -> Output {
    let mut output = Output::new();
    for (path, text) in pages {
        output.insert(OutPath::new(*path).unwrap(), text.as_bytes()).unwrap();
    }
    output
}

fn usual() -> Output {
    site(&[
        ("index.html", HOME),
        ("404.html", "<body>Not here</body>"),
        ("claims/index.html", "<body>Claims</body>"),
        ("тема/вода/index.html", "<body>Вода</body>"),
        ("style.css", "a{}"),
        ("feed.xml", "<feed/>"),
        ("data/claims.json", "{}"),
        ("fonts/serif.woff2", "font"),
    ])
}

fn showing(output: Option<Output>, root: &str, notes: Vec<Diagnostic>) -> Showing {
    Showing { output, root: root.into(), notes }
}

fn preview(output: Output, root: &str) -> (Preview, u16) {
    let preview = Preview::start("127.0.0.1", 0).unwrap();
    preview.show(showing(Some(output), root, Vec::new()));
    let port = preview.address().port();
    (preview, port)
}

#[test]
fn what_is_served() {
    let (_preview, port) = preview(usual(), "/");
    #[track_caller]
    fn check(port: u16, path: &str, status: u16, media_type: &str, body: &str) {
        let answer = get(port, path);
        assert_eq!((answer.status, answer.header("content-type")), (status, media_type), "{path}");
        assert!(answer.body.starts_with(body), "{path}: {}", answer.body);
        assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!((answer.header("etag"), answer.header("last-modified")), ("", ""), "{path}");
        let is_page = media_type.starts_with("text/html");
        assert_eq!(answer.body.contains("<script src=\"/.dossier/live.js\""), is_page, "{path}");
    }
    let html = "text/html; charset=utf-8";
    check(
        port,
        "/",
        200,
        html,
        "<!DOCTYPE html><html><head><link rel=\"stylesheet\" href=\"style.css\"></head><body>Home<script ",
    );
    check(port, "/?a=b", 200, html, "<!DOCTYPE");
    check(port, "/index.html", 200, html, "<!DOCTYPE");
    check(port, "/claims/", 200, html, "<body>Claims");
    check(port, "/%D1%82%D0%B5%D0%BC%D0%B0/%D0%B2%D0%BE%D0%B4%D0%B0/", 200, html, "<body>Вода");
    check(port, "/style.css", 200, "text/css; charset=utf-8", "a{}");
    check(port, "/feed.xml", 200, "application/xml; charset=utf-8", "<feed/>");
    check(port, "/data/claims.json", 200, "application/json; charset=utf-8", "{}");
    check(port, "/fonts/serif.woff2", 200, "font/woff2", "font");
    for path in [
        "/nothing",
        "/nothing/",
        "/style.css/",
        "/claims/index.html/",
        "/%FF",
        "//claims/",
        "/claims//",
        "/Claims/",
        "/%00",
    ] {
        check(port, path, 404, html, "<body>Not here");
    }
    check(port, "/.dossier/live.js", 200, "text/javascript; charset=utf-8", "// Listens");
    check(port, "/.dossier/cache", 404, "text/plain; charset=utf-8", "the preview");
}

#[test]
fn a_folder_is_left_for_its_page_and_for_nothing_else() {
    let (_preview, port) = preview(usual(), "/");
    let check = |path: &str, to: &str| {
        let answer = get(port, path);
        assert_eq!((answer.status, answer.header("location")), (302, to), "{path}");
    };
    check("/claims", "/claims/");
    check("/claims?a=b", "/claims/?a=b");
    // Never to another host.
    assert_eq!(get(port, "//claims").status, 404);
    assert_eq!(get(port, "//example.org/..").status, 404);
}

#[test]
fn nothing_outside_the_site_is_served() {
    let (_preview, port) = preview(usual(), "/");
    for path in [
        "/../Cargo.toml",
        "/claims/../../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/..\\Cargo.toml",
        "/etc/passwd",
        "//etc/passwd",
        "/.dossier/../Cargo.toml",
        "/./Cargo.toml",
        "/file:///etc/passwd",
    ] {
        let answer = get(port, path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
    }
}

#[test]
fn only_who_names_this_machine_is_answered() {
    let (_preview, port) = preview(usual(), "/");
    #[track_caller]
    fn check(port: u16, target: &str, hosts: &[&str], status: u16) {
        let hosts: String = hosts.iter().map(|host| format!("Host: {host}\r\n")).collect();
        for path in ["", ".dossier/live.js"] {
            let answer = ask(port, &format!("GET {target}{path} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n"));
            assert_eq!(answer.status, status, "{target}{path} {hosts}");
            assert_eq!(answer.body.contains("Home"), status == 200 && path.is_empty(), "{target} {hosts}");
        }
    }
    check(port, "/", &["localhost"], 200);
    check(port, "/", &[&format!("127.0.0.1:{port}")], 200);
    check(port, "/", &["[::1]:4000"], 200);
    check(port, "/", &["example.org"], 403);
    check(port, "/", &["localhost.example.org"], 403);
    check(port, "/", &["192.168.0.7"], 403);
    check(port, "/", &["localhost", "example.org"], 403);
    check(port, "http://example.org/", &["localhost"], 403);
    check(port, "http://localhost/", &["example.org"], 403);
    // Before HTTP/1.1 nobody had to say.
    assert_eq!(ask(port, "GET / HTTP/1.0\r\n\r\n").status, 403);
}

#[test]
fn a_preview_is_only_read() {
    let (_preview, port) = preview(usual(), "/");
    let request = |method: &str, path: &str| {
        ask(
            port,
            &format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
        )
    };
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = request(method, "/");
        assert_eq!((answer.status, answer.header("allow")), (405, "get, head"), "{method}");
    }
    let (head, got) = (request("HEAD", "/claims/"), get(port, "/claims/"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), got.body.len().to_string());
    assert_eq!(request("HEAD", "/nothing").status, 404);
}

#[test]
fn a_file_is_copied_from_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    let from = dir.path().join("plan.pdf");
    let bytes = "0123456789".repeat(30_000);
    fs::write(&from, &bytes).unwrap();
    let mut output = usual();
    let content = Content::Copy { from: from.clone(), hash: blake3::hash(bytes.as_bytes()) };
    output.insert(OutPath::new("files/plan.pdf").unwrap(), content).unwrap();
    let (_preview, port) = preview(output, "/");
    let answer = get(port, "/files/plan.pdf");
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/pdf"));
    assert!(answer.body == bytes);
    fs::remove_file(&from).unwrap();
    assert_eq!(get(port, "/files/plan.pdf").status, 404);
}

#[test]
fn the_site_stands_at_the_path_of_its_base_url() {
    let (preview, port) = preview(usual(), "/flood/2019/");
    assert!(preview.url().ends_with(&format!(":{port}/flood/2019/")));
    for path in ["/", "/flood/2019"] {
        let answer = get(port, path);
        assert_eq!((answer.status, answer.header("location")), (302, "/flood/2019/"), "{path}");
    }
    assert_eq!(get(port, "/flood/2019/claims").header("location"), "/flood/2019/claims/");
    assert!(get(port, "/flood/2019/claims/").body.contains("Claims"));
    assert_eq!(get(port, "/claims/").status, 404);
    assert!(Events::of(port, "/flood/2019/claims/").next()["print"]["page"].is_string());
}

#[test]
fn a_taken_port_moves_on() {
    let first = Preview::start("127.0.0.1", 0).unwrap();
    let taken = first.address().port();
    let second = Preview::start("127.0.0.1", taken).unwrap();
    assert!(second.address().port() > taken);
    drop(first);
    assert_eq!(Preview::start("127.0.0.1", taken).unwrap().address().port(), taken);
    assert!(Preview::start("no-such-host.invalid", 0).is_err());
}

#[test]
fn pages_hear_of_builds() {
    let (preview, port) = preview(usual(), "/");
    let mut home = Events::of(port, "/");
    let mut claims = Events::of(port, "/claims/");
    let mut missing = Events::of(port, "/not-yet/");
    let before = [home.next(), claims.next(), missing.next()];
    assert_eq!(before[0]["notes"]["errors"], 0);
    // The script in the page knows the same.
    let page = get(port, "/").body;
    for name in ["page", "styles"] {
        assert!(page.contains(&format!("data-{name}=\"{}\"", before[0]["print"][name].as_str().unwrap())), "{page}");
    }
    // Another style sheet, another page, and a page that wasn't there.
    let other = HOME.replace("style.css", "style.2.css");
    preview.show(showing(
        Some(site(&[
            ("index.html", &other),
            ("404.html", "<body>Not here</body>"),
            ("claims/index.html", "<body>More</body>"),
            ("not-yet/index.html", "<body>Now</body>"),
        ])),
        "/",
        Vec::new(),
    ));
    let after = [home.next(), claims.next(), missing.next()];
    let is_same = |n: usize, what: &str| before[n]["print"][what] == after[n]["print"][what];
    assert_eq!([is_same(0, "page"), is_same(1, "page"), is_same(2, "page")], [true, false, false]);
    assert_eq!([is_same(0, "styles"), is_same(1, "styles")], [false, true]);
    // An error: the last good page stays.
    let file = File::new("content/claims.toml", "[a]\ntitel = \"<b>\"\n");
    let note = Diagnostic::at(Code::UnknownKey, &file, 4..9, "unknown key `titel`").help("did you mean `title`?");
    preview.show(showing(None, "/", vec![note]));
    let wrong = claims.next();
    assert_eq!(wrong["print"], after[1]["print"]);
    assert_eq!(wrong["notes"]["errors"], 1);
    let text = wrong["notes"]["list"][0]["text"].as_str().unwrap();
    for part in [
        "error[unknown-key]: unknown key `titel`",
        "content/claims.toml:2:1",
        "titel = \"<b>\"",
        "did you mean `title`?",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(get(port, "/claims/").body.contains("More"));
    // Mended.
    preview.show(showing(Some(usual()), "/", Vec::new()));
    assert_eq!(claims.next(), before[1]);
}

#[test]
fn before_the_first_page_there_is_what_is_wrong() {
    let preview = Preview::start("127.0.0.1", 0).unwrap();
    let port = preview.address().port();
    assert_eq!(get(port, "/claims/").status, 503);
    let file = File::new("config.toml", "title = <script>\n");
    preview.show(showing(None, "/", vec![Diagnostic::at(Code::UnknownKey, &file, 8..9, "no value")]));
    let answer = get(port, "/");
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("title = &lt;script&gt;") && !answer.body.contains("<script>"), "{}", answer.body);
    let mut events = Events::of(port, "/");
    assert!(events.next()["print"].is_null());
    preview.show(showing(Some(usual()), "/", Vec::new()));
    assert!(events.next()["print"]["page"].is_string());
    assert_eq!(get(port, "/").status, 200);
}

// --- Watching ---------------------------------------------------------------------------------------

/// A small dossier that is watched and read.
struct Desk {
    dir: tempfile::TempDir,
    watch: Watch,
    builder: Builder,
}

impl Desk {
    fn new(poll: bool) -> Self {
        let dir = tempfile::tempdir().unwrap();
        for file in ["a", "b", "c"] {
            put(dir.path(), &format!("content/sources/{file}.md"), "+++\n+++\n");
        }
        put(dir.path(), "config.toml", "title = \"Invented\"\n");
        let location = Location { root: dir.path().into(), archive: Some(dir.path().join("texts-elsewhere")) };
        let watch = Watch::new(&location, poll);
        Desk { dir, watch, builder: Builder::new(location) }
    }

    fn root(&self) -> &Path {
        self.dir.path()
    }

    /// Waits until a change of this path is noticed. Answers whether the system told of it, and what else was noticed.
    #[track_caller]
    fn notices(&mut self, path: &str) -> (bool, usize) {
        let begun = Instant::now();
        let mut others = 0;
        loop {
            assert!(begun.elapsed() < Duration::from_secs(60), "{path} was not noticed");
            let Told::Changed(hints) = self.watch.wait() else { panic!("nobody stops") };
            let changed = self.builder.refresh(&hints);
            if hints.is_everything() {
                self.watch.verified(Duration::ZERO);
            }
            if changed.contains(path) {
                return (!hints.is_everything(), others + changed.len() - 1);
            }
            others += changed.len();
        }
    }
}

#[test]
fn editors_save_in_many_ways() {
    let mut desk = Desk::new(false);
    let root = desk.root().to_path_buf();
    let a = root.join("content/sources/a.md");
    // In place.
    fs::write(&a, "+++\n+++\nOne.\n").unwrap();
    desk.notices("content/sources/a.md");
    // By way of another file.
    fs::write(root.join("content/sources/a.md.tmp1"), "+++\n+++\nTwo.\n").unwrap();
    fs::rename(root.join("content/sources/a.md.tmp1"), &a).unwrap();
    desk.notices("content/sources/a.md");
    // The old file goes away first; nothing is noticed in between.
    fs::rename(&a, root.join("content/sources/a.md~")).unwrap();
    std::thread::sleep(Duration::from_millis(15));
    fs::write(&a, "+++\n+++\nThree.\n").unwrap();
    fs::remove_file(root.join("content/sources/a.md~")).unwrap();
    let (_, others) = desk.notices("content/sources/a.md");
    assert_eq!(others, 0);
    assert!(desk.builder.refresh(&Hints::everything()).is_empty());
    // New, renamed, gone.
    put(&root, "content/pages/new.md", "+++\n+++\n");
    desk.notices("content/pages/new.md");
    fs::rename(root.join("content/pages/new.md"), root.join("content/pages/newer.md")).unwrap();
    desk.notices("content/pages/newer.md");
    fs::remove_file(root.join("content/pages/newer.md")).unwrap();
    desk.notices("content/pages/newer.md");
    // The config, a theme that wasn't there.
    fs::write(root.join("config.toml"), "title = \"Another\"\n").unwrap();
    desk.notices("config.toml");
    put(&root, "themes/own/static/style.css", "a{}");
    desk.notices("themes/own/static/style.css");
    put(&root, "themes/own/static/style.css", "b{}");
    desk.notices("themes/own/static/style.css");
}

#[test]
fn folders_come_back() {
    let mut desk = Desk::new(false);
    let root = desk.root().to_path_buf();
    for round in 0..3 {
        fs::remove_dir_all(root.join("content")).unwrap();
        desk.notices("content/sources/b.md");
        for file in ["a", "b"] {
            put(&root, &format!("content/sources/{file}.md"), &format!("+++\n+++\n{round}\n"));
        }
        desk.notices("content/sources/b.md");
        // It is watched again.
        put(&root, "content/sources/b.md", &format!("+++\n+++\nAnd {round}\n"));
        desk.notices("content/sources/b.md");
    }
}

#[test]
fn a_checkout_is_one_change() {
    let mut desk = Desk::new(false);
    let root = desk.root().to_path_buf();
    fs::create_dir_all(root.join("content/pages")).unwrap();
    for n in 0..3000 {
        fs::write(root.join(format!("content/pages/p{n}.md")), "+++\n+++\n").unwrap();
    }
    let begun = Instant::now();
    let mut rounds = 0;
    while begun.elapsed() < Duration::from_secs(60) {
        let Told::Changed(hints) = desk.watch.wait() else { panic!("nobody stops") };
        let changed = desk.builder.refresh(&hints);
        rounds += usize::from(!changed.is_empty());
        if changed.contains("content/pages/p2999.md") {
            break;
        }
    }
    assert!(rounds <= 4, "{rounds} builds for one checkout");
    assert!(desk.builder.refresh(&Hints::everything()).is_empty());
}

/// Nobody tells that what a link leads to has changed: comparing finds it.
#[cfg(unix)]
#[test]
fn a_lost_notification_costs_moments() {
    let mut desk = Desk::new(false);
    let root = desk.root().to_path_buf();
    put(&root, "kept/d.md", "+++\n+++\n");
    std::os::unix::fs::symlink(root.join("kept/d.md"), root.join("content/sources/d.md")).unwrap();
    desk.notices("content/sources/d.md");
    put(&root, "kept/d.md", "+++\n+++\nChanged.\n");
    assert_eq!(desk.notices("content/sources/d.md"), (false, 0));
}

#[test]
fn without_notifications_changes_are_found() {
    let mut desk = Desk::new(true);
    let root = desk.root().to_path_buf();
    put(&root, "content/sources/a.md", "+++\n+++\nChanged.\n");
    assert_eq!(desk.notices("content/sources/a.md"), (false, 0));
}

#[test]
fn a_watch_can_be_ended() {
    let desk = Desk::new(false);
    let stopper = desk.watch.stopper();
    let mut watch = desk.watch;
    let thread = std::thread::spawn(move || while watch.wait() != Told::Stopped {});
    stopper.stop();
    thread.join().unwrap();
}

// --- The commands -----------------------------------------------------------------------------------

fn invented() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("starters/plain"), dir.path());
    dir
}

#[test]
fn serve_shows_what_is_saved() {
    let dir = invented();
    let root = dir.path();
    let config = fs::read_to_string(root.join("config.toml")).unwrap();
    // Broken from the start.
    fs::write(root.join("config.toml"), "title =\n").unwrap();
    let server = Server::start(root, &["serve", "--port", "0"]);
    let mut events = Events::of(server.port, "/");
    assert!(events.next()["notes"]["errors"].as_u64().unwrap() > 0);
    assert_eq!(get(server.port, "/").status, 503);
    fs::write(root.join("config.toml"), &config).unwrap();
    wait("the first page", || get(server.port, "/").status == 200);
    // Broken later: the last good page stays.
    let claims = fs::read_to_string(root.join("content/claims.toml")).unwrap();
    fs::write(root.join("content/claims.toml"), claims.replacen("title", "titel", 1)).unwrap();
    let errors = |events: &mut Events| events.next()["notes"]["errors"].as_u64().unwrap();
    while errors(&mut events) > 0 {}
    while errors(&mut events) == 0 {}
    assert!(get(server.port, "/claims/").body.contains("to mend the footbridge"));
    // Mended, with another title: in the page and in the list.
    fs::write(
        root.join("content/claims.toml"),
        claims.replacen("to mend the footbridge", "to repaint the footbridge", 1),
    )
    .unwrap();
    for path in ["/claims/mend-not-remove/", "/claims/"] {
        wait(path, || get(server.port, path).body.contains("to repaint the footbridge"));
    }
    // A draft is shown, and says so.
    fs::write(root.join("content/claims.toml"), claims.replacen("short ", "draft = true\nshort ", 1)).unwrap();
    wait("the draft", || get(server.port, "/claims/mend-not-remove/").body.contains("A draft: not published"));
    // Nothing was written.
    assert!(!root.join("public").exists());
    #[cfg(unix)]
    assert_eq!(server.interrupt(), Some(0));
}

#[test]
fn watch_writes_what_is_saved() {
    let dir = invented();
    let root = dir.path();
    let server = Server::start(root, &["watch"]);
    let page = root.join("public/claims/mend-not-remove/index.html");
    let read = || fs::read_to_string(&page).unwrap_or_default();
    assert!(read().contains("to mend the footbridge"));
    assert!(!read().contains("/.dossier/"), "the preview's script is published");
    let claims = fs::read_to_string(root.join("content/claims.toml")).unwrap();
    fs::write(root.join("content/claims.toml"), "[\n").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert!(read().contains("to mend the footbridge"));
    fs::write(
        root.join("content/claims.toml"),
        claims.replacen("to mend the footbridge", "to repaint the footbridge", 1),
    )
    .unwrap();
    wait("the page", || read().contains("to repaint the footbridge"));
    // What somebody removed comes back, without a save.
    fs::remove_dir_all(root.join("public")).unwrap();
    wait("the folder", || read().contains("to repaint the footbridge") && root.join("public/index.html").exists());
    #[cfg(unix)]
    assert_eq!(server.interrupt(), Some(0));
}
