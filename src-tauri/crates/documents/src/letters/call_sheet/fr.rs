//! In French.

use domain::{DebtorKind, Lang};

use super::{cost_of_a_day, days_late};
use crate::letters::Draft;
use crate::letters::request::LetterRequest;
use crate::letters::words::{self, money, typographic};

pub fn compose(request: &LetterRequest<'_>) -> Draft {
    let lang = Lang::Fr;
    let subject = format!("Fiche d’appel : {}", request.customer.name);
    let parts = vec![
        "# Les faits".to_owned(),
        words::table(request),
        facts(request),
        "# Pour commencer".to_owned(),
        opening(request),
        "# Trois questions, dans cet ordre".to_owned(),
        "- Avez-vous bien reçu la facture, et est-elle en ordre pour vous ?\n____\n- Qu’est-ce qui retient le paiement aujourd’hui ?\n____\n- Quel jour payez-vous, combien, et par quel moyen ?\n____".to_owned(),
        "Une question reste sans réponse ? Reposez-la une fois, calmement. Ensuite, convenez d’une heure de rappel plutôt que d’insister.".to_owned(),
        "# Vos arguments".to_owned(),
        arguments(request),
        "# Si le ton monte".to_owned(),
        "- « Je comprends que cet appel tombe mal. Je cherche seulement à savoir ce qui bloque. »\n- « Je note ce que vous me dites, et je vous le confirme par écrit. »\n- « Si le moment est difficile, disons-le simplement : que pouvez-vous payer cette semaine ? »\n- « Restons-en là pour aujourd’hui. Je vous rappelle demain à 10 heures, est-ce que cela vous convient ? »".to_owned(),
        never(request),
        "# À la fin de l’appel".to_owned(),
        "[ ] Promet de payer : montant, jour, moyen\n[ ] Dit avoir payé : jour, moyen ; à vérifier à la banque\n[ ] Conteste : quelle facture, quel motif ; les relances s’arrêtent\n[ ] Demande un document : à renvoyer aujourd’hui\n[ ] En difficulté : proposer un échéancier par écrit\n[ ] Absent ou message laissé : jour du prochain appel\n[ ] Refuse de payer".to_owned(),
        "____".to_owned(),
    ];
    Draft { subject: typographic(lang, &subject), body: words::paragraphs(lang, &parts) }
}

fn facts(request: &LetterRequest<'_>) -> String {
    let lang = Lang::Fr;
    let mut facts = Vec::new();
    if let Some(contacts) = words::earlier_contacts(request) {
        facts.push(format!("- Déjà fait : {contacts}"));
    } else {
        facts.push("- Aucun contact jusqu’ici".to_owned());
    }
    if let Some(call) = &request.call {
        if let Some(days) = call.usual_delay_days {
            facts
                .push(format!("- Paie d’habitude avec {days} {} de retard", lang.plural(days.into(), "jour", "jours")));
        }
        if let Some((kept, made)) = call.promises {
            facts.push(format!("- Promesses tenues : {kept} sur {made}"));
        }
        if !call.notes.trim().is_empty() {
            facts.push(format!("- À savoir : {}", call.notes.trim()));
        }
    }
    let aside = words::left_aside_noted(request);
    if !aside.is_empty() {
        facts.push(format!("- {aside}"));
    }
    facts.join("\n")
}

fn opening(request: &LetterRequest<'_>) -> String {
    let who = request.business.signatory.as_deref().unwrap_or(&request.business.name);
    let of = if who == request.business.name { String::new() } else { format!(", {}", request.business.name) };
    let whom = match request.call.as_ref().map(|call| call.contact.trim()).filter(|name| !name.is_empty()) {
        Some(name) => format!("Puis-je parler à {name} ?"),
        None if request.kind == DebtorKind::Consumer => "Avez-vous un instant ?".to_owned(),
        None => "Qui s’occupe du règlement des factures ?".to_owned(),
    };
    format!("« Bonjour, {who}{of}. {whom} » Ne donnez l’objet de l’appel qu’à la personne concernée.")
}

fn arguments(request: &LetterRequest<'_>) -> String {
    let lang = Lang::Fr;
    let late = days_late(request);
    let oldest = if request.lines.len() > 1 { " pour la plus ancienne facture" } else { "" };
    let mut arguments = vec![format!(
        "- « La prestation est faite, et {} restent dus, depuis {late} {}{oldest}. »",
        money(request, request.figures.principal),
        lang.plural(late.into(), "jour", "jours"),
    )];
    if request.kind == DebtorKind::Consumer {
        arguments.push("- « Dites-moi ce qui est possible pour vous : nous pouvons étaler le paiement. »".to_owned());
        arguments.push(
            "- « Si quelque chose ne va pas dans la prestation, je préfère le savoir maintenant et le corriger. »"
                .to_owned(),
        );
        return arguments.join("\n");
    }
    if let Some(cost) = cost_of_a_day(request) {
        arguments.push(format!(
            "- « Au {}, {} de pénalités s’ajoutent, et {} de plus chaque jour. »",
            lang.day_and_month(request.day),
            money(request, request.figures.interest),
            money(request, cost),
        ));
    }
    if request.figures.indemnity.is_positive() {
        arguments.push(format!(
            "- « L’indemnité de 40 € par facture fait {} au total. »",
            money(request, request.figures.indemnity)
        ));
    }
    arguments.push(
        "- « Je ne peux pas faire la banque de mes clients : mes fournisseurs et mes salaires partent à date fixe. »"
            .to_owned(),
    );
    arguments.push(match request.kind {
        DebtorKind::PublicBody => {
            "- « À quelle étape se trouve la facture dans Chorus Pro, et quelle est la date de mandatement ? »"
                .to_owned()
        }
        _ => "- « Un paiement partiel aujourd’hui et le solde à une date précise, cela vous irait-il ? »".to_owned(),
    });
    arguments.join("\n")
}

fn never(request: &LetterRequest<'_>) -> String {
    match request.kind {
        DebtorKind::Consumer => {
            "Ne parlez de la dette ni à un proche, ni à un voisin, ni à l’employeur ; ne demandez aucuns frais."
                .to_owned()
        }
        _ => {
            "N’annoncez rien que vous ne ferez pas ou ne pouvez pas faire, et ne parlez de la dette à personne d’autre."
                .to_owned()
        }
    }
}
