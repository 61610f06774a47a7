//! Who is who: names of addresses, members of groups.

use std::collections::BTreeMap;

use zegel_model::member::{Member, MemberEnd};

use super::each;
use crate::database::{Database, DatabaseError};
use crate::whatsapp::marks;

/// What addresses that are numbers end with.
const NUMBERS: &str = "s.whatsapp.net";

/// Somebody.
#[derive(Clone)]
pub(super) struct Party {
    /// The name that the phone has, the one they chose, or their number.
    pub(super) name: String,
    /// Number or account with its server.
    pub(super) id: String,
}

/// All that the database says of people.
#[derive(Default)]
pub(super) struct People {
    /// Names that the phone has.
    given: BTreeMap<String, String>,
    /// Names that they chose.
    chosen: BTreeMap<String, String>,
    /// Members of groups, by number.
    members: BTreeMap<i64, Row>,
}

struct Row {
    session: Option<i64>,
    address: String,
    admin: bool,
    active: Option<bool>,
}

impl People {
    pub(super) fn of(database: &Database) -> Result<Self, DatabaseError> {
        let mut people = Self::default();
        let columns = [
            "Z_PK",
            "ZCHATSESSION",
            "ZMEMBERJID",
            "ZISADMIN",
            "ZISACTIVE",
            "ZCONTACTNAME",
        ];
        each(database, "ZWAGROUPMEMBER", &columns, |row| {
            if let Some((number, address)) = row.integer(0).zip(row.text(2)) {
                note(&mut people.given, &address, row.text(5));
                let member = Row {
                    session: row.integer(1),
                    address,
                    admin: row.integer(3) == Some(1),
                    active: row.integer(4).map(|active| active != 0),
                };
                people.members.insert(number, member);
            }
        })?;
        // What the conversation of two is called is what the phone calls them, so it counts most.
        each(
            database,
            "ZWACHATSESSION",
            &["ZCONTACTJID", "ZPARTNERNAME"],
            |row| {
                if let Some(address) = row.text(0).filter(|address| !address.ends_with("@g.us")) {
                    note(&mut people.given, &address, row.text(1));
                }
            },
        )?;
        each(
            database,
            "ZWAPROFILEPUSHNAME",
            &["ZJID", "ZPUSHNAME"],
            |row| {
                if let Some(address) = row.text(0) {
                    note(&mut people.chosen, &address, row.text(1));
                }
            },
        )?;
        Ok(people)
    }

    /// Whoever an address means.
    pub(super) fn party(&self, address: &str) -> Party {
        let id = plain(address);
        let known = self
            .given
            .get(&id)
            .or_else(|| self.chosen.get(&id))
            .cloned();
        let name = known.unwrap_or_else(|| match id.split_once('@') {
            Some((user, NUMBERS))
                if !user.is_empty() && user.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                format!("+{user}")
            }
            _ => id.clone(),
        });
        Party { name, id }
    }

    /// A member of a group, by number.
    pub(super) fn member(&self, number: i64) -> Option<Party> {
        Some(self.party(&self.members.get(&number)?.address))
    }

    /// Who is in a group and who was.
    pub(super) fn members(&self, session: i64) -> Vec<Member> {
        let rows = self.members.values();
        rows.filter(|row| row.session == Some(session))
            .map(|row| {
                let party = self.party(&row.address);
                Member {
                    name: Some(party.name),
                    id: Some(party.id),
                    holder: false,
                    admin: row.admin,
                    since: None,
                    until: None,
                    // Whether they left or were removed is not in this table.
                    end: (row.active == Some(false)).then_some(MemberEnd::Unknown),
                }
            })
            .collect()
    }
}

fn note(names: &mut BTreeMap<String, String>, address: &str, name: Option<String>) {
    let name = name.map(|name| marks::name(name.as_bytes()));
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        names.insert(plain(address), name);
    }
}

/// An address without the number of one of their devices.
fn plain(address: &str) -> String {
    match address.split_once('@') {
        Some((user, server)) => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{user}@{server}")
        }
        None => address.to_owned(),
    }
}
