//! Sources: `content/sources/KEY.md`.

use super::header::{self, Title, body, prose};
use super::judgement::{self, Rules, confidence, inferred};
use super::place::{Implied, place, places, ranges};
use super::record::{Author, How, Judgement, LineRange, Loss, Parts, Read, Reply, Source, Word};
use crate::config::{self, Settings, rights, url};
use crate::diagnostic::{Code, Spanned};
use crate::edtf::{self, Date};
use crate::fields::{Fields, Value};

/// Reads one source.
pub fn read(fields: &mut Fields<'_>, stem: &str, start: usize, settings: &Settings) -> Source {
    let id = header::stem_id(fields, stem);
    let header = header::read(fields, id, Title::Optional, settings);
    let label = match &header.title {
        Some(_) => fields.word("label"),
        None => {
            let help = "write `title = \"…\"`, or `label = \"…\"` where the document has no title";
            fields.required("label", help, Fields::word)
        }
    };
    let rules = Rules { own: Some(stem), how: How::Stated, wants_basis: true, signed: true };
    let bound = |fields: &mut Fields<'_>| dated(fields, rules, settings);
    let has_rights = fields.has("rights");
    let mut source = Source {
        file: fields.file().clone(),
        label,
        title_at: place(fields, "title_at", Implied::Source, settings),
        kind: fields.word("kind"),
        language: config::language(fields, "language"),
        publisher: fields.word("publisher"),
        url: url(fields, "url"),
        archived_url: url(fields, "archived_url"),
        captured: fields.date("captured"),
        date: date(fields, Rules { wants_basis: false, ..rules }, settings),
        not_before: fields.tables("not_before", bound),
        not_after: fields.tables("not_after", bound),
        text_file: fields.word("file").filter(|name| is_file_name(fields, name)),
        hash: fields.word("hash").filter(|hash| is_hash(fields, hash)),
        body: ranges(fields, "body"),
        parts: fields.section("parts", parts),
        read: fields.table("read", read_on).flatten(),
        abstract_: prose(fields, "abstract", settings),
        authors: fields.tables("author", |fields| author(fields, settings)),
        credits: fields.tables("credit", |fields| author(fields, settings)),
        inferred: inferred(fields, Some(stem), settings),
        rights: Some(fields.section("rights", rights)).filter(|_| has_rights),
        replies: fields.tables("reply", |fields| reply(fields, settings)),
        contacted: prose(fields, "contacted", settings),
        losses: fields.tables("loss", |fields| Some(loss(fields, settings))),
        spelling: prose(fields, "spelling", settings),
        sign: fields.word("sign"),
        topics: fields.words("topics"),
        names: fields.words("names"),
        digest: body(fields, start, settings),
        header,
        window: edtf::window(&[], &[], None),
    };
    let dates = |bounds: &[Judgement<Date>]| -> Vec<Date> { bounds.iter().map(|j| j.value.value.clone()).collect() };
    let date = source.date.as_ref().map(|j| &j.value.value);
    source.window = edtf::window(&dates(&source.not_before), &dates(&source.not_after), date);
    source
}

/// Takes `date`: as the document states it, or a judgement.
fn date(fields: &mut Fields<'_>, rules: Rules<'_>, settings: &Settings) -> Option<Judgement<Date>> {
    match fields.take("date")? {
        Value::Table(table) => table.read(|fields| dated(fields, rules, settings)),
        value => {
            let date = fields.read_date("date", value)?;
            Some(Judgement {
                span: date.span,
                how: Spanned::new(How::Stated, date.span),
                value: date,
                at: Vec::new(),
                basis: None,
                confidence: None,
                by: None,
                on: None,
            })
        }
    }
}

/// Reads a judgement of a date: a bound, or `date` as a table.
fn dated(fields: &mut Fields<'_>, rules: Rules<'_>, settings: &Settings) -> Option<Judgement<Date>> {
    let span = fields.span();
    let date = fields.required("date", "write it as `date = \"2023-08\"`", Fields::date);
    judgement::read(fields, span, date, rules, settings)
}

/// Whether a word names a file of the archive, and no folder.
fn is_file_name(fields: &Fields<'_>, name: &Word) -> bool {
    let plain = !name.contains(['/', '\\', '\0']) && !matches!(name.as_str(), "." | "..");
    if !plain {
        let note = fields.at(Code::InvalidValue, name.span, "`file` names a file of the archive, not a path");
        fields.note(note.help("put the text right into the archive's folder"));
    }
    plain
}

/// Whether a word is `blake3:` and 64 hexadecimal digits.
fn is_hash(fields: &Fields<'_>, hash: &Word) -> bool {
    let digits = hash.strip_prefix("blake3:");
    let valid = digits.is_some_and(|d| d.len() == 64 && d.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')));
    if !valid {
        let note = fields.at(Code::InvalidValue, hash.span, "this isn't a hash");
        fields.note(
            note.help("a hash is `blake3:` and 64 hexadecimal digits in lower case, as `b3sum FILE` prints them"),
        );
    }
    valid
}

fn parts(fields: &mut Fields<'_>) -> Parts {
    Parts {
        headline: ranges(fields, "headline"),
        front: ranges(fields, "front"),
        captions: ranges(fields, "captions"),
        back: ranges(fields, "back"),
        boilerplate: ranges(fields, "boilerplate"),
        copies: fields.tables("copies", copy),
    }
}

/// `{ lines = "39-57", of = "1-19" }`.
fn copy(fields: &mut Fields<'_>) -> Option<(Spanned<LineRange>, Spanned<LineRange>)> {
    let one = |fields: &mut Fields<'_>, key| ranges(fields, key).into_iter().next();
    let lines = fields.required("lines", "say which lines repeat others: `lines = \"39-57\"`", one);
    let of = fields.required("of", "say which lines they repeat: `of = \"1-19\"`", one);
    Some((lines?, of?))
}

fn read_on(fields: &mut Fields<'_>) -> Option<Read> {
    let on = fields.required("on", "say when: `on = \"2025-02-20\"`", Fields::date);
    let by = fields.word("by");
    Some(Read { on: on?, by })
}

fn author(fields: &mut Fields<'_>, settings: &Settings) -> Option<Author> {
    let name = fields.required("name", "write a name's id or plain words: `name = \"…\"`", Fields::word);
    let author = Author {
        name: name.clone().unwrap_or_default(),
        printed: fields.word("printed"),
        role: fields.word("role"),
        employer: fields.word("employer"),
        at: places(fields, "at", Implied::Source, settings),
    };
    name.map(|_| author)
}

fn reply(fields: &mut Fields<'_>, settings: &Settings) -> Option<Reply> {
    let on = fields.required("on", "say when: `on = \"2025-04-10\"`", Fields::date);
    let from = fields.required("from", "say who: `from = \"…\"`, a name's id or plain words", Fields::word);
    let text = fields.required("text", "give the answer: `text = \"…\"`", |f, key| prose(f, key, settings));
    let url = url(fields, "url");
    Some(Reply { on: on?, from: from?, text: text?, url })
}

fn loss(fields: &mut Fields<'_>, settings: &Settings) -> Loss {
    Loss {
        at: places(fields, "at", Implied::Source, settings),
        text: prose(fields, "text", settings),
        basis: prose(fields, "basis", settings),
        confidence: confidence(fields),
    }
}
