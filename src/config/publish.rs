//! `[publish.NAME]` and `[hosting]`: the places a site is published to, and what its hosts need beside it.

use super::{BaseUrl, Word, base_url, number, value};
use crate::diagnostic::{Code, Spanned};
use crate::fields::{Expected, Fields, Value};

/// `[publish.NAME]`: a place to publish to.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Target {
    /// The table's name.
    pub name: Word,
    /// In place of the site's `base_url`: a site for trying things out has another address.
    pub base_url: Option<BaseUrl>,
    /// What kind of place it is.
    pub kind: TargetKind,
}

/// The kinds of places, each with its own fields.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TargetKind {
    /// A folder of this machine.
    Folder(FolderTarget),
    /// A branch of a git repository.
    Git(GitTarget),
    /// A bucket of an object store that speaks S3.
    S3(S3Target),
    /// A folder of another machine, over ssh.
    Rsync(RsyncTarget),
}

impl TargetKind {
    /// The word in the config.
    pub fn name(&self) -> &'static str {
        match self {
            TargetKind::Folder(_) => "folder",
            TargetKind::Git(_) => "git",
            TargetKind::S3(_) => "s3",
            TargetKind::Rsync(_) => "rsync",
        }
    }
}

/// `kind = "folder"`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FolderTarget {
    /// The folder, counted from the dossier's own.
    pub to: Word,
    /// How many releases are kept side by side, behind a link that is swapped; `None`: the site itself lies there.
    pub releases: Option<u32>,
}

/// `kind = "git"`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct GitTarget {
    /// A remote of the repository that the dossier lies in, an address, or a path; `origin`.
    pub remote: Word,
    /// The branch; `gh-pages`.
    pub branch: Word,
    /// Whether former releases stay in the branch's history; yes.
    pub history: bool,
}

/// `kind = "s3"`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct S3Target {
    /// The bucket.
    pub bucket: Word,
    /// The store's address; that of Amazon's region where it is left out.
    pub endpoint: Option<Word>,
    /// The region; `us-east-1`.
    pub region: String,
    /// What keys begin with, ending in `/`; nothing for the whole bucket.
    pub prefix: String,
    /// Whether the bucket's name is part of the path (`path`) or of the host (`host`).
    pub style: BucketStyle,
    /// How what compresses is stored; as it is.
    pub encoding: Encoding,
    /// For how many seconds a page may be kept by caches; 300.
    pub max_age: u32,
    /// The profile in the file of credentials.
    pub profile: Option<String>,
    /// How many objects are sent at a time; 8.
    pub parallel: u32,
}

/// Where the name of a bucket stands in an address.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum BucketStyle {
    /// `https://store.example/bucket/key`.
    Path,
    /// `https://bucket.store.example/key`.
    Host,
}

/// How an object is stored.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum Encoding {
    /// As it is.
    #[default]
    None,
    /// Compressed, with `Content-Encoding: gzip`.
    Gzip,
    /// Compressed, with `Content-Encoding: br`.
    Brotli,
}

/// `kind = "rsync"`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct RsyncTarget {
    /// `host` or `user@host`: checked, so that it can't be taken for an option or for more than one word.
    pub host: String,
    /// The folder there.
    pub path: String,
    /// The port, where it isn't the one that ssh knows.
    pub port: Option<u16>,
}

/// `[hosting]`: what the hosts need beside the pages.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Hosting {
    /// The hosts that the site is made ready for.
    pub hosts: Vec<Host>,
    /// Whether `.gz` and `.br` lie beside what compresses.
    pub precompress: bool,
}

/// A host of static sites that reads files of its own kind.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Host {
    /// GitHub Pages: `.nojekyll`, `CNAME`.
    Github,
    /// GitLab Pages: precompressed files.
    Gitlab,
    /// Netlify: `_headers`, `_redirects`.
    Netlify,
    /// Cloudflare Pages: `_headers`, `_redirects`.
    Cloudflare,
}

impl Host {
    /// All, with their words in the config.
    pub const ALL: [(&'static str, Host); 4] = [
        ("github", Host::Github),
        ("gitlab", Host::Gitlab),
        ("netlify", Host::Netlify),
        ("cloudflare", Host::Cloudflare),
    ];
}

#[derive(Clone, Copy)]
enum KindWord {
    Folder,
    Git,
    S3,
    Rsync,
}

/// Reads `[publish.NAME]`.
pub(super) fn target(name: Word, fields: &mut Fields<'_>) -> Option<Target> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if name.is_empty() || name.len() > 60 || name.starts_with('-') || !name.chars().all(plain) {
        let note = fields.at(Code::InvalidValue, name.span, format!("`{}` can't name a target", name.value));
        fields.note(note.help("use small letters a–z, digits, `-` and `_`: `[publish.web]`"));
    }
    let base_url = fields.word("base_url").and_then(|url| base_url(fields, url));
    let kinds =
        [("folder", KindWord::Folder), ("git", KindWord::Git), ("s3", KindWord::S3), ("rsync", KindWord::Rsync)];
    let kind = fields.required("kind", "write `kind = \"git\"`, or `s3`, `rsync`, `folder`", |fields, key| {
        fields.choice(key, &kinds)
    });
    let kind = match kind.map(value) {
        Some(KindWord::Folder) => folder(fields).map(TargetKind::Folder),
        Some(KindWord::Git) => git(fields).map(TargetKind::Git),
        Some(KindWord::S3) => s3(fields).map(TargetKind::S3),
        Some(KindWord::Rsync) => rsync(fields).map(TargetKind::Rsync),
        None => {
            // Without a kind, no field is known to be wrong.
            fields.rest();
            None
        }
    };
    Some(Target { name, base_url, kind: kind? })
}

fn folder(fields: &mut Fields<'_>) -> Option<FolderTarget> {
    let to = fields.required("to", "write `to = \"/srv/www/dossier\"`", Fields::word);
    let releases = number(fields, "releases", 2);
    let to = to?;
    if to.starts_with('~') {
        let message = "`~` stands for your home folder in a shell only";
        fields.note(
            fields
                .at(Code::InvalidValue, to.span, message)
                .help("write the whole path, or one from the dossier's folder"),
        );
        return None;
    }
    Some(FolderTarget { to, releases })
}

fn git(fields: &mut Fields<'_>) -> Option<GitTarget> {
    let word = |text: &str| Word::new(text.to_string(), fields.span());
    let (remote, branch) = (word("origin"), word("gh-pages"));
    let remote = fields.word("remote").unwrap_or(remote);
    let branch = fields.word("branch").unwrap_or(branch);
    let history = fields.choice("history", &[("kept", true), ("none", false)]).is_none_or(value);
    let fault = remote_fault(&remote).map(|(message, help)| (remote.span, message, help));
    let fault = fault.or_else(|| {
        let help = "a branch is named like `gh-pages` or `sites/dossier`".to_string();
        (!is_branch(&branch)).then(|| (branch.span, format!("`{}` can't be a branch", branch.value), help))
    });
    if let Some((span, message, help)) = fault {
        fields.note(fields.at(Code::InvalidValue, span, message).help(help));
        return None;
    }
    Some(GitTarget { remote, branch, history })
}

/// What is wrong with the name or address of a remote, and what to do. A secret in it is not repeated.
fn remote_fault(remote: &str) -> Option<(String, String)> {
    let help = "name a remote like `origin`, an address with `https://` or `ssh://`, `git@host:path`, or a folder";
    if remote.starts_with('-') || remote.trim() != remote || remote.chars().any(char::is_control) {
        return Some(("`remote` can't begin with a dash or hold spaces at its ends".into(), help.into()));
    }
    // `ext::` and its like start whatever program they name.
    let transport = remote.split_once("::").is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_alphanumeric()));
    if transport {
        return Some(("this form of address starts a program, which isn't allowed".into(), help.into()));
    }
    let (scheme, rest) = remote.split_once("://")?;
    if !matches!(scheme, "https" | "ssh" | "file") {
        return Some((format!("`{scheme}://` isn't allowed: it is neither encrypted nor this machine"), help.into()));
    }
    let user = rest.split('/').next().and_then(|authority| authority.rsplit_once('@')).map(|(user, _)| user);
    let secret = user.is_some_and(|user| user.contains(':') || (scheme == "https" && !user.is_empty()));
    secret.then(|| {
        let help = "git asks its credential helper, or ssh its agent; in CI, the checkout brings a token";
        ("a password or token doesn't belong into config.toml".into(), help.into())
    })
}

/// Whether git takes it for a branch, in the narrower set that every host takes.
fn is_branch(branch: &str) -> bool {
    let segment = |s: &str| {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
        !s.is_empty()
            && !s.starts_with(['.', '-'])
            && !s.ends_with('.')
            && !s.ends_with(".lock")
            && !s.contains("..")
            && s.chars().all(plain)
    };
    branch.len() <= 200 && branch != "HEAD" && branch.split('/').all(segment)
}

fn s3(fields: &mut Fields<'_>) -> Option<S3Target> {
    let bucket = fields.required("bucket", "write `bucket = \"my-site\"`", Fields::word);
    let endpoint = fields.word("endpoint");
    let region = fields.word("region").map_or_else(|| "us-east-1".to_string(), value);
    let prefix = fields.word("prefix");
    let style = fields.choice("style", &[("path", BucketStyle::Path), ("host", BucketStyle::Host)]).map(value);
    let encodings = [("none", Encoding::None), ("gzip", Encoding::Gzip), ("br", Encoding::Brotli)];
    let encoding = fields.choice("encoding", &encodings).map(value).unwrap_or_default();
    let max_age = fields.number("max_age", 0..=31_536_000).and_then(|n| u32::try_from(n).ok()).unwrap_or(300);
    let profile = fields.word("profile").map(value);
    let parallel = fields.number("parallel", 1..=64).and_then(|n| u32::try_from(n).ok()).unwrap_or(8);
    let bucket = bucket?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    if !(1..=255).contains(&bucket.len()) || bucket.starts_with(['-', '.']) || !bucket.chars().all(plain) {
        let note = fields.at(Code::InvalidValue, bucket.span, format!("`{}` can't name a bucket", bucket.value));
        fields.note(note.help("a bucket is named like `my-site`; a folder in it is its `prefix`"));
        return None;
    }
    if let Some(endpoint) = &endpoint {
        let fault = match url::Url::parse(&endpoint.value) {
            Ok(url) if !url.username().is_empty() || url.password().is_some() => Some("holds a user or password"),
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => None,
            _ => Some("isn't an address on the web"),
        };
        if let Some(fault) = fault {
            let note = fields.at(Code::InvalidValue, endpoint.span, format!("`endpoint` {fault}"));
            fields.note(note.help("write it as `https://s3.example.org`; keys come from the environment"));
            return None;
        }
    }
    let region_fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if region.is_empty() || !region.chars().all(region_fits) {
        fields.note(fields.at(Code::InvalidValue, fields.span(), format!("`{region}` can't be a region")));
        return None;
    }
    let prefix = match prefix {
        None => String::new(),
        Some(prefix) => {
            let path = prefix.value.trim_matches('/').to_string();
            let fits = |s: &str| !matches!(s, "" | "." | "..") && !s.chars().any(|c| c.is_control() || c == '\\');
            if !path.is_empty() && !path.split('/').all(fits) {
                let note = fields.at(Code::InvalidValue, prefix.span, "`prefix` isn't a folder of the bucket");
                fields.note(note.help("write it as `prefix = \"sites/dossier\"`"));
                return None;
            }
            if path.is_empty() { path } else { format!("{path}/") }
        }
    };
    let style = style.unwrap_or(if endpoint.is_some() { BucketStyle::Path } else { BucketStyle::Host });
    Some(S3Target { bucket, endpoint, region, prefix, style, encoding, max_age, profile, parallel })
}

fn rsync(fields: &mut Fields<'_>) -> Option<RsyncTarget> {
    let to = fields.required("to", "write `to = \"user@host:/srv/www/dossier\"`", Fields::word);
    let port = fields.number("port", 1..=65_535).and_then(|port| u16::try_from(port).ok());
    let to = to?;
    match remote_folder(&to) {
        Ok((host, path)) => Some(RsyncTarget { host, path, port }),
        Err(message) => {
            let note = fields.at(Code::InvalidValue, to.span, message);
            fields.note(
                note.help("write it as `user@host:/srv/www/dossier`; a folder of this machine is `kind = \"folder\"`"),
            );
            None
        }
    }
}

/// `user@host` and the folder there.
fn remote_folder(text: &str) -> Result<(String, String), &'static str> {
    // An address in brackets holds colons itself.
    let colon = match text.find("]:") {
        Some(bracket) => Some(bracket + 1),
        None => text.find(':'),
    };
    let (host, path) = colon.map(|at| (&text[..at], &text[at + 1..])).ok_or("`to` names no host")?;
    let (user, name) = host.rsplit_once('@').map_or((None, host), |(user, name)| (Some(user), name));
    let word = |s: &str, more: &str| {
        !s.is_empty() && !s.starts_with('-') && s.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    let address = name.strip_prefix('[').and_then(|n| n.strip_suffix(']'));
    let named = address.map_or_else(|| word(name, "-._"), |a| a.parse::<std::net::Ipv6Addr>().is_ok());
    if !named || !user.is_none_or(|user| word(user, "-._+")) {
        return Err("`to` has no user and host that could be one");
    }
    if path.starts_with(':') || path.starts_with("//") {
        return Err("`to` is the address of an rsync daemon; only ssh is used");
    }
    if path.trim_matches('/').is_empty() || path.starts_with('-') || path.chars().any(char::is_control) {
        return Err("`to` names no folder on the host");
    }
    if path.split('/').any(|segment| segment == "..") {
        return Err("`to` has a segment `..`");
    }
    Ok((host.to_string(), path.trim_end_matches('/').to_string()))
}

/// Reads `[hosting]`.
pub(super) fn hosting(fields: &mut Fields<'_>) -> Hosting {
    const HOSTS: Expected = Expected::new("the name of a host, or a list of them", "\"github\"");
    let words = match fields.take("for") {
        None => Vec::new(),
        Some(Value::Text(text)) => vec![crate::fields::owned(text)],
        Some(Value::List(list)) => {
            let mut words = Vec::new();
            for item in list.values() {
                match item {
                    Value::Text(text) => words.push(crate::fields::owned(text)),
                    other => fields.wrong_type("for", other.unexpected(), HOSTS),
                }
            }
            words
        }
        Some(other) => {
            fields.wrong_type("for", other.unexpected(), HOSTS);
            Vec::new()
        }
    };
    let mut hosts: Vec<Host> = words.into_iter().filter_map(|word| host(fields, &word)).collect();
    hosts.sort_unstable();
    hosts.dedup();
    let precompress = fields.flag("precompress").unwrap_or(hosts == [Host::Gitlab]);
    Hosting { hosts, precompress }
}

fn host(fields: &Fields<'_>, word: &Spanned<String>) -> Option<Host> {
    let found = Host::ALL.iter().find(|(name, _)| *name == word.value).map(|(_, host)| *host);
    if found.is_none() {
        let names = || Host::ALL.iter().map(|(name, _)| *name);
        let listed = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let note = fields.at(Code::InvalidValue, word.span, format!("no host is known as `{}`", word.value));
        let help =
            format!("known are {listed}; other hosts need no files, and `dossier hosting nginx` prints a server's");
        fields.note(note.suggest(&word.value, names()).help(help));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remotes_start_no_program_and_hold_no_secret() {
        for good in [
            "origin",
            "https://example.org/a.git",
            "ssh://git@example.org:2222/a.git",
            "git@example.org:a/b.git",
            "../site.git",
            "/srv/git/site.git",
            "file:///srv/git/site.git",
        ] {
            assert_eq!(remote_fault(good), None, "{good}");
        }
        for bad in [
            "--upload-pack=touch",
            "-o",
            "ext::sh -c touch",
            "fd::7",
            "http://example.org/a.git",
            "git://example.org/a.git",
            "https://token@example.org/a.git",
            "https://u:secret@example.org/a.git",
            "ssh://u:secret@example.org/a",
            "a\nb",
            " origin",
        ] {
            let (message, help) = remote_fault(bad).expect(bad);
            assert!(!message.contains("secret") && !help.contains("secret"), "{bad}");
        }
    }

    #[test]
    fn branches() {
        for good in ["gh-pages", "pages", "sites/dossier", "v1.0", "сайт"] {
            assert!(is_branch(good), "{good}");
        }
        for bad in
            ["", "-f", "a..b", "a b", "HEAD", "a/", "/a", "a.lock", ".a", "a:b", "+a:b", "a~1", "a/.b", "a^", "a\\b"]
        {
            assert!(!is_branch(bad), "{bad}");
        }
    }

    #[test]
    fn folders_of_other_machines() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let found = remote_folder(text).ok();
            assert_eq!(found.as_ref().map(|(h, p)| (h.as_str(), p.as_str())), expected, "{text}");
        };
        check("host:/srv/www", Some(("host", "/srv/www")));
        check("ed@host.example:www/site/", Some(("ed@host.example", "www/site")));
        check("ed@[::1]:/srv/a b", Some(("ed@[::1]", "/srv/a b")));
        for bad in [
            "/srv/www",
            "host",
            "host:",
            "host:/",
            "-oProxyCommand=x:/a",
            "ed@-x:/a",
            "-l@host:/a",
            "a b:/c",
            "host::module",
            "rsync://host/a",
            "host:/a/../b",
            "host:-a",
            "$(x):/a",
            "h;x:/a",
            "[x]:/a",
            "host:/a\nb",
        ] {
            check(bad, None);
        }
    }
}
