//! What the archive said yes to, as whoever sent it saw; and the one check of every fault: all of it is there, once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};
use zegel_seal::offer::Offer;

use crate::archive::{Archive, path, said};
use crate::between::{Asked, Between, Turn};
use crate::binary::run;
use crate::log::{Bytes32, Head, all_consistent, entries, key_of};
use crate::moment::{now, since};

/// How long the publisher may take on a busy machine until everything that is acknowledged stands in the log.
const PUBLISHED: Duration = Duration::from_secs(30);

/// Something that the archive acknowledged.
#[derive(Clone)]
pub struct Yes {
    /// When its answer had arrived.
    pub at: SystemTime,
    /// What it is about.
    pub what: What,
}

/// What was acknowledged.
#[derive(Clone)]
pub enum What {
    /// The leaves of an offer: its segments and its messages.
    Leaves(Vec<Bytes32>),
    /// An attachment, with the hash of its sealed bytes.
    Blob(String, Bytes32),
}

/// Notes what the archive acknowledges to programs that reach it through this.
#[derive(Clone, Default)]
pub struct Acknowledged(Arc<Mutex<Vec<Yes>>>);

impl Acknowledged {
    /// The same archive at an address at which every yes is noted.
    pub fn through(&self, url: &str) -> Between {
        let noted = Arc::clone(&self.0);
        Between::new(url, move |asked| {
            let Some(what) = what(asked) else {
                return Turn::Pass;
            };
            let noted = Arc::clone(&noted);
            Turn::Tell(Box::new(move |status| {
                if (200..300).contains(&status) {
                    let at = now();
                    noted.lock().unwrap().push(Yes { at, what });
                }
            }))
        })
    }

    /// Everything so far.
    pub fn all(&self) -> Vec<Yes> {
        self.0.lock().unwrap().clone()
    }

    /// Everything whose answer had arrived by then.
    pub fn until(&self, moment: SystemTime) -> Self {
        let mut known = self.all();
        known.retain(|yes| yes.at <= moment);
        Self(Arc::new(Mutex::new(known)))
    }

    /// How many leaves were acknowledged.
    pub fn leaves(&self) -> usize {
        let all = self.all();
        all.iter()
            .map(|yes| match &yes.what {
                What::Leaves(leaves) => leaves.len(),
                What::Blob(..) => 0,
            })
            .sum()
    }
}

fn what(asked: &Asked) -> Option<What> {
    if asked.method == "POST" && asked.path == "/api/v1/import" {
        let offer = Offer::from_bytes(&asked.body).expect("an importer sends offers");
        let segments = offer.segments.iter().map(|segment| segment.creation.leaf());
        let messages = offer.messages.iter().map(zegel_seal::sealed::Sealed::leaf);
        return Some(What::Leaves(segments.chain(messages).collect()));
    }
    let blob = asked.path.strip_prefix("/api/v1/blobs/")?;
    let id = blob.split('?').next()?.to_owned();
    Some(What::Blob(id, Sha256::digest(&asked.body).into()))
}

/// How much of it there was, for whoever reads the result.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Leaves that were acknowledged, and are there.
    pub leaves: usize,
    /// Attachments that were acknowledged, and are there.
    pub blobs: usize,
    /// Checkpoints that were seen, and are continued.
    pub checkpoints: usize,
}

/// What was acknowledged is there, once; what was seen of the logs is continued; `verify` and `audit` are clean.
pub fn everything_is_there_once(
    archive: &Archive,
    acknowledged: &Acknowledged,
    seen: &BTreeMap<String, Vec<Head>>,
) -> Found {
    let mut found = Found::default();
    let (leaves, blobs) = apart(acknowledged);
    let log = evidence_log();
    let entries_now = published(&archive.url, &log, &leaves);
    let mut kept = BTreeSet::new();
    for entry in &entries_now {
        assert!(kept.insert(entry.as_slice()), "an entry stands twice");
    }
    for leaf in &leaves {
        assert!(
            kept.contains(leaf.as_slice()),
            "an acknowledged message is gone"
        );
        found.leaves += 1;
    }
    for (id, sha256) in &blobs {
        let sealed = std::fs::read(blob_file(&archive.dir(), id))
            .unwrap_or_else(|error| panic!("an acknowledged attachment is gone: {error}"));
        assert_eq!(
            Bytes32::from(Sha256::digest(&sealed)),
            *sha256,
            "an attachment is not what was acknowledged"
        );
        found.blobs += 1;
    }
    for (name, heads) in seen {
        let all = if *name == log {
            entries_now.clone()
        } else {
            entries(&archive.url, name)
        };
        found.checkpoints += all_consistent(name, heads, &all);
    }
    clean(archive, &log, !entries_now.is_empty());
    found
}

fn clean(archive: &Archive, log: &str, evidence: bool) {
    let logs: &[&str] = if evidence {
        &["conduct", log]
    } else {
        &["conduct"]
    };
    for name in logs {
        let (address, key) = (
            format!("{}/log/{name}", archive.url),
            key_of(&archive.log_key, name),
        );
        let (code, out, err) = said(&run(&["verify", &address, "--key", &key], ""));
        assert_eq!(code, 0, "{name}: {out} {err}");
    }
    let (code, out, err) = said(&run(&["audit", "--dir", path(&archive.dir())], ""));
    assert_eq!(code, 0, "{out} {err}");
}

fn apart(acknowledged: &Acknowledged) -> (Vec<Bytes32>, Vec<(String, Bytes32)>) {
    let (mut leaves, mut blobs) = (Vec::new(), Vec::new());
    for yes in acknowledged.all() {
        match yes.what {
            What::Leaves(more) => leaves.extend(more),
            What::Blob(id, sha256) => blobs.push((id, sha256)),
        }
    }
    (leaves, blobs)
}

/// The entries once all of these are among them; the last ones seen when the publisher's time is over.
fn published(url: &str, log: &str, leaves: &[Bytes32]) -> Vec<Vec<u8>> {
    let begun = now();
    loop {
        let now = entries(url, log);
        let known: BTreeSet<&[u8]> = now.iter().map(Vec::as_slice).collect();
        let all = leaves.iter().all(|leaf| known.contains(leaf.as_slice()));
        if all || since(begun) > PUBLISHED {
            return now;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The evidence log of this year, by the machine's clock.
pub fn evidence_log() -> String {
    let now = jiff::Timestamp::try_from(now()).expect("the machine knows what year it is");
    let year = now.to_zoned(jiff::tz::TimeZone::UTC).year();
    format!("evidence-{year}")
}

/// Where an attachment lies in an archive's folder.
fn blob_file(archive: &Path, id: &str) -> std::path::PathBuf {
    let name = id.split_once('-').expect("an identifier has its kind").1;
    archive.join("blobs").join(&name[..2]).join(id)
}
