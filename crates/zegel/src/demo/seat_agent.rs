//! The demo's seats: one process on another port that holds the keys of all four, so that approving is a click.
//!
//! In earnest no such thing exists: each seat is somebody's own machine and `zegel seat`. It speaks the same API.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde::Deserialize;
use tempfile::TempDir;
use zegel_model::seat::Side;
use zegel_model::{CaseId, PersonId, SeatId};
use zegel_seal::seat::SeatKey;
use zegel_web::page::DemoBar;
use zegel_web::pages::refusal::RefusalPage;
use zegel_web::{Language, Layout, assets, show_as};

use super::story::{remote, token};
use crate::cli::say;
use crate::machine::SystemRandom;
use crate::seat;
use crate::serve::Ready;

/// Who holds which seat, and where the server is.
#[derive(Deserialize)]
struct Start {
    server: String,
    log_key: String,
    holders: Vec<Holder>,
}

#[derive(Deserialize)]
struct Holder {
    person: PersonId,
    side: Side,
}

/// One seat of the demo.
struct Held {
    person: PersonId,
    key: SeatKey,
    home: TempDir,
}

struct Agent {
    ready: Ready,
    seats: BTreeMap<SeatId, Held>,
}

/// Says its address, makes the seats when told, then serves until its standard input closes.
pub(crate) async fn command() -> anyhow::Result<ExitCode> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    say(&format!("http://{}", listener.local_addr()?));
    let agent = tokio::task::spawn_blocking(make).await??;
    let router = Router::new()
        .route("/approve", post(approve))
        .merge(assets::routes())
        .with_state(Arc::new(agent));
    zegel_web::listen::serve(listener, router, parent_gone()).await?;
    Ok(ExitCode::SUCCESS)
}

async fn parent_gone() {
    let waiting = tokio::task::spawn_blocking(|| {
        let mut rest = String::new();
        std::io::stdin().read_line(&mut rest)
    });
    drop(waiting.await);
}

fn make() -> anyhow::Result<Agent> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let start: Start = serde_json::from_str(&line)
        .context("the agent waits for the demo to tell it who holds a seat")?;
    let ready = Ready {
        admin: None,
        redirect: None,
        url: start.server,
        log_key: start.log_key,
        owner_link: None,
    };
    let mut seats = BTreeMap::new();
    let mut made = Vec::new();
    for holder in start.holders {
        let home = TempDir::new()?;
        let key = SeatKey::generate(&SystemRandom)?;
        let remote = remote(
            &ready,
            &token(&ready, holder.person, home.path())?,
            home.path(),
        )?;
        let id = seat::register(&remote, &key, holder.side)?;
        made.push((holder.side, id));
        seats.insert(
            id,
            Held {
                person: holder.person,
                key,
                home,
            },
        );
    }
    say(&serde_json::to_string(&made)?);
    Ok(Agent { ready, seats })
}

#[derive(Deserialize)]
struct Asked {
    case: String,
    seat: String,
}

/// A click on the case's page. Only forms of the demo's own server are taken.
async fn approve(
    State(agent): State<Arc<Agent>>,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Response {
    let language = Language::of(&headers);
    let port = agent.ready.url.rsplit(':').next().unwrap_or_default();
    let origin = headers
        .get("origin")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if ![
        format!("http://127.0.0.1:{port}"),
        format!("http://localhost:{port}"),
    ]
    .contains(&origin.to_owned())
    {
        return refusal(
            language,
            "cross-site-what",
            "cross-site-why",
            "cross-site-do",
        );
    }
    let back = format!("{origin}/cases/{}", asked.case);
    match tokio::task::spawn_blocking(move || agent.approve(&asked)).await {
        Ok(Ok(true)) => Redirect::to(&format!("{back}?done=released")).into_response(),
        Ok(Ok(false)) => Redirect::to(&format!("{back}?done=approved")).into_response(),
        Ok(Err(_)) | Err(_) => refusal(
            language,
            "not-witnessed-what",
            "not-witnessed-why",
            "not-witnessed-do",
        ),
    }
}

impl Agent {
    fn approve(&self, asked: &Asked) -> anyhow::Result<bool> {
        let case: CaseId = asked.case.parse()?;
        let seat: SeatId = asked.seat.parse()?;
        let held = self
            .seats
            .get(&seat)
            .context("the agent does not hold this seat")?;
        let remote = remote(
            &self.ready,
            &token(&self.ready, held.person, held.home.path())?,
            held.home.path(),
        )?;
        Ok(seat::approve(&remote, &held.key, case, None, |_, _| Ok(true))?.unwrap_or(false))
    }
}

fn refusal(language: Language, what: &str, why: &str, remedy: &str) -> Response {
    let say = |part: &str| language.say(&format!("problem-{part}"), &[]);
    let layout = Layout {
        demo: Some(DemoBar::default()),
        ..Layout::bare(language, "/")
    };
    let page = RefusalPage {
        layout,
        what: say(what),
        why: say(why),
        remedy: say(remedy),
        rule: None,
        status: 409,
        sign_in: false,
    };
    show_as(StatusCode::CONFLICT, &page)
}
