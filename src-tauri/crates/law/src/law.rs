//! The law as it stands in the data files, with what the owner confirmed or entered.

use std::sync::OnceLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::half_year::HalfYear;
use crate::parameter::{Holds, LawGap, Parameter, ParameterData, Rate};
use crate::source::{Confidence, SourceRef};

/// Every number of the law, found by index. Cheap to clone; make one at start and pass it by reference.
#[derive(Clone, Debug)]
pub struct Law {
    data: &'static [ParameterData],
    ecb: RateTable,
    legal_other: RateTable,
    legal_individual: RateTable,
    professional: RateTable,
    public: RateTable,
    floor: RateTable,
}

/// A rate that the owner looked at: confirmed as it was, or entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConfirmedRate {
    #[serde(with = "parameter_code")]
    pub parameter: Parameter,
    /// First day of its half-year, as the journal keeps it. Any day of it will do.
    pub half_year: NaiveDate,
    pub rate_percent: Decimal,
}

/// A rate that the owner should look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ToConfirm {
    pub parameter: Parameter,
    pub half_year: HalfYear,
    pub reason: ToConfirmReason,
    /// Where to look.
    pub source: SourceRef,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ToConfirmReason {
    /// In use now, from secondary sources.
    Likely { rate_percent: Decimal },
    /// Needed now and not known: interest of this half-year cannot be computed.
    Missing,
    /// Will be needed from the first day of that half-year.
    Coming,
}

/// A whole number of the law that counts on some day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Figure {
    pub value: i64,
    pub source: SourceRef,
}

/// Which legal interest rate: it follows the creditor, not the debtor (CMF L313-2).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalRateCategory {
    /// Every creditor acting in business, even against a private individual ("autres cas").
    #[default]
    Other,
    /// Creditors who are private individuals outside any business ("particuliers").
    Individual,
}

static DATA: OnceLock<Vec<ParameterData>> = OnceLock::new();
static EMBEDDED: OnceLock<Law> = OnceLock::new();

impl Law {
    /// The law shipped with the program. Parsed once; later calls clone small tables.
    pub fn embedded() -> Law {
        EMBEDDED.get_or_init(|| Law::build(DATA.get_or_init(read_all))).clone()
    }

    fn build(data: &'static [ParameterData]) -> Law {
        let mut law = Law {
            data,
            ecb: RateTable::of(&data[Parameter::EcbMainRefinancingRate as usize]),
            legal_other: RateTable::of(&data[Parameter::LegalInterestRateOther as usize]),
            legal_individual: RateTable::of(&data[Parameter::LegalInterestRateIndividual as usize]),
            professional: RateTable::empty(Parameter::EcbMainRefinancingRate),
            public: RateTable::empty(Parameter::EcbMainRefinancingRate),
            floor: RateTable::empty(Parameter::LegalInterestRateOther),
        };
        law.derive();
        law
    }

    /// Margins and multipliers change on the first day of a half-year only, so sums can be tabled.
    fn derive(&mut self) {
        let margin = |parameter: Parameter, half_year: HalfYear| {
            self.data[parameter as usize].on(half_year.first_day()).ok().map(|entry| entry.value)
        };
        self.professional = self
            .ecb
            .map(|half_year, rate| margin(Parameter::ProfessionalMargin, half_year).map(|points| rate.plus(points)));
        self.public =
            self.ecb.map(|half_year, rate| margin(Parameter::PublicMargin, half_year).map(|points| rate.plus(points)));
        self.floor = self.legal_other.map(|half_year, rate| {
            margin(Parameter::FloorMultiplier, half_year)
                .and_then(|times| rate.rate_percent.checked_mul(times))
                .map(|floor| Rate::new(floor, rate.confidence, rate.source))
        });
    }

    /// The same law with the owner's rates in place of, or beside, the shipped ones. Rates of parameters that do not
    /// change by half-year are passed over.
    pub fn with_confirmed(mut self, rates: &[ConfirmedRate]) -> Law {
        for confirmed in rates {
            let data = &self.data[confirmed.parameter as usize];
            let half_year = HalfYear::of(confirmed.half_year);
            let shipped = data.on(half_year.first_day()).map(|entry| &entry.source).ok();
            let Some(source) = shipped.or(data.publication.as_ref()) else { continue };
            let rate = Rate::new(confirmed.rate_percent, Confidence::Owner, source);
            match confirmed.parameter {
                Parameter::EcbMainRefinancingRate => self.ecb.set(half_year, rate),
                Parameter::LegalInterestRateOther => self.legal_other.set(half_year, rate),
                Parameter::LegalInterestRateIndividual => self.legal_individual.set(half_year, rate),
                _ => {}
            }
        }
        self.derive();
        self
    }

    /// What the data files say, for a screen that lists the law.
    pub fn parameters(&self) -> &'static [ParameterData] {
        self.data
    }

    pub fn parameter(&self, parameter: Parameter) -> &'static ParameterData {
        &self.data[parameter as usize]
    }

    /// A whole number that counts on `day`, in the unit of its parameter.
    pub fn figure(&self, parameter: Parameter, day: NaiveDate) -> Result<Figure, LawGap> {
        let entry = self.data[parameter as usize].on(day)?;
        let value = entry.value.trunc().try_into().unwrap_or(i64::MAX);
        Ok(Figure { value, source: &entry.source })
    }

    /// A decimal number that counts on `day`, and its source.
    pub fn decimal(&self, parameter: Parameter, day: NaiveDate) -> Result<(Decimal, SourceRef), LawGap> {
        let entry = self.data[parameter as usize].on(day)?;
        Ok((entry.value, &entry.source))
    }

    /// The ECB main refinancing rate in force on the first day of the half-year.
    pub fn ecb_rate(&self, half_year: HalfYear) -> Result<Rate, LawGap> {
        self.ecb.get(half_year)
    }

    /// The legal interest rate of the half-year.
    pub fn legal_rate(&self, category: LegalRateCategory, half_year: HalfYear) -> Result<Rate, LawGap> {
        match category {
            LegalRateCategory::Other => self.legal_other.get(half_year),
            LegalRateCategory::Individual => self.legal_individual.get(half_year),
        }
    }

    /// The rate between professionals when the contract fixes none: ECB + 10 points.
    pub fn professional_rate(&self, half_year: HalfYear) -> Result<Rate, LawGap> {
        self.professional.get(half_year)
    }

    /// The rate of a public buyer whose interest started in this half-year: ECB + 8 points.
    pub fn public_rate(&self, half_year: HalfYear) -> Result<Rate, LawGap> {
        self.public.get(half_year)
    }

    /// The least that a contract rate may be: three times the legal rate, other cases.
    pub fn floor_rate(&self, half_year: HalfYear) -> Result<Rate, LawGap> {
        self.floor.get(half_year)
    }

    /// The rates that the owner should look at: those of the current half-year that are missing or rest on secondary
    /// sources, and those of the coming half-year once known to be needed. The rate for private individuals as
    /// creditors is not asked for: no business uses it.
    pub fn to_confirm(&self, today: NaiveDate) -> Vec<ToConfirm> {
        let current = HalfYear::of(today);
        let mut list = Vec::new();
        for parameter in [Parameter::EcbMainRefinancingRate, Parameter::LegalInterestRateOther] {
            let data = &self.data[parameter as usize];
            let Some(publication) = data.publication.as_ref() else { continue };
            let mut ask = |half_year, reason, source| list.push(ToConfirm { parameter, half_year, reason, source });
            match self.table(parameter).get(current) {
                Err(_) => ask(current, ToConfirmReason::Missing, publication),
                Ok(rate) if rate.confidence.is_provisional() => {
                    ask(current, ToConfirmReason::Likely { rate_percent: rate.rate_percent }, rate.source);
                }
                Ok(_) => {}
            }
            if self.table(parameter).get(current.next()).is_err() {
                ask(current.next(), ToConfirmReason::Coming, publication);
            }
        }
        list
    }

    /// The day on which the oldest file was compared with its sources.
    pub fn last_checked(&self) -> NaiveDate {
        self.data.iter().map(|data| data.last_checked).min().unwrap_or(NaiveDate::MIN)
    }

    fn table(&self, parameter: Parameter) -> &RateTable {
        match parameter {
            Parameter::LegalInterestRateOther => &self.legal_other,
            Parameter::LegalInterestRateIndividual => &self.legal_individual,
            _ => &self.ecb,
        }
    }
}

fn read_all() -> Vec<ParameterData> {
    Parameter::ALL
        .iter()
        .map(|parameter| match ParameterData::read(*parameter, parameter.text()) {
            Ok(data) => data,
            // The files are part of the program and `every_embedded_file_reads` reads each of them.
            Err(error) => unreachable!("{error}"),
        })
        .collect()
}

/// Rates by half-year, found by index.
#[derive(Clone, Debug)]
struct RateTable {
    parameter: Parameter,
    /// Rank of the half-year of the first slot.
    first: i64,
    slots: Vec<Option<(HalfYear, Rate)>>,
}

/// Half-years further apart than two centuries are not tabled.
const MOST_SLOTS: usize = 400;

impl RateTable {
    fn empty(parameter: Parameter) -> RateTable {
        RateTable { parameter, first: 0, slots: Vec::new() }
    }

    fn of(data: &'static ParameterData) -> RateTable {
        debug_assert_eq!(data.holds, Holds::HalfYear);
        let mut table = RateTable::empty(data.parameter);
        for entry in &data.entries {
            let rate = Rate::new(entry.value, entry.source.confidence, &entry.source);
            table.set(HalfYear::of(entry.from), rate);
        }
        table
    }

    fn set(&mut self, half_year: HalfYear, rate: Rate) {
        let rank = half_year.rank();
        if self.slots.is_empty() {
            self.first = rank;
        }
        let before = usize::try_from(self.first - rank).unwrap_or(0);
        let place = usize::try_from(rank - self.first).unwrap_or(0);
        if before + self.slots.len() > MOST_SLOTS || place >= MOST_SLOTS {
            return;
        }
        if before > 0 {
            self.slots.splice(0..0, std::iter::repeat_n(None, before));
            self.first = rank;
        }
        if place >= self.slots.len() {
            self.slots.resize(place + 1, None);
        }
        self.slots[place] = Some((half_year, rate));
    }

    #[inline]
    fn get(&self, half_year: HalfYear) -> Result<Rate, LawGap> {
        usize::try_from(half_year.rank() - self.first)
            .ok()
            .and_then(|place| self.slots.get(place))
            .and_then(|slot| slot.as_ref())
            .map(|(_, rate)| *rate)
            .ok_or(LawGap { parameter: self.parameter, half_year })
    }

    fn map(&self, change: impl Fn(HalfYear, Rate) -> Option<Rate>) -> RateTable {
        RateTable {
            parameter: self.parameter,
            first: self.first,
            slots: self
                .slots
                .iter()
                .map(|slot| slot.and_then(|(half_year, rate)| Some((half_year, change(half_year, rate)?))))
                .collect(),
        }
    }
}

mod parameter_code {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::parameter::Parameter;

    pub fn serialize<S: Serializer>(parameter: &Parameter, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(parameter.code())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Parameter, D::Error> {
        let code = String::deserialize(deserializer)?;
        Parameter::from_code(&code).ok_or_else(|| D::Error::custom(format!("no parameter is called {code}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half_year(code: &str) -> HalfYear {
        HalfYear::from_code(code).unwrap()
    }

    fn percent(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_missing_half_year_is_named_and_never_guessed() {
        let law = Law::embedded();
        let gap = law.professional_rate(half_year("2027-S1")).unwrap_err();
        assert_eq!(gap.to_string(), "no ecb_main_refinancing_rate is recorded for 2027-S1");
        assert!(law.floor_rate(half_year("2027-S1")).is_err());
        assert!(law.ecb_rate(half_year("1999-S1")).is_err());
    }

    #[test]
    fn a_rate_entered_by_the_owner_fills_the_gap() {
        let law = Law::embedded().with_confirmed(&[ConfirmedRate {
            parameter: Parameter::EcbMainRefinancingRate,
            half_year: "2027-01-01".parse().unwrap(),
            rate_percent: percent("2.65"),
        }]);
        let rate = law.professional_rate(half_year("2027-S1")).unwrap();
        assert_eq!((rate.rate_percent, rate.confidence), (percent("12.65"), Confidence::Owner));
        assert_eq!(law.public_rate(half_year("2027-S1")).unwrap().rate_percent, percent("10.65"));
        assert!(law.floor_rate(half_year("2027-S1")).is_err());
    }

    #[test]
    fn a_confirmed_rate_is_asked_for_no_more() {
        let today = "2026-11-22".parse().unwrap();
        let law = Law::embedded();
        let asked = law.to_confirm(today);
        assert_eq!(asked.len(), 4);
        assert_eq!(asked[0].reason, ToConfirmReason::Likely { rate_percent: percent("2.40") });
        assert_eq!(asked[1].reason, ToConfirmReason::Coming);
        let law = law.with_confirmed(&[
            ConfirmedRate {
                parameter: Parameter::EcbMainRefinancingRate,
                half_year: "2026-07-01".parse().unwrap(),
                rate_percent: percent("2.40"),
            },
            ConfirmedRate {
                parameter: Parameter::LegalInterestRateOther,
                half_year: "2026-07-01".parse().unwrap(),
                rate_percent: percent("2.75"),
            },
        ]);
        assert!(law.to_confirm(today).iter().all(|ask| ask.reason == ToConfirmReason::Coming));
        let missing = law.to_confirm("2027-02-01".parse().unwrap());
        assert!(missing.iter().any(|ask| ask.reason == ToConfirmReason::Missing));
    }

    #[test]
    fn a_rate_of_another_century_does_not_fill_the_memory() {
        let law = Law::embedded().with_confirmed(&[ConfirmedRate {
            parameter: Parameter::EcbMainRefinancingRate,
            half_year: "9999-01-01".parse().unwrap(),
            rate_percent: percent("1"),
        }]);
        assert!(law.ecb_rate(half_year("9999-S1")).is_err());
        assert!(law.ecb_rate(half_year("2026-S1")).is_ok());
    }

    #[test]
    fn margins_change_on_the_first_day_of_a_half_year() {
        for parameter in [Parameter::ProfessionalMargin, Parameter::PublicMargin, Parameter::FloorMultiplier] {
            for entry in &Law::embedded().parameter(parameter).entries {
                assert!(HalfYear::beginning(entry.from).is_some(), "{} {}", parameter.code(), entry.from);
            }
        }
    }
}
