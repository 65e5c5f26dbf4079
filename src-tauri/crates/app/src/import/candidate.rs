//! One invoice on its way in, and how it stands against what is there.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{Address, Cents, CustomerId, DebtorKind, Instalment, InvoiceKind, Siren, VatId};
use intake::einvoice::{self, NormalisedInvoice};
use store::{CustomerProbe, InvoiceMatch, Reader, number_key};

use crate::failure::Failure;

/// One invoice on its way in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Its line, in a list.
    pub line: Option<u32>,
    pub customer: CustomerFacts,
    pub kind: InvoiceKind,
    pub number: String,
    pub type_code: String,
    pub issue_date: NaiveDate,
    pub delivery_date: Option<NaiveDate>,
    pub instalments: Vec<Instalment>,
    /// Read from words such as "45 jours fin de mois", where no due date is written.
    pub payment_term: Option<domain::PaymentTerm>,
    pub net_total: Option<Cents>,
    pub vat_total: Option<Cents>,
    pub gross_total: Cents,
    pub prepaid: Cents,
    pub amount_due: Cents,
    pub payment_reference: String,
    pub preceding_invoices: Vec<String>,
    pub order_reference: String,
    pub subject: String,
    pub state: CandidateState,
}

/// Who a file says the customer is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CustomerFacts {
    pub name: String,
    pub siren: Option<Siren>,
    pub vat_id: Option<VatId>,
    pub other_id: Option<String>,
    pub address: Address,
    pub contact_name: String,
    pub email: String,
    pub phone: String,
    /// What a list says outright.
    pub kind: Option<DebtorKind>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CandidateState {
    New,
    /// Already recorded, or already in an earlier file of this plan.
    Duplicate,
    /// Already recorded with the same figures, and this file has the due date or the paper that is missing there.
    Completes,
    /// The same number of the same customer with other figures.
    Conflict {
        known: Known,
        amount_due: Cents,
        issue_date: NaiveDate,
    },
    /// The same in an earlier line of the same list: this line is left out, and a finding says so.
    Contradicts {
        line: u32,
    },
}

/// Where the other figures stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Known {
    Recorded,
    /// In an earlier file of this plan.
    File(String),
}

impl CustomerFacts {
    pub(super) fn probe(&self) -> CustomerProbe<'_> {
        CustomerProbe {
            siren: self.siren.as_ref().map(Siren::as_str),
            vat_id: self.vat_id.as_ref().map(VatId::as_str),
            other_id: self.other_id.as_deref(),
            name: &self.name,
        }
    }

    /// What two mentions of one customer have in common.
    pub(super) fn key(&self) -> String {
        match (&self.siren, &self.vat_id, &self.other_id) {
            (Some(siren), _, _) => format!("siren {siren}"),
            (None, Some(vat), _) => format!("vat {vat}"),
            (None, None, Some(id)) => format!("id {id}"),
            (None, None, None) => format!("name {}", store::name_key(&self.name)),
        }
    }
}

impl Candidate {
    pub(super) fn of_einvoice(invoice: NormalisedInvoice) -> (Candidate, einvoice::PartyFacts) {
        let buyer = invoice.buyer;
        let siren = buyer
            .siren
            .or_else(|| buyer.siret.as_ref().and_then(|siret| siret.siren()))
            .or_else(|| buyer.vat_id.as_ref().and_then(|vat| vat.siren()));
        let candidate = Candidate {
            line: None,
            customer: CustomerFacts {
                name: buyer.name,
                siren,
                vat_id: buyer.vat_id,
                other_id: buyer.other_id,
                address: buyer.address,
                contact_name: buyer.contact_name,
                email: buyer.email,
                phone: buyer.phone,
                kind: None,
            },
            kind: invoice.kind,
            number: invoice.number,
            type_code: invoice.type_code,
            issue_date: invoice.issue_date,
            delivery_date: invoice.delivery_date,
            instalments: invoice.instalments,
            payment_term: invoice.payment_term,
            net_total: invoice.net_total,
            vat_total: invoice.vat_total,
            gross_total: invoice.gross_total,
            prepaid: invoice.prepaid,
            amount_due: invoice.amount_due,
            payment_reference: invoice.payment_reference,
            preceding_invoices: invoice.preceding_invoices,
            order_reference: invoice.order_reference,
            subject: invoice.subject,
            state: CandidateState::New,
        };
        (candidate, invoice.seller)
    }
}

/// What was met in the files before, and customers already looked up.
#[derive(Default)]
pub(super) struct Met {
    numbers: HashMap<CandidateKey, First>,
    /// What the file that is looked at changed, as it was before.
    before: Vec<(CandidateKey, Option<First>)>,
    pub customers: HashMap<String, Vec<CustomerId>>,
}

/// Customer, number and kind: a credit note may have the number of an invoice.
pub(super) type CandidateKey = (String, String, InvoiceKind);

/// Where a number was met first, and with which figures.
#[derive(Clone)]
pub(super) struct First {
    pub file: usize,
    pub line: Option<u32>,
    pub amount_due: Cents,
    pub issue_date: NaiveDate,
    pub dated: bool,
    pub has_paper: bool,
}

impl Met {
    pub fn of(&self, key: &CandidateKey) -> Option<&First> {
        self.numbers.get(key)
    }

    pub fn keep(&mut self, key: CandidateKey, first: First) {
        let before = self.numbers.insert(key.clone(), first);
        self.before.push((key, before));
    }

    /// From here on another file is looked at.
    pub fn next_file(&mut self) {
        self.before.clear();
    }

    /// The file stays out: it was not met.
    pub fn forget_file(&mut self) {
        for (key, before) in self.before.drain(..).rev() {
            match before {
                Some(first) => self.numbers.insert(key, first),
                None => self.numbers.remove(&key),
            };
        }
    }
}

impl Candidate {
    pub(super) fn key(&self) -> CandidateKey {
        (self.customer.key(), number_key(&self.number), self.kind)
    }

    /// What is recorded under the same number for one of these customers.
    pub(super) fn recorded(&self, reader: &Reader, customers: &[CustomerId]) -> Result<Option<InvoiceMatch>, Failure> {
        if customers.is_empty() {
            return Ok(None);
        }
        let same = reader.find_invoice_by_number(&self.number)?;
        Ok(same.into_iter().find(|found| customers.contains(&found.customer) && found.kind == self.kind))
    }

    pub(super) fn says_the_same(&self, found: &InvoiceMatch) -> bool {
        found.amount_due == self.amount_due && found.issue_date == self.issue_date
    }

    pub(super) fn is_dated(&self) -> bool {
        !self.instalments.is_empty() || self.payment_term.is_some()
    }

    /// Whether it has what is missing of one that says the same.
    pub(super) fn completes(&self, paper: bool, dated: bool, has_paper: bool) -> bool {
        (self.is_dated() && !dated) || (paper && !has_paper)
    }
}
