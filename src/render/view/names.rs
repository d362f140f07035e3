//! Names: the index, and one page a name.

use serde::Serialize;

use super::PageView;
use crate::model::*;
use crate::render::context::Context;

/// View.
#[derive(Debug, Serialize)]
pub struct IndexView {}

/// A page.
pub fn index(cx: &Context<'_>, n: usize) -> (PageView, IndexView) {
    (cx.page("names", cx.site_title(), "", None), IndexView {})
}

/// View.
#[derive(Debug, Serialize)]
pub struct NameView {}

/// A page.
pub fn name(cx: &Context<'_>, ix: NameIx, n: usize) -> (PageView, NameView) {
    (cx.page("name", cx.dossier[ix].title(), "", None), NameView {})
}
