//! Cessions and the order of payments, read back.

use domain::{Cession, InvoiceId, OrderChosen};

use super::{Files, Scope};
use crate::cells::Cells;
use crate::error::StoreError;
use crate::open::Reader;

fn returned(cells: &mut Cells<'_>) -> Result<Option<(chrono::NaiveDate, String)>, StoreError> {
    Ok(match (cells.opt_day()?, cells.opt_text()?) {
        (Some(day), why) => Some((day, why.unwrap_or_default())),
        (None, _) => None,
    })
}

pub(super) fn cessions(reader: &Reader, scope: Scope<'_>, files: &mut Files) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT i.customer, i.id, s.cessionary, s.day, s.recourse, s.returned_on, s.returned_why
         FROM cession s CROSS JOIN invoice i ON i.key = s.invoice
         WHERE {} AND i.withdrawn IS NULL ORDER BY s.key",
        scope.of_customer("i.customer")
    );
    reader.each_of(scope, &sql, "cession", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.cessions.push(Cession {
            invoice: InvoiceId(cells.uuid()?),
            to: cells.text()?,
            day: cells.day()?,
            with_recourse: cells.bool()?,
            returned: returned(cells)?,
        });
        Ok(())
    })?;
    let within = scope.of_customer("customer");
    let sql = format!("SELECT customer, payment_order, reason, day FROM payment_order WHERE {within}");
    reader.each_of(scope, &sql, "payment_order", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.order = Some(OrderChosen {
            customer: file.customer.id,
            order: cells.code()?,
            reason: cells.text()?,
            day: cells.day()?,
        });
        Ok(())
    })
}
