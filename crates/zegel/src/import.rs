//! `zegel import`: parses here, asks here, seals here; only then something leaves, and only what its holder kept.

mod args;
mod ask;
mod origin;
mod outline;
mod seen;
mod send;
mod shelf;
mod state;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::tz::TimeZone;
use zegel_capture::open::{Opened, open};
use zegel_capture::read::{Export, Limits, ReadError};
use zegel_model::scope::{Admission, Answer, Decision, Marking, SourceClass, decide};
use zegel_seal::employee::EmployeeKey;

pub(crate) use self::args::ImportArgs;
use self::args::SourceArgs;
use self::origin::Origin;
use self::outline::Outline;
use self::send::Stored;
use crate::cli::{complain, say};
use crate::machine::SystemRandom;
use crate::remote::{ArchiveInfo, Remote};
use crate::secret_file::write_secret;
use crate::{database, zone};

/// An export that is none, or cannot be read; the others are brought in all the same.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Unread(#[from] ReadError);

/// One run: to whom, and what was said beforehand.
struct Session<'a> {
    remote: &'a Remote,
    info: &'a ArchiveInfo,
    /// Whose account and phone, if that was said.
    class: Option<SourceClass>,
    source: &'a SourceArgs,
    /// Of wall-clock times, where nobody says otherwise.
    zone: TimeZone,
}

impl Session<'_> {
    /// The name of the zone of wall-clock times.
    fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }
}

/// Exit 0 when everything that was kept is stored, 1 when some file could not be read, 2 when nothing could be done.
pub(crate) fn command(args: &ImportArgs) -> anyhow::Result<ExitCode> {
    if !args.source.conversation.is_empty() && args.files.len() > 1 {
        bail!("--conversation names one of a single file; give one file at a time");
    }
    let remote = Remote::new(&args.server)?;
    let info: ArchiveInfo = remote.get("/api/v1/archive")?;
    let class = args.class();
    gate(&info, class)?;
    let session = Session {
        remote: &remote,
        info: &info,
        class,
        source: &args.source,
        zone: match &args.source.zone {
            Some(zone) => zone.clone(),
            None => zone::named(zone::DEFAULT).map_err(anyhow::Error::msg)?,
        },
    };
    let mut unread = 0;
    for file in &args.files {
        match one(&session, file).map_err(anyhow::Error::downcast::<Unread>) {
            Ok(()) => {}
            Err(Ok(error)) => {
                complain(&format!("{}: {error}", file.display()));
                unread += 1;
            }
            Err(Err(error)) => return Err(error),
        }
    }
    Ok(match unread {
        0 => ExitCode::SUCCESS,
        all if all == args.files.len() => ExitCode::from(2),
        _ => ExitCode::FAILURE,
    })
}

/// The regulation must cover this kind of conversation, or there is no use in asking about any.
fn gate(info: &ArchiveInfo, given: Option<SourceClass>) -> anyhow::Result<()> {
    if info.regulation.is_none() {
        bail!(
            "{} has no regulation in force (rule R1): nothing may be kept yet",
            info.employer
        );
    }
    if given.is_some_and(|class| !info.classes.contains(&class)) {
        bail!(
            "the regulation of {} does not cover this kind of account and phone (rule R3)",
            info.employer
        );
    }
    Ok(())
}

/// One file: one conversation, or a shelf of several.
fn one(session: &Session<'_>, file: &Path) -> anyhow::Result<()> {
    let SourceArgs {
        backup_key,
        conversation,
        ..
    } = session.source;
    // Databases are opened by a process of their own, never here.
    let database = database::open(file, backup_key.as_deref(), &session.zone).map_err(Unread)?;
    if let Some(mut database) = database {
        return shelf::import(session, database.shelf());
    }
    match open(file, &session.zone, Limits::default()).map_err(Unread)? {
        Opened::Shelf(mut shelf) => shelf::import(session, &mut *shelf),
        Opened::Text(_) if !conversation.is_empty() => {
            bail!("an exported text holds one conversation; leave --conversation out")
        }
        Opened::Text(export) => text(session, export),
    }
}

/// A text: shown, asked about, decided; sealed and sent only if it is in.
fn text(session: &Session<'_>, export: Export) -> anyhow::Result<()> {
    let Export { chat, mut media } = export;
    let read = |order| {
        chat.read_as(order)
            .map_err(|error| Unread(ReadError::NotAnExport(error)))
    };
    let mut conversation = read(None)?;
    let (mut outline, facts) = Outline::of(&conversation);
    facts.show();
    let dates = conversation.date_order();
    if !dates.certain {
        let Some(order) = ask::date_order(&dates.readings)? else {
            say(
                "  Left out: nobody can say on which days it was written. Nothing of it left this machine.",
            );
            return Ok(());
        };
        conversation = read(Some(order))?;
        (outline, _) = Outline::of(&conversation);
    }
    let Some(admission) = session.admitted()? else {
        left_out();
        return Ok(());
    };
    let zone = ask::zone(session)?;
    let source = send::Source {
        origin: Origin::Text {
            conversation: &conversation,
            media: &mut media,
        },
        outline,
        zone,
    };
    seal(session, &admission, source).map(drop)
}

fn left_out() {
    say("  Left out. Nothing of it left this machine.");
}

impl Session<'_> {
    /// The two questions about one conversation, whatever was asked about others: whose account and phone, and whether to
    /// keep it.
    fn admitted(&self) -> anyhow::Result<Option<Admission>> {
        let class = match self.class {
            Some(class) => Some(class),
            None => ask::class(&self.info.classes)?,
        };
        let Some(class) = class else {
            return Ok(None);
        };
        let answer = if ask::keep()? {
            Answer::Yes
        } else {
            Answer::No
        };
        Ok(match decide(class, Marking::None, Some(answer)) {
            Decision::In(admission) => Some(admission),
            Decision::Out => None,
        })
    }
}

/// Seals and sends what its holder said yes to, and says what came of it.
fn seal(
    session: &Session<'_>,
    admission: &Admission,
    source: send::Source<'_>,
) -> anyhow::Result<Stored> {
    let Session { remote, info, .. } = session;
    let key = own_key(remote)?;
    let target = send::Target {
        remote,
        info,
        key: &key,
    };
    let stored = send::send(target, admission, source)?;
    say(&format!(
        "  Sealed and stored: {} new, {} were there already.",
        stored.new, stored.known
    ));
    if stored.too_long > 0 {
        say(&format!(
            "  {} attachments are longer than 60 MB and were left out.",
            stored.too_long
        ));
    }
    if let Some(lack) = &stored.lack {
        say(&format!(
            "  It lacks messages of {} to {} that you brought in before: {} are gone, {} stand there otherwise. Those \
             numbers and days were told to the archive, signed with your key, and nothing of what was said.",
            lack.first, lack.last, lack.missing, lack.changed
        ));
    }
    Ok(stored)
}

/// The importer's own key: made here at the first import, kept here. It opens only their own lists.
fn own_key(remote: &Remote) -> anyhow::Result<EmployeeKey> {
    let path = remote.home().join("import.key");
    if path.exists() {
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        return Ok(EmployeeKey::unwrap_from(&text, None)?);
    }
    std::fs::create_dir_all(remote.home())
        .with_context(|| format!("{} cannot be made", remote.home().display()))?;
    let key = EmployeeKey::generate(&SystemRandom)?;
    write_secret(&path, key.wrap(None, &SystemRandom)?.as_bytes())?;
    Ok(key)
}
