//! The site as files of this machine, where the programs that send it find it.

use std::path::{Path, PathBuf};

use blake3::Hash;

use super::{Job, PublishError};
use crate::output::{OutPath, Phase};
use crate::write;

/// A site, written to a folder of its own.
#[derive(Debug)]
pub(super) struct Staged {
    /// The folder. It may hold more than the site; only what is listed is published.
    pub root: PathBuf,
    /// All files, by path.
    pub files: Vec<StagedFile>,
}

/// One file of it.
#[derive(Clone, Debug)]
pub(super) struct StagedFile {
    pub path: OutPath,
    pub hash: Hash,
    pub phase: Phase,
    pub size: u64,
}

impl Staged {
    /// Writes the site of a job. What hasn't changed since the last time isn't written again.
    pub fn new(job: &Job<'_>, work: &Path) -> Result<Self, PublishError> {
        let root = work.join("site");
        if !write::write(job.output, &root)?.kept.is_empty() {
            // Somebody has been in there. It is ours alone.
            fs_err::remove_dir_all(&root)?;
            write::write(job.output, &root)?;
        }
        let file = |(path, entry): (&OutPath, &crate::output::Entry)| {
            let size = fs_err::metadata(root.join(path.as_str()))?.len();
            Ok(StagedFile { path: path.clone(), hash: entry.hash(), phase: entry.phase(), size })
        };
        let files = job.output.iter().map(file).collect::<Result<Vec<_>, PublishError>>()?;
        Ok(Staged { root, files })
    }

    /// The file at a path.
    pub fn get(&self, path: &OutPath) -> Option<&StagedFile> {
        self.files.binary_search_by(|file| file.path.cmp(path)).ok().map(|at| &self.files[at])
    }

    /// What a file holds.
    pub fn read(&self, path: &OutPath) -> Result<Vec<u8>, PublishError> {
        Ok(fs_err::read(self.root.join(path.as_str()))?)
    }

    /// The bytes of these files together.
    pub fn bytes<'a>(&self, paths: impl IntoIterator<Item = &'a OutPath>) -> u64 {
        paths.into_iter().filter_map(|path| self.get(path)).map(|file| file.size).sum()
    }
}
