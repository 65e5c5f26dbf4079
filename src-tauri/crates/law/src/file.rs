//! From the facts of a customer's file to what the law needs: an account, a limitation.

mod limitation;

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    Allocation, Business, Cents, ClaimNature, CustomerFile, DebtorKind, DeliveryOutcome, Direction, InsolvencyKind,
    Instalment, Invoice, InvoiceId, PaymentTerm, PenaltyRate, StepKey,
};

pub use self::limitation::{limitation_of, limitation_supposing};

use crate::account::{Account, Movement, MovementKind, Opening, Regime, YearBasis};
use crate::due::{DueDate, DueFacts, Sector, due_date};
use crate::law::Law;
use crate::parameter::LawGap;

/// Why nothing can be claimed on an invoice.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CannotClaim {
    #[error("the kind of the customer is not known")]
    KindUnknown,
    #[error("a credit note is not a claim")]
    CreditNote,
    #[error("its document is not known, and so neither is when it falls due")]
    DueDateUnknown,
    #[error(transparent)]
    Law(#[from] LawGap),
}

impl Account {
    /// The account of one invoice of a file.
    ///
    /// Errors: [`CannotClaim`]. For all invoices of a file use [`Account::all_of`], which reads the file once.
    pub fn of(file: &CustomerFile, invoice: &Invoice, business: &Business, law: &Law) -> Result<Account, CannotClaim> {
        let debtor = claimable(file, invoice)?;
        Ok(Account::build(file, invoice, debtor, business, movements_of(file, invoice.id), law)?)
    }

    /// The accounts of all invoices of a file, credit notes left out.
    pub fn all_of(
        file: &CustomerFile,
        business: &Business,
        law: &Law,
    ) -> Vec<(InvoiceId, Result<Account, CannotClaim>)> {
        let mut movements: HashMap<InvoiceId, Vec<Movement>> = HashMap::new();
        for (invoice, movement) in all_movements(file) {
            movements.entry(invoice).or_default().push(movement);
        }
        file.invoices
            .iter()
            .filter(|invoice| !invoice.is_credit_note())
            .map(|invoice| {
                let moved = movements.remove(&invoice.id).unwrap_or_default();
                let account = claimable(file, invoice)
                    .and_then(|debtor| Ok(Account::build(file, invoice, debtor, business, moved, law)?));
                (invoice.id, account)
            })
            .collect()
    }

    fn build(
        file: &CustomerFile,
        invoice: &Invoice,
        debtor: DebtorKind,
        business: &Business,
        movements: Vec<Movement>,
        law: &Law,
    ) -> Result<Account, LawGap> {
        let instalments = instalments(file, invoice, debtor, business, law)?;
        let regime = match debtor {
            DebtorKind::Professional => {
                let clause = match invoice.penalty_rate.unwrap_or(business.terms.penalty_rate) {
                    PenaltyRate::Statutory => None,
                    PenaltyRate::Clause { rate_percent } => Some(rate_percent),
                };
                Regime::Professional { clause, below_floor: business.terms.below_floor }
            }
            DebtorKind::Consumer => Regime::Consumer { notice_presented_on: notice_presented_on(file, invoice.id) },
            DebtorKind::PublicBody => Regime::PublicBody,
        };
        // A debt born after the opening is paid when due (C. com. L622-17): the stop does not concern it.
        let born = invoice.delivery_date.unwrap_or(invoice.issue_date);
        let insolvency =
            file.insolvency.as_ref().filter(|insolvency| born < insolvency.opened_on).map(|insolvency| Opening {
                day: insolvency.opened_on,
                over_indebtedness: insolvency.kind == InsolvencyKind::OverIndebtedness,
            });
        let (order, year_basis) = (file.payment_order(), YearBasis::default());
        Ok(Account { debtor, regime, instalments, movements, insolvency, order, year_basis })
    }
}

fn claimable(file: &CustomerFile, invoice: &Invoice) -> Result<DebtorKind, CannotClaim> {
    if invoice.is_credit_note() {
        return Err(CannotClaim::CreditNote);
    }
    if invoice.lacks_due_date() {
        return Err(CannotClaim::DueDateUnknown);
    }
    file.customer.kind.ok_or(CannotClaim::KindUnknown)
}

fn all_movements(file: &CustomerFile) -> impl Iterator<Item = (InvoiceId, Movement)> {
    let payments = file.payments.iter().flat_map(|payment| {
        // What is not money counts from the day of the payment; money, from the day the funds are there.
        let plain =
            |kind| move |part: &Allocation| (part.invoice, Movement::of(payment.received_on, kind, part.amount));
        // What the owner gave to interest and indemnity is money like the rest: the order is the law's.
        let money = one_each(payment.allocations.iter().chain(&payment.accessories)).into_iter().map(|part| {
            let day = payment.funds_on().unwrap_or(NaiveDate::MAX);
            let in_hand_from = payment.cheque.as_ref().map(|_| payment.received_on);
            (part.invoice, Movement { in_hand_from, ..Movement::of(day, MovementKind::Payment, part.amount) })
        });
        let withheld = payment.withheld.iter().map(plain(MovementKind::Withheld));
        money.chain(withheld).chain(payment.discounts.iter().map(plain(MovementKind::Discount)))
    });
    let notes = file.invoices.iter().filter(|note| note.is_credit_note()).flat_map(|note| {
        let lowered =
            |part: &Allocation| (part.invoice, Movement::of(note.issue_date, MovementKind::CreditNote, part.amount));
        note.credits.iter().map(lowered)
    });
    payments.chain(notes)
}

/// The parts of one payment, those of one invoice taken together.
fn one_each<'p>(parts: impl Iterator<Item = &'p Allocation>) -> Vec<Allocation> {
    let mut each: Vec<Allocation> = Vec::new();
    for part in parts {
        match each.iter_mut().find(|known| known.invoice == part.invoice) {
            Some(known) => known.amount = known.amount.plus(part.amount),
            None => each.push(part.clone()),
        }
    }
    each
}

fn movements_of(file: &CustomerFile, invoice: InvoiceId) -> Vec<Movement> {
    all_movements(file).filter(|(of, _)| *of == invoice).map(|(_, movement)| movement).collect()
}

/// The facts that decide the due date of an invoice.
pub fn due_facts(file: &CustomerFile, invoice: &Invoice, debtor: DebtorKind, business: &Business) -> DueFacts {
    // Terms of sale do not bind a public buyer; what the invoice says is kept as a reading.
    let general: Option<PaymentTerm> = match debtor {
        DebtorKind::PublicBody => None,
        DebtorKind::Professional | DebtorKind::Consumer => business.terms.payment_term,
    };
    DueFacts {
        debtor,
        public_buyer: file.customer.public_buyer,
        sector: match invoice.claim_nature {
            ClaimNature::CarriageOfGoods => Sector::Transport,
            _ => Sector::General,
        },
        issue: invoice.issue_date,
        delivery: invoice.delivery_date,
        received: invoice.received_on,
        term: invoice.payment_term.or(general),
        agreed_date: match invoice.ordinary().collect::<Vec<_>>().as_slice() {
            [only] => Some(only.due_date),
            _ => None,
        },
        periodic: false,
    }
}

/// The due date of an invoice with its reasons; for several instalments, that of the last, retention money left out.
pub fn due_date_of(
    file: &CustomerFile,
    invoice: &Invoice,
    business: &Business,
    law: &Law,
) -> Result<DueDate, CannotClaim> {
    let debtor = claimable(file, invoice)?;
    let mut facts = due_facts(file, invoice, debtor, business);
    facts.agreed_date = invoice.agreed_due_date();
    Ok(due_date(&facts, law)?)
}

/// What falls due on which day. A date on the invoice does not shorten the period of a public buyer: each part falls due
/// on the later of its own date and that of the code (PT-06). Retention money falls due when it is released.
///
/// Errors: [`LawGap`] when the law of that day is not recorded.
pub fn instalments(
    file: &CustomerFile,
    invoice: &Invoice,
    debtor: DebtorKind,
    business: &Business,
    law: &Law,
) -> Result<Vec<Instalment>, LawGap> {
    let (retained, ordinary): (Vec<Instalment>, Vec<Instalment>) =
        invoice.instalments.iter().cloned().partition(|part| part.retained);
    let kept: Cents = retained.iter().map(|part| part.amount).sum();
    // Of one date, or of none: everything but what is kept back.
    let rest = invoice.amount_due.minus(kept).max(Cents::ZERO);
    let mut parts = match (ordinary.as_slice(), debtor) {
        ([] | [_], DebtorKind::PublicBody) | ([], _) => {
            let due = due_date(&due_facts(file, invoice, debtor, business), law)?;
            vec![Instalment::due(due.date, rest)]
        }
        (several, DebtorKind::PublicBody) => {
            let facts = DueFacts { term: None, ..due_facts(file, invoice, debtor, business) };
            let statutory = due_date(&facts, law)?.date;
            let later = |part: &Instalment| Instalment::due(part.due_date.max(statutory), part.amount);
            several.iter().map(later).collect()
        }
        ([only], _) => vec![Instalment::due(only.due_date, rest)],
        (several, _) => several.to_vec(),
    };
    // Its own date is that of its release, whoever the debtor is (PB-04).
    parts.extend(retained);
    Ok(parts)
}

/// The first presentation of a formal notice about this invoice. A letter to an unknown address starts nothing.
fn notice_presented_on(file: &CustomerFile, invoice: InvoiceId) -> Option<NaiveDate> {
    file.exchanges
        .iter()
        .filter(|exchange| {
            exchange.step == Some(StepKey::FormalNotice)
                && exchange.direction == Direction::Outgoing
                && exchange.invoices.contains(&invoice)
        })
        .flat_map(|exchange| file.deliveries.iter().filter(move |delivery| delivery.exchange == exchange.id))
        .filter(|delivery| delivery.outcome != DeliveryOutcome::UnknownAddress)
        .map(|delivery| delivery.presented_on)
        .min()
}
