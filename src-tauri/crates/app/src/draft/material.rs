//! What a letter is made from: the law's figures of what may be asked, and the facts of the file.

use chrono::NaiveDate;
use documents::letters::{
    InterestLine, LETTERS, LetterLine, LetterRequest, PaymentKind, PaymentLine, PreviousContact, RateBasis, Tone,
};
use documents::pdf::Picture;
use domain::{
    Business, Channel, Customer, CustomerFile, DebtorKind, Direction, Exchange, InvoiceId, Lang, LetterFigures,
    Outcome, PaymentOrder, StepKey,
};
use law::{HalfYear, Law, MovementKind, Parameter, RateKind, Segment};

use super::Enclosed;
use super::call::call_facts;
use crate::claims::{AskedClaim, InvoiceClaim, Sums};
use crate::desk::{Desk, Now};
use crate::failure::Failure;

/// Everything a letter is made from, owned: the request borrows from it.
#[derive(Clone, Debug)]
pub(super) struct Material {
    pub business: Business,
    pub logo: Option<Picture>,
    pub customer: Customer,
    pub kind: DebtorKind,
    pub lang: Lang,
    pub day: NaiveDate,
    pub step: StepKey,
    pub channel: Channel,
    pub deadline_days: Option<u16>,
    pub lines: Vec<LetterLine>,
    pub figures: LetterFigures,
    pub interest: Vec<InterestLine>,
    pub payments: Vec<PaymentLine>,
    pub order: PaymentOrder,
    pub total_other_order: Option<domain::Cents>,
    pub previous: Vec<PreviousContact>,
    pub call: Option<documents::letters::CallFacts>,
    pub plan: Option<documents::letters::PlanFacts>,
    pub invoices: Vec<InvoiceId>,
    /// What would travel with a message.
    pub enclosed: Vec<Enclosed>,
}

/// What the owner may decide of a letter before it is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub step: StepKey,
    pub lang: Lang,
    pub channel: Channel,
    pub deadline_days: Option<u16>,
}

impl Material {
    pub fn request(&self) -> LetterRequest<'_> {
        LetterRequest {
            business: &self.business,
            logo: self.logo.as_ref(),
            customer: &self.customer,
            kind: self.kind,
            lang: self.lang,
            day: self.day,
            step: self.step,
            channel: self.channel,
            tone: Tone::default(),
            deadline_days: self.deadline_days,
            lines: self.lines.clone(),
            figures: self.figures,
            interest: self.interest.clone(),
            payments: self.payments.clone(),
            order: self.order,
            total_other_order: self.total_other_order,
            previous: self.previous.clone(),
            personal_line: None,
            call: self.call.clone(),
            plan: self.plan,
        }
    }
}

impl Desk {
    pub(super) fn material(
        &self,
        file: &CustomerFile,
        now: Now,
        manner: Manner,
        invoices: &[InvoiceId],
    ) -> Result<Material, Failure> {
        let business = self.business_or_failure()?.clone();
        let kind = file.customer.kind.ok_or(Failure::StepGone)?;
        let with_accessories = with_accessories(manner.step, kind)?;
        let asked = self.asked_on(file, invoices, now.today)?;
        // What a plan asks for holds what has accrued.
        let with_accessories = with_accessories && !asked.iter().any(|asked| asked.by_instalments);
        if with_accessories && let Some(gap) = asked.iter().find_map(|asked| asked.one.gap()) {
            return Err(gap);
        }
        let logo = match &business.logo {
            Some(digest) => self.store.original(digest)?.and_then(|original| Picture::read(&original.bytes).ok()),
            None => None,
        };
        let lines: Vec<LetterLine> =
            asked.iter().map(|asked| line(asked, kind, now.today, manner.step, with_accessories)).collect();
        let figures = sums(&lines);
        let interest = if with_accessories {
            asked.iter().flat_map(|asked| interest_lines(&asked.one, &self.law)).collect()
        } else {
            Vec::new()
        };
        let payments: Vec<PaymentLine> =
            asked.iter().flat_map(|asked| payment_lines(&asked.one, with_accessories)).collect();
        let invoices: Vec<InvoiceId> = asked.iter().map(|asked| asked.one.invoice.id).collect();
        let variant =
            (with_accessories && !payments.is_empty()).then(|| asked.iter().map(AskedClaim::total_other_order).sum());
        Ok(Material {
            business,
            logo,
            customer: file.customer.clone(),
            kind,
            lang: manner.lang,
            day: now.today,
            step: manner.step,
            channel: manner.channel,
            deadline_days: manner.deadline_days,
            lines,
            figures,
            interest,
            payments,
            order: file.payment_order(),
            total_other_order: variant.filter(|total| *total != figures.total),
            previous: previous_contacts(file, &asked, now.today),
            call: if manner.step == StepKey::Call { Some(call_facts(self, file, now)?) } else { None },
            plan: if manner.step == StepKey::PlanNotice { self.plan_facts(file, now.today) } else { None },
            enclosed: self.enclosed_invoices(file, &invoices)?,
            invoices,
        })
    }
}

impl Desk {
    /// What a letter of that step would ask for some invoices on a day, by the facts as they are now.
    pub(crate) fn figures_on(
        &self,
        file: &CustomerFile,
        step: StepKey,
        invoices: &[InvoiceId],
        day: NaiveDate,
    ) -> Result<LetterFigures, Failure> {
        let kind = file.customer.kind.ok_or(Failure::StepGone)?;
        let with_accessories = with_accessories(step, kind)?;
        let asked = self.asked_on(file, invoices, day)?;
        let lines: Vec<LetterLine> = asked.iter().map(|asked| line(asked, kind, day, step, with_accessories)).collect();
        Ok(sums(&lines))
    }
}

/// Whether the document of a step counts interest and indemnity.
fn with_accessories(step: StepKey, kind: DebtorKind) -> Result<bool, Failure> {
    let letter = LETTERS.iter().find(|letter| letter.step() == step).ok_or(Failure::StepGone)?;
    Ok((letter.claims_accessories(kind) || letter.is_internal()) && kind != DebtorKind::Consumer)
}

fn sums(lines: &[LetterLine]) -> LetterFigures {
    LetterFigures {
        principal: lines.iter().map(|line| line.principal).sum(),
        interest: lines.iter().map(|line| line.interest).sum(),
        indemnity: lines.iter().map(|line| line.indemnity).sum(),
        total: lines.iter().map(|line| line.total).sum(),
    }
}

/// The reminders, calls and notices about these invoices, since the oldest part unpaid of one of them fell due. A look
/// at a portal, or at the bank, reached nobody.
fn previous_contacts(file: &CustomerFile, asked: &[AskedClaim], today: NaiveDate) -> Vec<PreviousContact> {
    let concerns = |exchange: &Exchange| {
        asked.iter().any(|asked| {
            asked.due_date < exchange.day
                && (exchange.invoices.is_empty() || exchange.invoices.contains(&asked.one.invoice.id))
        })
    };
    file.exchanges
        .iter()
        .filter(|exchange| exchange.direction == Direction::Outgoing && exchange.day <= today)
        .filter(|exchange| exchange.channel != Channel::Portal)
        // "Malgré notre appel" is said of a call that somebody answered.
        .filter(|exchange| !matches!(exchange.outcome, Some(Outcome::NoAnswer | Outcome::WrongNumber)))
        .filter(|exchange| concerns(exchange))
        .filter_map(|exchange| {
            let step = exchange.step.filter(|step| {
                use StepKey::{Call, FirstReminder, FormalNotice, SecondReminder};
                matches!(step, FirstReminder | Call | SecondReminder | FormalNotice)
            })?;
            Some(PreviousContact { step, day: exchange.day, channel: exchange.channel })
        })
        .collect()
}

fn line(asked: &AskedClaim, kind: DebtorKind, today: NaiveDate, step: StepKey, with_accessories: bool) -> LetterLine {
    let one = &asked.one;
    let claim = &one.claim;
    let (sums, not_due) = if with_accessories {
        (asked.sums(), asked.not_due_with_accessories())
    } else {
        // A notice about instalments asks for all that they hold.
        let notice = step == StepKey::PlanNotice && kind != DebtorKind::Consumer;
        let (principal, agreed) = (asked.principal, if notice { asked.agreed } else { Sums::default() });
        (Sums { principal, total: principal.plus(agreed.total), ..agreed }, asked.not_due)
    };
    LetterLine {
        number: one.invoice.number.clone(),
        issue_date: one.invoice.issue_date,
        due_date: asked.due_date,
        receipt_assumed: kind == DebtorKind::PublicBody && one.invoice.received_on.is_none(),
        amount_due: one.invoice.amount_due,
        paid: claim.covered(),
        not_due,
        disputed: asked.disputed,
        principal: sums.principal,
        interest: sums.interest,
        indemnity: sums.indemnity,
        total: sums.total,
        days_late: u32::try_from(today.signed_duration_since(asked.due_date).num_days()).unwrap_or(0),
        reference: [&one.invoice.order_reference, &one.invoice.payment_reference]
            .into_iter()
            .find(|reference| !reference.is_empty())
            .cloned(),
    }
}

fn interest_lines(one: &InvoiceClaim, law: &Law) -> Vec<InterestLine> {
    one.claim
        .segments()
        .map(|segment| InterestLine {
            number: one.invoice.number.clone(),
            from: segment.from,
            to: segment.to,
            days: segment.days,
            base: segment.principal,
            rate_percent: segment.rate_percent,
            amount: segment.exact_euros(),
            basis: basis(segment, law),
        })
        .collect()
}

/// Where the rate of a segment comes from, with the published rate it is made of.
fn basis(segment: &Segment, law: &Law) -> RateBasis {
    let half_year = segment.half_year.unwrap_or_else(|| HalfYear::of(segment.from));
    let first_day = half_year.first_day();
    // A rate that was used is in the law; one that was not found would have been a gap.
    let published = |parameter: Parameter| match parameter {
        Parameter::EcbMainRefinancingRate => law.ecb_rate(half_year),
        _ => law.legal_rate(law::LegalRateCategory::Other, half_year),
    };
    let published_percent = |parameter| published(parameter).map(|rate| rate.rate_percent).unwrap_or_default();
    match segment.rate_kind {
        RateKind::Clause => RateBasis::Contract,
        RateKind::Statutory | RateKind::PublicBody => {
            let published_percent = published_percent(Parameter::EcbMainRefinancingRate);
            let points = segment.rate_percent - published_percent;
            if segment.rate_kind == RateKind::PublicBody {
                RateBasis::PublicBody { half_year: first_day, published_percent, points }
            } else {
                RateBasis::Statutory { half_year: first_day, published_percent, points }
            }
        }
        RateKind::Floor => RateBasis::Floor {
            half_year: first_day,
            published_percent: published_percent(Parameter::LegalInterestRateOther),
        },
        RateKind::Legal | RateKind::LegalRaised => RateBasis::Legal { half_year: first_day },
    }
}

fn payment_lines(one: &InvoiceClaim, with_accessories: bool) -> Vec<PaymentLine> {
    one.claim
        .movements
        .iter()
        .map(|movement| PaymentLine {
            number: one.invoice.number.clone(),
            day: movement.day,
            amount: movement.amount,
            to_interest: if with_accessories { movement.to_interest } else { domain::Cents::ZERO },
            to_principal: if with_accessories { movement.to_principal } else { movement.amount },
            kind: match movement.kind {
                MovementKind::Payment => PaymentKind::Money,
                MovementKind::CreditNote => PaymentKind::CreditNote,
                MovementKind::Discount => PaymentKind::Discount,
                MovementKind::Withheld => PaymentKind::Withheld,
            },
        })
        .collect()
}
