//! Attachments: sealed in chunks as they stream by, under a key that stands inside the message's ciphertext.
//!
//! STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015; 32-bit counter and last-block flag in the nonce) over AES-256-GCM
//! in chunks of 64 KiB, each with the blob's identifier as additional data: chunks left out, cut off, doubled, turned
//! around or taken from another blob do not open. The file is padded with zeros to Padmé's sizes: at most 12 per cent
//! more, and its size says little about which file it is.

use std::fmt;
use std::io::{self, Read, Write};

use aead_stream::{DecryptorBE32, EncryptorBE32};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::Payload;
use sha2::{Digest as _, Sha256};
use zegel_model::{BlobId, Random};
use zeroize::Zeroizing;

use crate::Digest;
use crate::chance;
use crate::once::{Secret, TAG};
use crate::sealed::Blob;
use crate::wire::Kind;

/// Bytes of a chunk in the clear.
const CHUNK: usize = 64 * 1024;
/// No file is smaller than this once padded.
const SMALLEST: u64 = 4096;

/// Opens one attachment. Wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct MediaKey(Secret);

impl MediaKey {
    pub(crate) const fn new(secret: Secret) -> Self {
        Self(secret)
    }

    pub(crate) const fn secret(&self) -> &Secret {
        &self.0
    }
}

impl fmt::Debug for MediaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MediaKey")
    }
}

/// A sealed attachment: what its message must know to open it and the archive to keep it.
#[derive(Debug, Clone)]
pub struct SealedMedia {
    pub(crate) key: MediaKey,
    pub(crate) size: u64,
    /// SHA-256 of the file itself.
    pub(crate) content: Digest,
    pub(crate) blob: Blob,
}

impl SealedMedia {
    /// The blob as the archive knows it.
    pub const fn blob(&self) -> &Blob {
        &self.blob
    }
}

/// Why an attachment was not sealed or not opened. What was written until then must be thrown away.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The source failed.
    #[error("the attachment could not be read")]
    Read(#[source] io::Error),
    /// The target failed.
    #[error("the attachment could not be written")]
    Write(#[source] io::Error),
    /// Changed, cut off or not this key's.
    #[error("this sealed attachment was changed or cut off, or belongs to another message")]
    Changed,
    /// More than the format can hold.
    #[error("this attachment is too large")]
    TooLarge,
}

/// Padmé (Nikitin and others 2019): keeps the highest bits of a size and rounds the rest up.
pub(crate) fn padded(size: u64) -> Option<u64> {
    let size = size.max(SMALLEST);
    let exponent = size.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1_u64 << (exponent - kept)) - 1;
    size.checked_add(mask).map(|size| size & !mask)
}

/// Reads a file and then as many zeros as its size asks for.
struct Padding<R> {
    source: R,
    size: u64,
    hash: Sha256,
    zeros: Option<u64>,
}

impl<R: Read> Padding<R> {
    /// Fills the chunk as far as there is something left; less than a chunk only at the end.
    fn fill(&mut self, chunk: &mut Zeroizing<Vec<u8>>) -> Result<(), MediaError> {
        chunk.clear();
        if self.zeros.is_none() {
            let mut limited = (&mut self.source).take(CHUNK.try_into().unwrap_or(u64::MAX));
            let read = limited.read_to_end(chunk).map_err(MediaError::Read)?;
            self.size = u64::try_from(read)
                .ok()
                .and_then(|read| self.size.checked_add(read))
                .ok_or(MediaError::TooLarge)?;
            self.hash.update(&*chunk);
            if read < CHUNK {
                self.zeros = Some(padded(self.size).ok_or(MediaError::TooLarge)? - self.size);
            }
        }
        if let Some(zeros) = &mut self.zeros {
            let room = CHUNK - chunk.len();
            let some = usize::try_from(*zeros).map_or(room, |zeros| zeros.min(room));
            let full = chunk.len() + some;
            chunk.resize(full, 0);
            *zeros -= u64::try_from(some).unwrap_or(u64::MAX);
        }
        Ok(())
    }
}

/// Seals a file of any size, from `source` to `target`, under a new key.
pub fn seal(
    source: impl Read,
    mut target: impl Write,
    random: &dyn Random,
) -> Result<SealedMedia, MediaError> {
    let id = BlobId::random(random);
    let key = MediaKey(Zeroizing::new(chance::bytes(random)));
    let mut stream = EncryptorBE32::<Aes256Gcm>::new(&(*key.0).into(), &[0; 7].into());
    let mut out = Hashed {
        hash: Sha256::new(),
        length: 0,
        target: &mut target,
    };
    out.write(&Kind::Blob.header())?;

    let mut source = Padding {
        source,
        size: 0,
        hash: Sha256::new(),
        zeros: None,
    };
    let new = || Zeroizing::new(Vec::with_capacity(CHUNK));
    let (mut chunk, mut ahead) = (new(), new());
    source.fill(&mut chunk)?;
    loop {
        source.fill(&mut ahead)?;
        if ahead.is_empty() {
            let last = stream.encrypt_last(Payload {
                msg: &chunk,
                aad: id.as_bytes(),
            });
            out.write(&last.map_err(|_| MediaError::TooLarge)?)?;
            break;
        }
        let next = stream.encrypt_next(Payload {
            msg: &chunk,
            aad: id.as_bytes(),
        });
        out.write(&next.map_err(|_| MediaError::TooLarge)?)?;
        std::mem::swap(&mut chunk, &mut ahead);
    }
    let blob = Blob {
        id,
        sha256: out.hash.finalize().into(),
        length: out.length,
    };
    target.flush().map_err(MediaError::Write)?;
    Ok(SealedMedia {
        key,
        size: source.size,
        content: source.hash.finalize().into(),
        blob,
    })
}

/// Opens a blob, from `source` to `target`: exactly `size` bytes. An error can come after some of them were written;
/// they are genuine, but not all.
pub fn open(
    media: &crate::stored::StoredMedia,
    mut source: impl Read,
    mut target: impl Write,
) -> Result<(), MediaError> {
    let mut stream = DecryptorBE32::<Aes256Gcm>::new(&(*media.key.0).into(), &[0; 7].into());
    if next_chunk(&mut source, 3)? != Kind::Blob.header() {
        return Err(MediaError::Changed);
    }
    let mut left = media.size;
    let mut total = 0_u64;
    let mut write = |plain: &[u8]| -> Result<(), MediaError> {
        total = u64::try_from(plain.len())
            .ok()
            .and_then(|more| total.checked_add(more))
            .ok_or(MediaError::TooLarge)?;
        let wanted = usize::try_from(left).map_or(plain.len(), |left| left.min(plain.len()));
        let (file, zeros) = plain.split_at_checked(wanted).ok_or(MediaError::Changed)?;
        if zeros.iter().any(|byte| *byte != 0) {
            return Err(MediaError::Changed);
        }
        left -= u64::try_from(wanted).map_err(|_| MediaError::TooLarge)?;
        target.write_all(file).map_err(MediaError::Write)
    };
    let aad = media.blob.as_bytes();
    let mut chunk = next_chunk(&mut source, CHUNK + TAG)?;
    loop {
        let ahead = next_chunk(&mut source, CHUNK + TAG)?;
        if ahead.is_empty() {
            let plain = stream
                .decrypt_last(Payload { msg: &chunk, aad })
                .map_err(|_| MediaError::Changed)?;
            write(&Zeroizing::new(plain))?;
            break;
        }
        let plain = stream
            .decrypt_next(Payload { msg: &chunk, aad })
            .map_err(|_| MediaError::Changed)?;
        write(&Zeroizing::new(plain))?;
        chunk = ahead;
    }
    if left != 0 || padded(media.size) != Some(total) {
        return Err(MediaError::Changed);
    }
    target.flush().map_err(MediaError::Write)
}

/// Up to so many bytes; fewer only at the end.
fn next_chunk(source: &mut impl Read, most: usize) -> Result<Vec<u8>, MediaError> {
    let mut chunk = Vec::with_capacity(most);
    let most = u64::try_from(most).map_err(|_| MediaError::TooLarge)?;
    source
        .by_ref()
        .take(most)
        .read_to_end(&mut chunk)
        .map_err(MediaError::Read)?;
    Ok(chunk)
}

/// Hashes and counts what it passes on.
struct Hashed<'a, W> {
    hash: Sha256,
    length: u64,
    target: &'a mut W,
}

impl<W: Write> Hashed<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), MediaError> {
        self.hash.update(bytes);
        self.length += u64::try_from(bytes.len()).map_err(|_| MediaError::TooLarge)?;
        self.target.write_all(bytes).map_err(MediaError::Write)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stored::StoredMedia;
    use crate::testing::Dice;

    fn stored(sealed: &SealedMedia) -> StoredMedia {
        StoredMedia {
            blob: sealed.blob.id,
            size: sealed.size,
            key: sealed.key.clone(),
            sha256: Some(sealed.content),
        }
    }

    fn sealed(size: usize) -> (Vec<u8>, Vec<u8>, SealedMedia) {
        let file: Vec<u8> = (0..size)
            .map(|i| u8::try_from(i * 31 % 251).unwrap())
            .collect();
        let mut blob = Vec::new();
        let media = seal(file.as_slice(), &mut blob, &Dice::new(1)).unwrap();
        (file, blob, media)
    }

    fn opened(media: &StoredMedia, blob: &[u8]) -> Result<Vec<u8>, MediaError> {
        let mut out = Vec::new();
        open(media, blob, &mut out).map(|()| out)
    }

    #[test]
    fn every_size_around_the_edges_comes_back() {
        for size in [
            0, 1, 4095, 4096, 4097, 65_535, 65_536, 65_537, 131_072, 200_000, 1_000_000,
        ] {
            let (file, blob, media) = sealed(size);
            assert_eq!(media.size, u64::try_from(size).unwrap());
            assert_eq!(media.blob.length, u64::try_from(blob.len()).unwrap());
            assert_eq!(media.blob.sha256, crate::kem::sha256(&[&blob]));
            assert_eq!(opened(&stored(&media), &blob).unwrap(), file, "{size}");
        }
    }

    #[test]
    fn padme_as_published() {
        for (size, expected) in [
            (4096, 4096),
            (4097, 4352),
            (10_000, 10_240),
            (1_000_001, 1_015_808),
        ] {
            assert_eq!(padded(size), Some(expected), "{size}");
        }
        assert_eq!(padded(1), Some(4096));
        assert_eq!(padded(u64::MAX), None);
        for size in (4096..1 << 20).step_by(997) {
            let padded = padded(size).unwrap();
            assert!(
                padded >= size
                    && padded - size <= size * 12 / 100
                    && super::padded(padded) == Some(padded)
            );
        }
    }

    #[test]
    fn cut_off_turned_around_or_changed_is_refused() {
        let (_, blob, media) = sealed(200_000);
        let media = stored(&media);
        let refused = |blob: &[u8]| matches!(opened(&media, blob), Err(MediaError::Changed));
        let chunk = CHUNK + TAG;
        assert!(refused(&blob[..blob.len() - 1]));
        assert!(
            refused(&blob[..3 + chunk]),
            "whole chunks left out at the end"
        );
        assert!(refused(&blob[..3]));
        assert!(refused(b""));
        let mut turned = blob[..3].to_vec();
        turned.extend_from_slice(&blob[3 + chunk..3 + 2 * chunk]);
        turned.extend_from_slice(&blob[3..3 + chunk]);
        turned.extend_from_slice(&blob[3 + 2 * chunk..]);
        assert!(refused(&turned));
        let mut doubled = blob.clone();
        doubled.splice(3..3, blob[3..3 + chunk].to_vec());
        assert!(refused(&doubled));
        for at in [0, 3, chunk, 3 + chunk, blob.len() - 1] {
            let mut changed = blob.clone();
            changed[at] ^= 1;
            assert!(refused(&changed), "{at}");
        }
        let mut long = blob.clone();
        long.push(0);
        assert!(refused(&long));
    }

    #[test]
    fn another_message_cannot_claim_it() {
        let (_, blob, media) = sealed(5000);
        let media = stored(&media);
        let other = StoredMedia {
            blob: BlobId::from_bytes([9; 16]),
            ..media.clone()
        };
        assert!(matches!(opened(&other, &blob), Err(MediaError::Changed)));
        for size in [0, 4999, 5121, u64::MAX] {
            let other = StoredMedia {
                size,
                ..media.clone()
            };
            assert!(
                matches!(opened(&other, &blob), Err(MediaError::Changed)),
                "{size}"
            );
        }
    }
}
