//! The business and its customers.

use domain::{Business, Customer};
use rusqlite::{Connection, params};

use super::{Known, Projector, Stamp, bytes, inserted};
use crate::cells::{digest_bytes, json_text};
use crate::code::Code;
use crate::error::StoreError;
use crate::fold::name_key;

/// The business as it is from now on.
pub(super) fn business(c: &Connection, business: &Business) -> Result<(), StoreError> {
    c.prepare_cached(
        "INSERT OR REPLACE INTO business (one, name, legal_form, standing, siren, siret, vat_id, register_city,
            share_capital_cents, address_lines, postcode, city, country, email, phone, iban, bic, signatory, terms, logo)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?
    .execute(params![
        business.name,
        business.legal_form.code(),
        business.standing.code(),
        business.siren.as_ref().map(|siren| siren.as_str()),
        business.siret.as_ref().map(|siret| siret.as_str()),
        business.vat_id.as_ref().map(|vat_id| vat_id.as_str()),
        business.register_city,
        business.share_capital.map(|cents| cents.0),
        json_text(&business.address.lines)?,
        business.address.postcode,
        business.address.city,
        business.address.country,
        business.email,
        business.phone,
        business.iban.as_ref().map(|iban| iban.as_str()),
        business.bic,
        business.signatory,
        json_text(&business.terms)?,
        business.logo.as_ref().map(digest_bytes),
    ])?;
    Ok(())
}

impl Projector {
    pub(super) fn record_customer(
        &mut self,
        c: &Connection,
        stamp: Stamp<'_>,
        customer: &Customer,
    ) -> Result<(), StoreError> {
        let outcome = c
            .prepare_cached(
                "INSERT INTO customer (key, id, name, name_key, kind, kind_confirmed, standing, public_buyer, siren,
                    vat_id, other_id, address_lines, postcode, city, country, lang, pays_by_direct_debit, note,
                    recorded_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
            )?
            .execute(params![
                stamp.seq,
                bytes(&customer.id.0),
                customer.name,
                name_key(&customer.name),
                customer.kind.map(Code::code),
                customer.kind_confirmed,
                customer.standing.code(),
                customer.public_buyer.map(Code::code),
                customer.siren.as_ref().map(|siren| siren.as_str()),
                customer.vat_id.as_ref().map(|vat_id| vat_id.as_str()),
                customer.other_id,
                json_text(&customer.address.lines)?,
                customer.address.postcode,
                customer.address.city,
                customer.address.country,
                customer.lang.code(),
                customer.pays_by_direct_debit,
                customer.note,
                stamp.at,
            ]);
        inserted(outcome, "customer", customer.id)?;
        let known = Known { key: stamp.seq, recorded_at: stamp.at.to_owned(), came_by_import: false, withdrawn: false };
        self.customers.insert(customer.id, known);
        contacts(c, stamp.seq, customer)
    }

    /// The customer as it is from now on. An edited customer is the owner's: undoing its import leaves it,
    /// unless the owner has only said what kind it is.
    pub(super) fn edit_customer(
        &mut self,
        c: &Connection,
        customer: &Customer,
        only_kind: bool,
    ) -> Result<(), StoreError> {
        let known = self.known(c, customer.id)?;
        known.withdrawn = false;
        let key = known.key;
        c.prepare_cached(
            "UPDATE customer SET name = ?2, name_key = ?3, kind = ?4, kind_confirmed = ?5, standing = ?6,
                public_buyer = ?7, siren = ?8, vat_id = ?9, other_id = ?10, address_lines = ?11, postcode = ?12,
                city = ?13, country = ?14, lang = ?15, pays_by_direct_debit = ?16, note = ?17, edited = max(edited, ?18),
                withdrawn = NULL
             WHERE key = ?1",
        )?
        .execute(params![
            key,
            customer.name,
            name_key(&customer.name),
            customer.kind.map(Code::code),
            customer.kind_confirmed,
            customer.standing.code(),
            customer.public_buyer.map(Code::code),
            customer.siren.as_ref().map(|siren| siren.as_str()),
            customer.vat_id.as_ref().map(|vat_id| vat_id.as_str()),
            customer.other_id,
            json_text(&customer.address.lines)?,
            customer.address.postcode,
            customer.address.city,
            customer.address.country,
            customer.lang.code(),
            customer.pays_by_direct_debit,
            customer.note,
            !only_kind,
        ])?;
        c.prepare_cached("DELETE FROM contact WHERE customer = ?1")?.execute([key])?;
        contacts(c, key, customer)
    }
}

fn contacts(c: &Connection, key: i64, customer: &Customer) -> Result<(), StoreError> {
    for (place, contact) in (0i64..).zip(&customer.contacts) {
        c.prepare_cached(
            "INSERT INTO contact (customer, place, id, name, role, email, phone, for_reminders)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            key,
            place,
            bytes(&contact.id.0),
            contact.name,
            contact.role,
            contact.email,
            contact.phone,
            contact.for_reminders,
        ])?;
    }
    Ok(())
}
