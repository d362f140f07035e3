//! The address of every page. Ids stand in addresses as they are; only what a URL can't hold is encoded in links.

use super::page_count;
use crate::model::{Dossier, LineageIx, SourceIx, Target};

/// The address of a record's page, or of the place on a page that is about it.
pub fn of(dossier: &Dossier, target: Target) -> String {
    match target {
        Target::Source(ix) => folder("sources/", &dossier[ix].header.id),
        Target::Claim(ix) => folder("claims/", &dossier[ix].header.id),
        Target::Event(ix) => folder("events/", &dossier[ix].header.id),
        Target::Name(ix) => folder("names/", &dossier[ix].header.id),
        Target::Topic(ix) => folder("topics/", &dossier[ix].header.id),
        Target::Page(ix) => folder("pages/", &dossier[ix].header.id),
        Target::Lineage(ix) => {
            format!("{}#{}", page("sources/", lineage_page(dossier, ix)), dossier[ix].header.id.value)
        }
        Target::Change(ix) => format!("changes/#{}", dossier[ix].header.id.value),
    }
}

/// Every record of a list has one: joined, since formatting takes several times as long.
fn folder(list: &str, id: &str) -> String {
    [list, id, "/"].concat()
}

/// The page of the list of sources that tells of a lineage: the first, unless there are very many lineages.
pub fn lineage_page(dossier: &Dossier, ix: LineageIx) -> usize {
    let size = dossier.config.page_size.max(1) as usize;
    (ix.0 as usize / size + 1).min(page_count(dossier.sources.len(), size))
}

/// The address of the `n`th page of a list, from 1: the first has the list's own.
pub fn page(list: &str, n: usize) -> String {
    if n <= 1 { list.to_string() } else { format!("{list}page/{n}/") }
}

/// The address of a decade of the timeline, by its first year.
pub fn decade(first_year: i64) -> String {
    format!("timeline/{first_year}s/")
}

/// The address of a pair: its sources in the order of their ids, whatever their order on pages.
pub fn pair(dossier: &Dossier, a: SourceIx, b: SourceIx) -> String {
    let (a, b) = (&dossier[a].header.id.value, &dossier[b].header.id.value);
    format!("compare/{}/{}/", a.min(b), a.max(b))
}

/// The address of a passage in all sources that carry it, by the synopsis's id.
pub fn synopsis(id: &str) -> String {
    format!("compare/passages/{id}/")
}
