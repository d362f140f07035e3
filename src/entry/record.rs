//! The records that an editor writes, field by field. The fields are those of the content reference.
//!
//! `memo` is read and dropped here: what is never published never enters the pipeline.

use std::sync::Arc;

use super::prose::Prose;
pub use crate::config::{Publish, Rights};
use crate::diagnostic::{File, Span, Spanned};
use crate::edtf::{Date, Window};

/// A word or phrase as the editor wrote it, and where.
pub type Word = Spanned<String>;

/// The kinds of record that prose and fields can refer to, as `KIND:ID`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A document under study.
    Source,
    /// A statement in the editor's words.
    Claim,
    /// Something that happened, was said, or lasted.
    Event,
    /// A person, body, place, document or initiative.
    Name,
    /// A concept.
    Topic,
    /// Sources that share one text.
    Lineage,
    /// A page of prose.
    Page,
    /// An entry of the change log.
    Change,
}

/// What stands on every record.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Header {
    /// Stable identifier: the file's stem or the table's key.
    pub id: Word,
    /// Heading; required, save where a record says otherwise.
    pub title: Option<Word>,
    /// For column heads, chips and the timeline.
    pub short: Option<Word>,
    /// Former ids: they still work as references and as addresses.
    pub aliases: Vec<Word>,
    /// Not for publication yet.
    pub draft: bool,
    /// Not before this day.
    pub embargo: Option<Spanned<Date>>,
    /// Taken back; the address stays and says so.
    pub withdrawn: Option<Withdrawn>,
    /// A remark for readers.
    pub note: Option<Prose>,
    /// A wording that is left ambiguous on purpose, and why.
    pub open: Option<Prose>,
    /// For the editors' own list; never on a page.
    pub questions: Vec<Word>,
    /// When the record was last changed in substance.
    pub updated: Option<Spanned<Date>>,
}

/// `withdrawn = { on, why }`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Withdrawn {
    /// When.
    pub on: Spanned<Date>,
    /// Why, for readers.
    pub why: Prose,
}

/// A range of lines, counted from 1, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct LineRange {
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

/// A place in a text: `[SOURCE ]LINE[-LINE][: ANCHOR]`, or the long form as a table.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct At {
    /// Where the place is written in the record.
    pub span: Span,
    /// The source; `None` where the record implies it.
    pub source: Option<Word>,
    /// The cited lines.
    pub lines: Option<LineRange>,
    /// The quoted words that find the statement.
    pub anchor: Option<Word>,
    /// What stands just before the anchor, to tell two places apart.
    pub prefix: Option<Word>,
    /// What stands just after.
    pub suffix: Option<Word>,
    /// The anchor's language (BCP 47), where it isn't the dossier's.
    pub lang: Option<Word>,
    /// A translation of a foreign anchor.
    pub gloss: Option<Word>,
}

/// Where a judgement comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum How {
    /// The source says so.
    #[default]
    Stated,
    /// The editor concludes it.
    Inferred,
    /// Taken from another source, which must be cited.
    Borrowed,
}

/// How sure the editor is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Confidence {
    /// Little more than a guess.
    Low,
    /// More likely than not.
    Medium,
    /// Hardly in doubt.
    High,
    /// Beyond doubt.
    Certain,
}

/// A value with the reason for it: `{ value | date, how, at, basis, confidence, by, on }`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Judgement<T> {
    /// Where the judgement is written.
    pub span: Span,
    /// What is judged to be so.
    pub value: Spanned<T>,
    /// Where it comes from.
    pub how: Spanned<How>,
    /// The places it rests on.
    pub at: Vec<At>,
    /// The reasoning.
    pub basis: Option<Prose>,
    /// How sure.
    pub confidence: Option<Confidence>,
    /// The editor who judged (an id of `editors`).
    pub by: Option<Word>,
    /// When.
    pub on: Option<Spanned<Date>>,
}

/// What the editor infers of a field: `value = "…"`, or `date = "…"`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Inference {
    /// In words.
    Words(String),
    /// A date.
    Date(Date),
}

/// One document under study: `content/sources/KEY.md`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Source {
    /// The file it stands in.
    pub file: Arc<File>,
    /// What every record has.
    pub header: Header,
    /// Stands in for a title that the document doesn't have; shown so that it can't be taken for one.
    pub label: Option<Word>,
    /// Where the title stands in the text.
    pub title_at: Option<At>,
    /// Genre: "agency commentary".
    pub kind: Option<Word>,
    /// BCP 47 language of the text.
    pub language: Option<Word>,
    /// A name's id or plain words; only what the document shows.
    pub publisher: Option<Word>,
    /// Where it was published.
    pub url: Option<Word>,
    /// A copy in a web archive.
    pub archived_url: Option<Word>,
    /// When the copy was taken.
    pub captured: Option<Spanned<Date>>,
    /// Date as the document states it.
    pub date: Option<Judgement<Date>>,
    /// Lower bounds of the date of publication.
    pub not_before: Vec<Judgement<Date>>,
    /// Upper bounds of the date of publication.
    pub not_after: Vec<Judgement<Date>>,
    /// When it was published, by its date and the bounds.
    pub window: Window,
    /// File name of the text in the archive (or in `texts/`).
    pub text_file: Option<Word>,
    /// `blake3:` and 64 hexadecimal digits of the text's bytes.
    pub hash: Option<Word>,
    /// The lines that are the article.
    pub body: Vec<Spanned<LineRange>>,
    /// What the other lines are.
    pub parts: Parts,
    /// When and by whom it was read against every claim that existed then.
    pub read: Option<Read>,
    /// Two or three sentences on it.
    pub abstract_: Option<Prose>,
    /// Its authors, as the document shows them.
    pub authors: Vec<Author>,
    /// Others it credits.
    pub credits: Vec<Author>,
    /// What the editor infers of it: `[inferred.translation]`, by field.
    pub inferred: Vec<(Word, Judgement<Inference>)>,
    /// What may be published of the text; the dossier's default where `None`.
    pub rights: Option<Rights>,
    /// Answers of authors or publishers, shown with the record.
    pub replies: Vec<Reply>,
    /// When and how the author was asked.
    pub contacted: Option<Prose>,
    /// Suspected gaps in the text.
    pub losses: Vec<Loss>,
    /// Which spelling it uses.
    pub spelling: Option<Prose>,
    /// The letter of its sign, where the editor doesn't want the computed one.
    pub sign: Option<Word>,
    /// Topics of the whole article.
    pub topics: Vec<Word>,
    /// Names of the whole article.
    pub names: Vec<Word>,
    /// The editor's own-words account of it: the file's prose.
    pub digest: Prose,
}

/// `read = { on, by }`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Read {
    /// When.
    pub on: Spanned<Date>,
    /// An editor's id.
    pub by: Option<Word>,
}

/// What the lines are that aren't the article.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Parts {
    /// Headlines.
    pub headline: Vec<Spanned<LineRange>>,
    /// Standfirsts, labels, credits before the text.
    pub front: Vec<Spanned<LineRange>>,
    /// Captions of pictures.
    pub captions: Vec<Spanned<LineRange>>,
    /// Notes on the author and the like after the text.
    pub back: Vec<Spanned<LineRange>>,
    /// Menus, teasers, calls to subscribe.
    pub boilerplate: Vec<Spanned<LineRange>>,
    /// Lines that repeat others: `(lines, of)`.
    pub copies: Vec<(Spanned<LineRange>, Spanned<LineRange>)>,
}

/// `[[author]]` or `[[credit]]`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Author {
    /// A name's id or plain words.
    pub name: Word,
    /// As printed, where that differs.
    pub printed: Option<Word>,
    /// Role as the document gives it.
    pub role: Option<Word>,
    /// Employer as the document gives it: not the publisher.
    pub employer: Option<Word>,
    /// Where the document says so.
    pub at: Vec<At>,
}

/// `[[reply]]`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Reply {
    /// When.
    pub on: Spanned<Date>,
    /// A name's id or plain words.
    pub from: Word,
    /// What it says.
    pub text: Prose,
    /// Where it can be read in full.
    pub url: Option<Word>,
}

/// `[[loss]]`: a suspected gap.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Loss {
    /// Where in the text.
    pub at: Vec<At>,
    /// What seems to be missing.
    pub text: Option<Prose>,
    /// Why it is suspected.
    pub basis: Option<Prose>,
    /// How sure.
    pub confidence: Option<Confidence>,
}

/// What a source does with a claim.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum StanceKind {
    /// Says so.
    Asserts,
    /// Says it differently.
    Qualifies,
    /// Says otherwise.
    Disputes,
    /// Was read for it and doesn't mention it.
    Silent,
}

/// How a source says it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum Modality {
    /// As a fact.
    #[default]
    Stated,
    /// As what somebody said; the speaker is named.
    Reported,
    /// As intended.
    Planned,
    /// As possible.
    Possible,
    /// As necessary.
    Needed,
}

/// How surely a source takes a claim from a shared text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Doubt {
    /// It does.
    None,
    /// It probably does: counted with the lineage.
    Likely,
    /// It may: the count becomes a range.
    Possible,
}

/// What one source does with one claim: in its reading, or with the claim.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Stance {
    /// The file it stands in.
    pub file: Arc<File>,
    /// The table's heading.
    pub span: Span,
    /// The source.
    pub source: Word,
    /// The claim.
    pub claim: Word,
    /// What it does.
    pub stance: Spanned<StanceKind>,
    /// Whether a qualifying stance still counts as support; `None` where it isn't asked.
    pub support: Option<bool>,
    /// How it says it.
    pub modality: Modality,
    /// Who says it, where it is reported: a name's id or plain words.
    pub speaker: Option<Word>,
    /// Where.
    pub at: Vec<At>,
    /// The figures it gives.
    pub figures: Vec<Figure>,
    /// The lineage it takes the claim from, where the editor overrules the computation.
    pub shares: Option<Shares>,
    /// The source's own term.
    pub wording: Option<Word>,
    /// A remark for readers.
    pub note: Option<Prose>,
    /// Why the editor reads it so.
    pub basis: Option<Prose>,
    /// How sure.
    pub confidence: Option<Confidence>,
}

/// One figure: `{ value, printed, about, unit }`. Never added up.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Figure {
    /// In digits.
    pub value: Word,
    /// As printed.
    pub printed: Option<Word>,
    /// Whether the source says "about".
    pub about: bool,
    /// Of what.
    pub unit: Option<Word>,
    /// A remark: on the base, the year, the method.
    pub note: Option<Word>,
}

/// `shares = { lineage, doubt }`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Shares {
    /// The lineage; `None` says that the source stands alone here (`shares = false`).
    pub lineage: Option<Word>,
    /// How surely.
    pub doubt: Doubt,
    /// Why.
    pub why: Option<Prose>,
}

/// What one source says about one event.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Account {
    /// The file it stands in.
    pub file: Arc<File>,
    /// The table's heading.
    pub span: Span,
    /// The source.
    pub source: Word,
    /// The event.
    pub event: Word,
    /// Whether it tells of it as done or as planned.
    pub status: Option<Spanned<Status>>,
    /// The date that this source gives.
    pub date: Option<Spanned<Date>>,
    /// Whether it states that date.
    pub how: How,
    /// The place that it gives: a name's id or plain words.
    pub place: Option<Word>,
    /// Who says so, where it is reported.
    pub speaker: Option<Word>,
    /// Where.
    pub at: Vec<At>,
    /// The source's own term.
    pub wording: Option<Word>,
    /// A remark for readers.
    pub note: Option<Prose>,
    /// How a relative date was resolved, and the like.
    pub basis: Option<Prose>,
}

/// Everything that one source says: `content/readings/KEY.toml`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Reading {
    /// The file.
    pub file: Arc<File>,
    /// The source: the file's stem.
    pub source: Word,
    /// On claims.
    pub stances: Vec<Arc<Stance>>,
    /// On events.
    pub accounts: Vec<Arc<Account>>,
}

/// What kind of statement.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum ClaimKind {
    /// Can be found true or false.
    Checkable,
    /// A matter of judgement.
    Contestable,
    /// About what was still to come.
    Prediction,
}

/// One statement in the editor's words: a table of `content/claims.toml`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Claim {
    /// The file it stands in.
    pub file: Arc<File>,
    /// What every record has.
    pub header: Header,
    /// What kind.
    pub kind: Option<Spanned<ClaimKind>>,
    /// One of those where a difference matters most.
    pub key: bool,
    /// When it was added: sources read before are not examined for it.
    pub added: Option<Spanned<Date>>,
    /// Its topics.
    pub topics: Vec<Word>,
    /// Events it is about.
    pub events: Vec<Word>,
    /// Names it is about.
    pub names: Vec<Word>,
    /// Claims whose figures must not be added to or compared with this one's.
    pub not_comparable: Vec<Word>,
    /// Places that only together give the claim.
    pub joined: Vec<At>,
    /// More on it.
    pub text: Option<Prose>,
    /// What differs between the sources.
    pub differs: Option<Prose>,
    /// Stances that stand with the claim.
    pub stances: Vec<Arc<Stance>>,
}

/// What kind of event.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum EventKind {
    /// Something that took place.
    #[default]
    Happening,
    /// Something said.
    Statement,
    /// Something that lasted.
    Period,
}

/// Whether it came about, as far as the sources tell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum Status {
    /// It did.
    #[default]
    Happened,
    /// It was to.
    Planned,
    /// Somebody wished it.
    Proposed,
    /// The sources don't tell.
    Unclear,
}

/// Something dated: a table of `content/events.toml`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Event {
    /// The file it stands in.
    pub file: Arc<File>,
    /// What every record has.
    pub header: Header,
    /// When, with the reason: the table's own `date`, `how`, `at`, `basis`, `confidence`. `None` is undated.
    pub date: Option<Judgement<Date>>,
    /// What kind.
    pub kind: EventKind,
    /// Whether it came about.
    pub status: Status,
    /// Where: a name's id or plain words.
    pub place: Option<Word>,
    /// Who and what took part.
    pub names: Vec<Word>,
    /// Its topics.
    pub topics: Vec<Word>,
    /// Claims about it.
    pub claims: Vec<Word>,
    /// Places that only together give it.
    pub joined: Vec<At>,
    /// Lies outside the story; kept off the main timeline.
    pub background: bool,
    /// What it was.
    pub text: Option<Prose>,
    /// What differs between the sources.
    pub differs: Option<Prose>,
    /// Accounts that stand with the event.
    pub accounts: Vec<Arc<Account>>,
}

/// What kind of name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A body.
    Organisation,
    /// A place.
    Place,
    /// A document.
    Document,
    /// A programme, format or series.
    Initiative,
    /// An idea.
    Concept,
}

/// One form of a name.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Form {
    /// As it stands in texts.
    pub form: Word,
    /// Whether case matters; `None` leaves it to the finder.
    pub case: Option<bool>,
    /// Not this name where one of these words follows.
    pub unless_before: Vec<Word>,
    /// Not this name where one of these words precedes.
    pub unless_after: Vec<Word>,
    /// The form's language, where it matters.
    pub lang: Option<Word>,
}

/// `except = [{ at, stands_for }]`: a place where a form means something else.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Except {
    /// Where.
    pub at: At,
    /// The name it stands for there.
    pub stands_for: Option<Word>,
    /// A remark for readers.
    pub note: Option<Prose>,
}

/// A person, body, place, document, initiative or concept: a table of `content/names.toml`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Name {
    /// The file it stands in.
    pub file: Arc<File>,
    /// What every record has.
    pub header: Header,
    /// What kind.
    pub kind: Spanned<NameKind>,
    /// What it is sorted under.
    pub sort: Option<Word>,
    /// The forms that find it in texts.
    pub forms: Vec<Form>,
    /// Addresses of the same thing elsewhere.
    pub same_as: Vec<Word>,
    /// Places where a form means something else.
    pub except: Vec<Except>,
    /// Whether one form is the right one.
    pub preferred: bool,
    /// What the editor infers of it: `[ID.inferred.expansion]`.
    pub inferred: Vec<(Word, Judgement<Inference>)>,
    /// Names that belong to it.
    pub related: Vec<Word>,
    /// A bystander: no page, no index.
    pub private: bool,
    /// Who or what it is.
    pub text: Option<Prose>,
}

/// A concept: a table of `content/topics.toml`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Topic {
    /// The file it stands in.
    pub file: Arc<File>,
    /// What every record has.
    pub header: Header,
    /// The topic above it.
    pub broader: Option<Word>,
    /// Topics that belong to it.
    pub related: Vec<Word>,
    /// Its definition.
    pub text: Option<Prose>,
}

/// Sources that share one text: a table of `content/lineages.toml`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Lineage {
    /// The file it stands in.
    pub file: Arc<File>,
    /// What every record has.
    pub header: Header,
    /// A text that isn't in the dossier, where one is supposed.
    pub lost: Option<Word>,
    /// What is known of it.
    pub text: Option<Prose>,
    /// The editor's verdict on what was computed.
    pub reviewed: Option<LineageReview>,
    /// The sources.
    pub members: Vec<Member>,
}

/// `reviewed = { on, by, computed, why }`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LineageReview {
    /// When.
    pub on: Spanned<Date>,
    /// An editor's id.
    pub by: Option<Word>,
    /// Whether the computation agrees, or the editor split or joined what it found.
    pub computed: Spanned<Computed>,
    /// Why, for all but `agrees`.
    pub why: Option<Prose>,
}

/// How the editor's lineage stands to the computed one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Computed {
    /// The same.
    Agrees,
    /// The editor parted what was computed as one.
    Split,
    /// The editor joined what was computed as several.
    Joined,
}

/// How much of a member is the shared text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Part {
    /// All of it.
    Whole,
    /// Its beginning.
    Beginning,
    /// Some passages.
    Passages,
}

/// `[ID.member.KEY]`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Member {
    /// The source.
    pub source: Word,
    /// How much of it.
    pub part: Part,
    /// How sure.
    pub confidence: Option<Confidence>,
    /// In words: "probable translation".
    pub relation: Option<Word>,
    /// Why.
    pub basis: Option<Prose>,
}

/// The verdict on one pair of the comparison: a table of `content/reviews.toml`, `[A.B]` with ids in order.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Review {
    /// The file it stands in.
    pub file: Arc<File>,
    /// The first source.
    pub a: Word,
    /// The second source.
    pub b: Word,
    /// Whether they are related; `None` where the skeleton wasn't filled in.
    pub related: Option<Spanned<bool>>,
    /// When.
    pub on: Option<Spanned<Date>>,
    /// An editor's id.
    pub by: Option<Word>,
    /// Hash of the findings that were reviewed.
    pub hash: Option<Word>,
    /// Passages that are not shown.
    pub hide: Vec<Hide>,
}

/// `[[A.B.hide]]`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Hide {
    /// The place in the first source.
    pub a: At,
    /// The place in the second.
    pub b: At,
    /// Why.
    pub why: Option<Word>,
}

/// What kind of change.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum ChangeKind {
    /// First published.
    Publication,
    /// Something was wrong.
    Correction,
    /// Something is new.
    Update,
    /// Somebody answered.
    Reply,
    /// Something was taken back.
    Withdrawal,
}

/// A correction, update, reply or withdrawal: a table of `content/changes.toml`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Change {
    /// The file it stands in.
    pub file: Arc<File>,
    /// What every record has; the title may be left out.
    pub header: Header,
    /// When.
    pub on: Spanned<Date>,
    /// What kind.
    pub kind: Spanned<ChangeKind>,
    /// The records concerned.
    pub about: Vec<Spanned<(Kind, String)>>,
    /// What changed.
    pub text: Prose,
}

/// What a page is for, where that matters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Role {
    /// How the dossier was made.
    Method,
    /// Who made it.
    About,
    /// How accessible it is.
    Accessibility,
    /// Imprint, privacy, terms.
    Legal,
    /// Where the sources differ.
    Differences,
}

/// A page of prose: `content/pages/ID.md`, and `content/_index.md` (id empty) for the home page.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Page {
    /// The file.
    pub file: Arc<File>,
    /// What every record has.
    pub header: Header,
    /// What it is for.
    pub role: Option<Role>,
    /// Its rank in the menu; not in the menu where `None`.
    pub menu: Option<i64>,
    /// What it says in one sentence.
    pub description: Option<Word>,
    /// Its text.
    pub text: Prose,
}

/// All that one file says. Records are shared, so that an unchanged file needn't be read again.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Entry {
    /// `sources/KEY.md`.
    Source(Arc<Source>),
    /// `readings/KEY.toml`.
    Reading(Reading),
    /// `claims.toml`.
    Claims(Vec<Arc<Claim>>),
    /// `events.toml`.
    Events(Vec<Arc<Event>>),
    /// `names.toml`.
    Names(Vec<Arc<Name>>),
    /// `topics.toml`.
    Topics(Vec<Arc<Topic>>),
    /// `lineages.toml`.
    Lineages(Vec<Arc<Lineage>>),
    /// `reviews.toml`.
    Reviews(Vec<Review>),
    /// `changes.toml`.
    Changes(Vec<Arc<Change>>),
    /// `pages/ID.md` or `_index.md`.
    Page(Arc<Page>),
}

impl Kind {
    /// Each kind by its word.
    pub const NAMED: [(&str, Kind); 8] = [
        ("source", Kind::Source),
        ("claim", Kind::Claim),
        ("event", Kind::Event),
        ("name", Kind::Name),
        ("topic", Kind::Topic),
        ("lineage", Kind::Lineage),
        ("page", Kind::Page),
        ("change", Kind::Change),
    ];

    /// The scheme of references in prose, and the word in messages.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Source => "source",
            Kind::Claim => "claim",
            Kind::Event => "event",
            Kind::Name => "name",
            Kind::Topic => "topic",
            Kind::Lineage => "lineage",
            Kind::Page => "page",
            Kind::Change => "change",
        }
    }

    /// Several of them, and the folder of their pages.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Source => "sources",
            Kind::Claim => "claims",
            Kind::Event => "events",
            Kind::Name => "names",
            Kind::Topic => "topics",
            Kind::Lineage => "lineages",
            Kind::Page => "pages",
            Kind::Change => "changes",
        }
    }

    /// Where an editor writes them.
    pub fn home(self) -> &'static str {
        match self {
            Kind::Source => "content/sources/ID.md",
            Kind::Claim => "content/claims.toml",
            Kind::Event => "content/events.toml",
            Kind::Name => "content/names.toml",
            Kind::Topic => "content/topics.toml",
            Kind::Lineage => "content/lineages.toml",
            Kind::Page => "content/pages/ID.md",
            Kind::Change => "content/changes.toml",
        }
    }
}

macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        impl $name {
            $(#[doc = $doc])+
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }
    )+};
}
words! {
    /// The word in records, templates and exports.
    How { Stated = "stated", Inferred = "inferred", Borrowed = "borrowed" }
    /// The word in records, templates and exports.
    Confidence { Low = "low", Medium = "medium", High = "high", Certain = "certain" }
    /// The word in records, templates and exports.
    StanceKind { Asserts = "asserts", Qualifies = "qualifies", Disputes = "disputes", Silent = "silent" }
    /// The word in records, templates and exports.
    Modality { Stated = "stated", Reported = "reported", Planned = "planned", Possible = "possible", Needed = "needed" }
    /// The word in records, templates and exports.
    Doubt { None = "none", Likely = "likely", Possible = "possible" }
    /// The word in records, templates and exports.
    ClaimKind { Checkable = "checkable", Contestable = "contestable", Prediction = "prediction" }
    /// The word in records, templates and exports.
    EventKind { Happening = "happening", Statement = "statement", Period = "period" }
    /// The word in records, templates and exports.
    Status { Happened = "happened", Planned = "planned", Proposed = "proposed", Unclear = "unclear" }
    /// The word in records, templates and exports.
    NameKind { Person = "person", Organisation = "organisation", Place = "place", Document = "document", Initiative = "initiative", Concept = "concept" }
    /// The word in records, templates and exports.
    Part { Whole = "whole", Beginning = "beginning", Passages = "passages" }
    /// The word in records, templates and exports.
    Computed { Agrees = "agrees", Split = "split", Joined = "joined" }
    /// The word in records, templates and exports.
    ChangeKind { Publication = "publication", Correction = "correction", Update = "update", Reply = "reply", Withdrawal = "withdrawal" }
    /// The word in records, templates and exports.
    Role { Method = "method", About = "about", Accessibility = "accessibility", Legal = "legal", Differences = "differences" }
}
