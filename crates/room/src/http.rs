//! The archive over HTTP: the only connection that a room makes.

use serde::{Deserialize, Serialize};
use zegel_model::event::Look;
use zegel_model::{BlobId, CaseId, SegmentId};
use zegel_web::Language;
use zegel_web::client::{BearerToken, Client, ClientError};

use crate::archive::{Answer, Archive, ArchiveError, CaseRequest, CaseStatus, Release};
use crate::start::Start;

/// Largest sealed segment that is read, in bytes.
const LARGEST_SEGMENT: usize = 1 << 30;
/// Largest sealed attachment that is read, in bytes: it is opened in memory.
const LARGEST_BLOB: usize = 512 << 20;

/// An archive behind `zegel serve`, asked as the reviewer.
#[derive(Debug, Clone)]
pub struct HttpArchive(Client);

#[derive(Deserialize)]
struct Filed {
    case: CaseId,
}

#[derive(Serialize)]
struct Looking<'a> {
    look: &'a Look,
}

impl HttpArchive {
    /// The archive of `start`. Makes no connection yet. Errors: an address that is none, or that is not private; an
    /// authority that is none.
    pub fn new(start: &Start, language: Language) -> Result<Self, ClientError> {
        let token = BearerToken::new(start.token.expose());
        let client = Client::trusting(&start.server, Some(token), start.authority.as_deref())?;
        Ok(Self(client.speaking(language)))
    }
}

impl Archive for HttpArchive {
    fn request<'a>(&'a self, request: &'a CaseRequest) -> Answer<'a, CaseId> {
        Box::pin(async move {
            let filed: Filed = self.0.post("api/v1/cases", request).await.map_err(why)?;
            Ok(filed.case)
        })
    }

    fn state(&self, case: CaseId) -> Answer<'_, CaseStatus> {
        Box::pin(async move {
            self.0
                .get(&format!("api/v1/cases/{case}"))
                .await
                .map_err(why)
        })
    }

    fn release(&self, case: CaseId) -> Answer<'_, Option<Release>> {
        Box::pin(async move {
            match self.0.get(&format!("api/v1/cases/{case}/release")).await {
                Ok(release) => Ok(Some(release)),
                Err(error)
                    if matches!(error.slug(), Some("not-released" | "case-not-released")) =>
                {
                    Ok(None)
                }
                Err(error) => Err(why(error)),
            }
        })
    }

    fn segment(&self, case: CaseId, segment: SegmentId) -> Answer<'_, Vec<u8>> {
        Box::pin(async move {
            let path = format!("api/v1/cases/{case}/segments/{segment}");
            self.0.get_bytes(&path, LARGEST_SEGMENT).await.map_err(why)
        })
    }

    fn blob(&self, case: CaseId, blob: BlobId) -> Answer<'_, Vec<u8>> {
        Box::pin(async move {
            let path = format!("api/v1/cases/{case}/blobs/{blob}");
            self.0.get_bytes(&path, LARGEST_BLOB).await.map_err(why)
        })
    }

    fn look<'a>(&'a self, case: CaseId, look: &'a Look) -> Answer<'a, ()> {
        Box::pin(async move {
            let body = Looking { look };
            self.0
                .tell(&format!("api/v1/cases/{case}/looks"), &body)
                .await
                .map_err(why)
        })
    }

    fn close(&self, case: CaseId) -> Answer<'_, ()> {
        Box::pin(async move {
            self.0
                .tell(
                    &format!("api/v1/cases/{case}/close"),
                    &serde_json::json!({}),
                )
                .await
                .map_err(why)
        })
    }
}

fn why(error: ClientError) -> ArchiveError {
    match error {
        ClientError::Refused { slug, .. } if slug == "case-over" => ArchiveError::Over,
        ClientError::Refused { sentence, .. } => ArchiveError::Refused(sentence),
        ClientError::Unreadable | ClientError::TooLarge => ArchiveError::Foreign,
        ClientError::Authority
        | ClientError::Address
        | ClientError::NotPrivate
        | ClientError::Setup(_)
        | ClientError::Unreachable(_)
        | ClientError::TooSlow(_) => ArchiveError::Unreachable,
    }
}
