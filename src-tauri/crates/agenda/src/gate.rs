//! The send gate: what is looked at before anything leaves, each point green, amber or red (R1 to R4).
//!
//! Red is a fact of the file that speaks against this letter: money that could be its payment, a silence, figures or
//! an address that are no longer those of the letter. It stops the sending unless the owner writes why it goes on.
//! Amber is something that Acquit does not know, or that the owner should look at: a bank never seen or not seen for
//! a while, a promise whose day has passed. It stops nothing. The same facts give the same lights.

use chrono::NaiveDate;
use domain::{
    Address, BankEntryId, Cents, Channel, CustomerFile, Direction, InvoiceId, LetterFigures, Outcome, StepKey,
};

use crate::holds::Hold;
use crate::reason::SilenceReason;
use crate::situation::{Context, Situation, working_days_after};
use crate::steps::unallocated_money;

/// The bank counts as seen for so many working days after the last day of its statements: a transfer takes one to
/// three (R2).
pub const BANK_FRESH_WORKING_DAYS: u16 = 3;

/// A light of the gate: the fact, from which its tone follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Light {
    /// No statement was ever imported.
    BankNeverSeen,
    BankSeen {
        until: NaiveDate,
    },
    /// More than [`BANK_FRESH_WORKING_DAYS`] have passed since.
    BankStale {
        until: NaiveDate,
    },
    /// The bank was seen, and nothing in it waits that could be this customer's.
    NoUnattributedMoney,
    /// Money that nobody has attributed and that could be what is asked for, the likeliest first.
    UnattributedMoney {
        credits: Vec<Suspect>,
    },
    /// Money or a credit note of the customer that no invoice has.
    FreeMoney {
        amount: Cents,
    },
    /// The same, where it is small change or the owner looked and left it.
    FreeMoneyLeft {
        amount: Cents,
    },
    NoDispute,
    /// Nothing may be asked for this invoice while it is disputed.
    Disputed {
        invoice: InvoiceId,
        amount: Cents,
    },
    /// The disputed part is not asked for; the rest is.
    PartlyDisputed {
        invoice: InvoiceId,
        amount: Cents,
    },
    /// No promise, word of payment or pause.
    NoHold,
    Promised {
        due_on: NaiveDate,
        until: NaiveDate,
        amount: Cents,
    },
    /// Its day has passed without the money, and the owner has not said what became of it.
    PromisePassed {
        due_on: NaiveDate,
    },
    /// The customer says it has paid, and nobody has looked.
    SaysPaid {
        said_on: NaiveDate,
    },
    Paused {
        invoice: Option<InvoiceId>,
        until: Option<NaiveDate>,
        reason: String,
    },
    /// Nothing may be sent to this customer for another reason.
    Silent(SilenceReason),
    /// This step went out to this customer since the letter was drafted.
    AlreadySent {
        step: StepKey,
        on: NaiveDate,
    },
    /// Whom it reaches.
    Recipient {
        to: String,
    },
    /// The first contact with an address, since none is marked for reminders.
    RecipientNotMarked {
        to: String,
    },
    /// No e-mail address: a message cannot leave.
    NoEmail,
    /// No postal address stands on the letter.
    NoPostalAddress,
    /// The letter was drafted for another address or name.
    RecipientChanged {
        was: String,
        now: String,
    },
    Iban {
        ends_in: String,
    },
    /// The debtor is not told where to pay.
    NoIban,
    /// The letter bears another account than that of the business, or none.
    IbanChanged,
    /// The figures are those of today's file.
    LetterCurrent,
    /// Nothing is left of its invoices.
    Paid,
    /// What the letter asks for, and what the same letter would ask for now.
    FiguresChanged {
        asked: Cents,
        now: LetterFigures,
    },
}

/// How a light stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tone {
    Green,
    Amber,
    Red,
}

/// A bank line that waits, as far as it may concern one customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credit {
    pub entry: BankEntryId,
    pub day: NaiveDate,
    pub amount: Cents,
    /// What matching proposes for this customer; `None` where the line is known to be nobody's.
    pub proposed: Option<Proposed>,
}

/// A proposal of matching for this customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposed {
    pub certain: bool,
    /// The invoices it would pay.
    pub invoices: Vec<InvoiceId>,
}

/// A credit that could be the payment, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suspect {
    pub entry: BankEntryId,
    pub day: NaiveDate,
    pub amount: Cents,
    pub why: Why,
}

/// The order is that of likelihood.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Why {
    Certain,
    Doubtful,
    Same(Sum),
}

/// A sum by which a payment could be told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sum {
    /// What is open of an invoice.
    Balance(InvoiceId),
    /// A part of it with its own due date.
    Part(InvoiceId),
    /// What is due of an invoice with interest and indemnity.
    WithInterest(InvoiceId),
    /// What was promised.
    Promise,
    /// What is asked for, or everything that is open.
    Claimed,
    ClaimedWithInterest,
}

/// What is known of the bank.
#[derive(Clone, Copy, Debug)]
pub struct Bank<'a> {
    pub seen_until: Option<NaiveDate>,
    /// Lines that wait and are proposed for this customer, and lines known to be nobody's of one of the `sums`.
    pub credits: &'a [Credit],
    /// The sums by which a payment of this customer could be told.
    pub sums: &'a [(Cents, Sum)],
}

/// What is about to leave.
#[derive(Clone, Copy, Debug)]
pub struct Leaving<'a> {
    pub step: StepKey,
    pub invoices: &'a [InvoiceId],
    pub channel: Channel,
    /// The document; none while the step is only proposed.
    pub letter: Option<Document<'a>>,
}

/// The document, and the file it was made from.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    pub day: NaiveDate,
    pub channel: Channel,
    pub recipient: &'a str,
    pub address: &'a Address,
    /// Everything it says.
    pub text: &'a str,
    pub figures: LetterFigures,
    /// What the same letter of the same day would ask for by the facts as they are now.
    pub figures_now: LetterFigures,
    /// What it would ask for today.
    pub figures_today: LetterFigures,
}

impl Light {
    pub fn tone(&self) -> Tone {
        use Light::{
            AlreadySent, BankNeverSeen, BankSeen, BankStale, Disputed, FiguresChanged, FreeMoney, FreeMoneyLeft, Iban,
            IbanChanged, LetterCurrent, NoDispute, NoEmail, NoHold, NoIban, NoPostalAddress, NoUnattributedMoney, Paid,
            PartlyDisputed, Paused, PromisePassed, Promised, Recipient, RecipientChanged, RecipientNotMarked, SaysPaid,
            Silent, UnattributedMoney,
        };
        match self {
            BankSeen { .. } | NoUnattributedMoney | NoDispute | NoHold | Recipient { .. } | Iban { .. } => Tone::Green,
            LetterCurrent => Tone::Green,
            BankNeverSeen | BankStale { .. } | FreeMoneyLeft { .. } | PartlyDisputed { .. } => Tone::Amber,
            PromisePassed { .. } | RecipientNotMarked { .. } | NoPostalAddress | NoIban => Tone::Amber,
            UnattributedMoney { .. } | FreeMoney { .. } | Disputed { .. } | Promised { .. } | SaysPaid { .. } => {
                Tone::Red
            }
            Paused { .. } | Silent(_) | AlreadySent { .. } | NoEmail | RecipientChanged { .. } => Tone::Red,
            IbanChanged | Paid | FiguresChanged { .. } => Tone::Red,
        }
    }

    /// The subject, by a name that stays.
    pub fn code(&self) -> &'static str {
        match self {
            Light::BankNeverSeen | Light::BankSeen { .. } | Light::BankStale { .. } => "bank",
            Light::NoUnattributedMoney | Light::UnattributedMoney { .. } => "money",
            Light::FreeMoney { .. } | Light::FreeMoneyLeft { .. } => "free_money",
            Light::NoDispute | Light::Disputed { .. } | Light::PartlyDisputed { .. } => "dispute",
            Light::NoHold | Light::Promised { .. } | Light::PromisePassed { .. } => "promise",
            Light::SaysPaid { .. } => "paid_claim",
            Light::Paused { .. } => "pause",
            Light::Silent(_) => "silence",
            Light::AlreadySent { .. } => "already_sent",
            Light::Recipient { .. }
            | Light::RecipientNotMarked { .. }
            | Light::NoEmail
            | Light::NoPostalAddress
            | Light::RecipientChanged { .. } => "recipient",
            Light::Iban { .. } | Light::NoIban | Light::IbanChanged => "iban",
            Light::LetterCurrent | Light::Paid | Light::FiguresChanged { .. } => "letter",
        }
    }

    /// What a red light is about: a reason given for it holds as long as nothing is added.
    pub fn about(&self) -> Vec<String> {
        match self {
            Light::UnattributedMoney { credits } => credits.iter().map(|credit| credit.entry.to_string()).collect(),
            Light::FreeMoney { amount } => vec![amount.to_string()],
            Light::Disputed { invoice, amount } => vec![format!("{invoice} {amount}")],
            Light::Promised { due_on, amount, .. } => vec![format!("{due_on} {amount}")],
            Light::SaysPaid { said_on } => vec![said_on.to_string()],
            Light::Paused { invoice, until, reason } => {
                let invoice = invoice.map(|invoice| invoice.to_string()).unwrap_or_default();
                let until = until.map(|until| until.to_string()).unwrap_or_default();
                vec![format!("{invoice} {until} {reason}")]
            }
            Light::Silent(reason) => vec![reason.code().to_owned()],
            Light::AlreadySent { step, on } => vec![format!("{} {on}", step.code())],
            Light::RecipientChanged { now, .. } => vec![now.clone()],
            Light::FiguresChanged { now, .. } => vec![now.principal.to_string()],
            _ => Vec::new(),
        }
    }
}

/// The lights of what is about to leave, in the order they are shown; each subject has at least one.
pub fn gate(file: &CustomerFile, ctx: &Context, bank: &Bank, leaving: &Leaving) -> Vec<Light> {
    let mut lights = Vec::new();
    bank_light(ctx.today, bank, &mut lights);
    let situation = Situation::read(file, ctx);
    money(file, ctx.today, bank, situation.as_ref(), &mut lights);
    holds(situation.as_ref(), leaving, &mut lights);
    already_sent(file, ctx.today, leaving, &mut lights);
    if leaving.step.has_document() {
        recipient(file, leaving, &mut lights);
        // Nobody is told an account by telephone.
        if leaving.step != StepKey::Call {
            iban(ctx, leaving, &mut lights);
        }
    }
    if let Some(letter) = &leaving.letter {
        lights.push(figures(file, ctx.today, leaving, letter));
    }
    lights
}

fn bank_light(today: NaiveDate, bank: &Bank, lights: &mut Vec<Light>) {
    lights.push(match bank.seen_until {
        None => Light::BankNeverSeen,
        Some(until) if working_days_after(until, BANK_FRESH_WORKING_DAYS) < today => Light::BankStale { until },
        Some(until) => Light::BankSeen { until },
    });
}

fn money(file: &CustomerFile, today: NaiveDate, bank: &Bank, situation: Option<&Situation>, lights: &mut Vec<Light>) {
    let is_open = |id: &InvoiceId| {
        let invoice = file.invoice(*id).filter(|invoice| !file.is_written_off(invoice.id));
        invoice.is_some_and(|invoice| file.balance(invoice, today).open.is_positive())
    };
    let mut credits: Vec<Suspect> = bank
        .credits
        .iter()
        .filter(|credit| credit.amount.is_positive() && credit.day <= today)
        .filter_map(|credit| {
            let why = match &credit.proposed {
                // What it was thought to pay was paid meanwhile.
                Some(Proposed { invoices, .. }) if !invoices.is_empty() && !invoices.iter().any(is_open) => None,
                Some(proposed) => Some(if proposed.certain { Why::Certain } else { Why::Doubtful }),
                None => bank.sums.iter().filter(|(sum, _)| *sum == credit.amount).map(|(_, sum)| Why::Same(*sum)).min(),
            };
            why.map(|why| Suspect { entry: credit.entry, day: credit.day, amount: credit.amount, why })
        })
        .collect();
    credits.sort_by_key(|credit| (credit.why, std::cmp::Reverse(credit.day), credit.entry));
    if !credits.is_empty() {
        lights.push(Light::UnattributedMoney { credits });
    } else if bank.seen_until.is_some() {
        lights.push(Light::NoUnattributedMoney);
    }
    let free = file.unallocated(today);
    if free.is_positive() {
        let telling = situation.is_some_and(unallocated_money);
        lights.push(if telling { Light::FreeMoney { amount: free } } else { Light::FreeMoneyLeft { amount: free } });
    }
}

/// Disputes, promises, words of payment, pauses, and what silences the whole customer.
fn holds(situation: Option<&Situation>, leaving: &Leaving, lights: &mut Vec<Light>) {
    let mut disputes = Vec::new();
    let mut silences = Vec::new();
    if let Some(situation) = situation {
        for (place, standing) in situation.standings.iter().enumerate() {
            let invoice = standing.invoice.id;
            if !leaving.invoices.contains(&invoice) {
                continue;
            }
            match standing.hold {
                Some(Hold::Disputed { amount, .. }) => disputes.push(Light::Disputed { invoice, amount }),
                Some(Hold::Promised { due_on, until, amount }) => {
                    silences.push(Light::Promised { due_on, until, amount });
                }
                Some(Hold::Planned { due_on, until, amount, .. }) => {
                    silences.push(Light::Silent(SilenceReason::Planned { due_on, until, amount }));
                }
                Some(Hold::SaysPaid { said_on, .. }) => silences.push(Light::SaysPaid { said_on }),
                Some(Hold::Paused { place }) => {
                    let pause = &situation.file.pauses[place];
                    silences.push(Light::Paused {
                        invoice: Some(invoice),
                        until: pause.until,
                        reason: pause.reason.clone(),
                    });
                }
                None if standing.disputed.is_positive() => {
                    disputes.push(Light::PartlyDisputed { invoice, amount: standing.disputed });
                }
                None => {}
            }
            let passed = situation.promises_to_check.iter().filter(|check| check.covers.contains(&place));
            silences.extend(passed.map(|check| Light::PromisePassed { due_on: check.promise.due_on }));
            let said = situation.says_paid_to_check.iter().filter(|check| check.covers.contains(&place));
            silences.extend(said.map(|check| Light::SaysPaid { said_on: check.said_on }));
            // For a debt that is time-barred, the courteous first letter alone.
            if let Some(clock) = standing.clock.as_ref().filter(|clock| clock.has_lapsed())
                && leaving.step != StepKey::FirstReminder
            {
                let since = clock.limitation.lost_from();
                silences.push(Light::Silent(SilenceReason::TimeBarred { since, amount: standing.overdue }));
            }
        }
        if let Some(quiet) = situation.quiet() {
            silences.push(match quiet.reason {
                SilenceReason::Paused { until, reason, .. } => Light::Paused { invoice: None, until, reason },
                other => Light::Silent(other),
            });
        }
        let insolvency = situation.file.insolvency.as_ref().filter(|known| known.recorded_on <= situation.today());
        if let Some(insolvency) = insolvency {
            let declared_on = insolvency.declared_on.filter(|day| *day <= situation.today());
            silences.push(Light::Silent(SilenceReason::Insolvent { kind: insolvency.kind, declared_on }));
        }
    }
    if disputes.is_empty() {
        disputes.push(Light::NoDispute);
    }
    if silences.is_empty() {
        silences.push(Light::NoHold);
    }
    for light in disputes.into_iter().chain(silences) {
        // One promise about two invoices is one promise.
        if !lights.contains(&light) {
            lights.push(light);
        }
    }
}

fn already_sent(file: &CustomerFile, today: NaiveDate, leaving: &Leaving, lights: &mut Vec<Light>) {
    let Some(letter) = leaving.letter else { return };
    // A document asked for again may go again.
    let since = file.exchanges.iter().rev().take_while(|exchange| exchange.outcome != Some(Outcome::AsksForDocument));
    let again = since.into_iter().find(|exchange| {
        exchange.direction == Direction::Outgoing
            && exchange.step == Some(leaving.step)
            && (letter.day..=today).contains(&exchange.day)
            && (exchange.invoices.is_empty() || exchange.invoices.iter().any(|id| leaving.invoices.contains(id)))
    });
    if let Some(exchange) = again {
        lights.push(Light::AlreadySent { step: leaving.step, on: exchange.day });
    }
}

fn recipient(file: &CustomerFile, leaving: &Leaving, lights: &mut Vec<Light>) {
    let customer = &file.customer;
    let letter = leaving.letter.filter(|letter| letter.channel == leaving.channel);
    let one_line = |address: &Address| {
        let town = [address.postcode.trim(), address.city.trim()];
        let town = town.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let lines = address.lines.iter().map(|line| line.trim().to_owned()).chain([town]);
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let changed = |was: &str, now: &str| Light::RecipientChanged { was: was.to_owned(), now: now.to_owned() };
    lights.push(match leaving.channel {
        Channel::Email => match (customer.reminder_email().map(str::trim).filter(|to| !to.is_empty()), letter) {
            (None, _) => Light::NoEmail,
            (Some(to), Some(letter)) if letter.recipient != to => changed(letter.recipient, to),
            (Some(to), _) => {
                let addresses = customer.contacts.iter().filter(|contact| contact.email.is_some()).count();
                let marked = customer.contacts.iter().any(|contact| contact.for_reminders && contact.email.is_some());
                let to = to.to_owned();
                if addresses > 1 && !marked { Light::RecipientNotMarked { to } } else { Light::Recipient { to } }
            }
        },
        channel if channel.is_posted() => match letter {
            Some(letter) if letter.recipient != customer.name => changed(letter.recipient, &customer.name),
            Some(letter) if letter.address != &customer.address => {
                changed(&one_line(letter.address), &one_line(&customer.address))
            }
            _ if customer.address.is_empty() => Light::NoPostalAddress,
            _ => Light::Recipient { to: one_line(&customer.address) },
        },
        Channel::Phone | Channel::TextMessage => {
            Light::Recipient { to: customer.reminder_phone().unwrap_or(&customer.name).to_owned() }
        }
        _ => Light::Recipient { to: customer.name.clone() },
    });
}

fn iban(ctx: &Context, leaving: &Leaving, lights: &mut Vec<Light>) {
    let own = ctx.business.and_then(|business| business.iban.as_ref());
    let printed = |iban: &domain::Iban| leaving.letter.is_none_or(|letter| letter.text.contains(&iban.spaced()));
    lights.push(match own {
        Some(iban) if !printed(iban) => Light::IbanChanged,
        Some(iban) => {
            let whole = iban.to_string();
            let ends_in = whole.get(whole.len().saturating_sub(4)..).unwrap_or_default().to_owned();
            Light::Iban { ends_in }
        }
        // The letter bears the account that the business had.
        None if leaving.letter.is_some_and(|letter| bears_an_account(letter.text)) => Light::IbanChanged,
        None => Light::NoIban,
    });
}

fn bears_an_account(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("IBAN :") || line.starts_with("IBAN:"))
}

fn figures(file: &CustomerFile, today: NaiveDate, leaving: &Leaving, letter: &Document) -> Light {
    let left = |id: &InvoiceId| {
        let invoice = file.invoice(*id).filter(|invoice| !file.is_written_off(invoice.id));
        invoice.map_or(Cents::ZERO, |invoice| file.balance(invoice, today).open)
    };
    if !leaving.invoices.iter().any(|id| left(id).is_positive()) {
        return Light::Paid;
    }
    let asked = letter.figures.total;
    // More may have fallen due since, and interest runs on: what was asked then was right then.
    if letter.figures_today.principal < letter.figures.principal {
        return Light::FiguresChanged { asked, now: letter.figures_today };
    }
    if letter.figures_now != letter.figures {
        return Light::FiguresChanged { asked, now: letter.figures_now };
    }
    Light::LetterCurrent
}
