//! Gives the program a name of its own, by all that it is made of: what another program remembered is not believed.
//! Builds anew, too, when a file of the embedded theme comes or goes: `include_dir` notices only changes inside files.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// What the program is made of.
const PARTS: [&str; 4] = ["src", "themes/ledger", "Cargo.toml", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut files = BTreeMap::new();
    for part in PARTS {
        println!("cargo:rerun-if-changed={part}");
        read(Path::new(part), &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    for (path, bytes) in &files {
        // With `/` on every system.
        let path: Vec<_> = path.iter().collect();
        (path, bytes).hash(&mut hasher);
    }
    println!("cargo:rustc-env=DOSSIER_BUILD_ID={}-{:016x}", env!("CARGO_PKG_VERSION"), hasher.finish());
    Ok(())
}

fn read(path: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            read(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.insert(path.to_path_buf(), fs::read(path)?);
    }
    Ok(())
}
