//! A view of the database as it was at one moment. Records nothing, waits for no writer.

use crate::driver::{Handle, View};
use crate::error::StoreError;
use crate::sql::{Connected, Source};

/// A consistent view. Keep it short: while it lives, the database keeps what it replaced.
pub struct Read(View);

impl Read {
    pub(crate) fn new(view: View) -> Self {
        Self(view)
    }
}

impl Connected for Read {
    fn enter(&mut self) -> Result<Handle<'_>, StoreError> {
        Ok(self.0.handle())
    }

    fn leave(&mut self, _fine: bool) {}
}

impl Source for Read {}
