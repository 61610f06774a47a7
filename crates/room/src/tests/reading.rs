//! Reading, searching, marking; and that nothing is shown which is not recorded.

use std::sync::atomic::Ordering;

use axum::http::{StatusCode, header};
use zegel_model::event::Look;

use super::world::{PIXEL, World, company, copy, day};

const DAY: &str = "/c/1/2026-09-07";

#[tokio::test]
async fn a_day_is_recorded_and_then_shown() {
    let world = World::open(company()).await;
    assert!(
        world.shelf.looks().is_empty(),
        "the overview shows no content"
    );
    let page = world.get(DAY).await;
    let seen = Look::Conversation {
        copy: copy(1),
        day: day("2026-09-07"),
        messages: 10,
    };
    assert_eq!(world.shelf.looks(), [seen]);
    for shown in [
        "weer een lekkage\nKetel staat op storing",
        "maandag",
        "7 september 2026",
        "09:35",
        "bewerkt",
        "Verwijderd bericht",
        "Bijlage niet in de bron:",
        "Bram heeft de groep verlaten",
        "room-went",
        "Hoe zeker is deze bron?",
        "houder van deze kopie",
        "/c/1/2026-09-08\"",
        "Eerste dag van dit dossier",
    ] {
        assert!(page.says(shown), "{shown}");
    }
    let order: Vec<usize> = (0..10)
        .map(|number| page.html().find(&format!("id=\"m{number}\"")).unwrap())
        .collect();
    assert!(order.is_sorted(), "in the order of the source");
}

#[tokio::test]
async fn the_overview_has_counts_and_no_words() {
    let world = World::open(company()).await;
    let page = world.get("/").await;
    assert!(page.says("10 berichten") && page.says("2 berichten") && page.says("Sanne de Boer"));
    for word in ["lekkage", "Bram", "Kees", "Bakkerij", "IMG-0031"] {
        assert!(!page.says(word), "{word}");
    }
}

#[tokio::test]
async fn what_cannot_be_recorded_is_not_shown() {
    let world = World::open(company()).await;
    let hits = world.post("/search", "query=lekkage").await;
    let hits = world.leads(&hits);
    assert_eq!(
        world
            .post("/mark", "message=3&on=yes&back=day")
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    world.shelf.looks_fail.store(true, Ordering::SeqCst);
    for path in [DAY, &hits, "/marked", "/file/3", "/file/4"] {
        let page = world.get(path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(page.says("Zonder vastlegging geen inzage"), "{path}");
        for word in ["lekkage", "Ketel", "Bram", "IMG-0031"] {
            assert!(!page.says(word), "{path} shows {word}");
        }
    }
    assert_eq!(
        world
            .post("/mark", "message=1&on=yes&back=day")
            .await
            .status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(
        world.get("/").await.status,
        StatusCode::OK,
        "counts need no entry"
    );
    world.shelf.looks_fail.store(false, Ordering::SeqCst);
    assert_eq!(
        world
            .get("/marked")
            .await
            .html()
            .matches("room-hit\"")
            .count(),
        1,
        "the second mark was not set"
    );
}

#[tokio::test]
async fn several_looks_are_all_recorded_or_nothing_is_shown() {
    let world = World::open(company()).await;
    for message in [1, 11, 12] {
        world
            .post("/mark", &format!("message={message}&on=yes&back=day"))
            .await;
    }
    world.shelf.looks_left.store(2, Ordering::SeqCst);
    let page = world.get("/marked").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!page.says("lekkage"));
    world.shelf.looks_left.store(usize::MAX, Ordering::SeqCst);
    assert_eq!(world.get("/marked").await.status, StatusCode::OK);
    let looks = world.shelf.looks();
    let seen: Vec<&Look> = looks[looks.len() - 3..].iter().collect();
    let look = |number, on, messages| Look::Conversation {
        copy: copy(number),
        day: day(on),
        messages,
    };
    assert_eq!(
        seen,
        [
            &look(1, "2026-09-07", 3),
            &look(1, "2026-09-08", 2),
            &look(2, "2026-09-08", 2)
        ]
    );
}

#[tokio::test]
async fn search_finds_in_scope_only_and_its_words_stay_here() {
    let world = World::open(company()).await;
    let asked = world.post("/search", "query=lekkage").await;
    assert_eq!(
        world.leads(&asked),
        "/search/1",
        "the word is not in the address"
    );
    let page = world.get("/search/1").await;
    // "lekkage" on the 7th and "lekkages" on the 8th; not October's, not the third conversation's.
    assert!(page.says("2 berichten gevonden") && page.says("in 2 gesprekken."));
    assert!(page.says("<mark>lekkage</mark>") && page.says("<mark>lekkages</mark>"));
    assert!(
        page.says("Donderdag om 10 uur."),
        "the neighbour gives context"
    );
    assert!(!page.says("thuis") && !page.says("Andermans"));
    assert!(page.says("/c/1/2026-09-07#m1\""));
    assert_eq!(
        world.shelf.looks(),
        [Look::Search {
            copies: vec![copy(1), copy(2)],
            hits: 2
        }]
    );
    assert!(
        world
            .search("reunie vergaderingen")
            .await
            .says("<mark>Reünie</mark>")
    );
    assert!(
        world
            .search("\"ketel hebben\"")
            .await
            .says("<mark>ketel</mark> <mark>hebben</mark>")
    );
    let nothing = world.search("xyzzy").await;
    assert!(nothing.says("Niets gevonden in dit dossier"));
    assert_eq!(
        world.shelf.looks().last(),
        Some(&Look::Search {
            copies: Vec::new(),
            hits: 0
        })
    );
    let form = world.get("/search").await;
    assert!(form.says("xyzzy") && form.says("/search/4"));
    let again = world.post("/search", "query=lekkage").await;
    assert_eq!(
        world.leads(&again),
        "/search/1",
        "the same line keeps its number"
    );
}

#[tokio::test]
async fn garbage_gives_a_sentence() {
    let world = World::open(company()).await;
    for (line, sentence) in [
        ("", "Typ een woord"),
        ("%22nieuwe+ketel", "aanhalingsteken"),
        ("k*", "ten minste twee letters"),
        ("-ketel", "alleen wat u niet zoekt"),
    ] {
        let page = world.post("/search", &format!("query={line}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{line}");
        assert!(page.says(sentence), "{line}");
    }
    let other = world.post("/search", "q=ketel").await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
    assert!(other.says("<h1"), "a refusal is a page");
    assert_eq!(
        world.post("/mark", "message=1").await.status,
        StatusCode::BAD_REQUEST
    );
    assert!(world.shelf.looks().is_empty());
    assert_eq!(world.get("/search/7").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn marks_are_set_listed_and_taken_away() {
    let world = World::open(company()).await;
    assert!(world.get("/marked").await.says("nog niets gemarkeerd"));
    let set = world.post("/mark", "message=1&on=yes&back=day").await;
    assert_eq!(world.leads(&set), "/c/1/2026-09-07#m1");
    assert_eq!(
        world.shelf.looks(),
        [Look::Mark {
            copy: copy(1),
            day: day("2026-09-07")
        }]
    );
    assert!(world.get(DAY).await.says("room-marked"));
    let list = world.get("/marked").await;
    assert!(list.says("Ketel staat op storing"));
    let hit = world.search("donderdag").await;
    assert!(hit.says("value=\"search-1-1\""));
    let set = world
        .post("/mark", "message=13&on=yes&back=search-1-1")
        .await;
    assert_eq!(world.leads(&set), "/search/1?part=1#m13");
    // The photo is named beside the offer that was marked; showing it would be a look of its own.
    world.post("/mark", "message=4&on=yes&back=day").await;
    let list = world.get("/marked").await;
    assert!(
        list.says("Bijlage: <bdi>IMG-0031.png") && !list.says("/file/3") && list.says("/file/4")
    );
    world.post("/mark", "message=4&on=no&back=day").await;
    let unset = world.post("/mark", "message=1&on=no&back=marked").await;
    assert_eq!(world.leads(&unset), "/marked");
    assert!(!world.get("/marked").await.says("Ketel staat op storing"));
    assert_eq!(
        world
            .post("/mark", "message=99&on=yes&back=day")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    let stays = world
        .post("/mark", "message=1&on=yes&back=https://evil.example")
        .await;
    assert_eq!(world.leads(&stays), "/c/1/2026-09-07#m1");
}

#[tokio::test]
async fn pictures_are_shown_and_files_handed_over() {
    let world = World::open(company()).await;
    let picture = world.get("/file/3").await;
    assert_eq!(picture.headers[header::CONTENT_TYPE], "image/png");
    assert_eq!(picture.bytes, PIXEL);
    assert_eq!(
        world.shelf.looks(),
        [Look::Attachment {
            copy: copy(1),
            day: day("2026-09-07")
        }]
    );
    let offer = world.get("/file/4").await;
    assert_eq!(offer.bytes, b"%PDF-1.7 offerte");
    assert_eq!(
        offer.headers[header::CONTENT_TYPE],
        "application/octet-stream"
    );
    let name = offer.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(name.starts_with("attachment;") && name.is_ascii());
    assert_eq!(offer.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(
        world.get("/file/8").await.status,
        StatusCode::NOT_FOUND,
        "named, but not in the source"
    );
}

#[tokio::test]
async fn a_changed_attachment_is_not_shown() {
    let world = World::open(company()).await;
    for blob in world.shelf.blobs.lock().unwrap().values_mut() {
        *blob.last_mut().unwrap() ^= 1;
    }
    let page = world.get("/file/3").await;
    assert_eq!(page.status, StatusCode::BAD_GATEWAY);
    assert!(page.says("een bewaarde bijlage mag nooit veranderen"));
}

#[tokio::test]
async fn hostile_content_is_text() {
    let world = World::open(company()).await;
    for page in [world.get(DAY).await, world.search("klaar").await] {
        assert!(
            !page.says("<script>alert") && page.says("&#60;script&#62;alert(1)&#60;/script&#62;")
        );
        assert!(!page.says("<b onclick"));
        assert!(page.says("<span class=\"room-control\">U+202E</span>") && !page.says("\u{202e}"));
    }
}

#[tokio::test]
async fn a_long_day_comes_in_parts() {
    let minutes = (0..450).map(|i| {
        let at = format!("2026-09-10T{:02}:{:02}:00", 8 + i / 60, i % 60);
        (
            super::world::record(&at, "Kees", &format!("bericht {i} over de pomp")),
            None,
        )
    });
    let shelf = super::world::Shelf::new(vec![(copy(1), minutes.collect())]);
    let world = World::open(shelf).await;
    let first = world.get("/c/1/2026-09-10").await;
    assert!(first.says("bericht 199 ") && !first.says("bericht 200 ") && first.says("?part=2"));
    let last = world.get("/c/1/2026-09-10?part=3").await;
    assert!(last.says("bericht 449 ") && !last.says("bericht 399 "));
    assert_eq!(
        world.get("/c/1/2026-09-10?part=x").await.status,
        StatusCode::OK
    );
    let counts: Vec<u32> = world
        .shelf
        .looks()
        .iter()
        .map(|look| {
            if let Look::Conversation { messages, .. } = look {
                *messages
            } else {
                0
            }
        })
        .collect();
    assert_eq!(counts, [200, 50, 200]);
    let hits = world.search("pomp").await;
    assert!(hits.says("450 berichten gevonden") && hits.says("?part=2"));
    assert_eq!(
        world.shelf.looks().last(),
        Some(&Look::Search {
            copies: vec![copy(1)],
            hits: 50
        })
    );
    assert!(
        world
            .search("\"bericht 333\"")
            .await
            .says("/c/1/2026-09-10?part=2#m333\"")
    );
}
