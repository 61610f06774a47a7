//! Routes in, adapters out: parses, authenticates, calls one use case, renders. Starts and proxies reading rooms.
//!
//! Refuses: SQL, rules, keys that open anything. Every refusal is a page or an RFC 9457 problem with a sentence that
//! says what to do.

pub mod acme;
pub mod admin;
pub mod api;
pub mod ctx;
pub mod health;
pub mod log_tiles;
pub mod metrics;
pub mod pages;
pub mod redirect;
pub mod refusal;
pub mod restored;
pub mod room_proxy;
pub mod rooms;
pub mod routes;
pub mod who;

pub use ctx::{Ctx, Demo};
pub use refusal::Refused;
pub use rooms::Rooms;

use axum::Router;
use axum::middleware::from_fn_with_state;
use zegel_web::guard::{Policy, guarded};
use zegel_web::problem::{self, dressed};
use zegel_web::{assets, page};

/// The whole server: every address, counted; refusals dressed for whoever asks, security headers around all of it.
pub fn router(ctx: Ctx, health: health::Health, metrics: metrics::Metrics) -> Router {
    let policy = Policy {
        form_targets: ctx.demo.iter().map(|demo| demo.agent.clone()).collect(),
        https: ctx.url.starts_with("https://"),
    };
    let pages = routes::routes(ctx.clone())
        .layer(from_fn_with_state(ctx.clone(), pages::visit::dress))
        .layer(from_fn_with_state(ctx, restored::closed));
    let all = pages
        .merge(assets::routes())
        .merge(page::language_routes())
        .merge(problem::routes())
        .merge(health::routes(health));
    guarded(
        dressed(all.layer(from_fn_with_state(metrics, metrics::count))),
        &policy,
    )
}
