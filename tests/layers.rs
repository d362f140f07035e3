//! The shape of the code: a module uses only what stands above it in `src/lib.rs`, and says what it is for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The Rust files below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    all.filter(|path| path.extension().is_some_and(|e| e == "rs")).collect()
}

/// The modules of `lib.rs` in its order, those of an inner module in their place.
fn modules(lib: &str) -> Vec<&str> {
    lib.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';')).collect()
}

/// The code of a file without its comments and without its tests, which may use anything.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect::<Vec<_>>().join("\n")
}

/// What of the crate's root a piece of code names, with the line: `crate::a::B`, and `crate::{a, b::C}`.
fn named(code: &str) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let word = |text: &str| text.chars().take_while(|c| is_part(*c)).collect::<String>();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c| is_part(c) || c == '$') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        let Some(list) = rest.strip_prefix('{') else {
            names.push((line, word(rest)));
            continue;
        };
        let mut depth = 0;
        let mut item = String::new();
        for c in list.chars() {
            match c {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => names.push((line, word(std::mem::take(&mut item).trim_start()))),
                c => item.push(c),
            }
        }
        names.push((line, word(item.trim_start())));
    }
    names.retain(|(_, name)| !name.is_empty());
    names
}

#[test]
fn the_reader_of_code_reads_all_forms() {
    let check = |text: &str, expected: &[(usize, &str)]| {
        let found = named(&code(text));
        assert_eq!(found.iter().map(|(line, name)| (*line, name.as_str())).collect::<Vec<_>>(), expected, "{text}");
    };
    check("use crate::a::B;\nlet x = crate::c::d();", &[(1, "a"), (2, "c")]);
    check("use crate::{a, b::{C, D}, e::F,};", &[(1, "a"), (1, "b"), (1, "e")]);
    check("//! [`crate::a`]\n// crate::b\n  /// crate::c\ncrate::d", &[(4, "d")]);
    check("pub(in crate::withheld) fn x() {}\nmy_crate::a; $crate::b", &[(1, "withheld")]);
    check("crate::a\n#[cfg(test)]\nmod tests {\n use crate::b;\n}", &[(1, "a")]);
    assert_eq!(modules("pub mod a;\nmod x {\n    pub mod b;\n}\nmod c;\npub mod d;"), ["a", "b", "d"]);
}

#[test]
fn modules_use_only_what_stands_above_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = fs_err::read_to_string(src.join("lib.rs")).unwrap();
    let modules = modules(&lib);
    let rank: BTreeMap<&str, usize> = modules.iter().enumerate().map(|(rank, name)| (*name, rank)).collect();
    assert!(rank.len() > 10, "{modules:?}");
    let mut wrong = Vec::new();
    for (name, own) in &rank {
        let folder = src.join(name);
        let mut of_module = vec![src.join(format!("{name}.rs"))];
        of_module.retain(|path| path.exists());
        of_module.extend(folder.exists().then(|| files(&folder)).into_iter().flatten());
        assert!(!of_module.is_empty(), "no file of the module {name}");
        for path in of_module {
            let path_shown = path.strip_prefix(&src).unwrap().display().to_string();
            if path_shown.ends_with("tests.rs") {
                continue;
            }
            for (line, used) in named(&code(&fs_err::read_to_string(&path).unwrap())) {
                match rank.get(used.as_str()) {
                    Some(other) if other > own => {
                        wrong.push(format!("{path_shown}:{line}: `{name}` uses `{used}`, which stands below it"));
                    }
                    Some(_) => {}
                    // The pipeline itself, and what holds the modules that may read a text.
                    None if *name == "cli" || used == "withheld" => {}
                    None => wrong.push(format!("{path_shown}:{line}: `{name}` uses `{used}` of lib.rs")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} uses:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let all: Vec<_> = ["src", "tests"].iter().flat_map(|folder| files(&root.join(folder))).collect();
    assert!(all.len() > 40);
    let silent: Vec<_> = all.iter().filter(|path| !fs_err::read_to_string(path).unwrap().starts_with("//! ")).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}
