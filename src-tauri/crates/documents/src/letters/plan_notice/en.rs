//! In English.

use domain::Lang;

use crate::letters::Draft;
use crate::letters::request::LetterRequest;
use crate::letters::words::{self, money, typographic};

pub fn compose(request: &LetterRequest<'_>) -> Draft {
    let lang = Lang::En;
    let subject = match request.plan.as_ref().is_some_and(|plan| plan.several) {
        true => "Formal notice to pay instalments of our agreement",
        false => "Formal notice to pay an instalment of our agreement",
    };
    let days = words::days(lang, request.deadline_days.unwrap_or_default());
    let within = match request.channel {
        domain::Channel::RegisteredLetter => format!("within {days} of the first presentation of this letter"),
        _ => format!("within {days} of receiving this letter"),
    };
    let missing = match &request.plan {
        Some(plan) => format!(
            "By the plan signed on {} you acknowledged your debt and agreed to pay it by instalments. {} not been paid in full: {} is missing today.",
            lang.long_date(plan.signed_on),
            if plan.several {
                format!("Those due since {} have", lang.long_date(plan.due))
            } else {
                format!("The one of {} has", lang.long_date(plan.due))
            },
            money(request, plan.late),
        ),
        None => format!(
            "An instalment of our agreement is not paid: {} is missing today.",
            money(request, request.figures.total)
        ),
    };
    let rest = match request.plan {
        // All of it is due and asked for already.
        Some(plan) if !plan.to_come().is_positive() => String::new(),
        Some(plan) if plan.clause_days.is_some() => format!(
            "Without payment within that time the acceleration clause of our agreement will apply: the balance, {} today, will be due in full.",
            money(request, plan.left),
        ),
        _ => "The instalments to come of our agreement are not asked for before their dates.".to_owned(),
    };
    let agreed = request.agreed_accessories();
    let comprised = if agreed.is_positive() {
        format!(" It comprises {} of interest and fixed compensation counted in the plan.", money(request, agreed))
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
            "This letter is a formal notice (mise en demeure) under article 1344 of the French Civil Code: we ask you to pay {} {within}.{comprised}",
            money(request, request.figures.total),
        ),
        rest,
        "If something keeps you from following this calendar, tell us within the same time: a new agreement is better than silence.".to_owned(),
        words::payment(request),
        words::closing(lang, request.tone, true),
    ];
    Draft { subject: typographic(lang, subject), body: words::paragraphs(lang, &parts) }
}
