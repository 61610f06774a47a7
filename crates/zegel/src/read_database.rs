//! `zegel read-database`: opens a foreign database for the process that started it, and does nothing else.
//!
//! Whatever a database does to the library that reads it, it does here: in a process without environment, network,
//! keys of ours or files to write, bounded in memory and time, which ends with its parent. Spec: `docs/formats.md`,
//! "Frames of a database's reader".

use std::io::{self, BufReader, BufWriter};
use std::process::ExitCode;

use zegel_capture::apart;

/// Seconds of the processor: a database of 2 GB takes some ten.
const SECONDS: u64 = 600;
/// Memory besides what a database itself takes.
const MEMORY: u64 = 1 << 30;
/// How many times its length a database may take: a backup unpacks, and its rows are counted.
const TIMES: u64 = 24;
/// Most memory of all.
const MOST_MEMORY: u64 = 8 << 30;

/// Speaks on standard input and output until nobody asks any more.
pub(crate) fn command() -> ExitCode {
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match apart::serve(&mut input, &mut output, bound) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

/// Bounds what this process may take, given the length of its database. A bound that cannot be set is none that is
/// lower already, or there is no such bound on this machine.
#[cfg(unix)]
fn bound(length: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let memory = MEMORY
        .saturating_add(length.saturating_mul(TIMES))
        .min(MOST_MEMORY);
    for (resource, most) in [
        (Resource::As, memory),
        (Resource::Cpu, SECONDS),
        // No file can be written, and no process started.
        (Resource::Fsize, 0),
        (Resource::Nproc, 0),
        (Resource::Nofile, 16),
    ] {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        let _as_it_was = setrlimit(resource, limit);
    }
}

#[cfg(not(unix))]
const fn bound(_length: u64) {}
