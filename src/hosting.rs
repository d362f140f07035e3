//! What hosts need beside the pages: headers, redirects, compressed copies; and what a server of one's own is told.

use std::fmt::Write;
use std::sync::Arc;

use blake3::Hash;

use crate::config::Config;
use crate::config::publish::Host;
use crate::diagnostic::{Code, Diagnostic};
use crate::media;
use crate::memo::Pages;
use crate::output::{Content, Entry, OutPath, Output, Recipe};
use crate::render::assets;
use crate::site::{PageKind, Site};

/// Redirects that Cloudflare Pages reads; the pages at the former addresses lead on without them.
const REDIRECTS_MAX: usize = 2000;

/// For how long a page may be kept without asking again, in seconds.
const PAGE_AGE: &str = "public, max-age=300";

/// The headers of every answer. Pages hold no inline script or style and load nothing from elsewhere, so the policy
/// needs no exception.
pub fn headers(has_wasm: bool) -> Vec<(&'static str, String)> {
    // Only a search index brings a program of its own.
    let wasm = if has_wasm { " 'wasm-unsafe-eval'" } else { "" };
    let policy = format!(
        "default-src 'none'; script-src 'self'{wasm}; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         media-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    [
        ("Content-Security-Policy", policy.as_str()),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]
    .map(|(name, value)| (name, value.to_string()))
    .into()
}

/// Whether a site brings a program for the browser.
pub fn has_wasm(output: &Output) -> bool {
    output.iter().any(|(path, _)| path.as_str().ends_with(".wasm"))
}

/// Adds what `[hosting]` asks for. `pages` remembers what compressed copies hold.
pub fn add(output: &mut Output, config: &Config, site: &Site, pages: &Arc<Pages>) -> Vec<Diagnostic> {
    let hosts = &config.hosting.hosts;
    let mut files: Vec<(String, String)> = Vec::new();
    if hosts.contains(&Host::Github) {
        files.push((".nojekyll".into(), String::new()));
        files.extend(own_domain(config).map(|domain| ("CNAME".into(), format!("{domain}\n"))));
    }
    if hosts.iter().any(|host| matches!(host, Host::Netlify | Host::Cloudflare)) {
        files.push(("_headers".into(), headers_file(has_wasm(output))));
        let redirects = redirects_file(site, !hosts.contains(&Host::Cloudflare));
        files.extend((!redirects.is_empty()).then_some(("_redirects".into(), redirects)));
    }
    let mut notes = Vec::new();
    let mut put = |output: &mut Output, path: String, source: Made| {
        let path = OutPath::new(path).map_err(|error| error.to_string());
        let added = path.and_then(|path| match source {
            Made::Text(text) => output.insert(path, text.into_bytes()).map_err(|error| error.to_string()),
            Made::By(recipe) => output.insert_recipe(path, recipe).map_err(|error| error.to_string()),
        });
        notes.extend(added.err().map(|message| Diagnostic::new(Code::DuplicateAddress, message)));
    };
    for (path, text) in files {
        put(output, path, Made::Text(text));
    }
    if config.hosting.precompress {
        let all: Vec<(OutPath, Entry)> = output.iter().map(|(path, entry)| (path.clone(), entry.clone())).collect();
        for (path, entry) in all.iter().filter(|(path, _)| media::is_compressible(path.as_str()) && !is_for_host(path))
        {
            for method in [Method::Gzip, Method::Brotli] {
                let copy = Compressed { of: entry.clone(), method, pages: pages.clone() };
                put(output, format!("{path}.{}", method.extension()), Made::By(Arc::new(copy)));
            }
        }
    }
    notes
}

enum Made {
    Text(String),
    By(Arc<dyn Recipe>),
}

/// Whether a file is read by the host and not by visitors.
fn is_for_host(path: &OutPath) -> bool {
    matches!(path.as_str(), "_headers" | "_redirects" | "CNAME" | ".nojekyll")
}

/// The host of the site's address, where it isn't one that the host itself gives.
fn own_domain(config: &Config) -> Option<String> {
    let url = url::Url::parse(&config.base_url.as_ref()?.url.value).ok()?;
    let domain = url.domain()?.to_ascii_lowercase();
    let own = domain.contains('.') && !domain.ends_with(".github.io") && url.path() == "/" && url.port().is_none();
    own.then_some(domain)
}

/// `_headers`. Paths count from where the site lies on the host.
fn headers_file(has_wasm: bool) -> String {
    let mut text = String::from("/*\n");
    for (name, value) in headers(has_wasm) {
        let _ = writeln!(text, "  {name}: {value}");
    }
    let _ = write!(text, "/{}/*\n  Cache-Control: {}\n", assets::FOLDER, media::FOREVER);
    text
}

/// `_redirects`: a page that leads on does so at once. `over_files` is Netlify's word for it, which others don't know.
fn redirects_file(site: &Site, over_files: bool) -> String {
    let mut text = String::new();
    let redirects = site.pages.iter().filter_map(|page| match &page.kind {
        PageKind::Redirect(to) => Some((&page.address, to)),
        _ => None,
    });
    for (from, to) in redirects.take(REDIRECTS_MAX) {
        let _ = writeln!(text, "/{} /{} 301{}", encoded(from), encoded(to), if over_files { "!" } else { "" });
    }
    text
}

/// An address as it goes over the wire.
fn encoded(address: &str) -> String {
    address
        .split('/')
        .map(|s| percent_encoding::utf8_percent_encode(s, SEGMENT).to_string())
        .collect::<Vec<_>>()
        .join("/")
}

/// What a segment of an address can't hold as it is.
const SEGMENT: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b':')
    .add(b'*');

/// How a copy is compressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Method {
    Gzip,
    Brotli,
}

impl Method {
    fn extension(self) -> &'static str {
        match self {
            Method::Gzip => "gz",
            Method::Brotli => "br",
        }
    }
}

/// A compressed copy of a file.
#[derive(Debug)]
struct Compressed {
    of: Entry,
    method: Method,
    pages: Arc<Pages>,
}

impl Compressed {
    /// The hash of what the copy is made of.
    fn key(&self, of: Hash) -> Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.method.extension().as_bytes()).update(env!("CARGO_PKG_VERSION").as_bytes());
        hasher.update(of.as_bytes()).finalize()
    }
}

impl Recipe for Compressed {
    fn hash(&self) -> Option<Hash> {
        self.pages.get(&self.key(self.of.known_hash()?))
    }

    fn make(&self) -> Result<(Arc<[u8]>, Hash), Box<Diagnostic>> {
        let (bytes, of): (Arc<[u8]>, Hash) = match self.of.content()? {
            Content::Bytes(bytes) => (bytes.clone(), blake3::hash(&bytes)),
            Content::Copy { from, hash } => {
                let read = std::fs::read(&from);
                let unread = |error| Diagnostic::new(Code::UnreadableFile, format!("`{}`: {error}", from.display()));
                (read.map_err(unread)?.into(), hash)
            }
        };
        let compressed: Arc<[u8]> = match self.method {
            Method::Gzip => media::gzip(&bytes).into(),
            Method::Brotli => media::brotli(&bytes).into(),
        };
        let hash = blake3::hash(&compressed);
        self.pages.insert(self.key(of), hash);
        Ok((compressed, hash))
    }
}

/// What nginx is told: to be included in a `server` block. `folder` is where the site lies on that machine, `path` the
/// path of its address, beginning and ending in `/`.
pub fn nginx(folder: &str, path: &str, precompressed: bool, has_wasm: bool) -> String {
    let folder = folder.trim_end_matches('/');
    let assets = assets::FOLDER;
    let mut all = String::new();
    for (name, value) in headers(has_wasm) {
        let _ = writeln!(all, "    add_header {name} \"{value}\" always;");
    }
    let inner = all.replace("    add_header", "        add_header");
    let mut text = String::from("# Printed by `dossier hosting nginx`: include it in the server block of the site.\n");
    let bare = path.trim_end_matches('/');
    if !bare.is_empty() {
        let _ = writeln!(text, "location = {bare} {{ return 301 {path}; }}");
    }
    let gzip =
        if precompressed { "    gzip_static on;\n    # With the module for Brotli: brotli_static on;\n" } else { "" };
    let _ = write!(
        text,
        "location ^~ {path} {{
    alias {folder}/;
    index index.html;
    absolute_redirect off;
    error_page 404 {path}404.html;
    charset utf-8;
{gzip}{all}    add_header Cache-Control \"{PAGE_AGE}\";
    # What nginx doesn't know by itself.
    location ~ \\.ics$ {{ types {{ }} default_type \"text/calendar; charset=utf-8\"; }}
    location ~ \\.ttl$ {{ types {{ }} default_type \"text/turtle; charset=utf-8\"; }}
    location ~ \\.jsonld$ {{ types {{ }} default_type \"application/ld+json; charset=utf-8\"; }}
    # Names with a hash of their content: what they hold never changes.
    location ^~ {path}{assets}/ {{
        alias {folder}/{assets}/;
{inner}        add_header Cache-Control \"{forever}\";
    }}
    # The lists of what dossier has published here.
    location ~ /\\.dossier {{ return 404; }}
}}
",
        forever = media::FOREVER,
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(config: &str) -> Config {
        let file = crate::diagnostic::File::new("config.toml", format!("title = \"T\"\n{config}"));
        let parsed = crate::config::parse(Some(&file));
        assert_eq!(parsed.notes, []);
        parsed.value
    }

    #[test]
    fn a_domain_of_ones_own() {
        let check = |url: &str, expected: Option<&str>| {
            assert_eq!(own_domain(&of(&format!("base_url = \"{url}\""))).as_deref(), expected, "{url}");
        };
        check("https://desk.example.org/", Some("desk.example.org"));
        check("https://Desk.Example.org", Some("desk.example.org"));
        check("https://someone.github.io/desk/", None);
        check("https://someone.github.io/", None);
        check("https://example.org/desk/", None);
        check("http://127.0.0.1:8000/", None);
        assert_eq!(own_domain(&of("")), None);
    }

    #[test]
    fn the_policy_makes_no_exceptions() {
        let text = headers_file(false);
        assert!(
            !text.contains("unsafe") && text.contains("default-src 'none'") && text.contains("frame-ancestors 'none'")
        );
        // Cloudflare reads lines of up to 2,000 characters.
        assert!(text.lines().all(|line| line.len() < 2000));
        assert!(headers_file(true).contains("script-src 'self' 'wasm-unsafe-eval'"));
    }

    #[test]
    fn addresses_on_the_wire() {
        assert_eq!(encoded("claims/a b/вода/"), "claims/a%20b/%D0%B2%D0%BE%D0%B4%D0%B0/");
    }
}
