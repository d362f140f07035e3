//! Sources: the list, and one page a source.

use serde::Serialize;

use super::PageView;
use crate::model::*;
use crate::render::context::Context;

/// View.
#[derive(Debug, Serialize)]
pub struct ListView {}

/// A page.
pub fn list(cx: &Context<'_>, n: usize) -> (PageView, ListView) {
    (cx.page("sources", cx.site_title(), "", None), ListView {})
}

/// View.
#[derive(Debug, Serialize)]
pub struct SourceView {}

/// A page.
pub fn source(cx: &Context<'_>, ix: SourceIx) -> (PageView, SourceView) {
    (cx.page("source", cx.dossier[ix].title(), "", None), SourceView {})
}
