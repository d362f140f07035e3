//! Puts a finished site into a folder so that a reader never meets half of it and nobody's files are lost.
//!
//! 1. **Lock.** One process writes a folder at a time; the lock dies with its process.
//! 2. **Survey.** What stands there is compared with the site. A file whose size, times and inode are as they were
//!    is taken to hold what it held; one that is to be overwritten or removed is always read first.
//! 3. **Stage.** Changed files are written beside the folder, each as soon as it is made. Until here a kill, a full disk,
//!    a vanished picture or an error in a template leaves the old site as it was.
//! 4. **Intent.** A manifest lists for each file what it may hold and be ours: the old bytes and the new.
//! 5. **Rename**, file by file: assets, then pages, then feeds, so that nothing points at what isn't there yet. A folder
//!    that wasn't there comes as a whole.
//! 6. **Prune** what the site has no longer, and folders of ours that are empty.
//! 7. **Manifest**, with the new hashes alone.
//!
//! After a kill in between, every file is whole, old or new, and the next run finishes the job. Only what a manifest
//! lists, with a hash that is ours, is ever overwritten or removed: a file that someone else put there or edited
//! survives, with a warning if it is in the way. Nothing is written through a symbolic link inside the folder.
//!
//! Nothing is flushed to the disk: a *power loss* may leave empty files with new names, as with most programs. Flushing
//! ten thousand files takes seconds, and building again (after deleting the folder) costs less.
//!
//! Names that begin with `.dossier` at the top of the folder are ours and no part of the site; publishers skip them.

mod ahead;
mod manifest;
mod staging;
mod survey;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use blake3::Hash;
use fs_err as fs;
use rayon::prelude::*;

pub use ahead::{Holder, holder, preview, take_over};
pub use manifest::MANIFEST_NAME;
use manifest::{Distrust, Manifest, SEEN_NAME, Seen, Signature};
use staging::Staging;
use survey::{Folder, Folders, Placement, Removal, Standing, look, survey};
use work::Work;
pub(crate) use work::lock;

use crate::diagnostic::{Code, Diagnostic};
use crate::output::{OutPath, Output, RESERVED_PREFIX, parent};

/// How many kept files get a warning each; more are summed up in one.
const WARNINGS_MAX: usize = 10;

/// How many paths a summary names.
const NAMED_MAX: usize = 3;

/// What a write did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// New files, in the order in which they were put in place.
    pub added: Vec<OutPath>,
    /// Files that held something else of ours, in the order in which they were replaced.
    pub changed: Vec<OutPath>,
    /// Files that the site has no longer.
    pub removed: Vec<OutPath>,
    /// How many files held what they should already.
    pub unchanged: usize,
    /// What was left as it is against the site's needs, by path.
    pub kept: Vec<Kept>,
    /// Warnings about what was kept.
    pub notes: Vec<Diagnostic>,
}

/// Something in the output folder that isn't ours, or not as we left it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Where it stands, below the output folder.
    pub path: String,
    /// Why it was left alone.
    pub reason: Reason,
    /// The files of the site that couldn't be written because of it.
    pub hides: Vec<OutPath>,
}

/// Why something was left alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It stands where the site needs a file or a folder, and isn't ours.
    Foreign,
    /// It is in the site, and was changed since we wrote it.
    Edited,
    /// It is in the site no longer, and was changed since we wrote it.
    Orphaned,
}

impl Reason {
    /// For what stands in the way at `path`.
    fn unlisted(old: &Manifest, path: &str) -> Self {
        if old.files.contains_key(path) { Reason::Edited } else { Reason::Foreign }
    }
}

/// Why a site couldn't be written. All but [`WriteError::Stopped`] leave the folder so that the next run can go on.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system refused; the message has the path and what the system says.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Another process writes the same folder.
    #[error("another dossier is writing to `{}`; try again when it has finished", dir.display())]
    Busy {
        /// The output folder, as it was given.
        dir: PathBuf,
    },
    /// Nothing can be written into the output folder; nothing was.
    #[error("nothing can be written into `{}`: {error}", dir.display())]
    Closed {
        /// The output folder.
        dir: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A file that was to be copied holds something else than when it was read.
    #[error("`{}` changed while the site was built; build again", path.display())]
    SourceChanged {
        /// The file.
        path: PathBuf,
    },
    /// Pages that their templates can't render, with what the templates have against them. The folder is as it was.
    #[error("{} can't be made", if .0.len() == 1 { "a page".to_string() } else { format!("{} pages", .0.len()) })]
    Unmade(Vec<Diagnostic>),
    /// The observer asked to stop. Everything is left as a kill would leave it.
    #[error("stopped")]
    Stopped,
}

/// What has just been done. Between two steps, at most one file or folder changes in the output folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step<'a> {
    /// The folder is locked and what a killed run left beside it is gone.
    Locked,
    /// This file lies ready beside the folder. Told from several threads, in no particular order.
    Staged(&'a OutPath),
    /// The manifest with the old and the new hashes is in place.
    Intended,
    /// This file was removed.
    Removed(&'a OutPath),
    /// This folder was empty and was removed.
    FolderRemoved(&'a OutPath),
    /// This file is in place; told of each file of a folder that came as a whole.
    Placed(&'a OutPath),
    /// The manifest with the new hashes is in place.
    Listed,
    /// The signatures are stored.
    Remembered,
}

/// Is told of each step, for showing progress; to break stops the write on the spot, as a kill would.
pub type Observer<'a> = &'a (dyn Fn(Step<'_>) -> ControlFlow<()> + Sync);

/// Makes the folder `dir` hold this site, and whatever else there is that isn't ours.
pub fn write(output: &Output, dir: &Path) -> Result<Written, WriteError> {
    write_observed(output, dir, &|_| ControlFlow::Continue(()))
}

/// As [`write()`], telling of each step.
pub fn write_observed(output: &Output, dir: &Path, observer: Observer<'_>) -> Result<Written, WriteError> {
    fs::create_dir_all(dir)?;
    // The folder itself may be reached through a link; then its real place counts for the lock and for staging.
    let root = fs::canonicalize(dir)?;
    let work = Work::open(&root, dir)?;
    match write_locked(output, dir, &root, &work, observer) {
        Ok(written) => work.close(&root).map(|()| written),
        Err(WriteError::Stopped) => Err(WriteError::Stopped),
        Err(error) => {
            // The first error is the one to tell.
            let _ = work.close(&root);
            Err(error)
        }
    }
}

/// Whether a killed run left something beside or in the folder that the next [`write()`] takes away.
pub fn is_unfinished(dir: &Path) -> bool {
    fs::canonicalize(dir).is_ok_and(|root| work::is_left(&root))
}

/// Whether the folder holds just what was written when its manifest had this hash: then, how many files.
///
/// Reads no file that still looks as it did, changes nothing, and takes every doubt for a no.
pub fn is_current(dir: &Path, manifest: Hash) -> Option<usize> {
    let root = fs::canonicalize(dir).ok()?;
    let bytes = fs::read(root.join(MANIFEST_NAME)).ok()?;
    if blake3::hash(&bytes) != manifest {
        return None;
    }
    let listed = Manifest::parse(&bytes).ok()?;
    let seen = Seen::load(&root);
    let mut folders = Folders::new(&root);
    let in_folders = listed.files.keys().all(|path| folders.state(path.parent()).ok() == Some(Folder::Real));
    let files: Vec<(&OutPath, &Vec<Hash>)> = listed.files.iter().collect();
    let holds = |(path, hashes): &(&OutPath, &Vec<Hash>)| {
        let found = look(&root, path.as_str(), |signature| seen.get(path.as_str(), signature));
        matches!((found, hashes.as_slice()), (Ok(Standing::File(_, there)), [only]) if there == *only)
    };
    (in_folders && files.par_iter().all(holds)).then_some(files.len())
}

/// The hash of a folder's manifest.
pub fn manifest_hash(dir: &Path) -> Option<Hash> {
    Some(blake3::hash(&fs::read(dir.join(MANIFEST_NAME)).ok()?))
}

/// Whether a name at the top of an output folder is one of ours that is no part of the site.
pub fn is_reserved(name: &str) -> bool {
    name.starts_with(RESERVED_PREFIX)
}

fn write_locked(
    output: &Output,
    dir: &Path,
    root: &Path,
    work: &Work,
    observer: Observer<'_>,
) -> Result<Written, WriteError> {
    tell(observer, Step::Locked)?;
    let (mut on_disk, distrust) = match Manifest::load(root)? {
        Ok(manifest) => (manifest, None),
        Err(distrust) => (None, Some(distrust)),
    };
    let old = on_disk.clone().unwrap_or_default();
    let seen = Seen::load(root);
    let staging = Staging::new(root, work, observer);
    let mut plan = survey(output, &old, &seen, root, &staging)?;
    let mut run = Run {
        root,
        old: &old,
        observer,
        manifest: Manifest::default(),
        seen: Seen::default(),
        written: Written { unchanged: plan.unchanged.len(), ..Written::default() },
        kept: std::mem::take(&mut plan.kept),
    };
    for (path, hash, signature) in &plan.unchanged {
        run.manifest.files.insert((*path).clone(), vec![*hash]);
        run.seen.insert(path, *hash, *signature, work.locked_ns);
    }
    let intends = !(plan.place.is_empty() && plan.clear.is_empty() && plan.prune.is_empty());
    let mut folders_left = old.folders.clone();
    if intends {
        let intent = run.intent(&plan);
        let intended_ns = put(root, &staging.folder()?, MANIFEST_NAME, &intent.to_bytes())?;
        on_disk = Some(intent);
        tell(observer, Step::Intended)?;

        run.remove(&plan.clear)?;
        run.remove_folders(plan.clear_folders, &mut folders_left)?;
        let mut folders = Folders::new(root);
        for together in plan.place.chunk_by(|a, b| a.whole().is_some() && a.whole() == b.whole()) {
            let placed = match together.first().and_then(Placement::whole) {
                Some(folder) => run.place_folder(folder, together, &staging, &mut folders, intended_ns)?,
                None => false,
            };
            for placement in together.iter().filter(|_| !placed) {
                run.place(placement, &staging, &mut folders, intended_ns)?;
            }
        }
        folders_left.extend(folders.made.into_iter().filter_map(|f| OutPath::new(f).ok()));
        run.remove(&plan.prune)?;
    }
    if !old.folders.is_empty() {
        let needed: BTreeSet<&str> = output.iter().flat_map(|(path, _)| path.folders()).collect();
        run.remove_folders(old.folders.iter().rev().filter(|f| !needed.contains(f.as_str())), &mut folders_left)?;
    }

    // What was kept stays listed if it was: when its owner puts it back as it was, it is ours again.
    for kept in run.kept.values() {
        for path in kept.hides.iter().map(OutPath::as_str).chain([kept.path.as_str()]) {
            if let Some((path, hashes)) = old.files.get_key_value(path) {
                run.manifest.files.insert(path.clone(), hashes.clone());
            }
        }
    }
    run.manifest.folders = folders_left;
    let lists = on_disk.as_ref() != Some(&run.manifest);
    let remembers = run.seen != seen;
    if lists || remembers {
        let staging = staging.folder()?;
        let (list, signatures) = rayon::join(|| run.manifest.to_bytes(), || run.seen.to_bytes());
        if lists {
            put(root, &staging, MANIFEST_NAME, &list)?;
            tell(observer, Step::Listed)?;
        }
        if remembers {
            put(root, &staging, SEEN_NAME, &signatures)?;
            tell(observer, Step::Remembered)?;
        }
    }
    let mut written = run.written;
    written.kept = run.kept.into_values().collect();
    written.notes = notes(dir, &written.kept, distrust);
    Ok(written)
}

/// A write under way.
struct Run<'a> {
    root: &'a Path,
    old: &'a Manifest,
    observer: Observer<'a>,
    /// What will be listed at the end.
    manifest: Manifest,
    /// What will be remembered at the end.
    seen: Seen,
    written: Written,
    kept: BTreeMap<String, Kept>,
}

impl Run<'_> {
    /// The manifest for the time of the renames: what is, and what will be.
    fn intent(&self, plan: &survey::Plan<'_>) -> Manifest {
        let placed = plan.place.iter().map(|placement| {
            // Not all old hashes: after many kills they would pile up.
            let hashes = placement.found.iter().map(|(_, hash)| *hash).chain([placement.staged.hash]);
            (placement.path.clone(), hashes.collect())
        });
        let mut files: BTreeMap<OutPath, Vec<Hash>> = placed.collect();
        for (path, hashes) in self.manifest.files.iter().chain(&self.old.files) {
            files.entry(path.clone()).or_insert_with(|| hashes.clone());
        }
        let mut folders: BTreeSet<OutPath> =
            plan.make_folders.iter().filter_map(|folder| OutPath::new(*folder).ok()).collect();
        folders.extend(self.old.folders.iter().cloned());
        Manifest { files, folders }
    }

    /// Removes files that are still as they were when they were read, or at least ours.
    fn remove(&mut self, removals: &[Removal<'_>]) -> Result<(), WriteError> {
        let mut folders = Folders::new(self.root);
        for Removal { path, found } in removals {
            if folders.state(path.parent())? != Folder::Real {
                continue;
            }
            match look(self.root, path.as_str(), known(Some(*found)))? {
                Standing::File(_, hash) if self.old.accepted(path.as_str()).contains(&hash) => {
                    fs::remove_file(self.root.join(path.as_str()))?;
                    self.written.removed.push((*path).clone());
                    tell(self.observer, Step::Removed(path))?;
                }
                Standing::File(..) => self.keep(path.as_str(), Reason::Orphaned, None),
                Standing::Nothing | Standing::Folder | Standing::Other => {}
            }
        }
        Ok(())
    }

    /// Removes those of our folders that are empty, and drops them and the vanished ones from `left`.
    fn remove_folders<'b>(
        &mut self,
        folders: impl IntoIterator<Item = &'b OutPath>,
        left: &mut BTreeSet<OutPath>,
    ) -> Result<(), WriteError> {
        let mut states = Folders::new(self.root);
        for folder in folders {
            if !left.contains(folder) {
                continue;
            }
            if states.state(Some(folder.as_str()))? != Folder::Real {
                left.remove(folder);
                continue;
            }
            match fs::remove_dir(self.root.join(folder.as_str())) {
                Ok(()) => {
                    left.remove(folder);
                    tell(self.observer, Step::FolderRemoved(folder))?;
                }
                // Some systems say that it exists when they mean that it isn't empty.
                Err(e) if matches!(e.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists) => {}
                Err(e) => return Err(e.into()),
            }
        }
        Ok(())
    }

    /// Moves a folder with all that is new in it to its place; `false` if something has come to stand there since.
    fn place_folder(
        &mut self,
        folder: &str,
        files: &[Placement<'_>],
        staging: &Staging<'_>,
        folders: &mut Folders<'_>,
        intended_ns: i64,
    ) -> Result<bool, WriteError> {
        if folders.make(parent(folder))? != Folder::Real || look(self.root, folder, |_| None)? != Standing::Nothing {
            folders.forget(folder);
            return Ok(false);
        }
        fs::rename(staging.tree(folder)?, self.root.join(folder))?;
        for Placement { path, staged, .. } in files {
            folders.came(path.folders().filter(|f| f.len() >= folder.len()));
            self.list(path, staged.hash, staged.signature, intended_ns);
            self.written.added.push((*path).clone());
            tell(self.observer, Step::Placed(path))?;
        }
        Ok(true)
    }

    /// Moves a staged file to its place, unless something foreign has come to stand there.
    fn place(
        &mut self,
        Placement { path, staged, found }: &Placement<'_>,
        staging: &Staging<'_>,
        folders: &mut Folders<'_>,
        intended_ns: i64,
    ) -> Result<(), WriteError> {
        let name = path.as_str();
        if let Folder::Blocked(by) = folders.make(path.parent())? {
            self.keep(&by, Reason::unlisted(self.old, &by), Some(path));
            return Ok(());
        }
        let is_new = match look(self.root, name, known(*found))? {
            Standing::Nothing => true,
            Standing::File(_, hash) if hash == staged.hash => {
                self.written.unchanged += 1;
                self.manifest.files.insert((*path).clone(), vec![hash]);
                return Ok(());
            }
            Standing::File(_, hash) if self.old.accepted(name).contains(&hash) => false,
            Standing::File(..) | Standing::Folder | Standing::Other => {
                self.keep(name, Reason::unlisted(self.old, name), Some(path));
                return Ok(());
            }
        };
        let target = self.root.join(name);
        fs::rename(staging.file(path, staged)?, &target)?;
        if is_new { &mut self.written.added } else { &mut self.written.changed }.push((*path).clone());
        let signature = Signature::of(&fs::symlink_metadata(&target)?);
        self.list(path, staged.hash, signature, intended_ns);
        tell(self.observer, Step::Placed(path))
    }

    /// Lists a file that was put in place.
    fn list(&mut self, path: &OutPath, hash: Hash, signature: Signature, intended_ns: i64) {
        self.manifest.files.insert(path.clone(), vec![hash]);
        self.seen.insert(path, hash, signature, intended_ns);
    }

    fn keep(&mut self, path: &str, reason: Reason, hides: Option<&OutPath>) {
        let kept = self.kept.entry(path.to_string());
        kept.or_insert_with(|| Kept { path: path.to_string(), reason, hides: Vec::new() }).hides.extend(hides.cloned());
    }
}

/// What a file holds that still looks as it did when it was read.
fn known(found: Option<(Signature, Hash)>) -> impl Fn(Signature) -> Option<Hash> {
    move |signature| found.filter(|(then, _)| *then == signature).map(|(_, hash)| hash)
}

fn tell(observer: Observer<'_>, step: Step<'_>) -> Result<(), WriteError> {
    match observer(step) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(WriteError::Stopped),
    }
}

/// Writes a file of our own at the top of the output folder, all at once; returns the time of the file system, in
/// nanoseconds since 1970.
fn put(root: &Path, staging: &Path, name: &str, bytes: &[u8]) -> Result<i64, WriteError> {
    let staged = staging.join(name);
    fs::write(&staged, bytes)?;
    let time_ns = Signature::of(&fs::symlink_metadata(&staged)?).modified_ns;
    fs::rename(&staged, root.join(name))?;
    Ok(time_ns)
}

/// What to say about what was kept.
fn notes(dir: &Path, kept: &[Kept], distrust: Option<Distrust>) -> Vec<Diagnostic> {
    let shown = |path: &str| format!("`{}`", dir.join(path).display());
    let dir = dir.display();
    let why = distrust.map(|distrust| {
        let why = match distrust {
            Distrust::Damaged => "can't be read",
            Distrust::Newer => "was written by a newer dossier",
        };
        format!(
            "{} {why}, so it isn't known which files in `{dir}` are dossier's own; nothing was removed",
            shown(MANIFEST_NAME)
        )
    });
    let summary = (kept.len() > WARNINGS_MAX || (why.is_some() && !kept.is_empty())).then(|| {
        let mut named: Vec<_> = kept.iter().take(NAMED_MAX).map(|k| shown(&k.path)).collect();
        if kept.len() > NAMED_MAX {
            named.push("…".into());
        }
        let (what, were) = if kept.len() == 1 { ("file", "was") } else { ("files", "were") };
        format!(
            "{} {what} that dossier didn't write, or that changed since, {were} left: {}",
            kept.len(),
            named.join(", ")
        )
    });
    if why.is_none() && summary.is_none() {
        return kept.iter().map(|k| note(k, &shown(&k.path))).collect();
    }
    let message = why.into_iter().chain(summary).collect::<Vec<_>>().join("; ");
    let help = format!("move what is yours out of `{dir}`, delete the folder and build again");
    vec![Diagnostic::new(Code::ForeignFile, message).help(help)]
}

fn note(kept: &Kept, shown: &str) -> Diagnostic {
    let message = match kept.reason {
        Reason::Foreign => format!("{shown} is in the way and isn't dossier's"),
        Reason::Edited => format!("{shown} was changed since dossier wrote it"),
        Reason::Orphaned => format!("{shown} was changed since dossier wrote it, and is no longer part of the site"),
    };
    let undone = match kept.hides.as_slice() {
        [] => "it was not removed".to_string(),
        [one] if one.as_str() == kept.path => "the site's own file was not written".to_string(),
        [one] => format!("`{one}` was not written"),
        many => format!("{} files were not written", many.len()),
    };
    let help = match kept.reason {
        Reason::Foreign => "move it away or delete it, and build again",
        Reason::Edited => "make the change in the dossier, delete this file and build again",
        Reason::Orphaned => "move it away or delete it, and build again",
    };
    Diagnostic::new(Code::ForeignFile, format!("{message}; {undone}")).help(help)
}
