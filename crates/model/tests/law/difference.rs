//! A change of rules is a difference of sets, and it is complete: nothing becomes possible that it does not show.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::json;
use zegel_model::case::Purpose;
use zegel_model::person::Role;
use zegel_model::regulation::{Difference, Line, Table};

use crate::people::{classes, every_action};

/// A table as it would be read from the archive: that is the only other way to one.
fn table(lines: &BTreeSet<Line>, purposes: &BTreeSet<Purpose>, days: [u16; 3]) -> Table {
    let [case_days, retention_days, answer_days] = days;
    serde_json::from_value(json!({
        "lines": lines, "purposes": purposes,
        "case_days": case_days, "retention_days": retention_days, "answer_days": answer_days,
    }))
    .expect("a table is read back")
}

fn every_line() -> Vec<Line> {
    let actions = every_action();
    Role::ALL
        .into_iter()
        .flat_map(|role| {
            actions.iter().map(move |action| Line {
                role,
                action: *action,
            })
        })
        .collect()
}

fn any_table() -> impl Strategy<Value = Table> {
    let lines = every_line();
    let purposes = Purpose::ALL.to_vec();
    (
        proptest::sample::subsequence(lines.clone(), 0..=lines.len()),
        proptest::sample::subsequence(purposes.clone(), 0..=purposes.len()),
        // Few values, so that equal terms occur.
        proptest::array::uniform3(1_u16..4),
    )
        .prop_map(|(lines, purposes, days)| {
            table(
                &lines.into_iter().collect(),
                &purposes.into_iter().collect(),
                days,
            )
        })
}

/// What the difference says, done to the table before.
fn apply(before: &Table, change: &Difference) -> Table {
    let mut lines: BTreeSet<Line> = before.lines().collect();
    let mut purposes = before.purposes().clone();
    lines.retain(|line| !change.narrower.contains(line));
    lines.extend(change.wider.iter().copied());
    purposes.retain(|purpose| !change.purposes_narrower.contains(purpose));
    purposes.extend(change.purposes_wider.iter().copied());
    let term = |name: &str, old: u16| change.terms.get(name).map_or(old, |(_, new)| *new);
    let days = [
        term("case_days", before.case_days),
        term("retention_days", before.retention_days),
        term("answer_days", before.answer_days),
    ];
    table(&lines, &purposes, days)
}

proptest! {
    #[test]
    fn the_difference_is_complete(before in any_table(), after in any_table()) {
        let change = before.difference(&after);
        prop_assert_eq!(apply(&before, &change), after.clone());

        for line in every_line() {
            let (was, is) = (before.allows(line.role, line.action), after.allows(line.role, line.action));
            prop_assert_eq!(change.wider.contains(&line), !was && is);
            prop_assert_eq!(change.narrower.contains(&line), was && !is);
        }
    }

    #[test]
    fn the_way_back_is_the_mirror_image(before in any_table(), after in any_table()) {
        let (there, back) = (before.difference(&after), after.difference(&before));
        prop_assert_eq!(&there.wider, &back.narrower);
        prop_assert_eq!(&there.narrower, &back.wider);
        prop_assert_eq!(&there.purposes_wider, &back.purposes_narrower);
        for (name, (old, new)) in &there.terms {
            prop_assert_eq!(back.terms.get(name), Some(&(*new, *old)));
        }
        prop_assert_eq!(before.difference(&before), Difference::default());
    }
}

/// Keeping one more class of conversations is one line more, and shown as exactly that.
#[test]
fn a_wider_class_is_one_line() {
    let narrow = Table::small_employer(&classes());
    let wide = Table::small_employer(&zegel_model::scope::SourceClass::ALL.into());
    let change = narrow.difference(&wide);
    assert_eq!(change.wider.len(), 1);
    assert_eq!(wide.classes().len(), narrow.classes().len() + 1);
    assert_eq!(
        Difference {
            wider: vec![],
            ..change
        },
        Difference::default()
    );
}
