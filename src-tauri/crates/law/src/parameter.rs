//! The numbers of the law as dated data: one file per parameter under `data/`, each entry with its source.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::half_year::HalfYear;
use crate::source::{Confidence, Source, SourceRef};

macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// A number fixed by law or published under it.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Parameter { $($(#[$doc])* $name),* }

        impl Parameter {
            pub const ALL: &[Parameter] = &[$(Parameter::$name),*];

            /// The name of its data file and its name in the journal.
            pub fn code(self) -> &'static str {
                match self { $(Parameter::$name => $code),* }
            }

            pub(crate) fn text(self) -> &'static str {
                match self { $(Parameter::$name => include_str!(concat!("../data/", $code, ".toml"))),* }
            }
        }
    };
}

parameters! {
    EcbMainRefinancingRate = "ecb_main_refinancing_rate",
    LegalInterestRateOther = "legal_interest_rate_other",
    LegalInterestRateIndividual = "legal_interest_rate_individual",
    ProfessionalMargin = "professional_margin",
    PublicMargin = "public_margin",
    FloorMultiplier = "floor_multiplier",
    RecoveryIndemnity = "recovery_indemnity",
    JudgmentIncrease = "judgment_increase",
    JudgmentIncreaseMonths = "judgment_increase_months",
    TermDefaultDays = "term_default_days",
    TermCeilingDays = "term_ceiling_days",
    TermCeilingEndOfMonthDays = "term_ceiling_end_of_month_days",
    TermCeilingPeriodicDays = "term_ceiling_periodic_days",
    TermCeilingTransportDays = "term_ceiling_transport_days",
    TermCeilingPerishableDays = "term_ceiling_perishable_days",
    TermCeilingMeatDays = "term_ceiling_meat_days",
    TermCeilingSpiritsDays = "term_ceiling_spirits_days",
    PublicTermStateOrLocalDays = "public_term_state_or_local_days",
    PublicTermHospitalDays = "public_term_hospital_days",
    PublicTermUndertakingDays = "public_term_undertaking_days",
    LimitationGeneralYears = "limitation_general_years",
    LimitationConsumerYears = "limitation_consumer_years",
    LimitationConsumerCreditYears = "limitation_consumer_credit_years",
    LimitationCarriageYears = "limitation_carriage_years",
    LimitationTelecomYears = "limitation_telecom_years",
    LimitationResidentialRentYears = "limitation_residential_rent_years",
    LimitationShipSuppliesYears = "limitation_ship_supplies_years",
    LimitationPublicYears = "limitation_public_years",
    LimitationTitleYears = "limitation_title_years",
    LimitationLongStopYears = "limitation_long_stop_years",
    SuspensionFloorMonths = "suspension_floor_months",
    DeclarationMonths = "declaration_months",
    DeclarationAbroadMonths = "declaration_abroad_months",
    LateDeclarationMonths = "late_declaration_months",
    SmallClaimsCeiling = "small_claims_ceiling",
    PriorAttemptCeiling = "prior_attempt_ceiling",
    LawyerThreshold = "lawyer_threshold",
    OrderServiceMonths = "order_service_months",
    OrderOppositionMonths = "order_opposition_months",
    OrderEnforceableMonths = "order_enforceable_months",
    UncontestedNoticeMonths = "uncontested_notice_months",
    UncontestedRecordDays = "uncontested_record_days",
    EuropeanSmallClaimsCeiling = "european_small_claims_ceiling",
}

impl Parameter {
    pub fn from_code(code: &str) -> Option<Parameter> {
        Parameter::ALL.iter().copied().find(|parameter| parameter.code() == code)
    }
}

/// How long an entry holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// For its half-year alone: a missing one is a gap, never the last known value.
    HalfYear,
    /// Until the next entry.
    UntilNext,
}

/// One value and the day from which it counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParameterEntry {
    pub from: NaiveDate,
    pub value: Decimal,
    pub source: Source,
}

/// Everything one data file says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParameterData {
    pub parameter: Parameter,
    pub label: String,
    pub unit: String,
    /// Which date of a case chooses the entry.
    pub looked_up_on: String,
    pub holds: Holds,
    /// The day somebody last compared the file with its sources.
    pub last_checked: NaiveDate,
    /// Where new values are published; half-yearly files have one.
    pub publication: Option<Source>,
    /// In order of day.
    pub entries: Vec<ParameterEntry>,
}

/// The law has no value there: the parameter and the half-year that is missing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, thiserror::Error)]
#[error("no {} is recorded for {half_year}", parameter.code())]
pub struct LawGap {
    pub parameter: Parameter,
    pub half_year: HalfYear,
}

/// What is wrong with a data file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DataError {
    #[error("{parameter}: {detail}")]
    Unreadable { parameter: &'static str, detail: String },
    #[error("{parameter}: no entry")]
    Empty { parameter: &'static str },
    #[error("{parameter}: an entry of {from} is not after the one before it")]
    Order { parameter: &'static str, from: NaiveDate },
    #[error("{parameter}: {from} does not begin a half-year")]
    NotAHalfYear { parameter: &'static str, from: NaiveDate },
    #[error("{parameter}: the entry of {from} needs a reference or a link")]
    Unsourced { parameter: &'static str, from: NaiveDate },
    #[error("{parameter}: {value} is no value for it")]
    Value { parameter: &'static str, value: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    label: String,
    unit: String,
    looked_up_on: String,
    holds: Holds,
    last_checked: NaiveDate,
    publication: Option<RawSource>,
    entry: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    from: NaiveDate,
    value: RawValue,
    confidence: Confidence,
    source: RawSource,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    title: String,
    reference: Option<String>,
    href: Option<String>,
}

/// Whole numbers are plain, decimals are text: a TOML float would pass through binary.
#[derive(Deserialize)]
#[serde(untagged)]
enum RawValue {
    Whole(i64),
    Decimal(Decimal),
}

impl RawSource {
    fn with(self, confidence: Confidence) -> Source {
        Source {
            title: self.title.into(),
            reference: self.reference.map(Into::into),
            href: self.href.map(Into::into),
            confidence,
        }
    }
}

impl ParameterData {
    /// Reads and checks one data file.
    pub fn read(parameter: Parameter, text: &str) -> Result<ParameterData, DataError> {
        let name = parameter.code();
        let raw: RawFile = toml::from_str(text)
            .map_err(|error| DataError::Unreadable { parameter: name, detail: error.to_string() })?;
        let mut entries: Vec<ParameterEntry> = Vec::with_capacity(raw.entry.len());
        for entry in raw.entry {
            let from = entry.from;
            let value = match entry.value {
                RawValue::Whole(value) => Decimal::from(value),
                RawValue::Decimal(value) => value,
            };
            if value.is_sign_negative() || value > Decimal::from(1_000_000_000) || value.scale() > 6 {
                return Err(DataError::Value { parameter: name, value: value.to_string() });
            }
            if entries.last().is_some_and(|last| last.from >= from) {
                return Err(DataError::Order { parameter: name, from });
            }
            if raw.holds == Holds::HalfYear && HalfYear::beginning(from).is_none() {
                return Err(DataError::NotAHalfYear { parameter: name, from });
            }
            if entry.source.title.is_empty() || (entry.source.reference.is_none() && entry.source.href.is_none()) {
                // A law cited by number and date is its own reference.
                if !entry.source.title.contains("n°") {
                    return Err(DataError::Unsourced { parameter: name, from });
                }
            }
            entries.push(ParameterEntry { from, value, source: entry.source.with(entry.confidence) });
        }
        if entries.is_empty() {
            return Err(DataError::Empty { parameter: name });
        }
        Ok(ParameterData {
            parameter,
            label: raw.label,
            unit: raw.unit,
            looked_up_on: raw.looked_up_on,
            holds: raw.holds,
            last_checked: raw.last_checked,
            publication: raw.publication.map(|source| source.with(Confidence::Sure)),
            entries,
        })
    }

    /// The entry that counts on a day.
    pub fn on(&self, day: NaiveDate) -> Result<&ParameterEntry, LawGap> {
        let half_year = HalfYear::of(day);
        let entry = self.entries.iter().rev().find(|entry| entry.from <= day);
        match (self.holds, entry) {
            (Holds::UntilNext, Some(entry)) => Ok(entry),
            (Holds::HalfYear, Some(entry)) if entry.from == half_year.first_day() => Ok(entry),
            _ => Err(LawGap { parameter: self.parameter, half_year }),
        }
    }
}

/// A rate of interest in percent a year, with what it rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
    pub rate_percent: Decimal,
    pub confidence: Confidence,
    /// Where the rate was published.
    pub source: SourceRef,
    /// The rate in millionths of a percent, for exact whole-number arithmetic.
    pub(crate) micro: i64,
}

impl Rate {
    pub(crate) fn new(rate_percent: Decimal, confidence: Confidence, source: SourceRef) -> Rate {
        Rate { rate_percent, confidence, source, micro: micro_percent(rate_percent) }
    }

    pub(crate) fn plus(self, points: Decimal) -> Rate {
        Rate::new(self.rate_percent.saturating_add(points), self.confidence, self.source)
    }
}

/// The highest rate that arithmetic accepts, in percent a year. Nothing lawful comes near.
pub const HIGHEST_RATE_PERCENT: i64 = 1000;

/// Millionths of a percent, held between zero and [`HIGHEST_RATE_PERCENT`]; a seventh decimal is rounded half up.
pub(crate) fn micro_percent(rate_percent: Decimal) -> i64 {
    let held = rate_percent.clamp(Decimal::ZERO, Decimal::from(HIGHEST_RATE_PERCENT));
    let rounded = held.round_dp_with_strategy(6, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    (rounded * Decimal::from(1_000_000)).trunc().try_into().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"
        label = "x"
        unit = "x"
        looked_up_on = "x"
        last_checked = "2026-11-22"
    "#;

    fn read(holds: &str, entries: &str) -> Result<ParameterData, DataError> {
        ParameterData::read(Parameter::RecoveryIndemnity, &format!("{HEAD}\nholds = \"{holds}\"\n{entries}"))
    }

    fn entry(from: &str, value: &str) -> String {
        format!(
            "[[entry]]\nfrom = \"{from}\"\nvalue = {value}\nconfidence = \"sure\"\nsource = {{ title = \"t\", reference = \"r\" }}\n"
        )
    }

    #[test]
    fn every_embedded_file_reads() {
        for parameter in Parameter::ALL {
            ParameterData::read(*parameter, parameter.text()).unwrap();
        }
    }

    #[test]
    fn two_entries_on_one_day_are_refused() {
        let twice = entry("2013-01-01", "4000") + &entry("2013-01-01", "5000");
        assert!(matches!(read("until_next", &twice), Err(DataError::Order { .. })));
    }

    #[test]
    fn an_entry_without_a_source_does_not_load() {
        let bare = "[[entry]]\nfrom = \"2013-01-01\"\nvalue = 1\nconfidence = \"sure\"\n";
        assert!(matches!(read("until_next", bare), Err(DataError::Unreadable { .. })));
        let untraceable = format!("{bare}source = {{ title = \"t\" }}\n");
        assert!(matches!(read("until_next", &untraceable), Err(DataError::Unsourced { .. })));
    }

    #[test]
    fn a_float_is_not_a_value() {
        assert!(matches!(read("until_next", &entry("2013-01-01", "4.5")), Err(DataError::Unreadable { .. })));
    }

    #[test]
    fn a_half_yearly_entry_begins_a_half_year_and_ends_with_it() {
        assert!(matches!(read("half_year", &entry("2013-02-01", "1")), Err(DataError::NotAHalfYear { .. })));
        let data = read("half_year", &entry("2013-01-01", "1")).unwrap();
        assert!(data.on("2013-06-30".parse().unwrap()).is_ok());
        let gap = data.on("2013-07-01".parse().unwrap()).unwrap_err();
        assert_eq!(gap.half_year, HalfYear::from_code("2013-S2").unwrap());
    }

    #[test]
    fn before_the_first_entry_there_is_no_law() {
        let data = read("until_next", &entry("2013-01-01", "1")).unwrap();
        assert!(data.on("2012-12-31".parse().unwrap()).is_err());
        assert!(data.on("2099-12-31".parse().unwrap()).is_ok());
    }
}
