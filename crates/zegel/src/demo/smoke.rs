//! `demo --smoke`: walks the whole journey over HTTP by itself, says what it did and saw, and fails if anything is not so.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, bail, ensure};
use zegel_model::seat::Side;

use super::browser::Browser;
use super::story::{Story, approve, import_as, links, open_room, token};
use super::{chats, company};
use crate::cli::say;
use crate::serve::Ready;

/// Where the journey is walked.
struct Walk<'a> {
    ready: &'a Ready,
    story: &'a Story,
    agent: &'a str,
    dir: &'a Path,
    base: &'a Path,
}

/// One step: what it saw, or what was not so.
type Step<'a> = fn(&Walk<'a>) -> anyhow::Result<String>;

/// Exit 0 when everything was as it should be, 1 when something was not.
pub(super) fn walk(ready: &Ready, story: &Story, agent: &str, dir: &Path, base: &Path) -> ExitCode {
    let walk = Walk {
        ready,
        story,
        agent,
        dir,
        base,
    };
    let steps: [(&str, Step<'_>); 9] = [
        ("pages open for every role, in both languages", Walk::pages),
        ("the same export again adds nothing", Walk::again),
        ("one side alone opens nothing", Walk::one_side),
        (
            "both sides open the room; it shows, searches and marks",
            Walk::read,
        ),
        (
            "after closing every route answers 403, and the try is logged",
            Walk::closed,
        ),
        (
            "the employee sees who read what, with a proof that verifies",
            Walk::ledger,
        ),
        ("the log verifies from outside", Walk::verify),
        ("the database agrees with the log", Walk::audit),
        (
            "not one word of the chats is in the archive's files",
            Walk::ciphertext,
        ),
    ];
    let mut failed = 0;
    for (what, step) in steps {
        match step(&walk) {
            Ok(saw) => say(&format!("ok    {what}: {saw}")),
            Err(error) => {
                failed += 1;
                say(&format!("FAIL  {what}: {error:#}"));
            }
        }
    }
    say(&format!("{} passed, {failed} failed", steps.len() - failed));
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

impl Walk<'_> {
    fn pages(&self) -> anyhow::Result<String> {
        let mut seen = 0;
        let all: &[(&str, &[&str])] = &[
            (
                "owner",
                &[
                    "/people",
                    "/regulation",
                    "/rules",
                    "/seats",
                    "/cases",
                    "/log",
                    "/me",
                    "/demo",
                    "/admin-view",
                ],
            ),
            ("employee", &["/", "/me", "/notice", "/rules", "/log"]),
            ("reviewer", &["/cases", "/cases/new", "/me"]),
            ("privacy_contact", &["/cases", "/me"]),
            ("staff_seat", &["/cases", "/seats"]),
            ("employer_seat", &["/cases", "/seats"]),
        ];
        for language in ["nl", "en"] {
            for (role, paths) in all {
                let browser = Browser::of_role(&self.ready.url, role)?.speaking(language);
                for path in *paths {
                    let page = browser.see(path)?;
                    ensure!(
                        page.contains(&format!("lang=\"{language}\"")),
                        "{path} is not in {language}"
                    );
                    let warning = if language == "nl" {
                        "niets is hier beschermd"
                    } else {
                        "nothing here is protected"
                    };
                    ensure!(
                        page.contains(warning),
                        "{path} does not warn that this is a demo"
                    );
                    seen += 1;
                }
            }
        }
        Ok(format!("{seen} pages"))
    }

    fn again(&self) -> anyhow::Result<String> {
        let person = *self
            .story
            .people
            .get("Joris Bakker")
            .context("Joris works here")?;
        let home = self.base.join(format!("home of {person}"));
        let export = chats::unpack(self.base)?.join("nl-android-groep");
        let said = import_as(
            self.ready,
            &token(self.ready, person, &home)?,
            &export,
            &home,
        )?;
        let line = said
            .lines()
            .find(|line| line.contains("Sealed and stored"))
            .context("the import said what it did")?;
        ensure!(line.contains(": 0 new"), "{line}");
        Ok(line.trim().to_owned())
    }

    fn one_side(&self) -> anyhow::Result<String> {
        let employer = self.seat(Side::Employer)?;
        let form = [("case", self.story.waiting.clone()), ("seat", employer)];
        let form: Vec<_> = form
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let nobody = Browser::nobody(&self.ready.url)?;
        let page = nobody.post_to(&format!("{}/approve", self.agent), "same-site", &form)?;
        ensure!(
            page.status == 409,
            "the employer's seat alone was answered with {}",
            page.status
        );
        approve(
            self.ready,
            self.agent,
            &self.story.waiting,
            self.seat(Side::Staff)?.parse()?,
        )?;
        let room = Browser::of_role(&self.ready.url, "reviewer")?
            .see(&format!("/room/{}/", self.story.waiting))?;
        ensure!(!room.contains("/c/"), "one side's approval opened the room");
        Ok("the employer's seat was refused, the staff's waits".to_owned())
    }

    fn read(&self) -> anyhow::Result<String> {
        let case = &self.story.waiting;
        let page = approve(
            self.ready,
            self.agent,
            case,
            self.seat(Side::Employer)?.parse()?,
        )?;
        ensure!(
            page.status == 303,
            "the employer's seat did not approve: {}",
            page.status
        );
        let reviewer = Browser::of_role(&self.ready.url, "reviewer")?;
        let home = open_room(&reviewer, case)?;
        let days = links(&home, &format!("/room/{case}/c/"));
        let first = days.first().context("the conversation has days")?;
        let shown = reviewer.see(first)?;
        ensure!(
            shown.contains("Hendriks"),
            "the conversation does not show who wrote"
        );
        let search = reviewer.post(&format!("/room/{case}/search"), &[("query", "afgesproken")])?;
        let hits = match &search.location {
            Some(place) => reviewer.see(place)?,
            None => search.text,
        };
        ensure!(hits.contains("<mark"), "the search shows no hit");
        let status = reviewer.get(&format!("/room/{case}/marked"))?.status;
        ensure!(status == 200, "the list of marks answered {status}");
        Ok(format!("{} days, search with hits", days.len()))
    }

    fn closed(&self) -> anyhow::Result<String> {
        let case = &self.story.waiting;
        let reviewer = Browser::of_role(&self.ready.url, "reviewer")?;
        let before = reviewer.see(&format!("/cases/{case}"))?;
        let closed = reviewer.post(&format!("/cases/{case}/close"), &[])?;
        ensure!(closed.status == 303, "closing answered {}", closed.status);
        for path in ["", "/", "/c/1/2026-09-14", "/search", "/marked", "/file/1"] {
            let status = reviewer.get(&format!("/room/{case}{path}"))?.status;
            ensure!(status == 403, "/room/…{path} answered {status}");
        }
        let after = reviewer.see(&format!("/cases/{case}"))?;
        ensure!(
            after.len() > before.len(),
            "the tries do not stand in the case's history"
        );
        Ok("6 routes, all refused and logged".to_owned())
    }

    fn ledger(&self) -> anyhow::Result<String> {
        let joris = Browser::of_role(&self.ready.url, "employee")?;
        let page = joris.see("/me")?;
        let proofs = links(&page, "/me/proofs/");
        let link = proofs.first().context("the employee's ledger is empty")?;
        let proof = joris.see(link)?;
        let file = self.base.join("proof.tlog-proof");
        std::fs::write(&file, &proof)?;
        let said = Self::zegel(
            &[
                "verify",
                &file.to_string_lossy(),
                "--key",
                &self.ready.log_key,
            ],
            0,
        )?;
        ensure!(said.contains("sound"), "{said}");
        std::fs::write(&file, flip(&proof))?;
        Self::zegel(
            &[
                "verify",
                &file.to_string_lossy(),
                "--key",
                &self.ready.log_key,
            ],
            1,
        )?;
        Ok(format!(
            "{} entries; the first verifies, changed it does not",
            proofs.len()
        ))
    }

    fn verify(&self) -> anyhow::Result<String> {
        let url = format!("{}/log/conduct", self.ready.url);
        let said = Self::zegel(&["verify", &url, "--key", &self.ready.log_key], 0)?;
        Ok(said.lines().last().unwrap_or_default().to_owned())
    }

    fn audit(&self) -> anyhow::Result<String> {
        let said = Self::zegel(&["audit", "--dir", &self.dir.to_string_lossy()], 0)?;
        Ok(said.lines().next().unwrap_or_default().to_owned())
    }

    /// Words that stand in the chats and nowhere else.
    fn ciphertext(&self) -> anyhow::Result<String> {
        let mut read = 0;
        for file in files(self.dir)? {
            let bytes = std::fs::read(&file)?;
            for word in [
                "Ploeg Noord",
                "Hendriks (klant)",
                "Messages and calls are end-to-end",
            ] {
                let found = bytes
                    .windows(word.len())
                    .any(|window| window == word.as_bytes());
                ensure!(!found, "a word of a chat stands in {}", file.display());
            }
            read += bytes.len();
        }
        Ok(format!(
            "{read} bytes of {} looked through",
            company::EMPLOYER
        ))
    }

    fn seat(&self, side: Side) -> anyhow::Result<String> {
        let seat = self
            .story
            .seats
            .get(&side)
            .and_then(|all| all.first())
            .context("each side has its seats")?;
        Ok(seat.to_string())
    }

    fn zegel(args: &[&str], code: i32) -> anyhow::Result<String> {
        let out = Command::new(std::env::current_exe()?).args(args).output()?;
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        if out.status.code() != Some(code) {
            bail!(
                "zegel {} ended with {}: {said}{}",
                args.first().unwrap_or(&""),
                out.status,
                String::from_utf8_lossy(&out.stderr)
            );
        }
        Ok(said)
    }
}

/// A proof with one character of its extra data changed.
fn flip(proof: &str) -> String {
    let Some(at) = proof.find("extra ").map(|at| at + 30) else {
        return String::new();
    };
    proof
        .char_indices()
        .map(|(index, c)| {
            if index == at {
                if c == 'A' { 'B' } else { 'A' }
            } else {
                c
            }
        })
        .collect()
}

fn files(dir: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}
