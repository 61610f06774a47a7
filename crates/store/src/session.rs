//! One-time links and the sessions that they open, by the hash of their secret. Scratch: no event names them.

use zegel_model::person::Person;
use zegel_model::{PersonId, Timestamp};

use crate::error::StoreError;
use crate::person;
use crate::sql::{Source, sql};
use crate::tx::Tx;

/// What holds the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SessionKind {
    /// A browser, as a cookie.
    Browser,
    /// A program, as a bearer token.
    Api,
}

impl SessionKind {
    const fn code(self) -> u8 {
        match self {
            Self::Browser => 0,
            Self::Api => 1,
        }
    }

    const fn from_code(code: u8) -> Option<Self> {
        match code {
            0 => Some(Self::Browser),
            1 => Some(Self::Api),
            _ => None,
        }
    }
}

/// Offers a link that signs this person in, once, before it expires.
pub async fn offer_link(
    tx: &mut Tx,
    token_hash: [u8; 32],
    person: PersonId,
    expires: Timestamp,
) -> Result<(), StoreError> {
    sql("INSERT INTO sign_in (token, person, expires) VALUES ($1, $2, $3)")
        .bind(token_hash)
        .bind(person)
        .bind(expires)
        .run_one(tx)
        .await
}

/// Uses a link up. `None` when there is no such link, or it expired before the transaction began.
pub async fn redeem_link(
    tx: &mut Tx,
    token_hash: [u8; 32],
) -> Result<Option<PersonId>, StoreError> {
    let row = sql("DELETE FROM sign_in WHERE token = $1 RETURNING person, expires")
        .bind(token_hash)
        .row(tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let expires: Timestamp = row.get("expires")?;
    if expires <= tx.now() {
        Ok(None)
    } else {
        row.get("person").map(Some)
    }
}

/// Whose link this is and when it expires, unless it has at `now`; without using it up.
pub async fn find_link(
    source: &mut impl Source,
    token_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<(PersonId, Timestamp)>, StoreError> {
    let row = sql("SELECT person, expires FROM sign_in WHERE token = $1 AND expires > $2")
        .bind(token_hash)
        .bind(now)
        .row(source)
        .await?;
    row.map(|row| Ok((row.get("person")?, row.get("expires")?)))
        .transpose()
}

/// Starts a session.
pub async fn start(
    tx: &mut Tx,
    token_hash: [u8; 32],
    person: PersonId,
    kind: SessionKind,
    expires: Timestamp,
) -> Result<(), StoreError> {
    let made = tx.now();
    sql("INSERT INTO session (token, person, kind, made, expires) VALUES ($1, $2, $3, $4, $5)")
        .bind(token_hash)
        .bind(person)
        .bind(kind.code())
        .bind(made)
        .bind(expires)
        .run_one(tx)
        .await
}

/// Whose session this is, unless it has expired at `now`.
pub async fn find(
    source: &mut impl Source,
    token_hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<(Person, SessionKind)>, StoreError> {
    // In one statement: every request asks it.
    let row = sql(
        "SELECT person.id AS id, name, roles, added, kind FROM session \
                   JOIN person ON person.id = session.person WHERE token = $1 AND expires > $2",
    )
    .bind(token_hash)
    .bind(now)
    .row(source)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let kind = SessionKind::from_code(row.get("kind")?).ok_or(StoreError::Corrupt("kind"))?;
    Ok(Some((person::read(&row)?, kind)))
}

/// The programs' sessions of a person that have not expired at `now`: hash of the token, when made, when it expires.
pub async fn programs(
    source: &mut impl Source,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<([u8; 32], Timestamp, Timestamp)>, StoreError> {
    sql("SELECT token, made, expires FROM session WHERE person = $1 AND kind = $2 AND expires > $3 ORDER BY made, token")
        .bind(person)
        .bind(SessionKind::Api.code())
        .bind(now)
        .rows(source)
        .await?
        .iter()
        .map(|row| Ok((row.get("token")?, row.get("made")?, row.get("expires")?)))
        .collect()
}

/// Ends a session. One that is not there has ended already.
pub async fn end(tx: &mut Tx, token_hash: [u8; 32]) -> Result<(), StoreError> {
    sql("DELETE FROM session WHERE token = $1")
        .bind(token_hash)
        .run(tx)
        .await?;
    Ok(())
}

/// Removes links and sessions that have expired; how many.
pub async fn prune(tx: &mut Tx) -> Result<u64, StoreError> {
    let now = tx.now();
    let links = sql("DELETE FROM sign_in WHERE expires <= $1")
        .bind(now)
        .run(tx)
        .await?;
    let sessions = sql("DELETE FROM session WHERE expires <= $1")
        .bind(now)
        .run(tx)
        .await?;
    Ok(links.saturating_add(sessions))
}
