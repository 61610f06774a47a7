//! The owner's steps: draft, consult, weigh, put in force, withdraw.

use std::collections::BTreeSet;

use zegel_model::RegulationId;
use zegel_model::event::Event;
use zegel_model::person::Person;
use zegel_model::regulation::{
    BalancingTest, Consultation, Regulation, RegulationError, RegulationState,
};
use zegel_model::right::{Action, Object, Right};
use zegel_model::scope::SourceClass;
use zegel_store::{Tx, employer, regulation};

use crate::case::end;
use crate::regulation::may::ask;
use crate::regulation::safeguards;
use crate::{App, Failure, Why};

/// Writes the ready-made regulation for a small employer, for these classes of conversations.
pub async fn draft(
    app: &App,
    actor: &Person,
    classes: &BTreeSet<SourceClass>,
) -> Result<Regulation, Failure> {
    let mut tx = app.store.begin().await?;
    let right = ask(&mut tx, actor, Action::ManageRegulation, Object::Regulation).await?;
    if classes.is_empty() {
        return Err(Failure::Because(Why::AnswerMissing));
    }
    let employer = employer::get(&mut tx)
        .await?
        .ok_or(Failure::NotFound("employer"))?;
    let version = regulation::all(&mut tx)
        .await?
        .first()
        .map_or(1, |latest| latest.version + 1);
    let id = RegulationId::random(app.random.as_ref());
    let (draft, event) = Regulation::draft(&right, &employer, id, version, classes)?;
    save(tx, &draft, &event).await?;
    Ok(draft)
}

/// Staff were heard; a meeting that is still to come is no answer to when that was.
pub async fn consult(app: &App, actor: &Person, consultation: Consultation) -> Result<(), Failure> {
    let (tx, right, latest) = begin(app, actor).await?;
    if consultation.held > tx.now() {
        return Err(Failure::Because(Why::AnswerMissing));
    }
    let (next, event) = latest.consult(&right, consultation)?;
    save(tx, &next, &event).await
}

/// The interests are weighed.
pub async fn weigh(app: &App, actor: &Person, test: BalancingTest) -> Result<(), Failure> {
    let (mut tx, right, latest) = begin(app, actor).await?;
    let now = tx.now();
    let stand = safeguards::look(&mut tx, &latest, now).await?;
    let (next, event) = latest.weigh(&right, stand, test)?;
    save(tx, &next, &event).await
}

/// It holds from now on; an older one in force is withdrawn in the same breath.
pub async fn put_in_force(app: &App, actor: &Person) -> Result<(), Failure> {
    let (mut tx, right, latest) = begin(app, actor).await?;
    let now = tx.now();
    let stand = safeguards::look(&mut tx, &latest, now).await?;
    let (next, event) = latest.put_in_force(&right, stand, now)?;
    if let Some(old) = regulation::in_force(&mut tx).await? {
        let (old, event) = old.withdraw(&right, now)?;
        regulation::put(&mut tx, &old).await?;
        tx.record(&event)?;
    }
    save(tx, &next, &event).await
}

/// It holds no longer.
pub async fn withdraw(app: &App, actor: &Person) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    let right = ask(&mut tx, actor, Action::ManageRegulation, Object::Regulation).await?;
    let current = regulation::in_force(&mut tx)
        .await?
        .ok_or(Failure::NotFound("regulation in force"))?;
    let (next, event) = current.withdraw(&right, tx.now())?;
    end::with_the_regulation(&mut tx).await?;
    save(tx, &next, &event).await
}

/// Every version, newest first.
pub async fn all(app: &App) -> Result<Vec<Regulation>, Failure> {
    Ok(regulation::all(&mut app.store.read().await?).await?)
}

/// The one in force, if there is one.
pub async fn in_force(app: &App) -> Result<Option<Regulation>, Failure> {
    Ok(regulation::in_force(&mut app.store.read().await?).await?)
}

/// The latest version, and the owner's right to carry it on.
async fn begin(app: &App, actor: &Person) -> Result<(Tx, Right, Regulation), Failure> {
    let mut tx = app.store.begin().await?;
    let right = ask(&mut tx, actor, Action::ManageRegulation, Object::Regulation).await?;
    let latest = regulation::all(&mut tx)
        .await?
        .into_iter()
        .next()
        .ok_or(Failure::NotFound("regulation"))?;
    if let RegulationState::Withdrawn { .. } = latest.state {
        return Err(RegulationError::Order {
            from: latest.state.name(),
        }
        .into());
    }
    Ok((tx, right, latest))
}

async fn save(mut tx: Tx, regulation: &Regulation, event: &Event) -> Result<(), Failure> {
    regulation::put(&mut tx, regulation).await?;
    tx.record(event)?;
    tx.commit().await?;
    Ok(())
}
