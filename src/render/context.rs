//! What a page's view is made with: the dossier, its comparison, the site's plan, the theme, and the page's own depth.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::date::{self, DateView};
use super::strings::Argument;
use super::theme::Theme;
use super::view::*;
use crate::compare::Comparison;
use crate::compare::accounts::{Accounts, Descent, Origin};
use crate::edtf::{Date, Wording};
use crate::entry::prose::{Alert, Citation, Filling, Label, Prose, Reference};
use crate::entry::record::{Header, Inference, Judgement, StanceKind, Word};
use crate::html::Html;
use crate::model::{ClaimIx, Dossier, EventIx, Examined, Kind, Party, Place, SourceIx, Stance, Target};
use crate::rights::Quotable;
use crate::site::{Page, PageKind, Site, address};

/// With more sources than this, rows show only the sources that speak.
pub const COLUMNS: usize = 40;

/// Everything that is the same for all pages.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    /// The records.
    pub dossier: &'a Dossier,
    /// The evidence.
    pub comparison: &'a Comparison,
    /// The pages.
    pub site: &'a Site,
    /// The looks.
    pub theme: &'a Theme,
    /// What views have in common.
    pub commons: &'a Commons,
}

/// What the view of one page is made with.
pub struct Context<'a> {
    /// What is the same for all pages.
    pub whole: Whole<'a>,
    /// The page.
    pub page: &'a Page,
    /// What stands before every path on it.
    pub root: String,
}

impl<'a> std::ops::Deref for Context<'a> {
    type Target = Whole<'a>;
    fn deref(&self) -> &Whole<'a> {
        &self.whole
    }
}

impl<'a> Whole<'a> {
    /// A message of the theme. A theme that lacks it shows its key: the built-in one has all, and a test sees to it.
    pub fn t(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.theme.strings().get(key, arguments).map_or_else(|_| key.to_string(), Cow::into_owned)
    }

    /// A number in words, up to twenty.
    pub fn number(&self, n: usize) -> String {
        self.t("number-word", &[("n", (n as i64).into())])
    }

    /// A figure with its digits grouped as the language has it, from five digits on; what is no whole number as it is.
    pub fn grouped(&self, figure: &str) -> String {
        match figure.parse::<i64>() {
            Ok(number) if number.abs() > 9999 => self.theme.strings().number(number),
            _ => figure.to_string(),
        }
    }

    /// A date.
    pub fn date(&self, date: &Date) -> DateView {
        date::view(self.theme.strings(), date)
    }

    /// A wording of a date.
    pub fn wording(&self, wording: &Wording) -> String {
        date::words(self.theme.strings(), wording)
    }

    /// When a source was published, in words.
    pub fn window(&self, source: SourceIx) -> String {
        self.wording(&self.dossier[source].window.wording)
    }

    /// The path of a record's page, or of the place on a page that is about it.
    pub fn path(&self, target: Target) -> Option<String> {
        self.site.address(self.dossier, target).map(|address| self.site.href(&address))
    }

    /// A link to a record.
    pub fn link(&self, target: impl Into<Target>) -> LinkView {
        let target = target.into();
        LinkView {
            path: self.path(target),
            title: self.dossier.title(target).to_string(),
            short: self.dossier.short_title(target).to_string(),
        }
    }

    /// Links to records of one kind.
    pub fn links<T: Into<Target> + Copy>(&self, targets: &[T]) -> Vec<LinkView> {
        targets.iter().map(|target| self.link(*target)).collect()
    }

    /// A link to a source, with its sign.
    pub fn source(&self, ix: SourceIx) -> SourceLink {
        self.commons.source(ix, || {
            let mut link = self.linked_source(ix);
            link.drawn = self.draw("parts/source.html", "source", &link);
            Common::new(link)
        })
    }

    /// A part of a view, drawn once for all pages: `view` under its `name` in a template of its own. A mistake in the
    /// template is kept for the page that asked.
    pub fn draw(&self, template: &str, name: &'static str, view: &impl Serialize) -> Html {
        self.theme.draw(template, name, view).unwrap_or_else(|error| {
            self.commons.fail(*error);
            Html::default()
        })
    }

    fn linked_source(&self, ix: SourceIx) -> LinkedSource {
        let source = &self.dossier[ix];
        LinkedSource {
            id: source.header.id.value.clone(),
            path: self.site.href(&address::of(self.dossier, Target::Source(ix))),
            title: source.title().to_string(),
            lang: self.foreign_language(ix).filter(|_| !source.is_label()),
            short: source.short_title().to_string(),
            bracketed: source.is_label(),
            sign: self.site.signs[ix.0 as usize].clone(),
            drawn: Html::default(),
        }
    }

    /// The language of a source, where it isn't the dossier's.
    pub fn foreign_language(&self, ix: SourceIx) -> Option<String> {
        let tag = &self.dossier[ix].language.as_ref()?.value;
        (*tag != self.dossier.config.language.value).then(|| tag.clone())
    }

    /// Links to sources.
    pub fn sources(&self, sources: &[SourceIx]) -> Vec<SourceLink> {
        sources.iter().map(|ix| self.source(*ix)).collect()
    }

    /// Somebody.
    pub fn party(&self, party: &Party) -> PartyView {
        PartyView {
            text: self.dossier.party(party).to_string(),
            path: Dossier::party_name(party).and_then(|name| self.path(Target::Name(name))),
        }
    }

    /// A name's id or plain words, as a record has them.
    pub fn party_of(&self, word: &Word) -> PartyView {
        match self.dossier.find(Kind::Name, word) {
            Some(Target::Name(name)) => self.party(&Party::Name(name)),
            _ => self.party(&Party::Words(word.value.clone())),
        }
    }

    /// How many separate accounts.
    pub fn accounts(&self, accounts: &Accounts) -> AccountsView {
        let (min, max) = (accounts.min, accounts.max);
        let range = self.range(min, max);
        let text = if min == max { self.number(max) } else { range.clone() };
        let (full, half, doubtful) = dots(accounts.counted(), min);
        AccountsView {
            min,
            max,
            words: self.t("accounts-at-most", &[("text", text.into()), ("max", (max as i64).into())]),
            range,
            full,
            half,
            doubtful,
        }
    }

    /// `2`, or `1–2`.
    pub fn range(&self, min: usize, max: usize) -> String {
        if min == max {
            return max.to_string();
        }
        self.t("count-range", &[("min", (min as i64).into()), ("max", (max as i64).into())])
    }

    /// `l. 7`, `ll. 7–9`.
    pub fn lines(&self, first: u32, last: u32) -> String {
        if first == last {
            return self.t("line-short", &[("line", first.to_string().into())]);
        }
        self.t("lines-short", &[("lines", format!("{first}–{last}").into())])
    }

    /// The claim as a row: a mark for every source, or only for those that speak where there are too many for columns.
    pub fn claim_row(&self, ix: ClaimIx) -> ClaimRow {
        let claim = &self.dossier[ix];
        let accounts = self.comparison.accounts(ix);
        let sources: Vec<SourceIx> = if self.dossier.sources.len() <= COLUMNS {
            SourceIx::all(self.dossier).collect()
        } else {
            claim.sources.clone()
        };
        ClaimRow {
            claim: self.link(ix),
            id: claim.header.id.value.clone(),
            key: claim.key,
            kind: claim.kind.as_ref().map(|kind| kind.value.word()),
            marks: sources.iter().map(|source| self.mark(*source, ix)).collect(),
            accounts: self.accounts(accounts),
            disputed_by: accounts.disputing().count(),
        }
    }

    /// What a source does with a claim, as a mark.
    pub fn mark(&self, source: SourceIx, claim: ClaimIx) -> StanceMark {
        let (stance, read): (&'static str, Option<&Stance>) = match self.dossier.examined(source, claim) {
            Examined::Read(stance) => (stance.record.stance.value.word(), Some(stance)),
            Examined::Silent => (StanceKind::Silent.word(), None),
            Examined::NotExamined => ("not-examined", None),
        };
        StanceMark {
            source: self.source(source),
            stance,
            supports: read.is_some_and(Stance::supports),
            modality: read.map(|stance| stance.record.modality.word()),
            line: read.and_then(|stance| stance.record.at.first()?.lines).map(|lines| lines.first),
        }
    }

    /// The event as a row.
    pub fn event_row(&self, ix: EventIx) -> EventRow {
        let event = &self.dossier[ix];
        EventRow {
            event: self.link(ix),
            id: event.header.id.value.clone(),
            date: event
                .date
                .as_ref()
                .map(|d| &d.value.value)
                .filter(|d| d.wording() != Wording::Undated)
                .map(|d| self.date(d)),
            kind: event.kind.word(),
            status: event.status.word(),
            background: event.background,
            sources: self.sources(&event.sources),
        }
    }

    /// A list's pages, of which this is number `page`; `list` is the address of the first.
    pub fn pagination(&self, list: &str, page: usize, pages: usize) -> Option<PaginationView> {
        if pages <= 1 {
            return None;
        }
        let path = |n: usize| self.site.href(&address::page(list, n));
        let near = |n: usize| n == 1 || n == pages || n.abs_diff(page) <= 2;
        let mut entries: Vec<PaginationEntry> = Vec::new();
        for n in 1..=pages {
            if near(n) {
                entries.push(PaginationEntry { n, path: Some(path(n)), current: n == page });
            } else if entries.last().is_some_and(|last| last.path.is_some()) {
                entries.push(PaginationEntry { n: 0, path: None, current: false });
            }
        }
        Some(PaginationView {
            page,
            total: pages,
            previous: (page > 1).then(|| path(page - 1)),
            next: (page < pages).then(|| path(page + 1)),
            entries,
        })
    }
}

/// How many accounts agree in full, agree with a difference, and may be part of another.
fn dots<'a>(support: impl Iterator<Item = &'a Descent>, min: usize) -> (usize, usize, usize) {
    let mut certain: BTreeMap<Origin, bool> = BTreeMap::new();
    let (doubtful, sure): (Vec<&Descent>, Vec<&Descent>) = support.partition(|descent| descent.doubtful);
    for descent in sure {
        *certain.entry(descent.origin).or_default() |= descent.full;
    }
    let full = certain.values().filter(|full| **full).count();
    let half = certain.len() - full;
    // Where only doubtful sources stand behind it, they are at least one account together.
    let together = min.saturating_sub(certain.len());
    (full + together, half, doubtful.len().saturating_sub(together))
}

impl<'a> Context<'a> {
    /// What the view of `page` is made with.
    pub fn new(whole: Whole<'a>, page: &'a Page) -> Self {
        let root = match (&page.kind, &whole.dossier.config.base_url) {
            // The one page that is shown at any address.
            (PageKind::NotFound, Some(base)) => base.path.clone(),
            (PageKind::NotFound, None) => "/".to_string(),
            _ => page.root(),
        };
        Context { whole, page, root }
    }

    /// Prose, filled for this page. Headings go below the page's own.
    pub fn prose(&self, prose: &Prose) -> Html {
        self.fill(prose, None, "", 1)
    }

    /// The prose of a page that has no other: its highest headings come right below the page's own.
    pub fn prose_alone(&self, prose: &Prose) -> Html {
        let highest = prose.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
        self.fill(prose, None, "", u8::from(highest < 2))
    }

    /// Prose of which a page has several: `prefix` keeps their ids apart.
    pub fn prose_with(&self, prose: &Prose, prefix: &str) -> Html {
        self.fill(prose, None, prefix, 1)
    }

    /// A source's own prose, where `[l. 3]` cites the source itself.
    pub fn prose_of(&self, prose: &Prose, own: SourceIx) -> Html {
        self.fill(prose, Some(own), "", 1)
    }

    /// Prose that may not be there.
    pub fn prose_if(&self, prose: Option<&Prose>) -> Option<Html> {
        prose.filter(|p| !p.is_empty()).map(|p| self.prose(p))
    }

    fn fill(&self, prose: &Prose, own: Option<SourceIx>, prefix: &str, heading_shift: u8) -> Html {
        prose.html(&Filling {
            resolve: &|reference| self.resolve(reference),
            title: &|reference| self.title_of(reference).unwrap_or_default(),
            cite: &|citation, reference| self.cite(citation, reference, own),
            local: &|word| self.local(word),
            label: &|label| self.label(label),
            prefix,
            heading_shift,
        })
    }

    /// Where a reference leads from this page.
    fn resolve(&self, reference: &Reference) -> Option<String> {
        let target = self.dossier.find(reference.kind, &reference.id)?;
        let mut href = format!("{}{}", self.root, self.path(target)?);
        if let Some(fragment) = reference.fragment.as_ref().filter(|_| !href.contains('#')) {
            href.push('#');
            href.push_str(fragment);
        }
        Some(href)
    }

    fn cite(&self, citation: &Citation, reference: Option<&Reference>, own: Option<SourceIx>) -> Html {
        let source = match reference {
            Some(reference) => match self.dossier.find(reference.kind, &reference.id) {
                Some(Target::Source(ix)) => Some(ix),
                _ => return Html::default(),
            },
            None => None,
        };
        let lines = citation.lines.map(|(first, last)| self.lines(first, last));
        let Some(ix) = source else {
            let lines = lines.unwrap_or_default();
            let lines = Html::escape(&lines);
            // The place in the text, where the page shows it; else just the line.
            return match (own.filter(|own| self.page.kind == PageKind::Source(*own)), citation.lines) {
                (Some(own), Some((line, _))) if self.comparison.shows_line(own, line) => {
                    Html::from_trusted(format!("<a href=\"#l{line}\">{lines}</a>"))
                }
                _ => lines,
            };
        };
        let link = self.source(ix);
        let mut html = format!("<a href=\"{}{}\">", Html::escape(&self.root), Html::escape(&link.path));
        html.push_str(Html::escape(&link.short).as_str());
        html.push_str("</a>");
        if let Some(lines) = lines {
            html.push_str(", ");
            html.push_str(Html::escape(&lines).as_str());
        }
        Html::from_trusted(html)
    }

    /// An address within the site, as an editor wrote it: counted from the site's root, whatever its prefix, since the
    /// same prose stands at several depths. A fragment alone is of the same page.
    fn local(&self, word: &Word) -> String {
        match word.value.starts_with('#') {
            true => word.value.clone(),
            false => format!("{}{}", self.root, word.trim_start_matches('/')),
        }
    }

    fn label(&self, label: Label) -> String {
        match label {
            Label::Alert(alert) => self.t(
                match alert {
                    Alert::Note => "alert-note",
                    Alert::Tip => "alert-tip",
                    Alert::Important => "alert-important",
                    Alert::Warning => "alert-warning",
                    Alert::Caution => "alert-caution",
                },
                &[],
            ),
            Label::Footnotes => self.t("footnotes", &[]),
            Label::Back(n) => self.t("footnote-back-to", &[("n", i64::from(n).into())]),
            Label::Table(n) => self.t("table-scroll", &[("n", i64::from(n).into())]),
        }
    }

    /// A place in a text, cited by `target`.
    pub fn place(&self, target: Target, place: &Place) -> PlaceView {
        let own = matches!(self.page.kind, PageKind::Source(ix) if ix == place.source);
        let rights = self.dossier.rights(place.source);
        let found = self.comparison.found(self.dossier, target, place);
        let quote = place.at.anchor.as_ref().and_then(|anchor| Quotable::anchor(anchor, &rights).ok());
        PlaceView {
            source: self.source(place.source),
            elsewhere: !own,
            lines: place.at.lines.map_or(String::new(), |l| match l.first == l.last {
                true => l.first.to_string(),
                false => format!("{}–{}", l.first, l.last),
            }),
            lang: place
                .at
                .lang
                .as_ref()
                .or(self.dossier[place.source].language.as_ref())
                .map(|lang| lang.value.clone())
                .filter(|lang| *lang != self.dossier.config.language.value),
            // A translation tells as much as what it translates.
            gloss: quote.as_ref().and(place.at.gloss.as_ref()).map(|gloss| gloss.value.clone()),
            quote,
            paragraph: found.and_then(|found| found.paragraph),
            verified: found.is_some(),
        }
    }

    /// Places in texts, cited by `target`.
    pub fn places(&self, target: Target, places: &[Place]) -> Vec<PlaceView> {
        places.iter().map(|place| self.place(target, place)).collect()
    }

    /// A judged date.
    pub fn dated(&self, target: Target, own: Option<SourceIx>, judgement: &Judgement<Date>) -> JudgementView {
        let date = self.date(&judgement.value.value);
        self.judged(target, own, judgement, date.words.clone(), Some(date))
    }

    /// Something inferred: words, or a date.
    pub fn inferred(&self, target: Target, own: Option<SourceIx>, judgement: &Judgement<Inference>) -> JudgementView {
        match &judgement.value.value {
            Inference::Words(words) => self.judged(target, own, judgement, words.clone(), None),
            Inference::Date(date) => {
                let date = self.date(date);
                self.judged(target, own, judgement, date.words.clone(), Some(date))
            }
        }
    }

    fn judged<T>(
        &self,
        target: Target,
        own: Option<SourceIx>,
        judgement: &Judgement<T>,
        value: String,
        date: Option<DateView>,
    ) -> JudgementView {
        JudgementView {
            value,
            date,
            how: judgement.how.value.word(),
            at: self.places(target, &self.dossier.places(&judgement.at, own)),
            basis: self.prose_if(judgement.basis.as_ref()),
            confidence: judgement.confidence.map(|c| c.word()),
        }
    }

    /// Entries of the change log.
    pub fn changes(&self, changes: &[crate::model::ChangeIx]) -> Vec<ChangeRow> {
        let row = |ix: &crate::model::ChangeIx| {
            let change = &self.dossier[*ix];
            ChangeRow {
                id: change.header.id.value.clone(),
                on: self.date(&change.on.value),
                kind: change.kind.value.word(),
                title: change.header.title.as_ref().map(|t| t.value.clone()),
                text: self.prose_with(&change.record.text, &format!("{}-", change.header.id.value)),
                about: self.links(&change.about),
            }
        };
        changes.iter().map(row).collect()
    }

    /// What a page of `kind` (its template's name) has of its own, from what its record has.
    pub fn page(&self, kind: &'static str, title: &str, description: &str, header: Option<&Header>) -> PageView {
        let config = &self.dossier.config;
        let address = &self.page.address;
        let canonical = config.base_url.as_ref().map(|base| format!("{}{address}", base.url.value));
        let section = self.section();
        let crumbs = match section {
            Some((path, key)) if *address != path => {
                let title = self.t(key, &[]);
                vec![LinkView { path: Some(self.site.href(path)), short: title.clone(), title }]
            }
            _ => Vec::new(),
        };
        PageView {
            root: self.root.clone(),
            path: self.site.href(address),
            kind,
            title: title.to_string(),
            description: summary(description),
            section: section.map_or(String::new(), |(path, _)| self.site.href(path)),
            key: Vec::new(),
            cite: self.citation(title, canonical.as_deref()),
            report: config.contact.as_ref().map(|contact| report(contact, title)),
            canonical,
            crumbs,
            noindex: false,
            draft: header.is_some_and(|h| self.dossier.is_draft(h)),
            withdrawn: header
                .and_then(|h| h.withdrawn.as_ref())
                .map(|w| WithdrawnView { on: self.date(&w.on.value), why: self.prose(&w.why) }),
            updated: header.and_then(|h| h.updated.as_ref()).map(|date| self.date(&date.value)),
        }
    }

    /// The section that the page belongs to: its address and the message that names it.
    fn section(&self) -> Option<(&'static str, &'static str)> {
        Some(match &self.page.kind {
            PageKind::Sources(_) | PageKind::Source(_) => ("sources/", "nav-sources"),
            PageKind::Timeline(_) | PageKind::Decade(..) | PageKind::Event(_) => ("timeline/", "nav-timeline"),
            PageKind::Claims(_) | PageKind::Claim(_) => ("claims/", "nav-claims"),
            PageKind::Topics | PageKind::Topic(..) => ("topics/", "nav-topics"),
            PageKind::Names(_) | PageKind::Name(..) => ("names/", "nav-names"),
            PageKind::Compare(_) | PageKind::Pair(_) | PageKind::Synopsis(_) => ("compare/", "nav-compare"),
            PageKind::Changes => ("changes/", "nav-changes"),
            PageKind::Data => ("data/", "nav-data"),
            PageKind::Home | PageKind::Page(_) | PageKind::NotFound | PageKind::Redirect(_) => return None,
        })
    }

    /// How to cite this page, in one line of plain text.
    fn citation(&self, title: &str, address: Option<&str>) -> String {
        let config = &self.dossier.config;
        let editors: Vec<&str> = config.editors.iter().map(|e| e.name.value.as_str()).collect();
        let mut parts = Vec::new();
        if !editors.is_empty() {
            parts.push(editors.join(", "));
        }
        parts.push(format!("“{title}”"));
        if title != config.title.value {
            parts.push(config.title.value.clone());
        }
        parts.extend(config.version.as_ref().map(|v| self.t("cite-version", &[("version", v.value.as_str().into())])));
        let date = config.updated.as_ref().or(config.published.as_ref());
        parts.extend(date.map(|date| self.date(&date.value).words));
        parts.extend(config.doi.as_ref().map(|doi| format!("https://doi.org/{}", doi.value)));
        parts.extend(address.map(str::to_string));
        let mut cite = String::new();
        for part in parts {
            if !cite.is_empty() {
                cite.push_str(if cite.ends_with(['.', '?', '!']) { " " } else { ". " });
            }
            cite.push_str(&part);
        }
        cite
    }
}

/// Where to report a mistake on a page: an e-mail gets the page's title as its subject.
fn report(contact: &str, title: &str) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    match contact.starts_with("mailto:") && !contact.contains('?') {
        true => format!("{contact}?subject={}", utf8_percent_encode(title, NON_ALPHANUMERIC)),
        false => contact.to_string(),
    }
}

/// The beginning of a text, for descriptions: whole words, at most about 200 characters.
pub fn summary(text: &str) -> String {
    const LONGEST: usize = 200;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST {
        return text;
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.']))
}

impl Whole<'_> {
    /// The dossier's title.
    pub fn site_title(&self) -> &str {
        &self.dossier.config.title.value
    }
}
