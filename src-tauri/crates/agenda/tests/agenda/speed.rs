//! 63,000 customers with 100,000 invoices: the verdicts of a morning. Run by hand, in release:
//! `cargo test --release -p agenda --test agenda -- --ignored --nocapture speed`.

use std::time::Instant;

use domain::{CustomerFile, CustomerId, DebtorKind, StepKey};
use uuid::Uuid;

use crate::story::{Story, day, plus};

#[test]
#[ignore = "a measurement, not a check"]
fn speed_of_a_morning() {
    let today = day("2026-11-20");
    let mut files: Vec<CustomerFile> = Vec::new();
    for number in 0_u128..63_000 {
        let kind = match number % 5 {
            0 => DebtorKind::Consumer,
            1 => DebtorKind::PublicBody,
            _ => DebtorKind::Professional,
        };
        let mut story = Story::of(Some(kind));
        story.file.customer.id = CustomerId(Uuid::from_u128(number));
        let late = i64::try_from(number % 90).unwrap() - 30;
        story.invoice(plus(today, -late), 120_000);
        if number % 63 < 37 {
            story.invoice(plus(today, 20 - late), 40_000);
        }
        if late > 12 {
            story.did(StepKey::FirstReminder, plus(today, 4 - late));
        }
        files.push(story.file);
    }
    let story = Story::professional();
    let invoices: usize = files.iter().map(|file| file.invoices.len()).sum();
    for _ in 0..3 {
        let start = Instant::now();
        let proposals = agenda::agenda(&files, &story.context(today));
        println!("{invoices} invoices, {} proposals in {:?}", proposals.len(), start.elapsed());
    }
    // One customer with everything.
    let mut large = Story::professional();
    for number in 0..20_000 {
        let invoice = large.invoice(plus(today, -(number % 90)), 10_000);
        if number % 3 == 0 {
            large.paid(invoice, 10_000, plus(today, -1));
        }
    }
    large.did(StepKey::FirstReminder, plus(today, -30));
    let start = Instant::now();
    let step = large.step(today);
    println!("one customer with 20,000 invoices: {step:?} in {:?}", start.elapsed());
}
