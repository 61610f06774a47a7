//! A server with a folder of its own, and the small employer founded in it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::binary::{fixture, run, zegel};
use crate::http::{Browser, Program};

/// The passphrase of every seat in the tests.
pub const PASSPHRASE: &str = "correct horse battery staple";

/// A running server.
pub struct Archive {
    child: Child,
    dir: TempDir,
    /// Where it is reached.
    pub url: String,
    /// Where health and metrics are told, if anywhere.
    pub admin: Option<String>,
    /// Where plain HTTP is sent on to TLS, if anywhere.
    pub redirect: Option<String>,
    /// The conduct log's key.
    pub log_key: String,
    owner_link: Option<String>,
}

/// How a server is run: by itself, or under a program that watches or disturbs it.
#[derive(Clone, Default)]
pub struct Under {
    /// That program with its arguments; the server's command follows.
    pub before: Vec<String>,
    /// What it finds in its environment over and above ours.
    pub env: Vec<(String, String)>,
    /// More arguments of its own.
    pub more: Vec<String>,
    /// Where its standard error goes, instead of to ours.
    pub said: Option<PathBuf>,
}

/// Somebody of the founded employer.
#[derive(Clone)]
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
    /// Everybody, by what they are called here.
    pub people: BTreeMap<&'static str, Member>,
    /// Seats, by their holders.
    pub seats: BTreeMap<&'static str, String>,
    owner: Browser,
}

/// What founds a new archive of twelve people.
pub const FOUNDING: [&str; 6] = [
    "--employer",
    "De Vries",
    "--headcount",
    "12",
    "--owner",
    "Sanne",
];

/// Everybody but the owner: what they are called here, their name, their roles.
pub(crate) const PEOPLE: [(&str, &str, &[&str]); 9] = [
    ("joris", "Joris Bakker", &["employee"]),
    ("mehmet", "Mehmet Yilmaz", &["employee"]),
    ("newcomer", "Noor Peters", &["employee"]),
    ("reviewer", "Esther de Groot", &["employee", "reviewer"]),
    ("privacy", "Willem Post", &["employee", "privacy_contact"]),
    (
        "employer seat",
        "Ruben de Vries",
        &["employee", "employer_seat"],
    ),
    ("other employer seat", "Kees van Dam", &["employer_seat"]),
    ("staff seat", "Lotte Visser", &["employee", "staff_seat"]),
    ("other staff seat", "Anneke Bos", &["staff_seat"]),
];

/// Who holds a seat, and of which side.
const SEATS: [(&str, &str); 4] = [
    ("employer seat", "employer"),
    ("other employer seat", "employer"),
    ("staff seat", "staff"),
    ("other staff seat", "staff"),
];

impl Archive {
    /// A new archive of twelve people.
    pub fn start() -> Self {
        Self::start_in(TempDir::new().unwrap(), &FOUNDING)
    }

    /// A server on a folder.
    pub fn start_in(dir: TempDir, founding: &[&str]) -> Self {
        Self::start_as(dir, founding, |_| {})
    }

    /// A server on a folder, its process prepared by the test.
    pub fn start_as(dir: TempDir, founding: &[&str], prepare: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new(zegel());
        prepare(serve(&mut command, &dir, founding));
        Self::ready(command, dir, None).expect("the server says that it is ready")
    }

    /// A server on a folder, run as `under` says; what it said instead when it ended before it was ready.
    pub fn start_under(
        under: &Under,
        dir: TempDir,
        founding: &[&str],
    ) -> Result<Self, (TempDir, String)> {
        let mut command = match under.before.split_first() {
            Some((program, more)) => {
                let mut command = Command::new(program);
                command.args(more).arg(zegel());
                command
            }
            None => Command::new(zegel()),
        };
        serve(&mut command, &dir, founding)
            .args(&under.more)
            .envs(under.env.iter().map(|(name, value)| (name, value)));
        if let Some(file) = &under.said {
            command.stderr(File::create(file).unwrap());
        }
        Self::ready(command, dir, under.said.as_deref())
    }

    /// Starts it and waits until it says that it is ready.
    fn ready(
        mut command: Command,
        dir: TempDir,
        said: Option<&Path>,
    ) -> Result<Self, (TempDir, String)> {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let Ok(ready) = serde_json::from_str::<Value>(&line) else {
            let code = child.wait().unwrap();
            let said = said.map_or(String::new(), |file| fs::read_to_string(file).unwrap());
            return Err((dir, format!("{code}: {said}")));
        };
        Ok(Self {
            child,
            dir,
            url: ready["url"].as_str().unwrap().to_owned(),
            admin: ready["admin"].as_str().map(str::to_owned),
            redirect: ready["redirect"].as_str().map(str::to_owned),
            log_key: ready["log_key"].as_str().unwrap().to_owned(),
            owner_link: ready["owner_link"].as_str().map(str::to_owned),
        })
    }

    /// Kills the server as a power cut would, and starts another on the same folder.
    #[must_use]
    pub fn killed_and_started(self) -> Self {
        self.killed_and_started_under(&Under::default())
    }

    /// The same, run as `under` says.
    #[must_use]
    pub fn killed_and_started_under(self, under: &Under) -> Self {
        Self::start_under(under, self.killed(), &[]).expect("the server says that it is ready")
    }

    /// Kills the server, unless it has ended by itself; its folder.
    pub fn killed(mut self) -> TempDir {
        let _ended_already = self.child.kill();
        self.child.wait().unwrap();
        std::mem::replace(&mut self.dir, TempDir::new().unwrap())
    }

    /// How the server ended, if it did.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// Asks the server to stop, and waits until it did.
    pub fn stop(&mut self) {
        self.signal("TERM");
        assert!(
            self.exit().success(),
            "the server stops without a complaint"
        );
    }

    /// Sends the server a signal, by its name. It hears signals before it says that it is ready.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args(["-s", name, &self.pid().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Waits until the server has ended.
    pub fn exit(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }

    /// Stops the server; what it worked on.
    pub fn stopped(mut self) -> TempDir {
        self.stop();
        std::mem::replace(&mut self.dir, TempDir::new().unwrap())
    }

    /// The server's process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Its rooms: the processes whose parent it is.
    pub fn rooms(&self) -> Vec<u32> {
        let processes = std::fs::read_dir("/proc").unwrap();
        let of_ours = |pid: &u32| {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            let mut after_name = stat.rsplit(") ").next().unwrap_or_default().split(' ');
            let (state, parent) = (after_name.next(), after_name.next());
            state != Some("Z") && parent == Some(&self.pid().to_string())
        };
        processes
            .filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok())
            .filter(of_ours)
            .collect()
    }

    /// Ends the server, if it has not, and hands over its folder.
    pub fn leave(&mut self) -> TempDir {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
        std::mem::replace(&mut self.dir, TempDir::new().unwrap())
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
        let signed = program
            .post("/api/v1/sign-in", json!({ "link": link }))
            .await;
        program.with(signed["token"].as_str().unwrap())
    }

    /// The owner's browser; once.
    pub async fn owner(&mut self) -> Browser {
        let link = self.owner_link.take().expect("the owner signs in once");
        Browser::signed_in(&self.url, &link).await
    }

    /// Waits for the log's first checkpoint.
    pub async fn published(&self) {
        let nobody = Browser::nobody(&self.url);
        until("the log's first checkpoint", || async {
            (nobody.get("/log/conduct/checkpoint").await.0 == 200).then_some(())
        })
        .await;
    }
}

/// The server's arguments.
fn serve<'a>(command: &'a mut Command, dir: &TempDir, founding: &[&str]) -> &'a mut Command {
    command.arg("serve");
    if !founding.contains(&"--listen") {
        command.args(["--listen", "127.0.0.1:0"]);
    }
    command
        .arg("--dir")
        .arg(dir.path().join("archive"))
        .args(founding)
        .stdout(Stdio::piped())
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
        Self::people_of(Archive::start()).await
    }

    /// People of an archive that was just founded.
    pub async fn people_of(mut archive: Archive) -> Self {
        let browser = archive.owner().await;
        let owner = archive.program().with(&browser.token().await);
        let mut people = BTreeMap::new();
        let me = owner.get("/api/v1/me").await;
        people.insert(
            "owner",
            Member {
                id: me["person"].as_str().unwrap().into(),
                token: owner.token().to_owned(),
            },
        );
        for (called, name, roles) in PEOPLE {
            let added = owner
                .post("/api/v1/people", json!({ "name": name, "roles": roles }))
                .await;
            let program = archive.sign_in(added["link"].as_str().unwrap()).await;
            let member = Member {
                id: added["person"].as_str().unwrap().into(),
                token: program.token().to_owned(),
            };
            people.insert(called, member);
        }
        Self {
            archive,
            people,
            seats: BTreeMap::new(),
            owner: browser,
        }
    }

    /// Everybody of an archive that was founded before, by links of theirs.
    pub async fn signed_in(
        archive: Archive,
        links: &BTreeMap<&'static str, String>,
        seats: BTreeMap<&'static str, String>,
    ) -> Self {
        let mut people = BTreeMap::new();
        for (called, link) in links {
            if *called == "owner" {
                continue;
            }
            let program = archive.sign_in(link).await;
            let me = program.get("/api/v1/me").await;
            let member = Member {
                id: me["person"].as_str().unwrap().into(),
                token: program.token().to_owned(),
            };
            people.insert(*called, member);
        }
        let owner = Browser::signed_in(&archive.url, &links["owner"]).await;
        Self {
            archive,
            people,
            seats,
            owner,
        }
    }

    /// The same people with another server on the same folder: the first was killed as by a power cut.
    #[must_use]
    pub fn killed_and_started(self) -> Self {
        self.killed_and_started_under(&Under::default())
    }

    /// The same, run as `under` says.
    #[must_use]
    pub fn killed_and_started_under(self, under: &Under) -> Self {
        self.moved(|archive| archive.killed_and_started_under(under))
    }

    /// The same people with the archive that this one becomes.
    #[must_use]
    pub fn moved(self, next: impl FnOnce(Archive) -> Archive) -> Self {
        let archive = next(self.archive);
        let owner = self.owner.elsewhere(&archive.url);
        Self {
            archive,
            owner,
            ..self
        }
    }

    /// Stops the server, does something with its folder, and starts another on it.
    pub async fn while_stopped<F: Future>(
        mut self,
        work: impl FnOnce(PathBuf) -> F,
    ) -> (Self, F::Output) {
        self.archive.stop();
        let done = work(self.archive.dir()).await;
        (self.killed_and_started(), done)
    }

    /// The same people with a server on another folder.
    pub fn at(&self, archive: Archive) -> Self {
        let owner = self.owner.elsewhere(&archive.url);
        Self {
            archive,
            people: self.people.clone(),
            seats: self.seats.clone(),
            owner,
        }
    }

    /// The same people with a server that knows no session of theirs: the owner has a link and makes the others'.
    pub async fn again(&self, archive: Archive, link: &str) -> Self {
        let owner = Browser::signed_in(&archive.url, link).await;
        let mut again = Self {
            archive,
            people: BTreeMap::new(),
            seats: self.seats.clone(),
            owner,
        };
        for (called, member) in &self.people {
            again.people.insert(called, member.clone());
            let token = if *called == "owner" {
                again.owner.token().await
            } else {
                let link = again.link(called).await;
                again.archive.sign_in(&link).await.token().to_owned()
            };
            again.people.insert(
                called,
                Member {
                    token,
                    id: member.id.clone(),
                },
            );
        }
        again
    }

    /// A browser of somebody, by a link that the owner makes.
    pub async fn browser(&self, name: &str) -> Browser {
        if name == "owner" {
            return self.owner.clone();
        }
        Browser::signed_in(&self.archive.url, &self.link(name).await).await
    }

    /// A one-time link of somebody.
    pub async fn link(&self, name: &str) -> String {
        let (status, _, page) = self
            .owner
            .post(&format!("/people/{}/link", self.people[name].id), &[])
            .await;
        assert_eq!(status, 200, "{page}");
        let (_, rest) = page
            .split_once("/sign-in/")
            .expect("the page shows the link");
        rest.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
            .collect()
    }

    /// Somebody's program.
    pub fn program(&self, name: &str) -> Program {
        self.archive.program().with(&self.people[name].token)
    }

    /// Where a seat's key is.
    pub fn key_file(&self, name: &str) -> PathBuf {
        self.archive
            .beside(&format!("{}.key", name.replace(' ', "-")))
    }

    /// Makes the four seats with `zegel seat new`, all at once: their passphrases take time.
    pub fn seats(&mut self) {
        let made: Vec<_> = std::thread::scope(|scope| {
            let founded = &*self;
            let make = |(name, side): (&'static str, &'static str)| {
                let file = founded.key_file(name);
                let args = ["seat", "new", "--side", side, "--file", path(&file)];
                (name, founded.zegel(name, &args, &passphrases(2)))
            };
            let all = SEATS.map(|seat| scope.spawn(move || make(seat)));
            all.into_iter().map(|seat| seat.join().unwrap()).collect()
        });
        for (name, (code, out, err)) in made {
            assert!(code == 0, "{out} {err}");
            let seat = out
                .split(' ')
                .find(|word| word.contains("seat-"))
                .expect("the client names the seat");
            self.seats.insert(name, seat.to_owned());
        }
    }

    /// The regulation, from draft to in force and read.
    pub async fn regulate(&self) {
        let classes = [("business", "company"), ("personal", "private")];
        self.put_in_force(&classes).await;
        for name in ["joris", "mehmet", "reviewer"] {
            self.program(name)
                .post("/api/v1/regulation/confirm", json!({}))
                .await;
        }
    }

    /// A new version of the regulation for these classes, in force and not yet read by anybody.
    pub async fn put_in_force(&self, classes: &[(&str, &str)]) {
        let owner = self.program("owner");
        let classes: Vec<_> = classes
            .iter()
            .map(|(account, phone)| json!({ "account": account, "phone": phone }))
            .collect();
        owner
            .post("/api/v1/regulation/draft", json!({ "classes": classes }))
            .await;
        owner
            .post(
                "/api/v1/regulation/consult",
                json!({ "held": 0, "outcome": "Talked through over coffee." }),
            )
            .await;
        self.archive.published().await;
        let words = "A sentence.";
        owner
            .post(
                "/api/v1/regulation/weigh",
                json!({ "interest": words, "necessity": words, "balance": words }),
            )
            .await;
        owner
            .post("/api/v1/regulation/put-in-force", json!({}))
            .await;
    }

    /// Runs a command that talks to the server as somebody: exit code, standard output, standard error.
    pub fn zegel(&self, name: &str, args: &[&str], input: &str) -> (i32, String, String) {
        self.zegel_by(&self.archive.url, name, args, input)
    }

    /// The same by another way than straight to the server.
    pub fn zegel_by(
        &self,
        url: &str,
        name: &str,
        args: &[&str],
        input: &str,
    ) -> (i32, String, String) {
        let home = self.home(name);
        let mut all = args.to_vec();
        all.extend([
            "--server",
            url,
            "--token",
            &self.people[name].token,
            "--home",
            path(&home),
        ]);
        let authority = fixture("tls/ca.pem");
        if url.starts_with("https://") && !args.contains(&"--ca") {
            all.extend(["--ca", path(&authority)]);
        }
        said(&run(&all, input))
    }

    /// Where somebody's clients keep their memory.
    pub fn home(&self, name: &str) -> PathBuf {
        self.archive
            .beside(&format!("home-{}", name.replace(' ', "-")))
    }

    /// Imports an export as somebody, from a business account on a company phone.
    pub fn import(&self, name: &str, export: &Path, answer: &str) -> (i32, String, String) {
        self.import_by(&self.archive.url, name, export, answer)
    }

    /// The same by another way than straight to the server.
    pub fn import_by(
        &self,
        url: &str,
        name: &str,
        export: &Path,
        answer: &str,
    ) -> (i32, String, String) {
        let args = [
            "import",
            path(export),
            "--account",
            "business",
            "--phone",
            "company",
        ];
        self.zegel_by(url, name, &args, answer)
    }

    /// The same, said yes to and stored; how many messages were new and how many were there.
    pub fn imported(&self, name: &str, export: &Path) -> (u64, u64) {
        stored(&self.import(name, export, "yes\n"))
    }

    /// `zegel audit` of the archive: exit code, standard output, standard error.
    pub fn audit(&self) -> (i32, String, String) {
        said(&run(&["audit", "--dir", path(&self.archive.dir())], ""))
    }
}

/// Exit code, standard output, standard error.
pub fn said(out: &std::process::Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        out.status.code().unwrap_or(-1),
        text(&out.stdout),
        text(&out.stderr),
    )
}

/// What an import that succeeded says: how many were new, how many were there already.
pub fn stored((code, out, err): &(i32, String, String)) -> (u64, u64) {
    assert!(*code == 0, "{out} {err}");
    let (_, rest) = out
        .split_once("Sealed and stored: ")
        .unwrap_or_else(|| panic!("nothing was stored: {out} {err}"));
    let mut numbers = rest.split(' ').filter_map(|word| word.parse().ok());
    (numbers.next().unwrap(), numbers.next().unwrap())
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
pub async fn until<T, F: Future<Output = Option<T>>>(what: &str, ask: impl FnMut() -> F) -> T {
    within(Duration::from_secs(30), what, ask).await
}

/// The same with another patience.
pub async fn within<T, F: Future<Output = Option<T>>>(
    patience: Duration,
    what: &str,
    mut ask: impl FnMut() -> F,
) -> T {
    let asking = async {
        loop {
            if let Some(found) = ask().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let found = tokio::time::timeout(patience, asking).await;
    found.unwrap_or_else(|_| panic!("not within {patience:?}: {what}"))
}
