//! A case as those may see it who have to do with it: its terms and state, never what it opens.

use zegel_model::CaseId;
use zegel_model::case::{Case, CaseError, CaseState};
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_store::case;

use crate::case::look;
use crate::regulation::may::ask;
use crate::{App, Failure};

/// One case, for its reviewer and for whoever oversees cases.
pub async fn get(app: &App, actor: &Person, id: CaseId) -> Result<Case, Failure> {
    let mut read = app.store.read().await?;
    let case = case::get(&mut read, id)
        .await?
        .ok_or(Failure::NotFound("case"))?;
    if case.terms.reviewer != actor.id {
        // Whoever may not see it does not learn that it exists.
        let _right = ask(&mut read, actor, Action::OverseeCases, Object::Archive)
            .await
            .map_err(|_| Failure::NotFound("case"))?;
    }
    Ok(case)
}

/// The cases that somebody may know of, newest first.
pub async fn list(app: &App, actor: &Person) -> Result<Vec<Case>, Failure> {
    let mut read = app.store.read().await?;
    let all = case::all(&mut read).await?;
    match ask(&mut read, actor, Action::OverseeCases, Object::Archive).await {
        Ok(_right) => Ok(all),
        Err(_) => Ok(all
            .into_iter()
            .filter(|case| case.terms.reviewer == actor.id)
            .collect()),
    }
}

/// Whether somebody may go through the door of a case's room now: its reviewer may, until the case is over. Every other
/// try is an entry of the conduct log.
pub async fn enter(app: &App, actor: &Person, id: CaseId) -> Result<Case, Failure> {
    let found = case::get(&mut app.store.read().await?, id)
        .await?
        .ok_or(Failure::NotFound("case"))?;
    let refused = match found.state {
        _ if found.terms.reviewer != actor.id => CaseError::NotYours,
        CaseState::Ended { .. } => CaseError::Over,
        CaseState::Released { .. } if app.now() >= found.deadline() => CaseError::Over,
        CaseState::Requested | CaseState::Released { .. } => return Ok(found),
    };
    look::attempt(app, actor, id).await?;
    Err(refused.into())
}

/// Whether a case is over, for whoever must end its room.
pub async fn over(app: &App, id: CaseId) -> Result<bool, Failure> {
    let found = case::get(&mut app.store.read().await?, id).await?;
    Ok(found.is_none_or(|case| matches!(case.state, CaseState::Ended { .. })))
}

/// The cases that are not over.
pub async fn unfinished(app: &App) -> Result<Vec<CaseId>, Failure> {
    let all = case::all(&mut app.store.read().await?).await?;
    Ok(all
        .iter()
        .filter(|case| !matches!(case.state, CaseState::Ended { .. }))
        .map(|case| case.terms.case)
        .collect())
}
