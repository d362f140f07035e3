//! What people and programs get to see: the summary on standard output, everything that is wrong on standard error.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use serde_json::{Value, json};

use super::{Colour, Failure, Format};
use crate::diagnostic::{Diagnostic, Severity};

/// How long a step may take before a sign of life is shown: shorter ones would only flicker.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the sign of life moves.
const BEAT: Duration = Duration::from_millis(100);

/// Who reads along, and how much of it they want.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen {
    format: Format,
    quiet: bool,
}

impl Screen {
    pub(super) fn new(format: Format, colour: Colour, quiet: bool) -> Self {
        match colour {
            Colour::Auto => anstream::ColorChoice::Auto,
            Colour::Always => anstream::ColorChoice::Always,
            Colour::Never => anstream::ColorChoice::Never,
        }
        .write_global();
        Screen { format, quiet }
    }

    pub(super) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// What was done, for people; nothing under `--quiet` or `--format json`.
    pub(super) fn say(&self, text: &str) -> Result<(), Failure> {
        if self.quiet || self.is_json() { Ok(()) } else { self.answer(text) }
    }

    /// What was asked for, for people: printed even under `--quiet`.
    pub(super) fn answer(&self, text: &str) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        told(write!(out, "{text}").and_then(|()| out.flush()))
    }

    /// As [`Screen::answer`], for people alone.
    pub(super) fn answer_unless_json(&self, text: &str) -> Result<(), Failure> {
        if self.is_json() { Ok(()) } else { self.answer(text) }
    }

    /// The one object of `--format json`; nothing for people.
    pub(super) fn object(&self, value: &Value) -> Result<(), Failure> {
        if !self.is_json() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        told(writeln!(out, "{value:#}").and_then(|()| out.flush()))
    }

    /// One object a line, from commands that go on; nothing for people.
    pub(super) fn line(&self, value: &Value) -> Result<(), Failure> {
        if !self.is_json() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        told(writeln!(out, "{value}").and_then(|()| out.flush()))
    }

    /// All that is wrong, doubtful or worth knowing, and a line that counts it. Notes stay out under `--quiet`.
    pub(super) fn diagnostics(&self, notes: &[Diagnostic]) {
        if self.is_json() {
            return;
        }
        let mut text = String::new();
        for note in notes.iter().filter(|n| !(self.quiet && n.severity == Severity::Note)) {
            // Always styled: the stream takes the colour out where nobody wants it.
            text.push_str(&note.render(true));
            text.push_str("\n\n");
        }
        if let Some(count) = count_line(notes) {
            text.push_str(&count);
            text.push('\n');
        }
        // With standard error closed there is nobody left to tell.
        let _ = anstream::stderr().lock().write_all(text.as_bytes());
    }

    /// A remark beside the diagnostics, for people.
    pub(super) fn remark(&self, text: &str) {
        if !self.is_json() {
            let _ = writeln!(anstream::stderr().lock(), "{text}");
        }
    }

    /// Why a command couldn't do its work.
    pub(super) fn failure(&self, failure: &Failure) {
        if self.is_json() {
            let object = json!({
                "ok": false, "error": failure.to_string(), "help": failure.help(),
                "summary": null, "written": null, "diagnostics": [],
            });
            // Where standard output is what failed, a second try only repeats it.
            let _ = self.object(&object);
            return;
        }
        let (bold, red, plain) = ("\x1b[1m", "\x1b[1;31m", "\x1b[0m");
        let mut text = format!("{red}error{plain}{bold}: {failure}{plain}\n");
        for line in failure.help().iter().flat_map(|h| h.lines()) {
            text.push_str(&format!("  {line}\n"));
        }
        let _ = anstream::stderr().lock().write_all(text.as_bytes());
    }

    /// Does the work. A person at a terminal who has waited for a second sees that it goes on.
    pub(super) fn during<T>(&self, label: &str, work: impl FnOnce() -> T) -> T {
        if self.quiet || self.is_json() || !io::stderr().is_terminal() {
            return work();
        }
        let (done, waiting) = channel::<()>();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let goes_on = |patience| waiting.recv_timeout(patience) == Err(RecvTimeoutError::Timeout);
                if !goes_on(PATIENCE) {
                    return;
                }
                let spinner = indicatif::ProgressBar::new_spinner().with_message(label.to_string());
                spinner.tick();
                while goes_on(BEAT) {
                    spinner.tick();
                }
                spinner.finish_and_clear();
            });
            let value = work();
            drop(done);
            value
        })
    }
}

impl Screen {
    /// Does the work, which tells how many bytes of `total` are done. A person at a terminal sees how far it is.
    pub(super) fn progress<T>(&self, label: &str, total: u64, work: impl FnOnce(&(dyn Fn(u64) + Sync)) -> T) -> T {
        if self.quiet || self.is_json() || !io::stderr().is_terminal() {
            return work(&|_| ());
        }
        let bar = indicatif::ProgressBar::new(total).with_message(label.to_string());
        let style = "{msg} {wide_bar} {bytes}/{total_bytes}, {eta} left";
        if let Ok(style) = indicatif::ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(BEAT);
        let value = work(&|bytes| bar.inc(bytes));
        bar.finish_and_clear();
        value
    }
}

/// A reader that has seen enough (`dossier check | head`) is no failure.
fn told(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::machine(format!("the output can't be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// "3 errors, 2 warnings"; nothing where there are neither.
pub(super) fn count_line(notes: &[Diagnostic]) -> Option<String> {
    let count = |severity| notes.iter().filter(|n| n.severity == severity).count();
    let parts: Vec<_> = [(count(Severity::Error), "error"), (count(Severity::Warning), "warning")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| counted(number, noun))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// "1 page", "2 pages".
pub(super) fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// "0.42 s"; whole minutes where it took so long.
pub(super) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 {
        format!("{} min {} s", seconds / 60, seconds % 60)
    } else {
        format!("{:.2} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn counts() {
        let check = |codes: &[Code], expected: Option<&str>| {
            let notes: Vec<_> = codes.iter().map(|c| Diagnostic::new(*c, "x")).collect();
            assert_eq!(count_line(&notes).as_deref(), expected);
        };
        check(&[], None);
        check(&[Code::NoBaseUrl], None);
        check(&[Code::UnknownKey], Some("1 error"));
        check(&[Code::UnknownKey, Code::WrongType, Code::OrphanTopic], Some("2 errors, 1 warning"));
        check(&[Code::OrphanTopic, Code::NoSelection], Some("2 warnings"));
    }

    #[test]
    fn durations() {
        for (millis, expected) in [(0, "0.00 s"), (420, "0.42 s"), (59_990, "59.99 s"), (61_000, "1 min 1 s")] {
            assert_eq!(duration(Duration::from_millis(millis)), expected);
        }
    }
}
