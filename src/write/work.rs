//! The writer's own folder beside the output folder: the lock, and files that are being made.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fs_err as fs;

use super::WriteError;
use super::manifest::Signature;

/// The folder for our work where none can be made beside the output folder.
const INSIDE_NAME: &str = ".dossier-work";

/// Stands in the output folder for a moment, to learn whether files can be moved there.
const PROBE_NAME: &str = ".dossier-probe";

/// How often to try again when another process removes the folder that we are about to lock.
const TRIES_MAX: usize = 100;

/// How long to wait for a lock. Who has just been killed, or was stopped while it started a program, still holds its
/// lock for some milliseconds.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long to wait between two looks at a lock.
const PAUSE: Duration = Duration::from_millis(5);

/// The file, made where there is none and locked as long as the value lives; `None` where another process keeps it.
pub(crate) fn lock(path: &Path) -> io::Result<Option<fs::File>> {
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(std::fs::TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
            Err(std::fs::TryLockError::WouldBlock) => return Ok(None),
            Err(std::fs::TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// The folder, locked for this process as long as the value lives. A lock of a dead process is none.
pub(super) struct Work {
    folder: PathBuf,
    lock: fs::File,
    /// The time of the file system at the moment of locking, in nanoseconds since 1970.
    pub locked_ns: i64,
}

impl Work {
    /// Locks the output folder `root`, which `named` is the user's name for, and clears away what a killed run left.
    pub fn open(root: &Path, named: &Path) -> Result<Self, WriteError> {
        let folder = work_folder(root)?;
        for _ in 0..TRIES_MAX {
            create_folder(&folder)?;
            let path = folder.join("lock");
            let mut lock = match lock(&path) {
                Ok(Some(lock)) => lock,
                Ok(None) => return Err(WriteError::Busy { dir: named.to_path_buf() }),
                // The other process has finished, and taken the folder with it.
                Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
                Err(e) => return Err(e.into()),
            };
            if !is_same_file(&path, &lock)? {
                continue;
            }
            // For people; and it sets the time of the file.
            io::Write::write_all(&mut lock, format!("{}\n", std::process::id()).as_bytes())?;
            let locked_ns = Signature::of(&lock.metadata()?).modified_ns;
            for left in [folder.join("staged"), root.join(INSIDE_NAME).join("staged")] {
                gone(fs::remove_dir_all(&left))?;
            }
            return Ok(Work { folder, lock, locked_ns });
        }
        Err(WriteError::Busy { dir: named.to_path_buf() })
    }

    /// Makes the folder for files that will be moved into `root`, and finds out that they can be.
    pub fn staging(&self, root: &Path) -> Result<PathBuf, WriteError> {
        let staged = self.folder.join("staged");
        create_folder(&staged)?;
        let (from, to) = (staged.join("probe"), root.join(PROBE_NAME));
        gone(fs::remove_dir(&to))?;
        create_folder(&from)?;
        // Not `fs`: its messages would name the probe, which is nobody's business.
        match std::fs::rename(&from, &to) {
            Ok(()) => {
                fs::remove_dir(&to)?;
                Ok(staged)
            }
            // A mounted folder: what lies beside it is elsewhere.
            Err(e) if e.kind() == io::ErrorKind::CrossesDevices => {
                fs::remove_dir(&from)?;
                let inside = root.join(INSIDE_NAME).join("staged");
                fs::create_dir_all(&inside)?;
                Ok(inside)
            }
            Err(error) => Err(WriteError::Closed { dir: root.to_path_buf(), error }),
        }
    }

    /// Removes all traces.
    pub fn close(&self, root: &Path) -> Result<(), WriteError> {
        let inside = root.join(INSIDE_NAME);
        for left in [self.folder.join("staged"), inside.join("staged")] {
            gone(fs::remove_dir_all(&left))?;
        }
        // From here on another process may be at it already: whoever comes last removes the folder.
        if cfg!(unix) {
            gone(fs::remove_file(self.lock.path()))?;
        }
        for folder in [&self.folder, &inside] {
            let _ = fs::remove_dir(folder);
        }
        Ok(())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // Said aloud: a child that another thread is just starting holds a copy of the file until it runs its program.
        let _ = self.lock.unlock();
    }
}

/// Whether a run that was killed left its folder. Elsewhere than on Unix the lock file stays, and its folder with it.
pub(super) fn is_left(root: &Path) -> bool {
    let folders = beside(root).into_iter().chain([root.join(INSIDE_NAME)]);
    folders.into_iter().any(|folder| if cfg!(unix) { folder.exists() } else { folder.join("staged").exists() })
}

/// Our folder beside the output folder.
fn beside(root: &Path) -> Option<PathBuf> {
    let mut name = std::ffi::OsString::from(".");
    name.push(root.file_name()?);
    name.push(".dossier-work");
    Some(root.parent()?.join(name))
}

/// Beside the output folder if that can be, since nothing there is ever published; otherwise inside.
fn work_folder(root: &Path) -> Result<PathBuf, WriteError> {
    let inside = root.join(INSIDE_NAME);
    let Some(beside) = beside(root) else { return Ok(inside) };
    use io::ErrorKind::{InvalidFilename, PermissionDenied, ReadOnlyFilesystem};
    match create_folder(&beside) {
        Ok(()) => Ok(beside),
        Err(e) if matches!(e.kind(), InvalidFilename | PermissionDenied | ReadOnlyFilesystem) => Ok(inside),
        Err(e) => Err(e.into()),
    }
}

fn create_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists && std::fs::symlink_metadata(path)?.is_dir() => Ok(()),
        done => done,
    }
}

/// That something isn't there is as good as that it was removed.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Whether the file that we have locked is still the one that others would lock.
#[cfg(unix)]
fn is_same_file(path: &Path, file: &fs::File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let open = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == (open.dev(), open.ino())),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e),
    }
}

/// Elsewhere the lock file is never removed.
#[cfg(not(unix))]
fn is_same_file(_: &Path, _: &fs::File) -> io::Result<bool> {
    Ok(true)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// Another process may open the lock file, lose the processor, and lock what has been removed in the meantime.
    #[test]
    fn a_lock_on_a_removed_file_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let file = fs::File::create(&path).unwrap();
        assert!(is_same_file(&path, &file).unwrap());
        fs::remove_file(&path).unwrap();
        assert!(!is_same_file(&path, &file).unwrap());
        fs::write(&path, "").unwrap();
        assert!(!is_same_file(&path, &file).unwrap());
    }

    #[test]
    fn a_lock_about_to_go_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let held = lock(&path).unwrap().unwrap();
        assert!(lock(&path).unwrap().is_none());
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| lock(&path).unwrap().is_some());
            drop(held);
            assert!(waiting.join().unwrap());
        });
    }

    #[test]
    fn what_a_killed_run_left_is_cleared_away() {
        let parent = tempfile::tempdir().unwrap();
        let root = parent.path().join("public");
        fs::create_dir_all(root.join(INSIDE_NAME).join("staged")).unwrap();
        fs::create_dir_all(root.join(PROBE_NAME)).unwrap();
        let left = parent.path().join(".public.dossier-work/staged/7");
        fs::create_dir_all(left.parent().unwrap()).unwrap();
        fs::write(&left, "half a pa").unwrap();
        let work = Work::open(&root, &root).unwrap();
        assert!(!left.exists());
        work.staging(&root).unwrap();
        assert!(is_left(&root));
        work.close(&root).unwrap();
        assert!(!is_left(&root));
        assert_eq!(fs::read_dir(&root).unwrap().count(), 0);
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
    }
}
