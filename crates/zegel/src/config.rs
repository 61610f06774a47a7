//! How `zegel serve` is set: by flags, by the environment, by a file, in this order; the first that says something wins.
//!
//! A setting has one name everywhere: `tls-key` is the flag `--tls-key`, the variable `ZEGEL_TLS_KEY` and the key
//! `tls-key` of the file. Every complaint names where the value stands and what is allowed, and never shows the value:
//! an address of a database may hold a password.

mod acme;
mod key;

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use toml::de::{DeTable, DeValue};

use crate::cli::{PlaceArgs, ServeArgs};
pub(crate) use acme::Acme;
use key::{
    ACME_DIRECTORY, ADMIN_LISTEN, BLOBS, CA, DATABASE, DATABASE_FILE, DIR, KEYS, Key, Kind, LISTEN,
    REDIRECT_LISTEN, STOP_SECONDS, TLS_CERTIFICATE, TLS_KEY, URL,
};

/// The file that is read where none is named, in the archive's folder.
const FILE: &str = "zegel.toml";
/// How long answers may take to finish after a stop, unless the settings say otherwise.
const STOP: Duration = Duration::from_secs(25);

/// Where a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Flag(&'static str),
    Environment(String),
    File { file: PathBuf, line: usize },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "--{name}"),
            Self::Environment(name) => write!(f, "the variable {name}"),
            Self::File { file, line } => write!(f, "{} line {line}", file.display()),
        }
    }
}

/// A value as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    value: String,
    place: Place,
}

/// Why the settings cannot be used: one sentence each.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("{file} cannot be read; is the path right, and may the user of the server read it?")]
    File { file: PathBuf },
    #[error("{place}: this is not TOML ({message}); a line is: key = \"value\"")]
    Toml { place: String, message: String },
    #[error("{place}: there is no setting `{key}`; allowed are {}", names())]
    Unknown { place: String, key: String },
    #[error("{place}: `{key}` does not fit; {allowed}{quotes}")]
    Value {
        place: String,
        key: &'static str,
        allowed: &'static str,
        quotes: &'static str,
    },
    #[error("`{key}` is missing; give --{key}, {variable} or a line in the file: {allowed}")]
    Missing {
        key: &'static str,
        variable: String,
        allowed: &'static str,
    },
    #[error("{place}: `{key}` is given and `{other}` is not; {why}")]
    Alone {
        place: String,
        key: &'static str,
        other: &'static str,
        why: &'static str,
    },
    #[error("{place}: `{key}` is given and `{other}` is too; {why}")]
    Both {
        place: String,
        key: &'static str,
        other: &'static str,
        why: &'static str,
    },
    #[error(
        "{place}: `listen` can be reached from elsewhere; give tls-certificate and tls-key, or acme-directory, or put a proxy with TLS in front and give its address as url = \"https://…\""
    )]
    Open { place: String },
}

/// What `zegel serve` works with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The archive's folder.
    pub(crate) dir: PathBuf,
    /// Where to listen.
    pub(crate) listen: SocketAddr,
    /// How others reach it, without a slash at the end, if that was said.
    pub(crate) url: Option<String>,
    /// Where health, readiness and metrics are told to whoever runs it.
    pub(crate) admin_listen: Option<SocketAddr>,
    /// Certificate and key, of an archive that ends TLS itself.
    pub(crate) tls: Option<(PathBuf, PathBuf)>,
    /// The authority that certificates are asked from, of an archive that ends TLS itself.
    pub(crate) acme: Option<Acme>,
    /// Where plain HTTP is sent on to TLS.
    pub(crate) redirect_listen: Option<SocketAddr>,
    /// Whom reading rooms trust, if not the machine's own list.
    pub(crate) ca: Option<PathBuf>,
    /// How long answers may take to finish after a stop.
    pub(crate) stop: Duration,
    /// Database and attachments, if not in the folder.
    pub(crate) place: PlaceArgs,
}

impl fmt::Display for Settings {
    /// As a file would say it, one setting a line; what is not set is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = |path: &PathBuf| Some(path.display().to_string());
        let address = |address: &SocketAddr| Some(address.to_string());
        let tls = self.tls.as_ref();
        let quoted = [
            (&DIR, path(&self.dir)),
            (&LISTEN, address(&self.listen)),
            (&URL, self.url.clone()),
            (&ADMIN_LISTEN, self.admin_listen.as_ref().and_then(address)),
            (
                &TLS_CERTIFICATE,
                tls.and_then(|(certificate, _)| path(certificate)),
            ),
            (&TLS_KEY, tls.and_then(|(_, key)| path(key))),
            (
                &REDIRECT_LISTEN,
                self.redirect_listen.as_ref().and_then(address),
            ),
            (&CA, self.ca.as_ref().and_then(path)),
            // The address itself may hold a password and is not shown.
            (
                &DATABASE_FILE,
                self.place.database_file.as_ref().and_then(path),
            ),
            (&BLOBS, self.place.blobs.clone()),
        ];
        for (key, value) in quoted {
            if let Some(value) = value {
                writeln!(f, "{} = {value:?}", key.name)?;
            }
        }
        if let Some(acme) = &self.acme {
            write!(f, "{acme}")?;
        }
        write!(f, "{} = {}", STOP_SECONDS.name, self.stop.as_secs())
    }
}

/// What was said, by setting.
struct Layers(BTreeMap<&'static str, Said>);

/// Reads flags, environment and file.
pub(crate) fn read(args: &ServeArgs) -> anyhow::Result<Settings> {
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    Ok(gather(args, &variables.collect())?)
}

fn gather(
    args: &ServeArgs,
    environment: &BTreeMap<String, String>,
) -> Result<Settings, ConfigError> {
    let mut layers = Layers(BTreeMap::new());
    layers.flags(args);
    layers.environment(environment);
    let named = args
        .config
        .clone()
        .or_else(|| environment.get("ZEGEL_CONFIG").map(PathBuf::from));
    let beside = || {
        let beside = layers.get(&DIR).map(|dir| Path::new(&dir.value).join(FILE));
        beside.filter(|file| file.exists())
    };
    if let Some(file) = named.or_else(beside) {
        layers.file(&file)?;
    }
    layers.settings()
}

impl Layers {
    fn get(&self, key: &Key) -> Option<&Said> {
        self.0.get(key.name)
    }

    /// What was said before stays.
    fn say(&mut self, key: &'static Key, said: Said) {
        self.0.entry(key.name).or_insert(said);
    }

    fn flags(&mut self, args: &ServeArgs) {
        for key in KEYS {
            if let Some(value) = args.setting(key.name) {
                let place = Place::Flag(key.name);
                self.say(key, Said { value, place });
            }
        }
    }

    fn environment(&mut self, environment: &BTreeMap<String, String>) {
        for key in KEYS {
            let name = key.variable();
            if let Some(value) = environment.get(&name) {
                let place = Place::Environment(name);
                let value = value.clone();
                self.say(key, Said { value, place });
            }
        }
    }

    fn file(&mut self, file: &Path) -> Result<(), ConfigError> {
        let text = std::fs::read_to_string(file).map_err(|_| ConfigError::File {
            file: file.to_owned(),
        })?;
        let at = |span: Option<Range<usize>>| Place::File {
            file: file.to_owned(),
            line: line_of(&text, span),
        };
        let table = DeTable::parse(&text).map_err(|error| ConfigError::Toml {
            place: at(error.span()).to_string(),
            message: error.message().to_owned(),
        })?;
        for (name, value) in table.get_ref() {
            let place = at(Some(name.span()));
            let Some(key) = KEYS.into_iter().find(|key| key.name == name.get_ref()) else {
                let key = name.get_ref().to_string();
                let place = place.to_string();
                return Err(ConfigError::Unknown { place, key });
            };
            let Some(value) = written(key, value.get_ref(), file) else {
                return Err(misfit(&place, key));
            };
            self.say(key, Said { value, place });
        }
        Ok(())
    }

    /// A value, read; nothing where nothing was said.
    fn read<T>(
        &self,
        key: &'static Key,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(said) = self.get(key) else {
            return Ok(None);
        };
        match read(said.value.trim()) {
            Some(value) => Ok(Some(value)),
            None => Err(misfit(&said.place, key)),
        }
    }

    fn path(&self, key: &'static Key) -> Result<Option<PathBuf>, ConfigError> {
        self.read(key, |value| (!value.is_empty()).then(|| value.into()))
    }

    fn address(&self, key: &'static Key) -> Result<Option<SocketAddr>, ConfigError> {
        self.read(key, |value| value.parse().ok())
    }

    /// Refuses the one without the other.
    fn together(
        &self,
        key: &'static Key,
        other: &'static Key,
        why: &'static str,
    ) -> Result<(), ConfigError> {
        match (self.get(key), self.get(other)) {
            (Some(said), None) => Err(ConfigError::Alone {
                place: said.place.to_string(),
                key: key.name,
                other: other.name,
                why,
            }),
            (Some(_) | None, _) => Ok(()),
        }
    }

    fn settings(&self) -> Result<Settings, ConfigError> {
        let dir = self.path(&DIR)?.ok_or_else(|| ConfigError::Missing {
            key: DIR.name,
            variable: DIR.variable(),
            allowed: DIR.allowed,
        })?;
        self.together(&TLS_CERTIFICATE, &TLS_KEY, "TLS needs both files")?;
        self.together(&TLS_KEY, &TLS_CERTIFICATE, "TLS needs both files")?;
        if let (Some(said), Some(_)) = (self.get(&DATABASE), self.get(&DATABASE_FILE)) {
            return Err(misfit(&said.place, &DATABASE));
        }
        if self.get(&ACME_DIRECTORY).is_none() {
            self.together(
                &REDIRECT_LISTEN,
                &TLS_CERTIFICATE,
                "without it, or acme-directory, there is nothing to send visitors on to",
            )?;
        }
        let tls = self.path(&TLS_CERTIFICATE)?.zip(self.path(&TLS_KEY)?);
        let url = self.read(&URL, web_address)?;
        let acme = self.acme(url.as_deref())?;
        let standard = SocketAddr::from(([127, 0, 0, 1], 8443));
        let listen = self.address(&LISTEN)?.unwrap_or(standard);
        let private = url
            .as_ref()
            .map_or(tls.is_some(), |url| url.starts_with("https://"));
        if !listen.ip().is_loopback() && !private {
            let place = self
                .get(&LISTEN)
                .map_or_else(String::new, |said| said.place.to_string());
            return Err(ConfigError::Open { place });
        }
        Ok(Settings {
            dir,
            listen,
            url,
            admin_listen: self.address(&ADMIN_LISTEN)?,
            tls,
            acme,
            redirect_listen: self.address(&REDIRECT_LISTEN)?,
            ca: self.path(&CA)?,
            stop: self.read(&STOP_SECONDS, seconds)?.unwrap_or(STOP),
            place: PlaceArgs {
                database: self.read(&DATABASE, some)?,
                database_file: self.path(&DATABASE_FILE)?,
                blobs: self.read(&BLOBS, some)?,
            },
        })
    }
}

/// The value of a file as a flag would say it; nothing where the type is another.
fn written(key: &Key, value: &DeValue<'_>, file: &Path) -> Option<String> {
    match (key.kind, value) {
        (Kind::Text, DeValue::String(text)) => Some(text.to_string()),
        (Kind::Path, DeValue::String(text)) => {
            let beside = file.parent().unwrap_or_else(|| Path::new(""));
            let path = if text.is_empty() {
                PathBuf::new()
            } else {
                beside.join(text.as_ref())
            };
            path.into_os_string().into_string().ok()
        }
        (Kind::Number, DeValue::Integer(number)) if number.radix() == 10 => {
            Some(number.as_str().to_owned())
        }
        (Kind::Truth, DeValue::Boolean(truth)) => Some(truth.to_string()),
        (Kind::Text | Kind::Path | Kind::Number | Kind::Truth, _) => None,
    }
}

fn misfit(place: &Place, key: &Key) -> ConfigError {
    let in_file = matches!(place, Place::File { .. });
    ConfigError::Value {
        place: place.to_string(),
        key: key.name,
        allowed: key.allowed,
        quotes: match key.kind {
            Kind::Text | Kind::Path if in_file => ", in quotes",
            Kind::Number | Kind::Truth if in_file => ", without quotes",
            Kind::Text | Kind::Path | Kind::Number | Kind::Truth => "",
        },
    }
}

/// `http://host:port` or `https://…`, without a slash at the end.
fn web_address(value: &str) -> Option<String> {
    let url = reqwest::Url::parse(value).ok()?;
    let bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.path() == "/";
    let fits = bare && url.has_host() && matches!(url.scheme(), "http" | "https");
    fits.then(|| value.trim_end_matches('/').to_owned())
}

fn some(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

fn seconds(value: &str) -> Option<Duration> {
    let seconds: u64 = value.parse().ok()?;
    (seconds <= 3_600).then(|| Duration::from_secs(seconds))
}

fn line_of(text: &str, span: Option<Range<usize>>) -> usize {
    let before = span.and_then(|span| text.get(..span.start)).unwrap_or("");
    before.matches('\n').count() + 1
}

fn names() -> String {
    KEYS.map(|key| key.name).join(", ")
}

#[cfg(test)]
mod tests;
