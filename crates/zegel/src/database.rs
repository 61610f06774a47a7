//! A foreign database, read by a process of its own.

use std::io::{BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use clap::Args;
use jiff::tz::TimeZone;
use zegel_capture::apart::Apart;
use zegel_capture::chat_database;
use zegel_capture::read::ReadError;
use zegel_capture::shelf::Shelf;

use crate::zone;

/// Longest key file. Real ones have 158 bytes.
const LONGEST_KEY: u64 = 4096;

/// What reading a database takes.
#[derive(Args)]
pub(crate) struct DatabaseArgs {
    /// What opens an encrypted backup: the phone's key file, or 64 digits. Others on this machine can see digits that
    /// were typed here; a file with them is safer.
    #[arg(long, value_name = "FILE|DIGITS")]
    pub(crate) key: Option<String>,
    /// The zone that moments are shown in, of sources that know moments.
    #[arg(long, value_name = "ZONE", default_value = zone::DEFAULT, value_parser = zone::named)]
    pub(crate) zone: TimeZone,
}

// A key opens everything.
impl std::fmt::Debug for DatabaseArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DatabaseArgs").finish_non_exhaustive()
    }
}

/// A database that another process has open. It ends with this value.
pub(crate) struct Database {
    shelf: Apart<BufReader<ChildStdout>, ChildStdin>,
    // Behind the shelf: fields are dropped in order, and a reader without input ends by itself.
    _child: Ended,
}

/// A process that is ended.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may be in the middle of something that nobody wants any more, or be gone already.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Database {
    /// What is on it.
    pub(crate) fn shelf(&mut self) -> &mut dyn Shelf {
        &mut self.shelf
    }
}

/// Opens a file that is a database or a backup of one; `None` of one that is neither.
///
/// `key` is the path of a key file, or the key's digits.
pub(crate) fn open(
    path: &Path,
    key: Option<&str>,
    zone: &TimeZone,
) -> Result<Option<Database>, ReadError> {
    if chat_database::sort(path, key.is_none())?.is_none() {
        return Ok(None);
    }
    let key = key.map(given).transpose()?;
    let mut child = Command::new(std::env::current_exe()?)
        .arg("read-database")
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // What it says of its end is said here, in words of ours.
        .stderr(Stdio::null())
        .spawn()?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let child = Ended(child);
    let (input, output) = input.zip(output).ok_or(ReadError::Ended)?;
    // The reader stands in no folder of ours.
    let path = std::path::absolute(path)?;
    let output = BufReader::with_capacity(1 << 16, output);
    let shelf = Apart::open(
        output,
        input,
        &path,
        (key.as_deref(), zone.iana_name().unwrap_or("UTC")),
    )?;
    Ok(Some(Database {
        shelf,
        _child: child,
    }))
}

/// A key's bytes: of the file of that name, or the digits themselves.
fn given(key: &str) -> Result<Vec<u8>, ReadError> {
    let path = Path::new(key);
    if !path.is_file() {
        return Ok(key.as_bytes().to_vec());
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(LONGEST_KEY)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
