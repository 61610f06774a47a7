//! Why a source cannot be read, in sentences for whoever gave it.

use std::io;

use crate::database::DatabaseError;
use crate::whatsapp::NotAnExport;
use crate::whatsapp_android::backup::BackupError;

/// An export cannot be read; what is wrong and what to do. No variant names a file: names hold people's names.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file system refuses.
    #[error("it cannot be read; check its name, and that you may open it")]
    Io(#[from] io::Error),
    /// The archive is damaged, encrypted or packed in an unusual way.
    #[error(
        "the archive is damaged, protected by a password or of a kind that no phone writes; export the chat again"
    )]
    Archive(#[from] zip::result::ZipError),
    /// More files than [`crate::read::Limits::entries`].
    #[error("there are more than {0} files in it; put the export in a folder of its own")]
    TooManyFiles(u64),
    /// Two files of an archive have one name.
    #[error(
        "two files in the archive have the same name, so nobody can tell which is meant; export the chat again"
    )]
    SameName,
    /// The text is longer than [`crate::read::Limits::text`].
    #[error("the text in it is longer than {0} bytes, as no phone exports; export the chat again")]
    TextTooLong(u64),
    /// The text became longer or shorter while it was read.
    #[error("the text changed while it was read; wait until it is complete, then try again")]
    Changed,
    /// The archive unpacks to far more than any real one, or entries of it share bytes.
    #[error(
        "the archive unpacks to far more than it holds, as no export does; export the chat again"
    )]
    Bomb,
    /// There is no text in the folder or archive.
    #[error("there is no chat text (.txt) in it; give the file or folder that the phone exported")]
    NoText,
    /// There are several chats; which one is meant?
    #[error("there are {0} chat texts in it; open one of them")]
    SeveralTexts(usize),
    /// The file is neither a text nor a folder nor an archive.
    #[error("it is neither a file nor a folder; save the export as a file first")]
    NotAFile,
    /// The text is none.
    #[error("{0}; give the file or folder that the phone exported")]
    NotAnExport(NotAnExport),
    /// A shelf has no conversation at this place or of this key.
    #[error("there is no such conversation in it; list what is in it first")]
    NoSuchConversation,
    /// The database of an app cannot be opened or read.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// An encrypted backup cannot be opened.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A database, where whoever asked must have a process of its own read it.
    #[error("it is a database, which only a process of its own may open")]
    Apart,
    /// A database, but not of an app that is known.
    #[error("it is a database, but not one of a chat app that can be read")]
    NotAChatDatabase,
    /// There is no such time zone.
    #[error("there is no such time zone; name it as Europe/Amsterdam is named")]
    NoSuchZone,
    /// The process that reads the database said why it cannot.
    #[error("{0}")]
    Told(String),
    /// The process that reads the database ended, or spoke as it never would.
    #[error(
        "the part of Zegel that reads the database ended before it was done: the database is damaged, or made to do harm; nothing of it was used"
    )]
    Ended,
    /// More conversations than anybody has.
    #[error("there are more than {0} conversations in it, as nobody has; export it again")]
    TooManyConversations(usize),
    /// It is written in UTF-16 or UTF-32, as no app exports.
    #[error(
        "it is written in UTF-16, as no app exports; give the file as the app wrote it, unchanged"
    )]
    Utf16,
    /// JSON, but not Telegram's.
    #[error("it is JSON, but no export of Telegram; export the chat again, as JSON")]
    NotTelegram,
    /// XML, but no backup of short messages.
    #[error("it is XML, but no backup of SMS Backup & Restore; make the backup again")]
    NotSms,
    /// XML that defines names of its own, which no app writes.
    #[error(
        "it is XML with a document type, as no app writes and as can grow without end; make the backup again"
    )]
    DocumentType,
    /// No such file came along.
    #[error("no such file came along with the export")]
    NoSuchMedia,
    /// A file of media is longer than [`crate::read::Limits::media`] or than it said.
    #[error("a file in it is longer than it may be")]
    MediaTooLong,
}

impl From<NotAnExport> for ReadError {
    fn from(why: NotAnExport) -> Self {
        Self::NotAnExport(why)
    }
}
