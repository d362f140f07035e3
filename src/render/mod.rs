//! From a planned site to bytes: the theme, its strings and its files.

pub mod assets;
pub mod strings;
pub mod theme;
