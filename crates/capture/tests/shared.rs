//! Samples of other projects, where they lie beside the repository; each test says so when they do not.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use zegel_capture::database::{Bounds, Database};
use zegel_capture::open::{Opened, open as open_any};
use zegel_capture::read::{Export, Limits, open};
use zegel_capture::shelf::Shelf;
use zegel_capture::whatsapp_android::AndroidDatabase;
use zegel_capture::{Numbering, Platform, Summary, Why};
use zegel_model::message::{Kind, Message, Record, SystemEventKind};

fn samples(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/chats")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    say(&format!("skipped: no shared samples ({name})"));
    None
}

#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
fn say(text: &str) {
    eprintln!("{text}");
}

fn all(export: &Export) -> (Vec<Record>, Summary) {
    let conversation = export.chat.read().unwrap();
    let records = conversation.messages().map(Message::into_record).collect();
    (records, conversation.messages().summary())
}

fn read(path: &Path) -> (Vec<Record>, Summary) {
    all(&open(path, Limits::default()).unwrap())
}

#[test]
fn the_real_group_on_two_phones() {
    let (Some(alice), Some(bob)) = (
        samples("minvws-chat-merger/Alice Wonderland/Export 1"),
        samples("minvws-chat-merger/Bob Bobsen/Export Bob"),
    ) else {
        return;
    };
    let (alices, summary) = read(&alice);
    assert_eq!((summary.messages, summary.system), (64, 4));
    assert_eq!(summary.holder.as_deref(), Some("Alice"));
    assert_eq!(summary.title.as_deref(), Some("Test export"));
    assert_eq!(
        (
            summary.date_order.order.letters(),
            summary.date_order.certain
        ),
        ("mdy", true)
    );
    assert_eq!(alices[0].at.to_string(), "2022-05-01T16:08:00");
    assert!(
        alices[1..]
            .iter()
            .all(|r| r.at.date().to_string() == "2022-05-02")
    );
    let media: Vec<(&str, bool)> = alices
        .iter()
        .filter_map(|r| r.attachment.as_ref())
        .map(|a| (a.name.as_str(), a.present))
        .collect();
    assert_eq!(
        media,
        [
            ("IMG-20220502-WA0003.jpg", true),
            ("IMG-20220502-WA0005.jpg", true),
            ("Manifesto.pdf", true),
            ("IMG-20220502-WA0006.jpg", true)
        ]
    );
    let last = alices.last().unwrap().event.as_ref().unwrap();
    assert_eq!(
        (last.kind, &last.actor),
        (SystemEventKind::MemberLeft, &None)
    );

    let (bobs, summary) = read(&bob);
    assert_eq!((summary.messages, summary.system), (69, 8));
    assert_eq!(
        (summary.holder, summary.platform, summary.language),
        (None, Platform::Android, Some("en"))
    );
    assert!(bobs.iter().all(|r| r.at.date().to_string() == "2022-05-02"));
    let pasted = bobs
        .iter()
        .find(|r| r.text.starts_with("[5/2, 16:08]"))
        .unwrap();
    assert_eq!(
        (pasted.sender.as_deref(), pasted.text.lines().count()),
        (Some("Bob"), 5)
    );
    let times: Vec<_> = bobs.iter().map(|r| r.at).collect();
    assert!(
        times.windows(2).any(|pair| pair[1] < pair[0]),
        "the order of the source is kept"
    );
    assert_eq!(bobs.iter().filter(|r| r.kind == Kind::Deleted).count(), 3);
    assert_eq!(
        bobs.iter()
            .filter(|r| r.kind == Kind::Media)
            .filter(|r| r.text.starts_with("<Media omitted>"))
            .count(),
        3
    );
}

#[test]
fn synthetic_exports_in_nine_locales() {
    let Some(folder) = samples("chatcarve") else {
        return;
    };
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.join("expected")).unwrap() {
        let expected = entry.unwrap().path();
        let name = expected.file_stem().unwrap().to_string_lossy().into_owned();
        let (records, summary) = read(&folder.join(format!("{name}.txt")));
        assert!(summary.remainder.is_empty(), "{name}");
        let lines: Vec<serde_json::Value> = std::fs::read_to_string(&expected)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(records.len(), lines.len(), "{name}");
        for (record, line) in records.iter().zip(&lines) {
            assert_eq!(
                Some(record.at.to_string().as_str()),
                line["timestamp"].as_str(),
                "{name}"
            );
            assert_eq!(
                Some(record.text.replace('\u{200e}', "").as_str()),
                line["text"].as_str(),
                "{name}"
            );
            // They count missed calls on iOS as system lines; the caller's name stands there all the same.
            if record.kind != Kind::Call {
                assert_eq!(record.sender.as_deref(), line["author"].as_str(), "{name}");
                let system = line["kind"] == "system";
                assert_eq!(
                    record.kind == Kind::System,
                    system,
                    "{name}: {}",
                    record.text
                );
            }
            if let Some(file) = line["media"]["filename"].as_str() {
                assert_eq!(
                    record.attachment.as_ref().map(|a| a.name.as_str()),
                    Some(file),
                    "{name}"
                );
            }
        }
        seen += 1;
    }
    assert!(seen >= 9);
}

/// Sample | messages | system lines | order | first day | last day | who speaks
const SAMPLES: &str = "\
chat-miner/whatsapp/test_ddmmyy_24hrs.txt|7|2|dmy|2019-01-01|2021-12-30|Jahn Doe,John Doe,John Doe 🤓,John-John Doe,🤓
chat-miner/whatsapp/test_mmddyyyy_12hrs.txt|7|2|mdy|2019-01-01|2021-12-30|Jahn Doe,John Doe,John Doe 🤓,John-John Doe,🤓
chatcarve/ambiguous-mdy-android.txt|3|0|mdy|2024-05-06|2024-06-07|Ana,Ben
chatcarve/de-de-android.txt|5|3|dmy|2023-10-03|2023-10-04|Jonas,Oma Helga
chatcarve/en-gb-ios.txt|6|1|dmy|2024-02-14|2024-02-15|Priya,Sam
chatcarve/en-us-android.txt|7|3|mdy|2023-12-31|2024-01-01|Aunt May,Grandma Rosa
chatcarve/es-mx-android.txt|5|2|dmy|2023-12-31|2024-01-01|Abuela Carmen,Tía Lupita
chatcarve/it-it-android.txt|4|2|dmy|2023-08-15|2023-08-15|Marco,Nonna Pia
chatcarve/ja-jp-ios.txt|5|1|ymd|2023-12-31|2024-01-01|おばあちゃん,健太
chatcarve/pt-br-android.txt|4|3|dmy|2023-12-24|2023-12-25|Tio Beto,Vovó Neide
chatcarve/tr-tr-android.txt|2|3|dmy|2023-10-29|2023-10-29|Babaanne Ayşe,Emre
whatsr/englishandroid24h.txt|42|8|mdy|2018-01-29|2018-01-30|Alice,Bob,Carol,Dave,Mallory
whatsr/germanios24h.txt|42|8|dmy|2018-01-29|2018-01-30|Alice,Bob,Carol,Dave,Mallory
whatstk/lorem.txt|500|0|dmy|2020-01-15|2020-05-11|+1 123 456 789,Giuseppe,John,Mary
whatstk/pokemon.txt|18|2|dmy|2016-04-15|2016-10-31|Ash Ketchum,Brock,Jessie & James,Meowth,Misty,Prof. Oak,Raichu,Wobbuffet
minvws-chat-merger/Alice Wonderland/Export 1|64|4|mdy|2022-05-01|2022-05-02|Alice,Bob Bobsen Work,Carol Christmas Work,Dave Privé
minvws-chat-merger/Bob Bobsen/Export Bob|69|8|mdy|2022-05-02|2022-05-02|+31 6 22222222,+31 6 33333333,Alice,Bob";

#[test]
fn nothing_is_missing_and_nobody_invented_on_any_sample() {
    for row in SAMPLES.lines() {
        let fields: Vec<&str> = row.split('|').collect();
        let [name, messages, system, order, first, last, people] = fields[..] else {
            panic!("{row}")
        };
        let Some(path) = samples(name) else { return };
        let (records, summary) = read(&path);
        let mut senders: Vec<&str> = records.iter().filter_map(|r| r.sender.as_deref()).collect();
        senders.sort_unstable();
        senders.dedup();
        let days = || records.iter().map(|r| r.at.date());
        let found = format!(
            "{name}|{}|{}|{}|{}|{}|{}",
            summary.messages,
            summary.system,
            summary.date_order.order,
            days().min().unwrap(),
            days().max().unwrap(),
            senders.join(",")
        );
        let expected = format!("{name}|{messages}|{system}|{order}|{first}|{last}|{people}");
        assert_eq!(found, expected);
        assert!(summary.date_order.certain, "{name}");
        assert!(summary.remainder.is_empty(), "{name}");
        let unknown: Vec<&str> = records
            .iter()
            .filter(|r| r.kind == Kind::System && r.event.is_none())
            .map(|r| r.text.as_str())
            .collect();
        assert!(unknown.is_empty(), "{name}: {unknown:?}");
    }
}

#[test]
fn a_database_that_was_being_migrated() {
    let Some(path) = samples("wa-crypt-tools/msgstore.db") else {
        return;
    };
    let database = Database::open(&path, Bounds::default()).unwrap();
    let mut shelf = AndroidDatabase::open(database, TimeZone::UTC, path.parent()).unwrap();
    let keys: Vec<&str> = shelf
        .conversations()
        .iter()
        .map(|c| c.key.as_str())
        .collect();
    assert_eq!(keys, ["status@broadcast"]);
    // Advertisements of the app, without a time: told, and not dated to 1970.
    let Summary {
        messages,
        remainder,
        ..
    } = shelf.read(0).unwrap().summary;
    assert_eq!(messages, 0);
    let without_time = remainder
        .iter()
        .filter(|left| left.why == Why::NoTime)
        .count();
    assert_eq!((remainder.len(), without_time), (9, 9));
}

/// All conversations of a shelf, in their order.
fn shelved(path: &Path) -> Vec<(Vec<Record>, Summary)> {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap();
    let Opened::Shelf(mut shelf) = open_any(path, &zone, Limits::default()).unwrap() else {
        panic!("it is a text");
    };
    (0..shelf.conversations().len())
        .map(|place| {
            let whole = shelf.read(place).unwrap();
            let records = whole.messages.into_iter().map(Message::into_record);
            (records.collect(), whole.summary)
        })
        .collect()
}

/// Everybody who is named as somebody who wrote or did something, or to whom it was done.
fn people(records: &[Record]) -> BTreeSet<&str> {
    let events = records.iter().filter_map(|r| r.event.as_ref());
    let acted = events.flat_map(|event| event.actor.iter().chain(&event.targets));
    let all = records
        .iter()
        .filter_map(|r| r.sender.as_ref())
        .chain(acted);
    all.map(String::as_str).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "two exports, each looked at once")]
fn telegram_exports_by_hand() {
    let (Some(group), Some(account)) = (
        samples("telegram-handmade/result-supergroup.json"),
        samples("telegram-handmade/result-full-account.json"),
    ) else {
        return;
    };
    let (records, summary) = shelved(&group).remove(0);
    assert_eq!((summary.messages, summary.system), (7, 7));
    assert_eq!(summary.title.as_deref(), Some("Noord: planning Q2"));
    let kinds: Vec<Kind> = records
        .iter()
        .map(|r| r.kind)
        .filter(|kind| *kind != Kind::System)
        .collect();
    assert_eq!(
        kinds,
        [
            Kind::Text,
            Kind::Text,
            Kind::Media,
            Kind::Poll,
            Kind::Location,
            Kind::Contact,
            Kind::Text
        ]
    );
    // A message of a version that the app did not know is there, as a number.
    assert_eq!(summary.remainder.len(), 1);
    assert_eq!(summary.remainder[0].why, Why::NothingExported);
    let Numbering::Own(gaps) = &summary.numbering else {
        panic!("a supergroup counts its own");
    };
    assert_eq!(
        gaps.iter()
            .map(|gap| (gap.after, gap.before, gap.missing))
            .collect::<Vec<_>>(),
        [(4, 6, 1)]
    );
    for (n, record) in records.iter().enumerate() {
        let moment = record.details.as_ref().unwrap().moment.unwrap();
        assert_eq!(record.at.date().to_string(), "2026-03-02", "{n}");
        assert_eq!(
            moment.local(&TimeZone::UTC).to_string(),
            record.raw_time,
            "{n}"
        );
    }
    assert_eq!(
        people(&records),
        BTreeSet::from(["Sanne", "Mo", "Łukasz", "Kim", "user700000005"])
    );
    let events: Vec<SystemEventKind> = records
        .iter()
        .filter_map(|r| Some(r.event.as_ref()?.kind))
        .collect();
    assert_eq!(
        events,
        [
            SystemEventKind::GroupCreated,
            SystemEventKind::MemberAdded,
            SystemEventKind::SubjectChanged,
            SystemEventKind::MemberLeft,
            SystemEventKind::MemberJoined,
            SystemEventKind::Pinned,
            SystemEventKind::Other
        ]
    );

    let all = shelved(&account);
    let counts: Vec<_> = all
        .iter()
        .map(|(_, summary)| (summary.messages, summary.system))
        .collect();
    assert_eq!(counts, [(2, 2), (1, 0), (0, 0)]);
    assert!(all.iter().all(|(_, summary)| summary.remainder.is_empty()));
    let reactions = &all[0].0[3].details.as_ref().unwrap().reactions;
    assert_eq!(
        (reactions[0].by.as_deref(), reactions[0].sign.as_str()),
        (Some("Mo"), "❤")
    );
}

#[test]
fn a_telegram_export_of_another_parser() {
    let Some(path) = samples("chat-miner/telegram/test_single_export.json") else {
        return;
    };
    let (records, summary) = shelved(&path).remove(0);
    assert_eq!(
        (summary.messages, summary.system, summary.remainder.len()),
        (2, 0, 0)
    );
    let said: Vec<_> = records
        .iter()
        .map(|r| {
            (
                r.at.to_string(),
                r.sender.as_deref().unwrap(),
                r.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (
                "2018-12-05T11:39:10".to_owned(),
                "Author 1",
                "Minimal Message"
            ),
            (
                "2018-12-05T11:49:24".to_owned(),
                "Author 2",
                "Link:https://telegram.org/"
            )
        ]
    );
}
