//! A folder of this machine: the site itself, or releases side by side behind a link that is swapped in one step.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use fs_err as fs;

use super::{Event, Job, Observer, Plan, PublishError, Publisher, Staged};
use crate::config::publish::FolderTarget;
use crate::output::Output;
use crate::write::{self, Holder, Step, Written};

/// The link to the release that is shown.
const CURRENT: &str = "current";
/// The folder of releases.
const RELEASES: &str = "releases";
/// A release that is being written.
const NEXT: &str = "next";
/// The new link, before it takes the old one's place.
const NEW_LINK: &str = ".dossier-current";
/// Held while one process publishes; that it is there says that the releases are ours.
const LOCK: &str = ".dossier-releases";

/// The folder as the system needs it.
fn place(target: &FolderTarget, root: &Path) -> PathBuf {
    root.join(&target.to.value)
}

pub(super) fn open<'a>(job: Job<'a>, target: &FolderTarget) -> Result<Box<dyn Publisher + 'a>, PublishError> {
    let folder = place(target, job.root);
    Ok(match target.releases {
        None => Box::new(Plain { job, output: job.site.output(), folder }),
        Some(keep) => Box::new(Releases { job, output: job.site.output(), folder, keep: keep as usize }),
    })
}

/// What the writer would do, as a plan.
fn plan_of(written: Written, site: &Staged) -> Plan {
    let Written { added, changed, removed, unchanged, .. } = written;
    let bytes = site.bytes(added.iter().chain(&changed));
    Plan { added, changed, removed, unchanged, bytes, unfinished: false }
}

fn write_telling(
    site: &Staged,
    output: &Output,
    folder: &Path,
    observer: Observer<'_>,
) -> Result<Written, PublishError> {
    let tell = |step: Step<'_>| {
        if let Step::Placed(path) = step {
            observer(Event::Sent(site.bytes([path])));
        }
        ControlFlow::Continue(())
    };
    Ok(write::write_observed(output, folder, &tell)?)
}

/// The site itself. The writer does the work.
struct Plain<'a> {
    job: Job<'a>,
    output: Output,
    folder: PathBuf,
}

impl Publisher for Plain<'_> {
    fn plan(&mut self) -> Result<Plan, PublishError> {
        if write::holder(&self.folder)? == Holder::Others && !self.job.take_over {
            return Err(PublishError::foreign(&format!("`{}`", self.folder.display())));
        }
        let mut written = write::preview(&self.output, &self.folder)?;
        // What was changed there and is in the site no longer stays: it is in nobody's way.
        let in_the_way: Vec<_> = written.kept.iter().filter(|kept| !kept.hides.is_empty()).collect();
        if !in_the_way.is_empty() && !self.job.take_over {
            return Err(PublishError::in_the_way(&in_the_way.iter().map(|k| k.path.clone()).collect::<Vec<_>>()));
        }
        let replaced: Vec<_> = in_the_way.iter().flat_map(|kept| kept.hides.clone()).collect();
        written.changed.extend(replaced);
        Ok(Plan { unfinished: write::is_unfinished(&self.folder), ..plan_of(written, self.job.site) })
    }

    fn carry_out(&mut self, _: &Plan, observer: Observer<'_>) -> Result<(), PublishError> {
        if self.job.take_over {
            write::take_over(&self.output, &self.folder)?;
        }
        let kept = write_telling(self.job.site, &self.output, &self.folder, observer)?.kept;
        let in_the_way: Vec<_> = kept.iter().filter(|k| !k.hides.is_empty()).map(|k| k.path.clone()).collect();
        if in_the_way.is_empty() { Ok(()) } else { Err(PublishError::in_the_way(&in_the_way)) }
    }
}

/// Releases, numbered, and a link to one of them.
struct Releases<'a> {
    job: Job<'a>,
    output: Output,
    folder: PathBuf,
    keep: usize,
}

impl Publisher for Releases<'_> {
    fn plan(&mut self) -> Result<Plan, PublishError> {
        if !self.folder.join(LOCK).exists() && !self.job.take_over {
            let occupied = [CURRENT, RELEASES].iter().any(|name| self.folder.join(name).symlink_metadata().is_ok());
            if occupied {
                return Err(PublishError::foreign(&format!("`{}`", self.folder.display())));
            }
        }
        let shown = current(&self.folder)?;
        let of = shown.map_or_else(|| self.folder.join(RELEASES).join(NEXT), |number| release(&self.folder, number));
        if shown.is_none() {
            // What a killed run has prepared is not on show.
            let added = self.output.iter().map(|(path, _)| path.clone()).collect();
            return Ok(plan_of(Written { added, ..Written::default() }, self.job.site));
        }
        let mut written = write::preview(&self.output, &of)?;
        // A new release has no traces of what somebody did to the old one.
        for kept in std::mem::take(&mut written.kept) {
            match kept.hides.is_empty() {
                true => written.removed.extend(crate::output::OutPath::new(kept.path)),
                false => written.changed.extend(kept.hides),
            }
        }
        Ok(Plan { unfinished: !leftovers(&self.folder, self.keep)?.is_empty(), ..plan_of(written, self.job.site) })
    }

    fn carry_out(&mut self, plan: &Plan, observer: Observer<'_>) -> Result<(), PublishError> {
        fs::create_dir_all(self.folder.join(RELEASES))?;
        let _lock = lock(&self.folder)?;
        let shown = current(&self.folder)?;
        if shown.is_none() || !(plan.added.is_empty() && plan.changed.is_empty() && plan.removed.is_empty()) {
            let next = self.folder.join(RELEASES).join(NEXT);
            if write::holder(&next)? == Holder::Others {
                return Err(PublishError::foreign(&format!("`{}`", next.display())));
            }
            write_telling(self.job.site, &self.output, &next, observer)?;
            let number = numbers(&self.folder)?.last().map_or(1, |last| last + 1);
            fs::rename(&next, release(&self.folder, number))?;
            // Before the link leads there: a number above the one on show is what a killed run left, or was gone back from.
            show(&self.folder, number)?;
            for stale in numbers(&self.folder)? {
                if shown.is_some_and(|shown| stale > shown) && stale < number {
                    discard(&release(&self.folder, stale))?;
                }
            }
        }
        for left in leftovers(&self.folder, self.keep)? {
            discard(&left)?;
        }
        Ok(())
    }
}

/// What no longer belongs there: releases beyond those that are kept, and what a killed run left.
fn leftovers(folder: &Path, keep: usize) -> Result<Vec<PathBuf>, PublishError> {
    let Some(shown) = current(folder)? else { return Ok(Vec::new()) };
    let mut old = Vec::new();
    for number in numbers(folder)?.into_iter().filter(|number| *number <= shown) {
        if write::holder(&release(folder, number))? != Holder::Others {
            old.push(number);
        }
    }
    let surplus = old.len().saturating_sub(keep);
    let mut left: Vec<PathBuf> = old[..surplus].iter().map(|number| release(folder, *number)).collect();
    let next = folder.join(RELEASES).join(NEXT);
    if next.symlink_metadata().is_ok() && write::holder(&next)? != Holder::Others {
        left.push(next);
    }
    Ok(left)
}

fn lock(folder: &Path) -> Result<fs::File, PublishError> {
    write::lock(&folder.join(LOCK))?
        .ok_or_else(|| PublishError::failed(format!("another dossier is publishing to `{}`", folder.display())))
}

fn release(folder: &Path, number: u64) -> PathBuf {
    folder.join(RELEASES).join(format!("{number:06}"))
}

/// The numbers of all releases, in order.
fn numbers(folder: &Path) -> Result<Vec<u64>, PublishError> {
    let mut numbers = Vec::new();
    let releases = folder.join(RELEASES);
    if releases.symlink_metadata().is_err() {
        return Ok(numbers);
    }
    for entry in fs::read_dir(releases)? {
        let entry = entry?;
        let name = entry.file_name();
        let number = name.to_str().filter(|name| name.len() >= 6).and_then(|name| name.parse().ok());
        if let Some(number) = number.filter(|_| entry.file_type().is_ok_and(|t| t.is_dir())) {
            numbers.push(number);
        }
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// The number of the release that is shown.
fn current(folder: &Path) -> Result<Option<u64>, PublishError> {
    let link = folder.join(CURRENT);
    let strange = || {
        PublishError::refused(format!("`{}` is no link to a release", link.display()))
            .help("move it away: dossier puts a link of that name there")
    };
    match fs::read_link(&link) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(_) => Err(strange()),
        Ok(to) => {
            let name = to.strip_prefix(RELEASES).ok().and_then(Path::to_str);
            let number = name.and_then(|name| name.parse().ok()).ok_or_else(strange)?;
            Ok(Some(number).filter(|number| release(folder, *number).is_dir()))
        }
    }
}

/// Lets the link lead to a release, in one step.
fn show(folder: &Path, number: u64) -> Result<(), PublishError> {
    let new = folder.join(NEW_LINK);
    if new.symlink_metadata().is_ok() {
        fs::remove_file(&new)?;
    }
    let to = Path::new(RELEASES).join(format!("{number:06}"));
    #[cfg(unix)]
    fs_err::os::unix::fs::symlink(&to, &new)?;
    #[cfg(windows)]
    fs_err::os::windows::fs::symlink_dir(&to, &new)?;
    Ok(fs::rename(&new, folder.join(CURRENT))?)
}

/// Removes a release: what we wrote. What somebody else has put into it stays; then it is theirs, and no release.
fn discard(release: &Path) -> Result<(), PublishError> {
    match write::holder(release)? {
        Holder::Others => return Ok(()),
        Holder::Ours => {
            write::write(&Output::new(), release)?;
        }
        Holder::Nobody => {}
    }
    let mut is_empty = true;
    for entry in fs::read_dir(release)? {
        let entry = entry?;
        match write::is_reserved(&entry.file_name().to_string_lossy()) {
            true if entry.file_type()?.is_dir() => fs::remove_dir_all(entry.path())?,
            true => fs::remove_file(entry.path())?,
            false => is_empty = false,
        }
    }
    if is_empty {
        fs::remove_dir(release)?;
    }
    Ok(())
}

pub(super) fn rollback(target: &FolderTarget, root: &Path) -> Result<String, PublishError> {
    let folder = place(target, root);
    let none = || PublishError::refused(format!("`{}` holds no release before the one on show", folder.display()));
    let shown = current(&folder)?.ok_or_else(none)?;
    let _lock = lock(&folder)?;
    let is_whole =
        |number: &u64| *number < shown && write::holder(&release(&folder, *number)).is_ok_and(|h| h == Holder::Ours);
    let before = numbers(&folder)?.into_iter().rfind(is_whole).ok_or_else(none)?;
    show(&folder, before)?;
    Ok(format!("release {before} (before: {shown})"))
}
