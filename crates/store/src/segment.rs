//! Segments: one copy, one day, one writer. What opens them lies in boxes that only seats open.

use std::collections::BTreeSet;

use zegel_model::scope::SourceClass;
use zegel_model::{CopyId, Day, PersonId, SegmentId, WriterId};

use crate::error::StoreError;
use crate::log::Stand;
use crate::sql::{Row, Source, sql};
use crate::tables;
use crate::tx::Tx;

/// A segment as its writer made it.
#[derive(Clone, PartialEq, Eq)]
pub struct Segment {
    /// Which.
    pub id: SegmentId,
    /// Of which conversation.
    pub copy: CopyId,
    /// Of which day.
    pub day: Day,
    /// Who sealed it; its contexts stand in [`crate::context`].
    pub writer: WriterId,
    /// Account and phone.
    pub class: SourceClass,
    /// `zegel-seal`'s canonical creation.
    pub creation: Vec<u8>,
    /// The entry of the evidence log that commits to it.
    pub creation_leaf: [u8; 32],
    /// `zegel-seal`'s canonical boxes, one to a seat.
    pub boxes: Vec<u8>,
    /// The employees who took part that day, in order.
    pub participants: Vec<PersonId>,
}

/// A segment's entry in the evidence log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Which segment.
    pub segment: SegmentId,
    /// The entry.
    pub leaf: [u8; 32],
    /// Where it stands.
    pub stand: Stand,
}

// Boxes and creation would fill a log with bytes that say nothing.
impl std::fmt::Debug for Segment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Segment")
            .field("id", &self.id)
            .field("copy", &self.copy)
            .finish_non_exhaustive()
    }
}

/// Keeps a segment and enters its creation in the evidence log. `false` when the same one was kept before;
/// [`StoreError::Conflict`] when another one has this identifier. Its copy, its writer's contexts and the participants
/// must be there: [`StoreError::Missing`]. Bound.
pub async fn put(tx: &mut Tx, segment: &Segment) -> Result<bool, StoreError> {
    if let Some(kept) = get(tx, segment.id).await? {
        return if kept == *segment {
            Ok(false)
        } else {
            Err(StoreError::Conflict)
        };
    }
    let at = tx.evidence_place().await?;
    let salt = tx.salt();
    sql("INSERT INTO segment (id, copy, day, writer, class, creation, creation_leaf, boxes, participants, batch, place, \
         salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
        .bind(segment.id)
        .bind(segment.copy)
        .bind(segment.day)
        .bind(segment.writer)
        .bind(segment.class.code())
        .bind(segment.creation.as_slice())
        .bind(segment.creation_leaf)
        .bind(segment.boxes.as_slice())
        .bind(segment.participants.iter().flat_map(|person| *person.as_bytes()).collect::<Vec<u8>>())
        .bind(at.batch)
        .bind(at.place)
        .bind(salt)
        .run_one(tx)
        .await?;
    tx.add_evidence(&segment.creation_leaf);
    for person in segment
        .participants
        .iter()
        .copied()
        .collect::<BTreeSet<_>>()
    {
        sql("INSERT INTO participation (person, segment) VALUES ($1, $2)")
            .bind(person)
            .bind(segment.id)
            .run_one(tx)
            .await?;
    }
    tx.bind_row(&tables::SEGMENT, vec![segment.id.into()])
        .await?;
    Ok(true)
}

/// A segment by identifier.
pub async fn get(source: &mut impl Source, id: SegmentId) -> Result<Option<Segment>, StoreError> {
    let row = sql("SELECT id, copy, day, writer, class, creation, creation_leaf, boxes, participants FROM segment \
                   WHERE id = $1")
        .bind(id)
        .row(source)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The segments of some days of a copy, both days included, in order of day.
pub async fn in_scope(
    source: &mut impl Source,
    copy: CopyId,
    from: Day,
    to: Day,
) -> Result<Vec<Segment>, StoreError> {
    sql("SELECT id, copy, day, writer, class, creation, creation_leaf, boxes, participants FROM segment \
         WHERE copy = $1 AND day >= $2 AND day <= $3 ORDER BY day, id")
        .bind(copy)
        .bind(from)
        .bind(to)
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Every segment of a copy, in order of day.
pub async fn of_copy(source: &mut impl Source, copy: CopyId) -> Result<Vec<Segment>, StoreError> {
    sql("SELECT id, copy, day, writer, class, creation, creation_leaf, boxes, participants FROM segment \
         WHERE copy = $1 ORDER BY day, id")
        .bind(copy)
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// What is kept about one person: messages by copy and month, of days on which they took part; oldest copy first. The
/// month is given as its first day.
pub async fn kept_about(
    source: &mut impl Source,
    person: PersonId,
) -> Result<Vec<(CopyId, Day, u64)>, StoreError> {
    sql("SELECT segment.copy AS copy, segment.day / 100 * 100 + 1 AS month, COUNT(*) AS messages \
         FROM participation JOIN segment ON segment.id = participation.segment \
         JOIN copy ON copy.id = segment.copy JOIN message ON message.segment = segment.id \
         WHERE participation.person = $1 \
         GROUP BY copy.begun, segment.copy, segment.day / 100 ORDER BY copy.begun, segment.copy, month")
        .bind(person)
        .rows(source)
        .await?
        .iter()
        .map(|row| Ok((row.get("copy")?, row.get("month")?, row.get("messages")?)))
        .collect()
}

/// Entries of segments in the evidence logs, in order of segment, from the one behind `after`.
pub async fn leaves(
    source: &mut impl Source,
    after: Option<SegmentId>,
    limit: u32,
) -> Result<Vec<Leaf>, StoreError> {
    sql("SELECT segment.id AS id, creation_leaf, batch, place, batch.log AS log, batch.first_index + place AS log_index \
         FROM segment LEFT JOIN batch ON batch.id = segment.batch WHERE segment.id > $1 ORDER BY segment.id LIMIT $2")
        .bind(after.map_or_else(Vec::new, |id| id.as_bytes().to_vec()))
        .bind(limit)
        .rows(source)
        .await?
        .iter()
        .map(|row| {
            Ok(Leaf {
                segment: row.get("id")?,
                leaf: row.get("creation_leaf")?,
                stand: Stand::read(row)?,
            })
        })
        .collect()
}

/// Everybody who took part in a copy on some days, both days included.
pub async fn participants_in(
    source: &mut impl Source,
    copy: CopyId,
    from: Day,
    to: Day,
) -> Result<BTreeSet<PersonId>, StoreError> {
    // The same people write day after day: few lists for many segments.
    let rows = sql(
        "SELECT DISTINCT participants FROM segment WHERE copy = $1 AND day >= $2 AND day <= $3",
    )
    .bind(copy)
    .bind(from)
    .bind(to)
    .rows(source)
    .await?;
    let mut people = BTreeSet::new();
    for row in &rows {
        people.extend(participants(row)?);
    }
    Ok(people)
}

fn participants(row: &Row) -> Result<Vec<PersonId>, StoreError> {
    let people: Vec<u8> = row.get("participants")?;
    let people: Result<_, _> = people.chunks(16).map(PersonId::try_from).collect();
    people.map_err(|_| StoreError::Corrupt("participants"))
}

fn read(row: &Row) -> Result<Segment, StoreError> {
    Ok(Segment {
        id: row.get("id")?,
        copy: row.get("copy")?,
        day: row.get("day")?,
        writer: row.get("writer")?,
        class: SourceClass::from_code(row.get("class")?).ok_or(StoreError::Corrupt("class"))?,
        creation: row.get("creation")?,
        creation_leaf: row.get("creation_leaf")?,
        boxes: row.get("boxes")?,
        participants: participants(row)?,
    })
}

/// The days of a copy on which somebody took part, in order.
pub async fn days_of(
    source: &mut impl Source,
    copy: CopyId,
    person: PersonId,
) -> Result<Vec<Day>, StoreError> {
    sql("SELECT DISTINCT segment.day AS day FROM participation JOIN segment ON segment.id = participation.segment \
         WHERE participation.person = $1 AND segment.copy = $2 ORDER BY segment.day")
    .bind(person)
    .bind(copy)
    .rows(source)
    .await?
    .iter()
    .map(|row| row.get("day"))
    .collect()
}
