//! What a service manager is told, where one started us: ready, alive, stopping.

use sd_notify::NotifyState;

/// Everything listens.
pub(crate) fn ready() {
    tell(&NotifyState::Ready);
}

/// The server still looks after itself.
pub(crate) fn alive() {
    tell(&NotifyState::Watchdog);
}

/// It was told to stop, and finishes what it began.
pub(crate) fn stopping() {
    tell(&NotifyState::Stopping);
}

/// Without a service manager this does nothing; one that does not listen is no reason to stop.
fn tell(state: &NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(std::slice::from_ref(state)) {
        tracing::warn!(kind = %error.kind(), "the service manager could not be told");
    }
}
