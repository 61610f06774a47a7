//! `zegel reconcile EXPORT...`: copies of one conversation side by side, on the machine of whoever has them.
//!
//! Contract: `docs/formats.md`, "Copies side by side". Exit 0: compared; 2: something cannot be read. Nothing is sent.

mod copy;
mod dates;
mod json;
mod plain;

use std::error::Error as _;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use zegel_capture::read::ReadError;
use zegel_compare::{Comparison, compare};

use self::copy::{Gathered, Opened};
use crate::cli;
use crate::database::DatabaseArgs;
use crate::parse::DateOrderArg;

/// What `zegel reconcile` is told.
#[derive(Debug, Args)]
pub(crate) struct ReconcileArgs {
    /// Exports of one conversation, of two holders or more: whatever `zegel parse` reads.
    #[arg(required = true, value_name = "EXPORT")]
    pub(crate) files: Vec<PathBuf>,
    /// Write JSON instead of text.
    #[arg(long)]
    pub(crate) json: bool,
    /// Which conversation of an export that holds several, by the key that `zegel parse --list` gives; once for each
    /// such export, in their order.
    #[arg(long = "conversation", value_name = "KEY")]
    pub(crate) conversations: Vec<String>,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// The order of day, month and year, where you know it: of exports that do not tell it themselves.
    #[arg(long, value_enum)]
    pub(crate) date_order: Option<DateOrderArg>,
}

/// The command, on standard output and standard error.
pub(crate) fn command(args: &ReconcileArgs) -> ExitCode {
    run(args, &mut io::stdout().lock(), &mut io::stderr().lock())
}

/// Why nothing was compared.
enum Failure {
    /// Of one export.
    Read(PathBuf, ReadError),
    /// It holds so many conversations, and none was named.
    Several(PathBuf, usize),
    /// There are more keys than exports with several conversations.
    SpareKeys,
    Write(io::Error),
}

impl Failure {
    fn sentence(&self) -> String {
        match self {
            Self::Read(path, error) => {
                let name = path.display();
                match error.source() {
                    Some(cause) => format!("{name}: {error}: {cause}"),
                    None => format!("{name}: {error}"),
                }
            }
            Self::Several(path, 0) => format!("{}: no conversation is in it", path.display()),
            Self::Several(path, count) => {
                let name = path.display();
                format!(
                    "{name}: {count} conversations are in it; name one with --conversation KEY, as `zegel parse --list` \
                     shows them"
                )
            }
            Self::SpareKeys => {
                "more conversations are named than exports are given that hold several".to_owned()
            }
            Self::Write(error) => format!("the output cannot be written: {error}"),
        }
    }
}

/// Compares what `args` name; the result goes to `out`, one sentence about what went wrong to `err`.
pub(crate) fn run(args: &ReconcileArgs, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    match reconcile(args, out) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads has read enough, as `head` does.
        Err(Failure::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            let sentence = cli::plain(&failure.sentence());
            // If even this cannot be said, the exit code says it.
            drop(writeln!(err, "zegel reconcile: {sentence}"));
            ExitCode::from(2)
        }
    }
}

fn reconcile(args: &ReconcileArgs, out: &mut dyn Write) -> Result<(), Failure> {
    let gathered = gather(args)?;
    let copies: Vec<_> = gathered.iter().map(Gathered::copy).collect();
    let comparison = compare(&copies);
    let sides = Sides {
        names: names(&gathered, &comparison),
        gathered: &gathered,
        comparison: &comparison,
    };
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let written = if args.json {
        json::write(&sides, &mut out)
    } else {
        plain::write(&sides, &mut out)
    };
    written.and_then(|()| out.flush()).map_err(Failure::Write)
}

/// Opens every export, lets them settle each other's dates, and reads them.
fn gather(args: &ReconcileArgs) -> Result<Vec<Gathered>, Failure> {
    let mut keys = args.conversations.iter();
    let mut opened = Vec::with_capacity(args.files.len());
    for file in &args.files {
        opened.push(Opened::open(file, &args.database, &mut keys)?);
    }
    if keys.next().is_some() {
        return Err(Failure::SpareKeys);
    }
    let first = args.files.first().cloned().unwrap_or_default();
    let orders = dates::settle(&opened, args.date_order.map(Into::into))
        .map_err(|error| Failure::Read(first, error.into()))?;
    opened
        .into_iter()
        .zip(orders)
        .zip(&args.files)
        .map(|((one, dates), file)| {
            one.read(dates)
                .map_err(|error| Failure::Read(file.clone(), error))
        })
        .collect()
}

/// Everything there is to show.
struct Sides<'s> {
    /// Of each copy: by what it is called, unique.
    names: Vec<String>,
    gathered: &'s [Gathered],
    comparison: &'s Comparison,
}

impl Sides<'_> {
    fn name(&self, copy: usize) -> &str {
        self.names.get(copy).map_or("", String::as_str)
    }

    /// A person as shown; one whom no copy names is called by a copy that they hold.
    fn person(&self, person: usize) -> &str {
        let Some(person) = self.comparison.people.get(person) else {
            return "";
        };
        match person.holds.first() {
            Some(copy) if person.name.is_empty() => self.name(*copy),
            _ => &person.name,
        }
    }

    /// The words of a row.
    fn text(&self, (copy, line): (usize, usize)) -> &str {
        let copy = self.gathered.get(copy);
        copy.and_then(|copy| copy.text(line)).unwrap_or_default()
    }
}

/// What each copy is called: its holder, else its file; two of one name are told apart by their files, or by number.
fn names(gathered: &[Gathered], comparison: &Comparison) -> Vec<String> {
    let files: Vec<String> = gathered.iter().map(|one| file_name(&one.file)).collect();
    let holders = comparison.copies.iter().map(|facts| facts.holder.clone());
    let mut names: Vec<String> = holders
        .zip(&files)
        .map(|(holder, file)| holder.unwrap_or_else(|| file.clone()))
        .collect();
    for tell in [
        |name: &str, file: &str, _: usize| format!("{name} ({file})"),
        |name: &str, _: &str, number: usize| format!("{name} ({number})"),
    ] {
        let before = names.clone();
        let twice = |name: &String| before.iter().filter(|other| *other == name).count() > 1;
        for (place, (name, file)) in names.iter_mut().zip(&files).enumerate() {
            if twice(name) {
                *name = tell(name, file, place + 1);
            }
        }
    }
    names
}

/// A file as people know it: its name, and that of its folder where exports are called alike.
fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
