//! Running the programs that have the editor's keys: git, ssh, rsync.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use super::PublishError;

/// How much of what a failed program says is repeated.
const LINES_MAX: usize = 12;

/// What a program printed, and how it ended.
pub(super) struct Ended {
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    stderr: String,
    name: String,
}

impl Ended {
    pub fn is_success(&self) -> bool {
        self.code == Some(0)
    }

    /// What it printed, if all went well.
    pub fn checked(self, doing: &str) -> Result<Vec<u8>, PublishError> {
        if self.is_success() { Ok(self.stdout) } else { Err(self.error(doing)) }
    }

    /// The failure, with the program's own words.
    pub fn error(&self, doing: &str) -> PublishError {
        let told: Vec<&str> = self.stderr.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
        let shown = without_secrets(&told[told.len().saturating_sub(LINES_MAX)..].join("\n"));
        let code = self.code.map_or_else(|| "killed".to_string(), |code| format!("exit code {code}"));
        let error = PublishError::failed(format!("{} couldn't {doing} ({code})", self.name));
        if shown.is_empty() { error } else { error.help(shown) }
    }

    /// What it complained of, without secrets.
    pub fn complaint(&self) -> String {
        without_secrets(&self.stderr)
    }
}

/// Runs a program to its end: `feed` writes its input, each line that it prints is told.
pub(super) fn run(
    command: &mut Command,
    feed: impl FnOnce(&mut dyn Write) -> Result<(), PublishError> + Send,
    mut line: impl FnMut(&[u8]),
) -> Result<Ended, PublishError> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => PublishError::failed(format!("`{name}` isn't installed, or isn't on the path")),
        _ => PublishError::failed(format!("`{name}` can't be started: {error}")),
    })?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (fed, stdout, stderr) = std::thread::scope(|scope| {
        let feeder = scope.spawn(move || {
            let Some(stdin) = stdin else { return Ok(()) };
            let mut stdin = std::io::BufWriter::with_capacity(1 << 16, stdin);
            feed(&mut stdin)?;
            // A program that has failed doesn't listen; its own words say more.
            let _ = stdin.flush();
            Ok(())
        });
        let complaints = scope.spawn(move || {
            let mut text = Vec::new();
            if let Some(mut stderr) = stderr {
                let _ = stderr.read_to_end(&mut text);
            }
            String::from_utf8_lossy(&text).into_owned()
        });
        let mut all = Vec::new();
        if let Some(stdout) = stdout {
            let mut stdout = BufReader::new(stdout);
            let mut at = 0;
            while stdout.read_until(b'\n', &mut all).unwrap_or(0) > 0 {
                line(&all[at..]);
                at = all.len();
            }
        }
        (feeder.join(), all, complaints.join().unwrap_or_default())
    });
    let status = child.wait()?;
    let ended = Ended { code: status.code(), stdout, stderr, name };
    // Where the program has failed, that its input broke off is only a consequence.
    if ended.is_success() {
        fed.unwrap_or_else(|_| Err(PublishError::failed("the input of a program couldn't be written")))?;
    }
    Ok(ended)
}

/// Runs a program that reads nothing.
pub(super) fn ask(command: &mut Command) -> Result<Ended, PublishError> {
    run(command, |_| Ok(()), |_| ())
}

/// A command that sees none of the variables by which git is told that it works elsewhere, as in a hook.
pub(super) fn git(folder: Option<&std::path::Path>) -> Command {
    let mut command = Command::new("git");
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_QUARANTINE_PATH",
    ] {
        command.env_remove(name);
    }
    // What config.toml says is checked; what a remote's own settings say isn't, and some forms start programs.
    command.env("GIT_ALLOW_PROTOCOL", "https:ssh:file");
    if let Some(folder) = folder {
        command.arg("-C").arg(OsStr::new(folder));
    }
    command
}

/// The text without what stands before the `@` of an address: a token or a password may be a part of it.
pub(super) fn without_secrets(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        shown.push_str(before);
        let end = after.find(|c: char| c == '/' || c == '\'' || c == '"' || c.is_whitespace()).unwrap_or(after.len());
        rest = match after[..end].rfind('@') {
            Some(user) => {
                shown.push_str("***");
                &after[user..]
            }
            None => after,
        };
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_left_out() {
        let check = |text: &str, expected: &str| assert_eq!(without_secrets(text), expected);
        check("fatal: 'https://u:p@x.example/a@b' not found", "fatal: 'https://***@x.example/a@b' not found");
        check("https://token@x.example and ssh://git@y.example/z", "https://***@x.example and ssh://***@y.example/z");
        check("https://u:p@ss@x.example", "https://***@x.example");
        check("no address: a@b, https://x.example/", "no address: a@b, https://x.example/");
    }

    #[test]
    #[cfg(unix)]
    fn programs_are_fed_and_heard() {
        let mut lines = Vec::new();
        let feed = |to: &mut dyn Write| Ok(to.write_all(&b"one\ntwo\n".repeat(100_000))?);
        let ended = run(&mut Command::new("cat"), feed, |line| lines.push(line.len())).unwrap();
        assert!(ended.is_success() && ended.stdout.len() == 800_000 && lines.len() == 200_000);
        let failed = ask(Command::new("sh").args(["-c", "echo https://a:b@c/ >&2; exit 3"])).unwrap();
        let error = failed.error("do it");
        assert_eq!(
            (error.message.as_str(), error.help.as_deref()),
            ("sh couldn't do it (exit code 3)", Some("https://***@c/"))
        );
        let missing = ask(&mut Command::new("no-such-program-here")).err().unwrap();
        assert!(missing.message.contains("isn't installed"), "{missing}");
        // One that doesn't listen.
        let deaf = run(Command::new("sh").args(["-c", "exit 1"]), |to| Ok(to.write_all(&vec![0; 1 << 20])?), |_| ());
        assert_eq!(deaf.unwrap().code, Some(1));
    }
}
