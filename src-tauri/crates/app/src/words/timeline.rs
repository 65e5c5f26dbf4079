//! One entry of the journal as a line of a customer's story.

use chrono::NaiveDate;
use domain::{
    AttachmentKind, Cents, Channel, DeliveryOutcome, Digest, Direction, Event, HoldRef, InsolvencyKind, InvoiceId,
    Lang, LimitationFact, PaidPart, PauseScope, Payment, StepKey, TakenOut,
};

use super::{commitments, limitation_chain, list, say, steps};

/// How a line is marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    Plain,
    Bad,
    Law,
    Money,
}

/// A line of the story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub mark: Mark,
    pub title: String,
    pub detail: String,
}

/// What the story needs to know of other entries.
pub trait Names {
    fn invoice_number(&self, invoice: InvoiceId) -> Option<String>;
    fn letter_digest(&self, letter: domain::LetterId) -> Option<Digest>;
}

/// The line about an exchange that was taken back names it, with its day.
pub fn taken_back(lang: Lang, title: &str, day: NaiveDate) -> String {
    let day = lang.day_and_month(day);
    match lang {
        Lang::Fr => format!("Annulé\u{a0}: {title}, {day}"),
        Lang::En => format!("Taken back: {title}, {day}"),
    }
}

fn numbers(lang: Lang, invoices: &[InvoiceId], names: &impl Names) -> String {
    let known: Vec<String> = invoices.iter().filter_map(|invoice| names.invoice_number(*invoice)).collect();
    match known.len() {
        0..=4 => list(lang, &known),
        count => format!("{} {}", lang.count(count as u64), say(lang, "factures", "invoices")),
    }
}

fn quoted(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Fr => format!("«\u{a0}{text}\u{a0}»"),
        Lang::En => format!("“{text}”"),
    }
}

/// Joins the parts that say something: "a · b".
fn joined(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

/// "Devis joint": what was attached.
fn attached(lang: Lang, kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Original => say(lang, "Facture jointe", "Invoice attached"),
        AttachmentKind::Quote => say(lang, "Devis joint", "Quote attached"),
        AttachmentKind::Order => say(lang, "Commande jointe", "Order attached"),
        AttachmentKind::DeliveryNote => say(lang, "Bon de livraison joint", "Delivery note attached"),
        AttachmentKind::Contract => say(lang, "Contrat joint", "Contract attached"),
        AttachmentKind::Other => say(lang, "Pièce jointe", "Document attached"),
    }
}

/// "F-12 · du 1er février 2026 au 1er avril 2026 · Me Durand".
fn fact_detail(lang: Lang, fact: &LimitationFact, names: &impl Names) -> String {
    let day = lang.long_date(fact.day);
    let when = match (fact.until, lang) {
        (Some(until), Lang::Fr) => format!("du {day} au {}", lang.long_date(until)),
        (Some(until), Lang::En) => format!("{day} to {}", lang.long_date(until)),
        (None, _) => day,
    };
    let end = fact.case_end.map(|end| limitation_chain::case_end(lang, end).to_owned()).unwrap_or_default();
    joined(&[numbers(lang, &fact.invoices, names), when, end, fact.by.clone(), fact.note.clone()])
}

/// "20,00 € de frais retenus · le client a indiqué cette imputation": what a payment says beside its money.
fn beside(lang: Lang, payment: &Payment) -> String {
    let sum = |parts: &[domain::Allocation]| parts.iter().map(|part| part.amount).sum::<Cents>();
    let of = |amount: Cents, french: &str, english: &str| match (amount.is_positive(), lang) {
        (false, _) => String::new(),
        (true, Lang::Fr) => format!("{} {french}", lang.amount(amount)),
        (true, Lang::En) => format!("{} {english}", lang.amount(amount)),
    };
    let indicated = say(lang, "le client a indiqué cette imputation", "the customer said what it pays");
    let cheque = payment.cheque.as_ref().map(|cheque| match cheque.deposited_on {
        Some(day) => format!("{} {}", say(lang, "remis le", "deposited on"), lang.long_date(day)),
        None => say(lang, "pas encore remis à la banque", "not deposited yet").to_owned(),
    });
    joined(&[
        of(sum(&payment.withheld), "de frais retenus", "of costs withheld"),
        of(sum(&payment.discounts), "d’escompte", "of discount"),
        of(sum(&payment.accessories), "d’intérêts et indemnité", "of interest and indemnity"),
        if payment.indicated { indicated.to_owned() } else { String::new() },
        cheque.unwrap_or_default(),
    ])
}

/// The line of an entry; none for entries that are no part of the customer's story.
pub fn line(lang: Lang, event: &Event, names: &impl Names) -> Option<Line> {
    let made = |mark, title: String, detail: String| Some(Line { mark, title, detail });
    match event {
        Event::InvoiceRecorded { invoice } => {
            let what = if invoice.is_credit_note() {
                say(lang, "Avoir", "Credit note")
            } else {
                say(lang, "Facture", "Invoice")
            };
            let how = if invoice.import.is_some() {
                say(lang, "importée", "imported")
            } else {
                say(lang, "saisie", "typed")
            };
            let days: Vec<String> = invoice.instalments.iter().map(|part| lang.short_date(part.due_date)).collect();
            let due = match (days.as_slice(), lang) {
                ([], _) => String::new(),
                ([day], _) => format!("{} {day}", say(lang, "échéance le", "due on")),
                (days, Lang::Fr) => format!("échéances le {}", days.join(" et le ")),
                (days, Lang::En) => format!("due on {}", days.join(" and ")),
            };
            let detail = joined(&[lang.amount(invoice.amount_due), due, how.to_owned()]);
            made(Mark::Plain, format!("{what} {}", invoice.number), detail)
        }
        Event::InvoiceEdited { invoice } => made(
            Mark::Plain,
            format!("{} {}", say(lang, "Facture modifiée\u{a0}:", "Invoice changed:"), invoice.number),
            lang.amount(invoice.amount_due),
        ),
        Event::InvoiceWithdrawn { invoice, reason } => made(
            Mark::Plain,
            say(lang, "Facture retirée", "Invoice taken out").to_owned(),
            joined(&[names.invoice_number(*invoice).unwrap_or_default(), reason.clone()]),
        ),
        Event::AttachmentAdded { attachment, .. } => {
            made(Mark::Plain, attached(lang, attachment.kind).to_owned(), attachment.name.clone())
        }
        Event::AttachmentWithdrawn { invoice, reason, .. } => made(
            Mark::Plain,
            say(lang, "Pièce retirée", "Document taken off").to_owned(),
            joined(&[names.invoice_number(*invoice).unwrap_or_default(), reason.clone()]),
        ),
        Event::CreditAllocated { allocation, .. } => made(
            Mark::Money,
            format!("{} {}", say(lang, "Avoir imputé\u{a0}:", "Credit applied:"), lang.amount(allocation.amount)),
            names.invoice_number(allocation.invoice).unwrap_or_default(),
        ),
        Event::PaymentReceived { payment } => {
            let mut invoices: Vec<InvoiceId> = Vec::new();
            for part in payment.allocations.iter().chain(&payment.accessories) {
                if !invoices.contains(&part.invoice) {
                    invoices.push(part.invoice);
                }
            }
            made(
                Mark::Money,
                format!("{} {}", say(lang, "Reçu\u{a0}:", "Received:"), lang.amount(payment.amount)),
                joined(&[
                    steps::means(lang, payment.means).to_owned(),
                    numbers(lang, &invoices, names),
                    payment.reference.clone(),
                    beside(lang, payment),
                ]),
            )
        }
        Event::PaymentAllocated { allocation, to, .. } => {
            let what = match to {
                PaidPart::Principal => say(lang, "Imputé\u{a0}:", "Applied:"),
                PaidPart::Accessories => {
                    say(lang, "Imputé aux intérêts et à l’indemnité\u{a0}:", "Applied to interest and indemnity:")
                }
            };
            made(
                Mark::Money,
                format!("{what} {}", lang.amount(allocation.amount)),
                names.invoice_number(allocation.invoice).unwrap_or_default(),
            )
        }
        Event::PaymentReleased { invoice, reason, .. } | Event::CreditReleased { invoice, reason, .. } => made(
            Mark::Plain,
            say(lang, "Imputation annulée", "Allocation taken back").to_owned(),
            joined(&[names.invoice_number(*invoice).unwrap_or_default(), reason.clone()]),
        ),
        Event::PaymentReinstated { .. } => {
            made(Mark::Money, say(lang, "Paiement rétabli", "Payment reinstated").to_owned(), String::new())
        }
        Event::PaymentSeen { entry: Some(_), .. } => {
            made(Mark::Money, say(lang, "Paiement vu en banque", "Payment seen at the bank").to_owned(), String::new())
        }
        Event::PaymentSeen { entry: None, .. } => made(
            Mark::Plain,
            say(lang, "Paiement pas encore vu en banque", "Payment not yet seen at the bank").to_owned(),
            String::new(),
        ),
        Event::ChequeDeposited { deposited_on: Some(day), .. } => made(
            Mark::Money,
            say(lang, "Chèque remis à la banque", "Cheque deposited").to_owned(),
            lang.long_date(*day),
        ),
        Event::ChequeDeposited { deposited_on: None, .. } => made(
            Mark::Plain,
            say(lang, "Remise du chèque annulée", "Deposit of the cheque taken back").to_owned(),
            String::new(),
        ),
        Event::PaymentPassedOn { passed_on: Some(day), .. } => {
            made(Mark::Money, say(lang, "Paiement reversé", "Payment passed on").to_owned(), lang.long_date(*day))
        }
        Event::PaymentPassedOn { passed_on: None, .. } => {
            made(Mark::Plain, say(lang, "Reversement annulé", "Passing on taken back").to_owned(), String::new())
        }
        Event::PaymentOrderChosen { chosen } => {
            made(Mark::Law, super::owed::order_chosen(lang, chosen.order), quoted(lang, &chosen.reason))
        }
        Event::InvoiceCeded { cession } => made(
            Mark::Plain,
            format!("{} {}", say(lang, "Facture cédée à", "Invoice ceded to"), cession.to),
            joined(&[
                names.invoice_number(cession.invoice).unwrap_or_default(),
                lang.long_date(cession.day),
                match cession.with_recourse {
                    true => say(lang, "avec recours", "with recourse").to_owned(),
                    false => say(lang, "sans recours", "without recourse").to_owned(),
                },
            ]),
        ),
        Event::CessionEnded { invoice, reason, .. } => made(
            Mark::Plain,
            say(lang, "Facture revenue de cession", "Invoice back from its cession").to_owned(),
            joined(&[names.invoice_number(*invoice).unwrap_or_default(), reason.clone()]),
        ),
        Event::CessionResumed { invoice, .. } => made(
            Mark::Plain,
            say(lang, "Retour de cession annulé", "End of the cession taken back").to_owned(),
            names.invoice_number(*invoice).unwrap_or_default(),
        ),
        Event::CessionWithdrawn { invoice, reason, .. } => made(
            Mark::Plain,
            say(lang, "Cession annulée", "Cession taken back").to_owned(),
            joined(&[names.invoice_number(*invoice).unwrap_or_default(), reason.clone()]),
        ),
        Event::PaymentReversed { reason, entry: Some(_), .. } => {
            // Without a reason of the bank it was said so already.
            let why = if ["reparti", "went back"].contains(&reason.as_str()) { String::new() } else { reason.clone() };
            made(Mark::Bad, say(lang, "Paiement reparti", "Payment went back").to_owned(), why)
        }
        Event::PaymentReversed { reason, entry: None, .. } => {
            made(Mark::Bad, say(lang, "Paiement annulé", "Payment reversed").to_owned(), reason.clone())
        }
        Event::ExchangeRecorded { exchange } => {
            let mark = match exchange.step {
                Some(StepKey::FormalNotice) => Mark::Law,
                _ => Mark::Plain,
            };
            let with_outcome =
                exchange.outcome.map(|outcome| steps::outcome(lang, outcome).to_owned()).unwrap_or_default();
            let note = if exchange.note.is_empty() { String::new() } else { quoted(lang, &exchange.note) };
            let digest = exchange
                .letter
                .and_then(|letter| names.letter_digest(letter))
                .map(|digest| format!("{} {}", say(lang, "empreinte", "digest"), digest.short()))
                .unwrap_or_default();
            let number = exchange
                .registered_number
                .as_ref()
                .map(|number| format!("{} {number}", say(lang, "recommandé", "registered")))
                .unwrap_or_default();
            let title = match (exchange.direction, exchange.step, exchange.channel) {
                (Direction::Incoming, _, channel) => {
                    format!("{} ({})", say(lang, "Message reçu", "Message received"), steps::channel(lang, channel))
                }
                (Direction::Outgoing, _, Channel::Phone) if !exchange.party.is_empty() => {
                    format!("{} {}", say(lang, "Appel\u{a0}:", "Call:"), exchange.party)
                }
                (Direction::Outgoing, _, Channel::Phone) => say(lang, "Appel", "Call").to_owned(),
                (Direction::Outgoing, Some(step), channel) => {
                    format!("{}, {}", steps::step(lang, step), steps::channel(lang, channel))
                }
                (Direction::Outgoing, None, channel) => {
                    format!("{} ({})", say(lang, "Message envoyé", "Message sent"), steps::channel(lang, channel))
                }
            };
            made(mark, title, joined(&[with_outcome, numbers(lang, &exchange.invoices, names), number, note, digest]))
        }
        Event::ExchangeWithdrawn { reason, .. } => {
            made(Mark::Plain, say(lang, "Échange annulé", "Exchange taken back").to_owned(), reason.clone())
        }
        Event::DeliveryRecorded { delivery } => {
            let title = match delivery.outcome {
                DeliveryOutcome::Signed => {
                    say(lang, "Recommandé reçu, accusé signé", "Registered letter received and signed")
                }
                DeliveryOutcome::Unclaimed => say(lang, "Recommandé non réclamé", "Registered letter not collected"),
                DeliveryOutcome::Refused => say(lang, "Recommandé refusé", "Registered letter refused"),
                DeliveryOutcome::UnknownAddress => say(
                    lang,
                    "Recommandé revenu\u{a0}: inconnu à cette adresse",
                    "Registered letter returned: unknown at this address",
                ),
            };
            let presented = format!(
                "{} {}",
                say(lang, "première présentation le", "first presented on"),
                lang.short_date(delivery.presented_on)
            );
            let number = delivery
                .registered_number
                .as_ref()
                .map(|number| format!("{} {number}", say(lang, "recommandé", "registered")))
                .unwrap_or_default();
            made(Mark::Law, title.to_owned(), joined(&[presented, number]))
        }
        Event::PromiseMade { promise } => made(
            Mark::Plain,
            format!(
                "{} {}",
                say(lang, "Promesse\u{a0}:", "Promise:"),
                match lang {
                    Lang::Fr => format!("{} le {}", lang.amount(promise.amount), lang.short_date(promise.due_on)),
                    Lang::En => format!("{} on {}", lang.amount(promise.amount), lang.short_date(promise.due_on)),
                }
            ),
            joined(&[promise.made_by.clone(), steps::channel(lang, promise.channel).to_owned()]),
        ),
        Event::PromiseClosed { how, .. } => {
            made(Mark::Plain, say(lang, "Promesse close", "Promise closed").to_owned(), how.clone())
        }
        Event::DisputeOpened { dispute } => made(
            Mark::Bad,
            format!("{} {}", say(lang, "Contestation\u{a0}:", "Dispute:"), steps::dispute_reason(lang, dispute.reason)),
            joined(&[
                names.invoice_number(dispute.invoice).unwrap_or_default(),
                dispute.amount.map(|amount| lang.amount(amount)).unwrap_or_default(),
                dispute.note.clone(),
            ]),
        ),
        Event::DisputeTaskSet { task, answer_due, .. } => made(
            Mark::Plain,
            say(lang, "Contestation\u{a0}: à faire", "Dispute: to do").to_owned(),
            joined(&[
                task.clone(),
                answer_due.map_or_else(String::new, |due| {
                    format!("{} {}", say(lang, "réponse le", "answer by"), lang.short_date(due))
                }),
            ]),
        ),
        Event::DisputeAnswered { answer, .. } => made(
            Mark::Plain,
            say(lang, "Contestation\u{a0}: votre réponse", "Dispute: your answer").to_owned(),
            quoted(lang, &answer.text),
        ),
        Event::DisputeAnswerWithdrawn { .. } => made(
            Mark::Plain,
            say(lang, "Réponse à la contestation annulée", "Answer to the dispute taken back").to_owned(),
            String::new(),
        ),
        Event::DisputeClosed { how, .. } => {
            made(Mark::Plain, say(lang, "Contestation close", "Dispute closed").to_owned(), how.clone())
        }
        Event::PlanMade { plan } => made(
            Mark::Plain,
            format!("{} {}", say(lang, "Échéancier\u{a0}:", "Plan:"), lang.amount(plan.spread())),
            joined(&[
                commitments::instalments(lang, plan.instalments.len()),
                numbers(lang, &plan.invoices, names),
                format!("{} {}", say(lang, "empreinte", "digest"), plan.document.short()),
            ]),
        ),
        Event::PlanSigned { signature, .. } => made(
            Mark::Law,
            say(lang, "Échéancier signé", "Plan signed").to_owned(),
            joined(&[lang.short_date(signature.on), signature.kept.clone()]),
        ),
        Event::PlanSignatureWithdrawn { .. } => made(
            Mark::Plain,
            say(lang, "Signature de l’échéancier annulée", "Signature of the plan taken back").to_owned(),
            String::new(),
        ),
        Event::PlanClosed { how, .. } => {
            made(Mark::Plain, say(lang, "Échéancier terminé", "Plan ended").to_owned(), how.clone())
        }
        Event::PaymentClaimed { claim } => made(
            Mark::Plain,
            say(lang, "Dit avoir payé", "Says it has paid").to_owned(),
            joined(&[numbers(lang, &claim.invoices, names), claim.note.clone()]),
        ),
        Event::PaymentClaimClosed { how, .. } => made(
            Mark::Plain,
            say(lang, "Paiement annoncé vérifié", "Announced payment checked").to_owned(),
            how.clone(),
        ),
        Event::Paused { pause } => {
            let until = match pause.until {
                Some(until) => format!("{} {}", say(lang, "jusqu’au", "until"), lang.short_date(until)),
                None => String::new(),
            };
            let what = match pause.scope {
                PauseScope::Invoice(invoice) => names.invoice_number(invoice).unwrap_or_default(),
                PauseScope::Customer(_) | PauseScope::Everything => String::new(),
            };
            made(
                Mark::Plain,
                say(lang, "Relances suspendues", "Reminders paused").to_owned(),
                joined(&[what, until, pause.reason.clone()]),
            )
        }
        Event::PauseEnded { .. } => {
            made(Mark::Plain, say(lang, "Relances reprises", "Reminders resumed").to_owned(), String::new())
        }
        Event::HoldReopened { hold, .. } => {
            let title = match hold {
                HoldRef::Promise(_) => say(lang, "Promesse rouverte", "Promise open again"),
                HoldRef::Dispute(_) => say(lang, "Contestation rouverte", "Dispute open again"),
                HoldRef::Plan(_) => say(lang, "Échéancier repris", "Plan taken up again"),
                HoldRef::PaymentClaim(_) => say(lang, "Paiement annoncé, à vérifier", "Announced payment, to check"),
                HoldRef::Pause(_) => say(lang, "Relances de nouveau suspendues", "Reminders paused again"),
            };
            made(Mark::Plain, title.to_owned(), String::new())
        }
        Event::SkipWithdrawn { step, .. } => made(
            Mark::Plain,
            format!("{} {}", say(lang, "Étape reprise\u{a0}:", "Step taken up again:"), steps::step(lang, *step)),
            String::new(),
        ),
        Event::StepSkipped { skip } => made(
            Mark::Plain,
            format!("{} {}", say(lang, "Étape passée\u{a0}:", "Step skipped:"), steps::step(lang, skip.step)),
            skip.reason.clone(),
        ),
        Event::InsolvencyRecorded { insolvency } => {
            let opened = match insolvency.kind {
                InsolvencyKind::OverIndebtedness => say(lang, "dossier recevable le", "file admitted on"),
                _ => say(lang, "jugement du", "judgment of"),
            };
            made(
                Mark::Law,
                steps::insolvency(lang, insolvency.kind).to_owned(),
                format!("{opened} {}", lang.short_date(insolvency.opened_on)),
            )
        }
        Event::ClaimDeclared { .. } => {
            made(Mark::Law, say(lang, "Créance déclarée", "Claim declared").to_owned(), String::new())
        }
        Event::InsolvencyWithdrawn { reason, .. } => made(
            Mark::Plain,
            say(lang, "Procédure retirée du dossier", "Procedure taken out of the file").to_owned(),
            reason.clone(),
        ),
        Event::HandedOver { hand_over } => made(
            Mark::Law,
            format!(
                "{} {}",
                say(lang, "Dossier confié\u{a0}:", "File handed over:"),
                steps::route(lang, hand_over.route)
            ),
            joined(&[hand_over.to.clone(), hand_over.note.clone()]),
        ),
        Event::FileReturned { reason, .. } => {
            made(Mark::Plain, say(lang, "Dossier repris", "File taken back").to_owned(), reason.clone())
        }
        Event::WrittenOff { write_off } => made(
            Mark::Bad,
            say(lang, "Créance abandonnée", "Claim given up").to_owned(),
            joined(&[names.invoice_number(write_off.invoice).unwrap_or_default(), write_off.reason.clone()]),
        ),
        Event::WriteOffWithdrawn { invoice, reason, .. } => made(
            Mark::Plain,
            say(lang, "Créance réclamée de nouveau", "Claimed after all").to_owned(),
            joined(&[names.invoice_number(*invoice).unwrap_or_default(), reason.clone()]),
        ),
        Event::LetterTakenOut { letter, how, message } => {
            let title = match how {
                TakenOut::Saved => say(lang, "Lettre enregistrée en PDF", "Letter saved as PDF"),
                TakenOut::Printed => say(lang, "Lettre ouverte pour être imprimée", "Letter opened to be printed"),
                TakenOut::Message => {
                    say(lang, "Message préparé dans la messagerie", "Message prepared in the mail program")
                }
            };
            let digest = message.clone().or_else(|| names.letter_digest(*letter));
            let digest = digest.map(|digest| format!("{} {}", say(lang, "empreinte", "digest"), digest.short()));
            made(Mark::Plain, title.to_owned(), digest.unwrap_or_default())
        }
        Event::LimitationFactRecorded { fact } => {
            made(Mark::Law, limitation_chain::kind(lang, fact.kind).to_owned(), fact_detail(lang, fact, names))
        }
        Event::LimitationFactEdited { fact } => made(
            Mark::Plain,
            format!("{} {}", say(lang, "Corrigé\u{a0}:", "Corrected:"), limitation_chain::kind(lang, fact.kind)),
            fact_detail(lang, fact, names),
        ),
        Event::LimitationFactWithdrawn { reason, .. } => made(
            Mark::Plain,
            say(lang, "Événement de prescription retiré", "Limitation event taken out").to_owned(),
            reason.clone(),
        ),
        Event::LimitationConfirmed { confirmation } => {
            let title = if confirmation.counts {
                say(lang, "Prescription\u{a0}: nouvelle date confirmée", "Limitation: new date confirmed")
            } else {
                say(lang, "Prescription\u{a0}: ne compte pas", "Limitation: does not count")
            };
            let happened = lang.long_date(confirmation.happened_on);
            let of = match lang {
                Lang::Fr => format!("fait du {happened}"),
                Lang::En => format!("fact of {happened}"),
            };
            let about = numbers(lang, &confirmation.invoices, names);
            made(Mark::Law, title.to_owned(), joined(&[about, of, confirmation.by.clone(), confirmation.note.clone()]))
        }
        Event::LimitationConfirmationWithdrawn { reason, .. } => made(
            Mark::Plain,
            say(lang, "Prescription\u{a0}: confirmation retirée", "Limitation: confirmation taken back").to_owned(),
            reason.clone(),
        ),
        Event::GatePassed { passed } => {
            let lights: Vec<&str> = passed.lights.iter().map(|light| light.sentence.as_str()).collect();
            made(
                Mark::Bad,
                say(lang, "Envoyé malgré un voyant rouge", "Sent in spite of a red light").to_owned(),
                joined(&[quoted(lang, &passed.reason), lights.join(" ")]),
            )
        }
        Event::StepSnoozed { .. }
        | Event::StepChosen { .. }
        | Event::LetterDrafted { .. }
        | Event::LetterDiscarded { .. }
        | Event::CustomerRecorded { .. }
        | Event::CustomerEdited { .. }
        | Event::BusinessRecorded { .. }
        | Event::FileImported { .. }
        | Event::StatementImported { .. }
        | Event::EntrySetAside { .. }
        | Event::EntryTakenUp { .. }
        | Event::ImportUndone { .. }
        | Event::RateConfirmed { .. }
        | Event::MappingRemembered { .. }
        | Event::SettingRecorded { .. } => None,
    }
}
