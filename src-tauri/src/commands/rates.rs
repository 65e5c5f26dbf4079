//! The rates of the law, half-year by half-year, with where they come from.

use app::words::rates;
use app::{Desk, Now};
use domain::Lang;
use law::{Confidence, HalfYear, LawGap, LegalRateCategory, Parameter, Rate};

use super::{Outcome, source_view};
use crate::views::today::{RateRow, RateView};

/// As many half-years back as the longest period of limitation, and the one that comes next.
const HALF_YEARS: usize = 12;

pub fn rates(desk: &mut Desk, now: Now) -> Outcome<Vec<RateRow>> {
    let (lang, law) = (desk.lang(), desk.law());
    let shown = |rate: Result<Rate, LawGap>| rate.map(|rate| lang.percent(rate.rate_percent)).unwrap_or_default();
    let mut half_year = HalfYear::of(now.today).next();
    let mut rows = Vec::with_capacity(HALF_YEARS);
    for _ in 0..HALF_YEARS {
        let legal = law.legal_rate(LegalRateCategory::Other, half_year);
        rows.push(RateRow {
            half_year: rates::half_year(lang, half_year),
            from: half_year.first_day().to_string(),
            ecb: rate_view(lang, Parameter::EcbMainRefinancingRate, law.ecb_rate(half_year).ok()),
            professional: shown(law.professional_rate(half_year)),
            public: shown(law.public_rate(half_year)),
            legal: rate_view(lang, Parameter::LegalInterestRateOther, legal.ok()),
            floor: shown(law.floor_rate(half_year)),
        });
        let Some(before) = half_year.first_day().pred_opt() else { break };
        half_year = HalfYear::of(before);
    }
    Ok(rows)
}

fn rate_view(lang: Lang, parameter: Parameter, rate: Option<Rate>) -> RateView {
    let typed = rate.map(|rate| rate.rate_percent.normalize().to_string()).unwrap_or_default();
    RateView {
        parameter: parameter.code().to_owned(),
        shown: rate.map(|rate| lang.percent(rate.rate_percent)).unwrap_or_default(),
        typed: if lang == Lang::Fr { typed.replace('.', ",") } else { typed },
        source: rate.map(|rate| source_view(rate.source)),
        confirmed: rate.is_some_and(|rate| rate.confidence == Confidence::Owner),
    }
}
