//! What a page in a browser hears of the builds: server-sent events, one for each build and one to begin with.

use std::convert::Infallible;
use std::sync::Arc;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::{Stage, answer};
use crate::diagnostic::{Diagnostic, Severity};

/// How many diagnostics a page shows; the rest is counted.
const SHOWN: usize = 40;

/// The events for the page that the query names: `page=PATH`.
///
/// An event tells what the page would be now. The page knows what it is, and loads itself anew where that differs:
/// so nothing is missed, however long it didn't listen.
pub(super) fn stream(stage: watch::Receiver<Arc<Stage>>, query: &str) -> Response {
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    let page = pairs.find(|(name, _)| name == "page").map(|(_, page)| page.into_owned()).unwrap_or_default();
    let events = futures_util::stream::unfold((stage, page, true), async |(mut stage, page, first)| {
        if !first {
            // Without anybody who shows builds, the preview has ended.
            stage.changed().await.ok()?;
        }
        let now = stage.borrow_and_update().clone();
        let event = Event::default().event("state").data(state(&now, &page).await.to_string());
        Some((Ok::<_, Infallible>(event), (stage, page, false)))
    });
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

/// What the page at `path` would be, and what is wrong with the dossier.
async fn state(stage: &Stage, path: &str) -> Value {
    let mut notes = stage.notes.clone();
    let mut print = None;
    if let Some((path, entry)) = stage.page(path) {
        match answer::page(stage, path, entry).await {
            Ok(page) => print = page.map(|page| page.print),
            Err(note) => notes = self::notes(&[*note]),
        }
    }
    let print = print.map(|print| json!({ "page": print.page, "styles": print.styles }));
    json!({ "print": print, "notes": notes })
}

/// Diagnostics as the page's script takes them: errors first; notes are for the terminal.
pub(super) fn notes(notes: &[Diagnostic]) -> Value {
    let of = |severity| notes.iter().filter(move |note| note.severity == severity);
    let shown = of(Severity::Error).chain(of(Severity::Warning)).take(SHOWN);
    let list = shown.map(|note| json!({ "severity": note.severity, "text": note.render(false) })).collect::<Vec<_>>();
    json!({ "errors": of(Severity::Error).count(), "warnings": of(Severity::Warning).count(), "list": list })
}
