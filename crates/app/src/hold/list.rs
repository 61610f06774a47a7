//! The holds there are: all of them for whoever has a voice, and those that rest on oneself.

use zegel_model::hold::{Binding, Hold, Step, Thing};
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_store::hold;

use crate::hold::{bind, voice};
use crate::regulation::may::ask;
use crate::{App, Failure};

/// A hold, and what whoever asks can do with it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The hold.
    pub hold: Hold,
    /// The steps that are open to them.
    pub steps: Vec<Step>,
}

/// Every hold there ever was, newest first, for whoever may propose one.
pub async fn all(app: &App, actor: &Person) -> Result<Vec<Listed>, Failure> {
    let voice = voice(actor)?;
    let mut read = app.store.read().await?;
    let _right = ask(
        &mut read,
        actor,
        Action::ProposeHold(voice),
        Object::Archive,
    )
    .await?;
    let mut out = Vec::new();
    for hold in hold::all(&mut read).await? {
        let mut steps = Vec::new();
        // What would be refused is not offered: each step is tried, on a copy that nobody keeps.
        for step in Step::ALL {
            let right = ask(&mut read, actor, step.action(voice), hold.object()).await;
            if right.is_ok_and(|right| hold.clone().take(step, &right, app.now()).is_ok()) {
                steps.push(step);
            }
        }
        out.push(Listed { hold, steps });
    }
    Ok(out)
}

/// The holds that rest on the person asking, newest first: on them, or on everything.
pub async fn on_me(app: &App, actor: &Person) -> Result<Vec<Hold>, Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::SeeOwn, Object::Oneself).await?;
    match bind::of(&mut read, Thing::Person(actor.id)).await? {
        Binding::Free(_) => Ok(Vec::new()),
        Binding::Held(by) => Ok(hold::all(&mut read)
            .await?
            .into_iter()
            .filter(|hold| by.contains(&hold.id))
            .collect()),
    }
}
