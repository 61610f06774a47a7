//! Databases of WhatsApp on Android, built here: what `zegel parse` writes of each, reviewed as snapshots; what is made
//! to hurt ends in a clear error.

#![expect(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use rusqlite::Connection;
use tempfile::TempDir;
use zegel_capture::apart::{self, Apart};
use zegel_capture::database::{Bounds, Database};
use zegel_capture::lines;
use zegel_capture::read::ReadError;
use zegel_capture::shelf::Shelf;
use zegel_capture::whatsapp_android::AndroidDatabase;
use zegel_model::message::{Kind, Message, Record};

const TODAY: &str = include_str!("android/today.sql");
const BEFORE: &str = include_str!("android/before2022.sql");

fn zone() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap()
}

fn made(folder: &TempDir, name: &str, sql: &[&str]) -> PathBuf {
    let path = folder.path().join(name);
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; BEGIN;")
        .unwrap();
    for sql in sql {
        connection.execute_batch(sql).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
    path
}

fn open(path: &Path) -> Result<AndroidDatabase, ReadError> {
    AndroidDatabase::open(
        Database::open(path, Bounds::default())?,
        zone(),
        path.parent(),
    )
}

fn all_lines(shelf: &mut AndroidDatabase) -> String {
    let mut out = Vec::new();
    lines::write_list(shelf, &mut out).unwrap();
    for place in 0..shelf.conversations().len() {
        lines::write_one(shelf, place, &mut out).unwrap().unwrap();
    }
    String::from_utf8(out).unwrap()
}

fn check(name: &str, lines: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, lines);
    });
}

fn records(shelf: &mut AndroidDatabase, place: usize) -> Vec<Record> {
    let whole = shelf.read(place).unwrap();
    whole
        .messages
        .into_iter()
        .map(Message::into_record)
        .collect()
}

#[test]
fn the_schema_of_today() {
    let folder = TempDir::new().unwrap();
    let path = made(&folder, "msgstore.db", &[TODAY]);
    made(
        &folder,
        "wa.db",
        &["CREATE TABLE wa_contacts (_id INTEGER PRIMARY KEY, jid TEXT, display_name TEXT, wa_name TEXT);
           INSERT INTO wa_contacts (jid, display_name) VALUES ('31611111111@s.whatsapp.net', 'Mehmet Yilmaz');"],
    );
    let mut shelf = open(&path).unwrap();
    check("android-today", &all_lines(&mut shelf));
    let outside: Vec<String> = shelf
        .outside()
        .iter()
        .map(|left| format!("{} {}", left.offset, left.why))
        .collect();
    assert_eq!(
        outside,
        ["99 is a row of message_system whose message is gone"]
    );
}

#[test]
fn the_schema_before_2022() {
    let folder = TempDir::new().unwrap();
    let mut shelf = open(&made(&folder, "msgstore.db", &[BEFORE])).unwrap();
    check("android-before-2022", &all_lines(&mut shelf));
}

#[test]
fn the_list_counts_what_reading_gives() {
    let folder = TempDir::new().unwrap();
    for sql in [TODAY, BEFORE] {
        let name = if sql == TODAY { "a.db" } else { "b.db" };
        let mut shelf = open(&made(&folder, name, &[sql])).unwrap();
        for place in 0..shelf.conversations().len() {
            let listed = shelf.conversations()[place].clone();
            let whole = shelf.read(place).unwrap();
            assert_eq!(
                (listed.messages, listed.system),
                (whole.summary.messages, whole.summary.system)
            );
            let read = whole.summary.messages + whole.summary.system;
            assert_eq!(u64::try_from(whole.messages.len()).unwrap(), read);
        }
    }
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let mut plain = open(&made(&folder, "a.db", &[TODAY])).unwrap();
    let more = "ALTER TABLE message ADD COLUMN a_new_one TEXT; CREATE INDEX i ON message (chat_row_id);
                INSERT INTO message (chat_row_id, from_me, key_id, timestamp, message_type, text_data) VALUES (11, 0, 'N', 1700000000000, 0, 'later');";
    let mut grown = open(&made(&folder, "b.db", &[TODAY, more])).unwrap();
    let (before, after) = (records(&mut plain, 0), records(&mut grown, 0));
    assert!(before == after, "a message's bytes depend on other rows");
    let text = String::from_utf8(before[4].source.clone()).unwrap();
    assert!(
        text.starts_with(r#"{"message":[{"_id":6,"chat_row_id":10,"from_me":0,"key_id":"K6","#),
        "{text}"
    );
}

#[test]
fn a_database_of_another_app_is_told_apart() {
    let folder = TempDir::new().unwrap();
    let path = made(&folder, "x.db", &["CREATE TABLE notes (a)"]);
    assert!(matches!(open(&path), Err(ReadError::NotAChatDatabase)));
}

#[test]
fn schemas_that_are_made_to_hurt() {
    let folder = TempDir::new().unwrap();
    let endless = "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT x AS _id, x AS chat_row_id, 1 AS message_type, 1 AS timestamp FROM n";
    for (at, sql) in [
        // Views and virtual tables where tables should be.
        format!("CREATE TABLE chat (_id); CREATE VIEW message AS {endless};"),
        "CREATE TABLE chat (_id); CREATE VIRTUAL TABLE message USING fts4(a);".to_owned(),
        // Columns that compute, and columns that are not there.
        "CREATE TABLE chat (_id); CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id, text_data AS (zeroblob(2000000000)) VIRTUAL); INSERT INTO message VALUES (1, 1);".to_owned(),
        "CREATE TABLE chat (a); CREATE TABLE message (b); INSERT INTO message VALUES (1);".to_owned(),
        "CREATE TABLE chat (_id); CREATE TABLE message (_id PRIMARY KEY, chat_row_id) WITHOUT ROWID; INSERT INTO message VALUES (1, 1);".to_owned(),
        // Values of the wrong kind.
        "CREATE TABLE chat (_id, jid_row_id, subject); INSERT INTO chat VALUES ('x', x'00', 1.5);
         CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id, timestamp, message_type, text_data, sort_id);
         INSERT INTO message VALUES (1, 'x', 'now', x'ff', 3, 'y'), (-5, 1, 9223372036854775807, -1, NULL, -9223372036854775808), (9223372036854775807, 1, 1e300, 0, x'00', 1);".to_owned(),
    ]
    .iter()
    .enumerate()
    {
        let path = folder.path().join(format!("{at}.db"));
        // What cannot be inserted was at least declared.
        drop(Connection::open(&path).unwrap().execute_batch(sql));
        let Ok(mut shelf) = open(&path) else { continue };
        for place in 0..shelf.conversations().len() {
            drop(shelf.read(place));
        }
    }
}

#[test]
fn a_huge_value_is_left_and_the_rest_is_read() {
    let folder = TempDir::new().unwrap();
    let huge = "UPDATE message SET text_data = CAST(zeroblob(40000000) AS TEXT) WHERE _id = 6";
    let mut shelf = open(&made(&folder, "a.db", &[TODAY, huge])).unwrap();
    let whole = shelf.read(0).unwrap();
    let why: Vec<String> = whole
        .summary
        .remainder
        .iter()
        .map(|left| left.why.to_string())
        .collect();
    assert!(
        why.contains(&"is longer than any message can be".to_owned()),
        "{why:?}"
    );
    assert_eq!(whole.summary.messages, 9, "the others are there");
}

#[test]
fn a_message_with_more_additions_than_people_is_left() {
    let folder = TempDir::new().unwrap();
    let many = "WITH RECURSIVE n(x) AS (VALUES (100) UNION ALL SELECT x + 1 FROM n WHERE x < 100000)
                INSERT INTO message_add_on (_id, parent_message_row_id, key_id) SELECT x, 5, 'k' FROM n";
    let mut shelf = open(&made(&folder, "a.db", &[TODAY, many])).unwrap();
    let whole = shelf.read(0).unwrap();
    let too_long = |left: &&zegel_capture::Remainder| {
        left.offset == 5 && left.why == zegel_capture::Why::TooLong
    };
    assert_eq!(whole.summary.remainder.iter().filter(too_long).count(), 1);
}

#[test]
fn more_conversations_than_anybody_has_are_listed() {
    let folder = TempDir::new().unwrap();
    let many = "CREATE TABLE chat (_id INTEGER PRIMARY KEY, jid_row_id, subject);
                CREATE TABLE jid (_id INTEGER PRIMARY KEY, user, server, raw_string);
                CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id, timestamp, message_type);
                WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 200000)
                INSERT INTO chat SELECT x, x, NULL FROM n;
                INSERT INTO jid SELECT _id, 31600000000 + _id, 's.whatsapp.net', NULL FROM chat;
                INSERT INTO message SELECT _id, _id, 1651500060000, 0 FROM chat;";
    let shelf = open(&made(&folder, "a.db", &[many])).unwrap();
    assert_eq!(shelf.conversations().len(), 200_000);
}

#[test]
fn flipped_bits_end_in_messages_or_in_a_sentence() {
    let folder = TempDir::new().unwrap();
    let whole = std::fs::read(made(&folder, "a.db", &[TODAY])).unwrap();
    let rounds: u32 = std::env::var("ZEGEL_FLIPS").map_or(500, |rounds| rounds.parse().unwrap());
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % u64::try_from(below).unwrap()).unwrap()
    };
    let (mut read, mut refused) = (0_u32, 0_u32);
    for _ in 0..rounds {
        let mut bytes = whole.clone();
        for _ in 0..=next(8) {
            // Half of them in the first pages, where the schema stands.
            let most = if next(2) == 0 { bytes.len() } else { 8192 };
            let at = next(most);
            bytes[at] ^= 1 << next(8);
        }
        let bounds = Bounds {
            steps: 50_000_000,
            ..Bounds::default()
        };
        let opened = Database::of_bytes(bytes.as_slice(), bytes.len(), bounds)
            .map_err(ReadError::from)
            .and_then(|database| AndroidDatabase::open(database, zone(), None));
        match opened {
            Ok(mut shelf) => {
                for place in 0..shelf.conversations().len() {
                    drop(shelf.read(place));
                }
                read += 1;
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                refused += 1;
            }
        }
    }
    assert!(
        read > rounds / 20 && refused > rounds / 20,
        "{read} read, {refused} refused"
    );
}

#[test]
fn nobody_is_invented() {
    let folder = TempDir::new().unwrap();
    let mut shelf = open(&made(&folder, "a.db", &[TODAY])).unwrap();
    let known = [
        "Sanne de Vries",
        "Fatima",
        "+31611111111",
        "+31633333333",
        "+31644444444",
        "900000000000007@lid",
    ];
    for place in 0..shelf.conversations().len() {
        for record in records(&mut shelf, place) {
            let event = record.event.as_ref();
            let people = record
                .sender
                .iter()
                .chain(event.and_then(|e| e.actor.as_ref()));
            for person in people.chain(event.into_iter().flat_map(|e| &e.targets)) {
                assert!(known.contains(&person.as_str()), "{person}");
            }
            assert_eq!(
                record.sender.is_none(),
                record.kind == Kind::System || record.offset == 21
            );
        }
    }
}

/// Both ends of the conversation with a reader, in one process: what comes out is what went in.
#[test]
fn a_shelf_apart_reads_as_the_shelf_does() {
    let folder = TempDir::new().unwrap();
    let path = made(&folder, "msgstore.db", &[TODAY]);
    let mut here = open(&path).unwrap();
    let (asks, asked) = std::io::pipe().unwrap();
    let (answers, answered) = std::io::pipe().unwrap();
    let reader = std::thread::spawn(move || {
        let mut length = 0;
        apart::serve(&mut { asks }, &mut { answered }, |bytes| length = bytes).unwrap();
        length
    });
    let zone = (None, "Europe/Amsterdam");
    let mut there = Apart::open(answers, asked, &path, zone).unwrap();
    assert!(there.conversations() == here.conversations());
    assert_eq!(there.outside(), here.outside());
    for place in 0..here.conversations().len() {
        // Whoever stops in the middle can go on with another one.
        there.each(place, &mut |_| false).unwrap();
        let (here, there) = (here.read(place).unwrap(), there.read(place).unwrap());
        assert!(here.summary == there.summary, "summary of {place}");
        let records = |whole: zegel_capture::shelf::Whole| -> Vec<Record> {
            whole
                .messages
                .into_iter()
                .map(Message::into_record)
                .collect()
        };
        assert!(records(here) == records(there), "messages of {place}");
    }
    assert!(matches!(there.read(99), Err(ReadError::NoSuchConversation)));
    drop(there);
    assert_eq!(
        reader.join().unwrap(),
        std::fs::metadata(&path).unwrap().len()
    );
}

#[test]
fn a_reader_says_what_is_wrong_and_its_end_is_told() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("msgstore.db");
    std::fs::write(&path, b"SQLite format 3\0 and then nothing").unwrap();
    let asks = |zone: &str, path: &Path| {
        let mut asks = Vec::new();
        drop(Apart::open(
            std::io::empty(),
            &mut asks,
            path,
            (Some(b"x"), zone),
        ));
        let mut answers = Vec::new();
        apart::serve(&mut asks.as_slice(), &mut answers, |_| {}).unwrap();
        Apart::open(answers.as_slice(), std::io::sink(), path, (None, zone))
            .err()
            .unwrap()
            .to_string()
    };
    assert!(
        asks("Nowhere/Land", &path).contains("no key"),
        "the key is looked at first"
    );
    assert!(asks("Europe/Amsterdam", &folder.path().join("none")).contains("check its name"));
    let ended = Apart::open(std::io::empty(), std::io::sink(), &path, (None, "UTC"));
    assert!(matches!(ended.err(), Some(ReadError::Ended)));
}
