//! Agreements to pay by instalments, read back.

use domain::{Plan, PlanDebt, PlanId, PlanSignature, Signer};

use super::{Files, Scope};
use crate::error::StoreError;
use crate::open::Reader;

/// Puts them into their files, in the order of recording.
pub(super) fn plans(reader: &Reader, scope: Scope<'_>, files: &mut Files) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT customer, id, invoices, principal_cents, interest_cents, indemnity_cents, instalments, interest,
            acceleration_days, signer, signer_role, signer_trader, made_on, lang, document, signed_on, kept_at,
            closed_on, closed_how, closed_as
         FROM plan WHERE {} ORDER BY key",
        scope.of_customer("customer")
    );
    reader.each_of(scope, &sql, "plan", |cells| {
        let Some(file) = files.of(cells.int()?) else { return Ok(()) };
        file.plans.push(Plan {
            id: PlanId(cells.uuid()?),
            customer: file.customer.id,
            invoices: cells.invoice_ids()?,
            debt: PlanDebt { principal: cells.cents()?, interest: cells.cents()?, indemnity: cells.cents()? },
            instalments: cells.json()?,
            interest: cells.code()?,
            acceleration_days: cells.opt_small()?,
            signer: Signer { name: cells.text()?, role: cells.text()?, trader: cells.bool()? },
            made_on: cells.day()?,
            lang: cells.code()?,
            document: cells.digest()?,
            signed: cells.closed()?.map(|(on, kept)| PlanSignature { on, kept }),
            closed: cells.closed()?,
            closed_as: cells.opt_code()?,
        });
        Ok(())
    })
}
