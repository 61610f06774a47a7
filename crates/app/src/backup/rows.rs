//! The rows of one table as a file: `docs/formats.md`, "Backups". Written and read row by row, so that memory does not
//! grow with the archive.

use std::io::{self, BufRead, Read, Write};

use zegel_store::portable::{Field, Table};

/// The first word of every such file.
const MAGIC: &str = "zegel-rows v1";
/// A row is at most this long, in bytes: an import list or a case's terms are far shorter.
const LONGEST: u32 = 64 << 20;

/// Why a file of rows cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RowsError {
    /// It could not be read.
    #[error("it cannot be read")]
    File(#[from] io::Error),
    /// Its first lines are not of this table as this version knows it.
    #[error("it is not of this table, or of another version of Zegel")]
    Head,
    /// A row does not have the form in which it was written.
    #[error("row {0}, counted from 1, is damaged")]
    Row(u64),
}

/// The two lines before the rows.
pub fn head(table: &Table) -> String {
    let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    format!("{MAGIC} {}\n{}\n", table.name, columns.join(","))
}

/// Writes one row. Errors: those of the file; a value of more than 4 GiB.
pub fn write(to: &mut impl Write, row: &[Field]) -> io::Result<()> {
    let mut bytes = Vec::new();
    for field in row {
        match field {
            Field::Null => bytes.push(0),
            Field::Int(number) => {
                bytes.push(1);
                bytes.extend_from_slice(&number.to_be_bytes());
            }
            Field::Text(text) => value(&mut bytes, 2, text.as_bytes())?,
            Field::Bytes(blob) => value(&mut bytes, 3, blob)?,
        }
    }
    to.write_all(&length(&bytes)?)?;
    to.write_all(&bytes)
}

fn value(to: &mut Vec<u8>, tag: u8, bytes: &[u8]) -> io::Result<()> {
    to.push(tag);
    to.extend_from_slice(&length(bytes)?);
    to.extend_from_slice(bytes);
    Ok(())
}

fn length(bytes: &[u8]) -> io::Result<[u8; 4]> {
    let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
    Ok(length.to_be_bytes())
}

/// Reads rows, one after the other.
pub struct Rows<R> {
    from: R,
    columns: usize,
    read: u64,
}

impl<R: BufRead> Rows<R> {
    /// After the two lines, which must be this table's.
    pub fn of(table: &Table, mut from: R) -> Result<Self, RowsError> {
        let expected = head(table);
        let mut found = vec![0; expected.len()];
        if !whole(&mut from, &mut found)? || found != expected.as_bytes() {
            return Err(RowsError::Head);
        }
        Ok(Self {
            from,
            columns: table.columns.len(),
            read: 0,
        })
    }

    /// The next row; `None` at the end.
    pub fn next_row(&mut self) -> Result<Option<Vec<Field>>, RowsError> {
        if self.from.fill_buf()?.is_empty() {
            return Ok(None);
        }
        self.read = self.read.saturating_add(1);
        let damaged = || RowsError::Row(self.read);
        let mut length = [0; 4];
        let complete = whole(&mut self.from, &mut length)?;
        let length = u32::from_be_bytes(length);
        if !complete || length > LONGEST {
            return Err(damaged());
        }
        // Not allocated before it is there: a damaged length costs nothing.
        let mut bytes = Vec::new();
        self.from
            .by_ref()
            .take(length.into())
            .read_to_end(&mut bytes)?;
        if u32::try_from(bytes.len()).ok() != Some(length) {
            return Err(damaged());
        }
        fields(&bytes, self.columns).map(Some).ok_or_else(damaged)
    }
}

/// Fills a buffer; false when the file ends before.
fn whole(from: &mut impl Read, buffer: &mut [u8]) -> Result<bool, RowsError> {
    match from.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The fields of one row, which must be so many and nothing behind them.
fn fields(mut bytes: &[u8], columns: usize) -> Option<Vec<Field>> {
    let mut row = Vec::with_capacity(columns);
    for _ in 0..columns {
        let (tag, rest) = bytes.split_first()?;
        let (field, rest) = match tag {
            0 => (Field::Null, rest),
            1 => {
                let (number, rest) = rest.split_first_chunk()?;
                (Field::Int(i64::from_be_bytes(*number)), rest)
            }
            2 => {
                let (text, rest) = long(rest)?;
                (Field::Text(String::from_utf8(text.to_vec()).ok()?), rest)
            }
            3 => {
                let (blob, rest) = long(rest)?;
                (Field::Bytes(blob.to_vec()), rest)
            }
            _ => return None,
        };
        row.push(field);
        bytes = rest;
    }
    bytes.is_empty().then_some(row)
}

fn long(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use zegel_store::portable::table;

    use super::*;

    fn written() -> Vec<u8> {
        let blob = table("blob").unwrap();
        let mut file = head(blob).into_bytes();
        for number in 0..3 {
            let row = [
                Field::Bytes(vec![number; 16]),
                Field::Null,
                Field::Text("é\n".to_owned()),
                Field::Int(-i64::from(number)),
            ];
            write(&mut file, &row).unwrap();
        }
        file
    }

    fn read(file: &[u8]) -> Result<Vec<Vec<Field>>, RowsError> {
        let mut rows = Rows::of(table("blob").unwrap(), file)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next_row()? {
            all.push(row);
        }
        Ok(all)
    }

    #[test]
    fn what_was_written_is_read() {
        let all = read(&written()).unwrap();
        assert_eq!(all.len(), 3);
        assert!(all[2][0] == Field::Bytes(vec![2; 16]) && all[2][3] == Field::Int(-2));
        assert!(all[0][1] == Field::Null && all[0][2] == Field::Text("é\n".to_owned()));
    }

    #[test]
    fn a_file_that_was_cut_anywhere_is_refused_or_ends_between_rows() {
        let whole = written();
        let mut ends = 0;
        for cut in 0..whole.len() {
            match read(&whole[..cut]) {
                Ok(rows) => {
                    assert!(rows.len() < 3);
                    ends += 1;
                }
                Err(RowsError::Head | RowsError::Row(_)) => {}
                Err(RowsError::File(error)) => panic!("{cut}: {error}"),
            }
        }
        assert_eq!(ends, 3, "behind the head and behind each row but the last");
    }

    #[test]
    fn any_byte_may_be_wrong_and_nothing_panics() {
        let whole = written();
        for place in 0..whole.len() {
            for wrong in [0, 1, 0x7f, 0xff] {
                let mut file = whole.clone();
                file[place] = wrong;
                drop(read(&file));
            }
        }
    }
}
