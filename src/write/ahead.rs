//! What a write would do, told beforehand; and taking over what others left in a folder, when somebody says so.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use fs_err as fs;

use super::manifest::Manifest;
use super::survey::{Folder, Folders, Standing, look};
use super::work::Work;
use super::{Kept, Reason, WriteError, Written, is_reserved, notes, put};
use crate::diagnostic::Diagnostic;
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
    let unmade = |note: Box<Diagnostic>| WriteError::Unmade(vec![*note]);
    let mut written = Written::default();
    let mut kept: BTreeMap<String, Kept> = BTreeMap::new();
    let mut keep = |path: &str, reason: Reason, hides: Option<&OutPath>| {
        let entry = kept.entry(path.to_string());
        let entry = entry.or_insert_with(|| Kept { path: path.to_string(), reason, hides: Vec::new() });
        entry.hides.extend(hides.cloned());
    };
    let mut folders = Folders::new(dir);
    for (path, entry) in output.iter() {
        let (name, hash) = (path.as_str(), entry.hash().map_err(unmade)?);
        if let Folder::Blocked(by) = folders.state(path.parent())? {
            // A file of ours makes room for a folder of ours.
            match look(dir, &by, |_| None)? {
                Standing::File(_, there) if old.accepted(&by).contains(&there) => written.added.push(path.clone()),
                _ => keep(&by, Reason::unlisted(&old, &by), Some(path)),
            }
            continue;
        }
        match look(dir, name, |_| None)? {
            Standing::Nothing => written.added.push(path.clone()),
            Standing::File(_, there) if there == hash => written.unchanged += 1,
            Standing::File(_, there) if old.accepted(name).contains(&there) => written.changed.push(path.clone()),
            Standing::Folder if old.folders.contains(path) => written.added.push(path.clone()),
            _ => keep(name, Reason::unlisted(&old, name), Some(path)),
        }
    }
    for path in old.files.keys().filter(|path| output.get(path.as_str()).is_none()) {
        let real = folders.state(path.parent())? == Folder::Real;
        match if real { look(dir, path.as_str(), |_| None)? } else { Standing::Nothing } {
            Standing::File(_, there) if old.accepted(path.as_str()).contains(&there) => {
                written.removed.push(path.clone())
            }
            Standing::File(..) => keep(path.as_str(), Reason::Orphaned, None),
            Standing::Nothing | Standing::Folder | Standing::Other => {}
        }
    }
    written.kept = kept.into_values().collect();
    written.notes = notes(dir, &written.kept, distrust);
    Ok(written)
}

/// Lists the files that stand where the site has some as ours, so that the next write replaces them. Others stay.
pub fn take_over(output: &Output, dir: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(dir)?;
    let root = fs::canonicalize(dir)?;
    let work = Work::open(&root, dir)?;
    let taken = (|| {
        let mut manifest = Manifest::load(&root)?.ok().flatten().unwrap_or_default();
        for Kept { path, .. } in preview(output, &root)?.kept.into_iter().filter(|kept| !kept.hides.is_empty()) {
            if let (Standing::File(_, hash), Ok(path)) = (look(&root, &path, |_| None)?, OutPath::new(path)) {
                manifest.files.entry(path).or_default().push(hash);
            }
        }
        put(&root, &work.staging(&root)?, super::MANIFEST_NAME, &manifest.to_bytes())?;
        Ok(())
    })();
    let closed = work.close(&root);
    taken.and(closed)
}
