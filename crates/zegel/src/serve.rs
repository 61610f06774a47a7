//! `zegel serve`: the archive of one folder. Starts three things: the listener, the publisher, the jobs.

mod kept;
mod listeners;
mod renewal;
mod signals;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use serde::Serialize;
use tokio::sync::watch;
use zegel_app::staff::found;
use zegel_app::{App, Origin, jobs, nodes, publish, recover};
use zegel_model::person::Employer;
use zegel_server::health::Health;
use zegel_server::metrics::Metrics;
use zegel_server::{Ctx, Demo, Rooms};
use zegel_store::Store;
use zegel_web::listen::{self, Limits};

use crate::cli::{PlaceArgs, ServeArgs, complain, say};
use crate::config::{self, Settings};
use crate::machine::{OnwardClock, SystemRandom};
use crate::{handles, serve_dir, systemd};
use listeners::Listeners;
use renewal::Renewal;
use signals::Stop;

/// The first line on standard output, for whoever started the server.
#[derive(Debug, Serialize, serde::Deserialize)]
pub(crate) struct Ready {
    /// Where it is reached.
    pub(crate) url: String,
    /// Where health and metrics are told, if anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) admin: Option<String>,
    /// Where plain HTTP is sent on to TLS, if anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) redirect: Option<String>,
    /// The conduct log's verifier key.
    pub(crate) log_key: String,
    /// The owner's one-time link, of a new archive only.
    pub(crate) owner_link: Option<String>,
}

/// So long the publisher may take, once nothing new is taken, to publish what is recorded.
const PUBLISH: Duration = Duration::from_secs(10);

/// Serves until it is told to stop.
pub(crate) async fn command(args: ServeArgs) -> anyhow::Result<ExitCode> {
    let settings = config::read(&args)?;
    let renewal = Renewal::new(&settings)?;
    let tls = match &renewal {
        Some(renewal) => Some(renewal.tls()),
        None => listeners::certificate(&settings)?,
    };
    let authority = authority(&settings)?;
    if args.check_config {
        settings.to_string().lines().for_each(say);
        return Ok(ExitCode::SUCCESS);
    }
    let listeners = Listeners::bind(&settings, tls, renewal).await?;
    let url = match &settings.url {
        Some(url) => url.clone(),
        None => listeners.url()?,
    };
    serve_dir::make(&settings.dir)?;
    let _one_server = serve_dir::lock(&settings.dir)?;
    zegel_store::settle(&settings.dir)?;
    let (app, owner_link) = open(&settings.dir, &settings.place, founding(&args), &url).await?;
    if args.demo_agent.is_some() && (owner_link.is_none() || !settings.listen.ip().is_loopback()) {
        bail!(
            "the demo's doors open on an archive that was just founded for it, on this machine alone"
        );
    }
    publish::take_over(&app).await?;
    nodes::settle(&app).await?;
    let rooms = Rooms::new(std::env::current_exe()?);
    let stop = Stop::new();
    let orphaned = orphaned(args.demo_agent.is_some());
    let ctx = Ctx {
        app: app.clone(),
        rooms: rooms.clone(),
        inside: zegel_server::room_proxy::inside()?,
        url: url.as_str().into(),
        authority,
        demo: args.demo_agent.map(|agent| Arc::new(Demo { agent })),
    };
    let health = Health::new(app.clone(), &settings.dir, listeners.tls.clone());
    health.look().await;
    say(&serde_json::to_string(&Ready {
        log_key: app.origin.verifier_key(zegel_app::origin::CONDUCT)?,
        admin: listeners::address(listeners.admin.as_ref())?,
        redirect: listeners::address(listeners.redirect.as_ref())?,
        url,
        owner_link,
    })?);
    let (halt, halted) = watch::channel(false);
    tokio::spawn(end(stop, orphaned, health.clone(), halt));
    Box::pin(run(ctx, health, listeners, halted, settings.stop)).await?;
    Ok(ExitCode::SUCCESS)
}

/// The three things that a server is, and what looks after them, until the end was asked for and came.
async fn run(
    ctx: Ctx,
    health: Health,
    listeners: Listeners,
    halted: watch::Receiver<bool>,
    grace: Duration,
) -> anyhow::Result<()> {
    let (app, rooms, url) = (ctx.app.clone(), ctx.rooms.clone(), ctx.url.clone());
    let metrics = Metrics::new(app.clone(), rooms.clone(), health.clone());
    let router = zegel_server::router(ctx, health.clone(), metrics.clone());
    let limits = Limits {
        grace,
        ..Limits::default().within(handles::connections())
    };
    let admin = zegel_server::admin::router(health.clone(), metrics.clone());
    // It answers to the last, so that whoever watches can see that the server is stopping.
    let (_never, never) = watch::channel(false);
    tokio::spawn(listeners::beside(listeners.admin, admin, never));
    let redirect = zegel_server::redirect::router(&url, listeners.tls.clone());
    tokio::spawn(listeners::beside(
        listeners.redirect,
        redirect,
        halted.clone(),
    ));
    let renewed = listeners::renewed(
        listeners.renewal,
        listeners.tls.clone(),
        listeners.asked,
        move || metrics.certificate_failed(),
    );
    let served = listen::serve_over(listeners.main, listeners.tls, router, halt(halted), limits);
    systemd::ready();
    let whole = async {
        served.await?;
        rooms.end_all(&app).await;
        if tokio::time::timeout(PUBLISH, publish::settled(&app))
            .await
            .is_err()
        {
            tracing::warn!("what is recorded is published after the next start");
        }
        anyhow::Ok(())
    };
    let store = app.store.clone();
    tokio::select! {
        () = store.failed() => bail!("the disk did not confirm a write, so nothing more is written; check the disk, start again"),
        done = whole => done,
        failed = publish::run(app.clone()) => Err(failed).context("the log could not be published"),
        () = jobs::run(app.clone()) => Ok(()),
        () = rooms.clone().watch(app.clone()) => Ok(()),
        () = health.watch(systemd::alive) => Ok(()),
        () = renewed => Ok(()),
    }
}

/// Waits for the first request to stop and begins the end; the second ends everything at once. Rooms end with us: each
/// holds the other end of a pipe.
async fn end(
    mut stop: Stop,
    orphaned: impl Future<Output = ()>,
    health: Health,
    halt: watch::Sender<bool>,
) {
    tokio::select! {
        () = stop.asked() => {}
        () = orphaned => {}
    }
    health.stop();
    systemd::stopping();
    halt.send_replace(true);
    stop.asked().await;
    complain("stopped at once, as asked; what was acknowledged is kept");
    std::process::exit(1);
}

async fn halt(mut halted: watch::Receiver<bool>) {
    // A sender that is gone was dropped by an end that was not asked for.
    if halted.wait_for(|halted| *halted).await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// What rooms are told to trust.
fn authority(settings: &Settings) -> anyhow::Result<Option<Arc<str>>> {
    let Some(file) = &settings.ca else {
        return Ok(None);
    };
    let named = || format!("ca: {}", file.display());
    let pem = std::fs::read_to_string(file).with_context(named)?;
    zegel_web::client::authorities(pem.as_bytes()).with_context(named)?;
    Ok(Some(pem.into()))
}

/// What a new archive begins with.
pub(crate) struct Founding {
    /// Whose it is.
    pub(crate) employer: Employer,
    /// Name of its owner.
    pub(crate) owner: String,
}

/// From the flags, where all of them are given.
fn founding(args: &ServeArgs) -> Option<Founding> {
    let employer = Employer {
        name: args.employer.clone()?,
        headcount: args.headcount?,
        works_council: args.works_council,
    };
    let owner = args.owner.clone()?;
    Some(Founding { employer, owner })
}

/// The archive at a place; founds it where there is none, and then answers the owner's one-time link as well.
pub(crate) async fn open(
    dir: &Path,
    place: &PlaceArgs,
    founding: Option<Founding>,
    url: &str,
) -> anyhow::Result<(App, Option<String>)> {
    let random = Arc::new(SystemRandom);
    let place = serve_dir::place(dir, place)?;
    let key = serve_dir::read(dir)?;
    let new = key.is_none();
    let key = match key {
        Some(key) => key,
        None => serve_dir::create(dir, &origin_name(url), random.as_ref())?,
    };
    let origin = Origin::new(key.name, key.seed);
    let outbox = origin.outbox_key();
    let clock = Arc::new(OnwardClock::new());
    let store = Store::open(&place, clock.clone(), random.clone(), outbox).await?;
    let app = App {
        store,
        clock,
        random,
        drills: Arc::default(),
        origin: Arc::new(origin),
    };
    if recover::is_half(&app).await? {
        return Err(recover::RecoverError::Half.into());
    }
    let opened = claimed_or_founded(dir, founding, &app, new).await;
    if opened.is_err() && new {
        // A folder that was refused must not look like an archive the next time.
        std::fs::remove_file(dir.join("log.key"))?;
    }
    Ok((app, opened?))
}

/// The owner's link, when the archive was founded just now.
async fn claimed_or_founded(
    dir: &Path,
    founding: Option<Founding>,
    app: &App,
    new: bool,
) -> anyhow::Result<Option<String>> {
    let founded = found::employer(app).await.is_ok();
    if !founded && founding.is_none() {
        bail!(
            "{} holds no archive yet; found one with zegel init --dir {}",
            dir.display(),
            dir.display()
        );
    }
    if founded && new {
        bail!(
            "this database holds an archive, and {} has no log.key: bring the log.key of the archive there",
            dir.display()
        );
    }
    if !nodes::claim_logs(app).await? {
        bail!(
            "the logs of this database were signed with another log.key than that in {}; bring the one that belongs to it",
            dir.display()
        );
    }
    match founding {
        Some(Founding { employer, owner }) if !founded => {
            let (_owner, link) = found::found(app, &employer, &owner).await?;
            Ok(Some(link.reveal().to_owned()))
        }
        Some(_) | None => Ok(None),
    }
}

/// The name in checkpoints: the address without its scheme.
fn origin_name(url: &str) -> String {
    url.split_once("://")
        .map_or(url, |(_, rest)| rest)
        .replace([' ', '+'], "-")
}

/// The demo's server has a parent that holds its standard input open, and ends with it, however that ends.
async fn orphaned(demo: bool) {
    if !demo {
        return std::future::pending().await;
    }
    let (gone, waiting) = tokio::sync::oneshot::channel();
    // A thread of its own: one of the runtime's would keep the process from ending.
    std::thread::spawn(move || {
        let _end = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        let _nobody_waits = gone.send(());
    });
    let _parent_gone = waiting.await;
}
