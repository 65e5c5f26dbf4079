//! In French.

use domain::{DebtorKind, Lang};

use crate::letters::Draft;
use crate::letters::request::{LetterRequest, Tone};
use crate::letters::words::{self, capital, money, typographic};

pub fn compose(request: &LetterRequest<'_>) -> Draft {
    let lang = Lang::Fr;
    let subject = match request.kind {
        DebtorKind::PublicBody => format!("{} : délai de paiement dépassé", capital(&words::invoices_named(request))),
        _ => format!("{} : petit rappel", capital(&words::invoices_named(request))),
    };
    let parts = match request.kind {
        DebtorKind::Professional => professional(request),
        DebtorKind::Consumer => consumer(request),
        DebtorKind::PublicBody => public_body(request),
    };
    Draft { subject: typographic(lang, &subject), body: words::paragraphs(lang, &parts) }
}

fn professional(request: &LetterRequest<'_>) -> Vec<String> {
    let due = money(request, request.figures.principal);
    let opening = match request.one_invoice() {
        Some(line) => format!(
            "Sauf erreur de notre part, la facture {} du {}, arrivée à échéance le {}, n’est pas encore réglée. Il reste {due} à payer.",
            line.number,
            Lang::Fr.long_date(line.issue_date),
            Lang::Fr.long_date(line.due_date),
        ),
        None => format!(
            "Sauf erreur de notre part, les {} factures ci-dessous sont arrivées à échéance et ne sont pas encore réglées. Il reste {due} à payer.",
            words::number(Lang::Fr, request.lines.len()),
        ),
    };
    let wish = match request.tone {
        Tone::Warm | Tone::Plain => {
            "Un oubli est vite arrivé : si votre virement est déjà parti, ne tenez pas compte de ce message. Sinon, nous vous remercions de le prévoir dans les prochains jours."
        }
        Tone::Firm => {
            "Si votre virement est déjà parti, ne tenez pas compte de ce message. Sinon, nous vous remercions de l’effectuer dès réception."
        }
    };
    vec![
        words::greeting(request, false),
        words::personal(request),
        opening,
        words::table(request),
        words::left_aside(request),
        wish.to_owned(),
        "Une facture vous manque, comporte une erreur ou attend un bon de commande ? Répondez-nous simplement : nous vous enverrons ce qu’il faut dans la journée.".to_owned(),
        words::payment(request),
        match request.tone {
            Tone::Warm => "Merci de votre confiance, et à bientôt.".to_owned(),
            _ => String::new(),
        },
        words::closing(Lang::Fr, request.tone, false),
    ]
}

fn consumer(request: &LetterRequest<'_>) -> Vec<String> {
    let due = money(request, request.figures.principal);
    let opening = match request.one_invoice() {
        Some(line) => format!(
            "Nous n’avons pas encore reçu le paiement de la facture {} du {}, prévu pour le {}. Il reste {due} à régler. Il s’agit sans doute d’un simple oubli.",
            line.number,
            Lang::Fr.long_date(line.issue_date),
            Lang::Fr.long_date(line.due_date),
        ),
        None => format!(
            "Nous n’avons pas encore reçu le paiement des {} factures ci-dessous. Il reste {due} à régler. Il s’agit sans doute d’un simple oubli.",
            words::number(Lang::Fr, request.lines.len()),
        ),
    };
    vec![
        words::greeting(request, false),
        words::personal(request),
        opening,
        words::table(request),
        words::left_aside(request),
        "Si vous avez payé entre-temps, merci, et ne tenez pas compte de ce message.".to_owned(),
        "Si quelque chose ne va pas avec nos prestations ou avec la facture, ou si le moment est difficile, dites-le-nous : nous regarderons ensemble comment faire, par exemple en plusieurs fois.".to_owned(),
        words::payment(request),
        words::closing(Lang::Fr, request.tone, false),
    ]
}

fn public_body(request: &LetterRequest<'_>) -> Vec<String> {
    let due = money(request, request.figures.principal);
    let opening = match request.one_invoice() {
        Some(line) => format!(
            "Sauf erreur de notre part, notre demande de paiement {} du {}, d’un montant restant dû de {due}, n’a pas été réglée au {}, date à laquelle expirait le délai de paiement (code de la commande publique, article L2192-10).",
            line.number,
            Lang::Fr.long_date(line.issue_date),
            Lang::Fr.long_date(line.due_date),
        ),
        None => format!(
            "Sauf erreur de notre part, les {} demandes de paiement ci-dessous, d’un montant restant dû de {due}, n’ont pas été réglées à l’expiration du délai de paiement (code de la commande publique, article L2192-10).",
            words::number(Lang::Fr, request.lines.len()),
        ),
    };
    vec![
        words::greeting(request, true),
        words::personal(request),
        opening,
        words::table(request),
        words::left_aside(request),
        "Nous vous remercions de bien vouloir nous indiquer la date de mandatement prévue. Si une pièce, un numéro d’engagement ou la constatation du service fait manque au dossier, signalez-le-nous : nous le compléterons aussitôt.".to_owned(),
        words::payment(request),
        words::closing(Lang::Fr, request.tone, true),
    ]
}
