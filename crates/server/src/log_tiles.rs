//! The logs as C2SP tlog-tiles: public, without a session, for anybody's verifier.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use zegel_app::{App, conduct};

use crate::refusal::Refused;

/// `/log/{log}/checkpoint`
pub async fn checkpoint(
    State(app): State<App>,
    Path(log): Path<String>,
) -> Result<Response, Refused> {
    let bytes = conduct::checkpoint(&app, &log).await?;
    Ok((
        [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        bytes,
    )
        .into_response())
}

/// `/log/{log}/tile/{path}`: full tiles never change, partial ones go.
pub async fn tile(
    State(app): State<App>,
    Path((log, path)): Path<(String, String)>,
) -> Result<Response, Refused> {
    let path = format!("tile/{path}");
    let bytes = conduct::tile(&app, &log, &path).await?;
    let cache = if path.contains(".p/") {
        "no-store"
    } else {
        "public, max-age=31536000, immutable"
    };
    Ok((
        [
            (header::CONTENT_TYPE, "application/octet-stream"),
            (header::CACHE_CONTROL, cache),
        ],
        bytes,
    )
        .into_response())
}

/// `/log/{log}/witnessed`: the newest checkpoint that a staff seat cosigned.
pub async fn witnessed(
    State(app): State<App>,
    Path(log): Path<String>,
) -> Result<Response, Refused> {
    let bytes = conduct::witnessed_checkpoint(&app, &log).await?;
    Ok((
        [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        bytes,
    )
        .into_response())
}
