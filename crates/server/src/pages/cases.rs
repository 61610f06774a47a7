//! The list of cases.

use axum::extract::State;
use zegel_app::case::view;
use zegel_app::{App, staff};
use zegel_model::case::{Case, CaseState};
use zegel_model::person::Role;
use zegel_model::seat::{Quorum, Side};
use zegel_web::page::{Place, short};
use zegel_web::pages::cases::{CaseLine, CasesPage};
use zegel_web::show as page;

use super::Shown;
use super::visit::Signed;

/// `GET /cases`
pub(super) async fn show(State(app): State<App>, signed: Signed) -> Shown {
    let (person, layout) = signed.at(Place::Cases);
    let cases = view::list(&app, &person).await?;
    let reviewers = cases.iter().map(|case| case.terms.reviewer).collect();
    let names = staff::add_person::names(&app, reviewers).await?;
    let lines = cases
        .iter()
        .map(|case| CaseLine {
            case: case.terms.case.to_string(),
            short: short(&case.terms.case),
            purpose: case.terms.purpose,
            reviewer: names.get(&case.terms.reviewer).cloned().unwrap_or_default(),
            requested: case.terms.requested,
            state: case.state,
            deadline: case.deadline(),
            missing: missing(case),
        })
        .collect();
    Ok(page(&CasesPage {
        layout,
        may_request: person.roles.contains(&Role::Reviewer),
        cases: lines,
    }))
}

/// The sides that a waiting case still needs.
pub(super) fn missing(case: &Case) -> Vec<Side> {
    if case.state != CaseState::Requested {
        return Vec::new();
    }
    let given = |side| {
        case.approvals
            .values()
            .filter(|approval| approval.side == side)
            .count()
    };
    Side::ALL
        .into_iter()
        .filter(|side| given(*side) < usize::from(Quorum::SMALL.threshold))
        .collect()
}
