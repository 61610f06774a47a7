//! Sealed messages. Each is bound by its own leaf in the evidence log.

use std::collections::BTreeMap;

use zegel_model::{BlobId, CopyId, Day, SegmentId};

use crate::error::StoreError;
use crate::log::BatchId;
use crate::sql::{Many, Row, Source, sql};
use crate::tx::{Place, Tx};

/// A sealed message as its writer offers it, and as it is handed out.
#[derive(Clone, PartialEq, Eq)]
pub struct OfferedMessage {
    /// Its place in the segment, from 0.
    pub position: u32,
    /// `zegel-seal`'s canonical clear fields.
    pub clear: Vec<u8>,
    /// The sealed bytes.
    pub ciphertext: Vec<u8>,
    /// SHA-256 of a salt inside the ciphertext and the source bytes.
    pub commitment: [u8; 32],
    /// The salt of the leaf.
    pub row_salt: [u8; 32],
    /// The entry of the evidence log.
    pub leaf: [u8; 32],
}

/// A message with where its leaf stands: all that it takes to check the one against the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    /// Of which segment.
    pub segment: SegmentId,
    /// The message.
    pub message: OfferedMessage,
    /// The batch that its leaf came with.
    pub batch: BatchId,
    /// The leaf's place in there.
    pub place: u64,
}

/// How much is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Conversations.
    pub copies: u64,
    /// Segments.
    pub segments: u64,
    /// Messages.
    pub messages: u64,
}

impl std::fmt::Debug for OfferedMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfferedMessage")
            .field("position", &self.position)
            .field("sealed", &self.ciphertext.len())
            .finish_non_exhaustive()
    }
}

static INSERT: Many = Many::new(
    "INSERT INTO message (segment, position, clear, ciphertext, commitment, row_salt, leaf, batch, place) VALUES ",
    0,
    9,
    "",
);

/// Keeps messages of a segment and enters their leaves in the evidence log; how many were new. The same leaf at the
/// same position again changes nothing; another leaf there is a [`StoreError::Conflict`].
pub async fn put(
    tx: &mut Tx,
    segment: SegmentId,
    messages: &[OfferedMessage],
) -> Result<usize, StoreError> {
    let new = enter(tx, segment, messages, &mut BTreeMap::new()).await?;
    insert(tx, &new).await?;
    Ok(new.len())
}

/// [`put`] for several segments: their rows share statements, which a day of a few messages would not fill.
pub async fn put_all(
    tx: &mut Tx,
    offered: &[(SegmentId, Vec<OfferedMessage>)],
) -> Result<usize, StoreError> {
    let mut new = Vec::new();
    // A segment that comes twice is compared with what came first, which has no row yet.
    let mut kept: BTreeMap<SegmentId, Leaves> = BTreeMap::new();
    for (segment, messages) in offered {
        let kept = kept.entry(*segment).or_default();
        new.extend(enter(tx, *segment, messages, kept).await?);
    }
    insert(tx, &new).await?;
    Ok(new.len())
}

/// A message that is not kept yet, and where its leaf stands.
type New<'a> = (SegmentId, &'a OfferedMessage, Place);

/// Leaves of a segment by position.
type Leaves = BTreeMap<u32, [u8; 32]>;

/// Enters the leaves of those that are not kept yet; `kept` knows them from then on.
async fn enter<'a>(
    tx: &mut Tx,
    segment: SegmentId,
    messages: &'a [OfferedMessage],
    kept: &mut Leaves,
) -> Result<Vec<New<'a>>, StoreError> {
    kept.extend(leaves(tx, segment, messages).await?);
    let mut new = Vec::new();
    for message in messages {
        match kept.insert(message.position, message.leaf) {
            None => {
                let at = tx.evidence_place().await?;
                tx.add_evidence(&message.leaf);
                new.push((segment, message, at));
            }
            Some(leaf) if leaf == message.leaf => {}
            Some(_) => return Err(StoreError::Conflict),
        }
    }
    Ok(new)
}

async fn insert(tx: &mut Tx, new: &[New<'_>]) -> Result<(), StoreError> {
    for (statement, rows) in INSERT.statements(new) {
        let bound = rows
            .iter()
            .fold(statement, |statement, (segment, message, at)| {
                statement
                    .bind(*segment)
                    .bind(message.position)
                    .bind(message.clear.as_slice())
                    .bind(message.ciphertext.as_slice())
                    .bind(message.commitment)
                    .bind(message.row_salt)
                    .bind(message.leaf)
                    .bind(at.batch)
                    .bind(at.place)
            });
        if bound.run(tx).await? != u64::try_from(rows.len()).unwrap_or(u64::MAX) {
            return Err(StoreError::Missing);
        }
    }
    Ok(())
}

/// The leaves that stand between the first and the last position of these, by position.
async fn leaves(
    tx: &mut Tx,
    segment: SegmentId,
    messages: &[OfferedMessage],
) -> Result<Leaves, StoreError> {
    let positions = || messages.iter().map(|message| message.position);
    let (Some(first), Some(last)) = (positions().min(), positions().max()) else {
        return Ok(Leaves::new());
    };
    sql("SELECT position, leaf FROM message WHERE segment = $1 AND position >= $2 AND position <= $3")
        .bind(segment)
        .bind(first)
        .bind(last)
        .rows(tx)
        .await?
        .iter()
        .map(|row| Ok((row.get("position")?, row.get("leaf")?)))
        .collect()
}

/// Whether a message of these days of a copy, both included, names the attachment: its clear fields hold the
/// attachment's identifier, 16 bytes of chance.
pub async fn names_blob(
    source: &mut impl Source,
    copy: CopyId,
    (from, to): (Day, Day),
    blob: BlobId,
) -> Result<bool, StoreError> {
    let row = sql(
        "SELECT 1 FROM message JOIN segment ON segment.id = message.segment \
                   WHERE segment.copy = $1 AND segment.day >= $2 AND segment.day <= $3 \
                   AND instr(message.clear, $4) > 0 LIMIT 1",
    )
    .bind(copy)
    .bind(from)
    .bind(to)
    .bind(blob)
    .row(source)
    .await?;
    Ok(row.is_some())
}

/// The messages of a segment, in order.
pub async fn of_segment(
    source: &mut impl Source,
    segment: SegmentId,
) -> Result<Vec<OfferedMessage>, StoreError> {
    sql("SELECT position, clear, ciphertext, commitment, row_salt, leaf FROM message WHERE segment = $1 \
         ORDER BY position")
        .bind(segment)
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Messages with their leaves' places, in order of segment and position, from the one behind `after`.
pub async fn rows(
    source: &mut impl Source,
    after: Option<(SegmentId, u32)>,
    limit: u32,
) -> Result<Vec<MessageRow>, StoreError> {
    let (segment, position) = match after {
        Some((segment, position)) => (segment.as_bytes().to_vec(), i64::from(position)),
        None => (Vec::new(), -1),
    };
    // Everything that is bytes comes as one value: a value costs the driver more than the bytes in it.
    sql("SELECT position, batch, place, length(clear) AS clear, \
         segment || commitment || row_salt || leaf || clear || ciphertext AS bytes FROM message \
         WHERE (segment, position) > ($1, $2) ORDER BY segment, position LIMIT $3")
        .for_file("SELECT position, batch, place, length(clear), \
         CAST(segment || commitment || row_salt || leaf || clear || ciphertext AS BLOB) FROM message \
         WHERE (segment, position) > ($1, $2) ORDER BY segment, position LIMIT $3")
        .bind(segment)
        .bind(position)
        .bind(limit)
        .rows(source)
        .await?
        .iter()
        .map(whole)
        .collect()
}

/// A row of [`rows`].
fn whole(row: &Row) -> Result<MessageRow, StoreError> {
    let bytes: Vec<u8> = row.at(4, "bytes")?;
    let clear: u32 = row.at(3, "clear")?;
    let (segment, commitment, row_salt, leaf, clear, ciphertext) =
        apart(&bytes, clear).ok_or(StoreError::Corrupt("message"))?;
    Ok(MessageRow {
        segment,
        message: OfferedMessage {
            position: row.at(0, "position")?,
            clear: clear.to_vec(),
            ciphertext: ciphertext.to_vec(),
            commitment,
            row_salt,
            leaf,
        },
        batch: row.at(1, "batch")?,
        place: row.at(2, "place")?,
    })
}

type Parts<'a> = (SegmentId, [u8; 32], [u8; 32], [u8; 32], &'a [u8], &'a [u8]);

fn apart(bytes: &[u8], clear: u32) -> Option<Parts<'_>> {
    let (segment, rest) = bytes.split_first_chunk::<16>()?;
    let (commitment, rest) = rest.split_first_chunk()?;
    let (row_salt, rest) = rest.split_first_chunk()?;
    let (leaf, rest) = rest.split_first_chunk()?;
    let (clear, ciphertext) = rest.split_at_checked(clear.try_into().ok()?)?;
    let segment = SegmentId::try_from(segment.as_slice()).ok()?;
    Some((segment, *commitment, *row_salt, *leaf, clear, ciphertext))
}

/// How much is kept altogether.
pub async fn counts(source: &mut impl Source) -> Result<Counts, StoreError> {
    let row = sql(
        "SELECT (SELECT COUNT(*) FROM copy) AS copies, (SELECT COUNT(*) FROM segment) AS segments, \
                   (SELECT COUNT(*) FROM message) AS messages",
    )
    .one_row(source)
    .await?;
    Ok(Counts {
        copies: row.get("copies")?,
        segments: row.get("segments")?,
        messages: row.get("messages")?,
    })
}

/// Messages by copy and month, the month given as its first day.
pub async fn count_by_copy_and_month(
    source: &mut impl Source,
) -> Result<Vec<(CopyId, Day, u64)>, StoreError> {
    sql("SELECT copy, day / 100 * 100 + 1 AS month, COUNT(*) AS messages \
         FROM message JOIN segment ON segment.id = message.segment GROUP BY copy, day / 100 ORDER BY copy, month")
        .rows(source)
        .await?
        .iter()
        .map(|row| Ok((row.get("copy")?, row.get("month")?, row.get("messages")?)))
        .collect()
}

/// Messages of some days of a copy, both days included.
pub async fn count_in(
    source: &mut impl Source,
    copy: CopyId,
    from: Day,
    to: Day,
) -> Result<u64, StoreError> {
    sql(
        "SELECT COUNT(*) AS messages FROM message JOIN segment ON segment.id = message.segment \
         WHERE copy = $1 AND day >= $2 AND day <= $3",
    )
    .bind(copy)
    .bind(from)
    .bind(to)
    .one_row(source)
    .await?
    .get("messages")
}

/// From the first six columns, in this order: by place, since there are as many rows as messages.
fn read(row: &Row) -> Result<OfferedMessage, StoreError> {
    Ok(OfferedMessage {
        position: row.at(0, "position")?,
        clear: row.at(1, "clear")?,
        ciphertext: row.at(2, "ciphertext")?,
        commitment: row.at(3, "commitment")?,
        row_salt: row.at(4, "row_salt")?,
        leaf: row.at(5, "leaf")?,
    })
}
