//! Sources with several conversations, read through the border: what `zegel parse` writes for each, as snapshots.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use zegel_capture::chat_database;
use zegel_capture::database::{Bounds, Database};
use zegel_capture::lines;
use zegel_capture::open::{Opened, open};
use zegel_capture::read::Limits;
use zegel_capture::shelf::Shelf;
use zegel_capture::whatsapp_ios::IosDatabase;

fn chats(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/chats")
        .join(name)
}

fn shelf(path: &Path) -> Box<dyn Shelf> {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap();
    // A database is for a process of its own, which this test stands for.
    if chat_database::sort(path, true).unwrap().is_some() {
        return chat_database::open(path, None, zone).unwrap();
    }
    match open(path, &zone, Limits::default()).unwrap() {
        Opened::Shelf(shelf) => shelf,
        Opened::Text(_) => panic!("it is a text"),
    }
}

/// The list, then each conversation.
fn lines_of(shelf: &mut dyn Shelf) -> String {
    let mut out = Vec::new();
    lines::write_list(shelf, &mut out).unwrap();
    for place in 0..shelf.conversations().len() {
        let listed = shelf.conversations()[place].clone();
        let summary = lines::write_one(shelf, place, &mut out).unwrap().unwrap();
        // The list looks at the beginning of each message only; what is broken further on shows when it is read.
        let counted = listed.messages + listed.system;
        let read = summary.messages + summary.system;
        let broken = summary.remainder.len();
        assert!(counted >= read && counted - read <= u64::try_from(broken).unwrap());
    }
    String::from_utf8(out).unwrap()
}

fn check(name: &str) {
    let stem = name.replace(['/', '.'], "-");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(stem, lines_of(&mut *shelf(&chats(name))));
    });
}

#[test]
fn telegram() {
    check("telegram/ploeg-zuid.json");
    check("telegram/account");
    check("telegram/oud-afgebroken.json");
}

#[test]
fn short_messages() {
    check("sms/sms-20260928100000.xml");
}

#[test]
fn files_in_short_messages_are_what_they_encode() {
    let mut shelf = shelf(&chats("sms/sms-20260928100000.xml"));
    let name = shelf
        .read(0)
        .unwrap()
        .messages
        .into_iter()
        .find_map(|message| message.into_record().attachment.map(|file| file.name));
    let (size, mut file) = shelf.media(&name.unwrap()).unwrap();
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    assert_eq!(u64::try_from(bytes.len()).unwrap(), size);
    assert!(bytes.starts_with(b"\xff\xd8\xff") && bytes.ends_with(b"\xff\xd9"));
    drop(file);
    for other in [
        "",
        "mms-",
        "mms-0/ruit.jpg",
        "mms-99999999/ruit.jpg",
        "mms-x/ruit.jpg",
        "ruit.jpg",
    ] {
        assert!(shelf.media(other).is_err(), "{other}");
    }
}

#[test]
fn the_database_of_ios() {
    check("ios/ChatStorage.sqlite");
}

#[test]
fn what_no_message_of_a_database_accounts_for_is_told() {
    let mut shelf = shelf(&chats("ios/ChatStorage.sqlite"));
    let outside: Vec<String> = shelf
        .outside()
        .iter()
        .map(|rest| format!("{} {}", rest.offset, rest.why))
        .collect();
    assert_eq!(
        outside,
        ["13 is a row of ZWAMEDIAITEM whose message is gone"]
    );
    let (size, mut file) = shelf.media("Media/ruit.jpg").unwrap();
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    assert_eq!(
        (u64::try_from(bytes.len()).unwrap(), &bytes[..3]),
        (size, &b"\xff\xd8\xff"[..])
    );
    drop(file);
    assert!(shelf.media("/Media/offerte.pdf").is_err());
}

/// Whatever a damaged database says, it ends: as messages, as remainder or as an error.
#[test]
fn damaged_databases_end() {
    let whole = std::fs::read(chats("ios/ChatStorage.sqlite")).unwrap();
    let zone = TimeZone::get("Europe/Amsterdam").unwrap();
    let bounds = Bounds {
        steps: 10_000_000,
        ..Bounds::default()
    };
    let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
    let mut read = 0;
    for _ in 0..10_000 {
        let mut bytes = whole.clone();
        for _ in 0..3 {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            let length = u64::try_from(bytes.len()).unwrap();
            let place = usize::try_from(dice % (length * 8)).unwrap();
            bytes[place / 8] ^= 1 << (place % 8);
        }
        let Ok(database) = Database::of_bytes(bytes.as_slice(), bytes.len(), bounds) else {
            continue;
        };
        let Ok(mut shelf) = IosDatabase::open(database, zone.clone(), None, Limits::default())
        else {
            continue;
        };
        for place in 0..shelf.conversations().len() {
            read += usize::from(shelf.read(place).is_ok());
        }
    }
    assert!(read > 10_000, "most flips hurt a single message at most");
}

#[test]
fn files_of_telegram_are_streams_of_what_came_along() {
    let mut shelf = shelf(&chats("telegram/account/result.json"));
    let name = "chats/chat_1/photos/photo_1@28-09-2026_08-20-00.jpg";
    let (size, mut file) = shelf.media(name).unwrap();
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).unwrap();
    assert_eq!(u64::try_from(bytes.len()).unwrap(), size);
    assert!(bytes.starts_with(b"\xff\xd8\xff"));
    drop(file);
    assert!(shelf.media("../ploeg-zuid.json").is_err());
}
