//! Public keys that employees made on their own side.

use zegel_model::{KeyId, PersonId};

use crate::error::StoreError;
use crate::sql::{Source, sql};
use crate::tables;
use crate::tx::Tx;

/// Adds a key. A key is never replaced: [`StoreError::Conflict`]. Bound.
pub async fn put(
    tx: &mut Tx,
    key: KeyId,
    person: PersonId,
    public: &str,
) -> Result<(), StoreError> {
    let (now, salt) = (tx.now(), tx.salt());
    sql("INSERT INTO employee_key (id, person, public, registered, salt) VALUES ($1, $2, $3, $4, $5)")
        .bind(key)
        .bind(person)
        .bind(public)
        .bind(now)
        .bind(salt)
        .run_one(tx)
        .await?;
    tx.bind_row(&tables::EMPLOYEE_KEY, vec![key.into()]).await
}

/// The keys of one person, oldest first.
pub async fn all(
    source: &mut impl Source,
    person: PersonId,
) -> Result<Vec<(KeyId, String)>, StoreError> {
    sql("SELECT id, public FROM employee_key WHERE person = $1 ORDER BY registered, id")
        .bind(person)
        .rows(source)
        .await?
        .iter()
        .map(|row| Ok((row.get("id")?, row.get("public")?)))
        .collect()
}
