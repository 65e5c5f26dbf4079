//! Payments recognised in lines of the bank: what they close, and what taking them or their statement out restores.

use app::cessions::NewCession;
use app::facts::NewExchange;
use app::invoices::{TypedCustomer, TypedDue, TypedInvoice};
use app::payments::free_money;
use app::{Change, Desk, Now};
use chrono::{Duration, NaiveDate};
use domain::matching::{CreditUse, Match, Outcome as Proposed};
use domain::{
    Allocation, BankEntryId, Cents, Channel, ClaimNature, CustomerFile, CustomerId, DebtorKind, Direction, Event,
    InvoiceId, InvoiceKind, Outcome,
};
use store::BankEntryState;

use crate::letters::{customer, empty_desk};

const TODAY: &str = "2026-11-24";
const HEAD: &str = "Date;Libellé;Nom contrepartie;Débit;Crédit\n";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A desk with one customer, Studio Perrin.
pub struct Shop {
    pub folder: tempfile::TempDir,
    pub desk: Desk,
    pub customer: CustomerId,
    minute: i64,
}

impl Shop {
    pub fn open() -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = empty_desk(&folder);
        let customer = customer(&mut desk, DebtorKind::Professional);
        Shop { folder, desk, customer, minute: 0 }
    }

    /// A further minute of the day: what is done at once stays apart from what is done next.
    pub fn now(&mut self) -> Now {
        self.minute += 1;
        let first = day(TODAY).and_hms_opt(8, 0, 0).unwrap().and_utc();
        Now { instant: first + Duration::minutes(self.minute), today: day(TODAY) }
    }

    fn document(&mut self, kind: InvoiceKind, number: &str, cents: i64) -> InvoiceId {
        self.document_of(TypedCustomer::Known(self.customer), kind, number, cents)
    }

    /// An invoice to somebody else.
    pub fn invoice_of(&mut self, name: &str, number: &str, cents: i64) -> InvoiceId {
        let customer = TypedCustomer::New { name: name.to_owned(), kind: Some(DebtorKind::Professional), email: None };
        self.document_of(customer, InvoiceKind::Invoice, number, cents)
    }

    fn document_of(&mut self, customer: TypedCustomer, kind: InvoiceKind, number: &str, cents: i64) -> InvoiceId {
        let now = self.now();
        let typed = TypedInvoice {
            id: None,
            customer,
            number: number.into(),
            kind,
            issue_date: day("2026-09-01"),
            due: TypedDue::On(day("2026-10-01")),
            retention: None,
            delivery_date: Some(day("2026-09-01")),
            received_on: None,
            nature: ClaimNature::General,
            credits: None,
            gross_total: Cents(cents),
            already_paid: Cents::ZERO,
            subject: String::new(),
        };
        self.desk.save_invoice(now, typed).unwrap().0
    }

    pub fn invoice(&mut self, number: &str, cents: i64) -> InvoiceId {
        self.document(InvoiceKind::Invoice, number, cents)
    }

    fn says(&mut self, outcome: Outcome, invoices: &[InvoiceId], promise: Option<(Cents, NaiveDate)>) {
        let now = self.now();
        let said = NewExchange {
            customer: self.customer,
            invoices: invoices.to_vec(),
            direction: Direction::Incoming,
            channel: Channel::Phone,
            day: day("2026-11-01"),
            step: None,
            outcome: Some(outcome),
            party: String::new(),
            note: String::new(),
            promise,
            dispute: None,
        };
        self.desk.record_exchange(now, said).unwrap();
    }

    /// A statement of these lines, with the token that takes it out.
    pub fn statement(&mut self, name: &str, lines: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, format!("{HEAD}{lines}")).unwrap();
        let now = self.now();
        self.desk.import_statements(now, &path).unwrap().change.undo.unwrap()
    }

    pub fn line(&self, words: &str) -> BankEntryId {
        let rows = self.desk.bank_entries(BankEntryState::All).unwrap();
        rows.into_iter().find(|row| row.entry.text.join(" ").contains(words)).unwrap().entry.id
    }

    fn proposed(&self, line: BankEntryId) -> Proposed {
        let now = Now { instant: day(TODAY).and_hms_opt(8, 0, 0).unwrap().and_utc(), today: day(TODAY) };
        let lines = self.desk.bank_proposals(now).unwrap();
        lines.into_iter().find(|one| one.row.entry.id == line).unwrap().outcome
    }

    pub fn confirm_certain(&mut self, count: usize) -> Change {
        let now = self.now();
        self.desk.confirm_certain(now, count).unwrap()
    }

    pub fn undo(&mut self, token: &str) {
        let now = self.now();
        self.desk.undo(now, token).unwrap();
    }

    pub fn file(&self) -> CustomerFile {
        self.desk.customer_file(self.customer).unwrap()
    }

    /// What is open of each invoice, and whether a promise and a word of payment are awaited.
    pub fn stands(&self) -> (Vec<i64>, bool, bool) {
        let file = self.file();
        let owed = file.invoices.iter().filter(|invoice| !invoice.is_credit_note());
        (
            owed.map(|invoice| file.balance(invoice, day(TODAY)).open.0).collect(),
            file.promises.iter().any(|promise| promise.closed.is_none()),
            file.payment_claims.iter().any(|claim| claim.closed.is_none()),
        )
    }

    fn closings(&self) -> usize {
        let closes = |event: &Event| {
            matches!(event, Event::PromiseClosed { .. } | Event::PaymentClaimClosed { .. } | Event::HoldReopened { .. })
        };
        let entries = self.desk.timeline(self.customer, usize::MAX).unwrap();
        entries.iter().filter(|entry| closes(&entry.event)).count()
    }
}

#[test]
fn two_payments_confirmed_at_once_close_what_they_answer_once() {
    let mut shop = Shop::open();
    let (first, second) = (shop.invoice("F-2026-101", 50_000), shop.invoice("F-2026-102", 70_000));
    shop.says(Outcome::Promised, &[first, second], Some((Cents(50_000), day("2026-11-30"))));
    shop.says(Outcome::SaysPaid, &[first], None);
    shop.statement(
        "a.csv",
        "16/11/2026;VIR F-2026-101;STUDIO PERRIN;;500,00\n17/11/2026;VIR F-2026-102;STUDIO PERRIN;;700,00\n",
    );
    assert_eq!(shop.stands(), (vec![50_000, 70_000], true, true));
    let done = shop.confirm_certain(2);
    assert_eq!((shop.stands(), shop.closings()), ((vec![0, 0], false, false), 2));
    shop.undo(&done.undo.unwrap());
    assert_eq!((shop.stands(), shop.closings()), ((vec![50_000, 70_000], true, true), 4));
    assert!(shop.desk.verify().unwrap().intact);
}

#[test]
fn a_statement_taken_out_gives_back_the_payment_that_its_line_had_taken_back() {
    let mut shop = Shop::open();
    let invoice = shop.invoice("F-2026-101", 50_000);
    shop.says(Outcome::Promised, &[invoice], Some((Cents(50_000), day("2026-11-30"))));
    let first = shop.statement("a.csv", "16/11/2026;VIR F-2026-101;STUDIO PERRIN;;500,00\n");
    shop.confirm_certain(1);
    let back = shop.statement("b.csv", "20/11/2026;REJET VIR F-2026-101;STUDIO PERRIN;-500,00;\n");
    let payment = shop.file().payments[0].id;
    let now = shop.now();
    let returns = shop.line("REJET");
    shop.desk.recognise_return(now, returns, payment).unwrap();
    assert_eq!(shop.stands(), (vec![50_000], true, false));
    shop.undo(&back);
    assert_eq!(shop.stands(), (vec![0], false, false));
    // Both at once: the payment goes with its own statement, and nothing closes for it.
    let back =
        shop.statement("c.csv", "20/11/2026;REJET VIR F-2026-101;STUDIO PERRIN;-500,00;\n21/11/2026;VIR X;;;1,00\n");
    let now = shop.now();
    let returns = shop.line("REJET");
    shop.desk.recognise_return(now, returns, payment).unwrap();
    let closings = shop.closings();
    let imports = [first, back].map(|token| token.strip_prefix("import:").unwrap().to_owned()).join(",");
    shop.undo(&format!("import:{imports}"));
    assert_eq!((shop.stands(), shop.closings()), ((vec![50_000], true, false), closings));
    assert!(shop.file().payments.is_empty() && shop.desk.verify().unwrap().intact);
}

#[test]
fn a_credit_note_freed_since_stays_where_it_was_given_when_its_match_is_undone() {
    let mut shop = Shop::open();
    let invoice = shop.invoice("F-2026-101", 90_000);
    let note = shop.document(InvoiceKind::CreditNote, "A-1", 10_000);
    shop.statement("a.csv", "16/11/2026;VIR F-2026-101;STUDIO PERRIN;;800,00\n");
    let line = shop.line("F-2026-101");
    let chosen = Match {
        customer: shop.customer,
        allocations: vec![Allocation { invoice, amount: Cents(80_000) }],
        credits: vec![CreditUse { credit_note: note, invoice, amount: Cents(6_000) }],
        discounts: Vec::new(),
        fees: Vec::new(),
        accessories: Cents::ZERO,
        leftover: Cents::ZERO,
        reasons: Vec::new(),
    };
    let now = shop.now();
    shop.desk.confirm_match(now, line, &chosen).unwrap();
    assert_eq!(shop.stands().0, [4_000]);
    shop.undo(&format!("applied:credit_note:{note}:{invoice}=6000"));
    let now = shop.now();
    shop.desk.apply_free_money(now, shop.customer, None, None).unwrap();
    assert_eq!(shop.stands().0, [0]);
    let now = shop.now();
    shop.desk.unmatch(now, line).unwrap();
    assert_eq!(shop.stands().0, [80_000]);
    assert!(free_money(&shop.file(), day(TODAY)).is_empty());
}

#[test]
fn money_for_a_ceded_invoice_is_recognised_and_is_to_be_passed_on() {
    let mut shop = Shop::open();
    let invoice = shop.invoice("F-2026-101", 50_000);
    let cession = NewCession {
        customer: shop.customer,
        invoices: vec![invoice],
        to: "Factor SA".into(),
        day: day("2026-10-10"),
        with_recourse: false,
    };
    let now = shop.now();
    shop.desk.cede(now, cession).unwrap();
    shop.statement("a.csv", "16/11/2026;VIR F-2026-101;STUDIO PERRIN;;500,00\n");
    let line = shop.line("F-2026-101");
    let Proposed::Certain(chosen) = shop.proposed(line) else { panic!("{:?}", shop.proposed(line)) };
    let now = shop.now();
    let done = shop.desk.confirm_match(now, line, &chosen).unwrap();
    assert!(done.sentence.contains("Factor SA"), "{}", done.sentence);
    assert_eq!(shop.file().to_pass_on(day(TODAY)).len(), 1);
}
