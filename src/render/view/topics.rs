//! Topics: the tree, and one page a topic.

use serde::Serialize;

use super::Common;
use super::names::{MetName, met};
use super::statements::{ArticleRow, DisputedRow, EVENTS, EventList, StatementTable, Stretch, stretch};
use super::timeline::{DrawingView, Size, drawing};
use super::{ChangeRow, LinkView, PageView, PaginationView};
use crate::html::Html;
use crate::model::*;
use crate::render::context::Context;
use crate::render::strings::capitalised;
use crate::site::address;

/// Beyond so many topics in the tree, the deeper ones are found on the page of the topic above them.
const TREE_TOPICS: usize = 1000;
/// Deepest level of the tree that is drawn, from 1.
const TREE_DEPTH: usize = 6;
/// Most topics between the tree and a page that are named on the way to it.
const CRUMBS: usize = 6;
/// Up to so many topics, those two levels below are listed on a topic's page.
const NARROWER: usize = 60;
/// Most narrower topics whose statements are grouped on a page.
const GROUPS: usize = 100;
/// Most disputed statements that are told first.
const DISPUTED: usize = 12;

/// The page of all topics: `topics.html`.
#[derive(Debug, Serialize)]
pub struct TreeView {
    /// What is on the page, in a sentence or two.
    pub finding: String,
    /// The topics with nothing above them, with those below.
    pub roots: Vec<TopicNode>,
    /// Whether some narrower topics are left to the pages of those above them.
    pub cut: bool,
}

/// A topic in the tree.
#[derive(Debug, Serialize)]
pub struct TopicNode {
    /// The topic.
    pub topic: LinkView,
    /// The id, for anchors.
    pub id: String,
    /// Claims on it and on those below it.
    pub claims: usize,
    /// Events on it and on those below it.
    pub events: usize,
    /// Sources on it and on those below it.
    pub sources: usize,
    /// How many of the claims are disputed.
    pub disputed: usize,
    /// The topics below it, as far as they are shown.
    pub narrower: Vec<TopicNode>,
    /// How many topics right below it are not shown.
    pub hidden: usize,
}

/// The page of one topic: `topic.html`. Later pages of its list of sources have `first_page` false, and only that list.
#[derive(Debug, Serialize)]
pub struct TopicView {
    /// Whether this is the topic's own page rather than one that continues its list of sources.
    pub first_page: bool,
    /// The topic.
    pub topic: LinkView,
    /// What it means.
    pub definition: Option<Html>,
    /// What it amounts to, in a sentence or two.
    pub finding: String,
    /// A remark for readers.
    pub note: Option<Html>,
    /// A wording left ambiguous on purpose.
    pub open: Option<Html>,
    /// The disputed statements among those that it reaches.
    pub disputed: Vec<DisputedRow>,
    /// How many disputed statements are not among those.
    pub more_disputed: usize,
    /// The topics below it: two levels, or one where there are many.
    pub narrower: Vec<TopicNode>,
    /// The statements: its own, then those of each topic below it.
    pub statements: Option<StatementTable>,
    /// The events that it reaches, in time; those without a date last.
    pub events: Option<EventList>,
    /// The same events drawn, where at least two have a date.
    pub drawing: Option<DrawingView>,
    /// The sources that it reaches: this page's stretch of them.
    pub articles: Vec<Common<ArticleRow>>,
    /// Which of all sources these are.
    pub stretch: Stretch,
    /// The pages of the list of sources.
    pub pagination: Option<PaginationView>,
    /// The names met most often where it is spoken of.
    pub names: Vec<MetName>,
    /// Whether they are counted by what is said (in statements and events), or by whole sources.
    pub names_by_source: bool,
    /// Topics that belong to it.
    pub related: Vec<LinkView>,
    /// Entries of the change log about it.
    pub changes: Vec<ChangeRow>,
}

/// The page of all topics.
pub fn tree(cx: &Context<'_>) -> (PageView, TreeView) {
    let roots: Vec<TopicIx> = TopicIx::all(cx.dossier).filter(|ix| cx.dossier[*ix].broader.is_none()).collect();
    let depth = shown_depth(cx, &roots);
    let below = cx.dossier.topics.len() - roots.len();
    let disputed = cx.comparison.claims.iter().filter(|accounts| accounts.is_disputed()).count();
    let finding = cx.t(
        "topics-finding",
        &[
            ("roots", (roots.len() as i64).into()),
            ("words", capitalised(&cx.number(roots.len())).into()),
            ("below", (below as i64).into()),
            ("below-words", cx.number(below).into()),
            ("claims", (cx.dossier.claims.len() as i64).into()),
            ("disputed", (disputed as i64).into()),
            ("disputed-words", capitalised(&cx.number(disputed)).into()),
        ],
    );
    let view = TreeView {
        roots: roots.iter().map(|ix| node(cx, *ix, depth)).collect(),
        cut: depth == 0 || depth_exceeds(cx, &roots, depth),
        finding,
    };
    (cx.page("topics", &cx.t("topics-title", &[]), &view.finding, None), view)
}

/// How many levels of the tree, from 1, have room on one page. The roots are always there.
fn shown_depth(cx: &Context<'_>, roots: &[TopicIx]) -> usize {
    let mut level: Vec<TopicIx> = roots.to_vec();
    let mut topics = level.len();
    for depth in 1..TREE_DEPTH {
        level = level.iter().flat_map(|ix| &cx.dossier[*ix].narrower).copied().collect();
        topics += level.len();
        if level.is_empty() || topics > TREE_TOPICS {
            return depth;
        }
    }
    TREE_DEPTH
}

/// Whether there are topics below that level.
fn depth_exceeds(cx: &Context<'_>, roots: &[TopicIx], depth: usize) -> bool {
    let mut level: Vec<TopicIx> = roots.to_vec();
    for _ in 0..depth {
        level = level.iter().flat_map(|ix| &cx.dossier[*ix].narrower).copied().collect();
    }
    !level.is_empty()
}

/// A topic with `depth` levels, itself included.
fn node(cx: &Context<'_>, ix: TopicIx, depth: usize) -> TopicNode {
    let topic = &cx.dossier[ix];
    let reach = cx.site.reach(ix);
    let shown: &[TopicIx] = if depth > 1 { &topic.narrower } else { &[] };
    TopicNode {
        topic: cx.link(ix),
        id: topic.header.id.value.clone(),
        claims: reach.claims.len(),
        events: reach.events.len(),
        sources: reach.sources.len(),
        disputed: reach.disputed,
        narrower: shown.iter().map(|below| node(cx, *below, depth - 1)).collect(),
        hidden: topic.narrower.len() - shown.len(),
    }
}

/// The page of one topic; the `n`th continues its list of sources.
pub fn topic(cx: &Context<'_>, ix: TopicIx, n: usize) -> (PageView, TopicView) {
    let topic = &cx.dossier[ix];
    let reach = cx.site.reach(ix);
    let (sources, stretch) = stretch(cx, &reach.sources, n);
    let list = address::of(cx.dossier, Target::Topic(ix));
    let pages = crate::site::page_count(reach.sources.len(), cx.dossier.config.page_size as usize);
    let mut view = TopicView {
        first_page: n <= 1,
        topic: cx.link(ix),
        definition: None,
        finding: String::new(),
        note: None,
        open: None,
        disputed: Vec::new(),
        more_disputed: 0,
        narrower: Vec::new(),
        statements: None,
        events: None,
        drawing: None,
        articles: sources.iter().map(|source| cx.article(*source)).collect(),
        stretch,
        pagination: cx.pagination(&list, n, pages),
        names: Vec::new(),
        names_by_source: false,
        related: Vec::new(),
        changes: Vec::new(),
    };
    if n > 1 {
        let title = cx.t("title-of-page", &[("title", topic.title().into()), ("n", (n as i64).into())]);
        let mut page = cx.page("topic", &title, &title, Some(&topic.header));
        page.crumbs.extend(above(cx, ix));
        page.crumbs.push(cx.link(ix));
        return (page, view);
    }
    view.finding = finding(cx, ix);
    view.definition = cx.prose_if(topic.text.as_ref());
    view.note = topic.header.note.as_ref().filter(|p| !p.is_empty()).map(|p| cx.prose_with(p, "note-"));
    view.open = topic.header.open.as_ref().filter(|p| !p.is_empty()).map(|p| cx.prose_with(p, "open-"));
    let disputed = reach.claims.iter().filter(|claim| cx.comparison.accounts(**claim).is_disputed());
    view.disputed = disputed.take(DISPUTED).map(|claim| cx.disputed(*claim)).collect();
    view.more_disputed = reach.disputed - view.disputed.len();
    let two_levels: usize = topic.narrower.iter().map(|below| 1 + cx.dossier[*below].narrower.len()).sum();
    let depth = if two_levels <= NARROWER { 2 } else { 1 };
    view.narrower = topic.narrower.iter().map(|below| node(cx, *below, depth)).collect();
    view.statements = (!reach.claims.is_empty()).then(|| {
        let all = LinkView { path: Some(cx.site.href("claims/")), ..cx.link(ix) };
        let mut groups: Vec<(Option<LinkView>, &[ClaimIx], LinkView)> = Vec::new();
        if !topic.claims.is_empty() {
            groups.push((None, topic.claims.as_slice(), all));
        }
        for below in &topic.narrower {
            let claims = cx.site.reach(*below).claims.as_slice();
            if !claims.is_empty() && groups.len() < GROUPS {
                groups.push((Some(cx.link(*below)), claims, cx.link(*below)));
            }
        }
        cx.statements(&groups)
    });
    let shown = &reach.events[..reach.events.len().min(EVENTS)];
    if shown.iter().filter(|event| cx.site.is_dated(**event)).count() > 1 {
        view.drawing = drawing(cx, shown, false, Size::Field);
    }
    view.events = (!reach.events.is_empty()).then(|| cx.events(&reach.events));
    let index = &cx.site.name_index;
    let mut names = index.met(&reach.claims, &reach.events);
    if reach.claims.is_empty() && reach.events.is_empty() {
        names = index.tagged(cx.dossier, &reach.sources);
        view.names_by_source = true;
    }
    view.names = met(cx, &names);
    view.related = cx.links(&topic.related);
    view.changes = cx.changes(&topic.changes);

    let description = topic.text.as_ref().map_or(view.finding.clone(), |text| cx.plain(text));
    let mut page = cx.page("topic", topic.title(), &description, Some(&topic.header));
    page.crumbs.extend(above(cx, ix));
    if !reach.claims.is_empty() || !reach.events.is_empty() {
        page.key = cx.key();
    }
    (page, view)
}

/// The topics above one, from the top; only the nearest where there are very many.
fn above(cx: &Context<'_>, ix: TopicIx) -> Vec<LinkView> {
    let up = std::iter::successors(cx.dossier[ix].broader, |ix| cx.dossier[*ix].broader);
    let mut crumbs: Vec<LinkView> = up.take(CRUMBS).map(|ix| cx.link(ix)).collect();
    crumbs.reverse();
    crumbs
}

/// How much is said on a topic, on how many accounts it rests, and what is disputed.
fn finding(cx: &Context<'_>, ix: TopicIx) -> String {
    let reach = cx.site.reach(ix);
    let (claims, single) = (reach.claims.len(), reach.on_one_account);
    let counts = [
        ("claims", (claims as i64).into()),
        ("events", (reach.events.len() as i64).into()),
        ("sources", (reach.sources.len() as i64).into()),
    ];
    let mut sentences = vec![cx.t("topic-counts", &counts)];
    if claims > 0 {
        let key = match single {
            0 => "topic-none-on-one-account",
            _ if single == claims => "topic-all-on-one-account",
            _ => "topic-some-on-one-account",
        };
        let numbers =
            [("n", (single as i64).into()), ("words", cx.number(single).into()), ("claims", (claims as i64).into())];
        sentences.push(cx.t(key, &numbers));
    }
    if reach.disputed > 0 {
        let numbers = [("n", (reach.disputed as i64).into()), ("words", cx.number(reach.disputed).into())];
        sentences.push(cx.t("topic-disputed", &numbers));
    }
    sentences.iter().map(|sentence| capitalised(sentence)).collect::<Vec<_>>().join(" ")
}
