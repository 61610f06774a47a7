//! Whether a hold rests on something. Whoever erases asks here, in the transaction that erases, and nowhere else: a test
//! finds every other place that asks.

use zegel_model::hold::{Binding, Thing, binding};
use zegel_store::{Source, hold};

use crate::Failure;

/// Every hold there is, asked about one thing.
pub async fn of(source: &mut impl Source, thing: Thing) -> Result<Binding, Failure> {
    Ok(binding(&hold::all(source).await?, thing))
}
