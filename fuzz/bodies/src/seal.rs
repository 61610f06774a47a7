//! What is stored and signed, as a thief, a server or an importer might send it.
//!
//! There is one encoding of each value: whatever is taken must be written again as the same bytes.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use zegel_model::Random;
use zegel_seal::approval::Approval;
use zegel_seal::case_key::{CasePublic, Release};
use zegel_seal::creation::Creation;
use zegel_seal::descriptor::Descriptor;
use zegel_seal::employee::{EmployeeKey, EmployeePublic};
use zegel_seal::key_file::Passphrase;
use zegel_seal::offer::{Columns, Offer, many_from_bytes, many_to_bytes};
use zegel_seal::sealed::{Clear, Sealed};
use zegel_seal::seat::{SeatKey, SeatPublic};
use zegel_seal::segment::{Boxes, Contexts};
use zegel_seal::statement::{Statement, StatementPublic};
use zegel_seal::stored::{Stored, StoredMedia};
use zegel_seal::{FormatError, letter as letters, media, terms as case_terms};

macro_rules! spelled {
    ($($(#[$doc:meta])* $name:ident: $type:ident,)*) => {
        $($(#[$doc])* pub fn $name(bytes: &[u8]) -> bool {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(key) = $type::from_base64(&text) {
                assert_eq!(key.to_base64(), text, "another spelling of the same");
                return true;
            }
            same(bytes, $type::from_bytes, $type::to_bytes).is_some()
        })*
    };
}

spelled! {
    /// A seat's public keys, as bytes or in base 64.
    seat_public: SeatPublic,
    /// An employee's public key, as bytes or in base 64.
    employee_public: EmployeePublic,
    /// A case's public key, as bytes or in base 64.
    case_public: CasePublic,
    /// The key of an importer's statements, as bytes or in base 64.
    statement_public: StatementPublic,
}

macro_rules! canonical {
    ($($(#[$doc:meta])* $name:ident: $type:ident,)*) => {
        $($(#[$doc])* pub fn $name(bytes: &[u8]) -> bool {
            same(bytes, $type::from_bytes, $type::to_bytes).is_some()
        })*
    };
}

canonical! {
    /// What a segment is.
    descriptor: Descriptor,
    /// What its entry in the log commits to.
    creation: Creation,
    /// What stays in the clear of a message.
    clear: Clear,
    /// A writer's encapsulations.
    contexts: Contexts,
    /// A segment's shares, boxed.
    boxes: Boxes,
    /// A seat's shares for a case.
    release: Release,
    /// A seat's signed yes.
    approval: Approval,
    /// What an importer states of a source.
    statement: Statement,
}

/// A sealed message, whole and in columns.
pub fn sealed(bytes: &[u8]) -> bool {
    let Some(sealed) = same(bytes, Sealed::from_bytes, Sealed::to_bytes) else {
        return false;
    };
    let columns = Columns::from(sealed.clone());
    assert!(Sealed::try_from(columns) == Ok(sealed));
    true
}

/// What an importer sends.
pub fn offer(bytes: &[u8]) -> bool {
    same(bytes, Offer::from_bytes, Offer::to_bytes).is_some()
}

/// What a room fetches.
pub fn messages(bytes: &[u8]) -> bool {
    same(bytes, many_from_bytes, |messages| many_to_bytes(messages)).is_some()
}

/// A seat's key file.
pub fn seat_key_file(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    SeatKey::unwrap_from(&text, &PASSPHRASE).is_ok()
}

/// An employee's key file, protected or not.
pub fn employee_key_file(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    EmployeeKey::unwrap_from(&text, None).is_ok()
}

/// A letter: only what was sealed opens.
pub fn letter(bytes: &[u8]) -> bool {
    let Ok(text) = letters::open_with(&EMPLOYEE, b"imported", b"copy", bytes) else {
        return false;
    };
    assert_eq!(text.as_slice(), b"1, 2, 3");
    true
}

/// An attachment: only what was sealed opens.
pub fn blob(bytes: &[u8]) -> bool {
    let mut file = Vec::new();
    let opened = media::open(&MEDIA, bytes, &mut file);
    assert!(FILE.starts_with(&file), "bytes that nobody sealed");
    assert!(opened.is_err() || file == FILE);
    opened.is_ok()
}

/// The record inside a message.
pub fn stored(bytes: &[u8]) -> bool {
    let Ok(stored) = serde_json::from_slice::<Stored>(bytes) else {
        return false;
    };
    let again = serde_json::to_vec(&stored).expect("a record has a JSON form");
    assert!(serde_json::from_slice::<Stored>(&again).is_ok_and(|same| same == stored));
    let _ = stored.day();
    true
}

/// A request for access, as a seat reads it from the log.
pub fn terms(bytes: &[u8]) -> bool {
    let Ok(logged) = case_terms::LoggedTerms::read([0; 32], bytes.to_vec()) else {
        return false;
    };
    assert_eq!(
        &case_terms::digest(logged.terms())[..4],
        SIGNED.as_slice(),
        "nobody has the room's key: only what it signed is read"
    );
    true
}

fn same<T: PartialEq>(
    bytes: &[u8],
    read: impl Fn(&[u8]) -> Result<T, FormatError>,
    write: impl Fn(&T) -> Vec<u8>,
) -> Option<T> {
    let value = read(bytes).ok()?;
    assert!(write(&value) == bytes, "another encoding of the same");
    Some(value)
}

/// The file in the seed of `blob`.
const FILE: &[u8] = b"A drawing of a kettle.";
/// How the digest of the terms in the seed of `terms` begins.
const SIGNED: [u8; 4] = [135, 193, 213, 227];

static PASSPHRASE: LazyLock<Passphrase> =
    LazyLock::new(|| Passphrase::typed("vier woorden zijn genoeg")); // spelling: nl

static MEDIA: LazyLock<StoredMedia> = LazyLock::new(|| {
    let blob = format!("blob-{}", "a".repeat(26));
    let key = format!("{}A=", "AA".repeat(21));
    let json = serde_json::json!({ "blob": blob, "size": FILE.len(), "key": key });
    serde_json::from_value(json).expect("media as stored")
});

/// The employee of `fixtures/vectors/seal.json`, whose key is made of these bytes.
static EMPLOYEE: LazyLock<EmployeeKey> = LazyLock::new(|| {
    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("../../../fixtures/vectors/seal.json"))
            .expect("our vectors are JSON");
    let hex = vectors["employee"].as_str().expect("a seed in hex");
    let seed = (0..hex.len()).step_by(2).map(|at| {
        let byte = hex.get(at..at + 2).expect("two digits a byte");
        u8::from_str_radix(byte, 16).expect("hex")
    });
    EmployeeKey::generate(&Known::new(seed.collect())).expect("a seed makes a key")
});

/// Bytes that are known, one after the other.
struct Known {
    bytes: Vec<u8>,
    at: AtomicUsize,
}

impl Known {
    fn new(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            at: AtomicUsize::new(0),
        }
    }
}

impl Random for Known {
    fn fill(&self, bytes: &mut [u8]) {
        let at = self.at.fetch_add(bytes.len(), Ordering::Relaxed);
        let known = self.bytes.get(at..at + bytes.len());
        bytes.copy_from_slice(known.expect("as many bytes as are asked for"));
    }
}
