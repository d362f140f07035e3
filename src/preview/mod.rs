//! The preview: the site served from memory to this machine's browsers, which see every build at once.
//!
//! Nothing is read from the disk for a request but files that are published as they are, so that no address leads out
//! of the site. Only requests that name this machine are answered (`Names`): a page from elsewhere whose name was
//! made to lead here gets nothing. What is served is the site as built, byte for byte, and one script at the end of
//! each page that listens for the next build.

mod answer;
mod live;
mod made;
mod page;

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;

use axum::Router;
use tokio::sync::{oneshot, watch};

use crate::diagnostic::{Diagnostic, Severity};
use crate::output::Output;
use made::Made;

/// Below it lies what the preview adds; no page of a site can.
const RESERVED: &str = "/.dossier/";

/// How many ports are tried after the wanted one.
const PORTS_TRIED: u16 = 20;

/// A build to be shown.
#[derive(Debug)]
pub struct Showing {
    /// The site; `None` after an error: the last good one stays.
    pub output: Option<Output>,
    /// The path that the site stands at, with a slash at both ends.
    pub root: String,
    /// What is wrong, shown over the page.
    pub notes: Vec<Diagnostic>,
}

/// A site, and the pages of it that somebody has looked at.
#[derive(Debug, Default)]
struct Site {
    output: Output,
    made: Made,
}

/// What there is to serve.
#[derive(Debug)]
struct Stage {
    site: Arc<Site>,
    root: String,
    /// As the page's script takes them.
    notes: serde_json::Value,
    /// As text, for where there is no page yet.
    text: String,
}

/// Which hosts a request may name.
#[derive(Clone, Debug)]
struct Names {
    /// Whether other machines may come, who know this one by its number.
    any_address: bool,
    /// The name that was asked for, if it was one.
    own: Option<String>,
}

impl Names {
    /// Whether a request that names this host, with or without a port, is meant for us.
    ///
    /// Only a name can be made to lead here by somebody else; so of those, only ours count. The port may be another
    /// one's, which passes requests on.
    fn allow(&self, host: &str) -> bool {
        let host = match host.strip_prefix('[') {
            Some(rest) => match rest.split_once(']') {
                Some((address, "")) => address,
                Some((address, port)) if is_port(port.strip_prefix(':')) => address,
                _ => return false,
            },
            None => match host.split_once(':') {
                Some((name, port)) if is_port(Some(port)) => name,
                Some(_) => return false,
                None => host,
            },
        };
        if let Ok(address) = host.parse::<IpAddr>() {
            return self.any_address || address.is_loopback();
        }
        let name = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        name == "localhost" || name.ends_with(".localhost") || self.own.as_deref() == Some(name.as_str())
    }
}

fn is_port(text: Option<&str>) -> bool {
    text.is_some_and(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok())
}

/// What requests are answered with.
struct Shared {
    stage: watch::Receiver<Arc<Stage>>,
    names: Names,
}

/// A running preview. It ends when it is dropped.
#[derive(Debug)]
pub struct Preview {
    stage: watch::Sender<Arc<Stage>>,
    address: SocketAddr,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Preview {
    /// Serves on the first free port from `port` on, at `host`: an address of this machine or a name of it.
    pub fn start(host: &str, port: u16) -> io::Result<Preview> {
        let listener = listen(host, port)?;
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let names = Names {
            any_address: !address.ip().is_loopback(),
            own: host.parse::<IpAddr>().is_err().then(|| host.to_ascii_lowercase()),
        };
        let empty = Stage {
            site: Arc::default(),
            root: "/".into(),
            notes: live::notes(&[]),
            text: "The first build is under way.\n".into(),
        };
        let (stage, receiver) = watch::channel(Arc::new(empty));
        let (end, ended) = oneshot::channel::<()>();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let shared = Arc::new(Shared { stage: receiver, names });
        let thread = std::thread::Builder::new().name("preview".into()).spawn(move || {
            runtime.block_on(async {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
                let router = Router::new().fallback(answer::answer).with_state(shared);
                tokio::select! {
                    _ = axum::serve(listener, router) => {}
                    _ = ended => {}
                }
            });
            // A page that is still being rendered needn't be waited for.
            runtime.shutdown_background();
        })?;
        Ok(Preview { stage, address, end: Some(end), thread: Some(thread) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where to look, for a browser on this machine.
    pub fn url(&self) -> String {
        let root = self.stage.borrow().root.clone();
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
            ip => ip,
        };
        format!("http://{}{root}", SocketAddr::new(ip, self.address.port()))
    }

    /// Shows a build from now on, in every browser that looks.
    pub fn show(&self, showing: Showing) {
        let site = match showing.output {
            Some(output) => Arc::new(Site { output, made: Made::default() }),
            None => self.stage.borrow().site.clone(),
        };
        let wrong = showing.notes.iter().filter(|note| note.severity == Severity::Error);
        let text = wrong.map(|note| format!("{}\n\n", note.render(false))).collect();
        let stage = Stage { site, root: showing.root, notes: live::notes(&showing.notes), text };
        let last = self.stage.send_replace(Arc::new(stage));
        // Letting go of a large site takes a while.
        rayon::spawn(move || drop(last));
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            // It has no reason to panic; if it did, there is nothing left to end.
            let _ = thread.join();
        }
    }
}

/// The first free port from `port` on; any free one for 0.
fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let last = if port == 0 { 0 } else { port.saturating_add(PORTS_TRIED) };
    let mut taken = None;
    for port in port..=last {
        match TcpListener::bind((host, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => taken = Some(error),
            result => return result,
        }
    }
    Err(taken.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_names_are_answered() {
        let check = |names: &Names, host: &str, expected: bool| assert_eq!(names.allow(host), expected, "{host}");
        let here = Names { any_address: false, own: None };
        for host in [
            "localhost",
            "localhost:4000",
            "LOCALHOST.",
            "127.0.0.1:80",
            "127.0.0.9",
            "[::1]:4000",
            "[::1]",
            "a.localhost",
        ] {
            check(&here, host, true);
        }
        for host in [
            "",
            ":80",
            "example.org",
            "example.org:4000",
            "localhost.example.org",
            "127.0.0.1.example.org",
            "10.0.0.7:4000",
            "notlocalhost",
            "localhost:",
            "localhost:x",
            "localhost:99999",
            "localhost:4000:1",
            "[::1",
            "[::1]x",
            "[::1]:",
            "::1",
            "user@localhost",
            "localhost/",
            "[10.0.0.7]x:1",
            "2130706433",
            "0x7f.1",
        ] {
            check(&here, host, false);
        }
        let desk = Names { any_address: true, own: Some("desk".into()) };
        for (host, expected) in [("desk:4000", true), ("10.0.0.7:4000", true), ("other:4000", false)] {
            check(&desk, host, expected);
        }
    }
}
