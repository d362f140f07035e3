//! What stands in the output folder, and what has to be done about it. Reads the disk, changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use blake3::Hash;
use fs_err as fs;
use rayon::prelude::*;

use super::manifest::{Manifest, Seen, Signature};
use super::{Kept, Reason};
use crate::output::{Entry, OutPath, Output, fold, parent};

/// What stands at a path. Links are not followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    Nothing,
    File(Signature, Hash),
    Folder,
    /// Something that is never ours, such as a symbolic link.
    Other,
}

/// Looks at a path; reads the file there unless `known` has its hash by the signature.
pub(super) fn look(root: &Path, path: &str, known: impl Fn(Signature) -> Option<Hash>) -> io::Result<Standing> {
    let path = root.join(path);
    let metadata = match fs::symlink_metadata(&path) {
        Ok(metadata) => metadata,
        Err(e) if is_absence(&e) => return Ok(Standing::Nothing),
        Err(e) => return Err(e),
    };
    if metadata.is_dir() {
        return Ok(Standing::Folder);
    }
    if !metadata.is_file() {
        return Ok(Standing::Other);
    }
    let signature = Signature::of(&metadata);
    let hash = match known(signature) {
        Some(hash) => hash,
        None => {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(fs::File::open(&path)?)?;
            hasher.finalize()
        }
    };
    Ok(Standing::File(signature, hash))
}

/// Nothing is there; not even the folder that it would be in, perhaps.
pub(super) fn is_absence(e: &io::Error) -> bool {
    matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// What a folder of the site is on disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Folder {
    /// A folder, and so is everything above it.
    Real,
    Missing,
    /// Something that isn't a folder stands at this path, which is the folder's or one above it.
    Blocked(String),
}

/// The folders below the output folder, each looked at once.
pub(super) struct Folders<'a> {
    root: &'a Path,
    known: BTreeMap<String, Folder>,
    /// The folders that were made, outermost first.
    pub made: Vec<String>,
}

impl<'a> Folders<'a> {
    pub fn new(root: &'a Path) -> Self {
        Folders { root, known: BTreeMap::new(), made: Vec::new() }
    }

    /// What the folder is; `None` stands for the output folder.
    pub fn state(&mut self, folder: Option<&str>) -> io::Result<Folder> {
        let Some(folder) = folder else { return Ok(Folder::Real) };
        if let Some(known) = self.known.get(folder) {
            return Ok(known.clone());
        }
        let state = match self.state(parent(folder))? {
            Folder::Real => match fs::symlink_metadata(self.root.join(folder)) {
                Ok(metadata) if metadata.is_dir() => Folder::Real,
                Ok(_) => Folder::Blocked(folder.to_string()),
                Err(e) if is_absence(&e) => Folder::Missing,
                Err(e) => return Err(e),
            },
            above => above,
        };
        self.known.insert(folder.to_string(), state.clone());
        Ok(state)
    }

    /// Makes the folder, and those above it, where they are missing; returns what it is then.
    pub fn make(&mut self, folder: Option<&str>) -> io::Result<Folder> {
        let Some(name) = folder else { return Ok(Folder::Real) };
        let state = self.state(folder)?;
        if state != Folder::Missing {
            return Ok(state);
        }
        self.make(parent(name))?;
        fs::create_dir(self.root.join(name))?;
        self.known.insert(name.to_string(), Folder::Real);
        self.made.push(name.to_string());
        Ok(Folder::Real)
    }
}

/// A file to be put in place.
pub(super) struct Placement<'a> {
    pub path: &'a OutPath,
    pub entry: &'a Entry,
    /// Our file that stands there, as it was when it was read.
    pub found: Option<(Signature, Hash)>,
}

/// A file of ours to be removed, as it was when it was read.
pub(super) struct Removal<'a> {
    pub path: &'a OutPath,
    pub found: (Signature, Hash),
}

/// What has to be done.
pub(super) struct Plan<'a> {
    /// Files that hold already what they should.
    pub unchanged: Vec<(&'a OutPath, Hash, Signature)>,
    /// Removed before anything is put in place: files where the site needs a folder, or in a folder where it needs
    /// a file, or whose name differs in case only from a new one.
    pub clear: Vec<Removal<'a>>,
    /// Folders of ours where the site needs a file, innermost first.
    pub clear_folders: Vec<&'a OutPath>,
    /// Put in place, in this order.
    pub place: Vec<Placement<'a>>,
    /// Folders that will have to be made.
    pub make_folders: BTreeSet<&'a str>,
    /// Removed when all is in place.
    pub prune: Vec<Removal<'a>>,
    /// Left as they are, though the site would have it otherwise.
    pub kept: BTreeMap<String, Kept>,
}

/// Compares the site with the folder. `seen` is believed only where a file is to be left as it is.
pub(super) fn survey<'a>(output: &'a Output, old: &'a Manifest, seen: &Seen, root: &Path) -> io::Result<Plan<'a>> {
    let mut paths: Vec<(&'a OutPath, Option<&'a Entry>)> = output.iter().map(|(p, e)| (p, Some(e))).collect();
    paths.extend(old.files.keys().filter(|p| output.get(p.as_str()).is_none()).map(|p| (p, None)));

    let mut folders = Folders::new(root);
    let states = paths.iter().map(|(p, _)| folders.state(p.parent())).collect::<io::Result<Vec<_>>>()?;
    let look_at = |((path, entry), folder): (&(&OutPath, Option<&Entry>), &Folder)| {
        let believed = |s| seen.get(path.as_str(), s).filter(|h| entry.is_some_and(|e| e.hash() == *h));
        if *folder == Folder::Real { look(root, path.as_str(), believed) } else { Ok(Standing::Nothing) }
    };
    let standing = paths.par_iter().zip(&states).map(look_at).collect::<io::Result<Vec<_>>>()?;

    let mut plan = Plan {
        unchanged: Vec::new(),
        clear: Vec::new(),
        clear_folders: old.folders.iter().rev().filter(|f| needs_file_at_or_above(output, f)).collect(),
        place: Vec::new(),
        make_folders: BTreeSet::new(),
        prune: Vec::new(),
        kept: BTreeMap::new(),
    };
    for ((path, entry), standing) in paths.iter().zip(&standing) {
        if let (None, Standing::File(signature, hash)) = (entry, standing) {
            if !old.accepted(path.as_str()).contains(hash) {
                // Where case doesn't count, an old spelling finds the new file.
                let twin = output.file_at_fold(&fold(path.as_str())).map(|p| look(root, p.as_str(), |_| Some(*hash)));
                if twin.transpose()? == Some(*standing) {
                    continue;
                }
                plan.keep(path.as_str(), Reason::Orphaned, None);
                continue;
            }
            let removal = Removal { path, found: (*signature, *hash) };
            let obstructs = output.claims(&fold(path.as_str())) || needs_file_at_or_above(output, path);
            if obstructs { plan.clear.push(removal) } else { plan.prune.push(removal) }
        }
    }
    let cleared: BTreeSet<String> = plan.clear.iter().map(|r| fold(r.path.as_str())).collect();
    let cleared_folders: BTreeSet<String> = plan.clear_folders.iter().map(|f| fold(f.as_str())).collect();
    let is_cleared = |path: &str| !cleared.is_empty() && cleared.contains(&fold(path));
    for (((path, entry), standing), folder) in paths.iter().zip(&standing).zip(states) {
        let Some(entry) = entry else { continue };
        let (name, accepted) = (path.as_str(), old.accepted(path.as_str()));
        let found = match (standing, folder) {
            (_, Folder::Blocked(by)) if !is_cleared(&by) => {
                plan.keep(&by, Reason::unlisted(old, &by), Some(path));
                continue;
            }
            (Standing::Nothing, _) => None,
            (Standing::File(..), _) if is_cleared(name) => None,
            (Standing::File(signature, hash), _) if *hash == entry.hash() => {
                plan.unchanged.push((path, *hash, *signature));
                continue;
            }
            (Standing::File(signature, hash), _) if accepted.contains(hash) => Some((*signature, *hash)),
            (Standing::Folder, _) if cleared_folders.contains(&fold(name)) => None,
            _ => {
                plan.keep(name, Reason::unlisted(old, name), Some(path));
                continue;
            }
        };
        plan.place.push(Placement { path, entry, found });
    }
    plan.place.sort_by_key(|p| (p.entry.phase(), p.path));
    for folder in plan.place.iter().flat_map(|p| p.path.folders()) {
        if !plan.make_folders.contains(folder) && folders.state(Some(folder))? != Folder::Real {
            plan.make_folders.insert(folder);
        }
    }
    Ok(plan)
}

/// Whether a file of the site belongs where this path, or a folder above it, stands.
fn needs_file_at_or_above(output: &Output, path: &OutPath) -> bool {
    let folded = fold(path.as_str());
    let above = folded.match_indices('/').map(|(i, _)| &folded[..i]);
    above.chain([folded.as_str()]).any(|p| output.file_at_fold(p).is_some())
}

impl Plan<'_> {
    fn keep(&mut self, path: &str, reason: Reason, hides: Option<&OutPath>) {
        let kept = self.kept.entry(path.to_string());
        kept.or_insert_with(|| Kept { path: path.to_string(), reason, hides: Vec::new() }).hides.extend(hides.cloned());
    }
}
