//! Reviews of the comparison: those that say nothing of what is found now, and what nobody has looked at.

use crate::compare::Comparison;
use crate::compare::review::Standing;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::entry::record::{Confidence, Member, Part};
use crate::model::{Dossier, SourceIx};

/// So many pairs are named in a warning; `dossier compare` prints the rest.
const NAMED: usize = 5;

/// Reviews that don't fit what the comparison found. Nothing where nothing was compared.
pub fn reviews(dossier: &Dossier, comparison: &Comparison) -> Vec<Diagnostic> {
    if !comparison.compared {
        return Vec::new();
    }
    let mut notes = Vec::new();
    for ((a, b), review) in &dossier.reviews {
        let ids = names(dossier, *a, *b);
        let at = |code, span, message: String| Diagnostic::at(code, &review.file, span, message);
        let pair = comparison.pair(*a, *b);
        match (pair, &review.related) {
            (Some(pair), Some(_)) if pair.standing == Standing::Stale => {
                let span = review.hash.as_ref().or(Some(&review.b)).map_or_else(Default::default, |word| word.span);
                let message = match review.hash {
                    Some(_) => format!("the findings on {ids} have changed since they were reviewed"),
                    None => format!("the review of {ids} doesn't say which findings it judged"),
                };
                notes.push(at(Code::StaleReview, span, message).help(format!(
                    "read them again (`dossier compare {} {}` lists the passages), then write `hash = \"{}\"`",
                    dossier[*a].header.id.value, dossier[*b].header.id.value, pair.fingerprint
                )));
            }
            (None, Some(related)) if related.value => {
                let message = format!("{ids} are said to be related, and share no passage any more");
                notes.push(
                    at(Code::StaleReview, related.span, message)
                        .help("leave the review out, or see in `dossier compare` what they share"),
                );
            }
            _ => {}
        }
        for nth in comparison.idle.get(&(*a, *b)).into_iter().flatten() {
            let Some(hide) = review.hide.get(*nth) else { continue };
            let message = format!("no passage that {ids} share stands at both of these places: nothing is hidden");
            notes.push(
                at(Code::StaleReview, hide.a.span, message)
                    .help("`dossier compare A B` lists the passages with their lines"),
            );
        }
    }
    notes
}

/// Reviews that part what a lineage ties.
pub fn kin_all_the_same(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for ((a, b), review) in &dossier.reviews {
        let Some(related) = review.related.as_ref().filter(|related| !related.value) else { continue };
        for (lineage, member) in &dossier[*a].lineages {
            let record = &dossier[*lineage].record;
            let of_whole = |member: &usize| {
                let sure = |member: &&Member| !matches!(member.confidence, Some(Confidence::Low | Confidence::Medium));
                record.members.get(*member).filter(|member| member.part == Part::Whole).filter(sure)
            };
            let other =
                dossier[*b].lineages.iter().find(|(other, member)| other == lineage && of_whole(member).is_some());
            let (Some(tied), Some(_)) = (of_whole(member), other) else { continue };
            let id = &record.header.id.value;
            let message =
                format!("{} are said not to be related, and the lineage `{id}` ties them", names(dossier, *a, *b));
            notes.push(
                Diagnostic::at(Code::InvalidValue, &review.file, related.span, message)
                    .severity(Severity::Warning)
                    .related(Place::at(&record.file, tied.source.span), "one account, by this")
                    .help("one of them is mistaken: the lineage counts them as one account"),
            );
        }
    }
    notes
}

/// The pairs that nobody has looked at.
pub fn unreviewed(dossier: &Dossier, comparison: &Comparison) -> Vec<Diagnostic> {
    let open: Vec<_> = comparison.pairs.iter().filter(|pair| pair.standing == Standing::Unreviewed).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let mut named: Vec<_> = open.iter().take(NAMED).map(|pair| names(dossier, pair.a, pair.b)).collect();
    if open.len() > NAMED {
        named.push(format!("{} more", open.len() - NAMED));
    }
    let pairs = if open.len() == 1 { "1 pair of sources shares".into() } else { format!("{} pairs share", open.len()) };
    let message = format!("{pairs} passages and has no verdict yet: {}", named.join("; "));
    let message = if open.len() == 1 { message } else { message.replace("and has no", "and have no") };
    let help = "`dossier compare A B` lists the passages of two sources, `dossier serve` shows them marked; `dossier compare \
                --review` begins content/reviews.toml, where each table wants its `verdict`, `on` and `by`";
    vec![Diagnostic::new(Code::Unreviewed, message).help(help)]
}

fn names(dossier: &Dossier, a: SourceIx, b: SourceIx) -> String {
    format!("`{}` and `{}`", dossier[a].header.id.value, dossier[b].header.id.value)
}
