//! The owner adds somebody and hands them a link.

use std::collections::{BTreeMap, BTreeSet};

use zegel_model::PersonId;
use zegel_model::case::CaseState;
use zegel_model::event::Event;
use zegel_model::person::{Person, Role, clash};
use zegel_model::right::{Action, Object};
use zegel_store::{Source, case, person};

use crate::regulation::may::ask;
use crate::staff::sign_in::{self, Link};
use crate::{App, Failure, Why};

/// The most people that one form adds.
const AT_ONCE: usize = 60;

/// Adds a person with roles; everybody is an employee unless they only hold a seat for the staff from outside.
pub async fn add(
    app: &App,
    actor: &Person,
    name: &str,
    roles: BTreeSet<Role>,
) -> Result<(PersonId, Link), Failure> {
    let added = add_all(app, actor, &[name], &roles).await?;
    let (person, link) = added.into_iter().next().ok_or(MISSING)?;
    Ok((person.id, link))
}

/// Adds several people with the same roles, all of them or nobody: a small employer is founded with a form for each
/// role instead of one for each person.
pub async fn add_all(
    app: &App,
    actor: &Person,
    names: &[&str],
    roles: &BTreeSet<Role>,
) -> Result<Vec<(Person, Link)>, Failure> {
    let mut tx = app.store.begin().await?;
    let _right = ask(&mut tx, actor, Action::ManagePeople, Object::Archive).await?;
    let bad = |name: &&str| name.trim().is_empty() || name.chars().count() > 200;
    if names.is_empty() || names.len() > AT_ONCE || names.iter().any(bad) || roles.is_empty() {
        return Err(MISSING);
    }
    if clash(roles).is_some() {
        return Err(Failure::Because(Why::RolesClash));
    }
    let mut added = Vec::with_capacity(names.len());
    for name in names {
        let person = Person {
            id: PersonId::random(app.random.as_ref()),
            name: name.trim().to_owned(),
            roles: roles.clone(),
            added: tx.now(),
        };
        person::put(&mut tx, &person).await?;
        tx.record(&Event::PersonAdded {
            person: person.id,
            roles: person.roles.iter().copied().collect(),
        })?;
        let link = sign_in::offer(app, &mut tx, person.id).await?;
        added.push((person, link));
    }
    tx.commit().await?;
    Ok(added)
}

const MISSING: Failure = Failure::Because(Why::AnswerMissing);

/// A fresh link for somebody who is known already. It stands in the log, because whoever holds it is that person to the
/// archive; while a case of theirs is open there is none, so that nobody reads in their place.
pub async fn relink(app: &App, actor: &Person, who: PersonId) -> Result<Link, Failure> {
    let mut tx = app.store.begin().await?;
    let _right = ask(&mut tx, actor, Action::ManagePeople, Object::Archive).await?;
    person::get(&mut tx, who)
        .await?
        .ok_or(Failure::NotFound("person"))?;
    let open = case::all(&mut tx)
        .await?
        .into_iter()
        .any(|case| case.terms.reviewer == who && !matches!(case.state, CaseState::Ended { .. }));
    if open {
        return Err(Failure::Because(Why::CaseOpen));
    }
    tx.record(&Event::LinkOffered { person: who })?;
    let link = sign_in::offer(app, &mut tx, who).await?;
    tx.commit().await?;
    Ok(link)
}

/// So many people are listed at once.
const LISTED: usize = 100;

/// Everybody, by name, for whoever manages people.
pub async fn manage(app: &App, actor: &Person) -> Result<Vec<Person>, Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::ManagePeople, Object::Archive).await?;
    Ok(person::all(&mut read).await?)
}

/// The first of everybody by name, or of those whose names hold `find`, for whoever manages people; and whether there
/// are more.
pub async fn listed(app: &App, actor: &Person, find: &str) -> Result<(Vec<Person>, bool), Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::ManagePeople, Object::Archive).await?;
    let mut people = if find.trim().is_empty() {
        let one_more = u32::try_from(LISTED + 1).unwrap_or(u32::MAX);
        person::first(&mut read, one_more).await?
    } else {
        matching(&mut read, find).await?
    };
    let more = people.len() > LISTED;
    people.truncate(LISTED);
    Ok((people, more))
}

/// Everybody whose name holds these words, whatever their case; by name.
pub(crate) async fn matching(source: &mut impl Source, find: &str) -> Result<Vec<Person>, Failure> {
    let wanted = find.trim().to_lowercase();
    let mut people = person::all(source).await?;
    people.retain(|person| person.name.to_lowercase().contains(&wanted));
    Ok(people)
}

/// The names of some people, as pages show them.
pub async fn names(
    app: &App,
    people: BTreeSet<PersonId>,
) -> Result<BTreeMap<PersonId, String>, Failure> {
    Ok(person::names(&mut app.store.read().await?, people).await?)
}

/// Everybody, by name. For the owner's page and for matching names on an importer's machine.
pub async fn all(app: &App) -> Result<Vec<Person>, Failure> {
    Ok(person::all(&mut app.store.read().await?).await?)
}
