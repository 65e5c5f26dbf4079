//! How a customer pays, as facts: each with the count it rests on.

use domain::Lang;
use domain::habit::{Average, Habits};

/// One fact, and whether it rests on so little that it is none yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    pub text: String,
    pub few: bool,
}

/// What is known of a customer's habits, the most telling first; empty where nothing is.
pub fn habits(lang: Lang, habits: &Habits) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut say = |text: String, few: bool| facts.push(Fact { text, few });
    if let Some(paid) = habits.paid {
        say(paid_sentence(lang, paid, habits.paid_late), paid.is_few());
    } else if let Some(paid) = habits.from_issue {
        let on = on_paid(lang, paid);
        let days = days(lang, paid.days);
        say(
            match lang {
                Lang::Fr => format!("Paie en moyenne {days} après la date de facture, {on}."),
                Lang::En => format!("Pays {days} after the date of the invoice on average, {on}."),
            },
            paid.is_few(),
        );
    }
    if let Some(open) = habits.unpaid {
        let count = u64::from(open.count);
        let (shown, days) = (lang.count(count), days(lang, open.days));
        say(
            match (lang, open.count) {
                (Lang::Fr, 1) => format!("Une facture impayée\u{a0}: {days} de retard à ce jour."),
                (Lang::Fr, _) => format!("{shown} factures impayées\u{a0}: {days} de retard en moyenne à ce jour."),
                (Lang::En, 1) => format!("One unpaid invoice: {days} late so far."),
                (Lang::En, _) => format!("{shown} unpaid invoices: {days} late on average so far."),
            },
            false,
        );
    }
    if habits.by_law > 0 && (habits.paid.is_some() || habits.unpaid.is_some()) {
        let count = u64::from(habits.by_law);
        let shown = lang.count(count);
        say(
            match (lang, habits.by_law) {
                (Lang::Fr, 1) => {
                    "Pour une de ces factures, aucune échéance n’est écrite\u{a0}: on retient celle de vos conditions ou de la loi.".to_owned()
                }
                (Lang::Fr, _) => format!(
                    "Pour {shown} de ces factures, aucune échéance n’est écrite\u{a0}: on retient celle de vos conditions ou de la loi."
                ),
                (Lang::En, 1) => {
                    "For one of these invoices no due date is written: that of your terms or of the law is taken.".to_owned()
                }
                (Lang::En, _) => format!(
                    "For {shown} of these invoices no due date is written: that of your terms or of the law is taken."
                ),
            },
            false,
        );
    }
    if let Some(usual) = habits.usual_day {
        let (payments, of) = (lang.count(usual.payments.into()), lang.count(usual.of.into()));
        say(
            match (lang, usual.day) {
                (Lang::Fr, 31) => format!("Paie le plus souvent en fin de mois ({payments} fois sur {of})."),
                (Lang::Fr, 1) => format!("Paie le plus souvent autour du 1er du mois ({payments} fois sur {of})."),
                (Lang::Fr, day) => format!("Paie le plus souvent autour du {day} du mois ({payments} fois sur {of})."),
                (Lang::En, 31) => format!("Mostly pays at the end of the month ({payments} of {of} times)."),
                (Lang::En, day) => format!("Mostly pays around day {day} of the month ({payments} of {of} times)."),
            },
            false,
        );
    }
    facts
}

fn paid_sentence(lang: Lang, paid: Average, late: u32) -> String {
    let on = on_paid(lang, paid);
    let days = days(lang, paid.days.abs());
    let late = u64::from(late);
    let shown = lang.count(late);
    let late = match (lang, late) {
        (_, 0) => String::new(),
        (Lang::Fr, _) => format!(", dont {shown} en retard"),
        (Lang::En, _) => format!(", {shown} of them late"),
    };
    match (lang, paid.days) {
        (Lang::Fr, 0) => format!("Paie en moyenne le jour de l’échéance, {on}{late}."),
        (Lang::Fr, 1..) => format!("Paie en moyenne {days} après l’échéance, {on}{late}."),
        (Lang::Fr, _) => format!("Paie en moyenne {days} avant l’échéance, {on}{late}."),
        (Lang::En, 0) => format!("Pays on the due date on average, {on}{late}."),
        (Lang::En, 1..) => format!("Pays {days} after the due date on average, {on}{late}."),
        (Lang::En, _) => format!("Pays {days} before the due date on average, {on}{late}."),
    }
}

/// "sur 18 factures payées", "sur 2 factures payées seulement".
fn on_paid(lang: Lang, average: Average) -> String {
    let count = u64::from(average.count);
    let shown = lang.count(count);
    let word = match lang {
        Lang::Fr => lang.plural(count, "facture payée", "factures payées"),
        Lang::En => lang.plural(count, "paid invoice", "paid invoices"),
    };
    match (lang, average.is_few()) {
        (Lang::Fr, false) => format!("sur {shown} {word}"),
        (Lang::Fr, true) => format!("sur {shown} {word} seulement"),
        (Lang::En, false) => format!("over {shown} {word}"),
        (Lang::En, true) => format!("over only {shown} {word}"),
    }
}

fn days(lang: Lang, days: i64) -> String {
    let count = days.unsigned_abs();
    let word = match lang {
        Lang::Fr => lang.plural(count, "jour", "jours"),
        Lang::En => lang.plural(count, "day", "days"),
    };
    format!("{}\u{a0}{word}", lang.count(count))
}

#[cfg(test)]
mod tests {
    use domain::habit::UsualDay;

    use super::*;

    fn texts(lang: Lang, of: Habits) -> Vec<String> {
        habits(lang, &of).into_iter().map(|fact| fact.text.replace('\u{a0}', " ")).collect()
    }

    #[test]
    fn a_habit_says_what_it_rests_on() {
        let of = Habits {
            paid: Some(Average { days: 12, count: 18 }),
            paid_late: 11,
            from_issue: Some(Average { days: 42, count: 18 }),
            unpaid: Some(Average { days: 34, count: 3 }),
            by_law: 0,
            usual_day: Some(UsualDay { day: 10, payments: 14, of: 18 }),
        };
        assert_eq!(
            texts(Lang::Fr, of),
            [
                "Paie en moyenne 12 jours après l’échéance, sur 18 factures payées, dont 11 en retard.",
                "3 factures impayées : 34 jours de retard en moyenne à ce jour.",
                "Paie le plus souvent autour du 10 du mois (14 fois sur 18).",
            ]
        );
        assert_eq!(
            texts(Lang::En, of)[0],
            "Pays 12 days after the due date on average, over 18 paid invoices, 11 of them late."
        );
    }

    #[test]
    fn the_first_of_the_month_is_an_ordinal_in_french() {
        let of = Habits { usual_day: Some(UsualDay { day: 1, payments: 4, of: 5 }), ..Habits::default() };
        assert_eq!(texts(Lang::Fr, of), ["Paie le plus souvent autour du 1er du mois (4 fois sur 5)."]);
        assert_eq!(texts(Lang::En, of), ["Mostly pays around day 1 of the month (4 of 5 times)."]);
    }

    #[test]
    fn few_invoices_are_called_few_and_nothing_is_said_of_nothing() {
        let few = Habits { paid: Some(Average { days: -3, count: 2 }), by_law: 2, ..Habits::default() };
        assert_eq!(
            texts(Lang::Fr, few)[0],
            "Paie en moyenne 3 jours avant l’échéance, sur 2 factures payées seulement."
        );
        assert!(habits(Lang::Fr, &few)[0].few);
        assert_eq!(
            texts(Lang::Fr, few)[1],
            "Pour 2 de ces factures, aucune échéance n’est écrite : on retient celle de vos conditions ou de la loi."
        );
        assert!(texts(Lang::En, Habits::default()).is_empty());
    }
}
