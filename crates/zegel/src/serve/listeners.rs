//! Where the server can be reached, and with which certificate.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::sync::watch;
use zegel_web::listen::{self, Limits};
use zegel_web::tls::Tls;

use super::renewal::Renewal;
use super::signals::Asked;
use crate::cli::complain;
use crate::config::Settings;

/// How often the certificate's files are looked at.
const EVERY: Duration = Duration::from_mins(1);

/// Every listener, bound: from here on a port is ours or the server does not start.
pub(super) struct Listeners {
    pub(super) main: TcpListener,
    pub(super) admin: Option<TcpListener>,
    pub(super) redirect: Option<TcpListener>,
    pub(super) tls: Option<Tls>,
    /// Who looks after the certificate, where an authority gives it.
    pub(super) renewal: Option<Renewal>,
    /// Heard from now on: without a listener SIGHUP would end the server.
    pub(super) asked: Asked,
}

impl Listeners {
    /// Binds what the settings name.
    pub(super) async fn bind(
        settings: &Settings,
        tls: Option<Tls>,
        renewal: Option<Renewal>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            main: bind(settings.listen).await?,
            admin: maybe(settings.admin_listen).await?,
            redirect: maybe(settings.redirect_listen).await?,
            tls,
            renewal,
            asked: Asked::new(),
        })
    }

    /// How others reach the main one, unless the settings know better.
    pub(super) fn url(&self) -> anyhow::Result<String> {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        Ok(format!("{scheme}://{}", self.main.local_addr()?))
    }
}

/// Where a listener beside the main one is reached.
pub(super) fn address(listener: Option<&TcpListener>) -> anyhow::Result<Option<String>> {
    let address = listener.map(TcpListener::local_addr).transpose()?;
    Ok(address.map(|address| format!("http://{address}")))
}

async fn maybe(address: Option<SocketAddr>) -> anyhow::Result<Option<TcpListener>> {
    match address {
        Some(address) => bind(address).await.map(Some),
        None => Ok(None),
    }
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("nothing can listen on {address}; is it taken?"))
}

/// The certificate that the settings name.
pub(super) fn certificate(settings: &Settings) -> anyhow::Result<Option<Tls>> {
    match &settings.tls {
        Some((certificate, key)) => Ok(Some(Tls::read(certificate, key)?)),
        None => Ok(None),
    }
}

/// Serves `router` beside the main listener; a failure there ends nothing else.
pub(super) async fn beside(
    listener: Option<TcpListener>,
    router: axum::Router,
    mut halt: watch::Receiver<bool>,
) {
    let Some(listener) = listener else { return };
    let stop = async move {
        if halt.wait_for(|halted| *halted).await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let limits = Limits {
        connections: 64,
        grace: Duration::from_secs(1),
        ..Limits::default()
    };
    if let Err(error) = listen::serve_within(listener, router, stop, limits).await {
        tracing::warn!(kind = %error.kind(), "a listener beside the main one ended");
    }
}

/// Looks after the certificate until the server ends. `failed` is told of every time that an authority gave none.
pub(super) async fn renewed(
    renewal: Option<Renewal>,
    tls: Option<Tls>,
    asked: Asked,
    failed: impl Fn() + Send + 'static,
) {
    match renewal {
        // A task of its own: what it waits for, disks too, keeps nobody else waiting.
        Some(renewal) => {
            if tokio::spawn(renewal.keep(asked, failed)).await.is_err() {
                tracing::error!(
                    "nobody looks after the certificate any more; start the server again"
                );
                std::future::pending::<()>().await;
            }
        }
        None => renew(tls, asked).await,
    }
}

/// Reads the certificate again every minute and at every SIGHUP, so that a renewed one is shown without a restart.
async fn renew(tls: Option<Tls>, mut asked: Asked) {
    loop {
        let now = tokio::select! {
            () = asked.reload() => true,
            () = tokio::time::sleep(EVERY) => false,
        };
        let Some(tls) = &tls else { continue };
        match tls.reload() {
            Ok(true) => {
                tracing::info!("another certificate is shown from now on");
            }
            Ok(false) => {}
            // Between two files that are replaced one after the other this is no news, unless somebody asked.
            Err(error) if now => complain(&format!("the certificate stays as it was: {error}")),
            Err(error) => tracing::warn!(%error, "the certificate stays as it was"),
        }
    }
}
