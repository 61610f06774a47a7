//! `zegel verify`: a log's address, a folder with its files, or one proof, against a pinned key. Needs no database, and
//! for a folder or a proof no network.

use std::io::{self, Read};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use zegel_ledger::checkpoint::SignedCheckpoint;
use zegel_ledger::proof::MAX_FILE;
use zegel_ledger::tile::MAX_BUNDLE;
use zegel_ledger::{Folder, Policy, Proof, TileSource, TreeHead, Trust, Verifier, verify};
use zegel_model::event::Payload;

use crate::authority;
use crate::cli::{VerifyArgs, complain, say};

/// The salt's length in a proof's extra data.
const SALT: usize = 32;

/// Exit 0 sound, 1 something does not hold, 2 when it cannot be read.
pub(crate) fn command(args: &VerifyArgs) -> anyhow::Result<ExitCode> {
    let log = Verifier::parse(&args.key)
        .context("--key is no verifier key; it looks like name+hash+key")?;
    let trust = Trust::new(log, Policy::none())?;
    if args.what.starts_with("http://") || args.what.starts_with("https://") {
        return whole(
            &Address::new(&args.what, authority::read(args.ca.as_deref())?)?,
            &trust,
            older(args, &trust)?,
        );
    }
    let path = Path::new(&args.what);
    let kind = std::fs::metadata(path).with_context(|| format!("{} cannot be read", args.what))?;
    if kind.is_dir() {
        whole(&Folder(path.to_owned()), &trust, older(args, &trust)?)
    } else {
        one_proof(path, &trust)
    }
}

/// The older checkpoint that the log must continue.
fn older(args: &VerifyArgs, trust: &Trust) -> anyhow::Result<Option<TreeHead>> {
    let Some(path) = &args.since else {
        return Ok(None);
    };
    let bytes = read_small(path)?;
    let signed = SignedCheckpoint::open(&bytes, trust.log())
        .context("--since is no checkpoint of this log")?;
    Ok(Some(*signed.head()))
}

fn whole<S: TileSource>(
    source: &S,
    trust: &Trust,
    older: Option<TreeHead>,
) -> anyhow::Result<ExitCode> {
    let report = match verify(source, trust, older.as_ref()) {
        Ok(report) => report,
        // It can be read very well, and is not what the pinned key signed.
        Err(error) if error.is_forgery() => {
            complain(&format!("{:#}", anyhow::Error::from(error)));
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error).context("this log cannot be verified"),
    };
    say(&format!(
        "{}: {} entries under a checkpoint of this key",
        trust.log().name(),
        report.signed.head().size
    ));
    for finding in &report.findings {
        let finding = anyhow::Error::msg(finding.to_string());
        say(&format!("{finding:#}"));
    }
    if report.is_sound() {
        say(&format!(
            "sound: {} entries, {} bundles and {} tiles recomputed",
            report.entries, report.bundles, report.tiles
        ));
        Ok(ExitCode::SUCCESS)
    } else {
        complain("this log is not what its checkpoint says; keep a copy of it and tell others");
        Ok(ExitCode::FAILURE)
    }
}

fn one_proof(path: &Path, trust: &Trust) -> anyhow::Result<ExitCode> {
    let bytes = read_small(path)?;
    let proof = Proof::parse(&bytes).context("this is no proof")?;
    let Some((salt, payload)) = proof.extra().and_then(|extra| extra.split_at_checked(SALT)) else {
        bail!("this proof holds no entry of Zegel; download it again from your own page");
    };
    let entry = Sha256::new()
        .chain_update(salt)
        .chain_update(payload)
        .finalize();
    match proof.verify(&entry, trust) {
        Ok(proven) => {
            say(&format!(
                "entry {} of {} entries of {}",
                proven.index,
                proven.signed.head().size,
                trust.log().name()
            ));
            // The words are only shown once they are proven.
            if let Ok(read) = serde_json::from_slice::<Payload>(payload) {
                say(&format!(
                    "at {}: {}",
                    read.at,
                    serde_json::to_string(&read.event)?
                ));
            }
            say("sound: the entry is in the log");
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            complain(&format!("{error}"));
            Ok(ExitCode::FAILURE)
        }
    }
}

/// A file of at most a proof's size.
fn read_small(path: &Path) -> anyhow::Result<Vec<u8>> {
    let named = || format!("{} cannot be read", path.display());
    let file = std::fs::File::open(path).with_context(named)?;
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_FILE)?;
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .with_context(named)?;
    if bytes.len() > MAX_FILE {
        bail!("{} is too large for a proof or checkpoint", path.display());
    }
    Ok(bytes)
}

/// A log behind an address.
pub(crate) struct Address {
    base: String,
    client: reqwest::blocking::Client,
}

impl Address {
    /// The log at `https://…/log/conduct`; only this authority is trusted where one is given.
    pub(crate) fn new(
        base: &str,
        authority: Option<Vec<reqwest::Certificate>>,
    ) -> anyhow::Result<Self> {
        let mut client = reqwest::blocking::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(std::time::Duration::from_secs(30));
        if let Some(authority) = authority {
            client = client.tls_certs_only(authority);
        }
        let client = client.build()?;
        Ok(Self {
            base: base.trim_end_matches('/').to_owned(),
            client,
        })
    }
}

impl TileSource for Address {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let answer = self
            .client
            .get(format!("{}/{path}", self.base))
            .send()
            .map_err(io::Error::other)?;
        if answer.status() == reqwest::StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let answer = answer.error_for_status().map_err(io::Error::other)?;
        let mut bytes = Vec::new();
        let most = u64::try_from(MAX_BUNDLE).map_err(io::Error::other)?;
        answer.take(most + 1).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }
}
