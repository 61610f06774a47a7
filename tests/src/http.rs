//! Speaking HTTP as a program or as a browser, without redirects, so that every answer is seen.

use reqwest::{Certificate, Client, Method, Response};
use serde_json::Value;

use crate::binary::fixture;

/// Somebody's program, or nobody's.
#[derive(Clone)]
pub struct Program {
    client: Client,
    url: String,
    token: Option<String>,
}

/// Somebody's browser.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    url: String,
    cookie: Option<String>,
}

/// A client that follows nothing, trusts no proxy, and of authorities only that of the fixtures.
pub fn client() -> Client {
    // A second installation is refused, which is as good.
    let _already = rustls::crypto::ring::default_provider().install_default();
    let authority = std::fs::read(fixture("tls/ca.pem")).unwrap();
    Client::builder()
        .no_proxy()
        .tls_certs_only([Certificate::from_pem(&authority).unwrap()])
        .tls_info(true)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

impl Program {
    /// A program without a token.
    pub fn new(url: &str) -> Self {
        Self {
            client: client(),
            url: url.to_owned(),
            token: None,
        }
    }

    /// The same with a token.
    pub fn with(&self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// Its token.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap()
    }

    /// One request.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await.unwrap()
    }

    /// GET that must succeed, as JSON.
    pub async fn get(&self, path: &str) -> Value {
        let response = self.send(Method::GET, path, None).await;
        let status = response.status();
        let text = response.text().await.unwrap();
        assert!(status.is_success(), "GET {path}: {status} {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// POST that must succeed; JSON, or null where there is no body.
    pub async fn post(&self, path: &str, body: Value) -> Value {
        let response = self.send(Method::POST, path, Some(body)).await;
        let status = response.status();
        let text = response.text().await.unwrap();
        assert!(status.is_success(), "POST {path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// POST that must be refused: status and problem.
    pub async fn refused(&self, path: &str, body: Value) -> (u16, Value) {
        let response = self.send(Method::POST, path, Some(body)).await;
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        assert!(
            status >= 400,
            "POST {path} was not refused: {status} {text}"
        );
        (status, serde_json::from_str(&text).unwrap())
    }
}

impl Browser {
    /// A browser that redeemed a one-time link.
    pub async fn signed_in(url: &str, link: &str) -> Self {
        let client = client();
        let response = client
            .post(format!("{url}/sign-in/{link}"))
            .send()
            .await
            .unwrap();
        assert_eq!(
            response.status().as_u16(),
            303,
            "{}",
            response.text().await.unwrap()
        );
        let cookie = response
            .headers()
            .get("set-cookie")
            .unwrap()
            .to_str()
            .unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self {
            client,
            url: url.to_owned(),
            cookie: Some(cookie),
        }
    }

    /// A browser with a session's secret.
    pub fn with_session(url: &str, secret: &str) -> Self {
        Self {
            client: client(),
            url: url.to_owned(),
            cookie: Some(format!("zegel_session={secret}")),
        }
    }

    /// The same session at another address.
    #[must_use]
    pub fn elsewhere(&self, url: &str) -> Self {
        Self {
            url: url.to_owned(),
            ..self.clone()
        }
    }

    /// A token for a program, from one's own page.
    pub async fn token(&self) -> String {
        let (status, _, page) = self.post("/me/tokens", &[]).await;
        assert_eq!(status, 200, "{page}");
        let (_, rest) = page
            .split_once("<code><span>")
            .expect("the page shows the token first");
        rest.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
            .collect()
    }

    /// A browser of nobody.
    pub fn nobody(url: &str) -> Self {
        Self {
            client: client(),
            url: url.to_owned(),
            cookie: None,
        }
    }

    /// One page: status and text.
    pub async fn get(&self, path: &str) -> (u16, String) {
        let mut request = self
            .client
            .get(format!("{}{path}", self.url))
            .header("accept", "text/html");
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// A form, as a browser on our own page sends it: status, where it leads, text.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> (u16, Option<String>, String) {
        let mut request = self
            .client
            .post(format!("{}{path}", self.url))
            .header("accept", "text/html")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(encode(form));
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let response = request.send().await.unwrap();
        let place = response
            .headers()
            .get("location")
            .map(|value| value.to_str().unwrap().to_owned());
        (
            response.status().as_u16(),
            place,
            response.text().await.unwrap(),
        )
    }
}

impl Browser {
    /// A form of these bytes, as a browser on our own page sends it: status.
    pub async fn post_raw(&self, path: &str, body: &str) -> u16 {
        let mut request = self
            .client
            .post(format!("{}{path}", self.url))
            .header("accept", "text/html")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.to_owned());
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        request.send().await.unwrap().status().as_u16()
    }
}

/// `application/x-www-form-urlencoded` (WHATWG URL, section 5.2).
fn encode(form: &[(&str, &str)]) -> String {
    let escape = |text: &str| {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                    char::from(byte).to_string()
                }
                b' ' => "+".to_owned(),
                other => format!("%{other:02X}"),
            })
            .collect::<String>()
    };
    form.iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect::<Vec<_>>()
        .join("&")
}
