//! Commands that go on: read, build, show, wait for a change, until somebody interrupts.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::signal;

use super::Failure;
use super::screen::{Screen, count_line, counted, duration};
use crate::diagnostic::{Diagnostic, Key, Severity, any_error};
use crate::manuscript::{Hints, Location};
use crate::watch::{Stopper, Told, Watch};
use crate::{Build, Builder, Options};

/// How many changed files a line names.
const NAMED: usize = 3;

/// A build, and what brought it about.
pub(super) struct Round {
    /// The files that changed; none the first time.
    pub changed: BTreeSet<String>,
    /// The build.
    pub build: Build,
    /// When it was begun.
    pub begun: Instant,
    /// Whether it is the first one.
    pub first: bool,
}

/// Builds now and after every change, and has each build shown. Ends when it is interrupted.
///
/// `options` is asked before every build: a day passes, and an embargo with it. `gone` tells whether what was made last
/// isn't there any more.
pub(super) fn rounds(
    location: &Location,
    poll: bool,
    screen: &Screen,
    options: impl Fn() -> Options,
    gone: impl Fn() -> bool,
    mut show: impl FnMut(Round) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let begun = Instant::now();
    let mut builder = screen.during("reading", || Builder::new(location.clone()));
    // Only now: the system would tell of each file that was read, too. What changed meanwhile is found by comparing.
    let mut watch = Watch::new(location, poll);
    stop_on_interrupt(watch.stopper())?;
    let mut hints = Hints::everything();
    let mut last: Option<Options> = None;
    let mut begun = Some(begun);
    loop {
        if let Some(trouble) = watch.trouble() {
            screen.remark(&format!(
                "the system doesn't tell of changes ({trouble}): looking for them instead, as with --poll"
            ));
        }
        let looked = Instant::now();
        let begun = begun.take().unwrap_or(looked);
        let changed = builder.refresh(&hints);
        if hints.is_everything() {
            watch.verified(looked.elapsed());
        }
        let options = options();
        let another_day = last.as_ref().is_none_or(|last| last.as_of != options.as_of);
        if another_day || !changed.is_empty() || gone() {
            let first = last.is_none();
            let build =
                if first { screen.during("building", || builder.build(&options)) } else { builder.build(&options) };
            show(Round { changed, build, begun, first })?;
            last = Some(options);
        }
        match watch.wait() {
            Told::Changed(more) => hints = more,
            Told::Stopped => break,
        }
    }
    // Behind what the terminal writes for Ctrl-C.
    screen.say("\n")
}

/// Ctrl-C and a polite kill end the watch, and with it the command.
fn stop_on_interrupt(stopper: Stopper) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let context = runtime.enter();
    // Caught from here on, not from when the thread gets its turn.
    #[cfg(unix)]
    let mut interrupted = signal::unix::signal(signal::unix::SignalKind::interrupt())?;
    #[cfg(unix)]
    let mut terminated = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    drop(context);
    std::thread::Builder::new().name("interrupt".into()).spawn(move || {
        #[cfg(unix)]
        runtime.block_on(async {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
        });
        #[cfg(not(unix))]
        let _ = runtime.block_on(signal::ctrl_c());
        stopper.stop();
    })?;
    Ok(())
}

/// What has been said already, so that a save doesn't repeat a screenful of warnings.
#[derive(Debug, Default)]
pub(super) struct Said {
    notes: BTreeSet<Key>,
    wrong: bool,
}

impl Said {
    /// Says what is wrong now and wasn't before, and whether the errors are gone.
    pub(super) fn tell(&mut self, notes: &[Diagnostic], screen: &Screen) {
        let new: Vec<Diagnostic> = notes
            .iter()
            // An error is said as long as it is there: it is why nothing changes.
            .filter(|note| note.severity == Severity::Error || !self.notes.contains(&note.key()))
            .cloned()
            .collect();
        screen.diagnostics(&new);
        let wrong = any_error(notes);
        if self.wrong && !wrong {
            let left = count_line(notes).map(|count| format!("; {count}")).unwrap_or_default();
            screen.remark(&format!("no errors any more{left}"));
        }
        if !wrong {
            // After an error much goes unsaid: what was said before it still holds.
            self.notes.clear();
        }
        self.notes.extend(notes.iter().map(Diagnostic::key));
        self.wrong = wrong;
    }
}

/// "content/claims.toml, config.toml and 7 more".
pub(super) fn named(changed: &BTreeSet<String>) -> String {
    if changed.is_empty() {
        return "another day".into();
    }
    let mut text = changed.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if changed.len() > NAMED {
        text.push_str(&format!(" and {} more", changed.len() - NAMED));
    }
    text
}

/// "12 pages · 0.03 s".
pub(super) fn ending(pages: usize, time: Duration) -> String {
    format!("{} · {}", counted(pages, "page"), duration(time))
}

/// What `--format json` says of a round, besides what it says of every build.
pub(super) fn report(mut object: Value, round: &Round) -> Value {
    object["changed"] = json!(round.changed);
    object["seconds"] = json!(round.begun.elapsed().as_secs_f64());
    object
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_files_are_named() {
        let check = |files: &[&str], expected: &str| {
            assert_eq!(named(&files.iter().map(|f| f.to_string()).collect()), expected);
        };
        check(&[], "another day");
        check(&["a"], "a");
        check(&["a", "b", "c"], "a, b, c");
        check(&["a", "b", "c", "d", "e"], "a, b, c and 2 more");
    }
}
