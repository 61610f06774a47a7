//! The power goes while a server founds an archive and imports: whatever the disk kept of it, the server starts again
//! with everything that it acknowledged or showed (invariant 2). 40 states here, 1,000 with `just soak`.

use std::time::SystemTime;

use journey::acknowledged::{Acknowledged, Found, everything_is_there_once, evidence_log};
use journey::archive::{Archive, FOUNDING, Founded, Under, stored};
use journey::chance::{Chance, rounds};
use journey::export::long_with_pictures;
use journey::log::{Head, Watcher, checkpoint};
use journey::moment::now;
use journey::recording::{Recording, finished, in_memory, under_strace};
use tempfile::TempDir;

/// A server from its first call to its last, with what it acknowledged and showed.
struct Life {
    recording: Recording,
    ready: SystemTime,
    acknowledged: Acknowledged,
    watcher: Watcher,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_power_cut_leaves_holds_what_was_acknowledged() {
    let mut chance = Chance::of("power");
    let life = life().await;
    let (mut all, mut refused, mut largest) = (Found::default(), 0, 0);
    let states = rounds(40, 1_000);
    for state in 0..states {
        let cut = life.recording.cut(&mut chance);
        let moment = life.recording.time(cut);
        let dir = in_memory();
        life.recording.left(cut, &mut chance, dir.path());
        let said = dir.path().join("said");
        let under = Under {
            said: Some(said.clone()),
            ..Under::default()
        };
        println!("state {state}: cut at line {cut}");
        match Archive::start_under(&under, dir, &[]) {
            Ok(archive) => {
                let known = life.acknowledged.until(moment);
                let found = everything_is_there_once(&archive, &known, &life.watcher.until(moment));
                largest = largest.max(found.leaves);
                all.leaves += found.leaves;
                all.blobs += found.blobs;
                all.checkpoints += found.checkpoints;
                all.holds += found.holds;
            }
            Err((_dir, said)) => {
                // Nobody had been told yet that there is an archive.
                assert!(moment < life.ready, "state {state}, line {cut}: {said}");
                let clear = ["holds no archive yet", "log.key is damaged"];
                assert!(clear.iter().any(|words| said.contains(words)), "{said}");
                refused += 1;
            }
        }
    }
    println!(
        "{states} states of {} moments, {refused} before there was an archive; {all:?}",
        life.recording.moments()
    );
    assert!(refused < states / 2 && largest > 1_000 && all.blobs > 0 && all.checkpoints > 0);
    assert!(all.holds > 0);
    a_lying_disk_is_found_out(life, &mut chance);
}

/// The same without the synchronisations of the write-ahead log: this test would see what is lost then.
fn a_lying_disk_is_found_out(mut life: Life, chance: &mut Chance) {
    life.recording.distrust("-wal");
    let mut lost = 0;
    for _ in 0..10 {
        let cut = life.recording.cut(chance);
        let moment = life.recording.time(cut);
        let dir = in_memory();
        life.recording.left(cut, chance, dir.path());
        let under = Under {
            said: Some(dir.path().join("said")),
            ..Under::default()
        };
        lost += match Archive::start_under(&under, dir, &[]) {
            Ok(archive) => u64::from(life.watcher.until(moment).iter().any(|(log, heads)| {
                let now = checkpoint(&archive.url, log).map_or(0, |note| Head::of(&note).size);
                heads.last().is_some_and(|last| last.size > now)
            })),
            Err(_) => u64::from(moment >= life.ready),
        };
    }
    println!("a disk that lies about the write-ahead log: {lost} of 10 states have lost something");
    assert!(lost > 0);
}

/// The recorded life of a server: founding, seats, regulation, three imports.
async fn life() -> Life {
    let dir = TempDir::new().unwrap();
    let root = dir.path().to_owned();
    let beside = TempDir::new().unwrap();
    let trace = beside.path().join("trace");
    let mut recording = Recording::of(&root);
    let archive = Archive::start_under(&under_strace(&trace, &[]), dir, &FOUNDING)
        .unwrap_or_else(|(_, said)| panic!("strace and zegel start: {said}"));
    let ready = now();
    let watcher = Watcher::of(&archive.url, &["conduct", &evidence_log()]);
    let mut founded = Founded::people_of(archive).await;
    founded.seats();
    founded.regulate().await;
    let acknowledged = Acknowledged::default();
    acknowledged.hold(&founded).await;
    let between = acknowledged.through(&founded.archive.url);
    for (name, messages) in [("Werf", 1_100), ("Kantoor", 300), ("Werf", 1_700)] {
        let export = long_with_pictures(beside.path(), name, messages, 60);
        stored(&founded.import_by(&between.url, "joris", &export, "yes\n"));
    }
    let pid = founded.archive.pid();
    founded.archive.stop();
    finished(&trace, pid);
    recording.add(&trace);
    Life {
        recording,
        ready,
        acknowledged,
        watcher,
    }
}
