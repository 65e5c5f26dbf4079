//! The message with the letter inside (.eml), to be opened in the owner's own mail program. Nothing is sent from here.

use chrono::{NaiveDate, NaiveTime};
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::{BodyPart, MimePart};
use sha2::{Digest, Sha256};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Person<'a> {
    pub name: &'a str,
    pub email: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Attached<'a> {
    /// `Rappel F-2026-188.pdf`.
    pub name: &'a str,
    pub content_type: &'a str,
    pub bytes: &'a [u8],
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message<'a> {
    pub from: Person<'a>,
    pub to: Vec<Person<'a>>,
    pub subject: &'a str,
    pub text: &'a str,
    pub attachments: Vec<Attached<'a>>,
    pub day: NaiveDate,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MessageError {
    #[error("the sender has no e-mail address")]
    NoSender,
    #[error("no recipient has an e-mail address")]
    NoRecipient,
    #[error("an e-mail address or a name holds a line break")]
    LineBreak,
    #[error("the message could not be written")]
    NotWritten,
}

/// The bytes of the message. The same input gives the same bytes: date, boundary and identifier come from it.
pub fn eml(message: &Message<'_>) -> Result<Vec<u8>, MessageError> {
    if message.from.email.trim().is_empty() {
        return Err(MessageError::NoSender);
    }
    let to: Vec<&Person<'_>> = message.to.iter().filter(|person| !person.email.trim().is_empty()).collect();
    if to.is_empty() {
        return Err(MessageError::NoRecipient);
    }
    let people = to.iter().copied().chain([&message.from]);
    let lines = people.flat_map(|person| [person.name, person.email]).chain(message.attachments.iter().map(|a| a.name));
    if lines.chain([message.subject]).any(|text| text.contains(['\r', '\n'])) {
        return Err(MessageError::LineBreak);
    }

    let identity = identity(message);
    let domain = message.from.email.rsplit('@').next().unwrap_or("acquit.invalid").trim();
    let mut parts = vec![MimePart::new("text/plain", BodyPart::Text(message.text.into()))];
    for attached in &message.attachments {
        parts.push(
            MimePart::new(attached.content_type.to_owned(), BodyPart::Binary(attached.bytes.into()))
                .attachment(attached.name.to_owned()),
        );
    }
    let mixed = ContentType::new("multipart/mixed").attribute("boundary", format!("=_acquit_{identity}"));
    // Noon in universal time is the same civil day in all of France but the farthest islands.
    let noon = NaiveTime::from_hms_opt(12, 0, 0).ok_or(MessageError::NotWritten)?;
    MessageBuilder::new()
        .from(address(&message.from))
        .to(Address::new_list(to.into_iter().map(address).collect()))
        .subject(message.subject)
        .date(message.day.and_time(noon).and_utc().timestamp())
        .message_id(format!("{identity}@{domain}"))
        // Mail programs open a message so marked as a draft, ready to be sent.
        .header("X-Unsent", Raw::new("1"))
        .body(MimePart::new(mixed, BodyPart::Multipart(parts)))
        .write_to_vec()
        .map_err(|_| MessageError::NotWritten)
}

fn address<'a>(person: &Person<'a>) -> Address<'a> {
    let name = person.name.trim();
    Address::new_address((!name.is_empty()).then_some(name), person.email.trim())
}

/// Thirty-two hexadecimal digits of all that is in the message.
fn identity(message: &Message<'_>) -> String {
    let mut digest = Sha256::new();
    let mut add = |bytes: &[u8]| {
        // The length keeps two fields from running into each other.
        digest.update((bytes.len() as u64).to_be_bytes());
        digest.update(bytes);
    };
    add(message.from.email.as_bytes());
    for person in &message.to {
        add(person.email.as_bytes());
    }
    add(message.subject.as_bytes());
    add(message.text.as_bytes());
    for attached in &message.attachments {
        add(attached.name.as_bytes());
        add(attached.bytes);
    }
    add(message.day.to_string().as_bytes());
    digest.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message<'a>() -> Message<'a> {
        Message {
            from: Person { name: "Maëlle Morvan", email: "contact@atelier-morvan.example" },
            to: vec![Person { name: "Studio Perrin", email: "compta@studio-perrin.example" }],
            subject: "Facture F-2026-188 : petit rappel",
            text: "Bonjour,\n\nIl reste 2\u{202f}016,40\u{a0}€ à payer.\n",
            attachments: vec![Attached {
                name: "Rappel à régler.pdf",
                content_type: "application/pdf",
                bytes: b"%PDF-1.7",
            }],
            day: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        }
    }

    #[test]
    fn the_same_message_has_the_same_bytes() {
        assert_eq!(eml(&message()).unwrap(), eml(&message()).unwrap());
    }

    #[test]
    fn a_message_opens_as_a_draft_with_its_attachment() {
        let text = String::from_utf8(eml(&message()).unwrap()).unwrap();
        assert!(text.contains("X-Unsent: 1\r\n"), "{text}");
        assert!(text.contains("compta@studio-perrin.example"));
        assert!(text.contains("Date: Sun, 22 Nov 2026 12:00:00 +0000"), "{text}");
        assert!(text.contains("JVBERi0xLjc="), "{text}");
        assert!(text.contains("multipart/mixed"));
        assert!(!text.contains("€"), "a message is plain ASCII: {text}");
    }

    #[test]
    fn a_line_break_cannot_add_a_header() {
        let mut message = message();
        message.subject = "Facture\r\nBcc: other@example.org";
        assert_eq!(eml(&message), Err(MessageError::LineBreak));
    }

    #[test]
    fn a_message_needs_someone_to_go_to() {
        let mut message = message();
        message.to[0].email = " ";
        assert_eq!(eml(&message), Err(MessageError::NoRecipient));
    }
}
