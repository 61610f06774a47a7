//! Checkpoints: a log's signed statement of what its tree is (c2sp.org/tlog-checkpoint).

use std::fmt;

use crate::decimal;
use crate::note::{Note, NoteError, Signature, Signer, Verifier};
use crate::tree::{Hash, TreeHead, empty_root};

/// The path of the newest checkpoint below the log's own.
pub const PATH: &str = "checkpoint";

/// What a checkpoint says.
#[derive(Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    head: TreeHead,
    extensions: Vec<String>,
}

/// A checkpoint under the signature of a pinned log key: there is no other way to have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

/// Why bytes are no checkpoint of the pinned log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// No signed note, or not under the pinned key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text of the note is not origin, size and root.
    #[error("the signed text is no checkpoint: origin, size and root, a line each")]
    Text,
    /// The checkpoint is of another log than the key is named for.
    #[error("the checkpoint is of another log than the pinned key's")]
    OtherOrigin,
}

impl Checkpoint {
    /// The checkpoint of a log without extension lines; its origin is the name of its key.
    fn new(origin: &str, head: TreeHead) -> Self {
        Self {
            origin: origin.to_owned(),
            head,
            extensions: Vec::new(),
        }
    }

    /// Reads the text of a checkpoint. Extension lines are kept and mean nothing here.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let origin = lines.next().filter(|line| !line.is_empty())?;
        let size = decimal::parse(lines.next()?)?;
        let root = Hash::from_base64(lines.next()?)?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        let sound =
            extensions.iter().all(|line| !line.is_empty()) && (size > 0 || root == empty_root());
        sound.then(|| Self {
            origin: origin.to_owned(),
            head: TreeHead { size, root },
            extensions,
        })
    }

    /// Which log the checkpoint is of.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The tree that the checkpoint is of.
    pub const fn head(&self) -> &TreeHead {
        &self.head
    }

    /// Lines beyond the three that the specification gives a meaning.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }
}

/// The text as it is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.head.size, self.head.root)?;
        self.extensions
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// The tree, and nothing of the lines that anybody may have written.
impl fmt::Debug for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "checkpoint of {:?}", self.head)
    }
}

impl SignedCheckpoint {
    /// Signs that the log named as the key has this tree. Whoever calls has recomputed the root from stored bytes.
    pub fn sign(head: TreeHead, signer: &Signer) -> Result<Self, NoteError> {
        let checkpoint = Checkpoint::new(signer.verifier().name(), head);
        let note = Note::sign(&checkpoint.to_string(), signer)?;
        Ok(Self { checkpoint, note })
    }

    /// Reads a signed checkpoint and checks it against the pinned key of its log.
    pub fn open(bytes: &[u8], log: &Verifier) -> Result<Self, CheckpointError> {
        Self::from_note(Note::parse(bytes)?, log)
    }

    /// Checks a note against the pinned key of its log.
    pub fn from_note(note: Note, log: &Verifier) -> Result<Self, CheckpointError> {
        note.check(log)?;
        let checkpoint = Checkpoint::parse(note.text()).ok_or(CheckpointError::Text)?;
        if checkpoint.origin != log.name() {
            return Err(CheckpointError::OtherOrigin);
        }
        Ok(Self { checkpoint, note })
    }

    /// What the log signed.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The tree that the log signed.
    pub const fn head(&self) -> &TreeHead {
        &self.checkpoint.head
    }

    /// The note with all its signatures; its text form is what is stored and served.
    pub const fn note(&self) -> &Note {
        &self.note
    }

    /// Adds a cosignature, which a policy judges later.
    pub fn add(&mut self, cosignature: Signature) -> Result<(), NoteError> {
        self.note.add(cosignature)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::oracle::Entries;
    use crate::tree::leaf_hash;

    /// The example of c2sp.org/tlog-checkpoint, whose key is not published.
    const EXAMPLE: &str =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    fn signer() -> Signer {
        Signer::new("example.com/log", &[1; 32]).unwrap()
    }

    #[test]
    fn the_checkpoint_of_the_specification_is_read_and_written() {
        let checkpoint = Checkpoint::parse(EXAMPLE).unwrap();
        assert_eq!(
            (checkpoint.origin(), checkpoint.head().size),
            ("example.com/behind-the-sofa", 20_852_163)
        );
        assert_eq!(checkpoint.to_string(), EXAMPLE);
        let extended = format!("{EXAMPLE}one more\n— and more\n");
        let checkpoint = Checkpoint::parse(&extended).unwrap();
        assert_eq!(checkpoint.extensions(), ["one more", "— and more"]);
        assert_eq!(checkpoint.to_string(), extended);
    }

    #[test]
    fn malformed_texts_are_refused() {
        let root = empty_root();
        for text in [
            String::new(),
            "\n".to_owned(),
            "a\n1\n".to_owned(),
            format!("a\n1\n{root}"),
            format!("\n1\n{root}\n"),
            format!("a\n01\n{root}\n"),
            format!("a\n+1\n{root}\n"),
            format!("a\n18446744073709551616\n{root}\n"),
            format!("a\n1\n{root}\n\n"),
            format!("a\n1\n{root}\nb\n\nc\n"),
            format!("a\n1\n {root}\n"),
            format!("a\n1\n{}\n", &root.to_string()[..43]),
            format!("a\n0\n{}\n", leaf_hash(b"")),
        ] {
            assert_eq!(Checkpoint::parse(&text), None, "{text:?}");
        }
        assert!(Checkpoint::parse(&format!("a\n0\n{root}\n")).is_some());
    }

    #[test]
    fn only_the_pinned_log_opens() {
        let key = signer();
        let head = Entries::new(3).head();
        let signed = SignedCheckpoint::sign(head, &key).unwrap();
        let bytes = signed.note().to_string().into_bytes();
        assert_eq!(SignedCheckpoint::open(&bytes, key.verifier()), Ok(signed));

        let other = Signer::new("example.com/log", &[2; 32]).unwrap();
        let opened = SignedCheckpoint::open(&bytes, other.verifier());
        assert_eq!(opened, Err(CheckpointError::Note(NoteError::OtherKey)));

        let elsewhere = Checkpoint::new("example.com/elsewhere", head).to_string();
        let note = Note::sign(&elsewhere, &key).unwrap().to_string();
        let opened = SignedCheckpoint::open(note.as_bytes(), key.verifier());
        assert_eq!(opened, Err(CheckpointError::OtherOrigin));

        let note = Note::sign("example.com/log\nmany\n", &key)
            .unwrap()
            .to_string();
        assert_eq!(
            SignedCheckpoint::open(note.as_bytes(), key.verifier()),
            Err(CheckpointError::Text)
        );
    }

    #[test]
    fn the_published_crate_reads_ours_and_we_read_it() {
        let key = signer();
        let head = Entries::new(300).head();
        let signed = SignedCheckpoint::sign(head, &key).unwrap();
        let theirs = tlog_tiles::Checkpoint::from_bytes(signed.note().text().as_bytes()).unwrap();
        assert_eq!(
            (theirs.origin(), theirs.size(), theirs.hash().0),
            ("example.com/log", 300, *head.root.as_bytes())
        );

        let theirs = tlog_tiles::Checkpoint::new("a", 7, tlog_tiles::Hash([3; 32]), "x\n").unwrap();
        let ours = Checkpoint::parse(std::str::from_utf8(&theirs.to_bytes()).unwrap()).unwrap();
        assert_eq!(
            (ours.origin(), ours.head().size, ours.head().root),
            ("a", 7, Hash::from_bytes([3; 32]))
        );
        assert_eq!(ours.extensions(), ["x"]);
    }

    proptest! {
        #[test]
        fn parsing_is_total_and_exact(text in "[a0-9=\n+/]{0,30}", at in 0..EXAMPLE.len(), byte in 0u8..128) {
            let mut damaged = EXAMPLE.as_bytes().to_vec();
            damaged[at] = byte;
            for text in [text, String::from_utf8(damaged).unwrap()] {
                if let Some(checkpoint) = Checkpoint::parse(&text) {
                    prop_assert_eq!(checkpoint.to_string(), text);
                }
            }
        }
    }
}
