//! An employee confirms having read the notice.

use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_store::regulation;

use crate::regulation::may::ask;
use crate::{App, Failure};

/// Read, not agreed.
pub async fn confirm(app: &App, actor: &Person) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    let right = ask(&mut tx, actor, Action::ConfirmNotice, Object::Oneself).await?;
    let current = regulation::in_force(&mut tx)
        .await?
        .ok_or(Failure::NotFound("regulation in force"))?;
    let (next, event) = current.confirm(&right)?;
    regulation::put(&mut tx, &next).await?;
    tx.record(&event)?;
    tx.commit().await?;
    Ok(())
}
