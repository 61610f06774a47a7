//! The archive as this machine's clients see it: the API with a token, and the conduct log with a pinned key.
//!
//! Whatever the server says about seats or cases counts only with the log entry that says the same.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use data_encoding::BASE64;
use reqwest::Method;
use reqwest::blocking::{Client, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, de};
use sha2::{Digest, Sha256};
use zegel_ledger::checkpoint::PATH;
use zegel_ledger::{
    Checked, Hash, Memory, SignedCheckpoint, TileHashes, TileSource, Verifier, tree,
};
use zegel_model::event::{Event, Payload};
use zegel_model::scope::SourceClass;
use zegel_model::seat::{Quorum, Side};
use zegel_model::{CopyId, KeyId, PersonId, SeatId};

use crate::authority;
use crate::cli::{ServerArgs, complain};
use crate::secret_file::write_secret;
use crate::verify::Address;

/// The archive's API, as somebody.
pub(crate) struct Remote {
    client: Client,
    base: String,
    token: String,
    home: PathBuf,
    pinned: Option<String>,
    new_seats: bool,
    authority: Option<Vec<reqwest::Certificate>>,
}

/// Base 64 in JSON.
#[derive(Debug, Clone)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64
            .decode(text.as_bytes())
            .map(Self)
            .map_err(|_| de::Error::custom("not base 64"))
    }
}

/// `GET /api/v1/me`
#[derive(Debug, Deserialize)]
pub(crate) struct Me {
    pub(crate) person: PersonId,
}

/// `GET /api/v1/archive`
#[derive(Debug, Deserialize)]
pub(crate) struct ArchiveInfo {
    pub(crate) employer: String,
    pub(crate) origin: String,
    pub(crate) log_key: String,
    pub(crate) quorum: Quorum,
    pub(crate) classes: Vec<SourceClass>,
    pub(crate) regulation: Option<u32>,
}

/// A seat as the server lists it.
#[derive(Debug, Deserialize)]
pub(crate) struct SeatInfo {
    pub(crate) seat: SeatId,
    pub(crate) side: Side,
    pub(crate) public: String,
    payload: Bytes,
    salt: Bytes,
    index: u64,
    pub(crate) drilled: bool,
}

/// A name of the directory.
#[derive(Debug, Deserialize)]
pub(crate) struct Named {
    pub(crate) person: PersonId,
    pub(crate) name: String,
}

/// A sealed list of what was imported.
#[derive(Debug, Deserialize)]
pub(crate) struct List {
    pub(crate) copy: CopyId,
    pub(crate) key: KeyId,
    pub(crate) sealed: Bytes,
}

/// A refusal, as far as a terminal shows it.
#[derive(Debug, Deserialize)]
struct Problem {
    #[serde(rename = "type", default)]
    kind: String,
    title: String,
    detail: String,
    #[serde(default)]
    remedy: String,
    #[serde(default)]
    rule: Option<String>,
}

/// What came back.
enum Answer {
    Fine(Response),
    Refused(Problem),
}

impl Problem {
    /// The archive cannot just now, and soon will: its database is away, what was recorded is being published, or one of
    /// the two was too busy for what was sent to arrive in time.
    fn passes(&self) -> bool {
        [
            "/problems/away",
            "/problems/not-known",
            "/problems/busy",
            "/problems/seats-not-published",
            "/problems/too-slow",
        ]
        .iter()
        .any(|kind| self.kind.ends_with(kind))
    }

    fn said(&self) -> anyhow::Error {
        let rule = self.rule.as_ref();
        let rule = rule.map_or_else(String::new, |rule| format!(" (rule {rule})"));
        anyhow!("{} {} {}{rule}", self.title, self.detail, self.remedy)
    }
}

/// How long to wait before each new try, in seconds: three minutes altogether.
const PAUSES: [u64; 10] = [1, 2, 4, 8, 15, 30, 30, 30, 30, 30];

impl Remote {
    /// A client for an archive. Plain http is for this machine only.
    pub(crate) fn new(args: &ServerArgs) -> anyhow::Result<Self> {
        let base = args.server.trim_end_matches('/').to_owned();
        let here = address(&base)?;
        let mut client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_mins(2));
        if here {
            // What goes to this machine itself goes through nobody else.
            client = client.no_proxy();
        }
        let authority = authority::read(args.ca.as_deref())?;
        if let Some(authority) = authority.clone() {
            client = client.tls_certs_only(authority);
        }
        let client = client.build()?;
        let home = match &args.home {
            Some(home) => home.clone(),
            None => default_home()?,
        };
        Ok(Self {
            client,
            base,
            token: args.token.clone(),
            home,
            pinned: args.key.clone(),
            new_seats: args.new_seats,
            authority,
        })
    }

    /// Where this client remembers what it saw.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token)
    }

    /// The answer to a request that may be repeated: when the archive cannot just now, it is asked again, later and
    /// later, which its user sees.
    fn answer_at_last(&self, request: &RequestBuilder) -> anyhow::Result<Response> {
        for (number, pause) in PAUSES.into_iter().enumerate() {
            let again = request
                .try_clone()
                .context("this request cannot be repeated")?;
            match self.ask(again)? {
                Answer::Fine(answer) => return Ok(answer),
                Answer::Refused(problem) if problem.passes() => {
                    complain(&format!(
                        "{} Trying again in {pause} s ({} of {}).",
                        problem.title,
                        number + 1,
                        PAUSES.len()
                    ));
                    std::thread::sleep(Duration::from_secs(pause));
                }
                Answer::Refused(problem) => return Err(problem.said()),
            }
        }
        let last = request
            .try_clone()
            .context("this request cannot be repeated")?;
        self.answer(last)
    }

    fn answer(&self, request: RequestBuilder) -> anyhow::Result<Response> {
        match self.ask(request)? {
            Answer::Fine(answer) => Ok(answer),
            Answer::Refused(problem) => Err(problem.said()),
        }
    }

    fn ask(&self, request: RequestBuilder) -> anyhow::Result<Answer> {
        let answer = request
            .header("accept", "application/json")
            // What is said on a terminal is in English, refusals too.
            .header("accept-language", "en")
            .send()
            .map_err(|_| {
                anyhow!(
                    "the archive at {} does not answer; is the address right?",
                    self.base
                )
            })?;
        if answer.status().is_success() {
            return Ok(Answer::Fine(answer));
        }
        let status = answer.status().as_u16();
        match answer.json::<Problem>() {
            Ok(problem) => Ok(Answer::Refused(problem)),
            Err(_) => {
                bail!("the archive answered {status}, which says nothing more; look at its log")
            }
        }
    }

    /// GET as JSON.
    pub(crate) fn get<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        self.answer_at_last(&self.request(Method::GET, path))?
            .json()
            .context("the archive and this client are of different versions")
    }

    /// POST of JSON, with an answer.
    pub(crate) fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> anyhow::Result<T> {
        self.answer(self.request(Method::POST, path).json(body))?
            .json()
            .context("the archive and this client are of different versions")
    }

    /// POST of JSON, without an answer.
    pub(crate) fn tell(&self, path: &str, body: &impl Serialize) -> anyhow::Result<()> {
        self.answer(self.request(Method::POST, path).json(body))
            .map(drop)
    }

    /// POST or PUT of bytes, which the archive keeps once however often they come.
    pub(crate) fn send(&self, method: Method, path: &str, bytes: Vec<u8>) -> anyhow::Result<()> {
        let request = self
            .request(method, path)
            .header("content-type", "application/octet-stream")
            .body(bytes);
        self.answer_at_last(&request).map(drop)
    }

    /// The conduct log's key: given, remembered from the first time, or taken now and remembered.
    fn log_key(&self, shown: &str) -> anyhow::Result<Verifier> {
        let path = self.home.join("log.vkey");
        let known = match (&self.pinned, std::fs::read_to_string(&path)) {
            (Some(pinned), _) => Some(pinned.clone()),
            (None, Ok(remembered)) => Some(remembered.trim_end().to_owned()),
            (None, Err(_)) => None,
        };
        if let Some(known) = known {
            if known != shown {
                bail!(
                    "the archive shows another log key than the one that is pinned; stop, and ask your staff's seat why"
                );
            }
            return Ok(Verifier::parse(&known)?);
        }
        std::fs::create_dir_all(&self.home)
            .with_context(|| format!("{} cannot be made", self.home.display()))?;
        write_secret(&path, format!("{shown}\n").as_bytes())?;
        Ok(Verifier::parse(shown)?)
    }

    /// Takes the log's newest checkpoint if it continues the one that this client remembers; remembers it then.
    pub(crate) fn advance(&self, info: &ArchiveInfo) -> anyhow::Result<Conduct> {
        let log = self.log_key(&info.log_key)?;
        let path = self.home.join("conduct.checkpoint");
        let mut memory = match std::fs::read(&path) {
            Ok(note) => Memory::load(log, &note)
                .context("the remembered checkpoint is damaged; it is of no use")?,
            Err(_) => Memory::new(log),
        };
        let address = Address::new(
            &format!("{}/log/conduct", self.base),
            self.authority.clone(),
        )?;
        let note = address
            .read(PATH)?
            .context("the archive has no log yet; try again in a few seconds")?;
        let head = *SignedCheckpoint::open(&note, memory.log())?.head();
        let tiles = TileHashes::new(&address, head.size);
        let known = memory.head().size;
        let proof = if known == 0 || known >= head.size {
            Vec::new()
        } else {
            tree::consistency_proof(&tiles, known, head.size)?
        };
        let checked = memory
            .advance(&note, &proof)
            .context("the log was rewritten: it does not continue what this client saw before. Approve nothing; tell the staff's side")?;
        remember(&path, &memory.note().unwrap_or_default())?;
        Ok(Conduct {
            checked,
            log: memory.log().clone(),
            address,
            size: head.size,
        })
    }
}

impl Remote {
    /// The seats are those of the last time. A server could log seats of its own and have everything sealed to them;
    /// a change of seats is a thing that people talk about first.
    pub(crate) fn same_seats(&self, seats: &[SeatInfo]) -> anyhow::Result<()> {
        let path = self.home.join("seats");
        let mut lines: Vec<String> = seats
            .iter()
            .filter(|seat| seat.drilled)
            .map(|seat| format!("{} {} {}", seat.side.code(), seat.seat, seat.public))
            .collect();
        lines.sort_unstable();
        let now = lines.join("\n");
        match std::fs::read_to_string(&path) {
            Ok(known) if known == now => Ok(()),
            Ok(_) if !self.new_seats => bail!(
                "the archive has other seats than the last time; ask your colleagues who hold a seat, and if it is right give --new-seats"
            ),
            Ok(_) | Err(_) => remember(&path, &now),
        }
    }
}

/// The conduct log as of a checkpoint that this client took.
pub(crate) struct Conduct {
    pub(crate) checked: Checked,
    pub(crate) log: Verifier,
    address: Address,
    size: u64,
}

impl Conduct {
    /// The path from an entry to the root of the tree of `size` entries; not yet checked.
    pub(crate) fn path(&self, index: u64, size: u64) -> anyhow::Result<Vec<Hash>> {
        if index >= size {
            bail!(
                "the log does not hold this entry under such a checkpoint yet; try again in a few seconds"
            );
        }
        Ok(tree::inclusion_proof(
            &TileHashes::new(&self.address, self.size),
            index,
            size,
        )?)
    }

    /// The newest checkpoint that a staff seat cosigned, as far as this client's own checkpoint continues it.
    pub(crate) fn witnessed(&self) -> anyhow::Result<SignedCheckpoint> {
        let note = self.address.read("witnessed")?.context(
            "no staff seat has cosigned the log with this request yet; a staff seat approves first",
        )?;
        let signed = SignedCheckpoint::open(&note, &self.log)?;
        let (old, new) = (signed.head(), self.checked.signed().head());
        if old.size > new.size {
            bail!(
                "the archive shows a cosigned checkpoint that its own log does not reach; tell the staff's side"
            );
        }
        let tiles = TileHashes::new(&self.address, self.size);
        let proof = if old.size == new.size {
            Vec::new()
        } else {
            tree::consistency_proof(&tiles, old.size, new.size)?
        };
        tree::check_consistency(old, new, &proof)
            .context("the cosigned checkpoint is of another log than this; approve nothing, tell the staff's side")?;
        Ok(signed)
    }

    /// Every seat whose key the log itself names. A seat that only the server names is refused.
    pub(crate) fn seats(&self, seats: &[SeatInfo]) -> anyhow::Result<()> {
        for seat in seats {
            let entry = Sha256::new()
                .chain_update(&seat.salt.0)
                .chain_update(&seat.payload.0)
                .finalize();
            let head = self.checked.signed().head();
            tree::check_inclusion(
                tree::leaf_hash(&entry),
                seat.index,
                head,
                &self.path(seat.index, head.size)?,
            )
            .with_context(|| format!("{} does not stand in the log", seat.seat))?;
            let payload: Payload = serde_json::from_slice(&seat.payload.0)?;
            let Event::SeatRegistered {
                seat: id,
                side,
                public,
                ..
            } = payload.event
            else {
                bail!("{} is not what the log says", seat.seat);
            };
            if id != seat.seat || side != seat.side || public != seat.public {
                bail!(
                    "the archive shows another key for {} than the log does; stop, and tell the staff's side",
                    seat.seat
                );
            }
        }
        Ok(())
    }
}

/// Whether an address is this machine's own; refused unless it is that or https, without a name or password in it.
fn address(base: &str) -> anyhow::Result<bool> {
    let url = reqwest::Url::parse(base)
        .with_context(|| format!("{base} is no address; write https://…"))?;
    let here = match url.host_str() {
        Some("localhost" | "[::1]") => true,
        Some(host) => host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|ip| ip.is_loopback()),
        None => false,
    };
    let named = !url.username().is_empty() || url.password().is_some();
    if named || !(url.scheme() == "https" || url.scheme() == "http" && here) {
        bail!("--server must begin with https:// (or http:// for this machine itself)");
    }
    Ok(here)
}

/// Replaces a small file: whole or not at all.
fn remember(path: &Path, text: &str) -> anyhow::Result<()> {
    let named = || format!("{} cannot be written", path.display());
    let fresh = path.with_extension("new");
    if fresh.exists() {
        std::fs::remove_file(&fresh).with_context(named)?;
    }
    write_secret(&fresh, text.as_bytes())?;
    std::fs::rename(&fresh, path).with_context(named)
}

fn default_home() -> anyhow::Result<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| {
            let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"))?;
            Some(PathBuf::from(home).join(".local").join("share"))
        });
    Ok(data
        .context("say with --home where to keep what this client remembers")?
        .join("zegel"))
}
