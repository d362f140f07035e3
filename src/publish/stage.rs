//! The site as files of this machine, where the programs that send it find it.

use std::path::{Path, PathBuf};

use blake3::Hash;

use super::PublishError;
use crate::output::{Content, OutPath, Output, Phase};
use crate::write::{self, WriteError};

/// A site, written to a folder of its own, for one target. While it lives, nobody else publishes to that target from
/// this dossier.
#[derive(Debug)]
pub struct Staged {
    /// The folder for what is kept between publications to the target. It can be deleted at any time.
    pub(super) work: PathBuf,
    /// The folder of the site. It may hold more; only what is listed is published.
    pub(super) root: PathBuf,
    /// All files, by path.
    pub(super) files: Vec<StagedFile>,
    /// Of the whole site.
    pub(super) hash: Option<Hash>,
    _lock: fs_err::File,
}

/// One file of it.
#[derive(Clone, Debug)]
pub(super) struct StagedFile {
    pub path: OutPath,
    pub hash: Hash,
    pub phase: Phase,
    pub size: u64,
}

/// Takes the folder for what is kept between publications to the target of that name, for this process alone.
pub(super) fn reserve(root: &Path, name: &str) -> Result<(PathBuf, fs_err::File), WriteError> {
    let kept = root.join(".dossier");
    let work = kept.join("publish").join(name);
    fs_err::create_dir_all(&work)?;
    let ignore = kept.join(".gitignore");
    if !ignore.exists() {
        fs_err::write(ignore, "*\n")?;
    }
    match write::lock(&work.join("lock"))? {
        Some(lock) => Ok((std::path::absolute(work)?, lock)),
        None => Err(WriteError::Busy { dir: work }),
    }
}

/// Writes the site for a target of the dossier in `root`. What hasn't changed since the last time isn't written again.
pub fn stage(output: &Output, root: &Path, name: &str) -> Result<Staged, WriteError> {
    let (work, lock) = reserve(root, name)?;
    let site = work.join("site");
    if !write::write(output, &site)?.kept.is_empty() {
        // Somebody has been in there. It is ours alone.
        fs_err::remove_dir_all(&site)?;
        write::write(output, &site)?;
    }
    let mut files = Vec::with_capacity(output.len());
    for (path, entry) in output.iter() {
        let size = fs_err::metadata(site.join(path.as_str()))?.len();
        let hash = entry.hash().map_err(|note| WriteError::Unmade(vec![*note]))?;
        files.push(StagedFile { path: path.clone(), hash, phase: entry.phase(), size });
    }
    Ok(Staged { work, root: site, files, hash: output.hash(), _lock: lock })
}

impl Staged {
    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.root
    }

    /// The file at a path.
    pub(super) fn get(&self, path: &OutPath) -> Option<&StagedFile> {
        self.files.binary_search_by(|file| file.path.cmp(path)).ok().map(|at| &self.files[at])
    }

    /// What a file holds.
    pub(super) fn read(&self, path: &OutPath) -> Result<Vec<u8>, PublishError> {
        Ok(fs_err::read(self.root.join(path.as_str()))?)
    }

    /// The bytes of these files together.
    pub(super) fn bytes<'a>(&self, paths: impl IntoIterator<Item = &'a OutPath>) -> u64 {
        paths.into_iter().filter_map(|path| self.get(path)).map(|file| file.size).sum()
    }

    /// The site again, its files to be copied from here.
    pub(super) fn output(&self) -> Output {
        let mut output = Output::new();
        for file in &self.files {
            let content = Content::Copy { from: self.root.join(file.path.as_str()), hash: file.hash };
            // They came from an output, where none collided.
            let _ = output.insert(file.path.clone(), content);
        }
        output
    }
}
