//! The server is killed at random moments of an import: what was acknowledged is there once, and no checkpoint was
//! taken back (invariant 2). Ten moments here, two hundred with `just soak`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use journey::acknowledged::{Acknowledged, everything_is_there_once, evidence_log};
use journey::archive::{Founded, stored};
use journey::chance::{Chance, rounds};
use journey::export::long_with_pictures;
use journey::log::Watcher;
use journey::moment::{now, since};

/// Messages that each import adds to the chat before it.
const MORE: usize = 1_200;
/// So many imports make one chat; then another begins.
const CHAT: usize = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_while_it_imports_keeps_what_it_acknowledged_once() {
    let mut chance = Chance::of("kill");
    let mut founded = Founded::new().await;
    let (folder, evidence) = (tempfile::tempdir().unwrap(), evidence_log());
    let watcher = Watcher::of(&founded.archive.url, &["conduct", &evidence]);
    let acknowledged = Acknowledged::default();
    acknowledged.hold(&founded).await;
    let mut messages = BTreeMap::<String, usize>::new();
    let mut whole = whole_import(&founded, &acknowledged, folder.path());
    let (mut broken_off, mut partly) = (0, 0);

    for round in 0..rounds(10, 200) {
        let chat = format!("Werf {}", round as usize / CHAT);
        let many = messages.entry(chat.clone()).or_default();
        *many += MORE;
        let many = *many;
        let export = long_with_pictures(folder.path(), &chat, many, 100);
        let between = acknowledged.through(&founded.archive.url);
        let (before, pid) = (acknowledged.leaves(), founded.archive.pid());
        let moment = Duration::from_micros(chance.below(whole.as_micros() as u64));
        let (code, out, err) = std::thread::scope(|scope| {
            let importing =
                scope.spawn(|| founded.import_by(&between.url, "joris", &export, "yes\n"));
            std::thread::sleep(moment);
            let killed = Command::new("kill").args(["-9", &pid.to_string()]).status();
            assert!(killed.unwrap().success());
            importing.join().unwrap()
        });
        let more = acknowledged.leaves() - before;
        if code == 0 {
            assert!(more >= MORE, "round {round}: {out} {err}");
        } else {
            // Whoever imports is told, and not that it is stored.
            assert!(
                !out.contains("Sealed and stored") && !err.is_empty(),
                "{out}"
            );
            broken_off += 1;
            partly += usize::from(more > 0);
        }
        founded = founded.killed_and_started();
        watcher.moved(&founded.archive.url);
        let between = acknowledged.through(&founded.archive.url);
        let begun = now();
        let (new, known) = stored(&founded.import_by(&between.url, "joris", &export, "yes\n"));
        if new as usize == MORE {
            whole = since(begun);
        }
        assert_eq!((new + known) as usize, many, "round {round}");
        assert!(
            known as usize >= many - MORE,
            "round {round}: an import is not done again"
        );
    }

    let found = everything_is_there_once(&founded.archive, &acknowledged, &watcher.seen());
    println!("{broken_off} imports broke off, {partly} of them half way; {found:?}");
    assert!(broken_off > 0 && found.blobs > 0 && found.checkpoints > 10);
    let all: u64 = founded.choices().await.iter().map(|one| one.messages).sum();
    assert_eq!(all as usize, messages.values().sum::<usize>() + MORE);
    read_through_the_seats(&founded, &messages).await;
}

/// One import that nobody disturbs: how long it takes.
fn whole_import(founded: &Founded, acknowledged: &Acknowledged, folder: &Path) -> Duration {
    let export = long_with_pictures(folder, "Kantoor", MORE, 100);
    let between = acknowledged.through(&founded.archive.url);
    let begun = now();
    let (new, _) = stored(&founded.import_by(&between.url, "joris", &export, "yes\n"));
    assert_eq!(new as usize, MORE);
    since(begun)
}

/// What a reviewer reads with the yes of both sides: every message of one of the longest chats on its day, once. Which
/// one is not known before: nobody but its reader learns what a conversation is called.
async fn read_through_the_seats(founded: &Founded, messages: &BTreeMap<String, usize>) {
    let many = *messages.values().max().unwrap();
    let choices = founded.choices().await;
    let choice = choices.iter().find(|one| one.messages as usize == many);
    let choice = choice.expect("one conversation has every message");
    let reviewer = founded.browser("reviewer").await;
    let (_, days) = founded.opened(&reviewer, choice).await;
    let (mut read, mut chats) = (BTreeMap::<String, usize>::new(), BTreeSet::new());
    for day in days {
        let (status, page) = reviewer.get(&day).await;
        assert_eq!(status, 200, "{page}");
        for text in page.split("Ventiel ").skip(1) {
            let number = text.split(' ').next().unwrap();
            let of = |chat: &&String| {
                let rest = text.strip_prefix(&format!("{number} van {chat}"));
                rest.is_some_and(|rest| rest.starts_with([' ', '<', '\n']))
            };
            chats.insert(messages.keys().find(of).expect(text));
            *read.entry(number.to_owned()).or_default() += 1;
        }
    }
    assert_eq!(chats.len(), 1, "one conversation: {chats:?}");
    let doubles: Vec<_> = read.iter().filter(|(_, times)| **times != 1).collect();
    assert!(doubles.is_empty(), "read more than once: {doubles:?}");
    assert_eq!(read.len(), many, "every message is read");
}
