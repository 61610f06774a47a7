//! How to verify without this server, for anybody.

use axum::extract::State;
use zegel_app::origin::CONDUCT;
use zegel_app::{Failure, Why};
use zegel_web::page::Place;
use zegel_web::pages::verify::VerifyPage;
use zegel_web::show as page;

use super::Shown;
use super::visit::Visit;
use crate::ctx::Ctx;

/// `GET /verify`
pub(super) async fn show(State(ctx): State<Ctx>, mut visit: Visit) -> Shown {
    visit.layout.here = Some(Place::Log);
    let key = ctx
        .app
        .origin
        .verifier_key(CONDUCT)
        .map_err(|_| Failure::Because(Why::Damaged))?;
    let log = format!("{}/log/{CONDUCT}", ctx.url);
    Ok(page(&VerifyPage::new(visit.layout, &log, key)))
}
