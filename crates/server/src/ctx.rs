//! What every handler works with.

use std::sync::Arc;

use axum::extract::FromRef;
use zegel_app::App;

use crate::rooms::Rooms;

/// What every handler works with. Cheap to clone.
#[derive(Clone)]
pub struct Ctx {
    /// The use cases.
    pub app: App,
    /// Reading rooms that run.
    pub rooms: Rooms,
    /// Speaks to rooms on the loopback address; follows no redirects, uses no proxy.
    pub inside: reqwest::Client,
    /// How others reach this server, without a slash at the end: `https://zegel.example`.
    pub url: Arc<str>,
    /// The authority whose certificates this server shows, in PEM, where rooms must be told.
    pub authority: Option<Arc<str>>,
    /// The demo's bar and buttons; nothing outside of the demo.
    pub demo: Option<Arc<Demo>>,
}

/// What the demo adds: a way to switch roles, and the address of the process that holds the seats' keys.
#[derive(Debug, Clone, Default, serde::Deserialize, serde::Serialize)]
pub struct Demo {
    /// Base address of the seats' agent, another process on another port.
    pub agent: String,
}

impl FromRef<Ctx> for App {
    fn from_ref(ctx: &Ctx) -> Self {
        ctx.app.clone()
    }
}
