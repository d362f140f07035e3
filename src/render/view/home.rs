//! The home page: the finding in words computed from the records, what it rests on, and the way in.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use super::compare::RibbonsView;
use super::timeline::{DrawingView, LegendEntry, Size, drawing, legend};
use super::*;
use crate::compare::accounts::{Accounts, Descent, Origin};
use crate::diagnostic::File;
use crate::entry::record::{Role, StanceKind};
use crate::model::*;
use crate::render::context::{COLUMNS, Context, Whole};
use crate::render::strings::capitalised;
use crate::site::lies_outside;
use crate::site::ribbons::Canvas;

/// Sources named in one line; the rest is a number.
const NAMED: usize = 12;
/// Shared texts with a line of their own in the reckoning; the rest is summed up.
const SHARED_TEXTS: usize = 8;
/// Claims in the short matrix.
const CLAIMS: usize = 8;
/// Columns of the short matrix; with more sources it is a list.
const MATRIX_COLUMNS: usize = 12;
/// Texts in the map of shared text, and pairs below it.
const MAP_BARS: usize = 6;
const MAP_PAIRS: usize = 8;
/// Events in the short timeline.
const EVENTS: usize = 10;

/// The home page.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// The heading: the finding, or the dossier's title where there are no sources.
    pub heading: String,
    /// Sentences under the heading: the editors' own, then those that are computed.
    pub deck: Vec<String>,
    /// How the sources come to so many separate accounts; `None` where no text is known to be shared.
    pub reckoning: Option<Reckoning>,
    /// One claim as each source has it; `None` where no claim is told in two ways.
    pub retold: Option<Retold>,
    /// Which passages the sources share, drawn; `None` where they share none that is shown.
    pub map: Option<HomeMap>,
    /// The editors' introduction (`content/_index.md`).
    pub introduction: Option<Html>,
    /// The events that most sources tell of, in time.
    pub events: Option<HomeEvents>,
    /// The claims that are disputed or told in different ways.
    pub disputed: Option<Disputed>,
    /// What there is, in numbers.
    pub figures: Vec<Figure>,
    /// Who made it, and how.
    pub made: Made,
}

/// How the sources come to so many separate accounts: a sum.
#[derive(Debug, Serialize)]
pub struct Reckoning {
    /// What is added up.
    pub rows: Vec<ReckoningRow>,
    /// How many sources, in words: "Five articles".
    pub sources: String,
    /// The total: `2–3`.
    pub total: String,
    /// The address of the list of sources, below the root.
    pub path: String,
}

/// Sources that count together.
#[derive(Debug, Serialize)]
pub struct ReckoningRow {
    /// `shared` (one text), `part` (shares passages of it), `apart`, or `rest` (texts without a line of their own).
    pub kind: &'static str,
    /// The first of the sources.
    pub sources: Vec<SourceLink>,
    /// Their short titles, linked, as a list in words.
    pub names: Html,
    /// How many sources.
    pub count: usize,
    /// How many of them are not in `sources`.
    pub more: usize,
    /// The shared text.
    pub lineage: Option<LinkView>,
    /// The first sentence that the editors say of it.
    pub text: Option<String>,
    /// A text that isn't in the dossier, where one is supposed.
    pub lost: Option<String>,
    /// How many separate accounts: `1`, `0–1`.
    pub accounts: String,
}

/// Which passages the sources share.
#[derive(Debug, Serialize)]
pub struct HomeMap {
    /// The texts below each other, each beside what it shares most with.
    pub drawing: Option<RibbonsView>,
    /// The pairs that share most.
    pub pairs: Vec<MapPair>,
    /// How many more pairs there are.
    pub more: usize,
    /// Path of the comparison.
    pub path: String,
}

/// A pair of the map.
#[derive(Debug, Serialize)]
pub struct MapPair {
    /// One source.
    pub a: SourceLink,
    /// The other.
    pub b: SourceLink,
    /// Path of the pair's page.
    pub path: String,
    /// How many passages.
    pub passages: usize,
    /// How many of them differ in substance.
    pub differing: usize,
}

/// One claim as each source has it.
#[derive(Debug, Serialize)]
pub struct Retold {
    /// The claim.
    pub claim: LinkView,
    /// What differs, in the editors' words.
    pub differs: Option<Html>,
    /// The separate accounts behind it.
    pub accounts: AccountsView,
    /// How many sources say otherwise.
    pub disputed_by: usize,
    /// Whether support and contradiction come from one shared text.
    pub both_ways: bool,
    /// The sources: those that speak first.
    pub lines: Vec<Telling>,
    /// Sources that speak and have no line here.
    pub more: usize,
}

/// What one source makes of the claim.
#[derive(Debug, Serialize)]
pub struct Telling {
    /// What it does, and how it says it.
    pub mark: StanceMark,
    /// The place in its text, with the quoted words where the rights allow them.
    pub place: Option<PlaceView>,
    /// Whether it stands against another: red.
    pub differs: bool,
    /// The editors' remark.
    pub note: Option<Html>,
}

/// The events that most sources tell of.
#[derive(Debug, Serialize)]
pub struct HomeEvents {
    /// Drawn, with the row of publication dates.
    pub drawing: Option<DrawingView>,
    /// What its marks mean.
    pub legend: Vec<LegendEntry>,
    /// In time.
    pub rows: Vec<HomeEvent>,
    /// Dated events that are not here.
    pub more: usize,
    /// Events without a date.
    pub undated: usize,
    /// Path of the timeline.
    pub path: String,
}

/// An event of the short timeline.
#[derive(Debug, Serialize)]
pub struct HomeEvent {
    /// The event, with the first of its sources.
    pub row: EventRow,
    /// How many sources tell of it.
    pub count: usize,
}

/// The claims where a difference matters most.
#[derive(Debug, Serialize)]
pub struct Disputed {
    /// The claims, with a mark a column.
    pub rows: Vec<ClaimRow>,
    /// The columns, tied by the text that they share; empty where there are too many sources for columns.
    pub columns: Vec<KeyGroup>,
    /// How many claims are disputed.
    pub disputed: usize,
    /// How many claims there are in all.
    pub total: usize,
    /// Path of the list of all claims.
    pub path: String,
}

/// A number and what it counts.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// The number or range.
    pub value: String,
    /// What it counts.
    pub label: String,
    /// Path of the list, where there is one.
    pub path: Option<String>,
}

/// Who made the dossier, and how; the rest of it is in `site`.
#[derive(Debug, Serialize)]
pub struct Made {
    /// How the sources were chosen.
    pub selection: Option<Html>,
    /// The editors.
    pub editors: Vec<EditorView>,
    /// The newest entry of the change log.
    pub change: Option<ChangeRow>,
    /// Pages on how it was made and by whom.
    pub pages: Vec<LinkView>,
    /// Path of the change log.
    pub changes: String,
    /// Path of the page of downloads.
    pub data: String,
}

/// One of the editors.
#[derive(Debug, Serialize)]
pub struct EditorView {
    /// Name.
    pub name: String,
    /// A page about them.
    pub url: Option<String>,
    /// ORCID iD.
    pub orcid: Option<String>,
    /// What they did.
    pub role: Option<String>,
}

/// The home page.
pub fn home(cx: &Context<'_>) -> (PageView, HomeView) {
    let claims = Claims::of(cx);
    let own = cx.dossier.home.as_ref();
    let heading = match cx.dossier.sources.is_empty() {
        true => cx.site_title().to_string(),
        false => capitalised(&cx.finding()),
    };
    let deck: Vec<String> = own
        .and_then(|page| page.description.as_ref())
        .map(|d| d.value.clone())
        .into_iter()
        .chain(claims.deck(cx))
        .collect();
    let view = HomeView {
        reckoning: reckoning(cx),
        retold: claims.told.first().and_then(|told| retold(cx, told)),
        map: map(cx),
        introduction: cx.prose_if(own.map(|page| &page.text)),
        events: events(cx),
        disputed: disputed(cx, &claims),
        figures: figures(cx, &claims),
        made: made(cx),
        heading,
        deck,
    };
    let description = std::iter::once(format!("{}.", view.heading)).chain(view.deck.iter().cloned());
    let mut page = cx.page("home", cx.site_title(), &description.collect::<Vec<_>>().join(" "), own.map(|p| &p.header));
    let unnamed = |reckoning: &Reckoning| reckoning.rows.iter().any(|row| row.more > 0);
    if view.reckoning.as_ref().is_none_or(unnamed) {
        page.key = cx.key();
    }
    (page, view)
}

/// The sources of a shared text, in page order.
struct Group {
    lineage: LineageIx,
    /// Those whose text it is.
    whole: Vec<SourceIx>,
    /// Those that share passages of it, and may be accounts of their own.
    part: Vec<SourceIx>,
}

impl Group {
    fn size(&self) -> usize {
        self.whole.len() + self.part.len()
    }

    /// At least and at most so many separate accounts.
    fn accounts(&self) -> (usize, usize) {
        let whole = usize::from(!self.whole.is_empty());
        ((whole + self.part.len()).min(1), whole + self.part.len())
    }
}

/// The sources by shared text, the largest first, and those that stand apart.
fn groups<'a>(support: impl Iterator<Item = &'a Descent>) -> (Vec<Group>, Vec<SourceIx>) {
    let mut shared: BTreeMap<LineageIx, Group> = BTreeMap::new();
    let mut apart = Vec::new();
    for descent in support {
        match descent.origin {
            Origin::Own(source) => apart.push(source),
            Origin::Shared(lineage) => {
                let group =
                    shared.entry(lineage).or_insert_with(|| Group { lineage, whole: Vec::new(), part: Vec::new() });
                if descent.doubtful { &mut group.part } else { &mut group.whole }.push(descent.source);
            }
        }
    }
    let mut groups: Vec<Group> = shared.into_values().collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.size()), group.lineage));
    (groups, apart)
}

fn reckoning(cx: &Context<'_>) -> Option<Reckoning> {
    let overall = &cx.comparison.overall;
    let (groups, apart) = groups(overall.counted());
    if groups.is_empty() {
        return None;
    }
    let row = |kind, sources: &[SourceIx], (min, max): (usize, usize)| {
        let shown = cx.sources(&sources[..sources.len().min(NAMED)]);
        ReckoningRow {
            kind,
            names: names(cx, &shown, sources.len() - shown.len()),
            more: sources.len() - shown.len(),
            sources: shown,
            count: sources.len(),
            lineage: None,
            text: None,
            lost: None,
            accounts: cx.range(min, max),
        }
    };
    let mut rows = Vec::new();
    for group in groups.iter().take(SHARED_TEXTS) {
        let lineage = &cx.dossier[group.lineage];
        if !group.whole.is_empty() {
            rows.push(ReckoningRow {
                lineage: Some(cx.link(group.lineage)),
                text: lineage.text.as_ref().and_then(|text| first_sentence(cx.whole, text)),
                lost: lineage.lost.as_ref().map(|lost| lost.value.clone()),
                ..row("shared", &group.whole, (1, 1))
            });
        }
        if !group.part.is_empty() {
            let least = usize::from(group.whole.is_empty());
            let lineage = Some(cx.link(group.lineage));
            rows.push(ReckoningRow { lineage, ..row("part", &group.part, (least, group.part.len())) });
        }
    }
    let rest = groups.get(SHARED_TEXTS..).unwrap_or_default();
    if !rest.is_empty() {
        let sum = rest.iter().map(Group::accounts).fold((0, 0), |sum, (min, max)| (sum.0 + min, sum.1 + max));
        let sources: Vec<SourceIx> = rest.iter().flat_map(|g| g.whole.iter().chain(&g.part)).copied().collect();
        rows.push(row("rest", &sources, sum));
    }
    if !apart.is_empty() {
        rows.push(row("apart", &apart, (apart.len(), apart.len())));
    }
    let count = overall.counted().count();
    let sources = cx.t("home-sources", &[("n", (count as i64).into()), ("words", cx.number(count).into())]);
    let total = cx.range(overall.min, overall.max);
    Some(Reckoning { rows, sources: capitalised(&sources), total, path: cx.site.href("sources/") })
}

/// Short titles, linked: "Alimov, Raza and Antić", "Alimov, Raza and 200 more".
fn names(cx: &Context<'_>, sources: &[SourceLink], more: usize) -> Html {
    let mut words: Vec<String> = sources
        .iter()
        .map(|source| {
            let href = Html::escape(&format!("{}{}", cx.root, source.path));
            format!("<a href=\"{href}\">{}</a>", Html::escape(&source.short))
        })
        .collect();
    if more > 0 {
        words.push(Html::escape(&cx.t("home-more", &[("n", (more as i64).into())])).into_string());
    }
    let Some(last) = words.pop() else { return Html::default() };
    if words.is_empty() {
        return Html::from_trusted(last);
    }
    let comma = Html::escape(&cx.t("list-separator", &[])).into_string();
    // The message is plain text: marks that no text may hold keep the places of what is HTML already.
    let both = cx.t("list-and", &[("first", "\u{FDD0}".into()), ("last", "\u{FDD1}".into())]);
    let both = Html::escape(&both).into_string();
    Html::from_trusted(both.replace('\u{FDD0}', &words.join(&comma)).replace('\u{FDD1}', &last))
}

/// The first sentence of a text in the editors' words.
fn first_sentence(whole: Whole<'_>, prose: &crate::entry::prose::Prose) -> Option<String> {
    let text = whole.plain(prose);
    let sentence = text.unicode_sentences().next()?.trim();
    (!sentence.is_empty()).then(|| crate::render::context::summary(sentence))
}

/// A claim that sources tell in more than one way.
struct Told {
    claim: ClaimIx,
    disputed: bool,
    both_ways: bool,
    /// How many combinations of stance and modality there are.
    ways: usize,
    /// How many sources speak.
    speakers: usize,
}

/// What the home page says of the claims.
struct Claims {
    /// Those that are told in more than one way: the most telling contrast first.
    told: Vec<Told>,
    /// How many have one account behind them.
    single: usize,
    /// How many are disputed.
    disputed: usize,
    /// How many of those within one shared text.
    both_ways: usize,
}

impl Claims {
    fn of(cx: &Context<'_>) -> Self {
        let mut claims = Claims { told: Vec::new(), single: 0, disputed: 0, both_ways: 0 };
        for ix in ClaimIx::all(cx.dossier) {
            let accounts = cx.comparison.accounts(ix);
            let (disputed, both_ways) = (accounts.is_disputed(), accounts.one_text_both_ways());
            claims.single += usize::from(accounts.max == 1);
            claims.disputed += usize::from(disputed);
            claims.both_ways += usize::from(both_ways);
            let ways = ways(cx, ix);
            if ways > 1 && cx.dossier[ix].header.withdrawn.is_none() {
                let speakers = cx.dossier[ix].sources.len();
                claims.told.push(Told { claim: ix, disputed, both_ways, ways, speakers });
            }
        }
        // Disputed within one text first: nothing shows better what this is about.
        let rank = |t: &Told| (t.both_ways, t.disputed, cx.dossier[t.claim].key, t.ways, t.speakers);
        claims.told.sort_by(|a, b| rank(b).cmp(&rank(a)).then(a.claim.cmp(&b.claim)));
        claims
    }

    /// What follows from the records, in sentences.
    fn deck(&self, cx: &Context<'_>) -> Vec<String> {
        let number = |n: usize| (n as i64).into();
        let words = |n: usize| cx.number(n).into();
        let say =
            |key: &str, arguments: &[(&str, crate::render::strings::Argument<'_>)]| capitalised(&cx.t(key, arguments));
        let mut deck = Vec::new();
        let (groups, _) = groups(cx.comparison.overall.counted());
        match groups.as_slice() {
            [] => {}
            [only] if !only.whole.is_empty() => {
                let (whole, part) = (only.whole.len(), only.part.len());
                deck.push(say(
                    "home-one-text",
                    &[
                        ("n", number(whole)),
                        ("words", words(whole)),
                        ("part", number(part)),
                        ("partwords", words(part)),
                    ],
                ));
            }
            several => {
                let sources: usize = several.iter().map(Group::size).sum();
                deck.push(say(
                    "home-shared-texts",
                    &[
                        ("n", number(sources)),
                        ("words", words(sources)),
                        ("texts", number(several.len())),
                        ("textwords", words(several.len())),
                    ],
                ));
            }
        }
        let total = cx.dossier.claims.len();
        if total > 0 {
            deck.push(say(
                "home-single",
                &[("n", number(self.single)), ("words", words(self.single)), ("total", number(total))],
            ));
        }
        if self.disputed > 0 {
            deck.push(say(
                "home-disputed",
                &[
                    ("n", number(self.disputed)),
                    ("words", words(self.disputed)),
                    ("both", number(self.both_ways)),
                    ("bothwords", words(self.both_ways)),
                ],
            ));
        }
        deck
    }
}

/// In how many ways a claim is told: combinations of stance and modality.
pub(super) fn ways(cx: &Context<'_>, ix: ClaimIx) -> usize {
    let told = |source: &SourceIx| {
        let stance = cx.dossier[*source].stances.get(&ix)?;
        Some((stance.record.stance.value, stance.record.modality))
    };
    cx.dossier[ix].sources.iter().filter_map(told).collect::<BTreeSet<_>>().len()
}

fn retold(cx: &Context<'_>, told: &Told) -> Option<Retold> {
    let claim = &cx.dossier[told.claim];
    let rank = |source: &SourceIx| match cx.dossier.examined(*source, told.claim) {
        Examined::Read(stance) => match stance.record.stance.value {
            StanceKind::Asserts => 0,
            StanceKind::Disputes => 1,
            StanceKind::Qualifies | StanceKind::Silent => 2,
        },
        Examined::Silent => 3,
        Examined::NotExamined => 4,
    };
    let mut sources = match cx.dossier.sources.len() <= NAMED {
        true => columns(cx).into_iter().flat_map(|(_, sources)| sources).collect(),
        false => claim.sources.clone(),
    };
    sources.sort_by_key(rank);
    let more = sources.len().saturating_sub(NAMED);
    sources.truncate(NAMED);
    let opposed = |source: &SourceIx| {
        let stance = cx.dossier[*source].stances.get(&told.claim).map(|stance| stance.record.stance.value);
        told.disputed && matches!(stance, Some(StanceKind::Asserts | StanceKind::Disputes))
    };
    let lines = sources.iter().map(|source| telling(cx, told.claim, *source, opposed(source))).collect();
    let accounts = cx.comparison.accounts(told.claim);
    Some(Retold {
        claim: cx.link(told.claim),
        differs: cx.prose_if(claim.differs.as_ref()),
        accounts: cx.accounts(accounts),
        disputed_by: accounts.disputing().count(),
        both_ways: told.both_ways,
        lines,
        more,
    })
}

/// What one source makes of a claim; `differs` where it stands against another.
pub(super) fn telling(cx: &Context<'_>, claim: ClaimIx, source: SourceIx, differs: bool) -> Telling {
    let stance = cx.dossier[source].stances.get(&claim);
    let places = stance.map(|stance| stance.at.as_slice()).unwrap_or_default();
    let quoting = places.iter().find(|place| place.at.anchor.is_some()).or(places.first());
    Telling {
        mark: cx.mark(source, claim),
        place: quoting.map(|place| cx.place(Target::Claim(claim), place)),
        differs,
        note: cx.prose_if(stance.and_then(|stance| stance.record.note.as_ref())),
    }
}

fn events(cx: &Context<'_>) -> Option<HomeEvents> {
    let told: Vec<(usize, EventIx)> = cx.site.story.iter().copied().enumerate().collect();
    let mut chosen = told.clone();
    chosen.sort_by_key(|(nth, ix)| (std::cmp::Reverse(cx.dossier[*ix].sources.len()), *nth));
    chosen.truncate(EVENTS);
    chosen.sort_unstable();
    if chosen.is_empty() {
        return None;
    }
    let row = |ix: EventIx| {
        let mut row = cx.event_row(ix);
        row.sources.truncate(NAMED);
        HomeEvent { row, count: cx.dossier[ix].sources.len() }
    };
    let drawn: Vec<EventIx> = chosen.iter().map(|(_, ix)| *ix).collect();
    Some(HomeEvents {
        drawing: drawing(cx, &drawn, true, Size::Field),
        legend: legend(cx, &drawn, true),
        more: told.len() - chosen.len(),
        rows: chosen.into_iter().map(|(_, ix)| row(ix)).collect(),
        undated: cx.site.undated.iter().filter(|ix| !lies_outside(cx.dossier, **ix)).count(),
        path: cx.site.href("timeline/"),
    })
}

/// The map of shared text: of the sources of the pairs that share most.
fn map(cx: &Context<'_>) -> Option<HomeMap> {
    let shared = &cx.site.shared;
    let mut order: Vec<usize> = (0..shared.pairs.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(shared.pairs[*i].most_covered()), *i));
    let (mut drawn, mut seen): (Vec<SourceIx>, BTreeSet<SourceIx>) = Default::default();
    for source in order.iter().flat_map(|i| [shared.pairs[*i].a, shared.pairs[*i].b]) {
        if drawn.len() < MAP_BARS && seen.insert(source) {
            drawn.push(source);
        }
    }
    if drawn.is_empty() {
        return None;
    }
    let chain = cx.chain(&drawn);
    let names: Vec<&str> = chain.iter().map(|source| cx.dossier[*source].short_title()).collect();
    let names = names.join(&cx.t("list-separator", &[]));
    let words = (cx.t("home-map", &[]), cx.t("home-map-drawn", &[("sources", names.into())]));
    // Of those that share most, in the order of the comparison's own page.
    let more = order.len().saturating_sub(MAP_PAIRS);
    order.truncate(MAP_PAIRS);
    order.sort_unstable();
    let pairs = order.iter().map(|i| {
        let pair = &shared.pairs[*i];
        MapPair {
            a: cx.source(pair.a),
            b: cx.source(pair.b),
            path: cx.pair_path(pair),
            passages: pair.passages.len(),
            differing: pair.passages.iter().filter(|passage| passage.differs()).count(),
        }
    });
    Some(HomeMap {
        drawing: cx.ribbons(&chain, [Canvas::MAP, Canvas::MAP_NARROW], words),
        pairs: pairs.collect(),
        more,
        path: cx.site.href("compare/"),
    })
}

/// Sources that share a text side by side, with what ties them; in the order of the reckoning.
fn columns(cx: &Context<'_>) -> Vec<(KeyGroup, Vec<SourceIx>)> {
    let (groups, apart) = groups(cx.comparison.overall.support.iter());
    let column = |sources: Vec<SourceIx>, key: &str, partial| {
        let apart = key == "column-apart";
        (KeyGroup { sources: cx.sources(&sources), partial, apart, label: cx.t(key, &[]) }, sources)
    };
    let mut columns = Vec::new();
    for group in groups {
        columns.push(column(group.whole, "column-shared", false));
        columns.push(column(group.part, "column-part", true));
    }
    columns.push(column(apart, "column-apart", false));
    columns.retain(|(_, sources)| !sources.is_empty());
    columns
}

fn disputed(cx: &Context<'_>, claims: &Claims) -> Option<Disputed> {
    let key = ClaimIx::all(cx.dossier).filter(|ix| cx.dossier[*ix].key && cx.dossier[*ix].header.withdrawn.is_none());
    let mut chosen: Vec<ClaimIx> = claims.told.iter().filter(|t| t.disputed).map(|t| t.claim).collect();
    chosen.extend(claims.told.iter().filter(|t| !t.disputed && cx.dossier[t.claim].key).map(|t| t.claim));
    let seen: BTreeSet<ClaimIx> = chosen.iter().copied().collect();
    chosen.extend(key.filter(|ix| !seen.contains(ix)).take(CLAIMS));
    chosen.truncate(CLAIMS);
    if chosen.is_empty() {
        return None;
    }
    let columns = if cx.dossier.sources.len() <= MATRIX_COLUMNS { columns(cx) } else { Vec::new() };
    let order: Vec<SourceIx> = columns.iter().flat_map(|(_, sources)| sources).copied().collect();
    let row = |ix: &ClaimIx| {
        let mut row = cx.claim_row(*ix);
        row.marks = order.iter().map(|source| cx.mark(*source, *ix)).collect();
        row
    };
    Some(Disputed {
        rows: chosen.iter().map(row).collect(),
        columns: columns.into_iter().map(|(group, _)| group).collect(),
        disputed: claims.disputed,
        total: cx.dossier.claims.len(),
        path: cx.site.href("claims/"),
    })
}

fn figures(cx: &Context<'_>, claims: &Claims) -> Vec<Figure> {
    let dossier = cx.dossier;
    let overall = &cx.comparison.overall;
    let number = |n: usize| cx.theme.strings().number(n as i64);
    let claims_of = |full: fn(&Accounts) -> usize| cx.comparison.claims.iter().filter(|a| full(a) > 1).count();
    let two_in_full = (claims_of(|a| a.full_min), claims_of(|a| a.full_max));
    let mut figures = Vec::new();
    let mut add = |n: usize, value: String, key: &str, of: (usize, usize), address: Option<&str>| {
        if n > 0 {
            let [n, of, more] = [n, of.0, of.1].map(|number| (number as i64).into());
            let label = cx.t(key, &[("n", n), ("of", of), ("more", more)]);
            figures.push(Figure { value, label, path: address.map(|address| cx.site.href(address)) });
        }
    };
    let (sources, all) = (dossier.sources.len(), dossier.claims.len());
    add(sources, number(sources), "figure-sources", (0, 0), Some("sources/"));
    add(overall.max, cx.range(overall.min, overall.max), "figure-accounts", (0, 0), None);
    add(all, number(all), "figure-claims", (claims.single, 0), Some("claims/"));
    if all > 0 && overall.max > 1 {
        add(all, cx.range(two_in_full.0, two_in_full.1), "figure-two-in-full", (two_in_full.1, 0), None);
    }
    // As on the timeline: what lies outside the story is counted apart.
    let (outside, story): (Vec<EventIx>, Vec<EventIx>) =
        EventIx::all(dossier).partition(|ix| lies_outside(dossier, *ix));
    let undated = cx.site.undated.iter().filter(|ix| !lies_outside(dossier, **ix)).count();
    add(story.len(), number(story.len()), "figure-events", (undated, outside.len()), Some("timeline/"));
    add(cx.site.names.len(), number(cx.site.names.len()), "figure-names", (0, 0), Some("names/"));
    figures
}

fn made(cx: &Context<'_>) -> Made {
    let config = &cx.dossier.config;
    let selection = config.selection.as_ref().map(|word| {
        // What is wrong with it is told where the config is checked.
        let prose = crate::entry::prose_of(&File::new("config.toml", ""), word, &config.prose).value;
        cx.prose_with(&prose, "selection-")
    });
    let mut pages: Vec<PageIx> =
        PageIx::all(cx.dossier).filter(|ix| matches!(cx.dossier[*ix].role, Some(Role::Method | Role::About))).collect();
    pages.truncate(COLUMNS);
    let editors = config.editors.iter().map(|editor| EditorView {
        name: editor.name.value.clone(),
        url: editor.url.as_ref().map(|url| url.value.clone()),
        orcid: editor.orcid.as_ref().map(|orcid| orcid.value.clone()),
        role: editor.role.as_ref().map(|role| role.value.clone()),
    });
    Made {
        selection: selection.filter(|html| !html.is_empty()),
        editors: editors.collect(),
        change: ChangeIx::all(cx.dossier).next().and_then(|ix| cx.changes(&[ix]).pop()),
        pages: cx.links(&pages),
        changes: cx.site.href("changes/"),
        data: cx.site.href("data/"),
    }
}
