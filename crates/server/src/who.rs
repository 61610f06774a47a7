//! Who is asking: a browser by its cookie, a program by its bearer token.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use zegel_app::Failure;
use zegel_app::staff::sign_in::{self, SessionKind};
use zegel_model::PersonId;
use zegel_model::person::Person;
use zegel_web::problem::{Code, Problem};

use crate::ctx::Ctx;
use crate::refusal::Refused;

/// The name of the session cookie.
pub const SESSION: &str = "zegel_session";

/// Somebody at a browser.
#[derive(Debug, Clone)]
pub struct Browser(pub Person);

/// A program of somebody: an importer, a seat client, a reading room.
#[derive(Debug, Clone)]
pub struct Program(pub Person);

/// A program that sends much: so many at once for each person, the others are asked to come back.
pub struct Sender {
    /// Whose.
    pub person: Person,
    /// Given back when the request is over.
    _turn: Turn,
}

/// Requests at once that bring in chats, for each person. Their own client sends one after the other.
const SENDING: usize = 4;

/// Who is sending at this moment, and in how many requests.
#[derive(Clone, Default)]
pub struct Turns(Arc<Mutex<BTreeMap<PersonId, usize>>>);

struct Turn(Turns, PersonId);

/// Somebody at a browser, or nobody.
#[derive(Debug, Clone)]
pub struct Visitor(pub Option<Person>);

impl Turns {
    fn take(&self, person: PersonId) -> Option<Turn> {
        let mut sending = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mine = sending.entry(person).or_default();
        if *mine >= SENDING {
            return None;
        }
        *mine += 1;
        Some(Turn(self.clone(), person))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut sending = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(mine) = sending.get_mut(&self.1) {
            *mine = mine.saturating_sub(1);
            if *mine == 0 {
                sending.remove(&self.1);
            }
        }
    }
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

impl FromRequestParts<Ctx> for Visitor {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, ctx: &Ctx) -> Result<Self, Refused> {
        let Some(token) = cookie(&parts.headers, SESSION) else {
            return Ok(Self(None));
        };
        match sign_in::find(&ctx.app, token, SessionKind::Browser).await {
            Ok(person) => Ok(Self(Some(person))),
            Err(Failure::SignIn) => Ok(Self(None)),
            Err(other) => Err(other.into()),
        }
    }
}

impl FromRequestParts<Ctx> for Browser {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, ctx: &Ctx) -> Result<Self, Refused> {
        match Visitor::from_request_parts(parts, ctx).await? {
            Visitor(Some(person)) => Ok(Self(person)),
            Visitor(None) => Err(Failure::SignIn.into()),
        }
    }
}

impl FromRequestParts<Ctx> for Program {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, ctx: &Ctx) -> Result<Self, Refused> {
        let token = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(|| Refused::from(Problem::new(Code::TokenRefused)))?;
        sign_in::find(&ctx.app, token, SessionKind::Api)
            .await
            .map(Self)
            .map_err(|failure| {
                if matches!(failure, Failure::SignIn) {
                    Problem::new(Code::TokenRefused).into()
                } else {
                    failure.into()
                }
            })
    }
}

impl FromRequestParts<Ctx> for Sender {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, ctx: &Ctx) -> Result<Self, Refused> {
        let Program(person) = Program::from_request_parts(parts, ctx).await?;
        let turn = parts
            .extensions
            .get::<Turns>()
            .and_then(|turns| turns.take(person.id))
            .ok_or_else(|| Refused::from(Problem::new(Code::Busy)))?;
        Ok(Self {
            person,
            _turn: turn,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_sends_so_much_at_once_and_keeps_nobody_else_out() {
        let turns = Turns::default();
        let person = |letter: &str| format!("person-{}a", letter.repeat(25)).parse().unwrap();
        let (one, other): (PersonId, PersonId) = (person("a"), person("b"));
        let mut held: Vec<_> = (0..SENDING).map(|_| turns.take(one).unwrap()).collect();
        assert!(turns.take(one).is_none());
        assert!(turns.take(other).is_some());
        held.pop();
        assert!(
            turns.take(one).is_some(),
            "a turn that is over is given back"
        );
    }
}
