//! `zegel room`: one case, one process. Started by the server, which keeps its standard input open as long as it lives.

use std::process::ExitCode;
use std::sync::Arc;

use zegel_room::{Machine, run_child};

use crate::cli::RoomArgs;
use crate::machine::{OnwardClock, SystemRandom};

/// Runs the room to its end. Exiting is the wipe.
pub(crate) async fn command(_args: RoomArgs) -> anyhow::Result<ExitCode> {
    run_child(Machine::new(
        Arc::new(OnwardClock::new()),
        Arc::new(SystemRandom),
    ))
    .await?;
    Ok(ExitCode::SUCCESS)
}
