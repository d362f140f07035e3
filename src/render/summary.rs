//! What was built, in numbers and in a sentence.

use serde::{Deserialize, Serialize};

use super::Edition;

/// What was built, in numbers.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    /// The dossier's title.
    pub title: String,
    /// The finding in one sentence.
    pub finding: String,
    /// Sources.
    pub sources: usize,
    /// Separate accounts among them, at least and at most.
    pub accounts: (usize, usize),
    /// Claims.
    pub claims: usize,
    /// Events.
    pub events: usize,
    /// Names.
    pub names: usize,
    /// Topics.
    pub topics: usize,
    /// Pages of the site.
    pub pages: usize,
    /// Texts that are here, and texts that the records name.
    pub texts: (usize, usize),
    /// Records left out as drafts or under embargo.
    pub left_out: usize,
}

impl Edition {
    /// What there is in it; `texts` are those that are here, and those that the records name.
    pub fn summary(&self, texts: (usize, usize)) -> Summary {
        let Edition { dossier, comparison, site, .. } = self;
        Summary {
            title: dossier.config.title.value.clone(),
            finding: self.whole().finding(),
            sources: dossier.sources.len(),
            accounts: (comparison.overall.min, comparison.overall.max),
            claims: dossier.claims.len(),
            events: dossier.events.len(),
            names: dossier.names.len(),
            topics: dossier.topics.len(),
            pages: site.pages.len(),
            texts,
            left_out: dossier.left_out,
        }
    }
}
