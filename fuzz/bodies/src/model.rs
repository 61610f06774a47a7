//! What the law names, as it stands in addresses, bodies and logs.

use zegel_model::event::Payload;
use zegel_model::{BlobId, CaseId, CopyId, Day, PersonId, SeatId, SegmentId};

/// An identifier: one spelling each; and a day, as forms send it, which has several.
pub fn id(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let spelled = [
        text.parse::<PersonId>().ok().map(|id| id.to_string()),
        text.parse::<CopyId>().ok().map(|id| id.to_string()),
        text.parse::<CaseId>().ok().map(|id| id.to_string()),
        text.parse::<SeatId>().ok().map(|id| id.to_string()),
        text.parse::<SegmentId>().ok().map(|id| id.to_string()),
        text.parse::<BlobId>().ok().map(|id| id.to_string()),
    ];
    let read: Vec<String> = spelled.into_iter().flatten().collect();
    let _day = text.parse::<Day>();
    assert!(read.len() <= 1, "an identifier is of one kind");
    assert!(
        read.iter().all(|again| *again == text),
        "another spelling of the same"
    );
    !read.is_empty()
}

/// An entry of the conduct log.
pub fn payload(bytes: &[u8]) -> bool {
    let Ok(payload) = serde_json::from_slice::<Payload>(bytes) else {
        return false;
    };
    let again = serde_json::to_vec(&payload).expect("an entry has a JSON form");
    let same = serde_json::from_slice::<Payload>(&again).expect("what was written is read");
    assert!(serde_json::to_vec(&same).is_ok_and(|twice| twice == again));
    true
}
