//! Attachments in a bucket, on a real S3 server: `SeaweedFS`, which `.ci/run` fetches.
#![cfg(feature = "s3")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stderr, reason = "what is not tested here is said aloud")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use zegel_model::event::Event;
use zegel_model::person::{Person, Role};
use zegel_model::scope::{Account, Ownership, Provenance, SourceClass};
use zegel_model::{BlobId, Clock, CopyId, PersonId, Random, Timestamp};
use zegel_store::copy::Copy;
use zegel_store::place::{Blobs, BucketPlace, Place};
use zegel_store::{OutboxKey, Store, StoreError, blob, copy, person};

const BUCKET: &str = "attachments";
const COPY: CopyId = CopyId::from_bytes([0xc0; 16]);
const PHOTO: BlobId = BlobId::from_bytes([0xb1; 16]);

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(1_777_723_200_000_000)
    }
}

struct Sevens;

impl Random for Sevens {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

/// A server with one bucket, gone with its owner.
struct Seaweed {
    child: Child,
    port: u16,
    _folder: TempDir,
}

impl Seaweed {
    /// `None`, said aloud, where it is not installed.
    fn start() -> Option<Self> {
        let Some(weed) = weed() else {
            eprintln!("NOT TESTED ON S3: SeaweedFS is not here; .ci/run fetches it");
            return None;
        };
        let folder = TempDir::new().unwrap();
        let config = folder.path().join("s3.json");
        let identities = r#"{"identities":[{"name":"zegel","credentials":[{"accessKey":"zegel","secretKey":"hunter2"}],
            "actions":["Admin","Read","Write","List"]}]}"#;
        std::fs::write(&config, identities).unwrap();
        let [master, volume, filer, s3] = [(); 4].map(|()| (free_port(), free_port()));
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let mut server = ending_with_us(&weed);
        server
            .args(["server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3"])
            .args(["-master.volumeSizeLimitMB=64", "-volume.max=20"])
            .arg(format!("-dir={}", folder.path().display()))
            .args(["-s3.port.iceberg=0", "-s3.port.lance=0"])
            .arg(format!("-s3.config={}", config.display()));
        for (what, (port, grpc)) in [
            ("master", master),
            ("volume", volume),
            ("filer", filer),
            ("s3", s3),
        ] {
            server.arg(format!("-{what}.port={port}"));
            server.arg(format!("-{what}.port.grpc={grpc}"));
        }
        let child = server
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut seaweed = Self {
            child,
            port: s3.0,
            _folder: folder,
        };
        seaweed.make_bucket(&weed, [("master", master), ("filer", filer)]);
        Some(seaweed)
    }

    /// Waits until it makes a bucket, as its shell is told.
    fn make_bucket(&mut self, weed: &Path, servers: [(&str, (u16, u16)); 2]) {
        for _ in 0..200 {
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none(), "SeaweedFS ended");
            if !self.answers() {
                std::thread::sleep(Duration::from_millis(200));
                continue;
            }
            let address = |(what, (port, grpc))| format!("-{what}=127.0.0.1:{port}.{grpc}");
            let mut shell = ending_with_us(weed)
                .arg("shell")
                .args(servers.map(address))
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            // One that ended at once is asked again.
            let _ended = writeln!(
                shell.stdin.take().unwrap(),
                "s3.bucket.create -name {BUCKET}\ns3.bucket.list"
            );
            let said = shell.wait_with_output().unwrap().stdout;
            if String::from_utf8_lossy(&said).contains(BUCKET) {
                return;
            }
        }
        unreachable!("SeaweedFS does not answer");
    }

    fn answers(&self) -> bool {
        std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok()
    }

    fn place(&self, folder: &Path, secret: &str) -> Place {
        let endpoint = format!("http://127.0.0.1:{}", self.port);
        let settings = [
            ("AWS_ENDPOINT", endpoint.as_str()),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "zegel"),
            ("AWS_SECRET_ACCESS_KEY", secret),
        ];
        let settings: BTreeMap<_, _> = settings
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let mut place = Place::folder(folder);
        place.blobs = Blobs::Bucket(BucketPlace {
            bucket: BUCKET.to_owned(),
            prefix: "archive/one".to_owned(),
            settings,
            waiting: folder.join("waiting"),
        });
        place
    }
}

impl Drop for Seaweed {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// Beside the tests, where `.ci/run` puts it, or on the search path.
fn weed() -> Option<PathBuf> {
    let me = std::env::current_exe().unwrap();
    let target = me.ancestors().nth(3).unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::iter::once(target.join("s3-tools/bin"))
        .chain(std::env::split_paths(&path))
        .map(|folder| folder.join("weed"))
        .find(|weed| weed.exists())
}

/// What is started here is killed when its parent is gone.
fn ending_with_us(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.arg("--pdeathsig=KILL").arg("--").arg(program);
    command
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

async fn open(place: &Place) -> Result<Store, StoreError> {
    Store::open(
        place,
        Arc::new(Noon),
        Arc::new(Sevens),
        OutboxKey::new([7; 32]),
    )
    .await
}

/// A store that knows the conversation.
async fn with_copy(place: &Place) -> Store {
    let store = open(place).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let holder = PersonId::from_bytes([1; 16]);
    let class = SourceClass {
        account: Account::Business,
        phone: Ownership::Company,
    };
    let anna = Person {
        id: holder,
        name: "Anna".to_owned(),
        roles: [Role::Employee].into(),
        added: tx.now(),
    };
    person::put(&mut tx, &anna).await.unwrap();
    let begun = Copy {
        id: COPY,
        holder,
        class,
        provenance: Provenance::TextExport,
        begun: tx.now(),
    };
    copy::begin(&mut tx, &begun).await.unwrap();
    tx.record(&Event::CopyBegun {
        copy: COPY,
        holder,
        class,
        provenance: Provenance::TextExport,
    })
    .unwrap();
    tx.commit().await.unwrap();
    store
}

#[tokio::test]
async fn a_bucket_keeps_attachments_as_a_folder_does() {
    // The binary does this first thing; a second installation is refused, which is as good.
    let _already = rustls::crypto::ring::default_provider().install_default();
    let Some(seaweed) = Seaweed::start() else {
        return;
    };
    // Two servers of one archive, as far as attachments go.
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let [one, other] =
        [&folders[0], &folders[1]].map(|folder| seaweed.place(folder.path(), "hunter2"));
    let (one, other) = (with_copy(&one).await, with_copy(&other).await);
    assert_eq!(blob::get(&one, PHOTO).await.unwrap(), None);
    // Both at once: one gives the name, the other finds the same bytes.
    let photo = vec![0x5a; 3_000_000];
    let (first, second) = tokio::join!(
        blob::put(&one, PHOTO, COPY, photo.clone()),
        blob::put(&other, PHOTO, COPY, photo.clone())
    );
    first.unwrap();
    second.unwrap();
    for server in [&one, &other] {
        assert_eq!(blob::get(server, PHOTO).await.unwrap(), Some(photo.clone()));
        let overwritten = blob::put(server, PHOTO, COPY, b"another".to_vec()).await;
        assert!(matches!(overwritten, Err(StoreError::Conflict)));
    }
    assert_eq!(blob::get(&one, PHOTO).await.unwrap(), Some(photo));
    assert!(
        !folders[0].path().join("blobs").exists(),
        "nothing lies beside it"
    );
    let empty = blob::put(&one, BlobId::from_bytes([2; 16]), COPY, Vec::new()).await;
    empty.unwrap();

    let stranger = seaweed.place(folders[0].path(), "guessed");
    let refused = open(&stranger).await.err().unwrap();
    assert!(matches!(refused, StoreError::Bucket(_)), "{refused}");
    assert!(!format!("{refused:?} {stranger:?}").contains("guessed"));
}
