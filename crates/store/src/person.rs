//! The people whom the archive knows.

use std::collections::{BTreeMap, BTreeSet};

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

/// The names of these people, of those that are known.
pub async fn names(
    source: &mut impl Source,
    people: BTreeSet<PersonId>,
) -> Result<BTreeMap<PersonId, String>, StoreError> {
    let mut names = BTreeMap::new();
    for id in people {
        if let Some(person) = get(source, id).await? {
            names.insert(id, person.name);
        }
    }
    Ok(names)
}

/// The first of everybody, by name.
pub async fn first(source: &mut impl Source, limit: u32) -> Result<Vec<Person>, StoreError> {
    sql("SELECT id, name, roles, added FROM person ORDER BY name, id LIMIT $1")
        .bind(limit)
        .rows(source)
        .await?
        .iter()
        .map(read)
        .collect()
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

pub(crate) fn read(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.get("id")?,
        name: row.get("name")?,
        roles: row.json("roles")?,
        added: row.get("added")?,
    })
}
