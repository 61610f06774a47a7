//! What a message's own row says, in the schema of today and in the one before 2022.

use super::codes;
use super::rows::{Gathered, OwnedRow};

/// Where the messages themselves stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Schema {
    /// Table `message`, people by number.
    Today,
    /// Table `messages`, people and conversations as written addresses, most in one row.
    Before2022,
}

/// Somebody, as a row names them.
pub(super) enum Who {
    /// By number in the table of addresses.
    Row(i64),
    /// As written.
    Written(String),
}

/// A message's own row in one form.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a column of the row, and any of them goes with any other"
)]
pub(super) struct Base {
    pub(super) key: Option<String>,
    pub(super) own: bool,
    pub(super) sender: Option<Who>,
    /// Milliseconds since 1970.
    pub(super) moment: Option<i64>,
    pub(super) raw_time: String,
    /// Type of the message; `None` of one without.
    pub(super) code: Option<i64>,
    pub(super) text: Option<String>,
    pub(super) forwarded: bool,
    /// What a line of the app tells.
    pub(super) action: Option<i64>,
    /// Key of the message that it answers.
    pub(super) answers: Option<String>,
    /// Name of its file, and the file's SHA-256 in base 64.
    pub(super) file: Option<(String, Option<String>)>,
    pub(super) place: Option<(f64, f64)>,
    /// The business card in the row itself.
    pub(super) removed: bool,
    pub(super) edited: bool,
}

/// Status of the app's own lines in the old schema.
const APPS_OWN: i64 = 6;
/// Versions of edits that take a message away: by its sender, by an administrator.
const REMOVALS: [i64; 2] = [7, 8];

impl Schema {
    /// The table with the messages themselves.
    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::Today => "message",
            Self::Before2022 => "messages",
        }
    }
}

impl Base {
    pub(super) fn of(schema: Schema, rows: &Gathered) -> Option<Self> {
        let row = rows.first(schema.table())?;
        Some(match schema {
            Schema::Today => Self::today(row, rows),
            Schema::Before2022 => Self::before(row, rows),
        })
    }

    fn today(row: &OwnedRow, rows: &Gathered) -> Self {
        let media = rows.first("message_media");
        let place = rows
            .first("message_location")
            .and_then(|row| row.real("latitude").zip(row.real("longitude")));
        let revoked = rows.first("message_revoked");
        // A removed message stands there under another key; a changed one too, in some versions. What it is called
        // everywhere else is the first.
        let first = revoked
            .and_then(|row| row.text("revoked_key_id"))
            .or_else(|| rows.first("message_edit_info")?.text("original_key_id"));
        Self {
            key: first.or_else(|| row.text("key_id")),
            own: row.integer("from_me") == Some(1),
            sender: row.positive("sender_jid_row_id").map(Who::Row),
            moment: moment(row),
            raw_time: row
                .integer("timestamp")
                .map(|time| time.to_string())
                .unwrap_or_default(),
            code: row.integer("message_type"),
            text: row
                .text("text_data")
                .or_else(|| media?.text("media_caption")),
            forwarded: rows.first("message_forwarded").is_some()
                || row
                    .integer("origination_flags")
                    .is_some_and(|flags| flags & 1 == 1),
            action: rows
                .first("message_system")
                .and_then(|row| row.integer("action_type")),
            answers: rows
                .first("message_quoted")
                .and_then(|row| row.text("key_id")),
            file: media.map(|row| (file_name(row), row.text("file_hash"))),
            place,
            removed: revoked.is_some(),
            edited: rows.first("message_edit_info").is_some(),
        }
    }

    fn before(row: &OwnedRow, rows: &Gathered) -> Self {
        let apps_own = row.integer("status") == Some(APPS_OWN);
        let code = row.integer("media_wa_type").unwrap_or(0);
        let has_file = row.text("media_hash").is_some() || row.text("media_name").is_some();
        let place = row
            .real("latitude")
            .zip(row.real("longitude"))
            .filter(|(latitude, longitude)| *latitude != 0.0 || *longitude != 0.0);
        Self {
            key: row.text("key_id"),
            own: row.integer("key_from_me") == Some(1),
            sender: row
                .text("remote_resource")
                .filter(|raw| raw.contains('@'))
                .map(Who::Written),
            moment: moment(row),
            raw_time: row
                .integer("timestamp")
                .map(|time| time.to_string())
                .unwrap_or_default(),
            code: Some(if apps_own { 7 } else { code }),
            text: if matches!(codes::kind(code), Some(zegel_model::message::Kind::Contact)) {
                None
            } else {
                row.text("data").or_else(|| row.text("media_caption"))
            },
            forwarded: row.positive("forwarded").is_some(),
            action: row.integer("media_size").filter(|_| apps_own),
            answers: rows
                .first("messages_quotes")
                .or_else(|| rows.first("message_quoted"))
                .and_then(|row| row.text("key_id")),
            file: has_file.then(|| (file_name(row), row.text("media_hash"))),
            place,
            removed: row
                .integer("edit_version")
                .is_some_and(|version| REMOVALS.contains(&version)),
            edited: rows.first("message_edit_info").is_some(),
        }
    }
}

/// When it was written; else when it arrived. 0 is no time.
fn moment(row: &OwnedRow) -> Option<i64> {
    row.positive("timestamp")
        .or_else(|| row.positive("received_timestamp"))
        .or_else(|| row.positive("receipt_server_timestamp"))
}

/// The last part of a path, or the name that a document has.
fn file_name(row: &OwnedRow) -> String {
    row.text("file_path")
        .and_then(|path| path.rsplit('/').next().map(str::to_owned))
        .filter(|name| !name.is_empty())
        .or_else(|| row.text("media_name"))
        .unwrap_or_default()
}
