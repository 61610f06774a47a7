//! Exports of chats.

use std::io::Read;

use jiff::tz::TimeZone;
use zegel_capture::database::{Bounds, Database};
use zegel_capture::read::{Limits, open};
use zegel_capture::shelf::{Shelf, Whole};
use zegel_capture::whatsapp::{Hints, Parsed, parse};
use zegel_capture::whatsapp_android::AndroidDatabase;
use zegel_capture::whatsapp_android::backup::{self, BackupKey};
use zegel_capture::whatsapp_ios::IosDatabase;
use zegel_capture::wire::{Answer, Ask};
use zegel_capture::{sms, telegram};

/// Tight, so that a bomb shows in time.
const LIMITS: Limits = Limits {
    text: 1 << 20,
    entries: 256,
    media: 1 << 20,
    ratio: 300,
};

/// A chat's text: every byte belongs to one message, one remainder, or the end of a line.
pub fn text(bytes: &[u8]) -> bool {
    let Ok(parsed) = parse(bytes, Hints::default()) else {
        return false;
    };
    accounts_for(&parsed, bytes);
    true
}

/// A file that says it is an archive: opened, its text read, every file in it read to its end.
pub fn archive(bytes: &[u8]) -> bool {
    let folder = tempfile::tempdir().expect("a folder of our own");
    let path = folder.path().join("export.zip");
    std::fs::write(&path, bytes).expect("a file of our own");
    let Ok(mut export) = open(&path, LIMITS) else {
        return false;
    };
    let text = u64::try_from(export.chat.bytes().len()).expect("it is in memory");
    assert!(text <= LIMITS.text, "a text above its limit");
    let read = export.chat.read().is_ok();
    let names: Vec<String> = export.media.iter().map(|m| m.name().to_owned()).collect();
    for name in names {
        let size = export.media.get(&name).expect("it was listed").size();
        if let Ok(file) = export.media.open(&name) {
            let length = std::io::copy(&mut file.take(size + 1), &mut std::io::sink());
            assert!(length.is_err() || length.is_ok_and(|length| length <= size));
        }
    }
    read
}

/// An export of Telegram, read conversation by conversation.
pub fn telegram(bytes: &[u8]) -> bool {
    match telegram::parse(bytes.to_vec(), TimeZone::UTC) {
        Ok(mut shelf) => taken_from(&mut shelf, bytes),
        Err(_) => false,
    }
}

/// A backup of short messages, read conversation by conversation, with each file that a message has.
pub fn sms(bytes: &[u8]) -> bool {
    let Ok(mut shelf) = sms::parse(bytes.to_vec(), TimeZone::UTC) else {
        return false;
    };
    for place in 0..shelf.conversations().len() {
        let whole = shelf.read(place).expect("it is in memory");
        for message in whole.messages {
            let attachment = message.into_record().attachment;
            if let Some(file) = attachment.filter(|file| file.present) {
                shelf.media(&file.name).expect("the message has it");
            }
        }
    }
    taken_from(&mut shelf, bytes)
}

/// A database of WhatsApp on iOS: every row of a message is in it, or is told to be left over.
pub fn ios(bytes: &[u8]) -> bool {
    let bounds = Bounds {
        steps: 10_000_000,
        ..Bounds::default()
    };
    let Ok(database) = Database::of_bytes(bytes, bytes.len(), bounds) else {
        return false;
    };
    let Ok(mut shelf) = IosDatabase::open(database, TimeZone::UTC, None, Limits::default()) else {
        return false;
    };
    let mut messages = 0;
    for place in 0..shelf.conversations().len() {
        let Ok(whole) = shelf.read(place) else {
            continue;
        };
        let counted = whole.summary.messages + whole.summary.system;
        assert_eq!(usize::try_from(counted), Ok(whole.messages.len()));
        for message in whole.messages {
            let source = message.into_record().source;
            let rows: serde_json::Value = serde_json::from_slice(&source).expect("rows are JSON");
            assert!(rows.get("ZWAMESSAGE").is_some());
            messages += 1;
        }
    }
    messages > 0
}

/// Every message is what stands at its place, and no byte is in two. Says whether there were messages.
fn taken_from(shelf: &mut dyn Shelf, source: &[u8]) -> bool {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    let mut messages = 0;
    let rest = |rest: &zegel_capture::Remainder| {
        let length = usize::try_from(rest.length).expect("a stretch of memory");
        assert!(length > 0, "an empty remainder");
        stretch(rest.offset, length)
    };
    stretches.extend(shelf.outside().iter().map(rest));
    for place in 0..shelf.conversations().len() {
        let whole = shelf.read(place).expect("it is in memory");
        for message in &whole.messages {
            let record = message.record();
            let (start, end) = stretch(record.offset, record.source.len());
            assert_eq!(source.get(start..end), Some(record.source.as_slice()));
            stretches.push((start, end));
        }
        let counted = whole.summary.messages + whole.summary.system;
        assert_eq!(usize::try_from(counted), Ok(whole.messages.len()));
        messages += whole.messages.len();
        stretches.extend(whole.summary.remainder.iter().map(rest));
    }
    stretches.sort_unstable();
    let mut at = 0;
    for (start, end) in stretches {
        assert!(at <= start && end <= source.len(), "stretches overlap");
        at = end;
    }
    messages > 0
}

fn accounts_for(parsed: &Parsed, source: &[u8]) {
    let messages = parsed.messages.iter().map(|message| {
        let record = message.record();
        let (start, end) = stretch(record.offset, record.source.len());
        assert_eq!(source.get(start..end), Some(record.source.as_slice()));
        (start, end)
    });
    let remainders = parsed.summary.remainder.iter().map(|left| {
        let length = usize::try_from(left.length).expect("a stretch of memory");
        assert!(length > 0, "an empty remainder");
        stretch(left.offset, length)
    });
    let mut stretches: Vec<_> = messages.chain(remainders).collect();
    stretches.sort_unstable();
    let mut at = 0;
    for (start, end) in stretches.into_iter().chain([(source.len(), source.len())]) {
        assert!(at <= start && end <= source.len(), "stretches overlap");
        let between = &source[at..start];
        let bom = if at == 0 { "\u{feff}" } else { "" };
        let between = between.strip_prefix(bom.as_bytes()).unwrap_or(between);
        assert!(
            matches!(between, b"" | b"\n" | b"\r\n" | b"\r"),
            "bytes that belong nowhere"
        );
        at = end;
    }
}

fn stretch(offset: u64, length: usize) -> (usize, usize) {
    let start = usize::try_from(offset).expect("a place in memory");
    (start, start.checked_add(length).expect("a place in memory"))
}

/// Bounds that a mutation cannot make slow.
const BOUNDS: Bounds = Bounds {
    steps: 20_000_000,
    value: 1 << 20,
};

/// What comes back from a reader of databases: what was read says the same when it is written again.
pub fn wire(bytes: &[u8]) -> bool {
    let (mut from, mut taken) = (bytes, false);
    while let Ok(Some(answer)) = Answer::read(&mut from) {
        taken = true;
        let mut first = Vec::new();
        answer.write(&mut first).expect("memory takes it");
        let again = Answer::read(&mut first.as_slice())
            .expect("our own frame")
            .expect("a frame");
        let mut second = Vec::new();
        again.write(&mut second).expect("memory takes it");
        assert!(first == second, "a frame that reads as another one");
    }
    let mut from = bytes;
    while let Ok(Some(ask)) = Ask::read(&mut from) {
        taken = true;
        ask.write(&mut Vec::new()).expect("memory takes it");
    }
    taken
}

/// A key of backups, in any form.
pub fn backup_key(bytes: &[u8]) -> bool {
    BackupKey::from_file(bytes).is_ok()
}

/// A backup, opened with one key of each kind. A mutation that opens would be a forgery.
pub fn backup(bytes: &[u8]) -> bool {
    let file = tempfile::NamedTempFile::new().expect("a file of our own");
    std::fs::write(file.path(), bytes).expect("a file of our own");
    let key = BackupKey::from_file(&[7; 32]).expect("a key");
    if let Ok(database) = backup::open(file.path(), Some(&key), BOUNDS) {
        drop(AndroidDatabase::open(database, TimeZone::UTC, None));
    }
    backup::is_backup(bytes)
}

/// An image of a database, read to its end.
pub fn database(bytes: &[u8]) -> bool {
    let Ok(database) = Database::of_bytes(bytes, bytes.len(), BOUNDS) else {
        return false;
    };
    let Ok(mut shelf) = AndroidDatabase::open(database, TimeZone::UTC, None) else {
        return false;
    };
    for place in 0..shelf.conversations().len().min(16) {
        let listed = shelf.conversations()[place].clone();
        if let Ok(Whole { messages, summary }) = shelf.read(place) {
            let read = u64::try_from(messages.len()).expect("it is in memory");
            assert_eq!(read, summary.messages + summary.system, "counts differ");
            assert!(
                read <= listed.messages
                    + listed.system
                    + u64::try_from(bytes.len()).expect("small")
            );
        }
    }
    true
}
