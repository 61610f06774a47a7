//! Every setting there is: its name, and what its value may be.

/// A setting: its name, and what its value may be.
pub(super) struct Key {
    /// The same everywhere but for its dress.
    pub(super) name: &'static str,
    /// A half sentence.
    pub(super) allowed: &'static str,
    /// How it is written in the file.
    pub(super) kind: Kind,
}

/// How a value is written in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text in quotes.
    Text,
    /// Text in quotes; in the file a relative path begins where the file is.
    Path,
    /// A number without quotes.
    Number,
    /// `true` or `false`, without quotes.
    Truth,
}

pub(super) const DIR: Key = path("dir", "it is the archive's folder");
pub(super) const LISTEN: Key = text(
    "listen",
    "it is an address and a port, such as 127.0.0.1:8443 or [::]:443",
);
pub(super) const URL: Key = text(
    "url",
    "it is how others reach the archive, such as https://zegel.example, without a path, a name or a password",
);
pub(super) const ADMIN_LISTEN: Key = text(
    "admin-listen",
    "it is an address and a port, such as 127.0.0.1:9443",
);
pub(super) const TLS_CERTIFICATE: Key =
    path("tls-certificate", "it is a file with certificates in PEM");
pub(super) const TLS_KEY: Key = path("tls-key", "it is a file with a private key in PEM");
pub(super) const REDIRECT_LISTEN: Key = text(
    "redirect-listen",
    "it is an address and a port, such as 0.0.0.0:80, and needs tls-certificate or acme-directory",
);
pub(super) const ACME_DIRECTORY: Key = text(
    "acme-directory",
    "it is the address of an authority's directory, https://…, as the authority names it",
);
pub(super) const ACME_AGREE_TERMS: Key = Key {
    name: "acme-agree-terms",
    allowed: "it is true once you have read the authority's terms and agree to them",
    kind: Kind::Truth,
};
pub(super) const ACME_CONTACT: Key = text(
    "acme-contact",
    "it is where the authority may write to: mailto: and one address",
);
pub(super) const ACME_CA: Key = path(
    "acme-ca",
    "it is a file with the certificates in PEM by which the authority itself is known",
);
pub(super) const CA: Key = path(
    "ca",
    "it is a file with the certificates in PEM of the authority that reading rooms shall trust",
);
pub(super) const STOP_SECONDS: Key = Key {
    name: "stop-seconds",
    allowed: "it is a whole number of seconds from 0 to 3600",
    kind: Kind::Number,
};

pub(super) const DATABASE: Key = text(
    "database",
    "it is the address of a PostgreSQL database, postgres://…; where it has a password, put it into a file and name that as database-file",
);
pub(super) const DATABASE_FILE: Key = path(
    "database-file",
    "it is a file with the address of a PostgreSQL database",
);
pub(super) const BLOBS: Key = text(
    "blobs",
    "it is a folder that all servers of the archive see",
);

/// Every setting there is.
pub(super) const KEYS: [&Key; 16] = [
    &DIR,
    &LISTEN,
    &URL,
    &ADMIN_LISTEN,
    &TLS_CERTIFICATE,
    &TLS_KEY,
    &ACME_DIRECTORY,
    &ACME_AGREE_TERMS,
    &ACME_CONTACT,
    &ACME_CA,
    &REDIRECT_LISTEN,
    &CA,
    &STOP_SECONDS,
    &DATABASE,
    &DATABASE_FILE,
    &BLOBS,
];

const fn text(name: &'static str, allowed: &'static str) -> Key {
    Key {
        name,
        allowed,
        kind: Kind::Text,
    }
}

const fn path(name: &'static str, allowed: &'static str) -> Key {
    Key {
        name,
        allowed,
        kind: Kind::Path,
    }
}

impl Key {
    /// Its name in the environment.
    pub(super) fn variable(&self) -> String {
        format!("ZEGEL_{}", self.name.to_uppercase().replace('-', "_"))
    }
}
