//! The home page: the finding, and the way in.

use serde::Serialize;

use super::PageView;
use crate::render::context::Context;

/// View.
#[derive(Debug, Serialize)]
pub struct HomeView {}

/// A page.
pub fn home(cx: &Context<'_>) -> (PageView, HomeView) {
    (cx.page("home", cx.site_title(), "", None), HomeView {})
}
