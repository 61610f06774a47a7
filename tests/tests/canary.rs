//! What is read in a case stays in its room: a thousand canaries walk the whole journey, and are looked for everywhere
//! else (invariants 3 and 11).

use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use journey::archive::{Archive, FOUNDING, Founded, path, said, stored, until};
use journey::binary::{run_as, zegel};
use journey::canary::{Finder, Planted, plant};
use journey::case::links;
use journey::http::Browser;
use journey::memory::{may_look, open_files, running, search};
use tempfile::TempDir;

/// One journey, and where canaries could be left on it.
struct Journey {
    founded: Founded,
    planted: Planted,
    finder: Finder,
    /// Temporary files of every process.
    temporary: PathBuf,
    /// What the server and its rooms say, at its most talkative.
    log: PathBuf,
}

impl Journey {
    async fn begin(dir: TempDir, source: &Path) -> Self {
        let (temporary, log) = (dir.path().join("tmp"), dir.path().join("serve.log"));
        fs::create_dir(&temporary).unwrap();
        let said = File::create(&log).unwrap();
        let archive = Archive::start_as(dir, &FOUNDING, |command| {
            command
                .env("ZEGEL_LOG", "trace")
                .env("TMPDIR", &temporary)
                .stderr(said);
        });
        let mut founded = Founded::people_of(archive).await;
        founded.seats();
        founded.regulate().await;
        let planted = plant(source);
        let finder = Finder::new(&planted.all());
        Self {
            founded,
            planted,
            finder,
            temporary,
            log,
        }
    }

    /// `zegel import` by Joris, with temporary files of its own.
    fn import(&self) {
        let home = self.founded.home("joris");
        let args = [
            "import",
            path(&self.planted.export),
            "--account",
            "business",
            "--phone",
            "company",
            "--server",
            &self.founded.archive.url,
            "--token",
            &self.founded.people["joris"].token,
            "--home",
            path(&home),
        ];
        let done = run_as(&args, "yes\n", |command| {
            command
                .env("ZEGEL_LOG", "trace")
                .env("TMPDIR", &self.temporary);
        });
        assert!(
            self.finder.find(&done.stderr).is_none(),
            "the importer logs what it reads"
        );
        assert!(stored(&said(&done)).0 >= 800);
        let (found, _) = self.finder.in_folder(&home);
        assert!(found.is_empty(), "the importer left {found:?}");
    }

    /// Nothing on disk: database, write-ahead log, attachments, logs of the program, temporary files, shared memory.
    fn nothing_on_disk(&self, when: &str) {
        let (found, files) = self.finder.in_folder(&self.founded.archive.dir());
        assert!(found.is_empty(), "{when}: {found:?}");
        assert!(files > 100, "database, log and attachments were searched");
        let log = fs::read(&self.log).unwrap();
        assert!(self.finder.find(&log).is_none(), "{when}: in the log");
        let log = String::from_utf8_lossy(&log);
        assert!(log.contains("DEBUG"), "the server was talkative: {log}");
        let left: Vec<_> = fs::read_dir(&self.temporary).unwrap().collect();
        assert!(left.is_empty(), "{when}: {left:?}");
        let (found, _) = self.finder.in_folder(Path::new("/dev/shm"));
        assert!(found.is_empty(), "{when}: {found:?}");
    }

    /// Nothing in the memory of `serve` once its answers are given. A connection that was answered ends a moment after
    /// its answer is read: the search goes on until nothing is found, and fails if that does not come.
    async fn nothing_in_memory(&self, when: &str) {
        let pid = self.founded.archive.pid();
        if !may_look() {
            println!("SKIPPED: {when}: only root can look into the memory of another process");
            return;
        }
        let mut last = None;
        let quiet = async {
            until(when, || {
                let searched = search(pid, &self.finder).unwrap();
                assert!(searched.bytes > 4 << 20, "its memory was searched");
                let clean = searched.found.is_empty().then_some(());
                last = Some(searched.found);
                async move { clean }
            })
            .await;
        };
        quiet.await;
        println!("{when}: nothing in the memory of serve");
    }

    /// The reviewer reads every day, searches, marks, opens attachments; how many different canaries came by.
    async fn read(&self, reviewer: &Browser, case: &str, days: &[String]) -> usize {
        let mut seen = String::new();
        for day in days {
            for part in 1..=3 {
                seen.push_str(&reviewer.get(&format!("{day}?part={part}")).await.1);
            }
        }
        let files = links(&seen, &format!("/room/{case}/file/"));
        assert!(files.len() >= 90, "{} attachments", files.len());
        for file in &files {
            seen.push_str(&reviewer.get(file).await.1);
        }
        let typed = self.planted.typed.iter();
        for words in typed.chain(self.planted.texts.iter().step_by(20)) {
            let form = [("query", words.as_str())];
            let (status, place, page) = reviewer.post(&format!("/room/{case}/search"), &form).await;
            assert_eq!(status, 303, "{page}");
            seen.push_str(&reviewer.get(&place.unwrap()).await.1);
        }
        for message in [3, 30, 300] {
            let form = [
                ("message", &*message.to_string()),
                ("on", "yes"),
                ("back", "marked"),
            ];
            let (status, _, page) = reviewer.post(&format!("/room/{case}/mark"), &form).await;
            assert_eq!(status, 303, "{page}");
        }
        let (_, marked) = reviewer.get(&format!("/room/{case}/marked")).await;
        assert!(self.finder.count(marked.as_bytes()) >= 3, "{marked}");
        let all = self.planted.all();
        all.iter().filter(|canary| seen.contains(*canary)).count()
    }
}

#[tokio::test]
async fn what_is_read_in_a_case_stays_in_its_room() {
    let source = TempDir::new().unwrap();
    let journey = Journey::begin(TempDir::new().unwrap(), source.path()).await;
    journey
        .nothing_in_memory("before anything is imported")
        .await;
    journey.import();
    journey.nothing_on_disk("before a case");
    journey.nothing_in_memory("before a case").await;

    let reviewer = journey.founded.browser("reviewer").await;
    let choice = journey.founded.choices().await.remove(0);
    let (case, days) = journey.founded.opened(&reviewer, &choice).await;
    let seen = journey.read(&reviewer, &case, &days).await;
    assert!(seen > 990, "the reviewer saw {seen} of 1,000 canaries");
    journey.nothing_on_disk("during a case");
    journey
        .nothing_in_memory("during a case, with its pages read")
        .await;
    the_room_keeps_to_memory(&journey);

    let closed = reviewer.post(&format!("/cases/{case}/close"), &[]).await;
    assert_eq!(closed.0, 303);
    until("the room's process is gone", || async {
        journey.founded.archive.rooms().is_empty().then_some(())
    })
    .await;
    journey.nothing_on_disk("after a case");
    journey.nothing_in_memory("after a case").await;
    nothing_on_the_machine(&journey);
    assert_eq!(journey.founded.audit().0, 0);
    nothing_in_a_backup(&journey);
}

/// Neither in a backup nor in what is restored from it.
fn nothing_in_a_backup(journey: &Journey) {
    let place = TempDir::new().unwrap();
    let (to, new) = (place.path().join("backups"), place.path().join("new"));
    let archive = journey.founded.archive.dir();
    let commands: [&[&str]; 2] = [
        &["backup", "--dir", path(&archive), "--to", path(&to)],
        &["restore", path(&to), "--dir", path(&new)],
    ];
    for command in commands {
        let (code, _, err) = said(&run_as(command, "", |_| {}));
        assert_eq!(code, 0, "{err}");
    }
    let (found, files) = journey.finder.in_folder(place.path());
    assert!(found.is_empty(), "{found:?}");
    assert!(files > 200, "backup and restored archive were searched");
}

/// The room has them all, so the search does find; and has no file open but the log that it shares with the server.
fn the_room_keeps_to_memory(journey: &Journey) {
    let rooms = journey.founded.archive.rooms();
    assert_eq!(rooms.len(), 1);
    let files = open_files(rooms[0]);
    let foreign: Vec<_> = files.iter().filter(|file| **file != journey.log).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    if may_look() {
        let searched = search(rooms[0], &journey.finder).unwrap();
        let found: usize = searched.found.iter().map(|(_, count)| count).sum();
        assert!(found > 1_000, "{found} places in the room's memory");
    }
}

/// No process of this program holds any of it any more.
fn nothing_on_the_machine(journey: &Journey) {
    if !may_look() {
        return;
    }
    for pid in running(&zegel()) {
        let found = search(pid, &journey.finder).map(|searched| searched.found);
        assert!(found.as_ref().is_none_or(Vec::is_empty), "{pid}: {found:?}");
    }
    // Where there is swap, it is searched as a file; a partition is the machine's owner's to encrypt.
    let swaps = fs::read_to_string("/proc/swaps").unwrap();
    for line in swaps.lines().skip(1).filter(|line| line.contains(" file")) {
        let swap = fs::read(line.split_whitespace().next().unwrap()).unwrap_or_default();
        assert!(journey.finder.find(&swap).is_none(), "in swap");
    }
}

/// Starts a program in a folder of its own where core dumps are welcome, without the right to look into processes that
/// root may have; does something with it, and answers with that and the folder.
fn started<T>(program: &str, then: impl FnOnce(&mut Child) -> T) -> (T, TempDir) {
    let folder = TempDir::new().unwrap();
    let mut child = Command::new("sh")
        .args([
            "-c",
            &format!("ulimit -c unlimited; exec {} {program}", without_rights()),
        ])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut begun = [0; 1];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut begun).unwrap();
    let answer = then(&mut child);
    // It may have ended by itself.
    let _gone = child.kill();
    child.wait().unwrap();
    (answer, folder)
}

/// What goes before a command so that it has no more rights than its user has without being root.
fn without_rights() -> &'static str {
    if may_look() {
        "setpriv --bounding-set -sys_ptrace"
    } else {
        ""
    }
}

/// Ends a program as a crash would; whether it left a core.
fn leaves_a_core(program: &str, signal: &str) -> bool {
    let crash = |child: &mut Child| {
        // Again until it is gone: the first fault that comes from outside only takes away the handler that Rust has for
        // its own, and two at once are one.
        let crashed = (0..200).find_map(|_| {
            let asked = Command::new("kill")
                .args([signal, &child.id().to_string()])
                .status()
                .unwrap();
            assert!(asked.success(), "it is there until it is waited for");
            std::thread::sleep(Duration::from_millis(50));
            child.try_wait().unwrap()
        });
        let status = crashed.expect("it crashed within ten seconds");
        assert!(status.signal().is_some(), "{status}");
    };
    let ((), folder) = started(program, crash);
    let left = fs::read_dir(folder.path()).unwrap();
    left.map(|entry| entry.unwrap().file_name())
        .any(|name| name.to_string_lossy().starts_with("core"))
}

/// Whether another process of the same user can look into a program.
fn can_be_looked_into(program: &str) -> bool {
    let look = |child: &mut Child| {
        let peek = format!(
            "exec {} sh -c ': < /proc/{}/mem'",
            without_rights(),
            child.id()
        );
        let mut shell = Command::new("sh");
        let seen = shell.args(["-c", &peek]).stderr(Stdio::null()).status();
        seen.unwrap().success()
    };
    started(program, look).0
}

/// Something that waits and is not closed.
const OPEN: &str = "sh -c 'echo begun; read nothing'";

fn serve() -> String {
    let words = FOUNDING.map(|word| format!("'{word}'")).join(" ");
    format!(
        "{} serve --dir archive --listen 127.0.0.1:0 {words}",
        zegel().display()
    )
}

#[test]
fn a_crash_leaves_no_core() {
    let pattern = fs::read_to_string("/proc/sys/kernel/core_pattern").unwrap();
    if pattern.trim() == "core" {
        assert!(
            leaves_a_core(OPEN, "-SEGV"),
            "core dumps can be had on this machine"
        );
    } else {
        println!(
            "SKIPPED: this machine sends core dumps elsewhere, so there is nothing to compare with"
        );
    }
    for signal in ["-SEGV", "-ABRT"] {
        assert!(!leaves_a_core(&serve(), signal), "{signal}");
    }
}

#[test]
fn no_process_of_the_same_user_looks_into_ours() {
    assert!(
        can_be_looked_into(OPEN),
        "others can be looked into on this machine"
    );
    assert!(!can_be_looked_into(&serve()));
}
