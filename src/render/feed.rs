//! Atom feed, sitemap and robots file.

use super::Whole;

/// Path and bytes of each file.
pub fn files(_whole: Whole<'_>) -> Vec<(String, Vec<u8>)> {
    Vec::new()
}
