//! Claims: the matrix, and one page a claim.

use serde::Serialize;

use super::PageView;
use crate::model::*;
use crate::render::context::Context;

/// View.
#[derive(Debug, Serialize)]
pub struct MatrixView {}

/// A page.
pub fn matrix(cx: &Context<'_>, n: usize) -> (PageView, MatrixView) {
    (cx.page("claims", cx.site_title(), "", None), MatrixView {})
}

/// View.
#[derive(Debug, Serialize)]
pub struct ClaimView {}

/// A page.
pub fn claim(cx: &Context<'_>, ix: ClaimIx) -> (PageView, ClaimView) {
    (cx.page("claim", cx.dossier[ix].title(), "", None), ClaimView {})
}
