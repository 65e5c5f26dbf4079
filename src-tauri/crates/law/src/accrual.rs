//! The arithmetic of interest: stretches of days with one rate, summed exactly in whole numbers, rounded once.

use chrono::NaiveDate;
use domain::{Cents, PaymentOrder};
use rust_decimal::Decimal;

use crate::account::{Account, BelowFloor, Movement, MovementKind, Regime, YearBasis};
use crate::calendar::{add_months, day_after, day_before};
use crate::claim::{AccrualPeriod, MovementUse, RateKind, Segment};
use crate::half_year::HalfYear;
use crate::law::{Law, LegalRateCategory};
use crate::parameter::{LawGap, Parameter, Rate, micro_percent};
use crate::source::{Confidence, SourceRef};
use crate::texts;

/// What became of an account, in one order of allocation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    pub amount_due: Cents,
    pub credited: Cents,
    pub discounted: Cents,
    pub withheld: Cents,
    pub paid: Cents,
    pub principal_open: Cents,
    pub accrued: Cents,
    pub paid_to_interest: Cents,
    pub paid_to_principal: Cents,
    pub paid_to_indemnity: Cents,
    pub surplus: Cents,
    pub periods: Vec<AccrualPeriod>,
    pub uses: Vec<MovementUse>,
    /// The day on which nothing of the principal was left.
    pub settled_on: Option<NaiveDate>,
    slots: Vec<Slot>,
}

/// One instalment while it is being paid.
#[derive(Clone, Copy, Debug)]
struct Slot {
    due: NaiveDate,
    open: Cents,
    /// The last day that bears no interest.
    rests_until: NaiveDate,
}

/// A period's interest is a fraction over this: percent, millionths, and days of both kinds of year.
const DENOMINATOR: i128 = 100 * 1_000_000 * 365 * 366;

/// The movements that count on a day, in the order in which they count.
pub(crate) fn movements_until(account: &Account, until: NaiveDate) -> Vec<Movement> {
    let mut movements: Vec<Movement> = account
        .movements
        .iter()
        .filter(|movement| movement.amount.is_positive())
        .filter_map(|movement| movement.counted_on(until))
        .collect();
    movements.sort_by_key(|movement| (movement.day, movement.kind));
    movements
}

/// Runs an account from its beginning to `stop`, the last day that can bear interest. `movements` are in order and may
/// lie after `stop` (money received after an insolvency opened).
pub(crate) fn run(
    account: &Account,
    movements: &[Movement],
    stop: NaiveDate,
    order: PaymentOrder,
    indemnity: Cents,
    law: &Law,
) -> Result<Run, LawGap> {
    let mut run = Run { slots: slots(account), ..Run::default() };
    run.amount_due = run.slots.iter().map(|slot| slot.open).sum();
    run.principal_open = run.amount_due;
    run.uses.reserve_exact(movements.len());
    let mut counted_until = NaiveDate::MIN;
    for movement in movements {
        let end = movement.day.min(stop);
        if end > counted_until {
            run.accrue(account, counted_until, end, law)?;
            counted_until = end;
        }
        run.apply(movement, order, indemnity);
    }
    if stop > counted_until {
        run.accrue(account, counted_until, stop, law)?;
    }
    Ok(run)
}

fn slots(account: &Account) -> Vec<Slot> {
    let mut slots: Vec<Slot> = account
        .instalments
        .iter()
        .map(|instalment| Slot {
            due: instalment.due_date,
            open: instalment.amount.max(Cents::ZERO),
            rests_until: match account.regime {
                Regime::Professional { .. } | Regime::PublicBody => instalment.due_date,
                Regime::Consumer { notice_presented_on: Some(presented) } => presented.max(instalment.due_date),
                Regime::Consumer { notice_presented_on: None } => NaiveDate::MAX,
                Regime::Judgment { interest_from, .. } => day_before(interest_from),
            },
        })
        .collect();
    if slots.len() > 1 {
        slots.sort_by_key(|slot| slot.due);
    }
    slots
}

impl Run {
    pub(crate) fn principal_overdue(&self, until: NaiveDate) -> Cents {
        self.slots.iter().filter(|slot| slot.due < until).map(|slot| slot.open).sum()
    }

    /// Adds the period after `after`, up to `to` included.
    fn accrue(&mut self, account: &Account, after: NaiveDate, to: NaiveDate, law: &Law) -> Result<(), LawGap> {
        let mut writer = Writer { segments: Vec::new(), numerator: 0, year_basis: account.year_basis };
        for slot in self.slots.iter().filter(|slot| slot.open.is_positive()) {
            let rested = slot.rests_until.max(after);
            if rested < to {
                writer.write(account.regime, slot, day_after(rested), to, law)?;
            }
        }
        let Some(from) = writer.segments.iter().map(|segment| segment.from).min() else { return Ok(()) };
        let interest = rounded(writer.numerator);
        self.accrued = self.accrued.plus(interest);
        self.periods.push(AccrualPeriod { from, to, segments: writer.segments, interest });
        Ok(())
    }

    fn apply(&mut self, movement: &Movement, order: PaymentOrder, indemnity: Cents) {
        let mut left = movement.amount;
        let (mut to_interest, mut to_indemnity) = (Cents::ZERO, Cents::ZERO);
        let to_principal;
        match (movement.kind, order) {
            (MovementKind::CreditNote | MovementKind::Discount | MovementKind::Withheld, _) => {
                to_principal = self.lower_principal(&mut left);
                let sum = match movement.kind {
                    MovementKind::Discount => &mut self.discounted,
                    MovementKind::Withheld => &mut self.withheld,
                    _ => &mut self.credited,
                };
                *sum = sum.plus(movement.amount);
            }
            (MovementKind::Payment, order) => {
                if order == PaymentOrder::InterestFirst {
                    to_interest = self.lower_interest(&mut left);
                }
                to_principal = self.lower_principal(&mut left);
                if order == PaymentOrder::PrincipalFirst {
                    to_interest = self.lower_interest(&mut left);
                }
                to_indemnity = left.min(indemnity.minus(self.paid_to_indemnity));
                left = left.minus(to_indemnity);
                self.paid = self.paid.plus(movement.amount);
                self.paid_to_principal = self.paid_to_principal.plus(to_principal);
                self.paid_to_indemnity = self.paid_to_indemnity.plus(to_indemnity);
            }
        }
        self.surplus = self.surplus.plus(left);
        if self.principal_open == Cents::ZERO && self.amount_due.is_positive() {
            self.settled_on.get_or_insert(movement.day);
        }
        self.uses.push(MovementUse {
            day: movement.day,
            kind: movement.kind,
            amount: movement.amount,
            to_interest,
            to_principal,
            to_indemnity,
            surplus: left,
            principal_left: self.principal_open,
            interest_left: self.accrued.minus(self.paid_to_interest),
        });
    }

    fn lower_interest(&mut self, left: &mut Cents) -> Cents {
        let taken = (*left).min(self.accrued.minus(self.paid_to_interest));
        self.paid_to_interest = self.paid_to_interest.plus(taken);
        *left = left.minus(taken);
        taken
    }

    /// The earliest due dates first.
    fn lower_principal(&mut self, left: &mut Cents) -> Cents {
        let mut taken = Cents::ZERO;
        for slot in &mut self.slots {
            let part = (*left).min(slot.open);
            slot.open = slot.open.minus(part);
            *left = left.minus(part);
            taken = taken.plus(part);
        }
        self.principal_open = self.principal_open.minus(taken);
        taken
    }
}

/// Half up; amounts here are never negative.
fn rounded(numerator: i128) -> Cents {
    let cents = (numerator + DENOMINATOR / 2) / DENOMINATOR;
    Cents(i64::try_from(cents).unwrap_or(i64::MAX))
}

pub(crate) fn segment_euros(segment: &Segment) -> Decimal {
    let numerator =
        i128::from(segment.principal.0) * i128::from(micro_percent(segment.rate_percent)) * i128::from(segment.days);
    // Cents over (100 × 10⁶ × year) are euros over (10⁴ × 10⁶ × year): a millionth of a euro is 1 over (10⁴ × year).
    let divisor = 10_000 * i128::from(segment.year_days);
    let millionths = (numerator + divisor / 2) / divisor;
    Decimal::try_from_i128_with_scale(millionths, 6).unwrap_or(Decimal::MAX)
}

/// What all days of a stretch share.
#[derive(Clone, Copy)]
struct Terms {
    rate_percent: Decimal,
    micro: i64,
    kind: RateKind,
    parameter: Option<Parameter>,
    half_year: Option<HalfYear>,
    confidence: Confidence,
    text: SourceRef,
    rate_source: Option<SourceRef>,
}

impl Terms {
    fn published(rate: Rate, kind: RateKind, parameter: Parameter, half_year: HalfYear, text: SourceRef) -> Terms {
        Terms {
            rate_percent: rate.rate_percent,
            micro: rate.micro,
            kind,
            parameter: Some(parameter),
            half_year: Some(half_year),
            confidence: rate.confidence,
            text,
            rate_source: Some(rate.source),
        }
    }

    fn clause(rate_percent: Decimal) -> Terms {
        Terms {
            rate_percent,
            micro: micro_percent(rate_percent),
            kind: RateKind::Clause,
            parameter: None,
            half_year: None,
            confidence: Confidence::Sure,
            text: &texts::PROFESSIONAL_INTEREST,
            rate_source: None,
        }
    }
}

struct Writer {
    segments: Vec<Segment>,
    numerator: i128,
    year_basis: YearBasis,
}

impl Writer {
    /// Writes the days from `from` to `to`, both included, of one instalment.
    fn write(&mut self, regime: Regime, slot: &Slot, from: NaiveDate, to: NaiveDate, law: &Law) -> Result<(), LawGap> {
        match regime {
            Regime::Professional { clause: None, .. } => self.by_half_year(slot, from, to, |half_year| {
                let rate = law.professional_rate(half_year)?;
                Ok(statutory(rate, half_year))
            }),
            Regime::Professional { clause: Some(clause), below_floor: BelowFloor::Clause } => {
                self.fixed(slot, from, to, &Terms::clause(clause));
                Ok(())
            }
            Regime::Professional { clause: Some(clause), below_floor } => {
                let by_clause = Terms::clause(clause);
                self.by_half_year(slot, from, to, |half_year| {
                    let floor = law.floor_rate(half_year)?;
                    if clause >= floor.rate_percent {
                        return Ok(by_clause);
                    }
                    match below_floor {
                        BelowFloor::Statutory => Ok(statutory(law.professional_rate(half_year)?, half_year)),
                        BelowFloor::Floor | BelowFloor::Clause => Ok(Terms::published(
                            floor,
                            RateKind::Floor,
                            Parameter::LegalInterestRateOther,
                            half_year,
                            &texts::PROFESSIONAL_INTEREST,
                        )),
                    }
                })
            }
            Regime::PublicBody => {
                let started_in = HalfYear::of(day_after(slot.due));
                let rate = law.public_rate(started_in)?;
                let terms = Terms::published(
                    rate,
                    RateKind::PublicBody,
                    Parameter::EcbMainRefinancingRate,
                    started_in,
                    &texts::PUBLIC_INTEREST,
                );
                self.fixed(slot, from, to, &terms);
                Ok(())
            }
            Regime::Consumer { .. } => self.by_half_year(slot, from, to, |half_year| {
                let rate = law.legal_rate(LegalRateCategory::Other, half_year)?;
                Ok(legal(rate, LegalRateCategory::Other, half_year, &texts::CONSUMER_INTEREST))
            }),
            Regime::Judgment { enforceable_on, category, .. } => {
                let months = law.figure(Parameter::JudgmentIncreaseMonths, enforceable_on)?.value;
                let raised_after = add_months(enforceable_on, u32::try_from(months).unwrap_or(0));
                if from <= raised_after {
                    self.by_half_year(slot, from, to.min(raised_after), |half_year| {
                        let rate = law.legal_rate(category, half_year)?;
                        Ok(legal(rate, category, half_year, &texts::LEGAL_INTEREST))
                    })?;
                }
                if to <= raised_after {
                    return Ok(());
                }
                self.by_half_year(slot, from.max(day_after(raised_after)), to, |half_year| {
                    let (points, _) = law.decimal(Parameter::JudgmentIncrease, half_year.first_day())?;
                    let rate = law.legal_rate(category, half_year)?.plus(points);
                    let mut terms = legal(rate, category, half_year, &texts::JUDGMENT_INCREASE);
                    terms.kind = RateKind::LegalRaised;
                    Ok(terms)
                })
            }
        }
    }

    fn by_half_year(
        &mut self,
        slot: &Slot,
        from: NaiveDate,
        to: NaiveDate,
        terms: impl Fn(HalfYear) -> Result<Terms, LawGap>,
    ) -> Result<(), LawGap> {
        let mut half_year = HalfYear::of(from);
        let mut first = from;
        loop {
            let last = half_year.last_day().min(to);
            let terms = terms(half_year)?;
            self.push(slot, first, last, &terms);
            if last >= to {
                return Ok(());
            }
            half_year = half_year.next();
            first = half_year.first_day();
        }
    }

    /// One rate from beginning to end; cut by year only where years have different divisors.
    fn fixed(&mut self, slot: &Slot, from: NaiveDate, to: NaiveDate, terms: &Terms) {
        if self.year_basis == YearBasis::Actual365 {
            return self.push(slot, from, to, terms);
        }
        let mut half_year = HalfYear::of(from);
        let mut first = from;
        loop {
            let last = half_year.last_day().min(to);
            self.push(slot, first, last, terms);
            if last >= to {
                return;
            }
            half_year = half_year.next();
            first = half_year.first_day();
        }
    }

    fn push(&mut self, slot: &Slot, from: NaiveDate, to: NaiveDate, terms: &Terms) {
        let days = to.signed_duration_since(from).num_days().max(-1) + 1;
        let year_days = match self.year_basis {
            YearBasis::Actual366InLeapYears if from.leap_year() => 366,
            _ => 365,
        };
        self.numerator = self.numerator.saturating_add(
            i128::from(slot.open.0)
                * i128::from(terms.micro)
                * i128::from(days)
                * if year_days == 365 { 366 } else { 365 },
        );
        let days = u32::try_from(days).unwrap_or(0);
        if let Some(last) = self.segments.last_mut()
            && last.due_date == slot.due
            && last.half_year == terms.half_year
            && last.rate_kind == terms.kind
            && last.year_days == year_days
            && last.principal == slot.open
            && day_after(last.to) == from
        {
            last.to = to;
            last.days += days;
            return;
        }
        self.segments.push(Segment {
            from,
            to,
            days,
            due_date: slot.due,
            principal: slot.open,
            rate_percent: terms.rate_percent,
            rate_kind: terms.kind,
            parameter: terms.parameter,
            half_year: terms.half_year,
            year_days,
            confidence: terms.confidence,
            text: terms.text,
            rate_source: terms.rate_source,
        });
    }
}

fn statutory(rate: Rate, half_year: HalfYear) -> Terms {
    Terms::published(
        rate,
        RateKind::Statutory,
        Parameter::EcbMainRefinancingRate,
        half_year,
        &texts::PROFESSIONAL_INTEREST,
    )
}

fn legal(rate: Rate, category: LegalRateCategory, half_year: HalfYear, text: SourceRef) -> Terms {
    let parameter = match category {
        LegalRateCategory::Other => Parameter::LegalInterestRateOther,
        LegalRateCategory::Individual => Parameter::LegalInterestRateIndividual,
    };
    Terms::published(rate, RateKind::Legal, parameter, half_year, text)
}
