//! What the sources share: all of them at a glance, a pair side by side, one passage in all that carry it.
//!
//! The pages are made of positions, degrees and counts, of the records on what stands there, and of a source's own
//! words only as far as its rights let them out: so they are the same with and without the archive.

pub mod overview;
pub mod pair;
pub mod passage;
pub mod question;
mod words;

use std::collections::BTreeSet;

use serde::Serialize;

use super::home::{Telling, telling};
use super::*;
use crate::compare::evidence::{At, Degree, Discrepancy, Kind, Tier};
use crate::compare::review::Standing;
use crate::entry::record::StanceKind;
use crate::model::{ClaimIx, SourceIx};
use crate::render::context::{Context, Whole};
use crate::render::strings;
use crate::site::address;
use crate::site::ribbons::{self, Canvas, Joint, Strip};
use crate::site::shared::{self, Pair, Synopsis};

/// Most claims that are named at a passage, and most that one side has alone.
const CLAIMS: usize = 40;
/// Most ribbons between two bars: those that differ, then the longest.
const RIBBONS: usize = 200;
/// Most partners of one source that have a track.
const TRACKS: usize = 12;
/// Parts what is said of the first source in a note of the comparison from what is said of the other.
const BETWEEN: &str = " / ";

/// Where the passages lie that one source shares with others.
#[derive(Clone, Debug, Serialize)]
pub struct TracksView {
    /// The source.
    pub source: SourceLink,
    /// Its paragraphs, in thousandths of its length: left edge and width.
    pub boxes: Vec<(i32, i32)>,
    /// One for each source that it shares with, the one with which it shares most first.
    pub tracks: Vec<TrackView>,
    /// How many more there are.
    pub more: usize,
}

/// Where the passages lie that a source shares with one other.
#[derive(Clone, Debug, Serialize)]
pub struct TrackView {
    /// The other source.
    pub with: SourceLink,
    /// Path of the pair's page.
    pub path: String,
    /// How many passages.
    pub passages: usize,
    /// How much of the source they cover, in per cent.
    pub covered: i64,
    /// The passages, in thousandths of the text.
    pub marks: Vec<MarkView>,
}

/// A passage on a track.
#[derive(Clone, Debug, Serialize)]
pub struct MarkView {
    /// `verbatim`, `near-verbatim`, `paraphrase` or `shared-quotation`.
    pub degree: &'static str,
    /// Left edge.
    pub x: i32,
    /// Width.
    pub width: i32,
    /// Whether something differs in it.
    pub differs: bool,
}

/// Bars and ribbons, for a wide and for a narrow page.
#[derive(Clone, Debug, Serialize)]
pub struct RibbonsView {
    /// What it shows, for those who can't see it.
    pub title: String,
    /// The same at more length.
    pub desc: String,
    /// The texts from top to bottom.
    pub sources: Vec<SourceLink>,
    /// The passages, as the layouts number them.
    pub joints: Vec<JointView>,
    /// Whether any of them differs in substance, and has a red line.
    pub differs: bool,
    /// Whether in any one source says otherwise what the other says, and it is red.
    pub opposed: bool,
    /// For a wide page.
    pub wide: ribbons::Layout,
    /// For a narrow one.
    pub narrow: ribbons::Layout,
}

/// A passage of a drawing.
#[derive(Clone, Debug, Serialize)]
pub struct JointView {
    /// Its number on the page of its pair, from 1.
    pub n: usize,
    /// How closely the two agree.
    pub degree: &'static str,
    /// Whether something differs in substance.
    pub differs: bool,
    /// Whether one of the two says otherwise what the other says.
    pub opposed: bool,
    /// In a few words, for those who point at it.
    pub title: String,
}

/// A place in a text.
#[derive(Clone, Debug, Serialize)]
pub struct SpanView {
    /// The source.
    pub source: SourceLink,
    /// Its lines: `3`, `3–5`; empty where that isn't known.
    pub lines: String,
    /// Path of the place on the source's page that tells of these lines.
    pub path: Option<String>,
    /// First code point of the archived text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A claim that stands in a passage, and what each of the sources makes of it.
#[derive(Debug, Serialize)]
pub struct RetoldView {
    /// The claim.
    pub claim: LinkView,
    /// What differs, in the editors' words.
    pub differs: Option<Html>,
    /// Whether one source says otherwise what another says.
    pub opposed: bool,
    /// The sources that speak of it.
    pub lines: Vec<Telling>,
}

/// Something that differs inside a passage.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceView {
    /// `number`, `date`, `name`, `polarity`, `modality`, `omission` or `other`.
    pub kind: &'static str,
    /// Whether it surely differs; else it may only be worded differently.
    pub sure: bool,
    /// The number of the passage on the page of the pair.
    pub passage: usize,
    /// Its own number on the page, from 1.
    pub n: usize,
    /// A word on both together: that they are opposites.
    pub note: Option<String>,
    /// In the first source, then in the other.
    pub readings: [ReadingView; 2],
    /// Claims that stand in the passage.
    pub claims: Vec<LinkView>,
}

impl DifferenceView {
    /// Whether it tells anything: where no word may be shown and ours don't say it either, only that something differs
    /// is left.
    fn tells(&self) -> bool {
        let tells = |r: &ReadingView| r.words.is_some() || r.note.is_some() || !r.claims.is_empty();
        self.readings.iter().any(tells)
    }
}

/// What one source says.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingView {
    /// The source.
    pub source: SourceLink,
    /// The words, where they may be shown: any of a text whose rights are full; else numbers, dates and names.
    pub words: Option<Quotable>,
    /// A word on it in ours, where its own don't say it: a modality, how exactly a number is meant.
    pub note: Option<String>,
    /// The claims that it is about and that the other doesn't speak of, where the other lacks it and its own words may
    /// not be shown.
    pub claims: Vec<LinkView>,
    /// Whether the source has nothing here.
    pub missing: bool,
    /// Whether it surely differs from what another source says; else it may only be worded differently.
    pub sure: bool,
    /// Its lines.
    pub lines: String,
    /// The language of the words, where it isn't the site's.
    pub lang: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
}

/// How a pair stands with the editors.
#[derive(Clone, Debug, Serialize)]
pub struct StandingView {
    /// `related`, `stale` or `unreviewed`.
    pub standing: &'static str,
    /// When it was reviewed.
    pub on: Option<DateView>,
    /// By whom.
    pub by: Option<String>,
    /// How many passages the editors left out.
    pub hidden: usize,
}

/// A synopsis in a list.
#[derive(Clone, Debug, Serialize)]
pub struct SynopsisLink {
    /// Path of its page; of the passage on the page of the pair where only two sources carry it.
    pub path: String,
    /// The claims that stand in it, or its place in the first source.
    pub title: String,
    /// Its lines in the first source, where the title doesn't say.
    pub lines: String,
    /// The sources that carry it.
    pub sources: Vec<SourceLink>,
    /// How many more there are.
    pub more: usize,
}

/// A word for a degree.
pub(in crate::render) fn degree(degree: Degree) -> &'static str {
    match degree {
        Degree::Verbatim => "verbatim",
        Degree::NearVerbatim => "near-verbatim",
        Degree::Paraphrase => "paraphrase",
        Degree::SharedQuotation => "shared-quotation",
    }
}

/// A word for a kind of discrepancy.
pub(in crate::render) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "number",
        Kind::Date => "date",
        Kind::Name => "name",
        Kind::Polarity => "polarity",
        Kind::Modality => "modality",
        Kind::Omission => "omission",
        Kind::Other => "other",
    }
}

/// Thousandths as per cent; what is there at all is one at least.
fn percent(thousandths: i64) -> i64 {
    ((thousandths + 5) / 10).max(i64::from(thousandths > 0))
}

impl Whole<'_> {
    /// The path of a pair's page.
    pub(super) fn pair_path(&self, pair: &Pair) -> String {
        self.site.href(&address::pair(self.dossier, pair.a, pair.b))
    }

    /// Where the passages lie that a source shares; `None` where it shares none, or nothing is known of its text.
    pub(super) fn tracks(&self, source: SourceIx) -> Option<TracksView> {
        let shared = &self.site.shared;
        let pairs = shared.of_source(source);
        let strip = Strip::of(self.comparison.text(source)?);
        if pairs.is_empty() || strip.length() == 0 {
            return None;
        }
        let track = |i: &usize| {
            let pair = &shared.pairs[*i];
            let (other, side) = pair.other(source);
            let places = ribbons::track(&strip, pair.passages.iter().map(|passage| passage.at(side)));
            let marks = pair.passages.iter().zip(places).map(|(passage, (x, width))| MarkView {
                degree: degree(passage.degree),
                x,
                width,
                differs: passage.differs(),
            });
            TrackView {
                with: self.source(other),
                path: self.pair_path(pair),
                passages: pair.passages.len(),
                covered: percent(pair.covered(side)),
                marks: marks.collect(),
            }
        };
        Some(TracksView {
            source: self.source(source),
            boxes: ribbons::paragraphs(&strip),
            tracks: pairs.iter().take(TRACKS).map(track).collect(),
            more: pairs.len().saturating_sub(TRACKS),
        })
    }

    /// A link to a synopsis: to its own page, or to the passage of the only pair that has it.
    pub(super) fn synopsis(&self, n: usize) -> SynopsisLink {
        let shared = &self.site.shared;
        let synopsis = &shared.synopses[n];
        let sources: Vec<SourceIx> = synopsis.carriers.iter().map(|(source, _)| *source).take(TRACKS).collect();
        SynopsisLink {
            path: match (synopsis.has_page(), synopsis.members.first()) {
                (false, Some((pair, i))) => {
                    let address = address::pair(self.dossier, shared.pairs[*pair].a, shared.pairs[*pair].b);
                    self.site.href(&format!("{address}#p{}", i + 1))
                }
                _ => self.site.href(&address::synopsis(&synopsis.id)),
            },
            title: self.synopsis_title(n),
            lines: match (synopsis.claims.is_empty(), synopsis.carriers.first()) {
                (false, Some((source, places))) => {
                    places.first().map_or(String::new(), |at| self.lines_of(*source, *at))
                }
                _ => String::new(),
            },
            more: synopsis.carriers.len() - sources.len(),
            sources: self.sources(&sources),
        }
    }

    /// What a passage is about: the first of its claims, the opposed ones before the others; else its place, numbered
    /// where others of one line have nothing better either.
    pub(super) fn synopsis_title(&self, n: usize) -> String {
        let all = &self.site.shared.synopses;
        let synopsis = &all[n];
        let named = synopsis.opposed.iter().chain(synopsis.claims.iter().filter(|c| !synopsis.opposed.contains(c)));
        let titles: Vec<&str> = named.take(2).map(|claim| self.dossier[*claim].short_title()).collect();
        let place = |synopsis: &Synopsis| {
            let (source, places) = synopsis.carriers.first()?;
            Some((*source, self.lines_of(*source, *places.first()?)))
        };
        match place(synopsis).filter(|_| titles.is_empty()) {
            Some((source, lines)) => {
                let own = Some((source, lines.clone()));
                let here = |other: &&Synopsis| place(other) == own;
                let before = all[..n].iter().rev().take_while(here).filter(|s| s.claims.is_empty()).count();
                let after = all[n + 1..].iter().take_while(here).filter(|s| s.claims.is_empty()).count();
                let key = if before + after > 0 { "passage-place-nth" } else { "passage-place" };
                let source = self.dossier[source].short_title();
                let nth = (before + 1) as i64;
                self.t(key, &[("source", source.into()), ("lines", lines.into()), ("n", nth.into())])
            }
            None => titles.join("; "),
        }
    }

    /// The lines of a place: `3`, `3–5`; empty where that isn't known.
    pub(in crate::render) fn lines_of(&self, source: SourceIx, at: At) -> String {
        let line = |point| self.comparison.text(source).and_then(|text| text.line_of(point));
        match (line(at.start), line(at.end.saturating_sub(1).max(at.start))) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => format!("{first}–{last}"),
            _ => String::new(),
        }
    }

    /// The language of a source's words where it isn't the site's, and which way it is written.
    fn tongue(&self, source: SourceIx) -> (Option<String>, &'static str) {
        let site = &self.dossier.config.language.value;
        let own = self.dossier[source].language.as_ref().map_or(site, |language| &language.value);
        ((own != site).then(|| own.clone()), strings::direction(own))
    }

    /// Which bars can be drawn below each other, so that each shares passages with the next: as many as possible, those
    /// that share most first. Every order is tried, so this is for a few sources.
    pub(super) fn chain(&self, sources: &[SourceIx]) -> Vec<SourceIx> {
        let within = |pair: &&Pair| sources.contains(&pair.a) && sources.contains(&pair.b);
        let mut pairs: Vec<&Pair> = self.site.shared.pairs.iter().filter(within).collect();
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.most_covered()));
        let mut best = Vec::new();
        // The one to go on with is the last: what comes first in order is put there last.
        let mut chains: Vec<Vec<SourceIx>> = sources.iter().rev().map(|source| vec![*source]).collect();
        while let Some(chain) = chains.pop() {
            if let Some(last) = chain.last() {
                let sharing = pairs.iter().rev().filter(|pair| [pair.a, pair.b].contains(last));
                let next = sharing.map(|pair| pair.other(*last).0).filter(|other| !chain.contains(other));
                chains.extend(next.map(|other| [chain.as_slice(), &[other]].concat()));
            }
            if chain.len() > best.len() {
                best = chain;
            }
        }
        best
    }
}

impl Context<'_> {
    /// A place in a text.
    fn span(&self, source: SourceIx, at: At) -> SpanView {
        let line = self.comparison.text(source).and_then(|text| text.line_of(at.start));
        let path = line.and_then(|line| super::source::place_on_page(self, source, line as u32));
        SpanView {
            source: self.source(source),
            lines: self.lines_of(source, at),
            path: path.map(|id| format!("{}#{id}", self.source(source).path)),
            start: at.start,
            end: at.end,
        }
    }

    /// What one source says where two differ.
    fn reading(&self, pair: &Pair, side: usize, discrepancy: &Discrepancy, note: Option<&str>) -> ReadingView {
        let source = pair.source(side);
        let (at, said) = match side {
            0 => (discrepancy.a, discrepancy.said_a.as_ref()),
            _ => (discrepancy.b, discrepancy.said_b.as_ref()),
        };
        let (lang, dir) = self.tongue(source);
        let rights = self.dossier.rights(source);
        let words = at.and_then(|at| self.comparison.words(source, at)).cloned();
        // The evidence file may be older than the rights are.
        let words = words.or_else(|| Quotable::anchor(said?, &rights).ok());
        // What a text lacks is told in the same words whatever it is; that it negates nothing, or says outright what the other
        // calls possible, is more than a lack.
        let note = note.filter(|_| match discrepancy.kind {
            Kind::Omission => false,
            Kind::Polarity | Kind::Modality => true,
            _ => at.is_some(),
        });
        let unquoted = at.filter(|_| discrepancy.kind == Kind::Omission && words.is_none());
        ReadingView {
            source: self.source(source),
            note: note.and_then(|note| self.note(note)),
            claims: unquoted.map_or(Vec::new(), |at| self.quoted_in(source, at, pair.source(1 - side))),
            words,
            missing: at.is_none(),
            sure: discrepancy.tier == Tier::Differs,
            lines: at.map_or(String::new(), |at| self.lines_of(source, at)),
            lang,
            dir,
        }
    }

    /// The claims whose quoted words begin at a place, and that another source doesn't speak of.
    fn quoted_in(&self, source: SourceIx, at: At, other: SourceIx) -> Vec<LinkView> {
        let quoted = shared::quoted(self.dossier, self.comparison, source);
        let within = quoted.filter(|(quoted, _)| (at.start..at.end).contains(&quoted.start));
        let alone = |claim: &ClaimIx| matches!(self.stance(other, *claim), None | Some(StanceKind::Silent));
        let claims: BTreeSet<ClaimIx> = within.map(|(_, claim)| claim).filter(alone).collect();
        claims.into_iter().map(|claim| self.link(claim)).collect()
    }

    /// A word of the comparison on a reading, as the theme has it.
    fn note(&self, note: &str) -> Option<String> {
        let note = Some(note.trim()).filter(|note| !note.is_empty())?;
        let key = format!("note-{}", note.replace(' ', "-"));
        Some(if self.theme.strings().has(&key) { self.t(&key, &[]) } else { note.to_string() })
    }

    /// Something that differs; `n` is its number on the page.
    fn difference(&self, pair: &Pair, passage: usize, discrepancy: &Discrepancy, n: usize) -> DifferenceView {
        let (first, second) = match discrepancy.note.split_once(BETWEEN) {
            Some((first, second)) => (Some(first), Some(second)),
            None => (None, None),
        };
        let whole = Some(discrepancy.note.as_str()).filter(|_| first.is_none()).and_then(|note| self.note(note));
        let claims = &pair.passages[passage].claims;
        let mut readings = [self.reading(pair, 0, discrepancy, first), self.reading(pair, 1, discrepancy, second)];
        // The words say it, unless they are the same: "four", of which there are at least as many here.
        if readings[0].words != readings[1].words {
            readings.iter_mut().filter(|reading| reading.words.is_some()).for_each(|reading| reading.note = None);
        }
        DifferenceView {
            kind: kind(discrepancy.kind),
            sure: discrepancy.tier == Tier::Differs,
            passage: passage + 1,
            n,
            note: whole,
            readings,
            claims: claims.iter().take(2).map(|claim| self.link(*claim)).collect(),
        }
    }

    /// Sources in the order of what they make of a claim: support before contradiction, then what is said differently.
    fn support_first(&self, claim: ClaimIx, sources: &[SourceIx]) -> Vec<SourceIx> {
        let mut sources = sources.to_vec();
        sources.sort_by_key(|source| match self.stance(*source, claim) {
            Some(StanceKind::Asserts) => 0,
            Some(StanceKind::Disputes) => 1,
            Some(StanceKind::Qualifies) => 2,
            Some(StanceKind::Silent) | None => 3,
        });
        sources
    }

    fn stance(&self, source: SourceIx, claim: ClaimIx) -> Option<StanceKind> {
        self.dossier[source].stances.get(&claim).map(|stance| stance.record.stance.value)
    }

    /// What some sources make of a claim: those that speak of it.
    fn retold(&self, claim: ClaimIx, sources: &[SourceIx], opposed: bool) -> RetoldView {
        let speaking = sources.iter().filter_map(|source| {
            let stance = self.stance(*source, claim).filter(|stance| *stance != StanceKind::Silent)?;
            Some(telling(self, claim, *source, opposed && stance != StanceKind::Qualifies))
        });
        RetoldView {
            claim: self.link(claim),
            differs: self.dossier[claim]
                .differs
                .as_ref()
                .map(|prose| self.prose_with(prose, &format!("{}-differs-", self.dossier[claim].header.id.value))),
            opposed,
            lines: speaking.take(CLAIMS).collect(),
        }
    }

    /// How a pair stands with the editors.
    fn standing(&self, pair: &Pair) -> StandingView {
        let found = self.comparison.pair(pair.a, pair.b);
        let review = self.dossier.reviews.get(&(pair.a, pair.b)).filter(|_| pair.standing != Standing::Unreviewed);
        StandingView {
            standing: match pair.standing {
                Standing::Related | Standing::NotRelated => "related",
                Standing::Stale => "stale",
                Standing::Unreviewed => "unreviewed",
            },
            on: review.and_then(|review| review.on.as_ref()).map(|on| self.date(&on.value)),
            by: review.and_then(|review| review.by.as_ref()).map(|by| self.editor(by)),
            hidden: found.map_or(0, |found| found.hidden),
        }
    }

    /// Bars below each other, with the passages that neighbours share; `None` where there is nothing to draw.
    pub(super) fn ribbons(
        &self,
        sources: &[SourceIx],
        canvases: [Canvas; 2],
        (title, desc): (String, String),
    ) -> Option<RibbonsView> {
        let strips: Option<Vec<Strip>> =
            sources.iter().map(|source| Some(Strip::of(self.comparison.text(*source)?))).collect();
        let strips = strips.filter(|strips| strips.iter().all(|strip| strip.length() > 0))?;
        let strips: Vec<&Strip> = strips.iter().collect();
        let (mut joints, mut views) = (Vec::new(), Vec::new());
        for (above, neighbours) in sources.windows(2).enumerate() {
            let (upper, lower) = (neighbours[0], neighbours[1]);
            let shared = &self.site.shared;
            let Some(pair) =
                shared.of_source(upper).iter().map(|i| &shared.pairs[*i]).find(|pair| pair.other(upper).0 == lower)
            else {
                continue;
            };
            let (_, side) = pair.other(upper);
            let mut drawn: Vec<usize> = (0..pair.passages.len()).collect();
            if drawn.len() > RIBBONS {
                let length = |n: &usize| pair.passages[*n].a.end - pair.passages[*n].a.start;
                drawn.sort_by_key(|n| (!pair.passages[*n].differs(), std::cmp::Reverse(length(n)), *n));
                drawn.truncate(RIBBONS);
                drawn.sort_unstable();
            }
            for n in drawn {
                let passage = &pair.passages[n];
                joints.push(Joint {
                    above,
                    top: passage.at(side),
                    bottom: passage.at(1 - side),
                    telling: passage.differs(),
                });
                let claims: Vec<&str> =
                    passage.claims.iter().take(2).map(|claim| self.dossier[*claim].short_title()).collect();
                let place = self.lines_of(pair.a, passage.a);
                let about =
                    if claims.is_empty() { self.t("line", &[("line", place.into())]) } else { claims.join("; ") };
                views.push(JointView {
                    n: n + 1,
                    degree: degree(passage.degree),
                    differs: passage.differs(),
                    opposed: !passage.opposed.is_empty(),
                    title: self.t(
                        "ribbon-title",
                        &[
                            ("n", ((n + 1) as i64).into()),
                            ("degree", self.t(&format!("degree-{}", degree(passage.degree)), &[]).into()),
                            ("about", about.into()),
                        ],
                    ),
                });
            }
        }
        let [wide, narrow] = canvases.map(|canvas| ribbons::layout(&canvas, &strips, &joints));
        Some(RibbonsView {
            title,
            desc,
            sources: self.sources(sources),
            differs: views.iter().any(|joint| joint.differs),
            opposed: views.iter().any(|joint| joint.opposed),
            joints: views,
            wide,
            narrow,
        })
    }
}
