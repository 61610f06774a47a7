//! The binary: one file per command.
//!
//! Refuses: logging content, names or numbers; core dumps of whatever holds keys. Freed memory is wiped by the
//! allocator: without it every dropped text and key stays readable in the process.

#[cfg(feature = "server")]
mod audit;
mod authority;
#[cfg(feature = "server")]
mod backup;
mod cli;
mod closed;
#[cfg(feature = "server")]
mod config;
mod database;
#[cfg(feature = "server")]
mod demo;
#[cfg(feature = "server")]
mod handles;
mod import;
#[cfg(feature = "server")]
mod init;
mod machine;
mod parse;
mod read_database;
mod reconcile;
#[cfg(feature = "server")]
mod recover;
mod remote;
#[cfg(feature = "server")]
mod restore;
mod room;
mod seat;
mod secret_file;
#[cfg(feature = "server")]
mod serve;
#[cfg(feature = "server")]
mod serve_dir;
#[cfg(feature = "server")]
mod systemd;
mod verify;
mod zone;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};

#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    closed::close();
    let cli = Cli::parse();
    cli::log_to_stderr();
    // One provider for all of TLS, chosen here and nowhere else.
    if rustls::crypto::ring::default_provider()
        .install_default()
        .is_err()
    {
        cli::complain("the cryptography for TLS could not be set up");
        return ExitCode::FAILURE;
    }
    match run(cli.command) {
        Ok(code) => code,
        Err(error) => {
            cli::complain(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Parse(args) => Ok(parse::command(&args)),
        Command::Reconcile(args) => Ok(reconcile::command(&args)),
        Command::ReadDatabase => Ok(read_database::command()),
        Command::Import(args) => import::command(&args),
        Command::Verify(args) => verify::command(&args),
        Command::Seat(args) => seat::command(args),
        Command::Room(args) => block_and_go(room::command(args)),
        #[cfg(feature = "server")]
        Command::Init(args) => block(init::command(args)),
        #[cfg(feature = "server")]
        Command::Serve(args) => block(serve::command(args)),
        #[cfg(feature = "server")]
        Command::Audit(args) => block(audit::command(args)),
        #[cfg(feature = "server")]
        Command::Backup(args) => block(backup::command(args)),
        #[cfg(feature = "server")]
        Command::Restore(args) => block(restore::command(args)),
        #[cfg(feature = "server")]
        Command::Recover(args) => recover::command(&args),
        #[cfg(feature = "server")]
        Command::Demo(args) => demo::command(&args),
        #[cfg(feature = "server")]
        Command::DemoAgent => block(demo::seat_agent::command()),
    }
}

/// The same for a reading room: its end is the wipe, so it waits for nothing that still computes.
fn block_and_go(task: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let code = runtime.block_on(task);
    runtime.shutdown_background();
    code
}

/// Runs one command's future to its end.
fn block(task: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(task)
}
