//! The command line, for now: builds the dossier in the current folder.
fn main() {
    let build = dossier::build(&dossier::Options {
        location: dossier::manuscript::Location {
            root: ".".into(),
            archive: std::env::var_os("DOSSIER_ARCHIVE").map(Into::into),
        },
        ..dossier::Options::default()
    });
    for note in &build.notes {
        eprintln!("{}\n", note.render(false));
    }
    println!("{:#?}", build.summary);
    if !dossier::diagnostic::any_error(&build.notes) {
        let written = dossier::write::write(&build.output, "public".as_ref());
        println!("{:?}", written.map(|w| (w.added.len(), w.changed.len(), w.unchanged)));
    }
}
