//! A restored archive that nobody let go on: its pages say so and do nothing else.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use zegel_web::problem::{Code, Problem};

use crate::ctx::Ctx;

/// What is open all the same: whether the server lives, and the logs as far as they go.
const OPEN: [&str; 4] = ["/healthz", "/health", "/ready", "/log/"];

/// Refuses everything else until `zegel recover` has been run.
pub async fn closed(State(ctx): State<Ctx>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if ctx.app.store.is_restored() && !OPEN.iter().any(|open| path.starts_with(open)) {
        return Problem::new(Code::Restored).into_response();
    }
    next.run(request).await
}
