//! The switch between the languages, which leads back to where its reader was.

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::language::{self, Language};
use crate::page::stays_here;

#[derive(Deserialize)]
struct Back {
    back: Option<String>,
}

/// The route behind the language switch: `GET /language/{nl|en}?back=/path`.
pub fn language_routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/language/{tag}", get(switch_language))
}

async fn switch_language(Path(tag): Path<String>, Query(query): Query<Back>) -> Response {
    let Ok(language) = tag.parse::<Language>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let back = query
        .back
        .filter(|path| stays_here(path))
        .unwrap_or_else(|| "/".to_owned());
    let cookie = format!(
        "{}={}; Path=/; Max-Age=31536000; SameSite=Lax",
        language::COOKIE,
        language.tag()
    );
    ([(header::SET_COOKIE, cookie)], Redirect::to(&back)).into_response()
}
