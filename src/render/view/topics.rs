//! Topics: the tree, and one page a topic.

use serde::Serialize;

use super::PageView;
use crate::model::*;
use crate::render::context::Context;

/// View.
#[derive(Debug, Serialize)]
pub struct TreeView {}

/// A page.
pub fn tree(cx: &Context<'_>) -> (PageView, TreeView) {
    (cx.page("topics", cx.site_title(), "", None), TreeView {})
}

/// View.
#[derive(Debug, Serialize)]
pub struct TopicView {}

/// A page.
pub fn topic(cx: &Context<'_>, ix: TopicIx, n: usize) -> (PageView, TopicView) {
    (cx.page("topic", cx.dossier[ix].title(), "", None), TopicView {})
}
