//! A long run ends where a clean build would: random edits of an invented dossier, each followed by a comparison.
//!
//! `DOSSIER_LONG` makes it 2,000 edits instead of 200, and lets a server run for twenty minutes instead of seconds.

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use common::{Chance, Server, copy_folder, files, get, is_long};
use dossier::diagnostic::{Diagnostic, any_error};
use dossier::manuscript::{Hints, Location};
use dossier::{Build, Builder, Options};
use fs_err as fs;

/// A dossier under random edits, and the state that it is brought back to now and then.
struct Desk {
    root: std::path::PathBuf,
    pristine: std::path::PathBuf,
    chance: Chance,
    count: usize,
    /// Edits since it was as it should be.
    since: usize,
}

/// A theme that differs a little from the built-in one.
fn write_theme(root: &Path) {
    let ledger = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/ledger");
    for file in ["templates/home.html", "templates/claim.html", "static/style.css"] {
        let to = root.join("themes/own").join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(ledger.join(file), to).unwrap();
    }
}

impl Desk {
    fn new(folder: &Path, seed: u64) -> Self {
        let (root, pristine) = (folder.join("dossier"), folder.join("pristine"));
        copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("starters/plain"), &pristine);
        write_theme(&pristine);
        let config = fs::read_to_string(pristine.join("config.toml")).unwrap();
        fs::write(pristine.join("config.toml"), format!("theme = \"own\"\n{config}")).unwrap();
        copy_folder(&pristine, &root);
        Desk { root, pristine, chance: Chance(seed), count: 0, since: 0 }
    }

    /// Any file of the dossier.
    fn pick(&mut self) -> Option<String> {
        let all = files(&self.root);
        (!all.is_empty()).then(|| all[self.chance.below(all.len())].clone())
    }

    /// One edit, as an editor or a tool might make it. Answers what it touched.
    fn edit(&mut self) -> Vec<String> {
        self.count += 1;
        self.since += 1;
        if self.since > 3 && self.chance.below(3) == 0 {
            self.since = 0;
            return self.mend();
        }
        let Some(path) = self.pick() else { return self.mend() };
        let full = self.root.join(&path);
        let folder = path.rsplit_once('/').map(|(folder, _)| folder.to_string());
        match self.chance.below(16) {
            // Words, as most edits are.
            0..=5 => self.change_text(&path, |text, count| match text.rfind(". ").or_else(|| text.rfind(".\"")) {
                Some(at) => format!("{}, in edit {count}{}", &text[..at], &text[at..]),
                None => format!("{text}\n"),
            }),
            6 => self.change_text(&path, |text, count| {
                let lines: Vec<&str> = text.lines().collect();
                let out = count % lines.len().max(1);
                lines.iter().enumerate().filter(|(n, _)| *n != out).map(|(_, line)| format!("{line}\n")).collect()
            }),
            7 => self.change_text(&path, |text, count| {
                let mut lines: Vec<&str> = text.lines().collect();
                if !lines.is_empty() {
                    lines.insert(count % lines.len(), lines[count * 7 % lines.len()]);
                }
                lines.join("\n") + "\n"
            }),
            8 => self.change_text(&path, |text, _| text.replacen("kind ", "draft = true\nkind ", 1)),
            9 => {
                fs::remove_file(&full).unwrap();
                vec![path]
            }
            10 => {
                let to = format!("{path}.{}.md", self.count);
                fs::rename(&full, self.root.join(&to)).unwrap();
                vec![path, to]
            }
            11 => {
                let name = path.rsplit('/').next().unwrap_or_default();
                let to = format!("content/pages/copy-{}-{name}", self.count);
                fs::create_dir_all(self.root.join("content/pages")).unwrap();
                fs::copy(&full, self.root.join(&to)).unwrap();
                vec![to]
            }
            12 => match folder.filter(|folder| folder != "content") {
                Some(folder) => {
                    fs::remove_dir_all(self.root.join(&folder)).unwrap();
                    vec![folder]
                }
                None => Vec::new(),
            },
            // Saved by way of another file, as many editors do.
            13 => {
                let text = fs::read(&full).unwrap();
                let beside = full.with_extension("tmp");
                fs::write(&beside, [&text[..], b"\n"].concat()).unwrap();
                fs::rename(&beside, &full).unwrap();
                vec![path]
            }
            14 => {
                let settings =
                    ["version = \"0.2\"\n", "links = \"file\"\n", "base_url = \"https://example.org/a/\"\n", "x =\n"];
                let setting = settings[self.chance.below(settings.len())];
                self.change_text("config.toml", |text, _| format!("{setting}{text}"))
            }
            // The texts move between what is kept with the dossier and the archive.
            _ => {
                let (from, to) =
                    if self.root.join("texts").is_dir() { ("texts", "archive") } else { ("archive", "texts") };
                if self.root.join(from).is_dir() && !self.root.join(to).exists() {
                    fs::rename(self.root.join(from), self.root.join(to)).unwrap();
                }
                vec![from.into(), to.into()]
            }
        }
    }

    fn change_text(&self, path: &str, change: impl Fn(&str, usize) -> String) -> Vec<String> {
        let full = self.root.join(path);
        if let Ok(text) = fs::read_to_string(&full) {
            fs::write(full, change(&text, self.count)).unwrap();
        }
        vec![path.to_string()]
    }

    /// Everything as it should be, as a checkout would do it.
    fn mend(&mut self) -> Vec<String> {
        let wanted: BTreeSet<String> = files(&self.pristine).into_iter().collect();
        let there: BTreeSet<String> = files(&self.root).into_iter().collect();
        let mut touched = Vec::new();
        for path in there.difference(&wanted) {
            fs::remove_file(self.root.join(path)).unwrap();
            touched.push(path.clone());
        }
        for path in &wanted {
            let (from, to) = (self.pristine.join(path), self.root.join(path));
            if fs::read(&from).ok() == fs::read(&to).ok() {
                continue;
            }
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from, &to).unwrap();
            touched.push(path.clone());
        }
        touched
    }

    fn hints(&mut self, touched: &[String]) -> Hints {
        // A notification gets lost, and everything is compared in the end.
        if self.chance.below(4) == 0 {
            return Hints::everything();
        }
        let mut hints = Hints::default();
        touched.iter().for_each(|path| hints.note(self.root.join(path)));
        hints
    }
}

fn options(root: &Path, drafts: bool) -> Options {
    Options { drafts, ..Options::at(root) }
}

/// Path and bytes of every file, and all that is said.
fn outcome(mut build: Build) -> (Vec<(String, blake3::Hash)>, Vec<Diagnostic>) {
    build.make_all();
    let hash = |entry: &dossier::output::Entry| entry.hash().expect("it was made already");
    let files = build.output.iter().map(|(path, entry)| (path.as_str().to_string(), hash(entry))).collect();
    (files, build.notes)
}

#[test]
fn every_edit_ends_where_a_clean_build_does() {
    let edits = if is_long() { 2000 } else { 200 };
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::new(folder.path(), 11);
    let root = desk.root.clone();
    let mut builder = Builder::new(Location { root: root.clone(), archive: None });
    // The first build has nothing to remember.
    outcome(builder.build(&options(&root, false)));
    let (mut good, mut small, mut parsed, mut pages, mut all) = (0, 0, 0, 0, 0);
    for edit in 1..=edits {
        let touched = desk.edit();
        let hints = desk.hints(&touched);
        let changed = builder.refresh(&hints);
        let options = options(&root, edit % 7 == 0);
        let remembered = outcome(builder.build(&options));
        let clean = outcome(dossier::build(&options));
        let said = |notes: &[Diagnostic]| notes.iter().map(|note| note.render(false)).collect::<Vec<_>>().join("\n\n");
        assert!(
            remembered.1 == clean.1,
            "said after edit {edit} of {touched:?}, {hints:?}:\n{}\n\nand anew:\n\n{}",
            said(&remembered.1),
            said(&clean.1)
        );
        assert!(
            remembered.0 == clean.0,
            "the output after edit {edit} of {touched:?}: {:?}",
            difference(&remembered.0, &clean.0)
        );
        good += usize::from(!any_error(&clean.1));
        all += clean.0.len();
        let redone = builder.redone();
        if !changed.contains("config.toml") {
            small += 1;
            parsed += redone.parsed;
            pages += redone.pages;
            assert!(redone.parsed <= changed.len(), "edit {edit} changed {changed:?} and {redone:?}");
        }
    }
    println!(
        "{edits} edits, {good} without errors; of {small} that left the config alone, {parsed} files parsed, {pages} pages rendered of {all}"
    );
    // Most edits change a few pages; the others were known.
    assert!(pages * 4 < all, "{pages} of {all} pages were rendered anew");
    // Neither may be all: else too little was tried.
    assert!(good > edits / 5 && good < edits, "{good} of {edits} builds were without errors");
}

fn difference<'a>(a: &'a [(String, blake3::Hash)], b: &'a [(String, blake3::Hash)]) -> Vec<&'a str> {
    let (a, b): (BTreeSet<_>, BTreeSet<_>) =
        (a.iter().map(|f| (&f.0, f.1.to_hex())).collect(), b.iter().map(|f| (&f.0, f.1.to_hex())).collect());
    a.symmetric_difference(&b).map(|(path, _)| path.as_str()).collect()
}

/// A server under edits and requests: in the end it serves what a clean build makes, and hasn't grown.
#[test]
fn a_server_neither_drifts_nor_grows() {
    let time = Duration::from_secs(if is_long() { 20 * 60 } else { 6 });
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::new(folder.path(), 12);
    let root = desk.root.clone();
    let server = Server::start(&root, &["serve", "--port", "0", "--no-drafts"]);
    let begun = Instant::now();
    let mut at_start = None;
    let mut edits = 0;
    while begun.elapsed() < time {
        desk.edit();
        edits += 1;
        for path in ["/", "/claims/", "/timeline/", "/nothing/"] {
            let status = get(server.port, path).status;
            assert!([200, 302, 404, 503].contains(&status), "{path}: {status}");
        }
        std::thread::sleep(Duration::from_millis(desk.chance.below(60) as u64));
        // The first builds fetch what every later one has.
        if at_start.is_none() && begun.elapsed() > time / 4 {
            at_start = Some(server.memory());
        }
    }
    desk.mend();
    let mut clean = dossier::build(&Options::at(&root));
    clean.make_all();
    assert!(!any_error(&clean.notes), "{:?}", clean.notes);
    let page = match clean.output.get("claims/index.html").unwrap().content().unwrap() {
        dossier::output::Content::Bytes(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
        other => panic!("{other:?}"),
    };
    let without_script = |html: &str| {
        let (before, rest) = html.split_once("<script src=\"/.dossier/live.js\"").unwrap_or((html, "</script>"));
        format!("{before}{}", rest.split_once("</script>").unwrap().1)
    };
    common::wait("the page of the last state", || without_script(&get(server.port, "/claims/").body) == page);
    let (at_start, at_end) = (at_start.flatten(), server.memory());
    println!("{edits} edits in {} s; memory in kB: {at_start:?} at the start, {at_end:?} at the end", time.as_secs());
    if let (Some(at_start), Some(at_end)) = (at_start, at_end) {
        assert!(at_end < at_start + at_start / 2 + 30_000, "{at_start} kB became {at_end} kB");
    } else {
        println!("skipped: memory of a process is only known on Linux");
    }
    #[cfg(unix)]
    assert_eq!(server.interrupt(), Some(0));
}
