//! One page a source: its record and the evidence for it, the summary line by line, what it says and tells of, where it comes from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::sources::*;
use super::*;
use crate::compare::Comparison;
use crate::edtf::{Date, Order};
use crate::entry::prose::{Part, Prose};
use crate::entry::record::{self, LineRange, StanceKind, Word};
use crate::html::Html;
use crate::model::*;
use crate::render::context::{Context, Whole};
use crate::rights::{Publish, Quotable};

/// Most statements, or events, that the page of one source lists; the rest is counted.
const MOST_ROWS: usize = 200;

/// `source.html`.
#[derive(Debug, Serialize)]
pub struct SourceView {
    /// The source.
    pub source: SourceLink,
    /// Its authors, as the document shows them.
    pub authors: Vec<AuthorView>,
    /// Others whom it credits.
    pub credits: Vec<AuthorView>,
    /// Its publisher, as the document shows it.
    pub publisher: Option<PartyView>,
    /// When it was published.
    pub window: WindowView,
    /// The window drawn for a wide and for a narrow page.
    pub drawings: Option<[WindowDrawing; 2]>,
    /// What the window rests on.
    pub evidence: EvidenceView,
    /// What it shares, and with whom.
    pub shares: Vec<SharedView>,
    /// Where the passages lie that it shares.
    pub tracks: Option<super::compare::TracksView>,
    /// What no other source has, in the editor's words: the last paragraph of the digest where it begins so.
    pub only_here: Option<Html>,
    /// Genre.
    pub kind: Option<String>,
    /// Language of the text, in words.
    pub language: Option<String>,
    /// Its BCP 47 tag, where it isn't the site's.
    pub language_tag: Option<String>,
    /// Where its title stands.
    pub title_at: Option<PlaceView>,
    /// What the editor infers of it, by field.
    pub inferred: Vec<InferredView>,
    /// Abstract.
    pub abstract_text: Option<Html>,
    /// Remark.
    pub note: Option<Html>,
    /// A wording that is left ambiguous on purpose, and why.
    pub open: Option<Html>,
    /// The digest by the lines that it tells of, where it is written so.
    pub digest: Vec<DigestView>,
    /// The digest in one piece, where it isn't.
    pub digest_whole: Option<Html>,
    /// The text itself, where its rights allow that and it is here.
    pub text: Vec<LineView>,
    /// What it does with claims, in the order of its lines.
    pub statements: Vec<StatementView>,
    /// How many statements are not listed here.
    pub more_statements: usize,
    /// How many of its statements no other source makes.
    pub alone: usize,
    /// Claims that it says nothing on and the editors remark on.
    pub silent: Vec<SilentView>,
    /// How many claims it was read for and says nothing on.
    pub silent_count: usize,
    /// How many claims it has not been read for.
    pub not_examined: usize,
    /// The page of all claims.
    pub claims_link: LinkView,
    /// Events it tells of, in time.
    pub events: Vec<AccountRow>,
    /// How many events are not listed here.
    pub more_events: usize,
    /// Topics.
    pub topics: Vec<LinkView>,
    /// How many topics are not listed here.
    pub more_topics: usize,
    /// Names of the whole article.
    pub names: Vec<LinkView>,
    /// Names that its text mentions, the most frequent first.
    pub mentions: Vec<MentionView>,
    /// How many names are not listed here.
    pub more_mentions: usize,
    /// Where the text comes from and what was done with it.
    pub provenance: ProvenanceView,
    /// Answers of authors or publishers.
    pub replies: Vec<ReplyView>,
    /// When and how the author was asked.
    pub contacted: Option<Html>,
    /// Entries of the change log.
    pub changes: Vec<ChangeRow>,
    /// How to cite the source itself, in one line.
    pub cite: String,
}

/// Something that the editor infers of a source.
#[derive(Debug, Serialize)]
pub struct InferredView {
    /// The field: `publisher`, `translation` …
    pub field: String,
    /// Its name for readers.
    pub label: String,
    /// What, and what it rests on.
    pub judgement: JudgementView,
}

/// A paragraph of the digest.
#[derive(Debug, Serialize)]
pub struct DigestView {
    /// Anchor of its first line, where no text on the page has it.
    pub id: Option<String>,
    /// The lines it tells of: `17` or `17–19`; empty where it doesn't say.
    pub lines: String,
    /// The paragraph.
    pub text: Html,
    /// Claims that rest on these lines.
    pub claims: Vec<MarginView>,
}

/// A line of a text that may be shown.
#[derive(Debug, Serialize)]
pub struct LineView {
    /// Its number.
    pub number: usize,
    /// Its words.
    pub text: Quotable,
    /// Whether it belongs to the article.
    pub in_body: bool,
    /// Claims that rest on it.
    pub claims: Vec<MarginView>,
}

/// A claim in the margin.
#[derive(Clone, Debug, Serialize)]
pub struct MarginView {
    /// The id of its entry below, for anchors.
    pub id: String,
    /// Its short title.
    pub title: String,
    /// What the source does with it.
    pub stance: &'static str,
}

/// What a source does with a claim.
#[derive(Debug, Serialize)]
pub struct StatementView {
    /// The claim.
    pub claim: LinkView,
    /// Its id, for anchors.
    pub id: String,
    /// `asserts`, `qualifies` or `disputes`.
    pub stance: &'static str,
    /// Whether it counts as support.
    pub supports: bool,
    /// `stated`, `reported`, `planned`, `possible` or `needed`.
    pub modality: &'static str,
    /// Who says so, where it is reported.
    pub speaker: Option<PartyView>,
    /// Where.
    pub at: Vec<PlaceView>,
    /// The source's own term.
    pub wording: Option<Quotable>,
    /// The figures it gives.
    pub figures: Vec<FigureView>,
    /// Remark.
    pub note: Option<Html>,
    /// Why the editor reads it so.
    pub basis: Option<Html>,
    /// How sure.
    pub confidence: Option<&'static str>,
    /// Where the editor says from which text it comes.
    pub shares: Option<StanceShares>,
    /// Whether no other source speaks to the claim.
    pub alone: bool,
}

/// The editor's word on where a statement comes from.
#[derive(Debug, Serialize)]
pub struct StanceShares {
    /// The shared text; `None` where the editor says that it is the source's own.
    pub lineage: Option<LinkView>,
    /// `none`, `likely` or `possible`.
    pub doubt: &'static str,
    /// Why.
    pub why: Option<Html>,
}

/// A figure.
#[derive(Debug, Serialize)]
pub struct FigureView {
    /// In digits, grouped.
    pub value: String,
    /// As printed, where that may be quoted.
    pub printed: Option<Quotable>,
    /// Whether the source says "about".
    pub about: bool,
    /// Of what.
    pub unit: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// A claim that a source says nothing on.
#[derive(Debug, Serialize)]
pub struct SilentView {
    /// The claim.
    pub claim: LinkView,
    /// Its id, for anchors.
    pub id: String,
    /// Remark.
    pub note: Html,
}

/// What a source says about an event.
#[derive(Debug, Serialize)]
pub struct AccountRow {
    /// The event.
    pub event: LinkView,
    /// Its id, for anchors.
    pub id: String,
    /// The date that this source gives.
    pub date: Option<DateView>,
    /// `stated`, `inferred` or `borrowed`.
    pub how: &'static str,
    /// Whether it tells of it as done or as planned.
    pub status: Option<&'static str>,
    /// Where it says it took place.
    pub place: Option<PartyView>,
    /// Who says so, where it is reported.
    pub speaker: Option<PartyView>,
    /// The source's own term.
    pub wording: Option<Quotable>,
    /// Where in the text.
    pub at: Vec<PlaceView>,
    /// Remark.
    pub note: Option<Html>,
    /// How a relative date was resolved, and the like.
    pub basis: Option<Html>,
}

/// A name that a text mentions.
#[derive(Debug, Serialize)]
pub struct MentionView {
    /// The name.
    pub name: LinkView,
    /// How often.
    pub count: usize,
}

/// Where a text comes from and what was done with it.
#[derive(Debug, Serialize)]
pub struct ProvenanceView {
    /// Where it was published.
    pub url: Option<String>,
    /// A copy in a web archive.
    pub archived_url: Option<String>,
    /// When the copy was taken.
    pub captured: Option<DateView>,
    /// `blake3:` and 64 digits.
    pub hash: Option<String>,
    /// Lines of the file.
    pub file_lines: Option<usize>,
    /// Words of the article.
    pub words: Option<usize>,
    /// The article's lines: `ll. 3–7, 15–19`.
    pub body: Option<String>,
    /// What the other lines are.
    pub parts: Vec<PartView>,
    /// When it was read against the claims.
    pub read_on: Option<DateView>,
    /// By whom.
    pub read_by: Option<String>,
    /// Quoted words that were found in the text.
    pub found: usize,
    /// Quoted words in all.
    pub quoted: usize,
    /// Suspected gaps.
    pub losses: Vec<LossView>,
    /// Which spelling it uses.
    pub spelling: Option<Html>,
    /// `record`, `excerpt` or `full`.
    pub publish: &'static str,
    /// Most words in a quotation.
    pub quoted_words: usize,
    /// Why that much may be shown.
    pub rights_basis: Option<String>,
}

/// What some lines are.
#[derive(Debug, Serialize)]
pub struct PartView {
    /// `headline`, `front`, `captions`, `back`, `boilerplate` or `copies`.
    pub part: &'static str,
    /// Which: `ll. 9–13, 26–30`.
    pub lines: String,
    /// Which lines they repeat.
    pub of: Option<String>,
}

/// A suspected gap.
#[derive(Debug, Serialize)]
pub struct LossView {
    /// What seems to be missing.
    pub text: Option<Html>,
    /// Where.
    pub at: Vec<PlaceView>,
    /// Why it is suspected.
    pub basis: Option<Html>,
    /// How sure.
    pub confidence: Option<&'static str>,
}

/// An answer.
#[derive(Debug, Serialize)]
pub struct ReplyView {
    /// When.
    pub on: DateView,
    /// From whom.
    pub from: PartyView,
    /// What it says.
    pub text: Html,
    /// Where it can be read in full.
    pub url: Option<String>,
}

/// The page of one source.
pub fn source(cx: &Context<'_>, ix: SourceIx) -> (PageView, SourceView) {
    let source = &cx.dossier[ix];
    let target = Target::Source(ix);
    let (spoken, silent) = stances(source);
    let (silent_count, not_examined) = unspoken(cx.dossier, source, spoken.len());
    let (_, alone) = statement_counts(cx.dossier, source);
    let by_line = by_line(cx.dossier, ix, &spoken);
    let text: Vec<LineView> = cx.comparison.full.get(&ix).map_or(Vec::new(), |lines| {
        let view = |line: &crate::compare::FullLine| LineView {
            number: line.number,
            text: line.text.clone(),
            in_body: line.in_body,
            claims: margin(&by_line, (line.number as u32, line.number as u32)),
        };
        lines.iter().map(view).collect()
    });
    let Digest { lines, only_here, whole } = digest(cx, ix, &by_line, text.is_empty());
    let rights = cx.dossier.rights(ix);
    let mut accounts: Vec<(EventIx, &Account)> = source.accounts.iter().map(|(event, a)| (*event, a)).collect();
    accounts.sort_by_cached_key(|(event, account)| {
        let date = account.record.date.as_ref().map(|d| &d.value);
        let known = date.or(cx.dossier[*event].date.as_ref().map(|d| &d.value.value));
        (known.is_none(), known.map(Date::sort_key), *event)
    });
    let mentions = mentions(cx, ix);
    let view = SourceView {
        source: cx.source(ix),
        authors: cx.authors(ix, &source.record.authors),
        credits: cx.authors(ix, &source.record.credits),
        publisher: source.publisher.as_ref().map(|party| cx.party(party)),
        window: cx.window_view(source),
        drawings: drawings(cx, source),
        evidence: evidence(cx, ix),
        shares: source.lineages.iter().map(|(l, member)| shared(cx, ix, *l, *member, MOST_OTHERS)).collect(),
        tracks: cx.tracks(ix),
        only_here,
        kind: cx.kind(source),
        language: source.language.as_ref().map(|tag| language(cx, tag)),
        language_tag: plain(&source.language).filter(|tag| *tag != cx.dossier.config.language.value),
        title_at: source.title_at.as_ref().and_then(|at| {
            let place = cx.dossier.places(std::slice::from_ref(at), Some(ix)).pop()?;
            Some(cx.place(target, &place))
        }),
        inferred: source
            .inferred
            .iter()
            .map(|(field, judgement)| InferredView {
                field: field.value.clone(),
                label: field_label(cx, field),
                judgement: cx.inferred(target, Some(ix), judgement),
            })
            .collect(),
        abstract_text: cx.prose_if(source.abstract_.as_ref()),
        note: cx.prose_if(source.header.note.as_ref()),
        open: cx.prose_if(source.header.open.as_ref()),
        digest: lines,
        digest_whole: whole,
        text,
        statements: spoken
            .iter()
            .take(MOST_ROWS)
            .map(|(claim, stance)| statement(cx, *claim, stance, &rights))
            .collect(),
        more_statements: spoken.len().saturating_sub(MOST_ROWS),
        alone,
        silent: silent.iter().take(MOST_ROWS).filter_map(|(claim, stance)| silence(cx, *claim, stance)).collect(),
        silent_count,
        not_examined,
        claims_link: {
            let title = cx.t("source-all-claims", &[]);
            LinkView { path: Some(cx.site.href("claims/")), short: title.clone(), title }
        },
        events: accounts.iter().take(MOST_ROWS).map(|(event, account)| told(cx, *event, account, &rights)).collect(),
        more_events: accounts.len().saturating_sub(MOST_ROWS),
        topics: cx.links(&source.topics[..source.topics.len().min(MOST_NAMES)]),
        more_topics: source.topics.len().saturating_sub(MOST_NAMES),
        names: cx.links(&source.names[..source.names.len().min(MOST_NAMES)]),
        more_mentions: mentions.len().saturating_sub(MOST_NAMES),
        mentions: mentions
            .into_iter()
            .take(MOST_NAMES)
            .map(|(name, count)| MentionView { name: cx.link(name), count })
            .collect(),
        provenance: provenance(cx, ix),
        replies: source
            .replies
            .iter()
            .enumerate()
            .map(|(i, reply)| ReplyView {
                on: cx.date(&reply.on.value),
                from: cx.party_of(&reply.from),
                text: cx.prose_with(&reply.text, &format!("reply-{}-", i + 1)),
                url: plain(&reply.url),
            })
            .collect(),
        contacted: cx.prose_if(source.contacted.as_ref()),
        changes: cx.changes(&source.changes),
        cite: cite(cx, source),
    };
    let description = source.abstract_.as_ref().map_or(String::new(), |text| cx.plain(text));
    (cx.page("source", source.title(), &description, Some(&source.header)), view)
}

/// A window drawn for a wide and for a narrow page, each with its own marks, so that type never shrinks. A date that
/// the document states needs no drawing.
fn drawings(cx: &Context<'_>, source: &Source) -> Option<[WindowDrawing; 2]> {
    let window = Some(&source.window).filter(|_| !source.states_date())?;
    let scale = Scale::of(std::iter::once(window))?;
    let draw = |width, every: usize| {
        let ticks = scale.ticks(cx, width).into_iter().step_by(every).collect();
        Some(WindowDrawing { bar: scale.bar(window, width)?, ticks })
    };
    Some([draw(600, 1)?, draw(300, 2)?])
}

/// The language in words; its tag where the theme has none.
fn language(cx: &Context<'_>, tag: &Word) -> String {
    let primary = tag.split('-').next().unwrap_or_default();
    let key = format!("language-{primary}");
    match (cx.theme.strings().has(&key), primary == tag.value) {
        (false, _) => tag.value.clone(),
        (true, true) => cx.t(&key, &[]),
        (true, false) => format!("{} ({})", cx.t(&key, &[]), tag.value),
    }
}

/// What readers call a field that the editor infers; its own word where the theme has none.
fn field_label(cx: &Context<'_>, field: &Word) -> String {
    let key = format!("inferred-{}", field.value);
    match cx.theme.strings().has(&key) {
        true => cx.t(&key, &[]),
        false => field.value.clone(),
    }
}

/// What a source says of claims, by the first line that it says it on; and what it is silent on.
#[expect(clippy::type_complexity, reason = "two lists of one kind, taken apart at once")]
fn stances(source: &Source) -> (Vec<(ClaimIx, &Stance)>, Vec<(ClaimIx, &Stance)>) {
    let all = source.stances.iter().map(|(claim, stance)| (*claim, stance));
    let (mut spoken, silent): (Vec<_>, Vec<_>) =
        all.partition(|(_, stance)| stance.record.stance.value != StanceKind::Silent);
    spoken.sort_by_key(|(claim, stance)| (first_line(stance).unwrap_or(u32::MAX), *claim));
    (spoken, silent)
}

fn first_line(stance: &Stance) -> Option<u32> {
    stance.record.at.iter().filter(|at| at.source.is_none()).find_map(|at| at.lines).map(|lines| lines.first)
}

/// On how many claims a source is silent, and for how many it has not been read.
fn unspoken(dossier: &Dossier, source: &Source, spoken: usize) -> (usize, usize) {
    let rest = dossier.claims.len().saturating_sub(spoken);
    let Some(read) = &source.read else {
        let silent = source.stances.len() - spoken;
        return (silent, rest - silent);
    };
    // Claims are added many on one day: the order of two dates is worked out once for each such run.
    let mut last: Option<(&Date, bool)> = None;
    let mut not_examined = 0;
    for ix in ClaimIx::all(dossier) {
        let Some(added) = dossier[ix].added.as_ref().map(|added| &added.value) else { continue };
        let too_late = match last {
            Some((date, too_late)) if date == added => too_late,
            _ => read.on.value.order(added) == Order::Before,
        };
        last = Some((added, too_late));
        not_examined += usize::from(too_late && !source.stances.contains_key(&ix));
    }
    (rest - not_examined, not_examined)
}

/// Claims by the first of the source's own lines that they are cited at.
type ByLine = BTreeMap<u32, Vec<MarginView>>;

fn by_line(dossier: &Dossier, own: SourceIx, spoken: &[(ClaimIx, &Stance)]) -> ByLine {
    let mut by_line = ByLine::new();
    for (claim, stance) in spoken.iter().take(MOST_ROWS) {
        let places = stance.at.iter().filter(|place| place.source == own);
        let mut lines: Vec<u32> = places.filter_map(|place| place.at.lines).map(|lines| lines.first).collect();
        lines.sort_unstable();
        lines.dedup();
        for line in lines {
            by_line.entry(line).or_default().push(MarginView {
                id: dossier[*claim].header.id.value.clone(),
                title: dossier[*claim].short_title().to_string(),
                stance: stance.record.stance.value.word(),
            });
        }
    }
    by_line
}

fn margin(by_line: &ByLine, (first, last): (u32, u32)) -> Vec<MarginView> {
    let mut claims: Vec<MarginView> = Vec::new();
    for claim in by_line.range(first..=last.max(first)).flat_map(|(_, claims)| claims) {
        if !claims.iter().any(|shown| shown.id == claim.id) {
            claims.push(claim.clone());
        }
    }
    claims
}

struct Digest {
    lines: Vec<DigestView>,
    only_here: Option<Html>,
    whole: Option<Html>,
}

/// The digest by line, where it is nothing but paragraphs of which some begin by citing lines; else in one piece.
fn digest(cx: &Context<'_>, ix: SourceIx, by_line: &ByLine, with_ids: bool) -> Digest {
    let prose = &cx.dossier[ix].digest;
    if prose.is_empty() {
        return Digest { lines: Vec::new(), only_here: None, whole: None };
    }
    let html = cx.prose_of(prose, ix);
    // Most have no citation at all.
    let cites = prose.parts.iter().any(|part| matches!(part, Part::Cite(_)));
    let cited = if cites { leading_citations(prose) } else { Vec::new() };
    let is_cited = |p: &Vec<&str>| p.len() == cited.len() && cited.iter().any(Option::is_some);
    let paragraphs = if cites { paragraphs(&html).filter(is_cited) } else { None };
    let Some(mut paragraphs) = paragraphs else {
        return Digest { lines: Vec::new(), only_here: None, whole: Some(html) };
    };
    let marker = cx.t("source-only-here-begins", &[]);
    let only_here = paragraphs.pop_if(|last| last.starts_with(Html::escape(&marker).as_str()));
    let mut seen = std::collections::BTreeSet::new();
    let lines = paragraphs.into_iter().zip(cited).map(|(html, lines)| {
        let Some((first, last)) = lines else {
            let text = Html::from_trusted(html.to_string());
            return DigestView { id: None, lines: String::new(), text, claims: Vec::new() };
        };
        // The citation stands in the column of lines instead.
        let text = html.split_once("</span>").map_or(html, |(_, text)| text.trim_start());
        DigestView {
            id: (with_ids && seen.insert(first)).then(|| format!("l{first}")),
            lines: line_range(LineRange { first, last }),
            text: Html::from_trusted(text.to_string()),
            claims: margin(by_line, (first, last)),
        }
    });
    Digest {
        lines: lines.collect(),
        only_here: only_here.map(|html| {
            let (_, text) = html.split_at(Html::escape(&marker).as_str().len());
            Html::from_trusted(text.trim_start().to_string())
        }),
        whole: None,
    }
}

/// What the summary of a source tells of some of its lines.
#[derive(Debug, Serialize)]
pub struct Told {
    /// The lines: `17` or `17–19`.
    pub lines: String,
    /// What it tells.
    pub text: Html,
}

/// What the summary of a source tells of the lines that `wanted` picks, where it tells by line.
pub(super) fn told_by_line(cx: &Context<'_>, ix: SourceIx, wanted: impl Fn((u32, u32)) -> bool) -> Vec<Told> {
    let prose = &cx.dossier[ix].digest;
    let html = cx.prose_of(prose, ix);
    let cited = leading_citations(prose);
    let Some(paragraphs) = paragraphs(&html).filter(|p| p.len() == cited.len()) else { return Vec::new() };
    let told = paragraphs.into_iter().zip(cited).filter_map(|(html, lines)| {
        let (first, last) = lines.filter(|lines| wanted(*lines))?;
        let text = html.split_once("</span>").map_or(html, |(_, text)| text.trim_start());
        Some(Told { lines: line_range(LineRange { first, last }), text: Html::from_trusted(text.to_string()) })
    });
    told.collect()
}

/// The id of the place on a source's page that tells of a line: the line itself, where its text is shown, or the
/// paragraph of the summary that is about it.
pub(super) fn place_on_page(cx: &Context<'_>, ix: SourceIx, line: u32) -> Option<String> {
    if cx.comparison.shows_line(ix, line) {
        return Some(format!("l{line}"));
    }
    if cx.comparison.full.get(&ix).is_some_and(|lines| !lines.is_empty()) {
        return None;
    }
    let prose = &cx.dossier[ix].digest;
    let cited = leading_citations(prose);
    paragraphs(&cx.prose_of(prose, ix)).filter(|p| p.len() == cited.len())?;
    let about = cited.into_iter().flatten().find(|(first, last)| (*first..=*last).contains(&line))?;
    Some(format!("l{}", about.0))
}

/// The lines that each paragraph of a digest begins by citing, `None` for one that begins otherwise.
fn leading_citations(prose: &Prose) -> Vec<Option<(u32, u32)>> {
    let mut found = Vec::new();
    let mut begins = false;
    for part in &prose.parts {
        match part {
            Part::Html(html) => {
                found.extend(html.matches("<p>").map(|_| None));
                begins = html.ends_with("<p>");
            }
            Part::Cite(citations) => {
                if let ([citation], true, Some(last)) = (citations.as_slice(), begins, found.last_mut()) {
                    *last = citation.lines.filter(|_| citation.reference.is_none());
                }
                begins = false;
            }
            _ => begins = false,
        }
    }
    found
}

/// The inside of each paragraph of `html`, if it is nothing but paragraphs.
fn paragraphs(html: &Html) -> Option<Vec<&str>> {
    let inner = html.as_str().trim().strip_suffix("</p>")?;
    inner.split("</p>").map(|paragraph| paragraph.trim_start().strip_prefix("<p>")).collect()
}

fn statement(cx: &Context<'_>, claim: ClaimIx, stance: &Stance, rights: &crate::rights::Rights) -> StatementView {
    let target = Target::Claim(claim);
    let record = &stance.record;
    StatementView {
        claim: cx.link(claim),
        id: cx.dossier[claim].header.id.value.clone(),
        stance: record.stance.value.word(),
        supports: stance.supports(),
        modality: record.modality.word(),
        speaker: stance.speaker.as_ref().map(|speaker| cx.party(speaker)),
        at: cx.places(target, &stance.at),
        wording: quotable(&record.wording, rights),
        figures: record
            .figures
            .iter()
            .map(|figure| FigureView {
                value: cx.grouped(&figure.value.value),
                printed: quotable(&figure.printed, rights),
                about: figure.about,
                unit: plain(&figure.unit),
                note: plain(&figure.note),
            })
            .collect(),
        note: cx.prose_if(record.note.as_ref()),
        basis: cx.prose_if(record.basis.as_ref()),
        confidence: record.confidence.map(|confidence| confidence.word()),
        shares: stance.shares.map(|lineage| StanceShares {
            lineage: lineage.map(|lineage| cx.link(lineage)),
            doubt: record.shares.as_ref().map_or("none", |shares| shares.doubt.word()),
            why: cx.prose_if(record.shares.as_ref().and_then(|shares| shares.why.as_ref())),
        }),
        alone: cx.dossier[claim].sources.len() == 1,
    }
}

fn silence(cx: &Context<'_>, claim: ClaimIx, stance: &Stance) -> Option<SilentView> {
    let note = cx.prose_if(stance.record.note.as_ref())?;
    Some(SilentView { claim: cx.link(claim), id: cx.dossier[claim].header.id.value.clone(), note })
}

fn told(cx: &Context<'_>, event: EventIx, account: &Account, rights: &crate::rights::Rights) -> AccountRow {
    let record = &account.record;
    AccountRow {
        event: cx.link(event),
        id: cx.dossier[event].header.id.value.clone(),
        date: record.date.as_ref().map(|date| cx.date(&date.value)),
        how: record.how.word(),
        status: record.status.as_ref().map(|status| status.value.word()),
        place: account.place.as_ref().map(|place| cx.party(place)),
        speaker: account.speaker.as_ref().map(|speaker| cx.party(speaker)),
        wording: quotable(&record.wording, rights),
        at: cx.places(Target::Event(event), &account.at),
        note: cx.prose_if(record.note.as_ref()),
        basis: cx.prose_if(record.basis.as_ref()),
    }
}

/// A source's own words, where its rights let them be shown.
fn quotable(words: &Option<Word>, rights: &crate::rights::Rights) -> Option<Quotable> {
    words.as_ref().and_then(|words| Quotable::anchor(words, rights).ok())
}

/// Names that the article mentions and readers may look up, by how often, then in their own order.
fn mentions(cx: &Context<'_>, ix: SourceIx) -> Vec<(NameIx, usize)> {
    let Some(text) = cx.comparison.text(ix) else { return Vec::new() };
    let count = |(id, places): (&String, &Vec<crate::compare::evidence::NameAt>)| {
        let Some(Target::Name(name)) = cx.dossier.find(Kind::Name, id) else { return None };
        let forms = cx.dossier[name].forms.len();
        let count = places.iter().filter(|place| place.form < forms && text.in_body(place.at)).count();
        (count > 0 && cx.path(Target::Name(name)).is_some()).then_some((name, count))
    };
    let mut mentions: Vec<(NameIx, usize)> = text.names.iter().filter_map(count).collect();
    mentions.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    mentions
}

fn provenance(cx: &Context<'_>, ix: SourceIx) -> ProvenanceView {
    let source = &cx.dossier[ix];
    let target = Target::Source(ix);
    let text = cx.comparison.text(ix);
    let rights = cx.dossier.rights(ix);
    let (found, quoted) = quotations(cx.dossier, cx.comparison, ix);
    let named = [
        ("headline", &source.parts.headline),
        ("front", &source.parts.front),
        ("captions", &source.parts.captions),
        ("back", &source.parts.back),
        ("boilerplate", &source.parts.boilerplate),
    ];
    let lines = |part: &[crate::diagnostic::Spanned<LineRange>]| {
        let ranges: Vec<LineRange> = part.iter().map(|range| range.value).collect();
        cx.line_ranges(&ranges)
    };
    let parts = named.into_iter().filter_map(|(part, ranges)| Some(PartView { part, lines: lines(ranges)?, of: None }));
    let copies = source.parts.copies.iter().filter_map(|(copy, of)| {
        Some(PartView { part: "copies", lines: cx.line_ranges(&[copy.value])?, of: cx.line_ranges(&[of.value]) })
    });
    ProvenanceView {
        url: plain(&source.url),
        archived_url: plain(&source.archived_url),
        captured: source.captured.as_ref().map(|date| cx.date(&date.value)),
        hash: plain(&source.hash),
        file_lines: text.map(|text| text.lines),
        words: text.map(|text| text.words),
        body: lines(&source.body),
        parts: parts.chain(copies).collect(),
        read_on: source.read.as_ref().map(|read| cx.date(&read.on.value)),
        read_by: source.read.as_ref().and_then(|read| read.by.as_ref()).map(|by| cx.editor(by)),
        found,
        quoted,
        losses: source
            .losses
            .iter()
            .map(|loss| LossView {
                text: cx.prose_if(loss.text.as_ref()),
                at: cx.places(target, &cx.dossier.places(&loss.at, Some(ix))),
                basis: cx.prose_if(loss.basis.as_ref()),
                confidence: loss.confidence.map(|confidence| confidence.word()),
            })
            .collect(),
        spelling: cx.prose_if(source.spelling.as_ref()),
        publish: match rights.publish {
            Publish::Record => "record",
            Publish::Excerpt => "excerpt",
            Publish::Full => "full",
        },
        quoted_words: rights.words,
        rights_basis: (!rights.basis.is_empty()).then_some(rights.basis),
    }
}

/// How many of the words that the source's record and readings quote from it were found in its text, and of how many.
fn quotations(dossier: &Dossier, comparison: &Comparison, ix: SourceIx) -> (usize, usize) {
    let source = &dossier[ix];
    let dates = source.date.iter().chain(&source.not_before).chain(&source.not_after).flat_map(|j| &j.at);
    let inferred = source.inferred.iter().flat_map(|(_, judgement)| &judgement.at);
    let losses = source.losses.iter().flat_map(|loss| &loss.at);
    let own: Vec<record::At> = dates.chain(inferred).chain(losses).cloned().collect();
    let own = dossier.places(&own, Some(ix));
    let own = own.iter().map(|place| (Target::Source(ix), place));
    let claims = source.stances.iter().flat_map(|(c, s)| s.at.iter().map(|place| (Target::Claim(*c), place)));
    let events = source.accounts.iter().flat_map(|(e, a)| a.at.iter().map(|place| (Target::Event(*e), place)));
    let quoted = own.chain(claims).chain(events).filter(|(_, place)| place.source == ix && place.at.anchor.is_some());
    quoted.fold((0, 0), |(found, all), (target, place)| {
        (found + usize::from(comparison.found(dossier, target, place).is_some()), all + 1)
    })
}

/// `17`, or `17–19`.
fn line_range(range: LineRange) -> String {
    match range.first == range.last {
        true => range.first.to_string(),
        false => format!("{}–{}", range.first, range.last),
    }
}

impl Whole<'_> {
    /// `l. 7`, or `ll. 3–7, 15–19`; `None` for no lines.
    fn line_ranges(&self, ranges: &[LineRange]) -> Option<String> {
        let words: Vec<String> = ranges.iter().map(|range| line_range(*range)).collect();
        match ranges {
            [] => None,
            [one] if one.first == one.last => Some(self.t("line-short", &[("line", words.concat().into())])),
            _ => Some(self.t("lines-short", &[("lines", words.join(", ").into())])),
        }
    }
}

/// How to cite the source itself: authors, title, publisher, date, address.
fn cite(cx: &Context<'_>, source: &Source) -> String {
    let authors: Vec<&str> = source.authors.iter().map(|author| cx.dossier.party(author)).collect();
    let mut parts: Vec<String> = Vec::new();
    if !authors.is_empty() {
        parts.push(authors.join(", "));
    }
    parts.push(match source.is_label() {
        true => format!("[{}]", source.title()),
        false => format!("“{}”", source.title()),
    });
    parts.extend(source.publisher.as_ref().map(|publisher| cx.dossier.party(publisher).to_string()));
    let window = cx.window_view(source);
    parts.push(match window.stated {
        true => window.words,
        false => format!("[{}]", window.words),
    });
    parts.extend(source.url.as_ref().map(|url| url.value.clone()));
    let mut cite = String::new();
    for part in parts {
        if !cite.is_empty() {
            // What ends in a full stop or a question mark, in quotation marks or not, needs none.
            let ended = cite.trim_end_matches(['”', ']']).ends_with(['.', '?', '!']);
            cite.push_str(if ended { " " } else { ". " });
        }
        cite.push_str(&part);
    }
    cite
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ProseSettings;
    use crate::diagnostic::File;

    #[allow(clippy::type_complexity)]
    fn split(markdown: &str) -> (Option<Vec<String>>, Vec<Option<(u32, u32)>>) {
        let file = File::new("content/sources/x.md", markdown);
        let settings = ProseSettings::default();
        let prose =
            crate::entry::prose::parse(markdown, 0, &file, &settings, crate::entry::prose::Context::Block).value;
        let html = prose.html(&crate::entry::prose::Filling {
            resolve: &|_| None,
            title: &|_| String::new(),
            cite: &|_, _| Html::escape("l."),
            local: &|word| word.value.clone(),
            label: &|_| String::new(),
            prefix: "",
            heading_shift: 1,
        });
        let paragraphs = paragraphs(&html).map(|all| all.into_iter().map(str::to_string).collect());
        (paragraphs, leading_citations(&prose))
    }

    #[test]
    fn digests_by_line() {
        let texts = |all: &[&str]| Some(all.iter().map(|text| text.to_string()).collect::<Vec<_>>());
        let cited = "<span class=\"cite\">[l.]</span>";
        let check = |markdown: &str, paragraphs: Option<Vec<String>>, lines: &[Option<(u32, u32)>]| {
            assert_eq!(split(markdown), (paragraphs, lines.to_vec()), "{markdown}");
        };
        check("[l. 1] One.", texts(&[&format!("{cited} One.")]), &[Some((1, 1))]);
        check(
            "[l. 1] One.\n\n[ll. 3-5] Two [l. 9].\n\nThree.",
            texts(&[&format!("{cited} One."), &format!("{cited} Two {cited}."), "Three."]),
            &[Some((1, 1)), Some((3, 5)), None],
        );
        // A citation within a paragraph isn't what it is about; nor is another source's.
        check("See [l. 1].", texts(&[&format!("See {cited}.")]), &[None]);
        check("[@a, l. 1] One.", texts(&[&format!("{cited} One.")]), &[None]);
        // Anything but paragraphs stays in one piece.
        for markdown in ["[l. 1] One.\n\n- a list\n", "> [l. 1] quoted", "## Heading\n\n[l. 1] One.", "[l. 1] x\n\n***"]
        {
            assert_eq!(split(markdown).0, None, "{markdown}");
        }
    }
}
