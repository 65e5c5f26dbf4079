//! The business and customers, read back.

use std::collections::{HashMap, HashSet};

use domain::{Address, Business, Contact, ContactId, Customer, CustomerFile, CustomerId, TermsOfSale};

use super::{Children, Files, Scope};
use crate::cells::Cells;
use crate::error::StoreError;
use crate::open::Reader;

pub(super) fn business(reader: &Reader) -> Result<Option<Business>, StoreError> {
    let mut found = None;
    let sql = "SELECT name, legal_form, standing, siren, siret, vat_id, register_city, share_capital_cents,
            address_lines, postcode, city, country, email, phone, iban, bic, signatory, terms, logo
        FROM business WHERE one = 1";
    reader.each(sql, [], "business", |cells| {
        found = Some(Business {
            name: cells.text()?,
            legal_form: cells.code()?,
            standing: cells.code()?,
            siren: cells.opt_parsed()?,
            siret: cells.opt_parsed()?,
            vat_id: cells.opt_parsed()?,
            register_city: cells.opt_text()?,
            share_capital: cells.opt_cents()?,
            address: address(cells)?,
            email: cells.opt_text()?,
            phone: cells.opt_text()?,
            iban: cells.opt_parsed()?,
            bic: cells.opt_text()?,
            signatory: cells.opt_text()?,
            terms: cells.json::<TermsOfSale>()?,
            logo: cells.opt_digest()?,
        });
        Ok(())
    })?;
    Ok(found)
}

fn address(cells: &mut Cells<'_>) -> Result<Address, StoreError> {
    let lines = match cells.str()? {
        "[]" => Vec::new(),
        lines => serde_json::from_str(lines).map_err(|_| StoreError::UnreadableRow { table: "address" })?,
    };
    Ok(Address { lines, postcode: cells.text()?, city: cells.text()?, country: cells.text()? })
}

fn contact(cells: &mut Cells<'_>) -> Result<Contact, StoreError> {
    Ok(Contact {
        id: ContactId(cells.uuid()?),
        name: cells.text()?,
        role: cells.text()?,
        email: cells.opt_text()?,
        phone: cells.opt_text()?,
        for_reminders: cells.bool()?,
    })
}

/// Empty files of the customers in scope, or of some of them.
pub(super) fn customers(reader: &Reader, scope: Scope<'_>, only: Option<&HashSet<i64>>) -> Result<Files, StoreError> {
    let sql = format!(
        "SELECT customer, id, name, role, email, phone, for_reminders FROM contact WHERE {} ORDER BY customer, place",
        scope.of_customer("customer")
    );
    let mut statement = reader.connection.prepare_cached(&sql)?;
    let mut contacts = Children::new(statement.query([scope.parameter()])?, "contact", contact)?;
    let sql = format!(
        "SELECT key, id, name, kind, kind_confirmed, standing, public_buyer, siren, vat_id, other_id, address_lines,
            postcode, city, country, lang, pays_by_direct_debit, note
         FROM customer WHERE {} AND withdrawn IS NULL ORDER BY key",
        scope.of_customer("key")
    );
    let mut files = Files { files: Vec::new(), by_key: HashMap::new() };
    reader.each_of(scope, &sql, "customer", |cells| {
        let key = cells.int()?;
        if only.is_some_and(|only| !only.contains(&key)) {
            return Ok(());
        }
        let customer = Customer {
            id: CustomerId(cells.uuid()?),
            name: cells.text()?,
            kind: cells.opt_code()?,
            kind_confirmed: cells.bool()?,
            standing: cells.code()?,
            public_buyer: cells.opt_code()?,
            siren: cells.opt_parsed()?,
            vat_id: cells.opt_parsed()?,
            other_id: cells.opt_text()?,
            address: address(cells)?,
            contacts: contacts.of(key)?,
            lang: cells.code()?,
            pays_by_direct_debit: cells.bool()?,
            note: cells.text()?,
        };
        files.by_key.insert(key, files.files.len());
        files.files.push(CustomerFile::new(customer));
        Ok(())
    })?;
    Ok(files)
}
