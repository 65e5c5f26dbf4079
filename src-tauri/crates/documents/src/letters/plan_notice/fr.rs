//! In French.

use domain::Lang;

use crate::letters::Draft;
use crate::letters::request::LetterRequest;
use crate::letters::words::{self, money, typographic};

pub fn compose(request: &LetterRequest<'_>) -> Draft {
    let lang = Lang::Fr;
    let subject = match request.plan.as_ref().is_some_and(|plan| plan.several) {
        true => "Mise en demeure de payer des échéances de notre accord",
        false => "Mise en demeure de payer une échéance de notre accord",
    };
    let days = words::days(lang, request.deadline_days.unwrap_or_default());
    let within = match request.channel {
        domain::Channel::RegisteredLetter => {
            format!("dans un délai de {days} à compter de la première présentation de cette lettre")
        }
        _ => format!("dans un délai de {days} à compter de la réception de cette lettre"),
    };
    let missing = match &request.plan {
        Some(plan) => format!(
            "Par l’échéancier signé le {}, vous avez reconnu votre dette et convenu de la payer par échéances. {} : {} manquent à ce jour.",
            lang.long_date(plan.signed_on),
            if plan.several {
                format!("Celles dues depuis le {} ne sont pas entièrement payées", lang.long_date(plan.due))
            } else {
                format!("Celle du {} n’est pas entièrement payée", lang.long_date(plan.due))
            },
            money(request, plan.late),
        ),
        None => format!(
            "Une échéance de notre accord n’est pas payée : {} manquent à ce jour.",
            money(request, request.figures.total)
        ),
    };
    let rest = match request.plan {
        // All of it is due and asked for already.
        Some(plan) if !plan.to_come().is_positive() => String::new(),
        Some(plan) if plan.clause_days.is_some() => format!(
            "À défaut de paiement dans ce délai, la clause de déchéance du terme de notre accord s’appliquera : le solde, soit {} à ce jour, deviendra exigible en totalité.",
            money(request, plan.left),
        ),
        _ => "Les échéances à venir de notre accord ne vous sont pas demandées avant leur date.".to_owned(),
    };
    let agreed = request.agreed_accessories();
    let comprised = if agreed.is_positive() {
        format!(" Elle comprend {} d’intérêts et d’indemnité comptés dans l’échéancier.", money(request, agreed))
    } else {
        String::new()
    };
    let parts = vec![
        words::greeting(request, true),
        words::personal(request),
        missing,
        words::table(request),
        words::left_aside(request),
        format!(
            "Par la présente, qui vaut mise en demeure au sens de l’article 1344 du code civil, nous vous demandons de payer la somme de {} {within}.{comprised}",
            money(request, request.figures.total),
        ),
        rest,
        "Si une difficulté vous empêche de tenir ce calendrier, dites-le-nous dans le même délai : un nouvel accord vaut mieux qu’un silence.".to_owned(),
        words::payment(request),
        words::closing(lang, request.tone, true),
    ];
    Draft { subject: typographic(lang, subject), body: words::paragraphs(lang, &parts) }
}
