//! Numbers as the C2SP formats write them: ASCII digits, no sign, no leading zero.

/// The number that `text` spells, if it is the one spelling of a number below 2^64.
pub(crate) fn parse(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit());
    let shortest = text == "0" || !text.starts_with('0');
    // An empty text has no digits, which `parse` refuses.
    if plain && shortest {
        text.parse().ok()
    } else {
        None
    }
}

/// The length of something in memory; no machine has more than 2^64 bytes.
pub(crate) fn count(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_spelling_each() {
        for (text, number) in [
            ("0", Some(0)),
            ("17", Some(17)),
            ("18446744073709551615", Some(u64::MAX)),
        ] {
            assert_eq!(super::parse(text), number);
        }
        for text in [
            "",
            "00",
            "017",
            "+1",
            "-1",
            " 1",
            "1 ",
            "18446744073709551616",
            "1e3",
            "١",
        ] {
            assert_eq!(super::parse(text), None, "{text}");
        }
    }
}
