//! Names: the index, and one page a name.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::statements::{EventList, ROW_SOURCES, StatementTable, Stretch, stretch};
use super::{ChangeRow, JudgementView, LinkView, PageView, PaginationView, PlaceView, SourceLink};
use crate::compare::Located;
use crate::entry::record::NameKind;
use crate::html::Html;
use crate::model::*;
use crate::render::context::Context;
use crate::render::strings::capitalised;
use crate::site::names::Part;
use crate::site::{NAMES_A_PAGE, address, page_count};

/// With more sources than this, mentions are counted over all of them: so many columns have no room.
const COLUMNS: usize = 12;
/// Most names shown whose form changes.
const CHANGING: usize = 40;
/// Most lines listed in one row.
const LINES: usize = 20;
/// Most exceptions listed.
const EXCEPTIONS: usize = 50;
/// Most related names and addresses elsewhere listed.
const RELATED: usize = 100;

/// The kinds of name, in the order of the index's key.
const KINDS: [(NameKind, &str); 6] = [
    (NameKind::Person, "kind-people"),
    (NameKind::Organisation, "kind-bodies"),
    (NameKind::Place, "kind-places"),
    (NameKind::Document, "kind-documents"),
    (NameKind::Initiative, "kind-initiatives"),
    (NameKind::Concept, "kind-concepts"),
];

/// The index of names: `names.html`. Later pages have only their part of the list.
#[derive(Debug, Serialize)]
pub struct IndexView {
    /// Whether this is the first page.
    pub first_page: bool,
    /// What is on the page, in a sentence or two.
    pub finding: String,
    /// The kinds on this page, each with how many names it has there.
    pub kinds: Vec<KindCount>,
    /// Names of which no form is common to all sources that write them in one script.
    pub changing: Vec<ChangingName>,
    /// How many such names are not among those.
    pub more_changing: usize,
    /// All headings of the index, on whichever page they stand.
    pub letters: Vec<LetterLink>,
    /// The columns; none where there are too many sources for columns.
    pub columns: Vec<SourceLink>,
    /// The names, by letter.
    pub groups: Vec<LetterGroup>,
    /// Names that stand only around the articles.
    pub around: Vec<NameRow>,
    /// Whether names were looked for in any text; otherwise the counts say nothing.
    pub searched: bool,
    /// How many sources have no text here, nor evidence of it: names weren't looked for there.
    pub unsearched: usize,
    /// The pages of the index.
    pub pagination: Option<PaginationView>,
}

/// How many names there are of a kind.
#[derive(Debug, Serialize)]
pub struct KindCount {
    /// `person`, `organisation`, `place`, `document`, `initiative` or `concept`.
    pub kind: &'static str,
    /// In words: "People".
    pub words: String,
    /// How many.
    pub count: usize,
}

/// A name of which no form is common to all sources that write it in one script.
#[derive(Debug, Serialize)]
pub struct ChangingName {
    /// The name.
    pub name: LinkView,
    /// Its forms, each with the sources that use just these.
    pub usages: Vec<Usage>,
}

/// Sources that use the same forms of a name.
#[derive(Debug, Serialize)]
pub struct Usage {
    /// The sources, as many as there is room for.
    pub sources: Vec<SourceLink>,
    /// How many more there are.
    pub more: usize,
    /// The forms.
    pub forms: Vec<FormWords>,
}

/// A form of a name, by its words.
#[derive(Debug, Serialize)]
pub struct FormWords {
    /// Its language, where it has one of its own.
    pub lang: Option<String>,
    /// Its words, those that stand in no other row marked.
    pub words: Vec<FormWord>,
}

/// A word of a form.
#[derive(Debug, Serialize)]
pub struct FormWord {
    /// The word.
    pub text: String,
    /// Whether it stands in no other row.
    pub differs: bool,
}

/// A heading of the index.
#[derive(Debug, Serialize)]
pub struct LetterLink {
    /// The letter.
    pub letter: String,
    /// Path of the page that it stands on; empty for this one.
    pub path: String,
    /// Where on it.
    pub anchor: String,
}

/// The names under one letter.
#[derive(Debug, Serialize)]
pub struct LetterGroup {
    /// The letter.
    pub letter: String,
    /// The heading's id.
    pub anchor: String,
    /// The names.
    pub names: Vec<NameRow>,
}

/// A name in the index.
#[derive(Debug, Serialize)]
pub struct NameRow {
    /// The name.
    pub name: LinkView,
    /// The id, for anchors.
    pub id: String,
    /// As it is sorted: "Tokayev, Kassym-Jomart".
    pub sorted: String,
    /// `person`, `organisation`, `place`, `document`, `initiative` or `concept`.
    pub kind: &'static str,
    /// Mentions, a cell a column.
    pub cells: Vec<MentionCell>,
    /// The forms found in articles, each with its sources; none where it is only one.
    pub forms: Vec<FormUse>,
    /// Mentions in articles.
    pub mentions: usize,
    /// Mentions around them only: in headings, captions, menus.
    pub around: usize,
    /// Sources whose article mentions it.
    pub sources: usize,
}

/// How often a source mentions a name.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct MentionCell {
    /// In the article.
    pub mentions: usize,
    /// Around it.
    pub around: usize,
    /// Whether it was looked for: `false` where the text isn't here, nor evidence of it.
    pub searched: bool,
}

/// A form of a name and who uses it.
#[derive(Debug, Serialize)]
pub struct FormUse {
    /// The form.
    pub form: String,
    /// Its language, where it has one of its own.
    pub lang: Option<String>,
    /// Sources whose article has it; none where there are too many sources for columns.
    pub sources: Vec<SourceLink>,
    /// Mentions, a cell a column.
    pub cells: Vec<MentionCell>,
    /// How many sources have it, in the article or around it.
    pub in_sources: usize,
    /// Mentions in articles.
    pub mentions: usize,
    /// Mentions around them.
    pub around: usize,
}

/// A name that is met often beside something, and how often.
#[derive(Debug, Serialize)]
pub struct MetName {
    /// The name.
    pub name: LinkView,
    /// Its kind.
    pub kind: &'static str,
    /// How often.
    pub count: usize,
}

/// The page of one name: `name.html`. Later pages of its list of sources have `first_page` false, and only that list.
#[derive(Debug, Serialize)]
pub struct NameView {
    /// Whether this is the name's own page rather than one that continues its list of sources.
    pub first_page: bool,
    /// The name.
    pub name: LinkView,
    /// `person`, `organisation`, `place`, `document`, `initiative` or `concept`.
    pub kind: &'static str,
    /// How often and in how many forms it is mentioned, in a sentence or two.
    pub finding: String,
    /// Who or what it is.
    pub text: Option<Html>,
    /// A remark for readers.
    pub note: Option<Html>,
    /// A wording left ambiguous on purpose.
    pub open: Option<Html>,
    /// Whether one of its forms is held to be the right one.
    pub preferred: bool,
    /// The columns; none where there are too many sources for columns.
    pub columns: Vec<SourceLink>,
    /// Its forms.
    pub forms: Vec<FormUse>,
    /// Whether names were looked for in any text; otherwise the counts say nothing.
    pub searched: bool,
    /// What the editor infers.
    pub inferred: Vec<InferredRow>,
    /// Addresses of the same thing elsewhere.
    pub same_as: Vec<String>,
    /// Places where one of its forms stands for something else.
    pub stands_for: Vec<ExceptionRow>,
    /// Places where a form of another name stands for it.
    pub stood_for_by: Vec<ExceptionRow>,
    /// The statements about it, and those that report it as a speaker.
    pub statements: Option<StatementTable>,
    /// The events with it, in time; those without a date last.
    pub events: Option<EventList>,
    /// The sources that mention it or that it has a part in: this page's stretch of them.
    pub articles: Vec<NameArticle>,
    /// Which of all sources these are.
    pub stretch: Stretch,
    /// The pages of the list of sources.
    pub pagination: Option<PaginationView>,
    /// The names met most often on the same lines.
    pub beside: Vec<MetName>,
    /// Names that belong to it.
    pub related: Vec<LinkView>,
    /// Entries of the change log about it.
    pub changes: Vec<ChangeRow>,
}

/// Something that the editor infers about a name.
#[derive(Debug, Serialize)]
pub struct InferredRow {
    /// What it is about, in words: "In full".
    pub label: String,
    /// The judgement.
    pub judgement: JudgementView,
}

/// A place where a form of one name stands for another.
#[derive(Debug, Serialize)]
pub struct ExceptionRow {
    /// The place.
    pub place: PlaceView,
    /// The other name, where it has a page.
    pub other: Option<LinkView>,
    /// A remark for readers.
    pub note: Option<Html>,
}

/// A source that mentions a name, or that the name has a part in.
#[derive(Debug, Serialize)]
pub struct NameArticle {
    /// The source.
    pub source: SourceLink,
    /// What part, as keys of messages: `role-author`, `role-publisher`, `role-speaker`, `role-credited`, `role-subject`.
    pub roles: Vec<&'static str>,
    /// The forms that it uses.
    pub forms: Vec<FormLines>,
    /// Whether names were looked for in its text.
    pub searched: bool,
}

/// A form of a name in one source.
#[derive(Debug, Serialize)]
pub struct FormLines {
    /// The form.
    pub form: String,
    /// Its language, where it has one of its own.
    pub lang: Option<String>,
    /// Mentions in the article.
    pub mentions: usize,
    /// Mentions around it.
    pub around: usize,
    /// The lines, as many as there is room for: "l. 7", "ll. 7, 9".
    pub lines: String,
    /// How many more lines there are.
    pub more: usize,
}

/// Links to names met beside something; those without a page are left out.
pub fn met(cx: &Context<'_>, names: &[(NameIx, usize)]) -> Vec<MetName> {
    let row = |(ix, count): &(NameIx, usize)| MetName {
        name: cx.link(*ix),
        kind: cx.dossier[*ix].kind.value.word(),
        count: *count,
    };
    names.iter().map(row).filter(|met| met.name.path.is_some()).collect()
}

/// A page of the index.
pub fn index(cx: &Context<'_>, n: usize) -> (PageView, IndexView) {
    let index = &cx.site.name_index;
    let start = n.saturating_sub(1).saturating_mul(NAMES_A_PAGE).min(index.order.len());
    let end = (start + NAMES_A_PAGE).min(index.order.len());
    let inside = index.inside.clamp(start, end);
    let columns = columns(cx);

    let mut letters: Vec<LetterLink> = Vec::new();
    let mut groups: Vec<LetterGroup> = Vec::new();
    for (i, letter) in index.letters.iter().enumerate() {
        let last = index.letters.get(i + 1).map_or(index.inside, |next| next.first);
        let on_page = letter.first / NAMES_A_PAGE + 1;
        let anchor = format!("letter-{}", i + 1);
        let path = match on_page == n {
            true => String::new(),
            false => cx.site.href(&address::page("names/", on_page)),
        };
        letters.push(LetterLink { letter: letter.letter.clone(), path, anchor: anchor.clone() });
        let (first, last) = (letter.first.max(start), last.min(inside));
        if first < last {
            let names = index.order[first..last].iter().map(|ix| name_row(cx, *ix, &columns)).collect();
            groups.push(LetterGroup { letter: letter.letter.clone(), anchor, names });
        }
    }
    let mut kinds: BTreeMap<NameKind, usize> = BTreeMap::new();
    for ix in &index.order[start..inside] {
        *kinds.entry(cx.dossier[*ix].kind.value).or_default() += 1;
    }
    let kinds = KINDS
        .iter()
        .filter_map(|(kind, key)| {
            Some(KindCount { kind: kind.word(), words: cx.t(key, &[]), count: *kinds.get(kind)? })
        })
        .collect();
    let (changing, count) = if n <= 1 { changing(cx) } else { (Vec::new(), 0) };
    let said =
        |key: &str, n: usize| capitalised(&cx.t(key, &[("n", (n as i64).into()), ("words", cx.number(n).into())]));
    let mut finding = vec![said("names-finding", index.order.len())];
    if count > 0 {
        finding.push(said("names-changing", count));
    }
    let view = IndexView {
        first_page: n <= 1,
        finding: finding.join(" "),
        kinds,
        more_changing: count - changing.len(),
        changing,
        letters,
        columns: cx.sources(&columns),
        groups,
        around: index.order[inside..end].iter().map(|ix| name_row(cx, *ix, &columns)).collect(),
        searched: cx.comparison.texts.iter().any(Option::is_some),
        unsearched: cx.comparison.texts.iter().filter(|text| text.is_none()).count(),
        pagination: cx.pagination("names/", n, page_count(index.order.len(), NAMES_A_PAGE)),
    };
    let title = cx.t("names-title", &[]);
    let title = if n <= 1 { title } else { paged(cx, &title, n) };
    let mut page = cx.page("names", &title, &view.finding, None);
    page.key = if view.columns.is_empty() { Vec::new() } else { cx.key() };
    (page, view)
}

fn paged(cx: &Context<'_>, title: &str, n: usize) -> String {
    cx.t("title-of-page", &[("title", title.into()), ("n", (n as i64).into())])
}

/// The sources, where there are few enough for columns.
fn columns(cx: &Context<'_>) -> Vec<SourceIx> {
    if cx.dossier.sources.len() > COLUMNS { Vec::new() } else { SourceIx::all(cx.dossier).collect() }
}

fn is_searched(cx: &Context<'_>, source: SourceIx) -> bool {
    cx.comparison.text(source).is_some()
}

fn name_row(cx: &Context<'_>, ix: NameIx, columns: &[SourceIx]) -> NameRow {
    let name = &cx.dossier[ix];
    let mentions = cx.comparison.mentions(ix);
    let mut forms = form_uses(cx, ix, columns);
    forms.retain(|form| form.mentions > 0);
    if forms.len() < 2 {
        forms.clear();
    }
    let mut sources: Vec<SourceIx> = mentions.iter().filter(|(_, at)| at.in_body).map(|(source, _)| *source).collect();
    sources.dedup();
    let inside = mentions.iter().filter(|(_, at)| at.in_body).count();
    NameRow {
        name: cx.link(ix),
        id: name.header.id.value.clone(),
        sorted: name.sort_under().to_string(),
        kind: name.kind.value.word(),
        cells: cells(cx, mentions.iter(), columns),
        forms,
        mentions: inside,
        around: mentions.len() - inside,
        sources: sources.len(),
    }
}

/// Mentions, counted by column.
fn cells<'a>(
    cx: &Context<'_>,
    mentions: impl Iterator<Item = &'a (SourceIx, Located)>,
    columns: &[SourceIx],
) -> Vec<MentionCell> {
    let empty = |source: &SourceIx| MentionCell { mentions: 0, around: 0, searched: is_searched(cx, *source) };
    let mut cells: Vec<MentionCell> = columns.iter().map(empty).collect();
    for (source, at) in mentions {
        // Columns are all sources in page order, or none.
        if let Some(cell) = cells.get_mut(source.0 as usize) {
            if at.in_body {
                cell.mentions += 1;
            } else {
                cell.around += 1;
            }
        }
    }
    cells
}

/// What is used of each form of a name, in the order of the record.
fn form_uses(cx: &Context<'_>, ix: NameIx, columns: &[SourceIx]) -> Vec<FormUse> {
    let name = &cx.dossier[ix];
    let mut by_form: Vec<Vec<&(SourceIx, Located)>> = vec![Vec::new(); name.forms.len()];
    for mention in cx.comparison.mentions(ix) {
        if let Some(form) = by_form.get_mut(mention.1.form) {
            form.push(mention);
        }
    }
    let form_use = |(form, mentions): (usize, Vec<&(SourceIx, Located)>)| {
        let (form, lang) = form_words(cx, ix, form);
        let inside = mentions.iter().filter(|(_, at)| at.in_body).count();
        let mut all: Vec<SourceIx> = mentions.iter().map(|(source, _)| *source).collect();
        all.dedup();
        let cells = cells(cx, mentions.iter().copied(), columns);
        let users = columns.iter().zip(&cells).filter(|(_, cell)| cell.mentions > 0);
        FormUse {
            form,
            lang,
            sources: users.map(|(source, _)| cx.source(*source)).collect(),
            cells,
            in_sources: all.len(),
            mentions: inside,
            around: mentions.len() - inside,
        }
    };
    by_form.into_iter().enumerate().map(form_use).collect()
}

/// A form and its language, where it has one of its own.
fn form_words(cx: &Context<'_>, ix: NameIx, form: usize) -> (String, Option<String>) {
    let Some(form) = cx.dossier[ix].forms.get(form) else { return (String::new(), None) };
    let own = form.lang.as_ref().map(|lang| lang.value.clone());
    (form.form.value.clone(), own.filter(|lang| *lang != cx.dossier.config.language.value))
}

/// Which script a form is written in, by its first letter: most have a range of Unicode to themselves.
fn script(form: &str) -> u32 {
    match form.chars().find(|c| c.is_alphabetic()).unwrap_or_default() {
        '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => 0,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => 1,
        '\u{400}'..='\u{52F}' => 2,
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FEFF}' => 3,
        // Han and kana stand side by side.
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' => 4,
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}' => 5,
        '\u{530}'..='\u{58F}' => 6,
        '\u{1200}'..='\u{139F}' => 7,
        other => 8 + u32::from(other) / 128,
    }
}

/// Which forms of a name each source's article uses, in the scripts in which there is no form that all of them use: a
/// form in another script is a transcription, and says nothing of what they call it.
fn diverging(cx: &Context<'_>, ix: NameIx) -> Option<BTreeMap<BTreeSet<usize>, Vec<SourceIx>>> {
    let forms = &cx.dossier[ix].forms;
    if forms.len() < 2 {
        return None;
    }
    let mut by_script: BTreeMap<u32, BTreeMap<SourceIx, BTreeSet<usize>>> = BTreeMap::new();
    for (source, at) in cx.comparison.mentions(ix).iter().filter(|(_, at)| at.in_body) {
        let script = forms.get(at.form).map_or(0, |form| script(&form.form.value));
        by_script.entry(script).or_default().entry(*source).or_default().insert(at.form);
    }
    let mut usages: BTreeMap<BTreeSet<usize>, Vec<SourceIx>> = BTreeMap::new();
    for by_source in by_script.into_values() {
        let common = by_source.values().cloned().reduce(|a, b| &a & &b);
        if common.is_some_and(|common| common.is_empty()) {
            by_source.into_iter().for_each(|(source, forms)| usages.entry(forms).or_default().push(source));
        }
    }
    (!usages.is_empty()).then_some(usages)
}

/// The names of which no form is common to all sources that write them in one script, those in most sources first; and how many
/// there are in all.
fn changing(cx: &Context<'_>) -> (Vec<ChangingName>, usize) {
    let mut all: Vec<(NameIx, usize)> = Vec::new();
    for ix in &cx.site.name_index.order {
        if let Some(usages) = diverging(cx, *ix) {
            all.push((*ix, usages.values().map(Vec::len).sum()));
        }
    }
    all.sort_by_key(|(_, sources)| std::cmp::Reverse(*sources));
    let row = |(ix, _): &(NameIx, usize)| {
        let usages: Vec<(Vec<usize>, Vec<SourceIx>)> =
            diverging(cx, *ix)?.into_iter().map(|(forms, sources)| (forms.into_iter().collect(), sources)).collect();
        Some(ChangingName { name: cx.link(*ix), usages: self::usages(cx, *ix, usages) })
    };
    (all.iter().take(CHANGING).filter_map(row).collect(), all.len())
}

/// Usages by their first source, their words compared with each other.
fn usages(cx: &Context<'_>, ix: NameIx, mut usages: Vec<(Vec<usize>, Vec<SourceIx>)>) -> Vec<Usage> {
    usages.sort_by_key(|(_, sources)| sources.first().copied());
    usages.truncate(ROW_SOURCES);
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // In how many of the rows each word stands.
    let mut rows_with: BTreeMap<String, usize> = BTreeMap::new();
    for (forms, _) in &usages {
        let forms = forms.iter().map(|form| form_words(cx, ix, *form).0);
        let words: BTreeSet<String> =
            forms.flat_map(|form| form.split_whitespace().map(bare).collect::<Vec<_>>()).collect();
        for word in words {
            *rows_with.entry(word).or_default() += 1;
        }
    }
    let form = |form: &usize| {
        let (form, lang) = form_words(cx, ix, *form);
        let word = |word: &str| FormWord {
            text: word.to_string(),
            differs: rows_with.get(&bare(word)).is_none_or(|rows| *rows == 1),
        };
        FormWords { lang, words: form.split_whitespace().map(word).collect() }
    };
    let usage = |(forms, sources): &(Vec<usize>, Vec<SourceIx>)| Usage {
        sources: sources.iter().take(ROW_SOURCES).map(|source| cx.source(*source)).collect(),
        more: sources.len().saturating_sub(ROW_SOURCES),
        forms: forms.iter().map(form).collect(),
    };
    usages.iter().map(usage).collect()
}

/// The page of one name; the `n`th continues its list of sources.
pub fn name(cx: &Context<'_>, ix: NameIx, n: usize) -> (PageView, NameView) {
    let name = &cx.dossier[ix];
    let index = &cx.site.name_index;
    let parts = index.sources(ix);
    let (shown, stretch) = stretch(cx, parts, n);
    let list = address::of(cx.dossier, Target::Name(ix));
    let pages = page_count(parts.len(), cx.dossier.config.page_size as usize);
    let mut view = NameView {
        first_page: n <= 1,
        name: cx.link(ix),
        kind: name.kind.value.word(),
        finding: String::new(),
        text: None,
        note: None,
        open: None,
        preferred: name.preferred,
        columns: Vec::new(),
        forms: Vec::new(),
        searched: cx.comparison.texts.iter().any(Option::is_some),
        inferred: Vec::new(),
        same_as: Vec::new(),
        stands_for: Vec::new(),
        stood_for_by: Vec::new(),
        statements: None,
        events: None,
        articles: shown.iter().map(|part| name_article(cx, ix, part)).collect(),
        stretch,
        pagination: cx.pagination(&list, n, pages),
        beside: Vec::new(),
        related: Vec::new(),
        changes: Vec::new(),
    };
    if n > 1 {
        let title = paged(cx, name.title(), n);
        let mut page = cx.page("name", &title, &title, Some(&name.header));
        page.crumbs.push(cx.link(ix));
        return (page, view);
    }
    let columns = columns(cx);
    view.finding = name_finding(cx, ix);
    view.text = cx.prose_if(name.text.as_ref());
    view.note = name.header.note.as_ref().filter(|p| !p.is_empty()).map(|p| cx.prose_with(p, "note-"));
    view.open = name.header.open.as_ref().filter(|p| !p.is_empty()).map(|p| cx.prose_with(p, "open-"));
    view.columns = cx.sources(&columns);
    view.forms = form_uses(cx, ix, &columns);
    let inferred = |(key, judgement): &(crate::entry::record::Word, _)| InferredRow {
        label: inferred_label(cx, key),
        judgement: cx.inferred(Target::Name(ix), None, judgement),
    };
    view.inferred = name.inferred.iter().map(inferred).collect();
    view.same_as = name.same_as.iter().take(RELATED).map(|url| url.value.clone()).collect();
    view.stands_for = (0..name.except.len().min(EXCEPTIONS))
        .filter_map(|place| exception(cx, ix, place, name.stands_for.get(place).copied().flatten()))
        .collect();
    let elsewhere = index.stands_in(ix).iter().take(EXCEPTIONS);
    view.stood_for_by = elsewhere.filter_map(|(other, place)| exception(cx, *other, *place, Some(*other))).collect();
    view.statements = (!name.claims.is_empty()).then(|| {
        let all = LinkView { path: Some(cx.site.href("claims/")), ..cx.link(ix) };
        cx.statements(&[(None, name.claims.as_slice(), all)])
    });
    view.events = (!name.events.is_empty()).then(|| cx.events(&cx.site.in_time(&name.events)));
    view.beside = met(cx, index.beside(ix));
    view.related = cx.links(&name.related);
    view.related.retain(|link| link.path.is_some());
    view.related.truncate(RELATED);
    view.changes = cx.changes(&name.changes);

    let description = name.text.as_ref().or(name.header.note.as_ref()).map(|text| cx.plain(text));
    let description = description.unwrap_or_else(|| view.finding.clone());
    let mut page = cx.page("name", name.title(), &description, Some(&name.header));
    if !view.columns.is_empty() {
        page.key = cx.key();
    }
    (page, view)
}

/// What an inference is about, in the theme's words where it has some.
fn inferred_label(cx: &Context<'_>, key: &str) -> String {
    let message = cx.theme.strings().get(&format!("inferred-{key}"), &[]);
    message.map_or_else(|_| key.replace('_', " "), |words| words.into_owned())
}

/// The `place`th exception of a name; `other` is the name that the row is to lead to.
fn exception(cx: &Context<'_>, of: NameIx, place: usize, other: Option<NameIx>) -> Option<ExceptionRow> {
    let except = cx.dossier[of].except.get(place)?;
    let at = cx.dossier.places(std::slice::from_ref(&except.at), None).pop()?;
    Some(ExceptionRow {
        place: cx.place(Target::Name(of), &at),
        other: other.map(|other| cx.link(other)).filter(|link| link.path.is_some()),
        note: except.note.as_ref().filter(|p| !p.is_empty()).map(|p| cx.prose_with(p, &format!("except-{place}-"))),
    })
}

/// A source's row on the page of a name.
fn name_article(cx: &Context<'_>, ix: NameIx, part: &Part) -> NameArticle {
    let all = cx.comparison.mentions(ix);
    let start = all.partition_point(|(source, _)| *source < part.source);
    let mut by_form: BTreeMap<usize, Vec<Located>> = BTreeMap::new();
    for (_, at) in all[start..].iter().take_while(|(source, _)| *source == part.source) {
        by_form.entry(at.form).or_default().push(*at);
    }
    let form = |(form, places): (usize, Vec<Located>)| {
        let (form, lang) = form_words(cx, ix, form);
        let mentions = places.iter().filter(|at| at.in_body).count();
        let lines: BTreeSet<usize> = places.iter().map(|at| at.line).collect();
        let shown: Vec<String> = lines.iter().take(LINES).map(usize::to_string).collect();
        let key = if shown.len() == 1 { "line-short" } else { "lines-short" };
        let argument = if shown.len() == 1 { "line" } else { "lines" };
        FormLines {
            form,
            lang,
            mentions,
            around: places.len() - mentions,
            lines: cx.t(key, &[(argument, shown.join(", ").into())]),
            more: lines.len() - shown.len(),
        }
    };
    let roles = [
        (part.author, "role-author"),
        (part.publisher, "role-publisher"),
        (part.speaker, "role-speaker"),
        (part.credited, "role-credited"),
        (part.tagged, "role-subject"),
    ];
    NameArticle {
        source: cx.source(part.source),
        roles: roles.into_iter().filter(|(has, _)| *has).map(|(_, role)| role).collect(),
        forms: by_form.into_iter().map(form).collect(),
        searched: is_searched(cx, part.source),
    }
}

/// How often and in how many forms a name is mentioned.
fn name_finding(cx: &Context<'_>, ix: NameIx) -> String {
    let mentions = cx.comparison.mentions(ix);
    let inside: Vec<&(SourceIx, Located)> = mentions.iter().filter(|(_, at)| at.in_body).collect();
    let mut sources: Vec<SourceIx> = inside.iter().map(|(source, _)| *source).collect();
    sources.dedup();
    let forms: BTreeSet<usize> = inside.iter().map(|(_, at)| at.form).collect();
    let searched = cx.comparison.texts.iter().flatten().count();
    let mut sentences = Vec::new();
    if !inside.is_empty() {
        let numbers = [
            ("n", (inside.len() as i64).into()),
            ("sources", (sources.len() as i64).into()),
            ("all", (searched as i64).into()),
            ("forms", (forms.len() as i64).into()),
            ("forms-words", cx.number(forms.len()).into()),
        ];
        sentences.push(cx.t("name-mentioned", &numbers));
        if diverging(cx, ix).is_some() {
            sentences.push(cx.t("name-changes", &[]));
        }
    } else if !mentions.is_empty() {
        sentences.push(cx.t("name-only-around", &[]));
    } else if searched > 0 {
        sentences.push(cx.t("name-not-mentioned", &[]));
    }
    let unsearched = cx.comparison.texts.len() - searched;
    if unsearched > 0 {
        sentences.push(cx.t("names-unsearched", &[("n", (unsearched as i64).into())]));
    }
    sentences.join(" ")
}
