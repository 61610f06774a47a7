//! The settings of an authority that gives certificates, and what does not go together with them.

use std::fmt;
use std::path::PathBuf;

use reqwest::Url;

use super::key::{
    ACME_AGREE_TERMS, ACME_CA, ACME_CONTACT, ACME_DIRECTORY, Key, TLS_CERTIFICATE, TLS_KEY, URL,
};
use super::{ConfigError, Layers, misfit};

/// Whom to ask for certificates, for which name. That the terms are agreed to is part of it: without that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Acme {
    /// Address of the authority's directory.
    pub(crate) directory: String,
    /// The name in `url`: what the certificate is for.
    pub(crate) name: String,
    /// Where the authority may write to.
    pub(crate) contact: Option<String>,
    /// By what the authority itself is known, if not by the machine's own list.
    pub(crate) ca: Option<PathBuf>,
}

impl fmt::Display for Acme {
    /// As a file would say it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} = {:?}", ACME_DIRECTORY.name, self.directory)?;
        writeln!(f, "{} = true", ACME_AGREE_TERMS.name)?;
        if let Some(contact) = &self.contact {
            writeln!(f, "{} = {contact:?}", ACME_CONTACT.name)?;
        }
        if let Some(ca) = &self.ca {
            writeln!(f, "{} = {:?}", ACME_CA.name, ca.display().to_string())?;
        }
        Ok(())
    }
}

impl Layers {
    /// The authority, where one is named. `url` is how others reach the archive.
    pub(super) fn acme(&self, url: Option<&str>) -> Result<Option<Acme>, ConfigError> {
        for key in [&ACME_AGREE_TERMS, &ACME_CONTACT, &ACME_CA] {
            let why = "it is about an authority, and none is named";
            self.together(key, &ACME_DIRECTORY, why)?;
        }
        let Some(directory) = self.read(&ACME_DIRECTORY, directory)? else {
            return Ok(None);
        };
        for key in [&TLS_CERTIFICATE, &TLS_KEY] {
            let why = "a certificate comes from an authority or from files, not from both";
            self.apart(&ACME_DIRECTORY, key, why)?;
        }
        let why = "the certificate is for the name in it";
        self.together(&ACME_DIRECTORY, &URL, why)?;
        let why = "the authority asks for your agreement to its terms: acme-agree-terms = true";
        self.together(&ACME_DIRECTORY, &ACME_AGREE_TERMS, why)?;
        self.read(&ACME_AGREE_TERMS, |value| (value == "true").then_some(()))?;
        let Some(name) = url.and_then(name) else {
            return Err(self.about(&URL));
        };
        Ok(Some(Acme {
            directory,
            name,
            contact: self.read(&ACME_CONTACT, contact)?,
            ca: self.path(&ACME_CA)?,
        }))
    }

    /// Refuses the one beside the other.
    fn apart(
        &self,
        key: &'static Key,
        other: &'static Key,
        why: &'static str,
    ) -> Result<(), ConfigError> {
        match (self.get(key), self.get(other)) {
            (Some(said), Some(_)) => Err(ConfigError::Both {
                place: said.place.to_string(),
                key: key.name,
                other: other.name,
                why,
            }),
            (Some(_) | None, _) => Ok(()),
        }
    }

    /// An address that no authority would give a certificate for.
    fn about(&self, url: &'static Key) -> ConfigError {
        match self.get(url) {
            Some(said) => misfit(
                &said.place,
                &Key {
                    allowed: "with acme-directory it begins with https:// and a name, not with an IP address",
                    ..*url
                },
            ),
            None => ConfigError::Missing {
                key: url.name,
                variable: url.variable(),
                allowed: url.allowed,
            },
        }
    }
}

/// `https://…`, whatever path it has, without a password.
fn directory(value: &str) -> Option<String> {
    let url = Url::parse(value).ok()?;
    let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    (bare && url.scheme() == "https" && url.has_host()).then(|| value.to_owned())
}

/// The name that an address leads to over TLS; an IP address is none.
fn name(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let name = url.domain().filter(|_| url.scheme() == "https")?;
    Some(name.to_ascii_lowercase())
}

/// One mailbox, without what RFC 6068 lets follow it (RFC 8555, 7.3).
fn contact(value: &str) -> Option<String> {
    let (local, domain) = value.strip_prefix("mailto:")?.split_once('@')?;
    let plain = |part: &str| {
        let odd = |c: char| c.is_whitespace() || c.is_control() || "@,?<>\"".contains(c);
        !part.is_empty() && !part.contains(odd)
    };
    (plain(local) && plain(domain)).then(|| value.to_owned())
}
