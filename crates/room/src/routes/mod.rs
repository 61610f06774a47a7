//! The room's addresses, and the gate before all of them: the parent's secret, then the clock.
//!
//! | address | shows |
//! |---|---|
//! | `/` | conversations, days, counts; no content |
//! | `/c/{number}/{day}` | one day of one conversation |
//! | `/search`, `/search/{number}` | the search box; the hits of an earlier line. Words are posted and stay in memory: an address would put them into histories and logs |
//! | `/together` | which copies are of one conversation; no content |
//! | `/together/{number}` | such a set: what differs on which day, who was in the conversation when |
//! | `/together/{number}/{day}` | one day of it, the copies side by side |
//! | `/marked`, `POST /mark` | what was marked |
//! | `/file/{number}` | the attachment of a message |
//! | `POST /close` | ends the case |

mod day;
mod file;
mod mark;
mod search;
mod start_page;
mod together;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use zegel_model::case::End;
use zegel_web::guard::{Policy, guarded};
use zegel_web::page::language_routes;
use zegel_web::{Code, Problem, assets, show_as};

use crate::pages::{Here, RefusalPage, WORDS};
use crate::room::{Asker, Exit, NotShown, Opened, Phase, Room};

/// Largest form that is read, in bytes.
const LARGEST_FORM: usize = 16 * 1024;

/// The answer to `POST /close`, which may say goodbye although the room is over.
#[derive(Clone, Copy)]
struct Goodbye;

/// All routes of a room, `base` being the path under which its parent serves rooms.
pub(crate) fn router(room: Arc<Room>, base: &str) -> Router {
    let home = room.home.clone();
    let at = |path: &str| format!("{home}{path}");
    let overview = at("/");
    let router = Router::new()
        .route(&home, get(|| async move { Redirect::to(&overview) }))
        .route(&at("/"), get(start_page::show))
        .route(&at("/c/{number}/{day}"), get(day::show))
        .route(&at("/search"), get(search::form).post(search::ask))
        .route(&at("/search/{number}"), get(search::show))
        .route(&at("/together"), get(together::list))
        .route(&at("/together/{number}"), get(together::set))
        .route(&at("/together/{number}/{day}"), get(together::day))
        .route(&at("/marked"), get(mark::list))
        .route(&at("/mark"), post(mark::set))
        .route(&at("/file/{number}"), get(file::show))
        .route(&at("/close"), post(close))
        .route(&at("/room.css"), get(style))
        .route(&format!("{base}/shutdown"), post(shutdown))
        .fallback(missing)
        .with_state(Arc::clone(&room))
        .merge(assets::routes())
        .merge(language_routes())
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(middleware::from_fn_with_state(room, gate));
    guarded(router, &Policy::default())
}

/// First the secret, then the clock, before and after: an answer that took too long is not given.
async fn gate(State(room): State<Arc<Room>>, request: Request, next: Next) -> Response {
    let asker = room.asker(&request);
    let secret = request
        .headers()
        .get(crate::SECRET_HEADER)
        .map(HeaderValue::as_bytes);
    if !secret.is_some_and(|secret| room.secret.is(secret)) {
        return outside(&asker, StatusCode::FORBIDDEN, &Sentences::FOREIGN);
    }
    if let Phase::Over(why) = room.phase() {
        return over(&asker, StatusCode::FORBIDDEN, why);
    }
    let response = next.run(request).await;
    let goodbye = response.extensions().get::<Goodbye>().is_some();
    if let (Phase::Over(why), false) = (room.phase(), goodbye) {
        return over(&asker, StatusCode::FORBIDDEN, why);
    }
    response
}

/// Ends the case at the archive, then here. If the archive cannot be told, the room ends all the same: it stops, and
/// the parent reports that.
async fn close(State(room): State<Arc<Room>>, asker: Asker) -> Response {
    let told = room.archive.close(room.case()).await;
    let why = room.end(if told.is_ok() {
        End::Closed
    } else {
        End::RoomStopped
    });
    let mut response = over(&asker, StatusCode::OK, why);
    response.extensions_mut().insert(Goodbye);
    response
}

async fn shutdown(State(room): State<Arc<Room>>) -> Response {
    room.leave(Exit::Shutdown);
    room.end(End::RoomStopped);
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.extensions_mut().insert(Goodbye);
    response
}

async fn style() -> Response {
    const CSS: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");
    (
        [(header::CONTENT_TYPE, CSS)],
        include_str!("../../assets/room.css"),
    )
        .into_response()
}

async fn missing(State(room): State<Arc<Room>>, asker: Asker) -> Response {
    not_here(&room, &asker)
}

/// Three sentences of a refusal, by their keys.
struct Sentences {
    what: &'static str,
    why: &'static str,
    remedy: &'static str,
}

impl Sentences {
    const FOREIGN: Self = Self {
        what: "room-foreign-what",
        why: "room-foreign-why",
        remedy: "room-foreign-do",
    };
    const MISSING: Self = Self {
        what: "room-missing-what",
        why: "room-missing-why",
        remedy: "room-missing-do",
    };
    const UNLOGGED: Self = Self {
        what: "room-unlogged-what",
        why: "room-unlogged-why",
        remedy: "room-unlogged-do",
    };
    const FILE: Self = Self {
        what: "room-file-what",
        why: "room-file-why",
        remedy: "room-file-do",
    };

    const fn over(why: End) -> Self {
        let why = match why {
            End::Closed => "room-over-closed",
            End::Denied => "room-over-denied",
            End::Lapsed => "room-over-lapsed",
            End::Deadline => "room-over-deadline",
            End::RoomStopped => "room-over-stopped",
        };
        Self {
            what: "room-over-what",
            why,
            remedy: "room-over-do",
        }
    }

    const fn broken(why: &'static str) -> Self {
        Self {
            what: "room-broken-what",
            why,
            remedy: "room-broken-do",
        }
    }
}

/// A refusal around which there is no room: nobody came in, or it is over.
fn outside(asker: &Asker, status: StatusCode, sentences: &Sentences) -> Response {
    let say = |key: &str| WORDS.say(asker.language, key, &[]);
    let page = zegel_web::pages::refusal::RefusalPage {
        layout: asker.layout(),
        what: say(sentences.what),
        why: say(sentences.why),
        remedy: say(sentences.remedy),
        rule: None,
        status: status.as_u16(),
        sign_in: false,
    };
    show_as(status, &page)
}

/// A refusal within the room: its terms stay in view.
fn refusal(room: &Room, asker: &Asker, status: StatusCode, sentences: &Sentences) -> Response {
    let Sentences { what, why, remedy } = *sentences;
    show_as(
        status,
        &RefusalPage {
            frame: room.frame(asker, Here::Overview),
            what,
            why,
            remedy,
        },
    )
}

/// A refusal in the server's words.
fn problem(asker: &Asker, code: Code) -> Response {
    Problem::new(code).page(asker.layout())
}

fn over(asker: &Asker, status: StatusCode, why: End) -> Response {
    outside(asker, status, &Sentences::over(why))
}

fn not_here(room: &Room, asker: &Asker) -> Response {
    refusal(room, asker, StatusCode::NOT_FOUND, &Sentences::MISSING)
}

fn not_shown(room: &Room, asker: &Asker, why: NotShown) -> Response {
    match why {
        NotShown::Over(why) => over(asker, StatusCode::FORBIDDEN, why),
        NotShown::Unlogged => refusal(
            room,
            asker,
            StatusCode::SERVICE_UNAVAILABLE,
            &Sentences::UNLOGGED,
        ),
    }
}

/// The open room behind a request, or the answer that there is none.
fn open(room: &Room, asker: &Asker) -> Result<Arc<Opened>, Box<Response>> {
    Err(Box::new(match room.phase() {
        Phase::Open(open) => return Ok(open),
        Phase::Over(why) => over(asker, StatusCode::FORBIDDEN, why),
        Phase::Broken(why) => refusal(room, asker, StatusCode::CONFLICT, &Sentences::broken(why)),
        // The overview says what the room waits for.
        Phase::Waiting(_) | Phase::Opening => {
            Redirect::to(&format!("{}/", room.home)).into_response()
        }
    }))
}

impl Room {
    fn asker(&self, request: &Request) -> Asker {
        self.asker_of(request.headers(), request.uri())
    }

    fn asker_of(&self, headers: &axum::http::HeaderMap, uri: &axum::http::Uri) -> Asker {
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        Asker {
            language: self.language_of(headers),
            path: path.to_owned(),
            demo: self.demo,
        }
    }
}

impl FromRequestParts<Arc<Room>> for Asker {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        room: &Arc<Room>,
    ) -> Result<Self, Self::Rejection> {
        Ok(room.asker_of(&parts.headers, &parts.uri))
    }
}

/// Which part of a long page was asked for; nonsense is the first.
#[derive(serde::Deserialize)]
struct Part {
    part: Option<String>,
}

impl Part {
    /// Cuts a list into parts of `size`; answers with the one asked for, from 1, and how many there are.
    fn of(&self, length: usize, size: usize) -> (crate::pages::Parts, std::ops::Range<usize>) {
        let all = length.div_ceil(size).max(1);
        let asked = self
            .part
            .as_ref()
            .and_then(|part| part.parse::<usize>().ok())
            .unwrap_or(1);
        let now = asked.clamp(1, all);
        let start = (now - 1) * size;
        (
            crate::pages::Parts { now, all },
            start..(start + size).min(length),
        )
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
