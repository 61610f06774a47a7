//! What the numbers of the database mean, as other readers of it found out. What nobody knows is `Other`, never a guess.

use zegel_model::message::{Kind, SystemEventKind};

/// A message's type. `None` of one that is not known: then its rows decide.
pub(super) const fn kind(code: i64) -> Option<Kind> {
    Some(match code {
        0 | 11 | 23..=28 | 32 | 44..=46 | 49 | 55 | 57 | 81 | 92 | 103 => Kind::Text,
        1..=3 | 9 | 13 | 20 | 42 | 43 | 62 | 82 | 99 => Kind::Media,
        4 | 14 => Kind::Contact,
        5 | 16 => Kind::Location,
        7 | 36 | 56 | 112 | 116 => Kind::System,
        8 | 10 | 90 => Kind::Call,
        15 | 64 => Kind::Deleted,
        66 | 106 => Kind::Poll,
        _ => return None,
    })
}

/// A message of the app itself, told by its type alone: so that counts do not depend on other tables.
pub(super) const fn is_system(code: i64) -> bool {
    matches!(kind(code), Some(Kind::System))
}

/// What a line of the app tells.
pub(super) const fn event(action: i64) -> SystemEventKind {
    use SystemEventKind as K;
    match action {
        1 | 107 => K::SubjectChanged,
        4 | 12 | 90 => K::MemberAdded,
        5 | 13 => K::MemberLeft,
        7 | 14 => K::MemberRemoved,
        20 | 52 | 79 => K::MemberJoined,
        6 => K::IconChanged,
        10 | 28 => K::NumberChanged,
        11 => K::GroupCreated,
        15 | 81 => K::AdminGranted,
        16 => K::AdminRevoked,
        18 | 57 => K::SecurityCodeChanged,
        19 | 67 => K::Encrypted,
        27 => K::DescriptionChanged,
        21 | 29..=33 | 84 | 85 | 91 | 92 | 102 => K::SettingsChanged,
        46 | 47 | 69 => K::BusinessAccount,
        58 => K::Blocked,
        99 => K::AdvancedPrivacyOn,
        118 => K::Pinned,
        _ => K::Other,
    }
}

/// Such a line is about something that a person did; others the app writes of its own accord.
pub(super) const fn is_somebodys(kind: SystemEventKind) -> bool {
    use SystemEventKind as K;
    !matches!(
        kind,
        K::Encrypted | K::SecurityCodeChanged | K::NumberChanged | K::BusinessAccount | K::Other
    )
}

/// Such a line is always about the holder of the phone: "you are now an administrator", "you were removed".
pub(super) const fn is_about_holder(action: i64) -> bool {
    matches!(action, 7 | 15 | 16)
}

/// Messages vanish after a while, set in a conversation of two.
pub(super) const EPHEMERAL_SETTING: [i64; 2] = [36, 56];
/// Exporting and saving was limited.
pub(super) const ADVANCED_PRIVACY: i64 = 112;
