//! In English.

use domain::Lang;

use crate::letters::Draft;
use crate::letters::request::LetterRequest;
use crate::letters::words::{self, money, typographic};

pub fn compose(request: &LetterRequest<'_>) -> Draft {
    let lang = Lang::En;
    let subject = "Formal notice to pay an instalment of our agreement";
    let days = words::days(lang, request.deadline_days.unwrap_or_default());
    let within = match request.channel {
        domain::Channel::RegisteredLetter => format!("within {days} of the first presentation of this letter"),
        _ => format!("within {days} of receiving this letter"),
    };
    let missing = match &request.plan {
        Some(plan) => format!(
            "By the plan signed on {} you acknowledged your debt and agreed to pay it by instalments. The one of {} has not been paid in full: {} are missing today.",
            lang.long_date(plan.signed_on),
            lang.long_date(plan.due),
            money(request, plan.late),
        ),
        None => format!(
            "An instalment of our agreement is not paid: {} are missing today.",
            money(request, request.figures.principal)
        ),
    };
    let rest = match request.plan {
        Some(plan) if plan.clause_days.is_some() => format!(
            "Without payment within that time the acceleration clause of our agreement will apply: the balance, {} today, will be due in full.",
            money(request, plan.left),
        ),
        _ => "The instalments to come of our agreement are not asked for before their dates.".to_owned(),
    };
    let parts = vec![
        words::greeting(request, true),
        words::personal(request),
        missing,
        words::table(request),
        words::left_aside(request),
        format!(
            "This letter is a formal notice (mise en demeure) under article 1344 of the French Civil Code: we ask you to pay {} {within}.",
            money(request, request.figures.principal),
        ),
        rest,
        "If something keeps you from following this calendar, tell us within the same time: a new agreement is better than silence.".to_owned(),
        words::payment(request),
        words::closing(lang, request.tone, true),
    ];
    Draft { subject: typographic(lang, subject), body: words::paragraphs(lang, &parts) }
}
