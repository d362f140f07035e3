//! Files of the site that wait beside the output folder until all of them are there.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use blake3::Hash;
use fs_err as fs;

use super::manifest::Signature;
use super::work::Work;
use super::{Observer, Step, WriteError, tell};
use crate::output::{Content, OutPath};

/// Below it, files wait under their own paths, to be put in place folder by folder.
const TREE: &str = "tree";

/// Where files wait; made when the first one comes.
pub(super) struct Staging<'a> {
    root: &'a Path,
    work: &'a Work,
    observer: Observer<'a>,
    folder: Mutex<Option<PathBuf>>,
}

/// A file that waits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Staged {
    /// BLAKE3 of what it holds.
    pub hash: Hash,
    /// As it was when it had been written.
    pub signature: Signature,
    /// The length of the folder in its path that can be put in place as a whole, with nothing but what is new in it.
    pub whole: Option<usize>,
    number: usize,
}

impl<'a> Staging<'a> {
    pub fn new(root: &'a Path, work: &'a Work, observer: Observer<'a>) -> Self {
        Staging { root, work, observer, folder: Mutex::new(None) }
    }

    /// The folder itself.
    pub fn folder(&self) -> Result<PathBuf, WriteError> {
        // A thread that panicked left the path whole, or none.
        let mut folder = self.folder.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match &*folder {
            Some(folder) => Ok(folder.clone()),
            None => Ok(folder.insert(self.work.staging(self.root)?).clone()),
        }
    }

    /// Writes a file of the site to where it waits.
    pub fn stage(
        &self,
        path: &OutPath,
        number: usize,
        whole: Option<usize>,
        content: &Content,
        hash: Hash,
    ) -> Result<Staged, WriteError> {
        let folder = self.folder()?;
        let to = waiting(&folder, path, number, whole);
        if let Some(parent) = to.parent().filter(|_| whole.is_some()) {
            fs::create_dir_all(parent)?;
        }
        let mut target = fs::File::create(&to)?;
        match content {
            Content::Bytes(bytes) => target.write_all(bytes)?,
            Content::Copy { from, hash } => copy(from, &mut target, *hash)?,
        }
        let signature = Signature::of(&target.metadata()?);
        tell(self.observer, Step::Staged(path))?;
        Ok(Staged { hash, signature, whole, number })
    }

    /// Where a file waits.
    pub fn file(&self, path: &OutPath, staged: &Staged) -> Result<PathBuf, WriteError> {
        Ok(waiting(&self.folder()?, path, staged.number, staged.whole))
    }

    /// Where a folder waits that is put in place as a whole.
    pub fn tree(&self, folder: &str) -> Result<PathBuf, WriteError> {
        Ok(self.folder()?.join(TREE).join(folder))
    }
}

/// Outside of whole folders, numbers: folders that are there already needn't be made again.
fn waiting(folder: &Path, path: &OutPath, number: usize, whole: Option<usize>) -> PathBuf {
    match whole {
        Some(_) => folder.join(TREE).join(path.as_str()),
        None => folder.join(number.to_string()),
    }
}

/// Copies a file that has to hold what it held when it was read.
fn copy(from: &Path, target: &mut fs::File, expected: Hash) -> Result<(), WriteError> {
    let mut source = fs::File::open(from)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = match source.read(&mut buffer) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        let Some(bytes) = buffer.get(..read).filter(|b| !b.is_empty()) else { break };
        hasher.update(bytes);
        target.write_all(bytes)?;
    }
    if hasher.finalize() == expected { Ok(()) } else { Err(WriteError::SourceChanged { path: from.to_path_buf() }) }
}
