//! The regulation: a table that machines obey, and the text that people read, rendered from it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::case::Purpose;
use crate::clock::Timestamp;
use crate::event::Event;
use crate::id::{PersonId, RegulationId};
use crate::person::{Employer, NotSmall, Role};
use crate::right::{Action, Object, Right, WrongRight};
use crate::scope::SourceClass;
use crate::seat::{Bench, Side};

/// One line: this role may do this. Lines for purposes and classes stand in [`Table`] beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line {
    /// Who.
    pub role: Role,
    /// What.
    pub action: Action,
}

/// What the regulation allows, as sets, so that a change is a difference of sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    lines: BTreeSet<Line>,
    purposes: BTreeSet<Purpose>,
    /// A case lasts at most this many days.
    pub case_days: u16,
    /// Conversations are kept this many days.
    pub retention_days: u16,
    /// An unanswered request lapses after this many days.
    pub answer_days: u16,
}

/// What becomes possible, and what no longer is, when one table follows another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Difference {
    /// Lines that are new.
    pub wider: Vec<Line>,
    /// Lines that are gone.
    pub narrower: Vec<Line>,
    /// Purposes that are new.
    pub purposes_wider: Vec<Purpose>,
    /// Purposes that are gone.
    pub purposes_narrower: Vec<Purpose>,
    /// Longer terms: days of a case, of keeping, as (before, after).
    pub terms: BTreeMap<String, (u16, u16)>,
}

impl Table {
    /// The ready-made table for the small employer.
    pub fn small_employer(classes: &BTreeSet<SourceClass>) -> Self {
        let mut lines: BTreeSet<Line> = [
            (Role::Reviewer, Action::RequestCase),
            (Role::Reviewer, Action::Read),
            (Role::Reviewer, Action::CloseCase),
            (Role::StaffSeat, Action::ApproveCase(Side::Staff)),
            (Role::StaffSeat, Action::DenyCase),
            (Role::StaffSeat, Action::OverseeCases),
            (Role::EmployerSeat, Action::ApproveCase(Side::Employer)),
            (Role::EmployerSeat, Action::DenyCase),
            (Role::EmployerSeat, Action::OverseeCases),
            (Role::PrivacyContact, Action::CloseCase),
            (Role::PrivacyContact, Action::OverseeCases),
            (Role::Owner, Action::OverseeCases),
        ]
        .into_iter()
        .map(|(role, action)| Line { role, action })
        .collect();
        lines.extend(classes.iter().map(|class| Line {
            role: Role::Employee,
            action: Action::Capture(*class),
        }));
        Self {
            lines,
            purposes: Purpose::ALL.into_iter().collect(),
            case_days: 14,
            retention_days: 365,
            answer_days: 7,
        }
    }

    /// Some line gives this role this action.
    pub fn allows(&self, role: Role, action: Action) -> bool {
        self.lines.contains(&Line { role, action })
    }

    /// The lines, in order.
    pub fn lines(&self) -> impl Iterator<Item = Line> {
        self.lines.iter().copied()
    }

    /// The closed list of purposes.
    pub fn purposes(&self) -> &BTreeSet<Purpose> {
        &self.purposes
    }

    /// The classes of conversations that may be kept.
    pub fn classes(&self) -> BTreeSet<SourceClass> {
        self.lines
            .iter()
            .filter_map(|line| match line.action {
                Action::Capture(class) => Some(class),
                Action::ManagePeople
                | Action::ManageRegulation
                | Action::HoldSeat(_)
                | Action::ConfirmNotice
                | Action::SeeOwn
                | Action::RequestCase
                | Action::ApproveCase(_)
                | Action::DenyCase
                | Action::Read
                | Action::CloseCase
                | Action::OverseeCases
                | Action::ProposeHold(_)
                | Action::ConfirmHold(_)
                | Action::RefuseHold
                | Action::ReleaseHold(_) => None,
            })
            .collect()
    }

    /// What changes when `next` takes this table's place.
    pub fn difference(&self, next: &Self) -> Difference {
        let mut terms = BTreeMap::new();
        for (name, before, after) in [
            ("case_days", self.case_days, next.case_days),
            ("retention_days", self.retention_days, next.retention_days),
            ("answer_days", self.answer_days, next.answer_days),
        ] {
            if before != after {
                terms.insert(name.to_owned(), (before, after));
            }
        }
        Difference {
            wider: next.lines.difference(&self.lines).copied().collect(),
            narrower: self.lines.difference(&next.lines).copied().collect(),
            purposes_wider: next.purposes.difference(&self.purposes).copied().collect(),
            purposes_narrower: self.purposes.difference(&next.purposes).copied().collect(),
            terms,
        }
    }
}

/// How staff or their representatives were heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// When the meeting was.
    pub held: Timestamp,
    /// What was said and what was done with it, in the owner's words.
    pub outcome: String,
}

/// The interests weighed, in writing. Opens only when the safeguards stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalancingTest {
    /// The employer's interest.
    pub interest: String,
    /// Why nothing less intrusive does.
    pub necessity: String,
    /// What staff may expect, and what weighs on their side.
    pub balance: String,
}

/// How far a regulation has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RegulationState {
    /// Being written.
    Draft,
    /// Staff were heard.
    Consulted {
        /// How.
        consultation: Consultation,
        /// The interests weighed, once that was done.
        balancing: Option<BalancingTest>,
    },
    /// It holds.
    InForce {
        /// How staff were heard.
        consultation: Consultation,
        /// The interests weighed.
        balancing: BalancingTest,
        /// Since when.
        since: Timestamp,
    },
    /// It held.
    Withdrawn {
        /// Until when.
        at: Timestamp,
    },
}

impl RegulationState {
    /// As in locales and payloads.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Consulted { .. } => "consulted",
            Self::InForce { .. } => "in_force",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// One version of the regulation, with who confirmed having read its notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regulation {
    /// Which.
    pub id: RegulationId,
    /// Counts up from 1.
    pub version: u32,
    /// What it allows.
    pub table: Table,
    /// How far it is.
    pub state: RegulationState,
    /// Who confirmed having read the notice of this version.
    pub confirmed: BTreeSet<PersonId>,
}

/// What must stand before the interests may even be weighed (S10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four facts, each shown with its own tick"
)]
pub struct Safeguards {
    /// There is a regulation and staff were heard about it.
    pub regulation: bool,
    /// Both sides' seats are filled and drilled.
    pub seats: bool,
    /// The notice is written and can be confirmed.
    pub notice: bool,
    /// The access ledger has a signed checkpoint.
    pub ledger: bool,
}

impl Safeguards {
    /// All of them.
    pub const fn stand(self) -> bool {
        self.regulation && self.seats && self.notice && self.ledger
    }

    /// From what there is. The notice is part of every draft, so it stands once staff were heard about it; a meeting
    /// that is still to come heard nobody.
    pub fn look(regulation: &Regulation, bench: &Bench, checkpoint: bool, now: Timestamp) -> Self {
        let heard = match &regulation.state {
            RegulationState::Consulted { consultation, .. }
            | RegulationState::InForce { consultation, .. } => consultation.held <= now,
            RegulationState::Draft | RegulationState::Withdrawn { .. } => false,
        };
        Self {
            regulation: heard,
            seats: bench.stands(),
            notice: heard,
            ledger: checkpoint,
        }
    }
}

/// Why a regulation cannot take its next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegulationError {
    /// A right for something else.
    #[error(transparent)]
    Right(#[from] WrongRight),
    /// The ready-made regulation does not fit this employer.
    #[error(transparent)]
    NotSmall(#[from] NotSmall),
    /// The step does not follow the state.
    #[error("the regulation is {from}; this step does not follow from there")]
    Order {
        /// Where it is.
        from: &'static str,
    },
    /// Safeguards first.
    #[error(
        "safeguards come first: regulation, drilled seats of both sides, notice and access ledger must stand before this step"
    )]
    Safeguards(Safeguards),
    /// The interests were not weighed.
    #[error("weigh the interests first: the balancing test is empty")]
    NotWeighed,
    /// An answer is missing.
    #[error("an answer is missing; write at least a sentence in every field")]
    Empty,
}

impl Regulation {
    /// A first draft for a small employer.
    pub fn draft(
        right: &Right,
        employer: &Employer,
        id: RegulationId,
        version: u32,
        classes: &BTreeSet<SourceClass>,
    ) -> Result<(Self, Event), RegulationError> {
        right.check(Action::ManageRegulation, Object::Regulation)?;
        employer.small()?;
        let table = Table::small_employer(classes);
        let draft = Self {
            id,
            version,
            table,
            state: RegulationState::Draft,
            confirmed: BTreeSet::new(),
        };
        let event = Event::RegulationDrafted {
            regulation: id,
            version,
            table: draft.table.clone(),
        };
        Ok((draft, event))
    }

    /// Staff were heard.
    pub fn consult(
        mut self,
        right: &Right,
        consultation: Consultation,
    ) -> Result<(Self, Event), RegulationError> {
        right.check(Action::ManageRegulation, Object::Regulation)?;
        let RegulationState::Draft = self.state else {
            return Err(RegulationError::Order {
                from: self.state.name(),
            });
        };
        if consultation.outcome.trim().is_empty() {
            return Err(RegulationError::Empty);
        }
        let held = consultation.held;
        self.state = RegulationState::Consulted {
            consultation,
            balancing: None,
        };
        let event = Event::RegulationConsulted {
            regulation: self.id,
            version: self.version,
            held,
        };
        Ok((self, event))
    }

    /// The interests are weighed; only once the safeguards stand.
    pub fn weigh(
        mut self,
        right: &Right,
        safeguards: Safeguards,
        test: BalancingTest,
    ) -> Result<(Self, Event), RegulationError> {
        right.check(Action::ManageRegulation, Object::Regulation)?;
        let RegulationState::Consulted { consultation, .. } = self.state else {
            return Err(RegulationError::Order {
                from: self.state.name(),
            });
        };
        if !safeguards.stand() {
            return Err(RegulationError::Safeguards(safeguards));
        }
        if [&test.interest, &test.necessity, &test.balance]
            .iter()
            .any(|text| text.trim().is_empty())
        {
            return Err(RegulationError::Empty);
        }
        self.state = RegulationState::Consulted {
            consultation,
            balancing: Some(test),
        };
        let event = Event::InterestsWeighed {
            regulation: self.id,
            version: self.version,
        };
        Ok((self, event))
    }

    /// It holds from now on.
    pub fn put_in_force(
        mut self,
        right: &Right,
        safeguards: Safeguards,
        now: Timestamp,
    ) -> Result<(Self, Event), RegulationError> {
        right.check(Action::ManageRegulation, Object::Regulation)?;
        let RegulationState::Consulted {
            consultation,
            balancing,
        } = self.state
        else {
            return Err(RegulationError::Order {
                from: self.state.name(),
            });
        };
        let safeguards = Safeguards {
            regulation: safeguards.regulation && consultation.held <= now,
            ..safeguards
        };
        if !safeguards.stand() {
            return Err(RegulationError::Safeguards(safeguards));
        }
        let balancing = balancing.ok_or(RegulationError::NotWeighed)?;
        self.state = RegulationState::InForce {
            consultation,
            balancing,
            since: now,
        };
        let event = Event::RegulationInForce {
            regulation: self.id,
            version: self.version,
        };
        Ok((self, event))
    }

    /// It holds no longer; capture and cases stop with it.
    pub fn withdraw(
        mut self,
        right: &Right,
        now: Timestamp,
    ) -> Result<(Self, Event), RegulationError> {
        right.check(Action::ManageRegulation, Object::Regulation)?;
        let RegulationState::InForce { .. } = self.state else {
            return Err(RegulationError::Order {
                from: self.state.name(),
            });
        };
        self.state = RegulationState::Withdrawn { at: now };
        let event = Event::RegulationWithdrawn {
            regulation: self.id,
            version: self.version,
        };
        Ok((self, event))
    }

    /// Somebody read the notice. "Read", not "agreed": consent of staff is hardly usable (AP, 7 February 2025).
    pub fn confirm(mut self, right: &Right) -> Result<(Self, Event), RegulationError> {
        right.check(Action::ConfirmNotice, Object::Oneself)?;
        let RegulationState::InForce { .. } = self.state else {
            return Err(RegulationError::Order {
                from: self.state.name(),
            });
        };
        self.confirmed.insert(right.actor());
        let event = Event::NoticeConfirmed {
            regulation: self.id,
            version: self.version,
            person: right.actor(),
        };
        Ok((self, event))
    }
}
