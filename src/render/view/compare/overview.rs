//! Who shares text with whom, in all of the dossier.

use serde::Serialize;

use super::question::QuestionView;
use super::*;
use crate::compare::Computed;
use crate::entry::record::Part;
use crate::model::LineageIx;
use crate::render::view::sources::{ReviewView, SharedView, plain, shared};
use crate::site::{COMPARED, PAIRS_A_PAGE};

/// Past so many sources, cells of the table have room for a number only.
const ROOMY: usize = 10;
/// With more sources than this, where the passages lie is drawn on the page of each source only.
const TRACKED: usize = 16;
/// Most passages that are listed as differing, or as carried by several sources; the pages of pairs have the rest.
const LISTED: usize = 40;
/// Most questions of one passage; its own page has more.
const QUESTIONS: usize = 12;
/// Most members of a shared text that are drawn or listed.
const MEMBERS: usize = 24;
/// Most groups of sources that share sentences to the letter, most shared texts.
const GROUPS: usize = 100;

/// `compare.html`: all of them at a glance.
#[derive(Debug, Serialize)]
pub struct OverviewPage {
    /// The finding in sentences.
    pub glance: Vec<String>,
    /// Which page of the list this is, from 1: all but the list of pairs is on the first.
    pub n: usize,
    /// A table of all sources by all sources; `None` where there are too many, or nothing is shared.
    pub table: Option<TableView>,
    /// The pairs as a list, where there are too many sources for a table; those that share most first.
    pub pairs: Vec<PairRow>,
    /// The list's pages.
    pub pagination: Option<PaginationView>,
    /// Sources that share sentences to the letter, and were compared with others as one.
    pub groups: Vec<GroupView>,
    /// The shared texts that the editors know of.
    pub lineages: Vec<LineageView>,
    /// Shared texts that were computed and that the editors' know nothing of.
    pub computed: Vec<ComputedView>,
    /// Sources that share nothing that is shown, and that the editors tie to no other, where there are few.
    pub apart: Vec<SourceLink>,
    /// Where the passages lie in each text; empty where there are too many sources.
    pub tracks: Vec<TracksView>,
    /// Degrees that occur, the closest first.
    pub degrees: Vec<&'static str>,
    /// The passages in which something differs, the most telling first.
    pub differing: Vec<DifferingView>,
    /// How many more there are.
    pub more_differing: usize,
    /// The passages that three or more sources carry.
    pub synopses: Vec<SynopsisLink>,
    /// How many more there are.
    pub more_synopses: usize,
    /// Pairs that were found and may not be shown, since no editor has looked at them.
    pub unreviewed: usize,
    /// Whether texts were compared at all.
    pub compared: bool,
}

/// A half of a table of all sources by all sources.
#[derive(Debug, Serialize)]
pub struct TableView {
    /// The columns: all but the first source.
    pub columns: Vec<SourceLink>,
    /// The rows: all but the last.
    pub rows: Vec<TableRow>,
    /// Whether there is room for drawings and names.
    pub roomy: bool,
    /// Whether some of them are in other languages than others.
    pub tongues: bool,
}

/// One source against those after it.
#[derive(Debug, Serialize)]
pub struct TableRow {
    /// The source.
    pub source: SourceLink,
    /// A cell a column; `None` where another row has the pair.
    pub cells: Vec<Option<CellView>>,
}

/// A pair in the table.
#[derive(Debug, Serialize)]
pub struct CellView {
    /// Path of the pair's page; `None` where nothing is shared, or shown.
    pub path: Option<String>,
    /// How many passages.
    pub passages: usize,
    /// Of each degree that occurs: the degree, left edge and width in hundredths of the most of all pairs.
    pub degrees: Vec<(&'static str, i64, i64)>,
    /// How much of the text of which more is covered is covered, in per cent.
    pub covered: i64,
    /// Passages that differ in substance.
    pub differing: usize,
    /// Whether nothing can be found between the two, since they are in different languages.
    pub tongues: bool,
}

/// A pair in a list.
#[derive(Debug, Serialize)]
pub struct PairRow {
    /// One source.
    pub a: SourceLink,
    /// The other.
    pub b: SourceLink,
    /// The rest.
    pub cell: CellView,
    /// How much of each the passages cover, in per cent.
    pub covered: (i64, i64),
}

/// Sources that share sentences to the letter.
#[derive(Debug, Serialize)]
pub struct GroupView {
    /// The one that was compared for all.
    pub representative: SourceLink,
    /// The first of the others.
    pub members: Vec<SourceLink>,
    /// How many they are in all.
    pub count: usize,
    /// How many are not in the list.
    pub more: usize,
}

/// A shared text that the editors know of, and how it stands to what was computed.
#[derive(Debug, Serialize)]
pub struct LineageView {
    /// The shared text.
    pub lineage: LinkView,
    /// Its id, for anchors.
    pub id: String,
    /// A text that isn't in the dossier, where one is supposed.
    pub lost: Option<String>,
    /// What the editors say of it.
    pub text: Option<Html>,
    /// The members, with what each shares and why that is thought.
    pub members: Vec<MemberView>,
    /// How many members are not listed.
    pub more: usize,
    /// Drawn, for a wide and for a narrow page.
    pub drawing: Option<LineageDrawing>,
    /// `same`, `differs` or `none`: whether a computed shared text has the same members.
    pub agreement: &'static str,
    /// Members that the editors see and the computation doesn't.
    pub only_editors: Vec<SourceLink>,
    /// Members that the computation sees and the editors don't.
    pub only_computed: Vec<SourceLink>,
    /// The editors' verdict on that.
    pub reviewed: Option<ReviewView>,
}

/// A member of a shared text.
#[derive(Debug, Serialize)]
pub struct MemberView {
    /// The source.
    pub source: SourceLink,
    /// How much of it, in what relation, how surely, and why.
    pub shared: SharedView,
}

/// A shared text that was computed.
#[derive(Debug, Serialize)]
pub struct ComputedView {
    /// Its members.
    pub members: Vec<SourceLink>,
    /// How many are not listed.
    pub more: usize,
    /// Drawn.
    pub drawing: Option<LineageDrawing>,
}

/// A shared text as a drawing: a line for each member, and an arc for each pair that shares passages.
#[derive(Debug, Serialize)]
pub struct LineageDrawing {
    /// What it shows, for those who can't see it.
    pub title: String,
    /// The same at more length.
    pub desc: String,
    /// The text above them, in words, where one is supposed.
    pub lost: Option<String>,
    /// Whether the editors tie the members; else only arcs are drawn.
    pub tied: bool,
    /// The members from top to bottom.
    pub members: Vec<DrawnMember>,
    /// The pairs among them.
    pub arcs: Vec<ArcView>,
    /// Units from top to bottom.
    pub height: i64,
    /// Where the line down from the shared text ends.
    pub stem: i64,
}

/// A member as it is drawn.
#[derive(Debug, Serialize)]
pub struct DrawnMember {
    /// The source.
    pub source: SourceLink,
    /// The middle of its line.
    pub y: i64,
    /// Whether it shares passages only.
    pub partial: bool,
    /// How much of it is the shared text, in words; empty where the editors don't say.
    pub part: String,
}

/// A pair as an arc.
#[derive(Debug, Serialize)]
pub struct ArcView {
    /// Where it begins.
    pub from: i64,
    /// Where it ends.
    pub to: i64,
    /// How far it reaches out, of 100 at most.
    pub reach: i64,
    /// Width of its line, in tenths.
    pub width: i64,
}

/// A passage in which something differs.
#[derive(Debug, Serialize)]
pub struct DifferingView {
    /// The passage.
    pub passage: SynopsisLink,
    /// The claim that sources tell in two ways, and what each makes of it.
    pub opposed: Option<RetoldView>,
    /// What else they tell otherwise, where that may be shown.
    pub questions: Vec<QuestionView>,
    /// How many more questions there are.
    pub more: usize,
}

/// Height of a line of the drawing of a shared text.
const LINE: i64 = 44;

/// `compare/`; `n` counts the pages of the list of pairs from 1.
pub fn overview(cx: &Context<'_>, n: usize) -> (PageView, OverviewPage) {
    let shared = &cx.whole.site.shared;
    let all = cx.dossier.sources.len();
    let many = all > COMPARED;
    let sharing: BTreeSet<SourceIx> = shared.pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
    let title = match shared.pairs.is_empty() {
        true => cx.t("compare-title-none", &[]),
        false => cx.t(
            "compare-title",
            &[
                ("n", (sharing.len() as i64).into()),
                ("count", cx.number(sharing.len()).into()),
                ("total", (all as i64).into()),
                ("of", cx.number(all).into()),
            ],
        ),
    };
    let title = strings::capitalised(&title);
    let (tied, apart): (Vec<SourceIx>, Vec<SourceIx>) = SourceIx::all(cx.dossier)
        .filter(|ix| !sharing.contains(ix))
        .partition(|ix| !cx.dossier[*ix].lineages.is_empty());
    let glance = glance(cx, &apart, &tied);
    let first = n == 1;
    let order: Vec<SourceIx> = cx.groups().into_values().flatten().collect();
    let listed: Vec<usize> = match many {
        true => {
            let mut by_share: Vec<usize> = (0..shared.pairs.len()).collect();
            by_share.sort_by_key(|i| (std::cmp::Reverse(shared.pairs[*i].most_covered()), *i));
            by_share.into_iter().skip((n - 1) * PAIRS_A_PAGE).take(PAIRS_A_PAGE).collect()
        }
        false => Vec::new(),
    };
    let most = shared.pairs.iter().map(|pair| pair.passages.len()).max().unwrap_or(1);
    let pairs = listed.iter().map(|i| {
        let pair = &shared.pairs[*i];
        PairRow {
            a: cx.source(pair.a),
            b: cx.source(pair.b),
            cell: cell(cx, pair, most),
            covered: (percent(pair.coverage.0), percent(pair.coverage.1)),
        }
    });
    let mut degrees: Vec<Degree> = shared.pairs.iter().flat_map(|pair| &pair.passages).map(|p| p.degree).collect();
    degrees.sort_unstable();
    degrees.dedup();
    let with_page: Vec<usize> = match first {
        true => (0..shared.synopses.len()).filter(|n| shared.synopses[*n].has_page()).collect(),
        false => Vec::new(),
    };
    let differing: &[usize] = if first { &shared.differing } else { &[] };
    let told: Vec<DifferingView> = differing.iter().filter_map(|n| differing_view(cx, *n)).take(LISTED).collect();
    let (lineages, computed) = if first { lineages(cx) } else { Default::default() };
    let mut page = cx.page("compare", &title, &glance.join(" "), None);
    page.key = cx.key();
    page.noindex = shared.pairs.iter().any(|pair| pair.standing != Standing::Related);
    let view = OverviewPage {
        glance,
        n,
        table: (!many && !shared.pairs.is_empty()).then(|| table(cx, &order, most)),
        pairs: pairs.collect(),
        pagination: match many {
            true => cx.pagination("compare/", n, cx.site.compare_pages(cx.dossier)),
            false => None,
        },
        groups: if first { groups(cx) } else { Vec::new() },
        lineages,
        computed,
        apart: if apart.len() <= TRACKS && !shared.pairs.is_empty() { cx.sources(&apart) } else { Vec::new() },
        tracks: match all > TRACKED || !first {
            true => Vec::new(),
            false => order.iter().filter_map(|source| cx.tracks(*source)).collect(),
        },
        degrees: degrees.into_iter().map(degree).collect(),
        more_differing: differing.len() - told.len(),
        differing: told,
        synopses: with_page.iter().take(LISTED * 2).map(|n| cx.synopsis(*n)).collect(),
        more_synopses: with_page.len().saturating_sub(LISTED * 2),
        unreviewed: cx
            .comparison
            .pairs
            .iter()
            .filter(|pair| !pair.shown && pair.standing != Standing::NotRelated)
            .count(),
        compared: cx.comparison.compared,
    };
    (page, view)
}

/// The language of a source's text, whatever its country: across languages, no wording is compared.
fn tongue<'a>(cx: &Context<'a>, source: SourceIx) -> &'a str {
    let site = &cx.whole.dossier.config.language.value;
    let own = cx.whole.dossier[source].language.as_ref().map_or(site, |language| &language.value);
    own.split('-').next().unwrap_or(own)
}

/// The finding. `apart` share nothing; nor do `tied`, but the editors hold them to be of a shared text.
fn glance(cx: &Context<'_>, apart: &[SourceIx], tied: &[SourceIx]) -> Vec<String> {
    let shared = &cx.site.shared;
    let number = |n: usize| (n as i64).into();
    if shared.pairs.is_empty() {
        return Vec::new();
    }
    let counted = |wanted: fn(Degree) -> bool| -> usize {
        shared.pairs.iter().flat_map(|pair| &pair.passages).filter(|passage| wanted(passage.degree)).count()
    };
    let passages = counted(|degree| degree != Degree::SharedQuotation);
    let verbatim = counted(|degree| degree == Degree::Verbatim);
    let mut sentences = vec![
        cx.t(
            "compare-passages",
            &[
                ("n", number(passages)),
                ("count", cx.number(passages).into()),
                ("pairs", number(shared.pairs.len())),
                ("pairwords", cx.number(shared.pairs.len()).into()),
            ],
        ),
        cx.t("compare-verbatim", &[("n", number(verbatim)), ("count", cx.number(verbatim).into())]),
    ];
    if !apart.is_empty() && apart.len() <= 3 {
        let names: Vec<&str> = apart.iter().map(|source| cx.dossier[*source].short_title()).collect();
        let names = names.join(&cx.t("list-separator", &[]));
        sentences.push(cx.t("compare-apart", &[("n", number(apart.len())), ("sources", names.into())]));
    }
    for source in tied {
        let alone = |lineage: &LineageIx| {
            let others = cx.dossier[*lineage].members.iter().filter(|(other, _)| other != source);
            others.map(|(other, _)| tongue(cx, *other)).all(|other| other != tongue(cx, *source))
        };
        let lineage = cx.dossier[*source].lineages.iter().map(|(lineage, _)| *lineage).find(alone);
        let Some(lineage) = lineage.filter(|_| tied.len() <= 3) else { continue };
        sentences.push(cx.t(
            "compare-other-language",
            &[
                ("source", cx.dossier[*source].short_title().into()),
                ("lineage", cx.dossier[lineage].short_title().into()),
            ],
        ));
    }
    let opposed: BTreeSet<ClaimIx> = shared.synopses.iter().flat_map(|s| &s.opposed).copied().collect();
    if !opposed.is_empty() {
        let count = cx.number(opposed.len());
        sentences.push(cx.t("compare-opposed", &[("n", number(opposed.len())), ("count", count.into())]));
    }
    sentences
}

fn cell(cx: &Context<'_>, pair: &Pair, most: usize) -> CellView {
    let mut degrees = Vec::new();
    let mut x = 0;
    for wanted in [Degree::Verbatim, Degree::NearVerbatim, Degree::Paraphrase, Degree::SharedQuotation] {
        let count = pair.passages.iter().filter(|p| p.degree == wanted).count();
        if count > 0 {
            let width = (count * 100 / most.max(1)).max(1) as i64;
            degrees.push((degree(wanted), x, width));
            x += width;
        }
    }
    CellView {
        path: Some(cx.pair_path(pair)),
        passages: pair.passages.len(),
        degrees,
        covered: percent(pair.most_covered()),
        differing: pair.passages.iter().filter(|p| p.differs()).count(),
        tongues: false,
    }
}

fn table(cx: &Context<'_>, order: &[SourceIx], most: usize) -> TableView {
    let shared = &cx.site.shared;
    let between = |a: SourceIx, b: SourceIx| {
        let found = shared.pairs.binary_search_by_key(&(a.min(b), a.max(b)), |pair| (pair.a, pair.b));
        match found {
            Ok(i) => cell(cx, &shared.pairs[i], most),
            Err(_) => CellView {
                path: None,
                passages: 0,
                degrees: Vec::new(),
                covered: 0,
                differing: 0,
                tongues: tongue(cx, a) != tongue(cx, b),
            },
        }
    };
    let rows = order.iter().enumerate().take(order.len().saturating_sub(1)).map(|(i, row)| TableRow {
        source: cx.source(*row),
        cells: order.iter().enumerate().skip(1).map(|(j, column)| (j > i).then(|| between(*row, *column))).collect(),
    });
    let rows: Vec<TableRow> = rows.collect();
    TableView {
        columns: cx.sources(&order[1.min(order.len())..]),
        roomy: order.len() <= ROOMY,
        tongues: rows.iter().flat_map(|row| row.cells.iter().flatten()).any(|cell| cell.tongues),
        rows,
    }
}

fn groups(cx: &Context<'_>) -> Vec<GroupView> {
    let groups = cx.comparison.groups.iter().take(GROUPS).map(|group| {
        let others: Vec<SourceIx> =
            group.members.iter().copied().filter(|source| *source != group.representative).take(TRACKS).collect();
        GroupView {
            representative: cx.source(group.representative),
            more: group.members.len().saturating_sub(others.len() + 1),
            members: cx.sources(&others),
            count: group.members.len(),
        }
    });
    groups.collect()
}

/// The shared texts that the editors know of, and those that only the computation has. Nothing is said of what was
/// computed while a pair that it rests on may not be shown.
fn lineages(cx: &Context<'_>) -> (Vec<LineageView>, Vec<ComputedView>) {
    let shown = |(a, b): &(SourceIx, SourceIx)| {
        let found = (*a.min(b), *a.max(b));
        cx.site.shared.pairs.binary_search_by_key(&found, |pair| (pair.a, pair.b)).is_ok()
    };
    let computed: Vec<&Computed> =
        cx.comparison.lineages.iter().filter(|computed| computed.basis.iter().all(shown)).collect();
    let mut matched = BTreeSet::new();
    let lineages = LineageIx::all(cx.dossier).take(GROUPS).map(|ix| {
        let members: BTreeSet<SourceIx> = cx.dossier[ix].members.iter().map(|(source, _)| *source).collect();
        let common = |i: &usize| computed[*i].members.iter().filter(|source| members.contains(source)).count();
        let best = (0..computed.len()).filter(|i| common(i) > 1).max_by_key(|i| (common(i), std::cmp::Reverse(*i)));
        matched.extend(best);
        lineage(cx, ix, best.map(|i| computed[i]))
    });
    let lineages: Vec<LineageView> = lineages.collect();
    let unknown =
        computed.iter().enumerate().filter(|(i, _)| !matched.contains(i)).take(GROUPS).map(|(_, computed)| {
            let shown = &computed.members[..computed.members.len().min(MEMBERS)];
            let names: Vec<&str> = shown.iter().map(|source| cx.dossier[*source].short_title()).collect();
            let title =
                cx.t("lineage-drawing-computed", &[("sources", names.join(&cx.t("list-separator", &[])).into())]);
            ComputedView {
                members: cx.sources(shown),
                more: computed.members.len() - shown.len(),
                drawing: (computed.members.len() <= MEMBERS).then(|| {
                    let members = shown.iter().map(|source| (*source, None)).collect::<Vec<_>>();
                    drawing(cx, title, None, &members)
                }),
            }
        });
    let unknown = unknown.collect();
    (lineages, unknown)
}

fn lineage(cx: &Context<'_>, ix: LineageIx, computed: Option<&Computed>) -> LineageView {
    let lineage = &cx.dossier[ix];
    let members: Vec<(SourceIx, usize)> = lineage.members.iter().take(MEMBERS).copied().collect();
    let all: BTreeSet<SourceIx> = lineage.members.iter().map(|(source, _)| *source).collect();
    let theirs: BTreeSet<SourceIx> = computed.map_or(BTreeSet::new(), |c| c.members.iter().copied().collect());
    let difference = |a: &BTreeSet<SourceIx>, b: &BTreeSet<SourceIx>| {
        cx.sources(&a.difference(b).copied().take(MEMBERS).collect::<Vec<_>>())
    };
    let lost = plain(&lineage.lost);
    let drawn: Vec<(SourceIx, Option<Part>)> =
        members.iter().map(|(source, i)| (*source, Some(lineage.record.members[*i].part))).collect();
    LineageView {
        lineage: cx.link(ix),
        id: lineage.header.id.value.clone(),
        text: cx.prose_if(lineage.text.as_ref()),
        more: lineage.members.len() - members.len(),
        drawing: (lineage.members.len() <= MEMBERS).then(|| {
            drawing(cx, cx.t("lineage-drawing", &[("title", lineage.title().into())]), Some(lost.clone()), &drawn)
        }),
        members: members
            .iter()
            .map(|(source, i)| MemberView { source: cx.source(*source), shared: shared(cx, *source, ix, *i, 0) })
            .collect(),
        agreement: match computed {
            None => "none",
            Some(_) if all == theirs => "same",
            Some(_) => "differs",
        },
        only_editors: if computed.is_some() { difference(&all, &theirs) } else { Vec::new() },
        only_computed: difference(&theirs, &all),
        reviewed: lineage.reviewed.as_ref().map(|review| ReviewView {
            on: cx.date(&review.on.value),
            by: review.by.as_ref().map(|by| cx.editor(by)),
            computed: review.computed.value.word(),
            why: cx.prose_if(review.why.as_ref()),
        }),
        lost,
    }
}

/// The members below each other. `lost` is the text above them, if one is supposed, where the editors tie them.
fn drawing(
    cx: &Context<'_>,
    title: String,
    lost: Option<Option<String>>,
    members: &[(SourceIx, Option<Part>)],
) -> LineageDrawing {
    let tied = lost.is_some();
    let lost = lost.flatten();
    let top = if lost.is_some() { LINE + LINE / 2 } else { LINE / 2 };
    let y = |i: usize| top + i as i64 * LINE;
    let drawn: Vec<DrawnMember> = members
        .iter()
        .enumerate()
        .map(|(i, (source, part))| DrawnMember {
            source: cx.source(*source),
            y: y(i),
            partial: *part == Some(Part::Passages),
            part: part.map_or(String::new(), |part| cx.t(&format!("part-{}", part.word()), &[])),
        })
        .collect();
    let place = |source: SourceIx| members.iter().position(|(member, _)| *member == source);
    let mut sentences = Vec::new();
    let arcs = cx.site.shared.pairs.iter().filter_map(|pair| {
        let (a, b) = (place(pair.a)?, place(pair.b)?);
        let (from, to) = (a.min(b), a.max(b));
        sentences.push(cx.t(
            "lineage-arc",
            &[
                ("a", cx.dossier[pair.a].short_title().into()),
                ("b", cx.dossier[pair.b].short_title().into()),
                ("n", (pair.passages.len() as i64).into()),
                ("covered", percent(pair.most_covered()).into()),
            ],
        ));
        Some(ArcView {
            from: y(from),
            to: y(to),
            reach: (to - from) as i64 * 100 / members.len().max(2) as i64 + 12,
            width: 10 + pair.most_covered() / 16,
        })
    });
    let arcs = arcs.collect();
    LineageDrawing {
        title,
        desc: sentences.join(" "),
        lost,
        tied,
        stem: drawn.last().map_or(0, |member| member.y),
        height: y(members.len()) - LINE / 2,
        members: drawn,
        arcs,
    }
}

/// `None` where nothing of what differs may be shown.
fn differing_view(cx: &Context<'_>, n: usize) -> Option<DifferingView> {
    let synopsis = &cx.site.shared.synopses[n];
    let sources: Vec<SourceIx> = synopsis.carriers.iter().map(|(source, _)| *source).collect();
    let opposed = synopsis.opposed.first();
    let opposed = opposed.map(|claim| cx.retold(*claim, &cx.support_first(*claim, &sources), true));
    let mut questions = cx.questions(synopsis);
    let more = questions.len().saturating_sub(QUESTIONS);
    questions.truncate(QUESTIONS);
    let told = opposed.is_some() || !questions.is_empty();
    told.then(|| DifferingView { passage: cx.synopsis(n), opposed, questions, more })
}
