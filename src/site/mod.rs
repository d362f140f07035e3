//! Every page that will exist, and its address. No HTML here; colliding addresses are found here.

pub mod address;
pub mod letters;
pub mod names;
pub mod ribbons;
pub mod shared;
pub mod signs;
pub mod topics;
pub mod timeline;

use std::collections::BTreeMap;

use icu_collator::{Collator, options::CollatorOptions};
use icu_locale_core::Locale;
use rustc_hash::FxHashMap;

use crate::compare::Comparison;
use crate::diagnostic::{Code, Diagnostic, File, Noted, Place};
use crate::entry::record::LineRange;
use crate::model::{ClaimIx, Dossier, EventIx, NameIx, PageIx, SourceIx, Target, TopicIx};
use signs::Sign;

/// All pages, and the orders that several of them share.
#[derive(Debug)]
pub struct Site {
    /// Every page, in a fixed order.
    pub pages: Vec<Page>,
    /// The sign of each source.
    pub signs: Vec<Sign>,
    /// Claims by the root of their first topic, then as in the file; those without a topic last.
    pub claims: Vec<ClaimIx>,
    /// Sources by date of publication, as far as it is known; those without come last.
    pub by_date: Vec<SourceIx>,
    /// How many sources state their own date.
    pub with_date: usize,
    /// Events with a date, in time; those outside the story too.
    pub dated: Vec<EventIx>,
    /// Events without a date, in page order.
    pub undated: Vec<EventIx>,
    /// Events of the story itself that have a date, in time.
    pub story: Vec<EventIx>,
    /// The decades that have a page of their own, by their first year, each with its events of the story in time:
    /// none while one drawing can hold all.
    pub decades: BTreeMap<i64, Vec<EventIx>>,
    /// The events in the list of the timeline's own pages, in its order: those of the story in time, unless they
    /// stand on pages of decades; then those without a date; then what lies outside the story.
    pub timeline: Vec<EventIx>,
    /// Names that readers may look up, in the order of the dossier's language.
    pub names: Vec<NameIx>,
    /// What the pages of names share.
    pub name_index: names::Names,
    /// What the sources share.
    pub shared: shared::Shared,
    /// What each topic reaches, by index.
    reach: Vec<topics::Reach>,
    /// The place of each event in time, by index; those without a date come last.
    times: Vec<usize>,
    /// Whether each name may be looked up, by index.
    listed: Vec<bool>,
    /// Whether links name `index.html`.
    file_links: bool,
}

/// One page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// Its address below the site's root: `claims/water/`, `404.html`, or nothing for the home page.
    pub address: String,
    /// What it shows.
    pub kind: PageKind,
}

impl Page {
    /// The file that holds it, below `public/`.
    pub fn file(&self) -> String {
        if self.address.is_empty() || self.address.ends_with('/') {
            [self.address.as_str(), "index.html"].concat()
        } else {
            self.address.clone()
        }
    }

    /// What leads from the page to the site's root: `../../`, or `./` on the home page.
    pub fn root(&self) -> String {
        match self.address.matches('/').count() {
            0 => "./".to_string(),
            depth => "../".repeat(depth),
        }
    }
}

/// What a page shows. Numbers are those of a list's pages, from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PageKind {
    /// The finding, and the way in.
    Home,
    /// The list of sources.
    Sources(usize),
    /// One source.
    Source(SourceIx),
    /// The drawn timeline and the ordered list; later pages continue the list.
    Timeline(usize),
    /// The events of ten years, where there are too many for one page; the first year.
    Decade(i64, usize),
    /// One event.
    Event(EventIx),
    /// The tree of topics.
    Topics,
    /// One topic; later pages continue its list of sources.
    Topic(TopicIx, usize),
    /// The index of names.
    Names(usize),
    /// One name; later pages continue its list of sources.
    Name(NameIx, usize),
    /// The matrix.
    Claims(usize),
    /// One claim.
    Claim(ClaimIx),
    /// Who shares text with whom; later pages continue the list of pairs.
    Compare(usize),
    /// Two sources side by side; the place among the pairs.
    Pair(usize),
    /// One passage in all sources that carry it; the place among the synopses.
    Synopsis(usize),
    /// Corrections, updates, replies.
    Changes,
    /// The data to download.
    Data,
    /// A page of prose.
    Page(PageIx),
    /// What is shown where nothing is.
    NotFound,
    /// Leads on to an address below the root: a record that was renamed.
    Redirect(String),
}

/// Beyond so many dated events, one drawing can't be read: the timeline is split into decades.
pub const TIMELINE_MARKS: usize = 200;
/// Events on a page of a list.
pub const EVENTS_A_PAGE: usize = 100;
/// Names on a page of the index.
pub const NAMES_A_PAGE: usize = 400;
/// Claims on a page of the matrix.
pub const CLAIMS_A_PAGE: usize = 100;

/// Pairs on a page of the list, where there are too many sources for a table of all.
pub const PAIRS_A_PAGE: usize = 100;
/// With more sources than this, the pairs are a list.
pub const COMPARED: usize = 40;

/// How many pages a list of `items` takes: at least one.
pub fn page_count(items: usize, per_page: usize) -> usize {
    items.div_ceil(per_page.max(1)).max(1)
}

/// Lays out the site.
pub fn plan(dossier: &Dossier, comparison: &Comparison) -> Noted<Site> {
    let mut dated: Vec<EventIx> = Vec::new();
    let mut undated = Vec::new();
    for ix in EventIx::all(dossier) {
        match &dossier[ix].date {
            Some(date) if !date.value.value.is_undated() => dated.push(ix),
            _ => undated.push(ix),
        }
    }
    dated.sort_by_cached_key(|ix| (dossier[*ix].date.as_ref().map(|d| d.value.value.sort_key()), *ix));
    let (outside, story): (Vec<EventIx>, Vec<EventIx>) = dated.iter().partition(|ix| lies_outside(dossier, **ix));
    let (outside_undated, timeless): (Vec<EventIx>, Vec<EventIx>) =
        undated.iter().partition(|ix| lies_outside(dossier, **ix));
    let mut decades: BTreeMap<i64, Vec<EventIx>> = BTreeMap::new();
    let mut timeline = Vec::new();
    if story.len() <= TIMELINE_MARKS {
        timeline.extend(&story);
    } else {
        for ix in &story {
            decades.entry(decade_of(dossier, *ix).unwrap_or(0)).or_default().push(*ix);
        }
    }
    timeline.extend(timeless.into_iter().chain(outside).chain(outside_undated));
    let listed: Vec<bool> =
        NameIx::all(dossier).map(|ix| !dossier[ix].private && comparison.knows(dossier, ix)).collect();
    let names = collated(dossier, &listed);
    let mut times = vec![0; dossier.events.len()];
    for (time, ix) in dated.iter().chain(&undated).enumerate() {
        times[ix.0 as usize] = time;
    }
    let mut site = Site {
        pages: Vec::new(),
        signs: signs::signs(dossier),
        name_index: names::Names::gather(dossier, comparison, &names),
        shared: shared::Shared::of(dossier, comparison),
        reach: topics::reach(dossier, comparison, &times),
        times,
        claims: by_topic(dossier),
        dated,
        undated,
        by_date: by_date(dossier),
        with_date: dossier.sources.iter().filter(|source| source.states_date()).count(),
        names,
        story,
        decades,
        timeline,
        listed,
        file_links: dossier.config.links == crate::config::Links::File,
    };
    site.pages = site.all_pages(dossier);
    let mut notes = site.add_redirects(dossier);
    notes.extend(collisions(&site.pages));
    Noted::new(site, notes)
}

/// Sources by the earliest day on which they may have been published, then by the latest.
fn by_date(dossier: &Dossier) -> Vec<SourceIx> {
    let mut sources: Vec<SourceIx> = SourceIx::all(dossier).collect();
    sources.sort_by_key(|ix| {
        let window = &dossier[*ix].window;
        let (earliest, latest) = (window.earliest.day(), window.latest.day());
        let known = earliest.or(latest);
        (known.is_none(), known, latest.is_none(), latest, *ix)
    });
    sources
}

/// Claims in the order of the matrix.
fn by_topic(dossier: &Dossier) -> Vec<ClaimIx> {
    let mut claims: Vec<ClaimIx> = ClaimIx::all(dossier).collect();
    claims.sort_by_cached_key(|ix| {
        let root = dossier[*ix].topics.first().map(|topic| root_topic(dossier, *topic));
        (root.is_none(), root, *ix)
    });
    claims
}

/// The topic at the top of the tree that a topic is in. There are no rings: linking cuts them.
pub fn root_topic(dossier: &Dossier, topic: TopicIx) -> TopicIx {
    let mut root = topic;
    while let Some(broader) = dossier[root].broader {
        root = broader;
    }
    root
}

/// Listed names by what they are sorted under, in the language's own order.
fn collated(dossier: &Dossier, listed: &[bool]) -> Vec<NameIx> {
    let mut names: Vec<NameIx> = NameIx::all(dossier).filter(|ix| listed[ix.0 as usize]).collect();
    let locale: Locale = dossier.config.language.parse().unwrap_or(Locale::UNKNOWN);
    match Collator::try_new(locale.into(), CollatorOptions::default()) {
        Ok(collator) => {
            names.sort_by(|a, b| collator.compare(dossier[*a].sort_under(), dossier[*b].sort_under()).then(a.cmp(b)))
        }
        Err(_) => names.sort_by_key(|ix| dossier[*ix].sort_under().to_lowercase()),
    }
    names
}

impl Site {
    /// What a topic reaches.
    pub fn reach(&self, topic: TopicIx) -> &topics::Reach {
        &self.reach[topic.0 as usize]
    }

    /// Whether there is anything to compare: passages that may be shown, or shared texts that the editors know of.
    pub fn compares(&self, dossier: &Dossier) -> bool {
        !self.shared.is_empty() || !dossier.lineages.is_empty()
    }

    /// How many pages the comparison of all sources takes.
    pub fn compare_pages(&self, dossier: &Dossier) -> usize {
        match dossier.sources.len() <= COMPARED {
            true => 1,
            false => page_count(self.shared.pairs.len(), PAIRS_A_PAGE),
        }
    }

    /// Whether anything is known of when an event took place.
    pub fn is_dated(&self, event: EventIx) -> bool {
        self.times[event.0 as usize] < self.dated.len()
    }

    /// Events in time; those without a date last.
    pub fn in_time(&self, events: &[EventIx]) -> Vec<EventIx> {
        let mut events = events.to_vec();
        events.sort_unstable_by_key(|ix| self.times[ix.0 as usize]);
        events
    }

    /// The address of a record's page, or of the place on a page that is about it. `None` where it has none.
    pub fn address(&self, dossier: &Dossier, target: Target) -> Option<String> {
        if let Target::Name(ix) = target
            && !self.listed[ix.0 as usize]
        {
            return None;
        }
        Some(address::of(dossier, target))
    }

    /// An address as links write it: with `index.html` where the site is to be read from a folder.
    pub fn href(&self, address: &str) -> String {
        if !self.file_links {
            return address.to_string();
        }
        let (path, fragment) = address.split_once('#').map_or((address, None), |(path, f)| (path, Some(f)));
        let mut href = path.to_string();
        if path.is_empty() || path.ends_with('/') {
            href.push_str("index.html");
        }
        if let Some(fragment) = fragment {
            href.push('#');
            href.push_str(fragment);
        }
        href
    }

    fn all_pages(&self, dossier: &Dossier) -> Vec<Page> {
        let size = dossier.config.page_size as usize;
        let mut pages = Vec::new();
        let mut add = |address: String, kind: PageKind| pages.push(Page { address, kind });
        add(String::new(), PageKind::Home);
        for n in 1..=page_count(dossier.sources.len(), size) {
            add(address::page("sources/", n), PageKind::Sources(n));
        }
        for ix in SourceIx::all(dossier) {
            add(address::of(dossier, Target::Source(ix)), PageKind::Source(ix));
        }
        for n in 1..=page_count(self.timeline.len(), EVENTS_A_PAGE) {
            add(address::page("timeline/", n), PageKind::Timeline(n));
        }
        for (decade, events) in &self.decades {
            for n in 1..=page_count(events.len(), EVENTS_A_PAGE) {
                add(address::page(&address::decade(*decade), n), PageKind::Decade(*decade, n));
            }
        }
        for ix in EventIx::all(dossier) {
            add(address::of(dossier, Target::Event(ix)), PageKind::Event(ix));
        }
        add("topics/".into(), PageKind::Topics);
        for ix in TopicIx::all(dossier) {
            for n in 1..=page_count(self.reach(ix).sources.len(), size) {
                add(address::page(&address::of(dossier, Target::Topic(ix)), n), PageKind::Topic(ix, n));
            }
        }
        for n in 1..=page_count(self.names.len(), NAMES_A_PAGE) {
            add(address::page("names/", n), PageKind::Names(n));
        }
        for ix in &self.names {
            for n in 1..=page_count(self.name_index.sources(*ix).len(), size) {
                add(address::page(&address::of(dossier, Target::Name(*ix)), n), PageKind::Name(*ix, n));
            }
        }
        for n in 1..=page_count(dossier.claims.len(), CLAIMS_A_PAGE) {
            add(address::page("claims/", n), PageKind::Claims(n));
        }
        for ix in ClaimIx::all(dossier) {
            add(address::of(dossier, Target::Claim(ix)), PageKind::Claim(ix));
        }
        if self.compares(dossier) {
            for n in 1..=self.compare_pages(dossier) {
                add(address::page("compare/", n), PageKind::Compare(n));
            }
        }
        for (n, pair) in self.shared.pairs.iter().enumerate() {
            add(address::pair(dossier, pair.a, pair.b), PageKind::Pair(n));
        }
        for (n, synopsis) in self.shared.synopses.iter().enumerate().filter(|(_, synopsis)| synopsis.has_page()) {
            add(address::synopsis(&synopsis.id), PageKind::Synopsis(n));
        }
        add("changes/".into(), PageKind::Changes);
        add("data/".into(), PageKind::Data);
        for ix in PageIx::all(dossier) {
            add(address::of(dossier, Target::Page(ix)), PageKind::Page(ix));
        }
        add("404.html".into(), PageKind::NotFound);
        pages
    }

    /// A page at each former address that leads to the present one, and one where people try `/events/`.
    fn add_redirects(&mut self, dossier: &Dossier) -> Vec<Diagnostic> {
        let redirect = |address: String, to: String| Page { address, kind: PageKind::Redirect(to) };
        let mut pages = vec![redirect("events/".into(), "timeline/".into())];
        let mut notes = Vec::new();
        for (kind, id, target) in dossier.ids.former() {
            let Some(to) = self.address(dossier, target) else { continue };
            let own = format!("{}/{id}/", kind.plural());
            if !to.contains('#') && own != to {
                pages.push(redirect(own, to));
            }
        }
        notes.extend(
            pages
                .iter()
                .filter(|p| p.file().len() > 1000)
                .map(|p| Diagnostic::new(Code::DuplicateAddress, format!("the address `{}` is too long", p.address))),
        );
        self.pages.extend(pages);
        notes
    }
}

/// Whether an event lies outside the story: the editor says so, or it is known only from what stands around the
/// articles (menus, teasers), which dates the saved page and not the text.
pub fn lies_outside(dossier: &Dossier, ix: EventIx) -> bool {
    let event = &dossier[ix];
    let mut cited = event.sources.iter().filter_map(|s| Some((*s, dossier[*s].accounts.get(&ix)?))).peekable();
    let around = |(source, account): (SourceIx, &crate::model::Account)| {
        !account.at.is_empty()
            && account.at.iter().all(|place| {
                place.source == source
                    && place.at.lines.is_some_and(|lines| {
                        let within = |part: &LineRange| part.first <= lines.first && lines.last <= part.last;
                        dossier[source].parts.boilerplate.iter().any(|part| within(&part.value))
                    })
            })
    };
    event.background || (cited.peek().is_some() && cited.all(around))
}

/// The first year of the ten in which an event begins.
pub fn decade_of(dossier: &Dossier, ix: EventIx) -> Option<i64> {
    let bounds = dossier[ix].date.as_ref()?.value.value.bounds();
    let day = bounds.start.earliest.day().or(bounds.end.latest.day())?;
    Some(day.year().div_euclid(10) * 10)
}

/// Two pages at one address, judged after case-folding: some file systems and hosts can't tell them apart.
fn collisions(pages: &[Page]) -> Vec<Diagnostic> {
    let mut seen: FxHashMap<String, &Page> = FxHashMap::default();
    seen.reserve(pages.len());
    let mut notes = Vec::new();
    for page in pages {
        let mut file = page.file();
        if !file.is_ascii() {
            file = file.to_lowercase();
        }
        file.make_ascii_lowercase();
        if let Some(first) = seen.insert(file, page) {
            let message = format!("two pages would be at `{}` (the other is `{}`)", page.address, first.address);
            let mut note = Diagnostic::new(Code::DuplicateAddress, message).help("give one of the records another id");
            note.place = Some(Place::whole(&File::new(format!("content/{}", page.address), "")));
            notes.push(note);
        }
    }
    notes
}
