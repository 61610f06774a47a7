//! `zegel serve` as those who run it meet it: settings, TLS, health, metrics, signals.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use journey::archive::{Archive, Founded, path, said, until};
use journey::between::{Between, Turn};
use journey::binary::{fixture, run};
use journey::database::Database;
use journey::http::client;
use reqwest::Method;
use reqwest::tls::TlsInfo;
use tempfile::TempDir;

const FOUNDING: [&str; 6] = [
    "--employer",
    "De Vries",
    "--headcount",
    "12",
    "--owner",
    "Sanne",
];
const ADMIN: [&str; 2] = ["--admin-listen", "127.0.0.1:0"];

/// A new archive with these settings.
fn archive(settings: &[&str]) -> Archive {
    Archive::start_in(TempDir::new().unwrap(), &[&FOUNDING[..], settings].concat())
}

/// One address: status and text.
async fn get(url: &str, path: &str) -> (u16, String) {
    let answer = client().get(format!("{url}{path}")).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Certificate and key of the fixtures, in a folder where they can be replaced.
struct Files {
    _dir: TempDir,
    certificate: PathBuf,
    key: PathBuf,
}

impl Files {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let files = Self {
            certificate: dir.path().join("shown.pem"),
            key: dir.path().join("shown.key"),
            _dir: dir,
        };
        files.put("server");
        files
    }

    fn put(&self, name: &str) {
        std::fs::copy(fixture(&format!("tls/{name}.pem")), &self.certificate).unwrap();
        std::fs::copy(fixture(&format!("tls/{name}.key")), &self.key).unwrap();
    }
}

/// The certificate that a server shows to a new connection.
async fn shown(url: &str) -> Vec<u8> {
    let answer = client().get(format!("{url}/health")).send().await.unwrap();
    let info = answer.extensions().get::<TlsInfo>().unwrap();
    info.peer_certificate().unwrap().to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_everything_works_for_those_who_trust_the_authority() {
    let files = Files::new();
    let authority = fixture("tls/ca.pem");
    let own = [
        "--tls-certificate",
        path(&files.certificate),
        "--tls-key",
        path(&files.key),
    ];
    let rest = ["--ca", path(&authority), "--redirect-listen", "127.0.0.1:0"];
    let mut founded = Founded::people_of(archive(&[&own[..], &rest].concat())).await;
    let url = founded.archive.url.clone();
    assert!(url.starts_with("https://127.0.0.1:"), "{url}");

    // Clients and a room, whose parent tells it whom to trust.
    founded.seats();
    founded.regulate().await;
    founded.imported("joris", &fixture("chats/en-us-android.txt"));
    let choice = founded.choices().await.remove(0);
    let reviewer = founded.browser("reviewer").await;
    let (_, days) = founded.opened(&reviewer, &choice).await;
    assert!(!days.is_empty());

    // From outside, with the authority and without.
    let log = format!("{url}/log/conduct");
    let key = founded.archive.log_key.as_str();
    let (code, out, err) = said(&run(
        &["verify", &log, "--key", key, "--ca", path(&authority)],
        "",
    ));
    assert_eq!(code, 0, "{out} {err}");
    for strange in [
        vec![],
        vec![
            "--ca".to_owned(),
            path(&fixture("tls/strange-ca.pem")).to_owned(),
        ],
    ] {
        let mut args = vec!["verify", &log, "--key", key];
        args.extend(strange.iter().map(String::as_str));
        assert_eq!(said(&run(&args, "")).0, 2, "an authority that nobody named");
    }

    // Browsers are kept on TLS; plain HTTP leads there, and takes nothing.
    let answer = client().get(format!("{url}/log")).send().await.unwrap();
    assert!(
        answer.headers()["strict-transport-security"]
            .to_str()
            .unwrap()
            .contains("max-age=")
    );
    let plain = founded.archive.redirect.clone().unwrap();
    let answer = client()
        .get(format!("{plain}/log?page=1"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 308);
    assert_eq!(answer.headers()["location"], format!("{url}/log?page=1"));
    let answer = client()
        .post(format!("{plain}/api/v1/sign-in"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 403);
    assert!(
        client()
            .get(url.replace("https://", "http://"))
            .send()
            .await
            .is_err(),
        "no plain HTTP where TLS is"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_certificate_is_shown_without_a_restart() {
    let files = Files::new();
    let own = [
        "--tls-certificate",
        path(&files.certificate),
        "--tls-key",
        path(&files.key),
    ];
    let archive = archive(&own);
    let before = shown(&archive.url).await;
    // Half of a renewal: what was shown stays.
    std::fs::copy(fixture("tls/other.pem"), &files.certificate).unwrap();
    archive.signal("HUP");
    assert_eq!(shown(&archive.url).await, before);
    files.put("other");
    archive.signal("HUP");
    until("the renewed certificate", || async {
        (shown(&archive.url).await != before).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_checked_before_anything_starts() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("zegel.toml");
    let check = |lines: &str| {
        std::fs::write(&file, lines).unwrap();
        said(&run(
            &["serve", "--check-config", "--config", path(&file)],
            "",
        ))
    };
    let (code, out, err) = check("dir = \"archive\"\nstop-seconds = 3\n");
    assert_eq!(code, 0, "{err}");
    assert!(
        out.contains("listen = \"127.0.0.1:8443\"\n") && out.contains("stop-seconds = 3\n"),
        "{out}"
    );
    assert!(!dir.path().join("archive").exists(), "nothing was made");
    let (code, out, err) = check("dir = \"archive\"\nport = 8443\n");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("zegel.toml line 2: there is no setting `port`; allowed are dir, listen,"),
        "{err}"
    );
    let (code, _, err) =
        check("dir = \"archive\"\ntls-certificate = \"none.pem\"\ntls-key = \"none.key\"\n");
    assert_eq!(code, 2);
    assert!(
        err.contains("none.pem holds no certificate that can be read"),
        "{err}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_hear_whether_and_the_operator_hears_why() {
    let archive = archive(&ADMIN);
    let admin = archive.admin.clone().unwrap();
    assert_eq!(get(&archive.url, "/health").await, (200, "alive\n".into()));
    assert_eq!(get(&archive.url, "/ready").await, (200, "ready\n".into()));
    assert_eq!(get(&admin, "/ready").await, (200, "ready\n".into()));
    assert_eq!(
        get(&archive.url, "/metrics").await.0,
        404,
        "metrics are not for strangers"
    );
    // A disk that takes nothing, as root sees it too.
    let probe = archive.dir().join("probe");
    until("the probe's place is free", || async {
        std::fs::create_dir(&probe).ok()
    })
    .await;
    until("it is not ready", || async {
        (get(&archive.url, "/ready").await.0 == 503).then_some(())
    })
    .await;
    let (_, said) = get(&archive.url, "/ready").await;
    for reason in ["disk", "database", "publisher"] {
        assert!(!said.contains(reason), "a stranger hears no reason: {said}");
    }
    assert_eq!(
        get(&admin, "/ready").await,
        (503, "not ready: disk\n".into())
    );
    assert_eq!(
        get(&archive.url, "/health").await.0,
        200,
        "it is alive all the same"
    );
    std::fs::remove_dir(&probe).unwrap();
    until("it is ready again", || async {
        (get(&archive.url, "/ready").await.0 == 200).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_count_and_name_nobody() {
    let mut founded = Founded::people_of(archive(&ADMIN)).await;
    founded.seats();
    founded.regulate().await;
    let export = fixture("chats/en-us-android.txt");
    founded.imported("joris", &export);
    let choice = founded.choices().await.remove(0);
    let reviewer = founded.browser("reviewer").await;
    let case = founded.request(&reviewer, &choice).await;
    // Addresses that a stranger makes up are no labels, methods neither.
    let stranger = client();
    let url = &founded.archive.url;
    stranger
        .get(format!("{url}/log/Sanne/made-up"))
        .send()
        .await
        .unwrap();
    stranger
        .request(Method::from_bytes(b"SANNE").unwrap(), format!("{url}/log"))
        .send()
        .await
        .unwrap();
    let admin = founded.archive.admin.clone().unwrap();
    let (status, text) = get(&admin, "/metrics").await;
    assert_eq!(status, 200);
    for metric in [
        "zegel_requests_total{method=\"POST\",route=\"/api/v1/import\",status=\"200\"}",
        "zegel_request_seconds_bucket{le=",
        "zegel_commit_seconds_count",
        "zegel_waiting_batches{log=\"conduct\"}",
        "zegel_last_published_age_seconds{log=\"conduct\"}",
        "zegel_open_rooms 1",
        "zegel_jobs_due 0",
        "zegel_ready 1",
        "zegel_memory_bytes ",
        "route=\"none\"",
        "method=\"other\"",
    ] {
        assert!(text.contains(metric), "{metric} is not in\n{text}");
    }
    let people = founded
        .people
        .values()
        .flat_map(|member| [member.id.as_str(), &member.token]);
    let names = [
        "Joris", "Sanne", "SANNE", "Esther", "Bakker", "De Vries", "Acme",
    ];
    let others = [
        case.as_str(),
        &choice.copy,
        &founded.seats["staff seat"],
        "made-up",
    ];
    for secret in people.chain(names).chain(others) {
        assert!(!text.contains(secret), "{secret} is in the metrics");
    }
    let words = journey::export::parse(&export).words();
    for word in words.iter().filter(|word| word.len() > 6) {
        assert!(!text.contains(word.as_str()), "{word:?} is in the metrics");
    }
    // Whatever stands for an identifier in an address is a placeholder.
    let label = |line: &str| Some(line.split_once("route=\"")?.1.split_once('"')?.0.to_owned());
    for route in text.lines().filter_map(label) {
        assert!(
            route
                .chars()
                .all(|c| !c.is_ascii_digit() || route.starts_with("/api/v1/")),
            "{route}"
        );
        assert!(route.len() < 64, "{route}");
    }
}

/// The bytes of an offer that `zegel import` made and the server never got.
fn offer(founded: &Founded) -> Vec<u8> {
    let caught = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&caught);
    let seen = AtomicUsize::new(0);
    let between = Between::new(&founded.archive.url, move |asked| {
        // The first begins the segments; the next has messages.
        if asked.path != "/api/v1/import" || seen.fetch_add(1, Ordering::SeqCst) == 0 {
            return Turn::Pass;
        }
        keep.lock().unwrap().clone_from(&asked.body);
        Turn::Lose
    });
    let export = fixture("chats/en-us-android.txt");
    let args = [
        "import",
        path(&export),
        "--account",
        "business",
        "--phone",
        "company",
    ];
    let (code, out, err) = founded.zegel_by(&between.url, "joris", &args, "yes\n");
    assert_eq!(code, 2, "{out} {err}");
    let offer = caught.lock().unwrap().clone();
    assert!(!offer.is_empty());
    offer
}

/// Waits until the server reads the body of a request: from here on it is in flight.
fn asked_to_continue(stream: &mut TcpStream) {
    let mut answer = [0; 25];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 100 Continue\r\n\r\n");
}

/// An import of which the first half was sent.
fn half_sent(founded: &Founded, offer: &[u8]) -> TcpStream {
    let mut stream =
        TcpStream::connect(founded.archive.url.strip_prefix("http://").unwrap()).unwrap();
    let head = format!(
        "POST /api/v1/import HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\n\
         content-type: application/octet-stream\r\ncontent-length: {}\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n",
        founded.people["joris"].token,
        offer.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    asked_to_continue(&mut stream);
    stream.write_all(&offer[..offer.len() / 2]).unwrap();
    stream
}

async fn stopping(archive: &Archive) {
    let admin = archive.admin.clone().unwrap();
    archive.signal("TERM");
    until("it says that it is stopping", || async {
        (get(&admin, "/ready").await == (503, "not ready: stopping\n".into())).then_some(())
    })
    .await;
}

/// Messages that an archive holds.
async fn kept(archive: &Archive) -> i64 {
    let mut database = Database::open(&archive.dir()).await;
    database.numbers("SELECT count(*) FROM message").await[0]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_in_flight_is_finished_and_then_the_server_ends() {
    let mut founded = Founded::people_of(archive(&ADMIN)).await;
    founded.seats();
    founded.regulate().await;
    let offer = offer(&founded);
    let mut import = half_sent(&founded, &offer);
    stopping(&founded.archive).await;
    let address = founded
        .archive
        .url
        .strip_prefix("http://")
        .unwrap()
        .to_owned();
    assert!(TcpStream::connect(address).is_err(), "no new connection");
    import.write_all(&offer[offer.len() / 2..]).unwrap();
    let mut answer = String::new();
    import.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(founded.archive.exit().success());
    let (code, out, err) = founded.audit();
    assert_eq!(code, 0, "{out} {err}");
    assert!(
        kept(&founded.archive).await > 0,
        "what was acknowledged is there"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_does_not_come_to_its_end_leaves_nothing() {
    let settings = [&ADMIN[..], &["--stop-seconds", "1"]].concat();
    let mut founded = Founded::people_of(archive(&settings)).await;
    founded.seats();
    founded.regulate().await;
    let offer = offer(&founded);
    let mut import = half_sent(&founded, &offer);
    stopping(&founded.archive).await;
    assert!(
        founded.archive.exit().success(),
        "it does not wait for ever"
    );
    let mut answer = String::new();
    // Cut off: no answer, or a broken connection.
    let _cut = import.read_to_string(&mut answer);
    assert!(!answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(kept(&founded.archive).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_signal_ends_it_at_once() {
    let settings = [&ADMIN[..], &["--stop-seconds", "3600"]].concat();
    let mut archive = archive(&settings);
    let mut waiting = TcpStream::connect(archive.url.strip_prefix("http://").unwrap()).unwrap();
    waiting
        .write_all(
            b"POST /api/v1/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n\
              content-length: 9\r\nexpect: 100-continue\r\n\r\n",
        )
        .unwrap();
    asked_to_continue(&mut waiting);
    stopping(&archive).await;
    archive.signal("INT");
    assert_eq!(archive.exit().code(), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn rooms_are_ended_and_said_to_be_before_the_server_ends() {
    let mut founded = Founded::new().await;
    founded.imported("joris", &fixture("chats/en-us-android.txt"));
    let choice = founded.choices().await.remove(0);
    let reviewer = founded.browser("reviewer").await;
    let case = founded.request(&reviewer, &choice).await;
    let rooms = founded.archive.rooms();
    assert_eq!(rooms.len(), 1);
    founded.archive.stop();
    for room in rooms {
        assert!(
            !Path::new(&format!("/proc/{room}")).exists(),
            "the room is gone"
        );
    }
    // The last entry was recorded and published before the end: the audit finds nothing that waits.
    let (code, out, err) = founded.audit();
    assert_eq!(code, 0, "{out} {err}");
    let mut database = Database::open(&founded.archive.dir()).await;
    let stopped = database
        .texts("SELECT name FROM event WHERE CAST(payload AS TEXT) LIKE '%room_stopped%'")
        .await;
    assert_eq!(stopped.len(), 1, "{case}");
    let waiting = database
        .texts("SELECT log FROM batch WHERE first_index IS NULL")
        .await;
    assert!(waiting.is_empty(), "{waiting:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_manager_is_told() {
    let dir = TempDir::new().unwrap();
    let socket = dir.path().join("notify");
    let manager = UnixDatagram::bind(&socket).unwrap();
    manager
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    let mut archive = Archive::start_as(TempDir::new().unwrap(), &FOUNDING, |command| {
        command.env("NOTIFY_SOCKET", &socket);
    });
    let mut told = Vec::new();
    let hear = || {
        let mut bytes = [0; 256];
        let length = manager.recv(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes[..length]).trim().to_owned()
    };
    while !told.contains(&"WATCHDOG=1".to_owned()) || !told.contains(&"READY=1".to_owned()) {
        told.push(hear());
    }
    archive.signal("TERM");
    while told.last().is_none_or(|last| last != "STOPPING=1") {
        told.push(hear());
    }
    assert!(archive.exit().success());
}
