//! Texts behind steps and routes that the arithmetic of `law` does not need.

use std::borrow::Cow;

use domain::DebtorKind;
use law::{Confidence, Source, SourceRef};

const fn text(title: &'static str, reference: Option<&'static str>, confidence: Confidence) -> Source {
    Source {
        title: Cow::Borrowed(title),
        reference: match reference {
            Some(reference) => Some(Cow::Borrowed(reference)),
            None => None,
        },
        href: None,
        confidence,
    }
}

use Confidence::{Confirm, Likely, Sure};

pub static FORMAL_NOTICE: Source = text("C. civ., art. 1344 et 1231", None, Sure);
pub static BARRED_CONSUMER: Source = text("C. conso., art. R. 632-1", None, Likely);
pub static OVER_INDEBTEDNESS: Source = text("C. conso., art. L. 722-2 à L. 722-5", None, Sure);
pub static PURSUITS_STOPPED: Source =
    text("C. com., art. L. 622-7 et L. 622-21", Some("liquidation : art. L. 641-3"), Sure);

pub static CONCILIATION: Source = text("CPC, art. 1528 et s.", Some("décret n° 2025-660"), Likely);
pub static AGENCY: Source = text("CPCE, art. R. 124-3 à R. 124-7", None, Sure);
/// Insurance, dedicated account, declaration to the prosecutor.
pub static AGENCY_GUARANTEES: Source = text("CPCE, art. R. 124-1 et R. 124-2", None, Likely);
pub static SMALL_CLAIMS: Source = text("CPCE, art. L. 125-1 et R. 125-1 à R. 125-8", None, Sure);
pub static SMALL_CLAIMS_TRADERS: Source = text("CPCE, art. L. 125-1", Some("loi n° 2026-307 du 23 avril 2026"), Likely);
pub static UNCONTESTED: Source = text("CPCE, art. L. 126-1 et s.", Some("loi n° 2026-307 du 23 avril 2026"), Confirm);
pub static ORDER_FOR_PAYMENT: Source = text("CPC, art. 1405 à 1422 et 1425", None, Sure);
pub static ORDER_NO_ATTEMPT: Source =
    text("CPC, art. 750-1", Some("Cass. 2e civ., avis, 25 sept. 2025, n° 25-70.013"), Sure);
pub static ORDER_FEE: Source =
    text("Tarif des greffiers des tribunaux de commerce", Some("arrêté du 25 février 2026"), Likely);
pub static EUROPEAN_ORDER: Source = text("Règlement (CE) n° 1896/2006", None, Sure);
pub static EUROPEAN_SMALL_CLAIMS: Source = text("Règlement (CE) n° 861/2007", Some("règlement (UE) 2015/2421"), Sure);
pub static COMMERCIAL_COURT: Source = text("C. com., art. L. 721-3", None, Sure);
pub static REFERE_COMMERCIAL: Source = text("CPC, art. 872 et 873", None, Sure);
pub static REFERE_CIVIL: Source = text("CPC, art. 834 et 835", None, Sure);
pub static PRIOR_ATTEMPT: Source = text("CPC, art. 750-1", None, Sure);
pub static LAWYER: Source = text("CPC, art. 761 et 853", None, Sure);
pub static CIVIL_CASE_CONTRIBUTION: Source = text("CGI, art. 1635 bis Q", Some("loi n° 2026-103, art. 128"), Likely);
pub static ADMINISTRATIVE: Source = text("CGCT, art. L. 1612-15 et L. 1612-16", Some("CJA, art. R. 541-1"), Likely);
pub static PUBLIC_ASSETS: Source = text("CGPPP, art. L. 2311-1", None, Likely);
pub static WRITTEN_PROOF: Source = text("C. civ., art. 1359", Some("décret n° 80-533"), Sure);

/// The texts that grant interest against a kind of debtor.
pub(crate) fn of_interest(kind: Option<DebtorKind>, list: &mut Vec<SourceRef>) {
    match kind {
        Some(DebtorKind::Professional) => {
            list.push(&law::texts::PROFESSIONAL_INTEREST);
            list.push(&law::texts::PROFESSIONAL_INDEMNITY);
        }
        Some(DebtorKind::PublicBody) => {
            list.push(&law::texts::PUBLIC_INTEREST);
            list.push(&law::texts::PUBLIC_INDEMNITY);
        }
        Some(DebtorKind::Consumer) => {
            list.push(&law::texts::CONSUMER_INTEREST);
            list.push(&law::texts::NO_CONSUMER_COSTS);
        }
        None => {}
    }
}
