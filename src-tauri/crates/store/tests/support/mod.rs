//! Facts made up for the tests of the store.
#![allow(dead_code)]

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    Address, Allocation, Attachment, AttachmentKind, Cents, Contact, ContactId, Customer, CustomerId, DebtorKind,
    Event, ImportId, Instalment, Invoice, InvoiceId, InvoiceKind, Lang, Means, Payment, PaymentId, Standing,
};
use store::digest_of;
use uuid::Uuid;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// An instant and its day.
pub fn noon(day: NaiveDate) -> (DateTime<Utc>, NaiveDate) {
    (day.and_hms_opt(11, 0, 0).unwrap().and_utc(), day)
}

/// The id of a kind and a number, the same in every run.
pub fn uuid(kind: u8, number: u64) -> Uuid {
    Uuid::from_u128(u128::from(kind) << 120 | u128::from(number))
}

pub fn customer_id(number: u64) -> CustomerId {
    CustomerId(uuid(1, number))
}

pub fn invoice_id(number: u64) -> InvoiceId {
    InvoiceId(uuid(2, number))
}

pub fn payment_id(number: u64) -> PaymentId {
    PaymentId(uuid(3, number))
}

pub fn import_id(number: u64) -> ImportId {
    ImportId(uuid(4, number))
}

pub fn customer(number: u64) -> Customer {
    Customer {
        id: customer_id(number),
        name: format!("Établissements Nº {number}"),
        kind: Some(DebtorKind::Professional),
        kind_confirmed: true,
        standing: Standing::Trader,
        public_buyer: None,
        siren: Some("732829320".parse().unwrap()),
        vat_id: None,
        other_id: None,
        address: Address {
            lines: vec![format!("{number}, rue des Forges")],
            postcode: "69003".to_owned(),
            city: "Lyon".to_owned(),
            country: String::new(),
        },
        contacts: vec![Contact {
            id: ContactId(uuid(9, number)),
            name: "Comptabilité".to_owned(),
            role: String::new(),
            email: Some(format!("compta{number}@example.org")),
            phone: None,
            for_reminders: true,
        }],
        lang: Lang::Fr,
        pays_by_direct_debit: false,
        note: String::new(),
    }
}

/// An invoice of 120 euros and some cents, due thirty days after a day that depends on its number.
pub fn invoice(number: u64, customer: u64) -> Invoice {
    let issue_date = day("2026-01-05").checked_add_days(Days::new(number % 300)).unwrap();
    let amount = Cents(12_000 + (number % 97) as i64);
    Invoice {
        number: format!("FA-2026-{number:06}"),
        type_code: "380".to_owned(),
        delivery_date: Some(issue_date),
        instalments: vec![Instalment::due(issue_date.checked_add_days(Days::new(30)).unwrap(), amount)],
        net_total: Some(Cents(10_000)),
        vat_total: Some(Cents(2_000)),
        payment_reference: format!("REF{number}"),
        subject: "Travaux de menuiserie".to_owned(),
        ..Invoice::bare(invoice_id(number), customer_id(customer), issue_date, amount)
    }
}

pub fn credit_note(number: u64, customer: u64, lowers: u64, amount: i64) -> Invoice {
    Invoice {
        kind: InvoiceKind::CreditNote,
        type_code: "381".to_owned(),
        number: format!("AV-2026-{number:06}"),
        instalments: Vec::new(),
        credits: vec![Allocation { invoice: invoice_id(lowers), amount: Cents(amount) }],
        ..invoice(number, customer)
    }
}

pub fn payment(number: u64, customer: u64, pays: &[(u64, i64)]) -> Payment {
    let amount = Cents(pays.iter().map(|(_, amount)| amount).sum());
    Payment {
        reference: format!("VIR {number}"),
        allocations: pays
            .iter()
            .map(|(invoice, amount)| Allocation { invoice: invoice_id(*invoice), amount: Cents(*amount) })
            .collect(),
        ..Payment::of(payment_id(number), customer_id(customer), day("2026-11-02"), amount, Means::Transfer)
    }
}

pub fn attachment(bytes: &[u8], name: &str) -> Attachment {
    Attachment { digest: digest_of(bytes), name: name.to_owned(), kind: AttachmentKind::Original }
}

pub fn recorded(customer: Customer) -> Event {
    Event::CustomerRecorded { customer: Box::new(customer) }
}

pub fn billed(invoice: Invoice) -> Event {
    Event::InvoiceRecorded { invoice: Box::new(invoice) }
}

pub fn paid(payment: Payment) -> Event {
    Event::PaymentReceived { payment: Box::new(payment) }
}

pub fn imported(import: u64, recorded: u32) -> Event {
    Event::FileImported {
        import: import_id(import),
        name: format!("liste-{import}.csv"),
        digest: digest_of(&import.to_be_bytes()),
        format: "csv".to_owned(),
        recorded,
        duplicates: 0,
        findings: 0,
        replaced: Vec::new(),
        applied: Vec::new(),
    }
}

/// A small generator for what must look random and be the same for a seed (xorshift).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below.max(1)
    }
}
