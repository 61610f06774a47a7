//! Clients that never finish, send too much, or send what is no HTTP: each is refused or cut off, the others are served,
//! and the server's memory stays bounded.

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::net::TcpStream as Blocking;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use journey::archive::{Archive, Founded, until, within};
use journey::binary::fixture;
use journey::bounded::high_water;
use journey::http::Browser;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// What a body of the largest kind may have, in bytes.
const LARGEST: usize = 65 * 1024 * 1024;
const MEBIBYTE: usize = 1024 * 1024;

fn address(archive: &Archive) -> String {
    archive.url.strip_prefix("http://").unwrap().to_owned()
}

/// The most memory that the server has had, in mebibytes.
fn peak(archive: &Archive) -> u64 {
    let status = Path::new("/proc")
        .join(archive.pid().to_string())
        .join("status");
    high_water(&status).unwrap() / 1024
}

/// Needs as many files as connections.
fn more_files(wanted: u64) {
    let now = getrlimit(Resource::Nofile);
    assert!(
        now.maximum.is_none_or(|most| most >= wanted),
        "this test needs {wanted} open files (ulimit -Hn)"
    );
    let raised = Rlimit {
        current: Some(wanted.max(now.current.unwrap_or(wanted))),
        ..now
    };
    setrlimit(Resource::Nofile, raised).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_thousand_half_sent_requests_are_closed_and_others_are_served_meanwhile() {
    more_files(6_000);
    let archive = Archive::start();
    let address = address(&archive);
    let mut halves = Vec::new();
    for _ in 0..5_000 {
        let mut half = TcpStream::connect(&address).await.unwrap();
        // One that is closed already hears no more.
        let _closed = half
            .write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\nx: ")
            .await;
        halves.push(half);
    }
    let all_closed = Arc::new(AtomicBool::new(false));
    let (over, url) = (Arc::clone(&all_closed), archive.url.clone());
    let others = tokio::spawn(async move {
        let mut served = 0;
        while !over.load(Ordering::Relaxed) {
            // Each with a connection of its own.
            let (status, _) = Browser::nobody(&url).get("/healthz").await;
            assert_eq!(status, 200);
            served += 1;
        }
        served
    });
    let closing = async {
        for mut half in halves {
            // An end or a reset: closed either way.
            let _reset = half.read_to_end(&mut Vec::new()).await;
        }
    };
    let closed = tokio::time::timeout(Duration::from_secs(15), closing).await;
    all_closed.store(true, Ordering::Relaxed);
    assert!(closed.is_ok(), "some were still open after fifteen seconds");
    let served = others.await.unwrap();
    println!(
        "{served} others served meanwhile; {} MiB at most",
        peak(&archive)
    );
    assert!(served > 0);
    assert!(peak(&archive) < 256, "{} MiB", peak(&archive));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_stop_coming_are_refused() {
    let archive = Archive::start();
    let address = address(&archive);
    let head = "POST /api/v1/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
    let mut slow = Vec::new();
    for number in 0..200 {
        let mut one = TcpStream::connect(&address).await.unwrap();
        let announced = if number % 2 == 0 {
            "content-length: 1000\r\n\r\n{\"li"
        } else {
            "transfer-encoding: chunked\r\n\r\n4\r\n{\"li\r\n"
        };
        one.write_all(format!("{head}{announced}").as_bytes())
            .await
            .unwrap();
        slow.push(one);
    }
    for mut one in slow {
        let mut said = Vec::new();
        let read = one.read_to_end(&mut said);
        let patience = Duration::from_secs(40);
        let _reset = tokio::time::timeout(patience, read)
            .await
            .expect("it was closed");
        let said = String::from_utf8_lossy(&said);
        assert!(
            said.starts_with("HTTP/1.1 408 ") && said.contains("/problems/too-slow"),
            "{said}"
        );
    }
    assert_eq!(Browser::nobody(&archive.url).get("/healthz").await.0, 200);
}

/// A body of so many bytes, with its length announced or in chunks.
#[derive(Clone, Copy)]
struct Long {
    bytes: usize,
    chunked: bool,
}

const fn chunked(bytes: usize) -> Long {
    Long {
        bytes,
        chunked: true,
    }
}

const fn announced(bytes: usize) -> Long {
    Long {
        bytes,
        chunked: false,
    }
}

/// What came of a body: status and kind of problem. A server that refuses need not read to the end, so the connection may
/// be gone before the answer was read; then nothing was learned and nothing is claimed: `None`.
async fn answered(
    address: String,
    token: String,
    (method, path): (&'static str, String),
    body: Long,
) -> Option<(u16, String)> {
    let length = if body.chunked {
        "transfer-encoding: chunked".to_owned()
    } else {
        format!("content-length: {}", body.bytes)
    };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\n{length}\r\n\r\n"
    );
    let (mut from, mut to) = TcpStream::connect(address).await.unwrap().into_split();
    let writing = tokio::spawn(async move {
        let piece = vec![b'7'; 64 * 1024];
        to.write_all(head.as_bytes()).await?;
        let mut left = body.bytes;
        while left > 0 {
            let now = left.min(piece.len());
            left -= now;
            if body.chunked {
                to.write_all(format!("{now:x}\r\n").as_bytes()).await?;
            }
            to.write_all(&piece[..now]).await?;
            if body.chunked {
                to.write_all(b"\r\n").await?;
            }
        }
        if body.chunked {
            to.write_all(b"0\r\n\r\n").await?;
        }
        Ok::<_, std::io::Error>(to)
    });
    let mut said = Vec::new();
    let _reset = from.read_to_end(&mut said).await;
    // Whoever refuses does not read on.
    let _closed = writing.await.unwrap();
    let said = String::from_utf8_lossy(&said).into_owned();
    let (head, body) = said.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    if status < 400 {
        return Some((status, String::new()));
    }
    assert!(head.contains("application/problem+json"), "{head}");
    let problem: Value = serde_json::from_str(body).unwrap();
    Some((status, problem["type"].as_str()?.to_owned()))
}

/// The same of somebody.
async fn sent(
    founded: &Founded,
    who: &str,
    request: (&'static str, &str),
    body: Long,
) -> Option<(u16, String)> {
    let request = (request.0, request.1.to_owned());
    let token = founded.people[who].token.clone();
    answered(address(&founded.archive), token, request, body).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_large_is_refused_without_being_kept_in_memory() {
    let founded = Founded::new().await;
    founded.imported("joris", &fixture("chats/nl-android-groep"));
    let copy = founded.choices().await.remove(0).copy;
    let blob = |letter: &str| format!("/api/v1/blobs/blob-{}?copy={copy}", letter.repeat(25) + "a");
    let idle = peak(&founded.archive);

    // An attachment as large as may be goes to disk as it comes; a gigabyte is cut off at the limit.
    let kept = Some((201, String::new()));
    let fits = sent(
        &founded,
        "joris",
        ("PUT", &blob("b")),
        chunked(60 * MEBIBYTE),
    )
    .await;
    assert_eq!(fits, kept);
    let endless = sent(
        &founded,
        "joris",
        ("PUT", &blob("c")),
        chunked(1024 * MEBIBYTE),
    )
    .await;
    assert!(endless.is_none_or(|refused| refused == too_large()));
    let streamed = peak(&founded.archive);
    println!("idle {idle} MiB, after attachments of 60 MiB and 1 GiB {streamed} MiB");
    assert!(streamed - idle <= 24, "{idle} MiB, then {streamed} MiB");
    let blobs = founded.archive.dir().join("blobs");
    let waiting = blobs.join("waiting");
    within(Duration::from_secs(30), "nothing half is left", || async {
        (std::fs::read_dir(&waiting).unwrap().count() == 0).then_some(())
    })
    .await;
    assert!(!blobs.join("cc").exists() && blobs.join("bb").exists());

    // The same again changes nothing; others under the same name change nothing either.
    let again = sent(
        &founded,
        "joris",
        ("PUT", &blob("b")),
        announced(60 * MEBIBYTE),
    )
    .await;
    assert_eq!(again, kept);
    let other = sent(&founded, "joris", ("PUT", &blob("b")), announced(100)).await;
    assert_eq!(other, Some((409, "/problems/changed".to_owned())));

    let form = 256 * 1024;
    for path in ["/api/v1/sign-in", "/api/v1/people", "/api/v1/cases"] {
        for body in [
            announced(form + 1),
            chunked(MEBIBYTE),
            announced(usize::MAX / 2),
        ] {
            let refused = sent(&founded, "joris", ("POST", path), body).await;
            assert!(
                refused.is_none_or(|refused| refused == too_large()),
                "{path}"
            );
        }
    }
    for path in ["/api/v1/import", "/api/v1/cases/x/approvals"] {
        for body in [announced(LARGEST + 1), chunked(LARGEST + 1)] {
            let refused = sent(&founded, "joris", ("POST", path), body).await;
            assert!(
                refused.is_none_or(|refused| refused == too_large()),
                "{path}"
            );
        }
    }
    many_at_once(&founded).await;
    println!(
        "after offers of 60 MiB, twelve at once, {} MiB",
        peak(&founded.archive)
    );
    assert!(
        peak(&founded.archive) < 320,
        "{} MiB",
        peak(&founded.archive)
    );
    let (code, out, err) = founded.audit();
    assert_eq!(code, 0, "{out} {err}");
}

fn too_large() -> (u16, String) {
    (413, "/problems/too-large".to_owned())
}

/// Three people with four large offers each: more than there is memory for, so that some are asked to come back; who asks
/// alone afterwards is heard.
async fn many_at_once(founded: &Founded) {
    let offer = |who: &str| {
        let token = founded.people[who].token.clone();
        let request = ("POST", "/api/v1/import".to_owned());
        answered(
            address(&founded.archive),
            token,
            request,
            chunked(60 * MEBIBYTE),
        )
    };
    let mut offers = JoinSet::new();
    for who in ["joris", "mehmet", "newcomer"].map(|who| [who; 4]).concat() {
        offers.spawn(offer(who));
    }
    let answers = offers.join_all().await;
    let not_sealed = (422, "/problems/not-sealed".to_owned());
    let busy = (503, "/problems/busy".to_owned());
    assert!(
        answers
            .iter()
            .flatten()
            .all(|answer| [&busy, &not_sealed].contains(&answer)),
        "{answers:?}"
    );
    assert!(
        answers
            .iter()
            .any(|answer| *answer != Some(not_sealed.clone())),
        "{answers:?}"
    );
    assert_eq!(
        offer("joris").await,
        Some(not_sealed),
        "alone there is room"
    );
}

/// What is no request, or one that lies about itself.
fn garbage() -> Vec<(&'static str, Vec<u8>)> {
    let get =
        |headers: &str| format!("GET /healthz HTTP/1.1\r\nhost: a\r\n{headers}\r\n").into_bytes();
    let post = |rest: &str| {
        format!(
            "POST /api/v1/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n{rest}"
        )
        .into_bytes()
    };
    let many: String = (0..2_000)
        .map(|number| format!("x{number}: y\r\n"))
        .collect();
    let hello = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice(),
        &[7; 512],
    ];
    vec![
        ("TLS", hello.concat()),
        ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec()),
        ("noise", (0..=255).cycle().take(4096).collect()),
        ("2,000 headers", get(&many)),
        ("a header of 1 MB", get(&format!("x: {}\r\n", "y".repeat(1_000_000)))),
        ("an address of 100 kB", format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(100_000)).into_bytes()),
        ("NUL in a header", get("x: a\0b\r\n")),
        ("a header without a colon", get("x\r\n")),
        ("a header on two lines", get("x: a\r\n b\r\n")),
        ("two lengths", post("content-length: 2\r\ncontent-length: 3\r\n\r\n{}")),
        ("a length below zero", post("content-length: -1\r\n\r\n{}")),
        ("a length beyond all numbers", post("content-length: 99999999999999999999\r\n\r\n{}")),
        ("a length and chunks", post("content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")),
        ("a chunk of endless length", post("transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}")),
        ("a chunk that is none", post("transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n")),
        ("a body that ends before its length", post("content-length: 100\r\n\r\n{}")),
        ("no JSON", post("content-length: 2\r\n\r\n{]")),
        ("JSON of another shape", post("content-length: 2\r\n\r\n[]")),
        ("JSON, nested without end", post(&format!("content-length: 100000\r\n\r\n{}", "[".repeat(100_000)))),
        ("a form where JSON is wanted", b"POST /api/v1/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\n{}".to_vec()),
        ("an unknown method", b"BREW /healthz HTTP/1.1\r\nhost: a\r\n\r\n".to_vec()),
        ("an unknown version", b"GET /healthz HTTP/9.9\r\nhost: a\r\n\r\n".to_vec()),
        ("garbage behind a request", [get(""), b"\0\xff\r\n\r\n".to_vec()].concat()),
        ("a whole address of elsewhere", b"GET http://elsewhere.example/me HTTP/1.1\r\nhost: elsewhere.example\r\n\r\n".to_vec()),
        ("CONNECT", b"CONNECT elsewhere.example:443 HTTP/1.1\r\nhost: elsewhere.example:443\r\n\r\n".to_vec()),
    ]
}

/// The first line of each answer on a connection, and the kinds of problem.
fn answers(address: &str, bytes: &[u8]) -> String {
    let mut stream = Blocking::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    // A server that refuses may close before all is sent.
    let _closed = stream.write_all(bytes);
    let mut said = Vec::new();
    if let Err(error) = stream.read_to_end(&mut said) {
        assert!(
            error.kind() == std::io::ErrorKind::ConnectionReset,
            "neither answered nor closed: {error}"
        );
    }
    let said = String::from_utf8_lossy(&said);
    let found: Vec<&str> = said
        .split("\r\n")
        .flat_map(|line| line.split('"'))
        .filter(|part| part.starts_with("HTTP/1.") || part.starts_with("/problems/"))
        .collect();
    if found.is_empty() {
        "closed".to_owned()
    } else {
        found.join(", ")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_request_is_refused_or_cut_off() {
    let archive = Archive::start();
    let address = address(&archive);
    let (garbage, mut table) = (garbage(), String::new());
    // All at once: who could be sent another request is waited for.
    let said: Vec<String> = std::thread::scope(|scope| {
        let all: Vec<_> = garbage
            .iter()
            .map(|(_, bytes)| scope.spawn(|| answers(&address, bytes)))
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    for ((what, _), said) in garbage.iter().zip(said) {
        writeln!(table, "{what}: {said}").unwrap();
    }
    assert_eq!(Browser::nobody(&archive.url).get("/healthz").await.0, 200);
    assert!(peak(&archive) < 128, "{} MiB", peak(&archive));
    insta::assert_snapshot!("garbage", table);
}

/// A room keeps what it opened in memory, so a reviewer who only ever opens more is told to close one.
#[tokio::test]
async fn reading_rooms_have_a_number() {
    let founded = Founded::new().await;
    founded.imported("joris", &fixture("chats/nl-android-groep"));
    let choice = founded.choices().await.remove(0);
    let reviewer = founded.browser("reviewer").await;
    let mut cases = Vec::new();
    for _ in 0..8 {
        cases.push(founded.request(&reviewer, &choice).await);
    }
    let (status, _, page) = founded.ask(&reviewer, &choice).await;
    assert_eq!(status, 409, "{page}");
    assert!(page.contains("leeskamers"), "{page}");
    assert_eq!(founded.archive.rooms().len(), 8, "nothing was started");
    let close = format!("/cases/{}/close", cases[0]);
    assert_eq!(reviewer.post(&close, &[]).await.0, 303);
    let again = until("the room is gone", || async {
        let (status, place, _) = founded.ask(&reviewer, &choice).await;
        (status == 303).then_some(place)
    });
    assert!(again.await.is_some(), "one was closed");
}
