//! What every answer carries, and which requests are refused before a handler sees them.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};

use crate::problem::{Code, Problem, dressed};

/// What differs between servers.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Other origins that forms may be sent to: the demo's agent. As `http://127.0.0.1:8081`.
    pub form_targets: Vec<String>,
    /// Reached over https: browsers are told to stay there.
    pub https: bool,
}

struct Headers(Vec<(HeaderName, HeaderValue)>);

/// Puts the security headers on every answer and refuses forms that another site sends; refusals are [`dressed`],
/// this one too.
pub fn guarded(router: Router, policy: &Policy) -> Router {
    let headers = Arc::new(Headers::of(policy));
    dressed(router.layer(middleware::from_fn(same_origin)))
        .layer(middleware::from_fn_with_state(headers, add))
}

impl Headers {
    fn of(policy: &Policy) -> Self {
        let fixed = |name, value| (name, HeaderValue::from_static(value));
        let mut all = vec![
            fixed(
                header::REFERRER_POLICY,
                referrer_policy(&policy.form_targets),
            ),
            fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            fixed(header::X_FRAME_OPTIONS, "DENY"),
            fixed(
                HeaderName::from_static("cross-origin-opener-policy"),
                "same-origin",
            ),
            fixed(
                HeaderName::from_static("cross-origin-resource-policy"),
                "same-origin",
            ),
            fixed(
                HeaderName::from_static("permissions-policy"),
                "camera=(), microphone=(), geolocation=(), browsing-topics=()",
            ),
        ];
        if let Ok(value) = HeaderValue::try_from(content_security_policy(&policy.form_targets)) {
            all.push((header::CONTENT_SECURITY_POLICY, value));
        }
        if policy.https {
            all.push(fixed(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"));
        }
        Self(all)
    }
}

/// Addresses name cases, so they stay here. A form to another origin must say where it came from: the agent takes no
/// others, and a browser leaves that out where the policy hides the page. So then the origin goes along, not the address.
const fn referrer_policy(form_targets: &[String]) -> &'static str {
    if form_targets.is_empty() {
        "same-origin"
    } else {
        "strict-origin-when-cross-origin"
    }
}

/// Nothing inline, nothing from elsewhere.
fn content_security_policy(form_targets: &[String]) -> String {
    let mut forms = "'self'".to_owned();
    for target in form_targets {
        forms.push(' ');
        forms.push_str(target);
    }
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; \
         connect-src 'self'; media-src 'self'; form-action {forms}; frame-ancestors 'none'; base-uri 'none'"
    )
}

async fn add(State(headers): State<Arc<Headers>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in &headers.0 {
        response.headers_mut().insert(name, value.clone());
    }
    // Pages are about people: no copy stays in a cache. Tiles and assets say otherwise themselves.
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn same_origin(request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe || from_here(request.headers()) {
        next.run(request).await
    } else {
        Problem::new(Code::CrossSite).into_response()
    }
}

/// A browser says where a request comes from; a program that says nothing has no cookies to abuse.
fn from_here(headers: &HeaderMap) -> bool {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(&HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (headers.get(header::ORIGIN), text(&header::HOST)) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin
            .to_str()
            .ok()
            .and_then(|o| o.split_once("://"))
            .is_some_and(|(_, rest)| rest == host),
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::routing::get;
    use tower::ServiceExt;

    fn router() -> Router {
        let policy = Policy {
            form_targets: vec!["http://127.0.0.1:8081".to_owned()],
            https: false,
        };
        guarded(
            Router::new().route("/", get(|| async { "page" }).post(|| async { "done" })),
            &policy,
        )
    }

    async fn post(headers: &[(&str, &str)]) -> StatusCode {
        let mut request = Request::post("/").header("host", "zegel.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        router()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
            .status()
    }

    #[test]
    fn a_form_to_the_agent_says_where_it_came_from() {
        assert_eq!(referrer_policy(&[]), "same-origin");
        let agent = ["http://127.0.0.1:8081".to_owned()];
        assert_eq!(referrer_policy(&agent), "strict-origin-when-cross-origin");
    }

    #[tokio::test]
    async fn another_sites_form_is_refused() {
        assert_eq!(post(&[]).await, StatusCode::OK);
        assert_eq!(
            post(&[("sec-fetch-site", "same-origin")]).await,
            StatusCode::OK
        );
        assert_eq!(
            post(&[("origin", "https://zegel.example")]).await,
            StatusCode::OK
        );
        for header in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            assert_eq!(post(&[header]).await, StatusCode::FORBIDDEN, "{header:?}");
        }
    }

    #[tokio::test]
    async fn every_answer_is_guarded() {
        let response = router()
            .oneshot(Request::get("/").body(Body::empty()).unwrap())
            .await
            .unwrap();
        let csp = response.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(
            csp.starts_with("default-src 'none'")
                && csp.contains("form-action 'self' http://127.0.0.1:8081;")
        );
        assert!(!csp.contains("unsafe"));
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        let missing = router()
            .oneshot(Request::get("/nowhere").body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert!(
            missing
                .headers()
                .contains_key(header::CONTENT_SECURITY_POLICY)
        );
    }
}
