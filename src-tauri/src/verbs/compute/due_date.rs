//! `acquit compute due-date`.

use chrono::NaiveDate;
use clap::Args;
use domain::{DebtorKind, PaymentTerm, PublicBuyer};
use law::{Assumption, CeilingRule, DueBasis, DueFacts, DueReading, Law, Sector, SourceRef};
use serde::Serialize;

use super::super::{Done, Options, Trouble, payment_term, print_json, print_lines, titles, word};

#[derive(Args, Debug)]
pub struct DueDateArgs {
    /// What the debtor is: professional, consumer or public-body.
    #[arg(long, value_parser = super::debtor, value_name = "KIND")]
    debtor: DebtorKind,
    /// Which public buyer: state-or-local, hospital or public-undertaking.
    #[arg(long, value_parser = super::public_buyer, value_name = "BUYER")]
    public_buyer: Option<PublicBuyer>,
    /// The date of the invoice.
    #[arg(long, value_name = "DATE")]
    issued: Option<NaiveDate>,
    /// Receipt of the goods, completion or performance of the service.
    #[arg(long, value_name = "DATE")]
    delivered: Option<NaiveDate>,
    /// Receipt of the invoice; for a public body its deposit.
    #[arg(long, value_name = "DATE")]
    received: Option<NaiveDate>,
    /// The term agreed: 60d, 45eom (a or b after it says which reading: 45eom-a), receipt, delivery+30.
    #[arg(long, value_parser = payment_term, value_name = "TERM")]
    term: Option<PaymentTerm>,
    /// The due date written on the invoice.
    #[arg(long, value_name = "DATE")]
    due: Option<NaiveDate>,
    /// A sector with its own ceiling: general, transport, perishable-food, meat, spirits, wine, books, seasonal.
    #[arg(long, value_parser = word::<Sector>, default_value = "general", value_name = "SECTOR")]
    sector: Sector,
    /// A summary invoice of several deliveries.
    #[arg(long)]
    periodic: bool,
}

#[derive(Serialize)]
struct Answer {
    due_date: NaiveDate,
    first_interest_day: NaiveDate,
    basis: DueBasis,
    /// What stood in for a date that is not known.
    assumed: Option<Assumption>,
    readings: Vec<ReadingOf>,
    ceiling: Option<CeilingOf>,
    sentence: String,
    sources: Vec<SourceRef>,
}

#[derive(Serialize)]
struct ReadingOf {
    reading: DueReading,
    date: NaiveDate,
}

#[derive(Serialize)]
struct CeilingOf {
    latest: NaiveDate,
    rule: &'static str,
    exceeded_by_days: u32,
    text: String,
}

fn rule(rule: CeilingRule) -> &'static str {
    match rule {
        CeilingRule::SixtyDays => "sixty_days",
        CeilingRule::FortyFiveEndOfMonth => "forty_five_end_of_month",
        CeilingRule::Periodic => "periodic",
        CeilingRule::Sector(_) => "sector",
        CeilingRule::Public => "public",
    }
}

impl DueDateArgs {
    fn facts(&self) -> Result<DueFacts, Trouble> {
        let from_issue = matches!(self.term, Some(PaymentTerm::DaysFromIssue { .. } | PaymentTerm::EndOfMonth { .. }));
        if from_issue && self.issued.is_none() {
            return Err(Trouble::Usage("this --term counts from the invoice: give --issued".to_owned()));
        }
        // Where the rule counts from another day, that day is enough.
        let issue = self
            .issued
            .or(self.received)
            .or(self.delivered)
            .or(self.due)
            .ok_or_else(|| Trouble::Usage("give --issued, --delivered or --received".to_owned()))?;
        let mut facts = DueFacts::new(self.debtor, issue);
        facts.public_buyer = self.public_buyer;
        facts.delivery = self.delivered;
        facts.received = self.received;
        facts.term = self.term;
        facts.agreed_date = self.due;
        facts.sector = self.sector;
        facts.periodic = self.periodic;
        Ok(facts)
    }
}

pub fn due_date(options: &Options, args: &DueDateArgs) -> Done {
    let lang = options.lang.unwrap_or_default();
    let due = law::due_date(&args.facts()?, &Law::embedded())?;
    let mut sentence = app::words::law::due(lang, &due);
    if let Some(ceiling) = app::words::law::ceiling(lang, &due) {
        sentence.push(' ');
        sentence.push_str(&ceiling);
    }
    let sources = due.sources();
    if options.json {
        return print_json(&Answer {
            due_date: due.date,
            first_interest_day: due.first_interest_day,
            basis: due.basis,
            assumed: due.assumed,
            readings: due
                .hypotheses
                .iter()
                .map(|hypothesis| ReadingOf { reading: hypothesis.reading, date: hypothesis.date })
                .collect(),
            ceiling: due.ceiling.map(|ceiling| CeilingOf {
                latest: ceiling.limit,
                rule: rule(ceiling.rule),
                exceeded_by_days: ceiling.exceeded_by_days,
                text: ceiling.source.title.to_string(),
            }),
            sentence,
            sources,
        });
    }
    print_lines(std::iter::once(sentence).chain(titles(&sources).iter().map(|title| format!("  {title}"))))
}
