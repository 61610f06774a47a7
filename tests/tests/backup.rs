//! Backups: made while the archive works, checked and restored without it, and of no use to a thief.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use journey::archive::{Archive, Founded, path, said};
use journey::binary::{fixture, run};
use journey::database::Database;
use journey::postgres::Server;
use tempfile::TempDir;

/// `zegel` with these words: exit code, standard output, standard error.
fn zegel(args: &[&str]) -> (i32, String, String) {
    said(&run(args, ""))
}

/// A backup of a running archive into a folder of backups; where it is.
fn backed_up(founded: &Founded, to: &Path) -> PathBuf {
    let dir = founded.archive.dir();
    let args = ["backup", "--dir", path(&dir), "--to", path(to)];
    let (code, out, err) = zegel(&args);
    assert_eq!(code, 0, "{out} {err}");
    PathBuf::from(out.split(": ").next().unwrap())
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<PathBuf, PathBuf> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let entry = entry.unwrap().path();
            if entry.is_dir() {
                folders.push(entry);
            } else {
                found.insert(entry.strip_prefix(folder).unwrap().to_owned(), entry);
            }
        }
    }
    found
}

async fn with_group() -> Founded {
    let founded = Founded::new().await;
    founded.imported("joris", &fixture("chats/nl-android-groep"));
    founded
}

#[tokio::test]
async fn a_backup_is_made_while_the_archive_works_and_is_whole() {
    let founded = with_group().await;
    let place = TempDir::new().unwrap();
    let to = place.path().join("backups");
    // Somebody imports meanwhile: the backup is of one moment all the same.
    let export = fixture("chats/en-us-android.txt");
    let (first, imported) = std::thread::scope(|scope| {
        let importing = scope.spawn(|| founded.imported("mehmet", &export));
        (backed_up(&founded, &to), importing.join().unwrap())
    });
    assert!(imported.0 > 0);
    let (code, out, err) = zegel(&[
        "backup",
        "--check",
        path(&first),
        "--key",
        &founded.archive.log_key,
    ]);
    assert_eq!(code, 0, "{out} {err}");
    assert!(out.contains("every row is as the log says"), "{out}");

    // What is in it is for its owner alone, and neither keys nor anything that signs somebody in.
    let names = files(&first);
    assert!(
        names
            .keys()
            .filter(|name| name.starts_with("blobs"))
            .count()
            == 5,
        "{names:?}"
    );
    for (name, file) in &names {
        assert_eq!(
            fs::metadata(file).unwrap().permissions().mode() & 0o777,
            0o600,
            "{name:?}"
        );
    }
    let secret = fs::read_to_string(founded.archive.dir().join("log.key")).unwrap();
    let seed = secret.trim().split(' ').next_back().unwrap();
    let raw = data_encoding::HEXLOWER.decode(seed.as_bytes()).unwrap();
    let tokens = founded
        .people
        .values()
        .map(|member| member.token.as_bytes());
    let mut secrets: Vec<&[u8]> = tokens.collect();
    secrets.extend([seed.as_bytes(), &raw]);
    let mut database = Database::open(&founded.archive.dir()).await;
    let hashes = database.texts("SELECT hex(token) FROM session").await;
    let hashes: Vec<_> = hashes
        .iter()
        .map(|hex| data_encoding::HEXUPPER.decode(hex.as_bytes()).unwrap())
        .collect();
    assert!(hashes.len() > 5);
    secrets.extend(hashes.iter().map(Vec::as_slice));
    for (name, file) in &names {
        let bytes = fs::read(file).unwrap();
        for secret in &secrets {
            assert!(memchr::memmem::find(&bytes, secret).is_none(), "{name:?}");
        }
        assert!(
            !["session", "sign_in", "log.key"]
                .iter()
                .any(|word| name.ends_with(word))
        );
    }

    // The next one shares the attachments, and the newest is taken where a folder of backups is named.
    let second = backed_up(&founded, &to);
    assert_ne!(first, second);
    let inode = |folder: &Path| {
        let blob = files(folder)
            .into_iter()
            .find(|(name, _)| name.starts_with("blobs"));
        std::os::unix::fs::MetadataExt::ino(&fs::metadata(blob.unwrap().1).unwrap())
    };
    assert_eq!(inode(&first), inode(&second));
    let (code, out, err) = zegel(&["backup", "--check", path(&to)]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains(path(&second)) && out.contains("compare this key"),
        "{out}"
    );
}

#[tokio::test]
async fn a_backup_that_is_damaged_or_foreign_is_refused_in_one_sentence() {
    let founded = with_group().await;
    let place = TempDir::new().unwrap();
    let backup = backed_up(&founded, place.path());
    let refused = |why: &str, more: &[&str]| {
        let (code, out, err) = zegel(&[&["backup", "--check", path(&backup)], more].concat());
        assert_eq!(code, 2, "{why}: {out}");
        assert_eq!(err.lines().count(), 1, "{why}: {err}");
        err
    };
    // Every file in turn: a byte changed, cut short, gone.
    for (name, file) in files(&backup) {
        let whole = fs::read(&file).unwrap();
        let mut other = whole.clone();
        let middle = other.len() / 2;
        other[middle] ^= 0x20;
        for damaged in [Some(&other[..]), Some(&whole[..whole.len() - 1]), None] {
            fs::remove_file(&file).unwrap();
            if let Some(bytes) = damaged {
                fs::write(&file, bytes).unwrap();
            }
            refused(&format!("{name:?}"), &[]);
        }
        fs::write(&file, whole).unwrap();
    }
    fs::write(backup.join("rows/extra"), "x").unwrap();
    assert!(refused("extra", &[]).contains("does not name"));
    fs::remove_file(backup.join("rows/extra")).unwrap();

    let other = Archive::start();
    assert!(refused("foreign", &["--key", &other.log_key]).contains("another archive"));
    let (code, _, err) = zegel(&[
        "backup",
        "--check",
        path(&backup),
        "--key",
        &founded.archive.log_key,
    ]);
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = zegel(&["backup", "--check", path(&founded.archive.dir())]);
    assert!(code == 2 && err.contains("no backup"), "{err}");
}

#[tokio::test]
async fn rows_that_were_edited_before_the_backup_are_named() {
    let mut founded = with_group().await;
    founded.archive.stop();
    let mut database = Database::open(&founded.archive.dir()).await;
    assert_eq!(
        database
            .run("UPDATE person SET name = 'X' WHERE name = 'Joris Bakker'")
            .await,
        1
    );
    database.close().await;
    let place = TempDir::new().unwrap();
    let backup = backed_up(&founded, place.path());
    let (code, _, err) = zegel(&["backup", "--check", path(&backup)]);
    assert_eq!(code, 2);
    assert!(err.contains("changed: person-"), "{err}");
    let new = place.path().join("new");
    let (code, _, _) = zegel(&["restore", path(&backup), "--dir", path(&new)]);
    assert!(
        code == 2 && !new.exists(),
        "nothing is left of what is not sound"
    );
}

#[tokio::test]
async fn backups_that_had_their_time_are_named_and_deleted_when_asked() {
    let founded = with_group().await;
    let place = TempDir::new().unwrap();
    let to = place.path().join("backups");
    let first = backed_up(&founded, &to);
    let (foreign, stray) = (
        to.join("zegel-20200101T000000.000000Z"),
        to.join("notes.txt"),
    );
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("manifest"), "not ours").unwrap();
    fs::write(&stray, "mine").unwrap();
    let broken = to.join("zegel-20200101T000000.000001Z.unfinished");
    fs::create_dir(&broken).unwrap();
    let dir = founded.archive.dir();
    let keep = |days: &str| {
        let args = [
            "backup",
            "--dir",
            path(&dir),
            "--to",
            path(&to),
            "--keep-days",
            days,
        ];
        let (code, out, err) = zegel(&args);
        assert_eq!(code, 0, "{err}");
        out
    };
    let out = keep("1");
    assert!(
        !out.contains("deleted") && first.exists() && !broken.exists(),
        "{out}"
    );
    let out = keep("0");
    assert!(
        out.contains(&format!("deleted: {}", first.display())) && !first.exists(),
        "{out}"
    );
    assert!(foreign.exists() && stray.exists(), "what is not ours stays");
    let (code, _, err) = zegel(&["backup", "--check", path(&to)]);
    assert_eq!(
        code, 0,
        "the newest stays, and shares nothing that is gone: {err}"
    );
}

/// One form for both databases: an archive that outgrew the file moves by a backup, and back.
#[tokio::test]
async fn a_backup_of_one_database_restores_into_the_other() {
    let Some(server) = Server::shared() else {
        return;
    };
    let founded = with_group().await;
    let place = TempDir::new().unwrap();
    let first = backed_up(&founded, &place.path().join("first"));
    let key = founded.archive.dir().join("log.key");
    let database = server.database();
    let (new, back) = (place.path().join("new"), place.path().join("back"));
    let second = place.path().join("second");
    let commands: [&[&str]; 6] = [
        &[
            "restore",
            path(&first),
            "--dir",
            path(&new),
            "--log-key",
            path(&key),
            "--database",
            &database,
        ],
        &[
            "recover",
            "--dir",
            path(&new),
            "--none-newer",
            "--database",
            &database,
        ],
        &["audit", "--dir", path(&new), "--database", &database],
        &[
            "backup",
            "--dir",
            path(&new),
            "--to",
            path(&second),
            "--database",
            &database,
        ],
        &[
            "backup",
            "--check",
            path(&second),
            "--key",
            &founded.archive.log_key,
        ],
        &[
            "restore",
            path(&second),
            "--dir",
            path(&back),
            "--log-key",
            path(&key),
        ],
    ];
    for command in commands {
        let (code, out, err) = zegel(command);
        assert_eq!(code, 0, "{}: {out} {err}", command[0]);
    }
    let rows = |folder: &Path, table: &str| fs::read(folder.join("rows").join(table)).unwrap();
    let second = fs::read_dir(&second)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let second = second.into_iter().find(|path| path.is_dir()).unwrap();
    for table in ["message", "segment", "person", "copy", "blob"] {
        assert!(
            rows(&first, table) == rows(&second, table),
            "{table} came through as it was"
        );
    }
}
