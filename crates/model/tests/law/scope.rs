//! In or out: the whole table as a snapshot, and what a message keeps when it passes.

use std::fmt::Write;

use zegel_model::message::{Kind, Message, Record};
use zegel_model::scope::{Account, Answer, Decision, Marking, Ownership, SourceClass, decide};

#[test]
fn the_scope_table() {
    let mut out = String::from("account   phone    marked        unasked  yes  no\n");
    for class in SourceClass::ALL {
        for marking in [Marking::None, Marking::Private, Marking::Confidential] {
            let verdict = |answer| match decide(class, marking, answer) {
                Decision::In(_) => "in",
                Decision::Out => "out",
            };
            let account = match class.account {
                Account::Business => "business",
                Account::Personal => "personal",
            };
            let phone = match class.phone {
                Ownership::Company => "company",
                Ownership::Private => "private",
            };
            let marked = match marking {
                Marking::None => "-",
                Marking::Private => "private",
                Marking::Confidential => "confidential",
            };
            let (unasked, yes, no) = (
                verdict(None),
                verdict(Some(Answer::Yes)),
                verdict(Some(Answer::No)),
            );
            writeln!(
                out,
                "{account:<9} {phone:<8} {marked:<13} {unasked:<8} {yes:<4} {no}"
            )
            .expect("a string grows");
        }
    }
    insta::assert_snapshot!("scope", out);
}

/// A no, and a mark, always win.
#[test]
fn nobody_overrules_the_holder() {
    for class in SourceClass::ALL {
        for marking in [Marking::None, Marking::Private, Marking::Confidential] {
            assert!(
                matches!(decide(class, marking, Some(Answer::No)), Decision::Out),
                "{class:?} {marking:?}"
            );
        }
        for marking in [Marking::Private, Marking::Confidential] {
            assert!(
                matches!(decide(class, marking, Some(Answer::Yes)), Decision::Out),
                "{class:?} {marking:?}"
            );
        }
    }
}

fn record(source: &[u8]) -> Record {
    Record {
        offset: 7,
        source: source.to_vec(),
        at: "2026-09-21T08:05:00".parse().expect("a moment"),
        raw_time: "21-09-2026 08:05".to_owned(),
        sender: Some("Joris".to_owned()),
        kind: Kind::Text,
        text: "morgen om acht uur".to_owned(), // spelling: nl
        edited: false,
        attachment: None,
        event: None,
        details: None,
    }
}

/// Being admitted changes nothing of what was said (invariant 10).
#[test]
fn what_passes_is_what_came() {
    let before = record(b"21-09-2026 08:05 - Joris: morgen om acht uur"); // spelling: nl
    for class in SourceClass::ALL {
        let Decision::In(admission) = decide(class, Marking::None, Some(Answer::Yes)) else {
            panic!("{class:?} stays out after a yes");
        };
        assert_eq!(admission.class(), class);
        assert_eq!(
            admission.admit(Message::raw(before.clone())).into_record(),
            before
        );
    }
}

/// Content never reaches a log through `{:?}` (invariant 11).
#[test]
fn debug_shows_no_content() {
    let raw = Message::raw(record(b"CANARY-SOURCE"));
    let shown = format!("{raw:?} {:?}", raw.record());
    for secret in ["CANARY", "Joris", "morgen", "2026"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("length: 13"), "{shown}");
}
