//! An offer of sealed messages comes in: checked against the regulation and the seats, stored whole or not at all.

use std::collections::BTreeSet;

use zegel_model::PersonId;
use zegel_model::event::Event;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_model::scope::Provenance;
use zegel_model::seat::Bench;
use zegel_seal::offer::{Columns, Offer, OfferedSegment, many_to_bytes};
use zegel_seal::sealed::Sealed;
use zegel_store::copy::Copy;
use zegel_store::message::OfferedMessage;
use zegel_store::segment::Segment;
use zegel_store::{Tx, blob, context, copy, employee_key, import_list, message, person, segment};

use crate::regulation::may::ask;
use crate::regulation::safeguards;
use crate::staff::seat::parse;
use crate::{App, Failure, Why};

/// Stores an offer. When this returns, all of it is durable and in the outbox of the evidence log; answers how many
/// messages were new.
pub async fn import(app: &App, actor: &Person, offer: Offer) -> Result<usize, Failure> {
    let mut tx = app.store.begin().await?;
    let copy = open_copy(&mut tx, actor, &offer).await?;
    let _right = ask(
        &mut tx,
        actor,
        Action::Capture(copy.class),
        Object::Copy(copy.id),
    )
    .await?;
    own_key(&mut tx, actor, &offer).await?;
    if let Some(contexts) = &offer.contexts {
        context::put(&mut tx, contexts.writer(), &contexts.to_bytes()).await?;
    }
    let bench = safeguards::bench(&mut tx).await?;
    let segments = offer.segments.len();
    for offered in offer.segments {
        let segment = check_segment(app, &mut tx, &bench, &copy, offered).await?;
        segment::put(&mut tx, &segment).await?;
    }
    let offered = offer.messages.len();
    let stored = put_messages(&mut tx, &copy, offer.messages).await?;
    if offered > 0 && stored == 0 {
        // A repeated offer: its list is there already, and counting it twice would hide a later message.
        return Ok(0);
    }
    import_list::put(&mut tx, actor.id, copy.id, offer.list.0, &offer.list.1).await?;
    tx.record(&Event::Imported {
        copy: copy.id,
        segments: u32::try_from(segments).unwrap_or(u32::MAX),
        messages: u32::try_from(stored).unwrap_or(u32::MAX),
    })?;
    tx.commit().await?;
    Ok(stored)
}

/// The copy that the offer is of: a known one of the same holder, or a new one.
async fn open_copy(tx: &mut Tx, actor: &Person, offer: &Offer) -> Result<Copy, Failure> {
    let known = copy::get(tx, offer.copy).await?;
    match (known, offer.begin) {
        (Some(copy), None) if copy.holder == actor.id => Ok(copy),
        (Some(_) | None, None) => Err(Failure::NotFound("conversation of yours")),
        // The same beginning once more, by a client that did not get the answer.
        (Some(copy), Some(begin))
            if copy.holder == actor.id && begin == (copy.class, copy.provenance) =>
        {
            Ok(copy)
        }
        (Some(_), Some(_)) => Err(Failure::Because(Why::Changed)),
        // That it came from a device or from a text is what its importer says: nothing here could look. What a platform
        // signed nobody brings in as a file; such a feed has a route of its own.
        (None, Some((_, Provenance::SignedFeed))) => Err(Failure::Because(Why::NotSealed)),
        (None, Some((class, provenance))) => {
            let _right = ask(tx, actor, Action::Capture(class), Object::Copy(offer.copy)).await?;
            let begun = tx.now();
            let copy = Copy {
                id: offer.copy,
                holder: actor.id,
                class,
                provenance,
                begun,
            };
            copy::begin(tx, &copy).await?;
            tx.record(&Event::CopyBegun {
                copy: copy.id,
                holder: actor.id,
                class,
                provenance,
            })?;
            Ok(copy)
        }
    }
}

/// The list is sealed to a key that the importer registered.
async fn own_key(tx: &mut Tx, actor: &Person, offer: &Offer) -> Result<(), Failure> {
    let keys = employee_key::all(tx, actor.id).await?;
    if keys.iter().any(|(id, _)| *id == offer.list.0) {
        Ok(())
    } else {
        Err(Failure::Because(Why::KeyUnknown))
    }
}

/// A segment is of this archive, this copy, this class, and sealed to exactly the seats that the log names.
async fn check_segment(
    app: &App,
    tx: &mut Tx,
    bench: &Bench,
    copy: &Copy,
    offered: OfferedSegment,
) -> Result<Segment, Failure> {
    const WRONG: Failure = Failure::Because(Why::NotSealed);
    let descriptor = offered.creation.descriptor();
    let same = *descriptor.archive.as_bytes() == app.origin.digest()
        && descriptor.copy == copy.id
        && descriptor.class == copy.class
        && descriptor.provenance == copy.provenance
        && *offered.creation.boxes() == offered.boxes.digest();
    if !same || descriptor.places.iter().len() != bench.seats.len() {
        return Err(WRONG);
    }
    for place in &descriptor.places {
        let seat = bench
            .seat(place.seat)
            .filter(|seat| seat.side == place.side)
            .ok_or(WRONG)?;
        if parse(&seat.public)?.digest() != place.key {
            return Err(WRONG);
        }
    }
    if zegel_model::seat::Side::ALL
        .into_iter()
        .any(|side| descriptor.places.quorum(side) != bench.quorum)
    {
        return Err(WRONG);
    }
    let contexts = context::get(tx, descriptor.writer).await?.ok_or(WRONG)?;
    let contexts = zegel_seal::segment::Contexts::from_bytes(&contexts).map_err(|_| WRONG)?;
    if contexts.digest() != *offered.creation.contexts() {
        return Err(WRONG);
    }
    let mut participants: BTreeSet<PersonId> = BTreeSet::from([copy.holder]);
    for id in &offered.participants {
        person::get(tx, *id)
            .await?
            .ok_or(Failure::NotFound("participant"))?;
        participants.insert(*id);
    }
    Ok(Segment {
        id: descriptor.segment,
        copy: copy.id,
        day: descriptor.day,
        writer: descriptor.writer,
        class: copy.class,
        creation: offered.creation.to_bytes(),
        creation_leaf: offered.creation.leaf(),
        boxes: offered.boxes.to_bytes(),
        participants: participants.into_iter().collect(),
    })
}

/// Messages of segments of this copy; attachments that they name must be there, whole.
async fn put_messages(tx: &mut Tx, copy: &Copy, messages: Vec<Sealed>) -> Result<usize, Failure> {
    const FOREIGN: Failure = Failure::Because(Why::NotSealed);
    const NO_BLOB: Failure = Failure::Because(Why::NotSealed);
    let mut offered = Vec::new();
    let mut messages = messages.into_iter().peekable();
    while let Some(first) = messages.next() {
        let id = first.segment();
        segment::get(tx, id)
            .await?
            .filter(|segment| segment.copy == copy.id)
            .ok_or(FOREIGN)?;
        let mut batch = vec![first];
        while let Some(next) = messages.next_if(|next| next.segment() == id) {
            batch.push(next);
        }
        let mut rows = Vec::with_capacity(batch.len());
        for sealed in batch {
            if let Some(named) = &sealed.clear().blob {
                let found = blob::row(tx, named.id).await?.ok_or(NO_BLOB)?;
                if found.copy != copy.id
                    || found.sha256 != named.sha256
                    || found.size != named.length
                {
                    return Err(NO_BLOB);
                }
            }
            rows.push(row(sealed));
        }
        offered.push((id, rows));
    }
    Ok(message::put_all(tx, &offered).await?)
}

fn row(sealed: Sealed) -> OfferedMessage {
    let (position, leaf) = (sealed.position(), sealed.leaf());
    let Columns {
        clear,
        ciphertext,
        commitment,
        row_salt,
    } = sealed.into();
    OfferedMessage {
        position,
        clear,
        ciphertext,
        commitment,
        row_salt,
        leaf,
    }
}

/// Stored rows as the canonical list that a room fetches.
pub fn sealed_bytes(rows: Vec<OfferedMessage>) -> Result<Vec<u8>, Failure> {
    const DAMAGED: Failure = Failure::Because(Why::Damaged);
    let mut messages = Vec::with_capacity(rows.len());
    for row in rows {
        let OfferedMessage {
            clear,
            ciphertext,
            commitment,
            row_salt,
            ..
        } = row;
        messages.push(
            Sealed::try_from(Columns {
                clear,
                ciphertext,
                commitment,
                row_salt,
            })
            .map_err(|_| DAMAGED)?,
        );
    }
    Ok(many_to_bytes(&messages))
}
