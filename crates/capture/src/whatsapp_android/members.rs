//! Who is in a group and who was, as the phone lists them. The app forgets who left after some sixty days.

use zegel_model::member::{Member, MemberEnd};

use super::people::{Directory, Names, Party};
use super::{Book, moment};
use crate::database::{By, Database, DatabaseError, Pick, Row};

/// Members of a conversation; none of one that is no group.
pub(super) fn of(
    database: &Database,
    names: &Names,
    book: &Book,
) -> Result<Vec<Member>, DatabaseError> {
    if book.peer.is_some() {
        return Ok(Vec::new());
    }
    let mut directory = Directory::new(database, names)?;
    let by = match (&book.written, book.address) {
        (Some(written), _) => By::Text(written),
        (None, Some(address)) => By::Integer(address),
        (None, None) => return Ok(Vec::new()),
    };
    let mut members = Vec::new();
    if matches!(by, By::Text(_)) {
        let columns = ["jid", "admin"];
        rows(
            database,
            "group_participants",
            "gjid",
            &columns,
            by,
            |row| {
                let party = directory.written(&row.text(0).unwrap_or_default());
                members.push(member(party, row.integer(1)));
                Ok(())
            },
        )?;
        return Ok(members);
    }
    let columns = ["user_jid_row_id", "rank", "add_timestamp"];
    let table = "group_participant_user";
    rows(database, table, "group_jid_row_id", &columns, by, |row| {
        if let Some(party) = directory.party(row.integer(0).unwrap_or(0))? {
            members.push(Member {
                since: row.integer(2).filter(|time| *time > 0).and_then(moment),
                ..member(party, row.integer(1))
            });
        }
        Ok(())
    })?;
    let columns = ["user_jid_row_id", "is_leave", "timestamp"];
    let table = "group_past_participant_user";
    rows(database, table, "group_jid_row_id", &columns, by, |row| {
        if let Some(party) = directory.party(row.integer(0).unwrap_or(0))? {
            members.push(Member {
                until: row.integer(2).filter(|time| *time > 0).and_then(moment),
                end: Some(match row.integer(1) {
                    Some(1) => MemberEnd::Left,
                    Some(0) => MemberEnd::Removed,
                    _ => MemberEnd::Unknown,
                }),
                ..member(party, None)
            });
        }
        Ok(())
    })?;
    Ok(members)
}

fn member(party: Party, rank: Option<i64>) -> Member {
    // The holder stands in the list under an address without a number: that is no name of theirs.
    let bare = party.holder && party.name == party.id;
    Member {
        name: Some(party.name).filter(|_| !bare),
        id: Some(party.id).filter(|_| !party.holder),
        holder: party.holder,
        admin: rank.is_some_and(|rank| rank > 0),
        since: None,
        until: None,
        end: None,
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "what is picked, from where, and what looks at it"
)]
fn rows(
    database: &Database,
    table: &str,
    key: &str,
    columns: &[&str],
    by: By<'_>,
    look: impl FnMut(Row<'_>) -> Result<(), DatabaseError>,
) -> Result<(), DatabaseError> {
    let pick = Pick {
        table,
        columns,
        by: Some(key),
    };
    match database.pick(pick)? {
        Some(mut rows) => rows.each(by, look),
        None => Ok(()),
    }
}
