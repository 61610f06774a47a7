//! Whatever the bytes: no panic, and every byte belongs to one message, one remainder, or the end of a line.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use proptest::prelude::*;
use zegel_capture::whatsapp::{Hints, Parsed, parse};
use zegel_model::message::Message;

/// Pieces that exports are made of, whole and broken.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fixed = prop::sample::select(vec![
        "\n",
        "\r\n",
        "\r",
        ": ",
        ":",
        " - ",
        "[",
        "] ",
        "<",
        ">",
        "(",
        ")",
        "\u{200e}",
        "\u{feff}",
        "\u{202f}",
        "28-09-2026 07:02 - ",
        "5/2/22, 16:08 - ",
        "[02/05/2022, 16:08:45] ",
        "12/31/23, 8:03\u{202f}PM - ",
        "2022. 5. 2. 오후 4:08 - ",
        "٢/٥/٢٠٢٢، ٤:٠٨ م - ",
        "31-31-2026 99:99 - ",
        "02-05-2022",
        "16:08",
        "Sanne",
        "Jan en Piet",
        "Sanne heeft u toegevoegd",
        "Sanne heeft de groep Noord: planning gemaakt",
        "You left",
        "changed the group name to “Noord: planning”",
        "Dit bericht is verwijderd",
        "U hebt dit bericht verwijderd",
        "<Media omitted>",
        "IMG-20220502-WA0001.jpg (file attached)",
        "<attached: 00000014-PHOTO-2022-05-02-16-17-01.jpg>",
        "<Dit bericht is bewerkt>",
        "POLL:\nq\nOPTION: a",
        "location: https://maps.google.com/?q=1,2",
        "null",
        "hoi",
        "Messages and calls are end-to-end encrypted.",
    ])
    .prop_map(|text| text.as_bytes().to_vec());
    prop_oneof![8 => fixed, 1 => prop::collection::vec(any::<u8>(), 0..6)]
}

fn source() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat()),
        1 => prop::collection::vec(any::<u8>(), 0..400),
    ]
}

/// A plausible export: heads of one form, bodies that may run over lines.
fn export() -> impl Strategy<Value = String> {
    let body = prop::sample::select(vec![
        "hoi",
        "a\nb",
        "",
        "lang\n\n  verhaal  ",
        "Dit bericht is verwijderd",
        "<Media omitted>\nbijschrift",
        "IMG-20260928-WA0001.jpg (file attached)",
        "\u{200e}x",
        "PEILING:\nq\nOPTIE: a (1 stem)",
    ]);
    let line = (
        1_u8..29,
        0_u8..24,
        0_u8..60,
        prop::sample::select(vec!["Sanne", "Jan 5\"", "+31 6 1"]),
        body,
    )
        .prop_map(|(day, hour, minute, who, body)| {
            format!("{day:02}-09-2026 {hour:02}:{minute:02} - {who}: {body}\n")
        });
    prop::collection::vec(line, 1..30).prop_map(|lines| lines.concat())
}

fn covers(source: &[u8], parsed: &Parsed) {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for message in &parsed.messages {
        let record = message.record();
        let start = usize::try_from(record.offset).unwrap();
        assert_eq!(
            &source[start..start + record.source.len()],
            record.source.as_slice()
        );
        spans.push((start, start + record.source.len()));
    }
    for rest in &parsed.summary.remainder {
        let start = usize::try_from(rest.offset).unwrap();
        assert!(rest.length > 0);
        spans.push((start, start + usize::try_from(rest.length).unwrap()));
    }
    spans.sort_unstable();
    let mut at = 0;
    for (index, (start, end)) in spans.iter().enumerate() {
        let gap = &source[at..*start];
        let between = if index == 0 {
            matches!(gap, b"" | b"\n" | b"\r\n" | b"\r")
        } else {
            matches!(gap, b"\n" | b"\r\n" | b"\r")
        };
        assert!(between, "bytes {at}..{start} belong to nothing: {gap:?}");
        at = *end;
    }
    let tail = &source[at..];
    assert!(
        matches!(tail, b"" | b"\n" | b"\r\n" | b"\r"),
        "bytes from {at} belong to nothing: {tail:?}"
    );
}

/// What must not depend on line ends and byte-order marks.
fn view(source: &[u8]) -> Vec<(String, Option<String>, String, String)> {
    parse(source, Hints::default())
        .unwrap()
        .messages
        .iter()
        .map(Message::record)
        .map(|r| {
            (
                r.at.to_string(),
                r.sender.clone(),
                format!("{:?}", r.kind),
                r.text.replace("\r\n", "\n"),
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_belongs_somewhere(source in source()) {
        if let Ok(parsed) = parse(&source, Hints::default()) {
            covers(&source, &parsed);
            let counted = parsed.summary.messages + parsed.summary.system;
            prop_assert_eq!(counted, u64::try_from(parsed.messages.len()).unwrap());
        }
    }

    #[test]
    fn line_ends_and_marks_change_nothing(text in export()) {
        let plain = view(text.as_bytes());
        covers(text.as_bytes(), &parse(text.as_bytes(), Hints::default()).unwrap());
        prop_assert_eq!(&plain, &view(text.replace('\n', "\r\n").as_bytes()));
        prop_assert_eq!(&plain, &view(format!("\u{feff}{text}").as_bytes()));
        prop_assert_eq!(&plain, &view(text.trim_end_matches('\n').as_bytes()));
    }
}
