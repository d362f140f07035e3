//! Many claims and many sources: the matrix is paged, rows show only the sources that speak, and no page grows
//! without limit.

use std::fmt::Write as _;

use dossier::output::Content;
use dossier::{Options, build};

/// The pages of an invented dossier with so many sources and claims. Every source but the last says so of the first
/// claim, and the last says otherwise; every other claim has one source.
fn pages(sources: usize, claims: usize) -> impl Fn(&str) -> Option<String> {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("config.toml", "title = \"Many\"\n");
    let mut table = String::new();
    for claim in 0..claims {
        let _ = writeln!(table, "[c{claim}]\ntitle = \"Statement {claim}.\"\nadded = \"2020-01-01\"");
    }
    write("content/claims.toml", &table);
    for source in 0..sources {
        let read = "read = { on = \"2020-02-01\" }";
        write(&format!("content/sources/s{source:04}.md"), &format!("+++\ntitle = \"Source {source}\"\n{read}\n+++\n"));
        let stance = if source + 1 == sources { "disputes" } else { "asserts" };
        let own = 1 + source % (claims - 1);
        let reading = format!("[claims.c0]\nstance = \"{stance}\"\n[claims.c{own}]\nstance = \"asserts\"\n");
        write(&format!("content/readings/s{source:04}.toml"), &reading);
    }
    let output = build(&Options::at(dir.path())).output;
    move |path| {
        let (_, entry) = output.iter().find(|(p, _)| p.to_string() == path)?;
        match entry.content() {
            Ok(Content::Bytes(bytes)) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            _ => None,
        }
    }
}

#[test]
fn up_to_forty_sources_have_columns_and_a_dozen_need_no_scrolling() {
    for (sources, columns, scrolls) in [(12, true, false), (13, true, true), (40, true, true), (41, false, false)] {
        let matrix = pages(sources, 3)("claims/index.html").unwrap();
        assert_eq!(matrix.contains(&format!("<col class=\"cell\" span=\"{sources}\">")), columns, "{sources}");
        assert_eq!(matrix.contains("class=\"scroll\""), scrolls, "{sources}");
        assert_eq!(matrix.contains("Who speaks of it"), !columns, "{sources}");
    }
}

#[test]
fn the_matrix_is_paged() {
    let pages = pages(2, 101);
    let first = pages("claims/index.html").unwrap();
    let second = pages("claims/page/2/index.html").unwrap();
    assert!(first.contains("<tr id=\"c99\"") && !first.contains("<tr id=\"c100\""));
    assert!(second.contains("<tr id=\"c100\"") && !second.contains("<tr id=\"c99\""));
    assert!(first.contains("Of 101 statements") && second.contains("Statements, page 2 of 2"));
    assert!(!second.contains("id=\"_disputed\""));
    assert!(pages("claims/page/3/index.html").is_none());
}

#[test]
fn a_claim_that_hundreds_speak_of_has_a_page_of_bounded_length() {
    let pages = pages(450, 3);
    let claim = pages("claims/c0/index.html").unwrap();
    assert_eq!(claim.matches("<li id=\"source-").count(), 100);
    // Contradiction is listed, whatever is left out.
    assert!(claim.contains("<li id=\"source-s0449\">"));
    assert!(claim.contains("350 more speak of it"));
    assert!(claim.contains("For it: at most 449 separate accounts, in 449 articles. Otherwise: one account."));
    let row = pages("claims/index.html").unwrap();
    assert!(row.contains("and 410 more"));
    // Of so many, it is not worked out for each claim which were read for it.
    assert!(
        pages("claims/c1/index.html")
            .unwrap()
            .contains("225 other articles do not mention it, or have not yet been read for it.")
    );
}
