//! Anyone can check the log from outside, and is told in one sentence when it is not what it was (invariant 5).

use std::fs;
use std::path::{Path, PathBuf};

use journey::archive::{Archive, Founded, path, said, until};
use journey::binary::{fixture, run};
use journey::http::Browser;
use serde_json::json;
use tempfile::TempDir;

/// What `zegel verify` says, with what differs from run to run taken out.
fn verify(what: &str, key: &str, since: Option<&Path>) -> String {
    let mut args = vec!["verify", what, "--key", key];
    if let Some(since) = since {
        args.extend(["--since", path(since)]);
    }
    let (code, out, err) = said(&run(&args, ""));
    let log = key.split_once('+').map_or("no key", |(name, _)| name);
    let text = [out, err]
        .concat()
        .replace(what, "WHAT")
        .replace(log, "LOG");
    let text = text
        .lines()
        .map(without_chance)
        .collect::<Vec<_>>()
        .join("\n");
    format!("exit {code}\n{text}")
}

/// Identifiers, numbers, temporary folders and moments are other ones every time.
fn without_chance(line: &str) -> String {
    let mut out = String::new();
    for word in line.split_inclusive([' ', '"', ',', ':', '}']) {
        let core = word.trim_end_matches([' ', '"', ',', ':', '}']);
        let tail = &word[core.len()..];
        let known = ["case-", "person-", "seat-", "copy-"]
            .iter()
            .find(|kind| core.starts_with(**kind));
        if let Some(kind) = known {
            out.push_str(&kind.to_uppercase().replace('-', ""));
        } else if core.starts_with('/') {
            out.push_str("PATH");
        } else if let Some((tile, _)) = core.split_once(".p/") {
            out.push_str(tile);
        } else if core
            .trim_end_matches('Z')
            .ends_with(|c: char| c.is_ascii_digit())
        {
            out.push('N');
        } else {
            out.push_str(core);
        }
        out.push_str(tail);
    }
    out
}

/// Every file of the conduct log, fetched as anybody can, in a folder of their own.
async fn mirror(nobody: &Browser, client: &reqwest::Client, url: &str, to: &Path) {
    let (status, checkpoint) = nobody.get("/log/conduct/checkpoint").await;
    assert_eq!(status, 200);
    let size: u64 = checkpoint.lines().nth(1).unwrap().parse().unwrap();
    assert!(size < 256, "one bundle and one tile hold it all");
    fs::write(to.join("checkpoint"), &checkpoint).unwrap();
    for tile in [
        format!("tile/entries/000.p/{size}"),
        format!("tile/0/000.p/{size}"),
    ] {
        let answer = client
            .get(format!("{url}/log/conduct/{tile}"))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{tile}");
        let file = to.join(&tile);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, answer.bytes().await.unwrap()).unwrap();
    }
}

/// The file whose path below the folder begins so.
fn file(folder: &Path, begin: &str) -> PathBuf {
    let inside = fs::read_dir(folder.join(begin))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut deeper = inside
        .flat_map(|path| fs::read_dir(path).unwrap())
        .map(|entry| entry.unwrap().path());
    deeper.next().unwrap()
}

fn flipped(file: &Path, at: usize) {
    let mut bytes = fs::read(file).unwrap();
    bytes[at] ^= 1;
    fs::write(file, bytes).unwrap();
}

fn shortened(file: &Path) {
    let bytes = fs::read(file).unwrap();
    fs::write(file, &bytes[..bytes.len() - 7]).unwrap();
}

/// A copy of a folder, changed.
fn but(folder: &Path, change: impl FnOnce(&Path)) -> TempDir {
    let to = TempDir::new().unwrap();
    let from = format!("{}/.", path(folder));
    assert!(
        std::process::Command::new("cp")
            .args(["-a", &from])
            .arg(to.path())
            .status()
            .unwrap()
            .success()
    );
    change(to.path());
    to
}

/// A proof of an employee's page, after somebody read their chat.
async fn proof(founded: &Founded, to: &Path) -> PathBuf {
    founded.imported("joris", &fixture("chats/en-us-android.txt"));
    let choice = founded.choices().await.remove(0);
    let reviewer = founded.browser("reviewer").await;
    let (_, days) = founded.opened(&reviewer, &choice).await;
    assert_eq!(reviewer.get(&days[0]).await.0, 200);
    let joris = founded.browser("joris").await;
    let proof = until("the entry is published", || async {
        let (status, text) = joris.get("/me/proofs/1").await;
        (status == 200).then_some(text)
    })
    .await;
    let file = to.join("proof.tlog-proof");
    fs::write(&file, proof).unwrap();
    file
}

#[tokio::test]
async fn whatever_is_not_as_it_was_is_said_in_one_sentence() {
    let founded = Founded::new().await;
    let (key, url) = (
        founded.archive.log_key.clone(),
        format!("{}/log/conduct", founded.archive.url),
    );
    let (nobody, client) = (
        Browser::nobody(&founded.archive.url),
        journey::http::client(),
    );
    let folder = TempDir::new().unwrap();
    let older = folder.path().join("older.checkpoint");
    fs::write(&older, nobody.get("/log/conduct/checkpoint").await.1).unwrap();
    let proof = proof(&founded, folder.path()).await;
    let mirrored = folder.path().join("mirror");
    fs::create_dir(&mirrored).unwrap();
    mirror(&nobody, &client, &founded.archive.url, &mirrored).await;

    let mut other = Archive::start();
    other.owner().await;
    other.published().await;
    let strange = folder.path().join("strange.checkpoint");
    let strangers = Browser::nobody(&other.url);
    fs::write(&strange, strangers.get("/log/conduct/checkpoint").await.1).unwrap();
    let foreign = fixture("chats/en-us-android.txt");
    let empty = TempDir::new().unwrap();

    let changed = |change: &dyn Fn(&Path)| {
        let folder = but(&mirrored, change);
        verify(path(folder.path()), &key, None)
    };
    let proven = |change: &dyn Fn(&Path)| {
        let changed = folder.path().join("changed.tlog-proof");
        fs::copy(&proof, &changed).unwrap();
        change(&changed);
        verify(path(&changed), &key, None)
    };
    let mirror = path(&mirrored);
    let newer = mirrored.join("checkpoint");
    let shrunk = but(&mirrored, |folder| {
        // The older state, shown as if it were the newest.
        fs::copy(&older, folder.join("checkpoint")).unwrap();
    });
    let told = [
        ("its address", verify(&url, &key, None)),
        (
            "its address, since an older checkpoint",
            verify(&url, &key, Some(&older)),
        ),
        ("a mirror of it", verify(mirror, &key, None)),
        ("a proof", verify(path(&proof), &key, None)),
        ("another log's key", verify(mirror, &other.log_key, None)),
        (
            "another log's key, for a proof",
            verify(path(&proof), &other.log_key, None),
        ),
        ("a key that is none", verify(mirror, "conduct", None)),
        (
            "since a checkpoint of another log",
            verify(&url, &key, Some(&strange)),
        ),
        (
            "since a newer checkpoint than it shows",
            verify(path(shrunk.path()), &key, Some(&newer)),
        ),
        (
            "a byte of a tile changed",
            changed(&|folder| flipped(&file(folder, "tile/0"), 40)),
        ),
        (
            "a byte of a bundle changed",
            changed(&|folder| flipped(&file(folder, "tile/entries"), 40)),
        ),
        (
            "a byte of the checkpoint's root changed",
            changed(&|folder| flip_root(&folder.join("checkpoint"))),
        ),
        (
            "a byte of the checkpoint's signature changed",
            changed(&|folder| flip_signature(&folder.join("checkpoint"))),
        ),
        (
            "a tile cut short",
            changed(&|folder| shortened(&file(folder, "tile/0"))),
        ),
        (
            "a bundle cut short",
            changed(&|folder| shortened(&file(folder, "tile/entries"))),
        ),
        (
            "a checkpoint cut short",
            changed(&|folder| shortened(&folder.join("checkpoint"))),
        ),
        (
            "a bundle gone",
            changed(&|folder| fs::remove_file(file(folder, "tile/entries")).unwrap()),
        ),
        (
            "a tile gone",
            changed(&|folder| fs::remove_file(file(folder, "tile/0")).unwrap()),
        ),
        ("an empty folder", verify(path(empty.path()), &key, None)),
        (
            "nothing there",
            verify(path(&folder.path().join("nothing")), &key, None),
        ),
        ("a proof whose payload was changed", proven(&flip_extra)),
        ("a proof whose path was changed", proven(&flip_path)),
        (
            "a proof whose checkpoint was changed",
            proven(&flip_signature),
        ),
        ("a proof cut short", proven(&shortened)),
        (
            "a chat instead of a proof",
            verify(path(&foreign), &key, None),
        ),
        (
            "a chat instead of a checkpoint",
            verify(&url, &key, Some(&foreign)),
        ),
    ];
    for (what, said) in &told {
        let code: i32 = said[5..6].parse().unwrap();
        let wrong = said
            .lines()
            .filter(|line| line.starts_with("zegel: "))
            .count();
        assert_eq!(
            wrong,
            usize::from(code > 0),
            "{what}: one sentence, where something is wrong: {said}"
        );
    }
    let told = told.map(|(what, said)| format!("== {what}\n{said}"));
    insta::assert_snapshot!(told.join("\n\n"));
}

/// A character of the root hash, the third line.
fn flip_root(checkpoint: &Path) {
    let text = fs::read_to_string(checkpoint).unwrap();
    let at = text.match_indices('\n').nth(1).unwrap().0 + 5;
    swap_character(checkpoint, &text, at);
}

/// A character of the log's own signature, the first.
fn flip_signature(file: &Path) {
    let text = fs::read_to_string(file).unwrap();
    let at = text.find("\n\u{2014} ").unwrap() + 1;
    swap_character(file, &text, at + text[at..].find('\n').unwrap() - 20);
}

/// A character of the extra data: the entry itself.
fn flip_extra(proof: &Path) {
    let text = fs::read_to_string(proof).unwrap();
    let at = text.find("\nextra ").unwrap() + 80;
    swap_character(proof, &text, at);
}

/// A character of the first hash on the way to the root.
fn flip_path(proof: &Path) {
    let text = fs::read_to_string(proof).unwrap();
    let at = text.find("\nindex ").unwrap();
    let at = at + 1 + text[at + 1..].find('\n').unwrap() + 5;
    swap_character(proof, &text, at);
}

/// Another character of base 64 in its place.
fn swap_character(file: &Path, text: &str, at: usize) {
    let mut bytes = text.as_bytes().to_vec();
    assert!(
        bytes[at].is_ascii_alphanumeric() || b"+/".contains(&bytes[at]),
        "{}",
        &text[..at]
    );
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    fs::write(file, bytes).unwrap();
}

/// The page where an employee stands is in the log as well: a proof speaks of their own entry.
#[tokio::test]
async fn a_log_can_be_read_by_anybody_and_says_nothing_of_people() {
    let founded = Founded::with_people().await;
    founded.archive.published().await;
    let owner = founded.program("owner");
    owner
        .post(
            "/api/v1/people",
            json!({ "name": "Zebulon Quispel", "roles": ["employee"] }),
        )
        .await;
    let client = journey::http::client();
    let nobody = Browser::nobody(&founded.archive.url);
    let size = until("the log has grown", || async {
        let (_, checkpoint) = nobody.get("/log/conduct/checkpoint").await;
        let size: u64 = checkpoint.lines().nth(1)?.parse().ok()?;
        (size >= 12).then_some(size)
    })
    .await;
    let url = format!(
        "{}/log/conduct/tile/entries/000.p/{size}",
        founded.archive.url
    );
    let bytes = client.get(url).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(
        bytes.len() as u64,
        size * 34,
        "an entry is a length and a digest of 32 bytes, whatever happened"
    );
    for person in founded.people.values() {
        assert!(memchr::memmem::find(&bytes, person.id.as_bytes()).is_none());
    }
    assert!(memchr::memmem::find(&bytes, b"Zebulon").is_none());
}
