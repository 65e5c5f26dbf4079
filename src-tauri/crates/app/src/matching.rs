//! What the lines of the bank may pay: proposals, of which the owner confirms each.

use std::collections::{BTreeSet, HashMap};

use domain::matching::{self, DuePart, Entry, FreeCredit, Ledger, OpenInvoice, Outcome, Payer, Promised};
use domain::{Cents, CustomerFile, CustomerId, Invoice};
use store::{BankEntryRow, BankEntryState};

use crate::desk::{Desk, Now};
use crate::failure::Failure;

/// A line that waits, and what it may pay.
#[derive(Clone, PartialEq, Debug)]
pub struct ProposedLine {
    pub row: BankEntryRow,
    pub outcome: Outcome,
}

impl Desk {
    /// A proposal for each line that waits, in the order of their list. Nothing is recorded.
    pub fn bank_proposals(&self, now: Now) -> Result<Vec<ProposedLine>, Failure> {
        let mut rows = self.bank_entries(BankEntryState::Waiting)?;
        // The accounts have said already whose money it is.
        let known = self.known_in_accounts(&rows)?;
        rows.retain(|row| !known.contains_key(&row.entry.id));
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let ledger = self.ledger(now)?;
        let entries: Vec<Entry> = rows.iter().map(entry).collect();
        let proposals = matching::propose(&ledger, &entries);
        let lines = rows.into_iter().zip(proposals);
        Ok(lines.map(|(row, proposal)| ProposedLine { row, outcome: proposal.outcome }).collect())
    }

    /// Everything that is open, and whose it is.
    fn ledger(&self, now: Now) -> Result<Ledger, Failure> {
        let mut ledger = Ledger { own_identifiers: self.own_identifiers(), ..Ledger::default() };
        let mut accounts = self.known_accounts()?;
        for customer in self.customers_owing()? {
            let file = self.customer_file(customer)?;
            let owed = file.invoices.iter().filter(|invoice| !file.is_written_off(invoice.id));
            for invoice in owed {
                let open = file.balance(invoice, now.today).open;
                if invoice.is_credit_note() {
                    let used: Cents = invoice.credits.iter().map(|part| part.amount).sum();
                    let free = invoice.amount_due.minus(used);
                    if free.is_positive() {
                        ledger.credits.push(FreeCredit {
                            credit_note: invoice.id,
                            customer,
                            number: invoice.number.clone(),
                            open: free,
                        });
                    }
                } else if open.is_positive() {
                    ledger.invoices.push(self.open_invoice(&file, invoice, open, now));
                }
            }
            ledger.payers.push(Payer {
                customer,
                name: file.customer.name.clone(),
                other_names: file.customer.contacts.iter().map(|contact| contact.name.clone()).collect(),
                accounts: accounts.remove(&customer).map(Vec::from_iter).unwrap_or_default(),
            });
        }
        Ok(ledger)
    }

    fn open_invoice(&self, file: &CustomerFile, invoice: &Invoice, open: Cents, now: Now) -> OpenInvoice {
        let parts = self.unpaid_parts(file, invoice, now.today);
        let part = |part: &domain::Instalment| DuePart { due_date: part.due_date, open: part.amount };
        // A promise about several invoices says nothing of the sum of one.
        let of_it = |promise: &&domain::Promise| promise.closed.is_none() && promise.invoices == [invoice.id];
        let promised =
            file.promises.iter().filter(of_it).map(|promise| Promised { day: promise.due_on, amount: promise.amount });
        OpenInvoice {
            id: invoice.id,
            customer: file.customer.id,
            number: invoice.number.clone(),
            issue_date: invoice.issue_date,
            open,
            parts: if parts.len() > 1 { parts.iter().map(part).collect() } else { Vec::new() },
            promises: promised.collect(),
            payment_reference: invoice.payment_reference.clone(),
            discount: None,
        }
    }

    /// Accounts that paid for a customer in lines the owner recognised.
    fn known_accounts(&self) -> Result<HashMap<CustomerId, BTreeSet<String>>, Failure> {
        let mut accounts: HashMap<CustomerId, BTreeSet<String>> = HashMap::new();
        for row in self.bank_entries(BankEntryState::Recognised)? {
            if let (Some((_, customer)), false) = (row.payment, row.entry.payer_account.is_empty()) {
                accounts.entry(customer).or_default().insert(row.entry.payer_account);
            }
        }
        Ok(accounts)
    }

    /// Numbers of the business itself, which are no invoice's.
    fn own_identifiers(&self) -> Vec<String> {
        let Some(business) = &self.business else { return Vec::new() };
        let of_business = [
            business.siren.as_ref().map(ToString::to_string),
            business.siret.as_ref().map(ToString::to_string),
            business.vat_id.as_ref().map(ToString::to_string),
            business.iban.as_ref().map(ToString::to_string),
            business.phone.clone(),
        ];
        of_business.into_iter().flatten().collect()
    }
}

fn entry(row: &BankEntryRow) -> Entry {
    let line = &row.entry;
    Entry {
        id: line.id,
        day: line.day,
        amount: line.amount,
        is_return: line.return_reason.is_some(),
        lines: line.text.clone(),
        creditor_reference: line.creditor_reference.clone(),
        end_to_end_id: line.end_to_end_id.clone(),
        payer_name: line.payer_name.clone(),
        payer_account: line.payer_account.clone(),
    }
}
