//! What an invoice owes on a day: principal, interest, indemnity. The letter and the screen print this as it is.

use chrono::NaiveDate;
use domain::{Cents, LetterFigures, PaymentOrder};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::account::{Account, BelowFloor, Movement, MovementKind, Regime};
use crate::accrual::{self, Run};
use crate::calendar::day_before;
use crate::half_year::HalfYear;
use crate::indemnity::{self, Indemnity};
use crate::law::Law;
use crate::parameter::{LawGap, Parameter};
use crate::source::{Confidence, SourceRef, cite};
use crate::texts;

/// The claim of one invoice at the end of a day, its payments counted in the order of the account: interest first, then
/// principal, then the indemnity (C. civ. 1343-1), unless the owner chose principal first. Both variants are beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The statement day, included.
    pub until: NaiveDate,
    /// The last day that can bear interest: `until`, or the day before an insolvency opened.
    pub interest_until: NaiveDate,
    /// The text that stopped interest before `until`, when one did.
    pub stopped_by: Option<SourceRef>,
    /// The sum of the instalments, as issued.
    pub amount_due: Cents,
    pub credited: Cents,
    /// Early discounts granted, and costs withheld that count as paid: they lower principal, and are no money.
    pub discounted: Cents,
    pub withheld: Cents,
    pub paid: Cents,
    pub principal_open: Cents,
    /// The part of `principal_open` whose due date has passed.
    pub principal_overdue: Cents,
    pub interest: Interest,
    pub paid_to_interest: Cents,
    pub paid_to_principal: Cents,
    pub paid_to_indemnity: Cents,
    /// Paid or credited beyond everything owed.
    pub surplus: Cents,
    pub indemnity: Indemnity,
    /// Principal, interest and indemnity still open.
    pub total: Cents,
    /// How each movement was used, in the order counted.
    pub movements: Vec<MovementUse>,
    pub order: PaymentOrder,
    pub variant_interest_first: Variant,
    pub variant_principal_first: Variant,
    /// The day on which payments and credit notes had reached the amount due: paid, in the owner's eyes.
    pub settled_on: Option<NaiveDate>,
    /// Interest and indemnity left once the principal is settled, principal first; zero before.
    pub accessories_left: Cents,
    pub warnings: Vec<Warning>,
    /// True when a rate used rests on secondary sources: say so beside the amount.
    pub provisional: bool,
}

/// Late-payment interest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Interest {
    /// One accrual period per stretch between movements, each rounded once (C7). Periods without interest are absent.
    pub periods: Vec<AccrualPeriod>,
    /// The sum of the periods.
    pub accrued: Cents,
    /// Accrued and not paid. It bears no interest itself.
    pub open: Cents,
    /// The first day that bore interest.
    pub from: Option<NaiveDate>,
    /// Why there is none, when there is none.
    pub none: Option<NoInterest>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoInterest {
    NotDueYet,
    PaidOnTime,
    /// Consumer: no formal notice was presented yet.
    NoFormalNotice,
    /// Consumer: the notice was presented so lately that no day has borne interest, or nothing was open after it.
    NothingOpenSinceNotice,
    /// The due date falls on or after the opening of the insolvency.
    InsolvencyBeforeDue,
    /// The judgment bears no interest yet.
    BeforeJudgmentInterest,
    /// It runs, but the rate of its half-year is not recorded. Only [`claim_as_far_as_known`] says so.
    RateMissing,
}

/// A stretch between two movements.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccrualPeriod {
    /// First day that bears interest.
    pub from: NaiveDate,
    /// Last day, included.
    pub to: NaiveDate,
    pub segments: Vec<Segment>,
    /// The segments summed exactly, then rounded once, half up.
    pub interest: Cents,
}

/// Days that bear one rate on one sum.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segment {
    pub from: NaiveDate,
    /// Included.
    pub to: NaiveDate,
    pub days: u32,
    /// The due date of the instalment that bears it.
    pub due_date: NaiveDate,
    /// The sum that bears interest, VAT included.
    pub principal: Cents,
    /// Percent a year.
    pub rate_percent: Decimal,
    pub rate_kind: RateKind,
    /// The published parameter behind the rate; `None` for a rate fixed by contract.
    pub parameter: Option<Parameter>,
    /// The half-year whose rate this is; `None` for a rate fixed by contract.
    pub half_year: Option<HalfYear>,
    /// 365, or 366 where that option is on.
    pub year_days: u16,
    pub confidence: Confidence,
    /// The text that grants the interest.
    pub text: SourceRef,
    /// Where the rate was published; `None` for a rate fixed by contract.
    pub rate_source: Option<SourceRef>,
}

impl Segment {
    /// `principal × rate × days ÷ year`, in euros, to six decimals half up. Periods sum the exact values, not these.
    pub fn exact_euros(&self) -> Decimal {
        accrual::segment_euros(self)
    }
}

/// What a rate is made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RateKind {
    /// ECB rate + 10 points, by half-year of each day.
    Statutory,
    /// The contract or terms of sale.
    Clause,
    /// Three times the legal rate, chosen in place of a clause below it.
    Floor,
    /// ECB rate + 8 points, of the half-year in which interest started.
    PublicBody,
    /// The legal rate, by half-year of each day.
    Legal,
    /// The legal rate raised after an unpaid judgment.
    LegalRaised,
}

/// What became of one movement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MovementUse {
    pub day: NaiveDate,
    pub kind: MovementKind,
    pub amount: Cents,
    pub to_interest: Cents,
    pub to_principal: Cents,
    pub to_indemnity: Cents,
    /// What was left over.
    pub surplus: Cents,
    /// After it.
    pub principal_left: Cents,
    /// After it: unpaid interest carried on, which bears none.
    pub interest_left: Cents,
}

/// The same claim with payments counted in one order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Variant {
    pub principal_open: Cents,
    pub interest_accrued: Cents,
    pub interest_open: Cents,
    pub indemnity_open: Cents,
    pub total: Cents,
}

/// What the owner should know about the figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Warning {
    /// The contract's rate lies below three times the legal rate in at least one half-year: three figures, and the
    /// owner's choice. Each is the interest accrued over the whole delay.
    ClauseBelowFloor {
        clause_percent: Decimal,
        /// The first half-year in which it lies below, and the floor there.
        half_year: HalfYear,
        floor_percent: Decimal,
        interest_by_clause: Cents,
        interest_by_floor: Option<Cents>,
        interest_by_law: Option<Cents>,
        chosen: BelowFloor,
    },
    /// A legal rate is missing, so the clause could not be compared with its floor.
    FloorUnknown { half_year: HalfYear },
    /// A rate used rests on secondary sources.
    LikelyRate { parameter: Parameter, half_year: HalfYear },
    /// Days before 2013, when rates did not change by half-year.
    BeforeHalfYearRates,
    /// That rate is not recorded: interest stops before its half-year, so the figures are a minimum. Only
    /// [`claim_as_far_as_known`] gives it.
    RateMissing { parameter: Parameter, half_year: HalfYear },
    /// Money received after the opening of an insolvency, for an earlier debt: it may have to be given back.
    PaidAfterInsolvency { day: NaiveDate, amount: Cents },
    /// More was paid or credited than was owed.
    Surplus { amount: Cents },
}

/// Computes what an account owes at the end of `until`. Movements after that day are left out.
///
/// Units: euro cents, calendar days, yearly rates in percent.
/// Rounding: once per accrual period, half up.
/// Errors: [`LawGap`] naming the parameter and half-year when a rate needed is not recorded.
/// Sources: carried by each segment and by the indemnity.
pub fn claim(account: &Account, until: NaiveDate, law: &Law) -> Result<Claim, LawGap> {
    claim_stopped(account, until, until, law)
}

/// The claim without interest of half-years whose rate is missing: a minimum, marked provisional, with a warning for
/// the rate to enter. Screens and lists use it so that a late rate does not hide what is owed; letters use [`claim`].
pub fn claim_as_far_as_known(account: &Account, until: NaiveDate, law: &Law) -> Claim {
    let mut stop = until;
    let mut missing: Option<LawGap> = None;
    loop {
        match claim_stopped(account, until, stop, law) {
            Ok(mut claim) => {
                if let Some(LawGap { parameter, half_year }) = missing {
                    claim.provisional = true;
                    // A rate was asked for, so days bear interest: the cause is the gap, not the facts.
                    claim.interest.none = claim.interest.none.map(|_| NoInterest::RateMissing);
                    claim.warnings.push(Warning::RateMissing { parameter, half_year });
                }
                return claim;
            }
            // A gap lies on or before the days asked for, so these shrink; a gap that does not would end the search.
            Err(gap) => {
                let before = day_before(gap.half_year.first_day());
                stop = if before < stop { before } else { NaiveDate::MIN };
                missing = Some(gap);
            }
        }
    }
}

/// `stop` is a further bound on the days that bear interest.
fn claim_stopped(account: &Account, until: NaiveDate, stop: NaiveDate, law: &Law) -> Result<Claim, LawGap> {
    let opening = account.insolvency.filter(|opening| opening.day <= until);
    let (interest_until, stopped_by): (NaiveDate, Option<SourceRef>) = match opening {
        Some(opening) => {
            let text: SourceRef =
                if opening.over_indebtedness { &texts::OVER_INDEBTEDNESS_STOP } else { &texts::INSOLVENCY_STOP };
            (day_before(opening.day).min(stop), Some(text))
        }
        None => (until.min(stop), None),
    };
    let movements = accrual::movements_until(account, until);
    let mut indemnity = indemnity::assess(account, &movements, until, law);
    let in_order = |order| accrual::run(account, &movements, interest_until, order, indemnity.amount, law);
    let run = in_order(account.order)?;
    // Without a movement the orders are one.
    let other = if movements.is_empty() { None } else { Some(in_order(account.order.other())?) };
    let (own_variant, other_variant) =
        (Variant::of(&run, indemnity.amount), Variant::of(other.as_ref().unwrap_or(&run), indemnity.amount));
    let by_principal_first = account.order == PaymentOrder::PrincipalFirst;
    let (variant_principal_first, variant_interest_first, settled_on) = match (by_principal_first, &other) {
        (true, _) => (own_variant, other_variant, run.settled_on),
        (false, other) => (other_variant, own_variant, other.as_ref().and_then(|other| other.settled_on)),
    };
    indemnity.open = indemnity.amount.minus(run.paid_to_indemnity);
    let interest_open = run.accrued.minus(run.paid_to_interest);
    let none = if run.periods.is_empty() { Some(why_none(account, &movements, until, interest_until)) } else { None };
    let mut claim = Claim {
        until,
        interest_until,
        stopped_by,
        amount_due: run.amount_due,
        credited: run.credited,
        discounted: run.discounted,
        withheld: run.withheld,
        paid: run.paid,
        principal_open: run.principal_open,
        principal_overdue: run.principal_overdue(until),
        paid_to_interest: run.paid_to_interest,
        paid_to_principal: run.paid_to_principal,
        paid_to_indemnity: run.paid_to_indemnity,
        surplus: run.surplus,
        total: run.principal_open.plus(interest_open).plus(indemnity.open),
        indemnity,
        order: account.order,
        variant_interest_first,
        variant_principal_first,
        settled_on,
        accessories_left: if settled_on.is_some() { variant_principal_first.total } else { Cents::ZERO },
        warnings: Vec::new(),
        provisional: false,
        interest: Interest {
            from: run.periods.first().map(|period| period.from),
            accrued: run.accrued,
            open: interest_open,
            none,
            periods: run.periods,
        },
        movements: run.uses,
    };
    claim.warn(account, &movements, law);
    Ok(claim)
}

impl Variant {
    fn of(run: &Run, indemnity: Cents) -> Variant {
        let interest_open = run.accrued.minus(run.paid_to_interest);
        let indemnity_open = indemnity.minus(run.paid_to_indemnity);
        Variant {
            principal_open: run.principal_open,
            interest_accrued: run.accrued,
            interest_open,
            indemnity_open,
            total: run.principal_open.plus(interest_open).plus(indemnity_open),
        }
    }
}

fn why_none(account: &Account, movements: &[Movement], until: NaiveDate, interest_until: NaiveDate) -> NoInterest {
    let Some(first_due) = account.instalments.iter().map(|instalment| instalment.due_date).min() else {
        return NoInterest::NotDueYet;
    };
    if account.insolvency.is_some_and(|opening| opening.day <= until && opening.day <= first_due && first_due < until) {
        return NoInterest::InsolvencyBeforeDue;
    }
    if interest_until <= first_due {
        return NoInterest::NotDueYet;
    }
    match account.regime {
        Regime::Judgment { interest_from, .. } if interest_until < interest_from => NoInterest::BeforeJudgmentInterest,
        Regime::Consumer { notice_presented_on } if indemnity::first_late(account, movements, until).is_some() => {
            match notice_presented_on.filter(|presented| *presented < interest_until) {
                None => NoInterest::NoFormalNotice,
                Some(_) => NoInterest::NothingOpenSinceNotice,
            }
        }
        _ => NoInterest::PaidOnTime,
    }
}

impl Claim {
    /// The same with payments counted in the order that was not chosen.
    pub fn other_order(&self) -> &Variant {
        match self.order {
            PaymentOrder::InterestFirst => &self.variant_principal_first,
            PaymentOrder::PrincipalFirst => &self.variant_interest_first,
        }
    }

    /// Everything that lowered it.
    pub fn covered(&self) -> Cents {
        self.paid.plus(self.credited).plus(self.discounted).plus(self.withheld)
    }

    /// The four sums a letter claims.
    pub fn figures(&self) -> LetterFigures {
        LetterFigures {
            principal: self.principal_open,
            interest: self.interest.open,
            indemnity: self.indemnity.open,
            total: self.total,
        }
    }

    /// Every segment, in order.
    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.interest.periods.iter().flat_map(|period| &period.segments)
    }

    /// The texts and publications that the figures rest on, each once.
    pub fn sources(&self) -> Vec<SourceRef> {
        let mut sources = Vec::new();
        for segment in self.segments() {
            cite(&mut sources, segment.text);
            if segment.rate_kind == RateKind::PublicBody {
                cite(&mut sources, &texts::PUBLIC_INTEREST_COUNT);
            }
            if let Some(source) = segment.rate_source {
                cite(&mut sources, source);
            }
        }
        if let Some(source) = self.indemnity.source
            && self.indemnity.amount.plus(self.indemnity.on_reading).is_positive()
        {
            cite(&mut sources, source);
        }
        if let Some(source) = self.stopped_by {
            cite(&mut sources, source);
        }
        if self.paid.is_positive() {
            cite(&mut sources, &texts::ALLOCATION);
        }
        sources
    }

    fn warn(&mut self, account: &Account, movements: &[Movement], law: &Law) {
        let mut before_half_years = false;
        let mut last: Option<(Parameter, HalfYear)> = None;
        let mut likely: Vec<Warning> = Vec::new();
        for segment in self.interest.periods.iter().flat_map(|period| &period.segments) {
            before_half_years |= HalfYear::of(segment.from).year() < 2013 && segment.rate_kind == RateKind::Statutory;
            let (Some(half_year), Some(parameter)) = (segment.half_year, segment.parameter) else { continue };
            if !segment.confidence.is_provisional() {
                continue;
            }
            self.provisional = true;
            // Segments of one half-year follow each other; the list is searched only when they do not.
            if last != Some((parameter, half_year)) {
                last = Some((parameter, half_year));
                let warning = Warning::LikelyRate { parameter, half_year };
                if !likely.contains(&warning) {
                    likely.push(warning);
                }
            }
        }
        self.warnings = likely;
        if before_half_years {
            self.warnings.push(Warning::BeforeHalfYearRates);
        }
        if let Regime::Professional { clause: Some(clause_percent), below_floor } = account.regime {
            self.warn_below_floor(account, movements, clause_percent, below_floor, law);
        }
        if let Some(opening) = account.insolvency {
            for used in self.movements.iter().filter(|used| used.day >= opening.day) {
                if used.kind.is_money() {
                    self.warnings.push(Warning::PaidAfterInsolvency { day: used.day, amount: used.amount });
                }
            }
        }
        if self.surplus.is_positive() {
            self.warnings.push(Warning::Surplus { amount: self.surplus });
        }
    }

    fn warn_below_floor(
        &mut self,
        account: &Account,
        movements: &[Movement],
        clause_percent: Decimal,
        chosen: BelowFloor,
        law: &Law,
    ) {
        let (Some(first), Some(last)) = (self.interest.from, self.interest.periods.last()) else { return };
        let last = HalfYear::of(last.to);
        let mut half_year = HalfYear::of(first);
        let below = loop {
            match law.floor_rate(half_year) {
                Ok(floor) if clause_percent < floor.rate_percent => break floor.rate_percent,
                Ok(_) if half_year < last => half_year = half_year.next(),
                Ok(_) => return,
                Err(gap) => {
                    self.warnings.push(Warning::FloorUnknown { half_year: gap.half_year });
                    return;
                }
            }
        };
        let accrued = |below_floor: BelowFloor| {
            let regime = Regime::Professional { clause: Some(clause_percent), below_floor };
            let other = Account { regime, ..account.clone() };
            accrual::run(&other, movements, self.interest_until, account.order, self.indemnity.amount, law)
                .ok()
                .map(|run| run.accrued)
        };
        self.warnings.push(Warning::ClauseBelowFloor {
            clause_percent,
            half_year,
            floor_percent: below,
            interest_by_clause: accrued(BelowFloor::Clause).unwrap_or(Cents::ZERO),
            interest_by_floor: accrued(BelowFloor::Floor),
            interest_by_law: accrued(BelowFloor::Statutory),
            chosen,
        });
    }
}
