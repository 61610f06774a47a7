//! A case ends: closed, denied, lapsed, at its deadline, or because its room stopped.

use zegel_model::CaseId;
use zegel_model::case::Case;
use zegel_model::event::Event;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_store::{Tx, case, release, seat};

use crate::regulation::may::ask;
use crate::{App, Failure};

/// The reviewer or the privacy contact closes it.
pub async fn close(app: &App, actor: &Person, id: CaseId) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    let case = get(&mut tx, id).await?;
    let right = ask(&mut tx, actor, Action::CloseCase, case.object()).await?;
    let oversight = if case.terms.reviewer == actor.id {
        None
    } else {
        Some(ask(&mut tx, actor, Action::OverseeCases, Object::Archive).await?)
    };
    let now = tx.now();
    let (case, event) = case.close(&right, oversight.as_ref(), now)?;
    finish(tx, &case, &event).await
}

/// A seat refuses.
pub async fn deny(app: &App, actor: &Person, id: CaseId) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    let case = get(&mut tx, id).await?;
    let right = ask(&mut tx, actor, Action::DenyCase, case.object()).await?;
    let seats = seat::all(&mut tx).await?;
    if !seats.iter().any(|seat| seat.holder == actor.id) {
        return Err(Failure::NotFound("seat of yours"));
    }
    let now = tx.now();
    let (case, event) = case.deny(&right, now)?;
    finish(tx, &case, &event).await
}

/// The room's process is gone. Not somebody's decision, so no right is asked.
pub async fn room_stopped(app: &App, id: CaseId) -> Result<(), Failure> {
    // At the deadline the room ends by itself, often before the job that says so.
    if tick(app, id).await? {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    let now = tx.now();
    match get(&mut tx, id).await?.room_stopped(now) {
        Ok((case, event)) => finish(tx, &case, &event).await,
        Err(_over) => Ok(()),
    }
}

/// Time passed. `true` when the case ended by it.
pub async fn tick(app: &App, id: CaseId) -> Result<bool, Failure> {
    let mut tx = app.store.begin().await?;
    let now = tx.now();
    match get(&mut tx, id).await?.tick(now) {
        Ok((case, event)) => finish(tx, &case, &event).await.map(|()| true),
        Err(_unchanged) => Ok(false),
    }
}

async fn get(tx: &mut Tx, id: CaseId) -> Result<Case, Failure> {
    case::get(tx, id).await?.ok_or(Failure::NotFound("case"))
}

/// State, event, and the re-sealed shares gone: without the room's key they are worthless, but why keep them.
async fn finish(mut tx: Tx, case: &Case, event: &Event) -> Result<(), Failure> {
    put_ended(&mut tx, case, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn put_ended(tx: &mut Tx, case: &Case, event: &Event) -> Result<(), Failure> {
    case::put(tx, case).await?;
    release::drop_case(tx, case.terms.case).await?;
    tx.record(event)?;
    Ok(())
}

/// With the regulation goes every case under it: what it allowed, nothing allows any more.
pub async fn with_the_regulation(tx: &mut Tx) -> Result<(), Failure> {
    let now = tx.now();
    for open in case::all(tx).await? {
        if let Ok((ended, event)) = open.room_stopped(now) {
            put_ended(tx, &ended, &event).await?;
        }
    }
    Ok(())
}
