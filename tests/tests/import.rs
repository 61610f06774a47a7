//! What was said yes to is stored, exactly once, whatever breaks meanwhile (invariant 2).

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use journey::archive::{Founded, stored, within};
use journey::between::{Between, Turn};
use journey::database::Database;
use journey::export::{fixtures, long, parse, shared};
use journey::http::Browser;
use journey::wire::Wire;
use reqwest::Method;
use serde_json::{Value, json};

const MANY: usize = 1_700;

/// Where an import breaks off, and what becomes of each offer then, counted from 0.
type Cut = (&'static str, fn(usize) -> Turn);

/// Messages of all conversations that can be asked for.
async fn kept(founded: &Founded) -> u64 {
    founded
        .choices()
        .await
        .iter()
        .map(|choice| choice.messages)
        .sum()
}

fn clean(founded: &Founded) {
    let (code, out, err) = founded.audit();
    assert_eq!(code, 0, "{out} {err}");
}

fn import_by(founded: &Founded, url: &str, export: &Path) -> (i32, String, String) {
    founded.import_by(url, "joris", export, "yes\n")
}

#[tokio::test]
async fn every_export_is_stored_as_it_is_parsed_and_the_same_again_adds_nothing() {
    let founded = Founded::new().await;
    let exports: Vec<PathBuf> = [fixtures(), shared()].concat();
    let mut all = 0;
    for export in &exports {
        let lines = parse(export).lines.len() as u64;
        assert!(lines > 0, "{}", export.display());
        assert_eq!(
            founded.imported("joris", export),
            (lines, 0),
            "{}",
            export.display()
        );
        all += lines;
        assert_eq!(kept(&founded).await, all, "{}", export.display());
    }
    for export in &exports {
        let lines = parse(export).lines.len() as u64;
        assert_eq!(
            founded.imported("joris", export),
            (0, lines),
            "again: {}",
            export.display()
        );
    }
    assert_eq!(kept(&founded).await, all);
    assert_eq!(
        founded.choices().await.len(),
        exports.len(),
        "a copy for each conversation"
    );

    let (status, page) = founded.browser("joris").await.get("/me").await;
    assert_eq!(status, 200);
    let shown: Vec<String> = page.split("<dd>").skip(1).take(2).map(digits).collect();
    assert_eq!(
        shown,
        [exports.len().to_string(), all.to_string()],
        "what their holder is told"
    );
    clean(&founded);
}

fn digits(text: &str) -> String {
    text.split('<')
        .next()
        .unwrap()
        .chars()
        .filter(char::is_ascii_digit)
        .collect()
}

/// Dates that can be read in two ways would put messages on days on which nobody wrote them.
#[tokio::test]
async fn an_export_with_undecided_dates_is_left_out_and_says_so() {
    let founded = Founded::new().await;
    let (code, out, err) = founded.import(
        "joris",
        &journey::binary::fixture("chats/edge/undecided.txt"),
        "yes\n",
    );
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("can be read in two ways"), "{out}");
    assert!(
        out.contains("from 2026-04-03 to 2026-04-03")
            && out.contains("from 2026-03-04 to 2026-03-04"),
        "both spans are shown: {out}"
    );
    assert_eq!(kept(&founded).await, 0);
    // Who states the order takes it upon themselves.
    let (code, out, err) = founded.import(
        "joris",
        &journey::binary::fixture("chats/edge/undecided.txt"),
        "2\nyes\n",
    );
    assert_eq!(code, 0, "{out} {err}");
    assert_eq!(kept(&founded).await, 3);
}

#[tokio::test]
async fn a_longer_export_adds_exactly_what_is_new() {
    let founded = Founded::new().await;
    let folder = tempfile::tempdir().unwrap();
    let mut before = 0;
    for messages in [300, 301, 950] {
        let export = long(folder.path(), "Werf", messages);
        assert_eq!(
            founded.imported("joris", &export),
            (messages as u64 - before, before)
        );
        before = messages as u64;
    }
    let choices = founded.choices().await;
    assert_eq!(
        (choices.len(), choices[0].messages),
        (1, 950),
        "one conversation, as it stands in the last export"
    );
    // An older export of it holds nothing new.
    assert_eq!(
        founded.imported("joris", &long(folder.path(), "Werf", 300)),
        (0, 300)
    );
    clean(&founded);
}

/// The server is gone between two offers, or in the middle of one, or before its answer arrived: whoever imports
/// again has everything, and nothing twice.
#[tokio::test]
async fn an_import_that_was_cut_off_is_whole_and_without_doubles_the_next_time() {
    let mut founded = Founded::new().await;
    let folder = tempfile::tempdir().unwrap();
    let cuts: [Cut; 3] = [
        ("before the second offer", |offer| {
            if offer == 2 { Turn::Lose } else { Turn::Pass }
        }),
        ("before the answer to the second offer", |offer| {
            if offer == 2 {
                Turn::LoseAnswer
            } else {
                Turn::Pass
            }
        }),
        ("before the answer to the first of all", |offer| {
            if offer == 0 {
                Turn::LoseAnswer
            } else {
                Turn::Pass
            }
        }),
    ];
    let mut all = 0;
    for (name, cut) in cuts {
        let export = long(folder.path(), name, MANY);
        let offers = AtomicUsize::new(0);
        let between = Between::new(&founded.archive.url, move |asked| {
            match asked.path.as_str() {
                "/api/v1/import" => cut(offers.fetch_add(1, Ordering::SeqCst)),
                _ => Turn::Pass,
            }
        });
        let (code, out, err) = import_by(&founded, &between.url, &export);
        assert_eq!(code, 2, "{name}: {out} {err}");
        assert!(!out.contains("Sealed and stored"), "{name}: {out}");
        founded = founded.killed_and_started();
        whole_at_last(&founded, &export, name, &mut all).await;
    }
    let export = long(folder.path(), "in the middle", MANY);
    let wire = Wire::breaking(&founded.archive.url, 300_000);
    let (code, out, err) = import_by(&founded, &wire.url, &export);
    assert_eq!(code, 2, "{out} {err}");
    founded = founded.killed_and_started();
    whole_at_last(&founded, &export, "in the middle", &mut all).await;
    clean(&founded);
}

/// What was acknowledged before the cut is there; the rest comes now; together they are the export.
async fn whole_at_last(founded: &Founded, export: &Path, name: &str, all: &mut u64) {
    let many = MANY as u64;
    let before = kept(founded).await - *all;
    let (new, known) = stored(&import_by(founded, &founded.archive.url, export));
    assert_eq!((new, known), (many - before, before), "{name}");
    *all += many;
    assert_eq!(kept(founded).await, *all, "{name}");
    assert_eq!(founded.imported("joris", export), (0, many), "{name}");
    assert!(before < many, "{name}: nothing was cut off");
}

/// Acknowledged means published within seconds, also by the server that starts after a power cut.
#[tokio::test]
async fn a_server_that_was_killed_publishes_again_at_once() {
    let founded = Founded::with_people().await;
    founded.archive.published().await;
    let founded = founded.killed_and_started();
    let size = || async {
        let (_, checkpoint) = Browser::nobody(&founded.archive.url)
            .get("/log/conduct/checkpoint")
            .await;
        checkpoint.lines().nth(1).unwrap().parse::<u64>().unwrap()
    };
    let before = size().await;
    let new = json!({ "name": "Somebody new", "roles": ["employee"] });
    founded.program("owner").post("/api/v1/people", new).await;
    within(Duration::from_secs(5), "the log grows", || async {
        (size().await > before).then_some(())
    })
    .await;
}

/// Seats count as they stand in the log; an importer who comes before they do waits for it, and is told so.
#[tokio::test(flavor = "multi_thread")]
async fn an_importer_waits_for_seats_that_are_being_published() {
    let mut founded = Founded::with_people().await;
    founded.archive.published().await;
    // Another publisher, which does nothing, has the lease: what is recorded from here on is not published.
    let mut database = Database::open(&founded.archive.dir()).await;
    let log = "WHERE name = 'conduct'";
    let taken = format!(
        "UPDATE log SET epoch = epoch + 1, holder = 'elsewhere', lease_until = {} {log}",
        i64::MAX
    );
    assert_eq!(database.run(&taken).await, 1);
    founded.seats();
    founded.regulate().await;
    let joris = founded.program("joris");
    let asked = || joris.send(Method::GET, "/api/v1/seats", None);
    let answer = asked().await;
    assert_eq!(answer.status(), 503);
    assert!(answer.headers().contains_key("retry-after"));
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["type"], "/problems/seats-not-published");

    let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let between = Between::new(&founded.archive.url, move |asked| {
        let told = told.clone();
        if asked.path == "/api/v1/seats" {
            return Turn::Tell(Box::new(move |status| {
                let _nobody_listens_any_more = told.send(status);
            }));
        }
        Turn::Pass
    });
    let export = fixtures().remove(0);
    let importing = tokio::task::block_in_place(|| {
        std::thread::scope(|scope| {
            let import = scope.spawn(|| import_by(&founded, &between.url, &export));
            // It was refused once; then the lease ends.
            assert_eq!(heard.blocking_recv(), Some(503));
            let ended = format!("UPDATE log SET lease_until = NULL {log}");
            let here = tokio::runtime::Handle::current();
            here.block_on(database.run(&ended));
            import.join().unwrap()
        })
    });
    assert!(stored(&importing).0 > 0);
    assert!(
        importing.2.contains("Trying again in 1 s"),
        "{}",
        importing.2
    );
    assert_eq!(asked().await.status(), 200);
    clean(&founded);
}
