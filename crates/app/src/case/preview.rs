//! What a request would reach: counts only.

use std::collections::BTreeSet;

use zegel_model::PersonId;
use zegel_model::case::{Case, ScopeItem};
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_store::copy::Copy;
use zegel_store::{Read, copy, message, person, segment};

use crate::regulation::may::ask;
use crate::{App, Failure};

/// A conversation that can be asked for, without a word of it.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The copy.
    pub copy: Copy,
    /// Who brought it in.
    pub holder: String,
    /// First and last day, if there is any.
    pub days: Option<(zegel_model::Day, zegel_model::Day)>,
    /// How many messages.
    pub messages: u64,
}

/// The conversations that a reviewer can choose from.
pub async fn choices(app: &App, actor: &Person) -> Result<Vec<Choice>, Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::RequestCase, Object::Archive).await?;
    let mut out = Vec::new();
    for copy in copy::all(&mut read).await? {
        let segments = segment::of_copy(&mut read, copy.id).await?;
        let days = segments
            .iter()
            .map(|s| s.day)
            .min()
            .zip(segments.iter().map(|s| s.day).max());
        let messages = match days {
            Some((from, to)) => message::count_in(&mut read, copy.id, from, to).await?,
            None => 0,
        };
        let holder = person::get(&mut read, copy.holder)
            .await?
            .map(|p| p.name)
            .unwrap_or_default();
        out.push(Choice {
            copy,
            holder,
            days,
            messages,
        });
    }
    Ok(out)
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
