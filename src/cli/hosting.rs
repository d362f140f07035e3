//! `dossier hosting`: what a web server of one's own is told, so that it serves the site as the hosts do.

use clap::{Args, ValueEnum};
use serde_json::json;

use super::screen::Screen;
use super::{Common, Failure, Outcome, folder};
use crate::config::publish::TargetKind;
use crate::hosting;

/// What `dossier hosting` takes.
#[derive(Args, Debug)]
#[command(after_help = "\
The lines set a Content-Security-Policy that allows nothing but the site itself, further security headers, caching, the page \
for missing addresses, and the path of `base_url`. Hosts such as Netlify read a file instead: `[hosting]` in config.toml.

Example:
  dossier hosting nginx --folder /srv/www/flood > flood.conf    then: include flood.conf; in the server block")]
pub struct Arguments {
    /// The server
    #[arg(value_name = "SERVER")]
    server: Server,

    /// Where the site lies on the server's machine [default: that of the first place in config.toml]
    #[arg(long, value_name = "DIR")]
    folder: Option<String>,
}

/// The servers that are known.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Server {
    /// nginx
    Nginx,
}

pub(super) fn run(common: &Common, arguments: &Arguments, screen: &Screen) -> Result<Outcome, Failure> {
    let location = folder::location(common)?;
    let builder = crate::Builder::new(location);
    let config = builder.config();
    let of_target = |kind: &TargetKind| match kind {
        TargetKind::Folder(folder) if folder.releases.is_some() => Some(format!("{}/current", folder.to.value)),
        TargetKind::Folder(folder) => Some(folder.to.value.clone()),
        TargetKind::Rsync(rsync) => Some(rsync.path.clone()),
        TargetKind::Git(_) | TargetKind::S3(_) => None,
    };
    let told = arguments.folder.clone().or_else(|| config.value.targets.iter().find_map(|t| of_target(&t.kind)));
    let folder = told.unwrap_or_else(|| "/srv/www/dossier".into());
    if folder.contains(|c: char| c.is_control() || c.is_whitespace() || "{};\"'\\$".contains(c)) {
        return Err(Failure::usage(
            format!("nginx can't be told of `{folder}`"),
            "use a folder without spaces and quotes",
        ));
    }
    let path = config.value.base_url.as_ref().map_or("/", |base| base.path.as_str());
    // The default theme brings no program; one with a search of its own may.
    let has_wasm = builder.manuscript().themes.iter().any(|file| file.path.ends_with(".wasm"));
    let Server::Nginx = arguments.server;
    let text = hosting::nginx(&folder, path, config.value.hosting.precompress, has_wasm);
    screen.answer_unless_json(&text)?;
    screen.object(&json!({ "ok": true, "text": text, "diagnostics": [] }))?;
    Ok(Outcome::Clean)
}
