//! How our programs ask a server: one base address, a bearer token, no redirects, time limits, refusals as sentences.
//!
//! Plain http goes to this machine only: a token on the wire is a key on the street.

use std::fmt;
use std::time::Duration;

use axum::http::StatusCode;
use reqwest::{Method, Response, Url, header, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::language::Language;
use crate::problem::ProblemJson;

/// The longest answer that is read as JSON or text, in bytes.
const ANSWER: usize = 64 * 1024 * 1024;

/// A server to talk to, as somebody or as nobody.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
    token: Option<BearerToken>,
    language: Language,
}

/// What a request is made with. Shown nowhere, wiped when dropped.
#[derive(Clone)]
pub struct BearerToken(Zeroizing<String>);

/// Why an answer did not come.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address is none.
    #[error("the server's address is not readable; write it like https://zegel.example")]
    Address,
    /// The address would send the token in the clear.
    #[error(
        "the server's address must begin with https://; http:// is for this machine only (localhost, 127.0.0.1)"
    )]
    NotPrivate,
    /// The authority's file cannot be used.
    #[error("the file with the authority's certificates holds none that can be read; it takes PEM")]
    Authority,
    /// The machine cannot do TLS.
    #[error("the connection could not be set up on this machine")]
    Setup(#[source] reqwest::Error),
    /// Nobody answered.
    #[error("the server did not answer; check the address and whether the server runs")]
    Unreachable(#[source] reqwest::Error),
    /// The answer took too long.
    #[error("the server took too long to answer; try again")]
    TooSlow(#[source] reqwest::Error),
    /// The server said no, in its own words.
    #[error("{sentence}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The problem's stable name, such as `case-over`; empty if the server gave none.
        slug: String,
        /// What, why, and what to do.
        sentence: String,
    },
    /// The answer is not what was asked for.
    #[error(
        "the server's answer cannot be read; check that program and server have the same version"
    )]
    Unreadable,
    /// The answer is larger than it may be.
    #[error("the server's answer is larger than it may be, so it was not read to its end")]
    TooLarge,
}

impl ClientError {
    /// The problem's stable name, if the server refused with one.
    pub fn slug(&self) -> Option<&str> {
        if let Self::Refused { slug, .. } = self {
            Some(slug)
        } else {
            None
        }
    }
}

impl BearerToken {
    /// From its text.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.trim().to_owned()))
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerToken(…)")
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.base.as_str())
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client of the server at `base`. Makes no connection yet.
    pub fn new(base: &str, token: Option<BearerToken>) -> Result<Self, ClientError> {
        Self::trusting(base, token, None)
    }

    /// [`Client::new`] that trusts this authority alone, in PEM, instead of the machine's own list.
    pub fn trusting(
        base: &str,
        token: Option<BearerToken>,
        authority: Option<&str>,
    ) -> Result<Self, ClientError> {
        let base = checked(base)?;
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // The binary installs it first thing; a second one loses the race and changes nothing.
            drop(rustls::crypto::ring::default_provider().install_default());
        }
        let mut builder = reqwest::Client::builder();
        if base.scheme() == "http" {
            // What is for this machine only must not take a detour through a proxy.
            builder = builder.no_proxy();
        }
        if let Some(pem) = authority {
            builder = builder.tls_certs_only(authorities(pem.as_bytes())?);
        }
        let http = builder
            .redirect(redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_mins(1))
            .user_agent(concat!("zegel/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| ClientError::Setup(error.without_url()))?;
        Ok(Self {
            http,
            base,
            token,
            language: Language::En,
        })
    }

    /// With refusals in this language.
    #[must_use]
    pub fn speaking(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// With another token, for instance after signing in.
    #[must_use]
    pub fn with_token(mut self, token: BearerToken) -> Self {
        self.token = Some(token);
        self
    }

    /// The server's address, ending in a slash.
    pub fn base(&self) -> &str {
        self.base.as_str()
    }

    /// `GET path` as JSON. Paths are relative to the base: `api/v1/me`.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        self.json(self.request(Method::GET, path)?).await
    }

    /// `GET path` as bytes, at most `limit` of them.
    pub async fn get_bytes(&self, path: &str, limit: usize) -> Result<Vec<u8>, ClientError> {
        let response = self.send(self.request(Method::GET, path)?).await?;
        collect(response, limit).await
    }

    /// `GET path` as text.
    pub async fn get_text(&self, path: &str) -> Result<String, ClientError> {
        String::from_utf8(self.get_bytes(path, ANSWER).await?).map_err(|_| ClientError::Unreadable)
    }

    /// `POST path` with JSON, answered by JSON.
    pub async fn post<B: Serialize + ?Sized, T: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<T, ClientError> {
        self.json(self.request(Method::POST, path)?.json(body))
            .await
    }

    /// `POST path` with JSON, whatever the answer says.
    pub async fn tell<B: Serialize + ?Sized>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<(), ClientError> {
        self.send(self.request(Method::POST, path)?.json(body))
            .await
            .map(drop)
    }

    /// `POST path` with bytes, answered by JSON.
    pub async fn post_bytes<T: DeserializeOwned>(
        &self,
        path: &str,
        body: Vec<u8>,
    ) -> Result<T, ClientError> {
        let request = self
            .request(Method::POST, path)?
            .header(header::CONTENT_TYPE, "application/octet-stream");
        self.json(request.body(body)).await
    }

    /// `PUT path` with bytes.
    pub async fn put_bytes(&self, path: &str, body: Vec<u8>) -> Result<(), ClientError> {
        let request = self
            .request(Method::PUT, path)?
            .header(header::CONTENT_TYPE, "application/octet-stream");
        self.send(request.body(body)).await.map(drop)
    }

    fn request(&self, method: Method, path: &str) -> Result<reqwest::RequestBuilder, ClientError> {
        let url = self
            .base
            .join(path.trim_start_matches('/'))
            .map_err(|_| ClientError::Address)?;
        // A path that is an address of its own would carry the token elsewhere.
        if url.origin() != self.base.origin() {
            return Err(ClientError::Address);
        }
        let mut request = self
            .http
            .request(method, url)
            .header(
                header::ACCEPT,
                "application/json, application/problem+json, */*;q=0.1",
            )
            .header(header::ACCEPT_LANGUAGE, self.language.tag());
        if let Some(token) = &self.token {
            request = request.bearer_auth(token.0.as_str());
        }
        Ok(request)
    }

    async fn json<T: DeserializeOwned>(
        &self,
        request: reqwest::RequestBuilder,
    ) -> Result<T, ClientError> {
        let response = self.send(request).await?;
        let body = collect(response, ANSWER).await?;
        serde_json::from_slice(&body).map_err(|_| ClientError::Unreadable)
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<Response, ClientError> {
        let response = request.send().await.map_err(unreached)?;
        if response.status().is_success() {
            Ok(response)
        } else {
            Err(refused(response).await)
        }
    }
}

/// The certificates of an authority, PEM one behind the other; at least one.
pub fn authorities(pem: &[u8]) -> Result<Vec<reqwest::Certificate>, ClientError> {
    match reqwest::Certificate::from_pem_bundle(pem) {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        Ok(_) | Err(_) => Err(ClientError::Authority),
    }
}

/// https, or http to this machine; a path of its own is kept.
fn checked(base: &str) -> Result<Url, ClientError> {
    let mut url = Url::parse(base.trim()).map_err(|_| ClientError::Address)?;
    let loopback = match url.host_str() {
        Some("localhost") => true,
        Some(host) => host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback()),
        None => return Err(ClientError::Address),
    };
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        "http" => return Err(ClientError::NotPrivate),
        _ => return Err(ClientError::Address),
    }
    if !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(ClientError::Address);
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

fn unreached(error: reqwest::Error) -> ClientError {
    let error = error.without_url();
    if error.is_timeout() {
        ClientError::TooSlow(error)
    } else {
        ClientError::Unreachable(error)
    }
}

async fn collect(mut response: Response, limit: usize) -> Result<Vec<u8>, ClientError> {
    let mut out = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreached)? {
        if out.len() + chunk.len() > limit {
            return Err(ClientError::TooLarge);
        }
        out.extend_from_slice(&chunk);
    }
    Ok(out)
}

async fn refused(response: Response) -> ClientError {
    let status = response.status();
    let problem = collect(response, 64 * 1024)
        .await
        .ok()
        .and_then(|b| serde_json::from_slice::<ProblemJson>(&b).ok());
    let Some(problem) = problem else {
        return without_words(status);
    };
    let slug = problem.kind.rsplit('/').next().unwrap_or("").to_owned();
    let rule = problem
        .rule
        .map(|rule| format!(" ({rule})"))
        .unwrap_or_default();
    let sentence = format!(
        "{}{rule} {} {}",
        problem.title, problem.detail, problem.remedy
    );
    // What another machine says goes to a terminal: no control characters.
    let sentence = sentence.chars().filter(|c| !c.is_control()).collect();
    ClientError::Refused {
        status: status.as_u16(),
        slug,
        sentence,
    }
}

fn without_words(status: StatusCode) -> ClientError {
    let sentence = if status.is_redirection() {
        "the server wants to send us elsewhere; use its final address".to_owned()
    } else {
        format!(
            "the server refused ({}) and gave no reason; check the address",
            status.as_u16()
        )
    };
    ClientError::Refused {
        status: status.as_u16(),
        slug: String::new(),
        sentence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Code, Problem, dressed};
    use axum::Router;
    use axum::http::HeaderMap;
    use axum::response::Redirect;
    use axum::routing::{get, post};

    #[test]
    fn only_private_addresses_get_a_token() {
        for good in [
            "https://a.example",
            "https://a.example/zegel",
            "http://localhost:8080",
            "http://127.0.0.1:1/",
            "http://[::1]:1",
        ] {
            assert!(checked(good).unwrap().as_str().ends_with('/'), "{good}");
        }
        for bad in [
            "http://a.example",
            "http://localhost.evil.example",
            "http://192.168.1.2",
        ] {
            assert!(
                matches!(checked(bad), Err(ClientError::NotPrivate)),
                "{bad}"
            );
        }
        for bad in [
            "",
            "a.example",
            "ftp://localhost",
            "https://user:word@a.example",
            "https://a.example/?q=1",
            "file:///etc",
        ] {
            assert!(matches!(checked(bad), Err(ClientError::Address)), "{bad}");
        }
    }

    #[test]
    fn a_token_shows_nowhere() {
        let client =
            Client::new("http://localhost:1", Some(BearerToken::new("secret-word"))).unwrap();
        assert!(!format!("{client:?} {:?}", client.token).contains("secret-word"));
    }

    async fn server() -> Client {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let who = |headers: HeaderMap| async move {
            axum::Json(
                headers
                    .get("authorization")
                    .and_then(|v| v.to_str().ok())
                    .unwrap_or("nobody")
                    .to_owned(),
            )
        };
        let router = Router::new()
            .route("/who", get(who))
            .route(
                "/echo",
                post(|body: axum::Json<Vec<u8>>| async move { body }),
            )
            .route(
                "/no",
                get(|| async { Problem::new(Code::TooLong).with("days", 14_u16) }),
            )
            .route(
                "/away",
                get(|| async { Redirect::to("https://elsewhere.example/") }),
            )
            .route("/big", get(|| async { vec![0_u8; 1_000] }));
        tokio::spawn(crate::listen::serve(
            listener,
            dressed(router),
            std::future::pending(),
        ));
        Client::new(&base, Some(BearerToken::new("t0ken"))).unwrap()
    }

    #[tokio::test]
    async fn answers_come_back_and_refusals_are_sentences() {
        let client = server().await;
        assert_eq!(client.get::<String>("who").await.unwrap(), "Bearer t0ken");
        assert_eq!(
            client.post::<_, Vec<u8>>("/echo", &[1, 2]).await.unwrap(),
            [1, 2]
        );
        assert_eq!(client.get_bytes("big", 1_000).await.unwrap().len(), 1_000);
        assert!(matches!(
            client.get_bytes("big", 999).await,
            Err(ClientError::TooLarge)
        ));
        assert!(matches!(
            client.get::<u8>("who").await,
            Err(ClientError::Unreadable)
        ));
        let error = client.get::<String>("no").await.unwrap_err();
        assert_eq!(error.slug(), Some("too-long"));
        assert!(error.to_string().contains("at most 14 days"), "{error}");
        let dutch = client
            .clone()
            .speaking(Language::Nl)
            .get::<String>("no")
            .await
            .unwrap_err();
        assert!(dutch.to_string().contains("14 dagen"), "{dutch}");
    }

    #[tokio::test]
    async fn the_token_goes_nowhere_else() {
        let client = server().await;
        assert!(matches!(
            client.get::<String>("away").await,
            Err(ClientError::Refused { status: 303, .. })
        ));
        assert!(matches!(
            client.get::<String>("https://elsewhere.example/").await,
            Err(ClientError::Address)
        ));
        let nobody = Client::new("http://127.0.0.1:9", None).unwrap();
        assert!(matches!(
            nobody.get::<String>("who").await,
            Err(ClientError::Unreachable(_))
        ));
    }
}
