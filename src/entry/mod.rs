//! What one file says: its records, with a span on every value, and every reference still plain words.
//!
//! An entry depends on nothing but its own file (and the few settings of [`crate::config`] that concern
//! syntax), so it can be remembered by the file's bytes. [`crate::model`] turns words into links.

pub mod prose;
pub mod record;
