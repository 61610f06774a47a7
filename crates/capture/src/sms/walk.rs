//! The frame of a backup: where its elements stand, and what else there is.

use memchr::memchr;

use super::MAX_ELEMENT;
use super::xml::Progress;
use crate::read::ReadError;
use crate::remainder::{Remainder, Why};
use crate::window::Window;

/// What a walk comes by.
pub(super) enum Found {
    /// The tag around everything, or its end.
    Root,
    /// An `sms` or `mms` of this length, at the front of the window.
    Message(usize),
    /// Anything else, already left behind.
    Rest(Remainder),
}

/// Walks on to the next of them; `None` at the end.
pub(super) fn next(window: &mut Window) -> Result<Option<Found>, ReadError> {
    let Some(first) = skip_spaces(window)? else {
        return Ok(None);
    };
    let offset = window.offset();
    if first != b'<' {
        skip_to(window, b"<", false)?;
        return Ok(Some(rest(window, offset, Why::OtherPart)));
    }
    if starts(window, b"<!DOCTYPE")? || starts(window, b"<!ENTITY")? {
        return Err(ReadError::DocumentType);
    }
    if is_tag(window, b"<sms")? || is_tag(window, b"<mms")? {
        return element(window).map(Some);
    }
    let root = is_tag(window, b"<smses")? || starts(window, b"</smses>")?;
    let end: &[u8] = if starts(window, b"<!--")? {
        b"-->"
    } else {
        b">"
    };
    let whole = skip_to(window, end, true)?;
    Ok(Some(match (root, whole) {
        (true, true) => Found::Root,
        (false, true) => rest(window, offset, Why::OtherPart),
        (_, false) => rest(window, offset, Why::Cut),
    }))
}

fn rest(window: &Window, offset: u64, why: Why) -> Found {
    let length = window.offset().saturating_sub(offset);
    Found::Rest(Remainder {
        offset,
        length,
        why,
    })
}

/// The element that begins here.
fn element(window: &mut Window) -> Result<Found, ReadError> {
    let offset = window.offset();
    let mut progress = Progress::default();
    let (mut seen, mut too_long) = (0, false);
    loop {
        let fresh = window.rest().get(seen..).unwrap_or_default();
        let end = progress.through(fresh);
        seen += end.unwrap_or(fresh.len());
        too_long |= seen > MAX_ELEMENT;
        if too_long {
            window.consume(seen);
            seen = 0;
        }
        match (end, too_long) {
            (Some(_), false) => return Ok(Found::Message(seen)),
            (Some(_), true) => return Ok(rest(window, offset, Why::TooLong)),
            (None, _) if window.fill()? => {}
            (None, _) => {
                window.consume(seen);
                return Ok(rest(window, offset, Why::Cut));
            }
        }
    }
}

fn skip_spaces(window: &mut Window) -> Result<Option<u8>, ReadError> {
    loop {
        let rest = window.rest();
        let spaces = rest.iter().position(|byte| !byte.is_ascii_whitespace());
        if let Some(spaces) = spaces {
            window.consume(spaces);
            return Ok(window.rest().first().copied());
        }
        window.consume(rest.len());
        if !window.fill()? {
            return Ok(None);
        }
    }
}

/// Leaves everything behind up to these bytes, or them as well. `false` where the source ends first.
fn skip_to(window: &mut Window, end: &[u8], with_it: bool) -> Result<bool, ReadError> {
    let last = end.last().copied().unwrap_or_default();
    loop {
        let rest = window.rest();
        let mut from = 0;
        while let Some(at) = memchr(last, rest.get(from..).unwrap_or_default()) {
            let behind = from + at + 1;
            if rest.get(..behind).is_some_and(|seen| seen.ends_with(end)) {
                window.consume(if with_it { behind } else { behind - end.len() });
                return Ok(true);
            }
            from = behind;
        }
        // An end may begin here and go on in what is not yet read.
        window.consume((rest.len() + 1).saturating_sub(end.len()));
        if !window.fill()? {
            window.consume(window.rest().len());
            return Ok(false);
        }
    }
}

/// These bytes come next.
fn starts(window: &mut Window, bytes: &[u8]) -> Result<bool, ReadError> {
    while window.rest().len() < bytes.len() && window.fill()? {}
    Ok(window.rest().starts_with(bytes))
}

/// A tag of this name comes next.
fn is_tag(window: &mut Window, name: &[u8]) -> Result<bool, ReadError> {
    while window.rest().len() <= name.len() && window.fill()? {}
    let behind = window.rest().strip_prefix(name).map(<[u8]>::first);
    Ok(matches!(
        behind,
        Some(Some(b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>') | None)
    ))
}
