//! What kind of content a file holds, judged by its name, and what follows from that for whoever serves it.

use std::io::Write;

use crate::output::{OutPath, Phase};
use crate::render::assets;

/// Extensions, their media types, and whether compressing them is worth the while.
const TYPES: &[(&str, &str, bool)] = &[
    ("atom", "application/atom+xml; charset=utf-8", true),
    ("avif", "image/avif", false),
    ("bib", "application/x-bibtex; charset=utf-8", true),
    ("br", "application/octet-stream", false),
    ("css", "text/css; charset=utf-8", true),
    ("csv", "text/csv; charset=utf-8", true),
    ("gif", "image/gif", false),
    ("gz", "application/gzip", false),
    ("htm", "text/html; charset=utf-8", true),
    ("html", "text/html; charset=utf-8", true),
    ("ico", "image/x-icon", true),
    ("ics", "text/calendar; charset=utf-8", true),
    ("jpeg", "image/jpeg", false),
    ("jpg", "image/jpeg", false),
    ("js", "text/javascript; charset=utf-8", true),
    ("json", "application/json; charset=utf-8", true),
    ("jsonld", "application/ld+json; charset=utf-8", true),
    ("md", "text/markdown; charset=utf-8", true),
    ("mjs", "text/javascript; charset=utf-8", true),
    ("mp3", "audio/mpeg", false),
    ("mp4", "video/mp4", false),
    ("pdf", "application/pdf", false),
    ("png", "image/png", false),
    ("ris", "application/x-research-info-systems; charset=utf-8", true),
    ("rss", "application/rss+xml; charset=utf-8", true),
    ("svg", "image/svg+xml; charset=utf-8", true),
    ("toml", "application/toml; charset=utf-8", true),
    ("ttl", "text/turtle; charset=utf-8", true),
    ("txt", "text/plain; charset=utf-8", true),
    ("wasm", "application/wasm", true),
    ("webmanifest", "application/manifest+json; charset=utf-8", true),
    ("webp", "image/webp", false),
    ("woff", "font/woff", false),
    ("woff2", "font/woff2", false),
    ("xml", "application/xml; charset=utf-8", true),
    ("zip", "application/zip", false),
];

/// For how long a file may be kept whose name changes with its content: a year.
pub const FOREVER: &str = "public, max-age=31536000, immutable";

/// Below this size, a compressed file saves nothing on the way.
const SMALL: u64 = 1024;

fn known(path: &str) -> Option<&'static (&'static str, &'static str, bool)> {
    let extension = path.rsplit('/').next()?.rsplit_once('.')?.1.to_ascii_lowercase();
    TYPES.binary_search_by(|(name, ..)| name.cmp(&extension.as_str())).ok().map(|at| &TYPES[at])
}

/// The media type of a file.
pub fn media_type(path: &str) -> &'static str {
    known(path).map_or("application/octet-stream", |(_, media_type, _)| media_type)
}

/// Whether what a file of this name holds gets smaller by compressing.
pub fn is_compressible(path: &str) -> bool {
    known(path).is_some_and(|(.., compresses)| *compresses)
}

/// Whether a file of this name and size is worth compressing.
pub fn compresses(path: &str, size: u64) -> bool {
    size >= SMALL && is_compressible(path)
}

/// Whether the name changes with the content, so that caches may keep the file for ever.
pub fn is_immutable(path: &OutPath) -> bool {
    path.as_str().strip_prefix(assets::FOLDER).is_some_and(|rest| rest.starts_with('/'))
        && Phase::of(path) == Phase::Asset
}

/// The bytes compressed as gzip: the same on every machine.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing into memory has no way to fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The bytes compressed as Brotli: the same on every machine.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    // Two steps below the best: a small part of the time for a few per cent of the size.
    let parameters = brotli::enc::BrotliEncoderParams { quality: 9, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    let _ = brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters);
    compressed
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn types() {
        assert!(TYPES.is_sorted_by_key(|(extension, ..)| *extension));
        for (path, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("a.b/CNAME", "application/octet-stream"),
            ("a/PLAN.PDF", "application/pdf"),
            (".nojekyll", "application/octet-stream"),
            ("feed.atom", "application/atom+xml; charset=utf-8"),
        ] {
            assert_eq!(media_type(path), expected, "{path}");
        }
        assert!(compresses("a.html", 2000) && !compresses("a.html", 200) && !compresses("a.png", 2000));
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        let check =
            |path: &str, expected: bool| assert_eq!(is_immutable(&OutPath::new(path).unwrap()), expected, "{path}");
        check("assets/style.0a1b2c3d.css", true);
        check("assets", false);
        check("assetsfoo/a.css", false);
        check("files/plan.pdf", false);
        check("assets/index.html", false);
    }

    #[test]
    fn what_is_compressed_can_be_read() {
        let text = "one and one is two, ".repeat(500);
        let mut read = String::new();
        flate2::read::GzDecoder::new(&gzip(text.as_bytes())[..]).read_to_string(&mut read).unwrap();
        assert_eq!(read, text);
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut &brotli(text.as_bytes())[..], &mut read).unwrap();
        assert_eq!(read, text.as_bytes());
        assert!(gzip(text.as_bytes()).len() < text.len() / 20);
    }
}
