//! The disk does not confirm what was written, at each of the first so many synchronisations in turn: the server ends
//! instead of going on, nothing acknowledged is lost, and nothing that anybody saw rests on what was not confirmed, also
//! when the power goes some time later (invariant 2). Six synchronisations and 12 power cuts here, 60 and 600 with
//! `just soak`.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use journey::acknowledged::{Acknowledged, Found, everything_is_there_once, evidence_log};
use journey::archive::{Archive, FOUNDING, Founded, Under, stored, within};
use journey::chance::{Chance, rounds};
use journey::export::long_with_pictures;
use journey::log::Watcher;
use journey::moment::now;
use journey::recording::{Recording, finished, in_memory, under_strace};
use tempfile::TempDir;

/// Messages that each import adds.
const MORE: usize = 400;
/// So many imports make one chat; then another begins.
const CHAT: usize = 10;

/// A server that is recorded through all its lives.
struct Lives {
    recording: Recording,
    traces: TempDir,
    lived: usize,
}

impl Lives {
    /// How the next one is run, with a fault perhaps.
    fn next(&mut self, fault: Option<&str>) -> Under {
        self.lived += 1;
        let more: Vec<&str> = fault.into_iter().flat_map(|fault| ["-e", fault]).collect();
        let mut under = under_strace(&self.trace(), &more);
        under.said = Some(self.said());
        under
    }

    fn trace(&self) -> PathBuf {
        self.traces.path().join(format!("trace-{}", self.lived))
    }

    fn said(&self) -> PathBuf {
        self.traces.path().join("said")
    }

    /// The one that lived last is over.
    fn over(&mut self, archive: Archive) -> TempDir {
        let pid = archive.pid();
        let dir = archive.killed();
        finished(&self.trace(), pid);
        self.recording.add(&self.trace());
        dir
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_does_not_confirm_ends_the_server_and_loses_nothing() {
    let mut chance = Chance::of("fsync");
    let dir = TempDir::new().unwrap();
    let mut lives = Lives {
        recording: Recording::of(dir.path()),
        traces: TempDir::new().unwrap(),
        lived: 0,
    };
    let archive = Archive::start_under(&lives.next(None), dir, &FOUNDING)
        .unwrap_or_else(|(_, said)| panic!("strace and zegel start: {said}"));
    let ready = now();
    let mut founded = Founded::people_of(archive).await;
    founded.seats();
    founded.regulate().await;
    let watcher = Watcher::of(&founded.archive.url, &["conduct", &evidence_log()]);
    let acknowledged = Acknowledged::default();
    acknowledged.hold(&founded).await;
    let exports = TempDir::new().unwrap();
    let (mut ended, mut many) = (0, 0);

    let faults = rounds(6, 60);
    for fault in 1..=faults {
        many = if (fault as usize).is_multiple_of(CHAT) {
            0
        } else {
            many
        } + MORE;
        let chat = format!("Werf {}", fault as usize / CHAT);
        let export = long_with_pictures(exports.path(), &chat, many, 50);
        // Threads are counted apart, so the same number falls on the database and on attachments.
        let inject = format!("inject=fsync,fdatasync:error=EIO:when={fault}");
        founded = founded.moved(|archive| {
            let dir = lives.over(archive);
            started(&mut lives, Some(&inject), dir)
        });
        watcher.moved(&founded.archive.url);
        let between = acknowledged.through(&founded.archive.url);
        let (code, out, err) = founded.import_by(&between.url, "joris", &export, "yes\n");
        if code != 0 {
            ended_by_itself(&mut founded, &format!("{fault}: {out} {err}")).await;
            let said = fs::read_to_string(lives.said()).unwrap();
            assert!(said.contains("did not confirm a write"), "{fault}: {said}");
            ended += 1;
        }
        founded = founded.moved(|archive| {
            let dir = lives.over(archive);
            started(&mut lives, None, dir)
        });
        watcher.moved(&founded.archive.url);
        let between = acknowledged.through(&founded.archive.url);
        let (new, known) = stored(&founded.import_by(&between.url, "joris", &export, "yes\n"));
        assert_eq!((new + known) as usize, many, "fault {fault}");
    }
    let seen = watcher.seen();
    let found = everything_is_there_once(&founded.archive, &acknowledged, &seen);
    println!("{ended} of {faults} faults ended the server while it imported; {found:?}");
    assert!(ended > 1, "no fault was felt");
    lives.over(founded.archive);

    let mut all = Found::default();
    let states = rounds(12, 600);
    for state in 0..states {
        let cut = lives.recording.cut(&mut chance);
        let moment = lives.recording.time(cut);
        if moment < ready {
            continue;
        }
        let dir = in_memory();
        lives.recording.left(cut, &mut chance, dir.path());
        println!("state {state}: cut at line {cut}");
        let archive = Archive::start_in(dir, &[]);
        let known = acknowledged.until(moment);
        let found = everything_is_there_once(&archive, &known, &watcher.until(moment));
        all.leaves += found.leaves;
        all.blobs += found.blobs;
        all.checkpoints += found.checkpoints;
        all.holds += found.holds;
    }
    println!("{states} power cuts after it: {all:?}");
    assert!(all.leaves > 0 && all.blobs > 0 && all.checkpoints > 0 && all.holds > 0);
}

/// The next life of an archive. Where the fault falls on what a server writes before it is ready, it says so, and the
/// life after that has none.
fn started(lives: &mut Lives, fault: Option<&str>, dir: TempDir) -> Archive {
    match Archive::start_under(&lives.next(fault), dir, &[]) {
        Ok(archive) => archive,
        Err((dir, said)) => {
            let clear = ["did not confirm", "Input/output error", "disk I/O error"];
            let clear = clear.iter().any(|words| said.contains(words));
            assert!(fault.is_some() && clear, "{said}");
            finished_by_itself(lives);
            Archive::start_under(&lives.next(None), dir, &[])
                .unwrap_or_else(|(_, said)| panic!("it starts again: {said}"))
        }
    }
}

/// Waits until the trace of a server that never was ready is whole.
fn finished_by_itself(lives: &mut Lives) {
    let text = fs::read_to_string(lives.trace()).unwrap();
    let pid = text.split(' ').next().unwrap().parse().unwrap();
    finished(&lives.trace(), pid);
    lives.recording.add(&lives.trace());
}

async fn ended_by_itself(founded: &mut Founded, what: &str) {
    let archive = std::sync::Mutex::new(&mut founded.archive);
    within(Duration::from_secs(10), what, || async {
        archive.lock().unwrap().ended()
    })
    .await;
}
