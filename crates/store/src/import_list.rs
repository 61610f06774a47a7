//! What an importer brought in before, sealed to their own key, so that their client can tell what is new.

use zegel_model::{CopyId, KeyId, PersonId};

use crate::error::StoreError;
use crate::sql::{Source, sql};
use crate::tx::Tx;

/// Adds a list, sealed to a key of the person.
pub async fn put(
    tx: &mut Tx,
    person: PersonId,
    copy: CopyId,
    key: KeyId,
    sealed: &[u8],
) -> Result<(), StoreError> {
    sql("INSERT INTO import_list (person, copy, key, sealed) VALUES ($1, $2, $3, $4)")
        .bind(person)
        .bind(copy)
        .bind(key)
        .bind(sealed)
        .run_one(tx)
        .await
}

/// The lists of one person, in the order in which they came.
pub async fn all(
    source: &mut impl Source,
    person: PersonId,
) -> Result<Vec<(CopyId, KeyId, Vec<u8>)>, StoreError> {
    sql("SELECT copy, key, sealed FROM import_list WHERE person = $1 ORDER BY id")
        .bind(person)
        .rows(source)
        .await?
        .iter()
        .map(|row| Ok((row.get("copy")?, row.get("key")?, row.get("sealed")?)))
        .collect()
}
