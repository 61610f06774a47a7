//! Lists that can be longer than a page: the first of them, and a box for part of a name. Small employers never see it.

/// What of a list is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrow {
    action: &'static str,
    find: String,
    more: bool,
}

impl Narrow {
    /// A list at `action` that shows what `find` found; there is `more` than fits.
    pub fn new(action: &'static str, find: &str, more: bool) -> Self {
        Self {
            action,
            find: find.trim().to_owned(),
            more,
        }
    }

    /// Where the box leads.
    pub const fn action(&self) -> &str {
        self.action
    }

    /// What was looked for.
    pub const fn find(&self) -> &str {
        self.find.as_str()
    }

    /// There is more than is shown.
    pub const fn more(&self) -> bool {
        self.more
    }

    /// The box is of use.
    pub const fn useful(&self) -> bool {
        self.more || !self.find.is_empty()
    }
}
