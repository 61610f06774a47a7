//! Signed notes: a text with signatures below it (c2sp.org/signed-note), of which Ed25519 ones are made and checked here.

use std::fmt;

use data_encoding::BASE64;
use ed25519_dalek::{Signer as _, SigningKey};

use crate::base64;
use crate::vkey::{Kind, PublicKey, VkeyError, is_key_name};

/// A note has at most this many bytes.
pub const MAX_NOTE: usize = 1_000_000;

/// A note has at most this many signatures; the specification asks for 16 or more.
pub const MAX_SIGNATURES: usize = 100;

/// A text and the signatures below it, well-formed; whether they are true is asked of a [`Verifier`].
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// One signature line.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature {
    name: String,
    id: u32,
    bytes: Vec<u8>,
}

/// A public key that signs notes, pinned by whoever uses it.
#[derive(Clone, PartialEq, Eq)]
pub struct Verifier(PublicKey);

/// A secret key that signs notes.
pub struct Signer {
    public: Verifier,
    key: SigningKey,
}

/// What is wrong with a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More bytes or signatures than a note may have.
    #[error("the note is too long or has too many signatures")]
    TooLong,
    /// The bytes are not the text of a note.
    #[error("the note is no UTF-8 text, or has control characters")]
    Text,
    /// No empty line between text and signatures, or no line end after either.
    #[error("the note has no signatures below an empty line")]
    Unsealed,
    /// A line below the text is no signature.
    #[error("signature line {0} of the note, counted from 1, is malformed")]
    SignatureLine(usize),
    /// The pinned key has not signed.
    #[error("the note is not signed by the pinned key")]
    OtherKey,
    /// The line of the pinned key carries a signature that is not its own.
    #[error("the signature under the pinned key's name is wrong: the note was altered or forged")]
    Forged,
}

impl Note {
    /// Signs `text`, which must end with a line end and have no other control character.
    pub fn sign(text: &str, signer: &Signer) -> Result<Self, NoteError> {
        let malformed = text.bytes().any(|b| b < b' ' && b != b'\n') || !text.ends_with('\n');
        if malformed {
            return Err(NoteError::Text);
        }
        let note = Self {
            text: text.to_owned(),
            signatures: vec![signer.sign(text)],
        };
        if note.to_string().len() > MAX_NOTE {
            Err(NoteError::TooLong)
        } else {
            Ok(note)
        }
    }

    /// Reads a note, whoever signed it.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE {
            return Err(NoteError::TooLong);
        }
        let note = std::str::from_utf8(bytes).map_err(|_| NoteError::Text)?;
        if note.bytes().any(|b| b < b' ' && b != b'\n') {
            return Err(NoteError::Text);
        }
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Unsealed)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Unsealed)?;
        let mut signatures = Vec::new();
        for (line, number) in lines.split('\n').zip(1..) {
            if number > MAX_SIGNATURES {
                return Err(NoteError::TooLong);
            }
            signatures.push(Signature::parse(line).ok_or(NoteError::SignatureLine(number))?);
        }
        Ok(Self {
            text: format!("{text}\n"),
            signatures,
        })
    }

    /// The text, with its last line end. Only what a pinned key has signed may be believed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, true or not.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Checks that the pinned key has signed the text. Signatures of other keys are passed over; a wrong one under the
    /// pinned key's name and id condemns the note, even beside a right one.
    pub fn check(&self, verifier: &Verifier) -> Result<(), NoteError> {
        let mut outcome = Err(NoteError::OtherKey);
        for signature in self.of_key(&verifier.0) {
            let bytes = signature
                .bytes
                .as_slice()
                .try_into()
                .map_err(|_| NoteError::Forged)?;
            if !verifier.0.verifies(self.text.as_bytes(), bytes) {
                return Err(NoteError::Forged);
            }
            outcome = Ok(());
        }
        outcome
    }

    /// Adds a signature, in the place of those with the same key name and id.
    pub fn add(&mut self, signature: Signature) -> Result<(), NoteError> {
        let mut note = self.clone();
        note.signatures.retain(|other| !other.same_key(&signature));
        note.signatures.push(signature);
        if note.signatures.len() > MAX_SIGNATURES || note.to_string().len() > MAX_NOTE {
            return Err(NoteError::TooLong);
        }
        *self = note;
        Ok(())
    }

    pub(crate) fn of_key(&self, key: &PublicKey) -> impl Iterator<Item = &Signature> {
        self.signatures
            .iter()
            .filter(move |s| s.name == key.name() && s.id == key.id())
    }
}

/// The note as it is stored and sent; what was parsed comes out byte for byte.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Note of {} bytes, {:?}",
            self.text.len(),
            self.signatures
        )
    }
}

impl Signature {
    pub(crate) fn new(key: &PublicKey, bytes: Vec<u8>) -> Self {
        Self {
            name: key.name().to_owned(),
            id: key.id(),
            bytes,
        }
    }

    /// Reads a signature line, without its line end.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, encoded) = line.strip_prefix("— ")?.split_once(' ')?;
        let bytes = base64::decode(encoded)?;
        let (id, bytes) = bytes.split_first_chunk::<4>()?;
        let sound = is_key_name(name) && !bytes.is_empty();
        sound.then(|| Self {
            name: name.to_owned(),
            id: u32::from_be_bytes(*id),
            bytes: bytes.to_vec(),
        })
    }

    /// The name of the key that is said to have signed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id of the key that is said to have signed.
    pub const fn id(&self) -> u32 {
        self.id
    }

    /// What follows the key id.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn same_key(&self, other: &Self) -> bool {
        self.name == other.name && self.id == other.id
    }
}

/// As a line, without its line end.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.id.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.bytes);
        write!(f, "— {} {}", self.name, BASE64.encode(&bytes))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "signature of key {:08x}", self.id)
    }
}

impl Verifier {
    /// Reads a verifier key of a log.
    pub fn parse(vkey: &str) -> Result<Self, VkeyError> {
        PublicKey::parse(vkey, Kind::Note).map(Self)
    }

    /// The same key under another name, as for another log of the same operator.
    pub fn under(&self, name: &str) -> Result<Self, VkeyError> {
        self.0.under(name).map(Self)
    }

    /// The name of the key; for a log also its origin.
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The key id.
    pub const fn id(&self) -> u32 {
        self.0.id()
    }

    pub(crate) const fn public(&self) -> &PublicKey {
        &self.0
    }
}

/// As a verifier key.
impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Signer {
    /// The key that 32 random bytes give (RFC 8032's private key), under a name.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, VkeyError> {
        let key = SigningKey::from_bytes(seed);
        let public = PublicKey::new(name, Kind::Note, key.verifying_key()).map(Verifier)?;
        Ok(Self { public, key })
    }

    /// The public key to pin.
    pub const fn verifier(&self) -> &Verifier {
        &self.public
    }

    fn sign(&self, text: &str) -> Signature {
        Signature::new(
            &self.public.0,
            self.key.sign(text.as_bytes()).to_bytes().to_vec(),
        )
    }
}

/// Never the key.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "secret half of {:?}", self.public)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use signed_note::{Signer as _, Verifier as _, VerifierList};

    use super::*;

    /// The example of c2sp.org/signed-note.
    const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const NOTE: &str = "This is an example message.\n\n\
        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    fn signer(name: &str, seed: u8) -> Signer {
        Signer::new(name, &[seed; 32]).unwrap()
    }

    #[test]
    fn the_note_of_the_specification_verifies() {
        let verifier = Verifier::parse(KEY).unwrap();
        let note = Note::parse(NOTE.as_bytes()).unwrap();
        note.check(&verifier).unwrap();
        assert_eq!(note.text(), "This is an example message.\n");
        assert_eq!(note.to_string(), NOTE);
        let altered = NOTE.replace("example message", "example massage");
        assert_eq!(
            Note::parse(altered.as_bytes()).unwrap().check(&verifier),
            Err(NoteError::Forged)
        );
    }

    #[test]
    fn the_text_ends_at_the_last_empty_line() {
        let text = "One\n\ntwo\n\n\nthree\n";
        let key = signer("a", 1);
        let note = Note::parse(Note::sign(text, &key).unwrap().to_string().as_bytes()).unwrap();
        assert_eq!(note.text(), text);
        note.check(key.verifier()).unwrap();
    }

    #[test]
    fn unknown_signatures_are_passed_over_and_wrong_ones_condemn() {
        let (mine, other) = (signer("example.com/a", 1), signer("example.com/b", 2));
        let mut note = Note::sign("text\n", &other).unwrap();
        assert_eq!(note.check(mine.verifier()), Err(NoteError::OtherKey));
        note.add(mine.sign("text\n")).unwrap();
        note.check(mine.verifier()).unwrap();
        note.check(other.verifier()).unwrap();

        // The same name with another id, or the same id with another name, is an unknown key.
        let namesake = signer("example.com/a", 3);
        note.add(namesake.sign("other text\n")).unwrap();
        let same_id = Signature {
            name: "example.com/c".to_owned(),
            ..mine.sign("other text\n")
        };
        note.add(same_id).unwrap();
        note.check(mine.verifier()).unwrap();

        // A wrong signature beside the right one.
        let wrong = format!("{note}{}\n", mine.sign("other text\n"));
        assert_eq!(
            Note::parse(wrong.as_bytes())
                .unwrap()
                .check(mine.verifier()),
            Err(NoteError::Forged)
        );
        // A right one twice does no harm.
        let twice = format!("{note}{}\n", mine.sign("text\n"));
        Note::parse(twice.as_bytes())
            .unwrap()
            .check(mine.verifier())
            .unwrap();
    }

    #[test]
    fn adding_replaces_the_same_key_only() {
        let (a, b) = (signer("a", 1), signer("b", 2));
        let mut note = Note::sign("text\n", &a).unwrap();
        note.add(b.sign("text\n")).unwrap();
        note.add(a.sign("text\n")).unwrap();
        let names: Vec<&str> = note.signatures().iter().map(Signature::name).collect();
        assert_eq!(names, ["b", "a"]);
    }

    #[test]
    fn malformed_notes_are_refused() {
        let line = NOTE.lines().last().unwrap();
        let cases = [
            (String::new(), NoteError::Unsealed),
            ("text\n".to_owned(), NoteError::Unsealed),
            ("text\n\n".to_owned(), NoteError::Unsealed),
            (NOTE.trim_end().to_owned(), NoteError::Unsealed),
            (format!("{NOTE}\n"), NoteError::Unsealed),
            (
                "text\n\nno signature\n".to_owned(),
                NoteError::SignatureLine(1),
            ),
            (
                format!("text\n\n{line}\n- a AAAAAAA=\n"),
                NoteError::SignatureLine(2),
            ),
            ("text\n\n— a AAAA\n".to_owned(), NoteError::SignatureLine(1)),
            (
                "text\n\n— a AAAAAA==\n".to_owned(),
                NoteError::SignatureLine(1),
            ),
            (
                "text\n\n—  AAAAAAA=\n".to_owned(),
                NoteError::SignatureLine(1),
            ),
            (
                "text\n\n— a+b AAAAAAA=\n".to_owned(),
                NoteError::SignatureLine(1),
            ),
            (
                "text\n\n— a\u{a0}b AAAAAAA=\n".to_owned(),
                NoteError::SignatureLine(1),
            ),
            (
                "text\n\n— a AAAAAAB=\n".to_owned(),
                NoteError::SignatureLine(1),
            ),
            ("te\txt\n\n— a AAAAAAA=\n".to_owned(), NoteError::Text),
            (
                format!("text\n\n{}", format!("{line}\n").repeat(MAX_SIGNATURES + 1)),
                NoteError::TooLong,
            ),
            (
                format!("{}{NOTE}", "a".repeat(MAX_NOTE)),
                NoteError::TooLong,
            ),
        ];
        for (text, error) in cases {
            assert_eq!(Note::parse(text.as_bytes()), Err(error), "{text:.40}");
        }
        assert_eq!(Note::parse(b"text\xff\n\n"), Err(NoteError::Text));
        let most = format!("text\n\n{}", format!("{line}\n").repeat(MAX_SIGNATURES));
        Note::parse(most.as_bytes()).unwrap();
        assert_eq!(
            Note::sign("no line end", &signer("a", 1)),
            Err(NoteError::Text)
        );
        assert_eq!(Note::sign("a\rb\n", &signer("a", 1)), Err(NoteError::Text));
    }

    #[test]
    fn debug_shows_neither_text_nor_names_nor_keys() {
        let key = signer("name-of-key", 1);
        let note = Note::sign("words\n", &key).unwrap();
        let shown = format!("{note:?} {key:?} {:?}", key.verifier());
        assert!(shown.contains("signature of key"), "{shown}");
        assert!(
            !shown.contains("words") && !shown.contains("name-of-key"),
            "{shown}"
        );
    }

    #[test]
    fn the_published_crate_reads_ours() {
        let key = signer("example.com/log", 7);
        let vkey = key.verifier().to_string();
        let theirs = signed_note::StandardVerifier::new(&vkey).unwrap();
        assert_eq!(theirs.key_id(), key.verifier().id());
        let mut ours = Note::sign("zeg\n\nel\n", &key).unwrap();
        ours.add(signer("example.com/other", 8).sign("zeg\n\nel\n"))
            .unwrap();
        let note = signed_note::Note::from_bytes(ours.to_string().as_bytes()).unwrap();
        let (verified, others) = note
            .verify(&VerifierList::new(vec![Box::new(theirs)]))
            .unwrap();
        assert_eq!((verified.len(), others.len()), (1, 1));
    }

    #[test]
    fn ours_reads_the_published_crate() {
        let seed = [9; 32];
        let vkey = Signer::new("example.com/log", &seed)
            .unwrap()
            .verifier()
            .to_string();
        let id = vkey.split('+').nth(1).unwrap();
        let secret = BASE64.encode(&[&[1], seed.as_slice()].concat());
        let skey = format!("PRIVATE+KEY+example.com/log+{id}+{secret}");
        let theirs = signed_note::StandardSigner::new(&skey).unwrap();
        assert_eq!(theirs.name(), "example.com/log");
        let mut note = signed_note::Note::new(b"zeg\n\nel\n", &[]).unwrap();
        note.add_sigs(&[&theirs]).unwrap();
        let ours = Note::parse(&note.to_bytes()).unwrap();
        ours.check(&Verifier::parse(&vkey).unwrap()).unwrap();
        assert_eq!(ours.text(), "zeg\n\nel\n");
    }

    proptest! {
        #[test]
        fn parsing_is_total_and_exact(bytes in any::<Vec<u8>>(), text in "[a\n— +=A]{0,60}", cut in 0..NOTE.len(), byte in any::<u8>()) {
            let mut damaged = NOTE.as_bytes().to_vec();
            damaged[cut] = byte;
            for bytes in [bytes, text.into_bytes(), NOTE.as_bytes()[..cut].to_vec(), damaged] {
                if let Ok(note) = Note::parse(&bytes) {
                    prop_assert_eq!(note.to_string().into_bytes(), bytes);
                }
            }
        }

        #[test]
        fn every_flipped_bit_of_the_example_is_found(position in 0..NOTE.len(), bit in 0..8) {
            let mut bytes = NOTE.as_bytes().to_vec();
            bytes[position] ^= 1u8 << bit;
            let verifier = Verifier::parse(KEY).unwrap();
            prop_assert!(Note::parse(&bytes).and_then(|note| note.check(&verifier)).is_err());
        }
    }
}
