//! Files that are published as they are: none of them is a text that the rights withhold.

use std::collections::BTreeMap;

use crate::config::Publish;
use crate::diagnostic::{Code, Diagnostic, File};
use crate::manuscript::Copied;
use crate::model::Dossier;

/// Copies of archived texts among the files to be published.
pub fn withheld(dossier: &Dossier, files: &[Copied]) -> Vec<Diagnostic> {
    let granted = |source: &crate::model::Source| {
        let own = source.rights.as_ref().and_then(|rights| rights.publish);
        let publish = own.or(dossier.config.rights.publish).unwrap_or_default();
        publish == Publish::Full && source.header.withdrawn.is_none()
    };
    let withheld = dossier.sources.iter().filter(|source| !granted(source));
    let texts: BTreeMap<&str, _> =
        withheld.filter_map(|source| Some((source.hash.as_ref()?.value.as_str(), source))).collect();
    let note =
        |file: &Copied| {
            let source = texts.get(format!("blake3:{}", file.hash.to_hex()).as_str())?;
            let path = format!("content/{}", file.path);
            let message =
                format!("`{path}` is the text of `{}`, which may not be published in full", source.header.id.value);
            let note = Diagnostic::in_file(Code::RightsExceeded, &File::new(path, ""), message);
            Some(note.help(
                "keep the text in archive/; where its rights allow, say so: `publish = \"full\"` in its `[rights]`",
            ))
        };
    files.iter().filter_map(note).collect()
}
