//! A private PostgreSQL from the system's binaries, for tests: a fresh cluster in a temporary folder, a free port on
//! the loopback address, gone with its owner.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, Weak, mpsc};

use tempfile::TempDir;

/// A running server. It syncs to disk as one in earnest does; the store would refuse another.
pub struct Server {
    folder: TempDir,
    binaries: PathBuf,
    port: u16,
    postmaster: Mutex<Child>,
    databases: AtomicU32,
}

/// The server of this process, for as long as somebody holds it.
static SHARED: Mutex<Weak<Server>> = Mutex::new(Weak::new());

impl Server {
    /// The server of this process; `None`, said aloud, where PostgreSQL is not installed.
    pub fn shared() -> Option<std::sync::Arc<Self>> {
        let mut shared = SHARED.lock().unwrap();
        if let Some(running) = shared.upgrade() {
            return Some(running);
        }
        let started = std::sync::Arc::new(Self::start()?);
        *shared = std::sync::Arc::downgrade(&started);
        Some(started)
    }

    /// A server of its own.
    pub fn start() -> Option<Self> {
        let Some(binaries) = binaries() else {
            eprintln!(
                "NOT TESTED ON POSTGRESQL: its server is not installed (Debian: apt-get install postgresql)"
            );
            return None;
        };
        let folder = tempfile::Builder::new()
            .prefix("zegel-postgres-")
            .permissions(fs::Permissions::from_mode(0o755))
            .tempdir()
            .unwrap();
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        fs::set_permissions(&data, fs::Permissions::from_mode(0o700)).unwrap();
        if is_root() {
            done(
                Command::new("chown")
                    .arg("postgres:")
                    .arg(folder.path())
                    .arg(&data),
            );
        }
        done(
            unprivileged(&binaries.join("initdb"))
                .args([
                    "-U",
                    "postgres",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync",
                    "-D",
                ])
                .arg(&data),
        );
        let port = free_port();
        let postmaster = spawn(&binaries, folder.path(), port);
        let server = Self {
            folder,
            binaries,
            port,
            postmaster: Mutex::new(postmaster),
            databases: AtomicU32::new(0),
        };
        server.answers();
        Some(server)
    }

    /// Makes a database of its own; its address.
    pub fn database(&self) -> String {
        let number = self.databases.fetch_add(1, Ordering::SeqCst);
        let name = format!("archive_{}_{number}", std::process::id());
        self.sql("postgres", &format!("CREATE DATABASE {name}"));
        self.address(&name)
    }

    /// The address of a database.
    pub fn address(&self, name: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Runs statements as the server's owner; what it prints.
    pub fn sql(&self, database: &str, statements: &str) -> String {
        let out = self.psql(database, statements).output().unwrap();
        assert!(
            out.status.success(),
            "{statements}: {}",
            String::from_utf8_lossy(&out.stderr)
        );
        String::from_utf8_lossy(&out.stdout).trim().to_owned()
    }

    /// Ends the server as a crash would, without a last write, and starts it again.
    pub fn crash_and_start(&self) {
        self.crash();
        self.start_again();
    }

    /// Ends the server as a crash would.
    pub fn crash(&self) {
        let mut postmaster = self.postmaster.lock().unwrap();
        signal(&postmaster, "QUIT");
        postmaster.wait().unwrap();
    }

    /// Starts it after a crash; returns when it answers.
    pub fn start_again(&self) {
        *self.postmaster.lock().unwrap() = spawn(&self.binaries, self.folder.path(), self.port);
        self.answers();
    }

    fn psql(&self, database: &str, statements: &str) -> Command {
        let mut psql = Command::new(self.binaries.join("psql"));
        psql.args([
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            statements,
        ])
        .arg(self.address(database))
        .stdin(Stdio::null());
        psql
    }

    /// Waits until it takes connections; fails when it ends instead.
    fn answers(&self) {
        let pause = std::time::Duration::from_millis(30);
        for _ in 0..2_000 {
            let answer = self.psql("postgres", "SELECT 1").output().unwrap();
            if answer.status.success() {
                return;
            }
            let ended = self.postmaster.lock().unwrap().try_wait().unwrap();
            assert!(ended.is_none(), "PostgreSQL ended: {}", self.log());
            std::thread::sleep(pause);
        }
        panic!("PostgreSQL does not answer: {}", self.log());
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut postmaster = self.postmaster.lock().unwrap();
        signal(&postmaster, "QUIT");
        // It may have ended by itself.
        let _gone = postmaster.wait();
    }
}

/// Where Debian keeps the newest server's programs, or the search path has them.
fn binaries() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .map(|version| version.unwrap().path().join("bin"))
        .collect();
    let path = std::env::var_os("PATH").unwrap_or_default();
    found.sort();
    found.reverse();
    found.extend(std::env::split_paths(&path));
    found.into_iter().find(|folder| {
        ["initdb", "postgres", "psql"]
            .iter()
            .all(|name| folder.join(name).exists())
    })
}

/// Starts the server from a thread that lives as long as it does: the server ends with the thread that started it,
/// and so with this process, however that ends.
fn spawn(binaries: &Path, folder: &Path, port: u16) -> Child {
    let (tell, told) = mpsc::channel();
    let (program, folder) = (binaries.join("postgres"), folder.to_owned());
    std::thread::spawn(move || {
        let log = fs::File::create(folder.join("log")).unwrap();
        let child = unprivileged(&program)
            .arg("-D")
            .arg(folder.join("data"))
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"])
            .arg("-c")
            .arg(format!("unix_socket_directories={}", folder.display()))
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let id = child.id();
        tell.send(child).unwrap();
        while Path::new(&format!("/proc/{id}")).exists() {
            std::thread::sleep(std::time::Duration::from_secs(1));
        }
    });
    told.recv().unwrap()
}

/// PostgreSQL does not run as root. What is started here gets SIGQUIT when its parent is gone.
fn unprivileged(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.arg("--pdeathsig=QUIT").current_dir("/");
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.arg("--").arg(program);
    command
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0)
}

fn signal(child: &Child, name: &str) {
    done(
        Command::new("kill")
            .arg(format!("-{name}"))
            .arg(child.id().to_string()),
    );
}

fn done(command: &mut Command) {
    let out = command.output().unwrap();
    assert!(
        out.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&out.stderr)
    );
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
