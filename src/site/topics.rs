//! What each topic reaches: its own records, and those of all topics below it.

use crate::compare::Comparison;
use crate::model::{ClaimIx, Dossier, EventIx, SourceIx, TopicIx};

/// The records of a topic and of the topics below it, each once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reach {
    /// Claims, in page order.
    pub claims: Vec<ClaimIx>,
    /// Events, in time; those without a date last.
    pub events: Vec<EventIx>,
    /// Sources, in page order.
    pub sources: Vec<SourceIx>,
    /// How many of the claims a source disputes.
    pub disputed: usize,
    /// How many of the claims rest on one account at most.
    pub on_one_account: usize,
}

/// What every topic reaches. `times` has the place of each event in time.
///
/// The work is that of writing the lists down: every record once for each topic whose page shows it.
pub fn reach(dossier: &Dossier, comparison: &Comparison, times: &[usize]) -> Vec<Reach> {
    let mut all = vec![Reach::default(); dossier.topics.len()];
    // Narrower topics come after their broader one in this order, so that from its end each finds the ones below done.
    for ix in from_the_top(dossier).into_iter().rev() {
        let topic = &dossier[ix];
        let mut reach = Reach {
            claims: topic.claims.clone(),
            events: topic.events.clone(),
            sources: topic.sources.clone(),
            ..Reach::default()
        };
        for below in &topic.narrower {
            let below = &all[below.0 as usize];
            reach.claims.extend(&below.claims);
            reach.events.extend(&below.events);
            reach.sources.extend(&below.sources);
        }
        reach.claims.sort_unstable();
        reach.claims.dedup();
        reach.events.sort_unstable_by_key(|event| times[event.0 as usize]);
        reach.events.dedup();
        reach.sources.sort_unstable();
        reach.sources.dedup();
        let accounts = || reach.claims.iter().map(|claim| comparison.accounts(*claim));
        reach.disputed = accounts().filter(|a| !a.dispute.is_empty()).count();
        reach.on_one_account = accounts().filter(|a| a.max == 1).count();
        all[ix.0 as usize] = reach;
    }
    all
}

/// All topics, each after the one above it.
fn from_the_top(dossier: &Dossier) -> Vec<TopicIx> {
    let mut order: Vec<TopicIx> = TopicIx::all(dossier).filter(|ix| dossier[*ix].broader.is_none()).collect();
    let mut next = 0;
    while let Some(ix) = order.get(next) {
        order.extend(&dossier[*ix].narrower);
        next += 1;
    }
    order
}
