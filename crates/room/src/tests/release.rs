//! What opens a room, and every release that must not.

use axum::http::StatusCode;
use zegel_model::case::CaseState;
use zegel_seal::terms;

use super::world::{NOON, World, base64, company, september, start};

const DAY: &str = "/c/1/2026-09-07";

async fn refused(world: &World, sentence: &str) {
    world.shelf.say(CaseState::Released { since: NOON });
    world.turn().await;
    for path in ["/", DAY, "/search", "/marked", "/file/3"] {
        let page = world.get(path).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{path}");
        assert!(page.says(sentence), "{path}: {}", page.html());
        assert!(!page.says("lekkage"));
    }
    assert!(world.shelf.looks().is_empty());
    assert!(
        !world.has_key().await,
        "a release that is not in order is not tried again"
    );
}

const APPROVALS: &str = "De handtekeningen van de sleutelhouders zijn niet in orde";
const SEGMENTS: &str = "Een deel van wat is vrijgegeven hoort niet bij deze aanvraag";

#[tokio::test]
async fn the_request_is_signed_by_the_room_that_it_names() {
    let world = World::waiting(company(), start(september())).await;
    let request = world.shelf.request.lock().unwrap().clone().unwrap();
    let signature = data_encoding::BASE64
        .decode(request.signature.as_bytes())
        .unwrap();
    assert_eq!(terms::verify(&request.terms, &signature), Ok(()));
    assert_eq!(request.terms.scope, september());
}

#[tokio::test]
async fn a_waiting_room_says_who_is_missing_and_shows_nothing() {
    let world = World::waiting(company(), start(september())).await;
    world.turn().await;
    let page = world.get("/").await;
    assert_eq!(page.html().matches("moet nog ja zeggen").count(), 2);
    world.shelf.approve(0, None);
    world.turn().await;
    let page = world.get("/").await;
    assert_eq!(page.html().matches("moet nog ja zeggen").count(), 1);
    assert!(page.says("heeft ja gezegd op") && page.says("Klacht 2026-118"));
    for path in [DAY, "/search", "/marked", "/file/3"] {
        assert_eq!(world.leads(&world.get(path).await), "/", "{path}");
    }
    assert!(world.has_key().await);
}

#[tokio::test]
async fn both_sides_open_exactly_the_scope_and_the_key_is_gone() {
    let world = World::open(company()).await;
    assert!(!world.has_key().await);
    let page = world.get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.says("/c/1/2026-09-07\"")
            && page.says("/c/1/2026-09-08\"")
            && page.says("/c/2/2026-09-08\"")
    );
    assert!(!page.says("2026-10-01") && !page.says("2026-09-09"));
    for outside in [
        "/c/1/2026-10-01",
        "/c/1/2026-09-09",
        "/c/3/2026-09-09",
        "/c/0/2026-09-07",
        "/c/x/y",
        "/file/99",
    ] {
        assert_eq!(
            world.get(outside).await.status,
            StatusCode::NOT_FOUND,
            "{outside}"
        );
    }
    assert!(
        world.shelf.looks().is_empty(),
        "what does not exist was not looked at"
    );
}

#[tokio::test]
async fn one_side_opens_nothing() {
    for seats in [[0, 1], [2, 3]] {
        let world = World::waiting(company(), start(september())).await;
        for seat in seats {
            world.shelf.approve(seat, None);
        }
        refused(&world, APPROVALS).await;
    }
    let nobody = World::waiting(company(), start(september())).await;
    refused(&nobody, APPROVALS).await;
}

#[tokio::test]
async fn a_forged_approval_opens_nothing() {
    let flip = |bytes: &mut Vec<u8>| *bytes.last_mut().unwrap() ^= 1;
    for part in 0..3 {
        let world = World::waiting(company(), start(september())).await;
        world.shelf.approve(0, None);
        world.shelf.approve(2, None);
        {
            let mut parts = world.shelf.parts.lock().unwrap();
            match part {
                0 => flip(&mut parts[0].approval),
                1 => flip(&mut parts[0].resealed),
                // Somebody else's key in place of the seat's.
                _ => parts[0].public = world.shelf.seats[1].2.public().to_bytes(),
            }
        }
        refused(&world, APPROVALS).await;
    }
}

#[tokio::test]
async fn a_release_for_another_case_opens_nothing() {
    let other = World::waiting(company(), start(september())).await;
    other.shelf.approve(0, None);
    other.shelf.approve(2, None);
    let mut asked = start(september());
    asked.draft.reason.push_str(" En nog iets.");
    let world = World::waiting(company(), asked).await;
    let parts = other.shelf.parts.lock().unwrap().clone();
    *world.shelf.parts.lock().unwrap() = parts;
    refused(&world, APPROVALS).await;
}

#[tokio::test]
async fn a_segment_under_another_label_opens_nothing() {
    // The archive hands out another day's segment, in scope or not, as if it were the one of 7 September.
    for day in ["2026-10-01", "2026-09-08"] {
        let world = World::waiting(company(), start(september())).await;
        world.shelf.approve(0, None);
        world.shelf.approve(2, None);
        {
            let mut segments = world.shelf.segments.lock().unwrap();
            let other = segments
                .iter_mut()
                .find(|held| held.day.to_string() == day)
                .unwrap();
            other.day = "2026-09-07".parse().unwrap();
        }
        refused(&world, SEGMENTS).await;
    }
}

#[tokio::test]
async fn a_segment_that_nobody_asked_for_opens_nothing() {
    let mut asked = start(september());
    asked.draft.scope.truncate(1);
    let world = World::waiting(company(), asked).await;
    world.shelf.approve(0, None);
    world.shelf.approve(2, None);
    world
        .shelf
        .lists_all
        .store(true, std::sync::atomic::Ordering::SeqCst);
    world
        .shelf
        .segments
        .lock()
        .unwrap()
        .retain(|held| held.copy == super::world::copy(1));
    refused(&world, SEGMENTS).await;
}

#[tokio::test]
async fn a_changed_message_is_counted_and_the_others_are_shown() {
    let world = World::waiting(company(), start(september())).await;
    {
        let mut segments = world.shelf.segments.lock().unwrap();
        let group = segments
            .iter_mut()
            .find(|held| held.day.to_string() == "2026-09-07")
            .unwrap();
        let mut bytes = group.messages[2].to_bytes();
        *bytes.last_mut().unwrap() ^= 1;
        group.messages[2] = zegel_seal::sealed::Sealed::from_bytes(&bytes).unwrap();
        group.messages.remove(5);
    }
    world.shelf.release();
    world.turn().await;
    let page = world.get(DAY).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("2 berichten van deze dag zijn na het bewaren veranderd of verdwenen"));
    assert!(page.says("Ketel staat op storing") && !page.says("Welke ketel hebben we ze beloofd"));
    assert!(world.get("/").await.says("2 berichten van deze dag"));
}

#[tokio::test]
async fn nothing_of_the_content_leaves_with_the_request() {
    let world = World::open(company()).await;
    let request = world.shelf.request.lock().unwrap().clone().unwrap();
    let sent = serde_json::to_string(&request).unwrap();
    assert!(!sent.contains("lekkage") && !sent.contains(&base64(b"lekkage")));
    assert!(!format!("{:?}{}", start(september()), "").contains("Klacht"));
}
