//! The events of a file that bear on the limitation of one invoice. What concerns another invoice is not among them.

use chrono::NaiveDate;
use domain::{
    Business, Channel, CustomerFile, DebtorKind, DeliveryOutcome, Direction, Invoice, LimitationFact,
    LimitationFactKind, LimitationSubject, PublicBuyer, Route, StepKey,
};

use super::{CannotClaim, claimable, instalments};
use crate::law::Law;
use crate::limitation::{Limitation, LimitationEvent, LimitationEventKind, LimitationFacts, limitation};

/// The limitation of one invoice of a file, with the events of the file that bear on it.
///
/// Payments, written promises and acknowledgments move the shown date only: the alert keeps the old one until the owner
/// has confirmed who, which invoice, when, and that nothing was contested (LI-08). What lasts counts up to `today`, and
/// what is dated later does not count yet. `None` when no start is known.
pub fn limitation_of(
    file: &CustomerFile,
    invoice: &Invoice,
    business: &Business,
    today: NaiveDate,
    law: &Law,
) -> Result<Option<Limitation>, CannotClaim> {
    limitation_supposing(file, invoice, business, today, law, &[])
}

/// The same with events that are not in the file: what would be if they happened.
pub fn limitation_supposing(
    file: &CustomerFile,
    invoice: &Invoice,
    business: &Business,
    today: NaiveDate,
    law: &Law,
    supposed: &[LimitationEvent],
) -> Result<Option<Limitation>, CannotClaim> {
    let debtor = claimable(file, invoice)?;
    let instalments = instalments(file, invoice, debtor, business, law)?;
    let facts = LimitationFacts {
        nature: invoice.claim_nature,
        debtor,
        public_buyer: file.customer.public_buyer,
        // The first instalment lapses first, the last one last.
        due: instalments.iter().map(|instalment| instalment.due_date).min(),
        last_due: instalments.iter().map(|instalment| instalment.due_date).max(),
        delivery: invoice.delivery_date,
        issue: Some(invoice.issue_date),
    };
    let mut events = events_of(file, invoice, &facts, today);
    events.retain(|event| event.day <= today);
    events.extend_from_slice(supposed);
    Ok(limitation(&facts, &events, law)?)
}

fn events_of(
    file: &CustomerFile,
    invoice: &Invoice,
    facts: &LimitationFacts,
    today: NaiveDate,
) -> Vec<LimitationEvent> {
    let mut events = Vec::new();
    for payment in &file.payments {
        let mut parts = payment.allocations.iter().chain(&payment.accessories);
        if parts.any(|part| part.invoice == invoice.id && part.amount.is_positive()) {
            let event = LimitationEvent::on(LimitationEventKind::PaymentByDebtor, payment.received_on);
            events.push(said(file, invoice, LimitationSubject::Payment(payment.id), event));
        }
    }
    for promise in &file.promises {
        // A spoken promise proves nothing.
        let written = matches!(promise.channel, Channel::Email | Channel::Letter | Channel::RegisteredLetter);
        if written && promise.invoices.contains(&invoice.id) {
            let event = LimitationEvent::on(LimitationEventKind::Acknowledgment, promise.made_on);
            events.push(said(file, invoice, LimitationSubject::Promise(promise.id), event));
        }
    }
    events.extend(letters(file, invoice, facts));
    let facts_of_it = || file.limitation_facts.iter().filter(|fact| fact.invoices.contains(&invoice.id));
    events
        .extend(facts_of_it().map(|fact| said(file, invoice, LimitationSubject::Fact(fact.id), event_of(fact, today))));
    let recorded = |kind: LimitationFactKind| facts_of_it().any(|fact| fact.kind == kind);
    if let Some(hand_over) = file.hand_over.as_ref().filter(|given| given.invoices.contains(&invoice.id)) {
        let kind = match hand_over.route {
            Route::CollectionAgency => Some(LimitationEventKind::HandedToAgency),
            Route::SmallClaims if recorded(LimitationFactKind::SmallClaimsInvitation) => None,
            Route::SmallClaims => Some(LimitationEventKind::SmallClaimsInvitation),
            Route::OrderForPayment if recorded(LimitationFactKind::OrderRequestFiled) => None,
            Route::OrderForPayment => Some(LimitationEventKind::OrderRequestFiled),
            _ => None,
        };
        events.extend(kind.map(|kind| LimitationEvent::on(kind, hand_over.day)));
    }
    // A debt born after the opening is not declared: it is paid when due (C. com. L622-17).
    let born = invoice.delivery_date.unwrap_or(invoice.issue_date);
    if let Some(insolvency) = file.insolvency.as_ref().filter(|insolvency| born < insolvency.opened_on)
        && let Some(day) = insolvency.declared_on
        && !recorded(LimitationFactKind::ClaimDeclared)
    {
        // Its effect lasts until the procedure closes, which nobody has recorded.
        events.push(LimitationEvent::on(LimitationEventKind::ClaimDeclared, day).as_of(today));
    }
    events
}

/// Reminders and notices that were sent. Against a public body a written demand counts once its receipt is proved.
fn letters<'f>(
    file: &'f CustomerFile,
    invoice: &'f Invoice,
    facts: &LimitationFacts,
) -> impl Iterator<Item = LimitationEvent> + 'f {
    let undertaking = facts.public_buyer == Some(PublicBuyer::PublicUndertaking);
    let public = facts.debtor == DebtorKind::PublicBody && !undertaking;
    file.exchanges.iter().filter_map(move |exchange| {
        let spoken = matches!(exchange.channel, Channel::Phone | Channel::InPerson);
        if exchange.direction != Direction::Outgoing || spoken || !exchange.invoices.contains(&invoice.id) {
            return None;
        }
        let kind = match exchange.step {
            Some(StepKey::FormalNotice) => LimitationEventKind::FormalNotice,
            Some(StepKey::FirstReminder | StepKey::SecondReminder) => LimitationEventKind::Reminder,
            _ => return None,
        };
        let mut event = LimitationEvent::on(kind, exchange.day);
        if public {
            let delivery = file.deliveries.iter().find(|delivery| delivery.exchange == exchange.id);
            if let Some(delivery) = delivery {
                event.day = delivery.presented_on;
                event.confirmed = delivery.outcome == DeliveryOutcome::Signed;
            }
            event = said(file, invoice, LimitationSubject::Exchange(exchange.id), event);
        }
        Some(event)
    })
}

/// What the owner recorded, in the words of the law.
fn event_of(fact: &LimitationFact, today: NaiveDate) -> LimitationEvent {
    use LimitationEventKind as Kind;
    let kind = match fact.kind {
        LimitationFactKind::CourtAction | LimitationFactKind::OrderServed
            if fact.case_end.is_some_and(domain::CaseEnd::loses_interruption) =>
        {
            Kind::CourtActionLost
        }
        LimitationFactKind::Acknowledgment => Kind::Acknowledgment,
        LimitationFactKind::TimeRequested => Kind::TimeRequested,
        LimitationFactKind::CourtAction => Kind::CourtAction,
        LimitationFactKind::OrderRequestFiled => Kind::OrderRequestFiled,
        LimitationFactKind::OrderServed => Kind::OrderServed,
        LimitationFactKind::EnforcementMeasure => Kind::EnforcementMeasure,
        LimitationFactKind::Mediation => Kind::Mediation,
        LimitationFactKind::Conciliation => Kind::Conciliation,
        LimitationFactKind::ParticipativeProcedure => Kind::ParticipativeProcedure,
        LimitationFactKind::SmallClaimsInvitation => Kind::SmallClaimsInvitation,
        LimitationFactKind::SmallClaimsAgreement => Kind::SmallClaimsAgreement,
        LimitationFactKind::WrittenDemand => Kind::WrittenDemand,
        LimitationFactKind::PublicBodyStatement => Kind::PublicBodyStatement,
        LimitationFactKind::ClaimDeclared => Kind::ClaimDeclared,
        LimitationFactKind::TitleEnforceable => Kind::TitleEnforceable,
        LimitationFactKind::ContractClause => Kind::ContractClause,
    };
    let event = LimitationEvent { until: fact.until, years: fact.clause_years, ..LimitationEvent::on(kind, fact.day) };
    // A case that ended on a day nobody recorded is counted from its beginning, which is never too late.
    if fact.case_end.is_none() { event.as_of(today) } else { event }
}

/// The event with the owner's word on it. A word on another day than the fact now bears says nothing.
fn said(file: &CustomerFile, invoice: &Invoice, subject: LimitationSubject, event: LimitationEvent) -> LimitationEvent {
    let word =
        file.limitation_confirmations.iter().rev().find(|word| {
            word.subject == subject && word.happened_on == event.day && word.invoices.contains(&invoice.id)
        });
    LimitationEvent {
        subject: Some(subject),
        confirmed: event.confirmed || word.is_some_and(|word| word.counts),
        refused: word.is_some_and(|word| !word.counts),
        ..event
    }
}
