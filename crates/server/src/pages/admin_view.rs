//! What somebody with all rights on the database sees. In the demo alone.

use axum::extract::State;
use zegel_app::{Failure, glimpse};
use zegel_web::pages::admin_view::{AdminTable, AdminViewPage, Cell};
use zegel_web::show as page;

use super::Shown;
use super::visit::Visit;
use crate::ctx::Ctx;

/// `GET /admin-view`
pub(super) async fn show(State(ctx): State<Ctx>, visit: Visit) -> Shown {
    if ctx.demo.is_none() {
        return Err(Failure::NotFound("page").into());
    }
    let tables = glimpse::tables(&ctx.app).await?;
    let tables = tables
        .into_iter()
        .map(|table| AdminTable {
            name: table.name.to_owned(),
            rows: table.rows,
            columns: table.columns,
            sample: table
                .sample
                .into_iter()
                .map(|row| {
                    row.into_iter()
                        .map(|value| Cell {
                            text: value.text,
                            sealed: value.sealed,
                        })
                        .collect()
                })
                .collect(),
        })
        .collect();
    Ok(page(&AdminViewPage {
        layout: visit.layout,
        tables,
    }))
}
