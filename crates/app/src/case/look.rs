//! The room shows something: first it stands in the log, then it is shown.

use std::collections::BTreeSet;

use zegel_model::case::Case;
use zegel_model::event::{Event, Look};
use zegel_model::person::Person;
use zegel_model::right::Action;
use zegel_model::{CaseId, PersonId};
use zegel_store::disclosure::{self, NewDisclosure};
use zegel_store::{Tx, case, segment};

use crate::regulation::may::ask;
use crate::{App, Failure, Why};

/// Records what the reviewer is about to see, and discloses it to everybody whom it concerns. When this returns, both
/// are durable. A refusal is an entry too.
pub async fn look(app: &App, actor: &Person, id: CaseId, look: Look) -> Result<(), Failure> {
    match record(app, actor, id, &look).await {
        Err(refused @ (Failure::Case(_) | Failure::Refused(_) | Failure::Because(_))) => {
            attempt(app, actor, id).await?;
            Err(refused)
        }
        other => other,
    }
}

async fn record(app: &App, actor: &Person, id: CaseId, look: &Look) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    let case = case::get(&mut tx, id)
        .await?
        .ok_or(Failure::NotFound("case"))?;
    let right = ask(&mut tx, actor, Action::Read, case.object()).await?;
    case.readable(&right, tx.now())?;
    in_scope(&case, look)?;
    tx.record(&Event::Looked {
        case: id,
        reviewer: actor.id,
        look: look.clone(),
    })?;
    for person in concerned(&mut tx, &case, look).await? {
        let number = disclosure::next_number(&mut tx, person).await?;
        let purpose = case.terms.purpose;
        disclosure::put(
            &mut tx,
            &NewDisclosure {
                person,
                number,
                case: id,
                purpose,
                look: look.clone(),
            },
        )
        .await?;
        tx.record(&Event::Disclosed {
            person,
            number,
            case: id,
            purpose,
            look: look.clone(),
        })?;
    }
    tx.commit().await?;
    Ok(())
}

/// What lies outside of the terms cannot have been opened: whoever reports it reports something else.
fn in_scope(case: &Case, look: &Look) -> Result<(), Failure> {
    let outside = look.copies().into_iter().any(|copy| match look.day() {
        Some(day) => !case.terms.covers(copy, day),
        None => !case.terms.scope.iter().any(|item| item.copy == copy),
    });
    if outside {
        Err(Failure::Because(Why::OutOfScope))
    } else {
        Ok(())
    }
}

/// Everybody who took part on the days that were looked at.
async fn concerned(tx: &mut Tx, case: &Case, look: &Look) -> Result<BTreeSet<PersonId>, Failure> {
    let mut people = BTreeSet::new();
    let copies = look.copies();
    for item in case
        .terms
        .scope
        .iter()
        .filter(|item| copies.contains(&item.copy))
    {
        let (from, to) = match look.day() {
            Some(day) => (day.max(item.from), day.min(item.to)),
            None => (item.from, item.to),
        };
        people.extend(segment::participants_in(tx, item.copy, from, to).await?);
    }
    Ok(people)
}

/// Logs that somebody tried what the case does not allow.
pub async fn attempt(app: &App, actor: &Person, case: CaseId) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    tx.record(&Event::AttemptRefused {
        case,
        person: actor.id,
    })?;
    tx.commit().await?;
    Ok(())
}
