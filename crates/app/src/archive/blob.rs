//! Sealed attachments, stored before the messages that name them.

use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_model::{BlobId, CopyId};
use zegel_store::{StoreError, blob, copy};

use crate::regulation::may::ask;
use crate::{App, Failure, Why};

/// An attachment of one's own conversation, on its way in.
pub struct Coming(blob::Incoming);

/// Begins to store sealed bytes under the identifier that their writer chose; nobody is asked for bytes that may not
/// be kept.
pub async fn begin(app: &App, actor: &Person, id: BlobId, of: CopyId) -> Result<Coming, Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::SeeOwn, Object::Oneself).await?;
    let copy = copy::get(&mut read, of)
        .await?
        .filter(|copy| copy.holder == actor.id);
    let copy = copy.ok_or(Failure::NotFound("conversation of yours"))?;
    let _right = ask(
        &mut read,
        actor,
        Action::Capture(copy.class),
        Object::Copy(of),
    )
    .await?;
    drop(read);
    Ok(Coming(blob::Incoming::begin(&app.store, id, of).await?))
}

impl Coming {
    /// The next bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        Ok(self.0.write(bytes).await?)
    }

    /// That was all. The same bytes again change nothing, others under this identifier change nothing either.
    pub async fn keep(self) -> Result<(), Failure> {
        match self.0.keep().await {
            Err(StoreError::Conflict) => Err(Failure::Because(Why::Changed)),
            kept => Ok(kept?),
        }
    }
}
