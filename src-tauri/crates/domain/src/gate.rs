//! The owner's written word that a letter leaves although a light of the gate is red.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{CustomerId, LetterId};

/// It holds for that letter as long as nothing else turns red.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GatePassed {
    pub letter: LetterId,
    pub customer: CustomerId,
    pub day: NaiveDate,
    /// Why it leaves all the same, as the owner wrote it. Never blank.
    pub reason: String,
    /// Everything that was red at that moment.
    pub lights: Vec<RedLight>,
}

/// A red light as the owner saw it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RedLight {
    /// `money`, `dispute`, `letter`…
    pub code: String,
    /// What it is about, each by a name that stays: an id, an amount, a day.
    pub about: Vec<String>,
    /// What was shown, word for word.
    pub sentence: String,
}

impl GatePassed {
    /// Whether the owner has seen this light with everything it is about.
    pub fn covers(&self, light: &RedLight) -> bool {
        let same = |known: &&RedLight| known.code == light.code;
        light.about.iter().all(|about| self.lights.iter().filter(same).any(|known| known.about.contains(about)))
            && self.lights.iter().any(|known| known.code == light.code)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn red(code: &str, about: &[&str]) -> RedLight {
        RedLight {
            code: code.into(),
            about: about.iter().map(|one| (*one).to_owned()).collect(),
            sentence: code.into(),
        }
    }

    #[test]
    fn a_reason_holds_for_what_was_red_and_for_nothing_else() {
        let passed = GatePassed {
            letter: LetterId(Uuid::nil()),
            customer: CustomerId(Uuid::nil()),
            day: "2026-11-24".parse().unwrap(),
            reason: "vu avec le client".into(),
            lights: vec![red("money", &["a", "b"]), red("iban", &[])],
        };
        assert!(passed.covers(&red("money", &["b"])), "one of the two is left");
        assert!(passed.covers(&red("iban", &[])));
        assert!(!passed.covers(&red("money", &["a", "c"])), "a new payment");
        assert!(!passed.covers(&red("letter", &[])));
        assert!(!passed.covers(&red("dispute", &["a"])), "what is known of one light says nothing of another");
    }
}
