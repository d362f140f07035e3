//! What the pages of all names share, gathered in one pass: their order, their sources, who stands beside whom.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::letters::{self, Letter};
use crate::compare::Comparison;
use crate::entry::record::LineRange;
use crate::model::{ClaimIx, Dossier, EventIx, NameIx, Party, Place, SourceIx};

/// How many of the names met most often beside another are shown.
pub const MOST_MET: usize = 12;
/// A line with more names than this is a list or a text without line ends: nothing in it stands beside another.
const LINE_NAMES: usize = 40;
/// A cited place of more lines than this says nothing of what is named where it is said.
const CITED_LINES: u32 = 3;

/// What the pages of all names share.
#[derive(Debug, Default)]
pub struct Names {
    /// Names that readers may look up: in the order of the dossier's language, those only around the articles last.
    pub order: Vec<NameIx>,
    /// How many of them aren't only around the articles.
    pub inside: usize,
    /// The headings of those.
    pub letters: Vec<Letter>,
    sources: Vec<Vec<Part>>,
    beside: Vec<Vec<(NameIx, usize)>>,
    stands_in: Vec<Vec<(NameIx, usize)>>,
    with_claim: Vec<Vec<NameIx>>,
    with_event: Vec<Vec<NameIx>>,
    ranks: Vec<usize>,
}

/// The part that a name has in a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// The source.
    pub source: SourceIx,
    /// Wrote it.
    pub author: bool,
    /// Is credited with something in it.
    pub credited: bool,
    /// Published it.
    pub publisher: bool,
    /// Is who it reports.
    pub speaker: bool,
    /// The whole source is about it.
    pub tagged: bool,
}

impl Part {
    fn of(source: SourceIx) -> Self {
        Part { source, author: false, credited: false, publisher: false, speaker: false, tagged: false }
    }

    /// Whether it has more than a place in the text or a tag.
    fn is_of_the_source(&self) -> bool {
        self.author || self.credited || self.publisher || self.speaker
    }
}

impl Names {
    /// Gathers it. `listed` are the names that readers may look up, in the order of the dossier's language.
    pub fn gather(dossier: &Dossier, comparison: &Comparison, listed: &[NameIx]) -> Self {
        let sources = sources(dossier, comparison);
        let (mut order, around): (Vec<NameIx>, Vec<NameIx>) =
            listed.iter().partition(|ix| !only_around(dossier, comparison, &sources, **ix));
        let inside = order.len();
        let language = dossier.config.language.as_str();
        let letters = letters::letters(language, order.iter().map(|ix| dossier[*ix].sort_under()));
        order.extend(around);
        let mut ranks = vec![usize::MAX; dossier.names.len()];
        for (rank, ix) in order.iter().enumerate() {
            ranks[ix.0 as usize] = rank;
        }
        let lines = Lines::of(dossier, comparison, &ranks);
        let mut names = Names {
            beside: lines.beside(dossier, &ranks),
            with_claim: Vec::new(),
            with_event: Vec::new(),
            sources,
            stands_in: stands_in(dossier),
            order,
            inside,
            letters,
            ranks,
        };
        names.with_claim = ClaimIx::all(dossier).map(|ix| names.of_claim(dossier, &lines, ix)).collect();
        names.with_event = EventIx::all(dossier).map(|ix| names.of_event(dossier, &lines, ix)).collect();
        names
    }

    /// The sources that a name has a part in or that mention it, in page order.
    pub fn sources(&self, ix: NameIx) -> &[Part] {
        &self.sources[ix.0 as usize]
    }

    /// The names met most often beside it in the articles, with the number of lines.
    pub fn beside(&self, ix: NameIx) -> &[(NameIx, usize)] {
        &self.beside[ix.0 as usize]
    }

    /// The exceptions of other names that stand for it, each by the other name and its place among that one's.
    pub fn stands_in(&self, ix: NameIx) -> &[(NameIx, usize)] {
        &self.stands_in[ix.0 as usize]
    }

    /// The names met most often with claims and events, with the number of these.
    pub fn met(&self, claims: &[ClaimIx], events: &[EventIx]) -> Vec<(NameIx, usize)> {
        let with_claims = claims.iter().flat_map(|ix| &self.with_claim[ix.0 as usize]);
        let with_events = events.iter().flat_map(|ix| &self.with_event[ix.0 as usize]);
        let mut counts: BTreeMap<NameIx, usize> = BTreeMap::new();
        for name in with_claims.chain(with_events) {
            *counts.entry(*name).or_default() += 1;
        }
        most(counts.into_iter().collect(), &self.ranks)
    }

    /// The names that sources are about most often, with the number of these.
    pub fn tagged(&self, dossier: &Dossier, sources: &[SourceIx]) -> Vec<(NameIx, usize)> {
        let mut counts: BTreeMap<NameIx, usize> = BTreeMap::new();
        for name in sources.iter().flat_map(|ix| &dossier[*ix].names).filter(|ix| self.is_listed(**ix)) {
            *counts.entry(*name).or_default() += 1;
        }
        most(counts.into_iter().collect(), &self.ranks)
    }

    fn is_listed(&self, ix: NameIx) -> bool {
        self.ranks[ix.0 as usize] != usize::MAX
    }

    /// The names of a claim, or those on the lines that are cited for it.
    fn of_claim(&self, dossier: &Dossier, lines: &Lines, ix: ClaimIx) -> Vec<NameIx> {
        let claim = &dossier[ix];
        let stances = claim.sources.iter().filter_map(|source| dossier[*source].stances.get(&ix));
        self.near(lines, &claim.names, stances.flat_map(|stance| &stance.at))
    }

    /// The names of an event, or those on the lines that are cited for it.
    fn of_event(&self, dossier: &Dossier, lines: &Lines, ix: EventIx) -> Vec<NameIx> {
        let event = &dossier[ix];
        let accounts = event.sources.iter().filter_map(|source| dossier[*source].accounts.get(&ix));
        self.near(lines, &event.names, accounts.flat_map(|account| &account.at))
    }

    fn near<'a>(&self, lines: &Lines, own: &[NameIx], places: impl Iterator<Item = &'a Place>) -> Vec<NameIx> {
        let mut names: BTreeSet<NameIx> = own.iter().copied().filter(|ix| self.is_listed(*ix)).collect();
        // Lines are often whole paragraphs: what an editor names is nearer to the point.
        for place in places.take_while(|_| own.is_empty()) {
            names.extend(place.at.lines.into_iter().flat_map(|range| lines.within(place.source, range)));
        }
        names.into_iter().collect()
    }
}

/// Whether a name stands only in what surrounds the articles: menus, teasers, captions. Who wrote or published one,
/// or is part of what is claimed, belongs to them all the same.
fn only_around(dossier: &Dossier, comparison: &Comparison, sources: &[Vec<Part>], ix: NameIx) -> bool {
    let name = &dossier[ix];
    let mentions = comparison.mentions(ix);
    !mentions.is_empty()
        && mentions.iter().all(|(_, located)| !located.in_body)
        && name.claims.is_empty()
        && !sources[ix.0 as usize].iter().any(Part::is_of_the_source)
}

/// The sources of every name, with its part in them.
fn sources(dossier: &Dossier, comparison: &Comparison) -> Vec<Vec<Part>> {
    let mut all: Vec<Vec<Part>> = vec![Vec::new(); dossier.names.len()];
    fn add(all: &mut [Vec<Part>], name: NameIx, source: SourceIx, set: impl Fn(&mut Part)) {
        let parts = &mut all[name.0 as usize];
        if parts.last().is_none_or(|part| part.source != source) {
            parts.push(Part::of(source));
        }
        if let Some(part) = parts.last_mut() {
            set(part);
        }
    }
    for ix in SourceIx::all(dossier) {
        let source = &dossier[ix];
        let mut party = |party: &Party, set: fn(&mut Part)| {
            if let Party::Name(name) = party {
                add(&mut all, *name, ix, set);
            }
        };
        source.authors.iter().for_each(|p| party(p, |part| part.author = true));
        source.credits.iter().for_each(|p| party(p, |part| part.credited = true));
        source.publisher.iter().for_each(|p| party(p, |part| part.publisher = true));
        let spoken = source.stances.values().filter_map(|stance| stance.speaker.as_ref());
        let told = source.accounts.values().filter_map(|account| account.speaker.as_ref());
        spoken.chain(told).for_each(|p| party(p, |part| part.speaker = true));
        for name in &source.names {
            add(&mut all, *name, ix, |part| part.tagged = true);
        }
    }
    for (parts, mentions) in all.iter_mut().zip(&comparison.mentions) {
        let mut seen = None;
        for (source, _) in mentions {
            if seen.replace(*source) != Some(*source) {
                parts.push(Part::of(*source));
            }
        }
        // Stable, so that what is known of the part comes before the bare mention, which goes.
        parts.sort_by_key(|part| part.source);
        parts.dedup_by_key(|part| part.source);
    }
    all
}

/// For every name, the exceptions of others that stand for it.
fn stands_in(dossier: &Dossier) -> Vec<Vec<(NameIx, usize)>> {
    let mut all = vec![Vec::new(); dossier.names.len()];
    for ix in NameIx::all(dossier) {
        for (place, name) in dossier[ix].stands_for.iter().enumerate() {
            if let Some(name) = name {
                all[name.0 as usize].push((ix, place));
            }
        }
    }
    all
}

/// The first of those counted, most often first.
fn most(mut counts: Vec<(NameIx, usize)>, ranks: &[usize]) -> Vec<(NameIx, usize)> {
    counts.sort_unstable_by_key(|(name, count)| (std::cmp::Reverse(*count), ranks[name.0 as usize]));
    counts.truncate(MOST_MET);
    counts
}

/// A name on a line of a source.
type Entry = (SourceIx, usize, NameIx);

/// Which names stand on which lines of the articles.
struct Lines {
    /// By source and line; each name once a line.
    entries: Vec<Entry>,
}

impl Lines {
    fn of(dossier: &Dossier, comparison: &Comparison, ranks: &[usize]) -> Self {
        let mut entries: Vec<Entry> = NameIx::all(dossier)
            .filter(|ix| ranks[ix.0 as usize] != usize::MAX)
            .flat_map(|ix| comparison.mentions(ix).iter().map(move |(source, at)| (ix, *source, at)))
            .filter(|(_, _, at)| at.in_body)
            .map(|(ix, source, at)| (source, at.line, ix))
            .collect();
        entries.par_sort_unstable();
        entries.dedup();
        Lines { entries }
    }

    /// The names on some lines of a source.
    fn within(&self, source: SourceIx, range: LineRange) -> impl Iterator<Item = NameIx> {
        let near = range.last.saturating_sub(range.first) < CITED_LINES;
        let (first, last) = (range.first as usize, range.last as usize);
        let start = self.entries.partition_point(|(s, line, _)| (*s, *line) < (source, first));
        let found = self.entries[start..].iter().take_while(move |(s, line, _)| near && *s == source && *line <= last);
        found.map(|(_, _, name)| *name)
    }

    /// For every name, those met most often on the same lines, with the number of lines.
    fn beside(&self, dossier: &Dossier, ranks: &[usize]) -> Vec<Vec<(NameIx, usize)>> {
        let mut lines: Vec<Vec<&[Entry]>> = vec![Vec::new(); dossier.names.len()];
        for line in self.entries.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            if (2..=LINE_NAMES).contains(&line.len()) {
                line.iter().for_each(|(_, _, name)| lines[name.0 as usize].push(line));
            }
        }
        let of_name = |(own, lines): (usize, &Vec<&[Entry]>)| {
            let mut met: Vec<NameIx> = lines.iter().copied().flatten().map(|(_, _, name)| *name).collect();
            met.sort_unstable();
            let counts = met.chunk_by(|a, b| a == b).map(|run| (run[0], run.len()));
            most(counts.filter(|(name, _)| name.0 as usize != own).collect(), ranks)
        };
        lines.par_iter().enumerate().map(of_name).collect()
    }
}
