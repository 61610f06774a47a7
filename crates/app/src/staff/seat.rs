//! Seats: their holders bring public keys and prove that the private ones open.

use std::collections::BTreeMap;
use std::sync::Mutex;

use data_encoding::BASE64;
use zegel_model::SeatId;
use zegel_model::event::Event;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_model::seat::{Quorum, Seat, Side};
use zegel_seal::drill::{self, Expected};
use zegel_seal::seat::SeatPublic;
use zegel_store::event::StoredEvent;
use zegel_store::{event, seat};

use crate::regulation::may::ask;
use crate::{App, Failure, Why};

/// Answers that seats still owe. Lost at a restart: the seat asks for a new challenge then.
#[derive(Default)]
pub struct Drills(Mutex<BTreeMap<SeatId, Expected>>);

impl Drills {
    fn set(&self, seat: SeatId, answer: Expected) {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .insert(seat, answer);
    }

    fn take(&self, seat: SeatId) -> Option<Expected> {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .remove(&seat)
    }
}

/// Registers a seat, or finds the same one again; either way answers with a challenge sealed to its key.
pub async fn register(
    app: &App,
    actor: &Person,
    side: Side,
    id: SeatId,
    public: &str,
) -> Result<Vec<u8>, Failure> {
    let mut tx = app.store.begin().await?;
    let right = ask(&mut tx, actor, Action::HoldSeat(side), Object::Archive).await?;
    let key = parse(public)?;
    // A seat is named by its key, so that no key can stand under two names.
    if key.digest().first_chunk::<16>() != Some(id.as_bytes()) {
        return Err(Failure::Because(Why::Malformed));
    }
    let seats = seat::all(&mut tx).await?;
    match seats.iter().find(|seat| seat.id == id) {
        Some(known) if known.holder == actor.id && known.public == public => {}
        Some(_) => return Err(Failure::Because(Why::KeyFixed)),
        None => {
            if seats.iter().any(|seat| seat.holder == actor.id) {
                return Err(Failure::Because(Why::SeatHeld));
            }
            if seats.iter().filter(|seat| seat.side == side).count()
                >= usize::from(Quorum::SMALL.seats)
            {
                return Err(Failure::Because(Why::SeatsTaken));
            }
            let (seat, event) = Seat::register(&right, side, id, public.to_owned(), tx.now())?;
            seat::put(&mut tx, &seat).await?;
            tx.record(&event)?;
        }
    }
    tx.commit().await?;
    challenge(app, id, &key)
}

fn challenge(app: &App, id: SeatId, key: &SeatPublic) -> Result<Vec<u8>, Failure> {
    let (challenge, expected) =
        drill::challenge(key, app.random.as_ref()).map_err(|_| Failure::Because(Why::Malformed))?;
    app.drills.set(id, expected);
    Ok(challenge)
}

/// The seat answers its challenge.
pub async fn drill(app: &App, actor: &Person, id: SeatId, answer: &[u8]) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    let seat = seat::all(&mut tx)
        .await?
        .into_iter()
        .find(|seat| seat.id == id && seat.holder == actor.id);
    let seat = seat.ok_or(Failure::NotFound("seat"))?;
    let expected = app
        .drills
        .take(id)
        .ok_or(Failure::Because(Why::DrillFailed))?;
    drill::check(&parse(&seat.public)?, &expected, answer)
        .map_err(|_| Failure::Because(Why::DrillFailed))?;
    let now = tx.now();
    let (seat, event) = seat.drill(now);
    seat::put(&mut tx, &seat).await?;
    tx.record(&event)?;
    tx.commit().await?;
    Ok(())
}

/// A seat with the entry of the conduct log that brought its key.
#[derive(Debug, Clone)]
pub struct LoggedSeat {
    /// The seat.
    pub seat: Seat,
    /// The entry.
    pub entry: StoredEvent,
}

/// Every seat with its entry, so that whoever seals can check the key against the log.
pub async fn all(app: &App) -> Result<Vec<LoggedSeat>, Failure> {
    let mut read = app.store.read().await?;
    let seats = seat::all(&mut read).await?;
    let mut entries = BTreeMap::new();
    for entry in event::by_name(&mut read, "seat_registered", 1_000).await? {
        if let Some(Event::SeatRegistered { seat, .. }) =
            entry.decoded().map(|payload| payload.event)
        {
            entries.insert(seat, entry);
        }
    }
    Ok(seats
        .into_iter()
        .filter_map(|seat| {
            entries
                .remove(&seat.id)
                .map(|entry| LoggedSeat { seat, entry })
        })
        .collect())
}

/// [`all`], each in the log already: fewer than there are would pass for all of them, and another set is what a client
/// stops at.
pub async fn published(app: &App) -> Result<Vec<LoggedSeat>, Failure> {
    let seats = all(app).await?;
    if seats.iter().any(|seat| seat.entry.log_index.is_none()) {
        return Err(Failure::Because(Why::SeatsNotPublished));
    }
    Ok(seats)
}

/// The public keys of a seat, from their text.
pub fn parse(public: &str) -> Result<SeatPublic, Failure> {
    let bytes = BASE64
        .decode(public.as_bytes())
        .map_err(|_| Failure::Because(Why::Malformed))?;
    SeatPublic::from_bytes(&bytes).map_err(|_| Failure::Because(Why::Malformed))
}
