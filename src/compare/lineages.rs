//! Step 9: which sources descend from one text, as far as the wording shows.
//!
//! They are the connected parts of what shares enough. The pairs that join them stay with the finding, so that a chain
//! is seen for what it is; who wrote first is never said.

use std::collections::BTreeMap;

use super::evidence::{Degree, Lineage, Pair};
use super::settings::Settings;

/// One passage may be a stock phrase or a quotation without its marks.
const PASSAGES: usize = 2;

/// The lineages among some pairs, by their first members.
pub(super) fn lineages(pairs: &[Pair], settings: &Settings) -> Vec<Lineage> {
    let joins = |pair: &&Pair| {
        let reused = pair.passages.iter().filter(|passage| passage.degree != Degree::SharedQuotation);
        // A text to the letter is one passage.
        let enough = |count: usize| count >= PASSAGES || pair.passages.iter().any(|p| p.degree == Degree::Verbatim);
        pair.coverage.a.0.max(pair.coverage.b.0) >= settings.coverage && enough(reused.count())
    };
    let basis: Vec<&Pair> = pairs.iter().filter(joins).collect();
    let mut parent: BTreeMap<&str, &str> = BTreeMap::new();
    for pair in &basis {
        let (a, b) = (root(&mut parent, &pair.a), root(&mut parent, &pair.b));
        // The smaller id stands for both, whatever the order of the pairs.
        parent.insert(a.max(b), a.min(b));
    }
    let mut lineages: BTreeMap<&str, Lineage> = BTreeMap::new();
    let members: Vec<&str> = parent.keys().copied().collect();
    for member in members {
        let root = root(&mut parent, member);
        lineages.entry(root).or_default().members.push(member.to_string());
    }
    for pair in &basis {
        let root = root(&mut parent, &pair.a);
        lineages.entry(root).or_default().basis.push((pair.a.clone(), pair.b.clone()));
    }
    lineages.into_values().collect()
}

/// What stands for the part that a source is in; ways that were walked are shortened.
fn root<'a>(parent: &mut BTreeMap<&'a str, &'a str>, id: &'a str) -> &'a str {
    let mut root = id;
    while let Some(up) = parent.get(root).filter(|up| **up != root) {
        root = up;
    }
    let mut at = id;
    while let Some(up) = parent.insert(at, root).filter(|_| at != root) {
        at = up;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::super::evidence::{At, Coverage, Milli, Passage};
    use super::*;

    fn pair(a: &str, b: &str, coverage: i64, passages: &[Degree]) -> Pair {
        let at = At { start: 0, end: 9 };
        let passage =
            |degree: &Degree| Passage { a: at, b: at, degree: *degree, score: Milli(500), discrepancies: Vec::new() };
        let coverage = Coverage { a: Milli(coverage), b: Milli(10) };
        Pair { a: a.into(), b: b.into(), coverage, passages: passages.iter().map(passage).collect() }
    }

    #[track_caller]
    fn check(pairs: &[Pair], expected: &[&str]) {
        let found = lineages(pairs, &Settings::default());
        let joined = |l: &Lineage| l.basis.iter().map(|(a, b)| format!("{a}-{b}")).collect::<Vec<_>>().join(" ");
        let found: Vec<_> = found.iter().map(|l| format!("{}: {}", l.members.join(" "), joined(l))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn chains_are_joined_and_seen() {
        use Degree::{NearVerbatim as N, Paraphrase as P, SharedQuotation as Q, Verbatim as V};
        check(
            &[pair("a", "d", 300, &[N, P]), pair("b", "c", 90, &[P, P]), pair("c", "d", 100, &[P, N, P])],
            &["a b c d: a-d b-c c-d"],
        );
        check(&[pair("a", "b", 80, &[P, P]), pair("c", "d", 500, &[P])], &[]);
        check(&[pair("a", "b", 500, &[P, Q]), pair("c", "d", 1000, &[V])], &["c d: c-d"]);
        check(&[], &[]);
    }
}
