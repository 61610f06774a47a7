//! The machine's clock jumps by a year, forward and back: what its new time ends is closed at once and stays so, whatever
//! the clock shows later; what comes in is kept; the logs go on in order. Two years here, ten with `just soak`.

use std::path::Path;
use std::time::Duration;

use data_encoding::HEXLOWER;
use journey::acknowledged::{Acknowledged, Found, Kept, everything_of};
use journey::archive::{Archive, FOUNDING, Founded, stored, until};
use journey::case::{Choice, open_room};
use journey::chance::rounds;
use journey::database::Database;
use journey::export::long_with_pictures;
use journey::http::Browser;
use journey::log::{Watcher, entries};
use journey::moment::now;
use journey::set_clock::SetClock;
use reqwest::Method;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// Seconds after which it is another year, whichever day this is.
const YEAR: i64 = 366 * DAY;
const DAY: i64 = 86_400;
/// Messages that each import adds.
const MORE: usize = 400;
/// Who stays signed in whatever the clock shows, so that what refuses them is not the door.
const STAY: [&str; 4] = ["joris", "reviewer", "staff seat", "employer seat"];

/// An archive whose machine's clock is ours, and what was seen of it.
struct World {
    clock: SetClock,
    founded: Founded,
    watcher: Watcher,
    acknowledged: Acknowledged,
    exports: TempDir,
    reviewer: Browser,
    /// The year on the machine, before anything was done to it.
    year: i16,
    /// Messages so far.
    messages: usize,
    past: Past,
}

/// What the clock ended: whoever tries it again is refused, whatever the clock shows.
#[derive(Default)]
struct Past {
    /// Cases whose deadline passed, each with a page of its room.
    cases: Vec<(String, String)>,
    /// A program's token, a browser's session and a link that expired.
    doors: Option<(String, Browser, String)>,
}

impl World {
    /// Founded, with a conversation in it. `None`, said aloud, where no clock can be set.
    async fn new() -> Option<Self> {
        let clock = SetClock::right()?;
        let archive = Archive::start_under(&clock.under(), TempDir::new().unwrap(), &FOUNDING);
        let archive = archive.unwrap_or_else(|(_, said)| panic!("{said}"));
        let mut founded = Founded::people_of(archive).await;
        founded.seats();
        founded.regulate().await;
        let year = this_year();
        let logs = years(year, jumps() + 1).map(|year| format!("evidence-{year}"));
        let logs: Vec<String> = logs.collect();
        let mut all: Vec<&str> = logs.iter().map(String::as_str).collect();
        all.push("conduct");
        let watcher = Watcher::of(&founded.archive.url, &all);
        for name in STAY {
            stays(&mut founded, name).await;
        }
        let reviewer = Browser::with_session(&founded.archive.url, &secret("reviewer", 0));
        let mut world = Self {
            clock,
            founded,
            watcher,
            acknowledged: Acknowledged::default(),
            exports: TempDir::new().unwrap(),
            reviewer,
            year,
            messages: 0,
            past: Past::default(),
        };
        world.acknowledged.hold(&world.founded).await;
        world.imports("Werf").await;
        Some(world)
    }

    /// Joris imports a chat of his; it is stored.
    async fn imports(&mut self, chat: &str) {
        let export = long_with_pictures(self.exports.path(), chat, MORE, 100);
        assert_eq!(stored(&self.import(&export)), (MORE as u64, 0), "{chat}");
        self.messages += MORE;
    }

    fn import(&self, export: &Path) -> (i32, String, String) {
        let between = self.acknowledged.through(&self.founded.archive.url);
        self.founded
            .import_by(&between.url, "joris", export, "yes\n")
    }

    /// A case that both sides opened, and a page of its room that was read.
    async fn opened_case(&self) -> (String, String) {
        let choice: Choice = self.founded.choices().await.remove(0);
        let case = self.founded.request(&self.reviewer, &choice).await;
        self.founded.approved("staff seat", &case, &[]);
        self.founded.approved("employer seat", &case, &[]);
        let (_, mut days) = open_room(&self.reviewer, &case).await;
        let day = days.remove(0);
        assert_eq!(self.reviewer.get(&day).await.0, 200, "it is open");
        (case, day)
    }

    /// What is in force for a few hours or days.
    async fn opens_doors(&mut self) {
        let token = self.founded.people["mehmet"].token.clone();
        let browser = self.founded.browser("mehmet").await;
        assert_eq!(browser.get("/me").await.0, 200);
        let link = self.founded.link("newcomer").await;
        self.past.doors = Some((token, browser, link));
    }

    /// Whatever the clock ended before is refused, and said to be in the log where it is about reading. A legal hold has
    /// no clock: it binds.
    async fn nothing_came_back(&self, when: &str) {
        let url = &self.founded.archive.url;
        assert_eq!(self.acknowledged.holds_bind(url), 1, "{when}");
        if let Some((token, browser, link)) = &self.past.doors {
            let program = self.founded.archive.program().with(token);
            let me = program.send(Method::GET, "/api/v1/me", None).await;
            assert_eq!(me.status(), 401, "{when}: a token that expired");
            let (status, _) = browser.elsewhere(url).get("/me").await;
            assert_ne!(status, 200, "{when}: a session that expired");
            let nobody = Browser::nobody(url);
            let (status, ..) = nobody.post(&format!("/sign-in/{link}"), &[]).await;
            assert!(status >= 400, "{when}: a link that expired: {status}");
        }
        for (case, day) in &self.past.cases {
            let before = self.events("attempt_refused").await;
            let (status, page) = self.reviewer.get(day).await;
            assert_eq!(status, 403, "{when}: {page}");
            assert!(!page.contains("Ventiel"), "{when}");
            let release = format!("/api/v1/cases/{case}/release");
            let reviewer = self.founded.program("reviewer");
            let answer = reviewer.send(Method::GET, &release, None).await;
            assert_eq!(answer.status(), 403, "{when}");
            let after = self.events("attempt_refused").await;
            assert_eq!(after, before + 2, "{when}: both tries stand in the log");
        }
    }

    async fn ended_by_its_deadline(&self, case: &str) {
        until("the room's process is gone", || async {
            self.founded.archive.rooms().is_empty().then_some(())
        })
        .await;
        until("the case says that it is over", || async {
            (self.founded.state(case).await["why"] == "deadline").then_some(())
        })
        .await;
    }

    /// Another server on the same folder, under the same clock.
    fn started_again(mut self) -> Self {
        self.founded = self.founded.killed_and_started_under(&self.clock.under());
        let url = &self.founded.archive.url;
        self.watcher.moved(url);
        self.reviewer = self.reviewer.elsewhere(url);
        self
    }

    /// Every message once, in the logs of these many years and in no other; entries in the order of their moments.
    async fn everything_is_there(&self, many: i16) -> Found {
        let kept: Vec<i16> = years(self.year, many).collect();
        let kept = Kept::of(&self.founded.archive).of_years(&kept);
        let found = everything_of(&kept, &self.acknowledged, &self.watcher.seen());
        assert!(found.leaves > MORE && found.blobs > 0 && found.checkpoints > 5);
        assert_eq!(found.holds, 1);
        for year in [self.year - 1, self.year + many] {
            let log = format!("evidence-{year}");
            assert!(entries(&self.founded.archive.url, &log).is_empty(), "{log}");
        }
        let copies = self.founded.choices().await;
        let all: u64 = copies.iter().map(|one| one.messages).sum();
        assert_eq!(
            all as usize, self.messages,
            "no message is twice or missing"
        );
        let mut database = Database::open(&self.founded.archive.dir()).await;
        let moments = database.numbers("SELECT at FROM event ORDER BY id").await;
        assert!(moments.is_sorted(), "no entry is older than the one before");
        found
    }

    async fn events(&self, name: &str) -> usize {
        let mut database = Database::open(&self.founded.archive.dir()).await;
        let query = format!("SELECT name FROM event WHERE name = '{name}'");
        database.texts(&query).await.len()
    }

    /// How far the log says that the machine's clock is behind, last.
    async fn said_to_be_behind(&self) -> Option<i64> {
        let mut database = Database::open(&self.founded.archive.dir()).await;
        let query = "SELECT json_extract(CAST(payload AS TEXT), '$.behind') FROM event \
                     WHERE name = 'clock_changed' ORDER BY id DESC LIMIT 1";
        database.numbers(query).await.first().copied()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_year_too_early_ended_stays_ended_and_what_comes_is_kept() {
    let Some(mut world) = World::new().await else {
        return;
    };
    world.opens_doors().await;
    let many = jumps();
    for round in 1..=many {
        // From the second round on it is opened while the machine's clock is behind the archive's.
        let (case, day) = world.opened_case().await;
        let export = long_with_pictures(world.exports.path(), &format!("Kade {round}"), MORE, 20);
        let imported = std::thread::scope(|scope| {
            let importing = scope.spawn(|| world.import(&export));
            std::thread::sleep(Duration::from_millis(150));
            world.clock.set(i64::from(round) * YEAR);
            importing.join().unwrap()
        });
        world.past.cases.push((case.clone(), day));
        world.nothing_came_back("a year ahead").await;
        world.ended_by_its_deadline(&case).await;
        // In the middle of the jump: it was stored, and is once.
        let (new, known) = stored(&imported);
        assert_eq!(
            (new + known) as usize,
            MORE,
            "an import does not mind the time"
        );
        world.messages += MORE;
        world.imports(&format!("Sluis {round}")).await;
        let log = format!("evidence-{}", world.year + round);
        until(
            "what came a year ahead stands in the log of that year",
            || async { (entries(&world.founded.archive.url, &log).len() > MORE).then_some(()) },
        )
        .await;

        world.clock.set(0);
        world.nothing_came_back("set back").await;
        until("the log says that the clock was set back", || async {
            let behind = world.said_to_be_behind().await?;
            ((behind - i64::from(round) * YEAR).abs() < DAY).then_some(())
        })
        .await;
        let before = entries(&world.founded.archive.url, &log).len();
        world.imports(&format!("Brug {round}")).await;
        until(
            "it goes on in the log of the year that it had come to",
            || async {
                (entries(&world.founded.archive.url, &log).len() > before + MORE).then_some(())
            },
        )
        .await;

        world = world.started_again();
        world.nothing_came_back("set back, and started again").await;
        world.everything_is_there(round + 1).await;
    }
    println!(
        "{many} years: {:?}",
        world.everything_is_there(many + 1).await
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_back_moves_no_deadline() {
    let Some(mut world) = World::new().await else {
        return;
    };
    let (case, day) = world.opened_case().await;
    world.clock.set(-YEAR);
    assert_eq!(
        world.reviewer.get(&day).await.0,
        200,
        "it is open until its deadline"
    );
    world.imports("Kade").await;
    world.everything_is_there(1).await;

    // The room has a clock of its own: it ends also while nobody tells it to.
    world.founded.archive.signal("STOP");
    world.clock.set(5 * DAY + 60);
    until("the room ends by itself", || async {
        world.founded.archive.rooms().is_empty().then_some(())
    })
    .await;
    world.founded.archive.signal("CONT");
    world.past.cases.push((case.clone(), day));
    world.nothing_came_back("at the deadline").await;
    world.ended_by_its_deadline(&case).await;
    world.clock.set(-YEAR);
    world = world.started_again();
    world
        .nothing_came_back("set back again, and started again")
        .await;
    until("the log says that the clock was set back", || async {
        (world.said_to_be_behind().await? > YEAR + 4 * DAY).then_some(())
    })
    .await;
    world
        .everything_is_there(1 + i16::from(this_year_after(5 * DAY + 60) > world.year))
        .await;
}

/// The secret of a session that outlasts everything: of a browser (0) or a program (1).
fn secret(name: &str, kind: u8) -> String {
    format!("{}-stays-{kind}", name.replace(' ', "-"))
}

/// Gives somebody a browser's and a program's session that end in a thousand years: past the program, with SQL.
async fn stays(founded: &mut Founded, name: &'static str) {
    let hash = |secret: &str| {
        let hash = Sha256::new().chain_update("session\0").chain_update(secret);
        HEXLOWER.encode(&hash.finalize())
    };
    let mut database = Database::open(&founded.archive.dir()).await;
    let token = &mut founded.people.get_mut(name).unwrap().token;
    for kind in [0, 1] {
        let added = database
            .run(&format!(
                "INSERT INTO session (token, person, kind, made, expires) \
                 SELECT x'{}', person, {kind}, made, 33000000000000000 FROM session WHERE token = x'{}'",
                hash(&secret(name, kind)),
                hash(token),
            ))
            .await;
        assert_eq!(added, 1);
    }
    *token = secret(name, 1);
}

/// How many years the clock is set forward, one after the other.
fn jumps() -> i16 {
    i16::try_from(rounds(2, 10)).unwrap()
}

fn years(first: i16, many: i16) -> impl Iterator<Item = i16> {
    first..first + many
}

fn this_year() -> i16 {
    this_year_after(0)
}

/// The year so many seconds from now.
fn this_year_after(seconds: i64) -> i16 {
    let then = jiff::Timestamp::try_from(now()).unwrap() + jiff::SignedDuration::from_secs(seconds);
    then.to_zoned(jiff::tz::TimeZone::UTC).year()
}
