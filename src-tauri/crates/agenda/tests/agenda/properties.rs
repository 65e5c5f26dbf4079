//! Whatever happened, in whatever order, the agenda keeps its word.

use agenda::{Reason, Verdict};
use chrono::NaiveDate;
use domain::{
    Allocation, Cents, DebtorKind, DeliveryOutcome, Insolvency, InsolvencyKind, InvoiceId, Outcome, PauseScope,
    StepKey, WriteOff,
};
use proptest::prelude::*;

use crate::story::{Story, day, plus};

const START: &str = "2026-01-05";

/// Something that may happen to a customer on a day of the year.
#[derive(Clone, Debug)]
enum Fact {
    Invoice { due_in: i64, cents: i64 },
    Payment { invoice: usize, percent: i64 },
    FreeMoney { cents: i64 },
    CreditNote { invoice: usize, percent: i64 },
    Promise { invoice: Option<usize>, in_days: i64 },
    ClosePromise,
    Dispute { invoice: usize, percent: Option<i64> },
    CloseDispute,
    SaysPaid,
    CloseSaysPaid,
    Pause { invoice: Option<usize>, days: i64 },
    PauseEverything { days: i64 },
    WriteOff { invoice: usize },
    Insolvent { kind: InsolvencyKind, published: bool },
    Declared,
    Snooze { step: usize, days: i64 },
    Skip { step: usize },
    Choose { step: usize },
    HandOver,
    Returned,
    Call(Outcome),
    Answer,
    Presented(DeliveryOutcome),
}

fn fact() -> impl Strategy<Value = Fact> {
    let outcome = prop_oneof![
        Just(Outcome::NoAnswer),
        Just(Outcome::MessageLeft),
        Just(Outcome::InDifficulty),
        Just(Outcome::WrongNumber),
        Just(Outcome::AsksForDocument),
        Just(Outcome::Refuses),
        Just(Outcome::Other),
    ];
    let insolvency = prop_oneof![
        Just(InsolvencyKind::Sauvegarde),
        Just(InsolvencyKind::Liquidation),
        Just(InsolvencyKind::OverIndebtedness)
    ];
    let delivered = prop_oneof![
        Just(DeliveryOutcome::Signed),
        Just(DeliveryOutcome::Unclaimed),
        Just(DeliveryOutcome::UnknownAddress)
    ];
    prop_oneof![
        3 => (-5_i64..60, 1_000_i64..500_000).prop_map(|(due_in, cents)| Fact::Invoice { due_in, cents }),
        3 => (0_usize..4, 1_i64..120).prop_map(|(invoice, percent)| Fact::Payment { invoice, percent }),
        1 => (1_i64..100_000).prop_map(|cents| Fact::FreeMoney { cents }),
        1 => (0_usize..4, 1_i64..100).prop_map(|(invoice, percent)| Fact::CreditNote { invoice, percent }),
        2 => (proptest::option::of(0_usize..4), 0_i64..40)
            .prop_map(|(invoice, in_days)| Fact::Promise { invoice, in_days }),
        2 => Just(Fact::ClosePromise),
        2 => (0_usize..4, proptest::option::of(1_i64..120))
            .prop_map(|(invoice, percent)| Fact::Dispute { invoice, percent }),
        1 => Just(Fact::CloseDispute),
        1 => Just(Fact::SaysPaid),
        1 => Just(Fact::CloseSaysPaid),
        1 => (proptest::option::of(0_usize..4), 1_i64..60).prop_map(|(invoice, days)| Fact::Pause { invoice, days }),
        1 => (1_i64..30).prop_map(|days| Fact::PauseEverything { days }),
        1 => (0_usize..4).prop_map(|invoice| Fact::WriteOff { invoice }),
        1 => (insolvency, any::<bool>()).prop_map(|(kind, published)| Fact::Insolvent { kind, published }),
        1 => Just(Fact::Declared),
        1 => (0_usize..StepKey::ALL.len(), 1_i64..30).prop_map(|(step, days)| Fact::Snooze { step, days }),
        1 => (0_usize..StepKey::ALL.len()).prop_map(|step| Fact::Skip { step }),
        1 => (0_usize..StepKey::ALL.len()).prop_map(|step| Fact::Choose { step }),
        1 => Just(Fact::HandOver),
        1 => Just(Fact::Returned),
        2 => outcome.prop_map(Fact::Call),
        1 => Just(Fact::Answer),
        1 => delivered.prop_map(Fact::Presented),
    ]
}

fn kind() -> impl Strategy<Value = DebtorKind> {
    prop_oneof![Just(DebtorKind::Professional), Just(DebtorKind::Consumer), Just(DebtorKind::PublicBody)]
}

/// What happens on which day of the year, in order of day.
fn year() -> impl Strategy<Value = Vec<(i64, Fact)>> {
    proptest::collection::vec((0_i64..365, fact()), 0..25).prop_map(|mut facts| {
        facts.sort_by_key(|(day, _)| *day);
        facts
    })
}

fn nth(story: &Story, place: usize) -> Option<InvoiceId> {
    let invoices: Vec<_> = story.file.invoices.iter().filter(|invoice| !invoice.is_credit_note()).collect();
    if invoices.is_empty() { None } else { Some(invoices[place % invoices.len()].id) }
}

fn open(story: &Story, invoice: InvoiceId, today: NaiveDate) -> i64 {
    story.file.balance(story.file.invoice(invoice).unwrap(), today).open.0
}

fn happen(story: &mut Story, fact: &Fact, today: NaiveDate) {
    match fact {
        Fact::Invoice { due_in, cents } => {
            story.invoice(plus(today, *due_in), *cents);
            let invoice = story.file.invoices.last_mut().unwrap();
            invoice.issue_date = invoice.issue_date.min(today);
        }
        Fact::Payment { invoice, percent } => {
            if let Some(invoice) = nth(story, *invoice) {
                let cents = (open(story, invoice, today) * percent / 100).max(0);
                let part = Allocation { invoice, amount: Cents(cents.min(open(story, invoice, today))) };
                story.received(cents, vec![part], today);
            }
        }
        Fact::FreeMoney { cents } => story.received(*cents, Vec::new(), today),
        Fact::CreditNote { invoice, percent } => {
            if let Some(invoice) = nth(story, *invoice) {
                let cents = open(story, invoice, today) * percent / 100;
                if cents > 0 {
                    story.credit_note(today, cents, Some(invoice));
                }
            }
        }
        Fact::Promise { invoice, in_days } => {
            let invoices: Vec<_> = invoice.and_then(|invoice| nth(story, invoice)).into_iter().collect();
            story.promised(&invoices, 50_000, today, plus(today, *in_days));
        }
        Fact::ClosePromise => {
            if story.file.promises.last().is_some_and(|promise| promise.closed.is_none()) {
                story.close_promise(today);
            }
        }
        Fact::Dispute { invoice, percent } => {
            if let Some(invoice) = nth(story, *invoice) {
                let cents = percent.map(|percent| open(story, invoice, today) * percent / 100);
                story.disputed(invoice, cents, today);
            }
        }
        Fact::CloseDispute => {
            if let Some(dispute) = story.file.disputes.last_mut().filter(|dispute| dispute.closed.is_none()) {
                dispute.closed = Some((today, "réglé".into()));
            }
        }
        Fact::SaysPaid => story.says_paid(today),
        Fact::CloseSaysPaid => {
            if let Some(claim) = story.file.payment_claims.last_mut().filter(|claim| claim.closed.is_none()) {
                claim.closed = Some((today, "rien".into()));
            }
        }
        Fact::Pause { invoice, days } => {
            let scope = match invoice.and_then(|invoice| nth(story, invoice)) {
                Some(invoice) => PauseScope::Invoice(invoice),
                None => PauseScope::Customer(story.file.customer.id),
            };
            let pause = story.pause(scope, today, Some(plus(today, *days)));
            story.file.pauses.push(pause);
        }
        Fact::PauseEverything { days } => {
            let pause = story.pause(PauseScope::Everything, today, Some(plus(today, *days)));
            story.pauses.push(pause);
        }
        Fact::WriteOff { invoice } => {
            if let Some(invoice) = nth(story, *invoice) {
                story.file.write_offs.push(WriteOff { invoice, day: today, reason: String::new() });
            }
        }
        Fact::Insolvent { kind, published } => {
            story.file.insolvency = Some(Insolvency {
                customer: story.file.customer.id,
                kind: *kind,
                opened_on: plus(today, -20),
                published_on: published.then(|| plus(today, -10)),
                recorded_on: today,
                declared_on: None,
            });
        }
        Fact::Declared => {
            if let Some(insolvency) = &mut story.file.insolvency {
                insolvency.declared_on = insolvency.declared_on.or(Some(today));
            }
        }
        Fact::Snooze { step, days } => story.snoozed(StepKey::ALL[*step], today, plus(today, *days)),
        Fact::Skip { step } => story.skipped(StepKey::ALL[*step], today),
        Fact::Choose { step } => story.chose(StepKey::ALL[*step], today),
        Fact::HandOver => {
            story.file.hand_over = Some(domain::HandOver {
                customer: story.file.customer.id,
                route: domain::Route::CollectionAgency,
                invoices: story.all(),
                to: "Agence Martin".into(),
                day: today,
                note: String::new(),
                returned_on: None,
            });
        }
        Fact::Returned => {
            if let Some(given) = &mut story.file.hand_over {
                given.returned_on = given.returned_on.or(Some(today));
            }
        }
        Fact::Call(outcome) => story.called(today, *outcome),
        Fact::Answer => {
            let id = story.exchange(None, domain::Channel::Email, &[], today);
            let exchange = story.file.exchanges.iter_mut().find(|exchange| exchange.id == id).unwrap();
            exchange.direction = domain::Direction::Incoming;
        }
        Fact::Presented(outcome) => {
            let sent = story.file.exchanges.iter().rev().find(|exchange| exchange.letter.is_none()).map(|e| e.id);
            if let Some(sent) = sent {
                story.presented(sent, today, *outcome);
            }
        }
    }
}

/// What silences an invoice on a day, read from the facts by other means than the agenda's.
fn is_silenced(story: &Story, invoice: InvoiceId, today: NaiveDate) -> bool {
    let file = &story.file;
    let bill = file.invoice(invoice).unwrap();
    let open = file.balance(bill, today).open;
    let due = bill.instalments[0].due_date;
    let closed = |closed: &Option<(NaiveDate, String)>| closed.as_ref().is_some_and(|(day, _)| *day <= today);
    let disputed: i64 = file
        .disputes
        .iter()
        .filter(|dispute| dispute.invoice == invoice && dispute.opened_on <= today && !closed(&dispute.closed))
        .map(|dispute| dispute.amount.map_or(i64::MAX / 64, |amount| amount.0))
        .sum();
    let covers = |listed: &[InvoiceId], on: NaiveDate| listed.contains(&invoice) || listed.is_empty() && due <= on;
    let promised = file.promises.iter().any(|promise| {
        let received: i64 = file
            .payments
            .iter()
            .filter(|payment| payment.received_on >= promise.made_on && payment.received_on <= today)
            .flat_map(|payment| &payment.allocations)
            .filter(|part| promise.invoices.is_empty() || promise.invoices.contains(&part.invoice))
            .map(|part| part.amount.0)
            .sum();
        promise.made_on <= today
            && !closed(&promise.closed)
            && today <= plus(promise.due_on, 3)
            && covers(&promise.invoices, promise.made_on)
            && received < promise.amount.0
    });
    let said_paid = file.payment_claims.iter().any(|claim| {
        claim.said_on <= today
            && !closed(&claim.closed)
            && today <= plus(claim.said_on, 5)
            && covers(&claim.invoices, claim.said_on)
    });
    let paused = file.pauses.iter().chain(&story.pauses).any(|pause| {
        pause.from <= today
            && pause.until.is_none_or(|until| today <= until)
            && match pause.scope {
                PauseScope::Everything | PauseScope::Customer(_) => true,
                PauseScope::Invoice(of) => of == invoice,
            }
    });
    let elsewhere = file
        .hand_over
        .as_ref()
        .is_some_and(|given| given.day <= today && given.returned_on.is_none_or(|day| today < day));
    open.0 <= 0 || file.is_written_off(invoice) || elsewhere || disputed >= open.0 || promised || said_paid || paused
}

/// Steps that follow from a word of the debtor, not from the calendar.
fn is_answer(why: &[Reason]) -> bool {
    why.iter().any(|reason| {
        matches!(reason, Reason::AsksForDocument { .. } | Reason::DebtorRefused { .. } | Reason::ChosenByOwner { .. })
    })
}

fn strength(step: StepKey) -> usize {
    let ladder =
        [StepKey::FirstReminder, StepKey::Call, StepKey::SecondReminder, StepKey::FormalNotice, StepKey::HandOver];
    ladder.iter().position(|rung| *rung == step).map_or(0, |place| place + 1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// A year with an owner who looks every few days and does what is proposed, while anything happens.
    #[test]
    fn a_year_of_anything_keeps_every_promise_of_the_agenda(
        kind in kind(),
        facts in year(),
        looks_every in 1_i64..12,
        first in (-40_i64..40, 1_000_i64..300_000),
    ) {
        let mut story = Story::of(Some(kind));
        let start = day(START);
        story.invoice(plus(start, first.0), first.1);
        // Done in this cycle: invoice, step. A request for the document starts a new one.
        let mut done: Vec<(InvoiceId, StepKey)> = Vec::new();
        let mut last_contact: Option<NaiveDate> = None;
        let mut facts = facts.into_iter().peekable();
        for offset in 0..365 {
            let today = plus(start, offset);
            while let Some((_, fact)) = facts.next_if(|(when, _)| *when == offset) {
                happen(&mut story, &fact, today);
                if let Fact::Call(outcome) = fact {
                    if outcome != Outcome::WrongNumber {
                        last_contact = Some(today);
                    }
                    let noticed: Vec<InvoiceId> = done
                        .iter()
                        .filter(|(_, step)| *step == StepKey::FormalNotice)
                        .map(|(invoice, _)| *invoice)
                        .collect();
                    if outcome == Outcome::AsksForDocument {
                        done.retain(|(invoice, _)| noticed.contains(invoice));
                    }
                }
            }
            if offset % looks_every != 0 {
                continue;
            }
            let Verdict::Proposal(proposal) = story.on(today) else { continue };
            prop_assert!(!proposal.invoices.is_empty());
            if proposal.step == StepKey::ActBeforeLimitation {
                continue;
            }
            for invoice in &proposal.invoices {
                prop_assert!(!story.file.is_written_off(*invoice), "{:?} for what was given up", proposal.step);
                prop_assert!(open(&story, *invoice, today) > 0, "{:?} for what was paid", proposal.step);
            }
            // No letter leaves once an insolvency is known; what must be declared outranks every silence.
            if let Some(insolvency) = &story.file.insolvency {
                prop_assert_eq!(proposal.step, StepKey::DeclareClaim);
                prop_assert!(insolvency.declared_on.is_none(), "declared, and asked again on {today}");
                let late = proposal.why.iter().any(|reason| matches!(reason, Reason::DeclarationLate { .. }));
                prop_assert!(!late || insolvency.published_on.is_some(), "too late, of a day that nobody knows");
                continue;
            }
            prop_assert!(proposal.step != StepKey::DeclareClaim);
            // What the owner looks at alone is shown through the silence it is about.
            let own = matches!(proposal.step, StepKey::AnswerDispute | StepKey::CheckPromise);
            for invoice in proposal.invoices.iter().filter(|_| !own) {
                prop_assert!(
                    !is_silenced(&story, *invoice, today),
                    "{:?} on {today} for a silenced invoice: {:?}", proposal.step, proposal.why
                );
            }
            if proposal.step.is_contact() {
                prop_assert!(proposal.amount.is_positive());
                prop_assert!(proposal.days_late > 0);
                // Unless the debtor asked for it, or the owner.
                let asked = proposal.why.iter().any(|reason| {
                    matches!(reason, Reason::AsksForDocument { .. } | Reason::ChosenByOwner { .. })
                });
                for invoice in proposal.invoices.iter().filter(|_| !asked) {
                    let due = story.file.invoice(*invoice).unwrap().instalments[0].due_date;
                    prop_assert!(today >= plus(due, 3), "R2: {today} for an invoice due on {due}");
                }
                if let Some(last) = last_contact
                    && !is_answer(&proposal.why)
                {
                    prop_assert!(today >= plus(last, 5), "two contacts on {last} and {today}: {:?}", proposal.why);
                }
            }
            let lead = proposal.invoices.iter().map(|invoice| {
                done.iter().filter(|(of, _)| of == invoice).map(|(_, step)| strength(*step)).max().unwrap_or(0)
            }).max().unwrap_or(0);
            let told = proposal.why.iter().any(|reason| matches!(
                reason,
                Reason::OldDebt { .. }
                    | Reason::JoinsOthers { .. }
                    | Reason::DebtorRefused { .. }
                    | Reason::UnknownAddress { .. }
                    | Reason::BrokenPromises { .. }
                    | Reason::ChosenByOwner { .. }
            ));
            // What the owner passed over counts as done, and so does a call recorded by the facts.
            let lead = story
                .file
                .skips
                .iter()
                .filter(|skip| skip.invoices.iter().any(|invoice| proposal.invoices.contains(invoice)))
                .map(|skip| strength(skip.step))
                .max()
                .unwrap_or(0)
                .max(lead);
            let called = story.file.exchanges.iter().any(|exchange| {
                exchange.step == Some(StepKey::Call)
                    && exchange.invoices.iter().any(|invoice| proposal.invoices.contains(invoice))
            });
            let known = if called { lead.max(2) } else { lead };
            prop_assert!(
                strength(proposal.step) <= known + 1 || told,
                "{:?} after strength {known}: {:?}", proposal.step, proposal.why
            );
            if proposal.step.is_contact() || proposal.step == StepKey::CheckDeposit {
                for invoice in &proposal.invoices {
                    let chosen = proposal.why.iter().any(|reason| matches!(reason, Reason::ChosenByOwner { .. }));
                    prop_assert!(
                        chosen || !done.contains(&(*invoice, proposal.step)),
                        "{:?} twice, again on {today}: {:?}", proposal.step, proposal.why
                    );
                    done.push((*invoice, proposal.step));
                }
                story.did_about(proposal.step, &proposal.invoices, today);
                if proposal.step.is_contact() {
                    last_contact = Some(today);
                }
                // Done, it is not proposed again the same day.
                if let Verdict::Proposal(again) = story.on(today) {
                    prop_assert!(again.step != proposal.step || again.invoices != proposal.invoices);
                }
            }
        }
    }

    /// The same facts give the same verdict, and facts of later days do not reach back.
    #[test]
    fn the_future_changes_nothing_today(kind in kind(), facts in year(), looked_on in 0_i64..365) {
        let mut story = Story::of(Some(kind));
        let start = day(START);
        let today = plus(start, looked_on);
        story.invoice(plus(start, -10), 90_000);
        for (when, fact) in facts.iter().filter(|(when, _)| *when <= looked_on) {
            happen(&mut story, fact, plus(start, *when));
        }
        let known = story.on(today);
        for (when, fact) in facts.iter().filter(|(when, fact)| {
            // An invoice may be recorded after its issue date, and a later choice or hand-over replaces the one before.
            // An invoice given up is given up for every day, and the newest insolvency is the one that is known.
            *when > looked_on
                && !matches!(
                    fact,
                    Fact::Invoice { .. }
                        | Fact::Choose { .. }
                        | Fact::HandOver
                        | Fact::WriteOff { .. }
                        | Fact::Insolvent { .. }
                )
        }) {
            happen(&mut story, fact, plus(start, *when));
        }
        prop_assert_eq!(known, story.on(today));
    }

    /// The day announced for a silent customer is the day on which something is proposed, and not later than that.
    #[test]
    fn the_next_day_announced_is_kept(kind in kind(), due_in in -60_i64..30, steps in 0_usize..4) {
        let mut story = Story::of(Some(kind));
        let start = day(START);
        story.invoice(plus(start, due_in), 90_000);
        let mut today = start;
        for _ in 0..steps {
            while story.step(today).is_none() {
                today = plus(today, 1);
                prop_assume!(today < plus(start, 200));
            }
            let proposal = story.proposal(today);
            prop_assume!(!proposal.step.is_decision());
            story.did_about(proposal.step, &proposal.invoices, today);
        }
        if let Verdict::Silence(silence) = story.on(today) {
            let next = silence.next.unwrap();
            for offset in 1..400 {
                let later = plus(today, offset);
                if later < next.on {
                    prop_assert_eq!(story.step(later), None, "announced for {:?}", next);
                } else {
                    prop_assert_eq!(story.step(later), Some(next.step));
                    break;
                }
            }
        }
    }
}
