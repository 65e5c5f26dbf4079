//! Why a step is proposed, what waiting costs, and why nothing stronger.

use agenda::{LeftOut, Reason};
use chrono::NaiveDate;
use domain::locale::{NARROW, NO_BREAK};
use domain::{InsolvencyKind, InvoiceId, Lang, StepKey};

use super::{commitments, limitation, say, steps};

/// The number of an invoice, for a sentence about it.
pub type NumberOf<'a> = &'a dyn Fn(InvoiceId) -> String;

pub(super) fn days(lang: Lang, count: i64) -> String {
    let count = count.unsigned_abs();
    let word = match lang {
        Lang::Fr => lang.plural(count, "jour", "jours"),
        Lang::En => lang.plural(count, "day", "days"),
    };
    format!("{}{NO_BREAK}{word}", lang.count(count))
}

/// "dans 3 jours", "aujourd’hui".
pub(super) fn within(lang: Lang, count: i64) -> String {
    match (lang, count) {
        (_, 0) => say(lang, "aujourd’hui", "today").to_owned(),
        (Lang::Fr, _) => format!("dans {}", days(lang, count)),
        (Lang::En, _) => format!("in {}", days(lang, count)),
    }
}

pub(super) fn long(lang: Lang, day: NaiveDate) -> String {
    lang.long_date(day)
}

/// The step inside a sentence, with its article in French: "la 1re relance".
pub(super) fn the_step(lang: Lang, step: StepKey) -> &'static str {
    match step {
        StepKey::FirstReminder => say(lang, "la 1re relance", "the 1st reminder"),
        StepKey::Call => say(lang, "l’appel", "the call"),
        StepKey::SecondReminder => say(lang, "la 2e relance", "the 2nd reminder"),
        StepKey::FormalNotice => say(lang, "la mise en demeure", "the formal notice"),
        StepKey::HandOver => say(lang, "le choix d’une voie", "the choice of a route"),
        StepKey::NameTheKind => say(lang, "la nature du client", "the kind of customer"),
        StepKey::CheckDeposit => say(lang, "la vérification du dépôt", "the check of the deposit"),
        StepKey::CheckPayment => say(lang, "la vérification du paiement", "the check of the payment"),
        StepKey::DepositCheque => say(lang, "la remise du chèque", "the deposit of the cheque"),
        StepKey::CheckPromise => say(lang, "la vérification de la promesse", "the check of the promise"),
        StepKey::CheckPlan => say(lang, "la signature de l’échéancier", "the signature of the plan"),
        StepKey::PlanNotice => say(lang, "la mise en demeure sur échéancier", "the formal notice about the plan"),
        StepKey::AnswerDispute => say(lang, "la réponse à la contestation", "the answer to the dispute"),
        StepKey::ActBeforeLimitation => say(lang, "l’action avant prescription", "acting before limitation"),
        StepKey::DeclareClaim => say(lang, "la déclaration de créance", "the declaration of claim"),
    }
}

/// With "de": "de la 1re relance", "de l’appel", "du choix d’une voie".
fn of_the_step(lang: Lang, step: StepKey) -> String {
    let with_article = the_step(lang, step);
    match lang {
        Lang::En => format!("of {with_article}"),
        Lang::Fr => match with_article.strip_prefix("le ") {
            Some(rest) => format!("du {rest}"),
            None => format!("de {with_article}"),
        },
    }
}

/// One reason as a full sentence.
pub fn reason(lang: Lang, reason: &Reason, number: NumberOf<'_>) -> String {
    let fr = lang == Lang::Fr;
    match reason {
        Reason::Overdue { days: late, due, scenario_days } => {
            let (late, due) = (days(lang, *late), long(lang, *due));
            if fr {
                format!("Échéance dépassée de {late}, depuis le {due} (votre scénario{NO_BREAK}: {scenario_days}).")
            } else {
                format!("Overdue by {late}, since {due} (your scenario: {scenario_days}).")
            }
        }
        Reason::SinceStep { step, day, days: since, scenario_days, skipped } => {
            let (since, day) = (days(lang, *since), lang.day_and_month(*day));
            let scenario = if fr { format!("votre scénario{NO_BREAK}: {scenario_days}") } else { format!("your scenario: {scenario_days}") };
            match (fr, skipped) {
                (true, false) => format!("{since} depuis {} du {day} ({scenario}), sans paiement.", the_step(lang, *step)),
                (true, true) => format!("{since} depuis que vous avez passé {} ({day}, {scenario}).", the_step(lang, *step)),
                (false, false) => format!("{since} since {} of {day} ({scenario}), unpaid.", the_step(lang, *step)),
                (false, true) => format!("{since} since you skipped {} ({day}, {scenario}).", the_step(lang, *step)),
            }
        }
        Reason::WrittenUnanswered { messages, last } => {
            let last = lang.day_and_month(*last);
            let count = u64::from(*messages);
            if fr {
                let what = lang.plural(count, "message sans réponse", "messages sans réponse");
                format!("{count} {what}, le dernier le {last}{NO_BREAK}: un appel d’abord, une personne répond mieux qu’un courrier.")
            } else {
                let what = lang.plural(count, "message", "messages");
                format!("{count} {what} unanswered, the last on {last}: a call first, a person gets answers that letters do not.")
            }
        }
        Reason::OldDebt { days: late, firm_from } => {
            let late = days(lang, *late);
            if fr {
                format!("Dette de {late} jamais relancée dans Acquit{NO_BREAK}: après {firm_from} jours on reprend fermement, sans rejouer les étapes passées.")
            } else {
                format!("A debt of {late}, never chased in Acquit: after {firm_from} days one starts firmly, without replaying what is past.")
            }
        }
        Reason::JoinsOthers { step, invoices } => {
            let count = *invoices as u64;
            if fr {
                let what = lang.plural(count, "autre facture du client en est", "autres factures du client en sont");
                format!("{count} {what} déjà à {}{NO_BREAK}: un seul message pour toutes.", the_step(lang, *step))
            } else {
                let what = lang.plural(count, "other invoice is", "other invoices are");
                format!("{count} {what} already at {}: one message for all.", the_step(lang, *step))
            }
        }
        Reason::LeftOut { invoice, why } => {
            let number = number(*invoice);
            if fr { format!("{number} n’y est pas{NO_BREAK}: {}.", left_out(lang, why)) } else { format!("{number} is not in it: {}.", left_out(lang, why)) }
        }
        Reason::NoticeExpired { sent_on, presented_on, deadline, days: since, answered_on } => {
            let (deadline, since) = (lang.day_and_month(*deadline), days(lang, *since));
            let arrived = match presented_on {
                Some(day) if fr => format!("présentée le {}", lang.day_and_month(*day)),
                Some(day) => format!("presented on {}", lang.day_and_month(*day)),
                None if fr => format!("envoyée le {}", lang.day_and_month(*sent_on)),
                None => format!("sent on {}", lang.day_and_month(*sent_on)),
            };
            let answer = match answered_on {
                Some(day) if fr => format!("le client a répondu le {} mais n’a pas payé", lang.day_and_month(*day)),
                Some(day) => format!("the customer answered on {} but did not pay", lang.day_and_month(*day)),
                None => say(lang, "sans réponse ni paiement", "without answer or payment").to_owned(),
            };
            if fr {
                format!("Mise en demeure {arrived}, expirée depuis {since} (le {deadline}){NO_BREAK}: {answer}.")
            } else {
                format!("Formal notice {arrived}, expired {since} ago (on {deadline}): {answer}.")
            }
        }
        Reason::ChequeToDeposit { received_on, amount, number } => {
            let (amount, day) = (lang.amount(*amount), lang.long_date(*received_on));
            match (fr, number.is_empty()) {
                (true, true) => format!("Un chèque de {amount}, reçu le {day}, n’est pas remis à la banque."),
                (true, false) => format!("Le chèque n°{NO_BREAK}{number} de {amount}, reçu le {day}, n’est pas remis à la banque."),
                (false, true) => format!("A cheque of {amount}, received on {day}, is not deposited."),
                (false, false) => format!("Cheque no. {number} of {amount}, received on {day}, is not deposited."),
            }
        }
        Reason::InterestUntilDeposit => say(
            lang,
            "L’argent n’est pas là\u{a0}: les intérêts courent jusqu’à la remise, et un chèque qui attend peut revenir impayé.",
            "The money is not there: interest runs until the deposit, and a cheque that waits may come back unpaid.",
        )
        .into(),
        Reason::PaidByCheque => say(
            lang,
            "Le client a payé par chèque\u{a0}: il n’y a rien à lui demander.",
            "The customer paid by cheque: there is nothing to ask.",
        )
        .into(),
        Reason::NoticeSkipped { day } => {
            let day = lang.day_and_month(*day);
            if fr { format!("Vous avez passé la mise en demeure le {day}.") } else { format!("You skipped the formal notice on {day}.") }
        }
        Reason::DebtorRefused { day } => {
            let day = lang.day_and_month(*day);
            if fr { format!("Le client a refusé de payer le {day}, sans contester.") } else { format!("The customer refused to pay on {day}, without disputing.") }
        }
        Reason::AsksForDocument { day } => {
            let day = lang.day_and_month(*day);
            if fr { format!("Le client a demandé un document le {day}{NO_BREAK}: renvoyez-le avec ce message.") } else { format!("The customer asked for a document on {day}: send it again with this message.") }
        }
        Reason::InDifficulty { day } => {
            let day = lang.day_and_month(*day);
            if fr { format!("Le client a dit le {day} qu’il était en difficulté{NO_BREAK}: proposez un échéancier.") } else { format!("The customer said on {day} that it is in difficulty: offer a plan.") }
        }
        Reason::WrongNumber { day } => {
            let day = lang.day_and_month(*day);
            if fr { format!("Le numéro de téléphone était faux le {day}{NO_BREAK}: on passe à l’écrit.") } else { format!("The telephone number was wrong on {day}: on to writing.") }
        }
        Reason::UnknownAddress { day } => {
            let day = lang.day_and_month(*day);
            if fr { format!("Une lettre est revenue le {day}{NO_BREAK}: adresse inconnue.") } else { format!("A letter came back on {day}: unknown address.") }
        }
        Reason::PromisePassed { due_on, days: since, amount, received, made_by } => {
            let who = if made_by.is_empty() { say(lang, "Le client", "The customer").to_owned() } else { made_by.clone() };
            let (amount, due, since) = (lang.amount(*amount), lang.day_and_month(*due_on), days(lang, *since));
            let got = if received.is_positive() { lang.amount(*received) } else { say(lang, "rien", "nothing").to_owned() };
            if fr {
                format!("{who} avait promis {amount} pour le {due}, il y a {since}. Reçu depuis{NO_BREAK}: {got}.")
            } else {
                format!("{who} promised {amount} for {due}, {since} ago. Received since: {got}.")
            }
        }
        Reason::BrokenPromises { count, last } => {
            let (count, last) = (*count as u64, lang.day_and_month(*last));
            if fr {
                let what = lang.plural(count, "promesse non tenue", "promesses non tenues");
                format!("{count} {what}, la dernière pour le {last}.")
            } else {
                let what = lang.plural(count, "promise", "promises");
                format!("{count} {what} not kept, the last for {last}.")
            }
        }
        Reason::PromiseHistory { .. }
        | Reason::AnswerDue { .. }
        | Reason::DisputeWaits { .. }
        | Reason::DisputedStaysUnpaid { .. }
        | Reason::AnswerFirst
        | Reason::InstalmentLate { .. }
        | Reason::WholeDueAgain { .. }
        | Reason::PlanNotSigned { .. }
        | Reason::UnsignedPlanLate { .. }
        | Reason::SignatureCounts
        | Reason::OnlyWhatThePlanAllows { .. } => commitments::reason(lang, reason, number),
        Reason::SaysPaid { said_on, days: since } => {
            let (said, since) = (lang.day_and_month(*said_on), days(lang, *since));
            if fr { format!("Le client a dit le {said}, il y a {since}, qu’il avait payé. Regardez votre banque.") } else { format!("The customer said on {said}, {since} ago, that it has paid. Look at your bank.") }
        }
        Reason::UnallocatedMoney { amount } => {
            let amount = lang.amount(*amount);
            if fr { format!("{amount} reçus de ce client ne sont affectés à aucune facture{NO_BREAK}: c’est peut-être le paiement.") } else { format!("{amount} received from this customer belong to no invoice yet: it may be the payment.") }
        }
        Reason::PartlyDisputed { disputed } => {
            let disputed = lang.amount(*disputed);
            if fr { format!("{disputed} contestés sont laissés de côté{NARROW}; le reste est dû.") } else { format!("{disputed} in dispute is left out; the rest is owed.") }
        }
        Reason::DisputeEnded { day } => {
            let day = lang.day_and_month(*day);
            if fr { format!("La contestation est close depuis le {day}.") } else { format!("The dispute ended on {day}.") }
        }
        Reason::Returned { day, route } => {
            let (day, route) = (lang.day_and_month(*day), steps::route(lang, *route));
            if fr { format!("Le dossier est revenu le {day} ({route}).") } else { format!("The file came back on {day} ({route}).") }
        }
        Reason::KindUnknown { invoices } => {
            let count = *invoices as u64;
            if fr {
                let what = lang.plural(count, "facture attend", "factures attendent");
                format!("{count} {what}{NO_BREAK}: professionnel, particulier ou public, la loi n’est pas la même.")
            } else {
                let what = lang.plural(count, "invoice waits", "invoices wait");
                format!("{count} {what}: business, consumer or public body, the law is not the same.")
            }
        }
        Reason::DepositToCheck { due, days_before } => {
            let due_text = long(lang, *due);
            let distance = days(lang, *days_before);
            match (fr, *days_before >= 0) {
                (true, true) => format!("Échéance le {due_text}, dans {distance}{NO_BREAK}: un dépôt rejeté se corrige avant."),
                (true, false) => format!("Échéance passée le {due_text}, depuis {distance}{NO_BREAK}: vérifiez d’abord que le dépôt n’a pas été rejeté."),
                (false, true) => format!("Due on {due_text}, in {distance}: a rejected deposit is mended before."),
                (false, false) => format!("Was due on {due_text}, {distance} ago: check first that the deposit was not rejected."),
            }
        }
        Reason::ChosenByOwner { day, instead_of } => {
            let day = lang.day_and_month(*day);
            match (fr, instead_of) {
                (true, Some(step)) => format!("Vous l’avez choisi le {day}, à la place {}.", of_the_step(lang, *step)),
                (true, None) => format!("Vous l’avez choisi le {day}."),
                (false, Some(step)) => format!("You chose it on {day}, instead {}.", of_the_step(lang, *step)),
                (false, None) => format!("You chose it on {day}."),
            }
        }
        Reason::LimitationNear { safe, days_left, invoice, moved_by_letter, .. } => {
            let (safe, left, number) = (long(lang, *safe), within(lang, *days_left), number(*invoice));
            match (fr, moved_by_letter) {
                (true, false) => format!("L’action pour {number} s’éteint{NO_BREAK}: dernier jour sûr le {safe}, {left}. Une relance n’interrompt pas ce délai."),
                (true, true) => format!("La créance {number} s’éteint{NO_BREAK}: dernier jour sûr le {safe}, {left}. Une demande écrite à l’administration interrompt ce délai."),
                (false, false) => format!("The action for {number} is about to lapse: last safe day {safe}, {left}. A reminder does not interrupt this period."),
                (false, true) => format!("The claim {number} is about to lapse: last safe day {safe}, {left}. A written demand to the public body interrupts this period."),
            }
        }
        Reason::LimitationStartInDoubt { invoice, earliest, passed, decides, safe, days_left, moved_by_letter } => {
            let (number, passed, safe, left) = (number(*invoice), long(lang, *passed), long(lang, *safe), within(lang, *days_left));
            let (earliest, decides) = (limitation::start(lang, *earliest), limitation::start(lang, *decides));
            let letter = match (fr, moved_by_letter) {
                (true, false) => "Une relance n’interrompt pas ce délai.",
                (true, true) => "Une demande écrite à l’administration interrompt ce délai.",
                (false, false) => "A reminder does not interrupt this period.",
                (false, true) => "A written demand to the public body interrupts this period.",
            };
            if fr {
                format!("Compté {earliest}, le délai pour agir sur {number} a fini le {passed}{NARROW}; compté {decides}, le dernier jour sûr est le {safe}, {left}. {letter}")
            } else {
                format!("Counted {earliest}, the time to act on {number} ended on {passed}; counted {decides}, the last safe day is {safe}, {left}. {letter}")
            }
        }
        Reason::LimitationPerhapsMoved { invoice, event, passed, safe, days_left } => {
            let (number, passed, safe, left) = (number(*invoice), long(lang, *passed), long(lang, *safe), within(lang, *days_left));
            let doubt = limitation::perhaps_moved(lang, event);
            if fr {
                format!("{number}{NO_BREAK}: {doubt}, à confirmer. Sans cela le délai a fini le {passed}{NARROW}; avec, le dernier jour sûr est le {safe}, {left}. Vérifiez qui a payé ou écrit, pour quelle facture, et sans contester.")
            } else {
                format!("{number}: {doubt}, to be confirmed. Without it the period ended on {passed}; with it, the last safe day is {safe}, {left}. Check who paid or wrote, for which invoice, and without contesting.")
            }
        }
        Reason::TimeBarred { since, invoices } => {
            let (since, count) = (long(lang, *since), *invoices as u64);
            if fr {
                let what = lang.plural(count, "facture est prescrite", "factures sont prescrites");
                format!("{count} {what} depuis le {since}{NO_BREAK}: un paiement reste possible, mais on ne peut plus l’exiger.")
            } else {
                let what = lang.plural(count, "invoice is", "invoices are");
                format!("{count} {what} time-barred since {since}: it can still be paid, but no longer demanded.")
            }
        }
        Reason::Insolvent { kind: InsolvencyKind::OverIndebtedness, opened_on } => {
            let day = long(lang, *opened_on);
            if fr { format!("Surendettement, dossier recevable le {day}{NO_BREAK}: toutes les lettres s’arrêtent. Répondez à la commission dans le délai de sa lettre.") } else { format!("Over-indebtedness, file admitted on {day}: all letters stop. Answer the commission within the time its letter gives.") }
        }
        Reason::Insolvent { kind, opened_on } => {
            let (kind, day) = (steps::insolvency(lang, *kind), long(lang, *opened_on));
            if fr { format!("{kind} depuis le {day}{NO_BREAK}: toutes les lettres s’arrêtent, la créance se déclare.") } else { format!("{kind} since {day}: all letters stop, the claim is declared.") }
        }
        Reason::DeclareBy { safe, legal_limit, days_left, from_publication } => {
            let (safe, limit) = (safe.map(|safe| long(lang, safe)), long(lang, *legal_limit));
            let left = within(lang, *days_left);
            match (fr, from_publication, safe) {
                (true, true, Some(safe)) => format!("Déclaration à poster au plus tard le {safe} ({left}{NARROW}; limite légale le {limit}), deux mois après le BODACC."),
                (true, true, None) => format!("Déclaration à poster au plus tard le {limit} ({left}), limite légale{NO_BREAK}: deux mois après le BODACC."),
                (true, false, Some(safe)) => format!("La date du BODACC manque{NO_BREAK}: en comptant deux mois depuis le jugement, postez la déclaration au plus tard le {safe} ({left})."),
                (true, false, None) => format!("La date du BODACC manque{NO_BREAK}: en comptant deux mois depuis le jugement, la limite légale est le {limit} ({left})."),
                (false, true, Some(safe)) => format!("Post the declaration by {safe} ({left}; legal limit {limit}), two months after the BODACC notice."),
                (false, true, None) => format!("Post the declaration by {limit} ({left}), the legal limit: two months after the BODACC notice."),
                (false, false, Some(safe)) => format!("The BODACC date is missing: counting two months from the judgment, post the declaration by {safe} ({left})."),
                (false, false, None) => format!("The BODACC date is missing: counting two months from the judgment, the legal limit is {limit} ({left})."),
            }
        }
        Reason::PublicationUnknown { judgment } => {
            let judgment = long(lang, *judgment);
            if fr {
                format!("Date BODACC inconnue{NO_BREAK}: cherchez-la, le délai est peut-être encore ouvert. Les deux mois courent de la publication, pas du jugement du {judgment}.")
            } else {
                format!("The BODACC date is not known: look for it, there may still be time. The two months run from publication, not from the judgment of {judgment}.")
            }
        }
        Reason::DeclarationLate { limit, releve_until } => {
            let (limit, until) = (long(lang, *limit), long(lang, *releve_until));
            if fr {
                format!("Le délai de déclaration est passé le {limit}. Reste le relevé de forclusion, à demander au juge-commissaire avant le {until}.")
            } else {
                format!("The time to declare ended on {limit}. What remains is a request for relief (relevé de forclusion) before {until}.")
            }
        }
        Reason::HandOffTarget { day, days_left } => {
            let (day, left) = (long(lang, *day), days(lang, *days_left));
            match (fr, *days_left >= 0) {
                (true, true) => format!("Mieux vaut confier le dossier avant le {day} (dans {left}){NO_BREAK}: les chances baissent avec le temps."),
                (true, false) => format!("Il valait mieux confier le dossier avant le {day}{NO_BREAK}: les chances baissent avec le temps."),
                (false, true) => format!("Better to hand the file over before {day} (in {left}): the odds fall with time."),
                (false, false) => format!("The file was better handed over before {day}: the odds fall with time."),
            }
        }
        Reason::InterestRuns { penalties, per_30_days, rate_percent } => {
            let amount = lang.amount(*per_30_days);
            let rate = rate_percent.map(|rate| lang.percent(rate));
            let of = if *penalties { "de pénalités" } else { "d’intérêts" };
            match (fr, rate) {
                (true, Some(rate)) => format!("Trente jours de plus ajoutent {amount} {of} ({rate} l’an), sans que vous soyez payé plus vite."),
                (true, None) => format!("Trente jours de plus ajoutent {amount} {of}, sans que vous soyez payé plus vite."),
                (false, Some(rate)) => format!("Thirty more days add {amount} of interest ({rate} a year), but do not get you paid sooner."),
                (false, None) => format!("Thirty more days add {amount} of interest, but do not get you paid sooner."),
            }
        }
        Reason::NoInterestBeforeNotice => say(
            lang,
            "Pour un particulier, aucun intérêt ne court avant la mise en demeure\u{a0}: attendre ne rapporte rien.",
            "Against a consumer no interest runs before the formal notice: waiting brings nothing.",
        )
        .into(),
        Reason::OddsFall => say(
            lang,
            "Plus une facture vieillit, moins elle a de chances d’être payée. Personne n’en connaît le chiffre exact.",
            "The older an invoice, the smaller the chance of payment. Nobody knows the exact figure.",
        )
        .into(),
        Reason::MoneyMayBeThere => say(
            lang,
            "L’argent est peut-être déjà là\u{a0}: relancer quelqu’un qui a payé coûte sa confiance.",
            "The money may be there already: chasing somebody who has paid costs their trust.",
        )
        .into(),
        Reason::NothingCanBeClaimed => say(
            lang,
            "Tant que ce n’est pas dit, rien ne peut être réclamé à ce client.",
            "Until this is said, nothing can be claimed from this customer.",
        )
        .into(),
        Reason::ClaimMayBeLost { on } => {
            let on = long(lang, *on);
            if fr { format!("Après le {on}, la créance peut être perdue.") } else { format!("After {on} the claim may be lost.") }
        }
        Reason::DeclareAtOnce => say(
            lang,
            "Déclarez sans attendre\u{a0}: le dernier jour n’est pas connu, et une créance déclarée trop tard ne participe pas aux répartitions.",
            "Declare without waiting: the last day is not known, and a claim declared too late takes no part in distributions.",
        )
        .into(),
        Reason::AnswerTheCommission => say(
            lang,
            "La commission attend la réponse des créanciers dans le délai de sa lettre\u{a0}: au-delà, la vôtre peut ne pas compter.",
            "The commission expects creditors to answer within the time its letter gives: later, yours may not count.",
        )
        .into(),
        Reason::PaymentWouldBeLate { due } => {
            let due = long(lang, *due);
            if fr { format!("Une facture rejetée dans Chorus Pro ne sera pas payée le {due}.") } else { format!("An invoice rejected in Chorus Pro will not be paid on {due}.") }
        }
        Reason::LightestFirst => say(
            lang,
            "Une simple relance suffit le plus souvent\u{202f}; plus fort maintenant abîmerait la relation pour rien.",
            "A simple reminder is enough more often than not; anything stronger now would harm the relation for nothing.",
        )
        .into(),
        Reason::HumanFirst => say(
            lang,
            "Un appel dit en deux minutes ce que trois courriers ne disent pas\u{a0}: oubli, difficulté ou désaccord.",
            "A call tells in two minutes what three letters do not: an oversight, a difficulty or a disagreement.",
        )
        .into(),
        Reason::StrongerLater { step, on } => {
            let (step, on) = (the_step(lang, *step), lang.day_and_month(*on));
            if fr { format!("Si rien ne vient, {step} sera proposée à partir du {on}.") } else { format!("If nothing comes, {step} will be proposed from {on}.") }
                .replace("l’appel sera proposée", "l’appel sera proposé")
                .replace("le choix d’une voie sera proposée", "le choix d’une voie sera proposé")
        }
        Reason::NoticeOpensRoutes { deadline_days } => {
            let deadline = days(lang, i64::from(*deadline_days));
            if fr {
                format!("Les juges attendent une mise en demeure d’abord, et elle doit laisser un délai raisonnable{NO_BREAK}: {deadline}.")
            } else {
                format!("Judges expect a formal notice first, and it must leave a reasonable time: {deadline}.")
            }
        }
        Reason::OwnersDecision => say(
            lang,
            "La suite engage des frais\u{a0}: c’est à vous de choisir la voie.",
            "What follows costs money: the choice of the route is yours.",
        )
        .into(),
        Reason::PursuitsStopped => say(
            lang,
            "Contre un débiteur en procédure collective, toute poursuite est arrêtée par la loi.",
            "Against an insolvent debtor the law stops every pursuit.",
        )
        .into(),
        Reason::EnforcementSuspended => say(
            lang,
            "Jusqu’aux mesures, deux ans au plus, rien ne peut être exécuté et le débiteur n’a pas le droit de payer ses dettes antérieures.",
            "Until the measures, two years at most, nothing can be enforced and the debtor may not pay earlier debts.",
        )
        .into(),
        Reason::BarredDebt { consumer: true } => say(
            lang,
            "Présenter à un particulier une dette prescrite comme exigible est sanctionné.",
            "Presenting a time-barred debt to a consumer as enforceable is punished.",
        )
        .into(),
        Reason::BarredDebt { consumer: false } => say(
            lang,
            "Une dette prescrite existe encore, mais le débiteur peut refuser de la payer\u{a0}: rien de plus fort ne le contraindrait.",
            "A time-barred debt still exists, but the debtor may refuse to pay it: nothing stronger would compel it.",
        )
        .into(),
        Reason::CheckFirst => say(
            lang,
            "Vérifier prend deux minutes et évite de relancer à tort.",
            "Checking takes two minutes and avoids a wrong reminder.",
        )
        .into(),
        Reason::KindFirst => say(
            lang,
            "Les délais, les intérêts et les mots permis dépendent de la réponse.",
            "The periods, the interest and the permitted words depend on the answer.",
        )
        .into(),
        Reason::NotDueYet { due } => {
            let due = long(lang, *due);
            if fr { format!("Rien n’est dû avant le {due}.") } else { format!("Nothing is owed before {due}.") }
        }
    }
}

fn left_out(lang: Lang, why: &LeftOut) -> String {
    match why {
        LeftOut::NotYetReminded => say(lang, "jamais relancée encore", "never reminded yet").into(),
        LeftOut::JustDue { days: late } => match lang {
            Lang::Fr => format!("échue depuis {} seulement, le virement est peut-être en route", days(lang, *late)),
            Lang::En => format!("overdue by {} only, the transfer may be on its way", days(lang, *late)),
        },
        LeftOut::Disputed => say(lang, "contestée", "in dispute").into(),
        LeftOut::Promised { until } => match lang {
            Lang::Fr => format!("promise, silence jusqu’au {}", lang.day_and_month(*until)),
            Lang::En => format!("promised, silent until {}", lang.day_and_month(*until)),
        },
        LeftOut::Planned { due_on } => match lang {
            Lang::Fr => format!("échéancier respecté, prochaine échéance le {}", lang.day_and_month(*due_on)),
            Lang::En => format!("under a plan that is kept, next instalment on {}", lang.day_and_month(*due_on)),
        },
        LeftOut::SaysPaid => say(lang, "le client dit l’avoir payée", "the customer says it is paid").into(),
        LeftOut::Paused => say(lang, "suspendue par vous", "paused by you").into(),
        LeftOut::TimeBarred => say(lang, "prescrite", "time-barred").into(),
        LeftOut::NoticeRunning { deadline } => match lang {
            Lang::Fr => format!("sa mise en demeure court jusqu’au {}", lang.day_and_month(*deadline)),
            Lang::En => format!("its formal notice runs until {}", lang.day_and_month(*deadline)),
        },
        LeftOut::NoNotice => say(lang, "pas encore mise en demeure", "no formal notice yet").into(),
    }
}

#[cfg(test)]
mod tests {
    use domain::Cents;

    use super::*;

    fn said(lang: Lang, reason: &Reason) -> String {
        super::reason(lang, reason, &|_| "F-12".to_owned()).replace(['\u{a0}', '\u{202f}'], " ")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn after_the_safe_day_the_legal_limit_alone_is_named() {
        let declare = |safe, days_left| Reason::DeclareBy {
            safe,
            legal_limit: day("2026-11-16"),
            days_left,
            from_publication: true,
        };
        let friday = said(Lang::Fr, &declare(Some(day("2026-11-13")), 0));
        assert_eq!(
            friday,
            "Déclaration à poster au plus tard le 13 novembre 2026 (aujourd’hui ; limite légale le 16 novembre 2026), deux mois après le BODACC."
        );
        let saturday = said(Lang::Fr, &declare(None, 2));
        assert!(
            saturday.contains("16 novembre 2026 (dans 2 jours)") && !saturday.contains("13 novembre"),
            "{saturday}"
        );
        assert!(said(Lang::En, &declare(None, 2)).contains("16 November 2026 (in 2 days)"));
    }

    #[test]
    fn penalties_are_for_professionals_and_interest_for_the_others() {
        let runs = |penalties| Reason::InterestRuns { penalties, per_30_days: Cents(1_198), rate_percent: None };
        assert!(said(Lang::Fr, &runs(true)).contains("11,98 € de pénalités"));
        assert!(said(Lang::Fr, &runs(false)).contains("11,98 € d’intérêts"));
        assert!(said(Lang::Fr, &Reason::BarredDebt { consumer: true }).contains("sanctionné"));
        assert!(!said(Lang::Fr, &Reason::BarredDebt { consumer: false }).contains("sanctionné"));
    }
}
