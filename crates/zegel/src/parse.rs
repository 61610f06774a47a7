//! `zegel parse FILE`: what an export holds, as JSON lines for other programs.
//!
//! Contract: `docs/formats.md`, "Exports and `zegel parse`". Exit 0: read; 1: read, with a remainder; 2: unreadable.

use std::error::Error as _;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use zegel_capture::lines;
use zegel_capture::read::{self, Limits, ReadError};

use crate::cli::ParseArgs;

/// The command, on standard output and standard error.
pub(crate) fn command(args: &ParseArgs) -> ExitCode {
    run(
        &args.file,
        &mut io::stdout().lock(),
        &mut io::stderr().lock(),
    )
}

/// Why nothing, or not everything, was written.
enum Failure {
    Read(ReadError),
    Write(io::Error),
}

/// Parses the export at `path`; lines go to `out`, one sentence about what went wrong to `err`.
pub(crate) fn run(path: &Path, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    let sentence = match parse(path, out) {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => return ExitCode::from(1),
        // Whoever reads has read enough, as `head` does.
        Err(Failure::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            return ExitCode::SUCCESS;
        }
        Err(Failure::Write(error)) => format!("the output cannot be written: {error}"),
        Err(Failure::Read(error)) => match error.source() {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        },
    };
    // If even this cannot be said, the exit code says it.
    drop(writeln!(err, "zegel parse: {sentence}"));
    ExitCode::from(2)
}

/// Whether the export was read without a remainder.
fn parse(path: &Path, out: &mut dyn Write) -> Result<bool, Failure> {
    let export = read::open(path, Limits::default()).map_err(Failure::Read)?;
    let conversation = export
        .chat
        .read()
        .map_err(|error| Failure::Read(error.into()))?;
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let summary = lines::write(&conversation, &mut out).map_err(Failure::Write)?;
    out.flush().map_err(Failure::Write)?;
    Ok(summary.remainder.is_empty())
}
