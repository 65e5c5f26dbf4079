//! `acquit claim`: what a customer or an invoice owes on a day, line by line.

use app::claims::{InvoiceClaim, PaidAccessories, Sums};
use app::{Desk, Now};
use chrono::NaiveDate;
use clap::Args;
use domain::{CustomerFile, Lang};
use law::DueBasis;
use serde::Serialize;

use super::shape::{BreakdownShape, Owed, Reckoning};
use super::{Done, Options, Trouble, either, open_desk, print_json, print_lines, whom};

#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("whose").args(["customer", "invoice"]).multiple(true).required(true))]
pub struct ClaimArgs {
    /// Every unpaid invoice of this customer.
    #[arg(long, value_name = "NAME|ID")]
    customer: Option<String>,
    /// One invoice, by its number.
    #[arg(long, value_name = "NUMBER")]
    invoice: Option<String>,
    /// The last day counted; today when it is left out.
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
}

#[derive(Serialize)]
pub struct Answer {
    customer: String,
    name: String,
    until: NaiveDate,
    pub still_owed: Owed,
    /// How the owner's remainder becomes the principal, where money paid interest first.
    #[serde(skip)]
    link: Option<String>,
    /// One invoice was asked for, not what the customer owes in all.
    #[serde(skip)]
    one_invoice: bool,
    pub invoices: Vec<InvoiceShape>,
}

#[derive(Serialize)]
pub struct InvoiceShape {
    id: String,
    number: String,
    issue_date: NaiveDate,
    due_date: NaiveDate,
    due_basis: DueBasis,
    due_sentence: String,
    /// Paid in the owner's eyes: it is not in the sums, whatever is left of interest and indemnity.
    settled: bool,
    /// What became of every euro: the parts sum to `amount_due`.
    breakdown: BreakdownShape,
    #[serde(flatten)]
    reckoning: Reckoning,
}

pub fn claim(options: &Options, now: Now, args: &ClaimArgs) -> Done {
    let desk = open_desk(options)?;
    let lang = desk.lang();
    let until = args.until.unwrap_or(now.today);
    let of = args.customer.as_deref().map(|text| whom::customer(&desk, text)).transpose()?;
    let (file, claims) = match (&args.invoice, of) {
        (Some(number), of) => {
            let (invoice, file) = whom::invoice(&desk, number, of.as_ref())?;
            let Some(one) = desk.claim_of(&file, &invoice, until)? else {
                return Err(no_claim(lang, &file, invoice.is_credit_note()));
            };
            (file, vec![one])
        }
        (None, Some(file)) => {
            if file.customer.kind.is_none() {
                return Err(no_claim(lang, &file, false));
            }
            let mut claims = desk.claims(&file, until)?;
            claims.retain(|one| !one.settled);
            (file, claims)
        }
        (None, None) => return Err(Trouble::Usage("--customer or --invoice is missing".to_owned())),
    };
    let answer = Answer { one_invoice: args.invoice.is_some(), ..answer(&desk, &file, &claims, until)? };
    if options.json { print_json(&answer) } else { print_lines(answer.lines(lang)) }
}

fn no_claim(lang: Lang, file: &CustomerFile, credit_note: bool) -> Trouble {
    if credit_note {
        let sentence = either(lang, "Un avoir n’est pas une créance.", "A credit note is no claim.");
        return Trouble::named("credit_note", sentence);
    }
    let name = &file.customer.name;
    Trouble::named(
        "kind_unknown",
        match lang {
            Lang::Fr => format!(
                "Dites d’abord si {name} est un professionnel, un particulier ou un acheteur public (acquit record kind)."
            ),
            Lang::En => {
                format!("Say first whether {name} is a business, a consumer or a public body (acquit record kind).")
            }
        },
    )
}

/// Fails where a rate is missing: a sum that stops before today is no answer for a script.
fn answer(desk: &Desk, file: &CustomerFile, claims: &[InvoiceClaim], until: NaiveDate) -> Result<Answer, Trouble> {
    match claims.iter().find_map(InvoiceClaim::gap) {
        Some(gap) => Err(gap.into()),
        None => Ok(as_far_as_known(desk, file, claims, until)),
    }
}

/// The same, with a warning where a rate is missing.
pub fn as_far_as_known(desk: &Desk, file: &CustomerFile, claims: &[InvoiceClaim], until: NaiveDate) -> Answer {
    let lang = desk.lang();
    let sums = Sums::of(claims);
    let breakdowns = desk.breakdowns(file, until);
    Answer {
        customer: file.customer.id.to_string(),
        name: file.customer.name.clone(),
        until,
        still_owed: Owed {
            principal: sums.principal,
            interest: sums.interest,
            indemnity: sums.indemnity,
            total: sums.total,
        },
        link: PaidAccessories::of(claims).map(|paid| app::words::law::paid_accessories(lang, &paid)),
        one_invoice: false,
        invoices: claims
            .iter()
            .map(|one| InvoiceShape {
                id: one.invoice.id.to_string(),
                number: one.invoice.number.clone(),
                issue_date: one.invoice.issue_date,
                due_date: one.due_date,
                due_basis: one.due.basis,
                due_sentence: app::words::law::due_of(lang, one),
                settled: one.settled,
                breakdown: BreakdownShape::of(&breakdowns.get(&one.invoice.id).copied().unwrap_or_default()),
                reckoning: Reckoning::of(&one.claim, lang),
            })
            .collect(),
    }
}

impl Answer {
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let day = lang.short_date(self.until);
        let (name, total) = (&self.name, lang.amount(self.still_owed.total));
        let mut lines = vec![match (lang, self.invoices.as_slice()) {
            (Lang::Fr, [one]) if self.one_invoice => {
                format!("{name} doit {total} au {day} sur la facture {}.", one.number)
            }
            (Lang::En, [one]) if self.one_invoice => {
                format!("{name} owes {total} as of {day} on invoice {}.", one.number)
            }
            (Lang::Fr, _) => format!("{name} doit {total} au {day}."),
            (Lang::En, _) => format!("{name} owes {total} as of {day}."),
        }];
        lines.extend(self.link.clone());
        for one in &self.invoices {
            lines.push(String::new());
            let settled = if one.settled { either(lang, " (payée)", " (paid)") } else { "" };
            lines.push(format!(
                "{} {}{settled} {} {}",
                either(lang, "Facture", "Invoice"),
                one.number,
                either(lang, "du", "of"),
                lang.short_date(one.issue_date)
            ));
            lines.push(format!("  {}", one.due_sentence));
            lines.extend(one.reckoning.lines(lang));
        }
        lines
    }
}
