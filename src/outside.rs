//! Asks whether the addresses outside the site that pages lead to still answer: few at a time, one after the other on
//! each host, and not again while the last answer is fresh.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use ureq::http::Method;

/// How to ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Manners {
    /// Hosts that are asked at the same time.
    pub hosts: usize,
    /// Between two requests to one host.
    pub pause: Duration,
    /// For one request.
    pub patience: Duration,
    /// For all of them: what isn't asked by then is left for the next run.
    pub limit: Duration,
    /// For how many days a good answer is believed.
    pub fresh_days: i64,
}

impl Default for Manners {
    fn default() -> Self {
        Manners {
            hosts: 8,
            pause: Duration::from_millis(500),
            patience: Duration::from_secs(20),
            limit: Duration::from_secs(600),
            fresh_days: 14,
        }
    }
}

/// How many redirects are followed.
const HOPS: usize = 6;

/// What an address answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// There is something.
    Works,
    /// It has moved for good, to this address, where there is something.
    Moved(String),
    /// It doesn't let programs in; whether there is something, a person has to see.
    Refuses(u16),
    /// There is nothing, or nobody answers: why.
    Fails(String),
}

/// What is remembered between runs.
#[derive(Default, Serialize, Deserialize)]
struct Remembered {
    version: u32,
    answers: BTreeMap<String, (String, Answer)>,
}

const VERSION: u32 = 1;

/// What each address answers; those that weren't asked in time are left out. `memory` is a file for what is remembered,
/// `today` a day like 2026-01-31.
pub fn ask<'a>(
    addresses: impl IntoIterator<Item = &'a str>,
    manners: Manners,
    memory: &Path,
    today: &str,
) -> BTreeMap<String, Answer> {
    let text = std::fs::read(memory).unwrap_or_default();
    let mut remembered: Remembered = serde_json::from_slice(&text).unwrap_or_default();
    if remembered.version != VERSION {
        remembered = Remembered { version: VERSION, ..Remembered::default() };
    }
    let is_fresh = |on: &str, answer: &Answer| {
        let good = matches!(answer, Answer::Works | Answer::Moved(_));
        good && days_between(on, today).is_some_and(|days| (0..=manners.fresh_days).contains(&days))
    };
    let mut answers = BTreeMap::new();
    let mut by_host: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for address in addresses {
        match remembered.answers.get(address) {
            Some((on, answer)) if is_fresh(on, answer) => {
                answers.insert(address.to_string(), answer.clone());
            }
            _ => by_host.entry(host(address)).or_default().push(address.to_string()),
        }
    }
    let asked = ask_hosts(by_host.into_values().collect(), manners);
    remembered.answers.retain(|_, (on, answer)| is_fresh(on, answer));
    for (address, answer) in asked {
        remembered.answers.insert(address.clone(), (today.to_string(), answer.clone()));
        answers.insert(address, answer);
    }
    // What can't be remembered is asked again.
    if let (Some(folder), Ok(text)) = (memory.parent(), serde_json::to_vec(&remembered)) {
        let _ = std::fs::create_dir_all(folder);
        let _ = std::fs::write(memory, text);
    }
    answers
}

fn host(address: &str) -> String {
    url::Url::parse(&absolute(address)).ok().and_then(|url| url.host_str().map(str::to_string)).unwrap_or_default()
}

/// An address without a scheme has that of the page, which we hope is the better one.
fn absolute(address: &str) -> String {
    if address.starts_with("//") { format!("https:{address}") } else { address.to_string() }
}

fn days_between(from: &str, to: &str) -> Option<i64> {
    let day = |text: &str| text.parse::<jiff::civil::Date>().ok();
    Some(i64::from(day(from)?.until(day(to)?).ok()?.get_days()))
}

fn ask_hosts(hosts: Vec<Vec<String>>, manners: Manners) -> Vec<(String, Answer)> {
    let begun = Instant::now();
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(manners.patience))
        .user_agent(concat!("dossier/", env!("CARGO_PKG_VERSION"), " (link check)"))
        .tls_config(ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier).build())
        .build()
        .new_agent();
    let workers = manners.hosts.min(hosts.len());
    let waiting = Mutex::new(VecDeque::from(hosts));
    let answers = Mutex::new(Vec::new());
    let worker = || {
        while let Some(host) = waiting.lock().ok().and_then(|mut waiting| waiting.pop_front()) {
            for (n, address) in host.into_iter().enumerate() {
                if begun.elapsed() >= manners.limit {
                    return;
                }
                if n > 0 {
                    std::thread::sleep(manners.pause);
                }
                let answer = ask_one(&agent, &absolute(&address), manners);
                if let Ok(mut answers) = answers.lock() {
                    answers.push((address, answer));
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(worker);
        }
    });
    answers.into_inner().unwrap_or_default()
}

fn ask_one(agent: &ureq::Agent, address: &str, manners: Manners) -> Answer {
    match follow(agent, Method::HEAD, address) {
        good @ (Answer::Works | Answer::Moved(_)) => good,
        // Many servers don't know HEAD, or answer it otherwise.
        _ => {
            std::thread::sleep(manners.pause);
            follow(agent, Method::GET, address)
        }
    }
}

fn follow(agent: &ureq::Agent, method: Method, address: &str) -> Answer {
    let Ok(mut at) = url::Url::parse(address) else { return Answer::Fails("it isn't an address".into()) };
    let mut permanent = true;
    let mut moved = None;
    for _ in 0..HOPS {
        let request = ureq::http::Request::builder().method(method.clone()).uri(at.as_str()).body(());
        let Ok(request) = request else { return Answer::Fails("it isn't an address".into()) };
        let response = match agent.run(request) {
            Ok(response) => response,
            Err(error) => return Answer::Fails(why(&error)),
        };
        let status = response.status().as_u16();
        match status {
            200..=299 => return moved.map_or(Answer::Works, Answer::Moved),
            301 | 302 | 303 | 307 | 308 => {
                let to = response.headers().get("location").and_then(|to| to.to_str().ok());
                let to = to.and_then(|to| at.join(to).ok()).filter(|to| matches!(to.scheme(), "http" | "https"));
                let Some(to) = to else { return Answer::Fails(format!("it answers {status}, and leads nowhere")) };
                permanent &= matches!(status, 301 | 308);
                if permanent {
                    moved = Some(to.to_string());
                }
                at = to;
            }
            401 | 402 | 403 | 407 | 429 | 451 | 999 => return Answer::Refuses(status),
            _ => return Answer::Fails(format!("it answers {status}")),
        }
    }
    Answer::Fails("it leads on and on".into())
}

fn why(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "it doesn't answer in time".into(),
        ureq::Error::HostNotFound => "the host isn't known".into(),
        ureq::Error::Io(error) => error.kind().to_string(),
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => "its certificate isn't valid".into(),
        _ => "it can't be asked".into(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::sync::Arc;

    use super::*;

    /// A web server; what it was asked.
    fn server() -> (String, Arc<Mutex<Vec<String>>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let mut reader = BufReader::new(&stream);
                let mut line = String::new();
                let _ = reader.read_line(&mut line);
                let mut rest = String::new();
                while reader.read_line(&mut rest).is_ok_and(|n| n > 2) {
                    rest.clear();
                }
                let (method, path) = line.split_once(' ').unwrap_or_default();
                let path = path.split(' ').next().unwrap_or_default();
                log.lock().unwrap().push(format!("{method} {path}"));
                let head = match (path, method) {
                    ("/good", _) | ("/only-get", "GET") => "200 OK\r\n",
                    ("/only-get", _) => "405 No\r\n",
                    ("/moved", _) => "301 Moved\r\nlocation: /good\r\n",
                    ("/elsewhere-for-now", _) => "302 Found\r\nlocation: /good\r\n",
                    ("/moved-to-nothing", _) => "308 Moved\r\nlocation: /gone\r\n",
                    ("/circle", _) => "302 Found\r\nlocation: /circle\r\n",
                    ("/file", _) => "302 Found\r\nlocation: file:///etc/hosts\r\n",
                    ("/closed", _) => "403 No\r\n",
                    ("/silent", _) => {
                        std::thread::sleep(Duration::from_millis(1500));
                        ""
                    }
                    _ => "404 No\r\n",
                };
                let _ = write!(&stream, "HTTP/1.1 {head}content-length: 0\r\nconnection: close\r\n\r\n");
            }
        });
        (base, asked)
    }

    #[test]
    fn answers_are_told_apart_and_remembered() {
        let (base, asked) = server();
        let folder = tempfile::tempdir().unwrap();
        let memory = folder.path().join(".dossier/outside.json");
        let pause = Duration::from_millis(1);
        let manners = Manners { pause, patience: Duration::from_secs(1), ..Manners::default() };
        let paths = [
            "good",
            "only-get",
            "moved",
            "elsewhere-for-now",
            "moved-to-nothing",
            "circle",
            "file",
            "closed",
            "silent",
            "gone",
        ];
        let addresses: Vec<String> = paths.iter().map(|path| format!("{base}/{path}")).collect();
        let run = |today: &str| ask(addresses.iter().map(String::as_str), manners, &memory, today);
        let answers = run("2026-01-10");
        let of = |path: &str| answers[&format!("{base}/{path}")].clone();
        assert_eq!(
            (of("good"), of("only-get"), of("elsewhere-for-now")),
            (Answer::Works, Answer::Works, Answer::Works)
        );
        assert_eq!(of("moved"), Answer::Moved(format!("{base}/good")));
        assert_eq!(of("closed"), Answer::Refuses(403));
        for (path, says) in [
            ("moved-to-nothing", "404"),
            ("circle", "on and on"),
            ("file", "leads nowhere"),
            ("gone", "404"),
            ("silent", "in time"),
        ] {
            assert!(matches!(of(path), Answer::Fails(why) if why.contains(says)), "{path}: {:?}", of(path));
        }
        // What was well isn't asked again for a while.
        asked.lock().unwrap().clear();
        assert_eq!(run("2026-01-12"), answers);
        let again = asked.lock().unwrap().join(" ");
        assert!(!again.contains("only-get") && !again.contains("/moved ") && again.contains("/gone"), "{again}");
        asked.lock().unwrap().clear();
        run("2026-02-12");
        assert!(
            asked.lock().unwrap().join(" ").contains("HEAD /moved GET /moved")
                || asked.lock().unwrap().join(" ").contains("HEAD /moved")
        );
        // A clock that goes backwards, a memory that is damaged.
        run("2026-01-01");
        std::fs::write(&memory, "{").unwrap();
        assert_eq!(run("2026-01-12"), answers);
    }

    #[test]
    fn hosts_are_asked_one_by_one_and_not_for_ever() {
        let (base, asked) = server();
        let folder = tempfile::tempdir().unwrap();
        let addresses: Vec<String> = (0..50).map(|n| format!("{base}/good?{n}")).collect();
        let manners =
            Manners { pause: Duration::from_millis(20), limit: Duration::from_millis(200), ..Manners::default() };
        let answers = ask(addresses.iter().map(String::as_str), manners, &folder.path().join("m"), "2026-01-10");
        let asked = asked.lock().unwrap().len();
        assert!((1..=40).contains(&answers.len()) && asked <= 45, "{} {asked}", answers.len());
    }
}
