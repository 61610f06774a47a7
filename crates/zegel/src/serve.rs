//! `zegel serve`: the archive of one folder. Starts three things: the listener, the publisher, the jobs.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use crate::machine::{SystemClock, SystemRandom};
use anyhow::{Context, bail};
use serde::Serialize;
use tokio::net::TcpListener;
use zegel_app::staff::found;
use zegel_app::{App, Origin, jobs, nodes, publish};
use zegel_model::person::Employer;
use zegel_server::{Ctx, Demo, Rooms};
use zegel_store::Store;
use zegel_web::listen::{self, Limits};

use crate::cli::{ServeArgs, say};
use crate::{handles, serve_dir};

/// The first line on standard output, for whoever started the server.
#[derive(Debug, Serialize, serde::Deserialize)]
pub(crate) struct Ready {
    /// Where it is reached.
    pub(crate) url: String,
    /// The conduct log's verifier key.
    pub(crate) log_key: String,
    /// The owner's one-time link, of a new archive only.
    pub(crate) owner_link: Option<String>,
}

/// Serves until it is told to stop.
pub(crate) async fn command(args: ServeArgs) -> anyhow::Result<ExitCode> {
    let listener = TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("nothing can listen on {}; is it taken?", args.listen))?;
    let url = args
        .url
        .clone()
        .unwrap_or(format!("http://{}", listener.local_addr()?));
    let url = url.trim_end_matches('/').to_owned();
    if !args.listen.ip().is_loopback() && !url.starts_with("https://") {
        bail!(
            "{} can be reached from elsewhere: put a proxy with TLS in front and give its address as --url https://…",
            args.listen
        );
    }
    serve_dir::make(&args.dir)?;
    let _one_server = serve_dir::lock(&args.dir)?;
    zegel_store::settle(&args.dir)?;
    let (app, owner_link) = open(&args, &url).await?;
    if args.demo_agent.is_some() && (owner_link.is_none() || !args.listen.ip().is_loopback()) {
        bail!(
            "the demo's doors open on an archive that was just founded for it, on this machine alone"
        );
    }
    publish::take_over(&app).await?;
    nodes::settle(&app).await?;
    let log_key = app.origin.verifier_key(zegel_app::origin::CONDUCT)?;
    say(&serde_json::to_string(&Ready {
        url: url.clone(),
        log_key,
        owner_link,
    })?);
    let rooms = Rooms::new(std::env::current_exe()?);
    let orphaned = orphaned(args.demo_agent.is_some());
    let demo = args.demo_agent.map(|agent| Arc::new(Demo { agent }));
    let ctx = Ctx {
        app: app.clone(),
        rooms: rooms.clone(),
        inside: zegel_server::room_proxy::inside()?,
        url: url.into(),
        demo,
    };
    let router = zegel_server::router(ctx);
    let limits = Limits::default().within(handles::connections());
    let store = app.store.clone();
    tokio::select! {
        () = store.failed() => bail!("the disk did not confirm a write, so nothing more is written; check the disk, start again"),
        served = listen::serve_within(listener, router, stop(), limits) => served?,
        failed = publish::run(app.clone()) => return Err(failed).context("the log could not be published"),
        () = jobs::run(app.clone()) => {}
        () = rooms.watch(app) => {}
        () = orphaned => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// The archive at a place; founds it where there is none.
async fn open(args: &ServeArgs, url: &str) -> anyhow::Result<(App, Option<String>)> {
    let random = Arc::new(SystemRandom);
    let place = serve_dir::place(&args.dir, &args.place)?;
    let key = serve_dir::read(&args.dir)?;
    let new = key.is_none();
    let key = match key {
        Some(key) => key,
        None => serve_dir::create(&args.dir, &origin_name(url), random.as_ref())?,
    };
    let origin = Origin::new(key.name, key.seed);
    let outbox = origin.outbox_key();
    let store = Store::open(&place, Arc::new(SystemClock), random.clone(), outbox).await?;
    let app = App {
        store,
        clock: Arc::new(SystemClock),
        random,
        drills: Arc::default(),
        origin: Arc::new(origin),
    };
    let opened = claimed_or_founded(args, &app, new).await;
    if opened.is_err() && new {
        // A folder that was refused must not look like an archive the next time.
        std::fs::remove_file(args.dir.join("log.key"))?;
    }
    Ok((app, opened?))
}

/// The owner's link, when the archive was founded just now.
async fn claimed_or_founded(
    args: &ServeArgs,
    app: &App,
    new: bool,
) -> anyhow::Result<Option<String>> {
    let founded = found::employer(app).await.is_ok();
    if !founded && (args.employer.is_none() || args.headcount.is_none() || args.owner.is_none()) {
        bail!(
            "{} holds no archive yet; to found one, give --employer, --headcount and --owner",
            args.dir.display()
        );
    }
    if founded && new {
        bail!(
            "this database holds an archive, and {} has no log.key: bring the log.key of the archive there",
            args.dir.display()
        );
    }
    if !nodes::claim_logs(app).await? {
        bail!(
            "the logs of this database were signed with another log.key than that in {}; bring the one that belongs to it",
            args.dir.display()
        );
    }
    if founded {
        Ok(None)
    } else {
        found_archive(args, app, &args.dir).await.map(Some)
    }
}

async fn found_archive(args: &ServeArgs, app: &App, dir: &Path) -> anyhow::Result<String> {
    let (Some(name), Some(headcount), Some(owner)) = (&args.employer, args.headcount, &args.owner)
    else {
        bail!(
            "{} holds no archive yet; to found one, give --employer, --headcount and --owner",
            dir.display()
        );
    };
    let employer = Employer {
        name: name.clone(),
        headcount,
        works_council: args.works_council,
    };
    let (_owner, link) = found::found(app, &employer, owner).await?;
    Ok(link.reveal().to_owned())
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

/// Ctrl-C or a polite signal.
async fn stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut polite) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = polite.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
