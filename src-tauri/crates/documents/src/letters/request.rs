//! What a letter is made from. The figures come computed: nothing here computes money, it only refuses what does not
//! add up or may not be claimed.

use chrono::NaiveDate;
use domain::letter::LetterFigures;
use domain::{Business, Cents, Channel, Customer, DebtorKind, Lang, PaymentOrder, StepKey};
use rust_decimal::Decimal;

use crate::pdf::{PdfError, Picture};

#[derive(Clone, Debug)]
pub struct LetterRequest<'a> {
    pub business: &'a Business,
    pub logo: Option<&'a Picture>,
    pub customer: &'a Customer,
    pub kind: DebtorKind,
    pub lang: Lang,
    /// The day it is dated and computed for.
    pub day: NaiveDate,
    pub step: StepKey,
    pub channel: Channel,
    pub tone: Tone,
    /// How long the debtor is given; the second reminder and the formal notice name it.
    pub deadline_days: Option<u16>,
    /// The invoices, in the order they are shown.
    pub lines: Vec<LetterLine>,
    /// The sums of the lines.
    pub figures: LetterFigures,
    /// The periods of interest, by invoice then by day.
    pub interest: Vec<InterestLine>,
    /// What was paid or credited, by day.
    pub payments: Vec<PaymentLine>,
    /// What payments were counted on first.
    pub order: PaymentOrder,
    /// The total in the other order; shown beside (law.md PA-02).
    pub total_other_order: Option<Cents>,
    /// Earlier contacts about these invoices, oldest first.
    pub previous: Vec<PreviousContact>,
    /// The owner's own first words.
    pub personal_line: Option<String>,
    /// For the call sheet.
    pub call: Option<CallFacts>,
    /// For the notice about a late instalment.
    pub plan: Option<PlanFacts>,
}

/// How warm the words are; the facts and the law stay the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Tone {
    Warm,
    #[default]
    Plain,
    Firm,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LetterLine {
    pub number: String,
    pub issue_date: NaiveDate,
    /// Of the oldest part that is due and unpaid.
    pub due_date: NaiveDate,
    /// The day of receipt is not known, and the date of the invoice stood in for it.
    pub receipt_assumed: bool,
    /// What the invoice asked for.
    pub amount_due: Cents,
    /// Paid or credited since.
    pub paid: Cents,
    /// A part of the invoice that is not due yet, and so not asked for.
    pub not_due: Cents,
    /// A part in dispute, which is not asked for either.
    pub disputed: Cents,
    /// Principal that is due and asked for.
    pub principal: Cents,
    pub interest: Cents,
    pub indemnity: Cents,
    /// Principal, interest and indemnity.
    pub total: Cents,
    pub days_late: u32,
    /// Deposit number of a portal, order number: what the debtor looks it up by.
    pub reference: Option<String>,
}

/// One period at one rate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InterestLine {
    pub number: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub days: u32,
    pub base: Cents,
    pub rate_percent: Decimal,
    /// In euros, not rounded: only the sum is.
    pub amount: Decimal,
    pub basis: RateBasis,
}

/// Where a rate comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RateBasis {
    /// The ECB rate of the half-year of each day, plus points (C. com. L441-10, II).
    Statutory { half_year: NaiveDate, published_percent: Decimal, points: Decimal },
    /// Fixed by the contract or the terms of sale.
    Contract,
    /// So many times the legal rate: the least that a contract may fix (C. com. L441-10, II).
    Floor { half_year: NaiveDate, published_percent: Decimal },
    /// The ECB rate of the half-year in which interest began to run, plus points: one rate for the whole delay.
    PublicBody { half_year: NaiveDate, published_percent: Decimal, points: Decimal },
    /// The legal interest rate of the half-year.
    Legal { half_year: NaiveDate },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaymentLine {
    pub number: String,
    pub day: NaiveDate,
    pub amount: Cents,
    pub to_interest: Cents,
    pub to_principal: Cents,
    pub kind: PaymentKind,
}

/// What lowered an invoice: money pays it, the others lower its price.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaymentKind {
    Money,
    CreditNote,
    Discount,
    Withheld,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PreviousContact {
    pub step: StepKey,
    pub day: NaiveDate,
    pub channel: Channel,
}

/// The signed plan that a notice is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlanFacts {
    pub signed_on: NaiveDate,
    /// Of the oldest instalment that is late.
    pub due: NaiveDate,
    pub late: Cents,
    /// More than one instalment is late.
    pub several: bool,
    /// Everything that the instalments still leave, late or to come.
    pub left: Cents,
    /// What its clause gives before the whole is due; none without a clause.
    pub clause_days: Option<u16>,
}

impl PlanFacts {
    /// What the instalments to come make up.
    pub fn to_come(&self) -> Cents {
        self.left.minus(self.late).max(Cents::ZERO)
    }
}

/// What the owner wants under the eyes during a call.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CallFacts {
    pub contact: String,
    pub phone: String,
    /// How late this customer usually pays, in days.
    pub usual_delay_days: Option<u32>,
    /// Promises kept and made.
    pub promises: Option<(u32, u32)>,
    pub notes: String,
}

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LetterError {
    #[error("no document belongs to the step {step:?}")]
    NoLetter { step: StepKey },
    #[error("a letter needs at least one invoice")]
    NoInvoices,
    #[error("an empty batch")]
    NothingToWrite,
    #[error("interest of a business or the 40 € cannot be claimed from a consumer")]
    NotClaimableFromConsumer { interest: Cents, indemnity: Cents },
    #[error("the lines do not add up to the figures")]
    FiguresDisagree { said: Cents, summed: Cents },
    #[error("the periods of interest do not add up to what is claimed and what was paid of it")]
    InterestDisagrees { rows: Decimal, accrued: Cents },
    #[error("a formal notice needs a deadline")]
    NoDeadline,
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

impl LetterRequest<'_> {
    /// Refuses what must never be printed.
    pub fn check(&self) -> Result<(), LetterError> {
        if self.lines.is_empty() {
            return Err(LetterError::NoInvoices);
        }
        let figures = self.figures;
        let consumer = self.kind == DebtorKind::Consumer;
        if consumer && (figures.indemnity != Cents::ZERO || figures.interest != Cents::ZERO) {
            let (interest, indemnity) = (figures.interest, figures.indemnity);
            return Err(LetterError::NotClaimableFromConsumer { interest, indemnity });
        }
        let notice = matches!(self.step, StepKey::FormalNotice | StepKey::PlanNotice);
        if notice && self.deadline_days.is_none() {
            return Err(LetterError::NoDeadline);
        }
        let sum = |part: fn(&LetterLine) -> Cents| self.lines.iter().map(part).sum::<Cents>();
        let pairs = [
            (figures.principal, sum(|line| line.principal)),
            (figures.interest, sum(|line| line.interest)),
            (figures.indemnity, sum(|line| line.indemnity)),
            (figures.total, sum(|line| line.total)),
            (figures.total, figures.principal.plus(figures.interest).plus(figures.indemnity)),
        ];
        if let Some((said, summed)) = pairs.into_iter().find(|(said, summed)| said != summed) {
            return Err(LetterError::FiguresDisagree { said, summed });
        }
        // A period is rounded once, so no row is further from it than half a cent, and the last decimal it is shown with.
        let rows: Decimal = self.interest.iter().map(|period| period.amount).sum();
        let accrued = self.interest_accrued();
        let most = Decimal::new(6, 3).checked_mul(Decimal::from(self.interest.len())).unwrap_or_default();
        if !self.interest.is_empty() && (rows - accrued.to_decimal()).abs() > most {
            return Err(LetterError::InterestDisagrees { rows, accrued });
        }
        Ok(())
    }

    /// What payments took of the interest.
    pub fn interest_paid(&self) -> Cents {
        self.payments.iter().map(|payment| payment.to_interest).sum()
    }

    /// All interest that ran: what is still claimed and what was paid of it.
    pub fn interest_accrued(&self) -> Cents {
        self.figures.interest.plus(self.interest_paid())
    }

    /// What is left aside because it is not due yet, over all invoices.
    pub fn not_due(&self) -> Cents {
        self.lines.iter().map(|line| line.not_due).sum()
    }

    /// What is left aside because it is in dispute, over all invoices.
    pub fn disputed(&self) -> Cents {
        self.lines.iter().map(|line| line.disputed).sum()
    }

    /// The last day to pay, counted from the day of the letter.
    pub fn deadline(&self) -> Option<NaiveDate> {
        self.deadline_days.and_then(|days| self.day.checked_add_days(chrono::Days::new(u64::from(days))))
    }

    pub(super) fn one_invoice(&self) -> Option<&LetterLine> {
        match self.lines.as_slice() {
            [line] => Some(line),
            _ => None,
        }
    }

    /// What the letter asks for: everything where accessories are claimed or were agreed in a plan, else the principal.
    pub(super) fn asked(&self, with_accessories: bool) -> Cents {
        if with_accessories || self.plan.is_some() { self.figures.total } else { self.figures.principal }
    }

    /// Interest and indemnity that late instalments of a plan hold, beyond all principal of its invoices.
    pub fn agreed_accessories(&self) -> Cents {
        if self.plan.is_some() { self.figures.total.minus(self.figures.principal) } else { Cents::ZERO }
    }
}
