//! What was written last and is gone: the database remembers the last number that it gave out.

use jiff::tz::TimeZone;

use super::base::Schema;
use super::{each, moment, wall};
use crate::database::{Database, DatabaseError};
use crate::summary::Gap;

/// Numbers behind the last message that were given out once.
pub(super) fn behind(
    database: &Database,
    schema: Schema,
    times: &[(i64, Option<i64>)],
    zone: &TimeZone,
) -> Result<Option<Gap>, DatabaseError> {
    let mut given = None;
    each(database, "sqlite_sequence", &["name", "seq"], |row| {
        if row.text(0).as_deref() == Some(schema.table()) {
            given = row.integer(1);
        }
    })?;
    let (last, time) = times.last().copied().unwrap_or((0, None));
    let next = given.and_then(|given| given.checked_add(1));
    let missing = given.and_then(|given| given.checked_sub(last));
    let missing = missing.and_then(|missing| u64::try_from(missing).ok());
    Ok(next
        .zip(missing.filter(|missing| *missing > 0))
        .map(|(next, missing)| Gap {
            after: last,
            before: next,
            missing,
            from: time.and_then(moment).map(|time| wall(time, zone)),
            to: None,
        }))
}
