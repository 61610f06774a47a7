//! Asking an authority for a certificate: one order, from account to chain.
//!
//! Proves the name on the TLS listener itself (tls-alpn-01), so nothing is ever served in the clear for it. Refuses:
//! redirects, directories without TLS, answers without an end, what the authority says as text in errors: it may name
//! people. Spec: RFC 8555, RFC 8737.

mod wire;

use std::time::Duration;

use instant_acme::{
    Account, AuthorizationStatus, ChallengeType, Identifier, NewAccount, NewOrder, Order,
    OrderStatus, RetryPolicy,
};
use rcgen::{CertificateParams, CustomExtension, DistinguishedName, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use zegel_web::tls::{Certificate, Proof, Tls, TlsError};

/// An order that is not done by then is given up, and tried again later.
const PATIENCE: Duration = Duration::from_mins(3);
/// How long the authority may take for each of its two steps.
const STEP: Duration = Duration::from_mins(1);

/// Whom to ask, and as whom.
#[derive(Debug, Clone)]
pub struct Authority {
    /// Address of its directory, `https://…`.
    pub directory: String,
    /// `mailto:…`, for its warnings.
    pub contact: Option<String>,
    /// The authority's own authority, in PEM, if not the machine's own list.
    pub trusted: Option<String>,
}

/// What an authority gave.
pub struct Issued {
    /// Ready to be shown.
    pub certificate: Certificate,
    /// Key and chain, to be kept where only their owner reads them.
    pub pem: String,
}

/// Who we are to an authority: text with a private key, to be kept where only its owner reads it.
pub struct Credentials(String);

/// Why there is no certificate. Says nothing of what the authority said but the kind of its refusal.
#[derive(Debug, thiserror::Error)]
pub enum AcmeError {
    /// No answer, or none that can be used.
    #[error(
        "the authority does not answer as RFC 8555 says; is acme-directory right, and is it reached?"
    )]
    Away,
    /// It took too long.
    #[error("the authority was not ready in time")]
    Slow,
    /// It does not know the account that was kept.
    #[error("the authority does not know the account any more")]
    Account,
    /// It refuses.
    #[error("the authority refused: {0}")]
    Refused(String),
    /// It offers other kinds of proof only.
    #[error("the authority takes no proof by tls-alpn-01")]
    Unprovable,
    /// It could not see the proof.
    #[error(
        "the authority did not see the proof: {0}; the name in url must lead to this server, and its port 443 to listen"
    )]
    Unproven(String),
    /// Keys could not be made, or what it gave cannot be used.
    #[error("what the authority gave cannot be used")]
    Useless,
    /// TLS refuses.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The account could not be kept.
    #[error("what the authority needs again could not be kept")]
    Kept(#[source] std::io::Error),
}

impl AcmeError {
    /// The authority has judged: asking again soon would only count against us.
    pub fn is_verdict(&self) -> bool {
        matches!(
            self,
            Self::Refused(_) | Self::Unprovable | Self::Unproven(_) | Self::Useless
        )
    }
}

impl Credentials {
    /// As they were kept.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// To be kept.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Authority {
    /// An account: the one that was kept, or a new one, which is given to `keep` before anything else is done.
    pub async fn account(
        &self,
        kept: Option<Credentials>,
        keep: impl FnOnce(&Credentials) -> std::io::Result<()>,
    ) -> Result<Account, AcmeError> {
        let http = wire::Wire::new(self.trusted.as_deref()).ok_or(AcmeError::Away)?;
        let builder = Account::builder_with_http(Box::new(http));
        // What cannot be read is as good as lost.
        if let Some(kept) = kept.and_then(|kept| serde_json::from_str(&kept.0).ok()) {
            return builder.from_credentials(kept).await.map_err(judged);
        }
        let contact = self.contact.as_deref();
        let new = NewAccount {
            contact: contact.as_slice(),
            // The settings cannot be read without this yes.
            terms_of_service_agreed: true,
            only_return_existing: false,
        };
        let made = builder.create(&new, self.directory.clone(), None).await;
        let (account, credentials) = made.map_err(judged)?;
        let text = serde_json::to_string(&credentials).map_err(|_| AcmeError::Useless)?;
        keep(&Credentials(text)).map_err(AcmeError::Kept)?;
        Ok(account)
    }
}

/// One certificate for one name, proved by what `tls` shows to the authority meanwhile.
pub async fn order(account: &Account, name: &str, tls: &Tls) -> Result<Issued, AcmeError> {
    tokio::time::timeout(PATIENCE, ordered(account, name, tls))
        .await
        .unwrap_or(Err(AcmeError::Slow))
}

async fn ordered(account: &Account, name: &str, tls: &Tls) -> Result<Issued, AcmeError> {
    let names = [Identifier::Dns(name.to_owned())];
    let order = account.new_order(&NewOrder::new(&names)).await;
    let mut order = order.map_err(judged)?;
    let proof = prove(&mut order, name, tls).await?;
    let policy = RetryPolicy::default().timeout(STEP);
    match order.poll_ready(&policy).await {
        Ok(OrderStatus::Ready) => {}
        // Some authorities say of the order why it failed, all of them say it of the proof.
        failed => {
            return Err(match (reason(&mut order).await, failed) {
                (Some(reason), _) => AcmeError::Unproven(reason),
                (None, Err(error)) => judged(error),
                (None, Ok(_)) => AcmeError::Unproven(kind(None)),
            });
        }
    }
    drop(proof);
    let key = order.finalize().await.map_err(judged)?;
    let chain = order.poll_certificate(&policy).await.map_err(judged)?;
    let pem = format!("{key}{chain}");
    Ok(Issued {
        certificate: Certificate::from_pem(pem.as_bytes())?,
        pem,
    })
}

/// Answers what the authority asks; what it asked before and still believes needs no answer.
async fn prove(order: &mut Order, name: &str, tls: &Tls) -> Result<Option<Proof>, AcmeError> {
    let mut proof = None;
    let mut asked = order.authorizations();
    while let Some(asked) = asked.next().await {
        let mut asked = asked.map_err(judged)?;
        if asked.status == AuthorizationStatus::Valid {
            continue;
        }
        let challenge = asked.challenge(ChallengeType::TlsAlpn01);
        let mut challenge = challenge.ok_or(AcmeError::Unprovable)?;
        proof = Some(shown(
            name,
            challenge.key_authorization().digest().as_ref(),
            tls,
        )?);
        challenge.set_ready().await.map_err(judged)?;
    }
    Ok(proof)
}

/// Shows the certificate of RFC 8737, 3: for this name, signed by itself, with the digest that only the account knows.
fn shown(name: &str, digest: &[u8], tls: &Tls) -> Result<Proof, AcmeError> {
    // The library wants exactly these, and would stop the server over others.
    let digest: &[u8; 32] = digest.try_into().map_err(|_| AcmeError::Useless)?;
    let params = CertificateParams::new(vec![name.to_owned()]);
    let mut params = params.map_err(|_| AcmeError::Useless)?;
    params.distinguished_name = DistinguishedName::new();
    params.custom_extensions = vec![CustomExtension::new_acme_identifier(digest)];
    let key = KeyPair::generate().map_err(|_| AcmeError::Useless)?;
    let certificate = params.self_signed(&key).map_err(|_| AcmeError::Useless)?;
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    Ok(tls.prove(certificate.der().clone(), &key)?)
}

/// Why the authority did not take a proof, as the kind of its complaint, if that was it.
async fn reason(order: &mut Order) -> Option<String> {
    let mut asked = order.authorizations();
    while let Some(Ok(mut asked)) = asked.next().await {
        let Ok(state) = asked.refresh().await else {
            break;
        };
        let mut complaints = state.challenges.iter().filter_map(|c| c.error.as_ref());
        if let Some(complaint) = complaints.next() {
            return Some(kind(complaint.r#type.as_deref()));
        }
    }
    None
}

/// An error of the library as one of ours.
fn judged(error: instant_acme::Error) -> AcmeError {
    if let instant_acme::Error::Api(problem) = error {
        let kind = kind(problem.r#type.as_deref());
        return if kind == "accountDoesNotExist" {
            AcmeError::Account
        } else {
            AcmeError::Refused(kind)
        };
    }
    if let instant_acme::Error::Timeout(_) = error {
        return AcmeError::Slow;
    }
    AcmeError::Away
}

/// The name of a problem in the namespace of RFC 8555, 6.7; anything else is not repeated.
fn kind(name: Option<&str>) -> String {
    let known = name.and_then(|name| name.strip_prefix("urn:ietf:params:acme:error:"));
    known
        .filter(|kind| kind.len() < 40 && kind.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .unwrap_or("no reason given")
        .to_owned()
}

// A key never reaches a log, not even through `{:?}`.
impl std::fmt::Debug for Issued {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Issued").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn only_names_of_the_standard_are_repeated() {
        assert_eq!(kind(Some("urn:ietf:params:acme:error:caa")), "caa");
        for other in [
            None,
            Some("https://evil.example/sanne"),
            Some("urn:ietf:params:acme:error:sanne@zegel.example"),
        ] {
            assert_eq!(kind(other), "no reason given");
        }
    }
}
