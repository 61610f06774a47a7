//! PostgreSQL is restarted without a last write (`pg_ctl restart -m immediate`) again and again while people import: the
//! server finds its database again by itself, what was acknowledged is there once, and no checkpoint was taken back
//! (invariant 2). Five restarts within half a minute here, one every 20 seconds for five minutes with `just soak`.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use journey::acknowledged::{Acknowledged, Kept, everything_of, evidence_log};
use journey::archive::{Founded, stored, within};
use journey::chance::{Chance, rounds};
use journey::export::long_with_pictures;
use journey::log::Watcher;
use journey::postgres::Server;
use journey::shared::Shared;
use reqwest::Method;
use serde_json::json;
use tempfile::TempDir;

/// Messages that each import adds to the chat before it.
const MORE: usize = 400;
/// So many imports make one chat; then another begins.
const CHAT: usize = 10;
/// How long a server may take to find a database that answers again.
const BACK: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_whose_database_is_restarted_loses_nothing_and_goes_on_by_itself() {
    let mut chance = Chance::of("restart");
    // A server of its own: others' databases must not feel it.
    let Some(server) = Server::start() else {
        return;
    };
    let shared = Shared::new(Arc::new(server));
    let mut founded = Founded::people_of(shared.founded()).await;
    founded.seats();
    founded.regulate().await;
    let watcher = Watcher::of(&founded.archive.url, &["conduct", &evidence_log()]);
    let acknowledged = Acknowledged::default();
    acknowledged.hold(&founded).await;
    let (folder, over) = (TempDir::new().unwrap(), AtomicBool::new(false));
    let restarts = rounds(5, 15);
    let came = std::thread::scope(|scope| {
        let importing = ["joris", "mehmet"].map(|name| {
            let (founded, acknowledged) = (&founded, &acknowledged);
            let (folder, over) = (folder.path(), &over);
            scope.spawn(move || imports(founded, acknowledged, name, folder, over))
        });
        for _ in 0..restarts {
            // Every 20 seconds as an operator's loop would, or where chance has it.
            let pause = rounds(1_000 + chance.below(3_000), 20_000);
            std::thread::sleep(Duration::from_millis(pause));
            shared.server.crash_and_start();
        }
        over.store(true, Ordering::Relaxed);
        importing.map(|one| one.join().unwrap())
    });

    answers(&mut founded).await;
    let (mut whole, mut broken_off) = (0, 0);
    for (came, name) in came.into_iter().zip(["joris", "mehmet"]) {
        // Nothing disturbs it any more: what broke off last is whole now.
        if let Some((export, many)) = &came.unfinished {
            let between = acknowledged.through(&founded.archive.url);
            let (new, known) = stored(&founded.import_by(&between.url, name, export, "yes\n"));
            assert_eq!((new + known) as usize, *many, "{name}");
        }
        whole += came.messages;
        broken_off += came.broken_off;
    }
    shared.published().await;
    let seen = watcher.seen();
    let kept = Kept::of(&founded.archive).on(&shared);
    let found = everything_of(&kept, &acknowledged, &seen);
    println!("{restarts} restarts, {broken_off} imports broke off; {found:?}");
    assert!(found.leaves > MORE && found.blobs > 0 && found.checkpoints > 10);
    let all: u64 = founded.choices().await.iter().map(|one| one.messages).sum();
    assert_eq!(
        all as usize, whole,
        "every chat has all of its messages, once"
    );
    assert_eq!(
        founded.archive.ended(),
        None,
        "one server through all of it"
    );
}

/// What somebody brought in while the database came and went.
struct Came {
    /// Messages of all their exports.
    messages: usize,
    /// Imports that stopped before their end.
    broken_off: usize,
    /// An export whose last import stopped, and how many messages it has.
    unfinished: Option<(std::path::PathBuf, usize)>,
}

/// Imports one export after the other until it is over. One that breaks off is run again, as its importer would.
fn imports(
    founded: &Founded,
    acknowledged: &Acknowledged,
    name: &str,
    folder: &Path,
    over: &AtomicBool,
) -> Came {
    let mut came = Came {
        messages: 0,
        broken_off: 0,
        unfinished: None,
    };
    let mut number = 0;
    while !over.load(Ordering::Relaxed) {
        let (chat, many) = (
            format!("{name} {}", number / CHAT),
            (number % CHAT + 1) * MORE,
        );
        let export = long_with_pictures(folder, &chat, many, 100);
        let between = acknowledged.through(&founded.archive.url);
        let (code, out, err) = founded.import_by(&between.url, name, &export, "yes\n");
        if came.unfinished.is_none() {
            came.messages += MORE;
        }
        if code == 0 {
            let (new, known) = stored(&(code, out, err));
            assert_eq!((new + known) as usize, many, "{chat}");
            came.unfinished = None;
            number += 1;
        } else {
            // Whoever imports is told, and not that it is stored.
            assert!(
                !out.contains("Sealed and stored") && !err.is_empty(),
                "{out}"
            );
            came.broken_off += 1;
            came.unfinished = Some((export, many));
        }
    }
    came
}

/// The same process reads and writes again.
async fn answers(founded: &mut Founded) {
    let owner = founded.program("owner");
    within(BACK, "the server finds its database again", || async {
        let me = owner.send(Method::GET, "/api/v1/me", None).await;
        me.status().is_success().then_some(())
    })
    .await;
    let new = json!({ "name": "Somebody new", "roles": ["employee"] });
    within(BACK, "it is written to again", || async {
        let added = owner
            .send(Method::POST, "/api/v1/people", Some(new.clone()))
            .await;
        added.status().is_success().then_some(())
    })
    .await;
    assert_eq!(founded.archive.ended(), None, "it runs on");
}
