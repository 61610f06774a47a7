//! Every address with everybody: whatever their role, nobody does anything with somebody else's object but what the table
//! below says, with its reason.
//!
//! The addresses are read from the router's own source, so that a new one without a row fails; the answers are a snapshot,
//! to be reviewed as what it is: who may do what over the network.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use journey::archive::{Founded, until};
use journey::binary::fixture;
use journey::database::Database;
use journey::http::{Browser, client};
use journey::sources::rust_without_test_files;
use reqwest::Method;
use serde_json::json;

/// Who asks, in this order: whoever may least comes first. The case is the reviewer's; copy, attachment, token, key and
/// ledger are Mehmet's, who holds that conversation; the seat is the other staff seat's.
const ASKERS: [&str; 12] = [
    "nobody",
    "newcomer",
    "joris",
    "mehmet",
    "other reviewer",
    "owner",
    "privacy",
    "other employer seat",
    "employer seat",
    "other staff seat",
    "staff seat",
    "reviewer",
];

/// Whose an address' object is.
#[derive(Clone, Copy, PartialEq)]
enum Whose {
    /// Public, or about the archive as a whole.
    Everybodys,
    /// Whatever it does, it does to whoever asks.
    Ones,
    /// One person's.
    Of(&'static str),
}

use Whose::{Everybodys, Of, Ones};

/// One address: method, path with its objects in capitals, whose they are, and what is sent.
struct Row(&'static str, &'static str, Whose, Sent);

/// What is sent along.
enum Sent {
    Nothing,
    Json(&'static str),
    Form(&'static str),
}

use Sent::{Form, Json, Nothing};

const CLASSES: &str = r#"{"classes":[{"account":"business","phone":"company"}]}"#;
const WORDS: &str = r#"{"interest":"a","necessity":"b","balance":"c"}"#;
const LOOK: &str =
    r#"{"look":{"did":"conversation","copy":"COPY","day":"2026-09-28","messages":1}}"#;
const APPROVAL: &str = r#"{"seat":"SEAT","approval":"AAAA","resealed":"AAAA"}"#;

const HELD: &str = r#"{"on":"everything","ground":"regulator","reference":"x"}"#;

/// Every address, in an order in which what ends something comes after what needs it.
fn rows() -> Vec<Row> {
    let mut rows = public();
    rows.extend(own());
    rows.extend(of_cases());
    rows.extend(of_people());
    rows.extend(of_holds());
    rows.extend(ending());
    rows
}

fn public() -> Vec<Row> {
    vec![
        Row("GET", "/healthz", Everybodys, Nothing),
        Row("GET", "/health", Everybodys, Nothing),
        Row("GET", "/ready", Everybodys, Nothing),
        // Answers on the admin listener alone.
        Row("GET", "/metrics", Everybodys, Nothing),
        Row("GET", "/", Everybodys, Nothing),
        Row("GET", "/advice", Everybodys, Nothing),
        Row("GET", "/advice/DOCUMENT", Everybodys, Nothing),
        Row("GET", "/sign-in", Everybodys, Nothing),
        Row("GET", "/sign-in/LINK", Everybodys, Nothing),
        Row("POST", "/sign-in/LINK", Everybodys, Form("")),
        Row(
            "POST",
            "/api/v1/sign-in",
            Everybodys,
            Json(r#"{"link":"LINK"}"#),
        ),
        Row("GET", "/assets/HASH/NAME", Everybodys, Nothing),
        Row("GET", "/language/TAG", Everybodys, Nothing),
        Row("GET", "/problems/SLUG", Everybodys, Nothing),
        Row("GET", "/log/LOG/checkpoint", Everybodys, Nothing),
        Row("GET", "/log/LOG/witnessed", Everybodys, Nothing),
        Row("GET", "/log/LOG/tile/PATH", Everybodys, Nothing),
        Row("GET", "/log", Everybodys, Nothing),
        Row("GET", "/log/latest", Everybodys, Nothing),
        Row("GET", "/verify", Everybodys, Nothing),
        // These open in the demo alone.
        Row("GET", "/demo", Everybodys, Nothing),
        Row("GET", "/demo/as/ROLE", Everybodys, Nothing),
        Row("POST", "/demo/token/PERSON", Of("mehmet"), Form("")),
    ]
}

/// What concerns the archive as a whole, or only whoever asks.
fn own() -> Vec<Row> {
    vec![
        Row("GET", "/admin-view", Ones, Nothing),
        Row("GET", "/rules", Ones, Nothing),
        Row("GET", "/notice", Ones, Nothing),
        Row("GET", "/me", Ones, Nothing),
        Row("GET", "/seats", Ones, Nothing),
        Row("GET", "/people", Ones, Nothing),
        Row("GET", "/regulation", Ones, Nothing),
        Row("GET", "/cases", Ones, Nothing),
        Row("GET", "/cases/new", Ones, Nothing),
        Row("POST", "/cases/new", Ones, Form("")),
        Row("GET", "/api/v1/me", Ones, Nothing),
        Row("GET", "/api/v1/directory", Ones, Nothing),
        Row("GET", "/api/v1/archive", Ones, Nothing),
        Row("GET", "/api/v1/seats", Ones, Nothing),
        Row("GET", "/api/v1/import/lists", Ones, Nothing),
        Row("GET", "/api/v1/cases", Ones, Nothing),
        Row("GET", "/api/v1/copies", Ones, Nothing),
        Row("POST", "/me/tokens", Ones, Form("")),
        Row("POST", "/notice/confirm", Ones, Form("")),
        Row("POST", "/api/v1/regulation/confirm", Ones, Json("{}")),
        Row("POST", "/api/v1/import", Ones, Json("{}")),
        Row(
            "POST",
            "/api/v1/import/statements",
            Ones,
            Json(r#"{"statement":"AAAA"}"#),
        ),
        Row("POST", "/api/v1/cases", Ones, Json("{}")),
        Row(
            "POST",
            "/api/v1/cosignatures",
            Ones,
            Json(r#"{"log":"conduct","checkpoint":"x"}"#),
        ),
    ]
}

fn of_cases() -> Vec<Row> {
    vec![
        Row("GET", "/cases/CASE", Of("reviewer"), Nothing),
        Row("GET", "/api/v1/cases/CASE", Of("reviewer"), Nothing),
        Row("GET", "/api/v1/cases/CASE/release", Of("reviewer"), Nothing),
        Row(
            "GET",
            "/api/v1/cases/CASE/segments/SEGMENT",
            Of("reviewer"),
            Nothing,
        ),
        Row(
            "GET",
            "/api/v1/cases/CASE/blobs/BLOB",
            Of("reviewer"),
            Nothing,
        ),
        Row(
            "POST",
            "/api/v1/cases/CASE/looks",
            Of("reviewer"),
            Json(LOOK),
        ),
        Row("GET", "/room/CASE", Of("reviewer"), Nothing),
        Row("GET", "/room/CASE/", Of("reviewer"), Nothing),
        Row("GET", "/room/CASE/REST", Of("reviewer"), Nothing),
        Row("POST", "/room/CASE", Of("reviewer"), Form("")),
        Row("POST", "/room/CASE/", Of("reviewer"), Form("")),
        Row("POST", "/room/CASE/REST", Of("reviewer"), Form("query=x")),
        Row(
            "GET",
            "/api/v1/cases/CASE/request?seat=SEAT",
            Of("other staff seat"),
            Nothing,
        ),
        Row(
            "POST",
            "/api/v1/cases/CASE/approvals",
            Of("other staff seat"),
            Json(APPROVAL),
        ),
    ]
}

fn of_people() -> Vec<Row> {
    vec![
        Row("GET", "/me/proofs/NUMBER", Ones, Nothing),
        Row(
            "PUT",
            "/api/v1/blobs/BLOB?copy=COPY",
            Of("mehmet"),
            Json("other bytes"),
        ),
        Row(
            "POST",
            "/api/v1/keys",
            Of("mehmet"),
            Json(r#"{"key":"KEY","public":"AAAA"}"#),
        ),
        Row(
            "POST",
            "/api/v1/seats",
            Of("other staff seat"),
            Json(r#"{"seat":"SEAT","side":"staff","public":"AAAA"}"#),
        ),
        Row(
            "POST",
            "/api/v1/seats/SEAT/drill",
            Of("other staff seat"),
            Json(r#"{"answer":"AAAA"}"#),
        ),
        Row("POST", "/people", Ones, Form("name=")),
        Row(
            "POST",
            "/api/v1/people",
            Ones,
            Json(r#"{"name":"X","roles":["employee"]}"#),
        ),
        Row("POST", "/people/PERSON/link", Of("mehmet"), Form("")),
    ]
}

/// Holds that the owner proposed; two of them wait for their release.
fn of_holds() -> Vec<Row> {
    vec![
        Row("GET", "/holds", Ones, Nothing),
        Row(
            "POST",
            "/holds",
            Ones,
            Form("on=everything&ground=regulator&reference=x"),
        ),
        Row("POST", "/holds/HOLD/confirm", Of("owner"), Form("")),
        Row("POST", "/holds/HOLD/propose-release", Of("owner"), Form("")),
        Row("POST", "/holds/HOLD/confirm-release", Of("owner"), Form("")),
        Row("POST", "/holds/REFUSAL/refuse", Of("owner"), Form("")),
        Row("POST", "/holds/KEEPING/keep", Of("owner"), Form("")),
        Row("GET", "/api/v1/holds", Ones, Nothing),
        Row("POST", "/api/v1/holds", Ones, Json(HELD)),
        Row(
            "POST",
            "/api/v1/holds/HOLDB/confirm",
            Of("owner"),
            Json("{}"),
        ),
        Row(
            "POST",
            "/api/v1/holds/HOLDB/propose-release",
            Of("owner"),
            Json("{}"),
        ),
        Row(
            "POST",
            "/api/v1/holds/HOLDB/confirm-release",
            Of("owner"),
            Json("{}"),
        ),
        Row(
            "POST",
            "/api/v1/holds/REFUSALB/refuse",
            Of("owner"),
            Json("{}"),
        ),
        Row(
            "POST",
            "/api/v1/holds/KEEPINGB/keep",
            Of("owner"),
            Json("{}"),
        ),
    ]
}

/// What ends something, for whoever may.
fn ending() -> Vec<Row> {
    vec![
        Row("POST", "/cases/CASE/deny", Of("reviewer"), Form("")),
        Row(
            "POST",
            "/api/v1/cases/OTHER/denials",
            Of("reviewer"),
            Json("{}"),
        ),
        Row("POST", "/cases/THIRD/close", Of("reviewer"), Form("")),
        Row(
            "POST",
            "/api/v1/cases/FOURTH/close",
            Of("reviewer"),
            Json("{}"),
        ),
        Row(
            "POST",
            "/regulation/draft",
            Ones,
            Form("class=business-company"),
        ),
        Row("POST", "/regulation/consult", Ones, Form("outcome=x")),
        Row(
            "POST",
            "/regulation/weigh",
            Ones,
            Form("interest=a&necessity=b&balance=c"),
        ),
        Row("POST", "/regulation/put-in-force", Ones, Form("")),
        Row("POST", "/regulation/withdraw", Ones, Form("")),
        Row("POST", "/api/v1/regulation/draft", Ones, Json(CLASSES)),
        Row(
            "POST",
            "/api/v1/regulation/consult",
            Ones,
            Json(r#"{"held":0,"outcome":"x"}"#),
        ),
        Row("POST", "/api/v1/regulation/weigh", Ones, Json(WORDS)),
        Row("POST", "/api/v1/regulation/put-in-force", Ones, Json("{}")),
        Row("POST", "/api/v1/regulation/withdraw", Ones, Json("{}")),
        Row("POST", "/me/tokens/TOKEN/revoke", Of("mehmet"), Form("")),
        Row("POST", "/sign-out", Ones, Form("")),
    ]
}

/// What somebody may do with what is not theirs, and why.
const JUSTIFIED: &[(&str, &[&str], &str)] = &[
    (
        "GET /cases/CASE",
        OVERSEERS,
        "who holds a seat or oversees cases sees what is asked for, not a word of a chat",
    ),
    (
        "GET /api/v1/cases/CASE",
        OVERSEERS,
        "the same for their programs",
    ),
    (
        "POST /people/PERSON/link",
        &["owner"],
        "the owner gives links; one is logged and ends nothing that is open",
    ),
    ("POST /cases/CASE/deny", SEATS, "a seat says no"),
    ("POST /api/v1/cases/OTHER/denials", SEATS, "a seat says no"),
    (
        "POST /cases/THIRD/close",
        &["privacy"],
        "the privacy contact ends a case",
    ),
    (
        "POST /api/v1/cases/FOURTH/close",
        &["privacy"],
        "the privacy contact ends a case",
    ),
    (
        "POST /holds/HOLD/confirm",
        &["privacy"],
        "a second who speaks for another side confirms",
    ),
    (
        "POST /holds/HOLD/confirm-release",
        &["privacy"],
        "a second who speaks for another side releases",
    ),
    (
        "POST /holds/REFUSAL/refuse",
        &["privacy"],
        "the privacy contact refuses a proposal that has no ground",
    ),
    (
        "POST /api/v1/holds/HOLDB/confirm",
        &["privacy"],
        "a second who speaks for another side confirms",
    ),
    (
        "POST /api/v1/holds/HOLDB/confirm-release",
        &["privacy"],
        "a second who speaks for another side releases",
    ),
    (
        "POST /api/v1/holds/REFUSALB/refuse",
        &["privacy"],
        "the privacy contact refuses a proposal that has no ground",
    ),
];

const OVERSEERS: &[&str] = &[
    "owner",
    "privacy",
    "other employer seat",
    "employer seat",
    "other staff seat",
    "staff seat",
];
const SEATS: &[&str] = &[
    "other employer seat",
    "employer seat",
    "other staff seat",
    "staff seat",
];

/// Method and path of every route in the source of the server and of what it takes over from `web`, each parameter as `{}`.
fn routes() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in rust_without_test_files() {
        let taken = [
            "crates/web/src/assets.rs",
            "crates/web/src/problem.rs",
            "crates/web/src/switch.rs",
        ];
        if !file.path.starts_with("crates/server/src/") && !taken.contains(&file.path.as_str()) {
            continue;
        }
        let code: String = file.code().map(|(_, line)| format!("{line}\n")).collect();
        for unseen in ["route_service(", ".nest(", "MethodFilter", ".on("] {
            assert!(
                !code.contains(unseen),
                "{}: this test does not see {unseen}",
                file.path
            );
        }
        for route in code.split(".route(").skip(1) {
            let mut parts = route.split('"');
            let path = parts.nth(1).unwrap();
            let handlers: String = parts.collect();
            // Up to the parenthesis that closes it.
            let end = handlers.find("\n        .").unwrap_or(handlers.len());
            let handlers = &handlers[..end];
            let mut methods: Vec<&str> = ["get", "post", "put", "delete", "patch"]
                .into_iter()
                .filter(|method| handlers.contains(&format!("{method}(")))
                .collect();
            if handlers.contains("any(") {
                methods = vec!["get", "post"];
            }
            assert!(!methods.is_empty(), "{path}: by which method?");
            for method in methods {
                found.insert(format!("{} {}", method.to_uppercase(), pattern(path)));
            }
        }
    }
    assert!(found.len() > 60, "{found:?}");
    found
}

/// A path with its objects as `{}`: `{case}` of the router, `CASE` of a row.
fn pattern(path: &str) -> String {
    let path = path.split('?').next().unwrap();
    let parts = path.split('/').map(|part| {
        let object =
            part.starts_with('{') || part.len() > 1 && part.bytes().all(|b| b.is_ascii_uppercase());
        if object { "{}" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn every_route_has_its_row() {
    let told: Vec<String> = rows()
        .iter()
        .map(|row| format!("{} {}", row.0, pattern(row.1)))
        .collect();
    let told: BTreeSet<String> = told.into_iter().collect();
    assert_eq!(told.len(), rows().len(), "an address has two rows");
    let routes = routes();
    let (missing, gone): (Vec<_>, Vec<_>) = (
        routes.difference(&told).collect(),
        told.difference(&routes).collect(),
    );
    assert!(
        missing.is_empty() && gone.is_empty(),
        "without a row: {missing:?}; not there any more: {gone:?}"
    );
}

/// Everybody's program and browser.
struct Everybody {
    url: String,
    tokens: BTreeMap<&'static str, String>,
    browsers: BTreeMap<&'static str, Browser>,
}

impl Everybody {
    async fn of(founded: &Founded) -> Self {
        let reviewer = json!({ "name": "Another reviewer", "roles": ["employee", "reviewer"] });
        let owner = founded.program("owner");
        let added = owner.post("/api/v1/people", reviewer).await;
        let other = Browser::signed_in(&founded.archive.url, added["link"].as_str().unwrap()).await;
        let mut tokens = BTreeMap::from([("other reviewer", other.token().await)]);
        let mut browsers = BTreeMap::from([("other reviewer", other)]);
        browsers.insert("nobody", Browser::nobody(&founded.archive.url));
        for who in ASKERS {
            if !browsers.contains_key(who) {
                browsers.insert(who, founded.browser(who).await);
                tokens.insert(who, founded.people[who].token.clone());
            }
        }
        Self {
            url: founded.archive.url.clone(),
            tokens,
            browsers,
        }
    }

    /// The status of what somebody is answered.
    async fn asks(&self, who: &str, row: &Row, fill: &impl Fn(&str) -> String) -> u16 {
        let path = fill(row.1);
        let program = row.1.starts_with("/api/");
        if !program {
            let browser = &self.browsers[who];
            return match &row.3 {
                Form(body) => browser.post_raw(&path, &fill(body)).await,
                Nothing | Json(_) => browser.get(&path).await.0,
            };
        }
        let method = Method::from_bytes(row.0.as_bytes()).unwrap();
        let mut request = client().request(method, format!("{}{path}", self.url));
        if let Some(token) = self.tokens.get(who) {
            request = request.bearer_auth(token);
        }
        if let Json(body) = &row.3 {
            request = request
                .header("content-type", "application/json")
                .body(fill(body));
        }
        request.send().await.unwrap().status().as_u16()
    }
}

/// What the names in capitals stand for.
async fn objects(founded: &Founded) -> BTreeMap<&'static str, String> {
    let choice = founded.choices().await.remove(0);
    let reviewer = founded.browser("reviewer").await;
    let mut objects = BTreeMap::new();
    for name in ["CASE", "OTHER", "THIRD", "FOURTH"] {
        objects.insert(name, founded.request(&reviewer, &choice).await);
    }
    let mehmet = founded.program("mehmet");
    let lists = mehmet.get("/api/v1/import/lists").await;
    let mut database = Database::open(&founded.archive.dir()).await;
    let mut one = async |sql: &str| database.texts(sql).await.remove(0);
    let person = &founded.people["mehmet"].id;
    let revoke = until("Mehmet's page lists his token", || async {
        let (_, page) = founded.browser("mehmet").await.get("/me").await;
        let (_, rest) = page.split_once("/me/tokens/")?;
        Some(rest.split('/').next()?.to_owned())
    });
    objects.insert("TOKEN", revoke.await);
    objects.insert(
        "SEGMENT",
        identifier(
            "segment",
            &one("SELECT hex(id) FROM segment ORDER BY id").await,
        ),
    );
    objects.insert(
        "BLOB",
        identifier("blob", &one("SELECT hex(id) FROM blob ORDER BY id").await),
    );
    let owner = founded.program("owner");
    for name in [
        "HOLD", "REFUSAL", "KEEPING", "HOLDB", "REFUSALB", "KEEPINGB",
    ] {
        let held = owner.post("/api/v1/holds", serde_json::from_str(HELD).unwrap());
        let hold = held.await["hold"].as_str().unwrap().to_owned();
        if name.starts_with("KEEPING") {
            let release = format!("/api/v1/holds/{hold}/propose-release");
            owner.post(&release, json!({})).await;
        }
        objects.insert(name, hold);
    }
    objects.insert("KEY", lists[0]["key"].as_str().unwrap().to_owned());
    objects.insert("PERSON", person.clone());
    objects.insert("COPY", choice.copy);
    objects.insert("SEAT", founded.seats["other staff seat"].clone());
    for (name, value) in [
        ("DOCUMENT", "notice"),
        ("LINK", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        ("HASH", "0"),
        ("NAME", "zegel.css"),
        ("TAG", "en"),
        ("SLUG", "not-found"),
        ("LOG", "conduct"),
        ("PATH", "0/x001/000"),
        ("ROLE", "owner"),
        ("REST", "marked"),
        ("NUMBER", "1"),
    ] {
        objects.insert(name, value.to_owned());
    }
    objects
}

/// An identifier as it is written: its kind, and 128 bits in base 32 (`docs/formats.md`).
fn identifier(kind: &str, hex: &str) -> String {
    let bytes = data_encoding::HEXUPPER.decode(hex.as_bytes()).unwrap();
    let text = data_encoding::BASE32_NOPAD.encode(&bytes);
    format!("{kind}-{}", text.to_ascii_lowercase())
}

#[tokio::test]
async fn nobody_comes_past_with_what_is_not_theirs() {
    let founded = Founded::new().await;
    founded.imported("mehmet", &fixture("chats/nl-android-groep-mehmet"));
    let everybody = Everybody::of(&founded).await;
    let objects = objects(&founded).await;
    let fill = |text: &str| {
        // The longest first: one name may begin as another does.
        let mut names: Vec<_> = objects.iter().collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names
            .into_iter()
            .fold(text.to_owned(), |text, (name, value)| {
                text.replace(name, value)
            })
    };
    let mut table = format!("{:58}", "");
    for asker in ASKERS {
        write!(table, " {:>19}", asker).unwrap();
    }
    table.push('\n');
    let (mut wrong, mut reasons) = (Vec::new(), BTreeSet::new());
    for row in rows() {
        let what = format!("{} {}", row.0, row.1);
        write!(table, "{what:58}").unwrap();
        for asker in ASKERS {
            let status = everybody.asks(asker, &row, &fill).await;
            let done = status < 400;
            let foreign = matches!(row.2, Of(holder) if holder != asker);
            let why = JUSTIFIED
                .iter()
                .find(|(path, who, _)| *path == what && who.contains(&asker));
            let mark = if done && foreign { "!" } else { "" };
            write!(table, " {:>19}", format!("{mark}{status}")).unwrap();
            match (done && foreign, why) {
                (true, None) => {
                    wrong.push(format!("{asker}: {what}: {status}, and nothing says why"))
                }
                (true, Some((_, _, why))) => drop(reasons.insert(format!("{what}: {why}"))),
                (false, _) => {}
            }
            if done && row.2 == Ones && asker == "nobody" && row.1 != "/sign-out" {
                wrong.push(format!("nobody: {what}: {status}"));
            }
            if status >= 500 {
                wrong.push(format!("{asker}: {what}: {status}"));
            }
        }
        table.push('\n');
    }
    table.push_str("\n! somebody else's:\n");
    for reason in reasons {
        writeln!(table, "{reason}").unwrap();
    }
    println!("{table}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let (code, out, err) = founded.audit();
    assert_eq!(code, 0, "{out} {err}");
    insta::assert_snapshot!("who_over_the_network", table);
}
