//! Search within one case: an index in memory over its messages, and the hits within their text.
//!
//! Three fields hold the same words: as they are, with Dutch stems, with English stems. A word is found in any of
//! its forms in either language; phrases and beginnings are looked for among the words as they are, because a stem is no
//! beginning of anything. Hits come in the order of the messages: nothing is ranked, nobody is scored.

mod highlight;
mod index;
mod query;
mod words;

pub(crate) use highlight::{Piece, marked, plain};
pub(crate) use index::{Finder, IndexError};
pub(crate) use query::{Query, QueryError};
pub(crate) use words::words;
