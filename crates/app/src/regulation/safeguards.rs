//! What stands and what does not, before the interests may be weighed.

use zegel_model::Timestamp;
use zegel_model::regulation::{Regulation, Safeguards};
use zegel_model::seat::{Bench, Quorum};
use zegel_store::{Source, log, seat};

use crate::origin::CONDUCT;
use crate::{App, Failure};

/// The seats there are, with the small employer's quorum.
pub async fn bench(source: &mut impl Source) -> Result<Bench, Failure> {
    Ok(Bench {
        seats: seat::all(source).await?,
        quorum: Quorum::SMALL,
    })
}

/// The safeguards as they are now.
pub async fn look(
    source: &mut impl Source,
    regulation: &Regulation,
    now: Timestamp,
) -> Result<Safeguards, Failure> {
    let checkpoint = log::state(source, CONDUCT).await?.checkpoint.is_some();
    Ok(Safeguards::look(
        regulation,
        &bench(source).await?,
        checkpoint,
        now,
    ))
}

/// The safeguards as they are now, for a page.
pub async fn now(app: &App, regulation: &Regulation) -> Result<Safeguards, Failure> {
    look(&mut app.store.read().await?, regulation, app.now()).await
}

/// The seats as they are now, for a page.
pub async fn bench_now(app: &App) -> Result<Bench, Failure> {
    bench(&mut app.store.read().await?).await
}
