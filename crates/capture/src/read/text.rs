//! Texts of a length that was announced.

use std::fs::File;
use std::io::{self, Read};

use super::ReadError;

/// A text of exactly `expected` bytes, at most `limit`.
pub(crate) fn read_text(from: impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, ReadError> {
    if expected > limit {
        return Err(ReadError::TextTooLong(limit));
    }
    // Growing by doubling would take twice the memory at the end, so one byte more than announced is the end.
    let room = usize::try_from(expected).unwrap_or(0).saturating_add(1);
    let mut bytes = Vec::with_capacity(room);
    from.take(expected.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length == expected) {
        Ok(bytes)
    } else {
        Err(ReadError::Changed)
    }
}

pub(super) fn read_some(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while let Some(rest) = buffer.get_mut(read..).filter(|rest| !rest.is_empty()) {
        match file.read(rest)? {
            0 => break,
            more => read += more,
        }
    }
    Ok(read)
}
