//! A log as anybody reads it over HTTP, with hashing of its own: what the server's code believes of it proves nothing
//! here.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};

use crate::moment::now;

/// 32 bytes: an entry of ours, or a hash.
pub type Bytes32 = [u8; 32];

/// Entries in one full bundle.
const BUNDLE: u64 = 256;

/// Size and root that a checkpoint states.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head {
    /// Entries under it.
    pub size: u64,
    /// RFC 6962 root over them.
    pub root: Bytes32,
}

impl Head {
    /// Reads the first three lines of a signed note.
    pub fn of(note: &str) -> Self {
        let mut lines = note.lines().skip(1);
        let size = lines.next().unwrap().parse().unwrap();
        let root = BASE64.decode(lines.next().unwrap().as_bytes()).unwrap();
        Self {
            size,
            root: root.try_into().unwrap(),
        }
    }
}

/// GET without a session; `None` where there is no whole answer.
pub fn fetch(url: &str, path: &str) -> Option<(u16, Vec<u8>)> {
    fetch_with(url, path, "")
}

/// GET as a program with this token.
pub fn fetch_as(url: &str, path: &str, token: &str) -> Option<(u16, Vec<u8>)> {
    fetch_with(url, path, &format!("authorization: Bearer {token}\r\n"))
}

fn fetch_with(url: &str, path: &str, headers: &str) -> Option<(u16, Vec<u8>)> {
    let mut stream = TcpStream::connect(url.strip_prefix("http://")?).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .ok()?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: a\r\n{headers}connection: close\r\n\r\n"
    )
    .ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let body = answer.split_off(end + 4);
    let length = head
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length: ")
                .map(str::to_owned)
        })?
        .parse::<usize>()
        .ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    (body.len() == length).then_some((status, body))
}

/// The checkpoint of a log, once there is one.
pub fn checkpoint(url: &str, log: &str) -> Option<String> {
    let (status, note) = fetch(url, &format!("/log/{log}/checkpoint"))?;
    (status == 200).then(|| String::from_utf8(note).unwrap())
}

/// The entries under a log's newest checkpoint, whose root they must give.
pub fn entries(url: &str, log: &str) -> Vec<Vec<u8>> {
    loop {
        let Some(note) = checkpoint(url, log) else {
            return Vec::new();
        };
        let head = Head::of(&note);
        // A partial bundle goes when a fuller one comes: then look at the checkpoint that came with it.
        let Some(found) = under(url, log, head.size) else {
            assert_ne!(
                checkpoint(url, log).as_ref(),
                Some(&note),
                "a bundle of {log} is missing"
            );
            continue;
        };
        let roots = roots(&found, &BTreeSet::from([head.size]));
        assert_eq!(
            roots.get(&head.size),
            Some(&head.root),
            "the entries of {log} are those that were signed"
        );
        return found;
    }
}

fn under(url: &str, log: &str, size: u64) -> Option<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for bundle in 0..size.div_ceil(BUNDLE) {
        let width = (size - bundle * BUNDLE).min(BUNDLE);
        let partial = if width < BUNDLE {
            format!(".p/{width}")
        } else {
            String::new()
        };
        let path = format!("/log/{log}/tile/entries/{}{partial}", number(bundle));
        let (status, bytes) = fetch(url, &path)?;
        if status != 200 {
            return None;
        }
        let mut rest = bytes.as_slice();
        while let [high, low, more @ ..] = rest {
            let length = usize::from(*high) * 256 + usize::from(*low);
            found.push(more[..length].to_vec());
            rest = &more[length..];
        }
    }
    assert_eq!(found.len() as u64, size, "bundles are whole");
    Some(found)
}

/// Groups of three digits, all but the last with an `x` before it (C2SP tlog-tiles).
fn number(mut bundle: u64) -> String {
    let mut text = format!("{:03}", bundle % 1000);
    while bundle >= 1000 {
        bundle /= 1000;
        text = format!("x{:03}/{text}", bundle % 1000);
    }
    text
}

/// Roots of the trees over the first so many entries (RFC 6962, section 2.1).
pub fn roots(entries: &[Vec<u8>], sizes: &BTreeSet<u64>) -> BTreeMap<u64, Bytes32> {
    // Perfect subtrees from left to right, the largest first: its height and its root.
    let mut trees: Vec<(u32, Bytes32)> = Vec::new();
    let mut found = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        let mut tree = (
            0,
            Sha256::new()
                .chain_update([0])
                .chain_update(entry)
                .finalize()
                .into(),
        );
        while let Some((height, left)) = trees.pop_if(|last| last.0 == tree.0) {
            tree = (height + 1, node(&left, &tree.1));
        }
        trees.push(tree);
        let size = place as u64 + 1;
        if sizes.contains(&size) {
            let root = trees
                .iter()
                .rev()
                .map(|tree| tree.1)
                .reduce(|right, left| node(&left, &right));
            found.insert(size, root.unwrap());
        }
    }
    found
}

fn node(left: &Bytes32, right: &Bytes32) -> Bytes32 {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// The verifier key of another log of the same archive: the same Ed25519 key under another name (C2SP signed-note).
pub fn key_of(conduct: &str, log: &str) -> String {
    let mut parts = conduct.splitn(3, '+');
    let (name, _, key) = (
        parts.next().unwrap(),
        parts.next().unwrap(),
        parts.next().unwrap(),
    );
    let name = format!("{}/{log}", name.rsplit_once('/').unwrap().0);
    let hash = Sha256::new()
        .chain_update(&name)
        .chain_update("\n")
        .chain_update(BASE64.decode(key.as_bytes()).unwrap())
        .finalize();
    format!("{name}+{}+{key}", HEXLOWER.encode(&hash[..4]))
}

/// By log, in order, with the moment of its arrival.
type Seen = Arc<Mutex<BTreeMap<String, Vec<(SystemTime, Head)>>>>;

/// Somebody who looks at the checkpoints all the time and forgets none.
pub struct Watcher {
    url: Arc<Mutex<String>>,
    seen: Seen,
    over: Arc<AtomicBool>,
    looking: Option<JoinHandle<()>>,
}

impl Watcher {
    /// Begins to look at these logs.
    pub fn of(url: &str, logs: &[&str]) -> Self {
        let url = Arc::new(Mutex::new(url.to_owned()));
        let seen = Seen::default();
        let over = Arc::<AtomicBool>::default();
        let logs: Vec<String> = logs.iter().map(|&log| log.to_owned()).collect();
        let (at, kept, stop) = (Arc::clone(&url), Arc::clone(&seen), Arc::clone(&over));
        let looking = std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                let url = at.lock().unwrap().clone();
                for log in &logs {
                    // A server that is down shows nothing.
                    let Some(note) = checkpoint(&url, log) else {
                        continue;
                    };
                    let head = Head::of(&note);
                    let mut kept = kept.lock().unwrap();
                    let heads = kept.entry(log.clone()).or_default();
                    if heads.last().is_none_or(|(_, last)| *last != head) {
                        heads.push((now(), head));
                    }
                }
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        Self {
            url,
            seen,
            over,
            looking: Some(looking),
        }
    }

    /// Where the server is now.
    pub fn moved(&self, url: &str) {
        url.clone_into(&mut self.url.lock().unwrap());
    }

    /// What was seen so far, in this order.
    pub fn seen(&self) -> BTreeMap<String, Vec<Head>> {
        self.until(now())
    }

    /// What was seen by then.
    pub fn until(&self, moment: SystemTime) -> BTreeMap<String, Vec<Head>> {
        let seen = self.seen.lock().unwrap();
        let early = |heads: &Vec<(SystemTime, Head)>| {
            let early = heads.iter().filter(|(at, _)| *at <= moment);
            early.map(|(_, head)| head.clone()).collect()
        };
        seen.iter()
            .map(|(log, heads)| (log.clone(), early(heads)))
            .collect()
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(looking) = self.looking.take() {
            // It has said what it had to say.
            let _panicked = looking.join();
        }
    }
}

/// Checkpoints only ever grew, and each states a beginning of these entries. Answers how many there were.
pub fn all_consistent(log: &str, seen: &[Head], entries: &[Vec<u8>]) -> usize {
    assert!(
        seen.is_sorted_by(|earlier, later| earlier.size < later.size),
        "{log}: a checkpoint was taken back or restated"
    );
    let sizes = seen.iter().map(|head| head.size).collect();
    let roots = roots(entries, &sizes);
    for head in seen {
        assert_eq!(
            roots.get(&head.size),
            Some(&head.root),
            "{log}: the checkpoint of {} entries was seen, and is not one of this log",
            head.size
        );
    }
    seen.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vectors of RFC 6962 implementations: the empty entry, and two of one byte.
    #[test]
    fn a_tree_is_hashed_as_the_rfc_says() {
        let sizes = BTreeSet::from([1, 2, 3]);
        let found = roots(&[vec![], vec![0], vec![0x10]], &sizes);
        let root = |size: u64| HEXLOWER.encode(&found[&size]);
        assert_eq!(
            root(1),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
        assert_eq!(
            root(2),
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
        );
        assert_eq!(
            root(3),
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
        );
    }

    #[test]
    #[should_panic(expected = "was taken back")]
    fn a_log_that_shrank_is_told() {
        let entries = vec![vec![1], vec![2]];
        let at = |size: u64| Head {
            size,
            root: roots(&entries, &BTreeSet::from([size]))[&size],
        };
        all_consistent("log", &[at(2), at(1)], &entries);
    }

    #[test]
    #[should_panic(expected = "is not one of this log")]
    fn a_log_that_forked_is_told() {
        let entries = vec![vec![1], vec![2]];
        let other = roots(&[vec![3]], &BTreeSet::from([1]))[&1];
        all_consistent(
            "log",
            &[Head {
                size: 1,
                root: other,
            }],
            &entries,
        );
    }
}
