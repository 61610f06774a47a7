//! Protocol buffers without their definition: fields by number, as far as they can be read.

/// The value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field<'b> {
    Number(u64),
    Bytes(&'b [u8]),
}

impl<'b> Field<'b> {
    pub(super) fn text(self) -> Option<&'b str> {
        match self {
            Self::Bytes(bytes) => str::from_utf8(bytes).ok().filter(|text| !text.is_empty()),
            Self::Number(_) => None,
        }
    }
}

/// The fields of a message, in their order; they end where they can no longer be read.
pub(super) fn fields(mut bytes: &[u8]) -> impl Iterator<Item = (u64, Field<'_>)> {
    std::iter::from_fn(move || {
        loop {
            let key = varint(&mut bytes)?;
            let field = match key & 7 {
                0 => Field::Number(varint(&mut bytes)?),
                1 => fixed(&mut bytes, 8)?,
                2 => {
                    let length = usize::try_from(varint(&mut bytes)?).ok()?;
                    fixed(&mut bytes, length)?
                }
                5 => fixed(&mut bytes, 4)?,
                _ => return None,
            };
            // Numbers of fixed length are of no use here.
            if !matches!(key & 7, 1 | 5) {
                return Some((key >> 3, field));
            }
        }
    })
}

fn fixed<'b>(bytes: &mut &'b [u8], length: usize) -> Option<Field<'b>> {
    let (value, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(Field::Bytes(value))
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_end_where_they_cannot_be_read() {
        let all = |bytes: &[u8]| fields(bytes).map(|(number, _)| number).collect::<Vec<_>>();
        let first = |bytes| fields(bytes).next();
        assert_eq!(first(b"\x08\x96\x01"), Some((1, Field::Number(150))));
        assert_eq!(first(b"\x2a\x02hi"), Some((5, Field::Bytes(b"hi"))));
        assert_eq!(
            all(b"\x0d\0\0\0\0\x10\x01\x09\0\0\0\0\0\0\0\0\x18\x02"),
            [2, 3]
        );
        assert_eq!(all(b"\x08\x01\x2a\x7fshort"), [1]);
        assert!(all(b"\x0b\x08\x01").is_empty());
        assert!(all(&[0xff; 40]).is_empty());
        assert!(all(b"").is_empty());
    }
}
