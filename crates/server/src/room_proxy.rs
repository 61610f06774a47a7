//! The way from a reviewer's browser to their case's room. Whoever has no business there is turned away and logged.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::response::{IntoResponse, Redirect, Response};
use zegel_app::case::view;
use zegel_app::{Failure, Why, nodes};
use zegel_model::CaseId;

use crate::ctx::Ctx;
use crate::refusal::Refused;
use crate::who::Browser;

/// A form sent to a room is small: a query, a mark.
const FORM_LIMIT: usize = 64 * 1024;

/// How long a room may take for an answer, its last byte included.
const PATIENCE: Duration = Duration::from_mins(1);

/// What of a browser's request a room needs; never the session.
const PASSED_ON: [HeaderName; 4] = [
    header::ACCEPT,
    header::ACCEPT_LANGUAGE,
    header::CONTENT_TYPE,
    header::RANGE,
];

/// What of a room's answer the browser may see.
const PASSED_BACK: [HeaderName; 7] = [
    header::CONTENT_TYPE,
    header::CONTENT_SECURITY_POLICY,
    header::CACHE_CONTROL,
    header::LOCATION,
    header::CONTENT_DISPOSITION,
    header::X_CONTENT_TYPE_OPTIONS,
    header::REFERRER_POLICY,
];

/// `/room/{case}` and everything below it.
pub async fn pass(
    State(ctx): State<Ctx>,
    Path(path): Path<Vec<(String, String)>>,
    Browser(person): Browser,
    request: Request,
) -> Result<Response, Refused> {
    let language = zegel_web::Language::of(request.headers());
    let refuse = Refused::from;
    let case = path
        .first()
        .and_then(|(_, case)| case.parse::<CaseId>().ok());
    let case = case.ok_or_else(|| refuse(Failure::NotFound("case")))?;
    view::enter(&ctx.app, &person, case).await?;
    let Some(door) = ctx.rooms.door(case) else {
        return Err(refuse(nodes::no_room_here(&ctx.app, case).await?));
    };
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, FORM_LIMIT)
        .await
        .map_err(|_| refuse(Failure::Because(Why::TooLarge)))?;
    let target = parts.uri.path_and_query().map_or("/", |p| p.as_str());
    let url = format!("http://127.0.0.1:{}{target}", door.port);
    let mut headers = copy(&parts.headers, &PASSED_ON);
    if let Ok(secret) = HeaderValue::from_str(door.secret.expose()) {
        headers.insert(zegel_room::SECRET_HEADER, secret);
    }
    if let Ok(value) = HeaderValue::from_str(&format!(
        "{}={}",
        zegel_web::language::COOKIE,
        language.tag()
    )) {
        headers.insert(header::COOKIE, value);
    }
    let closing = parts.method == Method::POST && target.ends_with("/close");
    let gone = |_| refuse(Failure::Because(Why::RoomGone));
    let answer = ctx
        .inside
        .request(parts.method, url)
        .headers(headers)
        .body(body)
        .send()
        .await
        .map_err(gone)?;
    if closing && answer.status().is_success() {
        // The room has said goodbye and is gone; the case's page tells what became of it.
        return Ok(Redirect::to(&format!("/cases/{case}")).into_response());
    }
    Ok(passed_back(answer))
}

/// The room's answer, handed on piece by piece. The browser's connection ends with it, as the room's does (see
/// [`inside`]): a connection that stays keeps its buffers, and with them what went through. Freed, they are wiped.
fn passed_back(answer: reqwest::Response) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = answer.status();
    *response.headers_mut() = copy(answer.headers(), &PASSED_BACK);
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(header::CONNECTION, close);
    *response.body_mut() = Body::new(reqwest::Body::from(answer));
    response
}

/// The client that speaks to rooms: on the loopback address, by no proxy, without redirects, one connection a request.
pub fn inside() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE)
        .pool_max_idle_per_host(0)
        .build()
}

fn copy(from: &HeaderMap, names: &[HeaderName]) -> HeaderMap {
    let mut to = HeaderMap::new();
    for name in names {
        if let Some(value) = from.get(name) {
            to.insert(name.clone(), value.clone());
        }
    }
    to
}
