//! What a request would reach: counts only.

use zegel_model::case::ScopeItem;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_store::copy::Copy;
use zegel_store::{copy, message, person, segment};

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
        let days = segments.iter().map(|s| s.day).min().zip(segments.iter().map(|s| s.day).max());
        let messages = match days {
            Some((from, to)) => message::count_in(&mut read, copy.id, from, to).await?,
            None => 0,
        };
        let holder = person::get(&mut read, copy.holder).await?.map(|p| p.name).unwrap_or_default();
        out.push(Choice { copy, holder, days, messages });
    }
    Ok(out)
}

/// How many messages and days each item of a scope holds.
pub async fn counts(app: &App, actor: &Person, scope: &[ScopeItem]) -> Result<Vec<(ScopeItem, u64, u64)>, Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::RequestCase, Object::Archive).await?;
    let mut out = Vec::new();
    for item in scope {
        let messages = message::count_in(&mut read, item.copy, item.from, item.to).await?;
        let mut days: Vec<_> =
            segment::in_scope(&mut read, item.copy, item.from, item.to).await?.iter().map(|s| s.day).collect();
        days.sort_unstable();
        days.dedup();
        out.push((*item, messages, u64::try_from(days.len()).unwrap_or(u64::MAX)));
    }
    Ok(out)
}
