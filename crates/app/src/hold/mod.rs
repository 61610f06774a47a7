//! Legal holds: proposed by one, set by two, released by two; never ended by a clock.

pub mod bind;
pub mod list;
pub mod propose;
pub mod step;

use zegel_model::hold::Voice;
use zegel_model::person::Person;
use zegel_model::right::Refusal;

use crate::Failure;

/// For whom somebody speaks; whoever speaks for nobody is refused before they learn what there is.
fn voice(actor: &Person) -> Result<Voice, Failure> {
    Ok(Voice::of(&actor.roles).ok_or(Refusal::NotYourRole)?)
}
