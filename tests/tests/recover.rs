//! An old backup does not fork the log: it signs nothing until it is known what others have seen since, and of no use is
//! it to whoever has no seat's key.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use data_encoding::HEXUPPER;
use journey::archive::{Archive, Founded, passphrases, path, said};
use journey::binary::{fixture, run};
use journey::database::Database;
use journey::http::Browser;
use serde_json::json;
use tempfile::TempDir;

fn zegel(args: &[&str]) -> (i32, String, String) {
    said(&run(args, ""))
}

/// An archive with a chat and a backup of it, made while it works.
async fn with_backup() -> (Founded, TempDir) {
    let founded = Founded::new().await;
    founded.imported("joris", &fixture("chats/nl-android-groep"));
    let backups = TempDir::new().unwrap();
    let mut database = Database::open(&founded.archive.dir()).await;
    let waiting = "SELECT id FROM batch WHERE first_index IS NULL";
    while !database.numbers(waiting).await.is_empty() {
        tokio::task::yield_now().await;
    }
    let dir = founded.archive.dir();
    let args = ["backup", "--dir", path(&dir), "--to", path(backups.path())];
    let (code, _, err) = zegel(&args);
    assert_eq!(code, 0, "{err}");
    (founded, backups)
}

/// The newest backup in a place of its own, with the key of the log and what clients remember.
fn restored(founded: &Founded, backups: &TempDir) -> TempDir {
    let place = TempDir::new().unwrap();
    let new = place.path().join("archive");
    let key = founded.archive.dir().join("log.key");
    let args = [
        "restore",
        path(backups.path()),
        "--dir",
        path(&new),
        "--log-key",
        path(&key),
        "--key",
        &founded.archive.log_key,
    ];
    let (code, out, err) = zegel(&args);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("every row is as the log says"), "{out}");
    let beside = founded.archive.dir().parent().unwrap().to_owned();
    for entry in fs::read_dir(beside).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name() != "archive" {
            let copied = Command::new("cp")
                .arg("-a")
                .arg(entry.path())
                .arg(place.path())
                .status();
            assert!(copied.unwrap().success());
        }
    }
    place
}

/// `zegel recover` of a restored archive.
fn recover(place: &TempDir, more: &[&str]) -> (i32, String, String) {
    let dir = place.path().join("archive");
    zegel(&[&["recover", "--dir", path(&dir)], more].concat())
}

/// Everybody again, with the link for the owner that recovering gave.
async fn signed_in_again(founded: &Founded, place: TempDir, said: &str) -> Founded {
    let (_, link) = said.split_once("/sign-in/").expect("the owner gets a link");
    let archive = Archive::start_in(place, &[]);
    founded.again(archive, link.trim()).await
}

/// What somebody's client remembers.
fn remembered(founded: &Founded, name: &str) -> PathBuf {
    founded.home(name).join("conduct.checkpoint")
}

/// The tiles of every log, as a mirror has them.
async fn mirror(archive: &Path, to: &Path) {
    let mut database = Database::open(archive).await;
    for log in database.texts("SELECT name FROM log WHERE size > 0").await {
        let of = |what: &str, from: &str| format!("SELECT {what} FROM {from}");
        let paths = database
            .texts(&of(
                "path",
                &format!("tile WHERE log = '{log}' ORDER BY path"),
            ))
            .await;
        let bytes = database
            .texts(&of(
                "hex(bytes)",
                &format!("tile WHERE log = '{log}' ORDER BY path"),
            ))
            .await;
        let note = database
            .texts(&of("hex(checkpoint)", &format!("log WHERE name = '{log}'")))
            .await;
        let mut files: Vec<(String, String)> = paths.into_iter().zip(bytes).collect();
        files.push(("checkpoint".to_owned(), note[0].clone()));
        for (name, hex) in files {
            let file = to.join(&log).join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, HEXUPPER.decode(hex.as_bytes()).unwrap()).unwrap();
        }
    }
}

async fn checkpoint(url: &str) -> String {
    Browser::nobody(url).get("/log/conduct/checkpoint").await.1
}

#[tokio::test]
async fn a_restored_archive_signs_nothing_until_it_is_known_what_it_lacks() {
    let (mut founded, backups) = with_backup().await;
    let before = checkpoint(&founded.archive.url).await;
    founded.archive.stop();
    let place = restored(&founded, &backups);

    // Served as it is, it answers that it was restored, and with the log as far as it goes.
    let server = Archive::start_in(place, &[]);
    let nobody = Browser::nobody(&server.url);
    assert_eq!(nobody.get("/healthz").await.0, 200);
    for address in ["/", "/cases", "/me", "/people", "/room/x/"] {
        let (status, page) = nobody.get(address).await;
        assert!(
            status == 503 && page.contains("zegel recover"),
            "{address}: {status} {page}"
        );
    }
    let program = server.program().with(&founded.people["owner"].token);
    let person = json!({ "name": "Somebody", "roles": ["employee"] });
    let (status, problem) = program.refused("/api/v1/people", person).await;
    assert_eq!(
        (status, problem["type"].as_str()),
        (503, Some("/problems/restored"))
    );
    assert_eq!(checkpoint(&server.url).await, before);
    let place = server.stopped();
    let dir = place.path().join("archive");
    let args = ["backup", "--dir", path(&dir), "--to", path(backups.path())];
    assert_eq!(zegel(&args).0, 2, "there is nothing newer to back up");

    let (code, _, err) = recover(&place, &[]);
    assert!(
        code == 2 && err.contains("nobody said how far log conduct was"),
        "{err}"
    );
    let known = remembered(&founded, "joris");
    let (code, _, err) = recover(&place, &["--checkpoint", path(&known)]);
    assert!(code == 2 && err.contains("log evidence-"), "{err}");
    let foreign = Archive::start();
    foreign.published().await;
    let other = place.path().join("other.checkpoint");
    fs::write(&other, checkpoint(&foreign.url).await).unwrap();
    let (code, _, err) = recover(&place, &["--checkpoint", path(&other), "--none-newer"]);
    assert!(code == 2 && err.contains("checkpoint 1"), "{err}");

    let (code, out, err) = recover(&place, &["--checkpoint", path(&known), "--none-newer"]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("on your word") && !out.contains("lost"),
        "{out}"
    );
    assert_eq!(recover(&place, &["--none-newer"]).0, 2, "once");
    let again = signed_in_again(&founded, place, &out).await;
    goes_on(&again, &before).await;
}

/// It captures, opens a case and publishes; the log continues what was seen before, and every row is as it says.
async fn goes_on(founded: &Founded, before: &str) {
    founded.imported("mehmet", &fixture("chats/nl-android-groep-mehmet"));
    let reviewer = founded.browser("reviewer").await;
    let choice = founded.choices().await.remove(0);
    founded.opened(&reviewer, &choice).await;
    let (code, out, err) = founded.audit();
    assert_eq!(code, 0, "{out} {err}");
    let since = founded.archive.beside("since");
    fs::write(&since, before).unwrap();
    let args = [
        "verify",
        &format!("{}/log/conduct", founded.archive.url),
        "--key",
        &founded.archive.log_key,
        "--since",
        path(&since),
    ];
    let (code, out, err) = zegel(&args);
    assert_eq!(code, 0, "{out} {err}");
}

#[tokio::test]
async fn what_the_backup_lacks_is_taken_from_a_mirror_and_counted_as_lost() {
    let (mut founded, backups) = with_backup().await;
    // Life goes on after the backup.
    founded.imported("mehmet", &fixture("chats/nl-android-groep-mehmet"));
    let reviewer = founded.browser("reviewer").await;
    let choice = founded.choices().await.remove(0);
    let case = founded.request(&reviewer, &choice).await;
    founded.approved("staff seat", &case, &[]);
    founded.archive.stop();
    let tiles = TempDir::new().unwrap();
    mirror(&founded.archive.dir(), tiles.path()).await;
    let newest = fs::read_to_string(tiles.path().join("conduct/checkpoint")).unwrap();
    let place = restored(&founded, &backups);

    let known = remembered(&founded, "staff seat");
    let (code, _, err) = recover(&place, &["--checkpoint", path(&known), "--none-newer"]);
    assert!(code == 2 && err.contains("others have seen"), "{err}");
    // A mirror in which one entry is another is refused.
    let bent = TempDir::new().unwrap();
    mirror(&founded.archive.dir(), bent.path()).await;
    bend(&bent.path().join("conduct/tile/entries"));
    let (code, _, err) = recover(&place, &["--mirror", path(bent.path())]);
    assert!(code == 2 && err.contains("not a continuation"), "{err}");

    let (code, out, err) = recover(
        &place,
        &["--mirror", path(tiles.path()), "--checkpoint", path(&known)],
    );
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("log conduct:") && out.contains("their rows are lost"),
        "{out}"
    );
    assert!(
        out.contains("log evidence-") && !out.contains("on your word"),
        "{out}"
    );
    let again = signed_in_again(&founded, place, &out).await;
    let (code, said, err) = again.audit();
    assert!(
        code == 0 && said.contains("lost with a backup"),
        "{said} {err}"
    );
    // Seats that saw the newer log go on with this one, and what was imported since is imported again.
    goes_on(&again, &newest).await;
}

/// Changes the last byte of every bundle of a log.
fn bend(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        if entry.is_dir() {
            bend(&entry);
            continue;
        }
        let mut bytes = fs::read(&entry).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&entry, bytes).unwrap();
    }
}

#[tokio::test]
async fn a_false_word_about_the_backup_is_caught_by_the_first_seat() {
    let (mut founded, backups) = with_backup().await;
    let reviewer = founded.browser("reviewer").await;
    let choice = founded.choices().await.remove(0);
    let case = founded.request(&reviewer, &choice).await;
    founded.approved("staff seat", &case, &[]);
    founded.archive.stop();
    let place = restored(&founded, &backups);
    let (code, out, err) = recover(&place, &["--none-newer"]);
    assert_eq!(code, 0, "{err}");
    let fork = signed_in_again(&founded, place, &out).await;
    let reviewer = fork.browser("reviewer").await;
    let case = fork.request(&reviewer, &choice).await;
    let (code, out, err) = fork.approve("staff seat", &case, &[]);
    assert_eq!(code, 2, "{out}");
    assert!(err.contains("the log was rewritten"), "{err}");
}

/// Whoever has everything of the server, restores it and signs in as everybody, still opens nothing.
#[tokio::test]
async fn restored_without_seats_nothing_opens() {
    let (founded, backups) = with_backup().await;
    let place = restored(&founded, &backups);
    for entry in fs::read_dir(place.path()).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name() != "archive" {
            let gone = Command::new("rm").arg("-rf").arg(entry.path()).status();
            assert!(gone.unwrap().success());
        }
    }
    let (code, out, err) = recover(&place, &["--none-newer"]);
    assert_eq!(code, 0, "{err}");
    let thief = signed_in_again(&founded, place, &out).await;
    let reviewer = thief.browser("reviewer").await;
    let choice = thief.choices().await.remove(0);
    let case = thief.request(&reviewer, &choice).await;
    for seat in [
        "staff seat",
        "employer seat",
        "other staff seat",
        "other employer seat",
    ] {
        assert_eq!(
            thief.approve(seat, &case, &[]).0,
            2,
            "{seat}: there is no key"
        );
        let file = thief.key_file(seat);
        let side = if seat.contains("staff") {
            "staff"
        } else {
            "employer"
        };
        let args = ["seat", "new", "--side", side, "--file", path(&file)];
        assert_eq!(
            thief.zegel(seat, &args, &passphrases(2)).0,
            2,
            "{seat}: a seat is not made twice"
        );
        let approval = json!({ "seat": thief.seats[seat], "approval": "AAAA", "resealed": "AAAA" });
        let (status, _) = thief
            .program(seat)
            .refused(&format!("/api/v1/cases/{case}/approvals"), approval)
            .await;
        assert!(status >= 400, "{seat}");
    }
    assert_eq!(thief.state(&case).await["state"], "requested");
    let answer = thief
        .program("reviewer")
        .send(
            reqwest::Method::GET,
            &format!("/api/v1/cases/{case}/release"),
            None,
        )
        .await;
    assert_eq!(answer.status().as_u16(), 403);
    let (_, page) = reviewer.get(&format!("/room/{case}/")).await;
    assert!(!page.contains(&format!("/room/{case}/c/")), "{page}");
}
