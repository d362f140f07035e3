//! Puts a built site onto the host that an editor has, so that no visitor meets half of it and nobody's files are lost.
//!
//! 1. **Stage.** The site is written to `.dossier/publish/NAME/site`, where the programs that send it find it.
//! 2. **Plan.** What stands on the target is compared with the site: added, changed, removed, unchanged. Nothing is
//!    changed there. A target that holds files of others, and no list of ours, is refused until told otherwise.
//! 3. **Intent.** The list of what may be there and be ours, old and new, goes first ([`PUBLISHED_NAME`]).
//! 4. **Send**: assets, then pages, then feeds and sitemaps, so that nothing points at what isn't there yet.
//! 5. **Remove** what the site has no longer, last; only what a list of ours names.
//! 6. **List.** The list with the new hashes alone.
//! 7. **Verify** that the target holds what was sent.
//!
//! After a kill in between, the next run finishes the job. A folder and a branch are changed in one step each (or by the
//! writer, in the same order), so they need no list on the way; a branch holds one to know what is ours.
//!
//! Secrets are left to the tools that have them: git's credential helpers, ssh's agent and keys, the environment and
//! the file of credentials that S3 tools share. None is kept, logged or shown.

mod folder;
mod git;
mod manifest;
mod program;
mod rsync;
mod s3;
mod stage;
mod store;

use std::path::Path;

pub use manifest::PUBLISHED_NAME;
pub use stage::{Staged, stage};

use crate::config::publish::{Target, TargetKind};
use crate::output::OutPath;

/// How many paths an error names.
const NAMED_MAX: usize = 3;

/// What is to be published, and where.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The place.
    pub target: &'a Target,
    /// The site.
    pub site: &'a Staged,
    /// The dossier's title, for the message of a commit.
    pub title: &'a str,
    /// The dossier's folder.
    pub root: &'a Path,
    /// Whether files of others that stand in the way may be replaced. Those that don't are never touched.
    pub take_over: bool,
}

/// What a publication does, or would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// Files that aren't there yet.
    pub added: Vec<OutPath>,
    /// Files that hold something else.
    pub changed: Vec<OutPath>,
    /// Files of ours that the site has no longer.
    pub removed: Vec<OutPath>,
    /// How many files hold what they should already.
    pub unchanged: usize,
    /// The bytes of all that is to be sent.
    pub bytes: u64,
    /// Whether something has to be put right though no file differs: a list that a killed run left behind.
    pub unfinished: bool,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty() && !self.unfinished
    }

    /// What is sent.
    pub fn sent(&self) -> impl Iterator<Item = &OutPath> {
        self.added.iter().chain(&self.changed)
    }
}

/// What is going on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    /// So many more bytes are on the target.
    Sent(u64),
}

/// Is told of what goes on, for showing progress.
pub type Observer<'a> = &'a (dyn Fn(Event) + Sync);

/// A target, ready to be looked at and written.
pub trait Publisher {
    /// Compares the target with the site, and changes nothing there.
    fn plan(&mut self) -> Result<Plan, PublishError>;

    /// Makes the target hold the site. The plan is the last one of [`Publisher::plan`].
    fn carry_out(&mut self, plan: &Plan, observer: Observer<'_>) -> Result<(), PublishError>;

    /// Makes sure that the target holds the site.
    fn verify(&mut self) -> Result<(), PublishError> {
        let plan = self.plan()?;
        if plan.is_empty() {
            return Ok(());
        }
        let differing: Vec<String> = plan.sent().chain(&plan.removed).map(ToString::to_string).collect();
        Err(PublishError::failed(format!("the target doesn't hold what was published: {}", some_of(&differing)))
            .help("somebody else may be writing there; publish again"))
    }
}

/// Prepares the target of a job.
pub fn open<'a>(job: &Job<'a>) -> Result<Box<dyn Publisher + 'a>, PublishError> {
    Ok(match &job.target.kind {
        TargetKind::Folder(target) => folder::open(*job, target)?,
        TargetKind::Git(target) => Box::new(git::Git::open(*job, target)?),
        TargetKind::S3(target) => Box::new(s3::S3::open(*job, target)?),
        TargetKind::Rsync(target) => Box::new(rsync::Rsync::open(*job, target)?),
    })
}

/// Where a target is, as a person would write it.
pub fn place(target: &Target) -> String {
    match &target.kind {
        TargetKind::Folder(folder) => folder.to.value.clone(),
        TargetKind::Git(git) => format!("{} of {}", git.branch.value, git.remote.value),
        TargetKind::S3(s3) => format!("s3://{}/{}", s3.bucket.value, s3.prefix),
        TargetKind::Rsync(rsync) => format!("{}:{}", rsync.host, rsync.path),
    }
}

/// Makes the target show the release before the one that it shows now, and says which that is.
pub fn rollback(target: &Target, root: &Path) -> Result<String, PublishError> {
    match &target.kind {
        TargetKind::Folder(folder) if folder.releases.is_some() => folder::rollback(folder, root),
        TargetKind::Git(git) if git.history => git::rollback(git, root, &target.name),
        TargetKind::Git(_) => Err(PublishError::refused("this branch keeps no history, so there is no release before")
            .help("`history = \"kept\"` in config.toml keeps it from now on")),
        TargetKind::Folder(_) => Err(PublishError::refused("this folder keeps no releases")
            .help("`releases = 5` in config.toml keeps so many side by side, behind a link")),
        TargetKind::S3(_) | TargetKind::Rsync(_) => {
            let message = format!("a target of kind `{}` keeps no release before", target.kind.name());
            Err(PublishError::refused(message)
                .help("go back to the dossier as it was (`git revert`, or a checkout elsewhere) and publish that"))
        }
    }
}

/// Why a site couldn't be published. After all of them, the next run goes on from there.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct PublishError {
    /// Whether it wasn't tried, for something that the editor has to decide or to put right.
    pub refused: bool,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl PublishError {
    fn refused(message: impl Into<String>) -> Self {
        PublishError { refused: true, message: message.into(), help: None }
    }

    fn failed(message: impl Into<String>) -> Self {
        PublishError { refused: false, message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A target that holds what isn't ours.
    fn foreign(place: &str) -> Self {
        PublishError::refused(format!("{place} holds files, and no list that says which of them dossier published"))
            .help("`--take-over` publishes there anyway: files in the way are replaced, all others are left alone")
    }

    /// Files of others where the site has some.
    fn in_the_way(paths: &[String]) -> Self {
        let files = if paths.len() == 1 { "a file" } else { "files" };
        PublishError::refused(format!("{files} that dossier didn't publish would be replaced: {}", some_of(paths)))
            .help("move them away, or replace them with `--take-over`")
    }
}

impl From<std::io::Error> for PublishError {
    fn from(error: std::io::Error) -> Self {
        PublishError::failed(error.to_string())
    }
}

impl From<crate::write::WriteError> for PublishError {
    fn from(error: crate::write::WriteError) -> Self {
        PublishError::failed(error.to_string())
    }
}

/// The first few of a list, and how many there are.
fn some_of(paths: &[String]) -> String {
    let mut named: Vec<String> = paths.iter().take(NAMED_MAX).map(|path| format!("`{path}`")).collect();
    if paths.len() > NAMED_MAX {
        named.push(format!("and {} more", paths.len() - NAMED_MAX));
    }
    named.join(", ")
}
