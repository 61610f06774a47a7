//! `zegel demo`: a made-up employer, a running server, and the whole journey done once before the page opens.
//!
//! Three kinds of processes, as in earnest: `zegel serve` keeps, a seats' agent holds keys (here all of them, which is
//! why every page warns), reading rooms read. This one only plays the people, over HTTP like everybody else.

mod browser;
mod chats;
mod company;
pub(crate) mod seat_agent;
mod smoke;
mod story;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};

use anyhow::{Context, bail};
use tempfile::TempDir;

use crate::cli::{DemoArgs, say};
use crate::serve::Ready;
use story::Story;

/// The demo's children; they end with it.
struct Children {
    server: Child,
    /// Kept open: the demo's server ends when this process does, however that ends.
    _server_stdin: ChildStdin,
    agent: Agent,
}

/// The process that holds the seats' keys.
struct Agent {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    url: String,
}

impl Drop for Children {
    fn drop(&mut self) {
        for child in [&mut self.server, &mut self.agent.child] {
            // It may have ended by itself.
            let _gone = child.kill();
            let _gone = child.wait();
        }
    }
}

/// Sets the demo up; then serves until it is stopped, or walks the journey and exits.
pub(crate) fn command(args: &DemoArgs) -> anyhow::Result<ExitCode> {
    let temporary = TempDir::new().context("no temporary folder can be made")?;
    let dir = args
        .dir
        .clone()
        .unwrap_or_else(|| temporary.path().join("archive"));
    let port = if args.smoke { 0 } else { args.port };
    say("Starting the server and the seats' agent …");
    let agent = start_agent()?;
    let (mut server, ready) = start_server(&dir, port, &agent.url)?;
    let stdin = server
        .stdin
        .take()
        .context("the server listens to nobody")?;
    let mut children = Children {
        server,
        _server_stdin: stdin,
        agent,
    };
    let story = Story::tell(&ready, &mut children.agent, temporary.path())?;
    if args.smoke {
        return Ok(smoke::walk(
            &ready,
            &story,
            &children.agent.url,
            &dir,
            temporary.path(),
        ));
    }
    welcome(&ready, &story);
    let status = children.server.wait()?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn start_agent() -> anyhow::Result<Agent> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("demo-agent")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let stdin = child.stdin.take().context("the agent listens to nobody")?;
    let mut stdout = BufReader::new(child.stdout.take().context("the agent says nothing")?);
    let mut url = String::new();
    stdout.read_line(&mut url)?;
    Ok(Agent {
        child,
        stdin,
        stdout,
        url: url.trim().to_owned(),
    })
}

fn start_server(dir: &Path, port: u16, agent: &str) -> anyhow::Result<(Child, Ready)> {
    if dir.join("log.key").exists() {
        bail!(
            "{} holds an archive already; the demo makes its own, give it an empty folder",
            dir.display()
        );
    }
    let mut child = Command::new(std::env::current_exe()?)
        .args([
            "serve",
            "--listen",
            &format!("127.0.0.1:{port}"),
            "--demo-agent",
            agent,
        ])
        .args(["--employer", company::EMPLOYER, "--owner", company::OWNER])
        .args(["--headcount", &company::HEADCOUNT.to_string()])
        .arg("--dir")
        .arg(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().context("the server says nothing")?).read_line(&mut line)?;
    let Ok(ready) = serde_json::from_str(&line) else {
        let _ended = child.kill();
        bail!("the server did not start; what it said stands above. Another port: --port 0")
    };
    Ok((child, ready))
}

impl Agent {
    /// Tells the agent something, a line of JSON, and waits for its answer.
    fn tell(&mut self, line: &str) -> anyhow::Result<String> {
        writeln!(self.stdin, "{line}")?;
        self.stdin.flush()?;
        let mut answer = String::new();
        self.stdout.read_line(&mut answer)?;
        Ok(answer.trim().to_owned())
    }
}

fn welcome(ready: &Ready, story: &Story) {
    say("");
    say(&format!(
        "{} is open at {}/demo",
        company::EMPLOYER,
        ready.url
    ));
    say("One machine holds everything: nothing here is protected.");
    say("");
    for (role, what) in [
        (
            "employee",
            "employee, who sees what is kept and who read it",
        ),
        ("reviewer", "reviewer, who asked and waits"),
        ("privacy_contact", "privacy contact, who watches"),
        ("staff_seat", "seat for the staff, who can approve"),
        (
            "employer_seat",
            "seat for the employer, who approves after that",
        ),
        ("owner", "owner, who made the regulation"),
    ] {
        say(&format!("  {}/demo/as/{role:<16} {what}", ready.url));
    }
    say("");
    say(&format!(
        "  waiting for approval   {}/cases/{}",
        ready.url, story.waiting
    ));
    say(&format!(
        "  closed                 {}/cases/{}",
        ready.url, story.closed
    ));
    say(&format!(
        "  the log, from outside  zegel verify {}/log/conduct --key {}",
        ready.url, ready.log_key
    ));
    say("");
    say("Ctrl-C ends it and leaves nothing behind.");
}
