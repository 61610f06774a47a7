//! `zegel import`: parses here, asks here, seals here; only then something leaves, and only what its holder kept.

mod ask;
mod outline;
mod seen;
mod send;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use zegel_capture::read::{Export, Limits, ReadError, open};
use zegel_model::scope::{Answer, Decision, Marking, SourceClass, decide};
use zegel_seal::employee::EmployeeKey;

use self::outline::Outline;
use crate::cli::{ImportArgs, complain, say};
use crate::machine::SystemRandom;
use crate::remote::{ArchiveInfo, Remote};
use crate::secret_file::write_secret;

/// An export that is none, or cannot be read; the others are brought in all the same.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Unread(#[from] ReadError);

/// Exit 0 when everything that was kept is stored, 1 when some file could not be read, 2 when nothing could be done.
pub(crate) fn command(args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let remote = Remote::new(&args.server)?;
    let info: ArchiveInfo = remote.get("/api/v1/archive")?;
    let given = args
        .account
        .zip(args.phone)
        .map(|(account, phone)| SourceClass {
            account: account.into(),
            phone: phone.into(),
        });
    gate(&info, given)?;
    let mut unread = 0;
    for file in &args.files {
        match one(&remote, &info, given, file).map_err(anyhow::Error::downcast::<Unread>) {
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

/// One conversation: shown, asked about, decided; sealed and sent only if it is in.
fn one(
    remote: &Remote,
    info: &ArchiveInfo,
    given: Option<SourceClass>,
    file: &Path,
) -> anyhow::Result<()> {
    let Export { chat, mut media } = open(file, Limits::default()).map_err(Unread)?;
    let read = |order| {
        chat.read_as(order)
            .map_err(|error| Unread(ReadError::NotAnExport(error)))
    };
    let mut conversation = read(None)?;
    let mut outline = Outline::of(&conversation);
    outline.facts.show();
    let dates = conversation.date_order();
    if !dates.certain {
        let Some(order) = ask::date_order(&dates.readings)? else {
            say(
                "  Left out: nobody can say on which days it was written. Nothing of it left this machine.",
            );
            return Ok(());
        };
        conversation = read(Some(order))?;
        outline = Outline::of(&conversation);
    }
    let class = match given {
        Some(class) => Some(class),
        None => ask::class(&info.classes)?,
    };
    let Some(class) = class else {
        say("  Left out. Nothing of it left this machine.");
        return Ok(());
    };
    let answer = if ask::keep()? {
        Answer::Yes
    } else {
        Answer::No
    };
    match decide(class, Marking::None, Some(answer)) {
        Decision::Out => {
            say("  Left out. Nothing of it left this machine.");
            Ok(())
        }
        Decision::In(admission) => {
            let key = own_key(remote)?;
            let stored = send::send(
                send::Target {
                    remote,
                    info,
                    key: &key,
                },
                &admission,
                send::Source {
                    conversation: &conversation,
                    media: &mut media,
                    outline,
                },
            )?;
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
            Ok(())
        }
    }
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
