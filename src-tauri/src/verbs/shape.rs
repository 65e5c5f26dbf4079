//! The shapes that several verbs answer with `--json`. `docs/verbs.md` describes them: a field may be added, never
//! renamed. Amounts are texts with two decimals and rates are texts in percent, so that no reader makes floats of them.

use agenda::gate::{Light, Tone};
use chrono::NaiveDate;
use domain::{Breakdown, Cents, CustomerFile, Lang, PaymentOrder};
use law::{
    Claim, HalfYear, IndemnityWhy, MovementKind, MovementUse, NoInterest, RateKind, SourceRef, Variant, Warning,
};
use rust_decimal::Decimal;
use serde::Serialize;

/// What is still owed.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Owed {
    #[serde(serialize_with = "euros")]
    pub principal: Cents,
    #[serde(serialize_with = "euros")]
    pub interest: Cents,
    #[serde(serialize_with = "euros")]
    pub indemnity: Cents,
    #[serde(serialize_with = "euros")]
    pub total: Cents,
}

/// The amount due of an invoice, taken apart. All but `amount_due` and `surplus` sum to `amount_due`.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct BreakdownShape {
    #[serde(serialize_with = "euros")]
    pub amount_due: Cents,
    #[serde(serialize_with = "euros")]
    pub due: Cents,
    #[serde(serialize_with = "euros")]
    pub not_due: Cents,
    #[serde(serialize_with = "euros")]
    pub retained: Cents,
    #[serde(serialize_with = "euros")]
    pub disputed: Cents,
    #[serde(serialize_with = "euros")]
    pub promised: Cents,
    #[serde(serialize_with = "euros")]
    pub ceded: Cents,
    #[serde(serialize_with = "euros")]
    pub paid: Cents,
    #[serde(serialize_with = "euros")]
    pub withheld: Cents,
    #[serde(serialize_with = "euros")]
    pub discounted: Cents,
    #[serde(serialize_with = "euros")]
    pub credited: Cents,
    #[serde(serialize_with = "euros")]
    pub written_off: Cents,
    #[serde(serialize_with = "euros")]
    pub surplus: Cents,
}

impl BreakdownShape {
    pub fn of(of: &Breakdown) -> BreakdownShape {
        BreakdownShape {
            amount_due: of.amount_due,
            due: of.due,
            not_due: of.not_due,
            retained: of.retained,
            disputed: of.disputed,
            promised: of.promised,
            ceded: of.ceded,
            paid: of.paid,
            withheld: of.withheld,
            discounted: of.discounted,
            credited: of.credited,
            written_off: of.written_off,
            surplus: of.surplus,
        }
    }
}

/// Days that bear one rate on one sum.
#[derive(Serialize, Clone, Debug)]
pub struct Period {
    pub from: NaiveDate,
    /// Included.
    pub to: NaiveDate,
    pub days: u32,
    #[serde(serialize_with = "euros")]
    pub principal: Cents,
    /// Percent a year.
    pub rate: Decimal,
    pub rate_kind: RateKind,
    pub half_year: Option<HalfYear>,
    pub year_days: u16,
    /// Exact to six decimals: the cents are rounded once, in `accruals`.
    pub interest: Decimal,
    /// The text that grants the interest.
    pub text: String,
    /// Where the rate was published.
    pub rate_source: Option<String>,
    pub confidence: law::Confidence,
}

/// A stretch between two movements: its periods summed exactly, then rounded once.
#[derive(Serialize, Clone, Debug)]
pub struct Accrual {
    pub from: NaiveDate,
    pub to: NaiveDate,
    #[serde(serialize_with = "euros")]
    pub interest: Cents,
}

/// What became of a payment or credit note.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Movement {
    pub day: NaiveDate,
    pub kind: MovementKind,
    #[serde(serialize_with = "euros")]
    pub amount: Cents,
    #[serde(serialize_with = "euros")]
    pub to_interest: Cents,
    #[serde(serialize_with = "euros")]
    pub to_principal: Cents,
    #[serde(serialize_with = "euros")]
    pub to_indemnity: Cents,
    #[serde(serialize_with = "euros")]
    pub surplus: Cents,
    #[serde(serialize_with = "euros")]
    pub principal_left: Cents,
}

#[derive(Serialize, Clone, Debug)]
pub struct Note {
    pub code: &'static str,
    pub sentence: String,
}

/// A claim, line by line.
#[derive(Serialize, Clone, Debug)]
pub struct Reckoning {
    pub until: NaiveDate,
    /// `interest_first` or `principal_first`.
    pub allocation: &'static str,
    #[serde(serialize_with = "euros")]
    pub principal: Cents,
    #[serde(serialize_with = "euros")]
    pub credited: Cents,
    /// Early discounts granted, and costs withheld that count as paid.
    #[serde(serialize_with = "euros")]
    pub discounted: Cents,
    #[serde(serialize_with = "euros")]
    pub withheld: Cents,
    #[serde(serialize_with = "euros")]
    pub paid: Cents,
    /// Accrued in all, paid or not.
    #[serde(serialize_with = "euros")]
    pub interest: Cents,
    #[serde(serialize_with = "euros")]
    pub indemnity: Cents,
    /// The same as `still_owed.total`.
    #[serde(serialize_with = "euros")]
    pub total: Cents,
    pub still_owed: Owed,
    /// How many days bear interest.
    pub days: u32,
    pub periods: Vec<Period>,
    pub accruals: Vec<Accrual>,
    pub movements: Vec<Movement>,
    /// Both readings: payments count on interest first, or on principal first.
    pub interest_first: Owed,
    pub principal_first: Owed,
    pub no_interest: Option<NoInterest>,
    pub indemnity_why: IndemnityWhy,
    pub indemnity_text: Option<String>,
    /// Beside the total: on one reading it may be declared in an insolvency.
    #[serde(serialize_with = "euros")]
    pub indemnity_on_reading: Cents,
    pub settled_on: Option<NaiveDate>,
    pub provisional: bool,
    pub warnings: Vec<Note>,
    pub sources: Vec<SourceRef>,
}

impl Reckoning {
    pub fn of(claim: &Claim, lang: Lang) -> Reckoning {
        let figures = claim.figures();
        let owed = Owed {
            principal: figures.principal,
            interest: figures.interest,
            indemnity: figures.indemnity,
            total: figures.total,
        };
        let accruals: Vec<Accrual> = claim
            .interest
            .periods
            .iter()
            .map(|period| Accrual { from: period.from, to: period.to, interest: period.interest })
            .collect();
        Reckoning {
            until: claim.until,
            allocation: match claim.order {
                PaymentOrder::InterestFirst => "interest_first",
                PaymentOrder::PrincipalFirst => "principal_first",
            },
            principal: claim.amount_due,
            credited: claim.credited,
            discounted: claim.discounted,
            withheld: claim.withheld,
            paid: claim.paid,
            interest: claim.interest.accrued,
            indemnity: claim.indemnity.amount,
            total: owed.total,
            still_owed: owed,
            days: accruals.iter().map(|accrual| days_of(accrual.from, accrual.to)).sum(),
            periods: claim.segments().map(period).collect(),
            accruals,
            movements: claim.movements.iter().map(movement).collect(),
            interest_first: variant(&claim.variant_interest_first),
            principal_first: variant(&claim.variant_principal_first),
            no_interest: claim.interest.none,
            indemnity_why: claim.indemnity.why,
            indemnity_text: claim.indemnity.source.map(|source| source.title.to_string()),
            indemnity_on_reading: claim.indemnity.on_reading,
            settled_on: claim.settled_on,
            provisional: claim.provisional,
            warnings: claim.warnings.iter().map(|warning| note(lang, warning)).collect(),
            sources: claim.sources(),
        }
    }

    /// The same for a reader.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        let label = |fr: &'static str, en: &'static str| super::either(lang, fr, en);
        for period in &self.periods {
            lines.push(format!(
                "  {} – {}  {:>5} {}  {:>14}  {:>9}  {:>15}  {}",
                lang.short_date(period.from),
                lang.short_date(period.to),
                period.days,
                label("j", "d"),
                lang.amount(period.principal),
                lang.percent(period.rate),
                exact(lang, period.interest),
                period.text,
            ));
        }
        for moved in &self.movements {
            let what = match moved.kind {
                MovementKind::Payment => label("paiement", "payment"),
                MovementKind::CreditNote => label("avoir", "credit note"),
                MovementKind::Discount => label("escompte", "discount"),
                MovementKind::Withheld => label("frais retenus", "costs withheld"),
            };
            lines.push(format!(
                "  {}  {what} {}{} {} {}, {} {}",
                lang.short_date(moved.day),
                lang.amount(moved.amount),
                label("\u{a0}:", ":"),
                lang.amount(moved.to_interest),
                label("sur les intérêts", "to interest"),
                lang.amount(moved.to_principal),
                label("sur le principal", "to principal"),
            ));
        }
        let mut sum = |fr, en, amount| lines.push(format!("  {:<22}{:>16}", label(fr, en), lang.amount(amount)));
        sum("Principal", "Principal", self.still_owed.principal);
        sum("Intérêts", "Interest", self.still_owed.interest);
        sum("Indemnité", "Indemnity", self.still_owed.indemnity);
        sum("Total dû", "Total owed", self.still_owed.total);
        if self.principal_first.total != self.still_owed.total {
            sum("Principal d’abord", "Principal first", self.principal_first.total);
        }
        if self.interest_first.total != self.still_owed.total {
            sum("Intérêts d’abord", "Interest first", self.interest_first.total);
        }
        if let Some(why) = self.no_interest {
            lines.push(format!("  {}", app::words::law::no_interest(lang, why)));
        }
        lines.push(format!("  {}", app::words::law::indemnity(lang, self.indemnity_why, self.indemnity)));
        lines.extend(self.warnings.iter().map(|warning| format!("  ! {}", warning.sentence)));
        lines
    }
}

fn days_of(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from(to.signed_duration_since(from).num_days() + 1).unwrap_or(0)
}

fn period(segment: &law::Segment) -> Period {
    Period {
        from: segment.from,
        to: segment.to,
        days: segment.days,
        principal: segment.principal,
        rate: segment.rate_percent,
        rate_kind: segment.rate_kind,
        half_year: segment.half_year,
        year_days: segment.year_days,
        interest: segment.exact_euros(),
        text: segment.text.title.to_string(),
        rate_source: segment.rate_source.map(|source| source.title.to_string()),
        confidence: segment.confidence,
    }
}

fn movement(used: &MovementUse) -> Movement {
    Movement {
        day: used.day,
        kind: used.kind,
        amount: used.amount,
        to_interest: used.to_interest,
        to_principal: used.to_principal,
        to_indemnity: used.to_indemnity,
        surplus: used.surplus,
        principal_left: used.principal_left,
    }
}

fn variant(variant: &Variant) -> Owed {
    Owed {
        principal: variant.principal_open,
        interest: variant.interest_open,
        indemnity: variant.indemnity_open,
        total: variant.total,
    }
}

fn note(lang: Lang, warning: &Warning) -> Note {
    let code = match warning {
        Warning::ClauseBelowFloor { .. } => "clause_below_floor",
        Warning::FloorUnknown { .. } => "floor_unknown",
        Warning::LikelyRate { .. } => "likely_rate",
        Warning::BeforeHalfYearRates => "before_half_year_rates",
        Warning::RateMissing { .. } => "rate_missing",
        Warning::PaidAfterInsolvency { .. } => "paid_after_insolvency",
        Warning::Surplus { .. } => "surplus",
    };
    Note { code, sentence: app::words::law::warning(lang, warning) }
}

/// `1234.50`.
pub fn euros<S: serde::Serializer>(amount: &Cents, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(amount)
}

/// Euros with all their decimals, as the reader writes them.
fn exact(lang: Lang, euros: Decimal) -> String {
    match lang {
        Lang::Fr => format!("{}\u{a0}€", euros.to_string().replace('.', ",")),
        Lang::En => format!("€{euros}"),
    }
}

/// A light of the send gate.
#[derive(Serialize)]
pub struct LightShape {
    /// `bank`, `money`, `dispute`…
    pub code: String,
    /// `green`, `amber` or `red`.
    pub tone: &'static str,
    pub sentence: String,
}

impl LightShape {
    pub fn red(light: &domain::RedLight) -> LightShape {
        LightShape { code: light.code.clone(), tone: "red", sentence: light.sentence.clone() }
    }

    /// On one line of a terminal, red ones marked.
    pub fn line(&self) -> String {
        let mark = if self.tone == "red" { "!!" } else { "!" };
        format!("{mark} {}", self.sentence)
    }
}

pub fn light_shapes(lang: Lang, file: &CustomerFile, lights: &[Light]) -> Vec<LightShape> {
    let number = app::words::gate::numbers(file);
    let shape = |light: &Light| LightShape {
        code: light.code().to_owned(),
        tone: match light.tone() {
            Tone::Green => "green",
            Tone::Amber => "amber",
            Tone::Red => "red",
        },
        sentence: app::words::gate::sentence(lang, light, &number),
    };
    lights.iter().map(shape).collect()
}
