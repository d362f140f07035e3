//! Names: tables of `content/names.toml`.

use super::header::{self, Title, prose};
use super::judgement::inferred;
use super::place::{Implied, place};
use super::record::{Except, Form, Name, NameKind, Word};
use crate::config::{self, Settings};
use crate::diagnostic::{Code, Spanned};
use crate::fields::{self, Expected, Fields, Value};

/// Reads one name.
pub fn read(fields: &mut Fields<'_>, id: Word, settings: &Settings) -> Name {
    let kinds = [
        ("person", NameKind::Person),
        ("organisation", NameKind::Organisation),
        ("place", NameKind::Place),
        ("document", NameKind::Document),
        ("initiative", NameKind::Initiative),
        ("concept", NameKind::Concept),
    ];
    let header = header::read_table(fields, id, Title::Required, settings);
    let help = "write `kind = \"person\"`, or `organisation`, `place`, `document`, `initiative`, `concept`";
    let kind = fields.required("kind", help, |fields, key| fields.choice(key, &kinds));
    let same_as = fields.words("same_as");
    Name {
        file: fields.file().clone(),
        header,
        kind: kind.unwrap_or(Spanned::new(NameKind::Concept, fields.span())),
        sort: fields.word("sort"),
        forms: forms(fields),
        same_as: same_as.into_iter().filter(|url| config::check_url(fields, "same_as", url)).collect(),
        except: fields.tables("except", |fields| except(fields, settings)),
        preferred: fields.flag("preferred").unwrap_or(true),
        inferred: inferred(fields, None, settings),
        related: fields.words("related"),
        private: fields.flag("private").unwrap_or_default(),
        text: prose(fields, "text", settings),
    }
}

/// Takes `forms`: texts, or tables where more is to be said.
fn forms(fields: &mut Fields<'_>) -> Vec<Form> {
    const FORMS: Expected = Expected::new("a list of forms", "[\"…\", { form = \"…\", case = true }]");
    fields.items("forms", FORMS, |fields, value| match value {
        Value::Text(text) if text.trim().is_empty() => {
            fields.note(fields.at(Code::InvalidValue, text.span, "an empty form would stand everywhere"));
            Ok(None)
        }
        Value::Text(text) => {
            let (unless_before, unless_after) = (Vec::new(), Vec::new());
            Ok(Some(Form { form: fields::owned(text), case: None, unless_before, unless_after, lang: None }))
        }
        Value::Table(table) => Ok(table.read(|fields| {
            let form = fields.required("form", "write it as it stands in texts: `form = \"…\"`", Fields::word);
            let case = fields.flag("case");
            let (unless_before, unless_after) = (fields.words("unless_before"), fields.words("unless_after"));
            let lang = config::language(fields, "lang");
            Some(Form { form: form?, case, unless_before, unless_after, lang })
        })),
        other => Err(other.unexpected()),
    })
}

fn except(fields: &mut Fields<'_>, settings: &Settings) -> Option<Except> {
    let help = "say where: `at = \"antic 22: a few quoted words\"`";
    let at = fields.required("at", help, |f, key| place(f, key, Implied::Nothing, settings));
    let (stands_for, note) = (fields.word("stands_for"), prose(fields, "note", settings));
    Some(Except { at: at?, stands_for, note })
}
