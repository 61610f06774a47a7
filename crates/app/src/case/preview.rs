//! What a request would reach: counts only.

use std::collections::BTreeSet;

use zegel_model::case::{Case, ScopeItem};
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_model::{CopyId, PersonId};
use zegel_store::{Read, copy, message, segment};

use crate::regulation::may::ask;
use crate::staff::add_person;
use crate::{App, Failure};

/// So many conversations are listed at once.
const LISTED: usize = 50;

/// A conversation that can be asked for, without a word of it.
pub use zegel_store::copy::Listed as Choice;

/// Conversations to choose from.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The newest, or those of the holders who were looked for, and what was chosen already; oldest first.
    pub listed: Vec<Choice>,
    /// There are more than are listed.
    pub more: bool,
}

/// The conversations that a reviewer can choose from: the newest, or those of people whose names hold `find`; and
/// whatever was `chosen` before.
pub async fn choices(
    app: &App,
    actor: &Person,
    find: &str,
    chosen: &[CopyId],
) -> Result<Choices, Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::RequestCase, Object::Archive).await?;
    let one_more = |listed: usize| u32::try_from((LISTED + 1).saturating_sub(listed)).unwrap_or(0);
    let mut listed = Vec::new();
    if find.trim().is_empty() {
        listed = copy::newest(&mut read, one_more(0)).await?;
        // Oldest first: the one too many is the first.
        listed.reverse();
    } else {
        for holder in add_person::matching(&mut read, find).await? {
            if listed.len() > LISTED {
                break;
            }
            let left = one_more(listed.len());
            listed.extend(copy::newest_of(&mut read, holder.id, left).await?);
        }
    }
    let more = listed.len() > LISTED;
    listed.truncate(LISTED);
    for id in chosen {
        if !listed.iter().any(|choice| choice.copy.id == *id) {
            listed.extend(copy::look(&mut read, *id).await?);
        }
    }
    listed.sort_by_key(|choice| (choice.copy.begun, choice.copy.id));
    Ok(Choices { listed, more })
}

/// What one item of a scope holds.
#[derive(Debug, Clone)]
pub struct Counted {
    /// Which copy and days.
    pub item: ScopeItem,
    /// Whose copy it is.
    pub holder: PersonId,
    /// Days with messages.
    pub days: u32,
    /// Messages.
    pub messages: u64,
    /// Employees who took part.
    pub people: u32,
}

/// How much a request would reach.
pub async fn counts(
    app: &App,
    actor: &Person,
    scope: &[ScopeItem],
) -> Result<Vec<Counted>, Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::RequestCase, Object::Archive).await?;
    count(&mut read, scope).await
}

/// How much a case reaches, for whoever may see the case.
pub async fn scope_of(app: &App, case: &Case) -> Result<Vec<Counted>, Failure> {
    count(&mut app.store.read().await?, &case.terms.scope).await
}

async fn count(read: &mut Read, scope: &[ScopeItem]) -> Result<Vec<Counted>, Failure> {
    let mut out = Vec::new();
    for item in scope {
        let Some(copy) = copy::get(read, item.copy).await? else {
            continue;
        };
        let messages = message::count_in(read, item.copy, item.from, item.to).await?;
        let segments = segment::in_scope(read, item.copy, item.from, item.to).await?;
        let days: BTreeSet<_> = segments.iter().map(|segment| segment.day).collect();
        let people: BTreeSet<_> = segments
            .iter()
            .flat_map(|segment| segment.participants.iter())
            .collect();
        out.push(Counted {
            item: *item,
            holder: copy.holder,
            days: u32::try_from(days.len()).unwrap_or(u32::MAX),
            messages,
            people: u32::try_from(people.len()).unwrap_or(u32::MAX),
        });
    }
    Ok(out)
}
