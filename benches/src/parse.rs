//! Reading an export, beside a parser that others use.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use journey::archive::path;
use journey::binary::zegel;

use crate::Sizes;
use crate::chats;
use crate::machine::Watch;
use crate::table::{Row, Target};

/// The peer, with its version; installed for this run into a folder that goes with it.
const PEER: &str = "whatsapp-chat-parser@4.0.2";
/// Reads a chat with the peer and writes each message as a line of JSON, as `zegel parse` does.
const SCRIPT: &str = "
const fs = require('fs');
const { parseString } = require('whatsapp-chat-parser');
const out = fs.createWriteStream('/dev/null');
let count = 0;
for (const message of parseString(fs.readFileSync(process.argv[2], 'utf8'))) {
  out.write(JSON.stringify(message) + '\\n');
  count += 1;
}
process.stdout.write(String(count));
";

/// The rows of this chapter.
pub fn rows(sizes: &Sizes, quick: bool) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let export = chats::write(
        folder.path(),
        "de lezer",
        sizes.export,
        1_825.min(sizes.export / 10),
    );
    let took = |mut command: Command| {
        let watch = Watch::start();
        assert!(command.status().unwrap().success());
        sizes.export as f64 / watch.seconds()
    };
    let values: Vec<f64> = (0..if quick { 1 } else { 5 })
        .map(|_| {
            let mut command = Command::new(zegel());
            command
                .args(["parse", path(&export)])
                .stdout(File::create("/dev/null").unwrap());
            took(command)
        })
        .collect();
    let row = Row::new(
        format!("`zegel parse` of {} messages to JSON lines", sizes.export),
        "messages/s",
        Target::None,
        values,
    );
    let peer = if quick { None } else { install(folder.path()) };
    vec![match peer {
        Some(script) => {
            let mut command = Command::new("node");
            command
                .arg("--max-old-space-size=6000")
                .arg(script)
                .arg(&export)
                .stdout(Stdio::null());
            row.beside(PEER, took(command))
        }
        None => row.note("whatsapp-chat-parser could not be installed here"),
    }]
}

/// Installs the peer; its script, or nothing where npm or its registry is away.
fn install(folder: &Path) -> Option<std::path::PathBuf> {
    let installed = Command::new("npm")
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--silent",
            "--prefix",
        ])
        .arg(folder)
        .arg(PEER)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !installed.is_ok_and(|status| status.success()) {
        return None;
    }
    let script = folder.join("peer.js");
    std::fs::write(&script, SCRIPT).ok()?;
    Some(script)
}
