//! Proving to an authority that a name is ours: a connection that asks for nothing else gets a certificate that was
//! made for that one question.
//!
//! Spec: RFC 8737 (tls-alpn-01).

use std::sync::{Arc, PoisonError, RwLock};

use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ServerConfig};
use rustls::sign::{CertifiedKey, SingleCertAndKey};

use super::{TlsError, begun};

/// The protocol that only an authority that asks will offer, and it offers no other.
const PROTOCOL: &[u8] = b"acme-tls/1";

/// What is answered to an authority that asks; mostly nothing. Clones answer the same.
#[derive(Clone, Default)]
pub(super) struct Answer(Arc<RwLock<Option<Arc<ServerConfig>>>>);

/// An answer is given as long as this is kept.
#[must_use = "what is dropped is answered no more"]
pub struct Proof(Answer);

impl Answer {
    /// Gives this certificate to whoever asks, until what comes back is dropped.
    pub(super) fn give(
        &self,
        certificate: CertificateDer<'static>,
        key: &PrivateKeyDer<'static>,
    ) -> Result<Proof, TlsError> {
        let key = rustls::crypto::ring::sign::any_supported_type(key).map_err(TlsError::Setup)?;
        // Not compared with each other: what reads certificates here knows nothing of the mark that such a one carries,
        // which is critical, and would refuse it.
        let only = SingleCertAndKey::from(CertifiedKey::new(vec![certificate], key));
        let mut config = begun()?.with_cert_resolver(Arc::new(only));
        config.alpn_protocols = vec![PROTOCOL.to_vec()];
        self.set(Some(Arc::new(config)));
        Ok(Proof(self.clone()))
    }

    /// What this client is to see instead of the archive, if it is an authority that asks.
    pub(super) fn to(&self, hello: &ClientHello<'_>) -> Option<Arc<ServerConfig>> {
        let mut offered = hello.alpn()?;
        let asks = offered.next() == Some(PROTOCOL) && offered.next().is_none();
        let answer = self.0.read().unwrap_or_else(PoisonError::into_inner);
        answer.clone().filter(|_| asks)
    }

    fn set(&self, answer: Option<Arc<ServerConfig>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = answer;
    }
}

impl Drop for Proof {
    fn drop(&mut self) {
        self.0.set(None);
    }
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proof").finish_non_exhaustive()
    }
}
