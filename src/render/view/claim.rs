//! One claim: what each source does with it, and how many separate accounts that makes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::compare::SynopsisLink;
use super::*;
use crate::compare::accounts::{Accounts, Descent, Origin};
use crate::entry::record::{Confidence, Doubt, Figure, Modality, Part, StanceKind};
use crate::model::{ClaimIx, Examined, LineageIx, SourceIx, Stance, Target};
use crate::render::context::{COLUMNS, Context};
use crate::render::strings::capitalised;

/// Most sources whose words are listed, and most entries of any other list.
const LISTED: usize = 100;
/// Most signs that stand in one line.
const IN_A_LINE: usize = 6;
/// With more sources than this, those that say nothing are counted together, and not by whether they were read.
const EXAMINED: usize = 400;

/// `claim.html`: one statement, and who stands where.
#[derive(Debug, Serialize)]
pub struct ClaimView {
    /// `checkable`, `contestable` or `prediction`.
    pub kind: Option<&'static str>,
    /// Whether it is one of those where a difference matters most.
    pub key: bool,
    /// The finding, a sentence each: for, otherwise, differently, silent.
    pub glance: Vec<String>,
    /// Who stands where; sides that nobody takes are left out.
    pub sides: Vec<SideView>,
    /// Whether a side has more signs than stand in one line.
    pub crowded: bool,
    /// The separate accounts for it.
    pub accounts: AccountsView,
    /// The separate accounts that say otherwise, `1` or `1–2`; `None` where there are none.
    pub otherwise: Option<String>,
    /// Whether support and contradiction come from one shared text.
    pub both_ways: bool,
    /// The shared passages that it stands in, those of most sources first.
    pub passages: Vec<SynopsisLink>,
    /// Whether all support and all contradiction are one text.
    pub one_text: bool,
    /// What each source says: support, contradiction, the rest.
    pub says: Vec<SaysView>,
    /// How many more sources speak of it than are listed.
    pub says_more: usize,
    /// Figures in which those that are listed part.
    pub figures: Vec<FiguresView>,
    /// The sources that were read and have nothing on it, and about which there is nothing to add.
    pub silent: CountedSources,
    /// The sources that were not read for it.
    pub not_examined: CountedSources,
    /// Sources that say nothing, where there are too many to tell apart whether they were read.
    pub rest: usize,
    /// More on it, in the editors' words.
    pub text: Option<Html>,
    /// What differs between the sources.
    pub differs: Option<Html>,
    /// How the accounts for it are counted.
    pub steps: Vec<StepView>,
    /// How the accounts that say otherwise are counted.
    pub steps_otherwise: Vec<StepView>,
    /// How many accounts for it the shared passages alone show, where that may be told, and whether the editors count
    /// otherwise.
    pub computed: Option<ComputedView>,
    /// How many of the accounts for it agree in full, where that isn't all of them.
    pub in_full: Option<String>,
    /// Whether any of the accounts is, or may be, part of a shared text.
    pub any_shared: bool,
    /// The one speaker whom all supporting sources report.
    pub speaker: Option<PartyView>,
    /// How many sources support it.
    pub supporting: usize,
    /// Claims whose figures must not be added to or compared with its own.
    pub not_comparable: Vec<LinkView>,
    /// Places that only together give it.
    pub joined: Vec<PlaceView>,
    /// A wording that is left ambiguous on purpose.
    pub open: Option<Html>,
    /// A remark.
    pub note: Option<Html>,
    /// Its topics.
    pub topics: Vec<LinkView>,
    /// Events that it is about.
    pub events: Vec<EventRow>,
    /// Names that it is about.
    pub names: Vec<LinkView>,
    /// When it was added to the dossier.
    pub added: Option<DateView>,
    /// Corrections and updates.
    pub changes: Vec<ChangeRow>,
    /// The topic in whose order the next two are.
    pub among: Option<LinkView>,
    /// The claim before it.
    pub previous: Option<LinkView>,
    /// The claim after it.
    pub next: Option<LinkView>,
}

/// Sources that do the same with the claim.
#[derive(Debug, Serialize)]
pub struct SideView {
    /// `for`, `otherwise`, `neither`, `silent` or `not-examined`.
    pub side: &'static str,
    /// The sources, those of one account together. One entry each where accounts aren't counted.
    pub ties: Vec<TieView>,
    /// Those that say so (or say otherwise, or nothing) in full, to be named.
    pub sources: Vec<SourceLink>,
    /// Those that say so with a difference.
    pub differing: Vec<SourceLink>,
    /// How many more there are.
    pub more: usize,
    /// How many accounts they are: `1`, or `1–2`; `None` where they aren't counted.
    pub count: Option<String>,
    /// A remark on where it comes from, or on what it says instead.
    pub remark: Option<String>,
}

/// Sources of one account.
#[derive(Debug, Serialize)]
pub struct TieView {
    /// Their signs.
    pub signs: Vec<crate::site::signs::Sign>,
    /// Whether they are in doubt.
    pub partial: bool,
}

/// Sources, or the first of them.
#[derive(Debug, Default, Serialize)]
pub struct CountedSources {
    /// The first of them.
    pub sources: Vec<SourceLink>,
    /// How many there are.
    pub n: usize,
    /// How many are left out of the list.
    pub more: usize,
}

/// What one source says.
#[derive(Debug, Serialize)]
pub struct SaysView {
    /// Source, stance, modality.
    pub mark: StanceMark,
    /// Whether it says it differently, so that it counts for neither side.
    pub neither: bool,
    /// The speaker whom it reports.
    pub speaker: Option<PartyView>,
    /// Where, with the quoted words.
    pub at: Vec<PlaceView>,
    /// Whether the quoted words differ from those of another source with the same text.
    pub differs: bool,
    /// The figures that it gives.
    pub figures: Vec<FigureView>,
    /// The source's own term.
    pub wording: Option<Quotable>,
    /// A remark.
    pub note: Option<Html>,
    /// Why the editors read it so.
    pub basis: Option<Html>,
    /// `low`, `medium`, `high` or `certain`.
    pub confidence: Option<&'static str>,
}

/// A figure. Figures are shown, never added.
#[derive(Debug, Serialize)]
pub struct FigureView {
    /// In digits, grouped.
    pub value: String,
    /// As printed, where the rights allow it.
    pub printed: Option<Quotable>,
    /// Whether the source says "about".
    pub about: bool,
    /// Of what.
    pub unit: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// Figures for one thing that aren't the same in all sources.
#[derive(Debug, Serialize)]
pub struct FiguresView {
    /// Of what.
    pub unit: String,
    /// Each figure, and how many sources give it: the one that most give first.
    pub values: Vec<(String, usize)>,
}

/// What the shared passages alone show.
#[derive(Debug, Serialize)]
pub struct ComputedView {
    /// How many separate accounts.
    pub count: usize,
    /// Whether the editors count otherwise.
    pub overruled: bool,
}

/// One step of the count. The numbers of all steps together are those of the claim.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// `shared`, `doubtful`, `passage` (their shared passages say it, and no editor has named their text), `elsewhere`
    /// (shares other passages), `own`, `alone` (the editors say so), `neither`
    /// (not counted), or `rest` (those that there is no room for).
    pub how: &'static str,
    /// The sources.
    pub sources: Vec<SourceLink>,
    /// How many sources there are.
    pub n: usize,
    /// How many of them are left out of the list.
    pub more: usize,
    /// The shared text.
    pub lineage: Option<LinkView>,
    /// `likely` or `possible`, where the sources perhaps share the text.
    pub doubt: &'static str,
    /// The shared passages in which two of the sources or more have it.
    pub passages: Vec<SynopsisLink>,
    /// Where the editors judge, against or beyond what the texts as wholes show.
    pub editor: Vec<EditorView>,
    /// Accounts, at least.
    pub min: usize,
    /// Accounts, at most.
    pub max: usize,
    /// Both as shown.
    pub count: String,
}

/// The editors' judgement on where one source has the claim from.
#[derive(Debug, Serialize)]
pub struct EditorView {
    /// The source.
    pub source: SourceLink,
    /// Why.
    pub why: Option<Html>,
}

/// `claims/ID/`.
pub fn claim(cx: &Context<'_>, ix: ClaimIx) -> (PageView, ClaimView) {
    let claim = &cx.dossier[ix];
    let accounts = cx.comparison.accounts(ix);
    let neither: Vec<SourceIx> = claim.sources.iter().copied().filter(|s| is_neither(cx, ix, *s)).collect();
    let unheard = Unheard::of(cx, ix);
    let speaker = one_speaker(cx, ix, accounts);
    let sides = sides(cx, ix, accounts, &neither, &unheard);
    let glance = glance(cx, ix, accounts, &neither, &unheard, speaker.as_ref());
    let (mut steps, steps_otherwise) = (steps(cx, ix, &accounts.support), steps(cx, ix, &accounts.dispute));
    steps.extend(not_counted(cx, &neither));
    let (says, says_more, figures) = says(cx, ix, accounts, &neither, &unheard);
    let (among, previous, next) = neighbours(cx, ix);
    let mut page = cx.page("claim", claim.title(), &glance.join(" "), Some(&claim.header));
    page.key = cx.key();
    let view = ClaimView {
        kind: claim.kind.as_ref().map(|kind| kind.value.word()),
        key: claim.key,
        glance,
        crowded: sides.iter().any(|side| side.ties.iter().map(|tie| tie.signs.len()).sum::<usize>() > IN_A_LINE),
        sides,
        accounts: cx.accounts(accounts),
        otherwise: (accounts.dispute_max > 0).then(|| cx.range(accounts.dispute_min, accounts.dispute_max)),
        both_ways: accounts.one_text_both_ways(),
        passages: passages(cx, ix, None),
        one_text: accounts.one_text_both_ways() && accounts.max == 1 && accounts.dispute_max == 1,
        says,
        says_more,
        figures,
        silent: counted(cx, &unheard.silent),
        not_examined: counted(cx, &unheard.not_examined),
        rest: unheard.rest,
        text: cx.prose_if(claim.text.as_ref()),
        differs: claim.differs.as_ref().map(|prose| cx.prose_with(prose, "differs-")),
        in_full: ((accounts.full_min, accounts.full_max) != (accounts.min, accounts.max))
            .then(|| cx.range(accounts.full_min, accounts.full_max)),
        any_shared: steps.iter().chain(&steps_otherwise).any(|step| matches!(step.how, "shared" | "doubtful")),
        computed: computed(cx, accounts),
        steps,
        steps_otherwise,
        speaker,
        supporting: accounts.support.len(),
        not_comparable: cx.links(&claim.not_comparable),
        joined: cx.places(Target::Claim(ix), &claim.joined),
        open: claim.header.open.as_ref().map(|prose| cx.prose_with(prose, "open-")),
        note: claim.header.note.as_ref().map(|prose| cx.prose_with(prose, "note-")),
        topics: cx.links(&claim.topics),
        events: claim.events.iter().take(LISTED).map(|event| cx.event_row(*event)).collect(),
        names: cx.links(&claim.names),
        added: claim.added.as_ref().map(|date| cx.date(&date.value)),
        changes: cx.changes(&claim.changes),
        among,
        previous,
        next,
    };
    (page, view)
}

fn stance<'a>(cx: &Context<'a>, ix: ClaimIx, source: SourceIx) -> Option<&'a Stance> {
    cx.whole.dossier[source].stances.get(&ix)
}

/// Whether a source speaks of the claim and counts for neither side.
fn is_neither(cx: &Context<'_>, ix: ClaimIx, source: SourceIx) -> bool {
    stance(cx, ix, source).is_some_and(|s| s.record.stance.value == StanceKind::Qualifies && !s.supports())
}

/// The sources that say nothing.
#[derive(Default)]
struct Unheard {
    /// Read, and nothing to add.
    silent: Vec<SourceIx>,
    /// Read, with a remark.
    remarked: Vec<SourceIx>,
    /// Not read for it.
    not_examined: Vec<SourceIx>,
    /// Either of these.
    rest: usize,
}

impl Unheard {
    fn of(cx: &Context<'_>, ix: ClaimIx) -> Self {
        let mut unheard = Unheard::default();
        let all = cx.dossier.sources.len();
        if all > EXAMINED {
            unheard.rest = all - cx.dossier[ix].sources.len();
            return unheard;
        }
        for source in SourceIx::all(cx.dossier) {
            match cx.dossier.examined(source, ix) {
                Examined::Read(_) => {}
                Examined::NotExamined => unheard.not_examined.push(source),
                Examined::Silent => match stance(cx, ix, source) {
                    Some(s) if s.record.note.is_some() || !s.at.is_empty() => unheard.remarked.push(source),
                    _ => unheard.silent.push(source),
                },
            }
        }
        unheard
    }
}

fn counted(cx: &Context<'_>, sources: &[SourceIx]) -> CountedSources {
    let listed = &sources[..sources.len().min(COLUMNS)];
    CountedSources { sources: cx.sources(listed), n: sources.len(), more: sources.len() - listed.len() }
}

/// The speaker whom all supporting sources report, if it is one.
fn one_speaker(cx: &Context<'_>, ix: ClaimIx, accounts: &Accounts) -> Option<PartyView> {
    let mut speakers = accounts.support.iter().map(|descent| {
        let stance = stance(cx, ix, descent.source)?;
        stance.speaker.as_ref().filter(|_| stance.record.modality == Modality::Reported)
    });
    let first = speakers.next()??;
    speakers.all(|speaker| speaker == Some(first)).then(|| cx.party(first))
}

/// The finding in sentences.
fn glance(
    cx: &Context<'_>,
    ix: ClaimIx,
    accounts: &Accounts,
    neither: &[SourceIx],
    unheard: &Unheard,
    speaker: Option<&PartyView>,
) -> Vec<String> {
    let say = |key: &str, n: usize, text: &str| {
        let arguments = [("n", (n as i64).into()), ("count", cx.number(n).into()), ("text", text.into())];
        capitalised(&cx.t(key, &arguments))
    };
    let (support, dispute) = (accounts.counted().count(), accounts.disputing().count());
    let mut sentences = vec![say("claim-glance-for", support, &backing(cx, support, accounts.min, accounts.max))];
    if let Some(speaker) = speaker {
        sentences.push(say("claim-glance-one-speaker", accounts.support.len(), &speaker.text));
    }
    if dispute > 0 {
        let shared = from_the_same(accounts);
        let (min, max) = (accounts.dispute_min, accounts.dispute_max);
        let key = match (shared, max) {
            (true, 1) => "claim-glance-otherwise-same",
            _ => "claim-glance-otherwise",
        };
        sentences.push(say(key, dispute, &backing(cx, dispute, min, max)));
        if accounts.one_text_both_ways() && key == "claim-glance-otherwise" {
            sentences.push(cx.t("claim-glance-both-ways", &[]));
        }
    }
    let withdrawn = accounts.support.len() + accounts.dispute.len() - support - dispute;
    if withdrawn > 0 {
        sentences.push(say("claim-glance-withdrawn", withdrawn, ""));
    }
    match neither {
        [] => {}
        [one] => {
            let name = cx.dossier[*one].short_title();
            let modality = stance(cx, ix, *one).map_or(Modality::Stated.word(), |s| s.record.modality.word());
            sentences.push(cx.t("claim-glance-neither-one", &[("source", name.into()), ("modality", modality.into())]));
        }
        many => sentences.push(say("claim-glance-neither", many.len(), "")),
    }
    let silent = unheard.silent.len() + unheard.remarked.len();
    if silent > 0 {
        sentences.push(say("claim-glance-silent", silent, ""));
    }
    if !unheard.not_examined.is_empty() {
        sentences.push(say("claim-glance-not-examined", unheard.not_examined.len(), ""));
    }
    if unheard.rest > 0 {
        sentences.push(say("claim-glance-rest", unheard.rest, ""));
    }
    sentences
}

/// How many accounts some sources are: "at most two separate accounts, in four articles".
fn backing(cx: &Context<'_>, n: usize, min: usize, max: usize) -> String {
    let key = match (n, min, max) {
        (1, ..) => "claim-backing-alone",
        (_, _, 1) => "claim-backing-shared",
        _ if min < max => "claim-backing-range",
        _ => "claim-backing",
    };
    let arguments = [
        ("n", (n as i64).into()),
        ("count", cx.number(n).into()),
        ("min", cx.number(min).into()),
        ("max", cx.number(max).into()),
    ];
    cx.t(key, &arguments)
}

/// Whether every contradiction is from a text that also speaks for the claim.
fn from_the_same(accounts: &Accounts) -> bool {
    let origins: BTreeSet<Origin> = accounts.counted().map(|d| d.origin).collect();
    accounts.disputing().all(|d| matches!(d.origin, Origin::Shared(_)) && origins.contains(&d.origin))
}

fn sides(cx: &Context<'_>, ix: ClaimIx, accounts: &Accounts, neither: &[SourceIx], unheard: &Unheard) -> Vec<SideView> {
    let side = |side: &'static str, sources: &[SourceIx]| {
        let listed = counted(cx, sources);
        let ties = listed.sources.iter().map(|s| TieView { signs: vec![s.sign.clone()], partial: false }).collect();
        SideView {
            side,
            ties,
            sources: listed.sources,
            differing: Vec::new(),
            more: listed.more,
            count: None,
            remark: None,
        }
    };
    let side_of = |name: &'static str, descents: &[Descent], min: usize, max: usize| {
        let (full, half): (Vec<Descent>, Vec<Descent>) = descents.iter().partition(|d| d.full || name == "otherwise");
        let of = |descents: &[Descent]| descents.iter().map(|d| d.source).collect::<Vec<_>>();
        let (full, half) = (counted(cx, &of(&full)), counted(cx, &of(&half)));
        SideView {
            side: name,
            ties: ties(cx, descents),
            sources: full.sources,
            differing: half.sources,
            more: full.more + half.more,
            count: Some(cx.range(min, max)),
            remark: None,
        }
    };
    let mut sides = vec![side_of("for", &accounts.support, accounts.min, accounts.max)];
    let mut otherwise = side_of("otherwise", &accounts.dispute, accounts.dispute_min, accounts.dispute_max);
    if accounts.one_text_both_ways() {
        let key = if from_the_same(accounts) { "claim-from-the-same" } else { "claim-glance-both-ways" };
        otherwise.remark = Some(cx.t(key, &[]));
    }
    sides.push(otherwise);
    let mut other = side("neither", neither);
    if let [one] = neither {
        let modality = stance(cx, ix, *one).map_or(Modality::Stated.word(), |s| s.record.modality.word());
        other.remark = Some(cx.t("claim-neither-says", &[("modality", modality.into())]));
    }
    sides.push(other);
    let mut silent = [&unheard.silent[..], &unheard.remarked[..]].concat();
    silent.sort_unstable();
    sides.push(side("silent", &silent));
    sides.push(side("not-examined", &unheard.not_examined));
    // Nobody for it is worth saying; nobody elsewhere isn't.
    sides.retain(|side| side.side == "for" || !side.ties.is_empty());
    sides
}

/// Signs by account, as many as a row can hold.
fn ties(cx: &Context<'_>, descents: &[Descent]) -> Vec<TieView> {
    let mut by_account: BTreeMap<(Origin, Option<SourceIx>), Vec<SourceIx>> = BTreeMap::new();
    for descent in descents {
        let doubtful = descent.doubtful.then_some(descent.source);
        by_account.entry((descent.origin, doubtful)).or_default().push(descent.source);
    }
    let mut room = COLUMNS;
    let mut ties = Vec::new();
    for ((_, doubtful), sources) in by_account {
        let shown = &sources[..sources.len().min(room)];
        room -= shown.len();
        if !shown.is_empty() {
            let signs = shown.iter().map(|s| cx.site.signs[s.0 as usize].clone()).collect();
            ties.push(TieView { signs, partial: doubtful.is_some() });
        }
    }
    ties
}

/// What each source says: those for it, those who say otherwise, those in between, and silence worth a remark.
fn says(
    cx: &Context<'_>,
    ix: ClaimIx,
    accounts: &Accounts,
    neither: &[SourceIx],
    unheard: &Unheard,
) -> (Vec<SaysView>, usize, Vec<FiguresView>) {
    let of = |full: bool| accounts.support.iter().filter(move |d| d.full == full).map(|d| d.source);
    let support: Vec<SourceIx> = of(true).chain(of(false)).collect();
    let dispute: Vec<SourceIx> = accounts.dispute.iter().map(|d| d.source).collect();
    // Where there isn't room for all, contradiction must not fall off the end.
    let (first, second) = if support.len() < LISTED { (support, dispute) } else { (dispute, support) };
    let mut order = [&first[..], &second, neither, &unheard.remarked].concat();
    let more = order.len().saturating_sub(LISTED);
    order.truncate(LISTED);
    let sides = |descents: &[Descent]| -> BTreeSet<Origin> { descents.iter().map(|d| d.origin).collect() };
    let (for_it, otherwise) = (sides(&accounts.support), sides(&accounts.dispute));
    let both: BTreeSet<Origin> = for_it.intersection(&otherwise).copied().collect();
    let two_ways: BTreeSet<SourceIx> = accounts
        .support
        .iter()
        .filter(|d| both.contains(&d.origin))
        .chain(&accounts.dispute)
        .map(|d| d.source)
        .collect();
    let said = order.iter().filter_map(|source| {
        let stance = stance(cx, ix, *source)?;
        Some(said(cx, ix, *source, stance, two_ways.contains(source)))
    });
    (said.collect(), more, figures(cx, ix, &order))
}

fn said(cx: &Context<'_>, ix: ClaimIx, source: SourceIx, stance: &Stance, differs: bool) -> SaysView {
    let record = &stance.record;
    let rights = cx.dossier.rights(source);
    let prefix = format!("{}-", cx.dossier[source].header.id.value);
    let prose = |prose: &crate::entry::prose::Prose, what: &str| cx.prose_with(prose, &format!("{prefix}{what}-"));
    let quoted = |words: &str| Quotable::anchor(words, &rights).ok();
    let figure = |figure: &Figure| FigureView {
        value: cx.grouped(&figure.value.value),
        printed: figure.printed.as_ref().and_then(|printed| quoted(printed)),
        about: figure.about,
        unit: figure.unit.as_ref().map(|unit| unit.value.clone()),
        note: figure.note.as_ref().map(|note| note.value.clone()),
    };
    SaysView {
        mark: cx.mark(source, ix),
        neither: record.stance.value == StanceKind::Qualifies && !stance.supports(),
        speaker: stance.speaker.as_ref().map(|speaker| cx.party(speaker)),
        at: cx.places(Target::Claim(ix), &stance.at),
        differs,
        figures: record.figures.iter().map(figure).collect(),
        wording: record.wording.as_ref().and_then(|wording| quoted(wording)),
        note: record.note.as_ref().map(|note| prose(note, "note")),
        basis: record.basis.as_ref().map(|basis| prose(basis, "basis")),
        confidence: record.confidence.map(Confidence::word),
    }
}

/// The figures of each unit for which sources give more than one; of those that equally many give, the first given first.
fn figures(cx: &Context<'_>, ix: ClaimIx, sources: &[SourceIx]) -> Vec<FiguresView> {
    // The value, whether all that give it say "about", and who gives it.
    type Given<'a> = (&'a str, bool, BTreeSet<SourceIx>);
    let mut by_unit: BTreeMap<&str, Vec<Given<'_>>> = BTreeMap::new();
    for source in sources {
        for figure in stance(cx, ix, *source).into_iter().flat_map(|stance| &stance.record.figures) {
            let unit = figure.unit.as_ref().map_or("", |unit| unit.value.as_str());
            let given = by_unit.entry(unit).or_default();
            match given.iter_mut().find(|(value, ..)| *value == figure.value.value) {
                Some((_, about, sources)) => {
                    *about &= figure.about;
                    sources.insert(*source);
                }
                None => given.push((&figure.value.value, figure.about, BTreeSet::from([*source]))),
            }
        }
    }
    let shown = |value: &str, about| match about {
        true => cx.t("claim-figure-about", &[("value", cx.grouped(value).into())]),
        false => cx.grouped(value),
    };
    let part = by_unit.into_iter().filter(|(_, given)| given.len() > 1).map(|(unit, mut given)| {
        given.sort_by_key(|(.., sources)| std::cmp::Reverse(sources.len()));
        let values = given.into_iter().map(|(value, about, sources)| (shown(value, about), sources.len()));
        FiguresView { unit: unit.to_string(), values: values.collect() }
    });
    part.collect()
}

/// What makes a step of the count; in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// One text, without doubt.
    Shared(LineageIx),
    /// Perhaps the same text.
    Doubtful(LineageIx),
    /// One text by the shared passages that say it; the first of its sources.
    Passage(SourceIx),
    /// Has passages of a shared text, but not this one.
    Elsewhere(LineageIx),
    /// Nothing is shared.
    Own,
    /// The editors say that it stands alone.
    Alone,
    /// Withdrawn.
    Withdrawn,
}

/// How the accounts are counted, a step for sources of a kind.
fn steps(cx: &Context<'_>, ix: ClaimIx, descents: &[Descent]) -> Vec<StepView> {
    let mut steps: BTreeMap<Step, Vec<&Descent>> = BTreeMap::new();
    for descent in descents {
        let elsewhere = || {
            let mut lineages = cx.dossier[descent.source].lineages.iter();
            lineages.find(|(lineage, i)| cx.dossier[*lineage].record.members[*i].part == Part::Passages)
        };
        let of_passage = |first| descents.iter().filter(|d| !d.withdrawn && d.origin == Origin::Own(first)).count() > 1;
        let step = match (descent.origin, descent.doubtful) {
            _ if descent.withdrawn => Step::Withdrawn,
            (Origin::Shared(lineage), false) => Step::Shared(lineage),
            (Origin::Shared(lineage), true) => Step::Doubtful(lineage),
            (Origin::Own(first), _) if of_passage(first) => Step::Passage(first),
            (Origin::Own(_), _) if descent.editor => Step::Alone,
            (Origin::Own(_), _) => elsewhere().map_or(Step::Own, |(lineage, _)| Step::Elsewhere(*lineage)),
        };
        steps.entry(step).or_default().push(descent);
    }
    let certain: BTreeSet<LineageIx> = steps
        .keys()
        .filter_map(|step| match step {
            Step::Shared(lineage) => Some(*lineage),
            _ => None,
        })
        .collect();
    let mut views: Vec<StepView> = Vec::new();
    for (step, descents) in &steps {
        let n = descents.len();
        let (how, lineage, min, max) = match step {
            Step::Shared(lineage) => ("shared", Some(*lineage), 1, 1),
            // Where nothing else of that text stands here, they are at least one account together.
            Step::Doubtful(lineage) => ("doubtful", Some(*lineage), usize::from(!certain.contains(lineage)), n),
            Step::Passage(_) => {
                let apart = descents.iter().map(|d| if d.doubtful { Origin::Own(d.source) } else { d.origin });
                ("passage", None, 1, apart.collect::<BTreeSet<_>>().len())
            }
            Step::Elsewhere(lineage) => ("elsewhere", Some(*lineage), n, n),
            Step::Own => ("own", None, n, n),
            Step::Alone => ("alone", None, n, n),
            Step::Withdrawn => ("withdrawn", None, 0, 0),
        };
        let sources: Vec<SourceIx> = descents.iter().map(|d| d.source).collect();
        let listed = counted(cx, &sources);
        let likely = |d: &&Descent| shares_doubt(cx, ix, d.source) == Doubt::Likely;
        views.push(StepView {
            how,
            sources: listed.sources,
            n,
            more: listed.more,
            lineage: lineage.map(|lineage| cx.lineage_link(lineage)),
            passages: passages(cx, ix, Some(&sources)),
            doubt: if descents.iter().all(likely) { "likely" } else { "possible" },
            editor: descents.iter().filter(|d| d.editor).take(LISTED).map(|d| editor(cx, ix, d.source)).collect(),
            min,
            max,
            count: cx.range(min, max),
        });
    }
    fold(cx, &mut views);
    views
}

/// The shared passages that a claim stands in, those of most sources first; with `among`, those that two of these
/// sources or more carry.
fn passages(cx: &Context<'_>, ix: ClaimIx, among: Option<&[SourceIx]>) -> Vec<SynopsisLink> {
    let shared = &cx.site.shared;
    let carried = |n: &usize| {
        let carriers = shared.synopses[*n].carriers.iter();
        carriers.filter(|(source, _)| among.is_none_or(|among| among.contains(source))).count()
    };
    let mut found: Vec<usize> = shared.of_claim(ix).iter().copied().filter(|n| carried(n) > 1).collect();
    found.sort_by_key(|n| (std::cmp::Reverse(carried(n)), *n));
    found.truncate(IN_A_LINE);
    found.into_iter().map(|n| cx.synopsis(n)).collect()
}

/// What the passages alone show, where each of those that join two sources may be shown.
fn computed(cx: &Context<'_>, accounts: &Accounts) -> Option<ComputedView> {
    let count = accounts.computed.filter(|_| accounts.support.len() > 1)?;
    let shown = |(a, b): &(SourceIx, SourceIx)| cx.comparison.pair(*a, *b).is_some_and(|pair| pair.shown);
    let told = accounts.shared.iter().all(shown);
    told.then_some(ComputedView { count, overruled: count < accounts.min || count > accounts.max })
}

/// The step for sources that say it differently and count for neither side.
fn not_counted(cx: &Context<'_>, neither: &[SourceIx]) -> Option<StepView> {
    let CountedSources { sources, n, more } = counted(cx, neither);
    (n > 0).then(|| StepView {
        how: "neither",
        sources,
        n,
        more,
        lineage: None,
        passages: Vec::new(),
        doubt: "possible",
        editor: Vec::new(),
        min: 0,
        max: 0,
        count: cx.range(0, 0),
    })
}

/// Makes one step of those that there is no room for.
fn fold(cx: &Context<'_>, steps: &mut Vec<StepView>) {
    if steps.len() <= LISTED {
        return;
    }
    let rest = steps.split_off(LISTED);
    let (min, max) = (rest.iter().map(|s| s.min).sum(), rest.iter().map(|s| s.max).sum());
    let n = rest.iter().map(|s| s.n).sum();
    let (sources, editor) = (Vec::new(), Vec::new());
    let count = cx.range(min, max);
    steps.push(StepView {
        how: "rest",
        sources,
        n,
        more: n,
        lineage: None,
        passages: Vec::new(),
        doubt: "possible",
        editor,
        min,
        max,
        count,
    });
}

fn shares_doubt(cx: &Context<'_>, ix: ClaimIx, source: SourceIx) -> Doubt {
    stance(cx, ix, source).and_then(|s| s.record.shares.as_ref()).map_or(Doubt::None, |shares| shares.doubt)
}

fn editor(cx: &Context<'_>, ix: ClaimIx, source: SourceIx) -> EditorView {
    let why = stance(cx, ix, source).and_then(|s| s.record.shares.as_ref()?.why.as_ref());
    let prefix = format!("{}-why-", cx.dossier[source].header.id.value);
    EditorView { source: cx.source(source), why: why.map(|why| cx.prose_with(why, &prefix)) }
}

/// The claims before and after it within its first topic, or among all where it has none.
fn neighbours(cx: &Context<'_>, ix: ClaimIx) -> (Option<LinkView>, Option<LinkView>, Option<LinkView>) {
    let topic = cx.dossier[ix].topics.first().copied();
    let link = |ix: Option<ClaimIx>| ix.map(|ix| cx.link(Target::Claim(ix)));
    let Some(topic) = topic else { return (None, None, None) };
    let claims = &cx.dossier[topic].claims;
    // Claims of a topic are in page order.
    let Ok(at) = claims.binary_search(&ix) else { return (None, None, None) };
    let previous = at.checked_sub(1).and_then(|at| claims.get(at)).copied();
    let next = claims.get(at + 1).copied();
    (Some(cx.link(Target::Topic(topic))), link(previous), link(next))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::compare::{self, evidence::Evidence};
    use crate::manuscript::{self, Location};
    use crate::model::{self, Publication};
    use crate::render::view::Commons;
    use crate::render::{Whole, load_theme};
    use crate::site::{self, PageKind};
    use crate::{config, entry};

    /// Calls `look` with the view of every claim of the sample, read without its texts.
    fn each(mut look: impl FnMut(&str, &Accounts, ClaimView)) {
        let location = Location { root: env!("CARGO_MANIFEST_DIR").into(), archive: None };
        let manuscript = manuscript::read(&location).value;
        let config = Arc::new(config::parse(manuscript.config.as_ref()).value);
        let settings = config.settings();
        let entries: Vec<_> =
            manuscript.records.iter().filter_map(|file| entry::parse(file, &settings).value).collect();
        let dossier = model::link(&config, &entries, Publication::default(), &Default::default()).value;
        let comparison = compare::compare(&dossier, &Evidence::new(), &Default::default());
        let theme = load_theme(&config, &[]).value;
        let site = site::plan(&dossier, &comparison).value;
        let whole = Whole {
            dossier: &dossier,
            comparison: &comparison,
            site: &site,
            theme: &theme,
            commons: &Commons::new(dossier.sources.len()),
        };
        for page in &site.pages {
            if let PageKind::Claim(ix) = page.kind {
                let (_, view) = claim(&Context::new(whole, page), ix);
                look(&dossier[ix].header.id.value, comparison.accounts(ix), view);
            }
        }
    }

    #[test]
    fn steps_add_up_to_the_accounts_of_every_claim() {
        let mut seen = 0;
        each(|id, accounts, view| {
            let sum = |steps: &[StepView]| steps.iter().fold((0, 0), |(min, max), s| (min + s.min, max + s.max));
            assert_eq!(sum(&view.steps), (accounts.min, accounts.max), "{id}");
            assert_eq!(sum(&view.steps_otherwise), (accounts.dispute_min, accounts.dispute_max), "{id}");
            seen += 1;
        });
        assert_eq!(seen, 45);
    }

    #[test]
    fn every_source_stands_on_one_side() {
        each(|id, _, view| {
            let of =
                |side: &SideView| side.sources.iter().chain(&side.differing).map(|s| s.id.clone()).collect::<Vec<_>>();
            let mut sources: Vec<String> = view.sides.iter().flat_map(of).collect();
            sources.sort();
            assert_eq!(sources, ["alimov", "anon", "antic", "casablanca", "raza"], "{id}");
        });
    }

    #[test]
    fn the_finding_is_said_in_a_glance() {
        let expected = [
            (
                "water-within-reach",
                "For it: one account. Otherwise: one, from the same shared text. Raza says that it is needed, which \
                 counts for neither. Two articles do not mention it.",
            ),
            (
                "yearly-turn",
                "For it: one account, in three articles that share one text. Two articles do not mention it.",
            ),
            (
                "growing-influence",
                "For it: at most three separate accounts, perhaps only two, in four articles. One article does not \
                 mention it.",
            ),
            (
                "steady-policy",
                "For it: at most three separate accounts, in four articles. One article does not mention it.",
            ),
            (
                "events-and-documents",
                "For it: one account. It reports one speaker: Kassym-Jomart Tokayev. Four articles do not mention it.",
            ),
        ];
        let mut found = 0;
        each(|id, _, view| {
            if let Some((_, glance)) = expected.iter().find(|(expected, _)| *expected == id) {
                assert_eq!(view.glance.join(" "), *glance, "{id}");
                found += 1;
            }
        });
        assert_eq!(found, expected.len());
    }
}
