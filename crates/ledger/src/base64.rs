//! Base64 as the C2SP formats write it (RFC 4648 section 4, padded): one spelling of each value.

use data_encoding::BASE64;

/// The bytes that `text` spells, if this is their one spelling.
///
/// [`BASE64`] alone also takes padded pieces one behind the other, and with them many spellings of the same.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let padding = text.find('=').map_or(0, |at| text.len().saturating_sub(at));
    if padding > 2 {
        return None;
    }
    BASE64.decode(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_each() {
        for text in ["", "AAAA", "AAA=", "AA==", "AAAAAA=="] {
            let bytes = decode(text).unwrap();
            assert_eq!(BASE64.encode(&bytes), text);
        }
        for text in [
            "AA==AA==", "AAA=AAAA", "AA==AAAA", "AB==", "AA", "AA=", "====", "AA\n==",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
