//! From a request to an answer, out of the site in memory.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tokio::io::AsyncReadExt;

use super::page::Served;
use super::{RESERVED, Shared, Stage, live};
use crate::diagnostic::Diagnostic;
use crate::html::Html;
use crate::media::media_type;
use crate::output::{Content, Entry, OutPath};

const SCRIPT: &str = include_str!("live.js");

/// How much of a copied file is read at a time.
const CHUNK: usize = 64 << 10;

/// What stands at an address.
pub(super) enum Found<'a> {
    /// A file.
    File(&'a OutPath, &'a Entry),
    /// A folder that has a page: the address with a slash.
    Folder,
    /// The site stands elsewhere: there.
    Elsewhere(String),
    /// Nothing.
    Nothing,
}

impl Stage {
    /// What stands at the path of an address, as it was asked for.
    pub fn find(&self, path: &str) -> Found<'_> {
        let decode = |path| percent_decode_str(path).decode_utf8().ok();
        let (Some(path), Some(root)) = (decode(path), decode(&self.root)) else { return Found::Nothing };
        let Some(path) = path.strip_prefix(&*root) else {
            return if path == "/" || path == root.trim_end_matches('/') {
                Found::Elsewhere(self.root.clone())
            } else {
                Found::Nothing
            };
        };
        let index = |folder: &str| self.site.output.file(&format!("{folder}index.html"));
        if path.is_empty() || path.ends_with('/') {
            return index(path).map_or(Found::Nothing, |(path, entry)| Found::File(path, entry));
        }
        match self.site.output.file(path) {
            Some((path, entry)) => Found::File(path, entry),
            None if index(&format!("{path}/")).is_some() => Found::Folder,
            None => Found::Nothing,
        }
    }

    /// The page that is shown at an address, the one for missing pages where there is no other.
    pub fn page(&self, path: &str) -> Option<(&OutPath, &Entry)> {
        match self.find(path) {
            Found::File(path, entry) => Some((path, entry)),
            _ => self.site.output.file("404.html"),
        }
    }
}

/// Answers a request.
pub(super) async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (request, _) = request.into_parts();
    let mut response = respond(&shared, &request).await;
    let headers = response.headers_mut();
    let fixed = [
        // Each look is at the newest build.
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Drafts are nobody else's: no page from elsewhere may take anything in.
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn respond(shared: &Arc<Shared>, request: &Parts) -> Response {
    if !is_for_us(shared, request) {
        let message =
            "This preview answers requests to localhost only. To reach it by another name: dossier serve --host NAME\n";
        return plain(StatusCode::FORBIDDEN, message);
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "a preview is only read\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let path = request.uri.path();
    match path.strip_prefix(RESERVED) {
        Some("live.js") => return bytes(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT.as_bytes()),
        Some("live") => return live::stream(shared.stage.clone(), request.uri.query().unwrap_or_default()),
        Some(_) => return plain(StatusCode::NOT_FOUND, "the preview has nothing there\n"),
        None => {}
    }
    let stage = shared.stage.borrow().clone();
    let redirect = |to: String| match HeaderValue::try_from(to) {
        Ok(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Err(_) => plain(StatusCode::BAD_REQUEST, "this is no address\n"),
    };
    match stage.find(path) {
        Found::Folder => {
            let query = request.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            redirect(format!("{path}/{query}"))
        }
        Found::Elsewhere(root) => redirect(root),
        Found::File(path, entry) => file(StatusCode::OK, &stage, path, entry).await,
        Found::Nothing => match stage.site.output.file("404.html") {
            Some((path, entry)) => file(StatusCode::NOT_FOUND, &stage, path, entry).await,
            None => unready(&stage.text),
        },
    }
}

/// Whether the request names this machine, and once.
fn is_for_us(shared: &Shared, request: &Parts) -> bool {
    let mut hosts = request.headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    // A proxy's way of asking; it has to agree.
    let agreed = request.uri.authority().is_none_or(|authority| shared.names.allow(authority.as_str()));
    agreed && host.to_str().is_ok_and(|host| shared.names.allow(host))
}

/// A file of the site.
async fn file(status: StatusCode, stage: &Stage, path: &OutPath, entry: &Entry) -> Response {
    let media_type = media_type(path.as_str());
    match page(stage, path, entry).await {
        Ok(Some(page)) => return bytes(status, media_type, page.html),
        Ok(None) => {}
        Err(note) => return unready(&note.render(false)),
    }
    let entry = entry.clone();
    match beside(move || entry.content()).await {
        Ok(Content::Bytes(content)) => bytes(status, media_type, Bytes::from_owner(content)),
        Ok(Content::Copy { from, .. }) => copy(status, media_type, from).await,
        Err(note) => unready(&note.render(false)),
    }
}

/// A page as it is served; `None` where the file isn't one that is made.
pub(super) async fn page(stage: &Stage, path: &OutPath, entry: &Entry) -> Result<Option<Served>, Box<Diagnostic>> {
    if !media_type(path.as_str()).starts_with("text/html") {
        return Ok(None);
    }
    let (site, path, entry) = (stage.site.clone(), path.clone(), entry.clone());
    beside(move || site.made.page(&path, &entry)).await
}

/// What takes a while, beside the other requests.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// A file that is published as it is, read bit by bit: it may be a film.
async fn copy(status: StatusCode, media_type: &'static str, from: PathBuf) -> Response {
    let open = async |from: &Path| -> std::io::Result<_> {
        let file = tokio::fs::File::open(from).await?;
        let len = file.metadata().await?.len();
        Ok((file, len))
    };
    let Ok((file, len)) = open(&from).await else {
        return plain(StatusCode::NOT_FOUND, "the file was there when the site was built\n");
    };
    // No more than was announced, though the file should grow meanwhile.
    let chunks = futures_util::stream::try_unfold(file.take(len), async |mut file| -> std::io::Result<_> {
        let mut chunk = Vec::with_capacity(CHUNK);
        (&mut file).take(CHUNK as u64).read_to_end(&mut chunk).await?;
        Ok((!chunk.is_empty()).then_some((chunk, file)))
    });
    let mut response = typed(status, media_type, Body::from_stream(chunks));
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(len));
    response
}

/// What is shown where there is no page to show: what is wrong, and the script that waits for it to be mended.
fn unready(text: &str) -> Response {
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not built</title>\
         <meta name=\"viewport\" content=\"width=device-width\"></head><body><h1>There is no page yet</h1>\
         <p>It appears as soon as it can be built.</p>\n<pre>{}</pre></body></html>\n",
        Html::escape(text),
    );
    bytes(StatusCode::SERVICE_UNAVAILABLE, "text/html; charset=utf-8", Served::of(html.as_bytes()).html)
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    bytes(status, "text/plain; charset=utf-8", text)
}

fn bytes(status: StatusCode, media_type: &'static str, bytes: impl Into<Bytes>) -> Response {
    typed(status, media_type, Body::from(bytes.into()))
}

fn typed(status: StatusCode, media_type: &'static str, body: Body) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    (status, headers, body).into_response()
}
