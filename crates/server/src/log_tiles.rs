//! The logs as C2SP tlog-tiles: public, without a session, for anybody's verifier.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use zegel_app::{App, conduct};

use crate::refusal::Refused;

/// `/log/{log}/checkpoint`
pub async fn checkpoint(State(app): State<App>, Path(log): Path<String>) -> Result<Response, Refused> {
    let bytes = conduct::checkpoint(&app, &log).await.map_err(Refused::program)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], bytes)
        .into_response())
}

/// `/log/{log}/tile/{path}`: full tiles never change, partial ones go.
pub async fn tile(State(app): State<App>, Path((log, path)): Path<(String, String)>) -> Result<Response, Refused> {
    let path = format!("tile/{path}");
    let bytes = conduct::tile(&app, &log, &path).await.map_err(Refused::program)?;
    let cache = if path.contains(".p/") { "no-store" } else { "public, max-age=31536000, immutable" };
    Ok(([(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, cache)], bytes).into_response())
}

/// One line of the ticking log: what kind of thing happened, never who.
#[derive(Debug, Serialize)]
pub struct Line {
    index: u64,
    at: String,
    name: &'static str,
    words: String,
}

/// Where the reader is.
#[derive(Debug, Deserialize)]
pub struct After {
    after: Option<u64>,
}

/// `/log/latest?after=…`
pub async fn latest(
    State(app): State<App>,
    Query(from): Query<After>,
    headers: axum::http::HeaderMap,
) -> Result<Json<Vec<Line>>, Refused> {
    let language = zegel_web::Language::of(&headers);
    let recent = conduct::recent(&app, 50).await.map_err(Refused::program)?;
    let lines = recent
        .into_iter()
        .filter_map(|stored| {
            let index = stored.log_index?;
            let payload = stored.decoded()?;
            let name = payload.event.name();
            Some(Line {
                index,
                at: language.moment(payload.at),
                name,
                words: zegel_web::pages::log::words(language, name),
            })
        })
        .filter(|line| from.after.is_none_or(|after| line.index > after))
        .collect();
    Ok(Json(lines))
}

