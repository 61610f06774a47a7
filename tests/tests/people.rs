//! What staff see of themselves, and who may not do what (invariants 4 and 9).

use std::collections::BTreeSet;

use journey::archive::{Archive, Founded, path, said, until};
use journey::binary::{fixture, repository, run};
use journey::case::links;
use journey::http::Browser;
use reqwest::Method;
use serde_json::{Value, json};

/// The English page of somebody, so that the test reads what the page says.
async fn me(browser: &Browser) -> String {
    let (status, page) = browser.get("/me").await;
    assert_eq!(status, 200, "{page}");
    page
}

#[tokio::test]
async fn an_employee_sees_every_look_with_a_proof_and_a_stranger_to_the_chat_an_honest_receipt() {
    let founded = Founded::new().await;
    founded.imported("joris", &fixture("chats/nl-android-groep"));
    let choice = founded.choices().await.remove(0);
    let reviewer = founded.browser("reviewer").await;
    let (joris, newcomer) = (
        founded.browser("joris").await,
        founded.browser("newcomer").await,
    );
    assert!(
        me(&joris).await.contains("receipt-verdict"),
        "nobody has looked yet"
    );

    let (case, days) = founded.opened(&reviewer, &choice).await;
    for day in &days[..3] {
        assert_eq!(reviewer.get(day).await.0, 200);
    }
    assert_eq!(
        reviewer
            .post(&format!("/room/{case}/search"), &[("query", "ketel")])
            .await
            .0,
        303
    );

    let page = until("three looks are disclosed", || async {
        let page = me(&joris).await;
        (links(&page, "/me/proofs/").len() >= 3).then_some(page)
    })
    .await;
    assert!(!page.contains("receipt-verdict"), "somebody looked");
    let proofs = links(&page, "/me/proofs/");
    let expected: Vec<_> = (1..=proofs.len())
        .rev()
        .map(|number| format!("/me/proofs/{number}"))
        .collect();
    assert_eq!(
        proofs, expected,
        "numbered from 1 without a gap, the newest first"
    );
    for proof in &proofs {
        verifies_offline(&founded, &joris, proof).await;
    }
    let beyond = format!("/me/proofs/{}", proofs.len() + 1);
    assert_eq!(
        joris.get(&beyond).await.0,
        404,
        "there is no more than that"
    );

    // Somebody who took part in nothing has an empty ledger, says so, and cannot see another's.
    let page = me(&newcomer).await;
    assert!(
        page.contains("receipt-verdict") && links(&page, "/me/proofs/").is_empty(),
        "{page}"
    );
    assert_eq!(newcomer.get("/me/proofs/1").await.0, 404);
    // Mehmet wrote in that group, so it concerns him as much, though Joris brought it in.
    let mehmet = me(&founded.browser("mehmet").await).await;
    assert!(!links(&mehmet, "/me/proofs/").is_empty());
}

async fn verifies_offline(founded: &Founded, browser: &Browser, proof: &str) {
    let text = until("the entry is published", || async {
        let (status, text) = browser.get(proof).await;
        (status == 200).then_some(text)
    })
    .await;
    let file = founded.archive.beside("proof.tlog-proof");
    std::fs::write(&file, text).unwrap();
    let (code, out, err) = said(&run(
        &["verify", path(&file), "--key", &founded.archive.log_key],
        "",
    ));
    assert_eq!(code, 0, "{out} {err}");
    let number = proof.rsplit('/').next().unwrap();
    let joris = &founded.people["joris"].id;
    assert!(
        out.contains(&format!("\"number\":{number},")) && out.contains(joris.as_str()),
        "{out}"
    );
}

#[tokio::test]
async fn a_link_works_once_and_a_session_ends_when_it_is_ended() {
    let founded = Founded::new().await;
    let url = &founded.archive.url;
    let link = founded.link("joris").await;
    // Programs that look into mail open links: looking uses nothing up.
    assert_eq!(
        Browser::nobody(url)
            .get(&format!("/sign-in/{link}"))
            .await
            .0,
        200
    );
    let joris = Browser::signed_in(url, &link).await;
    assert_eq!(joris.get("/me").await.0, 200);
    let (status, _, _) = Browser::nobody(url)
        .post(&format!("/sign-in/{link}"), &[])
        .await;
    assert_eq!(status, 410, "a second time, for a browser");
    let (status, problem) = founded
        .archive
        .program()
        .refused("/api/v1/sign-in", json!({ "link": link }))
        .await;
    assert_eq!(
        (status, problem["type"].as_str()),
        (410, Some("/problems/link-spent")),
        "nor for a program"
    );

    let program = founded.archive.program().with(&joris.token().await);
    program.get("/api/v1/me").await;
    let revokes = actions(&me(&joris).await, "/me/tokens/");
    assert!(!revokes.is_empty(), "the page offers to revoke it");
    for revoke in &revokes {
        let status = founded.browser("mehmet").await.post(revoke, &[]).await.0;
        assert_eq!(status, 404, "another's token is nobody's business");
    }
    program.get("/api/v1/me").await;
    for revoke in &revokes {
        assert_eq!(joris.post(revoke, &[]).await.0, 303);
    }
    let status = program
        .send(Method::GET, "/api/v1/me", None)
        .await
        .status()
        .as_u16();
    assert_eq!(status, 401, "revoked");

    assert_eq!(joris.post("/sign-out", &[]).await.0, 200);
    assert_eq!(
        joris.get("/me").await.0,
        401,
        "the cookie of a session that ended"
    );
}

/// Where the forms on a page lead that begin so.
fn actions(page: &str, begin: &str) -> Vec<String> {
    let found = page
        .split("action=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    found
        .filter(|action| action.starts_with(begin))
        .map(str::to_owned)
        .collect()
}

/// Everybody who asks for what is another's.
const ASKERS: [&str; 6] = [
    "joris",
    "other reviewer",
    "privacy",
    "staff seat",
    "employer seat",
    "owner",
];

/// Method, address, body, and what each of the askers is answered. The case is the reviewer's and waits, the copy and
/// the attachment are Mehmet's, the seat is the other staff seat's.
type Line = (&'static str, &'static str, Value, [u16; 6]);

/// A step of a hold that is not there.
const HELD: [u16; 6] = [403, 403, 404, 404, 404, 404];

fn table() -> Vec<Line> {
    let nothing = || json!({});
    let words = json!({ "interest": "a", "necessity": "b", "balance": "c" });
    let class = json!({ "classes": [{ "account": "business", "phone": "company" }] });
    let seat = json!({ "seat": "SEAT", "side": "staff", "public": "AAAA" });
    let look = json!({ "look": { "did": "conversation", "copy": "COPY", "day": "2026-09-28", "messages": 1 } });
    vec![
        // What concerns the archive as a whole or the asker alone is for everybody who is signed in.
        ("GET", "/api/v1/me", nothing(), [200; 6]),
        ("GET", "/api/v1/directory", nothing(), [200; 6]),
        ("GET", "/api/v1/archive", nothing(), [200; 6]),
        ("GET", "/api/v1/seats", nothing(), [200; 6]),
        ("GET", "/api/v1/import/lists", nothing(), [200; 6]),
        ("GET", "/api/v1/cases", nothing(), [200; 6]),
        // The owner adds people; nobody else.
        (
            "POST",
            "/api/v1/people",
            json!({ "name": "X", "roles": ["owner"] }),
            [403, 403, 403, 403, 403, 201],
        ),
        (
            "POST",
            "/api/v1/regulation/draft",
            class,
            [403, 403, 403, 403, 403, 204],
        ),
        (
            "POST",
            "/api/v1/regulation/consult",
            json!({ "held": 0, "outcome": "x" }),
            [403, 403, 403, 403, 403, 204],
        ),
        (
            "POST",
            "/api/v1/regulation/weigh",
            words,
            [403, 403, 403, 403, 403, 204],
        ),
        (
            "POST",
            "/api/v1/regulation/put-in-force",
            nothing(),
            [403, 403, 403, 403, 403, 204],
        ),
        (
            "POST",
            "/api/v1/regulation/withdraw",
            nothing(),
            [403, 403, 403, 403, 403, 204],
        ),
        // After that nothing is in force, which the other lines come before.
        ("POST", "/api/v1/regulation/confirm", nothing(), [404; 6]),
        // Another's key, seat, conversation, attachment.
        (
            "POST",
            "/api/v1/keys",
            json!({ "key": "KEY", "public": "PUBLIC" }),
            [409; 6],
        ),
        (
            "POST",
            "/api/v1/seats",
            seat,
            [403, 403, 403, 400, 403, 403],
        ),
        (
            "POST",
            "/api/v1/seats/SEAT/drill",
            json!({ "answer": "AAAA" }),
            [404; 6],
        ),
        (
            "POST",
            "/api/v1/cosignatures",
            json!({ "log": "conduct", "checkpoint": "x" }),
            [403, 403, 403, 422, 403, 403],
        ),
        ("PUT", "/api/v1/blobs/BLOB?copy=COPY", nothing(), [404; 6]),
        ("POST", "/api/v1/import", nothing(), [422; 6]),
        ("POST", "/api/v1/import/statements", nothing(), [400; 6]),
        // Another's case: who oversees cases sees its terms, who holds a seat its request; its reviewer alone reads.
        (
            "GET",
            "/api/v1/copies",
            nothing(),
            [403, 200, 403, 403, 403, 403],
        ),
        ("POST", "/api/v1/cases", nothing(), [400; 6]),
        (
            "GET",
            "/api/v1/cases/CASE",
            nothing(),
            [404, 404, 200, 200, 200, 200],
        ),
        (
            "GET",
            "/api/v1/cases/CASE/request?seat=SEAT",
            nothing(),
            [404; 6],
        ),
        (
            "POST",
            "/api/v1/cases/CASE/approvals",
            json!({ "seat": "SEAT", "approval": "AAAA", "resealed": "AAAA" }),
            [404; 6],
        ),
        ("POST", "/api/v1/cases/CASE/looks", look, [403; 6]),
        ("GET", "/api/v1/cases/CASE/release", nothing(), [403; 6]),
        (
            "GET",
            "/api/v1/cases/CASE/segments/SEGMENT",
            nothing(),
            [403; 6],
        ),
        ("GET", "/api/v1/cases/CASE/blobs/BLOB", nothing(), [403; 6]),
        (
            "POST",
            "/api/v1/cases/CASE/close",
            nothing(),
            [403, 403, 0, 403, 403, 403],
        ),
        // Holds: for whoever speaks for somebody; the others do not learn which there are.
        (
            "GET",
            "/api/v1/holds",
            nothing(),
            [403, 403, 200, 200, 200, 200],
        ),
        (
            "POST",
            "/api/v1/holds",
            json!({ "on": "everything", "ground": "regulator", "reference": "26/1" }),
            [403, 403, 201, 201, 201, 201],
        ),
        ("POST", "/api/v1/holds/HOLD/confirm", nothing(), HELD),
        ("POST", "/api/v1/holds/HOLD/refuse", nothing(), HELD),
        ("POST", "/api/v1/holds/HOLD/keep", nothing(), HELD),
        (
            "POST",
            "/api/v1/holds/HOLD/propose-release",
            nothing(),
            HELD,
        ),
        (
            "POST",
            "/api/v1/holds/HOLD/confirm-release",
            nothing(),
            HELD,
        ),
        (
            "POST",
            "/api/v1/cases/CASE/denials",
            nothing(),
            [403, 403, 403, 0, 0, 403],
        ),
    ]
}

/// The addresses of programs as `routes.rs` has them: method and path, with every parameter as `{}`.
fn routes() -> BTreeSet<(String, String)> {
    let text = std::fs::read_to_string(repository().join("crates/server/src/routes.rs")).unwrap();
    let mut found = BTreeSet::new();
    for route in text.split(".route(").skip(1) {
        let mut quoted = route.split('"');
        let path = quoted.nth(1).unwrap();
        let handlers: String = route.split('"').skip(2).collect();
        if path.starts_with("/api/") {
            for method in ["get", "post", "put", "delete", "patch"] {
                if handlers.contains(&format!("{method}(")) {
                    found.insert((method.to_uppercase(), pattern(path, '{', '}')));
                }
            }
        }
    }
    assert!(found.len() > 25, "{found:?}");
    found
}

fn pattern(path: &str, open: char, close: char) -> String {
    let mut out = String::new();
    for part in path.split('/').skip(1) {
        out.push('/');
        out.push_str(if part.starts_with(open) && part.ends_with(close) {
            "{}"
        } else {
            part
        });
    }
    out
}

/// The same of a line of the table, where parameters are in capitals.
fn pattern_of(path: &str) -> String {
    let path = path.split('?').next().unwrap();
    let parts = path.split('/').map(|part| {
        if !part.is_empty() && part.chars().all(|c| c.is_ascii_uppercase()) {
            "{}"
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn the_table_of_answers_has_every_route() {
    let mut told: BTreeSet<_> = table()
        .iter()
        .map(|line| (line.0.to_owned(), pattern_of(line.1)))
        .collect();
    assert_eq!(
        told.len(),
        table().len(),
        "a route stands in the table twice"
    );
    told.insert(("POST".to_owned(), "/api/v1/sign-in".to_owned()));
    assert_eq!(told, routes());
}

/// Nobody comes past the door with another's things, whatever their role; and nobody at all without a token.
#[tokio::test]
async fn every_route_asks_who_it_is_and_whose_it_is() {
    let founded = Founded::new().await;
    founded.imported("mehmet", &fixture("chats/nl-android-groep-mehmet"));
    let choice = founded.choices().await.remove(0);
    let case = founded
        .request(&founded.browser("reviewer").await, &choice)
        .await;
    let owner = founded.program("owner");
    let other = json!({ "name": "Another reviewer", "roles": ["employee", "reviewer"] });
    let link = owner.post("/api/v1/people", other).await["link"]
        .as_str()
        .unwrap()
        .to_owned();
    let other = founded.archive.sign_in(&link).await;
    let lists = founded.program("mehmet").get("/api/v1/import/lists").await;
    let id = |kind: &str| format!("{kind}-{}", "a".repeat(26));
    let filled = |text: &str| {
        text.replace("CASE", &case)
            .replace("COPY", &choice.copy)
            .replace("SEAT", &founded.seats["other staff seat"])
            .replace("SEGMENT", &id("segment"))
            .replace("BLOB", &id("blob"))
            .replace("HOLD", &id("hold"))
            .replace("KEY", lists[0]["key"].as_str().unwrap())
            .replace("PUBLIC", "AAAA")
    };
    let nobody = founded.archive.program();
    let mut lines = table();
    // What takes the regulation away comes last.
    lines.sort_by_key(|line| line.1.starts_with("/api/v1/regulation"));
    let mut wrong = Vec::new();
    for (method, path, body, expected) in lines {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let path = filled(path);
        let body = (method != Method::GET)
            .then(|| serde_json::from_str(&filled(&body.to_string())).unwrap());
        let status = nobody
            .send(method.clone(), &path, body.clone())
            .await
            .status()
            .as_u16();
        if status != 401 {
            wrong.push(format!("{method} {path} without a token: {status}"));
        }
        let forged = nobody.with("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assert_eq!(
            forged
                .send(method.clone(), &path, body.clone())
                .await
                .status()
                .as_u16(),
            401,
            "{method} {path}"
        );
        for (asker, expected) in ASKERS.into_iter().zip(expected) {
            // What they are there for is another test's.
            if expected == 0 {
                continue;
            }
            let program = if asker == "other reviewer" {
                other.clone()
            } else {
                founded.program(asker)
            };
            let answer = program.send(method.clone(), &path, body.clone()).await;
            let status = answer.status().as_u16();
            if status != expected {
                wrong.push(format!(
                    "{asker}: {method} {path}: {status} instead of {expected}: {:?}",
                    answer.text().await
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The small employer is founded with few forms: people with the same roles in one, and the notice's yes makes the token
/// of whoever wants to bring in a chat.
#[tokio::test]
async fn one_form_adds_several_people_or_nobody() {
    let mut archive = Archive::start();
    let owner = archive.owner().await;
    let too_long = format!("Anna\n{}", "x".repeat(201));
    for (names, roles) in [
        (too_long.as_str(), vec!["employee"]),
        ("Anna\nBob", vec!["reviewer", "staff_seat"]),
        (" \n ", vec!["employee"]),
        ("Anna\nBob", vec![]),
    ] {
        let mut form = vec![("name", names)];
        form.extend(roles.iter().map(|role| ("role", *role)));
        let (status, _, page) = owner.post("/people", &form).await;
        assert_eq!(status, 422, "{page}");
        assert!(!owner.get("/people").await.1.contains("<strong>Anna"));
    }
    let form = [("name", "Anna\r\n\r\n  Bob \r\n"), ("role", "employee")];
    let (status, _, page) = owner.post("/people", &form).await;
    assert_eq!(status, 200, "{page}");
    assert_eq!(page.matches("/sign-in/").count(), 2, "{page}");
    let list = owner.get("/people").await.1;
    for name in ["Anna", "Bob"] {
        assert!(list.contains(&format!("<strong>{name}</strong>")), "{list}");
    }
}

#[tokio::test]
async fn whoever_read_the_notice_can_go_on_to_bring_in_a_chat() {
    let founded = Founded::new().await;
    let newcomer = founded.browser("newcomer").await;
    let read = [("version", "1"), ("next", "token")];
    let (status, _, page) = newcomer.post("/notice/confirm", &read).await;
    assert_eq!(status, 200, "{page}");
    assert!(
        page.contains("<span>zegel</span> <span>import</span>"),
        "{page}"
    );
    let again = [("version", "2"), ("next", "token")];
    assert_eq!(newcomer.post("/notice/confirm", &again).await.0, 409);
}
