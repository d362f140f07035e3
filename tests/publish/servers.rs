//! Servers on this machine, for one test each: an ssh daemon, an object store, a web server. Each ends with its value.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Whether tests may start servers: `tests/run publish` installs them and says so.
pub fn wanted(what: &str) -> bool {
    let wanted = std::env::var_os("DOSSIER_SERVERS").is_some();
    if !wanted {
        println!("skipped: {what}: DOSSIER_SERVERS is not set (tests/run publish sets it)");
    }
    wanted
}

/// The path of a program, or a line that says why a test is left out.
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let extra = ["/usr/sbin", "/usr/local/sbin", "/sbin"].map(PathBuf::from);
    let found = std::env::split_paths(&path).chain(extra).map(|folder| folder.join(name)).find(|path| path.is_file());
    if found.is_none() {
        println!("skipped: tests that need {name}, which isn't installed");
    }
    found
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A server that is ended with its value.
pub struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Server {
    /// Starts it and waits until it listens.
    pub fn start(command: &mut Command, port: u16) -> Server {
        let mut server = Server(command.stdin(Stdio::null()).spawn().unwrap());
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = server.0.try_wait().unwrap() {
                panic!("{command:?} ended: {status}");
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "{command:?} doesn't listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }
}

/// An ssh daemon with keys of its own.
pub struct Ssh {
    pub port: u16,
    folder: tempfile::TempDir,
    _server: Server,
}

impl Ssh {
    pub fn start() -> Option<Ssh> {
        let (sshd, keygen) = (program("sshd")?, program("ssh-keygen")?);
        let folder = tempfile::Builder::new().prefix("ssh").tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["host", "user"] {
            let made = Command::new(&keygen).args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(at(name)).status();
            assert!(made.unwrap().success());
        }
        let port = free_port();
        let config = format!(
            "ListenAddress 127.0.0.1:{port}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nStrictModes no\n\
             PasswordAuthentication no\nUsePAM no\nMaxStartups 100\nMaxSessions 100\n",
            at("host").display(),
            at("user.pub").display(),
        );
        fs_err::write(at("sshd_config"), config).unwrap();
        // Debian's daemon wants this folder when it runs as root.
        let _ = std::fs::create_dir_all("/run/sshd");
        let mut command = Command::new(sshd);
        command
            .args(["-D", "-e", "-f"])
            .arg(at("sshd_config"))
            .stderr(fs_err::File::create(at("log")).unwrap().into_parts().0);
        let server = Server::start(&mut command, port);
        let key = fs_err::read_to_string(at("host.pub")).unwrap();
        fs_err::write(at("known_hosts"), format!("[127.0.0.1]:{port} {key}")).unwrap();
        let client = format!(
            "Host *\n  IdentityFile {}\n  IdentitiesOnly yes\n  UserKnownHostsFile {}\n  StrictHostKeyChecking yes\n",
            at("user").display(),
            at("known_hosts").display(),
        );
        fs_err::write(at("config"), client).unwrap();
        Some(Ssh { port, folder, _server: server })
    }

    /// How git and rsync are told of the keys.
    pub fn env(&self) -> Vec<(String, String)> {
        let command = format!("ssh -F {}", self.folder.path().join("config").display());
        vec![("RSYNC_RSH".into(), command.clone()), ("GIT_SSH_COMMAND".into(), command)]
    }

    pub fn user() -> String {
        let asked = Command::new("id").arg("-un").output().unwrap();
        String::from_utf8(asked.stdout).unwrap().trim().to_string()
    }
}

/// An object store that speaks S3.
pub struct ObjectStore {
    pub port: u16,
    _server: Server,
}

impl ObjectStore {
    pub fn start() -> Option<ObjectStore> {
        let moto = match std::env::var_os("DOSSIER_MOTO").map(PathBuf::from) {
            Some(path) if path.is_file() => path,
            _ => program("moto_server")?,
        };
        let port = free_port();
        let mut command = Command::new(moto);
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]).stdout(Stdio::null()).stderr(Stdio::null());
        let server = Server::start(&mut command, port);
        Some(ObjectStore { port, _server: server })
    }

    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn env() -> Vec<(String, String)> {
        let keys = [("AWS_ACCESS_KEY_ID", "invented-key"), ("AWS_SECRET_ACCESS_KEY", "invented-secret")];
        keys.map(|(name, value)| (name.to_string(), value.to_string())).into()
    }

    /// Asks it for an object, or for the list where no key is given; the status, the headers by small names, the bytes.
    pub fn ask(&self, method: &str, key: &str, body: &[u8]) -> (u16, Vec<(String, String)>, Vec<u8>) {
        use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
        let agent = ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build().new_agent();
        let bucket = Bucket::new(self.endpoint().parse().unwrap(), UrlStyle::Path, "site", "us-east-1").unwrap();
        let keys = Credentials::new("invented-key", "invented-secret");
        let valid = Duration::from_secs(60);
        let address = match (method, key) {
            ("GET", "") => bucket.list_objects_v2(Some(&keys)).sign(valid),
            ("GET", key) => bucket.get_object(Some(&keys), key).sign(valid),
            ("DELETE", key) => bucket.delete_object(Some(&keys), key).sign(valid),
            ("PUT", "") => rusty_s3::actions::CreateBucket::new(&bucket, &keys).sign(valid),
            (_, key) => bucket.put_object(Some(&keys), key).sign(valid),
        };
        let request = ureq::http::Request::builder().method(method).uri(address.as_str());
        let mut response = match method {
            "PUT" => agent.run(request.body(body).unwrap()).unwrap(),
            _ => agent.run(request.body(()).unwrap()).unwrap(),
        };
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_string())).collect();
        (response.status().as_u16(), headers, response.body_mut().read_to_vec().unwrap())
    }
}

/// nginx, with this configuration inside its `http` block, listening on this port.
pub fn nginx(folder: &Path, port: u16, http: &str) -> Option<Server> {
    let nginx = program("nginx")?;
    let mut scratch = String::new();
    for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
        scratch.push_str(&format!("{name}_temp_path {}/{name};\n", folder.display()));
    }
    let config = format!(
        "daemon off;\nworker_processes 1;\npid {0}/nginx.pid;\nerror_log {0}/error.log;\nevents {{}}\n\
         http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{scratch}{1}\n}}\n",
        folder.display(),
        http,
    );
    let file = folder.join("nginx.conf");
    fs_err::write(&file, config).unwrap();
    let mut command = Command::new(nginx);
    command.arg("-c").arg(&file).arg("-e").arg(folder.join("error.log"));
    Some(Server::start(&mut command, port))
}
