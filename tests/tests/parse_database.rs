//! `zegel parse` of databases: read by a process of its own, which is started, bounded and believed in nothing.

use std::fs;
use std::path::PathBuf;

use journey::archive::path;
use journey::binary::{repository, run};
use serde_json::Value;
use tempfile::TempDir;

/// Databases and backups that the fuzzers begin with: made up, as all fixtures.
fn seed(name: &str) -> PathBuf {
    repository().join("fuzz/seeds").join(name)
}

fn parsed(args: &[&str]) -> (i32, Vec<Value>, String) {
    let out = run(&[&["parse"], args].concat(), "");
    let lines = String::from_utf8(out.stdout).unwrap();
    (
        out.status.code().unwrap(),
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
        String::from_utf8(out.stderr).unwrap(),
    )
}

#[test]
fn a_database_is_listed_and_one_conversation_is_read() {
    let database = seed("capture_database/today.db");
    let (code, list, _) = parsed(&[path(&database)]);
    assert_eq!(code, 1, "a row belongs to no conversation");
    let keys: Vec<&str> = list
        .iter()
        .filter_map(|line| line["conversation"]["key"].as_str())
        .collect();
    assert_eq!(keys.len(), 5);
    let (_, lines, _) = parsed(&[path(&database), "--conversation", keys[1]]);
    let texts: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["text"].as_str())
        .collect();
    assert_eq!(texts.len(), 6);
    assert!(texts.contains(&"Ben je er nog?"));
    assert!(
        lines.iter().all(|line| line["text"] != "Ik kom om 9 uur"),
        "another conversation was read out"
    );
    assert_eq!(lines.last().unwrap()["summary"]["messages"], 3);
    let (_, everything, _) = parsed(&[path(&database), "--all", "--zone", "UTC"]);
    let summaries = everything.iter().filter(|line| !line["summary"].is_null());
    assert_eq!(summaries.count(), 5);
    assert_eq!(everything[0]["at"], "2022-05-02T12:00:00");
    assert_eq!(
        lines[0]["at"], "2022-05-02T16:00:00",
        "Amsterdam, unless another zone is named"
    );
}

#[test]
fn backups_open_with_their_key_and_with_no_other() {
    let digits = "07".repeat(32);
    let device = seed("capture_backup_key/key");
    let root = seed("capture_backup_key/encrypted_backup.key");
    let (_, plain, _) = parsed(&[path(&seed("capture_database/small.db")), "--all"]);
    for (kind, key) in [
        ("crypt12", path(&device)),
        ("crypt14", path(&device)),
        ("crypt15", path(&root)),
        ("crypt15", digits.as_str()),
    ] {
        let backup = seed(&format!("capture_backup/msgstore.db.{kind}"));
        let (code, lines, _) = parsed(&[path(&backup), "--key", key, "--all"]);
        assert_eq!((code, &lines), (0, &plain), "{kind}");
    }
    let backup = seed("capture_backup/msgstore.db.crypt15");
    for (args, said) in [
        (vec![path(&backup)], "--key"),
        (vec![path(&backup), "--key", path(&device)], "64 digits"),
        (vec![path(&backup), "--key", "abc"], "no key"),
        (
            vec![path(&backup), "--key", &digits.replace('7', "8")],
            "another key",
        ),
        (
            vec![path(&backup), "--key", &digits, "--conversation", "nobody"],
            "no such conversation",
        ),
    ] {
        let (code, lines, sentence) = parsed(&args);
        assert_eq!((code, lines.len()), (2, 0));
        assert!(
            sentence.contains(said) && sentence.lines().count() == 1,
            "{sentence}"
        );
    }
}

#[test]
fn damage_is_one_sentence() {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("msgstore.db");
    let whole = fs::read(seed("capture_database/today.db")).unwrap();
    for (bytes, code) in [
        (whole[..100].to_vec(), 2),
        ([&whole[..100], &[0xff; 4000]].concat(), 2),
        (whole[..whole.len() - 4000].to_vec(), 2),
    ] {
        fs::write(&copy, bytes).unwrap();
        let (ended, lines, sentence) = parsed(&[path(&copy), "--list"]);
        assert_eq!((ended, lines.len()), (code, 0), "{sentence}");
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
    }
}

/// What is no conversation with a reader ends one.
#[test]
fn a_reader_that_is_asked_nonsense_ends() {
    for input in ["", "hello", "o\0\0\0\u{2}{}", "r\0\0\0\u{8}aaaaaaaa"] {
        let out = run(&["read-database"], input);
        assert!(out.stdout.is_empty() && out.stderr.is_empty(), "{input:?}");
        assert!(out.status.code().is_some(), "it ends by itself");
    }
}
