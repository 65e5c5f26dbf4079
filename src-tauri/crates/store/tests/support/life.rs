//! A made-up life of a business: random facts of every kind, those that the store refuses left out.

use chrono::{Days, NaiveDate};
use domain::*;
use store::{Store, StoreError, digest_of};

use crate::support::{self, Dice, customer_id, day, invoice_id, noon, payment_id, uuid};

/// Appends up to `length` facts one by one and returns how many were accepted.
pub fn live(store: &mut Store, seed: u64, length: usize) -> u64 {
    let mut dice = Dice(seed | 1);
    let mut accepted = 0;
    let mut today = day("2026-01-01");
    for number in 0..length as u64 {
        today = today.checked_add_days(Days::new(dice.roll(4))).unwrap();
        let (at, today) = noon(today);
        match store.append(at, today, vec![fact(&mut dice, number, today)]) {
            Ok(_) => accepted += 1,
            Err(
                StoreError::Unknown { .. }
                | StoreError::OtherCustomer { .. }
                | StoreError::AlreadyThere { .. }
                | StoreError::OverAllocated { .. },
            ) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    accepted
}

fn some<T>(dice: &mut Dice, value: T) -> Option<T> {
    (dice.roll(2) == 0).then_some(value)
}

fn text(dice: &mut Dice) -> String {
    ["", "Éts Dupont & fils", "x", "L'\"accord\"\n\u{202f}€", "  ", "日本"][dice.roll(6) as usize].to_owned()
}

/// One of the ids given out so far, or one that was not.
fn past(dice: &mut Dice, number: u64) -> u64 {
    dice.roll(number + 2)
}

fn invoices(dice: &mut Dice, number: u64) -> Vec<InvoiceId> {
    (0..dice.roll(3)).map(|_| invoice_id(past(dice, number))).collect()
}

fn step(dice: &mut Dice) -> StepKey {
    StepKey::ALL[dice.roll(StepKey::ALL.len() as u64) as usize]
}

fn channel(dice: &mut Dice) -> Channel {
    [Channel::Email, Channel::RegisteredLetter, Channel::Phone, Channel::Portal][dice.roll(4) as usize]
}

fn a_customer(dice: &mut Dice, number: u64) -> Customer {
    Customer {
        name: text(dice),
        kind: [None, Some(DebtorKind::Professional), Some(DebtorKind::Consumer), Some(DebtorKind::PublicBody)]
            [dice.roll(4) as usize],
        kind_confirmed: dice.roll(2) == 0,
        standing: [Standing::Trader, Standing::Artisan, Standing::Unknown][dice.roll(3) as usize],
        public_buyer: some(dice, PublicBuyer::Hospital),
        siren: some(dice, "732829320".parse().unwrap()),
        vat_id: some(dice, "FR44732829320".parse().unwrap()),
        other_id: some(dice, "0088:123".to_owned()),
        address: Address {
            lines: (0..dice.roll(3)).map(|_| text(dice)).collect(),
            postcode: text(dice),
            city: text(dice),
            country: "BE".to_owned(),
        },
        contacts: (0..dice.roll(3))
            .map(|place| Contact {
                id: ContactId(uuid(9, number * 10 + place)),
                name: text(dice),
                role: text(dice),
                email: some(dice, "a@example.org".to_owned()),
                phone: some(dice, "+33 1".to_owned()),
                for_reminders: dice.roll(2) == 0,
            })
            .collect(),
        lang: [Lang::Fr, Lang::En][dice.roll(2) as usize],
        pays_by_direct_debit: dice.roll(2) == 0,
        note: text(dice),
        ..support::customer(number)
    }
}

fn allocations(dice: &mut Dice, number: u64, most: u64) -> Vec<Allocation> {
    (0..dice.roll(3))
        .map(|_| Allocation { invoice: invoice_id(past(dice, number)), amount: Cents(dice.roll(most) as i64) })
        .collect()
}

fn an_invoice(dice: &mut Dice, number: u64, today: NaiveDate) -> Invoice {
    let credit = dice.roll(5) == 0;
    let import = support::import_id(past(dice, number));
    Invoice {
        kind: if credit { InvoiceKind::CreditNote } else { InvoiceKind::Invoice },
        number: text(dice),
        type_code: text(dice),
        issue_date: today,
        delivery_date: some(dice, today),
        received_on: some(dice, today),
        instalments: (0..dice.roll(4))
            .map(|place| Instalment {
                due_date: today.checked_add_days(Days::new(30 * place)).unwrap(),
                amount: Cents(dice.roll(9_000) as i64),
                retained: dice.roll(4) == 0,
            })
            .collect(),
        payment_term: some(dice, PaymentTerm::EndOfMonth { days: 45, reading: None }),
        penalty_rate: some(dice, PenaltyRate::Clause { rate_percent: "12.50".parse().unwrap() }),
        net_total: some(dice, Cents(1)),
        vat_total: some(dice, Cents(-2)),
        prepaid: Cents(dice.roll(100) as i64),
        amount_due: Cents(dice.roll(30_000) as i64),
        payment_reference: text(dice),
        preceding_invoices: (0..dice.roll(3)).map(|_| text(dice)).collect(),
        subject: text(dice),
        order_reference: text(dice),
        claim_nature: [ClaimNature::General, ClaimNature::Telecom][dice.roll(2) as usize],
        attachments: (0..dice.roll(2)).map(|_| support::attachment(b"x", "x.pdf")).collect(),
        credits: if credit { allocations(dice, number, 5_000) } else { Vec::new() },
        import: some(dice, import),
        origin: [Origin::Document, Origin::BroughtForward, Origin::BookEntry][dice.roll(3) as usize],
        ..support::invoice(number, past(dice, number))
    }
}

fn fact(dice: &mut Dice, number: u64, today: NaiveDate) -> Event {
    let customer = customer_id(past(dice, number));
    let of = past(dice, number);
    match dice.roll(61) {
        0..=7 => support::recorded(a_customer(dice, number)),
        8..=17 => support::billed(an_invoice(dice, number, today)),
        18 => Event::CustomerEdited { customer: Box::new(a_customer(dice, of)), only_kind: of.is_multiple_of(2) },
        19 => Event::InvoiceEdited {
            invoice: Box::new(Invoice { id: invoice_id(of), ..an_invoice(dice, number, today) }),
        },
        20 => Event::InvoiceWithdrawn { invoice: invoice_id(of), reason: text(dice) },
        21 => Event::AttachmentAdded { invoice: invoice_id(of), attachment: support::attachment(b"y", "y.pdf") },
        22 => support::imported(number, 1),
        23 => Event::ImportUndone { import: support::import_id(of) },
        24 => Event::CreditAllocated {
            credit_note: invoice_id(of),
            allocation: Allocation { invoice: invoice_id(past(dice, number)), amount: Cents(dice.roll(900) as i64) },
        },
        25..=29 => Event::PaymentReceived {
            payment: Box::new(Payment {
                reference: text(dice),
                note: text(dice),
                import: some(dice, support::import_id(of)),
                allocations: allocations(dice, number, 11_000),
                withheld: allocations(dice, number, 900),
                discounts: allocations(dice, number, 900),
                accessories: allocations(dice, number, 9_000),
                indicated: dice.roll(2) == 0,
                cheque: a_cheque(dice, today),
                ..Payment::of(payment_id(number), customer, today, Cents(20_000), Means::Cheque)
            }),
        },
        30 => Event::PaymentReversed { payment: payment_id(of), day: today, reason: text(dice), entry: None },
        31 => Event::LetterDrafted { letter: Box::new(a_letter(dice, number, customer, today)) },
        32 => Event::ExchangeRecorded {
            exchange: Box::new(Exchange {
                id: ExchangeId(uuid(5, number)),
                customer,
                direction: [Direction::Outgoing, Direction::Incoming][dice.roll(2) as usize],
                channel: channel(dice),
                day: today,
                step: [None, Some(StepKey::FormalNotice)][dice.roll(2) as usize],
                invoices: invoices(dice, number),
                letter: some(dice, LetterId(uuid(6, of))),
                party: text(dice),
                outcome: some(dice, Outcome::SaysPaid),
                registered_number: some(dice, "1A 000 000 0000 0".to_owned()),
                note: text(dice),
                deadline_days: some(dice, 8),
            }),
        },
        33 => Event::DeliveryRecorded {
            delivery: Delivery {
                exchange: ExchangeId(uuid(5, of)),
                presented_on: today,
                outcome: DeliveryOutcome::Unclaimed,
                registered_number: some(dice, "1A 111 111 1111 1".to_owned()),
            },
        },
        34 => Event::PromiseMade {
            promise: Box::new(Promise {
                id: PromiseId(uuid(7, number)),
                customer,
                invoices: invoices(dice, number),
                amount: Cents(700),
                due_on: today,
                made_on: today,
                made_by: text(dice),
                channel: channel(dice),
                closed: None,
                closed_as: None,
            }),
        },
        35 => hold(dice, number, customer, today),
        36 => ending(dice, of, today),
        37 => Event::StepSnoozed { snooze: Snooze { customer, step: step(dice), until: today, set_on: today } },
        38 => Event::StepSkipped {
            skip: Skip { customer, step: step(dice), invoices: invoices(dice, number), reason: text(dice), day: today },
        },
        39 => Event::StepChosen {
            choice: Choice { customer, step: step(dice), invoices: invoices(dice, number), day: today },
        },
        40 => Event::InsolvencyRecorded {
            insolvency: Insolvency {
                customer,
                kind: InsolvencyKind::Liquidation,
                opened_on: today,
                published_on: some(dice, today),
                recorded_on: today,
                declared_on: None,
            },
        },
        41 => Event::ClaimDeclared { customer, day: today },
        42 => Event::HandedOver {
            hand_over: Box::new(HandOver {
                customer,
                route: Route::OrderForPayment,
                invoices: invoices(dice, number),
                to: text(dice),
                day: today,
                note: text(dice),
                returned_on: None,
            }),
        },
        43 => Event::FileReturned { customer, day: today, reason: text(dice) },
        44 => Event::WrittenOff { write_off: WriteOff { invoice: invoice_id(of), day: today, reason: text(dice) } },
        45..=50 => taken_back(dice, number, of, today),
        51..=54 => banked(dice, number, of, today),
        55..=59 => limitation(dice, number, of, today),
        _ => owner(dice, today),
    }
}

/// What moves a limitation, and the owner's word on it.
fn limitation(dice: &mut Dice, number: u64, of: u64, day: NaiveDate) -> Event {
    let customer = customer_id(of);
    let fact = |dice: &mut Dice, id: u64| LimitationFact {
        id: LimitationFactId(uuid(14, id)),
        customer,
        invoices: invoices(dice, number),
        kind: LimitationFactKind::ALL[dice.roll(LimitationFactKind::ALL.len() as u64) as usize],
        day,
        until: some(dice, day),
        case_end: some(dice, CaseEnd::Lapsed),
        clause_years: some(dice, 3),
        by: text(dice),
        note: text(dice),
        exchange: some(dice, ExchangeId(uuid(5, of))),
        documents: (0..dice.roll(2)).map(|_| digest_of(b"signed")).collect(),
    };
    let subject = [
        LimitationSubject::Fact(LimitationFactId(uuid(14, past(dice, number)))),
        LimitationSubject::Payment(payment_id(past(dice, number))),
    ][dice.roll(2) as usize];
    match dice.roll(8) {
        0..=2 => Event::LimitationFactRecorded { fact: Box::new(fact(dice, number)) },
        3 => {
            let id = past(dice, number);
            Event::LimitationFactEdited { fact: Box::new(fact(dice, id)) }
        }
        4 => Event::LimitationFactWithdrawn {
            customer,
            fact: LimitationFactId(uuid(14, past(dice, number))),
            day,
            reason: text(dice),
        },
        5 => Event::LimitationConfirmationWithdrawn { customer, subject, day, reason: text(dice) },
        _ => Event::LimitationConfirmed {
            confirmation: Box::new(LimitationConfirmation {
                customer,
                subject,
                invoices: invoices(dice, number),
                happened_on: day,
                counts: dice.roll(2) == 0,
                confirmed_on: day,
                by: text(dice),
                note: text(dice),
            }),
        },
    }
}

/// Statements, and what becomes of their lines. The ids of entries are those of facts, a hundred each.
fn banked(dice: &mut Dice, number: u64, of: u64, day: NaiveDate) -> Event {
    let entry = BankEntryId(uuid(13, of * 100 + dice.roll(2)));
    match dice.roll(6) {
        0..=2 => Event::StatementImported {
            statement: Box::new(BankStatement {
                id: StatementId(uuid(12, number)),
                import: support::import_id(past(dice, number)),
                account: text(dice),
                account_name: text(dice),
                format: "camt053".to_owned(),
                number: text(dice),
                opening: some(dice, BankBalance { day: Some(day), amount: Cents(5) }),
                closing: None,
                first_day: some(dice, day),
                last_day: some(dice, day),
                entries: (0..dice.roll(3)).map(|place| an_entry(dice, number * 100 + place, day)).collect(),
            }),
        },
        3 => Event::EntrySetAside { aside: EntrySetAside { entry, day, reason: text(dice) } },
        4 => Event::EntryTakenUp { entry, day },
        _ => Event::PaymentReceived {
            payment: Box::new(Payment {
                reference: text(dice),
                note: text(dice),
                entry: Some(entry),
                import: None,
                allocations: allocations(dice, number, 11_000),
                ..Payment::of(payment_id(number), customer_id(past(dice, number)), day, Cents(20_000), Means::Transfer)
            }),
        },
    }
}

fn a_cheque(dice: &mut Dice, today: NaiveDate) -> Option<Cheque> {
    let cheque = Cheque { number: text(dice), deposited_on: some(dice, today) };
    some(dice, cheque)
}

fn an_entry(dice: &mut Dice, number: u64, day: NaiveDate) -> BankEntry {
    BankEntry {
        id: BankEntryId(uuid(13, number)),
        day,
        value_date: some(dice, day),
        amount: Cents(dice.roll(9_000) as i64 - 1_000),
        text: (0..dice.roll(3)).map(|_| text(dice)).collect(),
        payer_name: text(dice),
        payer_account: text(dice),
        creditor_reference: some(dice, "RF18539007547034".to_owned()),
        end_to_end_id: None,
        bank_reference: some(dice, "REF".to_owned()),
        cheque_number: None,
        operation: text(dice),
        return_reason: some(dice, "MD01".to_owned()),
    }
}

/// What gives money away later, and what takes something back.
fn taken_back(dice: &mut Dice, number: u64, of: u64, day: NaiveDate) -> Event {
    let (invoice, customer, reason) = (invoice_id(past(dice, number)), customer_id(of), text(dice));
    let holds = [
        HoldRef::Promise(PromiseId(uuid(7, of))),
        HoldRef::Dispute(DisputeId(uuid(8, of))),
        HoldRef::PaymentClaim(PaymentClaimId(uuid(10, of))),
        HoldRef::Pause(PauseId(uuid(11, of))),
        HoldRef::Plan(PlanId(uuid(14, of))),
    ];
    match dice.roll(15) {
        8 | 9 => Event::InvoiceCeded {
            cession: Cession { invoice, to: text(dice), day, with_recourse: dice.roll(2) == 0, returned: None },
        },
        10 => Event::CessionEnded { invoice, day, reason },
        11 => Event::CessionResumed { invoice, day },
        12 => Event::CessionWithdrawn { invoice, day, reason },
        13 => Event::ChequeDeposited { payment: payment_id(of), deposited_on: some(dice, day), day },
        14 => match dice.roll(3) {
            2 => {
                Event::PaymentSeen { payment: payment_id(of), entry: some(dice, BankEntryId(uuid(13, of * 100))), day }
            }
            0 => Event::PaymentPassedOn { payment: payment_id(of), passed_on: some(dice, day), day },
            _ => Event::PaymentOrderChosen {
                chosen: OrderChosen { customer, order: PaymentOrder::PrincipalFirst, day, reason },
            },
        },
        0 => Event::PaymentAllocated {
            payment: payment_id(of),
            allocation: Allocation { invoice, amount: Cents(dice.roll(9_000) as i64) },
            to: paid_part(dice),
        },
        1 => {
            Event::PaymentReleased { payment: payment_id(of), invoice, day, reason, amount: None, to: paid_part(dice) }
        }
        2 => Event::CreditReleased { credit_note: invoice_id(of), invoice, day, reason, amount: None },
        3 => Event::AttachmentWithdrawn { invoice, digest: digest_of(b"y"), reason },
        4 => Event::SkipWithdrawn { customer, step: step(dice), day },
        5 => Event::InsolvencyWithdrawn { customer, day, reason },
        6 => Event::WriteOffWithdrawn { invoice, day, reason },
        7.. => Event::HoldReopened { hold: holds[dice.roll(5) as usize], day },
    }
}

fn a_letter(dice: &mut Dice, number: u64, customer: CustomerId, today: NaiveDate) -> Letter {
    Letter {
        id: LetterId(uuid(6, number)),
        customer,
        step: StepKey::SecondReminder,
        invoices: invoices(dice, number),
        lang: Lang::Fr,
        day: today,
        channel: channel(dice),
        recipient: text(dice),
        subject: text(dice),
        text: text(dice),
        body: text(dice),
        pdf: digest_of(b"pdf"),
        message: some(dice, digest_of(b"eml")),
        figures: LetterFigures {
            principal: Cents(1),
            interest: Cents(2),
            indemnity: Cents(4_000),
            total: Cents(4_003),
        },
        deadline_days: some(dice, 15),
    }
}

fn a_plan(dice: &mut Dice, number: u64, customer: CustomerId, today: NaiveDate) -> Event {
    Event::PlanMade {
        plan: Box::new(Plan {
            id: PlanId(uuid(14, number)),
            customer,
            invoices: invoices(dice, number),
            debt: PlanDebt { principal: Cents(900), interest: Cents(12), indemnity: Cents(4_000) },
            instalments: vec![Instalment::due(today, Cents(912))],
            interest: [PlanInterest::Kept, PlanInterest::WaivedIfRespected][dice.roll(2) as usize],
            acceleration_days: some(dice, 8),
            signer: Signer { name: text(dice), role: text(dice), trader: dice.roll(2) == 0 },
            made_on: today,
            lang: Lang::En,
            document: digest_of(b"a plan"),
            signed: None,
            closed: None,
            closed_as: None,
        }),
    }
}

fn of_a_plan(dice: &mut Dice, of: u64, day: NaiveDate) -> Event {
    let plan = PlanId(uuid(14, of));
    match dice.roll(4) {
        0 => Event::PlanSignatureWithdrawn { plan, day },
        1 => {
            let closed_as = [PlanEnd::Kept, PlanEnd::Broken, PlanEnd::CalledOff][dice.roll(3) as usize];
            Event::PlanClosed { plan, day, how: text(dice), closed_as }
        }
        _ => Event::PlanSigned { plan, signature: PlanSignature { on: day, kept: text(dice) } },
    }
}

fn hold(dice: &mut Dice, number: u64, customer: CustomerId, today: NaiveDate) -> Event {
    match dice.roll(4) {
        3 => a_plan(dice, number, customer, today),
        0 => Event::DisputeOpened {
            dispute: Box::new(Dispute {
                id: DisputeId(uuid(8, number)),
                customer,
                invoice: invoice_id(past(dice, number)),
                amount: some(dice, Cents(5)),
                reason: DisputeReason::Quality,
                opened_on: today,
                note: text(dice),
                answer_due: some(dice, today),
                task: text(dice),
                answer: None,
                closed: None,
                closed_as: None,
            }),
        },
        1 => Event::PaymentClaimed {
            claim: Box::new(PaymentClaim {
                id: PaymentClaimId(uuid(10, number)),
                customer,
                invoices: invoices(dice, number),
                said_on: today,
                note: text(dice),
                closed: None,
            }),
        },
        _ => Event::Paused {
            pause: Box::new(Pause {
                id: PauseId(uuid(11, number)),
                scope: [
                    PauseScope::Everything,
                    PauseScope::Customer(customer),
                    PauseScope::Invoice(invoice_id(past(dice, number))),
                ][dice.roll(3) as usize],
                reason: text(dice),
                from: today,
                until: some(dice, today),
                ended_on: None,
            }),
        },
    }
}

fn ending(dice: &mut Dice, of: u64, day: NaiveDate) -> Event {
    let how = text(dice);
    match dice.roll(10) {
        8 => Event::GatePassed {
            passed: Box::new(GatePassed {
                letter: LetterId(uuid(6, of)),
                customer: customer_id(dice.roll(4)),
                day,
                reason: how,
                lights: vec![RedLight { code: "money".into(), about: vec![text(dice)], sentence: text(dice) }],
            }),
        },
        9 => of_a_plan(dice, of, day),
        6 => Event::LetterTakenOut {
            letter: LetterId(uuid(6, of)),
            how: TakenOut::Message,
            message: some(dice, digest_of(b"a message")),
        },
        5 => Event::ExchangeWithdrawn { exchange: ExchangeId(uuid(5, of)), day, reason: how },
        0 => {
            let ends = [None, Some(PromiseEnd::Kept), Some(PromiseEnd::Broken), Some(PromiseEnd::CalledOff)];
            let closed_as = ends[dice.roll(4) as usize];
            Event::PromiseClosed { promise: PromiseId(uuid(7, of)), day, how, closed_as }
        }
        1 => {
            let ends = [None, Some(DisputeEnd::Rejected), Some(DisputeEnd::Accepted), Some(DisputeEnd::Settled)];
            let closed_as = ends[dice.roll(4) as usize];
            Event::DisputeClosed { dispute: DisputeId(uuid(8, of)), day, how, closed_as }
        }
        7 => {
            let dispute = DisputeId(uuid(8, of));
            match dice.roll(4) {
                0 => Event::DisputeTaskSet { dispute, day, task: how, answer_due: some(dice, day) },
                1 => Event::DisputeAnswerWithdrawn { dispute, day },
                _ => Event::DisputeAnswered { dispute, answer: DisputeAnswer { day, text: how } },
            }
        }
        2 => Event::PaymentClaimClosed { claim: PaymentClaimId(uuid(10, of)), day, how },
        3 => Event::PauseEnded { pause: PauseId(uuid(11, of)), day },
        _ => Event::LetterDiscarded { letter: LetterId(uuid(6, of)) },
    }
}

fn owner(dice: &mut Dice, today: NaiveDate) -> Event {
    match dice.roll(4) {
        0 => Event::RateConfirmed { parameter: text(dice), half_year: today, rate_percent: "4.120".parse().unwrap() },
        1 => Event::MappingRemembered { headings: text(dice), mapping: text(dice) },
        2 => Event::SettingRecorded { key: text(dice), value: "1".to_owned() },
        _ => Event::BusinessRecorded {
            business: Box::new(Business {
                name: text(dice),
                legal_form: LegalForm::SoleTrader,
                standing: Standing::Artisan,
                siren: some(dice, "732829320".parse().unwrap()),
                siret: some(dice, "73282932000074".parse().unwrap()),
                vat_id: None,
                register_city: some(dice, "Lyon".to_owned()),
                share_capital: some(dice, Cents(100_000)),
                address: Address::default(),
                email: None,
                phone: some(dice, "04".to_owned()),
                iban: some(dice, "FR1420041010050500013M02606".parse().unwrap()),
                bic: None,
                signatory: some(dice, text_of_name()),
                terms: TermsOfSale {
                    payment_term: some(dice, PaymentTerm::DaysFromIssue { days: 45 }),
                    penalty_rate: PenaltyRate::Clause { rate_percent: "10.0".parse().unwrap() },
                    below_floor: [BelowFloor::Clause, BelowFloor::Floor, BelowFloor::Statutory][dice.roll(3) as usize],
                },
                logo: some(dice, digest_of(b"logo")),
            }),
        },
    }
}

fn text_of_name() -> String {
    "Léa Moreau".to_owned()
}

fn paid_part(dice: &mut Dice) -> PaidPart {
    if dice.roll(2) == 0 { PaidPart::Principal } else { PaidPart::Accessories }
}
