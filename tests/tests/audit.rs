//! Whoever edits the database past the program is found out: every changed, deleted or inserted row is named
//! (invariant 5).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use journey::archive::{Founded, path, said};
use journey::binary::{fixture, repository, run};
use journey::database::{Database, FILE};
use tempfile::TempDir;

/// Tables whose rows the log names one by one; `Kind::Bound` in the store. Which columns are their keys.
const BOUND: [(&str, &[&str]); 11] = [
    ("case", &["id"]),
    ("context", &["writer"]),
    ("copy", &["id"]),
    ("disclosure", &["person", "number"]),
    ("employee_key", &["id"]),
    ("employer", &["id"]),
    ("hold", &["id"]),
    ("person", &["id"]),
    ("regulation", &["id"]),
    ("seat", &["id"]),
    ("segment", &["id"]),
];

/// What a stopped server leaves after a whole case: rows in every table.
struct Stopped {
    _folder: TempDir,
    archive: PathBuf,
}

impl Stopped {
    async fn new() -> Self {
        let mut founded = Founded::new().await;
        founded.imported("joris", &fixture("chats/nl-android-groep"));
        let choice = founded.choices().await.remove(0);
        let reviewer = founded.browser("reviewer").await;
        let (case, days) = founded.opened(&reviewer, &choice).await;
        assert_eq!(reviewer.get(&days[0]).await.0, 200);
        assert_eq!(
            reviewer.post(&format!("/cases/{case}/close"), &[]).await.0,
            303
        );
        let held =
            serde_json::json!({ "on": "everything", "ground": "regulator", "reference": "26/1" });
        founded.program("owner").post("/api/v1/holds", held).await;
        founded.archive.stop();
        // What was recorded at the very last is published by whoever starts next.
        let mut founded = founded.killed_and_started();
        journey::archive::until("all is published", || async {
            let mut database = Database::open(&founded.archive.dir()).await;
            database
                .numbers("SELECT id FROM batch WHERE first_index IS NULL")
                .await
                .is_empty()
                .then_some(())
        })
        .await;
        founded.archive.stop();
        Database::open(&founded.archive.dir()).await.close().await;
        let folder = TempDir::new().unwrap();
        let archive = folder.path().join("archive");
        let copied = Command::new("cp")
            .arg("-a")
            .arg(founded.archive.dir())
            .arg(&archive)
            .status()
            .unwrap();
        assert!(copied.success());
        Self {
            _folder: folder,
            archive,
        }
    }

    /// Runs a statement on a fresh copy of the database; what `zegel audit` says then.
    async fn after(&self, sql: &str) -> (i32, String, String) {
        self.after_all(&[sql], audit).await
    }

    /// The same for several statements that go together, and for whatever looks at the archive then.
    async fn after_all<T>(&self, statements: &[&str], look: impl FnOnce(&Path) -> T) -> T {
        let file = self.archive.join(FILE);
        let kept = fs::read(&file).unwrap();
        let mut database = Database::open(&self.archive).await;
        for sql in statements {
            assert_eq!(database.run(sql).await, 1, "{sql}");
        }
        database.close().await;
        let told = look(&self.archive);
        for beside in ["zegel.db-wal", "zegel.db-shm"] {
            let beside = self.archive.join(beside);
            if beside.exists() {
                fs::remove_file(beside).unwrap();
            }
        }
        fs::write(&file, kept).unwrap();
        told
    }

    /// Columns of a table with their types.
    async fn columns(&self, table: &str) -> Vec<(String, String)> {
        let mut database = Database::open(&self.archive).await;
        let names = database
            .texts(&format!("SELECT name FROM pragma_table_info('{table}')"))
            .await;
        let types = database
            .texts(&format!("SELECT type FROM pragma_table_info('{table}')"))
            .await;
        assert!(!names.is_empty(), "no table {table}");
        names.into_iter().zip(types).collect()
    }
}

fn audit(archive: &Path) -> (i32, String, String) {
    said(&run(&["audit", "--dir", path(archive)], ""))
}

/// Another value of the same type in one column.
fn other(column: &str, kind: &str) -> String {
    match kind {
        "INTEGER" => format!("\"{column}\" = coalesce(\"{column}\", 0) + 1"),
        "TEXT" => format!("\"{column}\" = \"{column}\" || ' '"),
        "BLOB" => format!(
            // Whatever its last byte is, another one.
            "\"{column}\" = CAST(substr(\"{column}\", 1, length(\"{column}\") - 1) || \
             CASE substr(\"{column}\", length(\"{column}\")) WHEN x'ff' THEN x'00' ELSE x'ff' END AS BLOB)"
        ),
        other => panic!("a column of type {other}"),
    }
}

fn named((code, out, err): &(i32, String, String), begin: &str, end: &str, sql: &str) {
    assert_eq!(*code, 1, "{sql}: {out} {err}");
    let line = out
        .lines()
        .find(|line| line.starts_with(begin) && line.contains(end));
    assert!(line.is_some(), "{sql}: no line '{begin}…{end}': {out}");
}

#[tokio::test]
async fn every_edit_past_the_program_is_named() {
    let stopped = Stopped::new().await;
    let (code, out, err) = audit(&stopped.archive);
    assert_eq!(code, 0, "{out} {err}");
    assert!(out.contains("every row is as the log says"), "{out}");
    for (table, keys) in BOUND {
        bound(&stopped, table, keys).await;
    }
    messages(&stopped).await;
    events(&stopped).await;
    outbox(&stopped).await;
    attachments(&stopped);
    assert_eq!(audit(&stopped.archive).0, 0, "everything is as it was");
}

/// A bound table that this file forgot would be edited unseen.
#[test]
fn every_bound_table_is_edited_here() {
    let text = fs::read_to_string(repository().join("crates/store/src/tables.rs")).unwrap();
    let lines = text.lines().filter(|line| line.contains(", Kind::Bound)"));
    let listed: Vec<&str> = lines.filter_map(|line| line.split('"').nth(1)).collect();
    assert_eq!(listed, BOUND.map(|(table, _)| table));
}

/// Each column of a row, its end, and a row that the program never wrote.
async fn bound(stopped: &Stopped, table: &str, keys: &[&str]) {
    let columns = stopped.columns(table).await;
    let first = format!("rowid = (SELECT min(rowid) FROM \"{table}\")");
    let at = format!("table {table}");
    for (column, kind) in columns
        .iter()
        .filter(|(column, _)| !keys.contains(&column.as_str()))
    {
        let sql = format!(
            "UPDATE \"{table}\" SET {} WHERE {first}",
            other(column, kind)
        );
        named(&stopped.after(&sql).await, "changed: ", &at, &sql);
    }
    let sql = format!("DELETE FROM \"{table}\" WHERE {first}");
    named(&stopped.after(&sql).await, "deleted: ", &at, &sql);
    let fresh = |(column, kind): &(String, String)| match (
        keys.contains(&column.as_str()),
        kind.as_str(),
    ) {
        (true, "BLOB") if column != "person" => "randomblob(16)".to_owned(),
        (true, "INTEGER") => format!("\"{column}\" + 1000"),
        _ if column == "version" => "version + 1000".to_owned(),
        _ => format!("\"{column}\""),
    };
    let values: Vec<_> = columns.iter().map(fresh).collect();
    let sql = format!(
        "INSERT INTO \"{table}\" SELECT {} FROM \"{table}\" WHERE {first}",
        values.join(", ")
    );
    named(&stopped.after(&sql).await, "inserted: ", &at, &sql);
}

async fn messages(stopped: &Stopped) {
    let first = "rowid = (SELECT min(rowid) FROM message)";
    for (column, kind) in [
        ("clear", "BLOB"),
        ("ciphertext", "BLOB"),
        ("commitment", "BLOB"),
        ("row_salt", "BLOB"),
        ("leaf", "BLOB"),
    ] {
        let sql = format!("UPDATE message SET {} WHERE {first}", other(column, kind));
        named(
            &stopped.after(&sql).await,
            "changed: message ",
            " of segment-",
            &sql,
        );
    }
    for column in ["position", "place"] {
        let sql = format!("UPDATE message SET {column} = {column} + 5000 WHERE {first}");
        named(
            &stopped.after(&sql).await,
            "changed: message ",
            " of segment-",
            &sql,
        );
    }
    let sql = format!("DELETE FROM message WHERE {first}");
    named(
        &stopped.after(&sql).await,
        "deleted: the row of entry ",
        " of evidence",
        &sql,
    );
    let sql = format!(
        "INSERT INTO message SELECT segment, position + 5000, clear, ciphertext, commitment, row_salt, leaf, batch, place \
         FROM message WHERE {first}"
    );
    named(
        &stopped.after(&sql).await,
        "changed: message 5",
        " of segment-",
        &sql,
    );
}

async fn events(stopped: &Stopped) {
    let last = "id = (SELECT max(id) FROM event)";
    for (column, kind) in [("salt", "BLOB"), ("payload", "BLOB"), ("place", "INTEGER")] {
        let sql = format!("UPDATE event SET {} WHERE {last}", other(column, kind));
        let (code, out, err) = stopped.after(&sql).await;
        assert_eq!(code, 1, "{sql}: {out} {err}");
        assert!(
            out.contains("of the conduct log") || out.contains("an event that is in no log"),
            "{sql}: {out}"
        );
    }
    let erased =
        format!("UPDATE event SET payload = NULL, salt = NULL, erased_at = 1 WHERE {last}");
    named(
        &stopped.after(&erased).await,
        "deleted: payload of entry ",
        "conduct",
        &erased,
    );
    let sql = format!("DELETE FROM event WHERE {last}");
    named(
        &stopped.after(&sql).await,
        "deleted: payload of entry ",
        "conduct",
        &sql,
    );
    let sql = format!(
        "INSERT INTO event SELECT id + 1000, batch, place + 1000, at, name, salt, payload, erased_at FROM event WHERE {last}"
    );
    named(
        &stopped.after(&sql).await,
        "inserted: an event",
        "in no log",
        &sql,
    );
    for (column, kind) in [("at", "INTEGER"), ("name", "TEXT")] {
        let sql = format!("UPDATE event SET {} WHERE {last}", other(column, kind));
        let (code, out, _) = stopped.after(&sql).await;
        assert_eq!(code, 1, "{sql}: {out}");
    }
}

/// Rows that come with entries of their own in the outbox, as if the program had recorded them a moment ago.
async fn outbox(stopped: &Stopped) {
    const MESSAGE: &str = "INSERT INTO message SELECT segment, position + 5000, clear, ciphertext, commitment, row_salt, \
                           leaf, 9000, 0 FROM message LIMIT 1";
    const EVENT: &str = "INSERT INTO event SELECT 9000, 9000, 0, at, name, salt, payload, NULL FROM event \
                         WHERE payload IS NOT NULL LIMIT 1";
    let batch = |log: &str, code: &str| {
        format!(
            "INSERT INTO batch (id, log, count, entries, code) \
             SELECT 9000, log, 1, (SELECT leaf FROM message LIMIT 1), {code} FROM batch WHERE log LIKE '{log}' LIMIT 1"
        )
    };
    // Whether the code is made up, or that of a batch which the program recorded.
    for code in ["x''", "randomblob(32)", "code"] {
        for (log, row, says) in [
            ("evidence-%", MESSAGE, "message 5"),
            ("conduct", EVENT, "an event that is in no log"),
        ] {
            let forged = batch(log, code);
            let statements = [forged.as_str(), row];
            let told = stopped.after_all(&statements, audit).await;
            named(&told, "inserted: a batch that waits for log ", "", &forged);
            named(&told, "inserted: ", says, row);
            let (code, out, err) = stopped.after_all(&statements, served).await;
            assert_eq!(code, 2, "{out} {err}");
            assert!(err.contains("run zegel audit"), "{err}");
        }
    }
    // Or that come with nothing at all, or with the batch of somebody else.
    let told = stopped.after(MESSAGE).await;
    named(&told, "inserted: message 5", " of segment-", MESSAGE);
    let told = stopped.after(EVENT).await;
    named(&told, "inserted: an event", "in no log", EVENT);
    // A binding is no erasure.
    let erased = [
        "UPDATE event SET payload = NULL, salt = NULL, erased_at = 1 WHERE id = (SELECT max(id) FROM event)",
        "INSERT INTO binding SELECT 'event', max(id), max(id) FROM event",
    ];
    let told = stopped.after_all(&erased, audit).await;
    named(&told, "deleted: payload of entry ", "conduct", erased[0]);
}

/// A server on such an archive: it must end by itself.
fn served(archive: &Path) -> (i32, String, String) {
    said(&run(
        &[
            "serve",
            "--dir",
            path(archive),
            "--listen",
            "127.0.0.1:0",
            "--url",
            "http://127.0.0.1:1",
        ],
        "",
    ))
}

/// The files beside the database: changed, cut short, gone.
fn attachments(stopped: &Stopped) {
    let blobs = files(&stopped.archive.join("blobs"));
    assert!(blobs.len() >= 4, "{blobs:?}");
    for change in [
        |bytes: &mut Vec<u8>| bytes[20] ^= 1,
        |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() - 1),
        Vec::clear,
    ] {
        let kept = fs::read(&blobs[0]).unwrap();
        let mut bytes = kept.clone();
        change(&mut bytes);
        fs::write(&blobs[0], bytes).unwrap();
        named(
            &audit(&stopped.archive),
            "missing or damaged: attachment ",
            "blob-",
            "a changed file",
        );
        fs::remove_file(&blobs[0]).unwrap();
        named(
            &audit(&stopped.archive),
            "missing or damaged: attachment ",
            "blob-",
            "a file that is gone",
        );
        fs::write(&blobs[0], kept).unwrap();
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What cannot be audited is said in one sentence.
#[tokio::test]
async fn what_is_no_archive_or_a_damaged_one_is_one_sentence() {
    let empty = TempDir::new().unwrap();
    one_sentence(&audit(empty.path()), "is no archive");
    one_sentence(&audit(&empty.path().join("nothing")), "is no archive");

    let stopped = Stopped::new().await;
    let file = stopped.archive.join(FILE);
    let kept = fs::read(&file).unwrap();
    fs::write(
        &file,
        b"this is a text and no database, however long one looks at it",
    )
    .unwrap();
    one_sentence(&audit(&stopped.archive), "");
    fs::write(&file, &kept[..kept.len() / 2]).unwrap();
    one_sentence(&audit(&stopped.archive), "");
    let mut holed = kept.clone();
    holed[100..kept.len() / 2].fill(0x5a);
    fs::write(&file, &holed).unwrap();
    one_sentence(&audit(&stopped.archive), "");
    fs::write(&file, &kept).unwrap();
    let key = stopped.archive.join("log.key");
    fs::write(&key, "conduct").unwrap();
    one_sentence(&audit(&stopped.archive), "log.key is damaged");
}

fn one_sentence((code, out, err): &(i32, String, String), says: &str) {
    assert_eq!(*code, 2, "{out} {err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    assert!(
        out.is_empty() && err.starts_with("zegel: ") && err.contains(says),
        "{out} {err}"
    );
}
