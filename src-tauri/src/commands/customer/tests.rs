//! The customer's file: its figures.

use super::*;

/// Every amount of a file adds up, and says what the lists and Today say.
#[test]
fn the_figures_of_a_file_add_up_and_agree_with_its_invoices() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(folder.path(), Some(Lang::Fr)).unwrap();
    let today: NaiveDate = "2026-11-23".parse().unwrap();
    let now = Now { instant: today.and_hms_opt(9, 0, 0).unwrap().and_utc(), today };
    desk.fill_with_sample(now).unwrap();
    let mut paid_in_part = 0;
    for customer in desk.customers_owing().unwrap() {
        let view = customer_file(&mut desk, now, customer.to_string()).unwrap();
        assert_eq!(view.principal + view.interest + view.indemnity, view.total, "{}", view.name);
        let owed = || view.invoices.iter().filter(|invoice| invoice.open > 0);
        assert_eq!(owed().map(|invoice| invoice.open).sum::<i64>(), view.principal, "{}", view.name);
        assert_eq!(
            owed().map(|invoice| invoice.accessories).sum::<i64>(),
            view.interest + view.indemnity,
            "{}",
            view.name
        );
        paid_in_part += owed().filter(|invoice| invoice.paid > 0).count();
    }
    assert!(paid_in_part > 0, "the sample has an invoice paid in part");
}
