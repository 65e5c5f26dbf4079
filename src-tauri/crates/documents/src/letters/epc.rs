//! The payment code: a SEPA credit transfer in a QR code (EPC069-12, version 2.1).

use domain::{Business, Cents};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

use crate::typeset::Modules;

/// The name of the beneficiary has at most 70 characters, the remittance text 140.
const LONGEST_NAME: usize = 70;
const LONGEST_REMITTANCE: usize = 140;
/// The scheme carries 0.01 to 999 999 999.99 euros.
const LARGEST: Cents = Cents(99_999_999_999);

/// The text inside the code; `None` without an account or outside the amounts of the scheme.
pub fn payload(business: &Business, amount: Cents, remittance: &str) -> Option<String> {
    let iban = business.iban.as_ref()?;
    if !amount.is_positive() || amount > LARGEST {
        return None;
    }
    let line = |text: &str, longest: usize| -> String {
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(longest).collect::<String>().trim().to_owned()
    };
    let bic = business.bic.as_deref().unwrap_or_default().trim().to_uppercase();
    Some(format!(
        "BCD\n002\n1\nSCT\n{bic}\n{}\n{iban}\nEUR{amount}\n\n\n{}",
        line(&business.name, LONGEST_NAME),
        line(remittance, LONGEST_REMITTANCE),
    ))
}

/// The code as squares: error correction M, at most version 13, as the scheme asks.
pub fn modules(payload: &str) -> Option<Modules> {
    let segment = QrSegment::make_bytes(payload.as_bytes());
    let code =
        QrCode::encode_segments_advanced(&[segment], QrCodeEcc::Medium, Version::MIN, Version::new(13), None, false)
            .ok()?;
    let side = code.size();
    let dark = (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).map(|(x, y)| code.get_module(x, y)).collect();
    Some(Modules { side: usize::try_from(side).ok()?, dark })
}
