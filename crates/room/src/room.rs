//! The state of one room: waiting, open, over. Whatever it shows passes [`Room::log`] first.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use axum::http::{HeaderMap, header};
use tokio::sync::watch;
use zegel_model::case::{End, Terms};
use zegel_model::event::Look;
use zegel_model::scope::Provenance;
use zegel_model::seat::Side;
use zegel_model::{CaseId, Clock, CopyId, Day, Timestamp};
use zegel_web::Language;
use zegel_web::page::{DemoBar, Layout};

use crate::archive::{Archive, ArchiveError, CaseStatus};
use crate::memory::{Memory, Text};
use crate::open::OpenedCase;
use crate::pages::{Frame, Here};
use crate::start::Secret;
use crate::together::{Set, sets};

/// Most searches that a room remembers; the oldest is forgotten first.
const MOST_SEARCHES: usize = 200;

/// Why a room ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The case is over.
    Ended(End),
    /// The parent asked for it.
    Shutdown,
    /// The parent is gone.
    ParentGone,
}

/// One room.
pub(crate) struct Room {
    /// What was asked for, as signed.
    pub(crate) terms: Terms,
    /// Address of the room without a slash at its end: `/room/case-…`.
    pub(crate) home: String,
    pub(crate) demo: bool,
    /// Of pages before their reader chose one.
    pub(crate) language: Language,
    pub(crate) secret: Secret,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) archive: Arc<dyn Archive>,
    phase: RwLock<Phase>,
    exit: watch::Sender<Option<Exit>>,
}

/// How far the room is.
#[derive(Clone)]
pub(crate) enum Phase {
    /// Seats have yet to approve.
    Waiting(Waiting),
    /// Both sides approved; it is being opened.
    Opening,
    /// Open.
    Open(Arc<Opened>),
    /// What was released is not in order; the key of the sentence that says so.
    Broken(&'static str),
    /// Over; nothing is left in memory.
    Over(End),
}

/// What is known while waiting.
#[derive(Clone, Default)]
pub(crate) struct Waiting {
    /// Who approved, and when.
    pub(crate) approvals: Vec<(Side, Timestamp)>,
    /// An unanswered request lapses then.
    pub(crate) answer_by: Option<Timestamp>,
}

/// An open room.
pub(crate) struct Opened {
    pub(crate) memory: Memory,
    deadline: Timestamp,
    marks: Mutex<BTreeSet<usize>>,
    searches: Mutex<Vec<(usize, Text)>>,
    /// Copies laid side by side, once somebody asked.
    together: OnceLock<Arc<Vec<Set>>>,
}

/// Proof that what is about to be shown stands in the conduct log. Only [`Room::log`] makes one; whatever turns
/// messages into pages takes one.
pub(crate) struct Logged(());

/// Why something is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotShown {
    /// The case is over.
    Over(End),
    /// The entry could not be recorded.
    Unlogged,
}

impl Room {
    /// A room that waits. `exit` is set once, when the room is to end.
    pub(crate) fn new(parts: Parts, exit: watch::Sender<Option<Exit>>) -> Self {
        let Parts {
            terms,
            home,
            demo,
            language,
            secret,
            clock,
            archive,
        } = parts;
        let phase = RwLock::new(Phase::Waiting(Waiting::default()));
        Self {
            terms,
            home,
            demo,
            language,
            secret,
            clock,
            archive,
            phase,
            exit,
        }
    }

    /// Which case.
    pub(crate) const fn case(&self) -> CaseId {
        self.terms.case
    }

    /// How far it is at this moment. At the deadline, to the microsecond, this ends the room.
    pub(crate) fn phase(&self) -> Phase {
        let phase = self
            .phase
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Phase::Over(_) = phase {
            return phase;
        }
        if self.clock.now() >= self.deadline_of(&phase) {
            return Phase::Over(self.end(End::Deadline));
        }
        phase
    }

    /// When everything ends.
    pub(crate) fn deadline(&self) -> Timestamp {
        self.deadline_of(&self.phase.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn deadline_of(&self, phase: &Phase) -> Timestamp {
        match phase {
            Phase::Open(open) => open.deadline,
            Phase::Waiting(_) | Phase::Opening | Phase::Broken(_) | Phase::Over(_) => {
                self.terms.deadline
            }
        }
    }

    /// Ends the room for good and forgets what it held; answers why it ended, which is the first reason it was given.
    pub(crate) fn end(&self, why: End) -> End {
        let mut phase = self.phase.write().unwrap_or_else(PoisonError::into_inner);
        if let Phase::Over(earlier) = *phase {
            return earlier;
        }
        *phase = Phase::Over(why);
        drop(phase);
        self.leave(Exit::Ended(why));
        why
    }

    /// The process is to exit.
    pub(crate) fn leave(&self, exit: Exit) {
        self.exit
            .send_if_modified(|known| known.is_none() && known.replace(exit).is_none());
    }

    /// Moves on, unless the room is over.
    fn turn(&self, next: Phase) {
        let mut phase = self.phase.write().unwrap_or_else(PoisonError::into_inner);
        if !matches!(*phase, Phase::Over(_)) {
            *phase = next;
        }
    }

    /// News from the archive while the room waits.
    pub(crate) fn waits(&self, status: &CaseStatus) {
        let approvals = status
            .approvals
            .iter()
            .map(|line| (line.side, line.at))
            .collect();
        self.turn(Phase::Waiting(Waiting {
            approvals,
            answer_by: Some(status.answer_by),
        }));
    }

    /// Both sides approved.
    pub(crate) fn opens(&self) {
        self.turn(Phase::Opening);
    }

    /// It is open.
    pub(crate) fn opened(&self, case: OpenedCase) {
        self.turn(Phase::Open(Arc::new(Opened {
            memory: case.memory,
            deadline: case.deadline,
            marks: Mutex::default(),
            searches: Mutex::default(),
            together: OnceLock::new(),
        })));
    }

    /// What was released is not in order.
    pub(crate) fn broken(&self, key: &'static str) {
        self.turn(Phase::Broken(key));
    }

    /// Records what is about to be shown. Without its answer nothing is.
    pub(crate) async fn log(&self, look: &Look) -> Result<Logged, NotShown> {
        let answer = self.archive.look(self.case(), look).await;
        // The clock went on while the archive wrote.
        if let Phase::Over(why) = self.phase() {
            return Err(NotShown::Over(why));
        }
        match answer {
            Ok(()) => Ok(Logged(())),
            Err(ArchiveError::Over) => Err(NotShown::Over(self.end(End::Closed))),
            Err(ArchiveError::Refused(_) | ArchiveError::Unreachable | ArchiveError::Foreign) => {
                Err(NotShown::Unlogged)
            }
        }
    }

    /// Records several looks; all of them or nothing is shown.
    pub(crate) async fn log_all(&self, looks: &[Look]) -> Result<Logged, NotShown> {
        for look in looks {
            self.log(look).await?;
        }
        Ok(Logged(()))
    }

    /// What goes around a page.
    pub(crate) fn frame(&self, asker: &Asker, here: Here) -> Frame {
        let deadline = self.deadline();
        let phase = self
            .phase
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let (marked, sources) = if let Phase::Open(open) = &phase {
            let heads = open.memory.conversations.iter();
            let sources: BTreeSet<Provenance> = heads.map(|c| c.head.provenance).collect();
            (Some(open.marks().len()), sources)
        } else {
            (None, BTreeSet::new())
        };
        let several = matches!(&phase, Phase::Open(open) if open.memory.conversations.len() > 1);
        Frame {
            language: asker.language,
            base: self.home.clone(),
            path: asker.path.clone(),
            demo: self.demo,
            here,
            purpose: self.terms.purpose,
            deadline,
            left: (deadline.micros() - self.clock.now().micros()).max(0) / 1_000_000,
            marked: marked.unwrap_or(0),
            open: marked.is_some(),
            several,
            sources: sources.into_iter().collect(),
        }
    }

    /// Which language a request asks for; the parent's word counts where it says nothing.
    pub(crate) fn language_of(&self, headers: &HeaderMap) -> Language {
        let says =
            headers.contains_key(header::ACCEPT_LANGUAGE) || headers.contains_key(header::COOKIE);
        if says {
            Language::of(headers)
        } else {
            self.language
        }
    }
}

/// What a room is made of.
pub(crate) struct Parts {
    pub(crate) terms: Terms,
    pub(crate) home: String,
    pub(crate) demo: bool,
    pub(crate) language: Language,
    pub(crate) secret: Secret,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) archive: Arc<dyn Archive>,
}

/// Who asks for a page: in which language, and where they are.
#[derive(Clone)]
pub(crate) struct Asker {
    pub(crate) language: Language,
    pub(crate) path: String,
    /// One machine holds everything, and every page says so.
    pub(crate) demo: bool,
}

impl Asker {
    /// Around a page that is not within the room.
    pub(crate) fn layout(&self) -> Layout {
        Layout {
            demo: self.demo.then(DemoBar::default),
            ..Layout::bare(self.language, &self.path)
        }
    }
}

impl Opened {
    /// The copies that belong together. Takes as long as the case is large, the first time.
    pub(crate) fn together(&self, terms: &Terms) -> Arc<Vec<Set>> {
        let sets = self
            .together
            .get_or_init(|| Arc::new(sets(&self.memory, terms)));
        Arc::clone(sets)
    }

    fn marks(&self) -> MutexGuard<'_, BTreeSet<usize>> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn searches(&self) -> MutexGuard<'_, Vec<(usize, Text)>> {
        self.searches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A message is marked.
    pub(crate) fn marked(&self, number: usize) -> bool {
        self.marks().contains(&number)
    }

    /// All marked messages, in order.
    pub(crate) fn all_marked(&self) -> Vec<usize> {
        self.marks().iter().copied().collect()
    }

    /// Marks a message, or takes the mark away.
    pub(crate) fn mark(&self, number: usize, on: bool) {
        if on {
            self.marks().insert(number);
        } else {
            self.marks().remove(&number);
        }
    }

    /// Remembers what was searched for; the same line keeps its number.
    pub(crate) fn remember(&self, line: &str) -> usize {
        let mut searches = self.searches();
        if let Some((number, _)) = searches
            .iter()
            .find(|(_, earlier)| earlier.as_str() == line)
        {
            return *number;
        }
        let number = searches.last().map_or(1, |(number, _)| number + 1);
        if searches.len() >= MOST_SEARCHES {
            searches.remove(0);
        }
        searches.push((number, Text::new(line.to_owned())));
        number
    }

    /// The line of a search.
    pub(crate) fn search(&self, number: usize) -> Option<Text> {
        self.searches()
            .iter()
            .find(|(known, _)| *known == number)
            .map(|(_, line)| line.clone())
    }

    /// The last searches, newest first.
    pub(crate) fn last_searches(&self, most: usize) -> Vec<(usize, String)> {
        self.searches()
            .iter()
            .rev()
            .take(most)
            .map(|(number, line)| (*number, line.to_string()))
            .collect()
    }

    /// The copy of a message's conversation and its day: what a look at it names.
    pub(crate) fn place_of(&self, number: usize) -> Option<(CopyId, Day)> {
        let entry = self.memory.entries.get(number)?;
        let conversation = self.memory.conversations.get(entry.conversation)?;
        Some((conversation.head.copy, entry.day))
    }
}
