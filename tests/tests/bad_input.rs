//! Files that are damaged, or made to hurt: `zegel parse` and `zegel import` read or refuse each with one sentence that
//! says what to do, within a small memory, and send nothing of what they refuse.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write as _};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use journey::archive::{Founded, path};
use journey::bounded::{Ended, MEMORY, run_bounded};
use journey::export::parse;
use journey::hostile::{CHAT, Entry, archive, many, zip64};
use journey::wire::Wire;
use serde_json::Value;
use tempfile::TempDir;

/// What each file is, and where it is.
type Cases = Vec<(&'static str, PathBuf)>;

fn chat() -> Entry {
    Entry::stored("_chat.txt", CHAT.as_bytes())
}

fn photo(name: &str) -> Entry {
    Entry::stored(name, b"a photo")
}

/// Archives that must be refused.
fn archives(folder: &Path) -> Cases {
    let zip = |name: &str, entries: &[Entry]| archive(folder, name, entries);
    let mut wrong_crc = chat();
    wrong_crc.crc ^= 1;
    let mut encrypted = chat();
    encrypted.flags = 1;
    encrypted.packed.splice(..0, [0; 12]);
    let mut packed_strangely = chat();
    packed_strangely.method = 99;
    let mut shorter_than_it_says = chat();
    shorter_than_it_says.size += 1;
    let mut lies = Entry::zeros("_chat.txt", 40 << 20);
    lies.size = 100;
    let mut link = Entry::stored("_chat.txt", b"/etc/passwd");
    link.mode = 0o120_777;
    let mut overlapping = vec![Entry::zeros("_chat.txt", 4096)];
    for number in 0..1_000 {
        let again = Entry {
            at: Some(0),
            name: format!("{number}.jpg").into_bytes(),
            ..overlapping[0].clone()
        };
        overlapping.push(again);
    }
    let bombs: Vec<_> = (0..64)
        .map(|number| Entry::zeros(&format!("{number}.jpg"), 50 << 20))
        .collect();
    // Each level holds the next; the last would unpack to a gigabyte.
    let inner = zip("level", &[Entry::zeros("_chat.txt", 1 << 30)]);
    let nested = (0..5).fold(fs::read(inner).unwrap(), |bytes, level| {
        let outer = zip("level", &[Entry::stored(format!("{level}.zip"), &bytes)]);
        fs::read(outer).unwrap()
    });
    fs::write(folder.join("nested.zip"), nested).unwrap();
    fs::remove_file(folder.join("level")).unwrap();
    vec![
        (
            "an entry of 10 GB of zeros",
            zip("10gb.zip", &[Entry::zeros("_chat.txt", 10_000_000_000)]),
        ),
        (
            "a text of 120 MB of zeros",
            zip(
                "120mb.zip",
                &[Entry::zeros("_chat.txt", 120 << 20), photo("a.jpg")],
            ),
        ),
        (
            "an entry that says 100 bytes and holds 40 MB",
            zip("lies.zip", &[lies]),
        ),
        (
            "1,000 entries that share their bytes",
            zip("overlapping.zip", &overlapping),
        ),
        (
            "64 photos of 50 MB of zeros",
            zip("photos.zip", &[vec![chat()], bombs].concat()),
        ),
        ("archives within archives", folder.join("nested.zip")),
        ("a million entries", many(folder, "million.zip", 1_000_000)),
        ("a list of files without end", endless_list(folder)),
        ("the text twice", zip("twice.zip", &[chat(), chat()])),
        (
            "two chats",
            zip(
                "two.zip",
                &[
                    Entry::stored("WhatsApp Chat with A.txt", CHAT.as_bytes()),
                    Entry::stored("WhatsApp Chat with B.txt", CHAT.as_bytes()),
                ],
            ),
        ),
        ("a text with a wrong checksum", zip("crc.zip", &[wrong_crc])),
        ("an encrypted text", zip("encrypted.zip", &[encrypted])),
        (
            "a text packed in an unknown way",
            zip("method.zip", &[packed_strangely]),
        ),
        (
            "a text shorter than it says",
            zip("shorter.zip", &[shorter_than_it_says]),
        ),
        ("the text is a symbolic link", zip("link.zip", &[link])),
        ("no text", zip("photo.zip", &[photo("a.jpg")])),
        ("no entries", zip("nothing.zip", &[])),
    ]
}

/// One entry whose name and comment are as long as can be, 4,000 times: all of it would be kept in memory.
fn endless_list(folder: &Path) -> PathBuf {
    let mut entries = vec![chat()];
    for number in 0..4_000 {
        let mut entry = photo(&format!("{number}.jpg"));
        entry.extra = vec![0; 65_000];
        entries.push(entry);
    }
    archive(folder, "endless.zip", &entries)
}

/// Texts, folders and things that are neither, that must be refused.
fn others(folder: &Path) -> Cases {
    let text = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let line = folder.join("line.txt");
    let mut file = File::create(&line).unwrap();
    file.write_all(CHAT.as_bytes()).unwrap();
    // A gigabyte that takes no place on the disk; to whoever reads it is a line of zeros.
    file.seek(SeekFrom::Start(1_000_000_000)).unwrap();
    file.write_all(b"\n").unwrap();
    let fifo = folder.join("fifo.txt");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status();
    assert!(made.unwrap().success());
    let closed = text("closed.txt", CHAT.as_bytes());
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let subfolder = |name: &str| {
        let path = folder.join(name);
        fs::create_dir_all(&path).unwrap();
        path
    };
    let (crowded, linked, nested) = (
        subfolder("crowded"),
        subfolder("linked"),
        subfolder("nested"),
    );
    for number in 0..65_537 {
        File::create(crowded.join(number.to_string())).unwrap();
    }
    symlink("/etc/passwd", linked.join("WhatsApp Chat with A.txt")).unwrap();
    subfolder("nested/WhatsApp Chat with A.txt");
    let people: String = (0..70_000)
        .map(|number| format!("25-05-2022 16:08 - Somebody {number}: hi\n"))
        .collect();
    let mut binary = vec![0; 1 << 20];
    let mut state = 1_u32;
    binary.fill_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    vec![
        ("a file that is not there", folder.join("absent.txt")),
        ("an empty file", text("empty.txt", b"")),
        ("a file that may not be read", closed),
        ("a line of 1 GB", line),
        ("no chat", text("list.txt", b"milk\nbread\n")),
        ("noise", text("noise.txt", &binary)),
        (
            "more people than a group can have",
            text("people.txt", people.as_bytes()),
        ),
        ("a pipe", fifo),
        ("/dev/zero", PathBuf::from("/dev/zero")),
        ("a folder without a text", subfolder("empty")),
        ("a folder with 65,537 files", crowded.clone()),
        ("a folder whose text is a symbolic link", linked),
        ("a folder whose text is a folder", nested),
        ("a name with a line end in it", folder.join("a\nb.txt")),
    ]
}

fn parsed(file: &Path) -> Ended {
    run_bounded(&["parse", path(file)], "")
}

/// One sentence, of one line, that says what is wrong and what to do.
fn sentence(what: &str, ended: &Ended) -> String {
    let said = ended.err.strip_suffix('\n').unwrap_or(&ended.err);
    assert!(
        !said.is_empty() && !said.contains('\n') && !said.contains("panicked"),
        "{what}: exit {} {said}",
        ended.code
    );
    said.to_owned()
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do() {
    let folder = TempDir::new().unwrap();
    let mut table = String::new();
    for (what, file) in [archives(folder.path()), others(folder.path())].concat() {
        let ended = parsed(&file);
        let said = sentence(what, &ended);
        println!("{what}: {} MiB", ended.peak / 1024);
        assert_eq!(ended.out, "", "{what}: nothing of it is shown");
        writeln!(table, "{what}\n    exit {}, {said}", ended.code).unwrap();
    }
    insta::assert_snapshot!("refused", table);
}

/// What is odd, but holds a chat: read as far as it goes, nothing of it lost.
fn odd(folder: &Path) -> Cases {
    let zip = |name: &str, entries: &[Entry]| archive(folder, name, entries);
    let mut paths = vec![chat(), photo("foto.jpg")];
    for name in [
        &b"../../outside.jpg"[..],
        b"/etc/outside.jpg",
        b"C:\\outside.jpg",
        b"..\\outside.jpg",
        b"a\0.jpg",
        b"\xff\xfe.jpg",
        b"__MACOSX/._foto.jpg",
        b"inner/",
    ] {
        let mut entry = photo("");
        entry.name = name.to_vec();
        paths.push(entry);
    }
    let mut linked = photo("foto.jpg");
    linked.mode = 0o120_777;
    let text = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let mut invalid = CHAT.as_bytes().to_vec();
    invalid.extend_from_slice(b"25-05-2022 16:11 - Sanne: \xff\xfe \xc3( \xed\xa0\x80 \xf5\n");
    let mut long = CHAT.as_bytes().to_vec();
    long.extend_from_slice(b"25-05-2022 16:11 - Sanne: ");
    long.resize(100_000_000, b'a');
    long.extend_from_slice(b"\n25-05-2022 16:12 - Joris: done\n");
    let dates = format!(
        "{CHAT}31-02-2022 16:08 - Sanne: no such day\n25-05-9999 16:08 - Sanne: no such year\n\
         25-05-2022 25:08 - Sanne: no such hour\n25-05-2012 16:08 - Sanne: ten years back\n\
         25-05-2032 16:08 - Sanne: twenty years on\n25-05-2022 16:12 - Joris: and here again\n"
    );
    let folder_of = folder.join("odd folder");
    fs::create_dir(&folder_of).unwrap();
    fs::write(folder_of.join("WhatsApp-chat met Sanne.txt"), CHAT).unwrap();
    symlink("/etc/passwd", folder_of.join("foto.jpg")).unwrap();
    vec![
        ("names that lead elsewhere", zip("paths.zip", &paths)),
        (
            "a photo that is a symbolic link",
            zip("linked.zip", &[chat(), linked]),
        ),
        ("a folder whose photo is a symbolic link", folder_of),
        (
            "an archive with the list of ZIP64",
            zip64(folder, "64.zip", &[chat(), photo("foto.jpg")]),
        ),
        ("bytes that are no UTF-8", text("invalid.txt", &invalid)),
        ("a message of 100 MB", text("long.txt", &long)),
        (
            "dates that jump, and dates of no calendar",
            text("jumps.txt", dates.as_bytes()),
        ),
        (
            "dates that no calendar has",
            text(
                "dates.txt",
                b"31-02-2022 16:08 - Sanne: hi\n25-05-9999 16:08 - Sanne: hi\n\
              25-05-2022 25:08 - Sanne: hi\n00-00-0000 00:00 - Sanne: hi\n",
            ),
        ),
        (
            "NUL in the text",
            text("nul.txt", CHAT.replace("hoi", "h\0i").as_bytes()),
        ),
    ]
}

/// What `zegel parse` found: how it ended, how many of each, what was left over, whether the photo is there.
fn found(ended: &Ended) -> String {
    let lines: Vec<Value> = ended
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let summary = &lines.last().unwrap()["summary"];
    let present = lines
        .iter()
        .filter(|line| line["attachment"]["present"] == true)
        .count();
    let rest: Vec<String> = summary["remainder"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rest| {
            format!(
                "{} bytes at {}: {}",
                rest["length"], rest["offset"], rest["why"]
            )
        })
        .collect();
    format!(
        "exit {}, {} messages, {present} files with them, left over: {rest:?}",
        ended.code, summary["messages"]
    )
}

#[test]
fn what_is_odd_is_read_as_far_as_it_goes() {
    let folder = TempDir::new().unwrap();
    let mut table = String::new();
    for (what, file) in odd(folder.path()) {
        let before = everything(folder.path());
        let ended = parsed(&file);
        assert!(
            ended.code >= 0 && ended.err.is_empty(),
            "{what}: exit {} {}",
            ended.code,
            ended.err
        );
        writeln!(table, "{what}\n    {}", found(&ended)).unwrap();
        assert!(
            everything(folder.path()) == before,
            "{what}: nothing else was written or read away"
        );
    }
    insta::assert_snapshot!("odd", table);
}

/// Names and lengths of everything in a folder.
fn everything(folder: &Path) -> BTreeMap<PathBuf, u64> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.path(), entry.metadata().unwrap().len()))
        .collect()
}

/// A zip that ends anywhere is refused, or was whole enough; it is never a crash and never silence.
#[test]
fn an_archive_that_was_cut_off_anywhere_is_refused() {
    let folder = TempDir::new().unwrap();
    let whole = fs::read(archive(
        folder.path(),
        "whole.zip",
        &[
            chat(),
            photo("foto.jpg"),
            Entry::zeros("zeros.jpg", 100_000),
        ],
    ))
    .unwrap();
    let cut = folder.path().join("cut.zip");
    let steps = 60;
    for step in 0..steps {
        let at = whole.len() * step / steps;
        fs::write(&cut, &whole[..at]).unwrap();
        let ended = parsed(&cut);
        assert_eq!(ended.code, 2, "cut at {at}: {}", ended.out);
        sentence(&format!("cut at {at}"), &ended);
    }
    fs::write(&cut, &whole).unwrap();
    assert_eq!(parsed(&cut).code, 0, "the whole is in order");
}

/// Somebody writes on while it is read. What was read is whole, or it is refused; it always ends.
#[test]
fn a_file_that_grows_does_not_hold_the_reader() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("growing.txt");
    fs::write(&file, CHAT.repeat(20_000)).unwrap();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut out = OpenOptions::new().append(true).open(&file).unwrap();
            while !done.load(Ordering::Relaxed) {
                out.write_all(CHAT.repeat(50).as_bytes()).unwrap();
            }
        });
        for _ in 0..10 {
            let ended = parsed(&file);
            match ended.code {
                0 => {}
                2 => assert!(
                    sentence("growing", &ended).contains("changed while it was read"),
                    "{}",
                    ended.err
                ),
                other => panic!("exit {other}: {}", ended.err),
            }
            fs::write(&file, CHAT.repeat(20_000)).unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
}

/// The same files by `zegel import`: refused on this machine, so that the server hears of none of them.
#[tokio::test]
async fn what_is_refused_is_not_sent_and_takes_nothing_else_along() {
    let founded = Founded::new().await;
    let folder = TempDir::new().unwrap();
    let wire = Wire::to(&founded.archive.url);
    let home = founded.home("joris");
    let import = |files: &[&Path], answers: &str| {
        let mut args = vec!["import"];
        args.extend(files.iter().map(|file| path(file)));
        args.extend([
            "--account",
            "business",
            "--phone",
            "company",
            "--server",
            &wire.url,
            "--token",
            &founded.people["joris"].token,
            "--home",
            path(&home),
        ]);
        run_bounded(&args, answers)
    };
    let mut refused = archives(folder.path());
    refused.extend(others(folder.path()));
    for (what, file) in &refused {
        let ended = import(&[file], "yes\nyes\n");
        assert_eq!(ended.code, 2, "{what}: {} {}", ended.out, ended.err);
        sentence(what, &ended);
        assert!(!ended.out.contains("Sealed"), "{what}: {}", ended.out);
    }
    let sent = wire.kept().up;
    for method in ["POST ", "PUT "] {
        assert!(
            memchr::memmem::find(&sent, method.as_bytes()).is_none(),
            "something was sent"
        );
    }
    assert_eq!(founded.choices().await.len(), 0, "nothing was kept");

    // One that is refused does not take along the one that is in order.
    let good = folder.path().join("WhatsApp-chat met Sanne.txt");
    fs::write(&good, CHAT).unwrap();
    let ended = import(&[&refused[0].1, &good], "yes\n");
    assert_eq!(ended.code, 1, "{} {}", ended.out, ended.err);
    assert!(
        ended.out.contains("Sealed and stored: 3 new"),
        "{}",
        ended.out
    );
    assert_eq!(founded.choices().await[0].messages, 3);
    // The largest that is read stays within the bound as well; the message that is no message stays where it is.
    let odd = odd(folder.path());
    for (what, file) in &odd {
        let ended = import(&[file], "yes\n");
        assert!(
            ended.code <= 1 && ended.code >= 0,
            "{what}: {} {}",
            ended.out,
            ended.err
        );
    }
    let (code, out, err) = founded.audit();
    assert_eq!(code, 0, "{out} {err}");
    println!("each within {MEMORY} MiB");
    assert_eq!(parse(&good).lines.len(), 3);
}
