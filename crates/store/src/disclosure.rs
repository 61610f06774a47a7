//! The access ledger: what each person was told about who opened what.

use zegel_model::case::Purpose;
use zegel_model::event::Look;
use zegel_model::{CaseId, PersonId, Timestamp};

use crate::error::StoreError;
use crate::event::EventId;
use crate::sql::{Source, json, sql};
use crate::tables;
use crate::tx::Tx;

/// An entry to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDisclosure {
    /// To whom.
    pub person: PersonId,
    /// Their own gapless number, from [`next_number`].
    pub number: u32,
    /// Under which case.
    pub case: CaseId,
    /// What for.
    pub purpose: Purpose,
    /// What was looked at.
    pub look: Look,
}

/// An entry as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// To whom.
    pub person: PersonId,
    /// Their own number, from 1 without gaps.
    pub number: u32,
    /// Under which case.
    pub case: CaseId,
    /// What for.
    pub purpose: Purpose,
    /// What was looked at.
    pub look: Look,
    /// When.
    pub at: Timestamp,
    /// The event that says so, for its proof.
    pub event: EventId,
}

/// The number of a person's next entry, from 1.
pub async fn next_number(tx: &mut Tx, person: PersonId) -> Result<u32, StoreError> {
    sql("SELECT COALESCE(MAX(number), 0) + 1 AS number FROM disclosure WHERE person = $1")
        .bind(person)
        .one_row(tx)
        .await?
        .get("number")
}

/// Makes an entry at the transaction's moment. [`StoreError::Conflict`] when the number is taken. Bound.
pub async fn put(tx: &mut Tx, new: &NewDisclosure) -> Result<(), StoreError> {
    let (now, salt) = (tx.now(), tx.salt());
    sql(
        "INSERT INTO disclosure (person, number, case_id, purpose, look, at, salt) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.person)
    .bind(new.number)
    .bind(new.case)
    .bind(new.purpose.name())
    .bind(json(&new.look)?)
    .bind(now)
    .bind(salt)
    .run_one(tx)
    .await?;
    tx.bind_row(
        &tables::DISCLOSURE,
        vec![new.person.into(), new.number.into()],
    )
    .await
}

/// Everything that was disclosed to one person, newest first.
pub async fn of(source: &mut impl Source, person: PersonId) -> Result<Vec<Disclosure>, StoreError> {
    // The binding's key is the person's identifier, a slash and the number, as in the payload. An entry without a
    // binding is an error, not an entry less.
    sql(
        "SELECT person, number, case_id, purpose, look, at, event FROM disclosure \
         LEFT JOIN binding ON bound_table = 'disclosure' AND bound_row = $2 || '/' || number \
         WHERE person = $1 ORDER BY number DESC",
    )
    .bind(person)
    .bind(person.to_string())
    .rows(source)
    .await?
    .iter()
    .map(|row| {
        Ok(Disclosure {
            person: row.get("person")?,
            number: row.get("number")?,
            case: row.get("case_id")?,
            purpose: Purpose::from_name(&row.get::<String>("purpose")?)
                .ok_or(StoreError::Corrupt("purpose"))?,
            look: row.json("look")?,
            at: row.get("at")?,
            event: row.get("event")?,
        })
    })
    .collect()
}
