//! A database with the write-ahead log that lies beside it, put together in memory.
//!
//! SQLite itself would make a third file beside the two, and might move the log into the database: a copy that is
//! evidence must not change by being looked at. The log's format is published (<https://www.sqlite.org/fileformat2.html>,
//! "The Write-Ahead Log"); only frames whose checksums are right count, up to the last that ends a transaction.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Of the log, of each frame.
const HEAD: usize = 32;
const FRAME: usize = 24;
/// Longest file of the two, in bytes: what SQLite takes into memory at once.
const LONGEST: u64 = 0x7fff_0000;

/// The database's bytes with what the log adds to them; `None` where they are longer than fits.
pub(super) fn merged(database: &Path, log: &Path) -> io::Result<Option<Vec<u8>>> {
    let (Some(mut bytes), Some(log)) = (whole(database)?, whole(log)?) else {
        return Ok(None);
    };
    apply(&mut bytes, &log);
    // What was merged is a database without a log.
    if let Some(versions) = bytes.get_mut(18..20) {
        versions.fill(1);
    }
    Ok(Some(bytes))
}

fn whole(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > LONGEST {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Writes the pages of complete transactions over those of the database. A log that is none changes nothing.
fn apply(database: &mut Vec<u8>, log: &[u8]) -> Option<()> {
    let (head, frames) = log.split_at_checked(HEAD)?;
    let big_endian = match word(head, 0)? {
        0x377f_0682 => false,
        0x377f_0683 => true,
        _ => return None,
    };
    let page = usize::try_from(word(head, 8)?).ok()?;
    if !page.is_power_of_two() || !(512..=65_536).contains(&page) {
        return None;
    }
    let salts = head.get(16..24)?;
    let mut sum = Sum {
        big_endian,
        of: (0, 0),
    };
    sum.add(head.get(..24)?);
    if sum.of != (word(head, 24)?, word(head, 28)?) {
        return None;
    }
    let mut pending: Vec<(usize, &[u8])> = Vec::new();
    for frame in frames.chunks_exact(FRAME + page) {
        let (head, content) = frame.split_at_checked(FRAME)?;
        sum.add(head.get(..8)?);
        sum.add(content);
        let right = head.get(8..16)? == salts && sum.of == (word(head, 16)?, word(head, 20)?);
        if !right {
            break;
        }
        let number = usize::try_from(word(head, 0)?).ok()?;
        pending.push((number, content));
        let pages = usize::try_from(word(head, 4)?).ok()?;
        if pages == 0 {
            continue;
        }
        let length = pages.checked_mul(page)?;
        if u64::try_from(length).ok()? > LONGEST {
            return None;
        }
        database.resize(length, 0);
        for (number, content) in pending.drain(..) {
            let start = number.checked_sub(1)?.checked_mul(page)?;
            // A page behind the end was written and given up within the transaction.
            if let Some(place) = database.get_mut(start..start.checked_add(page)?) {
                place.copy_from_slice(content);
            }
        }
    }
    Some(())
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_be_bytes(*word))
}

/// The checksum of a log, over all that came before.
struct Sum {
    big_endian: bool,
    of: (u32, u32),
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        let (pairs, _) = bytes.as_chunks::<8>();
        for [a, b, c, d, e, f, g, h] in pairs {
            let (first, second) = if self.big_endian {
                (
                    u32::from_be_bytes([*a, *b, *c, *d]),
                    u32::from_be_bytes([*e, *f, *g, *h]),
                )
            } else {
                (
                    u32::from_le_bytes([*a, *b, *c, *d]),
                    u32::from_le_bytes([*e, *f, *g, *h]),
                )
            };
            self.of.0 = self.of.0.wrapping_add(first).wrapping_add(self.of.1);
            self.of.1 = self.of.1.wrapping_add(second).wrapping_add(self.of.0);
        }
    }
}
