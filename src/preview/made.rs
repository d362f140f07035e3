//! The pages of a build that somebody looks at: each is made once, however many tabs and scripts ask for it.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use indexmap::IndexMap;

use super::page::Served;
use crate::diagnostic::Diagnostic;
use crate::output::{Content, Entry, OutPath};

/// So many are kept; past that, those go that were asked for first.
const KEPT: usize = 64;

/// A page, once it is made: `None` for a file that is only copied, the error that of the template.
type Page = Result<Option<Served>, Box<Diagnostic>>;

/// Pages that were asked for, by their paths.
#[derive(Debug, Default)]
pub(super) struct Made(Mutex<IndexMap<OutPath, Arc<OnceLock<Page>>>>);

impl Made {
    /// The page of an entry. Made now if nobody has asked for it yet; whoever asks meanwhile waits for it.
    pub fn page(&self, path: &OutPath, entry: &Entry) -> Page {
        let page = {
            // Nothing is half done while it is locked.
            let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if pages.len() >= KEPT && !pages.contains_key(path) {
                pages.shift_remove_index(0);
            }
            pages.entry(path.clone()).or_default().clone()
        };
        let make = || match entry.content()? {
            Content::Bytes(html) => Ok(Some(Served::of(&html))),
            Content::Copy { .. } => Ok(None),
        };
        page.get_or_init(make).clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use blake3::Hash;

    use super::*;
    use crate::output::{Output, Recipe};

    /// Counts how often it is made.
    #[derive(Debug, Default)]
    struct Counted(AtomicUsize);

    impl Recipe for Counted {
        fn hash(&self) -> Option<Hash> {
            None
        }

        fn make(&self) -> Result<(Arc<[u8]>, Hash), Box<Diagnostic>> {
            let n = self.0.fetch_add(1, Ordering::Relaxed);
            let html = format!("<body>{n}</body>").into_bytes();
            let hash = blake3::hash(&html);
            Ok((html.into(), hash))
        }
    }

    #[test]
    fn a_page_is_made_once_while_it_is_kept() {
        let recipe = Arc::new(Counted::default());
        let mut output = Output::new();
        for n in 0..=KEPT {
            output.insert_recipe(OutPath::new(format!("{n}.html")).unwrap(), recipe.clone()).unwrap();
        }
        let made = Made::default();
        let look = |n: usize, expected: usize| {
            let (path, entry) = output.file(&format!("{n}.html")).unwrap();
            let html = made.page(path, entry).unwrap().unwrap().html;
            assert!(html.starts_with(b"<body>") && html.ends_with(b"</body>"));
            assert_eq!(recipe.0.load(Ordering::Relaxed), expected, "page {n}");
        };
        look(0, 1);
        look(0, 1);
        (1..KEPT).for_each(|n| look(n, n + 1));
        look(0, KEPT);
        look(KEPT, KEPT + 1);
        look(0, KEPT + 2);
    }
}
