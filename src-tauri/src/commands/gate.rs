//! The lights of the send gate, for the strip above the buttons and for the cards.

use agenda::Proposal;
use agenda::gate::{Light, Tone as LightTone};
use app::gate::Gate;
use app::words::gate as words;
use app::{Desk, Now};
use domain::{CustomerFile, Lang};

use super::Outcome;
use crate::views::Tone;
use crate::views::gate::{GateView, LightView};

pub fn gate_view(lang: Lang, file: &CustomerFile, gate: &Gate) -> GateView {
    let number = words::numbers(file);
    let light = |light: &Light| LightView {
        code: light.code().to_owned(),
        tone: match light.tone() {
            LightTone::Green => Tone::Good,
            LightTone::Amber => Tone::Soon,
            LightTone::Red => Tone::Late,
        },
        short: words::short(lang, light),
        sentence: words::sentence(lang, light, &number),
        fix: fix(light).to_owned(),
    };
    GateView {
        lights: gate.lights.iter().map(light).collect(),
        closed: gate.is_closed(),
        passed: gate.passed.as_ref().map(|passed| passed.reason.clone()),
    }
}

/// What mends a light.
fn fix(light: &Light) -> &'static str {
    match light {
        Light::BankNeverSeen | Light::BankStale { .. } => "statement",
        Light::UnattributedMoney { .. } => "attribute",
        Light::FreeMoney { .. } | Light::FreeMoneyLeft { .. } => "apply",
        Light::Disputed { .. }
        | Light::PartlyDisputed { .. }
        | Light::Promised { .. }
        | Light::PromisePassed { .. }
        | Light::SaysPaid { .. }
        | Light::Paused { .. }
        | Light::Silent(_)
        | Light::AlreadySent { .. }
        | Light::RecipientNotMarked { .. }
        | Light::NoEmail
        | Light::NoPostalAddress => "customer",
        Light::NoIban => "business",
        Light::RecipientChanged { .. } | Light::IbanChanged | Light::FiguresChanged { .. } => "redraft",
        Light::BankSeen { .. }
        | Light::NoUnattributedMoney
        | Light::NoDispute
        | Light::NoHold
        | Light::Recipient { .. }
        | Light::Iban { .. }
        | Light::LetterCurrent
        | Light::Paid => "",
    }
}

/// What a card says of the first red light. A card that asks to check something is that light itself: it tells of money
/// alone.
pub fn mark(desk: &Desk, now: Now, file: &CustomerFile, proposal: &Proposal) -> Outcome<Option<String>> {
    let lights = desk.gate_of_proposal(now, file, proposal)?;
    let red = lights.iter().find(|light| {
        light.tone() == LightTone::Red
            && (proposal.step.is_contact() || matches!(light, Light::UnattributedMoney { .. }))
    });
    Ok(red.map(|light| words::mark(desk.lang(), light, &words::numbers(file))))
}
