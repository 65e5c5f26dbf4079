//! In French.

use domain::{DebtorKind, Lang};

use super::{Agreement, Wording, located};
use crate::letters::{mail, words};

pub fn wording(agreement: &Agreement<'_>) -> Wording {
    let lang = Lang::Fr;
    let business = agreement.business;
    let customer = agreement.customer;
    let consumer = customer.kind == Some(DebtorKind::Consumer);
    let day = lang.long_date(agreement.day);
    let debt = agreement.debt;
    let registered = business.siren.as_ref().map(|siren| format!(", SIREN {}", siren.spaced())).unwrap_or_default();
    let by = business.signatory.as_ref().map(|name| format!(", représenté par {name}")).unwrap_or_default();
    let known = customer.siren.as_ref().map(|siren| format!(", SIREN {}", siren.spaced())).unwrap_or_default();
    let role = if agreement.signer_role.trim().is_empty() {
        String::new()
    } else {
        format!(", {}", agreement.signer_role.trim())
    };
    let signer = match agreement.signer.trim() {
        name if name.is_empty() || name == customer.name.trim() => String::new(),
        name => format!(", représenté par {name}{role}"),
    };
    let trader = if agreement.signer_is_trader { ", agissant en qualité de commerçant" } else { "" };
    let interest = if agreement.interest_waived {
        let run = if debt.interest.is_positive() {
            format!(", ceux qui ont couru ({}) comme ceux à courir", agreement.money(debt.interest))
        } else {
            String::new()
        };
        format!(
            "Si chaque échéance est payée en entier à sa date, le créancier renonce aux intérêts de retard{run}. À défaut, ils restent dus en totalité. Les échéances ci-dessus ne les comprennent pas."
        )
    } else {
        let held = if debt.interest.is_positive() {
            format!(" Les échéances ci-dessus comprennent ceux qui ont couru jusqu’au {day}.")
        } else {
            String::new()
        };
        format!(
            "Le présent accord ne vaut pas renonciation aux intérêts de retard : ceux qui sont dus continuent de courir sur le principal jusqu’au paiement complet.{held}"
        )
    };
    let default = match agreement.clause_days {
        Some(days) => format!(
            "Si une échéance n’est pas payée en entier à sa date, le créancier peut mettre le débiteur en demeure de la payer en rappelant la présente clause. Si cette mise en demeure reste sans effet pendant {}, le solde restant dû devient exigible en totalité.",
            words::days(lang, days)
        ),
        None => "Une échéance qui n’est pas payée à sa date est exigible. Le présent accord ne rend pas exigibles, de ce fait, les échéances à venir.".to_owned(),
    };
    let count = agreement.instalments.len();
    let echeances = if count == 1 {
        "une échéance, qui doit".to_owned()
    } else {
        format!("{} échéances, chacune devant", words::number(lang, count))
    };
    Wording {
        title: "Échéancier de paiement et reconnaissance de dette",
        between: "Entre les soussignés :",
        creditor: format!(
            "{}{registered}{by}, ci-après le créancier,",
            located(mail::named(business), &business.address, lang)
        ),
        debtor: format!(
            "et {}{known}{signer}{trader}, ci-après le débiteur, il est convenu ce qui suit.",
            located(customer.name.clone(), &customer.address, lang)
        ),
        debt_heading: "1. La dette",
        debt: format!(
            "Le débiteur reconnaît devoir au créancier, au {day}, la somme de {}, au titre des factures suivantes :",
            agreement.money(debt.total())
        ),
        composition: [
            ("Principal, toutes taxes comprises", debt.principal),
            (if consumer { "Intérêts de retard" } else { "Pénalités de retard" }, debt.interest),
            ("Indemnité forfaitaire pour frais de recouvrement", debt.indemnity),
            ("Dette reconnue", debt.total()),
        ],
        uncontested: "Il n’en conteste ni le principe ni le montant. Le présent accord aménage le paiement de ces factures ; il ne les remplace pas.",
        schedule_heading: "2. Le calendrier",
        schedule: format!(
            "Le débiteur s’engage à payer {} en {echeances} être reçue par le créancier à sa date :",
            agreement.money(agreement.spread())
        ),
        pay_to: business.iban.as_ref().map(|iban| format!("Par virement sur le compte {}.", iban.spaced())),
        interest_heading: "3. Les intérêts de retard",
        interest,
        default_heading: "4. Le défaut de paiement",
        default,
        proof_heading: "5. La preuve",
        proof: "Le présent accord vaut reconnaissance de dette. Il est établi en deux originaux, un pour chaque partie (code civil, article 1375).",
        by_hand: (!agreement.signer_is_trader).then_some((
            "Le débiteur écrit ici de sa main la somme qu’il reconnaît devoir, en toutes lettres et en chiffres (code civil, article 1376) :",
            "En toutes lettres",
            "En chiffres",
        )),
        done_at: "Fait à ................................................, le ........................................",
        for_creditor: "Le créancier",
        for_debtor: "Le débiteur",
        invoice_titles: ["Facture", "Date", "Échéance", "Reste dû TTC"],
        schedule_titles: ["N°", "Date", "Montant"],
        total: "Total",
    }
}
