//! One small conversation in every language of the app and behind every head that CLDR lets a phone write: what comes
//! out must be exactly what was put in.
//!
//! `locales/heads.tsv`: locale, clock, moment, date, time without and with seconds (CLDR 48). `locales/words.tsv`:
//! locale of the app, platform, what is said, its sentence with `{A}` and `{B}` for people, `{G}` for a group's name,
//! `{F}` for a file's and `{L}` for a link.

#![expect(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use zegel_capture::whatsapp::{Hints, Parsed, parse};
use zegel_model::message::{Kind, Message, Record, SystemEvent, SystemEventKind as K};

const HEADS: &str = include_str!("locales/heads.tsv");
const WORDS: &str = include_str!("locales/words.tsv");

fn read(text: &str) -> (Vec<Record>, String) {
    let Parsed { messages, summary } = parse(text.as_bytes(), Hints::default()).unwrap();
    assert!(summary.remainder.is_empty(), "{text}");
    let order = format!(
        "{} {}",
        summary.date_order.order, summary.date_order.certain
    );
    let records = messages.into_iter().map(Message::into_record).collect();
    (records, order)
}

/// Heads around a date and a time, with and without seconds.
fn heads(date: &str, short: &str, long: &str) -> Vec<(String, bool)> {
    let plain = |text: &str| text.replace(['\u{202f}', '\u{a0}'], " ");
    let marked = |text: &str| text.replace('/', "/\u{200f}");
    vec![
        (format!("{date}, {short} - "), false),
        (format!("{} {} - ", plain(date), plain(short)), false),
        (format!("\u{200f}{}، {short} - ", marked(date)), false),
        (format!("{short}, {date} - "), false),
        (format!("[{date}, {long}] "), true),
        (format!("\u{200e}[{date} {long}] "), true),
        (format!("[\u{feff}{}, {}] ", plain(date), plain(long)), true),
        (format!("[{long}, {date}] "), true),
    ]
}

#[test]
fn every_head_that_a_phone_may_write() {
    let mut locales: BTreeMap<(&str, &str), Vec<[&str; 4]>> = BTreeMap::new();
    for row in HEADS.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let [locale, clock, moment, date, short, long] = fields[..] else {
            panic!("{row}")
        };
        locales
            .entry((locale, clock))
            .or_default()
            .push([moment, date, short, long]);
    }
    assert!(locales.len() > 200);
    let mut wrong = String::new();
    for ((locale, clock), rows) in locales {
        for form in 0..8 {
            // No phone is known to begin a line with a word.
            let [_, _, short, _] = rows[0];
            if form == 3 && short.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let mut text = String::new();
            let mut truth = Vec::new();
            for [moment, date, short, long] in &rows {
                let (head, seconds) = heads(date, short, long).swap_remove(form);
                writeln!(text, "{head}Ann: één\ntwee").unwrap();
                let moment = if seconds {
                    (*moment).to_owned()
                } else {
                    format!("{}:00", moment.get(..16).unwrap())
                };
                truth.push((moment, Some("Ann".to_owned()), "één\ntwee".to_owned()));
            }
            let parsed = parse(text.as_bytes(), Hints::default());
            let found: Vec<_> = parsed
                .map(|parsed| {
                    let records = parsed.messages.into_iter().map(Message::into_record);
                    records
                        .map(|r| (r.at.to_string(), r.sender, r.text))
                        .collect()
                })
                .unwrap_or_default();
            if found != truth {
                let first = text.lines().next().unwrap_or_default();
                writeln!(wrong, "{locale} {clock} {form}: {first} => {found:?}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

const GROUP: &str = "Noord: planning";

/// What a system line must be understood as: `A` Ann acts, `B` it is done to Ben, `G` a name is given, `y` the holder
/// acts, `z` it is done to the holder.
const TRUTH: &[(&str, K, &str)] = &[
    ("encrypted", K::Encrypted, ""),
    ("you_created", K::GroupCreated, "yG"),
    ("created", K::GroupCreated, "AG"),
    ("you_added", K::MemberAdded, "yB"),
    ("added", K::MemberAdded, "AB"),
    ("added_you", K::MemberAdded, "Az"),
    ("was_added", K::MemberAdded, "B"),
    ("you_left", K::MemberLeft, "y"),
    ("left", K::MemberLeft, "A"),
    ("you_removed", K::MemberRemoved, "yB"),
    ("removed", K::MemberRemoved, "AB"),
    ("removed_you", K::MemberRemoved, "Az"),
    ("subject", K::SubjectChanged, "AG"),
    ("you_subject", K::SubjectChanged, "yG"),
    ("icon", K::IconChanged, "A"),
    ("you_icon", K::IconChanged, "y"),
    ("joined", K::MemberJoined, "A"),
    ("admin_you", K::AdminGranted, "z"),
    ("no_admin_you", K::AdminRevoked, "z"),
    ("code", K::SecurityCodeChanged, "B"),
    ("number", K::NumberChanged, "A"),
    ("timer_on", K::DisappearingOn, "A"),
    ("timer_off", K::DisappearingOff, "A"),
];

/// `None` of what is said in messages.
fn truth(said: &str) -> Option<SystemEvent> {
    let (_, kind, traits) = TRUTH.iter().find(|(name, ..)| *name == said)?;
    let has = |letter| traits.contains(letter);
    Some(SystemEvent {
        kind: *kind,
        actor: has('A').then(|| "Ann".to_owned()),
        targets: has('B').then(|| "Ben".to_owned()).into_iter().collect(),
        by_holder: has('y'),
        to_holder: has('z'),
        value: has('G').then(|| GROUP.to_owned()),
    })
}

/// All that one locale says on one platform.
type Said<'t> = BTreeMap<&'t str, &'t str>;

fn conversation(said: &Said<'_>, ios: bool) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut keys = Vec::new();
    let mark = if ios { "\u{200e}" } else { "" };
    let mut minute = 0;
    let mut line = |author: &str, body: &str| {
        minute += 1;
        let head = if ios {
            format!("[13.05.2026, 09:{minute:02}:00] ")
        } else {
            format!("13.05.2026 09:{minute:02} - ")
        };
        writeln!(text, "{head}{author}{body}").unwrap();
    };
    line("Ann: ", "hoi");
    line("Ben: ", "dag: tot morgen");
    line("Ann: ", "tot dan");
    for (key, written) in said {
        let body = written
            .replace("{A}", "Ann")
            .replace("{B}", "Ben")
            .replace("{G}", GROUP)
            .replace("{F}", "IMG-20260513-WA0007.jpg")
            .replace("{L}", "https://maps.google.com/?q=51.8,4.6");
        let author = if truth(key).is_some() { "" } else { "Ben: " };
        let mark = if ios || *key == "attached" { mark } else { "" };
        line(author, &format!("{mark}{body}"));
        keys.push((*key).to_owned());
    }
    (text, keys)
}

/// Sentences that say the same of two things, so that nobody can tell which.
fn alike(said: &Said<'_>, key: &str, found: Option<&SystemEvent>) -> bool {
    let same = |other: &str| {
        let plain = |text: &str| text.trim_end_matches('.').replace("{B}", "{A}");
        matches!((said.get(key), said.get(other)), (Some(a), Some(b)) if plain(a) == plain(b))
    };
    let kind = found.map(|event| event.kind);
    match key {
        "was_added" => same("joined") || kind == Some(K::MemberJoined),
        "timer_on" => same("timer_off"),
        _ => false,
    }
}

#[test]
fn every_language_of_the_app() {
    let mut locales: BTreeMap<(&str, &str), Said<'_>> = BTreeMap::new();
    for row in WORDS.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let [locale, platform, key, written] = fields[..] else {
            panic!("{row}")
        };
        locales
            .entry((locale, platform))
            .or_default()
            .insert(key, written);
    }
    assert!(locales.len() > 90);
    let mut wrong = String::new();
    for ((locale, platform), said) in locales {
        let (text, keys) = conversation(&said, platform == "ios");
        let (records, order) = read(&text);
        assert_eq!(order, "dmy true", "{locale} {platform}");
        assert_eq!(records.len(), keys.len() + 3, "{locale} {platform}");
        for (record, key) in records.iter().skip(3).zip(&keys) {
            // "%s: s säkerhetskod": the app makes a speaker of Ben itself.
            if (locale, key.as_str()) == ("sv", "code") {
                continue;
            }
            let expected = truth(key);
            let mut found = record.event.clone();
            if let Some(event) = &mut found {
                // The new number stands in some sentences only.
                if event.kind == K::NumberChanged {
                    event.targets.clear();
                    event.value = None;
                }
            }
            let sender = expected.is_none().then_some("Ben");
            let kind = match key.as_str() {
                "omitted" | "attached" => Kind::Media,
                "deleted" | "deleted_you" => Kind::Deleted,
                "call" => Kind::Call,
                "place" => Kind::Location,
                _ => Kind::System,
            };
            let right = record.sender.as_deref() == sender
                && record.kind == kind
                && (found == expected || alike(&said, key, found.as_ref()));
            if !right {
                writeln!(
                    wrong,
                    "{locale} {platform} {key}: {} => {:?} {:?} {:?}",
                    record.text,
                    record.sender,
                    record.kind,
                    record.event.as_ref().map(|e| (
                        e.kind,
                        &e.actor,
                        &e.targets,
                        e.by_holder,
                        e.to_holder,
                        &e.value
                    ))
                )
                .unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
