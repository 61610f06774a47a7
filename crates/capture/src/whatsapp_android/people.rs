//! Who is who: numbers and accounts of the database, with the names that the phone has for them.
//!
//! Since 2023 people stand in it under an account that hides their number (`lid`); a table says which number it is. One
//! step is followed, so that a table that leads in a circle leads nowhere.

use std::collections::BTreeMap;
use std::path::Path;

use crate::database::{Bounds, By, Database, DatabaseError, Pick, Rows};

/// Server of numbers.
const NUMBERS: &str = "s.whatsapp.net";
/// Server of accounts without a number.
const ACCOUNTS: &str = "lid";

/// Somebody, or a group.
#[derive(Clone)]
pub(super) struct Party {
    /// The name that the phone has, the one they chose, or their number.
    pub(super) name: String,
    /// Number or account with its server.
    pub(super) id: String,
    /// It is a group, a list or a channel.
    pub(super) many: bool,
    /// It is the holder of the phone.
    pub(super) holder: bool,
}

impl Party {
    /// Their number as people write it, whatever they are called; an account that hides it stays one.
    pub(super) fn number(&self) -> String {
        match self.id.split_once('@') {
            Some((user, NUMBERS)) => format!("+{user}"),
            _ => self.id.clone(),
        }
    }

    /// Under their number: of somebody whose number is what is told about.
    pub(super) fn under_number(self) -> Self {
        Self {
            name: self.number(),
            ..self
        }
    }
}

/// What is known of people beside the table of addresses.
#[derive(Default)]
pub(super) struct Names {
    /// Names in the address book, by `number@server`.
    contacts: BTreeMap<String, String>,
    /// Names that people gave themselves, by `number@server`.
    chosen: BTreeMap<String, String>,
    /// Number of an account.
    numbers: BTreeMap<i64, i64>,
    /// Account of a number.
    accounts: BTreeMap<i64, i64>,
    /// Names that accounts gave themselves.
    shown: BTreeMap<i64, String>,
    /// The holder's own name.
    pub(super) own: Option<String>,
}

impl Names {
    pub(super) fn of(database: &Database, folder: Option<&Path>) -> Result<Self, DatabaseError> {
        let mut names = Self::default();
        each(database, "jid_map", &["lid_row_id", "jid_row_id"], |row| {
            if let (Some(account), Some(number)) = (row.integer(0), row.integer(1)) {
                names.numbers.insert(account, number);
                names.accounts.insert(number, account);
            }
        })?;
        each(
            database,
            "lid_display_name",
            &["lid_row_id", "display_name"],
            |row| names.shown.extend(row.integer(0).zip(row.text(1))),
        )?;
        each(database, "props", &["key", "value"], |row| {
            if row.text(0).as_deref() == Some("user_push_name") {
                names.own = row.text(1);
            }
        })?;
        // The address book lies in a database of its own, which a backup often lacks: then there are numbers.
        if let Some(book) = folder
            .map(|folder| folder.join("wa.db"))
            .filter(|p| p.is_file())
            && let Ok(book) = Database::open(&book, Bounds::default())
        {
            let columns = ["jid", "display_name", "wa_name"];
            // Names are a help; without them nothing is wrong.
            drop(each(&book, "wa_contacts", &columns, |row| {
                let Some(id) = row.text(0) else { return };
                if let Some(name) = row.text(1) {
                    names.contacts.insert(id.clone(), name);
                }
                if let Some(name) = row.text(2) {
                    names.chosen.insert(id, name);
                }
            }));
        }
        Ok(names)
    }
}

fn each(
    database: &Database,
    table: &str,
    columns: &[&str],
    mut look: impl FnMut(crate::database::Row<'_>),
) -> Result<(), DatabaseError> {
    let pick = Pick {
        table,
        columns,
        by: None,
    };
    let Some(mut rows) = database.pick(pick)? else {
        return Ok(());
    };
    rows.each(By::All, |row| {
        look(row);
        Ok(())
    })
}

/// Looks people up.
pub(super) struct Directory<'d> {
    names: &'d Names,
    addresses: Option<Rows<'d>>,
    known: BTreeMap<i64, Option<Party>>,
    /// The other one of a conversation of two.
    peer: Option<String>,
}

impl<'d> Directory<'d> {
    pub(super) fn new(database: &'d Database, names: &'d Names) -> Result<Self, DatabaseError> {
        Ok(Self {
            names,
            addresses: database.pick(Pick {
                table: "jid",
                columns: &["user", "server", "raw_string"],
                by: Some("_id"),
            })?,
            known: BTreeMap::new(),
            peer: None,
        })
    }

    /// Names the other one of a conversation of two.
    pub(super) fn between(&mut self, peer: Option<&Party>) {
        self.peer = peer.map(|party| party.name.clone());
    }

    /// The other one of a conversation of two.
    pub(super) fn peer(&self) -> Option<String> {
        self.peer.clone()
    }

    /// The holder of the phone, where the database knows their name.
    pub(super) fn holder(&self) -> Option<Party> {
        self.names.own.as_ref().map(|name| Party {
            name: name.clone(),
            id: String::new(),
            many: false,
            holder: true,
        })
    }

    /// Whoever has this number in the table of addresses; 0 is nobody.
    pub(super) fn party(&mut self, row: i64) -> Result<Option<Party>, DatabaseError> {
        if row <= 0 {
            return Ok(None);
        }
        if let Some(known) = self.known.get(&row) {
            return Ok(known.clone());
        }
        let found = self.look_up(row)?;
        self.known.insert(row, found.clone());
        Ok(found)
    }

    fn look_up(&mut self, row: i64) -> Result<Option<Party>, DatabaseError> {
        let Some((user, server)) = self.address(row)? else {
            return Ok(None);
        };
        if server != ACCOUNTS {
            let account = self.names.accounts.get(&row).copied();
            return Ok(Some(self.named(&user, &server, account)));
        }
        let number = match self.names.numbers.get(&row).copied() {
            Some(number) => self
                .address(number)?
                .filter(|(_, server)| server == NUMBERS),
            None => None,
        };
        let (user, server) = number.unwrap_or((user, server));
        Ok(Some(self.named(&user, &server, Some(row))))
    }

    fn address(&mut self, row: i64) -> Result<Option<(String, String)>, DatabaseError> {
        let Some(addresses) = &mut self.addresses else {
            return Ok(None);
        };
        let mut found = None;
        addresses.each::<DatabaseError>(By::Integer(row), |row| {
            // The holder's own address has a server and nobody's number.
            found = match (row.text(0), row.text(1)) {
                (user, Some(server)) => Some((user.unwrap_or_default(), server)),
                (_, None) => row.text(2).as_deref().map(split),
            };
            Ok(())
        })?;
        Ok(found)
    }

    /// Whoever a written address means.
    pub(super) fn written(&self, raw: &str) -> Party {
        let (user, server) = split(raw);
        self.named(&user, &server, None)
    }

    fn named(&self, user: &str, server: &str, account: Option<i64>) -> Party {
        let id = format!("{user}@{server}");
        let holder = user.is_empty() || matches!(server, "lid_me" | "status_me");
        let names = self.names;
        let own = names.own.as_ref().filter(|_| holder);
        let given = own
            .or_else(|| names.contacts.get(&id))
            .or_else(|| account.and_then(|account| names.shown.get(&account)))
            .or_else(|| names.chosen.get(&id))
            .cloned();
        let digits = !user.is_empty() && user.bytes().all(|byte| byte.is_ascii_digit());
        let name = given.unwrap_or_else(|| {
            if server == NUMBERS && digits {
                format!("+{user}")
            } else {
                id.clone()
            }
        });
        Party {
            name,
            id,
            many: matches!(server, "g.us" | "broadcast" | "newsletter"),
            holder,
        }
    }
}

/// `user@server`, without the number of one of their devices.
fn split(raw: &str) -> (String, String) {
    let (user, server) = raw.split_once('@').unwrap_or((raw, ""));
    let user = user.split(':').next().unwrap_or_default();
    let user = match user.split_once('.') {
        Some((number, device)) if device.bytes().all(|byte| byte.is_ascii_digit()) => number,
        _ => user,
    };
    (user.to_owned(), server.to_owned())
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_device_is_not_somebody() {
        for raw in [
            "31612345678@s.whatsapp.net",
            "31612345678:12@s.whatsapp.net",
            "31612345678.0:3@s.whatsapp.net",
        ] {
            assert_eq!(
                split(raw),
                ("31612345678".to_owned(), "s.whatsapp.net".to_owned())
            );
        }
        assert_eq!(split("120363-1@g.us").0, "120363-1");
    }
}
