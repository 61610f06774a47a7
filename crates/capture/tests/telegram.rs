//! Telegram's exports, whatever is in them: no panic, and every byte belongs to one message, one remainder or the
//! frame.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use jiff::tz::TimeZone;
use proptest::prelude::*;
use zegel_capture::read::ReadError;
use zegel_capture::shelf::Shelf;
use zegel_capture::telegram::{MAX_CONVERSATIONS, MAX_MESSAGE, Telegram, parse};
use zegel_capture::{Numbering, Why};
use zegel_model::message::{Kind, Record};

fn amsterdam() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap()
}

fn opened(source: impl Into<Vec<u8>>) -> Telegram {
    parse(source.into(), amsterdam()).unwrap()
}

fn records(shelf: &mut Telegram, place: usize) -> Vec<Record> {
    let whole = shelf.read(place).unwrap();
    whole
        .messages
        .into_iter()
        .map(zegel_model::message::Message::into_record)
        .collect()
}

/// One chat with these messages.
fn chat(kind: &str, messages: &str) -> String {
    format!(r#"{{"name":"N","type":"{kind}","id":5,"messages":[{messages}]}}"#)
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fixed = prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", " ", "\u{feff}",
        "{\"name\":\"N\",\"type\":\"personal_chat\",\"id\":5,\"messages\":[",
        "\"messages\":[", "]}", "\"chats\":{\"list\":[", "\"left_chats\":{\"about\":\"x\",\"list\":[",
        "{\"id\":1,\"type\":\"message\",\"date\":\"2026-03-02T09:01:00\",\"date_unixtime\":\"1772442060\",\"from\":\"A\",\"text\":\"x\"}",
        "{\"id\":2,\"type\":\"service\",\"date_unixtime\":\"1772442060\",\"actor\":\"A\",\"action\":\"create_group\",\"members\":[\"A\",null]}",
        "{\"id\":3,\"type\":\"unsupported\"}", "{\"id\":3", "\"text\":[{\"text\":\"a\"},\"b\",3]", "\"from\":null",
        "\"\\ud83d\"", "true", "-1.5e9", "\"about\":\"y\"", "\"personal_information\":{\"user_id\":5}",
    ])
    .prop_map(|text| text.as_bytes().to_vec());
    prop_oneof![9 => fixed, 1 => prop::collection::vec(any::<u8>(), 0..6)]
}

fn source() -> impl Strategy<Value = Vec<u8>> {
    let whole = || prop::collection::vec(piece(), 0..30);
    prop_oneof![
        2 => whole().prop_map(|pieces| pieces.concat()),
        2 => whole().prop_map(|pieces| [chat("private_supergroup", "").trim_end_matches("]}").as_bytes(), &pieces.concat()].concat()),
        1 => whole().prop_map(|pieces| [&b"{\"chats\":{\"list\":["[..], &pieces.concat()].concat()),
    ]
}

/// What is neither message nor remainder, by what follows it.
fn frame_of(source: &[u8], shelf: &mut Telegram) -> Vec<String> {
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut take = |offset: u64, length: usize| {
        let start = usize::try_from(offset).unwrap();
        taken.push((start, start + length));
    };
    for rest in shelf.outside() {
        assert!(rest.length > 0);
        take(rest.offset, usize::try_from(rest.length).unwrap());
    }
    for place in 0..shelf.conversations().len() {
        let whole = shelf.read(place).unwrap();
        for message in &whole.messages {
            let record = message.record();
            let start = usize::try_from(record.offset).unwrap();
            assert_eq!(source[start..start + record.source.len()], record.source);
            take(record.offset, record.source.len());
        }
        for rest in &whole.summary.remainder {
            assert!(rest.length > 0);
            take(rest.offset, usize::try_from(rest.length).unwrap());
        }
    }
    taken.sort_unstable();
    let mut frame = Vec::new();
    let mut at = 0;
    for (start, end) in taken.into_iter().chain([(source.len(), source.len())]) {
        assert!(at <= start && end <= source.len(), "stretches overlap");
        frame.push(String::from_utf8_lossy(&source[at..start]).into_owned());
        at = end;
    }
    frame
}

/// The frame holds punctuation, and the names and values that it is known for: nothing else can hide in it.
fn is_frame(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}');
    loop {
        rest = rest.trim_start_matches([' ', '\n', '\r', '\t', ',', '{', '}', '[', ']']);
        if rest.is_empty() {
            return true;
        }
        let known = [
            "name",
            "type",
            "id",
            "about",
            "messages",
            "list",
            "chats",
            "left_chats",
        ];
        let Some(behind) = known
            .iter()
            .find_map(|name| rest.strip_prefix(&format!("\"{name}\"")))
        else {
            return false;
        };
        let behind = behind.trim_start_matches([' ', '\n', '\r', '\t', ',']);
        let Some(value) = behind.strip_prefix(':') else {
            return false;
        };
        let value = value.trim_start_matches([' ', '\n', '\r', '\t', ',']);
        if value.starts_with(['{', '[']) {
            rest = value;
            continue;
        }
        let mut values = serde_json::Deserializer::from_str(value).into_iter::<serde_json::Value>();
        if !matches!(values.next(), Some(Ok(_))) {
            return false;
        }
        rest = &value[values.byte_offset()..];
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_belongs_somewhere(source in source()) {
        if let Ok(mut shelf) = parse(source.clone(), amsterdam()) {
            // What a frame's own values hold is not looked into further: they may be broken themselves.
            frame_of(&source, &mut shelf);
            for place in 0..shelf.conversations().len() {
                let whole = shelf.read(place).unwrap();
                let counted = whole.summary.messages + whole.summary.system;
                prop_assert_eq!(counted, u64::try_from(whole.messages.len()).unwrap());
            }
        }
    }
}

#[test]
fn the_frame_hides_nothing() {
    let message = r#"{"id":1,"type":"message","date_unixtime":"1772442060","from":"A","text":"x"}"#;
    for source in [
        chat("private_group", message),
        format!("\u{feff}{}\n", chat("x", &format!("{message},{message}"))),
        format!(
            r#"{{"about":"x","secret":[1,{{"messages":[{message}]}}],"chats":{{"about":"y","list":[{}],"z":0}},"b":1,"c":2}} tail"#,
            chat("x", &format!("{message}, 3, 4, {message}")).replacen('{', r#"{"w":"hidden","#, 1),
        ),
    ] {
        let mut shelf = opened(source.clone());
        for text in frame_of(source.as_bytes(), &mut shelf) {
            assert!(is_frame(&text), "{text}");
        }
    }
}

#[test]
fn gaps_are_counted_where_ids_run_per_conversation() {
    let entry = |id: i64| {
        let at = 1_772_442_060 + id.max(0) * 60;
        format!(r#"{{"id":{id},"type":"message","date_unixtime":"{at}","from":"A","text":"x"}}"#)
    };
    let messages =
        [-999_999_000, 2, 3, 7].map(entry).join(",") + r#",{"id":9,"type":"unsupported"}"#;
    for (kind, own) in [
        ("private_supergroup", true),
        ("public_channel", true),
        ("private_group", false),
        ("personal_chat", false),
    ] {
        let mut shelf = opened(chat(kind, &messages));
        let numbering = shelf.read(0).unwrap().summary.numbering;
        let Numbering::Own(gaps) = numbering else {
            assert!(!own && numbering == Numbering::Shared(Vec::new()), "{kind}");
            continue;
        };
        assert!(own, "{kind}");
        let said: Vec<_> = gaps
            .iter()
            .map(|gap| {
                let at = |at: Option<jiff::civil::DateTime>| at.map(|at| at.time().to_string());
                (gap.after, gap.before, gap.missing, at(gap.from), at(gap.to))
            })
            .collect();
        let at = |time: &str| Some(time.to_owned());
        // What is exported as a mere number is there. What came from the group before has numbers of another row.
        assert_eq!(
            said,
            [
                (0, 2, 1, None, at("10:03:00")),
                (3, 7, 3, at("10:04:00"), at("10:08:00")),
                (7, 9, 1, at("10:08:00"), None)
            ]
        );
    }
}

#[test]
fn what_no_json_may_hold_does_not_cost_a_message() {
    let half = br#"{"id":1,"date_unixtime":1772442060,"from":"A","text":"a \ud83d b \xff c"}"#;
    let half = String::from_utf8_lossy(half).replace("\\xff", "Z");
    let mut source = chat("personal_chat", &half).into_bytes();
    let at = source.iter().position(|byte| *byte == b'Z').unwrap();
    source[at] = 0xff;
    let mut shelf = opened(source.clone());
    let records = records(&mut shelf, 0);
    assert_eq!(records[0].text, "a \u{fffd} b \u{fffd} c");
    let start = usize::try_from(records[0].offset).unwrap();
    assert_eq!(
        records[0].source,
        source[start..start + records[0].source.len()]
    );
}

#[test]
fn a_field_that_stands_twice_can_be_read_in_two_ways() {
    let twice = r#"{"id":1,"date_unixtime":"1772442060","from":"A","text":"x","text":"y"}"#;
    let mut shelf = opened(chat("personal_chat", twice));
    let summary = shelf.read(0).unwrap().summary;
    assert_eq!(
        (summary.messages, summary.remainder[0].why),
        (0, Why::NotAMessage)
    );
}

#[test]
fn the_clock_is_that_of_the_zone_and_the_raw_time_that_of_the_source() {
    let messages = r#"
        {"id":1,"date":"2026-03-29T01:30:00","date_unixtime":"1774744200","from":"A","text":"winter"},
        {"id":2,"date":"2026-03-29T04:30:00","date_unixtime":"1774746000","from":"A","text":"summer, on a machine elsewhere"},
        {"id":3,"date":"2020-01-01T10:00:00","from":"A","text":"old"},
        {"id":4,"date":"2020-02-30T10:00:00","from":"A","text":"no such day"},
        {"id":5,"date":"x","date_unixtime":"99999999999999999999","from":"A","text":"no such second"}"#;
    let mut shelf = opened(chat("personal_chat", messages));
    let whole = shelf.read(0).unwrap();
    let found: Vec<_> = whole
        .messages
        .iter()
        .map(|message| {
            let record = message.record();
            (
                record.at.to_string(),
                record.raw_time.clone(),
                record.details.as_ref().unwrap().moment.is_some(),
            )
        })
        .collect();
    let row = |at: &str, raw: &str, moment| (at.to_owned(), raw.to_owned(), moment);
    assert_eq!(
        found,
        [
            row("2026-03-29T01:30:00", "2026-03-29T01:30:00", true),
            row("2026-03-29T03:00:00", "2026-03-29T04:30:00", true),
            row("2020-01-01T10:00:00", "2020-01-01T10:00:00", false),
        ]
    );
    let whys: Vec<_> = whole
        .summary
        .remainder
        .iter()
        .map(|rest| rest.why)
        .collect();
    assert_eq!(whys, [Why::NoTime, Why::NoTime]);
    assert_eq!(whole.summary.date_order.evidence.len(), 4);
}

#[test]
fn whoever_is_not_the_other_one_is_the_holder() {
    let messages = r#"
        {"id":1,"date_unixtime":"1772442060","from":"Joris","from_id":"user5","text":"x"},
        {"id":2,"date_unixtime":"1772442060","from":"Sanne","from_id":"user6","text":"y"},
        {"id":3,"type":"service","date_unixtime":"1772442060","actor":"Sanne","actor_id":"user6","action":"phone_call","duration_seconds":9}"#;
    let mut shelf = opened(chat("personal_chat", messages));
    let whole = shelf.read(0).unwrap();
    let own: Vec<_> = whole
        .messages
        .iter()
        .map(|m| m.record().details.as_ref().unwrap().own)
        .collect();
    assert_eq!(own, [false, true, true]);
    assert_eq!(whole.summary.holder.as_deref(), Some("Sanne"));
    let call = whole.messages[2].record();
    assert_eq!(
        (call.kind, call.sender.as_deref()),
        (Kind::Call, Some("Sanne"))
    );
    // In a group nobody can say.
    let mut shelf = opened(chat("private_group", messages));
    assert_eq!(shelf.read(0).unwrap().summary.holder, None);
}

#[test]
fn hostile_sources_end_in_time_and_memory() {
    let deep = chat("x", &"[".repeat(3_000_000));
    let mut shelf = opened(deep);
    assert_eq!(shelf.read(0).unwrap().summary.remainder[0].why, Why::Cut);

    let long = format!(
        r#"{{"id":1,"date_unixtime":"1","text":"{}"}}"#,
        "x".repeat(MAX_MESSAGE * 8)
    );
    let fits = r#"{"id":2,"date_unixtime":"1772442060","from":"A","text":"y"}"#;
    let mut shelf = opened(chat("x", &format!("{long},{fits}")));
    let summary = shelf.read(0).unwrap().summary;
    assert_eq!(
        (summary.messages, summary.remainder[0].why),
        (1, Why::TooLong)
    );

    let inner = format!(
        r#"{{"id":1,"date_unixtime":"1","text":{}1{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let mut shelf = opened(chat("x", &inner));
    // Whatever nests is passed over, however deep.
    assert_eq!(shelf.read(0).unwrap().messages.len(), 1);

    let brackets = chat("x", &"{}:}".repeat(300_000));
    let mut shelf = opened(brackets);
    shelf.read(0).unwrap();

    let chats = format!(
        r#"{{"chats":{{"list":[{}]}}}}"#,
        vec![r#"{"messages":[]}"#; 1_000_000].join(",")
    );
    assert!(matches!(
        parse(chats.into_bytes(), amsterdam()),
        Err(ReadError::TooManyConversations(MAX_CONVERSATIONS))
    ));

    for nothing in [
        "",
        "{",
        "[]",
        "{}",
        "\u{feff}",
        r#"{"a":1}"#,
        r#"{"chats":{"list":[]}}"#,
    ] {
        assert!(
            matches!(
                parse(nothing.into(), amsterdam()),
                Err(ReadError::NotTelegram)
            ),
            "{nothing}"
        );
    }
}
