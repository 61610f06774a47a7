//! Who is asking: a browser by its cookie, a program by its bearer token.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use zegel_app::Failure;
use zegel_app::staff::sign_in::{self, SessionKind};
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

/// Somebody at a browser, or nobody.
#[derive(Debug, Clone)]
pub struct Visitor(pub Option<Person>);

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
