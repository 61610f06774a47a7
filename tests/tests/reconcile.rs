//! `zegel reconcile`: what it finds in copies, how it says so, and the schemas of what comes out.

use std::fs;
use std::path::PathBuf;

use journey::archive::path;
use journey::binary::{fixture, repository, run};
use journey::export::shared;
use journey::schema::Schema;
use serde_json::{Value, json};
use tempfile::TempDir;

fn copies(names: &[&str]) -> Vec<PathBuf> {
    let folder = fixture("copies");
    names.iter().map(|name| folder.join(name)).collect()
}

/// Exit code, standard output, standard error.
fn said(files: &[PathBuf], more: &[&str]) -> (i32, String, String) {
    let mut args = vec!["reconcile"];
    args.extend(files.iter().map(|file| path(file)));
    args.extend(more);
    let out = run(&args, "");
    (
        out.status.code().unwrap(),
        String::from_utf8(out.stdout).unwrap(),
        String::from_utf8(out.stderr).unwrap(),
    )
}

/// The comparison as JSON, which fits its schema.
fn compared(files: &[PathBuf], more: &[&str]) -> Value {
    let (code, out, err) = said(files, &[&["--json"], more].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(Schema::named("reconcile").refuses(&value), None);
    value
}

/// The message with these words.
fn message<'v>(compared: &'v Value, words: &str) -> &'v Value {
    let all = compared["messages"].as_array().unwrap();
    let mut found = all
        .iter()
        .filter(|m| m["text"].as_str().unwrap().contains(words));
    let first = found
        .next()
        .unwrap_or_else(|| panic!("{words} is in no copy"));
    assert!(found.next().is_none(), "{words} stands twice");
    first
}

fn holders<'v>(compared: &'v Value, words: &str) -> &'v Value {
    &message(compared, words)["holders"]
}

/// The bytes that a verdict of a holder rests on, as they stand in the files.
fn bytes(compared: &Value, files: &[(&str, PathBuf)], words: &str, holder: &str) -> Vec<String> {
    let places = message(compared, words)["rests_on"][holder]
        .as_array()
        .unwrap();
    let read = |place: &Value| {
        let (_, file) = files
            .iter()
            .find(|(name, _)| place["copy"] == *name)
            .unwrap();
        let number = |field: &str| usize::try_from(place[field].as_u64().unwrap()).unwrap();
        let bytes = fs::read(file).unwrap();
        let from = number("offset");
        String::from_utf8(bytes[from..from + number("length")].to_vec()).unwrap()
    };
    places.iter().map(read).collect()
}

#[test]
fn the_real_pair() {
    let exports = shared();
    if exports.is_empty() {
        return;
    }
    for exports in [exports.clone(), exports.iter().rev().cloned().collect()] {
        let found = compared(&exports, &[]);
        let deleted = "Ik verwijder dit bericht alleen voor mijzelf na 1 minuut";
        // Dave says nearly the same.
        let silent = found["messages"].as_array().unwrap();
        let silent: Vec<&Value> = silent.iter().filter(|m| m["text"] == deleted).collect();
        assert_eq!(silent.len(), 1);
        assert_eq!(silent[0]["at"], "2022-05-02T16:12:00");
        assert_eq!(
            silent[0]["holders"],
            json!({"Alice": "present", "Bob": "deleted_for_me"})
        );
        assert_eq!(
            holders(&found, "Ik stuur ook een bericht"),
            &json!({"Alice": "altered", "Bob": "altered"})
        );
        let absent: Vec<(&str, &str)> = found["messages"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|m| m["kind"] != "system" && m["holders"]["Alice"] != "present")
            .map(|m| {
                (
                    m["text"].as_str().unwrap(),
                    m["holders"]["Alice"].as_str().unwrap(),
                )
            })
            .filter(|(_, verdict)| !verdict.starts_with("deleted") && *verdict != "altered")
            .collect();
        assert_eq!(
            absent,
            [
                ("Hey nu ben ik admin", "after_leaving"),
                ("Ik verlaat nu het gesprek", "after_leaving"),
                ("Hey, nu ben ik Admin", "after_leaving"),
                ("Dit is het einde van het script", "outside_range"),
                ("Wat jammer zeg, ik vond het zo gezellig", "outside_range"),
                ("Tja, het kan niet eeuwig duren", "outside_range"),
            ]
        );
        let accused = found["messages"].as_array().unwrap().iter().filter(|m| {
            let verdicts = m["holders"].as_object().unwrap().values();
            verdicts
                .into_iter()
                .any(|v| v == "deleted_for_me" || v == "altered")
        });
        assert_eq!(accused.count(), 2);
    }
}

#[test]
fn three_copies_tell_what_became_of_each_message() {
    let files = copies(&["fatima.txt", "daan.txt", "lotte.txt"]);
    let found = compared(&files, &[]);
    let of = |fatima: &str, daan: &str, lotte: &str| json!({"Fatima": fatima, "Daan": daan, "Lotte": lotte});
    for (words, expected) in [
        (
            "Mag ik de dertiende vrij",
            of("present", "present", "before_joining"),
        ),
        (
            "ik betaal ze in mei uit",
            of("altered", "present", "present"),
        ),
        (
            "een uur later, tandarts",
            of("present", "present", "deleted_for_me"),
        ),
        (
            "Prima, ik zet het erin",
            of("present", "present", "present"),
        ),
        (
            "Volgende maand doen we",
            of("present", "after_leaving", "outside_range"),
        ),
    ] {
        assert_eq!(holders(&found, words), &expected, "{words}");
    }
    assert_eq!(
        message(&found, "ik betaal ze in mei uit")["text"],
        "Akkoord, 14 uur, ik betaal ze in mei uit",
        "what most copies say is shown"
    );
    let names = ["Fatima", "Daan", "Lotte"];
    let files: Vec<(&str, PathBuf)> = names.into_iter().zip(files).collect();
    assert_eq!(
        bytes(&found, &files, "een uur later, tandarts", "Lotte"),
        [
            "06-05-2026 09:02 - Lotte Visser: Ik kom maandag een uur later, tandarts",
            "06-05-2026 09:02 - +31 6 00001203: Ik kom maandag een uur later, tandarts",
            "5/6/26, 8:44\u{202f}AM - Fatima kantoor: This message was deleted",
            "5/6/26, 9:10\u{202f}AM - Fatima kantoor: Prima, ik zet het erin",
        ]
    );
    let dates = |copy: usize| &found["copies"][copy]["date_order"];
    assert_eq!(
        (&dates(2)["order"], &dates(2)["certain"]),
        (&json!("mdy"), &json!(true))
    );
    assert_eq!(
        (&dates(0)["order"], &dates(0)["certain"]),
        (&json!("dmy"), &json!(true))
    );
}

#[test]
fn both_outputs_as_they_are() {
    let files = copies(&["fatima.txt", "daan.txt", "lotte.txt"]);
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("reconcile-text", said(&files, &[]).1);
        let json = compared(&files, &[]);
        insta::assert_snapshot!("reconcile-json", serde_json::to_string_pretty(&json).unwrap());
    });
}

#[test]
fn the_demo_company() {
    let files = [
        fixture("chats/nl-android-groep"),
        fixture("chats/nl-android-groep-mehmet"),
    ];
    let found = compared(&files, &[]);
    assert_eq!(
        holders(&found, "325 heb ik gezegd, alles erin"),
        &json!({"Joris": "present", "Mehmet Yilmaz": "deleted_for_me"})
    );
    let (_, text, _) = said(&files, &[]);
    assert_eq!(text.matches(": deleted for me. ").count(), 1, "{text}");
    assert_eq!(text.matches("altered. ").count(), 0, "{text}");
}

#[test]
fn dates_that_nothing_settles_stay_open_until_they_are_stated() {
    let file = copies(&["lotte.txt"]);
    let dates = |more: &[&str]| compared(&file, more)["copies"][0]["date_order"].clone();
    assert_eq!(dates(&[])["certain"], false);
    assert!(said(&file, &[]).1.contains("--date-order states it"));
    let stated = dates(&["--date-order", "dmy"]);
    let said = ["order", "certain", "stated"].map(|field| stated[field].clone());
    assert_eq!(said, [json!("dmy"), json!(true), json!(true)]);
    // Those that tell their order themselves keep it.
    let both = compared(
        &copies(&["daan.txt", "lotte.txt"]),
        &["--date-order", "mdy"],
    );
    assert_eq!(both["copies"][0]["date_order"]["order"], "dmy");
    assert_eq!(both["copies"][1]["agreeing"], 9);
}

#[test]
fn two_copies_of_one_holder_have_names_of_their_own() {
    let file = &copies(&["lotte.txt"])[0];
    let folder = TempDir::new().unwrap();
    let later = folder.path().join("later.txt");
    fs::copy(file, &later).unwrap();
    let names = |files: &[PathBuf]| {
        let found = compared(files, &[]);
        let names: Vec<String> = found["copies"]
            .as_array()
            .unwrap()
            .iter()
            .map(|copy| copy["name"].as_str().unwrap().to_owned())
            .collect();
        names
    };
    let of_one = names(&[file.clone(), later]);
    assert_eq!(of_one, ["Lotte (lotte.txt)", "Lotte (later.txt)"]);
    let same = names(&[file.clone(), file.clone()]);
    assert_eq!(same, ["Lotte (lotte.txt) (1)", "Lotte (lotte.txt) (2)"]);
}

#[test]
fn an_export_with_several_conversations_needs_a_name() {
    let account = fixture("chats/telegram/account");
    let text = copies(&["lotte.txt"]).remove(0);
    let (code, out, err) = said(&[account.clone(), text.clone()], &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("5 conversations") && err.contains("--conversation KEY"),
        "{err}"
    );
    let named = ["--conversation", "user510000002"];
    let found = compared(&[account.clone(), text.clone()], &named);
    assert_eq!(found["copies"].as_array().unwrap().len(), 2);
    for keys in [
        ["--conversation", "nobody"].as_slice(),
        &[named, named].concat(),
    ] {
        let (code, _, err) = said(&[account.clone(), text.clone()], keys);
        assert_eq!((code, err.lines().count()), (2, 1), "{err}");
    }
    let database = repository().join("fuzz/seeds/capture_database/small.db");
    let found = compared(&[database, text], &[]);
    assert_eq!(found["copies"][0]["provenance"], "B");
}

#[test]
fn what_cannot_be_read_is_said_in_one_sentence() {
    let text = copies(&["lotte.txt"]).remove(0);
    for bad in [
        fixture("README.md"),
        fixture("chats/no-such-file.txt"),
        repository().join("fuzz/seeds/capture_backup/msgstore.db.crypt15"),
    ] {
        let (code, out, err) = said(&[text.clone(), bad], &["--json"]);
        assert_eq!(
            (code, out.as_str(), err.lines().count()),
            (2, "", 1),
            "{err}"
        );
        assert!(err.starts_with("zegel reconcile: "), "{err}");
    }
}

/// Whatever `zegel parse` reads among the fixtures.
fn sources() -> Vec<PathBuf> {
    let folder = fixture("chats");
    let mut all = vec![
        folder.join("telegram/account"),
        folder.join("telegram/ploeg-zuid.json"),
        folder.join("sms/sms-20260928100000.xml"),
        folder.join("ios/ChatStorage.sqlite"),
        folder.join("nl-ios-klant.zip"),
        folder.join("nl-android-groep"),
        folder.join("en-us-android.txt"),
        repository().join("fuzz/seeds/capture_database/today.db"),
    ];
    let edge = fs::read_dir(folder.join("edge")).unwrap();
    all.extend(edge.map(|entry| entry.unwrap().path()));
    all
}

fn lines(args: &[&str]) -> Vec<Value> {
    let out = run(args, "");
    let text = String::from_utf8(out.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn lines_of_parse_fit_their_schema() {
    let schema = Schema::named("parse");
    let mut kinds = [0; 4];
    for source in sources() {
        let mut all = lines(&["parse", path(&source)]);
        if all.iter().any(|line| !line["conversation"].is_null()) {
            all.extend(lines(&["parse", path(&source), "--all"]));
        }
        for line in all {
            assert_eq!(schema.refuses(&line), None, "{}: {line}", source.display());
            for (count, field) in
                kinds
                    .iter_mut()
                    .zip(["text", "summary", "conversation", "outside"])
            {
                *count += usize::from(line.get(field).is_some());
            }
        }
    }
    assert!(kinds.iter().all(|count| *count > 2), "{kinds:?}");
}

#[test]
fn a_broken_output_does_not_fit() {
    let schema = Schema::named("parse");
    let text = fixture("chats/edge/traps.txt");
    let lines = lines(&["parse", path(&text)]);
    let (first, last) = (&lines[0], lines.last().unwrap());
    for (line, field, value) in [
        (first, "/offset", json!(-1)),
        (first, "/at", json!("gisteren")),
        (first, "/kind", json!("words")),
        (first, "/edited", Value::Null),
        (last, "/summary/format", json!("paper")),
        (last, "/summary/date_order/order", json!("dym")),
    ] {
        let mut broken = line.clone();
        *broken.pointer_mut(field).unwrap() = value;
        assert!(schema.refuses(&broken).is_some(), "{field}");
    }
    for field in first.as_object().unwrap().keys() {
        let mut broken = first.clone();
        broken.as_object_mut().unwrap().remove(field);
        assert!(schema.refuses(&broken).is_some(), "without {field}");
    }

    let schema = Schema::named("reconcile");
    let found = compared(&copies(&["fatima.txt", "lotte.txt"]), &[]);
    for (field, value) in [
        ("/messages/0/holders/Lotte", json!("gone")),
        ("/messages/0/holders", json!({})),
        ("/messages/0/reason", json!("")),
        (
            "/messages/0/rests_on/Lotte",
            json!([{"copy": "Lotte", "offset": 1}]),
        ),
        ("/copies/0/provenance", json!("D")),
        ("/membership/members/0/intervals/0/lasting", json!("yes")),
    ] {
        let mut broken = found.clone();
        *broken.pointer_mut(field).unwrap() = value;
        assert!(schema.refuses(&broken).is_some(), "{field}");
    }
    for field in ["at", "sender", "text", "holders", "reason"] {
        let mut broken = found.clone();
        broken["messages"][0].as_object_mut().unwrap().remove(field);
        assert!(schema.refuses(&broken).is_some(), "without {field}");
    }
}
