//! Sizes and repetitions that would stop a comparison that tries every pair.

use jiff::ToSpan as _;
use jiff::civil::date;
use zegel_compare::Verdict;
use zegel_model::message::Kind;

use crate::phone::{Phone, Said, findings, side_by_side};

fn line(second: i64, sender: &str, text: String, id: u64) -> Said {
    let start = date(2026, 1, 1).at(0, 0, 0, 0);
    Said {
        at: start.checked_add(second.seconds()).unwrap(),
        sender: Some(sender.to_owned()),
        text,
        kind: Kind::Text,
        edited: false,
        unsent: false,
        file: None,
        event: None,
        id,
    }
}

fn phone(holder: &str, lines: Vec<Said>) -> Phone {
    Phone {
        holder: Some(holder.to_owned()),
        lines,
    }
}

#[test]
fn one_word_a_hundred_thousand_times_in_a_minute() {
    let many = |count: u64| {
        let mut lines = vec![line(0, "An", "begin".to_owned(), 0)];
        lines.extend((1..=count).map(|i| line(60, "An", "ok".to_owned(), i)));
        lines.push(line(400, "Bo", "klaar met ok".to_owned(), count + 1));
        lines.push(line(500, "An", "eindelijk rust".to_owned(), count + 2));
        lines
    };
    let (a, b) = (phone("An", many(100_000)), phone("Bo", many(99_990)));
    let found = findings(&[&a, &b]);
    assert_eq!(found.len(), 10);
    let expected = [Verdict::Present, Verdict::DeletedForMe];
    assert!(found.iter().all(|(_, v)| *v == expected), "{found:?}");
}

#[test]
fn a_hundred_thousand_texts_that_all_differ() {
    let words = |who: &str| {
        (0..100_000_u64)
            .map(|i| {
                let second = i64::try_from(i / 50).unwrap();
                line(second, "An", format!("{who} zegt {i} keer {}", i * 7919), i)
            })
            .collect::<Vec<_>>()
    };
    let (a, b) = (phone("An", words("iemand")), phone("Bo", words("niemand")));
    assert_eq!(side_by_side(&[&a, &b]).copies.len(), 2);
}

#[test]
fn half_a_million_messages_on_either_side() {
    let all = |skip: u64| {
        (0..500_000_u64)
            .filter(|i| *i != skip)
            .map(|i| {
                let who = ["An", "Bo", "Cor"][usize::try_from(i % 3).unwrap()];
                let text = if i % 4 == 0 {
                    "ok".to_owned()
                } else {
                    format!("bericht nummer {i}")
                };
                line(i64::try_from(i).unwrap() * 37, who, text, i)
            })
            .collect::<Vec<_>>()
    };
    let (a, b) = (phone("An", all(u64::MAX)), phone("Bo", all(250_001)));
    let expected = vec![Verdict::Present, Verdict::DeletedForMe];
    assert_eq!(
        findings(&[&a, &b]),
        [("bericht nummer 250001".to_owned(), expected)]
    );
}
