//! The binary with a bound on its memory, as a small machine would run it.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::binary::zegel;

/// The most memory that a command may take, in mebibytes.
pub const MEMORY: u64 = 256;
/// How often to look whether it has ended.
const NAP: Duration = Duration::from_millis(2);
/// Whoever has not ended after so many looks does not end: three minutes at least. The bound is on whether it ends, not on
/// how fast.
const LOOKS: usize = 90_000;

/// What came of a command.
pub struct Ended {
    /// Its exit code; -1 where a signal ended it, as one does that asks for more memory than there is.
    pub code: i32,
    /// What it said on standard output, at most a mebibyte.
    pub out: String,
    /// What it said on standard error, at most a mebibyte.
    pub err: String,
    /// The most memory that was seen in use, in kibibytes.
    pub peak: u64,
}

/// Runs the binary within [`MEMORY`] of address space, which is more than memory in use can be: the system gives it no
/// more, so an end with the right code is the proof. Root is subject to permissions as everybody is.
pub fn run_bounded(args: &[&str], input: &str) -> Ended {
    let mut command = Command::new("sh");
    // A shell sets the bound, since nothing else here may do so for a child alone.
    command
        .args(["-c", "ulimit -v $0 && ulimit -c 0 && exec \"$@\""])
        .arg((MEMORY * 1024).to_string());
    if rustix::process::geteuid().is_root() {
        command.args(["setpriv", "--bounding-set=-all", "--inh-caps=-all"]);
    }
    let mut child = command
        .arg(zegel())
        .args(args)
        // Each thread would reserve addresses that it does not use.
        .env("MALLOC_ARENA_MAX", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _refused = child.stdin.take().unwrap().write_all(input.as_bytes());
    let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let (out, err) = (
        std::thread::spawn(|| some(out)),
        std::thread::spawn(|| some(err)),
    );
    let status = Path::new("/proc")
        .join(child.id().to_string())
        .join("status");
    let mut peak = 0;
    let mut ended = None;
    for _ in 0..LOOKS {
        peak = peak.max(high_water(&status).unwrap_or(0));
        ended = child.try_wait().unwrap();
        if ended.is_some() {
            break;
        }
        std::thread::sleep(NAP);
    }
    let Some(ended) = ended else {
        child.kill().unwrap();
        panic!("does not end: {args:?}");
    };
    let code = ended.code().unwrap_or(-1);
    Ended {
        code,
        out: out.join().unwrap(),
        err: err.join().unwrap(),
        peak,
    }
}

/// The first mebibyte; the rest is read and dropped, so that nobody waits.
fn some(mut from: impl Read) -> String {
    let mut kept = Vec::new();
    from.by_ref().take(1 << 20).read_to_end(&mut kept).unwrap();
    std::io::copy(&mut from, &mut std::io::sink()).unwrap();
    String::from_utf8_lossy(&kept).into_owned()
}

/// `VmHWM` of a process, in kibibytes.
pub fn high_water(status: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().split(' ').next()?.parse().ok()
}
