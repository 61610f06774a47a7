//! One message as a page shows it.

use zegel_model::message::{Kind, SystemEventKind};

use crate::memory::Entry;
use crate::room::Logged;
use crate::search::{Piece, plain};

/// One message, or one line of the app itself.
pub(crate) struct Line {
    /// The message's number in the room.
    pub(crate) number: usize,
    /// Hours and minutes.
    pub(crate) time: String,
    /// The time as the source has it.
    pub(crate) raw_time: String,
    /// Who wrote it, cut where control characters are; nobody for lines of the app.
    pub(crate) sender: Vec<Piece>,
    /// The line before is by the same sender.
    pub(crate) again: bool,
    pub(crate) own: bool,
    pub(crate) kind: Kind,
    pub(crate) text: Vec<Piece>,
    pub(crate) edited: bool,
    pub(crate) marked: bool,
    /// A neighbour of a hit.
    pub(crate) aside: bool,
    pub(crate) file: Option<FileView>,
    /// Somebody came (true) or went (false).
    pub(crate) came: Option<bool>,
    /// Letter of the provenance.
    pub(crate) letter: char,
    /// What a mark leads back to.
    pub(crate) back: String,
}

/// An attachment as a page shows it.
pub(crate) struct FileView {
    pub(crate) name: Vec<Piece>,
    /// It was in the source and can be opened.
    pub(crate) present: bool,
    /// Shown within the page.
    pub(crate) image: bool,
}

impl Line {
    /// Shows a message as it is, once that stands in the log.
    pub(crate) fn of(_logged: &Logged, number: usize, entry: &Entry, letter: char) -> Self {
        Self {
            number,
            time: format!("{:02}:{:02}", entry.at.hour(), entry.at.minute()),
            raw_time: entry.raw_time.to_string(),
            sender: entry
                .sender
                .as_ref()
                .map(|name| plain(name))
                .unwrap_or_default(),
            again: false,
            own: entry.own,
            kind: entry.kind,
            text: plain(&entry.text),
            edited: entry.edited,
            marked: false,
            aside: false,
            file: entry.file.as_ref().map(|file| FileView {
                name: plain(&file.name),
                present: file.sealed.is_some(),
                image: file.sealed.is_some() && picture_name(&file.name),
            }),
            came: entry.event.and_then(came),
            letter,
            back: "day".to_owned(),
        }
    }

    /// The next line is by the same sender.
    pub(crate) fn continues(&self, next: &Self) -> bool {
        !self.system() && !next.system() && self.sender == next.sender
    }

    /// A line of the app itself.
    pub(crate) const fn system(&self) -> bool {
        matches!(self.kind, Kind::System)
    }

    /// Removed by its sender or an administrator.
    pub(crate) const fn deleted(&self) -> bool {
        matches!(self.kind, Kind::Deleted)
    }

    /// The key of what it is, where that is more than words.
    pub(crate) const fn label(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Call => Some("room-kind-call"),
            Kind::Location => Some("room-kind-location"),
            Kind::Contact => Some("room-kind-contact"),
            Kind::Poll => Some("room-kind-poll"),
            Kind::Text | Kind::Media | Kind::Deleted | Kind::System => None,
        }
    }
}

/// By its name it is a picture; what it really is, its bytes say when it is opened.
fn picture_name(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or("");
    ["jpg", "jpeg", "png", "gif", "webp"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

const fn came(event: SystemEventKind) -> Option<bool> {
    match event {
        SystemEventKind::MemberAdded | SystemEventKind::MemberJoined => Some(true),
        SystemEventKind::MemberLeft | SystemEventKind::MemberRemoved => Some(false),
        SystemEventKind::Encrypted
        | SystemEventKind::GroupCreated
        | SystemEventKind::AdminGranted
        | SystemEventKind::AdminRevoked
        | SystemEventKind::SubjectChanged
        | SystemEventKind::IconChanged
        | SystemEventKind::DescriptionChanged
        | SystemEventKind::NumberChanged
        | SystemEventKind::SecurityCodeChanged
        | SystemEventKind::DisappearingOn
        | SystemEventKind::DisappearingOff
        | SystemEventKind::AdvancedPrivacyOn
        | SystemEventKind::AdvancedPrivacyOff
        | SystemEventKind::SettingsChanged
        | SystemEventKind::Pinned
        | SystemEventKind::Blocked
        | SystemEventKind::Unblocked
        | SystemEventKind::BusinessAccount
        | SystemEventKind::Other => None,
    }
}
