//! Every address, in one place.

use axum::Extension;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get, post, put};
use zegel_web::intake::{Budget, Intake, meter};

use crate::ctx::Ctx;
use crate::who::Turns;
use crate::{api, log_tiles, pages, room_proxy};

/// The largest offer or sealed attachment, in bytes: 64 MiB of attachment and its frame.
const OFFER_LIMIT: usize = 65 * 1024 * 1024;
/// The largest form or JSON body, in bytes.
const FORM_LIMIT: usize = 256 * 1024;
/// Memory for bodies that are on their way, all of them together, in bytes. An offer takes twice its length for a
/// moment, when its pieces are put together.
const BODIES: usize = 96 * 1024 * 1024;

/// Every address of the server.
pub fn routes(ctx: Ctx) -> Router {
    let budget = Budget::new(BODIES);
    Router::new()
        .merge(pages::routes())
        .merge(log())
        .merge(people())
        .merge(cases())
        .merge(holds())
        .layer(from_fn_with_state(Intake::kept(FORM_LIMIT, &budget), meter))
        .merge(import().layer(from_fn_with_state(
            Intake::kept(OFFER_LIMIT, &budget),
            meter,
        )))
        .merge(attachments().layer(from_fn_with_state(Intake::passed_on(OFFER_LIMIT), meter)))
        // The meter above knows the length of each.
        .layer(DefaultBodyLimit::disable())
        .layer(Extension(Turns::default()))
        .fallback(pages::not_found)
        .with_state(ctx)
}

fn log() -> Router<Ctx> {
    Router::new()
        .route("/log/{log}/checkpoint", get(log_tiles::checkpoint))
        .route("/log/{log}/witnessed", get(log_tiles::witnessed))
        .route("/log/{log}/tile/{*path}", get(log_tiles::tile))
}

fn people() -> Router<Ctx> {
    Router::new()
        .route("/api/v1/sign-in", post(api::people::sign_in))
        .route("/api/v1/me", get(api::people::me))
        .route("/api/v1/directory", get(api::people::directory))
        .route("/api/v1/people", post(api::people::add))
        .route("/api/v1/keys", post(api::people::register_key))
        .route(
            "/api/v1/seats",
            get(api::archive::seats).post(api::seats::register),
        )
        .route("/api/v1/seats/{seat}/drill", post(api::seats::drill))
        .route("/api/v1/cosignatures", post(api::seats::cosign))
        .route("/api/v1/regulation/draft", post(api::regulation::draft))
        .route("/api/v1/regulation/consult", post(api::regulation::consult))
        .route("/api/v1/regulation/weigh", post(api::regulation::weigh))
        .route(
            "/api/v1/regulation/put-in-force",
            post(api::regulation::put_in_force),
        )
        .route(
            "/api/v1/regulation/withdraw",
            post(api::regulation::withdraw),
        )
        .route("/api/v1/regulation/confirm", post(api::regulation::confirm))
}

fn holds() -> Router<Ctx> {
    Router::new()
        .route(
            "/api/v1/holds",
            get(api::holds::list).post(api::holds::propose),
        )
        .route("/api/v1/holds/{hold}/confirm", post(api::holds::confirm))
        .route("/api/v1/holds/{hold}/refuse", post(api::holds::refuse))
        .route("/api/v1/holds/{hold}/keep", post(api::holds::keep))
        .route(
            "/api/v1/holds/{hold}/propose-release",
            post(api::holds::propose_release),
        )
        .route(
            "/api/v1/holds/{hold}/confirm-release",
            post(api::holds::confirm_release),
        )
}

fn import() -> Router<Ctx> {
    Router::new()
        .route("/api/v1/archive", get(api::archive::archive))
        .route("/api/v1/import/lists", get(api::archive::lists))
        .route("/api/v1/import", post(api::import::import))
        .route("/api/v1/import/statements", post(api::import::state))
        .route("/api/v1/cases/{case}/approvals", post(api::cases::approve))
}

fn attachments() -> Router<Ctx> {
    Router::new().route("/api/v1/blobs/{blob}", put(api::import::blob))
}

fn cases() -> Router<Ctx> {
    Router::new()
        .route("/api/v1/cases", get(api::cases::list).post(api::cases::ask))
        .route("/api/v1/copies", get(api::cases::copies))
        .route("/api/v1/cases/{case}", get(api::cases::get))
        .route("/api/v1/cases/{case}/request", get(api::cases::for_seat))
        .route("/api/v1/cases/{case}/denials", post(api::cases::deny))
        .route("/api/v1/cases/{case}/close", post(api::cases::close))
        .route("/api/v1/cases/{case}/looks", post(api::cases::look))
        .route("/api/v1/cases/{case}/release", get(api::cases::release))
        .route(
            "/api/v1/cases/{case}/segments/{segment}",
            get(api::cases::segment),
        )
        .route("/api/v1/cases/{case}/blobs/{blob}", get(api::cases::blob))
        .route("/room/{case}", any(room_proxy::pass))
        .route("/room/{case}/", any(room_proxy::pass))
        .route("/room/{case}/{*rest}", any(room_proxy::pass))
}
