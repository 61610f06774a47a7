//! The list of cases: that they exist, what for and how far, never content.

use askama::Template;
use zegel_model::Timestamp;
use zegel_model::case::{CaseState, End, Purpose};
use zegel_model::seat::Side;

use crate::page::Layout;

/// `/cases`.
#[derive(Template)]
#[template(path = "cases.html")]
pub struct CasesPage {
    /// Around the page.
    pub layout: Layout,
    /// The reader may ask for access.
    pub may_request: bool,
    /// Newest first.
    pub cases: Vec<CaseLine>,
}

/// One case.
pub struct CaseLine {
    /// Whole case id, for the address.
    pub case: String,
    /// Short case id.
    pub short: String,
    /// What for.
    pub purpose: Purpose,
    /// Who asked.
    pub reviewer: String,
    /// When.
    pub requested: Timestamp,
    /// How far it is.
    pub state: CaseState,
    /// When it ends, approvals' earlier deadlines included.
    pub deadline: Timestamp,
    /// Sides that still have to approve.
    pub missing: Vec<Side>,
}

/// What a state looks like. Templates match on words, not on the law's types.
pub(crate) enum Standing {
    /// Waiting for seats.
    Waiting,
    /// Open.
    Open,
    /// Over: when and why.
    Over(Timestamp, End),
}

impl Standing {
    /// Of a state.
    pub(crate) fn of(state: &CaseState) -> Self {
        match state {
            CaseState::Requested => Self::Waiting,
            CaseState::Released { .. } => Self::Open,
            CaseState::Ended { at, why } => Self::Over(*at, *why),
        }
    }
}

impl CaseLine {
    fn standing(&self) -> Standing {
        Standing::of(&self.state)
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::{NOON, sample};
    let case = |state, missing: &[Side]| CaseLine {
        case: "case-oj2xg5dpnvqxe2lomvzxg33son2a".to_owned(),
        short: "oj2xg5dp".to_owned(),
        purpose: Purpose::CustomerComplaint,
        reviewer: "Bram <de> Boer".to_owned(),
        requested: NOON,
        state,
        deadline: NOON.plus_days(14),
        missing: missing.to_vec(),
    };
    let page = |may_request, cases| CasesPage {
        layout: layout.clone(),
        may_request,
        cases,
    };
    vec![
        sample(
            "cases",
            &page(
                true,
                vec![
                    case(CaseState::Requested, &[Side::Employer, Side::Staff]),
                    case(CaseState::Released { since: NOON }, &[]),
                    case(
                        CaseState::Ended {
                            at: NOON,
                            why: End::Closed,
                        },
                        &[],
                    ),
                ],
            ),
        ),
        sample("cases-empty", &page(true, Vec::new())),
        sample("cases-empty-seat", &page(false, Vec::new())),
    ]
}
