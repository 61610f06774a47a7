//! The memory of a process as whoever is root sees it (Linux, `/proc/PID/mem`).

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use crate::canary::Finder;

/// Bytes that are read at a time.
const PIECE: u64 = 4 << 20;

/// What of a process was searched.
#[derive(Debug)]
pub struct Searched {
    /// Bytes that could be read.
    pub bytes: u64,
    /// Regions with a canary in them, as `/proc/PID/maps` names them, with how many.
    pub found: Vec<(String, usize)>,
}

/// Whether this user may look into the memory of processes that are closed to others.
pub fn may_look() -> bool {
    let me = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let caps = me.lines().find_map(|line| line.strip_prefix("CapEff:"));
    let caps = caps.and_then(|caps| u64::from_str_radix(caps.trim(), 16).ok());
    // CAP_SYS_PTRACE, number 19 of capabilities(7).
    caps.is_some_and(|caps| caps >> 19 & 1 == 1)
}

/// Searches every readable region. `None` when the process is gone.
pub fn search(pid: u32, finder: &Finder) -> Option<Searched> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).ok()?;
    let memory = File::open(format!("/proc/{pid}/mem")).ok()?;
    let mut searched = Searched {
        bytes: 0,
        found: Vec::new(),
    };
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (range, rights) = (words.next()?, words.next()?);
        if !rights.starts_with('r') || line.ends_with("[vvar]") || line.ends_with("[vsyscall]") {
            continue;
        }
        let (start, end) = range.split_once('-')?;
        let start = u64::from_str_radix(start, 16).ok()?;
        let end = u64::from_str_radix(end, 16).ok()?;
        let count = region(&memory, start, end, finder, &mut searched.bytes);
        if count > 0 {
            searched.found.push((line.to_owned(), count));
        }
    }
    Some(searched)
}

/// One region, in pieces that overlap by the longest form.
fn region(memory: &File, start: u64, end: u64, finder: &Finder, read: &mut u64) -> usize {
    let overlap = u64::try_from(finder.longest()).unwrap();
    let mut buffer = vec![0; usize::try_from(PIECE + overlap).unwrap()];
    let (mut at, mut count) = (start, 0);
    while at < end {
        let length = usize::try_from((end - at).min(PIECE + overlap)).unwrap();
        let piece = &mut buffer[..length];
        // Pages that no file or memory is behind cannot be read; nothing is kept there.
        if let Ok(got) = memory.read_at(piece, at) {
            *read += u64::try_from(got).unwrap();
            count += finder.count(&piece[..got]);
        }
        at += PIECE;
    }
    count
}

/// The processes that run a program, by its file.
pub fn running(program: &Path) -> Vec<u32> {
    let program = program.canonicalize().unwrap();
    let of = |pid: &u32| fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == program);
    fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok())
        .filter(of)
        .collect()
}

/// The files that a process has open, without pipes, sockets and the like.
pub fn open_files(pid: u32) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(format!("/proc/{pid}/fd"))
        .unwrap()
        .filter_map(|entry| fs::read_link(entry.ok()?.path()).ok())
        .filter(|path| path.is_absolute() && path != Path::new("/dev/null"))
        .collect();
    files.sort();
    files.dedup();
    files
}
