//! The timeline, drawn and in order, and one page an event.

use serde::Serialize;

use super::PageView;
use crate::model::*;
use crate::render::context::Context;

/// View.
#[derive(Debug, Serialize)]
pub struct TimelineView {}

/// A page.
pub fn timeline(cx: &Context<'_>) -> (PageView, TimelineView) {
    (cx.page("timeline", cx.site_title(), "", None), TimelineView {})
}

/// View.
#[derive(Debug, Serialize)]
pub struct DecadeView {}

/// A page.
pub fn decade(cx: &Context<'_>, first: i64) -> (PageView, DecadeView) {
    (cx.page("timeline", cx.site_title(), "", None), DecadeView {})
}

/// View.
#[derive(Debug, Serialize)]
pub struct EventView {}

/// A page.
pub fn event(cx: &Context<'_>, ix: EventIx) -> (PageView, EventView) {
    (cx.page("event", cx.dossier[ix].title(), "", None), EventView {})
}
