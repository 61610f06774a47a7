//! TLS with certificate files of one's own, which may be replaced while the server runs.
//!
//! Refuses: TLS before 1.2, a key that is not the certificate's, keys in errors. Spec: RFC 8446, RFC 7468 (the files).

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert, ServerConfig};
use rustls::sign::CertifiedKey;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// A server's certificate and key, as two files say them. Cheap to clone; clones reload together.
#[derive(Clone)]
pub struct Tls {
    acceptor: TlsAcceptor,
    files: Arc<Files>,
    shown: Arc<Shown>,
}

struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

/// What is shown to whoever connects now.
struct Shown(RwLock<Arc<CertifiedKey>>);

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
        let shown = Arc::new(Shown(RwLock::new(files.read()?)));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Setup)?
            .with_no_client_auth()
            .with_cert_resolver(shown.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            files: Arc::new(files),
            shown,
        })
    }

    /// Reads the files again; says whether connections from now on see another certificate. On an error the one before
    /// stays.
    pub fn reload(&self) -> Result<bool, TlsError> {
        let fresh = self.files.read()?;
        let mut shown = self.shown.0.write().unwrap_or_else(PoisonError::into_inner);
        let changed = shown.cert != fresh.cert;
        *shown = fresh;
        Ok(changed)
    }

    /// Shakes hands. Errors: those of a client that does not speak TLS, or goes away.
    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        self.acceptor.accept(stream).await
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
        let shown = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Some(shown.clone())
    }
}

// Keys never reach a log, not even through `{:?}`.
impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tls").finish_non_exhaustive()
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
