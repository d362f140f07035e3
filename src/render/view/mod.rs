//! What templates see. Each page has one view, documented here and in the theme's README: the contract with
//! theme authors. Views hold finished words and finished HTML, never records, and never a source's text.
//!
//! Every `path` is below the site's root; templates put `page.root` before it.

pub mod claim;
pub mod claims;
mod common;
pub mod compare;
pub mod home;
pub mod names;
pub mod pages;
mod site;
pub mod source;
pub mod sources;
pub mod statements;
pub mod timeline;
pub mod topics;

use serde::Serialize;

pub use self::common::{Common, Commons};

use super::date::DateView;
use crate::html::Html;
use crate::rights::Quotable;
use crate::site::signs::Sign;

/// What is the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The dossier's title.
    pub title: String,
    /// Its second line.
    pub subtitle: Option<String>,
    /// BCP 47 language.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Path of the home page.
    pub home: String,
    /// The menu: sections, and pages of prose with a rank.
    pub nav: Vec<LinkView>,
    /// Pages of prose for the footer: method, about, accessibility, legal.
    pub footer: Vec<LinkView>,
    /// Who made it, by name.
    pub editors: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Version, in the editors' own counting.
    pub version: Option<String>,
    /// When it was first published.
    pub published: Option<DateView>,
    /// When it was last changed in substance.
    pub updated: Option<DateView>,
    /// Licence of the editors' own words.
    pub licence: Option<String>,
    /// Where to report a mistake.
    pub contact: Option<String>,
    /// DOI, without `https://doi.org/`.
    pub doi: Option<String>,
    /// Who paid for it.
    pub funding: Option<String>,
    /// The finding in one sentence, computed.
    pub finding: String,
    /// Path of the feed, where there is one.
    pub feed: Option<&'static str>,
    /// The program.
    pub generator: &'static str,
}

/// Sources in the key that one tie holds together.
#[derive(Clone, Debug, Serialize)]
pub struct KeyGroup {
    /// The sources.
    pub sources: Vec<SourceLink>,
    /// Whether they share passages only.
    pub partial: bool,
    /// Whether they stand apart, so that nothing ties them.
    pub apart: bool,
    /// What holds them together, in a word or two.
    pub label: String,
}

/// What `frame.html` is rendered with, once for all pages where it is the same: `page` in that template.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct FramePage {
    /// What stands before every path: `../../`.
    pub root: String,
    /// Path of the section of the menu that the pages belong to.
    pub section: String,
    /// The page's own path, if a menu may name it; otherwise empty.
    pub path: String,
    /// Whether it is the home page.
    pub is_home: bool,
}

/// The parts of `frame.html`: `frame` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct FrameView {
    /// Links to styles, fonts, the feed.
    pub head: Html,
    /// The dossier's title and the menu.
    pub masthead: Html,
    /// The dossier's titles at the foot.
    pub imprint: Html,
    /// Editors, version, licence, pages of prose.
    pub colophon: Html,
    /// What plain and dotted mean.
    pub how: Html,
}

/// What every page has of its own: `page` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// What stands before every path: `../../`.
    pub root: String,
    /// Its own path.
    pub path: String,
    /// The heading, as plain text.
    pub title: String,
    /// One sentence for search engines and feeds.
    pub description: String,
    /// What kind of page: the name of its template without `.html`.
    pub kind: &'static str,
    /// Path of the section of the menu that it belongs to.
    pub section: String,
    /// The sources with their signs, tied by lineage, on pages where signs stand without names.
    pub key: Vec<KeyGroup>,
    /// The full address, where the config has a `base_url`.
    pub canonical: Option<String>,
    /// The way from the home page to here, this page left out.
    pub crumbs: Vec<LinkView>,
    /// Whether search engines are asked to stay away.
    pub noindex: bool,
    /// Whether the record is a draft or under an embargo, shown in a preview only.
    pub draft: bool,
    /// Whether the record was taken back.
    pub withdrawn: Option<WithdrawnView>,
    /// When the record was last changed in substance, if it says so.
    pub updated: Option<DateView>,
    /// Where to report a mistake on this page.
    pub report: Option<String>,
    /// How to cite this page: authors, title, dossier, version, date, address.
    pub cite: String,
}

/// `withdrawn` of a record.
#[derive(Clone, Debug, Serialize)]
pub struct WithdrawnView {
    /// When.
    pub on: DateView,
    /// Why.
    pub why: Html,
}

/// A link within the site.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LinkView {
    /// Path; `None` where the record has no page.
    pub path: Option<String>,
    /// Title.
    pub title: String,
    /// Short title.
    pub short: String,
}

/// A link to a source, with its sign: the same on all pages.
pub type SourceLink = Common<LinkedSource>;

/// What a link to a source has.
#[derive(PartialEq, Eq, Debug, Serialize)]
pub struct LinkedSource {
    /// The id, for anchors.
    pub id: String,
    /// Path.
    pub path: String,
    /// Title, or the label that stands in for one.
    pub title: String,
    /// The title's language, where it isn't the dossier's.
    pub lang: Option<String>,
    /// Short title.
    pub short: String,
    /// Whether the title is only a label: it stands in brackets then.
    pub bracketed: bool,
    /// The sign.
    pub sign: Sign,
    /// Sign and short title, linked, as `parts/source.html` has it.
    pub drawn: Html,
}

/// A person or body: by a name of the dossier or in plain words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PartyView {
    /// The words.
    pub text: String,
    /// The name's path, where it has a page.
    pub path: Option<String>,
}

/// A place in a source's text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PlaceView {
    /// The source.
    pub source: SourceLink,
    /// Whether the source is another than the page's own.
    pub elsewhere: bool,
    /// The lines: `17` or `17–19`; empty where none is cited.
    pub lines: String,
    /// The quoted words, where the rights allow them.
    pub quote: Option<Quotable>,
    /// The language of the quoted words.
    pub lang: Option<String>,
    /// A translation of the quoted words.
    pub gloss: Option<String>,
    /// Which paragraph of the article it is, and of how many, where known.
    pub paragraph: Option<(usize, usize)>,
    /// Whether the quoted words were found in the text, by this build or by the one that wrote the evidence file.
    pub verified: bool,
}

/// A judgement and the reason for it.
#[derive(Clone, Debug, Serialize)]
pub struct JudgementView {
    /// What is judged to be so: a date in words, or words.
    pub value: String,
    /// The date as written, where it is one.
    pub date: Option<DateView>,
    /// `stated`, `inferred` or `borrowed`.
    pub how: &'static str,
    /// The places it rests on.
    pub at: Vec<PlaceView>,
    /// The reasoning.
    pub basis: Option<Html>,
    /// `low`, `medium`, `high` or `certain`.
    pub confidence: Option<&'static str>,
}

/// How many separate accounts stand behind something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AccountsView {
    /// Lower number.
    pub min: usize,
    /// Upper number.
    pub max: usize,
    /// `2`, or `1–2`.
    pub range: String,
    /// "at most two separate accounts".
    pub words: String,
    /// Accounts in full agreement.
    pub full: usize,
    /// Accounts that agree with a difference.
    pub half: usize,
    /// Accounts that may be part of another.
    pub doubtful: usize,
}

/// What a source does with a claim, as a mark.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StanceMark {
    /// The source.
    pub source: SourceLink,
    /// `asserts`, `qualifies`, `disputes`, `silent` or `not-examined`.
    pub stance: &'static str,
    /// Whether it counts as support.
    pub supports: bool,
    /// `stated`, `reported`, `planned`, `possible` or `needed`; `None` where it says nothing.
    pub modality: Option<&'static str>,
    /// The first cited line.
    pub line: Option<u32>,
}

/// A list's pages.
#[derive(Clone, Debug, Serialize)]
pub struct PaginationView {
    /// This one, from 1.
    pub page: usize,
    /// How many.
    pub total: usize,
    /// Path of the one before.
    pub previous: Option<String>,
    /// Path of the next one.
    pub next: Option<String>,
    /// The first, the last and those around this one; a gap has no path.
    pub entries: Vec<PaginationEntry>,
}

/// One page of a list, or a gap.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PaginationEntry {
    /// Its number; 0 for a gap.
    pub n: usize,
    /// Its path; `None` for a gap.
    pub path: Option<String>,
    /// Whether it is this one.
    pub current: bool,
}

/// A claim in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimRow {
    /// The claim.
    pub claim: LinkView,
    /// The id, for anchors.
    pub id: String,
    /// Whether it is one of those where a difference matters most.
    pub key: bool,
    /// `checkable`, `contestable` or `prediction`.
    pub kind: Option<&'static str>,
    /// One mark a source, in page order; only those that speak where there are many sources.
    pub marks: Vec<StanceMark>,
    /// The separate accounts behind it.
    pub accounts: AccountsView,
    /// How many sources say otherwise.
    pub disputed_by: usize,
}

/// An event in a list.
#[derive(Clone, Debug, Serialize)]
pub struct EventRow {
    /// The event.
    pub event: LinkView,
    /// The id, for anchors.
    pub id: String,
    /// When; `None` is undated.
    pub date: Option<DateView>,
    /// `happening`, `statement` or `period`.
    pub kind: &'static str,
    /// `happened`, `planned`, `proposed` or `unclear`.
    pub status: &'static str,
    /// Lies outside the story.
    pub background: bool,
    /// The sources that tell of it.
    pub sources: Vec<SourceLink>,
}

/// An entry of the change log.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeRow {
    /// The id, for anchors.
    pub id: String,
    /// When.
    pub on: DateView,
    /// `publication`, `correction`, `update`, `reply` or `withdrawal`.
    pub kind: &'static str,
    /// The title, where it has one.
    pub title: Option<String>,
    /// What changed.
    pub text: Html,
    /// The records concerned.
    pub about: Vec<LinkView>,
}
