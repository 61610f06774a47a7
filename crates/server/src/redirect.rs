//! Plain HTTP is sent on to TLS. Only what a browser opens: a form or a token that came in the clear is refused, so that
//! whoever sends it notices. As long as TLS has no certificate yet, nobody is sent to where nothing answers.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use zegel_web::tls::Tls;

/// When a visitor may come again who found no certificate, in seconds.
const AGAIN: &str = "30";

/// Sends every visitor on to the same address under `url`, whatever host they asked for, once `tls` shows something.
pub fn router(url: &str, tls: Option<Tls>) -> Router {
    let url: Arc<str> = url.into();
    Router::new().fallback(move |request: Request| {
        let url = url.clone();
        let shown = tls.as_ref().is_none_or(|tls| tls.validity().is_some());
        async move { answer(&url, shown, &request) }
    })
}

fn answer(url: &str, shown: bool, request: &Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let text = format!("This was sent unprotected and was not taken. Use {url} instead.\n");
        return (StatusCode::FORBIDDEN, text).into_response();
    }
    if !shown {
        let text = "This archive is waiting for its certificate, and shows nothing without one. Come again in a minute.\n";
        let again = [(header::RETRY_AFTER, AGAIN)];
        return (StatusCode::SERVICE_UNAVAILABLE, again, text).into_response();
    }
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let to = format!("{url}{path}");
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use tower::ServiceExt;

    async fn ask(method: &str, path: &str) -> Response {
        ask_with(None, method, path).await
    }

    async fn ask_with(tls: Option<Tls>, method: &str, path: &str) -> Response {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "evil.example")
            .body(Body::empty())
            .unwrap();
        router("https://zegel.example", tls)
            .oneshot(request)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn visitors_go_on_and_forms_do_not() {
        let answer = ask("GET", "/log?page=2").await;
        assert_eq!(answer.status(), 308);
        assert_eq!(
            answer.headers()["location"],
            "https://zegel.example/log?page=2"
        );
        assert_eq!(
            ask("GET", "//evil.example/").await.headers()["location"],
            "https://zegel.example//evil.example/"
        );
        assert_eq!(ask("POST", "/sign-in/link").await.status(), 403);
    }

    #[tokio::test]
    async fn nobody_is_sent_to_where_nothing_answers() {
        let answer = ask_with(Some(Tls::waiting().unwrap()), "GET", "/log").await;
        assert_eq!(answer.status(), 503);
        assert_eq!(answer.headers()["retry-after"], AGAIN);
    }
}
