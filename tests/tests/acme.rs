//! A certificate from an authority, without anybody: asked for, proved, shown, kept, renewed, and missing.

use std::fs;
use std::path::Path;
use std::time::Duration;

use journey::archive::{Archive, FOUNDING, Founded, Under, path, said, stored, until, within};
use journey::binary::{fixture, run};
use journey::front::Front;
use journey::http::client;
use journey::pebble::{Pebble, own_address};
use reqwest::tls::TlsInfo;
use tempfile::TempDir;

/// Nobody's, and never to be seen in what the server says.
const CONTACT: &str = "mailto:sanne@zegel.example";
/// Ninety days.
const LONG: u32 = 90 * 86_400;
/// Long enough for a slow machine to look at it, short enough to wait for two thirds of it.
const SHORT: u32 = 36;

/// A server's place: an address of its own behind a door at `localhost`.
struct Place {
    listen: String,
    front: Front,
}

impl Place {
    fn new() -> Self {
        let address = own_address();
        Self {
            listen: address.to_string(),
            front: Front::new(address),
        }
    }

    fn url(&self) -> String {
        format!("https://localhost:{}", self.front.port)
    }

    /// The settings of a server here that asks this authority.
    fn settings(&self, pebble: &Pebble) -> Vec<String> {
        let authority = fixture("tls/ca.pem");
        [
            "--listen",
            &self.listen,
            "--url",
            &self.url(),
            "--admin-listen",
            "127.0.0.1:0",
            "--redirect-listen",
            "127.0.0.1:0",
            "--acme-directory",
            &pebble.directory(),
            "--acme-agree-terms",
            "true",
            "--acme-contact",
            CONTACT,
            "--acme-ca",
            path(&authority),
        ]
        .map(str::to_owned)
        .to_vec()
    }
}

fn words(settings: &[String]) -> Vec<&str> {
    settings.iter().map(String::as_str).collect()
}

/// The certificate that a new connection is shown, whoever signed it; nothing where there is none.
async fn shown(url: &str) -> Option<Vec<u8>> {
    let anybody = reqwest::Client::builder()
        .no_proxy()
        .tls_danger_accept_invalid_certs(true)
        .tls_info(true)
        .build()
        .unwrap();
    let answer = anybody.get(format!("{url}/health")).send().await.ok()?;
    let info = answer.extensions().get::<TlsInfo>().unwrap();
    Some(info.peer_certificate().unwrap().to_vec())
}

/// Waits for the first certificate, and until the server knows that it has one.
async fn certified(archive: &Archive) -> Vec<u8> {
    let first = until("a certificate", || shown(&archive.url)).await;
    until("it is ready", || async {
        (ready(archive).await.0 == 200).then_some(())
    })
    .await;
    first
}

/// What the admin listener says about readiness.
async fn ready(archive: &Archive) -> (u16, String) {
    let admin = archive.admin.as_deref().unwrap();
    let answer = client().get(format!("{admin}/ready")).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// A number of the metrics.
async fn metric(archive: &Archive, name: &str) -> f64 {
    let admin = archive.admin.as_deref().unwrap();
    let answer = client().get(format!("{admin}/metrics")).send().await;
    let text = answer.unwrap().text().await.unwrap();
    let value = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    value
        .unwrap_or_else(|| panic!("no {name} in {text}"))
        .parse()
        .unwrap()
}

/// Waits until the authority has failed us more often than before.
async fn failed_more_than(archive: &Archive, before: f64) -> f64 {
    within(Duration::from_mins(2), "another failure", || async {
        let now = metric(archive, "zegel_certificate_failures_total").await;
        (now > before).then_some(now)
    })
    .await
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            found.push((name, fs::read(&path).unwrap()));
        }
    }
    found
}

fn holds(bytes: &[u8], needle: &str) -> bool {
    memchr::memmem::find(bytes, needle.as_bytes()).is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_gets_its_certificate_by_itself_and_keeps_it() {
    let place = Place::new();
    let Some(pebble) = Pebble::start(&place.front, LONG).await else {
        return;
    };
    // Everybody is there already; then the archive moves to its own name.
    let settings = place.settings(&pebble);
    let founded = Founded::new()
        .await
        .moved(|archive| Archive::start_in(archive.stopped(), &words(&settings)));
    let archive = &founded.archive;
    let first = certified(archive).await;
    let days = metric(archive, "zegel_certificate_days_left").await;
    assert!((89.0..=90.0).contains(&days), "{days}");

    // Whoever trusts the authority's root reaches it, nobody else does, and plain HTTP leads there.
    let page = pebble.client().get(&archive.url).send().await.unwrap();
    assert!(page.headers().contains_key("strict-transport-security"));
    assert!(client().get(&archive.url).send().await.is_err());
    let plain = archive.redirect.as_deref().unwrap();
    let answer = client().get(format!("{plain}/log")).send().await.unwrap();
    assert_eq!(answer.headers()["location"], format!("{}/log", archive.url));

    // An import over it.
    let root = archive.beside("root.pem");
    fs::write(&root, &pebble.root).unwrap();
    let export = fixture("chats/en-us-android.txt");
    let import = [
        "import",
        path(&export),
        "--account",
        "business",
        "--phone",
        "company",
        "--ca",
        path(&root),
    ];
    let (new, _) = stored(&founded.zegel_by(&archive.url, "joris", &import, "yes\n"));
    assert!(new > 0);

    // Keys are for their owner, and in no backup.
    let acme = archive.dir().join("acme");
    let kept = files(&acme);
    let keys = |files: &[(String, Vec<u8>)]| {
        let keys = files
            .iter()
            .filter(|(_, bytes)| holds(bytes, "PRIVATE KEY") || holds(bytes, "key_pkcs8"));
        keys.count()
    };
    assert_eq!(
        (kept.len(), keys(&kept)),
        (2, 2),
        "one account, one certificate"
    );
    let (backup, dir) = (archive.beside("backups"), archive.dir());
    let args = ["backup", "--dir", path(&dir), "--to", path(&backup)];
    let (code, out, err) = said(&run(&args, ""));
    assert_eq!(code, 0, "{out} {err}");
    assert_eq!(keys(&files(&backup)), 0);

    // A restart asks nobody, not even one that is away.
    let asked = pebble.front.passed();
    pebble.front.shut(true);
    let founded = founded.moved(|archive| Archive::start_in(archive.stopped(), &words(&settings)));
    assert_eq!(certified(&founded.archive).await, first);
    pebble.front.shut(false);
    assert_eq!(pebble.front.passed(), asked);
    assert_eq!(files(&acme), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_renewed_without_a_restart_and_outlives_an_authority_that_is_away() {
    let place = Place::new();
    let Some(pebble) = Pebble::start(&place.front, SHORT).await else {
        return;
    };
    let mut settings = FOUNDING.map(str::to_owned).to_vec();
    settings.extend(place.settings(&pebble));
    let mut archive = Archive::start_in(TempDir::new().unwrap(), &words(&settings));
    let first = certified(&archive).await;
    // At two thirds of its life the authority is away: what is shown stays.
    pebble.front.shut(true);
    let before = metric(&archive, "zegel_certificate_failures_total").await;
    failed_more_than(&archive, before).await;
    assert_eq!(shown(&archive.url).await.as_ref(), Some(&first));
    // Back again; SIGHUP ends the pause.
    pebble.front.shut(false);
    archive.signal("HUP");
    let second = until("the renewed certificate", || async {
        shown(&archive.url).await.filter(|shown| *shown != first)
    })
    .await;
    // And the next one without anybody.
    within(Duration::from_mins(2), "one more", || async {
        let next = shown(&archive.url).await?;
        (next != first && next != second).then_some(())
    })
    .await;
    let answer = pebble.client().get(&archive.url).send().await.unwrap();
    assert!(answer.status().as_u16() < 500);
    assert!(archive.ended().is_none());
    until("one account, one certificate", || async {
        (files(&archive.dir().join("acme")).len() == 2).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_certificate_nothing_is_answered_in_the_clear() {
    let place = Place::new();
    let Some(pebble) = Pebble::start(&place.front, LONG).await else {
        return;
    };
    pebble.front.shut(true);
    let mut settings = FOUNDING.map(str::to_owned).to_vec();
    settings.extend(place.settings(&pebble));
    let dir = TempDir::new().unwrap();
    let log = dir.path().join("said");
    let under = Under {
        said: Some(log.clone()),
        ..Under::default()
    };
    let archive = Archive::start_under(&under, dir, &words(&settings))
        .ok()
        .unwrap();

    // The authority is away. The server runs, says what is missing, and answers nothing without TLS.
    let failed = failed_more_than(&archive, 0.0).await;
    assert_eq!(
        ready(&archive).await,
        (503, "not ready: certificate\n".to_owned())
    );
    assert_eq!(metric(&archive, "zegel_certificate_days_left").await, 0.0);
    assert_eq!(shown(&archive.url).await, None);
    let clear = archive.url.replace("https://", "http://");
    assert!(client().get(clear).send().await.is_err());
    let plain = archive.redirect.as_deref().unwrap();
    let answer = client().get(plain).send().await.unwrap();
    assert_eq!(answer.status(), 503);
    assert!(answer.headers().contains_key("retry-after"));

    // The authority is there, but the name does not lead here.
    pebble.front.shut(false);
    place.front.shut(true);
    archive.signal("HUP");
    failed_more_than(&archive, failed).await;
    until("it says why", || async {
        let said = fs::read_to_string(&log).unwrap();
        said.contains("the authority did not see the proof: ")
            .then_some(())
    })
    .await;
    assert!(!fs::read_to_string(&log).unwrap().contains("sanne"));

    // Now it does.
    place.front.shut(false);
    archive.signal("HUP");
    certified(&archive).await;
    assert_eq!(client().get(plain).send().await.unwrap().status(), 308);
    let answer = pebble.client().get(&archive.url).send().await.unwrap();
    assert!(answer.status().as_u16() < 500);
}

#[test]
fn settings_are_checked_without_asking_anybody() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("zegel.toml");
    let check = |ca: &str| {
        let lines = format!(
            "dir = \"archive\"\nurl = \"https://zegel.example\"\n\
             acme-directory = \"https://authority.invalid/dir\"\nacme-agree-terms = true\nacme-ca = {ca:?}\n"
        );
        fs::write(&file, lines).unwrap();
        said(&run(
            &["serve", "--check-config", "--config", path(&file)],
            "",
        ))
    };
    let (code, out, err) = check(path(&fixture("tls/ca.pem")));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("acme-agree-terms = true\n"), "{out}");
    let (code, _, err) = check("none.pem");
    assert_eq!(code, 2);
    assert!(
        err.contains("acme-ca: ") && err.contains("none.pem"),
        "{err}"
    );
    let (code, _, err) = check(path(&fixture("tls/server.key")));
    assert_eq!(code, 2);
    assert!(err.contains("none that can be read"), "{err}");
    assert!(!dir.path().join("archive").exists(), "nothing was made");
}
