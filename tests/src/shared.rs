//! An archive in PostgreSQL, for one server or several.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use crate::archive::{Archive, FOUNDING, path, said, within};
use crate::binary::run;
use crate::postgres::Server;

/// How long the servers have to agree on who publishes: the lease, and some.
pub const LEASE: Duration = Duration::from_secs(90);
/// A database of a server, and a folder for attachments.
pub struct Shared {
    /// The server.
    pub server: Arc<Server>,
    address: String,
    blobs: TempDir,
}

impl Shared {
    /// A new database on a server.
    pub fn new(server: Arc<Server>) -> Self {
        Self {
            address: server.database(),
            server,
            blobs: TempDir::new().unwrap(),
        }
    }

    /// A new database on the server of this process; `None`, said aloud, where PostgreSQL is not installed.
    pub fn start() -> Option<Self> {
        Server::shared().map(Self::new)
    }

    /// The first server on it, with an archive of twelve people.
    pub fn founded(&self) -> Archive {
        self.node(TempDir::new().unwrap(), &FOUNDING)
    }

    /// A server on it, with a folder of its own.
    pub fn node(&self, dir: TempDir, founding: &[&str]) -> Archive {
        Archive::start_as(dir, founding, |command| {
            command.args(self.args());
        })
    }

    /// One more server, with the log key of the first.
    pub fn another(&self, first: &Archive) -> Archive {
        self.node(with_key_of(&first.dir()), &[])
    }

    /// What makes a command work on it.
    pub fn args(&self) -> [&str; 4] {
        [
            "--database",
            &self.address,
            "--blobs",
            path(self.blobs.path()),
        ]
    }

    /// Where its attachments are.
    pub fn blobs(&self) -> &Path {
        self.blobs.path()
    }

    /// `zegel audit` of it: exit code, standard output, standard error.
    pub fn audit(&self, dir: &Path) -> (i32, String, String) {
        let mut args = vec!["audit", "--dir", path(dir)];
        args.extend(self.args());
        said(&run(&args, ""))
    }

    /// The number that a query gives.
    pub fn number(&self, query: &str) -> u64 {
        let (_, name) = self.address.rsplit_once('/').unwrap();
        self.server.sql(name, query).parse().unwrap()
    }

    /// Until everything that was recorded is published.
    pub async fn published(&self) {
        within(LEASE, "all is published", || async {
            let waiting = self.number("SELECT count(*) FROM batch WHERE first_index IS NULL");
            (waiting == 0).then_some(())
        })
        .await;
    }
}

/// A folder with the log key of an archive and nothing else.
pub fn with_key_of(archive: &Path) -> TempDir {
    let dir = TempDir::new().unwrap();
    let mine = dir.path().join("archive");
    fs::create_dir(&mine).unwrap();
    fs::copy(archive.join("log.key"), mine.join("log.key")).unwrap();
    dir
}
