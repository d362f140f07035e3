//! Watching a dossier: what the system tells of it, gathered until it is worth a build.
//!
//! Notifications are hints for the reading door and no more. They may be late, doubled or lost, so that from time to
//! time everything is compared ([`Told::Changed`] with [`Hints::everything`]): always where no notifications are to be
//! had (`--poll`), else whenever a comparison would cost less than a hundredth of the time.
//!
//! A single save is passed on at once. What looks half done waits a little: a file that is gone or empty is being
//! replaced, and many files at once are a checkout.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::manuscript::{Hints, Location, is_hidden};

/// How long after a save nothing more must come for it to count as done.
const SAVE: Duration = Duration::from_millis(4);

/// The same where a record is gone or empty: editors move the old file away, or cut it, before they write.
const REPLACEMENT: Duration = Duration::from_millis(80);

/// The same where many files change.
const BURST: Duration = Duration::from_millis(120);

/// From how many files on it is many.
const MANY: usize = 20;

/// How long a burst may keep a build waiting.
const LONGEST: Duration = Duration::from_secs(2);

/// How often everything is compared at most, with notifications and without.
const VERIFY: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(500);

/// What there is to do next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// This may have changed.
    Changed(Hints),
    /// Somebody wants an end.
    Stopped,
}

/// Ends a [`Watch`] from another thread.
#[derive(Clone, Debug)]
pub struct Stopper(Sender<Signal>);

impl Stopper {
    /// Makes the watch say [`Told::Stopped`], once it is asked.
    pub fn stop(&self) {
        // Without a watch there is nothing to stop.
        let _ = self.0.send(Signal::Stop);
    }
}

#[derive(Debug)]
enum Signal {
    Event(notify::Result<notify::Event>),
    Stop,
}

/// A folder that is watched, whether or not it is there.
#[derive(Debug)]
struct Place {
    /// As the location writes it.
    path: PathBuf,
    /// With everything below it; of the root only what stands in it by name.
    deep: bool,
    /// Where it really lies and which folder that is, if it is watched.
    watched: Option<(PathBuf, Identity)>,
}

/// Watches a dossier.
#[derive(Debug)]
pub struct Watch {
    places: Vec<Place>,
    /// `None` where nothing notifies.
    watcher: Option<RecommendedWatcher>,
    /// Why nothing notifies, if that wasn't asked for.
    trouble: Option<String>,
    receiver: Receiver<Signal>,
    sender: Sender<Signal>,
    verify_at: Instant,
}

impl Watch {
    /// Watches the dossier at `location`: by the system's notifications, or by comparing alone where `poll` says so.
    pub fn new(location: &Location, poll: bool) -> Self {
        let (sender, receiver) = channel();
        let place = |path: PathBuf, deep| Place { path, deep, watched: None };
        let mut places: Vec<Place> =
            ["content", "themes", "texts"].iter().map(|name| place(location.root.join(name), true)).collect();
        places.push(place(location.archive.clone().unwrap_or_else(|| location.root.join("archive")), true));
        // Last, since what is below another place belongs to that one.
        places.push(place(location.root.clone(), false));
        let mut watch = Watch {
            places,
            watcher: None,
            trouble: None,
            receiver,
            sender: sender.clone(),
            verify_at: Instant::now() + VERIFY,
        };
        if !poll {
            let tell = move |event| drop(sender.send(Signal::Event(event)));
            match RecommendedWatcher::new(tell, notify::Config::default()) {
                Ok(watcher) => watch.watcher = Some(watcher),
                Err(error) => watch.trouble = Some(error.to_string()),
            }
        }
        watch.renew(&mut Hints::default());
        watch
    }

    /// What ends this watch.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// Why the system doesn't notify although it was to, if so; told once. Everything is compared all the time then.
    pub fn trouble(&mut self) -> Option<String> {
        self.trouble.take()
    }

    /// Says how long it took to compare everything, from which follows when it will be done again.
    pub fn verified(&mut self, cost: Duration) {
        let interval = match self.watcher {
            Some(_) => VERIFY.max(cost * 100),
            None => POLL.max(cost * 5),
        };
        self.verify_at = Instant::now() + interval;
    }

    /// Waits for the next thing to do.
    pub fn wait(&mut self) -> Told {
        let mut hints = Hints::default();
        while hints.is_empty() {
            match self.receiver.recv_timeout(self.verify_at.saturating_duration_since(Instant::now())) {
                Ok(Signal::Event(event)) => self.take(event, &mut hints),
                Ok(Signal::Stop) => return Told::Stopped,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    self.renew(&mut hints);
                    hints = Hints::everything();
                }
            }
        }
        if self.settle(&mut hints) { Told::Changed(hints) } else { Told::Stopped }
    }

    /// Waits until what has begun seems done. Answers whether to go on at all.
    fn settle(&mut self, hints: &mut Hints) -> bool {
        let latest = Instant::now() + LONGEST;
        let mut until = Instant::now() + patience(hints);
        loop {
            let left = until.min(latest).saturating_duration_since(Instant::now());
            match self.receiver.recv_timeout(left) {
                Ok(Signal::Event(event)) => {
                    let mut more = Hints::default();
                    self.take(event, &mut more);
                    if !more.is_empty() {
                        hints.merge(more);
                        until = Instant::now() + patience(hints);
                    }
                }
                Ok(Signal::Stop) => return false,
                Err(_) => return true,
            }
        }
    }

    /// Takes in what a notification says of the dossier.
    fn take(&mut self, event: notify::Result<notify::Event>, hints: &mut Hints) {
        let Ok(event) = event else {
            // Whatever got lost: all is compared.
            hints.merge(Hints::everything());
            return;
        };
        if event.need_rescan() {
            hints.merge(Hints::everything());
        }
        let reading = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
            EventKind::Access(_) => true,
            _ => false,
        };
        if reading {
            return;
        }
        let mut moved = false;
        for path in &event.paths {
            let Some((path, is_place)) = self.place_of(path) else { continue };
            if is_place {
                moved = true;
                // The system has forgotten a folder that went, even where another one is there already.
                let gone = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
                self.places
                    .iter_mut()
                    .filter(|place| gone && place.path == path)
                    .for_each(|place| place.watched = None);
            }
            hints.note(path);
        }
        if moved {
            self.renew(hints);
        }
    }

    /// A path as the location would write it, if it can be the dossier's; and whether it is a watched folder itself.
    fn place_of(&self, path: &Path) -> Option<(PathBuf, bool)> {
        for place in &self.places {
            let Some(rest) = [place.watched.as_ref().map(|(real, _)| real), Some(&place.path)]
                .into_iter()
                .flatten()
                .find_map(|folder| path.strip_prefix(folder).ok())
            else {
                continue;
            };
            let full = if rest.as_os_str().is_empty() { place.path.clone() } else { place.path.join(rest) };
            if place.deep {
                let hidden = rest.components().any(|part| is_hidden(part.as_os_str()));
                return (!hidden).then_some((full, rest.as_os_str().is_empty()));
            }
            let is_place = self.places.iter().any(|place| place.path == full);
            return (is_place || full == place.path.join("config.toml")).then_some((full, is_place));
        }
        None
    }

    /// Sees to it that the folders that are there now are those that are watched. Hints at those that weren't.
    fn renew(&mut self, hints: &mut Hints) {
        let Some(watcher) = &mut self.watcher else { return };
        let mut refused = None;
        for place in &mut self.places {
            let now = identity(&place.path);
            if place.watched == now {
                continue;
            }
            if let Some((real, _)) = place.watched.take() {
                // The system has forgotten a folder that is gone.
                let _ = watcher.unwatch(&real);
            }
            hints.note(place.path.clone());
            let Some((real, which)) = now else { continue };
            let mode = if place.deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            match watcher.watch(&real, mode) {
                Ok(()) => place.watched = Some((real, which)),
                // It is gone again.
                Err(_) if !real.exists() => {}
                Err(error) => refused = Some(error.to_string()),
            }
        }
        if refused.is_some() {
            // Mostly the limit of watches: half a watch would be trusted too much.
            self.trouble = refused;
            self.watcher = None;
            self.verify_at = Instant::now();
        }
    }
}

/// What tells a folder from another one that took its place.
type Identity = (u64, Option<SystemTime>);

/// Where a folder really lies, and which one it is; `None` where there is none.
fn identity(path: &Path) -> Option<(PathBuf, Identity)> {
    let real = path.canonicalize().ok()?;
    let meta = real.metadata().ok().filter(Metadata::is_dir)?;
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&meta);
    #[cfg(not(unix))]
    let number = 0;
    Some((real, (number, meta.created().ok())))
}

/// How long nothing more must come for this to count as done.
fn patience(hints: &Hints) -> Duration {
    if hints.paths().len() > MANY {
        return BURST;
    }
    let is_half_done = |path: &Path| {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        // Names that editors make up for a moment have others.
        ["md", "toml", "json", "txt", "html", "css", "js", "ftl", "svg"].contains(&extension)
            && path.metadata().map_or(true, |meta| meta.len() == 0)
    };
    if hints.paths().any(is_half_done) { REPLACEMENT } else { SAVE }
}
