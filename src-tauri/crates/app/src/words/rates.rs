//! What a rate of interest is made of, in words.

use domain::Lang;
use law::{HalfYear, RateKind, Segment};

use super::say;

/// "2e semestre 2026".
pub fn half_year(lang: Lang, half_year: HalfYear) -> String {
    let day = half_year.first_day();
    let second = chrono::Datelike::month(&day) > 6;
    let year = chrono::Datelike::year(&day);
    match (lang, second) {
        (Lang::Fr, false) => format!("1er semestre {year}"),
        (Lang::Fr, true) => format!("2e semestre {year}"),
        (Lang::En, false) => format!("first half of {year}"),
        (Lang::En, true) => format!("second half of {year}"),
    }
}

/// What the rate of a period is, and of which half-year.
pub fn rate(lang: Lang, segment: &Segment) -> String {
    let what = match segment.rate_kind {
        RateKind::Statutory => say(lang, "BCE + 10 points", "ECB + 10 points"),
        RateKind::Clause => say(lang, "taux de vos conditions de vente", "rate of your terms of sale"),
        RateKind::Floor => say(lang, "trois fois le taux légal", "three times the legal rate"),
        RateKind::PublicBody => {
            say(lang, "BCE + 8 points, un taux pour tout le retard", "ECB + 8 points, one rate for the whole delay")
        }
        RateKind::Legal => say(lang, "taux légal", "legal rate"),
        RateKind::LegalRaised => say(lang, "taux légal majoré de 5 points", "legal rate raised by 5 points"),
    };
    match segment.half_year {
        Some(of) => format!("{what}, {}", half_year(lang, of)),
        None => what.to_owned(),
    }
}
