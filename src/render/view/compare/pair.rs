//! Two sources that share passages: ribbons between them, what differs, the passages, what only one of them has.

use serde::Serialize;

use super::words::{Numbered, Side, alike, side_by_side};
use super::*;
use crate::compare::FullLine;
use crate::compare::evidence::Tier;
use crate::config::Publish;
use crate::site::shared::{Passage, merged};

/// Most passages on a page; the file to download has all.
const PASSAGES: usize = 300;
/// A paragraph is told of as standing in one text only where less of it than this is shared, in thousandths.
const HARDLY_SHARED: usize = 200;

/// `pair.html`: two sources.
#[derive(Debug, Serialize)]
pub struct PairPage {
    /// Both sources.
    pub sides: [SideView; 2],
    /// The finding in sentences.
    pub glance: Vec<String>,
    /// How it stands with the editors.
    pub standing: StandingView,
    /// The claims on which one says otherwise what the other says, in a passage that both share.
    pub opposed: Vec<RetoldView>,
    /// The passages, drawn.
    pub drawing: Option<RibbonsView>,
    /// Which degrees occur, the closest first.
    pub degrees: Vec<&'static str>,
    /// What differs, the most telling first: that of which anything may be shown.
    pub differences: Vec<DifferenceView>,
    /// How many more there are, of which nothing may be shown.
    pub untold: usize,
    /// How many of those that are told are sure.
    pub sure: usize,
    /// Both texts by passage where their rights are full; else the passages alone. In the order of the first text.
    pub rows: Vec<RowView>,
    /// How many passages there are.
    pub total: usize,
    /// How many passages are not listed here.
    pub more: usize,
    /// Whether the texts themselves stand side by side.
    pub with_texts: bool,
    /// What only one of the two has: the first, then the other.
    pub only: [OnlyView; 2],
    /// The shared texts that the editors hold both to be of.
    pub lineages: Vec<LinkView>,
    /// Whether the computation puts both into one shared text.
    pub computed: bool,
    /// The page of all comparisons.
    pub compare: String,
}

/// One of the two.
#[derive(Debug, Serialize)]
pub struct SideView {
    /// The source.
    pub source: SourceLink,
    /// How much of it the passages cover, in per cent.
    pub covered: i64,
    /// Words of its text.
    pub words: Option<usize>,
    /// Its lines: `1–17`.
    pub lines: String,
    /// How much may be shown of it: `record`, `excerpt` or `full`.
    pub publish: &'static str,
    /// Its language, where it isn't the site's.
    pub lang: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
}

/// A row of the passages: a passage, or where texts are shown what stands on one side only, or is too short for one.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// The passage.
    pub passage: Option<PassageView>,
    /// The words of the first source, marked. Where there is no passage and both have words, they are mostly the same.
    pub a: Option<Html>,
    /// The words of the other.
    pub b: Option<Html>,
}

/// A passage.
#[derive(Debug, Serialize)]
pub struct PassageView {
    /// Its number, from 1; its id is `p` and this.
    pub n: usize,
    /// How closely the two agree.
    pub degree: &'static str,
    /// Whether it stands elsewhere in the order of the other text.
    pub moved: bool,
    /// Where: in the first source, in the other.
    pub at: [SpanView; 2],
    /// Claims that stand in it.
    pub claims: Vec<LinkView>,
    /// How many more.
    pub more_claims: usize,
    /// Whether one of the two says otherwise what the other says.
    pub opposed: bool,
    /// Kinds of what differs in it for sure.
    pub kinds: Vec<&'static str>,
    /// The same passage in all sources that carry it, where there are more than these two.
    pub synopsis: Option<SynopsisLink>,
}

/// What only one of the two has.
#[derive(Debug, Serialize)]
pub struct OnlyView {
    /// The source.
    pub source: SourceLink,
    /// How much of it no passage covers, in per cent.
    pub uncovered: i64,
    /// Claims that it speaks of and the other doesn't.
    pub claims: Vec<LinkView>,
    /// How many more.
    pub more: usize,
    /// What the editors' summary tells of the paragraphs that hardly any passage covers, by line.
    pub summary: Vec<super::super::source::Told>,
}

/// `compare/A/B/`.
pub fn pair(cx: &Context<'_>, n: usize) -> (PageView, PairPage) {
    let pair = &cx.whole.site.shared.pairs[n];
    let names = [pair.a, pair.b].map(|source| cx.dossier[source].short_title());
    let moved = pair.passages.iter().filter(|p| p.moved).count();
    let total = pair.passages.len();
    let title = cx.t(
        "pair-title",
        &[
            ("a", names[0].into()),
            ("b", names[1].into()),
            ("n", (total as i64).into()),
            ("count", cx.number(total).into()),
        ],
    );
    let glance = glance(cx, pair, moved);
    let found = pair.passages.iter().enumerate().flat_map(|(i, p)| p.discrepancies.iter().map(move |d| (i, d)));
    let (mut order, mut untold): (Vec<(usize, &Discrepancy)>, Vec<_>) =
        found.partition(|(passage, d)| cx.difference(pair, *passage, d, 0).tells());
    // What is opposed stands on top of the page, in the words that the editors quote.
    untold.retain(|(passage, d)| d.kind != Kind::Polarity || pair.passages[*passage].opposed.is_empty());
    order.sort_by_key(|(passage, d)| (crate::site::shared::rank(d), *passage));
    let differences: Vec<DifferenceView> = order
        .iter()
        .take(PASSAGES)
        .enumerate()
        .map(|(i, (passage, d))| cx.difference(pair, *passage, d, i + 1))
        .collect();
    let full = |source| cx.comparison.full.get(&source).filter(|lines| !lines.is_empty());
    let texts = full(pair.a).zip(full(pair.b));
    let numbers = |passage: usize, side: usize| numbered(pair, &order, passage, side);
    let rows = match texts {
        Some((a, b)) => texts_by_passage(cx, pair, [a, b], numbers),
        None => {
            let passages = (0..total.min(PASSAGES)).map(|i| Some(passage(cx, pair, i)));
            passages.map(|passage| RowView { passage, a: None, b: None }).collect()
        }
    };
    let mut opposed: Vec<ClaimIx> = pair.passages.iter().flat_map(|p| &p.opposed).copied().collect();
    opposed.sort_unstable();
    opposed.dedup();
    let mut degrees: Vec<Degree> = pair.passages.iter().map(|p| p.degree).collect();
    degrees.sort_unstable();
    degrees.dedup();
    let lineages = cx.dossier[pair.a].lineages.iter().map(|(lineage, _)| *lineage);
    let lineages: Vec<_> =
        lineages.filter(|l| cx.dossier[pair.b].lineages.iter().any(|(other, _)| other == l)).collect();
    let in_both = |members: &[SourceIx]| members.contains(&pair.a) && members.contains(&pair.b);
    let mut page = cx.page("pair", &title, &glance.join(" "), None);
    page.noindex = pair.standing != Standing::Related;
    let view = PairPage {
        sides: [0, 1].map(|n| side(cx, pair, n)),
        standing: cx.standing(pair),
        opposed: opposed.into_iter().take(CLAIMS).map(|claim| cx.retold(claim, &[pair.a, pair.b], true)).collect(),
        drawing: cx.ribbons(&[pair.a, pair.b], [Canvas::WIDE, Canvas::NARROW], (title, glance.join(" "))),
        degrees: degrees.into_iter().map(degree).collect(),
        untold: untold.len(),
        sure: order.iter().filter(|(_, d)| d.tier == Tier::Differs).count(),
        differences,
        more: if texts.is_some() { 0 } else { total.saturating_sub(PASSAGES) },
        rows,
        total,
        with_texts: texts.is_some(),
        only: [0, 1].map(|n| only(cx, pair, n)),
        lineages: cx.links(&lineages),
        computed: cx.comparison.lineages.iter().any(|lineage| in_both(&lineage.members)),
        compare: cx.site.href("compare/"),
        glance,
    };
    (page, view)
}

fn glance(cx: &Context<'_>, pair: &Pair, moved: usize) -> Vec<String> {
    let names = [pair.a, pair.b].map(|source| cx.dossier[source].short_title());
    let mut sentences = vec![cx.t(
        "pair-covered",
        &[
            ("a", names[0].into()),
            ("b", names[1].into()),
            ("inA", percent(pair.coverage.0).into()),
            ("inB", percent(pair.coverage.1).into()),
        ],
    )];
    let of_degree = |degree: Degree| pair.passages.iter().filter(|p| p.degree == degree).count();
    let [verbatim, near, paraphrase, quotation] =
        [Degree::Verbatim, Degree::NearVerbatim, Degree::Paraphrase, Degree::SharedQuotation].map(of_degree);
    let number = |n: usize| (n as i64).into();
    let worded = [("verbatim", verbatim), ("near", near), ("paraphrase", paraphrase)];
    let worded = worded.into_iter().filter(|(_, n)| *n > 0);
    let counted = |key: &str, n: usize| cx.t(key, &[("n", number(n)), ("count", cx.number(n).into())]);
    let worded: Vec<String> = worded.map(|(how, n)| counted(&format!("pair-{how}"), n)).collect();
    if !worded.is_empty() {
        let ways = number(worded.len() + usize::from(quotation > 0));
        let list = worded.join(&cx.t("list-separator", &[]));
        sentences.push(strings::capitalised(&cx.t("pair-degrees", &[("list", list.into()), ("n", ways)])));
    }
    if quotation > 0 {
        sentences.push(strings::capitalised(&counted("pair-quotations", quotation)));
    }
    if pair.passages.len() > 1 {
        let key = if moved * 2 > pair.passages.len() { "pair-order-another" } else { "pair-order" };
        sentences.push(counted(key, moved));
    }
    sentences.push(counted("pair-differing", pair.passages.iter().filter(|p| p.differs()).count()));
    sentences
}

fn side(cx: &Context<'_>, pair: &Pair, n: usize) -> SideView {
    let source = pair.source(n);
    let text = cx.comparison.text(source);
    let (lang, dir) = cx.tongue(source);
    let whole = text.and_then(|text| Some(At { start: text.body.first()?.start, end: text.body.last()?.end }));
    SideView {
        source: cx.source(source),
        covered: percent(pair.covered(n)),
        words: text.map(|text| text.words),
        lines: whole.map_or(String::new(), |at| cx.lines_of(source, at)),
        publish: match cx.dossier.rights(source).publish {
            Publish::Record => "record",
            Publish::Excerpt => "excerpt",
            Publish::Full => "full",
        },
        lang,
        dir,
    }
}

fn passage(cx: &Context<'_>, pair: &Pair, i: usize) -> PassageView {
    let passage = &pair.passages[i];
    let mut kinds: Vec<Kind> =
        passage.discrepancies.iter().filter(|d| d.tier == Tier::Differs).map(|d| d.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let whole = cx.site.shared.synopses[passage.synopsis].has_page();
    PassageView {
        n: i + 1,
        degree: degree(passage.degree),
        moved: passage.moved,
        at: [cx.span(pair.a, passage.a), cx.span(pair.b, passage.b)],
        claims: passage.claims.iter().take(CLAIMS).map(|claim| cx.link(*claim)).collect(),
        more_claims: passage.claims.len().saturating_sub(CLAIMS),
        opposed: !passage.opposed.is_empty(),
        kinds: kinds.into_iter().map(kind).collect(),
        synopsis: whole.then(|| cx.synopsis(passage.synopsis)),
    }
}

/// The differences in substance of one side of a passage, in code points from its beginning, with their numbers.
fn numbered(pair: &Pair, order: &[(usize, &Discrepancy)], passage: usize, side: usize) -> Vec<Numbered> {
    let whole = pair.passages[passage].at(side);
    let mut numbered: Vec<Numbered> = order
        .iter()
        .take(PASSAGES)
        .enumerate()
        .filter(|(_, (of, discrepancy))| *of == passage && discrepancy.tier == Tier::Differs)
        .filter_map(|(i, (_, discrepancy))| {
            let at = if side == 0 { discrepancy.a } else { discrepancy.b }?;
            let from = |point: usize| point.clamp(whole.start, whole.end) - whole.start;
            Some(Numbered { at: from(at.start)..from(at.end), n: i + 1 })
        })
        .collect();
    numbered.sort_by_key(|numbered| (numbered.at.start, numbered.at.end, numbered.n));
    numbered
}

/// Both texts whole, in the order of the first: passages side by side, and between them what one has alone.
fn texts_by_passage(
    cx: &Context<'_>,
    pair: &Pair,
    lines: [&[FullLine]; 2],
    numbers: impl Fn(usize, usize) -> Vec<Numbered>,
) -> Vec<RowView> {
    let uncovered = |side: usize| -> Vec<At> {
        let Some(text) = cx.comparison.text(pair.source(side)) else { return Vec::new() };
        gaps(&text.body, &merged(pair.passages.iter().map(|p| p.at(side)).collect()))
    };
    let alone = |side: usize, at: At| -> Option<Alone> {
        let words = cut(lines[side], at).filter(|words| words.chars().any(char::is_alphanumeric));
        let words: Vec<Quotable> = words.collect();
        let goes_on = lines[side].binary_search_by_key(&at.start, |line| line.start).is_err();
        (!words.is_empty()).then_some(Alone { words, goes_on })
    };
    // What only the second has stands after the passage that comes before it there.
    let mut by_b: Vec<usize> = (0..pair.passages.len()).collect();
    by_b.sort_by_key(|i| pair.passages[*i].b);
    let mut after: Vec<Vec<At>> = vec![Vec::new(); pair.passages.len() + 1];
    for at in uncovered(1) {
        let before = by_b.partition_point(|i| pair.passages[*i].b.start < at.start);
        after[before.checked_sub(1).map_or(0, |nth| by_b[nth] + 1)].push(at);
    }
    let mut rows: Vec<RowView> = Vec::new();
    let mut left = uncovered(0).into_iter().peekable();
    let mut between = |rows: &mut Vec<RowView>, before: usize, places: &[At]| {
        let mut first = Vec::new();
        while let Some(at) = left.next_if(|at| at.start < before) {
            first.extend(alone(0, at));
        }
        let second: Vec<_> = places.iter().filter_map(|at| alone(1, *at)).collect();
        // Words that face mostly the same words aren't of one side only.
        let both = first.last().zip(second.first()).and_then(|(a, b)| facing(&a.words, &b.words));
        let met = usize::from(both.is_some());
        let row = |a: Option<Html>, b: Option<Html>| RowView { passage: None, a, b };
        rows.extend(first[..first.len() - met].iter().map(|a| row(Some(paragraphs(a)), None)));
        rows.extend(both.map(|(a, b)| row(Some(a), Some(b))));
        rows.extend(second[met..].iter().map(|b| row(None, Some(paragraphs(b)))));
    };
    let begins = |i: usize| pair.passages.get(i).map_or(usize::MAX, |passage| passage.a.start);
    between(&mut rows, begins(0), &after[0]);
    for (i, shared) in pair.passages.iter().enumerate() {
        let words = |side| cx.comparison.words(pair.source(side), shared.at(side));
        let (a, b) = match words(0).zip(words(1)) {
            Some((a, b)) => {
                let (left, right) = (numbers(i, 0), numbers(i, 1));
                let (a, b) = side_by_side(Side { words: a, numbered: &left }, Side { words: b, numbered: &right });
                (Some(a), Some(b))
            }
            None => (None, None),
        };
        rows.push(RowView { passage: Some(passage(cx, pair, i)), a, b });
        between(&mut rows, begins(i + 1), &after[i + 1]);
    }
    rows
}

/// Lines that stand on one side only.
struct Alone {
    words: Vec<Quotable>,
    /// Whether they begin within a line, after a passage.
    goes_on: bool,
}

/// Lines as paragraphs. What goes on with a sentence of the passage before doesn't begin with its comma.
fn paragraphs(alone: &Alone) -> Html {
    let mut html = String::new();
    for (n, words) in alone.words.iter().enumerate() {
        html.push_str("<p>");
        let goes_on = n == 0 && alone.goes_on;
        let marks: &[char] = if goes_on { &[',', ';', ':', '.', ' ', '\u{a0}'] } else { &[] };
        let words = words.trim_start_matches(marks);
        if goes_on && words.starts_with(char::is_lowercase) {
            html.push_str("… ");
        }
        crate::html::push_text(&mut html, words);
        html.push_str("</p>");
    }
    Html::from_trusted(html)
}

/// Lines of one text beside those of the other, with what differs marked; `None` where they aren't mostly the same.
fn facing(a: &[Quotable], b: &[Quotable]) -> Option<(Html, Html)> {
    if a.len() != b.len() || !a.iter().zip(b).all(|(a, b)| alike(a, b)) {
        return None;
    }
    let (mut left, mut right) = (String::new(), String::new());
    for (a, b) in a.iter().zip(b) {
        let side = |words| Side { words, numbered: &[] };
        let (a, b) = side_by_side(side(a), side(b));
        for (html, part) in [(&mut left, a), (&mut right, b)] {
            html.push_str("<p>");
            html.push_str(part.as_str());
            html.push_str("</p>");
        }
    }
    Some((Html::from_trusted(left), Html::from_trusted(right)))
}

/// What of some ranges lies outside others, both in order.
fn gaps(ranges: &[At], covered: &[At]) -> Vec<At> {
    let mut gaps = Vec::new();
    let mut covered = covered.iter().peekable();
    for range in ranges {
        let mut from = range.start;
        while let Some(at) = covered.peek().filter(|at| at.start < range.end) {
            if at.start > from {
                gaps.push(At { start: from, end: at.start });
            }
            from = from.max(at.end);
            if at.end > range.end {
                break;
            }
            covered.next();
        }
        if from < range.end {
            gaps.push(At { start: from, end: range.end });
        }
    }
    gaps
}

/// The words of a place, line by line.
fn cut(lines: &[FullLine], at: At) -> impl Iterator<Item = Quotable> {
    let first = lines.partition_point(|line| line.start <= at.start).saturating_sub(1);
    lines[first..]
        .iter()
        .take_while(move |line| line.start < at.end)
        .filter_map(move |line| line.text.part(at.start.saturating_sub(line.start)..at.end.saturating_sub(line.start)))
}

fn only(cx: &Context<'_>, pair: &Pair, side: usize) -> OnlyView {
    let (source, other) = (pair.source(side), pair.source(1 - side));
    let speaks = |source: SourceIx, claim: ClaimIx| {
        let stance = cx.dossier[source].stances.get(&claim);
        stance.is_some_and(|stance| stance.record.stance.value != StanceKind::Silent)
    };
    let claims: Vec<ClaimIx> = cx.dossier[source]
        .stances
        .keys()
        .copied()
        .filter(|claim| speaks(source, *claim) && !speaks(other, *claim))
        .collect();
    let covered = merged(pair.passages.iter().map(|p: &Passage| p.at(side)).collect());
    let length = |places: &[At]| -> usize { places.iter().map(|at| at.end - at.start).sum() };
    let text = cx.comparison.text(source);
    let hardly_shared = |(first, last): (u32, u32)| {
        let Some(text) = text else { return false };
        let start = text.starts.get((first as usize).saturating_sub(1)).copied();
        let end = text.starts.get(last as usize).copied().unwrap_or(text.chars);
        let Some(start) = start.filter(|start| *start < end) else { return false };
        let free = length(&gaps(&[At { start, end }], &covered));
        (end - start - free.min(end - start)) * 1000 < HARDLY_SHARED * (end - start)
    };
    OnlyView {
        source: cx.source(source),
        uncovered: (100 - percent(pair.covered(side))).max(0),
        more: claims.len().saturating_sub(CLAIMS),
        claims: cx.links(&claims[..claims.len().min(CLAIMS)]),
        summary: super::super::source::told_by_line(cx, source, hardly_shared),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_over() {
        let check = |ranges: &[(usize, usize)], covered: &[(usize, usize)], expected: &[(usize, usize)]| {
            let at = |list: &[(usize, usize)]| {
                list.iter().map(|(start, end)| At { start: *start, end: *end }).collect::<Vec<_>>()
            };
            assert_eq!(gaps(&at(ranges), &at(covered)), at(expected), "{ranges:?} {covered:?}");
        };
        check(&[(0, 10)], &[], &[(0, 10)]);
        check(&[(0, 10)], &[(0, 10)], &[]);
        check(&[(0, 10)], &[(2, 4), (6, 10)], &[(0, 2), (4, 6)]);
        check(&[(0, 10), (20, 30)], &[(5, 25)], &[(0, 5), (25, 30)]);
        check(&[(10, 20)], &[(0, 5), (25, 30)], &[(10, 20)]);
        check(&[], &[(0, 5)], &[]);
    }
}
