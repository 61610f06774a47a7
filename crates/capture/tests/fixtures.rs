//! Our own exports, read through the border: what `zegel parse` writes for each, reviewed as snapshots.

#![expect(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::path::{Path, PathBuf};

use zegel_capture::lines;
use zegel_capture::read::{Limits, open};

fn chats() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/chats")
}

fn lines_of(path: &Path) -> String {
    let export = open(path, Limits::default()).unwrap();
    let conversation = export.chat.read().unwrap();
    let mut out = Vec::new();
    lines::write(&conversation, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn check(name: &str) {
    let stem = name.replace(['/', '.'], "-");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(stem, lines_of(&chats().join(name)));
    });
}

#[test]
fn the_demo_company() {
    for name in [
        "nl-android-groep",
        "nl-android-groep-mehmet",
        "nl-ios-klant.zip",
        "en-us-android.txt",
    ] {
        check(name);
    }
}

#[test]
fn edges() {
    let mut names: Vec<String> = std::fs::read_dir(chats().join("edge"))
        .unwrap()
        .map(|entry| format!("edge/{}", entry.unwrap().file_name().to_string_lossy()))
        .collect();
    names.sort();
    assert!(names.len() >= 22, "fixtures are missing");
    for name in &names {
        check(name);
    }
}

#[test]
fn nobody_is_invented() {
    let staff = [
        "Sanne de Vries",
        "Mehmet Yilmaz",
        "Fatima El Idrissi",
        "Joris",
        "Lotte Visser",
        "Daan Mulder",
        "Kees (uitzend)",
    ];
    let export = open(&chats().join("nl-android-groep"), Limits::default()).unwrap();
    let conversation = export.chat.read().unwrap();
    for message in conversation.messages() {
        let record = message.record();
        let event = record.event.as_ref();
        let people = record
            .sender
            .iter()
            .chain(event.and_then(|e| e.actor.as_ref()))
            .chain(event.into_iter().flat_map(|e| &e.targets));
        for person in people {
            assert!(staff.contains(&person.as_str()), "{person}");
        }
    }
    let summary = conversation.messages().summary();
    assert_eq!(summary.title.as_deref(), Some("Ploeg Noord"));
    assert_eq!(summary.holder.as_deref(), Some("Joris"));
}

#[test]
fn media_are_streams_of_what_came_along() {
    let mut folder = open(&chats().join("nl-android-groep"), Limits::default()).unwrap();
    let mut archive = open(&chats().join("nl-ios-klant.zip"), Limits::default()).unwrap();
    for (export, name) in [
        (&mut folder, "IMG-20260928-WA0003.jpg"),
        (&mut archive, "00000019-PHOTO-2026-10-01-10-13-29.jpg"),
    ] {
        let size = export.media.get(name).unwrap().size();
        let mut bytes = Vec::new();
        export
            .media
            .open(name)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        assert_eq!(u64::try_from(bytes.len()).unwrap(), size);
        assert_eq!(&bytes[..3], b"\xff\xd8\xff", "a JPEG");
        assert!(export.media.open("../Cargo.toml").is_err());
    }
}
