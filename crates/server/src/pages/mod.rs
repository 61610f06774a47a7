//! The pages: each handler parses, authenticates, calls use cases, fills a view.

mod admin_view;
mod advice;
mod case;
mod case_new;
mod cases;
mod demo;
mod holds;
mod log;
mod me;
mod people;
mod regulation;
mod rules;
mod seats;
mod sign_in;
mod verify;
pub mod visit;

pub use advice::paper_answers;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use zegel_app::Failure;

use crate::ctx::Ctx;
use crate::refusal::Refused;

/// What a page's handler answers.
type Shown = Result<Response, Refused>;

/// Every page.
pub fn routes() -> Router<Ctx> {
    Router::new()
        .merge(advice::routes())
        .merge(employee())
        .merge(owner())
        .merge(access())
        .merge(held())
        .route("/log", get(log::show))
        .route("/log/latest", get(log::latest))
        .route("/verify", get(verify::show))
        .route("/demo", get(demo::show))
        .route("/demo/as/{role}", get(demo::step_into))
        .route("/demo/token/{person}", post(demo::token))
        .route("/admin-view", get(admin_view::show))
        // As it was called before `/health`.
        .route("/healthz", get(|| async { "ok" }))
}

fn employee() -> Router<Ctx> {
    Router::new()
        .route("/sign-in", get(sign_in::explain))
        .route(
            "/sign-in/{link}",
            get(sign_in::confirm).post(sign_in::redeem),
        )
        .route("/sign-out", post(sign_in::out))
        .route("/me", get(me::show))
        .route("/me/proofs/{number}", get(me::proof))
        .route("/me/tokens", post(me::token))
        .route("/me/tokens/{token}/revoke", post(me::revoke))
        .route("/rules", get(rules::show))
        .route("/notice", get(rules::notice))
        .route("/notice/confirm", post(rules::confirm))
        .route("/seats", get(seats::show))
}

fn owner() -> Router<Ctx> {
    Router::new()
        .route("/people", get(people::show).post(people::add))
        .route("/people/{person}/link", post(people::link))
        .route("/regulation", get(regulation::show))
        .route("/regulation/draft", post(regulation::draft))
        .route("/regulation/consult", post(regulation::consult))
        .route("/regulation/weigh", post(regulation::weigh))
        .route("/regulation/put-in-force", post(regulation::put_in_force))
        .route("/regulation/withdraw", post(regulation::withdraw))
}

fn access() -> Router<Ctx> {
    Router::new()
        .route("/cases", get(cases::show))
        .route("/cases/new", get(case_new::show).post(case_new::submit))
        .route("/cases/{case}", get(case::show))
        .route("/cases/{case}/close", post(case::close))
        .route("/cases/{case}/deny", post(case::deny))
}

fn held() -> Router<Ctx> {
    Router::new()
        .route("/holds", get(holds::show).post(holds::propose))
        .route("/holds/{hold}/confirm", post(holds::confirm))
        .route("/holds/{hold}/refuse", post(holds::refuse))
        .route("/holds/{hold}/keep", post(holds::keep))
        .route(
            "/holds/{hold}/propose-release",
            post(holds::propose_release),
        )
        .route(
            "/holds/{hold}/confirm-release",
            post(holds::confirm_release),
        )
}

/// Anything that is not there.
pub async fn not_found() -> Refused {
    Failure::NotFound("page").into()
}

/// After a form: where to look, and what was done.
fn done(path: &str, what: &str) -> Response {
    Redirect::to(&format!("{path}?done={what}")).into_response()
}

/// A file to keep, under this name.
fn download(name: &str, kind: &'static str, bytes: impl Into<axum::body::Body>) -> Response {
    let mut response = bytes.into().into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
