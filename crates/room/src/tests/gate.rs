//! Who gets in, and until when.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use zegel_model::case::End;

use super::world::{NOON, SECRET, World, company};

/// Every address of a room, as method and path behind its own.
const ADDRESSES: [(&str, &str); 12] = [
    ("GET", ""),
    ("GET", "/"),
    ("GET", "/c/1/2026-09-07"),
    ("GET", "/search"),
    ("POST", "/search"),
    ("GET", "/search/1"),
    ("GET", "/marked"),
    ("POST", "/mark"),
    ("GET", "/file/3"),
    ("POST", "/close"),
    ("GET", "/room.css"),
    ("GET", "/nothing"),
];

async fn ask(world: &World, (method, path): (&str, &str), secret: Option<&str>) -> StatusCode {
    let mut request = Request::builder()
        .method(method)
        .uri(format!("{}{path}", world.room.home))
        .header("content-type", "application/x-www-form-urlencoded");
    if let Some(secret) = secret {
        request = request.header(crate::SECRET_HEADER, secret);
    }
    let page = world
        .send(
            request
                .body(Body::from("query=ketel&message=3&on=yes&back=day"))
                .unwrap(),
        )
        .await;
    assert!(!page.says("ketel hebben we ze beloofd") || page.status == StatusCode::OK);
    page.status
}

#[tokio::test]
async fn without_the_secret_every_address_answers_403() {
    let world = World::open(company()).await;
    for address in ADDRESSES {
        for secret in [
            None,
            Some(""),
            Some("the parent's secre"),
            Some("the parent's secret ."),
            Some("x"),
        ] {
            assert_eq!(
                ask(&world, address, secret).await,
                StatusCode::FORBIDDEN,
                "{address:?} {secret:?}"
            );
        }
    }
    let shutdown = Request::post("/room/shutdown").body(Body::empty()).unwrap();
    assert_eq!(world.send(shutdown).await.status, StatusCode::FORBIDDEN);
    assert!(world.exits.borrow().is_none(), "nobody was heard");
    assert!(world.shelf.looks().is_empty());
    assert_eq!(world.get("/c/1/2026-09-07").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_deadline_holds_to_the_microsecond() {
    let world = World::open(company()).await;
    let deadline = world.room.deadline();
    assert_eq!(deadline, NOON.plus_days(3));
    world
        .hands
        .set(zegel_model::Timestamp::from_micros(deadline.micros() - 1));
    assert_eq!(world.get("/c/1/2026-09-07").await.status, StatusCode::OK);
    let looks = world.shelf.looks().len();
    world.hands.set(deadline);
    for address in ADDRESSES {
        assert_eq!(
            ask(&world, address, Some(SECRET)).await,
            StatusCode::FORBIDDEN,
            "{address:?}"
        );
    }
    assert_eq!(
        world.shelf.looks().len(),
        looks,
        "nothing was looked at any more"
    );
    assert!(!world.shelf.closed.load(std::sync::atomic::Ordering::SeqCst));
    assert!(world.get("/").await.says("De tijd van dit dossier is om"));
    assert_eq!(
        *world.exits.borrow(),
        Some(crate::Exit::Ended(End::Deadline))
    );
}

#[tokio::test]
async fn turning_the_clock_back_opens_nothing_again() {
    let world = World::open(company()).await;
    world.hands.set(world.room.deadline());
    assert_eq!(world.get("/").await.status, StatusCode::FORBIDDEN);
    world.hands.set(NOON);
    assert_eq!(world.get("/").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_earliest_deadline_of_an_approval_binds() {
    let world = World::waiting(company(), super::world::start(super::world::september())).await;
    world.shelf.approve(1, None);
    world.shelf.approve(2, Some(NOON.plus_seconds(90)));
    world
        .shelf
        .say(zegel_model::case::CaseState::Released { since: NOON });
    world.turn().await;
    assert_eq!(world.get("/c/1/2026-09-07").await.status, StatusCode::OK);
    world.hands.set(NOON.plus_seconds(89));
    assert_eq!(world.get("/c/1/2026-09-07").await.status, StatusCode::OK);
    world.hands.set(NOON.plus_seconds(90));
    assert_eq!(
        world.get("/c/1/2026-09-07").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn an_answer_that_comes_after_the_deadline_is_not_given() {
    let world = World::open(company()).await;
    *world.shelf.jump.lock().unwrap() = Some((world.hands.clone(), world.room.deadline()));
    let page = world.get("/c/1/2026-09-07").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(!page.says("lekkage"));
}

#[tokio::test]
async fn the_memory_is_gone_with_the_case() {
    let world = World::open(company()).await;
    let crate::room::Phase::Open(open) = world.room.phase() else {
        panic!("the room is open")
    };
    let held = std::sync::Arc::downgrade(&open);
    drop(open);
    assert!(held.upgrade().is_some());
    world.hands.set(world.room.deadline());
    world.turn().await;
    assert!(
        held.upgrade().is_none(),
        "nothing holds the messages any more"
    );
}

#[tokio::test]
async fn closing_ends_it_here_and_at_the_archive() {
    let world = World::open(company()).await;
    let page = world.post("/close", "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("Het dossier is gesloten"));
    assert!(world.shelf.closed.load(std::sync::atomic::Ordering::SeqCst));
    assert_eq!(*world.exits.borrow(), Some(crate::Exit::Ended(End::Closed)));
    for address in ADDRESSES {
        assert_eq!(
            ask(&world, address, Some(SECRET)).await,
            StatusCode::FORBIDDEN,
            "{address:?}"
        );
    }
}

#[tokio::test]
async fn another_sites_form_is_refused() {
    let world = World::open(company()).await;
    let request = Request::post(format!("{}/close", world.room.home))
        .header(crate::SECRET_HEADER, SECRET)
        .header("sec-fetch-site", "cross-site");
    assert_eq!(
        world
            .send(request.body(Body::empty()).unwrap())
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    assert!(world.exits.borrow().is_none());
}

#[tokio::test]
async fn the_parent_can_stop_it() {
    let world = World::open(company()).await;
    let request = Request::post("/room/shutdown").header(crate::SECRET_HEADER, SECRET);
    assert_eq!(
        world
            .send(request.body(Body::empty()).unwrap())
            .await
            .status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(*world.exits.borrow(), Some(crate::Exit::Shutdown));
    assert_eq!(world.get("/").await.status, StatusCode::FORBIDDEN);
}
