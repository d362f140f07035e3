//! Pages without a record of their own kind: prose, changes, data, what isn't there, what moved.

use serde::Serialize;

use super::PageView;
use crate::model::*;
use crate::render::context::Context;

/// View.
#[derive(Debug, Serialize)]
pub struct ChangesView {}

/// A page.
pub fn changes(cx: &Context<'_>) -> (PageView, ChangesView) {
    (cx.page("changes", cx.site_title(), "", None), ChangesView {})
}

/// View.
#[derive(Debug, Serialize)]
pub struct DataView {}

/// A page.
pub fn data(cx: &Context<'_>) -> (PageView, DataView) {
    (cx.page("data", cx.site_title(), "", None), DataView {})
}

/// View.
#[derive(Debug, Serialize)]
pub struct ProseView {}

/// A page.
pub fn page(cx: &Context<'_>, ix: PageIx) -> (PageView, ProseView) {
    (cx.page("page", cx.dossier[ix].title(), "", None), ProseView {})
}

/// View.
#[derive(Debug, Serialize)]
pub struct NotFoundView {}

/// A page.
pub fn not_found(cx: &Context<'_>) -> (PageView, NotFoundView) {
    (cx.page("404", cx.site_title(), "", None), NotFoundView {})
}

/// View.
#[derive(Debug, Serialize)]
pub struct RedirectView {}

/// A page.
pub fn redirect(cx: &Context<'_>, to: &str) -> (PageView, RedirectView) {
    (cx.page("redirect", cx.site_title(), "", None), RedirectView {})
}
