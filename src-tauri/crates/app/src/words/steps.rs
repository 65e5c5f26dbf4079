//! Names of steps, kinds and routes.

use agenda::{Proposal, Reason};
use domain::{
    Cents, Channel, DebtorKind, DisputeReason, InsolvencyKind, Lang, Means, Outcome, Route, Standing, StepKey,
};

use super::say;

/// As a card shows it: "2e relance".
pub fn step(lang: Lang, step: StepKey) -> &'static str {
    match step {
        StepKey::NameTheKind => say(lang, "Qui est ce client ?", "Who is this customer?"),
        StepKey::CheckDeposit => say(lang, "Vérifier le dépôt Chorus Pro", "Check the Chorus Pro deposit"),
        StepKey::DepositCheque => say(lang, "Remettre le chèque à la banque", "Deposit the cheque"),
        StepKey::CheckPayment => say(lang, "Vérifier le paiement annoncé", "Check the announced payment"),
        StepKey::CheckPromise => say(lang, "Promesse à vérifier", "Promise to check"),
        StepKey::CheckPlan => say(lang, "Échéancier à faire signer", "Plan to be signed"),
        StepKey::PlanNotice => say(lang, "Mise en demeure sur échéancier", "Formal notice about the plan"),
        StepKey::AnswerDispute => say(lang, "Répondre à la contestation", "Answer the dispute"),
        StepKey::FirstReminder => say(lang, "1re relance", "1st reminder"),
        StepKey::Call => say(lang, "Appeler", "Call"),
        StepKey::SecondReminder => say(lang, "2e relance", "2nd reminder"),
        StepKey::FormalNotice => say(lang, "Mise en demeure", "Formal notice"),
        StepKey::HandOver => say(lang, "Confier le dossier ?", "Hand the file over?"),
        StepKey::ActBeforeLimitation => say(lang, "Agir avant prescription", "Act before limitation"),
        StepKey::DeclareClaim => say(lang, "Déclarer la créance", "Declare the claim"),
    }
}

/// With the customer's name: "2e relance à Studio Perrin".
pub fn step_to(lang: Lang, key: StepKey, name: &str) -> String {
    match (lang, key) {
        (Lang::Fr, StepKey::FirstReminder | StepKey::SecondReminder | StepKey::FormalNotice | StepKey::PlanNotice) => {
            format!("{} à {name}", step(lang, key))
        }
        (Lang::En, StepKey::FirstReminder | StepKey::SecondReminder | StepKey::FormalNotice | StepKey::PlanNotice) => {
            format!("{} to {name}", step(lang, key))
        }
        (_, StepKey::Call) => format!("{} {name}", step(lang, key)),
        (Lang::Fr, _) => format!("{name}\u{a0}: {}", lower_first(step(lang, key))),
        (Lang::En, _) => format!("{name}: {}", lower_first(step(lang, key))),
    }
}

/// The same for a proposal: money that came without an invoice is not a payment somebody announced.
pub fn proposal_to(lang: Lang, proposal: &Proposal, name: &str) -> String {
    match (free_money(proposal), lang) {
        (Some(amount), Lang::Fr) => format!("{name}\u{a0}: affecter {} reçus", lang.amount(amount)),
        (Some(amount), Lang::En) => format!("{name}: apply {} received", lang.amount(amount)),
        (None, _) => step_to(lang, proposal.step, name),
    }
}

/// The label of a proposal, without the customer.
pub fn proposal(lang: Lang, proposal: &Proposal) -> &'static str {
    match free_money(proposal) {
        Some(_) => say(lang, "Affecter l’argent reçu", "Apply the money received"),
        None => step(lang, proposal.step),
    }
}

fn free_money(proposal: &Proposal) -> Option<Cents> {
    let announced = proposal.why.iter().any(|reason| matches!(reason, Reason::SaysPaid { .. }));
    let amount = proposal.why.iter().find_map(|reason| match reason {
        Reason::UnallocatedMoney { amount } => Some(*amount),
        _ => None,
    });
    amount.filter(|_| proposal.step == StepKey::CheckPayment && !announced)
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

pub fn kind(lang: Lang, kind: DebtorKind) -> &'static str {
    match kind {
        DebtorKind::Professional => say(lang, "Professionnel", "Business"),
        DebtorKind::Consumer => say(lang, "Particulier", "Consumer"),
        DebtorKind::PublicBody => say(lang, "Acheteur public", "Public body"),
    }
}

pub fn standing(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Trader => say(lang, "commerçant", "trader"),
        Standing::Artisan => say(lang, "artisan", "craftsperson"),
        Standing::LiberalOrCivil => {
            say(lang, "profession libérale ou société civile", "liberal profession or civil company")
        }
        Standing::Association => say(lang, "association", "association"),
        Standing::Unknown => say(lang, "qualité à préciser", "standing to be said"),
    }
}

pub fn channel(lang: Lang, channel: Channel) -> &'static str {
    match channel {
        Channel::Email => say(lang, "e-mail", "e-mail"),
        Channel::Letter => say(lang, "courrier", "letter"),
        Channel::RegisteredLetter => {
            say(lang, "recommandé avec avis de réception", "registered letter with acknowledgment")
        }
        Channel::Phone => say(lang, "téléphone", "telephone"),
        Channel::TextMessage => say(lang, "SMS", "text message"),
        Channel::InPerson => say(lang, "de vive voix", "in person"),
        Channel::Portal => say(lang, "portail", "portal"),
    }
}

pub fn outcome(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NoAnswer => say(lang, "pas de réponse", "no answer"),
        Outcome::MessageLeft => say(lang, "message laissé", "message left"),
        Outcome::Promised => say(lang, "promet de payer", "promises to pay"),
        Outcome::SaysPaid => say(lang, "dit avoir payé", "says it has paid"),
        Outcome::Disputes => say(lang, "conteste", "disputes"),
        Outcome::AsksForDocument => say(lang, "demande un document", "asks for a document"),
        Outcome::InDifficulty => say(lang, "est en difficulté", "is in difficulty"),
        Outcome::Refuses => say(lang, "refuse de payer", "refuses to pay"),
        Outcome::WrongNumber => say(lang, "mauvais numéro", "wrong number"),
        Outcome::Other => say(lang, "autre", "other"),
    }
}

pub fn dispute_reason(lang: Lang, reason: DisputeReason) -> &'static str {
    match reason {
        DisputeReason::NotReceived => say(lang, "facture non reçue", "invoice not received"),
        DisputeReason::OrderNumber => say(lang, "numéro de commande", "order number"),
        DisputeReason::Price => say(lang, "prix", "price"),
        DisputeReason::Delivery => say(lang, "livraison", "delivery"),
        DisputeReason::Quality => say(lang, "qualité", "quality"),
        DisputeReason::Other => say(lang, "autre motif", "other reason"),
    }
}

pub fn means(lang: Lang, means: Means) -> &'static str {
    match means {
        Means::Transfer => say(lang, "virement", "transfer"),
        Means::Cheque => say(lang, "chèque", "cheque"),
        Means::Cash => say(lang, "espèces", "cash"),
        Means::Card => say(lang, "carte", "card"),
        Means::DirectDebit => say(lang, "prélèvement", "direct debit"),
        Means::Other => say(lang, "autre moyen", "other means"),
    }
}

pub fn insolvency(lang: Lang, kind: InsolvencyKind) -> &'static str {
    match kind {
        InsolvencyKind::Sauvegarde => say(lang, "Sauvegarde", "Safeguard procedure (sauvegarde)"),
        InsolvencyKind::Redressement => say(lang, "Redressement judiciaire", "Receivership (redressement judiciaire)"),
        InsolvencyKind::Liquidation => say(lang, "Liquidation judiciaire", "Liquidation (liquidation judiciaire)"),
        InsolvencyKind::OverIndebtedness => say(lang, "Surendettement", "Over-indebtedness (surendettement)"),
    }
}

pub fn route(lang: Lang, route: Route) -> &'static str {
    match route {
        Route::Conciliator => say(lang, "Conciliateur de justice", "Court conciliator (conciliateur de justice)"),
        Route::MediateurDesEntreprises => {
            say(lang, "Médiateur des entreprises", "Business mediator (Médiateur des entreprises)")
        }
        Route::CollectionAgency => say(lang, "Société de recouvrement", "Collection agency"),
        Route::SmallClaims => {
            say(lang, "Petite créance par commissaire de justice", "Small claim by a commissaire de justice")
        }
        Route::UncontestedCommercialClaim => {
            say(lang, "Créance commerciale incontestée", "Uncontested commercial claim")
        }
        Route::OrderForPayment => say(lang, "Injonction de payer", "Order for payment (injonction de payer)"),
        Route::EuropeanOrderForPayment => say(lang, "Injonction de payer européenne", "European order for payment"),
        Route::EuropeanSmallClaims => say(lang, "Petits litiges européens", "European small claims procedure"),
        Route::RefereProvision => say(lang, "Référé-provision", "Interim payment (référé-provision)"),
        Route::Action => say(lang, "Assignation en paiement", "Action for payment (assignation)"),
        Route::AdministrativeRoute => say(lang, "Voie administrative", "Administrative route"),
        Route::DeclarationOfClaim => say(lang, "Déclaration de créance", "Declaration of claim"),
        Route::Lawyer => say(lang, "Avocat", "Lawyer"),
    }
}
