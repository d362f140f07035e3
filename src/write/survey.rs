//! What stands in the output folder, and what has to be done about it. Reads the disk, and changes nothing but what it
//! stages on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use blake3::Hash;
use fs_err as fs;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::manifest::{Manifest, Seen, Signature};
use super::staging::{Staged, Staging};
use super::{Kept, Reason, WriteError};
use crate::diagnostic::{self, Diagnostic};
use crate::output::{Entry, OutPath, Output, Phase, fold, parent};

/// How many files a thread takes on at once.
const FILES_AT_A_TIME: usize = 16;

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
    known: FxHashMap<String, Folder>,
    /// The folders that were made, outermost first.
    pub made: Vec<String>,
}

impl<'a> Folders<'a> {
    pub fn new(root: &'a Path) -> Self {
        Folders { root, known: FxHashMap::default(), made: Vec::new() }
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

impl Placement<'_> {
    /// The folder that the file is put in place with, if it isn't on its own.
    pub fn whole(&self) -> Option<&str> {
        self.path.as_str().get(..self.staged.whole?)
    }
}

impl Folders<'_> {
    /// Somebody has made this folder since it was looked at.
    pub fn forget(&mut self, folder: &str) {
        self.known.retain(|known, _| !Path::new(known).starts_with(folder));
    }

    /// These folders were made, with others.
    pub fn came<'b>(&mut self, folders: impl Iterator<Item = &'b str>) {
        for folder in folders {
            if self.known.insert(folder.to_string(), Folder::Real) != Some(Folder::Real) {
                self.made.push(folder.to_string());
            }
        }
    }
}

/// A file to be put in place.
pub(super) struct Placement<'a> {
    pub path: &'a OutPath,
    /// Where it waits, and what it holds.
    pub staged: Staged,
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
    pub make_folders: FxHashSet<&'a str>,
    /// Removed when all is in place.
    pub prune: Vec<Removal<'a>>,
    /// Left as they are, though the site would have it otherwise.
    pub kept: BTreeMap<String, Kept>,
}

/// Compares the site with the folder, and stages what differs from it as it goes, so that no more than a few pages are
/// held at once. `seen` is believed only where a file is to be left as it is.
pub(super) fn survey<'a>(
    output: &'a Output,
    old: &'a Manifest,
    seen: &Seen,
    root: &Path,
    staging: &Staging<'_>,
) -> Result<Plan<'a>, WriteError> {
    let mut plan = Plan {
        unchanged: Vec::new(),
        clear: Vec::new(),
        clear_folders: old.folders.iter().rev().filter(|f| needs_file_at_or_above(output, f)).collect(),
        place: Vec::new(),
        make_folders: FxHashSet::default(),
        prune: Vec::new(),
        kept: BTreeMap::new(),
    };
    let mut folders = Folders::new(root);
    plan.find_old(output, old, root, &mut folders)?;
    let cleared: BTreeSet<String> = plan.clear.iter().map(|r| fold(r.path.as_str()).into_owned()).collect();
    let cleared_folders: BTreeSet<String> = plan.clear_folders.iter().map(|f| fold(f.as_str()).into_owned()).collect();
    let is_cleared = |path: &str| !cleared.is_empty() && cleared.contains(&*fold(path));

    let mut files: Vec<(&'a OutPath, &'a Entry)> = output.iter().collect();
    files.sort_by_key(|(path, entry)| (entry.phase(), *path));
    let states = files.iter().map(|(p, _)| folders.state(p.parent())).collect::<io::Result<Vec<_>>>()?;
    let wholes = wholes(&files, &states, &mut folders)?;
    let look_at = |number: usize| -> Result<(Standing, Option<Staged>), WriteError> {
        let ((path, entry), folder) = (files[number], &states[number]);
        if matches!(folder, Folder::Blocked(by) if !is_cleared(by)) {
            return Ok((Standing::Nothing, None));
        }
        let unmade = |note: Box<Diagnostic>| WriteError::Unmade(vec![*note]);
        // Before it is looked at, so that making it doesn't come between looking and doing. Whether it may be the same
        // as before is asked only where something stands.
        let may_stand = *folder == Folder::Real;
        let is_known = may_stand && entry.known_hash().is_some();
        let made = if is_known { None } else { Some(entry.content().map_err(unmade)?) };
        let hash = entry.hash().map_err(unmade)?;
        let believed = |s| seen.get(path.as_str(), s).filter(|h| *h == hash);
        let standing = if may_stand { look(root, path.as_str(), believed)? } else { Standing::Nothing };
        if matches!(standing, Standing::File(_, there) if there == hash) && !is_cleared(path.as_str()) {
            return Ok((standing, None));
        }
        let content = made.map_or_else(|| entry.content(), Ok).map_err(unmade)?;
        Ok((standing, Some(staging.stage(path, number, wholes[number], &content, hash)?)))
    };
    let (last, mut first): (Vec<usize>, Vec<usize>) =
        (0..files.len()).partition(|number| files[*number].1.is_made_last());
    // Pages fill what time is left beside the long lists.
    first.sort_by_key(|number| files[*number].1.phase() == Phase::Page);
    let mut looked = Vec::with_capacity(files.len());
    for numbers in [first, last] {
        // Few at a time: pages that cost more than others lie together, and what one thread has begun no other takes.
        let numbers = numbers.into_par_iter().with_max_len(FILES_AT_A_TIME);
        looked.par_extend(numbers.map(|number| (number, look_at(number))));
    }
    looked.sort_unstable_by_key(|(number, _)| *number);
    let mut unmade = Vec::new();
    for (((path, _), folder), (_, looked)) in files.iter().zip(states).zip(looked) {
        let (standing, staged) = match looked {
            Ok(looked) => looked,
            Err(WriteError::Unmade(notes)) => {
                unmade.extend(notes);
                continue;
            }
            Err(error) => return Err(error),
        };
        let (name, accepted) = (path.as_str(), old.accepted(path.as_str()));
        let found = match (standing, folder) {
            (_, Folder::Blocked(by)) if !is_cleared(&by) => {
                plan.keep(&by, Reason::unlisted(old, &by), Some(path));
                continue;
            }
            (Standing::Nothing, _) => None,
            (Standing::File(..), _) if is_cleared(name) => None,
            (Standing::File(signature, hash), _) if staged.is_none() => {
                plan.unchanged.push((path, hash, signature));
                continue;
            }
            (Standing::File(signature, hash), _) if accepted.contains(&hash) => Some((signature, hash)),
            (Standing::Folder, _) if cleared_folders.contains(&*fold(name)) => None,
            _ => {
                plan.keep(name, Reason::unlisted(old, name), Some(path));
                continue;
            }
        };
        plan.place.extend(staged.map(|staged| Placement { path, staged, found }));
    }
    if !unmade.is_empty() {
        return Err(WriteError::Unmade(diagnostic::by_cause(unmade)));
    }
    for placement in &plan.place {
        // Innermost first: above one that is known or there, all are.
        let mut above = placement.path.parent();
        while let Some(folder) = above.filter(|folder| !plan.make_folders.contains(folder)) {
            if folders.state(Some(folder))? == Folder::Real {
                break;
            }
            plan.make_folders.insert(folder);
            above = parent(folder);
        }
    }
    Ok(plan)
}

/// For each file, the length of the folder in its path that can be put in place with all that is in it: one that is
/// missing, with files of one phase only.
fn wholes(
    files: &[(&OutPath, &Entry)],
    states: &[Folder],
    folders: &mut Folders<'_>,
) -> io::Result<Vec<Option<usize>>> {
    let mut missing: Vec<Option<&str>> = Vec::with_capacity(files.len());
    let mut phases: BTreeMap<&str, Option<Phase>> = BTreeMap::new();
    for ((path, entry), state) in files.iter().zip(states) {
        let mut first = None;
        if *state == Folder::Missing {
            for folder in path.folders() {
                if folders.state(Some(folder))? == Folder::Missing {
                    first = Some(folder);
                    break;
                }
            }
        }
        if let Some(folder) = first {
            let phase = Some(entry.phase());
            let known = phases.entry(folder).or_insert(phase);
            *known = known.filter(|_| *known == phase);
        }
        missing.push(first);
    }
    let whole = |folder: Option<&str>| folder.filter(|f| phases.get(f).is_some_and(Option::is_some)).map(str::len);
    Ok(missing.into_iter().map(whole).collect())
}

/// Whether a file of the site belongs where this path, or a folder above it, stands.
fn needs_file_at_or_above(output: &Output, path: &OutPath) -> bool {
    let folded = fold(path.as_str());
    let above = folded.match_indices('/').map(|(i, _)| &folded[..i]);
    above.chain([&*folded]).any(|p| output.file_at_fold(p).is_some())
}

impl<'a> Plan<'a> {
    /// Finds what has to go: files that the site has no longer.
    fn find_old(
        &mut self,
        output: &Output,
        old: &'a Manifest,
        root: &Path,
        folders: &mut Folders<'_>,
    ) -> Result<(), WriteError> {
        let paths: Vec<&'a OutPath> = old.files.keys().filter(|p| output.get(p.as_str()).is_none()).collect();
        let states = paths.iter().map(|p| folders.state(p.parent())).collect::<io::Result<Vec<_>>>()?;
        let look_at = |(path, folder): (&&OutPath, &Folder)| {
            if *folder == Folder::Real { look(root, path.as_str(), |_| None) } else { Ok(Standing::Nothing) }
        };
        let standing = paths.par_iter().zip(&states).map(look_at).collect::<io::Result<Vec<_>>>()?;
        for (path, standing) in paths.into_iter().zip(standing) {
            let Standing::File(signature, hash) = standing else { continue };
            if !old.accepted(path.as_str()).contains(&hash) {
                // Where case doesn't count, an old spelling finds the new file.
                let twin = output.file_at_fold(&fold(path.as_str())).map(|p| look(root, p.as_str(), |_| Some(hash)));
                if twin.transpose()? == Some(standing) {
                    continue;
                }
                self.keep(path.as_str(), Reason::Orphaned, None);
                continue;
            }
            let removal = Removal { path, found: (signature, hash) };
            let obstructs = output.claims(&fold(path.as_str())) || needs_file_at_or_above(output, path);
            if obstructs { self.clear.push(removal) } else { self.prune.push(removal) }
        }
        Ok(())
    }

    fn keep(&mut self, path: &str, reason: Reason, hides: Option<&OutPath>) {
        let kept = self.kept.entry(path.to_string());
        kept.or_insert_with(|| Kept { path: path.to_string(), reason, hides: Vec::new() }).hides.extend(hides.cloned());
    }
}
