//! Until when a claim can be brought to court, and what moves that day, as sentences.

use chrono::NaiveDate;
use domain::Lang;
use domain::locale::{NARROW, NO_BREAK};
use law::{Limitation, LimitationCandidate, LimitationEvent, LimitationEventKind, LimitationState, StartBasis};

use super::say;

/// "F-12 : dernier jour sûr le 12 septembre 2031 (5 ans à partir de l’échéance)."
pub fn sentence(lang: Lang, number: &str, limitation: &Limitation, today: NaiveDate) -> String {
    let fr = lang == Lang::Fr;
    let (Some(alerting), Some(deciding)) = (limitation.alerting(), limitation.deciding()) else { return String::new() };
    let safe = lang.long_date(limitation.next_safe(today));
    match limitation.state_on(today) {
        LimitationState::Running => {
            let mut text = if fr {
                format!("{number}{NO_BREAK}: dernier jour sûr le {safe} ({}).", period(lang, alerting))
            } else {
                format!("{number}: last safe day {safe} ({}).", period(lang, alerting))
            };
            if moving(alerting).is_some_and(|event| event.ongoing) {
                text.push_str(say(
                    lang,
                    " Tant que cela dure, ce jour recule.",
                    " As long as that lasts, this day moves on.",
                ));
            }
            if let Some(event) = limitation.to_confirm().filter(|_| limitation.safe > limitation.alert_safe) {
                let (by, later) = (the_event(lang, event), lang.long_date(limitation.safe));
                text.push_str(&if fr {
                    format!(
                        " {} a pu reporter ce jour au {later}{NO_BREAK}: à confirmer avant de s’y fier.",
                        upper(&by)
                    )
                } else {
                    format!(" {} may have moved it to {later}: confirm it before relying on it.", upper(&by))
                });
            }
            text
        }
        LimitationState::StartInDoubt => {
            let passed = lang.long_date(limitation.alert_safe);
            let (earliest, decides) = (start(lang, alerting.basis), start(lang, deciding.basis));
            if fr {
                format!(
                    "{number}{NO_BREAK}: délai fini le {passed} s’il court {earliest}{NARROW}; s’il court {decides}, dernier jour sûr le {safe}."
                )
            } else {
                format!(
                    "{number}: the period ended on {passed} if it runs {earliest}; if it runs {decides}, the last safe day is {safe}."
                )
            }
        }
        LimitationState::PerhapsMoved => {
            let passed = lang.long_date(limitation.last_alert_safe);
            let doubt = limitation.to_confirm().map(|event| perhaps_moved(lang, event)).unwrap_or_default();
            if fr {
                format!(
                    "{number}{NO_BREAK}: {doubt}, à confirmer. Sans cela le délai a fini le {passed}{NARROW}; avec, dernier jour sûr le {safe}."
                )
            } else {
                format!(
                    "{number}: {doubt}, to be confirmed. Without it the period ended on {passed}; with it, the last safe day is {safe}."
                )
            }
        }
        LimitationState::Lapsed => {
            let since = lang.long_date(limitation.lost_from());
            let period = period(lang, deciding);
            if fr {
                format!(
                    "{number}{NO_BREAK}: prescrite depuis le {since}. Le dernier jour sûr était le {safe} ({period})."
                )
            } else {
                format!("{number}: time-barred since {since}. The last safe day was {safe} ({period}).")
            }
        }
    }
}

/// "prescription peut-être interrompue par le paiement du 10 janvier 2027"
pub fn perhaps_moved(lang: Lang, event: &LimitationEvent) -> String {
    let by = the_event(lang, event);
    match (lang, event.kind.suspends()) {
        (Lang::Fr, true) => format!("prescription peut-être suspendue par {by}"),
        (Lang::Fr, false) => format!("prescription peut-être interrompue par {by}"),
        (Lang::En, true) => format!("limitation perhaps suspended by {by}"),
        (Lang::En, false) => format!("limitation perhaps interrupted by {by}"),
    }
}

/// From when a period runs: "à partir de l’échéance".
pub fn start(lang: Lang, basis: StartBasis) -> &'static str {
    match basis {
        StartBasis::Due => say(lang, "à partir de l’échéance", "from the due date"),
        StartBasis::LastDue => say(lang, "à partir de la dernière échéance", "from the last due date"),
        StartBasis::Delivery => say(lang, "à partir de la livraison ou de l’achèvement", "from delivery or completion"),
        StartBasis::IssueForDelivery => say(
            lang,
            "à partir de la facture, faute de date de livraison",
            "from the invoice, the delivery date being unknown",
        ),
        StartBasis::YearAfter => say(lang, "à partir du 1er janvier suivant", "from the following 1 January"),
    }
}

/// The last event that moved a period for certain. A clause changes its length and starts nothing.
fn moving(candidate: &LimitationCandidate) -> Option<&LimitationEvent> {
    let moves = candidate.moves.iter().map(|moved| &moved.event);
    moves.rev().find(|event| event.is_certain() && event.kind != LimitationEventKind::ContractClause)
}

/// The length and start of a period, or what started the one that runs now.
fn period(lang: Lang, candidate: &LimitationCandidate) -> String {
    if let Some(event) = moving(candidate) {
        let by = the_event(lang, event);
        return if lang == Lang::Fr { format!("reporté par {by}") } else { format!("moved by {by}") };
    }
    let years = u64::from(candidate.years);
    let from = start(lang, candidate.basis);
    match lang {
        Lang::Fr => format!("{years}{NO_BREAK}{} {from}", lang.plural(years, "an", "ans")),
        Lang::En => format!("{years} {} {from}", lang.plural(years, "year", "years")),
    }
}

/// "le paiement du 10 janvier 2027"
pub(super) fn the_event(lang: Lang, event: &LimitationEvent) -> String {
    use LimitationEventKind as Kind;
    let what = match event.kind {
        Kind::PaymentByDebtor => say(lang, "le paiement", "the payment"),
        Kind::Acknowledgment => say(lang, "l’engagement écrit", "the written commitment"),
        Kind::CourtAction | Kind::CourtActionLost => say(lang, "l’action en justice", "the court action"),
        Kind::OrderServed => say(lang, "la signification de l’ordonnance", "the service of the order"),
        Kind::EnforcementMeasure => say(lang, "l’acte d’exécution", "the act of enforcement"),
        Kind::ClaimDeclared => say(lang, "la déclaration de créance", "the declaration of claim"),
        Kind::TitleEnforceable => say(lang, "le titre exécutoire", "the enforceable title"),
        Kind::WrittenDemand => say(lang, "la demande écrite", "the written demand"),
        Kind::PublicBodyStatement => say(lang, "l’écrit de l’administration", "the statement of the public body"),
        Kind::FormalNotice => say(lang, "la mise en demeure", "the formal notice"),
        Kind::Reminder => say(lang, "la relance", "the reminder"),
        Kind::OrderRequestFiled => say(lang, "la requête", "the request"),
        Kind::HandedToAgency => say(lang, "la remise du dossier", "the handing over"),
        Kind::SmallClaimsInvitation => say(lang, "l’invitation", "the invitation"),
        Kind::Suspension => say(lang, "la médiation ou conciliation", "the mediation or conciliation"),
        Kind::TimeRequested => say(lang, "la demande de délai", "the request for time"),
        Kind::Mediation => say(lang, "la médiation", "the mediation"),
        Kind::Conciliation => say(lang, "la conciliation", "the conciliation"),
        Kind::ParticipativeProcedure => say(lang, "la procédure participative", "the participative procedure"),
        Kind::SmallClaimsAgreement => {
            say(lang, "l’accord à la procédure simplifiée", "the agreement to the simplified procedure")
        }
        Kind::ContractClause => say(lang, "la clause du contrat", "the clause of the contract"),
    };
    let day = lang.long_date(event.day);
    match lang {
        Lang::Fr => format!("{what} du {day}"),
        Lang::En => format!("{what} of {day}"),
    }
}

pub(super) fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
