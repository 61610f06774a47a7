//! The importer's own key: made on their machine, entered in the conduct log, theirs alone.

use zegel_model::KeyId;
use zegel_model::event::Event;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_seal::employee::EmployeePublic;
use zegel_seal::statement::StatementPublic;
use zegel_store::{StoreError, employee_key};

use crate::regulation::may::ask;
use crate::{App, Failure, Why};

/// Registers a public key of the person asking. The same key again changes nothing.
pub async fn register(app: &App, actor: &Person, key: KeyId, public: &str) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    let _right = ask(&mut tx, actor, Action::SeeOwn, Object::Oneself).await?;
    if public.len() > 4_096 {
        return Err(Failure::Because(Why::Malformed));
    }
    match employee_key::all(&mut tx, actor.id)
        .await?
        .into_iter()
        .find(|(id, _)| *id == key)
    {
        Some((_, known)) if known == public => return Ok(()),
        Some(_) => return Err(Failure::Because(Why::KeyFixed)),
        None => {}
    }
    match employee_key::put(&mut tx, key, actor.id, public).await {
        // Somebody else's.
        Err(StoreError::Conflict) => return Err(Failure::Because(Why::KeyFixed)),
        other => other?,
    }
    if !is_named(key, public) {
        return Err(Failure::Because(Why::Malformed));
    }
    tx.record(&Event::KeyRegistered {
        key,
        person: actor.id,
        public: public.to_owned(),
    })?;
    tx.commit().await?;
    Ok(())
}

/// A key that seals to its employee or verifies their statements, under the name that its own bytes give it. Whatever
/// else somebody sends is not for the log.
fn is_named(key: KeyId, public: &str) -> bool {
    let sealing = EmployeePublic::from_base64(public).map(|public| public.id());
    let verifying = || StatementPublic::from_base64(public).map(|public| public.id());
    sealing.or_else(|_| verifying()).is_ok_and(|id| id == key)
}
