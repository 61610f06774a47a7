//! Whether the server is alive, and whether it can be given work.
//!
//! `/health` and `/ready` answer anybody, with a word and no reason; the reasons stand on the admin listener. What is
//! answered was looked up in the background: strangers who ask cannot make the disk work.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::io::AsyncWriteExt;
use zegel_app::App;
use zegel_app::pulse::{self, Pulse};
use zegel_model::Timestamp;
use zegel_web::tls::{Tls, Validity};

/// How often everything is looked at.
const EVERY: Duration = Duration::from_secs(5);
/// What takes longer than this is not there.
const PATIENCE: Duration = Duration::from_secs(5);
/// A log that has waited this long without growing is stuck, in seconds.
const STUCK: i64 = 60;
/// What was last looked at longer ago than this says nothing about now, in seconds.
const STALE: i64 = 60;

/// The state of one server. Cheap to clone.
#[derive(Clone)]
pub struct Health(Arc<Inner>);

struct Inner {
    app: App,
    /// A file in the archive's folder that is written to see whether the disk takes it.
    probe: PathBuf,
    /// What is shown to those who connect, where TLS ends here.
    tls: Option<Tls>,
    state: RwLock<State>,
}

#[derive(Default)]
struct State {
    stopping: bool,
    /// When everything was last looked at, and what was in the way.
    seen: Option<(Timestamp, Vec<Trouble>)>,
    /// For every log that has something waiting: its size, and since when it has that size.
    waiting: BTreeMap<String, (u64, Timestamp)>,
}

/// What keeps a server from being given work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It was told to stop.
    Stopping,
    /// Nothing was looked at yet, or not for a minute.
    Unseen,
    /// The database does not answer.
    Database,
    /// Something recorded was not published for a minute.
    Publisher,
    /// The folder takes no more bytes.
    Disk,
    /// There is no certificate yet, or none that clients would take now.
    Certificate,
}

impl Trouble {
    /// Its name on the admin listener.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stopping => "stopping",
            Self::Unseen => "unseen",
            Self::Database => "database",
            Self::Publisher => "publisher",
            Self::Disk => "disk",
            Self::Certificate => "certificate",
        }
    }
}

impl Health {
    /// A server on this folder; not ready before the first look.
    pub fn new(app: App, dir: &std::path::Path, tls: Option<Tls>) -> Self {
        Self(Arc::new(Inner {
            app,
            probe: dir.join("probe"),
            tls,
            state: RwLock::default(),
        }))
    }

    /// From now on it takes no new work.
    pub fn stop(&self) {
        self.change(|state| state.stopping = true);
    }

    /// What is in the way; nothing when it is ready.
    pub fn troubles(&self) -> Vec<Trouble> {
        let state = self.0.state.read().unwrap_or_else(PoisonError::into_inner);
        if state.stopping {
            return vec![Trouble::Stopping];
        }
        match &state.seen {
            Some((at, troubles)) if at.plus_seconds(STALE) > self.0.app.now() => troubles.clone(),
            Some(_) | None => vec![Trouble::Unseen],
        }
    }

    /// From when to when the certificate can be used that is shown, if there is one yet; nothing where TLS ends elsewhere.
    pub fn certificate(&self) -> Option<Option<Validity>> {
        Some(self.0.tls.as_ref()?.validity())
    }

    /// Looks at everything every few seconds, until it is dropped; `alive` is told after each look.
    pub async fn watch(self, alive: impl Fn()) {
        loop {
            self.look().await;
            alive();
            tokio::time::sleep(EVERY).await;
        }
    }

    /// Looks at everything once.
    pub async fn look(&self) {
        let mut troubles = Vec::new();
        match tokio::time::timeout(PATIENCE, pulse::look(&self.0.app)).await {
            Ok(Ok(pulse)) if self.stuck(&pulse) => troubles.push(Trouble::Publisher),
            Ok(Ok(_)) => {}
            Ok(Err(_)) | Err(_) => troubles.push(Trouble::Database),
        }
        match tokio::time::timeout(PATIENCE, self.disk()).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) | Err(_) => troubles.push(Trouble::Disk),
        }
        let now = self.0.app.now();
        if let Some(validity) = self.certificate()
            && !validity.is_some_and(|validity| validity.holds(now))
        {
            troubles.push(Trouble::Certificate);
        }
        for trouble in &troubles {
            tracing::warn!(?trouble, "not ready");
        }
        self.change(|state| state.seen = Some((now, troubles)));
    }

    /// Whether a log has waited too long without growing.
    fn stuck(&self, pulse: &Pulse) -> bool {
        let now = self.0.app.now();
        self.change(|state| {
            let mut waiting = BTreeMap::new();
            for log in pulse.logs.iter().filter(|log| log.waiting > 0) {
                let since = match state.waiting.get(&log.log) {
                    Some((size, since)) if *size == log.size => *since,
                    Some(_) | None => now,
                };
                waiting.insert(log.log.clone(), (log.size, since));
            }
            state.waiting = waiting;
            let mut since = state.waiting.values().map(|(_, since)| *since);
            since.any(|since| since.plus_seconds(STUCK) <= now)
        })
    }

    /// The disk takes a block and confirms it.
    async fn disk(&self) -> std::io::Result<()> {
        let mut file = tokio::fs::File::create(&self.0.probe).await?;
        file.write_all(&[0; 4096]).await?;
        file.sync_all().await?;
        tokio::fs::remove_file(&self.0.probe).await
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.0.state.write().unwrap_or_else(PoisonError::into_inner))
    }
}

/// `/health` and `/ready` for anybody: a word, no reason.
pub fn routes<S: Clone + Send + Sync + 'static>(health: Health) -> Router<S> {
    let ready = move || {
        let ready = health.troubles().is_empty();
        async move {
            if ready {
                (StatusCode::OK, "ready\n")
            } else {
                (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
            }
        }
    };
    Router::new()
        .route("/health", get(|| async { "alive\n" }))
        .route("/ready", get(ready))
}
