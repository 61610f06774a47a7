//! The API between our programs: importer, seat client, reading room. `docs/formats.md` lists it.

pub mod archive;
pub mod cases;
pub mod holds;
pub mod import;
pub mod people;
pub mod regulation;
pub mod seats;

use axum::Json;
use axum::extract::FromRequest;
use axum::extract::rejection::JsonRejection;
use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use zegel_app::{Failure, Why};

use crate::refusal::Refused;

/// Bytes as base 64 in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        BASE64
            .decode(text.as_bytes())
            .map(Self)
            .map_err(|_| de::Error::custom("not base 64"))
    }
}

/// A JSON body; one that does not fit is a problem with a sentence, not axum's own words.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<S, T> FromRequest<S> for Body<T>
where
    S: Send + Sync,
    Json<T>: FromRequest<S, Rejection = JsonRejection>,
{
    type Rejection = Refused;

    async fn from_request(request: axum::extract::Request, state: &S) -> Result<Self, Refused> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(_) => Err(Failure::Because(Why::Malformed).into()),
        }
    }
}

/// An answer of a program's route.
pub type Answer<T> = Result<T, Refused>;

/// A path parameter that is no identifier is a thing that does not exist.
pub fn id<T: std::str::FromStr>(text: &str, what: &'static str) -> Answer<T> {
    text.parse().map_err(|_| Failure::NotFound(what).into())
}
