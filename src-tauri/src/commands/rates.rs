//! The rates of the law, half-year by half-year, with where they come from.

use app::words::rates;
use app::{Desk, Now};
use law::{Confidence, HalfYear, Law, LawGap, LegalRateCategory, Parameter, Rate};

use super::{Outcome, source_view};
use crate::views::today::{RateRow, RateView};

/// As many half-years back as the longest period of limitation, and the one that comes next.
const HALF_YEARS: usize = 11;

pub fn rates(desk: &mut Desk, now: Now) -> Outcome<Vec<RateRow>> {
    let lang = desk.lang();
    let mut half_year = HalfYear::of(now.today).next();
    let mut rows = Vec::with_capacity(HALF_YEARS);
    for _ in 0..HALF_YEARS {
        let law = desk.law();
        let view = |parameter: Parameter, published: Result<Rate, LawGap>, claimed: Vec<Result<Rate, LawGap>>| {
            let published = published.ok();
            let claimed = claimed.into_iter().flatten().map(|rate| lang.percent(rate.rate_percent));
            RateView {
                parameter: parameter.code().to_owned(),
                published: published.map(|rate| rate.rate_percent.normalize().to_string()).unwrap_or_default(),
                claimed: claimed.collect::<Vec<_>>().join(" · "),
                source: published.map(|rate| source_view(rate.source)),
                confirmed: published.is_some_and(|rate| rate.confidence == Confidence::Owner),
            }
        };
        rows.push(RateRow {
            half_year: rates::half_year(lang, half_year),
            from: half_year.first_day().to_string(),
            rates: vec![
                view(
                    Parameter::EcbMainRefinancingRate,
                    law.ecb_rate(half_year),
                    vec![law.professional_rate(half_year), law.public_rate(half_year)],
                ),
                view(
                    Parameter::LegalInterestRateOther,
                    legal(law, half_year),
                    vec![legal(law, half_year), law.floor_rate(half_year)],
                ),
            ],
        });
        half_year = before(half_year);
    }
    Ok(rows)
}

fn legal(law: &Law, half_year: HalfYear) -> Result<Rate, LawGap> {
    law.legal_rate(LegalRateCategory::Other, half_year)
}

fn before(half_year: HalfYear) -> HalfYear {
    half_year.first_day().pred_opt().map_or(half_year, HalfYear::of)
}
