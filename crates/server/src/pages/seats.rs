//! Who holds the seats.

use axum::extract::State;
use zegel_app::staff;
use zegel_model::person::Role;
use zegel_model::seat::{Bench, Quorum, Side};
use zegel_web::page::{Place, short};
use zegel_web::pages::seats::{SeatLine, SeatsPage};
use zegel_web::show as page;

use super::Shown;
use super::me::seat_command;
use super::visit::Signed;
use crate::ctx::Ctx;

/// `GET /seats`
pub(super) async fn show(State(ctx): State<Ctx>, signed: Signed) -> Shown {
    let (person, layout) = signed.at(Place::Seats);
    let seats: Vec<_> = staff::seat::all(&ctx.app)
        .await?
        .into_iter()
        .map(|logged| logged.seat)
        .collect();
    let holders = seats.iter().map(|seat| seat.holder).collect();
    let names = staff::add_person::names(&ctx.app, holders).await?;
    let holds = seats.iter().any(|seat| seat.holder == person.id);
    let side = Side::ALL
        .into_iter()
        .find(|side| person.roles.contains(&Role::of_seat(*side)));
    let mine = side.filter(|_| !holds);
    let command = match mine {
        Some(Side::Employer) => seat_command(&ctx, "employer", "TOKEN"),
        Some(Side::Staff) => seat_command(&ctx, "staff", "TOKEN"),
        None => String::new(),
    };
    let lines = seats
        .iter()
        .map(|seat| SeatLine {
            seat: short(&seat.id),
            side: seat.side,
            holder: names.get(&seat.holder).cloned().unwrap_or_default(),
            registered: seat.registered,
            drilled: seat.drilled,
        })
        .collect();
    let bench = Bench {
        seats,
        quorum: Quorum::SMALL,
    };
    Ok(page(&SeatsPage {
        layout,
        quorum: bench.quorum,
        seats: lines,
        mine,
        command,
        stands: bench.stands(),
    }))
}
