//! When an invoice falls due, by kind of debtor (law.md part 1).

use chrono::NaiveDate;
use domain::business::EndOfMonthReading;
use domain::{DebtorKind, PaymentTerm, PublicBuyer};
use serde::{Deserialize, Serialize};

use crate::calendar::{add_days, day_after, end_of_decade, end_of_month};
use crate::law::Law;
use crate::parameter::{LawGap, Parameter};
use crate::source::{Confidence, SourceRef};
use crate::texts;

/// What decides a due date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DueFacts {
    pub debtor: DebtorKind,
    /// For a public body; unknown counts as State or local.
    pub public_buyer: Option<PublicBuyer>,
    pub sector: Sector,
    pub issue: NaiveDate,
    /// Receipt of the goods, completion or performance of the service.
    pub delivery: Option<NaiveDate>,
    /// Receipt of the invoice; for a public body its deposit.
    pub received: Option<NaiveDate>,
    /// The term agreed.
    pub term: Option<PaymentTerm>,
    /// The due date written on the invoice; it counts before `term`.
    pub agreed_date: Option<NaiveDate>,
    /// A summary invoice of several deliveries (facture périodique).
    pub periodic: bool,
}

impl DueFacts {
    pub fn new(debtor: DebtorKind, issue: NaiveDate) -> DueFacts {
        DueFacts {
            debtor,
            public_buyer: None,
            sector: Sector::General,
            issue,
            delivery: None,
            received: None,
            term: None,
            agreed_date: None,
            periodic: false,
        }
    }
}

/// Sectors whose terms have another ceiling (PT-05).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    #[default]
    General,
    /// Road freight, vehicle rental, forwarding, transit, ship agents, air freight, freight and customs brokers.
    Transport,
    /// Perishable food, frozen meat and fish, ready meals and preserves made from perishables.
    PerishableFood,
    /// Livestock for consumption and fresh meat.
    Meat,
    /// Spirits subject to consumption duty.
    Spirits,
    /// Wine, grapes and must; an inter-professional agreement may say otherwise.
    Wine,
    /// No ceiling.
    Books,
    /// Seasonal sectors and large export: a decree may allow longer; Acquit does not judge.
    Seasonal,
}

/// A due date and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DueDate {
    /// The date that counts for interest.
    pub date: NaiveDate,
    /// The day after: the first that can bear interest (for a consumer, once a formal notice was presented too).
    pub first_interest_day: NaiveDate,
    pub basis: DueBasis,
    /// Set when a date the rule asks for was unknown and another stood in for it.
    pub assumed: Option<Assumption>,
    /// The lawful readings when there are several; the latest is `date` (PT-04).
    pub hypotheses: Vec<DueHypothesis>,
    /// The latest lawful due date, where there is a ceiling.
    pub ceiling: Option<Ceiling>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DueBasis {
    /// 30 days after receipt of the goods or performance (PT-01).
    StatutoryProfessional,
    /// The date or term agreed.
    Agreed,
    /// Days counted to the end of a month (PT-04).
    AgreedEndOfMonth,
    /// 30, 50 or 60 days after receipt of the invoice or performance, the later (PT-06).
    StatutoryPublic,
    /// Nothing agreed with a consumer: due on performance (PT-07).
    OnPerformance,
}

/// What stood in for a date that is not known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Assumption {
    /// The issue date for that of delivery or performance.
    IssueForDelivery,
    /// The issue date for that of receipt.
    IssueForReceipt,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DueHypothesis {
    pub date: NaiveDate,
    pub reading: DueReading,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DueReading {
    /// Issue date plus the days, then the last day of that month.
    DaysThenEndOfMonth,
    /// Last day of the issue month, then plus the days.
    EndOfMonthThenDays,
    /// The date written on the invoice or agreed.
    Written,
    /// The date of the statute.
    Statutory,
}

/// The latest lawful due date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ceiling {
    pub limit: NaiveDate,
    pub rule: CeilingRule,
    /// Days by which the due date exceeds it; zero when it does not.
    pub exceeded_by_days: u32,
    pub source: SourceRef,
    pub confidence: Confidence,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CeilingRule {
    /// 60 days from issue.
    SixtyDays,
    /// 45 days end of month.
    FortyFiveEndOfMonth,
    /// 45 days from issue for a summary invoice.
    Periodic,
    Sector(Sector),
    Public,
}

/// Computes when an invoice falls due.
///
/// Errors: [`LawGap`] when the invoice is older than the rule it needs.
/// Sources: [`DueDate::sources`].
pub fn due_date(facts: &DueFacts, law: &Law) -> Result<DueDate, LawGap> {
    match facts.debtor {
        DebtorKind::PublicBody => public(facts, law),
        DebtorKind::Consumer => Ok(consumer(facts)),
        DebtorKind::Professional => professional(facts, law),
    }
}

impl DueDate {
    fn plain(date: NaiveDate, basis: DueBasis, assumed: Option<Assumption>) -> DueDate {
        DueDate { date, first_interest_day: day_after(date), basis, assumed, hypotheses: Vec::new(), ceiling: None }
    }

    /// True when the agreed term is longer than the law allows.
    pub fn exceeds_ceiling(&self) -> bool {
        self.ceiling.is_some_and(|ceiling| ceiling.exceeded_by_days > 0)
    }

    /// The texts that the date rests on.
    pub fn sources(&self) -> Vec<SourceRef> {
        let mut sources = vec![self.basis.source()];
        if let Some(ceiling) = self.ceiling {
            crate::source::cite(&mut sources, ceiling.source);
        }
        sources
    }
}

impl DueBasis {
    pub fn source(self) -> SourceRef {
        match self {
            DueBasis::StatutoryProfessional | DueBasis::AgreedEndOfMonth => &texts::PROFESSIONAL_TERM,
            DueBasis::Agreed => &texts::CONTRACT,
            DueBasis::StatutoryPublic => &texts::PUBLIC_TERM,
            DueBasis::OnPerformance => &texts::CONSUMER_TERM,
        }
    }
}

fn days(law: &Law, parameter: Parameter, day: NaiveDate) -> Result<u64, LawGap> {
    Ok(u64::try_from(law.figure(parameter, day)?.value).unwrap_or(0))
}

/// Delivery, or the issue date in its stead.
fn performance(facts: &DueFacts) -> (NaiveDate, Option<Assumption>) {
    match facts.delivery {
        Some(day) => (day, None),
        None => (facts.issue, Some(Assumption::IssueForDelivery)),
    }
}

/// Receipt of the invoice, or the issue date in its stead.
fn receipt(facts: &DueFacts) -> (NaiveDate, Option<Assumption>) {
    match facts.received {
        Some(day) => (day, None),
        None => (facts.issue, Some(Assumption::IssueForReceipt)),
    }
}

/// The date agreed, whatever the kind of debtor.
fn agreed(facts: &DueFacts) -> Option<DueDate> {
    if let Some(date) = facts.agreed_date {
        return Some(DueDate::plain(date, DueBasis::Agreed, None));
    }
    Some(match facts.term? {
        PaymentTerm::OnReceipt => {
            let (day, assumed) = receipt(facts);
            DueDate::plain(day, DueBasis::Agreed, assumed)
        }
        PaymentTerm::DaysFromIssue { days } => {
            DueDate::plain(add_days(facts.issue, days.into()), DueBasis::Agreed, None)
        }
        PaymentTerm::DaysFromDelivery { days } => {
            let (day, assumed) = performance(facts);
            DueDate::plain(add_days(day, days.into()), DueBasis::Agreed, assumed)
        }
        PaymentTerm::OnDate { date } => DueDate::plain(date, DueBasis::Agreed, None),
        PaymentTerm::EndOfMonth { days, reading } => {
            let [first, second] = end_of_month_readings(facts.issue, days.into());
            let date = match reading {
                Some(EndOfMonthReading::DaysThenEndOfMonth) => first.date,
                Some(EndOfMonthReading::EndOfMonthThenDays) => second.date,
                None => first.date.max(second.date),
            };
            let mut due = DueDate::plain(date, DueBasis::AgreedEndOfMonth, None);
            if reading.is_none() {
                due.hypotheses = vec![first, second];
            }
            due
        }
    })
}

fn end_of_month_readings(issue: NaiveDate, days: u64) -> [DueHypothesis; 2] {
    [
        DueHypothesis { date: end_of_month(add_days(issue, days)), reading: DueReading::DaysThenEndOfMonth },
        DueHypothesis { date: add_days(end_of_month(issue), days), reading: DueReading::EndOfMonthThenDays },
    ]
}

fn professional(facts: &DueFacts, law: &Law) -> Result<DueDate, LawGap> {
    let mut due = match agreed(facts) {
        Some(due) => due,
        None => {
            let (start, assumed) = performance(facts);
            let term = days(law, Parameter::TermDefaultDays, start)?;
            return Ok(DueDate::plain(add_days(start, term), DueBasis::StatutoryProfessional, assumed));
        }
    };
    due.ceiling = ceiling(facts, &due, law);
    Ok(due)
}

/// No ceiling is known where the invoice is older than its rule.
fn ceiling(facts: &DueFacts, due: &DueDate, law: &Law) -> Option<Ceiling> {
    let issue = facts.issue;
    let (delivered, _) = performance(facts);
    let of = |parameter| days(law, parameter, issue).ok();
    let (limit, rule, source): (NaiveDate, CeilingRule, SourceRef) = match facts.sector {
        Sector::Books | Sector::Seasonal => return None,
        Sector::Transport => (
            add_days(issue, of(Parameter::TermCeilingTransportDays)?),
            CeilingRule::Sector(Sector::Transport),
            &texts::SECTOR_TERM,
        ),
        Sector::PerishableFood => {
            let start = if facts.periodic { end_of_decade(delivered) } else { delivered };
            let limit = add_days(start, of(Parameter::TermCeilingPerishableDays)?);
            (limit, CeilingRule::Sector(Sector::PerishableFood), &texts::SECTOR_TERM_LIKELY)
        }
        Sector::Meat => (
            add_days(delivered, of(Parameter::TermCeilingMeatDays)?),
            CeilingRule::Sector(Sector::Meat),
            &texts::SECTOR_TERM,
        ),
        Sector::Spirits => (
            add_days(end_of_month(delivered), of(Parameter::TermCeilingSpiritsDays)?),
            CeilingRule::Sector(Sector::Spirits),
            &texts::SECTOR_TERM,
        ),
        Sector::General | Sector::Wine if facts.periodic => {
            (add_days(issue, of(Parameter::TermCeilingPeriodicDays)?), CeilingRule::Periodic, &texts::PROFESSIONAL_TERM)
        }
        Sector::General | Sector::Wine => {
            let source: SourceRef =
                if facts.sector == Sector::Wine { &texts::SECTOR_TERM_LIKELY } else { &texts::PROFESSIONAL_TERM };
            let sixty = add_days(issue, of(Parameter::TermCeilingDays)?);
            let [first, second] = end_of_month_readings(issue, of(Parameter::TermCeilingEndOfMonthDays)?);
            let latest = first.date.max(second.date);
            // A bare date is taken for an end-of-month term only when it is the day such a term would end.
            let is_end_of_month =
                due.basis == DueBasis::AgreedEndOfMonth || due.date == first.date || due.date == second.date;
            if is_end_of_month && due.date > sixty {
                (latest, CeilingRule::FortyFiveEndOfMonth, source)
            } else {
                (sixty, CeilingRule::SixtyDays, source)
            }
        }
    };
    let exceeded_by_days = u32::try_from(due.date.signed_duration_since(limit).num_days()).unwrap_or(0);
    Some(Ceiling { limit, rule, exceeded_by_days, source, confidence: source.confidence })
}

/// A date that the invoice gives does not shorten the public period; the later of the two counts and claims less.
fn public(facts: &DueFacts, law: &Law) -> Result<DueDate, LawGap> {
    let (received, mut assumed) = receipt(facts);
    let start = match facts.delivery {
        Some(done) if done >= received => {
            assumed = None;
            done
        }
        _ => received,
    };
    let parameter = match facts.public_buyer {
        Some(PublicBuyer::Hospital) => Parameter::PublicTermHospitalDays,
        Some(PublicBuyer::PublicUndertaking) => Parameter::PublicTermUndertakingDays,
        Some(PublicBuyer::StateOrLocal) | None => Parameter::PublicTermStateOrLocalDays,
    };
    let statutory = add_days(start, days(law, parameter, start)?);
    let mut due = DueDate::plain(statutory, DueBasis::StatutoryPublic, assumed);
    if let Some(written) = agreed(facts).map(|written| written.date) {
        if written != statutory {
            due.hypotheses = vec![
                DueHypothesis { date: statutory, reading: DueReading::Statutory },
                DueHypothesis { date: written, reading: DueReading::Written },
            ];
        }
        due.date = statutory.max(written);
        due.first_interest_day = day_after(due.date);
    }
    due.ceiling = Some(Ceiling {
        limit: statutory,
        rule: CeilingRule::Public,
        exceeded_by_days: u32::try_from(due.date.signed_duration_since(statutory).num_days()).unwrap_or(0),
        source: &texts::PUBLIC_TERM,
        confidence: Confidence::Sure,
    });
    Ok(due)
}

fn consumer(facts: &DueFacts) -> DueDate {
    agreed(facts).unwrap_or_else(|| {
        let (day, assumed) = performance(facts);
        DueDate::plain(day, DueBasis::OnPerformance, assumed)
    })
}
