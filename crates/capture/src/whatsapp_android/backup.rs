//! Encrypted backups of the database: crypt12, crypt14 and crypt15, with the key that their holder has.
//!
//! The whole of it is authenticated before one byte is used, and what comes out goes into memory: it never stands on a
//! disk in the clear, not even in a file that is deleted at once, since what was deleted can be found again. So a backup
//! needs as much memory as the database is long.
//!
//! | | before | encrypted | behind |
//! |---|---|---|---|
//! | crypt12 | 67 bytes: versions, salt, account, IV | zlib of the database | tag, MD5, four letters |
//! | crypt14, crypt15 | length, protobuf with the IV | zlib of the database | tag, MD5 |
//!
//! AES-256-GCM with an IV of 16 bytes. The MD5 is no protection, and some backups have none: it tells a wrong key from
//! a damaged file. Of crypt15 the key is derived from the holder's 64 digits, of the older ones it lies on the phone.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use aes_gcm::aead::consts::U16;
use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{AesGcm, Nonce, Tag, aes::Aes256};
use flate2::bufread::ZlibDecoder;
use hkdf::Hkdf;
use md5::{Digest, Md5};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::database::{Bounds, Database, DatabaseError, MAGIC};

/// Longest backup, in bytes: what SQLite takes into memory at once.
const LONGEST: u64 = 0x7fff_0000;
/// How many times longer than its packed form a database may be. Empty ones have some thirty.
const RATIO: u64 = 200;
/// Longest protobuf before what is encrypted. Real ones have some two hundred bytes.
const LONGEST_HEAD: usize = 1 << 14;
/// Of a tag, of an MD5, of an IV.
const BLOCK: usize = 16;
/// How a `byte[]` of Java begins, but for its length.
const JAVA: [u8; 23] = *b"\xac\xed\x00\x05ur\x00\x02[B\xac\xf3\x17\xf8\x06\x08T\xe0\x02\x00\x00xp";

type Cipher = AesGcm<Aes256, U16>;

/// A backup cannot be opened. No variant says what is in it.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file system refuses.
    #[error("it cannot be read; check its name, and that you may open it")]
    Io(#[from] io::Error),
    /// It is no backup of WhatsApp.
    #[error("it is no backup of WhatsApp that can be read (crypt12, crypt14 or crypt15)")]
    NotABackup,
    /// Nothing was given to open it with.
    #[error(
        "it is an encrypted backup; give its 64 digits, or the file `key` or `encrypted_backup.key` of the phone, with --key"
    )]
    KeyNeeded,
    /// What was given is no key.
    #[error("that is no key: it must be 64 digits 0-9 and a-f, or a key file of the phone")]
    NotAKey,
    /// A device's key for an end-to-end encrypted backup.
    #[error(
        "it is an end-to-end encrypted backup; it opens with its 64 digits or `encrypted_backup.key`"
    )]
    DigitsNeeded,
    /// 64 digits for a backup that was encrypted by the phone.
    #[error(
        "it was encrypted with the phone's own key; it opens with the file `key` of that phone"
    )]
    DeviceKeyNeeded,
    /// The backup was made with another key.
    #[error("it was encrypted with another key")]
    WrongKey,
    /// Bytes of it changed or are missing.
    #[error("the backup is damaged or cut off; copy it from the phone again")]
    Damaged,
    /// Longer than fits.
    #[error("the backup is longer than 2 GB, or unpacks to far more than any real one")]
    TooLong,
    /// It opens, but holds no whole database.
    #[error(
        "it holds no whole database, as an incremental backup does; give the full backup (msgstore.db.crypt…)"
    )]
    NotWhole,
}

/// What opens a backup.
pub struct BackupKey(Kind);

enum Kind {
    /// The holder's 64 digits, or the file that has them.
    Root(Zeroizing<[u8; 32]>),
    /// The phone's key, with the salt that its backups name.
    Device {
        key: Zeroizing<[u8; 32]>,
        salt: [u8; 32],
    },
}

impl BackupKey {
    /// From the digits as the app shows them: 64 of 0-9 and a-f, spaces and line ends between them or not.
    ///
    /// # Errors
    /// [`BackupError::NotAKey`].
    pub fn from_digits(digits: &str) -> Result<Self, BackupError> {
        let digits: Zeroizing<Vec<u8>> = Zeroizing::new(
            digits
                .bytes()
                .filter(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'-' | b':'))
                .take(65)
                .collect(),
        );
        let mut key = Zeroizing::new([0; 32]);
        let read = (digits.len() == 64)
            .then(|| data_encoding::HEXLOWER_PERMISSIVE.decode_mut(&digits, key.as_mut_slice()));
        match read {
            Some(Ok(_)) => Ok(Self(Kind::Root(key))),
            _ => Err(BackupError::NotAKey),
        }
    }

    /// From a key file of the phone, `key` or `encrypted_backup.key`, or a file with the digits.
    ///
    /// # Errors
    /// [`BackupError::NotAKey`].
    pub fn from_file(bytes: &[u8]) -> Result<Self, BackupError> {
        let array = match bytes
            .strip_prefix(&JAVA)
            .and_then(|rest| rest.split_first_chunk())
        {
            Some((length, array))
                if u32::try_from(array.len()) == Ok(u32::from_be_bytes(*length)) =>
            {
                array
            }
            Some(_) => return Err(BackupError::NotAKey),
            None => bytes,
        };
        if let Ok(root) = <[u8; 32]>::try_from(array) {
            return Ok(Self(Kind::Root(Zeroizing::new(root))));
        }
        // Versions (3), salt (32), account (16), its hash (32), IV (16), key (32).
        if array.len() == 131
            && let (Some(salt), Some(key)) = (piece(array, 3), piece(array, 99))
        {
            return Ok(Self(Kind::Device {
                key: Zeroizing::new(key),
                salt,
            }));
        }
        match std::str::from_utf8(bytes) {
            Ok(digits) => Self::from_digits(digits),
            Err(_) => Err(BackupError::NotAKey),
        }
    }
}

fn piece<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// What stands before the encrypted part.
struct Head {
    length: usize,
    iv: [u8; BLOCK],
    /// Of a backup that the phone's own key opens.
    salt: Option<[u8; 32]>,
    /// Bytes behind the MD5.
    behind: usize,
}

impl Head {
    fn of(bytes: &[u8]) -> Option<Self> {
        Self::protobuf(bytes).or_else(|| Self::fixed(bytes))
    }

    /// crypt12: versions 0 and 1 of the cipher, 1 to 3 of the key.
    fn fixed(bytes: &[u8]) -> Option<Self> {
        let known = matches!(bytes, [0, 1, 1..=3, ..]);
        known.then_some(())?;
        Some(Self {
            length: 67,
            salt: Some(piece(bytes, 3)?),
            iv: piece(bytes, 51)?,
            behind: 4,
        })
    }

    fn protobuf(bytes: &[u8]) -> Option<Self> {
        let mut reader = Fields(bytes);
        let length = usize::try_from(reader.varint()?).ok()?;
        let start = bytes.len().checked_sub(reader.0.len())?;
        if length == 0 || length > LONGEST_HEAD {
            return None;
        }
        let end = start.checked_add(length)?;
        let (mut iv, mut salt) = (None, None);
        let mut fields = Fields(bytes.get(start..end)?);
        while !fields.0.is_empty() {
            match fields.next()? {
                (2, Field::Bytes(cipher)) => {
                    let mut inner = Fields(cipher);
                    while !inner.0.is_empty() {
                        match inner.next()? {
                            (3, Field::Bytes(bytes)) => salt = Some(bytes.try_into().ok()?),
                            (5, Field::Bytes(bytes)) => iv = Some(bytes.try_into().ok()?),
                            _ => {}
                        }
                    }
                }
                (3, Field::Bytes(cipher)) => {
                    let mut inner = Fields(cipher);
                    while !inner.0.is_empty() {
                        if let (1, Field::Bytes(bytes)) = inner.next()? {
                            iv = Some(bytes.try_into().ok()?);
                        }
                    }
                }
                _ => {}
            }
        }
        Some(Self {
            length: end,
            iv: iv?,
            salt,
            behind: 0,
        })
    }
}

/// Fields of a protobuf, one after another.
struct Fields<'a>(&'a [u8]);

enum Field<'a> {
    Bytes(&'a [u8]),
    Other,
}

impl<'a> Fields<'a> {
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for place in 0..10 {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7f).checked_shl(7 * place)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn next(&mut self) -> Option<(u64, Field<'a>)> {
        let tag = self.varint()?;
        let skip = match tag & 7 {
            0 => {
                self.varint()?;
                return Some((tag >> 3, Field::Other));
            }
            1 => 8,
            2 => usize::try_from(self.varint()?).ok()?,
            5 => 4,
            _ => return None,
        };
        let (bytes, rest) = self.0.split_at_checked(skip)?;
        self.0 = rest;
        Some((tag >> 3, Field::Bytes(bytes)))
    }
}

/// These first bytes are of a backup.
pub fn is_backup(start: &[u8]) -> bool {
    !start.starts_with(MAGIC) && Head::of(start).is_some()
}

/// Opens a backup into memory.
///
/// # Errors
/// [`BackupError`] says what is wrong, and what to do.
pub fn open(path: &Path, key: Option<&BackupKey>, bounds: Bounds) -> Result<Database, BackupError> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > LONGEST {
        return Err(BackupError::TooLong);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0).saturating_add(1));
    file.by_ref().take(LONGEST).read_to_end(&mut bytes)?;
    decrypted(bytes, key).and_then(|packed| unpacked(&packed, bounds))
}

/// What a backup holds, packed, once all of it is authenticated.
fn decrypted(mut bytes: Vec<u8>, key: Option<&BackupKey>) -> Result<Packed, BackupError> {
    let head = Head::of(&bytes).ok_or(BackupError::NotABackup)?;
    let key = message_key(&head, key.ok_or(BackupError::KeyNeeded)?)?;
    let cipher = Cipher::new(&(*key).into());
    let end = bytes.len().checked_sub(head.behind);
    let end = end.filter(|end| *end >= head.length + BLOCK);
    let end = end.ok_or(BackupError::Damaged)?;
    // With an MD5 behind the tag, or with nothing.
    let checked = end
        .checked_sub(BLOCK)
        .filter(|end| *end >= head.length + BLOCK);
    for end in checked.into_iter().chain([end]) {
        let place = end.saturating_sub(BLOCK);
        let Some(tag) = piece::<BLOCK>(&bytes, place) else {
            break;
        };
        let Some(text) = bytes.get_mut(head.length..place) else {
            break;
        };
        let nonce: Nonce<U16> = head.iv.into();
        // Nothing is decrypted before the tag is right.
        if cipher
            .decrypt_inout_detached(&nonce, &[], text.into(), &Tag::from(tag))
            .is_ok()
        {
            return Ok(Packed {
                bytes,
                start: head.length,
                end: place,
            });
        }
    }
    // The MD5 is of all before it: where it is right, nothing is damaged.
    let sum = end.checked_sub(BLOCK).and_then(|at| {
        let of: [u8; BLOCK] = Md5::digest(bytes.get(..at)?).into();
        Some(piece(&bytes, at)? == of)
    });
    Err(if sum == Some(true) {
        BackupError::WrongKey
    } else {
        BackupError::Damaged
    })
}

fn message_key(head: &Head, key: &BackupKey) -> Result<Zeroizing<[u8; 32]>, BackupError> {
    match (&key.0, head.salt) {
        (Kind::Root(root), None) => {
            let mut derived = Zeroizing::new([0; 32]);
            Hkdf::<Sha256>::new(None, root.as_slice())
                .expand(b"backup encryption", derived.as_mut_slice())
                .map_err(|_| BackupError::NotAKey)?;
            Ok(derived)
        }
        (Kind::Device { key, salt }, Some(of)) if *salt == of => Ok(key.clone()),
        (Kind::Device { .. }, Some(_)) => Err(BackupError::WrongKey),
        (Kind::Device { .. }, None) => Err(BackupError::DigitsNeeded),
        (Kind::Root(_), Some(_)) => Err(BackupError::DeviceKeyNeeded),
    }
}

struct Packed {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Packed {
    fn read(&self) -> ZlibDecoder<&[u8]> {
        ZlibDecoder::new(self.bytes.get(self.start..self.end).unwrap_or_default())
    }
}

fn unpacked(packed: &Packed, bounds: Bounds) -> Result<Database, BackupError> {
    let mut reader = packed.read();
    let mut start = [0; 100];
    reader
        .read_exact(&mut start)
        .map_err(|_| BackupError::NotWhole)?;
    if !start.starts_with(MAGIC) {
        return Err(BackupError::NotWhole);
    }
    let most = LONGEST.min(RATIO * u64::try_from(packed.end - packed.start).unwrap_or(u64::MAX));
    let size = match stated_size(&start) {
        Some(size) => size,
        // A database that does not state its length, as old ones: counted first.
        None => io::copy(&mut packed.read().take(most + 1), &mut io::sink())
            .map_err(|_| BackupError::Damaged)?,
    };
    if size > most {
        return Err(BackupError::TooLong);
    }
    let size = usize::try_from(size).map_err(|_| BackupError::TooLong)?;
    // In memory there is no log to be read along, whatever the database did on the phone.
    if let Some(versions) = start.get_mut(18..20) {
        versions.fill(1);
    }
    let database = Database::of_bytes(start.as_slice().chain(&mut reader), size, bounds)
        .map_err(|_| BackupError::Damaged)?;
    let mut more = [0; 1];
    match reader.read(&mut more) {
        Ok(0) => Ok(database),
        Ok(_) | Err(_) => Err(BackupError::Damaged),
    }
}

/// The length that a database says it has, where what it says is of now.
fn stated_size(start: &[u8]) -> Option<u64> {
    let number = |at| piece::<4>(start, at).map(u32::from_be_bytes);
    let page = match piece::<2>(start, 16).map(u16::from_be_bytes)? {
        1 => 65_536,
        page => u64::from(page),
    };
    let pages = number(28).filter(|pages| *pages > 0)?;
    (number(24) == number(92)).then_some(page * u64::from(pages))
}

impl fmt::Debug for BackupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BackupKey").finish_non_exhaustive()
    }
}

impl From<BackupError> for DatabaseError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Io(error) => Self::Io(error),
            BackupError::NotABackup
            | BackupError::KeyNeeded
            | BackupError::NotAKey
            | BackupError::DigitsNeeded
            | BackupError::DeviceKeyNeeded
            | BackupError::WrongKey
            | BackupError::Damaged
            | BackupError::TooLong
            | BackupError::NotWhole => Self::NotADatabase,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.db");
        rusqlite::Connection::open(&path)
            .unwrap()
            .execute_batch("PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES (zeroblob(9000));")
            .unwrap();
        std::fs::read(path).unwrap()
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        io::Write::write_all(&mut packer, bytes).unwrap();
        packer.finish().unwrap()
    }

    const ROOT: [u8; 32] = [7; 32];
    const DEVICE: [u8; 32] = [8; 32];
    const SALT: [u8; 32] = [9; 32];
    const IV: [u8; 16] = [5; 16];

    fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
        let mut out = vec![number << 3 | 2, u8::try_from(bytes.len()).unwrap()];
        out.extend_from_slice(bytes);
        out
    }

    fn head(version: u8) -> Vec<u8> {
        let info = field(4, &field(1, &[b'2'; 90]));
        let cipher = match version {
            12 => return [&[0, 1, 2], SALT.as_slice(), &[1; 16], &IV].concat(),
            14 => field(
                2,
                &[
                    field(1, &[0, 1]),
                    field(3, &SALT),
                    field(4, &[1; 16]),
                    field(5, &IV),
                ]
                .concat(),
            ),
            _ => field(3, &field(1, &IV)),
        };
        let body = [vec![0x08, 0x01], cipher, info].concat();
        let mut out = match u8::try_from(body.len()).unwrap() {
            length @ 128.. => vec![length, 1],
            length => vec![length],
        };
        out.extend(body);
        out
    }

    fn backup(version: u8, content: &[u8], checked: bool) -> Vec<u8> {
        let mut text = content.to_vec();
        let key = if version == 15 {
            let mut key = [0; 32];
            Hkdf::<Sha256>::new(None, &ROOT)
                .expand(b"backup encryption", &mut key)
                .unwrap();
            key
        } else {
            DEVICE
        };
        let tag = Cipher::new(&key.into())
            .encrypt_inout_detached(&IV.into(), &[], text.as_mut_slice().into())
            .unwrap();
        let mut out = head(version);
        out.extend(text);
        out.extend_from_slice(&tag);
        if checked {
            let sum: [u8; 16] = Md5::digest(&out).into();
            out.extend_from_slice(&sum);
        }
        if version == 12 {
            out.extend_from_slice(b"--67");
        }
        out
    }

    fn device() -> BackupKey {
        let mut file = [
            JAVA.as_slice(),
            &131_u32.to_be_bytes(),
            &[0, 1, 2],
            &SALT,
            &[0; 64],
            &DEVICE,
        ]
        .concat();
        assert_eq!(file.len(), 158);
        let key = BackupKey::from_file(&file).unwrap();
        file.pop();
        assert!(matches!(
            BackupKey::from_file(&file),
            Err(BackupError::NotAKey)
        ));
        key
    }

    fn root() -> BackupKey {
        BackupKey::from_digits(&"07".repeat(32)).unwrap()
    }

    fn opened(bytes: Vec<u8>, key: &BackupKey) -> Result<Database, BackupError> {
        decrypted(bytes, Some(key)).and_then(|packed| unpacked(&packed, Bounds::default()))
    }

    #[test]
    fn all_three_kinds_open_with_and_without_a_sum() {
        let content = packed(&whole());
        for (version, key) in [(12, device()), (14, device()), (15, root())] {
            for checked in [true, false] {
                let database = opened(backup(version, &content, checked), &key).unwrap();
                assert!(database.has("t").unwrap(), "{version} {checked}");
            }
        }
    }

    #[test]
    fn keys_in_every_form_they_come_in() {
        let spaced = "07070707 ".repeat(8);
        for key in [
            BackupKey::from_digits(&spaced),
            BackupKey::from_file(spaced.as_bytes()),
            BackupKey::from_file(&ROOT),
            BackupKey::from_file(&[JAVA.as_slice(), &32_u32.to_be_bytes(), &ROOT].concat()),
        ] {
            opened(backup(15, &packed(&whole()), true), &key.unwrap()).unwrap();
        }
        for no_key in ["", "07", &"0g".repeat(32), &"07".repeat(33)] {
            assert!(BackupKey::from_digits(no_key).is_err());
        }
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        let content = packed(&whole());
        let told = |bytes: Vec<u8>, key: &BackupKey| opened(bytes, key).unwrap_err().to_string();
        let good = backup(15, &content, true);
        let other = BackupKey::from_digits(&"08".repeat(32)).unwrap();
        assert_eq!(
            told(good.clone(), &other),
            BackupError::WrongKey.to_string()
        );
        assert_eq!(
            told(good.clone(), &device()),
            BackupError::DigitsNeeded.to_string()
        );
        assert_eq!(
            told(backup(14, &content, true), &root()),
            BackupError::DeviceKeyNeeded.to_string()
        );
        assert_eq!(
            told(b"hello".to_vec(), &root()),
            BackupError::NotABackup.to_string()
        );
        assert_eq!(
            told(backup(15, &packed(&[1; 500]), true), &root()),
            BackupError::NotWhole.to_string()
        );
        assert!(matches!(
            decrypted(good.clone(), None),
            Err(BackupError::KeyNeeded)
        ));
        for at in [good.len() / 2, good.len() - 20] {
            let mut bytes = good.clone();
            bytes[at] ^= 1;
            assert_eq!(told(bytes, &root()), BackupError::Damaged.to_string());
        }
        for length in [0, 1, 60, good.len() - 17, good.len() - 1] {
            let told = told(good[..length].to_vec(), &root());
            assert!(
                [
                    BackupError::Damaged.to_string(),
                    BackupError::NotABackup.to_string()
                ]
                .contains(&told)
            );
        }
    }

    #[test]
    fn what_unpacks_without_end_is_refused() {
        let mut bomb = whole();
        bomb.resize(64 << 20, 0);
        // It says it is so long.
        let pages = u32::try_from(bomb.len() / 4096).unwrap().to_be_bytes();
        bomb[28..32].copy_from_slice(&pages);
        let told = opened(backup(15, &packed(&bomb), true), &root()).unwrap_err();
        assert!(matches!(told, BackupError::TooLong));
        // It says it is short.
        let mut bytes = whole();
        bytes.extend([0; 4096]);
        let told = opened(backup(15, &packed(&bytes), true), &root()).unwrap_err();
        assert!(matches!(told, BackupError::Damaged));
    }

    /// Published samples, where they lie beside the repository.
    #[test]
    #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
    fn published_backups_give_the_published_database() {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/chats/wa-crypt-tools");
        let Ok(database) = std::fs::read(folder.join("msgstore.db")) else {
            eprintln!("skipped: no shared samples (wa-crypt-tools)");
            return;
        };
        for (backup, key) in [
            ("msgstore.db.crypt14", "key"),
            ("msgstore.db.crypt15", "encrypted_backup.key"),
        ] {
            let key = BackupKey::from_file(&std::fs::read(folder.join(key)).unwrap()).unwrap();
            let bytes = std::fs::read(folder.join(backup)).unwrap();
            let packed = decrypted(bytes, Some(&key)).unwrap();
            let mut plain = Vec::new();
            packed.read().read_to_end(&mut plain).unwrap();
            assert!(plain == database, "{backup} is not its database");
            assert_eq!(stated_size(&plain), u64::try_from(plain.len()).ok());
            open(&folder.join(backup), Some(&key), Bounds::default()).unwrap();
        }
    }

    #[test]
    fn no_head_is_read_past_its_end() {
        for version in [12, 14, 15] {
            let whole = head(version);
            for length in 0..whole.len() {
                let cut = Head::of(&whole[..length]);
                assert!(cut.is_none_or(|head| head.length <= 67));
            }
        }
        assert!(Head::of(&[0xff; 40]).is_none());
    }
}
