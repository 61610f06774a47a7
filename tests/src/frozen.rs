//! Archives as released versions left them, in `fixtures/frozen/<version>`: made once by `just freeze`, never edited.
//!
//! Everything in them is invented, the keys too: they open nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::{BASE64URL_NOPAD, HEXUPPER};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::archive::{Archive, Founded, PEOPLE};
use crate::binary::fixture;
use crate::database::{Database, FILE};
use crate::http::Browser;

/// What describes the archive, beside it.
const FACTS: &str = "frozen.json";
/// The folder of the archive, in the fixture and in a test's folder.
const ARCHIVE: &str = "archive";
/// The checkpoint that clients of that version remembered.
pub const CHECKPOINT: &str = "conduct.checkpoint";

/// A frozen archive.
pub struct Frozen {
    dir: PathBuf,
    facts: Value,
}

impl Frozen {
    /// Every version there is, oldest first.
    pub fn all() -> Vec<Self> {
        let versions = fs::read_dir(fixture("frozen")).unwrap();
        let mut dirs: Vec<_> = versions
            .map(|entry| entry.unwrap().path())
            .filter(|dir| dir.join(FACTS).exists())
            .collect();
        dirs.sort();
        let read = |dir: PathBuf| Self {
            facts: serde_json::from_slice(&fs::read(dir.join(FACTS)).unwrap()).unwrap(),
            dir,
        };
        dirs.into_iter().map(read).collect()
    }

    /// Which version made it.
    pub fn version(&self) -> &str {
        self.facts["version"].as_str().unwrap()
    }

    /// How many rows a table had.
    pub fn rows(&self) -> BTreeMap<String, i64> {
        serde_json::from_value(self.facts["rows"].clone()).unwrap()
    }

    /// The checkpoint of that day, as a file.
    pub fn checkpoint(&self) -> PathBuf {
        self.dir.join(CHECKPOINT)
    }

    /// A copy that today's binary serves, with everybody signed in.
    pub async fn thaw(&self) -> Founded {
        let temporary = TempDir::new().unwrap();
        copy(&self.dir, temporary.path());
        let dir = temporary.path().join(ARCHIVE);
        let links = links(&dir).await;
        let archive = Archive::start_in(temporary, &[]);
        let seats = PEOPLE
            .iter()
            .filter_map(|(called, ..)| {
                Some((*called, self.facts["seats"][called].as_str()?.to_owned()))
            })
            .collect();
        Founded::signed_in(archive, &links, seats).await
    }
}

/// Makes a frozen archive of this version.
pub async fn freeze(version: &str, into: &Path) {
    assert!(
        !into.exists(),
        "{} is frozen; it is never made again",
        into.display()
    );
    let mut founded = Founded::new().await;
    founded.imported("joris", &fixture("chats/nl-ios-klant.zip"));
    founded.imported("mehmet", &fixture("chats/en-us-android.txt"));
    // One case the whole way, one refused.
    let choices = founded.choices().await;
    let reviewer = founded.browser("reviewer").await;
    let [first, second] = [choices.first().unwrap(), choices.last().unwrap()];
    let (case, days) = founded.opened(&reviewer, first).await;
    assert_eq!(reviewer.get(&days[0]).await.0, 200);
    assert_eq!(
        reviewer.post(&format!("/cases/{case}/close"), &[]).await.0,
        303
    );
    let refused = founded.request(&reviewer, second).await;
    founded
        .program("other staff seat")
        .post(&format!("/api/v1/cases/{refused}/denials"), json!({}))
        .await;
    founded.archive.published().await;
    founded.archive.stop();

    let dir = founded.archive.dir();
    fs::create_dir_all(into.join(ARCHIVE)).unwrap();
    let mut database = Database::open(&dir).await;
    // Whatever signs in is of that day, and no use later.
    database.run("DELETE FROM session").await;
    database.run("DELETE FROM sign_in").await;
    let tables = database
        .texts("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
        .await;
    let mut rows = BTreeMap::new();
    for table in tables {
        let count = database
            .numbers(&format!("SELECT count(*) FROM \"{table}\""))
            .await[0];
        rows.insert(table, count);
    }
    database.run("VACUUM").await;
    database.close().await;
    fs::copy(dir.join(FILE), into.join(ARCHIVE).join(FILE)).unwrap();
    fs::copy(dir.join("log.key"), into.join(ARCHIVE).join("log.key")).unwrap();
    copy(&dir.join("blobs"), &into.join(ARCHIVE).join("blobs"));
    for name in founded.seats.keys() {
        let file = founded.key_file(name);
        fs::copy(&file, into.join(file.file_name().unwrap())).unwrap();
    }
    // The newest checkpoint is in the database; clients of that day remembered it as this file.
    let archive = Archive::start_in(founded.archive.leave(), &[]);
    let (status, checkpoint) = Browser::nobody(&archive.url)
        .get("/log/conduct/checkpoint")
        .await;
    assert_eq!(status, 200);
    fs::write(into.join(CHECKPOINT), checkpoint).unwrap();
    let facts = json!({ "version": version, "seats": founded.seats, "rows": rows });
    fs::write(into.join(FACTS), format!("{facts:#}\n")).unwrap();
}

/// A fresh one-time link for everybody, written past the program: links of that day have expired.
async fn links(dir: &Path) -> BTreeMap<&'static str, String> {
    let mut database = Database::open(dir).await;
    let mut links = BTreeMap::new();
    let names = PEOPLE.iter().map(|(called, name, _)| (*called, *name));
    for (called, name) in names.chain([("owner", "Sanne")]) {
        let link = BASE64URL_NOPAD.encode(&Sha256::digest(called));
        let hash = Sha256::new()
            .chain_update("link\0")
            .chain_update(&link)
            .finalize();
        let made = database
            .run(&format!(
                "INSERT INTO sign_in (token, person, expires) SELECT x'{}', id, {} FROM person WHERE name = '{name}'",
                HEXUPPER.encode(&hash),
                i64::MAX
            ))
            .await;
        assert_eq!(made, 1, "{called}");
        links.insert(called, link);
    }
    database.close().await;
    links
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// SHA-256, as `sha256sum` writes it.
pub fn digest(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}
