//! Customers and invoices as people name them on a command line.

use app::{Desk, Failure, Thing};
use domain::{CustomerFile, CustomerId, Invoice, InvoiceId};

use super::Trouble;

/// A customer by its id, its name, or a part of its name that only one has. Accents and case do not matter.
pub fn customer(desk: &Desk, text: &str) -> Result<CustomerFile, Trouble> {
    if let Ok(id) = text.parse::<CustomerId>() {
        return Ok(desk.customer_file(id)?);
    }
    match desk.customers_named(text)?.as_slice() {
        [] => Err(Failure::NotFound { what: Thing::Customer }.into()),
        [only] => Ok(desk.customer_file(only.id)?),
        several => Err(Trouble::Named {
            code: "ambiguous",
            sentence: format!("\u{ab} {text} \u{bb} : {} ?", several.len()),
            candidates: several.iter().map(|named| format!("{}  {}", named.id, named.name)).collect(),
        }),
    }
}

/// An invoice by its id or number; of one customer where several have that number.
pub fn invoice(desk: &Desk, text: &str, of: Option<&CustomerFile>) -> Result<(Invoice, CustomerFile), Trouble> {
    if let Ok(id) = text.parse::<InvoiceId>() {
        return Ok(desk.invoice_and_file(id)?);
    }
    let mut found = desk.invoices_numbered(text)?;
    if let Some(file) = of {
        found.retain(|one| one.customer == file.customer.id);
    }
    match found.as_slice() {
        [] => Err(Failure::NotFound { what: Thing::Invoice }.into()),
        [only] => Ok(desk.invoice_and_file(only.id)?),
        several => {
            let mut candidates = Vec::new();
            for one in several {
                let name = desk.customer_file(one.customer)?.customer.name;
                candidates.push(format!("{}  {}  {name}", one.id, one.number));
            }
            let sentence = format!("\u{ab} {text} \u{bb} : {} ?", several.len());
            Err(Trouble::Named { code: "ambiguous", sentence, candidates })
        }
    }
}

/// Invoices of one customer, by their numbers.
pub fn invoices(desk: &Desk, file: &CustomerFile, numbers: &[String]) -> Result<Vec<InvoiceId>, Trouble> {
    numbers.iter().map(|number| Ok(invoice(desk, number, Some(file))?.0.id)).collect()
}
