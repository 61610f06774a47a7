//! What can be wrong with an archive, and how it is said.

use std::fmt;

/// Something that is not as the log says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// A row was changed after its event.
    RowChanged(String, String),
    /// A row was deleted behind the log's back.
    RowGone(String, String),
    /// A row that no event names.
    RowInserted(String, String),
    /// The payload of an entry does not give the entry in the log.
    EntryChanged(u64),
    /// The payload of an entry is gone, and no entry says that it was erased.
    EntryGone(u64),
    /// An event that is in no log.
    EntryInserted,
    /// A message, or the beginning of a segment, differs from its entry in the evidence log.
    MessageChanged(String, String),
    /// A message, or the beginning of a segment, came with nothing that is or will be in a log.
    MessageInserted(String, String),
    /// Entries wait to be published that this program did not record.
    Outbox(String),
    /// An entry of an evidence log has no row any more.
    EvidenceGone(String, u64),
    /// A sealed attachment is missing or damaged.
    Attachment(String),
    /// A log's files do not give its signed checkpoint.
    Log(String),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RowChanged(table, row) => write!(f, "changed: {row} in table {table}"),
            Self::RowGone(table, row) => write!(f, "deleted: {row} from table {table}"),
            Self::RowInserted(table, row) => write!(f, "inserted: {row} in table {table}"),
            Self::EntryChanged(index) => {
                write!(f, "changed: payload of entry {index} of the conduct log")
            }
            Self::EntryGone(index) => {
                write!(f, "deleted: payload of entry {index} of the conduct log")
            }
            Self::EntryInserted => write!(f, "inserted: an event that is in no log"),
            Self::MessageChanged(segment, what) => write!(f, "changed: {what} of {segment}"),
            Self::MessageInserted(segment, what) => write!(f, "inserted: {what} of {segment}"),
            Self::Outbox(log) => write!(f, "inserted: a batch that waits for log {log}"),
            Self::EvidenceGone(log, index) => {
                write!(f, "deleted: the row of entry {index} of {log}")
            }
            Self::Attachment(blob) => write!(f, "missing or damaged: attachment {blob}"),
            Self::Log(log) => write!(
                f,
                "damaged: the files of log {log} do not give its checkpoint"
            ),
        }
    }
}
