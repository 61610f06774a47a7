//! Copies: conversations as one holder had them.

use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::{CopyId, Day, PersonId, Timestamp};

use crate::error::StoreError;
use crate::sql::{Row, Source, sql};
use crate::tables;
use crate::tx::Tx;

/// One conversation as one holder had it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Which.
    pub id: CopyId,
    /// Whose.
    pub holder: PersonId,
    /// Account and phone.
    pub class: SourceClass,
    /// How far it can be trusted.
    pub provenance: Provenance,
    /// When it was brought in for the first time.
    pub begun: Timestamp,
}

/// A copy with what can be said of it without a word of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The copy.
    pub copy: Copy,
    /// The name of its holder.
    pub holder: String,
    /// First and last day, if there is any.
    pub days: Option<(Day, Day)>,
    /// How many messages.
    pub messages: u64,
}

/// The copies that an inner statement chooses, oldest first, each looked into once it is chosen.
macro_rules! listed {
    ($which:literal) => {
        concat!(
            "SELECT chosen.id AS id, chosen.holder AS holder, class, provenance, begun, person.name AS name, \
             (SELECT MIN(day) FROM segment WHERE segment.copy = chosen.id) AS first_day, \
             (SELECT MAX(day) FROM segment WHERE segment.copy = chosen.id) AS last_day, \
             (SELECT COUNT(*) FROM message JOIN segment ON segment.id = message.segment \
              WHERE segment.copy = chosen.id) AS messages \
             FROM (SELECT id, holder, class, provenance, begun FROM copy ",
            $which,
            ") AS chosen JOIN person ON person.id = chosen.holder ORDER BY begun, chosen.id"
        )
    };
}

/// Begins a copy. It never changes afterwards: a second one of this identifier is a [`StoreError::Conflict`]. Bound.
pub async fn begin(tx: &mut Tx, copy: &Copy) -> Result<(), StoreError> {
    let salt = tx.salt();
    sql("INSERT INTO copy (id, holder, class, provenance, begun, salt) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(copy.id)
        .bind(copy.holder)
        .bind(copy.class.code())
        .bind(copy.provenance.letter().to_string())
        .bind(copy.begun)
        .bind(salt)
        .run_one(tx)
        .await?;
    tx.bind_row(&tables::COPY, vec![copy.id.into()]).await
}

/// A copy by identifier.
pub async fn get(source: &mut impl Source, id: CopyId) -> Result<Option<Copy>, StoreError> {
    let row = sql("SELECT id, holder, class, provenance, begun FROM copy WHERE id = $1")
        .bind(id)
        .row(source)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Every copy, oldest first.
pub async fn all(source: &mut impl Source) -> Result<Vec<Copy>, StoreError> {
    sql("SELECT id, holder, class, provenance, begun FROM copy ORDER BY begun, id")
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The copies that one person brought in, oldest first.
pub async fn of_holder(
    source: &mut impl Source,
    holder: PersonId,
) -> Result<Vec<Copy>, StoreError> {
    sql("SELECT id, holder, class, provenance, begun FROM copy WHERE holder = $1 ORDER BY begun, id")
        .bind(holder)
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The newest copies of all, so many at most; oldest first.
pub async fn newest(source: &mut impl Source, limit: u32) -> Result<Vec<Listed>, StoreError> {
    let rows = sql(listed!("ORDER BY begun DESC, id DESC LIMIT $1"));
    rows.bind(limit)
        .rows(source)
        .await?
        .iter()
        .map(listed)
        .collect()
}

/// The newest copies of one holder, so many at most; oldest first.
pub async fn newest_of(
    source: &mut impl Source,
    holder: PersonId,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let rows = sql(listed!(
        "WHERE holder = $1 ORDER BY begun DESC, id DESC LIMIT $2"
    ));
    rows.bind(holder)
        .bind(limit)
        .rows(source)
        .await?
        .iter()
        .map(listed)
        .collect()
}

/// One copy with what can be said of it.
pub async fn look(source: &mut impl Source, id: CopyId) -> Result<Option<Listed>, StoreError> {
    let row = sql(listed!("WHERE id = $1")).bind(id).row(source).await?;
    row.as_ref().map(listed).transpose()
}

fn listed(row: &Row) -> Result<Listed, StoreError> {
    let first: Option<Day> = row.get("first_day")?;
    Ok(Listed {
        copy: read(row)?,
        holder: row.get("name")?,
        days: first.zip(row.get("last_day")?),
        messages: row.get("messages")?,
    })
}

fn read(row: &Row) -> Result<Copy, StoreError> {
    let letter: String = row.get("provenance")?;
    let provenance = [
        Provenance::SignedFeed,
        Provenance::DeviceBackup,
        Provenance::TextExport,
    ]
    .into_iter()
    .find(|provenance| provenance.letter().to_string() == letter);
    Ok(Copy {
        id: row.get("id")?,
        holder: row.get("holder")?,
        class: SourceClass::from_code(row.get("class")?).ok_or(StoreError::Corrupt("class"))?,
        provenance: provenance.ok_or(StoreError::Corrupt("provenance"))?,
        begun: row.get("begun")?,
    })
}
