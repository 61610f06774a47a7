//! Who opened what about somebody, when and for which purpose; or the honest receipt that nobody did.

use zegel_model::Timestamp;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_store::disclosure;

pub use zegel_store::disclosure::Disclosure;

use crate::conduct::{self, ProofFile};
use crate::regulation::may::ask;
use crate::{App, Failure};

/// The ledger of the person asking.
#[derive(Debug, Clone)]
pub struct AccessLedger {
    /// Newest first, numbered without gaps from 1.
    pub entries: Vec<Disclosure>,
    /// Up to when this is complete. Nothing is deferred in this version, so it is the moment of asking.
    pub complete_until: Timestamp,
}

/// Everything disclosed to the person asking.
pub async fn ledger(app: &App, actor: &Person) -> Result<AccessLedger, Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::SeeOwn, Object::Oneself).await?;
    let complete_until = app.now();
    Ok(AccessLedger {
        entries: disclosure::of(&mut read, actor.id).await?,
        complete_until,
    })
}

/// The proof of one entry of the person asking, by its number.
pub async fn proof(app: &App, actor: &Person, number: u32) -> Result<ProofFile, Failure> {
    let entry = ledger(app, actor)
        .await?
        .entries
        .into_iter()
        .find(|entry| entry.number == number)
        .ok_or(Failure::NotFound("entry"))?;
    conduct::proof(app, entry.event).await
}
