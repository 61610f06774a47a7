//! TLS with a certificate that may be replaced while the server runs: from files of one's own, or one that is handed
//! over when an authority gave it.
//!
//! Refuses: TLS before 1.2, a key that is not the certificate's, keys in errors. As long as there is no certificate,
//! handshakes end with the alert `access_denied`: nothing is ever answered in the clear instead.
//! Spec: RFC 8446, RFC 7468 (the files).

mod proof;
mod validity;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::ConfigBuilder;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{Acceptor, ClientHello, ResolvesServerCert, ServerConfig, WantsServerCert};
use rustls::sign::CertifiedKey;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

pub use proof::Proof;
pub use validity::Validity;

/// A server's certificate and key. Cheap to clone; clones show the same.
#[derive(Clone)]
pub struct Tls {
    config: Arc<ServerConfig>,
    files: Option<Arc<Files>>,
    shown: Arc<Shown>,
    answer: proof::Answer,
}

/// A certificate with those that signed it, and its key.
#[derive(Clone)]
pub struct Certificate(Arc<CertifiedKey>);

struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

/// What is shown to whoever connects now, if there is something.
#[derive(Default)]
struct Shown(RwLock<Option<Arc<CertifiedKey>>>);

/// Why the files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The certificates are not there or are none.
    #[error(
        "{0} holds no certificate that can be read; it takes PEM, the server's own certificate first and then those that signed it"
    )]
    Certificate(PathBuf),
    /// The key is not there or is none.
    #[error(
        "{0} holds no private key that can be read; it takes one key in PEM, without a passphrase, readable by the user of the server"
    )]
    Key(PathBuf),
    /// They do not belong together.
    #[error(
        "the key in {0} is not the key of the first certificate in {1}; give the two files that were made together"
    )]
    Apart(PathBuf, PathBuf),
    /// What an authority gave, or what was kept of it, is no certificate with its key.
    #[error("this is no certificate with its key")]
    Given,
    /// The library refuses to begin.
    #[error("TLS could not be set up on this machine")]
    Setup(#[source] rustls::Error),
}

impl Tls {
    /// Reads a certificate chain and its key, both PEM.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let files = Files {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
        };
        let first = files.read()?;
        let tls = Self::with(Some(Arc::new(files)))?;
        tls.show(&Certificate(first));
        Ok(tls)
    }

    /// With a certificate that comes later.
    pub fn waiting() -> Result<Self, TlsError> {
        Self::with(None)
    }

    fn with(files: Option<Arc<Files>>) -> Result<Self, TlsError> {
        let shown = Arc::new(Shown::default());
        let mut config = begun()?.with_cert_resolver(shown.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            config: Arc::new(config),
            files,
            shown,
            answer: proof::Answer::default(),
        })
    }

    /// Reads the files again, where there are any; says whether connections from now on see another certificate. On an
    /// error the one before stays.
    pub fn reload(&self) -> Result<bool, TlsError> {
        match &self.files {
            Some(files) => Ok(self.show(&Certificate(files.read()?))),
            None => Ok(false),
        }
    }

    /// Shows this from now on; says whether it is another one than before.
    pub fn show(&self, certificate: &Certificate) -> bool {
        let fresh = certificate.0.clone();
        let mut shown = self.shown.0.write().unwrap_or_else(PoisonError::into_inner);
        let changed = shown.as_ref().is_none_or(|shown| shown.cert != fresh.cert);
        *shown = Some(fresh);
        changed
    }

    /// From when to when that can be used which is shown; nothing where nothing is.
    pub fn validity(&self) -> Option<Validity> {
        Certificate(self.shown.now()?).validity()
    }

    /// Proves to an authority that asks that the name is ours, as long as the answer is kept.
    pub fn prove(
        &self,
        certificate: CertificateDer<'static>,
        key: &PrivateKeyDer<'static>,
    ) -> Result<Proof, TlsError> {
        self.answer.give(certificate, key)
    }

    /// Shakes hands; nothing comes of it where an authority only asked for a proof. Errors: those of a client that does
    /// not speak TLS, or goes away.
    pub(crate) async fn accept(
        &self,
        stream: TcpStream,
    ) -> io::Result<Option<TlsStream<TcpStream>>> {
        let hello = LazyConfigAcceptor::new(Acceptor::default(), stream).await?;
        if let Some(answer) = self.answer.to(&hello.client_hello()) {
            hello.into_stream(answer).await?.shutdown().await?;
            return Ok(None);
        }
        hello.into_stream(self.config.clone()).await.map(Some)
    }
}

/// What every side of this server's TLS has in common.
fn begun() -> Result<ConfigBuilder<ServerConfig, WantsServerCert>, TlsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Setup)?;
    Ok(builder.with_no_client_auth())
}

impl Certificate {
    /// From PEM: one key and the chain, in whatever order they stand.
    pub fn from_pem(pem: &[u8]) -> Result<Self, TlsError> {
        let chain = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(|_| TlsError::Given)?;
        let key = PrivateKeyDer::from_pem_slice(pem).map_err(|_| TlsError::Given)?;
        let key =
            rustls::crypto::ring::sign::any_supported_type(&key).map_err(|_| TlsError::Given)?;
        let certified = CertifiedKey::new(chain, key);
        certified.keys_match().map_err(|_| TlsError::Given)?;
        Ok(Self(Arc::new(certified)))
    }

    /// From when to when it can be used, if that can be read.
    pub fn validity(&self) -> Option<Validity> {
        Validity::read(self.0.cert.first()?)
    }
}

impl Files {
    fn read(&self) -> Result<Arc<CertifiedKey>, TlsError> {
        let no_certificate = || TlsError::Certificate(self.certificate.clone());
        let chain = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|_| no_certificate())?;
        if chain.is_empty() {
            return Err(no_certificate());
        }
        let no_key = || TlsError::Key(self.key.clone());
        let key = PrivateKeyDer::from_pem_file(&self.key).map_err(|_| no_key())?;
        let key = rustls::crypto::ring::sign::any_supported_type(&key).map_err(|_| no_key())?;
        let certified = CertifiedKey::new(chain, key);
        match certified.keys_match() {
            Ok(()) => Ok(Arc::new(certified)),
            Err(rustls::Error::InconsistentKeys(_)) => {
                Err(TlsError::Apart(self.key.clone(), self.certificate.clone()))
            }
            Err(_) => Err(no_certificate()),
        }
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.now()
    }
}

impl Shown {
    fn now(&self) -> Option<Arc<CertifiedKey>> {
        let shown = self.0.read().unwrap_or_else(PoisonError::into_inner);
        shown.clone()
    }
}

// Keys never reach a log, not even through `{:?}`.
impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tls").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Certificate").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shown").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../fixtures/tls")
            .join(name)
    }

    #[test]
    fn what_cannot_be_used_says_which_file_and_what_it_takes() {
        let said = |certificate: &str, key: &str| {
            Tls::read(&fixture(certificate), &fixture(key))
                .unwrap_err()
                .to_string()
        };
        assert!(said("none.pem", "server.key").contains("none.pem holds no certificate"));
        assert!(said("server.key", "server.key").contains("server.key holds no certificate"));
        assert!(said("server.pem", "server.pem").contains("server.pem holds no private key"));
        assert!(
            said("server.pem", "other.key").contains("is not the key of the first certificate")
        );
        assert!(Tls::read(&fixture("server.pem"), &fixture("server.key")).is_ok());
    }

    #[test]
    fn a_reload_that_fails_keeps_what_was_shown() {
        let (dir, certificate, key) = copied();
        let tls = Tls::read(&certificate, &key).unwrap();
        assert!(!tls.reload().unwrap(), "nothing changed");
        std::fs::copy(fixture("other.pem"), &certificate).unwrap();
        assert!(tls.reload().is_err(), "half replaced");
        std::fs::copy(fixture("other.key"), &key).unwrap();
        assert!(tls.reload().unwrap(), "wholly replaced");
        std::fs::remove_dir_all(dir).unwrap();
    }

    fn copied() -> (PathBuf, PathBuf, PathBuf) {
        let dir = std::env::temp_dir().join(format!("zegel-tls-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let (certificate, key) = (dir.join("server.pem"), dir.join("server.key"));
        std::fs::copy(fixture("server.pem"), &certificate).unwrap();
        std::fs::copy(fixture("server.key"), &key).unwrap();
        (dir, certificate, key)
    }
}
