//! What importers state about their sources, signed: how much stayed outside, what an import lacks. The server cannot
//! look; it checks whose statement it is, and puts it where it cannot be taken back.

use data_encoding::BASE64;
use zegel_model::event::Event;
use zegel_model::person::Person;
use zegel_model::right::{Action, Object};
use zegel_model::{CopyId, KeyId, Timestamp};
use zegel_seal::statement::{Stated, Statement, StatementPublic};
use zegel_store::{Tx, copy, employee_key, event, import_list};

use crate::regulation::may::ask;
use crate::{App, Failure, Why};

/// At most this many statements of a kind are shown of one person.
const SHOWN: u32 = 1_000;

/// Records a statement of the person asking, with what their own list is to remember of it. The same again changes
/// nothing.
pub async fn state(
    app: &App,
    actor: &Person,
    bytes: &[u8],
    list: Option<(KeyId, Vec<u8>)>,
) -> Result<(), Failure> {
    const WRONG: Failure = Failure::Because(Why::StatementInvalid);
    let statement = Statement::from_bytes(bytes).map_err(|_| WRONG)?;
    let mut tx = app.store.begin().await?;
    let copies = match statement.stated() {
        Stated::Left { copies, .. } => copies.clone(),
        Stated::Lacks { copy, .. } => vec![*copy],
    };
    for id in &copies {
        own(&mut tx, actor, *id).await?;
    }
    let keys = employee_key::all(&mut tx, actor.id).await?;
    let public = keys
        .iter()
        .find(|(id, _)| *id == statement.key())
        .ok_or(Failure::Because(Why::KeyUnknown))?;
    let public = StatementPublic::from_base64(&public.1).map_err(|_| WRONG)?;
    let here = *statement.archive().as_bytes() == app.origin.digest();
    if !here || statement.verify(&public).is_err() {
        return Err(WRONG);
    }
    let signed = BASE64.encode(bytes);
    let stated = said(actor, statement.stated(), signed.clone());
    let before = event::by_name_holding(&mut tx, stated.name(), &signed, 1).await?;
    if !before.is_empty() {
        return Ok(());
    }
    if let (Some((key, sealed)), [copy]) = (list, copies.as_slice()) {
        if keys.iter().all(|(id, _)| *id != key) {
            return Err(Failure::Because(Why::KeyUnknown));
        }
        import_list::put(&mut tx, actor.id, *copy, key, &sealed).await?;
    }
    tx.record(&stated)?;
    tx.commit().await?;
    Ok(())
}

/// A copy that the person brought in, and may still bring more into.
async fn own(tx: &mut Tx, actor: &Person, id: CopyId) -> Result<(), Failure> {
    let found = copy::get(tx, id)
        .await?
        .filter(|copy| copy.holder == actor.id)
        .ok_or(Failure::NotFound("conversation of yours"))?;
    let action = Action::Capture(found.class);
    let _right = ask(tx, actor, action, Object::Copy(id)).await?;
    Ok(())
}

fn said(actor: &Person, stated: &Stated, statement: String) -> Event {
    let person = actor.id;
    match stated.clone() {
        Stated::Left {
            copies,
            conversations,
            messages,
        } => Event::LeftOutside {
            person,
            copies,
            conversations,
            messages,
            statement,
        },
        Stated::Lacks {
            copy,
            missing,
            changed,
            first,
            last,
        } => Event::ImportLacks {
            person,
            copy,
            missing,
            changed,
            first,
            last,
            statement,
        },
    }
}

/// The statements of the person asking, newest first.
pub async fn own_statements(
    app: &App,
    actor: &Person,
) -> Result<Vec<(Timestamp, Stated)>, Failure> {
    let mut read = app.store.read().await?;
    let _right = ask(&mut read, actor, Action::SeeOwn, Object::Oneself).await?;
    let mut out = Vec::new();
    for name in ["left_outside", "import_lacks"] {
        let own = actor.id.to_string();
        for stored in event::by_name_holding(&mut read, name, &own, SHOWN).await? {
            let stated = stored
                .decoded()
                .and_then(|payload| stated(actor, payload.event));
            out.extend(stated.map(|stated| (stored.at, stated)));
        }
    }
    out.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(out)
}

/// What an event says that the person stated.
fn stated(actor: &Person, event: Event) -> Option<Stated> {
    let (by, stated) = if let Event::LeftOutside {
        person,
        copies,
        conversations,
        messages,
        ..
    } = event
    {
        let stated = Stated::Left {
            copies,
            conversations,
            messages,
        };
        (person, stated)
    } else if let Event::ImportLacks {
        person,
        copy,
        missing,
        changed,
        first,
        last,
        ..
    } = event
    {
        let stated = Stated::Lacks {
            copy,
            missing,
            changed,
            first,
            last,
        };
        (person, stated)
    } else {
        return None;
    };
    (by == actor.id).then_some(stated)
}
