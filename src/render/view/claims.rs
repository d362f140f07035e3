//! The matrix of claims: who says what, a row a claim and a column a source, and what it all rests on.

use serde::Serialize;

use super::*;
use crate::compare::accounts::{Accounts, Origin};
use crate::entry::record::ClaimKind;
use crate::model::{ClaimIx, Target, TopicIx};
use crate::render::context::{COLUMNS, Context};
use crate::render::strings::capitalised;
use crate::site::{CLAIMS_A_PAGE, page_count, root_topic};

/// Most claims that the drawing of accounts shows, and most accounts behind one of them.
const DRAWN: (usize, usize) = (200, 8);
/// Most claims that a selection lists.
const SELECTED: usize = 100;
/// More columns than this need a table that scrolls.
const ROOMY: usize = 12;

/// `claims.html`: the statements of the dossier, a hundred a page.
#[derive(Debug, Serialize)]
pub struct MatrixView {
    /// The finding: "Of 45 statements, 31 rest on a single account".
    pub heading: String,
    /// The rest of it, a sentence each. Empty on later pages.
    pub glance: Vec<String>,
    /// Claims by the number of accounts behind them; empty where there are too many to draw, and on later pages.
    pub stacks: Vec<StackView>,
    /// Height above the line that all columns of the drawing share, in dots.
    pub above: usize,
    /// Height below it, in dots.
    pub below: usize,
    /// Claims by what may be asked of them; the site's filter without a script. Empty on later pages.
    pub selections: Vec<SelectionView>,
    /// The columns by shared text; empty where there are too many sources, and rows show those that speak.
    pub columns: Vec<ColumnsView>,
    /// How many columns there are.
    pub sources: usize,
    /// Whether the table is to scroll.
    pub wide: bool,
    /// The rows by topic.
    pub groups: Vec<TopicRows>,
    /// The pages of the list.
    pub pages: Option<PaginationView>,
}

/// Claims with about as many accounts behind them.
#[derive(Debug, Serialize)]
pub struct StackView {
    /// `several`, `perhaps`, `one` or `none`.
    pub key: &'static str,
    /// The fragment of the list of them.
    pub anchor: String,
    /// A column a claim, the highest first.
    pub claims: Vec<ColumnView>,
}

/// One claim in the drawing: dots above the line, and below it those that say otherwise.
#[derive(Debug, Serialize)]
pub struct ColumnView {
    /// Accounts in full agreement.
    pub full: usize,
    /// Accounts that agree with a difference.
    pub half: usize,
    /// Accounts that may be part of another.
    pub doubtful: usize,
    /// Accounts that say otherwise.
    pub disputing: usize,
}

/// Claims that have something in common.
#[derive(Debug, Serialize)]
pub struct SelectionView {
    /// The fragment: the key with a sign that no record's id can have.
    pub anchor: String,
    /// `disputed`, `several`, `perhaps`, `one`, `none`, `key`, `checkable`, `contestable` or `prediction`.
    pub key: &'static str,
    /// How many there are.
    pub n: usize,
    /// The first of them.
    pub claims: Vec<LinkView>,
    /// How many are not listed.
    pub more: usize,
    /// Whether the drawing already leads to it.
    pub drawn: bool,
}

/// Columns under one head.
#[derive(Debug, Serialize)]
pub struct ColumnsView {
    /// `shared-text`, `part` or `apart`.
    pub relation: &'static str,
    /// The sources.
    pub sources: Vec<SourceLink>,
}

/// The rows of one topic.
#[derive(Debug, Serialize)]
pub struct TopicRows {
    /// The topic; `None` for claims without one.
    pub topic: Option<LinkView>,
    /// The rows.
    pub rows: Vec<MatrixRow>,
}

/// A row of the matrix.
#[derive(Debug, Serialize)]
pub struct MatrixRow {
    /// The claim, its marks in the order of the columns.
    pub row: ClaimRow,
    /// How many accounts say otherwise: `1`, or `1–2`; `None` where none does.
    pub otherwise: Option<String>,
    /// How many more sources speak than there are marks.
    pub more: usize,
}

/// What the accounts behind a claim amount to, for selections.
fn standing(accounts: &Accounts) -> &'static str {
    match (accounts.min, accounts.max) {
        (_, 0) => "none",
        (_, 1) => "one",
        (0 | 1, _) => "perhaps",
        _ => "several",
    }
}

/// `claims/`, and its later pages.
pub fn matrix(cx: &Context<'_>, n: usize) -> (PageView, MatrixView) {
    let claims = &cx.site.claims;
    let pages = page_count(claims.len(), CLAIMS_A_PAGE);
    let first = n <= 1;
    let mut selections = if first { selections(cx) } else { Vec::new() };
    let stacks = if first { stacks(cx) } else { Vec::new() };
    for selection in &mut selections {
        selection.drawn = stacks.iter().any(|stack| stack.key == selection.key);
    }
    let count = |key: &str| selections.iter().find(|s| s.key == key).map_or(0, |s| s.n);
    let heading = match first {
        true if claims.is_empty() => cx.t("claims-heading-empty", &[]),
        true => cx.t("claims-heading", &[("n", (claims.len() as i64).into()), ("one", (count("one") as i64).into())]),
        false => cx.t("claims-heading-page", &[("n", (n as i64).into()), ("total", (pages as i64).into())]),
    };
    let sentence = |key: &'static str| {
        let n = count(key);
        let text = cx.number(n);
        let sentence = cx.t(&format!("claims-glance-{key}"), &[("n", (n as i64).into()), ("text", text.into())]);
        (n > 0).then(|| capitalised(&sentence))
    };
    let glance: Vec<String> = ["several", "perhaps", "none", "disputed"].into_iter().filter_map(sentence).collect();
    let columns = columns(cx);
    let sources = columns.iter().map(|group| group.sources.len()).sum();
    let shown = claims.iter().skip((n.max(1) - 1) * CLAIMS_A_PAGE).take(CLAIMS_A_PAGE);
    let drawn = || stacks.iter().flat_map(|stack| &stack.claims);
    let mut page =
        cx.page("claims", &cx.t("nav-claims", &[]), &[&[format!("{heading}.")], &glance[..]].concat().join(" "), None);
    page.key = cx.key();
    let view = MatrixView {
        heading,
        above: drawn().map(|c| c.full + c.half + c.doubtful).max().unwrap_or(0),
        below: drawn().map(|c| c.disputing).max().unwrap_or(0),
        stacks,
        groups: groups(cx, shown.copied()),
        glance,
        selections,
        wide: sources > ROOMY,
        columns,
        sources,
        pages: cx.pagination("claims/", n, pages),
    };
    (page, view)
}

/// The columns in the order of the key: sources of one text stand together.
fn columns(cx: &Context<'_>) -> Vec<ColumnsView> {
    if cx.dossier.sources.len() > COLUMNS {
        return Vec::new();
    }
    cx.groups()
        .into_iter()
        .map(|((origin, partial), sources)| ColumnsView {
            relation: match (origin, partial) {
                (Origin::Own(_), _) => "apart",
                (Origin::Shared(_), true) => "part",
                (Origin::Shared(_), false) => "shared-text",
            },
            sources: cx.sources(&sources),
        })
        .collect()
}

fn groups(cx: &Context<'_>, claims: impl Iterator<Item = ClaimIx>) -> Vec<TopicRows> {
    // Where each column's mark stands in a row, which is in page order.
    let order: Vec<usize> = match cx.dossier.sources.len() > COLUMNS {
        true => Vec::new(),
        false => cx.groups().into_values().flatten().map(|source| source.0 as usize).collect(),
    };
    let mut groups: Vec<(Option<TopicIx>, TopicRows)> = Vec::new();
    for ix in claims {
        let root = cx.dossier[ix].topics.first().map(|topic| root_topic(cx.dossier, *topic));
        let row = matrix_row(cx, ix, &order);
        match groups.last_mut() {
            Some((topic, group)) if *topic == root => group.rows.push(row),
            _ => {
                let topic = root.map(|topic| cx.link(Target::Topic(topic)));
                groups.push((root, TopicRows { topic, rows: vec![row] }));
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn matrix_row(cx: &Context<'_>, ix: ClaimIx, order: &[usize]) -> MatrixRow {
    let accounts = cx.comparison.accounts(ix);
    let mut row = cx.claim_row(ix);
    if !order.is_empty() {
        row.marks = order.iter().filter_map(|place| row.marks.get(*place).cloned()).collect();
    }
    let more = row.marks.len().saturating_sub(COLUMNS);
    row.marks.truncate(COLUMNS);
    let otherwise = (accounts.dispute_max > 0).then(|| cx.range(accounts.dispute_min, accounts.dispute_max));
    MatrixRow { row, otherwise, more }
}

/// The drawing: claims with most accounts first.
fn stacks(cx: &Context<'_>) -> Vec<StackView> {
    let (claims, accounts) = DRAWN;
    let all: Vec<&Accounts> = cx.site.claims.iter().map(|ix| cx.comparison.accounts(*ix)).collect();
    if all.len() > claims || all.iter().any(|a| a.max > accounts || a.dispute_max > accounts) {
        return Vec::new();
    }
    let stack = |key: &'static str| {
        let mut of_key: Vec<&Accounts> = all.iter().copied().filter(|a| standing(a) == key).collect();
        of_key.sort_by_key(|a| std::cmp::Reverse((a.max, a.min, a.full_max, a.dispute_max)));
        let column = |accounts: &&Accounts| {
            let dots = cx.accounts(accounts);
            ColumnView { full: dots.full, half: dots.half, doubtful: dots.doubtful, disputing: accounts.dispute_max }
        };
        StackView { key, anchor: anchor(key), claims: of_key.iter().map(column).collect() }
    };
    ["several", "perhaps", "one", "none"].into_iter().map(stack).filter(|stack| !stack.claims.is_empty()).collect()
}

/// Ids of records have no underscore, so that no claim's row can have this id.
fn anchor(key: &str) -> String {
    format!("_{key}")
}

/// What can be chosen from, in the order in which readers ask; empty ones are left out.
fn selections(cx: &Context<'_>) -> Vec<SelectionView> {
    let mut selections: Vec<SelectionView> =
        ["disputed", "key", "several", "perhaps", "one", "none", "checkable", "contestable", "prediction"]
            .into_iter()
            .map(|key| SelectionView { anchor: anchor(key), key, n: 0, claims: Vec::new(), more: 0, drawn: false })
            .collect();
    for ix in &cx.site.claims {
        let claim = &cx.dossier[*ix];
        let accounts = cx.comparison.accounts(*ix);
        let standing = standing(accounts);
        let kind = claim.kind.as_ref().map(|kind| match kind.value {
            ClaimKind::Checkable => "checkable",
            ClaimKind::Contestable => "contestable",
            ClaimKind::Prediction => "prediction",
        });
        for selection in &mut selections {
            let chosen = match selection.key {
                "disputed" => accounts.is_disputed(),
                "key" => claim.key,
                key => key == standing || Some(key) == kind,
            };
            if chosen {
                selection.n += 1;
                if selection.claims.len() < SELECTED {
                    selection.claims.push(cx.link(Target::Claim(*ix)));
                }
            }
        }
    }
    selections.retain_mut(|selection| {
        selection.more = selection.n - selection.claims.len();
        selection.n > 0
    });
    selections
}
