//! What hosts need: their files, a server's configuration, the jobs that publish by themselves; tried as far as this
//! machine can stand for them.

use std::path::Path;
use std::process::Command;

use super::desk::{Desk, Files, files};
use super::servers::{free_port, nginx, program, wanted};
use super::{Repository, check_there, git};

/// What `dossier build` writes with these lines of config.
fn built(config: &str) -> Files {
    Desk::new(config, &[]).built()
}

fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}")).clone()).unwrap()
}

#[test]
fn files_for_hosts() {
    let github = built("[hosting]\nfor = \"github\"\n");
    assert!(github[".nojekyll"].is_empty() && !github.contains_key("CNAME") && !github.contains_key("_headers"));
    let desk = Desk::new("[hosting]\nfor = [\"github\", \"netlify\"]\n", &[]);
    desk.edit("config.toml", |text| format!("base_url = \"https://desk.example.org\"\n{text}"));
    desk.edit("content/pages/method.md", |text| text.replacen("title", "aliases = [\"old-method\"]\ntitle", 1));
    let netlify = desk.built();
    assert_eq!(text(&netlify, "CNAME"), "desk.example.org\n");
    assert!(text(&netlify, "_redirects").contains("/pages/old-method/ /pages/method/ 301!\n"));
    assert!(netlify.contains_key("pages/old-method/index.html"));
    let headers = text(&netlify, "_headers");
    assert!(headers.contains("default-src 'none'") && !headers.contains("unsafe"), "{headers}");
    assert!(headers.contains("/assets/*\n  Cache-Control: public, max-age=31536000, immutable"));
    desk.edit("config.toml", |text| text.replace("\"netlify\"", "\"netlify\", \"cloudflare\""));
    assert!(text(&desk.built(), "_redirects").contains("/pages/old-method/ /pages/method/ 301\n"));
}

#[test]
fn compressed_copies_hold_the_same() {
    use std::io::Read;
    let files = built("[hosting]\nfor = \"gitlab\"\n");
    let mut copies = 0;
    for (path, bytes) in &files {
        let mut plain = Vec::new();
        let of = if let Some(of) = path.strip_suffix(".gz") {
            flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut plain).unwrap();
            of
        } else if let Some(of) = path.strip_suffix(".br") {
            brotli::BrotliDecompress(&mut &bytes[..], &mut plain).unwrap();
            of
        } else {
            continue;
        };
        assert!(plain == files[of], "{path}");
        copies += 1;
    }
    assert!(copies > 80 && files.contains_key("index.html.br"), "{copies}");
}

#[test]
fn one_hash_whatever_the_place_and_the_threads() {
    let config = "[hosting]\nfor = [\"github\", \"cloudflare\"]\nprecompress = true\n";
    let hash = |threads: &str| {
        let desk = Desk::new(config, &[("RAYON_NUM_THREADS".into(), threads.into())]);
        let (code, stdout, stderr) = desk.run(&["build", "--hash", "--quiet"]);
        assert_eq!(code, 0, "{stderr}");
        let hash = stdout.trim().to_string();
        assert!(hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit()), "{stdout}");
        // Again, from what is remembered; and from nothing, elsewhere.
        assert_eq!(desk.run(&["build", "--hash", "--quiet"]).1.trim(), hash);
        let elsewhere = desk.outside().join("elsewhere");
        let arguments = ["build", "--hash", "--quiet", "--no-cache", "--output", elsewhere.to_str().unwrap()];
        assert_eq!(desk.run(&arguments).1.trim(), hash);
        hash
    };
    assert_eq!(hash("1"), hash("7"));
}

#[test]
fn links_hold_at_any_address() {
    for line in ["", "base_url = \"https://example.org/\"\n", "base_url = \"https://example.org/a/b%20c/\"\n"] {
        for links in ["", "links = \"file\"\n"] {
            for starter in [&[][..], &["--example"]] {
                let desk = Desk::with(starter, "", &[]);
                desk.edit("config.toml", |text| format!("{line}{links}\n{text}"));
                let (code, _, stderr) = desk.run(&["check", "--quiet"]);
                assert_eq!(code, 0, "{line}{links}{starter:?}: {stderr}");
            }
        }
    }
}

#[test]
fn broken_links_of_templates_are_found() {
    let desk = Desk::new("", &[]);
    let claim = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/ledger/templates/claim.html");
    let own = fs_err::read_to_string(claim).unwrap();
    let own = own.replacen(
        "{% block content %}",
        "{% block content %}<a href=\"../none/\">x</a><a href=\"#nowhere\">y</a>",
        1,
    );
    desk.edit("themes/ledger/templates/claim.html", |_| own);
    let (code, _, stderr) = desk.run(&["check"]);
    assert_eq!(code, 1, "{stderr}");
    for says in [
        "broken-link",
        "links to `../none/`, which doesn't exist",
        "links to `#nowhere`",
        "content/claims.toml",
        "claim.html",
    ] {
        assert!(stderr.contains(says), "{says}: {stderr}");
    }
    // Publishing looks, too.
    desk.edit("config.toml", |text| format!("{text}\n[publish.web]\nkind = \"folder\"\nto = \"../www\"\n"));
    assert_eq!(desk.run(&["publish", "--yes"]).0, 1);
    assert!(!desk.outside().join("www").exists());
}

#[test]
fn a_withheld_text_slips_out_by_no_door() {
    let desk = Desk::new("[publish.web]\nkind = \"folder\"\nto = \"../www\"\n", &[]);
    desk.edit("content/sources/lantern.md", |text| text.replacen("publish = \"full\"", "publish = \"excerpt\"", 1));
    let secret = fs_err::read(desk.root().join("texts/lantern.txt")).unwrap();
    let line = String::from_utf8_lossy(&secret).lines().map(str::to_string).max_by_key(String::len).unwrap();
    desk.publish(&[]);
    let www = files(&desk.outside().join("www"));
    assert!(line.len() > 60 && www.values().all(|bytes| !String::from_utf8_lossy(bytes).contains(&line)));
    // As a file, under another name.
    fs_err::create_dir_all(desk.root().join("content/files")).unwrap();
    fs_err::write(desk.root().join("content/files/notes.txt"), &secret).unwrap();
    let (code, _, stderr) = desk.run(&["publish", "--yes"]);
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("rights-exceeded") && stderr.contains("content/files/notes.txt"), "{stderr}");
    assert!(files(&desk.outside().join("www")) == www);
    // By a link that leads out of content/.
    desk.remove("content/files/notes.txt");
    for (to, name) in [("../../texts", "linked"), ("../../.dossier", "cache")] {
        let link = desk.root().join("content/files").join(name);
        std::os::unix::fs::symlink(to, &link).unwrap();
        let (code, _, _) = desk.run(&["publish", "--yes"]);
        let now = files(&desk.outside().join("www"));
        assert!(code != 0 || now.values().all(|bytes| !String::from_utf8_lossy(bytes).contains(&line)), "{name}");
        assert!(now.keys().all(|path| !path.contains("publish/web")), "{name}");
        fs_err::remove_file(link).unwrap();
    }
}

/// The commands of a job that are ours, in order.
fn commands(text: &str, before: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix(before));
    lines.filter(|line| line.starts_with("dossier ")).map(str::to_string).collect()
}

#[test]
fn jobs_of_hosts_do_what_they_say() {
    let github = Desk::with(&["--ci", "github"], "", &[]);
    let root = github.root();
    let place = Repository::new(None, true);
    git(&root, &["init", "--quiet", "--initial-branch=main"]);
    git(&root, &["remote", "add", "origin", place.bare().to_str().unwrap()]);
    let job = fs_err::read_to_string(root.join(".github/workflows/publish.yml")).unwrap();
    let run = commands(&job, "- run: ");
    assert_eq!(run, ["dossier check", "dossier publish pages --yes"]);
    assert!(job.contains(env!("CARGO_PKG_VERSION")) && !job.contains("VERSION"));
    for command in &run {
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        assert_eq!(github.run(&words).0, 0, "{command}");
    }
    check_there(&place, &github, &[]);

    let gitlab = Desk::with(&["--ci", "gitlab"], "", &[]);
    let job = fs_err::read_to_string(gitlab.root().join(".gitlab-ci.yml")).unwrap();
    let run = commands(&job, "- ");
    assert_eq!(run, ["dossier check", "dossier build"]);
    for command in &run {
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        assert_eq!(gitlab.run(&words).0, 0, "{command}");
    }
    assert!(gitlab.root().join("public/index.html.br").exists());
    for hosts in ["github", "gitlab"] {
        // Both are YAML that a parser reads, where one is at hand.
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/cli/ci/{hosts}.yml"));
        let script =
            "import sys\ntry:\n import yaml\nexcept ImportError:\n sys.exit(0)\nyaml.safe_load(open(sys.argv[1]))";
        if let Some(python) = program("python3") {
            assert!(Command::new(python).args(["-c", script]).arg(file).status().unwrap().success());
        }
    }
}

#[test]
fn nginx_serves_it_to_a_browser() {
    if !wanted("nginx and a browser") {
        return;
    }
    for (path, releases) in [("/", false), ("/sites/a-desk/", true)] {
        let port = free_port();
        let url = format!("http://127.0.0.1:{port}{path}");
        let keep = if releases { "releases = 2\n" } else { "" };
        let config =
            format!("[publish.web]\nkind = \"folder\"\nto = \"../www\"\n{keep}[hosting]\nprecompress = true\n");
        let desk = Desk::with(&["--example"], &config, &[]);
        desk.edit("config.toml", |text| format!("base_url = \"{url}\"\n{text}"));
        desk.publish(&[]);
        let site = desk.outside().join(if releases { "www/current" } else { "www" });
        let (code, snippet, stderr) = desk.run(&["hosting", "nginx", "--folder", site.to_str().unwrap()]);
        assert_eq!(code, 0, "{stderr}");
        let http = format!("server {{\nlisten 127.0.0.1:{port};\nroot /nonexistent;\n{snippet}\n}}");
        let scratch = tempfile::tempdir().unwrap();
        let Some(_server) = nginx(scratch.path(), port, &http) else { return };

        let agent =
            ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None).build().new_agent();
        let get = |address: String| {
            let response = agent.get(&address).header("accept-encoding", "gzip").call().unwrap();
            let header =
                |name: &str| response.headers().get(name).map(|v| v.to_str().unwrap().to_string()).unwrap_or_default();
            let encoding = header("content-encoding");
            (response.status().as_u16(), header("content-type"), encoding, header("content-security-policy"))
        };
        let home = get(url.clone());
        assert_eq!((home.0, home.1.as_str(), home.2.as_str()), (200, "text/html; charset=utf-8", "gzip"));
        assert!(home.3.contains("default-src 'none'") && !home.3.contains("unsafe"), "{}", home.3);
        assert_eq!(get(format!("{url}.dossier-manifest.json")).0, 404);
        let missing = get(format!("{url}none/"));
        assert!(missing.0 == 404 && missing.3.contains("default-src"), "{missing:?}");
        assert_eq!(get(format!("{url}claims")).0, 301);
        let calendar = files(&site.canonicalize().unwrap()).into_keys().find(|path| path.ends_with(".ics"));
        if let Some(calendar) = calendar {
            let answer = get(format!("{url}{calendar}"));
            assert!(answer.1.starts_with("text/calendar") && answer.3.contains("default-src"), "{answer:?}");
        }

        let browser = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
        if program("node").is_none() || !browser.join("node_modules/playwright-core").exists() {
            println!("skipped: reading the served site in a browser: node or its packages are missing");
            continue;
        }
        let visit = Command::new("node")
            .arg(browser.join("visit.mjs"))
            .args([&url, site.to_str().unwrap()])
            .env("NO_PROXY", "*")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&visit.stdout).into_owned() + &String::from_utf8_lossy(&visit.stderr);
        if told.contains("no Chromium found") {
            println!("skipped: reading the served site in a browser: there is no Chromium");
            continue;
        }
        assert!(visit.status.success(), "{told}");
        println!("{told}");
    }
}
