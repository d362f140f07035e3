//! Pages of prose: `content/pages/ID.md`, and `content/_index.md` for the home page.

use super::header::{self, Title, body};
use super::record::{Page, Role, Word};
use crate::config::Settings;
use crate::fields::Fields;

/// Reads one page, by its file's stem. The home page has none, and takes its title from the config where it gives none.
pub fn read(fields: &mut Fields<'_>, stem: Option<&str>, start: usize, settings: &Settings) -> Page {
    let roles = [
        ("method", Role::Method),
        ("about", Role::About),
        ("accessibility", Role::Accessibility),
        ("legal", Role::Legal),
        ("differences", Role::Differences),
    ];
    let (id, title) = match stem {
        None => (Word::default(), Title::Optional),
        Some(stem) => (header::stem_id(fields, stem), Title::Required),
    };
    Page {
        file: fields.file().clone(),
        header: header::read(fields, id, title, settings),
        role: fields.choice("role", &roles).map(|role| role.value),
        menu: fields.number("menu", -1_000_000..=1_000_000),
        description: fields.word("description"),
        text: body(fields, start, settings),
    }
}
