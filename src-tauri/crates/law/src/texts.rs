//! The texts that rules rest on and that carry no number of their own. Numbers are in `data/`.
//!
//! Links lead to the code on Légifrance: article pages change their address with each version.

use crate::source::Source;

const CODE_DE_COMMERCE: &str = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000005634379/";
const CODE_CIVIL: &str = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006070721/";
const CODE_PROCEDURE_CIVILE: &str = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006070716/";
const CODE_CONSOMMATION: &str = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006069565/";
const CODE_MONETAIRE: &str = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072026/";
const COMMANDE_PUBLIQUE: &str = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019/";
const PROCEDURES_EXECUTION: &str = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000025024948/";

/// The agreement of the parties: no text, the contract itself.
pub static CONTRACT: Source = Source::text("C. civ., art. 1103", None, CODE_CIVIL);

pub static PROFESSIONAL_TERM: Source = Source::text("C. com., art. L. 441-10, I", None, CODE_DE_COMMERCE);
pub static SECTOR_TERM: Source = Source::text("C. com., art. L. 441-11, II", None, CODE_DE_COMMERCE);
pub static SECTOR_TERM_LIKELY: Source = Source::likely("C. com., art. L. 441-11, II", None, CODE_DE_COMMERCE);
pub static PUBLIC_TERM: Source =
    Source::text("CCP, art. L. 2192-10 et R. 2192-10 à R. 2192-14", None, COMMANDE_PUBLIQUE);
pub static CONSUMER_TERM: Source = Source::text("C. civ., art. 1342", None, CODE_CIVIL);

pub static PROFESSIONAL_INTEREST: Source =
    Source::text("C. com., art. L. 441-10, II", Some("Cass. 3e civ., 30 sept. 2015, n° 14-19.249"), CODE_DE_COMMERCE);
pub static CONSUMER_INTEREST: Source =
    Source::text("C. civ., art. 1231-6 et 1344-1", Some("CMF, art. L. 313-2 et D. 313-1-A"), CODE_CIVIL);
pub static PUBLIC_INTEREST: Source =
    Source::text("CCP, art. L. 2192-12 à L. 2192-14 et R. 2192-31", None, COMMANDE_PUBLIQUE);
/// How the interest of public bodies is counted.
pub static PUBLIC_INTEREST_COUNT: Source =
    Source::likely("CCP, art. R. 2192-32 et R. 2192-33", None, COMMANDE_PUBLIQUE);
pub static LEGAL_INTEREST: Source = Source::text("CMF, art. L. 313-2", None, CODE_MONETAIRE);
pub static JUDGMENT_INCREASE: Source = Source::text("CMF, art. L. 313-3", None, CODE_MONETAIRE);

pub static PROFESSIONAL_INDEMNITY: Source = Source::text(
    "C. com., art. L. 441-10, II et D. 441-5",
    None,
    "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000026453427",
);
pub static PUBLIC_INDEMNITY: Source = Source::text("CCP, art. D. 2192-35", None, COMMANDE_PUBLIQUE);
pub static NO_CONSUMER_COSTS: Source = Source::text("CPCE, art. L. 111-8", None, PROCEDURES_EXECUTION);

/// Interest first, then principal.
pub static ALLOCATION: Source = Source::likely("C. civ., art. 1343-1", None, CODE_CIVIL);
/// Which of several invoices a payment settles.
pub static ALLOCATION_AMONG_INVOICES: Source = Source::text("C. civ., art. 1342-10", None, CODE_CIVIL);

pub static INSOLVENCY_STOP: Source =
    Source::text("C. com., art. L. 622-28", Some("liquidation : art. L. 641-3"), CODE_DE_COMMERCE);
pub static OVER_INDEBTEDNESS_STOP: Source = Source::likely("C. conso., art. L. 722-14", None, CODE_CONSOMMATION);
pub static DECLARATION: Source =
    Source::text("C. com., art. L. 622-24 et R. 622-24", Some("liquidation : art. R. 641-25"), CODE_DE_COMMERCE);
pub static LATE_DECLARATION: Source = Source::text("C. com., art. L. 622-26", None, CODE_DE_COMMERCE);

pub static MONTHS: Source = Source::text("CPC, art. 641", None, CODE_PROCEDURE_CIVILE);
pub static WORKING_DAYS: Source = Source::text("CPC, art. 642", None, CODE_PROCEDURE_CIVILE);

pub static DUE_DATE_START: Source =
    Source::text("C. civ., art. 2224 et 2233, 3°", Some("Cass. com., 26 févr. 2020, n° 18-25.036"), CODE_CIVIL);
pub static COMPLETION_START: Source = Source::text(
    "C. conso., art. L. 218-2",
    Some("Cass. 1re civ., 19 mai 2021, n° 20-12.520 ; Cass. 3e civ., 1er mars 2023, n° 21-23.176"),
    CODE_CONSOMMATION,
);
pub static CARRIAGE_START: Source = Source::text("C. com., art. L. 133-6", None, CODE_DE_COMMERCE);
pub static INTERRUPTION: Source = Source::text("C. civ., art. 2231, 2240 et 2241", None, CODE_CIVIL);
pub static PART_PAYMENT: Source = Source::text(
    "C. civ., art. 2240",
    Some("Cass. 2e civ., 3 juill. 2014, n° 13-17.449 ; Cass. 1re civ., 25 janv. 2017, n° 15-25.759"),
    CODE_CIVIL,
);
pub static COURT_ACTION: Source = Source::text("C. civ., art. 2241 à 2243", None, CODE_CIVIL);
pub static ENFORCEMENT_ACT: Source = Source::text("C. civ., art. 2244", None, CODE_CIVIL);
pub static DECLARATION_INTERRUPTS: Source = Source::text("C. com., art. L. 622-25-1", None, CODE_DE_COMMERCE);
pub static CLOSED_LIST: Source =
    Source::text("C. civ., art. 2240 à 2244", Some("Cass. com., 18 mai 2022, n° 20-23.204"), CODE_CIVIL);
pub static SERVICE_INTERRUPTS: Source = Source::text(
    "C. civ., art. 2241",
    Some("Cass., 10 juill. 1990, n° 89-13.345 ; Cass. 1re civ., 9 sept. 2020, n° 19-12.006"),
    CODE_CIVIL,
);
/// A clause about limitation between businesses: one to ten years.
pub static CLAUSE: Source = Source::text("C. civ., art. 2254", None, CODE_CIVIL);
pub static CONSUMER_CLAUSE: Source = Source::text("C. conso., art. L. 218-1", None, CODE_CONSOMMATION);
pub static SUSPENSION: Source = Source::text("C. civ., art. 2230 et 2238", None, CODE_CIVIL);
pub static AFTER_EXPIRY: Source =
    Source::text("C. civ., art. 2249", Some("Cass. 1re civ., 19 mai 2021, n° 19-26.253"), CODE_CIVIL);
pub static PUBLIC_INTERRUPTION: Source = Source::text("Loi n° 68-1250 du 31 déc. 1968, art. 2", None, "");
pub static FORCLUSION: Source = Source::text("C. conso., art. R. 312-35", None, CODE_CONSOMMATION);
pub static LIMITATION_COUNT: Source =
    Source::text("C. civ., art. 2228 et 2229", Some("Cass. 2e civ., 7 avr. 2016, n° 15-12.960"), CODE_CIVIL);
