//! What happened to a claim, event by event: what each did to the last day, or why it did nothing.

use chrono::{Datelike, Months, NaiveDate};
use domain::locale::{NARROW, NO_BREAK};
use domain::{CaseEnd, Lang, LimitationFactKind};
use law::{ChainLink, Limitation, LimitationEventKind, LimitationMove, LimitationState, MoveEffect, NoEffectReason};

use super::limitation::{the_event, upper};
use super::say;

/// "Reconnaissance de dette": what can be recorded.
pub fn kind(lang: Lang, kind: LimitationFactKind) -> &'static str {
    use LimitationFactKind as Kind;
    match kind {
        Kind::Acknowledgment => say(lang, "Reconnaissance de dette écrite", "Written acknowledgment of the debt"),
        Kind::TimeRequested => {
            say(lang, "Demande de délai, sans contester", "Request for more time, without contesting")
        }
        Kind::CourtAction => say(lang, "Action en justice (assignation, référé)", "Court action (summons, référé)"),
        Kind::OrderRequestFiled => {
            say(lang, "Requête en injonction de payer déposée", "Request for an order for payment filed")
        }
        Kind::OrderServed => say(lang, "Ordonnance d’injonction de payer signifiée", "Order for payment served"),
        Kind::EnforcementMeasure => {
            say(lang, "Saisie ou autre acte d’exécution", "Seizure or other act of enforcement")
        }
        Kind::Mediation => say(lang, "Médiation", "Mediation"),
        Kind::Conciliation => say(lang, "Conciliation", "Conciliation"),
        Kind::ParticipativeProcedure => say(lang, "Procédure participative", "Participative procedure"),
        Kind::SmallClaimsInvitation => {
            say(lang, "Invitation à la procédure simplifiée", "Invitation to the simplified procedure")
        }
        Kind::SmallClaimsAgreement => say(
            lang,
            "Accord du débiteur à la procédure simplifiée",
            "The debtor’s agreement to the simplified procedure",
        ),
        Kind::WrittenDemand => {
            say(lang, "Demande écrite reçue par l’administration", "Written demand received by the public body")
        }
        Kind::PublicBodyStatement => {
            say(lang, "Écrit de l’administration sur la dette", "Statement of the public body about the debt")
        }
        Kind::ClaimDeclared => say(lang, "Créance déclarée", "Claim declared"),
        Kind::TitleEnforceable => {
            say(lang, "Jugement ou autre titre exécutoire", "Judgment or other enforceable title")
        }
        Kind::ContractClause => say(lang, "Clause du contrat sur la prescription", "Clause about limitation"),
    }
}

pub fn case_end(lang: Lang, end: CaseEnd) -> &'static str {
    match end {
        CaseEnd::Decided => say(lang, "décision ou accord", "decision or settlement"),
        CaseEnd::Dropped => say(lang, "abandonnée", "dropped"),
        CaseEnd::Rejected => say(lang, "rejetée", "rejected"),
        CaseEnd::Lapsed => say(lang, "caduque ou périmée", "lapsed"),
    }
}

/// "Le paiement du 10 janvier 2027", "La médiation du 1er février 2026 au 1er avril 2026".
pub fn title(lang: Lang, link: &ChainLink) -> String {
    let event = link.event();
    let what = upper(&the_event(lang, event));
    match event.until.filter(|until| !event.ongoing && *until != event.day) {
        Some(until) => format!("{what} {} {}", say(lang, "au", "to"), lang.long_date(until)),
        None => what,
    }
}

/// What it did to the last day, or why it did nothing, in a sentence of its own.
pub fn effect(lang: Lang, link: &ChainLink, limitation: &Limitation) -> String {
    match link {
        ChainLink::Moved(moved) => moved_effect(lang, moved, limitation),
        ChainLink::Idle(idle) => idle_effect(lang, idle.reason, idle.event.kind, limitation).to_owned(),
    }
}

fn years(lang: Lang, count: u32) -> String {
    let count = u64::from(count);
    format!(
        "{count}{NO_BREAK}{}",
        match lang {
            Lang::Fr => lang.plural(count, "an", "ans"),
            Lang::En => lang.plural(count, "year", "years"),
        }
    )
}

fn moved_effect(lang: Lang, moved: &LimitationMove, limitation: &Limitation) -> String {
    let fr = lang == Lang::Fr;
    let safe = lang.long_date(moved.safe_after);
    let mut text = match moved.effect {
        MoveEffect::Restarts { from, years: count } => {
            let (from, years) = (lang.long_date(from), years(lang, count));
            if fr {
                format!(
                    "Efface le temps déjà couru{NO_BREAK}: un délai de {years} repart du {from}, dernier jour sûr le {safe}."
                )
            } else {
                format!(
                    "Erases the time that had run: a period of {years} starts again on {from}, last safe day {safe}."
                )
            }
        }
        MoveEffect::Title { from, years: count } => {
            let (from, years) = (lang.long_date(from), years(lang, count));
            if fr {
                format!("Donne {years} à partir du {from}, dernier jour sûr le {safe}.")
            } else {
                format!("Gives {years} from {from}, last safe day {safe}.")
            }
        }
        MoveEffect::Suspends { days, floored } => {
            let count = lang.count(days);
            let floor = match (fr, floored) {
                (_, false) => "",
                (true, true) => " Il reste toujours au moins six mois après sa fin.",
                (false, true) => " At least six months are always left after its end.",
            };
            if fr {
                let added = lang.plural(days, "jour, qui s’y ajoute", "jours, qui s’y ajoutent");
                format!(
                    "Suspend le délai pendant {count}{NO_BREAK}{added}{NO_BREAK}: dernier jour sûr le {safe}.{floor}"
                )
            } else {
                let added = lang.plural(days, "day, which is added", "days, which are added");
                format!("Stops the period for {count} {added}: last safe day {safe}.{floor}")
            }
        }
        MoveEffect::Shortens { years: count } => {
            let years = years(lang, count);
            if fr {
                format!("Ramène le délai à {years}{NO_BREAK}: dernier jour sûr le {safe}.")
            } else {
                format!("Shortens the period to {years}: last safe day {safe}.")
            }
        }
    };
    if moved.event.ongoing {
        text.push_str(say(
            lang,
            " Cela dure encore\u{a0}: ce jour recule jusqu’à la fin.",
            " It still goes on: this day moves until it ends.",
        ));
    }
    if !moved.event.is_certain() {
        let alert = lang.long_date(limitation.alert_safe);
        text = if fr {
            format!(
                "À confirmer par vous. Si oui{NO_BREAK}: {}{} D’ici là l’alerte reste au {alert}.",
                lower(&text[..1]),
                &text[1..]
            )
        } else {
            format!(
                "For you to confirm. If so: {}{} Until then the alert stays on {alert}.",
                lower(&text[..1]),
                &text[1..]
            )
        };
    }
    text
}

fn lower(letter: &str) -> String {
    letter.to_lowercase()
}

fn idle_effect(lang: Lang, reason: NoEffectReason, kind: LimitationEventKind, limitation: &Limitation) -> &'static str {
    use LimitationEventKind as Kind;
    match (reason, kind) {
        (NoEffectReason::NotOnTheList, Kind::FormalNotice) => say(
            lang,
            "N’interrompt rien, même en recommandé (Cass. com., 18 mai 2022, n°\u{a0}20-23.204).",
            "Interrupts nothing, even by registered letter (Cass. com., 18 May 2022, no. 20-23.204).",
        ),
        (NoEffectReason::NotOnTheList, Kind::HandedToAgency) => {
            say(lang, "Confier le dossier n’interrompt rien.", "Giving the file away interrupts nothing.")
        }
        (NoEffectReason::NotOnTheList, Kind::WrittenDemand | Kind::PublicBodyStatement) => say(
            lang,
            "N’interrompt rien\u{a0}: une demande écrite ne compte que contre une administration.",
            "Interrupts nothing: a written demand counts only against a public body.",
        ),
        (NoEffectReason::NotOnTheList, _) => say(lang, "N’interrompt rien.", "Interrupts nothing."),
        (NoEffectReason::OnlyServiceCounts, _) => say(
            lang,
            "N’interrompt rien\u{a0}: seule la signification de l’ordonnance compte.",
            "Interrupts nothing: only the service of the order counts.",
        ),
        (NoEffectReason::OnlyAgreementCounts, _) => say(
            lang,
            "Ne suspend rien\u{a0}: seul l’accord du débiteur, constaté par le commissaire de justice, compte.",
            "Suspends nothing: only the debtor’s agreement, recorded by the commissaire de justice, counts.",
        ),
        (NoEffectReason::AfterExpiry, _) => say(
            lang,
            "Trop tard\u{a0}: le délai était fini, rien ne le rouvre.",
            "Too late: the period was over, and nothing reopens it.",
        ),
        (NoEffectReason::ActionLost, _) => say(
            lang,
            "Abandonnée, rejetée ou caduque\u{a0}: c’est comme si elle n’avait jamais eu lieu.",
            "Dropped, rejected or lapsed: as if it had never been.",
        ),
        (NoEffectReason::Forclusion, _) => say(
            lang,
            "Crédit à la consommation\u{a0}: ce délai ne se déplace pas ainsi.",
            "Consumer credit: this period is not moved in this way.",
        ),
        (NoEffectReason::NotEnded, _) => {
            say(lang, "Ses jours s’ajouteront à sa fin.", "Its days will be added when it ends.")
        }
        (NoEffectReason::BeforeStart, _) => {
            say(lang, "Avant que le délai commence\u{a0}: sans effet.", "Before the period began: no effect.")
        }
        (NoEffectReason::AlreadyCounted, _) if limitation.chain().len() > 1 => say(
            lang,
            "Ne change rien de plus\u{a0}: un autre événement donne un jour plus tardif.",
            "Changes nothing further: another event gives a later day.",
        ),
        (NoEffectReason::AlreadyCounted, _) => say(lang, "Ne change rien.", "Changes nothing."),
        (NoEffectReason::OwnerSaysNo, _) => say(
            lang,
            "Vous avez indiqué que ce n’est pas une reconnaissance de cette dette.",
            "You said that it is no acknowledgment of this debt.",
        ),
        (NoEffectReason::ClauseNeverLengthens, _) => say(
            lang,
            "Pas plus courte que la loi\u{a0}: une clause ne reporte jamais le jour affiché.",
            "No shorter than the law: a clause never moves the day shown to a later one.",
        ),
        (NoEffectReason::ClauseNotWithConsumers, _) => say(
            lang,
            "Ne vaut rien avec un particulier (C. conso., art. L.\u{a0}218-1).",
            "Does not hold with a consumer (C. conso., art. L. 218-1).",
        ),
    }
}

/// What never interrupts, in so many words; against a public body with a public accountant, what does.
pub fn never(lang: Lang, public_body: bool) -> &'static str {
    if public_body {
        say(
            lang,
            "Contre une administration, toute demande écrite de paiement interrompt ce délai, dès qu’elle lui parvient\u{a0}: quatre années repartent du 1er\u{a0}janvier suivant. Gardez la preuve de sa réception. Un appel n’interrompt rien.",
            "Against a public body, any written demand for payment interrupts this period once it arrives: four years start again on the following 1 January. Keep proof that it was received. A call interrupts nothing.",
        )
    } else {
        say(
            lang,
            "N’interrompent jamais ce délai\u{a0}: une relance, un appel, une mise en demeure, même en recommandé (Cass. com., 18 mai 2022, n°\u{a0}20-23.204), le dépôt d’une requête en injonction de payer, la remise du dossier à une société de recouvrement.",
            "These never interrupt this period: a reminder, a call, a formal notice, even by registered letter (Cass. com., 18 May 2022, no. 20-23.204), filing a request for an order for payment, giving the file to a collection agency.",
        )
    }
}

/// "il reste 3 ans et 2 mois", "il reste 12 jours", "c’est le dernier jour", "fini".
pub fn left(lang: Lang, limitation: &Limitation, today: NaiveDate) -> String {
    let safe = limitation.next_safe(today);
    if limitation.state_on(today) == LimitationState::Lapsed {
        return say(lang, "prescrite", "time-barred").to_owned();
    }
    let days = safe.signed_duration_since(today).num_days().unsigned_abs();
    if days == 0 {
        return say(lang, "c’est le dernier jour", "this is the last day").to_owned();
    }
    let span = span(lang, today, safe);
    match lang {
        Lang::Fr if days == 1 => format!("il reste {span}"),
        Lang::Fr => format!("il reste {span}"),
        Lang::En => format!("{span} left"),
    }
}

/// From one day to a later one, as people say it: days below two months, then years and whole months.
pub fn span(lang: Lang, from: NaiveDate, to: NaiveDate) -> String {
    let days = to.signed_duration_since(from).num_days().unsigned_abs();
    if days < 60 {
        let unit = match lang {
            Lang::Fr => lang.plural(days, "jour", "jours"),
            Lang::En => lang.plural(days, "day", "days"),
        };
        return format!("{days}{NO_BREAK}{unit}");
    }
    let (first, last) = (from.min(to), from.max(to));
    let whole = (last.year() - first.year()) * 12 + last.month() as i32 - first.month() as i32;
    let mut months = u32::try_from(whole).unwrap_or(0);
    if first.checked_add_months(Months::new(months)).is_none_or(|day| day > last) {
        months = months.saturating_sub(1);
    }
    let parts = [years_part(lang, months / 12), months_part(lang, months % 12)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    super::list(lang, &parts)
}

fn years_part(lang: Lang, count: u32) -> String {
    if count == 0 { String::new() } else { years(lang, count) }
}

fn months_part(lang: Lang, count: u32) -> String {
    if count == 0 {
        return String::new();
    }
    let unit = match lang {
        Lang::Fr => "mois",
        Lang::En => lang.plural(u64::from(count), "month", "months"),
    };
    format!("{count}{NO_BREAK}{unit}")
}

/// What an event would change: "F-12 : dernier jour sûr le 23 novembre 2031 au lieu du 14 mars 2027, soit 4 ans de plus."
pub fn supposed(lang: Lang, number: &str, now: &Limitation, then: &Limitation, reason: Option<&str>) -> String {
    let (before, after) = (lang.long_date(now.alert_safe), lang.long_date(then.alert_safe));
    if then.alert_safe == now.alert_safe {
        let why = reason.map(|why| format!(" {why}")).unwrap_or_default();
        return match lang {
            Lang::Fr => format!("{number}{NO_BREAK}: rien ne change, dernier jour sûr le {before}.{why}"),
            Lang::En => format!("{number}: nothing changes, last safe day {before}.{why}"),
        };
    }
    let more = span(lang, now.alert_safe, then.alert_safe);
    let later = then.alert_safe > now.alert_safe;
    match (lang, later) {
        (Lang::Fr, true) => {
            format!("{number}{NO_BREAK}: dernier jour sûr le {after} au lieu du {before}{NARROW}; {more} de plus.")
        }
        (Lang::Fr, false) => {
            format!("{number}{NO_BREAK}: dernier jour sûr le {after} au lieu du {before}{NARROW}; {more} de moins.")
        }
        (Lang::En, true) => format!("{number}: last safe day {after} instead of {before}; {more} more."),
        (Lang::En, false) => format!("{number}: last safe day {after} instead of {before}; {more} less."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_span_is_said_as_people_say_it() {
        let fr = |from: &str, to: &str| span(Lang::Fr, day(from), day(to)).replace(NO_BREAK, " ");
        assert_eq!(fr("2026-11-24", "2026-11-25"), "1 jour");
        assert_eq!(fr("2026-11-24", "2027-01-22"), "59 jours");
        assert_eq!(fr("2026-11-24", "2027-02-23"), "2 mois");
        assert_eq!(fr("2026-11-24", "2027-11-24"), "1 an");
        assert_eq!(fr("2026-11-24", "2029-12-31"), "3 ans et 1 mois");
        assert_eq!(fr("2024-01-31", "2024-03-31"), "2 mois");
        assert_eq!(span(Lang::En, day("2026-11-24"), day("2028-01-30")).replace(NO_BREAK, " "), "1 year and 2 months");
    }
}
