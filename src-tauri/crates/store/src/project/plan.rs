//! Agreements to pay by instalments.

use domain::{Plan, PlanId, PlanSignature};
use rusqlite::{Connection, params};

use super::hold::closed;
use super::{Projector, bytes, changed, inserted};
use crate::cells::{day_text, digest_bytes, json_text, opt_day_text};
use crate::code::Code;
use crate::error::StoreError;

impl Projector {
    pub(super) fn make_plan(&mut self, c: &Connection, seq: i64, plan: &Plan) -> Result<(), StoreError> {
        let customer = self.customer_key(c, plan.customer)?;
        let (closed_on, closed_how) = closed(&plan.closed)?;
        let outcome = c
            .prepare_cached(
                "INSERT INTO plan (key, id, customer, invoices, principal_cents, interest_cents, indemnity_cents,
                    instalments, interest, acceleration_days, signer, signer_role, signer_trader, made_on, lang,
                    document, signed_on, kept_at, closed_on, closed_how, closed_as)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
                    ?21)",
            )?
            .execute(params![
                seq,
                bytes(&plan.id.0),
                customer,
                json_text(&plan.invoices)?,
                plan.debt.principal.0,
                plan.debt.interest.0,
                plan.debt.indemnity.0,
                json_text(&plan.instalments)?,
                plan.interest.code(),
                plan.acceleration_days,
                plan.signer.name,
                plan.signer.role,
                plan.signer.trader,
                day_text(plan.made_on)?,
                plan.lang.code(),
                digest_bytes(&plan.document),
                opt_day_text(plan.signed.as_ref().map(|signed| signed.on))?,
                plan.signed.as_ref().map(|signed| &signed.kept),
                closed_on,
                closed_how,
                plan.closed_as.map(Code::code),
            ]);
        inserted(outcome, "plan", plan.id)
    }
}

pub(super) fn sign(c: &Connection, plan: PlanId, signature: Option<&PlanSignature>) -> Result<(), StoreError> {
    let outcome = c.prepare_cached("UPDATE plan SET signed_on = ?2, kept_at = ?3 WHERE id = ?1")?.execute(params![
        bytes(&plan.0),
        opt_day_text(signature.map(|signed| signed.on))?,
        signature.map(|signed| &signed.kept),
    ]);
    changed(outcome, "plan", plan)
}
