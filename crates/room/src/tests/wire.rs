//! The archive over HTTP: which addresses are asked, and what its refusals mean to a room.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use zegel_model::event::Look;
use zegel_model::{BlobId, CaseId, SegmentId};
use zegel_web::{Code, Language, Problem};

use super::world::{copy, day, start};
use crate::HttpArchive;
use crate::archive::{Archive, ArchiveError};
use crate::start::Start;

type Asked = Arc<Mutex<Vec<String>>>;

/// Answers by the path, and writes down what it was asked.
async fn answer(State(asked): State<Asked>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    assert_eq!(parts.headers[header::AUTHORIZATION], "Bearer token");
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let line = format!(
        "{} {} {}",
        parts.method,
        parts.uri.path(),
        String::from_utf8_lossy(&body)
    );
    asked.lock().unwrap().push(line.trim_end().to_owned());
    let over = Problem::new(Code::CaseOver).into_response();
    match (parts.method, parts.uri.path().rsplit('/').next().unwrap()) {
        (Method::GET, "release") => Problem::new(Code::CaseNotReleased).into_response(),
        (Method::POST, "looks") if body.starts_with(br#"{"look":{"did":"mark""#) => over,
        (Method::POST, "looks") => StatusCode::CREATED.into_response(),
        (Method::POST, "close") => StatusCode::NO_CONTENT.into_response(),
        (Method::GET, last) if last.starts_with("blob-") => b"sealed".into_response(),
        (Method::GET, last) if last.starts_with("segment-") => {
            Problem::new(Code::OutOfScope).into_response()
        }
        _ => "no JSON".into_response(),
    }
}

#[tokio::test]
async fn addresses_and_refusals() {
    let asked = Asked::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new()
        .fallback(answer)
        .with_state(Arc::clone(&asked));
    tokio::spawn(zegel_web::listen::serve(
        listener,
        router,
        std::future::pending(),
    ));
    let archive = HttpArchive::new(&at(&server), Language::En).unwrap();

    let case = CaseId::from_bytes([1; 16]);
    let (segment, blob) = (SegmentId::from_bytes([2; 16]), BlobId::from_bytes([3; 16]));
    let seen = Look::Search {
        copies: Vec::new(),
        hits: 0,
    };
    let mark = Look::Mark {
        copy: copy(1),
        day: day("2026-09-07"),
    };
    assert!(
        archive.release(case).await.unwrap().is_none(),
        "waiting is no error"
    );
    assert_eq!(archive.blob(case, blob).await.unwrap(), b"sealed");
    assert_eq!(archive.look(case, &seen).await, Ok(()));
    assert_eq!(archive.look(case, &mark).await, Err(ArchiveError::Over));
    assert_eq!(archive.close(case).await, Ok(()));
    let refused = archive.segment(case, segment).await;
    assert!(matches!(refused, Err(ArchiveError::Refused(sentence)) if !sentence.is_empty()));
    assert_eq!(archive.state(case).await.err(), Some(ArchiveError::Foreign));
    assert_eq!(
        *asked.lock().unwrap(),
        [
            format!("GET /api/v1/cases/{case}/release"),
            format!("GET /api/v1/cases/{case}/blobs/{blob}"),
            format!(
                r#"POST /api/v1/cases/{case}/looks {{"look":{{"did":"search","copies":[],"hits":0}}}}"#
            ),
            format!(
                r#"POST /api/v1/cases/{case}/looks {{"look":{{"did":"mark","copy":"{}","day":"2026-09-07"}}}}"#,
                copy(1)
            ),
            format!("POST /api/v1/cases/{case}/close {{}}"),
            format!("GET /api/v1/cases/{case}/segments/{segment}"),
            format!("GET /api/v1/cases/{case}"),
        ]
    );
}

#[tokio::test]
async fn an_archive_that_is_not_there_shows_nothing() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let archive = HttpArchive::new(&at(&server), Language::En).unwrap();
    let look = Look::Search {
        copies: Vec::new(),
        hits: 0,
    };
    assert_eq!(
        archive.look(CaseId::from_bytes([1; 16]), &look).await,
        Err(ArchiveError::Unreachable)
    );
    assert!(
        HttpArchive::new(&at("http://zegel.example"), Language::En).is_err(),
        "no token in the clear"
    );
}

/// A start that names this archive.
fn at(server: &str) -> Start {
    Start {
        server: server.to_owned(),
        ..start(Vec::new())
    }
}
