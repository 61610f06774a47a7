//! The conduct log as anybody may see it.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;
use zegel_app::conduct::{self, PublicEntry};
use zegel_app::origin::CONDUCT;
use zegel_app::{App, Failure, Why};
use zegel_web::page::Place;
use zegel_web::pages::log::{Checkpoint, LatestJson, LogLine, LogPage};
use zegel_web::{Language, show as page};

use super::Shown;
use super::visit::Visit;
use crate::ctx::Ctx;
use crate::refusal::Refused;

/// Entries on a page.
const PAGE: u32 = 50;

/// Where the reader is.
#[derive(Debug, Deserialize)]
pub(super) struct From {
    before: Option<u64>,
    after: Option<u64>,
}

/// `GET /log`
pub(super) async fn show(
    State(ctx): State<Ctx>,
    Query(from): Query<From>,
    mut visit: Visit,
) -> Shown {
    visit.layout.here = Some(Place::Log);
    let entries = conduct::public(&ctx.app, from.before, PAGE).await?;
    let oldest = entries
        .last()
        .map(|entry| entry.index)
        .filter(|index| *index > 0);
    let key = ctx
        .app
        .origin
        .verifier_key(CONDUCT)
        .map_err(|_| Failure::Because(Why::Damaged))?;
    let checkpoint = conduct::published(&ctx.app)
        .await?
        .map(|published| Checkpoint {
            origin: ctx.app.origin.line(CONDUCT),
            size: published.size,
            root: published.root,
            at: published.at,
            cosigners: published.cosigners,
        });
    Ok(page(&LogPage {
        layout: visit.layout,
        checkpoint,
        older: oldest.map(|index| format!("/log?before={index}")),
        live: from.before.is_none(),
        entries: entries.into_iter().map(line).collect(),
        verify_command: format!("zegel verify {}/log/{CONDUCT} --key {key}", ctx.url),
    }))
}

fn line(entry: PublicEntry) -> LogLine {
    LogLine {
        index: entry.index,
        at: entry.at,
        event: entry.event,
    }
}

/// `GET /log/latest?after=N`
pub(super) async fn latest(
    State(app): State<App>,
    Query(from): Query<From>,
    headers: HeaderMap,
) -> Result<Json<LatestJson>, Refused> {
    let entries = conduct::public(&app, None, PAGE).await?;
    let new = entries
        .into_iter()
        .filter(|entry| from.after.is_none_or(|after| entry.index > after));
    let lines: Vec<LogLine> = new.map(line).collect();
    let size = conduct::published(&app)
        .await?
        .map_or(0, |published| published.size);
    Ok(Json(LatestJson::of(Language::of(&headers), size, &lines)))
}
