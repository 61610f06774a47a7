//! A reviewer asks, with terms that the reading room completed and signed.

use data_encoding::BASE64;
use zegel_model::case::{Case, Request, RequestError, Terms};
use zegel_model::job::Job;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_store::{case, copy, regulation};

use crate::regulation::may::ask;
use crate::{App, Failure, Why};

/// Files the request. What is approved later are exactly these terms.
pub async fn request(
    app: &App,
    actor: &Person,
    terms: Terms,
    signature: String,
) -> Result<Case, Failure> {
    check_signature(&terms, &signature)?;
    let mut tx = app.store.begin().await?;
    let right = ask(&mut tx, actor, Action::RequestCase, Object::Archive).await?;
    let current = regulation::in_force(&mut tx)
        .await?
        .ok_or(Failure::NotFound("regulation in force"))?;
    for item in &terms.scope {
        copy::get(&mut tx, item.copy)
            .await?
            .ok_or(Failure::NotFound("conversation"))?;
    }
    if case::get(&mut tx, terms.case).await?.is_some() {
        return Err(Failure::Because(Why::Changed));
    }
    let asked = Request { terms, signature };
    let (case, event) =
        Case::request(&right, asked, &current.table, tx.now()).map_err(|error| match error {
            RequestError::Case(error) => error.into(),
            RequestError::Clock => Failure::Because(Why::ClockSkew),
        })?;
    case::put(&mut tx, &case).await?;
    tx.record(&event)?;
    tx.enqueue(
        Job::TickCase {
            case: case.terms.case,
        },
        case.answer_by,
    )
    .await?;
    tx.commit().await?;
    Ok(case)
}

/// The terms are signed by the key that they name, and their case key is one.
fn check_signature(terms: &Terms, signature: &str) -> Result<(), Failure> {
    const FORGED: Failure = Failure::Because(Why::ApprovalInvalid);
    let signature = BASE64.decode(signature.as_bytes()).map_err(|_| FORGED)?;
    zegel_seal::terms::verify(terms, &signature).map_err(|_| FORGED)
}
