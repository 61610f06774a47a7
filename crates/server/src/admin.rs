//! The admin listener: health, readiness with its reasons, metrics. For whoever runs the archive; nothing in it opens or
//! names anything.

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::health::{Health, Trouble};
use crate::metrics::Metrics;

/// The content type of the text format of `OpenMetrics`.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Every address of the admin listener.
pub fn router(health: Health, metrics: Metrics) -> Router {
    let ready = move || {
        let health = health.clone();
        async move { reasons(&health) }
    };
    let metrics = move || {
        let metrics = metrics.clone();
        async move { ([(header::CONTENT_TYPE, OPEN_METRICS)], metrics.text().await) }
    };
    Router::new()
        .route("/health", get(|| async { "alive\n" }))
        .route("/ready", get(ready))
        .route("/metrics", get(metrics))
}

fn reasons(health: &Health) -> Response {
    let troubles = health.troubles();
    if troubles.is_empty() {
        return "ready\n".into_response();
    }
    let names: Vec<_> = troubles.into_iter().map(Trouble::name).collect();
    let text = format!("not ready: {}\n", names.join(", "));
    (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
}
