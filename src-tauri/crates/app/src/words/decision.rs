//! The decision screen: who could take the file over, under what conditions, at what cost, and what is missing.

use agenda::{Condition, Cost, CostKind, Court, EvidenceKind, Fact, Flag, LawyerNeed, LimitationEffect};
use domain::Lang;
use domain::locale::{NARROW, NO_BREAK};
use law::Confidence;

use super::reasons::within;
use super::{limitation, list, say, steps};
use crate::claims::Sums;

/// A condition of a text, as this file meets it.
pub fn condition(lang: Lang, condition: &Condition) -> String {
    let fr = lang == Lang::Fr;
    match condition {
        Condition::WithinCeiling { claimed, ceiling } => {
            let (claimed, ceiling) = (lang.amount(*claimed), lang.amount(*ceiling));
            if fr {
                format!("{claimed} intérêts compris, dans la limite de {ceiling}.")
            } else {
                format!("{claimed} with interest, within the ceiling of {ceiling}.")
            }
        }
        Condition::AboveCeiling { claimed, ceiling } => {
            let (claimed, ceiling) = (lang.amount(*claimed), lang.amount(*ceiling));
            if fr {
                format!("{claimed} intérêts compris, au-dessus de la limite de {ceiling}.")
            } else {
                format!("{claimed} with interest, above the ceiling of {ceiling}.")
            }
        }
        Condition::PrincipalAboveCeiling { principal, ceiling } => {
            let (principal, ceiling) = (lang.amount(*principal), lang.amount(*ceiling));
            if fr {
                format!("{principal} hors intérêts, au-dessus de la limite de {ceiling}.")
            } else {
                format!("{principal} without interest, above the ceiling of {ceiling}.")
            }
        }
        Condition::PrincipalWithinCeiling { principal, ceiling } => {
            let (principal, ceiling) = (lang.amount(*principal), lang.amount(*ceiling));
            if fr {
                format!("{principal} hors intérêts et frais, dans la limite de {ceiling}.")
            } else {
                format!("{principal} without interest and costs, within the ceiling of {ceiling}.")
            }
        }
        Condition::BetweenTraders { since } => {
            let since = lang.long_date(*since);
            if fr {
                format!("Fermée aux factures entre commerçants depuis le {since}.")
            } else {
                format!("Closed to invoices between traders since {since}.")
            }
        }
        Condition::NotBetweenTraders => {
            say(lang, "Réservée aux factures entre commerçants.", "For invoices between traders only.").into()
        }
        Condition::DecreeNotConfirmed => say(
            lang,
            "Votée en avril 2026, mais aucun décret d’application n’a été trouvé\u{a0}: à confirmer.",
            "Passed in April 2026, but no implementing decree was found: to be confirmed.",
        )
        .into(),
        Condition::Undisputed => say(lang, "Aucune contestation au dossier.", "No dispute in the file.").into(),
        Condition::Disputed { amount } => {
            let amount = lang.amount(*amount);
            if fr { format!("{amount} sont contestés.") } else { format!("{amount} are disputed.") }
        }
        Condition::DebtorInsolvent => say(
            lang,
            "Le débiteur est en procédure collective\u{a0}: toute poursuite est arrêtée.",
            "The debtor is insolvent: every pursuit has stopped.",
        )
        .into(),
        Condition::DebtorNotInsolvent => {
            say(lang, "Le débiteur n’est pas en procédure collective.", "The debtor is not insolvent.").into()
        }
        Condition::DebtorOverIndebted => say(
            lang,
            "Le débiteur est en surendettement\u{a0}: il n’a pas le droit de payer ses dettes antérieures.",
            "The debtor is over-indebted: it may not pay earlier debts.",
        )
        .into(),
        Condition::EnforcementSuspended => say(
            lang,
            "Surendettement\u{a0}: l’exécution est suspendue jusqu’aux mesures, deux ans au plus.",
            "Over-indebtedness: enforcement is suspended until the measures, two years at most.",
        )
        .into(),
        Condition::AnswerTheCommission => say(
            lang,
            "Surendettement\u{a0}: répondez à la commission dans le délai de sa lettre, avec le détail de la créance.",
            "Over-indebtedness: answer the commission within the time of its letter, with the detail of the claim.",
        )
        .into(),
        Condition::TimeBarred => say(lang, "La créance est prescrite.", "The claim is time-barred.").into(),
        Condition::PublicBody => {
            say(lang, "Ne s’applique pas à un acheteur public.", "Does not apply to a public body.").into()
        }
        Condition::NotPublicBody => say(lang, "Réservée aux acheteurs publics.", "For public bodies only.").into(),
        Condition::Consumer => say(lang, "Le débiteur est un particulier.", "The debtor is a consumer.").into(),
        Condition::NotForConsumers => say(
            lang,
            "Réservée aux différends entre professionnels ou avec un acheteur public.",
            "For disputes between businesses or with a public buyer.",
        )
        .into(),
        Condition::DebtorAbroad => say(
            lang,
            "Le débiteur est à l’étranger\u{a0}: d’autres règles s’appliquent.",
            "The debtor is abroad: other rules apply.",
        )
        .into(),
        Condition::NotInOtherEuState => say(
            lang,
            "Réservée à un débiteur d’un autre État de l’Union européenne, Danemark excepté.",
            "For a debtor in another Member State of the European Union, Denmark excepted.",
        )
        .into(),
        Condition::NoPriorAttemptNeeded => {
            say(lang, "Aucune tentative amiable préalable n’est exigée.", "No prior amicable attempt is required.")
                .into()
        }
        Condition::PriorAttemptDone { day } => {
            let day = lang.long_date(*day);
            if fr { format!("Tentative amiable faite le {day}.") } else { format!("Amicable attempt made on {day}.") }
        }
        Condition::PriorAttemptUpTo { ceiling } => {
            let ceiling = lang.amount(*ceiling);
            if fr {
                format!("Jusqu’à {ceiling}, une conciliation ou une médiation doit être tentée avant.")
            } else {
                format!("Up to {ceiling}, conciliation or mediation must be tried first.")
            }
        }
        Condition::ClockRunsOn => {
            say(lang, "La prescription continue de courir.", "The limitation period goes on running.").into()
        }
        Condition::CostsStayWithCreditor => {
            say(lang, "Les frais restent à votre charge.", "The costs stay with you.").into()
        }
        Condition::NoticeExpected => say(
            lang,
            "Aucun texte n’exige la mise en demeure, mais les juges l’attendent.",
            "No text requires a formal notice, but judges expect one.",
        )
        .into(),
        Condition::NothingOverdue => say(lang, "Rien d’exigible aujourd’hui.", "Nothing can be demanded today.").into(),
    }
}

/// A fact to find or a thing to do first.
pub fn fact(lang: Lang, fact: &Fact) -> String {
    let fr = lang == Lang::Fr;
    match fact {
        Fact::DebtorKind => say(
            lang,
            "Dites si le client est un professionnel, un particulier ou un acheteur public.",
            "Say whether the customer is a business, a consumer or a public body.",
        )
        .into(),
        Fact::DebtorStanding => say(
            lang,
            "Dites si le client est commerçant, artisan ou en profession libérale\u{a0}: le tribunal en dépend.",
            "Say whether the customer is a trader, a craftsperson or in a liberal profession: the court depends on it.",
        )
        .into(),
        Fact::CreditorStanding => say(
            lang,
            "Dites dans Réglages si vous êtes commerçant, artisan ou en profession libérale.",
            "Say under Settings whether you are a trader, a craftsperson or in a liberal profession.",
        )
        .into(),
        Fact::Interest => say(
            lang,
            "Un taux de la loi manque pour calculer les intérêts.",
            "A rate of the law is missing to compute the interest.",
        )
        .into(),
        Fact::PriorAttempt { ceiling } => {
            let ceiling = lang.amount(*ceiling);
            if fr {
                format!("Tentez d’abord une conciliation ou une médiation (exigée jusqu’à {ceiling}).")
            } else {
                format!("Try conciliation or mediation first (required up to {ceiling}).")
            }
        }
        Fact::Decree => say(
            lang,
            "Confirmez qu’un décret et un tarif sont parus.",
            "Confirm that a decree and a tariff were published.",
        )
        .into(),
    }
}

pub fn court(lang: Lang, court: Court) -> &'static str {
    match court {
        Court::Commercial => say(lang, "tribunal de commerce (ou des activités économiques)", "commercial court"),
        Court::CommercialChamber => {
            say(lang, "chambre commerciale du tribunal judiciaire", "commercial chamber of the judicial court")
        }
        Court::Civil => say(lang, "tribunal judiciaire", "judicial court"),
        Court::CreditorsChoice => say(
            lang,
            "tribunal de commerce ou tribunal judiciaire, à votre choix",
            "commercial or judicial court, as you choose",
        ),
        Court::Protection => say(lang, "juge des contentieux de la protection", "protection judge"),
        Court::Administrative => say(lang, "tribunal administratif", "administrative court"),
    }
}

pub fn lawyer(lang: Lang, need: LawyerNeed) -> Option<String> {
    match need {
        LawyerNeed::No => Some(say(lang, "Avocat non obligatoire.", "No lawyer required.").into()),
        LawyerNeed::Required { above } => {
            let above = lang.amount(above);
            Some(match lang {
                Lang::Fr => format!("Avocat obligatoire au-dessus de {above}."),
                Lang::En => format!("A lawyer is required above {above}."),
            })
        }
        LawyerNeed::Depends => Some(
            say(lang, "Avocat\u{a0}: selon la demande, à confirmer.", "Lawyer: depends on the claim, to be confirmed.")
                .into(),
        ),
        LawyerNeed::Yes => None,
    }
}

/// All costs known of a route, in one line; what is not established is said, never invented.
pub fn costs(lang: Lang, costs: &[Cost]) -> String {
    let parts: Vec<String> = costs
        .iter()
        .map(|cost| {
            let what = cost_kind(lang, cost.what);
            match (cost.what, cost.amount) {
                (CostKind::Free, _) => what.to_owned(),
                (_, Some(amount)) => {
                    let unsure = match cost.confidence {
                        Confidence::Sure | Confidence::Owner => "",
                        Confidence::Likely | Confidence::Confirm => say(lang, " (à confirmer)", " (to be confirmed)"),
                    };
                    format!("{what}{} {}{unsure}", say(lang, "\u{a0}:", ":"), lang.amount(amount))
                }
                (_, None) => format!("{what}{} {}", say(lang, "\u{a0}:", ":"), say(lang, "à demander", "to be asked")),
            }
        })
        .collect();
    parts.join(" · ")
}

fn cost_kind(lang: Lang, kind: CostKind) -> &'static str {
    match kind {
        CostKind::Free => say(lang, "gratuit", "free"),
        CostKind::ClerkFee => say(lang, "greffe", "court clerk"),
        CostKind::BailiffAct => say(lang, "acte de commissaire de justice", "act of a commissaire de justice"),
        CostKind::WholeProcedure => {
            say(lang, "toute la procédure, à votre charge", "the whole procedure, borne by you")
        }
        CostKind::LegalAidContribution => say(lang, "contribution à l’aide juridique", "contribution to legal aid"),
        CostKind::LawyerFee => say(lang, "honoraires d’avocat", "lawyer’s fee"),
        CostKind::SuccessFee => {
            say(lang, "part des sommes recouvrées, selon devis", "share of what is recovered, by quote")
        }
        CostKind::Postage => say(lang, "recommandé", "registered post"),
    }
}

pub fn effect(lang: Lang, effect: LimitationEffect) -> &'static str {
    match effect {
        LimitationEffect::None => say(lang, "n’arrête pas la prescription", "does not stop the limitation period"),
        LimitationEffect::SuspendsFromAgreement => say(
            lang,
            "suspend la prescription dès l’accord d’y participer",
            "suspends limitation from the agreement to take part",
        ),
        LimitationEffect::SuspendsFromDebtorsAgreement => say(
            lang,
            "suspend la prescription à l’accord du débiteur seulement",
            "suspends limitation only from the debtor’s agreement",
        ),
        LimitationEffect::InterruptsOnService => say(
            lang,
            "interrompt la prescription à la signification, pas au dépôt",
            "interrupts limitation on service, not on filing",
        ),
        LimitationEffect::Interrupts => say(lang, "interrompt la prescription", "interrupts limitation"),
        LimitationEffect::InterruptsUntilClosure => say(
            lang,
            "interrompt la prescription jusqu’à la clôture",
            "interrupts limitation until the procedure closes",
        ),
        LimitationEffect::WrittenClaimInterrupts => {
            say(lang, "la demande écrite interrompt la prescription", "the written claim interrupts limitation")
        }
        LimitationEffect::NotEstablished => {
            say(lang, "effet sur la prescription non établi", "effect on limitation not established")
        }
    }
}

pub fn evidence(lang: Lang, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Order => say(lang, "Devis, commande ou contrat accepté", "Accepted quote, order or contract"),
        EvidenceKind::Delivery => {
            say(lang, "Bon de livraison ou fin de travaux", "Delivery note or proof of completion")
        }
        EvidenceKind::Invoice => say(lang, "Factures", "Invoices"),
        EvidenceKind::Reminders => say(lang, "Relances", "Reminders"),
        EvidenceKind::FormalNotice => say(lang, "Mise en demeure", "Formal notice"),
        EvidenceKind::NoticePresented => {
            say(lang, "Avis de réception de la mise en demeure", "Acknowledgment of the formal notice")
        }
        EvidenceKind::DebtorIdentity => {
            say(lang, "Identité du débiteur (SIREN ou adresse)", "Identity of the debtor (SIREN or address)")
        }
    }
}

/// The sum of a decision, what is in it, and whether the file can go as it is. `numbers` are said where the sum has more
/// invoices than the proposal.
pub fn headline(lang: Lang, sums: Sums, numbers: &[String], complete: bool) -> String {
    let total = lang.amount(sums.total);
    let included = match (sums.interest.is_positive(), sums.indemnity.is_positive()) {
        (true, true) => say(lang, ", intérêts et indemnités compris", ", interest and indemnities included"),
        (true, false) => say(lang, ", intérêts compris", ", interest included"),
        (false, true) => say(lang, ", indemnités comprises", ", indemnities included"),
        (false, false) => "",
    };
    let of = match (numbers, lang) {
        ([], _) => String::new(),
        ([one], Lang::Fr) => format!(" pour la facture {one}"),
        ([one], Lang::En) => format!(" on invoice {one}"),
        (several, Lang::Fr) => format!(" pour {} factures ({})", several.len(), list(lang, several)),
        (several, Lang::En) => format!(" on {} invoices ({})", several.len(), list(lang, several)),
    };
    let state = match complete {
        true => say(
            lang,
            "Le dossier est prêt à être confié\u{a0}: à vous de choisir la voie.",
            "The file is ready to be handed over: the choice of the route is yours.",
        ),
        false => say(
            lang,
            "Dossier à compléter avant de le confier.",
            "The file is to be completed before it is handed over.",
        ),
    };
    match lang {
        Lang::Fr => format!("{total} exigibles{of}{included}. {state}"),
        Lang::En => format!("{total} owed{of}{included}. {state}"),
    }
}

/// What speaks for acting, or for care.
pub fn flag(lang: Lang, flag: &Flag) -> String {
    let fr = lang == Lang::Fr;
    match flag {
        Flag::LimitationNear { safe, days_left } => {
            let safe = lang.long_date(*safe);
            if fr {
                format!("Prescription{NO_BREAK}: dernier jour sûr le {safe}, {}.", within(lang, *days_left))
            } else {
                format!("Limitation: last safe day {safe}, {}.", within(lang, *days_left))
            }
        }
        Flag::TimeBarred { since } => {
            let since = lang.long_date(*since);
            if fr { format!("Prescrite depuis le {since}.") } else { format!("Time-barred since {since}.") }
        }
        Flag::PerhapsTimeBarred { event, safe } => {
            let (doubt, safe) = (limitation::perhaps_moved(lang, event), lang.long_date(*safe));
            if fr {
                format!("Attention{NO_BREAK}: {doubt}, à confirmer{NARROW}; alors dernier jour sûr le {safe}.")
            } else {
                format!("Take care: {doubt}, to be confirmed; the last safe day would be {safe}.")
            }
        }
        Flag::Insolvent { kind, opened_on } => {
            format!("{} ({}).", steps::insolvency(lang, *kind), lang.long_date(*opened_on))
        }
        // How long ago it expired is said with the proposal: a second count of days would read as another answer.
        Flag::NoticeUnanswered { sent_on, .. } => {
            let sent = lang.long_date(*sent_on);
            if fr {
                format!("Mise en demeure du {sent} restée sans réponse.")
            } else {
                format!("Formal notice of {sent} left unanswered.")
            }
        }
        Flag::NoFormalNotice => say(
            lang,
            "Aucune mise en demeure au dossier\u{a0}: les juges l’attendent.",
            "No formal notice in the file: judges expect one.",
        )
        .into(),
        Flag::BrokenPromises { count } => {
            let count = *count as u64;
            if fr {
                format!("{count} {}.", lang.plural(count, "promesse non tenue", "promesses non tenues"))
            } else {
                format!("{count} broken {}.", lang.plural(count, "promise", "promises"))
            }
        }
        Flag::Disputed { amount } => {
            let amount = lang.amount(*amount);
            if fr {
                format!("{amount} contestés{NARROW}; le reste peut avancer.")
            } else {
                format!("{amount} disputed; the rest can go on.")
            }
        }
        Flag::InDifficulty { day } => {
            let day = lang.long_date(*day);
            if fr {
                format!("Le client s’est dit en difficulté le {day}{NO_BREAK}: un échéancier peut rapporter plus.")
            } else {
                format!("The customer said on {day} that it is in difficulty: a plan may bring more.")
            }
        }
        Flag::WrittenProofNeeded { above } => {
            let above = lang.amount(*above);
            if fr {
                format!("Au-dessus de {above}, la preuve doit être écrite.")
            } else {
                format!("Above {above}, proof must be in writing.")
            }
        }
        Flag::DebtorAbroad => say(lang, "Débiteur à l’étranger.", "Debtor abroad.").into(),
    }
}

#[cfg(test)]
mod tests {
    use domain::Cents;

    use super::*;

    fn said(interest: i64, indemnity: i64, numbers: &[&str], complete: bool) -> String {
        let sums = Sums {
            principal: Cents(90_000),
            interest: Cents(interest),
            indemnity: Cents(indemnity),
            total: Cents(90_000 + interest + indemnity),
        };
        let numbers: Vec<String> = numbers.iter().map(|number| (*number).to_owned()).collect();
        headline(Lang::Fr, sums, &numbers, complete).replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn a_decision_names_only_what_its_sum_holds() {
        assert_eq!(said(0, 0, &[], false), "900,00 € exigibles. Dossier à compléter avant de le confier.");
        assert_eq!(
            said(1_000, 4_000, &["F-1", "F-2"], true),
            "950,00 € exigibles pour 2 factures (F-1 et F-2), intérêts et indemnités compris. Le dossier est prêt à être \
             confié : à vous de choisir la voie."
        );
        assert!(said(1_000, 0, &[], true).starts_with("910,00 € exigibles, intérêts compris. "));
    }

    #[test]
    fn a_notice_without_answer_is_not_counted_in_days_twice() {
        let sent_on = "2026-10-30".parse().unwrap();
        let text = flag(Lang::Fr, &Flag::NoticeUnanswered { sent_on, days: 24 });
        assert!(text.contains("restée sans réponse") && !text.contains("24"), "{text}");
    }
}
