//! One passage across all the sources that carry it.

use serde::Serialize;

use super::question::QuestionView;
use super::*;
use crate::compare::evidence::Tier;

/// Most sources that have a row of their own, and most claims that are told in full.
const ROWS: usize = 60;

/// `passage.html`: one passage across all the sources that carry it.
#[derive(Debug, Serialize)]
pub struct PassagePage {
    /// The finding in sentences.
    pub glance: Vec<String>,
    /// How many sources carry it.
    pub count: usize,
    /// Each source, with its places.
    pub carriers: Vec<CarrierView>,
    /// How many more there are.
    pub more: usize,
    /// Its words in each source whose rights are full.
    pub texts: Vec<VersionView>,
    /// The claims that stand in it, with what each source makes of them; the opposed ones first.
    pub retold: Vec<RetoldView>,
    /// How many claims are not listed.
    pub more_claims: usize,
    /// The pairs that it was found in.
    pub links: Vec<PassageLink>,
    /// How many more pairs.
    pub more_links: usize,
    /// What the sources tell otherwise in it, the most telling first.
    pub questions: Vec<QuestionView>,
    /// How many questions are not listed.
    pub more_questions: usize,
    /// The passage before it in the first source.
    pub previous: Option<SynopsisLink>,
    /// The passage after it.
    pub next: Option<SynopsisLink>,
}

/// A source that carries the passage.
#[derive(Debug, Serialize)]
pub struct CarrierView {
    /// The source.
    pub source: SourceLink,
    /// Its paragraphs, in thousandths of its length.
    pub boxes: Vec<(i32, i32)>,
    /// The passage's places in it, likewise.
    pub marks: Vec<(i32, i32)>,
    /// Where.
    pub spans: Vec<SpanView>,
}

/// The passage in the words of one source.
#[derive(Debug, Serialize)]
pub struct VersionView {
    /// The source.
    pub source: SourceLink,
    /// Its words.
    pub words: Quotable,
    /// Their language, where it isn't the site's.
    pub lang: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
}

/// A pair that has the passage.
#[derive(Debug, Serialize)]
pub struct PassageLink {
    /// One source.
    pub a: SourceLink,
    /// The other.
    pub b: SourceLink,
    /// Path of the passage on the page of the pair.
    pub path: String,
    /// How closely the two agree.
    pub degree: &'static str,
    /// Kinds of what differs for sure.
    pub kinds: Vec<&'static str>,
}

/// `compare/passages/ID/`.
pub fn passage(cx: &Context<'_>, n: usize) -> (PageView, PassagePage) {
    let shared = &cx.whole.site.shared;
    let synopsis = &shared.synopses[n];
    let count = synopsis.carriers.len();
    let title = cx.synopsis_title(n);
    let order = || synopsis.opposed.iter().chain(synopsis.claims.iter().filter(|c| !synopsis.opposed.contains(c)));
    let sources: Vec<SourceIx> = synopsis.carriers.iter().map(|(source, _)| *source).collect();
    let retold = |claim: &ClaimIx| {
        let opposed = synopsis.opposed.contains(claim);
        cx.retold(*claim, &cx.support_first(*claim, &sources), opposed)
    };
    let carriers = synopsis.carriers.iter().take(ROWS).map(|(source, places)| {
        let strip = cx.comparison.text(*source).map(Strip::of);
        CarrierView {
            source: cx.source(*source),
            boxes: strip.as_ref().map_or(Vec::new(), ribbons::paragraphs),
            marks: strip.as_ref().map_or(Vec::new(), |strip| ribbons::track(strip, places.iter().copied())),
            spans: places.iter().map(|at| cx.span(*source, *at)).collect(),
        }
    });
    let mut texts: Vec<VersionView> = Vec::new();
    for (source, _) in synopsis.carriers.iter().take(ROWS) {
        // The longest of its places: pairs may have found more or less of it.
        let sides = synopsis.members.iter().flat_map(|(p, i)| [(*p, *i, 0), (*p, *i, 1)]);
        let places = sides.filter(|(p, _, side)| shared.pairs[*p].source(*side) == *source);
        let places = places.map(|(p, i, side)| shared.pairs[p].passages[i].at(side));
        let longest = places.max_by_key(|at| (at.end - at.start, std::cmp::Reverse(at.start)));
        if let Some(words) = longest.and_then(|at| cx.comparison.words(*source, at)) {
            let (lang, dir) = cx.tongue(*source);
            texts.push(VersionView { source: cx.source(*source), words: words.clone(), lang, dir });
        }
    }
    let path =
        |pair: &Pair, i: usize| cx.site.href(&format!("{}#p{}", address::pair(cx.dossier, pair.a, pair.b), i + 1));
    let links = synopsis.members.iter().take(ROWS).map(|(p, i)| {
        let (pair, passage) = (&shared.pairs[*p], &shared.pairs[*p].passages[*i]);
        let mut kinds: Vec<Kind> =
            passage.discrepancies.iter().filter(|d| d.tier == Tier::Differs).map(|d| d.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        PassageLink {
            a: cx.source(pair.a),
            b: cx.source(pair.b),
            path: path(pair, *i),
            degree: degree(passage.degree),
            kinds: kinds.into_iter().map(kind).collect(),
        }
    });
    let mut questions = cx.questions(synopsis);
    let glance = glance(cx, synopsis, &questions);
    let more_questions = questions.len().saturating_sub(ROWS);
    questions.truncate(ROWS);
    // The first source's passages in the order of its text: the synopses have that order already.
    let first = |n: &usize| shared.synopses[*n].carriers.first().map(|(source, _)| *source);
    let beside = |found: Option<usize>| found.filter(|other| first(other) == first(&n)).map(|other| cx.synopsis(other));
    let page_of = |n: &usize| shared.synopses[*n].has_page();
    let mut page =
        cx.page("passage", &cx.t("passage-title", &[("title", title.as_str().into())]), &glance.join(" "), None);
    page.noindex = synopsis.members.iter().any(|(p, _)| shared.pairs[*p].standing != Standing::Related);
    let view = PassagePage {
        carriers: carriers.collect(),
        texts,
        more: count.saturating_sub(ROWS),
        retold: order().take(ROWS).map(retold).collect(),
        more_claims: synopsis.claims.len().saturating_sub(ROWS),
        links: links.collect(),
        more_links: synopsis.members.len().saturating_sub(ROWS),
        questions,
        more_questions,
        previous: beside((0..n).rev().find(page_of)),
        next: beside((n + 1..shared.synopses.len()).find(page_of)),
        glance,
        count,
    };
    (page, view)
}

fn glance(cx: &Context<'_>, synopsis: &Synopsis, questions: &[QuestionView]) -> Vec<String> {
    let number = |n: usize| (n as i64).into();
    let count = synopsis.carriers.len();
    let mut sentences = vec![strings::capitalised(
        &cx.t("passage-carried", &[("n", number(count)), ("count", cx.number(count).into())]),
    )];
    if !synopsis.opposed.is_empty() {
        let opposed = synopsis.opposed.len();
        sentences.push(cx.t("passage-opposed", &[("n", number(opposed)), ("count", cx.number(opposed).into())]));
    }
    // They come by kind.
    let mut kinds: Vec<&str> =
        questions.iter().filter(|question| question.sure).map(|question| question.kind).collect();
    kinds.dedup();
    if !kinds.is_empty() {
        let of = [("n", number(count))];
        let kinds: Vec<String> = kinds.into_iter().map(|kind| cx.t(&format!("discrepancy-{kind}"), &of)).collect();
        let kinds = kinds.join(&cx.t("list-separator", &[]));
        sentences.push(cx.t("passage-kinds", &[("kinds", kinds.into())]));
    }
    sentences
}
