//! Sealed attachments, stored before the messages that name them.

use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_model::{BlobId, CopyId};
use zegel_store::{blob, copy};

use crate::regulation::may::ask;
use crate::{App, Failure};

/// Stores sealed bytes under the identifier that their writer chose. The same bytes again change nothing.
pub async fn put(
    app: &App,
    actor: &Person,
    id: BlobId,
    of: CopyId,
    sealed: Vec<u8>,
) -> Result<(), Failure> {
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
    blob::put(&app.store, id, of, sealed).await?;
    Ok(())
}
