//! The people whom the archive knows.

use zegel_model::PersonId;
use zegel_model::person::Person;

use crate::error::StoreError;
use crate::sql::{Row, Source, json, sql};
use crate::tables;
use crate::tx::Tx;

/// Adds somebody, or changes what is known about them. Bound.
pub async fn put(tx: &mut Tx, person: &Person) -> Result<(), StoreError> {
    let salt = tx.salt();
    sql("INSERT INTO person (id, name, roles, added, salt) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, roles = excluded.roles, added = excluded.added, \
         salt = excluded.salt")
        .bind(person.id)
        .bind(person.name.as_str())
        .bind(json(&person.roles)?)
        .bind(person.added)
        .bind(salt)
        .run_one(tx)
        .await?;
    tx.bind_row(&tables::PERSON, vec![person.id.into()]).await
}

/// Somebody by identifier.
pub async fn get(source: &mut impl Source, id: PersonId) -> Result<Option<Person>, StoreError> {
    let row = sql("SELECT id, name, roles, added FROM person WHERE id = $1")
        .bind(id)
        .row(source)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Everybody, by name.
pub async fn all(source: &mut impl Source) -> Result<Vec<Person>, StoreError> {
    sql("SELECT id, name, roles, added FROM person ORDER BY name, id")
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.get("id")?,
        name: row.get("name")?,
        roles: row.json("roles")?,
        added: row.get("added")?,
    })
}
