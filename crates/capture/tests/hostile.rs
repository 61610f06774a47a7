//! Exports that were made to hurt: each ends in a clear error, or in what was promised.

#![expect(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zegel_capture::Why;
use zegel_capture::read::{Limits, ReadError, open};
use zegel_capture::whatsapp::{Hints, MAX_MESSAGE, parse};
use zip::write::{SimpleFileOptions, ZipWriter};

const CHAT: &str = "02-05-2022 16:08 - Sanne: hoi\n02-05-2022 16:09 - Joris: ../../secret.jpg (bestand bijgevoegd)\n";

fn archive(folder: &TempDir, entries: &[(&str, &[u8])]) -> PathBuf {
    let path = folder.path().join("export.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    path
}

fn refused(path: &Path) -> ReadError {
    open(path, Limits::default()).unwrap_err()
}

#[test]
fn a_text_that_unpacks_without_end() {
    let folder = TempDir::new().unwrap();
    let zeros = vec![b'0'; 40 << 20];
    assert!(matches!(
        refused(&archive(&folder, &[("_chat.txt", &zeros)])),
        ReadError::Bomb
    ));
}

#[test]
fn too_many_entries_are_not_even_listed() {
    let folder = TempDir::new().unwrap();
    let names: Vec<String> = (0..300).map(|n| format!("{n}.jpg")).collect();
    let mut entries: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    entries.push(("_chat.txt", CHAT.as_bytes()));
    let path = archive(&folder, &entries);
    let limits = Limits {
        entries: 300,
        ..Limits::default()
    };
    assert!(matches!(
        open(&path, limits),
        Err(ReadError::TooManyFiles(300))
    ));
    assert!(open(&path, Limits::default()).is_ok());
    // An end record that claims a million entries.
    let mut bytes = fs::read(&path).unwrap();
    let end = bytes.len() - 22;
    bytes[end + 8..end + 12].copy_from_slice(&[0xff; 4]);
    let claimed = folder.path().join("claimed.zip");
    fs::write(&claimed, &bytes).unwrap();
    assert!(matches!(
        open(&claimed, limits),
        Err(ReadError::TooManyFiles(300))
    ));
}

#[test]
fn names_are_never_paths() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("secret.jpg"), b"secret").unwrap();
    let inner = folder.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    fs::write(inner.join("WhatsApp-chat met X.txt"), CHAT).unwrap();
    let mut export = open(&inner, Limits::default()).unwrap();
    let conversation = export.chat.read().unwrap();
    let named = conversation
        .messages()
        .nth(1)
        .unwrap()
        .into_record()
        .attachment
        .unwrap();
    assert_eq!(
        (named.name.as_str(), named.present),
        ("../../secret.jpg", false)
    );
    assert!(matches!(
        export.media.open(&named.name),
        Err(ReadError::NoSuchMedia)
    ));

    let zipped = archive(
        &folder,
        &[
            ("_chat.txt", CHAT.as_bytes()),
            ("../../secret.jpg", b"x"),
            ("/etc/passwd", b"y"),
        ],
    );
    let export = open(&zipped, Limits::default()).unwrap();
    assert_eq!(
        export.media.iter().count(),
        0,
        "entries of other folders do not belong to the chat"
    );
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = TempDir::new().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, b"secret").unwrap();
    let inner = folder.path().join("export");
    fs::create_dir(&inner).unwrap();
    fs::write(
        inner.join("WhatsApp-chat met X.txt"),
        CHAT.replace("../../secret.jpg", "link.jpg"),
    )
    .unwrap();
    std::os::unix::fs::symlink(&secret, inner.join("link.jpg")).unwrap();
    let export = open(&inner, Limits::default()).unwrap();
    assert!(export.media.get("link.jpg").is_none());
    // A file that becomes a link after it was listed.
    fs::remove_file(inner.join("link.jpg")).unwrap();
    fs::write(inner.join("link.jpg"), b"photo").unwrap();
    let mut export = open(&inner, Limits::default()).unwrap();
    fs::remove_file(inner.join("link.jpg")).unwrap();
    std::os::unix::fs::symlink(&secret, inner.join("link.jpg")).unwrap();
    assert!(export.media.open("link.jpg").is_err());
}

#[test]
fn a_file_that_grows_while_it_is_read() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("WhatsApp-chat met X.txt"), CHAT).unwrap();
    fs::write(folder.path().join("a.jpg"), b"12345").unwrap();
    let mut export = open(folder.path(), Limits::default()).unwrap();
    fs::write(folder.path().join("a.jpg"), b"123456").unwrap();
    let mut bytes = Vec::new();
    assert!(
        export
            .media
            .open("a.jpg")
            .unwrap()
            .read_to_end(&mut bytes)
            .is_err()
    );
}

#[test]
fn a_line_longer_than_any_message() {
    let mut source = CHAT.as_bytes().to_vec();
    let start = source.len();
    source.extend_from_slice(b"02-05-2022 16:10 - Sanne: ");
    source.resize(source.len() + MAX_MESSAGE, b'a');
    let length = source.len() - start;
    source.extend_from_slice(b"\n02-05-2022 16:11 - Sanne: klaar\n");
    let parsed = parse(&source, Hints::default()).unwrap();
    assert_eq!(parsed.messages.len(), 3);
    let [rest] = parsed.summary.remainder.as_slice() else {
        panic!("one remainder")
    };
    assert_eq!(
        (rest.offset, rest.length),
        (
            u64::try_from(start).unwrap(),
            u64::try_from(length).unwrap()
        )
    );
    assert_eq!(rest.why, Why::TooLong);
}

#[test]
fn what_is_no_export_says_so() {
    let folder = TempDir::new().unwrap();
    assert!(matches!(
        refused(&archive(&folder, &[("photo.jpg", b"x")])),
        ReadError::NoText
    ));
    assert!(matches!(
        refused(&archive(&folder, &[("a.txt", b"x"), ("b.txt", b"y")])),
        ReadError::SeveralTexts(2)
    ));
    let damaged = folder.path().join("damaged.zip");
    fs::write(&damaged, b"PK\x03\x04 but nothing behind it").unwrap();
    assert!(matches!(refused(&damaged), ReadError::Archive(_)));
    assert!(matches!(
        refused(&folder.path().join("absent")),
        ReadError::Io(_)
    ));
    let text = folder.path().join("list.txt");
    fs::write(&text, "melk\nbrood\n").unwrap();
    assert!(open(&text, Limits::default()).unwrap().chat.read().is_err());
    let long = Limits {
        text: 20,
        ..Limits::default()
    };
    fs::write(&text, CHAT).unwrap();
    assert!(matches!(open(&text, long), Err(ReadError::TextTooLong(20))));
}

#[test]
fn errors_name_nobody() {
    let folder = TempDir::new().unwrap();
    let path = archive(
        &folder,
        &[
            ("WhatsApp-chat met Fatima.txt", b"x"),
            ("WhatsApp-chat met Joris.txt", b"y"),
        ],
    );
    let error = refused(&path);
    let said = format!("{error} {error:?}");
    assert!(
        !said.contains("Fatima") && !said.contains("Joris"),
        "{said}"
    );
    let export = open(
        &archive(
            &folder,
            &[("WhatsApp-chat met Fatima.txt", CHAT.as_bytes())],
        ),
        Limits::default(),
    )
    .unwrap();
    let conversation = export.chat.read().unwrap();
    let said = format!(
        "{export:?} {conversation:?} {:?}",
        conversation.messages().next()
    );
    assert!(!said.contains("Fatima") && !said.contains("hoi"), "{said}");
}

#[test]
fn the_slowest_lines_there_are() {
    // Every line another author, or a sentence that nobody knows: all wordings of all languages are compared.
    let source: String = (0..20_000)
        .flat_map(|n| {
            [
                format!("02-05-2022 16:08 - Iemand met nummer {n} en een zin: planning\n"),
                "02-05-2022 16:08 - Een zin die geen enkele taal van de app kent\n".to_owned(),
            ]
        })
        .collect();
    let parsed = parse(source.as_bytes(), Hints::default()).unwrap();
    assert_eq!(
        (parsed.summary.messages, parsed.summary.system),
        (20_000, 20_000)
    );
}

#[test]
fn heads_of_every_form_in_turn_and_quotes_without_end() {
    // One form is the export's; the others are part of its messages, however many there are.
    let forms = [
        "02-05-2022 16:08 - ",
        "[02/05/2022, 16:08:45] ",
        "5/2/22, 4:08\u{202f}PM - ",
        "16:08, 02/05/2022 - ",
        "[R4/05/02 午後4:08:45] ",
        "٢/٥/٢٠٢٢، ٤:٠٨ م - ",
        "2022. 05. 02. du. 4:08 - ",
    ];
    let quotes = ["“", "„", "«", "「", "\""];
    let mut source = "02-05-2022 16:07 - Sanne: begin\n".repeat(2);
    for n in 0..200_000 {
        source.push_str(forms[n % forms.len()]);
        source.push_str("Iemand zegt ");
        source.push_str(quotes[n % quotes.len()]);
        source.push_str("Noord: wat nu\n");
    }
    let parsed = parse(source.as_bytes(), Hints::default()).unwrap();
    let all: usize = parsed
        .messages
        .iter()
        .map(|m| m.record().source.len() + 1)
        .sum();
    assert_eq!(all, source.len(), "every byte is in a message");
    assert!(parsed.messages.len() > 28_000);
}

#[test]
fn one_line_as_long_as_a_text_may_be() {
    let mut source = b"02-05-2022 16:08 - Sanne: begin\n02-05-2022 16:09 - ".to_vec();
    for part in [&b"Sanne heeft "[..], b"a: b", "“".as_bytes(), b"<a> (b) "] {
        source.extend(part.repeat(2_000_000 / part.len()));
    }
    source.extend_from_slice(b"\n02-05-2022 16:10 - Sanne: klaar\n");
    let parsed = parse(&source, Hints::default()).unwrap();
    assert_eq!(parsed.messages.len(), 2);
    let [rest] = parsed.summary.remainder.as_slice() else {
        panic!("one remainder")
    };
    assert_eq!(rest.why, Why::TooLong);
}

#[test]
fn sentences_of_all_languages_in_turn() {
    // Each line holds words of the app in several languages, as long as a line that is compared may be.
    let words = " heeft de groep verlaten added you 已退出 hat die Gruppe verlassen ha aggiunto вышел(-шла) ";
    let long: String = words.repeat(4_000 / words.len());
    let source = format!("02-05-2022 16:08 - {long}\n").repeat(2_000);
    let parsed = parse(source.as_bytes(), Hints::default()).unwrap();
    assert_eq!(parsed.summary.system, 2_000);
}
