//! Reading an export, beside a parser that others use.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use journey::archive::path;
use journey::binary::zegel;
use serde_json::Value;
use zegel_capture::read::{self, Limits};

use crate::Sizes;
use crate::chats::{self, Form};
use crate::machine::{self, Watch, children_seconds, thread_seconds};
use crate::table::{Row, Target};

/// The peer and its version.
const PEER: &str = "whatsapp-chat-parser";
const VERSION: &str = "4.0.2";
/// Reads a chat with the peer as [`one`] does with ours. Seconds: of the clock or of the processor, whichever are less,
/// because its collector of garbage has threads of its own.
const SCRIPT: &str = "
const fs = require('fs');
const { parseString } = require('whatsapp-chat-parser');
const clock = process.hrtime.bigint();
const before = process.cpuUsage();
const messages = parseString(fs.readFileSync(process.argv[2], 'utf8')).length;
const used = process.cpuUsage(before);
const seconds = Math.min(Number(process.hrtime.bigint() - clock) / 1e9, (used.user + used.system) / 1e6);
const mb = process.resourceUsage().maxRSS * 1024 / 1e6;
process.stdout.write(JSON.stringify({ messages, seconds, mb }));
";

/// What one reading took.
struct Read {
    per_second: f64,
    mb: f64,
}

/// The rows of this chapter.
pub fn rows(sizes: &Sizes, quick: bool) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let peer = if quick { None } else { install() };
    let runs = if quick { 1 } else { 5 };
    let days = 1_825.min(sizes.export / 10);
    let mut rows = Vec::new();
    for form in Form::ALL {
        let export = chats::write_as(form, folder.path(), "de lezer", sizes.export, days);
        let ours = || {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args(["--parse", path(&export)]);
            told(command, sizes.export)
        };
        let read: Vec<Read> = (0..runs).map(|_| ours()).collect();
        let theirs = peer.as_deref().map(|script| {
            let mut command = Command::new("node");
            command
                .arg("--max-old-space-size=6000")
                .arg(script)
                .arg(&export);
            told(command, sizes.export)
        });
        rows.extend(of_form(form, sizes, &read, theirs.as_ref()));
        if form == Form::AndroidNl {
            rows.push(lines(&export, sizes, runs));
        }
    }
    rows
}

fn of_form(form: Form, sizes: &Sizes, read: &[Read], theirs: Option<&Read>) -> [Row; 2] {
    let form = form.name();
    let each = |of: fn(&Read) -> f64| read.iter().map(of).collect::<Vec<_>>();
    let speed = Row::new(
        format!("reading {} messages, {form}, for one core", sizes.export),
        "messages/s",
        Target::AtLeast(1_000_000.0),
        each(|one| one.per_second),
    );
    let memory = Row::new(
        format!("memory of that, {form}, peak"),
        "MB",
        Target::AtMost(100.0),
        each(|one| one.mb),
    );
    let peer = format!("{PEER} {VERSION}");
    match theirs {
        Some(theirs) => [
            speed.beside(peer.as_str(), theirs.per_second),
            memory.beside(peer, theirs.mb),
        ],
        None => [
            speed.note(format!("{PEER} was not measured: no npm, or no registry")),
            memory,
        ],
    }
}

/// What the program does with it: every message as a line of JSON.
fn lines(export: &Path, sizes: &Sizes, runs: usize) -> Row {
    let values = (0..runs).map(|_| {
        let before = children_seconds();
        let mut command = Command::new(zegel());
        let status = command
            .args(["parse", path(export)])
            .stdout(Stdio::null())
            .status();
        assert!(status.unwrap().success());
        sizes.export as f64 / (children_seconds() - before).max(0.01)
    });
    Row::new(
        format!(
            "`zegel parse` of {} messages to JSON lines, for one core",
            sizes.export
        ),
        "messages/s",
        Target::None,
        values.collect(),
    )
}

/// Runs what reads an export once and tells what it took. It must have found every message.
fn told(mut command: Command, messages: usize) -> Read {
    let out = command.stderr(Stdio::inherit()).output().unwrap();
    assert!(out.status.success());
    let told: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(told["messages"].as_u64(), Some(messages as u64), "{told}");
    Read {
        per_second: messages as f64 / told["seconds"].as_f64().unwrap(),
        mb: told["mb"].as_f64().unwrap(),
    }
}

/// `--parse FILE`: reads an export in a process of its own, from the file to the last message, and tells what it took.
pub fn one(export: &Path) -> String {
    let before = thread_seconds();
    let opened = read::open(export, Limits::default()).unwrap();
    let conversation = opened.chat.read().unwrap();
    let messages = conversation.messages().map(std::hint::black_box).count();
    let seconds = thread_seconds() - before;
    let mb = machine::status_mb(std::process::id(), "VmHWM").unwrap();
    serde_json::json!({ "messages": messages, "seconds": seconds, "mb": mb }).to_string()
}

/// Installs the peer beside the binaries; its script, or nothing, said aloud, where npm or its registry is away.
fn install() -> Option<PathBuf> {
    let folder = zegel().parent().unwrap().join("peer");
    fs::create_dir_all(&folder).unwrap();
    let watch = Watch::start();
    let installed = Command::new("npm")
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--silent",
            "--prefer-offline",
            "--prefix",
        ])
        .arg(&folder)
        .arg(format!("{PEER}@{VERSION}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !installed.is_ok_and(|status| status.success()) {
        eprintln!("NOT MEASURED: {PEER} {VERSION}; there is no npm here, or no registry");
        return None;
    }
    eprintln!(
        "parse: {PEER} {VERSION} installed in {:.1} s",
        watch.seconds()
    );
    let script = folder.join("peer.js");
    fs::write(&script, SCRIPT).ok()?;
    Some(script)
}
