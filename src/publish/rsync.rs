//! A folder of another machine, by rsync over ssh. rsync itself says what differs, by check sums.
//!
//! One connection serves all calls: whoever types a passphrase types it once.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use super::manifest::{Manifest, PUBLISHED_NAME};
use super::program::{Ended, ask, run};
use super::{Event, Job, Observer, Plan, PublishError, Publisher, Staged};
use crate::config::publish::RsyncTarget;
use crate::output::{OutPath, Phase};

/// What rsync answers with when something on the target wasn't there, or couldn't be done.
const PARTIAL: Option<i32> = Some(23);

/// What rsync answers with when something here wasn't there: so it is with everything that is to be removed.
const VANISHED: Option<i32> = Some(24);

/// Lets rsync remove on the target what is listed and isn't here; folders, only when they are empty.
const REMOVE: [&str; 3] = ["--delete-missing-args", "--no-implied-dirs", "--out-format=%i %n"];

/// For how many seconds the connection waits for the next call.
const PATIENCE: u32 = 20;

/// Publishes to a folder of another machine.
pub(super) struct Rsync<'a> {
    job: Job<'a>,
    target: &'a RsyncTarget,
    staged: &'a Staged,
    shell: Shell,
    /// What is ours there, by the list that was read last.
    listed: Option<Manifest>,
}

/// How the other machine is reached.
struct Shell {
    words: Vec<String>,
    host: String,
    /// Holds the socket of the shared connection.
    _socket: Option<tempfile::TempDir>,
}

impl Shell {
    fn new(target: &RsyncTarget) -> Result<Self, PublishError> {
        // The variable by which rsync itself is told.
        let told = std::env::var("RSYNC_RSH").ok().filter(|told| !told.trim().is_empty());
        let told = told.unwrap_or_else(|| "ssh".into());
        let mut words: Vec<String> = told.split_whitespace().map(str::to_string).collect();
        if let Some(port) = target.port {
            words.extend(["-p".into(), port.to_string()]);
        }
        let is_ssh = words.first().and_then(|word| Path::new(word).file_name()).is_some_and(|name| name == "ssh");
        let mut socket = None;
        if is_ssh && !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
            words.extend(["-o".into(), "BatchMode=yes".into()]);
        }
        if is_ssh && cfg!(unix) {
            let folder = tempfile::Builder::new().prefix("ds").tempdir()?;
            let path = folder.path().join("%C").to_string_lossy().into_owned();
            // Sockets have short names, and rsync splits its command at spaces.
            if path.len() < 50 && !path.contains(char::is_whitespace) {
                for option in
                    ["ControlMaster=auto".into(), format!("ControlPath={path}"), format!("ControlPersist={PATIENCE}")]
                {
                    words.extend(["-o".into(), option]);
                }
                socket = Some(folder);
            }
        }
        Ok(Shell { words, host: target.host.clone(), _socket: socket })
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        if self._socket.is_some() {
            let mut command = Command::new(&self.words[0]);
            command.args(&self.words[1..]).args(["-O", "exit", "--", &self.host]);
            let _ = ask(&mut command);
        }
    }
}

impl<'a> Rsync<'a> {
    pub fn open(job: Job<'a>, target: &'a RsyncTarget) -> Result<Self, PublishError> {
        let version = ask(Command::new("rsync").arg("--version"))?;
        if !is_new_enough(&String::from_utf8_lossy(&version.stdout)) {
            return Err(PublishError::failed("this rsync is too old, or not the usual one")
                .help("version 3.1 or newer of the rsync of rsync.samba.org is needed (macOS: `brew install rsync`)"));
        }
        Ok(Rsync { job, target, staged: job.site, shell: Shell::new(target)?, listed: None })
    }

    fn rsync(&self, options: &[&str]) -> Command {
        let mut command = Command::new("rsync");
        command.env_remove("RSYNC_RSH").arg("--rsh").arg(self.shell.words.join(" "));
        // Paths go as they are; the shell of the other machine doesn't read them.
        command.args(["--protect-args", "--8-bit-output"]).args(options);
        command
    }

    fn there(&self, name: &str) -> String {
        format!("{}:{}/{name}", self.target.host, self.target.path)
    }

    /// Sends or compares the listed paths of the staged site; each line that rsync prints is told.
    fn transfer(&self, options: &[&str], paths: &[&str], mut line: impl FnMut(&str)) -> Result<Ended, PublishError> {
        let mut command = self.rsync(&["--files-from=-", "--from0", "--chmod=D755,F644"]);
        let from = format!("{}/", self.staged.root.to_string_lossy());
        command.args(options).arg("--").arg(from).arg(self.there(""));
        let feed = |to: &mut dyn Write| {
            for path in paths {
                to.write_all(path.as_bytes())?;
                to.write_all(b"\0")?;
            }
            Ok(())
        };
        run(&mut command, feed, |bytes| line(String::from_utf8_lossy(bytes).trim_end_matches('\n')))
    }

    /// Removes what is listed, where it is there.
    fn remove(&self, options: &[&str], paths: &[&str], line: impl FnMut(&str)) -> Result<(), PublishError> {
        let ended = self.transfer(&[options, &REMOVE].concat(), paths, line)?;
        let done = ended.is_success() || ended.code == VANISHED;
        if done { Ok(()) } else { Err(ended.error("remove what the site has no longer")) }
    }

    /// The list of ours on the target.
    fn fetch_list(&self) -> Result<Option<Manifest>, PublishError> {
        let folder = tempfile::tempdir_in(&self.staged.work)?;
        let mut command = self.rsync(&["--ignore-missing-args"]);
        command.arg("--").arg(self.there(PUBLISHED_NAME)).arg(format!("{}/", folder.path().to_string_lossy()));
        let fetched = ask(&mut command)?;
        let no_folder = fetched.code == PARTIAL && fetched.complaint().contains("No such file or directory");
        if !fetched.is_success() && !no_folder {
            return Err(fetched.error("read the list of published files"));
        }
        match fs_err::read(folder.path().join(PUBLISHED_NAME)) {
            Ok(bytes) => Manifest::parse(&bytes).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether anything is there at all.
    fn is_occupied(&self) -> Result<bool, PublishError> {
        let mut command = self.rsync(&["--list-only", "--dirs"]);
        command.arg("--").arg(self.there(""));
        let listed = ask(&mut command)?;
        if listed.code == PARTIAL && listed.complaint().contains("No such file or directory") {
            return Ok(false);
        }
        let listed = String::from_utf8_lossy(&listed.checked("list the folder")?).into_owned();
        Ok(listed.lines().any(|line| !line.is_empty() && !line.ends_with(" .")))
    }

    fn send_list(&self, list: &Manifest) -> Result<(), PublishError> {
        let folder = tempfile::tempdir_in(&self.staged.work)?;
        let file = folder.path().join(PUBLISHED_NAME);
        fs_err::write(&file, list.to_bytes())?;
        let mut command = self.rsync(&["--ignore-times", "--chmod=D755,F644"]);
        command.arg("--").arg(file).arg(self.there(""));
        ask(&mut command)?.checked("send the list of published files")?;
        Ok(())
    }

    fn final_list(&self) -> Manifest {
        Manifest::of(self.staged.files.iter().map(|file| (&file.path, file.hash)))
    }
}

impl Publisher for Rsync<'_> {
    fn plan(&mut self) -> Result<Plan, PublishError> {
        self.listed = self.fetch_list()?;
        if self.listed.is_none() && !self.job.take_over && self.is_occupied()? {
            return Err(PublishError::foreign(&super::place(self.job.target)));
        }
        let empty = Manifest::default();
        let listed = self.listed.as_ref().unwrap_or(&empty);
        let paths: Vec<&str> = self.staged.files.iter().map(|file| file.path.as_str()).collect();
        let mut plan = Plan::default();
        let compare = ["--dry-run", "--checksum", "--out-format=%i %n"];
        let read = |line: &str| match differs(line) {
            Some((Differs::New, path)) => plan.added.extend(OutPath::new(path)),
            Some((Differs::Content, path)) => plan.changed.extend(OutPath::new(path)),
            _ => {}
        };
        self.transfer(&compare, &paths, read)?.checked("compare the site with the target")?;
        let gone: Vec<&str> =
            listed.files.keys().filter(|path| self.staged.get(path).is_none()).map(OutPath::as_str).collect();
        if !gone.is_empty() {
            let read = |line: &str| {
                if let Some((Differs::Gone, path)) = differs(line) {
                    plan.removed.extend(OutPath::new(path));
                }
            };
            self.remove(&["--dry-run"], &gone, read)?;
        }
        for paths in [&mut plan.added, &mut plan.changed, &mut plan.removed] {
            paths.sort();
            paths.dedup();
        }
        let foreign: Vec<String> =
            plan.changed.iter().filter(|p| !listed.files.contains_key(*p)).map(ToString::to_string).collect();
        if !foreign.is_empty() && !self.job.take_over {
            return Err(PublishError::in_the_way(&foreign));
        }
        plan.unchanged = paths.len() - plan.added.len() - plan.changed.len();
        plan.bytes = self.staged.bytes(plan.sent());
        plan.unfinished = *listed != self.final_list();
        Ok(plan)
    }

    fn carry_out(&mut self, plan: &Plan, observer: Observer<'_>) -> Result<(), PublishError> {
        let list = self.final_list();
        self.send_list(&self.listed.clone().unwrap_or_default().intent(&list))?;
        for phase in [Phase::Asset, Phase::Page, Phase::Feed] {
            let of_phase = |path: &&OutPath| self.staged.get(path).is_some_and(|file| file.phase == phase);
            let paths: Vec<&str> = plan.sent().filter(of_phase).map(OutPath::as_str).collect();
            if paths.is_empty() {
                continue;
            }
            let tell = |path: &str| {
                if let Some(file) = OutPath::new(path).ok().and_then(|path| self.staged.get(&path).cloned()) {
                    observer(Event::Sent(file.size));
                }
            };
            let send = ["--ignore-times", "--compress", "--out-format=%n"];
            self.transfer(&send, &paths, tell)?.checked("send the site")?;
        }
        let gone: Vec<&str> = plan.removed.iter().map(OutPath::as_str).collect();
        if !gone.is_empty() {
            self.remove(&[], &gone, |_| ())?;
        }
        // Folders that only the old site needed. One that holds anything still is left by rsync.
        let needed: BTreeSet<&str> = self.staged.files.iter().flat_map(|file| file.path.folders()).collect();
        let listed = self.listed.as_ref();
        let old = listed.into_iter().flat_map(|l| l.files.keys()).flat_map(|path| path.folders());
        let empty: BTreeSet<&str> = old.filter(|folder| !needed.contains(folder)).collect();
        let mut by_depth: Vec<Vec<&str>> = Vec::new();
        for folder in empty {
            let depth = folder.matches('/').count();
            by_depth.resize_with(by_depth.len().max(depth + 1), Vec::new);
            by_depth[depth].push(folder);
        }
        for folders in by_depth.iter().rev().filter(|folders| !folders.is_empty()) {
            self.remove(&[], folders, |_| ())?;
        }
        self.send_list(&list)
    }
}

/// How a file there differs from ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Differs {
    New,
    Content,
    Gone,
}

/// Reads a line of rsync's `%i %n`; nothing for folders, and for what differs in times or permissions alone.
fn differs(line: &str) -> Option<(Differs, &str)> {
    if let Some(path) = line.strip_prefix("*deleting") {
        return Some((Differs::Gone, path.trim_start()));
    }
    let (flags, path) = (line.get(..11)?, line.get(12..)?);
    let sent = flags.starts_with("<f") || flags.starts_with(">f");
    match flags.as_bytes().get(2)? {
        _ if !sent => None,
        b'+' => Some((Differs::New, path)),
        _ => Some((Differs::Content, path)),
    }
}

/// Whether the program is the usual rsync, 3.1 or newer.
fn is_new_enough(told: &str) -> bool {
    let version = told.strip_prefix("rsync").and_then(|rest| rest.trim_start().strip_prefix("version "));
    let mut numbers = version.unwrap_or_default().trim_start_matches('v').split('.').map(|n| n.parse::<u32>().ok());
    match (numbers.next().flatten(), numbers.next().flatten()) {
        (Some(3), Some(minor)) => minor >= 1,
        (Some(major), _) => major > 3,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_rsync() {
        assert_eq!(differs("<f+++++++++ a b/é.html"), Some((Differs::New, "a b/é.html")));
        assert_eq!(differs("<fcsT...... index.html"), Some((Differs::Content, "index.html")));
        assert_eq!(differs("<fcST...... index.html"), Some((Differs::Content, "index.html")));
        assert_eq!(differs("*deleting   a/b"), Some((Differs::Gone, "a/b")));
        for line in ["cd+++++++++ a/", ".d..t...... a/", ".f...p..... a", "", "sent 1 bytes", "é"] {
            assert_eq!(differs(line), None, "{line}");
        }
    }

    #[test]
    fn versions() {
        for (told, expected) in [
            ("rsync  version 3.2.7  protocol version 31\n", true),
            ("rsync  version v3.1.0  protocol version 31", true),
            ("rsync  version 3.0.9  protocol version 30", false),
            ("rsync  version 4.0.0", true),
            ("openrsync: protocol version 29, rsync version 2.6.9 compatible", false),
        ] {
            assert_eq!(is_new_enough(told), expected, "{told}");
        }
    }
}
