//! What a line of the app tells: its number with the rows that belong to it, in the one form that all sources share.

use zegel_model::message::{SystemEvent, SystemEventKind};

use super::base::Base;
use super::codes;
use super::people::{Directory, Party};
use super::rows::Gathered;
use crate::database::DatabaseError;

/// The event of a line; `None` of one that says nothing of itself.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "most kinds of events say nothing of this; a new one says so until somebody finds more"
)]
pub(super) fn event(
    base: &Base,
    spoken: Option<Party>,
    directory: &mut Directory<'_>,
    rows: &Gathered,
) -> Result<Option<SystemEvent>, DatabaseError> {
    let Some(kind) = kind(base, rows) else {
        return Ok(None);
    };
    let mut parties = Vec::new();
    for row in rows.rows("message_system_chat_participant") {
        if let Some(row) = row.positive("user_jid_row_id") {
            parties.extend(directory.party(row)?);
        }
    }
    let mut event = Telling::new(kind);
    // In a group the app marks its own lines as the holder's, whoever acted: a name says more.
    let somebodys = codes::is_somebodys(kind);
    match kind {
        SystemEventKind::MemberLeft | SystemEventKind::MemberJoined => {
            let who = if parties.is_empty() {
                spoken.into_iter().collect()
            } else {
                parties
            };
            let by_holder = who.is_empty() && base.own;
            let mut who = who.into_iter();
            event.by(who.next());
            event.to(who);
            event.0.by_holder |= by_holder;
        }
        // The older numbers name only whom it happened to.
        _ if matches!(base.action, Some(4 | 7)) && parties.is_empty() => {
            event.0.to_holder |= spoken.is_none();
            event.to(spoken.into_iter());
        }
        SystemEventKind::NumberChanged => {
            number_change(&mut event, spoken, directory, rows)?;
        }
        _ if somebodys => {
            let by_holder = spoken.is_none() && base.own;
            event.by(spoken);
            event.0.by_holder |= by_holder;
            event.to(parties.into_iter());
        }
        _ => event.to(parties.into_iter()),
    }
    if base.action.is_some_and(codes::is_about_holder) {
        event.0.to_holder = true;
    }
    let joined = rows.first("message_system_group");
    let me = joined.and_then(|row| row.integer("is_me_joined")) == Some(1);
    if me && kind == SystemEventKind::MemberAdded {
        event.0.to_holder = true;
    }
    if event.0.value.is_none() {
        event.0.value = value(kind, base, rows);
    }
    Ok(Some(event.0))
}

/// An event that is being told.
struct Telling(SystemEvent);

impl Telling {
    const fn new(kind: SystemEventKind) -> Self {
        Self(SystemEvent {
            kind,
            actor: None,
            targets: Vec::new(),
            by_holder: false,
            to_holder: false,
            value: None,
        })
    }

    fn by(&mut self, party: Option<Party>) {
        match party {
            Some(party) if party.holder => self.0.by_holder = true,
            Some(party) => self.0.actor = Some(party.name),
            None => {}
        }
    }

    fn to(&mut self, parties: impl Iterator<Item = Party>) {
        for party in parties {
            if party.holder {
                self.0.to_holder = true;
            } else {
                self.0.targets.push(party.name);
            }
        }
    }
}

fn kind(base: &Base, rows: &Gathered) -> Option<SystemEventKind> {
    let timer = rows
        .first("message_ephemeral_setting")
        .and_then(|row| row.integer("setting_duration"));
    let code = base.code.unwrap_or(0);
    let is_timer = codes::EPHEMERAL_SETTING.contains(&code) || base.action == Some(56);
    if is_timer {
        return Some(match timer {
            Some(0) => SystemEventKind::DisappearingOff,
            Some(_) => SystemEventKind::DisappearingOn,
            None => SystemEventKind::Other,
        });
    }
    if code == codes::ADVANCED_PRIVACY {
        return Some(SystemEventKind::AdvancedPrivacyOn);
    }
    let blocked = rows
        .first("message_system_block_contact")
        .and_then(|row| row.integer("is_blocked"));
    let kind = codes::event(base.action?);
    if kind == SystemEventKind::Blocked && blocked == Some(0) {
        return Some(SystemEventKind::Unblocked);
    }
    Some(kind)
}

/// What it became: the name of the group, the description, the length of a timer in seconds.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "most kinds of events say nothing of this; a new one says so until somebody finds more"
)]
fn value(kind: SystemEventKind, base: &Base, rows: &Gathered) -> Option<String> {
    use SystemEventKind as K;
    match kind {
        K::SubjectChanged | K::GroupCreated | K::DescriptionChanged => base.text.clone(),
        K::DisappearingOn => rows
            .first("message_ephemeral_setting")
            .and_then(|row| row.positive("setting_duration"))
            .map(|seconds| seconds.to_string()),
        K::BusinessAccount => rows
            .first("message_system_business_state")
            .and_then(|row| row.text("business_name")),
        K::Other => rows
            .first("message_system_with_group_nodes")
            .and_then(|row| row.text("group_subject")),
        _ => None,
    }
}

fn number_change(
    event: &mut Telling,
    spoken: Option<Party>,
    directory: &mut Directory<'_>,
    rows: &Gathered,
) -> Result<(), DatabaseError> {
    let change = rows.first("message_system_number_change");
    let mut party = |column| match change.and_then(|row| row.positive(column)) {
        Some(row) => directory.party(row),
        None => Ok(None),
    };
    let (old, new) = (party("old_jid_row_id")?, party("new_jid_row_id")?);
    event.0.value = new.map(|party| party.number());
    event.by(old.map(Party::under_number).or(spoken));
    Ok(())
}
