//! Where an archive is kept: its database and its attachments. What an operator writes, and nothing of it in an error.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

/// Where an archive is kept.
#[derive(Debug, Clone)]
pub struct Place {
    /// The rows.
    pub database: Database,
    /// The attachments.
    pub blobs: Blobs,
}

/// Where the rows are.
#[derive(Debug, Clone)]
pub enum Database {
    /// `zegel.db` in this folder, with SQLite. One server at a time.
    Folder(PathBuf),
    /// A PostgreSQL server. Several servers at a time.
    Postgres(Postgres),
}

/// Where the attachments are.
#[derive(Debug, Clone)]
pub enum Blobs {
    /// Files in this folder; every server of an archive needs the same.
    Folder(PathBuf),
    /// Objects in a bucket. Its server and the credentials come from the environment (`AWS_…`).
    #[cfg(feature = "s3")]
    Bucket(BucketPlace),
}

/// A bucket of a server that speaks S3. Its settings may hold a secret: shown nowhere.
#[cfg(feature = "s3")]
#[derive(Clone, PartialEq, Eq)]
pub struct BucketPlace {
    /// Its name.
    pub bucket: String,
    /// What the names of our objects begin with; empty for none.
    pub prefix: String,
    /// What is not to be taken from the environment, by the same names (`AWS_ENDPOINT`, …).
    pub settings: std::collections::BTreeMap<String, String>,
    /// Where attachments wait on this machine until all of their bytes are here.
    pub waiting: PathBuf,
}

#[cfg(feature = "s3")]
impl fmt::Debug for BucketPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BucketPlace")
            .field("bucket", &self.bucket)
            .finish_non_exhaustive()
    }
}

/// How to reach a PostgreSQL server. Holds a password: shown nowhere.
#[derive(Clone)]
pub struct Postgres(pub(crate) Box<PgConnectOptions>);

/// Why this is no place for an archive. Names what was wrong, never the address: a password may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// Not the address of a PostgreSQL server.
    #[error(
        "the database's address is not readable; write it like postgres://zegel@db.example/zegel"
    )]
    Address,
    /// An address that says nothing of the database's name.
    #[error(
        "the database's address names no database; write it like postgres://zegel@db.example/zegel"
    )]
    Nameless,
    /// Neither a folder nor a bucket.
    #[error("the place of the attachments is not readable; give a folder, or s3://bucket/prefix")]
    Blobs,
    /// A bucket, and this program cannot.
    #[error("this program was built without S3; build it with --features s3, or give a folder")]
    NoBuckets,
}

impl Place {
    /// Everything in one folder, with SQLite.
    pub fn folder(dir: &Path) -> Self {
        Self {
            database: Database::Folder(dir.to_owned()),
            blobs: Blobs::Folder(dir.join("blobs")),
        }
    }

    /// As an operator says it: the archive's folder, and where database (`postgres://…`) and attachments (a folder)
    /// are, if not in there.
    pub fn new(
        dir: &Path,
        database: Option<&str>,
        blobs: Option<&str>,
    ) -> Result<Self, PlaceError> {
        let mut place = Self::folder(dir);
        if let Some(address) = database {
            place.database = Database::Postgres(address.parse()?);
        }
        if let Some(blobs) = blobs {
            place.blobs = kept_in(dir, blobs)?;
        }
        Ok(place)
    }

    /// Several servers may work on it at a time.
    pub const fn is_shared(&self) -> bool {
        matches!(self.database, Database::Postgres(_))
    }
}

impl From<&Path> for Place {
    fn from(dir: &Path) -> Self {
        Self::folder(dir)
    }
}

impl From<&PathBuf> for Place {
    fn from(dir: &PathBuf) -> Self {
        Self::folder(dir)
    }
}

impl From<&Self> for Place {
    fn from(place: &Self) -> Self {
        place.clone()
    }
}

fn kept_in(dir: &Path, text: &str) -> Result<Blobs, PlaceError> {
    match text.split_once("://") {
        None if !text.is_empty() => Ok(Blobs::Folder(PathBuf::from(text))),
        Some(("s3", place)) => bucket(dir, place),
        None | Some(_) => Err(PlaceError::Blobs),
    }
}

#[cfg(feature = "s3")]
fn bucket(dir: &Path, place: &str) -> Result<Blobs, PlaceError> {
    let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
    if bucket.is_empty() || bucket.contains(['?', '@', ':']) {
        return Err(PlaceError::Blobs);
    }
    Ok(Blobs::Bucket(BucketPlace {
        bucket: bucket.to_owned(),
        prefix: prefix.to_owned(),
        settings: std::collections::BTreeMap::new(),
        waiting: dir.join("waiting"),
    }))
}

#[cfg(not(feature = "s3"))]
fn bucket(_dir: &Path, _place: &str) -> Result<Blobs, PlaceError> {
    Err(PlaceError::NoBuckets)
}

impl FromStr for Postgres {
    type Err = PlaceError;

    /// Reads `postgres://user:password@host:port/database?sslmode=…`. Without an `sslmode`, a server that is not on
    /// this machine must show a certificate for its name.
    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let text = text.trim();
        if !["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| text.starts_with(scheme))
        {
            return Err(PlaceError::Address);
        }
        let mut options = PgConnectOptions::from_str(text).map_err(|_| PlaceError::Address)?;
        if options.get_database().is_none() {
            return Err(PlaceError::Nameless);
        }
        let says = text.contains("sslmode=") || text.contains("ssl-mode=");
        if !says && !here(&options) {
            options = options.ssl_mode(PgSslMode::VerifyFull);
        }
        Ok(Self(Box::new(options)))
    }
}

/// The server is on this machine: what goes there is on no wire.
fn here(options: &PgConnectOptions) -> bool {
    let host = options.get_host().trim_matches(['[', ']']);
    options.get_socket().is_some()
        || host == "localhost"
        || host.starts_with('/')
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Postgres(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_elsewhere_must_show_a_certificate_unless_the_operator_says_otherwise() {
        let mode = |address: &str| {
            format!(
                "{:?}",
                Postgres::from_str(address).unwrap().0.get_ssl_mode()
            )
        };
        for near in [
            "postgres://zegel@localhost/zegel",
            "postgres://zegel@127.0.0.1:5433/zegel",
            "postgres://zegel@[::1]/zegel",
            "postgresql://zegel@%2Frun%2Fpostgresql/zegel",
            "postgres:///zegel?host=/run/postgresql",
        ] {
            assert_eq!(mode(near), "Prefer", "{near}");
        }
        assert_eq!(mode("postgres://zegel@db.example/zegel"), "VerifyFull");
        assert_eq!(
            mode("postgres://zegel@db.example/zegel?sslmode=disable"),
            "Disable"
        );
    }

    #[test]
    fn what_is_no_place_is_refused_and_no_password_is_shown() {
        for (address, error) in [
            ("mysql://zegel:hunter2@localhost/zegel", PlaceError::Address),
            (
                "postgres://zegel:hunter2@localhost:port/zegel",
                PlaceError::Address,
            ),
            ("postgres://zegel:hunter2@localhost", PlaceError::Nameless),
        ] {
            let refused = Place::new(Path::new("a"), Some(address), None).unwrap_err();
            assert_eq!(refused, error, "{address}");
            assert!(!format!("{refused} {refused:?}").contains("hunter2"));
        }
        let fine = Place::new(
            Path::new("a"),
            Some("postgres://zegel:hunter2@localhost/zegel"),
            None,
        );
        assert!(!format!("{fine:?}").contains("hunter2"));
        assert!(Place::new(Path::new("a"), None, Some("ftp://a")).is_err());
    }
}
