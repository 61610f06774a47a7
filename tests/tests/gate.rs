//! Nothing is kept without a regulation in force for that kind of account and phone (invariant 8).

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use journey::archive::{Archive, Founded, path, stored};
use journey::between::{Between, Turn};
use journey::binary::fixture;
use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;

const BUSINESS: [&str; 4] = ["--account", "business", "--phone", "company"];

fn export() -> PathBuf {
    fixture("chats/en-us-android.txt")
}

fn import(founded: &Founded, class: &[&str]) -> (i32, String) {
    let export = export();
    let mut args = vec!["import", path(&export)];
    args.extend(class);
    let (code, out, err) = founded.zegel("joris", &args, "yes\n");
    assert!(!out.contains("Sealed and stored"), "{out}");
    (code, err)
}

/// The bytes of an offer that `zegel import` made and the server never got.
fn offer_of(founded: &Founded) -> Vec<u8> {
    let caught = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&caught);
    let between = Between::new(&founded.archive.url, move |asked| {
        if asked.path != "/api/v1/import" {
            return Turn::Pass;
        }
        keep.lock().unwrap().clone_from(&asked.body);
        Turn::Lose
    });
    let export = export();
    let mut args = vec!["import", path(&export)];
    args.extend(BUSINESS);
    let (code, out, err) = founded.zegel_by(&between.url, "joris", &args, "yes\n");
    assert_eq!(code, 2, "{out} {err}");
    let offer = caught.lock().unwrap().clone();
    assert!(!offer.is_empty(), "{out} {err}");
    offer
}

/// Hands the offer in by hand: status and rule.
async fn by_hand(founded: &Founded, offer: &[u8]) -> (u16, Option<String>) {
    let client = journey::http::client();
    let request = client.request(
        Method::POST,
        format!("{}/api/v1/import", founded.archive.url),
    );
    let token = &founded.people["joris"].token;
    let answer = request
        .bearer_auth(token)
        .body(offer.to_vec())
        .send()
        .await
        .unwrap();
    let status = answer.status().as_u16();
    let problem: Value = answer.json().await.unwrap();
    (status, problem["rule"].as_str().map(str::to_owned))
}

fn refused(rule: &str) -> (u16, Option<String>) {
    (403, Some(rule.to_owned()))
}

#[tokio::test]
async fn capture_needs_a_regulation_in_force_that_covers_it_and_whose_notice_was_read() {
    let mut founded = Founded::with_people().await;
    let (code, said) = import(&founded, &BUSINESS);
    assert_eq!(code, 2);
    assert!(
        said.contains("rule R1") && said.contains("no regulation in force"),
        "{said}"
    );
    founded.seats();
    founded.put_in_force(&[("business", "company")]).await;

    let (code, said) = import(&founded, &["--account", "personal", "--phone", "private"]);
    assert_eq!(code, 2);
    assert!(
        said.contains("rule R3") && said.contains("does not cover"),
        "{said}"
    );

    let (code, said) = import(&founded, &BUSINESS);
    assert_eq!(code, 2);
    assert!(
        said.contains("rule R4") && said.contains("notice"),
        "{said}"
    );

    founded
        .program("joris")
        .post("/api/v1/regulation/confirm", json!({}))
        .await;
    let offer = offer_of(&founded);
    founded
        .program("owner")
        .post("/api/v1/regulation/withdraw", json!({}))
        .await;
    let (code, said) = import(&founded, &BUSINESS);
    assert_eq!(code, 2);
    assert!(said.contains("rule R1"), "{said}");
    the_server_refuses_by_itself(&founded, &offer).await;
}

/// A client of somebody else's making does not ask; the server asks nevertheless.
async fn the_server_refuses_by_itself(founded: &Founded, offer: &[u8]) {
    assert_eq!(by_hand(founded, offer).await, refused("R1"), "withdrawn");
    founded.put_in_force(&[("personal", "private")]).await;
    founded
        .program("joris")
        .post("/api/v1/regulation/confirm", json!({}))
        .await;
    assert_eq!(
        by_hand(founded, offer).await,
        refused("R3"),
        "another class is covered"
    );
    founded.put_in_force(&[("business", "company")]).await;
    assert_eq!(
        by_hand(founded, offer).await,
        refused("R4"),
        "the notice of this version is unread"
    );
    assert_eq!(founded.choices().await.len(), 0, "nothing was kept");
    founded
        .program("joris")
        .post("/api/v1/regulation/confirm", json!({}))
        .await;
    assert_eq!(
        by_hand(founded, offer).await,
        (200, None),
        "the offer itself was in order all the time"
    );
}

/// An attachment is content too.
#[tokio::test]
async fn an_attachment_is_refused_with_the_regulation_withdrawn() {
    let founded = Founded::new().await;
    assert!(stored(&founded.import("joris", &export(), "yes\n")).0 > 0);
    let copy = founded.choices().await.remove(0).copy;
    founded
        .program("owner")
        .post("/api/v1/regulation/withdraw", json!({}))
        .await;
    let blob = copy.replace("copy-", "blob-");
    let path = format!("{}/api/v1/blobs/{blob}?copy={copy}", founded.archive.url);
    let token = &founded.people["joris"].token;
    let answer = journey::http::client()
        .put(path)
        .bearer_auth(token)
        .body(vec![7; 4_096])
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status().as_u16(), 403);
    assert_eq!(answer.json::<Value>().await.unwrap()["rule"], "R1");
}

/// The ready-made regulation is for the small employer; with a works council or fifty people it would be no cover.
#[tokio::test]
async fn with_a_works_council_or_fifty_people_nothing_can_be_drafted() {
    for more in [
        &["--headcount", "12", "--works-council"][..],
        &["--headcount", "50"],
    ] {
        let founding = [&["--employer", "De Vries", "--owner", "Sanne"][..], more].concat();
        let mut archive = Archive::start_in(TempDir::new().unwrap(), &founding);
        let owner = archive.owner().await.token().await;
        let classes = json!({ "classes": [{ "account": "business", "phone": "company" }] });
        let (status, problem) = archive
            .program()
            .with(&owner)
            .refused("/api/v1/regulation/draft", classes)
            .await;
        assert_eq!(
            (status, problem["type"].as_str()),
            (409, Some("/problems/not-small")),
            "{more:?}"
        );
        assert!(!problem["detail"].as_str().unwrap().is_empty());
    }
}
