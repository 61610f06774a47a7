//! A certificate from an authority, without anybody: asked for when there is none, again at two thirds of its life,
//! shown without a restart. While the authority is away, what is shown stays shown.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use zegel_model::{Clock, Timestamp};
use zegel_server::acme::{self, AcmeError, Authority, Credentials};
use zegel_web::tls::{Certificate, Tls};

use super::kept::{Kept, Kind};
use super::signals::Asked;
use crate::config::Settings;
use crate::machine::SystemClock;

/// The first pause after a failure; each one after it is twice as long.
const PAUSE: Duration = Duration::from_secs(10);
/// The shortest pause after the authority has judged: it counts refusals.
const VERDICT: Duration = Duration::from_mins(15);
/// The longest pause: a third of a life is left when the first attempt fails, and ninety days have many hours.
const LONGEST: Duration = Duration::from_hours(6);
/// The clock is looked at this often: a machine may sleep, and its clock may be set.
const LOOK: Duration = Duration::from_mins(10);

/// Whoever looks after the certificate.
pub(super) struct Renewal {
    authority: Authority,
    name: String,
    kept: Kept,
    tls: Tls,
    clock: Arc<dyn Clock>,
}

impl Renewal {
    /// As the settings say; shows what was kept of an earlier run. Reads, and asks nobody yet.
    pub(super) fn new(settings: &Settings) -> anyhow::Result<Option<Self>> {
        let Some(acme) = &settings.acme else {
            return Ok(None);
        };
        let read = |file: &std::path::PathBuf| {
            let named = || format!("acme-ca: {}", file.display());
            let pem = std::fs::read_to_string(file).with_context(named)?;
            zegel_web::client::authorities(pem.as_bytes()).with_context(named)?;
            anyhow::Ok(pem)
        };
        let contact = acme.contact.as_deref().unwrap_or_default();
        let kept = Kept::new(&settings.dir, [&acme.directory, contact, &acme.name]);
        let renewal = Self {
            authority: Authority {
                directory: acme.directory.clone(),
                contact: acme.contact.clone(),
                trusted: acme.ca.as_ref().map(read).transpose()?,
            },
            name: acme.name.clone(),
            kept,
            tls: Tls::waiting()?,
            clock: Arc::new(SystemClock),
        };
        let usable = |text: String| Certificate::from_pem(text.as_bytes()).ok();
        if let Some(certificate) = renewal.kept.newest(Kind::Certificate, usable) {
            renewal.tls.show(&certificate);
        }
        Ok(Some(renewal))
    }

    /// What is shown, now and later.
    pub(super) fn tls(&self) -> Tls {
        self.tls.clone()
    }

    /// Looks after it until the server ends. `failed` is told of every time that the authority gave none; `asked` ends a
    /// pause early.
    pub(super) async fn keep(self, mut asked: Asked, failed: impl Fn() + Send) {
        let mut pause = Pause::default();
        loop {
            let due = self.due().max(pause.until);
            while self.clock.now() < due {
                tokio::select! {
                    () = tokio::time::sleep(until(self.clock.now(), due).min(LOOK)) => {}
                    () = asked.reload() => break,
                }
            }
            if self.clock.now() < self.due() {
                continue;
            }
            match self.renew().await {
                Ok(()) => {
                    tracing::info!("another certificate is shown from now on");
                    pause = Pause::default();
                }
                Err(error) => {
                    failed();
                    pause.after(&error, self.clock.now());
                    tracing::warn!(
                        %error,
                        again_in_seconds = pause.length.as_secs(),
                        "no certificate"
                    );
                }
            }
        }
    }

    /// When another certificate is to be asked for.
    fn due(&self) -> Timestamp {
        let shown = self.tls.validity();
        shown.map_or(
            Timestamp::from_micros(i64::MIN),
            zegel_web::tls::Validity::renewal,
        )
    }

    /// One certificate more: kept, then shown.
    async fn renew(&self) -> Result<(), AcmeError> {
        let now = self.clock.now();
        let keep =
            |credentials: &Credentials| self.kept.put(Kind::Account, now, credentials.reveal());
        let known = self
            .kept
            .newest(Kind::Account, |text| Some(Credentials::new(text)));
        let account = self.authority.account(known, keep).await?;
        let mut issued = acme::order(&account, &self.name, &self.tls).await;
        if matches!(issued, Err(AcmeError::Account)) {
            // It forgot us, as authorities do after years: then we are somebody new.
            let account = self.authority.account(None, keep).await?;
            issued = acme::order(&account, &self.name, &self.tls).await;
        }
        let issued = issued?;
        let validity = issued.certificate.validity();
        if validity.is_none_or(|validity| validity.renewal() <= now) {
            // It would be due at once, and so would the next one.
            return Err(AcmeError::Useless);
        }
        // What is shown and not kept would be asked for again at every start.
        self.kept
            .put(Kind::Certificate, now, &issued.pem)
            .map_err(AcmeError::Kept)?;
        self.tls.show(&issued.certificate);
        Ok(())
    }
}

/// How long to leave the authority alone.
#[derive(Debug, PartialEq, Eq)]
struct Pause {
    length: Duration,
    until: Timestamp,
}

impl Default for Pause {
    fn default() -> Self {
        Self {
            length: Duration::ZERO,
            until: Timestamp::from_micros(i64::MIN),
        }
    }
}

impl Pause {
    fn after(&mut self, error: &AcmeError, now: Timestamp) {
        let least = if error.is_verdict() { VERDICT } else { PAUSE };
        self.length = self.length.saturating_mul(2).clamp(least, LONGEST);
        let seconds = i64::try_from(self.length.as_secs()).unwrap_or(i64::MAX);
        self.until = now.plus_seconds(seconds);
    }
}

/// From one moment to a later one.
fn until(now: Timestamp, then: Timestamp) -> Duration {
    let micros = then.micros().saturating_sub(now.micros());
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_a_verdict_is_respected() {
        let mut pause = Pause::default();
        let now = Timestamp::from_micros(0);
        let mut lengths = Vec::new();
        for _ in 0..4 {
            pause.after(&AcmeError::Away, now);
            lengths.push(pause.length.as_secs());
        }
        assert_eq!(lengths, [10, 20, 40, 80]);
        assert_eq!(pause.until, now.plus_seconds(80));
        pause.after(&AcmeError::Refused("caa".to_owned()), now);
        assert_eq!(pause.length, VERDICT);
        for _ in 0..20 {
            pause.after(&AcmeError::Away, now);
        }
        assert_eq!(pause.length, LONGEST);
    }
}
