//! One-time links and the sessions that they open. The server keeps hashes; a stolen database signs nobody in.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use zegel_model::person::Person;
use zegel_model::{PersonId, Random};
use zegel_store::session::SessionKind;
use zegel_store::{Tx, person, session};

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
    Sha256::new().chain_update(kind).chain_update([0]).chain_update(secret).finalize().into()
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
    let id = session::redeem_link(&mut tx, hash("link", link)).await?.ok_or(Failure::Link)?;
    let token = start(app, &mut tx, id, kind, match kind {
        SessionKind::Browser => BROWSER_SECONDS,
        SessionKind::Api => PROGRAM_SECONDS,
    })
    .await?;
    let person = person::get(&mut tx, id).await?.ok_or(Failure::Link)?;
    tx.commit().await?;
    Ok((person, token))
}

/// A token for a program of somebody who is signed in: their importer or seat client.
pub async fn program_token(app: &App, actor: &Person, seconds: Option<i64>) -> Result<Token, Failure> {
    let mut tx = app.store.begin().await?;
    let token = start(app, &mut tx, actor.id, SessionKind::Api, seconds.unwrap_or(PROGRAM_SECONDS)).await?;
    tx.commit().await?;
    Ok(token)
}

async fn start(app: &App, tx: &mut Tx, person: PersonId, kind: SessionKind, seconds: i64) -> Result<Token, Failure> {
    let token = secret(app.random.as_ref());
    let expires = tx.now().plus_seconds(seconds);
    session::start(tx, hash("session", &token), person, kind, expires).await?;
    Ok(Token(token))
}

/// Whose session this is.
pub async fn find(app: &App, token: &str, kind: SessionKind) -> Result<Person, Failure> {
    let mut read = app.store.read().await?;
    let (id, found) =
        session::find(&mut read, hash("session", token), app.now()).await?.ok_or(Failure::SignIn)?;
    if found != kind {
        return Err(Failure::SignIn);
    }
    person::get(&mut read, id).await?.ok_or(Failure::SignIn)
}

/// Ends a session.
pub async fn end(app: &App, token: &str) -> Result<(), Failure> {
    let mut tx = app.store.begin().await?;
    session::end(&mut tx, hash("session", token)).await?;
    tx.commit().await?;
    Ok(())
}
