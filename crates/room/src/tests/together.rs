//! Copies of one conversation beside each other: found, compared, logged before they are shown.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use zegel_model::event::Look;
use zegel_web::Language;

use super::world::{
    World, a_copy_brought_in_twice, company, copy, day, two_copies, two_whole_copies,
};

const DAY: &str = "/together/1/2026-09-07";

#[tokio::test]
async fn copies_of_one_conversation_are_found_without_showing_any_of_it() {
    let world = World::open(two_copies()).await;
    assert!(world.get("/").await.says("/together\""), "there is a way");
    let page = world.get("/together").await;
    assert!(page.says("2 kopieën van één gesprek"));
    assert!(page.says("/together/1\""));
    for word in ["ketel", "Kees", "Bram", "verschil\u{a0}"] {
        assert!(!page.says(word), "{word}");
    }
    assert!(world.shelf.looks().is_empty(), "nothing was shown");
}

#[tokio::test]
async fn copies_of_different_conversations_stay_apart() {
    let world = World::open(company()).await;
    let page = world.get("/together").await;
    assert!(page.says("Geen twee kopieën"));
    for path in ["/together/1", DAY, "/together/0", "/together/x/2026-09-07"] {
        assert_eq!(
            world.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert!(world.shelf.looks().is_empty());
}

#[tokio::test]
async fn a_comparison_stands_in_the_log_of_every_copy_and_then_it_is_shown() {
    let world = World::open(two_copies()).await;
    let page = world.get("/together/1").await;
    let seen = Look::Compared {
        copies: vec![copy(1), copy(2)],
        differences: 2,
    };
    assert_eq!(world.shelf.looks(), [seen]);
    for shown in [
        "2 verschillen",
        "1 × verwijderd uit deze kopie",
        "1 × veranderd",
        "Wie wanneer in de groep zat",
        "toegevoegd op 7 september 2026 08:00 door Kees",
        "ging weg op 7 september 2026 08:40",
        "<svg",
        "/together/1/2026-09-07\"",
    ] {
        assert!(page.says(shown), "{shown}");
    }
}

#[tokio::test]
async fn a_day_shows_what_each_copy_says_and_marks_what_differs() {
    let world = World::open(two_copies()).await;
    let page = world.get(DAY).await;
    let looked = |number, messages| Look::Conversation {
        copy: copy(number),
        day: day("2026-09-07"),
        messages,
    };
    let compared = Look::Compared {
        copies: vec![copy(1), copy(2)],
        differences: 2,
    };
    assert_eq!(world.shelf.looks(), [compared, looked(1, 8), looked(2, 7)]);
    for shown in [
        "<mark>900</mark>",
        "<mark>1900</mark>",
        "Stuur de foto even",
        "verwijderd uit deze kopie",
        "nooit bezorgd",
        "veranderd",
        "geen markeert het als bewerkt",
        "/c/1/2026-09-07#m",
    ] {
        assert!(page.says(shown), "{shown}");
    }
    let differ = page.html().matches("class=\"room-differs").count();
    assert_eq!(differ, 2, "what is the same is not marked");
    let same = page.html().matches("room-same").count();
    assert_eq!(same, 6, "what both say is written once");
}

#[tokio::test]
async fn what_the_archive_lost_is_not_told_as_removed_by_its_holder() {
    let shelf = two_whole_copies();
    let lost = shelf.segments.lock().unwrap()[1].messages.remove(4);
    drop(lost);
    let world = World::open(shelf).await;
    let page = world.get(DAY).await;
    assert!(page.says("hoort bij deze kopie niet of niet helemaal tot wat er geopend is"));
    assert!(!page.says("verwijderd uit deze kopie"));
    assert!(world.get("/together/1").await.says("Geen verschillen"));
}

#[tokio::test]
async fn a_version_that_came_with_a_later_import_accuses_nobody_else() {
    let world = World::open(a_copy_brought_in_twice()).await;
    let page = world.get(DAY).await;
    assert!(page.says("vaker ingebracht"), "{}", page.html());
    assert!(!page.says("verwijderd uit deze kopie"));
}

#[tokio::test]
async fn a_comparison_that_cannot_be_recorded_is_not_shown() {
    let world = World::open(two_copies()).await;
    world.shelf.looks_fail.store(true, Ordering::SeqCst);
    for path in ["/together/1", DAY] {
        let page = world.get_in(Language::En, path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        for word in ["ketel", "Kees", "altered", "900"] {
            assert!(!page.says(word), "{path} shows {word}");
        }
    }
}
