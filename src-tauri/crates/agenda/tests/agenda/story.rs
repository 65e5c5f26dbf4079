//! A small language for the tests: a customer, its invoices, and what happened day by day.

use agenda::{Context, Proposal, Scenarios, SilenceReason, Verdict};
use chrono::{Days, NaiveDate};
use domain::{
    Address, Allocation, Business, Cents, Channel, Choice, Contact, ContactId, Customer, CustomerFile, CustomerId,
    DebtorKind, Delivery, DeliveryOutcome, Direction, Dispute, DisputeId, DisputeReason, Exchange, ExchangeId,
    Instalment, Invoice, InvoiceId, InvoiceKind, Lang, LegalForm, Means, Outcome, Pause, PauseId, PauseScope, Payment,
    PaymentClaim, PaymentClaimId, PaymentId, Promise, PromiseId, Skip, Snooze, Standing, StepKey, TermsOfSale,
};
use law::Law;
use uuid::Uuid;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn plus(day: NaiveDate, days: i64) -> NaiveDate {
    if days >= 0 { day + Days::new(days.unsigned_abs()) } else { day - Days::new(days.unsigned_abs()) }
}

pub struct Story {
    pub file: CustomerFile,
    pub scenarios: Scenarios,
    pub pauses: Vec<Pause>,
    pub business: Business,
    pub law: Law,
    counter: u128,
}

pub fn business() -> Business {
    Business {
        name: "Atelier Morvan".into(),
        legal_form: LegalForm::Eurl,
        standing: Standing::Trader,
        siren: "732829320".parse().ok(),
        siret: None,
        vat_id: None,
        register_city: Some("Saint-Malo".into()),
        share_capital: None,
        address: Address {
            lines: vec!["12 rue des Forges".into()],
            postcode: "35400".into(),
            city: "Saint-Malo".into(),
            country: String::new(),
        },
        email: None,
        phone: None,
        iban: "FR1420041010050500013M02606".parse().ok(),
        bic: None,
        signatory: None,
        terms: TermsOfSale::default(),
        logo: None,
    }
}

impl Story {
    pub fn of(kind: Option<DebtorKind>) -> Story {
        let customer = Customer {
            id: CustomerId(Uuid::from_u128(1)),
            name: "Studio Perrin".into(),
            kind,
            kind_confirmed: true,
            standing: if kind == Some(DebtorKind::Professional) { Standing::Trader } else { Standing::Unknown },
            public_buyer: None,
            siren: None,
            vat_id: None,
            other_id: None,
            address: Address {
                lines: vec!["4 quai Duguay-Trouin".into()],
                postcode: "35000".into(),
                city: "Rennes".into(),
                country: String::new(),
            },
            contacts: vec![Contact {
                id: ContactId(Uuid::from_u128(2)),
                name: "Mme Perrin".into(),
                role: String::new(),
                email: Some("compta@studio-perrin.example".into()),
                phone: Some("02 99 00 00 00".into()),
                for_reminders: true,
            }],
            lang: Lang::default(),
            pays_by_direct_debit: false,
            note: String::new(),
        };
        Story {
            file: CustomerFile::new(customer),
            scenarios: Scenarios::built_in(),
            pauses: Vec::new(),
            business: business(),
            law: Law::embedded(),
            counter: 1000,
        }
    }

    pub fn professional() -> Story {
        Story::of(Some(DebtorKind::Professional))
    }

    pub fn consumer() -> Story {
        Story::of(Some(DebtorKind::Consumer))
    }

    pub fn public_body() -> Story {
        Story::of(Some(DebtorKind::PublicBody))
    }

    pub fn id(&mut self) -> Uuid {
        self.counter += 1;
        Uuid::from_u128(self.counter)
    }

    /// An invoice due on that day, issued and delivered thirty days before.
    pub fn invoice(&mut self, due: NaiveDate, cents: i64) -> InvoiceId {
        let id = InvoiceId(self.id());
        let issue_date = plus(due, -30);
        self.file.invoices.push(Invoice {
            number: format!("F-{}", self.counter),
            type_code: "380".into(),
            delivery_date: Some(issue_date),
            received_on: Some(issue_date),
            instalments: vec![Instalment::due(due, Cents(cents))],
            ..Invoice::bare(id, self.file.customer.id, issue_date, Cents(cents))
        });
        id
    }

    pub fn all(&self) -> Vec<InvoiceId> {
        self.file.invoices.iter().map(|invoice| invoice.id).collect()
    }

    pub fn credit_note(&mut self, on: NaiveDate, cents: i64, of: Option<InvoiceId>) {
        let id = self.invoice(on, cents);
        let note = self.file.invoices.last_mut().unwrap();
        assert_eq!(note.id, id);
        note.kind = InvoiceKind::CreditNote;
        note.issue_date = on;
        note.instalments.clear();
        note.credits = of.map(|invoice| Allocation { invoice, amount: Cents(cents) }).into_iter().collect();
    }

    pub fn exchange(
        &mut self,
        step: Option<StepKey>,
        channel: Channel,
        invoices: &[InvoiceId],
        on: NaiveDate,
    ) -> ExchangeId {
        let id = ExchangeId(self.id());
        self.file.exchanges.push(Exchange {
            id,
            customer: self.file.customer.id,
            direction: Direction::Outgoing,
            channel,
            day: on,
            step,
            invoices: invoices.to_vec(),
            letter: None,
            party: String::new(),
            outcome: None,
            registered_number: None,
            note: String::new(),
            deadline_days: None,
        });
        self.file.exchanges.sort_by_key(|exchange| exchange.day);
        id
    }

    /// The owner did that step about all invoices.
    pub fn did(&mut self, step: StepKey, on: NaiveDate) -> ExchangeId {
        let all = self.all();
        self.did_about(step, &all, on)
    }

    pub fn did_about(&mut self, step: StepKey, invoices: &[InvoiceId], on: NaiveDate) -> ExchangeId {
        let channel = match step {
            StepKey::Call => Channel::Phone,
            StepKey::FormalNotice => Channel::RegisteredLetter,
            StepKey::CheckDeposit => Channel::Portal,
            _ => Channel::Email,
        };
        self.exchange(Some(step), channel, invoices, on)
    }

    pub fn called(&mut self, on: NaiveDate, outcome: Outcome) {
        let id = self.did(StepKey::Call, on);
        self.file.exchanges.iter_mut().find(|exchange| exchange.id == id).unwrap().outcome = Some(outcome);
    }

    pub fn presented(&mut self, exchange: ExchangeId, on: NaiveDate, outcome: DeliveryOutcome) {
        self.file.deliveries.push(Delivery { exchange, presented_on: on, outcome, registered_number: None });
    }

    pub fn paid(&mut self, invoice: InvoiceId, cents: i64, on: NaiveDate) {
        let part = Allocation { invoice, amount: Cents(cents) };
        self.received(cents, vec![part], on);
    }

    pub fn received(&mut self, cents: i64, allocations: Vec<Allocation>, on: NaiveDate) {
        let id = PaymentId(self.id());
        let customer = self.file.customer.id;
        self.file
            .payments
            .push(Payment { allocations, ..Payment::of(id, customer, on, Cents(cents), Means::Transfer) });
    }

    pub fn promised(&mut self, invoices: &[InvoiceId], cents: i64, made_on: NaiveDate, due_on: NaiveDate) {
        let id = PromiseId(self.id());
        self.file.promises.push(Promise {
            id,
            customer: self.file.customer.id,
            invoices: invoices.to_vec(),
            amount: Cents(cents),
            due_on,
            made_on,
            made_by: "Mme Perrin".into(),
            channel: Channel::Phone,
            closed: None,
            closed_as: None,
        });
    }

    pub fn close_promise(&mut self, on: NaiveDate) {
        self.file.promises.last_mut().unwrap().closed = Some((on, "rien reçu".into()));
    }

    pub fn disputed(&mut self, invoice: InvoiceId, cents: Option<i64>, on: NaiveDate) {
        let id = DisputeId(self.id());
        self.file.disputes.push(Dispute {
            id,
            customer: self.file.customer.id,
            invoice,
            amount: cents.map(Cents),
            reason: DisputeReason::Quality,
            opened_on: on,
            note: String::new(),
            answer_due: None,
            task: String::new(),
            answer: None,
            closed: None,
            closed_as: None,
        });
    }

    pub fn says_paid(&mut self, on: NaiveDate) {
        let id = PaymentClaimId(self.id());
        self.file.payment_claims.push(PaymentClaim {
            id,
            customer: self.file.customer.id,
            invoices: Vec::new(),
            said_on: on,
            note: String::new(),
            closed: None,
        });
    }

    pub fn pause(&mut self, scope: PauseScope, from: NaiveDate, until: Option<NaiveDate>) -> Pause {
        Pause { id: PauseId(self.id()), scope, reason: "en vacances".into(), from, until, ended_on: None }
    }

    pub fn snoozed(&mut self, step: StepKey, set_on: NaiveDate, until: NaiveDate) {
        self.file.snoozes.push(Snooze { customer: self.file.customer.id, step, until, set_on });
    }

    pub fn skipped(&mut self, step: StepKey, on: NaiveDate) {
        let invoices = self.all();
        self.file.skips.push(Skip { customer: self.file.customer.id, step, invoices, reason: String::new(), day: on });
    }

    pub fn chose(&mut self, step: StepKey, on: NaiveDate) {
        self.file.choice = Some(Choice { customer: self.file.customer.id, step, invoices: Vec::new(), day: on });
    }

    pub fn context(&self, today: NaiveDate) -> Context<'_> {
        Context {
            business: Some(&self.business),
            today,
            law: &self.law,
            scenarios: &self.scenarios,
            pauses: &self.pauses,
        }
    }

    pub fn on(&self, today: NaiveDate) -> Verdict {
        agenda::propose(&self.file, &self.context(today))
    }

    /// The step proposed that day, if one is.
    pub fn step(&self, today: NaiveDate) -> Option<StepKey> {
        self.on(today).proposal().map(|proposal| proposal.step)
    }

    pub fn proposal(&self, today: NaiveDate) -> Proposal {
        match self.on(today) {
            Verdict::Proposal(proposal) => *proposal,
            Verdict::Silence(silence) => panic!("silent on {today}: {silence:?}"),
        }
    }

    pub fn silence(&self, today: NaiveDate) -> SilenceReason {
        match self.on(today) {
            Verdict::Proposal(proposal) => panic!("{:?} proposed on {today}: {:?}", proposal.step, proposal.why),
            Verdict::Silence(silence) => silence.reason,
        }
    }

    /// Opens the program every day from `from` to `to` and does what is proposed at once. Gives each step with its day
    /// counted from `due`.
    pub fn live(&mut self, due: NaiveDate, from: i64, to: i64) -> Vec<(i64, StepKey)> {
        let mut done = Vec::new();
        for late in from..=to {
            let today = plus(due, late);
            if let Some(proposal) = self.on(today).into_proposal() {
                done.push((late, proposal.step));
                if proposal.step.is_decision() {
                    break;
                }
                self.did_about(proposal.step, &proposal.invoices, today);
            }
        }
        done
    }
}
