//! How silences end, in words.

use domain::{DisputeEnd, Lang, PlanEnd, PromiseEnd};

use super::say;
use crate::holds::{HandOverEnd, HoldEnd, PaymentClaimEnd};

/// Kept beside the end in the journal.
pub fn end(lang: Lang, end: HoldEnd) -> &'static str {
    match end {
        HoldEnd::Promise(_, PromiseEnd::Kept) => say(lang, "promesse tenue", "promise kept"),
        HoldEnd::Promise(_, PromiseEnd::Broken) => say(lang, "promesse non tenue", "promise not kept"),
        HoldEnd::Promise(_, PromiseEnd::CalledOff) => say(lang, "sans objet", "called off"),
        HoldEnd::Dispute(_, DisputeEnd::Rejected) => say(lang, "la facture reste due", "the invoice is still owed"),
        HoldEnd::Dispute(_, DisputeEnd::Accepted) => say(lang, "le client avait raison", "the customer was right"),
        HoldEnd::Dispute(_, DisputeEnd::Settled) => say(lang, "accord trouvé", "settled"),
        HoldEnd::PaymentClaim(_, PaymentClaimEnd::Found) => say(lang, "le paiement est arrivé", "the payment came"),
        HoldEnd::PaymentClaim(_, PaymentClaimEnd::NotFound) => say(lang, "rien n’est arrivé", "nothing came"),
        HoldEnd::Plan(_, PlanEnd::Kept) => say(lang, "échéancier tenu", "plan kept"),
        HoldEnd::Plan(_, PlanEnd::Broken) => say(lang, "échéancier non tenu", "plan not kept"),
        HoldEnd::Plan(_, PlanEnd::CalledOff) => say(lang, "échéancier sans objet", "plan called off"),
        HoldEnd::Pause(_) => say(lang, "relances reprises", "reminders resumed"),
        HoldEnd::HandOver(_, HandOverEnd::Paid) => say(lang, "payé", "paid"),
        HoldEnd::HandOver(_, HandOverEnd::Returned) => say(lang, "dossier rendu", "file given back"),
        HoldEnd::HandOver(_, HandOverEnd::Over) => say(lang, "terminé", "over"),
        HoldEnd::Declared(..) => say(lang, "créance déclarée", "claim declared"),
        HoldEnd::NotInsolvent(_) => say(lang, "noté par erreur", "recorded by mistake"),
    }
}

/// Said once it is done.
pub fn ended(lang: Lang, end: HoldEnd) -> &'static str {
    match end {
        HoldEnd::Promise(_, PromiseEnd::Kept) => say(lang, "Promesse tenue, c’est noté.", "Promise kept, recorded."),
        HoldEnd::Promise(_, PromiseEnd::Broken) => {
            say(lang, "Promesse non tenue\u{a0}: les relances reprennent.", "Promise not kept: the reminders resume.")
        }
        HoldEnd::Promise(_, PromiseEnd::CalledOff) => say(
            lang,
            "Promesse sans objet\u{a0}: les relances reprennent.",
            "Promise called off: the reminders resume.",
        ),
        HoldEnd::Dispute(_, DisputeEnd::Accepted) => say(
            lang,
            "Contestation close. Ce qui n’est plus dû se note par un avoir ou un abandon.",
            "Dispute closed. What is no longer owed is said by a credit note, or by giving it up.",
        ),
        HoldEnd::Dispute(..) => {
            say(lang, "Contestation close\u{a0}: les relances reprennent.", "Dispute closed: the reminders resume.")
        }
        HoldEnd::PaymentClaim(_, PaymentClaimEnd::Found) => say(lang, "C’est noté.", "Recorded."),
        HoldEnd::PaymentClaim(_, PaymentClaimEnd::NotFound) => {
            say(lang, "Rien n’est arrivé\u{a0}: les relances reprennent.", "Nothing came: the reminders resume.")
        }
        HoldEnd::Plan(_, PlanEnd::Kept) => say(lang, "Échéancier tenu, c’est noté.", "Plan kept, recorded."),
        HoldEnd::Plan(..) => say(
            lang,
            "Échéancier terminé\u{a0}: les factures sont de nouveau dues à leurs dates, les relances reprennent.",
            "Plan ended: the invoices are due by their own dates again, the reminders resume.",
        ),
        HoldEnd::Pause(_) => say(lang, "Les relances reprennent.", "The reminders resume."),
        HoldEnd::HandOver(..) => say(
            lang,
            "Dossier repris\u{a0}: c’est de nouveau à vous d’agir.",
            "File taken back: it is yours to act again.",
        ),
        HoldEnd::Declared(..) => say(lang, "Créance déclarée, c’est noté.", "Claim declared, recorded."),
        HoldEnd::NotInsolvent(_) => say(
            lang,
            "La procédure est retirée\u{a0}: les relances et les intérêts sont comme avant.",
            "The procedure is taken out: reminders and interest are as before.",
        ),
    }
}
