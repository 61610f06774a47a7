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
    /// Who wrote it, cut where control characters are; nobody for lines of the app and where the line before is by the
    /// same sender.
    pub(crate) sender: Vec<Piece>,
    pub(crate) own: bool,
    pub(crate) kind: Kind,
    pub(crate) text: Vec<Piece>,
    pub(crate) edited: bool,
    pub(crate) marked: bool,
    pub(crate) file: Option<FileView>,
    /// Somebody came (true) or went (false).
    pub(crate) came: Option<bool>,
    /// Letter of the provenance.
    pub(crate) letter: char,
    /// What a mark leads back to; nothing for the neighbour of a hit, which is there for context only.
    pub(crate) back: Option<String>,
}

/// An attachment as a page shows it.
pub(crate) struct FileView {
    pub(crate) name: Vec<Piece>,
    pub(crate) access: Access,
}

/// What a page can do with an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Shown within the page.
    Picture,
    /// Handed over.
    Download,
    /// Only named: its message is there for context.
    Named,
    /// Not in the source.
    Absent,
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
            own: entry.own,
            kind: entry.kind,
            text: plain(&entry.text),
            edited: entry.edited,
            marked: false,
            file: entry.file.as_ref().map(|file| FileView {
                name: plain(&file.name),
                access: match &file.sealed {
                    None => Access::Absent,
                    Some(_) if picture_name(&file.name) => Access::Picture,
                    Some(_) => Access::Download,
                },
            }),
            came: entry.event.as_ref().and_then(|event| came(event.kind)),
            letter,
            back: Some("day".to_owned()),
        }
    }

    /// The line before is by the same sender.
    pub(crate) const fn again(&self) -> bool {
        !self.system() && self.sender.is_empty()
    }

    /// The same line as the neighbour of a hit: to read, not to mark, and its attachment only by name, because showing
    /// that would be a look of its own.
    pub(crate) fn into_aside(mut self) -> Self {
        self.back = None;
        if let Some(file) = self
            .file
            .as_mut()
            .filter(|file| file.access != Access::Absent)
        {
            file.access = Access::Named;
        }
        self
    }

    /// There for context only.
    pub(crate) const fn aside(&self) -> bool {
        self.back.is_none()
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
