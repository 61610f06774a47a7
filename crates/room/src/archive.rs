//! The archive as the room sees it: the only thing it talks to. One implementation speaks HTTP ([`crate::http`]), one
//! stands in tests.

use std::future::Future;
use std::pin::Pin;

use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zegel_model::case::{CaseState, Terms};
use zegel_model::event::Look;
use zegel_model::scope::{Provenance, SourceClass};
use zegel_model::seat::Side;
use zegel_model::{BlobId, CaseId, CopyId, Day, SeatId, SegmentId, Timestamp};

/// What the archive answers, sooner or later.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, ArchiveError>> + Send + 'a>>;

/// What a room asks of the archive, about its one case.
pub trait Archive: Send + Sync + 'static {
    /// `POST /api/v1/cases`: files the signed request.
    fn request<'a>(&'a self, request: &'a CaseRequest) -> Answer<'a, CaseId>;
    /// `GET /api/v1/cases/{case}`: how far it is.
    fn state(&self, case: CaseId) -> Answer<'_, CaseStatus>;
    /// `GET /api/v1/cases/{case}/release`: the seats' parts; nothing while seats have yet to approve.
    fn release(&self, case: CaseId) -> Answer<'_, Option<Release>>;
    /// `GET /api/v1/cases/{case}/segments/{segment}`: sealed messages, canonical bytes.
    fn segment(&self, case: CaseId, segment: SegmentId) -> Answer<'_, Vec<u8>>;
    /// `GET /api/v1/cases/{case}/blobs/{blob}`: a sealed attachment.
    fn blob(&self, case: CaseId, blob: BlobId) -> Answer<'_, Vec<u8>>;
    /// `POST /api/v1/cases/{case}/looks`: returns once the entry is durable. Until then nothing is shown.
    fn look<'a>(&'a self, case: CaseId, look: &'a Look) -> Answer<'a, ()>;
    /// `POST /api/v1/cases/{case}/close`: the reviewer ends it.
    fn close(&self, case: CaseId) -> Answer<'_, ()>;
}

/// Why the archive gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// The case is over.
    #[error("this case is over")]
    Over,
    /// It said no, with a sentence that says what to do.
    #[error("{0}")]
    Refused(String),
    /// It cannot be reached, or did not answer in time.
    #[error("the archive cannot be reached")]
    Unreachable,
    /// It answered something that is no answer.
    #[error(
        "the archive answered something that this room cannot read; both must be of one version"
    )]
    Foreign,
}

/// The signed request.
#[derive(Clone, Serialize, Deserialize)]
pub struct CaseRequest {
    /// What is asked for.
    pub terms: Terms,
    /// The room's Ed25519 signature over the terms, base 64.
    pub signature: String,
}

/// How far a case is.
#[derive(Clone, Serialize, Deserialize)]
pub struct CaseStatus {
    /// What was asked for.
    pub terms: Terms,
    /// How far it is.
    pub state: CaseState,
    /// When it ends, as things stand.
    pub deadline: Timestamp,
    /// When it lapses unanswered.
    pub answer_by: Timestamp,
    /// Who said yes so far.
    pub approvals: Vec<ApprovalLine>,
}

/// One yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalLine {
    /// Which seat.
    pub seat: SeatId,
    /// Whose side.
    pub side: Side,
    /// When.
    pub at: Timestamp,
}

/// Everything that opens a case, for its key alone.
#[derive(Clone, Serialize, Deserialize)]
pub struct Release {
    /// Each approving seat's part.
    pub approvals: Vec<SeatPart>,
    /// The segments in scope.
    pub segments: Vec<SegmentPart>,
    /// Their conversations.
    pub copies: Vec<CopyPart>,
    /// When it ends, as the archive has it.
    pub deadline: Timestamp,
}

/// A seat's yes and what it released with it.
#[derive(Clone, Serialize, Deserialize)]
pub struct SeatPart {
    /// Which seat.
    pub seat: SeatId,
    /// Whose side, as the archive says; the segments' own labels decide.
    pub side: Side,
    /// Its public keys, canonical bytes.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub public: Vec<u8>,
    /// Its signed approval, canonical bytes.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub approval: Vec<u8>,
    /// Its shares, re-sealed to the case key, canonical bytes.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub resealed: Vec<u8>,
}

/// One segment in scope.
#[derive(Clone, Serialize, Deserialize)]
pub struct SegmentPart {
    /// Which.
    pub segment: SegmentId,
    /// Of which copy.
    pub copy: CopyId,
    /// Of which day.
    pub day: Day,
    /// Its creation record, canonical bytes.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    pub creation: Vec<u8>,
}

/// One conversation in scope.
#[derive(Clone, Serialize, Deserialize)]
pub struct CopyPart {
    /// Which.
    pub copy: CopyId,
    /// Whose, as pages name people.
    pub holder: String,
    /// Account and phone.
    pub class: SourceClass,
    /// How far it can be trusted.
    pub provenance: Provenance,
}

fn write<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&BASE64.encode(bytes))
}

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    BASE64
        .decode(text.as_bytes())
        .map_err(|_| de::Error::custom("not base 64"))
}
