//! What a plan begins with, and what of a form is refused.

use app::cessions::NewCession;

use super::*;

fn sample(folder: &tempfile::TempDir) -> (Desk, Now) {
    let mut desk = Desk::open(folder.path(), Some(Lang::Fr)).unwrap();
    let today: NaiveDate = "2026-11-23".parse().unwrap();
    let now = Now { instant: today.and_hms_opt(9, 0, 0).unwrap().and_utc(), today };
    desk.fill_with_sample(now).unwrap();
    (desk, now)
}

/// The first customer of whom a plan may be about at least two invoices, one of them overdue.
fn start(desk: &mut Desk, now: Now) -> PlanStart {
    let owing = desk.customers_owing().unwrap();
    let starts = owing.into_iter().map(|customer| plan_start(desk, now, customer.to_string()).unwrap());
    starts.into_iter().find(|start| start.invoices.len() > 1 && !start.form.invoices.is_empty()).unwrap()
}

fn wrong(result: Outcome<PlanPreview>) -> (&'static str, String) {
    let failure = result.unwrap_err();
    (failure.field_name().unwrap(), failure.sentence(Lang::Fr).replace(NO_BREAK, " "))
}

#[test]
fn a_clause_needs_its_days_and_is_never_dropped_with_them() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, now) = sample(&folder);
    let form = start(&mut desk, now).form;
    assert!(form.clause);
    assert_eq!(new_plan(&form).unwrap().acceleration_days, Some(8));
    for days in ["", " ", "0", "huit"] {
        let typed = PlanForm { clause_days: days.into(), ..form.clone() };
        assert_eq!(wrong(plan_preview(&mut desk, now, typed)).0, "clause_days", "{days:?}");
    }
    let without = PlanForm { clause: false, clause_days: String::new(), ..form };
    assert_eq!(new_plan(&without).unwrap().acceleration_days, None);
    assert!(plan_preview(&mut desk, now, without).is_ok());
}

#[test]
fn a_ceded_invoice_is_neither_offered_nor_taken_into_a_plan() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, now) = sample(&folder);
    let PlanStart { form, invoices } = start(&mut desk, now);
    let given = form.invoices[0].clone();
    let number = &invoices.iter().find(|one| one.id == given).unwrap().number;
    let customer = customer_id(&form.customer).unwrap();
    let cession = NewCession {
        customer,
        invoices: vec![given.parse().unwrap()],
        to: "Factor SA".into(),
        day: now.today,
        with_recourse: true,
    };
    desk.cede(now, cession).unwrap();
    let after = plan_start(&mut desk, now, form.customer.clone()).unwrap();
    assert_eq!(after.invoices.len(), invoices.len() - 1);
    assert!(!after.form.invoices.contains(&given));
    let expected =
        format!("La facture {number} est cédée à Factor SA : ce n’est plus à vous de la réclamer ni d’en convenir.");
    assert_eq!(wrong(plan_preview(&mut desk, now, form)), ("invoices", expected));
}

#[test]
fn what_is_under_a_plan_is_not_offered_again_and_its_number_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, now) = sample(&folder);
    let PlanStart { form, invoices } = start(&mut desk, now);
    plan_save(&mut desk, now, form.clone()).unwrap();
    let after = plan_start(&mut desk, now, form.customer.clone()).unwrap();
    assert_eq!(after.invoices.len(), invoices.len() - form.invoices.len());
    let Err(Failure::Field { field, problem: FieldProblem::UnderPlan { number } }) = plan_save(&mut desk, now, form)
    else {
        panic!("a second plan was made")
    };
    assert_eq!(field, "invoices");
    assert!(invoices.iter().any(|one| one.number == number));
}
