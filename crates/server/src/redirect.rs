//! Plain HTTP is sent on to TLS. Only what a browser opens: a form or a token that came in the clear is refused, so that
//! whoever sends it notices.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Sends every visitor on to the same address under `url`, whatever host they asked for.
pub fn router(url: &str) -> Router {
    let url: Arc<str> = url.into();
    Router::new().fallback(move |request: Request| {
        let url = url.clone();
        async move { answer(&url, &request) }
    })
}

fn answer(url: &str, request: &Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let text = format!("This was sent unprotected and was not taken. Use {url} instead.\n");
        return (StatusCode::FORBIDDEN, text).into_response();
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
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "evil.example")
            .body(Body::empty())
            .unwrap();
        router("https://zegel.example")
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
}
