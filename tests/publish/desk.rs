//! An invented dossier in a folder of its own, and the program as an editor runs it there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The files of a site, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The list that a target holds.
pub const LIST: &str = ".dossier-published.json";

/// A folder with the starter in `desk/`; it says itself that it is invented.
pub struct Desk {
    folder: tempfile::TempDir,
    env: Vec<(String, String)>,
}

impl Desk {
    /// The starter, with more lines at the end of its config.
    pub fn new(config: &str, env: &[(String, String)]) -> Self {
        Desk::with(&[], config, env)
    }

    /// What `dossier new` makes with these arguments.
    pub fn with(arguments: &[&str], config: &str, env: &[(String, String)]) -> Self {
        let desk = Desk { folder: tempfile::tempdir().unwrap(), env: env.to_vec() };
        let made = desk.command(desk.folder.path(), &[&["new", "desk"], arguments].concat()).output().unwrap();
        assert!(made.status.success(), "{made:?}");
        desk.edit("config.toml", |text| format!("{text}\n{config}"));
        desk
    }

    /// The dossier's folder.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("desk")
    }

    /// The folder around it.
    pub fn outside(&self) -> &Path {
        self.folder.path()
    }

    pub fn edit(&self, path: &str, change: impl FnOnce(String) -> String) {
        let path = self.root().join(path);
        let text = fs_err::read_to_string(&path).unwrap_or_default();
        let changed = change(text.clone());
        assert_ne!(changed, text, "{} isn't changed", path.display());
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, changed).unwrap();
    }

    pub fn remove(&self, path: &str) {
        fs_err::remove_file(self.root().join(path)).unwrap();
    }

    /// The program, away from the settings of whoever runs the tests.
    fn command(&self, folder: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dossier"));
        command.current_dir(folder).args(arguments).env("NO_COLOR", "1").env("NO_PROXY", "*").env("no_proxy", "*");
        for name in ["DOSSIER_ARCHIVE", "AWS_PROFILE", "AWS_SESSION_TOKEN", "GIT_DIR", "RSYNC_RSH"] {
            command.env_remove(name);
        }
        command.envs(self.env.iter().cloned()).stdin(Stdio::null());
        command
    }

    /// Runs the program; exit code, standard output, standard error.
    pub fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.command(&self.root(), arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// `dossier publish … --yes`; what it says it did.
    pub fn publish(&self, arguments: &[&str]) -> Report {
        let all = [&["publish", "--yes", "--format", "json"], arguments].concat();
        let (code, stdout, stderr) = self.run(&all);
        assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}: {stdout}");
        let object: Value = serde_json::from_str(&stdout).unwrap();
        let paths = |key: &str| {
            let paths = object["published"][key].as_array().unwrap().iter();
            paths.map(|path| path.as_str().unwrap().to_string()).collect()
        };
        Report {
            added: paths("added"),
            changed: paths("changed"),
            removed: paths("removed"),
            unchanged: object["published"]["unchanged"].as_u64().unwrap() as usize,
            bytes: object["published"]["bytes"].as_u64().unwrap(),
        }
    }

    /// Begins to publish, and is killed with all that it started after so long. Whether it was still at work.
    pub fn publish_and_kill(&self, target: &str, after: Duration) -> bool {
        let mut command = self.command(&self.root(), &["publish", target, "--yes", "--quiet"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().unwrap();
        let until = Instant::now() + after;
        while Instant::now() < until {
            if child.try_wait().unwrap().is_some() {
                return false;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        // The whole group: as a closed terminal or a machine that goes down would.
        let group = format!("-{}", child.id());
        let killed = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status().unwrap();
        child.wait().unwrap();
        killed.success()
    }

    /// The site as `dossier build` writes it.
    pub fn built(&self) -> Files {
        let folder = tempfile::tempdir_in(self.outside()).unwrap();
        let (code, _, stderr) = self.run(&["build", "--quiet", "--output", folder.path().to_str().unwrap()]);
        assert_eq!(code, 0, "{stderr}");
        files(folder.path())
    }
}

/// What a publication says it did.
#[derive(Debug, PartialEq, Eq)]
pub struct Report {
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
    pub unchanged: usize,
    pub bytes: u64,
}

impl Report {
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty() && self.bytes == 0
    }
}

/// All files below a folder, but for what the writer keeps at its top.
pub fn files(root: &Path) -> Files {
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_string();
        if entry.file_type().is_file() && path != ".dossier-manifest.json" && path != ".dossier-seen.json" {
            files.insert(path, fs_err::read(entry.path()).unwrap());
        }
    }
    files
}

/// Numbers that look as if by chance, the same each time.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }
}
