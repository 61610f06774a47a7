//! The first thing that ever happens: an employer and its owner.

use std::collections::BTreeSet;

use zegel_model::event::Event;
use zegel_model::person::{Employer, Person, Role};
use zegel_model::{PersonId, Timestamp};
use zegel_store::{employer, person};

use crate::staff::sign_in::{self, Link};
use crate::{App, Failure, Why};

/// Founds the archive. Only on an empty store; the owner gets a one-time link.
pub async fn found(
    app: &App,
    employer: &Employer,
    owner: &str,
) -> Result<(PersonId, Link), Failure> {
    let mut tx = app.store.begin().await?;
    if employer::get(&mut tx).await?.is_some() {
        return Err(Failure::Because(Why::Changed));
    }
    let now: Timestamp = tx.now();
    let person = Person {
        id: PersonId::random(app.random.as_ref()),
        name: owner.trim().to_owned(),
        roles: BTreeSet::from([Role::Employee, Role::Owner]),
        added: now,
    };
    employer::put(&mut tx, employer).await?;
    tx.record(&Event::Founded {
        headcount: employer.headcount,
        works_council: employer.works_council,
    })?;
    person::put(&mut tx, &person).await?;
    tx.record(&Event::PersonAdded {
        person: person.id,
        roles: person.roles.iter().copied().collect(),
    })?;
    let link = sign_in::offer(app, &mut tx, person.id).await?;
    tx.commit().await?;
    Ok((person.id, link))
}

/// The employer, once there is one.
pub async fn employer(app: &App) -> Result<Employer, Failure> {
    employer::get(&mut app.store.read().await?)
        .await?
        .ok_or(Failure::NotFound("employer"))
}
