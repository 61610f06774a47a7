//! A seat approves: it has opened its shares and re-sealed them to the case key, on its own machine.

use zegel_model::case::{Case, Yes};
use zegel_model::job::Job;
use zegel_model::person::Person;
use zegel_model::right::Action;
use zegel_model::seat::Quorum;
use zegel_model::{CaseId, SeatId};
use zegel_seal::case_key::Release;
use zegel_store::{Tx, case, release};

use crate::case::for_seat::{entry, in_scope, own_seat};
use crate::conduct;
use crate::origin::CONDUCT;
use crate::regulation::may::ask;
use crate::staff::seat::parse;
use crate::{App, Failure, Why};

/// What a seat hands in.
#[derive(Debug, Clone)]
pub struct Handed {
    /// Which seat.
    pub seat: SeatId,
    /// The signed approval, canonical bytes.
    pub approval: Vec<u8>,
    /// The re-sealed shares, canonical bytes.
    pub resealed: Vec<u8>,
}

/// Checks and records an approval. The case must stand under a checkpoint that a staff-side seat cosigned.
pub async fn approve(
    app: &App,
    actor: &Person,
    id: CaseId,
    handed: Handed,
) -> Result<Case, Failure> {
    let mut tx = app.store.begin().await?;
    let seat = own_seat(&mut tx, actor, handed.seat).await?;
    let case = case::get(&mut tx, id)
        .await?
        .ok_or(Failure::NotFound("case"))?;
    let right = ask(
        &mut tx,
        actor,
        Action::ApproveCase(seat.side),
        case.object(),
    )
    .await?;
    let entry = entry(&mut tx, id).await?;
    if conduct::witnessed(&mut tx, CONDUCT).await? <= entry.log_index.unwrap_or(u64::MAX) {
        return Err(Failure::Because(Why::NotWitnessed));
    }
    let approval = zegel_seal::approval::Approval::from_bytes(&handed.approval)
        .map_err(|_| Failure::Because(Why::ApprovalInvalid))?;
    let resealed = Release::from_bytes(&handed.resealed)
        .map_err(|_| Failure::Because(Why::ApprovalInvalid))?;
    whole(&mut tx, &case, &resealed).await?;
    approval
        .verify(
            &parse(&seat.public)?,
            &zegel_seal::terms::digest(&case.terms),
            &resealed,
        )
        .map_err(|_| Failure::Because(Why::ApprovalInvalid))?;
    let yes = Yes {
        at: tx.now(),
        deadline: approval.deadline(),
    };
    let (case, events) = case.approve(&right, &seat, yes, Quorum::SMALL)?;
    case::put(&mut tx, &case).await?;
    release::put(&mut tx, id, seat.id, &handed.approval, &handed.resealed).await?;
    for event in &events {
        tx.record(event)?;
    }
    tx.enqueue(Job::TickCase { case: id }, case.deadline())
        .await?;
    tx.commit().await?;
    Ok(case)
}

/// A yes releases everything that the terms cover at this moment: no more, and no less.
async fn whole(tx: &mut Tx, case: &Case, release: &Release) -> Result<(), Failure> {
    let covered = in_scope(tx, case).await?;
    if covered.keys().copied().eq(release.segments()) {
        Ok(())
    } else {
        Err(Failure::Because(Why::Changed))
    }
}
