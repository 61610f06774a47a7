//! A case as those may see it who have to do with it: its terms and state, never what it opens.

use zegel_model::case::Case;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_model::CaseId;
use zegel_store::case;

use crate::regulation::may::ask;
use crate::{App, Failure};

/// One case, for its reviewer and for whoever oversees cases.
pub async fn get(app: &App, actor: &Person, id: CaseId) -> Result<Case, Failure> {
    let mut read = app.store.read().await?;
    let case = case::get(&mut read, id).await?.ok_or(Failure::NotFound("case"))?;
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
        Err(_) => Ok(all.into_iter().filter(|case| case.terms.reviewer == actor.id).collect()),
    }
}
