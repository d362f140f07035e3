//! A bucket of an object store that speaks S3. The store's entity tags, kept in our list, say what somebody else changed.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use blake3::Hash;

use super::manifest::{Manifest, PUBLISHED_NAME};
use super::stage::StagedFile;
use super::store::{Condition, Store};
use super::{Event, Job, Observer, Plan, PublishError, Publisher, Staged};
use crate::config::publish::{Encoding, S3Target};
use crate::media;
use crate::output::{OutPath, Phase};

/// Publishes to a bucket.
pub(super) struct S3<'a> {
    job: Job<'a>,
    target: &'a S3Target,
    staged: &'a Staged,
    store: Store,
    /// What is ours there, by the list that was read last, and the tag of that list.
    listed: Option<(Manifest, Option<String>)>,
    /// The objects there, by path, with their tags.
    objects: BTreeMap<String, String>,
}

/// How an object is stored.
struct Manner {
    media_type: &'static str,
    cache: String,
    encoding: Encoding,
}

impl Manner {
    fn of(file: &StagedFile, target: &S3Target) -> Self {
        let encoded = media::compresses(file.path.as_str(), file.size);
        let cache = match (media::is_immutable(&file.path), target.max_age) {
            (true, _) => media::FOREVER.to_string(),
            (false, 0) => "public, no-cache".to_string(),
            (false, seconds) => format!("public, max-age={seconds}"),
        };
        Manner {
            media_type: media::media_type(file.path.as_str()),
            cache,
            encoding: if encoded { target.encoding } else { Encoding::None },
        }
    }

    fn headers(&self) -> Vec<(&'static str, &str)> {
        let encoding = match self.encoding {
            Encoding::None => None,
            Encoding::Gzip => Some(("Content-Encoding", "gzip")),
            Encoding::Brotli => Some(("Content-Encoding", "br")),
        };
        [("Content-Type", self.media_type), ("Cache-Control", self.cache.as_str())]
            .into_iter()
            .chain(encoding)
            .collect()
    }

    fn body(&self, bytes: Vec<u8>) -> Vec<u8> {
        match self.encoding {
            Encoding::None => bytes,
            Encoding::Gzip => media::gzip(&bytes),
            Encoding::Brotli => media::brotli(&bytes),
        }
    }
}

impl<'a> S3<'a> {
    pub fn open(job: Job<'a>, target: &'a S3Target) -> Result<Self, PublishError> {
        let store = Store::new(target)?;
        Ok(S3 { job, target, staged: job.site, store, listed: None, objects: BTreeMap::new() })
    }

    /// Of the bytes and of how they are stored: a page that is to be kept for longer is another object.
    fn object_hash(&self, file: &StagedFile) -> Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(file.hash.as_bytes());
        for (name, value) in Manner::of(file, self.target).headers() {
            hasher.update(format!("{name}: {value}\n").as_bytes());
        }
        hasher.finalize()
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.target.prefix)
    }

    fn list_of_site(&self) -> Manifest {
        let hashes: Vec<_> = self.staged.files.iter().map(|file| (&file.path, self.object_hash(file))).collect();
        Manifest::of(hashes)
    }

    fn put_list(&self, list: &Manifest, condition: Condition<'_>) -> Result<Option<String>, PublishError> {
        let headers = [("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store")];
        Ok(self.store.put(&self.key(PUBLISHED_NAME), &list.to_bytes(), &headers, condition)?)
    }

    fn send(&self, path: &OutPath) -> Result<Option<String>, PublishError> {
        let Some(file) = self.staged.get(path) else { return Ok(None) };
        let manner = Manner::of(file, self.target);
        let body = manner.body(self.staged.read(path)?);
        // So that what somebody else stores in the meantime isn't overwritten unseen.
        let condition = match self.objects.get(path.as_str()) {
            Some(tag) if tag.is_empty() => Condition::Any,
            Some(tag) => Condition::Tag(tag),
            None => Condition::Absent,
        };
        Ok(self.store.put(&self.key(path.as_str()), &body, &manner.headers(), condition)?)
    }

    /// Does something with each path, several at a time; the first failure ends it.
    fn each<'p, T: Send>(
        &self,
        paths: &[&'p OutPath],
        work: impl Fn(&'p OutPath) -> Result<T, PublishError> + Sync,
    ) -> Result<Vec<(&'p OutPath, T)>, PublishError> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(paths.len()));
        let failed: Mutex<Option<PublishError>> = Mutex::new(None);
        let worker = || {
            while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                match work(path) {
                    Ok(value) => {
                        if let Ok(mut done) = done.lock() {
                            done.push((*path, value));
                        }
                    }
                    Err(error) => {
                        next.store(paths.len(), Ordering::Relaxed);
                        if let Ok(mut failed) = failed.lock() {
                            failed.get_or_insert(error);
                        }
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..(self.target.parallel as usize).min(paths.len()) {
                scope.spawn(worker);
            }
        });
        match failed.into_inner().map_err(|_| PublishError::failed("an upload broke off"))? {
            Some(error) => Err(error),
            None => done.into_inner().map_err(|_| PublishError::failed("an upload broke off")),
        }
    }
}

impl Publisher for S3<'_> {
    fn plan(&mut self) -> Result<Plan, PublishError> {
        let listed = self.store.get(&self.key(PUBLISHED_NAME))?;
        self.listed = match listed {
            Some(object) => Some((Manifest::parse(&object.bytes)?, object.tag)),
            None => None,
        };
        let objects = self.store.list(&self.target.prefix)?;
        self.objects = objects
            .into_iter()
            .filter_map(|(key, tag)| Some((key.strip_prefix(&self.target.prefix)?.to_string(), tag)))
            .filter(|(path, _)| path != PUBLISHED_NAME && !path.is_empty())
            .collect();
        if self.listed.is_none() && !self.objects.is_empty() && !self.job.take_over {
            return Err(PublishError::foreign(&super::place(self.job.target)));
        }
        let empty = Manifest::default();
        let listed = self.listed.as_ref().map_or(&empty, |(list, _)| list);
        let mut plan = Plan::default();
        let mut foreign = Vec::new();
        for file in &self.staged.files {
            let path = file.path.as_str();
            match self.objects.get(path) {
                None => plan.added.push(file.path.clone()),
                Some(_) if !listed.files.contains_key(&file.path) => {
                    foreign.push(path.to_string());
                    plan.changed.push(file.path.clone());
                }
                Some(tag) => {
                    let known = listed.tags.get(&file.path).is_some_and(|known| known == tag);
                    match known && listed.holds(path, self.object_hash(file)) {
                        true => plan.unchanged += 1,
                        false => plan.changed.push(file.path.clone()),
                    }
                }
            }
        }
        if !foreign.is_empty() && !self.job.take_over {
            return Err(PublishError::in_the_way(&foreign));
        }
        let gone = listed.files.keys().filter(|path| self.staged.get(path).is_none());
        plan.removed = gone.filter(|path| self.objects.contains_key(path.as_str())).cloned().collect();
        plan.bytes = self.staged.bytes(plan.sent());
        plan.unfinished = listed.files != self.list_of_site().files;
        Ok(plan)
    }

    fn carry_out(&mut self, plan: &Plan, observer: Observer<'_>) -> Result<(), PublishError> {
        let (old, tag) = self.listed.clone().unwrap_or_default();
        let mut list = self.list_of_site();
        let condition = match (&self.listed, &tag) {
            (None, _) => Condition::Absent,
            (Some(_), Some(tag)) => Condition::Tag(tag),
            (Some(_), None) => Condition::Any,
        };
        let intent = self.put_list(&old.intent(&list), condition)?;
        let mut sent: Vec<&OutPath> = plan.sent().collect();
        sent.sort();
        for phase in [Phase::Asset, Phase::Page, Phase::Feed] {
            let of_phase = |path: &&&OutPath| self.staged.get(path).is_some_and(|file| file.phase == phase);
            let paths: Vec<&OutPath> = sent.iter().filter(of_phase).copied().collect();
            let stored = self.each(&paths, |path| {
                let tag = self.send(path)?;
                observer(Event::Sent(self.staged.bytes([path])));
                Ok(tag)
            })?;
            let tags = stored.into_iter().filter_map(|(path, tag)| Some((path.clone(), tag?)));
            list.tags.extend(tags);
        }
        let gone: Vec<&OutPath> = plan.removed.iter().collect();
        self.each(&gone, |path| self.store.delete(&self.key(path.as_str())))?;
        for (path, tag) in old.tags {
            if list.files.contains_key(&path) {
                list.tags.entry(path).or_insert(tag);
            }
        }
        self.put_list(&list, intent.as_deref().map_or(Condition::Any, Condition::Tag))?;
        Ok(())
    }
}
