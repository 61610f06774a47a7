//! The employer whose archive this is. There is one.

use zegel_model::person::Employer;

use crate::error::StoreError;
use crate::sql::{Source, Value, sql};
use crate::tables;
use crate::tx::Tx;

/// Founds the employer, or changes what is known about it. Bound.
pub async fn put(tx: &mut Tx, employer: &Employer) -> Result<(), StoreError> {
    let salt = tx.salt();
    sql("INSERT INTO employer (id, name, headcount, works_council, salt) VALUES (1, $1, $2, $3, $4) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, headcount = excluded.headcount, \
         works_council = excluded.works_council, salt = excluded.salt")
        .bind(employer.name.as_str())
        .bind(employer.headcount)
        .bind(employer.works_council)
        .bind(salt)
        .run_one(tx)
        .await?;
    tx.bind_row(&tables::EMPLOYER, vec![Value::from(1_i64)])
        .await
}

/// The employer, once founded.
pub async fn get(source: &mut impl Source) -> Result<Option<Employer>, StoreError> {
    let row = sql("SELECT name, headcount, works_council FROM employer WHERE id = 1")
        .row(source)
        .await?;
    row.map(|row| {
        Ok(Employer {
            name: row.get("name")?,
            headcount: row.get("headcount")?,
            works_council: row.get("works_council")?,
        })
    })
    .transpose()
}
