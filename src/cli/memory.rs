//! What builds remember between runs, as the command line has it.

use std::path::Path;

use clap::Args;

use crate::diagnostic::Diagnostic;
use crate::store::Store;

/// Whether to remember.
#[derive(Args, Debug)]
pub struct MemoryArguments {
    /// Build everything anew, and leave `.dossier/` alone
    #[arg(long)]
    no_cache: bool,
}

/// What is remembered.
pub(super) struct Memory {
    /// Nothing under `--no-cache`.
    pub store: Option<Store>,
    /// Why what is there isn't used.
    pub notes: Vec<Diagnostic>,
}

impl MemoryArguments {
    pub(super) fn open(&self, root: &Path) -> Memory {
        if self.no_cache {
            return Memory { store: None, notes: Vec::new() };
        }
        let (store, note) = Store::open(root);
        Memory { store: Some(store), notes: note.into_iter().collect() }
    }
}
