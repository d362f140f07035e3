//! What may not be published isn't: no run of a withheld text, no memo, no question, nothing that only a draft says,
//! in any file of the output.
//!
//! The engine that guards the editors' prose isn't used here: runs are looked for by a plain set of all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dossier::Options;
use dossier::diagnostic::any_error;
use dossier::entry::record::Entry;
use dossier::manuscript::Location;
use dossier::output::{self, Content};
use dossier::text::word;

/// The longest run of a withheld text that may stand anywhere.
const LIMIT: usize = 6;

/// The words of a text without those of exempt phrases, the longest phrase first.
fn bare(text: &str, exempt: &BTreeMap<String, BTreeSet<Vec<String>>>) -> Vec<String> {
    let words: Vec<String> = word::words(text).into_iter().map(|word| word.text).collect();
    let mut bare = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let phrases = exempt.get(&words[at]);
        let covered = phrases.iter().flat_map(|p| p.iter()).filter(|p| words[at..].starts_with(p)).map(Vec::len).max();
        match covered {
            Some(length) => at += length,
            None => {
                bare.push(words[at].clone());
                at += 1;
            }
        }
    }
    bare
}

fn phrases<'a>(all: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, BTreeSet<Vec<String>>> {
    let mut phrases: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
    for phrase in all {
        let words: Vec<String> = word::words(phrase).into_iter().map(|word| word.text).collect();
        if let Some(first) = words.first() {
            phrases.entry(first.clone()).or_default().insert(words);
        }
    }
    phrases
}

/// A page's text as it is read, and as a program reads it: with and without tags, character references resolved.
fn readings(path: &str, bytes: &[u8]) -> Vec<String> {
    let raw = String::from_utf8_lossy(bytes).into_owned();
    let is_markup = [".html", ".xml", ".svg"].iter().any(|end| path.ends_with(end));
    if !is_markup {
        // `\"` and `\n` in JSON part words as the text does; letters are written as they are.
        return vec![raw.replace("\\n", " ").replace("\\\"", "\"")];
    }
    let (mut inside, mut tight, mut loose) = (false, String::new(), String::new());
    for c in raw.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                loose.push(' ');
            }
            c if !inside => [&mut tight, &mut loose].into_iter().for_each(|text| text.push(c)),
            _ => {}
        }
    }
    [raw, tight, loose].into_iter().map(resolved).collect()
}

fn resolved(text: String) -> String {
    let named = [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    named.iter().fold(text, |text, (from, to)| text.replace(from, to))
}

/// All that a site holds, by path.
fn output(options: &Options) -> BTreeMap<String, Vec<u8>> {
    let build = dossier::build(options);
    let notes: Vec<String> = build.notes.iter().map(|note| note.render(false)).collect();
    assert!(!any_error(&build.notes), "{}", notes.join("\n\n"));
    let bytes = |entry: &output::Entry| match entry.content().unwrap() {
        Content::Bytes(bytes) => bytes.to_vec(),
        Content::Copy { from, .. } => fs_err::read(from).unwrap(),
    };
    let mut files: BTreeMap<String, Vec<u8>> =
        build.output.iter().map(|(path, entry)| (path.as_str().to_string(), bytes(entry))).collect();
    // What is said at the terminal ends up in public logs, and the evidence file in the repository.
    files.insert("(diagnostics)".into(), notes.join("\n\n").into_bytes());
    files.insert("(evidence).json".into(), dossier::evidence(options).value.text.into_bytes());
    files
}

/// Runs of more than [`LIMIT`] words that stand in a withheld text and in a file of the output: the file and the
/// text's name, and never the words.
fn leaks(
    files: &BTreeMap<String, Vec<u8>>,
    withheld: &BTreeMap<String, String>,
    exempt: &[String],
) -> BTreeSet<String> {
    let exempt = phrases(exempt.iter().map(String::as_str));
    let mut runs: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    for (name, text) in withheld {
        let words = bare(text, &exempt);
        runs.extend(words.windows(LIMIT + 1).map(|run| (run.to_vec(), name.as_str())));
    }
    let mut found = BTreeSet::new();
    for (path, bytes) in files {
        if [".woff2", ".png", ".gz", ".br"].iter().any(|end| path.ends_with(end)) {
            continue;
        }
        for reading in readings(path, bytes) {
            let words = bare(&reading, &exempt);
            let hits = words.windows(LIMIT + 1).filter_map(|run| runs.get(run));
            found.extend(hits.map(|name| format!("{path} holds a run of `{name}`")));
        }
    }
    found
}

/// What a dossier in a folder keeps to itself, and what may be said all the same.
#[derive(Default)]
struct Kept {
    /// Texts that aren't published in full, by file name.
    withheld: BTreeMap<String, String>,
    /// Titles and labels of sources, names and their forms.
    exempt: Vec<String>,
    /// Memos and questions.
    private: Vec<String>,
}

fn kept(location: &Location) -> Kept {
    let manuscript = dossier::manuscript::read(location).value;
    let config = dossier::config::parse(manuscript.config.as_ref()).value;
    let mut kept = Kept::default();
    for file in &manuscript.records {
        match dossier::entry::parse(file, &config.settings()).value {
            Some(Entry::Source(source)) => {
                kept.exempt.extend(source.header.title.iter().chain(&source.label).map(|word| word.value.clone()));
                let publish = source.rights.as_ref().and_then(|rights| rights.publish).or(config.rights.publish);
                let archive = location.archive.clone().unwrap_or_else(|| location.root.join("archive"));
                let text_of = |name: &str| {
                    let folders = [location.root.join("texts"), archive.clone()];
                    folders.iter().find_map(|folder| fs_err::read_to_string(folder.join(name)).ok())
                };
                if let Some(name) =
                    source.text_file.as_ref().filter(|_| publish != Some(dossier::config::Publish::Full))
                {
                    kept.withheld.extend(text_of(name).map(|text| (name.value.clone(), text)));
                }
            }
            Some(Entry::Names(names)) => {
                for name in names {
                    let forms = name.forms.iter().map(|form| &form.form);
                    kept.exempt.extend(name.header.title.iter().chain(forms).map(|word| word.value.clone()));
                }
            }
            _ => {}
        }
        let toml = match file.path.ends_with(".md") {
            true => file.text.split("+++").nth(1).unwrap_or_default(),
            false => &file.text,
        };
        private(&toml::Value::Table(toml.parse().unwrap()), false, &mut kept.private);
    }
    kept
}

/// The texts under `memo` and `questions`, at any depth.
fn private(value: &toml::Value, is_private: bool, found: &mut Vec<String>) {
    match value {
        toml::Value::String(text) if is_private => found.push(text.clone()),
        toml::Value::Array(items) => items.iter().for_each(|item| private(item, is_private, found)),
        toml::Value::Table(table) => {
            for (key, value) in table {
                private(value, is_private || key == "memo" || key == "questions", found);
            }
        }
        _ => {}
    }
}

/// That a dossier keeps what it should. Answers how many texts it withholds.
fn check(options: &Options) -> usize {
    let files = output(options);
    let kept = kept(&options.location);
    assert_eq!(leaks(&files, &kept.withheld, &kept.exempt), BTreeSet::new());
    for words in kept.private.iter().filter(|words| words.chars().count() > 12) {
        for (path, bytes) in &files {
            let found = readings(path, bytes).iter().any(|text| text.contains(words.trim()));
            // A question is for the editors' list, which only the terminal shows.
            assert!(!found || path == "(diagnostics)", "{path} holds a memo or a question");
        }
    }
    kept.withheld.len()
}

/// An invented dossier that quotes, names and digests two texts, one of them withheld altogether.
const INVENTED: [(&str, &str); 11] = [
    (
        "config.toml",
        "title = \"The Hampton ferry\"\nbase_url = \"https://example.org/ferry/\"\nselection = \"All letters of an invented box.\"\n\
         [compare]\npublish = \"all\"\n",
    ),
    ("content/_index.md", "+++\ntitle = \"The ferry\"\n+++\nOn [the sheep](claim:sheep).\n"),
    ("content/pages/method.md", "+++\ntitle = \"Method\"\nrole = \"method\"\n+++\nRead twice.\n"),
    (
        "archive/ann.txt",
        "The crossing of the nine sheep\n\nMy dear Bert, the old ferry left the pier at dawn with nine sheep aboard, and \
         Ann of the Ferry rang the bell twice before anybody had woken up in the village below the hill.\n\
         By noon the sheep had come back on foot, one after the other, looking rather pleased with themselves.\n",
    ),
    (
        "archive/bert.txt",
        "Dear all, the old ferry left the pier at dusk with nine sheep aboard, or so they say; by noon the sheep had come \
         back on foot, one after the other.\n",
    ),
    (
        "content/sources/ann.md",
        "+++\ntitle = \"The crossing of the nine sheep\"\ntitle_at = \"1\"\nfile = \"ann.txt\"\nhash = \"HASH\"\nbody = [\"3-4\"]\n\
         read = { on = \"2020-01-02\" }\nmemo = \"Ask the heirs before the spring.\"\nquestions = [\"Who on earth was the dear Bert?\"]\n\
         [[author]]\nname = \"ann\"\nat = [\"3: Ann of the Ferry\"]\n[[not_before]]\ndate = \"1902\"\nat = [\"3: at dawn\"]\n+++\n\
         [l. 3] A boat, some animals and a bell. [l. 4] They walk home.\n",
    ),
    (
        "content/sources/bert.md",
        "+++\nlabel = \"Bert’s circular\"\nfile = \"bert.txt\"\nhash = \"HASH\"\nread = { on = \"2020-01-02\" }\n[rights]\npublish = \"record\"\n+++\n\
         [l. 1] The same tale at another hour.\n",
    ),
    (
        "content/readings/ann.toml",
        "[claims.sheep]\nstance = \"asserts\"\nat = [\"3: left the pier at dawn\", \"4: the sheep had come back\"]\nwording = \"nine sheep\"\n\
         memo = \"Compare with the almanac.\"\nfigures = [{ value = \"9\", printed = \"nine\", unit = \"sheep\" }]\n\
         [events.crossing]\ndate = \"1902\"\nat = [\"3: rang the bell twice\"]\n",
    ),
    (
        "content/readings/bert.toml",
        "[claims.sheep]\nstance = \"disputes\"\nat = [\"1: at dusk with nine sheep aboard\"]\n",
    ),
    (
        "content/claims.toml",
        "[sheep]\ntitle = \"Nine animals were taken across in the morning.\"\nadded = \"2020-01-01\"\nevents = [\"crossing\"]\nnames = [\"ann\"]\n",
    ),
    ("content/events.toml", "[crossing]\ntitle = \"The crossing\"\ndate = \"1902\"\nat = [\"ann 3: old ferry\"]\n"),
];

fn invented() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let full = dir.path().join(path);
        fs_err::create_dir_all(full.parent().unwrap()).unwrap();
        fs_err::write(full, text).unwrap();
    };
    put(
        "content/names.toml",
        "[ann]\ntitle = \"Ann of the Ferry\"\nkind = \"person\"\nforms = [\"Ann of the Ferry\"]\n",
    );
    for (path, text) in INVENTED {
        let archived = path.replace("content/sources/", "archive/").replace(".md", ".txt");
        let hash = INVENTED.iter().find(|(p, _)| *p == archived).map(|(_, text)| blake3::hash(text.as_bytes()));
        put(path, &hash.map_or(text.to_string(), |hash| text.replace("HASH", &format!("blake3:{}", hash.to_hex()))));
    }
    dir
}

#[test]
fn an_invented_dossier_keeps_its_texts() {
    let dir = invented();
    assert_eq!(check(&Options::at(dir.path())), 2);
    // Nothing at all of the one whose rights are `record`.
    for (path, bytes) in output(&Options::at(dir.path())) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(path.starts_with('(') || !text.contains("at dusk"), "{path} quotes what may not be quoted");
    }
}

#[test]
fn the_starters_keep_their_texts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("starters");
    let starters: Vec<_> = fs_err::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!starters.is_empty());
    for starter in starters {
        check(&Options::at(starter));
    }
}

#[test]
fn the_sample_keeps_its_texts() {
    let Some(archive) = std::env::var_os("DOSSIER_ARCHIVE") else {
        println!("skipped: DOSSIER_ARCHIVE is not set");
        return;
    };
    let mut options = Options::at(env!("CARGO_MANIFEST_DIR"));
    options.location.archive = Some(archive.into());
    assert_eq!(check(&options), 5);
}

#[test]
fn a_leak_is_found_wherever_it_is() {
    let text = "By noon the sheep had come back on foot, one after the other.";
    let withheld = BTreeMap::from([("t".to_string(), text.to_string())]);
    let check = |path: &str, content: &str, expected: usize| {
        let files = BTreeMap::from([(path.to_string(), content.as_bytes().to_vec())]);
        assert_eq!(leaks(&files, &withheld, &["the sheep".to_string()]).len(), expected, "{content}");
    };
    check("a.html", "<p>by <em>noon</em> the sheep had come</p>", 0);
    check("a.html", "<p>noon the sheep had come <b>back</b> on foot, one</p>", 1);
    check("a.html", "<p title=\"noon had come back on foot one\"></p>", 1);
    check("a.html", "<td>noon</td><td>had</td><td>come back on foot</td><td>one</td>", 1);
    check("a.html", "noon had come back on foot one", 1);
    check("a.json", "{\"a\": \"noon the sheep had come back\\non foot, one\"}", 1);
    check("a.csv", "had come back on foot one", 0);
}
