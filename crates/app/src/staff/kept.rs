//! What is kept about one person: counts, by conversation and month. Never content, not even one's own.

use zegel_model::Day;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_store::copy::Copy;
use zegel_store::{copy, segment};

use crate::regulation::may::ask;
use crate::{App, Failure};

/// One conversation of which something is kept about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The copy.
    pub copy: Copy,
    /// Who brought it in.
    pub holder: String,
    /// It was the person asking.
    pub own: bool,
    /// Messages by month, of days on which the person took part.
    pub months: Vec<(Day, u64)>,
    /// First day on which the person took part.
    pub first: Day,
    /// Last day.
    pub last: Day,
}

/// What is kept about the person asking, oldest conversation first.
pub async fn kept(app: &App, actor: &Person) -> Result<Vec<Kept>, Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::SeeOwn, Object::Oneself).await?;
    let mut out: Vec<Kept> = Vec::new();
    for (id, month, messages) in segment::kept_about(&mut read, actor.id).await? {
        if let Some(last) = out.last_mut().filter(|last| last.copy.id == id) {
            last.months.push((month, messages));
            continue;
        }
        let Some(copy) = copy::get(&mut read, id).await? else {
            continue;
        };
        let holder = zegel_store::person::get(&mut read, copy.holder).await?;
        let days = segment::days_of(&mut read, id, actor.id).await?;
        let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else {
            continue;
        };
        out.push(Kept {
            own: copy.holder == actor.id,
            holder: holder.map(|p| p.name).unwrap_or_default(),
            copy,
            months: vec![(month, messages)],
            first,
            last,
        });
    }
    Ok(out)
}
