//! Reading rooms as child processes: one case, one process. The server keeps a port and a secret, never a key.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use zegel_app::case::{end, view};
use zegel_app::nodes::Pulse;
use zegel_app::staff::sign_in;
use zegel_app::{App, Failure};
use zegel_model::{CaseId, PersonId, Random};

/// A room that has not said its port within this time does not start any more.
const START: Duration = Duration::from_secs(30);
/// So long a room may take to end by itself.
const FAREWELL: Duration = Duration::from_secs(2);

use zegel_room::start::{Listening, NotAsked, Secret, Start};

/// Rooms at once, of all reviewers together: each holds what it opened in memory.
const MOST_ROOMS: usize = 32;
/// Rooms at once of one reviewer.
const MOST_OF_ONE: usize = 8;

/// The rooms that run.
#[derive(Clone)]
pub struct Rooms(Arc<Inner>);

/// Whose rooms run or start, one entry a room.
type Taken = Arc<Mutex<Vec<PersonId>>>;

/// A place for a room; given back when the room is gone.
struct Place(Taken, PersonId);

impl Place {
    fn take(taken: &Taken, reviewer: PersonId) -> Option<Self> {
        let mut all = taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.iter().filter(|person| **person == reviewer).count();
        if all.len() >= MOST_ROOMS || own >= MOST_OF_ONE {
            return None;
        }
        all.push(reviewer);
        Some(Self(Arc::clone(taken), reviewer))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = all.iter().position(|person| *person == self.1) {
            all.swap_remove(at);
        }
    }
}

struct Inner {
    taken: Taken,
    /// The program that is a room when told so: our own binary.
    program: PathBuf,
    running: Mutex<BTreeMap<CaseId, Room>>,
}

struct Room {
    _place: Place,
    door: Door,
    /// The reviewer's token that the room was given; ended with it.
    token: Secret,
    child: Child,
    /// Kept open: the room ends when its parent does.
    stdin: ChildStdin,
}

/// Where a room listens, and what it wants to see at the door.
#[derive(Clone)]
pub struct Door {
    /// Its port on the loopback address.
    pub port: u16,
    /// What only the server and the room know.
    pub secret: Secret,
}

/// A room did not start.
const NO_ROOM: StartError = StartError::NoRoom;

/// Why a request was not filed.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The room's process did not start.
    #[error("the reading room did not start; nothing was asked; try again")]
    NoRoom,
    /// As many rooms run as may.
    #[error("no more reading rooms may be open at once; close a case first")]
    Full,
    /// The archive did not take the request: its own sentence.
    #[error("{0}")]
    Refused(String),
}

impl Rooms {
    /// No rooms yet; `program` is our own binary.
    pub fn new(program: PathBuf) -> Self {
        Self(Arc::new(Inner {
            taken: Taken::default(),
            program,
            running: Mutex::new(BTreeMap::new()),
        }))
    }

    /// A secret for a room's door.
    pub fn secret(random: &dyn Random) -> Secret {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        Secret::new(BASE64URL_NOPAD.encode(&bytes))
    }

    /// Starts a room. It makes its keys, files the request, and answers with the case.
    pub async fn start(&self, start: &Start) -> Result<CaseId, StartError> {
        let place = Place::take(&self.0.taken, start.draft.reviewer).ok_or(StartError::Full)?;
        let mut child = Command::new(&self.0.program)
            .arg("room")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|_| NO_ROOM)?;
        let mut stdin = child.stdin.take().ok_or(NO_ROOM)?;
        let stdout = child.stdout.take().ok_or(NO_ROOM)?;
        let mut line = serde_json::to_vec(start).map_err(|_| NO_ROOM)?;
        line.push(b'\n');
        stdin.write_all(&line).await.map_err(|_| NO_ROOM)?;
        stdin.flush().await.map_err(|_| NO_ROOM)?;
        let mut said = String::new();
        let mut stdout = BufReader::new(stdout);
        tokio::time::timeout(START, stdout.read_line(&mut said))
            .await
            .map_err(|_| NO_ROOM)?
            .map_err(|_| NO_ROOM)?;
        let ready: Listening = match serde_json::from_str::<NotAsked>(&said) {
            // The archive's own sentence, which the reviewer can do something about.
            Ok(refused) => return Err(StartError::Refused(refused.refused)),
            Err(_) => serde_json::from_str(&said).map_err(|_| NO_ROOM)?,
        };
        let door = Door {
            port: ready.port,
            secret: start.secret.clone(),
        };
        self.lock().insert(
            ready.case,
            Room {
                _place: place,
                door,
                token: start.token.clone(),
                child,
                stdin,
            },
        );
        Ok(ready.case)
    }

    /// The door of a case's room, if it runs.
    pub fn door(&self, case: CaseId) -> Option<Door> {
        self.lock().get(&case).map(|room| room.door.clone())
    }

    /// Ends a room now. Its memory goes with it.
    pub async fn stop(&self, app: &App, case: CaseId) {
        let room = self.lock().remove(&case);
        let Some(mut room) = room else { return };
        if let Err(error) = room.child.kill().await {
            tracing::warn!(%case, %error, "a room could not be ended");
        }
        if let Err(error) = sign_in::end(app, room.token.expose()).await {
            tracing::warn!(%case, %error, "the token of a room could not be ended");
        }
    }

    /// How many run.
    pub fn count(&self) -> u64 {
        u64::try_from(self.lock().len()).unwrap_or(u64::MAX)
    }

    /// Ends every room before the server does: its case says why it ended, and the room gets a moment to wipe itself.
    pub async fn end_all(&self, app: &App) {
        let cases: Vec<CaseId> = self.lock().keys().copied().collect();
        for case in cases {
            if let Err(error) = end::room_stopped(app, case).await {
                // The next start says so instead.
                tracing::warn!(%case, %error, "the end of a room could not be recorded");
            }
            let room = self.lock().remove(&case);
            let Some(mut room) = room else { continue };
            // A room ends when its parent lets go of its standard input.
            drop(room.stdin);
            farewell(&mut room.child, case).await;
            if let Err(error) = sign_in::end(app, room.token.expose()).await {
                tracing::warn!(%case, %error, "the token of a room could not be ended");
            }
        }
    }

    /// Every second: rooms of ended cases are ended, cases of ended rooms as well; other servers hear of both.
    pub async fn watch(self, app: App) {
        let mut pulse = Pulse::new(app.random.as_ref());
        loop {
            if let Err(error) = self.look_after(&app).await {
                tracing::warn!(%error, "rooms wait");
            }
            let rooms: Vec<CaseId> = self.lock().keys().copied().collect();
            if let Err(error) = pulse.beat(&app, &rooms).await {
                tracing::warn!(%error, "the other servers do not hear of this one");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    async fn look_after(&self, app: &App) -> Result<(), Failure> {
        let cases: Vec<CaseId> = self.lock().keys().copied().collect();
        for case in cases {
            if self.exited(case) {
                tracing::info!(%case, "the room stopped");
                end::room_stopped(app, case).await?;
                self.stop(app, case).await;
                continue;
            }
            if view::over(app, case).await? {
                self.stop(app, case).await;
            }
        }
        Ok(())
    }

    /// The room's process is gone.
    fn exited(&self, case: CaseId) -> bool {
        let mut running = self.lock();
        running
            .get_mut(&case)
            .is_some_and(|room| matches!(room.child.try_wait(), Ok(Some(_)) | Err(_)))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<CaseId, Room>> {
        self.0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for a room's process to end by itself, and ends it when it does not.
async fn farewell(child: &mut Child, case: CaseId) {
    if tokio::time::timeout(FAREWELL, child.wait()).await.is_err()
        && let Err(error) = child.kill().await
    {
        tracing::warn!(%case, %error, "a room could not be ended");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_are_counted_for_each_reviewer_and_in_all() {
        let taken = Taken::default();
        let person = |letter: char| {
            let text = format!("person-{}a", letter.to_string().repeat(25));
            text.parse::<PersonId>().unwrap()
        };
        let mut held: Vec<_> = (0..MOST_OF_ONE)
            .map(|_| Place::take(&taken, person('a')).unwrap())
            .collect();
        assert!(Place::take(&taken, person('a')).is_none());
        for letter in ['b', 'c', 'd'] {
            held.extend((0..MOST_OF_ONE).map(|_| Place::take(&taken, person(letter)).unwrap()));
        }
        assert_eq!(held.len(), MOST_ROOMS);
        assert!(Place::take(&taken, person('e')).is_none());
        held.clear();
        assert!(Place::take(&taken, person('a')).is_some());
    }
}
