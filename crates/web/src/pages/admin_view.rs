//! What somebody with all rights on the database sees: ciphertext, random identifiers, days and counts.

use askama::Template;

use crate::page::Layout;

/// `/admin-view`, in the demo alone.
#[derive(Template)]
#[template(path = "admin_view.html")]
pub struct AdminViewPage {
    /// Around the page.
    pub layout: Layout,
    /// Tables worth looking at, with a few rows each.
    pub tables: Vec<AdminTable>,
}

/// One table of the database.
pub struct AdminTable {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows, each as long as `columns`.
    pub sample: Vec<Vec<Cell>>,
}

/// One value as SQL shows it.
pub struct Cell {
    /// Its text; for bytes the first of them in hex.
    pub text: String,
    /// It is ciphertext.
    pub sealed: bool,
}

impl AdminTable {
    /// Rows with the names of their columns, which a phone shows beside the values.
    fn labelled(&self) -> Vec<Vec<(&String, &Cell)>> {
        self.sample
            .iter()
            .map(|row| self.columns.iter().zip(row).collect())
            .collect()
    }
}

#[cfg(test)]
pub(crate) fn samples(layout: &Layout) -> Vec<super::samples::Sample> {
    use super::samples::sample;
    let cell = |text: &str, sealed| Cell {
        text: text.to_owned(),
        sealed,
    };
    let row = |n: u8| {
        vec![
            cell(&n.to_string(), false),
            cell("mfrggzdfmztwq2lk", false),
            cell("20220412", false),
            cell(
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 …",
                true,
            ),
        ]
    };
    let table = |name: &str, rows, sample: Vec<Vec<Cell>>| AdminTable {
        name: name.to_owned(),
        rows,
        columns: ["id", "copy", "day", "sealed"].map(str::to_owned).to_vec(),
        sample,
    };
    let tables = vec![
        table("message", 1_284, vec![row(1), row(2), row(3)]),
        table("blob", 0, Vec::new()),
    ];
    vec![sample(
        "admin-view",
        &AdminViewPage {
            layout: layout.clone(),
            tables,
        },
    )]
}
