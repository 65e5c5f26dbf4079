//! What is owed, to whom, and what taking something back restores: over the real store.

use app::cessions::NewCession;
use app::disputes::NewDispute;
use app::facts::NewExchange;
use app::invoices::{TypedCustomer, TypedDue, TypedInvoice};
use app::payments::{NewPayment, free_money};
use app::plans::{NewPlan, Schedule};
use app::{Change, Desk, Failure, FieldProblem, Now, Thing};
use chrono::{Duration, NaiveDate};
use domain::{
    Allocation, Breakdown, Cents, Channel, Cheque, ClaimNature, CustomerId, DebtorKind, Direction, DisputeReason,
    Instalment, InvoiceId, InvoiceKind, Means, Outcome, PaymentOrder, PlanInterest, Rhythm, Signer, StepKey,
};
use proptest::prelude::*;

use crate::letters::{customer, empty_desk};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn on(text: &str) -> Now {
    Now { instant: day(text).and_hms_opt(8, 0, 0).unwrap().and_utc(), today: day(text) }
}

fn typed(customer: CustomerId, number: &str, due: TypedDue, euros: i64) -> TypedInvoice {
    TypedInvoice {
        id: None,
        customer: TypedCustomer::Known(customer),
        number: number.into(),
        kind: InvoiceKind::Invoice,
        issue_date: day("2026-03-02"),
        due,
        retention: None,
        delivery_date: Some(day("2026-03-02")),
        received_on: None,
        nature: ClaimNature::General,
        credits: None,
        gross_total: Cents(euros * 100),
        already_paid: Cents::ZERO,
        subject: String::new(),
    }
}

/// A customer with one due date, several, and retention money; one invoice is disputed in part, one was promised.
struct Shop {
    _folder: tempfile::TempDir,
    desk: Desk,
    customer: CustomerId,
    invoices: Vec<InvoiceId>,
    minute: i64,
}

const TODAY: &str = "2026-06-15";

impl Shop {
    fn open(kind: DebtorKind) -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = empty_desk(&folder);
        let customer = customer(&mut desk, kind);
        let two = TypedDue::Instalments(vec![
            Instalment::due(day("2026-04-30"), Cents(40_000)),
            Instalment::due(day("2026-07-31"), Cents(35_000)),
        ]);
        let kept = TypedInvoice {
            retention: Some((day("2027-03-31"), Cents(6_000))),
            ..typed(customer, "F-3", TypedDue::On(day("2026-05-31")), 1_200)
        };
        let mut invoices = Vec::new();
        for one in
            [typed(customer, "F-1", TypedDue::On(day("2026-04-30")), 1_000), typed(customer, "F-2", two, 750), kept]
        {
            invoices.push(desk.save_invoice(on("2026-03-02"), one).unwrap().0);
        }
        let said = |outcome| NewExchange {
            customer,
            invoices: vec![invoices[0]],
            direction: Direction::Incoming,
            channel: Channel::Email,
            day: day("2026-06-01"),
            step: None,
            outcome: Some(outcome),
            party: String::new(),
            note: String::new(),
            promise: (outcome == Outcome::Promised).then(|| (Cents(60_000), day("2026-06-30"))),
            dispute: (outcome == Outcome::Disputes).then(|| NewDispute {
                invoice: invoices[2],
                amount: Some(Cents(20_000)),
                reason: DisputeReason::Quality,
                task: String::new(),
                answer_due: None,
            }),
        };
        for outcome in [Outcome::Promised, Outcome::SaysPaid] {
            desk.record_exchange(on("2026-06-01"), said(outcome)).unwrap();
        }
        desk.record_exchange(on("2026-06-01"), NewExchange { invoices: vec![invoices[2]], ..said(Outcome::Disputes) })
            .unwrap();
        Shop { _folder: folder, desk, customer, invoices, minute: 0 }
    }

    /// A further minute of the day: what is done at once stays apart from what is done next.
    fn now(&mut self) -> Now {
        self.minute += 1;
        let now = on(TODAY);
        Now { instant: now.instant + Duration::minutes(self.minute), ..now }
    }

    /// Every figure of the file.
    fn figures(&self) -> String {
        let now = on(TODAY);
        let file = self.desk.customer_file(self.customer).unwrap();
        let mut parts: Vec<(InvoiceId, Breakdown)> = self.desk.breakdowns(&file, now.today).into_iter().collect();
        parts.sort_by_key(|(id, _)| *id);
        for (_, of) in &parts {
            assert_eq!(of.sum(), of.amount_due, "{of:?}");
        }
        let claims: Vec<_> = self
            .desk
            .claims(&file, now.today)
            .unwrap()
            .into_iter()
            .map(|one| (one.invoice.number.clone(), one.claim.figures(), *one.claim.other_order(), one.claim.covered()))
            .collect();
        let awaited: Vec<bool> = file.promises.iter().map(|promise| promise.closed.is_none()).collect();
        let said: Vec<bool> = file.payment_claims.iter().map(|claim| claim.closed.is_none()).collect();
        let asked = self.desk.asked_on(&file, &self.invoices, now.today).unwrap();
        let asked: Vec<_> = asked.iter().map(|one| (one.one.invoice.number.clone(), one.sums(), one.not_due)).collect();
        format!(
            "{parts:?} {claims:?} {asked:?} {awaited:?} {said:?} {:?} {:?} {:?} {:?}",
            free_money(&file, now.today),
            file.unallocated(now.today),
            file.to_pass_on(now.today),
            self.desk.customers_owing().unwrap(),
        )
    }

    fn breakdown(&self, place: usize) -> Breakdown {
        let file = self.desk.customer_file(self.customer).unwrap();
        self.desk.breakdowns(&file, day(TODAY))[&self.invoices[place]]
    }

    fn pay(&mut self, cents: i64, of: &[usize]) -> Change {
        let parts = of.iter().map(|place| (self.invoices[*place], None)).collect();
        let new = NewPayment { parts, ..NewPayment::of(self.customer, Cents(cents), day(TODAY)) };
        let now = self.now();
        self.desk.record_payment(now, new).unwrap()
    }
}

#[derive(Clone, Debug)]
enum Act {
    Pay { ago: u64, cents: i64, of: Vec<usize>, withheld: i64, discount: i64, cheque: Option<bool>, accessories: bool },
    ToAccessories,
    Apply { to: Option<usize> },
    Credit { cents: i64, of: Option<usize> },
    Cede { of: usize },
    Back { of: usize },
    Order { principal_first: bool },
    Deposit,
    PassOn,
}

fn act() -> impl Strategy<Value = Act> {
    let place = || 0_usize..3;
    prop_oneof![
        5 => (0_u64..60, 1_i64..200_000, prop::collection::vec(place(), 0..3), 0_i64..3_000, 0_i64..3_000, prop::option::of(any::<bool>()), any::<bool>())
            .prop_map(|(ago, cents, of, withheld, discount, cheque, accessories)| Act::Pay { ago, cents, of, withheld, discount, cheque, accessories }),
        2 => Just(Act::ToAccessories),
        2 => prop::option::of(place()).prop_map(|to| Act::Apply { to }),
        2 => (1_i64..80_000, prop::option::of(place())).prop_map(|(cents, of)| Act::Credit { cents, of }),
        2 => place().prop_map(|of| Act::Cede { of }),
        1 => place().prop_map(|of| Act::Back { of }),
        1 => any::<bool>().prop_map(|principal_first| Act::Order { principal_first }),
        1 => Just(Act::Deposit),
        1 => Just(Act::PassOn),
    ]
}

impl Shop {
    fn act(&mut self, number: usize, act: &Act) -> Result<Change, Failure> {
        let (now, customer, invoices) = (self.now(), self.customer, self.invoices.clone());
        let file = self.desk.customer_file(customer)?;
        match act.clone() {
            Act::Pay { ago, cents, of, withheld, discount, cheque, accessories } => {
                let mut of = of;
                of.dedup();
                let besides = |cents: i64| -> Vec<Allocation> {
                    let first = of.first().filter(|_| cents > 0);
                    first
                        .map(|place| Allocation { invoice: invoices[*place], amount: Cents(cents) })
                        .into_iter()
                        .collect()
                };
                let cheque =
                    cheque.map(|there| Cheque { number: String::new(), deposited_on: there.then_some(now.today) });
                let new = NewPayment {
                    parts: of.iter().map(|place| (invoices[*place], None)).collect(),
                    withheld: besides(withheld),
                    discounts: besides(discount),
                    means: if cheque.is_some() { Means::Cheque } else { Means::Transfer },
                    cheque,
                    accessories,
                    ..NewPayment::of(customer, Cents(cents), now.today - Duration::days(ago as i64))
                };
                // What is planned is what is recorded.
                let plan = self.desk.plan_payment(now, &new)?;
                let change = self.desk.record_payment(now, new)?;
                let after = self.desk.customer_file(customer)?;
                for line in plan.lines {
                    let open = after.balance(after.invoice(line.invoice).unwrap(), now.today).open;
                    assert_eq!(line.left, open, "{}", line.number);
                    let payment = after.payments.last().unwrap();
                    assert_eq!(line.accessories, payment.accessories_of(line.invoice), "{}", line.number);
                }
                assert_eq!(after.payments.last().unwrap().free(), plan.credit);
                // Interest and indemnity take no more than the law counts: without them nothing more is too much.
                let mut without = after.clone();
                without.payments.last_mut().unwrap().accessories.clear();
                let surplus = |file| -> Result<Vec<Cents>, Failure> {
                    let claims = self.desk.claims(file, now.today)?;
                    Ok(claims.into_iter().map(|one| one.claim.surplus).collect())
                };
                assert_eq!(surplus(&after)?, surplus(&without)?);
                Ok(change)
            }
            Act::ToAccessories => self.desk.apply_to_accessories(now, customer, None, &invoices[..1]),
            Act::Apply { to } => self.desk.apply_free_money(now, customer, None, to.map(|place| invoices[place])),
            Act::Credit { cents, of } => {
                let note = TypedInvoice {
                    kind: InvoiceKind::CreditNote,
                    issue_date: now.today,
                    delivery_date: None,
                    gross_total: Cents(cents),
                    credits: of.map(|place| invoices[place]),
                    ..typed(customer, &format!("A-{number}"), TypedDue::ByLaw, 0)
                };
                Ok(self.desk.save_invoice(now, note)?.2)
            }
            Act::Cede { of } => self.desk.cede(
                now,
                NewCession {
                    customer,
                    invoices: vec![invoices[of]],
                    to: "Factor".into(),
                    day: now.today,
                    with_recourse: true,
                },
            ),
            Act::Back { of } => self.desk.end_cession(now, customer, &[invoices[of]], now.today, "impayée"),
            Act::Order { principal_first } => {
                let order = if principal_first { PaymentOrder::PrincipalFirst } else { PaymentOrder::InterestFirst };
                self.desk.choose_payment_order(now, customer, order, "accord")
            }
            Act::Deposit => {
                let waiting = file.payments.iter().find(|payment| payment.waits_for_deposit(now.today));
                let payment = waiting.ok_or(Failure::CannotUndo)?.id;
                self.desk.deposit_cheque(now, payment, now.today)
            }
            Act::PassOn => {
                let payment = file.to_pass_on(now.today).first().ok_or(Failure::CannotUndo)?.payment;
                self.desk.pass_on(now, payment, now.today)
            }
        }
    }
}

/// More beside the money than is open; nothing to apply, to cede, to take back, to deposit or to pass on.
fn may_refuse(act: &Act, failure: &Failure) -> bool {
    match act {
        Act::Pay { .. } => {
            matches!(failure, Failure::Field { field: "withheld" | "discounts", problem: FieldProblem::ExceedsOpen })
        }
        Act::Apply { .. } => matches!(failure, Failure::NotFound { what: Thing::Payment | Thing::Invoice }),
        Act::ToAccessories => matches!(
            failure,
            Failure::NotFound { what: Thing::Payment } | Failure::Field { problem: FieldProblem::NothingOwed, .. }
        ),
        Act::Cede { .. } => {
            matches!(failure, Failure::Field { field: "invoices", problem: FieldProblem::UnknownValue })
        }
        Act::Back { .. } => matches!(failure, Failure::NotFound { what: Thing::Invoice }),
        Act::Deposit | Act::PassOn => matches!(failure, Failure::CannotUndo),
        Act::Credit { .. } | Act::Order { .. } => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_taken_back_restores_every_figure(acts in prop::collection::vec(act(), 1..8)) {
        let mut shop = Shop::open(DebtorKind::Professional);
        let mut done: Vec<(String, String)> = Vec::new();
        for (number, act) in acts.iter().enumerate() {
            let before = shop.figures();
            match shop.act(number, act) {
                Ok(change) => done.push((before, change.undo.unwrap())),
                Err(failure) => {
                    prop_assert!(may_refuse(act, &failure), "{:?}: {:?}", act, failure);
                    prop_assert_eq!(shop.figures(), before, "a refusal changed something");
                }
            }
        }
        while let Some((before, token)) = done.pop() {
            let now = shop.now();
            shop.desk.undo(now, &token).unwrap();
            prop_assert_eq!(shop.figures(), before, "{}", token);
        }
    }

    #[test]
    fn the_order_of_recording_changes_no_balance(
        first in (1_i64..60_000, 0_usize..3), second in (1_i64..60_000, 0_usize..3), third in (1_i64..20_000, 0_usize..3),
    ) {
        let paid = |order: [(i64, usize); 3]| {
            let mut shop = Shop::open(DebtorKind::PublicBody);
            for (cents, of) in order {
                shop.pay(cents, &[of]);
            }
            (0..3).map(|place| shop.breakdown(place)).collect::<Vec<_>>()
        };
        // Each to an invoice of its own or to the same: as long as none is paid beyond what is open, order is nothing.
        prop_assume!([first, second, third].iter().filter(|(_, of)| *of == 1).map(|(cents, _)| cents).sum::<i64>() <= 75_000);
        prop_assume!([first, second, third].iter().filter(|(_, of)| *of == 0).map(|(cents, _)| cents).sum::<i64>() <= 100_000);
        prop_assert_eq!(paid([first, second, third]), paid([third, first, second]));
    }
}

#[test]
fn a_payment_that_keeps_a_promise_awaits_it_again_when_it_bounces() {
    let mut shop = Shop::open(DebtorKind::Professional);
    let before = shop.figures();
    let change = shop.pay(70_000, &[0]);
    let closed = |shop: &Shop| {
        let file = shop.desk.customer_file(shop.customer).unwrap();
        (file.promises[0].closed.is_some(), file.payment_claims[0].closed.is_some())
    };
    assert_eq!(closed(&shop), (true, true));
    let paid = shop.figures();
    let id = change.undo.unwrap().trim_start_matches("payment:").parse().unwrap();
    let now = shop.now();
    let reversed = shop.desk.reverse_payment(now, id, "rejet".into()).unwrap();
    assert_eq!(closed(&shop), (false, false));
    assert_eq!(shop.figures(), before);
    let now = shop.now();
    shop.desk.undo(now, &reversed.undo.unwrap()).unwrap();
    assert_eq!(closed(&shop), (true, true));
    assert_eq!(shop.figures(), paid);
}

#[test]
fn a_ceded_invoice_is_asked_for_by_nobody_here_until_it_comes_back() {
    let mut shop = Shop::open(DebtorKind::Professional);
    let (customer, first) = (shop.customer, shop.invoices[0]);
    let now = shop.now();
    let cession = NewCession {
        customer,
        invoices: shop.invoices.clone(),
        to: "Factor SA".into(),
        day: day("2026-06-10"),
        with_recourse: false,
    };
    shop.desk.cede(now, cession).unwrap();
    let file = shop.desk.customer_file(customer).unwrap();
    assert!(shop.desk.asked_on(&file, &shop.invoices, now.today).unwrap().is_empty());
    assert!(shop.desk.claims(&file, now.today).unwrap().is_empty());
    assert!(shop.desk.customers_owing().unwrap().is_empty());
    assert_eq!(shop.breakdown(0).ceded, Cents(100_000));
    let silence = shop.desk.verdict(&file, now).unwrap();
    assert!(silence.proposal().is_none(), "{silence:?}");
    // Money for it comes all the same.
    let paid = shop.pay(30_000, &[0]);
    assert!(paid.sentence.contains("Factor SA"), "{}", paid.sentence);
    let now = shop.now();
    let file = shop.desk.customer_file(customer).unwrap();
    let [to_pass_on] = &file.to_pass_on(now.today)[..] else { panic!() };
    shop.desk.pass_on(now, to_pass_on.payment, now.today).unwrap();
    assert!(shop.desk.customer_file(customer).unwrap().to_pass_on(now.today).is_empty());
    let now = shop.now();
    shop.desk.end_cession(now, customer, &[first], now.today, "impayée").unwrap();
    assert_eq!((shop.breakdown(0).ceded, shop.breakdown(0).owed()), (Cents::ZERO, Cents(70_000)));
}

#[test]
fn a_ceded_invoice_can_be_neither_disputed_nor_spread_over_a_plan() {
    let mut shop = Shop::open(DebtorKind::Professional);
    let (customer, first) = (shop.customer, shop.invoices[0]);
    let now = shop.now();
    let cession =
        NewCession { customer, invoices: vec![first], to: "Factor SA".into(), day: now.today, with_recourse: false };
    shop.desk.cede(now, cession).unwrap();
    let plan = NewPlan {
        customer,
        invoices: vec![first],
        schedule: Schedule::Even { count: 3, first: day("2026-07-01"), rhythm: Rhythm::Monthly },
        interest: PlanInterest::Kept,
        acceleration_days: Some(8),
        signer: Signer { name: "M. Hamon".into(), role: String::new(), trader: true },
        lang: None,
    };
    let ceded = FieldProblem::Ceded { number: "F-1".into(), to: "Factor SA".into() };
    let refused = |field| Failure::field(field, ceded.clone());
    assert_eq!(shop.desk.preview_plan(now, &plan).unwrap_err(), refused("invoices"));
    assert_eq!(shop.desk.make_plan(now, &plan).unwrap_err(), refused("invoices"));
    let file = shop.desk.customer_file(customer).unwrap();
    assert!(shop.desk.plan_choices(&file, now).iter().all(|choice| choice.invoice != first));
    // All that is overdue is still the business's own.
    let all = NewPlan { invoices: Vec::new(), ..plan };
    assert!(!shop.desk.preview_plan(now, &all).unwrap().invoices.contains(&first));
    let said = NewExchange {
        customer,
        invoices: vec![first],
        direction: Direction::Incoming,
        channel: Channel::Email,
        day: now.today,
        step: None,
        outcome: Some(Outcome::Disputes),
        party: String::new(),
        note: String::new(),
        promise: None,
        dispute: Some(NewDispute {
            invoice: first,
            amount: None,
            reason: DisputeReason::Quality,
            task: String::new(),
            answer_due: None,
        }),
    };
    assert_eq!(shop.desk.record_exchange(now, said).unwrap_err(), refused("dispute_invoice"));
}

#[test]
fn retention_money_is_neither_asked_nor_bears_interest_before_its_day() {
    for kind in [DebtorKind::Professional, DebtorKind::PublicBody] {
        let shop = Shop::open(kind);
        let file = shop.desk.customer_file(shop.customer).unwrap();
        let invoice = file.invoice(shop.invoices[2]).unwrap();
        let claim = shop.desk.claim_of(&file, invoice, day("2026-12-31")).unwrap().unwrap().claim;
        assert!(claim.segments().all(|segment| segment.principal == Cents(114_000)), "{kind:?}");
        assert_eq!(claim.principal_overdue, Cents(114_000), "{kind:?}");
        let asked = shop.desk.asked_on(&file, &[shop.invoices[2]], day("2026-12-31")).unwrap();
        // 200 € of it are in dispute.
        assert_eq!((asked[0].principal, asked[0].not_due), (Cents(94_000), Cents(6_000)), "{kind:?}");
        let after = shop.desk.asked_on(&file, &[shop.invoices[2]], day("2027-04-30"));
        // Rates of 2027 are not known: the principal is, and it has fallen due.
        assert_eq!(after.unwrap()[0].principal, Cents(100_000), "{kind:?}");
    }
}

#[test]
fn principal_first_is_followed_by_the_claim_and_by_the_annex() {
    let mut shop = Shop::open(DebtorKind::Professional);
    shop.pay(40_000, &[0]);
    let (customer, invoice) = (shop.customer, shop.invoices[0]);
    let claim = |shop: &Shop| {
        let file = shop.desk.customer_file(customer).unwrap();
        let one = file.invoice(invoice).unwrap();
        shop.desk.claim_of(&file, one, day(TODAY)).unwrap().unwrap().claim
    };
    // 1 000 € from 30 April to 15 June, 46 days at 12.15 %: 15.31 €.
    let by_law = claim(&shop);
    assert_eq!((by_law.principal_open, by_law.interest.open), (Cents(61_531), Cents::ZERO));
    let now = shop.now();
    let refused = shop.desk.choose_payment_order(now, customer, PaymentOrder::PrincipalFirst, "  ");
    assert!(matches!(refused, Err(Failure::Field { field: "reason", .. })));
    let chosen =
        shop.desk.choose_payment_order(now, customer, PaymentOrder::PrincipalFirst, "accord du 12 juin").unwrap();
    let kind = claim(&shop);
    assert_eq!((kind.principal_open, kind.interest.open), (Cents(60_000), Cents(1_531)));
    assert_eq!(kind.other_order().principal_open, Cents(61_531));
    let drafted = shop.desk.draft(now, customer, StepKey::SecondReminder, None).unwrap();
    assert!(drafted.letter.figures.interest.is_positive());
    let undo = shop.now();
    shop.desk.undo(undo, &chosen.undo.unwrap()).unwrap();
    assert_eq!(claim(&shop), by_law);
}
