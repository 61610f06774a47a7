//! An authority of our own that gives certificates: Pebble, which is made to test those who ask.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};

use reqwest::Certificate;
use serde_json::json;
use tempfile::TempDir;

use crate::archive::{path, until};
use crate::binary::fixture;
use crate::front::Front;
use crate::http::client;

/// A running authority. It proves names by TLS on the port of a door.
pub struct Pebble {
    child: Child,
    _dir: TempDir,
    /// The door to it.
    pub front: Front,
    /// Its root, in PEM.
    pub root: String,
}

/// An address of this machine that only this process uses, with a port that it uses once: what is begun on it does not
/// find it taken, and is found without asking.
pub fn own_address() -> SocketAddr {
    static PORT: AtomicU16 = AtomicU16::new(10_000);
    let [_, b, c, d] = std::process::id().to_be_bytes();
    let host = Ipv4Addr::new(127, b | 0x40, c, d);
    (host, PORT.fetch_add(1, Ordering::SeqCst)).into()
}

impl Pebble {
    /// One that looks for proofs at `localhost` behind this door and gives certificates of so many seconds; nothing,
    /// and a line that says so, where it is not installed.
    pub async fn start(proofs: &Front, seconds: u32) -> Option<Self> {
        let (own, management) = (own_address(), own_address());
        let front = Front::new(own);
        let dir = TempDir::new().unwrap();
        let config = json!({ "pebble": {
            "listenAddress": own.to_string(),
            "managementListenAddress": management.to_string(),
            "certificate": fixture("tls/server.pem"),
            "privateKey": fixture("tls/server.key"),
            "httpPort": 1,
            "tlsPort": proofs.port,
            "certificateValidityPeriod": seconds,
        }});
        let file = dir.path().join("pebble.json");
        std::fs::write(&file, config.to_string()).unwrap();
        let said = File::create(dir.path().join("said")).unwrap();
        let started = Command::new("pebble")
            .args(["-config", path(&file)])
            // It would wait up to a quarter of a minute before it looks for a proof.
            .env("PEBBLE_VA_NOSLEEP", "1")
            .env_remove("PEBBLE_VA_ALWAYS_VALID")
            .stdout(Stdio::null())
            .stderr(said)
            .spawn();
        let Ok(child) = started else {
            eprintln!("skipped: pebble is not installed (Debian: apt-get install pebble)");
            return None;
        };
        let mut pebble = Self {
            child,
            _dir: dir,
            root: String::new(),
            front,
        };
        let door = Front::new(management);
        let address = format!("https://localhost:{}/roots/0", door.port);
        pebble.root = until("the authority's root", || async {
            client().get(&address).send().await.ok()?.text().await.ok()
        })
        .await;
        Some(pebble)
    }

    /// The address of its directory.
    pub fn directory(&self) -> String {
        format!("https://localhost:{}/dir", self.front.port)
    }

    /// A client that trusts its root and no other.
    pub fn client(&self) -> reqwest::Client {
        let root = Certificate::from_pem(self.root.as_bytes()).unwrap();
        reqwest::Client::builder()
            .no_proxy()
            .tls_certs_only([root])
            .pool_max_idle_per_host(0)
            .build()
            .unwrap()
    }
}

impl Drop for Pebble {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
