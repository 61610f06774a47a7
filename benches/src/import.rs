//! A long export end to end: two processes, from the file to everything acknowledged, published and checked again.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use journey::archive::{Archive, FOUNDING, Founded, path, within};
use journey::binary::{run, zegel};
use journey::http::Browser;
use journey::postgres::Server;
use tempfile::TempDir;

use crate::Sizes;
use crate::chats;
use crate::machine::{Peak, Watch, children_seconds, process_seconds, status_mb};
use crate::table::{Row, Target};

/// One import.
struct Imported {
    per_second: f64,
    /// Seconds of processor time for a message.
    client_seconds: f64,
    server_seconds: f64,
    client_mb: f64,
    server_mb: f64,
}

/// Days that the long export covers.
const DAYS: usize = 5 * 365;

/// The rows of this chapter.
pub async fn rows(sizes: &Sizes, quick: bool) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let days = DAYS.min(sizes.export / 10);
    let export = chats::write(folder.path(), "de lange export", sizes.export, days);
    let (mut idle, mut imports, mut audits) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..sizes.imports {
        let mut founded = Founded::new().await;
        idle.push(status_mb(founded.archive.pid(), "VmHWM").unwrap());
        imports.push(import(&founded, &export, sizes.export + days).await);
        founded.archive.stop();
        audits.push(audit(&founded, sizes.export + days));
    }
    let mut rows = on_sqlite(sizes, idle, &imports, audits);
    // The tests have their own story of both databases; here it is only about speed.
    let server = if quick { None } else { Server::start() };
    if let Some(server) = server {
        let archive = Archive::start_as(TempDir::new().unwrap(), &FOUNDING, |command| {
            command.env("ZEGEL_DATABASE", server.database());
        });
        let mut founded = Founded::people_of(archive).await;
        founded.seats();
        founded.regulate().await;
        let import = import(&founded, &export, sizes.export + days).await;
        rows.insert(1, of_messages(sizes, "PostgreSQL", &[import]));
    }
    rows
}

fn of_messages(sizes: &Sizes, store: &str, imports: &[Imported]) -> Row {
    // Both sides work at once, each on a core of its own where there are two: what either takes for a message says how
    // much of the rest was waiting.
    let micros =
        |of: fn(&Imported) -> f64| imports.iter().map(of).fold(f64::INFINITY, f64::min) * 1e6;
    let row = Row::new(
        format!(
            "import of {} messages, from the file to published, {store}",
            sizes.export
        ),
        "messages/s",
        Target::AtLeast(20_000.0),
        imports.iter().map(|one| one.per_second).collect(),
    );
    row.note(format!(
        "of a core, at least: {:.0} µs a message in `zegel import`, {:.0} µs in `zegel serve`",
        micros(|one| one.client_seconds),
        micros(|one| one.server_seconds)
    ))
}

fn on_sqlite(sizes: &Sizes, idle: Vec<f64>, imports: &[Imported], audits: Vec<f64>) -> Vec<Row> {
    let each = |of: fn(&Imported) -> f64| imports.iter().map(of).collect::<Vec<_>>();
    vec![
        of_messages(sizes, "SQLite", imports),
        Row::new(
            "memory of `zegel serve`, founded and idle, peak",
            "MB",
            Target::AtMost(60.0),
            idle,
        ),
        Row::new(
            "memory of `zegel serve` while it imports, peak",
            "MB",
            Target::AtMost(250.0),
            each(|one| one.server_mb),
        ),
        Row::new(
            "memory of `zegel import`, peak",
            "MB",
            Target::AtMost(250.0),
            each(|one| one.client_mb),
        ),
        Row::new(
            "`zegel audit`: every row against its entry, for one core",
            "rows/s",
            Target::AtLeast(300_000.0),
            audits,
        ),
    ]
}

async fn import(founded: &Founded, export: &Path, entries: usize) -> Imported {
    let server = Peak::of(founded.archive.pid());
    let (client_before, server_before) =
        (children_seconds(), process_seconds(founded.archive.pid()));
    let watch = Watch::start();
    let mut child = Command::new(zegel())
        .args([
            "import",
            path(export),
            "--account",
            "business",
            "--phone",
            "company",
        ])
        .args([
            "--server",
            &founded.archive.url,
            "--token",
            &founded.people["joris"].token,
        ])
        .arg("--home")
        .arg(founded.home("joris"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let client = Peak::of(child.id());
    child.stdin.take().unwrap().write_all(b"yes\n").unwrap();
    let out = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap());
    let out = out.await.unwrap();
    assert!(out.status.success(), "the import succeeds");
    let client_mb = client.mb();
    let log = evidence();
    let nobody = Browser::nobody(&founded.archive.url);
    within(
        Duration::from_secs(120),
        "everything is published",
        || async {
            let (_, note) = nobody.get(&format!("/log/{log}/checkpoint")).await;
            let size: usize = note.lines().nth(1)?.parse().ok()?;
            (size >= entries).then_some(())
        },
    )
    .await;
    let seconds = watch.seconds();
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    let messages: f64 = said
        .split_once("Sealed and stored: ")
        .and_then(|(_, rest)| rest.split(' ').next()?.parse().ok())
        .expect("the import says how many");
    Imported {
        per_second: messages / seconds,
        client_seconds: (children_seconds() - client_before) / messages,
        server_seconds: (process_seconds(founded.archive.pid()) - server_before) / messages,
        client_mb,
        server_mb: server.mb(),
    }
}

/// This year's evidence log.
pub fn evidence() -> String {
    format!("evidence-{}", jiff::Timestamp::now().strftime("%Y"))
}

/// Rows that the audit compares in a second of one core.
fn audit(founded: &Founded, rows: usize) -> f64 {
    let before = children_seconds();
    let out = run(&["audit", "--dir", path(&founded.archive.dir())], "");
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stdout)
    );
    rows as f64 / (children_seconds() - before).max(0.01)
}
