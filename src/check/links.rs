//! Links within the site that editors write as addresses: they lead to something that the site has.

use percent_encoding::percent_decode_str;

use super::passages::{Said, passages};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Dossier;
use crate::output::Output;

/// Addresses in prose that lead nowhere. They are counted from the site's root.
pub fn links(dossier: &Dossier, output: &Output) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for passage in passages(dossier) {
        let Said::Prose(prose) = passage.said else { continue };
        for link in &prose.links {
            let broken = match link.strip_prefix('#') {
                Some(fragment) => !prose.headings.iter().any(|heading| heading.id == fragment),
                None => !leads(output, link),
            };
            if broken {
                let message = format!("the link `{}` leads nowhere", link.value);
                notes.push(Diagnostic::at(Code::BrokenLink, passage.file, link.span, message).help(
                    "addresses count from the site's root (`/files/plan.pdf` is content/files/plan.pdf); a record is \
                     linked by its kind and id: `claim:water`",
                ));
            }
        }
    }
    notes
}

/// Whether the site has a file at an address, or a page in a folder of that name.
fn leads(output: &Output, link: &str) -> bool {
    let path = link.split(['#', '?']).next().unwrap_or_default().trim_start_matches('/');
    let Ok(path) = percent_decode_str(path).decode_utf8() else { return false };
    let folder = path.trim_end_matches('/');
    let index = if folder.is_empty() { "index.html".to_string() } else { format!("{folder}/index.html") };
    output.get(&path).is_some() || output.get(&index).is_some()
}
