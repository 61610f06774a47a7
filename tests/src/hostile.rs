//! Archives byte by byte (APPNOTE 6.3.10), so that each can lie in just one way.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A chat that is in order, of which the dates can be told.
pub const CHAT: &str = "25-05-2022 16:08 - Sanne: hoi, tot morgen\n\
    25-05-2022 16:09 - Joris: tot dan\n\
    25-05-2022 16:10 - Joris: foto.jpg (bestand bijgevoegd)\n";

/// One file of an archive, told twice: before its bytes and in the list at the end.
#[derive(Clone)]
pub struct Entry {
    /// As bytes: a name may hold anything.
    pub name: Vec<u8>,
    /// As they lie in the archive.
    pub packed: Vec<u8>,
    /// 0 stored, 8 deflated.
    pub method: u16,
    /// 1 says that it is encrypted.
    pub flags: u16,
    /// Of the bytes once unpacked.
    pub crc: u32,
    /// Once unpacked, in bytes.
    pub size: u64,
    /// File type and permissions of Unix.
    pub mode: u32,
    /// What stands behind the name in the list.
    pub extra: Vec<u8>,
    /// Where the list says it begins; where it does, if nothing is said.
    pub at: Option<u32>,
}

impl Entry {
    /// A file as it should be.
    pub fn stored(name: impl AsRef<[u8]>, bytes: &[u8]) -> Self {
        Self {
            name: name.as_ref().to_vec(),
            packed: bytes.to_vec(),
            method: 0,
            flags: 0,
            crc: crc(bytes),
            size: u64::try_from(bytes.len()).unwrap(),
            mode: 0o100_644,
            extra: Vec::new(),
            at: None,
        }
    }

    /// Zeros without end in few bytes: matches of 258 at a distance of one, with the fixed code (RFC 1951, 3.2.6).
    /// Eight of them are thirteen whole bytes.
    pub fn zeros(name: &str, about: u64) -> Self {
        const MATCHES: u64 = 8 * 258;
        let rounds = about / MATCHES;
        let mut bits = Bits::default();
        // Last block, fixed code; the literal 0 is 00110000.
        bits.push(0b011, 3);
        bits.push_code(0b0011_0000, 8);
        let begun = bits.at;
        let mut round = Bits {
            at: begun,
            ..Bits::default()
        };
        for _ in 0..8 {
            // The length 258 is code 285, 11000101; the distance 1 is code 0, 00000.
            round.push_code(0b1100_0101, 8);
            round.push_code(0, 5);
        }
        let mut packed = bits.bytes;
        // Of a round only whole bytes repeat; what of the byte before it is already there comes with it.
        let open = packed.pop().unwrap_or(0);
        let mut turn = round.bytes;
        let shared = turn.pop().unwrap_or(0);
        turn[0] |= open;
        packed.extend_from_slice(&turn);
        turn[0] = (turn[0] & !mask(begun)) | shared;
        for _ in 1..rounds {
            packed.extend_from_slice(&turn);
        }
        // The end is 0000000: seven zeros behind what is open.
        packed.push(shared);
        packed.push(0);
        let size = 1 + rounds * MATCHES;
        // ZIP64's own field for a size that does not fit (4.5.3).
        let extra = [&[1, 0, 8, 0], size.to_le_bytes().as_slice()].concat();
        Self {
            method: 8,
            size,
            packed,
            extra: if u32::try_from(size).is_ok() {
                Vec::new()
            } else {
                extra
            },
            ..Self::stored(name, b"")
        }
    }
}

fn mask(bits: u32) -> u8 {
    u8::try_from((1_u16 << bits) - 1).unwrap()
}

/// Bits from the lowest of each byte up.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    /// How many bits of the last byte are in use; a first byte is begun where this is not 0.
    at: u32,
}

impl Bits {
    fn push(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.at == 0 || self.bytes.is_empty() {
                self.bytes.push(0);
            }
            *self.bytes.last_mut().unwrap() |= u8::try_from(value >> bit & 1).unwrap() << self.at;
            self.at = (self.at + 1) % 8;
        }
    }

    /// A code of Huffman's stands with its highest bit first.
    fn push_code(&mut self, code: u32, count: u32) {
        self.push(code.reverse_bits() >> (32 - count), count);
    }
}

/// Writes an archive of these files.
pub fn archive(folder: &Path, name: &str, entries: &[Entry]) -> PathBuf {
    let path = folder.join(name);
    let mut out = Out::new(&path);
    let mut list = Vec::new();
    for entry in entries {
        let at = entry.at.unwrap_or(u32::try_from(out.at).unwrap());
        if entry.at.is_none() {
            out.put(&local(entry));
            out.put(&entry.packed);
        }
        list.extend_from_slice(&listed(entry, at));
    }
    let count = u16::try_from(entries.len().min(0xffff)).unwrap();
    let start = out.at;
    out.put(&list);
    out.put(&end(count, list.len(), start));
    path
}

/// An archive of so many empty files, listed as ZIP64 does (4.3.14, 4.3.15).
pub fn many(folder: &Path, name: &str, count: u32) -> PathBuf {
    let path = folder.join(name);
    let mut out = Out::new(&path);
    out.put(&local(&Entry::stored("0.txt", b"")));
    let start = out.at;
    for number in 0..count {
        let entry = Entry::stored(format!("{number}.txt"), b"");
        out.put(&listed(&entry, 0));
    }
    zip64_end(&mut out, u64::from(count), start);
    path
}

/// An archive as it should be, with the list of ZIP64.
pub fn zip64(folder: &Path, name: &str, entries: &[Entry]) -> PathBuf {
    let path = folder.join(name);
    let mut out = Out::new(&path);
    let mut list = Vec::new();
    for entry in entries {
        let at = u32::try_from(out.at).unwrap();
        out.put(&local(entry));
        out.put(&entry.packed);
        list.extend_from_slice(&listed(entry, at));
    }
    let start = out.at;
    out.put(&list);
    zip64_end(&mut out, u64::try_from(entries.len()).unwrap(), start);
    path
}

fn zip64_end(out: &mut Out, count: u64, start: u64) {
    let (record, length) = (out.at, out.at - start);
    out.put(b"PK\x06\x06");
    out.put(&44_u64.to_le_bytes());
    out.put(&[45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [count, count, length, start] {
        out.put(&number.to_le_bytes());
    }
    out.put(b"PK\x06\x07\0\0\0\0");
    out.put(&record.to_le_bytes());
    out.put(&1_u32.to_le_bytes());
    out.put(b"PK\x05\x06\0\0\0\0");
    out.put(&[0xff; 12]);
    out.put(&[0, 0]);
}

/// A file, and how far it is written.
struct Out {
    file: BufWriter<File>,
    at: u64,
}

impl Out {
    fn new(path: &Path) -> Self {
        Self {
            file: BufWriter::new(File::create(path).unwrap()),
            at: 0,
        }
    }

    fn put(&mut self, bytes: &[u8]) {
        self.file.write_all(bytes).unwrap();
        self.at += u64::try_from(bytes.len()).unwrap();
    }
}

/// What stands before a file's bytes (4.3.7).
fn local(entry: &Entry) -> Vec<u8> {
    [b"PK\x03\x04".as_slice(), &shared(entry), &entry.name].concat()
}

/// What stands in the list (4.3.12).
fn listed(entry: &Entry, at: u32) -> Vec<u8> {
    let mut both = shared(entry);
    let extra = u16::try_from(entry.extra.len()).unwrap();
    let length = both.len();
    both[length - 2..].copy_from_slice(&extra.to_le_bytes());
    let made_by_unix = [0x14, 3];
    let attributes = entry.mode << 16;
    [
        b"PK\x01\x02".as_slice(),
        &made_by_unix,
        &both,
        &[0; 6],
        &attributes.to_le_bytes(),
        &at.to_le_bytes(),
        &entry.name,
        &entry.extra,
    ]
    .concat()
}

/// What both say: version, flags, method, time, checksum, sizes, length of the name, no more.
fn shared(entry: &Entry) -> Vec<u8> {
    let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
    // 25 May 2022, 16:08.
    let (time, date) = (16_u16 << 11 | 8 << 5, 42_u16 << 9 | 5 << 5 | 25);
    [
        20_u16.to_le_bytes().as_slice(),
        &entry.flags.to_le_bytes(),
        &entry.method.to_le_bytes(),
        &time.to_le_bytes(),
        &date.to_le_bytes(),
        &entry.crc.to_le_bytes(),
        &number(u64::try_from(entry.packed.len()).unwrap()),
        &number(entry.size),
        &u16::try_from(entry.name.len()).unwrap().to_le_bytes(),
        &[0, 0],
    ]
    .concat()
}

/// The end of an archive (4.3.16).
fn end(count: u16, length: usize, start: u64) -> Vec<u8> {
    [
        b"PK\x05\x06\0\0\0\0".as_slice(),
        &count.to_le_bytes(),
        &count.to_le_bytes(),
        &u32::try_from(length).unwrap().to_le_bytes(),
        &u32::try_from(start).unwrap().to_le_bytes(),
        &[0, 0],
    ]
    .concat()
}

/// CRC-32 as archives have it (ISO 3309).
pub fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}
