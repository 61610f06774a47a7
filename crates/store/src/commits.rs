//! How long commits take, for whoever runs the archive: a disk that grows slow shows here first.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use zegel_model::Clock;

type Tell = Box<dyn Fn(Duration) + Send + Sync>;

/// Measures commits for one listener. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Commits(Arc<OnceLock<Tell>>);

impl Commits {
    pub(crate) fn tell(&self, tell: impl Fn(Duration) + Send + Sync + 'static) {
        // A second listener hears nothing.
        drop(self.0.set(Box::new(tell)));
    }

    /// Runs a commit and tells how long it took.
    pub(crate) async fn timed<T>(&self, clock: &dyn Clock, commit: impl Future<Output = T>) -> T {
        let begun = clock.now();
        let done = commit.await;
        if let Some(tell) = self.0.get() {
            // A clock that was set back says nothing about the disk.
            let micros = clock.now().micros().saturating_sub(begun.micros());
            tell(Duration::from_micros(u64::try_from(micros).unwrap_or(0)));
        }
        done
    }
}
