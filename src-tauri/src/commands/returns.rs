//! Why money went back, beside the lines that say it did.

use app::words::returns;
use app::{Desk, Now};
use domain::BankEntryId;

use super::{Outcome, bank as lines};
use crate::views::bank::{BankLineView, BankView};

/// The lines of the bank. What the bank says of a return is said first: it decides what the owner does about it.
pub fn bank(desk: &mut Desk, now: Now, limit: u32) -> Outcome<BankView> {
    let mut view = lines::bank(desk, now, limit)?;
    for line in view.returns.lines.iter_mut().chain(&mut view.done.lines).filter(|line| line.amount < 0) {
        because(desk, line)?;
    }
    Ok(view)
}

fn because(desk: &Desk, line: &mut BankLineView) -> Outcome<()> {
    let Ok(id) = line.line.parse::<BankEntryId>() else { return Ok(()) };
    if let Some(reason) = desk.bank_entry(id)?.entry.return_reason {
        let because = returns::return_reason(desk.lang(), &reason);
        line.hint = format!("{because} {}", line.hint).trim_end().to_owned();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::views::bank::{BankShareForm, BankSharesForm};

    const BECAUSE: &str = "Il n’y avait pas assez d’argent sur le compte du client.";

    fn brings(desk: &mut Desk, now: Now, line: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("releve.csv");
        std::fs::write(&path, format!("Date;Libellé;Nom contrepartie;Montant\n{line}\n")).unwrap();
        desk.import_statements(now, &path).unwrap();
    }

    #[test]
    fn a_returned_payment_says_why_while_it_waits_and_once_it_is_recognised() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(folder.path(), Some(domain::Lang::Fr)).unwrap();
        let today: chrono::NaiveDate = "2026-11-23".parse().unwrap();
        let now = Now { instant: today.and_hms_opt(9, 0, 0).unwrap().and_utc(), today };
        desk.fill_with_sample(now).unwrap();
        brings(&mut desk, now, "02/11/2026;PRLV SEPA RECU;INCONNU;333,33");
        let view = bank(&mut desk, now, 100).unwrap();
        let line = view.unknown.lines.iter().find(|line| line.amount == 33_333).unwrap().line.clone();
        let customer = desk.customers_owing().unwrap()[0].to_string();
        let share = BankShareForm { customer: customer.clone(), ..BankShareForm::default() };
        lines::bank_recognise(&mut desk, now, BankSharesForm { line, shares: vec![share] }).unwrap();
        brings(&mut desk, now, "09/11/2026;REJET PRLV SEPA PROVISION INSUFFISANTE;INCONNU;-333,33");
        let view = bank(&mut desk, now, 100).unwrap();
        let waits = view.returns.lines.iter().find(|line| line.amount == -33_333).unwrap().clone();
        assert!(waits.hint.starts_with(BECAUSE), "{}", waits.hint);
        let payable = lines::bank_returnable(&mut desk, now, waits.line.clone()).unwrap();
        lines::bank_return(&mut desk, now, waits.line.clone(), payable[0].payment.clone()).unwrap();
        let view = bank(&mut desk, now, 100).unwrap();
        let done = view.done.lines.iter().find(|line| line.line == waits.line).unwrap();
        assert!(done.hint.starts_with(BECAUSE) && done.hint.ends_with("reparti."), "{}", done.hint);
        let file = crate::commands::customer::customer_file(&mut desk, now, customer).unwrap();
        let told = file.timeline.iter().find(|entry| entry.title == "Paiement reparti").unwrap();
        assert_eq!(told.detail, BECAUSE);
    }
}
