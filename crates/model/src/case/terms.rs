//! What is asked for: purpose, scope, people, deadline. Fixed from the moment of asking.

use serde::{Deserialize, Serialize};

use crate::clock::{Day, Timestamp};
use crate::id::{CaseId, CopyId, PersonId};
use crate::regulation::Table;

/// The closed list of purposes. Performance, conduct files and dismissal are not on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A customer complains about what was agreed or done.
    CustomerComplaint,
    /// Two parties remember an agreement differently.
    AgreementDispute,
    /// A legal claim is made, or defended against.
    LegalClaim,
    /// A regulator asks with authority.
    RegulatorOrder,
    /// An accident or a danger is looked into.
    SafetyIncident,
}

impl Purpose {
    /// Every purpose, in the order of pages.
    pub const ALL: [Self; 5] = [
        Self::CustomerComplaint,
        Self::AgreementDispute,
        Self::LegalClaim,
        Self::RegulatorOrder,
        Self::SafetyIncident,
    ];

    /// As in locales and payloads.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CustomerComplaint => "customer_complaint",
            Self::AgreementDispute => "agreement_dispute",
            Self::LegalClaim => "legal_claim",
            Self::RegulatorOrder => "regulator_order",
            Self::SafetyIncident => "safety_incident",
        }
    }

    /// The purpose of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == name)
    }
}

/// Some days of one copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ScopeItem {
    /// Which copy.
    pub copy: CopyId,
    /// First day.
    pub from: Day,
    /// Last day, included.
    pub to: Day,
}

/// What is asked for. Never changes: whoever approves, approves exactly these bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Which case.
    pub case: CaseId,
    /// What for.
    pub purpose: Purpose,
    /// What exactly happened, in the reviewer's words; with a reference of the outside world if there is one.
    pub reason: String,
    /// Why nothing less intrusive does.
    pub necessity: String,
    /// Which copies and days.
    pub scope: Vec<ScopeItem>,
    /// Who will read. Nobody else.
    pub reviewer: PersonId,
    /// When it was asked.
    pub requested: Timestamp,
    /// Nothing opens from this moment on.
    pub deadline: Timestamp,
    /// What is in scope may leave as a bundle.
    pub export: bool,
    /// Public key that the reading room made for this case (X-Wing), base 64.
    pub case_public: String,
    /// Public key that signs for the reading room (Ed25519), base 64.
    pub room_public: String,
}

/// Why terms cannot be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// The purpose is not on the regulation's list.
    #[error("this purpose is not on the regulation's list")]
    Purpose,
    /// A field is empty.
    #[error("write at least a sentence on what happened and why nothing less intrusive does")]
    Words,
    /// Nothing is asked for.
    #[error("choose at least one conversation and its days")]
    Scope,
    /// The last day lies before the first.
    #[error("the last day lies before the first; swap them")]
    Days,
    /// Longer than the regulation allows.
    #[error("the regulation allows at most {0} days")]
    Duration(u16),
}

impl Terms {
    /// The longest reason or necessity, in characters: whoever approves must be able to read it.
    pub const MOST_WORDS: usize = 4_000;
    /// The most items of a scope.
    pub const MOST_SCOPE: usize = 100;

    /// A day of a copy is asked for.
    pub fn covers(&self, copy: CopyId, day: Day) -> bool {
        self.scope
            .iter()
            .any(|item| item.copy == copy && item.from <= day && day <= item.to)
    }

    /// The terms fit the regulation.
    pub fn check(&self, table: &Table) -> Result<(), TermsError> {
        if !table.purposes().contains(&self.purpose) {
            return Err(TermsError::Purpose);
        }
        let words = [&self.reason, &self.necessity];
        if words
            .iter()
            .any(|text| text.trim().is_empty() || text.chars().count() > Self::MOST_WORDS)
        {
            return Err(TermsError::Words);
        }
        if self.scope.is_empty() || self.scope.len() > Self::MOST_SCOPE {
            return Err(TermsError::Scope);
        }
        if self.scope.iter().any(|item| item.to < item.from) {
            return Err(TermsError::Days);
        }
        let longest = self.requested.plus_days(i64::from(table.case_days));
        if self.deadline <= self.requested || self.deadline > longest {
            return Err(TermsError::Duration(table.case_days));
        }
        Ok(())
    }
}
