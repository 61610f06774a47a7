//! What `zegel import` is told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::tz::TimeZone;
use zegel_model::scope::{Account, Ownership, SourceClass};

use crate::cli::ServerArgs;
use crate::zone;

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// Exported chats (.txt, .zip or folder), WhatsApp's databases (msgstore.db, ChatStorage.sqlite) and backups of
    /// them, result.json of Telegram Desktop, backups of SMS Backup & Restore.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) server: ServerArgs,
    #[command(flatten)]
    pub(crate) source: SourceArgs,
    /// Whose account the conversations were held with; asked for where the regulation covers more than one kind.
    #[arg(long, value_enum, requires = "phone")]
    pub(crate) account: Option<AccountArg>,
    /// Whose phone they were on.
    #[arg(long, value_enum, requires = "account")]
    pub(crate) phone: Option<PhoneArg>,
}

/// How a source is read, and which conversations of it are asked about.
#[derive(Args)]
pub(crate) struct SourceArgs {
    /// Of a file that holds several conversations: ask about this one, by the key that the list shows. May be given more
    /// than once; each is asked about by itself.
    #[arg(long, value_name = "KEY")]
    pub(crate) conversation: Vec<String>,
    /// What opens an encrypted backup: the phone's key file, or 64 digits. Others on this machine can see digits that
    /// were typed here; a file with them is safer.
    #[arg(long, value_name = "FILE|DIGITS")]
    pub(crate) backup_key: Option<String>,
    /// The zone of wall-clock times, Europe/Amsterdam if nothing is said: of sources that know moments the one that they
    /// are shown in, of texts the one that the phone's clock stood in.
    #[arg(long, value_name = "ZONE", value_parser = zone::named)]
    pub(crate) zone: Option<TimeZone>,
}

// A key opens everything, and a conversation's is somebody's number.
impl std::fmt::Debug for SourceArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SourceArgs").finish_non_exhaustive()
    }
}

impl ImportArgs {
    /// Whose account and phone, if that was said.
    pub(super) fn class(&self) -> Option<SourceClass> {
        self.account
            .zip(self.phone)
            .map(|(account, phone)| SourceClass {
                account: account.into(),
                phone: phone.into(),
            })
    }
}

/// Whose account.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum AccountArg {
    /// An account of the business.
    Business,
    /// Your own.
    Personal,
}

/// Whose phone.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PhoneArg {
    /// The employer's.
    Company,
    /// Your own.
    Private,
}

impl From<AccountArg> for Account {
    fn from(arg: AccountArg) -> Self {
        match arg {
            AccountArg::Business => Self::Business,
            AccountArg::Personal => Self::Personal,
        }
    }
}

impl From<PhoneArg> for Ownership {
    fn from(arg: PhoneArg) -> Self {
        match arg {
            PhoneArg::Company => Self::Company,
            PhoneArg::Private => Self::Private,
        }
    }
}
