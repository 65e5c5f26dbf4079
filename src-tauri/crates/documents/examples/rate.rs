#[path = "../tests/sample/mod.rs"]
mod sample;
use documents::letters::{compose, pages, render, render_batch};
use domain::{DebtorKind, Lang, StepKey};
fn cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    s.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
fn main() {
    let business = sample::business();
    let customer = sample::customer(DebtorKind::Professional);
    let picture = documents::pdf::Picture::read(&sample::logo()).unwrap();
    for (name, step, count) in [
        ("first 8", StepKey::FirstReminder, 8),
        ("second 8", StepKey::SecondReminder, 8),
        ("formal 60", StepKey::FormalNotice, 60),
    ] {
        let mut request = sample::request(&business, &customer, step, Lang::Fr, count);
        request.logo = Some(&picture);
        let all: Vec<_> = (0..400).map(|seed| sample::varied(&request, seed)).collect();
        let a = cpu();
        for request in &all {
            let draft = compose(request).unwrap();
            std::hint::black_box(render(request, &draft.subject, &draft.body).unwrap());
        }
        let b = cpu();
        for request in &all {
            let draft = compose(request).unwrap();
            std::hint::black_box(pages(request, &draft.subject, &draft.body).unwrap());
        }
        let c = cpu();
        let batch: Vec<_> = all[..100].iter().map(|r| (r.clone(), compose(r).unwrap())).collect();
        let d = cpu();
        let bytes = render_batch(&batch, "x").unwrap().len();
        let e = cpu();
        println!(
            "{name}: single {:.0}/s, layout {:.0}/s, batch {:.0}/s ({} kB)",
            400.0 / (b - a),
            400.0 / (c - b),
            100.0 / (e - d),
            bytes / 1000
        );
    }
}
