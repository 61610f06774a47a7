//! An attachment: fetched sealed, opened in memory, shown if it is a picture, else handed over.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use zegel_model::event::Look;

use super::{Sentences, not_here, not_shown, open, over, refusal};
use crate::archive::ArchiveError;
use crate::open::{FileError, file};
use crate::room::{Asker, Room};

pub(super) async fn show(
    State(room): State<Arc<Room>>,
    asker: Asker,
    Path(number): Path<String>,
) -> Response {
    let open = match open(&room, &asker) {
        Ok(open) => open,
        Err(answer) => return *answer,
    };
    let number = number.parse::<usize>().ok();
    let attached = number
        .and_then(|number| open.memory.entries.get(number))
        .and_then(|entry| entry.file.as_ref());
    let Some((attached, sealed)) = attached.and_then(|file| Some((file, file.sealed.as_ref()?)))
    else {
        return not_here(&room, &asker);
    };
    let Some((copy, day)) = number.and_then(|number| open.place_of(number)) else {
        return not_here(&room, &asker);
    };
    if let Err(why) = room.log(&Look::Attachment { copy, day }).await {
        return not_shown(&room, &asker, why);
    }
    match file(room.archive.as_ref(), room.case(), sealed).await {
        Ok(bytes) => hand_over(&attached.name, bytes.to_vec()),
        Err(FileError::Archive(ArchiveError::Over)) => over(
            &asker,
            StatusCode::FORBIDDEN,
            room.end(zegel_model::case::End::Closed),
        ),
        Err(FileError::Archive(_) | FileError::Changed) => {
            refusal(&room, &asker, StatusCode::BAD_GATEWAY, &Sentences::FILE)
        }
    }
}

/// A picture within the page; anything else as a download that no browser runs.
fn hand_over(name: &str, bytes: Vec<u8>) -> Response {
    let (kind, disposition) = match picture(&bytes) {
        Some(kind) => (kind, "inline".to_owned()),
        None => (
            "application/octet-stream",
            format!("attachment; filename*=UTF-8''{}", percent(name)),
        ),
    };
    let disposition =
        HeaderValue::try_from(disposition).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

/// The media type of a picture that browsers show, by its first bytes. Names lie; SVG can hold scripts and is none.
fn picture(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => None,
    }
}

/// The name as RFC 8187 wants it; a path within it is no path any more.
fn percent(name: &str) -> String {
    let name = name
        .rsplit(['/', '\\'])
        .next()
        .filter(|name| !name.is_empty())
        .unwrap_or("attachment");
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&data_encoding::HEXUPPER.encode(&[byte]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_bytes() {
        assert_eq!(picture(b"\xff\xd8\xff\xe0rest"), Some("image/jpeg"));
        assert_eq!(picture(b"RIFF\0\0\0\0WEBPVP8"), Some("image/webp"));
        for other in [
            &b""[..],
            b"<svg xmlns",
            b"<html>",
            b"%PDF-1.7",
            b"RIFF\0\0\0\0WAVE",
        ] {
            assert_eq!(picture(other), None);
        }
    }

    #[test]
    fn names_are_names() {
        assert_eq!(percent("offerte café.pdf"), "offerte%20caf%C3%A9.pdf");
        assert_eq!(percent("../../etc/passwd"), "passwd");
        assert_eq!(percent("a\"\r\nb"), "a%22%0D%0Ab");
        assert_eq!(percent(""), "attachment");
    }
}
