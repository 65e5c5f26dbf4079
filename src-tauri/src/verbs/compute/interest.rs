//! `acquit compute interest`.

use app::Now;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use domain::{Cents, DebtorKind, PaymentOrder};
use law::{Account, BelowFloor, Law, LegalRateCategory, Movement, MovementKind, Opening, Regime, YearBasis, claim};
use rust_decimal::Decimal;

use super::super::shape::Reckoning;
use super::super::{Done, Options, Trouble, amount, dated_amount, either, percent, print_json, print_lines, word};

#[derive(Args, Debug)]
pub struct InterestArgs {
    /// What the debtor is: professional, consumer or public-body.
    #[arg(long, value_parser = super::debtor, value_name = "KIND")]
    debtor: DebtorKind,
    /// What was owed on the due date, VAT included: 10000.00
    #[arg(long, value_parser = amount, value_name = "AMOUNT")]
    principal: Cents,
    /// The due date. For a judgment, the day it became enforceable is enough.
    #[arg(long, required_unless_present = "judgment_enforceable", value_name = "DATE")]
    due: Option<NaiveDate>,
    /// Money received: DATE=AMOUNT. May be repeated.
    #[arg(long, value_parser = dated_amount, value_name = "DATE=AMOUNT")]
    paid: Vec<(NaiveDate, Cents)>,
    /// A credit note: DATE=AMOUNT. May be repeated.
    #[arg(long, value_parser = dated_amount, value_name = "DATE=AMOUNT")]
    credit: Vec<(NaiveDate, Cents)>,
    /// The last day counted; today when it is left out.
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
    /// The yearly rate of the contract or terms of sale, in percent. Between professionals only.
    #[arg(long, value_parser = percent, value_name = "PERCENT")]
    clause: Option<Decimal>,
    /// What to claim where that rate lies below the legal floor: clause, floor or statutory.
    #[arg(long, value_parser = word::<BelowFloor>, default_value = "clause", value_name = "WHICH")]
    below_floor: BelowFloor,
    /// The day the formal notice was first presented to a consumer.
    #[arg(long, value_name = "DATE")]
    notice_presented: Option<NaiveDate>,
    /// The day the judgment became enforceable: the principal is then the sum awarded.
    #[arg(long, value_name = "DATE")]
    judgment_enforceable: Option<NaiveDate>,
    /// The first day that bears interest on a judgment; the day after it became enforceable when left out.
    #[arg(long, requires = "judgment_enforceable", value_name = "DATE")]
    interest_from: Option<NaiveDate>,
    /// The day an insolvency opened: interest stops the day before.
    #[arg(long, value_name = "DATE")]
    insolvency_opened: Option<NaiveDate>,
    /// What a payment lowers first.
    #[arg(long, default_value = "interest-first", value_name = "ORDER")]
    variant: Order,
    /// The divisor of a year: 365, or 366 in leap years.
    #[arg(long, default_value = "365", value_parser = year_basis, value_name = "DAYS")]
    year_basis: YearBasis,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    InterestFirst,
    PrincipalFirst,
}

fn year_basis(text: &str) -> Result<YearBasis, String> {
    match text {
        "365" => Ok(YearBasis::Actual365),
        "366" => Ok(YearBasis::Actual366InLeapYears),
        _ => Err("365 or 366".to_owned()),
    }
}

impl InterestArgs {
    fn account(&self) -> Result<Account, Trouble> {
        if !self.principal.is_positive() {
            return Err(Trouble::Usage("--principal must be above zero".to_owned()));
        }
        let wrong = |sentence: &str| Err(Trouble::Usage(sentence.to_owned()));
        if self.debtor != DebtorKind::Professional && self.clause.is_some() {
            return wrong("--clause is for professionals: a consumer or public body owes the rate of the law");
        }
        if self.debtor != DebtorKind::Consumer && self.notice_presented.is_some() {
            return wrong("--notice-presented is for consumers: others owe interest from the day after the due date");
        }
        let regime = match (self.judgment_enforceable, self.debtor) {
            (Some(enforceable_on), _) => Regime::Judgment {
                enforceable_on,
                interest_from: self.interest_from.unwrap_or(law::calendar::add_days(enforceable_on, 1)),
                category: LegalRateCategory::Other,
            },
            (None, DebtorKind::Professional) => {
                Regime::Professional { clause: self.clause, below_floor: self.below_floor }
            }
            (None, DebtorKind::Consumer) => Regime::Consumer { notice_presented_on: self.notice_presented },
            (None, DebtorKind::PublicBody) => Regime::PublicBody,
        };
        let Some(due) = self.due.or(self.judgment_enforceable) else {
            return wrong("--due is missing");
        };
        let mut account = Account::simple(self.debtor, self.principal, due);
        account.regime = regime;
        account.year_basis = self.year_basis;
        account.order = match self.variant {
            Order::InterestFirst => PaymentOrder::InterestFirst,
            Order::PrincipalFirst => PaymentOrder::PrincipalFirst,
        };
        account.insolvency = self.insolvency_opened.map(|day| Opening { day, over_indebtedness: false });
        let paid = self.paid.iter().map(|(day, amount)| (*day, *amount, MovementKind::Payment));
        let credited = self.credit.iter().map(|(day, amount)| (*day, *amount, MovementKind::CreditNote));
        for (day, amount, kind) in paid.chain(credited) {
            if !amount.is_positive() {
                return wrong("an amount of --paid or --credit must be above zero");
            }
            account.movements.push(Movement::of(day, kind, amount));
        }
        Ok(account)
    }
}

pub fn interest(options: &Options, now: Now, args: &InterestArgs) -> Done {
    let lang = options.lang.unwrap_or_default();
    let law = Law::embedded();
    let account = args.account()?;
    let until = args.until.unwrap_or(now.today);
    let claim = claim(&account, until, &law)?;
    let reckoning = Reckoning::of(&claim, lang);
    if options.json {
        return print_json(&reckoning);
    }
    let day = lang.short_date(until);
    let head = match args.due {
        Some(due) => format!(
            "{} {} {}, {} {day}{}",
            lang.amount(args.principal),
            either(lang, "échus le", "due on"),
            lang.short_date(due),
            either(lang, "arrêtés au", "as of"),
            either(lang, "\u{a0}:", ":"),
        ),
        None => format!(
            "{} {} {day}{}",
            lang.amount(args.principal),
            either(lang, "jugés, arrêtés au", "awarded, as of"),
            either(lang, "\u{a0}:", ":"),
        ),
    };
    print_lines(std::iter::once(head).chain(reckoning.lines(lang)))
}
