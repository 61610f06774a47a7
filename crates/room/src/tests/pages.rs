//! Every page in both languages: rendered, checked, and written to the folder that `ZEGEL_PAGES` names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use axum::http::StatusCode;
use zegel_model::Timestamp;
use zegel_web::{Language, assets, check};

use super::world::{NOON, Page, World, company, picture, september, start, two_copies};

/// Templates that are parts of others.
const PARTS: [&str; 5] = [
    "frame.html",
    "line.html",
    "parts.html",
    "search_form.html",
    "turn.html",
];

async fn every_page(language: Language) -> BTreeMap<&'static str, Page> {
    let mut pages = BTreeMap::new();
    let now = NOON.plus_seconds(23 * 3600);
    let mut demo = start(september());
    demo.demo = true;
    let waiting = World::waiting(company(), demo).await;
    waiting.hands.set(now);
    waiting.shelf.approve(0, None);
    waiting.turn().await;
    pages.insert("waiting", waiting.get_in(language, "/").await);
    waiting.room.opens();
    pages.insert("opening", waiting.get_in(language, "/").await);
    waiting.room.broken("room-broken-approvals");
    pages.insert("refusal", waiting.get_in(language, "/").await);

    let world = World::open(company()).await;
    world.hands.set(now);
    pages.insert("overview", world.get_in(language, "/").await);
    pages.insert("marked-none", world.get_in(language, "/marked").await);
    pages.insert("search", world.get_in(language, "/search").await);
    for message in [1, 5] {
        world
            .post("/mark", &format!("message={message}&on=yes&back=day"))
            .await;
    }
    pages.insert("day", world.get_in(language, "/c/1/2026-09-07").await);
    pages.insert("marked", world.get_in(language, "/marked").await);
    world.search("lekkage").await;
    world.search("\"nieuwe ketel\" offerte*").await;
    pages.insert("results", world.get_in(language, "/search/1").await);
    pages.insert("results-none", world.get_in(language, "/search/2").await);
    pages.insert("search-earlier", world.get_in(language, "/search").await);
    pages.insert(
        "search-refused",
        world.post_in(language, "/search", "query=%22ketel").await,
    );
    pages.insert(
        "refusal-missing",
        world.get_in(language, "/c/9/2026-09-07").await,
    );
    world
        .shelf
        .looks_fail
        .store(true, std::sync::atomic::Ordering::SeqCst);
    pages.insert(
        "refusal-unlogged",
        world.get_in(language, "/c/1/2026-09-07").await,
    );
    world.hands.set(NOON.plus_days(3));
    pages.insert("ended", world.get_in(language, "/").await);
    side_by_side(language, now, &mut pages).await;
    pages
}

/// Copies of different conversations, and of one.
async fn side_by_side(
    language: Language,
    now: Timestamp,
    pages: &mut BTreeMap<&'static str, Page>,
) {
    let world = World::open(company()).await;
    world.hands.set(now);
    pages.insert("together-none", world.get_in(language, "/together").await);
    let world = World::open(two_copies()).await;
    world.hands.set(now);
    for (name, path) in [
        ("together", "/together"),
        ("beside", "/together/1"),
        ("beside_day", "/together/1/2026-09-07"),
    ] {
        pages.insert(name, world.get_in(language, path).await);
    }
}

#[tokio::test]
async fn every_page_keeps_the_policy_in_both_languages() {
    let folder = std::env::var_os("ZEGEL_PAGES");
    for language in Language::ALL {
        let pages = every_page(language).await;
        for (name, page) in &pages {
            let name = format!("{name}.{}", language.tag());
            assert_ne!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{name}");
            assert_eq!(check::page(page.html()), Vec::<String>::new(), "{name}");
            assert!(
                page.says(&format!("<html lang=\"{}\"", language.tag())),
                "{name}"
            );
            assert!(
                !page.says(">room-") && !page.says("\"room-over"),
                "{name} shows a key"
            );
            if let Some(folder) = &folder {
                write(Path::new(folder), &name, page.html());
            }
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/room");
        for file in check::files(&root, "html").unwrap() {
            let file = file.file_name().unwrap().to_str().unwrap();
            let shown = file
                .strip_suffix(".html")
                .is_some_and(|name| pages.contains_key(name));
            assert!(
                shown || PARTS.contains(&file),
                "{file} is not rendered by this test"
            );
        }
    }
}

#[tokio::test]
async fn the_terms_are_in_view_on_every_page_of_an_open_room() {
    for (language, purpose, logged, left) in [
        (
            Language::Nl,
            "Klacht van een klant",
            "Wat u opent, wordt vastgelegd",
            "2 dagen en 1 uur",
        ),
        (
            Language::En,
            "Complaint by a customer",
            "Every view is logged",
            "2 days and 1 hour",
        ),
    ] {
        for (name, page) in every_page(language).await {
            if name != "ended" {
                assert!(
                    page.says("class=\"room-bar\"") && page.says("/close\""),
                    "{name}"
                );
                assert!(page.says(purpose), "{name}");
                assert!(page.says(logged), "{name}");
                assert!(page.says(left), "{name}");
            }
        }
    }
}

/// Writes a page and what it links to, so that a browser can open the file.
fn write(folder: &Path, name: &str, html: &str) {
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    let mut html = html.to_owned();
    for asset in &assets::ALL {
        std::fs::write(folder.join("assets").join(asset.name), asset.bytes).unwrap();
        html = html.replace(
            &assets::address(asset.name),
            &format!("assets/{}", asset.name),
        );
    }
    std::fs::write(
        folder.join("assets/room.css"),
        include_bytes!("../../assets/room.css"),
    )
    .unwrap();
    std::fs::write(folder.join("assets/picture"), picture()).unwrap();
    let css: BTreeSet<&str> = html
        .split('"')
        .filter(|part| part.ends_with("/room.css"))
        .collect();
    for address in css.into_iter().map(str::to_owned).collect::<Vec<_>>() {
        let picture = address.replace("/room.css", "/file/3");
        html = html
            .replace(&address, "assets/room.css")
            .replace(&picture, "assets/picture");
    }
    std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
}
