//! The structured creditor reference of ISO 11649: `RF`, two check digits, up to 21 characters.

use super::text::squash;

/// The body of a creditor reference whose check digits are right, without its blanks; none otherwise.
pub fn body(reference: &str) -> Option<String> {
    let plain = squash(reference);
    let (head, body) = plain.split_at_checked(4)?;
    let digits = head.strip_prefix("RF")?;
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) || body.is_empty() || body.len() > 21 {
        return None;
    }
    (remainder(&format!("{body}{head}")) == 1).then(|| body.to_owned())
}

/// The creditor reference of a text of at most 21 letters and digits.
pub fn reference(body: &str) -> Option<String> {
    let body = squash(body);
    if body.is_empty() || body.len() > 21 {
        return None;
    }
    let check = 98 - remainder(&format!("{body}RF00"));
    Some(format!("RF{check:02}{body}"))
}

/// Letters count 10 to 35 (ISO 7064, mod 97-10).
fn remainder(text: &str) -> u32 {
    text.bytes().fold(0, |rest, sign| match sign {
        b'0'..=b'9' => (rest * 10 + u32::from(sign - b'0')) % 97,
        _ => (rest * 100 + u32::from(sign - b'A') + 10) % 97,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_the_standard() {
        assert_eq!(body("RF18 5390 0754 7034"), Some("539007547034".to_owned()));
        assert_eq!(body("RF19 5390 0754 7034"), None);
        assert_eq!(reference("539007547034").as_deref(), Some("RF18539007547034"));
    }

    #[test]
    fn what_is_made_is_read() {
        let made = reference("F-2026-0171").unwrap();
        assert_eq!(body(&made), Some("F20260171".to_owned()));
    }

    #[test]
    fn what_is_no_reference_has_no_body() {
        for text in ["", "RF", "RF18", "RFX8539", "FACT 171", "RF181234567890123456789012345"] {
            assert_eq!(body(text), None, "{text}");
        }
    }
}
