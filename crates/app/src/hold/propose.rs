//! Somebody proposes a hold, and from the commit on it binds: preserve first, decide after.

use zegel_model::HoldId;
use zegel_model::hold::{Hold, On, Proposal};
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_store::{hold, person};

use crate::hold::voice;
use crate::regulation::may::ask;
use crate::{App, Failure};

/// Proposes a hold on everything or on somebody who is known.
pub async fn propose(app: &App, actor: &Person, proposal: Proposal) -> Result<HoldId, Failure> {
    let action = Action::ProposeHold(voice(actor)?);
    let mut tx = app.store.begin().await?;
    let right = ask(&mut tx, actor, action, Object::Archive).await?;
    if let On::Person(who) = proposal.on {
        person::get(&mut tx, who)
            .await?
            .ok_or(Failure::NotFound("person"))?;
    }
    let id = HoldId::random(app.random.as_ref());
    let now = tx.now();
    let (proposed, event) = Hold::propose(&right, id, &proposal, now)?;
    hold::put(&mut tx, &proposed).await?;
    tx.record(&event)?;
    tx.commit().await?;
    Ok(id)
}
