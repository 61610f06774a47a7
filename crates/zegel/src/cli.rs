//! What can be typed, and how the binary speaks on a terminal.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use zegel_model::CaseId;
use zegel_model::scope::{Account, Ownership};
use zegel_model::seat::Side;

/// Keeps business chats as evidence that nobody can read alone.
#[derive(Debug, Parser)]
#[command(name = "zegel", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What Zegel does from a terminal.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what an exported chat holds, as JSON lines. Nothing leaves this machine.
    Parse(ParseArgs),
    /// Bring exported chats into the archive: asks for each conversation, seals here, then sends.
    Import(ImportArgs),
    /// Check a log, a folder of its files, or one proof, offline.
    Verify(VerifyArgs),
    /// Make, drill and use the key of a seat.
    Seat(SeatArgs),
    /// Be the reading room of one case. Started by the server; reads its start from standard input.
    #[command(hide = true)]
    Room(RoomArgs),
    /// Serve the archive in a folder.
    #[cfg(feature = "server")]
    Serve(ServeArgs),
    /// Compare every row of the database with the log entries that name it.
    #[cfg(feature = "server")]
    Audit(AuditArgs),
    /// Show everything with a made-up employer, on this machine alone.
    #[cfg(feature = "server")]
    Demo(DemoArgs),
    /// Hold the seats' keys of the demo.
    #[cfg(feature = "server")]
    #[command(hide = true)]
    DemoAgent,
}

#[derive(Debug, Args)]
pub(crate) struct ParseArgs {
    /// An exported chat: .txt, .zip or the folder it was unpacked to.
    pub(crate) file: PathBuf,
}

/// How to reach the archive, as whom.
#[derive(Debug, Args)]
pub(crate) struct ServerArgs {
    /// Address of the archive, https://…
    #[arg(long, env = "ZEGEL_SERVER")]
    pub(crate) server: String,
    /// Your token, from your own page.
    // One token in 64 begins with a hyphen.
    #[arg(
        long,
        env = "ZEGEL_TOKEN",
        hide_env_values = true,
        allow_hyphen_values = true
    )]
    pub(crate) token: String,
    /// The key of the archive's conduct log. Without it the key that the server shows first is remembered.
    #[arg(long)]
    pub(crate) key: Option<String>,
    /// The archive has other seats than the last time, and you asked who they are: take them.
    #[arg(long)]
    pub(crate) new_seats: bool,
    /// Where this client keeps its memory of the log, and your import key.
    #[arg(long, env = "ZEGEL_HOME")]
    pub(crate) home: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// Exported chats.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) server: ServerArgs,
    /// Whose account the conversations were held with; asked for where the regulation covers more than one kind.
    #[arg(long, value_enum, requires = "phone")]
    pub(crate) account: Option<AccountArg>,
    /// Whose phone they were on.
    #[arg(long, value_enum, requires = "account")]
    pub(crate) phone: Option<PhoneArg>,
}

/// Whose account.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum AccountArg {
    /// An account of the business.
    Business,
    /// Your own.
    Personal,
}

/// Whose phone.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PhoneArg {
    /// The employer's.
    Company,
    /// Your own.
    Private,
}

impl From<AccountArg> for Account {
    fn from(arg: AccountArg) -> Self {
        match arg {
            AccountArg::Business => Self::Business,
            AccountArg::Personal => Self::Personal,
        }
    }
}

impl From<PhoneArg> for Ownership {
    fn from(arg: PhoneArg) -> Self {
        match arg {
            PhoneArg::Company => Self::Company,
            PhoneArg::Private => Self::Private,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// A folder with a log's files, the address of a log, or a proof that you downloaded.
    pub(crate) what: String,
    /// The log's verifier key, `name+hash+key`.
    #[arg(long)]
    pub(crate) key: String,
    /// An older checkpoint of the same log that the new one must follow from.
    #[arg(long)]
    pub(crate) since: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct SeatArgs {
    #[command(subcommand)]
    pub(crate) command: SeatCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SeatCommand {
    /// Make a seat's key on this machine, register it and prove that it opens.
    New {
        /// Whose interest it guards.
        #[arg(long, value_enum)]
        side: SideArg,
        /// The key file to write, under a passphrase.
        #[arg(long)]
        file: PathBuf,
        #[command(flatten)]
        server: ServerArgs,
    },
    /// Show the requests that wait.
    Waiting {
        #[command(flatten)]
        server: ServerArgs,
    },
    /// Check a request, approve it, and release exactly its segments to the case.
    Approve {
        /// Which case.
        case: CaseId,
        /// The seat's key file.
        #[arg(long)]
        file: PathBuf,
        /// Let it end earlier than asked: a moment such as 2026-12-01T12:00:00Z.
        #[arg(long)]
        until: Option<String>,
        /// Do not ask once more after showing the terms.
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        server: ServerArgs,
    },
    /// Refuse a request: that is the end of it.
    Deny {
        /// Which case.
        case: CaseId,
        #[command(flatten)]
        server: ServerArgs,
    },
}

/// Which side.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SideArg {
    /// The employer's.
    Employer,
    /// The staff's.
    Staff,
}

impl From<SideArg> for Side {
    fn from(arg: SideArg) -> Self {
        match arg {
            SideArg::Employer => Self::Employer,
            SideArg::Staff => Self::Staff,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct RoomArgs {}

/// Where an archive is kept, if not all of it in its folder.
#[cfg(feature = "server")]
#[derive(Args, Default)]
pub(crate) struct PlaceArgs {
    /// A PostgreSQL database instead of the file in the folder, postgres://…; with a password only by the environment
    /// or a file, since others can see what was typed.
    #[arg(long, env = "ZEGEL_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// A file with the address of the database.
    #[arg(long, env = "ZEGEL_DATABASE_FILE", conflicts_with = "database")]
    pub(crate) database_file: Option<PathBuf>,
    /// Where the attachments are instead: a folder that all servers of the archive see.
    #[arg(long, env = "ZEGEL_BLOBS")]
    pub(crate) blobs: Option<String>,
}

// The address may hold a password.
#[cfg(feature = "server")]
impl std::fmt::Debug for PlaceArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PlaceArgs").finish_non_exhaustive()
    }
}

#[cfg(feature = "server")]
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// The archive's folder: database, attachments, log key.
    #[arg(long, env = "ZEGEL_DIR")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8443")]
    pub(crate) listen: std::net::SocketAddr,
    /// How others reach it, if that differs: https://…
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// Only for a new archive: the employer's name.
    #[arg(long)]
    pub(crate) employer: Option<String>,
    /// Only for a new archive: how many people work there.
    #[arg(long)]
    pub(crate) headcount: Option<u32>,
    /// Only for a new archive: the employer has a works council.
    #[arg(long)]
    pub(crate) works_council: bool,
    /// Only for a new archive: the owner's name.
    #[arg(long)]
    pub(crate) owner: Option<String>,
    /// The demo's seat agent; makes this a demo.
    #[arg(long, hide = true)]
    pub(crate) demo_agent: Option<String>,
}

#[cfg(feature = "server")]
#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    /// The archive's folder.
    #[arg(long, env = "ZEGEL_DIR")]
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

#[cfg(feature = "server")]
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Walk the whole journey over HTTP, say what was seen, and exit.
    #[arg(long)]
    pub(crate) smoke: bool,
    /// The port of the page; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Keep the demo's archive in this folder instead of a temporary one.
    #[arg(long)]
    pub(crate) dir: Option<PathBuf>,
}

/// Logs go to standard error; what is on standard output is for programs and people.
pub(crate) fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("ZEGEL_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    let _logging = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

/// A line as a terminal may show it: what moves a cursor or turns the direction of writing is made visible, so that a
/// text from elsewhere cannot pass for a line of ours.
fn plain(line: &str) -> String {
    let moves = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    line.chars()
        .map(|c| if moves(c) { '\u{fffd}' } else { c })
        .collect()
}

/// One line for the person at the terminal.
pub(crate) fn say(line: &str) {
    // Nobody listens any more: nothing is lost by that.
    let _closed = writeln!(std::io::stdout().lock(), "{}", plain(line));
}

/// One line about what went wrong.
pub(crate) fn complain(line: &str) {
    let _closed = writeln!(std::io::stderr().lock(), "zegel: {}", plain(line));
}

/// Asks one question and takes one line. The end of input is an empty answer, which is never a yes.
pub(crate) fn ask(question: &str) -> anyhow::Result<String> {
    let mut out = std::io::stdout().lock();
    write!(out, "{question} ")?;
    out.flush()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn no_text_from_elsewhere_draws_a_line_of_ours() {
        assert_eq!(plain("a\nScope     copy-x"), "a\u{fffd}Scope     copy-x");
        assert_eq!(plain("\u{1b}[2Jb\u{202e}c"), "\u{fffd}[2Jb\u{fffd}c");
        assert_eq!(plain("één – “gewone” zin"), "één – “gewone” zin");
    }
}
