//! What an importer brought in before, sealed to their own key: their client compares, the server cannot.

use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_model::{CopyId, KeyId};
use zegel_store::import_list;

use crate::regulation::may::ask;
use crate::{App, Failure};

/// The lists of the person asking, in the order in which they came.
pub async fn own(app: &App, actor: &Person) -> Result<Vec<(CopyId, KeyId, Vec<u8>)>, Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::SeeOwn, Object::Oneself).await?;
    Ok(import_list::all(&mut read, actor.id).await?)
}
