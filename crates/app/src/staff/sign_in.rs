//! One-time links and the sessions that they open. The server keeps hashes; a stolen database signs nobody in.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use zegel_model::person::Person;
use zegel_model::{PersonId, Random, Timestamp};
use zegel_store::{Tx, person, session};

pub use zegel_store::session::SessionKind;

use crate::{App, Failure};

/// A link lives two days.
const LINK_SECONDS: i64 = 2 * 86_400;
/// A browser's session lives a working day.
const BROWSER_SECONDS: i64 = 12 * 3_600;
/// A program's token lives two hours, or as long as a case for a reading room.
const PROGRAM_SECONDS: i64 = 2 * 3_600;

/// The secret part of a link, shown once.
#[derive(Clone)]
pub struct Link(String);

/// The secret of a session, shown once: a cookie or a bearer token.
#[derive(Clone)]
pub struct Token(String);

impl Link {
    /// The secret, for the one page or line that shows it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Token {
    /// The secret, for the one place that hands it over.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

fn secret(random: &dyn Random) -> String {
    let mut bytes = [0; 32];
    random.fill(&mut bytes);
    BASE64URL_NOPAD.encode(&bytes)
}

fn hash(kind: &str, secret: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(kind)
        .chain_update([0])
        .chain_update(secret)
        .finalize()
        .into()
}

/// Makes a link as part of whatever asks for one.
pub async fn offer(app: &App, tx: &mut Tx, person: PersonId) -> Result<Link, Failure> {
    let link = secret(app.random.as_ref());
    let expires = tx.now().plus_seconds(LINK_SECONDS);
    session::offer_link(tx, hash("link", &link), person, expires).await?;
    Ok(Link(link))
}

/// Uses a link up and opens a session for a browser or a program.
pub async fn redeem(app: &App, link: &str, kind: SessionKind) -> Result<(Person, Token), Failure> {
    let mut tx = app.store.begin().await?;
    let id = session::redeem_link(&mut tx, hash("link", link))
        .await?
        .ok_or(Failure::Link)?;
    let token = start(
        app,
        &mut tx,
        id,
        kind,
        match kind {
            SessionKind::Browser => BROWSER_SECONDS,
            SessionKind::Api => PROGRAM_SECONDS,
        },
    )
    .await?;
    let person = person::get(&mut tx, id).await?.ok_or(Failure::Link)?;
    tx.commit().await?;
    Ok((person, token))
}

/// A token for a program of somebody who is signed in: their importer or seat client.
pub async fn program_token(
    app: &App,
    actor: &Person,
    seconds: Option<i64>,
) -> Result<(Token, Timestamp), Failure> {
    let mut tx = app.store.begin().await?;
    let seconds = seconds.unwrap_or(PROGRAM_SECONDS);
    let until = tx.now().plus_seconds(seconds);
    let token = start(app, &mut tx, actor.id, SessionKind::Api, seconds).await?;
    tx.commit().await?;
    Ok((token, until))
}

async fn start(
    app: &App,
    tx: &mut Tx,
    person: PersonId,
    kind: SessionKind,
    seconds: i64,
) -> Result<Token, Failure> {
    let token = secret(app.random.as_ref());
    let expires = tx.now().plus_seconds(seconds);
    session::start(tx, hash("session", &token), person, kind, expires).await?;
    Ok(Token(token))
}

/// Whose session this is.
pub async fn find(app: &App, token: &str, kind: SessionKind) -> Result<Person, Failure> {
    let mut read = app.store.read().await?;
    let (person, found) = session::find(&mut read, hash("session", token), app.now())
        .await?
        .ok_or(Failure::SignIn)?;
    if found != kind {
        return Err(Failure::SignIn);
    }
    Ok(person)
}

/// Ends a session.
pub async fn end(app: &App, token: &str) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    session::end(&mut tx, hash("session", token)).await?;
    tx.commit().await?;
    Ok(())
}

/// Whose link this is and until when it works, without using it up: a page asks first, because programs that look
/// into mail open links.
pub async fn look(app: &App, link: &str) -> Result<(Person, Timestamp), Failure> {
    let mut read = app.store.read().await?;
    let (id, expires) = session::find_link(&mut read, hash("link", link), app.now())
        .await?
        .ok_or(Failure::Link)?;
    Ok((
        person::get(&mut read, id).await?.ok_or(Failure::Link)?,
        expires,
    ))
}

/// A program's token, without the token.
#[derive(Debug, Clone, Copy)]
pub struct ProgramToken {
    /// Names it when it is revoked; tells nothing of it.
    pub hash: [u8; 32],
    /// When it was made.
    pub made: Timestamp,
    /// Until when it works.
    pub expires: Timestamp,
}

/// The tokens of the person asking that still work.
pub async fn programs(app: &App, actor: &Person) -> Result<Vec<ProgramToken>, Failure> {
    let mut read = app.store.read().await?;
    let found = session::programs(&mut read, actor.id, app.now()).await?;
    Ok(found
        .into_iter()
        .map(|(hash, made, expires)| ProgramToken {
            hash,
            made,
            expires,
        })
        .collect())
}

/// Ends a program's token of the person asking.
pub async fn revoke(app: &App, actor: &Person, token: [u8; 32]) -> Result<(), Failure> {
    if !programs(app, actor)
        .await?
        .iter()
        .any(|known| known.hash == token)
    {
        return Err(Failure::NotFound("token of yours"));
    }
    let mut tx = app.store.begin().await?;
    session::end(&mut tx, token).await?;
    tx.commit().await?;
    Ok(())
}

/// A session without a link. For the demo alone, whose server offers it to anybody on the machine.
pub async fn demo_session(app: &App, person: &Person, kind: SessionKind) -> Result<Token, Failure> {
    let mut tx = app.store.begin().await?;
    let token = start(app, &mut tx, person.id, kind, BROWSER_SECONDS).await?;
    tx.commit().await?;
    Ok(token)
}

/// Removes links and sessions that have expired.
pub async fn prune(app: &App) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    session::prune(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}
