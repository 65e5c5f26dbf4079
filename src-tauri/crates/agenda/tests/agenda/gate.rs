//! The send gate as a table: what happened, and which lights are not green.

use agenda::gate::{Bank, Credit, Document, Leaving, Light, Proposed, Sum, Tone, Why, gate};
use chrono::NaiveDate;
use domain::{
    Address, BankEntryId, Cents, Channel, DebtorKind, InsolvencyKind, InvoiceId, LetterFigures, PauseScope, StepKey,
};
use uuid::Uuid;

use crate::story::{Story, day, plus};

const DUE: &str = "2026-10-01";
const TODAY: &str = "2026-11-24";
const ASKED: i64 = 48_000;

/// A customer with one invoice overdue, the letter that asks for it, and what the bank holds.
struct Desk {
    story: Story,
    invoice: InvoiceId,
    today: NaiveDate,
    seen_until: Option<NaiveDate>,
    credits: Vec<Credit>,
    step: StepKey,
    channel: Channel,
    /// None while the step is only proposed.
    letter: Option<Letter>,
}

struct Letter {
    channel: Channel,
    recipient: String,
    address: Address,
    text: String,
    asked: i64,
    asked_now: i64,
    asked_today: i64,
}

fn figures(cents: i64) -> LetterFigures {
    LetterFigures { principal: Cents(cents), total: Cents(cents), ..LetterFigures::default() }
}

impl Desk {
    fn new() -> Desk {
        let mut story = Story::professional();
        let invoice = story.invoice(day(DUE), ASKED);
        let customer = &story.file.customer;
        let letter = Letter {
            channel: Channel::Email,
            recipient: customer.reminder_email().unwrap().to_owned(),
            address: customer.address.clone(),
            text: format!("Réglez, s’il vous plaît.\n\nIBAN : {}", story.business.iban.as_ref().unwrap().spaced()),
            asked: ASKED,
            asked_now: ASKED,
            asked_today: ASKED,
        };
        Desk {
            story,
            invoice,
            today: day(TODAY),
            seen_until: Some(day("2026-11-23")),
            credits: Vec::new(),
            step: StepKey::SecondReminder,
            channel: Channel::Email,
            letter: Some(letter),
        }
    }

    fn letter(&mut self) -> &mut Letter {
        self.letter.as_mut().unwrap()
    }

    fn posted(&mut self) {
        self.channel = Channel::Letter;
        let name = self.story.file.customer.name.clone();
        let letter = self.letter();
        (letter.channel, letter.recipient) = (Channel::Letter, name);
    }

    fn credit(&mut self, on: &str, cents: i64, proposed: Option<Proposed>) {
        let entry = BankEntryId(Uuid::from_u128(self.credits.len() as u128 + 1));
        self.credits.push(Credit { entry, day: day(on), amount: Cents(cents), proposed });
    }

    fn lights(&self) -> Vec<Light> {
        let sums = [
            (Cents(ASKED), Sum::Balance(self.invoice)),
            (Cents(24_000), Sum::Part(self.invoice)),
            (Cents(ASKED), Sum::Claimed),
            (Cents(52_712), Sum::ClaimedWithInterest),
        ];
        let bank = Bank { seen_until: self.seen_until, credits: &self.credits, sums: &sums };
        let document = self.letter.as_ref().map(|letter| Document {
            day: plus(self.today, -1),
            channel: letter.channel,
            recipient: &letter.recipient,
            address: &letter.address,
            text: &letter.text,
            figures: figures(letter.asked),
            figures_now: figures(letter.asked_now),
            figures_today: figures(letter.asked_today),
        });
        let invoices = [self.invoice];
        let leaving = Leaving { step: self.step, invoices: &invoices, channel: self.channel, letter: document };
        gate(&self.story.file, &self.story.context(self.today), &bank, &leaving)
    }

    /// Everything that is not green.
    fn said(&self) -> Vec<(&'static str, Tone)> {
        let lights = self.lights();
        lights.iter().map(|light| (light.code(), light.tone())).filter(|(_, tone)| *tone != Tone::Green).collect()
    }
}

type Case = (&'static str, fn(&mut Desk), &'static [(&'static str, Tone)]);

const RED: Tone = Tone::Red;
const AMBER: Tone = Tone::Amber;

fn certain(desk: &Desk) -> Option<Proposed> {
    Some(Proposed { certain: true, invoices: vec![desk.invoice] })
}

fn doubtful(desk: &Desk) -> Option<Proposed> {
    Some(Proposed { certain: false, invoices: vec![desk.invoice] })
}

const CASES: &[Case] = &[
    ("nothing speaks against it", |_| {}, &[]),
    ("a business that has never imported a statement works on", |desk| desk.seen_until = None, &[("bank", AMBER)]),
    // Thursday 19 November and three working days are Tuesday the 24th.
    ("seen three working days ago", |desk| desk.seen_until = Some(day("2026-11-19")), &[]),
    ("seen four working days ago", |desk| desk.seen_until = Some(day("2026-11-18")), &[("bank", AMBER)]),
    ("seen a year ago", |desk| desk.seen_until = Some(day("2025-11-18")), &[("bank", AMBER)]),
    ("a line certainly this customer's", |desk| desk.credit("2026-11-20", 1, certain(desk)), &[("money", RED)]),
    ("a line perhaps this customer's", |desk| desk.credit("2026-11-20", 1, doubtful(desk)), &[("money", RED)]),
    ("nobody's line of the balance", |desk| desk.credit("2026-11-20", ASKED, None), &[("money", RED)]),
    ("nobody's line of a part", |desk| desk.credit("2026-11-20", 24_000, None), &[("money", RED)]),
    ("nobody's line of the sum with interest", |desk| desk.credit("2026-11-20", 52_712, None), &[("money", RED)]),
    ("nobody's line of another sum", |desk| desk.credit("2026-11-20", 47_999, None), &[]),
    ("a line of a day to come", |desk| desk.credit("2026-11-25", ASKED, None), &[]),
    ("money that went out", |desk| desk.credit("2026-11-20", -ASKED, certain(desk)), &[]),
    (
        "a line that would pay what was paid otherwise",
        |desk| {
            let other = desk.story.invoice(day(DUE), 10_000);
            desk.story.paid(other, 10_000, day("2026-11-20"));
            desk.credit("2026-11-20", 10_000, Some(Proposed { certain: false, invoices: vec![other] }));
        },
        &[],
    ),
    (
        "money of the customer on no invoice",
        |desk| desk.story.received(20_000, Vec::new(), day("2026-11-20")),
        &[("free_money", RED)],
    ),
    (
        "a credit note on no invoice",
        |desk| desk.story.credit_note(day("2026-11-20"), 5_000, None),
        &[("free_money", RED)],
    ),
    ("small change", |desk| desk.story.received(99, Vec::new(), day("2026-11-20")), &[("free_money", AMBER)]),
    (
        "free money that the owner looked at and left",
        |desk| {
            desk.story.received(20_000, Vec::new(), day("2026-11-20"));
            desk.story.skipped(StepKey::CheckPayment, day("2026-11-21"));
        },
        &[("free_money", AMBER)],
    ),
    ("the whole in dispute", |desk| desk.story.disputed(desk.invoice, None, day("2026-11-20")), &[("dispute", RED)]),
    (
        "a part in dispute, which the letter leaves out",
        |desk| desk.story.disputed(desk.invoice, Some(10_000), day("2026-11-20")),
        &[("dispute", AMBER)],
    ),
    (
        "another invoice in dispute",
        |desk| {
            let other = desk.story.invoice(day(DUE), 10_000);
            desk.story.disputed(other, None, day("2026-11-20"));
        },
        &[],
    ),
    (
        "a promise whose day has not come",
        |desk| desk.story.promised(&[desk.invoice], ASKED, day("2026-11-20"), day("2026-11-27")),
        &[("promise", RED)],
    ),
    (
        "a promise whose day has passed",
        |desk| desk.story.promised(&[desk.invoice], ASKED, day("2026-11-02"), day("2026-11-06")),
        &[("promise", AMBER)],
    ),
    ("says it has paid, this week", |desk| desk.story.says_paid(day("2026-11-23")), &[("paid_claim", RED)]),
    ("said it had paid, and nobody looked", |desk| desk.story.says_paid(day("2026-11-02")), &[("paid_claim", RED)]),
    (
        "the customer is paused",
        |desk| {
            let customer = desk.story.file.customer.id;
            let pause = desk.story.pause(PauseScope::Customer(customer), day("2026-11-20"), None);
            desk.story.file.pauses.push(pause);
        },
        &[("pause", RED)],
    ),
    (
        "everything is paused",
        |desk| {
            let pause = desk.story.pause(PauseScope::Everything, day("2026-11-20"), None);
            desk.story.pauses.push(pause);
        },
        &[("pause", RED)],
    ),
    (
        "the invoice is paused",
        |desk| {
            let pause = desk.story.pause(PauseScope::Invoice(desk.invoice), day("2026-11-20"), None);
            desk.story.file.pauses.push(pause);
        },
        &[("pause", RED)],
    ),
    (
        "insolvent",
        |desk| {
            desk.story.file.insolvency = Some(domain::Insolvency {
                customer: desk.story.file.customer.id,
                kind: InsolvencyKind::Redressement,
                opened_on: day("2026-11-10"),
                published_on: None,
                recorded_on: day("2026-11-20"),
                declared_on: None,
            });
        },
        &[("silence", RED)],
    ),
    ("pays by direct debit", |desk| desk.story.file.customer.pays_by_direct_debit = true, &[("silence", RED)]),
    (
        "the same step went out meanwhile",
        |desk| {
            desk.story.did(StepKey::SecondReminder, day(TODAY));
        },
        &[("already_sent", RED)],
    ),
    (
        "the step before went out earlier",
        |desk| {
            desk.story.did(StepKey::FirstReminder, day("2026-11-03"));
        },
        &[],
    ),
    ("no e-mail address any more", |desk| desk.story.file.customer.contacts[0].email = None, &[("recipient", RED)]),
    (
        "another address than when it was drafted",
        |desk| desk.story.file.customer.contacts[0].email = Some("direction@studio-perrin.example".into()),
        &[("recipient", RED)],
    ),
    (
        "two addresses, none marked",
        |desk| {
            let mut second = desk.story.file.customer.contacts[0].clone();
            second.email = Some("direction@studio-perrin.example".into());
            desk.story.file.customer.contacts.push(second);
            desk.story.file.customer.contacts.iter_mut().for_each(|contact| contact.for_reminders = false);
        },
        &[("recipient", AMBER)],
    ),
    ("posted", Desk::posted, &[]),
    (
        "posted, and the customer has moved",
        |desk| {
            desk.posted();
            desk.story.file.customer.address.lines = vec!["1 rue Neuve".into()];
        },
        &[("recipient", RED)],
    ),
    (
        "posted without an address",
        |desk| {
            desk.posted();
            desk.story.file.customer.address = Address::default();
            desk.letter().address = Address::default();
        },
        &[("recipient", AMBER)],
    ),
    (
        "drafted for mail, handed over by post",
        |desk| {
            desk.channel = Channel::Letter;
            desk.story.file.customer.contacts[0].email = None;
        },
        &[],
    ),
    (
        "no account of the business",
        |desk| {
            desk.story.business.iban = None;
            desk.letter().text = "Réglez, s’il vous plaît.".into();
        },
        &[("iban", AMBER)],
    ),
    (
        "another account than the letter's",
        |desk| desk.story.business.iban = "FR7630006000011234567890189".parse().ok(),
        &[("iban", RED)],
    ),
    ("the account was taken out", |desk| desk.story.business.iban = None, &[("iban", RED)]),
    (
        "paid since it was drafted",
        |desk| {
            desk.story.paid(desk.invoice, ASKED, day(TODAY));
            (desk.letter().asked_now, desk.letter().asked_today) = (ASKED, 0);
        },
        &[("letter", RED)],
    ),
    (
        "a part paid since",
        |desk| {
            desk.story.paid(desk.invoice, 10_000, day(TODAY));
            desk.letter().asked_today = ASKED - 10_000;
        },
        &[("letter", RED)],
    ),
    ("its figures were corrected", |desk| desk.letter().asked_now = ASKED + 1, &[("letter", RED)]),
    ("more has fallen due since", |desk| desk.letter().asked_today = ASKED + 5_000, &[]),
    (
        "only proposed",
        |desk| {
            desk.letter = None;
            desk.credit("2026-11-20", ASKED, None);
        },
        &[("money", RED)],
    ),
    (
        "a call needs no account and no e-mail",
        |desk| {
            (desk.step, desk.channel, desk.letter) = (StepKey::Call, Channel::Phone, None);
            desk.story.business.iban = None;
            desk.story.file.customer.contacts[0].email = None;
        },
        &[],
    ),
];

#[test]
fn each_fact_lights_its_lamp_and_no_other() {
    for (what, happened, expected) in CASES {
        let mut desk = Desk::new();
        happened(&mut desk);
        assert_eq!(desk.said(), *expected, "{what}: {:?}", desk.lights());
    }
}

#[test]
fn every_subject_of_a_letter_has_a_light_when_all_is_well() {
    let codes: Vec<&str> = Desk::new().lights().iter().map(Light::code).collect();
    assert_eq!(codes, ["bank", "money", "dispute", "promise", "recipient", "iban", "letter"]);
}

#[test]
fn without_a_statement_nothing_is_said_of_money() {
    let mut desk = Desk::new();
    desk.seen_until = None;
    assert!(desk.lights().iter().all(|light| light.code() != "money"), "nobody has looked");
}

#[test]
fn the_likeliest_payment_comes_first_and_each_is_named() {
    let mut desk = Desk::new();
    desk.credit("2026-11-21", ASKED, None);
    desk.credit("2026-11-20", 100, doubtful(&desk));
    desk.credit("2026-11-19", 200, certain(&desk));
    let lights = desk.lights();
    let money = lights.iter().find(|light| light.code() == "money").unwrap();
    let Light::UnattributedMoney { credits } = money else { panic!("{money:?}") };
    let why: Vec<Why> = credits.iter().map(|credit| credit.why).collect();
    assert_eq!(why, [Why::Certain, Why::Doubtful, Why::Same(Sum::Balance(desk.invoice))]);
    assert_eq!(money.about().len(), 3, "a reason for these three does not hold for a fourth");
}

#[test]
fn nothing_firm_leaves_for_a_time_barred_debt_but_a_courteous_letter_may() {
    let mut desk = Desk::new();
    desk.story.file.customer.kind = Some(DebtorKind::Consumer);
    let old = desk.story.file.invoices.first_mut().unwrap();
    old.issue_date = day("2020-01-02");
    (old.delivery_date, old.received_on) = (Some(day("2020-01-02")), Some(day("2020-01-02")));
    old.instalments[0].due_date = day("2020-02-01");
    assert_eq!(desk.said(), [("silence", RED)]);
    desk.step = StepKey::FirstReminder;
    assert_eq!(desk.said(), []);
}
