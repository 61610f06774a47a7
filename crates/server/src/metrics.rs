//! Counts and times for whoever runs the archive, in Prometheus' text format.
//!
//! Refuses: anything about people or cases. Requests count under the template of their address, never under the address
//! itself; whatever a client may choose freely is not a label. Spec: `OpenMetrics` 1.0.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use zegel_app::{App, pulse};
use zegel_model::Timestamp;

use crate::health::Health;
use crate::rooms::Rooms;

type Label = (&'static str, String);
type Seconds = Gauge<f64, AtomicU64>;

/// Upper bounds of the times of requests, in seconds.
const REQUESTS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 25.0,
];
/// Upper bounds of the times of commits, in seconds.
const COMMITS: [f64; 9] = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5, 5.0];

/// What is counted. Cheap to clone.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    app: App,
    rooms: Rooms,
    health: Health,
    registry: Registry,
    requests: Family<[Label; 3], Counter>,
    request_seconds: Family<[Label; 2], Histogram>,
    waiting: Family<[Label; 1], Gauge>,
    published: Family<[Label; 1], Seconds>,
    jobs_due: Gauge,
    open_rooms: Gauge,
    ready: Gauge,
    memory: Gauge,
    certificate_days: Gauge<f64, AtomicU64>,
    certificate_failures: Counter,
}

impl Metrics {
    /// Begins counting, commits of the store included.
    pub fn new(app: App, rooms: Rooms, health: Health) -> Self {
        let mut registry = Registry::with_prefix("zegel");
        let mut inner = Inner {
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(|| Histogram::new(REQUESTS)),
            waiting: Family::default(),
            published: Family::default(),
            jobs_due: Gauge::default(),
            open_rooms: Gauge::default(),
            ready: Gauge::default(),
            memory: Gauge::default(),
            certificate_days: Gauge::default(),
            certificate_failures: Counter::default(),
            registry: Registry::default(),
            app,
            rooms,
            health,
        };
        inner.register(&mut registry);
        let commits = Histogram::new(COMMITS);
        registry.register_with_unit(
            "commit",
            "How long a transaction waited for the disk",
            Unit::Seconds,
            commits.clone(),
        );
        inner
            .app
            .store
            .on_commit(move |took| commits.observe(took.as_secs_f64()));
        inner.registry = registry;
        Self(Arc::new(inner))
    }

    /// The authority gave no certificate when it was asked.
    pub fn certificate_failed(&self) {
        self.0.certificate_failures.inc();
    }

    /// What was counted so far, and what waits now.
    pub async fn text(&self) -> String {
        let inner = &self.0;
        let troubles = inner.health.troubles();
        inner.ready.set(i64::from(troubles.is_empty()));
        inner.open_rooms.set(signed(inner.rooms.count()));
        if let Some(bytes) = resident() {
            inner.memory.set(signed(bytes));
        }
        if let Some(validity) = inner.health.certificate() {
            let now = inner.app.now();
            let left = |ends| signed_seconds(now, ends) / 86_400.0;
            let days = validity.map_or(0.0, |validity| left(validity.ends));
            inner.certificate_days.set(days);
        }
        // Where the database does not answer, the rest is worth the more.
        if let Ok(pulse) = pulse::look(&inner.app).await {
            let now = inner.app.now();
            inner.jobs_due.set(signed(pulse.jobs_due));
            for log in pulse.logs {
                let label = [("log", log.log)];
                inner.waiting.get_or_create(&label).set(signed(log.waiting));
                if let Some(at) = log.published {
                    inner.published.get_or_create(&label).set(seconds(at, now));
                }
            }
        }
        let mut text = String::new();
        if encode(&mut text, &inner.registry).is_err() {
            tracing::warn!("the metrics could not be written");
        }
        text
    }
}

impl Inner {
    fn register(&self, registry: &mut Registry) {
        registry.register(
            "requests",
            "Requests answered, by template of the address",
            self.requests.clone(),
        );
        registry.register_with_unit(
            "request",
            "How long answers took, by template of the address",
            Unit::Seconds,
            self.request_seconds.clone(),
        );
        registry.register(
            "waiting_batches",
            "Recorded and not yet published, by log",
            self.waiting.clone(),
        );
        registry.register_with_unit(
            "last_published_age",
            "Since the last checkpoint, by log",
            Unit::Seconds,
            self.published.clone(),
        );
        registry.register("jobs_due", "Jobs that are due", self.jobs_due.clone());
        registry.register(
            "open_rooms",
            "Reading rooms that run",
            self.open_rooms.clone(),
        );
        registry.register(
            "ready",
            "1 when the server can be given work",
            self.ready.clone(),
        );
        registry.register_with_unit(
            "memory",
            "Memory of the server's process that is resident",
            Unit::Bytes,
            self.memory.clone(),
        );
        if self.health.certificate().is_some() {
            registry.register(
                "certificate_days_left",
                "Until the certificate that is shown runs out; below 0 when it has, 0 where there is none yet",
                self.certificate_days.clone(),
            );
            registry.register(
                "certificate_failures",
                "Times that the authority was asked for a certificate and gave none",
                self.certificate_failures.clone(),
            );
        }
    }
}

/// Counts every request under its template.
pub async fn count(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let inner = &metrics.0;
    let begun = inner.app.now();
    let method = named(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    let answer = next.run(request).await;
    let status = answer.status().as_u16().to_string();
    inner
        .request_seconds
        .get_or_create(&[("method", method.to_owned()), ("route", route.clone())])
        .observe(seconds(begun, inner.app.clock.now()));
    inner
        .requests
        .get_or_create(&[
            ("method", method.to_owned()),
            ("route", route),
            ("status", status),
        ])
        .inc();
    answer
}

/// A method may be any word that a client likes; those count as one.
fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        _ => "other",
    }
}

fn seconds(from: Timestamp, to: Timestamp) -> f64 {
    // A clock that was set back says nothing about the time an answer took.
    signed_seconds(from, to).max(0.0)
}

fn signed_seconds(from: Timestamp, to: Timestamp) -> f64 {
    let micros = to.micros().saturating_sub(from.micros());
    let size = Duration::from_micros(micros.unsigned_abs()).as_secs_f64();
    if micros < 0 { -size } else { size }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Bytes of this process in memory; where the system tells.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
