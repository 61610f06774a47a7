//! Who may do what: the one table, reviewed as a snapshot, and what must hold of every set of roles.

use std::collections::BTreeSet;
use std::fmt::Write;

use zegel_model::hold::Voice;
use zegel_model::person::{Person, Role, clash};
use zegel_model::regulation::Regulation;
use zegel_model::right::{Action, Object, Refusal, may};
use zegel_model::scope::{Account, Ownership};
use zegel_model::seat::Side;

use crate::people::{every_action, every_state, in_force, person};

fn word(action: Action) -> String {
    match action {
        Action::ManagePeople => "manage people".to_owned(),
        Action::ManageRegulation => "manage regulation".to_owned(),
        Action::HoldSeat(side) => format!("hold a seat ({})", side_word(side)),
        Action::ConfirmNotice => "confirm notice".to_owned(),
        Action::SeeOwn => "see one's own".to_owned(),
        Action::Capture(class) => {
            let account = match class.account {
                Account::Business => "business",
                Account::Personal => "personal",
            };
            let phone = match class.phone {
                Ownership::Company => "company",
                Ownership::Private => "private",
            };
            format!("capture {account} on {phone}")
        }
        Action::RequestCase => "request case".to_owned(),
        Action::ApproveCase(side) => format!("approve ({})", side_word(side)),
        Action::DenyCase => "deny case".to_owned(),
        Action::Read => "read".to_owned(),
        Action::CloseCase => "close case".to_owned(),
        Action::OverseeCases => "oversee cases".to_owned(),
        Action::ProposeHold(voice) => format!("propose hold ({})", voice.name()),
        Action::ConfirmHold(voice) => format!("confirm hold ({})", voice.name()),
        Action::RefuseHold => "refuse hold".to_owned(),
        Action::ReleaseHold(voice) => format!("release hold ({})", voice.name()),
    }
}

const fn side_word(side: Side) -> &'static str {
    match side {
        Side::Employer => "employer",
        Side::Staff => "staff",
    }
}

fn table(out: &mut String, title: &str, regulation: Option<&Regulation>) {
    writeln!(out, "{title}").expect("a string grows");
    write!(out, "  {:<28}", "").expect("a string grows");
    for role in Role::ALL {
        write!(out, "{:<17}", role.name()).expect("a string grows");
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    for action in every_action() {
        write!(out, "  {:<28}", word(action)).expect("a string grows");
        for role in Role::ALL {
            let verdict = match may(regulation, &person(1, &[role]), action, Object::Archive) {
                Ok(_) => "yes".to_owned(),
                Err(refusal) => refusal.rule().to_owned(),
            };
            write!(out, "{verdict:<17}").expect("a string grows");
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out.push('\n');
}

#[test]
fn who_may_do_what() {
    let mut out = String::new();
    for (title, regulation) in every_state() {
        table(&mut out, title, regulation.as_ref());
        if title == "in force" {
            let mut unread = in_force();
            unread.confirmed.clear();
            table(&mut out, "in force, notice not read", Some(&unread));
        }
    }
    for refusal in [
        Refusal::NoRegulation,
        Refusal::NotYourRole,
        Refusal::ClassNotCovered,
        Refusal::NoticeNotRead,
    ] {
        writeln!(out, "{}: {refusal}", refusal.rule()).expect("a string grows");
    }
    insta::assert_snapshot!("who_may_do_what", out);
}

fn every_set_of_roles() -> impl Iterator<Item = BTreeSet<Role>> {
    (0_u32..1 << Role::ALL.len()).map(|bits| {
        Role::ALL
            .into_iter()
            .enumerate()
            .filter(|(i, _)| bits & (1 << i) != 0)
            .map(|(_, r)| r)
            .collect()
    })
}

fn allowed(regulation: &Regulation, roles: &BTreeSet<Role>, action: Action) -> bool {
    let somebody = Person {
        roles: roles.clone(),
        ..person(1, &[])
    };
    may(Some(regulation), &somebody, action, Object::Archive).is_ok()
}

/// Asking, deciding for the staff, deciding for the employer: one person is at most one of these.
#[test]
fn roles_that_do_not_clash_stay_apart() {
    let regulation = in_force();
    let apart = [
        Action::RequestCase,
        Action::ApproveCase(Side::Staff),
        Action::ApproveCase(Side::Employer),
    ];
    let mut sets = 0;
    for roles in every_set_of_roles().filter(|roles| clash(roles).is_none()) {
        sets += 1;
        let can = apart
            .into_iter()
            .filter(|action| allowed(&regulation, &roles, *action))
            .count();
        assert!(can <= 1, "{roles:?} can do {can} of {apart:?}");
        let reads = allowed(&regulation, &roles, Action::Read);
        let approves = apart[1..]
            .iter()
            .any(|action| allowed(&regulation, &roles, *action));
        assert!(!(reads && approves), "{roles:?} reads what it approves");
    }
    assert!(sets > 10, "only {sets} sets of roles do not clash");
}

/// Whoever answers for the employer holds no seat of the staff, and whoever guards privacy does not read.
#[test]
fn chairs_that_nobody_combines() {
    let pairs: Vec<_> = Role::ALL
        .into_iter()
        .flat_map(|a| {
            Role::ALL
                .into_iter()
                .filter(move |b| a < *b)
                .map(move |b| (a, b))
        })
        .filter(|(a, b)| clash(&BTreeSet::from([*a, *b])).is_some())
        .map(|(a, b)| format!("{} {}", a.name(), b.name()))
        .collect();
    insta::assert_snapshot!(pairs.join("\n"), @r"
    reviewer privacy_contact
    reviewer staff_seat
    reviewer employer_seat
    staff_seat employer_seat
    staff_seat owner
    ");
}

/// No role that administers (owner, privacy contact) leads to content (invariant 4).
#[test]
fn no_administrator_reads() {
    let regulation = in_force();
    for role in Role::ALL {
        let roles = BTreeSet::from([role]);
        let reads = allowed(&regulation, &roles, Action::Read)
            || allowed(&regulation, &roles, Action::RequestCase);
        assert_eq!(reads, role == Role::Reviewer, "{role:?}");
    }
}

/// Outside of the founding part nothing is allowed while no regulation is in force (invariant 8).
#[test]
fn nothing_is_kept_or_read_before_the_regulation_holds() {
    let founding = |action: &Action| {
        matches!(
            action,
            Action::ManagePeople
                | Action::ManageRegulation
                | Action::HoldSeat(_)
                | Action::ConfirmNotice
                | Action::SeeOwn
                | Action::ProposeHold(_)
                | Action::ConfirmHold(_)
                | Action::RefuseHold
                | Action::ReleaseHold(_)
        )
    };
    for (title, regulation) in every_state()
        .into_iter()
        .filter(|(title, _)| *title != "in force")
    {
        for action in every_action()
            .into_iter()
            .filter(|action| !founding(action))
        {
            let verdict = may(
                regulation.as_ref(),
                &person(1, &Role::ALL),
                action,
                Object::Archive,
            );
            assert_eq!(
                verdict.map(|_| ()),
                Err(Refusal::NoRegulation),
                "{title}: {action:?}"
            );
        }
    }
}

/// A right is for one action on one object in one version.
#[test]
fn a_right_is_good_for_one_thing() {
    let right = may(
        Some(&in_force()),
        &person(1, &Role::ALL),
        Action::Read,
        Object::Archive,
    )
    .expect("every role");
    for action in every_action() {
        for object in [Object::Archive, Object::Regulation, Object::Oneself] {
            let fits = right.check(action, object).is_ok();
            assert_eq!(
                fits,
                action == Action::Read && object == Object::Archive,
                "{action:?} {object:?}"
            );
        }
    }
}

/// Nobody speaks with two voices about a hold, whatever roles they have, clashing ones too; and nobody of either side
/// refuses one: they could be those who gain by erasure.
#[test]
fn one_person_is_one_voice_about_holds() {
    let regulation = in_force();
    for roles in every_set_of_roles() {
        for action in [
            Action::ProposeHold,
            Action::ConfirmHold,
            Action::ReleaseHold,
        ] {
            let voices = Voice::ALL
                .into_iter()
                .filter(|voice| allowed(&regulation, &roles, action(*voice)))
                .count();
            assert!(voices <= 1, "{roles:?} speak with {voices} voices");
        }
        let takes_a_side = [Role::Owner, Role::EmployerSeat, Role::StaffSeat]
            .iter()
            .any(|role| roles.contains(role));
        let refuses = allowed(&regulation, &roles, Action::RefuseHold);
        assert!(!(refuses && takes_a_side), "{roles:?} refuse a hold");
    }
}
