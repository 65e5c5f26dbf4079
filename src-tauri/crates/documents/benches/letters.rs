//! Letters per second, one after the other and as one document of a hundred. Run on one core:
//! `taskset -c 0 cargo bench -p documents`.
#![allow(clippy::unwrap_used, reason = "a failure here is a failed run")]

#[path = "../tests/sample/mod.rs"]
mod sample;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use documents::letters::{compose, pages, render, render_batch};
use documents::pdf::Picture;
use domain::{DebtorKind, Lang, StepKey};

fn letters(criterion: &mut Criterion) {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Professional);
    let picture = Picture::read(&sample::logo()).unwrap();
    let mut group = criterion.benchmark_group("letters");
    group.sample_size(20);

    for (name, step, count) in [
        ("first reminder, 8 invoices, 1 page", StepKey::FirstReminder, 8),
        ("second reminder, 8 invoices, 2 pages", StepKey::SecondReminder, 8),
        ("formal notice, 60 invoices, 5 pages", StepKey::FormalNotice, 60),
    ] {
        let mut request = sample::request(&business, &customer, step, Lang::Fr, count);
        request.logo = Some(&picture);
        // Other numbers and amounts each time: what repeats in life repeats here, and no more.
        let requests: Vec<_> = (0..200).map(|seed| sample::varied(&request, seed)).collect();
        let mut next = requests.iter().cycle();
        group.throughput(Throughput::Elements(1));
        group.bench_function(format!("single: {name}"), |bencher| {
            bencher.iter(|| {
                let request = next.next().unwrap();
                let draft = compose(black_box(request)).unwrap();
                render(request, &draft.subject, &draft.body).unwrap().pdf.len()
            });
        });
        group.bench_function(format!("layout only: {name}"), |bencher| {
            bencher.iter(|| {
                let request = next.next().unwrap();
                let draft = compose(black_box(request)).unwrap();
                pages(request, &draft.subject, &draft.body).unwrap().pages.len()
            });
        });
    }

    for (name, step) in [("first reminders", StepKey::FirstReminder), ("second reminders", StepKey::SecondReminder)] {
        let mut request = sample::request(&business, &customer, step, Lang::Fr, 8);
        request.logo = Some(&picture);
        let batch: Vec<_> = (0..100)
            .map(|seed| {
                let request = sample::varied(&request, seed);
                let draft = compose(&request).unwrap();
                (request, draft)
            })
            .collect();
        group.throughput(Throughput::Elements(100));
        group.bench_function(format!("batch of 100: {name}"), |bencher| {
            bencher.iter(|| render_batch(black_box(&batch), "Relances").unwrap().len());
        });
    }
    group.finish();
}

criterion_group!(benches, letters);
criterion_main!(benches);
