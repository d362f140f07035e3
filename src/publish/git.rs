//! A branch of a git repository, changed by one push that replaces exactly the commit that was looked at.
//!
//! Everything happens in a small repository of our own, `.dossier/publish/NAME/repository`: neither the work tree nor
//! the index, nor any ref or object of the repository that the dossier lies in is touched. Only its settings are used,
//! since they may hold what a push needs (a credential helper, a header that a CI job has put there).

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use fs_err as fs;

use super::manifest::{Manifest, PUBLISHED_NAME};
use super::program::{self, ask, run, without_secrets};
use super::{Event, Job, Observer, Plan, PublishError, Publisher, Staged};
use crate::config::publish::GitTarget;
use crate::output::OutPath;

/// Where our own repository keeps what it has made.
const NEW: &str = "refs/dossier/new";
/// Where it keeps what stands on the branch.
const OLD: &str = "refs/dossier/old";
/// In the message of a commit that goes back: the commit whose content it shows again.
const SHOWS: &str = "Dossier-Shows: ";

/// The branch, and our own repository.
struct Branch {
    /// Our own repository.
    repository: PathBuf,
    /// The folder whose repository's settings are used.
    root: PathBuf,
    /// The address, which may hold a secret: it is not to be shown.
    address: String,
    name: String,
    /// Settings of the dossier's repository that a push may need.
    settings: Vec<(String, String)>,
}

/// What stands in a commit.
struct Tree {
    entries: Vec<TreeEntry>,
}

struct TreeEntry {
    mode: String,
    object: String,
    path: Vec<u8>,
}

impl Branch {
    fn open(target: &GitTarget, root: &Path, work: &Path) -> Result<Self, PublishError> {
        let branch = Branch {
            repository: work.join("repository"),
            root: root.to_path_buf(),
            address: address(target, root)?,
            name: format!("refs/heads/{}", target.branch.value),
            settings: settings(root)?,
        };
        if !branch.repository.join("HEAD").is_file() {
            branch.begin()?;
        }
        // Locks of a killed run. Nobody else works here.
        for name in ["shallow.lock", "packed-refs.lock", "refs/dossier/old.lock", "refs/dossier/new.lock"] {
            if branch.repository.join(name).exists() {
                fs::remove_file(branch.repository.join(name))?;
            }
        }
        Ok(branch)
    }

    /// Makes our own repository, new.
    fn begin(&self) -> Result<(), PublishError> {
        if self.repository.exists() {
            fs::remove_dir_all(&self.repository)?;
        }
        let mut command = program::git(None);
        command.args(["init", "--quiet", "--bare", "--template=", "--"]).arg(&self.repository);
        ask(&mut command)?.checked("make a repository of our own")?;
        Ok(())
    }

    /// A git command in our own repository.
    fn git(&self, arguments: &[&str]) -> Command {
        let mut command = program::git(None);
        let before: usize = std::env::var("GIT_CONFIG_COUNT").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
        for (i, (key, value)) in self.settings.iter().enumerate() {
            // By the environment: arguments can be seen by others on the same machine.
            command.env(format!("GIT_CONFIG_KEY_{}", before + i), key);
            command.env(format!("GIT_CONFIG_VALUE_{}", before + i), value);
        }
        command.env("GIT_CONFIG_COUNT", (before + self.settings.len()).to_string());
        // A path of the config counts from the dossier's folder.
        command.current_dir(&self.root).arg("--git-dir").arg(&self.repository).args(arguments);
        command
    }

    fn answer(&self, arguments: &[&str], doing: &str) -> Result<String, PublishError> {
        let stdout = ask(&mut self.git(arguments))?.checked(doing)?;
        Ok(String::from_utf8_lossy(&stdout).trim().to_string())
    }

    /// What the branch is at, on the remote.
    fn tip(&self) -> Result<Option<String>, PublishError> {
        let listed = self.answer(&["ls-remote", "--", &self.address, &self.name], "look at the remote")?;
        let line = listed.lines().find_map(|line| line.split_once('\t').filter(|(_, name)| *name == self.name));
        Ok(line.map(|(object, _)| object.to_string()))
    }

    /// Brings the branch's commit here: that one alone, unless `deep`.
    fn fetch(&self, tip: &str, deep: bool) -> Result<(), PublishError> {
        let here = ask(&mut self.git(&["rev-parse", "--verify", "--quiet", OLD]))?;
        let has = String::from_utf8_lossy(&here.stdout).trim() == tip;
        if has && !deep {
            return Ok(());
        }
        let depth = if deep { "--depth=2147483647" } else { "--depth=1" };
        let refs = format!("+{}:{OLD}", self.name);
        let arguments = ["fetch", "--quiet", depth, "--no-tags", "--no-write-fetch-head", "--", &self.address, &refs];
        let fetched = ask(&mut self.git(&arguments))?;
        if !fetched.is_success() {
            // What a killed run has left may be what is in the way.
            self.begin()?;
            self.answer(&arguments, "fetch the branch")?;
        }
        // What was fetched is what the branch is at now.
        match self.answer(&["rev-parse", "--verify", "--quiet", OLD], "look at the branch")? == tip {
            true => Ok(()),
            false => Err(changed()),
        }
    }

    fn tree(&self, commit: &str) -> Result<Tree, PublishError> {
        let listed = ask(&mut self.git(&["ls-tree", "-r", "-z", "--full-tree", commit]))?.checked("list the branch")?;
        let entry = |line: &[u8]| {
            let tab = line.iter().position(|b| *b == b'\t')?;
            let head = std::str::from_utf8(&line[..tab]).ok()?;
            let mut words = head.split(' ');
            let (mode, _, object) = (words.next()?, words.next()?, words.next()?);
            Some(TreeEntry { mode: mode.into(), object: object.into(), path: line[tab + 1..].to_vec() })
        };
        Ok(Tree { entries: listed.split(|b| *b == 0).filter_map(entry).collect() })
    }

    /// The list of ours in a commit, if there is one.
    fn manifest(&self, tree: &Tree) -> Result<Option<Manifest>, PublishError> {
        let Some(entry) = tree.entries.iter().find(|e| e.path == PUBLISHED_NAME.as_bytes()) else { return Ok(None) };
        let bytes =
            ask(&mut self.git(&["cat-file", "blob", &entry.object]))?.checked("read the list of published files")?;
        Manifest::parse(&bytes).map(Some)
    }

    /// Makes a commit in our own repository, whose files are written by `files`.
    fn commit(
        &self,
        message: &str,
        parent: Option<&str>,
        files: impl FnOnce(&mut dyn Write) -> Result<(), PublishError> + Send,
    ) -> Result<String, PublishError> {
        let who = self.committer()?;
        ask(&mut self.git(&["update-ref", "-d", NEW]))?.checked("forget an old commit")?;
        let feed = |to: &mut dyn Write| {
            write!(to, "feature done\ncommit {NEW}\ncommitter {who}\ndata {}\n{message}\n", message.len())?;
            if let Some(parent) = parent {
                writeln!(to, "from {parent}")?;
            }
            to.write_all(b"deleteall\n")?;
            files(to)?;
            Ok(to.write_all(b"\ndone\n")?)
        };
        run(&mut self.git(&["fast-import", "--quiet", "--force", "--done"]), feed, |_| ())?
            .checked("make the commit")?;
        self.answer(&["rev-parse", "--verify", NEW], "make the commit")
    }

    /// Who publishes: as git knows them, or the program itself where git knows nobody.
    fn committer(&self) -> Result<String, PublishError> {
        let known = ask(&mut self.git(&["var", "GIT_COMMITTER_IDENT"]))?;
        let ident = String::from_utf8_lossy(&known.stdout).trim().to_string();
        if known.is_success() && ident.contains('>') {
            return Ok(ident);
        }
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Ok(format!("dossier <dossier@localhost> {} +0000", now.as_secs()))
    }

    /// Moves the branch from one commit to another; fails if it isn't at the first any longer.
    fn push(&self, from: Option<&str>, to: &str) -> Result<(), PublishError> {
        let lease = format!("--force-with-lease={}:{}", self.name, from.unwrap_or_default());
        let refs = format!("{to}:{}", self.name);
        let pushed = ask(&mut self.git(&["push", "--porcelain", &lease, "--", &self.address, &refs]))?;
        if pushed.is_success() {
            ask(&mut self.git(&["update-ref", OLD, to]))?.checked("remember the commit")?;
            return Ok(());
        }
        let told = String::from_utf8_lossy(&pushed.stdout).into_owned() + &pushed.complaint();
        if told.contains("stale info") || told.contains("fetch first") || told.contains("cannot lock ref") {
            return Err(changed());
        }
        Err(pushed.error("push"))
    }
}

/// Two published at once, and the other was faster.
fn changed() -> PublishError {
    PublishError::failed("the branch was changed by somebody else in the meantime")
        .help("nothing was published; publish again")
}

/// The address of the remote.
fn address(target: &GitTarget, root: &Path) -> Result<String, PublishError> {
    let remote = target.remote.value.as_str();
    let remotes = ask(program::git(Some(root)).args(["remote"]))?;
    let known = remotes.is_success() && String::from_utf8_lossy(&remotes.stdout).lines().any(|name| name == remote);
    if known {
        let asked = ask(program::git(Some(root)).args(["remote", "get-url", "--push", "--", remote]))?;
        let address = String::from_utf8_lossy(&asked.checked("say where the remote is")?).trim().to_string();
        return if address.starts_with('-') || address.is_empty() {
            Err(PublishError::refused(format!("the remote `{remote}` has no usable address")))
        } else {
            Ok(absolute(&address, root))
        };
    }
    let is_name = !remote.contains(['/', ':', '\\', '.']);
    if is_name && !root.join(remote).is_dir() {
        return Err(PublishError::refused(format!("there is no remote `{}` here", without_secrets(remote))).help(
            "`git remote add` adds one; or write its address into config.toml: `remote = \"git@host:path.git\"`",
        ));
    }
    Ok(absolute(remote, root))
}

/// A path counts from the dossier's folder; an address is what it is.
fn absolute(address: &str, root: &Path) -> String {
    let is_address = address.contains("://") || address.split('/').next().is_some_and(|start| start.contains(':'));
    if is_address {
        return address.to_string();
    }
    let path = root.join(address);
    std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned()
}

/// What the dossier's own repository sets, beyond what git knows anyway, that a push may need.
fn settings(root: &Path) -> Result<Vec<(String, String)>, PublishError> {
    let keys = r"^(credential|http|ssh|user|author|committer)\.|^core\.sshcommand$";
    let asked =
        ask(program::git(Some(root)).args(["config", "--local", "--includes", "--null", "--get-regexp", keys]))?;
    // It fails where nothing is set, and where there is no repository.
    let text = String::from_utf8_lossy(if asked.is_success() { &asked.stdout } else { &[] }).into_owned();
    let setting = |item: &str| {
        let (key, value) = item.split_once('\n').unwrap_or((item, "true"));
        (!key.is_empty()).then(|| (key.to_string(), value.to_string()))
    };
    Ok(text.split('\0').filter_map(setting).collect())
}

/// A file that is in our own repository already.
fn old_file(to: &mut dyn Write, entry: &TreeEntry) -> std::io::Result<()> {
    write!(to, "M {} {} ", entry.mode, entry.object)?;
    quoted(to, &entry.path)?;
    to.write_all(b"\n")
}

/// A path as `fast-import` reads it: one that could be misread goes in quotes.
fn quoted(to: &mut dyn Write, path: &[u8]) -> std::io::Result<()> {
    if !path.starts_with(b"\"") && !path.contains(&b'\n') {
        return to.write_all(path);
    }
    to.write_all(b"\"")?;
    for byte in path {
        match byte {
            b'"' | b'\\' => to.write_all(&[b'\\', *byte])?,
            b'\n' => to.write_all(b"\\n")?,
            _ => to.write_all(&[*byte])?,
        }
    }
    to.write_all(b"\"")
}

/// Publishes to a branch.
pub(super) struct Git<'a> {
    job: Job<'a>,
    target: &'a GitTarget,
    staged: &'a Staged,
    branch: Branch,
    /// What the branch was at when it was looked at, and what it is to be at.
    step: (Option<String>, String),
}

impl<'a> Git<'a> {
    pub fn open(job: Job<'a>, target: &'a GitTarget) -> Result<Self, PublishError> {
        let branch = Branch::open(target, job.root, &job.site.work)?;
        Ok(Git { job, target, staged: job.site, branch, step: (None, String::new()) })
    }

    /// The entries of the branch that aren't ours, checked not to be in the way.
    fn foreign(&self, tree: &Tree) -> Result<Vec<usize>, PublishError> {
        let manifest = self.branch.manifest(tree)?;
        if manifest.is_none() && !tree.entries.is_empty() && !self.job.take_over {
            return Err(PublishError::foreign(&format!("the branch `{}`", self.target.branch.value)));
        }
        let manifest = manifest.unwrap_or_default();
        let ours: BTreeSet<&str> = self.staged.files.iter().map(|file| file.path.as_str()).collect();
        let folders: BTreeSet<&str> = self.staged.files.iter().flat_map(|file| file.path.folders()).collect();
        let mut in_the_way = Vec::new();
        let mut foreign = Vec::new();
        for (at, entry) in tree.entries.iter().enumerate() {
            let path = String::from_utf8_lossy(&entry.path);
            if path == PUBLISHED_NAME || manifest.files.contains_key(&*path) {
                continue;
            }
            let below_a_file = path.match_indices('/').any(|(i, _)| ours.contains(&path[..i]));
            if ours.contains(&*path) || folders.contains(&*path) || below_a_file {
                in_the_way.push(path.into_owned());
            } else {
                foreign.push(at);
            }
        }
        if !in_the_way.is_empty() && !self.job.take_over {
            return Err(PublishError::in_the_way(&in_the_way));
        }
        Ok(foreign)
    }
}

impl Publisher for Git<'_> {
    /// Makes the commit, here, and compares it with the one on the branch.
    fn plan(&mut self) -> Result<Plan, PublishError> {
        let tip = self.branch.tip()?;
        let tree = match &tip {
            Some(tip) => {
                self.branch.fetch(tip, false)?;
                self.branch.tree(tip)?
            }
            None => Tree { entries: Vec::new() },
        };
        let foreign = self.foreign(&tree)?;
        let manifest = Manifest::of(self.staged.files.iter().map(|file| (&file.path, file.hash))).to_bytes();
        let staged = self.staged;
        let write = |to: &mut dyn Write| {
            for at in foreign {
                old_file(to, &tree.entries[at])?;
            }
            for file in &staged.files {
                let bytes = staged.read(&file.path)?;
                writeln!(to, "M 100644 inline {}\ndata {}", file.path, bytes.len())?;
                to.write_all(&bytes)?;
                to.write_all(b"\n")?;
            }
            writeln!(to, "M 100644 inline {PUBLISHED_NAME}\ndata {}", manifest.len())?;
            Ok(to.write_all(&manifest)?)
        };
        let message = format!(
            "Publish {}\n\nSite: {}\n",
            self.job.title,
            staged.hash.map_or_else(String::new, |h| h.to_hex().to_string())
        );
        let parent = tip.as_deref().filter(|_| self.target.history);
        let commit = self.branch.commit(&message, parent, write)?;
        let plan = self.compare(tip.as_deref(), &commit)?;
        self.step = (tip, commit);
        Ok(plan)
    }

    fn carry_out(&mut self, plan: &Plan, observer: Observer<'_>) -> Result<(), PublishError> {
        let (from, to) = &self.step;
        self.branch.push(from.as_deref(), to)?;
        observer(Event::Sent(plan.bytes));
        // Packs pile up, one a publication.
        ask(&mut self.branch.git(&["-c", "gc.autoDetach=false", "gc", "--auto", "--quiet"]))?;
        Ok(())
    }

    fn verify(&mut self) -> Result<(), PublishError> {
        match self.branch.tip()? {
            Some(tip) if tip == self.step.1 => Ok(()),
            _ => Err(PublishError::failed("the branch isn't at what was published")
                .help("somebody else may be publishing there; publish again")),
        }
    }
}

impl Git<'_> {
    /// What a commit changes of another.
    fn compare(&self, old: Option<&str>, new: &str) -> Result<Plan, PublishError> {
        let total = self.staged.files.len();
        let Some(old) = old else {
            let added: Vec<OutPath> = self.staged.files.iter().map(|file| file.path.clone()).collect();
            let bytes = self.staged.bytes(&added);
            return Ok(Plan { added, bytes, ..Plan::default() });
        };
        let arguments = ["diff-tree", "-r", "-z", "--no-renames", "--name-status", old, new];
        let listed = ask(&mut self.branch.git(&arguments))?.checked("compare the site with the branch")?;
        let mut plan = Plan::default();
        let mut words = listed.split(|b| *b == 0).map(|word| String::from_utf8_lossy(word).into_owned());
        while let (Some(status), Some(path)) = (words.next(), words.next()) {
            // Our own list isn't counted; that it alone differs is worth a commit.
            let Ok(path) = OutPath::new(path) else {
                plan.unfinished = true;
                continue;
            };
            match status.as_str() {
                "A" => plan.added.push(path),
                "D" => plan.removed.push(path),
                _ => plan.changed.push(path),
            }
        }
        plan.unchanged = total.saturating_sub(plan.added.len() + plan.changed.len());
        plan.bytes = self.staged.bytes(plan.sent());
        Ok(plan)
    }
}

/// Adds a commit that shows the release before the one that is shown now.
pub(super) fn rollback(target: &GitTarget, root: &Path, name: &str) -> Result<String, PublishError> {
    let (work, _lock) = super::stage::reserve(root, name)?;
    let branch = Branch::open(target, root, &work)?;
    let none = || PublishError::refused(format!("the branch `{}` has no release before", target.branch.value));
    let tip = branch.tip()?.ok_or_else(none)?;
    branch.fetch(&tip, true)?;
    let message = branch.answer(&["log", "-1", "--format=%B", &tip], "read the last commit")?;
    let shown = message
        .lines()
        .find_map(|line| line.strip_prefix(SHOWS))
        .filter(|id| id.len() >= 40 && id.bytes().all(|b| b.is_ascii_hexdigit()));
    let parent = format!("{}^", shown.unwrap_or(&tip));
    let before = ask(&mut branch.git(&["rev-parse", "--verify", "--quiet", &parent]))?;
    let before = String::from_utf8_lossy(&before.stdout).trim().to_string();
    if before.is_empty() {
        return Err(none());
    }
    let (now, then) = (branch.tree(&tip)?, branch.tree(&before)?);
    let ours = |tree: &Tree| branch.manifest(tree);
    let (Some(of_now), Some(of_then)) = (ours(&now)?, ours(&then)?) else { return Err(none()) };
    let is_ours = |manifest: &Manifest, entry: &TreeEntry| {
        let path = String::from_utf8_lossy(&entry.path);
        path == PUBLISHED_NAME || manifest.files.contains_key(&*path)
    };
    let write = |to: &mut dyn Write| {
        for entry in now.entries.iter().filter(|entry| !is_ours(&of_now, entry)) {
            old_file(to, entry)?;
        }
        for entry in then.entries.iter().filter(|entry| is_ours(&of_then, entry)) {
            old_file(to, entry)?;
        }
        Ok(())
    };
    let short = &before[..10.min(before.len())];
    let commit = branch.commit(&format!("Go back to {short}\n\n{SHOWS}{before}\n"), Some(&tip), write)?;
    branch.push(Some(&tip), &commit)?;
    Ok(format!("commit {short}"))
}
