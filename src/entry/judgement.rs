//! Judgements: a value with the reason for it.

use super::header::prose;
use super::place::{Implied, places};
use super::record::{At, Confidence, How, Inference, Judgement, Word};
use crate::config::Settings;
use crate::diagnostic::{Code, Span, Spanned};
use crate::fields::Fields;

/// What decides how a judgement is read.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'s> {
    /// The source that the record is about, where it is about one: a borrowed judgement cites another.
    pub own: Option<&'s str>,
    /// What `how` is where it is left out.
    pub how: How,
    /// Whether readers expect the reasoning behind an inference.
    pub wants_basis: bool,
    /// Whether `by` and `on` may say who judged and when; beside a record's own fields they would be taken for others.
    pub signed: bool,
}

impl Rules<'_> {
    /// Whether the record implies a source for places.
    pub fn implied(&self) -> Implied {
        if self.own.is_some() { Implied::Source } else { Implied::Nothing }
    }
}

/// Reads what belongs to a judgement beside its value, which was read before; `None` where there is no value.
pub fn read<T>(
    fields: &mut Fields<'_>,
    span: Span,
    value: Option<Spanned<T>>,
    rules: Rules<'_>,
    settings: &Settings,
) -> Option<Judgement<T>> {
    let how = how(fields).unwrap_or(Spanned::new(rules.how, span));
    let at = places(fields, "at", rules.implied(), settings);
    let basis = prose(fields, "basis", settings);
    let confidence = confidence(fields);
    let (by, on) = if rules.signed { (fields.word("by"), fields.date("on")) } else { (None, None) };
    check_borrowed(fields, &how, &at, rules.own);
    if rules.wants_basis && how.value == How::Inferred && basis.is_none() {
        let note = fields.at(Code::MissingEvidence, span, "this is inferred, and nothing says from what");
        fields.note(note.help("add `basis = \"…\"` with the reasoning"));
    }
    Some(Judgement { span, value: value?, how, at, basis, confidence, by, on })
}

/// Takes the table `inferred`: judgements by the field that they are about.
pub fn inferred(fields: &mut Fields<'_>, own: Option<&str>, settings: &Settings) -> Vec<(Word, Judgement<Inference>)> {
    let rules = Rules { own, how: How::Inferred, wants_basis: true, signed: true };
    fields.keyed("inferred", |field, fields| {
        let value = if fields.has("date") {
            fields.date("date").map(|date| date.map(Inference::Date))
        } else {
            let help = "write what is inferred, as `value = \"…\"` or `date = \"…\"`";
            fields.required("value", help, Fields::word).map(|words| words.map(Inference::Words))
        };
        let span = fields.span();
        Some((field, read(fields, span, value, rules, settings)?))
    })
}

/// Takes `how`.
pub fn how(fields: &mut Fields<'_>) -> Option<Spanned<How>> {
    fields.choice("how", &[("stated", How::Stated), ("inferred", How::Inferred), ("borrowed", How::Borrowed)])
}

/// Takes `confidence`.
pub fn confidence(fields: &mut Fields<'_>) -> Option<Confidence> {
    let choices = [
        ("low", Confidence::Low),
        ("medium", Confidence::Medium),
        ("high", Confidence::High),
        ("certain", Confidence::Certain),
    ];
    fields.choice("confidence", &choices).map(|confidence| confidence.value)
}

/// Reports what is said to be borrowed, and cites no source but `own`.
pub fn check_borrowed(fields: &Fields<'_>, how: &Spanned<How>, at: &[At], own: Option<&str>) {
    let cites_another = at.iter().any(|at| at.source.as_ref().is_some_and(|source| Some(source.as_str()) != own));
    if how.value == How::Borrowed && !cites_another {
        let message = "what is borrowed has to cite another source, and doesn't";
        let note = fields.at(Code::IncompleteJudgement, how.span, message);
        fields.note(note.help("name it before the line: `at = [\"alimov 13: a few quoted words\"]`"));
    }
}
