//! One story each.

use jiff::Span;
use zegel_compare::Verdict::{
    AfterLeaving, Altered, BeforeJoining, DeletedForAll, DeletedForMe, NotYetDelivered,
    OutsideRange, Present, Unknown,
};
use zegel_compare::{How, OddKind, Reason, Verdict, agreement};

use crate::phone::{Phone, findings, side_by_side};

const SANNE: &str = "
07:00 ! made you
07:01 ! added you > Mehmet Y
07:04 Sanne: Goedemorgen allemaal
07:05 Daan: Jammer, ik had net een soep
07:06 Mehmet Y: Ben om acht uur bij mevrouw Hendriks
07:09 Sanne: Planning van vandaag
07:11 Daan: Neemt iemand koffie mee
07:41 Mehmet Y: 325 heb ik gezegd, alles erin
07:44 Sanne: 385 staat in het systeem
07:47 Mehmet Y: Donderdag terug
07:50 Daan: Bij jouw neef
07:55 Sanne: Ik neem het mee
";

const MEHMET: &str = "
07:00 ! made Baas
07:01 ! added Baas > you
07:04 Baas: Goedemorgen allemaal
07:05 +31 6 1234 5678: Jammer, ik had net een soep
07:06 Mehmet: Ben om acht uur bij mevrouw Hendriks
07:09 Baas: Planning van vandaag
07:11 +31 6 1234 5678: Neemt iemand koffie mee
07:41 Mehmet: 325 heb ik gezegd, alles erin
07:44 Baas: 385 staat in het systeem
07:47 Mehmet: Donderdag terug
07:50 +31 6 1234 5678: Bij jouw neef
07:55 Baas: Ik neem het mee
";

fn sanne() -> Phone {
    Phone::of(Some("Sanne"), SANNE)
}

/// Whose it is, is not told.
fn mehmet() -> Phone {
    Phone::of(None, MEHMET)
}

fn without(mut phone: Phone, words: &str) -> Phone {
    let before = phone.lines.len();
    phone.lines.retain(|line| !line.text.contains(words));
    assert!(phone.lines.len() < before);
    phone
}

fn with(mut phone: Phone, words: &str, new: &str) -> Phone {
    let line = phone
        .lines
        .iter_mut()
        .find(|line| line.text.contains(words));
    new.clone_into(&mut line.unwrap().text);
    phone
}

fn found(words: &str, verdicts: &[Verdict]) -> Vec<(String, Vec<Verdict>)> {
    vec![(words.to_owned(), verdicts.to_vec())]
}

const PRICE: &str = "325 heb ik gezegd, alles erin";

#[test]
fn nothing_happened() {
    assert_eq!(findings(&[&sanne(), &mehmet()]), []);
    assert_eq!(findings(&[&sanne(), &mehmet(), &sanne()]), []);
    assert_eq!(findings(&[]), []);
    assert_eq!(findings(&[&sanne()]), []);
}

#[test]
fn people_are_found_across_names_numbers_and_you() {
    let comparison = side_by_side(&[&sanne(), &mehmet()]);
    assert_eq!(comparison.people.len(), 3);
    let person = |name: &str| comparison.people.iter().find(|p| p.name == name).unwrap();
    assert_eq!(
        person("Daan").names,
        [(0, "Daan".to_owned()), (1, "+31 6 1234 5678".to_owned())]
    );
    assert_eq!(comparison.copies[1].holder.as_deref(), Some("Mehmet"));
    assert_eq!(
        (&person("Sanne").holds, &person("Mehmet").holds),
        (&vec![0], &vec![1])
    );
}

#[test]
fn you_is_whoever_the_copy_turns_out_to_be_of() {
    let comparison = side_by_side(&[&sanne(), &mehmet()]);
    assert!(
        comparison
            .people
            .iter()
            .all(|person| !person.name.is_empty())
    );
    let told = MEHMET.replace("07:04", "07:02 ! added Baas > +31 6 1234 5678\n07:04");
    let alone = side_by_side(&[&Phone::of(None, &told)]);
    let names: Vec<_> = alone.people.iter().map(|p| p.name.as_str()).collect();
    let place = names.iter().position(|name| *name == "Mehmet").unwrap();
    assert_eq!(names.len(), 3);
    assert_eq!(alone.people[place].holds, [0]);
    let members = &alone.membership.members;
    let member = members.iter().find(|m| m.person == place).unwrap();
    let from = member.intervals[0].from.as_ref().unwrap();
    assert_eq!((from.how, names[from.by.unwrap()]), (How::Added, "Baas"));
}

#[test]
fn two_names_with_as_much_evidence_stay_apart() {
    let a = Phone::of(
        Some("An"),
        "08:00 An: een mooie dag\n08:20 Bo: tot straks dan\n08:40 Bo: de sleutel ligt er\n09:00 An: prima zo",
    );
    let b = Phone::of(
        Some("Cor"),
        "08:00 An: een mooie dag\n08:20 Piet: tot straks dan\n08:40 Klaas: de sleutel ligt er\n09:00 An: prima zo",
    );
    let comparison = side_by_side(&[&a, &b]);
    assert_eq!(comparison.people.len(), 5);
    let accused = |v: &Vec<Verdict>| v.contains(&Altered) || v.contains(&DeletedForMe);
    assert!(!findings(&[&a, &b]).iter().any(|(_, v)| accused(v)));
}

#[test]
fn a_silent_deletion_is_found_with_its_bytes() {
    let cleaned = without(mehmet(), "325");
    assert_eq!(
        findings(&[&sanne(), &cleaned]),
        found(PRICE, &[Present, DeletedForMe])
    );
    assert_eq!(
        findings(&[&cleaned, &sanne()]),
        found(PRICE, &[DeletedForMe, Present])
    );
    let comparison = side_by_side(&[&sanne(), &cleaned]);
    let row = comparison
        .rows
        .iter()
        .find(|row| row.lines[1].is_none())
        .unwrap();
    let places: Vec<_> = row.findings[1]
        .rests_on
        .iter()
        .map(|e| (e.copy, e.place.offset))
        .collect();
    assert_eq!(places, [(0, 7), (1, 6), (1, 8)]);
    assert!(matches!(
        row.findings[1].reason,
        Reason::Missing {
            own: true,
            copies: 1,
            ..
        }
    ));
}

#[test]
fn of_two_versions_nobody_knows_which_and_of_three_the_odd_one() {
    let forged = with(sanne(), "325", "385 heb ik gezegd, alles erin");
    assert_eq!(
        findings(&[&forged, &mehmet()]),
        found(PRICE, &[Altered, Altered])
    );
    let daan = MEHMET
        .replace("+31 6 1234 5678", "Daan")
        .replace("> you", "> Mehmet");
    let third = Phone::of(Some("Daan"), &daan);
    assert_eq!(
        findings(&[&forged, &mehmet(), &third]),
        found(PRICE, &[Altered, Present, Present])
    );
}

#[test]
fn other_words_between_the_same_neighbours_are_an_alteration_too() {
    let forged = with(sanne(), "325", "Daar weet ik niets van");
    assert_eq!(
        findings(&[&forged, &mehmet()]),
        found(PRICE, &[Altered, Altered])
    );
}

#[test]
fn an_edit_is_no_alteration() {
    let edited = Phone::of(Some("Sanne"), &SANNE.replace("325 heb", "+385 heb"));
    assert_eq!(findings(&[&edited, &mehmet()]), []);
    let comparison = side_by_side(&[&edited, &mehmet()]);
    let reasons: Vec<_> = comparison
        .rows
        .iter()
        .flat_map(|row| &row.findings)
        .map(|finding| finding.reason)
        .collect();
    assert!(reasons.contains(&Reason::Edited { here: true }));
    assert!(reasons.contains(&Reason::Edited { here: false }));
}

#[test]
fn a_tombstone_keeps_its_place_and_others_may_know_what_it_said() {
    let removed = Phone::of(Some("Sanne"), &SANNE.replace(PRICE, "x"));
    assert_eq!(
        findings(&[&removed, &mehmet()]),
        found(PRICE, &[DeletedForAll, Present])
    );
    let both = Phone::of(None, &MEHMET.replace(PRICE, "x"));
    assert_eq!(
        findings(&[&removed, &both]),
        found("This message was deleted", &[DeletedForAll, DeletedForAll])
    );
}

#[test]
fn clocks_zones_and_seconds() {
    for (hours, minute) in [(0, 1), (1, 0), (-3, 1), (5, -1)] {
        let mut other = mehmet();
        let seconds = [3, 40, 12, 59, 0, 31, 8, 22, 50, 17, 44, 5];
        for (line, second) in other.lines.iter_mut().zip(seconds) {
            let span = Span::new().hours(hours).minutes(minute).seconds(second);
            line.at = line.at.checked_add(span).unwrap();
        }
        assert_eq!(findings(&[&sanne(), &other]), [], "{hours} {minute}");
        let cleaned = without(other, "325");
        assert_eq!(
            findings(&[&sanne(), &cleaned]),
            found(PRICE, &[Present, DeletedForMe])
        );
    }
}

#[test]
fn what_a_phone_wrote_without_network_comes_later_to_others() {
    let mut own = mehmet();
    let line = own.lines.remove(9);
    own.lines.insert(8, line);
    let earlier = own.lines[8].at.checked_sub(Span::new().minutes(5));
    own.lines[8].at = earlier.unwrap();
    assert_eq!(findings(&[&sanne(), &own]), []);
    let forged = with(sanne(), "Donderdag terug", "Donderdag weer terug");
    assert_eq!(
        findings(&[&forged, &own]),
        found("Donderdag terug", &[Altered, Altered])
    );
}

#[test]
fn files_are_known_by_their_bytes() {
    let phone = |holder, photo: &str, second: &str| {
        let text = format!(
            "07:50 Bo: waar blijf je nou\n08:00 An: kijk eens hier\n08:10 Bo: {photo}\n08:20 An: {second}\n\
             08:30 Bo: tot straks"
        );
        Phone::of(Some(holder), &text)
    };
    let a = phone("An", "[a-IMG-0003.jpg] de ketel", "<>");
    let b = phone("Bo", "[a-IMG-0001.jpg] de ketel", "[b-IMG-0002.jpg]");
    assert_eq!(findings(&[&a, &b]), []);
    let other_bytes = phone("Bo", "[c-IMG-0001.jpg] de ketel", "[b-IMG-0002.jpg]");
    let found = findings(&[&a, &other_bytes]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1, [Altered, Altered]);
    let other_words = phone("Bo", "[a-IMG-0001.jpg] de boiler", "[b-IMG-0002.jpg]");
    assert_eq!(findings(&[&a, &other_words])[0].1, [Altered, Altered]);
}

#[test]
fn joining_and_leaving_explain() {
    let late = Phone::of(
        Some("Daan"),
        "07:00 ! made Sanne\n07:42 ! added Sanne > you\n07:44 Sanne: 385 staat in het systeem\n\
         07:47 Mehmet: Donderdag terug\n07:48 Daan: Ik ben weg\n07:49 ! left you",
    );
    let early = SANNE
        .replace("07:44", "07:42 ! added you > Daan\n07:44")
        .replace("07:05 Daan", "07:05 Mehmet Y")
        .replace("07:11 Daan", "07:11 Mehmet Y")
        .replace(
            "07:50 Daan",
            "07:48 Daan: Ik ben weg\n07:49 ! left Daan\n07:52 Mehmet Y",
        );
    let early = Phone::of(Some("Sanne"), &early);
    let found = findings(&[&early, &late]);
    let count = |verdict| found.iter().filter(|(_, v)| v[1] == verdict).count();
    assert_eq!(count(BeforeJoining), 6, "{found:?}");
    assert_eq!(count(AfterLeaving), 2, "{found:?}");
    assert_eq!(found.len(), 8);
    let comparison = side_by_side(&[&early, &late]);
    let people = &comparison.people;
    let daan = people.iter().position(|p| p.name == "Daan").unwrap();
    let members = &comparison.membership.members;
    let member = members.iter().find(|m| m.person == daan).unwrap();
    let [only] = member.intervals.as_slice() else {
        panic!("{member:?}");
    };
    let (from, to) = (only.from.as_ref().unwrap(), only.to.as_ref().unwrap());
    assert_eq!((from.how, to.how), (How::Added, How::Left));
    assert_eq!(people[from.by.unwrap()].name, "Sanne");
    assert_eq!((from.rests_on.len(), to.rests_on.len()), (2, 2));
    assert_eq!(comparison.membership.odd, []);
}

#[test]
fn what_does_not_add_up_is_listed() {
    let phone = Phone::of(
        Some("An"),
        "08:00 An: een\n08:05 Bo: hier ben ik\n08:10 ! removed you > Bo\n08:20 Bo: nog steeds\n\
         08:30 ! removed you > Bo\n08:35 Bo: en weer\n08:40 ! added you > Cor\n08:50 ! added you > Cor",
    );
    let odd: Vec<_> = side_by_side(&[&phone])
        .membership
        .odd
        .iter()
        .map(|odd| (odd.kind, odd.messages))
        .collect();
    assert_eq!(
        odd,
        [
            (OddKind::WentTwice, 0),
            (OddKind::SpokeOutside, 1),
            (OddKind::CameTwice, 0)
        ]
    );
}

#[test]
fn the_end_of_a_copy_is_no_deletion() {
    let mut early = mehmet();
    early.lines.truncate(10);
    let found = findings(&[&sanne(), &early]);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|(_, v)| v[1] == OutsideRange), "{found:?}");

    // Nothing by others came after it, only what the holder wrote.
    let tail = MEHMET
        .replace("07:50 +31 6 1234 5678: Bij jouw neef\n", "")
        .replace("07:55 Baas: Ik neem het mee", "08:10 Mehmet: Hallo?");
    let found = findings(&[&sanne(), &Phone::of(None, &tail)]);
    let of = |words: &str| found.iter().find(|(text, _)| text == words).unwrap().1[1];
    assert_eq!(of("Bij jouw neef"), NotYetDelivered);
}

#[test]
fn who_sends_without_network_accuses_nobody() {
    // Daan wrote 07:11 in a tunnel; Mehmet's copy ends before it came.
    let daan = Phone::of(
        Some("Daan"),
        "07:04 Sanne: Goedemorgen allemaal\n07:05 Daan: Jammer, ik had net een soep\n\
         07:11 Daan: Neemt iemand koffie mee\n07:09 Sanne: Planning van vandaag\n07:41 Mehmet: 325 heb ik gezegd",
    );
    let other = Phone::of(
        Some("Mehmet"),
        "07:04 Sanne: Goedemorgen allemaal\n07:05 Daan: Jammer, ik had net een soep\n\
         07:09 Sanne: Planning van vandaag\n07:41 Mehmet: 325 heb ik gezegd\n07:44 Sanne: hoeveel?",
    );
    let found = findings(&[&daan, &other]);
    let coffee = found.iter().find(|(text, _)| text.contains("koffie"));
    assert_eq!(coffee.unwrap().1, [Present, NotYetDelivered]);
}

#[test]
fn what_vanishes_by_itself_says_nothing() {
    let vanishing = SANNE.replace("07:09 Sanne", "07:08 ! vanishing you\n07:09 Sanne");
    let vanishing = Phone::of(Some("Sanne"), &vanishing);
    assert_eq!(
        findings(&[&vanishing, &without(mehmet(), "325")]),
        found(PRICE, &[Present, Unknown])
    );
}

#[test]
fn a_draft_is_missed_by_nobody() {
    let mut own = mehmet();
    let line = own.lines.iter_mut().find(|line| line.text == PRICE);
    line.unwrap().unsent = true;
    assert_eq!(
        findings(&[&without(sanne(), "325"), &own]),
        found(PRICE, &[Unknown, Present])
    );
}

#[test]
fn the_same_words_again_and_again() {
    let a = Phone::of(
        Some("An"),
        "08:00 An: begin maar\n08:01 Bo: ok\n08:01 Bo: ok\n08:01 An: ja\n08:01 Bo: ok\n08:04 Bo: klaar nu\n08:09 An: mooi",
    );
    let b = Phone::of(
        Some("Bo"),
        "08:00 An: begin maar\n08:01 Bo: ok\n08:01 An: ja\n08:01 Bo: ok\n08:04 Bo: klaar nu\n08:09 An: mooi",
    );
    assert_eq!(findings(&[&a, &a]), []);
    assert_eq!(findings(&[&a, &b]), found("ok", &[Present, DeletedForMe]));
}

#[test]
fn a_line_ascribed_to_another() {
    let forged = SANNE.replace("07:41 Mehmet Y", "07:41 Daan");
    let comparison = side_by_side(&[&Phone::of(Some("Sanne"), &forged), &mehmet()]);
    let reasons: Vec<_> = comparison
        .rows
        .iter()
        .flat_map(|row| &row.findings)
        .filter(|finding| finding.verdict == Altered)
        .map(|finding| finding.reason)
        .collect();
    assert_eq!(reasons, [Reason::Ascribed { copies: 2 }; 2]);
}

#[test]
fn copies_of_different_chats_agree_in_nothing() {
    let other = Phone::of(
        Some("X"),
        "10:00 X: heel iets anders\n10:05 Y: inderdaad ja\n11:00 X: dag",
    );
    assert_eq!(agreement(&sanne().copy(), &other.copy()), 0);
    assert!(agreement(&sanne().copy(), &mehmet().copy()) >= 10);
}
