//! What numbers in the database stand for, as others found them out; the app documents none.

use zegel_model::message::{Kind, SystemEventKind};

/// `ZMESSAGETYPE` of what a group tells.
pub(super) const GROUP: i64 = 6;
/// `ZMESSAGETYPE` of what a conversation of two tells.
pub(super) const TOLD: i64 = 10;

/// What a message is, by `ZMESSAGETYPE` and, of what the app itself tells, `ZGROUPEVENTTYPE`. `None` of a type that is
/// not known.
pub(super) fn kind(code: Option<i64>, event: Option<i64>) -> Option<Kind> {
    Some(match code.unwrap_or(0) {
        0 | 7 => Kind::Text,
        1 | 2 | 3 | 8 | 11 | 15 | 38 | 39 | 53 => Kind::Media,
        4 => Kind::Contact,
        5 => Kind::Location,
        TOLD if matches!(event, Some(1 | 4 | 40 | 41)) => Kind::Call,
        GROUP | TOLD => Kind::System,
        14 => Kind::Deleted,
        46 => Kind::Poll,
        59 => Kind::Call,
        _ => return None,
    })
}

/// What a group tells happened.
pub(super) fn in_group(event: i64) -> SystemEventKind {
    match event {
        1 => SystemEventKind::SubjectChanged,
        2 => SystemEventKind::MemberJoined,
        3 => SystemEventKind::MemberLeft,
        4 | 5 => SystemEventKind::IconChanged,
        7 => SystemEventKind::MemberRemoved,
        10 => SystemEventKind::AdminGranted,
        12 => SystemEventKind::GroupCreated,
        50 => SystemEventKind::MemberAdded,
        _ => SystemEventKind::Other,
    }
}

/// What a conversation of two tells happened.
pub(super) fn told(event: i64) -> SystemEventKind {
    match event {
        2 => SystemEventKind::Encrypted,
        3 => SystemEventKind::SecurityCodeChanged,
        26 | 38 => SystemEventKind::BusinessAccount,
        34 => SystemEventKind::Blocked,
        35 => SystemEventKind::Unblocked,
        _ => SystemEventKind::Other,
    }
}
