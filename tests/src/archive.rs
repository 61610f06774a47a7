//! A server with a folder of its own, and the small employer founded in it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::binary::{run, zegel};
use crate::http::Program;

/// The passphrase of every seat in the tests.
pub const PASSPHRASE: &str = "correct horse battery staple";

/// A running server.
pub struct Archive {
    child: Child,
    dir: TempDir,
    /// Where it is reached.
    pub url: String,
    /// The conduct log's key.
    pub log_key: String,
    owner_link: Option<String>,
}

/// Somebody of the founded employer.
pub struct Member {
    /// Their identifier.
    pub id: String,
    /// Their program's token.
    pub token: String,
}

/// An archive with people, seats and a regulation in force.
pub struct Founded {
    /// The server.
    pub archive: Archive,
    /// Everybody, by name.
    pub people: BTreeMap<&'static str, Member>,
}

impl Archive {
    /// A new archive of twelve people.
    pub fn start() -> Self {
        Self::start_in(TempDir::new().unwrap(), &["--employer", "De Vries", "--headcount", "12", "--owner", "Sanne"])
    }

    /// A server on a folder.
    pub fn start_in(dir: TempDir, founding: &[&str]) -> Self {
        let mut child = Command::new(zegel())
            .args(["serve", "--listen", "127.0.0.1:0", "--dir"])
            .arg(dir.path().join("archive"))
            .args(founding)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).expect("the server says that it is ready");
        Self {
            child,
            dir,
            url: ready["url"].as_str().unwrap().to_owned(),
            log_key: ready["log_key"].as_str().unwrap().to_owned(),
            owner_link: ready["owner_link"].as_str().map(str::to_owned),
        }
    }

    /// Kills the server as a power cut would, and starts another on the same folder.
    pub fn killed_and_started(mut self) -> Self {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let dir = std::mem::replace(&mut self.dir, TempDir::new().unwrap());
        drop(self);
        Self::start_in(dir, &[])
    }

    /// The archive's folder.
    pub fn dir(&self) -> PathBuf {
        self.dir.path().join("archive")
    }

    /// A folder beside it, for keys and clients' memories.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A program of nobody.
    pub fn program(&self) -> Program {
        Program::new(&self.url)
    }

    /// Redeems a link for a program.
    pub async fn sign_in(&self, link: &str) -> Program {
        let program = self.program();
        let signed = program.post("/api/v1/sign-in", json!({ "link": link })).await;
        program.with(signed["token"].as_str().unwrap())
    }

    /// The owner's program; once.
    pub async fn owner(&mut self) -> Program {
        let link = self.owner_link.take().expect("the owner signs in once");
        self.sign_in(&link).await
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

impl Founded {
    /// People, seats of both sides, a regulation in force, everybody has read the notice.
    pub async fn new() -> Self {
        let mut founded = Self::with_people().await;
        founded.seats();
        founded.regulate().await;
        founded
    }

    /// People only.
    pub async fn with_people() -> Self {
        let mut archive = Archive::start();
        let owner = archive.owner().await;
        let mut people = BTreeMap::new();
        let me = owner.get("/api/v1/me").await;
        people.insert("owner", Member { id: me["person"].as_str().unwrap().into(), token: owner.token().to_owned() });
        for (name, roles) in [
            ("joris", json!(["employee"])),
            ("mehmet", json!(["employee"])),
            ("reviewer", json!(["employee", "reviewer"])),
            ("privacy", json!(["employee", "privacy_contact"])),
            ("employer seat", json!(["employee", "employer_seat"])),
            ("other employer seat", json!(["employer_seat"])),
            ("staff seat", json!(["employee", "staff_seat"])),
            ("other staff seat", json!(["staff_seat"])),
        ] {
            let added = owner.post("/api/v1/people", json!({ "name": name, "roles": roles })).await;
            let program = archive.sign_in(added["link"].as_str().unwrap()).await;
            let member = Member { id: added["person"].as_str().unwrap().into(), token: program.token().to_owned() };
            people.insert(name, member);
        }
        Self { archive, people }
    }

    /// Somebody's program.
    pub fn program(&self, name: &str) -> Program {
        self.archive.program().with(&self.people[name].token)
    }

    /// Where a seat's key is.
    pub fn key_file(&self, name: &str) -> PathBuf {
        self.archive.beside(&format!("{}.key", name.replace(' ', "-")))
    }

    /// Makes the four seats with `zegel seat new`.
    pub fn seats(&mut self) {
        for (name, side) in [
            ("employer seat", "employer"),
            ("other employer seat", "employer"),
            ("staff seat", "staff"),
            ("other staff seat", "staff"),
        ] {
            let file = self.key_file(name);
            let out = self.zegel(name, &["seat", "new", "--side", side, "--file", path(&file)], &passphrases(2));
            assert!(out.0 == 0, "{} {}", out.1, out.2);
        }
    }

    /// The regulation, from draft to in force and read.
    pub async fn regulate(&mut self) {
        let owner = self.program("owner");
        let classes = json!([{ "account": "business", "phone": "company" }, { "account": "personal", "phone": "private" }]);
        owner.post("/api/v1/regulation/draft", json!({ "classes": classes })).await;
        owner.post("/api/v1/regulation/consult", json!({ "held": 0, "outcome": "Talked through over coffee." })).await;
        let words = "A sentence.";
        owner.post("/api/v1/regulation/weigh", json!({ "interest": words, "necessity": words, "balance": words })).await;
        owner.post("/api/v1/regulation/put-in-force", json!({})).await;
        for name in ["joris", "mehmet", "reviewer"] {
            self.program(name).post("/api/v1/regulation/confirm", json!({})).await;
        }
    }

    /// Runs a command that talks to the server as somebody: exit code, standard output, standard error.
    pub fn zegel(&self, name: &str, args: &[&str], input: &str) -> (i32, String, String) {
        let token = &self.people[name].token;
        let home = self.archive.beside(&format!("home-{}", name.replace(' ', "-")));
        let mut all = args.to_vec();
        let rest = ["--server", &self.archive.url, "--token", token, "--home", path(&home)];
        all.extend(rest);
        let out = run(&all, input);
        (
            out.status.code().unwrap_or(-1),
            String::from_utf8_lossy(&out.stdout).into_owned(),
            String::from_utf8_lossy(&out.stderr).into_owned(),
        )
    }

    /// Imports an export as somebody, from a business account on a company phone.
    pub fn import(&self, name: &str, export: &Path, answer: &str) -> (i32, String, String) {
        let args = ["import", path(export), "--account", "business", "--phone", "company"];
        self.zegel(name, &args, answer)
    }
}

/// The passphrase, so many times, a line each.
pub fn passphrases(times: usize) -> String {
    format!("{PASSPHRASE}\n").repeat(times)
}

/// A path as an argument.
pub fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Asks again until something is so; fails after half a minute. The world outside of the test decides when.
pub async fn until<T, F: Future<Output = Option<T>>>(what: &str, mut ask: impl FnMut() -> F) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "not within half a minute: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
