//! From a planned site to bytes: the theme, its strings and its files.

pub mod assets;
pub mod context;
pub mod date;
pub mod strings;
pub mod theme;
pub mod view;
