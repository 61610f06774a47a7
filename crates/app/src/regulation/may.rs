//! Asks the regulation in force. Every use case that needs a right comes here.

use zegel_model::person::Person;
use zegel_model::right::{Action, Object, Right, may};
use zegel_store::{Source, regulation};

use crate::Failure;

/// The right that was asked for, or the rule that refuses it.
pub async fn ask(
    source: &mut impl Source,
    actor: &Person,
    action: Action,
    object: Object,
) -> Result<Right, Failure> {
    let in_force = regulation::in_force(source).await?;
    Ok(may(in_force.as_ref(), actor, action, object)?)
}
