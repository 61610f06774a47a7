//! `zegel parse FILE`: what an export holds, as JSON lines for other programs.
//!
//! Contract: `docs/formats.md`, "Exports and `zegel parse`". Exit 0: read; 1: read, with a remainder; 2: unreadable.

use std::error::Error as _;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use zegel_capture::lines;
use zegel_capture::open::{Opened, open};
use zegel_capture::read::{Export, Limits, ReadError};
use zegel_capture::shelf::Shelf;
use zegel_capture::whatsapp::DateOrder;

use crate::database::{self, DatabaseArgs};

/// What `zegel parse` is told.
#[derive(Debug, Args)]
pub(crate) struct ParseArgs {
    /// An exported chat: .txt, .zip or the folder it was unpacked to; result.json of Telegram Desktop; a backup of SMS
    /// Backup & Restore; or WhatsApp's database (msgstore.db) or a backup of it (.crypt12, .crypt14, .crypt15).
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// Say which conversations are in it: what happens if nothing is said and there are several.
    #[arg(long, conflicts_with_all = ["conversation", "all"])]
    pub(crate) list: bool,
    /// Read this conversation, by the key that the list gives.
    #[arg(long, value_name = "KEY", conflicts_with = "all")]
    pub(crate) conversation: Option<String>,
    /// Read every conversation.
    #[arg(long)]
    pub(crate) all: bool,
    /// The order of day, month and year, where you know it: the export is read so, and says that you stated it.
    #[arg(long, value_enum)]
    pub(crate) date_order: Option<DateOrderArg>,
}

/// The order of day, month and year.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DateOrderArg {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

impl From<DateOrderArg> for DateOrder {
    fn from(order: DateOrderArg) -> Self {
        match order {
            DateOrderArg::Dmy => Self::Dmy,
            DateOrderArg::Mdy => Self::Mdy,
            DateOrderArg::Ymd => Self::Ymd,
        }
    }
}

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
}

/// Parses what `args` name; lines go to `out`, one sentence about what went wrong to `err`.
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
            "an exported text holds one conversation; leave --list, --conversation and --all out"
                .to_owned()
        }
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
    let (key, zone) = (args.database.key.as_deref(), &args.database.zone);
    let mut out = BufWriter::with_capacity(1 << 16, out);
    // Databases are opened by a process of their own, never here.
    let whole = match database::open(&args.file, key, zone).map_err(Failure::Read)? {
        Some(mut database) => shelved(database.shelf(), args, &mut out)?,
        None => match open(&args.file, zone, Limits::default()).map_err(Failure::Read)? {
            Opened::Text(export) => text(&export, args, &mut out)?,
            Opened::Shelf(mut shelf) => shelved(&mut *shelf, args, &mut out)?,
        },
    };
    out.flush().map_err(Failure::Write)?;
    Ok(whole)
}

fn text(export: &Export, args: &ParseArgs, out: &mut impl Write) -> Result<bool, Failure> {
    if args.list || args.all || args.conversation.is_some() {
        return Err(Failure::Single);
    }
    let conversation = export
        .chat
        .read_as(args.date_order.map(DateOrder::from))
        .map_err(|error| Failure::Read(error.into()))?;
    let summary = lines::write(&conversation, out).map_err(Failure::Write)?;
    Ok(summary.remainder.is_empty())
}

/// Lists a shelf, or reads of it what was asked for, or all where there is one conversation.
fn shelved(shelf: &mut dyn Shelf, args: &ParseArgs, out: &mut impl Write) -> Result<bool, Failure> {
    let all = shelf.conversations().len();
    let places = match &args.conversation {
        Some(key) => {
            let place = shelf.conversations().iter().position(|one| one.key == *key);
            let place = place.ok_or(Failure::Read(ReadError::NoSuchConversation))?;
            place..place + 1
        }
        None if args.all || (all == 1 && !args.list) => 0..all,
        None => {
            lines::write_list(shelf, out).map_err(Failure::Write)?;
            return Ok(shelf.outside().is_empty());
        }
    };
    let mut whole = true;
    for place in places {
        let summary = lines::write_one(shelf, place, out)
            .map_err(Failure::Read)?
            .map_err(Failure::Write)?;
        whole = whole && summary.remainder.is_empty();
    }
    Ok(whole)
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
            database: DatabaseArgs {
                key: None,
                zone: zone::named(zone::DEFAULT).unwrap(),
            },
            list,
            conversation: conversation.map(str::to_owned),
            all: false,
            date_order: None,
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
    fn several_conversations_are_listed_until_one_is_named() {
        for list in [true, false] {
            let (_, lines, _) = parsed("telegram/account", list, None);
            assert_eq!(lines.len(), 6, "five, and what belongs to none");
            assert!(
                lines[..5]
                    .iter()
                    .all(|line| line.starts_with(r#"{"conversation":{"key":"#))
            );
        }
        let (ended, lines, _) = parsed("telegram/account", false, Some("user510000002"));
        assert_eq!((ended, lines.len()), (code(0), 6));
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
