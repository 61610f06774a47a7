//! Opening takes both sides, for exactly what was approved, until it is over (invariants 3 and 4).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use data_encoding::{BASE32_NOPAD, HEXUPPER};
use jiff::{SignedDuration, Timestamp};
use journey::archive::{Archive, Founded, until};
use journey::between::{Between, Turn};
use journey::binary::fixture;
use journey::case::{Choice, links, open_room};
use journey::database::Database;
use journey::http::Browser;
use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;

/// An archive with the group's chat, as Joris had it.
async fn with_group() -> (Founded, Choice) {
    let founded = Founded::new().await;
    founded.imported("joris", &fixture("chats/nl-android-groep"));
    let choice = founded.choices().await.remove(0);
    (founded, choice)
}

/// A GET with somebody's token: status and the slug of the problem.
async fn get(founded: &Founded, name: &str, path: &str) -> (u16, String) {
    let answer = founded.program(name).send(Method::GET, path, None).await;
    let status = answer.status().as_u16();
    let problem: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default();
    let slug = problem["type"]
        .as_str()
        .unwrap_or_default()
        .trim_start_matches("/problems/")
        .to_owned();
    (status, slug)
}

fn refused(status: u16, slug: &str) -> (u16, String) {
    (status, slug.to_owned())
}

/// How often an event stands in the conduct log's database.
async fn events(founded: &Founded, name: &str) -> usize {
    let mut database = Database::open(&founded.archive.dir()).await;
    database
        .texts(&format!("SELECT name FROM event WHERE name = '{name}'"))
        .await
        .len()
}

/// Every address that a room has, and some that it has not.
fn room(case: &str, day: &str) -> Vec<String> {
    [
        "",
        "/",
        &day[day.find("/c/").unwrap()..],
        "/search",
        "/search/1",
        "/marked",
        "/file/1",
        "/room.css",
        "/nothing",
    ]
    .map(|rest| format!("/room/{case}{rest}"))
    .to_vec()
}

async fn shut(founded: &Founded, reviewer: &Browser, case: &str, day: &str) {
    for path in room(case, day) {
        let before = events(founded, "attempt_refused").await;
        assert_eq!(reviewer.get(&path).await.0, 403, "{path}");
        assert_eq!(
            events(founded, "attempt_refused").await,
            before + 1,
            "{path}: the attempt stands in the log"
        );
    }
    for part in ["search", "mark", "close"] {
        assert_eq!(
            reviewer
                .post(&format!("/room/{case}/{part}"), &[("query", "ketel")])
                .await
                .0,
            403,
            "{part}"
        );
    }
    assert_eq!(
        get(
            founded,
            "reviewer",
            &format!("/api/v1/cases/{case}/release")
        )
        .await,
        refused(403, "case-over")
    );
}

#[tokio::test]
async fn a_case_opens_by_both_sides_for_its_scope_alone_and_closes_for_good() {
    let (founded, mut choice) = with_group().await;
    let (whole, reviewer) = (choice.clone(), founded.browser("reviewer").await);
    choice.to.clone_from(&choice.from);
    let case = founded.request(&reviewer, &choice).await;
    one_side_alone_releases_nothing(&founded, &reviewer, &case).await;

    let said = founded.approved("employer seat", &case, &[]);
    assert!(said.contains("Both sides have approved"), "{said}");
    let (_, days) = open_room(&reviewer, &case).await;
    assert_eq!(days.len(), 1, "one day was asked for: {days:?}");
    let (status, page) = reviewer.get(&days[0]).await;
    assert!(status == 200 && page.contains("Ploeg Noord"), "{page}");
    nothing_outside_of_its_scope(&founded, &case, &whole, &reviewer).await;
    nobody_else_enters(&founded, &case).await;

    let rooms = founded.archive.rooms();
    assert_eq!(rooms.len(), 1);
    assert_eq!(
        reviewer.post(&format!("/cases/{case}/close"), &[]).await.0,
        303
    );
    until("the room's process is gone", || async {
        founded.archive.rooms().is_empty().then_some(())
    })
    .await;
    shut(&founded, &reviewer, &case, &days[0]).await;
    assert_eq!(founded.state(&case).await["why"], "closed");
    assert_eq!(founded.audit().0, 0);
}

async fn one_side_alone_releases_nothing(founded: &Founded, reviewer: &Browser, case: &str) {
    let release = format!("/api/v1/cases/{case}/release");
    let (code, out, err) = founded.approve("employer seat", case, &[]);
    assert_eq!(code, 2, "{out}");
    assert!(err.contains("a staff seat approves first"), "{err}");
    assert_eq!(
        get(founded, "reviewer", &release).await,
        refused(403, "case-not-released")
    );

    let said = founded.approved("staff seat", case, &[]);
    assert!(said.contains("It waits for the other side"), "{said}");
    // Another seat of the same side adds nothing that the other side must give.
    founded.approved("other staff seat", case, &[]);
    assert_eq!(founded.state(case).await["state"], "requested");
    assert_eq!(
        get(founded, "reviewer", &release).await,
        refused(403, "case-not-released")
    );
    let mut database = Database::open(&founded.archive.dir()).await;
    for segment in ids(&mut database, "SELECT hex(id) FROM segment", "segment").await {
        let path = format!("/api/v1/cases/{case}/segments/{segment}");
        assert_eq!(
            get(founded, "reviewer", &path).await,
            refused(403, "case-not-released")
        );
    }
    let (status, page) = reviewer.get(&format!("/room/{case}/")).await;
    assert_eq!(status, 200);
    assert!(
        page.contains("class=\"room-open\"")
            && links(&page, &format!("/room/{case}/c/")).is_empty(),
        "{page}"
    );
}

/// Identifiers as the API writes them.
async fn ids(database: &mut Database, sql: &str, kind: &str) -> Vec<String> {
    let found = database.texts(sql).await;
    assert!(!found.is_empty(), "{sql}");
    let base32 = |hex: &String| {
        BASE32_NOPAD
            .encode(&HEXUPPER.decode(hex.as_bytes()).unwrap())
            .to_lowercase()
    };
    found
        .iter()
        .map(|hex| format!("{kind}-{}", base32(hex)))
        .collect()
}

async fn nothing_outside_of_its_scope(
    founded: &Founded,
    case: &str,
    whole: &Choice,
    reviewer: &Browser,
) {
    let mut database = Database::open(&founded.archive.dir()).await;
    let day: u32 = whole.from.replace('-', "").parse().unwrap();
    let at = |path: &str, id: &str| format!("/api/v1/cases/{case}/{path}/{id}");
    let inside = ids(
        &mut database,
        &format!("SELECT hex(id) FROM segment WHERE day = {day}"),
        "segment",
    )
    .await;
    let outside = ids(
        &mut database,
        &format!("SELECT hex(id) FROM segment WHERE day <> {day}"),
        "segment",
    )
    .await;
    for segment in &inside {
        assert_eq!(
            get(founded, "reviewer", &at("segments", segment)).await.0,
            200
        );
    }
    for segment in &outside {
        assert_eq!(
            get(founded, "reviewer", &at("segments", segment)).await,
            refused(404, "not-found")
        );
    }
    let mut answers: BTreeMap<u16, u32> = BTreeMap::new();
    for blob in ids(&mut database, "SELECT hex(id) FROM blob", "blob").await {
        *answers
            .entry(get(founded, "reviewer", &at("blobs", &blob)).await.0)
            .or_default() += 1;
    }
    assert_eq!(
        answers,
        BTreeMap::from([(200, 1), (404, 4)]),
        "one of five files was sent on that day"
    );
    // Nor does the room say more of the other days than the archive gave it.
    let (status, _) = reviewer
        .get(&format!("/room/{case}/c/1/{}", whole.to))
        .await;
    assert_eq!(status, 404);
    let look = json!({ "look": { "did": "conversation", "copy": whole.copy, "day": whole.to, "messages": 1 } });
    let (status, problem) = founded
        .program("reviewer")
        .refused(&format!("/api/v1/cases/{case}/looks"), look)
        .await;
    assert_eq!(
        (status, problem["type"].as_str()),
        (403, Some("/problems/out-of-scope")),
        "{problem}"
    );
}

/// Roles give no way in: neither the owner's nor that of the seats who approved it.
async fn nobody_else_enters(founded: &Founded, case: &str) {
    for name in ["owner", "privacy", "joris", "staff seat", "employer seat"] {
        let browser = founded.browser(name).await;
        let before = events(founded, "attempt_refused").await;
        for path in ["", "/", "/search"] {
            assert_eq!(
                browser.get(&format!("/room/{case}{path}")).await.0,
                403,
                "{name} {path}"
            );
        }
        assert_eq!(
            events(founded, "attempt_refused").await,
            before + 3,
            "{name}"
        );
        let (status, _) = get(founded, name, &format!("/api/v1/cases/{case}/release")).await;
        assert_eq!(status, 403, "{name}");
    }
}

/// Whoever asked has no say in the answer: no seat, no other's seat, not by the API either.
#[tokio::test]
async fn a_requester_never_approves() {
    let (founded, choice) = with_group().await;
    let reviewer = founded.browser("reviewer").await;
    let case = founded.request(&reviewer, &choice).await;
    // With the key file of a seat and its passphrase, but as themselves.
    for seat in ["staff seat", "employer seat"] {
        let file = founded.key_file(seat);
        let args = [
            "seat",
            "approve",
            &case,
            "--file",
            journey::archive::path(&file),
            "--yes",
        ];
        let (code, out, err) = founded.zegel("reviewer", &args, &journey::archive::passphrases(1));
        assert_eq!(code, 2, "{out} {err}");
        let approval =
            json!({ "seat": founded.seats[seat], "approval": "AAAA", "resealed": "AAAA" });
        let path = format!("/api/v1/cases/{case}/approvals");
        assert_eq!(
            founded.program("reviewer").refused(&path, approval).await.0,
            404,
            "no seat of theirs"
        );
    }
    let args = ["seat", "new", "--side", "staff", "--file"];
    let file = founded.archive.beside("reviewer.key");
    let args = [&args[..], &[journey::archive::path(&file)]].concat();
    let (code, out, err) = founded.zegel("reviewer", &args, &journey::archive::passphrases(2));
    assert_eq!(code, 2, "{out}");
    assert!(err.contains("rule R2"), "a reviewer gets no seat: {err}");
    assert_eq!(founded.state(&case).await["state"], "requested");
    assert_eq!(events(&founded, "case_approved").await, 0);
}

/// An approval may end it sooner; at that moment process, key and answers are gone.
#[tokio::test]
async fn at_the_deadline_the_room_is_gone_and_every_try_is_logged() {
    let (founded, choice) = with_group().await;
    let reviewer = founded.browser("reviewer").await;
    let case = founded.request(&reviewer, &choice).await;
    founded.approved("staff seat", &case, &[]);
    let deadline = Timestamp::now() + SignedDuration::from_secs(10);
    founded.approved("employer seat", &case, &["--until", &deadline.to_string()]);
    let (_, days) = open_room(&reviewer, &case).await;
    let (status, page) = reviewer.get(&days[0]).await;
    assert!(status == 200 && page.contains("Ploeg Noord"));
    assert!(Timestamp::now() < deadline, "it was read in time");
    until("the deadline shuts the room", || async {
        (reviewer.get(&days[0]).await.0 == 403).then_some(())
    })
    .await;
    assert!(Timestamp::now() >= deadline, "not a moment sooner");
    until("the room's process is gone", || async {
        founded.archive.rooms().is_empty().then_some(())
    })
    .await;
    shut(&founded, &reviewer, &case, &days[0]).await;
    until("the case says that it is over", || async {
        (founded.state(&case).await["why"] == "deadline").then_some(())
    })
    .await;
}

/// The key lived in the room alone: a server that starts again cannot open the case, and says so.
#[tokio::test]
async fn after_a_restart_an_open_case_is_over() {
    let (founded, choice) = with_group().await;
    let reviewer = founded.browser("reviewer").await;
    let case = founded.request(&reviewer, &choice).await;
    for seat in ["staff seat", "employer seat"] {
        founded.approved(seat, &case, &[]);
    }
    let (_, days) = open_room(&reviewer, &case).await;
    let rooms = founded.archive.rooms();
    assert_eq!(rooms.len(), 1);
    let founded = founded.killed_and_started();
    assert_eq!(founded.state(&case).await["why"], "room_stopped");
    let alive = || rooms.iter().any(|pid| is_a_room(*pid));
    until("the room does not outlive its server", || async {
        (!alive()).then_some(())
    })
    .await;
    shut(
        &founded,
        &reviewer.elsewhere(&founded.archive.url),
        &case,
        &days[0],
    )
    .await;
}

fn is_a_room(pid: u32) -> bool {
    let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&line).contains("zegel\0room")
}

/// A copy of an archive's folder, as a backup would be.
fn copied(archive: &Path) -> TempDir {
    let to = TempDir::new().unwrap();
    let done = Command::new("cp")
        .arg("-a")
        .arg(archive)
        .arg(to.path().join("archive"))
        .status()
        .unwrap();
    assert!(done.success());
    to
}

/// Whoever puts an old state back and lets other things have happened since is caught by the first seat.
#[tokio::test]
async fn a_seat_refuses_a_log_that_was_rewritten() {
    let (mut founded, choice) = with_group().await;
    founded.archive.stop();
    let old = copied(&founded.archive.dir());
    let founded = founded.killed_and_started();
    let reviewer = founded.browser("reviewer").await;
    let case = founded.request(&reviewer, &choice).await;
    founded.approved("staff seat", &case, &[]);
    let home = founded.home("staff seat");

    // The same key signs another history, which is shorter at first and longer in the end.
    let fork = founded.at(Archive::start_in(old, &[]));
    copy_keys(&founded, &fork, &home);
    let owner = fork.program("owner");
    owner
        .post(
            "/api/v1/people",
            json!({ "name": "Somebody else", "roles": ["employee"] }),
        )
        .await;
    let reviewer = fork.browser("reviewer").await;
    let shorter = fork.request(&reviewer, &choice).await;
    rewritten(&fork.approve("staff seat", &shorter, &[]));
    for number in 0..12 {
        let name = format!("Somebody {number}");
        owner
            .post(
                "/api/v1/people",
                json!({ "name": name, "roles": ["employee"] }),
            )
            .await;
    }
    let longer = fork.request(&reviewer, &choice).await;
    rewritten(&fork.approve("staff seat", &longer, &[]));
    assert_eq!(events(&fork, "case_approved").await, 0);
    // One who never saw the first history has nothing to compare with; that is what several seats are for.
    fork.approved("other staff seat", &longer, &[]);
}

fn rewritten((code, out, err): &(i32, String, String)) {
    assert_eq!(*code, 2, "{out}");
    assert!(err.contains("the log was rewritten"), "{err}");
    assert!(err.contains("Approve nothing"), "{err}");
}

/// The seats' keys lie beside the archive; a client's memory is of one seat.
fn copy_keys(from: &Founded, to: &Founded, home: &Path) {
    for name in ["staff seat", "other staff seat"] {
        std::fs::copy(from.key_file(name), to.key_file(name)).unwrap();
    }
    let new: PathBuf = to.home("staff seat");
    std::fs::create_dir_all(&new).unwrap();
    for entry in std::fs::read_dir(home).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), new.join(entry.file_name())).unwrap();
    }
}

/// The server says whose key a seat is; the log says it too, and the log counts.
#[tokio::test]
async fn a_swapped_seat_key_is_refused_by_whoever_seals_and_whoever_approves() {
    let (founded, choice) = with_group().await;
    let reviewer = founded.browser("reviewer").await;
    let case = founded.request(&reviewer, &choice).await;
    let swaps: [(&str, &[&str]); 2] = [
        ("shows another key for", &["public"]),
        ("does not stand in the log", &["public", "payload"]),
    ];
    for (sentence, parts) in swaps {
        let between = Between::new(&founded.archive.url, move |asked| {
            match asked.path.as_str() {
                "/api/v1/seats" => Turn::Change(Box::new(move |body| swapped(&body, parts))),
                _ => Turn::Pass,
            }
        });
        let (code, out, err) = founded.approve_by(&between.url, "staff seat", &case, &[]);
        assert_eq!(code, 2, "{out}");
        assert!(err.contains(sentence), "{err}");
        let export = fixture("chats/en-us-android.txt");
        let args = [
            "import",
            journey::archive::path(&export),
            "--account",
            "business",
            "--phone",
            "company",
        ];
        let (code, out, err) = founded.zegel_by(&between.url, "joris", &args, "yes\n");
        assert_eq!(code, 2, "{out}");
        assert!(err.contains(sentence), "{err}");
    }
    assert_eq!(founded.choices().await.len(), 1, "nothing was sealed to it");
    assert_eq!(events(&founded, "case_approved").await, 0);
}

/// The first seat with parts of the second.
fn swapped(body: &[u8], parts: &[&str]) -> Vec<u8> {
    let mut seats: Value = serde_json::from_slice(body).unwrap();
    for part in parts {
        let other = seats[1][part].clone();
        assert_ne!(seats[0][part], other);
        seats[0][part] = other;
    }
    if parts.contains(&"payload") {
        // The entry must speak of the seat that it is shown for, or it is refused for that.
        let text = data_encoding::BASE64
            .decode(seats[1]["payload"].as_str().unwrap().as_bytes())
            .unwrap();
        let text = String::from_utf8(text).unwrap();
        let text = text.replace(
            seats[1]["seat"].as_str().unwrap(),
            seats[0]["seat"].as_str().unwrap(),
        );
        seats[0]["payload"] = data_encoding::BASE64.encode(text.as_bytes()).into();
    }
    serde_json::to_vec(&seats).unwrap()
}
