//! How the authority is spoken to: TLS only, no redirects, bounded in time and size.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, Response};
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};
use reqwest::redirect;

/// The longest answer that is read, in bytes: chains are some kilobytes.
const ANSWER: usize = 1024 * 1024;
/// So long one answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A client of authorities. Cheap to clone.
#[derive(Clone)]
pub(super) struct Wire(reqwest::Client);

type Answer = Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>>;

impl Wire {
    /// One that trusts this authority alone, in PEM, or the machine's own list; nothing where it cannot be made.
    pub(super) fn new(trusted: Option<&str>) -> Option<Self> {
        let mut builder = reqwest::Client::builder();
        if let Some(pem) = trusted {
            let trusted = zegel_web::client::authorities(pem.as_bytes()).ok()?;
            builder = builder.tls_certs_only(trusted);
        }
        let client = builder
            .https_only(true)
            .redirect(redirect::Policy::none())
            .timeout(PATIENCE)
            .build();
        client.ok().map(Self)
    }

    async fn ask(self, request: Request<BodyWrapper<Bytes>>) -> Result<BytesResponse, Error> {
        let (head, body) = request.into_parts();
        let body = to_bytes(Body::new(body), ANSWER).await.map_err(other)?;
        let mut answer = self
            .0
            .request(head.method, head.uri.to_string())
            .headers(head.headers)
            .body(body)
            .send()
            .await
            .map_err(other)?;
        let mut whole = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(other)? {
            if whole.len().saturating_add(piece.len()) > ANSWER {
                return Err(Error::Str("an answer of a size that is one"));
            }
            whole.extend_from_slice(&piece);
        }
        let (mut parts, ()) = Response::new(()).into_parts();
        parts.status = answer.status();
        parts.headers = answer.headers().clone();
        Ok(BytesResponse {
            parts,
            body: Box::new(Bytes::from(whole)),
        })
    }
}

impl HttpClient for Wire {
    fn request(&self, request: Request<BodyWrapper<Bytes>>) -> Answer {
        Box::pin(self.clone().ask(request))
    }
}

fn other(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Other(Box::new(error))
}
