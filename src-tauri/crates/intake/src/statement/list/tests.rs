//! Small lists of our own making, one for every trap.

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::fields::BankField;
use super::mapping::{self, BankMapping, BankQuestion};
use super::rows;
use super::signs::MoneyOut;
use crate::finding::{Finding, FindingCode, RefusalCode, Severity};
use crate::kind::{FileKind, kind_of};
use crate::sheet::grid::{self, Cell, Grid, Row, Sheet};
use crate::sheet::values::{DateOrder, DecimalSign};
use crate::statement::report::line_of_statements;
use crate::statement::{Statement, StatementEntry};

pub(super) fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(super) fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn open(bytes: &[u8]) -> (Grid, BankMapping) {
    let grid = grid::read(bytes).unwrap();
    let mapping = mapping::propose_for(&grid).unwrap();
    (grid, mapping)
}

/// A list that leaves nothing to ask, read.
pub(super) fn read_bytes(bytes: &[u8]) -> (Vec<Statement>, Vec<Finding>, BankMapping) {
    let (grid, mapping) = open(bytes);
    assert_eq!(mapping.questions(grid.sheet(&mapping.sheet).unwrap()), [], "{:?}", mapping.columns);
    let reading = rows::apply(&grid, &mapping).unwrap();
    (reading.value.statements, reading.findings, mapping)
}

pub(super) fn read(text: &str) -> (Statement, Vec<Finding>, BankMapping) {
    let (mut statements, findings, mapping) = read_bytes(text.as_bytes());
    assert_eq!(statements.len(), 1);
    (statements.remove(0), findings, mapping)
}

pub(super) fn amounts(statement: &Statement) -> Vec<Decimal> {
    statement.entries.iter().map(|entry| entry.amount).collect()
}

fn codes(findings: &[Finding]) -> Vec<(Severity, FindingCode, Option<u32>)> {
    findings.iter().map(|finding| (finding.severity, finding.code, finding.place.line)).collect()
}

pub(super) fn errors(findings: &[Finding]) -> Vec<(FindingCode, Option<u32>)> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| (finding.code, finding.place.line)).collect()
}

/// The list of one bank: its code, movements, and what the first entry says.
pub(super) fn bank(text: &str, code: &str, movements: &[&str]) -> (Statement, StatementEntry) {
    assert_eq!(kind_of(text.as_bytes()), FileKind::BankList, "{code}");
    let (statement, findings, mapping) = read(text);
    assert_eq!(mapping.bank.as_deref(), Some(code));
    assert_eq!(amounts(&statement), movements.iter().map(|text| dec(text)).collect::<Vec<_>>(), "{code}");
    assert_eq!(statement.currency, "EUR", "{code}");
    assert_eq!(errors(&findings), [], "{code}");
    let first = statement.entries[0].clone();
    assert!(!first.remittance.is_empty(), "{code}");
    (statement, first)
}

#[test]
fn the_lists_of_common_french_banks_need_no_answer() {
    let (_, first) = bank(
        "Compte de chèques;Compte de chèques;****1234;03/11/2026;;1 234,56\n\n\
         Date operation;Libelle court;Type operation;Libelle operation;Montant operation en euro\n\
         02/11/2026;VIR SEPA;VIREMENT RECU;VIR SEPA RECU DURAND FACT 171;1 200,50\n01/11/2026;CB;CARTE;CB GARAGE;-12,30\n",
        "bnp_paribas",
        &["1200.50", "-12.30"],
    );
    assert_eq!((first.booked_on, first.operation.as_str()), (day(2026, 11, 2), "VIREMENT RECU"));

    let (statement, first) = bank(
        "Téléchargement du 12/11/2026;\n\nM. EXEMPLE PAUL\nCompte de Dépôt carte n° 01234567890;\n\
         Solde au 12/11/2026 1 234,56 €\n\nListe des opérations du compte entre le 01/11/2026 et le 12/11/2026;\n\n\
         Date;Libellé;Débit Euros;Crédit Euros;\n\
         10/11/2026;\"VIREMENT EN VOTRE FAVEUR  DURAND\n FACTURE 2026-171\n REF 55\";;1 200,50;\n\
         09/11/2026;\"PRELEVEMENT EDF\";45,10;;\n",
        "credit_agricole",
        &["1200.50", "-45.10"],
    );
    assert_eq!(first.remittance, ["VIREMENT EN VOTRE FAVEUR DURAND", "FACTURE 2026-171", "REF 55"]);
    assert_eq!(
        (statement.account.as_str(), statement.closing.map(|b| b.amount)),
        ("01234567890", Some(dec("1234.56")))
    );

    let sg = "=\"0001234567890\";01/11/2026;30/11/2026;;\n\n\
        date_comptabilisation;libellé_complet_operation;montant_operation;devise;\n\
        03/11/2026;VIR RECU DE: CLIENT SARL MOTIF: F-12;300,00;EUR;\n02/11/2026;FRAIS;-1,20;EUR;\n";
    bank(sg, "societe_generale", &["300", "-1.20"]);
    bank(
        "Date de l'opération;Libellé;Détail de l'écriture;Montant de l'opération;Devise\n\
         03/11/2026;VIR RECU;VIR RECU CLIENT F-12;300,00;EUR\n",
        "societe_generale",
        &["300"],
    );

    let (statement, _) = bank(
        "Date;Date de valeur;Débit;Crédit;Libellé;Solde\n03/11/2026;03/11/2026;-12,00;;PRLV EDF;988,00\n\
         04/11/2026;05/11/2026;;200,00;VIR DURAND;1188,00\n",
        "credit_mutuel_cic",
        &["-12", "200"],
    );
    assert_eq!(statement.opening.map(|b| b.amount), Some(dec("1000")));
    assert_eq!((statement.closing.map(|b| b.amount), statement.balances()), (Some(dec("1188")), Some(true)));
    bank(
        "Date;Date de valeur;Montant;Libellé;Solde\n03/11/2026;03/11/2026;-12,00;PRLV EDF;988,00\n",
        "credit_mutuel_cic",
        &["-12"],
    );

    let postale = "Numéro Compte   ;1234567A020\nType         ;CCP\nCompte tenu en  ;euros\nDate            ;12/11/2026\n\
        Solde (EUROS)   ;1234,56\n\nDate;Libellé;Montant(EUROS);Montant(FRANCS)\n\
        10/11/2026;VIREMENT DE DURAND;150,00;983,94\n09/11/2026;ACHAT CB;-45,67;-299,57\n";
    let (statement, _) = bank(postale, "la_banque_postale", &["150", "-45.67"]);
    assert_eq!(
        (statement.account.as_str(), statement.closing.map(|b| b.amount)),
        ("1234567A020", Some(dec("1234.56")))
    );

    let (_, first) = bank(
        "Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Informations complementaires;Type operation;\
         Categorie;Sous categorie;Debit;Credit;Date operation;Date de valeur;Pointage operation\n\
         03/11/2026;DURAND;VIR SEPA DURAND;R1;FACTURE 171 -;Virement;Revenus;Autres;;+1 200,50;03/11/2026;04/11/2026;0\n\
         02/11/2026;CARREFOUR;CB CARREFOUR;R2;;Carte;Courses;Super;-42,90;;01/11/2026;02/11/2026;0\n",
        "bpce",
        &["1200.50", "-42.90"],
    );
    assert_eq!(first.remittance, ["VIR SEPA DURAND", "FACTURE 171 -"]);
    assert_eq!((first.bank_reference.as_deref(), first.value_date), (Some("R1"), day(2026, 11, 4)));

    let (statement, _) = bank(
        "Code de la banque : 11315;Code de l'agence : 00001;Date de début de téléchargement : 01/11/2026;\n\
         Numéro de compte : 04012345678;Nom du compte : EXEMPLE;Devise : EUR;\n\nSolde en fin de période;;;;+1081,32\n\
         Date;Numéro d'opération;Libellé;Débit;Crédit;Détail;\n02/11/26;OP4;VIR CLIENT;;+131,32;FACT 9;\n\
         01/11/26;OP1;CB X;-50,00;;D 1;\nSolde en début de période;;;;+1000,00\n",
        "caisse_epargne",
        &["131.32", "-50"],
    );
    assert_eq!((statement.account.as_str(), statement.balances()), ("04012345678", Some(true)));
    assert_eq!(statement.opening.map(|b| b.amount), Some(dec("1000")));
    bank(
        "Compte;Date de comptabilisation;Date opération;Libellé;Référence;Date valeur;Montant\n\
         12345678901;03/11/2026;03/11/2026;VIR DURAND;R9;03/11/2026;10,00\n",
        "banque_populaire",
        &["10"],
    );
}

#[test]
fn the_lists_of_online_accounts_need_no_answer() {
    let (statement, first) = bank(
        "Statut;Date de la valeur (UTC);Date de la valeur (local);Date de l'opération (UTC);Montant total (TTC);Débit;Crédit;\
         Solde;Devise;Montant total (TTC) (local);Devise (local);Nom du compte;IBAN du compte;Nom de la contrepartie;Référence\n\
         Exécuté;02-11-2026 23:37:02;03-11-2026 00:37:02;02-11-2026 10:00:00;2000,00;;2000,00;2100,00;EUR;2000,00;EUR;Pro;\
         FR7630006000011234567890189;CLIENT SARL;F-171\n\
         En cours;;03-11-2026 09:00:00;03-11-2026 09:00:00;-30,00;30,00;;;EUR;-30,00;EUR;Pro;FR7630006000011234567890189;SNCF;\n",
        "qonto",
        &["2000", "-30"],
    );
    assert_eq!(statement.account, "FR7630006000011234567890189");
    assert_eq!((first.booked_on, first.counterparty.name.as_str()), (day(2026, 11, 3), "CLIENT SARL"));
    assert_eq!(statement.entries.iter().map(|entry| entry.not_booked).collect::<Vec<_>>(), [false, true]);

    let (_, first) = bank(
        "Status,Settlement date (UTC),Operation date (UTC),Counterparty name,Total amount (incl. VAT),Currency,Reference,\
         Transaction ID\nsettled,2026-11-03 08:00:00,2026-11-02 08:00:00,Client SARL,1200.50,EUR,F-171,t-1\n",
        "qonto",
        &["1200.50"],
    );
    assert_eq!((first.booked_on, first.bank_reference.as_deref()), (day(2026, 11, 3), Some("t-1")));

    let (_, first) = bank(
        "Transaction ID;Date de la valeur;Date d'opération;IBAN;Type de transaction;Transaction personnelle;Category;Débit;\
         Crédit;Solde mouvement;Solde bancaire;Libellé;Nom de la contrepartie;Montant HT;Commentaire\n\
         a1;03/11/2026;02/11/2026;FR7630006000011234567890189;Virement;Non;X;\"0,00\";\"300,00\";\"300,00\";\"900,00\";F 12;\
         Client;\"250,00\";\n\
         a2;03/11/2026;03/11/2026;FR7630006000011234567890189;Carte;Non;X;\"20,00\";\"0,00\";\"-20,00\";\"880,00\";Papier;\
         Bureau;\"16,67\";\n",
        "shine",
        &["300", "-20"],
    );
    assert_eq!(first.counterparty.name, "Client");

    let (statement, first) = bank(
        "dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance\n\
         2026-11-03;2026-11-03;\"VIR DURAND\";Virements;Revenus;durand;\"1 718,70\";;00040123456;BoursoBank;1900.20\n\
         2026-11-02;2026-11-02;\"CARTE 01/11 X\";Courses;Vie;x;\"-18,00\";;00040123456;BoursoBank;1900.20\n",
        "boursorama",
        &["1718.70", "-18"],
    );
    assert_eq!((statement.account.as_str(), statement.account_name.as_str()), ("00040123456", "BoursoBank"));
    assert_eq!((statement.closing, first.booked_on), (None, day(2026, 11, 3)));

    let (_, first) = bank(
        "Date started (UTC),Date completed (UTC),ID,Type,State,Description,Reference,Payer,Orig currency,Orig amount,\
         Payment currency,Amount,Total amount,Fee,Balance,Beneficiary IBAN\n\
         2026-11-04 09:00:00,2026-11-04 09:00:05,b,TRANSFER,COMPLETED,To Papier,inv 9,,EUR,-20.00,EUR,-20.00,-20.20,0.20,79.80,\n\
         2026-11-03 09:00:00,2026-11-03 09:00:05,a,TOPUP,COMPLETED,Payment from Client,F-171,,EUR,100.00,EUR,100.00,100.00,0,100.00,\n\
         2026-11-03 09:00:00,,c,CARD_PAYMENT,DECLINED,Shop,,,EUR,-10.00,EUR,-10.00,-10.00,0,,\n",
        "revolut_business",
        &["-20.20", "100"],
    );
    assert_eq!(first.remittance, ["To Papier", "inv 9"]);

    let (_, first) = bank(
        "\"Booking Date\",\"Value Date\",\"Partner Name\",\"Partner Iban\",Type,\"Payment Reference\",\"Account Name\",\
         \"Amount (EUR)\",\"Original Amount\",\"Original Currency\",\"Exchange Rate\"\n\
         2026-11-03,2026-11-03,Client,DE89370400440532013000,Income,F-171,Compte,328.00,,,\n",
        "n26",
        &["328"],
    );
    assert_eq!(first.counterparty.account, "DE89370400440532013000");
}

#[test]
fn a_list_without_header_is_read_by_its_content_and_its_balance_line_left_out() {
    // As LCL writes it: date, amount, kind, cheque, label, and the balance with the account's number.
    let (statement, findings, mapping) = read(
        "02/11/2026;-12,50;Carte;;CB  MONOPRIX    01/11/26;;0;Divers\n\
         03/11/2026;1200,50;Virement;;VIREMENT DURAND FACT 171;;0;Divers\n\
         04/11/2026;-4,00;Carte;;CB  PARKING     03/11/26;;0;Divers\n\
         05/11/2026;3184,00;;;01234 567890X;;;\n",
    );
    assert_eq!(mapping.header_line, None);
    assert_eq!(amounts(&statement), [dec("-12.50"), dec("1200.50"), dec("-4.00")]);
    assert_eq!(statement.entries[1].remittance, ["VIREMENT DURAND FACT 171"]);
    assert_eq!(
        (statement.account.as_str(), statement.closing.map(|b| b.amount)),
        ("01234 567890X", Some(dec("3184.00")))
    );
    assert_eq!(codes(&findings), [(Severity::Note, FindingCode::BalanceLine, Some(4))]);
}

#[test]
fn a_line_of_another_width_is_left_out_and_said() {
    let (statement, findings, _) = read(
        "Buchung;Wertstellungsdatum;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Betrag;Saldo\n\
         03.11.2026;03.11.2026;A;Gutschrift;x;10,00;110,00\n03.11.2026;03.11.2026;Rente;text;20,00;130,00\n\
         04.11.2026;04.11.2026;B;Gutschrift;y;z;5,00;135,00\n05.11.2026;05.11.2026;C;Lastschrift;w;-1,00;134,00\n\
         06.11.2026;06.11.2026;C;Lastschrift;w;-1,00;133,00\n07.11.2026;07.11.2026;C;Lastschrift;w;-1,00;132,00\n",
    );
    assert_eq!(amounts(&statement), [dec("10"), dec("-1"), dec("-1"), dec("-1")]);
    assert_eq!(errors(&findings), [(FindingCode::WrongCellCount, Some(3)), (FindingCode::WrongCellCount, Some(4))]);
    assert!(findings.iter().any(|finding| finding.code == FindingCode::BalancesDisagree));
}

#[test]
fn amounts_are_read_in_every_form() {
    for (written, amount) in [
        ("-1.234,56", "-1234.56"),
        ("1 234,56 €", "1234.56"),
        ("+12,00", "12"),
        ("(12,50)", "-12.50"),
        ("12,50-", "-12.50"),
        ("-10,7", "-10.7"),
    ] {
        let (statement, ..) = read(&format!("Date;Libellé;Montant\n13/11/2026;x;{written}\n14/11/2026;y;1,00\n"));
        assert_eq!(statement.entries[0].amount, dec(amount), "{written}");
    }
    let (statement, ..) = read("Date;Description;Amount\n13/11/2026;x;\"£1,183.23\"\n14/11/2026;y;1'234.56\n");
    assert_eq!(amounts(&statement), [dec("1183.23"), dec("1234.56")]);
    assert_eq!(statement.currency, "GBP");
    let (statement, findings, _) = read("Date;Libellé;Montant\n13/11/2026;x;579,68 USD\n14/11/2026;y;1,00 EUR\n");
    assert_eq!(statement.entries.iter().map(|entry| entry.currency.as_str()).collect::<Vec<_>>(), ["USD", "EUR"]);
    assert_eq!(findings[0].code, FindingCode::SeveralCurrencies);
}

#[test]
fn what_cannot_be_read_is_never_zero() {
    let (statement, findings, _) = read(
        "Date;Libellé;Montant\n13/11/2026;a;12,00\n14/11/2026;b;douze\n15/11/2026;c;\n31/02/2026;d;3,00\n;e;4,00\n\
         16/11/2026;f;6,17E+025\n17/11/2026;g;0,00\n18/11/2026;h;99999999999999999999,00\n\nPage 1 sur 1\n",
    );
    assert_eq!(amounts(&statement), [dec("12"), dec("0")]);
    assert_eq!(
        errors(&findings),
        [
            (FindingCode::UnreadableAmount, Some(3)),
            (FindingCode::MissingValue, Some(4)),
            (FindingCode::UnreadableDate, Some(5)),
            (FindingCode::MissingValue, Some(6)),
            (FindingCode::UnreadableAmount, Some(7)),
            (FindingCode::AmountOutOfRange, Some(9)),
        ]
    );
    let footer = findings.iter().find(|finding| finding.place.line == Some(11)).unwrap();
    assert_eq!(footer.severity, Severity::Note);
}

#[test]
fn a_reference_that_a_spreadsheet_cut_is_left_out_and_said_once() {
    let (statement, findings, _) = read(
        "Date;Libellé;Référence;Montant\n13/11/2026;a;6,17761250170673E+025;12,00\n14/11/2026;b;ABC-1;1,00\n\
         15/11/2026;c;6,5E+025;1,00\n",
    );
    let references: Vec<_> = statement.entries.iter().map(|entry| entry.bank_reference.as_deref()).collect();
    assert_eq!(references, [None, Some("ABC-1"), None]);
    let damaged: Vec<_> = findings.iter().filter(|finding| finding.code == FindingCode::DamagedReference).collect();
    assert_eq!(damaged.len(), 1);
    assert_eq!(damaged[0].facts, [("text", "6,17761250170673E+025".to_owned()), ("count", "2".to_owned())]);
}

#[test]
fn debits_are_read_as_the_list_writes_them() {
    let list = |debits: [&str; 2]| {
        format!(
            "Date;Libellé;Débit;Crédit\n13/11/2026;a;{};\n14/11/2026;b;;7,00\n15/11/2026;c;{};0,00\n",
            debits[0], debits[1]
        )
    };
    let (positive, _, mapping) = read(&list(["12,00", "3,00"]));
    assert_eq!(
        (amounts(&positive), mapping.money_out),
        (vec![dec("-12"), dec("7"), dec("-3")], Some(MoneyOut::Positive))
    );
    let (negative, _, mapping) = read(&list(["-12,00", "-3,00"]));
    assert_eq!(
        (amounts(&negative), mapping.money_out),
        (vec![dec("-12"), dec("7"), dec("-3")], Some(MoneyOut::Negative))
    );

    let text = list(["12,00", "-3,00"]);
    let (grid, mut mapping) = open(text.as_bytes());
    let sheet = &grid.sheets[0];
    let examples = vec!["12,00".to_owned(), "-3,00".to_owned()];
    assert_eq!(mapping.questions(sheet), [BankQuestion::MoneyOut { examples, suggested: MoneyOut::Positive }]);
    let refusal = rows::apply(&grid, &mapping).unwrap_err();
    let incomplete = (RefusalCode::MappingIncomplete, vec![("field", "money_out".to_owned())]);
    assert_eq!((refusal.code, refusal.facts), incomplete);
    // It is told under the usual answer, and kept under none.
    let refusal = super::read(text.as_bytes()).unwrap_err();
    assert_eq!((refusal.code, refusal.facts), incomplete);
    let (told, open) = super::read_as_usual(text.as_bytes()).unwrap();
    assert_eq!(open.iter().map(BankQuestion::code).collect::<Vec<_>>(), ["money_out"]);
    assert_eq!(amounts(&told.value.statements[0]), [dec("-12"), dec("7"), dec("3")]);
    mapping.money_out = Some(MoneyOut::Positive);
    assert_eq!(mapping.questions(sheet), []);
    let reading = rows::apply(&grid, &mapping).unwrap();
    assert_eq!(amounts(&reading.value.statements[0]), [dec("-12"), dec("7"), dec("3")]);

    let (both, findings, _) = read("Date;Libellé;Débit;Crédit\n13/11/2026;a;12,00;7,00\n14/11/2026;b;1,00;\n");
    assert_eq!(amounts(&both), [dec("-1")]);
    assert_eq!(errors(&findings), [(FindingCode::ContradictoryAmounts, Some(2))]);
}

#[test]
fn balances_prove_the_signs_where_the_column_mixes_them() {
    let (statement, ..) = read(
        "Date;Libellé;Débit;Crédit;Solde\n13/11/2026;a;;100,00;100,00\n14/11/2026;b;12,00;;88,00\n\
         15/11/2026;c;-3,00;;91,00\n16/11/2026;d;1,00;;90,00\n",
    );
    assert_eq!(amounts(&statement), [dec("100"), dec("-12"), dec("3"), dec("-1")]);
    assert_eq!(statement.balances(), Some(true));
}

#[test]
fn a_letter_says_the_direction() {
    let (statement, findings, _) = read(
        "Datum;Omschrijving;Bedrag;D/C\n13.11.2026;a;12,00;D\n14.11.2026;b;7,00;C\n15.11.2026;c;1,00;?\n16.11.2026;d;2,00;H\n",
    );
    assert_eq!(amounts(&statement), [dec("-12"), dec("7"), dec("2")]);
    assert_eq!(errors(&findings), [(FindingCode::NoCreditOrDebit, Some(4))]);
    // A minus beside a letter takes a movement back, where debits stand without one.
    let (taken_back, ..) = read(
        "Datum;Omschrijving;Bedrag;D/C\n13.11.2026;a;12,00;D\n14.11.2026;b;7,00;C\n15.11.2026;c;-3,00;D\n16.11.2026;d;2,00;D\n",
    );
    assert_eq!(amounts(&taken_back), [dec("-12"), dec("7"), dec("3"), dec("-2")]);
    let (by_type, ..) = read("Date;Libellé;Montant;Type\n13/11/2026;a;12,00;Débit\n14/11/2026;b;7,00;Crédit\n");
    assert_eq!(amounts(&by_type), [dec("-12"), dec("7")]);
    let (signed, ..) = read("Date;Libellé;Montant;Sens\n13/11/2026;a;-12,00;Débit\n14/11/2026;b;7,00;Crédit\n");
    assert_eq!(amounts(&signed), [dec("-12"), dec("7")]);
}

#[test]
fn a_list_that_only_takes_in_is_a_reason_to_look() {
    let list = |last: &str| {
        let lines: String = (1..5).map(|day| format!("{day:02}/11/2026;x;1{day},00\n")).collect();
        read(&format!("Date;Libellé;Montant\n{lines}30/11/2026;y;{last}\n")).1
    };
    assert!(list("2,00").iter().any(|finding| finding.code == FindingCode::OnlyMoneyIn));
    assert!(list("-2,00").iter().all(|finding| finding.code != FindingCode::OnlyMoneyIn));
}

#[test]
fn lines_of_balances_are_no_movements_and_payments_that_settle_are() {
    let (statement, findings, _) = read(
        "Date;Libellé;Montant\n;Ancien solde;1 000,00\n13/11/2026;Solde facture 171;12,00\n14/11/2026;SOLDE AU 14/11/2026;1 012,00\n\
         ;Total;12,00\nDate;Libellé;Montant\n",
    );
    assert_eq!(amounts(&statement), [dec("12")]);
    assert_eq!(statement.entries[0].remittance, ["Solde facture 171"]);
    assert_eq!((statement.opening.map(|b| b.amount), statement.balances()), (Some(dec("1000")), Some(true)));
    let said: Vec<_> = findings.iter().map(|finding| (finding.code, finding.place.line)).collect();
    assert_eq!(
        said[..4],
        [
            (FindingCode::BalanceLine, Some(2)),
            (FindingCode::BalanceLine, Some(4)),
            (FindingCode::TotalLine, Some(5)),
            (FindingCode::RepeatedHeader, Some(6)),
        ]
    );
}

#[test]
fn the_latest_line_may_stand_first() {
    let (statement, ..) = read(
        "Date;Description;Amount;Balance\n2026-11-05;c;-1.00;119.00\n2026-11-04;b;20.00;120.00\n2026-11-03;a;50.00;100.00\n",
    );
    assert_eq!(statement.opening, Some(crate::statement::Balance { day: day(2026, 11, 3), amount: dec("50") }));
    assert_eq!(statement.closing, Some(crate::statement::Balance { day: day(2026, 11, 5), amount: dec("119") }));
    assert_eq!(statement.balances(), Some(true));
}

#[test]
fn a_line_that_is_missing_shows_in_the_balance() {
    let (_, findings, _) = read(
        "Date;Description;Amount;Balance\n2026-11-01;a;50.00;50.00\n2026-11-02;b;20.00;70.00\n2026-11-03;c;1.00;71.00\n\
         2026-11-05;d;2.00;83.00\n2026-11-06;e;1.00;84.00\n",
    );
    let said = findings.iter().find(|finding| finding.code == FindingCode::BalancesDisagree).unwrap();
    assert!(said.facts.contains(&("movements", "74.00".to_owned())), "{:?}", said.facts);
}

#[test]
fn every_encoding_of_a_bank_gives_the_same_list() {
    let text =
        "Date opération;Libellé;Débit;Crédit\r\n13/11/2026;Café de l’Œuvre;12,00;\r\n14/11/2026;Société Élan;;7,00\r\n";
    let (expected, ..) = read(text);
    let (cp1252, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let wide = |mark: &[u8]| [mark, &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
    for bytes in [cp1252.into_owned(), wide(b"\xff\xfe"), wide(b""), [b"\xef\xbb\xbf", text.as_bytes()].concat()] {
        assert_eq!(read_bytes(&bytes).0, std::slice::from_ref(&expected));
    }
    let polish = "Data księgowania;Tytuł operacji;Kwota;Saldo po\n2026-11-13;Opłata za przelew Łódź źródło;-12,00;88,00\n\
        2026-11-14;Wpływ należności od żółtej spółki;7,00;95,00\n2026-11-15;Zapłata za usługę księgową;1,00;96,00\n";
    let (cp1250, _, _) = encoding_rs::WINDOWS_1250.encode(polish);
    let (statements, _, mapping) = read_bytes(&cp1250);
    assert_eq!(statements[0].entries[0].remittance, ["Opłata za przelew Łódź źródło"]);
    assert_eq!((amounts(&statements[0]), mapping.header_line), (vec![dec("-12"), dec("7"), dec("1")], Some(1)));
    assert_eq!(statements[0].closing.map(|balance| balance.amount), Some(dec("96")));
}

#[test]
fn payers_and_payees_have_columns_of_their_own_in_some_lists() {
    let (statement, ..) = read(
        "Buchungsdatum;Zahlungspflichtige*r;Zahlungsempfänger*in;Verwendungszweck;Betrag (€)\n\
         13.11.2026;Kunde;Ich;RE 1;10,00\n14.11.2026;Ich;Laden;x;-5,00\n",
    );
    assert_eq!(statement.currency, "EUR");
    let names: Vec<_> = statement.entries.iter().map(|entry| entry.counterparty.name.as_str()).collect();
    assert_eq!(names, ["Kunde", "Laden"]);
}

#[test]
fn a_column_of_ibans_is_the_owners_or_the_other_sides() {
    let table = "Datum;Name;IBAN;Betrag\n13.11.2026;a;DE89370400440532013000;1,00\n\
        14.11.2026;b;DE89370400440532013000;2,00\n";
    let (owners, ..) = read(table);
    assert_eq!(
        (owners.account.as_str(), owners.entries[0].counterparty.account.as_str()),
        ("DE89370400440532013000", "")
    );
    let (others, ..) = read(&format!("Girokonto;DE42120300001033738756\n\n{table}"));
    assert_eq!(others.account, "DE42120300001033738756");
    assert_eq!(others.entries[0].counterparty.account, "DE89370400440532013000");
    let (varied, ..) = read(&table.replacen("DE89", "DE88", 1));
    assert_eq!(
        (varied.account.as_str(), varied.entries[0].counterparty.account.as_str()),
        ("", "DE88370400440532013000")
    );
}

#[test]
fn several_accounts_are_several_statements() {
    let (statements, ..) = read_bytes(
        b"Compte;Date;Libell\xc3\xa9;Montant;Devise\nFR76 1;13/11/2026;a;1,00;EUR\nCH 2;13/11/2026;b;2,00;CHF\nFR76 1;14/11/2026;c;3,00;EUR\n",
    );
    let told: Vec<_> = statements.iter().map(|s| (s.account.as_str(), s.currency.as_str(), amounts(s))).collect();
    assert_eq!(told, [("FR76 1", "EUR", vec![dec("1"), dec("3")]), ("CH 2", "CHF", vec![dec("2")])]);
}

#[test]
fn a_workbook_gives_days_and_numbers_as_they_are() {
    let row = |line, cells: Vec<Cell>| Row { line, cells };
    let text = |text: &str| Cell::Text(text.into());
    let moved = |line, date, amount| row(line, vec![Cell::Date(date), text("x"), Cell::Number(amount)]);
    let rows = vec![
        row(1, vec![text("Relevé de compte")]),
        row(3, vec![text("Date"), text("Libellé"), text("Montant")]),
        moved(4, day(2026, 11, 3).unwrap(), dec("1234.5")),
        moved(5, day(2026, 11, 4).unwrap(), dec("-0.1")),
    ];
    let grid = Grid { sheets: vec![Sheet { name: "Feuil1".into(), hidden: false, rows }], ..Grid::default() };
    let mapping = mapping::propose_for(&grid).unwrap();
    assert_eq!(mapping.questions(&grid.sheets[0]), []);
    let reading = rows::apply(&grid, &mapping).unwrap();
    let statement = &reading.value.statements[0];
    assert_eq!(amounts(statement), [dec("1234.5"), dec("-0.1")]);
    assert_eq!(statement.entries[1].place.to_string(), "Feuil1:5");
}

#[test]
fn an_unknown_list_is_asked_about_corrected_and_remembered() {
    let text = "Quand;Quoi;Combien;Reste\n13/11/2026;a;12,00;5,00\n14/11/2026;b;-7,00;9,00\n";
    let (grid, mut mapping) = open(text.as_bytes());
    let sheet = &grid.sheets[0];
    assert_eq!(mapping.questions(sheet), [BankQuestion::MissingFields { fields: vec![BankField::Amount] }]);
    let refusal = rows::apply(&grid, &mapping).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::MappingIncomplete);
    assert_eq!(refusal.facts, [("field", "entry_amount".to_owned())]);
    mapping.choose(2, Some(BankField::Amount), sheet);
    assert_eq!(mapping.questions(sheet), []);
    let preview = rows::preview(&grid, &mapping, 1).unwrap();
    assert_eq!((preview.read, preview.left_out, preview.entries.len()), (2, 0, 1));
    assert_eq!((preview.credits, preview.debits, preview.last_day), (dec("12"), dec("7"), day(2026, 11, 14)));

    let kept: BankMapping = serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    let (next, _) = open("\nCompte 12\nQuand;Quoi;Combien;Reste\n01/02/2027;c;3,00;1,00\n".as_bytes());
    let recalled = mapping::recall(&next.sheets[0], &kept).unwrap();
    assert_eq!(recalled.header_line, Some(3));
    assert_eq!(recalled.questions(&next.sheets[0]), []);
    let reading = rows::apply(&next, &recalled).unwrap();
    assert_eq!(amounts(&reading.value.statements[0]), [dec("3")]);
    let (other, _) = open(b"Wann;Was;Betrag\n13.11.2026;a;1,00\n");
    assert_eq!(mapping::recall(&other.sheets[0], &kept), None);
}

#[test]
fn what_only_the_owner_knows_is_asked() {
    let (grid, mapping) = open(b"Date,Description,Amount\n01/02/2026,a,1.00\n03/04/2026,b,2.00\n");
    let asked = mapping.questions(&grid.sheets[0]);
    assert!(matches!(asked.as_slice(), [BankQuestion::DateOrder { suggested: DateOrder::DayFirst, .. }]), "{asked:?}");
    let list = b"Date,Description,Amount\n01/02/2026,a,1.00\n03/04/2026,b,-2.00\n";
    let (told, open_questions) = super::read_as_usual(list).unwrap();
    let line = line_of_statements("list.csv", &told).with_questions(&open_questions);
    // The sums are the same either way, the days are not.
    assert_eq!((line.questions.as_slice(), line.credits.as_str()), (&["date_order".to_owned()][..], "1"));
    assert_eq!((line.first_date.as_str(), line.last_date.as_str()), ("", ""));
    let (grid, mapping) = open(b"Date;Description;Amount\n2026-02-13;a;1.234\n2026-02-14;b;-2.345\n");
    let asked = mapping.questions(&grid.sheets[0]);
    assert!(matches!(asked.as_slice(), [BankQuestion::DecimalSign { contradictory: false, .. }]), "{asked:?}");
    let mut answered = mapping.clone();
    answered.decimal = Some(DecimalSign::Comma);
    assert_eq!(answered.questions(&grid.sheets[0]), []);
    let refusal = super::read_as_usual(b"Date;Description;Amount\n2026-02-13;a;1.234\n2026-02-14;b;-2.345\n");
    assert_eq!(refusal.unwrap_err().facts, [("field", "decimal".to_owned())]);
}

#[test]
fn a_list_of_invoices_is_not_taken_for_one_of_a_bank() {
    let (grid, _) =
        open("N° facture;Client;Date;Échéance;Montant TTC\nF1;Durand;13/11/2026;13/12/2026;12,00\n".as_bytes());
    assert!(!crate::kind::is_of_a_bank(&grid));
}

/// Cells, accounts and currencies without end take no more time than others.
#[test]
fn a_list_made_to_be_slow_is_read_in_time() {
    let mut text = String::from("Compte;Date;Libellé;Montant;Devise\n");
    for line in 0..3_000u32 {
        let letters = [0, 26, 676].map(|by| char::from(b'A' + u8::try_from(line / by.max(1) % 26).unwrap()));
        let currency: String = letters.iter().collect();
        text.push_str(&format!("{line};13/11/2026;\"{}\";1,00;{currency}\n", "x\n".repeat(200)));
    }
    let (statements, ..) = read_bytes(text.as_bytes());
    assert_eq!(statements.len(), 3_000);
    assert!(statements.iter().all(|statement| statement.entries[0].remittance == ["x"]));
}

#[test]
fn a_list_beyond_reason_is_refused() {
    let text = format!("Date;Libellé;Montant\n{}", "13/11/2026;x;-1,00\n".repeat(100_001));
    assert_eq!(super::read(text.as_bytes()).unwrap_err().code, RefusalCode::TooManyEntries);
}

proptest! {
    #[test]
    fn no_bytes_make_the_readers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_anyhow(&bytes);
    }

    /// Headings that are known over cells that are anything.
    #[test]
    fn no_cells_make_the_readers_panic(cells in proptest::collection::vec("[0-9.,/+\\-Ee€ a-zé\"()']{0,14}", 0..60), header in 0usize..4) {
        let headers = [
            "Date;Libellé;Montant;Solde;Devise",
            "Date;Date de valeur;Débit;Crédit;Libellé;Solde",
            "Datum;Bedrag;D/C;IBAN;Status",
            "",
        ];
        let width = headers[header].matches(';').count() + 1;
        let mut text = headers[header].to_owned();
        for row in cells.chunks(width.max(4)) {
            text.push('\n');
            text.push_str(&row.join(";"));
        }
        read_anyhow(text.as_bytes());
    }

    /// A list with one amount in each line gives exactly those amounts, whatever the order of its columns.
    #[test]
    fn every_cent_arrives(cents in proptest::collection::vec(-10_000_000i64..10_000_000, 1..30), turned in any::<bool>()) {
        let mut text = String::from(if turned { "Montant;Libellé;Date\n" } else { "Date;Libellé;Montant\n" });
        for amount in &cents {
            let written = Decimal::new(*amount, 2).to_string().replace('.', ",");
            let cells = if turned { [written.as_str(), "x", "13/11/2026"] } else { ["13/11/2026", "x", written.as_str()] };
            text.push_str(&cells.join(";"));
            text.push('\n');
        }
        let (statement, ..) = read(&text);
        prop_assert_eq!(amounts(&statement), cents.iter().map(|amount| Decimal::new(*amount, 2)).collect::<Vec<_>>());
    }
}

fn read_anyhow(bytes: &[u8]) {
    let Ok(grid) = grid::read(bytes) else { return };
    let Some(mut mapping) = mapping::propose_for(&grid) else { return };
    let Some(sheet) = grid.sheet(&mapping.sheet) else { return };
    let _ = (mapping.questions(sheet), rows::preview(&grid, &mapping, 3));
    mapping.money_out = Some(MoneyOut::Positive);
    for (column, field) in [(0, BankField::BookedOn), (1, BankField::Label), (2, BankField::Amount)] {
        mapping.choose(column, Some(field), sheet);
    }
    let _ = rows::apply(&grid, &mapping);
}
