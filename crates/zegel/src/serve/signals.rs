//! What the outside tells a running server: stop, stop at once, read the certificate again.

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The polite and the typed request to stop; heard from the moment it is made.
pub(super) struct Stop {
    #[cfg(unix)]
    polite: Option<Signal>,
    #[cfg(unix)]
    typed: Option<Signal>,
}

impl Stop {
    pub(super) fn new() -> Self {
        Self {
            #[cfg(unix)]
            polite: signal(SignalKind::terminate()).ok(),
            #[cfg(unix)]
            typed: signal(SignalKind::interrupt()).ok(),
        }
    }

    /// Until somebody asks, once more.
    pub(super) async fn asked(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            () = heard(self.polite.as_mut()) => {}
            () = heard(self.typed.as_mut()) => {}
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// The request to read files again. Without it SIGHUP would end the server.
pub(super) struct Asked {
    #[cfg(unix)]
    hangup: Option<Signal>,
}

impl Asked {
    pub(super) fn new() -> Self {
        Self {
            #[cfg(unix)]
            hangup: signal(SignalKind::hangup()).ok(),
        }
    }

    /// Until somebody asks, once more.
    pub(super) async fn reload(&mut self) {
        #[cfg(unix)]
        heard(self.hangup.as_mut()).await;
        #[cfg(not(unix))]
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
async fn heard(signal: Option<&mut Signal>) {
    if let Some(signal) = signal
        && signal.recv().await.is_some()
    {
        return;
    }
    std::future::pending::<()>().await;
}
