//! One case.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use zegel_app::case::preview::{self, Counted};
use zegel_app::case::{end, view};
use zegel_app::conduct::{self, CaseStep};
use zegel_app::{Failure, staff};
use zegel_model::case::{Case, CaseState};
use zegel_model::person::{Person, Role};
use zegel_model::seat::{Quorum, Seat, Side};
use zegel_model::{CaseId, PersonId};
use zegel_web::page::{Place, short};
use zegel_web::pages::case::{
    AgentForm, ApprovalLine, CasePage, ScopeLine, SideLine, TimelineLine,
};
use zegel_web::show as page;

use super::cases::missing;
use super::visit::Signed;
use super::{Shown, done};
use crate::ctx::Ctx;

/// `GET /cases/{case}`
pub(super) async fn show(State(ctx): State<Ctx>, Path(id): Path<String>, signed: Signed) -> Shown {
    let (person, layout) = signed.at(Place::Cases);
    let id = parse(&id)?;
    let case = view::get(&ctx.app, &person, id).await?;
    let seats: Vec<_> = staff::seat::all(&ctx.app)
        .await?
        .into_iter()
        .map(|logged| logged.seat)
        .collect();
    let counted = preview::scope_of(&ctx.app, &case).await?;
    let steps = conduct::of_case(&ctx.app, id).await?;
    let named = [case.terms.reviewer]
        .into_iter()
        .chain(case.approvals.values().map(|approval| approval.holder))
        .chain(seats.iter().map(|seat| seat.holder))
        .chain(counted.iter().map(|line| line.holder))
        .chain(steps.iter().filter_map(|step| step.who));
    let people = staff::add_person::names(&ctx.app, named.collect()).await?;
    let open = !matches!(case.state, CaseState::Ended { .. });
    let reviewer = case.terms.reviewer == person.id;
    let waiting = case.state == CaseState::Requested;
    let own_seat = seats.iter().find(|seat| seat.holder == person.id);
    let unanswered = own_seat.filter(|seat| waiting && !case.approvals.contains_key(&seat.id));
    // Keys of the employer's side come free only under a checkpoint that a seat of the staff has cosigned.
    let staff_first = unanswered.is_some_and(|seat| seat.side == Side::Employer)
        && missing(&case).contains(&Side::Staff);
    let agent = if staff_first {
        Vec::new()
    } else {
        agent(&ctx, &case, &seats, &people, &person)
    };
    Ok(page(&CasePage {
        case: id.to_string(),
        short: short(&id),
        purpose: case.terms.purpose,
        reason: case.terms.reason.clone(),
        necessity: case.terms.necessity.clone(),
        reviewer: name(&people, case.terms.reviewer),
        requested: case.terms.requested,
        deadline: case.deadline(),
        answer_by: case.answer_by,
        export: case.terms.export,
        scope: scope(counted, &people),
        state: case.state,
        sides: Side::ALL
            .into_iter()
            .map(|side| side_line(&case, &people, side))
            .collect(),
        timeline: timeline(steps, &people),
        seat_command: unanswered.filter(|_| !staff_first).map(|_| {
            format!(
                "zegel seat approve {id} --file seat.key --server {} --token TOKEN",
                ctx.url
            )
        }),
        agent,
        staff_first,
        room: (reviewer && open).then(|| format!("/room/{id}")),
        may_close: open && (reviewer || person.roles.contains(&Role::PrivacyContact)),
        may_deny: unanswered.is_some(),
        layout,
    }))
}

fn parse(id: &str) -> Result<CaseId, Failure> {
    id.parse().map_err(|_| Failure::NotFound("case"))
}

/// Names by person.
type Names = BTreeMap<PersonId, String>;

fn name(people: &Names, id: PersonId) -> String {
    people.get(&id).cloned().unwrap_or_default()
}

fn scope(counted: Vec<Counted>, people: &Names) -> Vec<ScopeLine> {
    counted
        .into_iter()
        .map(|line| ScopeLine {
            copy: short(&line.item.copy),
            holder: name(people, line.holder),
            from: line.item.from,
            to: line.item.to,
            messages: line.messages,
        })
        .collect()
}

fn side_line(case: &Case, people: &Names, side: Side) -> SideLine {
    let given = case
        .approvals
        .values()
        .filter(|approval| approval.side == side);
    SideLine {
        side,
        needed: Quorum::SMALL.threshold,
        given: given
            .map(|a| ApprovalLine {
                holder: name(people, a.holder),
                at: a.at,
                deadline: a.deadline,
            })
            .collect(),
    }
}

fn timeline(steps: Vec<CaseStep>, people: &Names) -> Vec<TimelineLine> {
    steps
        .into_iter()
        .map(|step| TimelineLine {
            at: step.at,
            event: step.event,
            who: step.who.map(|id| name(people, id)),
            index: step.index,
        })
        .collect()
}

/// The demo's buttons: the agent holds the keys, not this server. Only the reader's own seat has one.
fn agent(
    ctx: &Ctx,
    case: &Case,
    seats: &[Seat],
    people: &Names,
    reader: &Person,
) -> Vec<AgentForm> {
    let Some(demo) = &ctx.demo else {
        return Vec::new();
    };
    let missing = missing(case);
    seats
        .iter()
        .filter(|seat| seat.holder == reader.id && missing.contains(&seat.side))
        .map(|seat| AgentForm {
            action: format!("{}/approve", demo.agent),
            fields: vec![
                ("case".to_owned(), case.terms.case.to_string()),
                ("seat".to_owned(), seat.id.to_string()),
            ],
            side: seat.side,
            holder: name(people, seat.holder),
        })
        .collect()
}

/// `POST /cases/{case}/close`
pub(super) async fn close(State(ctx): State<Ctx>, Path(id): Path<String>, signed: Signed) -> Shown {
    let id = parse(&id)?;
    end::close(&ctx.app, &signed.person, id).await?;
    ctx.rooms.stop(&ctx.app, id).await;
    Ok(done(&format!("/cases/{id}"), "closed"))
}

/// `POST /cases/{case}/deny`
pub(super) async fn deny(State(ctx): State<Ctx>, Path(id): Path<String>, signed: Signed) -> Shown {
    let id = parse(&id)?;
    end::deny(&ctx.app, &signed.person, id).await?;
    ctx.rooms.stop(&ctx.app, id).await;
    Ok(done(&format!("/cases/{id}"), "denied"))
}
