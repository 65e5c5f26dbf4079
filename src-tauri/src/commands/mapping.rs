//! How the columns of a list are read, and what the owner says of them.

use app::import::{BankList, StatementFile};
use app::import_list::{ListEdit, ListFile, ListKind};
use app::words::findings;
use app::{Desk, Now};
use domain::{Cents, Lang};
use intake::sheet::assign::Column;
use intake::sheet::grid::Grid;
use intake::sheet::headings::Field;
use intake::sheet::mapping::Question as ListQuestion;
use intake::sheet::values::{DateOrder, DecimalSign};
use intake::statement::list::fields::BankField;
use intake::statement::list::mapping::BankQuestion;
use intake::statement::list::signs::MoneyOut;

use super::Outcome;
use super::import::{candidate_view, plan_view};
use super::today::say;
use crate::views::import::{BankLinePreview, ColumnView, ImportPlanView, MappingEdit, MappingView, OptionView};

/// As many lines as the preview shows.
const SHOWN: usize = 8;

pub(super) fn of_invoices(lang: Lang, list: &ListFile) -> MappingView {
    let missing = list.questions.iter().flat_map(|question| match question {
        ListQuestion::MissingFields { fields } => fields.clone(),
        _ => Vec::new(),
    });
    let asks = |wanted: fn(&ListQuestion) -> bool| list.questions.iter().any(wanted);
    let label = |field: Field| option(field.code(), field_label(lang, field));
    MappingView {
        kind: INVOICES.to_owned(),
        sheets: list.grid.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        sheet: sheet_of(&list.grid, &list.mapping.sheet),
        header_line: list.mapping.header_line.unwrap_or(0),
        columns: columns(&list.mapping.columns, Field::code),
        fields: Field::ALL.into_iter().map(label).collect(),
        several: Vec::new(),
        missing: missing.map(|field| findings::list_field(lang, field.code())).collect(),
        decimal: decimal(list.mapping.decimal, asks(|question| matches!(question, ListQuestion::DecimalSign { .. }))),
        dates: dates(list.mapping.dates, asks(|question| matches!(question, ListQuestion::DateOrder { .. }))),
        money_out: None,
        remembered: list.remembered,
        preview: list.candidates.iter().take(SHOWN).map(|candidate| candidate_view(lang, candidate)).collect(),
        lines: Vec::new(),
    }
}

pub(super) fn of_bank(lang: Lang, file: &StatementFile, list: &BankList) -> MappingView {
    let missing = list.questions.iter().flat_map(|question| match question {
        BankQuestion::MissingFields { fields } => fields.clone(),
        _ => Vec::new(),
    });
    let asks = |wanted: fn(&BankQuestion) -> bool| list.questions.iter().any(wanted);
    let asks_sign = asks(|question| matches!(question, BankQuestion::MoneyOut { .. }));
    let label = |field: BankField| option(field.code(), bank_field_label(lang, field));
    let entries = file.read.iter().flat_map(|read| &read.statements).flat_map(|statement| &statement.entries);
    let preview = entries.take(SHOWN).map(|entry| BankLinePreview {
        day: entry.booked_on.map(|day| day.to_string()),
        text: entry.remittance.join(" "),
        amount: Cents::exact(entry.amount).unwrap_or_default().0,
    });
    MappingView {
        kind: BANK.to_owned(),
        sheets: list.grid.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        sheet: sheet_of(&list.grid, &list.mapping.sheet),
        header_line: list.mapping.header_line.unwrap_or(0),
        columns: columns(&list.mapping.columns, BankField::code),
        fields: BankField::ALL.into_iter().map(label).collect(),
        several: vec![BankField::Label.code().to_owned()],
        missing: missing.map(|field| findings::list_field(lang, field.fact())).collect(),
        decimal: decimal(list.mapping.decimal, asks(|question| matches!(question, BankQuestion::DecimalSign { .. }))),
        dates: dates(list.mapping.dates, asks(|question| matches!(question, BankQuestion::DateOrder { .. }))),
        money_out: match (list.mapping.money_out, asks_sign) {
            (Some(MoneyOut::Negative), _) => Some("negative".to_owned()),
            (Some(MoneyOut::Positive), _) => Some("positive".to_owned()),
            (None, true) => Some(String::new()),
            (None, false) => None,
        },
        remembered: list.remembered,
        preview: Vec::new(),
        lines: preview.collect(),
    }
}

const INVOICES: &str = "invoices";
const BANK: &str = "bank";

fn option(value: &str, label: &str) -> OptionView {
    OptionView { value: value.to_owned(), label: label.to_owned() }
}

fn sheet_of(grid: &Grid, name: &str) -> u32 {
    let place = grid.sheets.iter().position(|sheet| sheet.name == name);
    place.and_then(|place| u32::try_from(place).ok()).unwrap_or(0)
}

fn columns<F: Copy>(columns: &[Column<F>], code: fn(F) -> &'static str) -> Vec<ColumnView> {
    let view = |(column, index): (&Column<F>, u32)| ColumnView {
        index,
        heading: column.heading.clone(),
        samples: column.samples.clone(),
        field: column.field.map(code).unwrap_or_default().to_owned(),
    };
    columns.iter().zip(0u32..).map(view).collect()
}

fn decimal(known: Option<DecimalSign>, asked: bool) -> String {
    match (known, asked) {
        (Some(DecimalSign::Point), _) => "point",
        (Some(DecimalSign::Comma), _) | (None, false) => "comma",
        (None, true) => "",
    }
    .to_owned()
}

fn dates(known: Option<DateOrder>, asked: bool) -> String {
    match (known, asked) {
        (Some(DateOrder::MonthFirst), _) => "mdy",
        (Some(DateOrder::DayFirst), _) | (None, false) => "dmy",
        (None, true) => "",
    }
    .to_owned()
}

fn field_label(lang: Lang, field: Field) -> &'static str {
    match field {
        Field::Number => say(lang, "Numéro de facture", "Invoice number"),
        Field::CustomerName => say(lang, "Client", "Customer"),
        Field::FirstName => say(lang, "Prénom du client", "Customer’s first name"),
        Field::IssueDate => say(lang, "Date de facture", "Invoice date"),
        Field::DueDate => say(lang, "Échéance", "Due date"),
        Field::DeliveryDate => say(lang, "Livraison ou achèvement", "Delivery or completion"),
        Field::GrossTotal => say(lang, "Montant TTC", "Gross amount"),
        Field::NetTotal => say(lang, "Montant HT", "Net amount"),
        Field::VatTotal => say(lang, "TVA", "VAT"),
        Field::AmountDue => say(lang, "Reste dû", "Amount due"),
        Field::Paid => say(lang, "Déjà réglé", "Already paid"),
        Field::Currency => say(lang, "Monnaie", "Currency"),
        Field::Kind => say(lang, "Facture ou avoir", "Invoice or credit note"),
        Field::DebtorKind => say(lang, "Professionnel, particulier, public", "Business, consumer, public"),
        Field::Status => say(lang, "Payée ou non", "Paid or not"),
        Field::Siren => "SIREN",
        Field::Siret => "SIRET",
        Field::VatId => say(lang, "N° de TVA", "VAT number"),
        Field::CustomerCode => say(lang, "Code client", "Customer code"),
        Field::ContactName => say(lang, "Interlocuteur", "Contact"),
        Field::Email => say(lang, "E-mail", "E-mail"),
        Field::Phone => say(lang, "Téléphone", "Telephone"),
        Field::Address => say(lang, "Adresse", "Address"),
        Field::AddressMore => say(lang, "Complément d’adresse", "Address, more"),
        Field::Postcode => say(lang, "Code postal", "Postcode"),
        Field::City => say(lang, "Ville", "City"),
        Field::Country => say(lang, "Pays", "Country"),
        Field::Subject => say(lang, "Objet", "Subject"),
        Field::OrderReference => say(lang, "N° de commande", "Order number"),
        Field::PaymentReference => say(lang, "Référence de paiement", "Payment reference"),
        Field::PrecedingInvoice => say(lang, "Avoir sur la facture", "Credit note on invoice"),
    }
}

fn bank_field_label(lang: Lang, field: BankField) -> &'static str {
    match field {
        BankField::BookedOn => say(lang, "Date de l’opération", "Booking date"),
        BankField::ValueDate => say(lang, "Date de valeur", "Value date"),
        BankField::Label => say(lang, "Libellé", "Text"),
        BankField::Operation => say(lang, "Type d’opération", "Kind of operation"),
        BankField::Amount => say(lang, "Montant", "Amount"),
        BankField::Debit => say(lang, "Débit", "Debit"),
        BankField::Credit => say(lang, "Crédit", "Credit"),
        BankField::Direction => say(lang, "Débit ou crédit", "Debit or credit"),
        BankField::Balance => say(lang, "Solde", "Balance"),
        BankField::Currency => say(lang, "Monnaie", "Currency"),
        BankField::Reference => say(lang, "Référence de la banque", "Bank reference"),
        BankField::EndToEndId => say(lang, "Référence de bout en bout", "End-to-end reference"),
        BankField::CreditorReference => say(lang, "Référence du créancier", "Creditor reference"),
        BankField::CounterpartyName => say(lang, "Nom de l’autre partie", "Name of the other side"),
        BankField::PayerName => say(lang, "Nom du payeur", "Payer’s name"),
        BankField::PayeeName => say(lang, "Nom du bénéficiaire", "Payee’s name"),
        BankField::CounterpartyAccount => say(lang, "Compte de l’autre partie", "Account of the other side"),
        BankField::Account => say(lang, "Votre compte", "Your account"),
        BankField::AccountName => say(lang, "Nom de votre compte", "Name of your account"),
        BankField::Status => say(lang, "État de l’opération", "State of the operation"),
        BankField::ChequeNumber => say(lang, "N° de chèque", "Cheque number"),
    }
}

pub fn import_mapping(desk: &mut Desk, now: Now, edit: MappingEdit) -> Outcome<ImportPlanView> {
    let list_edit = ListEdit {
        kind: if edit.kind == BANK { ListKind::Bank } else { ListKind::Invoices },
        sheet: edit.sheet as usize,
        header_line: (edit.header_line > 0).then_some(edit.header_line),
        fields: edit.fields,
        decimal: match edit.decimal.as_str() {
            "comma" => Some(DecimalSign::Comma),
            "point" => Some(DecimalSign::Point),
            _ => None,
        },
        dates: match edit.dates.as_str() {
            "dmy" => Some(DateOrder::DayFirst),
            "mdy" => Some(DateOrder::MonthFirst),
            _ => None,
        },
        money_out: match edit.money_out.as_str() {
            "negative" => Some(MoneyOut::Negative),
            "positive" => Some(MoneyOut::Positive),
            _ => None,
        },
    };
    let lang = desk.lang();
    let plan = desk.edit_mapping(now, &edit.plan, edit.file as usize, &list_edit)?;
    Ok(plan_view(lang, plan))
}
