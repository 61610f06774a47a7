//! What can be typed, and how the binary speaks on a terminal.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use zegel_model::CaseId;
use zegel_model::seat::Side;

#[cfg(feature = "server")]
use crate::backup::BackupArgs;
use crate::import::ImportArgs;
use crate::parse::ParseArgs;
use crate::reconcile::ReconcileArgs;
#[cfg(feature = "server")]
use crate::recover::RecoverArgs;
#[cfg(feature = "server")]
use crate::restore::RestoreArgs;

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
    /// Lay copies of one conversation side by side: what one holder's lacks or says otherwise, and why. Nothing leaves
    /// this machine.
    Reconcile(ReconcileArgs),
    /// Bring conversations into the archive: asks about each, seals here, then sends.
    Import(ImportArgs),
    /// Check a log, a folder of its files, or one proof, offline.
    Verify(VerifyArgs),
    /// Make, drill and use the key of a seat.
    Seat(SeatArgs),
    /// Be the reading room of one case. Started by the server; reads its start from standard input.
    #[command(hide = true)]
    Room(RoomArgs),
    /// Read a foreign database for the process that started this one.
    #[command(hide = true)]
    ReadDatabase,
    /// Found an archive: six questions, four papers to agree to, a regulation in draft.
    #[cfg(feature = "server")]
    Init(InitArgs),
    /// Serve the archive in a folder.
    #[cfg(feature = "server")]
    Serve(ServeArgs),
    /// Compare every row of the database with the log entries that name it.
    #[cfg(feature = "server")]
    Audit(AuditArgs),
    /// Make a backup of an archive, served or not, or check one.
    #[cfg(feature = "server")]
    Backup(BackupArgs),
    /// Restore a backup into an empty place.
    #[cfg(feature = "server")]
    Restore(RestoreArgs),
    /// Let a restored archive go on, with what others know of its log.
    #[cfg(feature = "server")]
    Recover(RecoverArgs),
    /// Show everything with a made-up employer, on this machine alone.
    #[cfg(feature = "server")]
    Demo(DemoArgs),
    /// Hold the seats' keys of the demo.
    #[cfg(feature = "server")]
    #[command(hide = true)]
    DemoAgent,
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
    /// The authority whose certificates the archive shows, in PEM; trusted instead of the machine's own list.
    #[arg(long, env = "ZEGEL_CA", value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
    /// Where this client keeps its memory of the log, and your import key.
    #[arg(long, env = "ZEGEL_HOME")]
    pub(crate) home: Option<PathBuf>,
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
    /// For an address: the authority whose certificates it shows, in PEM; trusted instead of the machine's own list.
    #[arg(long, env = "ZEGEL_CA", value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
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
#[derive(Args, Default, Clone, PartialEq, Eq)]
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

#[cfg(feature = "server")]
impl PlaceArgs {
    fn file(&self) -> Option<String> {
        Some(self.database_file.as_ref()?.to_string_lossy().into_owned())
    }
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
pub(crate) struct InitArgs {
    /// The folder of the new archive.
    #[arg(long, env = "ZEGEL_DIR")]
    pub(crate) dir: PathBuf,
    /// nl or en; without it the terminal's.
    #[arg(long)]
    pub(crate) language: Option<String>,
    /// How others will reach it: https://…; the log is named after it.
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// A file with answers, TOML; what it lacks is asked.
    #[arg(long, value_name = "FILE")]
    pub(crate) answers: Option<PathBuf>,
    /// Agree to the papers as they come and ask nothing.
    #[arg(long)]
    pub(crate) yes: bool,
    /// The employer's name.
    #[arg(long)]
    employer: Option<String>,
    /// How many people work there.
    #[arg(long)]
    headcount: Option<String>,
    /// Who speaks for staff: none, staff-body or works-council.
    #[arg(long)]
    council: Option<String>,
    /// Whose phones: company, private or both.
    #[arg(long)]
    phones: Option<String>,
    /// Which chats: customers, colleagues or groups.
    #[arg(long)]
    chats: Option<String>,
    /// The owner's name.
    #[arg(long)]
    owner: Option<String>,
    /// Two holders of the employer's seats, with a comma between them.
    #[arg(long, value_name = "NAME,NAME")]
    employer_seats: Option<String>,
    /// Two holders of the staff's seats, with a comma between them.
    #[arg(long, value_name = "NAME,NAME")]
    staff_seats: Option<String>,
}

#[cfg(feature = "server")]
impl InitArgs {
    /// What was typed, in the order of the questions.
    pub(crate) fn given(&self) -> [Option<String>; 8] {
        [
            &self.employer,
            &self.headcount,
            &self.council,
            &self.phones,
            &self.chats,
            &self.owner,
            &self.employer_seats,
            &self.staff_seats,
        ]
        .map(Clone::clone)
    }
}

#[cfg(feature = "server")]
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// A file with settings; without it zegel.toml in the archive's folder, where there is one.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Read the settings and the files they name, say what they are, and end.
    #[arg(long)]
    pub(crate) check_config: bool,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
    /// The archive's folder: database, attachments, log key.
    #[arg(long, value_name = "DIR")]
    dir: Option<String>,
    /// Where to listen; 127.0.0.1:8443 if nothing is said.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// How others reach it, if that differs: https://…
    #[arg(long)]
    url: Option<String>,
    /// Where health, readiness and metrics are told to whoever runs the archive.
    #[arg(long, value_name = "ADDRESS")]
    admin_listen: Option<String>,
    /// The certificate to show, and those that signed it.
    #[arg(long, value_name = "FILE")]
    tls_certificate: Option<String>,
    /// The certificate's private key.
    #[arg(long, value_name = "FILE")]
    tls_key: Option<String>,
    /// The authority to ask for certificates (ACME), instead of files.
    #[arg(long, value_name = "URL")]
    acme_directory: Option<String>,
    /// true: you have read the authority's terms and agree to them.
    #[arg(long, value_name = "true")]
    acme_agree_terms: Option<String>,
    /// Where the authority may write to: mailto:…
    #[arg(long, value_name = "MAILTO")]
    acme_contact: Option<String>,
    /// By what the authority itself is known, instead of the machine's own list.
    #[arg(long, value_name = "FILE")]
    acme_ca: Option<String>,
    /// Where plain HTTP is sent on to TLS.
    #[arg(long, value_name = "ADDRESS")]
    redirect_listen: Option<String>,
    /// The authority that reading rooms trust when they reach the archive, instead of the machine's own list.
    #[arg(long, value_name = "FILE")]
    ca: Option<String>,
    /// How long answers may take to finish after a stop.
    #[arg(long, value_name = "SECONDS")]
    stop_seconds: Option<String>,
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
impl ServeArgs {
    /// What was typed for a setting, by its name.
    pub(crate) fn setting(&self, name: &str) -> Option<String> {
        let value = match name {
            "dir" => &self.dir,
            "listen" => &self.listen,
            "url" => &self.url,
            "admin-listen" => &self.admin_listen,
            "tls-certificate" => &self.tls_certificate,
            "tls-key" => &self.tls_key,
            "acme-directory" => &self.acme_directory,
            "acme-agree-terms" => &self.acme_agree_terms,
            "acme-contact" => &self.acme_contact,
            "acme-ca" => &self.acme_ca,
            "redirect-listen" => &self.redirect_listen,
            "ca" => &self.ca,
            "database" => &self.place.database,
            "database-file" => return self.place.file(),
            "blobs" => &self.place.blobs,
            "stop-seconds" => &self.stop_seconds,
            _ => return None,
        };
        value.clone()
    }
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
pub(crate) fn plain(line: &str) -> String {
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
