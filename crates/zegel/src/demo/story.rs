//! What happened at the made-up employer before the page opens: founded, seated, regulated, imported, asked, read.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use serde::Deserialize;
use serde_json::json;
use zegel_model::person::Role;
use zegel_model::seat::Side;
use zegel_model::{Clock, CopyId, Day, PersonId, SeatId};

use super::browser::{Browser, Page};
use super::{Agent, chats, company};
use crate::cli::{ServerArgs, say};
use crate::machine::SystemClock;
use crate::remote::Remote;
use crate::serve::Ready;

/// How long the demo waits for something that another process does, in tenths of a second.
const PATIENCE: u32 = 300;

/// What the story left behind.
pub(super) struct Story {
    /// Everybody, by name.
    pub(super) people: BTreeMap<String, PersonId>,
    /// Seats by side, in the order in which they were made.
    pub(super) seats: BTreeMap<Side, Vec<SeatId>>,
    /// The case that was read and closed.
    pub(super) closed: String,
    /// The case that waits for approval.
    pub(super) waiting: String,
}

/// A conversation that can be asked for.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Choice {
    pub(super) copy: CopyId,
    pub(super) holder: String,
    pub(super) from: Day,
    pub(super) to: Day,
}

/// A program of somebody.
pub(super) fn remote(ready: &Ready, token: &str, home: &Path) -> anyhow::Result<Remote> {
    Remote::new(&ServerArgs {
        ca: None,
        server: ready.url.clone(),
        token: token.to_owned(),
        key: Some(ready.log_key.clone()),
        new_seats: false,
        home: Some(home.to_owned()),
    })
}

/// A token of somebody, through the demo's door.
pub(super) fn token(ready: &Ready, person: PersonId, home: &Path) -> anyhow::Result<String> {
    #[derive(Deserialize)]
    struct Token {
        token: String,
    }
    let token: Token =
        remote(ready, "none", home)?.post(&format!("/demo/token/{person}"), &json!({}))?;
    Ok(token.token)
}

impl Story {
    /// Makes it all happen.
    pub(super) fn tell(ready: &Ready, agent: &mut Agent, base: &Path) -> anyhow::Result<Self> {
        let home = base.join("home");
        say(
            "Founding the employer: people, seats on both sides, a regulation that was talked about …",
        );
        let owner = sign_in_owner(ready, &home)?;
        let people = hire(&owner)?;
        let seats = seat(ready, agent, &people)?;
        regulate(ready, &owner, &people, &home)?;
        say("Importing chats: each sealed where it was read, before it left …");
        import(ready, &people, base)?;
        let reviewer = *people
            .get("Esther de Groot")
            .context("there is a reviewer")?;
        let copies: Vec<Choice> =
            remote(ready, &token(ready, reviewer, &home)?, &home)?.get("/api/v1/copies")?;
        say("A customer complained: asked, approved by both sides, read, closed …");
        let closed = complaint(ready, &agent.url, &seats, &copies)?;
        say("Another request waits for approval.");
        let waiting = dispute(ready, &copies)?;
        Ok(Self {
            people,
            seats,
            closed,
            waiting,
        })
    }
}

fn sign_in_owner(ready: &Ready, home: &Path) -> anyhow::Result<Remote> {
    #[derive(Deserialize)]
    struct SignedIn {
        token: String,
    }
    let link = ready
        .owner_link
        .as_ref()
        .context("the server founded a new archive")?;
    let signed: SignedIn =
        remote(ready, "none", home)?.post("/api/v1/sign-in", &json!({ "link": link }))?;
    remote(ready, &signed.token, home)
}

fn hire(owner: &Remote) -> anyhow::Result<BTreeMap<String, PersonId>> {
    #[derive(Deserialize)]
    struct Added {
        person: PersonId,
    }
    let mut people = BTreeMap::new();
    let me: Added = owner.get("/api/v1/me")?;
    people.insert(company::OWNER.to_owned(), me.person);
    for figure in &company::PEOPLE {
        let body = json!({ "name": figure.name, "roles": figure.roles });
        let added: Added = owner.post("/api/v1/people", &body)?;
        people.insert(figure.name.to_owned(), added.person);
    }
    Ok(people)
}

/// The agent makes the keys of all four seats. In earnest each holder does that on a machine of their own.
fn seat(
    ready: &Ready,
    agent: &mut Agent,
    people: &BTreeMap<String, PersonId>,
) -> anyhow::Result<BTreeMap<Side, Vec<SeatId>>> {
    let mut holders = Vec::new();
    for figure in &company::PEOPLE {
        for (role, side) in [
            (Role::EmployerSeat, Side::Employer),
            (Role::StaffSeat, Side::Staff),
        ] {
            if figure.roles.contains(&role) {
                holders.push(json!({ "person": people.get(figure.name), "side": side }));
            }
        }
    }
    let line =
        json!({ "server": ready.url, "log_key": ready.log_key, "holders": holders }).to_string();
    let answer = agent.tell(&line)?;
    let seats: Vec<(Side, SeatId)> = serde_json::from_str(&answer)
        .with_context(|| format!("the seats' agent failed: {answer}"))?;
    let mut by_side: BTreeMap<Side, Vec<SeatId>> = BTreeMap::new();
    for (side, seat) in seats {
        by_side.entry(side).or_default().push(seat);
    }
    Ok(by_side)
}

fn regulate(
    ready: &Ready,
    owner: &Remote,
    people: &BTreeMap<String, PersonId>,
    home: &Path,
) -> anyhow::Result<()> {
    let classes = json!({ "classes": [{ "account": "business", "phone": "company" }] });
    owner.tell("/api/v1/regulation/draft", &classes)?;
    let held = SystemClock.now().plus_days(-7);
    let outcome = "Besproken in het werkoverleg. Gevraagd is dat klachten over elkaar geen doel zijn; dat zijn ze niet.";
    owner.tell(
        "/api/v1/regulation/consult",
        &json!({ "held": held, "outcome": outcome }),
    )?;
    // The access ledger is a safeguard: its first checkpoint must be signed.
    eventually("the log's first checkpoint", || {
        let page = Browser::nobody(&ready.url)?.get("/log/conduct/checkpoint")?;
        Ok((page.status == 200).then_some(()))
    })?;
    let weighed = json!({
        "interest": "Klanten houden ons aan afspraken die in de chat zijn gemaakt. Wij moeten die kunnen terugvinden.",
        "necessity": "Notities achteraf verschillen van wat er geschreven is. Alleen zakelijke gesprekken worden bewaard.",
        "balance": "Niemand leest mee. Openen kan alleen met beide kanten, voor één doel, en wie het betreft ziet het.",
    });
    owner.tell("/api/v1/regulation/weigh", &weighed)?;
    owner.tell("/api/v1/regulation/put-in-force", &json!({}))?;
    owner.tell("/api/v1/regulation/confirm", &json!({}))?;
    for figure in company::PEOPLE.iter().filter(|figure| figure.read) {
        let person = *people.get(figure.name).context("everybody was hired")?;
        remote(ready, &token(ready, person, home)?, home)?
            .tell("/api/v1/regulation/confirm", &json!({}))?;
    }
    Ok(())
}

/// Each holder imports with `zegel import`, as they would, and says yes to their own conversation.
fn import(ready: &Ready, people: &BTreeMap<String, PersonId>, base: &Path) -> anyhow::Result<()> {
    let chats = chats::unpack(base)?;
    for export in &company::EXPORTS {
        let person = *people
            .get(export.holder)
            .context("every holder was hired")?;
        let home = base.join(format!("home of {person}"));
        let out = import_as(
            ready,
            &token(ready, person, &home)?,
            &chats.join(export.fixture),
            &home,
        )?;
        if !out.contains("Sealed and stored") {
            bail!("an import of the demo failed: {out}");
        }
    }
    Ok(())
}

/// Runs `zegel import` with a yes on its standard input; what it said.
pub(super) fn import_as(
    ready: &Ready,
    token: &str,
    file: &Path,
    home: &Path,
) -> anyhow::Result<String> {
    let mut child = Command::new(std::env::current_exe()?)
        .args([
            "import",
            "--account",
            "business",
            "--phone",
            "company",
            "--server",
            &ready.url,
        ])
        .args(["--key", &ready.log_key, "--home"])
        .arg(home)
        .arg(file)
        .env("ZEGEL_TOKEN", token)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child
        .stdin
        .take()
        .context("the import asks")?
        .write_all(b"yes\n")?;
    let out = child.wait_with_output()?;
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Asks for access as the reviewer would, on the page.
fn request(ready: &Ready, choices: &[&Choice], form: &[(&str, &str)]) -> anyhow::Result<String> {
    let reviewer = Browser::of_role(&ready.url, "reviewer")?;
    let chosen = choices.iter().flat_map(|choice| {
        let copy = choice.copy.to_string();
        [
            (format!("from-{copy}"), choice.from.to_string()),
            (format!("to-{copy}"), choice.to.to_string()),
            ("copy".to_owned(), copy),
        ]
    });
    let chosen: Vec<(String, String)> = chosen.collect();
    let mut all = form.to_vec();
    all.extend(
        chosen
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    all.push(("step", "request"));
    let page = reviewer.post("/cases/new", &all)?;
    case_of(&page).with_context(|| format!("the request was answered with {}", page.status))
}

fn case_of(page: &Page) -> Option<String> {
    let rest = page.location.as_ref()?.strip_prefix("/cases/")?;
    Some(rest.split('?').next()?.to_owned())
}

/// A seat approves through the agent, which is a click on the case's page.
pub(super) fn approve(
    ready: &Ready,
    agent: &str,
    case: &str,
    seat: SeatId,
) -> anyhow::Result<Page> {
    let form = [("case", case.to_owned()), ("seat", seat.to_string())];
    let form: Vec<_> = form
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let mut page =
        Browser::nobody(&ready.url)?.post_to(&format!("{agent}/approve"), "same-site", &form)?;
    // A request is published a moment after it was made.
    for _ in 0..PATIENCE {
        if page.status == 303 {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
        page = Browser::nobody(&ready.url)?.post_to(
            &format!("{agent}/approve"),
            "same-site",
            &form,
        )?;
    }
    Ok(page)
}

fn complaint(
    ready: &Ready,
    agent: &str,
    seats: &BTreeMap<Side, Vec<SeatId>>,
    copies: &[Choice],
) -> anyhow::Result<String> {
    let group = copies
        .iter()
        .find(|choice| choice.holder == "Joris Bakker")
        .context("the group was imported")?;
    let case = request(
        ready,
        &[group],
        &[
            ("purpose", "customer_complaint"),
            (
                "reason",
                "Mevrouw Hendriks zegt dat 325 euro is afgesproken, alles erin. Gevraagd is 385 zonder btw. Klacht 2026-041.",
            ),
            (
                "necessity",
                "Joris en Mehmet herinneren het zich verschillend en op de werkbon staat niets.",
            ),
            ("days", "5"),
        ],
    )?;
    for side in [Side::Staff, Side::Employer] {
        let seat = seats
            .get(&side)
            .and_then(|all| all.first())
            .context("each side has its seats")?;
        let page = approve(ready, agent, &case, *seat)?;
        if page.status != 303 {
            bail!("the {side:?} seat did not approve: {}", page.text);
        }
    }
    let reviewer = Browser::of_role(&ready.url, "reviewer")?;
    let home = open_room(&reviewer, &case)?;
    for link in links(&home, &format!("/room/{case}/c/"))
        .into_iter()
        .take(2)
    {
        reviewer.see(&link)?;
    }
    reviewer.post(&format!("/room/{case}/search"), &[("query", "Hendriks")])?;
    let closed = reviewer.post(&format!("/cases/{case}/close"), &[])?;
    if closed.status != 303 {
        bail!("the case did not close: {}", closed.status);
    }
    Ok(case)
}

/// The room's first page, once it has opened what both sides released.
pub(super) fn open_room(reviewer: &Browser, case: &str) -> anyhow::Result<String> {
    let day = format!("/room/{case}/c/");
    eventually("the reading room", || {
        let page = reviewer.get(&format!("/room/{case}/"))?;
        Ok(page.text.contains(&day).then_some(page.text))
    })
}

/// Addresses on a page that begin so.
pub(super) fn links(page: &str, begin: &str) -> Vec<String> {
    let mut found: Vec<String> = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| link.starts_with(begin))
        .map(|link| link.split('#').next().unwrap_or(link).to_owned())
        .collect();
    found.dedup();
    found
}

fn dispute(ready: &Ready, copies: &[Choice]) -> anyhow::Result<String> {
    // The customer's chat, and the group as two of its members had it: their copies can be laid side by side.
    let of = |holder: &str| {
        let found = copies.iter().find(|choice| choice.holder == holder);
        found.with_context(|| format!("the conversation of {holder} is there"))
    };
    request(
        ready,
        &[
            of("Fatima El Idrissi")?,
            of("Joris Bakker")?,
            of("Mehmet Yilmaz")?,
        ],
        &[
            ("purpose", "agreement_dispute"),
            (
                "reason",
                "De klant stuurt een brief over wat haar op 28 september is gezegd. Wat stond er in de chat met haar, en wat is er in de groep over de prijs gezegd?",
            ),
            (
                "necessity",
                "De bevestiging noemt geen bedrag en Fatima is met verlof. Andere stukken zijn er niet.",
            ),
            ("days", "7"),
        ],
    )
}

/// Asks again until another process has done its part.
pub(super) fn eventually<T>(
    what: &str,
    mut look: impl FnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    for _ in 0..PATIENCE {
        if let Some(found) = look()? {
            return Ok(found);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("{what} did not come within half a minute")
}
