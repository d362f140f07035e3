//! What is the same on every page: title, menu, finding, key.

use std::collections::BTreeMap;

use super::*;
use crate::compare::accounts::Origin;
use crate::entry::record::Role;
use crate::model::{PageIx, SourceIx, Target};
use crate::render::context::{COLUMNS, Whole};

impl Whole<'_> {
    /// The parts that all pages share.
    pub fn site_view(&self) -> SiteView {
        let config = &self.dossier.config;
        let word = |word: &Option<crate::diagnostic::Spanned<String>>| word.as_ref().map(|w| w.value.clone());
        let section = |address: &str, key: &str| {
            let title = self.t(key, &[]);
            LinkView { path: Some(self.site.href(address)), short: title.clone(), title }
        };
        let mut nav = vec![section("sources/", "nav-sources")];
        let sections = [
            (self.dossier.events.is_empty(), "timeline/", "nav-timeline"),
            (self.dossier.claims.is_empty(), "claims/", "nav-claims"),
            (!self.site.compares(self.dossier), "compare/", "nav-compare"),
            (self.dossier.topics.is_empty(), "topics/", "nav-topics"),
            (self.site.names.is_empty(), "names/", "nav-names"),
        ];
        nav.extend(sections.into_iter().filter(|(empty, ..)| !empty).map(|(_, address, key)| section(address, key)));
        let in_footer = |ix: &PageIx| {
            let page = &self.dossier[*ix];
            matches!(page.role, Some(Role::Legal | Role::Accessibility)) || page.menu.is_none()
        };
        let (footer, menu): (Vec<PageIx>, Vec<PageIx>) = PageIx::all(self.dossier).partition(in_footer);
        nav.extend(self.links(&menu));
        let mut footer = self.links(&footer);
        footer.push(section("changes/", "nav-changes"));
        footer.push(section("data/", "nav-data"));
        let editors: Vec<&str> = config.editors.iter().map(|editor| editor.name.value.as_str()).collect();
        SiteView {
            title: config.title.value.clone(),
            subtitle: word(&config.subtitle),
            lang: config.language.value.clone(),
            dir: self.theme.strings().direction(),
            home: match self.site.href("") {
                home if home.is_empty() => String::new(),
                home => home,
            },
            nav,
            footer,
            editors: (!editors.is_empty()).then(|| editors.join(", ")),
            publisher: word(&config.publisher),
            version: word(&config.version),
            published: config.published.as_ref().map(|date| self.date(&date.value)),
            updated: config.updated.as_ref().map(|date| self.date(&date.value)),
            licence: word(&config.licence),
            contact: word(&config.contact),
            doi: word(&config.doi),
            funding: word(&config.funding),
            finding: self.finding(),
            feed: config.base_url.as_ref().map(|_| "feed.xml"),
            generator: "dossier",
        }
    }

    /// The finding in one sentence: how many sources, how many separate accounts among them.
    pub fn finding(&self) -> String {
        let accounts = &self.comparison.overall;
        let sources = accounts.counted().count();
        self.t(
            "finding",
            &[
                ("sources", self.number(sources).into()),
                ("n", (sources as i64).into()),
                ("accounts", self.number(accounts.max).into()),
                ("max", (accounts.max as i64).into()),
            ],
        )
    }

    /// The sources with their signs, tied by the text that they share; none where there are too many for a key.
    pub fn key(&self) -> Vec<KeyGroup> {
        if self.dossier.sources.len() > COLUMNS {
            return Vec::new();
        }
        self.groups()
            .into_iter()
            .map(|((origin, partial), sources)| KeyGroup {
                label: match (origin, partial) {
                    (Origin::Own(_), _) => self.t("relation-apart", &[]),
                    (Origin::Shared(_), true) => self.t("relation-part", &[]),
                    (Origin::Shared(_), false) => self.t("relation-shared-text", &[]),
                },
                sources: self.sources(&sources),
                partial,
                apart: matches!(origin, Origin::Own(_)),
            })
            .collect()
    }

    /// All sources by the text that they share, and whether they share only a part of it; those that stand on their
    /// own come last, as one group: there is nothing to tell them apart by.
    pub fn groups(&self) -> BTreeMap<(Origin, bool), Vec<SourceIx>> {
        let mut groups: BTreeMap<(Origin, bool), Vec<SourceIx>> = BTreeMap::new();
        for descent in &self.comparison.overall.support {
            let origin = match descent.origin {
                Origin::Own(_) => Origin::Own(SourceIx(u32::MAX)),
                shared => shared,
            };
            groups.entry((origin, descent.doubtful)).or_default().push(descent.source);
        }
        groups
    }

    /// Where a lineage is told of.
    pub fn lineage_link(&self, ix: crate::model::LineageIx) -> LinkView {
        self.link(Target::Lineage(ix))
    }
}
