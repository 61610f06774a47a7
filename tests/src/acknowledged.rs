//! What the archive said yes to, as whoever sent it saw; and the one check of every fault: all of it is there, once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use zegel_seal::offer::Offer;

use crate::archive::{Archive, Founded, path, said};
use crate::between::{Asked, Between, Turn};
use crate::binary::run;
use crate::log::{Bytes32, Head, all_consistent, checkpoint, entries, fetch_as, key_of};
use crate::moment::{now, since};
use crate::shared::Shared;

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
    /// A legal hold that two people set, with the token of somebody who sees it.
    Hold(String, String),
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

    /// Two people set a legal hold on everything: whatever comes, it binds.
    pub async fn hold(&self, founded: &Founded) {
        let body =
            json!({ "on": "everything", "ground": "legal_claim", "reference": "C/13/26-0123" });
        let proposed = founded.program("owner").post("/api/v1/holds", body).await;
        let hold = proposed["hold"].as_str().unwrap().to_owned();
        let (seat, confirm) = (
            founded.program("staff seat"),
            format!("/api/v1/holds/{hold}/confirm"),
        );
        let answer = seat.send(Method::POST, &confirm, Some(json!({}))).await;
        assert_eq!(answer.status(), 204, "{confirm}");
        let what = What::Hold(hold, seat.token().to_owned());
        self.0.lock().unwrap().push(Yes { at: now(), what });
    }

    /// How many holds bind; every one that was set does.
    pub fn holds_bind(&self, url: &str) -> usize {
        let mut bind = 0;
        for yes in self.all() {
            let What::Hold(hold, token) = yes.what else {
                continue;
            };
            let (status, body) = fetch_as(url, "/api/v1/holds", &token).expect("it answers");
            assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
            let all: Value = serde_json::from_slice(&body).unwrap();
            let mut all = all.as_array().unwrap().iter();
            let found = all.find(|one| one["hold"] == *hold);
            let found = found.expect("a hold that was set is there");
            assert_eq!(found["state"], "set");
            assert_eq!(found["binds"], true, "a hold never lapses");
            bind += 1;
        }
        bind
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
                What::Blob(..) | What::Hold(..) => 0,
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
    /// Legal holds that were set, and bind.
    pub holds: usize,
}

/// Where everything of an archive is.
pub struct Kept<'a> {
    archive: &'a Archive,
    audit: Vec<&'a str>,
    blobs: PathBuf,
    evidence: Vec<String>,
}

impl<'a> Kept<'a> {
    /// In the archive's own folder, its messages in the evidence log of this year.
    pub fn of(archive: &'a Archive) -> Self {
        Self {
            archive,
            audit: Vec::new(),
            blobs: archive.dir().join("blobs"),
            evidence: vec![evidence_log()],
        }
    }

    /// In PostgreSQL, with a folder for attachments.
    #[must_use]
    pub fn on(self, shared: &'a Shared) -> Self {
        Self {
            audit: shared.args().to_vec(),
            blobs: shared.blobs().to_owned(),
            ..self
        }
    }

    /// Its messages in the evidence logs of these years, and in no other.
    #[must_use]
    pub fn of_years(self, years: &[i16]) -> Self {
        let evidence = years.iter().map(|year| format!("evidence-{year}"));
        Self {
            evidence: evidence.collect(),
            ..self
        }
    }
}

/// What was acknowledged is there, once; what was seen of the logs is continued; `verify` and `audit` are clean.
pub fn everything_is_there_once(
    archive: &Archive,
    acknowledged: &Acknowledged,
    seen: &BTreeMap<String, Vec<Head>>,
) -> Found {
    everything_of(&Kept::of(archive), acknowledged, seen)
}

/// The same of an archive that is elsewhere than in a folder of this year.
pub fn everything_of(
    kept: &Kept<'_>,
    acknowledged: &Acknowledged,
    seen: &BTreeMap<String, Vec<Head>>,
) -> Found {
    let url = &kept.archive.url;
    let mut found = Found::default();
    let (leaves, blobs) = apart(acknowledged);
    let logs = published(url, &kept.evidence, &leaves);
    let mut there = BTreeSet::new();
    for entry in logs.values().flatten() {
        assert!(there.insert(entry.as_slice()), "an entry stands twice");
    }
    for leaf in &leaves {
        assert!(
            there.contains(leaf.as_slice()),
            "an acknowledged message is gone"
        );
        found.leaves += 1;
    }
    for (id, sha256) in &blobs {
        let sealed = std::fs::read(blob_file(&kept.blobs, id))
            .unwrap_or_else(|error| panic!("an acknowledged attachment is gone: {error}"));
        assert_eq!(
            Bytes32::from(Sha256::digest(&sealed)),
            *sha256,
            "an attachment is not what was acknowledged"
        );
        found.blobs += 1;
    }
    for (name, heads) in seen {
        let all = match logs.get(name) {
            Some(all) => all.clone(),
            None => entries(url, name),
        };
        found.checkpoints += all_consistent(name, heads, &all);
    }
    found.holds = acknowledged.holds_bind(url);
    clean(kept, &logs);
    found
}

fn clean(kept: &Kept<'_>, logs: &BTreeMap<String, Vec<Vec<u8>>>) {
    let archive = kept.archive;
    let evidence = logs.iter().filter(|(_, entries)| !entries.is_empty());
    for name in evidence.map(|(name, _)| name.as_str()).chain(["conduct"]) {
        let (address, key) = (
            format!("{}/log/{name}", archive.url),
            key_of(&archive.log_key, name),
        );
        let (code, out, err) = said(&run(&["verify", &address, "--key", &key], ""));
        assert_eq!(code, 0, "{name}: {out} {err}");
    }
    let dir = archive.dir();
    let audit = [&["audit", "--dir", path(&dir)], kept.audit.as_slice()].concat();
    let (code, out, err) = said(&run(&audit, ""));
    assert_eq!(code, 0, "{out} {err}");
}

fn apart(acknowledged: &Acknowledged) -> (Vec<Bytes32>, Vec<(String, Bytes32)>) {
    let (mut leaves, mut blobs) = (Vec::new(), Vec::new());
    for yes in acknowledged.all() {
        match yes.what {
            What::Leaves(more) => leaves.extend(more),
            What::Blob(id, sha256) => blobs.push((id, sha256)),
            What::Hold(..) => {}
        }
    }
    (leaves, blobs)
}

/// The entries by log once all of these are among them and the conduct log has a checkpoint; those seen last when the
/// publisher's time is over.
fn published(url: &str, logs: &[String], leaves: &[Bytes32]) -> BTreeMap<String, Vec<Vec<u8>>> {
    let begun = now();
    loop {
        let found: BTreeMap<_, _> = logs
            .iter()
            .map(|log| (log.clone(), entries(url, log)))
            .collect();
        let known: BTreeSet<&[u8]> = found.values().flatten().map(Vec::as_slice).collect();
        let all = leaves.iter().all(|leaf| known.contains(leaf.as_slice()));
        let all = all && checkpoint(url, "conduct").is_some();
        if all || since(begun) > PUBLISHED {
            return found;
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

/// Where an attachment lies in their folder.
fn blob_file(blobs: &Path, id: &str) -> PathBuf {
    let name = id.split_once('-').expect("an identifier has its kind").1;
    blobs.join(&name[..2]).join(id)
}
