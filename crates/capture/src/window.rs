//! A source of any length, looked at through a window: what is kept in memory is what somebody still looks at.

use std::io::{self, Read, Seek, SeekFrom};

/// A file, or bytes that stand for one.
pub(crate) trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

/// What is read at once. Larger ones fall out of the processor's cache.
const CHUNK: usize = 1 << 17;

/// The part of a source that begins at [`Window::offset`].
pub(crate) struct Window {
    from: Box<dyn Bytes>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Where the buffer's first byte stands in the source.
    base: u64,
}

impl Window {
    pub(crate) fn new(from: Box<dyn Bytes>) -> Self {
        Self {
            from,
            buffer: vec![0; CHUNK],
            start: 0,
            end: 0,
            base: 0,
        }
    }

    /// Goes to a place in the source.
    pub(crate) fn seek(&mut self, to: u64) -> io::Result<()> {
        // Whoever goes on a little need not read again.
        let ahead = to.checked_sub(self.offset()).map(usize::try_from);
        if let Some(Ok(ahead)) = ahead
            && ahead <= self.rest().len()
        {
            self.consume(ahead);
            return Ok(());
        }
        self.base = self.from.seek(SeekFrom::Start(to))?;
        (self.start, self.end) = (0, 0);
        Ok(())
    }

    /// Where [`Window::rest`] begins in the source.
    pub(crate) fn offset(&self) -> u64 {
        self.base.saturating_add(length(self.start))
    }

    /// What was read and not consumed.
    pub(crate) fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Leaves these many bytes of the rest behind.
    pub(crate) fn consume(&mut self, bytes: usize) {
        self.start = self.end.min(self.start.saturating_add(bytes));
    }

    /// Reads on: the rest becomes longer. `false` at the end of the source.
    pub(crate) fn fill(&mut self) -> io::Result<bool> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.base = self.offset();
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() - self.end < CHUNK / 2 {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        let free = self.buffer.get_mut(self.end..).unwrap_or_default();
        loop {
            match self.from.read(free) {
                Ok(read) => {
                    self.end += read;
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Leaves these bytes behind if they come next.
    pub(crate) fn skip(&mut self, bytes: &[u8]) -> io::Result<bool> {
        while self.rest().len() < bytes.len() && self.fill()? {}
        let found = self.rest().starts_with(bytes);
        if found {
            self.consume(bytes.len());
        }
        Ok(found)
    }
}

/// A length in memory as one in a source.
pub(crate) fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time.
    struct Slow(io::Cursor<Vec<u8>>);

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let one = buffer.len().min(1);
            self.0.read(&mut buffer[..one])
        }
    }

    impl Seek for Slow {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    #[test]
    fn what_is_consumed_is_gone_and_the_rest_stays() {
        let bytes: Vec<u8> = (0..=255).cycle().take(CHUNK * 3).collect();
        let mut window = Window::new(Box::new(Slow(io::Cursor::new(bytes.clone()))));
        let mut at = 0;
        while window.fill().unwrap() {
            if window.rest().len() > 200 {
                window.consume(150);
                at += 150;
            }
            assert_eq!(window.offset(), length(at));
            assert!(bytes[at..].starts_with(window.rest()));
        }
        assert_eq!(window.rest(), &bytes[at..]);
        assert_eq!(window.buffer.len(), CHUNK, "nobody looked at more");
        window.seek(7).unwrap();
        assert_eq!(window.offset(), 7);
        assert!(window.skip(&[7, 8]).unwrap() && !window.skip(&[7]).unwrap());
    }
}
