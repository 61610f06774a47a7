//! A posted form: fields in order, names repeated where a form repeats them.

use axum::extract::RawQuery;

/// The fields of `application/x-www-form-urlencoded`.
#[derive(Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a body or a query. Total: what cannot be decoded is replaced.
    pub fn read(bytes: &[u8]) -> Self {
        Self(
            form_urlencoded::parse(bytes)
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        )
    }

    /// The fields of an address.
    pub fn of_query(RawQuery(query): &RawQuery) -> Self {
        Self::read(query.as_deref().unwrap_or_default().as_bytes())
    }

    /// The first value of a name; empty where there is none.
    pub fn one(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(found, _)| found == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }

    /// All of them, in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}
