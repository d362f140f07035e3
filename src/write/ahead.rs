//! What a write would do, told beforehand; and taking over what others left in a folder, when somebody says so.

use std::io;
use std::path::Path;

use fs_err as fs;

use super::manifest::{Manifest, Seen};
use super::survey::{Standing, look, survey};
use super::work::Work;
use super::{WriteError, Written, is_reserved, notes, put};
use crate::output::{OutPath, Output};

/// Whose files a folder holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holder {
    /// Nobody's: it is empty, or not there.
    Nobody,
    /// A manifest of ours says which are ours.
    Ours,
    /// There are files, and no manifest that can be read.
    Others,
}

/// Whose files the folder `dir` holds.
pub fn holder(dir: &Path) -> io::Result<Holder> {
    let entries = match fs::read_dir(dir) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Holder::Nobody),
        entries => entries?,
    };
    if matches!(Manifest::load(dir)?, Ok(Some(_))) {
        return Ok(Holder::Ours);
    }
    for entry in entries {
        if !is_reserved(&entry?.file_name().to_string_lossy()) {
            return Ok(Holder::Others);
        }
    }
    Ok(Holder::Nobody)
}

/// What [`super::write()`] would do now. Nothing is changed.
pub fn preview(output: &Output, dir: &Path) -> Result<Written, WriteError> {
    let (old, distrust) = match Manifest::load(dir)? {
        Ok(manifest) => (manifest.unwrap_or_default(), None),
        Err(distrust) => (Manifest::default(), Some(distrust)),
    };
    output.hash_all();
    let plan = survey(output, &old, &Seen::load(dir), dir)?;
    let (changed, added): (Vec<_>, Vec<_>) = plan.place.iter().partition(|placement| placement.found.is_some());
    let paths = |placements: Vec<&super::Placement<'_>>| placements.iter().map(|p| p.path.clone()).collect();
    let kept: Vec<_> = plan.kept.into_values().collect();
    Ok(Written {
        added: paths(added),
        changed: paths(changed),
        removed: plan.clear.iter().chain(&plan.prune).map(|removal| removal.path.clone()).collect(),
        unchanged: plan.unchanged.len(),
        notes: notes(dir, &kept, distrust),
        kept,
    })
}

/// Lists the files that stand where the site has some as ours, so that the next write replaces them. Others stay.
pub fn take_over(output: &Output, dir: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(dir)?;
    let root = fs::canonicalize(dir)?;
    let work = Work::open(&root, dir)?;
    let taken = (|| {
        let mut manifest = Manifest::load(&root)?.ok().flatten().unwrap_or_default();
        let kept = survey(output, &manifest, &Seen::default(), &root)?.kept;
        for path in kept.into_keys() {
            if let (Standing::File(_, hash), Ok(path)) = (look(&root, &path, |_| None)?, OutPath::new(path)) {
                manifest.files.entry(path).or_default().push(hash);
            }
        }
        put(&root, &work.staging(&root)?, super::MANIFEST_NAME, &manifest.to_bytes())
    })();
    let closed = work.close(&root);
    taken.and(closed)
}
