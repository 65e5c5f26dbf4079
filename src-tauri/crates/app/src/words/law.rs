//! Due dates, interest and the indemnity, as sentences.

use domain::locale::NO_BREAK;
use domain::{Cents, Lang};
use law::{CeilingRule, DueBasis, DueDate, IndemnityWhy, NoInterest, Parameter, Warning};

use super::{list, say};
use crate::claims::{InvoiceClaim, PaidAccessories};

/// "Échéance le 9 avril 2026 : 30 jours après la prestation, à défaut d’accord."
pub fn due(lang: Lang, due: &DueDate) -> String {
    let date = lang.long_date(due.date);
    let basis = match due.basis {
        DueBasis::StatutoryProfessional => say(
            lang,
            "30 jours après la livraison ou la prestation, faute d’accord",
            "30 days after delivery or performance, nothing being agreed",
        ),
        DueBasis::Agreed => say(lang, "date ou délai convenu", "the date or term agreed"),
        DueBasis::AgreedEndOfMonth => say(lang, "délai convenu, fin de mois", "the agreed term, end of month"),
        DueBasis::StatutoryPublic => say(
            lang,
            "délai légal de l’acheteur public, compté de la réception ou du service fait",
            "the public buyer’s legal period, from receipt or performance",
        ),
        DueBasis::OnPerformance => say(lang, "à la prestation, faute d’accord", "on performance, nothing being agreed"),
    };
    let mut text = match lang {
        Lang::Fr => format!("Échéance le {date}{NO_BREAK}: {basis}."),
        Lang::En => format!("Due on {date}: {basis}."),
    };
    if let Some(assumed) = due.assumed {
        text.push(' ');
        text.push_str(match assumed {
            law::Assumption::IssueForDelivery => say(
                lang,
                "La date de livraison n’étant pas connue, celle de la facture la remplace.",
                "The delivery date is unknown; the invoice date stands in for it.",
            ),
            law::Assumption::IssueForReceipt => say(
                lang,
                "La date de réception n’étant pas connue, celle de la facture la remplace.",
                "The day of receipt is unknown; the invoice date stands in for it.",
            ),
        });
    }
    if due.hypotheses.len() > 1 {
        let dates: Vec<String> = due.hypotheses.iter().map(|hypothesis| lang.short_date(hypothesis.date)).collect();
        text.push(' ');
        text.push_str(&match lang {
            Lang::Fr => format!(
                "Lectures possibles{NO_BREAK}: {}{}; la plus tardive est retenue.",
                list(lang, &dates),
                '\u{202f}'
            ),
            Lang::En => format!("Possible readings: {}; the latest is kept.", list(lang, &dates)),
        });
    }
    text
}

/// The due date of a claim with its reason; of several, each with its part.
pub fn due_of(lang: Lang, one: &InvoiceClaim) -> String {
    if one.parts.is_empty() {
        return due(lang, &one.due);
    }
    let parts: Vec<String> = one
        .parts
        .iter()
        .map(|part| {
            let (amount, day) = (lang.amount(part.amount), lang.long_date(part.due_date));
            match lang {
                Lang::Fr => format!("{amount} le {day}"),
                Lang::En => format!("{amount} on {day}"),
            }
        })
        .collect();
    let (count, parts) = (due_dates(lang, one.parts.len()), list(lang, &parts));
    match lang {
        Lang::Fr => format!("{count}{NO_BREAK}: {parts}."),
        Lang::En => format!("{count}: {parts}."),
    }
}

/// "2 échéances"; empty where there is one.
pub fn due_dates(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (_, 0 | 1) => String::new(),
        (Lang::Fr, count) => format!("{count}{NO_BREAK}échéances"),
        (Lang::En, count) => format!("{count} due dates"),
    }
}

/// How what lists say is left becomes the principal of the computation.
pub fn paid_accessories(lang: Lang, paid: &PaidAccessories) -> String {
    let accrued = paid.interest.plus(paid.accessories);
    let [received, accessories, open, principal, interest, accrued] =
        [paid.received, paid.accessories, paid.open, paid.principal, paid.interest, accrued]
            .map(|amount| lang.amount(amount));
    match lang {
        Lang::Fr => format!(
            "Sur {received} reçus, {accessories} ont payé d’abord les intérêts (C. civ., art. 1343-1)\u{a0}: reste dû {open} + {accessories} = principal {principal}\u{202f}; courus {accrued} − {accessories} = intérêts {interest}."
        ),
        Lang::En => format!(
            "Of {received} received, {accessories} paid interest first (C. civ., art. 1343-1): left to pay {open} + {accessories} = principal {principal}; accrued {accrued} − {accessories} = interest {interest}."
        ),
    }
}

/// The agreed term is longer than the law allows.
pub fn ceiling(lang: Lang, due: &DueDate) -> Option<String> {
    let ceiling = due.ceiling.filter(|ceiling| ceiling.exceeded_by_days > 0)?;
    let limit = lang.long_date(ceiling.limit);
    let rule = match ceiling.rule {
        CeilingRule::SixtyDays => say(lang, "60 jours après la facture", "60 days from the invoice"),
        CeilingRule::FortyFiveEndOfMonth => say(lang, "45 jours fin de mois", "45 days end of month"),
        CeilingRule::Periodic => say(lang, "45 jours pour une facture périodique", "45 days for a periodic invoice"),
        CeilingRule::Sector(_) => say(lang, "la limite de votre secteur", "the ceiling of your sector"),
        CeilingRule::Public => say(lang, "le délai de l’acheteur public", "the public buyer’s period"),
    };
    Some(match lang {
        Lang::Fr => format!("Le délai dépasse le maximum légal ({rule}, soit le {limit})."),
        Lang::En => format!("The term exceeds the legal maximum ({rule}, that is {limit})."),
    })
}

pub fn no_interest(lang: Lang, why: NoInterest) -> &'static str {
    match why {
        NoInterest::NotDueYet => {
            say(lang, "Pas d’intérêts\u{a0}: l’échéance n’est pas passée.", "No interest: it is not due yet.")
        }
        NoInterest::PaidOnTime => say(lang, "Pas d’intérêts\u{a0}: payée à temps.", "No interest: paid on time."),
        NoInterest::NoFormalNotice => say(
            lang,
            "Pas d’intérêts\u{a0}: pour un particulier, ils courent à partir de la mise en demeure.",
            "No interest: against a consumer it runs from the formal notice.",
        ),
        NoInterest::NothingOpenSinceNotice => {
            say(lang, "Pas encore d’intérêts depuis la mise en demeure.", "No interest yet since the formal notice.")
        }
        NoInterest::InsolvencyBeforeDue => say(
            lang,
            "Pas d’intérêts\u{a0}: l’échéance suit l’ouverture de la procédure.",
            "No interest: it falls due after the procedure opened.",
        ),
        NoInterest::BeforeJudgmentInterest => {
            say(lang, "Pas encore d’intérêts sur le jugement.", "No interest on the judgment yet.")
        }
        NoInterest::RateMissing => say(
            lang,
            "Intérêts non comptés\u{a0}: le taux de ce semestre n’est pas connu. Saisissez-le dans Réglages.",
            "Interest not counted: the rate of this half-year is not known. Enter it under Settings.",
        ),
    }
}

pub fn indemnity(lang: Lang, why: IndemnityWhy, amount: Cents) -> String {
    match why {
        IndemnityWhy::Late => match lang {
            Lang::Fr => {
                format!("{} d’indemnité forfaitaire, une fois par facture payée en retard.", lang.amount(amount))
            }
            Lang::En => format!("{} fixed indemnity, once per invoice paid late.", lang.amount(amount)),
        },
        IndemnityWhy::LateBeforeInsolvency => say(
            lang,
            "Indemnité à déclarer à part, selon une lecture du texte.",
            "Indemnity to be declared apart, on one reading of the text.",
        )
        .into(),
        IndemnityWhy::NotDueYet => {
            say(lang, "Pas d’indemnité\u{a0}: l’échéance n’est pas passée.", "No indemnity: it is not due yet.").into()
        }
        IndemnityWhy::PaidOnTime => {
            say(lang, "Pas d’indemnité\u{a0}: payée à temps.", "No indemnity: paid on time.").into()
        }
        IndemnityWhy::Consumer => say(
            lang,
            "Pas d’indemnité\u{a0}: elle n’est jamais due par un particulier.",
            "No indemnity: a consumer never owes it.",
        )
        .into(),
        IndemnityWhy::InsolvencyBeforeDue => say(
            lang,
            "Pas d’indemnité\u{a0}: l’échéance suit l’ouverture de la procédure.",
            "No indemnity: it falls due after the procedure opened.",
        )
        .into(),
        IndemnityWhy::Judgment => say(
            lang,
            "L’indemnité est dans la somme jugée, si elle y est.",
            "The indemnity is in the sum awarded, if at all.",
        )
        .into(),
        IndemnityWhy::BeforeItExisted => {
            say(lang, "Pas d’indemnité\u{a0}: elle n’existait pas encore.", "No indemnity: it did not exist yet.")
                .into()
        }
    }
}

/// A parameter of the law, as a reader knows it.
pub fn parameter(lang: Lang, parameter: Parameter) -> String {
    match parameter {
        Parameter::EcbMainRefinancingRate => {
            say(lang, "taux de refinancement de la BCE", "ECB main refinancing rate").into()
        }
        Parameter::LegalInterestRateOther => {
            say(lang, "taux d’intérêt légal (autres cas)", "legal interest rate (other cases)").into()
        }
        Parameter::LegalInterestRateIndividual => {
            say(lang, "taux d’intérêt légal (particuliers)", "legal interest rate (individuals)").into()
        }
        other => other.code().replace('_', " "),
    }
}

pub fn warning(lang: Lang, warning: &Warning) -> String {
    let fr = lang == Lang::Fr;
    match warning {
        Warning::ClauseBelowFloor {
            clause_percent,
            floor_percent,
            interest_by_clause,
            interest_by_floor,
            interest_by_law,
            ..
        } => {
            let shown = |amount: &Option<Cents>| amount.map_or_else(|| "?".to_owned(), |amount| lang.amount(amount));
            let (clause, floor) = (lang.percent(*clause_percent), lang.percent(*floor_percent));
            let (a, b, c) = (lang.amount(*interest_by_clause), shown(interest_by_floor), shown(interest_by_law));
            if fr {
                format!(
                    "Votre taux ({clause}) est sous le plancher légal ({floor}). Trois lectures{NO_BREAK}: {a} selon votre clause, {b} au plancher, {c} au taux de la loi. Acquit retient votre clause, qui demande le moins."
                )
            } else {
                format!(
                    "Your rate ({clause}) is below the legal floor ({floor}). Three readings: {a} by your clause, {b} at the floor, {c} at the law’s rate. Acquit keeps your clause, which claims least."
                )
            }
        }
        Warning::FloorUnknown { half_year } => {
            let day = lang.long_date(half_year.first_day());
            if fr {
                format!("Le plancher du semestre qui commence le {day} n’est pas connu.")
            } else {
                format!("The floor of the half-year from {day} is not known.")
            }
        }
        Warning::LikelyRate { parameter: of, half_year } => {
            let (name, day) = (parameter(lang, *of), lang.long_date(half_year.first_day()));
            if fr {
                format!(
                    "Le {name} du semestre qui commence le {day} vient d’une source secondaire{NO_BREAK}: à confirmer."
                )
            } else {
                format!("The {name} of the half-year from {day} comes from a secondary source: to be confirmed.")
            }
        }
        Warning::RateMissing { parameter: of, half_year } => {
            let (name, day) = (parameter(lang, *of), lang.long_date(half_year.first_day()));
            if fr {
                format!(
                    "Le {name} du semestre qui commence le {day} n’est pas connu{NO_BREAK}: saisissez-le dans Réglages."
                )
            } else {
                format!("The {name} of the half-year from {day} is not known: enter it under Settings.")
            }
        }
        Warning::BeforeHalfYearRates => say(
            lang,
            "Des jours d’avant 2013 suivent d’autres règles de taux.",
            "Days before 2013 follow other rules of rate.",
        )
        .into(),
        Warning::PaidAfterInsolvency { day, amount } => {
            let (day, amount) = (lang.long_date(*day), lang.amount(*amount));
            if fr {
                format!(
                    "{amount} reçus le {day}, après l’ouverture de la procédure{NO_BREAK}: ce paiement pourrait devoir être rendu."
                )
            } else {
                format!("{amount} received on {day}, after the insolvency opened: it may have to be given back.")
            }
        }
        Warning::Surplus { amount } => {
            let amount = lang.amount(*amount);
            if fr { format!("{amount} de trop-perçu.") } else { format!("{amount} too much was paid.") }
        }
    }
}
