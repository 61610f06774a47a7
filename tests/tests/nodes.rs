//! Several servers on one PostgreSQL: one log, whoever dies; and a database that goes away and comes back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use journey::archive::{Archive, Founded, path, said, stored, within};
use journey::binary::{run, run_as};
use journey::export::long;
use journey::http::Browser;
use journey::postgres::Server;
use journey::shared::{LEASE, Shared, with_key_of};
use serde_json::{Value, json};
use tempfile::TempDir;

/// An employer, a business and a company's phone.
const BUSINESS: [&str; 4] = ["--account", "business", "--phone", "company"];
fn signal(node: &Archive, name: &str) {
    let sent = Command::new("kill")
        .args([&format!("-{name}"), &node.pid().to_string()])
        .status();
    assert!(sent.unwrap().success());
}

fn import(founded: &Founded, url: &str, name: &str, export: &Path) -> (i32, String, String) {
    let mut args = vec!["import", path(export)];
    args.extend(BUSINESS);
    founded.zegel_by(url, name, &args, "yes\n")
}

/// Every checkpoint of the conduct log that these servers show, until it is told to stop.
async fn watch(urls: Vec<String>, stop: Arc<AtomicBool>) -> Vec<Vec<u8>> {
    let mut seen: Vec<Vec<u8>> = Vec::new();
    while !stop.load(Ordering::SeqCst) {
        for url in &urls {
            let client = journey::http::client();
            let asked = client.get(format!("{url}/log/conduct/checkpoint")).send();
            // A server that was killed shows nothing more.
            let Ok(answer) = asked.await else { continue };
            if answer.status() != 200 {
                continue;
            }
            let Ok(note) = answer.bytes().await else {
                continue;
            };
            if seen.last().is_none_or(|last| *last != *note) {
                seen.push(note.to_vec());
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    seen
}

/// The log continues each of these checkpoints.
fn continues(url: &str, key: &str, seen: &[Vec<u8>], folder: &Path) {
    let log = format!("{url}/log/conduct");
    for (number, note) in seen.iter().enumerate() {
        let since = folder.join(format!("{number}.checkpoint"));
        fs::write(&since, note).unwrap();
        let (code, out, err) = said(&run(
            &["verify", &log, "--key", key, "--since", path(&since)],
            "",
        ));
        assert_eq!(code, 0, "{out} {err}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_servers_take_imports_and_one_is_killed() {
    const EACH: usize = 6_000;
    let Some(shared) = Shared::start() else {
        return;
    };
    let mut founded = Founded::people_of(shared.founded()).await;
    founded.seats();
    founded.regulate().await;
    let second = shared.another(&founded.archive);
    let folder = TempDir::new().unwrap();
    let exports: Vec<PathBuf> = ["een", "twee"]
        .iter()
        .map(|name| long(folder.path(), name, EACH))
        .collect();
    let stop = Arc::new(AtomicBool::new(false));
    let urls = vec![founded.archive.url.clone(), second.url.clone()];
    let watching = tokio::spawn(watch(urls, Arc::clone(&stop)));

    let (killed, other) = std::thread::scope(|scope| {
        let (founded, exports) = (&founded, &exports);
        let (one, two) = (&founded.archive.url, &second.url);
        let killed = scope.spawn(move || import(founded, one, "joris", &exports[0]));
        let other = scope.spawn(move || import(founded, two, "mehmet", &exports[1]));
        // In the middle: something is there, and not all.
        while shared.number("SELECT count(*) FROM message") < 1_500 {
            std::thread::sleep(Duration::from_millis(20));
        }
        signal(&founded.archive, "KILL");
        (killed.join().unwrap(), other.join().unwrap())
    });
    assert_eq!(
        stored(&other),
        (EACH as u64, 0),
        "the other server's import does not notice"
    );
    let told = (killed.0, killed.2.contains("does not answer"));
    assert!(told == (2, true) || killed.0 == 0, "{killed:?}");

    // Again, at the one that lives: what is there already is not brought in twice.
    let (new, known) = stored(&import(&founded, &second.url, "joris", &exports[0]));
    assert_eq!(new + known, EACH as u64);
    let kept = shared.number("SELECT count(*) FROM message");
    assert_eq!(kept, 2 * EACH as u64, "everything is there once");
    assert_eq!(
        shared.number("SELECT count(DISTINCT leaf) FROM message"),
        kept
    );

    shared.published().await;
    stop.store(true, Ordering::SeqCst);
    let seen = watching.await.unwrap();
    assert!(seen.len() > 1, "the log grew while we looked");
    continues(&second.url, &second.log_key, &seen, folder.path());
    let (code, out, err) = shared.audit(&second.dir());
    assert_eq!(code, 0, "{out} {err}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_server_that_slept_past_its_lease_publishes_nothing() {
    let Some(shared) = Shared::start() else {
        return;
    };
    let sleeper = shared.founded();
    sleeper.published().await;
    let founded = Founded::people_of(sleeper).await;
    shared.published().await;
    let epoch = "SELECT epoch FROM log WHERE name = 'conduct'";
    let size = "SELECT size FROM log WHERE name = 'conduct'";
    let (first, before) = (shared.number(epoch), shared.number(size));
    let stop = Arc::new(AtomicBool::new(false));
    let awake = shared.another(&founded.archive);
    let watching = tokio::spawn(watch(vec![awake.url.clone()], Arc::clone(&stop)));

    signal(&founded.archive, "STOP");
    let owner = |url: &str| journey::http::Program::new(url).with(&founded.people["owner"].token);
    let somebody = |name: &str| json!({ "name": name, "roles": ["employee"] });
    owner(&awake.url)
        .post("/api/v1/people", somebody("Piet Smit"))
        .await;
    within(LEASE, "the other server publishes", || async {
        (shared.number(size) > before).then_some(())
    })
    .await;
    let second = shared.number(epoch);
    assert_eq!(second, first + 1, "under a lease of its own");

    signal(&founded.archive, "CONT");
    let before = shared.number(size);
    // It takes what people do, and leaves publishing to the other one.
    owner(&founded.archive.url)
        .post("/api/v1/people", somebody("Klaas Smit"))
        .await;
    within(LEASE, "what it recorded is published", || async {
        (shared.number(size) > before).then_some(())
    })
    .await;
    shared.published().await;
    assert_eq!(shared.number(epoch), second);
    stop.store(true, Ordering::SeqCst);
    let seen = watching.await.unwrap();
    let folder = TempDir::new().unwrap();
    continues(&awake.url, &awake.log_key, &seen, folder.path());
    assert_eq!(shared.audit(&awake.dir()).0, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_import_outlives_its_database() {
    const MESSAGES: usize = 6_000;
    let Some(server) = Server::start() else {
        return;
    };
    let shared = Shared::new(Arc::new(server));
    let mut founded = Founded::people_of(shared.founded()).await;
    founded.seats();
    founded.regulate().await;
    let folder = TempDir::new().unwrap();
    let export = long(folder.path(), "drie", MESSAGES);
    let nobody = Browser::nobody(&founded.archive.url);
    let came = std::thread::scope(|scope| {
        let (founded, export) = (&founded, &export);
        let url = &founded.archive.url;
        let importing = scope.spawn(move || import(founded, url, "joris", export));
        while shared.number("SELECT count(*) FROM message") < 1_000 {
            std::thread::sleep(Duration::from_millis(20));
        }
        shared.server.crash();
        std::thread::sleep(Duration::from_secs(2));
        shared.server.start_again();
        importing.join().unwrap()
    });
    assert_eq!(stored(&came), (MESSAGES as u64, 0));
    assert_eq!(
        shared.number("SELECT count(*) FROM message"),
        MESSAGES as u64
    );

    shared.server.crash();
    let client = journey::http::client();
    let asked = client
        .get(format!("{}/api/v1/me", founded.archive.url))
        .bearer_auth(&founded.people["joris"].token);
    let answer = asked.send().await.unwrap();
    assert_eq!(answer.status(), 503);
    assert!(answer.headers().contains_key("retry-after"));
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["type"], "/problems/away");
    shared.server.start_again();
    within(LEASE, "the server finds its database again", || async {
        (nobody.get("/log/conduct/checkpoint").await.0 == 200).then_some(())
    })
    .await;
    founded.program("joris").get("/api/v1/me").await;
    shared.published().await;
    assert_eq!(shared.audit(&founded.archive.dir()).0, 0);
}

/// What a server that may not work on a database says.
fn refused(shared: &Shared, dir: &Path, more: &[&str]) -> String {
    let mut args = vec!["serve", "--listen", "127.0.0.1:0", "--dir", path(dir)];
    args.extend(shared.args());
    args.extend(more);
    let (code, out, err) = said(&run(&args, ""));
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    err
}

#[tokio::test]
async fn a_server_with_another_log_key_or_none_is_refused() {
    let Some(shared) = Shared::start() else {
        return;
    };
    let empty = TempDir::new().unwrap();
    let nothing = refused(&shared, empty.path(), &[]);
    assert!(nothing.contains("holds no archive yet"), "{nothing}");
    let first = shared.founded();
    let keyless = refused(&shared, empty.path(), &journey::archive::FOUNDING);
    assert!(keyless.contains("bring the log.key"), "{keyless}");
    assert!(!empty.path().join("log.key").exists());
    let elsewhere = Archive::start();
    let foreign = with_key_of(&elsewhere.dir());
    let foreign = refused(&shared, &foreign.path().join("archive"), &[]);
    assert!(foreign.contains("another log.key"), "{foreign}");
    drop(first);
}

#[test]
fn a_password_that_was_typed_is_refused_and_never_shown() {
    let dir = TempDir::new().unwrap();
    let serve = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--dir",
        path(dir.path()),
    ];
    let secret = "postgres://zegel:hunter2@127.0.0.1:1/zegel";
    let typed = said(&run(&[&serve[..], &["--database", secret]].concat(), ""));
    let by_environment = said(&run_as(&serve, "", |command| {
        command.env("ZEGEL_DATABASE", secret);
    }));
    let file = dir.path().join("database");
    fs::write(&file, format!("{secret}\n")).unwrap();
    let by_file = said(&run(
        &[&serve[..], &["--database-file", path(&file)]].concat(),
        "",
    ));
    let wrong = said(&run(
        &[&serve[..], &["--database", "mysql://hunter2"]].concat(),
        "",
    ));
    for ((code, out, err), says) in [
        (typed, "everybody on this machine can see"),
        (by_environment, "does not answer"),
        (by_file, "does not answer"),
        (wrong, "postgres://zegel@db.example/zegel"),
    ] {
        assert_eq!(code, 2, "{out} {err}");
        assert!(err.contains(says), "{err}");
        assert!(!format!("{out}{err}").contains("hunter2"), "{err}");
    }
}
