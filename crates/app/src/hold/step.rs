//! What comes after a proposal: confirmed, refused, its release proposed, agreed to or called off.

use zegel_model::HoldId;
use zegel_model::hold::Step;
use zegel_model::person::Person;
use zegel_store::hold;

use crate::hold::voice;
use crate::regulation::may::ask;
use crate::{App, Failure};

/// Takes one step of a hold. Who may be the second, and of whom, the law says.
pub async fn take(app: &App, actor: &Person, id: HoldId, step: Step) -> Result<(), Failure> {
    let action = step.action(voice(actor)?);
    let mut tx = app.store.begin().await?;
    let hold = hold::get(&mut tx, id)
        .await?
        .ok_or(Failure::NotFound("hold"))?;
    let right = ask(&mut tx, actor, action, hold.object()).await?;
    let now = tx.now();
    let (next, event) = hold.take(step, &right, now)?;
    hold::put(&mut tx, &next).await?;
    tx.record(&event)?;
    tx.commit().await?;
    Ok(())
}
