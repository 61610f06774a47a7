//! The disk is full: what comes is refused with a sentence, what was acknowledged is kept, and when there is room again
//! it goes on, without a restart. Eight fillings here, a hundred with `just soak`.

use std::time::Duration;

use journey::acknowledged::{Acknowledged, everything_is_there_once, evidence_log};
use journey::archive::{Archive, FOUNDING, Founded, Under, stored, within};
use journey::chance::{Chance, rounds};
use journey::export::long_with_pictures;
use journey::log::{Watcher, fetch};
use journey::small_disk::SmallDisk;
use reqwest::Method;
use serde_json::json;
use tempfile::TempDir;

/// Size of the disk: enough for what the test imports once there is room.
const MEGABYTES: u32 = 64;
/// Messages that each import adds.
const MORE: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_with_a_sentence_and_loses_nothing() {
    let mut chance = Chance::of("disk");
    let dir = TempDir::new().unwrap();
    let Some(disk) = SmallDisk::at(&dir.path().join("archive"), MEGABYTES) else {
        return;
    };
    let said = dir.path().join("said");
    let mut founded = Founded::people_of(Archive::start_in(dir, &FOUNDING)).await;
    founded.seats();
    founded.regulate().await;
    let evidence = evidence_log();
    let watcher = Watcher::of(&founded.archive.url, &["conduct", &evidence]);
    let acknowledged = Acknowledged::default();
    acknowledged.hold(&founded).await;
    let folder = TempDir::new().unwrap();
    let (mut refused, mut many) = (0, 0);

    for round in 0..rounds(8, 100) {
        // A chat of its own every few rounds: an import reads the lists of all that went before.
        let chat = format!("Werf {}", round / 20);
        many = if round.is_multiple_of(20) {
            MORE
        } else {
            many + MORE
        };
        let export = long_with_pictures(folder.path(), &chat, many, 20);
        let between = acknowledged.through(&founded.archive.url);
        // From nothing at all to about what one import takes.
        disk.fill(if round == 0 {
            0
        } else {
            chance.below(600_000) as usize
        });
        let (code, out, err) = founded.import_by(&between.url, "joris", &export, "yes\n");
        if code != 0 {
            assert!(err.contains("disk is full"), "round {round}: {out} {err}");
            refused += 1;
        }
        if round == 0 {
            refused_and_alive(&founded).await;
        }
        assert_eq!(founded.archive.ended(), None, "round {round}: it runs on");
        disk.free();
        let (new, known) = stored(&founded.import_by(&between.url, "joris", &export, "yes\n"));
        assert_eq!((new + known) as usize, many, "round {round}");
    }
    assert!(refused > 1, "the disk was never full");
    let seen = watcher.seen();
    println!(
        "{refused} imports found the disk full; {:?}",
        everything_is_there_once(&founded.archive, &acknowledged, &seen)
    );

    // Killed while it is full, and started while it still is: it starts, or says why not.
    disk.fill(0);
    let dir = founded.archive.killed();
    let under = Under {
        said: Some(said),
        ..Under::default()
    };
    let dir = match Archive::start_under(&under, dir, &[]) {
        Ok(archive) => archive.killed(),
        Err((dir, said)) => {
            assert!(said.contains("disk is full"), "{said}");
            dir
        }
    };
    disk.free();
    let archive = Archive::start_in(dir, &[]);
    everything_is_there_once(&archive, &acknowledged, &seen);
    drop(archive);
}

/// With no space at all: refused by number and by sentence, and whatever needs no space still answers.
async fn refused_and_alive(founded: &Founded) {
    let owner = founded.program("owner");
    let new = json!({ "name": "Somebody new", "roles": ["employee"] });
    let full = within(Duration::from_secs(10), "the disk is full", || async {
        let answer = owner
            .send(Method::POST, "/api/v1/people", Some(new.clone()))
            .await;
        (answer.status().as_u16() == 507).then_some(answer)
    })
    .await;
    let problem: serde_json::Value = serde_json::from_str(&full.text().await.unwrap()).unwrap();
    assert_eq!(problem["type"], "/problems/full");
    for path in ["/healthz", "/log/conduct/checkpoint"] {
        let (status, _) = fetch(&founded.archive.url, path).unwrap();
        assert_eq!(status, 200, "{path}");
    }
}
