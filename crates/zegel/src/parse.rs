//! `zegel parse FILE`: what an export holds, as JSON lines for other programs.
//!
//! Contract: `docs/formats.md`, "Exports and `zegel parse`". Exit 0: read; 1: read, with a remainder; 2: unreadable.

use std::error::Error as _;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use zegel_capture::lines;
use zegel_capture::open::{Opened, open};
use zegel_capture::read::{Limits, ReadError};
use zegel_capture::shelf::Shelf;

use crate::cli::ParseArgs;

/// The command, on standard output and standard error.
pub(crate) fn command(args: &ParseArgs) -> ExitCode {
    run(args, &mut io::stdout().lock(), &mut io::stderr().lock())
}

/// Why nothing, or not everything, was written.
enum Failure {
    Read(ReadError),
    Write(io::Error),
    /// A text export holds one conversation.
    Single,
    /// Which one is meant?
    Several(usize),
}

/// Parses an export; lines go to `out`, one sentence about what went wrong to `err`.
pub(crate) fn run(args: &ParseArgs, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    let sentence = match parse(args, out) {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => return ExitCode::from(1),
        // Whoever reads has read enough, as `head` does.
        Err(Failure::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            return ExitCode::SUCCESS;
        }
        Err(Failure::Write(error)) => format!("the output cannot be written: {error}"),
        Err(Failure::Single) => {
            "a text holds one conversation; leave out --list and --conversation".to_owned()
        }
        Err(Failure::Several(count)) => format!(
            "there are {count} conversations in it; name one with --conversation KEY, --list shows them"
        ),
        Err(Failure::Read(error)) => match error.source() {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        },
    };
    // If even this cannot be said, the exit code says it.
    drop(writeln!(err, "zegel parse: {sentence}"));
    ExitCode::from(2)
}

/// Whether what was asked for was read without a remainder.
fn parse(args: &ParseArgs, out: &mut dyn Write) -> Result<bool, Failure> {
    let opened = open(&args.file, &args.zone, Limits::default()).map_err(Failure::Read)?;
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let whole = match opened {
        Opened::Text(_) if args.list || args.conversation.is_some() => {
            return Err(Failure::Single);
        }
        Opened::Text(export) => {
            let conversation = export
                .chat
                .read()
                .map_err(|error| Failure::Read(error.into()))?;
            let summary = lines::write(&conversation, &mut out).map_err(Failure::Write)?;
            summary.remainder.is_empty()
        }
        Opened::Shelf(shelf) if args.list => {
            lines::write_list(&*shelf, &mut out).map_err(Failure::Write)?;
            true
        }
        Opened::Shelf(mut shelf) => {
            let place = place(&*shelf, args.conversation.as_deref())?;
            let written = lines::write_one(&mut *shelf, place, &mut out).map_err(Failure::Read)?;
            written.map_err(Failure::Write)?.remainder.is_empty()
        }
    };
    out.flush().map_err(Failure::Write)?;
    Ok(whole)
}

/// Where the conversation of this key is, or the only one.
fn place(shelf: &dyn Shelf, key: Option<&str>) -> Result<usize, Failure> {
    let all = shelf.conversations();
    match key {
        Some(key) => all
            .iter()
            .position(|listed| listed.key == key)
            .ok_or(Failure::Read(ReadError::NoSuchConversation)),
        None if all.len() == 1 => Ok(0),
        None => Err(Failure::Several(all.len())),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::zone;

    /// How it ended, the lines of the output, what was said.
    fn parsed(file: &str, list: bool, conversation: Option<&str>) -> (String, Vec<String>, String) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../fixtures/chats")
            .join(file);
        let args = ParseArgs {
            file,
            list,
            conversation: conversation.map(str::to_owned),
            zone: zone::named(zone::DEFAULT).unwrap(),
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(&args, &mut out, &mut err);
        let lines = String::from_utf8(out).unwrap();
        (
            format!("{code:?}"),
            lines.lines().map(str::to_owned).collect(),
            String::from_utf8(err).unwrap(),
        )
    }

    fn code(number: u8) -> String {
        format!("{:?}", ExitCode::from(number))
    }

    #[test]
    fn one_of_several_conversations_is_named() {
        let (ended, lines, _) = parsed("telegram/account", true, None);
        assert_eq!((ended, lines.len()), (code(0), 5));
        assert!(
            lines
                .iter()
                .all(|line| line.starts_with(r#"{"conversation":{"key":"#))
        );
        let (ended, lines, _) = parsed("telegram/account", false, Some("user510000002"));
        assert_eq!((ended, lines.len()), (code(0), 6));
        let (ended, lines, said) = parsed("telegram/account", false, None);
        assert_eq!((ended, lines.len()), (code(2), 0));
        assert!(said.contains("5 conversations"), "{said}");
        let (ended, lines, said) = parsed("telegram/account", false, Some("user1"));
        assert_eq!((ended, lines.len()), (code(2), 0));
        assert!(said.contains("no such conversation"), "{said}");
    }

    #[test]
    fn the_only_conversation_needs_no_name() {
        let (ended, lines, _) = parsed("telegram/ploeg-zuid.json", false, None);
        assert_eq!((ended, lines.len()), (code(1), 25), "with a remainder");
        let (ended, lines, _) = parsed("edge/traps.txt", false, None);
        assert_eq!((ended, lines.is_empty()), (code(0), false));
        let (ended, lines, said) = parsed("edge/traps.txt", true, None);
        assert_eq!((ended, lines.len()), (code(2), 0));
        assert!(said.contains("--list"), "{said}");
    }
}
