//! Service messages: what happened, in the one form of system lines.

use zegel_model::message::{SystemEvent, SystemEventKind};

use super::entry::Entry;
use super::message::named;

/// A call, which counts as a message.
pub(super) fn is_call(action: &str) -> bool {
    matches!(action, "phone_call" | "group_call" | "conference_call")
}

/// What a service message says happened. Members are named, not numbered, so that the holder is not told from somebody
/// of the same name.
pub(super) fn event(entry: &Entry, actor: Option<String>, own: bool) -> SystemEvent {
    let action = entry.action.0.as_deref().unwrap_or_default();
    let targets: Vec<String> = entry
        .members
        .0
        .iter()
        .filter_map(|name| named(name))
        .collect();
    let alone = targets.len() == 1 && targets.first() == actor.as_ref();
    let kind = kind(action, alone, entry.period.number() == Some(0_u64));
    // Who joins or leaves does it, and it is done to nobody.
    let moved = matches!(
        kind,
        SystemEventKind::MemberJoined | SystemEventKind::MemberLeft
    );
    let targets = if moved { Vec::new() } else { targets };
    SystemEvent {
        kind,
        actor,
        targets,
        by_holder: own,
        to_holder: false,
        value: value(entry, action),
    }
}

fn kind(action: &str, alone: bool, off: bool) -> SystemEventKind {
    match action {
        "create_group" | "create_channel" => SystemEventKind::GroupCreated,
        "invite_members" if alone => SystemEventKind::MemberJoined,
        "invite_members" => SystemEventKind::MemberAdded,
        "join_group_by_link" | "join_group_by_request" => SystemEventKind::MemberJoined,
        "remove_members" if alone => SystemEventKind::MemberLeft,
        "remove_members" => SystemEventKind::MemberRemoved,
        "edit_group_title" => SystemEventKind::SubjectChanged,
        "edit_group_photo" | "delete_group_photo" => SystemEventKind::IconChanged,
        "pin_message" => SystemEventKind::Pinned,
        "set_messages_ttl" if off => SystemEventKind::DisappearingOff,
        "set_messages_ttl" => SystemEventKind::DisappearingOn,
        "migrate_to_supergroup"
        | "migrate_from_group"
        | "edit_chat_theme"
        | "set_chat_wallpaper"
        | "set_same_chat_wallpaper" => SystemEventKind::SettingsChanged,
        // Among them clear_history, topics and boosts: what they are stands in the text.
        _ => SystemEventKind::Other,
    }
}

/// What it became: a title, a period in seconds, the message that was pinned.
fn value(entry: &Entry, action: &str) -> Option<String> {
    let word = match action {
        "create_group" | "create_channel" | "edit_group_title" | "migrate_from_group"
        | "topic_created" => &entry.title,
        "topic_edit" => &entry.new_title,
        "pin_message" => &entry.message_id,
        "set_messages_ttl" => &entry.period,
        "boost_apply" => &entry.boosts,
        "edit_chat_theme" => &entry.emoticon,
        _ => return None,
    };
    word.0.clone().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fields | what happened | targets | value
    const TABLE: &str = r#"
"action":"create_group","title":"N","members":["A","B"]|GroupCreated|A,B|N
"action":"create_channel","title":"N"|GroupCreated||N
"action":"invite_members","members":["B","C"]|MemberAdded|B,C|
"action":"invite_members","members":["A"]|MemberJoined||
"action":"invite_members","members":[null,"B"]|MemberAdded|B|
"action":"remove_members","members":["B"]|MemberRemoved|B|
"action":"remove_members","members":["A"]|MemberLeft||
"action":"join_group_by_link","inviter":"B"|MemberJoined||
"action":"join_group_by_request"|MemberJoined||
"action":"edit_group_title","title":"M"|SubjectChanged||M
"action":"edit_group_photo","photo":"photos/x.jpg"|IconChanged||
"action":"delete_group_photo"|IconChanged||
"action":"pin_message","message_id":12|Pinned||12
"action":"set_messages_ttl","period":86400|DisappearingOn||86400
"action":"set_messages_ttl","period":0|DisappearingOff||0
"action":"migrate_to_supergroup"|SettingsChanged||
"action":"migrate_from_group","title":"N"|SettingsChanged||N
"action":"clear_history"|Other||
"action":"topic_created","title":"T"|Other||T
"action":"topic_edit","new_title":"T"|Other||T
"action":"boost_apply","boosts":3|Other||3
"action":"something_new","members":["B"]|Other|B|"#;

    #[test]
    fn the_actions_of_the_table() {
        for row in TABLE.trim().lines() {
            let (fields, expected) = row.split_once('|').unwrap();
            let entry: Entry = serde_json::from_str(&format!("{{{fields}}}")).unwrap();
            let event = event(&entry, Some("A".to_owned()), false);
            let found = format!(
                "{:?}|{}|{}",
                event.kind,
                event.targets.join(","),
                event.value.unwrap_or_default()
            );
            assert_eq!(found, expected, "{fields}");
        }
    }
}
