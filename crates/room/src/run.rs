//! The life of a room: keys, request, listener, release, end.

use std::io::{self, BufRead, Read, Write};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use data_encoding::BASE64;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use zegel_model::case::{CaseState, End, Terms};
use zegel_model::{CaseId, Clock, Random};
use zegel_seal::FormatError;
use zegel_seal::case_key::CaseKey;
use zegel_seal::terms::RoomKey;
use zegel_web::Language;
use zegel_web::client::ClientError;
use zegel_web::listen::{Limits, serve_within};

use crate::archive::{Archive, ArchiveError, CaseRequest};
use crate::http::HttpArchive;
use crate::open::open;
use crate::room::{Exit, Parts, Phase, Room};
use crate::routes::router;
use crate::start::{Listening, NotAsked, Start};

/// How often the archive is asked how far the case is.
const POLL: Duration = Duration::from_millis(500);
/// How long answers may take to finish at the end.
const GRACE: Duration = Duration::from_secs(2);
/// Longest line that a parent may write, in bytes.
const LONGEST_START: u64 = 4 << 20;

/// Why there is no room.
#[derive(Debug, thiserror::Error)]
pub enum RoomError {
    /// The first line on stdin is not what a parent writes.
    #[error(
        "a reading room is started by `zegel serve`; the line on its standard input is not theirs"
    )]
    Start,
    /// Standard input or output failed.
    #[error("the reading room could not speak with the program that started it")]
    Pipe(#[source] io::Error),
    /// No key could be made.
    #[error("the key of the case could not be made")]
    Key(#[source] FormatError),
    /// The server's address is not usable.
    #[error(transparent)]
    Address(#[from] ClientError),
    /// The archive did not take the request.
    #[error("the request was not filed")]
    Request(#[source] ArchiveError),
    /// No port, or it failed.
    #[error("the reading room could not listen on this machine")]
    Listen(#[source] io::Error),
}

/// What a room needs of the machine.
pub struct Machine {
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where chance comes from.
    pub random: Arc<dyn Random>,
    /// How often the archive is asked how far the case is; [`Machine::new`] says twice a second.
    pub poll: Duration,
}

impl Machine {
    /// A machine on which the archive is asked twice a second.
    pub const fn new(clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self {
            clock,
            random,
            poll: POLL,
        }
    }
}

/// A room as a child process: start line from stdin, answer to stdout, until the case is over or stdin closes.
///
/// Whoever calls this exits the process with its return: a thread still waits on stdin then.
pub async fn run_child(machine: Machine) -> Result<Exit, RoomError> {
    let (first, parent_gone) = read_stdin();
    let start = first
        .await
        .map_err(|_| RoomError::Start)?
        .map_err(RoomError::Pipe)?;
    let start: Start = serde_json::from_slice(&start).map_err(|_| RoomError::Start)?;
    let language = start.language.parse().unwrap_or_default();
    let archive = HttpArchive::new(&start, language)?;
    let listening = |listening| say(&listening);
    let gone = async move { drop(parent_gone.await) };
    match run(start, archive, machine, gone, listening).await {
        Err(RoomError::Request(ArchiveError::Refused(refused))) => {
            say(&NotAsked {
                refused: refused.clone(),
            })?;
            Err(RoomError::Request(ArchiveError::Refused(refused)))
        }
        other => other,
    }
}

type Line = zeroize::Zeroizing<Vec<u8>>;

/// The first line, and word of the end of stdin. On a thread: a blocked read must not keep the runtime from ending.
fn read_stdin() -> (oneshot::Receiver<io::Result<Line>>, oneshot::Receiver<()>) {
    let (first, line) = oneshot::channel();
    let (alive, gone) = oneshot::channel::<()>();
    std::thread::spawn(move || {
        let mut stdin = io::stdin().lock();
        let mut bytes = Line::default();
        let read = stdin
            .by_ref()
            .take(LONGEST_START)
            .read_until(b'\n', &mut bytes)
            .map(|_| bytes);
        if first.send(read).is_ok() {
            // Nothing more is expected: this returns when the parent closes its end, or dies.
            drop(io::copy(&mut stdin, &mut io::sink()));
        }
        drop(alive);
    });
    (line, gone)
}

fn say(line: &impl serde::Serialize) -> Result<(), RoomError> {
    let mut text = serde_json::to_string(line).map_err(|error| RoomError::Pipe(error.into()))?;
    text.push('\n');
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(RoomError::Pipe)
}

/// Runs a room until its end. `parent_gone` resolves when nobody needs it any more; `listening` is told once when
/// the room can be reached.
pub async fn run(
    start: Start,
    archive: impl Archive,
    machine: Machine,
    parent_gone: impl Future<Output = ()>,
    listening: impl FnOnce(Listening) -> Result<(), RoomError>,
) -> Result<Exit, RoomError> {
    let archive: Arc<dyn Archive> = Arc::new(archive);
    let base = base(&start.base)?;
    // The archive's clock may be ahead of this machine's; a deadline is one of the archive's.
    machine.clock.not_before(start.draft.requested);
    let (key, terms) = ask(&start, archive.as_ref(), machine.random.as_ref()).await?;

    let (exit, exits) = watch::channel(None);
    let room = Arc::new(Room::new(
        Parts {
            home: format!("{base}/{}", terms.case),
            demo: start.demo,
            language: start.language.parse::<Language>().unwrap_or_default(),
            secret: start.secret.clone(),
            clock: machine.clock,
            archive,
            terms,
        },
        exit,
    ));
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .map_err(RoomError::Listen)?;
    let port = listener.local_addr().map_err(RoomError::Listen)?.port();
    listening(Listening {
        case: room.case(),
        port,
    })?;

    let serving = serve_within(
        listener,
        router(Arc::clone(&room), &base),
        told(exits.clone()),
        Limits {
            grace: GRACE,
            ..Limits::default()
        },
    );
    let served = tokio::spawn(serving);
    watch_over(&room, key, machine.poll, exits.clone(), parent_gone).await;
    match served.await {
        Ok(result) => result.map_err(RoomError::Listen)?,
        Err(error) => return Err(RoomError::Listen(io::Error::other(error))),
    }
    let exit = *exits.borrow();
    Ok(exit.unwrap_or(Exit::Shutdown))
}

/// The path under which rooms are served, without a slash at its end.
fn base(path: &str) -> Result<String, RoomError> {
    let path = path.trim_end_matches('/');
    let plain = path
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_'));
    if plain && (path.is_empty() || path.starts_with('/')) {
        Ok(path.to_owned())
    } else {
        Err(RoomError::Start)
    }
}

/// Makes the keys, completes and signs the terms, files the request. The signing key is gone after it.
pub(crate) async fn ask(
    start: &Start,
    archive: &dyn Archive,
    random: &dyn Random,
) -> Result<(CaseKey, Terms), RoomError> {
    let key = CaseKey::generate(random).map_err(RoomError::Key)?;
    let signer = RoomKey::generate(random);
    let draft = start.draft.clone();
    let terms = draft.complete(
        CaseId::random(random),
        key.public().to_base64(),
        signer.public_base64(),
    );
    let signature = BASE64.encode(&signer.sign(&terms));
    let request = CaseRequest { terms, signature };
    let filed = archive
        .request(&request)
        .await
        .map_err(RoomError::Request)?;
    if filed != request.terms.case {
        return Err(RoomError::Request(ArchiveError::Foreign));
    }
    Ok((key, request.terms))
}

/// Resolves when the room is to end.
async fn told(mut exits: watch::Receiver<Option<Exit>>) {
    // An error means that the room itself is gone: an end as well.
    drop(exits.wait_for(Option::is_some).await);
}

/// Asks the archive how far the case is, looks at the clock, opens what was released; returns when the room ends.
async fn watch_over(
    room: &Room,
    key: CaseKey,
    poll: Duration,
    exits: watch::Receiver<Option<Exit>>,
    parent_gone: impl Future<Output = ()>,
) {
    // Dropped, and with it wiped, as soon as the case is open: everything after that needs messages, not keys.
    let mut key = Some(key);
    let mut ending = pin!(told(exits));
    let mut parent_gone = pin!(parent_gone);
    // The deadline does not wait for an archive that is slow to answer.
    let mut clock = pin!(async {
        loop {
            tokio::time::sleep(poll).await;
            room.phase();
        }
    });
    loop {
        let turn = async {
            turn(room, &mut key).await;
            tokio::time::sleep(poll).await;
        };
        tokio::select! {
            () = &mut ending => return,
            () = &mut parent_gone => {
                room.leave(Exit::ParentGone);
                room.end(End::RoomStopped);
                return;
            }
            () = &mut clock => {}
            () = turn => {}
        }
    }
}

/// One look at clock and archive.
pub(crate) async fn turn(room: &Room, key: &mut Option<CaseKey>) {
    // At the deadline this ends the room, whether or not the archive can be reached.
    if let Phase::Over(_) = room.phase() {
        return;
    }
    let status = match room.archive.state(room.case()).await {
        Ok(status) => status,
        Err(ArchiveError::Over) => {
            room.end(End::Closed);
            return;
        }
        // Without the archive nothing can be read either; the next turn may find it again.
        Err(ArchiveError::Refused(_) | ArchiveError::Unreachable | ArchiveError::Foreign) => return,
    };
    match status.state {
        CaseState::Ended { why, .. } => {
            room.end(why);
        }
        CaseState::Requested => room.waits(&status),
        CaseState::Released { .. } => {
            if let Some(key) = key.take() {
                room.opens();
                enter(room, key).await;
            }
        }
    }
}

/// Fetches the release and opens it; the key ends here.
async fn enter(room: &Room, key: CaseKey) {
    let opened = loop {
        match room.archive.release(room.case()).await {
            Ok(Some(release)) => {
                break open(&room.archive, &key, &room.terms, release).await;
            }
            Ok(None) | Err(ArchiveError::Unreachable) => tokio::time::sleep(POLL).await,
            Err(ArchiveError::Over) => {
                room.end(End::Closed);
                return;
            }
            Err(error) => break Err(error.into()),
        }
        if let Phase::Over(_) = room.phase() {
            return;
        }
    };
    match opened {
        Ok(case) => room.opened(case),
        Err(error) => {
            tracing::warn!(case = %room.case(), why = error.key(), "what was released is not in order");
            room.broken(error.key());
        }
    }
}
