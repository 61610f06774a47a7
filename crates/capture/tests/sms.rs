//! Backups of short messages, whatever is in them: no panic, and every byte belongs to one message, one remainder or
//! the frame.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::format_collect,
    reason = "a panic here is a failed test, and its texts are built once"
)]

use jiff::tz::TimeZone;
use proptest::prelude::*;
use zegel_capture::Why;
use zegel_capture::read::ReadError;
use zegel_capture::shelf::Shelf;
use zegel_capture::sms::{MAX_CONVERSATIONS, MAX_ELEMENT, Sms, parse};

fn opened(source: impl Into<Vec<u8>>) -> Sms {
    parse(source.into(), TimeZone::UTC).unwrap()
}

fn backup(elements: &str) -> String {
    format!("<?xml version='1.0'?>\n<smses count=\"1\">{elements}</smses>")
}

const SMS: &str =
    r#"<sms address="+31 6 1" date="1790575200000" type="1" body="hoi" contact_name="A"/>"#;
const MMS: &str = r#"<mms address="1~2" date="1790575200000" msg_box="1"><parts><part ct="text/plain" text="x"/><part ct="image/png" cl="a.png" data="aGk="/></parts><addrs><addr address="2" type="137"/></addrs></mms>"#;

fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fixed = prop::sample::select(vec![
        SMS,
        MMS,
        "<smses count=\"1\">",
        "</smses>",
        "<sms ",
        "<mms ",
        "/>",
        ">",
        "<",
        "\"",
        "'",
        "=",
        "</mms>",
        " address=\"5\"",
        " date=\"1\"",
        " body=\"a > b\"",
        "<parts>",
        "<part ct=\"image/png\" data=\"!!\"/>",
        "<!--",
        "-->",
        "<?",
        "?>",
        "&#55357;",
        "text",
        "\n",
        " ",
        "<!D",
        "\u{feff}",
    ])
    .prop_map(|text| text.as_bytes().to_vec());
    prop_oneof![9 => fixed, 1 => prop::collection::vec(any::<u8>(), 0..6)]
}

/// What is neither message nor remainder.
fn frame_of(source: &[u8], shelf: &mut Sms) -> String {
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
        assert!(whole.summary.remainder.is_empty());
        for message in &whole.messages {
            let record = message.record();
            let start = usize::try_from(record.offset).unwrap();
            assert_eq!(source[start..start + record.source.len()], record.source);
            take(record.offset, record.source.len());
        }
        assert_eq!(
            shelf.conversations()[place].messages,
            whole.summary.messages
        );
    }
    taken.sort_unstable();
    let (mut frame, mut at) = (Vec::new(), 0);
    for (start, end) in taken.into_iter().chain([(source.len(), source.len())]) {
        assert!(at <= start && end <= source.len(), "stretches overlap");
        frame.extend_from_slice(&source[at..start]);
        at = end;
    }
    String::from_utf8(frame).unwrap()
}

/// Nothing but the tag around everything.
fn is_frame(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}');
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return true;
        }
        if !rest.starts_with("<smses") && !rest.starts_with("</smses>") {
            return false;
        }
        let Some(end) = rest.find('>') else {
            return false;
        };
        rest = &rest[end + 1..];
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_belongs_somewhere(pieces in prop::collection::vec(piece(), 0..40), rooted in any::<bool>()) {
        let mut source = if rooted { b"<smses>".to_vec() } else { Vec::new() };
        source.extend(pieces.concat());
        if let Ok(mut shelf) = parse(source.clone(), TimeZone::UTC) {
            let frame = frame_of(&source, &mut shelf);
            prop_assert!(is_frame(&frame), "{}", frame);
        }
    }
}

#[test]
fn one_number_is_one_conversation_however_it_is_written() {
    let sms = |address: &str, body: &str| {
        format!(
            r#"<sms address="{address}" date="1790575200000" type="1" body="{body}" contact_name="(Unknown)"/>"#
        )
    };
    let shelf = opened(backup(
        &[
            sms("+31 6 1234-5678", "a"),
            sms("+31612345678", "b"),
            sms("06 12345678", "c"),
            sms("Post NL", "d"),
            MMS.replace("1~2", "2~1"),
            MMS.to_owned(),
        ]
        .concat(),
    ));
    let found: Vec<_> = shelf
        .conversations()
        .iter()
        .map(|listed| (listed.key.as_str(), listed.messages, listed.group))
        .collect();
    // Whether 06 is the same phone depends on the country, which nobody says.
    assert_eq!(
        found,
        [
            ("+31612345678", 2, false),
            ("0612345678", 1, false),
            ("Post NL", 1, false),
            ("1~2", 2, true)
        ]
    );
}

#[test]
fn what_grows_is_refused() {
    for bomb in [
        "<!DOCTYPE smses [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><smses><sms body=\"&b;\"/></smses>",
        "<smses><!ENTITY a \"x\"></smses>",
    ] {
        assert!(matches!(
            parse(bomb.into(), TimeZone::UTC),
            Err(ReadError::DocumentType)
        ));
    }
}

#[test]
fn hostile_sources_end_in_time_and_memory() {
    let deep = backup(&format!("<mms date=\"1\">{}", "<a>".repeat(1_000_000)));
    assert_eq!(opened(deep).outside().last().unwrap().why, Why::Cut);

    let long = backup(&format!(
        "{}{SMS}",
        SMS.replace("hoi", &"x".repeat(MAX_ELEMENT))
    ));
    let shelf = opened(long);
    assert!(shelf.outside().iter().any(|rest| rest.why == Why::TooLong));
    assert_eq!(shelf.conversations()[0].messages, 1);

    let attributes: String = (0..200_000).map(|n| format!(" a{n}=\"\"")).collect();
    let shelf = opened(backup(&format!("<sms{attributes}/>")));
    assert!(
        shelf
            .outside()
            .iter()
            .any(|rest| rest.why == Why::NotAMessage)
    );

    opened(backup(&"<sms ".repeat(1_000_000)));
    opened(backup(&"<!-- -- ".repeat(1_000_000)));
    let entities = SMS.replace("hoi", &"&".repeat(1_000_000));
    opened(backup(&entities)).read(0).unwrap();

    let many: String = (0..=MAX_CONVERSATIONS)
        .map(|n| format!("<sms address=\"{n}\" date=\"1\" type=\"1\" body=\"\"/>"))
        .collect();
    assert!(matches!(
        parse(backup(&many).into_bytes(), TimeZone::UTC),
        Err(ReadError::TooManyConversations(MAX_CONVERSATIONS))
    ));
    for nothing in [
        "",
        "<",
        "<html></html>",
        "<calls count=\"0\"></calls>",
        "<smsesx/>",
    ] {
        assert!(
            matches!(parse(nothing.into(), TimeZone::UTC), Err(ReadError::NotSms)),
            "{nothing}"
        );
    }
}
