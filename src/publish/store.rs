//! A bucket of an object store that speaks S3: requests, signed, tried again where that may help.

use std::collections::BTreeMap;
use std::time::Duration;

use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use ureq::http;

use super::PublishError;
use crate::config::publish::{BucketStyle, S3Target};

/// How often a request is tried.
const TRIES: u32 = 6;

/// How long to wait before the second try; twice as long before each further one.
const PAUSE: Duration = Duration::from_millis(200);

/// The longest wait that a store may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// For how long a signed request is valid.
const VALID: Duration = Duration::from_secs(600);

/// The largest answer that is read.
const ANSWER_MAX: u64 = 256 << 20;

/// A bucket and the right to use it.
pub(super) struct Store {
    agent: ureq::Agent,
    bucket: Bucket,
    credentials: Credentials,
    name: String,
}

/// What an object has to be like for a request to be carried out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Condition<'a> {
    /// However it is.
    Any,
    /// It isn't there.
    Absent,
    /// It holds what this tag stands for.
    Tag(&'a str),
}

/// Why a request failed.
#[derive(Debug)]
pub(super) enum Fault {
    /// The object isn't there.
    Missing,
    /// The condition doesn't hold.
    Condition,
    /// Anything else.
    Other(PublishError),
}

impl From<Fault> for PublishError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Missing => PublishError::failed("the store doesn't have what was just there").help("publish again"),
            Fault::Condition => {
                PublishError::failed("somebody else is publishing there, or has just done so").help("publish again")
            }
            Fault::Other(error) => error,
        }
    }
}

/// An object, as it was read.
pub(super) struct Object {
    pub bytes: Vec<u8>,
    pub tag: Option<String>,
}

/// What was answered.
struct Answer {
    status: u16,
    tag: Option<String>,
    pause: Option<Duration>,
    body: Vec<u8>,
}

impl Store {
    pub fn new(target: &S3Target) -> Result<Self, PublishError> {
        let amazon = || format!("https://s3.{}.amazonaws.com", target.region);
        let endpoint = target.endpoint.as_ref().map_or_else(amazon, |endpoint| endpoint.value.clone());
        let style = match target.style {
            BucketStyle::Path => UrlStyle::Path,
            BucketStyle::Host => UrlStyle::VirtualHost,
        };
        let bad = |why: String| PublishError::refused(format!("the store's address can't be used: {why}"));
        let endpoint = endpoint.parse().map_err(|error: url::ParseError| bad(error.to_string()))?;
        let bucket = Bucket::new(endpoint, style, target.bucket.value.clone(), target.region.clone());
        let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build();
        let agent = ureq::Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections_per_host(target.parallel as usize)
            .max_idle_connections(target.parallel as usize)
            .timeout_connect(Some(Duration::from_secs(15)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .timeout_per_read(Some(Duration::from_secs(60)))
            .timeout_per_write(Some(Duration::from_secs(60)))
            .user_agent(concat!("dossier/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        Ok(Store {
            agent,
            bucket: bucket.map_err(|error| bad(error.to_string()))?,
            credentials: credentials(target.profile.as_deref())?,
            name: target.bucket.value.clone(),
        })
    }

    /// All objects below a prefix: key → entity tag.
    pub fn list(&self, prefix: &str) -> Result<BTreeMap<String, String>, PublishError> {
        let mut objects = BTreeMap::new();
        let mut token: Option<String> = None;
        loop {
            let mut action = self.bucket.list_objects_v2(Some(&self.credentials));
            action.with_prefix(prefix);
            if let Some(token) = &token {
                action.with_continuation_token(token.as_str());
            }
            let answer = self.send("list the bucket", &action, &[], &[])?;
            let text = String::from_utf8_lossy(&answer.body);
            let listed = rusty_s3::actions::ListObjectsV2::parse_response(&text)
                .map_err(|_| PublishError::failed("the store's list of objects can't be understood"))?;
            let found = listed.contents.into_iter().map(|object| (object.key, object.etag.unwrap_or_default()));
            objects.extend(found);
            match listed.next_continuation_token {
                Some(next) if token.as_ref() != Some(&next) => token = Some(next),
                _ => return Ok(objects),
            }
        }
    }

    /// What an object holds, and its tag; nothing where it isn't there.
    pub fn get(&self, key: &str) -> Result<Option<Object>, PublishError> {
        match self.send(&format!("read `{key}`"), &self.bucket.get_object(Some(&self.credentials), key), &[], &[]) {
            Ok(answer) => Ok(Some(Object { bytes: answer.body, tag: answer.tag })),
            Err(Fault::Missing) => Ok(None),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Stores an object; answers with its tag. The condition counts for the first try: a later one may meet what an
    /// earlier one has stored, though its answer was lost.
    pub fn put(
        &self,
        key: &str,
        bytes: &[u8],
        headers: &[(&str, &str)],
        condition: Condition<'_>,
    ) -> Result<Option<String>, Fault> {
        let action = self.bucket.put_object(Some(&self.credentials), key);
        let condition = match condition {
            Condition::Any => None,
            Condition::Absent => Some(("If-None-Match", "*")),
            Condition::Tag(tag) => Some(("If-Match", tag)),
        };
        let doing = format!("store `{key}`");
        let all: Vec<_> = headers.iter().copied().chain(condition).collect();
        let result = match self.send(&doing, &action, &all, bytes) {
            // Some stores know no conditions.
            Err(Fault::Other(error)) if condition.is_some() && error.message.contains("NotImplemented") => {
                self.send(&doing, &action, headers, bytes)
            }
            result => result,
        };
        result.map(|answer| answer.tag)
    }

    /// Removes an object, if it is there.
    pub fn delete(&self, key: &str) -> Result<(), PublishError> {
        match self.send(&format!("remove `{key}`"), &self.bucket.delete_object(Some(&self.credentials), key), &[], &[])
        {
            Ok(_) | Err(Fault::Missing) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Sends a request until it is answered for good.
    fn send<'s, A: S3Action<'s>>(
        &self,
        doing: &str,
        action: &A,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, Fault> {
        let mut tries = 0;
        loop {
            tries += 1;
            let first_only = |name: &str| tries == 1 || !name.starts_with("If-");
            let headers: Vec<_> = headers.iter().filter(|(name, _)| first_only(name)).collect();
            let (error, pause) = match self.once(action, &headers, body) {
                Ok(answer) => match answer.status {
                    200..=299 => return Ok(answer),
                    404 if !String::from_utf8_lossy(&answer.body).contains("NoSuchBucket") => {
                        return Err(Fault::Missing);
                    }
                    409 if headers.iter().any(|(name, _)| name.starts_with("If-")) => return Err(Fault::Condition),
                    412 => return Err(Fault::Condition),
                    408 | 429 | 500 | 502..=599 => (self.refusal(doing, &answer), answer.pause),
                    _ => return Err(Fault::Other(self.refusal(doing, &answer))),
                },
                Err(error) => {
                    // What the client says of a failed request may hold the signed address: only its kind is told.
                    let error = PublishError::failed(format!("couldn't {doing}: {}", kind(&error)));
                    (error.help("check the network and the store's `endpoint`; then publish again"), None)
                }
            };
            if tries == TRIES {
                return Err(Fault::Other(error));
            }
            // Not all at once: what one request meets, its neighbours meet too.
            let spread = Duration::from_millis(u64::from(blake3::hash(doing.as_bytes()).as_bytes()[0]));
            std::thread::sleep(pause.unwrap_or(PAUSE * 2u32.pow(tries - 1) + spread).min(LONGEST_PAUSE));
        }
    }

    fn once<'s, A: S3Action<'s>>(
        &self,
        action: &A,
        headers: &[&(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, ureq::Error> {
        let method = match A::METHOD {
            rusty_s3::Method::Get => http::Method::GET,
            rusty_s3::Method::Put => http::Method::PUT,
            rusty_s3::Method::Delete => http::Method::DELETE,
            rusty_s3::Method::Head => http::Method::HEAD,
            rusty_s3::Method::Post => http::Method::POST,
        };
        let mut request = http::Request::builder().method(method.clone()).uri(action.sign(VALID).as_str());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = match method {
            http::Method::PUT => self.agent.run(request.body(body)?),
            _ => self.agent.run(request.body(())?),
        };
        let mut response = response?;
        let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_string);
        let (tag, pause) =
            (header("etag"), header("retry-after").and_then(|s| s.parse().ok()).map(Duration::from_secs));
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(ANSWER_MAX).read_to_vec()?;
        Ok(Answer { status, tag, pause, body })
    }

    /// What the store says, without what it repeats of the request.
    fn refusal(&self, doing: &str, answer: &Answer) -> PublishError {
        let text = String::from_utf8_lossy(&answer.body);
        let code = element(&text, "Code").unwrap_or_default();
        let message = element(&text, "Message").unwrap_or_default();
        let told = [format!("{}", answer.status), code.to_string(), message.to_string()];
        let told: Vec<_> = told.into_iter().filter(|part| !part.is_empty()).collect();
        let error = PublishError::failed(format!("couldn't {doing}: the store answers {}", told.join(" ")));
        error.help(match (answer.status, code) {
            (_, "NoSuchBucket") => {
                format!("there is no bucket `{}`; make it first, with your store's own tools", self.name)
            }
            (301 | 307, _) => "the bucket lies in another `region`, or at another `endpoint`".into(),
            (401 | 403, _) => {
                "check the keys, the `region` and the rights: list, get, put and delete are needed".into()
            }
            _ => "publish again later".into(),
        })
    }
}

/// The text of the first element of that name.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    Some(rest.split_once(&format!("</{name}>"))?.0)
}

/// What went wrong with a request, in a few words that hold nothing of it.
fn kind(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "it took too long".into(),
        ureq::Error::HostNotFound => "the host isn't known".into(),
        ureq::Error::ConnectionFailed => "no connection".into(),
        ureq::Error::Io(error) => error.kind().to_string(),
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => "the connection can't be trusted (TLS)".into(),
        _ => "the request failed".into(),
    }
}

/// The keys, from where all tools for S3 look for them.
fn credentials(profile: Option<&str>) -> Result<Credentials, PublishError> {
    let env = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    if profile.is_none()
        && let (Some(key), Some(secret)) = (env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY"))
    {
        return Ok(of(key, secret, env("AWS_SESSION_TOKEN")));
    }
    let file = env("AWS_SHARED_CREDENTIALS_FILE").map(std::path::PathBuf::from);
    let file = file.or_else(|| std::env::home_dir().map(|home| home.join(".aws").join("credentials")));
    let profile = profile.map(str::to_string).or_else(|| env("AWS_PROFILE")).unwrap_or_else(|| "default".into());
    let text = file.and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
    let found = in_profile(&text, &profile);
    found.map(|(key, secret, token)| of(key, secret, token)).ok_or_else(|| {
        PublishError::refused(format!(
            "there are no keys for the store, neither in the environment nor in the profile `{profile}`"
        ))
        .help("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them to ~/.aws/credentials")
    })
}

fn of(key: String, secret: String, token: Option<String>) -> Credentials {
    match token {
        Some(token) => Credentials::new_with_token(key, secret, token),
        None => Credentials::new(key, secret),
    }
}

/// Key, secret and token of a profile in a file of credentials.
fn in_profile(text: &str, profile: &str) -> Option<(String, String, Option<String>)> {
    let mut inside = false;
    let mut found: BTreeMap<&str, &str> = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with(['#', ';'])) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            inside = name.trim() == profile;
        } else if let Some((key, value)) = line.split_once('=').filter(|_| inside) {
            found.insert(key.trim(), value.trim());
        }
    }
    let get = |key: &str| found.get(key).filter(|value| !value.is_empty()).map(|value| value.to_string());
    Some((get("aws_access_key_id")?, get("aws_secret_access_key")?, get("aws_session_token")))
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;

    use super::*;
    use crate::config::publish::Encoding;
    use crate::diagnostic::Spanned;

    #[test]
    fn profiles() {
        let text = "[default]\naws_access_key_id=A\naws_secret_access_key = S=\n# x\n[ci]\naws_access_key_id = B\naws_secret_access_key = T\naws_session_token = U\n[half]\naws_access_key_id = C\n";
        assert_eq!(in_profile(text, "default"), Some(("A".into(), "S=".into(), None)));
        assert_eq!(in_profile(text, "ci"), Some(("B".into(), "T".into(), Some("U".into()))));
        assert_eq!((in_profile(text, "half"), in_profile(text, "none")), (None, None));
    }

    /// A store that gives these answers, one a request; what it was asked.
    fn with_answers<T>(answers: &[&str], work: impl FnOnce(&Store) -> T) -> (T, Vec<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let target = S3Target {
            bucket: Spanned::new("b".into(), crate::diagnostic::Span::default()),
            endpoint: None,
            region: "r".into(),
            prefix: String::new(),
            style: BucketStyle::Path,
            encoding: Encoding::None,
            max_age: 0,
            profile: None,
            parallel: 1,
        };
        let store = Store {
            agent: ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build().new_agent(),
            bucket: Bucket::new(format!("http://{address}").parse().unwrap(), UrlStyle::Path, "b", "r").unwrap(),
            credentials: Credentials::new("key-id", "very-secret"),
            name: target.bucket.value.clone(),
        };
        std::thread::scope(|scope| {
            let server = scope.spawn(move || {
                let mut asked = Vec::new();
                for answer in answers {
                    let (stream, _) = listener.accept().unwrap();
                    let mut reader = BufReader::new(&stream);
                    let (mut head, mut length) = (String::new(), 0);
                    loop {
                        let mut line = String::new();
                        reader.read_line(&mut line).unwrap();
                        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                            length = value.trim().parse().unwrap();
                        }
                        if line == "\r\n" {
                            break;
                        }
                        head.push_str(&line);
                    }
                    reader.read_exact(&mut vec![0; length]).unwrap();
                    asked.push(head);
                    (&stream).write_all(answer.as_bytes()).unwrap();
                }
                asked
            });
            let done = work(&store);
            (done, server.join().unwrap())
        })
    }

    const BUSY: &str = "HTTP/1.1 503 Slow\r\ncontent-length: 0\r\nretry-after: 0\r\nconnection: close\r\n\r\n";
    const STORED: &str = "HTTP/1.1 200 OK\r\netag: \"x\"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

    #[test]
    fn a_busy_store_is_asked_again() {
        let put = |store: &Store| store.put("a b", b"1", &[("Content-Type", "text/css")], Condition::Absent).unwrap();
        let (tag, asked) = with_answers(&[BUSY, "", STORED], put);
        assert_eq!((tag.as_deref(), asked.len()), (Some("\"x\""), 3));
        assert!(asked[0].to_lowercase().contains("if-none-match: *") && asked[0].contains("PUT /b/a%20b?"));
        assert!(!asked[2].to_lowercase().contains("if-none-match"), "the first try may have been carried out");
        assert!(asked[2].to_lowercase().contains("content-type: text/css"));
    }

    #[test]
    fn what_cant_help_isnt_tried_again_and_says_no_secret() {
        let body = "<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message><StringToSign>key-id very-secret</StringToSign></Error>";
        let answer = format!("HTTP/1.1 403 F\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
        let (found, asked) = with_answers(&[&answer], |store| store.list("").err().unwrap());
        assert_eq!(asked.len(), 1);
        let said = format!("{found:?}");
        assert!(said.contains("SignatureDoesNotMatch") && said.contains("No."), "{said}");
        assert!(!said.contains("very-secret") && !said.contains("key-id") && !said.contains("X-Amz"), "{said}");
    }

    #[test]
    fn conditions_that_fail_and_conditions_that_arent_known() {
        let no = "HTTP/1.1 412 P\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        let (fault, _) = with_answers(&[no], |store| store.put("a", b"", &[], Condition::Tag("\"t\"")).unwrap_err());
        assert!(matches!(fault, Fault::Condition));
        let body = "<Error><Code>NotImplemented</Code></Error>";
        let unknown = format!(
            "HTTP/1.1 501 N\r\ncontent-length: {}\r\nretry-after: 0\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        let (tag, asked) =
            with_answers(&[&unknown, STORED], |store| store.put("a", b"", &[], Condition::Absent).unwrap());
        assert_eq!((tag.as_deref(), asked.len()), (Some("\"x\""), 2));
    }
}
